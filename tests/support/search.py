"""The search from the outside, for tests: an index on a disk, the engine in Node, and the truth.

The truth is found by reading every text from end to end, without keys, lists or shards.
"""

from __future__ import annotations

import atexit
import json
import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

from dossier.convert.folding import corners, letters, simplified
from dossier.model import Edition, Glossary, Page, Register
from dossier.search.fields import parts
from dossier.search.folding import WORD, fold_table, signs
from dossier.search.pages import search_pages
from dossier.search.script_files import FOLDER
from support.pages import ROOT
from support.quotations import whole as content

JS = ROOT / "tests" / "js"
FOLD = fold_table(simplified())
IS_WORD = re.compile(f"[{WORD}]")
NO_NAMES, NO_WORDS = Register(), Glossary()


def node() -> str:
    """Return the path of Node. Raises RuntimeError: without it no test of the search would run."""
    path = shutil.which("node")
    if path is None:
        raise RuntimeError("Node is not installed; the search's tests need version 20 or newer.")
    return path


@cache
def _asking() -> subprocess.Popen[str]:
    """A process of tests/js/ask.js that answers every question of this one; it ends with its input."""
    asking = subprocess.Popen(
        [node(), str(JS / "ask.js")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    atexit.register(asking.communicate)
    return asking


@dataclass(frozen=True)
class Index:
    """The files of the search in a folder, and the editions they were made of."""

    folder: Path
    editions: Sequence[Edition]

    def ask(self, ask: str, **more: Any) -> Any:
        """The answer of tests/js/ask.js."""
        asking = _asking()
        assert asking.stdin
        assert asking.stdout
        print(json.dumps({"ask": ask, "folder": str(self.folder), **more}), file=asking.stdin)
        asking.stdin.flush()
        line = asking.stdout.readline()
        assert line, f"Node ended with {asking.wait()}"
        answer = json.loads(line)
        assert isinstance(answer, list | str) or "error" not in answer, answer["error"]
        return answer

    def results(
        self,
        variant: str,
        queries: Sequence[str],
        options: Mapping[str, Any] | None = None,
        words: Mapping[str, str] | None = None,
    ) -> list[dict[str, Any]]:
        """Return all results of an edition's engine, to the last page; `words` are its own for fields."""
        asked = {"queries": list(queries), "options": dict(options or {}), "words": words or {}}
        results: list[dict[str, Any]] = self.ask("results", edition=variant, **asked)
        return results

    def edition(self, variant: str) -> Edition:
        """An edition by its tag."""
        return next(edition for edition in self.editions if edition.variant == variant)


def index(
    folder: Path,
    editions: Sequence[Edition],
    register: Register = NO_NAMES,
    glossary: Glossary = NO_WORDS,
    bundle: int = 0,
) -> Index:
    """The search's files of some editions, written into a folder."""
    for page in made(editions, register, glossary, bundle):
        path = folder / page.path.removeprefix(f"{FOLDER}/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(page.content)
    return Index(folder, editions)


def made(
    editions: Sequence[Edition],
    register: Register = NO_NAMES,
    glossary: Glossary = NO_WORDS,
    bundle: int = 0,
) -> list[Page]:
    """The search's files; lists and texts apart, as in a large dossier, unless they fit into `bundle` bytes."""
    places = {entity.id: f"entities/{entity.id}.html" for entity in register.entities}
    result = signs([edition.variant for edition in editions], simplified(), letters, corners)
    with patch("dossier.search.pages.BUNDLE", bundle):
        return [
            Page(long.path, content(long))
            for long in search_pages(editions, register, glossary, places, result)
        ]


def slugs(result: Mapping[str, Any], *tiers: str) -> set[str]:
    """The articles of a result in some tiers."""
    return {group["slug"] for group in result["groups"] if group["tier"] in (tiers or ("literal",))}


def truth(edition: Edition, query: str) -> set[str]:
    """The articles that have every word of a query, read from end to end."""
    words = [word.translate(FOLD) for word in query.split()]
    result = set()
    for version in edition.articles:
        texts = [(part.kind, part.text) for part in parts(version.article)]
        if words and all(any(stands(word, text, kind) for kind, text in texts) for word in words):
            result.add(version.article.slug)
    return result


def stands(word: str, text: str, kind: str) -> bool:
    """Whether a folded word stands in a text: signs anywhere, letters from a word's start.

    A single character counts in titles alone.
    """
    if len(word) == 1 and kind != "t":
        return False
    folded = text.translate(FOLD)
    at = folded.find(word)
    while at >= 0:
        if begins(text, folded, at):
            return True
        at = folded.find(word, at + 1)
    return False


def begins(text: str, folded: str, at: int) -> bool:
    """Whether a match may begin here: not within a word, but at a capital in it."""
    if at == 0 or not IS_WORD.match(folded[at]) or not IS_WORD.match(folded[at - 1]):
        return True
    return bool(re.match("[A-Z]", text[at]) and re.match("[a-z]", text[at - 1]))
