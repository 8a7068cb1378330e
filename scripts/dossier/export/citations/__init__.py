"""`data/citations/` and `data/dossier.bib`: articles as reference programs take them.

What is cited is the original, in its own script; a note says that it is read in this dossier.
"""

from collections.abc import Callable, Iterator, Sequence

from dossier.cache import digest, fingerprint
from dossier.export.citations.formats import bibtex, csl, ris
from dossier.export.citations.reference import Reference, reference
from dossier.model import Article, Config, StreamedFile

# Each format: how it is written, and the ending of the file of one article and of all.
FORMATS = ((bibtex, "bib", "bib"), (csl, "json", "csl.json"), (ris, "ris", "ris"))


def citation_pages(articles: Sequence[Article], config: Config) -> Iterator[StreamedFile]:
    """A file for each article, and one of all, in each format.

    Files are identified by fingerprint, and written only if their content is new.
    """
    references = [reference(article, config) for article in articles]
    names = [fingerprint(item) for item in references]
    of_all = fingerprint(names)
    for render, ending, ending_of_all in FORMATS:
        for item, name in zip(references, names, strict=True):
            yield _file(f"citations/{item.key}.{ending}", render, [item], name)
        yield _file(f"dossier.{ending_of_all}", render, references, of_all)


def _file(
    path: str,
    render: Callable[[Sequence[Reference]], str],
    references: Sequence[Reference],
    fingerprint: str,
) -> StreamedFile:
    text = digest(path.encode(), fingerprint.encode())
    return StreamedFile(f"data/{path}", lambda: iter((render(references).encode(),)), text)
