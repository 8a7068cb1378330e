"""Pictures of an article among <img>, and addresses that a page may link to."""

import re
from collections.abc import Mapping

from dossier.model import Image

PICTURE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|svg)(?:[?#]|$)", re.I)
# Class names under which WordPress, Twitter and Weibo set a pictogram into a line.
EMOJI = frozenset(["emoji", "smiley", "smilies", "wp-smiley", "emoticon", "twemoji", "Emoji"])
LAZY = [
    "data-src",
    "data-original",
    "data-actualsrc",
    "data-lazy-src",
    "data-url",
    "zoomfile",
    "file",
]
PICTOGRAM = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\ufe0f\u200d]+")


def href(value: object) -> str:
    """An address a page may link to (http, https, mailto), or ""."""
    address = str(value or "").strip()
    if address.startswith("//"):
        address = "https:" + address
    return address if re.fullmatch(r"(?:https?://|mailto:)[^\s<>\"]+", address, re.I) else ""


def is_emoji(attrs: Mapping[str, str]) -> bool:
    """Whether an <img> is a character of its line rather than a picture."""
    classes = attrs.get("class", "").split()
    return bool(EMOJI.intersection(classes)) or bool(PICTOGRAM.fullmatch(attrs.get("alt", "")))


def picture(attrs: Mapping[str, str]) -> Image | None:
    """The picture an <img> stands for, lazily loaded ones too; None for icons and pixels."""
    address = _address(attrs)
    if not address:
        return None
    sizes = [
        re.fullmatch(r"\s*(\d{1,9})(?:px)?\s*", attrs.get(key, "")) for key in ("width", "height")
    ]
    small = any(size and int(size[1]) <= 64 for size in sizes)
    name = address.rsplit("/", 1)[-1].lower()
    if small or re.search(r"\b(?:icon|logo|avatar|pixel|spacer|blank|emoji|button)", name):
        return None
    words = " ".join((attrs.get("alt") or attrs.get("title") or "").split())
    return Image(address, words[:1000])


def _address(attrs: Mapping[str, str]) -> str:
    """Address of the picture: what a script would load, then `src`, then the first of a set."""
    values = [attrs[key] for key in LAZY if key in attrs]
    values += [
        value
        for key, value in attrs.items()
        if key.startswith("data-") and PICTURE.search(value) and " " not in value.strip()
    ]
    values += [attrs.get("src", "")]
    values += [(attrs.get(key, "").split() or [""])[0] for key in ("srcset", "data-srcset")]
    return next(filter(None, map(href, values)), "")
