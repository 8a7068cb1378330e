"""The languages of the frame: a catalogue each (`locale/<tag>.json`), and what Babel knows of them.

A catalogue holds sections of `key: text`. `{…}` in a text are filled by `Locale.__call__`; a text
that depends on a count is a map of CLDR plural categories (`one`, `other`). Marks, joints and
scales of numbers are texts too, the parts of one with `|` between. Dates, plurals, signs of numbers
and names of languages are CLDR's, of the locale that `cldr` names.
"""

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import babel.dates

LOCALE = Path(__file__).parent / "locale"
# A catalogue that holds only what differs from another one.
BASE = {"zh-Hant-HK": "zh-Hant-TW"}
FALLBACK = "en"

Text = str | Mapping[str, str]


def shorter(tag: str) -> list[str]:
    """A tag, and what it begins with: zh-Hant-TW, zh-Hant, zh."""
    subtags = tag.split("-")
    return ["-".join(subtags[:n]) for n in range(len(subtags), 0, -1)]


def fallbacks(tag: str, dossier: str = FALLBACK) -> list[str]:
    """The catalogues to look a text up in: the language's own, the dossier's, English."""
    tags = []
    for start in (tag, dossier, FALLBACK):
        tags += [start, BASE.get(start, start), *shorter(start)]
    return [name for name in dict.fromkeys(tags) if (LOCALE / f"{name}.json").is_file()]


@lru_cache(maxsize=64)
def catalogue(tag: str, dossier: str = FALLBACK) -> Mapping[str, Text]:
    """All texts of a language by key; those that it lacks in the dossier's, or in English."""
    texts: dict[str, Text] = {}
    for name in reversed(fallbacks(tag, dossier)):
        for section in json.loads((LOCALE / f"{name}.json").read_bytes()).values():
            texts.update(section)
    return texts


@lru_cache(maxsize=1)
def keys() -> tuple[str, ...]:
    """Every key, in the order of the English catalogue.

    Keys that begin with lang_, field_, reason_, where_, type_ belong to values of the model;
    those that begin with search_ are handed to the script of the search.
    """
    return tuple(catalogue(FALLBACK))


@lru_cache(maxsize=1_000)
def expanded(pattern: str) -> tuple[str, ...]:
    """The keys that a pattern stands for: itself, or all that begin with what is before its `*`."""
    prefix = pattern.removesuffix("*")
    return tuple(
        key for key in keys() if (key == pattern if prefix == pattern else key.startswith(prefix))
    )


@lru_cache(maxsize=64)
def _cldr(name: str) -> babel.Locale:
    return babel.Locale.parse(name)


@lru_cache(maxsize=10_000)
def _format_date(locale: "Locale", iso: str, year: bool) -> str:
    """A day, month or year at length, with or without its year."""
    parts = [int(part) for part in iso.split("-")]
    known, length = locale.cldr.datetime_skeletons, len(parts)
    long = (known["y"], known["yMMMM"], locale.cldr.date_formats["long"])[length - 1]
    pattern = long.pattern if year or length < 3 else known["MMMMd"].pattern
    if not year and length == 2:
        # The month with the sign that belongs to it: M月, MMMM.
        pattern = "".join(re.findall("[ML]+[^\\s'ML]*", pattern))
    if parts[2:] == [1]:
        pattern = re.sub(r"\bd\b", str(locale("first_day")), pattern)
    try:
        return babel.dates.format_date(date(*[*parts, 1, 1][:3]), pattern, locale.cldr)
    except ValueError:  # a day that no calendar has stays as it was written
        return iso


