"""Open Graph metadata, for previews of links to a page.

https://ogp.me/; the template writes the tags, escaped.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from dossier.model import Edition, text_of
from dossier.render.locales import Locale

Tag = dict[str, str]


def open_graph(front: Mapping[str, Any], edition: Edition, path: str) -> list[Tag]:
    """The tags of the page at `path`, which has this front matter."""
    return [{"property": key, "content": value} for key, value in _tags(front, edition, path)]


def _tags(front: Mapping[str, Any], edition: Edition, path: str) -> Iterator[tuple[str, str]]:
    config, own = edition.config, edition.variant
    article = front.get("kind") == "article"
    tags = {
        "og:type": "article" if article else "website",
        "og:title": str(front.get("title", "")),
        "og:description": str(front.get("description", "")),
        "og:site_name": text_of(config.short_title),
        "og:url": edition.address(path),
        "og:locale": _place(own),
    }
    yield from ((key, value) for key, value in tags.items() if value)
    others = (_place(tag) for tag in config.variants if tag != own)
    yield from (("og:locale:alternate", locale) for locale in others)
    if article and front.get("date"):
        yield "article:published_time", str(front["date"])


def _place(tag: str) -> str:
    """Language and territory, as the protocol has them: `zh_TW`."""
    cldr = Locale(tag).cldr
    return f"{cldr.language}_{cldr.territory}"
