"""The column "must not know" of the design, read from what each module imports and calls.

A room is a folder of scripts/dossier, or a module beside the folders. Only the pipeline knows the
order of the rooms; cli/, imports/, desk/ and verify/ stand before it and may know all of them.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from dossier.load import read_articles
from support.pages import ROOT
from support.python_files import dotted_name, nodes, python_files

PACKAGE = ROOT / "scripts" / "dossier"
MODULES = sorted(PACKAGE.rglob("*.py"))
ROOMS = (
    *("files", "formats", "editorial", "extract", "annotate", "convert", "analysis"),
    *("search", "render", "site", "export", "cache", "output", "scaffold", "verify"),
)
# What all may know: the words of the house, and where what was worked out is kept; one rule says
# which addresses are of one page.
COMMON = ("model", "problems", "cache", "tables", "web_addresses")
FREE = (
    "pipeline",
    "conversion",
    "site_files",
    "books",
    "quote_places",
    "load",
    "cli",
    "imports",
    "desk",
    "verify",
    "proposals",
)
# Rooms that read what stands in seeds/, by way of files/.
READERS = ("cache", "editorial", "formats", "scaffold")
# Beside the pipeline: they know the disk, or how work is shared out, and nothing of articles.
BESIDE = {
    ("cache", "output"),
    ("serving", "output"),
    ("site", "output"),
    ("scaffold", "editorial"),
    *((room, "files") for room in READERS),
}
# Which room may know a neighbour, and why; every other arrow runs through the pipeline.
NEIGHBOURS = {
    # A page is looked at before it is written.
    ("site", "html_check"),
    # The settings of a project name the texts that its templates show.
    ("editorial", "template_words"),
    # What an entity of HTML stands for is cleaned as the file itself was.
    ("extract", "files.encodings"),
    # A house line is one line in both Chinese scripts.
    ("extract", "convert.folding"),
    # One rule says which address the name of a file gives.
    ("analysis", "slugs"),
    # One record says what is cited, in a file for programs and on the page.
    ("render", "export.citations.reference"),
    # One rule says where a text and its conversion run alike.
    ("search", "analysis.converted_words"),
    # An entity's page is its concordance, laid out.
    ("render", "analysis.concordance"),
    # A page of the comparison, of the timeline, likewise.
    ("render", "analysis.compare"),
    ("render", "analysis.quantities"),
    ("render", "analysis.timeline"),
    # A page of two articles is what they share, laid out.
    ("render", "analysis.side_by_side"),
}
# Third-party packages: the only rooms that may know them.
OWNERS = {
    "opencc": {"convert"},
    "yaml": {"editorial"},
    "bs4": {"extract"},
    "trafilatura": {"extract"},
    "libzim": {"export"},
    "pypdfium2": {"formats"},
    "mammoth": {"formats"},
    "striprtf": {"formats"},
    "warcio": {"formats"},
    "brotli": {"formats"},
    "zstandard": {"formats"},
    "feedparser": {"formats"},
    "PIL": {"formats", "load"},
    "babel": {"render"},
    "pypinyin": {"search"},
    # A book: its package, and its chapters; compiled pages; the report on a manuscript.
    "jinja2": {"export", "render", "site", "verify"},
    "nh3": {"html_check"},
    "markdown": {"render", "site"},  # its extension for pages, and their rendering
    "mkdocs": {"site"},
}
# What writes to a disk, by the name of the function or method.
WRITERS = {
    "write_text",
    "write_bytes",
    "mkdir",
    "makedirs",
    "rmdir",
    "rmtree",
    "unlink",
    "rename",
    "touch",
    "symlink_to",
    "hardlink_to",
    "copytree",
    "copyfile",
    "copy2",
    "move",
    "mkstemp",
    "mkdtemp",
    "NamedTemporaryFile",
    "TemporaryDirectory",
    "fdopen",
}


@cache
def nodes_of(path: Path) -> tuple[ast.AST, ...]:
    """The nodes of a module's syntax tree, kept for all the rules."""
    return tuple(nodes(path))


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix()


