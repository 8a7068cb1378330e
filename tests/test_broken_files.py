"""Broken seeds and broken files of an editor: each is told, and the others are built.

Each case is a dossier of one sound article and something broken beside it, built by the command
itself. What is told names the file, its line where there is one, and what to do; it is never a
traceback; the sound article's page is byte for byte what it is alone.
"""

from __future__ import annotations

import base64
import io
import os
import random
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PIL import Image

from dossier.cli import main
from dossier.extract import MAX_CHARS, MAX_PIECES, MAX_TOKENS
from dossier.files.access import MAX_NOTES
from dossier.load import read_dossier
from dossier.model import Article
from dossier.problems import MOST, Problem, format_problems
from support import broken_web
from support.bad_mails import BAD, DAMAGED
from support.broken_office import broken_rows
from support.pages import ROOT, rendered

WORDS = "河边的书店今天开门了，门口排着很长的队。店主说，他没有想到会来这么多人。\n\n" * 3
SOUND = "山上的小学放假以后，操场空了。老师写信告诉我们，孩子全去看海。\n\n" * 3
HANT = "今天上午，我們在河邊種了三棵柳樹。風不大，水很清，過路的人都說這個地方變好看了。\n" * 3
CONTRACT = "site_name: x\nextra: {dossier: {variants: [zh-Hans]}}\n"
NOISE = random.Random(7).randbytes(6_000)
Content = str | bytes
Setup = Callable[[Path], object]


@dataclass(frozen=True)
class Case:
    """A broken thing, and how it is told.

    `files` stand in `seeds/`. `built`: an article comes of it all the same.
    """

    id: str
    files: Mapping[str, Content]
    path: str
    line: int
    words: str
    built: bool = False
    setup: Setup | None = None
    limit: float = 0
    contract: Content = CONTRACT


def seed(id: str, raw: Content, line: int, words: str, built: bool = False, **more: object) -> Case:
    """A broken article, in a text file."""
    return Case(id, {"b.txt": raw}, "seeds/b.txt", line, words, built, **more)  # type: ignore[arg-type]


def page(id: str, raw: Content, line: int, words: str, built: bool = False) -> Case:
    """A broken article in HTML."""
    return Case(id, {"b.html": raw}, "seeds/b.html", line, words, built)


def front(id: str, head: str, line: int, words: str) -> Case:
    """Broken front matter over a sound article."""
    return Case(id, {"b.md": head + WORDS}, "seeds/b.md", line, words, True)


def beside(id: str, raw: Content, line: int, words: str, **more: object) -> Case:
    """A broken sidecar of an article of its own."""
    path = "seeds/b.yml"
    return Case(id, {"b.txt": WORDS, "b.yml": raw}, path, line, words, True, **more)  # type: ignore[arg-type]


def note(id: str, words_of_it: str, line: int, words: str) -> Case:
    """A sidecar with one broken note."""
    return beside(f"note-{id}", f"annotations:\n- {{{words_of_it}}}\n", line, words)


def of_all(name: str, id: str, raw: Content, line: int, words: str) -> Case:
    """A broken file that speaks of the whole dossier."""
    return Case(f"{name}-{id}", {f"_{name}.yml": raw}, f"seeds/_{name}.yml", line, words)


def link(to: str, name: str = "b.txt") -> Setup:
    return lambda folder: os.symlink(to, folder / "seeds" / name)


def pipe(name: str) -> Setup:
    return lambda folder: os.mkfifo(folder / "seeds" / name)


def a_socket(folder: Path) -> None:
    text = os.getcwd()
    os.chdir(folder)  # a socket's path may have a hundred bytes
    try:
        with socket.socket(socket.AF_UNIX) as endpoint:
            endpoint.bind("seeds/b.txt")
    finally:
        os.chdir(text)


def no_seeds(folder: Path) -> None:
    for path in (folder / "seeds").iterdir():
        path.unlink()
    (folder / "seeds").rmdir()


def a_file(folder: Path) -> None:
    no_seeds(folder)
    (folder / "seeds").touch()


BYTES = (
    seed("empty", b"", 0, "empty"),
    seed("white-space", " \n\t\u3000\u00a0\r\n", 0, "empty"),
    seed("mark-alone", b"\xef\xbb\xbf", 0, "empty"),
    seed("invisible-alone", "\u200b\u2060\u202e\ufeff\n\u00ad", 0, "empty"),
    seed("zeros", b"\0" * 1000, 1, "not a text"),
    seed("noise", b"\n\n" + NOISE, 3 + NOISE[: NOISE.index(0)].count(b"\n"), "not a text"),
    seed("noise-without-zeros", NOISE.replace(b"\0", b""), 0, "not a text"),
    seed("picture", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + NOISE, 0, "a picture"),
    seed("packed", b"PK\x03\x04\x14\0\x06\0", 0, "a package that cannot be read"),
    seed("pdf", "%PDF-1.4\n1 0 obj\nstream\nabc\nendstream\n", 0, "PDF"),
    seed("web-archive", f"MIME-Version: 1.0\nContent-Type: multipart/related\n\n{WORDS}", 0, "no page is in it"),
    seed("lfs-pointer", "version https://git-lfs.github.com/spec/v1\noid sha256:0\n", 0, "git lfs pull"),
    seed("one-zero", WORDS.encode() + b"a\0b\n" + WORDS.encode(), 7, "not utf-8", True),
    seed("not-utf-8", WORDS.encode() + b"a\n\xff\xfeb\n" + WORDS.encode() * 4, 8, "not utf-8", True),
    seed("cut-in-a-character", WORDS.encode()[:-4], 5, "not utf-8", True),
    seed("surrogates-in-utf-8", WORDS.encode() * 2 + b"\xed\xa0\xbd\n", 13, "not utf-8", True),
    seed("overlong", WORDS.encode() * 3 + b"\xc0\xbcscript\xc0\xbe", 19, "not utf-8", True),
    seed("gbk-cut", WORDS.encode("gbk")[:-3], 5, "not gb18030", True),
    seed("gb18030-damaged", WORDS.encode("gb18030") * 2 + b"\xff\xff\n", 13, "not gb18030", True),
    seed("big5-damaged", HANT.encode("big5") * 2 + b"\xff\n", 7, "not big5", True),
    seed("utf-16-odd", b"\xff\xfe" + WORDS.encode("utf-16-le") + b"x", 7, "not utf-16-le", True),
    seed("utf-16-half", "\ufeff".encode("utf-16-le") + b"\x00\xd8" + WORDS.encode("utf-16-le"), 1, "not utf-16", True),
    seed("mark-that-lies", b"\xff\xfe" + WORDS.encode() * 2, 1, "not utf-8", True),
    seed("unknown-encoding", "Сегодня хорошая погода, мы пошли на реку.\n".encode("koi8-r") * 9, 0, "not a text"),
    seed("garbled", WORDS.encode().decode("latin-1"), 1, "garbled", True),
    seed("conflict", f"<<<<<<< ours\n{WORDS}=======\n甲乙丙。\n>>>>>>> theirs\n", 1, "two versions", True),
    seed("50-mb", b"a" * 50_000_000, 0, "too large", limit=5),
    seed("line-of-10-mb", WORDS.replace("\n", "") * 30_000, 0, "too long", limit=25),
    seed("book-of-laws", "".join(f"第{n}条 某事。\n\n" for n in range(MAX_PIECES + 9)), 0, "too long"),
)  # fmt: skip

