"""Functions that the templates of the chapters, beside this module, may call."""

from dossier.model import gap, text_of
from dossier.render import templates
from dossier.render.article_metadata import (
    name_in,
    published,
    published_short,
    title,
    title_lang,
    type_name,
)
from dossier.render.environment import ENVIRONMENT
from dossier.render.provenance import readable
from dossier.render.quotation import lineage_chains
from dossier.render.references import References

FUNCTIONS = (
    *(name_in, published, published_short, text_of, title, title_lang, type_name),
    *(readable, lineage_chains, gap),
)
ENVIRONMENT.globals.update({function.__name__: function for function in FUNCTIONS})


def rendered(template: str, refs: References, **values: object) -> str:
    """The body of a chapter, by the name of its template."""
    return templates.rendered(f"book/{template}.xml", refs.site, refs=refs, **values)
