"""The site as one file for Kiwix: what is in it, and that a real Kiwix server finds it."""

from __future__ import annotations

import os
import re
import shutil
import socket
import struct
import subprocess
import time
import zlib
from collections.abc import Iterator
from html import unescape
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from dossier.cli import main
from dossier.export.zim.entries import entries, read_page, redirects
from support.dossiers import PROSE, a_dossier

PAGE = """<!doctype html><html lang="zh-Hans"><head>
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; form-action 'none'">
<title>河边的书店 · 文集</title><script>var a = "&#35;" </script></head>
<body><nav>导航</nav><main><h1 id="top"><span>河边</span>的书店</h1><p>今天开门。</p><p>明天也开。</p>
<a href="../b.html&#35;p1">¶1</a><a href="c.html?a=1&amp;b=&#34;">乙</a><nav>翻页</nav></main>
<footer>页脚</footer></body></html>"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A site of two editions, a few files, and what only a web server asks for."""
    folder = tmp_path / "site"
    files = {
        "index.html": PAGE,
        "404.html": PAGE,
        "sitemap.xml": "<urlset/>",
        "zh-Hans/index.html": PAGE,
        "zh-Hant-TW/index.html": PAGE,
        "zh-Hant-TW/articles/a.html": PAGE,
        "assets/a.css": "p{}",
        "assets/a.js.map": "{}",
        "assets/empty.txt": "",
        ".hidden/x.html": PAGE,
        "data/dossier.json": "{}",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def test_every_file_of_the_site_is_an_entry_but_those_of_a_web_server(site: Path) -> None:
    zim_entries = list(entries(site, {}))
    assert [(zim_entry.path, zim_entry.kind) for zim_entry in zim_entries] == [
        ("assets/a.css", "text/css"),
        ("data/dossier.json", "application/json"),
        ("index.html", "text/html"),
        ("zh-Hans/index.html", "text/html"),
        ("zh-Hant-TW/articles/a.html", "text/html"),
        ("zh-Hant-TW/index.html", "text/html"),
    ]
    assert [zim_entry.path for zim_entry in zim_entries if zim_entry.title] == [
        zim_entry.path for zim_entry in zim_entries if zim_entry.kind == "text/html"
    ]


def test_two_editions_pages_of_one_title_can_be_told_apart(site: Path) -> None:
    """In a list of suggestions there is nothing but titles."""
    titles = {
        zim_entry.path: zim_entry.title for zim_entry in entries(site, {"zh-Hant-TW": "繁體台灣"})
    }
    assert titles["zh-Hans/index.html"] == "河边的书店"
    assert titles["zh-Hant-TW/index.html"] == "河边的书店 · 繁體台灣"


def test_a_page_is_found_by_its_main_part() -> None:
    """The bars around it stand on every page; words of two paragraphs are not one word."""
    assert read_page(PAGE) == (
        "河边的书店",
        "河边的书店 今天开门。 明天也开。 ¶1乙",
    )
    assert read_page("<title>只有标题</title><body>字<p>句") == ("只有标题", "字 句")


def test_a_page_changes_in_its_addresses_and_its_policy_alone(site: Path) -> None:
    """Zimcheck reads no character references in addresses; kiwix-serve sets a form above pages.
    What a script says is under a hash, and stays.
    """
    (entry,) = [
        zim_entry for zim_entry in entries(site, {}) if zim_entry.path == "zh-Hans/index.html"
    ]
    html = entry.content.decode()
    assert 'href="../b.html#p1"' in html
    assert 'href="c.html?a=1&amp;b=&#34;"' in html
    assert 'var a = "&#35;"' in html
    assert "form-action 'self'" in html
    assert unescape(html) == unescape(PAGE.replace("form-action 'none'", "form-action 'self'"))


def test_the_address_of_a_folder_leads_to_its_index(site: Path) -> None:
    assert dict(redirects(list(entries(site, {})))) == {
        "zh-Hans": "zh-Hans/index.html",
        "zh-Hans/": "zh-Hans/index.html",
        "zh-Hant-TW": "zh-Hant-TW/index.html",
        "zh-Hant-TW/": "zh-Hant-TW/index.html",
    }


def test_the_icon_is_a_picture_of_its_size() -> None:
    """ISO/IEC 15948: a signature, then chunks with their checksums; paper, ink and vermilion."""
    made = files("dossier.export.zim").joinpath("icon.png").read_bytes()
    size = 48
    assert made.startswith(b"\x89PNG\r\n\x1a\n")
    chunks: dict[bytes, bytes] = {}
    at = 8
    while at < len(made):
        (length,) = struct.unpack(">I", made[at : at + 4])
        kind, content = made[at + 4 : at + 8], made[at + 8 : at + 8 + length]
        assert made[at + 8 + length : at + 12 + length] == struct.pack(
            ">I", zlib.crc32(kind + content)
        )
        chunks[kind] = content
        at += 12 + length
    assert struct.unpack(">II", chunks[b"IHDR"][:8]) == (size, size)
    rows = zlib.decompress(chunks[b"IDAT"])
    assert len(rows) == size * (1 + 3 * size)
    dots = {rows[y * (1 + 3 * size) + 1 + 3 * x :][:3] for y in range(size) for x in range(size)}
    assert {b"\xfb\xfb\xf9", b"\x1b\x1a\x18", b"\xa3\x28\x1a"} <= dots


def test_without_a_site_there_is_nothing_to_pack(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = a_dossier(tmp_path, {"a.txt": PROSE})
    assert main(["zim", "--config", str(contract)]) == 2
    assert "mkdocs build" in capsys.readouterr().out
    assert not (tmp_path / "dist").exists()


def needs(command: str) -> str:
    """Return the path of a command; the test is skipped without it."""
    path = shutil.which(command)
    if path is None:
        pytest.skip(f"{command} is not installed.")
    return path


@pytest.fixture(scope="module")
def packed(the_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real dossier's site as `dossier zim` packs it."""
    pytest.importorskip("libzim")
    out: Path = tmp_path_factory.mktemp("zim")
    assert main(["zim", "--config", str(the_site / "mkdocs.yml"), "--out", str(out)]) == 0
    (made,) = out.iterdir()
    return made


@pytest.fixture(scope="module")
def kiwix(packed: Path) -> Iterator[str]:
    """The address under which a Kiwix server shows the file.

    The indexes hold Chinese by pairs of characters, as libzim has made them since 9.1. An older
    server, such as Debian 12's, looks up pairs only where its environment says so.
    """
    command = needs("kiwix-serve")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [command, "--address=127.0.0.1", f"--port={port}", str(packed)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "XAPIAN_CJK_NGRAM": "1"},
    )
    root = f"http://127.0.0.1:{port}/"
    try:
        for _ in range(100):
            try:
                urlopen(root, timeout=5).close()
                break
            except OSError:
                assert server.poll() is None, "kiwix-serve ended"
                time.sleep(0.1)
        yield root
    finally:
        server.terminate()
        server.wait(10)


def asked(address: str) -> str:
    with urlopen(address, timeout=20) as answer:
        text: str = answer.read().decode()
    return text


@pytest.mark.slow
def test_zimcheck_has_nothing_to_say(packed: Path) -> None:
    """Kiwix's own check of a file: structure, metadata, links, nothing from elsewhere."""
    command = needs("zimcheck")
    done = subprocess.run([command, "-A", str(packed)], capture_output=True, text=True, check=False)
    assert "Overall Test Status: Pass" in done.stdout
    assert not re.search(r"\[(ERROR|WARNING)\]", done.stdout)
    assert done.returncode == 0


@pytest.mark.slow
def test_what_a_library_shows_of_the_file(packed: Path) -> None:
    """Everything that openZIM asks for; the day is the dossier's, not today's."""
    reader = pytest.importorskip("libzim.reader")
    archive = reader.Archive(packed)
    results = {
        name: archive.get_metadata(name).decode()
        for name in archive.metadata_keys
        if not name.startswith("Illustration")
    }
    assert set(results) > {
        "Name",
        "Title",
        "Description",
        "Creator",
        "Publisher",
        "Date",
        "Language",
    }
    assert results["Language"] == "zho"
    assert len(results["Title"]) <= 30
    assert len(results["Description"]) <= 80
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", results["Date"])
    assert archive.get_illustration_sizes() == {48}
    assert archive.has_fulltext_index
    assert archive.has_title_index
    assert archive.main_entry.get_item().path == "index.html"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "title", "word"),
    [
        ("zh-Hans", "为何落后", "初创企业"),
        ("zh-Hant-TW", "為何落後", "新創企業"),
        ("zh-Hans", "ChatGPT chinois", "investisseurs"),
    ],
)
def test_a_kiwix_server_finds_an_article_by_title_and_by_word(
    kiwix: str, packed: Path, folder: str, title: str, word: str
) -> None:
    """In each script as its edition writes it, and in French."""
    book = packed.stem
    suggested = asked(f"{kiwix}suggest?content={book}&term={quote(title)}")
    assert re.search(rf'"path" : "{folder}/articles/[a-z0-9-]+\.html"', suggested)
    text = asked(f"{kiwix}search?content={book}&pattern={quote(word)}")
    assert re.search(rf'href="/{book}/{folder}/articles/[a-z0-9-]+\.html"', text)
    nothing = asked(f"{kiwix}search?content={book}&pattern={quote('饕餮魑魅')}")
    assert f'href="/{book}/{folder}' not in nothing


