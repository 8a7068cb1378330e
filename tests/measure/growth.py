"""The cost of a dossier as it grows: conversion beside rendering, an edit, no change, memory.

Each is a process of its own, as an editor starts it. Times are seconds on a clock; ratios are of
one run on one machine.
"""

from __future__ import annotations

import contextlib
import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from measure.project import project

# More articles than this are converted and not rendered: MkDocs alone holds all pages at once.
RENDERED = 1_000
# It takes pages only: what stands below the front matter becomes one.
TRAFILATURA = """
import sys, trafilatura
from pathlib import Path
for path in sorted(Path(sys.argv[1]).glob("[0-9]*.md")):
    words = path.read_text("utf-8").split("---\\n", 2)[2]
    found = trafilatura.extract(f"<html><body><article>{words}</article></body></html>")
    assert found, path
"""


@dataclass(frozen=True, slots=True)
class Run:
    """One process and those it starts: seconds on the clock, of all processors; megabytes.

    The megabytes are what all of them held at their largest moment.
    """

    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Cost:
    """The cost of a dossier of so many articles."""

    articles: int
    cold: Run
    nothing: Run
    edit: Run
    extraction: Run
    rendering: Run | None = None
    site: Run | None = None
    site_edit: Run | None = None


def measure(sizes: Sequence[int], jobs: int) -> None:
    """Print a table for dossiers of these sizes, and how the cost grows with them."""
    print(f"\njobs: {jobs}")
    print(
        "articles | cold s | a page ms | peak MB | rendering s | cold / rendering"
        " | no-op / cold | edit / cold | trafilatura s"
        " | site s | its peak MB | site after an edit s"
    )
    costs = []
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            costs.append(cost(Path(folder), size, jobs))
        print(" | ".join(_row(costs[-1])), flush=True)
    for smaller, larger in pairwise(costs):
        much = math.log(larger.articles / smaller.articles)
        exponent = math.log(larger.cold.processor / smaller.cold.processor) / much
        print(f"{smaller.articles} to {larger.articles}: processor time grows as n^{exponent:.3f}")


def _row(cost: Cost) -> Iterator[str]:
    cold = cost.cold.seconds
    yield f"{cost.articles:,}"
    yield f"{cold:.1f}"
    yield f"{1000 * cold / (3 * cost.articles):.1f}"
    yield f"{cost.cold.megabytes:.0f}"
    yield f"{cost.rendering.seconds:.1f}" if cost.rendering else "—"
    yield f"{cold / cost.rendering.seconds:.2f}" if cost.rendering else "—"
    yield f"{100 * cost.nothing.seconds / cold:.1f} %"
    yield f"{100 * cost.edit.seconds / cold:.1f} %"
    yield f"{cost.extraction.seconds:.1f}"
    yield f"{cost.site.seconds:.1f}" if cost.site else "—"
    yield f"{cost.site.megabytes:.0f}" if cost.site else "—"
    yield f"{cost.site_edit.seconds:.1f}" if cost.site_edit else "—"


def cost(folder: Path, size: int, jobs: int) -> Cost:
    """Convert a new dossier, again, after an edit; and render the same pages.

    The site is built with the hook, of pages that are converted; then again after an edit, which
    is converted too.
    """
    project(folder, size)
    command = [sys.executable, "scripts/build.py", "--jobs", str(jobs)]
    cold = run(command, folder)
    nothing = run(command, folder)
    changed = sorted((folder / "seeds").glob("[0-9]*.md"))[size // 2]
    words = changed.read_text("utf-8")
    changed.write_text(
        words.replace("</div>", "<p>昨天下了一场大雨，河水涨了两米。</p></div>"), "utf-8"
    )
    edit = run(command, folder)
    extraction = run([sys.executable, "-c", TRAFILATURA, str(folder / "seeds")], folder)
    cost = Cost(size, cold, nothing, edit, extraction)
    if size > RENDERED:
        return cost
    rendering, build = rendered(folder), [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    site = run(build, folder)
    changed.write_text(changed.read_text("utf-8").replace("两米", "三米"), "utf-8")
    return replace(cost, rendering=rendering, site=site, site_edit=run(build, folder))


def rendered(folder: Path) -> Run:
    """MkDocs over the pages that are there: without the hook, which would convert and check."""
    contract = (folder / "mkdocs.yml").read_text("utf-8")
    alone = re.sub(r"(?m)^hooks:\n(?:[ -].*\n)+", "", contract)
    (folder / "alone.yml").write_text(alone, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-f", "alone.yml", "-d", "site"]
    return run(command, folder)


def run(command: Sequence[str], folder: Path) -> Run:
    """Run a process to its end; how much it holds is looked at five times a second."""
    quiet = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": ""}
    most = 0
    began, before = time.monotonic(), os.times()
    with subprocess.Popen(command, cwd=folder, env=quiet, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            most = max(most, _resident(process.pid))
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(0.2)
    seconds, after = time.monotonic() - began, os.times()
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, list(command))
    processor = sum(after[2:4]) - sum(before[2:4])
    return Run(seconds, processor, most / 1e6)


def _resident(pid: int) -> int:
    """The bytes in memory of a process and of all below it, as Linux tells them."""
    place = Path(f"/proc/{pid}")
    try:
        number = int((place / "statm").read_text().split()[1]) * resource.getpagesize()
        below = [path.read_text().split() for path in place.glob("task/*/children")]
    except (OSError, IndexError):  # it has ended meanwhile
        return 0
    return number + sum(_resident(int(text)) for item in below for text in item)
