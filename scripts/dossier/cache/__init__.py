"""Cached results and shared work: memoised stages, workers, fingerprints."""
