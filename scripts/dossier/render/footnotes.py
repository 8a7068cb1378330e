"""The notes of an article's page as footnotes, which every reader of Markdown knows."""

from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from dossier.model import Block, Mark, Note, Span
from dossier.render.escaping import reference
from dossier.render.inline import Line, Phrase, address, joined, phrase
from dossier.render.marked_words import line
from dossier.render.notes import Notes, doubt_words
from dossier.render.prose import Block as Prose
from dossier.render.signs import Signs, attributes, signs_of


def footnotes(notes: Notes) -> Iterator[str]:
    """Yield the heading of the notes, those whose words are lost, then the notes by number."""
    if not notes.all:
        return
    words = notes.refs.words
    yield f"## {line(words('notes'), flat=True)}{attributes('#notes', lang=notes.own_lang)}"
    if notes.lost:
        yield f"### {line(words('notes_lost'), flat=True)}"
        yield line(words("notes_lost_text"))
        # The quotation in the source's script: the words are nowhere else on the page.
        source = notes.version.source.lang
        own = attributes(lang=source if source != words.tag else None)
        rows = (f"- {line(note.quote)}{notes.reference(note.id)}{own}" for note in notes.lost)
        yield "\n".join(map(_indented, rows))
    code = {block.n for block in notes.version.article.blocks if block.kind == "code"}
    for note in notes.all:
        parts = (f"{notes.reference(note.id)}: {_head(note, notes, code)}", *_body(note, notes))
        yield _indented("\n\n".join(parts))


def _head(note: Note, notes: Notes, code: Set[int]) -> str:
    """Sign, kind, doubts and correction of a note; the words it is on, if no others show them."""
    words = notes.refs.words
    doubts = (phrase(doubt, kind="em") for doubt in doubt_words(note, words))
    parts: list[Line | Phrase]
    parts = [notes.sign(note), phrase(words(f"kind_{note.kind}"), kind="strong"), *doubts]
    if note.replacement:
        lang = notes.version.article.lang
        parts += [words("should_be"), phrase(note.replacement, lang=lang, kind="strong")]
    if not note.quote:
        parts.append(phrase(words("whole_article"), "#top"))
    elif (n := notes.number_of_block(note)) in code:
        parts.append(phrase(" ".join(notes.quoted(note).split()), f"#p{n}"))
    return line(joined(parts, " "), words.tag) + attributes(f"#{note.id}", f".{note.kind}")


def _body(note: Note, notes: Notes) -> Iterator[str]:
    """Yield the content of a note: its text, its references."""
    body, words = notes.body(note), notes.refs.words
    if body["prose"]:
        lang = attributes(lang=body["lang"] or None)
        yield prose_text(body["prose"], next(iter(note.body)), lang)
    if body["see"]:
        see = joined((words("see_also"), " ", body["see"]))
        yield line(see, words.tag) + attributes(".see")


def block_marks(block: Block, notes: Notes) -> tuple[list[Signs], dict[int, str]]:
    """The marks of a block with those of its notes; references to notes on no words, by offset."""
    marks = (*block.marks, *segments(block, notes))
    markers: dict[int, str] = {}
    for annotation in block.annotations:
        start, at = annotation.span.start, annotation.span.end
        if not block.text[start:at].strip():
            markers[at] = markers.get(at, "") + notes.reference(annotation.note)
    for mark in block.marks:
        # A link that emphasis parts is several marks.
        end = mark.span.end, mark.target
        if mark.page and all((other.span.start, other.target) != end for other in block.marks):
            # The address itself, behind a link that leads to the article here.
            words = f"[{notes.refs.words('original')} ↗]"
            link = line([phrase(words, address(mark.target), notes.own_lang, "source-link")])
            markers[mark.span.end] = markers.get(mark.span.end, "") + link
    signs = []
    for mark in marks:
        url = notes.refs.url(f"articles/{mark.page}.html") if mark.page else ""
        signs.append(signs_of(Mark(mark.span, "article", url) if url else mark))
    return list(filter(None, signs)), markers


def segments(block: Block, notes: Notes) -> Iterator[Mark]:
    """Yield overlapping annotations cut into pieces, each with all its notes, shortest first."""
    spans = [(item.span, item.note) for item in block.annotations]
    cuts = sorted({at for span, _ in spans for at in (span.start, span.end)})
    for start, end in pairwise(cuts):
        covering = [pair for pair in spans if pair[0].start <= start and end <= pair[0].end]
        covering.sort(key=lambda pair: (pair[0].end - pair[0].start, pair[1]))
        if covering:
            numbers = " ".join(str(notes.numbers[note]) for _, note in covering)
            yield Mark(Span(start, end), "note", numbers)


def prose_text(parts: Sequence[Prose], lang: str, behind: str = "") -> str:
    """An editor's words in a language, with attributes behind each block."""
    text = ""
    for part in parts:
        kind = part.get("kind", "")
        if "text" in part:
            block = (line(part["text"], lang) or reference(" ")) + behind
        elif kind == "blockquote":
            block = "> " + prose_text(part["blocks"], lang, behind).replace("\n", "\n> ")
        else:
            # A list is tight where its items hold bare words.
            items = [item["blocks"] for item in part["blocks"]]
            inner = {block.get("kind") for item in items for block in item}
            loose = not inner.isdisjoint(("p", "blockquote"))
            signs = ("-" if kind == "ul" else f"{n}." for n in range(1, len(items) + 1))
            texts = (_item(item, lang, behind) for item in items)
            block = ("\n\n" if loose else "\n").join(map(" ".join, zip(signs, texts, strict=True)))
            if text and not loose and "kind" not in parts[0]:
                text += f"\n{block}"
                continue
        text += f"\n\n{block}" if text else block
    return text


def _item(parts: Sequence[Prose], lang: str, behind: str) -> str:
    """An item; one that does not begin with words begins with a space."""
    words = parts if parts and "text" in parts[0] else [{"text": " "}, *parts]
    return _indented(prose_text(words, lang, behind))


def _indented(text: str) -> str:
    """Lines of which all but the first belong to an item or a note."""
    first, *rows = text.split("\n")
    return "\n".join((first, *(row and f"    {row}" for row in rows)))
