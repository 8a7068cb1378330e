"""Seeds and editors' files that try to act on a page, in every place where words come in.

What is tried is in tests/payloads/, where it is put in support/payloads.py. The whole of it is
slow; a sample is built and opened in each run.
"""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator, Sequence
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from playwright.sync_api import Browser, BrowserContext, Page, Request

from dossier.cli import main
from dossier.html_check import examine, wrong_in, wrong_in_site
from dossier.model import INVISIBLE
from dossier.output import manifest
from support.browsing import StaticHost
from support.pages import ROOT
from support.payloads import Payload, hostile_project, payloads
from support.sites import PROSE, project, render, run

SAMPLE = 24
FORBIDDEN = "script, iframe, object, embed, base, form, style, link, meta, img, video, audio, math"
# Each would leave its mark where it acts: a call, or a request to a host that is not ours.
DETECTOR = """
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...words) => { acted(`${name}(${words}) on ${location.href}`); };
document.addEventListener("securitypolicyviolation", (event) =>
  acted(`${event.violatedDirective} refused ${event.blockedURI} on ${location.href}`));
"""
ACTING = """
<script>alert("inline")</script><img src=x onerror="alert('event')"><svg onload="alert('svg')"/>
<iframe srcdoc="<script>alert('frame')</script>"></iframe>
<script src="https://evil.example/x.js"></script><img src="//evil.example/pixel.png">
<a id=acts href="javascript:alert('link')">x</a>
"""
# What is in the document now, scripts' doings included, and could act or lead astray.
SCAN = """
() => [...document.querySelectorAll("*")].flatMap((element) => {
  const found = [];
  const name = element.localName;
  if (/^(iframe|object|embed|base|form|math|audio|video|foreignobject|animate|set|use|image)$/i.test(name))
    found.push(`<${name}>`);
  for (const {name: key, value} of element.attributes) {
    if (/^on|^srcdoc$|^formaction$|^ping$|^background$|^xlink:href$|^action$|^srcset$/i.test(key))
      found.push(`${name} ${key}`);
    if (/^(href|src|data|poster|cite)$/i.test(key) && URL.canParse(value, document.baseURI)) {
      const scheme = new URL(value, document.baseURI).protocol;
      const may = name === "a" ? ["http:", "https:", "mailto:", location.protocol] : [location.protocol, "data:"];
      if (!may.includes(scheme)) found.push(`${name} ${key}=${value}`);
    }
  }
  return found;
})
"""


def squeezed(words: str) -> str:
    return "".join(words.split())


# The second wall by itself.

FIT = (
    "<p>words &amp; &lt;b&gt; &#39; &quot;</p>",
    '<p id="p1"><a class="d-n" href="#p1" aria-label="¶1">1</a> a<br>b<br />c</p>',
    '<a href="../x.html?a=b#c">x</a>',
    '<a href="https://a.example/?x=1&amp;y=%22" rel="noopener noreferrer">x</a>',
    '<a href="https://%" rel="noopener noreferrer">an address that leads nowhere</a>',
    '<svg class="d-bar" width="100%" height="16"><rect x="1" y="2" width="3" height="4"></rect></svg>',
    '<svg class="d-bar"><line x1="0" x2="1" y1="2" y2="3" class="d-axis"/><circle r="4" /></svg>',
)
UNFIT = (
    "<p class='d-x'>another way of writing it</p>",
    "<P>another case</P>",
    '<p onclick="x">x</p>',
    '<p style="color:red">x</p>',
    '<p class="mermaid">x</p>',
    '<p class="d-x mermaid">x</p>',
    '<p id="a b">x</p>',
    '<p lang="a" lang="b">x</p>',
    "<p>left open",
    "<p>closed twice</p></p>",
    "<p>closes its holder</p></div>",
    "<p>a<b>c</p></b>",
    "<p><p>a</p></p>",
    '<a href="#x"><a href="#y">a link in a link</a></a>',
    "<table><p>x</p></table>",
    "<svg><text><p>a</p></text></svg>",
    "<svg><foreignobject>x</foreignobject></svg>",
    "<svg><style>x</style></svg>",
    "<template><p>x</p></template>",
    "<textarea>x</textarea>",
    '<img src="x">',
    "<!-- x -->",
    "<!doctype html>",
    "<?x?>",
    "<![CDATA[x]]>",
    "a < b",
    "\0",
    '<a href="http://a.example/">without rel</a>',
    '<a href="http://a.example/" data-rel="noopener noreferrer">no rel either</a>',
    '<a href="//a.example/">x</a>',
    '<a href="/x">x</a>',
    r'<a href="\\a.example">x</a>',
    r'<a href="x\y">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<a href="file:///x">x</a>',
    '<a href="x:y">x</a>',
    '<a href="&Tab;x">x</a>',
    '<a href="jav&#10;ascript:x">x</a>',
    '<a href="&#1;javascript:x">x</a>',
    '<a href=" https://a.example/" rel="noopener noreferrer">x</a>',
)


