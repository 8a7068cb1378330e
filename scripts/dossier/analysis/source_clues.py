"""Clues to a text's sources that are not its wording: figures, names, attributed reports.

The words are in source_clues.toml. Figures are the same in every language: 1亿欧元 and
100 million euros. Offsets are those of the block's text, which folding does not move.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from dossier.model import Article, Block

# A figure that is less, or a year, says nothing without a unit.
LEAST, YEARS = 13, range(1900, 2101)
# A name of an alphabet in any text: capitals or digits within, or no beginning of a sentence.
LETTERS = "[A-Za-zÀ-ɏ0-9’-]"
NAME = re.compile(
    rf"[A-Z]{LETTERS}*[A-Z0-9]{LETTERS}*|(?<=[^.!?。\s] )[A-Z]{LETTERS}{{2,}}|(?<![\w.!? ])[A-Z][a-z]{{3,}}"
    r"|(?<=[\u3400-\u9fff])[A-Z][a-z]{3,}"
)
TITLED = re.compile("《([^》]+)》")


class Clue(NamedTuple):
    """A figure or name in a block, and where: its key is the same in any language."""

    key: str
    start: int


class Attribution(NamedTuple):
    """Words of a block that name somebody's report; the name as the register has it, if it does.

    `month` and `day` are of the report, 0 if not said; `report` says whether it is called one.
    """

    block: int
    start: int
    words: str
    name: str
    entity: str = ""
    month: int = 0
    day: int = 0
    report: bool = True


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files(__package__ or "").joinpath("source_clues.toml").read_text("utf-8"))


@cache
def _figure() -> re.Pattern[str]:
    words = _words()
    signs = "".join(word for word in words["numbers"] if word > "\u3000")
    latin = "|".join(word for word in words["numbers"] if word < "\u3000")
    units = "|".join(f"(?P<{key}>{pattern})" for key, pattern in words["units"].items())
    return re.compile(
        rf"(?<![A-Za-z\d.-])(?P<sign>[$€])?(?P<number>\d{{1,3}}(?:[,. \u00a0\u202f]\d{{3}})+(?!\d)|\d+(?:[.,]\d+)?|[{signs}]+|\b(?:{latin})\b)"
        rf"[ \u00a0]?(?P<size>{'|'.join(words['magnitudes'])})?(?: d[e’'])?[余多]?[ \u00a0]?(?:{units})?",
        re.I,
    )


def clues(article: Article, fold: Callable[[str], str]) -> dict[int, list[Clue]]:
    """Return the figures and names in each block, in their order."""
    return {
        block.n: sorted((*_figures(fold(block.text)), *_names(block)), key=lambda clue: clue.start)
        for block in article.blocks
        if block.n
    }


def _names(block: Block) -> Iterator[Clue]:
    covered: set[int] = set()
    for mention in block.mentions:
        covered.update(range(mention.span.start, mention.span.end))
        yield Clue(f"name {mention.entity}", mention.span.start)
    for match in NAME.finditer(block.text):
        if match.start() not in covered:
            yield Clue(f"name {match[0].casefold()}", match.start())


def _figures(text: str) -> Iterator[Clue]:
    for match in _figure().finditer(text):
        groups = match.groupdict()
        unit = next((key for key in _words()["units"] if groups[key]), "")
        unit = {"$": "usd", "€": "eur"}.get(groups["sign"] or "", unit)
        value = _number(groups["number"].lower())
        in_words = not groups["number"][0].isdigit()
        size = groups["size"]
        value *= _words()["magnitudes"].get((size or "").lower(), 1.0)
        if (in_words and not unit) or (value in YEARS and unit in ("", "year")):
            continue
        if unit in ("", "count") and value < LEAST:
            continue
        yield Clue(f"figure {value:g} {unit or 'count'}", match.start())


def _number(words: str) -> float:
    """Read a number in digits, or in Chinese signs or a word."""
    if words[0].isdigit():
        grouped = re.fullmatch(r"\d{1,3}(?:[,. \u00a0\u202f]\d{3})+", words)
        return float(re.sub(r"\D", "", words) if grouped else words.replace(",", "."))
    numbers = _words()["numbers"]
    if words in numbers:
        return float(numbers[words])
    tens, _, ones = words.rpartition("十")
    if "十" in words:
        return float(10 * (numbers.get(tens, 1) if tens else 1) + numbers.get(ones, 0))
    return float("".join(str(numbers.get(sign, 0)) for sign in words))


def attributions(article: Article, fold: Callable[[str], str]) -> list[Attribution]:
    """Return the reports that an article names, in its order, and where it speaks of one again."""
    result: list[Attribution] = []
    for block in article.blocks:
        text = fold(block.text)
        own = [
            _attribution(match, block, rule["report"])
            for rule in _words()["attributions"]
            for match in re.finditer(rule["pattern"], text)
        ]
        result += sorted(own, key=lambda item: item.start)
        again = re.search(_words()["again"]["pattern"], text)
        if again and result and not own:
            words = block.text[again.start() : again.end()]
            result.append(result[-1]._replace(block=block.n, start=again.start(), words=words))
    return result


def _attribution(match: re.Match[str], block: Block, report: bool) -> Attribution:
    start, end = match.span("name")
    words, name = (block.text[slice(*match.span(group))].strip() for group in (0, "name"))
    groups, entity = match.groupdict(), ""
    if titled := TITLED.search(name):
        name = titled[1]
    for item in block.mentions:
        if start <= item.span.start and item.span.end <= end:
            name, entity = block.text[item.span.start : item.span.end], item.entity
    month, day = (int(groups.get(key) or 0) for key in ("month", "day"))
    return Attribution(block.n, match.start(), words, name, entity, month, day, report)
