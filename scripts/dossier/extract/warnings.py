"""Warnings about oddities of a seed that was read nevertheless.

What the sidecar says itself is not asked of the seed.
"""

import re
from collections.abc import Iterator, Sequence

from dossier.extract.dates import find_dates, from_epoch
from dossier.extract.elements import BLOCKS, INLINE
from dossier.extract.head import STAMP, field_keys
from dossier.extract.html import MAX_DEPTH
from dossier.extract.pictures import href
from dossier.extract.tokens import RAW_ENDS, Token
from dossier.extract.tree import VOID
from dossier.extract.wordlist import word_set
from dossier.model import LISTS, Article, Document, Sidecar
from dossier.problems import Problem

# A headline has forty characters, a decree's name a hundred.
MAX_TITLE = 300
SHOWN = 60
# Elements that nest until they are closed: blocks, and inline elements. Not those that the next of
# their kind closes (HTML Standard, 13.1.2.4 and 13.2.6.4.7), nor anything that is no element of
# HTML: an address in <>, Vec<T>, a drawing.
NESTED = BLOCKS - VOID - word_set("html", "ended_by_next")
RUNNING = (INLINE.keys() - {"a", "ok"}) | {"font", "small", "span", "u"}


def markup_doubts(path: str, tokens: Sequence[Token], line: int, depth: int) -> Iterator[Problem]:
    """Unclosed and endless markup of tokens that begin on `line`; `depth` is that of their tree."""
    yield from _unclosed(path, tokens, line)
    if depth > MAX_DEPTH:
        yield from _deep(path, tokens, line)


def doubts(document: Document, sidecar: Sidecar, article: Article) -> Iterator[Problem]:
    """Values of front matter that say nothing, a title that is none."""
    if not document.torn:
        yield from _front(document, sidecar)
    stamp = STAMP.match(document.body.text)
    number = stamp[1] if stamp and stamp[1].isdigit() else ""
    if stamp and number and "scraped" not in sidecar.fields and not from_epoch(number):
        text = f"the comment “{stamp[1]}” is not a time."
        hint = "Expected milliseconds since 1970. Write `scraped: 2024-03-19` in the sidecar."
        yield Problem(document.path, document.body.line, text, hint)
    title = article.title.text
    if len(title) > MAX_TITLE and "title" not in sidecar.fields:
        text = f"a title of {len(title):,} characters (“{title[:20]}…”)."
        yield Problem(document.path, 0, text, "Write `title: …` in the sidecar.")


def _unclosed(path: str, tokens: Sequence[Token], line: int) -> Iterator[Problem]:
    """Comments, scripts and the like that a browser would read to the end of the file."""
    suspects = [
        token
        for token in tokens
        if (token.kind == "text" and "<!--" in token.source) or token.kind in ("raw", "silent")
    ]
    if all(
        token.kind != "text" and RAW_ENDS[token.name].search(token.source[-40:])
        for token in suspects
    ):
        return
    # Among plain words <!-- is what somebody writes about.
    markup = any(token.kind not in ("text", "comment") for token in tokens)
    results: set[str] = set()
    for item in tokens:
        if item.kind == "text" and markup and "<!--" in item.source and "!" not in results:
            results.add("!")
            at = line + item.source.count("\n", 0, item.source.index("<!--"))
            hint = "End it with -->. Until then its text is part of the article."
            yield Problem(path, at, "a comment without an end (<!--).", hint)
        raw = item.kind in ("raw", "silent") and item.name not in results
        if raw and not RAW_ENDS[item.name].search(item.source):
            results.add(item.name)
            hint = f"End it with </{item.name}>. Until then it ends at the end of its paragraph."
            yield Problem(path, line, f"a <{item.name}> without an end.", hint)
        line += item.source.count("\n")


def _deep(path: str, tokens: Sequence[Token], line: int) -> Iterator[Problem]:
    """More elements in one another than are told apart, or than anybody writes."""
    blocks = running = 0
    for token in tokens:
        step = {"start": not token.empty, "end": -1}.get(token.kind, 0)
        if token.name in NESTED:
            blocks = max(0, blocks + step)
        if token.name in BLOCKS:
            running = 0
        elif token.name in RUNNING:
            running = max(0, running + step)
        if blocks + running > MAX_DEPTH:
            text = f"elements nested more than {MAX_DEPTH} levels deep."
            hint = (
                "Tags that would end them are missing, here or before. Their words are read:"
                " see on the page whether quotations, lists and links are what they should be."
            )
            yield Problem(path, line, text, hint)
            return
        line += token.source.count("\n")


def _front(document: Document, sidecar: Sidecar) -> Iterator[Problem]:
    """Front matter whose values are not of their kind."""
    keys = field_keys(document)
    for key, value in document.front.items():
        field = keys.get(key)
        if not field or not value or field in sidecar.fields:
            continue
        text = value if isinstance(value, str) else "、".join(value)
        say = f"Write `{field}: …` in the sidecar."
        if field in ("published", "scraped"):
            if not isinstance(value, str) or not any(find_dates(value)):
                yield _at(document, key, f"“{text[:SHOWN]}” is not a date.", say)
        elif field == "original_url":
            if not isinstance(value, str) or not href(value):
                yield _at(document, key, f"“{text[:SHOWN]}” is not an address.", say)
        elif field not in LISTS and (not isinstance(value, str) or text.startswith('{"')):
            yield _at(document, key, f"“{key}” must be a text, not a list or a map.", say)


def _at(document: Document, key: str, message: str, hint: str) -> Problem:
    line = re.search(rf"^{re.escape(key)}[ \t]*[:=]", document.front_text, re.M | re.I)
    number = document.front_text.count("\n", 0, line.start()) + 1 if line else 0
    return Problem(document.path, number, f"front matter: {message}", hint)


def in_future(article: Article, today: str) -> Iterator[Problem]:
    """Days that have not come yet: a slip of the pen, or of a feed. `today` as ISO 8601."""
    for name in ("published", "reposted", "scraped"):
        field = article.metadata[name]
        value = str(field.value or "")
        if value[:10] > today:
            path = article.sidecar if field.where == "sidecar" else article.path
            hint = f"Write `{name}: …` in the sidecar; `{name}: null` if it is unknown."
            yield Problem(path, 0, f"{name} on {value}, which is in the future.", hint)
