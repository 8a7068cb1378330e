"""Markup as tokens, so that one unclosed tag never swallows the rest of a file.

An HTML parser reads to the end of the file behind an unclosed `<script>`, comment or
quotation mark. Here such a thing ends with its block, and what is no tag is text. The
tokens lie end to end: joined, they are the input again.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Literal

from dossier.extract.phrases import regex, word_set
from dossier.files.encodings import clean

# The content of these is no markup (13.2.5.2 ff.); script and style are not even text.
SILENT = ("script", "style")
RAW = (*SILENT, "textarea", "title", "xmp", "iframe", "noembed", "noframes")
RAW_ENDS = {name: re.compile(rf"</{name}\s*/?>|</{name}(?=\s)[^<>]*>", re.I) for name in RAW}
MAX_TAG = 20_000
# A tag that stands more than once on a page is shorter.
MAX_USUAL = 200
MAX_ATTRIBUTE = 4000
MAX_LONG = 200
# Names and attributes by which a tag in prose is one.
ELEMENTS = word_set("html", "elements")
DRAWN = word_set("html", "drawn")
NEVER_CLOSED = word_set("html", "never_closed")
BOOLEAN = word_set("html", "boolean")


@dataclass(slots=True)
class Token:
    """A stretch of the seed: `source` as it stands, `kind` what a browser makes of it."""

    kind: Literal["text", "start", "end", "raw", "silent", "comment", "other"]
    source: str
    name: str = ""
    values: Mapping[str, str] | None = field(default=None, repr=False, compare=False)

    @property
    def visible(self) -> str:
        """The words of it that a reader can see."""
        if self.kind == "text":
            return clean(unescape(self.source)) if "&" in self.source else self.source
        if self.kind == "raw":
            inner = self.source[self.source.index(">") + 1 :]
            close = inner.lower().rfind(f"</{self.name}")
            return clean(unescape(inner[:close] if close >= 0 else inner))
        cdata = regex.cdata.fullmatch(self.source) if self.kind == "other" else None
        return clean(cdata[1]) if cdata else ""

    @property
    def attributes(self) -> Mapping[str, str]:
        """The attributes of a start tag by name in lower case; of two alike the first."""
        if self.values is None:
            self.values = values = dict[str, str]()
            tags = len(self.source) - len(self.name) > 2
            start, end = 1 + len(self.name), len(self.source) - 1
            matches = regex.attribute.findall(self.source, start, end) if tags else ()
            for key, double, single, bare in matches:
                value = (double or single or bare)[:MAX_ATTRIBUTE]
                values.setdefault(key.lower(), clean(unescape(value)) if "&" in value else value)
        return self.values

    @property
    def empty(self) -> bool:
        """Whether a start tag ends itself, as XML has it: <br/>, but not <a href=/x/>."""
        source = self.source
        return source.endswith("/>") and ("=" not in source or source[-3] in "\"' \t\n")


def tokens(markup: str, prose: bool = False) -> list[Token]:
    """Cut markup into tokens. Every character of the input is in exactly one of them.

    `prose`: a text in which somebody may write <name@host>, a<b or List<String>; there only what
    can be nothing else is a tag.
    """
    ahead = _Ahead(markup)
    is_tag = _TagJudge(markup) if prose else None
    tokens: list[Token] = []
    # Start of the words before the next tag, and the place to search for that tag.
    words = at = 0
    while (opening := markup.find("<", at)) >= 0:
        usual = markup[opening : markup.find(">", opening, opening + MAX_USUAL) + 1]
        token = ahead.tags.get(usual) or _at_bracket(markup, opening, ahead)
        if is_tag and token and token.kind != "comment" and not is_tag(token, opening):
            token = None
        if token is None:
            at = opening + 1
            continue
        if words < opening:
            tokens.append(Token("text", markup[words:opening]))
        tokens.append(token)
        words = at = opening + len(token.source)
    return [*tokens, Token("text", markup[words:])] if words < len(markup) else tokens


def visible(tokens: list[Token]) -> str:
    """Return the text without comments, tags, script and style."""
    return " ".join([token.visible for token in tokens if token.kind in ("text", "raw", "other")])


class _TagJudge:
    """Tell a tag from words in angle brackets, in a file that is prose.

    People write <name@host>, <https://…>, a<b and List<String> there, and mean the words.
    """

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.last_ends = {tag[1].lower(): tag.start() for tag in regex.end_tag.finditer(markup)}
        self.accepted: set[str] = set()
        self.elements = ELEMENTS | (DRAWN if regex.drawing.search(markup) else frozenset())

    def __call__(self, token: Token, at: int) -> bool:
        """Judge the token that begins at an offset of the markup."""
        if token.kind == "other":
            return bool(regex.prose_declaration.match(token.source))
        name = token.name
        if token.kind == "end":
            return name in self.elements or name in self.accepted
        behind = token.source[1 + len(name)]
        if not regex.tag_name.fullmatch(name) or behind in "\"'=" or not self._attributes(token):
            return False
        # A tag without attributes right behind a Latin word: Map<Object>.
        before = self.markup[at - 1 : at]
        joined = before.isascii() and before.isalnum() and "=" not in token.source
        if name in self.elements and (name in NEVER_CLOSED or not joined):
            return True
        known = name in ELEMENTS | DRAWN or "=" in token.source or "-" in name or ":" in name
        if known and (token.empty or self.last_ends.get(name, -1) > at):
            self.accepted.add(name)
            return True
        return False

    def _attributes(self, token: Token) -> bool:
        """Whether all that stands behind the name are attributes."""
        end = token.source.find(">") if token.kind in ("raw", "silent") else len(token.source) - 1
        rest = regex.valued.sub(" ", token.source[1 + len(token.name) : end])
        bare = regex.bare_value.findall(rest)
        result = all(word.lower() in BOOLEAN or word.startswith("data-") for word in bare)
        # Out of quotation marks, this sign belongs to words.
        return result and "<" not in rest


class _Ahead:
    """Search for the next occurrence of a pattern, from positions that only increase.

    What was found, or not found, is kept: a file of nothing but `<!--` is read once, not
    once for each of them.
    """

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.long_tags = 0
        self.tags: dict[str, Token] = {}
        self.places: dict[str | re.Pattern[str], tuple[int, int]] = {}

    def next(self, wanted: str | re.Pattern[str], at: int) -> int:
        """The first place at or behind `at`; the length of the markup when there is none."""
        since, place = self.places.get(wanted, (0, -1))
        if not since <= at <= place:
            if isinstance(wanted, str):
                place = self.markup.find(wanted, at)
            else:
                match = wanted.search(self.markup, at)
                place = match.start() if match else -1
            place = len(self.markup) if place < 0 else place
            self.places[wanted] = (at, place)
        return place


def _at_bracket(markup: str, at: int, ahead: _Ahead) -> Token | None:
    """Return the token that begins with the "<" at a place; None for a sign among words."""
    tag = regex.simple_tag.match(markup, at, at + MAX_TAG)
    if not tag and markup.startswith("<!--", at):
        end = ahead.next(regex.comment_end, at + 2)
        empty = regex.empty_comment.match(markup, at)
        comment = empty or (regex.comment.match(markup, at) if end < len(markup) else None)
        return Token("comment", comment[0]) if comment else None
    if not tag and markup.startswith("<![CDATA[", at) and ahead.next("]]>", at) < len(markup):
        return Token("other", markup[at : ahead.next("]]>", at) + 3])
    tag = tag or _tag(markup, at, ahead)
    if not tag:
        other = regex.declaration.match(markup, at)
        return Token("other", other[0]) if other else None
    close, name, rest = tag.groups()
    name = name.lower()
    if not close and name in RAW_ENDS and not rest.endswith("/"):
        return _raw(markup, at, tag, name, ahead)
    token = Token("end" if close else "start", tag[0], name)
    # Such a tag has no other ">" in it, and is the same wherever it stands.
    return ahead.tags.setdefault(token.source, token) if tag.re is regex.simple_tag else token


def _tag(markup: str, at: int, ahead: _Ahead) -> re.Match[str] | None:
    """The unusual tag at `at`; where a quotation mark runs over a block's end, as if it were none."""
    if ahead.next(">", at) >= min(len(markup), at + MAX_TAG):
        return _long(markup, at, ahead)
    tag = regex.tag.match(markup, at, at + MAX_TAG)
    if tag and (
        not regex.block_tag.search(markup, at + 1, tag.end())
        or regex.well_formed.fullmatch(markup, at, tag.end())
    ):
        return tag
    loose = regex.loose_tag.match(markup, at, at + MAX_TAG)
    # A block's tag inside a quoted value is fine when the value is closed before the tag ends
    # and no looser reading exists.
    return _long(markup, at, ahead) or loose or tag


def _long(markup: str, at: int, ahead: _Ahead) -> re.Match[str] | None:
    """A tag of any length that holds a picture or a script's values, as browsers save pages."""
    if ahead.long_tags >= MAX_LONG or ahead.next(regex.long_value, at) >= at + MAX_TAG:
        return None
    ahead.long_tags += 1
    tag = regex.well_formed.match(markup, at)
    return tag if tag and tag.end() - at > MAX_TAG else None


def _raw(markup: str, at: int, tag: re.Match[str], name: str, ahead: _Ahead) -> Token:
    kind: Literal["silent", "raw"] = "silent" if name in SILENT else "raw"
    start = ahead.next(RAW_ENDS[name], tag.end())
    end = RAW_ENDS[name].match(markup, start) if start < len(markup) else None
    if end:
        return Token(kind, markup[at : end.end()], name)
    stop = min(ahead.next(regex.block_tag, tag.end()), ahead.next("\n\n", tag.end()))
    return Token(kind, markup[at:stop], name)
