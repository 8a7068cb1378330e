"""Functions of an article whose results are cached beside its text."""

import pickle
from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any, TypeVar

from dossier.cache.fingerprints import HasFingerprint, code_fingerprint, digest
from dossier.cache.lazy import load_recent
from dossier.cache.stages import batches
from dossier.cache.store import current_store
from dossier.model import Article, LazySequence
from dossier.problems import blaming

T = TypeVar("T")
# How many numbers stay in memory.
NUMBERS = 50_000
_numbers: dict[str, int] = {}


def memoize(function: Callable[..., T]) -> Callable[..., T]:
    """Cache a function of an article, and of arguments of which each has a fingerprint.

    It may read the article's blocks and language only, and callers must not change its result.
    Of an article that is not in the cache it is computed each time.
    """

    def compute(article: Article, *more: Any) -> T:
        with blaming(article.id, "measured"):
            return function(article, *more)

    @wraps(function)
    def cached(article: Article, *more: Any) -> T:
        if not isinstance(article.blocks, LazySequence):
            return compute(article, *more)
        key = _key(function, article.blocks.key, article.lang, more)
        if key in _numbers:
            return _numbers[key]  # type: ignore[return-value]
        try:
            result: T = load_recent(key)
        except KeyError:
            result = compute(article, *more)
            current_store().put(key, pickle.dumps(result, protocol=5))
        if isinstance(result, int):
            _keep({key: result})
        return result

    return cached


def _key(
    function: Callable[..., Any], text: str, lang: str, more: tuple[HasFingerprint[Any], ...] = ()
) -> str:
    name = f"{function.__module__}.{function.__qualname__}"
    fingerprints = (value.fingerprint for value in more)
    return digest(*map(str.encode, (code_fingerprint(), name, text, lang, *fingerprints)))


def _keep(numbers: Mapping[str, int]) -> None:
    if len(_numbers) + len(numbers) > NUMBERS:
        _numbers.clear()
    _numbers.update(numbers)


def prime(function: Callable[[Article], int], articles: Iterable[Article]) -> None:
    """Load the cached numbers of many articles together, before somebody asks for each."""
    keys = (
        _key(function, article.blocks.key, article.lang)
        for article in articles
        if isinstance(article.blocks, LazySequence)
    )
    for batch in batches(keys):
        contents = zip(batch, current_store().get_many(batch), strict=True)
        _keep({key: pickle.loads(content) for key, content in contents if content})


def remember(name: str, value: object) -> None:
    """Keep a value for the next build, which may be of other seeds."""
    current_store().put(f"last {name}", pickle.dumps(value, protocol=5))


def recall(name: str) -> Any:
    """Return the value that the last build kept; None if there is none."""
    content = current_store().get(f"last {name}")
    return pickle.loads(content) if content else None
