"""Class names and set phrases of boilerplate, as tables.

A class name counts as a whole word (`share-bar` is share and bar; `shareholder` is not
share). A phrase counts only for a short block, which `chars` bounds.
"""

import re
from dataclasses import dataclass

from dossier.extract.wordlist import by_word, patterns, phrases

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


PATTERNS = {name: re.compile(pattern, re.I) for name, pattern in patterns().items()}
RELATED_HEAD = PATTERNS["related_head"]
PLAYER = PATTERNS["player"]
BANNER = PATTERNS["banner"]
COPYRIGHT = PATTERNS["copyright"]
FIGURE_HEAD = PATTERNS["figure_head"]
CREDIT_TAIL = PATTERNS["credit_tail"]
CAPTION_HEAD = PATTERNS["caption_head"]
CREDIT = PATTERNS["credit"]
NOTICE_HEAD = PATTERNS["notice_head"]
COMMENT_STAMP = PATTERNS["comment_stamp"]
COMMENT_HEAD = PATTERNS["comment_head"]
PHRASES = tuple(
    Phrase(row["reason"], re.compile(row["pattern"], re.I), row["chars"], row["linked"])
    for row in phrases()
)
EMOJI = re.compile("[\U0001f300-\U0001faff\u2600-\u27bf\u2b50\u25b6\u25ba]")
SENTENCE_END = re.compile(r"[。！？；…!?;.][”’」』\"')）\]】]*\s*$")
