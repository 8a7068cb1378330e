"""A document becomes an article and its ledger, whatever kind of file it came in.

The way: head → tokens → pieces → verdicts → numbered blocks; beside it the offers for
each field of the metadata. No YAML, no entities and no output paths are known here.
"""

import gc
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from itertools import count

from dossier.extract import page, phrases, segments
from dossier.extract.boilerplate import judge
from dossier.extract.boxes import boxes, unseen
from dossier.extract.content import main_content
from dossier.extract.head import Head, read_head
from dossier.extract.headers import bylines
from dossier.extract.language import block_language, language_tag, main_language
from dossier.extract.ledger import imbalance, overlooked
from dossier.extract.links import mark_listed
from dossier.extract.metadata import body_offers, choose, printed
from dossier.extract.phrases import regex
from dossier.extract.pictures import measured, with_pictures
from dossier.extract.pieces import OPEN, Context, Piece, Verdict, entries, folded
from dossier.extract.text_run import without_invisible
from dossier.extract.titles import MAX_TITLE, first_title, mark_title
from dossier.extract.tokens import Token, tokens, visible
from dossier.extract.warnings import PROPERTIES, doubts, markup_doubts, unsure
from dossier.model import (
    INVISIBLE,
    Article,
    Block,
    Candidate,
    Document,
    Entry,
    Offer,
    RawPiece,
    Sidecar,
)
from dossier.problems import Problem

# Size of a book of a thousand pages, read in a few seconds; a web page has a thousandth of it.
MAX_CHARS = 2_000_000
MAX_PIECES = 30_000
MAX_TOKENS = 200_000


def extract(document: Document, sidecar: Sidecar) -> tuple[Article | None, list[Problem]]:
    """Extract the article of a document, or None if it has no words; also return problems."""
    # A page becomes a hundred thousand objects, and none of them is garbage before it is read.
    resume = gc.enable if gc.isenabled() else gc.disable
    gc.disable()
    try:
        return _extract(document, sidecar)
    finally:
        resume()


def _extract(document: Document, sidecar: Sidecar) -> tuple[Article | None, list[Problem]]:
    head = read_head(document)
    texts = list(_texts(document, head))
    token_list = [token for _, text_tokens in texts for token in text_tokens]
    chars = sum(len(token.source) for token in token_list if token.kind == "text")
    if len(token_list) > MAX_TOKENS or chars > MAX_CHARS:
        return None, [_too_long(document, "tags or characters")]
    whole = page.is_whole_page(token_list)
    page_tokens = token_list if whole else []
    stating = page.statements(page_tokens)
    read, problems = _pieces(document, texts, whole)
    if len(read) > MAX_PIECES:
        return None, [_too_long(document, "paragraphs")]
    offers = [*head.offers, *document.offers, *page.page_offers(stating, page_tokens)]
    titles = _titles(offers, read)
    # An editor's title is sought among the lines; otherwise they are read as without it, so that
    # no number of a paragraph moves.
    own = str(sidecar.fields.get("title") or "")
    names = [str(offer.candidate.value) for offer in offers if offer.field == "publisher"]
    context = Context(tuple(titles), whole, tuple(names), page.description(stating), own)
    pieces = _not_empty(_judged(without_invisible(read), context, page_tokens))
    pieces, unplaced = _overruled(pieces, sidecar)
    offers = [*printed(offers, pieces), *body_offers(pieces)]
    article = _article(document, sidecar, pieces, offers, head)
    invisible = "".join(INVISIBLE.findall("".join(piece.text for piece in (*head.pieces, *read))))
    rows = [Entry("dropped", invisible, reason=phrases.INVISIBLE)] if invisible else []
    data = page.article_body(stating)
    unsure_of = unsure(sidecar, pieces, article.metadata, data)
    stated = (*document.doubts, *unsure_of)
    article = replace(article, ledger=(*article.ledger, *rows), doubts=stated)
    problems += (*unplaced, *doubts(document, sidecar, article))
    added = "".join(piece.added for piece in pieces)
    seen = " ".join((" ".join(piece.text for piece in head.pieces), visible(token_list), added))
    wrong = imbalance(article.ledger, seen)
    prose = "" if whole else "\n".join(raw.text for raw, _ in texts if raw.notation != "html")
    if prose and not wrong:
        lost = overlooked(article.ledger, prose)
        wrong = f"words in angle brackets are missing ({lost})" if lost else ""
    if wrong:
        hint = "The page shows what was read. Please report this seed as a bug."
        problems.append(Problem(document.path, 0, f"the ledger does not balance: {wrong}.", hint))
    if not (document.pieces or article.blocks):
        # A scan: that it has no words is known, and its sidecar describes it.
        return (article if sidecar.lines else None), problems
    if not article.blocks:
        hint = "In the sidecar, quote under `keep:` what belongs to the article."
        problems.append(Problem(document.path, 0, "no article text was found.", hint))
        return None, problems
    return article, problems


def _texts(document: Document, head: Head) -> Iterator[tuple[RawPiece, list[Token]]]:
    """The raw pieces of a document, that of the article without its head, and their tokens."""
    for raw in document.pieces:
        if raw is document.body:
            line = raw.line + raw.text.count("\n", 0, head.length)
            raw = replace(raw, text=raw.text[head.length :], line=line)
        prose = raw.notation != "html" and not regex.whole_page.search(raw.text)
        yield raw, with_pictures(tokens(raw.text, prose=prose), document.pictures)


