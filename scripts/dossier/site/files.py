"""Files of the site as MkDocs knows them, which are written only where they differ."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from mkdocs.structure.files import File, InclusionLevel

from dossier.output import place


class CopiedFile(File):
    """A file that is copied as it is."""

    def copy_file(self, dirty: bool = False) -> None:
        """Copy the file unless it is there."""
        place(str(self.abs_src_path), self.abs_dest_path)


class RenderedPage(File):
    """A page that is rendered here: for MkDocs a file to copy, to which other pages may link.

    If the navigation names it, MkDocs makes a Page of it, and renders it.
    """

    # Path of the rendered page.
    html = ""

    def is_documentation_page(self) -> bool:
        """Whether MkDocs is to render it."""
        return self.page is not None

    def copy_file(self, dirty: bool = False) -> None:
        """Put the rendered page into the site unless it is there."""
        place(self.html, self.abs_dest_path, link=True)


def is_rendered_here(file: File) -> bool:
    """Whether a file is a page that MkDocs does not render."""
    return isinstance(file, RenderedPage) and not file.is_documentation_page()


def own_files(
    files: Iterable[File], pages: Collection[str], config: Any, cached: str
) -> Iterator[File]:
    """Yield the files of a site, with ours in the place of MkDocs' where they do the same.

    `pages` are the paths of pages to be rendered here, into the folder `cached`.
    """
    for file in files:
        outside = file.inclusion is InclusionLevel.NOT_IN_NAV
        if type(file) is not File or not file.src_dir:
            yield file
        elif not file.is_documentation_page():
            yield _replacement(CopiedFile, file, config)
        elif file.src_uri in pages and outside:
            page = _replacement(RenderedPage, file, config)
            page.html = f"{cached}/{page.dest_uri}"
            yield page
        else:
            yield file


def _replacement(kind: Any, file: File, config: Any) -> Any:
    return kind(
        file.src_uri,
        file.src_dir,
        config.site_dir,
        config.use_directory_urls,
        dest_uri=file.dest_uri,
        inclusion=file.inclusion,
    )
