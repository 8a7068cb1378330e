"""Class names and set phrases of boilerplate, as tables.

A class name counts as a whole word (`share-bar` is share and bar; `shareholder` is not
share). A phrase counts only for a short block, which `chars` bounds.
"""

import re
from dataclasses import dataclass
from functools import cache

from dossier.extract.wordlist import by_word, patterns, records

SHARE = "share links"
RELATED = "related articles"
PROMOTION = "promotion"
ADVERTISEMENT = "advertisement"
COPY = "duplicate copy"
COMMENTS = "reader comments"
NAVIGATION = "navigation"
DISCLAIMER = "disclaimer"
INTERFACE = "page controls"
FOOTER = "footer"
HEADER = "scraper header"
OUTSIDE = "outside the article"
MARKUP = "markup"
EDITOR = "editor"
HOUSE = "house line"
INVISIBLE = "invisible characters"
HIDDEN = "hidden from readers"
TWIN = "second writing of a formula"

CLASS_WORDS = by_word("boxes")
TAGS = by_word("box_tags")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A set phrase of boilerplate; `linked`: only where the block also holds a link."""

    reason: str
    pattern: re.Pattern[str]
    chars: int
    linked: bool = False


@cache
def pattern(name: str) -> re.Pattern[str]:
    """A regular expression by its name, compiled when it is first asked for."""
    return re.compile(patterns()[name], re.I)


RELATED_HEAD, NOTICE_HEAD, PLAYER = map(pattern, ("related_head", "notice_head", "player"))
FIGURE_HEAD, CAPTION_HEAD, BANNER = map(pattern, ("figure_head", "caption_head", "banner"))
COPYRIGHT, CREDIT, CREDIT_TAIL = map(pattern, ("copyright", "credit", "credit_tail"))
COMMENT_STAMP, COMMENT_HEAD = map(pattern, ("comment_stamp", "comment_head"))
PHRASES = tuple(
    Phrase(**{**row, "pattern": re.compile("".join(row["pattern"]), re.I)})
    for row in records("phrases")
)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u25b6\u25ba]")
SENTENCE_END = re.compile(r"[。！？；…!?;.][”’」』\"')）\]】]*\s*$")
