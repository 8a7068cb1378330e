r"""Words of a block as text and elements, read in one pass in time linear in their length.

Read are `[text](address)`, `**strong**`, `*em*`, `` `code` ``, `~~del~~`, `~sub~`, `^sup^`,
`{base|ruby}`, `[text]{.class lang=fr}`, `==words==[^note]`, two spaces before a line's end, images
of the site's own, reference links, addresses in angle brackets, backslashes, character references.
All else is words.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property
from html import unescape
from html.entities import html5
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import MARKED, Opener, Part, Parts, element, words_of

ID = r"[A-Za-z0-9][\w.-]*"
# `&` is written `&amp;` in a tree of Python-Markdown, and so it is here before all else.
TOKEN = re.compile(
    r"\\(?P<escape>[\\`*_{}\[\]()>#+\-.!|])"
    r"|(?P<code>`+)"
    r"|&amp;(?P<sign>\#\d{1,7};|\#[xX][0-9A-Fa-f]{1,6};|[A-Za-z][A-Za-z0-9]{1,31};)"
    r"|<(?P<address>(?:https?://|mailto:|(?=[\w.+-]+@))[^\s<>\\]+)>"
    r"|(?P<break>(?<!\ )\ {2,}+\n)"
    r"|\{(?P<base>[^{}|\\\n]+)\|(?P<ruby>[^{}|\\\n]+)\}"
    rf"|==(?P<notes>(?:\[\^{ID}\])+)"
    rf"|(?P<note>\[\^{ID}\])"
    r"|(?P<open>!?\[)|(?P<close>\])"
    r"|(?P<run>==|\*+|_+|~+|\^)"
)
ATTRIBUTE = re.compile(
    r"#(?P<id>[A-Za-z0-9][\w.-]*)|\.(?P<class>[a-z][a-z0-9-]*)|lang=(?P<lang>[A-Za-z0-9-]+)"
    r"|dir=(?P<dir>rtl|ltr)|value=(?P<value>\d+)|page=(?P<page>[\w.-]{1,60})"
    r"|width=(?P<width>[1-9]\d{0,4})|height=(?P<height>[1-9]\d{0,4})"
)
REF = re.compile(rf"\[\^({ID})\]")
PLAIN = re.compile(r"\\(?P<escape>[\\`*_{}\[\]()>#+\-.!|])|&amp;(?P<sign>\#?\w{1,32};)")
LABEL = re.compile(r"\[([^\[\]\\]*)\]")
BRACES = re.compile(r"\{([^{}\n]*)\}")
# Behind a link's text: `(address "title")`, `(<address> 'title')`.
DESTINATION = re.compile(
    r"\(\s*+(?:<(?P<pointed>[^<>\n]*)>|(?P<bare>(?:[^\s()<>\\]++|\\.|\([^\s()<>]*\))*+))"
    r"(?:\s++(?P<title>\"[^\"]*\"|'[^']*'))?\s*+\)"
)
AWAY = re.compile(r"https?://[^\s\\\x00-\x1f]+|mailto:[^\s\\\x00-\x1f]+", re.I)
# On this site: no scheme, no host, not from its root.
NEAR = re.compile(r"(?![/\\])[^\s\\:\x00-\x1f?#]*(?:\?[^\s\\\x00-\x1f#]*)?(?:#[^\s\\\x00-\x1f]*)?")
# Characters that no page may hold.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
# Attributes that words in a line may have, and those of an image.
OWN, SIZE = ("class", "lang", "dir"), ("width", "height")
# A label as long as CommonMark has it.
LONGEST_LABEL = 1000
# Python-Markdown's own way to keep a sign from all that reads the tree later: `{: .x }`, `[TOC]`.
KEPT = {"{": "\x02123\x03", "[": "\x0291\x03", "&": "&amp;"}
MARK = "mark"


class Inline(Parts):
    """Reader of one text; `notes` are ids that have definitions, `links` targets by label."""

    def __init__(
        self,
        text: str,
        notes: Collection[str] = (),
        links: Mapping[str, tuple[str, str | None]] | None = None,
    ) -> None:
        super().__init__()
        self.text, self.notes, self.links = text.replace("&", "&amp;"), notes, links or {}
        # Where the last link or mark began: no bracket before it can begin a link around it.
        self.link_start = -1

    def read(self) -> list[Part]:
        """Return the parts of the text in order."""
        at = 0
        while match := TOKEN.search(self.text, at):
            if match.start() > at:
                self.parts.append(self.text[at : match.start()])
            at = self._token(match)
        self.parts.append(self.text[at:])
        return self.parts

    def _token(self, match: re.Match[str]) -> int:
        """Read a token; return where the text goes on."""
        kind, words, at = match.lastgroup or "", match[0], match.end()
        if kind in ("escape", "sign"):
            sign = _sign(match)
            self.parts.append(Element("br") if sign == "\n" else KEPT.get(sign, sign))
        elif kind == "run":
            before = self.text[match.start() - 1 : match.start()]
            self.run(words, before, self.text[at : at + 1])
        elif kind == "open":
            self.begin(words, match.start())
        elif kind == "close":
            return self._bracket(at)
        elif kind == "code":
            return self._code(match)
        elif kind == "break":
            self.parts.append(Element("br"))
        elif kind == "ruby":
            reading = element("rt", _plain(match["ruby"]))
            self.parts.append(element("ruby", _plain(match["base"]), reading))
        elif kind == "address":
            self.link_start = match.start()
            target = match[kind] if ":" in match[kind] else f"mailto:{match[kind]}"
            self.parts.append(element("a", target.removeprefix("mailto:"), **_href(target) or {}))
        else:
            return self._mark(match)
        return at

    @cached_property
    def _ticks(self) -> dict[int, list[int]]:
        """The places of runs of backticks, by their length."""
        places: dict[int, list[int]] = {}
        for run in re.finditer("`+", self.text):
            places.setdefault(len(run[0]), []).append(run.start())
        return places

    def _code(self, match: re.Match[str]) -> int:
        """Code up to the next run of as many backticks; without one they are words."""
        places, at = self._ticks.get(len(match[0]), []), match.end()
        following = bisect_left(places, at)
        if following == len(places):
            self.parts.append(match[0])
            return at
        end = places[following]
        words = self.text[at:end].replace("\n", " ")
        bare = words[1:-1] if words[0] == words[-1] == " " and words.strip() else words
        self.parts.append(element("code", bare))
        return end + len(match[0])

    def _mark(self, match: re.Match[str]) -> int:
        """Words that notes stand on, or a reference by itself."""
        refs = REF.findall(match[0])
        if not all(ref in self.notes for ref in refs):
            self.parts.append(match[0])
            return match.end()
        self.link_start = match.start()
        if match["note"]:
            self.parts.append(element(MARK, refs=refs[0]))
        elif not self.end(MARKED, MARK, refs=" ".join(refs)):
            self.parts.append(MARKED)
            return match.start("notes")
        return match.end()

    def _bracket(self, at: int) -> int:
        """Make a link, an image or a span of what stands in brackets, where one follows."""
        opener = self.bracket()
        made, end = self._made(opener, at) if opener else (None, at)
        if opener is None or made is None:
            self.parts.append("]")
            return at
        self.parts[opener.at :] = made
        return end

    def _made(self, opener: Opener, at: int) -> tuple[list[Part] | None, int]:
        """Return what the brackets from an opener become, and where the text goes on."""
        target, title, end = self._target(opener, at)
        image = opener.sign == "!["
        more, behind = self._braces(end, SIZE if image else OWN)
        if target is None:
            if image or not more:
                return None, at
            tag = "small" if more.get("class") == "d-credit" else "span"
            return [element(tag, *self.parts[opener.at + 1 :], **more)], behind
        if opener.place < self.link_start and not image:
            return None, at
        inside, href = self.parts[opener.at + 1 :], _href(target)
        if href is None or (image and "rel" in href):
            return inside, end
        if image:
            picture = element("img", src=target, title=title, **more)
            picture.set("alt", "".join(map(words_of, inside)))
            return [picture], behind
        self.link_start = opener.place
        return [element("a", *inside, title=title, **(href | more))], behind

    def _braces(self, at: int, names: Sequence[str]) -> tuple[dict[str, str], int]:
        """Attributes of these names in the braces at a place, and where the text goes on."""
        braces = BRACES.match(self.text, at)
        read = (braces and read_attributes(braces[1])) or {}
        own = {key: read[key] for key in names if key in read}
        return own, braces.end() if braces and own else at

    def _target(self, opener: Opener, at: int) -> tuple[str | None, str, int]:
        """The address and title behind a closing bracket, or of the label in or behind it."""
        if match := DESTINATION.match(self.text, at):
            target = _plain(match["pointed"] or match["bare"] or "")
            return target, _plain((match["title"] or "")[1:-1]), match.end()
        start = opener.place + len(opener.sign)
        if self.links and at - start < LONGEST_LABEL:
            label = LABEL.match(self.text, at)
            name = (label and label[1]) or self.text[start : at - 1]
            if link := self.links.get(name.replace("&amp;", "&").strip().lower()):
                return link[0].replace("&", "&amp;"), link[1] or "", label.end() if label else at
        return None, "", at


def read_attributes(words: str) -> dict[str, str]:
    """Read `#p15 lang=fr dir=rtl value=7 page=p._3 .class`; nothing if any of the words is no attribute."""
    result: dict[str, str] = {}
    for part in words.split():
        match = ATTRIBUTE.fullmatch(part)
        if not match or not match.lastgroup:
            return {}
        name, value = match.lastgroup, match[match.lastgroup]
        result[name] = f"{result.get(name, '')} d-{value}".strip() if name == "class" else value
    return result


def _sign(match: re.Match[str]) -> str:
    """The character of a backslash or a reference; an unknown reference is words."""
    words = match["sign"]
    if not words:
        return match["escape"]
    if words[0] != "#" and words not in html5:
        return f"&amp;{words}"
    return CONTROL.sub("", unescape(f"&{words}"))


def _plain(words: str) -> str:
    """Words in which backslashes and references are read, and nothing else."""
    return PLAIN.sub(lambda match: KEPT["&"] if (sign := _sign(match)) == "&" else sign, words)


def _href(address: str) -> dict[str, str] | None:
    """Attributes of a link to an address; None where a page may not lead there."""
    if AWAY.fullmatch(address):
        return {"href": address, "rel": "noopener noreferrer"}
    return {"href": address} if address and NEAR.fullmatch(address) else None
