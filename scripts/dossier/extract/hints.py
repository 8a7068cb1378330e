"""What the markup of a page says of words: that they are its author, its date, its publisher."""

from __future__ import annotations

import re

from dossier.extract.bylines import is_name, names_in
from dossier.extract.dates import iso_date
from dossier.extract.newsrooms import house, is_platform
from dossier.extract.pictures import href
from dossier.extract.pieces import Element, Hint
from dossier.extract.wordlist import words

MAX_HINT = 80
# schema.org properties, and link types of the HTML Standard.
PROPERTIES = {
    "author": "authors",
    "creator": "authors",
    "datepublished": "published",
    "datecreated": "published",
    "publisher": "publisher",
    "editor": "editors",
    "translator": "translator",
}
# Whole words of class names and ids, by common templates; and names of single platforms.
WORDS = {
    **dict.fromkeys(words("author authors byline writer auteur autor contributor authorname"), "authors"),
    **dict.fromkeys(
        words("date pubdate datetime timestamp published pubtime publishtime postdate dateline"), "published"
    ),
    **dict.fromkeys(words("source laiyuan publisher medianame"), "publisher"),
}
NAMES = {
    "js_name": "publisher",
    "profile_nickname": "publisher",
    "rich_media_meta_nickname": "publisher",
    "publish_time": "published",
    "js_author_name": "authors",
    "rich_media_meta_text": "authors",
    "post-author": "authors",
    "entry-date": "published",
}
# The address of a person's own page on a platform.
OWN_PAGE = re.compile(r"^(?:https?:)?(?://[\w.-]+)?/(?:u|user|users|people|author|authors|auteur|auteurs|autor|profile|profiles|member|writers?|by|@[\w.-]+)(?:/[\w.%@+-]+)?/?(?:\?.*)?$", re.I)
BY = re.compile(r"^(?:(?:written |posted |story )?by|par|von|por|di|作者|文|記者|记者)[\s:：/／|｜]+", re.I)
SOURCE = re.compile(r"^(?:来源|來源|source)\s*[:：]\s*", re.I)


def field_of(element: Element) -> str:
    """The field whose value an element says it holds; "" when it says nothing."""
    prop = element.value("itemprop").lower().split()
    field = next((PROPERTIES[one] for one in prop if one in PROPERTIES), "")
    if not field and "author" in element.value("rel").lower().split():
        field = "authors"
    if not field and element.tag == "time":
        field = "published"
    if not field:
        named = (element.id.lower(), *element.classes)
        field = next((NAMES[name] for name in named if name in NAMES), "")
    if not field:
        field = next((WORDS[word] for word in sorted(element.tokens) if word in WORDS), "")
    return field


def hint_of(element: Element, text: str) -> Hint | None:
    """The value that an element names, where its words are of that kind; None otherwise."""
    field = field_of(element)
    text = " ".join(text.split())
    if not field or (not text and not element.value("datetime")) or len(text) > MAX_HINT:
        return None
    if field == "published":
        date = iso_date(element.value("datetime") or element.value("content") or text)
        return Hint(field, date) if date else None
    if field == "publisher":
        name = SOURCE.sub("", text).strip()
        fits = 2 <= len(name) <= 30 and not href(name) and not is_platform(name)
        fits = fits and not re.search(r"[:：]|\d{2}", name)
        return Hint(field, house(name) or name) if fits else None
    names = names_in(BY.sub("", text))
    if not names or not all(is_name(name) and not house(name) for name in names):
        return None
    return Hint(field, "、".join(names))


def hint_of_link(address: str, text: str) -> Hint | None:
    """The author whom a link to somebody's own page names."""
    name = " ".join(text.split())
    if len(name) > MAX_HINT or not OWN_PAGE.match(address) or not is_name(name) or house(name):
        return None
    return Hint("authors", name)


def hints_of_block(path: tuple[Element, ...], text: str) -> tuple[Hint, ...]:
    """What the innermost elements round a short block say of it."""
    hints = (hint_of(element, text) for element in reversed(path[-3:]))
    return tuple(dict.fromkeys(filter(None, hints)))[:1]
