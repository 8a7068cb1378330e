"""Stand-off marks on the source text: which words name whom."""
