"""Only what changed is rendered, and nobody can tell: the bytes are those of a build from nothing."""

from __future__ import annotations

import logging
import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jinja2 import TemplateNotFound
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, PluginError
from mkdocs.utils.meta import get_data

from dossier.cache import StoppedError, workers
from dossier.output import manifest
from dossier.output.site_folder import (
    bring_back,
    move_aside,
    place,
    remove_old,
    remove_others,
)
from dossier.site import render
from dossier.site.links import pages_linking_to
from dossier.site.render import PageRecord, source_parts
from support.examples import examples
from support.pages import ROOT

PROSE = "河边的书店今天开门了，林秋说，他没有想到会来这么多人。"
HOOK = ROOT / "scripts/mkdocs_hooks.py"
CONTRACT = f"""\
site_name: 小集
site_url: ""
theme: {{name: material, custom_dir: overrides, font: false, favicon: assets/favicon.svg}}
use_directory_urls: false
plugins: []
hooks: ['{HOOK}']
markdown_extensions: [tables, toc, dossier.render.markdown]
not_in_nav: /*/
validation: {{omitted_files: warn, absolute_links: warn, unrecognized_links: warn, anchors: ignore}}
extra: {{dossier: {{variants: [zh-Hans], default: zh-Hans}}}}
"""


def a_project(folder: Path) -> Path:
    """Three articles, a name, and a page by hand."""
    shutil.copytree(ROOT / "overrides", folder / "overrides")
    (folder / "docs/assets").mkdir(parents=True)
    (folder / "docs/assets/favicon.svg").write_text("<svg/>")
    (folder / "docs/own.md").write_text("# 手写\n\n[一](zh-Hans/articles/n1.md#p1)\n", "utf-8")
    (folder / "seeds").mkdir()
    for number in range(3):
        seed(folder, number, PROSE)
    register = "lin:\n  type: person\n  names: {zh-Hans: 林秋}\n"
    (folder / "seeds/_entities.yml").write_text(register, "utf-8")
    (folder / "mkdocs.yml").write_text(CONTRACT, "utf-8")
    return folder


def seed(folder: Path, number: int, words: str) -> None:
    path = folder / "seeds" / f"n{number}.txt"
    path.write_text(f"第{number}篇的题目\n\n{words}第{number}段。\n\n{PROSE}\n", "utf-8")


def rendered(folder: Path, strict: bool = False) -> None:
    """MkDocs over a project."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"), strict=strict)
    mkdocs_build(config)


def bytes_of(site: Path) -> dict[str, bytes]:
    paths = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in paths}


def from_nothing(folder: Path, place: Path) -> dict[str, bytes]:
    """The site of the same sources where nothing was built before."""
    shutil.rmtree(place, ignore_errors=True)
    ours = {folder / "docs" / path for path in manifest(folder / "docs")}

    def left_out(where: str, names: list[str]) -> set[str]:
        return {name for name in names if name in (".cache", "site", ".dossier-files")} | {
            name for name in names if Path(where, name) in ours
        }

    shutil.copytree(folder, place, ignore=left_out)
    rendered(place)
    return bytes_of(place / "site")


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> None:
    """No address of the machine's, and one day of the build."""
    monkeypatch.setenv("SITE_URL", "")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that was rendered once."""
    folder = a_project(tmp_path / "p")
    rendered(folder)
    return folder


@pytest.fixture
def rendering(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the pages that are rendered from now on."""
    paths: list[str] = []
    whole = render.Renderer.__call__

    def counted(self: Any, file: Any) -> Any:
        paths.append(file.src_uri)
        return whole(self, file)

    monkeypatch.setattr(render.Renderer, "__call__", counted)
    return paths


def test_nothing_is_rendered_again_and_no_file_is_written(
    project: Path, rendering: list[str]
) -> None:
    site = project / "site"
    before = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    rendered(project)
    assert rendering == []
    after = {path: path.stat().st_mtime_ns for path in site.rglob("*.html")}
    ours = {path for path in before if path.name not in ("404.html", "own.html")} - {
        site / "index.html"
    }
    assert before.keys() == after.keys()
    assert len(ours) > 8
    assert {path: before[path] for path in ours} == {path: after[path] for path in ours}


def test_an_edit_renders_its_pages_and_not_the_others(project: Path, rendering: list[str]) -> None:
    seed(project, 1, f"{PROSE}今天下雨。")
    rendered(project)
    assert "zh-Hans/articles/n1.md" in rendering
    assert not {"zh-Hans/articles/n0.md", "zh-Hans/about.md"} & set(rendering)
    assert "今天下雨" in (project / "site/zh-Hans/articles/n1.html").read_text("utf-8")


