"""Control characters that came into an article as escapes: of JSON, or of an HTML attribute.

Those of its running text are taken out where its characters are put together.
"""

from __future__ import annotations

from dataclasses import replace

from dossier.model import Article, Block, Field
from dossier.read.encodings import clean


def without_controls(article: Article) -> Article:
    """The article with clean metadata, title, pictures and links."""
    return replace(
        article,
        title=replace(article.title, text=_line(article.title.text)),
        metadata={key: _field(field) for key, field in article.metadata.items()},
        blocks=tuple(_block(one) if one.image or one.marks else one for one in article.blocks),
    )


def _field(field: Field) -> Field:
    candidates = tuple(replace(one, value=_value(one.value)) for one in field.candidates)
    return replace(field, value=field.value and _value(field.value), candidates=candidates)


def _block(block: Block) -> Block:
    image = block.image
    if image:
        image = replace(image, src=_line(image.src), alt=_line(image.alt))
    marks = tuple(replace(one, target=_line(one.target)) for one in block.marks)
    return replace(block, image=image, marks=marks)


def _value(value: str | tuple[str, ...]) -> str | tuple[str, ...]:
    return _line(value) if isinstance(value, str) else tuple(map(_line, value))


def _line(text: str) -> str:
    """A text in which every control character is gone; line feeds that were there stay."""
    return text if clean(text) == text else clean(text).replace("\n", " ")
