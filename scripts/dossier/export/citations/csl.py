"""References as CSL-JSON, which Zotero, Pandoc and all citation processors read.

https://github.com/citation-style-language/schema, csl-data.json.
"""

import json
from collections.abc import Sequence
from typing import Any

from dossier.export.citations.reference import CitedName, Reference


def csl(references: Sequence[Reference]) -> str:
    """A list of newspaper articles; what is unknown is left out."""
    return (
        json.dumps([_item(reference) for reference in references], ensure_ascii=False, indent=1)
        + "\n"
    )


def _item(reference: Reference) -> dict[str, Any]:
    item: dict[str, Any] = {
        "id": reference.key,
        "type": "article-newspaper",
        "title": reference.title,
        "author": [_name(name) for name in reference.authors],
        "translator": [_name(name) for name in reference.translators],
        "container-title": reference.publisher,
        "issued": _date(reference.date),
        "URL": reference.url,
        "accessed": _date(reference.read),
        "language": reference.lang,
        "note": reference.note,
    }
    return {key: value for key, value in item.items() if value}


def _name(name: CitedName) -> dict[str, str]:
    if name.family:
        return {"family": name.family, "given": name.given}
    return {"literal": name.literal}


def _date(iso: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else {}
