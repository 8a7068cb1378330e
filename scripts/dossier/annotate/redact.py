"""An article whose rights allow quotation only: what is quoted stays, the rest is withheld.

Everything that is published is made of what this returns, so nothing else can leak. How
many characters are withheld is still told, by paragraph and in the ledger.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from dossier.model import Annotation, Article, Block, Mention, Place, Span, count_chars, gap
from dossier.model.editorial import Claims

# The stretches of a block that stay, each with the offset at which it begins now.
KeptSpans = Sequence[tuple[Span, int]]


def published(articles: Sequence[Article], claims: Claims) -> tuple[list[Article], Claims]:
    """The articles as they may be published, and the claims with their places in them."""
    if not any(item.rights == "excerpt" for item in articles):
        return list(articles), claims
    quoted = _quoted(claims)
    redacted: list[Article] = []
    kept: dict[str, Mapping[int, KeptSpans]] = {}
    for article in articles:
        if article.rights == "excerpt":
            article, kept[article.slug] = excerpt(article, quoted.get(article.slug, ()))
        redacted.append(article)

    def placed(slug: str, places: Sequence[Place]) -> tuple[Place, ...]:
        if slug not in kept:
            return tuple(places)
        # A title is never cut, so its places stay.
        moved = ((place, _moved(place.span, kept[slug].get(place.block, ()))) for place in places)
        return tuple(
            Place(place.block, span or place.span)
            for place, span in moved
            if span or not place.block
        )

    questions = []
    for question in claims.questions:
        positions = (
            replace(item, places=placed(item.article, item.places), prefix="", suffix="")
            if item.article in kept
            else item
            for item in question.positions
        )
        questions.append(replace(question, positions=tuple(positions)))
    lineage = []
    for item in claims.lineage:
        places, origin = placed(item.article, item.places), placed(item.of, item.origin_places)
        lineage.append(replace(item, places=places, origin_places=origin))
    return redacted, replace(claims, questions=tuple(questions), lineage=tuple(lineage))


def excerpt(article: Article, quoted: Iterable[Place]) -> tuple[Article, Mapping[int, KeptSpans]]:
    """An article with the words that its notes and `quoted` stand on, and no others.

    Also, for each block that keeps some, which stretches of it.
    """
    places = [*quoted, *(place for row in article.places.values() for place in row)]
    spans: dict[int, list[Span]] = {}
    for place in places:
        spans.setdefault(place.block, []).append(place.span)
    blocks = []
    kept: dict[int, KeptSpans] = {}
    for block in article.blocks:
        if merged := _merged(spans.get(block.n, ())) if block.text else []:
            short, kept[block.n] = _short(block, merged)
            blocks.append(short)
        elif block.text:
            # Its number stays, and in `level` how many characters it has.
            level = count_chars(block.text)
            blocks.append(Block(block.n, "withheld", "", lang=block.lang, level=level))
    ledger = tuple(
        entry if entry.to == "metadata" else replace(entry, text="", withheld=entry.chars)
        for entry in article.ledger
    )
    # Sentences of the text, and words beside a quotation, are not quoted by anybody.
    summaries = tuple(summary for summary in article.summaries if summary.by == "editor")
    notes = tuple(replace(note, prefix="", suffix="") for note in article.notes)
    captures = tuple(replace(capture, changes=()) for capture in article.captures)
    article = replace(article, ledger=ledger, summaries=summaries, notes=notes, captures=captures)
    return replace(article, blocks=tuple(blocks)), kept


def _short(block: Block, spans: Sequence[Span]) -> tuple[Block, KeptSpans]:
    """A block with nothing but these spans, and signs where something is left out."""
    sign = " … " if gap(block.lang) else "……"
    text = "" if spans[0].start == 0 else sign.lstrip()
    kept = []
    for at, span in enumerate(spans):
        text += sign if at else ""
        kept.append((span, len(text)))
        text += block.text[span.start : span.end]
    text += "" if spans[-1].end == len(block.text) else sign.rstrip()
    mentions = ((_moved(mention.span, kept), mention.entity) for mention in block.mentions)
    notes = ((_moved(item.span, kept), item.note) for item in block.annotations)
    names = tuple(Mention(span, entity) for span, entity in mentions if span)
    marks = tuple(Annotation(span, note) for span, note in notes if span)
    short = Block(block.n, "paragraph", text, lang=block.lang, mentions=names, annotations=marks)
    return short, kept


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch as one."""
    merged: list[Span] = []
    for span in sorted(spans, key=lambda item: (item.start, item.end)):
        if merged and span.start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.end > span.start:
            merged.append(span)
    return merged


def _moved(span: Span, kept: KeptSpans) -> Span | None:
    """A span within one of the stretches that stay, as it is now; None for any other."""
    for stretch, at in kept:
        if stretch.start <= span.start and span.end <= stretch.end:
            return Span(span.start + at - stretch.start, span.end + at - stretch.start)
    return None


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
