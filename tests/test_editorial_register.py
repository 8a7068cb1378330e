"""The register of names: what is wrong in it is said with its line, and the rest is used."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.editorial.register import read_register
from dossier.model import Register
from dossier.pipeline import build
from support.pages import rendered


def register_of(tmp_path: Path, text: str) -> tuple[Register, list[str]]:
    path = tmp_path / "_entities.yml"
    path.write_text(text, "utf-8")
    register, problems = read_register(path, "seeds/_entities.yml")
    return register, [str(problem) for problem in problems]


GOOD = "openai: {type: organisation, names: {en: OpenAI}}\n"


def test_an_entity_is_read_with_all_its_forms(tmp_path: Path) -> None:
    """A name by variant, an alias as spelt or by variant, a misspelling, a weak form."""
    register, problems = register_of(
        tmp_path,
        "sel:\n  type: person\n  names: {zh-Hans: 皮埃尔·塞尔, fr: Pierre Sel}\n"
        "  aliases: [塞尔, {zh-Hans: 皮埃尔, zh-Hant-TW: 皮耶}]\n  misspellings: [皮尔·塞尔]\n"
        "  only_with: [塞尔]\n  link: first\n  description: {zh-Hans: 研究员。, en: Researcher.}\n  wikidata: Q1\n",
    )
    assert problems == []
    (entity,) = register.entities
    assert entity.forms == ("皮埃尔·塞尔", "Pierre Sel", "塞尔", "皮埃尔", "皮耶", "皮尔·塞尔")
    assert (entity.link, entity.wikidata, entity.only_with) == ("first", "Q1", ("塞尔",))


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: {type: person, names: {en: Ann Lee}, nickname: x}\n", 1, "not known here"),
        (GOOD + GOOD, 2, "stands here twice"),
        ("a: {type: person, names: {en: Bob}, unless: [Bob]}\n", 1, "covers the name"),
        ("a: {type: person, names: {en: Bob}, unless: [Alice]}\n", 1, "blocks nothing"),
        ("a: {type: person, names: {zh-Hans: 李}}\n", 1, "one character"),
        ("a: {type: person, names: {en: ''}}\n", 1, "empty name"),
        ("\na: {type: person, names: {en: no}}\n", 2, "takes for a value"),
        ("a: {type: person, names: {en: Bob}, aliases: [on]}\n", 1, "takes for a value"),
        ("a: {type: event, names: {en: 2024-03-19}}\n", 1, "takes for a value"),
        ("a: {type: man, names: {en: Bob}}\n", 1, "no known type"),
        ("a: {type: person}\n", 1, "“a” has no “names”"),
        ("A b: {type: person, names: {en: Bob}}\n", 1, "part of an address"),
        ("a: {type: person, names: {en: Bob}, wikidata: 12}\n", 1, "“wikidata” must be like Q42"),
        ("a: {type: person, names: {en: Bob}, only_with: [Rob]}\n", 1, "none of its forms"),
        (
            "a: {type: person, names: {en: Bob}, unless: ['(']}\n",
            1,
            "must be a regular expression, not “(”",
        ),
        ("a: {type: person, names: {en: Bob}, link: always}\n", 1, "“always” is not one of all"),
        ("a: {type: person, names: {en: Bob}, not_same_as: [b]}\n", 1, "not in the register"),
        ("a: Bob\n", 1, "must be `key: value` lines"),
        ("types: {ship: }\n", 1, "has no label"),
        ("types: [ship]\n", 1, "must be a map"),
        ("types: {person: People}\n", 1, "cannot be declared"),
        ("types: {a b: X}\n", 1, "cannot be declared"),
    ],
)
def test_each_slip_of_a_register_names_its_line(
    tmp_path: Path, text: str, line: int, message: str
) -> None:
    """A letter to the editor: file, line, what was seen."""
    _, problems = register_of(tmp_path, text)
    assert any(
        problem.startswith(f"seeds/_entities.yml:{line}: ") and message in problem
        for problem in problems
    ), problems


def test_a_type_of_the_editors_own_is_declared(tmp_path: Path) -> None:
    """Its label stands in the index, whose sections are types."""
    text = (
        "types: {ship: {zh-Hans: 船舶, en: Ships}}\nferry: {type: ship, names: {zh-Hans: 渡轮}}\n"
    )
    register, problems = register_of(tmp_path, text)
    assert problems == []
    assert register.entities[0].type == "ship"
    assert register.types == {"ship": {"zh-Hans": "船舶", "en": "Ships"}}
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/_entities.yml").write_text(text)
    (tmp_path / "seeds/a.txt").write_text(
        "渡轮今天停航了，大家都在等渡轮回来。\n\n渡轮的零件要从国外订购。\n"
    )
    contract = tmp_path / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hant-TW, en]}}\n")
    assert not build(contract).problems
    for tag, label in (("zh-Hant-TW", "船舶"), ("en", "Ships")):
        index = rendered((tmp_path / f"docs/{tag}/entities/index.md").read_text())
        assert index.first("h2").words() == f"{label} 1"
    ferry = rendered((tmp_path / "docs/en/entities/ferry.md").read_text())
    assert ferry.first("header").first("span").words() == "Ships"
    assert '"ship": ' in (tmp_path / "docs/data/dossier.json").read_text()


def test_a_slip_leaves_the_other_entities(tmp_path: Path) -> None:
    """One wrong entry does not unlink the whole dossier."""
    register, problems = register_of(tmp_path, "a: {type: person, names: {en: no}}\n" + GOOD)
    assert len(problems) == 1
    assert [entity.id for entity in register.entities] == ["openai"]


def test_a_name_inside_its_blocker_is_the_usual_case(tmp_path: Path) -> None:
    """中国人 blocks 中国: the blocker holds the name and more."""
    _, problems = register_of(
        tmp_path, "china: {type: place, names: {zh-Hans: 中国}, unless: [中国人]}\n"
    )
    assert problems == []
