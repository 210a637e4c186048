"""Chips held and planned, one row a count, with whose make they are."""

from __future__ import annotations

import pandas as pd

from datakit.analysis import facts
from datakit.analysis.terms import Terms
from datakit.frames import FRAMES

INTENDED = {"planned", "pledged", "target"}


def table(claims: pd.DataFrame, terms: Terms) -> pd.DataFrame:
    """The compute frame: one row for each chip count, said once or often. Numbers count chips.

    `stock` is held, planned, used (to train a model), per unit (in one machine), or the status of a claim
    that is neither actual nor planned. `origin` is by words, see `Terms.origin`.
    """
    chosen = claims[(claims["topic"] == "compute") & (claims["unit"] == "chips")]
    groups = facts.merge(facts.rows(chosen, terms), terms)
    frame = facts.table(groups).rename(columns={"fact": "claim"})
    frame["source"] = [group[0].source for group in groups]
    frame["origin"] = [group[0].make for group in groups]
    frame["stock"] = [_stock(m, s) for m, s in zip(frame["metric"], frame["status"], strict=True)]
    return frame[FRAMES["compute"].names]


def _stock(metric: str, status: str) -> str:
    if "_per_" in metric:
        return "per unit"
    if "used" in metric.split("_"):
        return "used"
    # A plan stays a plan whatever its metric is called, and a metric called 'planned' is no stock.
    if status in INTENDED or "planned" in metric:
        return "planned"
    return "held" if status == "actual" else status