@pytest.mark.parametrize("html", FIT)
def test_the_wall_lets_our_own_markup_pass(html: str) -> None:
    assert wrong_in(html) == []


@pytest.mark.parametrize("html", UNFIT)
def test_the_wall_stops_what_compose_never_writes(html: str) -> None:
    """Also what is harmless: a page that is written otherwise was not written by us."""
    assert wrong_in(html)


def test_the_wall_stops_every_payload_that_has_a_tag_or_an_address() -> None:
    """Put straight into a page, as if nothing were escaped."""
    for payload in payloads():
        if payload.id.startswith(("elements", "mutations")):
            assert wrong_in(f"<p>{payload.text}</p>"), payload
    for payload in payloads():
        if re.match(r"(?i)(javascript|data|vbscript|file|blob):", payload.text):
            href = payload.text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
            assert wrong_in(f'<a href="{href}" rel="noopener noreferrer">x</a>'), payload


POLICY_TAG = re.compile(r"<meta http-equiv[^>]*>").findall(
    (ROOT / "overrides/partials/policy.html").read_text("utf-8")
)[0]
SCRIPT_TAG = re.compile(r"<script>.*</script>").findall(
    (ROOT / "overrides/partials/theme.html").read_text("utf-8")
)[0]


def whole_page(head: str = "", content: str = "<p>x</p>", body: str = "") -> str:
    """A whole page of the frame's own parts."""
    return (
        '<!doctype html>\n<html lang="zh-Hans" class="no-js">\n<head>\n<meta charset="utf-8">\n'
        f"{POLICY_TAG}<title>T</title>{SCRIPT_TAG}{head}</head>\n<body>"
        f'<main class="d-main" id="content"\n  tabindex="-1"><div class="d-doc">{content}</div>\n</main>'
        f"{body}</body>\n</html>\n"
    )


FRAME_FIT = (
    '<meta name="description" content="&lt;b&gt; &amp; &#39;">',
    '<meta property="og:title" content="x">',
    '<link rel="canonical" href="https://a.example/x.html">',
    '<link rel="stylesheet" href="../assets/x.css" media="print">',
    '<script type="application/ld+json">{"a": "b"}</script>',
    '<script src="../assets/x.js" defer></script>',
)
FRAME_UNFIT = (
    "<script>alert(1)</script>",
    '<script type="module">alert(1)</script>',
    '<script src="https://a.example/x.js"></script>',
    '<script src="//a.example/x.js"></script>',
    '<script src="data/seeds/x.txt" defer></script>',
    '<script src="data/seeds/x.txt?.js" defer></script>',
    '<script src="data/seeds/x.txt#.js" defer></script>',
    '<script src="../assets/x.js" defer>alert(1)</script>',
    '<script type="application/ld+json">{"a": "</script><b>"}</script>',
    '<meta http-equiv="refresh" content="0; url=https://a.example/">',
    '<meta http-equiv="Content-Security-Policy" content="script-src *">',
    '<meta name="referrer" content="unsafe-url">',
    '<meta name="Referrer" content="unsafe-url">',
    '<link rel="stylesheet" href="https://a.example/x.css">',
    '<link rel="stylesheet" data-rel="alternate" href="https://a.example/x.css">',
    '<link rel="preload" href="x.js">',
    '<link rel="import" href="x.html">',
    '<base href="https://a.example/">',
    "<style>x{}</style>",
    '<iframe src="x.html"></iframe>',
    '<form action="x"><input type="text"></form>',
    '<input type="image" src="x">',
    '<button type="submit">x</button>',
    '<body onload="x">',
    "<!-- x -->",
    "a < b",
)


