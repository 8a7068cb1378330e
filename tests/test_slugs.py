"""The names of pages: short, plain, and each of one article alone."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from pathlib import Path
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.load import read_articles
from dossier.model import Article
from dossier.slugs import MAX, slug_of, with_slugs
from support.examples import examples
from support.pages import an_article

SLUGS = st.sampled_from(["", "a", "a-2", "b", "index"])
NAMES = st.sampled_from(["a", "A", "a 2", "a-2", "index", "中文", "文", "b"])


def article_named(name: str, slug: str = "") -> Article:
    return replace(an_article(), id=name, path=f"seeds/{name}.txt", slug=slug)


@given(st.text(max_size=90))
def test_a_slug_is_fit_for_an_address(stem: str) -> None:
    """Small ASCII letters, digits and single hyphens: nothing that any system would change."""
    slug = slug_of(stem)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= MAX


@pytest.mark.parametrize(
    ("stem", "slug"),
    [
        ("000_4a80d8b31561de07", "000-4a80d8b31561de07"),
        ("nyt-2024-03-11", "nyt-2024-03-11"),
        ("Été à Genève", "ete-a-geneve-fe53a2d473"),
        ("中国", "article-f0e9521611"),
        ("２０２４年", "2024-e5d2d35458"),
        ("a" * MAX, "a" * MAX),
        ("a" * 99, "a" * (MAX - 11) + "-132844681d"),
        ("a_b", "a-b-648fa9b31b"),
        ("000-4a80d8b31561de07", "000-4a80d8b31561de07-b892665405"),
        ("index", "index-1bc04b5291"),
        ("con", "con-1143da2bc5"),
    ],
)
def test_a_file_name_gives_a_readable_slug(stem: str, slug: str) -> None:
    """With a hash where something of the name is not in it, or where it is reserved."""
    assert slug_of(stem) == slug


@given(st.lists(st.text(max_size=12) | NAMES, unique_by=lambda item: normalize("NFC", item)))
def test_no_two_names_give_one_slug(stems: list[str]) -> None:
    """So that no file can take the address of another, whichever came first."""
    assert len({slug_of(stem) for stem in stems}) == len(stems)


def test_a_composed_name_has_the_address_of_a_decomposed_one() -> None:
    """File systems of Apple hand out names with their accents apart."""
    assert slug_of("e\u0301t\u00e9") == slug_of("\u00e9te\u0301")


@given(st.dictionaries(NAMES, SLUGS, min_size=1, max_size=8))
def test_no_two_articles_share_a_slug(wanted: dict[str, str]) -> None:
    """Nor does one take the name of the index of articles."""
    articles = [article_named(name, slug) for name, slug in wanted.items()]
    given_out, problems = with_slugs(articles, {})
    slugs = [article.slug for article in given_out]
    assert len({*slugs, "index"}) == len(articles) + 1
    assert [article.id for article in given_out] == sorted(wanted)
    lost = [article for article in given_out if wanted[article.id] not in ("", article.slug)]
    assert {f"seeds/{article.id}.yml" for article in lost} <= {problem.path for problem in problems}
    assert all(article.slug.startswith(f"{wanted[article.id]}-") for article in lost)


@given(st.permutations(["a", "A", "b", "中文", "文"]))
def test_the_order_of_reading_does_not_matter(order: list[str]) -> None:
    """The same files give the same addresses on every machine."""
    in_order = with_slugs([article_named(text) for text in sorted(order)], {})
    assert with_slugs([article_named(text) for text in order], {}) == in_order


def test_an_editors_slug_stands_whatever_a_file_is_called() -> None:
    """Else a new file would take an address that was cited already; both are told."""
    articles, problems = with_slugs([article_named("000", "zzz"), article_named("zzz")], {"000": 7})
    assert [article.slug for article in articles] == ["zzz", "zzz-17f165d5a5"]
    assert [(problem.path, problem.line) for problem in problems] == [
        ("seeds/000.yml", 7),
        ("seeds/zzz.txt", 0),
    ]


def test_two_editors_slugs_alike_are_a_problem_of_both() -> None:
    articles, problems = with_slugs(
        [article_named("b", "x"), article_named("a", "x")], {"b": 7, "a": 3}
    )
    first, second = (article.slug for article in articles)
    assert (first, second[:2]) == ("x", "x-")
    assert [(problem.path, problem.line) for problem in problems] == [
        ("seeds/a.yml", 3),
        ("seeds/b.yml", 7),
    ]
    assert "seeds/b.txt" in problems[0].message
    assert "seeds/a.txt" in problems[1].hint
    assert second in problems[1].hint


def test_a_reserved_slug_is_told() -> None:
    (article,), (problem,) = with_slugs([article_named("a", "index")], {"a": 2})
    assert article.slug.startswith("index-")
    assert (problem.path, problem.line) == ("seeds/a.yml", 2)


CHANCE = random.Random(16)
STEMS = ["a", "b 2", "b-2", "b_2", "B-2", "中国", "美国", "文", "Été", "ete", "x" * 80, "x" * 81]
STEMS += [
    "index",
    "article",
    "article-2",
    "2024年",
    "2024",
    "000_4a80d8b31561de07",
    "con",
    "甲 (1)",
]


def put(folder: Path, stem: str) -> None:
    """A seed, half of the time with a sidecar: without a slug, or with one of its own."""
    # One in four has the words of another file, and is that article or a capture of it.
    words = CHANCE.choice([stem, stem, stem, "甲"])
    text = f"题目{words}\n\n河边的书店今天开门了，{words}门口排着很长的队。\n"
    (folder / f"{stem}.{CHANCE.choice(['txt', 'md', 'html'])}").write_text(text, "utf-8")
    sidecar = CHANCE.choice(["", "", "language: zh-Hans\n", f"slug: own-{STEMS.index(stem)}\n"])
    if sidecar:
        (folder / f"{stem}.yml").write_text(sidecar, "utf-8")


def take(folder: Path, stem: str) -> None:
    for path in list(folder.iterdir()):
        if path.stem == stem:
            path.unlink()


def test_an_address_never_moves(tmp_path: Path) -> None:
    """However often a file is added, renamed or removed, or gets or loses a sidecar without a slug."""
    addresses: dict[str, str] = {}
    for _ in range(examples(200).max_examples):
        results = sorted(addresses)
        kind = CHANCE.choice(["add", "add", "rename", "remove", "sidecar"])
        free = [
            text for text in STEMS if text.casefold() not in {known.casefold() for known in results}
        ]
        touched = set()
        if kind == "add" and free:
            put(tmp_path, added := CHANCE.choice(free))
            touched = {added}
        elif kind == "rename" and free and results:
            take(tmp_path, old := CHANCE.choice(results))
            put(tmp_path, new := CHANCE.choice(free))
            touched = {old, new}
        elif kind == "remove" and results:
            take(tmp_path, old := CHANCE.choice(results))
            touched = {old}
        elif kind == "sidecar" and results:
            path = tmp_path / f"{CHANCE.choice(results)}.yml"
            if not path.exists():
                path.write_text("language: zh-Hans\n", "utf-8")
            elif "slug" not in path.read_text("utf-8"):
                path.unlink()
        articles, _ = read_articles(tmp_path)
        now = {article.id: article.slug for article in articles}
        now |= {
            Path(other.path).stem: other.slug for article in articles for other in article.captures
        }
        assert len(set(now.values())) == len(now)
        for stem in addresses.keys() - touched:
            assert now[stem] == addresses[stem]
        addresses = now
