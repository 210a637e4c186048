"""Claims that say the same thing become one fact, in one pass over hash keys."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple

import numpy as np
import pandas as pd

from datakit.analysis.bounds import Interval
from datakit.analysis.terms import Terms
from datakit.frames import FRAMES, known

Period = tuple[float, float]  # days since 1970, an open end infinite
UNDATED: Period = (-math.inf, math.inf)
# A thing done and a thing intended are never the same fact, however alike their numbers are.
STATUS_CLASS = {"actual": "done", "claimed": "done"} | dict.fromkeys(("planned", "pledged", "target"), "intended")
TOO_MANY = 64  # distinct names or periods in one group beyond which only equal ones are merged


class Claim(NamedTuple):
    """One row of the claims frame, with its period as days, its family, and whose make its chips are."""

    id: str
    source: str
    quote: str
    sentence: str
    hedge: str
    unit: str
    entity: str
    object: str
    topic: str
    metric: str
    status: str
    value: float | None
    low: float | None
    high: float | None
    period: Period
    family: str
    make: str

    @property
    def interval(self) -> Interval:
        return Interval(self.low, self.high)

    @property
    def dated(self) -> bool:
        return self.period != UNDATED


Group = list[Claim]  # claims that say the same thing


def cells(frame: pd.DataFrame, names: Iterable[str], unknown: str | None) -> list[tuple]:
    """These columns row by row as plain values, with `unknown` where one is missing."""
    chosen = frame[list(names)].astype(object)
    return list(chosen.where(chosen.notna(), unknown).itertuples(index=False, name=None))


def spans(frame: pd.DataFrame, start: str, end: str) -> list[Period]:
    """Periods as days. An end without a start is that last day ('by the end of'); a start alone is open."""
    first, last = (_days(frame[name]) for name in (start, end))
    first = np.where(np.isnan(first), last, first)
    ends = np.nan_to_num(first, nan=-math.inf), np.nan_to_num(last, nan=math.inf)
    return list(zip(*(side.tolist() for side in ends), strict=True))


def _days(column: pd.Series) -> np.ndarray:
    """Dates (ISO text, date or timestamp) as whole days since 1970, NaN where unknown."""
    dates = np.array([str(d)[:10] if known(d) else "NaT" for d in column.tolist()], dtype="datetime64[D]")
    return np.where(np.isnat(dates), np.nan, dates.astype("float64"))


def rows(claims: pd.DataFrame, terms: Terms) -> list[Claim]:
    """The claims frame as Claim rows, in its order."""
    words = cells(claims, ["claim", *Claim._fields[1:11]], "")
    numbers = cells(claims, ("value", "low", "high"), None)
    made = []
    for said, figures, period in zip(words, numbers, spans(claims, "period_start", "period_end"), strict=True):
        claim = Claim(*said, *figures, period, "", "")
        # Chips of two makes held by one company are two counts, though metric and unit are the same.
        make = terms.origin(claim.object, claim.quote, claim.sentence) if claim.unit == "chips" else ""
        made.append(claim._replace(family=terms.line(claim.entity)[-1], make=make))
    return made


def merge(claims: list[Claim], terms: Terms) -> list[Group]:
    """Groups of claims that say the same thing, in order of first mention."""
    groups: dict[Hashable, Group] = {}
    for c in claims:
        # nine digits: the same figure reached by two sums is still the same figure
        figures = tuple(None if x is None else f"{x:.9g}" for x in (c.value, c.low, c.high))
        key = (c.family, c.metric, c.unit, c.make, STATUS_CLASS.get(c.status, c.status), *figures)
        groups.setdefault(key, []).append(c)
    merged: list[Group] = []
    for group in groups.values():
        for named in _gathered(group, "entity", lambda n: -len(terms.line(n)), lambda n, wide: wide in terms.line(n)):
            merged += _gathered(named, "period", lambda p: (p[1] - p[0], -p[0]), _within)
    position = {c.id: i for i, c in enumerate(claims)}
    return sorted(merged, key=lambda group: position[group[0].id])


def _within(period: Period, wide: Period) -> bool:
    return wide[0] <= period[0] and period[1] <= wide[1]


def _gathered(claims: Group, field: str, size: Callable, inside: Callable) -> Iterable[Group]:
    """The claims by `field`; each wider one (a parent, a year, no date) joins the one inside it.

    With none or several inside it stands alone, since it cannot be said which of them it means.
    """
    if len(claims) == 1:
        return [claims]
    items = sorted(dict.fromkeys(getattr(c, field) for c in claims), key=size)
    home: dict = {}
    for wide in items:
        cores = {home[narrow] for narrow in home if inside(narrow, wide)} if len(items) <= TOO_MANY else ()
        home[wide] = next(iter(cores)) if len(cores) == 1 else wide
    parts: dict[Hashable, Group] = {}
    for c in claims:
        parts.setdefault(home[getattr(c, field)], []).append(c)
    return parts.values()


def facts(claims: pd.DataFrame, terms: Terms) -> pd.DataFrame:
    """The facts frame: one row for each thing that is said, however often it is said.

    Claims are merged when entity (or one above it), metric, unit, value, bounds and kind of status agree and
    the periods are equal, or one is undated or wider and only one narrower period fits. `fact` is the first
    claim's id, `mentions` counts claims, `articles` and `claims` are lists joined by '; '.
    """
    return table(merge(rows(claims, terms), terms))


def table(groups: list[Group]) -> pd.DataFrame:
    """Groups of claims as the facts frame."""
    frame = pd.DataFrame([_fact(group) for group in groups], columns=FRAMES["facts"].names)
    for end in ("period_start", "period_end"):
        days = frame[end].astype("float64")
        frame[end] = pd.to_datetime(days.where(days.abs() != math.inf), unit="D")
    return frame


def _fact(group: Group) -> tuple:
    c, names = group[0], Counter(each.entity for each in group)
    status = Counter(each.status for each in group).most_common(1)[0][0]
    thing = next((each.object for each in group if each.object), "")
    about = (c.id, names.most_common(1)[0][0], "; ".join(names), c.family, thing, c.topic, c.metric, c.unit)
    articles, ids = sorted({each.source for each in group}), [each.id for each in group]
    said = (status, *narrowest(group).period, len(group), "; ".join(articles), "; ".join(ids))
    return (*about, c.value, c.low, c.high, c.hedge, *said)


def narrowest(group: Group) -> Claim:
    """The claim with the shortest period, which dates the fact; the undated come last."""
    return min(group, key=lambda c: (not c.dated, c.period[1] - c.period[0]))
