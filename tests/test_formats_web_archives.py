"""Web archives: the main page of each capture with its pictures, all on demand; the rest is told."""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Mapping

import brotli
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from dossier.files.access import MAX_BYTES
from dossier.formats import web_archives
from dossier.formats.registry import read_documents
from dossier.model import Document
from dossier.problems import Problem
from support.likeness import extracted, f1, html_of, real_articles, text_of
from support.web_archives import DAY, PNG, Archive, package

PROSE = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。"
SITE = "https://example.org/"


def page(words: str = PROSE, more: str = "") -> str:
    return f"<!DOCTYPE html><html><head><title>书店开门</title></head><body><h1>书店开门</h1><p>{words}</p>{more}</body></html>"


def read(
    raw: bytes, name: str = "seeds/a.warc", options: Mapping[str, str] | None = None
) -> tuple[list[Document], list[Problem]]:
    items = list(read_documents(raw, name, options))
    documents = [item for item in items if isinstance(item, Document)]
    return documents, [item for item in items if isinstance(item, Problem)]


def addresses(raw: bytes, options: Mapping[str, str] | None = None) -> list[str]:
    """The addresses of the pages that are read; nothing is wrong."""
    documents, problems = read(raw, options=options)
    assert not problems
    return [str(document.offers[0].candidate.value) for document in documents]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz", "a", "a.txt"])
@pytest.mark.parametrize("packed", [False, True])
def test_a_page_is_an_article_with_its_address_and_the_day_it_was_saved(
    name: str, packed: bool
) -> None:
    archive = Archive(packed=packed).info().answer(f"{SITE}a", page()).asked(f"{SITE}a")
    (document,), problems = read(archive.raw, f"seeds/{name}")
    assert not problems
    article = extracted(document)
    assert (article.title.text, text_of(article)) == ("书店开门", PROSE)
    assert article.value("original_url") == f"{SITE}a"
    assert article.value("scraped") == DAY
    assert document.raw == page().encode()
    assert document.source.member.startswith("20240319040700-")


def test_the_real_articles_survive_an_archive() -> None:
    for gold in real_articles():
        text = f"<html><head><title>{gold.title.text}</title></head><body><h1>{gold.title.text}</h1>{html_of(gold)}</body></html>"
        (document,), problems = read(Archive().info().answer(SITE, text).raw)
        assert not problems
        article = extracted(document)
        assert article.title.text == gold.title.text
        assert f1(text_of(article), text_of(gold)) >= 0.95


def chunked(raw: bytes) -> bytes:
    parts = (raw[at : at + 50] for at in range(0, len(raw), 50))
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


@pytest.mark.parametrize(
    ("payload", "http"),
    [
        (chunked(page().encode()), {"Transfer-Encoding": "Chunked"}),
        (gzip.compress(page().encode()), {"Content-Encoding": "gzip"}),
        (gzip.compress(page().encode()), {"Content-Encoding": "x-gzip"}),
        (
            chunked(gzip.compress(page().encode())),
            {"Transfer-Encoding": "chunked", "Content-Encoding": "gzip"},
        ),
        (page().encode(), {"Content-Encoding": "gzip", "Transfer-Encoding": "chunked"}),
        (page().encode(), {"Content-Encoding": "br"}),
        (brotli.compress(page().encode()), {"Content-Encoding": "br"}),
        (zstandard.compress(page().encode()), {"Content-Encoding": "zstd"}),
    ],
)
def test_codings_of_transfer_and_content_are_taken_off(
    payload: bytes, http: dict[str, str]
) -> None:
    """Also where a program took them off and kept the header."""
    (document,), _ = read(Archive().answer(SITE, payload, http=http).raw)
    assert text_of(extracted(document)) == PROSE


def test_no_coding_makes_a_page_larger_than_a_page_may_be() -> None:
    """A bomb is cut off where any page is."""
    bomb = b"<p>" + b"a " * MAX_BYTES
    packed = {
        "br": brotli.compress(bomb, quality=1),
        "zstd": zstandard.compress(bomb, 1),
        "gzip": gzip.compress(bomb, 1),
    }
    for coding, payload in packed.items():
        archive = Archive().answer(SITE, payload, http={"Content-Encoding": coding})
        (document,), _ = read(archive.raw)
        assert len(document.raw) <= MAX_BYTES


