"""The cite box and the head of an article's page: what is cited, as each edition writes it."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import jinja2
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.utils.meta import get_data

from dossier.model import Article, ArticleVersion, Block, Field, Kinship, Name, Note
from dossier.render.article import article_page
from dossier.render.cite import cited
from dossier.render.inline import plain
from dossier.render.linked_data import linked_data
from dossier.render.references import References
from support.examples import examples
from support.pages import ROOT, Element, a_site, an_article, page_of, rendered

BLOCK = Block(1, "paragraph", "书店今天开门了。")
SITE = "https://books.example/shop/"


def the_article(title: str = "书店今天开门", lang: str = "zh-Hans", **fields: Any) -> Article:
    """An article of which a citation says everything, but for what is given."""
    known: dict[str, Any] = {
        "publisher": "河边日报",
        "published": "2024-03-09",
        "original_url": "https://www.news.example/1",
        "authors": ("王小河", "Brook Chan"),
        **fields,
    }
    article = an_article(BLOCK, title=title, lang=lang)
    given = {key: Field(value, "sidecar") for key, value in known.items()}
    return replace(article, metadata={**article.metadata, **given})


def at(site: References, url: str = SITE, **more: Any) -> References:
    """A site with an address."""
    return replace(
        site,
        edition=replace(site.edition, config=replace(site.edition.config, site_url=url, **more)),
    )


def citation(article: Article, variant: str) -> str:
    return plain(cited(article, at(a_site(article, variant), language="en")))


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        (
            "zh-Hans",
            "王小河、Brook Chan：《书店今天开门》，河边日报，2024年3月9日，news.example/1。",
        ),
        (
            "zh-Hant-TW",
            "王小河、Brook Chan，〈书店今天开门〉，《河边日报》，2024年3月9日，news.example/1。",
        ),
        (
            "zh-Hant-HK",
            "王小河、Brook Chan：〈书店今天开门〉，《河边日报》，2024年3月9日，news.example/1。",
        ),
        ("en", "王小河, Brook Chan, “书店今天开门”, 河边日报, 9 March 2024, news.example/1."),
        (
            "fr",
            "王小河, Brook Chan, «\xa0书店今天开门\xa0», 河边日报, 9 mars 2024, news.example/1.",
        ),
        ("de", "王小河, Brook Chan, “书店今天开门”, 河边日报, 9 March 2024, news.example/1."),
    ],
)
def test_the_original_is_cited_as_the_editions_readers_do(variant: str, expected: str) -> None:
    """Marks of titles, order and signs differ from place to place."""
    assert citation(the_article(), variant) == expected


def test_what_is_unknown_is_said() -> None:
    """A publisher stands for an unknown author where that is the habit; nothing is made up."""
    nobody = the_article(authors=(), original_url=None)
    assert citation(nobody, "zh-Hans") == "河边日报：《书店今天开门》，2024年3月9日。"
    assert citation(nobody, "zh-Hant-TW") == "〈书店今天开门〉，《河边日报》，2024年3月9日。"
    nothing = the_article(authors=(), original_url=None, publisher=None, published=None, via="镜像")
    assert citation(nothing, "zh-Hans") == "《书店今天开门》，来源不详，日期不详，经镜像转载。"
    bound = replace(nothing, not_after="2024-03-10")
    assert "不晚于2024年3月10日" in citation(bound, "zh-Hans")


def test_a_foreign_title_has_the_marks_of_its_writing() -> None:
    """《 》 stand around Chinese words alone."""
    article = the_article("La librairie ouvre", "fr")
    assert "“La librairie ouvre”" in citation(article, "zh-Hant-TW")
    assert "«\xa0La librairie ouvre\xa0»" in citation(article, "fr")


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("zh-Hans", "《读〈河边〉》"),
        ("zh-Hant-TW", "〈读《河边》〉"),
        ("zh-Hant-HK", "〈读《河边》〉"),
    ],
)
def test_marks_within_marks_are_of_the_other_kind(variant: str, expected: str) -> None:
    assert expected in citation(the_article("读《河边》"), variant)
    assert expected in citation(the_article("读〈河边〉"), variant)


def box(article: Article, refs: References) -> Element:
    """The section as a tree."""
    page = article_page(ArticleVersion(article, article), refs, Kinship())
    return rendered(page.content.decode()).by_id("cite")


def test_the_box_has_the_original_first_then_the_page_then_files() -> None:
    """The page by its address, with the form of a paragraph’s; files for programs."""
    article = the_article()
    for site, place in (
        (at(a_site(article)), f"{SITE}zh-Hans/articles/seed.html"),
        (a_site(article), "(2024-03-09). zh-Hans/articles/seed.html."),
    ):
        element = box(article, site)
        rows = [item.words() for item in element.all() if item.name == "dd"]
        assert len(rows) == 3
        assert "《书店今天开门》" in rows[0]
        assert place in rows[1]
        assert "#p1" in rows[1]
        files = next(item for item in element.all() if item.has_class("d-files"))
        links = [item.attributes["href"] for item in files.all() if item.name == "a"]
        assert links == [f"../../data/citations/seed.{end}" for end in ("bib", "json", "ris")]


def head_of(page: str) -> BeautifulSoup:
    """Return the template's head for a page’s front matter."""
    source = (ROOT / "overrides/partials/head.html").read_text("utf-8")
    environment = jinja2.Environment()
    environment.filters["url"] = str
    meta = get_data(page)[1]
    config = {"site_url": "", "theme": {"favicon": "x.svg"}}
    render = environment.from_string(source).render(page={"meta": meta}, config=config)
    return BeautifulSoup(render, "lxml")


