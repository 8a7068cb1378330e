"""Elements of a tree made of parts: texts and elements in order."""

from collections.abc import Iterable, Mapping
from xml.etree.ElementTree import Element

Part = str | Element


def element(
    tag: str, parts: Iterable[Part] = (), attributes: Mapping[str, str] | None = None
) -> Element:
    """An element with these parts in it; attributes without a value are left out."""
    result = Element(tag, {key: value for key, value in (attributes or {}).items() if value})
    fill(result, parts)
    return result


def fill(parent: Element, parts: Iterable[Part]) -> None:
    """Put parts at the end of an element."""
    words: list[str] = []
    for part in parts:
        if isinstance(part, str):
            words.append(part)
        else:
            _write(parent, words)
            words.clear()
            parent.append(part)
    _write(parent, words)


def _write(parent: Element, words: list[str]) -> None:
    text = "".join(words)
    if text and len(parent):
        parent[-1].tail = (parent[-1].tail or "") + text
    elif text:
        parent.text = (parent.text or "") + text


def take(parent: Element) -> list[Part]:
    """Take all parts out of an element."""
    parts: list[Part] = [parent.text or ""]
    for child in parent:
        parts += (child, child.tail or "")
        child.tail = None
    parent.text = None
    parent[:] = []
    return parts


def words_of(part: Part) -> str:
    """The words that a part shows, without the reading of ruby."""
    if isinstance(part, str):
        return part
    inner = "".join(words_of(child) + (child.tail or "") for child in part)
    return (part.text or "") + inner if part.tag != "rt" else ""