def test_a_document_in_an_archive_is_read_as_its_kind() -> None:
    """With the address at which it was, and beside pages where all are asked for."""
    archive = Archive().info().answer(f"{SITE}a", page()).info()
    archive.answer(f"{SITE}b.rtf", rb"{\rtf1\ansi A bookshop opened.\par}", "application/rtf")
    documents, problems = read(archive.raw)
    assert not problems
    article = extracted(documents[1])
    assert text_of(article) == "A bookshop opened."
    assert article.value("original_url") == f"{SITE}b.rtf"
    assert article.value("scraped") == DAY
    assert len({document.source.member for document in documents}) == 2
    broken = Archive().answer(SITE, b"<p>no</p>", "application/pdf")
    _, (problem,) = read(broken.raw)
    assert problem.path.startswith("seeds/a.warc#")


def test_the_character_set_of_the_answer_counts_where_the_page_names_none() -> None:
    text = "<p>Сегодня хорошая погода, мы пошли на реку и долго сидели там.</p>"
    archive = Archive().answer(SITE, text.encode("koi8-r"), "text/html; charset=KOI8-R")
    (document,), _ = read(archive.raw)
    assert "хорошая погода" in text_of(extracted(document))


def test_pictures_come_along_as_the_page_names_them() -> None:
    """By address, without its scheme, from the root and from the page's folder."""
    names = ("https://cdn.example/x/a.png", "//cdn.example/x/a.png", "../i/b.png?w=3", "/c.png")
    text = page(more="".join(f'<img src="{name}">' for name in names))
    archive = Archive().answer(f"{SITE}2024/03/a.html", text)
    for url in ("https://cdn.example/x/a.png", f"{SITE}2024/i/b.png?w=3", f"{SITE}c.png"):
        archive.answer(url, PNG + url.encode(), "image/png")
    archive.answer(f"{SITE}unused.png", PNG, "image/png")
    (document,), _ = read(archive.raw)
    assert set(names) <= document.attachments.keys()
    assert document.attachments["/c.png"] == PNG + f"{SITE}c.png".encode()
    assert not [name for name in document.attachments if "unused" in name]


FRAME = f"{SITE}frame"


@pytest.mark.parametrize(
    "archive",
    [
        Archive().asked(FRAME, Sec_Fetch_Dest="iframe").answer(FRAME, page("广告"))
        .asked(SITE, Sec_Fetch_Dest="document").answer(SITE, page()),
        Archive().answer(FRAME, page("广告")).asked(FRAME, Referer=SITE)
        .answer(SITE, page()).asked(SITE, Accept="text/html"),
        Archive().answer(FRAME, page("广告")).asked(FRAME, X_Requested_With="XMLHttpRequest")
        .answer(SITE, page()),
        Archive().answer(FRAME, page("广告"))
        .record("metadata", FRAME, b"via: x\r\nhopsFromSeed: LE\r\n", content="application/warc-fields")
        .answer(SITE, page()),
        Archive().answer(FRAME, page("广告"), headers={"WARC-Resource-Type": "xhr"}).answer(SITE, page()),
        Archive().answer(FRAME, page("广告")).answer(SITE, page())
        .record("resource", f"urn:pageinfo:{SITE}", b"{}", content="application/json"),
        Archive().info(**{"json-metadata": json.dumps({"pages": [{"url": SITE[:-1]}]})})
        .answer(FRAME, page("广告")).answer(SITE, page()),
        Archive().answer(f"{SITE}robots.txt", "User-agent: *", "text/plain")
        .answer(f"{SITE}gone", page("没有"), status="404 Not Found").answer(SITE, page()),
        Archive().record("resource", SITE, page().encode(), content="text/html"),
    ],
)  # fmt: skip
def test_the_main_page_is_told_from_what_it_embeds(archive: Archive) -> None:
    """By what was asked for, what a crawler noted, what a program lists, and what was answered."""
    assert addresses(archive.raw) == [SITE]


def test_each_page_that_somebody_went_to_is_a_capture() -> None:
    archive = Archive()
    for name in ("a", "b"):
        archive.asked(SITE + name, Sec_Fetch_Dest="document").answer(
            SITE + name, page(name + PROSE)
        )
    assert addresses(archive.raw) == [f"{SITE}a", f"{SITE}b"]


def test_archives_behind_each_other_are_a_capture_each() -> None:
    """Each begins with a record `warcinfo`; as two files joined, packed or not."""
    for packed in (False, True):
        parts = (
            Archive(packed=packed)
            .info()
            .answer(SITE + name, page(name + PROSE))
            .answer(f"{SITE}x", page())
            for name in ("a", "b")
        )
        assert addresses(b"".join(part.raw for part in parts)) == [f"{SITE}a", f"{SITE}b"]


