"""Read an export of whatever tool: works, annotations, and what could not be understood."""

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from dossier.editorial.reader import as_map
from dossier.editorial.scalars import is_date
from dossier.files.access import MAX_BYTES, UnreadableError, read_bytes
from dossier.files.encodings import clean
from dossier.imports.comments import Comment, Work, comments_in, content_id, entries, of_type
from dossier.imports.zotero import bibtex, csl, is_csl, rdf
from dossier.problems import Problem

EXPECTED = (
    "Expected Hypothesis, Web Annotations or CSL as JSON, Zotero RDF, BibTeX, or Readwise's CSV."
)
# Signs of Markdown that Readwise puts around emphasis, and links.
MARKS = re.compile(r"(\*\*|__)(?=\S)(.+?)\1|!?\[([^\]]*)\]\([^)\s]*\)")
ENDINGS = (".rdf", ".bib", ".json", ".jsonld", ".csv")


class Export(NamedTuple):
    """The content of an export, in its order."""

    works: tuple[Work, ...] = ()
    comments: tuple[Comment, ...] = ()
    problems: tuple[Problem, ...] = ()


def export_file(path: Path) -> Path:
    """The file of an export; Zotero makes a folder where it exports files too."""
    files = (file for file in sorted(path.glob("*")) if file.suffix.lower() in ENDINGS)
    return next(files, path) if path.is_dir() else path


def read_export(path: Path, name: str) -> Export:
    """Read works and annotations; each annotation once, in the order of their making.

    Of an annotation that is there twice, the later version counts.
    """
    line, items, why = 0, list[Work | Comment | str](), "holds nothing"
    try:
        text = read_bytes(path, name, MAX_BYTES).decode("utf-8-sig")
        items = list(_items(text, path.suffix.lower()))
    except UnreadableError as error:
        return Export(problems=(error.problem,))
    except UnicodeDecodeError:
        why = "not UTF-8"
    except json.JSONDecodeError as error:
        line, why = error.lineno, f"not JSON: {error.msg}"
    except (ValueError, RecursionError) as error:
        # Also a number of thousands of digits, or brackets in brackets without end.
        why = f"cannot be read: {str(error)[:200]}"
    if not items:
        return Export(problems=(Problem(name, line, f"{why}.", EXPECTED),))
    versions = sorted(of_type(Comment, items), key=lambda item: item.updated)
    comments = {item.id: item for item in versions}.values()
    in_order = sorted(comments, key=lambda item: (item.created, item.id))
    problems = (Problem(name, 0, item, "It was left out.") for item in of_type(str, items))
    return Export(tuple(of_type(Work, items)), tuple(in_order), tuple(problems))


def _items(text: str, ending: str) -> Iterable[Work | Comment | str]:
    if ending == ".csv":
        return _readwise(text)
    if ending == ".bib":
        return bibtex(text)
    if text.lstrip().startswith("<"):
        return rdf(text)
    rows = entries(json.loads(text))
    if not rows or any("itemType" in as_map(row) for row in rows):
        raise ValueError("contains no list of annotations or works")
    return csl(rows) if any(map(is_csl, rows)) else comments_in(rows)


def _readwise(text: str) -> Iterable[Work | Comment | str]:
    """Yield the highlights of Readwise's CSV."""
    rows = csv.DictReader(io.StringIO(text))
    if not {"Highlight", "Book Title"} <= set(rows.fieldnames or ()):
        raise ValueError("a table without the columns Highlight and Book Title")
    for row in rows:
        values = {key: clean(value).strip() for key, value in row.items() if isinstance(value, str)}
        quote, title = values.get("Highlight", ""), values.get("Book Title", "")
        address = values.get("URL") or values.get("Source URL", "")
        time = values.get("Highlighted at", "")
        yield Comment(
            id=content_id("readwise", title, quote),
            work=Work((address,), title=title),
            text=values.get("Note", ""),
            tags=tuple(filter(None, map(str.strip, values.get("Tags", "").split(",")))),
            on_words=bool(quote),
            quote=MARKS.sub(lambda match: match[2] or match[3] or "", quote),
            date=time[:10] if is_date(time[:10]) else "",
            created=time,
        )