def test_a_server_renders_an_edit_without_mkdocs(project: Path, rendering: list[str]) -> None:
    previews: list[str] = []
    follow = served(project, previews)
    seed(project, 1, f"{PROSE}今天下雨。")
    assert not follow()
    assert previews == ["zh-Hans/articles/n1.html"]
    assert "zh-Hans/articles/n1.md" in rendering
    assert not {"zh-Hans/articles/n0.md", "zh-Hans/about.md"} & set(rendering)
    assert "今天下雨" in (project / "site/zh-Hans/articles/n1.html").read_text("utf-8")
    assert bytes_of(project / "site") == from_nothing(project, project.parent / "new")


def test_a_page_is_shown_again_where_an_edit_brings_a_passage_of_another(project: Path) -> None:
    """Passages of articles that shared none before are found with the rest of the build."""
    same = "旧码头的木板被潮水泡得发黑，夜里有人提着灯走过去，数一数还剩下几条船没有回来。"
    words = f"他写道：{same}后来的事情没有人记得，连当年的账本也不知去向了。"
    (project / "seeds/n0.txt").write_text(f"灯\n\n{words}\n", "utf-8")
    previews: list[str] = []
    follow = served(project, previews)
    seed(project, 1, f"{same}两年以后她在另一座城市里又见到了那盏灯，灯罩上多了一道裂纹。")
    assert not follow()
    page = "zh-Hans/articles/n1.html"
    assert previews == [page, page]
    assert "n0.html#p" in (project / "site" / page).read_text("utf-8")


def test_an_edit_does_not_wait_for_the_whole_site(project: Path, rendering: list[str]) -> None:
    """Its page is shown although the build before it was stopped; the pages of that one stay."""
    previews: list[str] = []
    follow = served(project, previews)
    EDITS["another article"](project)
    assert follow(pages=6)
    finished = set(rendering)
    assert not (project / "site/zh-Hans/articles/n7.html").exists()
    rendering.clear()
    seed(project, 1, f"{PROSE}今天下雨。")
    assert follow()
    assert previews == ["zh-Hans/articles/n1.html"]
    assert len(finished & set(rendering)) < len(finished) == 6
    assert bytes_of(project / "site") == from_nothing(project, project.parent / "new")


@pytest.mark.parametrize("step", ["another article", "a template", "a page by hand less"])
def test_a_server_leaves_to_mkdocs_what_is_more_than_an_edit(project: Path, step: str) -> None:
    follow = served(project)
    EDITS[step](project)
    assert follow()
    assert not follow()


def test_settings_of_another_file_are_read_by_mkdocs(project: Path) -> None:
    base = project / "base.yml"
    base.write_text("copyright: 甲\n", "utf-8")
    contract = project / "mkdocs.yml"
    contract.write_text(f"INHERIT: base.yml\n{contract.read_text('utf-8')}", "utf-8")
    follow = served(project)
    base.write_text("copyright: 乙\n", "utf-8")
    assert follow()


