"""Keep `mkdocs serve` running where MkDocs stops, and let open pages follow the edits.

MkDocs hands over its server. Open pages ask which build is served and what is wrong with it:
page.js asks, reloads and shows the problems; page.html brings it into a page. MkDocs' own script
for this is inline, and so refused by the policy of the pages.
"""

import json
import logging
import os
import threading
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any, Protocol
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from watchdog.observers.polling import PollingObserverVFS

from dossier.cache import Notify, Stopped, StoppedError, in_own_process
from dossier.output import MANIFEST, manifest
from dossier.output.site_folder import last_site
from dossier.problems import Problem

log = logging.getLogger("mkdocs.hooks.dossier")

# Seconds between two looks at the files that are watched, and at the folders they are in.
INTERVAL, SECONDS = 0.15, 1.0
# Seconds without another change before a build begins: changes of one look come together.
CALM = 0.02
# Seconds after which a page gets an answer although nothing happened, and asks again.
PATIENCE = 60.0
# Seconds of a build after which browsers get the pages of the last one.
LONG = 2.0
PREFIX = "/livereload/"
FOREVER = "max-age=86400, immutable"
TYPES = {"words.js": "text/javascript", "page.js": "text/javascript", "page.css": "text/css"}
AS_BEFORE = "The pages are those of the last successful build."


class Layer(Protocol):
    """Another layer around the server, which adds to its pages and answers requests."""

    def begin(self) -> None:
        """Begin to work, beside the server."""

    def page(self, content: bytes) -> bytes:
        """Add to a page."""

    def app(self, inner: WSGIApplication) -> WSGIApplication:
        """Answer requests, or leave them to `inner`."""

    def wrote(self, path: Path) -> bool:
        """Whether it wrote a file as it stands, and asked for a build then."""


class Live:
    """The last build of a server, and the pages that wait for the next one.

    `turn` is MkDocs' epoch of the last change, `built` that of the last successful build, `previews`
    that of each page, by its address, that came before its build had ended. They begin anew with
    each `run` of a server.
    """

    def __init__(self, epoch: int, problems: Sequence[Problem]) -> None:
        package = files(__package__)
        self.run = os.urandom(4).hex()
        self.turn = self.built = epoch
        self.problems, self.messages = problems, tuple(problems)
        self.failed = False
        self.previews: dict[str, int] = {}
        self.changed = threading.Condition()
        self.tag = Template(package.joinpath("page.html").read_text("utf-8"))
        self.scripts = {name: package.joinpath(name).read_bytes() for name in TYPES}

    def show(self, turn: int, address: str) -> None:
        """Announce a page that is ready ahead of its build."""
        with self.changed:
            self.turn = self.previews[address] = turn
            self.changed.notify_all()

    def finish(self, turn: int, failure: Problem | None) -> None:
        """Tell the waiting pages that a build has ended, well or not."""
        with self.changed:
            self.turn = turn
            self.built = self.built if failure else turn
            self.failed = bool(failure)
            self.messages = (*filter(None, [failure]), *self.problems)
            self.changed.notify_all()

    def page(self, content: bytes, epoch: int) -> bytes:
        """Add our script to a page of the build `epoch`."""
        return content + self.tag.substitute(run=self.run, turn=epoch).encode()

    def state(self, known: str) -> bytes:
        """Wait until the state is not the `known` one, or for PATIENCE; return it as JSON."""
        with self.changed:
            self.changed.wait_for(lambda: known != f"{self.run}-{self.turn}", PATIENCE)
            state = {key: getattr(self, key) for key in ("run", "turn", "built", "previews")}
            messages = list(map(asdict, self.messages))
            return json.dumps({**state, "failed": self.failed, "messages": messages}).encode()

    def app(self, inner: WSGIApplication) -> WSGIApplication:
        """Answer what the pages ask about the build, and leave the rest to `inner`."""

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            path, _, name = environ["PATH_INFO"].rpartition("/")
            if path == f"{PREFIX}state":
                body, kind, keep = self.state(name), "application/json", "no-store"
            elif path == PREFIX + self.run and name in TYPES:
                body, kind, keep = self.scripts[name], TYPES[name], FOREVER
            else:
                return inner(environ, start_response)
            headers = [("Content-Type", f"{kind}; charset=utf-8"), ("Cache-Control", keep)]
            start_response("200 OK", [*headers, ("Content-Length", str(len(body)))])
            return [body]

        return answer


def problem_of(error: BaseException, expected: tuple[type[BaseException], ...]) -> Problem:
    """Return an error of a build as a problem, with the file and line that it names."""
    if mark := getattr(error.__context__, "problem_mark", None):
        return Problem(_below(mark.name), mark.line + 1, getattr(error.__context__, "problem", ""))
    if isinstance(error, expected):
        return Problem("", 0, str(error))
    message = f"{type(error).__name__}: {error}"
    places = [(f.filename, f.lineno or 0) for f in traceback.extract_tb(error.__traceback__)]
    if line := getattr(error, "lineno", 0):
        places = [(getattr(error, "filename", "") or "", line)]
    ours = [place for place in places if not os.path.isabs(_below(place[0]))]
    path, line = (ours or places)[-1]
    return Problem(_below(path), line, message)


def _below(path: str) -> str:
    """Return a path below the project as one relative to it, any other as it is."""
    return path.removeprefix(os.getcwd() + os.sep)


