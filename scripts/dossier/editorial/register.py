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
from typing import Any, Literal

from dossier.editorial.patterns import MAX_PATTERNS, PATTERNS, unfit_pattern
from dossier.editorial.reader import KEYS, MAX_NAME, Reader, read_tree, read_yaml, unfit_for_address
from dossier.editorial.yamltext import line_of
from dossier.files.access import is_there
from dossier.model import ENTITY_TYPES, Entity, Register
from dossier.problems import Problem

# The key under which editors declare types of their own.
TYPES = "types"
OWN_TYPE = "types: {ship: {zh-Hans: 船舶, en: Ships}}"
MAX_FORM = 200
FORMS = "Write it as one of its names, aliases or misspellings is written."
WIKIDATA = re.compile(r"Q[1-9]\d*")
LINKS: tuple[Literal["all", "first", "never"], ...] = ("all", "first", "never")
# What YAML would have read as a truth value, a number or a date: as a name, likely a slip.
SUSPECT = re.compile(r"(?i:yes|no|on|off|true|false|null|~)|[-+]?\d+(?:\.\d+)?|\d{4}-\d\d-\d\d")


def read_register(path: Path, name: str) -> tuple[Register, list[Problem]]:
    """The register and every problem in it; an entity with a problem is left out."""
    if not is_there(path):
        return Register(), []
    tree, problems = read_tree(path, name)
    reader = Reader(name)
    types = _types(tree, reader)
    known_types = (*ENTITY_TYPES, *types)
    entries = ((key, value) for key, value in tree.items() if key != TYPES)
    entities = [
        result for key, value in entries if (result := _entity(key, value, known_types, reader))
    ]
    known = {entity.id for entity in entities}
    hint = "Write the id that the register has, or leave it out."
    for entity in entities:
        for other in (other for other in entity.not_same_as if other not in known):
            text = f"“{entity.id}” is said not to be “{other}”, which is not in the register."
            reader.problems.append(Problem(name, entity.line, text, hint))
    return Register(tuple(entities), types), problems + reader.problems


def _types(tree: dict[str, Any], reader: Reader) -> dict[str, dict[str, str]]:
    """Types of the editors' own: an id, and what to call such entities."""
    declared = tree.get(TYPES) or {}
    if not isinstance(declared, dict):
        reader.complain(reader.key(tree, TYPES), f"“{TYPES}” must be a map.", OWN_TYPE)
        return {}
    types = {}
    for key in declared:
        wrong = unfit_for_address(key)
        if wrong or key in ENTITY_TYPES:
            message = f"the type “{key[:MAX_NAME]}” cannot be declared."
            reader.complain(key, message, wrong or "It is one of the types that there are.")
        elif label := reader.words(declared, key):
            types[str(key)] = label
        else:
            reader.complain(key, f"the type “{key}” has no label.", OWN_TYPE)
    return types


def read_ignored(path: Path, name: str) -> tuple[frozenset[str], list[Problem]]:
    """Words that `dossier suggest` takes for names and an editor does not: a list in YAML."""
    if not is_there(path):
        return frozenset(), []
    tree, problems = read_yaml(path, name)
    if problems:
        return frozenset(), problems
    words = tree if isinstance(tree, list) else []
    if tree is not None and (words != tree or not all(isinstance(word, str) for word in words)):
        return frozenset(), [Problem(name, line_of(tree, 1), "must be a list of words.", "- 某词")]
    return frozenset(map(str, words)), []


