"""REFERENCE.md: the keys that editors may write, as fields.toml lists them."""

from __future__ import annotations

from dossier.editorial.fields import RECORDS, FieldSpec

HEAD = """\
# What editors write

Every key of every file in `seeds/`, from `scripts/dossier/editorial/fields.toml`. A value that must be a list may be one value alone; a text can be one string, or a map by language tag (`{zh-Hans: …, en: …}`); every value may be left out unless it is required. `dossier schema` writes the same as JSON Schemas, for text editors that complete and check YAML.
"""


def reference() -> str:
    """The whole page."""
    parts = [HEAD]
    for name, record in RECORDS.items():
        rows = "".join(_row(spec) for spec in record.fields.values())
        table = f"| Key | Value | Meaning | Example |\n| --- | --- | --- | --- |\n{rows}"
        parts.append(f"## {name}\n\nIn {record.where}. {record.help}\n\n{table}")
    return "\n".join(parts)


def _row(spec: FieldSpec) -> str:
    value = spec.expected if spec.shape == "one" or not spec.values else f"a list: {spec.item}"
    details = [
        value,
        "or another" if spec.open else "",
        "**required**" if spec.required else "",
        f"at most {spec.limit:,} characters" if spec.limit < 20_000 else "",
        f"at most {spec.most:,}" if spec.most else "",
        f"only for the kind {' or '.join(spec.kinds)}" if spec.kinds else "",
        f"see [{spec.of}](#{spec.of})" if spec.of else "",
    ]
    example = f"`{spec.key}: {spec.example}`" if spec.example else ""
    cells = (f"`{spec.key}`", "; ".join(filter(None, details)), spec.help, example)
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |\n"
