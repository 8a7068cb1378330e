"""Targets of an editor's [[…]]: an article or its paragraph, an entity, a question, a note."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from dossier.analysis.compare import Comparison, Quotation
from dossier.analysis.concordance import Concordance
from dossier.cache import pickle_by_fields
from dossier.model import ENTITY_TYPES, REFERENCE, ArticleVersion, Name, Note, Span
from dossier.render.article_metadata import Metadata, title_lang, verbatim
from dossier.render.inline import Line, Phrase, fill, joined, phrase, plain, shortened

# Characters of a quotation that a link to its note shows.
SHORT = 12
NAMES = "entities/index.html"
# A page for what is named twice or more: of one mention the index shows all there is to say.
# AI systems are what the dossier is about; each has a page.
MIN_MENTIONS = 2
ALWAYS = ("ai-system",)
NOWHERE = Concordance({}, {}, {}, {})


@pickle_by_fields
@dataclass(frozen=True)
class References(Metadata):
    """Everything of one edition that can be referred to by its id.

    The concordance says where the sources name its entities.
    """

    concordance: Concordance = NOWHERE
    comparisons: tuple[Comparison, ...] = ()

    def has_page(self, name: Name) -> bool:
        """Whether an entity has a page of its own."""
        count = self.concordance.count(name.id)
        return count >= (1 if name.type in ALWAYS else MIN_MENTIONS)

    def name_path(self, name: Name) -> str:
        """The page of an entity, or its place in the index."""
        return f"entities/{name.id}.html" if self.has_page(name) else f"{NAMES}#{name.id}"

    @cached_property
    def seen(self) -> list[Name]:
        """Entities that are named at least once, most often first."""
        names = [name for name in self.edition.names.values() if self.concordance.count(name.id)]
        return sorted(names, key=lambda name: (-self.concordance.count(name.id), name.id))

    def by_type(self) -> Iterator[tuple[str, Line, list[Name]]]:
        """Yield each type of the entities that are named, ours first: its id, its name, these."""
        for kind in (*ENTITY_TYPES, *self.edition.types):
            if names := [name for name in self.seen if name.type == kind]:
                yield kind, self.type_name(kind), names

    def name_link(self, name: Name) -> Phrase:
        """A name as a link to its page, or to its place in the index."""
        return phrase(name.text, self.url(self.name_path(name)), name.lang)

    @cached_property
    def articles(self) -> dict[str, ArticleVersion]:
        """Articles by slug."""
        return {version.source.slug: version for version in self.edition.articles}

    @cached_property
    def questions(self) -> dict[str, Line]:
        """Return the name of each question in a list."""
        return {
            question.id: self.line(question.short or question.question)
            for question in self.edition.claims.questions
        }

    @cached_property
    def notes(self) -> dict[str, tuple[ArticleVersion, Note]]:
        """Notes by id, each with its article, as the sources have them."""
        versions = self.edition.articles
        return {note.id: (version, note) for version in versions for note in version.source.notes}

    @cached_property
    def notes_about(self) -> dict[str, list[tuple[str, str]]]:
        """Notes (slug, id) by entity that they refer to or whose name they annotate."""
        by_entity: dict[str, dict[tuple[str, str], None]] = {}
        for version in self.edition.articles:
            slug = version.source.slug
            for note in version.source.notes:
                for target in note.targets:
                    by_entity.setdefault(target, {})[slug, note.id] = None
            for block in version.source.blocks if version.source.notes else ():
                for mention in block.mentions:
                    for annotation in block.annotations:
                        if _is_of(annotation.span, mention.span):
                            by_entity.setdefault(mention.entity, {})[slug, annotation.note] = None
        return {entity: list(notes) for entity, notes in by_entity.items()}

    @cached_property
    def corrections(self) -> dict[str, str]:
        """The note that corrects some words, by these words."""
        notes = self.notes.items()
        return {note.quote: id_ for id_, (_, note) in notes if note.kind == "correction"}

    def said_by(self, entity: str) -> list[tuple[Quotation, str]]:
        """The quotations of a speaker, each with the question that it answers."""
        return [
            (quotation, comparison.question.id)
            for comparison in self.comparisons
            for quotation in comparison.quotations
            if quotation.position.speaker_id == entity
        ]

    def source_name(self, slug: str) -> Line:
        """A short name for an article: who published it, or reposted it, else its title."""
        article = self.articles[slug].article
        own = self.title(article)
        return self.outlet(article) or self.in_language(own, title_lang(article))

    def source(self, slug: str) -> str:
        """The words of a short name for an article."""
        return plain(self.source_name(slug))

    def link(self, target: str, words: Line = "") -> Line:
        """A link to `target`; its words alone when there is no such thing."""
        slug, _, paragraph = target.partition("#")
        question = target.removeprefix("compare/")
        if slug in self.articles and (not paragraph or paragraph in self._paragraphs(slug)):
            article, path = self.articles[slug].article, f"articles/{slug}.html"
            if not paragraph:
                lang = "" if words else title_lang(article)
                return [phrase(words or self.title(article), self.url(path), lang)]
            n = f"¶{paragraph.removeprefix('p')}"
            label = n if self.page == path else joined((self.source_name(slug), " ", n))
            return [phrase(words or label, self.url(f"{path}#{paragraph}"))]
        if target in self.edition.names:
            name = self.edition.names[target]
            if not self.concordance.count(target):
                return words or name.text
            return [
                phrase(words, self.url(self.name_path(name))) if words else self.name_link(name)
            ]
        if question in self.questions:
            return self.question(question, words)
        if target in self.notes:
            version, note = self.notes[target]
            url = self.url(f"articles/{version.source.slug}.html#a-{target}")
            return [phrase(words or self._note(version, note), url)]
        return words or target

    def entity_link(self, entity: str) -> Line:
        """An entity of the register by name, as a link where articles name it; else empty."""
        return self.link(entity) if entity in self.edition.names else ""

    def _paragraphs(self, slug: str) -> set[str]:
        return {f"p{block.n}" for block in self.articles[slug].source.blocks if block.n}

    def _note(self, version: ArticleVersion, note: Note) -> Line:
        """A note by its kind and the words it stands on, as the edition has them."""
        kind = self.words(f"kind_{note.kind}")
        quote = verbatim(version.article, version.article.places.get(note.id, ())) or note.quote
        words = self.in_script(shortened(quote, SHORT), version.article.lang)
        return fill(self.words("note_on"), kind=kind, words=words) if quote else kind

    def question(self, target: str, words: Line = "") -> Line:
        """A link to the page of a question."""
        return [phrase(words or self.questions[target], self.url(f"compare/{target}.html"))]

    def linked(self, words: str) -> Line:
        """Words with each [[…]] in them as a link."""
        before, *rest = REFERENCE.split(words)
        parts: list[Line] = [before]
        for target, label, behind in zip(rest[::3], rest[1::3], rest[2::3], strict=True):
            parts += [self.link(target.strip(), (label or "").strip()), behind]
        return joined(parts)


def _is_of(note: Span, name: Span) -> bool:
    """Whether a name makes up at least half of the words that a note stands on."""
    shared = min(note.end, name.end) - max(note.start, name.start)
    return shared * 2 >= note.end - note.start > 0
