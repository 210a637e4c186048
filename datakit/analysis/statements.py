"""Which claims say a fact, as a panel that shows their sentences needs them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from datakit.frames import Frames


def with_claims(frames: Frames, name: str) -> pd.DataFrame:
    """A frame of one row a fact (facts, compute, capex, market_share) with `claims`: the ids joined by '; '."""
    said = frames.fact_claims.groupby("fact", sort=False)["claim"].agg("; ".join)
    return frames[name].assign(claims=frames[name]["fact"].map(said))
