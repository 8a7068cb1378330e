"""Elements of a tree made of parts, texts and elements in order, and of delimiters around words.

Delimiters act wherever they stand, also between Chinese characters, for which CommonMark's rule
fails. A run costs a constant time: within brackets no delimiter is open twice.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

Part = str | Element
# A linked word up to this long stays whole on the line of the marker behind it, and these always.
MAX_HELD = 12
WHOLE = ("ruby", "code")
# The last character: in a tree some are written in several.
LAST = re.compile(r"(?:\x02\d+\x03|&amp;|.)\Z", re.S)
LONGEST = 5
ELEMENTS = {"**": "strong", "*": "em", "__": "strong", "_": "em", "~~": "del", "~": "sub"}
ELEMENTS["^"] = "sup"
# The sign of words that notes stand on: only references behind it end them.
MARKED = "=="


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


@dataclass(slots=True)
class Opener:
    """A sign that may begin an element: its index among the parts, and in the text."""

    sign: str
    at: int
    place: int = 0


class Parts:
    """Parts of a text read so far, and the signs among them that nothing has ended yet."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.openers: list[Opener] = []

    def begin(self, sign: str, place: int = 0) -> None:
        """Add a sign that may begin an element; it is words until something ends it."""
        self.openers.append(Opener(sign, len(self.parts), place))
        self.parts.append(sign)

    def run(self, run: str, before: str, after: str) -> None:
        """Add a run of delimiters between two characters: end what it can, begin with the rest."""
        marked, within = run == MARKED, run[0] == "_"
        ends = not marked and before.strip() and not (within and after.isalnum())
        begins = marked or (after.strip() and not (within and before.isalnum()))
        while run and ends and (sign := self._like(run)):
            # Of three signs that are open, the next two or the next one say which is inside.
            sign = sign if len(sign) < 3 else run[:2]
            if not self.end(sign, ELEMENTS[sign]):
                break
            run = run[len(sign) :]
        if run and begins and not self._like(run[:3]):
            self.begin(run[:3])
            run = run[3:]
        if run:
            self.parts.append(run)

    def end(self, sign: str, name: str, **attributes: str) -> bool:
        """Make an element of the parts since a sign, if there are any."""
        signs = (sign, sign[0] * 3)
        opener = next((opener for opener in self._here() if opener.sign in signs), None)
        if opener is None or opener.at + 1 == len(self.parts):
            return False
        while self.openers.pop() is not opener:
            pass
        whole = element(name, *self.parts[opener.at + 1 :], **attributes)
        del self.parts[opener.at :]
        if rest := opener.sign[len(sign) :]:
            self.begin(rest)
        self.parts.append(whole)
        return True

    def bracket(self) -> Opener | None:
        """Take the innermost bracket, if there is any; the openers inside it remain words."""
        inside = sum(1 for _ in self._here())
        if inside == len(self.openers):
            return None
        del self.openers[len(self.openers) - inside :]
        return self.openers.pop()

    def _here(self) -> Iterator[Opener]:
        """Yield the openers in the brackets at hand, the innermost first."""
        for opener in reversed(self.openers):
            if opener.sign.endswith("["):
                return
            yield opener

    def _like(self, run: str) -> str:
        """The innermost open sign like a run; if either is of three, all of its kind are like it."""
        for opener in self._here():
            long = len(run) > 2 or len(opener.sign) > 2
            if opener.sign == run or (long and opener.sign[0] == run[0]):
                return opener.sign
        return ""
