"""What part of the work domestic chips do, under assumptions that each have a range.

Everything is linear in the chips, so the counts are added up once, and an answer for many sets of assumptions
is a few array operations. Assumptions are named as in `compute.ASSUMPTIONS`; none comes from an article.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from datakit.analysis import compute
from datakit.analysis.bounds import Interval

Parts = Mapping[tuple[str, str], tuple[float, float]]
Ranges = Mapping[str, Sequence[float]]
MAKES = ("domestic", "Nvidia")
STOCKS = ("held", "planned")


def parts(frame: pd.DataFrame) -> Parts:
    """Chips by (make, stock) of a compute table: (as counted, what one whole 'excess' would add)."""
    result = {}
    for make, stock in itertools.product(MAKES, STOCKS):
        rows = frame[(frame["origin"] == make) & (frame["stock"] == stock)]
        base, doubled = (compute.estimate(rows, _plain(excess)) for excess in (0.0, 1.0))
        result[make, stock] = (base, doubled - base)
    return result


def _plain(excess: float) -> dict[str, float]:
    return {"nvidia": 1.0, "domestic": 1.0, "delivered": 1.0, "excess": excess}


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
    corners = np.array(list(itertools.product(*((r[0], r[-1]) for r in ranges.values()))))
    found = share(chips, dict(zip(ranges, corners.T, strict=True)))
    return Interval() if np.isnan(found).any() else Interval(found.min(), found.max())


def swings(chips: Parts, ranges: Ranges) -> dict[str, tuple[float, float]]:
    """For each assumption, the share at its low and at its high end, the others in the middle."""
    middle = {name: (r[0] + r[-1]) / 2 for name, r in ranges.items()}
    ends = {name: [share(chips, {**middle, name: end}) for end in (r[0], r[-1])] for name, r in ranges.items()}
    return {name: (float(low), float(high)) for name, (low, high) in ends.items()}


def drawn(chips: Parts, ranges: Ranges, n: int = 20, seed: int = 1) -> np.ndarray:
    """The share in n equally likely worlds; the luck is the same each time, so only the ranges move it."""
    chance = random.Random(seed)
    luck = np.array([[chance.random() for _ in ranges] for _ in range(n)]).T
    return share(chips, {name: r[0] + (r[-1] - r[0]) * u for (name, r), u in zip(ranges.items(), luck, strict=True)})
