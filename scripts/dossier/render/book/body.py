"""The words of an article in a book: its blocks in order, numbered as on the site.

Withheld words are not in the blocks any more (annotate/redact.py); their number is stated.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.model import Block
from dossier.render.article_metadata import filled, in_language
from dossier.render.blocks import direction, nested, table, together
from dossier.render.locales import Locale
from dossier.render.marks import inline
from dossier.render.markup import Markup, el, external, join
from dossier.render.names import linked
from dossier.render.notes import Notes
from dossier.render.provenance import host_of

DEEPEST = 4


def body(notes: Notes) -> Markup | None:
    """The text of the notes' article, each name linked where a section first has it."""
    article, refs = notes.version.article, notes.refs
    blocks = [
        replace(block, marks=tuple(mark for mark in block.marks if mark.kind != "entity-again"))
        for block in linked(article.blocks, refs.names, refs.site.url(notes.path, ""))
    ]
    if not blocks:
        return None
    levels = sorted({block.level for block in blocks if block.kind == "heading"})
    parts: list[Markup] = []
    for kind, group in groupby(blocks, key=together):
        run = list(group)
        if kind[0] == "list_item":
            parts.append(_list(run, notes))
        elif kind[0] == "withheld":
            parts.append(_withheld(run, notes.refs.site.words))
        else:
            parts += [_block(block, levels, notes) for block in run]
    return el("div", join(parts, Markup("\n")), class_="d-body", lang=article.lang)


def _withheld(run: Sequence[Block], words: Locale) -> Markup:
    """One line for withheld blocks; each block number in it is a link target."""
    ends = (run[0].n, run[-1].n)
    numbers = [
        el("span", str(block.n) if block.n in ends else None, class_="d-n", id=f"p{block.n}")
        for block in run
    ]
    markups = numbers if len(run) == 1 else [*numbers[:-1], Markup("–"), numbers[-1]]
    text = words("withheld", n=sum(block.level for block in run))
    return el("p", *markups, " ", text, class_="d-small", lang=words.tag)


def _block(block: Block, levels: Sequence[int], notes: Notes) -> Markup:
    marked, after = notes.with_marks(block)
    if block.image or block.kind in ("figure", "caption"):
        return _figure(marked, after, notes)
    anchor, lang = f"p{block.n}", _lang(block, notes)
    turn = direction(block.lang) if lang else None
    number = _number(block)
    words = inline(marked.text, marked.marks, after)
    if block.kind == "heading":
        level = min(DEEPEST, 2 + levels.index(block.level))
        return el(f"h{level}", number, words, id=anchor, lang=lang, dir=turn)
    if block.kind == "code":
        code = el("pre", el("code", block.text))
        return el("div", number, *after.values(), code, id=anchor, class_="d-code")
    if block.kind == "table":
        return el("div", number, table(marked, after), id=anchor, class_="d-table", lang=lang)
    if block.kind == "quote":
        return el("blockquote", el("p", number, words), id=anchor, lang=lang, dir=turn)
    return el("p", number, words, id=anchor, lang=lang, dir=turn)


def _number(block: Block) -> Markup:
    return join((el("span", str(block.n), class_="d-n"), " "))


def _lang(block: Block, notes: Notes) -> str | None:
    """The language of a block in another one than its article's."""
    return block.lang if block.lang and block.lang != notes.version.article.lang else None


def _list(items: Sequence[Block], notes: Notes) -> Markup:
    """Items as one list, deeper levels as lists within their item."""
    rows: list[Markup] = []
    for block, deeper in nested(items):
        marked, after = notes.with_marks(block)
        below = _list(deeper, notes) if deeper else None
        words = inline(marked.text, marked.marks, after)
        lang = _lang(block, notes)
        turn = direction(block.lang) if lang else None
        value = str(block.number) if block.number and block.ordered else None
        inner = (_number(block), words, below)
        rows.append(el("li", *inner, id=f"p{block.n}", lang=lang, dir=turn, value=value))
    return el("ol" if items[0].ordered else "ul", *rows)


def _figure(block: Block, after: Mapping[int, Markup], notes: Notes) -> Markup:
    """The caption of a picture and its address; no picture is in the book."""
    site, lang = notes.refs.site, block.lang or notes.version.article.lang
    words = site.words
    frame: list[Markup] = []
    if block.image:
        frame.append(el("span", words("figure_absent")))
        if block.image.alt and block.image.alt not in block.text:
            alt = in_language(block.image.alt, lang, site)
            frame.append(el("span", filled(words, "figure_alt", alt=alt)))
        host = el("small", host_of(block.image.src))
        frame.append(join((external(block.image.src, words("figure_link")), " ", host)))
    markup = el("p", join(frame, " "), class_="d-frame", lang=words.tag) if frame else None
    caption = None
    if block.text:
        caption = el("figcaption", _number(block), inline(block.text, block.marks, after))
    return el("figure", markup, caption, id=f"p{block.n}" if block.n else None)
