"""Addresses that a page may link to."""

import re
from html import unescape

# Behind a link's text: `(address "title")`, `(<address> 'title')`.
DESTINATION = re.compile(
    r"\(\s*+(?:<(?P<pointed>[^<>\n]*)>|(?P<bare>(?:[^\s()<>]|\([^\s()<>]*\))*+))"
    r"(?:\s++(?P<title>\"[^\"]*\"|'[^']*'))?\s*+\)"
)
AWAY = re.compile(r"https?://[^\s\\\x00-\x1f]+|mailto:[^\s\\\x00-\x1f]+", re.I)
# On this site: no scheme, no host, not from its root.
NEAR = re.compile(r"(?![/\\])[^\s\\:\x00-\x1f?#]*(?:\?[^\s\\\x00-\x1f#]*)?(?:#[^\s\\\x00-\x1f]*)?")
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+\-.!|])")


def plain(words: str) -> str:
    """Words in which backslashes and character references are read, and nothing else."""
    return unescape(ESCAPE.sub(r"\1", words)) if "&" in words else ESCAPE.sub(r"\1", words)


def href(address: str) -> dict[str, str] | None:
    """Attributes of a link to an address; None where a page may not lead there."""
    if AWAY.fullmatch(address):
        return {"href": address, "rel": "noopener noreferrer"}
    return {"href": address} if NEAR.fullmatch(address) else None
