"""What part of the work domestic chips do, under assumptions that each have a range.

Everything is linear in the chips, so the counts are added up once, and an answer for many sets of assumptions
is a few array operations. Only the counts come from the articles, the assumptions do not.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping

import numpy as np
import pandas as pd

from datakit.bounds import Interval, of

Parts = Mapping[tuple[str, str], tuple[float, float]]
Ranges = Mapping[str, tuple[float, float]]
MAKES = ("domestic", "Nvidia")
STOCKS = ("held", "planned")

# NOT from the articles: starting points to argue about, the least and the most that one is ready to believe.
ASSUMPTIONS: Ranges = {
    "domestic": (0.3, 0.9),  # work done by a domestic chip, an Nvidia chip of reference being 1
    "nvidia": (0.6, 1.0),  # the same for the mix of Nvidia chips, cut-down ones included
    "delivered": (0.5, 1.0),  # the part of planned chips that arrives
    "excess": (0.0, 0.1),  # how far beyond a one-sided bound the number lies, as a part of it
}


def parts(frame: pd.DataFrame) -> Parts:
    """Chips by (make, stock) of a compute table: (as counted, what one whole 'excess' would add)."""
    result = {}
    for make, stock in itertools.product(MAKES, STOCKS):
        rows = frame[(frame["origin"] == make) & (frame["kind"] == stock)].to_dict("records")
        counted = [_counted(of(row), row["value"]) for row in rows]
        result[make, stock] = (sum(base for base, _ in counted), sum(more for _, more in counted))
    return result


def _counted(chips: Interval, value: float | None) -> tuple[float, float]:
    """A range counts as its middle, a number without bounds as it is, and only a one-sided bound may be exceeded."""
    ends = [end for end in (chips.low, chips.high) if end is not None] or [value if pd.notna(value) else 0.0]
    middle = sum(ends) / len(ends)
    return middle, 0.0 if (chips.low is None) == (chips.high is None) else middle if chips.high is None else -middle


def share(chips: Parts, world: Mapping[str, np.ndarray | float]) -> np.ndarray:
    """Domestic chips' part of all work, a fraction, in each world; NaN where no chip does any work."""
    work = {}
    for make in MAKES:
        held, planned = (chips[make, s][0] + world["excess"] * chips[make, s][1] for s in STOCKS)
        work[make] = (held + planned * world["delivered"]) * world[make.lower()]
    total = np.asarray(work["domestic"] + work["Nvidia"], dtype=float)
    return np.divide(work["domestic"], total, out=np.full_like(total, np.nan), where=total > 0)


def bounds(chips: Parts, ranges: Ranges) -> Interval:
    """The least and most the share can be; open if in some world no chip does any work.

    The share rises or falls steadily with each assumption, so the corners of the ranges suffice.
    """
    corners = np.array(list(itertools.product(*ranges.values())))
    found = share(chips, dict(zip(ranges, corners.T, strict=True)))
    return Interval() if np.isnan(found).any() else Interval(found.min(), found.max())


def swings(chips: Parts, ranges: Ranges) -> dict[str, tuple[float, float]]:
    """For each assumption, the share at its low and at its high end, the others in the middle."""
    middle = {name: (low + high) / 2 for name, (low, high) in ranges.items()}
    ends = {name: [share(chips, {**middle, name: end}) for end in r] for name, r in ranges.items()}
    return {name: (float(low), float(high)) for name, (low, high) in ends.items()}


def drawn(chips: Parts, ranges: Ranges, n: int = 20, seed: int = 1) -> np.ndarray:
    """The share in n equally likely worlds; the luck is the same each time, so only the ranges move it."""
    chance = random.Random(seed)
    luck = np.array([[chance.random() for _ in ranges] for _ in range(n)]).T
    return share(
        chips, {name: low + (high - low) * u for (name, (low, high)), u in zip(ranges.items(), luck, strict=True)}
    )
