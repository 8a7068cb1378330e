"""data/dossier.json and what lies beside it: the dossier for other programs."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import shutil
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from jsonschema import Draft202012Validator

from dossier.export.notes import csv_rows
from dossier.extract.tokens import tokens, visible
from dossier.model import FIELDS, count_chars
from dossier.pipeline import Report, build
from support.documents import document_of

FIXTURES = Path(__file__).parent / "fixtures" / "dossiers"
NAMES = ["", *sorted(path.name for path in FIXTURES.iterdir())]


@pytest.fixture(scope="module", params=NAMES, ids=lambda name: name or "the real one")
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A dossier that was built: the real one, and each of the small ones."""
    if not request.param:
        built: Path = request.getfixturevalue("the_build")
        return built
    source = FIXTURES / request.param
    place: Path = tmp_path_factory.mktemp("data")
    shutil.copytree(source / "seeds", place / "seeds")
    shutil.copy(source / "mkdocs.yml", place)
    report: Report = build(place / "mkdocs.yml")
    assert report.articles
    return place


@pytest.fixture(scope="module")
def data(folder: Path) -> dict[str, Any]:
    tree: dict[str, Any] = json.loads((folder / "docs/data/dossier.json").read_bytes())
    return tree


def test_the_data_is_what_its_schema_says(folder: Path, data: dict[str, Any]) -> None:
    """JSON Schema 2020-12, published beside it."""
    schema = json.loads((folder / "docs/data/dossier.schema.json").read_bytes())
    Draft202012Validator.check_schema(schema)
    assert [error.message for error in Draft202012Validator(schema).iter_errors(data)] == []


def test_the_schema_refuses_what_it_should(folder: Path, data: dict[str, Any]) -> None:
    """One that takes everything says nothing."""
    schema = json.loads((folder / "docs/data/dossier.schema.json").read_bytes())
    validator = Draft202012Validator(schema)
    for path, value in (
        (("articles", 0, "sha256"), "x"),
        (("articles", 0, "blocks", 0, "n"), -1),
        (("articles", 0, "blocks", 0, "kind"), "p"),
        (("articles", 0, "ledger", 0, "to"), "lost"),
        (("articles", 0, "metadata", "title", "value"), ""),
        (("articles", 0, "slug"), "A B"),
        (("articles", 0, "more"), 1),
        (("schema",), "dossier/0"),
    ):
        broken = json.loads(json.dumps(data))
        place = broken
        for step in path[:-1]:
            place = place[step]
        place[path[-1]] = value
        assert not validator.is_valid(broken), path


def test_a_seed_is_published_byte_for_byte(folder: Path, data: dict[str, Any]) -> None:
    """As plain text, whatever its own ending; the SHA-256 is of exactly this."""
    for article in data["articles"]:
        raw = (folder / article["file"]).read_bytes()
        assert (folder / "docs/data/seeds" / f"{article['id']}.txt").read_bytes() == raw
        assert hashlib.sha256(raw).hexdigest() == article["sha256"]
    published = {path.name for path in (folder / "docs/data/seeds").iterdir()}
    assert published == {f"{datum['id']}.txt" for datum in data["articles"]}


def test_blocks_are_numbered_from_one_without_a_gap(data: dict[str, Any]) -> None:
    """0 is the title; the others are the anchors #p1, #p2 …"""
    for article in data["articles"]:
        numbers = [item["n"] for item in article["blocks"]]
        start = 0 if article["metadata"]["title"]["value"] else 1
        assert numbers == list(range(start, len(numbers) + start))
        assert [item["n"] for item in article["blocks"] if item["kind"] == "title"] == [0][start:]


def test_each_block_has_words_in_each_variant_that_is_shown(data: dict[str, Any]) -> None:
    """A variant is listed for all blocks of an article or for none, and never empty."""
    for article in data["articles"]:
        chinese = article["lang"].startswith("zh")
        others = {
            datum
            for datum in data["variants"]
            if datum.startswith("zh") and datum != article["lang"]
        }
        for block in article["blocks"]:
            assert set(block["text"]) == {"source", *(others if chinese else ())}
            assert all(block["text"].values()), (article["id"], block["n"])


def test_no_block_begins_or_ends_with_white_space(data: dict[str, Any]) -> None:
    """Offsets count from the first letter."""
    for article in data["articles"]:
        for block in article["blocks"]:
            if block["kind"] not in ("code", "table"):
                for text in block["text"].values():
                    assert text == text.strip()


def test_the_ledger_accounts_for_every_character(folder: Path, data: dict[str, Any]) -> None:
    """Its sum is the visible text of the file; what was kept is what the blocks show."""
    for article in data["articles"]:
        ledger = article["ledger"]
        for entry in ledger:
            assert entry["chars"] == count_chars(entry["text"])
            assert (entry["to"] == "metadata") == bool(entry["field"])
            assert (entry["to"] == "dropped") == bool(entry["reason"])
        seed, _ = document_of((folder / article["file"]).read_bytes(), article["file"])
        assert seed
        front = count_chars(seed.front_text)
        whole = sum(entry["chars"] for entry in ledger)
        # The visible text, and the header comments and front matter that a browser hides.
        assert count_chars(visible(tokens(seed.body.text))) <= whole
        assert whole <= count_chars(seed.body.text) + front
        kept = sum(entry["chars"] for entry in ledger if entry["to"] in ("body", "caption"))
        number = sum(count_chars(item["text"]["source"]) for item in article["blocks"] if item["n"])
        assert kept == number


