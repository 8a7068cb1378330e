"""Live reload: open pages ask which build is served and what is wrong with it.

page.js asks, reloads and shows the problems; page.html brings it into a page. MkDocs' own script
for this is inline, and so refused by the policy of the pages.
"""

import json
import os
import threading
import traceback
from collections.abc import Iterable, Sequence
from importlib.resources import files
from string import Template
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from dossier.problems import Problem

PREFIX = "/livereload/"
# Seconds after which a page gets an answer although nothing happened, and asks again.
SECONDS = 60.0
FOREVER = "max-age=86400, immutable"
TYPES = {"page.js": "text/javascript", "page.css": "text/css"}


class Live:
    """The last build of a server, and the pages that wait for the next one.

    `turn` is MkDocs' epoch of the last build, `built` that of the last successful one; both
    begin anew with each `run` of a server.
    """

    def __init__(self, epoch: int, problems: Sequence[Problem]) -> None:
        package = files(__package__)
        self.run = os.urandom(4).hex()
        self.turn = self.built = epoch
        self.problems, self.messages = problems, tuple(problems)
        self.failed = False
        self.changed = threading.Condition()
        self.tag = Template(package.joinpath("page.html").read_text("utf-8"))
        self.scripts = {name: package.joinpath(name).read_bytes() for name in TYPES}

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
        """Wait until the state is not the `known` one, or for SECONDS; return it as JSON."""
        with self.changed:
            self.changed.wait_for(lambda: known != f"{self.run}-{self.turn}", SECONDS)
            messages = [
                {"path": p.path, "line": p.line, "message": p.message, "hint": p.hint}
                for p in self.messages
            ]
            state = {"run": self.run, "turn": self.turn, "built": self.built}
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
