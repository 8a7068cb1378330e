"""Requests to the desk of a small dossier, as the server hands them over, without a server."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any
from wsgiref.util import setup_testing_defaults

from dossier.desk import DeskLayer
from dossier.desk.desk import Desk
from support.pages import ROOT

PORT = 8000
HOST = f"127.0.0.1:{PORT}"


def nothing() -> None:
    """Wake nobody."""


class Asking:
    """A desk, and a page of its server that asks it."""

    def __init__(self, folder: Path, wake: Callable[[], None] = nothing) -> None:
        self.folder = folder
        self.layer = DeskLayer(Desk(folder / "mkdocs.yml"), PORT, wake)
        self.status = ""
        self.app = self.layer.app(lambda environ, start: [b"inner"])

    def ask(self, method: str, path: str, tree: Any = None, **environ: Any) -> dict[str, Any]:
        """Ask, and return the answer; `environ` replaces what a page sends, None takes it away."""
        raw = b"" if tree is None else json.dumps(tree).encode()
        name, _, query = path.partition("?")
        request: dict[str, Any] = {
            "REQUEST_METHOD": method,
            "PATH_INFO": f"/_desk/api/{name}".encode().decode("latin-1"),
            "QUERY_STRING": query,
            "HTTP_HOST": HOST,
            "HTTP_ORIGIN": f"http://{HOST}",
            "HTTP_SEC_FETCH_SITE": "same-origin",
            "HTTP_X_DESK_TOKEN": self.layer.token,
            "CONTENT_TYPE": "application/json",
            "CONTENT_LENGTH": str(len(raw)) if method != "GET" else "",
            "wsgi.input": io.BytesIO(raw),
            **environ,
        }
        request = {key: value for key, value in request.items() if value is not None}
        setup_testing_defaults(request)
        answer = b"".join(self.app(request, self._started))
        return json.loads(answer) if answer.startswith(b"{") else {"": answer.decode()}

    def _started(self, status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
        self.status, self.headers = status[:3], dict(headers)


def desk_of(folder: Path, seeds: dict[str, str]) -> Asking:
    """The desk of a dossier of these files."""
    (folder / "seeds").mkdir(parents=True)
    (folder / "mkdocs.yml").write_bytes((ROOT / "mkdocs.yml").read_bytes())
    for name, text in seeds.items():
        (folder / "seeds" / name).write_bytes(text.encode())
    return Asking(folder)


def files_of(folder: Path) -> dict[str, bytes]:
    """The bytes of all files in `seeds/`."""
    files = (path for path in (folder / "seeds").rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
