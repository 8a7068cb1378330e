"""The search at some sizes: what it weighs, what a query loads, how soon it answers.

Up to RENDERED articles the whole site is rendered, and Pagefind and Material's lunr search the
same article pages. Beyond, articles are dealt at the level of the model (mixture.py), and
the dialog of a small site asks their index. Times of making are of the
processor; those of a query, of the clock on the wall, are the fastest of RUNS.
"""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from dossier.load import Dossier, read_dossier
from dossier.model import Edition
from measure import browser, lunr, pagefind
from measure.browser import Asked
from measure.mixture import dealt
from measure.project import converted, editions_of, index_pages, indexed, project, rendered, seconds
from measure.serving import served
from measure.weight import Query, kilobytes, queries, weights, worst

RENDERED = 1_000
RUNS = 3
FRAME = 10  # articles of the site whose dialog asks an index of many


@dataclass(frozen=True, slots=True)
class Ready:
    """A converted dossier: a folder with its rendered site, and its editions."""

    folder: Path
    dossier: Dossier
    editions: list[Edition]


def measure(sizes: Sequence[int], beside: bool = True) -> None:
    """Print the figures of each size; `beside`: those of Pagefind and lunr too."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="search-") as folder:
            print(f"\nsearch in {size} synthetic articles, three editions")
            (whole if size <= RENDERED else many)(Path(folder), size, beside)


def whole(folder: Path, size: int, beside: bool) -> None:
    """A size that is converted and rendered as a dossier is."""
    copy = project(folder / "project", size)
    runs = RUNS if size <= 100 else 2
    build = min(converted(copy) for _ in range(runs))
    site = rendered(copy)
    dossier = read_dossier(copy / "mkdocs.yml")
    made = Ready(copy, dossier, editions_of(dossier))
    index = min(indexed(dossier, made.editions, folder / "index") for _ in range(runs))
    print(f"  conversion              {build:8.1f} s")
    print(f"  it and rendering        {site:8.1f} s")
    share = f"{index / build:.1%} of the conversion, {index / site:.1%} of both"
    print(f"  index, written          {index:8.1f} s    {share}")
    print_weights(made, made.editions, folder / "index" / "data" / "search")
    if beside:
        others(made, folder)


def many(folder: Path, size: int, beside: bool) -> None:
    """A size of which only the index is made, in the frame of a small site."""
    base = project(folder / "base", RENDERED)
    dossier = read_dossier(base / "mkdocs.yml")
    editions = dealt(editions_of(dossier), size)
    dealing = seconds(lambda: deal(editions))
    search = folder / "index"
    index = seconds(lambda: write_index(dossier, editions, search))
    print(f"  index, written          {index - dealing:8.1f} s")
    frame = project(folder / "frame", FRAME)
    converted(frame)
    rendered(frame)
    print_weights(Ready(frame, dossier, editions), editions, search)
    if beside:
        print("  Pagefind, lunr          not measured: no rendered pages of this size")


def deal(editions: Sequence[Edition]) -> None:
    """Make every article once and keep none: what the index is not to be charged with."""
    for _ in zip(*(edition.articles for edition in editions), strict=True):
        pass


def write_index(dossier: Dossier, editions: list[Edition], folder: Path) -> None:
    """The search's files in a folder."""
    for page in index_pages(dossier, editions):
        path = folder / page.path.removeprefix("data/search/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.content)


def print_weights(made: Ready, editions: Sequence[Edition], search: Path) -> None:
    """Print the weight of the index, and the cost of a query of two characters in each edition."""
    weighed = weights(search)
    texts = weighed["text"]
    keys = sum(weighed.values()) - texts
    print(
        f"  index + texts, gzip     {kilobytes(keys)} + {kilobytes(texts)} = {kilobytes(keys + texts)}"
    )
    print(f"  of the index            {by_kind(weighed)}")
    asked = [(edition, queries(edition)) for edition in editions]
    site = {"/": made.folder / "site", "/data/search/": search}
    with served(site) as host, browser.chromium() as window:
        for edition, chosen_ones in asked:
            for kind, chosen in zip(("common", "rare"), chosen_ones, strict=True):

                def ask(query: Query, variant: str = edition.variant) -> Asked:
                    return browser.dialog(window, host, variant, query)

                line(f"{kind}, {edition.variant}", [best(ask, item) for item in chosen])


def by_kind(weighed: Counter[str]) -> str:
    """The parts of the index and their bytes."""
    return ", ".join(
        f"{name} {kilobytes(size)}" for name, size in weighed.most_common() if name != "text"
    )


def best(ask: Callable[[Query], Asked], query: Query) -> Asked:
    """The fastest of some askings."""
    return min((ask(query) for _ in range(RUNS)), key=lambda asked: asked.ms)


def line(name: str, asked: Sequence[Asked]) -> None:
    """One row: the most that a query of its kind loads, and the longest it takes."""
    sizes, times = (item.bytes for item in asked), (item.ms for item in asked)
    words = " ".join(f"{item.query.text}({item.query.articles}{_hits(item)})" for item in asked)
    print(f"  {name:22}  {kilobytes(worst(sizes)):>8} {worst(times):6.0f} ms    {words}")


def _hits(asked: Asked) -> str:
    return "" if asked.hits is None else f"→{asked.hits}"


def others(made: Ready, folder: Path) -> None:
    """The same queries to others on the same pages, where they are installed."""
    site, variants = made.folder / "site", made.dossier.config.variants
    edition = made.editions[0]
    with browser.chromium() as window:
        if pagefind.is_installed():
            took = seconds(lambda: pagefind.index(site, folder / "pf", variants))
            weighed = weights(folder / "pf" / "pagefind")
            size = sum(weighed[text] for text in ("index", "fragment")) + _metas(weighed)
            print(
                f"  Pagefind, gzip          {kilobytes(size)} (index {kilobytes(weighed['index'])}), made in {took:.1f} s"
            )
            with served(
                {"/": folder / "pf" / "pages", "/pagefind/": folder / "pf" / "pagefind"}
            ) as host:
                for kind, chosen in zip(("common", "rare"), queries(edition), strict=True):
                    line(
                        f"Pagefind, {kind}",
                        [
                            best(
                                lambda item: pagefind.ask(window, host, edition.variant, item),
                                query,
                            )
                            for query in chosen
                        ],
                    )
        else:
            print('  Pagefind                not measured: pip install "pagefind[extended]"')
        if lunr.is_installed():
            took = seconds(lambda: lunr.index(site, folder / "lunr", variants))
            with served({"/": folder / "lunr" / "site"}) as host:
                print(f"  lunr, made in {took:.1f} s")
                for kind, chosen in zip(("common", "rare"), queries(edition, 1), strict=True):
                    line(f"lunr, {kind}", [lunr.ask(window, host, query) for query in chosen])
        else:
            print("  lunr                    not measured: pip install jieba")


def _metas(weighed: Counter[str]) -> int:
    return sum(size for name, size in weighed.items() if name.endswith(".pf_meta"))
