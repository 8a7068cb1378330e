"""One value of a YAML file is changed, and every other byte stays."""

from __future__ import annotations

from itertools import takewhile
from operator import eq
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.editorial.yamledit import (
    EditError,
    append,
    in_list,
    insert,
    remove,
    set_value,
)
from dossier.editorial.yamltext import YamlError, parse
from dossier.editorial.yamlvalues import Bare, Commented
from support.pages import ROOT

ODD = [
    "甲乙",
    "a b",
    "it's",
    'say "x"',
    "a: b",
    "# c",
    "yes",
    "2024",
    "",
    " x ",
    "x\ny",
    "一\n\n二",
    "-",
]
LETTERS = st.characters(exclude_categories=["Cs"])
WORDS = st.sampled_from(ODD) | st.text(LETTERS, max_size=8).filter(
    lambda text: text == text.strip()
)
KEYS = st.text("abcxyz甲", min_size=1, max_size=4)
VALUES = st.recursive(
    WORDS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3),
    max_leaves=6,
)
TREES = st.dictionaries(KEYS, VALUES, min_size=1, max_size=4)


class Span(NamedTuple):
    """An entry in a text: where it begins, where its value may, its end, the end of its lines."""

    start: int
    stem: int
    end: int
    lines_end: int


class Writer:
    """Writes a tree as an editor might, and knows where each entry stands."""

    def __init__(self, random: Random, line_end: str) -> None:
        self.random, self.line_end, self.text = random, line_end, ""
        self.spans: dict[tuple[str | int, ...], Span] = {}
        self.comments = 0

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def newline(self) -> None:
        if self.chance(0.2):
            self.comments += 1
            self.text += f" # c{self.comments}: x, y"
        self.text += self.line_end

    def pause(self, indent: int) -> None:
        """A blank line or a comment between entries."""
        if self.chance(0.15):
            self.comments += 1
            self.text += f"{' ' * indent}# c{self.comments}{self.line_end}"
        if self.chance(0.15):
            self.text += self.line_end

    def entries(self, tree: Any, indent: int, path: tuple[str | int, ...], first: bool) -> None:
        """A map or a list as lines; the first of them may have begun."""
        pairs = tree.items() if isinstance(tree, dict) else enumerate(tree)
        for number, (key, value) in enumerate(pairs):
            if number or not first:
                self.pause(indent)
                self.text += " " * indent
            start = len(self.text)
            self.text += f"{key}:" if isinstance(tree, dict) else "-"
            stem = len(self.text)
            self.value(value, indent, (*path, key), isinstance(tree, list))
            end, lines_end = self.ended
            self.spans[(*path, key)] = Span(start, stem, end, lines_end)

    def value(self, value: Any, indent: int, path: tuple[str | int, ...], item: bool) -> None:
        if isinstance(value, dict | list) and value and self.chance(0.6):
            if item and self.chance(0.7):
                self.text += " "
                self.entries(value, indent + 2, path, True)
                return
            self.newline()
            flat = isinstance(value, list) and not item and self.chance(0.5)
            self.entries(
                value, indent if flat else indent + self.random.choice((1, 2, 4)), path, False
            )
            return
        if value is None and self.chance(0.5):
            pass
        elif isinstance(value, str) and value and value == value.strip() and "\n" in value:
            head, pad = self.random.choice(("|-", "|-  # c")), " " * (indent + 2)
            lines = [f"{pad}{line}" if line else "" for line in value.split("\n")]
            plain = all(part.isprintable() for part in value.split("\n"))
            self.text += " " + (
                self.line_end.join((head, *lines)) if plain else self.flow(value, path)
            )
            self.ended = len(self.text), len(self.text) + len(self.line_end)
            self.text += self.line_end
            return
        else:
            self.text += " " * self.random.choice((1, 1, 3)) + self.flow(value, path)
        end = len(self.text)
        self.newline()
        self.ended = end, len(self.text)

    def flow(self, value: Any, path: tuple[str | int, ...]) -> str:
        """A value on one line."""
        if value is None:
            return "null"
        if isinstance(value, str):
            return self.string(value)
        gap = self.random.choice((", ", ","))
        if isinstance(value, list):
            return f"[{gap.join(self.flow(item, ()) for item in value)}]"
        pairs = (f"{key}: {self.flow(item, ())}" for key, item in value.items())
        return f"{{{', '.join(pairs)}}}"

    def string(self, value: str) -> str:
        single = "'" + value.replace("'", "''") + "'"
        for form in self.random.sample([value, single], 2):
            try:
                if value and parse(f"- {form}\n- [{form}: x]", "") == [value, [{value: "x"}]]:
                    return form
            except YamlError:
                continue
        return (
            '"'
            + "".join(f"\\U{ord(sign):08x}" if not sign.isalnum() else sign for sign in value)
            + '"'
        )


