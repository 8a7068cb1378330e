"""References as RIS, which EndNote, Mendeley and library catalogues read.

https://en.wikipedia.org/wiki/RIS_(file_format): two characters, two spaces, a hyphen, a space and
a value that ends with its line.
"""

from collections.abc import Iterator, Sequence

from dossier.export.citations.reference import CitedName, Reference

LINE = "\r\n"


def ris(references: Sequence[Reference]) -> str:
    """One record a reference, of the type NEWS; an empty line between two."""
    return LINE.join(_record(reference) for reference in references)


def _record(reference: Reference) -> str:
    lines = [f"{tag}  - {value}" for tag, value in _fields(reference) if value]
    return LINE.join(["TY  - NEWS", *lines, "ER  - ", ""])


def _fields(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "ID", reference.key
    yield from (("AU", _name(name)) for name in reference.authors)
    yield "TI", reference.title
    yield "T2", reference.publisher
    yield from (("A4", _name(name)) for name in reference.translators)
    yield "PY", reference.date[:4]
    yield "DA", _date(reference.date)
    yield "UR", reference.url
    yield "Y2", _date(reference.read)
    yield "LA", reference.lang
    yield "N1", reference.note


def _name(name: CitedName) -> str:
    """Family, given; a name of several words that has no known parts ends in a comma."""
    if name.family:
        return f"{name.family}, {name.given}"
    return f"{name.literal}," if " " in name.literal else name.literal


def _date(iso: str) -> str:
    """YYYY/MM/DD/ with empty parts for what is unknown."""
    year, month, day = (*iso.split("-"), "", "")[:3]
    return f"{year}/{month}/{day}/" if iso else ""
