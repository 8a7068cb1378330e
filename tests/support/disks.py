"""State of a folder on a disk, and disks and users that refuse something."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def stamps(docs: Path) -> dict[str, tuple[int, int]]:
    """Return what changes about a file when it is written again, even with the same bytes."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in [docs, *docs.rglob("*")]
    }


def everything(docs: Path) -> dict[str, bytes | None]:
    """All of a folder, the list of ours and empty folders too."""
    return {
        path.relative_to(docs).as_posix(): path.read_bytes() if path.is_file() else None
        for path in docs.rglob("*")
    }


def common() -> tuple[str, ...]:
    """How to run something for which the modes of files hold, though we may be root."""
    if os.geteuid() != 0:
        return ()
    if not shutil.which("setpriv"):
        pytest.skip("root may write anywhere, and there is no setpriv")
    return ("setpriv", "--bounding-set", "-dac_override,-dac_read_search")


def on_small_disk(docs: Path, start: Path, kilobytes: int) -> tuple[str, ...]:
    """How to run something whose `docs` is a disk of its own, which then comes to `start`."""
    space = ("unshare", "--user", "--map-root-user", "--mount")
    if not shutil.which("unshare") or subprocess.run([*space, "true"], check=False).returncode:
        pytest.skip("no disk can be mounted here")
    words = """
        set -e; docs=$1; start=$2; size=$3; shift 3
        mount -t tmpfs -o "size=${size}k" tmpfs "$docs"; cp -a "$start/." "$docs"
        "$@"; rm -r "$start"; cp -a "$docs" "$start"
    """
    return (*space, "sh", "-c", words, "sh", str(docs), str(start), str(kilobytes))
