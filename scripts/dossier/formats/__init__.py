"""Readers: the documents in a file, whatever kind of file it is. `registry` has a row a kind."""
