r"""Words of a block as text and elements, read in one pass in time linear in their length.

Read are `[text](address)`, `**strong**`, `*em*`, `` `code` ``, `~~del~~`, `~sub~`, `^sup^`,
`{base|ruby}`, `[text]{.class lang=fr}`, `==words==[^note]`, two spaces before a line's end, images
of the site's own, reference links, addresses in angle brackets, backslashes, character references.
All else is words. Delimiters act wherever they stand, also between Chinese characters.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from html.entities import html5
from xml.etree.ElementTree import Element

from dossier.render.markdown.addresses import DESTINATION, href, plain
from dossier.render.markdown.attributes import parsed
from dossier.render.markdown.elements import Part, element, shown

TOKEN = re.compile(
    r"\\(?P<escape>[\\`*_{}\[\]()>#+\-.!|])"
    r"|(?P<code>`+)"
    r"|(?P<reference>&(?:#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|<(?P<address>(?:https?://|mailto:|(?=[\w.+-]+@))[^\s<>\\]+)>"
    r"|(?P<break>(?<! ) {2,}+\n)"
    r"|\{(?P<base>[^{}|\\\n]+)\|(?P<ruby>[^{}|\\\n]+)\}"
    r"|==(?P<refs>(?:\[\^[A-Za-z0-9][\w.-]*\])+)"
    r"|\[\^(?P<ref>[A-Za-z0-9][\w.-]*)\]"
    r"|(?P<open>!?\[)|(?P<close>\])"
    r"|(?P<run>\*+|_+|~+|\^|==)"
)
REF = re.compile(r"\[\^([\w.-]+)\]")
LABEL = re.compile(r"\[([^\[\]\\]*)\]")
BRACES = re.compile(r"\{([^{}\n]*)\}")
# Elements by their delimiters, each read from the longest on.
ELEMENTS = {
    "**": "strong",
    "*": "em",
    "__": "strong",
    "_": "em",
    "~~": "del",
    "~": "sub",
    "^": "sup",
}
MARK = "mark"
# Attributes that words in a line may have.
OWN = ("class", "lang", "dir")
# A label as long as CommonMark has it.
LONGEST_LABEL = 1000
# Python-Markdown's own way to keep a sign from all that reads the tree later: `{: .x }`, `[TOC]`.
KEPT = {"{": "\x02123\x03", "[": "\x0291\x03"}


@dataclass(slots=True)
class _Opener:
    delimiter: str
    at: int  # where its own sign stands among the parts
    serial: int = 0


@dataclass(slots=True)
class Inline:
    """Reader of one text; `notes` are ids that have definitions, `links` targets by label."""

    text: str
    notes: Collection[str] = ()
    links: Mapping[str, tuple[str, str | None]] = field(default_factory=dict)
    parts: list[Part] = field(default_factory=list)
    openers: list[_Opener] = field(default_factory=list)
    # The serial number of the bracket that became the last link: earlier ones would be around it.
    linked: int = -1
    runs: dict[int, list[int]] | None = None

    def read(self) -> list[Part]:
        """Return the parts of the text in order."""
        at = 0
        while match := TOKEN.search(self.text, at):
            if match.start() > at:
                self.parts.append(self.text[at : match.start()])
            at = self._token(match)
        if at < len(self.text):
            self.parts.append(self.text[at:])
        return self.parts

    def _token(self, match: re.Match[str]) -> int:
        """Read a token; return where the text goes on."""
        kind = match.lastgroup or ""
        words = match[0]
        if kind == "escape":
            self.parts.append(KEPT.get(match[kind], match[kind]))
        elif kind == "reference":
            sign = unescape(words) if words[1] == "#" or words[1:] in html5 else words
            self.parts.append(Element("br") if sign == "\n" else KEPT.get(sign, sign))
        elif kind == "code":
            return self._code(match)
        elif kind == "address":
            shown = match[kind].removeprefix("mailto:")
            target = match[kind] if ":" in match[kind] else f"mailto:{shown}"
            self.parts.append(element("a", [shown], href(target)))
        elif kind == "break":
            self.parts.append(Element("br"))
        elif kind == "ruby":
            ruby = element("rt", [plain(match["ruby"])])
            self.parts.append(element("ruby", [plain(match["base"]), ruby]))
        elif kind in ("refs", "ref"):
            return self._marked(match)
        elif kind == "open":
            self.openers.append(_Opener(words, len(self.parts), match.start()))
            self.parts.append(words)
        elif kind == "close":
            return self._bracket(match.end())
        else:
            self._delimiters(match)
        return match.end()

    def _code(self, match: re.Match[str]) -> int:
        """Code up to the next run of as many backticks; without one they are words."""
        if self.runs is None:
            self.runs = {}
            for run in re.finditer("`+", self.text):
                self.runs.setdefault(len(run[0]), []).append(run.start())
        starts = self.runs.get(len(match[0]), [])
        at = bisect_left(starts, match.end())
        if at == len(starts):
            self.parts.append(match[0])
            return match.end()
        words = self.text[match.end() : starts[at]].replace("\n", " ")
        if words.startswith(" ") and words.endswith(" ") and words.strip(" "):
            words = words[1:-1]
        self.parts.append(element("code", [words], atomic=True))
        return starts[at] + len(match[0])

    def _marked(self, match: re.Match[str]) -> int:
        """Words that notes stand on, or a reference by itself."""
        refs = REF.findall(match[0])
        if not all(ref in self.notes for ref in refs):
            self.parts.append(match[0])
        elif match["ref"]:
            self.parts.append(element(MARK, [], {"refs": refs[0]}))
        elif not self._closed("==", MARK, {"refs": " ".join(refs)}):
            self.parts.append("==")
            return match.end() - len(match["refs"])
        return match.end()

    def _delimiters(self, match: re.Match[str]) -> None:
        """Close what a run of delimiters can close; open with what is left of it."""
        run = match[0]
        before, after = self.text[match.start() - 1 : match.start()], self.text[match.end() :][:1]
        inside = run[0] == "_"
        may_close = bool(before) and not before.isspace() and not (inside and after.isalnum())
        may_open = bool(after) and not after.isspace() and not (inside and before.isalnum())
        while run and may_close and (delimiter := self._ended(run)):
            if not self._closed(delimiter, ELEMENTS[delimiter]):
                break
            run = run[len(delimiter) :]
        if run and may_open and not self._is_open(run[:3]):
            self.openers.append(_Opener(run[:3], len(self.parts)))
            self.parts.append(run[:3])
            run = run[3:]
        if run:
            self.parts.append(run)

    def _here(self) -> Iterator[_Opener]:
        """Yield the openers in the brackets at hand, the innermost first."""
        for opener in reversed(self.openers):
            if opener.delimiter.endswith("["):
                return
            yield opener

    def _ended(self, run: str) -> str:
        """The delimiter that a run ends first: three signs end what is innermost, fewer their like."""
        for opener in self._here():
            delimiter = opener.delimiter
            if delimiter == run[0] * 3:
                return run[:2]
            if delimiter == run or (len(run) > 2 and delimiter[0] == run[0]):
                return delimiter
        return ""

    def _is_open(self, run: str) -> bool:
        """Whether a run would open what is open already; three signs open two elements."""
        return any(
            opener.delimiter == run or (len(run) > 2 and opener.delimiter[0] == run[0])
            for opener in self._here()
        )

    def _closed(self, delimiter: str, name: str, attributes: dict[str, str] | None = None) -> bool:
        """Make an element of the parts since a delimiter; its openers inside remain words."""
        both = delimiter[0] * 3
        opener = next((o for o in self._here() if o.delimiter in (delimiter, both)), None)
        if opener is None or opener.at + 1 == len(self.parts):
            return False
        while self.openers.pop() is not opener:
            pass
        whole = element(name, self.parts[opener.at + 1 :], attributes)
        if rest := opener.delimiter[len(delimiter) :]:
            self.parts[opener.at :] = [rest, whole]
            self.openers.append(_Opener(rest, opener.at))
        else:
            self.parts[opener.at :] = [whole]
        return True

    def _bracket(self, at: int) -> int:
        """Make a link, an image or a span of what stands in brackets, where one follows."""
        while self.openers and not self.openers[-1].delimiter.endswith("["):
            self.openers.pop()
        if not self.openers:
            self.parts.append("]")
            return at
        opener = self.openers.pop()
        image = opener.delimiter == "!["
        target, title, end = self._target(opener, at)
        more, behind = self._braces(end)
        if (target is None and (image or not more)) or (not image and opener.serial < self.linked):
            self.parts.append("]")
            return at
        inside = self.parts[opener.at + 1 :]
        attributes = href(target) if target is not None else {}
        if target is None:
            tag = "small" if more.get("class") == "d-credit" else "span"
            inside, end = [element(tag, inside, more)], behind
        elif attributes is None or (image and "rel" in attributes):
            pass
        elif image:
            alt = "".join(map(shown, inside))
            inside = [element("img", (), {"src": attributes["href"], "alt": alt} | title)]
        else:
            self.linked = opener.serial
            inside, end = [element("a", inside, attributes | title | more)], behind
        self.parts[opener.at :] = inside
        return end

    def _braces(self, at: int) -> tuple[dict[str, str], int]:
        """Attributes of a link or a span in the braces behind it, and where the text goes on."""
        braces = BRACES.match(self.text, at)
        found = (braces and parsed(braces[1])) or {}
        own = {key: found[key] for key in OWN if key in found}
        return own, braces.end() if braces and own else at

    def _target(self, opener: _Opener, at: int) -> tuple[str | None, dict[str, str], int]:
        """The address behind a closing bracket, or of the label in or behind the brackets."""
        if match := DESTINATION.match(self.text, at):
            title = {"title": plain(match["title"][1:-1])} if match["title"] else {}
            return plain(match["pointed"] or match["bare"] or ""), title, match.end()
        label = LABEL.match(self.text, at) if self.links else None
        start = opener.serial + len(opener.delimiter)
        if self.links and at - start < LONGEST_LABEL:
            name = (label and label[1]) or self.text[start : at - 1]
            if reference := self.links.get(name.strip().lower()):
                title = {"title": reference[1]} if reference[1] else {}
                return reference[0], title, label.end() if label else at
        return None, {}, at
