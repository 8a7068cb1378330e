"""YAML read as text: every scalar a string that knows its line.

`no`, `1.10` and `2024-02-30` stay what the editor typed. Aliases, tags, anchors and
doubled keys are refused: in a file of words they are slips or attacks.
"""

from __future__ import annotations

from typing import Any

import yaml

from dossier.problems import Problem

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NULLS = ("", "~", "null", "Null", "NULL")
MAX_DEPTH = 20


class Text(str):
    """A string that remembers the line it stands on (from 1)."""

    __slots__ = ("line",)
    line: int

    def __new__(cls, value: str, line: int) -> Text:
        """A string and its line."""
        self = super().__new__(cls, value)
        self.line = line
        return self


class YamlError(ValueError):
    """A YAML text that cannot be taken as it stands; `problem` says where and why."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


def parse(text: str, path: str, first_line: int = 1) -> Any:
    """The value of a YAML text: Text, None, list, or dict with Text keys.

    `first_line` is the line of the file on which `text` begins. Raises YamlError.
    """

    def refuse(mark: Any, message: str, hint: str = "") -> YamlError:
        line = first_line + (mark.line if mark else 0)
        return YamlError(Problem(path, line, message, hint))

    def value(node: yaml.Node) -> Any:
        line = first_line + node.start_mark.line
        if isinstance(node, yaml.ScalarNode):
            plain = not node.style
            return None if plain and node.value in NULLS else Text(node.value, line)
        if isinstance(node, yaml.SequenceNode):
            return [value(child) for child in node.value]
        result: dict[str, Any] = {}
        for key_node, child in node.value:
            key = value(key_node)
            if not isinstance(key, Text):
                raise refuse(key_node.start_mark, "a key must be a word.")
            if key in result:
                raise refuse(key_node.start_mark, f"the key “{key}” stands here twice.")
            result[key] = value(child)
        return result

    depth = 0
    try:
        # Event by event first: PyYAML composes by recursion, in C without a limit.
        for event in yaml.parse(text, Loader=Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                raise refuse(event.start_mark, f"nested more than {MAX_DEPTH} levels deep.")
            anchor = getattr(event, "anchor", None)
            if anchor:
                raise refuse(event.start_mark, f"anchors and aliases are not taken (“{anchor}”).")
            if getattr(event, "tag", None) not in (None, "!"):
                raise refuse(
                    event.start_mark, f"tags are not taken (“{getattr(event, 'tag', '')}”)."
                )
        node = yaml.compose(text, Loader=Loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise refuse(mark, f"not YAML: {error.problem or error.context}.") from None
    except yaml.reader.ReaderError as error:
        # Its position counts bytes or characters, by loader; the sign itself is surer.
        line = first_line + text.count("\n", 0, max(text.find(chr(error.character)), 0))
        raise YamlError(Problem(path, line, f"not YAML: {error.reason}.")) from None
    except (yaml.YAMLError, RecursionError) as error:
        raise refuse(None, f"not YAML: {str(error).splitlines()[0]}.") from None
    return None if node is None else value(node)


def line_of(value: object, default: int = 0) -> int:
    """The line of a value read by `parse`; for a mapping or a list, of its first word."""
    if isinstance(value, Text):
        return value.line
    if isinstance(value, dict):
        return next((line_of(key) for key in value), default)
    if isinstance(value, list):
        return next((line_of(child) for child in value if line_of(child)), default)
    return default
