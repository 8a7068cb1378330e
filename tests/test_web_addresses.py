"""One page has many addresses, and two pages share none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.web_addresses import archived_on, original, same_page
from support.addresses import PAGES

ALIKE = [(page[0], form) for page in PAGES for form in page if form[0] != "!"]
UNLIKE = [(page[0], form[2:]) for page in PAGES for form in page if form[0] == "!"]


def key(address: str) -> str:
    return same_page(f"https:{address}" if address.startswith("//") else address)


def test_there_are_a_hundred_forms() -> None:
    assert len(set(ALIKE)) >= 100
    assert len(UNLIKE) >= 30


@pytest.mark.parametrize(("address", "form"), ALIKE)
def test_a_form_means_its_page(address: str, form: str) -> None:
    assert key(form) == key(address) != ""


@pytest.mark.parametrize(("address", "other"), UNLIKE)
def test_another_page_is_another_page(address: str, other: str) -> None:
    """A link that leads to the wrong article is worse than one that leads away."""
    assert key(other) != key(address)


LABELS = st.from_regex(r"[a-z][a-z0-9]{3,8}", fullmatch=True)
PARTS = st.text("abcXYZ019-_~.%北é ", min_size=1, max_size=6).filter(lambda part: part.strip(" ."))
PATHS = st.lists(PARTS, min_size=1, max_size=3).map(
    lambda parts: "/".join(part.replace("%", "%25").replace(" ", "%20") for part in parts) + "/x"
)
QUERIES = st.dictionaries(
    st.sampled_from(["id", "p", "q", "kw"]), st.text("0123ab&=北+", max_size=4), max_size=3
)
WRAPPINGS = st.sampled_from(
    [
        "https://web.archive.org/web/20240319040700/{}",
        "https://archive.ph/newest/{}",
        "https://archive.today/2024.03.19-040700/{}",
        "https://arquivo.pt/wayback/20240319040700/{}",
        "https://via.hypothes.is/{}",
        "{}",
    ]
)


@given(LABELS, PATHS, QUERIES, st.lists(WRAPPINGS, max_size=3), st.data())
def test_any_page_is_known_in_other_forms(
    label: str, path: str, query: dict[str, str], wrappings: list[str], data: st.DataObject
) -> None:
    """Host, scheme, order and encoding of the query, and what stands around it, all vary."""
    from urllib.parse import urlencode

    own = f"https://{label}.example/{path}" + (f"?{urlencode(query)}" if query else "")
    pairs = data.draw(st.permutations([*query.items(), ("utm_source", "x"), ("gclid", "1")]))
    before = data.draw(st.sampled_from(["", "www.", "m.", "amp.", "WWW."]))
    form = f"http://{before}{label}.example:80/{path}/?{urlencode(pairs)}#p"
    for wrapping in wrappings:
        form = wrapping.format(form)
    assert same_page(form) == same_page(own)


@given(LABELS, PATHS, PATHS, QUERIES, QUERIES)
def test_pages_with_another_path_or_query_stay_apart(
    label: str, path: str, other: str, query: dict[str, str], another: dict[str, str]
) -> None:
    from urllib.parse import unquote, urlencode

    first = f"https://{label}.example/{path}?{urlencode(query)}"
    second = f"https://{label}.example/{other}?{urlencode(another)}"
    plain = [unquote(part).removeprefix("./") for part in (path, other)]
    same = plain[0] == plain[1] and query == another
    assert (same_page(first) == same_page(second)) is same


@given(st.text(max_size=80) | st.text("https:/.?&=#%[]@ archive.org web 2024 0319 北", max_size=80))
def test_no_text_is_a_crash(words: str) -> None:
    """An address of a seed is somebody's words."""
    for text in (words, f"https://{words}", f"https://web.archive.org/web/2024/{words}"):
        assert isinstance(same_page(text) + original(text) + archived_on(text), str)
        assert same_page(same_page(text)) == ""


def test_the_day_of_a_capture_is_read() -> None:
    assert archived_on("https://archive.ph/2024.03.19-040700/https://a.example/x") == "2024-03-19"
    assert archived_on("https://web.archive.org/web/20240319/https://a.example/x") == "2024-03-19"
    assert archived_on("https://web.archive.org/web/2024/https://a.example/x") == ""
    assert archived_on("https://a.example/20240319/x") == ""
