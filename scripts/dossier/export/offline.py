"""The rendered site as one zip: unpacked anywhere, its index.html opens by a double-click.

The pages come from the renderer. The same site gives the same members, in
the same order, with the same times; how small they are packed is zlib's.
"""

from pathlib import Path

from dossier.export.zip_file import zip_bytes

# Files that only a web server or a search engine needs.
FOR_SERVERS = ("404.html", "sitemap.xml", "sitemap.xml.gz")


def offline(site: Path) -> bytes:
    """A rendered site, `index.html` on top, as the bytes of a zip; hidden files stay out."""
    return zip_bytes((name, path.read_bytes()) for name, path in sorted(_files(site).items()))


def _files(site: Path) -> dict[str, Path]:
    """The files of a site that are read from a disk, by their address."""
    names = {path.relative_to(site): path for path in site.rglob("*") if path.is_file()}
    return {
        name.as_posix(): path
        for name, path in names.items()
        if name.as_posix() not in FOR_SERVERS
        and not any(part.startswith(".") for part in name.parts)
    }
