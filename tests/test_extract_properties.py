"""Values of a file's properties are weak: the program that wrote the file may have filled them in."""

from __future__ import annotations

import pytest

from dossier.extract import extract
from dossier.model import Article, Candidate, Document, Offer, RawPiece, Sidecar, Source
from support.extraction import PROSE

STALE = "Template of a quarterly report"


def article_of(body: str, *offers: tuple[str, str], sidecar: Sidecar | None = None) -> Article:
    made = tuple(Offer(field, Candidate(value, "file properties")) for field, value in offers)
    piece = RawPiece(body, "html", line=0)
    document = Document(Source("seeds/a.docx"), b"", "", (piece,), made)
    article, problems = extract(document, sidecar or Sidecar())
    assert article
    assert not problems
    return article


BODY = "".join(f"<p>{text}</p>" for text in PROSE)


@pytest.mark.parametrize("head", ["<h1>磨坊又转了</h1>", "<p>磨坊又转了</p>"])
def test_a_title_in_the_text_beats_that_of_the_properties(head: str) -> None:
    """A heading, or a short first line; the other stays a candidate."""
    article = article_of(head + BODY, ("title", STALE))
    assert article.title.text == "磨坊又转了"
    assert STALE in [item.value for item in article.metadata["title"].candidates]
    assert not [doubt for doubt in article.doubts if "properties" in doubt.message]


def test_a_title_of_the_properties_is_taken_where_there_is_no_other_and_is_doubted() -> None:
    article = article_of(BODY, ("title", STALE), ("authors", "林秋"))
    assert article.title.text == STALE
    (doubt,) = [doubt for doubt in article.doubts if "properties" in doubt.message]
    assert doubt.message.startswith("title and authors are known")


def test_a_title_of_the_properties_says_which_line_is_the_title() -> None:
    """Though it is long, or stands below another short line."""
    line = "去年秋天村口的水磨坊又转起来了，磨出来的第一袋面分给了三十户人家，大家都很高兴"
    article = article_of(f"<p>本刊特稿</p><p>{line}</p>{BODY}", ("title", line))
    assert article.title.text == line
    assert line not in [block.text for block in article.blocks if block.n]


def test_what_an_editor_wrote_is_not_doubted() -> None:
    sidecar = Sidecar(fields={"title": "磨坊"})
    article = article_of(BODY, ("title", STALE), sidecar=sidecar)
    assert article.title.text == "磨坊"
    assert not [doubt for doubt in article.doubts if "properties" in doubt.message]


def test_a_place_without_lines_has_no_line() -> None:
    """The words of a Word file stand on no line that an editor could look up."""
    article = article_of(f"<h1>磨坊又转了</h1>{BODY}")
    assert article.metadata["title"].where == "heading"
