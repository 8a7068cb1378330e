"""Measurements of the search for `make bench`. No part of the dossier: it may know everything."""
