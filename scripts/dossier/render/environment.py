"""The environment of the templates of pages and of the chapters of books.

Line breaks and indents in a template are for its reader; an empty line is a line break of the file.
"""

import re
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension

from dossier.render.article_metadata import in_script
from dossier.render.inline import external

LINE = re.compile(r"\n *(\n)?[ \n]*")


class _Joined(Extension):
    """Joins the lines of a template."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return LINE.sub(r"\1", source)


def _finalize(value: object) -> object:
    """A line of words as its macro shows it, line breaks and all; None is nothing."""
    lines = isinstance(value, str) and "\n" in value and not hasattr(value, "__html__")
    if lines or isinstance(value, (list, dict)):
        macros: Any = ENVIRONMENT.get_template("book/inline.xml").module
        return macros.line(value)
    return "" if value is None else value


ENVIRONMENT = Environment(
    loader=PackageLoader("dossier.render", ""),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_finalize,
    extensions=[_Joined],
)
# Functions that templates may call.
ENVIRONMENT.globals.update(in_script=in_script, external=external)
