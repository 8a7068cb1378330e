"""Newsrooms by their names and by the hosts at which they publish.

Names and hosts are those of the publishers' own imprints; a house that is not listed is simply
not recognised.
"""

import re

from dossier.extract.phrases import alternatives, records, table
from dossier.web_addresses import host_of

# Newsrooms with the name that is shown, other names in print, and hosts.
NEWSROOMS = records("newsrooms")
BY_NAME: dict[str, str] = {
    name.casefold(): row["name"] for row in NEWSROOMS for name in (row["name"], *row["others"])
}
BY_HOST: dict[str, str] = {host: row["name"] for row in NEWSROOMS for host in row["hosts"]}
_NAMES = alternatives(BY_NAME)
# 【大纪元2020年…讯】, （中央社台北30日电）, （德国之声中文网）: who speaks stands first.
HOUSE_LINE = re.compile(rf"^\s*[【\[（(](?P<name>{_NAMES})(?![A-Za-z]).{{0,40}}?[】\])）]", re.I)
# “Title – 法国国际广播电台 - RFI”: a house's names behind a dash at the end of a title.
SITE = re.compile(rf"(?:\s*[-–—|｜_·]\s*(?P<name>{_NAMES}))+\s*$", re.I)
PLATFORMS = frozenset(map(str.casefold, table("platforms")["names"]))


def is_platform(name: str) -> bool:
    """Whether a name is that of a platform, an archive or a reader, which publish nothing."""
    return " ".join(name.split()).casefold() in PLATFORMS


def house(name: str) -> str:
    """The newsroom of that name, or ""."""
    plain = " ".join(name.split()).casefold()
    return BY_NAME.get(plain) or BY_NAME.get(plain.removeprefix("the "), "")


def house_at(address: str) -> str:
    """The newsroom that publishes at an address, or ""."""
    labels = host_of(address).split(".")
    return next(
        (BY_HOST[host] for at in range(len(labels)) if (host := ".".join(labels[at:])) in BY_HOST),
        "",
    )
