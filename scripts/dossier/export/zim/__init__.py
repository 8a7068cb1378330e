"""The built site as one ZIM file, for Kiwix.

entries.py reads the site, writing.py puts its files and icon.png into the ZIM; it alone
needs libzim, an optional package (GPL).
"""
