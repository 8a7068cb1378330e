"""Precision and recall of proposed lineage: `python -m measure.text_reuse [texts] [seed]`, in tests/.

Texts are of support/reused_texts.py with passages of the dossier's own articles. With -v lists the
wrong proposals; with --time measures the time for 1,000 and 10,000 articles.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from pathlib import Path

from dossier.analysis.lineage import Proposal, proposals
from dossier.analysis.sources import Sources
from dossier.analysis.text_reuse import passages
from dossier.conversion import fingerprints_in_one_script, in_one_script
from dossier.load import read_dossier
from dossier.model import Article, Register
from support.reused_texts import Corpus, corpus, many

ROOT = Path(__file__).parent.parent.parent


def proposed(articles: list[Article], register: Register | None = None) -> list[Proposal]:
    shared = passages(articles, fingerprints_in_one_script, in_one_script)
    by_id = {item.id: item for item in articles}
    return proposals(Sources(by_id, shared, register or Register(), in_one_script))


def scores(texts: Corpus, made: list[Proposal]) -> tuple[float, float, Counter[str]]:
    """Precision, recall, and what was missed by kind."""
    right = [
        item for item in made if (item.of or item.outside) in texts.origins.get(item.article, ())
    ]
    hit = {item.article for item in right}
    missed = Counter(texts.kinds[slug] for slug in texts.origins if slug not in hit)
    return len(right) / max(1, len(made)), len(hit) / len(texts.origins), missed


def main() -> None:
    size, seed = (int(word) for word in (*filter(str.isdigit, sys.argv[1:]), "400", "7")[:2])
    dossier = read_dossier(ROOT / "mkdocs.yml")
    taken = [
        b.text
        for a in dossier.articles
        if a.lang == "zh-Hans"
        for b in a.blocks
        if len(b.text) > 80
    ]
    texts = corpus(size, seed, taken)
    made = proposed(texts.articles)
    precision, recall, missed = scores(texts, made)
    print(f"{size} texts: precision {precision:.3f}, recall {recall:.3f}, missed {dict(missed)}")
    for item in made[: 2000 if "-v" in sys.argv else 0]:
        if (item.of or item.outside) not in texts.origins.get(item.article, ()):
            print(
                "  wrong",
                texts.kinds.get(item.article),
                item.article,
                item.of or item.outside,
                item.kind,
                round(item.score, 2),
                [(e.kind, e.words[:30]) for e in item.evidence][:4],
                texts.origins.get(item.article),
            )
    for count in (1000, 10000) if "--time" in sys.argv else ():
        articles = list(many(count))
        began = time.perf_counter()
        made = proposed(articles)
        print(f"{count} articles: {time.perf_counter() - began:.1f} s, {len(made)} proposals")


if __name__ == "__main__":
    main()
