"""JSON Schemas of the files that editors write, for programs that check YAML while it is typed."""

import json
from collections.abc import Iterator
from typing import Any

from dossier.editorial.fields import FILES, RECORDS, TYPES, FieldSpec, Record

# A reader takes each value as it is typed; other programs read some as numbers or truth values.
TYPED = ["string", "number", "boolean"]


def schemas() -> Iterator[tuple[str, bytes]]:
    """The JSON Schema (2020-12) of each file, by its name in FILES, as a file of its own."""
    parts = {name: _object(part) for name, part in RECORDS.items() if part not in FILES.values()}
    for name, record in FILES.items():
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": record.where}
        whole = {**head, **_object(record), "$defs": parts}
        yield name, json.dumps(whole, ensure_ascii=False, indent=2).encode() + b"\n"


def _object(record: Record) -> dict[str, Any]:
    required = [key for key, spec in record.fields.items() if spec.required]
    # A key that only other kinds have must hold nothing.
    kinds = [
        {
            "if": {"properties": {"kind": {"enum": [*spec.kinds]}}},
            "else": {"properties": {key: {"type": "null"}}},
        }
        for key, spec in record.fields.items()
        if spec.kinds
    ]
    return {
        "type": "object",
        "description": record.help,
        "properties": {key: _field(spec) for key, spec in record.fields.items()},
        "additionalProperties": _field(record.others) if record.others else False,
        **({"required": required} if required else {}),
        **({"allOf": kinds} if kinds else {}),
    }


def _field(spec: FieldSpec) -> dict[str, Any]:
    """The schema of all that stands at a key."""
    item = _item(spec)
    items = {"type": "array", "items": item, **({"maxItems": spec.most} if spec.most else {})}
    lists = [items] if spec.of and spec.shape == "list" else [item, items]
    inner = {"anyOf": lists} if "list" in spec.shape else item
    if spec.shape.startswith("map"):
        inner = {"type": "object", "additionalProperties": {"anyOf": [inner, {"type": "null"}]}}
    choices = [inner] if spec.required else [inner, {"type": "null"}]
    return {"description": spec.help, "anyOf": choices}


def _item(spec: FieldSpec) -> dict[str, Any]:
    """The schema of one value."""
    if spec.of:
        return {"$ref": f"#/$defs/{spec.of}"}
    typed = {"boolean": ["string", "boolean"], "number": ["string", "number"]}.get(spec.type, TYPED)
    string: dict[str, Any] = {"type": typed, "maxLength": spec.limit}
    if spec.pattern:
        string["pattern"] = f"^(?:{spec.pattern}){'' if spec.required else '?'}$"
    if spec.values:
        choice = {"enum": [*spec.values]}
        return {"anyOf": [choice, string]} if spec.open else choice
    if spec.type == "text":
        tags = {"pattern": f"^(?:{TYPES['language'].pattern})$"}
        texts = {"type": "object", "propertyNames": tags, "additionalProperties": string}
        return {"anyOf": [string, texts]}
    return string
