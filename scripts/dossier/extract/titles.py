"""The title of an article: chosen among all lines before any is cut, and removed from the text."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import takewhile

from dossier.extract import phrases
from dossier.extract.bylines import read_line
from dossier.extract.phrases import regex, word_set
from dossier.extract.pieces import PROSE, Context, Element, Piece, Verdict, folded
from dossier.extract.text_run import part_of

MAX_TITLE = 200
TITLE_WORDS = word_set("classes", "title")
NOT_TITLES = ("nav", "aside", "footer")
CRUMBS = frozenset(("breadcrumb", "breadcrumbs"))
MAX_SITE = 30
# Limits for a page's <title>, and for all its titles, as drawings have some too.
MAX_HEAD = 1000
MAX_HEADS = 100
# From this score on a line is the title though another place names another, or none does.
PLAUSIBLE = 1.5
SURE = 2.0


def mark_title(pieces: list[Piece], context: Context) -> list[Piece]:
    """The pieces with their title decided: what a page says above its text, or its file says."""
    pieces = [_in_head(piece, context) for piece in pieces]
    own = [item for item in pieces if _is_title_text(item) and item.verdict.field]
    heads = [piece.text[:MAX_HEAD] for piece in own[:MAX_HEADS]]
    known = {folded(title) for title in (*context.titles, context.own_title)} - {""}
    if context.whole_page:
        known |= {folded(head) for head in heads} - {""}
    pieces = [line for piece in pieces for line in _under_title(piece, heads)]
    best = _best(pieces, context, heads)
    if best is not None:
        known.add(folded(pieces[best].text))
        pieces[best] = pieces[best].judged(Verdict("metadata", "title"))
    longest = 2 * max(map(len, known), default=0)
    above = next((at for at, piece in enumerate(pieces) if piece.is_running), len(pieces))
    for at, piece in enumerate(pieces):
        text = folded(piece.text) if piece.chars <= longest else ""
        headline = best is None and at < above and (piece.kind, piece.level) == ("heading", 1)
        near = known if headline and len(text) >= 4 else ()
        long = (title for title in near if len(title) <= len(text) + MAX_SITE)
        twin = text in known or any(text in (t[: len(text)], t[-len(text) :]) for t in long)
        if twin and piece.kind in ("heading", "paragraph", "quote"):
            pieces[at] = piece.decided("metadata", "title")
    return pieces


def _is_title_text(piece: Piece) -> bool:
    return bool(piece.path) and piece.path[-1].tag == "title-text"


def _in_head(piece: Piece, context: Context) -> Piece:
    """<title> is not shown in a page; that of a drawing is no title."""
    if not _is_title_text(piece):
        return piece
    tags = {element.tag for element in piece.path}
    inside = "svg" in tags or ("body" in tags and "head" not in tags and context.whole_page)
    return piece.dropped(phrases.OUTSIDE) if inside else piece.decided("metadata", "title")


def _under_title(piece: Piece, heads: Iterable[str]) -> Sequence[Piece]:
    """Part a paragraph into its lines if the first is the title in the page's head.

    Old layout tables have title, author, date and text in one cell, with line breaks between.
    """
    first, _, rest = piece.text[:MAX_TITLE].partition("\n")
    first = first.strip()
    if piece.kind != "paragraph" or not rest or len(first) < 4:
        return [piece]
    if not any(head == first or _is_at_an_end(first, head) for head in heads):
        return [piece]
    lines, at = [], 0
    for line in piece.text.split("\n"):
        text, marks = part_of(piece.text, piece.marks, at, at + len(line))
        lines.append(replace(piece, text=text, marks=marks, seams=(), markup="", added=""))
        at += len(line) + 1
    title = replace(lines[0], kind="heading", level=1, markup=piece.markup, added=piece.added)
    return [title, *lines[1:]]


def _is_at_an_end(title: str, head: str) -> bool:
    """Whether a head begins or ends with a title, a sign and a space between: “Site: Title”."""
    before, after = head.removesuffix(title)[-2:], head.removeprefix(title)[:2]
    return (head.endswith(title) and before[1:] == " " and not before[0].isalnum()) or (
        head.startswith(title) and after[:1] == " " and not after[1:].isalnum()
    )


def _best(pieces: Sequence[Piece], context: Context, heads: Iterable[str]) -> int | None:
    offered = {folded(title) for title in context.titles} - {""}
    known = offered | ({folded(context.own_title)} - {""})
    opened = {folded(part) for title in context.titles for part in _beginnings(title)} - {""}
    names = {folded(name) for name in context.publishers} - {""}
    head = next(iter(heads), "")
    headings = [piece for piece in pieces if piece.kind == "heading" and context_fits(piece.path)]
    names |= _site_first(headings, head)
    alone = [piece for piece in headings if piece.level == 1 and not piece.all_link]
    best, score = None, (SURE if offered or head else PLAUSIBLE) - 0.5
    running = 0
    for at, piece in enumerate(pieces):
        fits = piece.kind in ("heading", "paragraph") and not piece.verdict
        if fits and 0 < piece.chars <= MAX_TITLE:
            points = _score(piece, known, opened, names, head)
            # The only heading of its level may stand under a long menu and a notice on cookies.
            only = points and len(alone) == 1 and piece is alone[0] and running <= 3
            points -= 0.1 * running if only else 3 * bool(running) + 0.01 * min(at, 50)
            if points > score:
                best, score = at, points
        running += piece.is_running and not piece.all_link and piece.kind == "paragraph"
        if running > 3 and not known and not head:
            break
    return best


def _score(piece: Piece, known: set[str], opened: set[str], names: set[str], head: str) -> float:
    text = folded(piece.text)
    if not text or text in names:
        return 0.0
    # The end of the page's title is the site's name.
    short = 2 * len(text) < len(folded(head))
    if short and text in _ends(head):
        return 0.0
    score = {1: 2.0, 2: 0.75}.get(piece.level, 0.25) if piece.kind == "heading" else 0.0
    if piece.named(TITLE_WORDS, 2):
        score += 1.5
    properties = [element.attrs.get("itemprop", "") for element in piece.path[-2:]]
    if "headline" in " ".join(properties).lower().split():
        score += 3.0
    score += 4.0 if text in known else 3.0 if text in opened else 0.0
    if head and len(text) >= 2:
        whole = folded(head)
        if text == whole or text in _beginnings(head):
            score += 3.0
        elif len(text) >= 6 and text in whole:
            score += 1.5 if short else 2.5
    if score < 1.5 or not context_fits(piece.path) or read_line(piece.text):
        return 0.0
    return score - (1.0 if piece.all_link else 0.0) - (1.0 if len(text) < 4 else 0.0)


def _site_first(headings: Sequence[Piece], head: str) -> set[str]:
    """The site's name in a page's title “Site - Title”: a heading with it over one with the rest."""
    texts = [folded(piece.text) for piece in headings]
    at = next((at for at, text in enumerate(texts) if text in _beginnings(head)), len(texts))
    rest = _ends(head) & set(texts[at + 1 :])
    return {texts[at]} if any(len(text) > len(texts[at]) for text in rest) else set()


def context_fits(path: Sequence[Element]) -> bool:
    """Whether a title can stand in such elements: no menu, no way from the front page to here."""
    crumbs = any(CRUMBS & element.tokens for element in path[-4:])
    item = "li" in [element.tag for element in path[-2:]]
    return not (crumbs or item or any(element.tag in NOT_TITLES for element in path))


@lru_cache(maxsize=2)
def _beginnings(head: str) -> frozenset[str]:
    """A page's title cut before each sign between it and the site's name, folded."""
    return frozenset(folded(head[: joint.start()]) for joint in regex.joint.finditer(head))


@lru_cache(maxsize=2)
def _ends(head: str) -> frozenset[str]:
    """A page's title cut behind each sign between it and the site's name, folded."""
    return frozenset(folded(head[joint.end() :]) for joint in regex.joint.finditer(head))


def without_site(title: str, lines: Collection[str]) -> str:
    """A page's title without what its site adds: a medium's name, or words that stand alone on it.

    `lines` are the short lines of the page, folded.
    """
    joints = list(regex.joint.finditer(title)) if len(title) <= MAX_HEAD else []
    kept = title
    for joint in reversed(joints):
        tail, head = kept[joint.end() :], kept[: joint.start()]
        strong = joint[0].strip() in ("_", "|", "｜", "--") and len(tail) * 2 < len(head)
        site = regex.medium.fullmatch(tail.strip()) or folded(tail) in lines or strong
        if not (site and len(tail) <= MAX_SITE and len(folded(head)) >= 4):
            break
        kept = head
    return kept.strip()


def first_title(pieces: list[Piece]) -> list[Piece]:
    """Without a title from elsewhere: a heading, or a short first line, above all prose."""
    titled = any(piece.verdict.field == "title" for piece in pieces)
    texts = [piece for piece in pieces if piece.text and not (piece.verdict or titled)]
    lines = [piece for piece in texts if piece.chars >= PROSE or not read_line(piece.text)]
    if not lines:
        return pieces
    above = takewhile(lambda line: not _is_sentence(line), lines[:6])
    headings = (line for line in above if line.kind == "heading")
    first, after = lines[0], lines[1:4]
    lineish = first.kind == "paragraph" and 2 <= first.chars <= 60
    longer = any(item.chars >= 2 * first.chars for item in after)
    stops = first.text[-1:] in "。；;，,、：:…"
    title = next(headings, first if lineish and longer and not stops else None)
    return [piece.decided("metadata", "title") if piece is title else piece for piece in pieces]


def _is_sentence(line: Piece) -> bool:
    """Whether a line is too long for a title, or a sentence that is no heading."""
    if line.kind == "heading" and line.chars <= MAX_TITLE:
        return False
    ended = regex.sentence_end.search(line.text)
    return line.chars >= PROSE or bool(2 * line.chars >= PROSE and ended)
