"""The regional wording of a dossier: `seeds/_glossary.yml`.

A map from a word (as the zh-Hans source writes it) to its forms, or to a list of such
where the form depends on the words around it:

    报道: {zh-Hant-TW: 報導, zh-Hant-HK: 報道, why: …, unless: [...], only: [...], articles: [...]}
    国家数据局: {zh-Hant: 國家數據局, why: …}     # zh-Hant serves Taiwan and Hong Kong
"""

from collections.abc import Iterator
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
