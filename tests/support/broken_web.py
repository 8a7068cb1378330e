"""Broken web archives, feeds and packed folders: a row each, with what is told of it."""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator

from support.web_archives import Archive, package

WORDS = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。"
SITE = "https://example.org/"
NOISE = random.Random(3).randbytes(5_000)
Row = tuple[str, str, bytes, str, bool]
"""An id, an ending, the bytes, words of the problem, and whether an article comes of it."""


def broken_rows() -> Iterator[Row]:
    """All rows."""
    for id, (text, words) in FEEDS.items():
        raw = text if isinstance(text, bytes) else text.encode()
        yield f"feed-{id}", "json" if text[:1] in ("{", "[") else "xml", raw, words, False
    for id, (raw, words) in ARCHIVES.items():
        yield f"warc-{id}", "wacz" if raw[:2] == b"PK" else "warc", raw, words, False
    for id, (raw, words) in FOLDERS.items():
        yield f"zip-{id}", "zip", raw, words, False


FEEDS: dict[str, tuple[str | bytes, str]] = {
    "empty": ("", "neither XML nor JSON"),
    "words": (WORDS, "neither XML nor JSON"),
    "no-feed": ("<?xml version='1.0'?><note>甲</note>", "XML (<note>) and no feed"),
    "without-items": ("<rss version='2.0'><channel/></rss>", "a feed without items"),
    "cut-off": ("<rss version='2.0'><channel><item", "a feed without items"),
    "deep": ("<rss>" * 20_000, "without items"),
    "comments": ("<!--" * 20_000, "no feed"),
    "entities": ("<!ENTITY" * 9_000, "no feed"),
    "outside": ('<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>', "no feed"),
    "zotero": ("<rdf:RDF xmlns:rdf='x'><z:item xmlns:z='y'/></rdf:RDF>", "not read"),
    "json-cut-off": ('{"version": "https://jsonfeed.org/version/1", "items": [', "not JSON"),
    "json-deep": ("[" * 100_000, "not JSON"),
    "json-list": ("[1, 2]", "JSON, and no feed"),
    "json-items": ('{"version": "https://jsonfeed.org/version/1", "items": 3}', "no feed"),
}
PAGE = Archive().info().answer(SITE, f"<p>{WORDS}</p>").raw
PACKED = Archive(packed=True).info().answer(SITE, f"<p>{WORDS * 20}</p>").raw
LENGTH = b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a/\r\nContent-Length: %s\r\n\r\nabc"
ARCHIVES: dict[str, tuple[bytes, str]] = {
    "first-line": (b"WARC/1.0\r\n", "no page of a web archive"),
    "no-header": (b"WARC/1.0\r\n\r\n\r\n", "web archive"),
    "other-version": (b"WARC/7.0\r\nWARC-Type: response\r\n\r\n", "breaks off"),
    "noise": (b"WARC/1.0\r\n" + NOISE, "web archive"),
    "noise-packed": (gzip.compress(NOISE), "no web archive"),
    "cut-in-a-header": (PAGE[:400], "web archive"),
    "cut-in-a-page": (PAGE[:-200], "web archive"),
    "cut-packed": (PACKED[:-200], "breaks off"),
    "length-negative": (LENGTH % b"-7", "web archive"),
    "length-huge": (LENGTH % b"99999999999999", "breaks off"),
    "brotli": (
        Archive().answer(SITE, b"\xff" * 9, http={"Content-Encoding": "br"}).raw,
        "“br”, and damaged",
    ),
    "no-page": (Archive().answer(SITE, b"\0", "video/mp4").raw, "video/mp4"),
    "script": (Archive().answer("javascript:alert(1)", WORDS).raw, "no page"),
    "revisit": (Archive().record("revisit", SITE).raw, "in another archive"),
    "leads-out": (package({"archive/a.warc": PAGE, "../b.warc": PAGE}), "leads out"),
    "list-of-junk": (package({"archive/a.warc": b"", "pages/pages.jsonl": "[1]\n{"}), "no page"),
    "torn": (package({"archive/a.warc": PAGE})[:-30], "cannot be read"),
}
FOLDERS: dict[str, tuple[bytes, str]] = {
    "empty": (package({}), "first bytes"),
    "nothing": (package({"__MACOSX/a": "x"}), "nothing to read"),
    "leads-out": (package({"../a.txt": WORDS}), "leads out"),
    "absolute": (package({"/etc/a.txt": WORDS}), "leads out"),
    "torn": (package({"a.txt": WORDS})[:-9], "cannot be read"),
    "half": (package({"a.txt": WORDS * 9})[:200], "cannot be read"),
    "wrong-sum": (package({"a.txt": WORDS}).replace(b"\xe4\xb9\xa6", b"xxx"), "cannot be read"),
}
