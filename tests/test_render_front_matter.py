"""The frame of a page: its front matter, and addresses that hold wherever the site lies."""

from __future__ import annotations

import posixpath
from dataclasses import replace
from typing import Any
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from dossier.extract import extract
from dossier.model import ArticleVersion, Block, Kinship, Sidecar
from dossier.render.article import article_page
from dossier.render.front_matter import front_matter
from support.documents import document_of
from support.examples import examples
from support.pages import a_site, an_article, page_of

HOSTILE = (
    "",
    "---",
    "x\n---\ntemplate: evil.html\n---\n",
    "...",
    "a: b",
    "- a",
    "# no comment",
    "'\"\\",
    "!!python/object/apply:os.system [ls]",
    "!ENV HOME",
    "&a *a",
    "{a: b}",
    "{{ config }}",
    "yes",
    "null",
    "~",
    "1.10",
    "2024-02-30",
    "0x1f",
    "%TAG ! !",
    "\t",
    " x ",
    "\ufeff",
    "\x85\u2028\u2029",
    "<<",
    "=",
    "?",
    "|",
    "中文：“引号”",
    "é" * 200,
)
STRINGS = st.sampled_from(HOSTILE) | st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
KEYS = ("title", "description", "authors", "nav", "words")


@examples(150)
@given(STRINGS, STRINGS, st.lists(STRINGS, max_size=3))
@example("x\n---\ntemplate: evil.html\n---\n", "---", ["..."])
def test_front_matter_gives_back_what_was_put_in(line: str, other: str, many: list[str]) -> None:
    """Every value is a quoted string, so that none can be a command, a number or an end."""
    matter: dict[str, Any] = {
        "title": line,
        "description": other,
        "authors": many,
        "nav": [{"key": line, "url": other}],
        "words": {"skip": other, "theme": line},
    }
    text = front_matter(matter)
    assert yaml.safe_load(text) == matter
    assert text.startswith('title: "')
    body, meta = get_data(f"---\n{text}---\n\nNote: the text\n")
    assert meta == matter
    assert body == "Note: the text\n"


@pytest.mark.parametrize("page", ["index.html", "articles/index.html", "articles/a.html"])
@pytest.mark.parametrize("target", ["index.html", "about.html", "articles/b.html"])
@pytest.mark.parametrize("variant", ["zh-Hans", "zh-Hant-TW"])
def test_an_address_is_relative_to_its_page(page: str, target: str, variant: str) -> None:
    """The same page opens from a disk, and below any path of a host."""
    site = a_site(an_article()).at(page)
    address = site.url(target, variant)
    assert not address.startswith("/")
    assert _from(f"zh-Hans/{page}", address) == f"{variant}/{target}"
    assert _from(f"zh-Hans/{page}", site.data_url("dossier.json")) == "data/dossier.json"


@pytest.mark.parametrize("name", ["what? why#1", "100%", "两 个 空格", "a&b=c", "../x"])
def test_the_address_of_a_seed_leads_to_its_file(name: str) -> None:
    """A file may have any name; in an address ? # % would say something else."""
    address = a_site(an_article()).at("articles/a.html").data_url(f"seeds/{name}.txt")
    assert not set("?#") & set(address)
    wanted = posixpath.normpath(f"data/seeds/{name}.txt")
    assert _from("zh-Hans/articles/a.html", unquote(address)) == wanted


def _from(page: str, address: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), address))


def test_no_key_of_a_seeds_front_matter_reaches_the_page() -> None:
    """`template:`, `hide:`, `search:` and others are commands to the theme."""
    theirs = {
        "title": "好",
        "template": "evil.html",
        "hide": "[navigation]",
        "icon": "material/skull",
        "search": "{exclude: true}",
        "status": "new",
        "alternates": "[{url: 'javascript:x'}]",
        "words": "{skip: x}",
        "robots": "noindex",
    }
    front = "".join(f"{key}: {value}\n" for key, value in theirs.items())
    seed, _ = document_of(
        f"---\n{front}---\n\n{'今天的新闻说了很多话。' * 9}\n".encode(), "seeds/a.txt"
    )
    assert seed
    article, _ = extract(seed, Sidecar())
    assert article
    page = page_of(article)
    plain = page_of(an_article(Block(1, "paragraph", "x")))
    assert set(get_data(page)[1]) == set(get_data(plain)[1])
    meta = get_data(page)[1]
    assert meta["title"] == "好"
    # What became of each line of the file is said in words.
    assert "skull" in str(meta.pop("provenance"))
    assert "skull" not in str(meta)


def test_an_articles_front_matter_holds_what_other_programs_look_for() -> None:
    """The keys that the design promises, each there even where its value is unknown."""
    meta = get_data(page_of(an_article(Block(1, "paragraph", "x"))))[1]
    promised = (
        "title summary summary_by lang source_lang date publisher via authors original_url"
        " entities tags generated_from seed_sha256"
    )
    assert set(promised.split()) <= set(meta)


@pytest.mark.parametrize("variant", ["zh-Hans", "zh-Hant-HK", "fr", "en"])
def test_a_page_says_its_edition_and_its_path(variant: str) -> None:
    """The theme reads `<html lang>`, the header and the switch from here."""
    meta = get_data(page_of(an_article(Block(1, "paragraph", "x")), variant))[1]
    assert meta["lang"] == variant
    assert (meta["root"], meta["path"]) == ("../../", "articles/seed.html")
    assert [item["lang"] for item in meta["alternates"]] == [variant]


def test_a_converted_text_names_its_source_whatever_its_title() -> None:
    """The language of a title is its own: one in translation converts no text."""
    french = an_article(Block(1, "paragraph", "mot"), lang="fr")
    for language in ("fr", "zh-Hans"):
        titled = replace(french, title=replace(french.title, lang=language))
        assert get_data(page_of(titled))[1]["converted_from"] == ""
    source = an_article(Block(1, "paragraph", "話"), lang="zh-Hant")
    version = ArticleVersion(source, replace(source, lang="zh-Hans"))
    page = article_page(version, a_site(source), Kinship()).content.decode()
    assert get_data(page)[1]["converted_from"] == "zh-Hant"
