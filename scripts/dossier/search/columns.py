"""The columns of the base file: a character an article for its year, source and language."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dossier.model import Article
from dossier.search.numbers import digit


@dataclass(slots=True)
class Columns:
    """The values by which results are counted, in the order of the articles."""

    years: dict[str, int] = field(default_factory=dict)
    languages: dict[str, int] = field(default_factory=dict)
    sources: dict[str, int] = field(default_factory=dict)
    labels: list[list[str]] = field(default_factory=list)
    codes: dict[str, list[str]] = field(
        default_factory=lambda: {"year": [], "source": [], "language": [], "noted": []}
    )

    def add(self, articles: Sequence[Article]) -> None:
        """One article, as each edition shows it."""
        first = articles[0]
        labels = [article.source("publisher") for article in articles]
        if labels[0] not in self.sources:
            self.labels.append(labels)
        day = first.value("published") or first.not_after
        for column, values, value in (
            ("year", self.years, day[:4]),
            ("source", self.sources, labels[0]),
            ("language", self.languages, first.lang.split("-")[0]),
        ):
            self.codes[column].append(digit(values.setdefault(value, len(values))))
        self.codes["noted"].append("1" if any(not note.draft for note in first.notes) else "0")

    @property
    def tree(self) -> dict[str, Any]:
        """The columns as JSON; a source has its name in each edition."""
        return {
            "years": list(self.years),
            "languages": list(self.languages),
            "sources": self.labels,
            "codes": {key: "".join(values) for key, values in self.codes.items()},
        }
