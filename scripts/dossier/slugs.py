"""The names of article pages: the editor's, or made from the file's name; and of the whole."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from dossier.model import DEVICES, Article, Config
from dossier.problems import Problem

MAX = 60
# Pages that stand beside the articles, by what they are; and names that no file can have on Windows.
RESERVED = {
    "index": "the list of articles",
    **dict.fromkeys(DEVICES, "a device of Windows"),
}


def with_slugs(
    articles: Sequence[Article], lines: Mapping[str, int]
) -> tuple[list[Article], list[Problem]]:
    """Articles, each with a slug of its own; of two that claim one, the second gives way.

    `lines` tells where in an article's sidecar its slug stands, by the article's id.
    """
    problems: list[Problem] = []
    taken = dict(RESERVED)
    named: list[Article] = []
    # An editor's slug stands whatever a file's name would give.
    for article in sorted(articles, key=lambda one: (not one.slug, one.id)):
        wanted = article.slug or from_name(article.id)
        slug, number = wanted, 2
        while slug in taken:
            slug, number = f"{wanted}-{number}", number + 1
        if article.slug and slug != article.slug:
            name = article.path.rsplit(".", 1)[0] + ".yml"
            hint = f"It belongs to {taken[wanted]} already; “{slug}” was used. Choose another one."
            line = lines.get(article.id, 0)
            problems.append(Problem(name, line, f"the slug “{wanted}” is taken.", hint))
        taken[slug] = article.path
        named.append(replace(article, slug=slug))
    return sorted(named, key=lambda one: one.id), problems


def from_name(stem: str) -> str:
    """Small ASCII letters, digits and hyphens out of a file's name."""
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:MAX].strip("-")
    return slug or "article"


def file_name(config: Config) -> str:
    """What files of the whole dossier are called: as the last part of the site's address."""
    path = urlsplit(config.site_url).path.strip("/").rpartition("/")[2]
    return from_name(path) if path else "dossier"