def test_each_field_tells_where_its_value_stood(data: dict[str, Any]) -> None:
    """Unknown is null, never a guess and never empty."""
    for article in data["articles"]:
        assert list(article["metadata"]) == list(FIELDS)
        for key, field in article["metadata"].items():
            if field["value"] in (None, [], ""):
                assert field["value"] != ""
            else:
                assert field["where"], (article["id"], key)


def test_summaries_refer_to_paragraphs_that_are_there(data: dict[str, Any]) -> None:
    for article in data["articles"]:
        numbers = {item["n"] for item in article["blocks"]} - {0}
        assert article["summary"]
        for summary in article["summary"]:
            for sentence in summary["sentences"]:
                assert set(sentence["blocks"]) <= numbers
                assert sentence["text"] in summary["text"]


def test_mentions_stand_where_they_say(folder: Path, data: dict[str, Any]) -> None:
    """Offsets are code points of `text.source`; the table of mentions says the same."""
    entities = {datum["id"] for datum in data["register"]}
    result = []
    for article in data["articles"]:
        text = {item["n"]: item["text"]["source"] for item in article["blocks"]}
        for member in article["mentions"]:
            assert member["entity"] in entities
            assert text[member["block"]][member["start"] : member["end"]] == member["surface"] != ""
            result.append(
                (member["entity"], article["id"], str(member["block"]), str(member["start"]))
            )
    table = (folder / "docs/data/mentions.csv").read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(table, newline="")))
    assert [(row["entity"], row["article"], row["block"], row["start"]) for row in rows] == result


def test_notes_and_claims_stand_where_they_say(folder: Path, data: dict[str, Any]) -> None:
    """Quotations are at their offsets; the table and the Web Annotations have the same notes."""
    texts = {
        article["slug"]: {item["n"]: item["text"]["source"] for item in article["blocks"]}
        for article in data["articles"]
    }
    quoting = [
        (article["slug"], item) for article in data["articles"] for item in article["annotations"]
    ]
    results = [item["id"] for _, item in quoting]
    quoting += [
        (item["article"], item)
        for datum in data["claims"]["questions"]
        for item in datum["positions"]
    ]
    for slug, item in quoting:
        words = [
            texts[slug][place["block"]][place["start"] : place["end"]] for place in item["places"]
        ]
        assert "\n".join(words) == (item["quote"] or "") or item["orphan"]
        first = {key: item[key] for key in ("block", "start", "end")}
        assert first == (item["places"][0] if item["places"] else dict.fromkeys(first))
    table = (folder / "docs/data/annotations.csv").read_bytes().decode()
    assert [item["id"] for item in csv.DictReader(io.StringIO(table, newline=""))] == results
    web = json.loads((folder / "docs/data/annotations.jsonld").read_bytes())
    assert web["total"] == len(results)


def test_the_data_is_readable_as_it_lies(folder: Path) -> None:
    """Chinese as Chinese, each paragraph on a line of its own: git shows what changed."""
    text = (folder / "docs/data/dossier.json").read_text("utf-8")
    assert "\\u" not in text.replace("\\u200b", "")
    assert text.endswith("}\n")
    lines = [line.strip().removesuffix(",") for line in text.splitlines()]
    blocks = [block for load in json.loads(text)["articles"] for block in load["blocks"]]
    assert blocks
    assert all(json.dumps(block, ensure_ascii=False) in lines for block in blocks)


UNFIT = (
    "a:b*c?",
    "CON",
    "com1.x",
    "a\\..\\..\\evil",
    "a<b>|c",
    'a"b',
    "nul ",
    "x. ",
    "a..b",
    "人:工",
)
FIT = ("a", "004_df31", "人工智能", "a b  c", "a'b", "#a", "a.b", "console", "😀")


def test_a_seed_s_name_is_one_that_any_system_can_hold(tmp_path: Path) -> None:
    """The zip is unpacked on Windows too, where some names lead elsewhere or nowhere."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    for name in (*UNFIT, *FIT):
        (seeds / f"{name}.txt").write_text(
            f"题目\n\n{name}山上的小学放假以后，操场空了。\n" * 3, "utf-8"
        )
    contract = tmp_path / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans]}}\n", "utf-8")
    assert build(contract).articles == len(UNFIT) + len(FIT)
    made = {path.stem for path in (tmp_path / "docs/data/seeds").iterdir()}
    assert len(made) == len(UNFIT) + len(FIT)
    assert made > set(FIT)
    for name in made:
        assert not re.search(r'[<>:"/\\|?*\x00-\x1f]|\.\.|[. ]$', name), name
        assert name.split(".")[0].strip().lower() not in ("con", "com1", "nul"), name
    linked = "".join(
        unescape(path.read_text("utf-8")) for path in (tmp_path / "docs/zh-Hans/articles").iterdir()
    )
    assert all(f"data/seeds/{quote(name)}.txt" in linked for name in made)


@pytest.mark.parametrize("sign", "=+-@\t\r\n＝＋－＠﹣")
def test_no_cell_is_a_formula(sign: str) -> None:
    """In a spreadsheet of any language; numbers stay numbers."""
    assert csv_rows([[f"{sign}1+1", -1, f"a{sign}"]]).startswith(("'", "\"'"))
    assert ",-1," in csv_rows([["a", -1, "b"]])
