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
from dossier.cli import main
from dossier.convert.folding import simplified
from dossier.pipeline import build
from support.sites import project, render

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
    paragraphs = "".join(f"<p>{text}。{text[::-1]}。</p>" for text in body)
    return (
        f'<html><head><title>{title}</title><meta name="description" content="{first}">'
        f'<meta property="og:description" content="{first}">'
        f'<script type="application/ld+json">{data}</script></head><body><article>'
        f'<h1>{title}</h1>{paragraphs}<figure><img src="https://a.example/x.png" alt="{first}">'
        f"<figcaption>{body[-1]}</figcaption></figure><table><tr><td>{body[0]}</td></tr></table>"
        f"<p>相关新闻：<a href='https://a.example/y'>{body[-1][::-1]}</a></p></article></body></html>"
    )


def markdown(title: str, first: str, body: list[str]) -> str:
    paragraphs = "\n\n".join(f"{text}。{text[::-1]}。" for text in body)
    return f'---\ntitle: {title}\ndescription: "{first}"\nexcerpt: "{first}"\n---\n\n{paragraphs}\n'


def plain(title: str, first: str, body: list[str]) -> str:
    return (
        f"{title}\n\n作者：林秋\n\n"
        + "\n\n".join(f"{item}。{item[::-1]}。" for item in body)
        + "\n"
    )


SHAPES = {".html": html, ".md": markdown, ".txt": plain}


def runs(text: str) -> Iterator[str]:
    """Every run of eight characters, without punctuation and white space."""
    signs = "".join(sign for sign in text if sign in SIGNS)
    return (signs[at : at + RUN] for at in range(len(signs) - RUN + 1))


def plainly(raw: bytes) -> str:
    """Return the text of bytes, character references and escapes resolved."""
    text = unescape(raw.decode("utf-8", "replace"))
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)


def texts(docs: Path) -> Iterator[tuple[str, str]]:
    """Every file below a folder as text, character references and escapes resolved."""
    for path in sorted(docs.rglob("*")):
        if path.is_file():
            yield path.as_posix(), plainly(path.read_bytes())


def leaks(files: Iterator[tuple[str, str]], withheld: set[str]) -> list[tuple[str, str]]:
    table, leaked = str.maketrans(dict(simplified())), []
    for name, text in files:
        signs = "".join(sign for sign in text.translate(table) if sign in SIGNS)
        leaked += [(name, word) for word in withheld if word in signs]
    return leaked


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
    withheld = {run for word in body for text in (word, word[::-1]) for run in runs(text)}
    withheld -= {*runs(quoted), *runs(claimed)}
    assert leaks(texts(folder / "docs"), withheld) == []
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
    assert len({name for name, _ in leaks(texts(tmp_path / "docs"), set(runs(sentence)))}) > 3


def packed(file: Path) -> Iterator[tuple[str, str]]:
    """Every file of a zip or book as text, character references and escapes resolved."""
    with zipfile.ZipFile(file) as opened:
        for name in opened.namelist():
            yield name, plainly(opened.read(name))


def in_kiwix(file: Path) -> Iterator[tuple[str, str]]:
    """Every entry of a file for Kiwix with its title, and what a library shows of the file."""
    archive = pytest.importorskip("libzim.reader").Archive(file)
    for at in range(archive.all_entry_count):
        entry = archive._get_entry_by_id(at)
        yield f"title of {entry.path}", entry.title
        if not entry.is_redirect:
            yield entry.path, plainly(bytes(entry.get_item().content))
    for key in archive.metadata_keys:
        yield key, plainly(archive.get_metadata(key))


def kiwix_finds(file: Path, words: str) -> int:
    """How many pages the index inside of the file has for some words."""
    search = pytest.importorskip("libzim.search")
    archive = pytest.importorskip("libzim.reader").Archive(file)
    return int(
        search.Searcher(archive).search(search.Query().set_query(words)).getEstimatedMatches()
    )


def site_of(folder: Path, body: list[str], rights: str) -> Path:
    """A rendered site of one article, with a note on ten of its characters; its folder."""
    project(folder, {"a.html": html("旧磨坊的一年", body[0], body)})
    (folder / "seeds" / "a.yml").write_text(
        f"slug: a\nlanguage: zh-Hans\n{rights}annotations:\n"
        f"  - {{id: n, kind: gloss, quote: {body[1][:10]}, suffix: {body[1][10:14]}, body: 见。}}\n"
    )
    render(folder, "--strict")
    return folder / "site"


@pytest.mark.slow
def test_no_run_of_a_withheld_text_is_in_the_rendered_site(tmp_path: Path) -> None:
    """Pages as a browser gets them, with all that the renderer adds; and the site packed.

    The index inside of a file for Kiwix holds Chinese by pairs of characters: it must not even
    know those of the text.
    """
    body = sentences(9)
    site = site_of(tmp_path, body, "rights: excerpt\n")
    withheld = {word for text in body for word in (*runs(text), *runs(text[::-1]))}
    withheld -= {*runs(body[1][:10])}
    assert leaks(texts(site), withheld) == []
    contract = ["--config", str(tmp_path / "mkdocs.yml"), "--out", str(tmp_path / "out")]
    assert main(["zip", *contract]) == 0
    (zipped,) = (tmp_path / "out").glob("*.zip")
    assert leaks(packed(zipped), withheld) == []
    pytest.importorskip("libzim")
    assert main(["zim", *contract]) == 0
    (kiwix,) = (tmp_path / "out").glob("*.zim")
    assert leaks(in_kiwix(kiwix), withheld) == []
    assert kiwix_finds(kiwix, body[1][:4]) > 0
    assert [word for word in (*body[0:1], *body[2:]) if kiwix_finds(kiwix, word[:4])] == []


@pytest.mark.slow
def test_the_check_of_what_is_packed_finds_a_leak(tmp_path: Path) -> None:
    """If nothing is withheld, the text is in the zip, in the file for Kiwix and in its index."""
    pytest.importorskip("libzim")
    body = sentences(9)
    site_of(tmp_path, body, "")
    contract = ["--config", str(tmp_path / "mkdocs.yml"), "--out", str(tmp_path / "out")]
    assert [main([kind, *contract]) for kind in ("zip", "zim")] == [0, 0]
    (zipped,), (kiwix,) = ((tmp_path / "out").glob(f"*.{kind}") for kind in ("zip", "zim"))
    assert len({name for name, _ in leaks(packed(zipped), set(runs(body[2])))}) > 3
    assert len({name for name, _ in leaks(in_kiwix(kiwix), set(runs(body[2])))}) > 3
    assert all(kiwix_finds(kiwix, text[:4]) for text in body)
