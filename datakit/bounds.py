"""Arithmetic with doubt: numbers known only between two bounds.

An open end (None, NaN or infinite) means that nothing is known on that side. A hedge such as 'about' gives a
value and no bounds: as an interval it is open at both ends, so it is never surely more or less than anything,
and a sum that includes it is open too. Who wants to count such a value as exact must say so.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

INF = math.inf


@dataclass(frozen=True)
class Interval:
    """Every number from `low` to `high`, both included; None is an open end. ValueError if low > high."""

    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        for end in ("low", "high"):
            number = getattr(self, end)
            known = number is not None and math.isfinite(number)
            object.__setattr__(self, end, float(number) if known else None)
        if self.low is not None and self.high is not None and self.low > self.high:
            raise ValueError(f"An interval from {self.low} to {self.high} is empty: give the low end first.")

    @classmethod
    def exactly(cls, number: float) -> Interval:
        return cls(number, number)

    @property
    def ends(self) -> tuple[float, float]:
        """The two ends as floats, an open one as an infinity."""
        return (-INF if self.low is None else self.low, INF if self.high is None else self.high)

    def __contains__(self, number: float) -> bool:
        low, high = self.ends
        return low <= number <= high

    def __neg__(self) -> Interval:
        low, high = self.ends
        return Interval(-high, -low)

    def __add__(self, other: Interval) -> Interval:
        (a, b), (c, d) = self.ends, other.ends
        return Interval(a + c, b + d)

    def __sub__(self, other: Interval) -> Interval:
        return self + -other

    def __mul__(self, other: Interval) -> Interval:
        return _hull(_times(a, b) for a in self.ends for b in other.ends)

    def __truediv__(self, other: Interval) -> Interval:
        """Open on every side when the divisor may be zero; ZeroDivisionError when it is zero."""
        low, high = other.ends
        if low == high == 0:
            raise ZeroDivisionError("A number cannot be divided by exactly zero.")
        if low < 0 < high:
            return Interval()
        # A divisor that reaches zero does so from one side only, and that side decides the sign.
        divisors = (0.0 if low == 0 else low, -0.0 if high == 0 else high)
        return _hull(_over(a, b) for a in self.ends for b in divisors)

    def scale(self, factor: float) -> Interval:
        """Every number of the interval times `factor`."""
        return self * Interval.exactly(factor)

    def overlaps(self, other: Interval) -> bool:
        (a, b), (c, d) = self.ends, other.ends
        return a <= d and c <= b


def _times(a: float, b: float) -> float:
    # Zero times an open end is zero: the open end stands for a finite number not known.
    return 0.0 if a == 0 or b == 0 else a * b


def _over(a: float, b: float) -> float:
    if a == 0 or math.isinf(b):
        return 0.0
    return math.copysign(INF, a) * math.copysign(1.0, b) if b == 0 else a / b


def _hull(numbers) -> Interval:
    numbers = list(numbers)
    return Interval(min(numbers), max(numbers))


def of(row, floor: float | None = None) -> Interval:
    """The interval of a row with `low` and `high`; `floor` closes an open low end (0 for a count)."""
    low, high = row["low"], row["high"]
    interval = Interval(low, high)
    return interval if floor is None or interval.low is not None else Interval(floor, high)


def total(frame: pd.DataFrame, floor: float | None = None) -> Interval:
    """The sum of the rows' intervals (columns low, high). One open end leaves the sum open on that side.

    No rows add up to exactly 0. `floor` as in `of`.
    """
    return sum((of(row, floor) for row in frame[["low", "high"]].to_dict("records")), Interval.exactly(0))


SHARES = {"fraction", "growth_fraction", "difference_fraction"}
BEFORE = {"USD": "$", "EUR": "€", "GBP": "£", "HKD": "HK$"}
AFTER = {"CNY": " yuan", "multiple": "x", "tokens_per_day": " tokens a day", "%": "%"}
SCALES = ((1e12, " trillion"), (1e9, " billion"), (1e6, " million"))
THIRDS = {0.333333: "one-third", 0.666667: "two-thirds"}  # as articles say them: 33.33% would be too exact
PHRASES = {"over": "more than ", "under": "less than ", "nearly": "nearly ", "up_to": "up to "}


def is_money(unit: str) -> bool:
    """True for a currency's three letters."""
    return len(unit) == 3 and unit.isupper()


def number_words(number: float, unit: str | None = None) -> str:
    """One number as a reader writes it: '450,000', '16.47 trillion', '65%', '$52.9 billion', 'half', '1 deal'."""
    if unit in SHARES:
        return "half" if unit == "fraction" and number == 0.5 else f"{number * 100:.4g}%"
    size, scale = next(((s, w) for s, w in SCALES if abs(number) >= s), (1.0, ""))
    whole = not scale and number == int(number)
    text = f"{number:,.0f}" if whole else f"{number / size:,.4g}"
    noun = "" if unit in BEFORE or not unit else AFTER.get(unit, " " + unit.replace("_", " "))
    if text == "1" and not scale and unit not in AFTER:
        noun = re.sub(r"(?<=[^s])s$", "", re.sub(r"ies$", "y", noun))
    return f"{BEFORE.get(unit, '')}{text}{scale}{noun}"


def words(interval: Interval, unit: str | None = None, value: float | None = None, hedge: str = "none") -> str:
    """The interval in words: 'at least 230,000', 'between 65% and 75%', 'about $10 billion'.

    `value` is used where both ends are open ('about'). A one-sided `hedge` keeps its own word ('more than').
    """

    def said(number: float) -> str:
        third = THIRDS.get(round(number, 6)) if unit in SHARES else None
        return third or number_words(number, unit)

    low, high = interval.low, interval.high
    if low is None and high is None:
        known = value is not None and not math.isnan(value)
        return f"about {said(value)}" if known else "not known"
    if low is None or high is None:
        phrase = PHRASES.get(hedge, "at least " if high is None else "at most ")
        return phrase + said(low if high is None else high)
    if low == high:
        return said(low)
    return f"between {said(low)} and {said(high)}"
