"""`data/citations/` and `data/dossier.bib`: articles as reference programs take them.

What is cited is the original, in its own script; a note says that it is read in this dossier.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dossier.exports.citations.bibtex import bibtex
from dossier.exports.citations.csl import csl
from dossier.exports.citations.reference import reference
from dossier.exports.citations.ris import ris
from dossier.model import Article, Config, Page

# Each format: how it is written, and the ending of the file of one article and of all.
FORMATS = ((bibtex, "bib", "bib"), (csl, "json", "csl.json"), (ris, "ris", "ris"))


def citation_pages(articles: Sequence[Article], config: Config) -> Iterator[Page]:
    """A file for each article, and one of all, in each format."""
    references = [reference(one, config) for one in articles]
    for written, ending, ending_of_all in FORMATS:
        for one in references:
            yield Page(f"data/citations/{one.key}.{ending}", written([one]).encode())
        yield Page(f"data/dossier.{ending_of_all}", written(references).encode())
