"""The order of the whole conversion, on one screen.

seeds -> articles -> editions -> pages -> docs. What was done before for the same seed, by the
same code, is taken from the cache.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from pathlib import Path

from dossier.analysis.concordance import concordance
from dossier.cache import fingerprint, open_cache, run_shared
from dossier.conversion import Converted, convert, edition_of
from dossier.editorial.config import read_config
from dossier.load import Dossier, read_dossier, surviving
from dossier.model import OutputFile
from dossier.output import Changes, build_lock, by_hand, manifest, publish
from dossier.problems import Problem
from dossier.render.front_page import LANDING
from dossier.render.page_plan import PagePlan
from dossier.render.site import references
from dossier.site_files import Preview, SiteFiles

# Cached results, beside mkdocs.yml; safe to delete.
CACHE = ".cache/dossier/results.sqlite"
# An edit may touch the pages of many entities: in so many parts two processes can share them.
SHARES = 4


@dataclass(frozen=True, slots=True)
class Report:
    """The result of a build, for its last screen: `chars` of all seeds by where they went."""

    articles: int
    chars: Mapping[str, int]
    changes: Changes
    problems: tuple[Problem, ...]
    doubts: tuple[Problem, ...] = ()


def build(
    mkdocs_yml: Path,
    dry_run: bool = False,
    progress: Callable[[str], None] | None = None,
    private: bool = False,
    jobs: int = 1,
    preview: Preview | None = None,
) -> Report:
    """Convert the dossier that `mkdocs_yml` describes; `seeds/` and `docs/` lie beside it.

    Only a `private` build holds the whole text of articles whose rights allow an excerpt. Where
    there is much to do, `jobs` processes do it: the bytes are the same.
    With a `preview` the pages of edited articles are made before all others, and shown by it.
    Raises OpenCCError when no conversion can be trusted, PublishError when the disk refuses;
    nothing is written then.
    """
    project = mkdocs_yml.parent
    seeds, docs = project / "seeds", project / "docs"
    with (
        build_lock(docs, dry_run=dry_run),
        open_cache(project / CACHE, docs, jobs, keep=not dry_run) as cache,
    ):
        digests = cache.file_digests(seeds)
        # An editor's own landing page is left alone.
        landing = not by_hand(docs, LANDING)
        settings = (read_config(mkdocs_yml, seeds), private, landing, seeds.is_dir())
        inputs = fingerprint(settings, sorted(digests.items()))
        last: Report | None = cache.output.last_result(inputs)
        if last:
            return last
        dossier = read_dossier(mkdocs_yml, progress, digests).published(private)

        def publish_all(survivors: Dossier) -> tuple[Changes, list[Problem], Mapping[str, int]]:
            converted = convert(survivors)
            files = all_files(survivors, converted, private, landing, preview)
            changes, refused = publish(cache.output.without_unchanged(files), docs, dry_run)
            return changes, refused, sum((item.chars for item in converted), Counter[str]())

        (changes, refused, chars), dossier = surviving(dossier, publish_all)
        problems = tuple(sorted({*dossier.problems, *refused}))
        report = Report(len(dossier.articles), chars, changes, problems, dossier.doubts)
        if not dry_run:
            ours = manifest(docs)
            cache.output.save(inputs, replace(report, changes=Changes(unchanged=len(ours))), ours)
    return report


def all_files(
    dossier: Dossier,
    converted: Sequence[Converted],
    private: bool,
    landing: bool,
    preview: Preview | None,
) -> Iterator[OutputFile]:
    """Yield all files that are published; `Unchanged` is one that is there already.

    `landing`: whether the build makes the landing page.
    """
    editions = [edition_of(dossier, tag, converted) for tag in dossier.config.variants]
    counts = concordance(dossier.articles)
    by_edition = [references(edition, counts) for edition in editions]
    fingerprints = {item.articles[0].id: item.fingerprint for item in converted}
    plan = PagePlan(by_edition, fingerprints)
    site = SiteFiles(dossier, by_edition, plan)
    data = partial(site.data, private, landing)
    tasks: list[Callable[[], Iterator[OutputFile]]] = [
        *(partial(site.entities, first, SHARES) for first in range(SHARES)),
        *(partial(site.overviews, refs) for refs in by_edition),
    ]
    if preview is None:
        return run_shared([site.articles, *tasks], data)
    return run_shared(tasks, lambda: chain(site.articles(preview), data()))
