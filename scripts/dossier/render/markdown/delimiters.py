"""Delimiters around words: what opens, what closes, and the elements they make.

They act wherever they stand, also between Chinese characters, for which CommonMark's rule fails.
Each opener costs a constant time: within brackets no delimiter is open twice.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from dossier.render.markdown.elements import Part, element

ELEMENTS = {
    "**": "strong",
    "*": "em",
    "__": "strong",
    "_": "em",
    "~~": "del",
    "~": "sub",
    "^": "sup",
}


@dataclass(slots=True)
class Opener:
    """A sign that may begin an element: its index among the parts, and in the text."""

    sign: str
    at: int
    place: int = 0


class Parts:
    """Parts of a text read so far, and the signs among them that nothing has closed yet."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.openers: list[Opener] = []

    def begin(self, sign: str, place: int = 0) -> None:
        """Add a sign that may begin an element; it is words until something closes it."""
        self.openers.append(Opener(sign, len(self.parts), place))
        self.parts.append(sign)

    def mark(self) -> None:
        """Add the sign of words that notes stand on; an open one cannot open again."""
        if self._is_open("=="):
            self.parts.append("==")
        else:
            self.begin("==")

    def run(self, run: str, before: str, after: str) -> None:
        """Add a run of delimiters between two characters: close what it can, open with the rest."""
        inside = run[0] == "_"
        may_close = before.strip() and not (inside and after.isalnum())
        may_open = after.strip() and not (inside and before.isalnum())
        while run and may_close and (sign := self._sign_to_end(run)):
            if not self.end(sign, ELEMENTS[sign]):
                break
            run = run[len(sign) :]
        if run and may_open and not self._is_open(run[:3]):
            self.begin(run[:3])
            run = run[3:]
        if run:
            self.parts.append(run)

    def end(self, sign: str, name: str, attributes: Mapping[str, str] | None = None) -> bool:
        """Make an element of the parts since a sign, if there are any."""
        signs = (sign, sign[0] * 3)
        opener = next((opener for opener in self._here() if opener.sign in signs), None)
        if opener is None or opener.at + 1 == len(self.parts):
            return False
        while self.openers.pop() is not opener:
            pass
        whole: list[Part] = [element(name, self.parts[opener.at + 1 :], attributes)]
        if rest := opener.sign[len(sign) :]:
            self.openers.append(Opener(rest, opener.at))
            whole.insert(0, rest)
        self.parts[opener.at :] = whole
        return True

    def bracket(self) -> Opener | None:
        """Take the innermost bracket; the openers inside it remain words."""
        inside = len(list(self._here()))
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

    def _sign_to_end(self, run: str) -> str:
        """The sign that a run ends first: three or more end what is innermost, fewer their like."""
        for opener in self._here():
            if opener.sign == run[0] * 3:
                return run[:2]
            if opener.sign == run or (len(run) > 2 and opener.sign[0] == run[0]):
                return opener.sign
        return ""

    def _is_open(self, run: str) -> bool:
        """Whether what a run would open is open; three signs open two elements."""
        return any(
            opener.sign == run or (len(run) > 2 and opener.sign[0] == run[0])
            for opener in self._here()
        )
