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

import math
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Literal

from dossier.editorial.reader import KEYS, MAX_NAME, Reader, read_tree, unfit_for_address
from dossier.editorial.yamltext import Text, line_of
from dossier.files.access import is_there
from dossier.model import Claims, Lineage, LocalizedText, Position, Question, Value
from dossier.problems import Problem

KINDS: tuple[Literal["quantity", "polar", "open"], ...] = ("quantity", "polar", "open")
LEANINGS: tuple[Literal["quotes", "summarises", "reposts", "translates"], ...] = (
    "quotes",
    "summarises",
    "reposts",
    "translates",
)
ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
MAX_QUESTIONS = 500
BELOW = "Write `question: …` and `positions:` below it, indented."
DASH = "Begin it with `- article: …`."
ENTITY = "Add it to _entities.yml, or write the name as it is printed."
SLUG = "Give the slug of an article, or the name of what is outside with a capital or a space."
ORIGIN = "Leave `origin` out, or give the slug of an article in `of`."
VALUES = "{min: 2, max: 3, unit: years}"
# The page that lists the questions stands beside theirs.
RESERVED = "index"


def read_claims(
    path: Path, name: str, entities: frozenset[str], slugs: frozenset[str]
) -> tuple[Claims, list[Problem]]:
    """The claims and every problem in them; what is wrong is left out, the rest is used.

    A speaker or outlet that is an id of `entities` is that entity; what a lineage is `of`
    is an article when it is one of `slugs`, and else something outside the dossier.
    """
    if not is_there(path):
        return Claims(), []
    tree, problems = read_tree(path, name)
    reader = Reader(name)
    reader.known(tree, KEYS["claims"])
    results = _map(tree, "units", reader)
    units = {str(key): reader.words(results, key) for key in results}
    asked = list(_map(tree, "questions", reader).items())
    if len(asked) > MAX_QUESTIONS:
        hint = "One page lists them all. Keep those that the articles answer in different ways."
        reader.complain(asked[MAX_QUESTIONS][0], f"more than {MAX_QUESTIONS} questions.", hint)
    questions = [_question(key, value, entities, reader) for key, value in asked[:MAX_QUESTIONS]]
    lineage = [_lineage(item, slugs, reader) for item in _list(tree, "lineage", reader)]
    claims = Claims(tuple(filter(None, questions)), tuple(filter(None, lineage)), units)
    return claims, problems + reader.problems


def _map(tree: dict[str, Any], key: str, reader: Reader) -> dict[str, Any]:
    value = tree.get(key)
    if isinstance(value, dict | None):
        return value or {}
    hint = "Write them below it, indented."
    reader.complain(_place(tree, key, reader), f"“{key}” must be `key: value` lines.", hint)
    return {}


def _list(tree: dict[str, Any], key: str, reader: Reader) -> list[Any]:
    value = tree.get(key)
    if isinstance(value, list | None):
        return value or []
    hint = "Begin each line of it with `- `."
    reader.complain(_place(tree, key, reader), f"“{key}” must be a list.", hint)
    return []


def _place(tree: dict[str, Any], key: str, reader: Reader) -> object:
    """A value whose line is known, else its key."""
    return tree[key] if line_of(tree[key]) else reader.key(tree, key)


def _question(key: str, tree: Any, entities: frozenset[str], reader: Reader) -> Question | None:
    wrong = unfit_for_address(key) if key != RESERVED else ""
    if wrong:
        reader.complain(key, f"“{key[:MAX_NAME]}” cannot be part of an address.", wrong)
        return None
    if key == RESERVED:
        reader.complain(key, f"“{key}” is the page of all questions.", "Give it another id.")
        return None
    if not isinstance(tree, dict):
        reader.complain(key, f"“{key}” needs a question and positions.", BELOW)
        return None
    reader.known(tree, KEYS["question"])
    if not reader.words(tree, "question"):
        reader.complain(key, f"“{key}” asks nothing.", "Write its `question`.")
        return None
    kind = reader.one_of(tree, "kind", KINDS, "open", f"“{key}”: ")
    labels = _map(tree, "stances", reader)
    stances = {str(stance): reader.words(labels, stance) for stance in labels}
    positions = [
        position
        for item in _list(tree, "positions", reader)
        if (position := _position(item, key, stances, entities, reader))
    ]
    return Question(
        id=str(key),
        question=reader.words(tree, "question"),
        kind=kind,
        stances=stances,
        positions=tuple(positions),
        short=reader.words(tree, "short"),
        finding=reader.words(tree, "finding"),
        brief=reader.words(tree, "brief"),
        caution=reader.words(tree, "caution"),
        unit=reader.string(tree, "unit"),
        line=line_of(key),
    )


