"""The dossier as a whole: `extra.dossier` in mkdocs.yml and `seeds/_dossier.yml`.

mkdocs.yml also holds tags of the renderer (`!ENV`, `!!python/name:`); they are passed over.
"""

from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag

from dossier.editorial import yamltext
from dossier.editorial.fields import FILES, RECORDS
from dossier.editorial.reader import Reader, as_map, read_text
from dossier.editorial.scalars import is_address
from dossier.editorial.yamltext import Text, YamlError, line_of
from dossier.files.encodings import clean
from dossier.model import EDITIONS, Config, Start
from dossier.problems import Problem
from dossier.template_words import read_template_words

NULL, TEXT, SEQUENCE, MAPPING, MERGE = (
    f"tag:yaml.org,2002:{name}" for name in ("null", "str", "seq", "map", "merge")
)
# MkDocs nests its own settings six deep at most.
MAX_DEPTH = 60


class _Lenient(yaml.SafeLoader):
    """Reads mkdocs.yml whatever tags stand in it; numbers and dates stay what was typed."""


def _text(loader: yaml.SafeLoader, node: yaml.Node) -> Text:
    line = node.start_mark.line + 1 if node.start_mark else 0
    return Text(clean(str(loader.construct_scalar(node))), line)  # type: ignore[arg-type]


_Lenient.yaml_implicit_resolvers = {
    sign: [(tag, form) for tag, form in known if tag in (NULL, MERGE)]
    for sign, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Lenient.yaml_constructors = {
    tag: yaml.SafeLoader.yaml_constructors[tag] for tag in (NULL, SEQUENCE, MAPPING)
}
_Lenient.add_multi_constructor("", lambda loader, suffix, node: None)
_Lenient.add_constructor("!ENV", construct_env_tag)
_Lenient.add_constructor(TEXT, _text)


def read_config(mkdocs_yml: Path, seeds: Path) -> tuple[Config, list[Problem]]:
    """Read the settings of the whole dossier by its editors.

    Raises YamlError when mkdocs.yml is not YAML.
    """
    contract = _contract(mkdocs_yml)
    extra = as_map(as_map(contract.get("extra")).get("dossier"))
    settings = Reader(mkdocs_yml.name)
    variants = _variants(extra.get("variants"), settings)
    default = str(extra.get("default") or variants[0])
    if default not in variants:
        text = f"extra.dossier.default “{default}” is none of its variants ({', '.join(variants)})."
        hint = f"Write one of them, or leave it out: {variants[0]} is taken."
        settings.complain(extra.get("default"), text, hint)
        default = variants[0]
    site_url = str(contract.get("site_url") or "")
    if site_url and not is_address(site_url):
        text, hint = f"site_url “{site_url[:100]}” is no address.", "https://example.org/dossier/"
        settings.complain(contract["site_url"], text, hint)
        site_url = ""
    reader = Reader(f"{seeds.name}/_dossier.yml", seeds / "_dossier.yml")
    words = reader.record(reader.tree, FILES["_dossier"]) or {}
    steps = [
        (reader.record(item, RECORDS["step"], at=at), line_of(at))
        for item, at in reader.items(words, "reading_path")
    ]
    site_name = str(contract.get("site_name") or seeds.parent.name)
    title = words.get("title") or {"": site_name}
    config = Config(
        variants=variants,
        default=default,
        title=title,
        short_title=words.get("short_title") or title,
        standfirst=words.get("standfirst", {}),
        editor=words.get("editor") or str(extra.get("editor") or ""),
        licence=str(extra.get("licence") or ""),
        site_url=site_url.rstrip("/") + "/" if site_url else "",
        reading_path=tuple(
            Start(step["article"], step.get("why", {}), at) for step, at in steps if step
        ),
        language=default,
        house_lines=words.get("house_lines", {}),
        pictures=words.get("images") != "none",
        template_words=read_template_words(mkdocs_yml.parent / "overrides"),
    )
    return config, settings.problems + reader.problems


def _contract(mkdocs_yml: Path) -> dict[str, Any]:
    def refused(line: int, message: str, hint: str) -> YamlError:
        return YamlError(Problem(mkdocs_yml.name, line, message, hint))

    # It may be a link: where the dossier is, is its owner's to say.
    text = read_text(mkdocs_yml.resolve(), mkdocs_yml.name)
    hint = "MkDocs cannot read it either; see its line, and the one above it."
    try:
        depth = 0
        # Event by event, since what follows calls itself level by level.
        for event in yaml.parse(text, Loader=yamltext.Loader):
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MAX_DEPTH:
                line = event.start_mark.line + 1 if event.start_mark else 0
                deep = f"nested more than {MAX_DEPTH} levels deep."
                raise refused(line, deep, "See whether a bracket is missing.")
        return as_map(yaml.load(text, Loader=_Lenient))
    except YamlError:
        raise
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        raise refused(*yamltext.refused(error, text), hint) from None


def _variants(value: Any, reader: Reader) -> tuple[str, ...]:
    """The editions in their order; a tag that no edition can have is left out and reported."""
    wanted = value if isinstance(value, list) else [value or EDITIONS[0]]
    tags = tuple(dict.fromkeys(str(tag) for tag in wanted if str(tag) in EDITIONS))
    for tag in (tag for tag in wanted if str(tag) not in tags):
        text = f"extra.dossier.variants: there is no edition “{str(tag)[:100]}”."
        reader.complain(tag if line_of(tag) else value, text, f"Editions: {', '.join(EDITIONS)}.")
    return tags or EDITIONS[:1]
