"""Where the articles disagree: pairs of statements about the same thing that cannot both hold.

Every rule is about columns and plain wording, and leans to silence: a pair is reported only when the two are
about the same thing as far as names, metric and period can tell. What a reader must judge (whose platform it
was, what 'in use' means) is not computed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Hashable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from datakit.analysis import events as timeline
from datakit.analysis.bounds import Interval, words
from datakit.analysis.facts import Claim, Parents, facts, merge, narrowest, related, rows

__all__ = ["COLUMNS", "conflicts", "facts"]

CERTAIN, DOUBTFUL = "cannot both hold", "hardly both"
GROUP_LIMIT = 30  # distinct statements compared within one group; what lies beyond is counted, not compared

# A figure is often dated by the report that brings it: less than a quarter and a month is no contradiction.
REPORT_LAG = 120
MONTH = 31
LEVELS = {"users", "developers", "models", "chips", "regions", "cities", "companies", "tokens_per_day"}
GROWTH = {"growth_fraction", "multiple"}
DATED_TOPICS = {"usage", "users", "revenue", "capex", "market_share"}
MEASURED_TOPICS = DATED_TOPICS | {"compute", "models", "energy", "footprint"}
CROSSED = re.compile(r"\b(?:notched|passed|surpassed|reached|crossed|topped|exceeded|broke|hit)\b", re.I)
DOWN, UP = {"under", "nearly"}, {"over"}
# A promise, and how it compares with something, is fixed: the date beside it is when it was made.
FIXED = re.compile(r"pledge|target|plan(?:ned)?(?:_|$)|attainment")
ATTAINMENT = re.compile(r"attainment")


class Conflict(NamedTuple):
    """One pair. `strength`: excluded, or only hard to believe since both could hold to the letter."""

    kind: str
    left: str
    right: str
    sources: str
    entity: str
    metric: str
    field: str
    strength: str
    says: str
    left_all: str
    right_all: str


COLUMNS = list(Conflict._fields)


def conflicts(
    claims: pd.DataFrame,
    events: pd.DataFrame | None = None,
    parents: Parents | None = None,
    one_off: Mapping[str, str] | None = None,
) -> pd.DataFrame:
    """Pairs of claims, and pairs of events, about the same thing that cannot both hold; columns as `COLUMNS`.

    `parents` is name -> parent (it tells a product from its maker; without it few events can be compared).
    `one_off` is action -> what happens once: 'subject', 'object' or 'pair' (default `events.ONE_OFF`).
    `left` and `right` are ids of claims or events, the earlier mention first; `left_all` and `right_all` list
    all that say the same. `.attrs['not_compared']` counts statements left out of groups over `GROUP_LIMIT`.
    """
    parents = parents or {}
    left_out: set[str] = set()
    found = list(_claim_conflicts(merge(rows(claims, parents), parents), parents, left_out))
    if events is not None and len(events):
        told = timeline.rows(events)
        apart = timeline.exclusions(told, parents, one_off, GROUP_LIMIT, left_out)
        found += (_event_pair(*pair) for pair in apart)
        found += (_dangling(event, anchor) for event, anchor in timeline.dangling(told))
    frame = pd.DataFrame(list(dict.fromkeys(found)), columns=COLUMNS)
    frame.attrs["not_compared"] = len(left_out)
    return frame


Group = list[Claim]


def _claim_conflicts(groups: list[Group], parents: Parents, left_out: set[str]) -> Iterator[Conflict]:
    def figure(c: Claim) -> Hashable:
        number = (c.low, c.high) if c.value is None else f"{c.value:.6g}"
        return (c.family, c.metric, c.unit, c.kind, number) if c.metric and c.entity else None

    def measure(c: Claim) -> Hashable:
        return (c.family, c.metric, c.unit, c.kind) if c.metric and c.entity else None

    for a, b in _pairs(groups, figure, left_out):
        if strength := _two_dates(a, b, parents):
            yield _pair(a, b, "date", strength, _dates_differ(a[0], b[0]))
    for a, b in _pairs(groups, measure, left_out):
        if strength := _two_values(a, b, parents):
            field = "comparison" if a[0].unit == "multiple" else "value"
            yield _pair(a, b, field, strength, _values_differ(a[0], b[0], strength))


def _pairs(groups: list[Group], key: Callable[[Claim], Hashable], left_out: set[str]) -> Iterator[tuple]:
    """Pairs of facts with the same key, none of which shares a sentence.

    A sentence that gives two numbers side by side means two things by them, whatever their labels say.
    """
    keyed: dict[Hashable, list[Group]] = {}
    for group in groups:
        if (k := key(group[0])) is not None:
            keyed.setdefault(k, []).append(group)
    for together in keyed.values():
        left_out.update(group[0].claim for group in together[GROUP_LIMIT:])
        for a, b in combinations(together[:GROUP_LIMIT], 2):
            if not {(c.source, c.sentence) for c in a} & {(c.source, c.sentence) for c in b}:
                yield a, b


def _two_dates(left: Group, right: Group, parents: Parents) -> str | None:
    """One figure at two dates that exclude each other, where the wording or the figure itself dates it."""
    a, b = narrowest(left), narrowest(right)
    if not (a.dated and b.dated and a.status == b.status == "actual"):
        return None
    digits = _digits(a.value)
    if not (related(a.entity, b.entity, parents) or digits >= 3):
        return None
    if a.unit in GROWTH:
        # Growth is told over a window: only a window moved as a whole is another growth.
        early, late = sorted((a.period, b.period))
        moved = early[0] + REPORT_LAG < late[0] and early[1] + REPORT_LAG < late[1]
        return CERTAIN if moved and digits >= 3 and a.topic in DATED_TOPICS else None
    if max(a.period[0], b.period[0]) - min(a.period[1], b.period[1]) <= REPORT_LAG:
        return None
    if digits >= 3 and a.topic in DATED_TOPICS:
        return CERTAIN  # three digits and more do not come back by chance
    # A level is first passed once; yet 'by March' of one year is, to the letter, true of the next year too.
    passed = a.unit in LEVELS and all(any(_crossing(c) for c in group) for group in (left, right))
    return DOUBTFUL if passed else None


def _two_values(left: Group, right: Group, parents: Parents) -> str | None:
    """Two values of one metric in one period (or of one promise) whose bounds do not meet."""
    a, b = narrowest(left), narrowest(right)
    if a.topic not in MEASURED_TOPICS or not (_amounts(a.unit) or a.unit in GROWTH or a.unit == "fraction"):
        return None
    fixed = bool(FIXED.search(a.metric)) and a.unit == "multiple"
    if not (related(a.entity, b.entity, parents) if fixed else _same_thing(a, b)):
        return None
    if not _same_period(a, b, fixed):
        return None
    if _apart(a, b):
        return CERTAIN
    # Who says 'met' of a target that was met ten times over says too little: to the letter both hold.
    met = {1.0: Interval(1, 2)}
    if ATTAINMENT.search(a.metric) and 1.0 in (a.low, b.low):
        ends = [met.get(c.low, c.interval) if c.high in (None, 1.0) else c.interval for c in (a, b)]
        return None if ends[0].overlaps(ends[1]) else DOUBTFUL
    return None


def _apart(a: Claim, b: Claim) -> bool:
    """True if the bounds cannot meet; ends that touch do, unless both hedges turn away (over, nearly)."""
    if not a.interval.overlaps(b.interval):
        both = a.value is not None and b.value is not None
        return not (both and a.low == a.high and b.low == b.high and _rounds_to(a.value, b.value))
    low, high = (a, b) if a.high is not None and a.high == b.low else (b, a)
    return high.low is not None and high.low == low.high and low.hedge in DOWN and high.hedge in UP


def _same_period(a: Claim, b: Claim, fixed: bool) -> bool:
    """True for equal periods, and for 'in March' beside 'by the end of March'."""
    if not (a.dated and b.dated):
        return fixed
    short = all(c.period[1] - c.period[0] <= MONTH for c in (a, b))
    return a.period == b.period or (short and a.period[1] == b.period[1])


def _same_thing(a: Claim, b: Claim) -> bool:
    """True if two measures of one name surely count the same: the words for what is counted agree too.

    Two shares or rates in one article are a then and now, or parts of a whole, far more often than a slip;
    and of two articles only a market named in two words or more ('cloud market') is surely one market.
    """
    if a.status != b.status or a.entity != b.entity or (a.source == b.source and not _amounts(a.unit)):
        return False
    first, second = ({w.rstrip("s") for w in re.findall(r"[a-z]{3,}", c.object.lower())} for c in (a, b))
    needed = 1 if _amounts(a.unit) else 2
    return len(first & second) >= needed and (first <= second or second <= first)


def _amounts(unit: str) -> bool:
    """True for money (a currency's three letters) and for what is counted as a level."""
    return unit in LEVELS or (len(unit) == 3 and unit.isupper())


def _digits(number: float | None) -> int:
    """Significant digits: 2 for 450,000, 4 for 16.47 trillion."""
    return 0 if number is None else len(f"{abs(number):.9e}".split("e")[0].replace(".", "").strip("0"))


def _rounds_to(a: float, b: float) -> bool:
    """True if one number is the other with fewer digits."""
    coarse, fine = sorted((a, b), key=_digits)
    places = max(_digits(coarse), 1) - 1
    return f"{fine:.{places}e}" == f"{coarse:.{places}e}"


def _crossing(claim: Claim) -> bool:
    """True if the words up to and with the number say that a mark was passed."""
    before = claim.sentence.split(claim.quote, 1)[0] if claim.quote in claim.sentence else ""
    return bool(CROSSED.search(before[-40:] + claim.quote))


def _pair(left: Group, right: Group, field: str, strength: str, says: str) -> Conflict:
    return Conflict(
        "claim",
        left[0].claim,
        right[0].claim,
        "; ".join(dict.fromkeys(c.source for c in left + right)),
        left[0].entity if left[0].entity == right[0].entity else f"{left[0].entity}; {right[0].entity}",
        left[0].metric,
        field,
        strength,
        says,
        "; ".join(c.claim for c in left),
        "; ".join(c.claim for c in right),
    )


def _amount(claim: Claim) -> str:
    return words(claim.interval, claim.unit, claim.value, claim.hedge)


def _about(claim: Claim) -> str:
    return f"{claim.entity}, {claim.metric.replace('_', ' ')}"


def _dates_differ(a: Claim, b: Claim) -> str:
    dates = f"{span_words(a.period)} in one sentence, {span_words(b.period)} in the other"
    return f"{_about(a)}: {_amount(a)} is dated {dates}."


def _values_differ(a: Claim, b: Claim, strength: str) -> str:
    when = next((f" ({span_words(c.period)})" for c in (a, b) if c.dated), "")
    note = "; who knew the larger would hardly have written the smaller" if strength == DOUBTFUL else ""
    return f"{_about(a)}{when}: '{a.quote}' is {_amount(a)}, '{b.quote}' is {_amount(b)}{note}."


def _event_pair(left: list[timeline.Event], right: list[timeline.Event], thing: str) -> Conflict:
    a, b = left[0], right[0]
    says = f"{thing}, {a.action.replace('_', ' ')}: {_when(a)} in one sentence, {_when(b)} in the other."
    sources = "; ".join(dict.fromkeys(e.source for e in left + right))
    listed = ["; ".join(e.event for e in side) for side in (left, right)]
    return Conflict("event", a.event, b.event, sources, thing, a.action, "date", CERTAIN, says, *listed)


def _dangling(event: timeline.Event, anchor: timeline.Event | None) -> Conflict:
    right = anchor.event if anchor else ""
    names = "; ".join(event.entities)
    says = f"{names}: '{event.relative}' has nothing to point to; the text gives only {span_words(event.span)}."
    ids = (event.event, right)
    return Conflict("event", *ids, event.source, names, event.action, "date", CERTAIN, says, *ids)


def _when(event: timeline.Event) -> str:
    if re.search(r"\d{4}", event.written):
        return event.written[:1].lower() + event.written[1:] if event.written[:3] in ("By ", "In ") else event.written
    return {"by": "by ", "since": "since "}.get(event.bound, "") + span_words(event.span)


def span_words(span: tuple[float, float]) -> str:
    """A period of days in words: '2024', 'March 2025', 'the first quarter of 2025', '29 January 2025'."""
    known = [None if abs(day) == float("inf") else dt.date(1970, 1, 1) + dt.timedelta(day) for day in span]
    start, end = known
    if start is None or end is None:
        return "no date" if start is end else f"{_day(end)}" if start is None else f"{_day(start)} on"
    after = end + dt.timedelta(1)
    if start == end:
        return _day(start)
    if start.day == 1 and after.day == 1:
        months = (after.year - start.year) * 12 + after.month - start.month
        if months == 1:
            return f"{start:%B %Y}"
        if months == 12 and start.month == 1:
            return str(start.year)
        if months == 3 and start.month % 3 == 1:
            return f"the {('first', 'second', 'third', 'fourth')[start.month // 3]} quarter of {start.year}"
    same = (start.year, start.month) == (end.year, end.month)
    return f"{start.day if same else _day(start)} to {_day(end)}"


def _day(date: dt.date) -> str:
    return f"{date.day} {date:%B %Y}"
