"""An editor's Markdown: few elements, no word lost, and nothing in it acts."""

from __future__ import annotations

import re
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.model import REFERENCE
from dossier.render.inline import Line, Phrase, phrase
from dossier.render.prose import blocks, line
from support.examples import examples
from support.pages import macro, parsed

ALLOWED = {
    "p": set(),
    "ul": set(),
    "ol": set(),
    "li": set(),
    "blockquote": set(),
    "em": set(),
    "strong": set(),
    "code": set(),
    "br": set(),
    "a": {"href", "rel"},
}
TRICKS = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</aside></div><b>",
    "<!-- x -->",
    "<![CDATA[x]]>",
    "<div markdown=1>",
    "&lt;script&gt;",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt:alert(1))",
    "[x](java&#115;cript:alert(1))",
    "[x](data:text/html,y)",
    "[x](vbscript:y)",
    "[x](../up.html)",
    "[x](#p1)",
    "[x](https://a.example)",
    '[x](https://a.example "t\\" onclick=y")',
    "![x](https://a.example/y.png)",
    "![x](data:image/svg+xml,<svg onload=y>)",
    "<https://a.example>",
    "<javascript:x>",
    "[x]: javascript:y",
    "[^1]",
    "\n\n[^1]: words\n\n",
    "*[HTML]: x",
    "\n\n[TOC]\n\n",
    '--8<-- "mkdocs.yml"',
    "{: #content .md-nav onclick=y }",
    "{#id}",
    "{{ config }}",
    "{% raw %}",
    "[[x]]",
    "[[x|y]]",
    "[[[[x]]]]",
    "[[x|[y]]]",
    "]]",
    "[[",
    "[a [[x]] b](https://a.example)",
    "*a*",
    "**b**",
    "`c`",
    "`<script>d</script>`",
    "``",
    "\n\n```\nd\n```\n\n",
    "\n\n# e\n\n",
    "\n\n- f\n- g\n\n",
    "\n\n1. h\n\n",
    "\n\n> i\n\n",
    "\n\n---\n\n",
    "\n===\n",
    "  \n",
    "\\",
    "\u2028",
    "\u202e",
    "中",
    "。",
    " ",
    "a",
    "\n",
)
BODY = st.lists(st.sampled_from(TRICKS), min_size=1, max_size=8).map("".join)


def linked(words: str) -> Line:
    """Each [[…]] as a link, as render/references.py makes them."""
    parts: list[str | Phrase] = []
    at = 0
    for match in REFERENCE.finditer(words):
        parts += [words[at : match.start()], phrase(match[2] or match[1], href="x.html")]
        at = match.end()
    return [*parts, words[at:]]


def html_of(body: str) -> str:
    """The words of a note as the templates show them."""
    return str(macro("partials/prose.html", "prose")(blocks(body, linked)))


@examples(150)
@given(BODY)
def test_nothing_in_a_note_acts(body: str) -> None:
    """Ten elements, two attributes; links lead to http, https, mailto, or within the dossier."""
    for item in list(parsed(html_of(body)).all())[1:]:
        assert item.name in ALLOWED
        assert set(item.attributes) <= ALLOWED[item.name]
        if item.name == "a":
            assert str(item.attributes["href"]) == "x.html" or str(
                item.attributes["href"]
            ).startswith(("https://a.example", "https://"))
            assert not [below for below in item.all() if below is not item and below.name == "a"]


def letters(words: str) -> list[str]:
    return re.findall(r"[a-z\u4e00-\u9fff。]", words.casefold())


@examples(150)
@given(BODY)
@example("````<script>alert(1)</script>")
def test_no_word_of_a_note_is_lost(body: str) -> None:
    """Letter by letter, in their order; an address of a link or a picture stands behind its words."""
    tree = parsed(html_of(body))
    results = letters(tree.words())
    hidden = [
        unquote(str(element.attributes["href"])) for element in tree.all() if element.name == "a"
    ]
    # What Markdown itself takes away: addresses and titles of links and pictures, the target of
    # a [[x|y]].
    source = re.sub(r"(!?\[[^\]]*\])\([^)]*\)+", r"\1", body)
    source = re.sub(r"\[\[[^\[\]|\n]+\|([^\[\]\n]+)\]\]", r"\1", source)
    source = re.sub(r"&(?:lt|gt|#115);", "", source)
    missing = list(letters(source))
    for sign in results:
        if sign in missing:
            missing.remove(sign)
    assert not [sign for sign in missing if sign not in "".join(hidden)], (body, results)


@pytest.mark.parametrize(
    ("body", "html"),
    [
        ("一段。\n\n二段。", "<p>一段。</p><p>二段。</p>"),
        ("*甲*与**乙**", "<p><em>甲</em>与<strong>乙</strong></p>"),
        ("- 甲\n- 乙", "<ul><li>甲</li><li>乙</li></ul>"),
        ("1. 甲\n2. 乙", "<ol><li>甲</li><li>乙</li></ol>"),
        ("> 甲", "<blockquote><p>甲</p></blockquote>"),
        ("# 甲", "<p><strong>甲</strong></p>"),
        ("甲\n乙", "<p>甲乙</p>"),
        ("甲。\n“乙”", "<p>甲。“乙”</p>"),
        ("a\nb", "<p>a b</p>"),
        ("a\n“b”\nc", "<p>a “b” c</p>"),
        ("中\n**文**", "<p>中<strong>文</strong></p>"),
        ("a  \nb", "<p>a<br>b</p>"),
        ("见[[x]]。", '<p>见<a href="x.html">x</a>。</p>'),
        ("见[[x|那*里*]]", None),
        ("`[[x]]`", "<p><code>[[x]]</code></p>"),
        ("<b>", "<p>&lt;b&gt;</p>"),
        ("[^1]: 脚注", "<p>[^1]: 脚注</p>"),
        (
            "[词](https://a.example/b_c)",
            '<p><a href="https://a.example/b_c" rel="noopener noreferrer">词</a></p>',
        ),
    ],
)
def test_markdown_is_read_as_an_editor_means_it(body: str, html: str | None) -> None:
    """Lines that an editor broke run on: without a space between Chinese, with one elsewhere."""
    assert html is None or html_of(body) == html


def test_no_link_stands_in_a_link() -> None:
    """HTML forbids it: a reference within the words of a link is words."""
    tree = parsed(html_of("[前[[x]]后](https://a.example)"))
    (link,) = [element for element in tree.all() if element.name == "a"]
    assert link.words() == "前[[x]]后"


@pytest.mark.parametrize(
    "body",
    ["> " * 80 + "字", "- " * 40 + "字", "*" * 5000, "[" * 5000 + "字", "`" * 5000, "[[" * 3000],
)
def test_deep_nesting_costs_no_words_and_no_time(body: str) -> None:
    """Nor a recursion that Python would stop."""
    assert ("字" in body) <= ("字" in parsed(html_of(body)).words())


@pytest.mark.parametrize(
    ("body", "words"),
    [("一。\n\n二。", "一。 二。"), ("- 甲\n- 乙", "甲 乙"), ("*甲*[[x]]", "甲x")],
)
def test_an_event_is_one_line(body: str, words: str) -> None:
    """For the timeline: no paragraph, no list."""
    tree = parsed(str(macro("partials/inline.html", "line")(line(body, linked))))
    assert tree.words() == words
    assert {element.name for element in tree.all()} <= {"root", "em", "strong", "a", "code", "br"}
