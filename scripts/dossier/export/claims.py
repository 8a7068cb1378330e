"""The claims for `data/dossier.json`: questions, positions, lineage."""

from collections.abc import Mapping, Sequence
from typing import Any

from dossier.export.notes import by_tag, quoted, record, where
from dossier.model import Article, Claims, Lineage, Position, Question


def claims_of(claims: Claims, articles: Sequence[Article], language: str) -> dict[str, Any]:
    """Serialize the claims; `language` is that of texts without a tag."""
    by_slug = {article.slug: article for article in articles}
    return {
        "units": {unit: by_tag(words, language) for unit, words in claims.units.items()},
        "questions": [_question(question, by_slug, language) for question in claims.questions],
        "lineage": [_lineage(lineage, language) for lineage in claims.lineage],
    }


def _question(question: Question, by_slug: Mapping[str, Article], language: str) -> dict[str, Any]:
    return {
        **record(question, "id question short kind unit finding brief caution", language),
        "stances": [
            {"id": stance, "label": by_tag(words, language)}
            for stance, words in question.stances.items()
        ],
        "positions": [_position(position, by_slug, language) for position in question.positions],
    }


def _position(position: Position, by_slug: Mapping[str, Article], language: str) -> dict[str, Any]:
    article = by_slug.get(position.article)
    words = "prefix suffix speaker speaker_id role via via_id stance"
    return {
        "article": position.article,
        **where(position.places),
        "quote": (quoted(article, position.places) if article else "") or position.quote,
        **record(position, words, language),
        "values": [record(value, "min max unit of", language) for value in position.values],
        **record(position, "as_of note translation", language),
    }


def _lineage(lineage: Lineage, language: str) -> dict[str, Any]:
    return {
        **record(lineage, "article of outside kind through certain quote", language),
        "places": where(lineage.places)["places"],
        "origin": lineage.origin or None,
        "origin_places": where(lineage.origin_places)["places"],
        **record(lineage, "note", language),
    }
