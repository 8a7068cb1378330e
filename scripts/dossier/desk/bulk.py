"""One act for the ticked places of a concordance: a note on each, a name, or a wording.

Places that are not ticked are left out by article, or by the words around them.
"""

import re
from collections.abc import Iterable, Sequence
from functools import reduce
from typing import Any

from dossier.annotate.gazetteer import KINDS
from dossier.desk.desk import Desk
from dossier.desk.names import new_entity, plan, with_items
from dossier.desk.notes import Key, new_note, place_key
from dossier.desk.occurrences import Spot, spots_of
from dossier.desk.plans import Plan, refused
from dossier.desk.records import given, words_at
from dossier.desk.selections import selected
from dossier.desk.sidecars import Edit, changed, edited, listed
from dossier.desk.wording import idle, wording_edit
from dossier.load import GLOSSARY, REGISTER
from dossier.model import Article, Place, covered
from dossier.quote_places import QuotePlace

KEYS = ("article", "block", "start", "end")
# Characters on each side of a place that tell it from others: few others, now and later.
AROUND = (6, 12, 24, 48)
TICKED = "“places” must be rows of this concordance, one of them at least."
ALIKE = "ticked and other places have the same words around them: tick all of these, or none."


def apply(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST apply`: ticked occurrences of words get a note each, become a name, have a wording.

    `lines` are ticked lines of the search, selections in any articles, which get a note each.
    """
    if "lines" in body:
        rows = [row for row in listed(body["lines"]) if isinstance(row, dict)]
        articles = [desk.article(row.get("article")) for row in rows]
        if not rows:
            raise refused("“lines” must be selections, one of them at least.")
        places = [selected(desk, *pair) for pair in zip(articles, rows, strict=True)]
        return _notes(desk, given(body, "note"), [*zip(articles, places, strict=True)])
    ticked = listed(body.get("places"))
    wanted = [{key: row.get(key) for key in KEYS} for row in ticked if isinstance(row, dict)]
    spots = spots_of(desk, words_at(body, "words"), body.get("edition"))
    chosen = [spot for spot in spots if spot.key in wanted]
    others = [spot for spot in spots if spot.key not in wanted]
    if not chosen or len(chosen) != len(ticked):
        raise refused(TICKED)
    if "note" in body:
        pairs = [
            (s.article, desk.finder.at(s.article, "", [Place(s.block.n, s.span)])) for s in chosen
        ]
        return _notes(desk, given(body, "note"), pairs)
    return (_name if "name" in body else _wording)(desk, body, chosen, others)


def _joined(edits: Sequence[Edit]) -> Edit:
    return lambda text: reduce(lambda words, edit: edit(words), edits, text)


def _notes(
    desk: Desk, values: dict[str, Any], chosen: Iterable[tuple[Article, QuotePlace]]
) -> Plan:
    """The plan for a note at each place of some articles."""
    values.pop("id", None)
    places: dict[str, dict[Key, QuotePlace]] = {}
    for article, place in chosen:
        key = place_key(article, place.places[0])
        places.setdefault(article.slug, {})[key] = place
    files: dict[str, bytes | None] = {}
    for slug, own in places.items():
        article = desk.article(slug)
        # From the last, so that the numbers of those before stay.
        ordered = [place for _, place in sorted(own.items(), reverse=True)]
        edits = [new_note(desk, article, values, place)[1] for place in ordered]
        files |= changed(desk, article, _joined(edits))
    return Plan(f"notes/{values.get('kind', '')}", files)


def _name(desk: Desk, body: dict[str, Any], chosen: list[Spot], others: list[Spot]) -> Plan:
    name, forms = given(body, "name"), list(dict.fromkeys(spot.words for spot in chosen))
    if "entity" in name:
        values = {"names": {chosen[0].article.lang: forms[0]}, **given(name, "entity")}
        id, make = new_entity(desk, values, desk.text(REGISTER))
        names = values["names"]
        known = [*names.values()] if isinstance(names, dict) else [names]
    else:
        id, make = words_at(name, "id"), str
        known = [form for e in desk.dossier.register.entities if e.id == id for form in e.forms]
        if not known:
            raise refused(f"there is no name “{id[:100]}”.", status=404)
    rest = [spot for spot in others if spot.block.kind in KINDS]
    named = {spot.article.slug for spot in chosen}
    for article in desk.dossier.articles:
        # Where other forms are this name, it is only some places that are not.
        named |= {article.slug for b in article.blocks for m in b.mentions if m.entity == id}
    more = {
        "aliases": [form for form in forms if form not in known],
        "unless": _patterns([spot for spot in rest if spot.article.slug in named], chosen),
        "not_in": [slug for slug in _slugs(rest) if slug not in named],
    }
    return plan(desk, id, lambda text: with_items(make(text), id, more))


def _wording(desk: Desk, body: dict[str, Any], chosen: list[Spot], others: list[Spot]) -> Plan:
    tag, form = words_at(body, "edition"), words_at(given(body, "wording"), "to")
    edits = []
    for first in {(spot.lang, spot.words): spot for spot in chosen}.values():
        same, rest = (
            [s for s in spots if (s.lang, s.words) == (first.lang, first.words)]
            for spots in (chosen, others)
        )
        unless = _patterns([spot for spot in rest if spot.article.slug in _slugs(same)], same)
        slugs = _slugs(same) if set(_slugs(rest)) - set(_slugs(same)) else []
        edits.append(wording_edit(desk, first, tag, form, slugs, unless))
    files = edited(GLOSSARY, desk.text(GLOSSARY), _joined(edits))
    before = [spot for spot in others if spot.shown(tag, desk.dossier.converters) != form]
    after = idle(desk, files.get(GLOSSARY), tag, form, [*chosen, *others]) if files else None
    if after is not None and [s.key for s in after] != [s.key for s in before]:
        raise refused(ALIKE)
    return Plan(f"wording/{chosen[0].words[:40]}", files)


def _slugs(spots: Iterable[Spot]) -> list[str]:
    return list(dict.fromkeys(spot.article.slug for spot in spots))


def _patterns(others: Sequence[Spot], chosen: Sequence[Spot]) -> list[str]:
    """A pattern for each of `others`, of the words around it, that covers none of `chosen`."""
    patterns = []
    for spot in others:
        text, start, end = spot.block.text, spot.span.start, spot.span.end
        around = (re.escape(text[max(0, start - width) : end + width]) for width in AROUND)
        patterns.append(next((words for words in around if not _covers(words, chosen)), ""))
    if not all(patterns):
        raise refused(ALIKE)
    return list(dict.fromkeys(patterns))


def _covers(pattern: str, spots: Sequence[Spot]) -> bool:
    return any(covered([pattern], s.block.text, s.span.start, s.span.end) for s in spots)
