"""References to an article in the styles that people must hand in, for article and passage.

The processors of CSL that run in Python shorten whole names, repeat titles and lose translators,
and have no place for where a text is read besides where it was published; so these are made here,
from the patterns in citation_styles.txt. tests/fixtures/citation_styles.yml has what must come out.
"""

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import babel

from dossier.export.citations.reference import CitedName, Reference
from dossier.model import LocalizedText, gap
from dossier.render.article_metadata import EASTERN
from dossier.render.inline import SLOT, Line, Phrase, joined, phrase, plain
from dossier.render.locales import Locale, shorter
from dossier.tables import pair_table, tables

FILE = ("dossier.render", "citation_styles.txt")
NAMES = {"gbt": "GB/T 7714", "chicago": "Chicago", "mla": "MLA", "apa": "APA", "iso": "ISO 690"}
# The style that an edition's readers are asked for most.
FIRST = {"zh": "gbt", "fr": "iso"}
READ_ON = {"us", "gb", "mla", "iso", "fr"}
# Signs that end a sentence, so that no full stop follows.
ENDS = tuple(".?!。？！…")
MONTHS = Locale("en").cldr.months["format"]["wide"]
INITIAL = re.compile(r"([^\s-])[^\s-]*")


def styles(
    cited: Reference, dossier: LocalizedText, edition: str, address: str
) -> list[dict[str, Any]]:
    """The reference in each style, as it is read in an edition of a dossier at an address.

    `line` stands in a list; of a place in the text there is a `passage` too where the style has a
    form of its own for it. Phrases of the kinds address, locator and accessed are for the script.
    """
    first = FIRST.get(edition.split("-")[0], "chicago")
    tag, title = next(iter(dossier.items()), ("", ""))
    here = {"here": _own(title, tag or edition, "em"), "address": phrase(address, kind="address")}
    references = []
    for style in sorted(NAMES, key=lambda style: style != first):
        lang, words = _words(style, {"gbt": cited.lang, "iso": edition}.get(style, ""))
        slots = here | _slots(cited, style, lang, words)
        slots["edition"] = edition_name(edition, lang, "[]" if style == "apa" else "()")
        parts = {key: _compose(words[key], slots) for key in ("line", "passage") if key in words}
        places = {key: words[key] for key in ("paragraph", "page", "note")}
        references.append({"name": NAMES[style], "lang": lang, **places, **parts})
    return references


@lru_cache(maxsize=64)
def _words(style: str, tag: str) -> tuple[str, Mapping[str, str]]:
    """The language of a style's patterns that is nearest to a tag, and the patterns."""
    known = (lang for lang in shorter(tag) if f"{style} {lang}" in tables(*FILE))
    lang = next(known, "en")
    return lang, pair_table(*FILE, f"{style} {lang}" if tag else style)


@lru_cache(maxsize=256)
def edition_name(tag: str, lang: str, brackets: str = "()") -> str:
    """Simplified Chinese, Traditional Chinese (Taiwan), French."""
    cldr, region = babel.Locale.parse(lang, sep="-"), tag.split("-")[-1]
    known = [name.replace("-", "_") for name in shorter(tag)]
    name = next((cldr.languages[key] for key in known if key in cldr.languages), tag)
    places = {**cldr.territories, "HK": pair_table(*FILE, "hong-kong")[lang]}
    region = f" {brackets[0]}{places[region]}{brackets[1]}" if region in places else ""
    return name + (region if gap(lang) else region.replace(" (", "（").replace(")", "）"))


