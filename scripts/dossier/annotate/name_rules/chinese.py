"""The rules for names in a Chinese text, in one table.

Each rule yields hits; evidence.py weighs them.
"""

from collections.abc import Callable, Iterator

from dossier.annotate.name_rules.bodies import employers, organisations, releases
from dossier.annotate.name_rules.kinds import appositions, glossed, quoted, titles, whole_runs
from dossier.annotate.name_rules.lists import examples
from dossier.annotate.name_rules.people import dotted, introduced, people, sounded
from dossier.annotate.name_rules.reading import Hit, Reading

RULES: tuple[Callable[[Reading], Iterator[Hit]], ...] = (
    dotted, introduced, sounded, people, organisations, employers, releases, titles, quoted,
    appositions, glossed, examples, whole_runs,
)  # fmt: skip


def chinese_hits(reading: Reading) -> Iterator[Hit]:
    """Yield every hit of every rule."""
    for rule in RULES:
        yield from rule(reading)
