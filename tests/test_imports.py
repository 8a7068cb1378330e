"""Files and exports come in: nothing is moved or overwritten, nothing comes twice, nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import random
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote
from xml.sax.saxutils import escape

import pytest
from PIL import Image

from dossier.cli import main
from dossier.editorial.sidecar import read_sidecar
from dossier.imports import ImportResult, add
from dossier.imports.exports import read_export
from dossier.load import read_dossier
from dossier.model import Article, Note
from dossier.pipeline import build
from support.dossiers import a_dossier
from support.pages import ROOT

SHOP = [
    "河边的书店今天开门了，门口排着很长的队。店主说：“没有想到会来这么多人。”",
    "书店里有两层，楼上卖旧书，楼下卖软件和光盘。门口的队一直排到桥上。",
    "傍晚下了一场雨，队伍没有散。店主说，明天还会开门。",
]
FERRY = [
    "La navette fluviale a repris ce matin après trois mois de travaux sur le quai du marché.",
    "Les passagers attendaient depuis l’aube, et le pilote a salué tout le monde.",
]
SHOP_URL, FERRY_URL = "https://www.daily.example/2021/05/shop", "https://port.example/ferry?id=2"


def page(title: str, address: str, paragraphs: list[str]) -> str:
    head = f'<title>{title}</title><link rel="canonical" href="{escape(address)}">'
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<!doctype html><html><head>{head}</head><body><article><h1>{title}</h1>{body}</article></body></html>"


@pytest.fixture
def contract(tmp_path: Path) -> Path:
    """A dossier without articles; its mkdocs.yml."""
    return a_dossier(tmp_path / "dossier", {}, "zh-Hans, zh-Hant-TW")


@pytest.fixture
def collected(tmp_path: Path) -> Path:
    """A folder as people have it."""
    folder = tmp_path / "collected"
    (folder / "2021/ferry_files").mkdir(parents=True)
    (folder / "shop.html").write_text(page("河边书店开门", SHOP_URL, SHOP), "utf-8")
    (folder / "2021/ferry.html").write_text(page("La navette", FERRY_URL, FERRY), "utf-8")
    Image.new("RGB", (2, 2)).save(folder / "2021/ferry_files/map.png")
    (folder / "2021/notes.yml").write_text("x: y\n")
    (folder / ".DS_Store").write_bytes(b"x")
    return folder


def seeds(contract: Path) -> dict[str, bytes]:
    folder = contract.parent / "seeds"
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def articles(contract: Path) -> dict[str, Article]:
    dossier = read_dossier(contract)
    assert not dossier.problems
    return {article.id: article for article in dossier.articles}


def notes(contract: Path, name: str) -> list[Note]:
    path = contract.parent / f"seeds/{name}.yml"
    sidecar, problems = read_sidecar(path, path.name)
    assert not problems
    return list(sidecar.notes)


# --- Files ---------------------------------------------------------------------------------


def test_files_are_copied_and_told(
    contract: Path, collected: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Folders with all that is below them; each article with its title."""
    before = {path: path.read_bytes() for path in collected.rglob("*") if path.is_file()}
    assert main(["add", str(collected), "--config", str(contract)]) == 0
    said = capsys.readouterr().out
    assert {path: path.read_bytes() for path in collected.rglob("*") if path.is_file()} == before
    assert set(seeds(contract)) == {
        "collected/shop.html", "collected/shop.yml", "collected/2021/ferry.html",
        "collected/2021/ferry.yml", "collected/2021/ferry_files/map.png"
    }  # fmt: skip
    assert (
        "seeds/collected/shop.html: HTML\n    collected/shop: 河边书店开门 (zh-Hans, 3 ¶)" in said
    )


def test_the_same_bytes_are_there_already(contract: Path, collected: Path) -> None:
    add(contract, [collected])
    after = seeds(contract)
    copy = collected / "again.htm"
    copy.write_bytes((collected / "shop.html").read_bytes())
    result = add(contract, [copy, collected])
    assert seeds(contract) == after
    assert f"{copy}: there already, as seeds/collected/shop.html" in result.lines
    assert all("there already" in line for line in result.lines)


