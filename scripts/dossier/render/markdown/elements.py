"""Elements made of parts: texts and elements in order."""

import re
from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

from markdown.util import AtomicString

Part = str | Element
# Python-Markdown writes `&` as it is where it begins a reference.
AMPERSAND = re.compile(r"&(?=#?[A-Za-z0-9]+;)")


def literal(words: str) -> str:
    """Words as they have to stand in a tree to be read as themselves."""
    if "&" in words:
        words = AMPERSAND.sub("&amp;", words)
    return words


def element(
    tag: str,
    parts: Iterable[Part],
    attributes: Mapping[str, str] | None = None,
    atomic: bool = False,
) -> Element:
    """An element with these parts in it."""
    result = Element(tag, {key: literal(value) for key, value in (attributes or {}).items()})
    fill(result, parts)
    if atomic:
        result.text = AtomicString(result.text)
    return result


def fill(parent: Element, parts: Iterable[Part]) -> None:
    """Put parts at the end of an element."""
    words: list[str] = []
    last = parent[-1] if len(parent) else None
    for part in parts:
        if isinstance(part, str):
            words.append(part)
        else:
            _write(parent, last, words)
            words = []
            parent.append(part)
            last = part
    _write(parent, last, words)


def prepend(parent: Element, parts: Iterable[Part]) -> None:
    """Put parts at the beginning of an element."""
    children = list(parent)
    text, parent.text = parent.text, None
    parent[:] = []
    fill(parent, [*parts])
    _write(parent, parent[-1] if len(parent) else None, [text or ""])
    parent.extend(children)


def _write(parent: Element, last: Element | None, words: list[str]) -> None:
    text = literal("".join(words))
    if not text:
        return
    if last is None:
        parent.text = (parent.text or "") + text
    else:
        last.tail = (last.tail or "") + text


def shown(part: Part) -> str:
    """The words that a part shows, without the reading of ruby."""
    if isinstance(part, str):
        return part
    return "".join(shown_in(part))


def shown_in(parent: Element) -> Iterable[str]:
    """Yield the texts in an element, without the reading of ruby."""
    if parent.tag != "rt":
        yield parent.text or ""
        for child in parent:
            yield from shown_in(child)
            yield child.tail or ""