MARKUP = (
    page("open-comment", f"<p>{WORDS}</p>\n<!-- 甲乙丙丁。\n<p>{WORDS}</p>", 8, "comment without an end", True),
    page("open-script", f"<p>{WORDS}</p>\n<script>var a;\n<p>{WORDS}</p>", 8, "<script> without an end", True),
    page("open-style", f"<style>p {{}}\n<p>{WORDS}</p>", 1, "<style> without an end", True),
    page("open-textarea", f"<p>{WORDS}</p><textarea>{WORDS}", 7, "<textarea> without an end", True),
    page("script-alone", "<script>alert(1)</script>", 0, "no article text"),
    page("comment-alone", "<!-- 甲乙丙 -->", 0, "no article text"),
    page("frames-alone", "<frameset><frame src=a.html></frameset>", 0, "no article text"),
    page("too-many-tags", "<p>" * (MAX_TOKENS + 1), 0, "too long"),
    page("too-many-characters", f"<p>{'字' * (MAX_CHARS + 1)}", 0, "too long"),
    page("depth", f"<p>{WORDS}</p>\n{'<div>' * 99_000}{WORDS}", 8, "levels deep", True),
    page("depth-of-words", f"<p>{WORDS}</p>\n{'<span>' * 99_000}{WORDS}", 8, "levels deep", True),
    page("depth-closed", f"<p>{WORDS}</p>\n<div>{'<b>' * 90_000}{WORDS}{'</b>' * 90_000}", 8, "levels deep", True),
    page("depth-after-stray-ends", f"{'</div>' * 500}\n{'<div>' * 150}{WORDS}", 2, "levels deep", True),
    page("depth-of-lists", f"\n{'<ul><li>' * 30_000}{WORDS}", 2, "levels deep", True),
    page("no-time", f"<!--99999999999999-->\n[题目](https://a.example/)\n---\n<p>{WORDS}", 1, "not a time", True),
)  # fmt: skip

FRONT = (
    front("front-tag", "---\ntitle: 题\ndate: !!python/name:os.system\n---\n", 3, "tags are not taken"),
    front("front-bomb", "---\na: &a [x, x]\nb: [*a, *a]\n---\n", 2, "anchors and aliases"),
    front("front-doubled", "---\ntitle: 甲\ntitle: 乙\n---\n", 3, "twice"),
    front("front-tab", "---\ntitle: 甲\n\tdate: 2020-01-01\n---\n", 3, "not YAML"),
    front("front-deep", f"---\na: 甲\nb: {'[' * 100_000}\n---\n", 3, "levels deep"),
    front("front-open", "---\ntitle: 甲\ndate: 2020-01-01\n", 1, "does not end"),
    front("front-toml", "+++\ntitle = '甲'\ndate = \n+++\n", 3, "not TOML"),
    front("front-toml-deep", f"+++\na = {'[' * 100_000}\n+++\n", 2, "not TOML"),
    front("front-toml-number", f"+++\na = {'9' * 10_000}\n+++\n", 2, "not TOML"),
    front("front-title-map", "---\ntitle: {a: b}\n---\n", 2, "must be a text"),
    front("front-title-list", "---\nlang: zh\ntitle: [甲, 乙]\n---\n", 3, "must be a text"),
    front("front-title-long", f"---\ntitle: {'题' * 10_000}\n---\n", 0, "title of 10,000 characters"),
    front("front-address", "---\ntitle: 甲\nurl: javascript:alert(1)\n---\n", 3, "not an address"),
    front("front-date-nan", "---\ntitle: 甲\ndate: NaN\n---\n", 3, "not a date"),
    front("front-date-year-0", "---\ntitle: 甲\ndate: 0000-01-01\n---\n", 3, "not a date"),
    front("front-date-february", "---\ntitle: 甲\ndate: 2023-02-31\n---\n", 3, "not a date"),
    front("front-date-far", "---\ntitle: 甲\ndate: 9999-12-31\n---\n", 3, "not a date"),
    front("front-date-to-come", "---\ntitle: 甲\ndate: 2098-12-31\n---\n", 0, "in the future"),
    Case("front-alone", {"b.md": "---\ntitle: 甲\n---\n"}, "seeds/b.md", 0, "no article text"),
)  # fmt: skip

