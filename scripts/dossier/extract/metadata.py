"""Choose a value for each field of the metadata among the offers of a seed's places.

A field's value is its first offer by the ranks below; all others stay as candidates.
Unknown is None, never a guess; the sidecar overrules everything.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby, islice

from dossier.extract.addresses import SITE, house, house_at, is_platform
from dossier.extract.bylines import in_text, is_surely_name, names_in
from dossier.extract.dates import date_in_address
from dossier.extract.headers import read_piece
from dossier.extract.page import HOUSE_AUTHOR
from dossier.extract.people import sorted_out
from dossier.extract.phrases import regex, table
from dossier.extract.pieces import Finding, Piece, folded
from dossier.extract.titles import MAX_SITE, context_fits, without_site
from dossier.files.encodings import clean
from dossier.model import FIELDS, INVISIBLE, LISTS, Candidate, Field, Offer, Sidecar
from dossier.web_addresses import host_of, original

RANKS = table("ranks")
# Names that only the page's address, or its account on a network, makes a publisher's.
WEAK = ("account", "logo")
HEAD = ("JSON-LD", "meta")
# The place of an author whom the head of a page names, but no word that a reader sees.
UNPRINTED = "unprinted "
# Pieces that the frame of a page has at least: menus, footers, teasers.
FRAME = 10
# A page repeats its own statements a few times.
MAX_OFFERS = 100


def body_offers(pieces: Sequence[Piece]) -> list[Offer]:
    """Return the offers of metadata lines, titles and pictures among the pieces."""
    offers: list[Offer] = []
    images: list[str] = []
    lines = {folded(piece.text) for piece in pieces if piece.text and piece.chars <= MAX_SITE}
    for piece in pieces:
        if piece.image and piece.image.src and piece.verdict.to in ("", "caption"):
            images.append(piece.image.src)
        if piece.verdict.to != "metadata":
            continue
        place = f", {piece.where}" if piece.where.startswith("line") else ""
        if piece.verdict.field != "title":
            offers += _of_line(piece, place)
            continue
        page = bool(piece.path) and piece.path[-1].tag == "title-text"
        printed = piece.kind == "heading" and context_fits(piece.path)
        kind = "page title" if page else "heading" if printed else "line"
        title = " ".join(piece.text.split())
        titles = dict.fromkeys((without_site(title, lines), title) if page else (title,))
        offers += [Offer("title", Candidate(text, kind + place)) for text in titles]
    body = [piece for piece in pieces if not piece.verdict and piece.text]
    for at, piece in enumerate(body):
        for finding, where in in_text(piece, at < 2, at >= len(body) - 2):
            offers.append(Offer(finding.field, Candidate(finding.value, where)))
    if images:
        offers.append(Offer("images", Candidate(tuple(dict.fromkeys(images)), "picture")))
    return offers


def printed(offers: list[Offer], pieces: Sequence[Piece]) -> list[Offer]:
    """Mark the authors whom a page's head alone names, where no line of the page has a date either.

    A template or an account fills in such a name. A page that was saved without its frame may have
    lost the line.
    """
    frame = sum(piece.verdict.to == "dropped" and bool(piece.text) for piece in pieces)
    if frame < FRAME or any("published" in piece.verdict.field for piece in pieces):
        return offers
    words = "\n".join(piece.text for piece in pieces if not piece.within("title-text")).casefold()

    def marked(offer: Offer) -> Offer:
        value, where = offer.candidate.value or (), offer.candidate.where
        names = [part for name in value for part in names_in(name)]
        head = offer.field == "authors" and where.startswith(HEAD)
        seen = any(all(word in words for word in name.casefold().split()) for name in names)
        if not head or seen or not all(map(is_surely_name, names)):
            return offer
        return Offer("authors", Candidate(value, UNPRINTED + where))

    return list(map(marked, offers))


def _of_line(piece: Piece, place: str) -> Iterator[Offer]:
    """Offers of a metadata line, preceded by those of the page's markup."""
    hinted: dict[str, list[str]] = {}
    for hint in piece.hints:
        hinted.setdefault(hint.field, []).append(str(hint.value))
    for field, values in hinted.items():
        value = tuple(values) if field in LISTS else values[0]
        yield Offer(field, Candidate(value, "byline" + place))
    read = read_piece(piece)
    if not (read or piece.hints) and piece.verdict.field == "authors":
        # Its neighbours suggest that the line is names.
        read = (Finding("authors", names_in(piece.text), True),)
    subject = any(regex.subject_address.search(mark.target) for mark in piece.links)
    known = {"authors", *hinted} if subject else {*hinted}
    for finding in read:
        if finding.field in FIELDS and (finding.label or finding.field not in known):
            kind = "byline" if finding.label or finding.field == "published" else "name line"
            if finding.field == "original_url":
                finding = replace(finding, value=original(finding.value))
            yield Offer(finding.field, Candidate(finding.value, kind + place))


