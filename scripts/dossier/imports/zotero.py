"""Exports of Zotero: RDF, CSL-JSON and BibTeX, with files, notes, and highlights in notes.

The names of its fields are in exports.toml.
"""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy
from importlib.resources import files
from typing import Any

from lxml import etree, html

from dossier.editorial.reader import as_map
from dossier.editorial.scalars import is_date
from dossier.extract.dates import iso_date
from dossier.files.encodings import clean
from dossier.imports.comments import Comment, Work, content_id

_TABLES = tomllib.loads(files(__package__).joinpath("exports.toml").read_text("utf-8"))
NAMES = _TABLES["namespaces"]
PEOPLE = ("authors", "translator", "editors")
DOI, DAY = re.compile(r"10\.\d{4,9}/[^\s\"<>]+"), re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?(?!\d)")
# Fields that Zotero and Better BibTeX keep among notes, as "Citation Key: x".
EXTRA = re.compile(
    r"^(?:Citation Key|PMC?ID|arXiv|ISSN|ISBN|DOI|Page Version ID|tex\.[\w.]+)\s*[:=].*", re.M
)
# The pair of quotation marks that Zotero sets around a highlight.
QUOTED = re.compile(r"^\s*[“„«»\"「](.*)[”“«»\"」]\s*$", re.S)
# A value of BibTeX: braces three deep, quotation marks, or one word.
_FLAT = r"(?:[^{}\\]|\\.)*+"
_DEEP = rf"{_FLAT}(?:\{{{_FLAT}(?:\{{{_FLAT}\}}{_FLAT})*\}}{_FLAT})*"
ENTRY = re.compile(r"@(?!comment|string|preamble)\w+\s*\{[^,{}]*(?=,)", re.I)
FIELD = re.compile(rf"[\s,]*([\w-]+)\s*=\s*(?:\{{({_DEEP})\}}|\"([^\"]*)\"|([\w-]+))", re.S)
HIGHLIGHT, CITATION = (
    f"descendant-or-self::*[contains(concat(' ', @class, ' '), ' {name} ')]"
    for name in ("highlight", "citation")
)
KEY = re.compile(r"annotationKey%22%3A%22(\w+)")


def rdf(text: str) -> Iterator[Work | Comment]:
    """Yield works of Zotero RDF, and annotations on them. Raises ValueError."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.XMLSyntaxError as error:
        raise ValueError(f"not XML: {error}") from None
    items = {node.get(f"{{{NAMES['rdf']}}}about"): node for node in root}
    parts = "//link:link/@rdf:resource | //dcterms:isReferencedBy/@rdf:resource"
    of_others = set(root.xpath(parts, namespaces=NAMES))
    for node in root.xpath("*[z:itemType or self::bib:Memo]", namespaces=NAMES):
        if node.get(f"{{{NAMES['rdf']}}}about") in of_others:
            continue
        for reference in node.xpath("*[@rdf:resource]", namespaces=NAMES):
            if (item := items.get(reference.get(f"{{{NAMES['rdf']}}}resource"))) is not None:
                reference.append(deepcopy(item))
        values = {
            key: [_text(value) for value in node.xpath(path, namespaces=NAMES)]
            for key, path in _TABLES["rdf"].items()
        }
        if node.xpath("z:itemType = 'attachment'", namespaces=NAMES):
            # Called by the name of its file.
            values["title"] = []
        yield from _work(values)


def _text(node: Any) -> str:
    """The words of an XPath's result; of a person the name."""
    if isinstance(node, str):
        return node
    given, family = (
        node.xpath(f"string({part})", namespaces=NAMES)
        for part in ("foaf:givenName | foaf:givenname", "foaf:surname")
    )
    return _name(given, family) or "".join(node.itertext()).strip()


def is_csl(entry: Any) -> bool:
    """Whether an entry of JSON is a work."""
    return "type" in as_map(entry) and not entry.keys() & {"target", "uri"}


def csl(entries: Iterable[Any]) -> Iterator[Work | Comment]:
    """Yield works of CSL-JSON, and the notes on them."""
    for entry in filter(is_csl, entries):
        values = _by_name(entry, "csl")
        for key in PEOPLE:
            lists = (value for value in values[key] if isinstance(value, list))
            people = [as_map(person) for value in lists for person in value]
            values[key] = [
                _name(str(p.get("given", "")), str(p.get("family") or p.get("literal")))
                for p in people
            ]
        days = [str(as_map(day).get("date-parts")) for day in values["published"]]
        values["published"] = [
            "-".join(part.zfill(2) for part in re.findall(r"\d+", day)[:3]) for day in days
        ]
        yield from _work(values)


