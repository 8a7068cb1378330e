"""Check the files in `seeds/` without writing a page.

Problems make `dossier check` fail; remarks are doubts to look at.
"""

from dataclasses import dataclass
from pathlib import Path

from dossier.annotate.review import claimed_twice, never_named
from dossier.convert import review
from dossier.extract.house import idle_lines
from dossier.load import DOSSIER, REGISTER, Dossier, read_dossier
from dossier.problems import Problem


@dataclass(frozen=True, slots=True)
class Check:
    """The result of a check: `problems` to mend, `remarks` to look at."""

    problems: tuple[Problem, ...]
    remarks: tuple[Problem, ...]


def check(mkdocs_yml: Path, strict_metadata: bool = False) -> Check:
    """Read and convert the whole dossier, and collect problems and remarks.

    `strict_metadata`: what the extraction is not sure of is a problem, too.
    """
    dossier = read_dossier(mkdocs_yml)
    problems = {*dossier.problems, *claimed_twice(dossier.register, REGISTER)}
    problems.update(dossier.doubts if strict_metadata else ())
    return Check(tuple(sorted(problems)), tuple(_remarks(dossier)))


def _remarks(dossier: Dossier) -> list[Problem]:
    articles, variants, converters = dossier.articles, dossier.config.variants, dossier.converters
    problems = [*dossier.doubts, *review.unbalanced_quotes(articles)]
    problems += review.surviving_words(articles, variants, converters)
    problems += never_named(dossier.register, articles, REGISTER)
    hint = "Write a whole line as its article has it, and the publisher as its page names it."
    problems += [
        Problem(DOSSIER, 0, f"house line “{line}”: no article of “{name}” has it.", hint)
        for name, line in idle_lines(dossier.config.house_lines, articles)
    ]
    return sorted(set(problems))
