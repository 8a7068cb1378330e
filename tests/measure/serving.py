"""A server of one site that compresses as a host does, and remembers what it sent."""

from __future__ import annotations

import gzip
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

TYPES = {".js": "text/javascript", ".json": "application/json", ".html": "text/html"}


@dataclass(slots=True)
class Host:
    """Its address, and the path and bytes of each answer."""

    root: str
    sent: list[tuple[str, int]] = field(default_factory=list)

    def since(self, begin: int, part: str) -> list[int]:
        """Bytes of the answers from the number `begin` on whose path holds `part`."""
        return [size for path, size in self.sent[begin:] if part in path]


@contextmanager
def served(folders: Mapping[str, Path]) -> Iterator[Host]:
    """Serve folders by the beginning of their paths, the longest first ("/" is the site)."""
    order = sorted(folders, key=len, reverse=True)

    @lru_cache(maxsize=4096)
    def answer(path: str) -> tuple[bytes, bool] | None:
        begin = next(text for text in order if path.startswith(text))
        file = folders[begin] / path.removeprefix(begin).lstrip("/")
        if not file.is_file():
            return None
        content = file.read_bytes()
        small = gzip.compress(content, 9, mtime=0)
        return (small, True) if len(small) < len(content) else (content, False)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        # A head and its body are two writes: the second must not wait for an answer to the first.
        disable_nagle_algorithm = True

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            result = answer(path)
            content, small = result or (b"", False)
            host.sent.append((path, len(content)))
            self.send_response(200 if result else 404)
            kind = TYPES.get(Path(path).suffix) or guess_type(path)[0] or "application/wasm"
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(content)))
            if small:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    host = Host(f"http://127.0.0.1:{server.server_port}/")
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield host
    finally:
        server.shutdown()
        server.server_close()