def keep_serving(
    server: Any,
    build: Callable[[Notify, Stopped], None],
    docs: Path,
    expected: tuple[type[BaseException], ...],
    problems: list[Problem],
    layer: Layer | None = None,
) -> None:
    """Serve the last pages while a build fails; reload open pages, and show `problems` on them.

    `build` builds the site; its first callback gets the path of each page that is ready before the
    end. Where its second returns true, another edit waits: it may end with StoppedError then.
    `expected` are the exceptions that say in words what is wrong: no traceback for them.
    `problems` are those of the last build. A watched folder that comes back is watched again.
    What the build writes into `docs` is no reason to build again. `layer` is put around the server.
    """
    _overlook_generated(server, docs, layer)
    live = Live(server._visible_epoch, problems)
    answer_error = server.error_handler
    server.error_handler = lambda code: live.page(
        answer_error(code) or f"{code}".encode(), server._visible_epoch
    )
    app = live.app(_last_pages(server.get_app(), server))
    server._inject_js_into_html = live.page
    if layer:
        server._inject_js_into_html = lambda page, epoch: layer.page(live.page(page, epoch))
        app = layer.app(app)
    server.set_app(app)
    server.build_delay = CALM

    def attempt(notify: Notify, stopped: Stopped) -> tuple[Problem | None, list[Problem]] | None:
        """Report a failure instead of leaving browsers waiting; None where the next build follows."""
        failure: Problem | None = None
        try:
            build(notify, stopped)
        except StoppedError:
            return None
        except expected as error:
            log.error("%s\n%s", error, AS_BEFORE)
            failure = problem_of(error, expected)
        except Exception as error:
            log.exception("The build failed. %s", AS_BEFORE)
            failure = problem_of(error, expected)
        return failure, list(problems)

    # Beside the threads of the server a build could share its work with no other process.
    attempt_apart = in_own_process(attempt, lambda: bool(server._want_rebuild))

    def show(path: str) -> None:
        """Serve a page that is ready: each change of the site has an epoch of its own."""
        with server._epoch_cond:
            server._wanted_epoch += 1
            server._visible_epoch = server._wanted_epoch
            server._epoch_cond.notify_all()
        live.show(server._wanted_epoch, quote(server.mount_path + path))

    def building() -> None:
        begun = server._wanted_epoch
        with _serving_last_pages(server):
            ended = attempt_apart(show)
        if ended:
            failure, problems[:] = ended
            live.previews = {page: turn for page, turn in live.previews.items() if turn > begun}
            # What was served meanwhile is older.
            server._wanted_epoch += 1
            live.finish(server._wanted_epoch, failure)

    server.builder = building
    threading.Thread(target=_watch_again, args=(server,), daemon=True).start()
    if layer:
        layer.begin()


@contextmanager
def _serving_last_pages(server: Any) -> Iterator[None]:
    """Serve the pages of the last build if this one takes long: MkDocs would let browsers wait.

    Of a short one nobody should see a page that is replaced at once.
    """
    begun = server._wanted_epoch

    def serve() -> None:
        with server._epoch_cond:
            if server._wanted_epoch == begun:
                server._visible_epoch = begun
                server._epoch_cond.notify_all()

    timer = threading.Timer(LONG, serve)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _last_pages(inner: WSGIApplication, server: Any) -> WSGIApplication:
    """Serve the pages of the last build while they are moved aside for the next one."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        mount, path = server.mount_path, environ["PATH_INFO"]
        if path.startswith(mount):
            name = path.removeprefix(mount).encode("latin-1").decode("utf-8", "replace")
            aside = last_site(Path(server.root), name + "index.html" * path.endswith("/"))
            environ["PATH_INFO"] = mount + aside + path.removeprefix(mount)
        return inner(environ, start_response)

    return answer


def _overlook_generated(server: Any, docs: Path, layer: Layer | None) -> None:
    """Take no page that the build wrote for an editor's change, nor look whether it changed.

    Nor take what a layer wrote for a change that nobody knows of.

    Looking at the thousands of pages of a large dossier would take from the builds a third of
    their time.
    """

    def generated() -> set[str]:
        list_of_ours = docs / MANIFEST
        written = list_of_ours.stat().st_mtime_ns if list_of_ours.exists() else 0
        return _manifest(docs, written)

    def entries(path: str | None) -> Iterator[os.DirEntry[str]]:
        inside = os.scandir(path)
        if path != str(docs):
            return inside
        folders = {name.partition("/")[0] for name in generated() if "/" in name}
        return (item for item in inside if item.name not in folders)

    watched = list(server._watched_paths)
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserverVFS(os.stat, entries, polling_interval=INTERVAL)
    schedule = server.observer.schedule

    def watching(handler: Any, path: str, recursive: bool) -> Any:
        rebuild = handler.on_any_event

        def changed(event: Any) -> None:
            file = Path(event.src_path)
            in_docs = Path(path) == docs
            ours = in_docs and file.relative_to(docs).as_posix() in (MANIFEST, *generated())
            if not ours and not (layer and layer.wrote(file)):
                rebuild(event)

        handler.on_any_event = changed
        return schedule(handler, path, recursive=recursive)

    server.observer.schedule = watching
    for path in watched:
        server.watch(path)


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