def test_another_file_of_one_name_gets_another(contract: Path, collected: Path) -> None:
    """Whatever its ending: two seeds of one name share a sidecar."""
    add(contract, [collected / "shop.html"])
    before = seeds(contract)
    (collected / "SHOP.txt").write_text("茶馆关门\n\n" + "\n\n".join(FERRY))
    result = add(contract, [collected / "SHOP.txt"])
    after = seeds(contract)
    assert "seeds/SHOP-2.txt: plain text" in result.lines
    assert before.items() <= after.items()
    assert "SHOP-2.txt" in after


def test_the_sidecar_begins_with_what_was_found(contract: Path, collected: Path) -> None:
    """As comments: the article says the same with it and without; what is not sure is marked."""
    add(contract, [collected / "shop.html"])
    text = (contract.parent / "seeds/shop.yml").read_text("utf-8")
    assert '# title: "河边书店开门"' in text
    assert '# confirm: published: "" # not found' in text
    with_it = articles(contract)["shop"]
    (contract.parent / "seeds/shop.yml").unlink()
    assert articles(contract)["shop"].metadata == with_it.metadata


def test_a_dry_run_writes_nothing(contract: Path, collected: Path) -> None:
    result = add(contract, [collected], dry_run=True)
    assert not seeds(contract)
    assert result.lines == (
        "seeds/collected/2021/ferry.html: HTML",
        "seeds/collected/shop.html: HTML",
    )


def test_what_cannot_be_read_is_told_with_its_name(contract: Path, tmp_path: Path) -> None:
    """A file that nothing here reads is copied, and the build's problem is told at once."""
    (tmp_path / "old.doc").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600)
    result = add(contract, [tmp_path / "old.doc", tmp_path / "none.txt"])
    paths = [problem.path for problem in result.problems]
    assert "seeds/old.doc" in paths
    (missing,) = (problem for problem in result.problems if problem.path.endswith("none.txt"))
    assert "no such file" in missing.message
    assert "name" in missing.hint


# --- Zotero ----------------------------------------------------------------------------------


def highlight(words: str, key: str) -> str:
    """A highlight in a note, as Zotero 6 and 7 make it of an annotation."""
    place = {
        "attachmentURI": "http://zotero.org/users/1/items/A",
        "annotationKey": key,
        "color": "#ffd400",
        "pageLabel": "1",
    }
    data = quote(json.dumps(place, separators=(",", ":")), safe="")
    cited = '<span class="citation" data-citation="%7B%7D">(<span class="citation-item">Daily, 2021, p. 1</span>)</span>'
    return f'<p><span class="highlight" data-annotation="{data}">“{words}”</span> {cited} '


