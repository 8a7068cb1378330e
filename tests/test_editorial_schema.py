"""The JSON Schemas and the reference of what editors write say what the readers take."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from dossier.cli import main
from dossier.editorial.fields import FILES, RECORDS
from dossier.editorial.schema import schemas
from dossier.editorial.yamltext import parse
from support.pages import ROOT
from support.reference import reference

SCHEMAS = {name: json.loads(content) for name, content in schemas()}
EDITED = [
    *(ROOT / "seeds").glob("*.yml"),
    *(ROOT / "scripts/dossier/scaffold/files/seeds").glob("*.yml"),
]


class Typed(yaml.SafeLoader):
    """Reads numbers and truth values as such, and dates as strings, as JSON has it."""


Typed.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in forms if not tag.endswith("timestamp")]
    for sign, forms in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def errors(name: str, tree: Any) -> list[str]:
    validator = Draft202012Validator(SCHEMAS[name])
    return [error.message for error in validator.iter_errors(tree)]


@pytest.mark.parametrize("name", SCHEMAS)
def test_a_schema_is_one(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize(
    "path", sorted(EDITED), ids=lambda path: f"{path.parent.parent.name}-{path.name}"
)
def test_the_files_of_a_dossier_are_valid(path: Path) -> None:
    """As this project reads them, and as other programs do."""
    name = path.stem if path.stem in FILES else "sidecar"
    text = path.read_text("utf-8")
    for tree in (parse(text, path.name) or {}, yaml.load(text, Typed) or {}):
        assert errors(name, tree) == []


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("sidecar", "slugg: a"),
        ("sidecar", "slug: A b"),
        ("sidecar", "published: soon"),
        ("sidecar", "title: {Chinese: a}"),
        ("sidecar", "title: [a]"),
        ("sidecar", f"title: {'a' * 501}"),
        ("sidecar", "images: [a.png]"),
        ("sidecar", "rights: none"),
        ("sidecar", "annotations: [{id: a}]"),
        ("sidecar", "annotations: {id: a, kind: gloss}"),
        ("sidecar", "annotations: [{id: a, kind: gloss, certain: maybe}]"),
        ("sidecar", "annotations: [{id: a, kind: gloss, when: 2023}]"),
        ("_entities", "a: {type: person}"),
        ("_entities", "a: {type: person, names: {en: b}, wikidata: 12}"),
        ("_glossary", "a: {zh-Hant-TV: b}"),
        ("_glossary", "settings: {quotes: x}"),
        ("_claims", "questions: [a]"),
        ("_claims", "questions: {a: {question: b, positions: [{article: c}]}}"),
        ("_dossier", "reading_path: [{why: a}]"),
        ("_dossier", "house_lines: [a]"),
    ],
)
def test_a_slip_is_seen_by_a_schema_too(name: str, text: str) -> None:
    """Before a build: while it is typed."""
    assert errors(name, parse(text, "x.yml"))


@pytest.mark.parametrize(("record", "key"), [(r, k) for r in RECORDS for k in RECORDS[r].fields])
def test_every_example_is_valid(record: str, key: str) -> None:
    """The reference and a form show it."""
    spec = RECORDS[record].fields[key]
    parts = SCHEMAS["sidecar"]["$defs"]
    files = {id(FILES[name]): SCHEMAS[name] for name in FILES}
    part = files.get(id(RECORDS[record])) or parts[record]
    if not spec.of:
        own = {**part["properties"][key], "$defs": parts}
        assert not [*Draft202012Validator(own).iter_errors(parse(spec.example, "x.yml"))]


def test_the_command_writes_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """For a setting such as `yaml.schemas` of VS Code."""
    (tmp_path / "mkdocs.yml").write_text("site_name: x\n")
    assert main(["schema", "--config", str(tmp_path / "mkdocs.yml")]) == 0
    files = {
        path.stem: json.loads(path.read_bytes()) for path in tmp_path.glob("dist/schema/*.json")
    }
    assert files == SCHEMAS
    assert str(Path("dist/schema/sidecar.json")) in capsys.readouterr().out


def test_the_reference_is_the_table() -> None:
    """DOSSIER_UPDATE_GOLDEN=1 writes it anew."""
    path = ROOT / "REFERENCE.md"
    if os.environ.get("DOSSIER_UPDATE_GOLDEN"):
        path.write_text(reference(), "utf-8")
    assert path.read_text("utf-8") == reference()
