"""An editor's Markdown as data: few kinds of blocks, and never HTML of the editor's own.

The words are read into tokens by markdown-it-py (CommonMark, HTML off), and templates escape
them, so that nothing in them can act.
"""

import re
from collections.abc import Callable, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dossier.render.inline import Line, Phrase, external, joined, phrase
from dossier.tables import pair_table

Linked = Callable[[str], Line]
Block = dict[str, Any]

# Without link definitions, which would swallow `[^1]: words` and show nothing.
# CommonMark's own preset drops what is nested deeper than ten lists.
READ = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).disable("reference")
ELEMENTS = pair_table(__package__, "vocabularies.txt", "elements")
# Emphasis within emphasis, and lists within lists, that are still shown as such.
DEEPEST = 10
NESTED = ("ul", "ol", "li", "blockquote")
BREAK = phrase("", kind="br")
CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
# Signs that Chinese shares with other languages: Chinese where they stand beside it.
SHARED = frozenset("“”‘’—…·")


def blocks(words: str, linked: Linked) -> list[Block]:
    """Markdown as paragraphs, lists and quotations; `linked` turns the [[…]] of its text into links."""
    stack: list[tuple[str, list[Block]]] = [("", [])]
    for token in READ.parse(words):
        if token.nesting == 1:
            stack.append((_kind(token, stack), []))
        elif token.nesting == -1:
            kind, inner = stack.pop()
            if kind in ("p", "heading"):
                text: Line = [phrase(inner[0]["text"], kind="strong")] if kind == "heading" else ""
                inner = [{"kind": "p", "text": text or inner[0]["text"]}]
            stack[-1][1].extend([{"kind": kind, "blocks": inner}] if kind in NESTED else inner)
        elif token.type == "inline":
            stack[-1][1].append({"text": _spans(token.children or (), linked, [BREAK])})
        elif token.type in ("fence", "code_block"):
            # Show the info string of a fence too: no word of a note is lost.
            code = "\n".join(filter(None, (token.info.strip(), token.content.rstrip("\n"))))
            stack[-1][1].append(
                {"kind": "p", "text": [phrase(joined(code.split("\n"), [BREAK]), kind="code")]}
            )
    return stack[0][1]


def _kind(opening: Token, stack: Sequence[tuple[str, Sequence[Block]]]) -> str:
    """The element of a block that opens; "" where its content stands in what is around it."""
    kind = opening.type.removesuffix("_open")
    if kind == "list_item":
        return "li" if stack[-1][0] else ""
    # A list is tight where its paragraphs are hidden: its items hold bare words.
    if opening.hidden or (kind != "paragraph" and kind != "heading" and len(stack) > DEEPEST):
        return ""
    return "heading" if kind == "heading" else ELEMENTS.get(kind, "")


def line(words: str, linked: Linked) -> Line:
    """Markdown as words of one line: paragraphs run on, lists become words."""
    inline = [token for token in READ.parse(words) if token.type == "inline"]
    return joined((_spans(token.children or (), linked, "\n") for token in inline), " ")


def _spans(tokens: Sequence[Token], linked: Linked, line_break: Line) -> Line:
    """The words of a block as phrases, with a stack instead of recursion."""
    stack: list[tuple[Token | None, list[Line | Phrase]]] = [(None, [])]
    for at, token in enumerate(tokens):
        if token.nesting == 1:
            stack.append((token, []))
        elif token.nesting == -1:
            opening, parts = stack.pop()
            words = joined(parts)
            stack[-1][1].append(_span(opening, words) if len(stack) <= DEEPEST else words)
        elif token.type == "softbreak":
            stack[-1][1].append("" if is_chinese(tokens[:at], tokens[at + 1 :]) else " ")
        elif token.type == "code_inline":
            stack[-1][1].append(phrase(token.content, kind="code"))
        elif token.type == "hardbreak":
            stack[-1][1].append(line_break)
        else:
            led = any(opening.type == "link_open" for opening, _ in stack if opening)
            stack[-1][1].append(token.content if led else linked(token.content))
    return joined(stack[0][1])


def _span(opening: Token | None, words: Line) -> Line:
    kind = opening.type.removesuffix("_open") if opening else ""
    if opening and kind == "link":
        return external(str(opening.attrs.get("href", "")), words)
    return [phrase(words, kind=kind)]


def is_chinese(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a line that was broken here runs on without a space."""
    last = next((token.content[-1] for token in reversed(before) if token.content), "")
    first = next((token.content[0] for token in after if token.content), "")
    signs = (last, first)
    is_likely = all(CHINESE.match(sign) or sign in SHARED for sign in signs)
    return is_likely and any(map(CHINESE.match, signs))
