"""Split a seed's body into pieces, be it HTML, Markdown, plain text or a mixture.

Where no block of HTML is open, blank-separated runs without tags are plain text.
"""

from collections.abc import Iterator
from itertools import groupby

from dossier.extract import html, plain_text
from dossier.extract.elements import BLOCKS
from dossier.extract.phrases import regex
from dossier.extract.pieces import Piece
from dossier.extract.tokens import Token
from dossier.extract.tree import VOID

WORDS = ("text", "comment", "silent")
NESTING = BLOCKS - VOID


def pieces_of(
    tokens: list[Token], first_line: int, markdown: bool, page: bool, serials: Iterator[int]
) -> tuple[list[Piece], bool]:
    """The pieces of tokens that begin on `first_line` of the file, and whether they nest too deep.

    `serials` numbers the elements of a document.
    """
    pieces: list[Piece] = []
    deep = False
    line = first_line
    for is_html, run in _joined(_runs(tokens, markdown)):
        source = "".join([token.source for token in run])
        if is_html:
            read, too_deep = html.pieces_of(run, serials, f"line {line}", page)
            pieces += read
            deep = deep or too_deep
        else:
            text = "".join(token.visible for token in run)
            pieces += plain_text.pieces_of(text, line, markdown)
        line += source.count("\n")
    return pieces, deep


def _joined(runs: Iterator[tuple[bool, list[Token]]]) -> Iterator[tuple[bool, list[Token]]]:
    """The runs, with those of HTML that share a line as one: a tree costs more than its words."""
    tokens: list[Token] = []
    for is_html, run in runs:
        tokens += run if is_html else []
        if tokens and not (is_html and all("\n" not in token.source for token in run)):
            yield True, tokens
            tokens = []
        if not is_html:
            yield False, run
    if tokens:
        yield True, tokens


def _runs(tokens: list[Token], markdown: bool) -> Iterator[tuple[bool, list[Token]]]:
    """Stretches of tokens, each wholly HTML or wholly plain text (and comments)."""
    for is_html, run in _by_depth(tokens):
        # In Markdown a blank line ends HTML (CommonMark 4.6): a heading behind it is one.
        inner = markdown and any(
            token.kind == "text" and regex.marked.search(token.source) for token in run
        )
        if is_html and not inner:
            yield True, run
            continue
        for tagged, chunks in groupby(
            _chunks(run), lambda chunk: any(token.kind not in WORDS for token in chunk)
        ):
            if tagged:
                yield from ((True, chunk) for chunk in chunks)
            else:
                yield False, [token for chunk in chunks for token in chunk]


def _by_depth(tokens: list[Token]) -> Iterator[tuple[bool, list[Token]]]:
    depth = 0
    run: list[Token] = []
    for token in tokens:
        block = token.name in NESTING
        opens = token.kind == "start" and block
        if opens and depth == 0 and run:
            yield False, run
            run = []
        run.append(token)
        if opens and not token.empty:
            depth += 1
        elif token.kind == "end" and block and depth:
            depth -= 1
            if depth == 0:
                yield True, run
                run = []
    if run:
        yield depth > 0, run


def _chunks(run: list[Token]) -> Iterator[list[Token]]:
    """A run cut at blank lines; the cut stays at the end of the chunk before it."""
    chunk: list[Token] = []
    for token in run:
        if token.kind != "text":
            chunk.append(token)
            continue
        at = 0
        for blank in regex.blank_line.finditer(token.source):
            chunk.append(Token("text", token.source[at : blank.end()]))
            yield chunk
            chunk, at = [], blank.end()
        if at < len(token.source):
            chunk.append(Token("text", token.source[at:]))
    if chunk:
        yield chunk
