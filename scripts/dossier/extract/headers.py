"""Header lines and credits of a file: above the text, and some below it."""

from collections.abc import Sequence
from itertools import pairwise

from dossier.extract import phrases
from dossier.extract.bylines import (
    BYLINE_CLASS,
    LABELS,
    META_CLASSES,
    is_surely_name,
    names_in,
    read_line,
    read_source,
)
from dossier.extract.phrases import regex
from dossier.extract.pieces import OPEN, PROSE, Context, Finding, Piece, Verdict
from dossier.model import count_chars
from dossier.web_addresses import original

MAX_CHARS = 120
MAX_ADDRESS = 400
# Pieces above the text that may belong to its header.
HEADER = 14
# Pieces below the text in which a page may say when it was published.
NEAR = 5
# Elements round everything; the root of the tree has no name.
PAGE = ("", "html", "body")
ROUND = (phrases.OUTSIDE, phrases.NAVIGATION, phrases.INTERFACE, phrases.FOOTER)
# What a page may say below its lead.
LEADING = {"authors", "published"}


def bylines(pieces: list[Piece], context: Context) -> list[Piece]:
    """Metadata lines above the first paragraph of prose and below the last one."""
    prose = [at for at, piece in enumerate(pieces) if not piece.verdict and _is_prose(piece)]
    titles = [at for at, piece in enumerate(pieces[:HEADER]) if _is_title(piece)]
    if context.whole_page and not titles:
        # Menus may stand over the title of a page.
        headlines = [at for at, piece in enumerate(pieces) if _is_title(piece)]
        titles = [at for at in headlines if pieces[at].kind == "heading"][:1]
    # An excerpt may stand over the title.
    below = [at for at in prose if at > max(titles, default=-1)]
    first = (below or prose or [len(pieces)])[0]
    last = prose[-1] if prose else -1
    above = [at for at, piece in enumerate(pieces[:first]) if _is_title(piece)]
    title = max(above, default=max(0, first - HEADER))
    # A page may say below its lead who wrote it, where it does not say so above.
    second = min(next((at for at in prose if at > first), first), first + HEADER)
    judged = list(pieces)
    head_fields: set[str] = set()
    for at, piece in enumerate(pieces):
        lead = first < at < second and not _is_in_list(pieces, at)
        header = title <= at < first or _is_over(pieces, at, title)
        near = last < at <= last + NEAR
        if not piece.text or (piece.verdict and not (header or lead or near or piece.hints)):
            continue
        # Where templates write author, date and subject of a post.
        meta = any(words <= item.tokens for item in piece.path[-4:] for words in META_CLASSES)
        # What a page has round the article may still be its header.
        may = header or lead or near or (meta and piece.hints)
        round_it = (*ROUND, phrases.SHARE, phrases.ADVERTISEMENT) if piece.hints else ROUND
        settled = piece.verdict and not (may and piece.verdict.reason in round_it)
        if piece.kind in ("caption", "table", "code") or settled:
            continue
        classed = piece.named(BYLINE_CLASS, 3)
        beside = (at > last or classed or meta) and not _is_in_list(pieces, at)
        if not (at < first or lead or beside):
            continue
        read = read_piece(piece)
        # Below the text a date or a name without a label signs it, and stays.
        stated = any(finding.label for finding in read)
        new = any(item.field in LEADING - head_fields for item in read)
        more = any(hint.field not in head_fields for hint in piece.hints)
        findings: Sequence[Finding] = ()
        if read and (at < first or (classed and not near) or stated or (lead and new)):
            findings = read
        elif (
            piece.hints
            and piece.chars <= MAX_CHARS
            and (
                ((header or (lead and more)) and not piece.is_running)
                or (near and _names_authors(piece))
                or (meta and len(piece.hints) > 1)
            )
        ):
            findings = piece.hints
        elif not piece.verdict and piece.chars <= MAX_CHARS and meta:
            judged[at] = piece.dropped(phrases.INTERFACE)
        if findings:
            fields = _fields(findings)
            head_fields |= fields.keys()
            judged[at] = piece.judged(Verdict("metadata", ", ".join(fields) or "published"))
    if "authors" not in head_fields:
        judged = _only_author_outside(judged)
    return judged


