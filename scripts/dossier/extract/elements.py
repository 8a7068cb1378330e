"""Meanings of HTML's elements: blocks, inline marks, hints on author, date and publisher."""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import cast

from dossier.extract.addresses import house, is_platform
from dossier.extract.bylines import is_name, is_surely_name, names_in, without_places
from dossier.extract.dates import iso_date
from dossier.extract.inline import hidden
from dossier.extract.phrases import CLASS_WORDS, TAGS, by_word, regex, table, word_set
from dossier.extract.pieces import Element, Finding
from dossier.model import BlockKind, MarkKind
from dossier.web_addresses import href

BLOCKS = word_set("html", "blocks")
INLINE = cast("dict[str, MarkKind]", by_word("inline"))
KINDS = cast("dict[str, BlockKind]", by_word("kinds"))
# Words of a class name that make even a <span> a picture's caption or credit.
CAPTION_WORDS = frozenset(("caption", "figcaption", "credit", "copyright"))
MAY_BE_CAPTION = ("span", "small", "i", "em", "p", "div")
PRE = frozenset(("pre", "listing", "xmp-text"))
IGNORED_TAGS = ("html", "body", "main", "article")
# Elements that hold more than notes, or stand in a line.
NO_NOTES = ("html", "body", "main", "article", "sup", "a")
NOTE_WORDS = word_set("classes", "notes")
# `no-ads` and `has-caption` speak of what is not there, or stands somewhere in it.
NOT_ITSELF = word_set("classes", "not_itself")
PROPERTIES = by_word("properties")
WORDS = by_word("field_words")
NAMES = by_word("field_names")
MAX_HINT = 80
# Words that the name of a box has at most.
MAX_NAME = 5
# Elements whose label for screen readers says what they are for.
LABELLED = ("aside", "section")
# Words of a class that say something together: the frame of the Wayback Machine, what mails quote.
WORDS_TOGETHER = [
    (frozenset(name.split()), reason)
    for reason, names in table("boxes_of_programs").items()
    for name in names
]
# Mail programs set what a reply quotes into <blockquote type="cite">.
CITED = {"cite": "mail-cite"}
CHANGED = frozenset(("updated", "modified", "datemodified"))


def look_of(tag: str, attrs: Mapping[str, str]) -> tuple[Element, str]:
    """An element without a place that is named like that of a tag, and whether this one is hidden."""
    # An open dialog is shown as any other box.
    if tag == "dialog" and "open" in attrs:
        tag = "div"
    if not attrs:
        return _named(tag), ""
    get = attrs.get
    role = f"{get('role', '')} {get('aria-label', '') if tag in LABELLED else ''}"
    names = get("class", ""), CITED.get(get("type", ""), ""), get("id", ""), role
    look = _named(tag, *names, get("itemprop", ""), get("rel", ""))
    return look, hidden(attrs, look.classes)


@lru_cache(maxsize=4096)
def _named(tag: str, *values: str) -> Element:
    """An element without a place: the words of its names, and what they and its values say of it."""
    classes, more, identity, role, itemprop, rel = values or ("",) * 6
    # An id of many words is made of a heading.
    name = identity if len(regex.class_joint.split(identity)) <= MAX_NAME else ""
    names = f"{classes} {more} {name} {role}".lower().split()
    words = frozenset[str]().union(*map(_words_of, names))
    class_names = (*classes.lower().split(), *more.split())
    element = Element(tag, words, 0, {"itemprop": itemprop, "rel": rel}, "", identity, class_names)
    element.reason = reason_of_name(tag, words)
    noted = not NOTE_WORDS.isdisjoint(words) or (identity and regex.note_id.match(identity))
    element.note = bool(noted) and tag not in NO_NOTES
    element.field = field_of(element)
    return element


def reason_of_name(tag: str, class_words: frozenset[str]) -> str:
    """Why an element of such a name is boilerplate; "" where its name says nothing."""
    if tag in IGNORED_TAGS or (tag == "footer" and "author" in class_words):
        return ""
    if tag in TAGS:
        return TAGS[tag]
    for words, reason in WORDS_TOGETHER:
        if words <= class_words:
            return reason
    return _first(CLASS_WORDS, class_words)


