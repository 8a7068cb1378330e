"""A letter is the same letter however it was typed: composed, or with its accent behind it."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any, Literal
from unicodedata import normalize

import pytest

from dossier.convert.editions import edition
from dossier.files.encodings import clean
from dossier.imports import add
from dossier.load import read_dossier
from dossier.pipeline import build
from support.search import index, slugs

Form = Literal["NFC", "NFD"]
CONTRACT = "site_name: x\nextra: {dossier: {variants: [zh-Hans]}}\n"
FRENCH = (
    "Une stratégie européenne\n\nEmmanuel Macron a présenté à Orléans une stratégie européenne.\n\n"
    "Les députés ont adopté le texte après un débat animé, et les élèves français étudient.\n"
)
# Compatibility ideographs, as Korean and old Big5 files have them: U+F900, U+F92C, U+FA12.
IDEOGRAPHS = "山上\uf900有此理，老师写信告诉\uf92c我们，天\ufa12了，孩子全去看海。\n\n" * 2
SIDECAR = (
    "language: fr\nannotations:\n- {id: n-1, kind: gloss, quote: députés ont adopté, body: x}\n"
)
REGISTER = "orl:\n  type: place\n  names: {fr: Orléans, zh-Hans: 奥尔良}\n"
NOTES = "annotations:\n- {id: n-2, kind: gloss, quote: '\uf900有此理', body: x}\n"


@pytest.fixture(params=["NFC", "NFD"])
def form(request: pytest.FixtureRequest) -> Form:
    """How an editor's files are written."""
    text: Form = request.param
    return text


def a_dossier(folder: Path, of_seed: Form, of_editor: Form) -> Path:
    """A dossier whose seeds have one form, and its editor's files another."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    (seeds / "a.txt").write_text(normalize(of_seed, FRENCH), "utf-8")
    (seeds / "b.txt").write_text(IDEOGRAPHS, "utf-8")
    for name, text in (("a.yml", SIDECAR), ("_entities.yml", REGISTER), ("b.yml", NOTES)):
        words = text if "\uf900" in text and of_editor == "NFC" else normalize(of_editor, text)
        (seeds / name).write_text(words, "utf-8")
    contract = folder / "mkdocs.yml"
    contract.write_text(CONTRACT, "utf-8")
    return contract


@pytest.mark.parametrize("of_seed", ["NFC", "NFD"])
def test_names_and_notes_stand_where_they_are(of_seed: Form, form: Form, tmp_path: Path) -> None:
    """Their places are those of the text that is shown, and of the data."""
    contract = a_dossier(tmp_path, of_seed, form)
    report = build(contract)
    assert report.problems == ()
    tree: dict[str, Any] = json.loads((tmp_path / "docs/data/dossier.json").read_text("utf-8"))
    french, chinese = tree["articles"]
    (mention,) = french["mentions"]
    block = french["blocks"][mention["block"]]["text"]["source"]
    assert block[mention["start"] : mention["end"]] == "Orléans"
    for article, quoted in ((french, "députés ont adopté"), (chinese, "豈有此理")):
        (note,) = article["annotations"]
        block = next(item for item in article["blocks"] if item["n"] == note["block"])
        assert block["text"]["source"][note["start"] : note["end"]] == quoted
    raw = (tmp_path / "seeds/a.txt").read_bytes()
    assert (tmp_path / "docs/data/seeds/a.txt").read_bytes() == raw
    assert french["sha256"] == hashlib.sha256(raw).hexdigest()


def test_a_query_is_composed(tmp_path: Path) -> None:
    """As typed on a Mac, or pasted from a PDF; names in the list of names too."""
    dossier = read_dossier(a_dossier(tmp_path / "d", "NFD", "NFD"))
    of = edition(dossier.articles, dossier.config, "zh-Hans", dossier.converters)
    searched = index(tmp_path / "i", [of], dossier.register)
    wanted = {
        "européenne": "a",
        "élèves": "a",
        "Orléans": "a",
        "豈有此": "b",
        "\uf900有此": "b",
        "郎我": "b",
    }
    queries = [*wanted, *(normalize("NFD", text) for text in wanted)]
    for query, result in zip(queries, searched.results("zh-Hans", queries), strict=True):
        assert slugs(result) == {wanted.get(query) or wanted[normalize("NFC", query)]}, query


def test_an_imported_note_is_composed(tmp_path: Path) -> None:
    """A browser on another machine quotes the page as it shows it."""
    contract = a_dossier(tmp_path, "NFD", "NFC")
    selector = {"type": "TextQuoteSelector", "exact": normalize("NFD", "débat animé")}
    entry = {
        "id": "abc", "uri": "urn:x", "text": "x", "created": "2024-01-02T00:00:00Z",
        "permissions": {"read": ["group:__world__"]},
        "target": [{"source": "urn:x", "selector": [selector]}],
    }  # fmt: skip
    (tmp_path / "h.json").write_text(json.dumps([entry]), "utf-8")
    (tmp_path / "seeds/a.yml").write_text("language: fr\noriginal_url: https://x.org/a\n", "utf-8")
    entry["uri"] = entry["target"][0]["source"] = "https://x.org/a"  # type: ignore[index]
    (tmp_path / "h.json").write_text(json.dumps([entry]), "utf-8")
    imported_note = add(contract, export=tmp_path / "h.json")
    assert list(imported_note.problems) == []
    assert build(contract).problems == ()


def test_cleaning_composes() -> None:
    """Once is enough."""
    assert clean("e\u0301 \uf900 a\u0301\u0323") == clean(clean("é 豈 ạ́"))
