"""The templates of chapters of books, of entries of feeds and of redirects, in book/ and parts/.

Line breaks and indents in a template are for its reader; an empty line is a line break of the file.
"""

import re
from functools import cache
from importlib.resources import files
from typing import Any

from dossier.analysis.concordance import occurrences
from dossier.analysis.quantities import quantities
from dossier.model import gap, text_of
from dossier.render.article import eyebrow
from dossier.render.article_metadata import converted, title_lang
from dossier.render.compare import answers
from dossier.render.inline import external
from dossier.render.provenance import readable
from dossier.render.quantities import labelled
from dossier.render.quotation import lineage_chains, ref
from dossier.render.references import References

LINE = re.compile(r"\n *(\n)?[ \n]*")
# Functions that templates may call.
FUNCTIONS = (
    *(answers, converted, external, eyebrow, gap, labelled, lineage_chains, occurrences),
    *(quantities, readable, ref, text_of, title_lang),
)


def rendered(template: str, refs: References, **values: object) -> str:
    """Fill a template, by its path below `render/`, with values."""
    frame = {"refs": refs, "words": refs.words, "config": refs.config}
    return str(environment().get_template(template).render(frame, **values))


def source(template: str) -> str:
    """Read a template, its lines joined."""
    text = files("dossier.render").joinpath(template).read_text("utf-8")
    return LINE.sub(r"\1", text)


@cache
def environment() -> Any:
    """Return the environment of these templates."""
    # Jinja takes a tenth of the time of a build in which nothing changed, and is not needed there.
    from jinja2 import Environment, FunctionLoader, StrictUndefined

    result = Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_finalize,
    )
    result.globals.update({function.__name__: function for function in FUNCTIONS})
    return result


def _finalize(value: object) -> object:
    """A line of words as its macro shows it, line breaks and all; None is nothing."""
    lines = isinstance(value, str) and "\n" in value and not hasattr(value, "__html__")
    if lines or isinstance(value, (list, dict)):
        return environment().get_template("book/inline.xml").module.line(value)
    return "" if value is None else value
