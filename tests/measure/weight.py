"""Weight of files on the way to a reader, and words that a reader might ask for."""

from __future__ import annotations

import gzip
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from dossier.model import Edition
from dossier.search.fields import parts

SAMPLE, CANDIDATES = 300, 5
PAIR = re.compile("(?=([一-鿿]{2}))")


def compressed(content: bytes) -> int:
    """Bytes after gzip; what is compressed already stays as it is."""
    return min(len(content), len(gzip.compress(content, 9, mtime=0)))


def weights(folder: Path) -> Counter[str]:
    """Bytes after gzip of all files in a folder, by the folder or file they are in."""
    counts: Counter[str] = Counter()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            name = path.relative_to(folder).parts[0].removesuffix(".js")
            counts[name] += compressed(path.read_bytes())
    return counts


@dataclass(frozen=True, slots=True)
class Query:
    """Two characters, and in how many articles of an edition they stand."""

    text: str
    articles: int


def queries(edition: Edition, number: int = 4) -> tuple[list[Query], list[Query]]:
    """Pairs of Han characters of an edition: those in most articles, and those in fewest.

    Looked for in SAMPLE articles, counted in all.
    """
    sample: Counter[str] = Counter()
    for version in islice(edition.articles, SAMPLE):
        sample.update({pair for part in parts(version.article) for pair in PAIR.findall(part.text)})
    often = [pair for pair, _ in sample.most_common(number)]
    seldom = sorted(pair for pair, count in sample.items() if count == 1)
    seldom = seldom[:: max(1, len(seldom) // (CANDIDATES * number))]
    counts: Counter[str] = Counter()
    for version in edition.articles:
        text = "\n".join(part.text for part in parts(version.article))
        counts.update(pair for pair in (*often, *seldom) if pair in text)
    fewest = sorted(seldom, key=lambda pair: (counts[pair], pair))[:number]
    return [Query(word, counts[word]) for word in often], [
        Query(word, counts[word]) for word in fewest
    ]


def kilobytes(size: float) -> str:
    """Bytes for a table: KB of 1,000 below a megabyte."""
    return f"{size / 1e6:.2f} MB" if size >= 1e6 else f"{size / 1e3:.0f} KB"


def worst(values: Iterable[float]) -> float:
    """The largest, 0 of none."""
    return max(values, default=0)
