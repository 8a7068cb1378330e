"""Authors, dates and publishers of saved pages: nobody is named on weak evidence."""

from __future__ import annotations

import pytest

from dossier.model import Article
from support.extraction import ENGLISH, paragraphs, read
from support.extraction import page as saved

TITLE = "<h1>By the well</h1>"
TEXT = paragraphs(ENGLISH)
FRAME = "".join(f"<div><a href='/{n}'>Teaser number {n}</a></div>" for n in range(12))
CARD = "<meta name='author' content='Nora Lindqvist'>"


def page(body: str, head: str = "") -> Article:
    return saved(f"<main>{body}</main>", head, "en")


def linked(**said: str) -> str:
    values = ", ".join(f'"{key}": {value}' for key, value in said.items())
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {values}}}</script>'


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<div class=date>3 May 2024</div>", "2024-05-03"),
        ("<p><time datetime='2024-05-03T10:00'>yesterday</time></p>", "2024-05-03T10:00"),
        ("<p>The ferry stops | 3 May 2024</p>", ""),
    ],
)
def test_a_date_over_the_title_is_the_article_s(line: str, published: str) -> None:
    """Many templates print it there, blogs as a heading of the day; not a line that says more."""
    body = f"<header>{line}{TITLE}</header><div>{TEXT}</div>"
    assert saved(f"{FRAME}{body}{FRAME}").value("published") == published


def test_a_date_far_over_the_title_is_another_article_s() -> None:
    teaser = "<div><p>3 May 2024</p><p>The ferry</p></div>"
    body = f"{teaser}<header>{TITLE}</header><div>{TEXT}</div>"
    assert saved(f"{FRAME}{body}{FRAME}").value("published") == ""


@pytest.mark.parametrize(
    "line", ["3 May 2024", "Erschienen am 3. Mai 2024", "Pressemitteilung vom 3. Mai 2024"]
)
def test_a_date_below_the_lead_is_the_article_s(line: str) -> None:
    lead = f"<p>{ENGLISH[0]}</p>"
    read = page(f"{TITLE}{lead}<div>{line}</div>{paragraphs(ENGLISH[1:])}")
    assert read.value("published") == "2024-05-03"


def test_an_account_that_no_reader_sees_is_no_author() -> None:
    """A page with its frame that prints neither the name nor a date; the doubt is told."""
    read = saved(f"{FRAME}<main>{TITLE}{TEXT}</main>{FRAME}", CARD)
    assert read.values("authors") == ()
    assert [item.value for item in read.metadata["authors"].candidates] == [("Nora Lindqvist",)]
    assert any("names “Nora Lindqvist”" in doubt.message for doubt in read.doubts)


@pytest.mark.parametrize(
    ("body", "frame"),
    [
        (f"{TITLE}{TEXT}", ""),
        (f"{TITLE}<p>3 May 2024</p>{TEXT}", FRAME),
        (f"{TITLE}{TEXT}<p>Nora Lindqvist teaches at the harbour school.</p>", FRAME),
    ],
)
def test_an_author_of_the_head_alone_stands(body: str, frame: str) -> None:
    """The page was saved without its frame, has a line with a date, or shows the name."""
    read = saved(f"{frame}<main>{body}</main>{frame}", CARD)
    assert read.values("authors") == ("Nora Lindqvist",)


def test_an_organisation_is_one_in_every_statement_of_a_page() -> None:
    house = linked(author='{"@type": "Organization", "name": "Oak Garden"}')
    card = (
        "<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='{}'>"
    )
    assert page(TITLE + TEXT, house + card.format("Oak Garden")).values("authors") == ()
    assert page(TITLE + TEXT, house + card.format("Ann Walker")).values("authors") == (
        "Ann Walker",
    )


@pytest.mark.parametrize("name", ["nora.lindqvist", "nora_lindqvist2", "Harbour Weekly /nl"])
def test_a_login_or_a_desk_is_no_author(name: str) -> None:
    site = "<meta property='og:site_name' content='Harbour Weekly'>"
    assert page(TITLE + TEXT, site + linked(author=f'"{name}"')).values("authors") == ()


def test_a_bar_of_subjects_is_no_byline() -> None:
    bar = "<p>Harbour Funding | Ferry Strike | Garden News</p>"
    assert page(f"{TITLE}{bar}{TEXT}").values("authors") == ()


@pytest.mark.parametrize(
    ("site", "publisher"),
    [("Harbour Weekly", "Harbour Weekly"), ("Orchard", "Oak Media Ltd"), ("", "Oak Media Ltd")],
)
def test_a_site_called_as_its_host_is_the_publisher(site: str, publisher: str) -> None:
    """Before the firm behind it or a motto, which linked data may give."""
    head = f"<meta property='og:site_name' content='{site}'>"
    head += "<link rel=canonical href='https://www.harbourweekly.example/a'>"
    head += linked(publisher='{"name": "Oak Media Ltd"}')
    assert page(TITLE + TEXT, head).value("publisher") == publisher


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("<p><b><i>Nora Lindqvist</i></b></p>", ("Nora Lindqvist",)),
        ("<p>The wheel turns.<br><em>Nora Lindqvist</em></p>", ("Nora Lindqvist",)),
        ("<p>(Nora Lindqvist)</p>", ("Nora Lindqvist",)),
        ("<p>Nora Lindqvist</p>", ()),
        ("<p><b>Read the second part</b></p>", ()),
    ],
)
def test_a_name_set_apart_at_the_end_signs_the_text(line: str, names: tuple[str, ...]) -> None:
    """It stays text, as a signature does."""
    article = page(f"{TITLE}{TEXT}{line}")
    assert article.values("authors") == names
    assert "Nora" not in line or article.blocks[-1].text.rstrip(")").endswith("Nora Lindqvist")


@pytest.mark.parametrize(
    ("opening", "names"),
    [
        ("南岸社河口5月3日电（记者 李大河、王小木）", ("李大河", "王小木")),
        ("本报讯（记者李大河 通讯员 王小木）", ("李大河", "王小木")),
        ("市长昨天在（记者会）上说", ()),
    ],
)
def test_reporters_in_brackets_of_a_dateline_wrote_it(opening: str, names: tuple[str, ...]) -> None:
    text = f"{opening}河岸边的旧仓库去年秋天重新开门，来的人比主办者预想的多。"
    assert read(f"<h1>仓库</h1><p>{text}</p>{paragraphs()}").values("authors") == names


@pytest.mark.parametrize("label", ["Autorin/Autor", "Autor/in", "Autor:in"])
def test_a_label_for_both_is_a_label(label: str) -> None:
    line = f"<p>{label}: Nora Lindqvist</p>"
    assert page(f"{TITLE}{line}{TEXT}").values("authors") == ("Nora Lindqvist",)
