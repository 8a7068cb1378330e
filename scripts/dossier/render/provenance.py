"""The origin of an article, and the fate of every character of its file."""

from collections import Counter
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import NamedTuple
from urllib.parse import unquote, urlsplit

from dossier.model import INVISIBLE, Article, ArticleVersion, Entry, file_stem
from dossier.render.article_metadata import in_script, localized
from dossier.render.lineage import lineage_chains
from dossier.render.locales import Locale
from dossier.render.markup import Markup, el, join, shortened
from dossier.render.page_context import Site
from dossier.render.references import References
from dossier.render.templates import rendered

MAX_SHOWN = 120
DAYS = ("published", "reposted", "scraped")
PEOPLE = ("authors", "translator", "editors", "via")


class LedgerRow(NamedTuple):
    """Pieces of one kind that follow each other in the ledger; `chars` their sum."""

    to: str
    reason: str
    chars: int
    text: str


def provenance(version: ArticleVersion, refs: References, path: str) -> Markup:
    """The section on source, dates, lineage, file and ledger."""
    site, article = refs.site, version.article
    sums = dict.fromkeys(("body", "caption", "metadata", "dropped"), 0)
    for entry in article.ledger:
        sums[entry.to] += entry.chars
    pieces = sum(entry.to == "dropped" for entry in article.ledger)
    return rendered(
        "parts/provenance.xml",
        site,
        article=article,
        address=article.value("original_url"),
        readable=readable,
        dates=list(_dates(article, site)),
        people=list(_people(article, site)),
        chains=lineage_chains(article.slug, refs, path),
        download=site.data_url(path, f"seeds/{file_stem(article.id)}.txt"),
        raw=partial(_raw, site),
        ledger=site.words("ledger", pieces=site.words("pieces", n=pieces), **sums),
        rows=_ledger_rows(article, site.words),
    )


def readable(url: str) -> str:
    """An address as a person reads it."""
    if host := host_of(url):
        path = urlsplit(url).path
        # %00 and %E2%80%AE stay as they are: no page can show what they stand for.
        text = unquote(path) if unquote(path).isprintable() else path
        url = host.removeprefix("www.") + text
    return shortened(url, MAX_SHOWN)


def host_of(url: str) -> str:
    """The host of an address, or "" where it has none that can be read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:  # [ without ], or letters that Unicode folds into / ? #
        return ""


def _dates(article: Article, site: Site) -> Iterator[str]:
    words = site.words
    for key in DAYS:
        value = article.value(key)
        label = words(f"field_{key}")
        if value:
            yield f"{label} {words.date(value)}"
        elif key == "published":
            day = words("unknown")
            if article.not_after:
                day = words("not_after", date=words.date(article.not_after))
            yield f"{label} {day}"


def _people(article: Article, site: Site) -> Iterator[str]:
    for key in PEOPLE:
        listed = site.words("comma").join(article.values(key)) or article.value(key)
        names = article.names.get(key, {})
        if value := localized(names, site) or in_script(listed, article.lang, site):
            yield join((site.words(f"field_{key}"), " ", value))


def _raw(site: Site, key: str, value: str | tuple[str, ...] | None) -> Markup:
    """Text of a file, in whatever language; tags and addresses as a person reads them."""
    words = site.words("comma").join(value) if isinstance(value, tuple) else value or ""
    if not words:
        return Markup("")
    if key == "language":
        return el("span", site.words.language(words))
    short = readable(words) if key == "original_url" else shortened(words, MAX_SHOWN)
    return el("span", short, lang="")


def _ledger_rows(article: Article, words: Locale) -> list[LedgerRow]:
    """Rows of what is outside the body; each run of one field or reason is one row."""
    rows = []
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
        chars = sum(entry.chars for entry in entries)
        rows.append(LedgerRow(to, names, chars, _pieces(entries)))
    return rows


def _pieces(run: list[Entry]) -> str:
    words = (" ".join(_with_code_points(entry.text).split()) for entry in run if entry.text)
    return shortened(" ／ ".join(words), MAX_SHOWN)


def _with_code_points(text: str) -> str:
    """Show invisible characters by their code points; count them if there are no others."""
    unseen = Counter(INVISIBLE.findall(text))
    if unseen.total() == len(text):
        return " ".join(f"U+{ord(sign):04X} × {n}" for sign, n in sorted(unseen.items()))
    return INVISIBLE.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)
