"""Decide comment by comment: whose it is, whether it is taken, and which note it becomes."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dossier.annotate.quotation import fold
from dossier.editorial.notes import MAX_NOTES
from dossier.hypothesis_import.addresses import Pages
from dossier.hypothesis_import.comments import Comment
from dossier.hypothesis_import.files import sidecar_of
from dossier.hypothesis_import.places import Places
from dossier.hypothesis_import.sidecars import entry, unfit
from dossier.hypothesis_import.wording import Value, fitting, id_of, late_note, note_of
from dossier.load import Dossier
from dossier.model import Article
from dossier.problems import Problem

# Fewer characters than this are found in texts that nobody quoted.
TELLING = 12
SHOWN = 60


class Desk:
    """What came of each comment: lines for `sidecars`, a count in `passed`, or a problem."""

    def __init__(
        self, dossier: Dossier, root: Path, export: str, private: bool, highlights: bool
    ) -> None:
        self.articles = dossier.articles
        self.language = dossier.config.language
        self.pages = Pages(dossier.articles, dossier.config)
        self.places = Places(dossier.config, dossier.converters)
        self.export, self.private, self.highlights = export, private, highlights
        self.sidecars = {one.id: sidecar_of(root, one) for one in dossier.articles}
        self.problems: list[Problem] = []
        self.passed: Counter[str] = Counter()
        self.drafts = 0
        # The note that an annotation became: its article's id, and its keys.
        self.known: dict[str, tuple[str, dict[str, Any]]] = {}
        for article, beside in self.sidecars.items():
            for note in beside.notes:
                for name in str(note.get("hypothesis") or "").split():
                    self.known[name] = article, note
        self.taken = {
            *(str(note.get("id")) for one in self.sidecars.values() for note in one.notes),
            *(one.id for one in dossier.register.entities),
            *(one.id for one in dossier.claims.questions),
            *(one.slug for one in dossier.articles),
        }

    def take(self, comments: Sequence[Comment]) -> None:
        """Every comment: first those on the articles, then the replies to notes of old."""
        fresh = [one for one in comments if not self._passed_over(one)]
        replies: dict[str, list[Comment]] = {}
        for one in fresh:
            if one.thread and one.text:
                replies.setdefault(one.thread[0], []).append(one)
        for one in fresh:
            if not one.thread:
                self._comment(one, replies.pop(one.id, []))
        for first, late in replies.items():
            for one in late:
                self._late(one, first)

    def _passed_over(self, one: Comment) -> bool:
        if one.id in self.known:
            reason = "known"
        elif not one.public and not self.private:
            reason = "private"
        elif one.hidden and not self.private:
            reason = "hidden"
        elif one.thread and not one.text:
            reason = "empty"
        else:
            return False
        self.passed[reason] += 1
        return True

    def _comment(self, one: Comment, replies: list[Comment]) -> None:
        if not (one.text or replies or self.highlights):
            self.passed["highlight"] += 1
            return
        article = self._article(one)
        if article is None:
            self._homeless(one, "belongs to no article of this dossier.")
            for reply in replies:
                self._homeless(reply, f"replies to {one.id}, which was not imported.")
            return
        found = self.places.find(article, one) if one.quote else None
        name = id_of(one, self.taken)
        count = fitting(one, replies)
        note, remark = note_of(one, replies[:count], found, name, self.language)
        if self._add(one, article.id, note, remark):
            self.known[one.id] = article.id, note
        # A thread that is too long for a note goes on in notes of their own.
        for reply in replies[count:]:
            self._late(reply, one.id)

    def _late(self, one: Comment, first: str) -> None:
        if first not in self.known:
            self._homeless(one, f"replies to {first}, which was not imported.")
            return
        article, note = self.known[first]
        plain = {str(key): str(value) for key, value in note.items() if isinstance(value, str)}
        note, remark = late_note(one, {**plain}, id_of(one, self.taken), self.language)
        self._add(one, article, note, remark)

    def _article(self, one: Comment) -> Article | None:
        """The article that a comment is on: by the page's address, else by what it quotes."""
        found = self.pages.articles(one.addresses)
        if len(found) == 1:
            return found[0]
        if not found and len(fold(one.quote)[0]) < TELLING:
            return None
        holding = [each for each in found or self.articles if self.places.holds(each, one.quote)]
        return holding[0] if len(holding) == 1 else None

    def _add(self, one: Comment, article: str, note: dict[str, Value], remark: str) -> bool:
        """Add a note to a sidecar, unless nobody could read it there: that is told."""
        beside, lines = self.sidecars[article], entry(note, remark)
        full = len(beside.notes) + len(beside.added) >= MAX_NOTES
        wrong = f"{MAX_NOTES:,} notes are the most." if full else unfit(lines)
        if wrong:
            self._homeless(one, f"was left out: {wrong}")
            return False
        name = str(note["id"])
        self.taken.add(name)
        self.drafts += "status" in note
        beside.added.append((name, lines))
        return True

    def _homeless(self, one: Comment, message: str) -> None:
        where = f" on {one.addresses[0]}" if one.addresses else ""
        told = {"by": one.author, "quoted": _short(one.quote), "says": _short(one.text)}
        hint = "\n".join(f"{key:<7} {words}" for key, words in told.items() if words)
        self.problems.append(Problem(self.export, 0, f"{one.id}{where} {message}", hint))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line[:SHOWN]}{'…' if len(line) > SHOWN else ''}”" if line else ""