def test_after_a_failed_edit_a_server_builds_the_site_anew(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    follow = served(project)
    seed(project, 1, f"{PROSE}今天下雨。")
    monkeypatch.setattr(render, "examine", lambda html: (["a marquee"], frozenset(), frozenset()))
    with pytest.raises(PluginError, match=r"n1\.md.*a marquee"):
        follow()
    assert "今天下雨" not in (project / "site/zh-Hans/articles/n1.html").read_text("utf-8")
    monkeypatch.undo()
    assert follow()
    assert "今天下雨" in (project / "site/zh-Hans/articles/n1.html").read_text("utf-8")


def edit(path: str, old: str, new: str) -> Callable[[Path], None]:
    """Replace words of a file; where they were replaced before, put them back."""

    def act(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        changed = text.replace(new, old) if new in text else text.replace(old, new)
        assert changed != text
        (folder / path).write_text(changed, "utf-8")

    return act


def switch(path: str, text: str) -> Callable[[Path], None]:
    """Write a file, or take it away if it is there."""

    def act(folder: Path) -> None:
        place = folder / path
        if place.exists():
            place.unlink()
        else:
            place.write_text(text, "utf-8")

    return act


EDITS: dict[str, Callable[[Path], None]] = {
    "words": edit("seeds/n0.txt", "今天", "昨天"),
    "a name": edit("seeds/_entities.yml", "林秋", "书店"),
    "a sidecar": switch("seeds/n1.yml", "title: 另一个题目\n"),
    "a broken sidecar": switch("seeds/n0.yml", "title: [\n"),
    "another article": switch("seeds/n7.txt", f"又一篇\n\n{PROSE}又一段。\n"),
    "one article less": switch("seeds/n2.txt", f"第2篇的题目\n\n{PROSE}第2段。\n\n{PROSE}\n"),
    "a partial": edit("overrides/partials/footer.html", "<footer", "<footer data-x"),
    "a template": edit("overrides/main.html", '<main class="', '<main data-y class="'),
    "the name of the site": edit("mkdocs.yml", "小集", "大集"),
    "the address of the site": edit("mkdocs.yml", 'site_url: ""', "site_url: https://a.example/b/"),
    "a page by hand": edit("docs/own.md", "手写", "手抄"),
    "a page by hand less": switch("docs/other.md", "# 别的\n"),
    "a file by hand": edit("docs/assets/favicon.svg", "<svg/>", "<svg />"),
}


def served(folder: Path, previews: list[str] | None = None) -> Callable[..., bool]:
    """Build a project as a server does, again by each call: whether MkDocs had to.

    `previews` gets the paths of pages that are there ahead of the others. If a call says so, MkDocs'
    build is stopped once so many `pages` are rendered.
    """
    builds: list[bool] = []
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"))
    mkdocs_build(config)
    hooks: Any = config.hooks
    (hook,) = hooks.values()

    def build() -> None:
        builds.append(True)
        rendered(folder)

    again = hook.following(build)

    def follow(pages: int | None = None) -> bool:
        builds.clear()
        left = count(pages or 0, -1)
        with suppress(StoppedError):
            again(
                ([] if previews is None else previews).append,
                lambda: pages is not None and next(left) <= 0,
            )
        return bool(builds)

    return follow


@settings(examples(12), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(st.sampled_from(sorted(EDITS)), min_size=1, max_size=3),
    serving=...,
    pages=st.none() | st.integers(0, 20),
)
def test_after_any_edits_the_site_is_that_of_a_build_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str], serving: bool, pages: int | None
) -> None:
    """Of seeds, of templates, of the configuration and of pages by hand, one after the other.

    Also where an edit stops the build of the one before it.
    """
    folder = a_project(tmp_path_factory.mktemp("edits") / "p")
    rendered(folder)
    follow = served(folder) if serving else None
    for step in steps:
        EDITS[step](folder)
        if follow and pages is not None:
            follow(pages)
        elif follow:
            follow()
        else:
            rendered(folder)
    if follow:
        follow()
    assert bytes_of(folder / "site") == from_nothing(folder, folder.parent / "new")
    shutil.rmtree(folder.parent)


def test_what_is_gone_is_nowhere(project: Path) -> None:
    """Neither in the site nor among the rendered pages; a stray file in the site goes too."""
    (project / "site/zh-Hans/stray").mkdir()
    (project / "site/zh-Hans/stray/x.html").touch()
    (project / "seeds/n2.txt").unlink()
    rendered(project)
    names = {path.name for path in project.rglob("*.html")}
    assert "n1.html" in names
    assert not {"n2.html", "x.html"} & names
    assert not (project / "site/zh-Hans/stray").exists()
    (cached,) = {path.parent for path in (project / ".cache/dossier/html").glob("*/.records")}
    pages = {path.relative_to(cached).as_posix() for path in cached.rglob("*.html")}
    assert pages == {
        path
        for path in bytes_of(project / "site")
        if path.startswith("zh-Hans/") and path.endswith(".html")
    }


def test_a_rendered_page_that_was_tampered_with_is_rendered_again(project: Path) -> None:
    before = bytes_of(project / "site")
    page = "zh-Hans/articles/n1.html"
    (project / "site" / page).write_text("x")
    rendered(project)
    (cached,) = {path.parent for path in (project / ".cache/dossier/html").glob("*/.records")}
    (cached / page).unlink()
    (cached / "zh-Hans/about.html").write_text("y")
    rendered(project)
    assert bytes_of(project / "site") == before


