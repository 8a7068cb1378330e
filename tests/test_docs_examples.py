"""Every example of YAML that we print is YAML, and builds without a problem."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from textwrap import dedent

import pytest

from dossier.cli import command_line
from dossier.editorial import yamltext
from dossier.pipeline import build
from support.pages import ROOT

FENCE = re.compile(r"^( *)```yaml\n(.*?)^ *```", re.M | re.S)
STARTING = ROOT / "scripts/dossier/scaffold/files"
DOCUMENTS = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", STARTING / "README.md"]


def examples() -> Iterator[str]:
    """The fenced examples of our documents."""
    for path in DOCUMENTS:
        for match in FENCE.finditer(path.read_text("utf-8")):
            yield dedent(match[2])


def example(key: str) -> str:
    """The example that begins with a key."""
    return next(example for example in examples() if example.startswith(key))


@pytest.mark.parametrize("text", list(examples()))
def test_an_example_is_yaml(text: str) -> None:
    assert isinstance(yamltext.parse(text, "README.md"), dict)


def test_the_examples_of_the_readme_build(tmp_path: Path) -> None:
    """On our own articles, which they speak of: sidecar, note, claims, and two editions."""
    shutil.copytree(ROOT / "seeds", tmp_path / "seeds")
    (sidecar,) = [
        path
        for path in (tmp_path / "seeds").glob("0*.yml")
        if "slug: rfi-why-behind" in path.read_text("utf-8")
    ]
    sidecar.write_text(example("slug:") + example("annotations:"), "utf-8")
    (tmp_path / "seeds/_claims.yml").write_text(example("questions:"), "utf-8")
    (tmp_path / "mkdocs.yml").write_text(f"site_name: x\n{example('extra:')}", "utf-8")
    report = build(tmp_path / "mkdocs.yml")
    # Notes of other articles refer to what is left out here.
    assert not [
        problem for problem in report.problems if "rfi" in str(problem) or "_claims" in problem.path
    ]
    page = (tmp_path / "docs/en/articles/rfi-why-behind.md").read_text("utf-8")
    assert "zhipu-name" in page


def test_no_command_prints_an_example_that_is_not_tested() -> None:
    """Help texts hold no YAML; who adds some adds it to the examples above."""
    assert not re.search(r"^ *[a-z_-]+: [{\[\"]", command_line().format_help(), re.M)


def test_starting_files_are_yaml_with_and_without_their_comments() -> None:
    """test_scaffold.py builds them; here also what stands behind `# ` on lines of its own."""
    for path in (STARTING / "seeds").glob("*.yml"):
        text = path.read_text("utf-8")
        assert isinstance(yamltext.parse(text, path.name), (dict, type(None)))
        for line in re.findall(r"^ *# ([a-z_]+: [\[{].*)$", text, re.M):
            value = yamltext.parse(line, path.name)
            assert isinstance(value, dict), line
