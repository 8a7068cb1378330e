"""The front matter of a page: YAML in which every value is a quoted string."""

import re
from collections.abc import Mapping
from typing import Any

import yaml


class _Quoting(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes every value as a quoted string: nothing in it can be read as anything else."""


def _quoted(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", value, style='"')


_Quoting.add_representer(str, _quoted)


# Strings that stand in YAML's double quotes as they are; all others go through the dumper.
PLAIN = re.compile(
    r"[ !#-\[\]-~\xa0-\u200a\u2010-\u2027\u2030-\u205f\u2070-\ud7ff\uf900-\ufdcf\uff00-\uffef]*"
)


def front_matter(matter: Mapping[str, Any]) -> str:
    """A YAML block of strings, lists and maps; keys are ours, every value is quoted."""
    return "".join(f"{key}:{_serialize(value, 1)}\n" for key, value in matter.items())


def _serialize(value: Any, depth: int) -> str:
    """A value behind its colon: a quoted string, or lines one level deeper."""
    if isinstance(value, str):
        return f" {_scalar(value)}"
    pad = "\n" + "  " * depth
    if isinstance(value, Mapping) and value:
        return "".join(f'{pad}"{key}":{_serialize(item, depth + 1)}' for key, item in value.items())
    if isinstance(value, (list, tuple)) and value:
        return "".join(f"{pad}-{_item(item, depth)}" for item in value)
    return " []" if isinstance(value, (list, tuple)) else " {}"


def _item(value: Any, depth: int) -> str:
    """An item behind its dash; the first key of a map stands on the dash's line."""
    text = _serialize(value, depth + 1)
    return " " + text.lstrip() if isinstance(value, Mapping) else text


def _scalar(value: str) -> str:
    if PLAIN.fullmatch(value):
        return f'"{value}"'
    dumped = yaml.dump(value, Dumper=_Quoting, allow_unicode=True, width=10**6)
    return dumped.removesuffix("...\n").rstrip("\n")
