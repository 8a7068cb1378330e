"""The origin of an article, and the fate of every character of its file."""

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import unquote, urlsplit

from dossier.model import INVISIBLE, Article, ArticleVersion, Entry, file_stem
from dossier.render.article_metadata import filled, in_script, localized
from dossier.render.lineage import lineage_chains
from dossier.render.locales import Locale
from dossier.render.markup import Markup, el, external, fact, join, section, shortened
from dossier.render.page_context import Site
from dossier.render.references import References

MAX_SHOWN = 120
DAYS = ("published", "reposted", "scraped")
PEOPLE = ("authors", "translator", "editors", "via")


def provenance(version: ArticleVersion, refs: References, path: str) -> Markup:
    """The section on source, dates, lineage, file and ledger."""
    site = refs.site
    article, words = version.article, site.words
    address = article.value("original_url")
    original = external(address, readable(address)) if address else words("no_address")
    rows = [
        fact(words("original"), original),
        fact(words("dates"), join(_dates(article, site), words("glue_more"))),
    ]
    people = list(_people(article, site))
    if people:
        rows.append(fact(words("people"), join(people, words("glue_more"))))
    chains = lineage_chains(article.slug, refs, path)
    if chains:
        rows.append(fact(words("lineage"), chains))
    rows.append(fact(words("seed"), _seed(article, site, path)))
    rows += (
        fact(words("capture"), _file(capture.path, capture.sha256)) for capture in article.captures
    )
    return section(
        words("provenance"),
        el("dl", *rows, class_="d-facts"),
        _metadata(article, site),
        _ledger(article, site),
        id="source",
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
            known = words("unknown")
            if article.not_after:
                known = words("not_after", date=words.date(article.not_after))
            yield f"{label} {known}"


def _people(article: Article, site: Site) -> Iterator[str]:
    for key in PEOPLE:
        listed = site.words("comma").join(article.values(key)) or article.value(key)
        names = article.names.get(key, {})
        if value := localized(names, site) or in_script(listed, article.lang, site):
            yield join((site.words(f"field_{key}"), " ", value))


def _seed(article: Article, site: Site, path: str) -> Markup:
    words = site.words
    url = site.data_url(path, f"seeds/{file_stem(article.id)}.txt")
    whole = article.rights != "excerpt"
    return _file(
        article.path,
        article.sha256,
        " ",
        el("small", f"{words('encoding')} {article.encoding}"),
        " ",
        el("a", words("download_seed"), href=url, class_="d-get") if whole else "",
    )


def _file(path: str, sha256: str, *more: str) -> Markup:
    """A file's name, more about it, and its hash."""
    name = el("code", path.rsplit("/", 1)[-1], lang="")
    # The name is a line by itself.
    line = Markup("<br>") if more else ""
    return join((name, *more, line, el("small", el("code", f"sha256 {sha256}"))))


def _metadata(article: Article, site: Site) -> Markup:
    """Rows of metadata: field, value, place in the file, other candidates."""
    words, unknown = site.words, site.words("unknown")
    heads = ("column_field", "column_value", "column_where", "column_others")
    rows = []
    for key, field in article.metadata.items():
        markup = localized(article.names.get(key, {}), site) if key != "title" else Markup("")
        others = (
            join(
                (
                    _raw(key, _value(candidate.value, words), site),
                    filled(words, "in_brackets", words=words.where(candidate.where)),
                )
            )
            for candidate in field.candidates
            if candidate.value != field.value
        )
        rows.append(
            el(
                "tr",
                el("th", words(f"field_{key}"), scope="row"),
                el("td", markup or _raw(key, _value(field.value, words), site) or unknown),
                el("td", words.where(field.where) if field.where else "—"),
                el("td", join(others, words("glue_more")) or "—"),
            )
        )
    head = el("tr", *(el("th", words(text), scope="col") for text in heads))
    table = el("table", el("thead", head), el("tbody", *rows))
    return el(
        "details", el("summary", words("metadata_table")), table, class_="d-ledger d-metadata"
    )


def _raw(key: str, value: str, site: Site) -> Markup:
    """Text of a file, in whatever language; tags and addresses as a person reads them."""
    if not value:
        return Markup("")
    if key == "language":
        return el("span", site.words.language(value))
    return el(
        "span", readable(value) if key == "original_url" else shortened(value, MAX_SHOWN), lang=""
    )


def _value(value: str | tuple[str, ...] | None, words: Locale) -> str:
    return words("comma").join(value) if isinstance(value, tuple) else value or ""


def _ledger(article: Article, site: Site) -> Markup:
    """Totals of the ledger; each piece outside the body is folded below."""
    words = site.words
    sums = dict.fromkeys(("body", "caption", "metadata", "dropped"), 0)
    for entry in article.ledger:
        sums[entry.to] += entry.chars
    pieces = sum(entry.to == "dropped" for entry in article.ledger)
    summary = el("summary", words("ledger", pieces=words("pieces", n=pieces), **sums))
    rows = [
        _entries(list(run), site)
        for key, run in groupby(article.ledger, key=lambda item: (item.to, item.field, item.reason))
        if key[0] != "body"
    ]
    heads = [el("th", words(text), scope="col") for text in ("column_to", "column_reason")]
    heads += [
        el("th", words("column_chars"), scope="col", class_="d-num"),
        el("th", words("column_text"), scope="col"),
    ]
    table = el("table", el("thead", el("tr", *heads)), el("tbody", *rows))
    return el("details", summary, table, class_="d-ledger")


def _entries(run: list[Entry], site: Site) -> Markup:
    """Pieces of one kind that follow each other, as one row."""
    words = site.words
    first = run[0]
    keys = [f"field_{name}" for name in first.field.split(", ") if name] or [
        f"reason_{first.reason}"
    ]
    reason = (
        words("comma").join(words(key) if words.has(key) else key for key in keys)
        if first.reason or first.field
        else "—"
    )
    if len(run) > 1:
        reason += words("in_brackets", words=words("pieces", n=len(run)))
    return el(
        "tr",
        el("td", words(f"to_{first.to}")),
        el("td", reason),
        el("td", words.number(sum(entry.chars for entry in run)), class_="d-num"),
        el("td", _pieces(run) or "—", lang=""),
    )


def _pieces(run: list[Entry]) -> str:
    words = (" ".join(_with_code_points(entry.text).split()) for entry in run if entry.text)
    return shortened(" ／ ".join(words), MAX_SHOWN)


def _with_code_points(text: str) -> str:
    """Show invisible characters by their code points; count them if there are no others."""
    unseen = Counter(INVISIBLE.findall(text))
    if unseen.total() == len(text):
        return " ".join(f"U+{ord(sign):04X} × {n}" for sign, n in sorted(unseen.items()))
    return INVISIBLE.sub(lambda sign: f"[U+{ord(sign[0]):04X}]", text)
