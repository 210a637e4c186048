"""Where the articles disagree: pairs of statements about the same thing that cannot both hold.

Every rule is about columns and plain wording, and leans to silence: a pair is reported only when the two are
about the same thing as far as names, metric and period can tell. What a reader must judge (whose platform it
was, what 'in use' means) is not computed.
"""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import combinations

import pandas as pd

from datakit.analysis import events as timeline
from datakit.analysis.bounds import Interval, is_money, words
from datakit.analysis.facts import Claim, Group, Period, merge, narrowest, rows
from datakit.analysis.terms import Terms
from datakit.frames import FRAMES

CERTAIN, DOUBTFUL = "cannot both hold", "hardly both"
GROUP_LIMIT = 30  # distinct statements compared within one group; what lies beyond is counted, not compared

# A figure is often dated by the report that brings it: less than a quarter and a month is no contradiction.
REPORT_LAG = 120
MONTH = 31
GROWTH = {"growth_fraction", "multiple"}
DATED_TOPICS = {"usage", "users", "revenue", "capex", "market_share"}
MEASURED_TOPICS = DATED_TOPICS | {"compute", "models", "energy", "footprint"}
DOWN, UP = {"under", "nearly"}, {"over"}


def conflicts(claims: pd.DataFrame, events: pd.DataFrame, terms: Terms) -> pd.DataFrame:
    """The conflicts frame: pairs of claims, and pairs of events, about the same thing that cannot both hold.

    `left` and `right` are ids of claims or events, the earlier mention first; `left_all` and `right_all` list
    all that say the same. `strength` says if both holding is excluded, or only hard to believe. Without
    `terms.parents`, few events can be compared. `.attrs['not_compared']` counts statements left out of groups
    over `GROUP_LIMIT`.
    """
    left_out: set[str] = set()
    told = timeline.rows(events)
    found = [
        *_claim_conflicts(merge(rows(claims, terms), terms), terms, left_out),
        *(_event_pair(*pair) for pair in timeline.exclusions(told, terms, GROUP_LIMIT, left_out)),
        *(_dangling(*event) for event in timeline.dangling(told)),
    ]
    frame = pd.DataFrame(list(dict.fromkeys(found)), columns=FRAMES["conflicts"].names)
    frame.attrs["not_compared"] = len(left_out)
    return frame


def _conflict(kind: str, left: Sequence, right: Sequence, about: str, metric: str, *differ: str) -> tuple:
    """One row; `differ` is the field they differ in, the strength, and the sentence that says it."""
    sources = "; ".join(dict.fromkeys(each.source for each in (*left, *right)))
    ids = ["; ".join(each.id for each in side) for side in (left, right)]
    first = [side[0].id if side else "" for side in (left, right)]
    return (kind, *first, sources, about, metric, *differ, *ids)


def _claim_conflicts(groups: list[Group], terms: Terms, left_out: set[str]) -> Iterator[tuple]:
    def measure(c: Claim) -> tuple | None:
        return (c.family, c.metric, c.unit, c.make) if c.metric and c.entity else None

    def figure(c: Claim) -> tuple | None:
        number = (c.low, c.high) if c.value is None else f"{c.value:.6g}"
        return (*measure(c), number) if measure(c) else None

    for a, b in _pairs(groups, figure, left_out):
        if strength := _two_dates(a, b, terms):
            dates = f"{span_words(a[0].period)} in one sentence, {span_words(b[0].period)} in the other"
            yield _claim_pair(a, b, "date", strength, f": {_amount(a[0])} is dated {dates}")
    for a, b in _pairs(groups, measure, left_out):
        if strength := _two_values(narrowest(a), narrowest(b), terms):
            field = "comparison" if a[0].unit == "multiple" else "value"
            yield _claim_pair(a, b, field, strength, _values_differ(a[0], b[0], strength))


def _pairs(groups: list[Group], key: Callable[[Claim], Hashable], left_out: set[str]) -> Iterator[tuple]:
    """Pairs of facts with the same key, none of which shares a sentence.

    A sentence that gives two numbers side by side means two things by them, whatever their labels say.
    """
    keyed: dict[Hashable, list[Group]] = {}
    for group in groups:
        if (k := key(group[0])) is not None:
            keyed.setdefault(k, []).append(group)
    for together in keyed.values():
        left_out.update(group[0].id for group in together[GROUP_LIMIT:])
        for a, b in combinations(together[:GROUP_LIMIT], 2):
            if not {(c.source, c.sentence) for c in a} & {(c.source, c.sentence) for c in b}:
                yield a, b


def _two_dates(left: Group, right: Group, terms: Terms) -> str | None:
    """One figure at two dates that exclude each other, where the wording or the figure itself dates it."""
    a, b = narrowest(left), narrowest(right)
    if not (a.dated and b.dated and a.status == b.status == "actual"):
        return None
    long = digits(a.value) >= 3  # three digits and more do not come back by chance
    if not (long or terms.related(a.entity, b.entity)):
        return None
    if a.unit in GROWTH:
        # Growth is told over a window: only a window moved as a whole is another growth.
        early, late = sorted((a.period, b.period))
        moved = early[0] + REPORT_LAG < late[0] and early[1] + REPORT_LAG < late[1]
        return CERTAIN if moved and long and a.topic in DATED_TOPICS else None
    if max(a.period[0], b.period[0]) - min(a.period[1], b.period[1]) <= REPORT_LAG:
        return None
    if long and a.topic in DATED_TOPICS:
        return CERTAIN
    # A level is first passed once; yet 'by March' of one year is, to the letter, true of the next year too.
    passed = a.unit in terms.wording.get("levels", ()) and all(
        any(_crossing(c, terms) for c in group) for group in (left, right)
    )
    return DOUBTFUL if passed else None