@pytest.mark.slow
def test_pages_work_as_kiwix_shows_them(kiwix: str, packed: Path, chromium: Browser) -> None:
    """Style, scripts, the site's own search, and the form that the server sets above the page."""
    page = chromium.new_page()
    failed: list[str] = []
    page.on(
        "response", lambda response: failed.append(response.url) if response.status >= 400 else None
    )
    page.on(
        "request",
        lambda request: None if request.url.startswith(kiwix) else failed.append(request.url),
    )
    page.on("pageerror", lambda error: failed.append(str(error)))
    page.goto(f"{kiwix}{packed.stem}/zh-Hans/")
    page.click("main a[href*='articles/']")
    page.wait_for_url(re.compile(r"/zh-Hans/articles/"))
    assert page.locator("html.js").count() == 1
    assert page.locator(".d-body p").count() > 5
    page.goto(f"{kiwix}{packed.stem}/zh-Hans/search.html?q={quote('芯片')}")
    page.wait_for_function("() => document.querySelector('.d-search-status')?.textContent")
    assert page.locator(".d-search a[href*='articles/']").count() > 1
    page.fill("#kiwixsearchbox", "芯片")
    page.press("#kiwixsearchbox", "Enter")
    page.wait_for_url(re.compile(r"/search\?"))
    assert page.locator(".results li").count() > 1
    assert failed == []
    page.close()
