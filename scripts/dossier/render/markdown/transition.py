"""A gate before raw HTML, as long as some pages hold HTML that the build wrote.

Such a page begins with a tag; no page that is Markdown does, since its title comes first.
"""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.attr_list import AttrListTreeprocessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import InlineProcessor


class Gate(Preprocessor):
    """Lets only pages that begin with a tag through to the reader of raw HTML."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.door = md.preprocessors["html_block"]
        self.is_open = False
        md.treeprocessors.register(_OldPatterns(md, self), "inline", 20)
        if "attr_list" in md.treeprocessors:
            md.treeprocessors.register(_OldAttributes(md, self), "attr_list", 8)
        md.preprocessors.register(self, "html_block", 20)

    def run(self, lines: list[str]) -> list[str]:
        """Pass the lines on as they are, or to the reader of raw HTML."""
        first = next((line for line in lines if line.strip()), "")
        self.is_open = first.startswith("<")
        return self.door.run(lines) if self.is_open else lines


class _OldPatterns(InlineProcessor):
    """Python-Markdown's inline patterns, for the same pages alone."""

    def __init__(self, md: Markdown, gate: Gate) -> None:
        super().__init__(md)
        self.gate = gate

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Read the words of an old page."""
        return super().run(tree, ancestors) if self.gate.is_open else tree


class _OldAttributes(AttrListTreeprocessor):
    """Attribute lists, for the same pages alone."""

    def __init__(self, md: Markdown, gate: Gate) -> None:
        super().__init__(md)
        self.gate = gate

    def run(self, doc: Element) -> None:
        """Read the attributes of an old page."""
        if self.gate.is_open:
            super().run(doc)
