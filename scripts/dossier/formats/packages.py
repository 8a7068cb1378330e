"""Read the members of a ZIP package into memory, within limits that are checked before reading.

DOCX, ODT, EPUB, WACZ and plain archives are such packages. Nothing is unpacked to a disk.
"""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import PurePosixPath
from typing import TypeAlias

from dossier.files.encodings import UndecodableError, decode
from dossier.model import Document
from dossier.problems import Problem

MemberReader: TypeAlias = Callable[[bytes, str], Iterator[Document | Problem]]
"""Reader of the bytes of a member by its name, whatever kind of file it is."""
# A book or a collection of pages with its pictures; what is larger has to be split.
MAX_MEMBERS = 10_000
MAX_EXPANDED = 200_000_000
# Deflate makes text some 10 times smaller and never more than 1,032 times: what shrinks more than
# this, and is large, was made to fill memories.
MAX_RATIO = 200
SMALL = 5_000_000
# Flags of a member (APPNOTE.TXT 4.4.4).
ENCRYPTED, UTF8 = 0x1, 0x800


class PackageError(ValueError):
    """A package, or a member of it, that is not read; `hint` says what to do."""

    def __init__(self, message: str, hint: str, member: str = "") -> None:
        super().__init__(f"{message} (member “{ascii(member)[1:-1][:200]}”)" if member else message)
        self.hint = hint

    def problem(self, path: str) -> Problem:
        """Return it as a problem of the file at a path."""
        return Problem(path, 0, f"{self}.", self.hint)


def read_package(raw: bytes) -> dict[str, bytes]:
    """Return the members of a package by name, in their order; folders are left out.

    Raises PackageError for a password, a bomb, a broken directory, or a name that leads out.
    """
    damaged = "Get the file anew; this copy is damaged or incomplete."
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            members = [item for item in package.infolist() if not item.is_dir()]
            _check(members)
            return {_name(item): package.read(item) for item in members}
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError) as error:
        raise PackageError(f"a package that cannot be read: {error}", damaged) from None
    except NotImplementedError:
        hint = "Pack it again with the usual method (deflate)."
        raise PackageError("packed in a way that is not known here", hint) from None


def _name(item: zipfile.ZipInfo) -> str:
    """The name of a member; one that does not say that it is UTF-8 is in what its system uses."""
    if item.flag_bits & UTF8 or item.filename.isascii():
        return item.filename
    with suppress(UndecodableError, UnicodeEncodeError):
        return decode(item.filename.encode("cp437"))[0]
    return item.filename


def member_names(raw: bytes) -> list[str]:
    """Return the names in the directory of a package; none where its directory is broken."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as package:
            return package.namelist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return []


def _check(members: list[zipfile.ZipInfo]) -> None:
    split = "Unpack it and put what is of use here, in parts."
    if len(members) > MAX_MEMBERS:
        raise PackageError(f"{len(members):,} members; {MAX_MEMBERS:,} are the most", split)
    expanded = 0
    for item in members:
        name = item.filename
        if item.flag_bits & ENCRYPTED:
            raise PackageError("locked by a password", "Save it without a password.", name)
        if ".." in PurePosixPath(name).parts or name.startswith("/") or "\\" in name:
            raise PackageError("a name that leads out of the package", split, name)
        expanded += item.file_size
        bomb = item.file_size > SMALL and item.file_size > MAX_RATIO * item.compress_size
        if bomb or expanded > MAX_EXPANDED:
            message = f"it would expand to more than {min(expanded, MAX_EXPANDED):,} bytes"
            raise PackageError(message, split, name)
