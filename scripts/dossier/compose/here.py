"""Who is named in an article: beside its summary, and as a list under its text."""

from __future__ import annotations

from collections import Counter

from dossier.compose.frame import Site
from dossier.compose.markup import Markup, el, join
from dossier.compose.names import FREQUENT, Names, pair
from dossier.model import Name, Shown

IN_TOUCH = 6


def counted(shown: Shown, names: Names) -> list[tuple[Name, int]]:
    """Who is named in an article and how often, most often first."""
    counts = Counter(one.entity for block in shown.source.blocks for one in block.mentions)
    ordered = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    return [(names.edition.names[key], count) for key, count in ordered]


def touches(shown: Shown, site: Site, names: Names, path: str) -> Markup | None:
    """What the article touches: its six most frequent names, without places and terms."""
    found = counted(shown, names)
    if not found:
        return None
    words = site.words
    first = [one for one in found if one[0].type not in FREQUENT][:IN_TOUCH] or found[:IN_TOUCH]
    told = [pair(name, count, names, site, path) for name, count in first]
    rest = len(found) - len(first)
    if rest:
        told.append(el("a", words("others_n", n=rest), href=Markup("#names")))
    row = el("div", el("dt", words("entities")), el("dd", *told))
    return el("aside", el("dl", row), class_="d-touch", aria_label=words("touches"))


def _others(name: Name) -> Markup | None:
    """The names in other scripts and languages, each in its own language."""
    forms = [el("span", form, lang=tags[0]) for form, tags in name.others[:3]]
    return el("span", join(forms, "　"), class_="d-others") if forms else None


def names_here(shown: Shown, site: Site, names: Names, path: str) -> Markup | None:
    """All names of the article with one line each; previews take their words from here."""
    found = counted(shown, names)
    if not found:
        return None
    rows = [
        el(
            "li",
            el("a", name.text, href=site.url(path, names.path(name)), lang=name.lang),
            " ",
            _others(name),
            " ",
            el("span", name.line, class_="d-line") if name.line else None,
            " ",
            el(
                "span",
                site.words("times_n", n=count, all=names.concordance.count(name.id)),
                class_="d-count",
            ),
        )
        for name, count in found
    ]
    head = el("h2", site.words("names_here"), " ", el("small", str(len(found))))
    folded = el(
        "details", el("summary", site.words("show_names")), el("ul", *rows, class_="d-name-list")
    )
    return el("section", head, folded, class_="d-section", id="names")
