"""The dossier as the desk has it, in memory, and the one way by which acts change its files.

What an act would write is first read by the readers of a build: what it makes wrong is refused.
"""

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import Any

from dossier.annotate.review import claimed_twice, wrong_references
from dossier.cache import digest as content_digest
from dossier.cache import file_digest, open_cache
from dossier.convert.editions import edition
from dossier.desk.journal import Change, ChangedError, Journal, content_of, digest
from dossier.desk.plans import Plan, RefusedError, refused
from dossier.desk.repository import git
from dossier.editorial.claims import read_claims
from dossier.editorial.register import read_register
from dossier.files.access import proposed
from dossier.load import CLAIMS, REGISTER, Dossier, read_dossier
from dossier.model import Article, Edition
from dossier.pipeline import CACHE
from dossier.problems import Problem
from dossier.quote_places import QuoteFinder

ELSEWHERE = "it was changed elsewhere meanwhile. Nothing was written."


class Desk:
    """The dossier that `mkdocs_yml` describes, as it stands, and the journal of its acts.

    Everything but `working` itself is to be used within `working`.
    """

    dossier: Dossier
    finder: QuoteFinder

    def __init__(self, mkdocs_yml: Path, private: bool = False) -> None:
        self.mkdocs_yml, self.root, self.private = mkdocs_yml, mkdocs_yml.parent, private
        self.journal = Journal(self.root)
        self._lock = RLock()
        self._inputs: Any = None
        self._contents: dict[str, bytes | None] = {}
        self._editions: dict[str, Edition] = {}

    @contextmanager
    def working(self) -> Iterator[None]:
        """Let nobody else work; the dossier is that of the files on the disk."""
        with self._lock, open_cache(self.root / CACHE, self.root / "docs") as cache:
            digests = cache.file_digests(self.root / "seeds")
            self.journal.load()
            self._contents = {}
            inputs = digests, file_digest(self.mkdocs_yml)
            if inputs != self._inputs:
                self._take(self._read(digests), inputs)
            yield

    def _read(self, digests: Mapping[str, str]) -> Dossier:
        return read_dossier(self.mkdocs_yml, digests=digests)

    def _take(self, dossier: Dossier, inputs: Any) -> None:
        """Take a dossier for the present one."""
        self.dossier, self._inputs, self._editions = dossier, inputs, {}
        self.finder = QuoteFinder(dossier.config, dossier.converters)

    def article(self, slug: Any) -> Article:
        """The article with a slug. Raises RefusedError."""
        for article in self.dossier.articles:
            if article.slug == slug:
                return article
        raise refused(f"there is no article “{str(slug)[:100]}”.", status=404)

    @property
    def ids(self) -> list[str]:
        """The ids of all notes, and those that share their addresses."""
        dossier = self.dossier
        notes = [note.id for article in dossier.articles for note in article.notes]
        questions = [question.id for question in dossier.claims.questions]
        return [*notes, *questions, *(entity.id for entity in dossier.register.entities)]

    def edition(self, tag: str) -> Edition:
        """The names, questions and texts of the dossier in an edition, without its articles."""
        dossier = self.dossier
        tag = tag if tag in dossier.config.variants else dossier.config.default
        if tag not in self._editions:
            own = (dossier.config, tag, dossier.converters, dossier.claims, ())
            self._editions[tag] = edition((), *own)
        return self._editions[tag]

    def convert(self, text: str, lang: str, tag: str) -> str:
        """Words of an article in `lang` as an edition shows them."""
        converter = self.dossier.converters.get(lang, tag)
        return converter.convert(text) if converter else text

    @cached_property
    def author(self) -> str:
        """Git's name for who commits here, else the editor that the settings name."""
        name = os.environ.get("GIT_AUTHOR_NAME") or git(self.root, "config", "user.name").strip()
        return name or self.dossier.config.editor

    def content(self, path: str) -> bytes | None:
        """The bytes of a file, the same throughout an act; None if there is none."""
        if path not in self._contents:
            self._contents[path] = content_of(self.root / path)
        return self._contents[path]

    def text(self, path: str) -> str:
        """The text of a file; "" if there is none. Raises RefusedError."""
        try:
            return (self.content(path) or b"").decode()
        except UnicodeDecodeError:
            problem = Problem(path, 0, "not UTF-8.", "Save the file as UTF-8.")
            raise RefusedError(422, [problem]) from None

    def carry_out(self, plan: Plan, base: Mapping[str, str]) -> dict[str, Any]:
        """Do what an act planned, if its files are still what they were; return the answer.

        `base` are the digests of files as a page knows them. Raises RefusedError.
        """
        changes = [
            Change(path, self.content(path), new)
            for path, new in plan.files.items()
            if new != self.content(path)
        ]
        for item in changes:
            if base.get(item.path, digest(item.old)) != digest(item.old):
                raise _conflict(ChangedError(item.path, item.new, item.old))
        after = self._checked({item.path: item.new for item in changes})
        if changes:
            self._guarded(lambda: self.journal.record(plan.label, changes))
            if after:
                self._take(*after)
        own = {"id": plan.id} if plan.id else {}
        return {**own, "files": [item.path for item in changes], **self.journal.counts}

    def turn_back(self, redo: bool) -> dict[str, Any]:
        """Undo the last act, or do it again; return the answer. Raises RefusedError."""
        act = self._guarded(lambda: self.journal.turn_back(redo))
        if act is None:
            raise refused(f"there is nothing to {'do again' if redo else 'undo'}.", status=404)
        return {"label": act.label, "files": [*act.files], **self.journal.counts}

    @staticmethod
    def _guarded(work: Callable[[], Any]) -> Any:
        try:
            return work()
        except ChangedError as error:
            raise _conflict(error) from None
        except OSError as error:
            raise refused(f"it cannot be written: {error.strerror}.", status=507) from None

    def _checked(self, files: Mapping[str, bytes | None]) -> tuple[Dossier, Any] | None:
        """Read files as they would be; return the dossier then, and what it was read of.

        The register is read alone, as all articles would have to be read again. Raises RefusedError
        for what was not wrong before.
        """
        before = [*self.dossier.problems, *claimed_twice(self.dossier.register, REGISTER)]
        digests, settings = self._inputs
        others = {path: content for path, content in files.items() if path != REGISTER}
        places = {path.removeprefix("seeds/"): content for path, content in others.items()}
        digests = {key: value for key, value in digests.items() if key not in places}
        digests |= {key: content_digest(new) for key, new in places.items() if new is not None}
        dossier, new = self.dossier, list[Problem]()
        if others:
            with proposed({self.root / path: content for path, content in others.items()}):
                dossier = self._read(digests)
            new += _beyond(before, dossier.problems)
        if REGISTER in files:
            with proposed({self.root / path: content for path, content in files.items()}):
                new += _beyond(before, self._of_register(dossier))
        if new:
            raise RefusedError(422, new)
        return None if REGISTER in files or not files else (dossier, (digests, settings))

    def _of_register(self, dossier: Dossier) -> list[Problem]:
        """Every problem in the register, and of those who name its entities."""
        register, problems = read_register(self.root / REGISTER, REGISTER)
        problems += claimed_twice(register, REGISTER)
        ids = frozenset(entity.id for entity in register.entities)
        slugs = frozenset(article.slug for article in dossier.articles)
        claims, wrong = read_claims(self.root / CLAIMS, CLAIMS, ids, slugs)
        return [*problems, *wrong, *wrong_references(dossier.articles, register, claims)]


def _beyond(before: Iterable[Problem], after: Iterable[Problem]) -> list[Problem]:
    """The problems that were not there before, wherever they stood."""
    left = Counter((item.path, item.message) for item in before)
    left.subtract((item.path, item.message) for item in after)
    return [item for item in after if left[item.path, item.message] < 0]


def _conflict(error: ChangedError) -> RefusedError:
    texts = {
        key: (content or b"").decode("utf-8", "replace")
        for key, content in (("mine", error.mine), ("theirs", error.theirs))
    }
    return RefusedError(409, [Problem(error.path, 0, ELSEWHERE)], **texts)
