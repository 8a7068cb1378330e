"""The origin of an article, and the fate of every character of its file."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from posixpath import basename
from typing import Any
from urllib.parse import unquote, urlsplit

from dossier.model import INVISIBLE, Article, ArticleVersion, raw_name
from dossier.render.article_metadata import Metadata
from dossier.render.inline import Line, external, joined, shortened
from dossier.render.locales import Locale
from dossier.render.quotation import lineage_chains
from dossier.render.references import References
from dossier.web_addresses import host_of

MAX_SHOWN = 120
DAYS = ("published", "reposted", "scraped")
PEOPLE = ("authors", "translator", "editors", "via")


def provenance(version: ArticleVersion, refs: References) -> dict[str, Any]:
    """Source, dates, lineage, file and ledger."""
    article, words = version.article, refs.words
    address = article.value("original_url")
    sums = dict.fromkeys(("body", "caption", "metadata", "dropped"), 0)
    for entry in article.ledger:
        sums[entry.to] += entry.chars
    names = ((key, refs.name_in(article, key)) for key in PEOPLE)
    people = (joined((words(f"field_{key}"), " ", name)) for key, name in names if name)
    pieces = sum(entry.to == "dropped" for entry in article.ledger)
    return {
        "address": external(address, readable(address)) if address else words("no_address"),
        "dates": words("glue_more").join(dates(article, words)),
        "people": joined(people, words("glue_more")),
        "chains": lineage_chains(article.slug, refs),
        "file": {
            "name": basename(article.path),
            "encoding": article.encoding,
            "sha256": article.sha256,
            # What may not be spread as a whole has no address.
            "href": ""
            if article.rights == "excerpt"
            else refs.data_url(f"seeds/{raw_name(article)}"),
        },
        "captures": [
            (
                basename(capture.path),
                capture.sha256,
                words("capture_changes", n=len(capture.changes)),
                refs.url(f"captures/{article.slug}.html#{capture.slug}")
                if any(item.changes for item in article.captures)
                else "",
            )
            for capture in article.captures
        ],
        "metadata": [_field_row(key, article, refs) for key in article.metadata],
        "ledger": words("ledger", pieces=words("pieces", n=pieces), **sums),
        "pieces": list(_ledger_rows(article, words)),
    }


def _field_row(key: str, article: Article, site: Metadata) -> tuple[str, Line, str, Line]:
    """A field of the metadata: its name, value, place, and what else was found."""
    words, field = site.words, article.metadata[key]
    name = site.line(article.names.get(key, {})) if key != "title" else ""
    others = [
        joined((_raw(site, key, other.value), words("in_brackets", words=words.where(other.where))))
        for other in field.candidates
        if other.value != field.value
    ]
    return (
        words(f"field_{key}"),
        name or _raw(site, key, field.value) or words("unknown"),
        words.where(field.where) if field.where else "—",
        joined(others, words("glue_more")) or "—",
    )


def readable(url: str) -> str:
    """An address as a person reads it."""
    if host := host_of(url):
        path = urlsplit(url).path
        # %00 and %E2%80%AE stay as they are: no page can show what they stand for.
        text = unquote(path) if unquote(path).isprintable() else path
        url = host.removeprefix("www.") + text
    return shortened(url, MAX_SHOWN)


def dates(article: Article, words: Locale) -> Iterator[str]:
    """Yield the days of an article in words, each with what happened then."""
    bound = article.not_after and words("not_after", date=words.date(article.not_after))
    for key in DAYS:
        value = article.value(key)
        day = words.date(value) if value else bound or words("unknown")
        if value or key == "published":
            yield f"{words(f'field_{key}')} {day}"


def _raw(site: Metadata, key: str, value: str | tuple[str, ...] | None) -> Line:
    """Text of a file, in whatever language; tags and addresses as a person reads them."""
    words = site.words("comma").join(value) if isinstance(value, tuple) else value or ""
    if not words or key == "language":
        return words and site.words.language(words)
    short = readable(words) if key == "original_url" else shortened(words, MAX_SHOWN)
    return [{"text": short, "lang": ""}]


def _ledger_rows(article: Article, words: Locale) -> Iterator[tuple[str, str, str, str]]:
    """Rows of what is outside the body: where it went and why, its length, its text.

    Each run of one field or reason is one row.
    """
    for key, run in groupby(article.ledger, key=lambda item: (item.to, item.field, item.reason)):
        to, field, reason = key
        if to == "body":
            continue
        entries = list(run)
        keys = [f"field_{name}" for name in field.split(", ") if name] or [f"reason_{reason}"]
        names = words("comma").join(words(key) if words.has(key) else key for key in keys)
        if not (reason or field):
            names = "—"
        if len(entries) > 1:
            names += words("in_brackets", words=words("pieces", n=len(entries)))
        chars = words.number(sum(entry.chars for entry in entries))
        texts = (" ".join(_with_code_points(item.text).split()) for item in entries if item.text)
        text = shortened(" ／ ".join(texts), MAX_SHOWN)
        yield words(f"to_{to}"), names, chars, text or "—"


def _with_code_points(text: str) -> str:
    """Show invisible characters by their code points; count them if there are no others."""
    unseen = Counter(INVISIBLE.findall(text))
    if unseen.total() == len(text):
        return " ".join(f"U+{ord(sign):04X} × {n}" for sign, n in sorted(unseen.items()))
    return INVISIBLE.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)
