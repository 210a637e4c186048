"""Capital expenditure: pledges, quarters and years apart, and what it takes for a pledge to be kept.

Money is in plain units of its currency, growth and rates are fractions, a quarter is three months.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd

from datakit.bounds import Interval, is_money
from datakit.errors import DatakitError

QUARTER = (85, 95)  # days, with room for fiscal calendars
PERIOD = ["period_start", "period_end"]


@dataclass(frozen=True)
class Promise:
    """A pledge held against a reported quarter of the same entity in the same currency.

    `amount` and `spent` are plain money, `quarters` is how many the pledge runs. `start` and `end` are the
    dates the article gives with the quarter, which may be of the report and not of the spending.
    """

    entity: str
    unit: str
    amount: float
    quarters: int
    spent: float
    start: pd.Timestamp
    end: pd.Timestamp
    pledge_claims: str
    spent_claims: str

    @property
    def claims(self) -> list[str]:
        return [*self.pledge_claims.split("; "), *self.spent_claims.split("; ")]

    @property
    def even(self) -> float:
        """What each quarter takes if all are alike."""
        return self.amount / self.quarters

    @property
    def run_rate(self) -> float:
        """What the whole time brings if every quarter is like the reported one."""
        return self.spent * self.quarters

    @property
    def named(self) -> bool:
        """True if the dates given with the quarter are as long as a quarter, so that they can be its own."""
        return QUARTER[0] <= (self.end - self.start).days + 1 <= QUARTER[1]  # False if a date is missing


def merged(table: pd.DataFrame, kind: str) -> pd.DataFrame:
    """Amounts of that kind of a capex table (`statements.with_claims`), the most mentioned first.

    `amount` is the value, or the bound where there is only one.
    """
    rows = table[table["kind"] == kind]
    amount = rows["value"].fillna(rows["low"]).fillna(rows["high"]).astype("float64")
    rows = rows.assign(amount=amount)[["entity", "unit", "amount", "years", *PERIOD, "mentions", "claims"]]
    return rows.sort_values("mentions", ascending=False, kind="stable", ignore_index=True)


LONGEST = 10  # years: beyond that, quarters are no way to look at a pledge


def promises(table: pd.DataFrame) -> list[Promise]:
    """Every pledge with a known length that can be held against a quarter, the most mentioned first."""
    pairs = merged(table, "pledge").merge(merged(table, "quarter"), on=["entity", "unit"], suffixes=("", "_spent"))
    pairs = pairs[pairs["years"].between(0.25, LONGEST) & (pairs["amount"] > 0) & (pairs["amount_spent"] > 0)]
    return [
        Promise(
            row.entity, row.unit, row.amount, max(round(4 * row.years), 1), row.amount_spent,
            row.period_start_spent, row.period_end_spent, row.claims, row.claims_spent,
        )
        for row in pairs.itertuples()
    ]  # fmt: skip


# Which of the pledge's quarters the reported one is: 0 is the last one before the pledge runs.
PLACES = (0, 1, 2)


def path(promise: Promise, growth: float | np.ndarray, place: int = 1) -> np.ndarray:
    """Money in each of the pledge's quarters when spending grows by `growth` (a fraction) a quarter.

    The reported quarter is number `place`. Shape: growth's shape, then one number a quarter.
    """
    steps = np.arange(1, promise.quarters + 1) - place
    return promise.spent * (1 + np.asarray(growth, dtype=float)[..., None]) ** steps


GROWTHS = np.linspace(-0.5, 1.0, 3001)  # the growths searched, per quarter


def growth_needed(promise: Promise, place: int = 1) -> float:
    """The least growth a quarter at which the quarters add up to the pledge; NaN if none from -50% to 100% does.

    Read off a fine grid; the error is below 0.0001.
    """
    totals = path(promise, GROWTHS, place).sum(axis=-1)
    rising = int(totals.argmin())  # before it, the quarters that came earlier would have been larger
    enough = np.flatnonzero(totals[rising:] >= promise.amount)
    if not len(enough):
        return float("nan")
    at = rising + int(enough[0])
    if at == rising:
        return float(GROWTHS[at])
    return float(np.interp(promise.amount, totals[at - 1 : at + 1], GROWTHS[at - 1 : at + 1]))


def growth_bounds(promise: Promise) -> Interval:
    """The growth needed over every place in which the reported quarter may stand; open where it is not known."""
    found = [growth_needed(promise, place) for place in PLACES]
    return Interval() if np.isnan(found).any() else Interval(min(found), max(found))


def half_step(quote: str, value: float, zeros_rounded: bool = False) -> float:
    """Half a unit of the last digit written in `quote`, in the unit of `value`: how far rounding may reach.

    With `zeros_rounded`, the noughts at the end of a whole number count as rounded away. 0 if no digit is written.
    """
    digits = re.search(r"\d[\d,]*(?:\.\d+)?", quote)
    text = digits.group().replace(",", "") if digits else ""
    if not text or not float(text):
        return 0.0
    whole, _, part = text.partition(".")
    noughts = len(whole) - len(whole.rstrip("0")) if zeros_rounded and not part else 0
    return abs(value) / float(text) * 10.0 ** (noughts - len(part)) / 2


ROUNDINGS = ("exact", "last", "zeros")
NEAR = 12  # characters between an amount and the same amount in another currency


@dataclass(frozen=True)
class Conversion:
    """One amount written in two currencies side by side; `first` is the one with more units."""

    entity: str
    first: float
    first_unit: str
    first_quote: str
    second: float
    second_unit: str
    second_quote: str
    claims: tuple[str, ...]

    @property
    def rate(self) -> float:
        """Units of the first currency for one of the second."""
        return self.first / self.second

    def bounds(self, rounding: str = "last") -> Interval:
        """The rates that the writing allows: 'exact' numbers, 'last' digit rounded, 'zeros' of the first too."""
        if rounding == "exact":
            return Interval.exactly(self.rate)
        a = half_step(self.first_quote, self.first, rounding == "zeros")
        b = half_step(self.second_quote, self.second)
        return Interval(self.first - a, self.first + a) / Interval(self.second - b, self.second + b)


RATES = (5, 10)  # yuan per dollar: it has stood between 6 and 9 since 1994


def assumed(rate: Any) -> float | None:
    """A rate from outside the articles, in yuan per dollar, or None. DatakitError if it cannot be one."""
    number = isinstance(rate, int | float) and RATES[0] <= rate <= RATES[1]
    if rate is not None and not number:
        raise DatakitError(f"rate={rate!r} cannot be yuan per dollar; give a number from {RATES[0]} to {RATES[1]}.")
    return rate


def _in_money(claims: pd.DataFrame) -> pd.Series:
    return pd.Series([is_money(str(unit)) for unit in claims["unit"]], claims.index, bool)


def conversions(claims: pd.DataFrame) -> list[Conversion]:
    """Amounts given in two currencies side by side, each pair once, the most mentioned first."""
    money = claims[_in_money(claims) & (claims["value"] > 0)].sort_values(["source", "start"])
    found: dict[tuple, list[str]] = {}
    for a, b in pairwise(money.to_dict("records")):
        beside = a["source"] == b["source"] and 0 <= b["start"] - a["end"] <= NEAR
        if beside and a["unit"] != b["unit"] and a["metric"] == b["metric"]:
            big, small = (a, b) if a["value"] >= b["value"] else (b, a)
            key = (big["entity"], *(row[name] for row in (big, small) for name in ("value", "unit", "quote")))
            found.setdefault(key, []).extend([a["claim"], b["claim"]])
    pairs = [Conversion(*key, tuple(ids)) for key, ids in found.items()]
    return sorted(pairs, key=lambda pair: -len(pair.claims))


GROWN = "entity object unit amount growth before before_low before_high period_start period_end claims".split()


def grown(claims: pd.DataFrame) -> pd.DataFrame:
    """Revenues whose sentence also gives their growth (columns `GROWN`).

    `before` is the amount that the growth starts from; its bounds say how far rounding of both numbers reaches.
    """
    keys = ["source", "sentence", "entity", "metric"]
    money = claims[_in_money(claims) & claims["value"].notna() & (claims["topic"] == "revenue")]
    rates = claims[claims["unit"] == "growth_fraction"]
    signed = rates["value"].where(rates["direction"] != "down", -rates["value"])
    rates = rates.assign(value=signed, metric=rates["metric"].str.removesuffix("_growth"))[signed > -1]
    rates = rates[[*keys, "value", "claim", "quote"]]
    both = money.merge(rates, on=keys, suffixes=("", "_growth")).rename(columns={"value": "amount"})
    before = [_before(row) for row in both.to_dict("records")]
    both = both.assign(growth=both["value_growth"], before=both["amount"] / (1 + both["value_growth"]))
    both = both.assign(before_low=[each.low for each in before], before_high=[each.high for each in before])
    both["claims"] = both["claim"].str.cat(both["claim_growth"], sep="; ")
    return both[GROWN]


def _before(row: dict) -> Interval:
    a, b = half_step(row["quote"], row["amount"]), half_step(row["quote_growth"], row["value_growth"])
    now, factor = row["amount"], 1 + row["value_growth"]
    return Interval(now - a, now + a) / Interval(max(factor - b, 0), factor + b)


def fiscal_quarter(year: int, quarter: int, first_month: int, named: str = "ends") -> tuple[pd.Timestamp, pd.Timestamp]:
    """First and last day of a quarter of a fiscal year that starts in `first_month` (1 to 12).

    `named`: whether the year carries the number of the calendar year in which it 'ends' or 'begins'.
    """
    begins = year - 1 if named == "ends" and first_month > 1 else year
    start = pd.Timestamp(begins, first_month, 1) + pd.DateOffset(months=3 * (quarter - 1))
    return start, start + pd.DateOffset(months=3) - pd.Timedelta(days=1)
