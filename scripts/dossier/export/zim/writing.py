"""Entries as a ZIM file with its indexes of titles and of words.

libzim writes the file itself, at a path that output/ gives. The content of the file is the
same for the same site; its bytes are not, since libzim and Xapian number each file at random.
"""

import re
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from libzim.writer import Creator, Hint, IndexData, Item, StringProvider

from dossier.export.zim.entries import INDEX, ZimEntry, entries, redirects
from dossier.model import PICTURES

# Dots a side of icon.png: the mark of docs/assets/favicon.svg.
ICON = 48
# A Chinese character counts as a word.
WORD = re.compile("[\u3400-\u9fff]|[0-9A-Za-z\u00c0-\u024f]+")
TAGS = "_category:other;_ftindex:yes;_pictures:{pictures};_videos:no;_details:yes"
# Pictures do not shrink any more.
PACKED = ("image/png", "image/jpeg", "image/gif", "image/webp")


def write_zim(
    site: Path, to: Path, metadata: Mapping[str, str], editions: Mapping[str, str]
) -> int:
    """Write a built site as the ZIM file `to`; the number of its entries.

    `metadata` and `editions` are those of entries.py.
    """
    zim_entries = list(entries(site, editions))
    language = metadata["Language"].partition(",")[0]
    with Creator(to).config_indexing(True, language).config_nbworkers(1) as file:
        file.set_mainpath(INDEX)
        file.add_illustration(ICON, files(__package__ or "").joinpath("icon.png").read_bytes())
        pictures = any(item.path.startswith(f"{PICTURES}/") for item in zim_entries)
        tags = TAGS.format(pictures="yes" if pictures else "no")
        for name, value in {**metadata, "Tags": tags}.items():
            file.add_metadata(name, value)
        for zim_entry in zim_entries:
            file.add_item(_Item(zim_entry))
        for path, target in redirects(zim_entries):
            file.add_redirection(path, "", target, {Hint.FRONT_ARTICLE: False})
    return len(zim_entries)


class _Words(IndexData):  # type: ignore[misc,unused-ignore]
    """The words by which a search finds a page: its main part, without the bars around it."""

    def __init__(self, entry: ZimEntry) -> None:
        super().__init__()
        self.entry = entry

    def has_indexdata(self) -> bool:
        return True

    def get_title(self) -> str:
        return self.entry.title

    def get_content(self) -> str:
        return self.entry.words

    def get_keywords(self) -> str:
        return ""

    def get_wordcount(self) -> int:
        return len(WORD.findall(self.entry.words))


class _Item(Item):  # type: ignore[misc,unused-ignore]
    """An entry as libzim asks for it."""

    def __init__(self, entry: ZimEntry) -> None:
        super().__init__()
        self.entry = entry

    def get_path(self) -> str:
        return self.entry.path

    def get_title(self) -> str:
        return self.entry.title

    def get_mimetype(self) -> str:
        return self.entry.kind

    def get_contentprovider(self) -> StringProvider:
        return StringProvider(self.entry.content)

    def get_hints(self) -> dict[Hint, int]:
        page = bool(self.entry.title)
        return {Hint.FRONT_ARTICLE: page, Hint.COMPRESS: self.entry.kind not in PACKED}

    def get_indexdata(self) -> IndexData | None:
        return _Words(self.entry) if self.entry.title else None
