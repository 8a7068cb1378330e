"""Let only those ask the desk who may: a page of this server, from this machine, with its token.

A page of another site can send requests to this machine, and by DNS rebinding under a name of its
own (https://fetch.spec.whatwg.org/, Sec-Fetch-Site: https://www.w3.org/TR/fetch-metadata/).
"""

import json
from hmac import compare_digest
from typing import Any
from wsgiref.types import WSGIEnvironment

from dossier.desk.plans import refused

LOCAL = ("127.0.0.1", "localhost", "::1")
# Bytes of a request, and of a file that is added.
MOST, MOST_FILE = 1_000_000, 50_000_000
TOKEN = "this page is of an earlier run of the server. Load it again."


def has_host(environ: WSGIEnvironment, port: int) -> bool:
    """Whether a request names this machine."""
    names = ("127.0.0.1", "localhost", "[::1]")
    hosts = {f"{name}:{port}" for name in names} | (set(names) if port == 80 else set())
    return environ.get("HTTP_HOST", "") in hosts


def check(environ: WSGIEnvironment, token: str, port: int) -> None:
    """Raise RefusedError for a request that is not from a page of this server."""
    host, origin = environ.get("HTTP_HOST", ""), environ.get("HTTP_ORIGIN")
    given = environ.get("HTTP_X_DESK_TOKEN", "").encode("latin-1", "replace")
    if not has_host(environ, port):
        raise refused("this server is asked under another name.", status=403)
    if origin is not None and origin != f"http://{host}":
        raise refused("a page of another site asks.", status=403)
    if environ.get("HTTP_SEC_FETCH_SITE", "same-origin") != "same-origin":
        raise refused("a page of another site asks.", status=403)
    if not compare_digest(given, token.encode()):
        raise refused(TOKEN, status=403)


def body(environ: WSGIEnvironment, is_file: bool) -> bytes:
    """Read the body of a writing request. Raises RefusedError before it reads one that is refused."""
    length, method = environ.get("CONTENT_LENGTH", ""), environ["REQUEST_METHOD"]
    if not length and method == "DELETE" and "HTTP_TRANSFER_ENCODING" not in environ:
        return b""
    kind = environ.get("CONTENT_TYPE", "").partition(";")[0].strip().lower()
    wanted = "application/octet-stream" if is_file else "application/json"
    if kind != wanted:
        raise refused(f"the request must be of the type {wanted}.", status=415)
    if not (length.isascii() and length.isdigit()) or "HTTP_TRANSFER_ENCODING" in environ:
        raise refused("the request does not say how long it is.", status=411)
    most = MOST_FILE if is_file else MOST
    if int(length[:12]) > most:
        raise refused(f"the request is too long. Limit: {most // 1_000_000} MB.", status=413)
    raw: bytes = environ["wsgi.input"].read(int(length))
    if len(raw) < int(length):
        raise refused("the request ended before its end.", status=400)
    return raw


def parsed(raw: bytes) -> dict[str, Any]:
    """Return the JSON object of a request. Raises RefusedError."""
    try:
        tree = json.loads(raw or b"{}")
        # What is no character cannot be written.
        json.dumps(tree, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, RecursionError):
        raise refused("the request is no JSON.", status=400) from None
    if not isinstance(tree, dict):
        raise refused("the request is no object of JSON.", status=400)
    return tree
