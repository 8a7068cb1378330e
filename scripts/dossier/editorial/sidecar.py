"""Read an editor's sidecar of a seed: `seeds/<stem>.yml`."""

from pathlib import Path
from typing import Any, Literal

from dossier.editorial.notes import read_notes
from dossier.editorial.reader import LANGUAGE_TAG, MAX_NAME, Reader, read_tree, unfit_for_address
from dossier.editorial.yamltext import line_of
from dossier.model import FIELDS, LISTS, LocalizedText, Sidecar
from dossier.problems import Problem

OTHER_KEYS = (
    *("slug", "not_after", "heed", "summary", "keep", "drop", "annotations", "rights"),
    "capture_of",
)
KEYS = (*FIELDS, *OTHER_KEYS)
DATES = ("published", "reposted", "scraped", "not_after")


def read_sidecar(path: Path, name: str) -> tuple[Sidecar, list[Problem]]:
    """One sidecar, and every problem in it; what is wrong is left out, the rest is used."""
    tree, problems = read_tree(path, name)
    reader = Reader(name)
    reader.known(tree, KEYS)
    fields: dict[str, str | tuple[str, ...] | None] = {}
    names: dict[str, LocalizedText] = {}
    for key in FIELDS:
        if key not in tree:
            continue
        value = tree[key]
        if value is None:
            fields[key] = None
        elif key == "images":
            fields[key] = reader.addresses(tree, key)
        elif key in LISTS:
            fields[key] = reader.strings(tree, key)
        elif key in DATES:
            fields[key] = reader.date(tree, key) or None
        elif key == "original_url":
            fields[key] = reader.address(tree, key) or None
        elif isinstance(value, dict) and key != "language":
            names[key] = reader.words(tree, key)
            fields[key] = next(iter(names[key].values()), None)
        else:
            fields[key] = reader.string(tree, key)
    slug = reader.string(tree, "slug")
    wrong = unfit_for_address(slug) if slug and slug != "index" else ""
    if wrong:
        text = f"the slug “{slug[:MAX_NAME]}” cannot be part of an address."
        reader.complain(tree["slug"], text, wrong)
        slug = ""
    if fields.get("language") and not LANGUAGE_TAG.fullmatch(str(fields["language"])):
        reader.complain(
            tree["language"],
            f"“{fields.pop('language')}” is no language tag.",
            "For example zh-Hans, fr.",
        )
    sidecar = Sidecar(
        path=name,
        slug=slug,
        fields=fields,
        names=names,
        not_after=reader.date(tree, "not_after"),
        heed=reader.list_of_words(tree, "heed"),
        summary=reader.words(tree, "summary"),
        keep=reader.strings(tree, "keep"),
        drop=reader.strings(tree, "drop"),
        notes=read_notes(tree.get("annotations"), reader, reader.key(tree, "annotations")),
        rights=_rights(tree, reader),
        capture_of=reader.string(tree, "capture_of"),
        lines={str(key): line_of(key) for key in tree},
    )
    return sidecar, problems + reader.problems


def _rights(tree: dict[str, Any], reader: Reader) -> Literal["", "excerpt"]:
    """Whether the whole text may be published (`full`, or nothing) or only what is quoted."""
    value = reader.string(tree, "rights")
    if value not in ("", "full", "excerpt"):
        reader.complain(
            tree["rights"],
            f"rights is “{value}”.",
            "One of full, excerpt. Until this is mended only what is quoted is published.",
        )
    # What cannot be read is not permission.
    return "" if value in ("", "full") else "excerpt"
