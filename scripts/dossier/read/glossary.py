"""The regional wording of a dossier: `seeds/_glossary.yml`.

A map from a word (as the zh-Hans source writes it) to its forms, or to a list of such
where the form depends on the words around it:

    报道: {zh-Hant-TW: 報導, zh-Hant-HK: 報道, why: …, unless: [...], only: [...], articles: [...]}
    国家数据局: {zh-Hant: 國家數據局, why: …}     # zh-Hant serves Taiwan and Hong Kong
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from dossier.model import Glossary, Term
from dossier.problems import Problem
from dossier.read.reader import Reader, read_tree
from dossier.read.yamltext import Text, line_of

VARIANTS = ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
KEYS = (*VARIANTS, "why", "unless", "only", "articles")
SETTINGS = "settings"


def read_glossary(path: Path, name: str) -> tuple[Glossary, list[Problem]]:
    """The glossary and every problem in it; an entry with a problem is left out."""
    if not path.exists():
        return Glossary(), []
    tree, problems = read_tree(path, name)
    reader = Reader(name)
    quotes = True
    terms = []
    for word, entry in tree.items():
        if word == SETTINGS:
            quotes = _quotes(entry, reader)
            continue
        for one in entry if isinstance(entry, list) else [entry]:
            term = _term(word, one, reader, name)
            if term:
                terms.append(term)
    terms = _without_cycles(terms, reader)
    return Glossary(tuple(terms), quotes), problems + reader.problems


def _quotes(entry: Any, reader: Reader) -> bool:
    if (
        not isinstance(entry, dict)
        or set(entry) - {"quotes"}
        or entry.get("quotes") not in ("corner", "keep")
    ):
        reader.complain(entry, "the settings know `quotes: corner` or `quotes: keep`.")
        return True
    return bool(entry["quotes"] == "corner")


def _term(word: str, entry: Any, reader: Reader, name: str) -> Term | None:
    before = len(reader.problems)
    if not word.strip():
        reader.complain(word, "an empty word.", "Remove the line or fill it.")
        return None
    if not isinstance(entry, dict):
        hint = "{zh-Hant-TW: …, zh-Hant-HK: …, why: …}"
        reader.complain(word, f"“{word}” has no forms.", f"Write {word}: {hint}")
        return None
    reader.known(entry, KEYS)
    forms = {"zh-Hans": str(word)}
    for variant in VARIANTS:
        if variant not in entry:
            continue
        value = entry[variant]
        if not isinstance(value, Text) or not value.strip():
            at = next(key for key in entry if key == variant)
            reader.complain(
                at, f"“{word}” has an empty form for {variant}.", "Fill it, or remove the line."
            )
        else:
            forms[variant] = str(value).strip()
    if len(forms) == 1 and len(reader.problems) == before:
        reader.complain(word, f"“{word}” has no form in any other variant.")
    contexts = {key: reader.strings(entry, key) for key in ("unless", "only", "articles")}
    for key in ("unless", "only"):
        for pattern in contexts[key]:
            _check_pattern(pattern, str(word), word, reader)
    if len(reader.problems) > before:
        return None
    return Term(forms, reader.string(entry, "why"), path=name, line=line_of(word), **contexts)


def _check_pattern(pattern: str, form: str, at: str, reader: Reader) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        reader.complain(
            at, f"“{pattern}” is no pattern: {error}.", "Escape ( ) [ ] . * + ? with a backslash."
        )


def _without_cycles(terms: list[Term], reader: Reader) -> list[Term]:
    """A word that becomes another one which becomes it again has no last form."""
    kept = []
    for variant in VARIANTS[1:]:
        step = {one.forms["zh-Hans"]: one.forms.get(variant, "") for one in terms if not one.only}
        for one in terms:
            word = one.forms["zh-Hans"]
            other = step.get(word, "")
            if other != word and step.get(other) == word and word < other:
                reader.problems.append(
                    Problem(
                        one.path,
                        one.line,
                        f"“{word}” and “{other}” become each other in {variant}.",
                        "Keep one of the two.",
                    )
                )
    wrong = {(problem.line) for problem in reader.problems}
    kept = [one for one in terms if one.line not in wrong]
    return kept
