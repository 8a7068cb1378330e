"""Words in which signs stand that act in Markdown, HTML, templates, or a theme."""

from __future__ import annotations

from hypothesis import strategies as st

# What some Markdown dialect, template language or browser takes for a command.
COMMANDS = (
    "{: #x .y onclick=z }",
    "{#id .c}",
    "\n{: #p1 }",
    "[a](b)",
    "![x](http://c.example/y.png)",
    "[^1]",
    "[^1]: f",
    "*[HTML]: x",
    "[TOC]",
    '--8<-- "f"',
    "{{ config }}",
    "{% include 'x' %}",
    "{# c #}",
    "<script>alert(1)</script>",
    "</p>",
    "</div>",
    "<div markdown=1>",
    "<!--",
    "-->",
    "<![CDATA[",
    "<![>",
    "]]>",
    "<?php",
    "<!DOCTYPE x>",
    "<textarea>",
    "&lt;",
    "&#60;",
    "&amp;copy;",
    "&copy",
    "http://a.example/b?c=d&e=f#g",
    "www.a.example",
    "a@b.example",
    "<https://a.example>",
    "javascript:x",
    ":smile:",
    "| a | b |\n|---|---|",
    "\n===",
    "\n---",
    "\n:   def",
    "```\n",
    "~~~",
    "**",
    "__",
    "1. ",
    "- ",
    "> ",
    "# ",
    "!!! note",
    '=== "x"',
    "    ",
    "  ",
    "  \n",
    "Note: x",
    "wzxhzdk:0",
    "klzzwxh:0000",
    "\\",
    "\\<b>",
)
SIGNS = (
    *"abZ09中。、，“”「」&<>\"'`*_[](){}\\#!|~^=$@:+-./%;,? \n\t\xa0\u3000\u200b\xad\u202eé😀👩‍💻",
    *COMMANDS,
)
# What reading leaves in a text: no control characters, one kind of line end.
LETTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="\ufffe\uffff"
)
WORDS = st.lists(st.sampled_from(SIGNS) | LETTERS, min_size=1, max_size=9).map("".join)
