"""Words around names, as tables: roles, kinds, endings, edges and words that are no names.

The words themselves are in cues.txt, with what each table is for; patterns are in patterns.toml.
"""

import re
import tomllib
from importlib.resources import files

from dossier.tables import word_tables

CUES = word_tables(__package__, "cues.txt")
FUNCTION, AFTER, NOT_FIRST, NOT_BEHIND = (
    "".join(CUES[name]) for name in ("function", "after", "not_first", "not_behind")
)
SURNAMES, SOUNDS = (frozenset("".join(CUES[name])) for name in ("surnames", "sounds"))
# Determiners and numbers with their measure words stand before a name, not in it.
MEASURED = tuple(
    number + measure
    for number in "一两二三几多这那该每某各数首"
    for measure in "家个名位款种项条支座类批群份届场轮起"
)
WORDS = word_tables(__package__, "words.txt")
TRADITIONAL = str.maketrans({pair[0]: pair[1] for pair in WORDS["traditional"]})
# Words around names in French and English.
LATIN = {
    name: frozenset(words) for name, words in word_tables(__package__, "cues_latin.txt").items()
}
# Words with a capital that are no part of any name there.
NAMELESS = frozenset().union(
    *(LATIN[name] for name in ("abbreviations", "calendar", "peoples", "titles", "capitals"))
)
_PARTS = tomllib.loads(files(__package__ or "").joinpath("patterns.toml").read_text("utf-8"))
_PARTS |= {"surnames": sorted(SURNAMES), "sounds": sorted(SOUNDS)}


def _pattern(name: str) -> str:
    """A pattern with those that it names, and with the words of the tables that it names."""
    if name.startswith("cues:"):
        return "|".join(CUES[name.removeprefix("cues:")])
    return re.sub(r"\{([a-z_:]+)\}", lambda match: _pattern(match[1]), "".join(_PARTS[name]))


PATTERNS = {name: re.compile(_pattern(name)) for name in _PARTS}


def vocabulary() -> dict[str, str]:
    """Every word that says where a Chinese name ends or begins, and of which class it is."""
    table = dict.fromkeys((word for word in CUES["proper"] if len(word) > 1), "plain")
    for name in ("plain", "both", "cut"):
        table |= dict.fromkeys(
            (word for word in WORDS[name] if word not in CUES["misleading"]), name
        )
    for name in ("plain", "both", "cut"):
        table |= dict.fromkeys(CUES[f"news {name}"], name)
    cut = (*CUES["times"], *MEASURED, *FUNCTION, *CUES["speech"][1:], *CUES["called_words"])
    table |= dict.fromkeys(cut, "cut")
    table |= dict.fromkeys((*CUES["countries"], *CUES["cities"]), "place")
    for name in ("ai_nouns", "organisation_nouns", "product_nouns"):
        table |= dict.fromkeys(CUES[name], "kind")
    table |= dict.fromkeys(CUES["roles"], "role")
    return table
