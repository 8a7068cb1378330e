"""The command `dossier`: what it prints, and by which exit status it says how it went."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from dossier.cli import main
from dossier.convert.variants import OpenCCError
from support.dossiers import PROSE, a_dossier, pages
from support.pages import ROOT

GOOD: dict[str, str | bytes] = {"a.txt": PROSE}
BAD: dict[str, str | bytes] = {**GOOD, "a.yml": "via: x\nsumary: y\n", "empty.txt": ""}


def run(contract: Path, *options: str) -> int:
    return main(["build", "--config", str(contract), *options])


@pytest.mark.parametrize(
    ("seeds", "options", "status"),
    [
        (GOOD, [], 0),
        (GOOD, ["--strict"], 0),
        (BAD, [], 0),
        (BAD, ["--strict"], 1),
        (GOOD, ["--check"], 1),
        (BAD, ["--check", "--strict"], 1),
    ],
)
def test_the_exit_status_says_how_it_went(
    seeds: dict[str, str | bytes], options: list[str], status: int, tmp_path: Path
) -> None:
    """--strict fails for any problem, --check for any change; both only then."""
    assert run(a_dossier(tmp_path, seeds), *options) == status


def test_check_is_content_once_a_build_was_made(tmp_path: Path) -> None:
    """Problems alone are no change; a changed seed is one."""
    contract = a_dossier(tmp_path, BAD)
    run(contract)
    assert run(contract, "--check") == 0
    assert run(contract, "--check", "--strict") == 1
    (tmp_path / "seeds" / "a.txt").write_text(PROSE + "又多了一句。\n")
    assert run(contract, "--check") == 1


def test_check_writes_nothing_and_names_each_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contract = a_dossier(tmp_path, {**GOOD, "b.txt": PROSE[::-1]})
    run(contract)
    before = pages(tmp_path)
    (tmp_path / "seeds" / "a.txt").write_text(PROSE + "又多了一句。\n")
    (tmp_path / "seeds" / "b.txt").rename(tmp_path / "seeds" / "c.txt")
    before = pages(tmp_path)
    capsys.readouterr()
    run(contract, "--check")
    assert pages(tmp_path) == before
    results = capsys.readouterr().out.splitlines()
    assert "  ~ docs/zh-Hans/articles/a.md" in results
    assert "  - docs/zh-Hans/articles/b.md" in results
    assert "  + docs/zh-Hans/articles/c.md" in results


def test_a_build_ends_with_one_screen(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Articles, characters, files, and each problem as file:line: message."""
    run(a_dossier(tmp_path, BAD))
    text = capsys.readouterr().out
    numbers = dict(line.split(maxsplit=1) for line in text.split("\n\n")[0].splitlines())
    count = len("".join(PROSE.split()))
    assert numbers["articles"] == "1"
    assert numbers["characters"].startswith(f"{count} kept, 0 metadata, 0 dropped")
    assert numbers["problems"] == "2"
    assert (
        "\nseeds/a.yml:2: the key “sumary” is not known here.\n    Did you mean “summary”?" in text
    )
    assert "\nseeds/empty.txt: empty" in text


@pytest.mark.parametrize("command", ["build", "check"])
def test_a_missing_mkdocs_yml_is_said_and_not_a_crash(
    command: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([command, "--config", str(tmp_path / "mkdocs.yml")]) == 2
    assert "does not exist" in capsys.readouterr().out


def test_a_broken_mkdocs_yml_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Taken for an empty one, it would remove every edition but one."""
    contract = a_dossier(tmp_path, GOOD, "zh-Hans, fr")
    run(contract)
    before = pages(tmp_path / "docs")
    contract.write_text("site_name: x\nextra:\n  dossier: {variants: [zh-Hans\n")
    assert run(contract) == 2
    assert pages(tmp_path / "docs") == before
    assert "mkdocs.yml:4: not YAML" in capsys.readouterr().err


def test_the_build_script_is_the_same_command(tmp_path: Path) -> None:
    """`python scripts/build.py` needs nothing installed, and takes the options of `dossier build`."""
    contract = a_dossier(tmp_path, BAD)
    script = [sys.executable, str(ROOT / "scripts" / "build.py")]
    done = subprocess.run(
        [*script, "--strict"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "problems    2" in done.stdout
    assert not done.stderr
    by_script = pages(tmp_path / "docs")
    assert run(contract, "--check") == 0
    assert by_script == pages(tmp_path / "docs")


def test_no_stack_trace_when_the_reader_of_the_output_goes_away(tmp_path: Path) -> None:
    """As in `dossier build | head -1`."""
    a_dossier(tmp_path, BAD)
    done = subprocess.run(
        f"{sys.executable} {ROOT}/scripts/build.py | true",
        shell=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("words", [["--help"], ["build", "--help"]])
def test_help_reads_like_a_page(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """It fits a terminal of eighty columns but for what is typed in, and shows examples."""
    with pytest.raises(SystemExit) as end:
        main(words)
    assert end.value.code == 0
    text = capsys.readouterr().out
    assert "seeds/" in text
    if words == ["--help"]:
        for command in ("dossier build", "--check", "--strict", "sidecar"):
            assert command in text


def test_an_unknown_command_is_an_error_of_use(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["bild"])
    assert end.value.code == 2
    assert "bild" in capsys.readouterr().err


def test_a_missing_opencc_is_told_with_its_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The line that asks for the package; and no page is written without it."""

    def refuse(*rest: object, **more: object) -> None:
        raise OpenCCError("the package opencc is not installed.")

    monkeypatch.setattr("dossier.cli.commands.build", refuse)
    assert main(["build", "--config", str(ROOT / "mkdocs.yml")]) == 2
    lines = (ROOT / "requirements.in").read_text("utf-8").split("\n")
    text = capsys.readouterr().err
    assert text.startswith(f"requirements.in:{lines.index('opencc') + 1}: the package opencc")
    assert "Nothing was written" in text
