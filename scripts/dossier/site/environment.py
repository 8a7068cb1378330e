"""Everything beside its own file that a rendered page depends on."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.utils import get_build_datetime

from dossier.cache import fingerprint

# What a template may say of the time of the build; its pages are new in each.
TIME = (b"build_date_utc", b"update_date")
# Events of MkDocs at which other plugins may change a page.
PAGE_EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context")
EVENTS = (*PAGE_EVENTS, "post_page")


def environment_fingerprint(config: Any, nav: Any) -> str:
    """Fingerprint of templates, configuration, navigation, and all code.

    Templates of an installed theme are part of a package, which has its version.
    """
    folder = Path(config.theme.custom_dir or config.theme.dirs[0])
    hooks = [Path(module.__file__) for module in config.hooks.values()]
    templates = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    contents = [(str(path), path.read_bytes()) for path in (*templates, *hooks)]
    settings = {key: value for key, value in config.items() if key != "site_dir"}
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
