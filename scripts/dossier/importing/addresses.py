"""Which article an address of the web means: its original's, or that of its page here."""

import re
from collections.abc import Mapping, Sequence
from urllib.parse import SplitResult, parse_qsl, unquote, urlencode, urlsplit

from dossier.model import Article, Config

# What campaigns and social networks hang on an address; the page is the same without.
TRACKING = re.compile(
    r"utm_\w+|mtm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|_hs\w+|spm|share_\w+"
)
# Hypothesis' own proxy stands before the address of the page that it shows.
PROXY = re.compile(r"https?://via\d?\.hypothes\.is/(?=https?:)")
# A site that is looked at before it is published.
HERE = ("localhost", "127.0.0.1", "[::1]", "::1")


def same_page(address: str) -> str:
    """An address without what does not tell pages apart; "" when it is none.

    Scheme, `www.`, port, a slash at the end, fragment and tracking parameters do not.
    """
    parts = _split(PROXY.sub("", address))
    if parts is None or parts.scheme not in ("http", "https") or not parts.hostname:
        return ""
    host = parts.hostname.lower().removeprefix("www.").rstrip(".")
    query = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not TRACKING.fullmatch(pair[0].lower())
    ]
    words = f"?{urlencode(query)}" if query else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{words}"


class Pages:
    """The articles of a dossier by the addresses under which they may have been read."""

    def __init__(self, articles: Sequence[Article], config: Config) -> None:
        self._known: dict[str, dict[str, Article]] = {}
        self._own: Mapping[str, Article] = {
            f"{variant}/articles/{one.slug}.html": one
            for one in articles
            for variant in config.variants
        }
        for one in articles:
            self._learn(one.value("original_url"), one)
        if config.site_url:
            for path, one in self._own.items():
                self._learn(config.site_url + path, one)

    def _learn(self, address: str, article: Article) -> None:
        key = same_page(address)
        if key:
            self._known.setdefault(key, {})[article.id] = article

    def articles(self, addresses: Sequence[str]) -> list[Article]:
        """The articles that addresses mean; several where they share an original."""
        found: dict[str, Article] = {}
        for address in addresses:
            found |= self._known.get(same_page(address), {})
            local = self._unpublished(address)
            if local:
                found[local.id] = local
        return list(found.values())

    def _unpublished(self, address: str) -> Article | None:
        """A page of this site on a disk, or served by this machine."""
        parts = _split(address)
        if parts is None or not (parts.scheme == "file" or parts.hostname in HERE):
            return None
        tail = "/".join(unquote(parts.path).split("/")[-3:])
        return self._own.get(tail)


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address.strip())
    except ValueError:
        return None
