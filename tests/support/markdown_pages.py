"""Markdown as the site reads it: by the extensions of mkdocs.yml, or as a chapter of a book."""

from __future__ import annotations

from functools import cache

from markdown import Markdown
from mkdocs.config import load_config

from support.pages import ROOT, Element, parsed

EXTENSION = "dossier.render.markdown"


@cache
def _reader(book: bool) -> Markdown:
    config = load_config(str(ROOT / "mkdocs.yml"))
    configs = {**config.mdx_configs, EXTENSION: {"book": book}}
    return Markdown(
        extensions=list(config.markdown_extensions),
        extension_configs=configs,
        output_format="xhtml" if book else "html",
    )


def html_of(text: str, *, book: bool = False) -> str:
    """The HTML of a page, or of a chapter."""
    return _reader(book).reset().convert(text)


def tree_of(text: str, *, book: bool = False) -> Element:
    """The same as a tree; an AssertionError where it is not strictly nested."""
    return parsed(html_of(text, book=book))


def article(body: str, notes: str = "") -> str:
    """A page of this body, and of definitions of notes."""
    heading = f"\n\n## 批注 {{#notes lang=fr}}\n\n{notes}" if notes else ""
    return f"# 题 {{#top lang=zh-Hans}}\n\n{body}{heading}\n"
