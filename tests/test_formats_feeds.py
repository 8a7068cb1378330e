"""Feeds: an article an item, with what the feed says of it; hostile ones are told."""

from __future__ import annotations

import json
import time
from hashlib import sha256
from html import escape
from xml.sax.saxutils import escape as xml

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.formats.feeds import MAX_ITEMS
from dossier.formats.registry import read_documents
from dossier.model import Article, Document
from dossier.problems import Problem
from support.examples import sample
from support.likeness import extracted, f1, html_of, real_articles, text_of

PROSE = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。"
OTHER = "山里的小学只剩五个学生。老师说，她会教到最后一个学生离开的那一天。"
SPACES = (
    'xmlns:content="http://purl.org/rss/1.0/modules/content/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"'
)


def rss(items: str, head: str = "<title>青石日报</title><language>zh-cn</language>") -> str:
    return f'<?xml version="1.0" encoding="utf-8"?>\n<rss version="2.0" {SPACES}><channel>{head}{items}</channel></rss>'


def item(content: str = f"<p>{PROSE}</p>", **more: str) -> str:
    values = {"title": "书店开门", "link": "https://example.org/a", "guid": "a1", **more}
    own = "".join(
        f"<{key.replace('_', ':')}>{value}</{key.replace('_', ':')}>"
        for key, value in values.items()
    )
    return f"<item>{own}<content:encoded><![CDATA[{content}]]></content:encoded></item>"


def read(text: str | bytes, name: str = "seeds/a.xml") -> tuple[list[Document], list[Problem]]:
    raw = text if isinstance(text, bytes) else text.encode()
    items = list(read_documents(raw, name))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [item for item in items if isinstance(item, Problem)]


def only(text: str | bytes, name: str = "seeds/a.xml") -> Article:
    (document,), problems = read(text, name)
    assert not problems
    return extracted(document)


RSS_1 = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" {SPACES}>
<channel rdf:about="https://example.org/"><title>青石日报</title></channel>
{item().replace("<item>", '<item rdf:about="https://example.org/a">')}</rdf:RDF>"""
ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<!-- made by hand -->
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-CN"><title>青石日报</title>
<entry><id>tag:a</id><title>书店开门</title><link href="https://example.org/a"/>
<updated>2024-03-20T01:00:00Z</updated><published>2024-03-19T04:07:00+08:00</published>
<author><name>周岚</name></author><summary>开门。</summary>
<content type="html">{xml(f"<p>{PROSE}</p>")}</content></entry></feed>"""
XHTML = ATOM.replace('type="html"', 'type="xhtml"').replace(
    xml(f"<p>{PROSE}</p>"), f'<div xmlns="http://www.w3.org/1999/xhtml"><p>{PROSE}</p></div>'
)
JSON = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "青石日报",
        "items": [
            {
                "id": "a1",
                "url": "https://example.org/a",
                "title": "书店开门",
                "content_html": f"<p>{PROSE}</p>",
                "summary": "开门。",
                "date_published": "2024-03-19T04:07:00+08:00",
                "authors": [{"name": "周岚"}],
            }
        ],
    },
    ensure_ascii=False,
)
DATED = rss(
    item(pubDate="Tue, 19 Mar 2024 04:07:00 +0800", dc_creator="周岚", description="开门。")
)
FEEDS = {"rss": DATED, "atom": ATOM, "xhtml": XHTML, "json": JSON}


@pytest.mark.parametrize("kind", FEEDS)
@pytest.mark.parametrize("name", ["a.xml", "a.json", "a", "a.txt", "a.dat"])
def test_an_item_is_an_article_with_what_the_feed_says_of_it(kind: str, name: str) -> None:
    """Whatever the file is called: its first bytes tell."""
    (document,), problems = read(FEEDS[kind], f"seeds/{name}")
    assert not problems
    article = extracted(document)
    assert [block.text for block in article.blocks] == [PROSE]
    assert article.title.text == "书店开门"
    assert article.value("publisher") == "青石日报"
    assert article.value("original_url") == "https://example.org/a"
    assert article.value("published") == "2024-03-19T04:07:00+08:00"
    assert article.values("authors") == ("周岚",)
    assert [entry.text for entry in article.ledger if entry.to == "dropped"] == ["开门。"]
    fields = {entry.field for entry in article.ledger if entry.to == "metadata"}
    assert fields >= {"title", "authors", "published", "original_url"}


