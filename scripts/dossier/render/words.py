"""The words of the frame in each language, from one catalogue a language (`locale/<tag>.json`).

A catalogue holds sections of `key: text`. `{…}` in a text are filled by `Words.__call__`; a text
that depends on a count is a map of CLDR plural categories (`one`, `other`).
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from dossier.model import EDITIONS

LOCALE = Path(__file__).parent / "locale"
# A catalogue that holds only what differs from another one.
BASE = {"zh-Hant-HK": "zh-Hant-TW"}
FALLBACK = "en"

Text = str | Mapping[str, str]


@lru_cache(maxsize=8)
def catalogue(tag: str) -> Mapping[str, Text]:
    """All texts of a language by key; English for a language without a catalogue."""
    if tag not in EDITIONS:
        return catalogue(FALLBACK)
    sections = json.loads((LOCALE / f"{tag}.json").read_bytes())
    texts = dict(catalogue(BASE[tag])) if tag in BASE else {}
    for section in sections.values():
        texts.update(section)
    return texts


@lru_cache(maxsize=1)
def keys() -> tuple[str, ...]:
    """Every key, in the order of the English catalogue.

    Keys that begin with lang_, field_, reason_, where_, type_ belong to values of the model;
    those that begin with search_ are handed to the script of the search.
    """
    return tuple(catalogue(FALLBACK))


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one edition's frame; a tag without a catalogue takes English."""

    tag: str

    def __call__(self, key: str, count: float | None = None, /, **values: object) -> str:
        """The text of a key, its places filled.

        The plural is chosen by `count`, or by `n` where that is a number; `other` where neither
        is. Whole numbers get separators of thousands.
        """
        text = catalogue(self.tag)[key]
        if not isinstance(text, str):
            n = values.get("n") if count is None else count
            text = text[self.plural(n) if isinstance(n, (int, float)) else "other"]
        if not values:
            return text
        return text.format(
            **{
                name: self.number(value) if isinstance(value, int) else value
                for name, value in values.items()
            }
        )

    def plural(self, count: float) -> str:
        """The CLDR plural category of a count: `one` or `other`.

        French counts in the singular below 2, English at 1 alone; Chinese catalogues have no
        plurals. (CLDR's French `many`, for whole millions, reads here like `other`.)
        """
        single = abs(count) < 2 if self.tag == "fr" else count == 1
        return "one" if single else "other"

    def has(self, key: str) -> bool:
        """Whether the catalogue has a key."""
        return key in catalogue(self.tag)

    def language(self, tag: str, short: bool = False) -> str:
        """The name of an article's language, script included."""
        base = tag if self.has(f"lang_{tag}") else "-".join(tag.split("-")[:2])
        base = base if self.has(f"lang_{base}") else tag.split("-")[0]
        if short and self.has(f"short_{base}"):
            return self(f"short_{base}")
        return self(f"lang_{base}") if self.has(f"lang_{base}") else tag

    def tag_name(self, tag: str) -> str:
        """The name of a language tag: a variant of Chinese, or a language."""
        return self(f"variant_{tag}") if self.has(f"variant_{tag}") else self.language(tag)

    def date(self, iso: str) -> str:
        """An ISO 8601 date or time as the edition writes it, the zone as the source has it."""
        day, _, clock = iso.partition("T")
        text = self._day([int(part) for part in day.split("-")])
        if not clock:
            return text
        zone = re.search(r"[Z+-].*", clock)
        offset = f" UTC{zone[0]}".removesuffix("Z").removesuffix("+00:00") if zone else ""
        return f"{text} {clock[:5]}{offset}"

    def _day(self, parts: list[int]) -> str:
        if self.tag.startswith("zh"):
            return "".join(f"{number}{sign}" for number, sign in zip(parts, "年月日", strict=False))
        year, month, day = (*parts, 0, 0)[:3]
        names = str(catalogue(self.tag)["months"]).split()
        first = "1er" if day == 1 and self.tag == "fr" else str(day or "")
        return " ".join(filter(None, (first, names[month - 1] if month else "", str(year))))

    def number(self, count: int) -> str:
        """A count with separators of thousands."""
        return f"{count:,}".replace(",", "\u202f") if self.tag == "fr" else f"{count:,}"

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
        comma = "，" if self.tag.startswith("zh") else ", "
        return f"{name}{comma}{self('line_n', n=line)}" if line else name
