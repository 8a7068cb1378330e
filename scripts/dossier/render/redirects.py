"""Redirect pages at the addresses of other captures, which may have been shared."""

from collections.abc import Iterator

from dossier.model import Edition, Page
from dossier.render.markup import el

WAY = """<!doctype html>
<html lang="{lang}"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url={address}">
<link rel="canonical" href="{address}">{title}{link}
"""


def redirect_pages(edition: Edition) -> Iterator[Page]:
    """Yield HTML for each slug of a capture that no page has; no renderer lists it among pages."""
    taken = {"index", *(version.article.slug for version in edition.articles)}
    for article in (version.article for version in edition.articles if version.article.captures):
        address, title = f"{article.slug}.html", article.title.text or article.slug
        link = el("a", title, href=address)
        html = WAY.format(lang=article.lang, address=address, title=el("title", title), link=link)
        for slug in sorted({capture.slug for capture in article.captures} - taken):
            yield Page(f"{edition.variant}/articles/{slug}.html", html.encode())
