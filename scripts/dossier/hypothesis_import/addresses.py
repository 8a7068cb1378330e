"""Articles by web address: that of the original, or of the article's page here."""

from collections import defaultdict
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

from dossier.extract.addresses import same_page
from dossier.model import Article, Config

# A site that is looked at before it is published.
HERE = ("localhost", "127.0.0.1", "::1")


class ArticlesByAddress:
    """The articles of a dossier by the addresses under which they may have been read."""

    def __init__(self, articles: Sequence[Article], config: Config) -> None:
        self._own = {
            f"{variant}/articles/{article.slug}.html": article
            for article in articles
            for variant in config.variants
        }
        addresses = [(article.value("original_url"), article) for article in articles]
        if config.site_url:
            addresses += [(config.site_url + path, article) for path, article in self._own.items()]
        self._known: dict[str, dict[str, Article]] = defaultdict(dict)
        for address, article in addresses:
            if key := same_page(address):
                self._known[key][article.id] = article

    def articles(self, addresses: Sequence[str]) -> list[Article]:
        """The articles that addresses mean; several where they share an original."""
        articles: dict[str, Article] = {}
        for address in addresses:
            articles |= self._known.get(same_page(address), {})
            local = self._unpublished(address)
            if local:
                articles[local.id] = local
        return list(articles.values())

    def _unpublished(self, address: str) -> Article | None:
        """A page of this site on a disk, or served by this machine."""
        try:
            parts = urlsplit(address.strip())
        except ValueError:
            return None
        is_local = parts.scheme == "file" or parts.hostname in HERE
        return self._own.get("/".join(unquote(parts.path).split("/")[-3:])) if is_local else None
