"""Articles for reference programs, read back by one: Pandoc, with its citation processor."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypandoc  # type: ignore[import-untyped]  # it ships no types
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from dossier.export.citations import bibtex, citation_pages, csl, matched, ris
from dossier.export.citations.reference import (
    CitedName,
    Reference,
    address,
    cited_name,
    one_line,
    reference,
)
from dossier.model import FIELDS, Article, Block, Config, Field
from dossier.pipeline import build
from support.dossiers import real_dossier
from support.examples import examples, sample
from support.pages import ROOT
from support.quotations import whole

FORMATS = {"biblatex": bibtex, "csljson": csl, "ris": ris}
SITE = "https://books.example/shop/"
TITLE = {"zh-Hans": "书店开门", "fr": "La librairie ouvre"}
CONFIG = Config(("zh-Hans", "zh-Hant-TW"), "zh-Hans", TITLE, TITLE, {}, site_url=SITE)
# What a list of CSL-JSON may hold, as far as ours goes (csl-data.json of the CSL project).
NAMES = {
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "properties": {key: {"type": "string"} for key in ("family", "given", "literal")},
        "additionalProperties": False,
        "oneOf": [{"required": ["literal"]}, {"required": ["family", "given"]}],
    },
}
DATE = {
    "type": "object",
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": "integer"}},
        }
    },
    "additionalProperties": False,
}
WORDS = {"type": "string", "minLength": 1}
CSL = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["type", "id"],
        "additionalProperties": False,
        "properties": {
            "id": WORDS,
            "type": {"const": "article-newspaper"},
            "author": NAMES,
            "translator": NAMES,
            "issued": DATE,
            "accessed": DATE,
            **dict.fromkeys(("title", "container-title", "URL", "language", "note"), WORDS),
        },
    },
}
HOSTILE = (
    "ER  - ",
    "书店\nER  - \nTY  - BOOK\nTI  - 另一本",
    "书店\r\nER  - \r\n",
    "书店\x85ER  - ",
    "书店\u2028ER  - ",
    "书店\x0bER  - \x1eTY  - BOOK",
    "}",
    "{",
    "}}, note = {x}}",
    "\\",
    "\\}",
    "\\input{/etc/passwd}",
    "书店\\\\}\n@misc{other, title = {另一本}}",
    "@misc{other,",
    "100% $x$ a_b a^b ~ #1 & `x'' -- --- << >> ,,",
    '"',
    '"}], "x": [{"',
    "</script><script>",
    "issued: 1850",
    "书店 and 河边 and others",
)


def pandoc(text: str, source: str, target: str, *options: str) -> str:
    """A text read and written by Pandoc."""
    command = [pypandoc.get_pandoc_path(), "-f", source, "-t", target, "--wrap=none", *options]
    done = subprocess.run(command, input=text.encode(), capture_output=True, check=True)
    return done.stdout.decode()


def cited(references: list[Reference], form: str) -> list[str]:
    """The bibliography that a reader of a format makes, a line a reference."""
    text = pandoc(FORMATS[form](references), form, "plain", "--citeproc")
    return [line for line in text.splitlines() if line]


def read(references: list[Reference], form: str) -> list[dict[str, Any]]:
    """Return what a reader of a format has understood."""
    loads: list[dict[str, Any]] = json.loads(pandoc(FORMATS[form](references), form, "csljson"))
    return loads


def an_article(title: str = "书店今天开门", lang: str = "zh-Hans", **fields: Any) -> Article:
    """An article of which this is known."""
    return Article(
        id="shop",
        slug="shop",
        path="seeds/shop.txt",
        sha256="0" * 64,
        encoding="utf-8",
        lang=lang,
        title=Block(0, "title", title, lang=lang),
        blocks=(),
        metadata={key: Field(fields.get(key)) for key in FIELDS},
        ledger=(),
        **{key: value for key, value in fields.items() if key not in FIELDS},
    )


SHOP = an_article(
    authors=("王小河", "陈溪 (Brook Chan)", "Mill, Ada"),
    publisher="河边日报",
    published="2024-03-09T08:00:00+08:00",
    original_url="https://news.example/河边/1?a=b",
    scraped="2024-03-10T01:02:03Z",
    translator="李桥",
)


@pytest.mark.parametrize(
    ("form", "printed"),
    [
        (
            "csljson",
            "王小河, 陈溪 (Brook Chan), and Ada Mill. 2024. “书店今天开门.” Translated by 李桥. "
            "河边日报, March 9. https://news.example/%E6%B2%B3%E8%BE%B9/1?a=b.",
        ),
        (
            "biblatex",
            "王小河, 陈溪 (Brook Chan), and Ada Mill. 2024. “书店今天开门.” Translated by 李桥. "
            "河边日报, March 9. https://news.example/%E6%B2%B3%E8%BE%B9/1?a=b.",
        ),
        # Pandoc reads of RIS the year alone, no translator, and a name by its spaces.
        (
            "ris",
            "王小河, 陈溪 (Brook Chan), and Ada Mill. 2024. “书店今天开门.” "
            "河边日报. https://news.example/%E6%B2%B3%E8%BE%B9/1?a=b.",
        ),
    ],
)
def test_a_citation_processor_prints_the_reference(form: str, printed: str) -> None:
    """Authors, year, title, publisher, day and address, from each of the three formats."""
    result = reference(SHOP, CONFIG)
    if form == "ris":
        printed = printed.replace("陈溪 (Brook Chan), and Ada Mill", "陈溪, and Ada Mill")
        result = replace(result, authors=(result.authors[0], CitedName("陈溪"), result.authors[2]))
    (line,) = cited([result], form)
    assert line == printed


def test_names_stand_as_they_were_found() -> None:
    """Which part is the family's is not in the letters; only a comma of the source says it."""
    assert cited_name("陈溪 (Brook Chan)") == CitedName("陈溪 (Brook Chan)")
    assert cited_name("Chen Jia") == CitedName("Chen Jia")
    assert cited_name("Mill, Ada") == CitedName("Mill, Ada", "Mill", "Ada")
    assert cited_name("Mill, Stone, and Sons") == CitedName("Mill, Stone, and Sons")
    (item,) = json.loads(csl([reference(SHOP, CONFIG)]))
    literal = [{"literal": "王小河"}, {"literal": "陈溪 (Brook Chan)"}]
    assert item["author"] == [*literal, {"family": "Mill", "given": "Ada"}]
    assert "author = {{王小河} and {陈溪 (Brook Chan)} and Mill, Ada}," in bibtex(
        [reference(SHOP, CONFIG)]
    )
    lines = ris([reference(SHOP, CONFIG)]).splitlines()
    assert [line for line in lines if line.startswith("AU")] == [
        "AU  - 王小河",
        "AU  - 陈溪 (Brook Chan),",
        "AU  - Mill, Ada",
    ]


