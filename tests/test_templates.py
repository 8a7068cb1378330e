"""The templates in overrides/: what they print is escaped, and the texts they name exist."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from dossier.render.front_matter import front_matter
from dossier.render.inline import external, fill, joined, phrase, plain
from dossier.render.locales import expanded
from dossier.template_words import read_template_words, template_words
from support.pages import ROOT, rendered
from support.python_files import nodes

OVERRIDES = ROOT / "overrides"
TEMPLATES = sorted(OVERRIDES.rglob("*.html"))
# Printed as they are: Markdown's HTML, and JSON that the build writes without <, > and &.
SAFE = ("page.content", "meta.linked_data")
TOKEN = re.compile(r"{%-?\s*(autoescape true|endautoescape)\s*-?%}|({{)")


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_all_that_a_template_prints_is_escaped(path: Path) -> None:
    """A title is a stranger's words; neither renderer escapes it unless the template says so."""
    source = re.sub(r"{#.*?#}", "", path.read_text("utf-8"), flags=re.S)
    depth = 0
    for switch, _ in TOKEN.findall(source):
        assert switch or depth > 0
        depth += {"autoescape true": 1, "endautoescape": -1}.get(switch, 0)
    assert set(re.findall(r"{{\s*([\w.]+)\s*\|\s*safe", source)) <= set(SAFE)
    assert len(re.findall(r"\|\s*safe\b", source)) == len(
        re.findall(r"{{\s*[\w.]+\s*\|\s*safe\s*}}", source)
    )


def test_each_text_that_a_template_names_is_in_the_catalogue() -> None:
    patterns = set().union(*read_template_words(OVERRIDES).values()) - {"site_title"}
    assert not [pattern for pattern in sorted(patterns) if not expanded(pattern)]


def test_a_template_needs_the_texts_of_those_it_uses() -> None:
    words = template_words(
        {
            "a.html": '{% extends "b.html" %}{{ words.skip }}',
            "b.html": '{%- include "c.html" -%}{{ words["search_" ~ key] }}',
            "c.html": '{% from "a.html" import x %}{{ words.light }}',
            "d.html": "{{ other.words_of }}",
        }
    )
    assert words["a.html"] == words["c.html"] == ("light", "search_*", "skip")
    assert words["d.html"] == ()


def test_a_line_is_shown_with_its_links_and_languages(tmp_path: Path) -> None:
    lead = fill(
        "{a} & {b}",
        a=[phrase("<b>", lang="fr"), "x"],
        b=joined(
            [external("https://a.example/", "out"), [phrase("in", "b.html", kind="ref")]], ", "
        ),
    )
    meta = front_matter(
        {
            "template": "search.html",
            "title": "T",
            "dossier": "D",
            "lead": lead,
            "others": [],
            "words": {},
        }
    )
    head = rendered(f"---\n{meta}---\n").first("header")
    out, inside = [element for element in head.all() if element.name == "a"]
    assert head.words().split("\n")[-2].strip() == plain(lead) == "<b>x & out, in"
    assert out.attributes == {"href": "https://a.example/", "rel": "noopener noreferrer"}
    assert inside.attributes == {"href": "b.html", "class": "d-ref"}
    assert next(e for e in head.all() if e.attributes.get("lang")).attributes == {"lang": "fr"}


def test_books_show_lines_as_pages_do() -> None:
    """The package is installed without overrides/, so it has the macro of its own."""
    copy = (ROOT / "scripts/dossier/render/book/inline.xml").read_text("utf-8")
    breaks = '{%- for row in parts.split("\\n") -%}{% if not loop.first %}<br/>{% endif %}'
    same = copy.replace(breaks + "{{ row }}{%- endfor -%}", "{{ parts }}").replace("<br/>", "<br>")
    assert same == (OVERRIDES / "partials/inline.html").read_text("utf-8")


# Rooms that read HTML, and the reader of Markdown, which builds elements of names.
READERS = ("extract/", "formats/", "html_check", "site/", "render/markdown/", "render/book/xhtml")
TAG = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>|<!", re.I)


def test_no_html_stands_in_python() -> None:
    """A page's look is its template: no string of the package is a tag, but where HTML is read."""
    package = ROOT / "scripts" / "dossier"
    for path in sorted(package.rglob("*.py")):
        if path.relative_to(package).as_posix().startswith(READERS):
            continue
        for node in nodes(path):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                source = re.sub(r"\(\?P?<[\w=!]*>?", "", node.value)
                assert not TAG.search(source) or is_docstring(node, path), (path, node.lineno)


def is_docstring(node: ast.Constant, path: Path) -> bool:
    """Whether a string is one that documents a module, class or function."""
    kinds = (ast.Module, ast.ClassDef, ast.FunctionDef)
    owners = (item for item in nodes(path) if isinstance(item, kinds))
    return any(ast.get_docstring(item, clean=False) == node.value for item in owners)
