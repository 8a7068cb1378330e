"""Convert the articles of a dossier into each of its editions.

Beside the conversion stand the facts that overviews ask of every article: they are memoized while
its text is at hand.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from dossier.analysis.concordance import all_contexts, tally
from dossier.analysis.converted_words import Conversion, conversions
from dossier.analysis.side_by_side import Stretch
from dossier.analysis.text_reuse import Fingerprints, fingerprints
from dossier.cache import Stage, memoize, pickle_by_fields
from dossier.convert.articles import block_converter, in_variant
from dossier.convert.converters import Converters, converters_of
from dossier.convert.editions import edition
from dossier.convert.folding import corners, letters, one_script, simplified
from dossier.convert.variants import engine
from dossier.load import Dossier
from dossier.model import Article, Block, Edition, Glossary, Register
from dossier.problems import blaming, sound, tried
from dossier.render.article_metadata import paragraphs
from dossier.render.page_plan import reference_fingerprint
from dossier.search.folding import CharTables, signs


@pickle_by_fields
@dataclass(frozen=True)
class Wording:
    """Settings for converting articles into each edition."""

    language: str
    variants: tuple[str, ...]
    glossary: Glossary
    register: Register

    @staticmethod
    def of(dossier: Dossier) -> "Wording":
        """Return the settings of a dossier."""
        config = dossier.config
        return Wording(config.language, config.variants, dossier.glossary, dossier.register)

    @cached_property
    def converters(self) -> Converters:
        """A converter for each pair of variants."""
        return converters_of(self.glossary, self.register)


class Converted(NamedTuple):
    """An article in each variant; `fingerprint` is its `reference_fingerprint`.

    `chars` are the characters of its seed by where they went.
    """

    articles: tuple[Article, ...]
    fingerprint: str
    chars: Counter[str]


@Stage
@tried
def convert_article(wording: Wording, article: Article) -> Converted:
    """Convert an article into each variant."""
    for fact in (tally, all_contexts, fingerprints_in_one_script, paragraphs):
        fact(article)
    with blaming(article.id, "converted"):
        articles = tuple(
            in_variant(article, variant, wording.language, wording.converters)
            for variant in wording.variants
        )
        chars: Counter[str] = Counter()
        for entry in article.ledger:
            chars[entry.to] += entry.chars
        return Converted(articles, reference_fingerprint(article, articles), chars)


def convert(dossier: Dossier) -> list[Converted]:
    """Convert every article into each of the dossier's variants."""
    return list(sound(convert_article.map(Wording.of(dossier), dossier.articles)))


def edition_of(dossier: Dossier, variant: str, converted: Sequence[Converted]) -> Edition:
    """Return the dossier in one variant, of converted articles."""
    config, number = dossier.config, dossier.config.variants.index(variant)
    articles = [item.articles[number] for item in converted]
    return edition(dossier.articles, config, variant, dossier.converters, dossier.claims, articles)


def marked_conversion(
    wording: Wording, article: Article, other: Article
) -> tuple[dict[int, list[Stretch]], dict[int, list[Stretch]]]:
    """Mark what the conversion of an article changed, by block (0: the title), in both texts."""
    own: dict[int, list[Stretch]] = {}
    others: dict[int, list[Stretch]] = {}
    blocks = [*zip(article.blocks, other.blocks, strict=True)]
    if "title" not in other.names:  # a translated one has other words
        blocks.append((article.title, other.title))
    for block, converted in blocks:
        rows = converted_words(article, block, converted, wording.converters)
        if rows is None:
            continue
        own[block.n] = [(row.start, row.end, row.kind) for row in rows]
        others[block.n] = [(row.other_start, row.other_end, row.kind) for row in rows]
    return own, others


def converted_words(
    article: Article, block: Block, converted: Block, converters: Converters
) -> list[Conversion] | None:
    """Return what the conversion of a block changed beside its script; None if the texts are one."""
    converter = block_converter(block, article.lang, converted.lang, converters)
    if not converter or block.text == converted.text:
        return None
    settled = converter.lexicon.settled(block.text, article.slug)
    stretches = [(item.start, item.end, item.words, item.kind) for item in settled]
    convert = engine(block.lang or article.lang, converted.lang)
    return [*conversions(block.text, converted.text, stretches, convert, in_one_script)]


@Stage
def char_tables(_: None, variants: tuple[str, ...]) -> CharTables:
    """Return the changes of single characters in editions of these variants."""
    return signs(variants, simplified(), letters, corners)


def in_one_script(text: str) -> str:
    """Bring Traditional and Simplified together, a character for a character."""
    return text.translate(one_script())


@memoize
def fingerprints_in_one_script(article: Article) -> Fingerprints:
    """Return an article's fingerprints, with Traditional and Simplified brought together."""
    return fingerprints(article, in_one_script)
