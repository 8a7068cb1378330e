"""Each edition as a book: complete, its links alive, and what a validator takes without a word."""

from __future__ import annotations

import io
import posixpath
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import combinations
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree
from xml.etree.ElementTree import Element
from zipfile import ZIP_STORED, ZipFile

import pytest
from jinja2 import UndefinedError
from markupsafe import Markup

from dossier.analysis.concordance import concordance, occurrences
from dossier.analysis.timeline import NONE, newest
from dossier.books import books
from dossier.conversion import convert, edition_of
from dossier.export.addresses import urn
from dossier.export.zip_file import epub
from dossier.load import Dossier, read_dossier
from dossier.model import Article, Block, Book, Chapter, Edition, Note
from dossier.render.book import book
from dossier.render.book.xhtml import bound
from dossier.render.templates import LINE, environment
from support.dossiers import a_dossier, real_dossier
from support.pages import ROOT, an_article
from support.sites import hostile_seeds

FIXTURES = Path(__file__).parent / "fixtures" / "dossiers"
SMALL = sorted(path.name for path in FIXTURES.iterdir())
VARIANTS = ("zh-Hans", "zh-Hant-TW", "zh-Hant-HK")
XHTML = "{http://www.w3.org/1999/xhtml}"
OPS = "{http://www.idpf.org/2007/ops}"
OPF = "{http://www.idpf.org/2007/opf}"
DC = "{http://purl.org/dc/elements/1.1/}"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# HTML 5: attributes whose value is fetched, and elements that act or fetch by themselves.
FETCHING = ("src", "srcset", "poster", "data", "action", "formaction", "style", "background")
ACTING = ("script", "style", "img", "iframe", "object", "embed", "form", "input", "svg", "base")
EPUBCHECK = Path("/usr/bin/epubcheck")


@dataclass
class Opened:
    """An EPUB file as a reader opens it."""

    files: dict[str, bytes]

    @property
    def package(self) -> Element:
        return ElementTree.fromstring(self.files["EPUB/package.opf"])

    def page(self, path: str) -> Element:
        return ElementTree.fromstring(self.files[f"EPUB/{path}"])

    @property
    def pages(self) -> dict[str, Element]:
        names = [name for name in self.files if name.endswith(".xhtml")]
        return {name: ElementTree.fromstring(self.files[name]) for name in names}


def opened(content: bytes) -> Opened:
    with ZipFile(io.BytesIO(content)) as packed:
        return Opened({name: packed.read(name) for name in packed.namelist()})


@cache
def dossier(name: str) -> Dossier:
    """A small dossier by its name; the real one by none."""
    return read_dossier(FIXTURES / name / "mkdocs.yml") if name else real_dossier()


