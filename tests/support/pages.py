"""A page as a browser would read it: its elements, strictly nested, and their words.

Shared by several test files. The reading is strict on purpose: an end tag that does not
close the innermost open element is an error here, where a browser would guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from html.parser import HTMLParser
from itertools import takewhile
from pathlib import Path
from types import SimpleNamespace

import markdown
from jinja2 import Environment
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.meta import get_data

from dossier.analysis.concordance import concordance
from dossier.model import (
    FIELDS,
    Article,
    ArticleVersion,
    Block,
    Config,
    Edition,
    Entry,
    Field,
    Kinship,
)
from dossier.render.article import article_page
from dossier.render.notes import Notes
from dossier.render.references import References
from dossier.render.site import SECTIONS
from dossier.template_words import read_template_words

ROOT = Path(__file__).parents[2]
PAGE = re.compile(r'(href="(?!https?:|mailto:)[^"#]*)\.md(?=["#])')
VOID = ("br", "hr", "img", "meta", "link", "input", "col", "wbr", "path")


@dataclass
class Element:
    """One element: its name, attributes, and its children in order."""

    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    children: list[Element | str] = field(default_factory=list)

    def all(self) -> Iterator[Element]:
        """This element and every one below it, in document order."""
        stack: list[Element] = [self]
        while stack:
            element = stack.pop()
            yield element
            stack += reversed([child for child in element.children if isinstance(child, Element)])

    def first(self, name: str) -> Element:
        """The first element of that name, this one included."""
        return next(element for element in self.all() if element.name == name)

    def by_id(self, wanted: str) -> Element:
        """The element with an id; an error if there is none, or more than one."""
        (match,) = [element for element in self.all() if element.attributes.get("id") == wanted]
        return match

    def has_class(self, name: str) -> bool:
        """Whether it has a class."""
        return name in (self.attributes.get("class") or "").split()

    def words(self) -> str:
        """All words in it, a line break as a line feed."""
        parts = []
        for before, child in zip([None, *self.children], self.children, strict=False):
            if isinstance(child, str):
                # Python-Markdown sets a line feed behind each line break.
                broken = isinstance(before, Element) and before.name == "br"
                parts.append(child.removeprefix("\n") if broken else child)
            else:
                parts.append("\n" if child.name == "br" else child.words())
        return "".join(parts)


class _Strict(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Element("root")
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute stands twice in <{tag}>"
        element = Element(tag, dict(attrs))
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self.open[-1].name == tag, f"</{tag}> closes <{self.open[-1].name}>"
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data!r}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl!r}")

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(f"a declaration: {data!r}")

    def handle_pi(self, data: str) -> None:
        raise AssertionError(f"a processing instruction: {data!r}")


def parsed(html: str) -> Element:
    """HTML as a tree; an AssertionError where it is not strictly nested."""
    reader = _Strict()
    reader.feed(html)
    reader.close()
    assert reader.open == [reader.root], f"left open: {reader.open[-1].name}"
    return reader.root


@lru_cache(maxsize=1)
def _contract() -> tuple[list[str], dict[str, dict[str, object]]]:
    # MkDocs itself reads mkdocs.yml here, and adds what it always adds (toc, tables,
    # fenced_code).
    config = load_config(str(ROOT / "mkdocs.yml"))
    return list(config.markdown_extensions), dict(config.mdx_configs)


@lru_cache(maxsize=1)
def _environment() -> tuple[Environment, MkDocsConfig]:
    config = load_config(str(ROOT / "mkdocs.yml"))
    return config.theme.get_env(), config


def rendered(page: str) -> Element:
    """The tree that a page gives under the extensions of mkdocs.yml and in its template.

    Without the frame: only what a template writes into its block `page`.
    """
    body, meta = get_data(page)
    extensions, configs = _contract()
    html = markdown.markdown(body, extensions=extensions, extension_configs=configs)
    # MkDocs leads links to the pages that are made of the Markdown.
    content = PAGE.sub(r"\1.html", html)
    environment, config = _environment()
    template = environment.get_template(meta.get("template", "main.html"))
    url = f"{meta.get('lang')}/{meta.get('path')}"
    shown = SimpleNamespace(meta=meta, content=content, url=url)
    context = template.new_context({"page": shown, "config": config, "base_url": "."})
    return parsed("".join(template.blocks["page"](context)))


def macro(template: str, name: str) -> Callable[..., object]:
    """A macro of a template in overrides/."""
    called: Callable[..., object] = getattr(_environment()[0].get_template(template).module, name)
    return called


def an_article(
    *blocks: Block, title: str = "标题", lang: str = "zh-Hans", **fields: str
) -> Article:
    """An article of these blocks, and of nothing else but the given fields."""
    return Article(
        id="000_seed",
        slug="seed",
        path="seeds/000_seed.txt",
        sha256="0" * 64,
        encoding="utf-8",
        lang=lang,
        title=Block(0, "title", title, lang=lang),
        blocks=blocks,
        metadata={
            key: Field(fields.get(key), "front matter" if key in fields else None) for key in FIELDS
        },
        ledger=tuple(Entry("body", block.text) for block in blocks),
    )


def a_config(*variants: str) -> Config:
    """The settings of a dossier in these variants."""
    tags = variants or ("zh-Hans",)
    words = read_template_words(ROOT / "overrides")
    title = {"zh-Hans": "试集"}
    return Config(tags, tags[0], title, title, {}, template_words=words)


def a_site(article: Article, variant: str = "zh-Hans") -> References:
    """The edition of a dossier that holds one article."""
    edition = Edition(variant, a_config(variant), (ArticleVersion(article, article),))
    return References(edition, SECTIONS, concordance=concordance([article]))


def notes_of(article: Article, variant: str = "zh-Hans") -> Notes:
    """The notes of an article as its page in an edition has them."""
    refs = a_site(article, variant).at(f"articles/{article.slug}.html")
    return Notes(ArticleVersion(article, article), refs)


def page_of(article: Article, variant: str = "zh-Hans") -> str:
    """The Markdown of an article's page, front matter included."""
    notes = notes_of(article, variant)
    page = article_page(notes.version, notes.refs, Kinship())
    return page.content.decode()


def plain(page: Element, block: Block) -> str:
    """The words that a rendered page shows for a block, without its number."""
    element = page.by_id(f"p{block.n}")
    if block.kind == "table":
        rows = [item for item in element.all() if item.name == "tr"]
        cells = [[item for item in row.all() if item.name in ("td", "th")] for row in rows]
        return "\n".join("\t".join(cell.words() for cell in row) for row in cells)
    if block.kind == "code":
        return element.first("code").words()
    holder = {"quote": "p", "caption": "figcaption", "figure": "figcaption"}.get(block.kind)
    element = element.first(holder) if holder else element
    number, *rest = element.children
    assert isinstance(number, Element)
    assert number.has_class("d-n")
    assert number.words() == str(block.n)
    assert number.attributes.get("href") == f"#p{block.n}"
    own = list(takewhile(lambda item: isinstance(item, str) or item.name not in ("ul", "ol"), rest))
    words = Element("own", {}, list(own)).words()
    assert words[:1] == " "
    # A list within the item stands on a line of its own.
    return words[1:] if len(own) == len(rest) else words[1:].removesuffix("\n")
