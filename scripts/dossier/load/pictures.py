"""Pictures that came with files: which an article may show, and their bytes when they are written.

The bytes go through no article and no cache: they are read from the file once more.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from dossier.cache import memoize, prime
from dossier.formats.pictures import ENCODER, PictureError, attached, encoded, measured, stem_of
from dossier.formats.registry import read_file
from dossier.model import PICTURES, Article, Document, Image, StreamedFile
from dossier.problems import Problem, blaming

# Addresses of pictures, and of those within the HTML.
OF_PICTURES = re.compile(r"picture:|[^?]+\.(?:jpe?g|png|gif|webp|avif|bmp|svg)(?:\?|$)", re.I)


def with_pictures(document: Document) -> tuple[Document, list[Problem]]:
    """A document with the pictures that came with it, and a problem where some are damaged."""
    pictures: dict[str, Image] = {}
    damaged: list[str] = []
    for key, raw in attached(document).items():
        try:
            pictures[key] = measured(raw)
        except PictureError as error:
            if OF_PICTURES.match(key):
                pictures[key] = Image("")
                name = "in its HTML" if key.startswith("picture:") else f"“{key[:100]}”"
                damaged += [] if b"<svg" in raw[:4096].lower() else [f"{name} ({error})"]
    problems = []
    if damaged:
        hint = "Open it in another program and save it as PNG or JPEG; its place is shown empty."
        message = f"{len(damaged)} of its pictures cannot be read, the first: {damaged[0]}."
        problems.append(Problem(document.path, 0, message, hint))
    return replace(document, pictures=pictures), problems


def without_pictures(document: Document) -> Document:
    """A document of which no picture is shown; signs and pixels are still told from pictures."""
    pictures = {key: replace(picture, name="") for key, picture in document.pictures.items()}
    return replace(document, pictures=pictures)


@memoize
def picture_count(article: Article) -> int:
    """Return how many pictures an article shows."""
    return sum(bool(block.image and block.image.name) for block in article.blocks)


def picture_files(articles: Sequence[Article], root: Path) -> Iterator[StreamedFile]:
    """The files of the pictures that articles show, each once, below `docs`."""
    owners: dict[str, Article] = {}
    wanted: dict[str, set[str]] = {}
    prime(picture_count, articles)
    for article in filter(picture_count, articles):
        names = {block.image.name for block in article.blocks if block.image} - {""}
        wanted.setdefault(article.file, set()).update(names)
        owners = dict.fromkeys(sorted(names), article) | owners
    for name, article in owners.items():
        pieces = partial(_encoded, root, article, name, frozenset(wanted[article.file]))
        yield StreamedFile(f"{PICTURES}/{name}", pieces, f"{name} {ENCODER}")


def _encoded(root: Path, article: Article, name: str, wanted: frozenset[str]) -> Iterator[bytes]:
    with blaming(article.id, "read for its pictures"):
        known = _pictures(root / article.file, article.file, wanted)
        content = encoded(known[name.partition(".")[0]])
    yield content


@lru_cache(maxsize=1)
def _pictures(path: Path, name: str, wanted: frozenset[str]) -> dict[str, bytes]:
    """The bytes of the wanted pictures in a file, by their names without endings."""
    stems = {name.partition(".")[0] for name in wanted}
    files = (
        (stem_of(raw), raw)
        for document in read_file(path, name)
        if isinstance(document, Document)
        for raw in attached(document).values()
    )
    return {stem: raw for stem, raw in files if stem in stems}
