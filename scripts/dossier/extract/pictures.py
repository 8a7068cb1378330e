"""Which <img> are pictures of an article, and which addresses a page may lead to."""

from __future__ import annotations

import re

from bs4 import Tag

from dossier.extract.wordlist import words
from dossier.model import Image

PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)", re.I)
MAX_ATTRIBUTE = 4000
# Class names under which WordPress, Twitter and Weibo set a pictogram into a line.
EMOJI = frozenset(words("emoji smiley smilies wp-smiley emoticon twemoji Emoji"))
PICTOGRAM = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")


def href(value: object) -> str:
    """An address a page may link to (http, https, mailto), or ""."""
    address = str(value or "").strip()
    if address.startswith("//"):
        address = "https:" + address
    return address if re.fullmatch(r"(?:https?://|mailto:)[^\s<>\"]+", address, re.I) else ""


def is_emoji(tag: Tag) -> bool:
    """Whether an <img> is a character of its line rather than a picture."""
    classes = tag.get("class") or ()
    words = classes.split() if isinstance(classes, str) else classes
    return bool(EMOJI.intersection(words)) or bool(PICTOGRAM.fullmatch(str(tag.get("alt") or "")))


def picture(tag: Tag) -> Image | None:
    """The picture an <img> stands for, lazily loaded ones too; None for icons and pixels."""
    for key in ("data-src", "data-original", "data-lazy-src", "data-url", "src"):
        address = href(str(tag.get(key, ""))[:MAX_ATTRIBUTE])
        if address:
            break
    else:
        return None
    sizes = [
        re.fullmatch(r"\s*(\d{1,9})(?:px)?\s*", str(tag.get(key, "")))
        for key in ("width", "height")
    ]
    small = any(size and int(size[1]) <= 64 for size in sizes)
    name = address.rsplit("/", 1)[-1].lower()
    if small or re.search(r"\b(?:icon|logo|avatar|pixel|spacer|blank|emoji|button)", name):
        return None
    words = " ".join(str(tag.get("alt") or tag.get("title") or "").split())
    return Image(address, words[:1000])
