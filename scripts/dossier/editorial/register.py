"""The register of names: `seeds/_entities.yml`.

    mo-yan:
      type: person
      names: {zh-Hans: 莫言, en: Mo Yan}
      aliases: [管谟业, {zh-Hans: …, zh-Hant-TW: …}]
      description: {zh-Hans: …, en: …}

Beside the entities, `types: {ship: {en: Ships}}` declares types of one's own.

An alias or a misspelling is a form exactly as some article spells it.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dossier.editorial.fields import FILES, RECORDS
from dossier.editorial.reader import Reader, read_yaml
from dossier.editorial.scalars import MAX_NAME, unfit_for_address
from dossier.editorial.yamltext import line_of
from dossier.model import ENTITY_TYPES, Entity, Register
from dossier.problems import Problem

# The key under which editors declare types of their own.
TYPES = "types"
OWN_TYPE = "types: {ship: {zh-Hans: 船舶, en: Ships}}"
FORMS = "Write it as one of its names, aliases or misspellings is written."
# Forms that a pattern is tried on.
MAX_TRIED = 200
# Words that YAML reads as a truth value, a number or a date: as a name, probably a slip.
SUSPECT = re.compile(r"(?i:yes|no|on|off|true|false|null|~)|[-+]?\d+(?:\.\d+)?|\d{4}-\d\d-\d\d")


def read_register(path: Path, name: str) -> tuple[Register, list[Problem]]:
    """The register and every problem in it; an entity with a problem is left out."""
    reader = Reader(name, path)
    types = _types(reader)
    known_types = (*ENTITY_TYPES, *types)
    entries = ((key, value) for key, value in reader.tree.items() if key != TYPES)
    read = (_entity(key, value, known_types, reader) for key, value in entries)
    entities = list(filter(None, read))
    known = {entity.id for entity in entities}
    hint = "Write the id that the register has, or leave it out."
    for entity in entities:
        for other in (other for other in entity.not_same_as if other not in known):
            text = f"“{entity.id}” is said not to be “{other}”, which is not in the register."
            reader.problems.append(Problem(name, entity.line, text, hint))
    return Register(tuple(entities), types), reader.problems


def _types(reader: Reader) -> dict[str, dict[str, str]]:
    """Types of the editors' own: an id, and what to call such entities."""
    types = {}
    values = reader.record(reader.tree, FILES["_entities"]) or {}
    for name, label in values.get(TYPES, {}).items():
        key, wrong = reader.key(reader.tree[TYPES], name), unfit_for_address(name)
        if wrong or name in ENTITY_TYPES:
            message = f"the type “{key[:MAX_NAME]}” cannot be declared."
            reader.complain(key, message, wrong or "It is one of the types that there are.")
        elif label:
            types[name] = label
        else:
            reader.complain(key, f"the type “{key}” has no label.", OWN_TYPE)
    return types


def read_ignored(path: Path, name: str) -> tuple[frozenset[str], list[Problem]]:
    """Words that `dossier suggest` takes for names and an editor does not: a list in YAML."""
    tree, problems = read_yaml(path, name)
    words = [] if tree is None else tree
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        return frozenset(), [Problem(name, line_of(tree, 1), "must be a list of words.", "- 某词")]
    return frozenset(map(str, words)), problems


def _entity(key: str, value: Any, types: tuple[str, ...], reader: Reader) -> Entity | None:
    values = reader.record(value, RECORDS["entity"], f"“{key[:MAX_NAME]}”", key)
    wrong = unfit_for_address(key)
    if wrong:
        reader.complain(key, f"“{key[:MAX_NAME]}” cannot be part of an address.", wrong)
    if values is None or wrong:
        return None
    entity = Entity(id=str(key), line=line_of(key), **values)
    wrong_forms = (
        (reader.key(value, at), f"“{key}”{message}", hint)
        for at, message, hint in _wrong(entity, types)
    )
    return entity if reader.accepts(wrong_forms) else None


def _wrong(entity: Entity, types: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Forms that could not be meant, or would match everywhere: their key, what is wrong, what to do."""
    if entity.type not in types:
        hint = f"One of {', '.join(types)}; or declare it at the top: {OWN_TYPE}"
        yield "type", f" is of no known type (“{entity.type}”).", hint
    aliases = [("aliases", form) for alias in entity.aliases for form in alias.values()]
    names = [("names", form) for form in entity.names.values()]
    for at, form in (*names, *aliases, *(("misspellings", form) for form in entity.misspellings)):
        if not form:
            yield at, " has an empty name.", "Fill it, or remove it."
        elif len(form) == 1:
            hint = "It would match in every other word."
            yield at, f" has a name of one character (“{form}”).", hint
        elif SUSPECT.fullmatch(form):
            hint = "If it is really meant, it cannot be matched safely; leave it out."
            yield at, f" has the name “{form}”, which YAML takes for a value.", hint
    for form in entity.only_with:
        if form not in entity.forms:
            yield "only_with", f": only_with names “{form}”, which is none of its forms.", FORMS
    for pattern in entity.unless:
        yield from _wrong_blocker(pattern, entity)


def _wrong_blocker(pattern: str, entity: Entity) -> Iterator[tuple[str, str, str]]:
    """The same of a pattern of `unless`."""
    literal = not re.search(r"[\\.^$*+?{}\[\]|()]", pattern)
    if literal and not any(form in pattern for form in entity.forms):
        yield "unless", f": unless “{pattern}” holds none of its forms and blocks nothing.", FORMS
    # A blocker is longer than the name it blocks; one that is shorter blocks nothing.
    tried = {pattern} & {*entity.forms} if literal else entity.forms[:MAX_TRIED]
    whole = next(filter(re.compile(pattern).fullmatch, tried), "")
    if whole:
        hint = "Give the blocker its surroundings: 中国人(?!工)."
        yield "unless", f": unless “{pattern}” covers the name “{whole}” itself.", hint
