"""`data/dossier.json`: everything the site shows, for programs; and the raw seeds as text."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from dossier.export.annotations import annotations_jsonld
from dossier.export.citations import citation_pages
from dossier.export.claims import claims_of
from dossier.export.notes import annotations_csv, notes_of
from dossier.export.table import csv_rows
from dossier.faults import blaming
from dossier.model import (
    Article,
    Block,
    Claims,
    Config,
    Edition,
    Entity,
    Entry,
    Field,
    Long,
    Page,
    Register,
    Summary,
    file_stem,
)

SCHEMA_VERSION = "dossier/1"


@dataclass(frozen=True, slots=True)
class Told:
    """What the data of all articles share: the dossier's language, the types of the entities."""

    language: str
    types: Mapping[str, str]


def data_pages(
    articles: Sequence[Article],
    editions: Sequence[Edition],
    config: Config,
    register: Register,
    raw: Callable[[Article], Callable[[], Iterator[bytes]] | None],
    claims: Claims,
    rows: Callable[..., Long],
) -> Iterator[Page | Long]:
    """The data files, and each seed as plain text whatever its own ending.

    `raw` gives what reads the bytes of an article's file, None where nobody may. `rows` makes
    a file of the rows of many (`Rows.file`).
    """
    told = Told(config.language, {one.id: one.type for one in register.entities})

    def shown() -> Iterator[tuple[Article, tuple[tuple[str, Article], ...]]]:
        for row in zip(*(one.articles for one in editions), strict=True):
            articles_ = (one.article for one in row)
            yield row[0].source, tuple(zip(config.variants, articles_, strict=True))

    whole = json.dumps(frame(articles, config, register, claims), ensure_ascii=False, indent=1)
    head, tail = whole.split('"articles": []', 1)
    head, tail = f'{head}"articles": [', f"{chr(10) + ' ' if articles else ''}]{tail}\n"
    yield rows("data/dossier.json", tree_of, told, shown(), head.encode(), b",", tail.encode())
    yield Page("data/dossier.schema.json", schema().encode())
    yield rows("data/mentions.csv", rows_of, told.types, articles, csv_rows([MENTIONS]).encode())
    yield Page("data/annotations.jsonld", annotations_jsonld(articles, config).encode())
    yield Page("data/annotations.csv", annotations_csv(articles, config.language).encode())
    yield from citation_pages(articles, config)
    for article in articles:
        # Byte for byte: the SHA-256 on the page is of exactly this, and names it.
        seed = raw(article)
        if seed:
            yield Long(f"data/seeds/{file_stem(article.id)}.txt", seed, article.sha256)


def tree_of(told: Told, shown: tuple[Article, tuple[tuple[str, Article], ...]]) -> bytes:
    """An article's part of dossier.json, indented as it stands there."""
    source, variants = shown
    with blaming(source.id, "written as data"):
        tree = article_of(source, dict(variants), told.language)
    written = ",\n   ".join(f'"{key}": {_written(value)}' for key, value in tree.items())
    return f"\n  {{\n   {written}\n  }}".encode()


def rows_of(types: Mapping[str, str], article: Article) -> bytes:
    """An article's lines of mentions.csv."""
    with blaming(article.id, "written as data"):
        return csv_rows(_mentions(article, types)).encode()


def _written(value: Any) -> str:
    """A value on a line; of a list each item on its own, so that a change is seen where it is."""
    if isinstance(value, list) and value:
        rows = ",\n    ".join(json.dumps(one, ensure_ascii=False) for one in value)
        return f"[\n    {rows}\n   ]"
    return json.dumps(value, ensure_ascii=False)


def schema() -> str:
    """The JSON Schema of dossier.json."""
    return files("dossier.export").joinpath("dossier.schema.json").read_text("utf-8")


MENTIONS = ("entity", "type", "article", "slug", "block", "start", "end", "surface")


