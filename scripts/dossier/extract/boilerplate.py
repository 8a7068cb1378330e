"""Rules that give pieces their verdict: whole blocks leave the body, never parts of one.

Each rule takes the pieces and what is known of the seed, and returns the pieces; a
verdict once given stays. What no rule touches is body. RULES is the order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from dossier.extract import phrases
from dossier.extract.comments import comment_threads, copies
from dossier.extract.context import Context, Rule, folded, is_prose
from dossier.extract.figures import captions
from dossier.extract.links import asides, link_lists, related_heads
from dossier.extract.listings import listings
from dossier.extract.phrases import (
    BANNER,
    CLASS_WORDS,
    EMOJI,
    NOTICE_HEAD,
    PHRASES,
    PLAYER,
    SENTENCE_END,
    TAGS,
)
from dossier.extract.pieces import Element, Piece

# A container with more of the seed's words than this is no boilerplate, whatever its name.
LARGEST_SHARE = 0.35
MIN_ARTICLE = 300
MAX_SITE = 30
MAX_NOTICE = 60
IGNORED_TAGS = ("html", "body", "main", "article")


def judge(pieces: Sequence[Piece], context: Context) -> list[Piece]:
    """All rules in their order; pieces without a verdict at the end are the body."""
    judged = list(pieces)
    for rule in RULES:
        judged = rule(judged, context)
    return judged


def signs_alone(pieces: list[Piece], context: Context) -> list[Piece]:
    """A rule or an image sign of Markdown that has no words of its own."""
    return [p.dropped(phrases.MARKUP) if not p.text and not p.image else p for p in pieces]


def page_titles(pieces: list[Piece], context: Context) -> list[Piece]:
    """<title> is not shown in a page; a repeated title is the title, not the text."""
    known = {folded(title) for title in context.titles} - {""}
    longest = 2 * max(map(len, context.titles), default=0)
    above = next((at for at, piece in enumerate(pieces) if is_prose(piece)), len(pieces))
    judged = []
    for at, piece in enumerate(pieces):
        tags = {element.tag for element in piece.path}
        text = folded(piece.text) if piece.chars <= longest else ""
        if "title-text" in tags:
            inside = "svg" in tags or ("body" in tags and "head" not in tags and context.whole_page)
            piece = piece.dropped(phrases.OUTSIDE) if inside else piece.decided("metadata", "title")
        elif text and text in known and piece.kind in ("heading", "paragraph"):
            piece = piece.decided("metadata", "title")
        elif at < above and piece.kind == "heading" and piece.level == 1 and _is_part(text, known):
            # “[World] Title” or “Title - Site” in the head of the file, “Title” on the page.
            known.add(text)
            piece = piece.decided("metadata", "title")
        judged.append(piece)
    return judged


def _is_part(text: str, titles: set[str]) -> bool:
    return len(text) >= 4 and any(
        (title.startswith(text) or title.endswith(text)) and len(title) - len(text) <= MAX_SITE
        for title in titles
    )


def containers(pieces: list[Piece], context: Context) -> list[Piece]:
    """What stands in an element that calls itself navigation, share bar, comments …"""
    size: Counter[int] = Counter()
    before: dict[int, int] = {}
    total = 0
    for piece in pieces:
        own = piece.chars - piece.link_chars
        for element in piece.path:
            size[element.serial] += own
            before.setdefault(element.serial, total)
        total += own
    reasons: dict[int, str] = {}
    judged = []
    for piece in pieces:
        for element in piece.path:
            reason = reasons.get(element.serial)
            if reason is None:
                reason = reasons[element.serial] = _reason(element)
            # Comments may be longer than what they comment on, but they stand below it.
            below = reason == phrases.COMMENTS and before[element.serial] >= MIN_ARTICLE
            if reason and (below or size[element.serial] < max(LARGEST_SHARE * total, 1)):
                piece = piece.dropped(reason)
                break
        judged.append(piece)
    return judged


def _reason(element: Element) -> str:
    if element.tag in IGNORED_TAGS or (element.tag == "footer" and "author" in element.tokens):
        return ""
    if element.tag in TAGS:
        return TAGS[element.tag]
    return next((CLASS_WORDS[word] for word in sorted(element.tokens) if word in CLASS_WORDS), "")


def further_notices(pieces: list[Piece], context: Context) -> list[Piece]:
    """“Note: …” right behind a notice above the article belongs to the notice."""
    judged = list(pieces)
    for at, piece in enumerate(pieces[:-1]):
        if piece.text and not piece.verdict and piece.kind != "heading" and not piece.image:
            before = judged[at - 1].verdict if at else None
            after_notice = before and before.reason in (phrases.DISCLAIMER, phrases.PROMOTION)
            if not (after_notice and NOTICE_HEAD.match(piece.text)):
                return judged
            judged[at] = piece.dropped(phrases.DISCLAIMER)
    return judged


def set_phrases(pieces: list[Piece], context: Context) -> list[Piece]:
    """Short blocks that are, word for word, what pages say around an article."""
    judged = []
    for piece in pieces:
        if (
            piece.text
            and not piece.verdict
            and piece.kind in ("paragraph", "heading", "list_item", "quote")
        ):
            for phrase in PHRASES:
                fits = piece.chars <= phrase.chars and (not phrase.linked or _is_linked(piece))
                if fits and phrase.pattern.search(piece.text):
                    piece = piece.dropped(phrase.reason)
                    break
        judged.append(piece)
    return judged


def _is_linked(piece: Piece) -> bool:
    """Whether a block is more link than words; a sentence that holds a link is not."""
    if piece.link_chars and EMOJI.search(piece.text):
        return True
    return piece.link_chars * 2 >= max(piece.chars, 1) and not SENTENCE_END.search(piece.text)


def player_notices(pieces: list[Piece], context: Context) -> list[Piece]:
    """What a page says instead of a film, a chart or a banner; it stands among captions too."""
    judged = []
    for piece in pieces:
        if piece.text and piece.chars <= MAX_NOTICE:
            if PLAYER.match(piece.text):
                piece = piece.dropped(phrases.INTERFACE)
            elif BANNER.match(piece.text):
                piece = piece.dropped(phrases.ADVERTISEMENT)
        judged.append(piece)
    return judged


def lone_figures(pieces: list[Piece], context: Context) -> list[Piece]:
    """A number alone beside page controls counts likes or shares."""
    judged = list(pieces)
    for at, piece in enumerate(pieces):
        if piece.verdict or not re.fullmatch(r"[\d.,]{1,7}[kKwW万萬+]?", piece.text):
            continue
        near = [
            one for one in (*pieces[max(0, at - 2) : at], *pieces[at + 1 : at + 3]) if one.verdict
        ]
        if any(
            one.verdict.reason in (phrases.INTERFACE, phrases.SHARE) for one in near if one.verdict
        ):
            judged[at] = piece.dropped(phrases.INTERFACE)
    return judged


RULES: tuple[Rule, ...] = (
    signs_alone,
    page_titles,
    containers,
    listings,
    asides,
    player_notices,
    captions,
    set_phrases,
    further_notices,
    link_lists,
    related_heads,
    copies,
    comment_threads,
    lone_figures,
)
