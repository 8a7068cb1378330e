"""Allow-list check of whole rendered pages before they are published, the second defence.

The first is the escaping of all words in templates and Markdown. Here the finished page is read
tag by tag, where each must be one that our templates make: those of the frame (head, header,
search, footer, scripts) by a longer list with fixed values. The content is read a second time by
nh3, as a browser reads; both must find the same. Nothing is mended: what differs is a problem.
"""

import re
from base64 import b64encode
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import sha256
from html import unescape
from pathlib import Path
from typing import NamedTuple

import nh3

from dossier.problems import Problem
from dossier.tables import pair_table, tables, word_tables

TABLES = word_tables(__package__, "elements.txt")


def _allowed(elements: Iterable[str], *of_their_own: str) -> dict[str, frozenset[str]]:
    """Return the attributes of each element: those of all, and its own in some tables."""
    pairs = [pair_table(__package__, "elements.txt", name) for name in of_their_own]
    own = {
        name: " ".join(table.get(name, "") for table in pairs).split()
        for name in {*elements, *(name for table in pairs for name in table)}
    }
    return {name: frozenset((*TABLES["everywhere"], *names)) for name, names in own.items()}


CONTENT, FRAME = "content", "frame"
ALLOWED = {
    CONTENT: _allowed(TABLES["elements"], "of their own"),
    FRAME: _allowed(
        (*TABLES["elements"], *TABLES["elements of the frame"]), "of their own", "of the frame"
    ),
}
# A class that is not ours is the theme's: `mermaid` makes it ask a foreign host for a program.
CLASS = re.compile(r"(?:(?:d-[a-z0-9-]+|run-\d+|no-js)(?: |\Z))*")
# The ids of headings in pages on the method are made by Markdown: letters, digits, `_`.
ID = re.compile(r"[\w.-]+")
AWAY = re.compile(r"https?://[^\s\\\x00-\x1f]+|mailto:[^\s\\\x00-\x1f]+", re.I)
# Without a scheme or a host, and on this site: no `//host`, no `/`, nothing a browser cuts away.
NEAR = re.compile(r"(?![/\\])[^\s\\:\x00-\x1f?#]*(?:\?[^\s\\\x00-\x1f#]*)?(?:#[^\s\\\x00-\x1f]*)?")
# Every way of writing a tag that no two parsers disagree on; all else is refused.
CUT = re.compile(r"(<[^<>]*>)")
TAG = re.compile(r'<(/?)([a-z][a-z0-9]*)((?:[ \n]+[a-z][a-zA-Z0-9-]*(?:="[^"<>]*")?)*)[ \n]*/?>')
ATTRIBUTE = re.compile(r'([a-z][a-zA-Z0-9-]*)(?:="([^"]*)")?')
# Elements that HTML writes without an end; those of SVG end with "/>" or an end tag.
VOID = ("br", "meta", "link", "input", "img")
FORBIDDEN = re.compile(r"[<\x00-\x08\x0b-\x1f\x7f]")
# Where overrides/main.html puts the content, and what follows it.
BEGIN, END = '<div class="d-doc">', re.compile(r"</div>\s*</main>")
# Values that act: a seed is never offered as a script, whatever its name.
ACTING = {
    name: re.compile(pattern)
    for name, pattern in pair_table(__package__, "elements.txt", "values that act").items()
}
DOCTYPE, POLICY_TAG, REFERRER = tables(__package__, "elements.txt")["pinned tags"]
POLICY = re.compile(re.escape(POLICY_TAG).replace("HASH", "([A-Za-z0-9+/]{43}=)"))

# Addresses are judged here, once: nh3 would refuse those whose host can be none, and which hosts
# can be one changes with its tables.
HREF, PASSED = ' href="', ' data-href="'
# Of any element: they load nothing and run nothing.
INERT = ("data-", "aria-")
BROWSER = nh3.Cleaner(
    tags=set(ALLOWED[CONTENT]),
    attributes={name: set(allowed) for name, allowed in ALLOWED[CONTENT].items()},
    generic_attribute_prefixes=set(INERT),
    strip_comments=False,
    link_rel=None,
)
# Our spelling or nh3's of the same, in a text as in a tag.
SPELLINGS = {'=""': "", **{name: unescape(name) for name in TABLES["references"]}}
# To other hosts leads a link that tells them nothing, and what is only said.
OUT = {
    "a": re.compile(r'[ \n]rel="noopener noreferrer"'),
    "link": re.compile(r'[ \n]rel="(?:canonical|alternate)"'),
}
LINKED_DATA = '<script type="application/ld+json">'
# A character that no text of a page holds.
SIGN = "\x1e"


class Examined(NamedTuple):
    """A finished page: descriptions of forbidden content, its ids, its links within the site."""

    wrong: tuple[str, ...]
    ids: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset()


def examine(page: str) -> Examined:
    """Look at a whole page; nothing in its content can make the content end early."""
    start = page.find(BEGIN) + len(BEGIN)
    ends = list(END.finditer(page, start)) if start >= len(BEGIN) else []
    if not ends:
        return Examined(("it has no content",))
    end = ends[-1].start()
    content, frame = page[start:end], CUT.split(page[:start] + page[end:])
    cut = CUT.split(content)
    tags = {*cut[1::2], *frame[1::2]}
    ids = frozenset(value for tag in tags if " id=" in tag for value in _values(tag, "id"))
    links = {value for tag in tags if tag[:3] == "<a " for value in _values(tag, "href")}
    near = frozenset(link for link in links if not AWAY.match(link))
    return Examined((*_wrong_in_frame(frame), *_wrong_in_content(content, cut)), ids, near)