def _position(
    tree: Any, question: str, stances: Iterable[str], entities: frozenset[str], reader: Reader
) -> Position | None:
    before = len(reader.problems)
    if not isinstance(tree, dict):
        reader.complain(tree, f"a position of “{question}” must be `key: value` lines.", DASH)
        return None
    reader.known(tree, KEYS["position"])
    at = tree.get("quote") or tree.get("article") or next(iter(tree), "")
    for key in ("article", "quote", "stance"):
        if not reader.string(tree, key):
            reader.complain(
                at, f"a position of “{question}” without “{key}”.", f"Write `{key}: …`."
            )
    stance = reader.string(tree, "stance")
    if stance and stance not in stances:
        reader.complain(
            tree["stance"],
            f"“{question}”: the stance “{stance}” has no name.",
            f"Add it to its `stances`: {', '.join(stances) or 'there are none'}.",
        )
    speaker, speaker_id = _named(tree, "speaker", entities, reader)
    via, via_id = _named(tree, "via", entities, reader)
    position = Position(
        article=reader.string(tree, "article"),
        quote=reader.string(tree, "quote"),
        stance=stance,
        prefix=reader.string(tree, "prefix"),
        suffix=reader.string(tree, "suffix"),
        speaker=speaker,
        speaker_id=speaker_id,
        role=reader.words(tree, "role"),
        via=via,
        via_id=via_id,
        values=_values(tree, reader),
        as_of=reader.date(tree, "as_of"),
        note=reader.words(tree, "note"),
        translation=reader.words(tree, "translation"),
        line=line_of(at),
    )
    return position if len(reader.problems) == before else None


def _named(
    tree: dict[str, Any], key: str, entities: frozenset[str], reader: Reader
) -> tuple[LocalizedText, str]:
    """Return the speaker: an entity of the register by its id, or words."""
    value = tree.get(key)
    if isinstance(value, Text) and value.strip() in entities:
        return {}, value.strip()
    if isinstance(value, Text) and ID.fullmatch(value.strip()) and "-" in value:
        reader.complain(
            value, f"“{value}” looks like an entity’s id, and is none of the register.", ENTITY
        )
    return reader.words(tree, key), ""


def _values(tree: dict[str, Any], reader: Reader) -> tuple[Value, ...]:
    value = tree.get("value")
    values = value if isinstance(value, list) else [] if value is None else [value]
    result = []
    for item in values:
        if not isinstance(item, dict):
            reader.complain(
                item or tree.get("quote"), "a value needs min or max, and a unit.", VALUES
            )
            continue
        reader.known(item, KEYS["value"])
        wrong = len(reader.problems)
        low, high = _amount(item, "min", reader), _amount(item, "max", reader)
        if len(reader.problems) > wrong:
            continue
        unit = reader.string(item, "unit")
        if (low is None and high is None) or not unit:
            reader.complain(item, "a value needs min or max, and a unit.", VALUES)
            continue
        if low is not None and high is not None and low > high:
            reader.complain(item, f"a value from {low:g} to {high:g} runs backwards.", VALUES)
            continue
        result.append(Value(low, high, unit, reader.words(item, "of")))
    return tuple(result)


def _amount(tree: dict[str, Any], key: str, reader: Reader) -> float | None:
    value = reader.string(tree, key)
    if not value:
        return None
    try:
        amount = float(value)
    except ValueError:
        amount = math.nan
    if not math.isfinite(amount):
        reader.complain(tree[key], f"{key}: “{value}” is no number.", "Digits, with a point: 1.4.")
        return None
    return amount


def _lineage(tree: Any, slugs: frozenset[str], reader: Reader) -> Lineage | None:
    before = len(reader.problems)
    if not isinstance(tree, dict):
        reader.complain(tree, "a line of the lineage must be `key: value` lines.", DASH)
        return None
    reader.known(tree, KEYS["lineage"])
    at = tree.get("article") or next(iter(tree), "")
    article, of = reader.string(tree, "article"), tree.get("of")
    if not article or not of:
        reader.complain(at, "a line of the lineage needs `article` and `of`.", DASH)
        return None
    string = reader.string(tree, "kind")
    kind = next((text for text in LEANINGS if text == string), None)
    if kind is None:
        reader.complain(
            tree.get("kind") or at,
            f"lineage: kind is “{string}”.",
            f"One of {', '.join(LEANINGS)}.",
        )
    certain = reader.string(tree, "certain").lower()
    if certain not in ("", "true", "false"):
        reader.complain(tree["certain"], f"certain is “{certain}”.", "true or false.")
    inside = isinstance(of, Text) and of.strip() in slugs
    if isinstance(of, Text) and not inside and ID.fullmatch(of.strip()):
        reader.complain(of, f"“{of}” looks like an article’s slug, and is none.", SLUG)
    line = Lineage(
        article=article,
        of=of.strip() if inside else "",
        outside={} if inside else reader.words(tree, "of"),
        kind=kind or "quotes",
        through=reader.words(tree, "through"),
        certain=certain != "false",
        quote=reader.string(tree, "quote"),
        origin=reader.string(tree, "origin"),
        note=reader.words(tree, "note"),
        line=line_of(at),
    )
    if line.origin and not line.of:
        reader.complain(
            tree["origin"], "`origin` quotes an article that is not in the dossier.", ORIGIN
        )
    return line if len(reader.problems) == before else None
