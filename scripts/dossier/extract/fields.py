"""Which field of the metadata an element of a page says it holds."""

from __future__ import annotations

from collections.abc import Mapping

from dossier.extract.wordlist import words

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
    **dict.fromkeys(
        words("author authors byline writer auteur autor contributor authorname"), "authors"
    ),
    **dict.fromkeys(
        words("date pubdate datetime timestamp published pubtime publishtime postdate dateline"),
        "published",
    ),
    **dict.fromkeys(words("source laiyuan publisher medianame"), "publisher"),
}
KNOWN = frozenset(WORDS)
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