def _mentions(article: Article, types: Mapping[str, str]) -> Iterator[tuple[str | int, ...]]:
    """One line a mention; RFC 4180."""
    for block in article.blocks:
        for one in block.mentions:
            span = one.span
            yield (
                *(one.entity, types[one.entity], article.id, article.slug, block.n),
                *(span.start, span.end, block.text[span.start : span.end]),
            )


def frame(
    articles: Sequence[Article], config: Config, register: Register, claims: Claims
) -> dict[str, Any]:
    """All of the dossier but its articles, as values that JSON can hold."""
    return {
        "schema": SCHEMA_VERSION,
        "title": _said(config.title),
        "variants": list(config.variants),
        "default": config.default,
        "articles": [],
        "register": [_entity(one) for one in register.entities],
        "entity_types": {key: _said(label) for key, label in register.types.items()},
        "claims": claims_of(claims, articles, config.language),
    }


def article_of(article: Article, variants: Mapping[str, Article], language: str) -> dict[str, Any]:
    """An article and what its editions make of it, as values that JSON can hold."""
    # A variant that only repeats the source (its own script, or French) is not listed.
    converted = {
        tag: one
        for tag, one in variants.items()
        if article.lang.startswith("zh") and tag.startswith("zh") and tag != article.lang
    }
    blocks = [article.title, *(one for one in article.blocks if one.n)]
    # A figure without words has the title's number, 0.
    others = {
        tag: {one.n: one for one in (shown.title, *shown.blocks) if one.n or one.kind == "title"}
        for tag, shown in converted.items()
    }
    return {
        "id": article.id,
        "slug": article.slug,
        "file": article.path,
        "sha256": article.sha256,
        "captures": [{"file": one.path, "sha256": one.sha256} for one in article.captures],
        "encoding": article.encoding,
        "rights": article.rights or "full",
        "lang": article.lang,
        "not_after": article.not_after or None,
        "metadata": {key: _field(field) for key, field in article.metadata.items()},
        "summary": [_summary(one) for one in article.summaries],
        "blocks": [
            _block(one, {tag: found[one.n].text for tag, found in others.items()})
            for one in blocks
            if one.text
        ],
        "mentions": [
            {
                "entity": one.entity,
                "block": block.n,
                "start": one.span.start,
                "end": one.span.end,
                "surface": block.text[one.span.start : one.span.end],
            }
            for block in article.blocks
            for one in block.mentions
        ],
        "annotations": notes_of(article, language),
        "ledger": [_entry(one) for one in article.ledger],
    }


def _entity(one: Entity) -> dict[str, Any]:
    return {
        "id": one.id,
        "type": one.type,
        "names": dict(one.names),
        "aliases": [dict(alias) for alias in one.aliases],
        "misspellings": list(one.misspellings),
        "description": _said(one.description),
        "wikidata": one.wikidata or None,
        "link": one.link,
        "not_same_as": list(one.not_same_as),
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "value": _value(field.value),
        "where": field.where,
        "candidates": [
            {"value": _value(one.value), "where": one.where} for one in field.candidates
        ],
    }


def _value(value: str | tuple[str, ...] | None) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value


def _block(one: Block, variants: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"n": one.n, "kind": one.kind, "lang": one.lang}
    if one.level:
        told["level"] = one.level
    if one.image:
        told["image"] = {"src": one.image.src, "alt": one.image.alt}
    told["text"] = {"source": one.text, **variants}
    return told


def _summary(one: Summary) -> dict[str, Any]:
    return {
        "by": one.by,
        "lang": one.lang,
        "text": one.text,
        "sentences": [
            {"text": sentence.text, "blocks": list(sentence.blocks)} for sentence in one.sentences
        ],
    }


def _entry(one: Entry) -> dict[str, Any]:
    return {
        "to": one.to,
        "field": one.field or None,
        "reason": one.reason or None,
        "chars": one.chars,
        "text": one.text,
    }


def _said(words: Mapping[str, str]) -> dict[str, str]:
    return {tag or "und": text for tag, text in words.items()}
