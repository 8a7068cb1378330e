"""The dossier as files for other programs."""

from jinja2 import Environment, PackageLoader, StrictUndefined

# For the templates of feeds, and of the package of a book.
ENVIRONMENT = Environment(
    loader=PackageLoader("dossier.export", ""),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
