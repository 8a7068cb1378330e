"""All places of some words, as a concordance to be ticked."""

from contextlib import suppress
from typing import Any, NamedTuple

from dossier.annotate.quotation import Reading
from dossier.conversion import convert
from dossier.convert.articles import block_converter
from dossier.convert.converters import Converters
from dossier.desk.desk import Desk
from dossier.desk.records import words_at
from dossier.model import Article, Block, Place, Span

# Characters beside the words, and places.
BESIDE, MOST = 24, 2_000


class Spot(NamedTuple):
    """Words in a block of an article."""

    article: Article
    block: Block
    span: Span

    @property
    def words(self) -> str:
        """The words."""
        return self.block.text[self.span.start : self.span.end]

    @property
    def lang(self) -> str:
        """The variant of Chinese that the words are in."""
        lang = self.article.lang
        return lang if lang.startswith("zh") else self.block.lang

    def shown(self, tag: str, converters: Converters) -> str:
        """The words in an edition."""
        start, end = self.span.start, self.span.end
        if not (converter := block_converter(self.block, self.article.lang, tag, converters)):
            return self.words
        new = converter.convert_all([self.block.text], [[start, end]], self.article.slug)[0]
        return new.text[new.starts[start] : new.ends[end]]

    @property
    def key(self) -> dict[str, Any]:
        """The place as JSON."""
        start, end = self.span.start, self.span.end
        return {"article": self.article.slug, "block": self.block.n, "start": start, "end": end}


def occurrences(desk: Desk, method: str, id: str, body: dict[str, Any]) -> dict[str, Any]:
    """`POST occurrences`: words as an edition, or the source, has them; the places are the source's."""
    places = []
    for spot in spots_of(desk, words_at(body, "words"), body.get("edition")):
        text, span = spot.block.text, spot.span
        before, after = text[max(0, span.start - BESIDE) : span.start], text[span.end :][:BESIDE]
        places.append({**spot.key, "before": before, "words": spot.words, "after": after})
    return {"places": places}


def spots_of(desk: Desk, words: str, tag: Any = "") -> list[Spot]:
    """Return the first places of words in their order."""
    variants, spots = desk.dossier.config.variants, list[Spot]()
    editions = convert(desk.dossier) if tag in variants else ()
    for at, article in enumerate(desk.dossier.articles):
        edition = editions[at].articles[variants.index(tag)] if editions else article
        if places := _places(desk, article, edition, words, str(tag)):
            blocks = {block.n: block for block in (*article.blocks, article.title) if block.text}
            spots += (Spot(article, blocks[place.block], place.span) for place in places)
        if len(spots) >= MOST:
            break
    return spots[:MOST]


def _places(desk: Desk, article: Article, edition: Article, words: str, tag: str) -> list[Place]:
    """The places of words within a block of the source, or of what an edition has for it."""
    source, shown = (_reading(item, words) for item in (article, edition))
    hits = [source.places(hit) for hit in source.find(words)]
    for hit in shown.find(words) if shown.text != source.text else ():
        desk.finder.readings[article.id, tag] = shown  # as the build has converted it
        with suppress(ValueError):  # a translated title
            own = desk.finder.in_source(article, tag, shown.places(hit))
            hits.append(desk.finder.reading(article).places(own))
    places = {places[0] for places in hits if len(places) == 1}
    return sorted(places, key=lambda place: (place.block, place.span.start))


def _reading(article: Article, words: str) -> Reading:
    """The words of an article; none, which takes less time, if it has not all signs of `words`."""
    text = "".join(block.text for block in (article.title, *article.blocks))
    present = all(sign in text or sign.isspace() for sign in set(words))
    return Reading.of(article) if present else Reading("", [], [], [])
