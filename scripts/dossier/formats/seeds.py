"""Read files in `seeds/` as seeds: bytes decoded, front matter split off.

The meaning of the words is not known here.
"""

import hashlib
import json
import os
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from dossier.editorial import yamltext
from dossier.editorial.reader import UNSHOWN
from dossier.files.access import MAX_BYTES, UnreadableError, read_bytes
from dossier.files.encodings import UndecodableError, clean, decode, not_followed
from dossier.model import INVISIBLE, Seed
from dossier.problems import Problem
from dossier.tables import pair_table

# Endings that are read, and what each is read as; "": a file without one, as its first bytes say.
KINDS = {
    **dict.fromkeys((".txt", ".text"), ".txt"),
    **dict.fromkeys((".md", ".markdown"), ".md"),
    **dict.fromkeys((".html", ".htm", ".xhtml", ".xht", ".shtml"), ".html"),
    "": "",
}
MARKUP = re.compile(r"\s*<[!?A-Za-z]")
NOT_ARTICLES = ("RIGHTS.md", "README.md")
# An ending may grow by a letter on the way (x.md, x.json), and a disk takes 255 bytes.
MAX_NAME = 240
# Jekyll (YAML between ---), Hugo (also TOML between +++).
YAML_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
TOML_FRONT = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M)
OPEN_FRONT = re.compile(r"\A\s*(---|\+\+\+)[ \t]*\n(?:[A-Za-z][\w-]*[ \t]*[:=][^\n]*\n){2}")
KEY_LINE = re.compile(r"^([A-Za-z][\w-]*)[ \t]*[:=][ \t]*(.*)$", re.M)
LINE_BY_LINE = (
    "Its lines `key: value` were read one by one; correct the article's sidecar if need be."
)
OTHER_KINDS = {
    kind: re.compile(sign.encode())
    for kind, sign in pair_table(__package__, "others.txt", "kinds").items()
}
VISIBLE = re.compile(rf"(?!{INVISIBLE.pattern})\S")
CONFLICT = re.compile(r"^<{7} .*\n(?s:.*?)^>{7} ", re.M)
# UTF-8 that was read as Latin-1 and saved again: 河 is æ²³ then.
_BROKEN = "[\u00e4-\u00e9][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]{2}"
MOJIBAKE = re.compile(f"{_BROKEN}(?:{_BROKEN}){{3,}}")


def seeds_in(folder: Path) -> tuple[list[Path], list[Problem]]:
    """List the raw articles in `folder` by name, and a problem for each file that is not read."""
    paths, problems = [], []
    known: dict[str, str] = {}
    files = sorted(path for path in folder.iterdir() if not _is_apart(path))
    # A browser saves the pictures and scripts of NAME.html into a folder NAME_files.
    pages = (path.stem for path in files if KINDS.get(path.suffix.lower()) == ".html")
    saved = {f"{stem}_files" for stem in pages}
    for path in files:
        if path.name in saved and path.is_dir():
            continue
        problem = _unfit(path, f"{folder.name}/{path.name}", known)
        if problem:
            problems.append(problem)
        else:
            paths.append(path)
            known[_alike(path)] = path.name
    return paths, problems


def _is_apart(path: Path) -> bool:
    """Whether a file is no seed by its name: hidden, the editor's own, or a sidecar."""
    hidden = path.name.startswith(("_", ".")) or path.name in NOT_ARTICLES
    return hidden or path.suffix.lower() in (".yml", ".yaml")


def _unfit(path: Path, name: str, known: Mapping[str, str]) -> Problem | None:
    """Return why a file or folder cannot be read as a seed, None where it can."""
    suffix = path.suffix.lower()
    if path.is_dir() and not KINDS.get(suffix):
        hint = "Put its articles beside the others, or begin its name with _."
        return Problem(_printable(name), 0, "a folder; what is in it was not read.", hint)
    if suffix not in KINDS:
        endings = ", ".join(ending for ending, kind in KINDS.items() if ending == kind != "")
        hint = f"Save the article as text or HTML ({endings}); begin any other name with _."
        text = f"not read: nothing here reads {_printable(suffix)}."
        return Problem(_printable(name), 0, text, hint)
    if _is_odd(name):
        hint = "Rename it: it holds a control character, or bytes that are no UTF-8."
        return Problem(_printable(name), 0, "a name that no page can show.", hint)
    if len(os.fsencode(path.stem)) > MAX_NAME:
        hint = f"Shorten it: {MAX_NAME} bytes, or {MAX_NAME // 3} Chinese characters, are the most."
        return Problem(name, 0, "a name that is too long.", hint)
    if _alike(path) in known:
        text = f"“{known[_alike(path)]}” has the same name but for its ending or its capitals."
        return Problem(name, 0, "two seeds of one name.", f"{text} Rename one.")
    return None


def _alike(path: Path) -> str:
    """Return a key that is the same for names that a file system may take for one another."""
    return unicodedata.normalize("NFC", path.stem).casefold()


def _printable(name: str) -> str:
    return ascii(name)[1:-1] if _is_odd(name) else name


