"""Remarks on the register, and the references of notes, checked against the articles."""

import re
from collections.abc import Iterable, Iterator, Sequence

from dossier.cache import memoize
from dossier.model import Article, Claims, Entity, Note, Register
from dossier.problems import HINTED, Problem, meant

# Nine digits are more than any article has paragraphs.
PARAGRAPH = re.compile(r"p[0-9]{1,9}")
UNKNOWN = "Give an article’s slug, a name’s id, a note’s id, or compare/ and a question’s id."
QUESTION = "Give the id of a question in _claims.yml, or leave `topic` out."


def claimed_twice(register: Register, path: str) -> Iterator[Problem]:
    """A form that two entities claim for the same articles: the first by id would win unseen."""
    owner: dict[str, Entity] = {}
    for entity in register.entities:
        for form in entity.forms:
            other = owner.setdefault(form, entity)
            # Parted by article, or by the words around the form.
            distinguished = entity.not_in or other.not_in or entity.unless or other.unless
            if other.id != entity.id and not distinguished:
                hint = "Keep it in one entry, or separate them with not_in or unless."
                message = f"“{form}” is claimed by “{entity.id}” and “{other.id}”."
                yield Problem(path, entity.line, message, hint)


def never_named(register: Register, articles: Iterable[Article], path: str) -> Iterator[Problem]:
    """Entities that occur in no article."""
    blocks = (block for article in articles for block in article.blocks)
    seen = {mention.entity for block in blocks for mention in block.mentions}
    for entity in register.entities:
        if entity.id not in seen:
            name = next(iter(entity.names.values()))
            yield Problem(path, entity.line, f"“{entity.id}” ({name}) is named in no article.")


def wrong_references(
    articles: Sequence[Article], register: Register, claims: Claims
) -> Iterator[Problem]:
    """Ids used twice, references to nothing, topics and stances that no question has."""
    by_slug = {article.slug: article for article in articles}
    questions = {question.id: question for question in claims.questions}
    # A question and an entity may share an id: [[x]] is the entity, [[compare/x]] the question.
    taken = {
        **dict.fromkeys(questions, "a question’s id"),
        **dict.fromkeys(by_slug, "an article’s slug"),
        **{entity.id: "an entity’s id" for entity in register.entities},
    }
    notes = [note for article in articles for note in article.notes]
    first: dict[str, Note] = {}
    for note in notes:
        if note.id in first:
            where = f"{first[note.id].path}:{first[note.id].line}"
            yield _problem(note, "has an id that is used twice.", f"The other: {where}.")
        elif note.id in taken:
            yield _problem(note, f"has an id that is {taken[note.id]} too.", "Give it another.")
        first.setdefault(note.id, note)
    targets = {*taken, *first, *(f"compare/{question}" for question in questions)}
    names = sorted(targets)
    hinted = 0
    for note in notes:
        for target in note.targets:
            slug, _, paragraph = target.partition("#")
            if target not in targets and slug not in by_slug:
                # Very many are no slips of the pen, and each costs a search of all names.
                hint = meant(target, names, UNKNOWN) if hinted < HINTED else UNKNOWN
                hinted += 1
                yield _problem(note, f"refers to “{target}”, which does not exist.", hint)
            elif paragraph:
                last = last_number(by_slug[slug])
                if not PARAGRAPH.fullmatch(paragraph) or not 1 <= int(paragraph[1:]) <= last:
                    hint = f"“{slug}” has ¶1 to ¶{last}; write {slug}#p1."
                    yield _problem(note, f"refers to “{target}”, which is not a paragraph.", hint)
        if note.kind == "claim" and note.topic and note.topic not in questions:
            yield _problem(note, f"has the topic “{note.topic}”, not a question.", QUESTION)
        if note.stance and note.topic in questions:
            stances = questions[note.topic].stances
            if note.stance not in stances:
                message = f"has the stance “{note.stance}”, unknown to its question."
                yield _problem(note, message, f"One of {', '.join(stances)}.")


@memoize
def last_number(article: Article) -> int:
    """The number of an article's last paragraph."""
    return max((block.n for block in article.blocks), default=0)


def _problem(note: Note, message: str, hint: str = "") -> Problem:
    return Problem(note.path, note.line, f"note {note.id} {message}", hint)
