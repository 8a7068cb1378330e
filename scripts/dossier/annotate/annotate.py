"""Set the editors' notes and the quotations of the claims beside their words in the source.

Words that stand nowhere, or in several places, are reported; how a note looks on the page
is composed elsewhere.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from dossier.annotate.quotation import Hit, Reading, fold, hits, nearest
from dossier.model import Annotation, Article, Block, Claims, Note, Place
from dossier.problems import HINTED, Problem, meant

Script = Callable[[str], str]
MOST_PLACES = 4
SLUG = "A slug is the last part of an article’s address, without .html."
# Before the words that tell several places apart; a line of the lineage has no key for them.
APART = "Say which one, by the words before or after it:"
LONGER = "Add the words before or after it:"


@dataclass(slots=True)
class Finder:
    """Finds quotations in articles; `same_script` brings Traditional and Simplified together."""

    same_script: Script = str
    readings: dict[str, Reading] = field(default_factory=dict)
    missed: int = 0

    def place(
        self, article: Article, quote: str, prefix: str, suffix: str
    ) -> tuple[tuple[Place, ...], str, str]:
        """Return the places of a quotation; or none, with a message and a hint."""
        if article.id not in self.readings:
            self.readings[article.id] = Reading.of(article)
        reading = self.readings[article.id]
        most = None if self.missed < HINTED else MOST_PLACES + 1
        spots = hits(reading, quote, prefix, suffix, most)
        if len(spots) == 1:
            return reading.places(spots[0]), "", ""
        self.missed += 1
        if spots:
            where = _and(_mark(reading, hit) for hit in spots[:MOST_PLACES])
            more = " …" if len(spots) > MOST_PLACES else ""
            message = f"quotes words that are ambiguous: {where}{more}"
            return (), message, "\n".join(self._distinctions(reading, spots))
        return (), *self._absent(article, reading, quote, prefix, suffix)

    def _absent(
        self, article: Article, reading: Reading, quote: str, prefix: str, suffix: str
    ) -> tuple[str, str]:
        elsewhere = list(reading.find(quote))
        if elsewhere:
            where = _and(_mark(reading, hit) for hit in elsewhere[:MOST_PLACES])
            message = f"quotes words of {where}, but its prefix and suffix match none of them"
            return message, f"prefix {_paste(prefix)}, suffix {_paste(suffix)}"
        folded = fold(quote)[0]
        for entry in article.ledger if self.missed <= HINTED else ():
            if entry.to in ("dropped", "metadata") and folded in fold(entry.text)[0]:
                reason = entry.reason or entry.field
                hint = f"quoted   “{quote}”\nTo keep them, quote them under `keep:` in its sidecar."
                return f"quotes words that were removed from the article ({reason})", hint
        hit = nearest(reading, quote, self.same_script) if self.missed <= HINTED else None
        lines = [f"quoted   “{quote}”"]
        if hit:
            words = reading.words(hit)
            lines += [f"nearest  “{words}” ({_mark(reading, hit)})", f"quote: {_paste(words)}"]
        lines.append("Quote the article as printed, in its own script.")
        return "quotes words that are not in the article", "\n".join(lines)

    def _distinctions(self, reading: Reading, hits: Sequence[Hit]) -> Iterator[str]:
        """Yield for each hit the shortest prefix or suffix that no other hit has."""
        yield APART
        for hit in hits[:MOST_PLACES] if self.missed <= HINTED else ():
            contexts = reading.contexts(hit, hits, range(2, 40))
            for prefix, suffix in islice((pair for pair in contexts if not all(pair)), 1):
                words = f"prefix: {_paste(prefix)}" if prefix else f"suffix: {_paste(suffix)}"
                yield f"    {_mark(reading, hit)}  {words}"


def annotate(article: Article, finder: Finder) -> tuple[Article, list[Problem]]:
    """The article with its notes in order; those whose words are not found stand last.

    Drafts are left out.
    """
    problems: list[Problem] = []
    placed: list[tuple[tuple[int, int, int], Note, tuple[Place, ...]]] = []
    whole, lost = [], []
    order = {block.n: at for at, block in enumerate((article.title, *article.blocks)) if block.text}
    for note in article.notes:
        if note.draft:
            continue
        if not note.quote:
            whole.append(note)
            continue
        places, message, hint = finder.place(article, note.quote, note.prefix, note.suffix)
        if places:
            first = places[0]
            key = (order[first.block], first.span.start, -first.span.end)
            placed.append((key, note, places))
        else:
            lost.append(note)
            problems.append(Problem(note.path, note.line, f"note {note.id} {message}.", hint))
    placed.sort(key=lambda pair: pair[0])
    spans: dict[int, list[Annotation]] = {}
    for _, note, places in placed:
        for place in places:
            spans.setdefault(place.block, []).append(Annotation(place.span, note.id))
    title = _with(article.title, spans)
    blocks = tuple(_with(block, spans) for block in article.blocks)
    notes = (*whole, *(note for _, note, _ in placed), *lost)
    return replace(article, title=title, blocks=blocks, notes=notes), problems


def place_claims(
    claims: Claims, articles: Sequence[Article], path: str, finder: Finder
) -> tuple[Claims, list[Problem]]:
    """The claims with the places of their quotations; what stands nowhere is left out."""
    by_slug = {article.slug: article for article in articles}
    problems: list[Problem] = []

    def place(
        label: str, line: int, slug: str, quote: str, *around: str
    ) -> tuple[Place, ...] | None:
        """Return the places of a quotation, if there is one; None, with a problem, if it is nowhere."""
        if slug not in by_slug:
            text = f"{label}: no article has the slug “{slug}”."
            problems.append(Problem(path, line, text, meant(slug, by_slug, SLUG)))
            return None
        if not quote:
            return ()
        places, message, hint = finder.place(by_slug[slug], quote, *(around or ("", "")))
        if not message:
            return places
        hint = hint if around else hint.replace(APART, LONGER)
        problems.append(Problem(path, line, f"{label} ({slug}) {message}.", hint))
        return None

    questions = []
    for question in claims.questions:
        label = f"a position of “{question.id}”"
        positions = []
        for item in question.positions:
            words = item.quote, item.prefix, item.suffix
            if places := place(label, item.line, item.article, *words):
                positions.append(replace(item, places=places))
        questions.append(replace(question, positions=tuple(positions)))
    lineage = []
    for line in claims.lineage:
        label = f"the lineage of “{line.article}”"
        places = place(label, line.line, line.article, line.quote)
        origin = place(label, line.line, line.of, line.origin) if line.of else ()
        if places is not None and origin is not None:
            lineage.append(replace(line, places=places, origin_places=origin))
    return replace(claims, questions=tuple(questions), lineage=tuple(lineage)), problems


def _with(block: Block, spans: Mapping[int, list[Annotation]]) -> Block:
    """A block with its annotations; a figure without words shares its 0 with the title."""
    annotations = spans.get(block.n) if block.text else None
    return replace(block, annotations=tuple(annotations)) if annotations else block


def _mark(reading: Reading, hit: Hit) -> str:
    n = reading.places(hit)[0].block
    return f"¶{n}" if n else "the title"


def _and(words: Iterator[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} and {last}" if most else last


def _paste(words: str) -> str:
    """Words as a YAML string in double quotes."""
    return json.dumps(" ".join(words.split()), ensure_ascii=False)