def at(tree: Any, path: tuple[str | int, ...]) -> Any:
    for step in path:
        tree = tree[step]
    return tree


def paths(tree: Any, path: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    pairs = (
        tree.items()
        if isinstance(tree, dict)
        else enumerate(tree)
        if isinstance(tree, list)
        else ()
    )
    return [place for key, value in pairs for place in ((*path, key), *paths(value, (*path, key)))]


@given(
    tree=TREES,
    value=VALUES,
    random=st.randoms(use_true_random=False),
    line_end=st.sampled_from(["\n", "\r\n"]),
    mark=st.sampled_from(["", "\ufeff"]),
    act=st.sampled_from(["set", "add", "append", "insert", "remove"]),
)
def test_what_is_changed_is_read_back_and_all_else_stays(
    tree: dict[str, Any], value: Any, random: Random, line_end: str, mark: str, act: str
) -> None:
    """A key set, added or removed, an item added or removed, in any style, at any depth."""
    writer = Writer(random, line_end)
    writer.entries(tree, 0, (), False)
    text = mark + (writer.text if random.random() < 0.8 else writer.text.removesuffix(line_end))
    tree = parse(text.removeprefix(mark), "x.yml")
    path = random.choice(paths(tree))
    expected = parse(text.removeprefix(mark), "x.yml")
    if act == "remove":
        new = remove(text, path)
        del at(expected, path[:-1])[path[-1]]
    elif act == "append" and isinstance(at(tree, path), list | None):
        new = append(text, path, value)
        at(expected, path[:-1])[path[-1]] = [*(at(tree, path) or []), value]
    elif act == "insert" and isinstance(at(tree, path), list) and at(tree, path):
        items = at(expected, path)
        number = random.randrange(len(items))
        new = insert(text, path, number, value)
        items.insert(number, value)
        same = alike(text, new)
        assert same + alike(text[same:][::-1], new[same:][::-1]) == len(text)
    elif act == "add" and isinstance(at(tree, path), dict | None):
        new, old = set_value(text, (*path, "new"), value), at(tree, path) or {}
        at(expected, path[:-1])[path[-1]] = {**old, "new": value}
    else:
        new = set_value(text, path, value)
        at(expected, path[:-1])[path[-1]] = value
    read = parse(new.removeprefix(mark), "x.yml")
    assert (read or {}) == parse_again(expected)
    while act == "remove" and len(path) > 1 and len(at(tree, path[:-1])) == 1:
        # An empty map or list takes the place of the lines.
        path = path[:-1]
    stays(text, new, writer, path, len(mark), act)


def alike(text: str, other: str) -> int:
    """The length of what two texts begin with."""
    return sum(takewhile(bool, map(eq, text, other)))


def parse_again(tree: Any) -> Any:
    """A tree as it is read: characters composed."""
    quoted = Writer(Random(1), "\n").flow(tree, ())
    return parse(quoted, "")


def stays(
    text: str, new: str, writer: Writer, path: tuple[str | int, ...], mark: int, act: str
) -> None:
    """Check that before and behind an entry all is the same, byte for byte."""
    while path not in writer.spans:
        path = path[:-1]
    span = writer.spans[path]
    before, behind = text[: mark + span.start], text[mark + span.lines_end :]
    assert new.startswith(before.rstrip(" "))
    assert new.endswith(behind.lstrip() if act == "remove" else behind)
    comment = text[mark + span.end : mark + span.lines_end].strip()
    assert comment in new or act == "remove"


SIDECAR = """\
# what the file does not say
slug: a   # the address
publisher: {zh-Hans: 甲, en: 'B'}  # names
summary: |
  一句。¶1
  二句。¶2

# remarks
annotations:
  - id: x     # first
    kind: gloss
    quote: "字"
    # of the body
    body:
      zh-Hans: 甲
      en: B
    tags: [a, # why
      'b']

  - id: y
    kind: gloss
    body: it is
empty: # nothing yet
keep: []
"""


@pytest.mark.parametrize(
    ("path", "value", "old", "new"),
    [
        (["slug"], "b-c", "slug: a ", "slug: b-c "),
        (["slug"], "2024", "slug: a ", 'slug: "2024" '),
        (["slug"], "x # y", "slug: a ", 'slug: "x # y" '),
        (["publisher", "en"], "it's", "'B'", "'it''s'"),
        (["publisher", "fr"], "C", "'B'}", "'B', fr: C}"),
        (["publisher"], "C", "{zh-Hans: 甲, en: 'B'}", "C"),
        (["summary"], "新\n\n句", "|\n  一句。¶1\n  二句。¶2\n", "|-\n  新\n\n  句\n"),
        (["annotations", 0, "quote"], '"', '"字"', '"\\""'),
        (["annotations", 0, "body"], "x", "body:\n      zh-Hans: 甲\n      en: B\n", "body: x\n"),
        (["annotations", 0, "tags", 1], "c", "'b'", "'c'"),
        (["annotations", 1, "see"], ["a"], "body: it is\n", "body: it is\n    see: [a]\n"),
        (["empty", "a"], "b", "# nothing yet\n", "# nothing yet\n  a: b\n"),
        (["empty"], "b", "empty: #", "empty: b #"),
        (["keep"], ["a", "2"], "[]", '[a, "2"]'),
        (["new"], None, "keep: []\n", "keep: []\nnew: null\n"),
    ],
)
def test_a_value_is_written_as_its_place_is(
    path: list[str | int], value: Any, old: str, new: str
) -> None:
    """In the old one's quotation marks, in brackets or as lines."""
    assert SIDECAR.count(old) == 1
    assert set_value(SIDECAR, path, value) == SIDECAR.replace(old, new)


def test_items_are_added_behind_the_last() -> None:
    """A note after the other: two branches that add notes elsewhere merge."""
    note = Commented({"id": "z", "kind": "gloss", "body": "一\n二", "see": ["a"]})
    note.comment = "look\nagain"
    lines = "  # look\n  # again\n  - id: z\n    kind: gloss\n    body: |-\n      一\n      二\n    see: [a]\n"
    new = append(SIDECAR, ["annotations"], note)
    assert new == SIDECAR.replace("it is\n", f"it is\n{lines}")
    assert append(SIDECAR, ["annotations", 0, "tags"], "c", "d").count("'b', c, d]") == 1
    assert append("", ["a"], {"b": "c"}) == "a:\n  - b: c\n"


def test_an_item_is_inserted_above_the_comments_of_another() -> None:
    """Of the first too; within brackets it takes no line."""
    note, lines = {"id": "z", "kind": "gloss"}, "  - id: z\n    kind: gloss\n"
    text = SIDECAR.replace("  - id: x", "  # head\n  - id: x").replace(
        "  - id: y", "  # y\n  - id: y"
    )
    first = insert(text, ["annotations"], 0, note)
    assert first == text.replace("  # head\n", f"{lines}  # head\n")
    second = insert(text, ["annotations"], 1, note)
    assert second == text.replace("\n\n  # y\n", f"\n{lines}\n  # y\n")
    assert insert("a: [b, c]", ["a"], 1, "x") == "a: [b, x, c]"
    assert insert("a: []\n", ["a"], 0, Bare("true")) == "a: [true]\n"
    assert set_value("", ["a"], Bare("x # y")) == 'a: "x # y"\n'


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        (["slug"], "slug: a   # the address\n", ""),
        (["publisher", "en"], ", en: 'B'", ""),
        (["publisher", "zh-Hans"], "zh-Hans: 甲, ", ""),
        (["annotations", 0, "id"], "id: x     # first\n    ", ""),
        (["annotations", 0, "body"], "    body:\n      zh-Hans: 甲\n      en: B\n", ""),
        (["annotations", 0, "body", "en"], "      en: B\n", ""),
        (["annotations", 0, "tags", 1], ", # why\n      'b'", " # why\n      "),
        (["annotations", 0, "tags", 0], "a, # why\n      ", " # why\n      "),
        (["annotations", 1], "  - id: y\n    kind: gloss\n    body: it is\n", ""),
        (["keep"], "keep: []\n", ""),
    ],
)
def test_an_entry_goes_with_its_line_or_its_comma(
    path: list[str | int], old: str, new: str
) -> None:
    """And with the comment on its line; comments above and below stay."""
    assert SIDECAR.count(old) == 1
    assert remove(SIDECAR, path) == SIDECAR.replace(old, new)


