"""The one door to cached results and shared work.

A room declares stages and memoized functions, and maps them over values. `open_cache` alone knows
where results are kept and which processes work.
"""

from dossier.cache.file_states import FileDigests, file_digest, file_digests
from dossier.cache.fingerprints import HasFingerprint, KeyedValue, digest, fingerprint
from dossier.cache.lazy import SHARED, LazyValue, SharedValue, pickle_by_fields
from dossier.cache.memo import memoize, prime, recall, remember
from dossier.cache.own_process import Notify, in_own_process
from dossier.cache.stages import BATCH, PageStage, RowStage, Stage, batches, reduce_batches
from dossier.cache.store import StoreError
from dossier.cache.tasks import open_cache, run_shared
from dossier.cache.workers import (
    GC_THRESHOLDS,
    Stopped,
    StoppedError,
    cpu_count,
    never,
    run_forked,
)

__all__ = [
    "BATCH", "GC_THRESHOLDS", "SHARED", "FileDigests", "HasFingerprint", "KeyedValue", "LazyValue",
    "Notify", "PageStage", "RowStage", "SharedValue", "Stage", "Stopped", "StoppedError",
    "StoreError", "batches", "cpu_count", "digest", "file_digest", "file_digests", "fingerprint",
    "in_own_process", "memoize", "never", "open_cache", "pickle_by_fields", "prime", "recall",
    "reduce_batches", "remember", "run_forked", "run_shared",
]  # fmt: skip
