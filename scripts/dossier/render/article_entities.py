"""The names of an article beside its summary and under its text, and related articles."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from dossier.model import NOTE_KINDS, ArticleVersion, Kinship, Name, Passage, Related
from dossier.render.article_metadata import published_short, title_link
from dossier.render.compare import questions_here
from dossier.render.inline import Line, joined
from dossier.render.names import FREQUENT, Names, pair
from dossier.render.notes import Notes
from dossier.render.page_context import Site
from dossier.render.references import References

IN_TOUCH = 6
# Limit for articles that copy each other as a whole.
MOST_PASSAGES = 12


def counted(version: ArticleVersion, names: Names) -> list[tuple[Name, int]]:
    """Return the names of an article with their counts, most frequent first."""
    entities = (mention.entity for block in version.source.blocks for mention in block.mentions)
    ordered = sorted(Counter(entities).items(), key=lambda pair: (-pair[1], pair[0]))
    return [(names.edition.names[key], count) for key, count in ordered]


def touches(notes: Notes, counts: list[tuple[Name, int]]) -> list[dict[str, Any]]:
    """The article's names, questions, and notes by kind, each with its number.

    Of the names the six most frequent, without places and terms.
    """
    version, refs, path = notes.version, notes.refs, notes.path
    first = [item for item in counts if item[0].type not in FREQUENT] or counts
    first = first[:IN_TOUCH]
    rows = {
        "entities": [pair(name, count, refs.names, refs.site, path) for name, count in first],
        "questions": questions_here(version.source.slug, refs.comparisons, refs, path),
        "notes": list(_kinds(notes)),
    }
    words = refs.site.words
    touches = [
        {"label": words(key), "entries": entries} for key, entries in rows.items() if entries
    ]
    if len(counts) > len(first):
        touches[0]["rest"] = words("others_n", n=len(counts) - len(first))
    return touches


def _kinds(notes: Notes) -> Iterator[dict[str, Any]]:
    """Count notes by kind; each kind links to its first note."""
    counts = Counter(note.kind for note in notes.all)
    for kind in filter(counts.get, NOTE_KINDS):
        first = next(note.id for note in notes.all if note.kind == kind)
        label = notes.refs.site.words(f"kind_{kind}")
        yield {"text": label, "href": f"#a-{first}", "count": counts[kind]}


def names_here(
    counts: list[tuple[Name, int]], site: Site, names: Names, path: str
) -> list[dict[str, Any]]:
    """All names of the article with one line each; previews take their words from here."""
    key = "times_n" if site.counted else "times_here"
    return [
        {
            "text": name.text,
            "lang": name.lang,
            "href": site.url(path, names.path(name)),
            # In other scripts and languages, each in its own language.
            "forms": [(form, tags[0]) for form, tags in name.others[:3]],
            "line": name.line,
            "line_lang": site.foreign(name.line_lang) or "",
            "times": site.words(key, n=count, all=names.concordance.count(name.id)),
        }
        for name, count in counts
    ]


def related(article: str, kin: Kinship, refs: References, path: str) -> dict[str, Any]:
    """Related articles with the rare names that both have, and shared passages."""
    near, passages = kin.related.get(article, ()), kin.passages.get(article, ())
    rest = len(passages) - MOST_PASSAGES
    return {
        "near": [_near(row, refs, path) for row in near],
        "passages": [_passage(passage, refs, path) for passage in passages[:MOST_PASSAGES]],
        "more": refs.site.words("more_passages", n=rest) if rest > 0 else "",
    }


def _near(row: Related, refs: References, path: str) -> dict[str, Line]:
    site, article = refs.site, refs.site.by_id[row.article].article
    return {
        "day": published_short(article, site),
        "title": title_link(article, site, site.url(path, f"articles/{article.slug}.html")),
        "source": refs.source_name(article.slug),
        "names": joined((refs.link(entity, path) for entity in row.entities), " "),
    }


def _passage(passage: Passage, refs: References, path: str) -> tuple[int, Line, str]:
    """The paragraph here, that of the other article, and how much is the same."""
    other = f"{refs.site.by_id[passage.other].source.slug}#p{passage.other_block}"
    share = refs.site.words("same_share", share=round(passage.share * 100))
    return passage.block, refs.link(other, path), share
