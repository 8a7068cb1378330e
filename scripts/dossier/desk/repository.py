"""The repository of a dossier, where there is one: authors, versions, how its files are merged."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

from dossier.editorial.merge import GIT_DRIVER

DRIVER = "merge.dossier.driver"
KEYS = ("commit", "date", "author", "subject")
# Versions of a stretch of a file; seconds for each answer.
MOST, PATIENCE = 40, 5


def git(root: Path, *words: str) -> str:
    """The answer of git; "" where there is no git, no repository, or no answer."""
    try:
        command = ["git", "-C", str(root), *words]
        run = subprocess.run(command, capture_output=True, timeout=PATIENCE, check=True)
    except (OSError, subprocess.SubprocessError):
        return ""
    return run.stdout.decode("utf-8", "replace")


def set_merge_driver(root: Path) -> None:
    """Tell git how to merge editors' files, if `.gitattributes` asks for it and nothing else is set."""
    wanted = "merge: dossier" in git(root, "check-attr", "merge", "seeds/_claims.yml")
    if wanted and not git(root, "config", "--get", DRIVER):
        git(root, "config", DRIVER, GIT_DRIVER)


def versions(root: Path, path: str, first: int, last: int) -> Iterator[tuple[dict[str, str], str]]:
    """Yield each commit in which lines of a file changed, the latest first, and the file's text then."""
    form = "--format=%x00%H%x1f%aI%x1f%an%x1f%s"
    answer = git(root, "log", "-s", f"-{MOST}", form, f"-L{first},{last}:{path}")
    for row in answer.split("\0")[1:]:
        keys = dict(zip(KEYS, row.strip("\n").split("\x1f"), strict=False))
        yield keys, git(root, "show", f"{keys['commit']}:./{path}")