@pytest.mark.parametrize("html", FRAME_FIT)
def test_the_frame_holds_what_our_templates_write(html: str) -> None:
    assert examine(whole_page(head=html)).wrong == ()


@pytest.mark.parametrize("html", FRAME_UNFIT)
def test_the_frame_holds_nothing_else(html: str) -> None:
    """A title or a description that became markup would stand there, and not in the content."""
    assert examine(whole_page(head=html)).wrong
    assert examine(whole_page(body=html)).wrong


def test_a_page_begins_with_its_policy_and_runs_the_script_that_it_names() -> None:
    page = whole_page()
    assert examine(page).wrong == ()
    assert examine(page.replace(POLICY_TAG, "")).wrong
    assert examine(page.replace(POLICY_TAG, f"<title>x</title>{POLICY_TAG}")).wrong
    assert examine(page.replace("script-src 'self'", "script-src 'self' 'unsafe-inline'")).wrong
    assert examine(page.replace(SCRIPT_TAG, SCRIPT_TAG.replace("js", "ts", 1))).wrong
    assert examine(page.replace('<div class="d-doc">', "<div>")).wrong


def test_a_page_is_looked_at_to_its_end() -> None:
    """A tag that closes the content's holder too early hides nothing from the check."""
    early = '<p>x</p></div></main><template id="d-search"></template><script>1</script>'
    assert examine(whole_page(content=early)).wrong
    assert examine(whole_page(content="<p>x</p></div></main>")).wrong


def test_ids_and_links_are_those_of_tags() -> None:
    """Not what looks like some in words."""
    content = (
        '<p id="p1"> id="p2" <a href="a.html?b#c&amp;d">x</a> href="e" <a href="#p1">y</a></p>'
    )
    examined = examine(whole_page(content=content))
    assert examined.ids == {"p1", "content"}
    assert examined.links == {"a.html?b#c&d", "#p1"}
    away = '<a href="https://a.example/" rel="noopener noreferrer">x</a>'
    assert examine(whole_page(content=away)).links == set()


def test_the_real_dossier_passes_the_wall(
    the_site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """By the command, which is there for renderers without hooks; a foreign element fails it."""
    config = ["--config", str(the_site / "mkdocs.yml")]
    assert main(["check", "--site", str(the_site / "site"), *config]) == 0
    assert re.search(r"\d{3} pages, 0 problems", capsys.readouterr().out)
    assert main(["check", "--site", str(the_site / "docs"), *config]) == 2


@pytest.mark.slow
def test_a_hole_in_the_first_wall_stops_the_build(tmp_path: Path) -> None:
    """The page and the seed are named, and no page is written."""
    folder = project(tmp_path / "p", {"a-leak.txt": f"{PROSE}\n\n{PROSE}\n"})
    reader = folder / "scripts" / "dossier" / "render" / "markdown" / "layout.py"
    whole = reader.read_text("utf-8")
    broken = whole.replace('"span" if book else "a"', '"span" if book else "button"', 1)
    assert broken != whole
    reader.write_text(broken, "utf-8")
    done = subprocess.run(
        (sys.executable, "-m", "mkdocs", "build", "-q"),
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(folder / "scripts")},
    )
    assert done.returncode
    text = done.stdout + done.stderr
    assert "zh-Hans/articles/a-leak.md (from seeds/a-leak.txt): <button " in text
    assert not list((folder / "site").rglob("*.html"))


# A whole site of payloads.


# All of them take seven minutes more, most of it in a browser: who changes what writes markup, or
# the policy, tries them once.
ALL = pytest.param(
    "all",
    marks=[
        pytest.mark.slow,
        pytest.mark.skipif(
            not os.environ.get("DOSSIER_ALL_PAYLOADS"), reason="DOSSIER_ALL_PAYLOADS is not set."
        ),
    ],
)


@pytest.fixture(scope="module", params=[pytest.param("some", marks=pytest.mark.slow), ALL])
def chosen(request: pytest.FixtureRequest) -> Sequence[Payload]:
    """A sample of every class, or all there are."""
    return payloads() if request.param == "all" else payloads()[::SAMPLE]


