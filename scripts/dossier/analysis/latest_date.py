"""The newest day in a dossier, which dates it without a clock."""

from collections.abc import Iterable, Iterator
from datetime import date

from dossier.analysis.timeline import period
from dossier.model import Article

DAYS = ("published", "reposted", "scraped")
# For a dossier without any date: the first day that a zip can store.
NONE = "1980-01-01"


def newest(articles: Iterable[Article]) -> str:
    """The last day, ISO 8601, on which an article came to be or a note was written."""
    return max((day for article in articles for day in _days(article)), default=NONE)


def _days(article: Article) -> Iterator[str]:
    """The known days; of a month or a year its first one."""
    for when in (*map(article.value, DAYS), *(note.date for note in article.notes)):
        if days := period(when):
            yield date.fromordinal(days.first).isoformat()