def messages(folder: Path, caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the warnings of MkDocs, which make a strict build fail."""
    caplog.clear()
    try:
        rendered(folder, strict=True)
        assert not caplog.messages
    except Abort:
        assert caplog.messages
    return [record.getMessage() for record in caplog.records if record.levelno > logging.INFO]


def test_a_link_to_an_id_that_is_gone_is_reported_by_each_build(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """On a page by hand, until the id is there again; MkDocs knows no id of ours."""
    assert messages(project, caplog) == []
    own = project / "docs/own.md"
    own.write_text(own.read_text("utf-8").replace("#p1", "#p99"), "utf-8")
    broken = "contains a link 'zh-Hans/articles/n1.md#p99', but the doc 'zh-Hans/articles/n1.md' does not contain an anchor '#p99'."
    for _ in range(2):
        (message,) = messages(project, caplog)
        assert message == f"Doc file 'own.md' {broken}"
    own.write_text(own.read_text("utf-8").replace("#p99", "#p1"), "utf-8")
    assert messages(project, caplog) == []


def test_links_between_generated_pages_are_checked(
    project: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The whole pages, since templates write most links and ids."""
    footer = project / "overrides/partials/footer.html"
    whole = footer.read_text("utf-8")
    link = (
        '<p><a href="{{ "zh-Hans/about.html#nowhere" | url }}">x</a><a href="gone.html">y</a></p>'
    )
    footer.write_text(f"{whole}{link}", "utf-8")
    for _ in range(2):
        words = messages(project, caplog)
        assert (
            "Doc file 'zh-Hans/articles/n1.md' contains a link '../about.html#nowhere', but the doc 'zh-Hans/about.md' does not contain an anchor '#nowhere'."
            in words
        )
        assert (
            "Doc file 'zh-Hans/articles/n1.md' contains a link 'gone.html', but the target 'zh-Hans/articles/gone.html' is not found among documentation files."
            in words
        )
        assert len(words) == len(set(words))
    footer.write_text(whole, "utf-8")
    assert messages(project, caplog) == []


def test_an_unchanged_page_is_looked_at_when_what_it_links_to_is_lost() -> None:
    def record(*links: str) -> PageRecord:
        return PageRecord((None, None), "", "\n".join(links), {})

    pages = {
        "a/x.html": record("y.html#p1", "#p2"),
        "a/y.html": record("../b.html"),
        "c.html": record(),
    }
    assert list(pages_linking_to({("a/y.html", "p1")}, pages)) == ["a/x.html"]
    assert list(pages_linking_to({("a/y.html", "p2")}, pages)) == []
    assert list(pages_linking_to({("a/x.html", "p2")}, pages)) == []
    assert list(pages_linking_to({("a/y.html", ""), ("b.html", "")}, pages)) == [
        "a/x.html",
        "a/y.html",
    ]
    assert list(pages_linking_to(set(), pages)) == []


def test_a_page_that_fails_leaves_the_last_site(project: Path) -> None:
    before = bytes_of(project / "site")
    (project / "overrides/partials/footer.html").write_text("{{ 1 / 0 }}")
    with pytest.raises(ZeroDivisionError) as failure:
        rendered(project)
    assert failure.value.__notes__[0].startswith("The page is zh-Hans/")
    assert bytes_of(project / "site") == before


def test_several_processes_render_the_same(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also where one of them dies at work."""
    before = bytes_of(project / "site")
    monkeypatch.setattr(render, "FEW", 1)
    monkeypatch.setattr(render, "cpu_count", lambda: 3)
    monkeypatch.setattr(workers, "can_fork", lambda: True)
    begun = os.getpid()
    whole = render.Renderer.__call__

    def dying(self: Any, file: Any) -> Any:
        if os.getpid() != begun and file.src_uri.endswith("n1.md"):
            os._exit(3)
        return whole(self, file)

    for work in (whole, dying):
        monkeypatch.setattr(render.Renderer, "__call__", work)
        shutil.rmtree(project / ".cache/dossier/html")
        rendered(project)
        assert bytes_of(project / "site") == before


def test_the_list_of_pages_has_them_all(project: Path) -> None:
    contract = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(
        contract.replace('site_url: ""', "site_url: https://a.example/"), "utf-8"
    )
    rendered(project)
    sitemap = (project / "site/sitemap.xml").read_text("utf-8")
    pages = {path for path in bytes_of(project / "site") if path.endswith(".html")} - {"404.html"}
    assert set(re.findall("<loc>https://a.example/(.*)</loc>", sitemap)) == pages
    assert sitemap.count("<xhtml:link") > len(pages) // 2


def test_a_page_in_the_navigation_is_left_to_mkdocs(project: Path, rendering: list[str]) -> None:
    """With the title that it has there."""
    contract = project / "mkdocs.yml"
    nav = "nav: [index.md, own.md, {一篇: zh-Hans/articles/n1.md}]\n"
    contract.write_text(f"{contract.read_text('utf-8')}{nav}", "utf-8")
    rendered(project)
    assert "zh-Hans/articles/n0.md" in rendering
    assert "zh-Hans/articles/n1.md" not in rendering
    assert (project / "site/zh-Hans/articles/n1.html").is_file()


def test_where_another_hook_changes_pages_mkdocs_renders_them(
    project: Path, rendering: list[str]
) -> None:
    (project / "other.py").write_text(
        "def on_page_markdown(text, page, config, files):\n    return text + '\\n\\n新的一句。'\n"
    )
    contract = (project / "mkdocs.yml").read_text("utf-8")
    (project / "mkdocs.yml").write_text(contract.replace("hooks: [", "hooks: [other.py, "), "utf-8")
    rendered(project)
    assert rendering == []
    assert "新的一句。" in (project / "site/zh-Hans/about.html").read_text("utf-8")


def test_a_strict_build_uses_the_pages_of_another(project: Path, rendering: list[str]) -> None:
    rendered(project, strict=True)
    assert rendering == []


def test_a_page_that_shows_the_time_is_rendered_each_time(
    project: Path, rendering: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    footer = project / "overrides/partials/footer.html"
    footer.write_text(footer.read_text("utf-8") + "{{ build_date_utc }}", "utf-8")
    rendered(project)
    rendering.clear()
    rendered(project)
    assert rendering == []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000001")
    rendered(project)
    assert "zh-Hans/about.md" in rendering
    assert "22:13:21" in (project / "site/zh-Hans/about.html").read_text("utf-8")


def test_a_template_that_is_not_there_is_named(project: Path) -> None:
    """It is an OSError for Python, and no fault of the disk."""
    main = project / "overrides/main.html"
    main.write_text(main.read_text("utf-8").replace("partials/footer", "partials/gone"), "utf-8")
    with pytest.raises(TemplateNotFound, match=r"partials/gone\.html"):
        rendered(project)


def test_front_matter_is_read_as_mkdocs_reads_it(the_site: Path) -> None:
    """Quicker, since each line of it is JSON; all else is left to MkDocs."""
    pages = sorted((the_site / "docs").rglob("*.md"))[::25]
    assert len(pages) > 10
    for path in pages:
        source = path.read_text("utf-8")
        assert source_parts(source) == get_data(source)
    for source in (
        "# 题\n",
        "---\na: [b]\n---\n\n题\n",
        "---\na: 'b\n---\nx\n",
        "---\na: 1\n b\n---\nx",
    ):
        assert source_parts(source) == get_data(source)


def test_a_site_is_moved_aside_and_brought_back(tmp_path: Path) -> None:
    """A file that has come in the place of another stays; hidden files are not touched."""
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_text("old")
    (tmp_path / "c").write_text("old")
    (tmp_path / ".mark").touch()
    (tmp_path / ".git/refs").mkdir(parents=True)
    for _ in range(2):
        move_aside(tmp_path)
        assert [path.name for path in tmp_path.glob("[!.]*")] == []
    (tmp_path / "c").write_text("new")
    bring_back(tmp_path)
    assert (tmp_path / "a/b").read_text() == "old"
    assert (tmp_path / "c").read_text() == "new"
    assert {path.name for path in tmp_path.iterdir()} == {"a", "c", ".mark", ".git"}
    remove_others(tmp_path, {"c"})
    assert {path.name for path in tmp_path.iterdir()} == {"c", ".mark", ".git"}
    assert (tmp_path / ".git/refs").is_dir()


def test_a_file_is_placed_only_where_it_differs(tmp_path: Path) -> None:
    """And never written into, since it may be linked from elsewhere."""
    source, target, linked = (tmp_path / name for name in ("a", "b/c", "d"))
    source.write_text("one")
    place(str(source), str(target))
    os.link(target, linked)
    number = target.stat().st_ino
    place(str(source), str(target))
    assert target.stat().st_ino == number
    source.write_text("two")
    place(str(source), str(target))
    assert (target.read_text(), linked.read_text()) == ("two", "one")
    source.write_text("three")
    place(str(source), str(target), link=True)
    assert source.samefile(target)


def test_of_many_folders_the_newest_are_kept(tmp_path: Path) -> None:
    for number in range(4):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}/list").touch()
        os.utime(tmp_path / f"{number}/list", (0, 10 - number))
    remove_old(tmp_path, "list", 2)
    assert {path.name for path in tmp_path.iterdir()} == {"0", "1"}
