"""Sort the authors that a page states into persons, media and desks."""

import re
from collections.abc import Collection, Iterable

from dossier.extract.addresses import house, is_platform
from dossier.extract.bylines import is_name, is_surely_name, names_in
from dossier.extract.phrases import regex, table
from dossier.extract.pieces import folded

MAX_NAMES = 400
# The name of a desk begins with that of its house: “IT Weekly /jr”. A shorter one may be a given name.
MIN_DESK = 8
NOBODY = frozenset(map(folded, table("nobody")["names"] + table("nobody")["places"]))


def sorted_out(
    names: Iterable[str], publishers: Collection[str], host: str
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the persons and the media among offered authors.

    `publishers` are folded names that the page gives its publisher; `host` is that of its address.
    """
    people: list[str] = []
    media: list[str] = []
    for name in _single(names):
        plain = folded(name)
        nobody = plain in NOBODY or plain.isdigit() or len(name) > 60
        other = regex.job.fullmatch(name) or regex.login.fullmatch(name)
        if not plain or nobody or other or ":" in name or not name[0].isalnum():
            continue
        doubtful = regex.name_article.match(name) or not is_surely_name(name)
        if house(name) or is_platform(name) or regex.domain_name.search(name):
            media.append(name if is_platform(name) or name.isascii() else house(name))
        else:
            # An acronym, or a name that opens with that of the site: LTO, MDR SACHSEN.
            first = name.split()[0]
            desk = first == name or first.lower() in host.split(".")
            office = (desk and regex.acronym.fullmatch(first)) or regex.office.search(name)
            medium = office or (doubtful and _is_medium(name, publishers, host))
            (media if medium else people).append(name)
    # Beside a person, the name of the publisher is not another one.
    persons = [name for name in people if not _is_medium(name, publishers, host)]
    known = set(people)
    # “Ann WalkerTwitter” is another one and a word that a page shows apart.
    persons = [
        name
        for name in persons or people
        if not any(sign.isupper() and name[:at] in known for at, sign in enumerate(name) if at)
    ]
    return tuple(dict.fromkeys(persons)), tuple(dict.fromkeys(filter(None, media)))


def _single(names: Iterable[str]) -> Iterable[str]:
    """Each name by itself, without link, address and the word that says it is a name."""
    for name in names:
        if len(name) > MAX_NAMES:
            yield name
            continue
        linked = regex.linked_name.match(name.strip())
        words = regex.behind_name.sub("", linked["words"] if linked else name)
        name = regex.quoted_name.sub(r"\1", regex.before_name.sub("", words).strip(" ,;·|"))
        bare = regex.site_sections.sub("", regex.role_tail.sub("", name))
        # “Guardian staff reporter” is nobody.
        name = bare if " " in bare or not bare.isascii() else name
        # For wide and for narrow screens, of which a reader sees only one.
        name = regex.twice.sub(r"\1", name)
        parts = () if regex.inverted_name.fullmatch(name) else names_in(name)
        several = len(parts) > 1 and all(is_name(part) or house(part) for part in parts)
        # An acronym behind names is whom they write for.
        if several and len(parts) > 1 and regex.acronym.fullmatch(parts[-1]):
            parts = parts[:-1]
        first, _, rest = name.partition(", ")
        alone = is_surely_name(first) and regex.said_of.search(rest)
        yield from parts if several else (first if alone else name,)


def _is_medium(name: str, publishers: Collection[str], host: str) -> bool:
    """Whether a name is the publisher's, or its beginning, as 网易 of 网易新闻, its desk's, or a medium's."""
    whole = folded(name)
    desk = any(len(other) >= MIN_DESK and whole.startswith(other) for other in publishers)
    begins = desk or any(other.startswith(whole) for other in publishers)
    # 南方都市报 is shaped as a name, too, but a long one.
    short = is_name(name) and (name.isascii() or len(name) < 4)
    medium = bool(regex.medium.fullmatch(name)) and not short
    plain = folded(re.sub(r"[（(].*", "", name))
    labels = [folded(label) for label in host.split(".") if len(label) > 3 and label != "www"]
    at_host = plain in labels or ("." in name and folded(host) in (plain, "www" + plain))
    return begins or at_host or medium
