"""Lists of what an editor may want to look at: problems, lost notes, drafts, a note's history."""

from collections.abc import Iterator
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
from dossier.model import Article
from dossier.problems import Problem
from dossier.quote_places import QuotePlace

# Places that are proposed for a note.
MOST = 8


def problems(desk: Desk, method: str, id: str, query: dict[str, Any]) -> dict[str, Any]:
    """`GET problems`: problems, and doubts of the extraction, with their places."""
    dossier = desk.dossier
    wrong = {*dossier.problems, *claimed_twice(dossier.register, REGISTER)}
    by_path = {path: item for item in dossier.articles for path in (item.path, item.sidecar)}
    return {
        "problems": [_placed(desk, item, by_path.get(item.path)) for item in sorted(wrong)],
        "doubts": [_placed(desk, item, by_path.get(item.path)) for item in dossier.doubts],
    }


def _placed(desk: Desk, problem: Problem, article: Article | None) -> dict[str, Any]:
    own = problem.path.endswith(".yml") and problem.line
    row = told(problem, {problem.path: desk.text(problem.path)} if own else {})
    if not article:
        return row
    number = row["at"][1] if row["at"][:1] == ["annotations"] else -1
    note = str(notes_in(desk, article)[number].get("id", "")) if number >= 0 else ""
    blocks = [place.block for place in article.places.get(note, ())]
    return {**row, "article": article.slug, "note": note, "blocks": blocks}


def orphans(desk: Desk, method: str, id: str, query: dict[str, Any]) -> dict[str, Any]:
    """`GET orphans`: notes whose words have no place, each with places where they may belong."""
    rows = []
    for article in desk.dossier.articles:
        lost = {n.id for n in article.notes if n.quote and n.id not in article.places}
        for note in notes_in(desk, article) if lost else ():
            if note.get("id") in lost:
                found = [selector(place) for place in _proposals(desk, article, note)]
                rows.append({"article": article.slug, "note": note, "proposals": found})
    return {"orphans": rows}


def _proposals(desk: Desk, article: Article, note: dict[str, Any]) -> Iterator[QuotePlace]:
    """Yield the places of a note's words, else of words like them, or in the like surroundings."""
    reading = desk.finder.reading(article)
    quote, before, after = (str(note.get(key) or "") for key in ("quote", "prefix", "suffix"))
    spots = hits(reading, quote, "", "", MOST)
    for words, left, right in ((quote, 0, 0), (before + quote + after, len(before), len(after))):
        like = nearest(reading, words, lambda text: text.translate(one_script()))
        if like and not spots[1:] and like[0] + left < like[1] - right:
            spots.append((like[0] + left, like[1] - right))
    for spot in dict.fromkeys(spots):
        yield desk.finder.at(article, "", reading.places(spot))


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
    starts = [line_of(note) for note in _notes(text)] + [text.count("\n") + 1]
    ids = [note.get("id") for note in _notes(text)]
    at = ids.index(name) if name in ids else -1
    rows: list[dict[str, Any]] = []
    lines = starts[at], max(starts[at], starts[at + 1] - 1)
    for keys, old in versions(desk.root, path, *lines) if name in ids else ():
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