def _pieces(
    document: Document, texts: Sequence[tuple[RawPiece, list[Token]]], whole: bool
) -> tuple[list[Piece], list[Problem]]:
    """The pieces in the tokens of a document's raw pieces, and what is wrong with the markup."""
    serials = count(1)
    pieces: list[Piece] = []
    problems: list[Problem] = []
    for raw, token_list in texts:
        markdown = raw.notation == "markdown"
        read, deep = segments.pieces_of(token_list, raw.line, markdown, whole, serials)
        pieces += [_placed(piece, raw) for piece in measured(read, document.pictures)]
        problems += markup_doubts(document.path, token_list, raw.line, deep)
    return pieces, problems


def _titles(offers: Sequence[Offer], pieces: Sequence[Piece]) -> list[str]:
    """The titles that are offered; one of a file's properties only where the text has it too."""
    titles = [offer.candidate for offer in offers if offer.field == "title"]
    doubtful = {title for title in titles if title.where.startswith(PROPERTIES)}
    lines = {folded(piece.text) for piece in pieces if doubtful and len(piece.text) <= MAX_TITLE}
    sure = (item for item in titles if item not in doubtful or folded(str(item.value)) in lines)
    return [str(title.value) for title in sure]


def _placed(piece: Piece, raw: RawPiece) -> Piece:
    """A piece with its page or line, and with the verdict of the document's reader."""
    if not raw.line:
        piece = replace(piece, where="")
    if raw.page:
        piece = replace(piece, where=f"page {raw.page}", page=raw.page)
    if raw.field:
        return piece.decided("metadata", raw.field)
    return piece.dropped(raw.dropped) if raw.dropped else piece


def _too_long(document: Document, what: str) -> Problem:
    most = f"{MAX_PIECES:,} paragraphs, {MAX_CHARS:,} characters and {MAX_TOKENS:,} tags"
    hint = f"Limit: {most}. Split the file into several articles."
    return Problem(document.path, 0, f"too long: too many {what}.", hint)


def _judged(pieces: list[Piece], context: Context, token_list: Sequence[Token]) -> list[Piece]:
    pieces = boxes(unseen(mark_listed(mark_title(pieces, context))))
    if context.whole_page:
        pieces = main_content(pieces, token_list, context.description)
    pieces = judge(pieces, context)
    if not context.titles:
        pieces = first_title(pieces)
    return bylines(pieces, context)


def _not_empty(pieces: list[Piece]) -> list[Piece]:
    """Fall back to other pieces if the rules leave no body.

    First what was taken for metadata, such as a page that holds its title alone, then
    everything; signs of Markdown are never words.
    """
    places = {piece.verdict.to for piece in pieces if piece.text}
    if not places or places & {"", "caption"}:
        return pieces
    undone = "metadata" if "metadata" in places else "dropped"
    return [
        item.judged(OPEN) if item.text and item.verdict.to == undone else item for item in pieces
    ]


def _overruled(pieces: list[Piece], sidecar: Sidecar) -> tuple[list[Piece], list[Problem]]:
    """The editor's `keep:` and `drop:`, each a quotation from the block it speaks of."""
    problems = []
    for key, quotes in (("keep", sidecar.keep), ("drop", sidecar.drop)):
        verdict = OPEN if key == "keep" else Verdict("dropped", reason=phrases.EDITOR)
        for quote in quotes:
            wanted = "".join(quote.split())
            hits = [at for at, piece in enumerate(pieces) if wanted in "".join(piece.text.split())]
            if not hits:
                line = sidecar.lines.get(key, 0)
                text = f"{key}: “{quote}” is not in the seed."
                hint = "Quote words of one block exactly as in the file."
                problems.append(Problem(sidecar.path, line, text, hint))
            for at in hits:
                pieces[at] = pieces[at].judged(verdict)
    return pieces, problems


def _article(
    document: Document, sidecar: Sidecar, pieces: list[Piece], offers: list[Offer], head: Head
) -> Article:
    body = [piece for piece in pieces if not piece.verdict]
    prose = [piece for piece in body if piece.kind not in ("table", "code")]
    spoken = main_language(piece.text for piece in prose or body)
    stated = next((str(offer.candidate.value) for offer in offers if offer.field == "language"), "")
    read = language_tag(stated, spoken)
    overruled = sidecar.fields.get("language")
    lang = language_tag(str(overruled), "") if overruled else read
    if spoken:
        offers = [*offers, Offer("language", Candidate(read, "words of the text"))]
    metadata = choose(offers, sidecar)
    title = str(metadata["title"].value or "")
    return Article(
        id=document.source.id,
        slug=sidecar.slug,
        path=document.path,
        sha256=sha256(document.raw).hexdigest(),
        encoding=document.encoding,
        lang=lang,
        title=Block(0, "title", title, lang=lang),
        blocks=tuple(_numbered(pieces, lang)),
        metadata=metadata,
        ledger=(*entries(without_invisible(head.pieces)), *entries(pieces)),
        names=sidecar.names,
        not_after=sidecar.not_after,
        heed=sidecar.heed,
        member=document.source.member,
    )


def _numbered(pieces: list[Piece], lang: str) -> list[Block]:
    """Body and captions, numbered in reading order; a picture without words has no number."""
    blocks: list[Block] = []
    n = 0
    seen: set[str] = set()
    for piece in pieces:
        if piece.verdict.to not in ("", "caption"):
            continue
        if piece.kind == "figure" and not piece.text:
            image = piece.image
            key = (image.name or folded(image.src) or f"alt {image.alt}") if image else ""
            if key and key not in seen:
                seen.add(key)
                blocks.append(Block(0, "figure", "", lang=lang, image=piece.image))
            continue
        n += 1
        own = {key: getattr(piece, key) for key in ("level", "ordered", "image", "number", "page")}
        tag = block_language(piece.text, lang)
        blocks.append(Block(n, piece.kind, piece.text, piece.marks, tag, **own))
    return blocks
