"""What was worked out is kept, and work is shared out: memoised stages, workers, fingerprints."""
