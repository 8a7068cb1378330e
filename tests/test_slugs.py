"""The names of pages: short, plain, and each of one article alone."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.model import Article
from dossier.slugs import MAX, from_name, with_slugs
from rendered import an_article

SLUGS = st.sampled_from(["", "a", "a-2", "b", "index"])
NAMES = st.sampled_from(["a", "A", "a 2", "a-2", "index", "中文", "文", "b"])


def named(name: str, slug: str = "") -> Article:
    return replace(an_article(), id=name, path=f"seeds/{name}.txt", slug=slug)


@given(st.text(max_size=90))
def test_a_slug_is_fit_for_an_address(stem: str) -> None:
    """Small ASCII letters, digits and single hyphens: nothing that any system would change."""
    slug = from_name(stem)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", slug)
    assert len(slug) <= MAX


@pytest.mark.parametrize(
    ("stem", "slug"),
    [
        ("000_4a80d8b31561de07", "000-4a80d8b31561de07"),
        ("Été à Genève", "ete-a-geneve"),
        ("中国", "article"),
        ("２０２４年", "2024"),
        ("a" * 99, "a" * MAX),
        ("a" * (MAX - 1) + " b", "a" * (MAX - 1)),
    ],
)
def test_a_file_name_gives_a_readable_slug(stem: str, slug: str) -> None:
    assert from_name(stem) == slug


@given(st.dictionaries(NAMES, SLUGS, min_size=1, max_size=8))
def test_no_two_articles_share_a_slug(wanted: dict[str, str]) -> None:
    """Nor does one take the name of the index of articles."""
    articles = [named(name, slug) for name, slug in wanted.items()]
    given_out, problems = with_slugs(articles, {})
    slugs = [one.slug for one in given_out]
    assert len({*slugs, "index"}) == len(articles) + 1
    assert [one.id for one in given_out] == sorted(wanted)
    lost = [one for one in given_out if wanted[one.id] not in ("", one.slug)]
    assert sorted(problem.path for problem in problems) == sorted(f"seeds/{x.id}.yml" for x in lost)


@given(st.permutations(["a", "A", "b", "中文", "文"]))
def test_the_order_of_reading_does_not_matter(order: list[str]) -> None:
    """The same files give the same addresses on every machine."""
    in_order = with_slugs([named(one) for one in sorted(order)], {})
    assert with_slugs([named(one) for one in order], {}) == in_order


def test_an_editors_slug_stands_whatever_a_file_is_called() -> None:
    """Else a new file would take an address that was cited already."""
    articles, problems = with_slugs([named("000", "zzz"), named("zzz")], {})
    assert [one.slug for one in articles] == ["zzz", "zzz-2"]
    assert not problems


def test_two_editors_slugs_alike_are_a_problem_of_the_second() -> None:
    articles, (problem,) = with_slugs([named("b", "x"), named("a", "x")], {"b": 7})
    assert [one.slug for one in articles] == ["x", "x-2"]
    assert (problem.path, problem.line) == ("seeds/b.yml", 7)
    assert "seeds/a.txt" in problem.hint
    assert "x-2" in problem.hint
