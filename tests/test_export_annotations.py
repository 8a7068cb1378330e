"""The editors' notes for other programs: Web Annotations, a table, and in dossier.json."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dossier.export.annotations import CONTEXT, MOTIVATIONS, annotations_jsonld, text_quote
from dossier.export.data import article_of, frame, schema
from dossier.export.notes import annotations_csv
from dossier.model import (
    FIELDS,
    NOTE_KINDS,
    Annotation,
    Article,
    Block,
    Claims,
    Config,
    Field,
    Lineage,
    Note,
    Place,
    Position,
    Question,
    Register,
    Span,
    Value,
)
from support.dossiers import real_dossier
from support.quotations import find

SHAPE = Draft202012Validator(
    json.loads((Path(__file__).parent / "web_annotation.schema.json").read_text("utf-8"))
)
SITE = "https://books.example/dossier/"
TEXT = "书店今天开门了。店主说，今天没有想到会来这么多人。"


def an_article(*texts: str, notes: tuple[Note, ...] = (), **more: Any) -> Article:
    """An article of paragraphs, its notes set beside the first place of their words."""
    blocks = []
    for n, text in enumerate(texts, 1):
        marks = tuple(
            Annotation(
                Span(text.index(note.quote), text.index(note.quote) + len(note.quote)), note.id
            )
            for note in notes
            if note.quote and note.quote in text
        )
        blocks.append(Block(n, "paragraph", text, annotations=marks))
    given = {"id": "shop", "slug": "bookshop", "lang": "zh-Hans", **more}
    return Article(
        path=f"seeds/{given['id']}.txt",
        sha256="0" * 64,
        encoding="utf-8",
        title=Block(0, "title", "河边的书店"),
        blocks=tuple(blocks),
        metadata={key: Field() for key in FIELDS},
        ledger=(),
        notes=notes,
        **given,
    )


def a_config(site_url: str = SITE, **more: Any) -> Config:
    words = {"zh-Hans": "书店二三事"}
    given = {"variants": ("zh-Hans", "zh-Hant-TW"), "default": "zh-Hans", **more}
    return Config(title=words, short_title=words, standfirst={}, site_url=site_url, **given)


def exported(article: Article, config: Config | None = None) -> list[dict[str, Any]]:
    """The annotations of an article, the whole file being of the model's shape."""
    tree = json.loads(annotations_jsonld([article], config or a_config()))
    assert [error.message for error in SHAPE.iter_errors(tree)] == []
    assert tree["total"] == len(tree.get("first", {"items": []})["items"])
    return tree["first"]["items"] if tree["total"] else []


FULL = Note(
    id="owner-name",
    kind="correction",
    quote="店主",
    replacement="店长",
    fault="source",
    body={"": "原刊有误。", "fr": "Erreur de l’original."},
    certain=False,
    see=("bookshop#p1", "bookshop", "other-note", "how-many"),
    author="河上",
    date="2026-11-20",
    tags=("人名",),
)


