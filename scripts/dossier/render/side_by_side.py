"""Texts side by side: two articles of which one leans on the other, or an article in two editions."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from dossier.analysis.side_by_side import Pair, Stretch, cut, in_step, rows, stretches
from dossier.model import Article, ArticleVersion, Block, Lineage, Page, Passage, Place
from dossier.render.article_metadata import title_lang
from dossier.render.front_matter import page
from dossier.render.inline import direction, joined, phrase, plain
from dossier.render.locales import Locale
from dossier.render.quotation import lineage_chains, place_link, ref
from dossier.render.references import References

# Brings texts into one script.
Fold = Callable[[str], str]
SHARED = ("same", "script", "changed", "leans")
CONVERTED = ("phrase", "term", "name", "punctuation")


def pair_path(first: str, second: str) -> str:
    """The page of two articles, by their slugs in any order."""
    return f"beside/{'_'.join(sorted((first, second)))}.html"


def pair_page(passages: Sequence[Passage], refs: References, fold: Fold) -> Page:
    """The page of two articles, the earlier one left; each in its own script, as it was printed."""
    articles = [version.article for version in refs.by_date]
    (left, right), words = (version.source for version in refs.by_date), refs.words
    refs = refs.at(pair_path(left.slug, right.slug))
    both, lineage = {left.slug, right.slug}, refs.edition.claims.lineage
    lines = [line for line in lineage if {line.article, line.of} == both]
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
        _cells(left, right, shared, lines, fold),
        _cells(right, left, [(m, n) for n, m in shared], lines, fold),
    ]
    kinds = {kind for cells in sides for cell in cells.values() for kind, _ in cell["pieces"]}
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
        marks=[(kind, "") for kind in SHARED if kind in kinds],
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
    article: Article, other: Article, pairs: Sequence[Pair], lines: Sequence[Lineage], fold: Fold
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
        cells[block.n] = _cell(block, article, marks)
    return cells


def _cell(block: Block, article: Article, marks: Sequence[Stretch]) -> dict[str, Any]:
    lang = block.lang or article.lang
    return {"lang": lang, "dir": direction(lang), "pieces": cut(block.text, marks)}


def conversion_path(slug: str) -> str:
    """The page of an article in two editions."""
    return f"editions/{slug}.html"


def conversion_page(
    version: ArticleVersion,
    variant: str,
    marked: Sequence[Mapping[int, Sequence[Stretch]]],
    refs: References,
) -> Page:
    """The page of an article as its source has it, and beside it in a variant.

    `marked` are the changes of each block in both, by kind; more than those of the script.
    """
    slug = version.source.slug
    refs = refs.at(conversion_path(slug))
    article, editions = refs.articles[slug].article, refs.config.variants
    variants = [tag if tag in editions else "" for tag in (version.source.lang, variant)]
    urls = [refs.url(f"articles/{slug}.html", tag) for tag in variants]
    names = [Locale(tag)("edition_name") if tag else refs.words("original") for tag in variants]
    counts = Counter(kind for stretches in marked[0].values() for _, _, kind in stretches)
    sides = [
        {
            block.n: {
                "ref": place_link(block.n, url, refs),
                **_cell(block, article, marks.get(block.n, ())),
            }
            for block in (article.title, *_blocks(article))
        }
        for article, marks, url in zip((version.source, version.article), marked, urls, strict=True)
    ]
    return page(
        refs,
        "beside.html",
        title=f"{refs.title(article)} · {refs.words('conversion_title')}",
        heading=[phrase(refs.title(article), lang=title_lang(article))],
        amount=refs.words("conversion_title"),
        section="articles",
        heads=[
            {"title": [phrase(name, url, lang=tag)], "line": ""}
            for name, url, tag in zip(names, urls, variants, strict=True)
        ],
        marks=[(kind, counts[kind]) for kind in CONVERTED if counts[kind]],
        # A script of the page marks single characters: they would be most of its bytes.
        characters=refs.words("mark_script"),
        rows=[{"paired": True, "sides": [[side[n]] for side in sides]} for n in sides[0]],
    )
