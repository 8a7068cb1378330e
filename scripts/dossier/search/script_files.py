"""The files of the search: each a value as JSON within a plain script of one call."""

import json
import re
from hashlib import blake2b
from typing import Any, NamedTuple

from dossier.cache import LazyValue, digest
from dossier.model import StreamedFile

FOLDER = "data/search"
# Characters that could end a script or a line of it, and noncharacters.
UNSAFE = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


class Serialized(NamedTuple):
    """A value as JSON, loaded on demand; `name` is its fingerprint."""

    name: str
    json: LazyValue[str]


def serialize(value: Any) -> Serialized:
    """Serialize a value for its file."""
    text = _json(value)
    return Serialized(digest(text.encode()), LazyValue(text))


class ScriptFiles:
    """Makes files of values, and a common stamp."""

    def __init__(self) -> None:
        self._stamp = blake2b(digest_size=6)

    def put(self, name: str, value: Serialized) -> StreamedFile:
        """A value's file."""
        self._stamp.update(f"{name} {value.name}\n".encode())
        call = f"dossierSearch.put({_json(name)},"
        return StreamedFile(
            f"{FOLDER}/{name}.js",
            lambda: iter((f"{call}{value.json.value});\n".encode(),)),
            value.name,
        )

    @property
    def stamp(self) -> str:
        """The stamp of all files so far."""
        return self._stamp.hexdigest()


def _json(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
