r"""References as BibTeX in UTF-8, with the fields of biblatex.

https://ctan.org/pkg/biblatex, 2.1 and 2.2: `date`, `url`, `urldate`, `langid`.
"""

import re
from collections.abc import Iterator, Sequence

from dossier.export.citations.reference import CitedName, Reference
from dossier.tables import pair_table

# Characters that TeX reads as commands.
SPECIAL = re.compile(r"[\\{}#$%&_~^`]")
WRITTEN = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "`": "{`}",
}
# For braces that do not match: BibTeX counts escaped ones too, and one too many would swallow the
# rest of the file. Where they match, the plain escape is known to more readers.
UNMATCHED = {"{": r"\lbrace{}", "}": r"\rbrace{}"}
# Two of a kind that TeX would set as one sign: a dash, a quotation mark.
PAIRED = re.compile(r"([-'<>,])(?=\1)")
LANGID = pair_table("dossier.export", "vocabularies.txt", "langid")


def bibtex(references: Sequence[Reference]) -> str:
    """One entry a reference: @online where the original has an address, else @misc."""
    return "\n".join(_entry(reference) for reference in references)


def _entry(reference: Reference) -> str:
    kind = "online" if reference.url else "misc"
    fields = "".join(f"  {key} = {{{value}}},\n" for key, value in _fields(reference) if value)
    return f"@{kind}{{{reference.key},\n{fields}}}\n"


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "author", _names(reference.authors)
    # Braces within: no style may change its letters.
    yield "title", f"{{{_text(reference.title)}}}" if reference.title else ""
    yield "organization", _text(reference.publisher)
    yield "translator", _names(reference.translators)
    yield "date", reference.date
    yield "url", reference.url
    yield "urldate", reference.read
    yield "langid", LANGID.get(reference.lang.split("-")[0], "")
    yield "note", _text(reference.note)


def _names(names: Sequence[CitedName]) -> str:
    """Names joined by `and`; braces keep one together that has no known parts."""
    return " and ".join(
        f"{_text(name.family)}, {_text(name.given)}"
        if name.family
        else f"{{{_text(name.literal)}}}"
        for name in names
    )


def _text(words: str) -> str:
    escapes = WRITTEN if matched(words) else WRITTEN | UNMATCHED
    safe = SPECIAL.sub(lambda match: escapes.get(match[0], f"\\{match[0]}"), words)
    return PAIRED.sub(r"\1{}", safe)


def matched(words: str) -> bool:
    """Whether every brace that is opened is closed, in order."""
    depth = 0
    for sign in words:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
