"""The folder of a rendered site: a file is written only where it differs.

A renderer empties the folder before it writes, but leaves hidden files. So the last site is moved
aside into a hidden folder, and back when the new one is known.
"""

import os
import shutil
import stat
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path

ASIDE = ".dossier-last"
# Size, time and inode of a file, as in Git's index: they differ when the file was written again.
Stat = tuple[int, int, int]


def move_aside(site: Path) -> None:
    """Hide the last site from a renderer that is about to empty its folder."""
    bring_back(site)
    entries = [entry for entry in site.glob("*") if not entry.name.startswith(".")]
    if entries:
        (site / ASIDE).mkdir()
        for entry in entries:
            entry.rename(site / ASIDE / entry.name)


def bring_back(site: Path) -> None:
    """Put the last site back; what has come in the place of a file of it stays."""
    aside = site / ASIDE
    if not aside.is_dir():
        return
    for entry in list(aside.iterdir()):
        if not os.path.lexists(site / entry.name):
            entry.rename(site / entry.name)
    shutil.rmtree(aside)


def last_site(site: Path, path: str) -> str:
    """Return the folder of a file of the last site below the site, with a slash at its end.

    That is "" where the last site is not hidden, or the new one has the file.
    """
    hidden = not (site / path).exists() and (site / ASIDE / path).exists()
    return f"{ASIDE}/" if hidden else ""


def remove_others(folder: Path, kept: Collection[str]) -> None:
    """Remove all files below a folder but these and hidden ones, and folders that are then empty."""
    root = str(folder)
    for place, folders, files in os.walk(root, topdown=False):
        above = f"{place[len(root) + 1 :]}/".replace(os.sep, "/").lstrip("/")
        for name in () if above.startswith(".") else (*files, *folders):
            path = Path(place, name)
            if name in files or path.is_symlink():
                if above + name not in kept and (above or not name.startswith(".")):
                    path.unlink()
            elif above or not name.startswith("."):
                with suppress(OSError):
                    path.rmdir()


def remove_old(folder: Path, name: str, count: int) -> None:
    """Of the folders in a folder, keep so many in which a file of this name is newest."""
    newest = sorted(folder.glob(f"*/{name}"), key=lambda path: -path.stat().st_mtime_ns)
    for path in newest[count:]:
        shutil.rmtree(path.parent)


def place(source: str, target: str, link: bool = False) -> None:
    """Bring a copy of a file to a place, with its time, or with `link` the file itself.

    A file that is there already is left alone. Another one is replaced in one step, since it may
    just be read, and never written into: it may be linked from elsewhere.
    """
    new = os.stat(source)
    with suppress(OSError):
        old = os.lstat(target)
        same = (old.st_size, old.st_mtime_ns) == (new.st_size, new.st_mtime_ns)
        if same and stat.S_ISREG(old.st_mode):
            return
    os.makedirs(os.path.dirname(target), exist_ok=True)
    spare = f"{target}.new"
    with suppress(OSError):
        os.unlink(spare)
    if link:
        with suppress(OSError):
            os.link(source, spare)
    if not os.path.exists(spare):
        shutil.copyfile(source, spare)
        os.utime(spare, ns=(new.st_atime_ns, new.st_mtime_ns))
    os.replace(spare, target)


def file_stat(path: str) -> Stat | None:
    """Return the state of a regular file; None where there is none."""
    with suppress(OSError):
        status = os.lstat(path)
        if stat.S_ISREG(status.st_mode):
            return status.st_size, status.st_mtime_ns, status.st_ino
    return None
