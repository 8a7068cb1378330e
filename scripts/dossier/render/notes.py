"""The editor's notes on an article's page: in the text, beside it, and as a list at its end.

Each note has a number, the same in all three places, and links lead both ways: the
marker in the text to `#a-…`, the note's own number back to `#r-…`.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any

from dossier.model import REFERENCE, ArticleVersion, Block, Mark, Note, Place, Span, text_of
from dossier.render.article_metadata import quoted
from dossier.render.inline import Line
from dossier.render.locales import Locale
from dossier.render.markup import Markup, el, join, section
from dossier.render.prose import blocks
from dossier.render.references import References

# A grid's rows that an aside may run over; the style sheet knows run-1 to run-9.
MOST_ROWS = 9


@dataclass(frozen=True)
class Notes:
    """The notes of one article as one edition shows them, on the page at `path`."""

    version: ArticleVersion
    refs: References
    path: str

    @cached_property
    def page(self) -> str:
        """The article's own page."""
        return f"articles/{self.version.source.slug}.html"

    @cached_property
    def home(self) -> str:
        """URL of that page from `path`; empty if it is the same."""
        return "" if self.path == self.page else self.refs.site.url(self.path, self.page)

    @property
    def words(self) -> Locale:
        """Interface texts of the edition."""
        return self.refs.site.words

    @cached_property
    def all(self) -> tuple[Note, ...]:
        """Every note, in the order of their numbers."""
        return self.version.article.notes

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The running number of each note."""
        return {note.id: at for at, note in enumerate(self.all, 1)}

    @cached_property
    def by_id(self) -> dict[str, Note]:
        """Each note by its id."""
        return {note.id: note for note in self.all}

    @cached_property
    def places(self) -> dict[str, tuple[Place, ...]]:
        """Return the places of each placed note in the edition's text."""
        return self.version.article.places

    def number_of_block(self, note: Note) -> int:
        """The number of the block in which the words of a note end; 0 for the title, or none."""
        places = self.places.get(note.id, ())
        return places[-1].block if places else 0

    def of_block(self, block: Block) -> list[Note]:
        """The notes whose words end in a block, in the order of their numbers."""
        if not block.text:
            return []
        ids = [annotation.note for annotation in block.annotations]
        return [self.by_id[id_] for id_ in ids if self.places[id_][-1].block == block.n]

    @property
    def of_the_whole(self) -> list[Note]:
        """Notes on the article as a whole or on its title."""
        titled = self.of_block(self.version.article.title)
        return [note for note in self.all if not note.quote or note in titled]

    @property
    def lost(self) -> list[Note]:
        """Notes whose words are not in the article."""
        return [note for note in self.all if note.quote and note.id not in self.places]

    def mark(self, note: Note, href: str, own: str = "") -> Markup:
        """The number of a note with its sign: 正8."""
        n = self.numbers[note.id]
        sign = f"{self.words(f'sign_{note.kind}')}{n}"
        # WCAG 2.5.3: who speaks to a browser says what is seen, so the name begins with it.
        label = f"{sign} {self.words('note')}: {self.words(f'kind_{note.kind}')}"
        role = "doc-noteref" if own else "doc-backlink"
        return el(
            "a",
            sign,
            class_="d-mark",
            id=own or None,
            href=Markup(href),
            aria_label=label,
            role=role,
            # It stands among the words of the article.
            lang=self.words.tag if self.version.article.lang != self.words.tag else None,
        )

    def with_marks(self, block: Block) -> tuple[Block, dict[int, Markup]]:
        """A block whose annotated words are marked, and the markers to set after them."""
        marks = tuple(_segments(block, self.by_id))
        after: dict[int, Markup] = {}
        for note in self.of_block(block):
            end = next(item.span.end for item in block.annotations if item.note == note.id)
            marker = self.mark(note, f"#a-{note.id}", f"r-{note.id}")
            after[end] = join((after.get(end, Markup()), marker))
        return replace(block, marks=(*block.marks, *marks)), after

    def aside(self, notes: Sequence[Note], rows: int = 1) -> Markup | None:
        """Notes beside the paragraph they speak of; `rows` are free until the next ones."""
        if not notes:
            return None
        return el(
            "aside",
            *(self.section(note) for note in notes),
            class_=f"d-notes run-{min(rows, MOST_ROWS)}",
            aria_label=f"{self.words('notes')} {self.numbers[notes[0].id]}",
            # The article around it may be in another language.
            lang=self.words.tag,
        )

    def section(self, note: Note) -> Markup:
        """One note in full: number, kind, correction, body."""
        back = f"#r-{note.id}" if self.number_of_block(note) else "#top"
        return el(
            "section",
            el(
                "p",
                self.mark(note, back),
                " ",
                el("b", self.words(f"kind_{note.kind}")),
                *doubts(note, self.words),
                class_="d-note-head",
            ),
            *self.body(note),
            class_="d-note",
            id=f"a-{note.id}",
        )

    def body(self, note: Note) -> Iterator[Markup]:
        """Yield the content of a note: the corrected words, its text, its references."""
        if note.replacement:
            should = el("strong", note.replacement, lang=self.version.article.lang)
            yield el("p", self.words("should_be"), " ", should, class_="d-should")
        words, lang = text_of(note.body), next(iter(note.body), None)
        if words:
            body = _prose(blocks(words, lambda text: self.refs.linked(text, self.path)))
            yield body if lang == self.words.tag else el("div", body, lang=lang)
        seen = list(self.seen(note, words))
        if seen:
            links = join(seen, self.words("comma"))
            yield el("p", self.words("see_also"), " ", links, class_="d-see")

    def seen(self, note: Note, words: str) -> Iterator[Line]:
        """Yield the further references of a note, without those its text already links to."""
        linked = {match[1].strip() for match in REFERENCE.finditer(words)}
        for target in note.see:
            if target not in linked:
                yield self.refs.link(target, self.path)
        targets = {note.topic, f"compare/{note.topic}"}
        if note.topic in self.refs.questions and targets.isdisjoint({*linked, *note.see}):
            yield self.refs.question(note.topic, self.path)

    def quoted(self, note: Note) -> str:
        """The words of the edition's text that a note speaks of."""
        return quoted(self.version.article, note.id)


