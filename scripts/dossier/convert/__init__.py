"""The dossier in each of its variants."""
