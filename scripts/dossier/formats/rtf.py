"""Read Rich Text Format: striprtf makes text of it, with marks for what it would leave out."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import reduce
from html import escape
from typing import TypeAlias

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
# The style of a title; headings have a level.
TITLE_STYLE = re.compile(rb"\{\\s(\d+)\b[^{}]*[ }]Title;\}")
PROPERTIES = "file properties"
REFERENCE = b'{\\*\\fldinst HYPERLINK "#note%d"}{\\fldrslt\\super [%d]}'
LEFT = {b"deleted": "tracked deletion", b"annotation": "margin comments", b"header": "running head"}
# Characters for private use mark a heading with its level, the end of a cell, the ends of a row, a
# part set apart, and where the look of words changes.
HEADING, CELL, PART = re.compile("[\ue100-\ue105]"), "\ue200", "\ue300"
# A row without a start follows another one.
ROW = re.compile("(?:\ue201|(?<=\ue202)(?=[^\ue201\ue202]*\ue200))([^\ue202]*)(?:\ue202|\\Z)")
ROW_ENDS = re.compile("[\ue201\ue202]")
LOOK, STRETCH = re.compile("([\ue400-\uefff])"), re.compile("[^\n\ue100-\ue3ff]+")
ITEM = re.compile(r"((?:<\w+>)*)(?:[•◦▪–]|(\d{1,3})[.)])\t\s*")
NEXT_ITEM = re.compile(r'</ul><ul>|</ol><ol start="(?!1")\d+">')
MARKS = (
    (rb"\\outlinelevel([0-5])\b", rb"\\u5760\1?"),
    (rb"\\(?:nest)?cell\b", rb"\\u57856?"),
    (rb"\\trowd\b", rb"\\u57857?\g<0>"),
    (rb"\\row\b", rb"\\u57858?\g<0>"),
)
FIRST_LOOK, MAX_LOOKS = 0xE400, 3_000
LOOKS = re.compile(
    rb'([{}])|\\(b|i|super)(0?)(?![-\w]) ?|\\(plain|nosupersub)\b ?|HYPERLINK +"([^"{}]*)"|\\fldrslt\b ?'
)
TAGS = {b"b": "strong", b"i": "em", b"super": "sup"}
Look: TypeAlias = tuple[frozenset[bytes], bytes]
PLAIN: Look = (frozenset(), b"")


def read_rtf(raw: bytes, path: str) -> Iterator[Document | Problem]:
    """Yield the document, and a problem for what could not be read."""
    parts: list[tuple[bytes, bytes]] = []

    def set_apart(match: re.Match[bytes]) -> bytes:
        parts.append((match[1] or b"deleted", match[2] or match[3]))
        number = sum(kind == b"footnote" for kind, _ in parts)
        return REFERENCE % (number, number) if match[1] == b"footnote" else b""

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
    titles = ((rb"\\s%s\b" % style, rb"\\u57600?") for style in TITLE_STYLE.findall(source))
    for mark, sign in (*MARKS, *titles):
        source = re.sub(mark, sign, source)
    source += b"".join(b"\\par\\plain\\u58112?{%s}" % part for _, part in parts)
    source, looks = _marked(source)
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
        shown = _with_looks(part, looks) if kind == b"footnote" else LOOK.sub("", part)
        by_kind[b"header" if kind == b"footer" else kind].append(" ".join(shown.split()))
    text, html, at = _with_looks(text, looks), "", 0
    for row in ROW.finditer(text):
        # Words behind the last cell of a row are a cell too.
        *cells, last = map(_blocks, row[1].split(CELL))
        content = "</td><td>".join([*cells, last] if last else cells)
        html += f"{_blocks(text[at : row.start()])}<table><tr><td>{content}</td></tr></table>"
        at = row.end()
    html = (html + _blocks(text[at:])).replace("</table><table>", "")
    notes = enumerate(by_kind[b"footnote"], 1)
    items = "".join(f'<li id="note{number}">{note}</li>' for number, note in notes)
    html += f"<ol>{items}</ol>" if items else ""
    offers = [Offer("title", Candidate(text, PROPERTIES)) for text in by_kind[b"title"]]
    offers += [Offer("authors", Candidate((text,), PROPERTIES)) for text in by_kind[b"author"]]
    left = {reason: by_kind[kind] for kind, reason in LEFT.items()}
    yield office.document(raw, path, html, left, offers, {})


def _marked(source: bytes) -> tuple[bytes, list[Look]]:
    """Write a sign where the words begin to look otherwise, and return the looks by its number.

    A look is bold, italic, raised, and the address to which the words lead; a group ends it.
    """
    looks, stack, look, address = {PLAIN: 0}, [], PLAIN, b""

    def mark(match: re.Match[bytes]) -> bytes:
        nonlocal look, address
        before, (brace, sign, off, plain, link) = look, match.groups()
        if brace == b"{":
            stack.append(look)
        elif brace:
            look = stack.pop() if stack else PLAIN
        elif sign:
            look = look[0] - {sign} if off else look[0] | {sign}, look[1]
        elif plain:
            look = look[0] - (look[0] if plain == b"plain" else {b"super"}), look[1]
        elif link is not None:
            address = link
        else:
            look = look[0], address
        if look == before or (look not in looks and len(looks) > MAX_LOOKS):
            return match[0]
        return match[0] + b"\\u%d?" % (FIRST_LOOK + looks.setdefault(look, len(looks)))

    return LOOKS.sub(mark, source), list(looks)


def _with_looks(text: str, looks: Sequence[Look]) -> str:
    """Return HTML for the words of a text; signs of blocks stay as they are."""
    signs, address = PLAIN

    def element(match: re.Match[str]) -> str:
        tags = [TAGS[sign] for sign in sorted(signs) if match[0].strip()]
        words = escape(match[0], quote=False)
        words = (
            "".join(f"<{tag}>" for tag in tags) + words + "".join(f"</{tag}>" for tag in tags[::-1])
        )
        return (
            f'<a href="{escape(address.decode("latin-1"))}">{words}</a>'
            if address and match[0].strip()
            else words
        )

    html = ""
    for part in LOOK.split(text):
        if LOOK.fullmatch(part):
            signs, address = looks[ord(part) - FIRST_LOOK]
        else:
            html += STRETCH.sub(element, part)
    return html


def _blocks(text: str) -> str:
    """Return headings, lists and paragraphs."""
    html = ""
    for line in ROW_ENDS.sub("", text).replace(CELL, " ").split("\n"):
        level, words = HEADING.search(line), HEADING.sub("", line).strip()
        item = ITEM.match(words)
        if item:
            start = f'ol start="{item[2]}"' if item[2] else "ul"
            html += f"<{start}><li>{item[1]}{words[item.end() :]}</li></{start[:2]}>"
        elif words:
            element = f"h{ord(level[0]) - 0xE0FF}" if level else "p"
            html += f"<{element}>{words}</{element}>"
    return NEXT_ITEM.sub("", html)
