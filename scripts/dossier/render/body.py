"""The body of an article: its blocks as Markdown in one container."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from dossier.model import Article, Block, Note
from dossier.render.article_metadata import filled, in_language
from dossier.render.blocks import block, direction, nested, number, together
from dossier.render.marks import inline
from dossier.render.markup import SPECIAL, Markup, el, external, join, raw, text
from dossier.render.names import Names, linked
from dossier.render.notes import Notes, rows_until_next
from dossier.render.page_context import Site
from dossier.render.provenance import host_of

# The weight from which on a body is written as HTML: each block, mark and sign that Markdown
# knows takes it time, a block as much as twenty signs.
MAX_WEIGHT = 20_000


def body(article: Article, site: Site, names: Names, notes: Notes) -> str:
    """The body as Markdown in one container, each part followed by the notes on it.

    List items side by side make a list, which is one part. A body that takes Markdown long is HTML.
    """
    html = weight(article) > MAX_WEIGHT
    levels = sorted({block.level for block in article.blocks if block.kind == "heading"})
    parts: list[tuple[str, list[Note]]] = []
    blocks = linked(article.blocks, names, site.url(notes.path, ""))
    for kind, group in groupby(blocks, key=together):
        run = list(group)
        if kind[0] == "withheld":
            parts.append((_withheld(run, site), []))
            continue
        if kind[0] == "list_item":
            annotations = [note for block in run for note in notes.of_block(block)]
            parts.append((_list(run, notes), annotations))
            continue
        for item in run:
            level = min(4, 2 + levels.index(item.level)) if item.kind == "heading" else 2
            parts.append((_part(item, level, site, notes, html), notes.of_block(item)))
    rows = rows_until_next([bool(notes) for _, notes in parts])
    inner: list[str] = []
    for (markup, annotations), free in zip(parts, rows, strict=True):
        inner += filter(None, (markup, notes.aside(annotations, free)))
    lang = text(article.lang)
    # On a converted page: whose words these are not, letter by letter.
    source = notes.version.source.lang
    converted = f' data-source="{text(source)}"' if source != article.lang else ""
    parts_below, read = "\n\n".join(inner), ' markdown="1"'
    if html:
        parts_below, read = raw(parts_below), ""
    turn = ' dir="rtl"' if direction(article.lang) else ""
    return f'<div class="d-body" lang="{lang}"{turn}{converted}{read}>\n\n{parts_below}\n\n</div>'


def weight(article: Article) -> int:
    """Cost of reading a body as Markdown, in characters."""
    blocks = article.blocks
    signs = sum(len(run) for block in blocks for run in SPECIAL.findall(block.text))
    return signs + sum(len(block.marks) for block in blocks) + 20 * len(blocks)


def _withheld(run: Sequence[Block], site: Site) -> Markup:
    """One line for withheld blocks; each block number in it is still a link target."""
    ends = (run[0].n, run[-1].n)
    numbers = [
        el("span", str(block.n) if block.n in ends else None, id=f"p{block.n}", class_="d-held-n")
        for block in run
    ]
    markups = numbers if len(run) == 1 else [*numbers[:-1], text("–"), numbers[-1]]
    chars = sum(block.level for block in run)
    lang = site.edition.variant
    return el("p", *markups, " ", site.words("withheld", n=chars), class_="d-withheld", lang=lang)


def _part(item: Block, level: int, site: Site, notes: Notes, html: bool) -> str:
    marked, after = notes.with_marks(item)
    if item.image or item.kind in ("figure", "caption"):
        return _figure(marked, after, notes)
    return block(marked, level, after, notes.version.article.lang, html)


def _list(items: Sequence[Block], notes: Notes) -> Markup:
    """Items as one list, deeper levels as lists within their item."""
    tag = "ol" if items[0].ordered else "ul"
    rows: list[Markup] = []
    for top, deeper in nested(items):
        marked, after = notes.with_marks(top)
        item = block(marked, after=after, lang=notes.version.article.lang)
        if deeper:
            # On a line of its own, or md_in_html would end the outer list with the inner one.
            item = item.removesuffix("</li>") + "\n" + _list(deeper, notes) + "</li>"
        rows.append(Markup(item))
    return el(tag, *rows, class_="d-list")


def _figure(block: Block, after: Mapping[int, Markup], notes: Notes) -> Markup:
    """A frame in the picture's place: nothing is loaded from elsewhere."""
    site, lang = notes.refs.site, block.lang or notes.version.article.lang
    words = site.words
    frame: list[Markup] = [el("span", words("figure_absent"))]
    if block.image:
        if block.image.alt and block.image.alt not in block.text:
            alt = in_language(block.image.alt, lang, site)
            frame.append(el("span", filled(words, "figure_alt", alt=alt)))
        link = external(block.image.src, words("figure_link"), " ↗")
        frame.append(join((link, " ", el("small", host_of(block.image.src)))))
    markup = el("div", *frame, class_="d-frame", lang=site.edition.variant) if block.image else None
    inner = inline(block.text, block.marks, after)
    caption = el("figcaption", number(block.n), " ", inner) if block.text else None
    return el("figure", markup, caption, class_="d-figure", id=f"p{block.n}" if block.n else None)
