"""Values of the form that fields.toml says, taken out of a file of an editor's, and problems."""

import difflib
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from dossier.editorial import yamltext
from dossier.editorial.fields import TYPES, FieldSpec, Record
from dossier.editorial.scalars import UnfitError, fits, scalar
from dossier.editorial.yamltext import Text, YamlError, line_of
from dossier.files.access import UnreadableError, is_there, read_bytes
from dossier.files.encodings import CONTROLS, UNSHOWN
from dossier.problems import HINTED, Problem

# Characters that reverse the order of the text behind them, even beyond the editor's words.
TURNING = "\u202a\u202b\u202c\u202d\u202e"
MAP = "Write `key: value` lines below it, indented."


def read_tree(path: Path, name: str) -> tuple[dict[str, Any], list[Problem]]:
    """The mapping in a YAML file that an editor writes; empty without one or with something wrong."""
    tree, problems = read_yaml(path, name)
    if tree is None:
        return {}, problems
    if not isinstance(tree, dict):
        hint = "Write `key: value` lines, one below the other."
        return {}, [Problem(name, line_of(tree, 1), "holds no `key: value` lines.", hint)]
    return tree, problems


def read_yaml(path: Path, name: str) -> tuple[Any, list[Problem]]:
    """The value in a YAML file that an editor writes; None without one or with something wrong."""
    try:
        return yamltext.parse(read_text(path, name), name) if is_there(path) else None, []
    except YamlError as error:
        return None, [error.problem]


def read_text(path: Path, name: str) -> str:
    """The text of a file that an editor writes. Raises YamlError."""
    try:
        return read_bytes(path, name).decode("utf-8-sig")
    except UnreadableError as error:
        raise YamlError(error.problem) from None
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise YamlError(Problem(name, line, "not UTF-8.", "Save the file as UTF-8.")) from None


def as_map(value: Any) -> dict[str, Any]:
    """A value that should be a map; an empty one in the place of any other."""
    return value if isinstance(value, dict) else {}