def test_an_item_of_rss_1_is_an_article() -> None:
    article = only(RSS_1)
    assert (article.title.text, text_of(article)) == ("书店开门", PROSE)


def test_an_item_alone_is_the_article_of_its_file() -> None:
    """Its bytes are the file's, and its address does not depend on what a feed would number."""
    text = f"<!--made by hand-->\n{item(slash_comments='3')}\n"
    (document,), problems = read(text, "seeds/a.txt")
    assert not problems
    assert (document.source.member, document.raw) == ("", text.encode())
    assert text_of(extracted(document)) == PROSE


def test_the_real_articles_survive_a_feed() -> None:
    """As HTML in an item; their titles are the feed's."""
    items = "".join(
        item(html_of(article), title=escape(article.title.text), guid=article.id)
        for article in real_articles()
    )
    documents, problems = read(rss(items))
    assert not problems
    for document, gold in zip(documents, real_articles(), strict=True):
        article = extracted(document)
        assert article.title.text == gold.title.text
        assert f1(text_of(article), text_of(gold)) >= 0.95


def test_an_article_is_named_by_its_own_item() -> None:
    """Items come and go; an address depends on the item's id, or its link."""
    first, second = item(guid="1"), item(f"<p>{OTHER}</p>", guid="2")
    names = {document.source.member for document in read(rss(first + second))[0]}
    (left,) = read(rss(second))[0]
    assert left.source.member in names
    assert left.source.member == sha256(b"2").hexdigest()[:12]


def test_items_that_share_an_id_are_two_articles_and_a_repeated_one_is_one() -> None:
    """Nothing is lost; what came twice came once."""
    same = item(guid="1") + item(f"<p>{OTHER}</p>", guid="1") + item(guid="1")
    documents, problems = read(rss(same))
    assert [text_of(extracted(document)) for document in documents] == [PROSE, OTHER]
    assert not problems


def test_the_raw_bytes_of_an_article_are_its_item_as_it_stands_in_the_file() -> None:
    text = rss(item())
    (document,), _ = read(text)
    assert document.raw.decode() in text
    assert document.raw.startswith(b"<item>")


def test_a_summary_alone_may_be_a_teaser() -> None:
    """It is the article, and an editor is told."""
    alone = (
        f"<item><title>书店开门</title><description>{xml(f'<p>{PROSE}</p>')}</description></item>"
    )
    article = only(rss(alone))
    assert text_of(article) == PROSE
    assert "teaser" in article.doubts[0].message
    assert not [doubt for doubt in only(DATED).doubts if "teaser" in doubt.message]


def test_an_item_from_another_source_names_it() -> None:
    """Of a planet or a search the medium is the item's source, and the feed reposts."""
    article = only(rss(item(source="河西晚报")))
    assert (article.value("publisher"), article.value("via")) == ("河西晚报", "青石日报")


def test_a_feed_in_another_encoding_is_read() -> None:
    for codec in ("gb18030", "utf-16"):
        text = rss(item()).replace('encoding="utf-8"', f'encoding="{codec}"')
        assert text_of(only(text.encode(codec))) == PROSE


def test_what_is_not_well_formed_is_read_and_told() -> None:
    """A loose & is common; what follows a break is looked for."""
    (document,), (problem,) = read(rss(item(title="书店 & 河", description="<a & b>")))
    assert text_of(extracted(document)) == PROSE
    assert "not well-formed" in problem.message


ENTITY = '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "HELD">]>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10 if n else "哈哈" * 99}">' for n in range(12))


