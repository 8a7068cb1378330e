"""The wording of editions: `seeds/_glossary.yml`.

A new entry is tried on the words that it is meant for: one that another entry keeps from acting is
refused.
"""

from collections.abc import Sequence
from typing import Any

from dossier.convert.converters import Converters
from dossier.desk.desk import Desk
from dossier.desk.occurrences import Spot, spots_of
from dossier.desk.plans import Plan, refused
from dossier.desk.records import changing, filled, value_at, words_at
from dossier.desk.sidecars import Edit, edited, listed, parsed
from dossier.editorial.glossary import SETTINGS, read_glossary
from dossier.editorial.yamledit import Path, append, in_list, insert, set_value
from dossier.files.access import proposed
from dossier.load import GLOSSARY

KEPT = "the “edition” has these words as the source has them."
NOWHERE = "“from”: these words stand in no article to which this applies."
IDLE = "it would not act there: another entry of the glossary, or a longer word, goes first."
# Places on which a new entry is tried.
TRIED = 40


def wording(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST wording`: words of a source as an edition is to have them, everywhere or in an article."""
    words, form, tag = (words_at(body, key) for key in ("from", "to", "edition"))
    slugs = [desk.article(body.get("article")).slug] if body.get("scope") == "article" else []
    # Sources in the script of the article that it was seen in go first.
    spots = sorted(spots_of(desk, words), key=lambda spot: spot.article.slug != body.get("article"))
    spots = [spot for spot in spots if not slugs or spot.article.slug in slugs][:TRIED]
    if not spots:
        raise refused(NOWHERE)
    edit = wording_edit(desk, spots[0], tag, form, slugs)
    files = edited(GLOSSARY, desk.text(GLOSSARY), edit)
    lost = idle(desk, files.get(GLOSSARY, desk.content(GLOSSARY)), tag, form, spots)
    if lost and len(lost) == len(spots):
        raise refused(IDLE)
    return Plan(f"wording/{words[:40]}", files)


def wording_edit(
    desk: Desk, spot: Spot, tag: str, form: str, slugs: list[str], unless: Sequence[str] = ()
) -> Edit:
    """The edit by which an edition has a form for the words of a source. Raises RefusedError.

    It applies in all articles, or those of `slugs`, but not where patterns of `unless` match.
    """
    lang = spot.lang
    if tag not in desk.dossier.config.variants or not desk.dossier.converters.get(lang, tag):
        raise refused(KEPT)
    # Entries are keyed by the Simplified word.
    key, values = spot.words, {tag: form}
    if lang != "zh-Hans":
        key = form if tag == "zh-Hans" else desk.convert(spot.words, lang, "zh-Hans")
        values = {lang: spot.words} | ({} if tag == "zh-Hans" else values)
    if key == SETTINGS:
        raise refused(NOWHERE)
    record = filled("term", {**values, "unless": list(unless), "articles": slugs})

    def edit(text: str) -> str:
        entry = value_at(parsed(text), [key])
        for number, term in enumerate(listed(entry)):
            alike = isinstance(term, dict) and listed(term.get("articles")) == slugs
            if alike and not unless and "only" not in term:
                path: Path = [key, number] if isinstance(entry, list) else [key]
                return changing("PATCH", path, dict(values))(text)
        if not entry:
            return set_value(text, [key], record)
        text = text if isinstance(entry, list) else in_list(text, [key])
        # Of terms of one rank the first acts.
        return insert(text, [key], 0, record) if slugs or unless else append(text, [key], record)

    return edit


def idle(desk: Desk, raw: bytes | None, tag: str, to: str, spots: list[Spot]) -> list[Spot] | None:
    """Places that an edition would not show so by these bytes of a glossary; None for a faulty one."""
    with proposed({desk.root / GLOSSARY: raw}):
        terms, problems = read_glossary(desk.root / GLOSSARY, GLOSSARY)
    converters = Converters(terms, desk.dossier.register)
    return None if problems else [spot for spot in spots if spot.shown(tag, converters) != to]
