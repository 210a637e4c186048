"""Claims that say the same thing become one fact, in one pass over hash keys."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Hashable, Mapping
from typing import NamedTuple

import pandas as pd

from datakit.analysis import chips
from datakit.analysis.bounds import Interval

Parents = Mapping[str, str | None]
FIRST, LAST = -math.inf, math.inf
# A thing done and a thing intended are never the same fact, however alike their numbers are.
STATUS_CLASS = {"actual": "done", "claimed": "done"} | dict.fromkeys(("planned", "pledged", "target"), "intended")
WORDS = ["source", "quote", "sentence", "hedge", "unit", "entity", "object", "topic", "metric", "status"]
TOO_MANY = 64  # distinct names or periods in one group beyond which only equal ones are merged
COLUMNS = [
    "fact",
    "entity",
    "entities",
    "family",
    "object",
    "topic",
    "metric",
    "unit",
    "value",
    "low",
    "high",
]
COLUMNS += ["hedge", "status", "period_start", "period_end", "mentions", "articles", "claims"]


class Claim(NamedTuple):
    """One row of the claims frame, with its period as days (open ends infinite) and its family."""

    claim: str
    source: str
    start: int
    quote: str
    sentence: str
    value: float | None
    low: float | None
    high: float | None
    hedge: str
    unit: str
    entity: str
    object: str | None
    topic: str
    metric: str
    status: str
    period: tuple[float, float]
    family: str
    kind: str

    @property
    def interval(self) -> Interval:
        return Interval(self.low, self.high)

    @property
    def dated(self) -> bool:
        return self.period != (FIRST, LAST)


def line(name: str, parents: Parents) -> tuple[str, ...]:
    """The name, its parent, and so on up to the head of the family (a circle ends where it closes)."""
    names = [name]
    while isinstance(above := parents.get(names[-1]), str) and above and above not in names:
        names.append(above)
    return tuple(names)


def related(a: str, b: str, parents: Parents) -> bool:
    """True for the same name, or when one stands above the other; siblings are not related."""
    return a in line(b, parents) or b in line(a, parents)


def days(column: pd.Series) -> list[float | None]:
    """Dates (ISO text, date or timestamp) as whole days since 1970, None where unknown."""
    stamps = pd.to_datetime(column.astype("string"), errors="coerce", format="ISO8601")
    counted = (stamps - pd.Timestamp(0)).dt.days
    return [None if d != d else d for d in counted.astype("float64").tolist()]


def texts(frame: pd.DataFrame, name: str) -> list[str]:
    """A column as plain strings, '' where it is missing or empty."""
    if name not in frame:
        return [""] * len(frame)
    return [t if isinstance(t, str) else "" if pd.isna(t) else str(t) for t in frame[name].tolist()]


def numbers(frame: pd.DataFrame, name: str) -> list[float | None]:
    column = pd.to_numeric(frame[name], errors="coerce").astype("float64")
    return [x if math.isfinite(x) else None for x in column.tolist()]


def ids(frame: pd.DataFrame, name: str) -> list[str]:
    """The column of that name, or stem:start (then stem:start.2 and on) where the frame has none."""
    if name in frame:
        return texts(frame, name)
    seen: Counter[str] = Counter()
    made = []
    for source, start in zip(texts(frame, "source"), texts(frame, "start"), strict=True):
        base = f"{source.removesuffix('.txt')}:{start}"
        seen[base] += 1
        made.append(base if seen[base] == 1 else f"{base}.{seen[base]}")
    return made


def spans(frame: pd.DataFrame, start: str, end: str) -> list[tuple[float, float]]:
    """Periods as days. An end without a start is that last day ('by the end of'); a start alone is open."""
    periods = []
    for a, b in zip(days(frame[start]), days(frame[end]), strict=True):
        if a is None and b is not None:
            a = b
        periods.append((FIRST if a is None else a, LAST if b is None else b))
    return periods


def rows(claims: pd.DataFrame, parents: Parents) -> list[Claim]:
    """The claims frame as Claim rows, in its order."""
    if not len(claims):
        return []
    heads: dict[str, str] = {}
    column = {name: texts(claims, name) for name in WORDS}
    column |= {name: numbers(claims, name) for name in ("start", "value", "low", "high")}
    column["claim"], column["period"] = ids(claims, "claim"), spans(claims, "period_start", "period_end")
    for name in set(column["entity"]):
        heads[name] = line(name, parents)[-1]
    column["family"] = [heads[name] for name in column["entity"]]
    # Chips of two makes held by one company are two counts, though metric and unit are the same.
    said = zip(column["unit"], column["object"], column["quote"], column["sentence"], strict=True)
    column["kind"] = [chips.origin(*words) if unit == "chips" else "" for unit, *words in said]
    ordered = [column[field] for field in Claim._fields]
    return [Claim(*values) for values in zip(*ordered, strict=True)]


def rounded(number: float | None) -> float | None:
    """Nine significant digits: the same figure reached by two sums is still the same figure."""
    return None if number is None else float(f"{number:.9g}")


def merge(claims: list[Claim], parents: Parents) -> list[list[Claim]]:
    """Groups of claims that say the same thing, in order of first mention."""
    groups: dict[Hashable, list[Claim]] = {}
    for c in claims:
        status = STATUS_CLASS.get(c.status, c.status)
        key = (c.family, c.metric, c.unit, c.kind, status, rounded(c.value), rounded(c.low), rounded(c.high))
        groups.setdefault(key, []).append(c)
    merged: list[list[Claim]] = []
    for group in groups.values():
        if len(group) == 1:
            merged.append(group)
            continue
        lines = {c.entity: line(c.entity, parents) for c in group}
        names = sorted(lines, key=lambda name: -len(lines[name]))
        home = _settle(names, lambda narrow, wide: wide in line(narrow, parents))
        by_name: dict[str, list[Claim]] = {}
        for c in group:
            by_name.setdefault(home[c.entity], []).append(c)
        for same in by_name.values():
            periods = sorted({c.period for c in same}, key=lambda p: (p[1] - p[0], -p[0]))
            place = _settle(periods, lambda n, w: w[0] <= n[0] and n[1] <= w[1])
            by_period: dict[tuple, list[Claim]] = {}
            for c in same:
                by_period.setdefault(place[c.period], []).append(c)
            merged.extend(by_period.values())
    position = {c.claim: i for i, c in enumerate(claims)}
    return sorted(merged, key=lambda group: position[group[0].claim])


def _settle(narrow_first: list, inside: Callable) -> dict:
    """Each wider item (a parent, a year, no date at all) goes to the one narrower item inside it.

    With none or several inside it stands alone, since it cannot be said which of them it means.
    """
    home: dict = {}
    if len(narrow_first) > TOO_MANY:
        return {item: item for item in narrow_first}
    for wide in narrow_first:
        cores = {home[narrow] for narrow in home if inside(narrow, wide)}
        home[wide] = cores.pop() if len(cores) == 1 else wide
    return home


def facts(claims: pd.DataFrame, parents: Parents | None = None) -> pd.DataFrame:
    """One row for each thing that is said, however often it is said.

    Claims are merged when entity (or one above it), metric, unit, value, bounds and kind of status agree and
    the periods are equal, or one is undated or wider and only one narrower period fits. `fact` is the first
    claim's id, `mentions` counts claims, `articles` and `claims` are lists joined by '; '. `parents` is
    name -> parent.
    """
    frame = pd.DataFrame([_fact(group) for group in merge(rows(claims, parents or {}), parents or {})], columns=COLUMNS)
    for end in ("period_start", "period_end"):
        numbers = pd.to_numeric(frame[end]).astype("float64")
        frame[end] = pd.to_datetime(numbers.where(numbers.abs() != math.inf), unit="D")
    return frame


def _fact(group: list[Claim]) -> tuple:
    c = group[0]
    entity, status, named, thing, period = c.entity, c.status, c.entity, c.object, c.period
    if len(group) > 1:
        names = Counter(each.entity for each in group)
        entity, named = names.most_common(1)[0][0], "; ".join(names)
        status = Counter(each.status for each in group).most_common(1)[0][0]
        thing = next((each.object for each in group if each.object), "")
        period = narrowest(group).period
    return (
        *(
            c.claim,
            entity,
            named,
            c.family,
            thing,
            c.topic,
            c.metric,
            c.unit,
            c.value,
            c.low,
            c.high,
            c.hedge,
        ),
        *(status, *period, len(group)),
        c.source if len(group) == 1 else "; ".join(sorted({each.source for each in group})),
        "; ".join(each.claim for each in group),
    )


def narrowest(group: list[Claim]) -> Claim:
    """The claim with the shortest period, which dates the fact; the undated come last."""
    return min(group, key=lambda c: (not c.dated, c.period[1] - c.period[0]))