@cache
def of_edition(name: str, variant: str = "zh-Hans") -> tuple[Edition, Book, Opened]:
    result = dossier(name)
    result = replace(result, config=replace(result.config, variants=(variant,)))
    edition = edition_of(result, variant, convert(result))
    made = book(edition, concordance(result.articles), newest(result.articles))
    return edition, made, opened(epub(made))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier of seeds that try to act, and of a foreign one with an odd address."""
    seeds: dict[str, str | bytes] = dict(hostile_seeds())
    odd = "<p>河边的书店今天开门了，门口排着很长的队。</p><p><a href='http://[x'>甲</a>"
    odd += "<a href='https://a.example/100%/b c|d'>乙</a><a href='https://例え.example/'>丙</a>"
    seeds["odd.html"] = odd + "<a href='mailto:x'>丁</a>\ufffe\uffff</p>"
    return a_dossier(tmp_path_factory.mktemp("hostile"), seeds)


def words(element: Element) -> str:
    """The words of a block as its source has them: no number, no markers, breaks as line feeds."""
    parts = [element.text or ""]
    for child in element:
        left_out = {"d-n", "d-mark"} & set(child.get("class", "").split())
        inner = "\n" if child.tag == f"{XHTML}br" else "" if left_out else words(child)
        parts += [inner, child.tail or ""]
    return "".join(parts)


def links(pages: dict[str, Element]) -> Iterator[tuple[str, str]]:
    """Every link of a book: the file it is in, and where it leads."""
    for name, page in pages.items():
        for element in page.iter(f"{XHTML}a"):
            yield name, element.get("href", "")


def ids(page: Element) -> list[str]:
    return [text for element in page.iter() if (text := element.get("id"))]


def check_links(opened_book: Opened) -> None:
    pages = opened_book.pages
    anchors = {name: ids(page) for name, page in pages.items()}
    for name, href in links(pages):
        if re.match("https?:|mailto:", href):
            continue
        path, _, anchor = href.partition("#")
        target = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
        target = target if path else name
        assert target in pages, (name, href)
        assert not anchor or anchor in anchors[target], (name, href)


def test_the_kind_of_file_can_be_told_from_its_first_bytes() -> None:
    """OCF 3.2, 4.3: the first member is `mimetype`, stored as it is and without extra fields."""
    content = epub(of_edition("with-notes")[1])
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with ZipFile(io.BytesIO(content)) as packed:
        first, *others = packed.infolist()
        assert first.compress_type == ZIP_STORED
        assert {zip_info.date_time for zip_info in (first, *others)} == {(1980, 1, 1, 0, 0, 0)}


def test_the_same_seeds_make_the_same_book() -> None:
    """No clock, no random number, no order of a set."""
    contract = FIXTURES / "with-notes" / "mkdocs.yml"
    made, again = books(contract)[0], books(contract)[0]
    assert [page.path for page in made] == [f"with-notes-{tag}.epub" for tag in VARIANTS]
    assert [page.content for page in made] == [page.content for page in again]


@pytest.mark.parametrize("name", ["", *SMALL], ids=lambda name: name or "the real one")
def test_every_link_of_a_book_leads_to_a_place_in_it(name: str) -> None:
    """Pages that the book does not have, such as the search, are words."""
    for variant in dossier(name).config.variants:
        _, made, book = of_edition(name, variant)
        assert made.chapters
        check_links(book)
        for page in book.pages.values():
            assert len(set(ids(page))) == len(ids(page))


@pytest.mark.parametrize("name", ["", *SMALL], ids=lambda name: name or "the real one")
def test_every_paragraph_is_there_word_for_word(name: str) -> None:
    """With the number that it has on the site, in each edition."""
    for variant in dossier(name).config.variants:
        edition, _, book = of_edition(name, variant)
        for version in edition.articles:
            page = book.page(f"articles/{version.article.slug}.xhtml")
            by_id = {at: element for element in page.iter() if (at := element.get("id"))}
            for block in version.article.blocks:
                if block.n and block.kind not in ("table", "figure", "caption", "list_item"):
                    assert words(by_id[f"p{block.n}"]).strip() == block.text.strip()
                elif block.n:
                    text = "".join(words(by_id[f"p{block.n}"]).split())
                    assert "".join(block.text.split()) in text


def test_a_note_and_its_words_lead_to_each_other() -> None:
    """A marker that a reading system shows the note at, and the way back for others."""
    edition, _, book = of_edition("with-notes")
    (version,) = [version for version in edition.articles if version.source.slug == "mill"]
    page = book.page("articles/mill.xhtml")
    markers = {
        element.get("href"): element
        for element in page.iter(f"{XHTML}a")
        if element.get(f"{OPS}type") == "noteref"
    }
    notes = {
        element.get("id"): element
        for element in page.iter(f"{XHTML}aside")
        if element.get(f"{OPS}type") == "footnote"
    }
    article = version.article
    placed = [note for note in article.notes if article.places.get(note.id, ())]
    in_text = [note.id for note in placed if article.places[note.id][-1].block]
    assert len(in_text) > 5
    assert set(notes) == {f"a-{note}" for note in in_text}
    for note in in_text:
        marker, aside = markers[f"#a-{note}"], notes[f"a-{note}"]
        assert marker.get("role") == "doc-noteref"
        back = [element.get("href") for element in aside.iter(f"{XHTML}a")]
        assert f"#{marker.get('id')}" in back


def test_a_note_without_a_marker_is_in_view() -> None:
    """A reading system hides footnotes: one of the whole article, or whose words are lost, would
    never be seen.
    """
    page = of_edition("with-notes")[2].page("articles/mill.xhtml")
    for name in ("no-byline", "lost-words", "shared-away"):
        (element,) = [element for element in page.iter() if element.get("id") == f"a-{name}"]
        assert element.tag == f"{XHTML}section"
        assert element.get(f"{OPS}type") is None
    assert "later" not in "".join(page.itertext())


def test_the_index_leads_to_each_paragraph_in_which_a_name_stands() -> None:
    edition, _, book = of_edition("with-notes")
    result = concordance(dossier("with-notes").articles)
    page = book.page("entities/index.xhtml")
    assert result.by_entity
    for entity, per_article in result.by_entity.items():
        (entry,) = [element for element in page.iter() if element.get("id") == f"n-{entity}"]
        hrefs = {link.get("href") for link in entry.iter(f"{XHTML}a")}
        sources = {version.source.id: version.source for version in edition.articles}
        assert hrefs == {
            f"../articles/{sources[article].slug}.xhtml#p{n}"
            for article in per_article
            for n in occurrences(entity, sources[article])
        }


def test_what_is_said_to_a_question_stands_in_its_chapter() -> None:
    """Each quotation word for word as its source has it."""
    edition, made, book = of_edition("with-notes", "zh-Hant-TW")
    texts = {version.source.slug: version.source for version in edition.articles}
    assert [chapter.path for chapter in made.chapters if chapter.path.startswith("compare")] == [
        "compare/index.xhtml",
        *(f"compare/{question.id}.xhtml" for question in edition.claims.questions),
    ]
    for question in edition.claims.questions:
        page = book.page(f"compare/{question.id}.xhtml")
        result = "".join("".join(page.itertext()).split())
        for position in question.positions:
            source = {block.n: block for block in texts[position.article].blocks}
            for place in position.places:
                text = source[place.block].text[place.span.start : place.span.end]
                assert "".join(text.split()) in result


@pytest.mark.parametrize("variant", VARIANTS)
def test_each_file_says_its_language_and_a_foreign_article_its_own(variant: str) -> None:
    """For a voice that reads aloud, and for the choice of the letters' shapes."""
    edition, made, book = of_edition("french-with-chinese-summary", variant)
    assert made.languages == (variant, "fr")
    for page in book.pages.values():
        assert page.get("lang") == page.get(LANG) == variant
        for element in page.iter():
            assert element.get("lang") == element.get(LANG)
    (version,) = edition.articles
    page = book.page(f"articles/{version.article.slug}.xhtml")
    (body,) = [item for item in page.iter() if item.get("class") == "d-body"]
    assert body.get("lang") == "fr"
    contents = book.page("nav.xhtml")
    assert "fr" in {item.get("lang") for item in contents.iter(f"{XHTML}a")}