NOTE = (
    '<div data-citation-items="%5B%5D" data-schema-version="9"><h1>Annotations<br>(2024/3/1)</h1>\n'
    + highlight("门口的队一直排到桥上", "AAAA1111")
    + "哪座桥？</p>\n"
    + highlight("没有想到会来这么多人。", "BBBB2222")
    + "</p>\n</div>"
)
RDF = f"""<rdf:RDF
 xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns:z="http://www.zotero.org/namespaces/export#"
 xmlns:dcterms="http://purl.org/dc/terms/"
 xmlns:bib="http://purl.org/net/biblio#"
 xmlns:foaf="http://xmlns.com/foaf/0.1/"
 xmlns:link="http://purl.org/rss/1.0/modules/link/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:prism="http://prismstandard.org/namespaces/1.2/basic/">
    <bib:Article rdf:about="{SHOP_URL}">
        <z:itemType>newspaperArticle</z:itemType>
        <dcterms:isPartOf><bib:Newspaper><dc:title>河边日报</dc:title></bib:Newspaper></dcterms:isPartOf>
        <bib:authors><rdf:Seq>
            <rdf:li><foaf:Person><foaf:surname>林</foaf:surname><foaf:givenName>秋</foaf:givenName></foaf:Person></rdf:li>
            <rdf:li><foaf:Person><foaf:surname>Jiang</foaf:surname><foaf:givenName>Wen</foaf:givenName></foaf:Person></rdf:li>
        </rdf:Seq></bib:authors>
        <dcterms:isReferencedBy rdf:resource="#item_9"/>
        <link:link rdf:resource="#item_3"/>
        <dc:title>河邊書店開門</dc:title>
        <dc:date>2021-05-03</dc:date>
        <dc:identifier><dcterms:URI><rdf:value>http://daily.example/2021/05/shop?utm_source=x</rdf:value></dcterms:URI></dc:identifier>
    </bib:Article>
    <z:Attachment rdf:about="#item_3">
        <z:itemType>attachment</z:itemType>
        <rdf:resource rdf:resource="files/3/shop%20page.html"/>
        <dc:title>Snapshot</dc:title>
        <link:type>text/html</link:type>
    </z:Attachment>
    <bib:Memo rdf:about="#item_9"><rdf:value>{escape(NOTE)}</rdf:value></bib:Memo>
    <bib:Document rdf:about="#item_12">
        <z:itemType>webpage</z:itemType>
        <dcterms:isPartOf rdf:resource="urn:issn:1234-5678"/>
        <dcterms:isReferencedBy><bib:Memo rdf:about="#item_13"><rdf:value>&lt;p&gt;À relire.&lt;/p&gt;</rdf:value></bib:Memo></dcterms:isReferencedBy>
        <dc:title>La navette</dc:title>
        <dc:date>3 mai 2021</dc:date>
    </bib:Document>
    <z:Website rdf:about="urn:issn:1234-5678"><dc:title>Le Port</dc:title></z:Website>
    <z:Attachment rdf:about="#item_20">
        <z:itemType>attachment</z:itemType>
        <rdf:resource rdf:resource="files/20/tea.txt"/>
        <dc:title>tea.txt</dc:title>
    </z:Attachment>
    <bib:Book rdf:about="urn:isbn:978-0">
        <z:itemType>book</z:itemType><dc:title>A book that is not here</dc:title>
    </bib:Book>
</rdf:RDF>
"""


@pytest.fixture
def zotero(tmp_path: Path) -> Path:
    """The folder that Zotero makes of a collection with its files."""
    folder = tmp_path / "Collection"
    (folder / "files/3").mkdir(parents=True)
    # A page as Zotero saved it, without its address.
    bare = page("河边书店开门", SHOP_URL, SHOP).replace('rel="canonical"', 'rel="icon"')
    (folder / "files/3/shop page.html").write_text(bare, "utf-8")
    (folder / "files/20").mkdir()
    (folder / "files/20/tea.txt").write_text("茶馆关门\n\n" + "\n\n".join(SHOP)[::-1], "utf-8")
    (folder / "Collection.rdf").write_text(RDF, "utf-8")
    return folder


def test_zotero_brings_files_metadata_and_highlights(
    contract: Path, collected: Path, zotero: Path
) -> None:
    add(contract, [collected / "2021/ferry.html"])
    result = add(contract, export=zotero)
    dossier = {article.id: article for article in read_dossier(contract).articles}
    shop, ferry = dossier["shop page"], dossier["ferry"]
    assert shop.value("publisher") == "河边日报"
    assert shop.values("authors") == ("林秋", "Wen Jiang")
    assert shop.value("published") == "2021-05-03"
    assert shop.value("original_url").startswith("http://daily.example/2021/05/shop")
    # The same title in another script is no other title.
    assert shop.title.text == "河边书店开门"
    assert (ferry.value("publisher"), ferry.value("published")) == ("Le Port", "2021-05-03")
    # A file that hangs on no item comes too.
    assert dossier["tea"].title.text == "茶馆关门"
    first, second = notes(contract, "shop page")
    assert (first.quote, first.body, first.draft) == (
        "门口的队一直排到桥上",
        {"": "哪座桥？"},
        False,
    )
    assert (second.quote, second.draft) == ("没有想到会来这么多人。", True)
    assert [note.body for note in notes(contract, "ferry")] == [{"": "À relire."}]
    (problem,) = result.problems
    assert "A book that is not here" in problem.message
    assert not build(contract).problems


def test_a_second_import_adds_nothing(contract: Path, collected: Path, zotero: Path) -> None:
    add(contract, [collected / "2021/ferry.html"])
    add(contract, export=zotero)
    after = seeds(contract)
    result = add(contract, export=zotero)
    assert seeds(contract) == after
    assert (result.notes, result.written, result.passed["known"]) == ({}, (), 3)


