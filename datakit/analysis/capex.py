"""Capital expenditure: pledges, quarters and years apart, and the years that a pledge runs."""

from __future__ import annotations

import pandas as pd

from datakit.analysis.bounds import is_money
from datakit.analysis.compute import INTENDED
from datakit.frames import FRAMES

QUARTER, YEAR = (85, 95), (360, 370)  # days, with room for fiscal calendars


def table(claims: pd.DataFrame) -> pd.DataFrame:
    """The capex frame: every claim on the topic except lengths of time, which become `years` of the money.

    `kind` is pledge, quarter, year, comparison (a ratio or growth) or other. `years` is the number of years
    that the same sentence gives for the same entity's money, NaN if it gives none or several.
    """
    chosen = claims[claims["topic"] == "capex"]
    spans = chosen["unit"] == "years"
    frame = chosen[~spans].copy()
    frame["kind"] = [_kind(row) for row in frame.to_dict("records")]
    found = chosen[spans].groupby(["source", "sentence", "entity"])["value"].agg(["min", "max"])
    known = found.loc[found["min"] == found["max"], "min"].to_dict()
    said = zip(frame["source"], frame["sentence"], frame["entity"], strict=True)
    frame["years"] = pd.Series([known.get(key) for key in said], frame.index, "float64")
    frame["years"] = frame["years"].where(frame["kind"] == "pledge")
    return frame[FRAMES["capex"].names].reset_index(drop=True)


def _kind(row: dict) -> str:
    if not is_money(str(row["unit"])):
        return "comparison" if row["unit"] in {"multiple", "fraction", "growth_fraction"} else "other"
    if row["status"] in INTENDED:
        return "pledge"
    days = (pd.Timestamp(row["period_end"]) - pd.Timestamp(row["period_start"])).days + 1  # NaN if unknown
    if "quarter" in f"{row['metric']} {row['object']}".lower() or QUARTER[0] <= days <= QUARTER[1]:
        return "quarter"
    return "year" if YEAR[0] <= days <= YEAR[1] else "other"
