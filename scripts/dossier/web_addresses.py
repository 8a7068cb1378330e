"""Normalise addresses of the web: one page has many, and two pages never share one.

The forms are in web_addresses.toml. RFC 3986, section 6, says what is equivalent by syntax; the
rest (archives, mobile and AMP pages, campaigns) is the practice of sites.
"""

import re
import tomllib
from collections.abc import Iterator
from contextlib import suppress
from importlib.resources import files
from unicodedata import normalize
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_FORMS = tomllib.loads(files(__package__).joinpath("web_addresses.toml").read_text("utf-8"))
_WRAPPERS = [re.compile(row, re.I | re.S) for row in _FORMS["wrappers"]]
_LEADS = [(re.compile(row["host"]), row["path"], row["keys"]) for row in _FORMS["redirects"]]
_TRACKING = re.compile(rf"(?:{'|'.join(_FORMS['tracking'])})=", re.I)
_LOOKS = re.compile(rf"(?:{'|'.join(_FORMS['looks'])})", re.I)
_HOSTS, _REGISTRIES = (re.compile(_FORMS[key]) for key in ("hosts", "registries"))
_LAST = re.compile(_FORMS["last"], re.I)
# Addresses in addresses are followed so often: a viewer of an archive's copy of a redirection.
_DEEPEST = 4
# Bytes that are no UTF-8, as of an old query in GBK, stay distinct.
_BYTES = "surrogateescape"
_DEFAULT_PORTS = (None, 80, 443)


def href(value: object) -> str:
    """An address a page may link to (http, https, mailto), or ""."""
    address = str(value or "").strip()
    if address.startswith("//"):
        address = "https:" + address
    return address if re.fullmatch(r"(?:https?://|mailto:)[^\s<>\"]+", address, re.I) else ""


def host_of(address: str) -> str:
    """The host of a web address in lower case; "" without one."""
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""


def original(address: object) -> str:
    """The address itself, without archive, redirection and tracking; "" for no address."""
    url = _unwrapped(href(address))
    if "?" not in url or not host_of(url):
        return url
    parts = urlsplit(url)
    kept = [pair for pair in _pairs(parts.query) if not _TRACKING.match(f"{pair[0]}=")]
    if len(kept) == len(list(_pairs(parts.query))):
        return url
    return urlunsplit(parts._replace(query=urlencode(kept, errors=_BYTES)))


def archived_on(address: object) -> str:
    """The day on which an archive took the page, YYYY-MM-DD, as its address has it; "" without."""
    match = _wrapper(href(address))
    stamp = re.sub(r"\D", "", match.groupdict().get("stamp") or "") if match else ""
    return f"{stamp[:4]}-{stamp[4:6]}-{stamp[6:8]}" if len(stamp) >= 8 else ""


def same_page(address: str) -> str:
    """Normalise an address for comparison: a host, and what tells its pages apart; "" for none.

    What it returns is not an address to ask for.
    """
    url = _unwrapped(address.strip())
    host = _host(host_of(url))
    if not host or not url.lower().startswith(("http:", "https:")):
        return ""
    parts = urlsplit(url)
    try:
        port = "" if parts.port in _DEFAULT_PORTS else f":{parts.port}"
    except ValueError:
        return ""
    query = sorted(
        (key, value)
        for key, value in _pairs(parts.query)
        if not (_TRACKING.match(f"{key}=") or _LOOKS.fullmatch(f"{key}={value}"))
    )
    words = f"?{urlencode(query, errors=_BYTES)}" if query else ""
    # Some sites have their pages behind `#!`.
    place = f"#{parts.fragment}" if parts.fragment.startswith("!") else ""
    return f"{host}{port}{_path(parts.path)}{words}{place}"


def _wrapper(url: str) -> re.Match[str] | None:
    return next(filter(None, (wrapper.fullmatch(url) for wrapper in _WRAPPERS)), None)


def _unwrapped(url: str) -> str:
    """The address within an archive's, a viewer's or a redirection's."""
    for _ in range(_DEEPEST):
        match = _wrapper(url)
        inner = href(_scheme(match["url"])) if match else _led(url)
        if not inner:
            break
        url = inner
    return url


def _scheme(url: str) -> str:
    """An address that stood within another: encoded, without its scheme, or with one slash of it."""
    url = unquote(url) if re.match(r"https?%3A", url, re.I) else url
    url = re.sub(r"^(https?:/)(?=[^/])", r"\1/", url, flags=re.I)
    return url if "://" in url[:8] else f"http://{url}"


def _led(url: str) -> str:
    """The address that another leads on to, "" where it leads nowhere else."""
    host = host_of(url)
    parts = urlsplit(url) if host else None
    if parts and host.endswith(".translate.goog"):
        # Google writes a dot as a hyphen, and a hyphen as two.
        name = host.removesuffix(".translate.goog").replace("--", "\n").replace("-", ".")
        return urlunsplit(parts._replace(netloc=name.replace("\n", "-")))
    for hosts, path, keys in _LEADS if parts else ():
        if hosts.search(host) and parts and parts.path.startswith(path):
            query = dict(_pairs(parts.query))
            if inner := next(filter(None, (href(query.get(key)) for key in keys)), ""):
                return inner
    return ""


def _pairs(query: str) -> Iterator[tuple[str, str]]:
    text = query.replace("&amp;", "&")
    yield from parse_qsl(text, keep_blank_values=True, errors=_BYTES)


def _host(host: str) -> str:
    """A host in ASCII (RFC 3490) without the labels of its other looks."""
    host = normalize("NFC", unquote(host)).lower().rstrip(".")
    with suppress(UnicodeError):
        host = host.encode("idna").decode()
    labels = host.split(".")
    while _HOSTS.fullmatch(labels[0]) and _is_site(labels[1:]):
        del labels[0]
    # zh.m.wikipedia.org
    if len(labels) > 3 and len(labels[0]) < 4 and labels[1] in ("m", "mobile"):
        del labels[1]
    return ".".join(labels)


def _is_site(labels: list[str]) -> bool:
    """Whether labels name a site, and not only a domain that names are registered in."""
    country = len(labels) == 2 and len(labels[1]) == 2 and _REGISTRIES.fullmatch(labels[0])
    return len(labels) > 1 and not country


def _path(path: str) -> str:
    """A path without what adds nothing; each part is percent-encoded in one way."""
    parts: list[str] = []
    for part in path.split("/"):
        part = re.sub(r";jsessionid=[^/]*", "", part, flags=re.I)
        plain = normalize("NFC", unquote(part, errors=_BYTES))
        if plain == "..":
            del parts[-1:]
        elif plain not in ("", "."):
            parts.append(quote(plain, safe="!$&'()*+,;=:@", errors=_BYTES))
    while parts and _LAST.fullmatch(parts[-1]):
        del parts[-1]
    if parts[1:] and parts[0] == "amp":
        del parts[0]
    if parts:
        parts[-1] = re.sub(r"\.amp(?=\.html?$|$)", "", parts[-1])
    return "".join(f"/{part}" for part in parts)
