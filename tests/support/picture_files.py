"""Pictures of every kind, and pages that hold them."""

from __future__ import annotations

import io
from base64 import b64encode
from typing import Any

from PIL import Image

WORDS = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人，真是一个好日子。"


def picture(
    kind: str = "PNG", size: tuple[int, int] = (90, 60), mode: str = "RGB", **more: Any
) -> bytes:
    """Return the bytes of a picture: a gradient."""
    out = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert(mode).save(out, kind, **more)
    return out.getvalue()


def data_address(raw: bytes, kind: str = "png") -> str:
    """Return an address that holds a picture."""
    return f"data:image/{kind};base64,{b64encode(raw).decode()}"


def page(*parts: str, title: str = "河边的书店") -> str:
    """Return a saved page; each part stands between two paragraphs."""
    body = "".join(f"{part}<p>{at}，{WORDS}</p>" for at, part in enumerate(("", *parts)))
    return (
        f'<!DOCTYPE html><html><head><meta charset="utf-8"><title>{title}</title></head>'
        f"<body><article><h1>{title}</h1>{body}</article></body></html>"
    )
