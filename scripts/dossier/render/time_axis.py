"""An axis of time as data: where days lie on it, and its marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from dossier.analysis.timeline import Period

MOST_YEARS = 12
# Share of the axis that the name of a year may take on a phone.
NAMED = 0.12


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The days from `first` to `last`, both ordinals; places are shares of its length."""

    first: int
    last: int

    def share(self, day: float) -> float:
        """Place of a day, from 0 to 1."""
        return min(max((day - self.first) / (self.last + 1 - self.first), 0), 1)

    def at(self, day: float) -> str:
        """Place of a day as SVG writes it."""
        return f"{self.share(day):.2%}"

    def marks(self) -> Iterator[dict[str, Any]]:
        """Beginnings of years, and of quarters where there is room, with the names of years."""
        start, end = date.fromordinal(self.first), date.fromordinal(self.last)
        years = range(start.year, end.year + 1)
        step = -(-len(years) // MOST_YEARS)
        months = (1, 4, 7, 10) if len(years) <= MOST_YEARS // 2 else (1,)
        for day in (date(year, month, 1) for year in years for month in months):
            begins = day.month == 1
            # A year that began before the axis has its name where the axis begins.
            rest = self.share(date(day.year + 1, 1, 1).toordinal()) if day == start else 0
            named = not (day.year - start.year) % step if begins else rest > NAMED
            if start <= day <= end:
                name = str(day.year) if named else ""
                yield {"x": self.at(day.toordinal()), "name": name, "begins": begins}


def middle(period: Period) -> float:
    """The middle of a period, in days."""
    return (period.first + period.last + 1) / 2
