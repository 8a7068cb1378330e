"""Related articles, and passages shared with them."""

from dossier.model import Kinship
from dossier.render.article_metadata import published_short, title_link
from dossier.render.markup import Markup
from dossier.render.references import References
from dossier.render.templates import rendered

# Limit for articles that copy each other as a whole.
MOST_PASSAGES = 12


def related_section(article: str, kin: Kinship, refs: References, path: str) -> Markup | None:
    """Related articles with the rare names that both have, and shared passages."""
    near, passages = kin.related.get(article, ()), kin.passages.get(article, ())
    if not near and not passages:
        return None
    return rendered(
        "parts/related.xml",
        refs.site,
        refs=refs,
        path=path,
        near=near,
        passages=passages,
        most=MOST_PASSAGES,
        by_id=refs.site.by_id,
        round=round,
        published_short=published_short,
        title_link=title_link,
    )
