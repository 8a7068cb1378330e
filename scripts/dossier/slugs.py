"""Slugs of article pages: the editor's, or made from the file's name."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import replace
from hashlib import sha256
from urllib.parse import urlsplit

from dossier.model import DEVICES, Article, Config
from dossier.problems import Problem

MAX = 60
# Pages that stand beside the articles, by what they are; and names that no file can have on Windows.
RESERVED = {"index": "the list of articles", **dict.fromkeys(DEVICES, "a device of Windows")}
# Among names with the same slug one may have it: that of a collected file (NNN_ and a hash), else
# the name that equals the slug.
COLLECTED = re.compile(r"(?<=^\d{3})-(?=[0-9a-f]{16}$)")


def with_slugs(
    articles: Sequence[Article], lines: Mapping[str, int]
) -> tuple[list[Article], list[Problem]]:
    """Give each article a slug of its own: its sidecar's, or one made from its file's name alone.

    `lines` tells where in an article's sidecar its slug stands, by the article's id.
    """
    taken = dict(RESERVED)
    claims: dict[str, list[Article]] = {}
    # An editor's slug stands whatever a file's name would give.
    for article in sorted(articles, key=lambda article: (not article.slug, article.id)):
        wanted = article.slug or slug_of(article.id)
        slug, number = wanted, 0
        while slug in taken:
            slug, number = _with_hash(wanted, f"{article.id}{number or ''}"), number + 1
        taken[slug] = article.path
        claims.setdefault(wanted, []).append(replace(article, slug=slug))
    edited = {article.id for article in articles if article.slug}
    problems: list[Problem] = []
    for wanted, (first, *others) in claims.items():
        rivals = others if first.slug == wanted else [first, *others]
        for article in (first, *others) if rivals else ():
            name = article.sidecar if article.id in edited else article.path
            text = f"the slug “{wanted}” is taken."
            hint = f"It belongs to {taken[wanted]}; “{article.slug}” was used. Choose another."
            if article.slug == wanted:
                text = f"the slug “{wanted}” is also claimed by {rivals[0].path}."
                hint = "It is used here. Choose another for that article."
            problems.append(Problem(name, lines.get(article.id, 0), text, hint))
    with_claims = [article for claimants in claims.values() for article in claimants]
    return sorted(with_claims, key=lambda article: article.id), problems


def slug_of(stem: str) -> str:
    """Make a slug from a file's name, distinct for each name.

    A name of small letters, digits and hyphens is its own slug. Any other, or a reserved one,
    gets a hash, since what is left of it may be left of another name too.
    """
    plain = from_name(stem)
    if plain not in RESERVED and stem == COLLECTED.sub("_", plain):
        return plain
    return _with_hash(plain, unicodedata.normalize("NFC", stem))


def from_name(stem: str) -> str:
    """Reduce a file's name to small ASCII letters, digits and hyphens."""
    ascii_only = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode()
    slug = re.sub(r"[^a-z0-9]+", "-", ascii_only.lower()).strip("-")[:MAX].strip("-")
    return slug or "article"


def _with_hash(slug: str, name: str) -> str:
    """Append 40 bits of a name's hash: ten thousand names share one with a chance of 1 in 20,000."""
    digest = sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:10]
    return f"{slug[: MAX - 11].strip('-')}-{digest}"


def file_name(config: Config) -> str:
    """Return the base name of the whole dossier's files: the last part of the site's address."""
    path = urlsplit(config.site_url).path.strip("/").rpartition("/")[2]
    return from_name(path) if path else "dossier"
