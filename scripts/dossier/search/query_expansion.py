"""What else a query may mean: the forms of a name, the regional forms of a word.

All forms are folded; forms that are the same after folding need no widening.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dossier.model import Edition, Glossary, Register
from dossier.search.keys import by_unit

# A shard of this many characters of JSON, before it is compressed.
SHARD = 16_000
# How many entities stand in one shard by number.
ENTITIES = 128


def concepts(
    register: Register, glossary: Glossary, fold: Mapping[int, str]
) -> Iterator[dict[str, Any]]:
    """Each entity (by its number in the register) and each word of the glossary, with its forms."""
    for number, entity in enumerate(register.entities):
        forms = list(dict.fromkeys(_form(one, fold) for one in entity.forms))
        found: dict[str, Any] = {"entity": number, "forms": forms}
        if entity.only_with:
            # They mean it only beside a full form: they lead to it, nothing leads to them.
            found["weak"] = sorted({_form(one, fold) for one in entity.only_with})
        yield found
    for term in glossary.terms:
        forms = list(dict.fromkeys(_form(one, fold) for one in term.forms.values()))
        if len(forms) > 1:
            yield {"forms": forms}


def entity_shards(
    editions: Sequence[Edition], register: Register, places: Mapping[str, str]
) -> Iterator[list[dict[str, Any]]]:
    """The entities in the order of the register, by ENTITIES: how each edition names them.

    `href` is the place of an entity's page below an edition's folder, or "".
    """
    for start in range(0, len(register.entities), ENTITIES):
        held = []
        for entity in register.entities[start : start + ENTITIES]:
            shown = [one.names[entity.id] for one in editions]
            held.append(
                {
                    "id": entity.id,
                    "type": entity.type,
                    "href": places.get(entity.id, ""),
                    "names": _once([one.text for one in shown]),
                    "langs": _once([one.lang for one in shown]),
                }
            )
        yield held


def _form(words: str, fold: Mapping[int, str]) -> str:
    return " ".join(words.translate(fold).split())


def _once(values: list[str]) -> list[str]:
    return values[:1] if len(set(values)) == 1 else values


def name_shards(
    found: Sequence[Mapping[str, Any]],
) -> Iterator[tuple[str, list[Mapping[str, Any]]]]:
    """Concepts by the first character of their forms: the first one of each shard, and its own.

    A concept stands in each shard where one of its forms begins.
    """
    by_first: dict[str, list[Mapping[str, Any]]] = {}
    for one in found:
        for first in dict.fromkeys(form[:1] for form in one["forms"] if form):
            by_first.setdefault(first, []).append(one)
    held: dict[int, Mapping[str, Any]] = {}
    start, length = "", 0
    for first in sorted(by_first, key=by_unit):
        start = start or first
        for one in by_first[first]:
            if id(one) not in held:
                held[id(one)] = one
                length += len(str(one))
        if length > SHARD:
            yield start, list(held.values())
            held, start, length = {}, "", 0
    if held:
        yield start, list(held.values())
