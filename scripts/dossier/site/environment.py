"""Everything beside its own file that a rendered page depends on."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from mkdocs.utils import get_build_datetime

from dossier.cache import fingerprint

# What a template may say of the time of the build; its pages are new in each.
TIME = (b"build_date_utc", b"update_date")
# Settings that no page shows.
ELSEWHERE = ("config_file_path", "dev_addr", "docs_dir", "site_dir", "strict", "watch")
# Events of MkDocs at which other plugins may change a page.
EVENTS = ("pre_page", "page_read_source", "page_markdown", "page_content", "page_context")


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


def changed_by_others(config: Any, hook: str) -> bool:
    """Whether plugins, or hooks of another module, take part in the rendering of pages."""
    methods = [method for name in (*EVENTS, "post_page") for method in config.plugins.events[name]]
    settings = [getattr(getattr(method, "__self__", None), "config", None) for method in methods]
    return any(
        getattr(setting, "enabled", True) and method.__module__ != hook
        for method, setting in zip(methods, settings, strict=True)
    )
