"""Check of the ledger: every visible character of a seed is in exactly one entry."""

import re
from collections import Counter
from collections.abc import Iterable
from html import unescape

from dossier.extract.phrases import regex, word_set
from dossier.model import Entry

SILENT = [("<!--", "-->")]
SILENT += [(rf"<{name}\b[^<>]*>", rf"</{name}\s*>") for name in ("script", "style")]
# Elements that lxml's list of HTML 4 and 5 leaves out.
OBSOLETE = word_set("html", "obsolete")


def imbalance(entries: Iterable[Entry], visible: str) -> str:
    """Describe characters missing or surplus in the ledger; "" if it equals the visible text.

    Both sides are counted character by character, white space left out; the visible
    text comes from the tokens of the seed, not from the tree that the entries come from.
    """
    listed_words = "".join(" ".join([entry.text for entry in entries]).split())
    seen_words = "".join(visible.split())
    # The usual case, in the same order; only signs of Markdown are listed behind their block.
    if listed_words == seen_words:
        return ""
    counts, seen = Counter(listed_words), Counter(seen_words)
    sides = ((seen - counts, "of the text are missing"), (counts - seen, "are counted twice"))
    return "; ".join(
        f"{chars.total():,} characters {what} ({' '.join(dict(chars.most_common(8)))})"
        for chars, what in sides
        if chars
    )


def overlooked(entries: Iterable[Entry], body: str) -> str:
    """Words in angle brackets that are in no place of the ledger; "" when there are none.

    `body` is read here by other eyes than the tokenizer's: by a list of HTML's elements that
    another library keeps. It speaks for prose; in a page a browser hides what it does not know.
    """
    if regex.drawing.search(body):
        return ""
    from lxml.html import defs

    counts = Counter("".join(" ".join([entry.text for entry in entries]).split()))
    known = defs.tags | OBSOLETE
    valued = regex.valued_tag
    spoken = valued.sub(lambda tag: "" if tag[1].lower() in known else tag[0], _spoken(body))
    bare = regex.declared.sub(" ", spoken)
    closed = {match[1].lower() for match in regex.end_name.finditer(bare)}
    words = [
        match[0]
        for match in regex.bracketed.finditer(bare)
        if match[1].lower() not in known | closed and not match[0].endswith("/>")
    ]
    missing = [
        word
        for word in words
        if any(counts[sign] < n for sign, n in Counter("".join(unescape(word).split())).items())
    ]
    return ", ".join(dict.fromkeys(missing[:8]))


def _spoken(body: str) -> str:
    """The body without comments, scripts and styles; one without an end is sought but once.

    A script or style without an end has what follows.
    """
    for opening, closing in SILENT:
        end = max((match.end() for match in re.finditer(closing, body, re.I)), default=0)
        rest = body[end:]
        if closing != "-->":
            rest = re.split(opening, rest, maxsplit=1, flags=re.I)[0]
        body = re.sub(f"{opening}.*?{closing}", " ", body[:end], flags=re.S | re.I) + rest
    return body
