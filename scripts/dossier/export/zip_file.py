"""Files as one zip whose members are the same bytes everywhere; how small they are is zlib's."""

import io
from collections.abc import Container, Iterable
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

# The first moment that a zip can name: the clock is in no file.
MOMENT = (1980, 1, 1, 0, 0, 0)


def zip_bytes(members: Iterable[tuple[str, bytes]], as_they_are: Container[str] = ()) -> bytes:
    """A zip of files by name, in their order; those `as_they_are` are not compressed."""
    out = io.BytesIO()
    with ZipFile(out, "w") as zipped:
        for name, content in members:
            entry = ZipInfo(name, MOMENT)
            entry.compress_type = ZIP_STORED if name in as_they_are else ZIP_DEFLATED
            # Made on a Unix: else the mark would be that of the machine at hand.
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, content, compresslevel=9)
    return out.getvalue()
