"""Half-width marks between Chinese words, as a converted text has them in full width.

The source's own variant keeps what it prints.
"""

import re
from collections.abc import Iterator

HAN = "\u3400-\u9fff"
HALF = re.compile(f"(?<=[{HAN}])(?:, ?(?=[{HAN}“「])|\\?(?=[{HAN}”」’』]|\\s*$))")
FULL = {",": "，", "?": "？"}


def full_width(text: str) -> Iterator[tuple[int, int, str]]:
    """Where such a mark stands, with the space behind it, and what stands for it."""
    for match in HALF.finditer(text):
        yield match.start(), match.end(), FULL[match[0][0]]
