"""Read an editor's sidecar of a seed: `seeds/<stem>.yml`."""

from pathlib import Path

from dossier.editorial.fields import FILES
from dossier.editorial.notes import read_notes
from dossier.editorial.reader import Reader, read_tree
from dossier.editorial.yamltext import line_of
from dossier.files.access import is_there
from dossier.model import FIELDS, Sidecar
from dossier.problems import Problem

OWN = ("slug", "not_after", "heed", "summary", "keep", "drop", "capture_of")


def read_sidecar(path: Path, name: str) -> tuple[Sidecar, list[Problem]]:
    """One sidecar, and every problem in it; what is wrong is left out, the rest is used."""
    if not is_there(path):
        return Sidecar(), []
    tree, problems = read_tree(path, name)
    reader = Reader(name)
    values = reader.record(tree, FILES["sidecar"]) or {}
    fields = {key: values.get(key) for key in FIELDS if key in tree}
    if tree.get("language") is not None and not fields["language"]:
        # A tag that is none says nothing; a date that is none says that the file's is wrong.
        del fields["language"]
    names = {key: words for key, words in fields.items() if isinstance(words, dict)}
    fields |= {key: next(iter(words.values()), None) for key, words in names.items()}
    full = not tree.get("rights") or values.get("rights") == "full"
    sidecar = Sidecar(
        path=name,
        fields=fields,
        names={key: words for key, words in names.items() if isinstance(tree[key], dict)},
        notes=read_notes(values, reader),
        # A value that cannot be read is no permission.
        rights="" if full else "excerpt",
        lines={str(key): line_of(key) for key in tree},
        **{key: values[key] for key in OWN if key in values},
    )
    return sidecar, problems + reader.problems
