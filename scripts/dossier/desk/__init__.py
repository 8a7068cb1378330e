"""The desk: edit the dossier in the pages that `mkdocs serve` shows, under `/_desk/`.

A layer around MkDocs' server. Nothing of it is in a built site. What may be asked is documented in
DESK.md, and who may ask in SECURITY.md.
"""

import json
import logging
import os
import secrets
import threading
from collections.abc import Callable, Iterable
from http import HTTPStatus
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Any
from urllib.parse import parse_qsl
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from dossier.desk import doors
from dossier.desk.acts import RESOURCES, Resource
from dossier.desk.desk import Desk
from dossier.desk.journal import content_of, digest
from dossier.desk.plans import Plan, RefusedError, refused
from dossier.desk.repository import set_merge_driver
from dossier.editorial.yamltext import YamlError
from dossier.problems import RunError

log = logging.getLogger("mkdocs.hooks.dossier")

PREFIX, API = "/_desk/", "/_desk/api/"
TYPES = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
NO_DESK = "The desk is only there for this computer: serve at 127.0.0.1 to edit in the pages."


class DeskLayer:
    """The desk as a layer of WSGI; `wake` builds the pages after a change to the files."""

    def __init__(self, desk: Desk, port: int, wake: Callable[[], None]) -> None:
        self.desk, self.port, self.wake = desk, port, wake
        self.token = secrets.token_urlsafe(32)
        self._asked = threading.local()
        self._tags = Template(files(__package__).joinpath("page.html").read_text("utf-8"))
        self._wrote: dict[str, str] = {}

    def begin(self) -> None:
        """Tell git how to merge, and load the dossier beforehand, beside the server."""
        set_merge_driver(self.desk.root)
        threading.Thread(target=self._load, daemon=True).start()

    def _load(self) -> None:
        try:
            with self.desk.working():
                for tag in self.desk.dossier.config.variants:
                    self.desk.edition(tag)
        except Exception:  # the build says what is wrong
            log.debug("The desk could not load the dossier.", exc_info=True)

    def wrote(self, path: Path) -> bool:
        """Whether a file is as an act of the desk left it."""
        wanted = self._wrote.get(os.path.relpath(path, self.desk.root))
        return wanted is not None and digest(content_of(path)) == wanted

    def page(self, content: bytes) -> bytes:
        """Add the script of the desk to a page, with the token if this machine's name was asked."""
        token = self.token if self._asked.local else ""
        return content + self._tags.substitute(token=token).encode()

    def app(self, inner: WSGIApplication) -> WSGIApplication:
        """Answer under `/_desk/`, and leave the rest to `inner`."""

        def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
            self._asked.local = doors.has_host(environ, self.port)
            # WSGI gives the bytes of an address as Latin-1 (PEP 3333).
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "replace")
            if path.startswith(API):
                status, tree = self._answer(environ, path.removeprefix(API))
                content, kind = json.dumps(tree, ensure_ascii=False).encode(), ".json"
            elif path.startswith(PREFIX):
                status, content, kind = _static(path.removeprefix(PREFIX))
            else:
                return inner(environ, _unframed(start_response))
            headers = [
                ("Content-Type", f"{TYPES[kind]}; charset=utf-8"),
                ("Content-Length", str(len(content))),
                ("Cache-Control", "no-store"),
                ("X-Content-Type-Options", "nosniff"),
            ]
            start_response(f"{status} {HTTPStatus(status).phrase}", headers)
            return [content]

        return answer

    def _answer(self, environ: WSGIEnvironment, path: str) -> tuple[int, dict[str, Any]]:
        texts: dict[str, str] = {}
        try:
            doors.check(environ, self.token, self.port)
            name, _, id = path.partition("/")
            resource = _resource(name, id, environ["REQUEST_METHOD"])
            body = _body(environ, resource)
            with self.desk.working():
                return 200, self._done(resource, environ["REQUEST_METHOD"], id, body, texts)
        except RefusedError as error:
            return error.status, error.answer(texts)
        except YamlError as error:
            return 422, RefusedError(422, [error.problem]).answer({})
        except RunError as error:
            return 422, refused(f"{error}.", "Try again.").answer({})
        except Exception as error:  # what nobody thought of
            log.exception("The desk failed.")
            wrong = refused(f"{type(error).__name__}: {error}", "Please report it.", 500)
            return 500, wrong.answer({})

    def _done(
        self, resource: Resource, method: str, id: str, body: dict[str, Any], texts: dict[str, str]
    ) -> dict[str, Any]:
        result = resource.act(self.desk, method, id, body)
        if isinstance(result, Plan):
            assert method != "GET"
            for path, content in result.files.items():
                texts[path] = (content or b"").decode("utf-8", "replace")
            base = body.get("base")
            result = self.desk.carry_out(result, base if isinstance(base, dict) else {})
        if changed := result.get("files"):
            self._wrote |= {path: digest(content_of(self.desk.root / path)) for path in changed}
            self.wake()
        return result


def _resource(name: str, id: str, method: str) -> Resource:
    """The resource of an address: the longest name in it. Raises RefusedError."""
    resource = RESOURCES.get(f"{name}/{id}") or RESOURCES.get(name)
    if resource is None:
        raise refused(f"there is no “{name[:100]}”.", status=404)
    if method not in resource.methods:
        raise refused(f"{method} is not answered: {', '.join(resource.methods)}.", status=405)
    return resource


def _body(environ: WSGIEnvironment, resource: Resource) -> dict[str, Any]:
    """The keys of the address for a reading request, the body of any other. Raises RefusedError."""
    query: dict[str, Any] = dict(parse_qsl(environ.get("QUERY_STRING", "")))
    if environ["REQUEST_METHOD"] == "GET":
        return query
    raw = doors.body(environ, resource.file)
    return {**query, "content": raw} if resource.file else doors.parsed(raw)


def _unframed(start_response: StartResponse) -> StartResponse:
    """Let no other site show a page in a frame, where a click might be meant for something else."""

    def start(status: str, headers: list[tuple[str, str]], *error: Any) -> Any:
        return start_response(status, [*headers, ("X-Frame-Options", "SAMEORIGIN")], *error)

    return start


def _static(name: str) -> tuple[int, bytes, str]:
    """A file of the desk's own, and its kind."""
    folder = files(__package__ or "")
    shelf, _, rest = name.partition("/")
    file = folder / "locale" / rest if shelf == "locale" else folder / "static" / name
    kind = Path(name).suffix
    if kind not in TYPES or "/" in (rest or "") or ".." in name or not file.is_file():
        return 404, b"{}", ".json"
    return 200, file.read_bytes(), kind


def open_desk(server: Any, desk: Desk) -> DeskLayer | None:
    """The desk of a server of MkDocs; None for one that others can reach."""
    host, port = server.server_address[:2]
    if host not in doors.LOCAL:
        log.info("%s", NO_DESK)
        return None

    def wake() -> None:
        with server._rebuild_cond:
            server._want_rebuild = True
            server._rebuild_cond.notify_all()

    return DeskLayer(desk, port, wake)
