"""Targets of an editor's [[…]]: an article or its paragraph, an entity, a question, a note."""

from dataclasses import dataclass
from functools import cached_property

from dossier.analysis.compare import Comparison
from dossier.model import REFERENCE, ArticleVersion, Span
from dossier.render.article_metadata import in_script, source_name, title, title_lang, verbatim
from dossier.render.inline import Line, fill, joined, phrase, shortened
from dossier.render.names import Names
from dossier.render.page_context import Site

# Characters of a quotation that a link to its note shows.
SHORT = 12


@dataclass(frozen=True)
class References:
    """Everything of one edition that can be referred to by its id."""

    site: Site
    names: Names
    comparisons: tuple[Comparison, ...] = ()

    @cached_property
    def articles(self) -> dict[str, ArticleVersion]:
        """Articles by slug."""
        return {version.source.slug: version for version in self.site.edition.articles}

    @cached_property
    def questions(self) -> dict[str, Line]:
        """Return the name of each question in a list."""
        return {
            question.id: self.site.line(question.short or question.question)
            for question in self.site.edition.claims.questions
        }

    @cached_property
    def notes(self) -> dict[str, str]:
        """The slug of the article that each note is in."""
        return {
            note.id: version.source.slug
            for version in self.site.edition.articles
            for note in version.source.notes
        }

    @cached_property
    def notes_about(self) -> dict[str, list[tuple[str, str]]]:
        """Notes (slug, id) by entity that they refer to or whose name they annotate."""
        by_entity: dict[str, dict[tuple[str, str], None]] = {}
        for version in self.site.edition.articles:
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
        return {
            note.quote: note.id
            for version in self.site.edition.articles
            for note in version.source.notes
            if note.kind == "correction"
        }

    def source(self, slug: str) -> str:
        """A short name for an article: who published it, or who reposted it."""
        article = self.articles[slug].article
        own = article.source("publisher") or article.source("via")
        return own or title(article, self.site)

    def source_name(self, slug: str) -> Line:
        """A short name for an article, marked with the language of the name."""
        article = self.articles[slug].article
        own = title(article, self.site)
        return source_name(article, self.site) or self.site.in_language(own, title_lang(article))

    def link(self, target: str, page: str, words: Line = "") -> Line:
        """A link to `target` as seen from `page`; its words alone when there is no such thing."""
        slug, _, paragraph = target.partition("#")
        label: Line
        lang = None
        if slug in self.articles and (not paragraph or paragraph in self._paragraphs(slug)):
            article = self.articles[slug].article
            url, is_own = f"articles/{slug}.html", page == f"articles/{slug}.html"
            if paragraph:
                n = f"¶{paragraph.removeprefix('p')}"
                label = n if is_own else joined((self.source_name(slug), " ", n))
                url += f"#{paragraph}"
            else:
                label, lang = title(article, self.site), title_lang(article)
        elif target in self.site.edition.names:
            name = self.site.edition.names[target]
            label, lang = name.text, name.lang
            url = self.names.path(name)
            if not self.names.concordance.count(target):
                return words or label
        elif target.removeprefix("compare/") in self.questions:
            return self.question(target.removeprefix("compare/"), page, words)
        elif target in self.notes:
            label, url = self._note(target), f"articles/{self.notes[target]}.html#a-{target}"
        else:
            return words or target
        return [phrase(words or label, self.site.url(page, url), None if words else lang)]

    def _paragraphs(self, slug: str) -> set[str]:
        return {f"p{block.n}" for block in self.articles[slug].source.blocks if block.n}

    def _note(self, target: str) -> Line:
        """A note by its kind and the words it stands on, as the edition has them."""
        version = self.articles[self.notes[target]]
        note = next(note for note in version.source.notes if note.id == target)
        kind = self.site.words(f"kind_{note.kind}")
        quote = verbatim(version.article, version.article.places.get(target, ())) or note.quote
        words = in_script(shortened(quote, SHORT), version.article.lang, self.site)
        return fill(self.site.words("note_on"), kind=kind, words=words) if quote else kind

    def question(self, target: str, page: str, words: Line = "") -> Line:
        """A link to the page of a question."""
        href = self.site.url(page, f"compare/{target}.html")
        return [phrase(words or self.questions[target], href)]

    def linked(self, words: str, page: str) -> Line:
        """Words with each [[…]] in them as a link."""
        parts: list[Line] = []
        at = 0
        for match in REFERENCE.finditer(words):
            parts.append(words[at : match.start()])
            parts.append(self.link(match[1].strip(), page, (match[2] or "").strip()))
            at = match.end()
        return joined([*parts, words[at:]])


def _is_of(note: Span, name: Span) -> bool:
    """Whether a name makes up at least half of the words that a note stands on."""
    shared = min(note.end, name.end) - max(note.start, name.start)
    return shared * 2 >= note.end - note.start > 0
