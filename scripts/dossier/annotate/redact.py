"""An article whose rights allow quotation only: what is quoted stays, the rest is withheld.

Everything that is published is made of what this returns, so nothing else can leak. How
many characters are withheld is still told, by paragraph and in the ledger.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.model import (
    Annotation,
    Article,
    Block,
    Claims,
    Lineage,
    Mention,
    Place,
    Position,
    Span,
    count_chars,
)


@dataclass(frozen=True, slots=True)
class Kept:
    """A stretch of a block that stays: where it was, and where it begins now."""

    span: Span
    at: int

    def moved(self, span: Span) -> Span | None:
        """A span within the stretch, as it is now; None for any other."""
        if not (self.span.start <= span.start and span.end <= self.span.end):
            return None
        shift = self.at - self.span.start
        return Span(span.start + shift, span.end + shift)


def published(articles: Sequence[Article], claims: Claims) -> tuple[list[Article], Claims]:
    """The articles as they may be published, and the claims with their places in them."""
    if not any(one.rights == "excerpt" for one in articles):
        return list(articles), claims
    quoted = _quoted(claims)
    shown: list[Article] = []
    kept: dict[str, Mapping[int, Sequence[Kept]]] = {}
    for article in articles:
        if article.rights == "excerpt":
            article, kept[article.slug] = excerpt(article, quoted.get(article.slug, ()))
        shown.append(article)
    questions = tuple(
        replace(one, positions=tuple(_position(each, kept) for each in one.positions))
        for one in claims.questions
    )
    lineage = tuple(_lineage(one, kept) for one in claims.lineage)
    return shown, replace(claims, questions=questions, lineage=lineage)


def excerpt(
    article: Article, quoted: Iterable[Place]
) -> tuple[Article, Mapping[int, Sequence[Kept]]]:
    """An article with the words that its notes and `quoted` stand on, and no others.

    Also, for each block that keeps some, which stretches of it.
    """
    places = [*quoted, *(place for found in article.places.values() for place in found)]
    spans: dict[int, list[Span]] = {}
    for place in places:
        spans.setdefault(place.block, []).append(place.span)
    blocks = []
    kept: dict[int, Sequence[Kept]] = {}
    for block in article.blocks:
        if not block.text:
            continue
        here = _merged(spans.get(block.n, ()))
        if not here:
            blocks.append(_withheld(block))
            continue
        short, kept[block.n] = _short(block, here)
        blocks.append(short)
    ledger = tuple(
        entry if entry.to == "metadata" else replace(entry, text="", withheld=entry.chars)
        for entry in article.ledger
    )
    return (
        replace(
            article,
            blocks=tuple(blocks),
            ledger=ledger,
            # Sentences of the text, and words beside a quotation, are not quoted by anybody.
            summaries=tuple(one for one in article.summaries if one.by == "editor"),
            notes=tuple(replace(one, prefix="", suffix="") for one in article.notes),
        ),
        kept,
    )


def _withheld(block: Block) -> Block:
    """A block of which nothing is quoted: its number, and in `level` how many characters."""
    return Block(block.n, "withheld", "", lang=block.lang, level=count_chars(block.text))


def _short(block: Block, spans: Sequence[Span]) -> tuple[Block, Sequence[Kept]]:
    """A block with nothing but these spans, and signs where something is left out."""
    sign = "……" if block.lang.startswith("zh") else " … "
    text = "" if spans[0].start == 0 else sign.lstrip()
    kept = []
    for at, span in enumerate(spans):
        text += sign if at else ""
        kept.append(Kept(span, len(text)))
        text += block.text[span.start : span.end]
    text += "" if spans[-1].end == len(block.text) else sign.rstrip()
    return (
        Block(
            block.n,
            "paragraph",
            text,
            lang=block.lang,
            mentions=tuple(
                Mention(now, one.entity)
                for one in block.mentions
                if (now := _moved(one.span, kept))
            ),
            annotations=tuple(
                Annotation(now, one.note)
                for one in block.annotations
                if (now := _moved(one.span, kept))
            ),
        ),
        kept,
    )


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda one: (one.start, one.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.end > span.start:
            merged.append(span)
    return merged


def _moved(span: Span, kept: Sequence[Kept]) -> Span | None:
    return next((found for one in kept if (found := one.moved(span))), None)


def _quoted(claims: Claims) -> dict[str, list[Place]]:
    """By slug, the places that claims and lineage quote."""
    found: dict[str, list[Place]] = {}
    for question in claims.questions:
        for position in question.positions:
            found.setdefault(position.article, []).extend(position.places)
    for line in claims.lineage:
        found.setdefault(line.article, []).extend(line.places)
        found.setdefault(line.of, []).extend(line.origin_places)
    return found


def _placed(
    slug: str, places: Sequence[Place], kept: Mapping[str, Mapping[int, Sequence[Kept]]]
) -> tuple[Place, ...]:
    if slug not in kept:
        return tuple(places)
    # A title is never cut, so its places stay.
    moved = ((one, _moved(one.span, kept[slug].get(one.block, ()))) for one in places)
    return tuple(Place(one.block, span or one.span) for one, span in moved if span or not one.block)


def _position(one: Position, kept: Mapping[str, Mapping[int, Sequence[Kept]]]) -> Position:
    if one.article not in kept:
        return one
    return replace(one, places=_placed(one.article, one.places, kept), prefix="", suffix="")


def _lineage(one: Lineage, kept: Mapping[str, Mapping[int, Sequence[Kept]]]) -> Lineage:
    return replace(
        one,
        places=_placed(one.article, one.places, kept),
        origin_places=_placed(one.of, one.origin_places, kept),
    )