@pytest.mark.parametrize(
    ("published", "parts", "bib", "da"),
    [
        ("2024-03-09T08:00:00+08:00", [2024, 3, 9], "2024-03-09", "2024/03/09/"),
        ("2024-03", [2024, 3], "2024-03", "2024/03//"),
        ("2024", [2024], "2024", "2024///"),
    ],
)
def test_a_date_is_as_exact_as_the_source(
    published: str, parts: list[int], bib: str, da: str
) -> None:
    """No day is made up for a month."""
    result = reference(an_article(published=published), CONFIG)
    assert json.loads(csl([result]))[0]["issued"] == {"date-parts": [parts]}
    assert f"  date = {{{bib}}},\n" in bibtex([result])
    assert f"\r\nPY  - {bib[:4]}\r\nDA  - {da}\r\n" in ris([result])


def test_a_bound_is_a_note_and_no_date() -> None:
    """“Not after” is not “on”; an unknown date is no field at all."""
    for article in (an_article(not_after="2024-03-09"), an_article()):
        result = reference(article, CONFIG)
        assert "issued" not in json.loads(csl([result]))[0]
        assert "date" not in bibtex([result])
        assert "DA  -" not in ris([result])
        assert ("not after 2024-03-09" in result.note) == bool(article.not_after)


def test_the_note_tells_where_it_was_read() -> None:
    """The dossier by its title in the article's language, and the page if it has an address."""
    article = an_article(via="镜像站")
    page = f"{SITE}zh-Hans/articles/shop.html"
    assert reference(article, CONFIG).note == f"via 镜像站; in “书店开门”, {page}"
    assert reference(article, replace(CONFIG, site_url="")).note == "via 镜像站; in “书店开门”"
    french = reference(an_article(lang="fr"), CONFIG).note
    assert french.startswith("in “La librairie ouvre”, ")


def test_a_day_of_reading_belongs_to_an_address() -> None:
    """Read from what was fetched, never from a clock; a repost's says nothing of the original."""
    assert reference(SHOP, CONFIG).read == "2024-03-10"
    assert reference(an_article(scraped="2024-03-10T01:02:03Z"), CONFIG).read == ""


def test_only_an_address_of_the_web_is_one() -> None:
    assert address("https://a.example/{x}|\\ y") == "https://a.example/%7Bx%7D%7C%5C%20y"
    assert address("https://a.example/%E4%B8%AD") == "https://a.example/%E4%B8%AD"
    for text in ("javascript:alert(1)", "file:///etc/passwd", "https:", "https://[", "/x", ""):
        assert address(text) == ""


def test_the_title_is_cited_in_its_own_script() -> None:
    """An edition converts it to read; a library looks for what was printed."""
    result = reference(an_article("書店今天開門", "zh-Hant-TW"), CONFIG)
    assert result.title == "書店今天開門"
    assert json.loads(csl([result]))[0]["language"] == "zh-Hant-TW"


def spaced(text: str) -> str:
    """Words without the differences that a reader of a format may make in setting them."""
    return " ".join(re.sub("[“”‘’'\"`]", "'", text).split())


