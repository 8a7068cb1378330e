"""A build after a build: what was done before is not done again, and nobody can tell.

Whatever was edited, by however many processes, with or without the store: the same bytes.
"""

from __future__ import annotations

import os
import pickle
import random
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import wraps
from itertools import cycle
from pathlib import Path

import pytest

from dossier.cache import BATCH, KeyedValue, Stage
from dossier.cache.file_states import OutputState
from dossier.cache.fingerprints import article_fingerprint
from dossier.cache.lazy import dumps
from dossier.cache.store import Store, close_store, open_store
from dossier.cli import main
from dossier.editorial.register import read_register
from dossier.load import SeedChangedError, Tools, read_dossier
from dossier.load.articles import LoadResult, SourceFile, load_file
from dossier.model import Article, Block, OutputFile, Register, StreamedFile, Unchanged
from dossier.output import Changes, manifest, publish
from dossier.pipeline import CACHE, build
from dossier.problems import ArticleError, Problem
from support.pages import ROOT, an_article

FIXTURE = ROOT / "tests" / "fixtures" / "dossiers" / "with-notes"
PLACES = ("港口", "磨坊", "渡口", "灯塔", "集市", "车站", "药铺", "书店", "北门", "桥头")
PEOPLE = ("林秋", "王渡", "陈禾", "赵舟", "Ada Quist")
SENTENCES = (
    "{who}在{where}住了三十年，软件是他自己写的。",
    "去年春天，{where}的水涨了两米，{who}没有走。",
    "“{where}的门一直开着。”{who}说。",
    "报上说{where}要拆，{who}和{other}都不信。",
    "{who}与{other}在{where}签了合同，修理花了两百万欧元。",
    "打印机坏了以后，{where}再也没有人来。",
)
REGISTER = "".join(
    f"who-{number}:\n  type: person\n  names: {{zh-Hans: {name}}}\n"
    for number, name in enumerate(PEOPLE)
)
GLOSSARY = "软件: {zh-Hant-TW: 軟體}\n打印机: {zh-Hant-TW: 印表機}\n"


def files(folder: Path) -> dict[str, bytes]:
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def text(chance: random.Random) -> str:
    """An article of some paragraphs with people in them."""
    paragraphs = []
    for _ in range(chance.randint(2, 5)):
        result = (
            sentence.format(
                who=chance.choice(PEOPLE), other=chance.choice(PEOPLE), where=chance.choice(PLACES)
            )
            for sentence in chance.sample(SENTENCES, 3)
        )
        paragraphs.append("".join(result))
    return "\n\n".join(paragraphs) + "\n"


def a_dossier(folder: Path, count: int, chance: random.Random) -> Path:
    """So many short articles, a register and a glossary, in two editions."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True)
    for number in range(count):
        (seeds / f"{number:03}.txt").write_text(text(chance))
        (seeds / f"{number:03}.yml").write_text(sidecar(number, chance))
    (seeds / "_entities.yml").write_text(REGISTER)
    (seeds / "_glossary.yml").write_text(GLOSSARY)
    contract = folder / "mkdocs.yml"
    contract.write_text("site_name: x\nextra: {dossier: {variants: [zh-Hans, zh-Hant-TW]}}\n")
    return contract


def sidecar(number: int, chance: random.Random) -> str:
    day = f"20{chance.randint(10, 24)}-0{chance.randint(1, 9)}-1{number % 10}"
    return f"title: {chance.choice(PLACES)}记{number}\npublished: {day}\nvia: {chance.choice(PLACES)}报\n"


def clean(contract: Path, folder: Path) -> dict[str, bytes]:
    """Return the pages of a build from nothing of the same seeds."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    shutil.copytree(contract.parent / "seeds", folder / "seeds")
    shutil.copy(contract, folder)
    build(folder / "mkdocs.yml")
    return files(folder / "docs")


Edit = Callable[[Path, random.Random], None]


def a_text(seeds: Path, chance: random.Random) -> None:
    chance.choice(sorted(seeds.glob("[0-9]*.txt"))).write_text(text(chance))


def one_sentence(seeds: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(seeds.glob("[0-9]*.txt")))
    path.write_text(f"{path.read_text()}\n{chance.choice(PEOPLE)}回来了。\n")


