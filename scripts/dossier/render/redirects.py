"""Redirect pages at the addresses of other captures, which may have been shared."""

from collections.abc import Iterator

from dossier.model import Edition, Page
from dossier.render.templates import environment


def redirect_pages(edition: Edition) -> Iterator[Page]:
    """Yield HTML for each slug of a capture that no page has; no renderer lists it among pages."""
    taken = {"index", *(version.article.slug for version in edition.articles)}
    for article in (version.article for version in edition.articles if version.article.captures):
        html = environment().get_template("parts/redirect.xml").render(article=article)
        for slug in sorted({capture.slug for capture in article.captures} - taken):
            yield Page(f"{edition.variant}/articles/{slug}.html", html.encode())
