"""All places of some words, as a concordance to be ticked."""

from collections.abc import Iterator
from typing import Any

from dossier.annotate.quotation import Reading
from dossier.conversion import convert
from dossier.desk.desk import Desk
from dossier.desk.plans import refused
from dossier.model import Article, Place

# Characters beside the words, and places.
BESIDE, MOST = 24, 2_000


def occurrences(desk: Desk, method: str, id: str, body: dict[str, Any]) -> dict[str, Any]:
    """`POST occurrences`: words as an edition, or the source, has them; the places are the source's."""
    words, tag = body.get("words"), body.get("edition")
    variants = desk.dossier.config.variants
    if not isinstance(words, str) or not words.strip():
        raise refused("“words” must be the words to look for.")
    editions = convert(desk.dossier) if tag in variants else ()
    number = variants.index(tag) if tag in variants else 0
    places: list[dict[str, Any]] = []
    for at, article in enumerate(desk.dossier.articles):
        edition = editions[at].articles[number] if editions else article
        for place in sorted(_places(desk, article, edition, words, str(tag)), key=_order):
            text = next(
                b.text for b in (article.title, *article.blocks) if b.n == place.block and b.text
            )
            start, end = place.span.start, place.span.end
            row = {"article": article.slug, "block": place.block, "start": start, "end": end}
            row |= {"before": text[max(0, start - BESIDE) : start], "words": text[start:end]}
            places.append({**row, "after": text[end : end + BESIDE]})
    return {"places": places[:MOST]}


def _order(place: Place) -> tuple[int, int]:
    return place.block, place.span.start


def _places(
    desk: Desk, article: Article, edition: Article, words: str, tag: str
) -> Iterator[Place]:
    """Yield the places of words in the source, and in the source of an edition, each once."""
    source, seen = Reading.of(article), set()
    for hit in source.find(words):
        seen.add(source.places(hit))
        if len(source.places(hit)) == 1:
            yield source.places(hit)[0]
    shown = Reading.of(edition)
    for hit in shown.find(words) if edition is not article else ():
        try:
            places = desk.finder.at(article, tag, shown.places(hit)).places
        except ValueError:
            continue  # a translated title
        if len(places) == 1 and places not in seen:
            yield places[0]
