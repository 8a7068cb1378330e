"""Read OpenDocument texts: content.xml becomes HTML by odt.xsl.

Tracked changes count as accepted. Deleted words and comments go into the ledger.
"""

from collections.abc import Iterator

from dossier.formats import office
from dossier.formats.packages import PackageError, read_package
from dossier.model import Document
from dossier.problems import Problem

HTML = office.stylesheet("odt")


def read_odt(raw: bytes, path: str) -> Iterator[Document | Problem]:
    """Yield the document, and what is wrong in it or was left out. Raises PackageError."""
    members = read_package(raw)
    if b"encryption-data" in members.get("META-INF/manifest.xml", b""):
        raise PackageError("locked by a password", "Save it without a password.")
    root = office.parse_xml(members, "content.xml")
    if root.find("{*}body/{*}text") is None:
        hint = "Save the part that is an article as PDF, or as text."
        raise PackageError("no text: a spreadsheet, slides or a drawing", hint)
    yield from office.warnings(path, members, len(list(root.iter("{*}changed-region"))))
    styles = office.parse_xml(members, "styles.xml") if "styles.xml" in members else root
    deleted = [part for change in root.iter("{*}deletion") for part in change]
    left = {
        "tracked deletion": (part for part in deleted if not part.tag.endswith("}change-info")),
        "margin comments": root.iterfind(".//{*}annotation/{*}p"),
        "running head": styles.iterfind(".//{*}master-page/*"),
    }
    html = HTML(root)
    words = {reason: office.words(nodes) for reason, nodes in left.items()}
    pictures = {name: members[name] for name in html.xpath("//img/@src") if name in members}
    offers = office.offers(members, "meta.xml")
    yield office.document(raw, path, str(html), words, offers, pictures)
