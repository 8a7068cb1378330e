"""Addresses in the site for those in `docs/`."""

from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown.treeprocessors import Treeprocessor
from mkdocs.structure.files import File

# Elements that link to a file, and by which attribute.
LINKING = {"a": "href", "img": "src"}


class SiteLinks(Treeprocessor):
    """Turns links to files of `docs/` into links to those of the site.

    MkDocs would look for each link of each page anew; `known` has those found before, by the folders
    of the page in `docs/` and in the site. Links that lead nowhere stay, for others to report.
    """

    def __init__(self, file: File, files: Any, known: dict[tuple[str, ...], str]) -> None:
        self.file, self.files, self.known = file, files, known
        self.place = (dirname(file.src_uri), dirname(file.url))

    def run(self, root: Element) -> None:
        """Change the links of a page."""
        for element in root.iter():
            key = LINKING.get(element.tag, "")
            if url := element.get(key):
                if (*self.place, url) not in self.known:
                    self.known[*self.place, url] = self._in_site(url)
                element.set(key, self.known[*self.place, url])

    def _in_site(self, url: str) -> str:
        parts = urlsplit(url)
        if parts.scheme or parts.netloc or not parts.path or url.startswith(("/", "\\")):
            return url
        path = normpath(join(self.place[0], unquote(parts.path)))
        target = self.files.get_file_from_path(path)
        return parts._replace(path=target.url_relative_to(self.file)).geturl() if target else url
