"""Nearly the same text is one article with captures; a translation or another article is not."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dossier.analysis.near_copies import changes
from dossier.convert.variants import engine
from dossier.load import read_articles
from dossier.load.article import SCRIPTS
from dossier.model import Article, Change
from dossier.pipeline import build
from support.dossiers import a_dossier
from support.pages import ROOT, rendered

# Prose in three languages that says the same: the pages on the method.
ABOUT = ROOT / "scripts/dossier/render/about"
LANGUAGES = ("zh-Hans", "fr", "en")
TITLES = {
    "zh-Hans": "这份卷宗是怎样做成的",
    "fr": "Comment ce dossier est fait",
    "en": "How this was made",
}
STOPS = re.compile(r"(?<=[。.!?！？])\s*")


def prose(language: str) -> list[str]:
    """Paragraphs of plain words."""
    text = (ABOUT / f"{language}.md").read_text("utf-8")
    lines = (
        re.sub(r"\[([^\]]*)\]\([^)]*\)|[*`#_\[\]{}|<>]", r"\1", line) for line in text.split("\n")
    )
    plain = (line.strip(" -") for line in lines)
    return [line for line in plain if len(line) > 30 and ":" not in line[:3]][:9]


def corrected(paragraphs: list[str], rng: random.Random) -> list[str]:
    """A few letters are others."""
    result = list(paragraphs)
    for _ in range(5):
        at = rng.randrange(len(result))
        letters = [n for n, sign in enumerate(result[at]) if sign.isalnum()]
        place = rng.choice(letters)
        sign = "改" if result[at][place] > "\u3400" else "z"
        result[at] = result[at][:place] + sign + result[at][place + 1 :]
    return result


def updated(paragraphs: list[str], rng: random.Random) -> list[str]:
    """New paragraphs stand among the old ones, and a sentence went."""
    new = " ".join(rng.sample(paragraphs[-3:], 3))[::-1]
    return [*paragraphs[:2], new[: len(new) // 2], *paragraphs[2:5], new[len(new) // 2 :]]


def other_script(paragraphs: list[str], rng: random.Random) -> list[str]:
    tag = rng.choice(["zh-Hant-TW", "zh-Hant-HK", "zh-Hant"])
    return [engine("zh-Hans", tag)(text) for text in paragraphs]


def quoting(paragraphs: list[str], rng: random.Random) -> list[str]:
    """Another article on the same: a third are the same quotations, the rest is its own."""
    sentences = [part for text in paragraphs for part in STOPS.split(text) if part]
    rng.shuffle(sentences)
    shared = set(rng.sample(sentences, len(sentences) // 3))
    return [text if text in shared else text[::-1] for text in sentences]


def shuffled(paragraphs: list[str], rng: random.Random) -> list[str]:
    """The same sentences in another order are another text."""
    sentences = [part for text in paragraphs for part in STOPS.split(text) if part]
    rng.shuffle(sentences)
    return sentences


Kind = Callable[[list[str], random.Random], list[str]]
KINDS: list[tuple[Kind, bool]] = [
    (corrected, True),
    (updated, True),
    (quoting, False),
    (shuffled, False),
]
PAIRS: list[tuple[str, str, Kind, bool, bool, int]] = [
    (language, str(at), kind, across, same, seed)
    for language in LANGUAGES
    for at, (kind, same) in enumerate(KINDS)
    for across in ((False, True) if language == "zh-Hans" else (False,))
    for seed in range(3 if language == "zh-Hans" else 2)
] + [("zh-Hans", "other_script", other_script, False, True, seed) for seed in range(6)]


def put(folder: Path, name: str, title: str, paragraphs: list[str]) -> None:
    (folder / f"{name}.md").write_text("\n\n".join((f"# {title}", *paragraphs)) + "\n", "utf-8")


def read(folder: Path) -> dict[str, Article]:
    return {article.id: article for article in read_articles(folder)[0]}


@pytest.mark.parametrize(("language", "name", "kind", "across", "same", "seed"), PAIRS)
def test_a_pair_is_what_it_is(
    language: str, name: str, kind: Kind, across: bool, same: bool, seed: int, tmp_path: Path
) -> None:
    """Also where one is in another script."""
    rng = random.Random(f"{language}{name}{seed}")
    paragraphs, title = prose(language)[:6], TITLES[language]
    put(tmp_path, "a", title, paragraphs)
    other = kind(paragraphs, rng)
    if across:
        other = other_script(other, rng)
        title = engine("zh-Hans", "zh-Hant-TW")(title)
    put(tmp_path, "b", title, other)
    articles = read(tmp_path)
    assert len(articles) == (1 if same else 2)
    if kind is other_script:
        assert articles["a"].captures[0].changes == ()


@pytest.mark.parametrize("tags", [("zh-Hans", "fr"), ("zh-Hans", "en"), ("fr", "en")])
def test_a_translation_is_another_article(tags: tuple[str, str], tmp_path: Path) -> None:
    for tag in tags:
        put(tmp_path, tag, TITLES["en"], prose(tag))
    assert set(read(tmp_path)) == set(tags)


def applied(article: Article, made: tuple[Change, ...]) -> str:
    """The text of an article with its changes, from the last to the first."""
    blocks = {block.n: block.text for block in (article.title, *article.blocks)}
    for change in reversed(made):
        text = blocks[change.block]
        blocks[change.block] = text[: change.span.start] + change.text + text[change.span.end :]
    return re.sub("\n+", "\n", "\n".join(blocks.values()))


def pairs() -> Iterator[tuple[list[str], list[str]]]:
    for language in LANGUAGES:
        for seed in range(4):
            rng = random.Random(seed)
            text = prose(language)
            yield text, corrected(text, rng)
            yield text, updated(text, rng)
            yield updated(text, rng), corrected(text, rng)


@pytest.mark.parametrize(("old", "new"), list(pairs()))
def test_the_changes_make_the_one_text_of_the_other(
    old: list[str], new: list[str], tmp_path: Path
) -> None:
    """Nothing that differs is missing, and nothing else is told."""
    put(tmp_path, "a", "How it was made", old)
    put(tmp_path, "b", "How it was made", new)
    (tmp_path / "b.yml").write_text("capture_of: null\n")
    articles = read(tmp_path)
    made = changes(articles["a"], articles["b"], SCRIPTS)
    assert applied(articles["a"], made) == applied(articles["b"], ())


def test_a_corrected_name_is_one_change(tmp_path: Path) -> None:
    """Of one character, also where the capture is Traditional, and its wording that of Taiwan."""
    old = [
        "知名研究员李开复的智浦、百川等都是本土的软件公司，发布消息说“设备”很多。"
        + "".join(prose("zh-Hans")[:2])
    ]
    put(tmp_path, "a", "国产软件公司发布消息", old)
    new = [engine("zh-Hans", "zh-Hant-TW")(old[0].replace("智浦", "智谱"))]
    put(tmp_path, "b", "國產軟體公司發布訊息", new)
    (article,) = read(tmp_path).values()
    (capture,) = article.captures
    assert [
        (article.blocks[0].text[c.span.start : c.span.end], c.text)
        for c in capture.changes
        if c.block
    ] == [("浦", "譜")]


def test_the_page_shows_what_differs(tmp_path: Path) -> None:
    """In each edition, in the words of the sources, with a place to cite for each capture."""
    text = prose("zh-Hans")
    address = '<link rel="canonical" href="https://news.example/1">'
    body = "".join(f"<p>{line}</p>" for line in corrected(text, random.Random(1)))
    html = f"<!doctype html><html><head>{address}<title>{TITLES['zh-Hans']}</title></head><body><article><h1>{TITLES['zh-Hans']}</h1>{body}</article></body></html>"
    seeds: dict[str, str | bytes] = {
        "a.md": "\n\n".join((f"# {TITLES['zh-Hans']}", *text)),
        "b.html": html,
    }
    contract = a_dossier(tmp_path, seeds, "zh-Hans, en")
    (tmp_path / "overrides").symlink_to(ROOT / "overrides")
    report = build(contract)
    assert report.articles == 1
    assert not report.problems
    page = rendered((tmp_path / "docs/en/captures/a.md").read_text("utf-8"))
    section = page.by_id("b")
    assert "https://news.example/1" in {item.attributes.get("href") for item in section.all()}
    old = "".join(item.words() for item in section.all() if item.name == "del")
    new = "".join(item.words() for item in section.all() if item.name == "ins")
    assert len(old) == len(new) == 5
    assert set(new) == {"改"}
    links = {
        item.attributes.get("href")
        for item in rendered((tmp_path / "docs/en/articles/a.md").read_text("utf-8")).all()
    }
    assert "../captures/a.html#b" in links


def test_no_words_of_a_capture_are_published_where_rights_forbid_it(tmp_path: Path) -> None:
    # Other words than those of the page on the method.
    text = [line[::-1] for line in prose("zh-Hans")]
    seeds: dict[str, str | bytes] = {
        "a.md": "\n\n".join((f"# {TITLES['zh-Hans']}", *text)),
        "b.md": "\n\n".join((f"# {TITLES['zh-Hans']}", *corrected(text, random.Random(1)))),
        "a.yml": "rights: excerpt\n",
    }
    build(a_dossier(tmp_path, seeds))
    assert not (tmp_path / "docs/zh-Hans/captures").exists()
    files = [path for path in (tmp_path / "docs").rglob("*") if path.is_file()]
    assert not [path for path in files if text[0][5:20].encode() in path.read_bytes()]


def test_letters_that_two_words_share_by_chance_part_no_change(tmp_path: Path) -> None:
    """Of harbour and Northern the r, say; between words each change stays by itself."""
    for name, word, day in (("a", "Harbour", "Monday"), ("b", "Northern", "Friday")):
        line = f"The {word} bridge reopened on {day}."
        put(tmp_path, name, "How it was made", [line, *prose("en")])
    (article,) = read(tmp_path).values()
    (capture,) = article.captures
    assert [
        (article.blocks[0].text[c.span.start : c.span.end], c.text) for c in capture.changes
    ] == [("Harbour", "Northern"), ("Mon", "Fri")]


@pytest.mark.parametrize("tag", ["zh-Hant-TW", "zh-Hant-HK"])
def test_the_wording_of_an_edition_is_no_difference(tag: str, tmp_path: Path) -> None:
    """伺服器 for 服务器, 駭客 for 黑客: of words that share characters none is told apart."""
    convert = engine("zh-Hans", tag)
    for article in read_articles(ROOT / "seeds")[0]:
        if article.lang == "zh-Hans":
            folder = tmp_path / article.slug
            folder.mkdir()
            texts = [block.text for block in article.blocks if block.n]
            put(folder, "a", article.title.text, texts)
            put(folder, "b", convert(article.title.text), list(map(convert, texts)))
            (whole,) = read(folder).values()
            assert [capture.changes for capture in whole.captures] == [()]


@pytest.mark.parametrize(
    ("title", "other", "same"),
    [
        ("水磨坊的一年", "水磨坊的一年 | 河岸报", True),
        ("河岸报：水磨坊的一年", "水磨坊的一年", True),
        ("水磨坊旁边的一年怎样过去", "水磨坊旁边的一年怎么过去", True),
        ("水磨坊的一年（三）", "水磨坊的一年（十三）", False),
        ("水磨坊的一年（甲）", "水磨坊的一年（乙）", False),
        ("A year at the mill", "A year at the mill, part 2", False),
        ("水磨坊的一年", "磨工的水磨坊的一年和他的女儿", False),
    ],
)
def test_a_like_text_is_a_capture_under_a_like_title(
    title: str, other: str, same: bool, tmp_path: Path
) -> None:
    """Parts of a series, and cases that are counted, may have nearly the same words."""
    text = prose("zh-Hans" if title > "z" else "en")
    put(tmp_path, "a", title, text)
    put(tmp_path, "b", other, [*text[:-1], text[-1][::-1]])
    assert len(read(tmp_path)) == (1 if same else 2)