def choose(offers: Iterable[Offer], sidecar: Sidecar) -> dict[str, Field]:
    """Every field of the metadata, in the order of FIELDS."""
    candidates = _gathered(_people_alone(_most_trusted(offers)))
    addresses = [str(candidate.value) for candidate in candidates["original_url"]]
    dates = [Candidate(date, "address") for date in map(date_in_address, addresses) if date]
    candidates["published"] = list(dict.fromkeys([*candidates["published"], *dates]))
    houses = filter(None, map(house_at, addresses))
    candidates["publisher"] += [Candidate(name, "host of the address") for name in houses]
    hosts = list(map(host_of, addresses))
    hosts += [f"{item.value}." for item in candidates["publisher"] if item.where == "account"]
    candidates["title"], named = _sites_off(candidates["title"], candidates["publisher"], hosts)
    fromkeys = dict.fromkeys([*candidates["publisher"], *named])
    sure = [item for item in fromkeys if item.where == "logo" and _of_hosts(str(item.value), hosts)]
    candidates["publisher"] = [item for item in fromkeys if item.where not in WEAK or item in sure]
    fields = {name: _field(name, candidates[name], sidecar.fields) for name in FIELDS}
    return {**fields, "publisher": _of_site(fields["publisher"], hosts)}


def _of_site(field: Field, hosts: Sequence[str]) -> Field:
    """A publisher called as its host is, not the firm behind it or a motto of the site."""
    name, where = str(field.value), field.where or ""
    if not where.startswith("JSON-LD") or house(name) or _of_hosts(name, hosts):
        return field
    for item in field.candidates:
        site = str(item.value) if item.where == "meta og:site_name" else ""
        if _of_hosts(site, hosts) and not regex.domain_name.search(site):
            return Field(site, item.where, (Candidate(name, where), *field.candidates))
    return field


def _most_trusted(offers: Iterable[Offer]) -> list[Offer]:
    """Keep at most MAX_OFFERS for each field, from the most trusted places."""
    unique = dict.fromkeys(offers)
    ranked = sorted(unique, key=lambda item: (item.field, _rank(item.field, item.candidate.where)))
    by_field = groupby(ranked, lambda item: item.field)
    return [offer for _, group in by_field for offer in islice(group, MAX_OFFERS)]


def _gathered(offers: Iterable[Offer]) -> dict[str, list[Candidate]]:
    """The candidates of each field without repetition, in the order in which they were offered."""
    candidates: dict[str, dict[Candidate, None]] = {name: {} for name in FIELDS}
    for offer in offers:
        candidate = _shaped(offer)
        platform = offer.field == "publisher" and is_platform(str(candidate.value))
        if candidate.value and not platform:
            candidates[offer.field].setdefault(candidate)
    return {name: list(values) for name, values in candidates.items()}


