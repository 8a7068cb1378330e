"""The table of words that the extraction goes by."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from dossier import extract
from dossier.extract.phrases import pattern, regex

ROOM = Path(extract.__file__).parent
TABLE = (ROOM / "words.toml").read_text("utf-8")
NAMES = tomllib.loads(TABLE)["patterns"]
# Parts that the code joins from other tables, and the patterns with such a part.
GIVEN = {"bare", "han_name"}


@pytest.mark.parametrize("name", sorted(NAMES.keys() - GIVEN))
def test_each_pattern_compiles(name: str) -> None:
    """Each is compiled when first used, which may be long after a mistake was made."""
    assert isinstance(pattern(name), re.Pattern)


def test_code_and_table_name_the_same_patterns() -> None:
    """A name that the table lacks is found out when a rare file needs it; another is of no use."""
    code = "".join(path.read_text("utf-8") for path in ROOM.glob("*.py"))
    used = set(re.findall(r"\bregex\.(\w+)", code))
    quoted = set(re.findall(r'"(\w+)"', code)) | {f"date_{at}" for at in range(10)}
    quoted |= {f"header_{name}" for name in quoted}
    parts = set(re.findall(r"<<(\w+)>>", TABLE))
    assert used - NAMES.keys() == set()
    assert NAMES.keys() - used - quoted - parts == set()


def test_an_unknown_pattern_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_pattern"):
        _ = regex.no_such_pattern
