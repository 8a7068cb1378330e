"""An article as Markdown that a person reads: its title, its blocks, its notes as footnotes."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, pairwise

from dossier.model import PICTURES, Block
from dossier.render.article_entities import linked
from dossier.render.escaping import BRACKET, Words
from dossier.render.footnotes import block_marks, footnotes
from dossier.render.inline import Line, external, fill, joined, plain
from dossier.render.marked_words import line, marked
from dossier.render.notes import Notes
from dossier.render.page_context import Site
from dossier.render.signs import Signs, attributes, with_shortcuts
from dossier.web_addresses import host_of

# Deeper levels of headings and of lists are written as these.
DEEPEST_HEADING, DEEPEST_ITEM = 4, 12
# Numbers that every reader of Markdown knows as those of items.
NUMBERS = range(1, 10**9)


def article_text(notes: Notes) -> str:
    """The whole text of an article's page, each block with its number as its id."""
    article, site = notes.version.article, notes.refs
    levels = sorted({block.level for block in article.blocks if block.kind == "heading"})
    parts = [_title(notes)]
    blocks = linked(_with_pages(article.blocks, site), notes.refs, site.url(""))
    for kind, group in groupby(blocks, key=together):
        run = list(group)
        if kind[0] == "withheld":
            parts.append(_withheld(run, notes))
        elif kind[0] == "list_item":
            parts.append(_list(run, notes))
        else:
            parts += [part for block in run for part in _block(block, levels, notes)]
    return with_shortcuts("\n\n".join((*parts, *footnotes(notes))))


def _with_pages(blocks: Sequence[Block], site: Site) -> Iterator[Block]:
    """Yield blocks, those with which a page begins with the words for it."""
    page = ""
    for block in blocks:
        words = plain(site.words("page_n", n=block.page)) if block.page not in ("", page) else ""
        page = block.page if block.n else page
        yield replace(block, page=words) if block.page else block


def together(block: Block) -> tuple[str, bool]:
    """Grouping key: adjacent list items, and adjacent withheld paragraphs, make one part."""
    return (block.kind, block.ordered) if block.kind in ("list_item", "withheld") else ("", False)


def _title(notes: Notes) -> str:
    """The title, with references to the notes on its words and on the whole."""
    article, site = notes.version.article, notes.refs
    block = replace(article.title, text=site.title(article))
    marks, markers = block_marks(block, notes)
    references = "".join(notes.reference(note.id) for note in notes.all if not note.quote)
    words = marked(block.text, marks, markers, flat=True)
    return f"# {words}{references}{attributes('#top', lang=site.foreign(article.lang))}"


def _block(block: Block, levels: Sequence[int], notes: Notes) -> Iterator[str]:
    """Yield the parts of a block, between which are empty lines."""
    own = block.lang if block.lang != notes.version.article.lang else None
    behind = attributes(f"#p{block.n}", lang=own, page=block.page)
    if block.image or block.kind in ("figure", "caption"):
        yield from _figure(block, own, notes)
    elif block.kind == "code":
        fence = "`" * max(3, 1 + max(map(len, re.findall("`+", block.text)), default=0))
        references = "".join(map(notes.reference, notes.of_block(block)))
        yield f"{fence}\n{block.text}\n{fence}"
        yield f"{references}{behind}".strip()
    elif block.kind == "table":
        heads = block.level if block.level != 1 else None
        yield _table(block, notes)
        yield attributes(f"#p{block.n}", lang=own, value=heads, page=block.page).strip()
    elif block.kind == "heading":
        level = min(DEEPEST_HEADING, 2 + levels.index(block.level))
        yield f"{'#' * level} {_words(block, notes, flat=True)}{behind}"
    else:
        words = f"{_words(block, notes)}{behind}"
        yield "> " + words.replace("\n", "\n> ") if block.kind == "quote" else words


def _words(block: Block, notes: Notes, flat: bool = False) -> str:
    return marked(block.text, *block_marks(block, notes), flat=flat)


def _withheld(run: Sequence[Block], notes: Notes) -> str:
    """One line for withheld blocks, with their numbers."""
    site = notes.refs
    numbers = "-".join(dict.fromkeys((f"p{run[0].n}", f"p{run[-1].n}")))
    chars = sum(block.level for block in run)
    words = line(site.words("withheld", n=chars))
    return words + attributes(f"#{numbers}", ".withheld", lang=notes.own_lang)


