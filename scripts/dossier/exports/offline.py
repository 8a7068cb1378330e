"""The rendered site as one zip: unpacked anywhere, its index.html opens by a double-click.

How the pages came about is the renderer's business. The same site gives the same members, in
the same order, with the same times; how small they are packed is zlib's.
"""

import io
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

# What only a server has a use for, or a search engine.
FOR_SERVERS = ("404.html", "sitemap.xml", "sitemap.xml.gz")
# The first moment that a zip can name: the clock is in no file.
MOMENT = (1980, 1, 1, 0, 0, 0)


def offline(site: Path) -> bytes:
    """A rendered site, `index.html` on top, as the bytes of a zip; hidden files stay out."""
    out = io.BytesIO()
    with ZipFile(out, "w") as packed:
        for name, path in sorted(_files(site).items()):
            packed.writestr(_entry(name), path.read_bytes(), compresslevel=9)
    return out.getvalue()


def _files(site: Path) -> dict[str, Path]:
    """The files of a site that are read from a disk, by their address."""
    names = {path.relative_to(site): path for path in site.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path
        for name, path in names.items()
        if name.as_posix() not in FOR_SERVERS
        and not any(part.startswith(".") for part in name.parts)
    }


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, MOMENT)
    entry.compress_type = ZIP_DEFLATED
    # Made on a Unix: else the mark would be that of the machine at hand.
    entry.create_system = 3
    entry.external_attr = 0o644 << 16
    return entry
