"""Read the pages of a web archive (WARC, ARC, WACZ): the main page of each capture, or all.

A document that was saved as a page, such as a PDF, is read as the file that it is.

ISO 28500 and https://specs.webrecorder.net/wacz/1.1.1/. All records are read before it is decided
what a main page is; where nothing tells, it is the first page behind each record `warcinfo`.
"""

import gzip
import io
import json
import posixpath
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass, field, replace
from hashlib import sha256
from typing import Any
from urllib.parse import urljoin, urlsplit

from dossier.files.access import MAX_BYTES, MAX_LARGE
from dossier.files.encodings import declared, decode_as
from dossier.formats.packages import MemberReader, read_package
from dossier.model import Candidate, Document, Doubt, Offer, RawPiece, Source
from dossier.problems import Problem

# Unpacked, with films; pages and pictures, which are kept in memory, have MAX_LARGE.
MAX_UNPACKED = 1_000_000_000
# Kinds of pages, and of documents that are read as files.
PAGE = re.compile(
    r".*/(?:x?html(?:\+xml)?|pdf|rtf|epub\+zip|.*opendocument\.text|.*wordprocessingml\.document)"
)
# First bytes of what such programs store: pages, PDFs, pictures.
UNPACKED = (b"<", b"%PDF", b"\x89PNG", b"\xff\xd8", b"GIF8")
IN_WACZ = re.compile(r"archive/[^/]+\.warc(?:\.gz)?$")
PAGE_LISTS = {
    "main": ("pages/pages.jsonl",),
    "all": ("pages/pages.jsonl", "pages/extraPages.jsonl"),
}
# Heritrix names the hops to an address; the last of these embeds, or nobody asked for it.
EMBEDDED = re.compile(rb"(?m)^hopsFromSeed:.*[EXPI]\s*$")
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)")
# Parts of addresses as they may stand in HTML.
SEGMENT = re.compile(r"[^\s\"'<>(),/?#=&\\]+")
ANEW = "Save the page anew, or put the archive here that holds it."


@dataclass(frozen=True, slots=True)
class Response:
    """A page, a document or a picture. `part` counts the records `warcinfo` before it."""

    url: str
    date: str
    part: int
    kind: str
    charset: str = ""
    raw: bytes = b""


@dataclass(slots=True)
class Contents:
    """Pages and pictures of an archive, and what is known of its addresses.

    `listed` and `visited` are main pages, `embedded` parts of others; `followed` was asked for by
    way of another page. `answers` says what is no page: a status, a kind.
    """

    pages: list[Response] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)
    payloads: dict[str, Response] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    moved: dict[str, str] = field(default_factory=dict)
    listed: dict[str, None] = field(default_factory=dict)
    visited: set[str] = field(default_factory=set)
    embedded: set[str] = field(default_factory=set)
    followed: set[str] = field(default_factory=set)
    part: int = 0

    def target(self, url: str) -> str:
        """Return the address that an address leads to in the end."""
        for _ in range(10):
            url = self.moved.get(url, url)
        return url


def read_web_archive(
    raw: bytes,
    path: str,
    read: MemberReader,
    pages: str = "main",
) -> Iterator[Document | Problem]:
    """Yield the main page of each capture in an archive, packed or not, or `all` pages.

    A document that was saved as a page is read by `read`, by its bytes and name. Raises PackageError for a WACZ that cannot be unpacked.
    """
    head = raw[:9]
    with suppress(zlib.error):
        head = zlib.decompressobj(47).decompress(raw[:9_000], 9)
    if not head.startswith((b"WARC/", b"filedesc:", b"PK")):
        hint = "Unpack it (gunzip) and put what is in it here."
        yield Problem(path, 0, "not a text: a packed file (gzip), and no web archive.", hint)
        return
    contents = Contents()
    members = read_package(raw) if raw.startswith(b"PK") else {"": raw}
    for name in (name for name in members if not name or IN_WACZ.match(name)):
        if reason := _read_records(members[name], contents):
            hint = "What stands before that place was read. Get the file anew, or in parts."
            place = f" ({name})" if name else ""
            yield Problem(path, 0, f"a web archive that breaks off: {reason}{place}.", hint)
    for name in PAGE_LISTS[pages]:
        _list_pages(members.get(name, b"").splitlines(), contents)
    known = {page.url for page in contents.pages}
    for url in contents.listed:
        if (target := contents.target(url)) not in known:
            answer = contents.answers.get(target, "no answer")
            yield Problem(path, 0, f"the page {url} is listed and not in it ({answer}).", ANEW)
    if not known and not contents.listed:
        answers = ", ".join(sorted(set(contents.answers.values()))[:5]) or "no answers"
        yield Problem(path, 0, f"no page of a web archive is in it ({answers}).", ANEW)
    yield from _documents(contents, path, read, pages)


