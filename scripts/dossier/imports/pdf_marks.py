"""Highlights and comments that readers made in a PDF."""

from collections.abc import Iterator

from dossier.editorial.scalars import is_date
from dossier.formats.pdf import marks
from dossier.imports.comments import Comment, Work, content_id


def comments(raw: bytes, name: str) -> Iterator[Comment]:
    """Yield the annotations in a PDF on the article that it is; `name` is its path."""
    work = Work(files=(name,))
    for mark in marks(raw):
        text, date = mark["text"], mark["date"]
        if mark["quote"] or text:
            yield Comment(
                id=content_id("pdf", *(mark[key] for key in ("id", "quote", "text", "author"))),
                work=work,
                text=text,
                on_words=bool(mark["on_words"]),
                quote=mark["quote"],
                prefix=mark["prefix"],
                suffix=mark["suffix"],
                author=mark["author"],
                date=date if is_date(date) else "",
            )
