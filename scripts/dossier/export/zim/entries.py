"""The files of a built site as entries of a ZIM file, each page with its title and its words.

writing.py writes them.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

from dossier.export.zip_file import KINDS, site_files

PAGE = "text/html"
FOR_ROBOTS = "robots.txt"
# An address in a page. Kiwix's own check of links reads no character references.
ADDRESS = re.compile(r'(?<=\s)(?:href|src)="[^"]*"')
REFERENCE = re.compile(r"&[#](\d+);")
UNREAD = ("script", "style", "nav", "svg", "dialog", "footer", "template")
INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class LibraryMetadata:
    """Metadata for a library's list. `languages` are tags; `day` is ISO 8601."""

    name: str
    title: str
    description: str
    languages: tuple[str, ...]
    creator: str
    publisher: str
    day: str
    rights: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class ZimEntry:
    """A file: `words` is what a search finds it by, of a page; `title` is empty of other files."""

    path: str
    kind: str
    content: bytes
    title: str = ""
    words: str = ""


def entries(site: Path, editions: Mapping[str, str]) -> Iterator[ZimEntry]:
    """Every file of a built site, in the order of their paths.

    `editions` holds what is added to the titles of an edition's pages, by the language tag
    that its folder is named by: else two editions' pages of one title could not be told apart.
    """
    for name in site_files(site):
        path = site / name
        if name == FOR_ROBOTS or path.suffix == ".map":
            continue
        kind, content = KINDS.get(path.suffix, "application/octet-stream"), path.read_bytes()
        if not content:
            continue
        if kind == PAGE:
            html = content.decode("utf-8", "replace")
            # The search form that kiwix-serve sets above each page needs leave to be sent.
            html = ADDRESS.sub(_plain, html.replace("form-action 'none'", "form-action 'self'", 1))
            # The way from an address that was given out to the page that counts.
            if 'http-equiv="refresh"' in html:
                continue
            edition = editions.get(name.partition("/")[0], "")
            title, words = read_page(html)
            title = f"{title} · {edition}" if edition else title
            yield ZimEntry(name, kind, html.encode(), title or name, words)
        else:
            yield ZimEntry(name, kind, content)


def _plain(address: re.Match[str]) -> str:
    """An address with its signs as themselves, but for those that HTML reads."""
    return REFERENCE.sub(
        lambda match: match[0] if chr(int(match[1])) in "\"&'<>" else chr(int(match[1])), address[0]
    )


def redirects(zim_entries: list[ZimEntry]) -> Iterator[tuple[str, str]]:
    """The address of each folder, with and without a slash at its end, and where it leads."""
    for zim_entry in zim_entries:
        folder = zim_entry.path.removesuffix(INDEX).rstrip("/")
        if zim_entry.path.endswith(f"/{INDEX}"):
            yield folder, zim_entry.path
            yield f"{folder}/", zim_entry.path


def read_page(html: str) -> tuple[str, str]:
    """The title of a page, without the site's, and the words of its main part."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    main = reader.words["main"] or reader.words["body"]
    return _line(reader.words["h1"]) or _line(reader.words["title"]), _line(main)


def _line(parts: list[str]) -> str:
    return " ".join("".join(parts).split())


class _Reader(HTMLParser):
    """Gathers the words within some elements; of headings and titles the first one's."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: dict[str, list[str]] = {"title": [], "h1": [], "main": [], "body": []}
        self.open: list[str] = []
        self.unread = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unread += tag in UNREAD
        if tag in self.words and not (tag in ("title", "h1") and self.words[tag]):
            self.open.append(tag)
        elif tag not in ("b", "em", "span", "a", "strong", "i", "sup", "sub", "mark", "q", "code"):
            # Words of two paragraphs are two words.
            self.handle_data(" ")

    def handle_endtag(self, tag: str) -> None:
        self.unread -= tag in UNREAD
        if tag in self.open:
            self.open.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.unread:
            for tag in self.open:
                self.words[tag].append(data)
