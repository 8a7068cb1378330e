r"""Write words so that every reader of Markdown reads these words again, and least is added.

A backslash stands where all readers know it (Python-Markdown's ``\`*_{}[]()>#+-.!`` and, with
tables, `|`); elsewhere a character reference, and only where a sign could act: `~` where a second
one is near, `<` before a name, white space at an edge.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

# Signs that act within a line; whether one does depends on what is beside it.
SPECIAL = re.compile(r"[\\`*_{\[\]}|!(<&~^$=@\t]")
ALWAYS = frozenset("\\`*{[")
TAG = re.compile(r"<(?=[A-Za-z/!?]|[^<>\s]*@)")
REFERENCE = re.compile(r"&(?=#[0-9]+;|#[xX][0-9a-fA-F]+;|[0-9A-Za-z]+;)")
# What makes a line something else than a paragraph: the sign that says so is the last one.
BACKSLASH_AT_START = re.compile(
    r"[#>|]|-(?=[ \t]|$|[-| :]*$)|\+(?=[ \t=-]|$)"
    r"|\(?(?:\d+|#|@[\w-]*|[a-z]|[ivxlcdm]+|[A-Z](?=\)|\. {2})|[IVXLCDM]{2,})[.)](?=[ \t]|$)"
)
REFERENCE_AT_START = re.compile(r":(?=[ \t]|$|::|[-| :]*$)|~(?=[ \t]|$|~~)|[Tt]able:")
UNDERLINE = re.compile(r"=+[ \t]*$")
# The break of a line, as every reader knows it.
BREAK = "  \n"
# What shields the signs of a place, as bits: brackets and braces around it, or code.
BRACKET, RUBY, CODE = 1, 2, 4


def reference(sign: str) -> str:
    """A character reference."""
    return {"&": "&amp;", "<": "&lt;"}.get(sign) or f"&#{ord(sign)};"


@dataclass(frozen=True)
class Words:
    """Words of one block, and the signs of Markdown to set between them, by offset.

    `shields` has a byte of bits for each character, `pairing` are the signs of which some are set
    in pairs. A `flat` text has one line, which does not begin a block: a heading, a cell (`cell`).
    """

    text: str
    signs: Mapping[int, str] = field(default_factory=dict)
    shields: bytes = b""
    pairing: frozenset[str] = frozenset()
    flat: bool = False
    cell: bool = False

    def before(self, at: int) -> str:
        """The sign that stands before an offset in the Markdown; empty at the start."""
        return (self.signs.get(at, "") or self.text[max(0, at - 1) : at])[-1:]

    def after(self, at: int) -> str:
        """The sign that stands behind the character at an offset; empty at the end."""
        return (self.signs.get(at + 1, "") or self.text[at + 1 : at + 2])[:1]

    @property
    def markdown(self) -> str:
        """The words as Markdown."""
        replaced = dict(self._replaced())
        parts: list[str] = []
        last = 0
        for at in sorted({*replaced, *self.signs}):
            parts += (self.text[last:at], self.signs.get(at, ""), replaced.get(at, ""))
            last = at + (at in replaced)
        return "".join((*parts, self.text[last:]))

    def _replaced(self) -> Iterator[tuple[int, str]]:
        """Yield each character that is not written as itself: its offset and how it is written."""
        yield from self._within_lines()
        yield from self._at_edges()
        start = 0
        for line in self.text.split("\n") if not self.flat else ():
            if start not in self.signs:
                yield from self._at_start(line, start)
            start += len(line) + 1

    def _within_lines(self) -> Iterator[tuple[int, str]]:
        tags = {match.start() for match in TAG.finditer(self.text)}
        references = {match.start() for match in REFERENCE.finditer(self.text)}
        bare: dict[str, int] = {}
        for match in SPECIAL.finditer(self.text):
            sign, at = match[0], match.start()
            shield = self.shields[at] if self.shields else 0
            if shield & CODE:
                continue
            if sign in ALWAYS or self._backslash(sign, at, shield):
                yield at, f"\\{sign}"
            elif sign == "\t" or at in tags or at in references or self._pairs(sign, at, bare):
                yield at, reference(sign)

    def _backslash(self, sign: str, at: int, shield: int) -> bool:
        """Whether a sign acts where it stands and a backslash stops it."""
        match sign:
            case "_":
                return not (self.before(at).isalnum() and self.after(at).isalnum())
            case "!":
                return self.after(at) == "["
            case "(":
                return self.before(at) == "]" and at in self.signs
            case "]":
                return bool(shield & BRACKET)
            case "}":
                return bool(shield & RUBY)
            case "|":
                return self.cell or bool(shield & RUBY)
        return False

    def _pairs(self, sign: str, at: int, bare: dict[str, int]) -> bool:
        """Whether a sign could pair with another; the first of its kind is left bare."""
        before, after = self.before(at), self.after(at)
        if sign in "~^":
            note = sign == "^" and "[" in (before, after)
            acts = note or sign in bare or sign in self.pairing
        elif sign == "$":
            closes = ("$" in bare or self.cell) and not before.isspace() and not after.isdigit()
            acts = before == "$" or closes or sign in self.pairing
            if not acts and (not after or after.isspace()):
                return False
        elif sign == "=":
            beside = (at in self.signs and before == "=") or (at + 1 in self.signs and after == "=")
            second = before == "=" and bare.get("=") == at - 1
            acts = beside or (second and ("==" in bare or "=" in self.pairing))
            if second and not acts:
                bare["=="] = at
        else:
            # `@*` is all sources to Pandoc.
            return sign == "@" and after == "*"
        if not acts:
            bare[sign] = at
        return acts

    def _at_start(self, line: str, start: int) -> Iterator[tuple[int, str]]:
        """Yield the sign that would make a line something else."""
        if match := BACKSLASH_AT_START.match(line):
            at = match.end() - 1
            # Signs that a link or emphasis parts from the line's start do nothing.
            if self.signs.keys().isdisjoint(range(start, start + match.end())):
                yield start + at, f"\\{line[at]}"
        elif match := REFERENCE_AT_START.match(line):
            yield start + match.end() - 1, reference(line[match.end() - 1])
        elif start and UNDERLINE.match(line):
            yield start, reference("=")

    def _at_edges(self) -> Iterator[tuple[int, str]]:
        """Yield white space that readers cut off, and the ends of lines."""
        text = self.text
        first, end = len(text) - len(text.lstrip()), len(text.rstrip())
        edges = [(0, min(first, end)), (end, len(text))]
        edges += [match.span() for match in re.finditer(r"[ \t]*\n[ \t]*", text)]
        for at in (at for edge in edges for at in range(*edge) if text[at] != "\n"):
            yield at, reference(text[at])
        if self.flat and not self.cell and text.endswith("#"):
            yield end - 1, "\\#"
        for match in re.finditer("\n", text):
            # A reference to a line feed is a line break too, and leaves no line empty.
            before = text[max(0, match.start() - 1) : match.end()]
            outer = before in ("\n", "\n\n") or match.end() == len(text)
            yield match.start(), reference("\n") if self.flat or outer else BREAK
