"""Read a packed folder (ZIP): each member as a file of its own, also of a packed folder within."""

import re
from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from pathlib import PurePosixPath

from dossier.files.access import SAVED
from dossier.formats.packages import MemberReader, read_package
from dossier.model import Document, Source
from dossier.problems import Problem

# Between a package and its member, in the path that an editor is told; as in Java.
WITHIN = "!/"
SIDECARS = (".yml", ".yaml")
UNPACK = "Unpack it into a folder here."


def read_zip(raw: bytes, path: str, read: MemberReader) -> Iterator[Document | Problem]:
    """Yield what is in each member, as `read` reads it by its bytes and name.

    Raises PackageError.
    """
    if path.count(WITHIN) > 1:
        yield Problem(path, 0, "a packed folder in one that is in another; not read.", UNPACK)
        return
    members = read_package(raw)
    places = {name: PurePosixPath(name) for name in members}
    saved = {name: f"{place.with_suffix('')}{SAVED}/" for name, place in places.items()}
    beside = tuple(saved[name] for name in members if name.lower().endswith((".html", ".htm")))
    seen: set[str] = set()
    items = 0
    for name, data in members.items():
        hidden = any(part.startswith((".", "_")) for part in places[name].parts)
        if hidden or name.startswith(beside):
            continue
        items += 1
        if name.endswith(SIDECARS):
            yield Problem(f"{path}{WITHIN}{name}", 0, "a sidecar in a packed folder.", UNPACK)
            continue
        cut = name.rfind("/") + 1
        files = {key[cut:]: value for key, value in members.items() if key.startswith(saved[name])}
        for item in read(data, f"{path}{WITHIN}{name}"):
            if isinstance(item, Document):
                member = _member(name, item.source.member, seen)
                own = {**files, **item.attachments}
                item = replace(item, source=Source(path, member), attachments=own)
            yield item
    if not items:
        yield Problem(
            path, 0, "a packed folder with nothing to read in it.", "Remove it or fill it."
        )


def _member(name: str, inner: str, seen: set[str]) -> str:
    """A name for an article: its file's without the ending; with a hash where another has it."""
    place = PurePosixPath(name)
    stem = str(place.with_name(place.stem)) + (f".{inner}" if inner else "")
    plain = re.sub(r"[^\w.-]+", "-", stem).lstrip(".")[:68] or "-"
    hashed = f"{plain}-{sha256(f'{name}#{inner}'.encode()).hexdigest()[:10]}"
    member = plain if plain == stem and plain.casefold() not in seen else hashed
    seen.add(member.casefold())
    return member
