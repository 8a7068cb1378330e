"""Check 400 quotations of the dossier in manuscripts of four kinds, and find 1,000 disturbed ones."""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "scripts"), str(ROOT / "tests")]

from dossier.verify import sources  # noqa: E402
from dossier.verify.checking import check  # noqa: E402
from dossier.verify.manuscript import read_manuscript  # noqa: E402
from support.manuscripts import KINDS, Quote, Source, marked  # noqa: E402

COUNTS = {"right": 200, "altered": 80, "invented": 40, "script": 40, "cut": 40}


def main(seed: int) -> None:
    """Print what was found, and how long it took."""
    with sources(ROOT / "mkdocs.yml") as (_, matcher, known), TemporaryDirectory() as folder:
        source = Source(list(known.articles.values()), seed)
        quotes = [getattr(source, kind)() for kind, count in COUNTS.items() for _ in range(count)]
        source.random.shuffle(quotes)
        began, wrong = time.perf_counter(), list[tuple[str, str, Quote]]()
        results: Counter[tuple[str, str]] = Counter()
        spent = 0.0
        for n, (ending, write) in enumerate(KINDS.items()):
            part = quotes[n::4]
            path = Path(folder) / f"draft.{ending}"
            path.write_bytes(write(marked(source, part)))
            began = time.perf_counter()
            checked = check(read_manuscript(path), matcher, known)
            spent += time.perf_counter() - began
            if len(checked.quotations) != len(part):
                print(f"{ending}: {len(checked.quotations)} quotations of {len(part)}")
            for quote, item in zip(part, checked.quotations, strict=False):
                results[quote.kind, item.match.verdict] += 1
                is_bad = quote.kind in ("altered", "invented")
                right = item.is_fault if is_bad else item.match.blocks <= quote.places
                if not right or (not is_bad and item.is_fault):
                    wrong.append((ending, item.match.verdict, quote))
        print(
            f"{len(quotes)} quotations, {spent:.2f} s, {len(wrong)} wrong",
            *sorted(results.items()),
            sep="\n  ",
        )
        disturbed = [source.disturbed() for _ in range(1_000)]
        began = time.perf_counter()
        matches = matcher.match([(quote.text, frozenset()) for quote in disturbed])
        spent = time.perf_counter() - began
        pairs = list(zip(disturbed, matches, strict=True))
        places = [quote for quote, match in pairs if match.verdict in ("exact", "folded")]
        missed = [
            (match.verdict, quote)
            for quote, match in pairs
            if match.verdict not in ("exact", "folded")
        ]
        astray = [
            (match.blocks, quote)
            for quote, match in pairs
            if match.blocks and not match.blocks <= quote.places
        ]
        print(
            f"{len(places)} of {len(pairs)} disturbed ones found, {len(astray)} in a wrong place, {spent:.2f} s"
        )
        print(*wrong[:20], *missed[:20], *astray[:20], sep="\n")


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else 1)