SIDECARS = (
    beside("sidecar-noise", NOISE, 1, "not UTF-8"),
    beside("sidecar-zeros", "via: x\ntitle: a\0b\n", 2, "not YAML"),
    beside("sidecar-utf-16", "via: 甲\n".encode("utf-16"), 1, "not UTF-8"),
    beside("sidecar-gbk", "via: x\ntitle: 甲\n".encode("gbk"), 2, "not UTF-8"),
    beside("sidecar-word", "甲\n", 1, "key: value"),
    beside("sidecar-list", "- a\n- b\n", 1, "key: value"),
    beside("sidecar-doubled", "via: x\nvia: y\n", 2, "twice"),
    beside("sidecar-two-documents", "via: x\n---\nvia: y\n", 2, "second document"),
    beside("sidecar-alias", "via: x\nheed: [&a 甲, *a]\n", 2, "anchors and aliases"),
    beside("sidecar-tag", "via: x\ntitle: !!binary aGk=\n", 2, "tags are not taken"),
    beside("sidecar-merge", "<<: {via: x}\n", 1, "not known"),
    beside("sidecar-surrogate", 'via: x\ntitle: "\\ud800"\n', 2, "not YAML"),
    beside("sidecar-surrogate-bytes", b"via: x\ntitle: \xed\xa0\x80\n", 2, "not UTF-8"),
    beside("sidecar-deep", "via: " + "[" * 100_000, 1, "levels deep"),
    beside("sidecar-deep-block", "".join(" " * n + "a:\n" for n in range(1000)), 21, "levels deep"),
    beside("sidecar-5-mb", "# " + "x" * (MAX_NOTES + 1), 0, "too large"),
    beside("sidecar-long-line", "via: x\ntitle: " + "x" * 3_000_000, 2, "3,000,000 characters"),
    beside("sidecar-many-keys", "".join(f"k{n}: v\n" for n in range(100_000)), 1, "not known"),
    beside("sidecar-key", "? [a, b]\n: c\n", 1, "a key must be a word"),
    beside("sidecar-title-long", f"title: {'题' * 10_000}\n", 1, "10,000 characters"),
    beside("sidecar-title-list", "via: x\ntitle: [a]\n", 2, "must be a string"),
    beside("sidecar-turning", 'title: "甲\\u202e乙"\n', 1, "turns the order"),
    beside("sidecar-date-nan", "published: NaN\n", 1, "must be a date"),
    beside("sidecar-date-year-0", "published: 0000-01-01\n", 1, "must be a date"),
    beside("sidecar-date-map", "published: {zh-Hans: 甲}\n", 1, "must be a date"),
    beside("sidecar-date-to-come", "published: 2999-01-01\n", 0, "in the future"),
    beside("sidecar-address", "original_url: 'http://[x'\n", 1, "the address of a page"),
    beside("sidecar-script", "original_url: javascript:alert(1)\n", 1, "the address of a page"),
    beside("sidecar-pictures", "images: [https://a.example/a.png, a.png]\n", 1, "the address of a picture"),
    beside("sidecar-language", "language: klingon\n", 1, "must be a language tag"),
    beside("sidecar-keep", "keep: [这几个字不在里面]\n", 1, "not in the seed"),
    beside("sidecar-summary", "summary: 一句。¶99999999999999999999999\n", 1, "¶9999"),
    beside("sidecar-notes-word", "annotations: 甲\n", 1, "must be a list"),
    beside("sidecar-notes-nothing", "annotations: [~, ~]\n", 1, "key: value"),
    beside("slug-above", "slug: ../../x\n", 1, "small letters, digits and hyphens"),
    beside("slug-absolute", "slug: /etc/x\n", 1, "small letters, digits and hyphens"),
    beside("slug-300", f"slug: {'a' * 300}\n", 1, "small letters, digits and hyphens"),
    beside("slug-5000", f"slug: {'a-' * 2500}a\n", 1, "small letters, digits and hyphens"),
    beside("slug-index", "slug: index\n", 1, "the name of a list"),
    beside("slug-of-a-device", "slug: con\n", 1, "Windows"),
    note("id-300", f"id: {'a' * 300}, kind: gloss, body: x", 2, "Limit: 100"),
    note("lost", "id: a, kind: gloss, quote: 没有这几个字, body: x", 2, "not in the article"),
    note("brackets", f"id: a, kind: gloss, quote: 书店, body: '{'[' * 50_000}'", 2, "50,000 characters"),
    note("nowhere", "id: a, kind: gloss, body: '[[nowhere]]'", 2, "nowhere"),
    beside("note-too-many", "annotations:\n" + "".join(f"- {{id: a-{n}, kind: gloss, body: x}}\n" for n in range(2001)), 2002, "more than 2,000 notes"),
    Case("sidecar-alone", {"b.yml": "title: x\n"}, "seeds/b.yml", 0, "without its seed"),
    Case("sidecar-yaml", {"good.yaml": "title: x\n"}, "seeds/good.yaml", 0, "not read"),
)  # fmt: skip

