"""Readers: what a file holds, in Unicode, with its name, hash and encoding."""
