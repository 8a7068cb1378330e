"""Add notes to a sidecar, behind the last; every byte that was there stays."""

from collections.abc import Mapping, Sequence

from dossier.editorial import yamltext
from dossier.editorial.notes import read_notes
from dossier.editorial.reader import Reader
from dossier.editorial.yamledit import Commented, EditError, append

ONE_BY_ONE = "Write it as a list of notes, each beginning with `  - id:`."


def entry(note: Mapping[str, str | Sequence[str]], remark: str = "") -> Commented:
    """A note as an item of the list; a remark stands above it."""
    item = Commented(note)
    item.comment = remark
    return item


def unfit(item: Commented) -> str:
    """Reason why an item cannot be read as a note; "" if it can."""
    reader = Reader("")
    read_notes(yamltext.parse(append("", ["annotations"], item), ""), reader)
    return reader.problems[0].message if reader.problems else ""


def with_notes(raw: bytes, name: str, items: Sequence[Commented]) -> tuple[bytes, str]:
    """A sidecar's bytes with items added to its notes; or b"" and why they cannot be.

    Raises YamlError when the sidecar is not YAML.
    """
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return b"", "it is not UTF-8. Save the file as UTF-8."
    tree = yamltext.parse(text.removeprefix("\ufeff"), name)
    if tree is not None and not isinstance(tree, dict):
        return b"", "it has no `key: value` lines."
    try:
        return append(text, ["annotations"], *items).encode(), ""
    except EditError as error:
        return b"", f"{error} {ONE_BY_ONE}"
