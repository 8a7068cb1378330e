"""A seed becomes an article and its ledger.

The way: head → tokens → pieces → verdicts → numbered blocks; beside it the offers for
each field of the metadata. No YAML, no entities and no output paths are known here.
"""

from collections.abc import Sequence
from dataclasses import replace

from dossier.extract import page, phrases, segments
from dossier.extract.boilerplate import judge
from dossier.extract.boxes import boxes, unseen
from dossier.extract.content import main_content
from dossier.extract.context import Context, folded
from dossier.extract.head import Offer, read_head
from dossier.extract.headers import bylines
from dossier.extract.invisible_chars import hidden, without_invisible
from dossier.extract.language import block_language, language_tag, main_language
from dossier.extract.ledger import imbalance, overlooked
from dossier.extract.metadata import body_offers, choose
from dossier.extract.pieces import Piece, Verdict, entries
from dossier.extract.plain_text import MARKDOWN_SUFFIXES
from dossier.extract.references import mark_listed
from dossier.extract.titles import first_title, mark_title
from dossier.extract.tokens import Token, tokens, visible
from dossier.extract.tree import WORDLESS
from dossier.extract.unsure import unsure
from dossier.extract.warnings import doubts
from dossier.model import Article, Block, Candidate, Entry, Seed, Sidecar
from dossier.problems import Problem

PROSE_SUFFIXES = (".txt", ".md")
# Size of a book of a thousand pages, read in a few seconds; a web page has a thousandth of it.
MAX_CHARS = 2_000_000
MAX_PIECES = 10_000
MAX_TOKENS = 200_000


def extract(seed: Seed, sidecar: Sidecar) -> tuple[Article | None, list[Problem]]:
    """Extract the article of a seed, or None if it has no words; also return problems."""
    head = read_head(seed)
    body = seed.body[head.length :] if head.content is None else head.content
    line = seed.body_line + seed.body.count("\n", 0, head.length)
    token_list = tokens(
        body, prose=seed.suffix in PROSE_SUFFIXES and not page.WHOLE_PAGE.search(body)
    )
    chars = sum(len(token.source) for token in token_list if token.kind == "text")
    if len(token_list) > MAX_TOKENS or chars > MAX_CHARS:
        return None, [_too_long(seed, "tags or characters")]
    whole = page.is_whole_page(token_list)
    read, depth = segments.pieces_of(token_list, line, seed.suffix in MARKDOWN_SUFFIXES, whole)
    if len(read) > MAX_PIECES:
        return None, [_too_long(seed, "paragraphs")]
    pieces = without_invisible(read)
    offers = [*head.offers, *(page.page_offers(token_list) if whole else ())]
    titles = [str(offer.candidate.value) for offer in offers if offer.field == "title"]
    titles += [str(sidecar.fields["title"])] if sidecar.fields.get("title") else []
    names = [str(offer.candidate.value) for offer in offers if offer.field == "publisher"]
    context = Context(
        tuple(titles), whole, tuple(names), page.description(token_list) if whole else ""
    )
    pieces = _judged(pieces, context, token_list if whole else ())
    pieces = _not_empty(pieces)
    pieces, problems = _overruled(pieces, sidecar)
    offers += body_offers(pieces)
    article = _article(seed, sidecar, pieces, offers, entries(without_invisible(head.pieces)))
    unseen = hidden((*head.pieces, *read))
    if unseen:
        row = Entry("dropped", unseen, reason=phrases.INVISIBLE)
        article = replace(article, ledger=(*article.ledger, row))
    data = page.article_body(token_list) if whole else ""
    article = replace(article, doubts=tuple(unsure(sidecar, pieces, article.metadata, data)))
    problems += doubts(seed, sidecar, token_list, line, article, depth)
    added = "".join(piece.added for piece in pieces)
    seen = " ".join((" ".join(piece.text for piece in head.pieces), visible(token_list), added))
    wrong = imbalance(article.ledger, seen)
    if not wrong and seed.suffix in PROSE_SUFFIXES and not whole:
        lost = overlooked(article.ledger, body)
        wrong = f"words in angle brackets are missing ({lost})" if lost else ""
    if wrong:
        hint = "The page shows what was read. Please report this seed as a bug."
        problems.append(Problem(seed.path, 0, f"the ledger does not balance: {wrong}.", hint))
    if not article.blocks:
        hint = "In the sidecar, quote under `keep:` what belongs to the article."
        problems.append(Problem(seed.path, 0, "no article text was found.", hint))
        return None, problems
    return article, problems