def _read_records(raw: bytes, contents: Contents) -> str:
    """Add the records of an archive; return why they break off, "" if they do not."""
    # Few folders hold such a file: the library is loaded with the first one.
    from warcio.archiveiterator import ArchiveIterator

    stream: Any = io.BytesIO(raw)
    stream = gzip.GzipFile(fileobj=stream) if raw.startswith(b"\x1f\x8b") else stream
    unpacked = kept = 0
    record = None
    try:
        with redirect_stderr(io.StringIO()):
            for record in ArchiveIterator(stream, arc2warc=True):
                unpacked += record.length or 0
                kept += _add(record, contents)
                if unpacked > MAX_UNPACKED or kept > MAX_LARGE:
                    return f"more than {MAX_LARGE:,} bytes of pages, or {MAX_UNPACKED:,} in all"
        stream.read(1)  # raises where a packed file was cut off, which warcio takes for its end
        # The last record is shorter than it says.
        return "it was cut off" if record and getattr(record.raw_stream, "limit", 0) else ""
    # warcio raises whatever it comes upon in damaged bytes (ValueError, AttributeError …).
    except Exception as error:
        return " ".join(str(error).split())[:200] or type(error).__name__


def _add(record: Any, contents: Contents) -> int:
    """Add what a record says or holds; return how many bytes are kept."""
    url = _plain(record.rec_headers.get_header("WARC-Target-URI") or "")
    if record.rec_type == "warcinfo":
        contents.part += 1
        lines = record.raw_stream.read(MAX_BYTES).splitlines()
        _list_pages((line.removeprefix(b"json-metadata:") for line in lines), contents)
    elif url.startswith("urn:pageinfo:"):  # of Browsertrix
        contents.visited.add(_plain(url.removeprefix("urn:pageinfo:")))
    elif record.rec_type == "request" and record.http_headers:
        asked = {name.lower(): value for name, value in record.http_headers.headers}
        script = "x-requested-with" in asked
        target = "script" if script else asked.get("sec-fetch-dest", "")
        if target:
            (contents.visited if target == "document" else contents.embedded).add(url)
        contents.followed |= {url} if "referer" in asked else set()
    elif record.rec_type == "metadata" and EMBEDDED.search(record.raw_stream.read(100_000)):
        contents.embedded.add(url)
    elif record.rec_type in ("response", "resource", "revisit") and url.startswith("http"):
        return _add_response(record, url, contents)
    return 0


def _add_response(record: Any, url: str, contents: Contents) -> int:
    own, http = record.rec_headers.get_header, record.http_headers
    header = http.get_header if http else own
    revisit = record.rec_type == "revisit"
    status = http.get_statuscode() if http and not revisit else "200"
    kind, _, more = (header("Content-Type") or "").partition(";")
    page = Response(url, own("WARC-Date") or "", contents.part, kind.strip().lower())
    if own("WARC-Resource-Type") not in (None, "document"):
        contents.embedded.add(url)
    if status.startswith("3") and header("Location"):
        with suppress(ValueError):
            contents.moved[url] = _plain(urljoin(url, header("Location")))
    keys = own("WARC-Payload-Digest") or url, _plain(own("WARC-Refers-To-Target-URI") or url)
    if revisit:
        first = next((contents.payloads[key] for key in keys if key in contents.payloads), None)
        page = replace(first, url=url, date=page.date, part=page.part) if first else page
        status = status if first else "in another archive"
    elif status == "200" and (page.kind.startswith("image/") or PAGE.fullmatch(page.kind)):
        charset = CHARSET.search(more)
        raw, coding = _payload(record)
        status = f"packed as “{coding}”, and damaged" if coding else status
        page = replace(page, raw=raw, charset=charset[1] if charset else "")
        contents.payloads |= dict.fromkeys(keys, page)
    if status != "200" or not PAGE.fullmatch(page.kind):
        contents.answers[url] = page.kind if status == "200" else status
        contents.pictures |= {url: page.raw} if page.raw else {}
    else:
        contents.pages.append(page)
    return 0 if revisit else len(page.raw)


def _payload(record: Any) -> tuple[bytes, str]:
    """The bytes of a response without its codings (RFC 9110, 8.4), and one that is damaged."""
    from warcio.bufferedreaders import ChunkedDataReader

    header = record.http_headers.get_header if record.http_headers else {}.get
    chunked = "chunked" in (header("Transfer-Encoding") or "").lower()
    stream = ChunkedDataReader(record.raw_stream) if chunked else record.raw_stream
    raw: bytes = stream.read(MAX_BYTES)
    for coding in map(str.strip, reversed((header("Content-Encoding") or "").lower().split(","))):
        unpacked = _unpacked(raw, coding)
        # Some programs keep the header and store what is unpacked.
        if unpacked is None and not raw.lstrip().startswith(UNPACKED):
            return b"", coding
        raw = raw if unpacked is None else unpacked
    return raw, ""


