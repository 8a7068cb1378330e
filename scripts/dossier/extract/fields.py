"""Which field of the metadata an element of a page says it holds."""

from collections.abc import Mapping

from dossier.extract.wordlist import by_word

PROPERTIES = by_word("properties")
WORDS = by_word("field_words")
KNOWN = frozenset(WORDS)
NAMES = by_word("field_names")


def field_of(
    tag: str,
    named: frozenset[str],
    identity: str,
    classes: tuple[str, ...],
    data: Mapping[str, str],
) -> str:
    """The field that tag, words of the name, id, classes and properties speak of; "" for none."""
    if data:
        prop = data.get("itemprop", "").lower().split()
        field = next((PROPERTIES[name] for name in prop if name in PROPERTIES), "")
        if field or "author" in data.get("rel", "").lower().split():
            return field or "authors"
    if tag == "time":
        return "published"
    field = NAMES.get(identity.lower(), "")
    field = field or next((NAMES[name] for name in classes if name in NAMES), "")
    return field or next((WORDS[word] for word in sorted(named & KNOWN)), "")
