"""Related articles, and passages shared with them."""

from dossier.model import ArticleVersion, Kinship, Passage, Related
from dossier.render.article_metadata import published_short, title_link
from dossier.render.markup import Markup, el, join, section
from dossier.render.references import References

# Limit for articles that copy each other as a whole.
MOST_PASSAGES = 12


def related_section(article: str, kin: Kinship, refs: References, path: str) -> Markup | None:
    """Related articles with the rare names that both have, and shared passages."""
    words = refs.site.words
    near = kin.related.get(article, ())
    passages = kin.passages.get(article, ())
    by_id = refs.site.by_id
    parts: list[Markup | None] = []
    if near:
        rows = (_neighbour(related, by_id[related.article], refs, path) for related in near)
        parts.append(el("ul", *rows, class_="d-related"))
    if passages:
        parts.append(el("h3", words("shared_passages"), class_="d-label"))
        first = passages[:MOST_PASSAGES]
        rows = (_passage(passage, by_id[passage.other], refs, path) for passage in first)
        parts.append(el("ul", *rows, class_="d-passages"))
        if len(passages) > MOST_PASSAGES:
            more = words("more_passages", n=len(passages) - MOST_PASSAGES)
            parts.append(el("p", more, class_="d-state"))
    if not parts:
        return None
    return section(words("related"), *parts, id="related")


def _neighbour(related: Related, other: ArticleVersion, refs: References, path: str) -> Markup:
    site = refs.site
    page = site.url(path, f"articles/{other.article.slug}.html")
    names = [refs.link(entity, path) for entity in related.entities]
    return el(
        "li",
        el("span", published_short(other.article, site), class_="d-day"),
        " ",
        title_link(other.article, site, page),
        " ",
        el(
            "small",
            refs.source_name(other.source.slug),
            " · ",
            site.words("shared_names"),
            " ",
            join(names, " "),
        ),
    )


def _passage(passage: Passage, other: ArticleVersion, refs: References, path: str) -> Markup:
    share = refs.site.words("same_share", share=round(passage.share * 100))
    return el(
        "li",
        el("a", f"¶{passage.block}", class_="d-ref", href=Markup(f"#p{passage.block}")),
        " ≈ ",
        refs.link(f"{other.source.slug}#p{passage.other_block}", path),
        " ",
        el("small", share),
    )
