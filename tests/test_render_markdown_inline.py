"""Words of a block become text and a few elements (scripts/dossier/render/markdown/inline.py)."""

from __future__ import annotations

from html import unescape
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown.serializers import to_html_string

from dossier.render.markdown.elements import element, words_of
from dossier.render.markdown.inline import Inline
from support.examples import examples, sample

NOTES = ("1", "2")
LINKS = {"中国": ("../entities/china.md", None), "1": ("https://a.example/?b=c&d", "T")}
AWAY = 'rel="noopener noreferrer"'


def read(text: str) -> str:
    """The HTML of a text, with signs that are kept from later processors as themselves."""
    html = to_html_string(element("p", *Inline(text, NOTES, LINKS).read()))
    return html[3:-4].replace("\x0291\x03", "[").replace("\x02123\x03", "{")


@pytest.mark.parametrize(
    ("text", "html"),
    [
        # Emphasis stands where it stands, also where CommonMark sees none.
        ("**中文。**中文", "<strong>中文。</strong>中文"),
        ("a*b*c **d** ~~e~~ H~2~O x^2^", None),
        ("**a***b*", "<strong>a</strong><em>b</em>"),
        ("***a** b*", "<em><strong>a</strong> b</em>"),
        ("***a* b**", "<strong><em>a</em> b</strong>"),
        ("**a *b***", "<strong>a <em>b</em></strong>"),
        ("***a***", "<em><strong>a</strong></em>"),
        ("*a **b** c*", "<em>a <strong>b</strong> c</em>"),
        ("2 * 3 * 4, ** a, a_b_c, __init__", "2 * 3 * 4, ** a, a_b_c, <strong>init</strong>"),
        ("**a *b** c*", "<strong>a *b</strong> c*"),
        (r"**\[\[a]]** ==a]b==[^1]", '<strong>[[a]]</strong> <mark refs="1">a]b</mark>'),
        ("*a", "*a"),
        ("****", "****"),
        # Links lead into the site, to other sites, or nowhere.
        ("[a](../b.md#p1)", '<a href="../b.md#p1">a</a>'),
        ("[**a** b](x.md){lang=fr dir=rtl}", '<a dir="rtl" href="x.md" lang="fr"><strong>a</strong> b</a>'),
        ('[a](<x.md> "T&amp;U")', '<a href="x.md" title="T&amp;U">a</a>'),
        ("[a](https://b.example/c_(d)?e=f&g)", f'<a href="https://b.example/c_(d)?e=f&amp;g" {AWAY}>a</a>'),
        ("[a](mailto:b@c.example)", f'<a href="mailto:b@c.example" {AWAY}>a</a>'),
        ("<https://a.example>", f'<a href="https://a.example" {AWAY}>https://a.example</a>'),
        ("<b@c.example>", f'<a href="mailto:b@c.example" {AWAY}>b@c.example</a>'),
        ("[a](javascript:b) [c](//d) [e](/f) [g]()", "a c e g"),
        ("[a](java&#115;cript&colon;b)", "a"),
        (r"[a](\\b.example)", "a"),
        ("[a [b](c.md) d](e.md)", '[a <a href="c.md">b</a> d](e.md)'),
        ("[*a](b.md)*", '<a href="b.md">*a</a>*'),
        ("[中国][], [中国], [x][1], [x]", None),
        # A picture of the site is shown, none of another host.
        ("![a](assets/b.png)", '<img alt="a" src="assets/b.png">'),
        ("![a](https://b.example/c.png)", "a"),
        # Words in another language, and other spans.
        ("[a]{lang=fr} [b]{.credit} [c]{x}", '<span lang="fr">a</span> <small class="d-credit">b</small> [c]{x}'),
        ("{漢|かん}", "<ruby>漢<rt>かん</rt></ruby>"),
        # Words that notes stand on.
        ("==a **b**==[^1][^2]", '<mark refs="1 2">a <strong>b</strong></mark>'),
        ("a[^1] ==b==[^3] ==c==", 'a<mark refs="1"></mark> ==b==[^3] ==c=='),
        ("[==a==[^1]](b.md)", '[<mark refs="1">a</mark>](b.md)'),
        # Code, whose signs are themselves.
        ("`*a* &lt;` ``b ` c`` `` ` ``", "<code>*a* &amp;lt;</code> <code>b ` c</code> <code>`</code>"),
        ("`a ``b`", "<code>a ``b</code>"),
        ("``a`", "``a`"),
        # References and backslashes.
        (r"\*a\* \[b\](c) \\ \x", r"*a* [b](c) \ \x"),
        ("&lt;b&gt; &amp;lt; &#38;lt; &copy; &nope; &", "&lt;b&gt; &amp;lt; &amp;lt; © &amp;nope; &amp;"),
        ("a&#10;b  \nc\nd", "a<br>b<br>c\nd"),
        ("&#0;&#2;&#x3;&#xD800;&#13;&#12;&#127;", "\ufffd\ufffd"),
        # And all else is words.
        ("<b>x</b> <!-- y --> <![CDATA[", "&lt;b&gt;x&lt;/b&gt; &lt;!-- y --&gt; &lt;![CDATA["),
        ("{#p1} {: .x } {{ y }}", "{#p1} {: .x } {{ y }}"),
    ],
)  # fmt: skip
def test_what_is_read(text: str, html: str | None) -> None:
    expected = {
        "a*b*c **d** ~~e~~ H~2~O x^2^": (
            "a<em>b</em>c <strong>d</strong> <del>e</del> H<sub>2</sub>O x<sup>2</sup>"
        ),
        "[中国][], [中国], [x][1], [x]": (
            '<a href="../entities/china.md">中国</a>, <a href="../entities/china.md">中国</a>, '
            f'<a href="https://a.example/?b=c&amp;d" {AWAY} title="T">x</a>, [x]'
        ),
    }
    assert read(text) == (expected[text] if html is None else html)


