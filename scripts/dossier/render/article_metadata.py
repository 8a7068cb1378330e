"""Metadata of an article in an edition's words; unknown values are named as unknown."""

import math
import re
from collections.abc import Sequence

from dossier.cache import memoize
from dossier.model import Article, ArticleVersion, Place, form_in, text_of
from dossier.render.inline import Line, fill, joined, phrase, plain
from dossier.render.page_context import Site

HAN, HAN_OR_KANA = re.compile("[\u3400-\u9fff]"), re.compile("[\u3040-\u30ff\u3400-\u9fff]")
KANA, HANGUL = re.compile("[\u3040-\u30ff]"), re.compile("[\uac00-\ud7af]")
# Kana, Han, Hangul.
EASTERN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
WORD = re.compile(r"[^\W_]+")
HAN_A_MINUTE, WORDS_A_MINUTE = 400, 200


@memoize
def minutes(article: Article) -> int:
    """Reading time: 400 Han characters or kana, or 200 words a minute, at least one."""
    words = "".join(block.text + " " for block in article.blocks)
    han = len(HAN_OR_KANA.findall(words))
    other = len(WORD.findall(HAN_OR_KANA.sub(" ", words)))
    # A Latin word in running Chinese is read at a glance; it counts as one character.
    other_minutes = other / HAN_A_MINUTE if han > other else other / WORDS_A_MINUTE
    return max(1, math.ceil(han / HAN_A_MINUTE + other_minutes))


@memoize
def paragraphs(article: Article) -> int:
    """Count the numbered paragraphs of an article."""
    return sum(block.n > 0 for block in article.blocks)


def converted(version: ArticleVersion) -> bool:
    """Whether an edition's text differs from the source."""
    pairs = zip(version.source.blocks, version.article.blocks, strict=True)
    return any(block.text != other.text for block, other in pairs)


def verbatim(article: Article, places: Sequence[Place]) -> str:
    """The words at these places, exactly; several parted by an ellipsis."""
    texts = {block.n: block.text for block in (*article.blocks, article.title)}
    return " … ".join(texts[place.block][place.span.start : place.span.end] for place in places)


def own_publisher(source: Article) -> str:
    """The publisher of an article in the article's own language."""
    return form_in(source.names.get("publisher", {}), source.lang) or source.value("publisher")


def title_lang(article: Article) -> str:
    """The language of the title to show."""
    return article.title.lang or article.lang


def day(article: Article) -> str:
    """The day of publication, where it is known."""
    return article.value("published").partition("T")[0]


class Metadata(Site):
    """An edition that names its articles, their sources and days."""

    def title(self, article: Article) -> str:
        """The title to show; an article without one is named as untitled."""
        return article.title.text or self.words("untitled")

    def title_link(self, article: Article) -> Line:
        """The title as a link to the article's page."""
        return [phrase(self.title(article), self.article_url(article), title_lang(article))]

    def warnings(self, article: Article) -> list[Line]:
        """The editor's warnings, each in the language that it has."""
        lines = [self.line(words) for words in article.heed if text_of(words)]
        return [*lines, self.words("excerpt_only")] if article.rights == "excerpt" else lines

    def in_script(self, words: str, tag: str) -> Line:
        """Mark words from a file with their language if East Asian: they need another font."""
        return self.in_language(words, tag) if EASTERN.search(words) else words

    def type_name(self, kind: str) -> Line:
        """The name of a type of entities, in the plural."""
        own = self.edition.types.get(kind)
        return self.line(own) if own else self.words(f"type_{kind}")

    def tag_lang(self, tag: str) -> str:
        """The language of an editor's tag, where its letters are not the edition's; else ""."""
        lang = self.language_of(tag)
        return "" if lang.split("-")[0] == self.variant.split("-")[0] else lang

    def language_of(self, words: str) -> str:
        """The language that a few words have by their letters; "" for Latin ones.

        Han are of the dossier's own language where that is written with them.
        """
        own = self.config.language
        tags = ("ja", "ko", own if own.split("-")[0] in ("zh", "ja") else "zh-Hans")
        letters = zip((KANA, HANGUL, HAN), tags, strict=True)
        return next((tag for script, tag in letters if script.search(words)), "")

    def name_in(self, article: Article, key: str) -> Line:
        """A name, or several, among the metadata, marked with its language; empty if unknown."""
        names = self.words("comma").join(article.values(key)) or article.value(key)
        return self.line(article.names.get(key, {})) or self.in_script(names, article.lang)

    def outlet(self, article: Article) -> Line:
        """The publisher, or else who reposted it, marked with the language of the name."""
        return self.name_in(article, "publisher") or self.name_in(article, "via")

    def titled(self, name: Line) -> Line:
        """A source's name between the edition's marks (《》, 『』) where it is the title of a work.

        A newspaper or magazine is one; an agency, a broadcaster or a website is none.
        """
        words, (opening, closing) = plain(name), self.words.parts("work_marks")
        works = {item.text for item in self.edition.names.values() if item.type == "publication"}
        work = words in works or re.search(self.words("periodical"), words)
        return joined((opening, name, closing)) if work else name

    def via(self, article: Article) -> Line:
        """The reposter of an article in words; empty where there is none."""
        reposter = self.name_in(article, "via")
        return fill(self.words("via"), via=reposter) if reposter else ""

    def reposted(self, article: Article) -> Line:
        """The reposter of an article; only that there is one where no publisher is known."""
        words = self.via(article)
        return self.words("reposted_there") if words and not article.source("publisher") else words

    def published(self, article: Article) -> str:
        """The day of publication in words: exact, a bound, or unknown."""
        if known := day(article):
            return self.words.date(known)
        if article.not_after:
            return self.words("not_after", date=self.words.date(article.not_after))
        return self.words("date_unknown")

    def published_short(self, article: Article) -> str:
        """The day as a table wants it: ISO, or a bound, or unknown."""
        bound = f"≤ {article.not_after}" if article.not_after else self.words("unknown")
        return day(article) or bound
