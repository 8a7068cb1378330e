"""The keys that editors may write, record by record, as fields.toml lists them.

Everything that knows a key has it from here: the readers and schema.py.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Literal

from dossier import model

# Some twenty printed pages: beyond it a bracket or a quotation mark is missing.
MAX_TEXT = 20_000


@dataclass(frozen=True, slots=True)
class FieldType:
    """A kind of string: `name` of one and `many` of several, as messages say it."""

    name: str
    many: str
    hint: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class FieldSpec:
    """One key of a record: a row of fields.toml, which explains the attributes."""

    key: str
    type: str
    name: str
    many: str
    help: str
    example: str = ""
    shape: Literal["one", "list", "one or list", "map", "map of lists"] = "one"
    required: bool = False
    limit: int = MAX_TEXT
    most: int = 0
    values: tuple[str, ...] = ()
    open: bool = False
    kinds: tuple[str, ...] = ()
    pattern: str = ""
    hint: str = ""
    of: str = ""

    @property
    def item(self) -> str:
        """Say what each value must be."""
        if self.values:
            return f"one of {', '.join(self.values)}"
        return f"like {self.example}" if self.type == "string" and self.pattern else self.name

    @property
    def expected(self) -> str:
        """Say what all that stands at the key must be."""
        shapes = {
            "one": self.item,
            "list": f"a list of {self.many}",
            "one or list": f"{self.item}, or a list of {self.many}",
            "map": f"a map of {self.many}",
            "map of lists": f"a map of lists of {self.many}",
        }
        return shapes[self.shape]


@dataclass(frozen=True, slots=True)
class Record:
    """A file of an editor's, or a part of one: its keys, and what it is called."""

    name: str
    many: str
    where: str
    help: str
    fields: Mapping[str, FieldSpec]
    partial: bool = False
    others: FieldSpec | None = None


def _specs(rows: Mapping[str, Mapping[str, Any]]) -> dict[str, FieldSpec]:
    """The rows of a record; `values` may be the name of a table in model/."""
    specs = {}
    for key, row in rows.items():
        kind = _TABLE["records"][row["of"]] if "of" in row else _TABLE["types"][row["type"]]
        values = row.get("values", ())
        more = {
            "values": getattr(model, values) if isinstance(values, str) else tuple(values),
            "kinds": tuple(row.get("kinds", ())),
            "pattern": row.get("pattern", kind.get("pattern", "")),
        }
        specs[key] = FieldSpec(key=key, name=kind["name"], many=kind["many"], **{**row, **more})
    return specs


_TABLE = tomllib.loads(files(__package__ or "").joinpath("fields.toml").read_text("utf-8"))
TYPES = {key: FieldType(**row) for key, row in _TABLE["types"].items()}
RECORDS = {
    key: Record(
        **{
            **row,
            "fields": _specs(row["fields"]),
            "others": _specs({"": row["others"]})[""] if "others" in row else None,
        }
    )
    for key, row in _TABLE["records"].items()
}
# The record of each file that editors write, by the file's name; every other .yml is a sidecar.
FILES = {
    **{f"_{name}": RECORDS[name] for name in ("dossier", "entities", "glossary", "claims")},
    "sidecar": RECORDS["sidecar"],
}
