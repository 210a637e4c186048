"""Growth between two dated counts: the points that sentences give, and the doubling time with its bounds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

import pandas as pd

from datakit import bounds
from datakit.bounds import Interval

COLUMNS = "point who low high value hedge start end how claims".split()
SAID, WORKED, ASSUMED = "said", "worked back", "date assumed"
MONTH = 365.25 / 12  # days


class Growth(NamedTuple):
    """What two points say: days between them, doublings in that time, days for one doubling.

    `doubling` is None where the words exclude any growth; an open end is one that the words leave open.
    """

    days: Interval
    doublings: Interval
    doubling: Interval | None


def points(claims: pd.DataFrame, unit: str = "tokens_per_day") -> pd.DataFrame:
    """Every mention of a count in `unit` that has a date, as written, in order of date, one row each (`COLUMNS`).

    `how` is 'said'; 'date assumed' where the count has no date of its own, and takes that of another number
    in its sentence, or else the days that its article can be of; 'worked back' for a count divided by the growth
    that the same sentence gives, at the month in which that growth begins.
    """
    near = {key: group.to_dict("records") for key, group in claims.groupby(["source", "sentence_start"])}
    found = []
    for row in claims[(claims["topic"] == "usage") & (claims["unit"] == unit)].to_dict("records"):
        others = [o for o in near[row["source"], row["sentence_start"]] if o["claim"] != row["claim"]]
        start, end = _period(row)
        how = SAID
        if pd.isna(end):
            dated = [p for p in map(_period, others) if not pd.isna(p[1])]
            start, end = dated[0] if dated else (row["when_start"], row["when_end"])
            how = ASSUMED
        if pd.isna(end):
            continue
        same = {"who": row["entity"], "hedge": row["hedge"], "claims": row["claim"]}
        ends = {name: row[name] for name in ("low", "high", "value")}
        found.append(same | ends | {"point": row["claim"], "start": start, "end": end, "how": how})
        folds = [o for o in others if o["metric"] == f"{row['metric']}_growth" and o["unit"] == "multiple"]
        for fold in folds:
            begins, _ = _period(fold)
            divisor = bounds.of(fold)
            if pd.isna(begins) or (divisor.low or 0) <= 0:
                continue
            before = bounds.of(row) / divisor
            month = begins.to_period("M")
            found.append(
                {
                    **same,
                    "point": f"{fold['claim']} base",
                    **{"low": before.low, "high": before.high, "value": row["value"] / fold["value"]},
                    **{"start": month.start_time, "end": month.end_time.normalize(), "how": WORKED},
                    "claims": f"{row['claim']}; {fold['claim']}",
                }
            )
    table = pd.DataFrame(found, columns=COLUMNS)
    table[["low", "high", "value"]] = table[["low", "high", "value"]].astype(float)
    return table.sort_values(["end", "start", "value", "point"], ignore_index=True)


def _period(row: Mapping) -> tuple[pd.Timestamp, pd.Timestamp]:
    start, end = (pd.to_datetime(row[name]) for name in ("period_start", "period_end"))
    return (end if pd.isna(start) else start), (start if pd.isna(end) else end)


def between(first: Mapping, second: Mapping) -> Growth:
    """The growth from `first` to `second` (low, high, start, end). ValueError if they may be of one day."""
    least, most = (second["start"] - first["end"]).days, (second["end"] - first["start"]).days
    if least <= 0:
        raise ValueError("Between two points that may be of the same day lies no time.")
    (a_low, a_high), (b_low, b_high) = bounds.of(first, 0).ends, bounds.of(second, 0).ends
    doublings = Interval(_log2(b_low, a_high), _log2(b_high, a_low))
    low, high = doublings.ends
    if high <= 0:
        return Growth(Interval(least, most), doublings, None)
    slowest = most / low if low > 0 else None
    fastest = least / high if math.isfinite(high) else None
    return Growth(Interval(least, most), doublings, Interval(fastest, slowest))


def _log2(above: float, below: float) -> float | None:
    """The doublings from `below` to `above`, None where an open or empty count leaves them open."""
    if not above or not below or math.isinf(above) or math.isinf(below):
        return None
    return math.log2(above / below)


def months(doubling: Interval | None) -> str:
    """A doubling time in words: '1.7 months', 'at most 3.6 months', 'never'."""
    if doubling is None:
        return "never"
    low, high = (None if end is None else f"{end / MONTH:.1f}" for end in (doubling.low, doubling.high))
    if low is None or high is None:
        open_end = "at most" if low is None else "at least"
        return "not known" if low == high else f"{open_end} {low or high} months"
    return f"{low} months" if low == high else f"{low} to {high} months"
