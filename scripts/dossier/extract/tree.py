"""Build a tree of elements from tokens, adding the end tags that HTML makes optional.

Nothing is dropped or moved: every word stands in the tree where it stands in the file. What an
element means to a reader is decided in elements.py.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from math import inf

from dossier.extract.phrases import by_word, table, word_set
from dossier.extract.tokens import Token

VOID = word_set("html", "void")
ENDS_PARAGRAPH = word_set("html", "ends_paragraph")
HEADINGS = frozenset(["h1", "h2", "h3", "h4", "h5", "h6"])
PARAGRAPH_SCOPE = word_set("html", "paragraph_scope")
# Start tag -> the open elements that it ends, and those behind which it ends none (13.1.2.4).
ENDED_BY: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    tag: (frozenset(ended.split()), frozenset(behind.split()))
    for tag, (ended, behind) in table("ended_by").items()
}
ENDED_BY["a"] = (frozenset({"a"}), ENDS_PARAGRAPH | PARAGRAPH_SCOPE)
# A misplaced end tag closes no element of a higher rank than its own (as libxml2 has it).
RANKS = dict.fromkeys(ENDS_PARAGRAPH, 2)
RANKS |= {tag: int(rank) for tag, rank in by_word("end_ranks").items()}
WORDLESS = word_set("html", "wordless")
FORMULA_CLASSES = word_set("classes", "formula")
FORMULA_TAGS = ("math", "mjx-container", "math-tex")
# Open elements that are looked through for the partner of a tag; nobody leaves more open.
MAX_LOOK = 100


@dataclass(slots=True)
class Node:
    """An element. `serial` tells it from another that looks the same."""

    tag: str
    attrs: Mapping[str, str]
    serial: int
    children: list[Node | str] = field(default_factory=list)

    def descendants(self) -> Iterator[Node]:
        """All elements below this one, in the order of the file."""
        stack: list[Node] = [self]
        while stack:
            node = stack.pop()
            if node is not self:
                yield node
            stack.extend(child for child in reversed(node.children) if not isinstance(child, str))

    def text(self, most: float = inf) -> str:
        """All words in it, in the order of the file; of no more than `most` nodes."""
        parts: list[str] = []
        stack: list[Node | str] = [self]
        while stack and most > 0:
            node = stack.pop()
            most -= 1
            if isinstance(node, str):
                parts.append(node)
            else:
                stack.extend(reversed(node.children))
        return "".join(parts)


def build(tokens: Iterable[Token], serials: Iterator[int]) -> Node:
    """The tree of a stretch of tokens, below a root without a tag."""
    root = Node("", {}, 0)
    opened = [root]
    count: defaultdict[str, int] = defaultdict(int)
    for token in tokens:
        kind = token.kind
        if kind == "text" or kind == "other":
            opened[-1].children.append(token.visible)
        elif kind == "start":
            _start(token, opened, count, next(serials))
        elif kind == "end":
            _end(token.name, opened, count)
        elif kind == "silent" and "math/tex" in token.source[:200]:
            tex = token.source[token.source.index(">") + 1 :].rsplit("</", 1)[0]
            _pair(opened[-1].children)
            opened[-1].children.append(Node("math-tex", {"data-tex": tex}, next(serials)))
        elif kind == "raw":
            node = Node(f"{token.name}-text", {}, next(serials), [token.visible])
            opened[-1].children.append(node)
    return root


def is_formula(node: Node) -> bool:
    """Whether an element is one formula, however often it writes it."""
    return node.tag in FORMULA_TAGS or bool(
        node.tag in ("span", "div")
        and not FORMULA_CLASSES.isdisjoint(node.attrs.get("class", "").lower().split())
    )


def _pair(before: Sequence[Node | str]) -> None:
    """Mark a formula as a twin of the TeX that MathJax keeps in a script behind it."""
    for node in reversed(before[-6:]):
        if isinstance(node, str) and node.strip():
            break
        if not isinstance(node, str) and is_formula(node) and node.tag != "math-tex":
            node.attrs = {**node.attrs, "data-tex": "", "data-twin": "1"}


def _start(token: Token, opened: list[Node], count: defaultdict[str, int], serial: int) -> None:
    name = token.name
    again = name in ("html", "body") and count[name]
    if name in WORDLESS or again or (name == "meta" and "itemprop" not in token.source):
        return
    if name in ENDS_PARAGRAPH:
        if count["p"]:
            _close_within({"p"}, PARAGRAPH_SCOPE, opened, count)
        if name in HEADINGS and opened[-1].tag in HEADINGS:
            count[opened.pop().tag] -= 1
    implied = ENDED_BY.get(name)
    if implied and any(map(count.__getitem__, implied[0])):
        _close_within(implied[0], implied[1], opened, count)
    node = Node(name, token.attributes, serial)
    opened[-1].children.append(node)
    if name not in VOID and not token.empty:
        opened.append(node)
        count[name] += 1


def _close_within(
    names: Set[str], scope: Set[str], opened: list[Node], count: defaultdict[str, int]
) -> None:
    """Close the outermost open element of these names that stands inside the scope."""
    place = 0
    for at in range(len(opened) - 1, max(0, len(opened) - MAX_LOOK), -1):
        tag = opened[at].tag
        if tag in names:
            place = at
        elif tag in scope:
            break
    if place:
        _close(place, opened, count)


def _close(place: int, opened: list[Node], count: defaultdict[str, int]) -> None:
    for node in opened[place:]:
        count[node.tag] -= 1
    del opened[place:]


def _end(name: str, opened: list[Node], count: defaultdict[str, int]) -> None:
    if not count[name]:
        return
    rank = RANKS.get(name, 1)
    for at in range(len(opened) - 1, max(0, len(opened) - MAX_LOOK), -1):
        tag = opened[at].tag
        if tag == name:
            return _close(at, opened, count)
        if RANKS.get(tag, 1) > rank:
            return