def test_an_editors_values_stay(contract: Path, zotero: Path) -> None:
    """An export does not say again what a sidecar says already."""
    add(contract, [zotero / "files/3/shop page.html"])
    path = contract.parent / "seeds/shop page.yml"
    path.write_text("publisher: null  # nobody knows\nauthors: [林夏]\n", "utf-8")
    add(contract, export=zotero)
    text = path.read_text("utf-8")
    assert text.startswith("publisher: null  # nobody knows\nauthors: [林夏]\n")
    shop = articles(contract)["shop page"]
    assert (shop.value("publisher"), shop.values("authors")) == ("", ("林夏",))
    assert shop.value("published") == "2021-05-03"


BIBTEX = r"""
@comment{x}
@article{lin_shop_2021,
	title = {河边书店{\&}开门},
	url = {https://www.daily.example/2021/05/shop},
	doi = {10.1234/ABC.5},
	journal = {Daily {R}iver},
	author = {Lin, Qiu and {Riverside Desk}},
	year = {2021},
	month = may,
	note = {tex.ids= x
On the whole: read twice.},
	file = {Snapshot:files/3/shop page.html:text/html;Other\: x:files/4/none.pdf:application/pdf},
}
"""


def test_bibtex_brings_files_and_notes(contract: Path, zotero: Path) -> None:
    (zotero / "Collection.rdf").unlink()
    (zotero / "x.bib").write_text(BIBTEX, "utf-8")
    result = add(contract, export=zotero / "x.bib")
    shop = articles(contract)["shop page"]
    assert shop.values("authors") == ("Qiu Lin", "Riverside Desk")
    assert shop.value("publisher") == "Daily River"
    assert shop.value("published") == "2021"
    (note,) = notes(contract, "shop page")
    assert "read twice" in "".join(note.body.values())
    (problem,) = result.problems
    assert "files/4/none.pdf" in problem.message


def test_csl_is_joined_by_address_doi_or_title(contract: Path, collected: Path) -> None:
    """Its files lie in the folder beside it, and nothing but their content says which is which."""
    shop, ferry = collected / "shop.html", collected / "2021/ferry.html"
    export = collected.parent / "lib"
    (export / "storage/AB12").mkdir(parents=True)
    (export / "storage/AB12/a.html").write_bytes(shop.read_bytes())
    (export / "storage/AB12/b.html").write_bytes(ferry.read_bytes())
    tea = page("茶馆", "https://tea.example/1", ["doi:10.5555/Tea.1", *SHOP[::-1]])
    (export / "storage/AB12/c.html").write_text(tea, "utf-8")
    entries: list[dict[str, Any]] = [
        {"id": "1", "type": "article-newspaper", "title": "X", "URL": f"{SHOP_URL}/?fbclid=1", "container-title": "Daily", "author": [{"family": "林", "given": "秋"}], "issued": {"date-parts": [["2021", 5, 3]]}},
        {"id": "2", "type": "webpage", "title": "La Navette", "author": [{"literal": "Le Port"}], "issued": {"date-parts": [[2021, 5]]}},
        {"id": "3", "type": "article-journal", "title": "Y", "DOI": "10.5555/tea.1", "container-title": "Tea"},
        {"id": "4", "type": "webpage", "URL": "https://none.example/"},
    ]  # fmt: skip
    (export / "lib.json").write_text(json.dumps(entries), "utf-8")
    result = add(contract, export=export / "lib.json")
    assert ["“https://none.example/” was left out" in item.message for item in result.problems] == [
        True
    ]
    known = articles(contract)
    assert (
        known["storage/AB12/a"].value("publisher"),
        known["storage/AB12/a"].value("published"),
    ) == ("Daily", "2021-05-03")
    assert known["storage/AB12/a"].values("authors") == ("林秋",)
    assert (
        known["storage/AB12/b"].values("authors"),
        known["storage/AB12/b"].value("published"),
    ) == (
        ("Le Port",),
        "2021-05",
    )
    assert known["storage/AB12/c"].value("publisher") == "Tea"
    # What the file itself says is beside, for the editor to see.
    assert '# confirm: title: "河边书店开门"' in seeds(contract)["storage/AB12/a.yml"].decode()


