"""Read a PDF that holds text: its paragraphs in reading order, each with its page."""

import json
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from dossier.files.encodings import clean
from dossier.formats.pdf_blocks import ITEM, Block, Joiner, blocks
from dossier.formats.pdf_layout import Run, body_size, columns, margins
from dossier.model import Candidate, Document, Offer, RawPiece, Source
from dossier.problems import Problem

READER = Path(__file__).with_name("pdf_lines.py")
MAX_WAIT = 300
ANEW = "Get the file anew; this copy is damaged or incomplete."
OCR = "Get its text by the free programs ocrmypdf or tesseract (OCR)."
SIDECAR = "A sidecar lists the file without, or names one with its words: `text: NAME.txt`."
NO_SCAN = "Begin the name of any other picture with _."
UNLOCK = "Save it without a password, as with `qpdf --decrypt --password=… IN.pdf OUT.pdf`."
SPLIT = "Split it, as with `qpdf IN.pdf --pages . 1-500 -- OUT.pdf`."
INFO = "file properties"
HEAD, ROTATED = "running head", "outside the article"
URL = re.compile(r"https?://[^\s…]+$")
DAY = re.compile(r"D:(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d))?")
# A title or an author that a program filled in: the name of a file, of an account.
FILE_NAME = re.compile(r"\.[A-Za-z]\w{1,4}$|^\W*$")
ACCOUNT = re.compile(r"[a-z0-9._-]*")
BROWSER = re.compile("Mozilla/|Safari|Firefox")
# Private use: a glyph whose character the font does not say. Symbol fonts have their bullets there.
UNKNOWN = re.compile("[\ue000-\uf8ff\ufffd]")
MAX_UNKNOWN = 0.05
BULLETS = dict.fromkeys((0xF0B7, 0xF0A7, 0xF0D8, 0xF06E), "•")


def read_pdf(raw: bytes, path: str, text: str | None = None) -> Iterator[Document | Problem]:
    """Yield the text as one document, and what cannot be read; without it if `text` is elsewhere."""
    if text is not None:
        yield Document(Source(path), raw, "", ())
        return
    parts = _parts(raw)
    head, pages = parts[0], [part for part in parts if "runs" in part]
    problem = _fault(parts)
    if problem:
        yield Problem(path, 0, *problem)
    if problem and not pages:
        return
    labels = [clean(page["label"])[:20] or str(at) for at, page in enumerate(pages, 1)]
    runs = [
        [run for run in (_run(item, at) for item in page["runs"]) if run.text]
        for at, page in enumerate(pages)
    ]
    bare = [labels[at] for at, page in enumerate(pages) if page["drawn"] and not runs[at]]
    if not any(runs):
        yield Problem(
            path, 0, "no text in it: its pages are pictures, or empty.", f"{OCR} {SIDECAR}"
        )
    elif bare:
        message = (
            f"no text on {len(bare)} of its {len(pages)} pages ({', '.join(bare[:20])}): pictures."
        )
        yield Problem(path, 0, message, OCR)
    signs = "".join(run.text for page in runs for run in page)
    unknown = len(UNKNOWN.findall(signs)) / max(1, len(signs))
    if unknown > MAX_UNKNOWN:
        message = (
            f"{unknown:.0%} of its characters have no meaning: a font does not say which they are."
        )
        yield Problem(path, 0, message, OCR.replace("ocrmypdf", "`ocrmypdf --force-ocr`"))
    gone = margins(runs, labels)
    yield Document(
        Source(path),
        raw,
        "",
        tuple(_pieces(runs, gone, labels, head["info"].get("Title", ""))),
        tuple(_offers(head["info"], gone)),
    )


def marks(raw: bytes) -> Iterator[Mapping[str, str]]:
    """Yield what readers marked and wrote on the pages, as pdf_lines.py has it; `date` is a day."""
    for part in _parts(raw, "marks"):
        for mark in part.get("marks", ()):
            values = {key: clean(words).strip() for key, words in mark.items()}
            day = DAY.match(values["date"])
            yield {**values, "date": f"{day[1]}-{day[2]}-{day[3]}" if day else ""}


def read_picture(raw: bytes, path: str, text: str | None = None) -> Iterator[Document | Problem]:
    """Yield a document without words, and tell that unless the sidecar says where they are."""
    if text is None:
        yield Problem(path, 0, "not a text: a picture.", f"{OCR} {SIDECAR} {NO_SCAN}")
    yield Document(Source(path), raw, "", ())


