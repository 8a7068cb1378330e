"""`data/citations/` and `data/dossier.bib`: articles as reference programs take them.

What is cited is the original, in its own script; a note says that it is read in this dossier.
"""

import json
import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from dossier.export.citations.reference import CitedName, Reference, reference
from dossier.model import Article, Config, Page
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
LINE = "\r\n"


def bibtex(references: Sequence[Reference]) -> str:
    """One entry a reference: @online where the original has an address, else @misc.

    In UTF-8, with the fields of biblatex (https://ctan.org/pkg/biblatex, 2.1 and 2.2).
    """
    return "\n".join(_entry(reference) for reference in references)


def _entry(reference: Reference) -> str:
    values = {
        "author": _tex_names(reference.authors),
        # Braces within: no style may change its letters.
        "title": f"{{{_tex(reference.title)}}}" if reference.title else "",
        "organization": _tex(reference.publisher),
        "translator": _tex_names(reference.translators),
        "date": reference.date,
        "url": reference.url,
        "urldate": reference.read,
        "langid": LANGID.get(reference.lang.split("-")[0], ""),
        "note": _tex(reference.note),
    }
    kind = "online" if reference.url else "misc"
    fields = "".join(f"  {key} = {{{value}}},\n" for key, value in values.items() if value)
    return f"@{kind}{{{reference.key},\n{fields}}}\n"


def _tex_names(names: Sequence[CitedName]) -> str:
    """Names joined by `and`; braces keep one together that has no known parts."""
    return " and ".join(
        f"{_tex(name.family)}, {_tex(name.given)}" if name.family else f"{{{_tex(name.literal)}}}"
        for name in names
    )


def _tex(words: str) -> str:
    escapes = WRITTEN if matched(words) else WRITTEN | UNMATCHED
    safe = SPECIAL.sub(lambda match: escapes.get(match[0], f"\\{match[0]}"), words)
    return PAIRED.sub(r"\1{}", safe)


def matched(words: str) -> bool:
    """Whether every brace that is opened is closed, in order."""
    depths = (0, *accumulate((sign == "{") - (sign == "}") for sign in words))
    return min(depths) == 0 == depths[-1]


def csl(references: Sequence[Reference]) -> str:
    """A list of newspaper articles as CSL-JSON; what is unknown is left out.

    https://github.com/citation-style-language/schema, csl-data.json.
    """
    return json.dumps(list(map(_item, references)), ensure_ascii=False, indent=1) + "\n"


def _item(reference: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": reference.key,
        "type": "article-newspaper",
        "title": reference.title,
        "author": list(map(_csl_name, reference.authors)),
        "translator": list(map(_csl_name, reference.translators)),
        "container-title": reference.publisher,
        "issued": _csl_date(reference.date),
        "URL": reference.url,
        "accessed": _csl_date(reference.read),
        "language": reference.lang,
        "note": reference.note,
    }
    return {key: value for key, value in item.items() if value}


def _csl_name(name: CitedName) -> dict[str, str]:
    if name.family:
        return {"family": name.family, "given": name.given}
    return {"literal": name.literal}


def _csl_date(iso: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else {}


def ris(references: Sequence[Reference]) -> str:
    """One record a reference, of the type NEWS; an empty line between two.

    https://en.wikipedia.org/wiki/RIS_(file_format): two characters, two spaces, a hyphen, a space
    and a value that ends with its line.
    """
    return LINE.join(_record(reference) for reference in references)


def _record(reference: Reference) -> str:
    tags = [
        ("ID", reference.key),
        *(("AU", _ris_name(name)) for name in reference.authors),
        ("TI", reference.title),
        ("T2", reference.publisher),
        *(("A4", _ris_name(name)) for name in reference.translators),
        ("PY", reference.date[:4]),
        ("DA", _ris_date(reference.date)),
        ("UR", reference.url),
        ("Y2", _ris_date(reference.read)),
        ("LA", reference.lang),
        ("N1", reference.note),
    ]
    lines = [f"{tag}  - {value}" for tag, value in tags if value]
    return LINE.join(["TY  - NEWS", *lines, "ER  - ", ""])


def _ris_name(name: CitedName) -> str:
    """Family, given; a name of several words that has no known parts ends in a comma."""
    if name.family:
        return f"{name.family}, {name.given}"
    return f"{name.literal}," if " " in name.literal else name.literal


def _ris_date(iso: str) -> str:
    """YYYY/MM/DD/ with empty parts for what is unknown."""
    year, month, day = (*iso.split("-"), "", "")[:3]
    return f"{year}/{month}/{day}/" if iso else ""


# Each format: how it is written, and the ending of the file of one article and of all.
FORMATS = ((bibtex, "bib", "bib"), (csl, "json", "csl.json"), (ris, "ris", "ris"))


def citation_pages(articles: Sequence[Article], config: Config) -> Iterator[Page]:
    """A file for each article, and one of all, in each format."""
    references = [reference(article, config) for article in articles]
    for written, ending, ending_of_all in FORMATS:
        for item in references:
            yield Page(f"data/citations/{item.key}.{ending}", written([item]).encode())
        yield Page(f"data/dossier.{ending_of_all}", written(references).encode())
