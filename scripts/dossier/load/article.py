"""Load the articles in one file: what it holds, what a sidecar adds, the names and notes in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from dossier.analysis.captures import LoadedArticle, text_key
from dossier.analysis.near_copies import SAMPLED, Scripts, grams
from dossier.analysis.summary import with_summaries
from dossier.annotate.annotate import Finder, annotate
from dossier.annotate.cross_links import addresses_in
from dossier.annotate.gazetteer import Gazetteer, gazetteer, link
from dossier.cache import pickle_by_fields
from dossier.convert.folding import one_script
from dossier.convert.variants import engine
from dossier.editorial.front_matter import with_front_matter
from dossier.extract import extract
from dossier.extract.house import Listed, without_house_lines
from dossier.formats.registry import read_file
from dossier.load.pictures import with_pictures, without_pictures
from dossier.model import EDITIONS, Article, Document, Register, Sidecar
from dossier.problems import Problem
from dossier.slugs import slug_of

# Marks that editions turn, each as one sign.
QUOTES = str.maketrans("“”「」‘’『』", '""""' + "''''")


@pickle_by_fields
@dataclass(frozen=True)
class Tools:
    """Tools to load articles with, made when first wanted."""

    register: Register
    house_lines: Listed = field(default_factory=dict)
    pictures: bool = True

    @cached_property
    def names(self) -> Gazetteer:
        """Return the finder of the register's names."""
        engines = engine("zh-Hans", "zh-Hant"), engine("zh-Hant", "zh-Hans")
        return gazetteer(self.register, engines)

    @property
    def finder(self) -> Finder:
        """Return the finder of quotations."""
        return Finder(engine("zh-Hant", "zh-Hans"))


def read_documents(
    path: Path, name: str, options: Mapping[str, str]
) -> tuple[list[Document], list[Problem]]:
    """The documents in a file with the values of their front matter, and what is wrong in them."""
    items = list(read_file(path, name, options))
    problems = [item for item in items if isinstance(item, Problem)]
    documents = []
    for item in (item for item in items if isinstance(item, Document)):
        document, damaged = with_pictures(item)
        document, wrong = with_front_matter(document)
        documents.append(document)
        problems += (*damaged, *wrong)
    return documents, problems


def fold(text: str) -> str:
    """Bring a text into one script, with one kind of quotation marks, character by character."""
    return text.translate(one_script()).translate(QUOTES)


def converted(text: str, other: str) -> bool:
    """Whether one stretch is the other in an edition of it."""
    pairs = ((text, other), (other, text)) if text != other else ()
    return any(
        engine("zh-Hans", tag)(first) == second or engine(tag, "zh-Hans")(first) == second
        for first, second in pairs
        for tag in EDITIONS
        if tag.startswith("zh-Hant")
    )


SCRIPTS = Scripts(fold, converted)


def load_article(
    document: Document, sidecar: Sidecar, tools: Tools
) -> tuple[LoadedArticle | None, list[Problem]]:
    """An article with what its sidecar adds, and the names and notes that stand in it."""
    shown = tools.pictures and sidecar.pictures
    article, problems = _extracted(document if shown else without_pictures(document), sidecar)
    if not article:
        return None, problems
    if tools.house_lines:
        article = without_house_lines(article, tools.house_lines, sidecar.keep)
    summaries = with_summaries(article, sidecar.summary)
    article = replace(article, summaries=summaries, notes=sidecar.notes, rights=sidecar.rights)
    problems += _contradictions(article, sidecar)
    linked = link(replace(article, slug=article.slug or slug_of(article.id)), tools.names)
    article, astray = annotate(replace(linked, slug=sidecar.slug), tools.finder)
    links = addresses_in(article)
    sampled = tuple(gram for gram in grams(article, fold) if not gram % SAMPLED)
    return LoadedArticle(article, sidecar, text_key(article), links, sampled), problems + astray


def _extracted(document: Document, sidecar: Sidecar) -> tuple[Article | None, list[Problem]]:
    """The article in a document; of an editor's titles it has the one in its own language."""
    article, problems = extract(document, sidecar)
    if article and "title" in sidecar.names:
        titles, language = sidecar.names["title"], article.lang.split("-")[0]
        same = (tag for tag in titles if tag.split("-")[0] == language != "zh")
        own = [titles[tag] for tag in (article.lang, language, *same) if tag in titles]
        others = {key: value for key, value in sidecar.fields.items() if key != "title"}
        others |= {"title": own[0]} if own else {}
        article, problems = extract(document, replace(sidecar, fields=others))
    return article, problems


def _contradictions(article: Article, sidecar: Sidecar) -> Iterator[Problem]:
    """A script that cannot be told, references of a summary to paragraphs that are not there."""
    if article.lang == "zh":
        message = "whether it is Simplified or Traditional cannot be told."
        hint = "Say in its sidecar `language: zh-Hans`, `zh-Hant-TW` or `zh-Hant-HK`."
        yield Problem(article.path, 0, message, hint)
    last = max((block.n for block in article.blocks), default=0)
    hint = "The numbers stand beside the paragraphs on the article's page."
    sentences = (sentence for summary in article.summaries for sentence in summary.sentences)
    for n in (n for sentence in sentences for n in sentence.blocks if not 1 <= n <= last):
        message = f"the summary refers to ¶{n}; the article ends with ¶{last}."
        yield Problem(sidecar.path, sidecar.lines.get("summary", 0), message, hint)
