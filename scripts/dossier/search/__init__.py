"""The search index of all editions, in shards that a page loads on demand."""