def bibtex(text: str) -> Iterator[Work | Comment]:
    """Yield works of BibTeX, and the notes on them."""
    for start in ENTRY.finditer(text):
        at, entry = start.end(), dict[str, str]()
        while match := FIELD.match(text, at):
            at = match.end()
            entry[match[1].lower()] = match[2] or match[3] or match[4] or ""
        values = _by_name(entry, "bibtex")
        # `title:path:type`, or a path alone, parted by semicolons; signs in them are escaped.
        paths = (
            re.split(r"(?<!\\):", path)
            for value in values["files"]
            for path in re.split(r"(?<!\\);", value)
        )
        values["files"] = [re.sub(r"\\(.)", r"\1", path[len(path) == 3]) for path in paths]
        for key in PEOPLE:
            people = (name for value in values[key] for name in re.split(r"\s+and\s+", value))
            values[key] = [
                _name(*name.split(", ", 1)[::-1] if ", " in name else ("", name)) for name in people
            ]
        for key in (*PEOPLE, "title", "publisher", "address", "doi"):
            values[key] = [
                re.sub(r"\\([&%$#_{}])|[{}]", lambda m: m[1] or "", v) for v in values[key]
            ]
        yield from _work(values)


def _by_name(entry: Mapping[str, Any], table: str) -> dict[str, list[Any]]:
    return {
        key: [entry[name] for name in names.split() if entry.get(name)]
        for key, names in _TABLES[table].items()
    }


def _work(values: dict[str, list[Any]]) -> Iterator[Work | Comment]:
    notes = [clean(str(note)) for note in values.pop("notes", [])]
    texts = {key: [" ".join(clean(str(v)).split()) for v in row] for key, row in values.items()}
    first = {key: next(iter(row), "") for key, row in texts.items()}
    addresses = tuple(address for address in texts["address"] if "://" in address[:9])
    year, doi = DAY.match(first["published"]), DOI.search(first["doi"])
    fields: dict[str, str | tuple[str, ...]] = {
        **{key: first[key] for key in ("title", "publisher", "translator")},
        **{key: tuple(filter(None, texts[key])) for key in ("authors", "editors")},
        "published": iso_date(first["published"]) or (year[0] if year and is_date(year[0]) else ""),
        "original_url": next(iter(addresses), ""),
    }
    known = {key: value for key, value in fields.items() if value}
    paths = tuple(dict.fromkeys(texts.get("files", ())))
    work = Work(addresses, doi[0].lower() if doi else "", first["title"], paths, known)
    yield work
    for note in notes:
        yield from _annotations(note, work)


def _name(given: str, family: str) -> str:
    """A person's name; a Chinese one without a space, its surname first."""
    chinese = re.search("[\u3400-\u9fff]", family)
    return f"{family}{given}" if chinese else f"{given} {family}".strip()


def _annotations(note: str, work: Work) -> Iterator[Comment]:
    """Yield the highlights in a note, and what else it says as one on the whole work."""
    note = note if "<" in note else EXTRA.sub("", note)
    if not note.strip():
        return
    tree = html.fragment_fromstring(note, create_parent=True)
    rest: list[str] = []
    for block in tree.xpath("//p | //li[not(p)]") or [tree]:
        marks = block.xpath(HIGHLIGHT)
        quotes = [
            (QUOTED.sub(r"\1", mark.text_content()), KEY.search(mark.get("data-annotation", "")))
            for mark in marks
        ]
        for part in (*marks, *block.xpath(CITATION)):
            if part.getparent() is not None:
                part.drop_tree()
        text = block.text_content().strip()
        rest += [text] if text and not quotes else []
        for number, (quote, key) in enumerate(quotes, 1):
            own = f"zotero:{key[1]}" if key else content_id(work.title, quote)
            last = text if number == len(quotes) else ""
            yield Comment(own, work, last, on_words=True, quote=quote)
    if text := "\n\n".join(rest):
        yield Comment(content_id(work.title, text), work, text)
