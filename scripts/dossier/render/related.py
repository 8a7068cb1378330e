"""Related articles, and passages shared with them."""

from typing import Any

from dossier.model import Kinship, Passage, Related
from dossier.render.article_metadata import published_short, title_link
from dossier.render.inline import Line, joined
from dossier.render.references import References

# Limit for articles that copy each other as a whole.
MOST_PASSAGES = 12


def related(article: str, kin: Kinship, refs: References, path: str) -> dict[str, Any]:
    """Related articles with the rare names that both have, and shared passages."""
    near, passages = kin.related.get(article, ()), kin.passages.get(article, ())
    rest = len(passages) - MOST_PASSAGES
    return {
        "near": [_near(row, refs, path) for row in near],
        "passages": [_passage(passage, refs, path) for passage in passages[:MOST_PASSAGES]],
        "more": refs.site.words("more_passages", n=rest) if rest > 0 else "",
    }


def _near(row: Related, refs: References, path: str) -> dict[str, Line]:
    site, article = refs.site, refs.site.by_id[row.article].article
    return {
        "day": published_short(article, site),
        "title": title_link(article, site, site.url(path, f"articles/{article.slug}.html")),
        "source": refs.source_name(article.slug),
        "names": joined((refs.link(entity, path) for entity in row.entities), " "),
    }


def _passage(passage: Passage, refs: References, path: str) -> tuple[int, Line, str]:
    """The paragraph here, that of the other article, and how much is the same."""
    other = f"{refs.site.by_id[passage.other].source.slug}#p{passage.other_block}"
    share = refs.site.words("same_share", share=round(passage.share * 100))
    return passage.block, refs.link(other, path), share
