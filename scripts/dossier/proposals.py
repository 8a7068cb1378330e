"""Proposals for a whole dossier, for the command and the desk alike: its lineage, and names."""

import re
from collections.abc import Collection
from dataclasses import replace
from unicodedata import normalize

from dossier.analysis.lineage import Proposal, proposals
from dossier.analysis.sources import Sources
from dossier.analysis.text_reuse import passages
from dossier.annotate.suggest import Suggestion, suggest
from dossier.conversion import fingerprints_in_one_script, in_one_script
from dossier.load import Dossier
from dossier.render.locales import catalogue
from dossier.search.query_expansion import HAN, romanized
from dossier.tables import pair_table

SPELLINGS = pair_table(__package__, "spellings.txt", "spellings")


def lineage_proposals(dossier: Dossier, ignored: Collection[str] = ()) -> tuple[Proposal, ...]:
    """Return lines that the lineage lacks, best first; those whose `key` is `ignored` are left out."""
    articles = dossier.articles
    shared = passages(articles, fingerprints_in_one_script, in_one_script)
    by_id = {article.id: article for article in articles}
    common = str(catalogue(dossier.config.language)["common_source"])
    sources = Sources(by_id, shared, dossier.register, in_one_script, common)
    lines = proposals(sources, dossier.claims.lineage)
    return tuple(line for line in lines if line.key not in ignored)


def name_proposals(dossier: Dossier, ignored: Collection[str]) -> list[Suggestion]:
    """Return names that the register lacks; of a Latin form of one Chinese name there, `alias_of`.

    Such a form spells it in Wade-Giles, Cantonese or pinyin, or stands in brackets behind it.
    """
    ids = {form: entity.id for entity in dossier.register.entities for form in entity.forms}
    readings = next(romanized.map(None, [tuple(sorted(filter(HAN.fullmatch, ids)))]))
    patterns = {
        form: re.compile("|".join(map(_spellings, words)))
        for form, words in readings.items()
        if words
    }
    items = suggest(dossier.articles, ids.__contains__, ignored)
    for at, item in enumerate(items):
        letters = re.sub("[^a-z]", "", normalize("NFD", item.name.lower()))
        around = "\n".join(left + right for _, _, left, _, right in item.contexts if letters)
        glossed = re.sub(" ?[(（][)）]", "()", around)
        same = {
            ids[form]
            for form, pattern in patterns.items()
            if f"{form}()" in glossed or pattern.fullmatch(letters)
        }
        if len(same) == 1:
            (id,) = same
            items[at] = replace(item, reason=f"{item.reason}; perhaps a form of {id}", alias_of=id)
    return items


def _spellings(reading: str) -> str:
    """A pattern of the spellings of some syllables, also with the last in front, as in the West."""
    syllables = [f"(?:{'|'.join((s, *SPELLINGS.get(s, '').split()))})" for s in reading.split()]
    turned = (syllables[at:] + syllables[:at] for at in range(len(syllables)))
    return "|".join(map("".join, turned))