def test_the_contents_list_every_chapter_in_its_order() -> None:
    """In the file for today's reading systems, and in the one for those of EPUB 2."""
    _, made, book = of_edition("with-notes")
    files = [chapter.path for chapter in made.chapters]
    nav = next(book.page("nav.xhtml").iter(f"{XHTML}nav"))
    listed = [link.get("href", "") for link in nav.iter(f"{XHTML}a")]
    assert [href for href in listed if "#" not in href] == files[1:]
    ncx = ElementTree.fromstring(book.files["EPUB/toc.ncx"])
    assert [element.get("src") for element in ncx.iter() if element.get("src")] == files
    spine = [item.get("idref", "") for item in book.package.iter(f"{OPF}itemref")]
    hrefs = {item.get("id"): item.get("href") for item in book.package.iter(f"{OPF}item")}
    assert [hrefs[name] for name in spine] == [files[0], "nav.xhtml", *files[1:]]


def test_a_book_stays_the_same_book_when_an_article_is_added() -> None:
    """A library knows it by its identifier, and the newer one by its day."""
    result = dossier("with-notes")
    fewer = replace(result, articles=result.articles[:1])
    less = edition_of(fewer, "zh-Hans", convert(fewer))
    smaller = opened(epub(book(less, concordance(sources(less)), "2019-05-02")))
    other = of_edition("with-notes")[2]
    names = [item.package.findtext(f".//{DC}identifier") for item in (smaller, other)]
    assert names[0] == names[1]
    days = [
        [meta.text for meta in item.package.iter(f"{OPF}meta")
         if meta.get("property") == "dcterms:modified"]
        for item in (smaller, other)
    ]  # fmt: skip
    assert days == [["2019-05-02T00:00:00Z"], ["2019-06-03T00:00:00Z"]]


