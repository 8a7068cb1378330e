"""Original addresses of articles, and the newsrooms that publish at them.

Names and hosts are those of the publishers' own imprints; a house that is not listed is simply
not recognised.
"""

import re
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from dossier.extract.dates import iso_date
from dossier.extract.phrases import pattern, records, table

ARCHIVE = pattern("archive_address")
# Hosts that lead on to an address in their query: path, and the query's names for it.
LEADS = [(re.compile(row["host"]), row["path"], row["keys"]) for row in records("redirects")]
# Hypothesis' own proxy stands before the address of the page that it shows.
PROXY = re.compile(r"https?://via\d?\.hypothes\.is/(?=https?:)")
# Parameters that campaigns and networks add to an address.
TRACKING = pattern("tracking")
# Name of a newsroom as it is shown -> its other names in print, and its hosts.
NEWSROOMS: dict[str, tuple[list[str], list[str]]] = {
    row["name"]: (row["others"], row["hosts"]) for row in records("newsrooms")
}
BY_NAME = {
    name.casefold(): house for house, (others, _) in NEWSROOMS.items() for name in (house, *others)
}
BY_HOST = {host: house for house, (_, hosts) in NEWSROOMS.items() for host in hosts}
_NAMES = "|".join(re.escape(name) for name in sorted(BY_NAME, key=len, reverse=True))
# 【大纪元2020年…讯】, （中央社台北30日电）, （德国之声中文网）: who speaks stands first.
HOUSE_LINE = re.compile(rf"^\s*[【\[（(](?P<name>{_NAMES})(?![A-Za-z]).{{0,40}}?[】\])）]", re.I)
# “Title – 法国国际广播电台 - RFI”: a house's names behind a dash at the end of a title.
SITE = re.compile(rf"(?:\s*[-–—|｜_·]\s*(?P<name>{_NAMES}))+\s*$", re.I)
PLATFORMS = frozenset(map(str.casefold, table("platforms")["names"]))


def href(value: object) -> str:
    """An address a page may link to (http, https, mailto), or ""."""
    address = str(value or "").strip()
    if address.startswith("//"):
        address = "https:" + address
    return address if re.fullmatch(r"(?:https?://|mailto:)[^\s<>\"]+", address, re.I) else ""


def original(address: object) -> str:
    """The address itself, without archive, redirection and tracking; "" for no address."""
    url = href(address)
    for _ in range(3):
        archived = ARCHIVE.match(url)
        inner = href(_scheme(archived["url"])) if archived else _led(url)
        if not inner:
            break
        url = inner
    return _untracked(url)


def archived_on(address: object) -> str:
    """The day on which an archive took the page, from its address; "" without one."""
    archived = ARCHIVE.match(href(address))
    stamp = (archived["stamp"] or archived["other"] or "") if archived else ""
    return iso_date(f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}") if len(stamp) >= 8 else ""


def same_page(address: str) -> str:
    """Normalize an address for comparison; "" for no address.

    Drops scheme, `www.`, port, trailing slash, fragment and tracking parameters.
    """
    url = PROXY.sub("", address).strip()
    host = host_of(url).removeprefix("www.").rstrip(".")
    if not host or not url.lower().startswith(("http:", "https:")):
        return ""
    parts = urlsplit(url)
    query = _telling(parts.query)
    words = f"?{urlencode(query)}" if query else ""
    return f"{host}{unquote(parts.path).rstrip('/')}{words}"


def _telling(query: str) -> list[tuple[str, str]]:
    """The parameters of an address that say which page is meant."""
    pairs = parse_qsl(query, keep_blank_values=True)
    return [pair for pair in pairs if not TRACKING.match(pair[0])]


def _scheme(url: str) -> str:
    url = re.sub(r"^(https?:/)(?=[^/])", r"\1/", url)
    return url if "://" in url[:8] else f"http://{url}"


def _led(url: str) -> str:
    host = host_of(url)
    for hosts, path, keys in LEADS:
        if not (host and hosts.search(host)):
            continue
        if host == "r.jina.ai":
            return href(unquote(url.split("r.jina.ai/", 1)[1]))
        parts = urlsplit(url)
        if parts.path.startswith(path):
            query = dict(parse_qsl(parts.query))
            return next(filter(None, (href(query.get(key)) for key in keys)), "")
    return ""


def _untracked(url: str) -> str:
    if "?" not in url or not host_of(url):
        return url
    parts = urlsplit(url)
    kept = _telling(parts.query)
    if len(kept) == len(parse_qsl(parts.query, keep_blank_values=True)):
        return url
    return urlunsplit(parts._replace(query=urlencode(kept)))


def is_platform(name: str) -> bool:
    """Whether a name is that of a platform, an archive or a reader, which publish nothing."""
    return " ".join(name.split()).casefold() in PLATFORMS


def house(name: str) -> str:
    """The newsroom of that name, or ""."""
    plain = " ".join(name.split()).casefold()
    return BY_NAME.get(plain) or BY_NAME.get(plain.removeprefix("the "), "")


def host_of(address: str) -> str:
    """The host of a web address in lower case; "" without one."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def house_at(address: str) -> str:
    """The newsroom that publishes at an address, or ""."""
    labels = host_of(address).split(".")
    return next(
        (BY_HOST[host] for at in range(len(labels)) if (host := ".".join(labels[at:])) in BY_HOST),
        "",
    )
