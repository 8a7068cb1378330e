"""Which articles belong together: by the rare names they share."""

from __future__ import annotations

from dataclasses import replace

from dossier.analysis.concordance import concordance
from dossier.analysis.related import MOST_NAMES, MOST_RELATED, related
from dossier.model import Article, Block, Mention, Span
from support.pages import an_article


def article(id: str, *texts: str, names: str = "") -> Article:
    """An article that names entities, a letter each, in its last paragraph."""
    blocks = [Block(n, "paragraph", text) for n, text in enumerate(texts, 1)]
    mentions = tuple(Mention(Span(at, at + 1), name) for at, name in enumerate(names))
    if names:
        blocks.append(Block(len(blocks) + 1, "paragraph", names, mentions=mentions))
    return replace(an_article(*blocks), id=id, slug=id)


def neighbours(*articles: Article) -> dict[str, list[str]]:
    results = related(articles, concordance(articles))
    return {id: [row.article for row in rows] for id, rows in results.items()}


def test_rare_names_weigh_more_than_common_ones() -> None:
    """Two that share what hardly anyone names belong together; what all name says nothing."""
    first, second = article("1", names="axy"), article("2", names="ax")
    third, fourth = article("3", names="ay"), article("4", names="ayy")
    results = related([first, second, third, fourth], concordance([first, second, third, fourth]))
    assert [item.article for item in results["1"]] == ["2", "3", "4"]
    assert results["1"][0].entities == ("x",)
    assert all("a" not in row.entities for rows in results.values() for row in rows)
    assert results["2"][0].weight == results["1"][0].weight


def test_an_article_without_shared_names_has_no_neighbour() -> None:
    results = neighbours(article("1", names="a"), article("2", names="b"), article("3"))
    assert results == {"1": [], "2": [], "3": []}


def test_only_the_nearest_and_rarest_are_named() -> None:
    many = [article(str(n), names="abcdef") for n in range(6)] + [article("z")]
    results = related(many, concordance(many))
    assert all(len(rows) <= MOST_RELATED for rows in results.values())
    assert all(len(row.entities) <= MOST_NAMES for rows in results.values() for row in rows)
    assert all(row.article != id for id, rows in results.items() for row in rows)
