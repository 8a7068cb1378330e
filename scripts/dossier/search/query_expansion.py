"""Alternatives to a query: the forms of a name, the regional forms of a word.

All forms are folded; forms that are the same after folding need no widening.
"""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

from dossier.cache import Stage
from dossier.model import Edition, Glossary, Register
from dossier.search.postings import by_unit
from dossier.search.shards import by_size

# A shard of this many characters of JSON, before it is compressed; one file holds all names
# of a small register.
SHARD, SMALL = 16_000, 64_000
# How many entities stand in one shard by number.
ENTITIES = 256

# Names that have a reading; a middle dot stands between the parts of a foreign one.
HAN = re.compile("[\u3400-\u9fff][\u3400-\u9fff·]+")
LATIN = re.compile("[a-z][a-z '-]+")


@Stage
def romanized(_: None, forms: Sequence[str]) -> dict[str, list[str]]:
    """Return the pinyin of Han forms by syllables, without tones; ü is u, as folding has it.

    The first character has all its readings: as a surname it may have a rare one (单, shan). So
    have all of up to three characters, as far as they are in no word of the dictionary.
    """
    # Its dictionary takes as long to load as a small build: only where a name is new.
    from pypinyin import Style, pinyin

    results = {}
    for form in forms:
        syllables = pinyin(form, style=Style.NORMAL, heteronym=True, errors="ignore")
        first = pinyin(form[0], style=Style.NORMAL, heteronym=True, errors="ignore")
        if first:
            syllables[0] += first[0]
        if len(form) > 3:
            syllables[1:] = [row[:1] for row in syllables[1:]]
        words = {" ".join(row).replace("v", "u") for row in product(*syllables)}
        # Some rare characters have no reading.
        results[form] = sorted(words - {""})
    return results


def concepts(
    register: Register,
    glossary: Glossary,
    fold: Mapping[int, str],
    editions: Sequence[Edition] = (),
) -> Iterator[dict[str, Any]]:
    """Yield each entity (by its number in the register) and glossary word with its forms.

    Where an edition converts a name to what folds to no form, that is a form too (甯浩 for 宁浩).
    `roman` is how Chinese forms are read, with their Latin ones; a `person`'s surname may come last.
    """
    known = {form for entity in register.entities for form in entity.forms}
    # A folded character may be read otherwise (乾, 干), and only it be in the dictionary of words.
    known |= {_form(form, fold) for form in known}
    pinyin = next(romanized.map(None, [tuple(sorted(filter(HAN.fullmatch, known)))]))
    for number, entity in enumerate(register.entities):
        names = (edition.names[entity.id].text for edition in editions)
        forms = list(dict.fromkeys(_form(form, fold) for form in (*entity.forms, *names)))
        concept: dict[str, Any] = {"entity": number, "forms": forms}
        if entity.only_with:
            # They mean it only beside a full form: they lead to it, nothing leads to them.
            concept["weak"] = sorted({_form(form, fold) for form in entity.only_with})
        strong = {*entity.forms, *forms}.difference(entity.only_with, concept.get("weak", ()))
        if readings := {word.replace(" ", "") for form in strong for word in pinyin.get(form, ())}:
            latin = (re.sub("[ '-]", "", form) for form in strong if LATIN.fullmatch(form))
            readings |= {form.replace("v", "u") for form in latin}
            concept |= {"roman": sorted(readings), "person": entity.type == "person"}
        yield concept
    for term in glossary.terms:
        forms = list(dict.fromkeys(_form(form, fold) for form in term.forms.values()))
        if len(forms) > 1:
            yield {"forms": forms}


def entity_shards(
    editions: Sequence[Edition], register: Register, places: Mapping[str, str]
) -> Iterator[list[dict[str, Any]]]:
    """Yield the entities in batches of ENTITIES, each with its name in every edition.

    `href` is the place of an entity's page below an edition's folder, or "".
    """
    for start in range(0, len(register.entities), ENTITIES):
        shard = []
        for entity in register.entities[start : start + ENTITIES]:
            names = [edition.names[entity.id] for edition in editions]
            forms = {
                "names": _once([name.text for name in names]),
                "langs": _once([name.lang for name in names]),
            }
            href = places.get(entity.id, "")
            shard.append({"id": entity.id, "type": entity.type, "href": href, **forms})
        yield shard


def _form(words: str, fold: Mapping[int, str]) -> str:
    return " ".join(words.translate(fold).split())


def _once(values: list[str]) -> list[str]:
    return values[:1] if len(set(values)) == 1 else values


def name_shards(
    meanings: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Yield shards of concepts by the first character of their forms, each with its first key.

    A concept stands in each shard where one of its forms begins.
    """
    by_first: dict[str, list[Mapping[str, Any]]] = {}
    for item in meanings:
        forms = (*item["forms"], *item.get("roman", ()))
        for first in dict.fromkeys(form[:1] for form in forms if form):
            by_first.setdefault(first, []).append(item)
    sized = ((len(str(by_first[first])), first) for first in sorted(by_first, key=by_unit))
    small = sum(len(str(item)) for item in meanings) <= SMALL
    for firsts in by_size(sized, math.inf if small else SHARD):
        items = {id(item): item for first in firsts for item in by_first[first]}
        yield firsts[0], list(items.values())
