"""Remarks for an editor on the register, checked against the articles."""

from collections.abc import Iterable, Iterator

from dossier.model import Article, Entity, Register
from dossier.problems import Problem


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
    seen = {
        mention.entity
        for article in articles
        for block in article.blocks
        for mention in block.mentions
    }
    for entity in register.entities:
        if entity.id not in seen:
            name = next(iter(entity.names.values()))
            yield Problem(path, entity.line, f"“{entity.id}” ({name}) is named in no article.")


def undescribed(register: Register, path: str) -> Iterator[Problem]:
    """Entities without a line that says what they are."""
    for entity in register.entities:
        if not entity.description:
            yield Problem(
                path, entity.line, f"“{entity.id}” has no description.", "Write one neutral line."
            )
