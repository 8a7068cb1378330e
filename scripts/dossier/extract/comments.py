"""Second copies of a body, and readers' comments below it."""

from collections import Counter
from collections.abc import Sequence
from itertools import takewhile
from operator import itemgetter

from dossier.extract import phrases
from dossier.extract.phrases import regex
from dossier.extract.pieces import PROSE, Context, Piece, Verdict, folded

# Only whole bodies count: a refrain, or a sentence quoted again, is the author's own.
MAX_TIMES = 8
MIN_PARAGRAPHS = 3
MIN_MEAN_CHARS = 40
MIN_SHARE = 0.45
# A menu or a litany repeats some lines; a body that stands twice is a good part of its file.
MIN_RUN_SHARE = 0.15
MIN_CAPTION = 16


def copies(pieces: list[Piece], context: Context) -> list[Piece]:
    """Drop the second copy of a body, and everything between the copies.

    The line right over a copy is the title when the seed gave none.
    """
    open_at = [at for at, piece in enumerate(pieces) if not piece.verdict and piece.text]
    texts = [folded(pieces[at].text) for at in open_at]
    run = repeated_run(texts, [pieces[at].chars for at in open_at])
    if not run:
        return pieces
    first, second, length = run
    judged = list(pieces)
    start, end = open_at[first + length - 1] + 1, open_at[second]
    if not context.titles:
        for above in (end - 1, open_at[first] - 1):
            line = judged[above]
            fits = above >= 0 and not line.verdict and 4 <= line.chars <= 120
            stops = line.text[-1:] in "。；;.,，、：:" or regex.comment_stamp.match(line.text)
            if fits and not stops:
                judged[above] = line.decided("metadata", "title")
                break
    for at in open_at[second : second + length]:
        judged[at] = judged[at].dropped(phrases.COPY)
    between = judged[start:end]
    body = [pieces[at] for at in open_at[first : first + length]]
    if sum(piece.chars for piece in between) < sum(piece.chars for piece in body):
        judged[start:end] = _between_copies(between)
    return judged


def repeated_captions(pieces: list[Piece], context: Context) -> list[Piece]:
    """Drop captions that stood before."""
    judged = []
    seen: set[str] = set()
    for piece in pieces:
        stays = piece.verdict.to in ("", "caption")
        text = folded(piece.text) if piece.kind == "caption" and stays else ""
        if text in seen:
            piece = piece.judged(Verdict("dropped", reason=phrases.COPY))
        elif len(text) >= MIN_CAPTION:
            seen.add(text)
        judged.append(piece)
    return judged


def _between_copies(pieces: list[Piece]) -> list[Piece]:
    """Drop what lies between two copies: page controls, then comments."""
    reason = phrases.INTERFACE
    judged = []
    for piece in pieces:
        if regex.comment_head.match(piece.text):
            reason = phrases.COMMENTS
        prose = piece.chars >= PROSE and reason == phrases.INTERFACE
        judged.append(piece if prose else piece.dropped(reason))
    return judged


def comment_threads(pieces: list[Piece], context: Context) -> list[Piece]:
    """Drop comment threads below the article: a heading, then names, stamps and remarks."""
    for at, piece in enumerate(pieces):
        control = piece.verdict.reason == phrases.INTERFACE
        head = regex.comment_head.match(piece.text) and (control or not piece.verdict)
        near = (item.text for item in pieces[at + 1 : at + 10])
        if head and any(map(regex.comment_stamp.match, filter(None, near))):
            return pieces[:at] + [item.dropped(phrases.COMMENTS) for item in pieces[at:]]
    return pieces


def repeated_run(texts: Sequence[str], chars: Sequence[int]) -> tuple[int, int, int] | None:
    """(first, second, length): texts[first:first+length] stand again from `second` on.

    The run with most characters wins. None unless it is three paragraphs of prose or
    more and a good part of the file, or nearly half of all characters. A line that stands
    more often than a body does begins no run, so that the time grows with the texts alone.
    """
    times = Counter(texts)
    places: dict[str, list[int]] = {}
    runs: list[tuple[int, int, int, int]] = []
    covered: set[tuple[int, int]] = set()
    for second, text in enumerate(texts):
        if not text or times[text] > MAX_TIMES:
            continue
        for first in places.get(text, ()):
            if (first - 1, second - 1) in covered:
                covered.add((first, second))
                continue
            length = _length(texts, first, second)
            covered.update((first + step, second + step) for step in range(length))
            runs.append((first, second, length, sum(chars[first : first + length])))
        places.setdefault(text, []).append(second)
    first, second, length, size = max(runs, key=itemgetter(3), default=(0, 0, 0, 0))
    prose = length >= MIN_PARAGRAPHS and size >= MIN_MEAN_CHARS * length
    enough = size >= (MIN_RUN_SHARE if prose else MIN_SHARE) * sum(chars)
    return (first, second, length) if length and enough else None


def _length(texts: Sequence[str], first: int, second: int) -> int:
    steps = range(min(second - first, len(texts) - second))
    return sum(1 for _ in takewhile(lambda at: texts[first + at] == texts[second + at], steps))
