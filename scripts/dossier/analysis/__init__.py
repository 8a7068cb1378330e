"""Answers to readers' questions from many articles: summaries, comparisons; no Markdown."""
