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


def title(article: Article, site: Site) -> str:
    """The title to show; an article without one is named as untitled."""
    return article.title.text or site.words("untitled")


def converted(version: ArticleVersion) -> bool:
    """Whether an edition's text differs from the source."""
    pairs = zip(version.source.blocks, version.article.blocks, strict=True)
    return any(block.text != other.text for block, other in pairs)


def warnings(article: Article, site: Site) -> list[Line]:
    """The editor's warnings, each in the language that it has."""
    lines = [site.line(words) for words in article.heed if text_of(words)]
    return [*lines, site.words("excerpt_only")] if article.rights == "excerpt" else lines


def verbatim(article: Article, places: Sequence[Place]) -> str:
    """The words at these places, exactly; several parted by an ellipsis."""
    texts = {block.n: block.text for block in (*article.blocks, article.title)}
    return " … ".join(texts[place.block][place.span.start : place.span.end] for place in places)


def in_script(words: str, tag: str, site: Site) -> Line:
    """Mark words from a file with their language if East Asian, since they need another font."""
    return site.in_language(words, tag) if EASTERN.search(words) else words


def type_name(kind: str, site: Site) -> Line:
    """The name of a type of entities, in the plural."""
    own = site.edition.types.get(kind)
    return site.line(own) if own else site.words(f"type_{kind}")


def tag_lang(tag: str, site: Site) -> str | None:
    """The language of an editor's tag, where its letters are not the edition's."""
    lang = language_of(tag, site)
    return None if lang.split("-")[0] in ("", site.variant.split("-")[0]) else lang


def language_of(words: str, site: Site) -> str:
    """The language that a few words have by their letters; "" for Latin ones.

    Han are of the dossier's own language where that is written with them.
    """
    own = site.config.language
    tags = ("ja", "ko", own if own.split("-")[0] in ("zh", "ja") else "zh-Hans")
    letters = zip((KANA, HANGUL, HAN), tags, strict=True)
    return next((tag for script, tag in letters if script.search(words)), "")


def source_name(article: Article, site: Site) -> Line:
    """The publisher, or else who reposted it, marked with the language of the name."""
    return name_in(article, "publisher", site) or name_in(article, "via", site)


def titled(name: Line, site: Site) -> Line:
    """A source's name between the edition's marks (《》, 『』) where it is the title of a work.

    A newspaper or magazine is one; an agency, a broadcaster or a website is none.
    """
    words, (opening, closing) = plain(name), site.words.parts("work_marks")
    works = {item.text for item in site.edition.names.values() if item.type == "publication"}
    work = words in works or re.search(site.words("periodical"), words)
    return joined((opening, name, closing)) if work else name


def name_in(article: Article, key: str, site: Site) -> Line:
    """A name, or several, among the metadata, marked with its language; empty if there is none."""
    names = site.words("comma").join(article.values(key)) or article.value(key)
    return site.line(article.names.get(key, {})) or in_script(names, article.lang, site)


def own_publisher(source: Article) -> str:
    """The publisher of an article in the article's own language."""
    return form_in(source.names.get("publisher", {}), source.lang) or source.value("publisher")


def via(article: Article, site: Site) -> Line:
    """The reposter of an article in words; empty where there is none."""
    reposter = name_in(article, "via", site)
    return fill(site.words("via"), via=reposter) if reposter else ""


def reposted(article: Article, site: Site) -> Line:
    """The reposter of an article; only that there is one where no publisher is known."""
    words = via(article, site)
    return site.words("reposted_there") if words and not article.source("publisher") else words


def title_lang(article: Article) -> str:
    """The language of the title to show."""
    return article.title.lang or article.lang


def title_link(article: Article, site: Site, page: str) -> Line:
    """The title as a link from a page to the article's."""
    return [phrase(title(article, site), site.article_url(page, article), title_lang(article))]


def day(article: Article) -> str:
    """The day of publication, where it is known."""
    return article.value("published").partition("T")[0]


def published(article: Article, site: Site) -> str:
    """The day of publication in words: exact, a bound, or unknown."""
    if known := day(article):
        return site.words.date(known)
    if article.not_after:
        return site.words("not_after", date=site.words.date(article.not_after))
    return site.words("date_unknown")


def published_short(article: Article, site: Site) -> str:
    """The day as a table wants it: ISO, or a bound, or unknown."""
    bound = f"≤ {article.not_after}" if article.not_after else site.words("unknown")
    return day(article) or bound
