"""Glossary words that the articles use."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ahocorasick_rs import AhoCorasick

from dossier.cache import HasFingerprint, Stage, batches, fingerprint, memoize
from dossier.model import Article, Glossary, form_in


def used_terms(articles: Iterable[Article], sought: GlossaryTerms) -> set[int]:
    """The numbers of the words that some article uses."""
    return set().union(*_terms_in_batch.map(sought, batches(articles)))


@Stage
def _terms_in_batch(sought: GlossaryTerms, articles: tuple[Article, ...]) -> list[int]:
    uses = ((article.slug, at) for article in articles for at in terms_in(article, sought))
    # A word may be looked for in some articles alone.
    return sorted({at for slug, at in uses if slug in (sought.terms[at].articles or (slug,))})


class GlossaryTerms(HasFingerprint[Glossary]):
    """Words of a glossary, prepared for search; picklable."""

    def __init__(self, glossary: Glossary) -> None:
        self.terms = glossary.terms
        self._glossary = glossary
        self.fingerprint = fingerprint(glossary.terms)
        self._seekers: dict[str, tuple[list[str], AhoCorasick | None]] = {}

    def __reduce__(self) -> tuple[Any, ...]:
        return GlossaryTerms, (self._glossary,)

    def forms_in(self, text: str, lang: str) -> set[str]:
        """Return the words, in the forms of a language, that a text holds."""
        if lang not in self._seekers:
            forms = sorted({form_in(term.forms, lang) for term in self.terms} - {""})
            self._seekers[lang] = forms, AhoCorasick(forms) if forms else None
        forms, seeker = self._seekers[lang]
        matches = seeker.find_matches_as_indexes(text, overlapping=True) if seeker else ()
        return {forms[index] for index, _, _ in matches}


@memoize
def terms_in(article: Article, sought: GlossaryTerms) -> list[int]:
    """Numbers of the words that an article has, in the context that each requires."""
    texts = [block.text for block in article.blocks]
    forms_in = sought.forms_in("\n".join(texts), article.lang)
    numbers = []
    for at, term in enumerate(sought.terms):
        form = form_in(term.forms, article.lang)
        if form not in forms_in:
            continue
        if not term.only or any(
            form in text and any(re.search(pattern, text) for pattern in term.only)
            for text in texts
        ):
            numbers.append(at)
    return numbers
