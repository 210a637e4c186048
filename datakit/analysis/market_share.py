"""Market share: what a share is a share of, and the volumes, users and prices beside it."""

from __future__ import annotations

import pandas as pd

from datakit.analysis.bounds import is_money
from datakit.frames import FRAMES

TOPICS = ("market_share", "usage", "users", "pricing")
KINDS = {"fraction": "share", "growth_fraction": "growth", "multiple": "growth"}


def table(claims: pd.DataFrame) -> pd.DataFrame:
    """The market_share frame: every claim on shares, usage, users and prices; `object` says of what.

    `kind` is share (a fraction of a whole), growth (against an earlier or another number), money, or count.
    """
    frame = claims[claims["topic"].isin(TOPICS)].copy()
    units = frame["unit"].astype(str)
    frame["kind"] = [KINDS.get(unit, "money" if is_money(unit) else "count") for unit in units]
    return frame[FRAMES["market_share"].names].reset_index(drop=True)
