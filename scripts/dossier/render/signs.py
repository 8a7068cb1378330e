"""Marks of the model, and phrases of a line, as the signs of Markdown before and behind words."""

import re
from collections.abc import Generator, Iterator
from dataclasses import dataclass

from dossier.model import Mark
from dossier.render.escaping import REFERENCE, RUBY, Words, reference
from dossier.render.inline import Line, Phrase, address, direction

PAIRS = {"strong": "**", "b": "**", "em": "*", "del": "~~", "sup": "^", "sub": "~", "code": "`"}
# Of marks on the same words, the outermost first; those from `sup` on hold no others of these.
ORDER = ("note", "strong", "b", "em", "del", "span", "link", "sup", "sub", "ruby", "code")
INNERMOST = ORDER.index("link")
# The kinds of links, those to articles and those of the register first: they win where two cover the same words.
LINKS = ("article", "entity", "link")
# A tag of a language, and nothing that only looks like one.
TAG = re.compile("[A-Za-z0-9-]+")
PAGE = re.compile(r"\.html(?=#|$)")
# What the attribute of a page cannot hold; a space is a low line there.
UNPAGED = re.compile(r"[^\w.-]+")
IN_ADDRESS = re.compile(rf"['$]|{REFERENCE.pattern}")
# Escapes and code are passed over; of links those without attributes or references in them.
SHORT = re.compile(
    r"\\.|(?P<fence>`+)[\s\S]*?(?<!`)(?P=fence)(?!`)"
    r"|\[(?P<words>(?:[^\[\]\\`]|\\.)+)\]"
    r"\((?P<target>(?:https?://|mailto:|[^\s():#]+\.md)[^\s()]*)\)(?!\{)"
)
# Words that are a label as they stand: no sign of Markdown, no reference of Pandoc's (`[@a]`), one
# space between two.
LABEL = re.compile(r"(?:[^\s\[\]\\`*_&<~^={}|!$@]| (?! ))+")


@dataclass(frozen=True, slots=True, eq=False)
class Signs:
    """A mark: its place, its rank among links, the signs before and behind its words."""

    start: int
    end: int
    kind: str
    opening: str
    closing: str
    rank: int = 0

    @property
    def order(self) -> tuple[int, int, int, int, int]:
        """Sorting key: the longer encloses the shorter, if it may hold anything but words."""
        place = ORDER.index(self.kind)
        return max(0, place - INNERMOST), self.start - self.end, place, self.start, self.rank

    def continues(self, other: "Signs") -> bool:
        """Whether words of this mark may go on in another one: emphasis has no edges."""
        return self is other or (self.kind in PAIRS and self.opening == other.opening)


def attributes(
    *names: str, lang: str | None = None, value: int | None = None, page: str = ""
) -> str:
    """Attributes in braces, with a space before them; empty where there are none."""
    own = lang if lang and TAG.fullmatch(lang) else None
    pairs = {"lang": own, "dir": direction(own), "value": value}
    pairs["page"] = UNPAGED.sub("_", page) or None
    parts = [*names, *(f"{key}={word}" for key, word in pairs.items() if word is not None)]
    return f" {{{' '.join(parts)}}}" if parts else ""


def signs_of(mark: Mark) -> Signs | None:
    """The signs of a mark of the model; None for a mark that is none in Markdown."""
    start, end, kind = mark.span.start, mark.span.end, mark.kind
    if start == end or kind == "cell":
        return None
    if kind in PAIRS:
        return Signs(start, end, kind, PAIRS[kind], PAIRS[kind])
    if kind == "note":
        references = "".join(f"[^{note}]" for note in mark.target.split())
        return Signs(start, end, kind, "==", f"=={references}")
    if kind == "credit":
        return Signs(start, end, "span", "[", "]{.credit}")
    if kind == "ruby":
        words = " ".join(mark.target.split())
        reading = Words(words, shields=bytes([RUBY]) * len(words), flat=True).markdown
        return Signs(start, end, kind, "{", f"|{reading}}}")
    target = address(mark.target) if kind == "link" else mark.target
    return link(start, end, target, rank=LINKS.index(kind)) if target else None


def link(start: int, end: int, target: str, behind: str = "", rank: int = 0) -> Signs:
    """A link; one to a page of the site leads to its Markdown."""
    if "://" not in target and not target.startswith("mailto:"):
        target = PAGE.sub(".md", target)
    target = IN_ADDRESS.sub(lambda match: reference(match[0]), target)
    if re.sub(r"[^()]", "", target).replace("()", ""):
        target = re.sub(r"[()]", r"\\\g<0>", target)
    return Signs(start, end, "link", "[", f"]({target}){behind}", rank)


def line_marks(
    part: Line | Phrase, lang: str, start: int, words: list[str]
) -> Generator[Signs, None, int]:
    """Yield the marks of a line that starts at an offset, and return its end; add its words."""
    if isinstance(part, str):
        words.append(part)
        return start + len(part)
    at = start
    line_break = isinstance(part, dict) and part.get("kind") == "br"
    for inner in ["\n" if line_break else part["text"]] if isinstance(part, dict) else part:
        at = yield from line_marks(inner, lang, at, words)
    if isinstance(part, dict) and at > start and not line_break:
        yield from _phrase(part, lang, start, at)
    return at


def _phrase(part: Phrase, lang: str, start: int, end: int) -> Iterator[Signs]:
    kind = part.get("kind", "")
    if kind in PAIRS:
        yield Signs(start, end, kind, PAIRS[kind], PAIRS[kind])
    names = [f".{kind}"] if kind and kind not in PAIRS else []
    own = part.get("lang") if part.get("lang") != lang else None
    behind = attributes(*names, lang=own).strip()
    if "href" in part:
        yield link(start, end, part["href"], behind)
    elif behind:
        yield Signs(start, end, "span", "[", f"]{behind}")


def with_shortcuts(markdown: str) -> str:
    """A page of Markdown in which the addresses of links stand in a list at the end."""
    # The address of each label, by its letters without regard to case, and as it is written.
    folded: dict[str, str] = {}
    labels: dict[str, str] = {}
    numbers: dict[str, str] = {}

    def shortcut(match: re.Match[str]) -> str:
        words, target = match["words"], match["target"]
        # References are read within parentheses alone.
        if words is None or REFERENCE.search(target):
            return match[0]
        if LABEL.fullmatch(words) and folded.setdefault(words.casefold(), target) == target:
            labels[words] = target
            behind = markdown[match.end() : match.end() + 2].lstrip()[:1]
            return f"[{words}][]" if behind and behind in "[(:" else f"[{words}]"
        number = numbers.setdefault(target, str(len(numbers) + 1))
        while folded.setdefault(number, target) != target:
            number = numbers[target] = f"{number}{number}"
        labels[number] = target
        return f"[{words}][{number}]"

    text = SHORT.sub(shortcut, markdown)
    return "\n".join(
        (text, "", *(f"[{label}]: {target}" for label, target in labels.items()))
    ).rstrip()
