"""The page of two articles side by side: they share passages, or one leans on the other."""

from collections.abc import Callable, Sequence
from typing import Any

from dossier.analysis.side_by_side import Pair, cut, in_step, rows, stretches
from dossier.model import Article, Lineage, Page, Passage, Place
from dossier.render.front_matter import page
from dossier.render.inline import direction, joined, plain
from dossier.render.quotation import lineage_chains, ref
from dossier.render.references import References


def pair_path(first: str, second: str) -> str:
    """The page of two articles, by their slugs in any order."""
    return f"beside/{'_'.join(sorted((first, second)))}.html"


def pair_page(passages: Sequence[Passage], refs: References, fold: Callable[[str], str]) -> Page:
    """The page of two articles, the earlier one left; each in its own script, as it was printed."""
    articles = [version.article for version in refs.by_date]
    (left, right), words = (version.source for version in refs.by_date), refs.words
    refs = refs.at(pair_path(left.slug, right.slug))
    lines = [
        line
        for line in refs.edition.claims.lineage
        if {line.article, line.of} == {left.slug, right.slug}
    ]
    ranked = sorted(passages, key=lambda row: (-row.chars, row.block, row.other_block))
    own = [row if row.article == left.id else row.reversed() for row in ranked]
    shared = [(row.block, row.other_block) for row in own]
    pairs = shared + [
        (place.block, other.block)
        for line in lines
        for place in _places(line, left)
        for other in _places(line, right)
    ]
    if any(line.kind == "translates" and not line.quote for line in lines):
        pairs += in_step(_blocks(left), _blocks(right))
    sides = [
        _cells(left, right, shared, lines, refs, fold),
        _cells(right, left, [(m, n) for n, m in shared], lines, refs, fold),
    ]
    names = [refs.source_name(article.slug) for article in articles]
    return page(
        refs,
        "beside.html",
        title=words("beside_title", first=plain(names[0]), second=plain(names[1])),
        section="articles",
        heads=[
            {
                "title": refs.title_link(article),
                "line": joined((name, " · ", refs.published(article))),
            }
            for article, name in zip(articles, names, strict=True)
        ],
        amount=words("shared_chars", n=sum(row.chars for row in own)) if own else "",
        chains=lineage_chains(left.slug, refs) if lines else [],
        rows=[
            {
                "paired": row.paired,
                "sides": [
                    [{"ref": ref(article.slug, n, refs), **cells[n]} for n in numbers]
                    for article, cells, numbers in zip((left, right), sides, row[:2], strict=True)
                ],
            }
            for row in rows(sides[0], sides[1], pairs)
        ],
    )


def _blocks(article: Article) -> list[Any]:
    return [block for block in article.blocks if block.n and block.text]


def _places(line: Lineage, article: Article) -> tuple[Place, ...]:
    return line.places if line.article == article.slug else line.origin_places


def _cells(
    article: Article,
    other: Article,
    pairs: Sequence[Pair],
    lines: Sequence[Lineage],
    refs: References,
    fold: Callable[[str], str],
) -> dict[int, dict[str, Any]]:
    """The paragraphs of one side, by their numbers, cut where they share words."""
    others = {block.n: block.text for block in other.blocks}
    cells = {}
    for block in _blocks(article):
        texts = [others[m] for n, m in pairs if n == block.n]
        marks = [mark for text in texts for mark in stretches(block.text, text, fold)]
        marks += [
            (place.span.start, place.span.end, "leans")
            for line in lines
            for place in _places(line, article)
            if place.block == block.n
        ]
        lang = block.lang or article.lang
        pieces = cut(block.text, marks)
        cells[block.n] = {"lang": lang, "dir": direction(lang), "pieces": pieces}
    return cells