def test_a_note_is_an_annotation_of_the_model() -> None:
    """Everything that the note says can be found in it."""
    other = Note(id="other-note", kind="gloss", quote="书店", body={"": "卖书的店。"})
    (_, annotation) = exported(an_article(TEXT, notes=(other, FULL)))
    page = f"{SITE}zh-Hans/articles/bookshop.html"
    assert annotation["@context"] == CONTEXT
    assert annotation["id"] == f"{page}#a-owner-name"
    assert annotation["motivation"] == "editing"
    assert annotation["creator"] == {"type": "Person", "name": "河上"}
    assert annotation["created"] == "2026-11-20T00:00:00Z"
    assert annotation["target"]["source"] == page
    quote, fragment = annotation["target"]["selector"]
    assert quote == {
        "type": "TextQuoteSelector",
        "exact": "店主",
        "prefix": "河边的书店\n书店今天开门了。",
        "suffix": "说，今天没有想到会来这么多人。",
    }
    assert fragment["value"] == "p1"
    assert fragment["refinedBy"] == {"type": "TextPositionSelector", "start": 8, "end": 10}
    results = {
        (body.get("language"), body["value"]) for body in annotation["body"] if "value" in body
    }
    assert results >= {
        ("zh-Hans", "原刊有误。"),
        ("fr", "Erreur de l’original."),
        ("zh-Hans", "店长"),
        (None, "correction"),
        (None, "fault:source"),
        (None, "uncertain"),
        (None, "see:how-many"),
        (None, "人名"),
    }
    purposes = {body["value"]: body["purpose"] for body in annotation["body"] if "value" in body}
    assert (purposes["店长"], purposes["原刊有误。"]) == ("editing", "commenting")
    assert (purposes["人名"], purposes["correction"]) == ("tagging", "classifying")
    linked = [body["source"] for body in annotation["body"] if "source" in body]
    assert linked == [f"{page}#p1", page, f"{page}#a-other-note"]


def test_every_kind_has_a_motivation_of_the_model() -> None:
    assert tuple(MOTIVATIONS) == NOTE_KINDS
    for kind in NOTE_KINDS:
        note = Note(id="a", kind=kind, quote="书店", body={"": "一"}, when="2023")
        (annotation,) = exported(an_article(TEXT, notes=(note,)))
        assert annotation["motivation"] == MOTIVATIONS[kind]


def test_a_note_on_the_whole_article_selects_nothing_in_it() -> None:
    (annotation,) = exported(
        an_article(TEXT, notes=(Note(id="a", kind="context", body={"": "一"}),))
    )
    assert annotation["target"]["id"] == f"{SITE}zh-Hans/articles/bookshop.html"
    assert "selector" not in annotation["target"]


def test_an_orphan_keeps_its_words_and_says_so() -> None:
    """Somebody else's program may find them in another copy of the article."""
    note = Note(id="a", kind="gloss", quote="茶馆", prefix="河边的", body={"": "一"})
    (annotation,) = exported(an_article(TEXT, notes=(note,)))
    assert annotation["target"]["selector"] == {
        "type": "TextQuoteSelector",
        "exact": "茶馆",
        "prefix": "河边的",
    }
    assert "orphan" in [body.get("value") for body in annotation["body"]]


def test_a_draft_is_not_exported() -> None:
    note = Note(id="a", kind="gloss", quote="书店", body={"": "一"}, draft=True)
    article = an_article(TEXT, notes=(note,))
    assert exported(article) == []
    assert len(annotations_csv([article], "zh-Hans").splitlines()) == 1
    assert article_of(article, {}, "zh-Hans")["annotations"] == []


def test_a_source_is_the_page_that_has_its_words() -> None:
    """A Traditional quotation is not on the page of the Simplified edition."""
    note = Note(id="a", kind="gloss", quote="書店", body={"": "一"})
    article = an_article("河邊的書店。", notes=(note,), lang="zh-Hant-TW")
    assert exported(article)[0]["target"]["source"] == f"{SITE}zh-Hant-TW/articles/bookshop.html"
    french = an_article(
        "La librairie.", notes=(Note("a", "gloss", "La", body={"": "一"}),), lang="fr"
    )
    assert exported(french)[0]["target"]["source"] == f"{SITE}zh-Hans/articles/bookshop.html"


@pytest.mark.parametrize("site_url", ["", "/below/", "site"])
def test_without_an_address_of_the_site_names_are_absolute_and_stay(site_url: str) -> None:
    """A relative address would mean another thing wherever the file is taken."""
    article = an_article(TEXT, notes=(FULL,))
    (annotation,) = exported(article, a_config(site_url))
    assert annotation["id"].startswith("urn:uuid:")
    assert annotation["id"] != annotation["target"]["source"]
    assert exported(article, a_config(site_url)) == [annotation]


