"""Front matter of an article's file: YAML between lines of ---, TOML between +++ (Jekyll, Hugo)."""

import json
import re
import tomllib
from dataclasses import replace
from typing import Any

from dossier.editorial import yamltext
from dossier.files.encodings import clean
from dossier.model import Document
from dossier.problems import Problem

KEY_LINE = re.compile(r"""^([A-Za-z][\w-]*)[ \t]*[:=][ \t]*(["']?)(.+?)\2[^\S\n]*$""", re.M)
HINT = "Its lines `key: value` were read one by one; correct the article's sidecar if need be."


def with_front_matter(document: Document) -> tuple[Document, list[Problem]]:
    """Return the document with the values of its front matter.

    Where it cannot be parsed, its lines `key: value` are read one by one, and a problem says so.
    """
    text = document.front_text.strip()
    if not text:
        return document, []
    first_line = document.front_text.count("\n", 0, document.front_text.index(text)) + 2
    words = text.partition("\n")[2].rpartition("\n")[0] + "\n"
    try:
        parse = _toml if text.startswith("+++") else yamltext.parse
        return replace(document, front=_flat(parse(words, document.path, first_line))), []
    except yamltext.YamlError as error:
        message = f"front matter: {error.problem.message}"
        problem = replace(error.problem, message=message, hint=HINT)
    values = {key: value for key, _, value in KEY_LINE.findall(words)}
    return replace(document, front=_flat(values), torn=True), [problem]


def _toml(words: str, path: str, first_line: int) -> Any:
    """The value of a TOML text. Raises YamlError."""
    try:
        return tomllib.loads(words)
    except (ValueError, RecursionError) as error:
        at = re.search(r"at line (\d+)", str(error))
        line = first_line + (int(at[1]) - 1 if at else 0)
        why = re.sub(r" \(at .*| for integer string.*", "", str(error), flags=re.S)
        raise yamltext.YamlError(Problem(path, line, f"not TOML: {why}.")) from None


def _flat(tree: Any) -> dict[str, str | tuple[str, ...]]:
    """Strings and lists of strings; anything deeper is kept as JSON text."""
    return {
        str(key).lower(): tuple(_plain(item) for item in value if item is not None)
        if isinstance(value, list)
        else _plain(value)
        for key, value in (tree.items() if isinstance(tree, dict) else ())
        if value is not None
    }


def _plain(value: Any) -> str:
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False, default=str)
    # An escape (\x00, \u2028) is what it stands for: as in the text, none of it stays.
    return clean(str(value)).replace("\n", " ")
