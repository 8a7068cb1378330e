"""An editor's words as the pages read them."""

from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.records import words_at
from dossier.render.prose import blocks


def preview(desk: Desk, method: str, id: str, body: dict[str, Any]) -> dict[str, Any]:
    """`POST preview`: Markdown as blocks of lines (render/prose.py), never as HTML; its [[…]] stay."""
    return {"parts": blocks(words_at(body, "body"), str)}
