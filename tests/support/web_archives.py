"""Web archives as programs write them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from typing import Any

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

DAY = "2024-03-19T04:07:00Z"
PNG = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"


class Archive:
    """A WARC file that grows by records."""

    def __init__(self, *, packed: bool = False) -> None:
        self._stream = io.BytesIO()
        self._writer: Any = WARCWriter(self._stream, gzip=packed)

    @property
    def raw(self) -> bytes:
        """The file."""
        return self._stream.getvalue()

    def info(self, **fields: str) -> Archive:
        """Add the record with which each file begins."""
        self._writer.write_record(self._writer.create_warcinfo_record("a.warc", fields))
        return self

    def record(
        self,
        kind: str,
        url: str,
        payload: bytes = b"",
        http: StatusAndHeaders | None = None,
        headers: Mapping[str, str] | None = None,
        content: str = "",
    ) -> Archive:
        """Add any record."""
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(payload),
            http_headers=http,
            warc_content_type=content,
            warc_headers_dict={"WARC-Date": DAY, **(headers or {})},
        )
        self._writer.write_record(record)
        return self

    def answer(
        self,
        url: str,
        payload: bytes | str,
        kind: str = "text/html; charset=utf-8",
        *,
        status: str = "200 OK",
        http: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> Archive:
        """Add what a server answered."""
        raw = payload if isinstance(payload, bytes) else payload.encode()
        answered = [("Content-Type", kind), *(http or {}).items()]
        lines = StatusAndHeaders(status, answered, protocol="HTTP/1.1")
        return self.record("response", url, raw, lines, headers)

    def asked(self, url: str, **http: str) -> Archive:
        """Add what was asked of the server; of a header's name _ is -."""
        said = [(name.replace("_", "-"), value) for name, value in http.items()]
        lines = StatusAndHeaders("GET / HTTP/1.1", said, is_http_request=True)
        return self.record("request", url, b"", lines)


def package(members: Mapping[str, bytes | str]) -> bytes:
    """Pack some members, as WACZ does."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return stream.getvalue()
