"""A page of the site: front matter with the data for its template, above its Markdown."""

import json
import re
from collections.abc import Mapping
from typing import Any

from dossier.model import Page, text_of
from dossier.render.locales import Locale, expanded
from dossier.render.page_context import Site

# Sections that have feeds; on pages of a section its feed comes first.
FEEDS = ("articles", "notes")
# JSON has these as they are; YAML does not print them, or breaks a line there.
UNPRINTED = re.compile("[\x7f-\xa0\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def page(site: Site, template: str, *parts: str, title: str, **front: Any) -> Page:
    """The page at which the site stands: Markdown below the data for its template.

    Parts that are not empty follow each other. Unless `front` says so, the page's kind is the
    name of its template, its section that of its kind, and its description its title.
    """
    kind = template.partition(".")[0]
    matter = {
        "title": title,
        "template": template,
        "section": kind,
        "kind": kind,
        "description": title,
        **front,
        **_frame(site, str(front.get("section", kind))),
        "words": frame_words(site, template),
    }
    body = "\n\n".join(filter(None, parts)).strip()
    text = f"---\n{front_matter(matter)}---\n\n{body}\n"
    return Page(f"{site.variant}/{site.page.removesuffix('.html')}.md", text.encode())


def _frame(site: Site, section: str) -> dict[str, Any]:
    """Data of what stands around each page; addresses are paths below an edition or `docs/data/`."""
    words, config = site.words, site.config
    name_lang, name = next(iter(config.short_title.items()), ("", ""))
    feeds = [kind for kind in FEEDS if kind in site.sections]
    # That of the page's own section first.
    feeds.sort(key=lambda kind: kind != section)
    return {
        "lang": site.variant,
        # The way up to `docs/`, and the page's path below its edition's folder.
        "root": "../" * (1 + site.page.count("/")),
        "path": site.page,
        "dossier": site.dossier_title,
        "nav": [
            {"key": key, "label": words(key), "path": path} for key, path in site.sections.items()
        ],
        "alternates": [
            {
                "lang": variant,
                "label": Locale(variant)("edition_name"),
                "short": Locale(variant)("edition_short"),
                "locale": Locale(variant).place,
            }
            for variant in config.variants
        ],
        # For readers whose language is none of the editions'.
        "default": config.default,
        **({"site_lang": name_lang} if name_lang not in ("", site.variant) else {}),
        "languages": [{"tag": tag, "label": words.language(tag)} for tag in site.facts.languages],
        "feeds": [
            {
                "title": words("feed_title", dossier=name, part=words(kind)),
                "file": feed_file(kind, site.variant),
            }
            for kind in feeds
        ],
    }


def frame_words(site: Site, template: str) -> dict[str, str]:
    """The texts of the frame that a template shows."""
    needed = [
        key
        for pattern in site.config.template_words.get(template, ())
        for key in expanded(pattern)
        if "search" in site.sections or not key.startswith("search_")
    ]
    name = text_of(site.config.short_title)
    return {"site_title": name, **{key: site.words(key) for key in needed}}


def front_matter(matter: Mapping[str, Any]) -> str:
    """The lines between the two `---`: one a key, which is ours and a plain word; its value is JSON.

    JSON is YAML, so each renderer reads it; a value in quotes can be nothing but text.
    """
    return "".join(f"{key}: {_json(value)}\n" for key, value in matter.items())


def _json(value: Any) -> str:
    def escaped(match: re.Match[str]) -> str:
        return f"\\u{ord(match[0]):04x}"

    return UNPRINTED.sub(escaped, json.dumps(value, ensure_ascii=False))


def feed_file(kind: str, variant: str) -> str:
    """Return the file in `docs/data/` of the feed of an edition's articles or notes."""
    return f"feed-{kind}-{variant}.atom"
