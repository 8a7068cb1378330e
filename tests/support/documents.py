"""Documents made of bytes, as the extraction takes them."""

from __future__ import annotations

from dossier.editorial.front_matter import with_front_matter
from dossier.formats.registry import read_documents
from dossier.model import Document
from dossier.problems import Problem


def document_of(raw: bytes, name: str) -> tuple[Document | None, list[Problem]]:
    """Return the document in the bytes of a file, None where it is refused, and the problems."""
    items = list(read_documents(raw, name))
    problems = [item for item in items if isinstance(item, Problem)]
    documents = [item for item in items if isinstance(item, Document)]
    if not documents:
        return None, problems
    document, wrong = with_front_matter(documents[0])
    return document, problems + wrong