ENTITY = "mo:\n  type: person\n  names: {zh-Hans: 柳树}\n"
QUESTION = "questions:\n  a:\n    question: 问？\n    stances: {s: 是}\n    positions:\n"
OF_ALL = (
    *(
        of_all(name, id, raw, line, words)
        for name in ("glossary", "entities", "claims", "dossier")
        for id, raw, line, words in (
            ("noise", NOISE, 1, "not UTF-8"),
            ("word", "甲\n", 1, "key: value"),
            ("list", "- 甲\n- 乙\n", 1, "key: value"),
            ("utf-16", "甲: 乙\n".encode("utf-16"), 1, "not UTF-8"),
            ("doubled", "a: {}\na: {}\n", 2, "twice"),
            ("alias", "a: &x {}\nb: *x\n", 1, "anchors and aliases"),
            ("tag", "a: !!set {x}\n", 1, "tags are not taken"),
            ("deep", "a: " + "[" * 100_000, 1, "levels deep"),
            ("5-mb", "# " + "x" * (MAX_NOTES + 1), 0, "too large"),
        )
    ),
    of_all("entities", "id-300", ENTITY.replace("mo:", f"{'a' * 300}:"), 1, "part of an address"),
    of_all("entities", "id-index", ENTITY.replace("mo:", "index:"), 1, "part of an address"),
    of_all("entities", "id-of-a-device", ENTITY.replace("mo:", "nul:"), 1, "part of an address"),
    of_all("entities", "long-name", ENTITY.replace("柳树", "柳树" * 5_000), 3, "10,000 characters"),
    of_all("entities", "for-ever", f"{ENTITY}  unless: ['(.*)*x']\n", 4, "takes for ever"),
    of_all("glossary", "for-ever", "柳树: {zh-Hant-TW: 柳樹, only: ['(柳+)+x']}\n", 1, "takes for ever"),
    of_all("glossary", "long-form", f"柳树: {{zh-Hant-TW: {'柳' * 100_000}}}\n", 1, "100,000 characters"),
    of_all("claims", "id-300", f"questions:\n  {'a' * 300}: {{question: x}}\n", 2, "part of an address"),
    of_all("claims", "not-a-number", f"{QUESTION}    - {{article: good, quote: 老师写信, stance: s, value: {{min: NaN, unit: x}}}}\n", 6, "must be a number"),
    of_all("claims", "nowhere", f"{QUESTION}    - {{article: nowhere, quote: 书店, stance: s}}\n", 6, "no article has the slug"),
    of_all("claims", "too-many", "questions:\n" + "".join(f"  a-{n}: {{question: x}}\n" for n in range(501)), 502, "Limit: 500"),
    of_all("claims", "of-other-kinds", "questions: [甲]\n", 1, "key: value"),
    of_all("dossier", "nowhere", "title: x\nreading_path:\n- article: nowhere\n", 3, "the reading path names"),
    of_all("dossier", "step", "reading_path:\n- 3\n", 2, "`article: "),
    of_all("dossier", "title", f"title: {'题' * 10_000}\n", 1, "10,000 characters"),
)  # fmt: skip

PLACES = (
    Case("link-out", {}, "seeds/b.txt", 0, "leads out of the folder", setup=link("/etc/passwd")),
    Case("link-up", {}, "seeds/b.txt", 0, "leads out of the folder", setup=link("../mkdocs.yml")),
    Case("link-nowhere", {}, "seeds/b.txt", 0, "leads nowhere", setup=link("nowhere.txt")),
    Case("link-to-itself", {}, "seeds/b.txt", 0, "cannot be read", setup=link("b.txt")),
    Case("link-without-end", {}, "seeds/b.txt", 0, "out of the folder", setup=link("/dev/zero")),
    Case("link-beside", {}, "seeds/good.yml", 0, "out of the folder", setup=link("/etc/passwd", "good.yml")),
    Case("link-beside-nowhere", {}, "seeds/good.yml", 0, "leads nowhere", setup=link("x.yml", "good.yml")),
    *(
        Case(f"link-{text}", {}, f"seeds/_{text}.yml", 0, "out of the folder", setup=link("/etc/passwd", f"_{text}.yml"))
        for text in ("glossary", "entities", "claims", "dossier")
    ),
    *(
        Case(f"pipe-{text}", {}, f"seeds/_{text}.yml", 0, "a pipe", setup=pipe(f"_{text}.yml"))
        for text in ("glossary", "entities", "claims", "dossier")
    ),
    Case("pipe", {}, "seeds/b.txt", 0, "a pipe", setup=pipe("b.txt")),
    Case("pipe-beside", {}, "seeds/good.yml", 0, "a pipe", setup=pipe("good.yml")),
    Case("socket", {}, "seeds/b.txt", 0, "a socket", setup=a_socket),
    Case("folder", {"b.md/c.txt": ""}, "seeds/b.md/c.txt", 0, "empty"),
    Case("folder-beside", {"good.yml/c.txt": WORDS}, "seeds/good.yml", 0, "a folder"),
    Case("folder-of-articles", {"2024/c.txt": NOISE}, "seeds/2024/c.txt", 1, "not a text"),
    Case("folder-linked", {"2024/c.txt": ""}, "seeds/more", 0, "link to a folder", setup=link("2024", "more")),
    Case("other-kind", {"b.docx": b"PK\x03\x04"}, "seeds/b.docx", 0, "package that cannot be read"),
    Case("long-name", {f"{'字' * 84}.md": WORDS}, f"seeds/{'字' * 84}.md", 0, "too long"),
    Case("turned-name", {"a\u202etxt.md": WORDS}, r"seeds/a\u202etxt.md", 0, "no page can show"),
    Case("capitals", {"B.txt": WORDS, "b.txt": WORDS}, "seeds/b.txt", 0, "two seeds of one name", True),
    Case("composed", {"cafe\u0301.txt": WORDS, "caf\u00e9.txt": WORDS}, "seeds/caf\u00e9.txt", 0, "two seeds of one name", True),
    Case("ending", {"b.html": WORDS, "b.txt": WORDS}, "seeds/b.txt", 0, "two seeds of one name", True),
    Case("no-seeds", {}, "seeds", 0, "no such folder", True, setup=no_seeds),
    Case("seeds-file", {}, "seeds", 0, "no such folder", True, setup=a_file),
    Case("one-slug", {"b.txt": WORDS + "甲", "b.yml": "slug: s\n", "c.txt": WORDS + "乙", "c.yml": "via: x\nslug: s\n"}, "seeds/c.yml", 2, "taken", True),
    Case("edition-of-no-language", {}, "mkdocs.yml", 1, "no edition “../x”", contract="extra: {dossier: {variants: [zh-Hans, ../x]}}\n"),
    Case("default-of-no-edition", {}, "mkdocs.yml", 3, "none of its variants", contract="extra:\n  dossier:\n    default: [x]\n"),
    Case("address-of-no-host", {}, "mkdocs.yml", 1, "no address", True, contract=f"site_url: 'http://[x'\n{CONTRACT}"),
)  # fmt: skip
# What these say stands in the frame of every page.
SHOWN_BY_ALL = ("mkdocs.yml", "seeds/_dossier.yml", "seeds/_claims.yml")
# Word, OpenDocument, RTF and EPUB.
OFFICE = tuple(
    Case(id, {f"b.{ending}": raw}, f"seeds/b.{ending}", 0, words, built)
    for id, ending, raw, words, built in (*broken_rows(), *broken_web.broken_rows())
)
MAILS = tuple(
    Case(f"mail-{name}", {f"b.{ending}": raw}, f"seeds/b.{ending}", 0, words, words == DAMAGED)
    for name, (raw, words) in BAD.items()
    for ending in name.split(".")[1:]
)
CASES = (*BYTES, *MAILS, *MARKUP, *FRONT, *SIDECARS, *OF_ALL, *PLACES, *OFFICE)
# What cannot be read at all: nothing is built, nothing is written.
CONTRACTS: Mapping[str, tuple[bytes, int, str]] = {
    "noise": (NOISE, 1, "not UTF-8"),
    "latin": (b"site_name: x\nx: caf\xe9\n", 2, "not UTF-8"),
    "utf-16": (CONTRACT.encode("utf-16"), 1, "not UTF-8"),
    "zeros": (b"site_name: x\n\0\n", 2, "not YAML"),
    "open": (b"a: [\n", 2, "not YAML"),
    "deep": (b"a: " + b"[" * 100_000, 1, "levels deep"),
    "key": (b"? [a]\n: b\n", 1, "not YAML"),
    "5-mb": (b"# " + b"x" * MAX_NOTES, 0, "too large"),
}


