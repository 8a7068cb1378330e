r"""Escape words so that no Markdown, template or browser can take them for a command.

Every character with a meaning to Python-Markdown or HTML is written as a character
reference; Markdown's own backslash is not total (`\\<` does nothing). Only what `el`
builds is markup: a plain `str` is always text.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from dossier.render import inline
from dossier.render.inline import Line, Phrase

# All ASCII punctuation that any extension of Markdown reads, and the HTML ones; a tab, which
# Markdown turns into spaces; a line feed. Comma, full stop, semicolon, brackets, hyphen, slash,
# percent act only at the start of a line or after one of these, and no text of a seed ever starts
# a line.
SPECIAL = re.compile(r"[&<>\"'`*_\[\]{}\\#!|~^=$@:+\t\n]+")
MARKDOWN = {sign: f"&#{ord(sign)};" for sign in "'`*_[]{}\\#!|~^=$@:+"}
HTML = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "<br>"}
WRITTEN = MARKDOWN | HTML
READ_IN_ADDRESS = re.compile(r"[&'*_~\[\]]")
VOID = ("br", "img", "hr", "col", "wbr")
# Kinds of phrases that are elements; others are classes.
ELEMENTS = ("strong", "em", "small", "code", "del", "sup", "sub", "b", "cite")


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()

    def __html__(self) -> str:
        """Return the text for a template to write as it is."""
        return self


def text(words: Line | Phrase) -> Markup:
    """Escape words as plain text; a line feed becomes a line break, a phrase an element."""
    if isinstance(words, Markup):
        return words
    if isinstance(words, str):
        return Markup(SPECIAL.sub(_references, words))
    if isinstance(words, dict):
        return _phrase(**words)
    return Markup("".join([text(part) for part in words]))


def _phrase(
    text: Line, href: str | None = None, kind: str = "", lang: str | None = None, dir: str = ""
) -> Markup:
    attributes = {"lang": lang, "dir": dir or None}
    if href is not None:
        rel = "noopener noreferrer" if inline.LINKABLE.match(href) else None
        kind = f"d-{kind}" if kind else ""
        return el("a", text, class_=kind or None, href=href, rel=rel, **attributes)
    if kind == "br":
        return el(kind)
    if kind in ELEMENTS:
        return el(kind, text, **attributes)
    return el("span", text, class_=f"d-{kind}" if kind else None, **attributes)


def _references(match: re.Match[str]) -> str:
    return "".join(map(WRITTEN.__getitem__, match[0]))


def el(name: str, *children: Line | Phrase | None, **attributes: str | int | bool | None) -> Markup:
    """An element on one line; children are text unless they are Markup.

    Attribute names: `class_` for class, `_` for `-`; None and False leave one out.
    """
    parts = ["<", name]
    for key, value in attributes.items():
        if value is True:
            parts.append(_attribute_name(key))
        elif value is not None and value is not False:
            parts += (_attribute_name(key), '="', attribute(value), '"')
    parts.append(">")
    if name in VOID:
        return Markup("".join(parts))
    parts += [text(child) for child in children if child]
    parts += ("</", name, ">")
    return Markup("".join(parts))


@cache
def _attribute_name(key: str) -> str:
    return f" {key.rstrip('_').replace('_', '-')}"


def join(parts: Iterable[Line | Phrase], glue: str = "") -> Markup:
    """Concatenate texts and markup."""
    return Markup(text(glue).join([text(part) for part in parts]))


def attribute(value: str | int) -> str:
    """A value as it stands between the quotes of an attribute."""
    return _one_line(value) if isinstance(value, Markup) else _in_quotes(str(value))


@lru_cache(maxsize=10_000)
def _in_quotes(words: str) -> str:
    return SPECIAL.sub(_references, _one_line(words))


def _one_line(words: str) -> str:
    return " ".join(words.split())


def shortened(words: str, most: int) -> str:
    """Words of at most so many characters, with an ellipsis where some were left out."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def external(url: str, *children: str, class_: str | None = None) -> Markup:
    """A link that leaves the site; only its words where the address is none to lead to."""
    href = address(url)
    if not href:
        return join(children)
    return el("a", *children, href=Markup(href), rel="noopener noreferrer", class_=class_)


def address(url: str) -> str:
    """An address fit for an attribute inside Markdown, or "" for one that is not LINKABLE."""
    return READ_IN_ADDRESS.sub(_references, inline.address(url))
