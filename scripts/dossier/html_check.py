"""Allow-list check of rendered HTML before it is published, the second defence.

The first is render/markup.py, which escapes all words. Here the finished content
is read twice: strictly, tag by tag, where each must be one that render/ makes; and by nh3, as
a browser reads. Both must find the same. Nothing is mended: what differs is a problem. What
stands around the content is the templates' business.
"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from html import unescape
from pathlib import Path

import nh3

from dossier.problems import Problem
from dossier.tables import pair_table, word_tables

TABLES = word_tables(__package__, "elements.txt")
ELEMENTS = frozenset(TABLES["elements"])
OF_THEIR_OWN = pair_table(__package__, "elements.txt", "of their own")
ALLOWED = {
    name: frozenset((*TABLES["everywhere"], *OF_THEIR_OWN.get(name, "").split()))
    for name in ELEMENTS
}
# A class that is not ours is the theme's: `mermaid` makes it ask a foreign host for a program.
CLASS = re.compile(r"(?:(?:d-[a-z0-9-]+|run-\d+)(?: |\Z))*")
# The ids of headings in pages on the method are made by Markdown: letters, digits, `_`.
ID = re.compile(r"[\w.-]+")
AWAY = re.compile(r"https?://[^\s\\\x00-\x1f]+|mailto:[^\s\\\x00-\x1f]+", re.I)
# Without a scheme or a host, and on this site: no `//host`, no `/`, nothing a browser cuts away.
NEAR = re.compile(r"(?![/\\])[^\s\\:\x00-\x1f?#]*(?:\?[^\s\\\x00-\x1f#]*)?(?:#[^\s\\\x00-\x1f]*)?")
# Every way of writing a tag that no two parsers disagree on; all else is refused.
CUT = re.compile(r"(<[^<>]*>)")
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?: [a-z][a-z0-9-]*(?:="[^"<>]*")?)*) ?/?>')
ATTRIBUTE = re.compile(r'([a-z][a-z0-9-]*)(?:="([^"]*)")?')
# Elements that HTML writes without an end; those of SVG end with "/>" or an end tag.
VOID = ("br",)
FORBIDDEN = re.compile(r"[<\x00-\x08\x0b-\x1f\x7f]")
# Where overrides/main.html puts the content, and what follows it.
BEGIN, END = '<div class="d-doc">', re.compile(r"</div>\s*\Z")

# Addresses are judged here, once: nh3 would refuse those whose host can be none, and which hosts
# can be one changes with its tables.
HREF, PASSED = ' href="', ' data-href="'
BROWSER = nh3.Cleaner(
    tags=set(ELEMENTS),
    attributes={name: {*allowed, "data-href"} for name, allowed in ALLOWED.items()},
    strip_comments=False,
    link_rel=None,
)
# A character that no text of a page holds.
SIGN = "\x1e"


def wrong_in(html: str) -> list[str]:
    """Return descriptions of forbidden content in a page; empty if there is none."""
    cut = CUT.split(html)
    results = [wrong for tag in dict.fromkeys(cut[1::2]) if (wrong := _wrong_tag(tag))]
    results += [f"“{_short(text)}” is not text" for text in cut[::2] if FORBIDDEN.search(text)]
    if results:
        return results
    cut[1::2] = [tag.replace(HREF, PASSED) for tag in cut[1::2]]
    parsed, source = _read(CUT.split(BROWSER.clean("".join(cut)))), _read(cut)
    if source == parsed:
        return []
    shorter = min(len(source), len(parsed))
    difference = next((at for at in range(shorter) if source[at] != parsed[at]), shorter)
    start = max(source.rfind(SIGN, 0, difference + 1), 0)
    return [f"a browser reads “{_short(parsed[start:])}” where “{_short(source[start:])}” stands"]


def wrong_in_site(site: Path, paths: Iterable[str]) -> Iterator[Problem]:
    """Yield a problem for each forbidden element in the pages of a built site."""
    for path in paths:
        file = site / path
        if not file.is_file():
            yield Problem(path, 0, "this page was not rendered.", "Build the site anew.")
            continue
        content = content_of(file.read_text("utf-8"))
        for wrong in wrong_in(content) if content else ["it has no content"]:
            yield Problem(path, 0, f"{wrong}.")


def content_of(page: str) -> str:
    """Return a page's content between the theme's header and footer; empty where there is none.

    Found from both ends: nothing in it can make it end early.
    """
    start = page.find(BEGIN) + len(BEGIN)
    if start < len(BEGIN):
        return ""
    end = page.rfind("</main>")
    return END.sub("", page[start : max(start, end)]) if end >= 0 else page[start:]


@lru_cache(maxsize=20_000)
def _wrong_tag(markup: str) -> str:
    """Reason why a tag is forbidden; "" if it is allowed."""
    tag = TAG.fullmatch(markup)
    if not tag or tag[2] not in ELEMENTS:
        return f"{_short(markup)} is not an element of a page"
    names = [match[1] for match in ATTRIBUTE.finditer(tag[3])]
    if len(set(names)) < len(names) or (tag[1] and names):
        return f"{_short(markup)} has an attribute too many"
    for item in ATTRIBUTE.finditer(tag[3]):
        if item[1] not in ALLOWED[tag[2]] or not _is_fit(item[1], unescape(item[2] or ""), tag[3]):
            return f"{_short(item[0])} is not an attribute of <{tag[2]}>"
    return ""


def _is_fit(name: str, value: str, beside: str) -> bool:
    """Whether an attribute may have this value beside the others."""
    if name == "class":
        return bool(CLASS.fullmatch(value))
    if name == "id":
        return bool(ID.fullmatch(value))
    if name == "href":
        if AWAY.fullmatch(value):
            return 'rel="noopener noreferrer"' in beside
        return bool(NEAR.fullmatch(value))
    return True


def _read(cut: list[str]) -> str:
    """Normalize alternating text and tags, so that equivalent spellings compare equal.

    Alike are character references and their characters, `<br>` and `<br />`, attributes in any
    order. A SIGN, which no text holds, tells a tag from words that look like one.
    """
    cut[1::2] = map(_normal_tag, cut[1::2])
    cut[::2] = [unescape(text) if "&" in text else text for text in cut[::2]]
    return "".join(cut)


@lru_cache(maxsize=20_000)
def _normal_tag(markup: str) -> str:
    tag = TAG.fullmatch(markup)
    if not tag:
        return markup
    parts = sorted(
        f'{match[1]}="{unescape(match[2] or "")}"' for match in ATTRIBUTE.finditer(tag[3])
    )
    start = f"{SIGN}<{' '.join((tag[1] + tag[2], *parts))}>"
    # A closed element of SVG; a browser takes no notice of the "/" elsewhere.
    return f"{start}{SIGN}</{tag[2]}>" if markup.endswith("/>") and tag[2] not in VOID else start


def _short(words: str) -> str:
    words = " ".join(words.replace(SIGN, "").split())
    return words if len(words) <= 80 else f"{words[:79]}…"
