"""Proposals for the lineage of articles, with the evidence of each; an editor accepts or refuses.

Shared passages tell that articles have a source in common; reports that they name, and dates, tell
which it is. Where both name one that is not here, or several have it from one day, the origin is
outside. Figures and names in one order make weaker proposals: a translation has no words in common.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from typing import Literal

from dossier.analysis.near_copies import in_order
from dossier.analysis.source_clues import Attribution
from dossier.analysis.sources import LONG, Sources, sentence_at
from dossier.analysis.summary import units
from dossier.model import Article, Lineage, Passage

# Least score of a proposal, and share of an article that is another's, to be a repost.
LEAST, REPOST = 0.5, 0.6
# Part of an article in another one, of which they have no common source.
WHOLE = 0.8
# A clue in more articles than this is not rare; clues that two articles have in common, figures
# among them, and the part of them in one order: of a translation, and of a paraphrase.
RARE, CLUES, FIGURES, TRANSLATED, RETOLD = 12, 6, 2, 0.5, 0.25
# Characters of a quotation that is proposed.
LONGEST = 160


@dataclass(frozen=True, slots=True)
class Evidence:
    """A reason for a proposal: words of the article in a block, and the origin's block (0: none)."""

    kind: Literal["passage", "figure", "name", "report"]
    words: str
    block: int
    other_block: int = 0


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line for the lineage: `of` is the slug of the origin, or "" and `outside` names it.

    `score` is from 0 to 1. `dated`: whether a date or a report says which one is the origin.
    """

    article: str
    of: str
    outside: str
    kind: Literal["quotes", "summarises", "reposts", "translates"]
    score: float
    evidence: tuple[Evidence, ...]
    quote: str = ""
    origin: str = ""
    dated: bool = False

    @property
    def key(self) -> str:
        """The words by which an editor refuses it in _ignore.yml."""
        return f"{self.article} < {self.of or self.outside}"


def proposals(sources: Sources, known: Collection[Lineage] = ()) -> list[Proposal]:
    """Return the proposals that are not `known`, best first."""
    by_key: dict[str, Proposal] = {}
    with_words: set[str] = set()
    for made in (_by_passages(sources), _by_reports(sources), _by_clues(sources)):
        for proposal in made:
            best = by_key.get(proposal.key)
            if best:
                proposal = _joined(*sorted((best, proposal), key=lambda item: -item.score))
            by_key[proposal.key] = proposal
            with_words.add(proposal.article)
    listed = [
        item
        for item in by_key.values()
        if item.score >= LEAST and not any(_says(line, item, sources) for line in known)
    ]
    return sorted(listed, key=lambda item: (-item.score, item.key))


def _joined(strong: Proposal, weak: Proposal) -> Proposal:
    score = 1 - (1 - strong.score) * (1 - weak.score / 2)
    return replace(strong, score=score, evidence=(*strong.evidence, *weak.evidence))


def _says(line: Lineage, proposal: Proposal, sources: Sources) -> bool:
    """Whether a line of the lineage has a proposal already."""
    if line.article != proposal.article or line.of != proposal.of:
        return False
    names = [sources.folded(text) for text in line.outside.values()]
    forms = sources.forms(proposal.outside)
    return bool(line.of) or any(form in name for form in forms for name in names)


def _by_passages(sources: Sources) -> Iterator[Proposal]:
    """Propose the origins of what articles share: each has its words from the best of them."""
    leaning: dict[str, set[str]] = defaultdict(set)
    for id_ in sorted(sources.shared, key=sources.order):
        together = sources.shared_with(id_)
        names: dict[str, list[Passage]] = {}
        same_day = [other for other in together if sources.day(id_) == sources.day(other) != ""]
        for other, rows in together.items():
            size = sum(row.chars for row in rows)
            whole = size > WHOLE * min(sources.size(id_), sources.size(other))
            report = "" if whole else _common_report(sources, id_, other)
            later, _, dated = sources.origin_of(id_, other)
            houses = {sources.articles[name].value("publisher") for name in (id_, other)}
            if report:
                names.setdefault(report, rows)
            elif len(same_day) > 1 and other in same_day and not whole:
                articles = [sources.articles[name] for name in sorted((id_, *same_day))]
                publishers = [item.value("publisher") or item.slug for item in articles]
                name = sources.common_source.format(sources=" / ".join(publishers))
                names.setdefault(name, rows)
            # A copy of a copy has its words from the first.
            elif (
                later == id_
                and (size >= LONG or len(houses) == 2 or "" in houses)
                and not any(other in leaning[it] or it in leaning[other] for it in leaning[id_])
            ):
                leaning[id_].add(other)
                yield _proposal(sources, id_, other, "", rows, dated)
        for name, rows in names.items():
            yield _proposal(sources, id_, "", name, rows, True)


def _common_report(sources: Sources, id_: str, other: str) -> str:
    """Name a report that two articles have in common, if neither is it."""
    named, others = sources.reports(id_), sources.reports(other)
    pair = [sources.articles[name] for name in (id_, other)]
    rows = [*named.values(), *others.values()]
    if any(sources.is_by(article, item) for article in pair for item in rows):
        return ""
    return next((item.name for form, item in named.items() if form in others), "")


def _proposal(
    sources: Sources, id_: str, other: str, name: str, rows: Sequence[Passage], dated: bool
) -> Proposal:
    article, size = sources.articles[id_], sum(row.chars for row in rows)
    part = min(1.0, size / max(1, sources.size(id_)))
    words = [(_words(article, row), row.block, row.other_block) for row in rows]
    evidence = tuple(Evidence("passage", *row) for row in words)
    score = 1 - 0.5 * 0.5 ** min(1.0, size / 50) * (1 - part) - (0 if dated else 0.15)
    of = sources.articles[other].slug if other else ""
    proposal = Proposal(article.slug, of, name, "reposts", score, evidence, dated=dated)
    if part >= REPOST:
        return proposal
    best = max(rows, key=lambda row: (row.chars, -row.block))
    origin = _words(sources.articles[other], best.reversed()) if other else ""
    return replace(proposal, kind="quotes", quote=_words(article, best), origin=origin)


def _words(article: Article, passage: Passage) -> str:
    """The words of a passage in one of its articles; of long ones the beginning."""
    text = next(block.text for block in article.blocks if block.n == passage.block)
    return text[passage.span.start : passage.span.end][:LONGEST]


def _by_clues(sources: Sources) -> Iterator[Proposal]:
    """Propose articles without passages that have rare names and figures in common, in one order."""
    where: dict[str, list[str]] = defaultdict(list)
    for id_, places in sources.clues.items():
        for key in places:
            where[key].append(id_)
    most = max(2, min(RARE, len(sources.articles) // 4))
    numbers = {key: n for n, key in enumerate(where)}
    pairs: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, ids in where.items():
        for pair in combinations(sorted(ids, key=sources.order), 2) if len(ids) <= most else ():
            pairs[pair].append(key)
    done = {id_ for id_ in sources.shared if sources.shared_with(id_)}
    # Most clues first; of several copies the earliest is the origin.
    ranked = sorted(pairs.items(), key=lambda row: (-len(row[1]), *map(sources.order, row[0])))
    for pair, keys in ranked:
        later, earlier, dated = sources.origin_of(*pair)
        figures = {key for key in keys if key.startswith("figure")}
        if later in done or len(keys) < CLUES or len(figures) < FIGURES:
            continue
        own, others = ([numbers[key] for key in sources.clues[id_]] for id_ in pair)
        # Whatever the script.
        languages = {sources.articles[id_].lang.partition("-")[0] for id_ in pair}
        ordered, translated = in_order(own, others), len(languages) == 2
        if ordered < (TRANSLATED if translated else RETOLD):
            continue
        done.add(later)
        blocks = [(sources.clues[later][key], sources.clues[earlier][key]) for key in keys]
        evidence = tuple(
            Evidence("figure" if key in figures else "name", key.partition(" ")[2], *places)
            for key, places in zip(keys, blocks, strict=True)
        )
        # Weaker than any shared passage of some length.
        score = min(0.75, 0.4 + 0.4 * ordered + 0.01 * len(keys)) - (0 if dated else 0.1)
        slugs = [sources.articles[id_].slug for id_ in (later, earlier)]
        how: Literal["translates", "summarises"] = "translates" if translated else "summarises"
        yield Proposal(slugs[0], slugs[1], "", how, score, evidence, dated=dated)


def _by_reports(sources: Sources) -> Iterator[Proposal]:
    """Propose what articles say that they have it from."""
    for id_, article in sources.articles.items():
        by_source: dict[str, list[Attribution]] = defaultdict(list)
        for item in sources.named[id_]:
            by_source[item.entity or item.name].append(item)
        for items in by_source.values():
            # A date that is said once is that of the report throughout.
            day = next(((row.month, row.day) for row in items if row.day), (0, 0))
            items = [row._replace(month=day[0], day=day[1]) for row in items]
            inside = [line for item in items for line in _inside(sources, article, item)]
            first = next((item for item in items if item.report), items[0])
            blocks = {item.block for item in items if item.report}
            if inside:
                yield max(inside, key=lambda line: line.score)
            # A name that is in no register may be of somebody who speaks.
            elif len(blocks) > 1 and (first.entity or len(blocks) > 2):
                yield _outside(article, first, items, len(blocks))


def _outside(
    article: Article, first: Attribution, items: Sequence[Attribution], blocks: int
) -> Proposal:
    evidence = tuple(Evidence("report", item.words, item.block) for item in items)
    day = "-".join(f"{part:02}" for part in (first.month, first.day) if part)
    name = f"{first.name}, {day}" if day else first.name
    score = min(0.8, 0.4 + 0.1 * blocks)
    return Proposal(article.slug, "", name, "summarises", score, evidence, dated=True)


def _inside(sources: Sources, article: Article, item: Attribution) -> Iterator[Proposal]:
    """Propose articles that a report may be, if they have a figure of the sentence that names it."""
    quote, span = sentence_at(article, item.block, item.start)
    keys = {
        key
        for key, start in sources.all_clues[article.id][item.block]
        if key.startswith("figure") and span.start <= start < span.end
    }
    own = set(units(sources.fold(quote)))
    for origin in sources.published_by(item):
        if origin.id == article.id or sources.order(origin.id) > sources.order(article.id):
            continue
        best = (0.0, "", "", 0)
        for n, clues in sources.all_clues[origin.id].items():
            for key, start in clues:
                words = sentence_at(origin, n, start)[0] if key in keys else ""
                alike = len(own & set(units(sources.fold(words)))) / max(1, len(own))
                best = max(best, (alike, words, key, n))
        alike, words, key, n = best
        if alike:
            figure = Evidence("figure", key.partition(" ")[2], item.block, n)
            evidence = Evidence("report", item.words, item.block), figure
            ends = article.slug, origin.slug, ""
            score = min(0.9, 0.45 + 1.5 * alike)
            yield Proposal(*ends, "quotes", score, evidence, quote, words, True)
