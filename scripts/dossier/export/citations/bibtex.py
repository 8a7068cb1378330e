r"""References as BibTeX in UTF-8, with the fields of biblatex.

https://ctan.org/pkg/biblatex, 2.1 and 2.2: `date`, `url`, `urldate`, `langid`.
"""

import re
from collections.abc import Iterator, Sequence

from dossier.export.citations.reference import Named, Reference
from dossier.tables import pair_table

# What TeX reads as a command.
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
    return "\n".join(_entry(one) for one in references)


def _entry(one: Reference) -> str:
    kind = "online" if one.url else "misc"
    fields = "".join(f"  {key} = {{{value}}},\n" for key, value in _fields(one) if value)
    return f"@{kind}{{{one.key},\n{fields}}}\n"


def _fields(one: Reference) -> Iterator[tuple[str, str]]:
    yield "author", _names(one.authors)
    # Braces within: no style may change its letters.
    yield "title", f"{{{_text(one.title)}}}" if one.title else ""
    yield "organization", _text(one.publisher)
    yield "translator", _names(one.translators)
    yield "date", one.date
    yield "url", one.url
    yield "urldate", one.read
    yield "langid", LANGID.get(one.lang.split("-")[0], "")
    yield "note", _text(one.note)


def _names(names: Sequence[Named]) -> str:
    """Names joined by `and`; braces keep one together that has no known parts."""
    return " and ".join(
        f"{_text(one.family)}, {_text(one.given)}" if one.family else f"{{{_text(one.literal)}}}"
        for one in names
    )


def _text(words: str) -> str:
    written = WRITTEN if matched(words) else WRITTEN | UNMATCHED
    safe = SPECIAL.sub(lambda match: written.get(match[0], f"\\{match[0]}"), words)
    return PAIRED.sub(r"\1{}", safe)


def matched(words: str) -> bool:
    """Whether every brace that is opened is closed, in order."""
    depth = 0
    for sign in words:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0
