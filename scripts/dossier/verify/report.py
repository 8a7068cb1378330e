"""The result of a check as JSON, as one page, and as lines for a terminal."""

import json
import os
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from dossier.export.addresses import Addresses
from dossier.model import Article, Config, text_of
from dossier.problems import Problem
from dossier.render.locales import Locale
from dossier.verify.checking import VERDICTS, Checked, CheckedQuotation
from dossier.verify.folding import WORD
from dossier.verify.matching import Match, Matcher
from dossier.verify.references import References
from dossier.verify.texts import EDITION, LEDGER

# Characters around the words of a source, and around a difference on a terminal.
AROUND, NEAR = 40, 12
# Of a terminal.
ENGLISH = Locale("en")


class Pages(NamedTuple):
    """The pages of a dossier: of its site, else of the folder where it was built, seen from `base`."""

    config: Config
    site: Path
    base: Path

    def at(self, article: Article, number: int) -> str:
        """The address of a paragraph (0: of the article); "" where there is no page of it."""
        place, addresses = f"#p{number}" if number else "", Addresses(self.config, {}, {})
        if addresses.published:
            return addresses.article(article, place)
        variant = article.lang if article.lang in self.config.variants else self.config.default
        page = self.site / variant / "articles" / f"{article.slug}.html"
        return quote(os.path.relpath(page, self.base)) + place if page.is_file() else ""

    def address(self, match: Match) -> str:
        """The address of the first paragraph of a match."""
        number = next((place.block for place in match.places), 0)
        return self.at(match.article, number) if match.article else ""


def as_json(checked: Checked, pages: Pages) -> str:
    """All verdicts; words and offsets (code points of a block) are the source's, not an edition's."""
    references = [
        {"reference": mark.text, "line": line, "verdict": verdict, "articles": mark.slugs,
         "blocks": mark.numbers, "quotation": quotation}
        for mark, line, verdict, quotation in checked.references
    ]  # fmt: skip
    rows = [_row(item, pages) for item in checked.quotations]
    name = checked.manuscript.name
    content = {
        "manuscript": name,
        "quotations": rows,
        "references": references,
        "counts": checked.counts,
    }
    return json.dumps(content, ensure_ascii=False, indent=1) + "\n"


def _row(item: CheckedQuotation, pages: Pages) -> dict[str, object]:
    match, article, version = item.match, item.match.article, item.match.version
    places = [(place.block, place.span.start, place.span.end) for place in match.places]
    block, start, _ = places[0] if places else (None, None, None)
    source = match.words
    if article and version and version.rank == EDITION:
        texts = {0: article.title.text} | {item.n: item.text for item in article.blocks if item.n}
        source = " … ".join(texts[n][first:last] for n, first, last in places)
    return {
        "quote": item.quotation.text,
        "line": item.line,
        "verdict": match.verdict,
        "article": article.slug if article else None,
        "block": block,
        "start": start,
        "end": max((end for n, _, end in places if n == block), default=None),
        "source": source,
        "diff": match.diff,
        "places": places,
        "edition": version.name if version and version.rank == EDITION else "",
        "reason": version.name if version and version.rank == LEDGER else "",
        "others": sorted({place for other in match.all for place in other.blocks} - match.blocks),
        "references": [mark.text for mark in item.references],
        "short": item.short,
        "address": pages.address(match),
    }


def numbered(match: Match) -> str:
    """The numbers of the first and last paragraph of a match."""
    numbers = [place.block for place in match.places]
    return "–".join(map(str, dict.fromkeys((min(numbers), max(numbers))))) if numbers else ""


def place_name(match: Match, words: Locale = ENGLISH) -> str:
    """The article and paragraphs of a match, or why its words were cut."""
    version, number = match.version, numbered(match)
    if not version:
        return words("verify_nowhere")
    if version.rank == LEDGER:
        key = f"reason_{version.name}"
        reason = words(key) if words.has(key) else version.name
        return words("verify_left_out", article=version.article.slug, reason=reason)
    place = f"¶{number}" if number != "0" else words("title_ref")
    return f"{version.article.slug} {place} {version.name}".strip()


