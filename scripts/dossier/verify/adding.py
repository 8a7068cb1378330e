"""Add references to the quotations of a text file that have none; no other character changes.

The copy is read again, and refused if a quotation in it is not what it was.
"""

from collections.abc import Iterator

from dossier.problems import Problem
from dossier.tables import pair_table
from dossier.verify.checking import Checked, quotations
from dossier.verify.manuscript import read_words
from dossier.verify.references import References
from dossier.verify.report import Pages, numbered

FORMS = pair_table(__package__, "notations.txt", "added")


def with_references(
    checked: Checked, raw: bytes, known: References, pages: Pages
) -> bytes | Problem:
    """Return the file with the missing references, or why there is none."""
    _, words, _, notation, text, encoding = checked.manuscript
    codecs = (encoding, "utf-8-sig", "utf-16") if notation else ()
    codec = next((item for item in codecs if text.encode(item, "replace") == raw), "")
    parts, at = [], 0
    for end, words_added in sorted(_added(checked, known, pages)) if codec else ():
        parts += [text[at:end], words_added]
        at = end
    new = "".join((*parts, text[at:]))
    lists = [
        [item.text for item in quotations(words, known.find(words))]
        for words in (words.text, read_words(new, notation).text if codec else "")
    ]
    if not codec or lists[0] != lists[1] or new.encode(codec, "replace").decode(codec) != new:
        hint = "Save it as Markdown, LaTeX, HTML or text in UTF-8, or add them by the report."
        return Problem(
            checked.manuscript.name, 0, "references cannot be added safely to this file.", hint
        )
    return new.encode(codec)


def _added(checked: Checked, known: References, pages: Pages) -> Iterator[tuple[int, str]]:
    """Yield the references, with where in the file; words that stand several times have none."""
    words, notation = checked.manuscript.words, checked.manuscript.notation
    for item in checked.quotations:
        places, article = {match.blocks for match in item.match.all}, item.match.article
        if item.references or item.short or len(places) != 1 or not article or not all(places):
            continue
        numbers, address = numbered(item.match), pages.address(item.match)
        name = article.source("publisher")
        meant = [mark.slugs for mark in known.find(f"{name} ¶{numbers}")]
        if meant != [(article.slug,)] or {*name} & {*"<>&"}:
            name = article.slug
        form = FORMS["plain" if notation == "html" and not address else notation].strip("|")
        values = {"slug": article.slug, "numbers": numbers, "name": name, "address": address}
        yield words.ends[item.quotation.end - 1], form.format(**values)
