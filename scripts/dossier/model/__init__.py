"""Data model: frozen dataclasses that need the standard library alone.

Each stage takes one of these and returns the next; how a value looks on a
page, or where it is written, is not known here. Offsets are code points of `text`.
"""

from dossier.model.article import *
from dossier.model.blocks import *
from dossier.model.edition import *
from dossier.model.editorial import *
