"""Delimiters around words: what begins, what ends, and the elements they make.

They act wherever they stand, also between Chinese characters, for which CommonMark's rule fails.
A run costs a constant time: within brackets no delimiter is open twice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from dossier.render.markdown.elements import Part, element

ELEMENTS = {"**": "strong", "*": "em", "__": "strong", "_": "em", "~~": "del", "~": "sub"}
ELEMENTS["^"] = "sup"
# The sign of words that notes stand on: only references behind it end them.
MARKED = "=="


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
