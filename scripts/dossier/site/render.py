"""One page, rendered by the parts of MkDocs that would render it otherwise."""

import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page
from mkdocs.utils.meta import get_data

from dossier.cache import cpu_count, run_forked
from dossier.html_check import examine
from dossier.output import write_whole
from dossier.site.files import RenderedPage
from dossier.site.page_record import PageRecord, file_state

FRONT_MATTER = re.compile(r"---\n((?:[a-z_]\w*: .*\n)*)---\n+")
# What a list of all pages (sitemap.xml) says of each beside its address.
LISTED = ("alternates", "x_default")
# Pages that are sooner rendered than a process has begun, and tasks that processes can share.
FEW, TASKS = 16, 250


@dataclass(frozen=True, slots=True)
class Rendering:
    """A rendered page's path in the site and its record; what is wrong, what MkDocs says."""

    path: str
    record: PageRecord
    wrong: Sequence[str]
    origin: str
    messages: Sequence[logging.LogRecord]


@dataclass(frozen=True)
class Renderer:
    """Renders pages into the cache; `files` are all files of the site."""

    config: Any
    files: Any
    nav: Any
    env: Any

    def __call__(self, file: RenderedPage) -> Rendering:
        """Render a page. One that holds what is forbidden is not written."""
        source = file_state(str(file.abs_src_path))
        page = unknown_page(file, self.config)
        with _messages() as messages:
            page.markdown, page.meta = source_parts(file.content_string)
            page.render(self.config, self.files)
            html = self.in_frame(page)
        examined = examine(html)
        if not examined.wrong:
            write_whole(Path(file.html), html.encode("utf-8", "xmlcharrefreplace"))
        ids, links = "\n".join(sorted(examined.ids)), "\n".join(sorted(examined.links))
        listed = {key: page.meta[key] for key in LISTED if key in page.meta}
        sound = not messages and not examined.wrong
        record = PageRecord(source, file_state(file.html), ids, links, listed, sound)
        origin = str(page.meta.get("generated_from", ""))
        return Rendering(file.dest_uri, record, examined.wrong, origin, messages)

    def in_frame(self, page: Any) -> str:
        """Return the HTML of a page whose Markdown is rendered."""
        page.active = True
        try:
            context = get_context(self.nav, self._pages, self.config, page)
            template = self.env.get_template(page.meta.get("template", "main.html"))
            return str(template.render(context))
        except Exception as error:
            error.add_note(f"The page is {page.file.src_uri}.")
            raise
        finally:
            page.active = False

    @cached_property
    def _pages(self) -> Any:
        return self.files.documentation_pages()


def render_all(renderer: Renderer, files: Sequence[RenderedPage]) -> Iterator[Rendering]:
    """Yield pages rendered, in any order; where they are many, several processes work."""
    size = max(FEW, -(-len(files) // TASKS))
    starts = range(0, len(files), size)
    tasks = [partial(map, renderer, files[start : start + size]) for start in starts]
    yield from run_forked(tasks, cpu_count())


def log_messages(messages: Sequence[logging.LogRecord]) -> None:
    """Say what MkDocs had to say."""
    for message in messages:
        logger = logging.getLogger(message.name)
        if logger.isEnabledFor(message.levelno):
            logger.handle(message)


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


@contextmanager
def _messages() -> Iterator[list[logging.LogRecord]]:
    """Collect what MkDocs has to say, also where it is to be quiet."""
    records: list[logging.LogRecord] = []
    collector, logger = logging.NullHandler(), logging.getLogger("mkdocs")
    collector.handle = records.append  # type: ignore[method-assign,assignment]
    level, handlers = logger.level, logger.handlers
    logger.setLevel(min(level, logging.INFO))
    logger.handlers = [collector]
    try:
        yield records
    finally:
        logger.handlers = handlers
        logger.setLevel(level)
