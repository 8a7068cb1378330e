"""Python-Markdown extension for the pages of a dossier: `dossier.render.markdown`.

Raw HTML is closed off: whatever stands in a source, only the elements that these processors build
come out. It adds attributes of blocks, names, marks, and notes beside their paragraphs.

Works in any renderer that uses Python-Markdown; imports nothing but that and the standard library.
"""

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.sane_lists import SaneOListProcessor, SaneUListProcessor
from markdown.treeprocessors import PrettifyTreeprocessor

from dossier.render.markdown.blocks import Code, Definitions, Lines, Lists, Tables
from dossier.render.markdown.layout import Attributes, Layout, Texts, Title


class Dossier(Extension):
    """Pages of a dossier, or, with `book`, chapters of one."""

    def __init__(self, **kwargs: Any) -> None:
        self.config = {"book": [False, "Chapters of a book: no links on numbers, notes at the end"]}
        super().__init__(**kwargs)

    def extendMarkdown(self, md: Markdown) -> None:
        """Close the doors for raw HTML and register the processors."""
        texts, layout = Texts(md), Layout(md)
        texts.book = layout.book = self.getConfig("book")
        md.preprocessors.deregister("html_block")
        md.treeprocessors.deregister("inline")
        # Code is read with the other blocks, and what its reader puts away is HTML.
        md.preprocessors.deregister("fenced_code_block", strict=False)
        md.preprocessors.register(Lines(md), "normalize_whitespace", 30)
        blocks = md.parser.blockprocessors
        blocks.register(Code(md.parser), "dossier_code", 85)
        blocks.register(Definitions(md.parser), "dossier_definitions", 98)
        blocks.register(Lists(md.parser), "dossier_lists", 45)
        blocks.register(Tables(md.parser, {}), "dossier_tables", 76)
        blocks.register(SaneOListProcessor(md.parser), "olist", 40)
        blocks.register(SaneUListProcessor(md.parser), "ulist", 30)
        trees = md.treeprocessors
        trees.register(Attributes(md), "dossier_attributes", 22)
        trees.register(texts, "dossier_text", 21)
        # Behind `toc`, which gives each heading an id, and before who looks which ids there are.
        trees.register(layout, "dossier_layout", 5)
        trees.register(PrettifyTreeprocessor(md), "prettify", 4)
        # Last, when the renderer has seen which ids and which title the page has.
        trees.register(Title(md), "dossier_title", -10)


def makeExtension(**kwargs: Any) -> Dossier:
    """Return the extension, by the name under which Python-Markdown looks for it."""
    return Dossier(**kwargs)
