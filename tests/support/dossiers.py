"""Small dossiers on a disk, and every file that a build makes of one."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from dossier.load import Dossier, read_dossier
from support.pages import ROOT

PROSE = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。\n\n" * 3


@cache
def real_dossier() -> Dossier:
    """The dossier of the five seeds, read once in a process; nothing changes it."""
    return read_dossier(ROOT / "mkdocs.yml")


def pages(docs: Path) -> dict[str, bytes]:
    """Every file of a build by its path."""
    paths = (path for path in docs.rglob("*") if path.is_file())
    return {path.relative_to(docs).as_posix(): path.read_bytes() for path in paths}


def a_dossier(folder: Path, seeds: dict[str, str | bytes], variants: str = "zh-Hans") -> Path:
    """A dossier of these files; its mkdocs.yml."""
    (folder / "seeds").mkdir(parents=True)
    for name, content in seeds.items():
        raw = content if isinstance(content, bytes) else content.encode()
        (folder / "seeds" / name).write_bytes(raw)
    contract = folder / "mkdocs.yml"
    contract.write_text(f"site_name: x\nextra: {{dossier: {{variants: [{variants}]}}}}\n")
    return contract
