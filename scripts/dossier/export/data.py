"""`data/dossier.json`: everything the site shows, for programs; and the raw seeds as text."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from dossier.cache import RowStage
from dossier.export.annotations import annotations_jsonld
from dossier.export.citations import citation_pages
from dossier.export.claims import claims_of
from dossier.export.notes import annotations_csv, notes_of
from dossier.export.table import csv_rows
from dossier.faults import blaming
from dossier.model import Article, Block, Entry, Field, Summary
from dossier.model.claims import Claims
from dossier.model.edition import Config, Edition
from dossier.model.output import Page, StreamedFile, file_stem
from dossier.model.register import Entity, Register

SCHEMA_VERSION = "dossier/1"


@dataclass(frozen=True, slots=True)
class SharedFacts:
    """Facts that all articles' data share: the dossier's language, the types of the entities."""

    language: str
    types: Mapping[str, str]


def data_pages(
    articles: Sequence[Article],
    editions: Sequence[Edition],
    config: Config,
    register: Register,
    raw: Callable[[Article], Callable[[], Iterator[bytes]] | None],
    claims: Claims,
) -> Iterator[Page | StreamedFile]:
    """The data files, and each seed as plain text whatever its own ending.

    `raw` returns a reader of an article's file, None if it may not be published.
    """
    facts = SharedFacts(config.language, {entity.id: entity.type for entity in register.entities})

    def versions() -> Iterator[tuple[Article, tuple[tuple[str, Article], ...]]]:
        for row in zip(*(edition.articles for edition in editions), strict=True):
            articles_ = (item.article for item in row)
            yield row[0].source, tuple(zip(config.variants, articles_, strict=True))

    whole = json.dumps(frame(articles, config, register, claims), ensure_ascii=False, indent=1)
    head, tail = whole.split('"articles": []', 1)
    head, tail = f'{head}"articles": [', f"{chr(10) + ' ' if articles else ''}]{tail}\n"
    yield tree_of.file("data/dossier.json", facts, versions(), (head.encode(), b",", tail.encode()))
    yield Page("data/dossier.schema.json", schema().encode())
    rows = csv_rows([MENTIONS]).encode(), b"", b""
    yield rows_of.file("data/mentions.csv", facts.types, articles, rows)
    yield Page("data/annotations.jsonld", annotations_jsonld(articles, config).encode())
    yield Page("data/annotations.csv", annotations_csv(articles, config.language).encode())
    yield from citation_pages(articles, config)
    for article in articles:
        # Byte for byte: the SHA-256 on the page is of exactly this, and names it.
        seed = raw(article)
        if seed:
            yield StreamedFile(f"data/seeds/{file_stem(article.id)}.txt", seed, article.sha256)


@RowStage
def tree_of(facts: SharedFacts, versions: tuple[Article, tuple[tuple[str, Article], ...]]) -> bytes:
    """An article's part of dossier.json, indented as it stands there."""
    source, variants = versions
    with blaming(source.id, "written as data"):
        tree = article_of(source, dict(variants), facts.language)
    text = ",\n   ".join(f'"{key}": {_json_lines(value)}' for key, value in tree.items())
    return f"\n  {{\n   {text}\n  }}".encode()


@RowStage
def rows_of(types: Mapping[str, str], article: Article) -> bytes:
    """An article's lines of mentions.csv."""
    with blaming(article.id, "written as data"):
        return csv_rows(_mentions(article, types)).encode()


def _json_lines(value: Any) -> str:
    """Serialize a value on one line; a list gets a line for each item, for readable diffs."""
    if isinstance(value, list) and value:
        rows = ",\n    ".join(json.dumps(item, ensure_ascii=False) for item in value)
        return f"[\n    {rows}\n   ]"
    return json.dumps(value, ensure_ascii=False)


def schema() -> str:
    """The JSON Schema of dossier.json."""
    return files("dossier.export").joinpath("dossier.schema.json").read_text("utf-8")


MENTIONS = ("entity", "type", "article", "slug", "block", "start", "end", "surface")


