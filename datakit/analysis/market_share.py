"""Market share: what a share is a share of, and the volumes, users and prices beside it."""

from __future__ import annotations

import pandas as pd

TOPICS = ("market_share", "usage", "users", "pricing")
COLUMNS = (
    "claim source entity object topic kind metric value low high hedge unit period_start period_end status quote"
).split()
GROWTH = {"growth_fraction", "multiple"}
CURRENCY = r"[A-Z]{3}"


def table(claims: pd.DataFrame) -> pd.DataFrame:
    """The market_share frame: every claim on shares, usage, users and prices; `object` says of what.

    `kind` is share (a fraction of a whole), growth (against an earlier or another number), money, or count.
    """
    frame = claims[claims["topic"].isin(TOPICS)].copy()
    unit = frame["unit"].astype("object")
    frame["kind"] = "count"
    frame.loc[unit == "fraction", "kind"] = "share"
    frame.loc[unit.isin(GROWTH), "kind"] = "growth"
    frame.loc[unit.str.fullmatch(CURRENCY).eq(True), "kind"] = "money"
    return frame[COLUMNS].reset_index(drop=True)