def _two_values(a: Claim, b: Claim, terms: Terms) -> str | None:
    """Two values of one metric in one period (or of one promise) whose bounds do not meet."""
    amount = is_money(a.unit) or a.unit in terms.wording.get("levels", ())
    if a.topic not in MEASURED_TOPICS or not (amount or a.unit in GROWTH or a.unit == "fraction"):
        return None
    # A promise, and how it compares with something, is fixed: the date beside it is when it was made.
    metric = a.metric.replace("_", " ")
    fixed = a.unit == "multiple" and terms.says("promise", metric)
    same = terms.related(a.entity, b.entity) if fixed else _same_thing(a, b, amount)
    if not same or not _same_period(a, b, fixed):
        return None
    if _apart(a, b):
        return CERTAIN
    # Who says 'met' of a target that was met ten times over says too little: to the letter both hold.
    if terms.says("attainment", metric) and 1.0 in (a.low, b.low):
        ends = [Interval(1, 2) if c.low == 1 and c.high in (None, 1) else c.interval for c in (a, b)]
        return None if ends[0].overlaps(ends[1]) else DOUBTFUL
    return None


def _apart(a: Claim, b: Claim) -> bool:
    """True if the bounds cannot meet; ends that touch do, unless both hedges turn away (over, nearly)."""
    if not a.interval.overlaps(b.interval):
        exact = all(c.value is not None and c.low == c.high for c in (a, b))
        return not (exact and _rounds_to(a.value, b.value))
    low, high = (a, b) if a.high is not None and a.high == b.low else (b, a)
    return high.low is not None and high.low == low.high and low.hedge in DOWN and high.hedge in UP


def _same_period(a: Claim, b: Claim, fixed: bool) -> bool:
    """True for equal periods, and for 'in March' beside 'by the end of March'."""
    if not (a.dated and b.dated):
        return fixed
    short = all(c.period[1] - c.period[0] <= MONTH for c in (a, b))
    return a.period == b.period or (short and a.period[1] == b.period[1])


def _same_thing(a: Claim, b: Claim, amount: bool) -> bool:
    """True if two measures of one name surely count the same: the words for what is counted agree too.

    Two shares or rates in one article are a then and now, or parts of a whole, far more often than a slip;
    and of two articles only a market named in two words or more ('cloud market') is surely one market.
    """
    if a.status != b.status or a.entity != b.entity or (a.source == b.source and not amount):
        return False
    first, second = ({w.rstrip("s") for w in re.findall(r"[a-z]{3,}", c.object.lower())} for c in (a, b))
    return len(first & second) >= (1 if amount else 2) and (first <= second or second <= first)


def digits(number: float | None) -> int:
    """Significant digits: 2 for 450,000, 4 for 16.47 trillion."""
    return (
        0 if number is None or number != number else len(f"{abs(number):.9e}".split("e")[0].replace(".", "").strip("0"))
    )


def _rounds_to(a: float, b: float) -> bool:
    """True if one number is the other with fewer digits."""
    places = max(min(digits(a), digits(b)), 1) - 1
    return f"{a:.{places}e}" == f"{b:.{places}e}"


def _crossing(claim: Claim, terms: Terms) -> bool:
    """True if the words up to and with the number say that a mark was passed."""
    before = claim.sentence.split(claim.quote, 1)[0] if claim.quote in claim.sentence else ""
    return terms.says("crossing", before[-40:] + claim.quote)


def _claim_pair(left: Group, right: Group, field: str, strength: str, says: str) -> tuple:
    who, metric = left[0].entity, left[0].metric
    about = "; ".join(dict.fromkeys((who, right[0].entity)))
    says = f"{who}, {metric.replace('_', ' ')}{says}."
    return _conflict("claim", left, right, about, metric, field, strength, says)


def _values_differ(a: Claim, b: Claim, strength: str) -> str:
    when = next((f" ({span_words(c.period)})" for c in (a, b) if c.dated), "")
    note = "; who knew the larger would hardly have written the smaller" if strength == DOUBTFUL else ""
    return f"{when}: '{a.quote}' is {_amount(a)}, '{b.quote}' is {_amount(b)}{note}"


def _amount(claim: Claim) -> str:
    return words(claim.interval, claim.unit, claim.value, claim.hedge)


def _event_pair(left: list[timeline.Event], right: list[timeline.Event], thing: str) -> tuple:
    action = left[0].action
    says = f"{thing}, {action.replace('_', ' ')}: {_when(left[0])} in one sentence, {_when(right[0])} in the other."
    return _conflict("event", left, right, thing, action, "date", CERTAIN, says)


def _dangling(event: timeline.Event, words: str, anchor: timeline.Event | None) -> tuple:
    names = "; ".join(event.entities)
    says = f"{names}: '{words}' has nothing to point to; the text gives only {span_words(event.span)}."
    return _conflict("event", [event], [anchor] if anchor else [], names, event.action, "date", CERTAIN, says)


def _when(event: timeline.Event) -> str:
    if re.search(r"\d{4}", event.written):
        return re.sub(r"^(?:By|In) ", lambda found: found[0].lower(), event.written)
    return {"by": "by ", "since": "since "}.get(event.bound, "") + span_words(event.span)


def span_words(span: Period) -> str:
    """A period of days in words: '2024', 'March 2025', 'the first quarter of 2025', '29 January 2025'."""
    start, end = (None if math.isinf(day) else dt.date(1970, 1, 1) + dt.timedelta(day) for day in span)
    if start is None or end is None:
        return "no date" if start is end else _day(end) if start is None else f"{_day(start)} on"
    if start == end:
        return _day(start)
    after = end + dt.timedelta(1)
    months = (after.year - start.year) * 12 + after.month - start.month if start.day == after.day == 1 else 0
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