@pytest.fixture(scope="module")
def folder(chosen: Sequence[Payload], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project whose site was rendered; the hook looked at each page."""
    made = hostile_project(tmp_path_factory.mktemp("hostile"), chosen)
    render(made)
    return made


def pages_of(folder: Path) -> list[str]:
    return sorted(f"{path[:-3]}.html" for path in manifest(folder / "docs") if path.endswith(".md"))


def tree_at(path: Path) -> Any:
    """A page as lxml reads it: many of them, so the quicker parser."""
    return etree.fromstring(path.read_bytes(), etree.HTMLParser())


def words_at(folder: Path, path: str) -> str:
    """The words of a page's content, without white space."""
    (content,) = tree_at(folder / "site" / path).xpath("//*[@class='d-doc']")
    return squeezed("".join(content.itertext()))


def frame_of(path: Path) -> set[str]:
    """Elements with the names of their attributes, all around the content of a page."""
    page = tree_at(path)
    for item in page.xpath("//*[@class='d-doc']"):
        item.getparent().remove(item)
    return {f"{tag.tag} {name}" for tag in page.iter() for name in ("", *tag.attrib)}


def test_enough_is_tried() -> None:
    """Every class, and each payload once."""
    texts = [payload.text for payload in payloads()]
    assert len(texts) > 400
    assert len(set(texts)) == len(texts)


def test_no_page_holds_anything_forbidden(folder: Path) -> None:
    assert list(wrong_in_site(folder / "site", pages_of(folder))) == []


def test_the_frame_of_a_hostile_page_is_that_of_any_page(folder: Path, the_site: Path) -> None:
    """Titles, descriptions and names in head, header, search and footer bring no element along."""
    known: set[str] = set()
    for ours in (the_site / "site").rglob("*.html"):
        known |= frame_of(ours)
    for path in pages_of(folder):
        assert frame_of(folder / "site" / path) <= known, path


def test_no_id_stands_twice_on_a_page(folder: Path) -> None:
    """Else a seed's words could take the place of a paragraph, or of a part of the theme."""
    for path in pages_of(folder):
        ids = tree_at(folder / "site" / path).xpath("//@id")
        assert len(set(ids)) == len(ids), path


def test_what_follows_a_payload_is_still_there(folder: Path, chosen: Sequence[Payload]) -> None:
    """An unclosed comment, script or quote swallows nothing; no template or snippet acts."""
    known = texts_by_kind(folder)
    for payload in chosen:
        for kind in "tmh":
            article = known.get(f"{payload.id}-{kind}")
            if article is None:
                # Refused as a binary file, and said to be one.
                assert "\0" in payload.text, payload
                continue
            words = words_at(folder, f"zh-Hans/articles/{article['slug']}.html")
            assert f"末段{payload.id}" in words, payload
            assert "site_description" not in words
            assert "13370000007" not in words


def texts_by_kind(folder: Path) -> dict[str, dict[str, str]]:
    data = json.loads((folder / "site" / "data" / "dossier.json").read_text("utf-8"))
    return {datum["id"]: datum for datum in data["articles"]}


def test_every_payload_can_be_read_as_it_was_written(
    folder: Path, chosen: Sequence[Payload]
) -> None:
    """In articles that quote them, and in the names, notes and questions of an editor.

    Characters that nobody can see are not in the text; the ledger has them.
    """
    pages = {
        kind: "".join(
            visible(words_at(folder, path))
            for path in pages_of(folder)
            if path.startswith(f"zh-Hans/{kind}")
        )
        for kind in ("articles/said", "articles/parts", "notes", "compare", "entities")
    }
    results = [(payload, visible(squeezed(payload.line))) for payload in chosen]
    for payload, words in results:
        for kind in ("articles/said", "articles/parts"):
            assert words in pages[kind], (kind, payload)
    for kind in ("notes", "compare", "entities"):
        # Not all: a name may be part of a longer one, a note without words is left out.
        result = [words for _, words in results if words in pages[kind]]
        assert len(result) > 0.8 * len(chosen), kind


def visible(words: str) -> str:
    return INVISIBLE.sub("", words)


def test_data_is_data(folder: Path) -> None:
    """JSON, CSV, XML and citations are read by their readers, and hold no live element."""
    data = folder / "site" / "data"
    for path in [*data.rglob("*.json"), *data.rglob("*.jsonld")]:
        json.loads(path.read_text("utf-8"))
    for path in data.rglob("*.csv"):
        for row in csv.reader(path.read_text("utf-8").splitlines(keepends=True)):
            assert not [cell for cell in row if cell.startswith(("=", "@", "\t"))], path
    feeds = list(data.glob("*.atom"))
    assert feeds
    for path in feeds:
        feed = etree.fromstring(path.read_bytes(), etree.XMLParser(resolve_entities=False))
        for content in feed.iter("{*}content", "{*}summary"):
            assert content.get("type") in ("html", "text", None)
            if content.get("type") == "html":
                assert harmless(BeautifulSoup(content.text or "", "lxml")), path
    assert {path.suffix for path in (data / "seeds").iterdir()} == {".txt"}


def harmless(page: BeautifulSoup) -> bool:
    """Whether what another program shows can act there: elements, attributes, addresses."""
    for tag in page.find_all(True):
        if any(name.startswith("on") or name in ("style", "srcdoc") for name in tag.attrs):
            return False
        scheme = re.match(r"\s*([a-z][a-z0-9+.-]*):", str(tag.get("href", "")), re.I)
        if scheme and scheme[1].lower() not in ("http", "https", "mailto"):
            return False
    return not page.select(FORBIDDEN)


def test_what_other_programs_read_in_the_head_is_data(folder: Path) -> None:
    """Linked data is JSON that cannot end its element; its words are in it, not beside it."""
    for path in pages_of(folder):
        for script in tree_at(folder / "site" / path).xpath(
            "//script[@type='application/ld+json']"
        ):
            assert "<" not in script.text
            json.loads(script.text)


@pytest.mark.slow
def test_a_book_of_payloads_is_well_formed_and_quiet(folder: Path) -> None:
    """XHTML has no second chance: one stray sign and a reader shows nothing."""
    run(folder, sys.executable, "-c", EPUB)
    books = list((folder / "dist").glob("*.epub"))
    assert books
    for path in books:
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                if name.endswith((".xhtml", ".opf", ".ncx")):
                    etree.fromstring(packed.read(name), etree.XMLParser(resolve_entities=False))
                if name.endswith(".xhtml"):
                    page = BeautifulSoup(packed.read(name), "xml")
                    for head in page.select("head"):
                        head.decompose()
                    assert harmless(page), name


EPUB = "import sys; sys.path.insert(0, 'scripts'); from dossier.cli import main; main(['epub'])"


# In a browser.


# From a disk is the stricter of the two.
EITHER = pytest.mark.parametrize("root", ["file", "http"], indirect=True)


@pytest.fixture
def root(request: pytest.FixtureRequest, folder: Path) -> Iterator[str]:
    """The address of the site: of a folder on a disk, and with EITHER of a server too."""
    if getattr(request, "param", "file") == "file":
        yield (folder / "site").as_uri() + "/"
        return
    server = ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(StaticHost, directory=str(folder / "site"))
    )
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class Watch:
    """A browser without the policy, so that only what is on a page counts; all that acted."""

    def __init__(self, chromium: Browser, root: str, *, policy: bool = False) -> None:
        self.root = root
        self.acted: list[str] = []
        self.context: BrowserContext = chromium.new_context(bypass_csp=not policy)
        self.context.expose_binding("acted", lambda source, words: self.acted.append(words))
        self.context.add_init_script(DETECTOR)
        self.context.on("request", self._asked)
        self.page: Page = self.context.new_page()
        self.page.on("dialog", lambda dialog: self.acted.append(f"dialog {dialog.message}"))
        self.page.on("popup", lambda popup: self.acted.append(f"popup {popup.url}"))

    def _asked(self, request: Request) -> None:
        if not request.url.startswith((self.root, "data:", "blob:", "about:")):
            self.acted.append(f"asked {request.url}")

    def open(self, path: str) -> Page:
        self.page.goto(self.root + path, wait_until="load")
        return self.page


