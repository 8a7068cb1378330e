"""Find articles by web address, file or title, as an export names them."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from unicodedata import normalize
from urllib.parse import unquote, urlsplit

from dossier.annotate.cross_links import slugs_by_address
from dossier.convert.folding import one_script
from dossier.imports.comments import Work
from dossier.model import Article, Config
from dossier.web_addresses import same_page

# Letters of a title that may stand within another.
TELLING = 8
# Blocks at an article's head in which its own DOI may stand; further down are those of others.
HEAD = 3
DOI = re.compile(r"10\.\d{4,9}/[^\s\"<>，。]+")
# A site that is looked at before it is published.
HERE = ("localhost", "127.0.0.1", "::1")


class ArticlesByWork:
    """The articles of a dossier by what an export may say of them.

    `copies` are the articles' paths by the export's, of files that came with it.
    """

    def __init__(
        self, articles: Sequence[Article], config: Config, copies: Mapping[str, str]
    ) -> None:
        self._own = {
            f"{variant}/articles/{article.slug}.html": article
            for article in articles
            for variant in config.variants
        }
        self._known: dict[str, dict[str, Article]] = defaultdict(dict)
        pages = [(config.site_url + path, article) for path, article in self._own.items()]
        for address, article in pages if config.site_url else ():
            self._known[same_page(address)][article.id] = article
        self._titles: dict[str, Article] = {}
        slugs = {article.slug: article for article in articles}
        for key, slug in slugs_by_address(articles).items():
            self._known[key].setdefault(slugs[slug].id, slugs[slug])
        files = defaultdict(list)
        for name, path in copies.items():
            files[path].append(name)
        for article in articles:
            head = (entry.text for entry in article.ledger if entry.to != "body")
            start = (block.text for block in article.blocks[:HEAD])
            dois = DOI.findall("\n".join((article.value("original_url"), *head, *start)))
            title = letters(article.title.text)
            self._titles[title] = article
            for key in (*map(str.lower, dois), title, *files[article.file]):
                self._known[key][article.id] = article

    def articles(self, work: Work) -> list[Article]:
        """The articles that a work means, by the first key that any has: its files, addresses …"""
        local = [item for address in work.addresses if (item := self._unpublished(address))]
        keys = (work.files, map(same_page, work.addresses), [work.doi], [letters(work.title)])
        for names in keys:
            articles = {id: item for key in names if key for id, item in self._known[key].items()}
            if articles or local:
                return [*articles.values(), *local]
        # A site's name stands behind many a title.
        title = letters(work.title)
        near = (name for name in self._titles if min(map(len, (name, title))) >= TELLING)
        return [self._titles[name] for name in near if name in title or title in name]

    def _unpublished(self, address: str) -> Article | None:
        """A page of this site on a disk, or served by this machine."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return None
        is_local = parts.scheme == "file" or parts.hostname in HERE
        return self._own.get("/".join(unquote(parts.path).split("/")[-3:])) if is_local else None


def letters(title: str) -> str:
    """The letters of a title or name, in one script."""
    return "".join(filter(str.isalnum, normalize("NFKC", title).casefold())).translate(one_script())