def _slots(
    cited: Reference, style: str, lang: str, words: Mapping[str, str]
) -> dict[str, Line | Phrase]:
    """Fill the places of a style's patterns."""
    authors, publisher = cited.authors, cited.publisher
    if [name.literal for name in authors] == [publisher]:
        # A body that publishes its own words is named once, by MLA (5.23) as publisher.
        authors, publisher = ((), publisher) if style == "mla" else (authors, "")
    date, year = words.get("unknown", ""), cited.date[:4]
    if cited.date:
        date = _date(cited.date, lang, words["date"])
    elif cited.not_after:
        bound = _date(cited.not_after, lang, words.get("bound_date", words["date"]))
        date = year = words["bound"].format(date=bound)
    own = "" if lang == cited.lang else cited.lang
    inner = _own(cited.title.translate({ord("“"): "‘", ord("”"): "’"}), own)
    source = _own(publisher, cited.lang, "em")
    # Chicago begins with the newspaper where there is no author (14.199).
    leads = style == "chicago" and not authors
    short = _own(_listed(authors, words.get("cited", "")), own)
    texts = {"title": cited.title, "via": cited.via}
    texts["authors"] = _listed(authors, words["authors"])
    texts["translators"] = _listed(cited.translators, words["translators"])
    return {key: _own(text, own) for key, text in texts.items()} | {
        "inner": inner,
        "cited": joined((short, ",")) if short else "" if leads else joined(("“", inner, ",”")),
        "source": source,
        "newspaper": source if leads else "",
        "container": joined(filter(None, ("" if leads else source, date)), ", "),
        "imprint": joined(filter(None, (_own(publisher, own), year)), ", ") or date,
        "date": date,
        "late": "" if authors else date,
        "year": cited.date[:4] or "n.d.",
        "day": f"({cited.date})" if len(cited.date) > 4 else "",
        "locator": phrase("", kind="locator"),
    }


def _listed(names: Sequence[CitedName], rule: str) -> str:
    """Names by a rule of the table; a name whose parts are not known stands as it is."""
    if not names or not rule:
        return ""
    first, other, two, more, most, shortened, rest = rule.split("|")
    texts: list[str] = []
    for name in names:
        initials = INITIAL.sub(lambda match: f"{match[1].upper()}.", name.given)
        text = (other if texts else first).format(
            family=name.family,
            given=name.given,
            upper=name.family.upper(),
            initials=initials,
            letters=" ".join(INITIAL.findall(name.given.upper())),
        )
        texts.append(text if name.family else name.literal)
    if len(texts) > int(most):
        return ", ".join(texts[: int(shortened)]) + rest
    *before, last = texts
    return ", ".join(before) + (two if len(before) == 1 else more) + last if before else last


def _date(iso: str, lang: str, pattern: str) -> str:
    """A day, month or year of ISO 8601 in a pattern of the table."""
    year, *rest = iso.split("-")
    name, day = MONTHS.get(int(rest[0]), rest[0]) if rest else "", "".join(rest[1:]).lstrip("0")
    short = "Sept." if name == "September" else f"{name[:3]}." if len(name) > 4 else name
    long = Locale(lang).date(iso) if "{long}" in pattern else ""
    known = pattern.split("|")[len(rest)]
    return known.format(iso=iso, long=long, year=year, month=name, short=short, day=day)


def _compose(pattern: str, slots: Mapping[str, Line | Phrase]) -> Line:
    """Fill the groups of a pattern; leave out those that have an empty place."""
    parts: list[Line | Phrase] = []
    end = ""
    for group in pattern.split("|"):
        pieces = SLOT.split(group)
        places = pieces[1::2]
        if not READ_ON.isdisjoint(places):
            parts.append(phrase(group, kind="accessed"))
        elif all(map(slots.__getitem__, places)):
            for at, piece in enumerate(pieces):
                stop = "." if end.endswith(ENDS) else ""
                parts.append(slots[piece] if at % 2 else piece.removeprefix(stop))
                end = plain(parts[-1]) or end
    return joined(parts)


def _own(words: str, lang: str, kind: str = "") -> Line:
    """Words of a source, marked with their language where they need another font."""
    lang = lang if EASTERN.search(words) else ""
    return [phrase(words, lang=lang, kind=kind)] if words and (lang or kind) else words
