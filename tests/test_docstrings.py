"""The words of the code: docstrings say what something is or does, in the form of a term."""

from __future__ import annotations

import ast
import re

from support.pages import ROOT
from support.python_files import nodes, python_files

QUESTION = re.compile(r"\W*(?:What|Who|Where|Whose)\b")


def test_no_docstring_opens_with_a_question_word() -> None:
    """A question names neither what is returned nor what is done."""
    questions = []
    for path in (*python_files("scripts"), *python_files("tests")):
        for node in nodes(path):
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef):
                text = ast.get_docstring(node) or ""
                if QUESTION.match(text):
                    questions.append(f"{path.relative_to(ROOT)}: {text[:60]}")
    assert questions == []
