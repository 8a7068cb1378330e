"""Files of the site as MkDocs knows them, which are written only where they differ."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from mkdocs.structure.files import File, InclusionLevel

from dossier.output.site_folder import place


class CopiedFile(File):
    """A file that is copied as it is."""

    def copy_file(self, dirty: bool = False) -> None:
        """Copy the file unless it is there."""
        place(str(self.abs_src_path), self.abs_dest_path)


class RenderedPage(File):
    """A page that is rendered here, at the path `html`: for MkDocs a file to copy.

    If the navigation names it, MkDocs makes a Page of it, and renders it.
    """

    html = ""

    def is_documentation_page(self) -> bool:
        """Whether MkDocs is to render it."""
        return self.page is not None

    def copy_file(self, dirty: bool = False) -> None:
        """Put the rendered page into the site unless it is there."""
        place(self.html, self.abs_dest_path, link=True)


def own_files(files: Iterable[File], pages: Collection[str], cached: str) -> Iterator[File]:
    """Yield files with ours in the place of MkDocs' where they do the same.

    `pages` are the paths of pages to be rendered here, into the folder `cached`.
    """
    for file in files:
        is_page = file.is_documentation_page()
        outside = file.inclusion is InclusionLevel.NOT_IN_NAV
        if type(file) is not File or not file.src_dir:
            yield file
        elif not is_page or (outside and file.src_uri in pages):
            kind: Any = RenderedPage if is_page else CopiedFile
            own = kind(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls)
            own.dest_uri, own.inclusion = file.dest_uri, file.inclusion
            own.html = f"{cached}/{file.dest_uri}"
            yield own
        else:
            yield file
