"""Speakers, and the paragraphs in which the editors' claims quote them."""

from collections.abc import Mapping, Sequence
from typing import Any

from dossier.model import Edition, Entity, text_of


def speakers(
    editions: Sequence[Edition], entities: Mapping[str, Entity], numbers: Mapping[str, int]
) -> list[dict[str, Any]]:
    """Return the names of each speaker, and articles (by their number) with the blocks of quotations.

    The names are those of the editions in order; a speaker whom the register knows has all forms
    of the name behind them.
    """
    said: dict[tuple[str, ...], dict[int, set[int]]] = {}
    for questions in zip(*(edition.claims.questions for edition in editions), strict=True):
        for row in zip(*(question.positions for question in questions), strict=True):
            names = [text_of(position.speaker) for position in row]
            if known := entities.get(row[0].speaker_id):
                names = [*(edition.names[known.id].text for edition in editions), *known.forms]
            key = tuple(names)
            if any(key) and row[0].article in numbers:
                blocks = said.setdefault(key, {}).setdefault(numbers[row[0].article], set())
                blocks.update(place.block for place in row[0].places)
    return [
        {"names": names, "said": [[doc, sorted(blocks)] for doc, blocks in sorted(by_doc.items())]}
        for names, by_doc in sorted(said.items())
    ]