def test_all_pages_are_had_on_demand_and_their_number_is_told() -> None:
    archive = Archive().info()
    for name in ("a", "b", "c"):
        archive.answer(SITE + name, page(name + PROSE))
    archive.asked(FRAME, Sec_Fetch_Dest="iframe").answer(FRAME, page("广告"))
    (document,), _ = read(archive.raw)
    assert document.doubts[0].message == "2 other pages of the archive are not shown."
    assert "pages: all" in document.doubts[0].hint
    documents, _ = read(archive.raw, options={"pages": "all"})
    assert len(documents) == 3
    assert not documents[0].doubts
    # The address of the main page is what it was.
    assert document.source in {item.source for item in documents}


def test_a_page_that_moved_is_read_where_it_went() -> None:
    moved = {"Location": "/new#top"}
    archive = (
        Archive()
        .answer(FRAME, page("广告"))
        .record(
            "resource", "urn:pageinfo:https://example.org/old", b"{}", content="application/json"
        )
        .answer(f"{SITE}old", "", status="301 Moved", http=moved)
        .answer(f"{SITE}new", page())
    )
    assert addresses(archive.raw) == [f"{SITE}new"]


def test_what_was_answered_before_is_found_again() -> None:
    """A revisit on another day is another capture, on the same day it is the same."""
    digest = {"WARC-Payload-Digest": "sha1:A"}
    soon = {**digest, "WARC-Date": "2024-03-19T20:00:00Z"}
    later = {**digest, "WARC-Date": "2024-05-01T00:00:00Z", "WARC-Refers-To-Target-URI": SITE}
    archive = Archive().info().answer(SITE, page(), headers=digest)
    for headers in (soon, later):
        archive.info().record("revisit", SITE, headers=headers)
    documents, problems = read(archive.raw)
    assert not problems
    assert [item.offers[1].candidate.value for item in documents] == [DAY, later["WARC-Date"]]
    assert {item.raw for item in documents} == {page().encode()}


def test_a_page_that_another_archive_holds_is_told() -> None:
    _, (problem,) = read(Archive().info().record("revisit", SITE).raw)
    assert "in another archive" in problem.message


def test_an_address_that_is_none_stops_nothing() -> None:
    """Nor does a day that is none: it is not known."""
    bad = {"Location": "http://[x"}
    archive = (
        Archive()
        .answer("http://[x", page("别的"))
        .answer(f"{SITE}moved", "", status="302 Found", http=bad)
        .answer("http://[y/a.png", PNG, "image/png")
        .answer(f"{SITE}a", page(), headers={"WARC-Date": "<b>yesterday</b>"})
    )
    (document,), problems = read(archive.raw)
    assert not problems
    assert [offer.field for offer in document.offers] == ["original_url"]


def wacz(pages: str, archive: Archive | None = None, **more: bytes) -> bytes:
    own = archive or Archive(packed=True).info().answer(f"{SITE}x", page("别的")).answer(
        SITE, page()
    )
    return package(
        {
            "archive/data.warc.gz": own.raw,
            "pages/pages.jsonl": pages,
            "datapackage.json": "{}",
            **more,
        }
    )


def test_a_package_says_which_its_pages_are() -> None:
    """Others are shown on demand; one that is listed and not there is told."""
    listed = f'{{"format": "json-pages-1.0"}}\n{{"url": "{SITE}"}}\n'
    for name in ("seeds/a.wacz", "seeds/a.zip", "seeds/a"):
        (document,), problems = read(wacz(listed), name)
        assert not problems
        assert text_of(extracted(document)) == PROSE
    assert len(read(wacz(listed), options={"pages": "all"})[0]) == 2
    documents, (problem,) = read(wacz(f'{listed}{{"url": "{SITE}gone"}}\n'))
    assert len(documents) == 1
    assert f"{SITE}gone is listed and not in it (no answer)" in problem.message


def test_a_package_without_a_list_is_read_as_its_archives() -> None:
    (document,), problems = read(wacz(""))
    assert not problems
    assert document.offers[0].candidate.value == f"{SITE}x"


def test_members_are_distinct_and_do_not_depend_on_other_pages() -> None:
    first = Archive().answer(SITE, page())
    more = Archive().answer(f"{SITE}0", page("零" + PROSE)).answer(SITE, page())
    (alone,), _ = read(first.raw)
    both, _ = read(more.raw, options={"pages": "all"})
    assert len({item.source for item in both}) == 2
    assert alone.source in {item.source for item in both}


