"""Copy files into `seeds/`: nothing is moved, and nothing there is ever overwritten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from dossier.files.access import SAVED, UnreadableError, read_bytes
from dossier.formats.registry import files_in, kind_of, most_bytes
from dossier.imports.comments import Work
from dossier.output import write_whole
from dossier.problems import Problem

# Folders in which Zotero has files, beside an export or in its own data.
STORES = ("files", "storage")


@dataclass(slots=True)
class Copies:
    """Files brought into a folder: `places` in it by the path they had, the kinds of new ones."""

    folder: Path
    dry_run: bool = False
    places: dict[Path, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def take(self, path: Path) -> None:
        """Copy a file, or a folder with all that may be articles below it."""
        if path.is_dir():
            places, problems = files_in(path)
            self.problems += problems
            for place in places:
                self._copy(path / place, f"{path.resolve().name}/{place}")
        elif path.suffix.lower() in (".yml", ".yaml"):
            self.problems.append(Problem(str(path), 0, "left out: a sidecar is no article."))
        else:
            self._copy(path, path.name.lstrip("_.") or "article")

    def _copy(self, path: Path, place: str) -> None:
        try:
            raw = read_bytes(path, str(path), most_bytes(path.name))
        except UnreadableError as error:
            self.problems.append(error.problem)
            return
        there = [item for item in self.folder.rglob("*") if item.is_file()]
        same = (
            item for item in there if item.stat().st_size == len(raw) and item.read_bytes() == raw
        )
        if copy := next(same, None):
            self.places[path] = copy.relative_to(self.folder).as_posix()
            return
        # Files of one name share a sidecar, whatever their endings.
        taken = {_name(item) for item in (*there, *map(self.folder.joinpath, self.kinds))}
        new, number = self.folder / place, 1
        while _name(new) in taken:
            number += 1
            new = (self.folder / place).with_name(f"{Path(place).stem}-{number}{path.suffix}")
        self.places[path] = new.relative_to(self.folder).as_posix()
        kind = kind_of(raw, path.name)
        self.kinds[self.places[path]] = kind.name if kind else "unknown"
        if not self.dry_run:
            write_whole(new, raw)
            for item in path.with_name(f"{path.stem}{SAVED}").glob("*"):
                if item.is_file():
                    write_whole(new.with_name(f"{new.stem}{SAVED}") / item.name, item.read_bytes())


def _name(path: Path) -> str:
    return normalize("NFC", str(path.with_suffix(""))).casefold()


def files_of(export: Path, works: Sequence[Work]) -> Iterator[tuple[str, Path | None]]:
    """Yield the files of works by the export's path, None for one that is not below its folder.

    An export that names no files may have them beside it.
    """
    root = export.resolve().parent
    for name in (name for work in works for name in work.files):
        # An absolute path of the machine that exported ends with the place in Zotero's store.
        tail = max(
            (name[name.rfind(f"{store}/") :] for store in STORES if f"{store}/" in name),
            key=len,
            default=name,
        )
        paths = [(root / form).resolve() for form in (name, unquote(name), tail)]
        yield name, next((p for p in paths if p.is_relative_to(root) and p.is_file()), None)
    if works and not any(work.files for work in works):
        yield from ((name, root / name) for name in STORES if (root / name).is_dir())
