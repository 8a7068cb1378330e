"""The built site as one ZIM file, for Kiwix.

entries.py reads the site, icon.py draws the mark, writing.py puts them into the file; it alone
needs libzim, an optional package (GPL).
"""