class Reader:
    """Reads records out of the tree of one file and notes what is wrong in them."""

    def __init__(self, name: str, path: Path | None = None) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.tree: dict[str, Any] = {}
        if path:
            self.tree, self.problems = read_tree(path, name)

    def complain(self, at: object, message: str, hint: str = "") -> None:
        """Note a problem at the line of a value or a key."""
        self.problems.append(Problem(self.name, line_of(at), message, hint))

    def accepts(self, wrong: Iterable[tuple[object, str, str]]) -> bool:
        """Note problems, each a place, a message and a hint; whether there is none."""
        before = len(self.problems)
        for at, message, hint in wrong:
            self.complain(at, message, hint)
        return len(self.problems) == before

    def record(
        self, tree: Any, record: Record, label: str = "", at: object = None
    ) -> dict[str, Any] | None:
        """The values of a record by key: those that are there, and right.

        A value with a record of its own stays as it stands in the tree. None where the record
        cannot be used. `label` is what messages call it, `at` where it stands.
        """
        label, place, before = label or record.name, at if line_of(at) else tree, len(self.problems)
        required = [key for key, spec in record.fields.items() if spec.required]
        if not isinstance(tree, dict) or (required and not tree):
            first = next(iter(record.fields.values()))
            hint = f"Write `{first.key}: {first.example or '…'}` and the like below it, indented."
            self.complain(place, f"{label} must be `key: value` lines.", hint)
            return None
        if not record.others:
            self._known(tree, tuple(record.fields))
        read = {key: self.field(tree, record.fields[key]) for key in tree if key in record.fields}
        values = {key: value for key, value in read.items() if value is not None}
        for key in required:
            if tree.get(key) in (None, "", [], {}):
                spec = record.fields[key]
                example = f"For example `{key}: {spec.example}`"
                hint = f"Write {spec.expected}" if spec.values else example
                self.complain(place, f"{label} has no “{key}”.", f"{hint}.")
        self._of_kind(tree, values.get("kind"), record, label)
        sound = len(self.problems) == before or record.partial
        return values if sound and all(key in values for key in required) else None

    def items(self, tree: dict[str, Any], key: str) -> Iterator[tuple[Any, object]]:
        """The items of a list of records, each with a place: what is empty has no line itself."""
        value = tree.get(key)
        values = value if isinstance(value, list) else [] if value is None else [value]
        place = value if line_of(value) else self.key(tree, key)
        return ((item, item if line_of(item) else place) for item in values)

    def field(self, tree: dict[str, Any], spec: FieldSpec) -> Any:
        """The value of a key; None when it holds nothing, or nothing of the form that it must have."""
        value, at = tree[spec.key], self.key(tree, spec.key)
        if value is None:
            return None
        if not spec.shape.startswith("map"):
            read_shape = self._value if spec.shape == "one" else self._list
            return read_shape(value, spec, at)
        if not isinstance(value, dict):
            return self._refuse(value if line_of(value) else at, spec, hint=MAP)
        if spec.most and len(value) > spec.most:
            self._too_many(list(value)[spec.most], len(value), spec)
        inner = self._list if spec.shape == "map of lists" else self._value
        entries = list(value.items())[: spec.most or None]
        if spec.of:
            return dict(entries)
        read = {str(key): {} if item is None else inner(item, spec, key) for key, item in entries}
        return {key: item for key, item in read.items() if item is not None}

    def _list(self, value: Any, spec: FieldSpec, at: object) -> Any:
        """A list; a value that stands alone counts as a list of one."""
        if spec.of:
            fitting = isinstance(value, list) or spec.shape == "one or list"
            return value if fitting else self._refuse(value if line_of(value) else at, spec)
        values = value if isinstance(value, list) else [value]
        if spec.most and len(values) > spec.most:
            return self._too_many(at, len(values), spec)
        if any(isinstance(item, Text) and not item.strip() for item in values):
            return self._refuse(at, spec)
        read = (self._value(item, spec, at) for item in values)
        return tuple(item for item in read if item is not None and item != {})

    def _value(self, value: Any, spec: FieldSpec, at: object) -> Any:
        if spec.of:
            return value
        if spec.type == "text":
            return self._text(value, spec, at)
        if not isinstance(value, Text):
            return self._refuse(at, spec)
        string = self._printable(value, spec)
        if not string:
            return string if spec.type == "string" else None
        try:
            return scalar(string, spec)
        except UnfitError as error:
            return self._unfit(value, spec, string, error)

    def _text(self, value: Any, spec: FieldSpec, at: object) -> dict[str, str] | None:
        """An editor's text: one string (tag "") or a map by language tag."""
        if isinstance(value, Text):
            string = self._printable(value, spec)
            return None if string is None else {"": string}
        if not isinstance(value, dict) or not all(isinstance(v, Text) for v in value.values()):
            self._refuse(at, spec)
            return None
        for tag in value:
            if not fits("language", tag):
                self.complain(tag, f"“{tag[:100]}” is not a language tag.", TYPES["language"].hint)
        strings = {str(tag): self._printable(item, spec) for tag, item in value.items()}
        return {tag: string for tag, string in strings.items() if string is not None}

    def _printable(self, value: str, spec: FieldSpec) -> str | None:
        """A string without white space at its ends; None when no page can show it."""
        if len(value) > spec.limit:
            hint = f"Limit: {spec.limit:,}. See whether a quotation mark is missing."
            self.complain(value, f"“{spec.key}” has {len(value):,} characters.", hint)
            return None
        for sign in value:
            turning = sign in TURNING
            unshown = unicodedata.category(sign) in UNSHOWN or CONTROLS.match(sign)
            if turning or (sign not in "\t\n" and unshown):
                kind = "sign that turns the order of letters" if turning else "control character"
                text = f"“{spec.key}” holds a {kind} (U+{ord(sign):04X})."
                self.complain(value, text, "No page can show it; remove it.")
                return None
        return str(value).strip()

    def _refuse(self, at: object, spec: FieldSpec, hint: str = "") -> Any:
        """Note a value of a wrong shape, and put None in its place."""
        lists = "Write [one, another], or a line `- one` for each." if "list" in spec.shape else ""
        own = hint or lists or (TYPES[spec.type].hint if spec.type in TYPES else "")
        self.complain(at, f"“{spec.key}” must be {spec.expected}.", own)
        return None

    def _unfit(self, value: Text, spec: FieldSpec, string: str, error: UnfitError) -> Any:
        """Note a string of a wrong form, and put None in its place."""
        text = f"“{spec.key}” must be {spec.item}, not “{string[:100]}”{error.why}."
        own = TYPES[spec.type].hint if spec.type != "string" else ""
        if spec.type == "choice":
            text = f"“{string[:100]}” is not {spec.item}."
            own = f"Give “{spec.key}” one of these values."
        self.complain(value, text, f"{error.hint or own} {spec.hint}".strip())
        return None

    def _too_many(self, at: object, count: int, spec: FieldSpec) -> None:
        hint = f"Limit: {spec.most:,}. {spec.hint}".strip()
        self.complain(at, f"“{spec.key}” has {count:,} {spec.many}.", hint)

    def _known(self, tree: dict[str, Any], keys: tuple[str, ...]) -> None:
        """Note each key that is none of `keys`, with the nearest that is."""
        unknown = [key for key in tree if key not in keys]
        for number, key in enumerate(unknown):
            # Very many are no slips of the pen.
            near = difflib.get_close_matches(key, keys, 1) if number < HINTED else []
            hint = f"Did you mean “{near[0]}”?" if near else f"Known: {', '.join(keys)}."
            self.complain(key, f"the key “{key[:100]}” is not known here.", hint)

    def _of_kind(self, tree: dict[str, Any], kind: str | None, record: Record, label: str) -> None:
        """Note each key that only other kinds of the record have."""
        for key, spec in record.fields.items():
            if kind and spec.kinds and kind not in spec.kinds and tree.get(key) is not None:
                kinds = " or ".join(spec.kinds)
                hint = f"Write `kind: {spec.kinds[0]}`, or leave `{key}` out."
                message = f"{label}: “{key}” is for the kind {kinds} only."
                self.complain(self.key(tree, key), message, hint)

    @staticmethod
    def key(tree: dict[str, Any], key: str) -> str:
        """The key as it stands in the tree, with its line."""
        return next((text for text in tree if text == key), key)
