"""Keep `mkdocs serve` running where MkDocs stops, and let open pages follow the edits.

MkDocs hands over its server; live.py answers the pages.
"""

import logging
import threading
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from dossier.output import MANIFEST, manifest
from dossier.problems import Problem
from dossier.serving.live import Live, problem_of

log = logging.getLogger("mkdocs.hooks.dossier")

# Seconds between two looks at what is watched.
SECONDS = 1.0
AS_BEFORE = "The pages are those of the last successful build."


def keep_serving(
    server: Any, docs: Path, expected: tuple[type[BaseException], ...], problems: Sequence[Problem]
) -> None:
    """Serve the last pages while a build fails; reload open pages, and show `problems` on them.

    `expected` are the exceptions that say in words what is wrong: no traceback for them.
    `problems` are those of the last build. A watched folder that comes back is watched again.
    What the build writes into `docs` is no reason to build again.
    """
    _overlook_generated(server, docs)
    live = Live(server._visible_epoch, problems)
    answer_error = server.error_handler
    server.error_handler = lambda code: live.page(
        answer_error(code) or f"{code}".encode(), server._visible_epoch
    )
    server._inject_js_into_html = live.page
    server.set_app(live.app(server.get_app()))
    server.builder = _tolerant(server, live, expected)
    threading.Thread(target=_watch_again, args=(server,), daemon=True).start()


def _tolerant(
    server: Any, live: Live, expected: tuple[type[BaseException], ...]
) -> Callable[[], None]:
    """Build that reports its failure instead of leaving browsers waiting."""
    build = server.builder

    def building() -> None:
        failure: Problem | None = None
        try:
            build()
        except expected as error:
            log.error("%s\n%s", error, AS_BEFORE)
            failure = problem_of(error, expected)
        except Exception as error:
            log.exception("The build failed. %s", AS_BEFORE)
            failure = problem_of(error, expected)
        live.finish(server._wanted_epoch, failure)

    return building


def _overlook_generated(server: Any, docs: Path) -> None:
    """Take no page that the build wrote for an editor's change."""
    schedule = server.observer.schedule

    def watching(handler: Any, path: str, recursive: bool) -> Any:
        rebuild = handler.on_any_event

        def changed(event: Any) -> None:
            file, list_of_ours = Path(event.src_path), docs / MANIFEST
            written = list_of_ours.stat().st_mtime_ns if list_of_ours.exists() else 0
            ours = _manifest(docs, written)
            if file != list_of_ours and file.relative_to(docs).as_posix() not in ours:
                rebuild(event)

        if Path(path) == docs:
            handler.on_any_event = changed
        return schedule(handler, path, recursive=recursive)

    server.observer.schedule = watching
    server.unwatch(str(docs))
    server.watch(str(docs))


@lru_cache(maxsize=1)
def _manifest(docs: Path, written: int) -> set[str]:
    """Return the files of `docs` that are the build's, read once each time they were `written`."""
    return manifest(docs)


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