def sources(edition: Edition) -> list[Article]:
    return [version.source for version in edition.articles]


def test_an_identifier_is_a_uuid_of_its_name() -> None:
    """RFC 4122: version 5, variant 1; two names, two identifiers."""
    names = ["", "a", "https://a.example/ zh-Hans", "https://a.example/ zh-Hant-TW"]
    results = [urn(name, namespace=b"") for name in names]
    for text in results:
        assert re.fullmatch(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){2}-[89ab][0-9a-f]{3}-\w{12}", text)
        assert text[len("urn:uuid:xxxxxxxx-xxxx-")] == "5"
    assert all(identifier != other for identifier, other in combinations(results, 2))


def test_a_book_holds_no_more_of_an_article_than_its_rights_allow(tmp_path: Path) -> None:
    """Its head, its notes with the words they stand on, its provenance; in a private one, all."""
    shutil.copytree(FIXTURES / "with-notes", tmp_path, dirs_exist_ok=True)
    sidecar = tmp_path / "seeds" / "mill.yml"
    sidecar.write_text(f"rights: excerpt\n{sidecar.read_text()}")
    for private in (False, True):
        book = opened(books(tmp_path / "mkdocs.yml", private=private)[0][0].content)
        check_links(book)
        page = "".join(book.page("articles/mill.xhtml").itertext())
        for kept in ("溪边周报", "全文未署作者", "木匠姓陆", "水轮有五米高"):
            assert kept in page
        everything = "".join("".join(element.itertext()) for element in book.pages.values())
        assert ("又到邻村借来一台计算机" in everything) == private


def test_nothing_in_a_book_fetches_or_acts(hostile: Path) -> None:
    """Seeds that try to act are words here too."""
    (made,), _ = books(hostile)
    book = opened(made.content)
    check_links(book)
    assert len(book.pages) > 40
    for page in book.pages.values():
        for element in page.iter():
            assert element.tag.removeprefix(XHTML) not in ACTING
            assert not [name for name in element.attrib if name in FETCHING or name[:2] == "on"]
    for _, href in links(book.pages):
        assert not re.match(r"\s*(javascript|data|vbscript):", href, re.I)
    text = "".join("".join(page.itertext()) for page in book.pages.values())
    assert "alert(1)" in text
    assert "url(" not in book.files["EPUB/book.css"].decode()
    assert "@import" not in book.files["EPUB/book.css"].decode()


@pytest.mark.parametrize(
    ("address", "href"),
    [
        ("b.html", "b.xhtml"),
        ("b.html#here", "b.xhtml#here"),
        ("b.html#gone", "b.xhtml"),
        ("#own", "#own"),
        ("#gone", "a.xhtml"),
        ("moved.html", "b.xhtml#here"),
        ("../zh-Hant-TW/x/a.html", None),
        ("search.html", None),
        ("https://a.example/x%20y?z#w", "https://a.example/x%20y?z#w"),
        ("https://例え.example/路", "https://xn--r8jz45g.example/路"),
        ("https://a_b.example/", None),
        ("https://a.example/100%", None),
        ("http://[x", None),
    ],
)
def test_a_link_leads_within_the_book_or_is_words(address: str, href: str | None) -> None:
    """A dead link makes a validator refuse the whole book."""
    body = f'<p id="own">1 <a href="{address}" rel="x">2</a> 3</p>'
    drafts = [
        Chapter("x/a.html", "a", "zh-Hans", body.encode()),
        Chapter("x/b.html", "b", "zh-Hans", b'<p id="here">4<br/>5</p>'),
    ]
    first, _ = bound(drafts, {"x/moved.html": "x/b.html#here"}, "zh-Hans")
    page = ElementTree.fromstring(first.content)
    element = next(page.iter(f"{XHTML}a"), None)
    assert (element.get("href") if element is not None else None) == href
    (paragraph,) = page.iter(f"{XHTML}p")
    assert "".join(paragraph.itertext()) == "1 2 3"


