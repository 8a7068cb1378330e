"""Turn comments into notes: find the article of each, accept or skip it, draft the note."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from dossier.annotate.quotation import fold
from dossier.editorial.fields import MAX_TEXT
from dossier.editorial.sidecar import MAX_NOTES
from dossier.imports.comments import KEYS, Comment
from dossier.imports.places import ArticlesByWork
from dossier.imports.sidecars import entry, sidecar_of, unfit
from dossier.imports.wording import Value, id_of, late_note, note_of
from dossier.load import Dossier
from dossier.model import Article
from dossier.problems import Problem
from dossier.quote_places import QuoteFinder

# Fewer characters than this are found in texts that nobody quoted.
TELLING = 12
# Characters for the author, date and id of a reply.
LINE = 200
SHOWN = 60


class Drafts:
    """Drafted notes: each comment adds lines to `sidecars`, a count to `passed`, or a problem."""

    def __init__(
        self,
        dossier: Dossier,
        root: Path,
        private: bool,
        pages: ArticlesByWork,
    ) -> None:
        self.articles = dossier.articles
        self.language = dossier.config.language
        self.pages = pages
        self.places = QuoteFinder(dossier.config, dossier.converters)
        self.private = private
        self.export = ""
        self.sidecars = {item.id: sidecar_of(root, item) for item in dossier.articles}
        self.problems: list[Problem] = []
        self.passed: Counter[str] = Counter()
        self.drafts = 0
        # The note that an annotation became: its article's id, and its keys.
        self.known: dict[str, tuple[str, dict[str, Any]]] = {}
        for article, beside in self.sidecars.items():
            for note in beside.notes:
                for name in " ".join(str(note.get(key) or "") for key in KEYS).split():
                    self.known[name] = article, note
        self.taken = {
            *(str(note.get("id")) for beside in self.sidecars.values() for note in beside.notes),
            *(entity.id for entity in dossier.register.entities),
            *(question.id for question in dossier.claims.questions),
            *(item.slug for item in dossier.articles),
        }

    def take(self, comments: Sequence[Comment], export: str) -> None:
        """Draft all comments of a file: first those on articles, then replies to earlier notes."""
        self.export = export
        fresh = [comment for comment in comments if not self._passed_over(comment)]
        replies: dict[str, list[Comment]] = {}
        for comment in fresh:
            if comment.thread and comment.text:
                replies.setdefault(comment.thread[0], []).append(comment)
        for comment in fresh:
            if not comment.thread:
                self._comment(comment, replies.pop(comment.id, []))
        for first, late in replies.items():
            for comment in late:
                self._late(comment, first)

    def _passed_over(self, comment: Comment) -> bool:
        reasons = {
            "known": comment.id in self.known,
            "private": not (comment.public or self.private),
            "hidden": comment.hidden and not self.private,
            "empty": comment.thread and not comment.text,
        }
        passed = [reason for reason, applies in reasons.items() if applies][:1]
        self.passed.update(passed)
        return bool(passed)

    def _comment(self, comment: Comment, replies: list[Comment]) -> None:
        article = self._article(comment)
        if article is None:
            self._homeless(comment, "is not about an article of this dossier.")
            for reply in replies:
                self._homeless(reply, f"replies to {comment.id}, which was not imported.")
            return
        place = comment.quote, comment.prefix, comment.suffix
        match = self.places.find(article, *place) if comment.quote else None
        name = id_of(comment, self.taken)
        # A thread that is too long for a note goes on in notes of their own.
        fits = sum(len(item.text) + LINE for item in (comment, *replies)) <= MAX_TEXT
        note, remark = note_of(comment, replies if fits else (), match, name, self.language)
        if self._add(comment, article.id, note, remark):
            self.known[comment.id] = article.id, note
        for reply in replies if not fits else ():
            self._late(reply, comment.id)

    def _late(self, comment: Comment, first: str) -> None:
        if first not in self.known:
            self._homeless(comment, f"replies to {first}, which was not imported.")
            return
        article, note = self.known[first]
        plain: dict[str, Value] = {k: str(v) for k, v in note.items() if isinstance(v, str)}
        note, remark = late_note(comment, plain, id_of(comment, self.taken), self.language)
        self._add(comment, article, note, remark)

    def _article(self, comment: Comment) -> Article | None:
        """The article that a comment is on: that of its work, else one that has what it quotes."""
        articles = self.pages.articles(comment.work)
        if len(articles) == 1:
            return articles[0]
        # Few words are anywhere; with those around them they may tell.
        short = len(fold(comment.quote)[0]) < TELLING
        words = comment.prefix + comment.quote + comment.suffix if short else comment.quote
        if not articles and len(fold(words)[0]) < TELLING:
            return None
        all_articles = articles or self.articles
        holding = [item for item in all_articles if self.places.holds(item, words)]
        return holding[0] if len(holding) == 1 else None

    def _add(self, comment: Comment, article: str, note: dict[str, Value], remark: str) -> bool:
        """Add a note to a sidecar; report a problem if it could not be read back."""
        beside, item = self.sidecars[article], entry(note, remark)
        full = len(beside.notes) + len(beside.added) >= MAX_NOTES
        wrong = f"Limit: {MAX_NOTES:,} notes." if full else unfit(item)
        if wrong:
            self._homeless(comment, f"was left out: {wrong}")
            return False
        name = str(note["id"])
        self.taken.add(name)
        self.drafts += "status" in note
        beside.added[name] = item
        return True

    def _homeless(self, comment: Comment, message: str) -> None:
        place = next(filter(None, comment.work.addresses), comment.work.title)
        where = f" on {place}" if place else ""
        said = {"by": comment.author, "quoted": _short(comment.quote), "says": _short(comment.text)}
        hint = "\n".join(f"{key:<7} {words}" for key, words in said.items() if words)
        self.problems.append(Problem(self.export, 0, f"{comment.id}{where} {message}", hint))


def _short(words: str) -> str:
    line = " ".join(words.split())
    return f"“{line[:SHOWN]}{'…' if len(line) > SHOWN else ''}”" if line else ""
