"""Proposals for the lineage of a whole dossier, for the command and the desk alike."""

from collections.abc import Collection

from dossier.analysis.lineage import Proposal, proposals
from dossier.analysis.sources import Sources
from dossier.analysis.text_reuse import passages
from dossier.conversion import fingerprints_in_one_script, in_one_script
from dossier.load import Dossier
from dossier.render.locales import catalogue


def lineage_proposals(dossier: Dossier, ignored: Collection[str] = ()) -> tuple[Proposal, ...]:
    """Return lines that the lineage lacks, best first; those whose `key` is `ignored` are left out."""
    articles = dossier.articles
    shared = passages(articles, fingerprints_in_one_script, in_one_script)
    by_id = {article.id: article for article in articles}
    common = str(catalogue(dossier.config.language)["common_source"])
    sources = Sources(by_id, shared, dossier.register, in_one_script, common)
    lines = proposals(sources, dossier.claims.lineage)
    return tuple(line for line in lines if line.key not in ignored)
