"""The claims as `data/dossier.json` holds them: questions, positions, and who leans on whom."""

from collections.abc import Mapping, Sequence
from typing import Any

from dossier.export.notes import quoted, where
from dossier.model import Article, Claims, Lineage, Position, Question, Value, Words


def claims_of(claims: Claims, articles: Sequence[Article], language: str) -> dict[str, Any]:
    """All of them; `language` is that of words which do not say their own."""
    by_slug = {one.slug: one for one in articles}
    return {
        "units": {unit: _said(words, language) for unit, words in claims.units.items()},
        "questions": [_question(one, by_slug, language) for one in claims.questions],
        "lineage": [_lineage(one, language) for one in claims.lineage],
    }


def _question(one: Question, by_slug: Mapping[str, Article], language: str) -> dict[str, Any]:
    return {
        "id": one.id,
        "question": _said(one.question, language),
        "short": _said(one.short, language),
        "kind": one.kind,
        "unit": one.unit or None,
        "finding": _said(one.finding, language),
        "brief": _said(one.brief, language),
        "caution": _said(one.caution, language),
        "stances": [
            {"id": stance, "label": _said(words, language)} for stance, words in one.stances.items()
        ],
        "positions": [_position(each, by_slug, language) for each in one.positions],
    }


def _position(one: Position, by_slug: Mapping[str, Article], language: str) -> dict[str, Any]:
    article = by_slug.get(one.article)
    return {
        "article": one.article,
        **where(one.places),
        "quote": (quoted(article, one.places) if article else "") or one.quote,
        "prefix": one.prefix or None,
        "suffix": one.suffix or None,
        "speaker": _said(one.speaker, language),
        "speaker_id": one.speaker_id or None,
        "role": _said(one.role, language),
        "via": _said(one.via, language),
        "via_id": one.via_id or None,
        "stance": one.stance,
        "values": [_value(each, language) for each in one.values],
        "as_of": one.as_of or None,
        "note": _said(one.note, language),
        "translation": _said(one.translation, language),
    }


def _value(one: Value, language: str) -> dict[str, Any]:
    return {"min": one.min, "max": one.max, "unit": one.unit, "of": _said(one.of, language)}


def _lineage(one: Lineage, language: str) -> dict[str, Any]:
    return {
        "article": one.article,
        "of": one.of or None,
        "outside": _said(one.outside, language),
        "kind": one.kind,
        "through": _said(one.through, language),
        "certain": one.certain,
        "quote": one.quote or None,
        "places": where(one.places)["places"],
        "origin": one.origin or None,
        "origin_places": where(one.origin_places)["places"],
        "note": _said(one.note, language),
    }


def _said(words: Words, language: str) -> dict[str, str]:
    return {tag or language: text for tag, text in words.items()}
