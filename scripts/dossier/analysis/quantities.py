"""Amounts in the answers to a question, in the question's unit where it can be compared.

An amount in another unit is kept apart and never converted by guess: nobody knows how many years a
generation is.
"""

from dataclasses import dataclass

from dossier.analysis.compare import Comparison, Quotation
from dossier.model import Value

# Days in a unit of time; months and years as the mean of the Gregorian calendar.
DAYS = {"days": 1.0, "weeks": 7.0, "months": 365.2425 / 12, "years": 365.2425}


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount of a position, and its bounds in the question's unit (None: open).

    `drawn` is whether it can stand on the question's axis.
    """

    quotation: Quotation
    value: Value
    low: float | None = None
    high: float | None = None
    drawn: bool = False


def quantities(comparison: Comparison) -> tuple[Quantity, ...]:
    """Return all amounts in the order of columns, each echo after what it repeats."""
    rows = []
    for quotation in _ordered(comparison):
        for value in quotation.position.values:
            rate, bounds = factor(value.unit, comparison.question.unit), (value.min, value.max)
            low, high = (None if not rate or bound is None else bound * rate for bound in bounds)
            rows.append(Quantity(quotation, value, low, high, (low, high) != (None, None)))
    return tuple(rows)


def _ordered(comparison: Comparison) -> list[Quotation]:
    """Sort quotations by article, each echo after its first origin."""
    quotations = [quotation for slug in comparison.columns for quotation in comparison.by(slug)]
    ordered: list[Quotation] = []
    waiting = [quotation for quotation in quotations if not quotation.origins]
    while waiting:
        quotation = waiting.pop(0)
        ordered.append(quotation)
        waiting[:0] = [other for other in quotations if other.origins[:1] == (quotation.n,)]
    return ordered


def factor(unit: str, target: str) -> float | None:
    """Return the size of one `unit` in `target`; None when the two cannot be compared."""
    if unit == target and unit:
        return 1.0
    if unit in DAYS and target in DAYS:
        return DAYS[unit] / DAYS[target]
    return None