def around(match: Match) -> tuple[str, str]:
    """The words before and after a match; none of an article of which excerpts alone may be shown."""
    version = match.version
    if not version or version.article.rights or not match.ranges:
        return "", ""
    start, end = version.raw(match.ranges[0][0], match.ranges[-1][1])
    return version.text[max(0, start - AROUND) : start], version.text[end : end + AROUND]


def as_page(checked: Checked, pages: Pages, language: str = "") -> bytes:
    """One page with everything in it: each quotation beside its source.

    The words around them are in a language, else in that of the edition that opens first.
    """
    # It takes a tenth of a second to load.
    from jinja2 import Environment, StrictUndefined

    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    words = Locale(language or pages.config.default, pages.config.language)
    environment.globals.update(around=around, place_name=place_name, pages=pages, words=words)
    template = files("dossier.verify").joinpath("report.html").read_text("utf-8")
    return (
        environment.from_string(template)
        .render(checked=checked, title=text_of(pages.config.title), verdicts=VERDICTS)
        .encode()
    )


WRONG = {
    "absent": "there is no such paragraph",
    "elsewhere": "the words are not there",
    "unclear": "no source is named, or several are",
}


def faults(checked: Checked) -> Iterator[Problem]:
    """Yield what somebody has to look at."""
    name = checked.manuscript.name
    for item in checked.quotations:
        if item.is_fault or item.match.verdict == "cut":
            hint = f"{place_name(item.match)}{': ' if item.match.diff else ''}{differences(item.match)}"
            yield Problem(name, item.line, f"{item.match.verdict}: “{item.quotation.text}”", hint)
    for mark, line, verdict, number in checked.references:
        if verdict != "exact":
            hint = (
                f"The words: {place_name(checked.quotations[number].match)}."
                if number is not None
                else ""
            )
            yield Problem(name, line, f"{mark.text}: {WRONG[verdict]}.", hint)


def differences(match: Match) -> str:
    """Differences with a few characters around: [-source-]{+quotation+}."""
    words = []
    for sign, text in match.diff:
        short = text if len(text) <= 2 * NEAR else f"{text[:NEAR]}…{text[-NEAR:]}"
        words.append({"-": f"[-{text}-]", "+": f"{{+{text}+}}"}.get(sign, short))
    return "".join(words)


def summary_line(checked: Checked) -> str:
    """The number of quotations by verdict."""
    if not checked.quotations:
        return f"There are no quotations in {checked.manuscript.name}."
    counts = [f"{count} {verdict}" for verdict, count in checked.counts.items() if count]
    return f"{len(checked.quotations)} quotations: {', '.join(counts)}"


def places(words: str, matcher: Matcher, known: References, pages: Pages) -> tuple[list[str], bool]:
    """Lines for the places of words, or for the paragraphs of a reference; and whether they stand there."""
    rows: list[tuple[str, ...]] = []
    marks = [mark for mark in known.find(words) if not WORD.search(words.replace(mark.text, ""))]
    for slug, numbers in ((slug, mark.numbers) for mark in marks for slug in mark.slugs):
        article = known.articles[slug]
        for block in article.blocks if numbers else (article.title,):
            if block.n in (numbers or (0,)):
                rows.append((f"{slug} ¶{block.n}", block.text, pages.at(article, block.n)))
    if not marks and not WORD.search(words):
        return [f"“{words}” has no words and names no paragraph: write words, or RFI ¶11."], False
    result = matcher.match([] if marks else [(words, frozenset())])
    for match in (match for item in result for match in item.all or (item,) if match.version):
        before, after = around(match)
        said = f"not so: {differences(match)}" if match.diff else f"【{match.words}】"
        rows.append((place_name(match), f"{before}{said}{after}", pages.address(match)))
    lines = ["\n    ".join(" ".join(part.split()) for part in row if part) for row in rows]
    return lines, bool(rows) and not (result and result[0].diff)
