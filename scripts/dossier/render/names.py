"""Links of an edition's names, and their marks in a text."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dossier.analysis.concordance import Concordance
from dossier.model import Block, Edition, Mark, Name
from dossier.render.inline import Line, joined, phrase
from dossier.render.page_context import Site

INDEX = "entities/index.html"
# A page for what is named twice or more: of one mention the index shows all there is to say.
# AI systems are what the dossier is about; each has a page.
MIN_MENTIONS = 2
# Characters of a name that is kept on one line in a title.
MAX_UNBROKEN = 9
ALWAYS = ("ai-system",)
# Types of entities that every article names, so that they say little about one.
FREQUENT = ("place", "concept")


@dataclass(frozen=True)
class Names:
    """The names of one edition, with where they occur in the sources.

    Where they have no pages (not `paged`), all lead to the index.
    """

    edition: Edition
    concordance: Concordance
    paged: bool = True

    def has_page(self, name: Name) -> bool:
        """Whether an entity has a page of its own."""
        count = self.concordance.count(name.id)
        enough = count >= MIN_MENTIONS or (count > 0 and name.type in ALWAYS)
        return self.paged and enough

    def path(self, name: Name) -> str:
        """The page of an entity, or its place in the index."""
        return f"entities/{name.id}.html" if self.has_page(name) else f"{INDEX}#{name.id}"

    @cached_property
    def seen(self) -> list[Name]:
        """Entities that are named at least once, most often first."""
        names = [name for name in self.edition.names.values() if self.concordance.count(name.id)]
        return sorted(names, key=lambda name: (-self.concordance.count(name.id), name.id))

    def of_type(self, kind: str) -> list[Name]:
        """Entities of one type, most often named first."""
        return [name for name in self.seen if name.type == kind]


def linked(blocks: Iterable[Block], names: Names, url: str) -> list[Block]:
    """Blocks whose mentions are links, all of them or the first between two headings.

    `url` leads from the page to the edition's folder.
    """
    linked_entities: set[str] = set()
    marked = []
    for block in blocks:
        if block.kind == "heading":
            linked_entities.clear()
        marks = []
        for mention in block.mentions:
            name = names.edition.names[mention.entity]
            again = mention.entity in linked_entities
            if name.link == "never" or (again and name.link == "first"):
                continue
            linked_entities.add(mention.entity)
            marks.append(Mark(mention.span, "entity", f"{url}{names.path(name)}"))
        marked.append(replace(block, marks=(*block.marks, *marks)))
    return marked


def pair(name: Name, count: int, names: Names, site: Site, path: str) -> dict[str, Any]:
    """A name and its count."""
    href = site.url(path, names.path(name))
    return {"text": name.text, "href": href, "lang": name.lang, "count": count}


def unbroken(words: str, names: Iterable[Name]) -> Line:
    """Keep each name in a title on one line.

    Longer names may break: kept whole they would not fit a phone.
    """
    kept = {
        name.text for name in names if 1 < len(name.text) <= MAX_UNBROKEN and name.text in words
    }
    if not kept:
        return words
    longest_first = sorted(kept, key=lambda item: (-len(item), item))
    pattern = re.compile(f"({'|'.join(map(re.escape, longest_first))})")
    pieces = enumerate(pattern.split(words))
    return joined(phrase(piece, kind="keep") if at % 2 else piece for at, piece in pieces)