def the_dossier(folder: Path, case: Case | None = None) -> Path:
    """A sound article, and what is broken beside it; its mkdocs.yml."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "seeds" / "good.txt").write_text(SOUND)
    contract = folder / "mkdocs.yml"
    contract.write_bytes(_raw(case.contract if case else CONTRACT))
    for name, content in case.files.items() if case else ():
        path = folder / "seeds" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(_raw(content))
    if case and case.setup:
        case.setup(folder)
    return contract


def _raw(content: Content) -> bytes:
    return content if isinstance(content, bytes) else content.encode()


def sound(folder: Path) -> bytes:
    """The page of the sound article."""
    return (folder / "docs/zh-Hans/articles/good.md").read_bytes()


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The sound article's page when nothing is broken."""
    folder = tmp_path_factory.mktemp("alone") / "d"
    assert main(["build", "--strict", "--config", str(the_dossier(folder))]) == 0
    return sound(folder)


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Article:
    """The sound article as it is read when nothing is broken."""
    (article,) = read_dossier(the_dossier(tmp_path_factory.mktemp("good") / "d")).articles
    return article


def assert_problem(case: Case, text: str) -> None:
    """Check that the problems of a run name the case's place, and say what to do."""
    where = f"{case.path}:{case.line}: " if case.line else f"{case.path}: "
    problems = [problem for problem in re.split(r"\n(?=\S)", text) if problem.startswith(where)]
    ours = [problem for problem in problems if case.words in problem]
    assert ours, (case.id, text[-2000:])
    assert "\n    " in ours[0], f"what to do is not said: {ours[0]}"
    assert not re.search(r"[^\S\n ]|[\x00-\x08\x0e-\x1f\u202a-\u202e]", ours[0])


def large(case: Case) -> bool:
    """Whether reading a case takes seconds."""
    return sum(map(len, case.files.values())) > 100_000


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(case, id=case.id, marks=[pytest.mark.slow] if large(case) else [])
        for case in CASES
    ],
)
def test_what_is_broken_is_told_and_the_others_are_read(
    case: Case, good: Article, tmp_path: Path
) -> None:
    """A problem for the editor: where, what was seen, what to do; the sound article is as ever."""
    began = time.process_time()
    dossier = read_dossier(the_dossier(tmp_path / "d", case))
    took = time.process_time() - began
    assert_problem(case, format_problems(dossier.problems))
    articles = {article.id: article for article in dossier.articles}
    assert ("b" in articles) <= case.built
    if not case.built:
        assert set(articles) == {"good"}
    if "good" in articles:
        assert articles["good"] == good or case.built
        assert articles["good"].blocks == good.blocks
    assert took < (case.limit or 15)


# One of each kind of place and of what comes of it.
TO_THE_END = (
    *("picture", "garbled", "open-comment", "front-bomb", "sidecar-noise"),
    *("claims-not-a-number", "link-out", "one-slug", "edition-of-no-language"),
)


