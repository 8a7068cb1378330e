"""The words of an article in a book: its blocks in order, numbered as on the site.

What rights withhold is not in the blocks any more (annotate/redact.py); how much it is, is said.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import groupby

from dossier.model import Block
from dossier.render.article_metadata import filled, in_language
from dossier.render.blocks import direction, nested, table, together
from dossier.render.marks import inline
from dossier.render.markup import Markup, el, external, join
from dossier.render.names import linked
from dossier.render.notes import Notes
from dossier.render.provenance import host_of
from dossier.render.words import Words

DEEPEST = 4


def body(notes: Notes) -> Markup | None:
    """The text of the notes' article, each name linked where a section first has it."""
    article, refs = notes.shown.article, notes.refs
    blocks = [
        replace(one, marks=tuple(mark for mark in one.marks if mark.kind != "entity-again"))
        for one in linked(article.blocks, refs.names, refs.site.url(notes.path, ""))
    ]
    if not blocks:
        return None
    levels = sorted({one.level for one in blocks if one.kind == "heading"})
    parts: list[Markup] = []
    for kind, group in groupby(blocks, key=together):
        run = list(group)
        if kind[0] == "list_item":
            parts.append(_list(run, notes))
        elif kind[0] == "withheld":
            parts.append(_withheld(run, notes.refs.site.words))
        else:
            parts += [_block(one, levels, notes) for one in run]
    return el("div", join(parts, Markup("\n")), class_="d-body", lang=article.lang)


def _withheld(run: Sequence[Block], words: Words) -> Markup:
    """One line for what is not here; each number in it is a place to lead to."""
    ends = (run[0].n, run[-1].n)
    numbers = [
        el("span", str(one.n) if one.n in ends else None, class_="d-n", id=f"p{one.n}")
        for one in run
    ]
    shown = numbers if len(run) == 1 else [*numbers[:-1], Markup("–"), numbers[-1]]
    said = words("withheld", n=sum(one.level for one in run))
    return el("p", *shown, " ", said, class_="d-small", lang=words.tag)


def _block(one: Block, levels: Sequence[int], notes: Notes) -> Markup:
    marked, after = notes.with_marks(one)
    if one.image or one.kind in ("figure", "caption"):
        return _figure(marked, after, notes)
    anchor, lang = f"p{one.n}", _lang(one, notes)
    turn = direction(one.lang) if lang else None
    number = _number(one)
    words = inline(marked.text, marked.marks, after)
    if one.kind == "heading":
        level = min(DEEPEST, 2 + levels.index(one.level))
        return el(f"h{level}", number, words, id=anchor, lang=lang, dir=turn)
    if one.kind == "code":
        code = el("pre", el("code", one.text))
        return el("div", number, *after.values(), code, id=anchor, class_="d-code")
    if one.kind == "table":
        return el("div", number, table(marked, after), id=anchor, class_="d-table", lang=lang)
    if one.kind == "quote":
        return el("blockquote", el("p", number, words), id=anchor, lang=lang, dir=turn)
    return el("p", number, words, id=anchor, lang=lang, dir=turn)


def _number(one: Block) -> Markup:
    return join((el("span", str(one.n), class_="d-n"), " "))


def _lang(one: Block, notes: Notes) -> str | None:
    """The language of a block in another one than its article's."""
    return one.lang if one.lang and one.lang != notes.shown.article.lang else None


def _list(items: Sequence[Block], notes: Notes) -> Markup:
    """Items as one list, deeper levels as lists within their item."""
    rows: list[Markup] = []
    for one, deeper in nested(items):
        marked, after = notes.with_marks(one)
        below = _list(deeper, notes) if deeper else None
        words = inline(marked.text, marked.marks, after)
        lang = _lang(one, notes)
        turn = direction(one.lang) if lang else None
        value = str(one.number) if one.number and one.ordered else None
        inner = (_number(one), words, below)
        rows.append(el("li", *inner, id=f"p{one.n}", lang=lang, dir=turn, value=value))
    return el("ol" if items[0].ordered else "ul", *rows)


def _figure(one: Block, after: Mapping[int, Markup], notes: Notes) -> Markup:
    """What is said of a picture, and where it can be seen; no picture is in the book."""
    site, lang = notes.refs.site, one.lang or notes.shown.article.lang
    words = site.words
    frame: list[Markup] = []
    if one.image:
        frame.append(el("span", words("figure_absent")))
        if one.image.alt and one.image.alt not in one.text:
            alt = in_language(one.image.alt, lang, site)
            frame.append(el("span", filled(words, "figure_alt", alt=alt)))
        host = el("small", host_of(one.image.src))
        frame.append(join((external(one.image.src, words("figure_link")), " ", host)))
    held = el("p", join(frame, " "), class_="d-frame", lang=words.tag) if frame else None
    caption = None
    if one.text:
        caption = el("figcaption", _number(one), inline(one.text, one.marks, after))
    return el("figure", held, caption, id=f"p{one.n}" if one.n else None)
