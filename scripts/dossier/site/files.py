"""Files of the site for MkDocs, written only where they differ, and all that pages depend on."""

import json
import os
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, InclusionLevel
from mkdocs.utils import get_build_datetime

from dossier.cache import fingerprint
from dossier.output.site_folder import place

# What a template may say of the time of the build; its pages are new in each.
TIME = (b"build_date_utc", b"update_date")
# Settings that no page shows.
ELSEWHERE = ("config_file_path", "dev_addr", "docs_dir", "site_dir", "strict", "watch")
# Events of MkDocs at which other plugins may change a page.
EVENTS = (
    "pre_page", "page_read_source", "page_markdown", "page_content", "page_context", "post_page"
)  # fmt: skip


class CopiedFile(File):
    """A file that is copied as it is."""

    def copy_file(self, dirty: bool = False) -> None:
        """Copy the file unless it is there."""
        place(str(self.abs_src_path), self.abs_dest_path)


class RenderedPage(File):
    """A page that is rendered here, at the path `html`: for MkDocs a file to copy.

    If the navigation names it, MkDocs makes a Page of it, and renders it.
    """

    html = ""

    def is_documentation_page(self) -> bool:
        """Whether MkDocs is to render it."""
        return self.page is not None

    def copy_file(self, dirty: bool = False) -> None:
        """Put the rendered page into the site unless it is there."""
        place(self.html, self.abs_dest_path, link=True)


def own_files(files: Iterable[File], pages: Collection[str], cached: str) -> Iterator[File]:
    """Yield files with ours in the place of MkDocs' where they do the same.

    `pages` are the paths of pages to be rendered here, into the folder `cached`.
    """
    for file in files:
        is_page = file.is_documentation_page()
        outside = file.inclusion is InclusionLevel.NOT_IN_NAV
        if type(file) is not File or not file.src_dir:
            yield file
        elif not is_page or (outside and file.src_uri in pages):
            kind: Any = RenderedPage if is_page else CopiedFile
            own = kind(file.src_uri, file.src_dir, file.dest_dir, file.use_directory_urls)
            own.dest_uri, own.inclusion = file.dest_uri, file.inclusion
            own.html = f"{cached}/{file.dest_uri}"
            yield own
        else:
            yield file


def environment_fingerprint(config: Any, nav: Any) -> str:
    """Fingerprint of templates, configuration, navigation, and all code.

    Templates of an installed theme are part of a package, which has its version.
    """
    folder = Path(config.theme.custom_dir or config.theme.dirs[0])
    hooks = [Path(module.__file__) for module in config.hooks.values()]
    files = [*(path for path in sorted(folder.rglob("*")) if path.is_file()), *hooks]
    contents = [(os.path.relpath(path, folder), path.read_bytes()) for path in files]
    settings = {key: value for key, value in config.items() if key not in ELSEWHERE}
    moment = any(word in content for _, content in contents for word in TIME)
    now = get_build_datetime().isoformat() if moment else ""
    return fingerprint(contents, json.dumps(settings, default=_plain), str(nav), now)


def _plain(value: Any) -> Any:
    """An object of MkDocs as JSON: its settings, or its name."""
    if isinstance(value, Mapping):
        return {str(key): item for key, item in value.items()}
    own = getattr(value, "__qualname__", type(value).__qualname__)
    return getattr(value, "config", own)


def changed_by_others(config: Any, hook: str, events: Iterable[str] = EVENTS) -> bool:
    """Whether plugins, or hooks of another module, take part: in the rendering of pages, or more."""
    methods = [method for name in events for method in config.plugins.events[name]]
    settings = [getattr(getattr(method, "__self__", None), "config", None) for method in methods]
    return any(
        getattr(setting, "enabled", True) and method.__module__ != hook
        for method, setting in zip(methods, settings, strict=True)
    )
