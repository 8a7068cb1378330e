"""Keep `mkdocs serve` running where MkDocs stops: a missing folder, a failed build.

MkDocs hands over its server.
"""

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

log = logging.getLogger("mkdocs.hooks.dossier")

# Seconds between two looks at what is watched.
SECONDS = 1.0
AS_BEFORE = "The pages are those of the last successful build."


def keep_serving(server: Any, expected: tuple[type[BaseException], ...]) -> None:
    """Serve the last pages while a build fails; watch a folder again that has come back.

    `expected` are the exceptions that say in words what is wrong: no traceback for them.
    """
    server.builder = _tolerant(server.builder, expected)
    threading.Thread(target=_watch_again, args=(server,), daemon=True).start()


def _tolerant(
    build: Callable[[], None], expected: tuple[type[BaseException], ...]
) -> Callable[[], None]:
    """Build that reports its failure instead of leaving browsers waiting."""

    def building() -> None:
        try:
            build()
        except expected as error:
            log.error("%s\n%s", error, AS_BEFORE)
        except Exception:
            log.exception("The build failed. %s", AS_BEFORE)

    return building


def _watch_again(server: Any) -> None:
    """Watch restored folders again: a watch ends with its folder."""
    while not server._shutdown:
        threading.Event().wait(SECONDS)
        for emitter in list(server.observer.emitters):
            path = emitter.watch.path
            if emitter.is_alive() or not emitter.ident or not Path(path).exists():
                continue
            server._watched_paths[path] = 1
            server.unwatch(path)
            server.watch(path)
            with server._rebuild_cond:
                server._want_rebuild = True
                server._rebuild_cond.notify_all()
