"""The regional wording of a dossier: `seeds/_glossary.yml`.

A map from a word (as the zh-Hans source writes it) to its forms, or to a list of such
where the form depends on the words around it:

    报道: {zh-Hant-TW: 報導, zh-Hant-HK: 報道, why: …, unless: [...], only: [...], articles: [...]}
    国家数据局: {zh-Hant: 國家數據局, why: …}     # zh-Hant serves Taiwan and Hong Kong
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dossier.editorial.patterns import MAX_PATTERNS, PATTERNS, unfit_pattern
from dossier.editorial.reader import Reader, read_tree
from dossier.editorial.yamltext import Text, line_of
from dossier.files.access import is_there
from dossier.model import Glossary, Term
from dossier.problems import Problem

VARIANTS = ("zh-Hans", "zh-Hant", "zh-Hant-TW", "zh-Hant-HK")
KEYS = (*VARIANTS, "why", "unless", "only", "articles")
SETTINGS = "settings"
MAX_FORM = 200
MAX_ROUND = 20


def read_glossary(path: Path, name: str) -> tuple[Glossary, list[Problem]]:
    """The glossary and every problem in it; an entry with a problem is left out."""
    if not is_there(path):
        return Glossary(), []
    tree, problems = read_tree(path, name)
    reader = Reader(name)
    quotes = True
    terms = []
    for word, entry in tree.items():
        if word == SETTINGS:
            quotes = _quotes(word, entry, reader)
            continue
        for item in entry if isinstance(entry, list) else [entry]:
            term = _term(word, item, reader, name)
            if term:
                terms.append(term)
    terms = _without_cycles(terms, reader)
    return Glossary(tuple(terms), quotes), problems + reader.problems


def _quotes(key: str, entry: Any, reader: Reader) -> bool:
    if (
        not isinstance(entry, dict)
        or set(entry) - {"quotes"}
        or entry.get("quotes") not in ("corner", "keep")
    ):
        hint = "Write settings: {quotes: corner}, or remove the line."
        text = "the settings know `quotes: corner` or `quotes: keep`."
        reader.complain(entry if line_of(entry) else key, text, hint)
        return True
    return bool(entry["quotes"] == "corner")


def _term(word: str, entry: Any, reader: Reader, name: str) -> Term | None:
    before = len(reader.problems)
    if not word.strip():
        reader.complain(word, "an empty word.", "Remove the line or fill it.")
        return None
    if len(word) > MAX_FORM:
        text = f"a word of {len(word):,} characters (“{word[:20]}…”)."
        reader.complain(word, text, f"{MAX_FORM} are the most.")
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
        elif len(value) > MAX_FORM:
            text = f"“{word[:20]}” has a form of {len(value):,} characters for {variant}."
            reader.complain(value, text, f"{MAX_FORM} are the most.")
        else:
            forms[variant] = reader.shown(value, variant)
    if len(forms) == 1 and len(reader.problems) == before:
        reader.complain(word, f"“{word}” has no form in any other variant.", "Add zh-Hant-TW: …")
    contexts = {key: reader.strings(entry, key) for key in ("unless", "only", "articles")}
    for key in ("unless", "only"):
        if len(contexts[key]) > MAX_PATTERNS:
            text = f"“{word}” has {len(contexts[key]):,} patterns under “{key}”."
            reader.complain(word, text, f"{MAX_PATTERNS} are the most.")
            return None
        for pattern in contexts[key]:
            if wrong := unfit_pattern(pattern):
                reader.complain(word, f"“{pattern[:100]}” is no pattern: {wrong}.", PATTERNS)
    if len(reader.problems) > before:
        return None
    return Term(forms, reader.string(entry, "why"), path=name, line=line_of(word), **contexts)


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
