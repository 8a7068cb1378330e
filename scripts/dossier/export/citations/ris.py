"""References as RIS, which EndNote, Mendeley and library catalogues read.

https://en.wikipedia.org/wiki/RIS_(file_format): two characters, two spaces, a hyphen, a space and
a value that ends with its line.
"""

from collections.abc import Iterator, Sequence

from dossier.export.citations.reference import Named, Reference

LINE = "\r\n"


def ris(references: Sequence[Reference]) -> str:
    """One record a reference, of the type NEWS; an empty line between two."""
    return LINE.join(_record(one) for one in references)


def _record(one: Reference) -> str:
    lines = [f"{tag}  - {value}" for tag, value in _fields(one) if value]
    return LINE.join(["TY  - NEWS", *lines, "ER  - ", ""])


def _fields(one: Reference) -> Iterator[tuple[str, str]]:
    yield "ID", one.key
    yield from (("AU", _name(name)) for name in one.authors)
    yield "TI", one.title
    yield "T2", one.publisher
    yield from (("A4", _name(name)) for name in one.translators)
    yield "PY", one.date[:4]
    yield "DA", _date(one.date)
    yield "UR", one.url
    yield "Y2", _date(one.read)
    yield "LA", one.lang
    yield "N1", one.note


def _name(name: Named) -> str:
    """Family, given; a name of several words that has no known parts ends in a comma."""
    if name.family:
        return f"{name.family}, {name.given}"
    return f"{name.literal}," if " " in name.literal else name.literal


def _date(iso: str) -> str:
    """YYYY/MM/DD/ with empty parts for what is unknown."""
    year, month, day = (*iso.split("-"), "", "")[:3]
    return f"{year}/{month}/{day}/" if iso else ""
