"""The files of the search, scripts of one call with JSON, and numbers in few bytes for them.

A small number is a character; lists of article numbers are bits:
Golomb, "Run-length encodings" (1966), with Rice's parameters; Elias' gamma code for counts. The
client reads them with the same rules (engine/lists.js).
"""

import base64
import json
import re
from collections.abc import Sequence
from functools import cache, partial
from hashlib import blake2b
from itertools import pairwise
from typing import Any, NamedTuple

from dossier.cache import LazyValue, digest
from dossier.model import StreamedFile

FOLDER = "data/search"
# Characters that could end a script or a line of it, and noncharacters.
UNSAFE = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# Printable ASCII without what JSON or a script would have to escape, then what follows Latin-1.
DIGITS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"&<>\\')
BEYOND = 0x100
LARGEST = 50_000


def _rice(low: int, gap: int) -> str:
    """The code of a gap for one parameter."""
    end = format(gap & (1 << low) - 1, f"0{low}b") if low else ""
    return f"{'1' * (gap >> low)}0{end}"


_RICE = [cache(partial(_rice, low)) for low in range(33)]


def gamma(number: int) -> str:
    """A count (0 or more), small ones in few bits."""
    text = format(number + 1, "b")
    return "0" * (len(text) - 1) + text


def numbers(chosen: Sequence[int], among: int) -> str:
    """A rising list of numbers below `among`, whose length the reader knows.

    Of a list that holds more than half of them, those that are missing are written.
    """
    if 2 * len(chosen) > among:
        chosen = sorted(set(range(among)).difference(chosen))
    if not chosen:
        return ""
    # The bits of a gap that are written as they are: the logarithm of 0.69 of the mean gap.
    rice = _RICE[max(0, (among * 69 // (len(chosen) * 100)).bit_length() - 1)]
    return "".join([rice(number - before - 1) for before, number in pairwise((-1, *chosen))])


def to_base64(bits: str) -> str:
    """Bits as Base64, filled up with zeros."""
    full = bits + "0" * (-len(bits) % 8)
    return base64.b64encode(int(full or "0", 2).to_bytes(len(full) // 8, "big")).decode("ascii")


def digit(number: int) -> str:
    """The character for a number from 0 to LARGEST. Raises ValueError for another."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no digit for {number}")
    return DIGITS[number] if number < len(DIGITS) else chr(BEYOND + number - len(DIGITS))


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
