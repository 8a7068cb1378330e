"""Templates of the chapters, beside this module.

Line breaks and indents in a template are for its reader; an empty line is a line break of the file.
"""

import re

from jinja2 import Environment, PackageLoader, StrictUndefined
from jinja2.ext import Extension

from dossier.model import gap, text_of
from dossier.render.article_metadata import (
    filled,
    in_language,
    in_script,
    localized,
    name_in,
    published,
    published_short,
    title,
    title_lang,
    type_name,
)
from dossier.render.lineage import lineage_chains
from dossier.render.markup import Markup, external, join, text
from dossier.render.notes import doubts
from dossier.render.provenance import readable
from dossier.render.quantity_chart import measure, standing
from dossier.render.quotation import entry, speaker
from dossier.render.references import References

LINE = re.compile(r"\n *(\n)?[ \n]*")
# What a template may call.
FUNCTIONS = (
    *(filled, in_language, in_script, localized, name_in, published, published_short, text_of),
    *(title, title_lang, type_name, external, join, readable, lineage_chains, doubts),
    *(measure, standing, entry, speaker, gap),
)


class _Joined(Extension):
    """Joins the lines of a template."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        return LINE.sub(r"\1", source)


def _finalize(value: object) -> object:
    """Escape what is no markup yet, as everywhere else on a page; None is nothing."""
    return value if hasattr(value, "__html__") else text("" if value is None else str(value))


TEMPLATES = Environment(
    loader=PackageLoader("dossier.render", "book"),
    autoescape=True,
    undefined=StrictUndefined,
    finalize=_finalize,
    extensions=[_Joined],
)
TEMPLATES.globals.update({item.__name__: item for item in FUNCTIONS})


def rendered(template: str, refs: References, **values: object) -> Markup:
    """The body of a chapter, by the name of its template."""
    site = refs.site
    frame = {"refs": refs, "site": site, "words": site.words, "config": site.edition.config}
    return Markup(TEMPLATES.get_template(f"{template}.xml").render(frame, **values))
