"""Parts of a page that are no plain words: formulas, pictures, hidden words."""

import re
from collections.abc import Iterable, Mapping

from dossier.extract.phrases import regex, table, word_set
from dossier.extract.tree import Node
from dossier.model import Image
from dossier.web_addresses import href

TEX_ATTRIBUTES = ("data-tex", "data-formula", "data-latex", "data-math", "alttext")
UNSEEN_CLASSES = word_set("classes", "unseen")
CONTROL_CLASSES = word_set("classes", "control")
MAX_PARTS = 100
# No formula is written deeper: fractions in fractions.
MAX_LEVELS = 60


def is_control(node: Node, classes: Iterable[str]) -> bool:
    """Whether an element of such classes is a control in a line: “[edit]”, “#”, “↩”."""
    named = not CONTROL_CLASSES.isdisjoint(classes)
    return named and len(node.text(MAX_PARTS).strip()) <= 24


def hidden(attrs: Mapping[str, str], classes: Iterable[str]) -> str:
    """Visibility of an element: "" if visible, "surely" hidden, or "perhaps", by a script."""
    style = attrs.get("style")
    stated = attrs.get("hidden", "until-found").lower() != "until-found"
    if stated or (style and regex.hidden.search(style)):
        return "surely"
    seen = UNSEEN_CLASSES.isdisjoint(classes) and not (style and regex.out_of_sight.search(style))
    return "" if seen else "perhaps"


def formula(node: Node) -> tuple[str, bool]:
    """A formula as TeX where the page has it, else as text; whether a reader sees these words."""
    elements = [node, *node.descendants()]
    for element in elements:
        if element.tag == "annotation" and "tex" in element.attrs.get("encoding", "").lower():
            return " ".join(element.text().split()), True
        for key in TEX_ATTRIBUTES:
            if element.attrs.get(key, "").strip():
                return " ".join(element.attrs[key].split()), False
    for element in elements:
        if element.tag == "math":
            return _linear(element), False
    seen = " ".join(node.text().split())
    pictures = (
        element.attrs.get("alt", "").strip() for element in elements if element.tag == "img"
    )
    return (seen, True) if seen else (next(pictures, ""), False)


def _linear(math: Node, level: int = 0) -> str:
    """MathML on one line: a/b, a^b, a_b, √(a)."""
    inner = [child for child in math.children if not isinstance(child, str)]
    parts = [_linear(child, level + 1) for child in inner] if level < MAX_LEVELS else []
    if not parts:
        return " ".join(math.text().split())
    long = [f"({part})" if len(part) > 1 else part for part in parts]
    joints = {"mfrac": "/", "msup": "^", "msub": "_", "mover": "^", "munder": "_"}
    if math.tag in joints and len(parts) == 2:
        return joints[math.tag].join(long)
    if math.tag in ("msubsup", "munderover") and len(parts) == 3:
        return f"{long[0]}_{long[1]}^{long[2]}"
    if math.tag == "msqrt":
        return f"√({''.join(parts)})"
    return "".join(parts)


def picture_words(node: Node) -> str:
    """Text of a picture in a line: the formula that it shows; "" for a picture of its own."""
    attrs = node.attrs
    alt = " ".join(attrs.get("alt", "").split())
    if is_emoji(attrs) or not alt:
        return ""
    source = href(attrs.get("src")).rsplit("?", 1)[0]
    named = f"{attrs.get('class', '')} {attrs.get('id', '')} {source}"
    in_line = regex.picture_in_line.search(attrs.get("style", "")) and len(alt) <= 200
    formula = regex.formula.search(named) or in_line or "data-eeimg" in attrs or "eeimg" in attrs
    return alt[:1000] if formula else ""


EMOJI = word_set("classes", "emoji")
LAZY = table("html")["lazy"]


def is_emoji(attrs: Mapping[str, str]) -> bool:
    """Whether an <img> is a character of its line rather than a picture."""
    named = EMOJI.intersection(attrs.get("class", "").split())
    return bool(named or regex.pictogram.fullmatch(attrs.get("alt", "")))


def is_of_picture(link: Node, target: str) -> bool:
    """Whether a link leads to a picture, and none that came with the file stands in it."""
    if not regex.image.search(target) or link.text().strip():
        return False
    return not any("data-picture" in element.attrs for element in link.descendants())


def picture(attrs: Mapping[str, str]) -> Image | None:
    """The picture an <img> stands for, lazily loaded ones too; None for icons and pixels."""
    address, kept = _address(attrs), attrs.get("data-picture", "")
    if not address and not kept:
        return None
    sizes = (regex.pixels.fullmatch(attrs.get(key, "")) for key in ("width", "height"))
    small = any(size and int(size[1]) <= 64 for size in sizes)
    name = address.rsplit("/", 1)[-1].lower()
    if small or re.search(r"\b(?:icon|logo|avatar|pixel|spacer|blank|emoji|button)", name):
        return None
    words = " ".join((attrs.get("alt") or attrs.get("title") or "").split())
    return Image(address, words[:1000], kept)


def _address(attrs: Mapping[str, str]) -> str:
    """Address of the picture: what a script would load, then `src`, then the first of a set."""
    values = [attrs[key] for key in LAZY if key in attrs]
    values += [
        value
        for key, value in attrs.items()
        if key.startswith("data-") and regex.image.search(value) and " " not in value.strip()
    ]
    values += [attrs.get("src", "")]
    values += [(attrs.get(key, "").split() or [""])[0] for key in ("srcset", "data-srcset")]
    return next(filter(None, map(href, values)), "")