def tags_of(head: BeautifulSoup) -> list[tuple[str, str]]:
    result_set = head.find_all("meta", content=True)
    return [
        (str(tag.get("name") or tag.get("property")), str(tag["content"])) for tag in result_set
    ]


def test_the_head_tells_catalogues_of_the_original() -> None:
    """Highwire’s tags and Dublin Core, an author each; what is unknown has no tag."""
    tags = tags_of(head_of(page_of(the_article())))
    for pair in (
        ("citation_title", "书店今天开门"),
        ("citation_author", "王小河"),
        ("citation_author", "Brook Chan"),
        ("citation_publication_date", "2024/03/09"),
        ("citation_journal_title", "河边日报"),
        ("DC.title", "书店今天开门"),
        ("DC.creator", "王小河"),
        ("DC.date", "2024-03-09"),
        ("DC.source", "https://www.news.example/1"),
        ("og:type", "article"),
        ("og:title", "书店今天开门"),
        ("og:locale", "zh_CN"),
        ("article:published_time", "2024-03-09"),
    ):
        assert pair in tags
    bare = {name for name, _ in tags_of(head_of(page_of(an_article(BLOCK))))}
    assert not bare & {"citation_author", "citation_publication_date", "DC.source", "DC.date"}


HOSTILE = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)
HOSTILE |= st.sampled_from(
    (
        '"><script>alert(1)</script>',
        "' onload='x",
        "--><svg>",
        "{{ config }}",
        "</title>",
        "&quot;>",
    )
)


@examples(60)
@given(HOSTILE)
def test_nothing_of_a_seed_leaves_its_attribute(words: str) -> None:
    """A title, a name, an address: each is the content of a tag, and makes no other element."""
    article = the_article(words, publisher=words, authors=(words,), original_url=f"https://{words}")
    head = head_of(page_of(article))
    assert {tag.name for tag in head.find_all(True)} <= {"html", "head", "meta", "link", "script"}
    assert len(head.find_all("script")) == 1
    for item in head.find_all("meta"):
        assert set(item.attrs) <= {"charset", "name", "property", "content"}
    # White space at the ends, and what YAML's reader strips, says nothing.
    assert words.strip() in [
        content.strip() for name, content in tags_of(head) if name == "DC.creator"
    ]


def test_linked_data_tells_what_is_whose() -> None:
    """The article is its publisher’s, the collection the editor’s."""
    source = the_article(translator="河边日报")
    article = replace(source, lang="zh-Hant-TW", notes=(Note("n1", "gloss"),))
    site = at(a_site(article, "zh-Hant-TW"), licence="CC BY 4.0", editor="陈溪")
    body = Name("daily", "organisation", "河边日报", "zh-Hans", wikidata="Q1")
    site = replace(site, edition=replace(site.edition, names={"daily": body}))
    loads = json.loads(
        linked_data(ArticleVersion(source, article), site.at("articles/seed.html"), [body])
    )
    place = f"{SITE}zh-Hant-TW/articles/seed.html"
    assert loads["@id"] == loads["mainEntityOfPage"] == place
    assert loads["author"][0] == {"@type": "Person", "name": "王小河"}
    assert loads["translator"] == [{"@type": "Organization", "name": "河边日报"}]
    assert loads["isBasedOn"] == "https://www.news.example/1"
    assert loads["translationOfWork"]["inLanguage"] == "zh-Hans"
    assert loads["mentions"][0]["sameAs"].endswith("/Q1")
    assert "license" not in loads
    assert loads["isPartOf"]["editor"]["name"] == "陈溪"
