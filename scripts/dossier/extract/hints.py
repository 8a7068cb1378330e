"""Hints in a page's markup on its author, date and publisher."""

import re
from collections.abc import Mapping

from dossier.extract.addresses import house, is_platform
from dossier.extract.bylines import is_name, is_surely_name, names_in, without_places
from dossier.extract.dates import iso_date
from dossier.extract.field_labels import NOISE
from dossier.extract.pictures import href
from dossier.extract.pieces import Element, Hint
from dossier.extract.wordlist import by_word, pattern, patterns

PROPERTIES = by_word("properties")
WORDS = by_word("field_words")
KNOWN = frozenset(WORDS)
NAMES = by_word("field_names")
MAX_HINT = 80
# The class of a whole post may name its author, which says nothing of the words in it.
WHOLE = frozenset(("html", "body", "main", "article"))
CHANGED = frozenset(("updated", "modified", "datemodified"))
# The address of a person's own page on a platform.
OWN_PAGE = re.compile(patterns()["own_page"], re.I)
BY = pattern("byline_opening")
PARTED = re.compile(r"\s+[·•|–—-]\s+")
SOURCE = re.compile(r"^(?:来源|來源|source)\s*[:：]\s*", re.I)


def field_of(
    tag: str,
    class_words: frozenset[str],
    identity: str,
    classes: tuple[str, ...],
    data: Mapping[str, str],
) -> str:
    """Field indicated by tag, words of class and id, classes and properties; "" for none."""
    if data:
        prop = data.get("itemprop", "").lower().split()
        field = next((PROPERTIES[name] for name in prop if name in PROPERTIES), "")
        if field or "author" in data.get("rel", "").lower().split():
            return field or "authors"
    if not CHANGED.isdisjoint((*classes, *data.get("itemprop", "").lower().split())):
        return ""
    if tag == "time":
        return "published"
    if tag in WHOLE or "note" in class_words:
        return ""
    field = NAMES.get(identity.lower(), "")
    field = field or next((NAMES[name] for name in classes if name in NAMES), "")
    return field or next((WORDS[word] for word in sorted(class_words & KNOWN)), "")


def hint_of(element: Element, text: str) -> Hint | None:
    """The value that an element names, where its words are of that kind; None otherwise."""
    field = element.field
    if not field:
        return None
    text = " ".join(text.split())
    if (not text and not element.value("datetime")) or len(text) > MAX_HINT:
        return None
    if field == "published":
        date = iso_date(element.value("datetime") or element.value("content") or text)
        return Hint(field, date) if date else None
    if field == "publisher":
        name = SOURCE.sub("", text).strip()
        fits = 2 <= len(name) <= 30 and not href(name) and not is_platform(name)
        fits = fits and not re.search(r"[:：]|\d{2}", name)
        return Hint(field, house(name) or name) if fits else None
    if NOISE.match(text):
        return None
    # “Politics · Ann Walker, Nan Zhou”: what else a line says stands beside a sign.
    parts = (part.strip(" []［］【】") for part in PARTED.split(text))
    lists = [without_places(names_in(BY.sub("", part))) for part in parts]
    sure = [names for names in lists if names and all(map(is_surely_name, names))]
    names = sure[0] if len(lists) > 1 and sure else lists[0]
    if (len(lists) > 1 and not sure) or not names:
        return None
    return Hint(field, "、".join(names)) if all(map(_is_person, names)) else None


def _is_person(name: str) -> bool:
    return is_name(name) and not house(name)


def hint_of_link(address: str, text: str) -> Hint | None:
    """The author whom a link to somebody's own page names."""
    name = " ".join(text.split())
    own = OWN_PAGE.match(address) and len(name) <= MAX_HINT and _is_person(name)
    return Hint("authors", name) if own else None


def hints_of_block(path: tuple[Element, ...], text: str) -> tuple[Hint, ...]:
    """The hint of the innermost elements round a short block."""
    if len(text) > MAX_HINT:
        return ()
    hints = (hint_of(element, text) for element in reversed(path[-3:]) if element.field)
    return tuple(dict.fromkeys(filter(None, hints)))[:1]
