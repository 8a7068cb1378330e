"""Read a text file: plain text, Markdown or HTML, in whatever encoding."""

import re
from collections.abc import Iterator
from typing import Literal

from dossier.files.encodings import UndecodableError, clean, decode, not_followed
from dossier.model import INVISIBLE, Document, RawPiece, Source
from dossier.problems import Problem

SAVE = "Save the article as UTF-8 text or HTML and put it here again."
MARKUP = re.compile(r"\s*<[!?A-Za-z]")
VISIBLE = re.compile(rf"(?!{INVISIBLE.pattern})\S")
# Front matter: what Jekyll (---) and Hugo (also +++) have above a text between two such lines. A
# rule, a paragraph and another rule look alike, but hold no line `key: value`.
FRONT = re.compile(
    r"\A\s*(?:---[ \t]*\n(.*?)^(?:---|\.\.\.)|\+\+\+[ \t]*\n(.*?)^\+\+\+)[ \t]*(?:\n|\Z)",
    re.S | re.M,
)
KEY_LINE = re.compile(r"^[A-Za-z][\w-]*[ \t]*[:=]", re.M)
OPEN_FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(?:[A-Za-z][\w-]*[ \t]*[:=][^\n]*\n){2}")
CONFLICT = re.compile(r"^<{7} .*\n(?s:.*?)^>{7} ", re.M)
# UTF-8 that was read as Latin-1 and saved again: 河 is æ²³ then.
_BROKEN = "[\u00e4-\u00e9][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}"
MOJIBAKE = re.compile(f"{_BROKEN}(?:{_BROKEN}){{3,}}")


def read_text(
    raw: bytes, path: str, notation: Literal["html", "markdown", "plain", ""] = ""
) -> Iterator[Document | Problem]:
    """Yield the text as one document; damaged bytes are reported, and the rest is used.

    Without a notation it is HTML where it begins with a tag, else plain text.
    """
    try:
        text, encoding, damaged_line = decode(raw)
    except UndecodableError as error:
        yield Problem(path, error.line, f"not a text: {error}.", SAVE)
        return
    yield from _misread(raw, path, encoding, damaged_line)
    yield from _garbled(text, path)
    text = clean(text).lstrip("\ufeff")
    if not VISIBLE.search(text):
        yield Problem(path, 0, "empty: there is no text in it.", "Remove it or fill it.")
        return
    match, opened = FRONT.match(text), OPEN_FRONT.match(text)
    front = match[0] if match and KEY_LINE.search(match[1] or match[2] or "") else ""
    if opened and not front:
        line = text.count("\n", 0, opened.start(1)) + 1
        hint = f"End it with a line {opened[1]}. Until then it is read as words of the article."
        yield Problem(path, line, "front matter that does not end.", hint)
    known = notation or ("html" if MARKUP.match(text) else "plain")
    body = RawPiece(text[len(front) :], known, front.count("\n") + 1)
    yield Document(Source(path), raw, encoding, (body,), front_text=front)


def _misread(raw: bytes, path: str, encoding: str, damaged_line: int) -> Iterator[Problem]:
    """Bytes that are none of the encoding, and an encoding that is not the declared one."""
    if damaged_line:
        hint = (
            "The text has U+FFFD there. Get the file anew, or mend the line and save it as UTF-8."
        )
        yield Problem(path, damaged_line, f"bytes that are not {encoding}.", hint)
    label = not_followed(raw, encoding)
    if label:
        hint = "See whether its letters are right; if not, save it as UTF-8."
        message = f"it says that it is “{label}” and is not; it was read as {encoding}."
        yield Problem(path, 0, message, hint)


def _garbled(text: str, path: str) -> Iterator[Problem]:
    """Report a text that was damaged before it was saved."""

    def at(match: re.Match[str], message: str, hint: str) -> Problem:
        return Problem(path, text.count("\n", 0, match.start()) + 1, message, hint)

    conflict = CONFLICT.search(text, 0, text.rfind("\n>>>>>>> ") + len("\n>>>>>>> "))
    if conflict:
        yield at(conflict, "two versions, as git leaves them in a conflict.", "Keep one of them.")
    match = MOJIBAKE.search(text) if any(sign in text for sign in "äåæçèé") else None
    if match:
        codec = "latin-1" if max(match[0]) <= "\u00ff" else "cp1252"
        meant = match[0].encode(codec, "replace").decode("utf-8", "replace")
        if meant.count("\ufffd") * 2 > len(meant):
            return
        hint = f"It should read “{meant[:20]}”: UTF-8 was taken for Latin-1. Get the file anew."
        yield at(match, "garbled characters.", hint)
