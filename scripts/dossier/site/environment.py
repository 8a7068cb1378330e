"""Everything beside its own file that a rendered page depends on."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.utils import get_build_datetime

from dossier.cache import fingerprint
from dossier.output import write_whole

# What a template may say of the time of the build; its pages are new in each.
TIME = (b"build_date_utc", b"update_date")
# Settings that no page shows.
ELSEWHERE = ("config_file_path", "dev_addr", "docs_dir", "site_dir", "strict", "watch")
# Events of MkDocs at which other plugins may change a page.
PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context")
EVENTS = (*PAGE_EVENTS, "post_page")


class CompiledTemplates(BytecodeCache):
    """Templates compiled once, in a file each; compiling them takes as long as many pages."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template, if it is that of the same source."""
        path = self.folder / bucket.key
        if path.is_file():
            bucket.bytecode_from_string(path.read_bytes())

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template in the place of an older one of its name."""
        write_whole(self.folder / bucket.key, bucket.bytecode_to_string())


def environment_fingerprint(config: Any, nav: Any) -> str:
    """Fingerprint of templates, configuration, navigation, and all code.

    Templates of an installed theme are part of a package, which has its version.
    """
    folder = Path(config.theme.custom_dir or config.theme.dirs[0])
    hooks = [Path(module.__file__) for module in config.hooks.values()]
    templates = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    contents = [(os.path.relpath(path, folder), path.read_bytes()) for path in (*templates, *hooks)]
    settings = {key: value for key, value in config.items() if key not in ELSEWHERE}
    moment = any(word in content for _, content in contents for word in TIME)
    now = get_build_datetime().isoformat() if moment else ""
    # Without `sort_keys`: some settings have numbers and words as keys.
    return fingerprint(contents, json.dumps(settings, default=_plain), str(nav), now)


def _plain(value: Any) -> Any:
    """An object of MkDocs as JSON: its settings, or its name."""
    if isinstance(value, Mapping):
        return {str(key): item for key, item in value.items()}
    if hasattr(value, "config"):
        return value.config
    return getattr(value, "__qualname__", type(value).__qualname__)


def changed_by_others(config: Any, hook: str) -> bool:
    """Whether plugins, or hooks of another module, take part in the rendering of pages."""
    for event in EVENTS:
        for method in config.plugins.events[event]:
            plugin = getattr(method, "__self__", None)
            switched_on = getattr(getattr(plugin, "config", None), "enabled", True)
            if switched_on and getattr(method, "__module__", "") != hook:
                return True
    return False
