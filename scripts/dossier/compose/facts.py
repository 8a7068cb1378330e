"""What is known of an article, in an edition's words: unknown is said, never made up."""

from __future__ import annotations

import math
import re

from dossier.compose.frame import Site
from dossier.model import Article, told
from dossier.store import remembered

HAN = re.compile("[\u3400-\u9fff]")
WORD = re.compile(r"[^\W_]+")
HAN_A_MINUTE, WORDS_A_MINUTE = 400, 200


@remembered
def minutes(article: Article) -> int:
    """Reading time: 400 Han characters or 200 words a minute, at least one."""
    words = "".join(one.text + " " for one in article.blocks)
    han = len(HAN.findall(words))
    other = len(WORD.findall(HAN.sub(" ", words)))
    # A Latin word in running Chinese is read at a glance; it counts as one character.
    other_minutes = other / HAN_A_MINUTE if han > other else other / WORDS_A_MINUTE
    return max(1, math.ceil(han / HAN_A_MINUTE + other_minutes))


@remembered
def paragraphs(article: Article) -> int:
    """How many numbered paragraphs it has."""
    return sum(one.n > 0 for one in article.blocks)


def title(article: Article, site: Site) -> str:
    """The title to show: unknown is said, never made up."""
    return article.title.text or site.words("untitled")


def publisher(article: Article, site: Site, unknown: bool = True) -> str:
    """Who published it: the editor's name for it in this language, or as found."""
    name = told(article.names.get("publisher", {})) or article.value("publisher")
    return name or (site.words("source_unknown") if unknown else "")


def published(article: Article, site: Site) -> str:
    """The day of publication in words: exact, a bound, or unknown."""
    day = article.value("published").partition("T")[0]
    if day:
        return site.words.date(day)
    if article.not_after:
        return site.words("not_after", date=site.words.date(article.not_after))
    return site.words("date_unknown")


def published_short(article: Article, site: Site) -> str:
    """The day as a table wants it: ISO, or a bound, or unknown."""
    day = article.value("published").partition("T")[0]
    if day:
        return day
    return f"≤ {article.not_after}" if article.not_after else site.words("unknown")


def via(article: Article, site: Site) -> str:
    """Who reposted it, or ""."""
    return told(article.names.get("via", {})) or article.value("via")
