"""The rows of fields.toml, and what comes from them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dossier.editorial import yamltext
from dossier.editorial.fields import FILES, RECORDS, FieldSpec, Record
from dossier.editorial.reader import Reader
from dossier.editorial.sidecar import read_sidecar

ROWS = [(name, key) for name, record in RECORDS.items() for key in record.fields]


def read(spec: FieldSpec, value: str) -> tuple[Any, list[str]]:
    """The value of one key, and the problems in it."""
    reader = Reader("x.yml")
    read = reader.field(yamltext.parse(f"\n{spec.key}: {value}", "x.yml"), spec)
    assert all(problem.line == 2 for problem in reader.problems)
    return read, [f"{problem.message} {problem.hint}" for problem in reader.problems]


@pytest.mark.parametrize(("record", "key"), ROWS)
def test_an_example_is_read(record: str, key: str) -> None:
    """A reader of the reference may copy it."""
    spec = RECORDS[record].fields[key]
    assert spec.help.endswith(".")
    if spec.of:
        assert spec.of in RECORDS
        return
    value, problems = read(spec, spec.example)
    assert (problems, value in (None, "", (), {})) == ([], False)


@pytest.mark.parametrize(("record", "key"), ROWS)
def test_a_value_of_a_wrong_shape_is_refused_by_its_key(record: str, key: str) -> None:
    """With what must stand there instead; never an exception."""
    spec = RECORDS[record].fields[key]
    wrong = {"one": "[[x]]", "list": "{a: {b: [c]}}"}.get(spec.shape, "x")
    if spec.of and spec.shape in ("one", "one or list"):
        pytest.skip("a record that stands alone is refused where it is read")
    value, (problem, *_) = read(spec, wrong)
    assert not value
    assert f"“{key}” must be " in problem


def test_a_new_key_of_a_note_is_one_row(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Read, checked, and kept with the note, before any code knows it."""
    note = RECORDS["note"]
    own = replace(note.fields["tags"], key="colour", values=("red", "blue"), type="choice")
    monkeypatch.setitem(RECORDS, "note", replace(note, fields={**note.fields, "colour": own}))
    path = tmp_path / "a.yml"
    text = "annotations:\n- {id: a, kind: gloss, body: b, colour: [red]}\n"
    path.write_text(f"{text}- {{id: b, kind: gloss, body: b, colour: green}}\n", "utf-8")
    sidecar, (problem,) = read_sidecar(path, "seeds/a.yml")
    assert [dict(note.more) for note in sidecar.notes] == [{"colour": ("red",)}]
    assert str(problem).startswith("seeds/a.yml:3: “green” is not one of red, blue.")


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("note", "{id: a, kind: gloss, when: '2023'}", "“when” is for the kind event only"),
        ("note", "{id: a}", "a note has no “kind”"),
        ("note", "words", "a note must be `key: value` lines"),
        ("note", "{id: a, kind: gloss, bodi: b}", "Did you mean “body”?"),
        ("value", "{unit: ''}", "a value has no “unit”"),
        ("term", "{unless: ['[a']}", "must be a regular expression, not “[a”"),
    ],
)
def test_a_record_with_a_slip_is_left_out(name: str, text: str, words: str) -> None:
    """Half of a note would say what nobody meant."""
    reader = Reader("x.yml")
    assert reader.record(yamltext.parse(text, "x.yml"), RECORDS[name]) is None
    (problem,) = reader.problems
    assert words in f"{problem.message} {problem.hint}"
    assert problem.line == 1


def test_a_file_with_a_slip_is_used_without_it() -> None:
    """A sidecar is many statements: one slip does not take the others along."""
    reader = Reader("x.yml")
    tree = yamltext.parse("slug: A b\nvia: c\nlanguage: fr", "x.yml")
    assert reader.record(tree, FILES["sidecar"]) == {"via": {"": "c"}, "language": "fr"}
    assert [problem.line for problem in reader.problems] == [1]


def test_limits_are_the_rows_own() -> None:
    """A title of a page length is a slip; so is a list without end."""
    spec = RECORDS["sidecar"].fields["title"]
    assert read(spec, "x" * spec.limit) == ({"": "x" * spec.limit}, [])
    assert "has 501 characters. Limit: 500." in read(spec, "x" * 501)[1][0]
    assert read(replace(spec, limit=20_000), "x" * 501)[1] == []
    patterns = replace(RECORDS["term"].fields["only"], most=2)
    assert read(patterns, "[a, b]")[1] == []
    assert "has 3 regular expressions. Limit: 2." in read(patterns, "[a, b, c]")[1][0]


def test_every_part_of_a_file_is_described() -> None:
    """No record stands beside the files."""
    reached: set[str] = set()

    def visit(record: Record) -> None:
        names = [spec.of for spec in record.fields.values() if spec.of]
        for name in (*names, *([record.others.of] if record.others else [])):
            reached.add(name)
            visit(RECORDS[name])

    for record in FILES.values():
        visit(record)
    files = {name for name, record in RECORDS.items() if record in FILES.values()}
    assert reached | files == set(RECORDS)
