"""The templates of chapters of books, of entries of feeds and of redirects, in book/ and parts/.

Line breaks and indents in a template are for its reader; an empty line is a line break of the file.
"""

import re
from functools import cache
from typing import Any

from dossier.model import gap, text_of
from dossier.render import article_metadata as metadata
from dossier.render.inline import external
from dossier.render.page_context import Site
from dossier.render.provenance import readable
from dossier.render.quotation import lineage_chains

LINE = re.compile(r"\n *(\n)?[ \n]*")
# Functions that templates may call.
FUNCTIONS = (
    *(external, gap, lineage_chains, metadata.in_script, metadata.name_in, metadata.published),
    *(metadata.published_short, metadata.title, metadata.title_lang, metadata.type_name),
    *(readable, text_of),
)


def rendered(template: str, site: Site, **values: object) -> str:
    """Fill a template, by its path below `render/`, with values."""
    frame = {"site": site, "words": site.words, "config": site.edition.config}
    return str(environment().get_template(template).render(frame, **values))


@cache
def environment() -> Any:
    """Return the environment of these templates."""
    # Jinja takes a tenth of the time of a build in which nothing changed, and is not needed there.
    from jinja2 import Environment, PackageLoader, StrictUndefined
    from jinja2.ext import Extension

    class Joined(Extension):
        """Joins the lines of a template."""

        def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
            return LINE.sub(r"\1", source)

    result = Environment(
        loader=PackageLoader("dossier.render", ""),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
        extensions=[Joined],
    )
    result.globals.update({function.__name__: function for function in FUNCTIONS})
    return result


def _finalize(value: object) -> object:
    """A line of words as its macro shows it, line breaks and all; None is nothing."""
    lines = isinstance(value, str) and "\n" in value and not hasattr(value, "__html__")
    if lines or isinstance(value, (list, dict)):
        return environment().get_template("book/inline.xml").module.line(value)
    return "" if value is None else value
