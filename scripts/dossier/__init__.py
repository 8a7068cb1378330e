"""The annotated dossier: collected articles become a site that can be read, searched and cited."""

__version__ = "0.1.0"
