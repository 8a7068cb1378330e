"""The dossier as files for other programs."""