def test_entities_are_neither_fetched_nor_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Those of HTML are read all the same."""
    monkeypatch.setattr("urllib.request.urlopen", None)
    for head, words in ((ENTITY, "&x;&y;"), (f"<!DOCTYPE rss [{LAUGHS}]>", "&l11;")):
        text = rss(item(title=f"书店{words}", link="https://example.org/&nbsp;"))
        documents, _ = read(text.replace("<rss", f"{head}<rss"))
        said = "".join(piece.text for document in documents for piece in document.pieces)
        assert len(said) < 1_000
        assert "root:" not in said
        assert "HELD" not in said


def test_html_of_an_item_is_words_and_acts_nowhere() -> None:
    """The library's own cleaning is off: ours sees all, and puts it into the ledger."""
    hostile = f'<p onclick="x()">{PROSE}</p><script>alert(1)</script><iframe src="https://x.example/"></iframe>'
    (document,), _ = read(rss(item(hostile)))
    assert document.body.text == hostile
    article = extracted(document)
    assert text_of(article) == PROSE


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<?xml version='1.0'?><note>甲</note>", "XML (<note>) and no feed"),
        (rss(""), "a feed without items"),
        ("{", "not JSON"),
        ("[1, 2]", "JSON, and no feed"),
        ('{"items": []}', "JSON, and no feed"),
        ('{"version": "https://jsonfeed.org/version/1", "items": 3}', "JSON, and no feed"),
        ("[" * 100_000, "not JSON"),
        ("", "neither XML nor JSON"),
        ("甲乙丙", "neither XML nor JSON"),
        ("<rss>" * 50_000, "not read"),
        ("<!--" * 50_000, "no feed"),
        (b"\0" * 999, "not a text"),
        (b"<rss>\xff\xfe\x00" * 99, "no feed"),
        (rss(item())[:120], "XML (<rss>) and no feed"),
        (f"<!DOCTYPE rss [{LAUGHS}]>", "no feed"),
        ("<rdf:RDF xmlns:rdf='x'><z:item xmlns:z='y'/></rdf:RDF>", "not read"),
    ],
)
def test_what_is_no_feed_is_told(text: str | bytes, words: str) -> None:
    """With what to do."""
    documents, (problem,) = read(text)
    assert not documents
    assert words in problem.message
    assert problem.hint


UNENDED = ["<!--", "<!ENTITY", "<item>", "<entry><title>", "<!DOCTYPE [", "<?x ", "<![CDATA["]


@pytest.mark.parametrize("unit", sample(UNENDED, "<!--", "<!DOCTYPE ["))
def test_what_never_ends_takes_no_longer_than_its_length(unit: str) -> None:
    """A pattern that looks for an end at each beginning would take minutes."""
    item_before = "<rss><channel><item><title>x</title></item>"
    for head in ("", item_before):
        began = time.process_time()
        read(head + unit * (160_000 // len(unit)))
        assert time.process_time() - began < 8


@pytest.mark.parametrize("at", [200, 330, 460])
def test_a_feed_that_is_cut_off_is_told(at: int) -> None:
    text = rss(item() + item(f"<p>{OTHER}</p>", guid="2"))[:at]
    _, (problem, *_) = read(text)
    assert "not well-formed" in problem.message or "without items" in problem.message


def test_rows_of_a_json_feed_that_are_none_do_not_stop_the_others() -> None:
    rows = [
        3,
        None,
        {"id": {}, "authors": 3, "content_html": ["a"]},
        {"id": 7, "content_text": PROSE},
    ]
    text = json.dumps({"version": "https://jsonfeed.org/version/1", "items": rows})
    documents, _ = read(text)
    assert PROSE in {document.body.text for document in documents}


def test_a_feed_of_very_many_items_is_told() -> None:
    """The first are read."""
    row = '{"id": %d, "content_text": "a"}'
    rows = ",".join(row % n for n in range(MAX_ITEMS + 1))
    text = f'{{"version": "https://jsonfeed.org/version/1", "items": [{rows}]}}'
    documents, (problem,) = read(text)
    assert len(documents) == MAX_ITEMS
    assert "5,001 items" in problem.message


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_words_of_an_item_come_back(title: str, words: str) -> None:
    """JSON can hold them all: no sign of theirs acts."""
    rows = [{"id": "1", "title": title, "content_text": f"{PROSE}\n\n{words}"}]
    documents, problems = read(
        json.dumps({"version": "https://jsonfeed.org/version/1", "items": rows})
    )
    assert not problems
    extracted(documents[0])