@pytest.mark.parametrize(
    ("date", "created"),
    [
        ("2026-11-20", "2026-11-20T00:00:00Z"),
        ("2026-11-20T08:30+08:00", "2026-11-20T00:30:00Z"),
        ("2026-11", None),
        ("2026", None),
        ("", None),
    ],
)
def test_a_time_is_in_utc_or_not_given(date: str, created: str | None) -> None:
    note = Note(id="a", kind="gloss", body={"": "一"}, date=date)
    assert exported(an_article(TEXT, notes=(note,)))[0].get("created") == created


def test_a_licence_and_an_editor_are_of_the_collection() -> None:
    config = a_config(licence="https://creativecommons.org/licenses/by/4.0/", editor="编辑部")
    tree = json.loads(annotations_jsonld([an_article(TEXT)], config))
    assert not list(SHAPE.iter_errors(tree))
    assert tree["rights"] == config.licence
    assert tree["creator"] == {"name": "编辑部"}
    assert tree["total"] == 0


def test_the_shape_refuses_what_is_none() -> None:
    """One that takes everything says nothing."""
    good = json.loads(annotations_jsonld([an_article(TEXT, notes=(FULL,))], a_config()))
    for path, value in (
        (("id",), "data/annotations.jsonld"),
        (("total",), -1),
        (("first", "items"), []),
        (("first", "@context"), CONTEXT),
        (("first", "items", 0, "motivation"), "correcting"),
        (("first", "items", 0, "created"), "2026-11-20"),
        (("first", "items", 0, "target"), {}),
        (("first", "items", 0, "target", "source"), "../x.html"),
        (("first", "items", 0, "body", 0, "value"), ""),
        (("first", "items", 0, "target", "selector", 0, "exact"), ""),
    ):
        broken = json.loads(json.dumps(good))
        place = broken
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        assert not SHAPE.is_valid(broken), path


PARAGRAPHS = st.lists(
    st.text(st.sampled_from("甲乙 a\tb\n。"), min_size=1, max_size=60).map(str.strip).filter(bool),
    min_size=1,
    max_size=5,
)


@given(texts=PARAGRAPHS, data=st.data())
def test_a_selector_leads_back_to_its_place(texts: list[str], data: st.DataObject) -> None:
    """Also where the same words stand with the same words around them again and again."""
    article = an_article(*texts)
    first, last = sorted(data.draw(st.integers(0, len(texts) - 1)) for _ in range(2))
    start = data.draw(st.integers(0, len(texts[first]) - 1))
    end = data.draw(st.integers(1, len(texts[last])))
    assume(first < last or start < end)
    places = tuple(
        Place(
            at + 1,
            Span(start if at == first else 0, end if at == last else len(texts[at])),
        )
        for at in range(first, last + 1)
    )
    # No quotation begins or ends with a space.
    assume(not texts[first][start].isspace())
    assume(not texts[last][end - 1].isspace())
    quote = text_quote(article, places)
    assert find(article, quote["exact"], quote["prefix"], quote["suffix"]) == [places]


def test_context_grows_where_its_width_tells_nothing_apart() -> None:
    """A refrain, quoted in its third place."""
    article = an_article("一", *["唱" * 50] * 5, "二")
    place = Place(4, Span(20, 22))
    quote = text_quote(article, (place,))
    assert len(quote["prefix"]) > 32
    assert find(article, quote["exact"], quote["prefix"], quote["suffix"]) == [(place,)]