def _people_alone(offers: list[Offer]) -> Iterator[Offer]:
    """Offers whose authors are persons: `author: 路透` names the house that published."""
    tails = map(regex.title_tail.search, _values(offers, "title"))
    publishers = set(map(folded, _values(offers, "publisher")))
    publishers |= {folded(tail[1]) for tail in tails if tail}
    host = host_of(next(_values(offers, "original_url"), ""))
    editors = set(map(folded, _values(offers, "editors")))
    others = not editors.issuperset(map(folded, _values(offers, "authors")))
    # What linked data calls an organisation is one in a page's other statements, too.
    named = (item.candidate for item in offers if item.field == "publisher")
    houses = {folded(str(item.value)) for item in named if item.where == HOUSE_AUTHOR}
    for offer in offers:
        if offer.field != "authors":
            yield offer
            continue
        value, where = offer.candidate.value, offer.candidate.where
        listed = value if isinstance(value, tuple) else (str(value),)
        names = [name for name in listed if folded(name) not in houses]
        people, media = sorted_out(names, publishers, host)
        # A template may call an editor the author, whom a line of the page calls an editor.
        if people and not (others and editors.issuperset(map(folded, people))):
            yield Offer("authors", Candidate(people, where))
        # An agency whose text another house prints wrote it: dpa.
        known = (name for name in media if house(name) and name.lower() not in host.split("."))
        agencies = tuple(name for name in known if folded(name) not in publishers)
        if agencies and publishers and where.startswith(HEAD):
            yield Offer("authors", Candidate(agencies, f"name line ({where})"))
        for medium in media[:1]:
            # A paper that prints an agency's text names it as the author.
            sure = where.startswith("front matter")
            yield Offer("publisher", Candidate(medium, where if sure else f"name line ({where})"))


def _values(offers: Iterable[Offer], field: str) -> Iterator[str]:
    """The values for a field that are no weak ones; of lists each name."""
    for offer in offers:
        value = offer.candidate.value or ()
        if offer.field == field and offer.candidate.where not in WEAK:
            yield from (value,) if isinstance(value, str) else value


def _sites_off(
    titles: list[Candidate], publishers: list[Candidate], hosts: list[str]
) -> tuple[list[Candidate], list[Candidate]]:
    """Titles without “ – 法国国际广播电台 - RFI” at their end, and the houses named there."""
    results = {folded(str(candidate.value)) for candidate in publishers}
    clean, houses = [], []
    for title in titles:
        text = str(title.value)
        site, tail = SITE.search(text, 4), regex.title_tail.search(text, 4)
        if site:
            houses.append(Candidate(house(site["name"]), "title"))
            clean.append(Candidate(text[: site.start()], title.where))
        elif tail and (folded(tail[1]) in results or _of_hosts(tail[1], hosts)):
            houses += [Candidate(tail[1], "title")] if folded(tail[1]) not in results else []
            clean.append(Candidate(text[: tail.start()], title.where))
        clean.append(title)
    return list(dict.fromkeys(clean)), list(dict.fromkeys(houses))


def _of_hosts(name: str, hosts: Iterable[str]) -> bool:
    """Whether a site is called as an address of it is: “The Register”, theregister.com."""
    plain = folded(name)
    parts = [part for host in hosts for part in host.split(".")[:-1]]
    labels = [folded(part) for part in parts if len(part) >= 3 and part not in ("www", "news")]
    return len(plain) >= 3 and any(
        plain.startswith(label) or label.startswith(plain) or (label[5:] and plain.endswith(label))
        for label in labels
    )


def _shaped(offer: Offer) -> Candidate:
    value = offer.candidate.value or ()
    values = (value,) if isinstance(value, str) else value
    # Nothing that shows nothing, such as a control character that a script escapes.
    plain = (text if clean(text) == text else clean(text).replace("\n", " ") for text in values)
    texts = (INVISIBLE.sub("", text) for text in plain)
    shaped = tuple(filter(None, map(str.strip, texts)))
    return Candidate(shaped if offer.field in LISTS else "、".join(shaped), offer.candidate.where)