def _mentions(article: Article, types: Mapping[str, str]) -> Iterator[tuple[str | int, ...]]:
    """One line a mention; RFC 4180."""
    for block in article.blocks:
        for mention in block.mentions:
            span = mention.span
            yield (
                *(mention.entity, types[mention.entity], article.id, article.slug, block.n),
                *(span.start, span.end, block.text[span.start : span.end]),
            )


def frame(
    articles: Sequence[Article], config: Config, register: Register, claims: Claims
) -> dict[str, Any]:
    """Serialize the dossier without its articles."""
    return {
        "schema": SCHEMA_VERSION,
        "title": _by_tag(config.title),
        "variants": list(config.variants),
        "default": config.default,
        "articles": [],
        "register": [_entity(entity) for entity in register.entities],
        "entity_types": {key: _by_tag(label) for key, label in register.types.items()},
        "claims": claims_of(claims, articles, config.language),
    }


def article_of(article: Article, variants: Mapping[str, Article], language: str) -> dict[str, Any]:
    """Serialize an article and its editions."""
    # A variant that only repeats the source (its own script, or French) is not listed.
    converted = {
        tag: version
        for tag, version in variants.items()
        if article.lang.startswith("zh") and tag.startswith("zh") and tag != article.lang
    }
    blocks = [article.title, *(item for item in article.blocks if item.n)]
    # A figure without words has the title's number, 0.
    others = {
        tag: {
            item.n: item
            for item in (article.title, *article.blocks)
            if item.n or item.kind == "title"
        }
        for tag, article in converted.items()
    }
    return {
        "id": article.id,
        "slug": article.slug,
        "file": article.path,
        "sha256": article.sha256,
        "captures": [
            {"file": capture.path, "sha256": capture.sha256} for capture in article.captures
        ],
        "encoding": article.encoding,
        "rights": article.rights or "full",
        "lang": article.lang,
        "not_after": article.not_after or None,
        "metadata": {key: _field(field) for key, field in article.metadata.items()},
        "summary": [_summary(summary) for summary in article.summaries],
        "blocks": [
            _block(item, {tag: blocks[item.n].text for tag, blocks in others.items()})
            for item in blocks
            if item.text
        ],
        "mentions": [
            {
                "entity": mention.entity,
                "block": block.n,
                "start": mention.span.start,
                "end": mention.span.end,
                "surface": block.text[mention.span.start : mention.span.end],
            }
            for block in article.blocks
            for mention in block.mentions
        ],
        "annotations": notes_of(article, language),
        "ledger": [_entry(entry) for entry in article.ledger],
    }


def _entity(entity: Entity) -> dict[str, Any]:
    return {
        "id": entity.id,
        "type": entity.type,
        "names": dict(entity.names),
        "aliases": [dict(alias) for alias in entity.aliases],
        "misspellings": list(entity.misspellings),
        "description": _by_tag(entity.description),
        "wikidata": entity.wikidata or None,
        "link": entity.link,
        "not_same_as": list(entity.not_same_as),
    }


def _field(field: Field) -> dict[str, Any]:
    return {
        "value": _value(field.value),
        "where": field.where,
        "candidates": [
            {"value": _value(candidate.value), "where": candidate.where}
            for candidate in field.candidates
        ],
    }


def _value(value: str | tuple[str, ...] | None) -> str | list[str] | None:
    return list(value) if isinstance(value, tuple) else value


def _block(block: Block, variants: Mapping[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = {"n": block.n, "kind": block.kind, "lang": block.lang}
    if block.level:
        tree["level"] = block.level
    if block.image:
        tree["image"] = {"src": block.image.src, "alt": block.image.alt}
    tree["text"] = {"source": block.text, **variants}
    return tree


def _summary(summary: Summary) -> dict[str, Any]:
    return {
        "by": summary.by,
        "lang": summary.lang,
        "text": summary.text,
        "sentences": [
            {"text": sentence.text, "blocks": list(sentence.blocks)}
            for sentence in summary.sentences
        ],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "to": entry.to,
        "field": entry.field or None,
        "reason": entry.reason or None,
        "chars": entry.chars,
        "text": entry.text,
    }


def _by_tag(words: Mapping[str, str]) -> dict[str, str]:
    return {tag or "und": text for tag, text in words.items()}
