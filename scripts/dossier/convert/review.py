"""Remarks on a conversion for an editor to check; none is an error.

Nothing here changes a text. A word that the glossary or the register settles is not
doubted again, so an entry with its reason is the answer to a remark.
"""

from collections.abc import Iterable, Iterator, Sequence

from dossier.convert.converters import Converters
from dossier.convert.variants import Converter
from dossier.model import Article
from dossier.problems import Problem
from dossier.tables import word_tables

# Words of the mainland register, by the edition in which none of them should stand.
MAINLAND = word_tables(__package__, "mainland.txt")
QUOTES = (("“", "”"), ("‘", "’"), ("「", "」"), ("『", "』"), ("《", "》"))
AROUND = 6
AS_IT_IS = "The source is shown unchanged; a note may say so."
GIVE_FORM = "Add the word to seeds/_glossary.yml, unchanged if that is right, with the reason."


def unbalanced_quotes(articles: Iterable[Article]) -> Iterator[Problem]:
    """Quotation marks of a source that open and do not close, or the other way round."""
    for article in (item for item in articles if item.lang.startswith("zh")):
        for block in article.blocks:
            for left, right in QUOTES[:1] + QUOTES[2:]:
                opened, closed = block.text.count(left), block.text.count(right)
                if opened != closed:
                    message = f"¶{block.n} has {opened} {left} and {closed} {right}."
                    yield Problem(article.path, 0, message, AS_IT_IS)


def surviving_words(
    articles: Sequence[Article], variants: Iterable[str], converters: Converters
) -> Iterator[Problem]:
    """Mainland words that stand in a Taiwan or Hong Kong edition and nobody settled."""
    for variant, converter, article in _converted(articles, variants, converters):
        for n, text, settled in _open_text(article, converter):
            convert = converter.convert(text, article.slug)
            for word in MAINLAND.get(variant, ()):
                if word in convert and not any(word in item for item in settled):
                    at = convert.index(word)
                    context = convert[max(0, at - AROUND) : at + len(word) + AROUND]
                    message = f"{variant} ¶{n} keeps “{word}”: …{context}…"
                    yield Problem(article.path, 0, message, GIVE_FORM)


def _converted(
    articles: Sequence[Article], variants: Iterable[str], converters: Converters
) -> Iterator[tuple[str, Converter, Article]]:
    for variant in variants:
        for article in articles:
            converter = converters.get(article.lang, variant)
            if converter:
                yield variant, converter, article


def _open_text(article: Article, converter: Converter) -> Iterator[tuple[int, str, list[str]]]:
    """Each block's number and text, and the words in it that are settled."""
    for block in (article.title, *article.blocks):
        if block.text and block.kind != "code":
            settled = [item.words for item in converter.lexicon.settled(block.text, article.slug)]
            yield block.n, block.text, settled
