"""The dossier as a whole: mkdocs.yml and seeds/_dossier.yml."""

from __future__ import annotations

from pathlib import Path

import pytest

from dossier.editorial.config import read_config
from dossier.editorial.yamltext import YamlError
from dossier.model import Config
from dossier.problems import Problem


def read(folder: Path, contract: str, dossier: str = "") -> tuple[Config, list[Problem]]:
    (folder / "seeds").mkdir(exist_ok=True)
    (folder / "mkdocs.yml").write_text(contract)
    if dossier:
        (folder / "seeds" / "_dossier.yml").write_text(dossier)
    return read_config(folder / "mkdocs.yml", folder / "seeds")


def test_a_dossier_needs_no_configuration(tmp_path: Path) -> None:
    """One edition, named as the site is."""
    config, problems = read(tmp_path, "site_name: 集\n")
    assert not problems
    assert config.variants == ("zh-Hans",)
    assert (config.default, config.language) == ("zh-Hans", "zh-Hans")
    assert config.title == config.short_title == {"": "集"}


@pytest.mark.parametrize("contract", ["", "- a\n", "extra: [a]\n", "extra:\n  dossier: x\n"])
def test_a_contract_of_another_form_is_taken_for_an_empty_one(
    contract: str, tmp_path: Path
) -> None:
    """The renderer says what is wrong with it; we need not crash before."""
    assert read(tmp_path, contract)[0].variants == ("zh-Hans",)


def test_tags_of_the_renderer_are_passed_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`!ENV` is read as MkDocs reads it; a Python name is not loaded."""
    monkeypatch.setenv("DOSSIER_TEST_URL", "https://a.example/b")
    contract = """\
site_name: x
site_url: !ENV [DOSSIER_TEST_NONE, DOSSIER_TEST_URL, "https://c.example/"]
markdown_extensions:
  - x: {y: !!python/name:os.system , z: !relative $docs_dir}
extra: {dossier: {editor: !ENV DOSSIER_TEST_NONE, licence: !ENV [DOSSIER_TEST_NONE, CC0]}}
"""
    config, problems = read(tmp_path, contract)
    assert not problems
    assert config.site_url == "https://a.example/b/"
    assert (config.editor, config.licence) == ("", "CC0")


@pytest.mark.parametrize("url", ["https://a.example/b", "https://a.example/b/", ""])
def test_an_address_of_the_site_ends_with_a_stroke(url: str, tmp_path: Path) -> None:
    """MkDocs takes both forms; a page's address is put behind it."""
    config, _ = read(tmp_path, f"site_url: '{url}'\n")
    assert config.site_url == (url.rstrip("/") + "/" if url else "")


@pytest.mark.parametrize(
    ("variants", "expected", "count"),
    [
        ("zh-Hant-TW", ("zh-Hant-TW",), 0),
        ("[zh-Hans, fr, zh-Hans]", ("zh-Hans", "fr"), 0),
        ("[zh-Hans, ../../x]", ("zh-Hans",), 1),
        ("[zh-Hans, a/b, '']", ("zh-Hans",), 2),
        ("[assets]", ("zh-Hans",), 1),
        ("{a: b}", ("zh-Hans",), 1),
        ("[]", ("zh-Hans",), 0),
    ],
)
def test_an_edition_is_a_language_tag(
    variants: str, expected: tuple[str, ...], count: int, tmp_path: Path
) -> None:
    """It names a folder in docs/: nothing else may be named there, and nothing twice."""
    config, problems = read(tmp_path, f"extra: {{dossier: {{variants: {variants}}}}}\n")
    assert config.variants == expected
    assert len(problems) == count


@pytest.mark.parametrize("tag", ["zh", "zh-MO", "en-GB", "de"])
def test_a_tag_without_a_frame_names_what_can_be_had(tag: str, tmp_path: Path) -> None:
    """An edition in a language that the frame does not speak would have words of another one."""
    config, (problem,) = read(tmp_path, f"extra: {{dossier: {{variants: [{tag}, en]}}}}\n")
    assert config.variants == ("en",)
    assert f"“{tag}”" in problem.message
    assert problem.hint.startswith("Editions: zh-Hans,")


def test_a_default_that_is_no_edition_is_a_problem(tmp_path: Path) -> None:
    contract = "extra: {dossier: {variants: [zh-Hans, fr], default: en}}\n"
    config, (problem,) = read(tmp_path, contract)
    assert config.default == config.language == "zh-Hans"
    assert "“en”" in problem.message


def test_the_editors_words_are_read(tmp_path: Path) -> None:
    config, problems = read(
        tmp_path,
        "site_name: x\nextra: {dossier: {editor: A}}\n",
        """\
title: {zh-Hans: 长题, en: Long}
short_title: 短题
standfirst: 引言。
editor: B
reading_path:
  - article: a
    why: 因为
  - {article: b, why: {zh-Hans: 由于}}
  - article: c
""",
    )
    assert not problems
    assert config.title == {"zh-Hans": "长题", "en": "Long"}
    assert config.short_title == {"": "短题"}
    assert config.editor == "B"
    assert [(start.slug, dict(start.why)) for start in config.reading_path] == [
        ("a", {"": "因为"}),
        ("b", {"zh-Hans": "由于"}),
        ("c", {}),
    ]


@pytest.mark.parametrize(
    ("dossier", "line", "words"),
    [
        ("title: x\ntilte: y\n", 2, "Did you mean “title”?"),
        ("title: [x]\n", 1, "“title” must be a string"),
        ("title: x\nreading_path:\n  - article: a\n  - b\n", 4, "must be `key: value` lines"),
        ("title: x\nreading_path:\n  - why: a\n", 3, "a step of the reading path has no “article”"),
        ("title: x\nreading_path: a\n", 2, "a step of the reading path"),
        ("title: x\n\nreading_path:\n  - article: a\n    why: [b]\n", 5, "“why” must be a string"),
        ("title: x\ntitle: y\n", 2, "twice"),
    ],
)
def test_a_slip_is_told_with_its_line(dossier: str, line: int, words: str, tmp_path: Path) -> None:
    _, (problem,) = read(tmp_path, "site_name: x\n", dossier)
    assert problem.path == "seeds/_dossier.yml"
    assert words in f"{problem.message}\n{problem.hint}"
    assert problem.line == line


def test_a_contract_that_is_no_yaml_is_refused_with_its_line(tmp_path: Path) -> None:
    """To go on without it would remove the pages of every edition that it names."""
    with pytest.raises(YamlError) as error:
        read(tmp_path, "site_name: x\nextra: {a: [b\n")
    assert (error.value.problem.path, error.value.problem.line) == ("mkdocs.yml", 3)