def _is_odd(name: str) -> bool:
    if name.isascii() and name.isprintable():
        return False
    return any(unicodedata.category(sign) in UNSHOWN or INVISIBLE.match(sign) for sign in name)


def read_seed(path: Path, name: str) -> tuple[Seed | None, list[Problem]]:
    """One file as a seed, or None with the reason. `name` is its path for the editor."""
    try:
        raw = read_bytes(path, name, MAX_BYTES)
    except UnreadableError as error:
        return None, [error.problem]
    return seed_from(raw, name)


def seed_from(raw: bytes, name: str) -> tuple[Seed | None, list[Problem]]:
    """Bytes as a seed. Damaged bytes or front matter are reported, and the rest is used."""
    problems: list[Problem] = []
    kind = next((told for told, sign in OTHER_KINDS.items() if sign.match(raw)), "")
    if kind:
        hint = "Save the article as UTF-8 text or HTML and put it here again."
        return None, [Problem(name, 0, f"not a text: {kind}.", hint)]
    try:
        text, encoding, damaged_line = decode(raw)
    except UndecodableError as error:
        hint = "Save the article as UTF-8 text and put it here again."
        return None, [Problem(name, error.line, f"not a text: {error}.", hint)]
    if damaged_line:
        hint = (
            "They stand as U+FFFD (\N{REPLACEMENT CHARACTER}) in the text. Get the file anew from"
            " where it came from, or mend the line and save the file as UTF-8."
        )
        problems.append(Problem(name, damaged_line, f"bytes that are not {encoding}.", hint))
    label = not_followed(raw, encoding)
    if label:
        hint = "See whether its letters are right; if not, save it as UTF-8."
        result = f"it says that it is “{label}” and is not; it was read as {encoding}."
        problems.append(Problem(name, 0, result, hint))
    doubts = list(_doubtful(text, name))
    text = clean(text).lstrip("\ufeff")
    if not VISIBLE.search(text):
        return None, [Problem(name, 0, "empty: there is no text in it.", "Remove it or fill it.")]
    front, front_text, found = _front_matter(text, name)
    problems += found + doubts
    path = Path(name)
    kind = KINDS.get(path.suffix.lower()) or (".html" if MARKUP.match(text) else ".txt")
    seed = Seed(
        path=name,
        stem=path.stem,
        suffix=kind,
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=encoding,
        front=front,
        front_text=front_text,
        body=text[len(front_text) :],
        body_line=front_text.count("\n") + 1,
        torn=bool(found),
    )
    return seed, problems


def _doubtful(text: str, name: str) -> Iterator[Problem]:
    """Report a text that was damaged before it was saved."""

    def at(match: re.Match[str], message: str, hint: str) -> Problem:
        return Problem(name, text.count("\n", 0, match.start()) + 1, message, hint)

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


def _front_matter(
    text: str, name: str
) -> tuple[dict[str, str | tuple[str, ...]], str, list[Problem]]:
    """Return front matter by lower-case key, its text, and problems with it."""
    for pattern, parse in ((YAML_FRONT, _yaml), (TOML_FRONT, _toml)):
        match = pattern.match(text)
        # A rule, a paragraph and another rule look alike, but hold no `key: value` line.
        if match and KEY_LINE.search(match[1]):
            first_line = text.count("\n", 0, match.start(1)) + 1
            tree, problem = parse(match[1], name, first_line)
            if problem is None:
                return _flat(tree), match[0], []
            flat = _flat({key: _unquoted(v) for key, v in KEY_LINE.findall(match[1]) if v})
            result = f"front matter: {problem.message}"
            return flat, match[0], [Problem(name, problem.line, result, LINE_BY_LINE)]
    opened = OPEN_FRONT.match(text)
    if opened:
        line = text.count("\n", 0, opened.start(1)) + 1
        hint = f"End it with a line {opened[1]}. Until then it is read as words of the article."
        return {}, "", [Problem(name, line, "front matter that does not end.", hint)]
    return {}, "", []


def _yaml(words: str, name: str, first_line: int) -> tuple[Any, Problem | None]:
    try:
        return yamltext.parse(words, name, first_line), None
    except yamltext.YamlError as error:
        return None, error.problem


def _toml(words: str, name: str, first_line: int) -> tuple[Any, Problem | None]:
    try:
        return tomllib.loads(words), None
    except (ValueError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        line = first_line + (int(at[1]) - 1 if at else 0)
        why = re.sub(r" \(at .*| for integer string.*", "", str(error), flags=re.S)
        return None, Problem(name, line, f"not TOML: {why}.")


def _flat(tree: Any) -> dict[str, str | tuple[str, ...]]:
    """Strings and lists of strings; anything deeper is kept as JSON text."""
    if not isinstance(tree, dict):
        return {}
    flat: dict[str, str | tuple[str, ...]] = {}
    for key, value in tree.items():
        if isinstance(value, list):
            flat[str(key).lower()] = tuple(_plain(child) for child in value if child is not None)
        elif value is not None:
            flat[str(key).lower()] = _plain(value)
    return flat


def _plain(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    # An escape (\x00, \u2028) is what it stands for: as in the text, none of it stays.
    return clean(str(value)).replace("\n", " ")


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
