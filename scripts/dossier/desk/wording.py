"""The wording of editions: `seeds/_glossary.yml`.

A new entry is tried on the words that it is meant for: one that another entry keeps from acting is
refused.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from dossier.convert.editions import Converters, block_converter
from dossier.desk.desk import Desk
from dossier.desk.plans import Plan, refused
from dossier.desk.records import filled, patched, value_at, words_at
from dossier.desk.sidecars import edited
from dossier.editorial.glossary import SETTINGS, VARIANTS, read_glossary
from dossier.editorial.yamledit import append, in_list, insert, remove, set_value
from dossier.files.access import proposed
from dossier.load import GLOSSARY
from dossier.model import Article, Block, Span

KEPT = "the “edition” has these words as the source has them."
NOWHERE = "“from”: these words stand in no article to which this applies."
IDLE = "it would not act there: another entry of the glossary, or a longer word, goes first."
# Places on which a new entry is tried.
TRIED = 40


class Spot(NamedTuple):
    """Words in a block of an article."""

    article: Article
    block: Block
    span: Span

    @property
    def lang(self) -> str:
        """The variant of Chinese that the words are in."""
        lang = self.article.lang
        return lang if lang.startswith("zh") else self.block.lang


def wording(desk: Desk, method: str, id: str, body: dict[str, Any]) -> Plan:
    """`POST wording`, `DELETE wording`: words of a source as an edition is to have them."""
    words, form = words_at(body, "from"), words_at(body, "to")
    tag, slug = words_at(body, "edition"), words_at(body, "article")
    here = [desk.article(slug)] if slug or body.get("scope") == "article" else []
    articles = here if body.get("scope") == "article" else desk.dossier.articles
    spots = list(spots_of(words, [*here, *articles]))[:TRIED]
    if not words or (method == "POST" and not (form and spots)):
        raise refused(NOWHERE if form else "“to” is missing.")
    key, forms = _entry(desk, spots[0].lang if spots else "zh-Hans", tag, words, form)
    slugs = [item.slug for item in here] if body.get("scope") == "article" else []
    if method == "DELETE":
        files = edited(GLOSSARY, desk.text(GLOSSARY), lambda text: _without(text, key, tag, slugs))
    else:
        files = edited(GLOSSARY, desk.text(GLOSSARY), term_edit(key, forms, slugs))
        glossary = files.get(GLOSSARY, desk.content(GLOSSARY))
        if len(idle(desk, glossary, tag, form, spots)) == len(spots):
            raise refused(IDLE)
    return Plan(f"wording/{words[:40]}", files)


def spots_of(words: str, articles: Iterable[Article]) -> Iterator[Spot]:
    """Yield every place of words in the texts of articles."""
    for article in articles:
        for block in (article.title, *article.blocks) if words else ():
            at = block.text.find(words)
            while at >= 0:
                yield Spot(article, block, Span(at, at + len(words)))
                at = block.text.find(words, at + len(words))


def edit_of(
    desk: Desk, lang: str, tag: str, words: str, form: str, slugs: Sequence[str], unless: list[str]
) -> Callable[[str], str]:
    """The edit of the glossary by which an edition has a form for words of sources in `lang`."""
    key, forms = _entry(desk, lang, tag, words, form)
    return term_edit(key, forms | ({"unless": unless} if unless else {}), slugs)


def _entry(desk: Desk, lang: str, tag: str, words: str, form: str) -> tuple[str, dict[str, Any]]:
    """The key of the glossary for words of a source, and the forms that they need there."""
    if tag not in desk.dossier.config.variants or not desk.dossier.converters.get(lang, tag):
        raise refused(KEPT)
    if lang == "zh-Hans":
        return words, {tag: form}
    if tag == "zh-Hans":
        return form, {lang: words}
    return desk.convert(words, lang, "zh-Hans"), {lang: words, tag: form}


def term_edit(key: str, values: dict[str, Any], slugs: Sequence[str]) -> Callable[[str], str]:
    """The edit that adds a term to those of a word, or its forms to one that applies as it does."""
    if key == SETTINGS:
        raise refused(f"“{SETTINGS}” is no word for the glossary.")

    def edit(text: str) -> str:
        entry = value_at(text, [key])
        for path, term in _terms(key, entry):
            if "unless" not in values and "only" not in term and _slugs(term) == list(slugs):
                return patched(text, path, values)
        record = filled("term", {**values, "articles": list(slugs)})
        if not entry:
            return set_value(text, [key], record)
        text = text if isinstance(entry, list) else in_list(text, [key])
        # Of terms of one rank the first acts.
        first = slugs or "unless" in values
        return insert(text, [key], 0, record) if first else append(text, [key], record)

    return edit


def idle(
    desk: Desk, glossary: bytes | None, tag: str, form: str, spots: Iterable[Spot]
) -> list[Spot]:
    """The places whose words an edition would not have as a form, with another glossary."""
    with proposed({desk.root / GLOSSARY: glossary}):
        terms, problems = read_glossary(desk.root / GLOSSARY, GLOSSARY)
    converters = Converters(terms, desk.dossier.register)
    return [] if problems else [s for s in spots if _words(s, tag, converters) != form]


def _words(spot: Spot, tag: str, converters: Converters) -> str:
    article, block, (start, end) = spot.article, spot.block, (spot.span.start, spot.span.end)
    converter = block_converter(block, article.lang, tag, converters)
    if converter is None:
        return block.text[start:end]
    new = converter.convert_all([block.text], [[start, end]], article.slug)[0]
    return new.text[new.starts[start] : new.ends[end]]


def _without(text: str, key: str, tag: str, slugs: list[str]) -> str:
    """The glossary without a form of a word; a term without any goes."""
    for path, term in _terms(key, value_at(text, [key])):
        if tag in term and _slugs(term) == slugs:
            others = [name for name in VARIANTS if name in term and name != tag]
            return remove(text, [*path, tag] if others else path)
    raise refused("there is no such entry.", status=404)


def _terms(key: str, entry: Any) -> Iterator[tuple[list[str | int], dict[str, Any]]]:
    """Yield the terms of a word, with their paths."""
    items = entry if isinstance(entry, list) else [entry]
    for number, term in enumerate(items):
        if isinstance(term, dict):
            yield ([key, number] if isinstance(entry, list) else [key]), term


def _slugs(term: dict[str, Any]) -> list[str]:
    slugs = term.get("articles") or []
    return slugs if isinstance(slugs, list) else [slugs]
