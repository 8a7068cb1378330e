"""Parts of a sentence that are no plain words: formulas, small pictures, hidden words."""

import re
from functools import lru_cache

from dossier.extract.pictures import href, is_emoji
from dossier.extract.tree import Node
from dossier.extract.wordlist import pattern, word_set

FORMULA_CLASSES = word_set("classes", "formula")
FORMULA_TAGS = ("math", "mjx-container", "math-tex")
TEX_ATTRIBUTES = ("data-tex", "data-formula", "data-latex", "data-math", "alttext")
FORMULA_PICTURE = re.compile(r"\b(?:formula|equation|tex|latex|math|mwe-math\S*)\b", re.I)
IN_LINE = re.compile(r"(?:height|vertical-align)\s*:\s*-?[\d.]+(?:em|ex)\b", re.I)
# CSS that takes an element out of sight. What is only invisible for now may be shown by a script.
HIDDEN = re.compile(r"(?<![\w-])display\s*:\s*none\b", re.I)
OUT_OF_SIGHT = pattern("out_of_sight")
UNSEEN_CLASSES = word_set("classes", "unseen")
CONTROL_CLASSES = word_set("classes", "control")
MAX_PARTS = 100
# No formula is written deeper: fractions in fractions.
MAX_LEVELS = 60


def is_control(node: Node) -> bool:
    """Whether an element is a control in a line: “[edit]”, “#”, “↩”."""
    return bool(CONTROL_CLASSES & classes(node)) and len(node.text(MAX_PARTS).strip()) <= 24


def classes(node: Node) -> frozenset[str]:
    """The class names of an element in lower case."""
    return _names_of(node.attrs.get("class", ""))


@lru_cache(maxsize=4096)
def _names_of(value: str) -> frozenset[str]:
    return frozenset(value.lower().split())


def hidden(node: Node) -> str:
    """Visibility of an element: "" if visible, "surely" hidden, or "perhaps", by a script."""
    attrs = node.attrs
    if not attrs:
        return ""
    style = attrs.get("style", "")
    if attrs.get("hidden", "until-found").lower() != "until-found" or HIDDEN.search(style):
        return "surely"
    return "perhaps" if OUT_OF_SIGHT.search(style) or UNSEEN_CLASSES & classes(node) else ""


def is_formula(node: Node) -> bool:
    """Whether an element is one formula, however often it writes it."""
    return node.tag in FORMULA_TAGS or bool(
        node.tag in ("span", "div", "mjx-container") and FORMULA_CLASSES & classes(node)
    )


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


def pair_formulas(node: Node) -> None:
    """Give the TeX that MathJax keeps in a script behind a formula to that formula."""
    for at, child in enumerate(node.children):
        if isinstance(child, str) or child.tag != "math-tex":
            continue
        for before in reversed(node.children[max(0, at - 6) : at]):
            if isinstance(before, str) and before.strip():
                break
            if not isinstance(before, str) and is_formula(before) and before.tag != "math-tex":
                before.attrs = {**before.attrs, "data-tex": "", "data-twin": "1"}


def picture_words(node: Node) -> str:
    """Text of a picture in a line: the formula that it shows; "" for a picture of its own."""
    attrs = node.attrs
    alt = " ".join(attrs.get("alt", "").split())
    if is_emoji(attrs) or not alt:
        return ""
    source = href(attrs.get("src")).rsplit("?", 1)[0]
    named = f"{attrs.get('class', '')} {attrs.get('id', '')} {source}"
    in_line = IN_LINE.search(attrs.get("style", "")) and len(alt) <= 200
    formula = FORMULA_PICTURE.search(named) or in_line or "data-eeimg" in attrs or "eeimg" in attrs
    return alt[:1000] if formula else ""
