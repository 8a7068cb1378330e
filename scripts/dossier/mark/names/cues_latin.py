"""What surrounds a name in French and English, and what has capitals without being one."""

from dossier.tables import word_tables

CUES = {
    name: frozenset(words) for name, words in word_tables(__package__, "cues_latin.txt").items()
}
# Words with a capital that are no part of any name.
NAMELESS = frozenset().union(
    *(CUES[name] for name in ("abbreviations", "calendar", "peoples", "titles", "capitals"))
)