@pytest.mark.parametrize("name", ["../outside.html", "/etc/passwd", "files/../../outside.html"])
def test_an_export_reaches_no_file_outside_its_folder(
    name: str, contract: Path, zotero: Path
) -> None:
    (zotero.parent / "outside.html").write_text(page("x", SHOP_URL, SHOP), "utf-8")
    rdf = zotero / "Collection.rdf"
    rdf.write_text(rdf.read_text("utf-8").replace("files/3/shop%20page.html", name), "utf-8")
    result = add(contract, export=zotero)
    assert set(seeds(contract)) == {"tea.txt", "tea.yml"}
    assert any(name in problem.message for problem in result.problems)


@pytest.mark.parametrize(
    "declared",
    ['<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "<!DOCTYPE r [" + "".join(
        f'<!ENTITY {"x" if n == 9 else f"e{n}"} "{f"&e{n - 1};" * 10 if n else "lol"}">' for n in range(10)
    ) + "]>"],
)  # fmt: skip
def test_entities_bring_nothing(declared: str, contract: Path, zotero: Path) -> None:
    """Neither a file of this machine nor a billion laughs."""
    rdf = zotero / "Collection.rdf"
    rdf.write_text(declared + RDF.replace("河边日报", "&x;"), "utf-8")
    add(contract, export=zotero)
    assert all(b"root:" not in raw and b"lollol" not in raw for raw in seeds(contract).values())


# --- Readwise, Web Annotations -----------------------------------------------------------------

READWISE = """Highlight,Book Title,Book Author,Amazon Book ID,Note,Color,Tags,Location Type,Location,Highlighted at,Document tags
门口的队一直排到桥上,河边书店开门,河边日报,,哪座桥？,yellow,"gloss, 地名",order,0,2024-03-01 10:20:30+00:00,
"店主说：""没有想到会来这么多人。""

书店里有两层",河边书店开门,河边日报,,,,,order,1,2024-03-01 10:21:30+00:00,
le **pilote** a salué [tout le monde](https://x.example),La navette | Le Port,,,Qui ?,,,order,0,2024-03-02 08:00:00+00:00,
不在这里的一句话是这样写的,Unknown,,,,,,order,0,2024-03-02 08:00:00+00:00,
"""


def test_readwise_places_highlights(contract: Path, collected: Path) -> None:
    """Over paragraphs, with other quotation marks, and with Readwise's Markdown."""
    add(contract, [collected / "shop.html", collected / "2021/ferry.html"])
    export = collected.parent / "readwise.csv"
    export.write_text(READWISE, "utf-8")
    result = add(contract, export=export)
    first, second = notes(contract, "shop")
    assert (first.kind, first.tags, first.quote) == ("gloss", ("地名",), "门口的队一直排到桥上")
    assert (second.draft, second.quote.startswith("店主说：“没有想到")) == (True, True)
    (third,) = notes(contract, "ferry")
    assert (third.quote, third.body) == ("le pilote a salué tout le monde", {"": "Qui ?"})
    (problem,) = result.problems
    assert "不在这里的一句话" in str(problem)
    after = seeds(contract)
    add(contract, export=export)
    assert seeds(contract) == after


def web(at: int, **more: Any) -> dict[str, Any]:
    return {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"http://x.example/{at}",
        "type": "Annotation",
        **more,
    }


WEB = [
    web(1, bodyValue="哪座桥？", target={"source": SHOP_URL, "selector": {"type": "TextQuoteSelector", "exact": "門口的隊一直排到橋上"}}),
    web(
        2,
        creator={"type": "Person", "name": "Wen"},
        created="2024-03-01T10:00:00Z",
        body=[
            {"type": "TextualBody", "value": "Qui ?", "purpose": "commenting"},
            {"type": "TextualBody", "value": "gloss", "purpose": "classifying"},
        ],
        target=[{"source": {"id": FERRY_URL}, "selector": [
            {"type": "FragmentSelector", "value": "p2", "refinedBy": {"type": "TextQuoteSelector", "exact": "le pilote"}}
        ]}],
    ),
    web(3, body="http://www.example.org/only-a-link", target="https://other.example/"),
    {"@type": "Annotation", "motivation": "tagging", "body": {"value": "地名"}, "target": {"source": SHOP_URL, "selector": {"type": "TextQuoteSelector", "exact": "桥上"}}},
]  # fmt: skip


