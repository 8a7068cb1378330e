"""The environment of the templates of pages and of the chapters of books.

Line breaks and indents in a template are for its reader; an empty line is a line break of the file.
"""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension

from dossier.render.article_metadata import filled, in_language, in_script, localized
from dossier.render.markup import Markup, attribute, external, join, text

LINE = re.compile(r"\n *(\n)?[ \n]*")


class _Joined(Extension):
    """Joins the lines of a template."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return LINE.sub(r"\1", source)


def _finalize(value: object) -> object:
    """Escape what is no markup yet, as everywhere else on a page; None is nothing."""
    if isinstance(value, (list, dict)):
        return text(value)
    return value if hasattr(value, "__html__") else text("" if value is None else str(value))


ENVIRONMENT = Environment(
    loader=PackageLoader("dossier.render", ""),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_finalize,
    extensions=[_Joined],
)
# Functions that templates may call.
FUNCTIONS = (filled, in_language, in_script, localized, external, join)
ENVIRONMENT.globals.update({function.__name__: function for function in FUNCTIONS})
ENVIRONMENT.filters["attribute"] = lambda value: Markup(attribute(value))
