"""Cut a paragraph into sentences, Chinese or Latin."""

import re
from collections.abc import Iterator

# After an end mark and what closes with it. A Latin full stop ends a sentence before a
# space and a capital, or glued to one after a small letter ("dollars.Il", a scraper's slip).
END = re.compile(
    r"[。！？!?…]+(?:\s?»|[”’」』）)\]】\"])*(?=.)"
    r"|(?<=[^\s.A-Z])\.[”’»\"')]*(?=\s+[«“\"(]?[A-ZÀ-ÖØ-Þ])"
    r"|(?<=[a-zà-öø-ÿ])\.(?=[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ'’])"
    r"|\n",
    re.S,
)
CLOSING = '”’」』）)\\]】"»'
QUESTION = re.compile(rf"[？?]\s*[{CLOSING}]*$")
PAIRS = (("“", "”"), ("「", "」"), ("『", "』"), ("（", "）"), ("《", "》"), ("«", "»"), ("(", ")"))


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text in order, white space at their ends taken off."""
    start = 0
    for end in END.finditer(text):
        # « Non ? » demanda-t-il: a small letter goes on with the quotation's sentence.
        if end[0][:1] in "!?…" and text[end.end() : end.end() + 3].lstrip()[:1].islower():
            continue
        yield from filter(None, (text[start : end.end()].strip(),))
        start = end.end()
    yield from filter(None, (text[start:].strip(),))


def is_question(sentence: str) -> bool:
    """Whether a sentence asks instead of telling."""
    return bool(QUESTION.search(sentence))


def is_whole(sentence: str) -> bool:
    """Whether a sentence ends like one and opens no bracket or quotation that it leaves open."""
    if not re.search(r"[。！？.!?…][”’」』）)\]】\"»]*$", sentence):
        return False
    return all(sentence.count(left) == sentence.count(right) for left, right in PAIRS) and (
        sentence.count('"') % 2 == 0
    )
