"""Nothing of a withheld text in any output: no run of eight characters that nobody quotes.

Seeds of many shapes, each with the same sentences in every place where a file can have them:
the body, a caption, an alternative text, front matter, metadata of the page, a JSON-LD block.
"""

from __future__ import annotations

import json
import random
import re
import zipfile
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from pathlib import Path

import pytest

from dossier.books import books
from dossier.convert.folding import simplified
from dossier.pipeline import build
from site_built import project, render

RUN = 8
# Characters that OpenCC leaves alone and that no word of the frame is made of.
SIGNS = "丹丰乒乓仄仆卅卉卜吁吆囚坎坪壬夭奄孕宵屯岔巫帚巾幻弗彤忡戎拗撇敞斋旭昙暮杈柿栗椰汐沐泞涮渺溺炙牍犀玖瓢甫疹痣皿盔矛砾禾秕穗窟笙箔粟糠"
SENTENCE = 17
ESCAPE = re.compile(r"\\u([0-9a-f]{4})")


def sentences(seed: int) -> list[str]:
    """Sentences of which no two share a run; other ones for each seed."""
    signs = list(SIGNS)
    random.Random(seed).shuffle(signs)
    starts = range(0, len(signs) - SENTENCE + 1, SENTENCE)
    return ["".join(signs[at : at + SENTENCE]) for at in starts]


def html(title: str, first: str, body: list[str]) -> str:
    """A saved page that says its first paragraph in each place where pages repeat it."""
    data = json.dumps({"@type": "NewsArticle", "headline": title, "description": first,
                       "articleBody": "。".join(body)}, ensure_ascii=False)  # fmt: skip
    paragraphs = "".join(f"<p>{one}。{one[::-1]}。</p>" for one in body)
    return (
        f'<html><head><title>{title}</title><meta name="description" content="{first}">'
        f'<meta property="og:description" content="{first}">'
        f'<script type="application/ld+json">{data}</script></head><body><article>'
        f'<h1>{title}</h1>{paragraphs}<figure><img src="https://a.example/x.png" alt="{first}">'
        f"<figcaption>{body[-1]}</figcaption></figure><table><tr><td>{body[0]}</td></tr></table>"
        f"<p>相关新闻：<a href='https://a.example/y'>{body[-1][::-1]}</a></p></article></body></html>"
    )


def markdown(title: str, first: str, body: list[str]) -> str:
    paragraphs = "\n\n".join(f"{one}。{one[::-1]}。" for one in body)
    return f'---\ntitle: {title}\ndescription: "{first}"\nexcerpt: "{first}"\n---\n\n{paragraphs}\n'


def plain(title: str, first: str, body: list[str]) -> str:
    return (
        f"{title}\n\n作者：林秋\n\n" + "\n\n".join(f"{one}。{one[::-1]}。" for one in body) + "\n"
    )


SHAPES = {".html": html, ".md": markdown, ".txt": plain}


def runs(text: str) -> Iterator[str]:
    """Every run of eight characters, without punctuation and white space."""
    signs = "".join(sign for sign in text if sign in SIGNS)
    return (signs[at : at + RUN] for at in range(len(signs) - RUN + 1))


def written(docs: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder as text, character references and escapes resolved."""
    for path in sorted(docs.rglob("*")):
        if path.is_file():
            text = unescape(path.read_bytes().decode("utf-8", "replace"))
            yield path.as_posix(), ESCAPE.sub(lambda found: chr(int(found[1], 16)), text)


def leaks(files: Iterator[tuple[str, str]], withheld: set[str]) -> list[tuple[str, str]]:
    table, found = str.maketrans(dict(simplified())), []
    for name, text in files:
        signs = "".join(sign for sign in text.translate(table) if sign in SIGNS)
        found += [(name, one) for one in withheld if one in signs]
    return found


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("ending", SHAPES)
def test_no_run_of_a_withheld_text_is_published(ending: str, seed: int, tmp_path: Path) -> None:
    """In no page, index, feed, citation, table, data file or book."""
    body, folder = sentences(seed), tmp_path
    (folder / "seeds").mkdir()
    (folder / "seeds" / f"a{ending}").write_text(SHAPES[ending]("旧磨坊的一年", body[0], body))
    quoted, claimed = body[1][:10], body[2][2:12]
    (folder / "seeds" / "a.yml").write_text(
        f"slug: a\nlanguage: zh-Hans\nrights: excerpt\nannotations:\n  - {{id: n, kind: gloss, quote: {quoted},"
        f" suffix: {body[1][10:14]}, body: 见此。}}\n"
    )
    (folder / "seeds" / "_claims.yml").write_text(
        "questions:\n  q:\n    question: 如何？\n    stances: {s: 好}\n    positions:\n"
        f"      - {{article: a, quote: {claimed}, prefix: {body[2][:2]}, stance: s}}\n"
    )
    contract = folder / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans, zh-Hant-TW, en]}}\n")
    build(contract)
    withheld = {one for each in body for text in (each, each[::-1]) for one in runs(text)}
    withheld -= {*runs(quoted), *runs(claimed)}
    assert leaks(written(folder / "docs"), withheld) == []
    made, _ = books(contract)
    for book in made:
        with zipfile.ZipFile(BytesIO(book.content)) as packed:
            files = ((name, unescape(packed.read(name).decode("utf-8", "replace")))
                     for name in packed.namelist())  # fmt: skip
            assert leaks(files, withheld) == []


def test_the_check_itself_finds_a_leak(tmp_path: Path) -> None:
    """Else the test above would hold of nothing: a private build has the text in many files."""
    (tmp_path / "seeds").mkdir()
    sentence = SIGNS[:20]
    (tmp_path / "seeds" / "a.txt").write_text(f"{sentence}。\n\n{SIGNS[20:40]}。\n")
    (tmp_path / "seeds" / "a.yml").write_text("slug: a\nlanguage: zh-Hans\nrights: excerpt\n")
    contract = tmp_path / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans]}}\n")
    build(contract, private=True)
    assert len({name for name, _ in leaks(written(tmp_path / "docs"), set(runs(sentence)))}) > 3


def test_no_run_of_a_withheld_text_is_in_the_rendered_site(tmp_path: Path) -> None:
    """Pages as a browser gets them, with all that the renderer adds."""
    body = sentences(9)
    project(tmp_path, {"a.html": html("旧磨坊的一年", body[0], body)})
    (tmp_path / "seeds" / "a.yml").write_text(
        f"slug: a\nlanguage: zh-Hans\nrights: excerpt\nannotations:\n  - {{id: n, kind: gloss, quote: {body[1][:10]}, body: 见。}}\n"
    )
    render(tmp_path, "--strict")
    withheld = {one for text in body for one in (*runs(text), *runs(text[::-1]))}
    assert leaks(written(tmp_path / "site"), withheld - {*runs(body[1][:10])}) == []
