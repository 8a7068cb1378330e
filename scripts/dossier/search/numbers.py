"""Numbers in few bytes: one as a character, a list of article numbers as bits.

Golomb, "Run-length encodings" (1966), with Rice's parameters; Elias' gamma code for counts. The
client reads them with the same rules (search-lists.js).
"""

import base64
from collections.abc import Sequence

# Printable ASCII without what JSON or a script would have to escape, then what follows Latin-1.
DIGITS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"&<>\\')
BEYOND = 0x100
LARGEST = 50_000


class _Rice(dict[int, str]):
    """The code of each gap for one parameter, made when first wanted."""

    def __init__(self, low: int) -> None:
        super().__init__()
        self._low = low

    def __missing__(self, gap: int) -> str:
        code = "1" * (gap >> self._low) + "0"
        if self._low:
            code += format(gap & (1 << self._low) - 1, f"0{self._low}b")
        self[gap] = code
        return code


_RICE = [_Rice(low) for low in range(33)]


def gamma(number: int) -> str:
    """A count (0 or more), small ones in few bits."""
    text = format(number + 1, "b")
    return "0" * (len(text) - 1) + text


def numbers(chosen: Sequence[int], among: int) -> str:
    """A rising list of numbers below `among`, whose length the reader knows.

    Of a list that holds more than half of them, those that are missing are written.
    """
    if not chosen:
        return ""
    if 2 * len(chosen) > among:
        values = set(chosen)
        chosen = [number for number in range(among) if number not in values]
        if not chosen:
            return ""
    rice = _RICE[parameter(len(chosen), among)]
    return "".join(
        [rice[number - before - 1] for before, number in zip((-1, *chosen), chosen, strict=False)]
    )


def parameter(length: int, among: int) -> int:
    """The bits of a gap that are written as they are: the logarithm of 0.69 of the mean gap."""
    return max(0, (among * 69 // (length * 100)).bit_length() - 1)


def to_base64(bits: str) -> str:
    """Bits as Base64, filled up with zeros."""
    full = bits + "0" * (-len(bits) % 8)
    return base64.b64encode(int(full or "0", 2).to_bytes(len(full) // 8, "big")).decode("ascii")


def digit(number: int) -> str:
    """The character for a number from 0 to LARGEST. Raises ValueError for another."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no digit for {number}")
    return DIGITS[number] if number < len(DIGITS) else chr(BEYOND + number - len(DIGITS))
