"""Capital expenditure: pledges, quarters and years apart, and the years that a pledge runs."""

from __future__ import annotations

import pandas as pd

CURRENCIES = {"CNY", "USD", "EUR", "GBP", "HKD", "JPY", "KRW", "INR", "SGD", "TWD"}
COLUMNS = (
    "claim source entity object kind metric value low high hedge unit years period_start period_end status quote"
).split()
QUARTER, YEAR = (85, 95), (360, 370)  # days, with room for fiscal calendars
PROMISED = {"pledged", "planned", "target"}


def table(claims: pd.DataFrame) -> pd.DataFrame:
    """The capex frame: every claim on the topic except the lengths of time, which become `years` of the
    money.

    `kind` is pledge, quarter, year, comparison (a ratio or growth) or other. `years` is the number of years
    that the same sentence gives for the same entity's money, NaN if it gives none or several.
    """
    chosen = claims[claims["topic"] == "capex"]
    spans = chosen["unit"] == "years"
    frame = chosen[~spans].copy()
    frame["kind"] = [_kind(row) for row in frame.to_dict("records")]
    found = chosen[spans].groupby(["source", "sentence", "entity"])["value"].agg(["min", "max"])
    known = found.loc[found["min"] == found["max"], "min"].to_dict()
    frame["years"] = [_years(row, known) for row in frame.to_dict("records")]
    return frame[COLUMNS].reset_index(drop=True)


def _years(row: dict, known: dict) -> float:
    money = row["unit"] in CURRENCIES and row["status"] in PROMISED
    return known.get((row["source"], row["sentence"], row["entity"]), float("nan")) if money else float("nan")


def _kind(row: dict) -> str:
    if row["unit"] not in CURRENCIES:
        return "comparison" if row["unit"] in {"multiple", "fraction", "growth_fraction"} else "other"
    if row["status"] in PROMISED:
        return "pledge"
    words = f"{row['metric']} {row['object']}".lower()
    days = (pd.Timestamp(row["period_end"]) - pd.Timestamp(row["period_start"])).days + 1  # NaN if unknown
    if "quarter" in words or QUARTER[0] <= days <= QUARTER[1]:
        return "quarter"
    return "year" if YEAR[0] <= days <= YEAR[1] else "other"