def _rank(name: str, where: str) -> int:
    """Rank of a place for a field; 0 is the most trusted."""
    ranks = RANKS.get(name, RANKS["other"])
    return next((at for at, place in enumerate(ranks) if where.startswith(place)), len(ranks))


def _field(
    name: str, candidates: list[Candidate], overruled: Mapping[str, str | tuple[str, ...] | None]
) -> Field:
    ordered = tuple(sorted(candidates, key=lambda candidate: _rank(name, candidate.where)))
    if name in ORDERS:
        ordered = ORDERS[name](ordered)
    if name in overruled:
        return Field(overruled[name] or None, "sidecar", ordered)
    if ordered and ordered[0].where.startswith(UNPRINTED):
        return Field(candidates=ordered)
    return Field(ordered[0].value, ordered[0].where, ordered[1:]) if ordered else Field()


def _canonical_first(ordered: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The page's canonical address before others at its host, which are short or of another day."""
    if not ordered or not ordered[0].where.startswith("meta"):
        return ordered
    host = host_of(str(ordered[0].value))
    own = (item for item in ordered if item.where == "link canonical")
    own = (item for item in own if host_of(str(item.value)) == host)
    return tuple(dict.fromkeys((*own, *ordered)))


def _confirmed(ordered: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """The names that several places agree on, before those of a single place that nobody shares."""
    unsure = tuple(item for item in ordered if item.where.startswith(UNPRINTED))
    if unsure and len(unsure) < len(ordered):
        return (*_confirmed(tuple(item for item in ordered if item not in unsure)), *unsure)
    # “Walker, Ann” is Ann Walker.
    sets = [
        {tuple(sorted(re.findall(r"\w+", name.casefold()))) for name in candidate.value or ()}
        for candidate in ordered
    ]
    sure = [all(map(is_surely_name, candidate.value or ())) for candidate in ordered]
    at = next((at for at, names in enumerate(sets) if sets[0] < names and sure[at]), 0)
    if not sets or (not at and any(sets[0] & other for other in sets[1:])):
        return ordered
    at = at or next((at for at, names in enumerate(sets) if sets.count(names) > 1), 0)
    return (ordered[at], *ordered[:at], *ordered[at + 1 :])


def _without_site(ordered: tuple[Candidate, ...]) -> tuple[Candidate, ...]:
    """A title that another one begins or ends with ("Title - Site", "[World] Title") stands before it.

    Not one that breaks off in a sentence, as a quotation mark in an attribute cuts it. Before a
    heading that holds a kicker without a sign behind it stands what the page's head has for it.
    """
    first = str(ordered[0].value) if ordered else ""
    printed = bool(ordered) and ordered[0].where.startswith("heading")
    for at, candidate in enumerate(ordered[1:], 1):
        title = str(candidate.value)
        headed = candidate.where.startswith("heading")
        text, whole = folded(title), folded(first)
        longer = len(whole) - len(text)
        begins = whole.startswith(text) and (headed or regex.set_off.match(first, len(title)))
        part = longer > 0 and (begins or (headed and whole.endswith(text)))
        if printed and not headed and title != first:
            kicker = first.removesuffix(title)[-2:].strip().isalnum() and first.endswith(title)
            same = regex.colons.sub("", title) == regex.colons.sub("", first)
            part = part or kicker or (":" in title and same)
        # A line that ends with a colon introduces something.
        if (4 if headed else 8) <= len(text) and part and longer < 30 and title[-1] not in ":：":
            return (candidate, *ordered[:at], *ordered[at + 1 :])
    return ordered


# What else puts the candidates of a field in order than the rank of their places.
ORDERS = {"title": _without_site, "original_url": _canonical_first, "authors": _confirmed}
