"""Feeds as Atom (RFC 4287); the content of entries is given.

Without an address of the site, names are made of hashes and links lead from the file itself, so
that a feed on a disk leads to the pages beside it.
"""

import json
import posixpath
import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime

from dossier.export import ENVIRONMENT
from dossier.export.addresses import Addresses, urn
from dossier.export.citations.reference import UNHELD, address
from dossier.model import Config, Feed

# For an entry without any date, since Atom requires one: the same as that of a dossier in `timeline.newest`.
NONE = "1980-01-01T00:00:00Z"
# A feed tells what is new; it is no archive, and is asked for often.
MOST = 200


def atom(feed: Feed, config: Config) -> bytes:
    """Serialize a feed as XML in UTF-8, the newest entries first; its date is that of the first."""
    published = Addresses.of((), config).published

    def place(path: str) -> str:
        """Address of a page: on the site, or relative to the feed."""
        if published:
            return f"{config.site_url}{path}"
        slash = "/" if path.endswith("/") else ""
        return posixpath.relpath(path, posixpath.dirname(feed.path)) + slash

    dated = [(instant(entry.dates), entry) for entry in feed.entries]
    dated = sorted(dated, key=lambda pair: pair[0], reverse=True)[:MOST]
    # The first instant of a month or a year would be a guess.
    entries = [
        (at, utc(entry.published) if len(entry.published) >= len("2024-01-01") else "", entry)
        for at, entry in dated
    ]
    text = ENVIRONMENT.get_template("atom.xml").render(
        feed=feed,
        key=json.dumps(dict(config.title)),
        updated=dated[0][0] if dated else NONE,
        entries=entries,
        address=place,
        base=place(f"{feed.page.partition('/')[0]}/"),
        via=address,
        identity=lambda path, key: place(path) if published else urn(f"{key}/{path}"),
    )
    return text.encode()


def instant(dates: Iterable[str]) -> str:
    """The last of some dates as RFC 3339 in UTC; a day, month or year counts from its start."""
    return max((time for date in dates if (time := utc(date))), default=NONE)


def xml_text(words: str) -> str:
    """Return a text without characters that XML 1.0 cannot hold, not even as a reference."""
    if words.isprintable():
        return words.strip()
    chars = (char for char in words if char in "\t\n" or unicodedata.category(char) not in UNHELD)
    return "".join(chars).strip()


def utc(date: str) -> str:
    """A date or time of ISO 8601, as exact as it is, in UTC; "" for one that is none."""
    whole = f"{date}-01-01"[:10] if len(date) < len("2024-01-01") else date
    try:
        time = datetime.fromisoformat(whole)
        aware = time if time.tzinfo else time.replace(tzinfo=UTC)
        return aware.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ").rjust(20, "0")
    except (ValueError, OverflowError):
        return ""


ENVIRONMENT.filters["xml"] = xml_text
