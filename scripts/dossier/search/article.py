"""Keys of one article: counts in the first edition, and changes by the other editions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dossier.search.edition_diff import Change, changes
from dossier.search.fields import Part
from dossier.search.keys import FormCounter, WordCounter, has_letters, pairs, singles
from dossier.search.postings import FIELDS
from dossier.search.texts import BETWEEN, joined


def changed(
    base: Sequence[Part], other: Sequence[Part], letters: dict[int, str]
) -> list[Change] | None:
    """Return the changes from the first edition's joined parts to another's, after its letters.

    None if both are the same without any letter table.
    """
    if [part.text for part in base] == [part.text for part in other]:
        return None
    edits: list[Change] = []
    at = 0
    for text, part in zip(joined(base).translate(letters).split(BETWEEN), other, strict=True):
        if text != part.text:
            edits += [
                (at + start, at + end, words) for start, end, words in changes(text, part.text)
            ]
        at += len(text) + 1
    return edits


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of an article: counts in the first edition, and by how much others differ.

    `fields` has the keys of its title, summaries and notes alone, by kind.
    """

    counts: dict[Any, int]
    others: list[dict[Any, int]]
    fields: dict[str, list[Any]]


class KeyCounter:
    """Counts the keys of articles; `forms` are names and words that are found as a whole."""

    def __init__(self, fold: dict[int, str], forms: Iterable[str]) -> None:
        self._fold = fold
        self._forms = FormCounter(forms)
        self._words = WordCounter(fold)

    def keys(
        self,
        rows: Sequence[Sequence[Part]],
        changed: Sequence[list[Change] | None],
        mentions: Mapping[str, Sequence[int]],
    ) -> Keys:
        """Count the keys of an article's parts in each edition."""
        base = joined(rows[0])
        folded = base.translate(self._fold)
        counts: Counter[Any] = pairs(folded)
        counts.update(self._words.count(base))
        forms = self._forms.count(folded)
        counts.update(forms)
        own = self._singles(rows[0])
        counts.update(own)
        for entity, blocks in mentions.items():
            counts[f"@{entity}"] = len(blocks)
        others = []
        for row, edits in zip(rows[1:], changed, strict=True):
            change = self._change(base, folded, forms, edits) if edits else {}
            for single in self._singles(row) ^ own:
                change[single] = -1 if single in own else 1
            others.append(change)
        texts = {kind: joined([part for part in rows[0] if part.kind == kind]) for kind in FIELDS}
        fields = {kind: self._keys(text) for kind, text in texts.items() if text}
        return Keys(dict(counts), others, fields)

    def _keys(self, text: str) -> list[Any]:
        return [*pairs(text.translate(self._fold)), *self._words.count(text)]

    def _singles(self, parts: Sequence[Part]) -> set[str]:
        title = parts[0].text
        return singles(title.translate(self._fold), self._words.count(title))

    def _change(
        self, base: str, folded: str, forms: Counter[str], edits: Sequence[Change]
    ) -> dict[Any, int]:
        """Return how edits alter the counts: of pairs only the characters around them matter.

        Outside of the edits another edition's text folds as the first one's does.
        """
        before: list[str] = []
        after: list[str] = []
        folds = [(start, end, words.translate(self._fold)) for start, end, words in edits]
        for start, end, fold in folds:
            left, right = folded[max(0, start - 1) : start], folded[end : end + 1]
            before.append(left + folded[start:end] + right)
            after.append(left + fold + right)
        change: Counter[Any] = pairs(BETWEEN.join(after))
        change.subtract(pairs(BETWEEN.join(before)))
        if any(map(has_letters, (*before, *after))):
            change.update(self._words.count(_edited(base, edits)))
            change.subtract(self._words.count(base))
        change.update(self._forms.count(_edited(folded, folds)))
        change.subtract(forms)
        return dict(change)


def _edited(base: str, edits: Sequence[Change]) -> str:
    """A text with the changes; of the base, the letters between them do not matter to words."""
    pieces: list[str] = []
    at = 0
    for start, end, words in edits:
        pieces += base[at:start], words
        at = end
    return "".join((*pieces, base[at:]))
