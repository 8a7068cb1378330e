"""Measure the conversion beside trafilatura and the renderer, and the search beside others.

    python tests/bench.py            the five seeds, 100 synthetic articles, 100 to search
    python tests/bench.py --only growth --growth 100 1000 10000
    python tests/bench.py --only search --search 100 1000 10000

Absolute times depend on the machine; the ratios within one run are what to compare. Rendering
1,000 articles takes some minutes. Pagefind and lunr are measured where they are installed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from dossier.cache import cpu_count
from dossier.extract import extract
from dossier.formats.registry import files_in
from dossier.model import Sidecar
from dossier.pipeline import build
from measure import growth, search
from support.documents import document_of

ROOT = Path(__file__).resolve().parent.parent
CHARS = 4400
RUNS = 5


def main() -> int:
    """Print one table."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--articles", type=int, default=100, help="synthetic articles (default 100)"
    )
    parser.add_argument(
        "--search", type=int, nargs="+", default=[100], help="sizes to search in (default 100)"
    )
    parser.add_argument("--alone", action="store_true", help="the search without others beside it")
    parser.add_argument(
        "--growth", type=int, nargs="+", default=[100], help="sizes to convert (default 100)"
    )
    parser.add_argument("--jobs", type=int, default=cpu_count(), help="processes (default: all)")
    parts = ("conversion", "growth", "search")
    parser.add_argument("--only", choices=parts, help="one part alone")
    options = parser.parse_args()
    chosen = (options.only,) if options.only else parts
    if "conversion" in chosen:
        extraction()
        editions(options.articles)
    if "growth" in chosen:
        growth.measure(options.growth, options.jobs)
    if "search" in chosen:
        search.measure(options.search, beside=not options.alone)
    return 0


def timed(work: Callable[[], object], runs: int = RUNS) -> float:
    """Median seconds of `work` over some runs, after one that is not counted."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def extraction() -> None:
    """Reading and extracting the real seeds, beside trafilatura on the same files."""
    import trafilatura

    paths = [ROOT / "seeds" / place for place in files_in(ROOT / "seeds")[0]]

    def ours() -> None:
        for path in paths:
            seed, _ = document_of(path.read_bytes(), path.name)
            if seed:
                extract(seed, Sidecar())

    def theirs() -> None:
        for path in paths:
            trafilatura.extract(path.read_text("utf-8", "replace"))

    own, other = timed(ours), timed(theirs)
    print(f"extract {len(paths)} seeds      {own * 1000:7.1f} ms")
    print(f"trafilatura, the same  {other * 1000:7.1f} ms   ours / trafilatura = {own / other:.2f}")

    with tempfile.TemporaryDirectory() as folder:
        copy = dossier_copy(Path(folder))
        shutil.copytree(ROOT / "seeds", copy / "seeds")

        def whole() -> None:
            cleared(copy)

        three = timed(whole)
        print(
            f"whole conversion       {three * 1000:7.1f} ms   ours / trafilatura = {three / other:.2f}"
        )


def editions(count: int) -> None:
    """One edition and three, converted cold, untouched and after one edit, beside rendering."""
    with tempfile.TemporaryDirectory() as folder:
        copy = dossier_copy(Path(folder))
        synthetic(copy / "seeds", count)
        cold = {}
        for variants in ("[zh-Hant-TW]", "[zh-Hans, zh-Hant-TW, zh-Hant-HK]"):
            contract(copy, variants)
            cold[variants] = timed(lambda: cleared(copy), 3)
        single, three = cold.values()
        print(f"\n{count} synthetic articles of {CHARS} characters")
        print(f"one edition            {single:7.2f} s")
        print(f"three editions         {three:7.2f} s    three / one = {three / single:.2f}")
        print(f"nothing changed        {timed(lambda: build(copy / 'mkdocs.yml'), 3):7.2f} s")
        start = time.perf_counter()
        subprocess.run(
            [
                sys.executable,
                "-m",
                "mkdocs",
                "build",
                "--quiet",
                "--config-file",
                str(copy / "mkdocs.yml"),
            ],
            check=True,
        )
        print(f"mkdocs build           {time.perf_counter() - start:7.2f} s")


def cleared(copy: Path) -> None:
    """A cold conversion."""
    for name in ("docs", ".cache"):
        shutil.rmtree(copy / name, ignore_errors=True)
    build(copy / "mkdocs.yml")


def dossier_copy(folder: Path) -> Path:
    """The project without seeds and pages, in a folder of its own."""
    for name in ("mkdocs.yml", "overrides", "scripts"):
        source = ROOT / name
        target = folder / name
        shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
    return folder


def contract(copy: Path, variants: str) -> None:
    """Set the editions in a copy of mkdocs.yml."""
    lines = (ROOT / "mkdocs.yml").read_text("utf-8").split("\n")
    default = variants.strip("[]").split(",")[0]
    changed = [
        f"    variants: {variants}"
        if line.strip().startswith("variants:")
        else f"    default: {default}"
        if line.strip().startswith("default:")
        else line
        for line in lines
    ]
    (copy / "mkdocs.yml").write_text("\n".join(changed), "utf-8")


def synthetic(folder: Path, count: int) -> None:
    """Articles out of shuffled sentences of the real ones, as HTML with 40 marks each."""
    chance = random.Random(1)
    places = files_in(ROOT / "seeds")[0][:4]
    words = "".join((ROOT / "seeds" / place).read_text("utf-8") for place in places)
    pieces = [
        part
        for part in words.replace("\n", "").split("。")
        if 8 < len(part) < 120 and "<" not in part
    ]
    folder.mkdir(exist_ok=True)
    shutil.copy(ROOT / "seeds" / "_glossary.yml", folder)
    shutil.copy(ROOT / "seeds" / "_entities.yml", folder)
    for number in range(count):
        paragraphs, length = [], 0
        while length < CHARS:
            chosen = [chance.choice(pieces) for _ in range(4)]
            marked = "。".join(f"<strong>{item[:4]}</strong>{item[4:]}" for item in chosen)
            paragraphs.append(f"<p>{marked}。</p>")
            length += sum(map(len, chosen))
        text = f"---\ntitle: 第{number}篇\n---\n<div>{''.join(paragraphs)}</div>\n"
        (folder / f"{number:05}.md").write_text(text, "utf-8")


if __name__ == "__main__":
    sys.exit(main())