def _unpacked(raw: bytes, coding: str) -> bytes | None:
    """Undo a coding, as far as MAX_BYTES, None if it is damaged; an unknown one changes nothing."""
    if coding == "br":
        import brotli

        with suppress(brotli.error):
            content: bytes = brotli.Decompressor().process(raw, output_buffer_limit=MAX_BYTES)
            return content[:MAX_BYTES]
    elif coding == "zstd":
        import zstandard

        with suppress(zstandard.ZstdError):
            return zstandard.ZstdDecompressor().stream_reader(raw).read(MAX_BYTES)
    elif coding in ("gzip", "x-gzip", "deflate"):
        for bits in (47, -15):
            with suppress(zlib.error):
                return zlib.decompressobj(bits).decompress(raw, MAX_BYTES)
    else:
        return raw
    return None


def _documents(
    contents: Contents,
    path: str,
    read: MemberReader,
    wanted: str,
) -> Iterator[Document | Problem]:
    main = list(_main_pages(contents))
    pages = [page for page in contents.pages if page.url not in contents.embedded]
    chosen = dict.fromkeys([*main, *pages] if wanted == "all" else main)
    others = len({page.url for page in pages} - {page.url for page in chosen})
    hint = "To have them too, write `pages: all` in the sidecar of the file."
    doubts = (Doubt(0, f"{others} other pages of the archive are not shown.", hint),)
    seen: set[tuple[str, str, bytes]] = set()
    for page in sorted(chosen, key=lambda page: (page.date, page.url)):
        day = re.sub(r"\D", "", page.date)[:14]
        # What came twice on a day is one capture.
        if (key := (page.url, day[:8], page.raw)) in seen:
            continue
        source = Source(path, f"{day}-{sha256(page.url.encode()).hexdigest()[:8]}")
        saved = page.date if re.fullmatch(r"[\d-]{10}T[\d:.]{5,20}Z", page.date) else ""
        values = (("original_url", page.url), ("scraped", saved))
        offers = tuple(
            Offer(name, Candidate(value, "web archive")) for name, value in values if value
        )
        html = "html" in page.kind
        for item in _page(page, source, contents) if html else read(page.raw, str(source)):
            if isinstance(item, Problem):
                yield item
                continue
            inner = f"-{item.source.member}" if item.source.member and not html else ""
            yield replace(
                item,
                source=Source(path, f"{source.member}{inner}"[:80]),
                offers=(*offers, *item.offers),
                doubts=() if seen or not others else doubts,
            )
        seen.add(key)


def _page(page: Response, source: Source, contents: Contents) -> Iterator[Document | Problem]:
    """Yield a page with its pictures, or a problem if it has no text."""
    text = decode_as(page.raw, "" if declared(page.raw) else page.charset)
    if b"\0\0\0" in page.raw[:1000] or not text.strip():
        yield Problem(f"{source}", 0, f"no text in the page {page.url}.", ANEW)
    else:
        pictures = dict(_pictures(page.url, contents.pictures, text))
        yield Document(source, page.raw, "", (RawPiece(text, "html"),), attachments=pictures)


def _main_pages(contents: Contents) -> Iterable[Response]:
    """The pages that are listed, else those that somebody went to, else the first of each part."""
    for known in (contents.listed, contents.visited):
        targets = set(map(contents.target, known))
        if main := [page for page in contents.pages if page.url in targets]:
            return main
    firsts: dict[int, Response] = {}
    for aside in (contents.embedded | contents.followed, contents.embedded):
        for page in contents.pages:
            if page.url not in aside:
                firsts.setdefault(page.part, page)
    return firsts.values()


def _pictures(page: str, pictures: dict[str, bytes], text: str) -> Iterator[tuple[str, bytes]]:
    """Pictures that a page may name, by each address that leads there from it."""
    base, words = urlsplit(page), set(SEGMENT.findall(text)) if pictures else set()
    for url, raw in pictures.items():
        parts = urlsplit(url)
        if (parts.path.rpartition("/")[2] or parts.netloc) not in words:
            continue
        query = f"?{parts.query}" if parts.query else ""
        near = posixpath.relpath(parts.path or "/", posixpath.dirname(base.path) or "/")
        own = (parts.path + query, near + query) if parts.netloc == base.netloc else ()
        yield from ((name, raw) for name in (url, url.partition(":")[2], *own))


def _list_pages(lines: Iterable[bytes], contents: Contents) -> None:
    """Add the pages that lines of JSON name, each one or a list."""
    for line in lines:
        with suppress(ValueError, RecursionError):
            row = json.loads(line)
            pages = row.get("pages", [row]) if isinstance(row, dict) else ()
            pages = pages if isinstance(pages, list) else ()
            urls = (page.get("url") for page in pages if isinstance(page, dict))
            contents.listed |= dict.fromkeys(_plain(url) for url in urls if isinstance(url, str))


def _plain(url: str) -> str:
    """An address without its fragment; that of a site ends with a slash. "" for what is none."""
    with suppress(ValueError):
        url = urlsplit(url)._replace(fragment="").geturl()
        return f"{url}/" if re.fullmatch(r"https?://[^/?]+", url) else url
    return ""
