"""An article whose rights allow quotation only: what is quoted stays, the rest is withheld.

Everything that is published is made of what this returns, so nothing else can leak. How
many characters are withheld is still told, by paragraph and in the ledger.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from dossier.model import Annotation, Article, Block, Mention, Place, Span, count_chars, gap
from dossier.model.claims import Claims, Lineage, Position


@dataclass(frozen=True, slots=True)
class KeptSpan:
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
    if not any(item.rights == "excerpt" for item in articles):
        return list(articles), claims
    quoted = _quoted(claims)
    redacted: list[Article] = []
    kept: dict[str, Mapping[int, Sequence[KeptSpan]]] = {}
    for article in articles:
        if article.rights == "excerpt":
            article, kept[article.slug] = excerpt(article, quoted.get(article.slug, ()))
        redacted.append(article)
    questions = tuple(
        replace(
            question, positions=tuple(_position(position, kept) for position in question.positions)
        )
        for question in claims.questions
    )
    lineage = tuple(_lineage(item, kept) for item in claims.lineage)
    return redacted, replace(claims, questions=questions, lineage=lineage)


def excerpt(
    article: Article, quoted: Iterable[Place]
) -> tuple[Article, Mapping[int, Sequence[KeptSpan]]]:
    """An article with the words that its notes and `quoted` stand on, and no others.

    Also, for each block that keeps some, which stretches of it.
    """
    places = [*quoted, *(place for row in article.places.values() for place in row)]
    spans: dict[int, list[Span]] = {}
    for place in places:
        spans.setdefault(place.block, []).append(place.span)
    blocks = []
    kept: dict[int, Sequence[KeptSpan]] = {}
    for block in article.blocks:
        if not block.text:
            continue
        merged = _merged(spans.get(block.n, ()))
        if not merged:
            blocks.append(_withheld(block))
            continue
        short, kept[block.n] = _short(block, merged)
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
            summaries=tuple(summary for summary in article.summaries if summary.by == "editor"),
            notes=tuple(replace(note, prefix="", suffix="") for note in article.notes),
        ),
        kept,
    )


def _withheld(block: Block) -> Block:
    """A block of which nothing is quoted: its number, and in `level` how many characters."""
    return Block(block.n, "withheld", "", lang=block.lang, level=count_chars(block.text))


def _short(block: Block, spans: Sequence[Span]) -> tuple[Block, Sequence[KeptSpan]]:
    """A block with nothing but these spans, and signs where something is left out."""
    sign = " … " if gap(block.lang) else "……"
    text = "" if spans[0].start == 0 else sign.lstrip()
    kept = []
    for at, span in enumerate(spans):
        text += sign if at else ""
        kept.append(KeptSpan(span, len(text)))
        text += block.text[span.start : span.end]
    text += "" if spans[-1].end == len(block.text) else sign.rstrip()
    return (
        Block(
            block.n,
            "paragraph",
            text,
            lang=block.lang,
            mentions=tuple(
                Mention(now, mention.entity)
                for mention in block.mentions
                if (now := _moved(mention.span, kept))
            ),
            annotations=tuple(
                Annotation(now, annotation.note)
                for annotation in block.annotations
                if (now := _moved(annotation.span, kept))
            ),
        ),
        kept,
    )


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda item: (item.start, item.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.end > span.start:
            merged.append(span)
    return merged


def _moved(span: Span, kept: Sequence[KeptSpan]) -> Span | None:
    return next((moved for unchanged in kept if (moved := unchanged.moved(span))), None)


def _quoted(claims: Claims) -> dict[str, list[Place]]:
    """Places that claims and lineage quote, by slug."""
    by_slug: dict[str, list[Place]] = {}
    for question in claims.questions:
        for position in question.positions:
            by_slug.setdefault(position.article, []).extend(position.places)
    for line in claims.lineage:
        by_slug.setdefault(line.article, []).extend(line.places)
        by_slug.setdefault(line.of, []).extend(line.origin_places)
    return by_slug


def _placed(
    slug: str, places: Sequence[Place], kept: Mapping[str, Mapping[int, Sequence[KeptSpan]]]
) -> tuple[Place, ...]:
    if slug not in kept:
        return tuple(places)
    # A title is never cut, so its places stay.
    moved = ((place, _moved(place.span, kept[slug].get(place.block, ()))) for place in places)
    return tuple(
        Place(place.block, span or place.span) for place, span in moved if span or not place.block
    )


def _position(position: Position, kept: Mapping[str, Mapping[int, Sequence[KeptSpan]]]) -> Position:
    if position.article not in kept:
        return position
    return replace(
        position, places=_placed(position.article, position.places, kept), prefix="", suffix=""
    )


def _lineage(lineage: Lineage, kept: Mapping[str, Mapping[int, Sequence[KeptSpan]]]) -> Lineage:
    return replace(
        lineage,
        places=_placed(lineage.article, lineage.places, kept),
        origin_places=_placed(lineage.of, lineage.origin_places, kept),
    )
