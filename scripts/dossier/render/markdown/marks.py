"""Words that notes stand on, whose markers never stand at the beginning of a line."""

import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import element, words_of

# A linked word up to this long stays whole on the line of the marker after it.
MAX_HELD = 12
# Elements that no line's end may part.
WHOLE = ("ruby", "code")
# The last character: in a tree some are written in several.
LAST = re.compile(r"(?:\x02\d+\x03|&amp;|.)\Z", re.S)
LONGEST = 5


def with_markers(mark: Element, markers: Sequence[Element]) -> list[Element]:
    """A mark, whose end stands in one element with its markers."""
    if not markers:
        return [mark]
    end = split(mark)
    held = element("span", [*end, *markers], {"class": "d-nowrap"})
    return [mark, held] if mark.text or len(mark) else [held]


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
