"""Records of rendered pages, so that the next build need not render them again."""

import io
import pickle
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from dossier.cache import digest
from dossier.output import Stat, file_stat, write_whole


class FileState(NamedTuple):
    """A file's digest, and its state, which tells without reading it that it is the same."""

    stat: Stat
    digest: str


def file_state(path: str, known: FileState | None = None) -> FileState | None:
    """Return a file's state; it is not read where the known one is right. None without a file."""
    stat = file_stat(path)
    if stat is None or (known and known.stat == stat):
        return known if stat else None
    return FileState(stat, digest(Path(path).read_bytes()))


class PageRecord(NamedTuple):
    """A rendered page: its file, its HTML, the ids and links in it, a line each.

    `listed` is what a list of all pages, as sitemap.xml, says of it. A page that is not `sound`
    has something to report, and so is rendered in each build.
    """

    source: FileState | None
    html: FileState | None
    ids: str
    links: str
    listed: Mapping[str, Any]
    sound: bool = True


def unchanged(
    records: Mapping[str, PageRecord], files: Mapping[str, Any], lost: Set[str]
) -> Iterator[tuple[str, PageRecord]]:
    """Yield the records of pages that are rendered already; those that are `lost` are not."""
    for path, file in files.items():
        record = records.get(path)
        if record and record.sound and path not in lost and record.source and record.html:
            source = file_state(str(file.abs_src_path), record.source)
            html = file_state(file.html, record.html)
            if source is record.source and html is record.html:
                yield path, record
            elif (
                source
                and html
                and source.digest == record.source.digest
                and html.digest == record.html.digest
            ):
                yield path, record._replace(source=source, html=html)


@dataclass(slots=True)
class Records:
    """Records of pages by their paths in the site, and the paths of all its files."""

    pages: dict[str, PageRecord] = field(default_factory=dict)
    paths: Set[str] = frozenset()

    def save(self, path: Path, environment: str) -> None:
        """Write them for builds in the same environment."""
        content = pickle.dumps(environment, 5) + pickle.dumps((self.pages, self.paths), 5)
        write_whole(path, content)


def load_records(path: Path, environment: str) -> Records:
    """Return the records of the last build in this environment; none if it was another."""
    if path.is_file():
        stream = io.BytesIO(path.read_bytes())
        if pickle.load(stream) == environment:
            return Records(*pickle.load(stream))
    return Records()
