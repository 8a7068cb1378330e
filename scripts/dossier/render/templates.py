"""The templates of chapters of books, of entries of feeds and of redirects, in book/ and parts/.

Line breaks and indents in a template are for its reader; an empty line is a line break of the file.
"""

import re
from functools import cache
from typing import Any

from dossier.model import gap, text_of
from dossier.render.article import eyebrow
from dossier.render.article_metadata import (
    converted,
    in_script,
    published,
    title,
    title_lang,
    warnings,
)
from dossier.render.inline import external
from dossier.render.provenance import readable
from dossier.render.quotation import lineage_chains
from dossier.render.references import References

LINE = re.compile(r"\n *(\n)?[ \n]*")
# Functions that templates may call.
FUNCTIONS = (
    *(converted, external, eyebrow, gap, in_script, lineage_chains, published, readable),
    *(text_of, title, title_lang, warnings),
)


def rendered(template: str, refs: References, **values: object) -> str:
    """Fill a template, by its path below `render/`, with values."""
    frame = {"refs": refs, "words": refs.words, "config": refs.config}
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