def _only_author_outside(pieces: list[Piece]) -> list[Piece]:
    """Read who wrote a page where it says so outside the article; not where it names several."""
    judged = list(pieces)
    names: set[object] = set()
    for at, piece in enumerate(pieces):
        if piece.verdict.reason != phrases.OUTSIDE or _is_in_list(pieces, at):
            continue
        findings = read_piece(piece)
        stated = [item for item in findings if item.field == "authors" and item.label]
        if stated:
            names |= {item.value for item in stated}
            judged[at] = piece.judged(Verdict("metadata", ", ".join(_fields(findings))))
    return judged if len(names) == 1 else pieces


def _fields(findings: Sequence[Finding]) -> dict[str, None]:
    """The fields that a line states, in their order; not the day of a later change."""
    return dict.fromkeys(item.field for item in findings if item.field != "updated")


def _names_authors(piece: Piece) -> bool:
    """Whether the markup of a line, and of a heading its own, calls it an author and nothing else."""
    named = {hint.field for hint in piece.hints} == {"authors"}
    return named and (piece.kind != "heading" or piece.path[-1].field == "authors")


def _is_over(pieces: list[Piece], at: int, title: int) -> bool:
    """Whether a line right over the title, in a box with it, names an author or is its date."""
    piece = pieces[at]
    if not title - NEAR <= at < title or piece.chars > MAX_CHARS:
        return False
    names = [name for hint in piece.hints for name in names_in(str(hint.value))]
    named = _names_authors(piece) and all(map(is_surely_name, names))
    fields = {finding.field for finding in (*piece.hints, *read_line(piece.text))}
    box = [item for item in pieces[title].path[-5:] if item.tag not in PAGE]
    beside = any(element in piece.path for element in box)
    beside = beside or not any(item.text for item in pieces[at + 1 : title])
    return beside and (named or fields == {"published"})


def _is_title(piece: Piece) -> bool:
    """Whether a piece is the title that readers see."""
    return piece.verdict.field == "title" and not piece.within("head", "title-text")


def _is_in_list(pieces: list[Piece], at: int) -> bool:
    """Whether a line is of a list of articles: an item, or right under another one's heading."""
    above = next((piece for piece in reversed(pieces[max(0, at - NEAR) : at]) if piece.text), None)
    verdict = above.verdict if above and above.kind == "heading" else OPEN
    parts = any(element.field for element in pieces[at].path if element.tag in ("ul", "ol", "li"))
    under = bool(verdict) and verdict.field != "title"
    return under or (pieces[at].kind == "list_item" and not parts)


def read_piece(piece: Piece) -> tuple[Finding, ...]:
    """Findings of a short piece as a line of metadata, by its words and its links; often none."""
    targets = [mark.target for mark in piece.links]
    targets += regex.address.findall(piece.text.replace(">", " "))
    limit = MAX_ADDRESS if targets else MAX_CHARS
    if piece.chars > limit or (piece.is_running and piece.chars > MAX_CHARS):
        return ()
    return (
        read_line(piece.text)
        or (read_line(_parted(piece)) if piece.seams else ())
        or read_source(piece.text, targets)
        or _own_address(piece, targets)
    )


def _own_address(piece: Piece, targets: Sequence[str]) -> tuple[Finding, ...]:
    """Read a line with a link whose words are its own address or host, as readers' exports have."""
    for words, target in zip(piece.linked or [piece.text], targets, strict=False):
        plain = regex.scheme.sub("", target).strip("/")
        if words and regex.scheme.sub("", words).strip(" /") in (plain, plain.split("/")[0]):
            rest = piece.text.replace(words, "", 1).strip(" ·|•–-,/")
            others = read_line(rest)
            return (
                (Finding("original_url", original(target)), *others) if others or not rest else ()
            )
    return ()


def _parted(piece: Piece) -> str:
    """The line with its parts set apart as on the page; a part that is a label gets its colon."""
    ends = [0, *piece.seams, len(piece.text)]
    parts = [piece.text[start:end].strip() for start, end in pairwise(ends)]
    return " | ".join(
        f"{part}:" if part.lower() in LABELS else part for part in parts if part
    ).replace(": | ", ": ")


def _is_prose(piece: Piece) -> bool:
    """Whether a piece is text: sentences, or many words beside addresses, and no line of metadata."""
    prose = (piece.is_running and "http" not in piece.text) or (
        piece.chars >= PROSE and count_chars(regex.address.sub("", piece.text)) >= PROSE
    )
    return prose and not (piece.chars <= MAX_CHARS and read_line(piece.text))