@pytest.mark.parametrize(
    ("text", "path", "value"),
    [
        ("a: b\n", ["c", 0], "d"),
        ("a: b\n", ["a", "c"], "d"),
        ("a: [b]\n", ["a", 1], "d"),
        ("- a\n", ["b"], "c"),
        ("word\n", ["b"], "c"),
    ],
)
def test_a_place_that_is_not_there_is_refused(text: str, path: list[str | int], value: str) -> None:
    """Nothing is invented, and no list becomes a map."""
    with pytest.raises(EditError):
        set_value(text, path, value)
    with pytest.raises(EditError):
        remove(text, path)


@pytest.mark.parametrize("text", ["a: &x b\n", "a: !!str b\n", "a: [b\n", "a: b\na: c\n"])
def test_a_text_that_is_refused_by_the_reader_is_not_changed(text: str) -> None:
    with pytest.raises(YamlError):
        set_value(text, ["a"], "x")


# Each value of a large file is set in turn, which takes seconds.
OURS = [
    pytest.param(
        path, marks=[pytest.mark.slow] if path.stat().st_size > 20_000 else [], id=path.name
    )
    for path in sorted((ROOT / "seeds").glob("*.yml"))
]


@pytest.mark.parametrize("path", OURS)
def test_a_value_set_to_what_it_is_changes_no_byte(path: Path) -> None:
    """On the files of the first dossier, at a hundred places of each."""
    text = path.read_bytes().decode()
    tree = parse(text, path.name)
    random = Random(path.name)
    places = [place for place in paths(tree) if isinstance(at(tree, place), str)]
    for place in random.sample(places, min(20, len(places))):
        word = str(at(tree, place))
        other = set_value(text, place, "另一个")
        assert at(parse(other, ""), place) == "另一个"
        assert at(parse(set_value(other, place, word), ""), place) == word
        first = next(n for n, (a, b) in enumerate(zip(text, other, strict=False)) if a != b)
        assert text[:first] == other[:first]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("a: {b: 'c'} # d\n", "a: [{b: 'c'}] # d\n"),
        ("a:\n  # x\n  b: 'c' # d\n\n  e: |\n    f\n# g\n", "a:\n  # x\n  - b: 'c' # d\n\n    e: |\n      f\n# g\n"),
        ("a:\r\n  b: c\r\n  d: e", "a:\r\n  - b: c\r\n    d: e"),
    ],
)  # fmt: skip
def test_a_map_becomes_the_only_item_of_a_list_in_its_own_words(old: str, new: str) -> None:
    """A word of the glossary that gets a second term."""
    assert in_list(old, ["a"]) == new


@pytest.mark.parametrize(("old", "new"), [("", "- 甲\n"), ("# none", "# none\n- 甲\n")])
def test_a_list_begins_in_a_file_without_any(old: str, new: str) -> None:
    assert append(old, [], "甲") == new
    assert remove(new, [0]) == new.replace("- 甲\n", "")
