"""Words that are selected in any edition lead to the exact words of the source."""

from __future__ import annotations

import os
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any

import pytest

from dossier.annotate.quotation import Reading, hits
from dossier.convert.articles import block_converter
from dossier.load import Dossier, read_dossier
from dossier.model import Article, Block, Place, Span
from dossier.quote_places import QuoteFinder
from support.desk import desk_of
from support.dossiers import real_dossier
from support.pages import ROOT

# More by hand: DOSSIER_SELECTIONS=300.
COUNT = int(os.environ.get("DOSSIER_SELECTIONS", "30"))
LONGEST = 120


PAGE = """\
<html lang="zh-Hans"><body><article><h1>软件公司的程序员</h1>
<p>第一段说<b>软件</b>公司<a href="https://a.example">与信息</a>质量，也说“头发”和视频网络里的程序。</p>
<ul><li>发展硬件</li><li>通过<em>网络</em>发布数据库 and 英文 words</li></ul>
<table><tr><th>软件</th><th>质量</th></tr><tr><td>网络程序</td><td>数据</td></tr></table>
<figure><img src="a.png" alt="图"><figcaption>程序员的视频，摄影：李默</figcaption></figure>
<blockquote><p>里面发了信息，发了头发。</p></blockquote>
<pre>软件 = 1</pre>
<p>第二段又说软件公司的质量，软件公司的质量，软件公司的质量。</p></article></body></html>
"""
FRENCH = """\
Une librairie au bord du fleuve

La librairie a ouvert ce matin, et devant la porte une longue file attendait : « 软件公司的人也来了。 »

软件公司的信息很多，程序员都在网络上看视频。他们说质量很好，也通过网络发布数据。

Le libraire ne s’attendait pas à tant de monde, et il a fermé plus tard que d’habitude.
"""


@pytest.fixture(scope="module", params=["real", "made"])
def dossier(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Dossier:
    """The articles of this dossier; and a list, a table, a caption, code, a page in French."""
    if request.param == "real":
        return real_dossier()
    desk = desk_of(tmp_path_factory.mktemp("made") / "d", {"a.html": PAGE, "b.txt": FRENCH})
    (desk.folder / "seeds" / "_glossary.yml").write_bytes(
        (ROOT / "seeds" / "_glossary.yml").read_bytes()
    )
    made = read_dossier(desk.folder / "mkdocs.yml")
    kinds = {block.kind for article in made.articles for block in article.blocks}
    assert kinds >= {"paragraph", "list_item", "table", "caption", "quote", "code"}
    return made


def shown(block: Block, article: Article, tag: str, dossier: Dossier, cuts: tuple[int, ...]) -> Any:
    """A block as an edition shows it, and where offsets of the source went."""
    converter = block_converter(block, article.lang, tag, dossier.converters)
    return converter.convert_all([block.text], [cuts], article.slug)[0] if converter else None


def test_a_translated_title_is_no_part_of_the_source(dossier: Dossier) -> None:
    """Nor is what lies beyond a paragraph."""
    finder, article = QuoteFinder(dossier.config, dossier.converters), dossier.articles[0]
    translated = replace(article, id="t", names={"title": {"zh-Hant-TW": "譯名"}}, lang="fr")
    with pytest.raises(ValueError, match="translation"):
        finder.at(translated, "zh-Hant-TW", [Place(0, Span(0, 1))])
    for place in (Place(1, Span(0, 9999)), Place(999, Span(0, 1)), Place(1, Span(1, 1))):
        with pytest.raises(ValueError, match=r"characters|no such|no words"):
            finder.at(article, "zh-Hans", [place])


@pytest.mark.parametrize("tag", ["zh-Hans", "zh-Hant-TW", "zh-Hant-HK"])
def test_random_selections_lead_back(dossier: Dossier, tag: str) -> None:
    """From title to caption, over marks and over blocks: the words that became the selected ones."""
    random, finder = Random(tag), QuoteFinder(dossier.config, dossier.converters)
    for _ in range(COUNT):
        article = random.choice(dossier.articles)
        blocks = [block for block in (article.title, *article.blocks) if block.text]
        at = random.randrange(len(blocks))
        other = min(at + random.choice((0, 0, 0, 1, 2)), len(blocks) - 1)
        edition = {b.n: b for b in finder.reading(article, tag).blocks}
        first, last = edition[blocks[at].n], edition[blocks[other].n]
        start = random.randrange(len(first.text))
        least = start + 1 if at == other else 1
        end = random.randint(least, min(len(last.text), least + LONGEST))
        if at == other:
            places = [Place(first.n, Span(start, end))]
        else:
            places = [Place(first.n, Span(start, start)), Place(last.n, Span(0, end))]
        if not "".join(b.text for b in blocks[at : other + 1])[start:].strip():
            continue
        if at == other and not first.text[start:end].strip():
            continue
        place = finder.at(article, tag, places)
        assert place.count == 1
        check(dossier, article, tag, (blocks[at], start), (blocks[other], end), place.places)
        # The build finds the same place by the same words.
        reading = Reading.of(article)
        (hit,) = hits(reading, place.quote, place.prefix, place.suffix)
        assert reading.places(hit) == place.places


def check(
    dossier: Dossier,
    article: Article,
    tag: str,
    start: tuple[Block, int],
    end: tuple[Block, int],
    places: tuple[Place, ...],
) -> None:
    """The words of the source became those that were selected, character by character.

    Where a phrase became a longer or a shorter one, all of it is the source of each character.
    """
    (first, at), (last, to) = start, end
    text, origins = characters(dossier, article, tag, first)
    # Beside white space at its ends, which is no part of a quotation.
    while at < len(text) and text[at].isspace():
        at += 1
    if places[0].block == first.n and at < len(text):
        assert places[0].span.start == origins[at].start
    text, origins = characters(dossier, article, tag, last)
    while to and text[to - 1].isspace():
        to -= 1
    if places[-1].block == last.n and to:
        assert places[-1].span.end == origins[to - 1].end


def characters(
    dossier: Dossier, article: Article, tag: str, block: Block
) -> tuple[str, list[Span]]:
    """A block's text in an edition, and for each character of it where it stands in the source."""
    cuts = tuple(range(len(block.text) + 1))
    moved = shown(block, article, tag, dossier, cuts)
    if moved is None:
        return block.text, [Span(n, n + 1) for n in cuts[:-1]]
    # Between two of these no phrase reaches over.
    safe = [n for n in cuts if moved.starts[n] == moved.ends[n]]
    origins = []
    for left, right in pairwise(safe):
        length = moved.starts[right] - moved.starts[left]
        own = [Span(left + n, left + n + 1) for n in range(length)]
        origins += own if length == right - left else [Span(left, right)] * length
    return moved.text, origins
