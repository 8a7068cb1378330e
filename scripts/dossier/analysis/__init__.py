"""What a reader asks of articles: summaries, and later comparisons. No Markdown, no disk."""