def wrong_in(content: str) -> list[str]:
    """Return descriptions of forbidden content between the frame; empty if there is none."""
    return _wrong_in_content(content, CUT.split(content))


def _wrong_in_content(content: str, cut: Sequence[str]) -> list[str]:
    """Describe forbidden content, also given `cut` into texts and tags."""
    results = [wrong for tag in dict.fromkeys(cut[1::2]) if (wrong := _wrong_tag(tag, CONTENT))]
    if results := results + _wrong_texts(cut[::2]):
        return results
    content = content.replace(HREF, PASSED)
    read = BROWSER.clean(content)
    return [] if _plain(content) == _plain(read) else _differences(content, read)


def _plain(content: str) -> str:
    """Normalize what nearly all pages have, in a small part of the time that `_normal` takes."""
    for spelling, plain in SPELLINGS.items():
        content = content.replace(spelling, plain)
    return content


def _differences(content: str, read: str) -> list[str]:
    """Describe where a browser's reading differs from what is written; empty if it does not."""
    source, parsed = ("".join(map(_normal, CUT.split(text))) for text in (content, read))
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
        for wrong in examine(file.read_text("utf-8")).wrong:
            yield Problem(path, 0, f"{wrong}.")


def _wrong_in_frame(cut: list[str]) -> list[str]:
    """Describe forbidden content in what stands around the content, cut into texts and tags."""
    tags, texts = cut[1::2], cut[::2]
    results = [wrong for tag in dict.fromkeys(tags) if (wrong := _wrong_tag(tag, FRAME))]
    # Nothing may be loaded, or act, before the policy is read; no seed's word stands before it.
    policy = POLICY.fullmatch("".join(tags[4:5]))
    if tags[:1] != [DOCTYPE] or not policy:
        results.append("it does not begin with its policy")
    if not _are_nested(tags[1:]):
        results.append("an element is not closed where it should be")
    for at, tag in enumerate(tags):
        if tag.startswith("<script"):
            text, texts[at + 1] = texts[at + 1].strip(), ""
            hashed = b64encode(sha256(text.encode()).digest()).decode()
            inline = tag == "<script>" and policy and policy[1] == hashed
            data = tag == LINKED_DATA and "<" not in text
            if not inline and not data and (text or " src=" not in tag):
                results.append(f"“{_short(tag + text)}” is not a script of a page")
    return results + _wrong_texts(texts)


def _are_nested(tags: Iterable[str]) -> bool:
    """Whether each end tag closes the element that was opened last, and none is left open."""
    opened: list[str] = []
    for name in filter(None, map(_nesting, tags)):
        if name[0] != "/":
            opened.append(name)
        elif not opened or opened.pop() != name[1:]:
            return False
    return not opened


@lru_cache(maxsize=20_000)
def _nesting(tag: str) -> str:
    """Return the name of an element that a tag opens, "/" and the name of one it ends, or ""."""
    if tag.startswith("</"):
        return tag[1:-1].strip()
    name = tag.strip("<>").split()[0]
    return "" if tag.endswith("/>") or name in VOID else name


def _wrong_texts(texts: Sequence[str]) -> list[str]:
    if not FORBIDDEN.search("".join(texts)):
        return []
    return [f"“{_short(text)}” is not text" for text in texts if FORBIDDEN.search(text)]


@lru_cache(maxsize=20_000)
def _values(markup: str, name: str) -> tuple[str, ...]:
    """The value of a tag's attribute, if it has it."""
    return tuple(
        unescape(match[2] or "") for match in ATTRIBUTE.finditer(markup) if match[1] == name
    )


@lru_cache(maxsize=20_000)
def _wrong_tag(markup: str, where: str) -> str:
    """Reason why a tag is forbidden in the content or the frame; "" if it is allowed."""
    if where == FRAME and (markup in (DOCTYPE, REFERRER) or POLICY.fullmatch(markup)):
        return ""
    tag, allowed = TAG.fullmatch(markup), ALLOWED[where]
    if not tag or tag[2] not in allowed:
        return f"{_short(markup)} is not an element of a page"
    names = [match[1] for match in ATTRIBUTE.finditer(tag[3])]
    if len(set(names)) < len(names) or (tag[1] and names):
        return f"{_short(markup)} has an attribute too many"
    for item in ATTRIBUTE.finditer(tag[3]):
        is_listed = item[1] in allowed[tag[2]] or item[1].startswith(INERT)
        if not is_listed or not _is_fit(tag[2], item[1], unescape(item[2] or ""), tag[3]):
            return f"{_short(item[0])} is not an attribute of <{tag[2]}>"
    return ""


def _is_fit(element: str, name: str, value: str, beside: str) -> bool:
    """Whether an attribute may have this value beside the others."""
    if name == "class":
        return bool(CLASS.fullmatch(value))
    if name == "id":
        return bool(ID.fullmatch(value))
    if name == "href":
        if AWAY.fullmatch(value):
            return bool(OUT[element].search(beside))
        return bool(NEAR.fullmatch(value))
    acting = ACTING.get(f"{element} {name}")
    return not acting or bool(acting.fullmatch(value))


def _normal(piece: str) -> str:
    """Normalize a text or a tag, so that equivalent spellings compare equal.

    Alike are character references and their characters, `<br>` and `<br />`, attributes in any
    order. A SIGN, which no text holds, tells a tag from words that look like one.
    """
    return _normal_tag(piece) if piece[:1] == "<" else unescape(piece)


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
