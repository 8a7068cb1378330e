"""Find articles by web address, and quoted words in an article or in an edition of it.

A quotation of an edition is mapped back to the source's words; nothing is placed by
likeness.
"""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile
from operator import eq
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from dossier.annotate.cross_links import slugs_by_address
from dossier.annotate.quotation import Reading, fold
from dossier.convert.editions import VERBATIM_KINDS, Converters, in_variant
from dossier.convert.folding import one_script
from dossier.imports.comments import Comment, Work
from dossier.model import Article, Config, Place, Span
from dossier.web_addresses import same_page

Hit = tuple[int, int]
# The most words around a quotation that are tried to tell it from its likes.
WIDEST = 60
# Letters of a title that may stand within another.
TELLING = 8
# Blocks at an article's head in which its own DOI may stand; further down are those of others.
HEAD = 3
DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>，。]+")
# Quotation marks and dashes that tools change, each as one sign.
ALIKE = str.maketrans("“”„«»「」『』‘’`´–—‑", '"' * 9 + "'" * 4 + "-" * 3)
# A site that is looked at before it is published.
HERE = ("localhost", "127.0.0.1", "::1")


class ArticlesByWork:
    """The articles of a dossier by what an export may say of them.

    `copies` are the articles' paths by the export's, of files that came with it.
    """

    def __init__(
        self, articles: Sequence[Article], config: Config, copies: Mapping[str, str]
    ) -> None:
        self._own = {
            f"{variant}/articles/{article.slug}.html": article
            for article in articles
            for variant in config.variants
        }
        self._known: dict[str, dict[str, Article]] = defaultdict(dict)
        pages = [(config.site_url + path, article) for path, article in self._own.items()]
        for address, article in pages if config.site_url else ():
            self._known[same_page(address)][article.id] = article
        self._titles: dict[str, Article] = {}
        slugs = {article.slug: article for article in articles}
        for key, slug in slugs_by_address(articles).items():
            self._known[key].setdefault(slugs[slug].id, slugs[slug])
        files = defaultdict(list)
        for name, path in copies.items():
            files[path].append(name)
        for article in articles:
            head = (entry.text for entry in article.ledger if entry.to != "body")
            start = (block.text for block in article.blocks[:HEAD])
            dois = DOI.findall("\n".join((article.value("original_url"), *head, *start)))
            title = letters(article.title.text)
            self._titles[title] = article
            for key in (*map(str.lower, dois), title, *files[file_of(article.path)]):
                self._known[key][article.id] = article

    def articles(self, work: Work) -> list[Article]:
        """The articles that a work means, by the first key that any has: its files, addresses …"""
        local = [item for address in work.addresses if (item := self._unpublished(address))]
        keys = (work.files, map(same_page, work.addresses), [work.doi], [letters(work.title)])
        for names in keys:
            articles = {id: item for key in names if key for id, item in self._known[key].items()}
            if articles or local:
                return [*articles.values(), *local]
        # A site's name stands behind many a title.
        title = letters(work.title)
        near = (name for name in self._titles if min(map(len, (name, title))) >= TELLING)
        return [self._titles[name] for name in near if name in title or title in name]

    def _unpublished(self, address: str) -> Article | None:
        """A page of this site on a disk, or served by this machine."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return None
        is_local = parts.scheme == "file" or parts.hostname in HERE
        return self._own.get("/".join(unquote(parts.path).split("/")[-3:])) if is_local else None


@dataclass(frozen=True, slots=True)
class QuotePlace:
    """The place of a quotation: its selector, or the number of its occurrences.

    `count` is how often its words stand in the article: 0 is nowhere, 1 is a place.
    """

    quote: str
    prefix: str = ""
    suffix: str = ""
    count: int = 0
    blocks: tuple[int, ...] = ()


@dataclass(slots=True)
class QuoteFinder:
    """The articles of a dossier and their editions, read when first wanted."""

    config: Config
    converters: Converters
    readings: dict[tuple[str, str], Reading] = field(default_factory=dict)
    maps: dict[tuple[str, str, int], tuple[list[int], list[int]]] = field(default_factory=dict)

    def find(self, article: Article, comment: Comment) -> QuotePlace:
        """Find the words of a comment in an article."""
        for variant in self._variants(article):
            reading, quote = self._reading(article, variant), comment.quote
            hits = _hits(reading, quote)
            best = _best(reading, hits, comment)
            if best and variant:
                best = self._in_source(article, variant, reading.places(best))
                reading = self._reading(article)
                quote = reading.words(best)
                hits = list(reading.find(quote))
            elif best:
                quote = reading.words(best)
            if hits:
                return _place_of(reading, hits, best, quote)
        return QuotePlace(comment.quote)

    def holds(self, article: Article, quote: str) -> bool:
        """Whether words stand in an article or an edition of it."""
        variants = self._variants(article)
        return any(_hits(self._reading(article, variant), quote) for variant in variants)

    def _variants(self, article: Article) -> Iterator[str]:
        """The editions of an article; before them "", the article itself."""
        yield ""
        for variant in self.config.variants:
            if self.converters.get(article.lang, variant):
                yield variant

    def _reading(self, article: Article, variant: str = "") -> Reading:
        key = article.id, variant
        if key not in self.readings:
            if variant:
                article = in_variant(article, variant, self.config.language, self.converters)
            self.readings[key] = Reading.of(article)
        return self.readings[key]

    def _in_source(self, article: Article, variant: str, places: Sequence[Place]) -> Hit:
        """Places in an edition as a hit in the source: the words that became those."""
        source = self._reading(article)
        at = {block.n: at for at, block in enumerate(source.blocks)}
        first, last = places[0], places[-1]
        start = source.starts[at[first.block]] + self._span(article, variant, first).start
        end = source.starts[at[last.block]] + self._span(article, variant, last).end
        return bisect_left(source.offsets, start), bisect_left(source.offsets, end)

    def _span(self, article: Article, variant: str, place: Place) -> Span:
        """The least span of a source's block whose conversion covers a place."""
        block = next(item for item in self._reading(article).blocks if item.n == place.block)
        converter = self.converters.get(article.lang, variant)
        if block.kind in VERBATIM_KINDS or not converter:
            return place.span
        key = article.id, variant, place.block
        if key not in self.maps:
            cuts = range(len(block.text) + 1)
            (new,) = converter.convert_all([block.text], [cuts], article.slug)
            self.maps[key] = [new.starts[at] for at in cuts], [new.ends[at] for at in cuts]
        starts, ends = self.maps[key]
        # Within a phrase that changed as one, `ends` is after it and `starts` before it.
        first = max(at for at, to in enumerate(ends) if to <= place.span.start)
        last = min(at for at, to in enumerate(starts) if to >= place.span.end)
        return Span(first, max(first, last))


