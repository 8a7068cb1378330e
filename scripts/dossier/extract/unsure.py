"""Doubts of the extraction: large cuts, unknown or contradicted fields.

None of it is an error; each doubt says what to write into the sidecar to settle it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from dossier.extract import phrases
from dossier.extract.context import folded, is_running, sentences
from dossier.extract.pieces import Piece
from dossier.model import Doubt, Field, Sidecar

# Reasons that lose nothing: the words stand elsewhere, or are no words of the page.
LOSSLESS = (
    phrases.COPY, phrases.TWIN, phrases.MARKUP, phrases.HEADER, phrases.INVISIBLE, phrases.EDITOR,
)  # fmt: skip
MUCH = 1 / 3
RUN = 3
SHOWN = 40
SETTLE = "If it belongs to the article: `keep:` with these words; if not, `drop:` settles it."
NEEDED = ("title", "published", "publisher")
# Places that state a field for the whole article; others only hint at it.
STATING = ("JSON-LD", "byline", "script", "front matter", "header line", "meta", "heading")


def unsure(
    sidecar: Sidecar, pieces: Sequence[Piece], metadata: Mapping[str, Field], hidden_text: str
) -> Iterator[Doubt]:
    """The doubts about an article; `hidden_text` is its text that only machines can read."""
    yield from _much_cut(pieces)
    yield from _sentences_cut(pieces)
    yield from _close(pieces)
    unsaid = [name for name in NEEDED if name not in sidecar.fields]
    unknown = [name for name in unsaid if metadata[name].value is None]
    if unknown:
        keys = ", ".join(f"`{name}: …`" for name in unknown)
        hint = f"Write {keys} in the sidecar; `null` for what is unknown."
        yield Doubt(0, f"{_listed(unknown)} not known.", hint)
    for name in ("title", "published", "publisher", "authors"):
        if name not in sidecar.fields:
            yield from _contradicted(name, metadata[name])
    kept = [piece for piece in pieces if not piece.verdict]
    if len(hidden_text) > 2 * sum(piece.chars for piece in kept):
        hint = "Open the page in a browser, and save what it shows as text or HTML."
        yield Doubt(0, "the page holds most of its text as data for a script.", hint)
    elif not any(map(is_running, kept)) and any(piece.path for piece in pieces):
        hint = (
            "A script may load it: save what a browser shows. Else `keep:` takes back what was cut."
        )
        yield Doubt(0, "there is hardly a sentence in it.", hint)


def _listed(names: Sequence[str]) -> str:
    words = " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
    return f"{words} {'is' if len(names) == 1 else 'are'}"


def _is_lost(piece: Piece) -> bool:
    verdict = piece.verdict
    return verdict is not None and verdict.to == "dropped" and verdict.reason not in LOSSLESS


def _much_cut(pieces: Iterable[Piece]) -> Iterator[Doubt]:
    total = 0
    cut: Counter[str] = Counter()
    for piece in pieces:
        lossless = piece.verdict and piece.verdict.reason in LOSSLESS
        total += 0 if lossless else piece.chars
        if piece.verdict and _is_lost(piece):
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
    for reason, run in groupby(words, lambda piece: piece.verdict.reason if piece.verdict else ""):
        cut = [piece for piece in run if _is_lost(piece) and is_running(piece)]
        if reason in reasons or sum(sentences(piece.text) for piece in cut) < RUN:
            continue
        reasons.add(reason)
        quote = cut[0].text[:SHOWN]
        yield Doubt(_line(cut[0]), f"sentences were cut as “{reason}”: “{quote}…”", SETTLE)


def _close(pieces: Iterable[Piece]) -> Iterator[Doubt]:
    for piece in pieces:
        if piece.verdict and piece.verdict.close and is_running(piece):
            message = f"nearly kept, cut as “{piece.verdict.reason}”: “{piece.text[:SHOWN]}…”"
            yield Doubt(_line(piece), message, SETTLE)
            return


def _contradicted(name: str, field: Field) -> Iterator[Doubt]:
    """Another value for a field, stated as well, that is neither the chosen one nor a part of it."""
    chosen = _plain(name, field.value)
    if not chosen:
        return
    for candidate in field.candidates:
        other = _plain(name, candidate.value)
        stated = candidate.where.startswith(STATING)
        if stated and other and other not in chosen and chosen not in other:
            value = candidate.value
            text = value if isinstance(value, str) else ", ".join(value)
            message = f"{name}: {field.where} and {candidate.where} differ (“{text[:SHOWN]}”)."
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
