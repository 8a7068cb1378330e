"""Files in `seeds/` become seeds: bytes decoded, front matter split off.

What the words mean is not known here.
"""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any

from dossier.model import Seed
from dossier.problems import Problem
from dossier.read import yamltext
from dossier.read.encodings import UndecodableError, clean, decode

SUFFIXES = (".txt", ".md", ".html", ".htm")
MAX_BYTES = 20_000_000
# Jekyll (YAML between ---), Hugo (also TOML between +++).
YAML_FRONT = re.compile(r"\A\s*---[ \t]*\n(.*?)^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.S | re.M)
TOML_FRONT = re.compile(r"\A\s*\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.S | re.M)
KEY_LINE = re.compile(r"^([A-Za-z][\w-]*)[ \t]*[:=][ \t]*(.*)$", re.M)


def seed_paths(folder: Path) -> list[Path]:
    """The raw articles in `folder`, by name. A name that begins with _ or . is not one."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.suffix.lower() in SUFFIXES
        and not path.name.startswith(("_", "."))
        and path.is_file()
        and path.name not in ("RIGHTS.md", "README.md")
    )


def read_seed(path: Path, name: str) -> tuple[Seed | None, list[Problem]]:
    """One file as a seed, or None with the reason. `name` is its path for the editor."""
    try:
        size = path.stat().st_size
        if size > MAX_BYTES:
            hint = f"A seed may have {MAX_BYTES // 1_000_000} MB. Split the file, or keep the article alone."
            return None, [Problem(name, 0, f"too large: {size:,} bytes.", hint)]
        raw = path.read_bytes()
    except OSError as error:
        return None, [Problem(name, 0, f"cannot be read: {error.strerror}.")]
    return seed_from(raw, name)


def seed_from(raw: bytes, name: str) -> tuple[Seed | None, list[Problem]]:
    """Bytes as a seed. Damaged bytes or front matter are reported, and the rest is used."""
    problems: list[Problem] = []
    try:
        text, encoding, damaged_line = decode(raw)
    except UndecodableError as error:
        hint = "Save the article as UTF-8 text and put it here again."
        return None, [Problem(name, 0, f"not a text: {error}.", hint)]
    if damaged_line:
        hint = "They stand as U+FFFD (\N{REPLACEMENT CHARACTER}) in the text."
        problems.append(Problem(name, damaged_line, f"bytes that are not {encoding}.", hint))
    text = clean(text).lstrip("\ufeff")
    if not text.strip():
        return None, [Problem(name, 0, "empty: there is no text in it.", "Remove it or fill it.")]
    front, front_text, found = _front_matter(text, name)
    problems += found
    path = Path(name)
    seed = Seed(
        path=name,
        stem=path.stem,
        suffix=path.suffix.lower(),
        raw=raw,
        sha256=hashlib.sha256(raw).hexdigest(),
        encoding=encoding,
        front=front,
        front_text=front_text,
        body=text[len(front_text) :],
        body_line=front_text.count("\n") + 1,
    )
    return seed, problems


def _front_matter(
    text: str, name: str
) -> tuple[dict[str, str | tuple[str, ...]], str, list[Problem]]:
    """Its values by key in lower case, its own words, and what is wrong with it."""
    for pattern, parse in ((YAML_FRONT, _yaml_values), (TOML_FRONT, _toml_values)):
        match = pattern.match(text)
        # A rule, a paragraph and another rule look alike, but hold no `key: value` line.
        if match and KEY_LINE.search(match[1]):
            first_line = text.count("\n", 0, match.start(1)) + 1
            values, problems = parse(match[1], name, first_line)
            return values, match[0], problems
    return {}, "", []


def _yaml_values(
    words: str, name: str, first_line: int
) -> tuple[dict[str, str | tuple[str, ...]], list[Problem]]:
    try:
        tree = yamltext.parse(words, name, first_line)
    except yamltext.YamlError as error:
        at = error.problem
        hint = (
            "Its lines `key: value` were read one by one; correct the article's sidecar if need be."
        )
        problem = Problem(at.path, at.line, f"front matter: {at.message}", hint)
        return {k.lower(): _unquoted(v) for k, v in KEY_LINE.findall(words) if v}, [problem]
    return _flat(tree), []


def _toml_values(
    words: str, name: str, first_line: int
) -> tuple[dict[str, str | tuple[str, ...]], list[Problem]]:
    try:
        return _flat(tomllib.loads(words)), []
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = Problem(name, first_line, f"front matter: not TOML: {error}.")
        return {k.lower(): _unquoted(v) for k, v in KEY_LINE.findall(words) if v}, [problem]


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
    return str(value)


def _unquoted(value: str) -> str:
    value = value.strip()
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"" else value