WHOLE = Archive().info().answer(SITE, page()).answer(f"{SITE}b", page("乙" * 3_000)).raw
PACKED = Archive(packed=True).info().answer(SITE, page()).answer(f"{SITE}b", page("乙" * 3_000)).raw
NOISE = random.Random(3).randbytes(5_000)
BAD = {
    "empty": b"",
    "first-line": b"WARC/1.0\r\n",
    "no-header": b"WARC/1.0\r\n\r\n\r\n",
    "other-version": b"WARC/7.0\r\nWARC-Type: response\r\n\r\n",
    "noise": b"WARC/1.0\r\n" + NOISE,
    "noise-packed": gzip.compress(NOISE),
    "page-packed": gzip.compress(page().encode()),
    "half-of-gzip": gzip.compress(NOISE)[:99],
    "length-negative": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Length: -7\r\n\r\nabc",
    "length-huge": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Length: 99999999999999\r\n\r\nabc",
    "length-none": b"WARC/1.0\r\nWARC-Type: resource\r\nWARC-Target-URI: http://a/\r\n\r\nabc",
    "no-target": b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
    "no-type": b"WARC/1.0\r\nWARC-Target-URI: http://a/\r\nContent-Length: 3\r\n\r\nabc\r\n\r\n",
    "brotli": Archive().answer(SITE, b"\x13\xd3\x1f\0,", http={"Content-Encoding": "br"}).raw,
    "picture-as-page": Archive().answer(SITE, PNG + bytes(99)).raw,
    "page-without-words": Archive().answer(SITE, b" \n").raw,
    "no-page": Archive().answer(f"{SITE}a.pdf", b"%PDF-", "application/pdf").raw,
    "script-address": Archive().answer("javascript:alert(1)", page()).raw,
    "file-address": Archive().answer("file:///etc/passwd", page()).raw,
    "arc": b"filedesc://a.arc 0.0.0.0 20240101 text/plain 9\n1 0 x\nURL\n",
    "wacz-without-records": package({"archive/a.warc.gz": b"", "pages/pages.jsonl": "{}"}),
    "wacz-list-of-junk": wacz(f'[1]\n{{"url": 3}}\n{"[" * 50_000}\n{{"pages": 7, "url": "https://x.example/"}}', Archive()),
    "wacz-leads-out": package({"archive/a.warc": WHOLE, "../archive/b.warc": WHOLE}),
    "wacz-torn": wacz("")[:-30],
}  # fmt: skip


@pytest.mark.parametrize("id", BAD)
def test_what_is_broken_is_told_with_what_to_do(id: str) -> None:
    ending = "wacz" if id.startswith("wacz") else "warc"
    documents, problems = read(BAD[id], f"seeds/a.{ending}")
    assert not documents
    assert problems
    assert all(problem.hint for problem in problems)


@pytest.mark.parametrize("raw", [WHOLE, PACKED], ids=["plain", "packed"])
@pytest.mark.parametrize("share", [0.3, 0.7, 0.9, 0.97])
def test_an_archive_that_is_cut_off_is_told_and_read_up_to_there(raw: bytes, share: float) -> None:
    documents, problems = read(raw[: int(len(raw) * share)])
    assert problems
    assert len(documents) <= 1
    assert all("breaks off" in item.message or "no page" in item.message for item in problems)


def test_a_response_that_unpacks_without_end_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    """A megabyte of gzip may be a gigabyte."""
    monkeypatch.setattr(web_archives, "MAX_BYTES", 10_000)
    bomb = gzip.compress(page().encode() + b" " * 1_000_000)
    (document,), _ = read(Archive().answer(SITE, bomb, http={"Content-Encoding": "gzip"}).raw)
    assert len(document.raw) == 10_000


@pytest.mark.parametrize("limit", ["MAX_UNPACKED", "MAX_LARGE"])
def test_an_archive_beyond_the_limits_is_read_up_to_them(
    limit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(web_archives, limit, 3_000)
    _, problems = read(Archive().answer(SITE, page()).answer(f"{SITE}b", page("乙" * 3_000)).raw)
    assert "more than" in problems[0].message


@given(st.integers(0, len(WHOLE)), st.binary(max_size=9))
def test_no_damage_raises(at: int, noise: bytes) -> None:
    for raw in (WHOLE, PACKED):
        read(raw[:at] + noise + raw[at + 4 :])
