"""Questions and what each source says to them: `seeds/_claims.yml`.

    questions:
      how-many-poems:
        question: {zh-Hans: 写了几首诗？, en: How many poems?}
        kind: quantity
        stances: {few: 不多}
        positions:
          - {article: preface, quote: 只有三首, stance: few, value: {min: 3, unit: poems}}
    lineage:
      - {article: review, of: preface, kind: quotes, quote: …, origin: …}

Where a quotation stands in its article is found by annotate/annotate.py.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dossier.editorial.fields import FILES, RECORDS
from dossier.editorial.reader import Reader
from dossier.editorial.scalars import MAX_NAME, fits, unfit_for_address
from dossier.editorial.yamltext import line_of
from dossier.model import Claims, Lineage, LocalizedText, Position, Question, Value
from dossier.problems import Problem, meant

ENTITY = "Add it to _entities.yml, or write the name as it is printed."
SLUG = "Give the slug of an article, or the name of what is outside with a capital or a space."
ORIGIN = "Leave `origin` out, or give the slug of an article in `of`."
VALUES = "Write {min: 2, max: 3, unit: years}."


def read_claims(
    path: Path, name: str, entities: frozenset[str], slugs: frozenset[str]
) -> tuple[Claims, list[Problem]]:
    """The claims and every problem in them; what is wrong is left out, the rest is used.

    A speaker or outlet that is an id of `entities` is that entity; what a lineage is `of`
    is an article when it is one of `slugs`, and else something outside the dossier.
    """
    reader = Reader(name, path)
    values = reader.record(reader.tree, FILES["_claims"]) or {}
    asked = values.get("questions", {}).items()
    questions = [_question(key, value, entities, reader) for key, value in asked]
    lines = reader.items(values, "lineage")
    lineage = [_lineage(item, slugs, reader, at) for item, at in lines]
    claims = Claims(
        tuple(filter(None, questions)), tuple(filter(None, lineage)), values.get("units", {})
    )
    return claims, reader.problems


def _question(key: str, tree: Any, entities: frozenset[str], reader: Reader) -> Question | None:
    wrong = unfit_for_address(key)
    if wrong:
        reader.complain(key, f"“{key[:MAX_NAME]}” cannot be part of an address.", wrong)
        return None
    values = reader.record(tree, RECORDS["question"], f"the question “{key}”", key)
    if values is None:
        return None
    stances = values.get("stances", {})
    positions = [
        _position(item, str(key), stances, entities, reader, at)
        for item, at in reader.items(values, "positions")
    ]
    values |= {"stances": stances, "positions": tuple(filter(None, positions))}
    return Question(**{"kind": "open", **values}, id=str(key), line=line_of(key))


def _position(
    tree: Any,
    question: str,
    stances: Mapping[str, LocalizedText],
    entities: frozenset[str],
    reader: Reader,
    at: object,
) -> Position | None:
    values = reader.record(tree, RECORDS["position"], f"a position of “{question}”", at)
    if values is None or not reader.accepts(_wrong(tree, values, question, stances, entities)):
        return None
    for key in ("speaker", "via"):
        name = values.get(key, {}).get("")
        if name in entities:
            values |= {f"{key}_id": name, key: {}}
    amounts = [_value(item, reader, tree["quote"]) for item, _ in reader.items(values, "value")]
    if not all(amounts):
        return None
    values.pop("value", None)
    return Position(**values, values=tuple(filter(None, amounts)), line=line_of(tree["quote"]))


def _wrong(
    tree: dict[str, Any],
    values: dict[str, Any],
    question: str,
    stances: Mapping[str, LocalizedText],
    entities: frozenset[str],
) -> Iterator[tuple[object, str, str]]:
    """Check that a position names what is there: place, message, hint."""
    if values["stance"] not in stances:
        text = f"“{question}”: the stance “{values['stance']}” has no name."
        hint = f"Add it to its `stances`: {', '.join(stances) or 'there are none'}."
        yield tree["stance"], text, meant(values["stance"], stances, hint)
    for key in ("speaker", "via"):
        name = values.get(key, {}).get("", "")
        if "-" in name and fits("name", name) and name not in entities:
            text = f"“{name}” looks like an entity’s id, and is none of the register."
            yield tree[key], text, ENTITY


def _value(tree: Any, reader: Reader, at: object) -> Value | None:
    values = reader.record(tree, RECORDS["value"], at=tree if line_of(tree) else at)
    if values is None:
        return None
    low, high = values.pop("min", None), values.pop("max", None)
    if low is None and high is None:
        reader.complain(tree, "a value has neither “min” nor “max”.", VALUES)
    elif low is not None and high is not None and low > high:
        reader.complain(tree, f"a value from {low:g} to {high:g} runs backwards.", VALUES)
    else:
        return Value(low, high, **values)
    return None


def _lineage(tree: Any, slugs: frozenset[str], reader: Reader, at: object) -> Lineage | None:
    values = reader.record(tree, RECORDS["lineage"], at=at)
    if values is None:
        return None
    other = values["of"].get("", "")
    inside = other in slugs
    if not inside and fits("name", other):
        reader.complain(tree["of"], f"“{other}” looks like an article’s slug, and is none.", SLUG)
        return None
    if not inside and values.get("origin"):
        text = "`origin` quotes an article that is not in the dossier."
        reader.complain(tree["origin"], text, ORIGIN)
        return None
    given = {"of": other, "outside": {}} if inside else {"of": "", "outside": values["of"]}
    return Lineage(**{**values, **given}, line=line_of(tree["article"]))
