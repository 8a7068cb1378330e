"""The resources of the desk: a row for each, with the function that answers it.

A function takes the desk, the method, the id in the address, and the body of the request. It returns
a `Plan` of changes to files, or the answer of one that changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dossier.desk.articles import ledger, metadata, summary
from dossier.desk.bulk import apply
from dossier.desk.claims import lineage, positions, questions
from dossier.desk.desk import Desk
from dossier.desk.names import block, names
from dossier.desk.notes import notes
from dossier.desk.occurrences import occurrences
from dossier.desk.plans import Plan
from dossier.desk.preview import preview
from dossier.desk.review import drafts, history, orphans, problems
from dossier.desk.selections import selection
from dossier.desk.state import state
from dossier.desk.suggestions import suggestions
from dossier.desk.uploads import files
from dossier.desk.wording import wording

Act = Callable[[Desk, str, str, dict[str, Any]], Plan | dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Resource:
    """The function that answers under a name, and to which methods; a `file` has bytes for a body."""

    act: Act
    methods: tuple[str, ...] = ("POST",)
    file: bool = False


WRITING = ("POST", "PATCH", "DELETE")
RESOURCES = {
    "state": Resource(state, ("GET",)),
    "selection": Resource(selection),
    "metadata": Resource(metadata, ("POST", "DELETE")),
    "summary": Resource(summary),
    "ledger": Resource(ledger),
    "occurrences": Resource(occurrences),
    "preview": Resource(preview),
    "files": Resource(files, file=True),
    "notes": Resource(notes, WRITING),
    "names": Resource(names, ("GET", *WRITING)),
    "names/block": Resource(block),
    "questions": Resource(questions, ("GET", *WRITING)),
    "positions": Resource(positions, WRITING),
    "lineage": Resource(lineage, ("GET", *WRITING)),
    "wording": Resource(wording),
    "suggestions": Resource(suggestions, ("GET", "POST")),
    "apply": Resource(apply),
    "problems": Resource(problems, ("GET",)),
    "orphans": Resource(orphans, ("GET",)),
    "drafts": Resource(drafts, ("GET",)),
    "history": Resource(history, ("GET",)),
    "undo": Resource(lambda desk, *_: desk.turn_back(redo=False)),
    "redo": Resource(lambda desk, *_: desk.turn_back(redo=True)),
}
