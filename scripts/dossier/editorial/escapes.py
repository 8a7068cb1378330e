"""Control characters that came into an article as escapes: of JSON, or of an HTML attribute.

Those of its running text are taken out where its characters are put together.
"""

from dataclasses import fields, is_dataclass, replace
from typing import Any

from dossier.files.encodings import clean
from dossier.model import Article


def without_controls(article: Article) -> Article:
    """The article with clean metadata, title, pictures and links."""
    return replace(
        article,
        title=_clean(article.title),
        metadata={key: _clean(field) for key, field in article.metadata.items()},
        blocks=tuple(
            replace(block, image=_clean(block.image), marks=_clean(block.marks))
            for block in article.blocks
        ),
    )


def _clean(value: Any) -> Any:
    """The same with every string clean; line feeds that were there stay."""
    if isinstance(value, str):
        return value if clean(value) == value else clean(value).replace("\n", " ")
    if isinstance(value, tuple):
        return tuple(map(_clean, value))
    if is_dataclass(value) and not isinstance(value, type):
        return replace(
            value, **{field.name: _clean(getattr(value, field.name)) for field in fields(value)}
        )
    return value