def test_the_table_has_a_line_a_note_and_no_formula() -> None:
    """RFC 4180; a spreadsheet shows the words and computes nothing."""
    evil = Note(
        id="b", kind="gloss", quote="今天", body={"en": '=HYPERLINK("x")\n"b", c', "": "@一"}
    )
    orphan = Note(id="c", kind="event", quote="茶馆", when="2016/2017", body={"": "-1"})
    table = annotations_csv([an_article(TEXT, notes=(FULL, evil, orphan))], "zh-Hans")
    assert table.count("\r\n") == 4
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [row["id"] for row in rows] == ["owner-name", "b", "c"]
    assert [row["places"] for row in rows] == ["1:8–10", "1:2–4", ""]
    assert (rows[0]["block"], rows[0]["start"], rows[0]["end"]) == ("1", "8", "10")
    assert rows[0]["body_fr"] == "Erreur de l’original."
    assert (rows[0]["certain"], rows[1]["certain"]) == ("no", "")
    assert rows[1]["body_en"] == '\'=HYPERLINK("x")\n"b", c'
    assert rows[1]["body_zh-Hans"] == "'@一"
    assert [row["orphan"] for row in rows] == ["", "", "yes"]


def test_claims_and_notes_are_as_the_schema_of_the_data_says() -> None:
    """With every key filled; and each is refused when it is not what it should be."""
    quote = "没有想到会来这么多人"
    places = (Place(1, Span(TEXT.index(quote), TEXT.index(quote) + len(quote))),)
    question = Question(
        id="how-many",
        question={"": "来了多少人？"},
        kind="quantity",
        stances={"many": {"": "很多"}},
        unit="people",
        positions=(
            Position(
                article="bookshop",
                quote=quote,
                stance="many",
                speaker={"": "店主"},
                speaker_id="owner",
                values=(Value(100, None, "people"), Value(None, 2.5, "people", {"": "一"})),
                as_of="2026",
                places=places,
            ),
        ),
    )
    line = Lineage("bookshop", "", {"": "早报"}, "quotes", places=places, quote=quote)
    claims = Claims((question,), (line,), {"people": {"": "人"}})
    article = an_article(TEXT, notes=(FULL, Note(id="whole", kind="context", body={"": "一"})))
    tree = frame([article], a_config(), Register(), claims)
    tree["articles"] = [article_of(article, {}, "zh-Hans")]
    tree = json.loads(json.dumps(tree))
    validator = Draft202012Validator(json.loads(schema()))
    assert [error.message for error in validator.iter_errors(tree)] == []
    (position,) = tree["claims"]["questions"][0]["positions"]
    text = tree["articles"][0]["blocks"][1]["text"]["source"]
    assert text[position["start"] : position["end"]] == position["quote"] == quote
    assert tree["claims"]["lineage"][0]["of"] is None
    placed, whole = tree["articles"][0]["annotations"]
    assert text[placed["start"] : placed["end"]] == placed["quote"] == "店主"
    assert (whole["block"], whole["start"], whole["quote"], whole["orphan"]) == (*[None] * 3, False)
    for path, value in (
        (("claims",), []),
        (("claims", "questions", 0, "kind"), "other"),
        (("claims", "questions", 0, "positions", 0, "block"), "1"),
        (("claims", "questions", 0, "positions", 0, "values", 0, "min"), "1"),
        (("claims", "lineage", 0, "kind"), "copies"),
        (("articles", 0, "annotations", 0, "kind"), "note"),
        (("articles", 0, "annotations", 0, "more"), 1),
        (("articles", 0, "annotations", 0, "id"), "A b"),
    ):
        broken = json.loads(json.dumps(tree))
        place = broken
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        assert not validator.is_valid(broken), path


def test_the_real_notes_lead_back_to_their_places(the_build: Path) -> None:
    """Every quotation of the dossier, as another program would look for it."""
    articles = real_dossier().articles
    tree = json.loads((the_build / "docs/data/annotations.jsonld").read_text("utf-8"))
    assert [error.message for error in SHAPE.iter_errors(tree)] == []
    placed = [(item, places) for item in articles for places in item.places.values()]
    for article, places in placed:
        quote = text_quote(article, places)
        assert find(article, quote["exact"], quote["prefix"], quote["suffix"]) == [places]
    assert tree["total"] >= len(placed)
