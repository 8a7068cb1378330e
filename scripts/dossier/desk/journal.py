"""The journal of the desk's acts: what each did to files, so that it is undone and done again.

It stands below `.cache/dossier/desk/`, so undo works after a restart as well. It is written before
the files are: whatever stops an act, each file is wholly old or wholly new, and the act can be undone.
"""

import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from dossier.files.access import is_there
from dossier.output import rewrite, write_whole

FOLDER = ".cache/dossier/desk"
# Acts that can be undone.
MOST = 2_000


class ChangedError(Exception):
    """A file is not what it was: what would have been written, and what stands there."""

    def __init__(self, path: str, mine: bytes | None, theirs: bytes | None) -> None:
        super().__init__(path)
        self.path, self.mine, self.theirs = path, mine, theirs


@dataclass(frozen=True, slots=True)
class Change:
    """A file before and after an act; None where there is none."""

    path: str
    old: bytes | None
    new: bytes | None


@dataclass(frozen=True, slots=True)
class Act:
    """An act in the journal: the digests of each file before and after it."""

    label: str
    files: Mapping[str, tuple[str, str]]


def digest(content: bytes | None) -> str:
    """The SHA-256 of a file; "" for no file."""
    return "" if content is None else sha256(content).hexdigest()


def content_of(path: Path) -> bytes | None:
    """The bytes of a file; None for no file."""
    return path.read_bytes() if is_there(path) else None


class Journal:
    """The acts on the files below `root`: those that are `done`, and `undone` ones, the next last."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / FOLDER
        self.load()
        acts = (*self.done, *self.undone)
        wanted = {name for act in acts for digests in act.files.values() for name in digests}
        for path in self._blob("").glob("*") if acts else ():
            if path.name not in wanted:
                rewrite(path, path.read_bytes(), None)

    def load(self) -> None:
        """Read the acts, as another server may have done some; none from a file that is not ours."""
        self.done: list[Act] = []
        self.undone: list[Act] = []
        try:
            tree = json.loads(content_of(self.folder / "journal.json") or b"{}")
            self.done = [Act(**item) for item in tree.get("done", ())]
            self.undone = [Act(**item) for item in tree.get("undone", ())]
        except (ValueError, TypeError, AttributeError):
            pass

    @property
    def counts(self) -> dict[str, int]:
        """How many acts can be undone, and done again."""
        return {"undo": len(self.done), "redo": len(self.undone)}

    def record(self, label: str, changes: list[Change]) -> None:
        """Carry out a new act. Raises ChangedError, and OSError; no file is changed then."""
        for content in (content for item in changes for content in (item.old, item.new)):
            if content is not None:
                write_whole(self._blob(digest(content)), zlib.compress(content))
        files = {item.path: (digest(item.old), digest(item.new)) for item in changes}
        self._turn([*self.done, Act(label, files)][-MOST:], [], changes)

    def turn_back(self, redo: bool) -> Act | None:
        """Undo the last act, or do that again which was undone last; None if there is none.

        Raises ChangedError, OSError.
        """
        if not (acts := self.undone if redo else self.done):
            return None
        *others, act = acts
        changes = [Change(path, *map(self._content, pair)) for path, pair in act.files.items()]
        if redo:
            self._turn([*self.done, act], others, changes)
        else:
            reverse = [Change(item.path, item.new, item.old) for item in changes]
            self._turn(others, [*self.undone, act], reverse)
        return act

    def _turn(self, done: list[Act], undone: list[Act], changes: list[Change]) -> None:
        """Change files and the journal with them, or neither."""
        for item in changes:
            if content_of(self.root / item.path) not in (item.old, item.new):
                raise ChangedError(item.path, item.new, content_of(self.root / item.path))
        before = self.done, self.undone
        self._save(done, undone)
        carried_out: list[Change] = []
        try:
            for item in changes:
                if not rewrite(self.root / item.path, item.old, item.new):
                    theirs = content_of(self.root / item.path)
                    # Stopped half-way, an act may have changed the file already.
                    if theirs != item.new:
                        raise ChangedError(item.path, item.new, theirs)
                carried_out.append(item)
        except (OSError, ChangedError):
            for item in reversed(carried_out):
                rewrite(self.root / item.path, item.new, item.old)
            self._save(*before)
            raise

    def _save(self, done: list[Act], undone: list[Act]) -> None:
        tree: dict[str, Any] = {
            "done": [asdict(item) for item in done],
            "undone": [asdict(item) for item in undone],
        }
        write_whole(self.folder / "journal.json", json.dumps(tree, ensure_ascii=False).encode())
        self.done, self.undone = done, undone

    def _content(self, digested: str) -> bytes | None:
        return zlib.decompress(self._blob(digested).read_bytes()) if digested else None

    def _blob(self, digested: str) -> Path:
        return self.folder / "files" / digested
