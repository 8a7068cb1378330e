"""Check a manuscript's quotations and references against the dossier, and find words in it.

Nothing leaves this machine. Cached results of builds are used, and added to.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from dossier.cache import cpu_count, open_cache
from dossier.load import read_dossier
from dossier.model import Config
from dossier.pipeline import CACHE
from dossier.verify.matching import Matcher
from dossier.verify.references import References


@contextmanager
def sources(mkdocs_yml: Path) -> Iterator[tuple[Config, Matcher, References]]:
    """Read the dossier that `mkdocs_yml` describes, as far as it is not cached."""
    project = mkdocs_yml.parent
    with open_cache(project / CACHE, project / "docs", cpu_count()) as cache:
        dossier = read_dossier(mkdocs_yml, digests=cache.file_digests(project / "seeds"))
        yield dossier.config, Matcher(dossier), References(dossier.articles)
