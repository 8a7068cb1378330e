"""The body of an article: its blocks as Markdown in one container."""

from __future__ import annotations

from itertools import groupby

from dossier.compose.frame import Site
from dossier.compose.markup import Markup, block, el, external, inline, join, number, text
from dossier.compose.names import Names, linked
from dossier.compose.provenance import host_of
from dossier.model import Article, Block


def body(article: Article, site: Site, names: Names, path: str) -> str:
    """The body as Markdown in one container; list items side by side make a list."""
    levels = sorted({one.level for one in article.blocks if one.kind == "heading"})
    parts: list[str] = []
    blocks = linked(article.blocks, names, site.url(path, ""))
    for kind, run in groupby(blocks, key=lambda one: (one.kind == "list_item", one.ordered)):
        if kind[0]:
            parts.append(_list(list(run)))
            continue
        for one in run:
            if one.image or one.kind in ("figure", "caption"):
                parts.append(_figure(one, site))
            else:
                parts.append(
                    block(one, min(4, 2 + levels.index(one.level)) if one.kind == "heading" else 2)
                )
    lang = text(article.lang)
    inner = "\n\n".join(parts)
    return f'<div class="d-body" lang="{lang}" markdown="1">\n\n{inner}\n\n</div>'


def _list(items: list[Block]) -> Markup:
    """Items as one list, deeper levels as lists within their item."""
    tag = "ol" if items[0].ordered else "ul"
    base = items[0].level
    rows: list[Markup] = []
    at = 0
    while at < len(items):
        deeper = at + 1
        while deeper < len(items) and items[deeper].level > base:
            deeper += 1
        item = block(items[at])
        if deeper > at + 1:
            # On a line of its own, or md_in_html would end the outer list with the inner one.
            item = item.removesuffix("</li>") + "\n" + _list(items[at + 1 : deeper]) + "</li>"
        rows.append(Markup(item))
        at = deeper
    return el(tag, *rows, class_="d-list")


def _figure(one: Block, site: Site) -> Markup:
    """A frame in the picture's place: nothing is loaded from elsewhere."""
    words = site.words
    frame: list[Markup] = [el("span", words("figure_absent"))]
    if one.image:
        host = host_of(one.image.src)
        if one.image.alt and one.image.alt not in one.text:
            frame.append(el("span", words("figure_alt", alt=one.image.alt)))
        frame.append(
            join((external(one.image.src, words("figure_link"), " ↗"), " ", el("small", host)))
        )
    held = el("div", *frame, class_="d-frame", lang=site.edition.variant) if one.image else None
    caption = (
        el("figcaption", number(one.n), " ", inline(one.text, one.marks)) if one.text else None
    )
    anchor = f"p{one.n}" if one.n else None
    return el("figure", held, caption, class_="d-figure", id=anchor)