def test_what_no_xml_may_hold_is_left_out() -> None:
    """One such character in a title, and no reading system opens the book."""
    draft = Chapter("a.html", "a\x00b\ufffe", "zh-Hans", "<p>c\x0bd\uffffe</p>".encode())
    (chapter,) = bound([draft], {}, "zh-Hans")
    assert "".join(ElementTree.fromstring(chapter.content).itertext()) == "abcde"
    assert chapter.title == "ab"


def test_a_template_escapes_words_and_keeps_markup() -> None:
    """Its own lines are joined, but for empty ones; a line break of a text is one in the book."""
    lines = "<p>\n  {{ words }}\n</p>\n\n{{ markup }}{{ nothing }}\n"
    template = environment().from_string(LINE.sub(r"\1", lines))
    render = template.render(words="a <b>\n&c", markup=Markup("<i>d</i>\ne"), nothing=None)
    assert render == "<p>a &lt;b&gt;<br/>&amp;c</p>\n<i>d</i>\ne"
    with pytest.raises(UndefinedError):
        template.render(words="a", markup="b")


@pytest.mark.parametrize(
    ("published", "noted", "day"),
    [
        ("2019-05-02", "2019-06-03", "2019-06-03"),
        ("2019-05-02T10:00:00+08:00", "2018", "2019-05-02"),
        ("2019", "", "2019-01-01"),
        ("2019-13-40", "", NONE),
        ("", "", NONE),
    ],
)
def test_a_dossier_is_as_new_as_the_last_thing_in_it(published: str, noted: str, day: str) -> None:
    """A month counts from its first day; what is no date does not count."""
    article = an_article(Block(1, "paragraph", "水。"), published=published)
    article = replace(article, notes=(Note("a", "gloss", date=noted),))
    assert newest([article]) == day


def checked(*paths: Path) -> list[str]:
    """Return epubcheck's messages on each file; they are checked side by side."""
    if not EPUBCHECK.exists() or not shutil.which("java"):
        pytest.skip("epubcheck is not installed.")
    running = [
        subprocess.Popen(
            # Most of the time goes into the start of a machine, which need not be a fast one.
            [
                "java",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-jar",
                str(EPUBCHECK),
                str(path),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for path in paths
    ]
    return [popen.communicate()[0] for popen in running]


@pytest.mark.slow
@pytest.mark.parametrize("name", ["", "hostile", *SMALL], ids=lambda name: name or "the real one")
def test_epubcheck_has_nothing_to_say(name: str, hostile: Path, tmp_path: Path) -> None:
    """The validator of the standard's own makers: no error, no warning; in each edition of the
    real dossier, and in one of each small one.
    """
    contract = hostile if name == "hostile" else (FIXTURES / name if name else ROOT) / "mkdocs.yml"
    made = books(contract)[0]
    for page in made:
        (tmp_path / page.path).write_bytes(page.content)
    wanted = made[:1] if name else made
    for text in checked(*(tmp_path / item.path for item in wanted)):
        assert "0 fatals / 0 errors / 0 warnings / 0 infos" in text, text


@pytest.mark.slow
def test_epubcheck_would_say_it(tmp_path: Path) -> None:
    """A check that takes everything says nothing."""
    made = of_edition("with-notes")[1]
    first = made.chapters[0]
    broken = replace(first, content=first.content.replace(b"<h1", b'<h1 wrong="1"'))
    path = tmp_path / "broken.epub"
    path.write_bytes(epub(replace(made, chapters=(broken, *made.chapters[1:]))))
    assert "0 errors" not in checked(path)[0]
