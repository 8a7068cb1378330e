"""Lists of what an editor may want to look at: problems, lost notes, drafts, a note's history."""

from typing import Any

from dossier.annotate.quotation import hits, nearest
from dossier.annotate.review import claimed_twice
from dossier.convert.folding import one_script
from dossier.desk.desk import Desk
from dossier.desk.notes import note_of
from dossier.desk.plans import told
from dossier.desk.repository import git, versions
from dossier.desk.selections import selector
from dossier.desk.sidecars import notes_in, notes_of, parsed
from dossier.editorial.yamltext import YamlError, line_of
from dossier.load import REGISTER
from dossier.problems import Problem


def problems(desk: Desk, method: str, id: str, query: dict[str, Any]) -> dict[str, Any]:
    """`GET problems`: problems, and doubts of the extraction, with their places."""
    wrong = {*desk.dossier.problems, *claimed_twice(desk.dossier.register, REGISTER)}
    rows = {"problems": sorted(wrong), "doubts": desk.dossier.doubts}
    return {key: [_placed(desk, item) for item in items] for key, items in rows.items()}


def _placed(desk: Desk, problem: Problem) -> dict[str, Any]:
    own = problem.path.endswith(".yml") and problem.line
    row = told(problem, {problem.path: desk.text(problem.path)} if own else {})
    for article in desk.dossier.articles:
        if problem.path in (article.path, article.sidecar):
            note = ""
            if row["at"][:1] == ["annotations"] and isinstance(row["at"][-1], int):
                note = str(notes_in(desk, article)[row["at"][-1]].get("id"))
            blocks = [place.block for place in article.places.get(note, ())]
            return {**row, "article": article.slug, "note": note, "blocks": blocks}
    return row


def orphans(desk: Desk, method: str, id: str, query: dict[str, Any]) -> dict[str, Any]:
    """`GET orphans`: notes whose words have no place, each with places where they may belong."""
    rows = []
    for article in desk.dossier.articles:
        lost = {n.id for n in article.notes if n.quote and n.id not in article.places}
        for note in notes_in(desk, article) if lost else ():
            if note.get("id") in lost:
                reading, quote = desk.finder.reading(article), str(note["quote"])
                like = nearest(reading, quote, lambda text: text.translate(one_script()))
                spots = hits(reading, quote, "", "", most=8) or filter(None, [like])
                places = [desk.finder.at(article, "", reading.places(spot)) for spot in spots]
                found = list(map(selector, places))
                rows.append({"article": article.slug, "note": note, "proposals": found})
    return {"orphans": rows}


def drafts(desk: Desk, method: str, id: str, query: dict[str, Any]) -> dict[str, Any]:
    """`GET drafts`: notes that are not shown yet."""
    articles = [a for a in desk.dossier.articles if "draft" in desk.text(a.sidecar)]
    rows = ((article.slug, note) for article in articles for note in notes_in(desk, article))
    drafts = [{"article": s, "note": note} for s, note in rows if note.get("status") == "draft"]
    return {"drafts": drafts}


def history(desk: Desk, method: str, id: str, query: dict[str, Any]) -> dict[str, Any]:
    """`GET history?note=ID`: the versions of a note in the repository, the latest first."""
    name = str(query.get("note", ""))
    path = note_of(desk, name)[0].sidecar
    text = git(desk.root, "show", f"HEAD:./{path}")
    notes = _notes(text)
    at = next((at for at, note in enumerate(notes) if note.get("id") == name), len(notes))
    first, behind = [*map(line_of, notes[at : at + 2]), text.count("\n") + 1, 1][:2]
    rows: list[dict[str, Any]] = []
    last = max(first, behind - 1)
    for keys, old in versions(desk.root, path, first, last) if notes[at:] else ():
        note = next((item for item in _notes(old) if item.get("id") == name), None)
        # Lines beside it changed, and it did not.
        if rows and rows[-1]["note"] == note:
            rows.pop()
        rows += [{**keys, "note": note}] if note else []
    return {"history": rows}


def _notes(text: str) -> list[dict[str, Any]]:
    try:
        return notes_of(parsed(text))
    except YamlError:
        return []
