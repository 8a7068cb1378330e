"""Add references to the quotations of a text file that have none; no other character changes.

The copy is read again, and refused if a quotation in it is not what it was.
"""

from dossier.problems import Problem
from dossier.tables import pair_table
from dossier.verify.checking import Checked, CheckedQuotation, quotations
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
    # Words that stand several times are left to the author.
    missing = [item for item in checked.quotations if not (item.references or item.short)]
    parts, at = [], 0
    for item in missing if codec else ():
        if (
            item.match.verdict in ("exact", "folded")
            and len({other.blocks for other in item.match.all}) == 1
        ):
            end = words.ends[item.quotation.end - 1]
            parts += [text[at:end], _reference(item, notation, known, pages)]
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


def _reference(item: CheckedQuotation, notation: str, known: References, pages: Pages) -> str:
    """The reference of a quotation, as the notation has it."""
    article, numbers = item.match.article, numbered(item.match)
    assert article
    name = article.source("publisher")
    meant = [mark.slugs for mark in known.find(f"{name} ¶{numbers}")]
    name = (
        name
        if meant == [(article.slug,)] and name.isprintable() and not {*name} & {*"<>&"}
        else article.slug
    )
    address = pages.address(item.match)
    form = FORMS["plain" if notation == "html" and not address else notation]
    return form.strip("|").format(slug=article.slug, numbers=numbers, name=name, address=address)
