"""Other readers of Markdown, Python-Markdown without our extension and Pandoc: the words they read."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from typing import Any

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown

PANDOC = shutil.which("pandoc")
# Pandoc's dialects; what GitHub makes of bare addresses and of :names: are no other words.
DIALECTS = {
    "pandoc": "markdown-smart",
    "github": "gfm-smart-emoji-autolink_bare_uris+footnotes",
}
NEEDS_PANDOC = pytest.mark.skipif(not PANDOC, reason="Pandoc is not installed")
READERS = [
    pytest.param("python-markdown"),
    *(pytest.param(dialect, marks=NEEDS_PANDOC) for dialect in DIALECTS),
]
# Elements of Pandoc for what an article's marks are.
MARKS = frozenset(("Strong", "Emph", "Link", "Span", "Code", "Strikeout"))


def folded(words: str) -> str:
    """Words with white space as a page shows it: runs of spaces are one, lines have no edges."""
    lines = re.sub(r"[ \t\r\f]+", " ", words).split("\n")
    return "\n".join(line.strip(" ") for line in lines).strip("\n")


def paragraphs(reader: str, markdown: str) -> list[str]:
    """The paragraphs of a text in which nothing else may be, no link and no emphasis."""
    if reader != "python-markdown":
        blocks = pandoc_blocks(markdown, reader)
        assert {block["t"] for block in blocks} <= {"Para"}, blocks
        return [folded(words_of(block["c"])) for block in blocks]
    soup = _plain(markdown)
    assert {tag.name for tag in soup.find_all(True)} <= {"p", "br"}, soup
    return [folded(tag.get_text()) for tag in soup.find_all("p")]


def headings_and_cells(reader: str, markdown: str) -> tuple[list[str], list[str]]:
    """The headings of a text, and the cells of the head of its table; bare words each."""
    if reader != "python-markdown":
        *heads, table = pandoc_blocks(markdown, reader)
        assert {block["t"] for block in heads} <= {"Header"}, heads
        ((_, row),) = table["c"][3][1]
        blocks = [cell[4][0]["c"] if cell[4] else [] for cell in row]
        return [words_of(head["c"][2]) for head in heads], [words_of(cell) for cell in blocks]
    soup = _plain(markdown)
    tags = {tag.name for tag in soup.find_all(True)}
    assert tags <= {"h2", "table", "thead", "tbody", "tr", "th", "td"}, soup
    headings, cells = ([tag.get_text() for tag in soup.find_all(name)] for name in ("h2", "th"))
    return headings, cells


def words_in(reader: str, markdown: str) -> list[str]:
    """The words of each paragraph, with marks or without."""
    if reader != "python-markdown":
        blocks = pandoc_blocks(markdown, reader)
        return [folded(words_of(block["c"], MARKS)) for block in blocks if block["t"] == "Para"]
    return [folded(tag.get_text()) for tag in _plain(markdown).find_all("p")]


def _plain(markdown: str) -> BeautifulSoup:
    html = Markdown(extensions=["tables", "footnotes", "fenced_code"]).convert(markdown)
    # Python-Markdown sets a line feed behind each <br>.
    return BeautifulSoup(re.sub(r"<br ?/?>\n?", "\n", html), "html.parser")


def pandoc_blocks(markdown: str, dialect: str) -> list[dict[str, Any]]:
    """A text as Pandoc reads it, block by block."""
    command = [str(PANDOC), f"--from={DIALECTS[dialect]}", "--to=json"]
    result = subprocess.run(command, input=markdown, capture_output=True, text=True, check=True)
    return list(json.loads(result.stdout)["blocks"])


def words_of(inlines: Iterable[dict[str, Any]], allowed: frozenset[str] = frozenset()) -> str:
    """The words of Pandoc's inline elements: bare ones, and those in elements that are allowed."""
    return "".join(_words_of(inlines, allowed))


def _words_of(inlines: Iterable[dict[str, Any]], allowed: frozenset[str]) -> Iterator[str]:
    for inline in inlines:
        kind, content = inline["t"], inline.get("c", [])
        if kind == "Str":
            yield content
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield "\n" if kind == "LineBreak" else " "
        else:
            # A citation is what `@x` is to Pandoc; its words are those that stand there.
            assert kind in {*allowed, "Cite"}, inline
            if kind == "Code":
                yield content[1]
            elif kind != "Note":
                has_attributes = kind in ("Link", "Cite", "Span")
                yield from _words_of(content[1] if has_attributes else content, allowed)
