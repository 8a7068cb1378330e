"""The dossier as a whole: `extra.dossier` in mkdocs.yml and `seeds/_dossier.yml`.

mkdocs.yml also holds tags of the renderer (`!ENV`, `!!python/name:`); they are passed over.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import yaml

from dossier.model import Config, Start
from dossier.problems import Problem
from dossier.read.reader import LANGUAGE_TAG, Reader, read_tree
from dossier.read.yamltext import YamlError

TEXTS = ("title", "short_title", "standfirst", "editor")
KEYS = (*TEXTS, "reading_path")


class _Lenient(yaml.SafeLoader):
    """Reads mkdocs.yml whatever tags stand in it."""


def _from_environment(loader: yaml.SafeLoader, node: yaml.Node) -> str | None:
    """MkDocs' `!ENV NAME` or `!ENV [NAME, OTHER, default]`."""
    names = (
        [str(one.value) for one in node.value]
        if isinstance(node, yaml.SequenceNode)
        else [str(node.value)]
    )
    found = next((os.environ[name] for name in names if name in os.environ), None)
    return found if found is not None else (names[-1] if len(names) > 1 else None)


_Lenient.add_multi_constructor("", lambda loader, suffix, node: None)
_Lenient.add_constructor("!ENV", _from_environment)


def read_config(mkdocs_yml: Path, seeds: Path) -> tuple[Config, list[Problem]]:
    """What the editors of the dossier set for all of it.

    Raises YamlError when mkdocs.yml is not YAML.
    """
    contract = _contract(mkdocs_yml)
    extra = _map(_map(contract.get("extra")).get("dossier"))
    variants, problems = _variants(extra.get("variants"), mkdocs_yml.name)
    default = str(extra.get("default") or variants[0])
    if default not in variants:
        message = (
            f"extra.dossier.default “{default}” is none of its variants ({', '.join(variants)})."
        )
        problems.append(Problem(mkdocs_yml.name, 0, message))
        default = variants[0]
    path = seeds / "_dossier.yml"
    name = f"{seeds.name}/{path.name}"
    tree, found = read_tree(path, name) if path.exists() else ({}, [])
    reader = Reader(name)
    reader.known(tree, KEYS)
    site_url = str(contract.get("site_url") or "")
    site_name = str(contract.get("site_name") or seeds.parent.name)
    title = reader.words(tree, "title") or {"": site_name}
    config = Config(
        variants=variants,
        default=default,
        title=title,
        short_title=reader.words(tree, "short_title") or title,
        standfirst=reader.words(tree, "standfirst"),
        editor=reader.string(tree, "editor") or str(extra.get("editor") or ""),
        licence=str(extra.get("licence") or ""),
        site_url=site_url.rstrip("/") + "/" if site_url else "",
        reading_path=_reading_path(tree.get("reading_path"), reader),
        language=default,
    )
    return config, problems + found + reader.problems


def _contract(mkdocs_yml: Path) -> dict[str, Any]:
    try:
        return _map(yaml.load(mkdocs_yml.read_text("utf-8"), Loader=_Lenient))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 0
        raise YamlError(Problem(mkdocs_yml.name, line, f"not YAML: {error.problem}.")) from None


def _map(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _variants(value: Any, name: str) -> tuple[tuple[str, ...], list[Problem]]:
    """The editions in their order; what is no language tag, which names a folder, is left out."""
    wanted = [str(one) for one in (value if isinstance(value, list) else [value or "zh-Hans"])]
    tags = tuple(dict.fromkeys(tag for tag in wanted if LANGUAGE_TAG.fullmatch(tag)))
    hint = "For example variants: [zh-Hans, zh-Hant-TW]."
    problems = [
        Problem(name, 0, f"extra.dossier.variants: “{tag}” is no language tag.", hint)
        for tag in wanted
        if tag not in tags
    ]
    return tags or ("zh-Hans",), problems


def _reading_path(value: Any, reader: Reader) -> tuple[Start, ...]:
    starts = []
    for one in value if isinstance(value, list) else [value] if value else []:
        if isinstance(one, dict) and one.get("article"):
            why = reader.as_words(one.get("why"), "why", one)
            starts.append(Start(str(one["article"]), why))
        else:
            reader.complain(one, "a step of the reading path needs `article: <slug>`.")
    return tuple(starts)
