"""References as CSL-JSON, which Zotero, Pandoc and all citation processors read.

https://github.com/citation-style-language/schema, csl-data.json.
"""

import json
from collections.abc import Sequence
from typing import Any

from dossier.export.citations.reference import Named, Reference


def csl(references: Sequence[Reference]) -> str:
    """A list of newspaper articles; what is unknown is left out."""
    return json.dumps([_item(one) for one in references], ensure_ascii=False, indent=1) + "\n"


def _item(one: Reference) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": one.key,
        "type": "article-newspaper",
        "title": one.title,
        "author": [_name(name) for name in one.authors],
        "translator": [_name(name) for name in one.translators],
        "container-title": one.publisher,
        "issued": _date(one.date),
        "URL": one.url,
        "accessed": _date(one.read),
        "language": one.lang,
        "note": one.note,
    }
    return {key: value for key, value in told.items() if value}


def _name(name: Named) -> dict[str, str]:
    if name.family:
        return {"family": name.family, "given": name.given}
    return {"literal": name.literal}


def _date(iso: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in iso.split("-")]]} if iso else {}
