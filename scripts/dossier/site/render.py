"""One page, rendered by the parts of MkDocs that would render it otherwise."""

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any, NamedTuple

from markdown import Markdown
from mkdocs.commands.build import get_context
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from dossier.cache import Stopped, cpu_count, never, run_forked
from dossier.html_check import examine
from dossier.output import write_whole
from dossier.output.site_folder import Stat, file_stat
from dossier.problems import Problem
from dossier.site.addresses import SiteLinks
from dossier.site.files import RenderedPage

FRONT_MATTER = re.compile(r"---\n((?:[a-z_]\w*: .*\n)*)---\n+")
# What a list of all pages (sitemap.xml) says of each beside its address.
LISTED = ("alternates", "default", "path")
# Pages that are sooner rendered than a process has begun, and tasks that processes can share.
FEW, TASKS = 16, 250


class PageRecord(NamedTuple):
    """A rendered page: the state of its source and its HTML, the ids and links in it, a line each.

    `listed` is what a list of all pages says of it. A page that is not `sound` has something to
    report, and so is rendered in each build.
    """

    states: tuple[Stat | None, Stat | None]
    ids: str
    links: str
    listed: Mapping[str, Any]
    sound: bool = True


@dataclass(frozen=True)
class Renderer:
    """Renders pages into the cache; `files` are all files of the site."""

    config: Any
    files: Any
    nav: Any
    env: Any

    def __call__(self, file: RenderedPage) -> tuple[str, PageRecord, list[Problem]]:
        """Return a page's path, its record, and what it may not hold: then it is not written."""
        source = file_stat(str(file.abs_src_path))
        page = self.page(file, file.content_string)
        html, ids, links, problems = self.in_frame(page)
        if not problems:
            write_whole(Path(file.html), html.encode("utf-8", "xmlcharrefreplace"))
        listed = {key: page.meta[key] for key in LISTED if key in page.meta}
        words = ("\n".join(sorted(ids)), "\n".join(sorted(links)))
        record = PageRecord((source, file_stat(file.html)), *words, listed, not problems)
        return file.dest_uri, record, problems

    def page(self, file: File, source: str) -> Any:
        """Return a page, rendered but for its frame."""
        page, config = unknown_page(file, self.config), self.config
        page.markdown, page.meta = source_parts(source)
        markdown = Markdown(
            extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {}
        )
        # In the place of MkDocs' own.
        markdown.treeprocessors.register(SiteLinks(file, self.files, self._links), "relpath", 0)
        page.content = markdown.convert(page.markdown)
        return page

    def in_frame(self, page: Any) -> tuple[str, frozenset[str], frozenset[str], list[Problem]]:
        """Return the HTML of a page whose Markdown is rendered, and what is in it."""
        path, origin = page.file.src_uri, page.meta.get("generated_from")
        page.active = True
        try:
            context = get_context(self.nav, self._pages, self.config, page)
            template = self.env.get_template(page.meta.get("template", "main.html"))
            html = str(template.render(context))
        except Exception as error:
            error.add_note(f"The page is {path}.")
            raise
        finally:
            page.active = False
        wrong, ids, links = examine(html)
        where = f"{path} (from {origin})" if origin else path
        return html, ids, links, [Problem(where, 0, f"{words}.") for words in wrong]

    @cached_property
    def _links(self) -> dict[tuple[str, ...], str]:
        return {}

    @cached_property
    def _pages(self) -> Any:
        return self.files.documentation_pages()


def render_all(
    renderer: Renderer, files: Sequence[RenderedPage], stopped: Stopped = never
) -> Iterator[tuple[str, PageRecord, list[Problem]]]:
    """Yield pages rendered, in any order; where they are many, several processes work.

    Once `stopped` returns true, the others are left.
    """
    size = max(FEW, -(-len(files) // TASKS))
    starts = range(0, len(files), size)
    tasks = [partial(map, renderer, files[start : start + size]) for start in starts]
    # Links are looked at in the finished pages, whoever wrote them.
    logger = logging.getLogger("mkdocs.structure.pages")
    logger.disabled = True
    try:
        yield from run_forked(tasks, cpu_count(), stopped)
    finally:
        logger.disabled = False


def item_or_attribute(otherwise: Callable[[Any, str], Any], value: Any, name: str) -> Any:
    """Return what `value.name` is in a template, sooner than Jinja, which raises an error first."""
    if type(value) is dict and name in value and not hasattr(dict, name):
        return value[name]
    return otherwise(value, name)


def unknown_page(file: File, config: Any) -> Any:
    """Return a page of which MkDocs does not know, since it would render it."""
    page = Page(None, file, config)
    file.page = None
    return page


def source_parts(source: str) -> tuple[str, dict[str, Any]]:
    """Return a page's Markdown and its front matter, which is a line of JSON for each key."""
    if match := FRONT_MATTER.match(source):
        pairs = (line.split(": ", 1) for line in match[1].split("\n") if line)
        try:
            return source[match.end() :], {key: json.loads(value) for key, value in pairs}
        except ValueError:
            pass
    markdown, meta = get_data(source)
    return str(markdown), dict(meta)
