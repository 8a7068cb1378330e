"""Tables of words that stand in text files, with where they are from, beside the code that reads them.

A line `[name]` begins a table, a line with `# ` is a comment; all else are words with white space
between. Of a table of pairs each line is `key: value`.
"""

from importlib.resources import files


def tables(package: str | None, name: str) -> dict[str, list[str]]:
    """Return the lines of each table in a file of a package."""
    tables_by_name: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in files(package or "").joinpath(name).read_text("utf-8").splitlines():
        if line.startswith("[") and line.endswith("]"):
            lines = tables_by_name[line[1:-1]] = []
        elif line and not line.startswith("# "):
            lines.append(line)
    return tables_by_name


def word_tables(package: str | None, name: str) -> dict[str, tuple[str, ...]]:
    """Return the words of each table in a file of a package."""
    return {key: tuple(" ".join(lines).split()) for key, lines in tables(package, name).items()}


def pair_table(package: str | None, name: str, table: str) -> dict[str, str]:
    """Return the pairs of one table in a file of a package."""
    return dict(line.split(": ", 1) for line in tables(package, name)[table])
