"""Find references to articles and paragraphs: `RFI ¶11`, `[@key, p11]`, `slug#p11`, addresses.

What a name means is read from slugs, files, titles and publishers; what means nothing here is
another work's.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple
from urllib.parse import unquote

from dossier.annotate.cross_links import PUNCTUATION, slugs_by_address
from dossier.convert.folding import one_script
from dossier.model import Article
from dossier.tables import tables
from dossier.web_addresses import same_page

# Numbers of paragraphs; behind a key, which has no pages of its own, p. 11 is a paragraph too.
_LOCATORS = tables(__package__, "notations.txt")["locators"]
LOCATOR, KEYED = (re.compile("|".join(rows)) for rows in (_LOCATORS[:2], _LOCATORS))
GROUP = re.compile(r"\[[^\[\]]*@[^\[\]]+\]")
KEY = re.compile(tables(__package__, "notations.txt")["keys"][0])
PAGE = re.compile(r"articles/([\w-]+)\.html$")
# Signs that no name reaches over, and how far before its number it may stand.
BEFORE, NEAR = re.compile(r"[(\[（［;；“”「」\n\x11-\x17]"), 120
# A locator alone in brackets, whose source is named around it; a new sentence speaks of something else.
BARE = re.compile(r"(?<=[(（\[［〔])\s*\Z"), re.compile(r"\s*[)）\]］〕]")
SENTENCE = re.compile(r"[。！？；;\x11-\x13]|[.!?]\s")
PARAGRAPH = re.compile("[\x11-\x13\n]")
BRACKETS = re.compile(r"\s*[(（][^()（）]*[)）]")
# Paragraphs of one reference.
MOST = 200


class Reference(NamedTuple):
    """A reference: the articles that it may mean, and the numbers of their blocks.

    `bare`: it has no name of its own, and is of what is named around it.
    """

    text: str
    start: int
    end: int
    slugs: tuple[str, ...]
    numbers: tuple[int, ...] = ()
    bare: bool = False


class References:
    """The articles of a dossier by what a manuscript may call them."""

    def __init__(self, articles: Sequence[Article]) -> None:
        self.articles = {article.slug: article for article in articles}
        self.numbers = {
            slug: {block.n for block in item.blocks} for slug, item in self.articles.items()
        }
        self._addresses = slugs_by_address(articles)
        self._slugs: defaultdict[str, dict[str, None]] = defaultdict(dict)
        for slug, article in self.articles.items():
            fields = ("title", "publisher", "via")
            given = [name for key in fields for name in article.names.get(key, {}).values()]
            given += [article.value(key) for key in fields]
            for name in filter(None, (slug, article.id, article.title.text, *given)):
                # A paper is cited without its article, and without what stands in brackets.
                for form in (_plain(name), _plain(BRACKETS.sub("", name)).removeprefix("the ")):
                    self._slugs[form or slug][slug] = None
        # What stands first in the slug of a single article.
        firsts = Counter(slug.partition("-")[0] for slug in self.articles)
        for slug in self.articles:
            first = slug.partition("-")[0]
            if firsts[first] == 1 < len(first):
                self._slugs.setdefault(first, {slug: None})
        names = "|".join(map(re.escape, sorted(self._slugs, key=len, reverse=True)))
        self._name = re.compile(rf"(?:(?<=[^a-z0-9])|^)(?:{names or '(?!)'})(?![a-z0-9])")

    def find(self, text: str) -> list[Reference]:
        """List the references in a text, in order; those of other works have no slugs.

        Nor have bare ones, if neither the words around nor the reference before name one source.
        """
        references = [item for group in GROUP.finditer(text) for item in self._grouped(group)]
        for kind in (self._keyed, self._named):
            taken = [(item.start, item.end) for item in references]
            references += (
                item
                for item in kind(text)
                if not any(a < item.end and item.start < b for a, b in taken)
            )
        resolved: list[Reference] = []
        for item in sorted(references, key=lambda item: item.start):
            before = BARE[0].search(text, max(0, item.start - NEAR), item.start)
            if not item.slugs and item.numbers and before and BARE[1].match(text, item.end):
                last = resolved[-1].slugs if resolved else ()
                item = item._replace(slugs=self._named_around(text, item) or last, bare=True)
            resolved.append(item)
        return resolved

    def _named_around(self, text: str, mark: Reference) -> tuple[str, ...] | None:
        """The source that the sentence of a reference names, else its paragraph; None for no name."""
        starts = [match.end() for match in PARAGRAPH.finditer(text, 0, mark.start)]
        end = PARAGRAPH.search(text, mark.end)
        paragraph = starts[-1] if starts else 0
        sentences = [match.end() for match in SENTENCE.finditer(text, paragraph, mark.start)]
        stretches = (sentences or [paragraph])[-1], mark.start
        for start, stop in (stretches, (paragraph, end.start() if end else len(text))):
            names = [self._slugs[name[0]] for name in self._name.finditer(_plain(text[start:stop]))]
            if names:
                return tuple(slug for slug in names[0] if all(slug in name for name in names))
        return None

    def _grouped(self, group: re.Match[str]) -> Iterator[Reference]:
        """Yield the references of a group in brackets, as [@key, p11; @other, p3]."""
        for part in group[0][1:-1].split(";"):
            keys = KEY.findall(part) + re.findall(r"(?<=,)[\w-]+", part.partition(" ")[0])
            slugs, numbers = zip(*map(self._meant, keys or [""]), strict=True)
            place = max(numbers) or _numbers(KEY.sub("", part), KEYED)
            yield Reference(group[0], *group.span(), tuple(filter(None, slugs)), place)

    def _keyed(self, text: str) -> Iterator[Reference]:
        for match in KEY.finditer(text):
            key = match[0].rstrip(PUNCTUATION + ")）")
            slug, numbers = self._meant(key)
            if slug:
                yield Reference(key, match.start(), match.start() + len(key), (slug,), numbers)

    def _meant(self, key: str) -> tuple[str, tuple[int, ...]]:
        """The slug and the number of a paragraph that a key or an address means; "" for none."""
        key, _, place = unquote(key.removeprefix("@")).partition("#")
        page = PAGE.search(key)
        slug = page[1] if page else key
        if slug not in self.articles:
            slug = self._addresses.get(same_page(key), "") if "/" in key else ""
        return slug, (int(place[1:]),) if slug and re.fullmatch(r"p\d+", place) else ()

    def _named(self, text: str) -> Iterator[Reference]:
        """Yield numbers of paragraphs, with the name before them."""
        plain = _plain(text)
        for match in LOCATOR.finditer(text):
            begin = max(0, match.start() - NEAR)
            signs = (sign.end() for sign in BEFORE.finditer(text, begin, match.start()))
            names = list(self._name.finditer(plain, max(signs, default=begin), match.start()))
            start = names[-1].start() if names else match.start()
            slugs = tuple(self._slugs[names[-1][0]]) if names else ()
            words = text[start : match.end()]
            yield Reference(words, start, match.end(), slugs, _numbers(match[0], LOCATOR))


def _numbers(locator: str, pattern: re.Pattern[str]) -> tuple[int, ...]:
    """The numbers of the paragraphs that a locator names."""
    numbers: dict[int, None] = {}
    for match in pattern.finditer(locator):
        first, last = ([int(group) for group in match.groups() if group] * 2)[:2]
        numbers |= dict.fromkeys(range(first, min(last, first + MOST) + 1))
    return tuple(numbers)


def _plain(text: str) -> str:
    """A text in one script and in small letters, sign by sign."""
    letters = text.translate(one_script())
    return "".join(small if len(small := sign.lower()) == 1 else sign for sign in letters)
