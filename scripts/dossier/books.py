"""The dossier as books: each edition as an EPUB, and the metadata for a library."""

from collections.abc import Callable
from pathlib import Path, PurePosixPath

from dossier.analysis.concordance import concordance
from dossier.analysis.timeline import newest
from dossier.conversion import convert, edition_of
from dossier.convert.editions import edition
from dossier.export.zim.entries import metadata
from dossier.export.zip_file import epub
from dossier.formats.pictures import encoded
from dossier.load import Dossier, read_dossier, surviving
from dossier.model import Config, Page, StreamedFile
from dossier.problems import Problem
from dossier.render.book import book
from dossier.slugs import file_name


def books(
    mkdocs_yml: Path, progress: Callable[[str], None] | None = None, private: bool = False
) -> tuple[list[Page], tuple[Problem, ...]]:
    """Each edition of the dossier as an EPUB file, by its name; and the problems of the dossier.

    `private` as for `build`. Raises OpenCCError when no conversion can be trusted.
    """
    dossier = read_dossier(mkdocs_yml, progress).published(private)
    files, dossier = surviving(dossier, _books)
    return files, dossier.problems


def _books(dossier: Dossier) -> list[Page]:
    mentions, modified = concordance(dossier.articles), newest(dossier.articles)
    pictures = [_for_a_book(file) for file in dossier.pictures()]
    converted, name = convert(dossier), file_name(dossier.config)
    pages = []
    for variant in dossier.config.variants:
        chapters = book(edition_of(dossier, variant, converted), mentions, modified)
        pages.append(Page(f"{name}-{variant}.epub", epub(chapters, pictures)))
    return pages


def _for_a_book(file: StreamedFile) -> tuple[str, bytes]:
    """The name and the bytes of a picture, of a kind that books have (EPUB 3.2, 3.1)."""
    raw = b"".join(piece for piece in file.pieces() if isinstance(piece, bytes))
    path = PurePosixPath(file.path)
    if path.suffix == ".webp":
        return f"{path.stem}.png", encoded(raw, as_png=True)
    return path.name, raw


def shelf(mkdocs_yml: Path) -> tuple[Config, dict[str, str]]:
    """Return the settings in the default edition, and what a library is told of the dossier."""
    dossier = read_dossier(mkdocs_yml)
    config = edition((), dossier.config, dossier.config.default, dossier.converters).config
    sources = dict.fromkeys(article.value("publisher") for article in dossier.articles)
    day = newest(dossier.articles)
    return config, metadata(config, file_name(config), filter(None, sources), day)
