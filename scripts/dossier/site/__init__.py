"""Renders the generated pages for MkDocs: only those that changed. No other room knows MkDocs."""

from dossier.site.site_build import SiteBuild

__all__ = ["SiteBuild"]