def a_title_and_a_day(seeds: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(seeds.glob("[0-9]*.yml")))
    path.write_text(sidecar(int(path.stem), chance))


def a_slug(seeds: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(seeds.glob("[0-9]*.yml")))
    path.write_text(f"slug: s{chance.randint(0, 3)}\n{sidecar(int(path.stem), chance)}")


def one_more(seeds: Path, chance: random.Random) -> None:
    (seeds / f"{chance.randint(100, 999)}.txt").write_text(text(chance))


def one_less(seeds: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(seeds.glob("[0-9]*.txt"))[1:])
    path.unlink()
    path.with_suffix(".yml").unlink(missing_ok=True)


def a_copy(seeds: Path, chance: random.Random) -> None:
    """Two that share their paragraphs."""
    path = chance.choice(sorted(seeds.glob("[0-9]*.txt")))
    (seeds / f"{chance.randint(100, 999)}.txt").write_text(f"{path.read_text()}\n又：完。\n")


def a_name(seeds: Path, chance: random.Random) -> None:
    path = seeds / "_entities.yml"
    number = chance.randint(100, 10_000)
    place = chance.choice(PLACES)
    path.write_text(
        f"{path.read_text()}x-{number}:\n  type: place\n  names: {{zh-Hans: {place}}}\n"
    )


def a_word(seeds: Path, chance: random.Random) -> None:
    forms = ("資訊", "軟件", "軟體", "程式")
    (seeds / "_glossary.yml").write_text(f"软件: {{zh-Hant-TW: {chance.choice(forms)}}}\n")


def a_note(seeds: Path, chance: random.Random) -> None:
    """With links to another article, to a name, and to another note."""
    seed, other = chance.sample(sorted(seeds.glob("[0-9]*.txt")), 2)
    name = seed.with_suffix(".yml")
    if name.exists() and "annotations" in name.read_text():
        return
    number = chance.randint(100, 100_000)
    known = [path for path in seeds.glob("*.yml") if "annotations" in path.read_text()]
    more = f", {known[0].read_text().partition('id: ')[2].split()[0]}" if known else ""
    words = seed.read_text()[:9]
    head = name.read_text() if name.exists() else ""
    name.write_text(
        f"{head}annotations:\n- id: n-{number}\n  kind: context\n  quote: {words}\n"
        f"  body: 见 [[who-1]]。\n  see: [who-0{more}]\n"
    )
    _ = other


def a_question(seeds: Path, chance: random.Random) -> None:
    path = chance.choice(sorted(seeds.glob("[0-9]*.txt")))
    slug = path.stem
    (seeds / "_claims.yml").write_text(
        "questions:\n  q:\n    question: 住了多久？\n    stances: {long: 很久}\n"
        f"    positions:\n      - {{article: '{slug}', quote: {path.read_text()[:9]}, speaker: who-0, "
        "stance: long}\n"
    )


EDITS: tuple[Edit, ...] = (
    *(a_text, one_sentence, a_title_and_a_day, a_slug, one_more, one_less),
    *(a_copy, a_name, a_word, a_note, a_note, a_question),
)


def wrong_after(folder: Path, edits: Sequence[Edit], seed: int, count: int = 12) -> Iterator[str]:
    """Yield each edit after which the pages are not those of a build from nothing."""
    chance = random.Random(seed)
    contract = a_dossier(folder / "d", count, chance)
    build(contract)
    for edit in edits:
        edit(contract.parent / "seeds", chance)
        build(contract, jobs=2)
        built, wanted = files(contract.parent / "docs"), clean(contract, folder / "clean")
        if built != wanted:
            wrong = sorted(path for path in built if built[path] != wanted.get(path))
            yield f"{edit.__name__}: {wrong[:5]} {sorted(wanted.keys() - built.keys())[:5]}"


def test_after_a_sentence_more_the_pages_are_those_of_a_build_from_nothing(tmp_path: Path) -> None:
    """The most frequent edit; the other kinds are slow to go through."""
    contract = a_dossier(tmp_path / "d", 4, random.Random(1))
    build(contract)
    one_sentence(contract.parent / "seeds", random.Random(2))
    build(contract, jobs=2)
    assert files(contract.parent / "docs") == clean(contract, tmp_path / "clean")