def file_of(path: str) -> str:
    """The file of an article's path, or of a problem's."""
    return path.partition("#")[0]


def letters(title: str) -> str:
    """The letters of a title or name, in one script."""
    return "".join(filter(str.isalnum, normalize("NFKC", title).casefold())).translate(one_script())


def _hits(reading: Reading, quote: str) -> list[Hit]:
    """The places of words, else of the same words with other quotation marks."""
    alike = replace(reading, text=reading.text.translate(ALIKE))
    return list(reading.find(quote)) or list(alike.find(quote.translate(ALIKE)))


def _best(reading: Reading, hits: Sequence[Hit], comment: Comment) -> Hit | None:
    """The only hit, or the one whose surroundings are most like the comment's; None if two are."""
    if len(hits) < 2:
        return hits[0] if hits else None
    before, after = fold(comment.prefix)[0], fold(comment.suffix)[0]
    scores = []
    for start, end in hits:
        left = reading.text[max(0, start - len(before) - 1) : start].rstrip()
        right = reading.text[end : end + len(after) + 1].lstrip()
        pairs = (before[::-1], left[::-1]), (after, right)
        scores.append(sum(sum(takewhile(bool, map(eq, *pair))) for pair in pairs))
    best = max(scores)
    return hits[scores.index(best)] if scores.count(best) == 1 else None


def _place_of(reading: Reading, hits: Sequence[Hit], best: Hit | None, quote: str) -> QuotePlace:
    """Place of a hit, with the shortest context that makes it unique."""
    words = " ".join(quote.split())
    blocks = tuple(dict.fromkeys(reading.places(hit)[0].block for hit in hits))
    several = QuotePlace(words, count=max(len(hits), 2), blocks=blocks)
    if best is None or best not in hits:
        return several
    others = [hit for hit in hits if hit != best]
    for width in (0, *range(2, WIDEST)):
        before, after = reading.around(best, width)
        for prefix, suffix in ((before, ""), ("", after), (before, after)):
            if not any(reading.is_between(hit, prefix, suffix) for hit in others):
                return QuotePlace(words, prefix, suffix, count=1, blocks=blocks)
    return several