@dataclass(frozen=True, slots=True)
class Locale:
    """The words and habits of one edition's frame.

    A text that its catalogue lacks is taken from that of `dossier`, the language of the whole, or
    else from the English one.
    """

    tag: str
    dossier: str = FALLBACK

    def __call__(self, key: str, count: float | None = None, /, **values: object) -> str:
        """The text of a key, its places filled.

        The plural is chosen by `count`, or by `n` where that is a number; `other` where neither
        is. Whole numbers get separators of thousands.
        """
        text = catalogue(self.tag, self.dossier)[key]
        if not isinstance(text, str):
            n = values.get("n") if count is None else count
            form = self.plural(n) if isinstance(n, (int, float)) else "other"
            text = text.get(form, text["other"])
        if not values:
            return text
        return text.format(
            **{
                name: self.number(value) if isinstance(value, int) else value
                for name, value in values.items()
            }
        )

    def plural(self, count: float) -> str:
        """The CLDR plural category of a count: `one`, `other`, in some languages `few`, `many`."""
        return str(self.cldr.plural_form(count))

    def has(self, key: str) -> bool:
        """Whether the catalogue has a key."""
        return key in catalogue(self.tag, self.dossier)

    def parts(self, key: str) -> list[str]:
        """The parts of a text that has several."""
        return self(key).split("|")

    @property
    def cldr(self) -> babel.Locale:
        """Data of the language in Babel."""
        return _cldr(self("cldr"))

    @property
    def place(self) -> str:
        """Language and territory as Open Graph has them: `zh_TW`."""
        return f"{self.cldr.language}_{self.cldr.territory}"

    def language(self, tag: str, short: bool = False) -> str:
        """The name of an article's language, script included; of the script alone where `short`."""
        own = catalogue(self.tag)
        script = re.match(r"\w+-[A-Z][a-z]{3}\b", tag)
        for base in (*([script[0]] if script else []), tag.split("-")[0]):
            # CLDR's name is better than that of another language's catalogue.
            name = (own.get(f"short_{base}") if short else "") or own.get(f"lang_{base}")
            if name:
                return str(name)
            if name := self.cldr.languages.get(base.replace("-", "_")):
                # CLDR names what is spoken (法语), and as within a sentence (français).
                ending, other_ending = self.parts("spoken_written")
                name = name.removesuffix(ending) + other_ending if name.endswith(ending) else name
                return str(name[:1].upper() + name[1:])
        return tag

    def tag_name(self, tag: str) -> str:
        """The name of a language tag: a variant of Chinese, or a language."""
        return self(f"variant_{tag}") if self.has(f"variant_{tag}") else self.language(tag)

    def date(self, iso: str, year: bool = True) -> str:
        """An ISO 8601 date or time as the edition writes it, the zone as the source has it.

        Without its year where a heading says that.
        """
        day, _, clock = iso.partition("T")
        text = _format_date(self, day, year)
        if not clock:
            return text
        zone = re.search(r"[Z+-].*", clock)
        offset = f" UTC{zone[0]}".removesuffix("Z").removesuffix("+00:00") if zone else ""
        return f"{text} {clock[:5]}{offset}"

    def number(self, count: int) -> str:
        """A count with separators of thousands."""
        return f"{count:,}".replace(",", self.sign("group")) if count >= 1000 else str(count)

    def sign(self, name: str) -> str:
        """The sign of numbers that CLDR calls `group` or `decimal`."""
        return str(self.cldr.number_symbols["latn"][name])

    def sort_key(self, words: str) -> tuple[str, str]:
        """A key to sort words by: accents and case tell apart only what is else alike."""
        letters = unicodedata.normalize("NFKD", words).casefold()
        return "".join(sign for sign in letters if not unicodedata.combining(sign)), words

    def where(self, place: str) -> str:
        """A place where a value was found (`heading, line 12`), in the edition's words."""
        outer, bracket, inner = place.removesuffix(")").partition(" (")
        if bracket:
            return self.where(outer) + self("in_brackets", words=self.where(inner))
        base, _, line = place.partition(", line ")
        known = [key for key in keys() if key.startswith("where_") and base.startswith(key[6:])]
        if not known:
            return place
        key = max(known, key=len)
        rest = base.removeprefix(key[6:]).strip(": ")
        name = self(key) + (f" {rest}" if rest else "")
        return f"{name}{self('glue_clause')}{self('line_n', n=line)}" if line else name