@pytest.mark.parametrize("form", FORMATS)
def test_a_hostile_title_is_only_a_title(form: str) -> None:
    """Line ends, braces, backslashes, ends of a record: each is read back as the same words."""
    references = [Reference(f"shop-{n}", one_line(title), "en") for n, title in enumerate(HOSTILE)]
    results = read(references, form)
    assert len(results) == len(HOSTILE)
    for cited, record in zip(references, results, strict=True):
        assert set(record) <= {"id", "title", "language", "type"}
        title = cited.title
        # CSL-JSON has emphasis in the form of HTML; Pandoc does not know TeX's \lbrace.
        if form == "csljson" and "<" in title:
            continue
        if form == "biblatex" and not matched(title):
            title = re.sub("[{}]", "", title)
        assert spaced(record.get("title", "")) == spaced(title)


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_words_stay_in_their_field(form: str) -> None:
    """A name, a publisher, an address or a note starts no other field and no other record."""
    references = [
        reference(
            an_article(
                authors=(text,),
                publisher=text,
                via=text,
                translator=text,
                original_url=f"https://a.example/{text}",
                published="2024-03-09",
            ),
            CONFIG,
        )
        for text in HOSTILE
    ]
    keyed = [replace(reference, key=f"shop-{n}") for n, reference in enumerate(references)]
    results = read(keyed, form)
    assert [item["id"] for item in results] == [item.key for item in keyed]
    for member in results:
        assert member["issued"]["date-parts"][0][0] == 2024
        assert member["URL"].startswith("https://a.example/")
        assert member["title"] == "书店今天开门"
        assert len(member["author"]) == 1


TEXT = st.text(st.characters(), max_size=40) | st.sampled_from(HOSTILE)


@examples(200)
@given(TEXT, TEXT, TEXT)
def test_every_format_keeps_its_shape(title: str, name: str, publisher: str) -> None:
    """Whatever the words: braces match, a line of RIS is one field, JSON is what the schema says."""
    article = an_article(title, authors=(name,), publisher=publisher, via=name)
    result = reference(article, CONFIG)
    depth = 0
    for sign in bibtex([result]):
        depth += (sign == "{") - (sign == "}")
        assert depth >= 0
    assert depth == 0
    lines = ris([result]).split("\r\n")
    assert lines[-2:] == ["ER  - ", ""]
    assert all(re.match("[A-Z][A-Z0-9]  - ", line) for line in lines[:-1])
    assert [line for line in lines if line.startswith(("TY", "ER"))] == ["TY  - NEWS", "ER  - "]
    assert ris([result]).splitlines() == lines[:-1]
    Draft202012Validator(CSL).validate(json.loads(csl([result])))
    for text in (bibtex([result]), ris([result]), csl([result])):
        assert text.encode()


def files(articles: list[Article]) -> dict[str, str]:
    """The files of some articles."""
    longs = citation_pages(articles, CONFIG)
    return {long.path: whole(long).decode() for long in longs}


def test_each_article_has_its_files_and_all_have_one(tmp_path: Path) -> None:
    """A file an article and one of all, in each format; the same bytes each time."""
    two = replace(SHOP, slug="other")
    pages = files([SHOP, two])
    assert sorted(pages) == sorted(
        [
            f"data/citations/{slug}.{end}"
            for slug in ("shop", "other")
            for end in ("bib", "json", "ris")
        ]
        + [f"data/dossier.{end}" for end in ("bib", "csl.json", "ris")]
    )
    assert pages["data/dossier.bib"].count("@online{") == 2
    assert pages["data/dossier.ris"].count("ER  - \r\n") == 2
    assert [load["id"] for load in json.loads(pages["data/dossier.csl.json"])] == ["shop", "other"]
    assert files([SHOP, two]) == pages


def test_a_dossier_of_nothing_has_files_of_nothing() -> None:
    """A link to a file of all holds from the first day."""
    pages = files([])
    assert json.loads(pages["data/dossier.csl.json"]) == []
    assert set(pages) == {"data/dossier.bib", "data/dossier.csl.json", "data/dossier.ris"}


@pytest.mark.parametrize("form", sample(FORMATS, "biblatex"))
def test_the_real_dossier_can_be_cited(form: str) -> None:
    """Every article by its title, none twice, none lost."""
    dossier = real_dossier()
    references = [reference(item, dossier.config) for item in dossier.articles]
    Draft202012Validator(CSL).validate(json.loads(csl(references)))
    lines = cited(references, form)
    assert len(lines) == len(dossier.articles)
    for article in dossier.articles:
        title = spaced(article.title.text)
        (line,) = [line for line in map(spaced, lines) if title in line]
        assert (article.value("published")[:4] or "n.d.") in line


def test_the_files_are_published(tmp_path: Path) -> None:
    """Beside the data, by the build itself."""
    shutil.copytree(ROOT / "tests/fixtures/dossiers/with-notes", tmp_path, dirs_exist_ok=True)
    build(tmp_path / "mkdocs.yml")
    data = tmp_path / "docs/data"
    for path in (*data.glob("citations/*.bib"), data / "dossier.bib"):
        assert path.read_text("utf-8").startswith("@")
    assert json.loads((data / "dossier.csl.json").read_bytes())
