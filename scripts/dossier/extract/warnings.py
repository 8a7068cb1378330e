"""Warnings about oddities of a seed that was read nevertheless, and doubts of its extraction.

What the sidecar says itself is not asked of the seed. No doubt is an error: large cuts, unknown
or contradicted fields; each says what to write into the sidecar to settle it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from dossier.extract import phrases
from dossier.extract.dates import find_dates, from_epoch
from dossier.extract.elements import BLOCKS, INLINE
from dossier.extract.head import field_keys
from dossier.extract.html import MAX_DEPTH
from dossier.extract.phrases import regex, word_set
from dossier.extract.pieces import Piece, folded
from dossier.extract.tokens import RAW_ENDS, Token
from dossier.extract.tree import VOID
from dossier.model import LISTS, Article, Document, Doubt, Field, Sidecar
from dossier.problems import Problem
from dossier.web_addresses import href

# A headline has forty characters, a decree's name a hundred.
MAX_TITLE = 300
SHOWN = 60
# Elements that nest until they are closed: blocks, and inline elements. Not those that the next of
# their kind closes (HTML Standard, 13.1.2.4 and 13.2.6.4.7), nor anything that is no element of
# HTML: an address in <>, Vec<T>, a drawing.
NESTED = BLOCKS - VOID - word_set("html", "ended_by_next")
RUNNING = (INLINE.keys() - {"a", "ok"}) | {"font", "small", "span", "u"}
# Reasons that lose nothing: the words stand elsewhere, or are no words of the page.
LOSSLESS = (
    phrases.COPY, phrases.TWIN, phrases.MARKUP, phrases.HEADER, phrases.INVISIBLE, phrases.EDITOR,
)  # fmt: skip
MUCH = 1 / 3
RUN = 3
QUOTED = 40
SETTLE = "If it belongs to the article: `keep:` with these words; if not, `drop:` settles it."
NEEDED = ("title", "published", "publisher")
# The place of values that the program which wrote a file fills in: a template's title, a user's name.
PROPERTIES = "file properties"
# Places that state a field for the whole article; others only hint at it.
STATING = ("JSON-LD", "byline", "script", "front matter", "header line", "meta", "heading")


def markup_doubts(path: str, tokens: Sequence[Token], line: int, deep: bool) -> Iterator[Problem]:
    """Unclosed and endless markup of tokens that begin on `line`; `deep`: nested too deep."""
    yield from _unclosed(path, tokens, line)
    if deep:
        yield from _deep(path, tokens, line)


def doubts(document: Document, sidecar: Sidecar, article: Article) -> Iterator[Problem]:
    """Values of front matter that say nothing, a title that is none."""
    if not document.torn:
        yield from _front(document, sidecar)
    stamp = regex.feed_stamp.match(document.body.text)
    number = stamp[1] if stamp and "scraped" not in sidecar.fields else ""
    if number.isdigit() and not from_epoch(number):
        text = f"the comment “{number}” is not a time."
        hint = "Expected milliseconds since 1970. Write `scraped: 2024-03-19` in the sidecar."
        yield Problem(document.path, document.body.line, text, hint)
    title = article.title.text
    if len(title) > MAX_TITLE and "title" not in sidecar.fields:
        text = f"a title of {len(title):,} characters (“{title[:20]}…”)."
        yield Problem(document.path, 0, text, "Write `title: …` in the sidecar.")


def _unclosed(path: str, tokens: Sequence[Token], line: int) -> Iterator[Problem]:
    """Comments, scripts and the like that a browser would read to the end of the file."""
    # Among plain words <!-- is what somebody writes about.
    markup = any(token.kind not in ("text", "comment") for token in tokens)
    reported: set[str] = set()
    for at, token in enumerate(tokens):
        comment = token.kind == "text" and "<!--" in token.source and markup
        if not comment and token.kind not in ("raw", "silent"):
            continue
        end = RAW_ENDS.get(token.name)
        closed = end and (end.search(token.source[-40:]) or end.search(token.source))
        if closed or token.name in reported:
            continue
        reported.add(token.name)
        text = f"a <{token.name}> without an end."
        hint = f"End it with </{token.name}>. Until then it ends at the end of its paragraph."
        if comment:
            text = "a comment without an end (<!--)."
            hint = "End it with -->. Until then its text is part of the article."
        before = "".join(earlier.source for earlier in tokens[:at])
        before += token.source.partition("<!--")[0] if comment else ""
        yield Problem(path, line + before.count("\n"), text, hint)


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


def unsure(
    sidecar: Sidecar, pieces: Sequence[Piece], metadata: Mapping[str, Field], hidden_text: str
) -> Iterator[Doubt]:
    """The doubts about an article; `hidden_text` is its text that only machines can read."""
    yield from _much_cut(pieces)
    yield from _sentences_cut(pieces)
    yield from _close(pieces)
    unsaid = [name for name in (*NEEDED, "authors") if name not in sidecar.fields]
    unknown = [name for name in unsaid if name in NEEDED and metadata[name].value is None]
    if unknown:
        keys = ", ".join(f"`{name}: …`" for name in unknown)
        hint = f"Write {keys} in the sidecar; `null` for what is unknown."
        yield Doubt(0, f"{_listed(unknown)} not known.", hint)
    filled = [name for name in unsaid if (metadata[name].where or "").startswith(PROPERTIES)]
    if filled:
        hint = f"See whether it is right, and write `{filled[0]}: …` in the sidecar."
        yield Doubt(0, f"{_listed(filled)} known from the properties of the file alone.", hint)
    for name in unsaid:
        yield from _contradicted(name, metadata[name])
    kept = [piece for piece in pieces if not piece.verdict]
    if len(hidden_text) > 2 * sum(piece.chars for piece in kept):
        hint = "Open the page in a browser, and save what it shows as text or HTML."
        yield Doubt(0, "the page holds most of its text as data for a script.", hint)
    elif not any(piece.is_running for piece in kept) and any(piece.path for piece in pieces):
        hint = (
            "A script may load it: save what a browser shows. Else `keep:` takes back what was cut."
        )
        yield Doubt(0, "there is hardly a sentence in it.", hint)


def _listed(names: Sequence[str]) -> str:
    words = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{words} {'is' if len(names) == 1 else 'are'}"


def _is_lost(piece: Piece) -> bool:
    return piece.verdict.to == "dropped" and piece.verdict.reason not in LOSSLESS


def _much_cut(pieces: Iterable[Piece]) -> Iterator[Doubt]:
    words = [piece for piece in pieces if piece.verdict.reason not in LOSSLESS]
    total = sum(piece.chars for piece in words)
    cut: Counter[str] = Counter()
    for piece in filter(_is_lost, words):
        cut[piece.verdict.reason] += piece.chars
    if total and cut.total() > MUCH * total:
        parts = cut.most_common(3)
        why = ", ".join(f"{reason} {chars / total:.0%}" for reason, chars in parts)
        hint = "The page lists it. What belongs to the article: `keep:` with a quotation of each block."
        yield Doubt(0, f"{cut.total() / total:.0%} of the text was cut ({why}).", hint)


def _sentences_cut(pieces: Iterable[Piece]) -> Iterator[Doubt]:
    """The first run of three sentences that was cut, for each reason."""
    reasons: set[str] = set()
    words = [piece for piece in pieces if piece.text]
    for reason, run in groupby(words, lambda piece: piece.verdict.reason):
        cut = [piece for piece in run if _is_lost(piece) and piece.is_running]
        ends = sum(len(regex.sentence_ends.findall(piece.text)) for piece in cut)
        if reason in reasons or ends < RUN:
            continue
        reasons.add(reason)
        quote = cut[0].text[:QUOTED]
        yield Doubt(_line(cut[0]), f"sentences were cut as “{reason}”: “{quote}…”", SETTLE)


def _close(pieces: Iterable[Piece]) -> Iterator[Doubt]:
    for piece in pieces:
        if piece.verdict.close and piece.is_running:
            message = f"nearly kept, cut as “{piece.verdict.reason}”: “{piece.text[:QUOTED]}…”"
            yield Doubt(_line(piece), message, SETTLE)
            return


def _contradicted(name: str, field: Field) -> Iterator[Doubt]:
    """Another value for a field, stated as well, that is neither the chosen one nor a part of it."""
    chosen = _plain(name, field.value)
    if name == "authors" and not chosen and field.candidates:
        value, where = field.candidates[0].value or (), field.candidates[0].where
        message = (
            f"authors: {where} names “{', '.join(value)[:QUOTED]}”, and no word of the page does."
        )
        yield Doubt(0, message, "If it is right, write `authors: …` in the sidecar.")
    if not chosen:
        return
    for candidate in field.candidates:
        other = _plain(name, candidate.value)
        stated = candidate.where.startswith(STATING)
        if stated and other and other not in chosen and chosen not in other:
            value = candidate.value
            text = value if isinstance(value, str) else ", ".join(value)
            message = f"{name}: {field.where} and {candidate.where} differ (“{text[:QUOTED]}”)."
            yield Doubt(0, message, f"Write `{name}: …` in the sidecar.")
            return


def _plain(name: str, value: object) -> str:
    """A value for comparing: of a date its day, of names their letters."""
    if name == "published":
        return str(value or "")[:10]
    if isinstance(value, tuple):
        return folded("".join(sorted(map(str, value))))
    return folded(str(value or ""))


def _line(piece: Piece) -> int:
    number = piece.where.removeprefix("line ")
    return int(number) if number.isdigit() else 0
