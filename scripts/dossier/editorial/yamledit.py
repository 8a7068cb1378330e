"""Change one value in a YAML text that somebody wrote; every other character stays.

Comments, order, quotation marks and line ends are the editor's own. The new text is read again
before it is given back: it says what it said, and the change. (ruamel.yaml 0.19 was tried: it lays
one of the nine files in seeds/ out anew, and takes 1.6 s for the register.)
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple
from unicodedata import normalize

import yaml

from dossier.editorial import yamltext
from dossier.editorial.yamlvalues import Value, Values, as_read, takes_lines

Path = Sequence[str | int]
HEAD = re.compile(r"[|>][-+\d]*([^\r\n]*)")


class EditError(ValueError):
    """A text that cannot be changed there without touching anything else."""


class Sections(NamedTuple):
    """A collection in pieces: what stands before its entries, each of them, what stands behind them,
    and in brackets what stands between two.
    """

    head: str
    entries: list[str]
    tail: str
    gap: str


class _Entry(NamedTuple):
    """A key or an item: its place, the end of its colon or dash, its end, where a line may follow."""

    key: str | int
    node: yaml.Node
    start: int
    stem: int
    end: int
    below: int


def set_value(text: str, path: Path, value: Value) -> str:
    """The text with a value at a path of keys and numbers of items; keys that lack are added.

    Raises EditError, and YamlError for a text that is not YAML.
    """
    *above, last = path
    edit = _Edit(text, above)
    if above and edit.is_empty and isinstance(last, str):
        return set_value(text, above, {last: value})
    entry = edit.entries.get(last)
    if entry is None and not (isinstance(last, str) and isinstance(edit.tree, dict)):
        raise EditError(f"there is no {'/'.join(map(str, path))}.")
    edit.tree[last] = as_read(value)
    splice = edit.replaced(entry, value) if entry else edit.key_added(str(last), value)
    return edit.result(*splice)


def append(text: str, path: Path, *items: Value) -> str:
    """The text with more items behind the last of the list at a path."""
    edit = _Edit(text, path)
    if edit.is_empty and not path:
        edit.whole, end = as_read(items), len(edit.text)
        return edit.result(end, end, f"{edit.lead}{edit.values.items(items, 0)}{edit.line_end}")
    if edit.is_empty:
        return set_value(text, path, items)
    if not isinstance(edit.tree, list):
        raise EditError(f"{'/'.join(map(str, path))} is not a list.")
    edit.tree += as_read(items)
    if edit.flow and any(getattr(item, "comment", "") for item in items):
        raise EditError(f"{'/'.join(map(str, path))} is a list in brackets.")
    if edit.flow:
        return edit.result(*edit.in_brackets(", ".join(map(edit.values.in_flow, items))))
    return edit.result(
        *edit.below(edit.values.items(items, edit.column(edit.node.start_mark.index)))
    )


def insert(text: str, path: Path, number: int, item: Value) -> str:
    """The text with an item before the one of this number in the list at a path.

    Comments above that one stay with it.
    """
    edit = _Edit(text, path)
    if number >= len(edit.entries) or not isinstance(edit.tree, list):
        return append(text, path, item)
    edit.tree[number:number] = as_read([item])
    if edit.flow:
        start = edit.entries[number].start
        return edit.result(start, start, f"{edit.values.in_flow(item)}, ")
    words = edit.values.items([item], edit.column(edit.node.start_mark.index))
    return edit.result(*edit.below(words, number - 1) if number else edit.above(words))


def remove(text: str, path: Path) -> str:
    """The text without the key or item at a path."""
    *above, last = path
    edit = _Edit(text, above)
    if last not in edit.entries:
        raise EditError(f"there is no {'/'.join(map(str, path))}.")
    if above and len(edit.entries) == 1:
        return set_value(text, above, [] if isinstance(last, int) else {})
    del edit.tree[last]
    return edit.result(*edit.removed(last))


def in_list(text: str, path: Path) -> str:
    """The text with a list in the place of a map, which is its only item and keeps its words."""
    *above, last = path
    edit = _Edit(text, above)
    entry, start = edit.entries[last], edit.entries[last].node.start_mark.index
    edit.tree[last] = [edit.tree[last]]
    words = edit.text[start : entry.end]
    if edit.flow or words.startswith("{"):
        return edit.result(start, entry.end, f"[{words}]")
    lines = re.sub(r"\n(?=[^\r\n])", "\n  ", words)
    return edit.result(start, entry.end, f"- {lines}")


def sections(text: str, path: Path) -> Sections:
    """The text of a collection in sections. Comments above an entry are part of it, except in a
    file those above its first.
    """
    edit = _Edit(text, path)
    entries = [*edit.entries.values()]
    if not entries:
        return Sections(text, [], "", "")
    if edit.flow:
        parts = [text[entry.start : entry.end] for entry in entries]
        gaps = [text[a.end : b.start] for a, b in pairwise(entries)] or [", "]
        if text[entries[0].start : entries[-1].end].count("#") > "".join(parts).count("#"):
            raise EditError(f"{'/'.join(map(str, path))} has comments in its brackets.")
        return Sections(text[: entries[0].start], parts, text[entries[-1].end :], gaps[0])
    first = text.rfind("\n", 0, entries[0].start) + 1
    lines = text[:first].splitlines(keepends=True) if path else []
    while lines and lines[-1].lstrip()[:1] in ("", "#"):
        first -= len(lines.pop())
    ends = [text.find("\n", max(entry.below - 1, 0)) + 1 or len(text) for entry in entries]
    parts = [text[start:end] for start, end in pairwise([first, *ends])]
    return Sections(text[:first], parts, text[ends[-1] :], "")


class _Edit:
    """A text, and the collection in it that changes: its node, entries and tree."""

    def __init__(self, text: str, path: Path) -> None:
        self.mark = "\ufeff" * text.startswith("\ufeff")
        self.text = text.removeprefix(self.mark)
        self.line_end = "\r\n" if "\r\n" in text else "\n"
        # The end of the last line, if it has none.
        self.lead = self.line_end if self.text and not self.text.endswith("\n") else ""
        # Refuses what composing would fail at: anchors, tags, depths.
        self.tree = self.whole = yamltext.parse(self.text, "") or {}
        self.node: Any = yaml.compose(self.text, yamltext.Loader)
        self.flow, self.values = False, Values(self.line_end)
        for step in (*path, None):
            self.flow = self.flow or bool(getattr(self.node, "flow_style", False))
            self.entries = {entry.key: entry for entry in self._entries(self.node)}
            if step is not None:
                self.node = self.entries[step].node if step in self.entries else None
                self.tree = self.tree[step] if step in self.entries else None
        self.is_empty = self.tree in (None, [], {})

    def result(self, start: int, end: int, words: str) -> str:
        """The whole text with words in the place of others, if it then reads as the tree."""
        new = self.text[:start] + words + self.text[end:]
        try:
            if (yamltext.parse(new, "") or {}) == (self.whole or {}):
                return self.mark + new
        except yamltext.YamlError:
            pass
        raise EditError("it cannot be changed here alone. Use a text editor.")

    def replaced(self, entry: _Entry, value: Value) -> tuple[int, int, str]:
        """A value in the place of another."""
        column, node, text = self.column(entry.start), entry.node, self.text
        lead = text[entry.stem : node.start_mark.index] if entry.end > entry.stem else ""
        lines = isinstance(node, yaml.CollectionNode) and not node.flow_style
        # Where comments stand around lines, a string of several lines would take them in.
        literal = not lines or not (lead + text[entry.end : self._line(entry.end)]).strip()
        self.values = Values(self.line_end, literal)
        if self.flow or not takes_lines(value):
            style = str(getattr(node, "style", "") or "") if entry.end > entry.stem else ""
            new = self.values.inline(value, 0 if self.flow else column + 2, style)
            if lines:
                return entry.stem, entry.end, f" {new}{lead.rstrip()}"
            # A comment goes with the first line: below, it would be words.
            head = HEAD.match(text, node.start_mark.index) if style in ("|", ">") else None
            end = self._line(entry.end) if "\n" in new else entry.end
            comment = (head[1] if head else "") + text[entry.end : end]
            first, gap, rest = new.partition(self.line_end)
            lead = lead or " " * (entry.stem > entry.start)
            return entry.stem, end, f"{lead}{first}{comment}{gap}{rest}"
        if lines:
            inner = self.column(node.start_mark.index)
            deeper = column + 2 if inner <= column else inner
            lead += " " * (deeper - inner)
            return entry.stem, entry.end, lead + self.values.block(value, deeper)
        end = self._line(entry.end)
        rest = lead.rstrip() + text[entry.end : end]
        return entry.stem, end, rest + self.values.block(value, column + 2, behind_key=True)

    def key_added(self, key: str, value: Value) -> tuple[int, int, str]:
        """A key behind the last."""
        name = self.values.in_flow(key)
        if self.flow:
            return self.in_brackets(f"{name}: {self.values.in_flow(value)}")
        column = self.column(self.node.start_mark.index) if self.entries else 0
        words = f"{name}:{self.values.block(value, column + 2, behind_key=True)}"
        if self.entries:
            return self.below(words)
        return len(self.text), len(self.text), f"{self.lead}{words}{self.line_end}"

    def removed(self, key: str | int) -> tuple[int, int, str]:
        """Nothing in the place of an entry; its comma, or its lines, go with it."""
        entries, text = [*self.entries.values()], self.text
        at, entry = [*self.entries].index(key), self.entries[key]
        following = entries[at + 1].start if at + 1 < len(entries) else entry.below
        if self.flow:
            # The comma before it, or, of the first, behind it; comments beside that stay.
            start, end = (entries[at - 1].end, entry.start) if at else (entry.end, following)
            rest = text[start:end].replace(",", "", 1) if len(entries) > 1 else ""
            return min(start, entry.start), max(end, entry.end), rest if rest.strip() else ""
        first = text.rfind("\n", 0, entry.start) + 1
        end = entry.below
        if not text[:end].endswith("\n"):
            end = text.find("\n", end) + 1 or len(text)
        if not text[first : entry.start].strip():
            return first, end, ""
        # The first key of an item stands behind its dash.
        joined = not text[end:following].strip()
        return entry.start, following if joined else self._line(entry.end), ""

    def above(self, words: str) -> tuple[int, int, str]:
        """Lines above the first entry, and the comments above it."""
        entry = next(iter(self.entries.values()))
        pad = " " * self.column(entry.start)
        at = self.text.rfind("\n", 0, entry.start) + 1
        if self.text[at : entry.start].strip():
            # It stands behind the dash of another list.
            return entry.start, entry.start, f"{words}{self.line_end}{pad}"
        while self.text.startswith(f"{pad}#", start := self.text.rfind("\n", 0, at - 1) + 1):
            at = start
        return at, at, f"{pad}{words}{self.line_end}"

    def below(self, words: str, number: int = -1) -> tuple[int, int, str]:
        """Lines below an entry, the last if no other is meant."""
        entry = [*self.entries.values()][number]
        line = f"{' ' * self.column(entry.start)}{words}"
        after = self.text[: entry.below].endswith("\n")
        words = f"{line}{self.line_end}" if after else f"{self.line_end}{line}"
        return entry.below, entry.below, words

    def in_brackets(self, words: str) -> tuple[int, int, str]:
        """Words behind the last entry within brackets."""
        if not self.entries:
            return (start := self.node.start_mark.index + 1), start, words
        return (end := [*self.entries.values()][-1].end), end, f", {words}"

    def _entries(self, node: yaml.Node | None) -> Iterator[_Entry]:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                colon = re.compile(r"\s*:").match(self.text, key.end_mark.index)
                stem = colon.end() if colon else key.end_mark.index
                name = normalize("NFC", key.value)
                yield _Entry(name, value, key.start_mark.index, stem, *self._ends(value, stem))
        elif isinstance(node, yaml.SequenceNode):
            start = node.start_mark.index
            dash = re.compile(rf"^ {{{self.column(start)}}}(?=-(?:\s|$))", re.M)
            for number, value in enumerate(node.value):
                start = value.start_mark.index if node.flow_style else start
                stem = start + (not node.flow_style)
                end, below = self._ends(value, stem)
                yield _Entry(number, value, start, stem, end, below)
                following = dash.search(self.text, end)
                start = following.end() if following else end

    def _ends(self, node: yaml.Node, stem: int) -> tuple[int, int]:
        """The end of a value without the comments and blank lines that PyYAML counts in."""
        start, end = node.start_mark.index, node.end_mark.index
        if isinstance(node, yaml.CollectionNode) and not node.flow_style:
            *_, last = self._entries(node)
            return last.end, last.below
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            head = self.text[start : self._line(start)].partition("#")[0]
            last_line = self._line(start + len(self.text[start:end].rstrip("\r\n")))
            # Of a block with `+`, blank lines below are words.
            return last_line, end if "+" in head else last_line
        if isinstance(node, yaml.ScalarNode) and not (node.value or node.style):
            end = stem
        return end, self._line(end)

    def column(self, at: int) -> int:
        """The column of an offset."""
        return at - self.text.rfind("\n", 0, at) - 1

    def _line(self, at: int) -> int:
        """The end of a line."""
        end = self.text.find("\n", at)
        return len(self.text) if end < 0 else end - (self.text[end - 1] == "\r")