def _parts(raw: bytes, *arguments: str) -> list[dict[str, Any]]:
    """Return what is known of the file, of each of its pages, and of a fault."""
    command = [sys.executable, "-P", str(READER), *arguments]
    try:
        done = subprocess.run(command, input=raw, capture_output=True, timeout=MAX_WAIT)
        output, code = done.stdout, done.returncode
    except subprocess.TimeoutExpired as error:
        output, code = error.stdout or b"", -1
    lines = output.splitlines(keepends=True)
    parts = [json.loads(line) for line in lines if line.endswith(b"\n")]
    stopped = [{"stopped": code}] if code else []
    return [*(parts or [{}]), *stopped]


def _fault(parts: Sequence[Mapping[str, Any]]) -> tuple[str, str] | None:
    """Return what is wrong with a file, and what to do."""
    last, read = parts[-1], sum("runs" in part for part in parts)
    count = parts[0].get("pages", 0)
    if "error" in last and "assword" in last["error"]:
        return "a PDF that is locked by a password.", UNLOCK
    if "error" in last or not count:
        return f"a PDF that cannot be read ({last.get('error', 'no pages')}).", ANEW
    if "stopped" in last:
        return f"reading it took too much time or memory on page {read + 1} of {count:,}.", SPLIT
    if read < count:
        return f"too long: {count:,} pages; {read:,} were read.", SPLIT
    return None


def _run(item: Mapping[str, Any], page: int) -> Run:
    text = clean(item["text"].translate(BULLETS))
    bold = 2 * item["bold"] > len(text)
    return Run(text, item["x0"], item["x1"], item["y"], item["size"], bold, page, item["own"])


def _pieces(
    runs: Sequence[Sequence[Run]], gone: Sequence[set[Run]], labels: Sequence[str], title: str
) -> Iterator[RawPiece]:
    """Yield the text, a piece for each block, then what was left out."""
    body = body_size(runs)
    kept = [
        [run for run in page if run.own and run not in heads]
        for page, heads in zip(runs, gone, strict=True)
    ]
    layout = [column for page in kept for column in columns(page)]
    join = Joiner(line for column in layout for line in column.lines)
    for block in blocks(layout, body, title):
        yield RawPiece(
            _html(block, join.text(block.lines)), "html", page=labels[block.lines[0].page]
        )
    for page in runs:
        for run in page:
            if run in gone[run.page] or not run.own:
                reason = HEAD if run.own else ROTATED
                html = _element("p", run.text)
                yield RawPiece(html, "html", page=labels[run.page], dropped=reason)


def _html(block: Block, text: str) -> str:
    if block.kind == "heading":
        return _element(f"h{block.level}", text)
    item = ITEM.match(text) if block.kind == "item" else None
    if not item:
        return _element("p", text)
    start = f'<ol start="{item[2]}">' if item[2] else "<ul>"
    return f"{start}{_element('li', text[item.end() :])}</{start[1:3]}>"


def _element(tag: str, text: str) -> str:
    """Return an element with a text, in which raised signs stand between signs of private use."""
    words = escape(text, quote=False).replace("\U00100000", "<sup>")
    return f"<{tag}>{words.replace(chr(0x100001), '</sup>')}</{tag}>"


def _offers(info: Mapping[str, str], gone: Sequence[set[Run]]) -> Iterator[Offer]:
    """Offers of what the file says of itself, and of the address that a browser prints."""
    title, author = (clean(info.get(key, "")).strip() for key in ("Title", "Author"))
    if title and not FILE_NAME.search(title):
        yield Offer("title", Candidate(title, INFO))
    if author and not ACCOUNT.fullmatch(author):
        yield Offer("authors", Candidate((author,), INFO))
    printed = BROWSER.search(info.get("Creator", "") + info.get("Producer", ""))
    day = DAY.match(info.get("CreationDate", ""))
    if day:
        time = f"T{day[4]}:{day[5]}" if day[4] else ""
        value = f"{day[1]}-{day[2]}-{day[3]}{time}"
        yield Offer("scraped" if printed else "published", Candidate(value, INFO))
    urls = (URL.search(run.text) for heads in gone[:1] for run in sorted(heads))
    for url in filter(None, urls):
        yield Offer("original_url", Candidate(url[0], HEAD))
