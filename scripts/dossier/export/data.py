"""`data/dossier.json`: everything the site shows, for programs; and the raw seeds as text."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from importlib.resources import files
from typing import Any

from dossier.cache import RowStage
from dossier.export.annotations import annotations_jsonld
from dossier.export.citations import citation_pages
from dossier.export.notes import annotations_csv, by_tag, csv_rows, notes_of, quoted, record, where
from dossier.model import Article, Block, Config, Edition, Page, StreamedFile, raw_name
from dossier.model.editorial import Claims, Position, Register
from dossier.problems import blaming

SCHEMA_VERSION = "dossier/1"
# For the tag of words in a language that nobody named.
UNTAGGED = "und"
ENTITY = "id type names aliases misspellings description wikidata link not_same_as"
MENTIONS = ("entity", "type", "article", "slug", "block", "start", "end", "surface")


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
    types = {entity.id: entity.type for entity in register.entities}

    def versions() -> Iterator[tuple[Article, tuple[tuple[str, Article], ...]]]:
        for row in zip(*(edition.articles for edition in editions), strict=True):
            articles_ = (item.article for item in row)
            yield row[0].source, tuple(zip(config.variants, articles_, strict=True))

    whole = json.dumps(frame(articles, config, register, claims), ensure_ascii=False, indent=1)
    head, tail = whole.split('"articles": []', 1)
    head, tail = f'{head}"articles": [', f"{chr(10) + ' ' if articles else ''}]{tail}\n"
    frame_parts = head.encode(), b",", tail.encode()
    yield tree_of.file("data/dossier.json", config.language, versions(), frame_parts)
    yield Page("data/dossier.schema.json", schema().encode())
    rows = csv_rows([MENTIONS]).encode(), b"", b""
    yield rows_of.file("data/mentions.csv", types, articles, rows)
    yield Page("data/annotations.jsonld", annotations_jsonld(articles, config).encode())
    yield Page("data/annotations.csv", annotations_csv(articles, config.language).encode())
    yield from citation_pages(articles, config)
    for article in articles:
        # Byte for byte: the SHA-256 on the page is of exactly this, and names it.
        seed = raw(article)
        if seed:
            yield StreamedFile(f"data/seeds/{raw_name(article)}", seed, article.sha256)


@RowStage
def tree_of(language: str, versions: tuple[Article, tuple[tuple[str, Article], ...]]) -> bytes:
    """An article's part of dossier.json, indented as it stands there."""
    source, variants = versions
    with blaming(source.id, "written as data"):
        tree = article_of(source, dict(variants), language)
    text = ",\n   ".join(f'"{key}": {_json_lines(value)}' for key, value in tree.items())
    return f"\n  {{\n   {text}\n  }}".encode()


@RowStage
def rows_of(types: Mapping[str, str], article: Article) -> bytes:
    """An article's lines of mentions.csv, one a mention (RFC 4180)."""
    own = {"article": article.id, "slug": article.slug}
    rows = ({"type": types[row["entity"]], **own, **row} for row in mentions_of(article))
    with blaming(article.id, "written as data"):
        return csv_rows([row[key] for key in MENTIONS] for row in rows).encode()


def _json_lines(value: Any) -> str:
    """Serialize a value on one line; a list gets a line for each item, for readable diffs."""
    if isinstance(value, list) and value:
        rows = ",\n    ".join(json.dumps(item, ensure_ascii=False) for item in value)
        return f"[\n    {rows}\n   ]"
    return json.dumps(value, ensure_ascii=False)


def schema() -> str:
    """The JSON Schema of dossier.json."""
    return files("dossier.export").joinpath("dossier.schema.json").read_text("utf-8")


def mentions_of(article: Article) -> Iterator[dict[str, Any]]:
    """Serialize the mentions in an article's blocks."""
    for block in article.blocks:
        for mention in block.mentions:
            start, end = mention.span.start, mention.span.end
            place = {"block": block.n, "start": start, "end": end}
            yield {"entity": mention.entity, **place, "surface": block.text[start:end]}


