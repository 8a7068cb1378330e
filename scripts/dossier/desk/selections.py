"""Selections of a page, led back to the exact words of the source."""

from typing import Any

from dossier.desk.desk import Desk
from dossier.desk.plans import refused
from dossier.model import Article, Place, Span
from dossier.quote_places import QuotePlace

KEYS = ("from", "to", "quote", "prefix", "suffix")
NOWHERE = "these words are not in the article."
SEVERAL = "these words stand {} times in the article: {}."


def selection(desk: Desk, method: str, id: str, body: dict[str, Any]) -> dict[str, Any]:
    """`POST selection`: the words of the source that are selected, and what tells them apart."""
    article = desk.article(body.get("article"))
    place = selected(desk, article, body)
    return {**selector(place), "source_language": article.lang}


def selector(place: QuotePlace) -> dict[str, Any]:
    """A place as JSON."""
    keys = {"quote": place.quote, "prefix": place.prefix, "suffix": place.suffix}
    return {**keys, "blocks": [item.block for item in place.places]}


def selected(desk: Desk, article: Article, body: dict[str, Any]) -> QuotePlace:
    """The place that `from` and `to`, or `quote`, mean. Raises RefusedError."""
    if "from" not in body and "to" not in body:
        words = [body.get(key) or "" for key in KEYS[2:]]
        if not all(isinstance(item, str) for item in words) or not words[0]:
            raise refused("“quote” must be words of the article.")
        place = desk.finder.find(article, *words)
    else:
        edition = body.get("edition") or ""
        if edition and edition not in desk.dossier.config.variants:
            raise refused(f"there is no edition “{str(edition)[:100]}”.", status=404)
        if article.rights == "excerpt" and not desk.private:
            hint = "Give its words as `quote`."
            raise refused(
                "the page shows an excerpt, whose places are not those of the text.", hint
            )
        (block, start), (other, end) = sorted((_point(body, "from"), _point(body, "to")))
        places = [Place(block, Span(start, start)), Place(other, Span(0, end))]
        try:
            place = desk.finder.at(article, edition, places)
        except ValueError as error:
            raise refused(str(error), "Select words of the article.") from None
    if not place.count:
        raise refused(NOWHERE, "Quote them as the article prints them.", 404)
    if place.count > 1:
        where = ", ".join(f"¶{n}" if n else "the title" for n in place.blocks)
        raise refused(
            SEVERAL.format(place.count, where), "Select more words, or give `prefix` or `suffix`."
        )
    return place


def _point(body: dict[str, Any], key: str) -> tuple[int, int]:
    point = body.get(key)
    block, offset = map((point if isinstance(point, dict) else {}).get, ("block", "offset"))
    if type(block) is not int or type(offset) is not int or min(block, offset) < 0:
        raise refused(f"“{key}” must be a block and an offset.")
    return block, offset
