"""A gate before raw HTML, as long as some pages hold HTML that the build wrote.

Such a page begins with a tag; no page that is Markdown does, since its title comes first.
"""

from markdown import Markdown
from markdown.preprocessors import Preprocessor


class Gate(Preprocessor):
    """Lets only pages that begin with a tag through to the reader of raw HTML."""

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.door = md.preprocessors["html_block"]
        self.old_inline = md.treeprocessors["inline"]
        self.is_open = False
        md.preprocessors.register(self, "html_block", 20)

    def run(self, lines: list[str]) -> list[str]:
        """Pass the lines on as they are, or to the reader of raw HTML."""
        first = next((line for line in lines if line.strip()), "")
        self.is_open = first.startswith("<")
        return self.door.run(lines) if self.is_open else lines
