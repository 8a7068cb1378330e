"""Exports of reading and note-taking programs: metadata of the article, none of the program's own."""

from __future__ import annotations

import pytest

from dossier.extract import extract
from dossier.model import Article, Sidecar
from support.documents import document_of

FIRST = "The council decided on Monday to rebuild the old bridge, after three years of quarrel."
SECOND = (
    "Residents had asked for a ferry meanwhile. The council found no money for it, and no boat."
)
MARKDOWN = f"{FIRST}\n\n{SECOND}\n"
HTML = f"<p>{FIRST}</p><p>{SECOND}</p>"
ADDRESS = "https://news.example/bridge"
HEADING = "<h1>Bridge to be rebuilt</h1>"
TITLE = "<title>Bridge to be rebuilt</title>"


def read(name: str, text: str) -> Article:
    seed, _ = document_of(text.encode(), f"seeds/{name}")
    assert seed
    article, _ = extract(seed, Sidecar("seeds/x.yml"))
    assert article
    return article


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        (
            "note.html",
            f"<head>{TITLE}<meta name=created content=20230305T101112Z>"
            f"<meta name=source-url content={ADDRESS}></head><body>{HEADING}{HTML}</body>",
            {"scraped": "2023-03-05", "original_url": ADDRESS},
        ),
        (
            "note.md",
            f"---\ntitle: Bridge to be rebuilt\nsource-url: {ADDRESS}\n---\n\n{MARKDOWN}",
            {"original_url": ADDRESS},
        ),
        (
            "wallabag.html",
            f"<head>{TITLE}<meta name=author content=wallabag></head><body>{HEADING}"
            f"<p><a href={ADDRESS}>news.example</a></p>{HTML}</body>",
            {"original_url": ADDRESS, "authors": None},
        ),
        (
            "instapaper.html",
            f"<head>{TITLE}</head><body>{HEADING}<div class=sub><a href={ADDRESS}>news.example</a>"
            f" · by Jane Roe · March 5, 2023</div>{HTML}</body>",
            {"original_url": ADDRESS, "authors": ("Jane Roe",), "published": "2023-03-05"},
        ),
        (
            "letter.html",
            "<head><title>Bridge to be rebuilt - by Jane Roe - River Letter</title>"
            "<meta property=og:site_name content=Substack>"
            "<link rel=canonical href=https://riverletter.substack.com/p/bridge></head>"
            f"<body><article>{HEADING}{HTML}</article></body>",
            {"publisher": "River Letter"},
        ),
        (
            "table.htm",
            "<head><title>The Daily Example: Bridge to be rebuilt</title></head><body><table><tr>"
            "<td><a href=/w>World</a><br><a href=/s>Sport</a><br><a href=/c>Culture</a></td>"
            "<td><font size=5><b>Bridge to be rebuilt</b></font><br>By Jane Roe<br>March 5, 2003"
            f"<br><br>{FIRST}<br><br>{SECOND}</td></tr></table></body>",
            {"authors": ("Jane Roe",), "published": "2003-03-05"},
        ),
        (
            "mobile-note.html",
            f"<head>{TITLE}</head><body><div>{HEADING}</div><div>Jane Roe, 5 March 2023</div>"
            f"<div><a href={ADDRESS}>{ADDRESS}</a></div>"
            f"<div>{FIRST}</div><div><br></div><div>{SECOND}</div></body>",
            {"authors": ("Jane Roe",), "original_url": ADDRESS},
        ),
        (
            "clipper.md",
            f'---\ntitle: "Bridge to be rebuilt"\nsource: "{ADDRESS}"\nauthor:\n'
            f'  - "[[Jane Roe]]"\npublished: 2023-03-05\ncreated: 2024-01-02\n---\n{MARKDOWN}',
            {"authors": ("Jane Roe",), "published": "2023-03-05", "scraped": "2024-01-02"},
        ),
        (
            "reader.md",
            f"Title: Bridge to be rebuilt\n\nURL Source: {ADDRESS}\n\n"
            f"Published Time: 2023-03-05T08:00:00Z\n\nMarkdown Content:\n{MARKDOWN}",
            {"original_url": ADDRESS, "published": "2023-03-05T08:00:00Z"},
        ),
    ],
)
def test_an_export_is_read_as_its_article(
    name: str, text: str, expected: dict[str, object]
) -> None:
    article = read(name, text)
    assert [block.text for block in article.blocks] == [FIRST, SECOND]
    assert article.title.text == "Bridge to be rebuilt"
    values = {field: article.metadata[field].value for field in expected}
    assert values == expected


def test_a_link_to_elsewhere_above_the_text_stays() -> None:
    """Its words are no address: a reader is sent on, and nobody says that the article is there."""
    other = "See also <a href=https://news.example/ferry>the story of the ferry</a> in our archive."
    article = read("page.html", f"<head>{TITLE}</head><body>{HEADING}<p>{other}</p>{HTML}</body>")
    assert article.metadata["original_url"].value is None
    assert "the story of the ferry" in article.blocks[0].text
