"""Everything about articles that tells whose words they have: passages, clues, reports, dates."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

from dossier.analysis.alignment import weight
from dossier.analysis.source_clues import Attribution, Clue, attributions, clues
from dossier.analysis.summary import sentences
from dossier.model import Article, Passage, Register, Span

# Least size of a passage that is a quotation; and of one that is none of a formula, if it stands in
# more articles than so many, or in another article of the publisher.
QUOTATION, LONG, FORMULA = 28, 60, 5


@dataclass(frozen=True)
class Sources:
    """All articles by id, what they share, and the name of a source that several have in common."""

    articles: Mapping[str, Article]
    shared: Mapping[str, tuple[Passage, ...]]
    register: Register
    fold: Callable[[str], str]
    common_source: str = "{sources}"

    def folded(self, name: str) -> str:
        """A name in one script and small letters."""
        return self.fold(name).casefold()

    @cached_property
    def all_clues(self) -> dict[str, dict[int, list[Clue]]]:
        """The clues of each article, by block."""
        return {id_: clues(article, self.fold) for id_, article in self.articles.items()}

    @cached_property
    def clues(self) -> dict[str, dict[str, int]]:
        """The block of each article in which a clue stands first, in the order of these places."""
        return {
            id_: {clue.key: n for n, own in reversed(blocks.items()) for clue in reversed(own)}
            for id_, blocks in self.all_clues.items()
        }

    @cached_property
    def named(self) -> dict[str, list[Attribution]]:
        """The reports that each article names, but its own publisher's."""
        return {
            id_: [row for row in attributions(article, self.fold) if not self.is_by(article, row)]
            for id_, article in self.articles.items()
        }

    @cached_property
    def _forms(self) -> dict[str, list[str]]:
        """The folded forms of each entity, by each of them."""
        rows = ([self.folded(form) for form in item.forms] for item in self.register.entities)
        return {form: [name for name in row if len(name) > 1] for row in rows for form in row}

    def forms(self, name: str) -> list[str]:
        """Every form of the name of a source, folded; what follows a comma is its date."""
        folded = self.folded(name).partition(",")[0]
        return self._forms.get(folded, [folded])

    def reports(self, id_: str) -> dict[str, Attribution]:
        """The reports that an article names, by each form of the name."""
        return {form: row for row in reversed(self.named[id_]) for form in self.forms(row.name)}

    def is_by(self, article: Article, report: Attribution) -> bool:
        """Whether a report may be an article: by its publisher, and by its day if that is said."""
        publisher = self.folded(article.value("publisher"))
        forms = self.forms(report.name) if publisher else ()
        if not any(form in publisher or publisher in form for form in forms):
            return False
        month, day = (*article.value("published").split("-"), "", "", "")[1:3]
        return report.month in (0, int(month or 0)) and report.day in (0, int(day[:2] or 0))

    @cached_property
    def _by_publisher(self) -> dict[str, list[Article]]:
        result: dict[str, list[Article]] = defaultdict(list)
        for article in self.articles.values():
            result[article.value("publisher")].append(article)
        return result

    def published_by(self, report: Attribution) -> list[Article]:
        """The articles that a report may be."""
        return [
            article
            for articles in self._by_publisher.values()
            if self.is_by(articles[0], report._replace(month=0, day=0))
            for article in articles
            if self.is_by(article, report)
        ]

    def day(self, id_: str) -> str:
        """The day of an article, or the last that it may be of; "" if it is unknown."""
        article = self.articles[id_]
        return (article.value("published") or article.not_after or article.value("reposted"))[:10]

    def order(self, id_: str) -> tuple[str, str]:
        """Key of articles by day; those without come last."""
        return self.day(id_) or "9999", id_

    def origin_of(self, first: str, second: str) -> tuple[str, str, bool]:
        """The later and the earlier of two articles; whether a report or a date tells them apart."""
        pair = (second, first) if self.order(first) < self.order(second) else (first, second)
        names = [
            any(self.is_by(self.articles[other], row) for row in self.named[id_])
            for id_, other in (pair, pair[::-1])
        ]
        if names[0] != names[1]:
            return *(pair if names[0] else pair[::-1]), True
        return *pair, "" != self.day(first) != self.day(second) != ""

    def shared_with(self, id_: str) -> dict[str, list[Passage]]:
        """The quotations that an article shares with each other one, most first, then by day."""
        passages = [row for row in self.shared.get(id_, ()) if row.chars >= QUOTATION]
        times = Counter(row.block for row in passages if row.chars < LONG)
        rows: dict[str, list[Passage]] = defaultdict(list)
        for passage in passages:
            if passage.chars >= LONG or times[passage.block] <= FORMULA:
                rows[passage.other].append(passage)
        sizes = {other: sum(row.chars for row in own) for other, own in rows.items()}
        ranked = sorted(rows, key=lambda other: (-sizes[other], self.order(other)))
        return {other: rows[other] for other in ranked}

    def size(self, id_: str) -> int:
        """The size of an article, in the unit of passages."""
        return sum(weight(block.text) for block in self.articles[id_].blocks)


def sentence_at(article: Article, n: int, at: int) -> tuple[str, Span]:
    """The sentence of a block in which an offset lies, and its place."""
    text = next(block.text for block in article.blocks if block.n == n)
    end = 0
    for words in sentences(text):
        start = text.index(words, end)
        end = start + len(words)
        if at < end:
            return words, Span(start, end)
    return text, Span(0, len(text))