@pytest.fixture
def watch(chromium: Browser, root: str) -> Iterator[Watch]:
    watch = Watch(chromium, root)
    yield watch
    watch.context.close()


def some_of_each_kind(folder: Path, most: int) -> list[str]:
    """Pages of the first edition: up to so many of each folder and kind."""
    kinds: dict[str, list[str]] = {}
    for path in pages_of(folder):
        if path.startswith("zh-Hans/"):
            kinds.setdefault(re.sub(r"[\d-].*|(?<=/)[^/]*(?=-[tmh]\.)", "", path[8:]), []).append(
                path
            )
    return [path for paths in kinds.values() for path in paths[:: -(-len(paths) // most)]]


@pytest.mark.slow
@EITHER
def test_the_detector_sees_what_acts(folder: Path, watch: Watch) -> None:
    """Else the tests below would see nothing, whatever ran."""
    path = "zh-Hans/about.html"
    html = (folder / "site" / path).read_text("utf-8").replace("</body>", f"{ACTING}</body>")
    watch.context.route(
        watch.root + path, lambda route: route.fulfill(body=html, content_type="text/html")
    )
    page = watch.open(path)
    page.evaluate("() => document.querySelector('#acts').click()")
    for word in ("inline", "event", "svg", "frame", "link", "x.js", "pixel.png"):
        until = time.monotonic() + 10
        while word not in " ".join(watch.acted):
            assert time.monotonic() < until, word
            page.wait_for_timeout(50)
    assert page.evaluate(SCAN)


@pytest.mark.slow
@EITHER
def test_nothing_acts_on_any_page(folder: Path, watch: Watch, chosen: Sequence[Payload]) -> None:
    """Even without the policy: no call, no request to another host, nothing that could act."""
    most = 10_000 if len(chosen) == len(payloads()) else 1
    paths = some_of_each_kind(folder, most)
    if most > 1:
        # The wall has looked at every one. From a disk is the stricter of the two.
        paths = paths[:: 8 if watch.root.startswith("http") else 3]
    assert len(paths) > 20
    for path in ("index.html", *paths):
        page = watch.open(path)
        assert page.evaluate(SCAN) == [], path
        assert watch.acted == [], path


@pytest.mark.slow
@EITHER
def test_the_policy_has_nothing_to_refuse(folder: Path, chromium: Browser, root: str) -> None:
    watch = Watch(chromium, root, policy=True)
    for path in some_of_each_kind(folder, 1)[::3]:
        watch.open(path)
    watch.context.close()
    assert watch.acted == []


@pytest.mark.slow
def test_search_shows_hostile_words_as_words(
    folder: Path, watch: Watch, chosen: Sequence[Payload]
) -> None:
    """Asked for, found, filtered and gone to: on the panel and by the page's address."""
    page = watch.open("zh-Hans/about.html")
    page.keyboard.press("/")
    field = page.locator(".d-search-field").first
    for payload in chosen[:: max(1, len(chosen) // 12)]:
        field.fill(payload.line)
        page.locator(".d-search:not([aria-busy])").first.wait_for()
        assert page.evaluate(SCAN) == [], payload
        assert watch.acted == [], payload
    field.fill("书店")
    page.locator(".d-search-list [role=option]").first.wait_for()
    assert page.evaluate(SCAN) == []
    for payload in chosen[:: max(1, len(chosen) // 4)]:
        watch.page.goto("about:blank")
        page = watch.page
        page.goto(f"{watch.root}zh-Hans/search.html")
        page.evaluate(
            "(words) => { location.search = '?q=' + encodeURIComponent(words) }", payload.line
        )
        page.wait_for_load_state("load")
        page.wait_for_timeout(150)
        assert page.evaluate(SCAN) == [], payload
        page.evaluate("(words) => { location.hash = words }", payload.line)
    assert watch.acted == []


@pytest.mark.slow
def test_notes_can_be_narrowed_to_a_hostile_tag(watch: Watch) -> None:
    page = watch.open("zh-Hans/notes.html")
    for at in range(page.locator("select[data-key]").count()):
        select = page.locator("select[data-key]").nth(at)
        for value in select.locator("option").evaluate_all("all => all.map((one) => one.value)"):
            select.select_option(value)
            assert page.evaluate(SCAN) == []
        select.select_option("")
    assert watch.acted == []


@pytest.mark.slow
def test_previews_show_hostile_names_as_words(folder: Path, watch: Watch) -> None:
    page = watch.open("zh-Hans/articles/said-0.html")
    links = page.locator("a.d-entity")
    assert links.count()
    for at in range(min(links.count(), 8)):
        links.nth(at).hover(force=True)
        page.wait_for_timeout(400)
        assert page.evaluate(SCAN) == []
    for marker in page.locator("[role=doc-noteref]").all()[:5]:
        marker.click(force=True)
        assert page.evaluate(SCAN) == []
    assert watch.acted == []
