"""Articles of which only excerpts may be published: nothing else of them leaves the house."""

from __future__ import annotations

import json
import zipfile
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.annotate.redact import excerpt
from dossier.books import books
from dossier.model import Annotation, Article, Block, Note, Place, Span
from dossier.pipeline import build
from support.pages import an_article, rendered

# A token in each sentence that no conversion changes and that no page says by itself.
SEED = """# 河上的旧磨坊

第一段的开头有暗号qzxa，磨坊在河的上游已经很久了。村里的老人都记得它的声音。

第二段有暗号qzxb。磨坊主人说这是最好的年成，他从没见过这么多麦子qzxc。后来雨下了三天qzxd。

第三段有暗号qzxe，谁也没有引用它。河水涨到了门槛。

第四段有暗号qzxf，图书馆收藏了那年的账本qzxg，里面记着每一袋面粉。
"""
SIDECAR = """slug: mill
rights: {rights}
summary: 磨坊的一年。¶2 ¶3
annotations:
  - {{id: best-year, kind: gloss, quote: 磨坊主人说这是最好的年成, body: 年成即收成。}}
  - {{id: the-book, kind: context, quote: 图书馆收藏了那年的账本qzxg, body: 账本今存县里。}}
"""
CLAIMS = """questions:
  how-good:
    question: 那一年收成如何？
    stances: {good: 好}
    positions:
      - {article: mill, quote: 他从没见过这么多麦子qzxc, stance: good}
"""
HIDDEN = ("qzxa", "qzxb", "qzxd", "qzxe", "qzxf")
QUOTED = ("磨坊主人说这是最好的年成", "他从没见过这么多麦子qzxc", "图书馆收藏了那年的账本qzxg")


def a_dossier(folder: Path, rights: str = "excerpt") -> Path:
    """A dossier of one article, and of another that is published whole."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "mill.md").write_text(SEED, "utf-8")
    (seeds / "mill.yml").write_text(SIDECAR.format(rights=rights), "utf-8")
    (seeds / "other.md").write_text(
        "# 别的\n\n这一篇全文公开，有暗号qzxz，谁都可以读它。\n", "utf-8"
    )
    (seeds / "_claims.yml").write_text(CLAIMS, "utf-8")
    contract = folder / "mkdocs.yml"
    tags = "zh-Hans, zh-Hant-TW, zh-Hant-HK"
    contract.write_text(f"site_name: x\nextra: {{dossier: {{variants: [{tags}]}}}}\n")
    return contract


@pytest.fixture(scope="module")
def docs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the files that a build for readers writes."""
    contract = a_dossier(tmp_path_factory.mktemp("excerpt"))
    assert not build(contract).problems
    return contract.parent / "docs"


def everything(docs: Path) -> str:
    """All files of a build as one text."""
    return "\n".join(path.read_text("utf-8") for path in sorted(docs.rglob("*")) if path.is_file())


@pytest.mark.parametrize("token", HIDDEN)
def test_what_is_not_quoted_is_in_no_file(docs: Path, token: str) -> None:
    """Pages, search index, data, feeds, citations: a leak anywhere is a leak."""
    assert token not in everything(docs).lower()


def test_what_is_quoted_is_there(docs: Path) -> None:
    """Else nothing would be published at all, and the test above would hold of nothing."""
    text = everything(docs)
    assert "qzxz" in text
    page = (docs / "zh-Hans/articles/mill.md").read_text("utf-8")
    body = page.split("\n---\n")[1]
    for words in ("磨坊主人说这是最好的年", "qzxc", "qzxg"):
        assert words in body


def test_a_private_build_has_it_all(tmp_path: Path) -> None:
    contract = a_dossier(tmp_path / "x")
    build(contract, private=True)
    text = everything(contract.parent / "docs")
    assert all(token in text for token in HIDDEN)
    assert (contract.parent / "docs/data/seeds/mill.txt").exists()