@pytest.mark.parametrize(
    "tree",
    [
        WEB,
        {"@graph": WEB},
        {"type": "AnnotationPage", "items": WEB},
        {
            "type": "AnnotationCollection",
            "total": 3,
            "first": {"type": "AnnotationPage", "items": WEB},
        },
    ],
)
def test_web_annotations_of_any_tool(tree: Any, contract: Path, collected: Path) -> None:
    """In any container; on the words of another edition too."""
    add(contract, [collected / "shop.html", collected / "2021/ferry.html"])
    export = collected.parent / "web.jsonld"
    export.write_text(json.dumps(tree), "utf-8")
    result = add(contract, export=export)
    (shop, tagged), (ferry,) = notes(contract, "shop"), notes(contract, "ferry")
    if tagged.tags != ("地名",):
        shop, tagged = tagged, shop
    assert (tagged.quote, tagged.tags, tagged.draft) == ("桥上", ("地名",), True)
    assert (shop.quote, shop.body) == ("门口的队一直排到桥上", {"": "哪座桥？"})
    assert (ferry.quote, ferry.kind, ferry.author, ferry.date) == (
        "le pilote",
        "gloss",
        "Wen",
        "2024-03-01",
    )
    (problem,) = result.problems
    assert "http://x.example/3" in problem.message


def test_our_own_annotations_come_back(contract: Path, collected: Path, tmp_path: Path) -> None:
    """Web Annotations that one dossier gives away another one takes in, at the same words."""
    add(contract, [collected / "shop.html", collected / "2021/ferry.html"])
    (tmp_path / "r.csv").write_text(READWISE, "utf-8")
    add(contract, export=tmp_path / "r.csv")
    site = "site_url: https://books.example/\n"
    contract.write_text(site + contract.read_text())
    build(contract)
    given = contract.parent / "docs/data/annotations.jsonld"
    other = a_dossier(tmp_path / "other", {}, "zh-Hans, zh-Hant-TW")
    other.write_text(site + other.read_text())
    add(other, [collected / "shop.html", collected / "2021/ferry.html"])
    result = add(other, export=given)
    assert result.problems == ()
    for name in ("shop", "ferry"):
        mine = [(note.quote, note.body) for note in notes(contract, name) if not note.draft]
        assert [(note.quote, note.body) for note in notes(other, name)] == mine


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.rdf", b"<rdf:RDF"),
        ("x.rdf", RDF.encode()[:700]),
        ("x.rdf", b"<r/>"),
        ("x.bib", b"@article{x"),
        ("x.bib", b"@article{x, title = {{{{{{"),
        ("x.bib", b"\xff\xfe"),
        ("x.csv", b""),
        ("x.csv", b"a,b\n1,2\n"),
        ("x.csv", b"Highlight\nx\n"),
        ("x.json", b"[[]]"),
        ("x.json", b'[{"type": 1, "title": null}]'),
        ("x.json", b'[{"type": "x", "title": [], "author": 3, "issued": {"date-parts": 7}}]'),
        ("x.json", b'{"items": [{"id": "x", "target": {"selector": 3}, "body": [[]]}]}'),
        ("x.json", b"[" * 100_000),
        ("x.jsonld", b'{"target": "x"}'),
        (
            "x.jsonld",
            b'{"target": [{"source": {"id": 3}}], "id": "x", "body": "y", "creator": [null]}',
        ),
        ("none.rdf", b""),
    ],
)
def test_a_broken_export_is_told(name: str, content: bytes, contract: Path, tmp_path: Path) -> None:
    """With its name, and nothing is written."""
    if name != "none.rdf":
        (tmp_path / name).write_bytes(content)
    result: ImportResult = add(contract, export=tmp_path / name)
    assert result.problems
    assert all(problem.path == name for problem in result.problems)
    assert not seeds(contract)


def test_an_export_is_read_the_same_each_time(zotero: Path) -> None:
    """Ids depend on the content alone."""
    path = zotero / "Collection.rdf"
    assert read_export(path, "x") == read_export(path, "x")


