"""The surroundings of every page's content: front matter for the theme, and addresses.

Addresses are relative, so that a page works on a sub-path and from a disk.
"""

import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import quote

from dossier.model import ArticleVersion, Edition, LocalizedText, Page, text_of
from dossier.render.inline import Line, phrase
from dossier.render.locales import Locale, expanded

SECTIONS = ("articles", "compare", "timeline", "entities", "notes", "about", "search")
# Types that count as bodies; other authors are taken for persons.
BODIES = ("organisation", "publication")
# More articles than this are a large dossier.
COUNTED = 200
# Sections that have feeds; on pages of a section its feed comes first.
FEEDS = ("articles", "notes")
# JSON has these as they are; YAML does not print them, or breaks a line there.
UNPRINTED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class DossierFacts:
    """Facts of the whole dossier, for pages that are made without loading all articles.

    Languages of all sources; names in this article that are bodies; whether
    dossier-wide counts are shown; whether its articles are few enough to show each.
    """

    languages: tuple[str, ...]
    bodies: tuple[str, ...]
    counted: bool
    few: bool


@dataclass(frozen=True)
class Site:
    """Map of one edition: its sections and addresses.

    Paths are below `docs/`, without the edition's folder. `facts` are those of the
    whole dossier if the edition holds a part of it.
    """

    edition: Edition
    words: Locale
    sections: Mapping[str, str]
    facts: DossierFacts | None = None

    @cached_property
    def by_id(self) -> dict[str, ArticleVersion]:
        """Articles by their id."""
        return {version.source.id: version for version in self.edition.articles}

    @cached_property
    def by_date(self) -> list[ArticleVersion]:
        """Articles in the order of publication; a bound counts as its day, unknown last."""

        def key(version: ArticleVersion) -> tuple[str, str]:
            return version.source.value(
                "published"
            ) or version.source.not_after or "9999", version.source.slug

        return sorted(self.edition.articles, key=key)

    def url(self, page: str, target: str, variant: str = "") -> str:
        """The address of `target` as seen from `page`, both paths within an edition."""
        own = self.edition.variant
        return _relative(_folder(f"{own}/{page}"), f"{variant or own}/{target}")

    def data_url(self, page: str, target: str) -> str:
        """The address of a file in `docs/data/` as seen from `page`."""
        return _relative(_folder(f"{self.edition.variant}/{page}"), f"data/{quote(target)}")

    def line(self, words: LocalizedText) -> Line:
        """An editor's text; marked with its language where that is not the edition's."""
        tag, text = next(iter(words.items()), ("", ""))
        return self.in_language(text, tag)

    def in_language(self, words: str, tag: str) -> Line:
        """A text, as a phrase of its own language where that is not the edition's."""
        own = not words or not tag or tag == self.edition.variant
        return words if own else [phrase(words, lang=tag)]

    @property
    def dossier_title(self) -> Line:
        """The title of the dossier."""
        return self.line(self.edition.config.title)

    def foreign(self, tag: str) -> str | None:
        """A language that is not the edition's, as words in it are marked; None for its own."""
        return tag if tag != self.edition.variant else None

    @cached_property
    def bodies(self) -> frozenset[str]:
        """Return the names of newsrooms and other bodies, by the register and the sources."""
        if self.facts:
            return frozenset(self.facts.bodies)
        registered = (name.text for name in self.edition.names.values() if name.type in BODIES)
        publishers = (version.article.source("publisher") for version in self.edition.articles)
        return frozenset((*registered, *filter(None, publishers)))

    @cached_property
    def counted(self) -> bool:
        """Whether article pages show counts of the whole dossier.

        In a large one they do not: one mention more would change every page that has the name.
        """
        return self.facts.counted if self.facts else len(self.edition.articles) <= COUNTED

    @cached_property
    def tongues(self) -> tuple[str, ...]:
        """The languages of the sources as the search groups them, whatever the script."""
        if self.facts:
            return self.facts.languages
        return tuple(
            sorted({version.source.lang.split("-")[0] for version in self.edition.articles})
        )

    def page(
        self, path: str, *parts: str | None, template: str = "main.html", **front: Any
    ) -> Page:
        """A page at `path` (ending in .html): Markdown below the data for its template.

        Parts that are not None or empty follow each other.
        """
        source = posixpath.splitext(path)[0] + ".md"
        matter = {
            "title": front["title"],
            "template": template,
            **front,
            **self._frame(path, str(front.get("section", ""))),
            "words": self._words(template),
        }
        body = "\n\n".join(filter(None, parts)).strip()
        text = f"---\n{front_matter(matter)}---\n\n{body}\n"
        return Page(f"{self.edition.variant}/{source}", text.encode())

    def _feeds(self, path: str, section: str) -> list[dict[str, str]]:
        """The feeds that there are, that of the page's own section first."""
        kinds = [kind for kind in FEEDS if kind in self.sections]
        kinds.sort(key=lambda kind: kind != section)
        folder = _folder(f"{self.edition.variant}/{path}")
        name = text_of(self.edition.config.short_title)
        return [
            {
                "title": self.words("feed_title", dossier=name, part=self.words(kind)),
                "url": _relative(folder, feed_path(kind, self.edition.variant)),
            }
            for kind in kinds
        ]

    def _frame(self, path: str, section: str) -> dict[str, Any]:
        words, config = self.words, self.edition.config
        name_lang = next(iter(config.short_title), "")
        return {
            "lang": self.edition.variant,
            "home": self.url(path, "index.html"),
            "nav": [
                {"key": key, "label": words(key), "url": self.url(path, self.sections[key])}
                for key in SECTIONS
                if key in self.sections
            ],
            "alternates": [
                {
                    "lang": variant,
                    "label": Locale(variant)("edition_name"),
                    "short": Locale(variant)("edition_short"),
                    "url": self.url(path, path, variant),
                    "path": f"{variant}/{path}",
                    "locale": Locale(variant).place,
                }
                for variant in config.variants
            ],
            # For readers whose language is none of the editions'.
            "x_default": {
                "url": self.url(path, path, config.default),
                "path": f"{config.default}/{path}",
            },
            "feeds": self._feeds(path, section),
            "method": self.url(path, "about.html"),
            "data": self.data_url(path, "dossier.json"),
            **({"site_lang": name_lang} if name_lang not in ("", self.edition.variant) else {}),
            "languages": [{"tag": tag, "label": words.language(tag)} for tag in self.tongues]
            if "search" in self.sections
            else [],
        }

    def _words(self, template: str) -> dict[str, str]:
        """The texts of the frame that a template shows."""
        config, search = self.edition.config, "search" in self.sections
        needed = [
            key
            for pattern in config.template_words.get(template, ())
            for key in expanded(pattern)
            if search or not key.startswith("search_")
        ]
        return {
            "site_title": text_of(config.short_title),
            **{key: self.words(key) for key in needed},
        }


def front_matter(matter: Mapping[str, Any]) -> str:
    """The lines between the two `---`: one a key, which is ours and a plain word; its value is JSON.

    JSON is YAML, so each renderer reads it; a value in quotes can be nothing but text.
    """
    return "".join(f"{key}: {_json(value)}\n" for key, value in matter.items())


def _json(value: Any) -> str:
    return UNPRINTED.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def feed_path(kind: str, variant: str) -> str:
    """Return the path of the feed of an edition's articles or notes, below `docs/`."""
    return f"data/feed-{kind}-{variant}.atom"


_folder = lru_cache(posixpath.dirname)


@lru_cache(maxsize=50_000)
def _relative(folder: str, target: str) -> str:
    """The way from a folder to a file, both below the same root and without `..`."""
    start, end = folder.split("/"), target.split("/")
    shared = 0
    while shared < min(len(start), len(end) - 1) and start[shared] == end[shared]:
        shared += 1
    return "../" * (len(start) - shared) + "/".join(end[shared:])
