"""The page on the captures of an article: what each has otherwise, by character, and its source."""

from posixpath import basename
from typing import Any

from dossier.model import ArticleVersion, Change, Page
from dossier.render.cite import cited
from dossier.render.front_matter import page
from dossier.render.inline import direction, fill
from dossier.render.provenance import dates
from dossier.render.references import References

# Characters that are the same, before and behind what differs.
AROUND = 20


def captures_page(version: ArticleVersion, refs: References) -> Page:
    """The page on an article's captures, one section each; `#SLUG` is its address."""
    article, words = version.article, refs.words
    refs = refs.at(f"captures/{article.slug}.html")
    return page(
        refs,
        "captures.html",
        title=words("captures_title"),
        section="articles",
        article=fill(words("captures_of"), title=refs.title_link(article)),
        captures=[
            {
                "id": capture.slug,
                "name": basename(capture.path),
                "sha256": capture.sha256,
                "lang": capture.article.lang,
                "cited": cited(capture.article, refs),
                "dates": words("glue_more").join(dates(capture.article, words)),
                "count": words("capture_changes", n=len(capture.changes)),
                "changes": [_change(change, version, refs) for change in capture.changes],
            }
            for capture in article.captures
        ],
        lang_of_source=version.source.lang,
        dir_of_source=direction(version.source.lang),
    )


def _change(change: Change, version: ArticleVersion, refs: References) -> dict[str, Any]:
    source, span = version.source, change.span
    text = next(b.text for b in (source.title, *source.blocks) if b.n == change.block)
    place = f"#p{change.block}" if change.block else "#top"
    return {
        "href": refs.article_url(source, place),
        "n": f"¶{change.block}" if change.block else refs.words("field_title"),
        "before": text[max(0, span.start - AROUND) : span.start],
        "old": text[span.start : span.end],
        "new": change.text.strip("\n"),
        "after": text[span.end : span.end + AROUND],
    }