def _too_long(seed: Seed, what: str) -> Problem:
    most = f"{MAX_PIECES:,} paragraphs, {MAX_CHARS:,} characters and {MAX_TOKENS:,} tags"
    hint = f"Limit: {most}. Split the file into several articles."
    return Problem(seed.path, 0, f"too long: too many {what}.", hint)


def _judged(pieces: list[Piece], context: Context, token_list: Sequence[Token]) -> list[Piece]:
    pieces = boxes(unseen(mark_listed(mark_title(pieces, context))))
    if context.whole_page:
        source = "".join(
            [
                token.source
                for token in token_list
                if token.kind not in ("silent", "comment") and token.name not in WORDLESS
            ]
        )
        pieces = main_content(pieces, source, context.description)
    pieces = judge(pieces, context)
    if not context.titles:
        pieces = first_title(pieces)
    return bylines(pieces, context)


def _not_empty(pieces: list[Piece]) -> list[Piece]:
    """Fall back to other pieces if the rules leave no body.

    First what was taken for metadata, such as a page that holds its title alone, then
    everything; signs of Markdown are never words.
    """
    if any(piece.text and (not piece.verdict or piece.verdict.to == "caption") for piece in pieces):
        return pieces
    for wanted in ("metadata", "dropped"):
        undone = [
            replace(item, verdict=None)
            if item.text and item.verdict and item.verdict.to == wanted
            else item
            for item in pieces
        ]
        if undone != pieces:
            return undone
    return pieces


def _overruled(pieces: list[Piece], sidecar: Sidecar) -> tuple[list[Piece], list[Problem]]:
    """The editor's `keep:` and `drop:`, each a quotation from the block it speaks of."""
    problems = []
    for key, quotes in (("keep", sidecar.keep), ("drop", sidecar.drop)):
        verdict = None if key == "keep" else Verdict("dropped", reason=phrases.EDITOR)
        for quote in quotes:
            wanted = "".join(quote.split())
            hits = [at for at, piece in enumerate(pieces) if wanted in "".join(piece.text.split())]
            if not hits:
                line = sidecar.lines.get(key, 0)
                hint = "Quote words of one block exactly as in the file."
                problems.append(
                    Problem(sidecar.path, line, f"{key}: “{quote}” is not in the seed.", hint)
                )
            for at in hits:
                pieces[at] = replace(pieces[at], verdict=verdict)
    return pieces, problems


def _article(
    seed: Seed,
    sidecar: Sidecar,
    pieces: list[Piece],
    offers: list[Offer],
    head_entries: tuple[Entry, ...],
) -> Article:
    body = [
        piece.text for piece in pieces if not piece.verdict and piece.kind not in ("table", "code")
    ]
    spoken = main_language(body or [piece.text for piece in pieces if not piece.verdict])
    stated = next((str(offer.candidate.value) for offer in offers if offer.field == "language"), "")
    read = language_tag(stated, spoken)
    overruled = sidecar.fields.get("language")
    lang = language_tag(str(overruled), "") if overruled else read
    if spoken:
        offers = [*offers, Offer("language", Candidate(read, "words of the text"))]
    metadata = choose(offers, sidecar)
    title = str(metadata["title"].value or "")
    return Article(
        id=seed.stem,
        slug=sidecar.slug,
        path=seed.path,
        suffix=seed.suffix,
        sha256=seed.sha256,
        encoding=seed.encoding,
        lang=lang,
        title=Block(0, "title", title, lang=lang),
        blocks=tuple(_numbered(pieces, lang)),
        metadata=metadata,
        ledger=(*head_entries, *entries(pieces)),
        names=sidecar.names,
        not_after=sidecar.not_after,
        heed=sidecar.heed,
    )


def _numbered(pieces: list[Piece], lang: str) -> list[Block]:
    """Body and captions, numbered in reading order; a picture without words has no number."""
    blocks: list[Block] = []
    n = 0
    seen: set[str] = set()
    for piece in pieces:
        if piece.verdict and piece.verdict.to != "caption":
            continue
        if piece.kind == "figure" and not piece.text:
            if piece.image and folded(piece.image.src) not in seen:
                seen.add(folded(piece.image.src))
                blocks.append(Block(0, "figure", "", lang=lang, image=piece.image))
            continue
        n += 1
        blocks.append(
            Block(
                n,
                piece.kind,
                piece.text,
                piece.marks,
                block_language(piece.text, lang),
                piece.level,
                piece.ordered,
                piece.image,
                number=piece.number,
            )
        )
    return blocks
