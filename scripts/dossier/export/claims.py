"""The claims for `data/dossier.json`: questions, positions, lineage."""

from collections.abc import Mapping, Sequence
from typing import Any

from dossier.export.notes import quoted, where
from dossier.model import Article, Claims, Lineage, LocalizedText, Position, Question, Value


def claims_of(claims: Claims, articles: Sequence[Article], language: str) -> dict[str, Any]:
    """Serialize the claims; `language` is that of texts without a tag."""
    by_slug = {article.slug: article for article in articles}
    return {
        "units": {unit: _text(words, language) for unit, words in claims.units.items()},
        "questions": [_question(question, by_slug, language) for question in claims.questions],
        "lineage": [_lineage(lineage, language) for lineage in claims.lineage],
    }


def _question(question: Question, by_slug: Mapping[str, Article], language: str) -> dict[str, Any]:
    return {
        "id": question.id,
        "question": _text(question.question, language),
        "short": _text(question.short, language),
        "kind": question.kind,
        "unit": question.unit or None,
        "finding": _text(question.finding, language),
        "brief": _text(question.brief, language),
        "caution": _text(question.caution, language),
        "stances": [
            {"id": stance, "label": _text(words, language)}
            for stance, words in question.stances.items()
        ],
        "positions": [_position(position, by_slug, language) for position in question.positions],
    }


def _position(position: Position, by_slug: Mapping[str, Article], language: str) -> dict[str, Any]:
    article = by_slug.get(position.article)
    return {
        "article": position.article,
        **where(position.places),
        "quote": (quoted(article, position.places) if article else "") or position.quote,
        "prefix": position.prefix or None,
        "suffix": position.suffix or None,
        "speaker": _text(position.speaker, language),
        "speaker_id": position.speaker_id or None,
        "role": _text(position.role, language),
        "via": _text(position.via, language),
        "via_id": position.via_id or None,
        "stance": position.stance,
        "values": [_value(value, language) for value in position.values],
        "as_of": position.as_of or None,
        "note": _text(position.note, language),
        "translation": _text(position.translation, language),
    }


def _value(value: Value, language: str) -> dict[str, Any]:
    return {"min": value.min, "max": value.max, "unit": value.unit, "of": _text(value.of, language)}


def _lineage(lineage: Lineage, language: str) -> dict[str, Any]:
    return {
        "article": lineage.article,
        "of": lineage.of or None,
        "outside": _text(lineage.outside, language),
        "kind": lineage.kind,
        "through": _text(lineage.through, language),
        "certain": lineage.certain,
        "quote": lineage.quote or None,
        "places": where(lineage.places)["places"],
        "origin": lineage.origin or None,
        "origin_places": where(lineage.origin_places)["places"],
        "note": _text(lineage.note, language),
    }


def _text(words: LocalizedText, language: str) -> dict[str, str]:
    return {tag or language: text for tag, text in words.items()}