def frame(
    articles: Sequence[Article], config: Config, register: Register, claims: Claims
) -> dict[str, Any]:
    """Serialize the dossier without its articles."""
    return {
        "schema": SCHEMA_VERSION,
        "title": by_tag(config.title, UNTAGGED),
        "variants": list(config.variants),
        "default": config.default,
        "articles": [],
        "register": [record(entity, ENTITY, UNTAGGED) for entity in register.entities],
        "entity_types": {key: by_tag(label, UNTAGGED) for key, label in register.types.items()},
        "claims": claims_of(claims, articles, config.language),
    }


def article_of(article: Article, variants: Mapping[str, Article], language: str) -> dict[str, Any]:
    """Serialize an article and its editions."""
    # A variant that only repeats the source (its own script, or French) is not listed.
    others = {
        tag: {block.n: block.text for block in _numbered(version)}
        for tag, version in variants.items()
        if article.lang.startswith("zh") and tag.startswith("zh") and tag != article.lang
    }
    return {
        "id": article.id,
        "slug": article.slug,
        "file": article.path,
        "sha256": article.sha256,
        "captures": [
            {
                "file": capture.path,
                "sha256": capture.sha256,
                "original_url": capture.article.value("original_url") or None,
                "changes": [
                    {"block": change.block, **asdict(change.span), "text": change.text}
                    for change in capture.changes
                ],
            }
            for capture in article.captures
        ],
        "encoding": article.encoding,
        "rights": article.rights or "full",
        "lang": article.lang,
        "not_after": article.not_after or None,
        "metadata": {key: asdict(field) for key, field in article.metadata.items()},
        "summary": [
            record(summary, "by lang text", language)
            | {"sentences": [asdict(sentence) for sentence in summary.sentences]}
            for summary in article.summaries
        ],
        "blocks": [
            _block(block, {tag: texts[block.n] for tag, texts in others.items()})
            for block in _numbered(article)
            if block.text
        ],
        "mentions": list(mentions_of(article)),
        "annotations": notes_of(article, language),
        "ledger": [
            # Of a text that rights forbid the words are empty, not unknown.
            record(entry, "to field reason chars text", language) | {"text": entry.text}
            for entry in article.ledger
        ],
    }


def _numbered(article: Article) -> list[Block]:
    """The title and the blocks with words; a figure without words has the title's number, 0."""
    return [article.title, *(block for block in article.blocks if block.n)]


def _block(block: Block, variants: Mapping[str, str]) -> dict[str, Any]:
    tree: dict[str, Any] = {"n": block.n, "kind": block.kind, "lang": block.lang}
    if block.level:
        tree["level"] = block.level
    if block.page:
        tree["page"] = block.page
    if block.image:
        image = asdict(block.image).items()
        tree["image"] = {key: value for key, value in image if value or key in ("src", "alt")}
    tree["text"] = {"source": block.text, **variants}
    return tree


def claims_of(claims: Claims, articles: Sequence[Article], language: str) -> dict[str, Any]:
    """Serialize the claims; `language` is that of texts without a tag."""
    by_slug = {article.slug: article for article in articles}
    return {
        "units": {unit: by_tag(words, language) for unit, words in claims.units.items()},
        "questions": [
            {
                **record(question, "id question short kind unit finding brief caution", language),
                "stances": [
                    {"id": stance, "label": by_tag(words, language)}
                    for stance, words in question.stances.items()
                ],
                "positions": [_position(item, by_slug, language) for item in question.positions],
            }
            for question in claims.questions
        ],
        "lineage": [
            {
                **record(lineage, "article of outside kind through certain quote", language),
                "places": where(lineage.places)["places"],
                "origin": lineage.origin or None,
                "origin_places": where(lineage.origin_places)["places"],
                **record(lineage, "note", language),
            }
            for lineage in claims.lineage
        ],
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