def test_a_public_build_takes_back_a_private_one(tmp_path: Path) -> None:
    """An editor who looked at the whole and then publishes must not publish what lay about."""
    contract = a_dossier(tmp_path / "x")
    build(contract, private=True)
    build(contract)
    text = everything(contract.parent / "docs")
    assert not [token for token in HIDDEN if token in text]


def test_a_slip_in_rights_is_not_a_permission(tmp_path: Path) -> None:
    contract = a_dossier(tmp_path / "x", rights="exerpt")
    (problem,) = build(contract).problems
    assert problem.path == "seeds/mill.yml"
    assert problem.line == 2
    assert "qzxa" not in everything(contract.parent / "docs")


def test_books_hold_excerpts_too(tmp_path: Path) -> None:
    made, _ = books(a_dossier(tmp_path / "x"))
    for book in made:
        with zipfile.ZipFile(BytesIO(book.content)) as packed:
            text = "\n".join(
                packed.read(name).decode("utf-8", "replace") for name in packed.namelist()
            )
        assert not [token for token in HIDDEN if token in text]
        assert "qzxc" in text


def test_data_is_true_to_itself(docs: Path) -> None:
    """Offsets count in the excerpt, and the ledger still tells how much there is."""
    tree = json.loads((docs / "data/dossier.json").read_text("utf-8"))
    (article,) = [item for item in tree["articles"] if item["slug"] == "mill"]
    assert article["rights"] == "excerpt"
    texts = {item["n"]: item["text"]["source"] for item in article["blocks"]}
    for note in article["annotations"]:
        assert texts[note["block"]][note["start"] : note["end"]] == note["quote"]
    (position,) = tree["claims"]["questions"][0]["positions"]
    assert texts[position["block"]][position["start"] : position["end"]] == position["quote"]
    body = [item for item in article["ledger"] if item["to"] == "body"]
    assert body
    assert all(item["text"] == "" and item["chars"] > 0 for item in body)


def test_every_paragraph_keeps_its_address(docs: Path) -> None:
    """A summary refers to paragraphs, quoted or not."""
    page = rendered((docs / "zh-Hans/articles/mill.md").read_text("utf-8"))
    assert [page.by_id(f"p{n}") for n in (1, 2, 3, 4)]


@given(st.data())
def test_only_quoted_words_stay(data: st.DataObject) -> None:
    """Law: what stands in an excerpt was quoted, and a note stands on the words it stood on."""
    texts = data.draw(
        st.lists(st.text("甲乙丙丁ab ", min_size=1, max_size=20), min_size=1, max_size=4)
    )
    notes, blocks = [], []
    for n, text in enumerate(texts, 1):
        ends = st.integers(0, len(text))
        pairs = data.draw(st.lists(st.tuples(ends, ends), max_size=3))
        spans = [Span(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]]
        made = [Annotation(span, f"n{n}-{at}") for at, span in enumerate(spans)]
        notes += [Note(annotation.note, "gloss", quote="x") for annotation in made]
        blocks.append(Block(n, "paragraph", text, lang="zh-Hans", annotations=tuple(made)))
    article: Article = replace(an_article(*blocks), notes=tuple(notes), rights="excerpt")
    short, _ = excerpt(article, ())
    for old, new in zip(article.blocks, short.blocks, strict=True):
        quoted = {
            at
            for annotation in old.annotations
            for at in range(annotation.span.start, annotation.span.end)
        }
        kept = new.text.replace("…", "")
        assert kept == "".join(old.text[at] for at in sorted(quoted))
        for annotation, other in zip(old.annotations, new.annotations, strict=True):
            words = old.text[annotation.span.start : annotation.span.end]
            assert new.text[other.span.start : other.span.end] == words


def test_a_place_that_claims_quote_stays() -> None:
    article = replace(
        an_article(Block(1, "paragraph", "一二三四五", lang="zh-Hans")), rights="excerpt"
    )
    short, kept = excerpt(article, [Place(1, Span(1, 3))])
    assert short.blocks[0].text == "……二三……"
    assert kept[1] == [(Span(1, 3), 2)]
