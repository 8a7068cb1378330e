"""Tell a tag from words in angle brackets, in a file that is prose.

In HTML a browser hides whatever stands between < and >. In plain text and Markdown people
write <name@host>, <https://…>, a<b and List<String>, and mean the words.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dossier.extract.wordlist import word_set

if TYPE_CHECKING:
    from dossier.extract.tokens import Token

ELEMENTS = word_set("html", "elements")
DRAWN = word_set("html", "drawn")
DRAWING = re.compile(r"<(?:svg|math)[\s>]", re.I)
NEVER_CLOSED = word_set("html", "never_closed")
BOOLEAN = word_set("html", "boolean")
NAME = re.compile(r"[a-z][a-z0-9]*(?:[-:][a-z0-9]+){0,4}")
BARE_ATTRIBUTE = re.compile(r"""(?<![^\s"'<>/=])[^\s"'<>/=]++(?=\s|/|$)""")
VALUED = re.compile(r"""(?<![^\s"'<>/=])[^\s"'<>/=]++\s*+=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]*)""")
END_TAG = re.compile(r"</([a-zA-Z][^\s/<>]{0,60})")
DECLARATION = re.compile(r"<(?:!doctype\s|\?xml\s|\?php\s|!\[CDATA\[|!\[(?:if|endif)\b)", re.I)


class TagJudge:
    """Decides whether a token that looks like a tag is one."""

    def __init__(self, markup: str) -> None:
        self.markup = markup
        self.last_ends = {tag[1].lower(): tag.start() for tag in END_TAG.finditer(markup)}
        self.accepted: set[str] = set()
        self.elements = ELEMENTS | (DRAWN if DRAWING.search(markup) else frozenset())

    def __call__(self, token: Token, at: int) -> bool:
        """Judge the token that begins at an offset of the markup."""
        if token.kind == "other":
            return bool(DECLARATION.match(token.source))
        name = token.name
        if token.kind == "end":
            return name in self.elements or name in self.accepted
        behind = token.source[1 + len(name)]
        if not NAME.fullmatch(name) or behind in "\"'=" or not self._attributes(token):
            return False
        if name in self.elements and (name in NEVER_CLOSED or not self._follows_word(token, at)):
            return True
        known = name in ELEMENTS | DRAWN or "=" in token.source or "-" in name or ":" in name
        if known and (token.empty or self._is_closed(name, at)):
            self.accepted.add(name)
            return True
        return False

    def _attributes(self, token: Token) -> bool:
        """Whether all that stands behind the name are attributes."""
        end = token.source.find(">") if token.kind in ("raw", "silent") else len(token.source) - 1
        rest = VALUED.sub(" ", token.source[1 + len(token.name) : end])
        bare = BARE_ATTRIBUTE.findall(rest)
        result = all(word.lower() in BOOLEAN or word.startswith("data-") for word in bare)
        # Out of quotation marks, this sign belongs to words.
        return result and "<" not in rest

    def _follows_word(self, token: Token, at: int) -> bool:
        """Whether a tag without attributes stands right behind a Latin word: Map<Object>."""
        before = self.markup[at - 1 : at]
        return before.isascii() and before.isalnum() and "=" not in token.source

    def _is_closed(self, name: str, at: int) -> bool:
        return self.last_ends.get(name, -1) > at