# --- Highlights in the first dossier ----------------------------------------------------------


def first_dossier(folder: Path) -> Path:
    """A copy of the dossier of this project; its mkdocs.yml."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder / "mkdocs.yml"


def retyped(words: str, n: int) -> str:
    """Words as one tool or another gives them: straight quotation marks, other line ends."""
    straight = str.maketrans("“”’", '""\'')
    return (words, words.translate(straight), words.replace("\n", "\n\n"))[n % 3]


Marked = list[tuple[Article, str, str, str, str]]


def marked(contract: Path) -> Marked:
    """Words of each article, with a name and the words around them."""
    rng = random.Random(5)
    result: Marked = []
    for article in read_dossier(contract).articles:
        text = "\n".join(block.text for block in article.blocks if block.n)
        for _ in range(20):
            size = rng.choice([14, 25, 60, 150])
            at = rng.randrange(len(text) - size)
            words = text[at : at + size].strip()
            start = text.index(words)
            around = text[max(0, start - 32) : start], text[start + len(words) :][:32]
            result.append((article, words, f"n{len(result)}", *around))
    return result


def as_hypothesis(rows: Marked) -> str:
    annotations = []
    for n, (article, words, name, before, after) in enumerate(rows):
        quote = {
            "type": "TextQuoteSelector",
            "exact": retyped(words, n),
            "prefix": before,
            "suffix": after,
        }
        target = [{"source": article.value("original_url"), "selector": [quote]}]
        everybody = {"read": ["group:__world__"]}
        annotations.append(
            {"id": name, "uri": "", "text": name, "target": target, "permissions": everybody}
        )
    return json.dumps({"annotations": annotations})


def as_web(rows: Marked) -> str:
    annotations = []
    for n, (article, words, name, before, after) in enumerate(rows):
        quote = {
            "type": "TextQuoteSelector",
            "exact": retyped(words, n),
            "prefix": before,
            "suffix": after,
        }
        source = f"https://web.archive.org/web/2024/{article.value('original_url')}"
        annotations.append(web(n, bodyValue=name, target={"source": source, "selector": quote}))
    return json.dumps(annotations)


def as_readwise(rows: Marked) -> str:
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(READWISE.splitlines()[0].split(","))
    for n, (article, words, name, *_) in enumerate(rows):
        table.writerow([retyped(words, n), article.title.text, "", "", name, *[""] * 6])
    return out.getvalue()


def as_zotero(rows: Marked) -> str:
    items = []
    for n, article in enumerate({row[0].id: row[0] for row in rows}.values()):
        own = [(at, row) for at, row in enumerate(rows) if row[0].id == article.id]
        note = "".join(
            f"{highlight(escape(retyped(row[1], at)), f'K{at:07}')}{row[2]}</p>" for at, row in own
        )
        items.append(
            f'<bib:Document rdf:about="#i{n}"><z:itemType>webpage</z:itemType><dc:title>{escape(article.title.text)}</dc:title>'
            f"<dcterms:isReferencedBy><bib:Memo><rdf:value>{escape(note)}</rdf:value></bib:Memo></dcterms:isReferencedBy></bib:Document>"
        )
    return f"{RDF[: RDF.index('<bib:Article')]}{''.join(items)}</rdf:RDF>"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "write"),
    [("h.json", as_hypothesis), ("w.jsonld", as_web), ("r.csv", as_readwise), ("z.rdf", as_zotero)],
)
def test_highlights_stand_where_they_were_made(
    name: str, write: Callable[[Marked], str], tmp_path: Path
) -> None:
    """98 of 100 at least, of exports that give no more than the words, too."""
    contract = first_dossier(tmp_path)
    rows = marked(contract)
    (tmp_path / name).write_text(write(rows), "utf-8")
    add(contract, export=tmp_path / name)
    placed = {
        next(iter(note.body.values()), ""): "".join(note.quote.split())
        for article in read_dossier(contract).articles
        for note in article.notes
        if article.places.get(note.id)
    }
    right = [placed.get(row[2]) == "".join(row[1].split()) for row in rows]
    assert sum(right) >= 0.98 * len(rows)
