"""The body of an article: its blocks as Markdown in one container."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from dossier.model import Article, Block, Note
from dossier.render.article_metadata import filled, in_language
from dossier.render.blocks import block, direction, nested, number, together
from dossier.render.marks import inline
from dossier.render.markup import Markup, el, external, join, text
from dossier.render.names import Names, linked
from dossier.render.notes import Notes, rows_until_next
from dossier.render.page_context import Site
from dossier.render.provenance import host_of


def body(article: Article, site: Site, names: Names, notes: Notes) -> str:
    """The body as Markdown in one container, each part followed by the notes on it.

    List items side by side make a list, which is one part.
    """
    levels = sorted({one.level for one in article.blocks if one.kind == "heading"})
    parts: list[tuple[str, list[Note]]] = []
    blocks = linked(article.blocks, names, site.url(notes.path, ""))
    for kind, group in groupby(blocks, key=together):
        run = list(group)
        if kind[0] == "withheld":
            parts.append((_withheld(run, site), []))
            continue
        if kind[0] == "list_item":
            here = [note for one in run for note in notes.of_block(one)]
            parts.append((_list(run, notes), here))
            continue
        for one in run:
            level = min(4, 2 + levels.index(one.level)) if one.kind == "heading" else 2
            parts.append((_part(one, level, site, notes), notes.of_block(one)))
    rows = rows_until_next([bool(here) for _, here in parts])
    inner: list[str] = []
    for (written, here), free in zip(parts, rows, strict=True):
        inner += filter(None, (written, notes.aside(here, free)))
    lang = text(article.lang)
    # On a converted page: whose words these are not, letter by letter.
    source = notes.shown.source.lang
    converted = f' data-source="{text(source)}"' if source != article.lang else ""
    held = "\n\n".join(inner)
    turn = ' dir="rtl"' if direction(article.lang) else ""
    return f'<div class="d-body" lang="{lang}"{turn}{converted} markdown="1">\n\n{held}\n\n</div>'


def _withheld(run: Sequence[Block], site: Site) -> Markup:
    """One line for what rights withhold; each number in it is still an address."""
    ends = (run[0].n, run[-1].n)
    numbers = [
        el("span", str(one.n) if one.n in ends else None, id=f"p{one.n}", class_="d-held-n")
        for one in run
    ]
    shown = numbers if len(run) == 1 else [*numbers[:-1], text("–"), numbers[-1]]
    chars = sum(one.level for one in run)
    lang = site.edition.variant
    return el("p", *shown, " ", site.words("withheld", n=chars), class_="d-withheld", lang=lang)


def _part(one: Block, level: int, site: Site, notes: Notes) -> str:
    marked, after = notes.with_marks(one)
    if one.image or one.kind in ("figure", "caption"):
        return _figure(marked, after, notes)
    return block(marked, level, after, notes.shown.article.lang)


def _list(items: Sequence[Block], notes: Notes) -> Markup:
    """Items as one list, deeper levels as lists within their item."""
    tag = "ol" if items[0].ordered else "ul"
    rows: list[Markup] = []
    for one, deeper in nested(items):
        marked, after = notes.with_marks(one)
        item = block(marked, after=after, lang=notes.shown.article.lang)
        if deeper:
            # On a line of its own, or md_in_html would end the outer list with the inner one.
            item = item.removesuffix("</li>") + "\n" + _list(deeper, notes) + "</li>"
        rows.append(Markup(item))
    return el(tag, *rows, class_="d-list")


def _figure(one: Block, after: Mapping[int, Markup], notes: Notes) -> Markup:
    """A frame in the picture's place: nothing is loaded from elsewhere."""
    site, lang = notes.refs.site, one.lang or notes.shown.article.lang
    words = site.words
    frame: list[Markup] = [el("span", words("figure_absent"))]
    if one.image:
        host = host_of(one.image.src)
        if one.image.alt and one.image.alt not in one.text:
            alt = in_language(one.image.alt, lang, site)
            frame.append(el("span", filled(words, "figure_alt", alt=alt)))
        frame.append(
            join((external(one.image.src, words("figure_link"), " ↗"), " ", el("small", host)))
        )
    held = el("div", *frame, class_="d-frame", lang=site.edition.variant) if one.image else None
    caption = (
        el("figcaption", number(one.n), " ", inline(one.text, one.marks, after))
        if one.text
        else None
    )
    anchor = f"p{one.n}" if one.n else None
    return el("figure", held, caption, class_="d-figure", id=anchor)
