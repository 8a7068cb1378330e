"""Lines of words as data for templates, with what is particular about some of the words.

A line is a string, or a list of strings and phrases; `partials/inline.html` shows it. A phrase
is a map: its `text` is a line, `href`, `lang` and `dir` are as in HTML, `kind` is an element
(`strong`, `small` …) or the name of a class without its `d-`.
"""

import re
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from dossier.model import RIGHT_TO_LEFT

Phrase = dict[str, Any]
Line = str | list[str | Phrase]

SLOT = re.compile(r"\{(\w+)\}")
# Addresses that a page may link to; other links of a source become plain words.
LINKABLE = re.compile(r"(?:https?://|mailto:)", re.I)
# Characters not allowed in an address (RFC 3986).
FOREIGN = re.compile(r"[\s\x00-\x1f\x7f<>\"`\\{}|^]")


def direction(lang: str | None) -> str | None:
    """The `dir` of words in a language; None for those that run from left to right."""
    return "rtl" if lang and lang.split("-")[0] in RIGHT_TO_LEFT else None


def phrase(text: Line, href: str = "", lang: str | None = "", kind: str = "") -> Phrase:
    """Words as a link, in a language of their own, or of a kind; right to left where it is so."""
    own = {"href": href, "lang": lang, "dir": direction(lang), "kind": kind}
    return {"text": text, **{key: value for key, value in own.items() if value}}


def external(url: str, text: Line) -> Line:
    """A link that leaves the site; only its words where the address is none to lead to."""
    return [phrase(text, href)] if (href := address(url)) else text


def address(url: str) -> str:
    """An address that a page may link to, or "" for one that is not LINKABLE."""
    safe = FOREIGN.sub(lambda match: quote(match[0], safe=""), url.strip())
    return safe if LINKABLE.match(safe) else ""


def joined(lines: Iterable[Line | Phrase], glue: Line = "") -> Line:
    """Concatenate lines with `glue` between them; strings side by side become one."""
    parts: list[str | Phrase] = []
    for at, line in enumerate(lines):
        for part in (*_parts(glue if at else ""), *_parts(line)):
            if isinstance(part, str) and parts and isinstance(parts[-1], str):
                parts[-1] += part
            elif part:
                parts.append(part)
    if not parts:
        return ""
    return parts[0] if len(parts) == 1 and isinstance(parts[0], str) else parts


def fill(pattern: str, **values: Line | Phrase) -> Line:
    """Put lines into the `{places}` of a text."""
    return joined(
        values[piece] if at % 2 else piece for at, piece in enumerate(SLOT.split(pattern))
    )


def shortened(words: str, most: int) -> str:
    """Words of at most so many characters, with an ellipsis where some were left out."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def plain(line: Line | Phrase) -> str:
    """The words of a line alone."""
    if isinstance(line, str):
        return line
    return plain(line["text"]) if isinstance(line, dict) else "".join(map(plain, line))


def _parts(line: Line | Phrase) -> list[str | Phrase]:
    return line if isinstance(line, list) else [line]
