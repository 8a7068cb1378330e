"""The regional wording of a dossier: `seeds/_glossary.yml`.

A map from a word (as the zh-Hans source writes it) to its forms, or to a list of such
where the form depends on the words around it:

    报道: {zh-Hant-TW: 報導, zh-Hant-HK: 報道, why: …, unless: [...], only: [...], articles: [...]}
    国家数据局: {zh-Hant: 國家數據局, why: …}     # zh-Hant serves Taiwan and Hong Kong
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dossier.editorial.fields import FILES, RECORDS
from dossier.editorial.reader import Reader
from dossier.editorial.yamltext import line_of
from dossier.model import Glossary, Term
from dossier.problems import Problem

VARIANTS = ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
SETTINGS = "settings"
MAX_FORM = 200
MAX_ROUND = 20
Wrong = tuple[object, str, str]


def read_glossary(path: Path, name: str) -> tuple[Glossary, list[Problem]]:
    """The glossary and every problem in it; an entry with a problem is left out."""
    reader = Reader(name, path)
    quotes = True
    terms = []
    reader.record(reader.tree, FILES["_glossary"])
    for word, entry in reader.tree.items():
        if word == SETTINGS:
            settings = reader.record(entry, RECORDS["settings"], at=word) or {}
            quotes = settings.get("quotes") != "keep"
            continue
        for item in entry if isinstance(entry, list) else [entry]:
            term = _term(word, item, reader, name)
            if term:
                terms.append(term)
    terms = _without_cycles(terms, reader)
    return Glossary(tuple(terms), quotes), reader.problems


def _term(word: str, entry: Any, reader: Reader, name: str) -> Term | None:
    if not word.strip():
        reader.complain(word, "an empty word.", "Remove the line or fill it.")
        return None
    if len(word) > MAX_FORM:
        text = f"a word of {len(word):,} characters (“{word[:20]}…”)."
        reader.complain(word, text, f"Limit: {MAX_FORM}.")
        return None
    values = reader.record(entry, RECORDS["term"], f"“{word}”", word)
    if values is None or not reader.accepts(_wrong(word, entry, values)):
        return None
    forms = {variant: values.pop(variant) for variant in VARIANTS if variant in values}
    return Term({"zh-Hans": str(word), **forms}, path=name, line=line_of(word), **values)


def _wrong(word: str, entry: dict[str, Any], values: dict[str, Any]) -> Iterator[Wrong]:
    """Forms that lack: place, message, hint."""
    empty = [key for key in entry if key in VARIANTS and not values.get(key)]
    for key in empty:
        yield key, f"“{word}” has an empty form for {key}.", "Fill it, or remove the line."
    if not empty and not any(variant in values for variant in VARIANTS):
        yield word, f"“{word}” has no form in any other variant.", "Add zh-Hant-TW: …"


def _without_cycles(terms: list[Term], reader: Reader) -> list[Term]:
    """A word that becomes another one, and by way of others itself again, has no last form."""
    for variant in VARIANTS[1:]:
        step = {
            term.forms["zh-Hans"]: term.forms.get(variant, "") for term in terms if not term.only
        }
        for item in terms:
            round_trip = _round_trip(item.forms["zh-Hans"], step)
            # Told once, at the first of its words.
            if len(round_trip) > 1 and item.forms["zh-Hans"] == min(round_trip):
                text = "” and “".join(round_trip)
                message = f"“{text}” become each other in {variant}."
                reader.problems.append(Problem(item.path, item.line, message, "Keep one of them."))
    wrong = {problem.line for problem in reader.problems}
    return [term for term in terms if term.line not in wrong]


def _round_trip(word: str, step: Mapping[str, str]) -> list[str]:
    """The words that a word becomes, one after the other, if it ends with itself; else none."""
    way = [word]
    while (other := step.get(way[-1], "")) and other != way[-1] and len(way) <= MAX_ROUND:
        if other == word:
            return way
        way.append(other)
    return []
