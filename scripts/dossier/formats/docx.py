"""Read Word's files (Office Open XML): mammoth makes HTML of the text with its notes and lists.

Tracked changes count as accepted. Deleted words and comments go into the ledger. Macros do not
run, and no template or picture is fetched.
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from hashlib import sha256
from itertools import count
from typing import Any

from dossier.formats import office
from dossier.formats.packages import PackageError, read_package
from dossier.model import Document
from dossier.problems import Problem

MAIN = re.compile(r"word/document\d*\.xml")
READ = re.compile(r"word/\w+\.xml|.*\.rels|\[Content_Types\]\.xml")
SPELLED_OUT = office.stylesheet("docx")
W = {"w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main"}
# ECMA-376, part 1, 17.13.5. Word keeps moved words at both places.
CHANGES = "//w:ins | //w:del | //w:moveFrom"
# Names of styles that Word, LibreOffice and Pandoc give; mammoth knows headings and lists.
STYLES = {
    "h1": ("Title",),
    "blockquote": ("Quote", "Intense Quote", "Block Text", "Quotations"),
    "p.author": ("Author",),
    "figcaption": ("caption", "Image Caption", "Table Caption"),
}
STYLE_MAP = [f"p[style-name='{name}'] => {tag}:fresh" for tag in STYLES for name in STYLES[tag]]
# One picture may be shown many times, and is read each time.
MAX_PICTURES = 1_000
BACK = re.compile(r' ?<a href="#(?:foot|end)note-ref-[^"]*">↑</a>')


def read_docx(raw: bytes, path: str) -> Iterator[Document | Problem]:
    """Yield the document, and what is wrong in it or was left out. Raises PackageError."""
    members = read_package(raw)
    trees: dict[str, Any] = {}
    for name in filter(READ.fullmatch, members):
        try:
            trees[name] = SPELLED_OUT(office.parse_xml(members, name))
        except PackageError as error:
            yield error.problem(path)
    main = next((name for name in trees if MAIN.fullmatch(name)), None)
    if not main:
        return
    texts = [trees[name] for name in trees if name == main or name.endswith("notes.xml")]
    changes = [node for text in texts for node in text.xpath(CHANGES, namespaces=W)]
    yield from office.warnings(path, members, len(changes))
    if trees[main].xpath("//w:altChunk", namespaces=W):
        raise PackageError("its text is a file of another kind (altChunk)", office.ANEW, main)
    pictures: dict[str, bytes] = {}
    try:
        html = _html({**members, **{name: bytes(trees[name]) for name in trees}}, pictures)
    # A reference to a part, a picture or a note that is not there is any error at all in mammoth.
    except Exception as error:
        yield PackageError(f"damaged ({error!r})", office.ANEW, main).problem(path)
        html = office.paragraphs(office.words(trees[main].iter("{*}p")))
    left = {
        "tracked deletion": (node for node in changes if not node.tag.endswith("}ins")),
        "hidden from readers": (node for text in texts for node in text.iter("{*}vanished")),
        "margin comments": _parts(trees, "word/comments"),
        "running head": (*_parts(trees, "word/header"), *_parts(trees, "word/footer")),
    }
    words = {reason: office.words(nodes) for reason, nodes in left.items()}
    offers = office.offers(members, "docProps/core.xml")
    yield office.document(raw, path, html, words, offers, pictures)


def _parts(trees: Mapping[str, Any], name: str) -> list[Any]:
    """The elements of the parts whose names begin so."""
    return [node for part in trees if part.startswith(name) for node in trees[part].getroot()]


def _html(parts: Mapping[str, bytes], pictures: dict[str, bytes]) -> str:
    """Return the HTML of a document of these parts, and add its pictures to `pictures`."""
    # Few folders hold such files, and it takes as long to load as all other readers.
    import mammoth

    calls = count()

    def name_of(image: Any) -> dict[str, str]:
        try:
            with image.open() as stream:
                data = stream.read() if next(calls) < MAX_PICTURES else b""
        # It is not there, or elsewhere; that it cannot be shown is told with the pictures.
        except (KeyError, ValueError):
            data = b""
        name = f"{sha256(data).hexdigest()[:16]}.{str(image.content_type).rpartition('/')[2]}"
        pictures[name] = data
        return {"src": name}

    package = io.BytesIO()
    with zipfile.ZipFile(package, "w") as members:
        for name, data in parts.items():
            members.writestr(name, data)
    result = mammoth.convert_to_html(
        package,
        style_map="\n".join(STYLE_MAP),
        convert_image=mammoth.images.img_element(name_of),
        include_embedded_style_map=False,
        external_file_access=False,
    )
    return BACK.sub("", result.value)