@pytest.mark.parametrize("id", TO_THE_END)
def test_what_is_broken_is_told_and_the_others_are_built(
    id: str, alone: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command: its status, what it prints, and the pages, byte for byte."""
    (case,) = [case for case in CASES if case.id == id]
    assert main(["build", "--strict", "--config", str(the_dossier(tmp_path / "d", case))]) == 1
    assert_problem(case, capsys.readouterr().out)
    articles = {path.stem for path in (tmp_path / "d/docs/zh-Hans/articles").glob("*.md")}
    assert ("b" in articles) <= case.built
    if not case.built:
        assert articles == {"index", "good"}
    page = sound(tmp_path / "d")
    assert page == alone or case.built or case.path in SHOWN_BY_ALL
    assert page.count(SOUND[:8].encode()) >= 3


def renamed(case: Case) -> Case:
    """A case with file names and last words of its own; files of one text would be one article."""
    files: dict[str, Content] = {}
    for name, content in case.files.items():
        if isinstance(content, str) and content.endswith(WORDS):
            content += f"{case.id}。\n"
        files[name.replace("b.", f"{case.id}.")] = content
    return replace(case, files=files, path=case.path.replace("/b.", f"/{case.id}."))


@pytest.mark.slow
def test_all_that_is_broken_in_one_folder_is_told_and_the_others_are_built(
    alone: bytes, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Remains of a broken article are rendered, indexed and exported like a sound one."""
    cases = [renamed(case) for case in (*BYTES, *MARKUP, *FRONT, *SIDECARS) if not large(case)]
    files = {name: content for case in cases for name, content in case.files.items()}
    contract = the_dossier(tmp_path / "d", Case("", files, "", 0, ""))
    assert main(["build", "--strict", "--config", str(contract)]) == 1
    text = capsys.readouterr().out
    for case in cases:
        assert_problem(case, text)
    articles = {path.stem for path in (tmp_path / "d/docs/zh-Hans/articles").glob("*.md")}
    assert articles >= {case.id for case in cases if case.built and case in FRONT}
    assert len(articles) > 60
    assert "report it" not in text, text[text.index("report it") - 600 :][:700]


@pytest.mark.parametrize("id", CONTRACTS)
def test_a_contract_that_cannot_be_read_is_told_and_nothing_is_written(
    id: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Editions may be missing from it: to write without it could remove their pages."""
    raw, line, words = CONTRACTS[id]
    contract = the_dossier(tmp_path / "d")
    contract.write_bytes(raw)
    assert main(["build", "--strict", "--config", str(contract)]) == 2
    text = capsys.readouterr().err
    assert text.startswith(f"mkdocs.yml:{line}: " if line else "mkdocs.yml: ")
    assert words in text
    assert "Nothing was written" in text
    assert not (tmp_path / "d" / "docs").exists()


def test_a_missing_contract_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["build", "--config", str(tmp_path / "mkdocs.yml")]) == 2
    assert "does not exist" in "".join(capsys.readouterr())


@pytest.mark.parametrize(
    "contract", ["", "site_name: x\n", "- a\n", "a: 2024-99-99\nb: !!float x\n"]
)
def test_a_contract_that_says_nothing_of_the_dossier_will_do(contract: str, tmp_path: Path) -> None:
    """Anything else wrong in it is for the renderer to say."""
    path = the_dossier(tmp_path / "d")
    path.write_text(contract)
    assert main(["build", "--strict", "--config", str(path)]) == 0
    assert sound(tmp_path / "d")


def noise() -> str:
    """A picture of some 150 KB, in base64."""
    stream = io.BytesIO()
    Image.frombytes("RGB", (220, 220), random.Random(1).randbytes(220 * 220 * 3)).save(
        stream, "PNG"
    )
    return base64.b64encode(stream.getvalue()).decode()


READ: Mapping[str, bytes] = {
    "gb18030": WORDS.encode("gb18030"),
    "gbk": WORDS.encode("gbk"),
    "big5": HANT.encode("big5"),
    "utf-16": WORDS.encode("utf-16"),
    "utf-16-le-unmarked": WORDS.encode("utf-16-le"),
    "utf-16-be-unmarked": WORDS.encode("utf-16-be"),
    "utf-32": WORDS.encode("utf-32"),
    "shift-jis": "これは日本語のテキストです。今日は天気がいいですね。\n".encode("shift_jis") * 4,
    "iso-2022-jp": "これは日本語のテキストです。今日は天気がいいですね。\n".encode("iso-2022-jp") * 4,
    "hz": WORDS.encode("hz"),
    "says-big5-is-gbk": b"<meta charset=big5><p>" + WORDS.encode("gbk"),
    "says-utf-8-is-gbk": b"<meta charset=utf-8><p>" + WORDS.encode("gbk"),
    "says-gbk-is-utf-8": b"<meta charset=gbk><p>" + WORDS.encode(),
    "says-what-nobody-knows": b"<meta charset=klingon><p>" + WORDS.encode("gbk"),
    "says-what-is-none": b"<meta charset=hex><meta charset=unicode_escape><p>" + WORDS.encode("gbk"),
    "carriage-returns": WORDS.replace("\n", "\r").encode(),
    "line-separators": WORDS.replace("\n", "\u2028").encode(),
    "private-use": ("\ue000\uf8ff\U000f0000" + WORDS).encode(),
    "extensions-b-to-i": ("\U00020000\U0002a700\U0002b740\U0002b820\U0002ceb0\U00030000\U00031350\U0002ebf0" + WORDS).encode(),
    "one-letter": "字字字这这".encode(),
    "no-title": f"<p>{WORDS}</p>".encode(),
    "title-alone": "<html><head><title>只有这个题目</title></head><body></body></html>".encode(),
    "pictures-alone": b"<img src=https://a.example/a.jpg><img src=https://a.example/b.jpg>",
    "entities": b"<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><p>&a;" + WORDS.encode(),
    "numbers-of-none": ("<p>&#xd800;&#0;&#x110000;&#99999999999999999999;" + WORDS).encode(),
    "paragraphs-that-nobody-ends": "".join(f"<p>{n} 书店<ul><li>甲{n}<li>乙<br></ul>" for n in range(150)).encode() + WORDS.encode(),
    "what-looks-like-tags": "\n\n".join(f"{n} {WORDS}<https://a.example/{n}> Vec<T{n}> <svg><path d=1><circle r=2></svg> <a name={n}>" for n in range(150)).encode(),
    "words-that-nobody-ends": ("<p>" + "<span/>" * 150 + "<table>" + "".join(f"<tr><td><font size=2>书店{n}<td><b>甲{n}<span/>" for n in range(150)) + "</table>" + WORDS).encode(),
    "depth-of-a-real-page": f"{'<div>' * 60}<p>{WORDS}{'</div>' * 60}".encode(),
    "attributes": ("<p " + " ".join(f"a{n}=b" for n in range(100_000)) + ">" + WORDS).encode(),
    "a-picture-within": f'<p>{WORDS}</p><img src="data:image/png;base64,{noise()}"><p>{WORDS}</p>'.encode(),
}  # fmt: skip


@pytest.mark.parametrize("id", READ)
def test_what_is_odd_and_sound_is_read(id: str, tmp_path: Path) -> None:
    """Texts come in every encoding and shape; only what is lost is a problem."""
    dossier = read_dossier(the_dossier(tmp_path / "d", Case(id, {"b.html": READ[id]}, "", 0, "")))
    assert not dossier.problems
    article, good = dossier.articles
    assert (article.id, good.id) == ("b", "good")
    if "书店" not in id and READ[id].count("书店".encode()) > 3:
        assert any("书店" in block.text for block in article.blocks)


@pytest.mark.slow
def test_what_is_odd_and_sound_is_built(tmp_path: Path) -> None:
    """All of it in one folder; of a picture and of a file of this machine nothing is on a page."""
    files = {f"{id}.html": raw for id, raw in READ.items()}
    contract = the_dossier(tmp_path / "d", Case("", files, "", 0, ""))
    assert main(["build", "--strict", "--config", str(contract)]) == 0
    pages = {path.stem: path for path in (tmp_path / "d/docs/zh-Hans/articles").glob("*.md")}
    assert len(pages) > 12
    for path in pages.values():
        text = path.read_text()
        assert "base64" not in text
        assert "root:x:" not in text
    assert sound(tmp_path / "d").count(SOUND[:8].encode()) >= 3


NAMES = (
    "a b  c.txt",
    "😀👨\u200d👩\u200d👧.txt",
    "a'\"\\: {x}.txt",
    "-rf.txt",
    "~.txt",
    "#a.txt",
    "a..txt",
    "CON.txt",
    f"{'字' * 79}.txt",
    f"{'a' * 240}.html",
)


def test_a_seed_may_have_any_name_that_a_page_can_show(tmp_path: Path) -> None:
    """Also one that is near the longest a disk takes, for each file that is made of it."""
    files = {name: f"{WORDS}第{number}篇。" for number, name in enumerate(NAMES)}
    contract = the_dossier(tmp_path / "d", Case("", files, "", 0, ""))
    assert main(["build", "--strict", "--config", str(contract)]) == 0
    for number in range(len(NAMES)):
        pages = [
            path
            for path in (tmp_path / "d/docs/zh-Hans/articles").glob("*.md")
            if f"第{number}篇。" in path.read_text()
        ]
        assert len(pages) == 1, NAMES[number]


def test_what_begins_with_a_line_or_a_dot_is_no_article(tmp_path: Path) -> None:
    """So an editor keeps drafts and what explains the folder beside the articles."""
    others = ("_draft.txt", ".hidden.txt", "README.md", "RIGHTS.md")
    case = Case("", {name: WORDS + name for name in others}, "", 0, "")
    assert main(["build", "--strict", "--config", str(the_dossier(tmp_path / "d", case))]) == 0
    made = {path.stem for path in (tmp_path / "d/docs/zh-Hans/articles").glob("*.md")}
    assert made == {"index", "good"}


def test_front_matter_that_cannot_be_read_is_told_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Its single lines are read by guess: no problem is reported for those."""
    case = front("", "---\ntitle: 甲\n\tdate: NaN\nurl: javascript:x\n---\n", 3, "not YAML")
    assert main(["build", "--strict", "--config", str(the_dossier(tmp_path / "d", case))]) == 1
    text = capsys.readouterr().out
    problems = text.split("Not sure of:")[0]
    assert problems.count("seeds/b.md:") == 1, text


def test_a_link_within_the_folder_is_followed(tmp_path: Path) -> None:
    """Its target is published anyway."""
    case = Case("", {"_kept.txt": WORDS + "甲"}, "", 0, "", setup=link("_kept.txt"))
    assert main(["build", "--strict", "--config", str(the_dossier(tmp_path / "d", case))]) == 0
    assert (tmp_path / "d/docs/data/seeds/b.txt").read_text() == WORDS + "甲"


def test_nothing_of_a_file_behind_a_link_is_published(tmp_path: Path) -> None:
    """Neither the words, nor the file: a link in a pull request must not show the host's."""
    secret = "只有这台机器知道的一句话。"
    (tmp_path / "secret.txt").write_text(secret * 20)
    (tmp_path / "secret.yml").write_text(f"title: {secret}\n")
    links = {"b.txt": "txt", "good.yml": "yml", "_dossier.yml": "yml"}
    contract = the_dossier(tmp_path / "d")
    for name, ending in links.items():
        link(f"../../secret.{ending}", name)(tmp_path / "d")
    assert main(["build", "--strict", "--config", str(contract)]) == 1
    for path in (tmp_path / "d" / "docs").rglob("*"):
        assert path.is_dir() or secret.encode() not in path.read_bytes(), path


def test_signs_that_show_nothing_are_shown_in_the_ledger(tmp_path: Path) -> None:
    """They turn the order of letters, or part a word that a search is for; none reaches a page."""
    text = (
        WORDS.replace("书店", "书\u200b店").replace("门口", "\u202e门口\u202c") + "某\u00ad人。\n"
    )
    contract = the_dossier(
        tmp_path / "d", Case("", {"b.html": f"<h1>题\u2066目</h1>{text}"}, "", 0, "")
    )
    assert main(["build", "--strict", "--config", str(contract)]) == 0
    page = (tmp_path / "d/docs/zh-Hans/articles/b.md").read_text()
    ledger = rendered(page).by_id("source").words()
    for sign in ("U+00AD × 1", "U+200B × 3", "U+202C × 3", "U+202E × 3", "U+2066 × 1"):
        assert sign in ledger
    for path in (tmp_path / "d/docs/zh-Hans").rglob("*.md"):
        assert not re.search("[\u00ad\u200b\u202a-\u202e\u2066-\u2069]", path.read_text()), path


def test_a_file_with_very_many_slips_is_told_in_some_lines(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A hundred thousand of them bury what is wrong elsewhere."""
    files: dict[str, Content] = {
        "good.yml": "".join(f"k{n}: v\n" for n in range(3_000)),
        "b.txt": b"",
    }
    contract = the_dossier(tmp_path / "d", Case("", files, "", 0, ""))
    assert main(["build", "--strict", "--config", str(contract)]) == 1
    text = capsys.readouterr().out
    assert text.count("seeds/good.yml") == MOST + 1
    assert f"seeds/good.yml: and {3_000 - MOST:,} more" in text
    assert "seeds/b.txt: empty" in text


def test_a_letter_is_of_a_width_that_can_be_read_and_obeys_nothing() -> None:
    """The words of a file may be a megabyte, or switch a terminal's colours."""
    problem = Problem("seeds/a.yml", 3, f"“甲{'x' * 1_000_000}乙”", "\x1b[31m丙\u202e\n丁")
    message, *hints = str(problem).splitlines()
    assert message.startswith("seeds/a.yml:3: “甲xxx")
    assert message.endswith("xxx乙”")
    assert len(message) < 450
    assert hints == ["    \\u001b[31m丙\\u202e", "    丁"]


def test_an_article_that_is_gone_takes_its_pages_and_links_to_it_are_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Renamed, it has another address: who refers to it should know."""
    files = {
        "b.txt": WORDS + "甲",
        "c.txt": WORDS + "乙",
        "c.yml": "annotations:\n- {id: a, kind: cross-reference, see: [b], body: x}\n",
        "_dossier.yml": "title: x\nreading_path:\n- article: b\n",
        "_claims.yml": f"{QUESTION}    - {{article: b, quote: 店主, suffix: 说，他没有想到会来这么多人。甲, stance: s}}\n",
    }  # fmt: skip
    contract = the_dossier(tmp_path / "d", Case("", files, "", 0, ""))
    main(["build", "--config", str(contract)])
    assert (tmp_path / "d/docs/zh-Hans/articles/b.md").exists()
    (tmp_path / "d/seeds/b.txt").rename(tmp_path / "d/seeds/renamed.txt")
    capsys.readouterr()
    assert main(["build", "--strict", "--config", str(contract)]) == 1
    text = capsys.readouterr().out
    assert not (tmp_path / "d/docs/zh-Hans/articles/b.md").exists()
    assert not (tmp_path / "d/docs/data/seeds/b.txt").exists()
    assert (tmp_path / "d/docs/zh-Hans/articles/renamed.md").exists()
    for where in ("seeds/c.yml:2: ", "seeds/_dossier.yml", "seeds/_claims.yml:6: "):
        assert where in text


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_a_file_that_may_not_be_read_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = Case("", {"b.txt": WORDS}, "", 0, "")
    contract = the_dossier(tmp_path / "d", case)
    (tmp_path / "d/seeds/b.txt").chmod(0)
    assert main(["build", "--strict", "--config", str(contract)]) == 1
    assert "seeds/b.txt: cannot be read" in capsys.readouterr().out


# How a machine is kept busy: what regular expressions, parsers and trees are slow at.
SIGNS = (
    *("<", "(", "((((a", "- ", "> ", "1", "1 ", "2024-01-01 ", "'", '"', "“", " ", "\u3000", ".", "*", "_"),
    *("`", "```\n", "~~~~\n", "# ", "| ", "-", "=", "[", "![", "](", "&", "&#", ":", "作者：", "记者 ", "http://a.b/c "),
    *("图片来源", "分享 ", "The post ", "年", "2024年1月1日", "【", "（社", "Ab ", "甲、", "甲\n", "- a\n", "|a|\n"),
    *("<!--", "<a ", '<a href="', "</p>", "<p/>", "<![CDATA[", "\\", "<b>x</b>", "\u200b", "a\u0301", "字\u00ad"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("ending", ["txt", "md", "html"])
@pytest.mark.parametrize("sign", SIGNS)
def test_no_sign_is_slow_however_often_it_stands_there(
    sign: str, ending: str, tmp_path: Path
) -> None:
    """Time grows with the text, not with its square: an eighth of a megabyte takes half a second."""
    raw = sign * (125_000 // len(sign))
    contract = the_dossier(tmp_path / "d", Case("", {f"b.{ending}": raw}, "", 0, ""))
    began = time.process_time()
    assert main(["build", "--config", str(contract)]) == 0
    assert time.process_time() - began < 1.75


LARGEST: Mapping[str, Callable[[], str]] = {
    "line": lambda: "一行没有换行的字，" * (MAX_CHARS // 9),
    "paragraphs": lambda: "".join(f"第{n}条 某人做了某件事。\n\n" for n in range(MAX_PIECES - 9)),
    "tags": lambda: "<p>字</p>" * (MAX_PIECES - 9),
    "page": lambda: "<html><body>" + "<p>字</p>" * (MAX_PIECES - 9),
    "nested": lambda: "<div>" * 100_000 + WORDS,
    "links": lambda: "<p>" + "<a href=https://a.example/>字</a>" * (MAX_TOKENS // 3 - 9),
    "emphasis": lambda: "<p>" + "<b>字</b>" * (MAX_TOKENS // 3 - 9),
    "cells": lambda: "<table>" + "<tr><td>字<td>字" * (MAX_TOKENS // 5 - 9) + "</table>",
    "references": lambda: "<p>" + "&amp;" * (MAX_CHARS // 5 - 9),
}


@pytest.mark.slow
@pytest.mark.parametrize("id", LARGEST)
def test_the_largest_that_is_taken_costs_half_a_minute_and_a_gigabyte(
    id: str, tmp_path: Path
) -> None:
    """The limits are where a seed begins to hold up a dossier."""
    contract = the_dossier(tmp_path / "d", Case("", {"b.html": LARGEST[id]()}, "", 0, ""))
    command = [sys.executable, str(ROOT / "scripts" / "build.py"), "--config", str(contract)]
    with subprocess.Popen(command) as process:
        # Of this process alone: a browser of another test may have needed more.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    assert usage.ru_utime + usage.ru_stime < 30
    assert usage.ru_maxrss < 1_000_000
