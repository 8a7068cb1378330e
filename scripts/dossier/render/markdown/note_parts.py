"""A note's definition, and what a page makes of it: its marker, itself in full, its line in a list.

The first paragraph of a definition begins with the note's sign and has its kind as class:
`正8 **勘误** *译文之误* {.correction}`; a link in it says what of the page it speaks of, where that
is not quoted. The paragraphs below are its words; `{.should}` marks the one that says what should
stand there. A definition without a kind is nothing but words.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from dossier.render.markdown.elements import Part, element, shown


@dataclass(frozen=True)
class Frame:
    """The name of notes on a page, their language and the page's; empty where it does not say."""

    label: str = ""
    lang: str = ""
    page_lang: str = ""


@dataclass
class Note:
    """One note, with the words it stands on and the number of the block where they end."""

    id: str
    sign: str
    kind: str  # a class
    name: str
    doubts: Sequence[str]
    subject: str
    body: Sequence[Element]
    said: str = ""
    block: int = 0


def note_of(definition: Element, number: int) -> Note:
    """A note by its definition, the `number`-th of the page."""
    blocks = list(definition)
    id_, kind = definition.get("id", ""), blocks[0].get("class", "") if blocks else ""
    if not kind:
        return Note(id_, str(number), "", "", (), "", blocks)
    head = blocks[0]
    sign = (head.text or "").strip()
    name = "".join(shown(child) for child in head if child.tag == "strong")
    doubts = [shown(child) for child in head if child.tag == "em"]
    subject = "".join(shown(child) for child in head if child.tag == "a")
    return Note(id_, sign, kind, name, doubts, subject, blocks[1:])


def marker(note: Note, href: str, role: str, **more: str) -> Element:
    """The sign of a note as a link; its accessible name begins with what is seen."""
    label = f"{note.sign} {note.name}".rstrip()
    attributes = {"class": "d-mark", "href": href, "aria-label": label, "role": role}
    return element(
        "a", [note.sign], attributes | {key: value for key, value in more.items() if value}
    )


def in_full(note: Note, frame: Frame, tag: str = "section", **attributes: str) -> Element:
    """One note: its sign, which leads back to its words, its kind, and what it says."""
    back = f"#r-{note.id}" if note.block else "#top"
    head: list[Part] = [marker(note, back, "doc-backlink")]
    if note.name:
        head += [" ", element("b", [note.name])]
    parts = [element("p", head + _doubts(note), {"class": "d-note-head"}), *_body(note, frame)]
    return element(tag, parts, {"class": "d-note", "id": f"a-{note.id}"} | attributes)


def row(note: Note, frame: Frame) -> Element:
    """A note on one line, and under it, for paper, its words."""
    parts: list[Part] = [marker(note, f"#a-{note.id}", "doc-backlink"), " "]
    if note.name:
        parts += [element("span", [note.name], {"class": "d-kind"}), " "]
    lang = {"lang": frame.page_lang} if note.said and frame.page_lang else {}
    parts.append(element("span", [note.said or note.subject], {"class": "d-said"} | lang))
    body = _body(note, frame)
    for block in body:
        if block.get("class") == "d-should":
            arrow = element("span", [" → "], {"class": "d-arrow"})
            parts += [arrow, *(deepcopy(child) for child in block.iter("strong"))]
    if note.block:
        href = {"class": "d-ref", "href": f"#p{note.block}"}
        parts += [" ", element("a", [f"¶{note.block}"], href)]
    doubts = [element("p", _doubts(note))] if note.doubts else []
    parts.append(element("div", [*doubts, *body], {"class": "d-note-body"}))
    return element("li", parts, {"class": "d-row", "id": f"e-{note.id}"})


def _doubts(note: Note) -> list[Part]:
    return [part for words in note.doubts for part in (" ", element("small", [words]))]


def _body(note: Note, frame: Frame) -> list[Element]:
    """The note's own blocks, of which what should stand in the page is in the page's language."""
    body = deepcopy(list(note.body))
    for block in body:
        if block.get("class") == "d-should" and frame.page_lang:
            for strong in block.iter("strong"):
                strong.set("lang", frame.page_lang)
    return body
