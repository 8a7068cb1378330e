"""Elements of a tree made of parts: texts and elements in order."""

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

Part = str | Element
# A linked word up to this long stays whole on the line of the marker behind it, and these always.
MAX_HELD = 12
WHOLE = ("ruby", "code")
# The last character: in a tree some are written in several.
LAST = re.compile(r"(?:\x02\d+\x03|&amp;|.)\Z", re.S)
LONGEST = 5


def element(tag: str, *parts: Part, **attributes: str) -> Element:
    """An element of these parts: `class_` is `class`, `_` is `-`, and what is empty left out."""
    names = {key.rstrip("_").replace("_", "-"): key for key in attributes if attributes[key]}
    result = Element(tag, {name: attributes[key] for name, key in names.items()})
    fill(result, parts)
    return result


def fill(parent: Element, parts: Iterable[Part]) -> None:
    """Put parts at the end of an element."""
    words: list[str] = []
    for part in (*parts, None):
        if isinstance(part, str):
            words.append(part)
            continue
        if (text := "".join(words)) and len(parent):
            parent[-1].tail = (parent[-1].tail or "") + text
        elif text:
            parent.text = (parent.text or "") + text
        words.clear()
        if part is not None:
            parent.append(part)


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


def split(parent: Element) -> list[Element]:
    """Cut the last character, or a short link at the end, off an element, into a copy of that."""
    last = parent[-1] if len(parent) else None
    text = (parent.text if last is None else last.tail) or ""
    copy = Element(parent.tag, parent.attrib)
    if text:
        match = LAST.search(text, max(0, len(text) - LONGEST))
        at = match.start() if match else 0
        copy.text, rest = text[at:], text[:at]
        if last is None:
            parent.text = rest
        else:
            last.tail = rest
    elif last is None:
        return []
    elif last.tag in WHOLE or (last.tag == "a" and len(words_of(last)) <= MAX_HELD):
        parent.remove(last)
        copy.append(last)
    else:
        copy.extend(split(last))
        if not last.text and not len(last):
            parent.remove(last)
    return [copy]
