"""The search's files: what stands where in each edition, in shards that a page loads on demand."""