# Each kind of edit and as many more by chance; from more beginnings: DOSSIER_SEEDS=12.
@pytest.mark.slow
@pytest.mark.parametrize("seed", range(int(os.environ.get("DOSSIER_SEEDS", "4")) // 4))
def test_after_any_edits_the_pages_are_those_of_a_build_from_nothing(
    seed: int, tmp_path: Path
) -> None:
    """The store only spares work: a page that shows something of an edit is made again."""
    chance = random.Random(seed)
    edits = [*EDITS, *chance.choices(EDITS, k=len(EDITS))]
    chance.shuffle(edits)
    assert list(wrong_after(tmp_path, edits, seed)) == []


@pytest.mark.slow
def test_where_articles_are_brought_together_some_at_a_time_too(tmp_path: Path) -> None:
    edits = (a_text, one_less, one_more, a_copy, a_name)
    assert list(wrong_after(tmp_path, edits, 11, count=BATCH * 2 + 5)) == []


def test_a_long_file_of_a_known_name_is_not_made_again(tmp_path: Path) -> None:
    """The data of ten thousand articles are most of a gigabyte."""
    store, docs = Store(tmp_path / "held"), tmp_path / "docs"

    def made(name: str, *pieces: bytes) -> tuple[list[OutputFile], Changes]:
        record = OutputState(store, docs)
        passed = list(
            record.without_unchanged([StreamedFile("a.json", lambda: iter(pieces), name)])
        )
        changes, _ = publish(passed, docs)
        record.save("", None, manifest(docs))
        return passed, changes

    made("one", b"1", b"2")
    assert made("one", b"never asked for")[0] == [Unchanged("a.json")]
    assert made("two", b"1", b"3")[1].changed == ("a.json",)
    assert (docs / "a.json").read_bytes() == b"13"
    (docs / "a.json").write_bytes(b"somebody's")
    assert made("two", b"1", b"3")[1].changed == ("a.json",)


def test_a_project_that_was_moved_is_not_built_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Results are cached by the content of the seeds, wherever they are."""
    contract = a_dossier(tmp_path / "here", 3, random.Random(1))
    (contract.parent / "seeds/000.yml").unlink()
    build(contract)
    moved = Path(shutil.move(contract.parent, tmp_path / "there")) / contract.name
    one_sentence(moved.parent / "seeds", random.Random(2))
    loaded = []

    @Stage
    @wraps(load_file)
    def counted(tools: Tools, file: KeyedValue[SourceFile]) -> LoadResult | ArticleError:
        loaded.append(file.value.name)
        return load_file(tools, file)

    monkeypatch.setattr("dossier.load.articles.load_file", counted)
    build(moved)
    assert len(loaded) == 1


def test_an_article_comes_back_from_the_store_with_its_name(tmp_path: Path) -> None:
    """The same one as it has by itself: working out a thousand of them takes its time."""
    article = an_article(Block(1, "paragraph", "书店今天开门。"))
    back: Article = pickle.loads(dumps(article, open_store(tmp_path / "held")))
    assert back.fingerprint == article_fingerprint(replace(back))
    other: Article = pickle.loads(dumps(replace(article, slug="x"), open_store(tmp_path / "held")))
    assert article_fingerprint(other) != article_fingerprint(back)
    close_store()


def test_what_is_wrong_in_the_glossary_is_told_by_each_build(tmp_path: Path) -> None:
    """Also by one that read it before."""
    contract = a_dossier(tmp_path, 3, random.Random(1))
    (contract.parent / "seeds/_glossary.yml").write_text("软件: {zh-Hant-XX: 軟體}\n")
    first = build(contract)
    assert [problem.path for problem in first.problems] == ["seeds/_glossary.yml"]
    one_sentence(contract.parent / "seeds", random.Random(2))
    assert build(contract).problems == first.problems
    (contract.parent / "seeds/_glossary.yml").write_text(GLOSSARY)
    assert build(contract).problems == ()


def test_a_register_that_is_written_while_it_is_read_stops_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else its content would be cached under the digest of what it was before."""
    contract = a_dossier(tmp_path, 1, random.Random(1))

    def read(path: Path, name: str) -> tuple[Register, list[Problem]]:
        path.write_text("")
        return read_register(path, name)

    monkeypatch.setattr("dossier.load.read_register", read)
    with pytest.raises(SeedChangedError, match="_entities"):
        read_dossier(contract)


def test_nothing_is_written_when_nothing_changed(tmp_path: Path) -> None:
    """And hardly anything read."""
    contract = a_dossier(tmp_path, 3, random.Random(1))
    first = build(contract)
    assert first.changes.created
    docs = contract.parent / "docs"
    times = {path: path.stat().st_mtime_ns for path in docs.rglob("*")}
    again = build(contract)
    assert not again.changes
    assert again.changes.unchanged == len(first.changes.created)
    assert (again.articles, again.chars, again.problems) == (
        first.articles,
        first.chars,
        first.problems,
    )
    assert {path: path.stat().st_mtime_ns for path in docs.rglob("*")} == times


def test_a_page_that_somebody_changed_is_mended(tmp_path: Path) -> None:
    """Although no seed was: a removed page, a shorter one, and one of the same length."""
    contract = a_dossier(tmp_path, 3, random.Random(1))
    build(contract)
    page = contract.parent / "docs/zh-Hant-TW/articles/001.md"
    right = page.read_bytes()
    for damage in (None, b"x", b"x" * len(right)):
        page.unlink()
        if damage:
            page.write_bytes(damage)
        assert build(contract).changes, damage
        assert page.read_bytes() == right, damage


def test_the_store_may_be_lost_or_damaged(tmp_path: Path) -> None:
    """It is a help, and nothing that anybody needs. After each loss a text is edited."""
    contract = a_dossier(tmp_path, 3, random.Random(1))
    seed = contract.parent / "seeds" / "000.txt"
    versions = {}
    for words in (text(random.Random(5)), seed.read_text()):
        seed.write_text(words)
        versions[words] = clean(contract, tmp_path / "clean")
    first, second = versions
    assert versions[first] != versions[second]
    build(contract)
    store = contract.parent / CACHE
    raw = store.read_bytes()
    store.unlink()
    damages = {
        "gone": None,
        "empty": b"",
        "no database": b"words" * 999,
        "cut off": raw[: len(raw) // 2],
    }
    for (state, damage), words in zip(damages.items(), cycle((first, second))):
        store.unlink(missing_ok=True)
        if damage is not None:
            store.write_bytes(damage)
        seed.write_text(words)
        assert not build(contract).problems, state
        assert files(contract.parent / "docs") == versions[words], state
    store.unlink(missing_ok=True)
    store.mkdir()
    seed.write_text(first)
    assert not build(contract).problems
    assert files(contract.parent / "docs") == versions[first]


@pytest.mark.slow
def test_what_other_code_made_is_not_taken(tmp_path: Path) -> None:
    """A store made by an earlier version says nothing to this one."""
    contract = a_dossier(tmp_path, 2, random.Random(1))
    build(contract)
    with sqlite3.connect(contract.parent / CACHE) as connection:
        before = {row[0] for row in connection.execute("SELECT key FROM results")}
    scripts = tmp_path / "scripts"
    shutil.copytree(ROOT / "scripts", scripts, ignore=shutil.ignore_patterns("__pycache__"))
    names = scripts / "dossier/render/references.py"
    names.write_text(f"{names.read_text()}\n# Another version.\n")
    command = [sys.executable, str(scripts / "build.py"), "--config", str(contract)]
    text = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    assert "0 were written, 0 changed" in text
    with sqlite3.connect(contract.parent / CACHE) as connection:
        after = {row[0] for row in connection.execute("SELECT key FROM results")}
    # Texts are known by what they say, results by who made them too.
    assert len(after - before) > len(before) / 3


@pytest.mark.slow
def test_several_processes_make_the_same_bytes(tmp_path: Path) -> None:
    contract = a_dossier(tmp_path, 50, random.Random(3))
    assert main(["build", "--strict", "--jobs", "3", "--config", str(contract)]) == 0
    assert files(contract.parent / "docs") == clean(contract, tmp_path / "clean")
