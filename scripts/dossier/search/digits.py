"""Small numbers as one character each; most of them as one byte."""

# Printable ASCII without what JSON or a script would have to escape, then what follows Latin-1.
DIGITS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"&<>\\')
BEYOND = 0x100
LARGEST = 50_000


def digit(number: int) -> str:
    """The character for a number from 0 to LARGEST. Raises ValueError for another."""
    if not 0 <= number <= LARGEST:
        raise ValueError(f"no digit for {number}")
    return DIGITS[number] if number < len(DIGITS) else chr(BEYOND + number - len(DIGITS))
