"""Words that notes stand on, each marker kept on the line of the words before it."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import element, shown

# A linked word up to this long stays whole on the line of the marker after it.
MAX_HELD = 12
# Elements that no line's end may part.
WHOLE = ("ruby", "code")
END_OF_SIGN = "\x03"


def with_markers(mark: Element, markers: Sequence[Element]) -> list[Element]:
    """A mark, whose end stands in one element with its markers."""
    if not markers:
        return [mark]
    end = split(mark)
    held = element("span", [*([end] if end is not None else []), *markers], {"class": "d-nowrap"})
    return [mark, held] if mark.text or len(mark) else [held]


def split(parent: Element) -> Element | None:
    """Cut the last character, or a short link at the end, off an element, as a copy of that."""
    last = parent[-1] if len(parent) else None
    text = (parent.text if last is None else last.tail) or ""
    copy = Element(parent.tag, parent.attrib)
    if text:
        at = text.rfind("\x02") if text.endswith(END_OF_SIGN) else len(text) - 1
        copy.text = text[at:]
        if last is None:
            parent.text = text[:at]
        else:
            last.tail = text[:at]
        return copy
    if last is None:
        return None
    if last.tag in WHOLE or (last.tag == "a" and len(shown(last)) <= MAX_HELD):
        parent.remove(last)
        copy.append(last)
        return copy
    end = split(last)
    if not last.text and not len(last):
        parent.remove(last)
    copy.extend([end] if end is not None else [])
    return copy
