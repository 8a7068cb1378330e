"""An editor's Markdown as markup: few elements, and never HTML of the editor's own.

The words are read into tokens by markdown-it-py (CommonMark, HTML off); what is written
is made of those tokens by `el`, so that nothing in them can act.
"""

import re
from collections.abc import Callable, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from dossier.render.inline import Line, Phrase, external, joined, phrase
from dossier.render.markup import Markup, el, join, text
from dossier.tables import pair_table

Linked = Callable[[str], Line]

# Without link definitions, which would swallow `[^1]: words` and show nothing.
# CommonMark's own preset drops what is nested deeper than ten lists.
READ = MarkdownIt("commonmark", {"html": False, "maxNesting": 100}).disable("reference")
ELEMENTS = pair_table(__package__, "vocabularies.txt", "elements")
# Emphasis within emphasis that a line still shows.
DEEPEST = 10
CHINESE = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
# Signs that Chinese shares with other languages: Chinese where they stand beside it.
SHARED = "“”‘’—…·"


def prose(words: str, linked: Linked) -> Markup:
    """Markdown as markup; `linked` turns the [[…]] of its running text into links."""
    return join(_built(READ.parse(words), linked))


def line(words: str, linked: Linked) -> Line:
    """Markdown as words of one line: paragraphs run on, lists become words."""
    inline = [token for token in READ.parse(words) if token.type == "inline"]
    return joined((_spans(token.children or (), linked) for token in inline), " ")


def _spans(tokens: Sequence[Token], linked: Linked) -> Line:
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
            stack[-1][1].append("\n")
        else:
            led = any(opening.type == "link_open" for opening, _ in stack if opening)
            stack[-1][1].append(token.content if led else linked(token.content))
    return joined(stack[0][1])


def _span(opening: Token | None, words: Line) -> Line:
    kind = opening.type.removesuffix("_open") if opening else ""
    if opening and kind == "link":
        return external(str(opening.attrs.get("href", "")), words)
    return [phrase(words, kind=kind)]


def _built(tokens: Sequence[Token], linked: Linked) -> list[Markup]:
    """Turn blocks into elements with a stack instead of recursion, for deep nesting."""
    stack: list[tuple[Token | None, list[Markup]]] = [(None, [])]
    for token in tokens:
        if token.nesting == 1:
            stack.append((token, []))
        elif token.nesting == -1 and len(stack) > 1:
            opening, children = stack.pop()
            stack[-1][1].append(_closed(opening, children))
        else:
            stack[-1][1].append(_leaf(token, linked))
    return [part for _, parts in stack for part in parts]


def is_chinese(before: Sequence[Token], after: Sequence[Token]) -> bool:
    """Whether a line that was broken here runs on without a space."""
    last = next((token.content[-1] for token in reversed(before) if token.content), "")
    first = next((token.content[0] for token in after if token.content), "")
    beside = [bool(CHINESE.match(sign)) for sign in (last, first)]
    return any(beside) and all(
        chinese or (sign != "" and sign in SHARED)
        for chinese, sign in zip(beside, (last, first), strict=True)
    )


def _closed(opening: Token | None, children: list[Markup]) -> Markup:
    kind = opening.type.removesuffix("_open") if opening else ""
    if kind == "heading":
        return el("p", el("strong", *children))
    # A list is tight where its paragraphs are hidden: its items hold bare words.
    if kind in ELEMENTS and not (opening and opening.hidden):
        return el(ELEMENTS[kind], *children)
    return join(children)


def _leaf(token: Token, linked: Linked) -> Markup:
    if token.type == "inline":
        return text(_spans(token.children or (), linked))
    if token.type in ("fence", "code_block"):
        # Show the info string of a fence too: no word of a note is lost.
        lines = (token.info.strip(), token.content.rstrip("\n"))
        return el("p", el("code", "\n".join(filter(None, lines))))
    return text(token.content)