def _figure(block: Block, lang: str | None, notes: Notes) -> Iterator[str]:
    """Yield a picture, or a line in its place, since nothing is loaded from elsewhere; its caption."""
    site, words, image = notes.refs, notes.refs.words, block.image
    if image and image.name:
        source = site.data_url(f"{PICTURES.partition('/')[2]}/{image.name}")
        size = f"{{width={image.width} height={image.height}}}"
        label = Words(image.alt, shields=bytes([BRACKET]) * len(image.alt), flat=True).markdown
        yield f"![{label}]({source}){size}{attributes('.picture')}"
    elif block.image:
        frame: list[Line] = [words("figure_absent")]
        if block.image.alt and block.image.alt not in block.text:
            alt = site.in_language(block.image.alt, block.lang or notes.version.article.lang)
            frame.append(fill(words("figure_alt"), alt=alt))
        if block.image.src:
            link = external(block.image.src, joined((words("figure_link"), " ↗")))
            frame.append(joined(filter(None, (link, host_of(block.image.src))), " "))
        yield line(joined(frame, "\n"), words.tag) + attributes(".figure", lang=notes.own_lang)
    if block.text:
        number = [f"#p{block.n}"] if block.n else []
        yield _words(block, notes) + attributes(*number, ".caption", lang=lang, page=block.page)


def _list(items: Sequence[Block], notes: Notes) -> str:
    """Items as one list, deeper levels as lists within their item."""
    levels, counts = [items[0].level], [0]
    rows: list[str] = []
    for item in items:
        while len(levels) > 1 and item.level <= levels[-2]:
            levels.pop()
            counts.pop()
        if rows and item.level > levels[-1] and len(levels) <= DEEPEST_ITEM:
            levels.append(item.level)
            counts.append(0)
        value = item.number if item.ordered and item.number else None
        counts[-1] = value or counts[-1] + 1
        count = counts[-1] if counts[-1] in NUMBERS else 1
        own = item.lang if item.lang != notes.version.article.lang else None
        sign = f"{count}." if item.ordered else "-"
        behind = attributes(f"#p{item.n}", lang=own, value=value, page=item.page)
        words = _words(item, notes) + behind
        indent = "    " * (len(levels) - 1)
        rows.append(f"{indent}{sign} {words}".replace("\n", f"\n{indent}    "))
    return "\n".join(rows)


def _table(block: Block, notes: Notes) -> str:
    """Rows of cells; the first row is the head, an empty one where there is none."""
    texts = [row.split("\t") for row in block.text.split("\n")]
    marks = iter(_cell_marks(block, notes))
    covered = _covered(block, texts)
    rows: list[list[str]] = []
    for number, row in enumerate(texts):
        cells = [f" {marked(cell, *next(marks), flat=True, cell=True)} " for cell in row]
        width = max([len(cells), *(column + 1 for column in covered[number])])
        cells += ["  "] * (width - len(cells))
        rows.append([covered[number].get(at, cell) for at, cell in enumerate(cells)])
    width = max(map(len, rows))
    if not block.level:
        rows.insert(0, [])
    rows[0] += ["  "] * (width - len(rows[0]))
    rows.insert(1, [" --- "] * width)
    return "\n".join(f"|{'|'.join(cells)}|" for cells in rows)


def _covered(block: Block, texts: Sequence[Sequence[str]]) -> list[dict[int, str]]:
    """The columns of each row over which another cell extends, and how that is written."""
    spans = {mark.span.start: mark.target.split() for mark in block.marks if mark.kind == "cell"}
    covered: list[dict[int, str]] = [{} for _ in texts]
    at = 0
    for number, row in enumerate(texts):
        for column, cell in enumerate(row):
            if cell and at in spans and column not in covered[number]:
                wide, deep = map(int, spans[at])
                beside = dict.fromkeys(range(column + 1, column + wide), "")
                covered[number].update(beside)
                for below in covered[number + 1 : number + deep]:
                    below.update({column: " ^^ ", **beside})
            at += len(cell) + 1
    return covered


def _cell_marks(block: Block, notes: Notes) -> list[tuple[list[Signs], dict[int, str]]]:
    """The marks of each cell, by its own offsets."""
    starts = [0, *(match.end() for match in re.finditer(r"[\t\n]", block.text))]
    cells = [(start, end - 1) for start, end in pairwise((*starts, len(block.text) + 1))]
    results: list[tuple[list[Signs], dict[int, str]]] = [([], {}) for _ in cells]
    marks, markers = block_marks(block, notes)
    for mark in marks:
        first, last = (bisect_right(starts, at) - 1 for at in (mark.start, mark.end - 1))
        for at in range(first, last + 1):
            start, end = cells[at]
            if (begin := max(start, mark.start)) < (stop := min(end, mark.end)):
                results[at][0].append(replace(mark, start=begin - start, end=stop - start))
    for place, sign in markers.items():
        at = bisect_right(starts, place) - 1
        results[at][1][place - starts[at]] = sign
    return results
