"""The vocabulary of the house: frozen values from the standard library alone.

Every stage takes one of these and returns the next; what a value looks like on a
page, or where it is written, is not known here. Offsets are code points of `text`.
"""

from dossier.model.article import *
from dossier.model.claims import *
from dossier.model.edition import *
from dossier.model.notes import *
from dossier.model.output import *
from dossier.model.register import *