@pytest.mark.parametrize("sign", ["[", "{"])
def test_an_escaped_bracket_is_kept_from_what_reads_the_tree_later(sign: str) -> None:
    """`toc` would make a list of contents of `[TOC]`, `attr_list` attributes of `{: .x }`."""
    for written in (f"\\{sign}", f"&#{ord(sign)};"):
        assert words_of(element("p", *Inline(written).read())) == f"\x02{ord(sign)}\x03"


SIGNS = st.text(st.sampled_from("\\`*_{}[]()>#+-.!|&<~^=:\"' \n$@a中;1/")) | st.text()


def escaped(words: str) -> str:
    """Words in which each sign that may be read as a command is escaped."""
    return "".join(
        f"\\{sign}" if sign in "\\`*_{}[]()>#+-.!|" else f"&#{ord(sign)};" if sign in "&<~^=" else sign
        for sign in words
    )  # fmt: skip


@given(SIGNS)
@example("&amp;lt; [^1] ==a==[^1]")
@example("a  \nb")
@examples(300)
def test_escaping_brings_every_word_through(words: str) -> None:
    words = "".join(sign for sign in words if sign >= " " or sign == "\n").replace("  \n", " \n")
    shown = read(escaped(words))
    assert "<" not in shown.replace("<br>", "")
    assert unescape(shown.replace("&amp;", "&#38;")) == words


@given(st.lists(st.sampled_from(["**", "*", "[", "](b.md)", "==", "==[^1]", "~~", "`", "_", "a", " ", "中", "\\", "]{.x}", "![", "<https://a.b>"])))  # fmt: skip
@examples(300)
def test_no_word_is_lost_and_no_link_stands_in_a_link(pieces: list[str]) -> None:
    """However delimiters are nested."""
    part = element("p", *Inline("".join(pieces), NOTES).read())
    assert "".join(pieces).count("中") <= words_of(part).count("中") + sum(
        image.get("alt", "").count("中") for image in part.iter("img")
    )
    for link in part.iter("a"):
        assert list(link.iter("a")) == [link]
        assert link.find(".//mark") is None


REPEATED = [
    "\\*", "&lt;", "*a ", "**a", "***a* b", "_a_", "~a~~", "^a", "==a", "==a==[^1]", "[", "![a",
    "[a](b.md)", "[a](", '[a](b "', "[a]( ", "[a]{.x", "[中国]", "[a][", "{a|b", "{a|b}", "`",
    "` `` ", "<https://a", "<a@", "  ", "  \n", "&#10;", "]", "\\",
]  # fmt: skip


@pytest.mark.parametrize("unit", sample(REPEATED, "***a* b", "[a](b.md)", "`"))
def test_a_text_of_200_000_signs_takes_a_second(unit: str) -> None:
    """Python-Markdown's patterns take the square of it: minutes."""
    text = unit * (200_000 // len(unit))
    start = process_time()
    element("p", *Inline(text, NOTES, LINKS).read())
    assert process_time() - start < 3
