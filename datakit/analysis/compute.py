"""Chips held and planned: what can be added up, and under which assumptions.

Only the claims come from the articles. The ranges in `ASSUMPTIONS` do not: they are for the teacher or the
analyst to set, and every result that rests on one takes it as an argument.
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import pandas as pd

from datakit.analysis import bounds
from datakit.analysis.bounds import Interval
from datakit.analysis.chips import origin
from datakit.analysis.facts import Parents, facts

COLUMNS = [
    "claim",
    "source",
    "entity",
    "origin",
    "stock",
    "metric",
    "object",
    "value",
    "low",
    "high",
    "hedge",
]
COLUMNS += ["status", "period_start", "period_end", "mentions", "articles", "claims"]
PLANNED = {"planned", "pledged", "target"}
STOCK_OF = {"actual": "held", "pledged": "planned", "target": "planned"}
SWINGS = ["assumption", "low", "base", "high", "at_low", "at_base", "at_high", "swing"]


class Range(NamedTuple):
    """An assumption: the least, the middle and the most that one is ready to believe."""

    low: float
    base: float
    high: float


# NOT from the articles: starting points to argue about.
ASSUMPTIONS: dict[str, Range] = {
    "domestic": Range(0.3, 0.6, 0.9),  # work done by a domestic chip, an Nvidia chip of reference being 1
    "nvidia": Range(0.6, 0.8, 1.0),  # the same for the mix of Nvidia chips, cut-down ones included
    "delivered": Range(0.5, 0.8, 1.0),  # the part of planned chips that arrives
    "excess": Range(0.0, 0.05, 0.1),  # how far beyond a one-sided bound the number lies, as a part of it
}


class Total(NamedTuple):
    """A sum with doubt, and the rows it rests on."""

    interval: Interval
    rows: pd.DataFrame


def table(
    claims: pd.DataFrame,
    parents: Parents | None = None,
    chip_origin: Mapping[str, Sequence[str]] | None = None,
) -> pd.DataFrame:
    """The compute frame: one row for each chip count, said once or often; columns as `COLUMNS`.

    `stock` is held, planned, used (to train a model), per unit (in one machine), or the status of a claim
    that is neither actual nor planned. `origin` is by words, see `chips.origin`. Numbers count chips.
    """
    chosen = claims[(claims["topic"] == "compute") & (claims["unit"] == "chips")]
    merged = facts(chosen, parents)
    names = merged["fact"].tolist()
    said = {row["claim"]: row for row in chosen.to_dict("records")}
    merged["claim"] = names
    merged["source"] = [said[name]["source"] for name in names]
    words = ("object", "quote", "sentence")
    merged["origin"] = [origin(*(said[name][w] for w in words), chip_origin) for name in names]
    merged["stock"] = [_stock(m, s) for m, s in zip(merged["metric"], merged["status"], strict=True)]
    return merged[COLUMNS]


def _stock(metric: str, status: str) -> str:
    if "_per_" in metric:
        return "per unit"
    if "used" in metric.split("_"):
        return "used"
    # A plan stays a plan whatever its metric is called, and a metric called 'planned' is no stock.
    if status in PLANNED or "planned" in metric:
        return "planned"
    return "held" if status == "actual" else status


def choose(
    frame: pd.DataFrame,
    status: Sequence[str] = ("actual", "planned"),
    origin: str | Sequence[str] | None = None,
    entity: str | Sequence[str] | None = None,
) -> pd.DataFrame:
    """The rows of that status ('actual' is what is held), origin and entity; None stands for every one."""
    keep = frame["stock"].isin([STOCK_OF.get(s, s) for s in _several(status)])
    for column, wanted in (("origin", origin), ("entity", entity)):
        if wanted is not None:
            keep &= frame[column].isin(_several(wanted))
    return frame[keep]


def _several(names: str | Sequence[str]) -> list[str]:
    return [names] if isinstance(names, str) else list(names)


def totals(
    frame: pd.DataFrame,
    status: Sequence[str] = ("actual", "planned"),
    origin: str | Sequence[str] | None = None,
    entity: str | Sequence[str] | None = None,
) -> Total:
    """The sum of chip counts, in chips. A lower bound stays one: the sum has then no upper end.

    A count without bounds ('about 5,000') adds 0 or more: nothing is below zero, and nothing else is known.
    """
    chosen = choose(frame, status, origin, entity)
    return Total(bounds.total(chosen, floor=0), chosen)


def equivalents(
    frame: pd.DataFrame,
    ratio_low: float,
    ratio_high: float,
    status: Sequence[str] = ("actual", "planned"),
    entity: str | Sequence[str] | None = None,
) -> Total:
    """The same sum in Nvidia equivalents: a domestic chip does `ratio_low` to `ratio_high` of one's work.

    A chip of unknown origin may be either. ValueError if the ratios are negative or out of order.
    """
    if ratio_low < 0:
        raise ValueError(f"A performance ratio cannot be negative ({ratio_low}): give 0 or more.")
    ratio, one = Interval(ratio_low, ratio_high), Interval.exactly(1)
    weights = {"Nvidia": one, "domestic": ratio}
    chosen = choose(frame, status, entity=entity)
    result = Interval.exactly(0)
    for row in chosen.to_dict("records"):
        result += bounds.of(row, floor=0) * weights.get(row["origin"], ratio.hull(one))
    return Total(result, chosen)


def estimate(frame: pd.DataFrame, settings: Mapping[str, float]) -> float:
    """One number of Nvidia equivalents for all held and planned rows, when each assumption has one value.

    `settings` has the keys of `ASSUMPTIONS`. A range counts as its middle, unknown origin as the mean.
    """
    weights = {"Nvidia": settings["nvidia"], "domestic": settings["domestic"]}
    unknown = (settings["nvidia"] + settings["domestic"]) / 2
    arrives = {"held": 1.0, "planned": settings["delivered"]}
    chosen = choose(frame)
    return sum(
        _point(row, settings["excess"]) * weights.get(row["origin"], unknown) * arrives[row["stock"]]
        for row in chosen.to_dict("records")
    )


def _point(row: Mapping, excess: float) -> float:
    known = bounds.of(row)
    if known.low is not None and known.high is not None:
        return (known.low + known.high) / 2
    if known.low is not None:
        return known.low * (1 + excess)
    if known.high is not None:
        return known.high * (1 - excess)
    return row["value"] if row["value"] == row["value"] and row["value"] is not None else 0.0


def sensitivity(frame: pd.DataFrame, assumptions: Mapping[str, Range] | None = None) -> pd.DataFrame:
    """How far each assumption alone moves the estimate, the others at their base; the widest swing first.

    Columns: assumption, low, base, high (its range), at_low, at_base, at_high, swing (Nvidia equivalents).
    """
    ranges = _ranges(assumptions)
    base = {name: r.base for name, r in ranges.items()}
    middle = estimate(frame, base)
    rows = []
    for name, r in ranges.items():
        at_low, at_high = (estimate(frame, {**base, name: end}) for end in (r.low, r.high))
        rows.append((name, *r, at_low, middle, at_high, abs(at_high - at_low)))
    frame = pd.DataFrame(rows, columns=SWINGS)
    return frame.sort_values("swing", ascending=False, kind="stable", ignore_index=True)


def draws(
    frame: pd.DataFrame, assumptions: Mapping[str, Range] | None = None, n: int = 20, seed: int = 1
) -> pd.DataFrame:
    """n equally likely worlds: each assumption drawn from its range, and what each entity's chips come to.

    Columns: draw (1 to n), the assumptions, entity, equivalents. In one draw all entities share them.
    """
    ranges = _ranges(assumptions)
    chance = random.Random(seed)
    entities = list(dict.fromkeys(choose(frame)["entity"]))
    rows = []
    for draw in range(1, n + 1):
        world = {name: chance.uniform(r.low, r.high) for name, r in ranges.items()}
        for entity in entities:
            number = estimate(frame[frame["entity"] == entity], world)
            rows.append({"draw": draw, **world, "entity": entity, "equivalents": number})
    return pd.DataFrame(rows, columns=["draw", *ranges, "entity", "equivalents"])


def outcomes(drawn: pd.DataFrame, entity: str, other: str | float) -> tuple[int, int]:
    """(in how many draws `entity` has more than `other`, of how many); `other` is an entity or a number."""
    wide = drawn.pivot(index="draw", columns="entity", values="equivalents")
    against = wide[other] if isinstance(other, str) else other
    return int((wide[entity] > against).sum()), len(wide)


def _ranges(assumptions: Mapping[str, Range] | None) -> dict[str, Range]:
    ranges = {**ASSUMPTIONS, **(assumptions or {})}
    for name, r in ranges.items():
        if name not in ASSUMPTIONS:
            raise ValueError(f"There is no assumption '{name}': use {', '.join(ASSUMPTIONS)}.")
        if not 0 <= r[0] <= r[1] <= r[2]:
            raise ValueError(f"The range of '{name}' must rise from 0 or more (low, base, high), not {tuple(r)}.")
    return {name: Range(*r) for name, r in ranges.items()}
