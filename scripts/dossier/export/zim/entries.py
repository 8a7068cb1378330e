"""The files of a built site as entries of a ZIM file, each page with its title and its words.

Also what a library is told of the file; writing.py writes both.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from lxml.html import document_fromstring

from dossier.export.zip_file import KINDS, site_files
from dossier.model import Config, text_of
from dossier.tables import pair_table

PAGE = "text/html"
FOR_ROBOTS = "robots.txt"
# An address in a page. Kiwix's own check of links reads no character references.
ADDRESS = re.compile(r'(?<=\s)(?:href|src)="[^"]*"')
REFERENCE = re.compile(r"&[#](\d+);")
UNREAD = ("script", "style", "nav", "svg", "dialog", "footer", "template")
INLINE = ("b", "em", "span", "a", "strong", "i", "sup", "sub", "mark", "q", "code")
INDEX = "index.html"
LANGUAGES = pair_table("dossier.export", "vocabularies.txt", "ISO 639-3")
UNKNOWN = "und"
# Signs that Kiwix has room for (openZIM, Metadata).
TITLE, DESCRIPTION = 30, 80


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
    page = document_fromstring(html)
    for element in list(page.iter(*UNREAD)):
        element.drop_tree()
    for element in page.iter():
        # Words of two paragraphs are two words.
        if element.tag not in INLINE:
            element.text = f" {element.text or ''}"
    texts = {
        name: [" ".join(element.text_content().split()) for element in page.iter(name)]
        for name in ("h1", "title", "main", "body")
    }
    titles, words = (*texts["h1"], *texts["title"]), (*texts["main"], *texts["body"])
    return next(filter(None, titles), ""), next(filter(None, words), "")


def metadata(config: Config, name: str, sources: Iterable[str], day: str) -> dict[str, str]:
    """Return the metadata that every ZIM file must have, and a little more.

    `config` is that of the default edition; `sources` published the articles, the last of them on
    `day`, ISO 8601.
    """
    title, description = text_of(config.short_title), text_of(config.standfirst)
    tags = (config.default, *config.variants)
    languages = dict.fromkeys(LANGUAGES.get(tag.partition("-")[0], UNKNOWN) for tag in tags)
    values = {
        "Name": name,
        "Title": cut(title, TITLE),
        "Description": cut(description or title, DESCRIPTION),
        "LongDescription": description if len(description) > DESCRIPTION else "",
        "Language": ",".join(languages),
        "Creator": config.editor or ", ".join(sources) or title,
        "Publisher": config.editor or title,
        "Date": day,
        "License": config.licence,
        "Source": config.site_url,
        "Scraper": "annotated-dossier",
    }
    return {key: value for key, value in values.items() if value}


def cut(words: str, most: int) -> str:
    """Shorten words to so many characters, with an ellipsis."""
    return words if len(words) <= most else words[: most - 1].rstrip() + "…"