def note_list(notes: Notes) -> Markup | None:
    """All notes at the end of the page: a line each on the screen, in full on paper."""
    if not notes.all:
        return None
    site = notes.refs.site
    placed = [note for note in notes.all if note not in notes.lost]
    parts: list[str] = []
    if placed:
        parts.append(el("ol", *(_row(note, notes) for note in placed), class_="d-note-list"))
    if notes.lost:
        parts.append(el("h3", site.words("notes_lost"), class_="d-label"))
        parts.append(el("p", site.words("notes_lost_text"), class_="d-state"))
        # Show the quotation in the source's script: the words are nowhere else on the page.
        lang = notes.version.source.lang
        rows = (
            el("li", el("span", note.quote, class_="d-said", lang=lang), notes.section(note))
            for note in notes.lost
        )
        parts.append(el("ul", *rows, class_="d-lost-notes"))
    return section(site.words("notes"), *parts, small=str(len(notes.all)), id="notes")


def _row(note: Note, notes: Notes) -> Markup:
    """A note on one line, and under it, for paper, its words."""
    doubtful = list(doubts(note, notes.words))
    return el(
        "li",
        one_line(note, notes),
        el(
            "div", el("p", *doubtful) if doubtful else None, *notes.body(note), class_="d-note-body"
        ),
        id=f"e-{note.id}",
        class_="d-row",
    )


def one_line(note: Note, notes: Notes) -> Markup:
    """A note on one line: number, kind, words and correction, paragraph."""
    lang = notes.version.article.lang
    quoted = notes.quoted(note) or note.quote
    markup = el("span", quoted, class_="d-said", lang=lang) if quoted else None
    markup = markup or el("span", notes.words("whole_article"), class_="d-said")
    should = (
        join((el("span", " → ", class_="d-arrow"), el("strong", note.replacement, lang=lang)))
        if note.replacement
        else ""
    )
    n = notes.number_of_block(note)
    ref = el("a", f"¶{n}", class_="d-ref", href=Markup(f"{notes.home}#p{n}")) if n else ""
    kind = el("span", notes.words(f"kind_{note.kind}"), class_="d-kind")
    mark = notes.mark(note, f"{notes.home}#a-{note.id}")
    return join((mark, " ", kind, " ", markup, should, " ", ref))


def _prose(parts: Sequence[Mapping[str, Any]]) -> Markup:
    inner = (_prose(part["blocks"]) if "blocks" in part else part["text"] for part in parts)
    return join(
        el(part["kind"], words) if "kind" in part else words
        for part, words in zip(parts, inner, strict=True)
    )


def doubts(note: Note, words: Locale) -> Iterator[Markup]:
    """Yield a note's date, the origin of the slip, and a mark of uncertainty."""
    for doubt in doubt_words(note, words):
        yield join((" ", el("small", doubt)))


def doubt_words(note: Note, words: Locale) -> Iterator[str]:
    """Yield a note's date, the origin of the slip, and a mark of uncertainty in words."""
    if note.when:
        yield _when(note.when, words)
    if note.fault:
        yield words(f"fault_{note.fault}")
    if not note.certain:
        yield words("uncertain")


def _when(when: str, words: Locale) -> str:
    """A date, a span of dates, or a bound, in words."""
    first, _, last = when.partition("/")
    if not first:
        return words("not_after", date=words.date(last))
    return words("dash").join(words.date(day) for day in (first, last) if day)


def _segments(block: Block, by_id: Mapping[str, Note]) -> Iterator[Mark]:
    """Overlapping annotations cut into pieces, each with all its notes, the shortest first."""
    filled = [item for item in block.annotations if item.span.start < item.span.end]
    spans = [(item.span, item.note) for item in filled]
    cuts = sorted({at for span, _ in spans for at in (span.start, span.end)})
    for start, end in pairwise(cuts):
        covering = [(span, note) for span, note in spans if span.start <= start and end <= span.end]
        if not covering:
            continue
        covering.sort(key=lambda pair: (pair[0].end - pair[0].start, pair[1]))
        kinds = dict.fromkeys(f"d-{by_id[note].kind}" for _, note in covering)
        # The first is the note that a click opens; then the classes.
        yield Mark(Span(start, end), "note", " ".join((covering[0][1], "d-span", *kinds)))


def rows_until_next(noted: Sequence[bool]) -> list[int]:
    """Return the number of rows from each part of a body to the next part with notes."""
    rows: list[int] = []
    for at in reversed(range(len(noted))):
        below = noted[at + 1] if at + 1 < len(noted) else True
        rows.append(1 if below else rows[-1] + 1)
    return rows[::-1]
