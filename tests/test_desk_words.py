"""The words of the desk: each text, and each field of each form, in each language of the pages."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path

import pytest

from dossier.editorial.fields import RECORDS
from support.pages import ROOT

DESK = ROOT / "scripts" / "dossier" / "desk"
LANGUAGES = ("en", "fr", "ja", "zh-Hans", "zh-Hant-TW")
FORMS = ("sidecar", "note", "entity", "question", "position", "value", "lineage")
SLOTS = re.compile(r"\{\w+\}")
# A text that a script asks for by its name, and by a part of it.
ASKED = re.compile(r"""\bt\(\s*["'`]([\w.${}()/-]+)["'`]""")

# 裡, the particle 著, and words of computing that Hong Kong says otherwise.
TAIWANESE = "裡|著(?![名作者])|賬|正規表示式"


@cache
def words(tag: str) -> dict[str, str | dict[str, str]]:
    tree: dict[str, str | dict[str, str]] = json.loads(
        (DESK / "locale" / f"{tag}.json").read_text()
    )
    return tree


def slots(text: str | dict[str, str]) -> set[str]:
    return set(SLOTS.findall(text if isinstance(text, str) else text["other"]))


@pytest.mark.parametrize("tag", LANGUAGES)
def test_each_field_of_a_form_says_what_it_means(tag: str) -> None:
    """In the page's language; in English that of the table of fields serves, unless it speaks of YAML."""
    known = words(tag)
    wanted = [
        f"{part}.{name}.{key}"
        for name in FORMS
        for key in RECORDS[name].fields
        for part in (("label",) if tag == "en" else ("label", "help"))
    ]
    choices = [
        f"value.{name}.{key}.{value}"
        for name in FORMS
        for key, spec in RECORDS[name].fields.items()
        for value in spec.values
    ]
    assert not [key for key in wanted + choices if not known.get(key)]
    helps = {f"help.{name}.{key}" for name in FORMS for key in RECORDS[name].fields}
    if tag == "en":
        # Of what a form does not ask in this way, or seldom, the words of the table are enough.
        help_texts = [
            known.get(f"help.{name}.{key}", RECORDS[name].fields[key].help)
            for name, key in (("note", "certain"), ("value", "unit"), ("position", "speaker"))
        ]
        assert not [text for text in help_texts if re.search(r"`|false|null|\.yml", str(text))]
    # Nor does a language speak of fields that are no more.
    fields = {key for key in known if key.startswith(("label.", "help.", "value."))}
    assert fields <= {*wanted, *choices, *helps}


def test_every_language_has_every_text() -> None:
    """With the same places in it; Hong Kong has only what Taiwan says otherwise."""
    english = {key for key in words("en") if not key.startswith(("help.", "label.", "value."))}
    for tag in LANGUAGES[1:]:
        known = words(tag)
        assert english == {
            key for key in known if not key.startswith(("help.", "label.", "value."))
        }
        for key in english:
            assert slots(known[key]) == slots(words("en")[key]), (tag, key)
    taiwan = words("zh-Hant-TW")
    assert all(key in taiwan and text != taiwan[key] for key, text in words("zh-Hant-HK").items())


def test_every_text_is_asked_for_and_there() -> None:
    """By a script of the desk; a part of a name stands for all names with that part."""
    scripts = "\n".join(path.read_text() for path in sorted(Path(DESK / "static").glob("*.js")))
    asked = set(ASKED.findall(scripts)) | set(re.findall(r'"(\w+_word)"', scripts))
    patterns = [re.compile(re.sub(r"\\\$\\\{.*?\\\}", r"[\\w-]+", re.escape(key))) for key in asked]
    texts = {key for key in words("en") if not key.startswith(("help.", "label.", "value."))}
    loose = {key for key in texts if f'"{key}"' in scripts}
    assert not [key for key in texts - loose if not any(p.fullmatch(key) for p in patterns)]
    assert not [key for key in asked if "$" not in key and key not in words("zh-Hans")]


def test_hong_kong_has_its_own_characters() -> None:
    """裏 and 着, also in what it takes from Taiwan's words."""
    texts = words("zh-Hant-TW") | words("zh-Hant-HK")
    assert not {key: text for key, text in texts.items() if re.search(TAIWANESE, str(text))}
