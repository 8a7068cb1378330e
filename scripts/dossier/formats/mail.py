"""Read mails: one (EML), many (MBOX), and pages that browsers save in their form (MHTML).

What a sender wrote is the article, and so is each mail that was attached to it. What a reply quotes
is left out (mail_text.py, and by class names in HTML extract/). RFC 5322 and 2045 to 2049; the older
API of Python's library reads what is broken.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import replace
from email import message_from_bytes
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from hashlib import sha256
from typing import Any

from dossier.files.encodings import clean, decode_as
from dossier.formats.mail_text import QUOTED, parted, unflowed
from dossier.formats.saved_page import ADDRESS, page_of
from dossier.model import Candidate, Document, Offer, RawPiece, Source
from dossier.problems import Problem

TAG = re.compile("<[^<>]*>")
SHELL = re.compile(r"</?(?:html|head|body)\b[^<>]*>", re.I)
MAX_PARTS, MAX_MAILS = 2_000, 5_000
ANEW = "Save it from the mail program anew, as .eml."
APART = "Save what is of use from the mail and put it here as a file of its own."
NO_TEXT = "Save it without its lock, or its attachments; or copy what a mail program shows."
NO_PAGE = "Open it in a browser and save the page anew, as one file (SingleFile, MHTML)."
DAMAGED = "The text has U+FFFD there. Get the file anew."
# Between the mails of an mbox (RFC 4155): the line has a year. In a mail it is written `>From`.
POSTMARK = re.compile(rb"(?:\A|(?<=\n\n)|(?<=\r\n\r\n))From [^\r\n]{0,200}\d{4}[^\r\n]{0,99}\r?\n")
HELD_BACK = re.compile(rb"^>(?=>*From )", re.M)
IDENTITY = re.compile(rb"^message-id:\s*(\S+)", re.I | re.M)
FORWARDED = re.compile(r"\s*(?:fwd?|wg|tr|rv|enc|i|转发|轉寄|轉發|転送)\s*[:：]", re.I)
# Marks of what a reply quotes, as mail programs write them into HTML.
QUOTES = re.compile(r"gmail_quote|moz-cite|yahoo_quoted|protonmail_quote|type=[\"']?cite")
# Programs look at these parts, people do not.
MACHINES = ("pgp-signature", "pkcs7-signature", "calendar", "ms-tnef", "delivery-status")


def read_mail(raw: bytes, path: str) -> Iterator[Document | Problem]:
    """Yield the article of a mail, or of a page that a browser saved as one."""
    yield from _documents(raw, Source(path))


def read_emlx(raw: bytes, path: str) -> Iterator[Document | Problem]:
    """Yield the article of a mail of Apple Mail: its length, the mail, and a property list."""
    length, _, rest = raw.partition(b"\n")
    size = int(length) if re.fullmatch(rb"\s*\d{1,9}\s*", length) else 0
    yield from _documents(rest[:size] if size else raw, Source(path))


def read_mbox(raw: bytes, path: str) -> Iterator[Document | Problem]:
    """Yield an article a mail, each by a hash of its Message-ID."""
    marks = list(POSTMARK.finditer(raw))
    if not marks:
        yield Problem(path, 0, "no mail in it begins with a line “From … 2024”.", ANEW)
    if len(marks) > MAX_MAILS:
        text = f"{len(marks):,} mails; those behind the first {MAX_MAILS:,} were left out."
        yield Problem(path, 0, text, "Export fewer, such as those of one folder or label.")
    ends = (*(mark.start() for mark in marks[1:]), len(raw))
    seen: set[str] = set()
    for mark, end in zip(marks[:MAX_MAILS], ends, strict=False):
        mail = HELD_BACK.sub(b"", raw[mark.end() : end])
        names = [_name(mail), sha256(mail).hexdigest()[:16]]
        # Exports have a mail once for each of its labels.
        if names[1] not in seen:
            member = names[0] if names[0] not in seen else names[1]
            seen.update(names)
            yield from _documents(mail, Source(path, member))


def _documents(raw: bytes, source: Source) -> Iterator[Document | Problem]:
    try:
        message = message_from_bytes(raw)
        parts = list(message.walk())
    # It raises what it comes upon in damaged bytes, and when parts are nested too deep.
    except Exception as error:
        yield Problem(str(source), 0, f"no mail can be read in it ({type(error).__name__}).", ANEW)
        return
    if not message.keys() or len(parts) > MAX_PARTS:
        what = f"{len(parts):,} parts" if message.keys() else "it has no headers"
        yield Problem(str(source), 0, f"no mail can be read in it: {what}.", ANEW)
        return
    sent = header(message, "to") or "@" in header(message, "from")
    page = header(message, "snapshot-content-location") or not (sent or source.member)
    for item in (_saved_page if page else _mail)(message, raw, source):
        if isinstance(item, Document) and any("\ufffd" in piece.text for piece in item.pieces):
            yield Problem(str(source), 0, "bytes that are none of its character set.", DAMAGED)
        yield item


def _saved_page(message: Message, raw: bytes, source: Source) -> Iterator[Document | Problem]:
    """MHTML (RFC 2557): the root is the part that `start` names, else the first page."""
    start = str(message.get_param("start") or "")
    pages = [
        part for part in message.walk() if part.get_content_type().endswith(("html", "html+xml"))
    ]
    pages.sort(key=lambda part: not start or header(part, "content-id") != start)
    if not pages:
        yield Problem(str(source), 0, "no page is in it.", NO_PAGE)
        return
    places = (header(message, "snapshot-content-location"), header(pages[0], "content-location"))
    address = next((place.replace(" ", "") for place in places if place), "")
    files = {name: content for part in message.walk() for name, content in _named(part, address)}
    day = _moment(header(message, "date"))
    yield page_of(raw, source, text_of(pages[0]), address, files, day)


def _mail(message: Message, raw: bytes, source: Source) -> Iterator[Document | Problem]:
    heads = [
        (field, value, words)
        for name, (field, value) in HEADERS.items()
        if (words := header(message, name))
    ]
    offers = [Offer(field, Candidate(value(words), "header line")) for field, value, words in heads]
    on = FORWARDED.match(header(message, "subject"))
    reply = not on and bool(header(message, "in-reply-to") or header(message, "references"))
    pieces: list[RawPiece] = []
    files: dict[str, bytes] = {}
    apart: list[str] = []
    within: dict[str, bytes] = {}
    for number, part in enumerate(_shown(message), 1):
        kind, name = part.get_content_type(), decoded(part.get_filename() or "")
        attached = part.get_content_disposition() == "attachment"
        if kind.startswith("image/"):
            files |= dict(_named(part, "")) or {f"part:{number}": part.get_payload(decode=True)}
        elif kind == "text/html" and not attached:
            # All of it is the mail, as no page is: there is nothing around the article. What is sent
            # on stands in the box of a quotation.
            text = SHELL.sub("", text_of(part))
            text = text.replace("gmail_quote", "gmail_whole") if on else text
            pieces.append(RawPiece(text, "html"))
        elif kind == "text/plain" and not attached:
            pieces += _plain(part, reply)
        elif kind == "message/rfc822" and part.is_multipart():
            mail = part.get_payload(0).as_bytes()
            within[_name(mail, source.member)] = mail
        elif not kind.endswith(MACHINES):
            apart.append(f"“{name or kind}”")
    if apart:
        yield Problem(str(source), 0, f"attachments that were not read: {', '.join(apart)}.", APART)
    if any(TAG.sub("", piece.text).strip() for piece in pieces):
        headers = [RawPiece(words, field=field) for field, _, words in heads]
        known = tuple(offer for offer in offers if offer.candidate.value)
        content = (*headers, *_with_pictures(pieces, files))
        yield Document(source, raw, "", content, known, attachments=files)
    elif not within:
        yield Problem(str(source), 0, "a mail without a text.", NO_TEXT)
    for member, mail in within.items():
        yield from _documents(mail, replace(source, member=member))


def _name(mail: bytes, outer: str = "") -> str:
    """Name a mail among others by its Message-ID, else by its bytes."""
    identity = IDENTITY.search(mail)
    return sha256(outer.encode() + (identity[1] if identity else mail)).hexdigest()[:16]


def _with_pictures(pieces: list[RawPiece], files: dict[str, bytes]) -> list[RawPiece]:
    """The pieces, and below them the pictures that none of them names."""
    named = " ".join(piece.text for piece in pieces if piece.notation == "html")
    wanted = [
        name
        for name in files
        if name not in named and re.fullmatch(r"(?:cid|part):[\w.@$+-]+", name)
    ]
    below = "".join(f'<p><img src="{name}"></p>' for name in wanted)
    return [*pieces, RawPiece(below, "html")] if below else pieces


def _shown(part: Any) -> Iterator[Any]:
    """The parts that a mail program shows, in their order; of alternatives one."""
    children = part.get_payload()
    if not isinstance(children, list) or part.get_content_maintype() == "message":
        yield part
    elif part.get_content_type() == "multipart/alternative":
        yield from _better([list(_shown(child)) for child in children])
    else:
        for child in children:
            yield from _shown(child)


def _better(choices: list[list[Any]]) -> list[Any]:
    """HTML, unless the quoted words of a reply are told apart in the plain text alone."""
    by_kind = {part.get_content_type(): (part, choice) for choice in choices for part in choice}
    html, plain = by_kind.get("text/html"), by_kind.get("text/plain")
    marked = plain and any(piece.dropped == QUOTED for piece in _plain(plain[0], reply=True))
    if html and plain and marked and not QUOTES.search(text_of(html[0])):
        return plain[1]
    return (html or plain or ((), choices[-1] if choices else []))[1]


def _plain(part: Message, reply: bool) -> list[RawPiece]:
    text = text_of(part)
    if str(part.get_param("format") or "").lower() == "flowed":
        text = unflowed(text, str(part.get_param("delsp") or "").lower() == "yes")
    return parted(text, reply)


def header(part: Message, name: str) -> str:
    """The words of a header on one line; "" where there is none."""
    return decoded(next((str(value) for key, value in part.raw_items() if key.lower() == name), ""))


def decoded(words: str) -> str:
    """Words of a header as people read them (RFC 2047); raw bytes in the likeliest encoding."""
    words = decode_as(words.encode("utf-8", "surrogateescape"), None)
    # Of an unknown character set, or damaged: as it stands.
    with suppress(LookupError, ValueError, MessageError):
        words = str(make_header(decode_header(words)))
    return " ".join(clean(words).split())


def _moment(words: str) -> str:
    try:
        return parsedate_to_datetime(words).isoformat(timespec="minutes")
    except (ValueError, TypeError, OverflowError):
        return ""


HEADERS: dict[str, tuple[str, Callable[[str], str | tuple[str, ...]]]] = {
    "subject": ("title", str),
    "from": (
        "authors",
        lambda words: tuple(
            filter(None, (name or address for name, address in getaddresses([words])))
        ),
    ),
    "date": ("published", _moment),
    "list-id": ("publisher", lambda words: words.partition("<")[0].strip(' "')),
    "archived-at": ("original_url", lambda words: "".join(ADDRESS.findall(words)[:1])),
}


def text_of(part: Any) -> str:
    """The text of a part, in the character set that it names, else the likeliest."""
    return decode_as(part.get_payload(decode=True) or b"", part.get_content_charset())


def _named(part: Any, page: str) -> Iterator[tuple[str, bytes]]:
    """Yield a file that is no text by each name that HTML may have for it, also seen from its page."""
    if part.get_content_maintype() in ("text", "multipart", "message"):
        return
    location, folder = header(part, "content-location"), page.rpartition("/")[0] + "/"
    near = location.removeprefix(folder) if len(folder) > 1 else ""
    identity = header(part, "content-id").strip("<>")
    for name in dict.fromkeys((location, near, identity and f"cid:{identity}")):
        if name:
            yield name, part.get_payload(decode=True)
