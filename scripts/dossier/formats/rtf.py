"""Read Rich Text Format: striprtf makes text of it, with marks for what it would leave out."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import reduce
from html import escape

from striprtf.striprtf import rtf_to_text

from dossier.formats import office
from dossier.model import Candidate, Document, Offer
from dossier.problems import Problem

# What must be an escape of its byte: signs of the format, bytes of a code page, and a letter that
# may be the second byte of a Chinese character.
BYTES = re.compile(rb"\\([\\{}])|([\x80-\xff])|(?<=\\'[0-9a-fA-F]{2})([@-\[\]-z|~])")
BINARY = re.compile(rb"\\bin(\d{1,9}) ?")
PICTURE = re.compile(rb"[0-9a-fA-F\r\n]{400,}")
INNER = reduce(lambda inner, _: rb"[^{}]*(?:\{%s\}[^{}]*)*" % inner, range(6), b"[^{}]*")
APART = re.compile(
    rb"\{(?:(?:\\\*)?\\(footnote|annotation|title|author|header|footer)[lrf]?\b(%s)|([^{}]*\\deleted\b[^{}]*))\}"
    % INNER
)
PROPERTIES = "file properties"
LEFT = {b"deleted": "tracked deletion", b"annotation": "margin comments", b"header": "running head"}
# Characters for private use mark a heading with its level, the end of a cell, and a part set apart.
HEADING, CELL, PART = re.compile("[\ue100-\ue105]"), "\ue200", "\ue300"
MARKS = ((rb"\\outlinelevel([0-5])\b", rb"\\u5760\1?"), (rb"\\(?:nest)?cell\b", rb"\\u57856?"))


def read_rtf(raw: bytes, path: str) -> Iterator[Document | Problem]:
    """Yield the document, and a problem for what could not be read."""
    parts: list[tuple[bytes, bytes]] = []

    def set_apart(match: re.Match[bytes]) -> bytes:
        parts.append((match[1] or b"deleted", match[2] or match[3]))
        number = sum(kind == b"footnote" for kind, _ in parts)
        return b"[%d]" % number if match[1] == b"footnote" else b""

    texts, at = [], 0
    for binary in BINARY.finditer(raw):
        if binary.start() >= at:
            texts.append(raw[at : binary.start()])
            at = binary.end() + int(binary[1])
    source = b"".join((*texts, raw[at:]))
    source = BYTES.sub(lambda match: b"\\'%02x" % ord(match[match.lastindex or 0]), source)
    # Without the space striprtf looks for an address, in the square of the length of a line.
    source = PICTURE.sub(b"", source).replace(b"\\fldinst{", b"\\fldinst {")
    source = APART.sub(set_apart, source).rstrip(b"\0 \r\n").removesuffix(b"}")
    for mark, sign in MARKS:
        source = re.sub(mark, sign, source)
    source += b"".join(b"\\par\\u58112?{%s}" % part for _, part in parts)
    try:
        text = rtf_to_text(source.decode("latin-1"), errors="replace")  # type: ignore[no-untyped-call]
    # It raises whatever a number or a code page that is none leads to.
    except Exception as error:
        yield Problem(path, 0, f"RTF that cannot be read ({error!r}).", office.ANEW)
        return
    # A character beyond the first 65,536 is two escapes.
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if damaged := text.count("\ufffd"):
        what = f"{damaged:,} characters that are not in its code page."
        yield Problem(path, 0, what, office.ANEW)
    text, *words = text.split(PART)
    by_kind: defaultdict[bytes, list[str]] = defaultdict(list)
    for (kind, _), part in zip(parts, words, strict=False):
        by_kind[b"header" if kind == b"footer" else kind].append(" ".join(part.split()))
    html = "".join(map(_block, text.split("\n"))).replace("</table><table>", "")
    notes = "".join(f"<li>{escape(note)}</li>" for note in by_kind[b"footnote"])
    html += f"<ol>{notes}</ol>" if notes else ""
    offers = [Offer("title", Candidate(text, PROPERTIES)) for text in by_kind[b"title"]]
    offers += [Offer("authors", Candidate((text,), PROPERTIES)) for text in by_kind[b"author"]]
    left = {reason: by_kind[kind] for kind, reason in LEFT.items()}
    yield office.document(raw, path, html, left, offers, {})


def _block(line: str) -> str:
    """Return a row of a table, a heading or a paragraph."""
    if CELL in line:
        cells = "</td><td>".join(escape(cell.strip()) for cell in line.split(CELL)[:-1])
        return f"<table><tr><td>{cells}</td></tr></table>"
    level = HEADING.search(line)
    element = f"h{ord(level[0]) - 0xE0FF}" if level else "p"
    return f"<{element}>{escape(HEADING.sub('', line).strip())}</{element}>" if line.strip() else ""
