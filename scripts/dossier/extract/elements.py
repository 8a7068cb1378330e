"""What HTML's elements mean to a reader: blocks, inline marks, kinds of blocks."""

from __future__ import annotations

from collections.abc import Sequence

from dossier.extract.pieces import Element
from dossier.extract.wordlist import words
from dossier.model import BlockKind, MarkKind

# HTML Standard, 15.3 Rendering: flow content that browsers set as a block of its own.
BLOCKS = frozenset(
    words(
        "address article aside blockquote body button caption center dd details dialog dir div dl dt"
        " fieldset figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html"
        " iframe-text legend li main menu nav noembed-text noframes-text noscript ol optgroup option p"
        " pre search section select summary table tbody td template textarea-text tfoot th thead"
        " title-text tr ul video audio object xmp-text listing"
    )
)
INLINE: dict[str, MarkKind] = {
    "a": "link",
    "ok": "link",  # what mirrors of blocked pages write for <a>
    "b": "strong",
    "strong": "strong",
    "em": "em",
    "i": "em",
    "code": "code",
    "kbd": "code",
    "samp": "code",
    "sup": "sup",
    "sub": "sub",
    "del": "del",
    "s": "del",
    "strike": "del",
}
KINDS: dict[str, BlockKind] = {
    **{f"h{level}": "heading" for level in range(1, 7)},
    "li": "list_item",
    "dd": "paragraph",
    "blockquote": "quote",
    "figcaption": "caption",
    "caption": "caption",
    "pre": "code",
    "listing": "code",
    "xmp-text": "code",
    "table": "table",
}
# Words of a class name that make even a <span> a picture's caption or credit.
CAPTION_WORDS = frozenset(("caption", "figcaption", "credit", "copyright"))
PRE = ("pre", "listing", "xmp-text")


def kind_of(path: Sequence[Element]) -> tuple[BlockKind, int, bool]:
    """Kind, level and ordering by the innermost ancestor that says something."""
    for element in reversed(path):
        if CAPTION_WORDS & element.tokens and element.tag in (
            "span",
            "small",
            "i",
            "em",
            "p",
            "div",
        ):
            return "caption", 0, False
        kind = KINDS.get(element.tag)
        if kind == "heading":
            return kind, int(element.tag[1]), False
        if kind == "list_item":
            lists = [one.tag for one in path if one.tag in ("ul", "ol", "menu", "dir")]
            return kind, max(1, len(lists)), bool(lists) and lists[-1] == "ol"
        if kind and kind != "table":
            return kind, 0, False
    return "paragraph", 0, False
