"""YAML read as text: what the editor typed, and on which line."""

from __future__ import annotations

from typing import Any
from unicodedata import normalize

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from dossier.editorial.yamltext import MAX_DEPTH, Text, YamlError, line_of, parse
from dossier.files.encodings import clean

LETTERS = st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\ufeff")
# A file is read composed, and without signs that stand for no character, as U+FDD0.
WORDS = (
    st.text(LETTERS, max_size=12)
    .map(lambda text: normalize("NFC", text))
    .filter(lambda text: clean(text) == text)
)
TREES = st.recursive(
    WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.parametrize(
    "word",
    [
        "no",
        "yes",
        "on",
        "Off",
        "true",
        "1.10",
        "010",
        "0x1f",
        "1_000",
        "2024-02-30",
        "2024-03-19",
        "12:30:45",
        ".inf",
        "NaN",
        "1e3",
        "+1",
        "=",
        "<<",
    ],
)
def test_a_word_stays_what_the_editor_typed(word: str) -> None:
    """YAML 1.1 would make a truth value, a number or a date of it, and write it otherwise."""
    assert parse(f"key: {word}", "x.yml") == {"key": word}
    assert isinstance(parse(word, "x.yml"), Text)


@pytest.mark.parametrize("word", ["", "~", "null", "Null", "NULL"])
def test_only_what_stands_for_nothing_is_nothing(word: str) -> None:
    """`publisher: null` says that it is unknown; "null" in quotation marks is a word."""
    assert parse(f"key: {word}", "x.yml") == {"key": None}
    assert parse(f'key: "{word}"', "x.yml") == {"key": word}


@given(TREES)
def test_what_was_dumped_is_read_back(tree: Any) -> None:
    """Every text, list and map, whatever its words."""
    text = yaml.safe_dump(tree, allow_unicode=True, default_style='"')
    assert parse(text, "x.yml") == tree


def test_each_word_knows_its_line() -> None:
    """Counted as the editor's program counts them, also where front matter begins lower down."""
    tree = parse("a: b\n\n# c\nd:\n  - e\n  - f: |\n      g\n      h\n", "x.md", first_line=3)
    assert {str(key): key.line for key in tree} == {"a": 3, "d": 6}
    assert [line_of(item) for item in tree["d"]] == [7, 8]
    assert tree["d"][1]["f"].line == 8
    assert line_of([], default=4) == 4
    assert line_of({}, default=4) == 4


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("a: b\na: c", 2, "“a” stands here twice"),
        ("a: {b: c,\n  b: d}", 2, "“b” stands here twice"),
        ("a: b\nc: \ud800", 2, "a surrogate, which is no character"),
        ("a: &x b", 1, "anchors and aliases"),
        ("a: b\nc: *x", 2, "anchors and aliases"),
        ("a: b\nc: !!python/name:os.system", 2, "tags"),
        ("a: !ENV HOME", 1, "tags"),
        ("? [a, b]\n: c", 1, "a key must be a word"),
        ("a: [b\nc: d\n", 2, "not YAML"),
        ("a: b\n\tc: d", 2, "not YAML"),
        ("a: b\n c: d", 2, "not YAML"),
        ("a: b\n---\nc: d", 2, "not YAML"),
        ("a: '" + "b\n" * 5, 6, "not YAML"),
        ("a: b\nc: \x07", 2, "not YAML"),
        ("\n" + "[" * (MAX_DEPTH + 2) + "]" * (MAX_DEPTH + 2), 2, "levels deep"),
    ],
)
def test_what_cannot_be_taken_is_refused_with_its_line(text: str, line: int, words: str) -> None:
    """In a file of words they are slips or attacks."""
    with pytest.raises(YamlError) as error:
        parse(text, "seeds/x.yml")
    problem = error.value.problem
    assert problem.path == "seeds/x.yml"
    assert words in problem.message
    assert problem.line == line


@pytest.mark.parametrize("sign", "[{-")
def test_depth_is_no_weapon(sign: str) -> None:
    """A hundred thousand brackets end in a problem, at once."""
    with pytest.raises(YamlError):
        parse((sign + " ") * 100_000, "x.yml")


def test_an_alias_bomb_costs_nothing() -> None:
    """Nine lines that would unfold to a billion words."""
    lines = ["a0: &a0 [x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    with pytest.raises(YamlError, match="anchors and aliases"):
        parse("\n".join(lines), "x.yml")


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "---\n", "null"])
def test_an_empty_file_is_nothing(text: str) -> None:
    assert parse(text, "x.yml") is None