def _first(meanings: Mapping[str, str], words: frozenset[str]) -> str:
    """The meaning of the first word, by the alphabet, that has one; "" where none has."""
    return meanings[min(meanings.keys() & words)] if not words.isdisjoint(meanings) else ""


@lru_cache(maxsize=4096)
def _words_of(name: str) -> frozenset[str]:
    """The words of one class name or id: whole ones, between hyphens or underscores.

    A part of letters and digits is a hash; beside one a short word may be a piece of it too.
    """
    parts = [part for part in regex.class_joint.split(name) if part]
    if parts and parts[0] in NOT_ITSELF:
        return frozenset()
    letters = [part for part in parts if part.isalpha()]
    hashes = len([part for part in parts if not (part.isalpha() or part.isdigit())])
    if hashes > len(letters):
        return frozenset()
    return frozenset([part for part in letters if len(part) > 4] if hashes else letters)


def kind_of(path: Sequence[Element]) -> tuple[BlockKind, int, bool]:
    """Kind, level and ordering by the innermost ancestor that says something."""
    for depth, element in enumerate(reversed(path)):
        if depth < 2 and CAPTION_WORDS & element.tokens and element.tag in MAY_BE_CAPTION:
            return "caption", 0, False
        kind = KINDS.get(element.tag)
        if kind == "heading":
            return kind, int(element.tag[1]), False
        if kind == "list_item":
            lists = [item.tag for item in path if item.tag in ("ul", "ol", "menu", "dir")]
            return kind, max(1, len(lists)), bool(lists) and lists[-1] == "ol"
        if kind and kind != "table":
            return kind, 0, False
    return "paragraph", 0, False


def field_of(element: Element) -> str:
    """Field indicated by tag, words of class and id, classes and properties; "" for none."""
    properties = element.attrs["itemprop"].lower().split()
    field = next((PROPERTIES[name] for name in properties if name in PROPERTIES), "")
    if field or "author" in element.attrs["rel"].lower().split():
        return field or "authors"
    if not CHANGED.isdisjoint((*element.classes, *properties)):
        return ""
    if element.tag == "time":
        return "published"
    if element.tag in IGNORED_TAGS or "note" in element.tokens:
        return ""
    names = (element.id.lower(), *element.classes)
    field = next((NAMES[name] for name in names if name in NAMES), "")
    return field or _first(WORDS, element.tokens)


def hint_of(element: Element, text: str) -> Finding | None:
    """The value that an element names, where its words are of that kind; None otherwise."""
    field = element.field
    if not field:
        return None
    text = " ".join(text.split())
    stated = element.attrs.get("datetime", "")
    if not (text or stated) or len(text) > MAX_HINT:
        return None
    if field == "published":
        date = iso_date(stated or element.attrs.get("content", "") or text)
        return Finding(field, date) if date else None
    if field == "publisher":
        name = regex.source_label.sub("", text).strip()
        fits = 2 <= len(name) <= 30 and not href(name) and not is_platform(name)
        fits = fits and not re.search(r"[:：]|\d{2}", name)
        return Finding(field, house(name) or name) if fits else None
    if regex.noise.match(text):
        return None
    # “Politics · Ann Walker, Nan Zhou”: what else a line says stands beside a sign.
    parts = (part.strip(" []［］【】") for part in regex.byline_joint.split(text))
    lists = [without_places(names_in(regex.byline.sub("", part))) for part in parts]
    sure = [names for names in lists if names and all(map(is_surely_name, names))]
    names = sure[0] if len(lists) > 1 and sure else lists[0]
    if (len(lists) > 1 and not sure) or not names:
        return None
    return Finding(field, "、".join(names)) if all(map(_is_person, names)) else None


def _is_person(name: str) -> bool:
    return is_name(name) and not house(name)


def hint_of_link(text: str) -> Finding | None:
    """The author whom the words of a link to somebody's own page name."""
    name = " ".join(text.split())
    return Finding("authors", name) if len(name) <= MAX_HINT and _is_person(name) else None


def hints_of_block(path: tuple[Element, ...], text: str) -> tuple[Finding, ...]:
    """The hint of the innermost elements round a short block."""
    if len(text) > MAX_HINT:
        return ()
    hints = (hint_of(element, text) for element in reversed(path[-3:]) if element.field)
    return tuple(dict.fromkeys(filter(None, hints)))[:1]