def _entity(key: str, value: Any, types: tuple[str, ...], reader: Reader) -> Entity | None:
    before = len(reader.problems)
    wrong = unfit_for_address(key)
    if wrong:
        reader.complain(key, f"“{key[:MAX_NAME]}” cannot be part of an address.", wrong)
    if not isinstance(value, dict):
        hint = "Below it, indented: `type: person` and `names: {zh-Hans: …, en: …}`."
        reader.complain(key, f"“{key[:MAX_NAME]}” needs a type and names.", hint)
        return None
    reader.known(value, KEYS["entity"])
    kind = reader.string(value, "type")
    if kind not in types:
        hint = f"One of {', '.join(types)}; or declare it at the top: {OWN_TYPE}"
        reader.complain(key, f"“{key}” is of no known type (“{kind}”).", hint)
    names = reader.words(value, "names")
    if not names:
        reader.complain(key, f"“{key}” has no name.", "names: {zh-Hans: …, en: …}")
    entity = Entity(
        id=str(key),
        type=kind,
        names=names,
        aliases=_aliases(key, value, reader),
        misspellings=reader.strings(value, "misspellings"),
        description=reader.words(value, "description"),
        wikidata=reader.string(value, "wikidata"),
        link=reader.one_of(value, "link", LINKS, "all", f"“{key}”: "),
        unless=reader.strings(value, "unless"),
        only_with=reader.strings(value, "only_with"),
        not_in=reader.strings(value, "not_in"),
        not_same_as=reader.strings(value, "not_same_as"),
        line=line_of(key),
    )
    for message, hint in _wrong_forms(entity):
        reader.complain(key, f"“{key}”{message}", hint)
    return entity if len(reader.problems) == before else None


def _aliases(key: str, value: dict[str, Any], reader: Reader) -> tuple[dict[str, str], ...]:
    results = value.get("aliases") or []
    items = results if isinstance(results, list) else [results]
    return tuple(reader.as_words(item, "aliases", key) for item in items)


def _wrong_forms(entity: Entity) -> Iterator[tuple[str, str]]:
    """Forms that could not be meant, or would match everywhere: what is wrong, and what to do."""
    aliases = (form for alias in entity.aliases for form in alias.values())
    for form in (*entity.names.values(), *aliases, *entity.misspellings):
        if not form.strip():
            yield " has an empty name.", "Fill it, or remove it."
        elif len(form) > MAX_FORM:
            text = f" has a name of {len(form):,} characters (“{form[:20]}…”)."
            yield text, f"{MAX_FORM} are the most; a sentence is no name."
        elif len(form) == 1:
            yield f" has a name of one character (“{form}”).", "It would match in every other word."
        elif SUSPECT.fullmatch(form):
            hint = "If it is really meant, it cannot be matched safely; leave it out."
            yield f" has the name “{form}”, which YAML takes for a value.", hint
    if entity.wikidata and not WIKIDATA.fullmatch(entity.wikidata):
        yield f": “{entity.wikidata}” is no Wikidata id.", "Q and a number."
    for form in entity.only_with:
        if form not in entity.forms:
            yield f": only_with names “{form}”, which is none of its forms.", FORMS
    if len(entity.unless) > MAX_PATTERNS:
        text = f" has {len(entity.unless):,} patterns under “unless”."
        yield text, f"{MAX_PATTERNS} are the most."
        return
    for pattern in entity.unless:
        yield from _wrong_blocker(pattern, entity)


def _wrong_blocker(pattern: str, entity: Entity) -> Iterator[tuple[str, str]]:
    """The same of a pattern of `unless`."""
    wrong = unfit_pattern(pattern)
    if wrong:
        yield f": “{pattern[:100]}” is no pattern: {wrong}.", PATTERNS
        return
    forms = frozenset(entity.forms)
    literal = not re.search(r"[\\.^$*+?{}\[\]|()]", pattern)
    if literal and not _holds_any(pattern, forms):
        yield f": unless “{pattern}” holds none of its forms and blocks nothing.", FORMS
    # A blocker is longer than the name it blocks; one that is shorter blocks nothing.
    tried = {pattern} & forms if literal else entity.forms[:MAX_PATTERNS]
    whole = next(filter(re.compile(pattern).fullmatch, tried), "")
    if whole:
        hint = "Give the blocker its surroundings: 中国人(?!工)."
        yield f": unless “{pattern}” covers the name “{whole}” itself.", hint


def _holds_any(words: str, forms: frozenset[str]) -> bool:
    """Whether one of some forms stands in some words."""
    starts = range(len(words))
    return any(words[at : at + length] in forms for length in set(map(len, forms)) for at in starts)