@cache
def imports(path: Path) -> tuple[str, ...]:
    """Every module that is imported anywhere in a module, also within functions."""
    return tuple(imports_of(path))


def imports_of(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield str(node.module)
            yield from (f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and dotted_name(node.func).endswith(
            ("import_module", "__import__")
        ):
            yield ast.literal_eval(node.args[0]) if node.args else ""


@cache
def all_modules() -> frozenset[str]:
    """The modules of the package, without the package's name."""
    return frozenset(name_of(path).replace("/", ".").removesuffix(".__init__") for path in MODULES)


def of_ours(path: Path) -> set[str]:
    """The modules of the package that a module imports, without the package's name."""
    results = {
        text.removeprefix("dossier.") for text in imports(path) if text.startswith("dossier.")
    }
    return results & all_modules()


def test_there_are_rooms() -> None:
    """Else the rules below would hold of nothing."""
    assert len(MODULES) > 40
    assert {room_of(path) for path in MODULES} > set(ROOMS)


def test_a_room_knows_the_vocabulary_and_not_its_neighbours() -> None:
    """Arrows run one way, from the pipeline into each room."""
    refused = []
    for path in MODULES:
        room = room_of(path)
        for module in of_ours(path) if room not in (*FREE, "__init__") else ():
            other = module.split(".")[0]
            allowed = (
                other in (room, *COMMON) or (room, module) in NEIGHBOURS or (room, other) in BESIDE
            )
            if not allowed:
                refused.append(f"{name_of(path)} knows {module}")
    assert refused == []


def test_the_cache_has_one_door() -> None:
    """A room says what is computed from what, and not where results are kept or who works."""
    for path in MODULES:
        inner = {module for module in of_ours(path) if module.startswith("cache.")}
        assert room_of(path) == "cache" or not inner, f"{name_of(path)} knows {inner}"


def test_no_room_knows_another_that_knows_it() -> None:
    """Also by way of others: each room can be read, and replaced, after those that it knows."""
    known = {room: set[str]() for room in ROOMS}
    for path in MODULES:
        if (room := room_of(path)) in known:
            known[room] |= {module.split(".")[0] for module in of_ours(path)} & set(ROOMS) - {room}
    while leaves := [room for room, others in known.items() if not others & known.keys()]:
        for room in leaves:
            del known[room]
    assert not known


def test_every_exception_is_needed() -> None:
    used = {(room_of(path), module) for path in MODULES for module in of_ours(path)}
    assert used >= NEIGHBOURS


def test_the_vocabulary_needs_the_standard_library_alone() -> None:
    """It can be read, and tested, before anything is installed."""
    for path in MODULES:
        if room_of(path) not in ("model", "problems", "output", "slugs"):
            continue
        top = {text.split(".")[0] for text in imports(path)} - {"dossier"}
        assert top <= set(sys.stdlib_module_names)
        if room_of(path) == "model":
            assert {module.split(".")[0] for module in of_ours(path)} <= {"model"}, name_of(path)
    assert not of_ours(PACKAGE / "problems.py")


def test_a_package_is_known_to_its_owner_alone() -> None:
    """One room to change when it changes, or is replaced."""
    for path in MODULES:
        for package in {text.split(".")[0] for text in imports(path)} & set(OWNERS):
            assert room_of(path) in OWNERS[package], f"{name_of(path)} knows {package}"


def test_yaml_is_parsed_in_one_place_and_mkdocs_yml_in_another() -> None:
    """Words are read as words; only the renderer's own file is read as the renderer reads it."""
    known = {name_of(path) for path in MODULES if "yaml" in set(imports(path))}
    assert known == {
        "editorial/yamltext",
        "editorial/yamledit",
        "editorial/config",
    }


def test_only_output_writes() -> None:
    """One door to the disk: whatever leaves it is whole, and listed.

    The store has a file of its own, which nobody publishes; the cache may do with a passing one.
    """
    for path in MODULES:
        if room_of(path) in ("output", "cache"):
            continue
        for node in nodes_of(path):
            if not isinstance(node, ast.Call):
                continue
            called = dotted_name(node.func)
            assert called.split(".")[-1] not in WRITERS, f"{name_of(path)} calls {called}"
            assert called not in ("os.replace", "os.remove", "os.chmod"), name_of(path)
            if called.split(".")[-1] == "open" and called != "os.open":
                modes = [
                    ast.unparse(expr) for expr in [*node.args, *(k.value for k in node.keywords)]
                ]
                assert not [mode for mode in modes if set(mode) & set("wax+") and len(mode) <= 5]


def test_only_markup_escapes() -> None:
    """A second place that escapes escapes twice, or otherwise."""
    for path in MODULES:
        if name_of(path) == "render/escaping":
            continue
        # A reader makes HTML of other formats for the extraction to read.
        if room_of(path) not in ("extract", "formats"):
            results = {
                text for text in imports(path) if text.split(".")[-1] in ("escape", "quoteattr")
            }
            assert not results, name_of(path)
        docstrings = {
            node.body[0].value
            for node in nodes_of(path)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        for node in nodes_of(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                reference = node not in docstrings and ("&lt;" in node.value or "&#" in node.value)
                assert not reference, f"{name_of(path)}: {node.value[:40]}"


# Every way to the time of day: functions of `time`, and methods of `date` and `datetime`.
CLOCK = {"time", "time_ns", "ctime", "asctime", "gmtime", "localtime", "strftime", "mktime"}
CLOCK |= {"monotonic", "monotonic_ns", "perf_counter", "perf_counter_ns", "process_time"}
CLOCK |= {"clock_gettime", "clock_gettime_ns", "thread_time", "process_time_ns", "thread_time_ns"}
TODAY = ("datetime.now", "datetime.today", "date.today", "utcnow")
MAY_ASK_THE_TIME = {
    # An editor is told that a date lies ahead of today; no page knows.
    "load/__init__",
    # A file that was written in this very moment is read again.
    "cache/file_states",
    # A note says on which day it was written.
    "desk/notes",
    # A line of progress is shown when a build takes long.
    "cli/screens",
}


def clocks(path: Path) -> set[str]:
    """Return the clocks that a module asks, by the names that it calls or imports them by."""
    calls = (node.func for node in nodes_of(path) if isinstance(node, ast.Call))
    names = {dotted_name(function) for function in calls}
    asked = {name for name in names if name.endswith(TODAY)}
    asked |= {name for name in names if name.startswith("time.") and name[5:] in CLOCK}
    return asked | {name for name in imports(path) if name.startswith("time.")}


def test_nothing_asks_the_network_or_the_clock() -> None:
    """The same seeds give the same bytes, today and tomorrow, with and without a network."""
    for path in MODULES:
        top = {text.split(".")[0] for text in imports(path)}
        assert not top & {"socket", "requests", "httpx", "urllib3", "aiohttp", "random"}
        assert not set(imports(path)) & {"urllib.request", "http.client"}
        # Names made of hashes are the same each time; others have the clock or chance in them.
        assert not re.search(r"\buuid[14]\b", path.read_text("utf-8")), path
    asking = {name_of(path): names for path in MODULES if (names := clocks(path))}
    assert set(asking) == MAY_ASK_THE_TIME, asking


def test_no_seed_is_named_in_the_scripts() -> None:
    """A rule that knows one article is not a rule."""
    text = "\n".join(
        path.read_text("utf-8")
        for path in sorted((ROOT / "scripts").rglob("*"))
        if path.suffix in (".py", ".md", ".json", ".yml", ".txt")
    )
    articles, _ = read_articles(ROOT / "seeds")
    assert articles
    for article in articles:
        names = (
            article.id,
            article.slug,
            article.title.text,
            article.sha256,
            article.value("original_url"),
        )
        assert not [name for name in names if name and name in text]


def test_no_test_file_imports_from_another() -> None:
    """A helper of two files stands in tests/support, where a third one looks for it."""
    for path in python_files("tests"):
        for node in nodes(path):
            if isinstance(node, ast.ImportFrom):
                assert not str(node.module).startswith("test_"), f"{path.name}: {node.module}"
