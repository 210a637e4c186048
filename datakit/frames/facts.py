"""Claims that say the same thing become one fact, in one pass over hash keys."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from datakit.bounds import Interval, is_money
from datakit.frames.schema import Row
from datakit.labels import MEASURES
from datakit.reading import Vocabulary

Period = tuple[float, float]  # days as their ordinal numbers, an open end infinite
UNDATED: Period = (-math.inf, math.inf)
DATED = ("stated", "heading", "settled")  # how a `when` is known that dates a statement, and not only its article
# A thing done and a thing intended are never the same fact, however alike their numbers are.
STATUS_CLASS = {"actual": "done", "claimed": "done"} | dict.fromkeys(("planned", "pledged", "target"), "intended")
# 'Nearly 100', 'about 100' and '100 or more' are three things to say of one number.
SIDE = dict.fromkeys(("under", "nearly", "up_to"), "below") | {"about": "about"}
WHEN = ("when_start", "when_end", "when_how")
TOO_MANY = 64  # distinct names or periods in one group beyond which only equal ones are merged
REACH = 40  # characters after a number in which the noun it counts is looked for


class Claim(NamedTuple):
    """One row of the claims frame, with what it goes back to, its period as days, and whose make its chips are."""

    id: str
    source: str
    section: str
    quote: str
    sentence: str
    hedge: str
    unit: str
    direction: str
    entity: str
    family: str
    object: str
    topic: str
    metric: str
    status: str
    when_how: str
    value: float | None
    low: float | None
    high: float | None
    origin: str
    period: Period
    make: str
    by: bool  # whether its date is the last that it can be

    @property
    def interval(self) -> Interval:
        return Interval(self.low, self.high)

    @property
    def dated(self) -> bool:
        return self.period != UNDATED


Group = list[Claim]  # claims that say the same thing


def span(row: Row, prefix: str) -> Period:
    """A period as days. An end without a start is that last day ('by the end of'); a start alone is open."""
    first, last = (row[f"{prefix}_{end}"] and date.fromisoformat(row[f"{prefix}_{end}"]).toordinal()
                   for end in ("start", "end"))  # fmt: skip
    if first is None and last is None:
        return UNDATED
    return (last if first is None else first, math.inf if last is None else last)


def day(number: float) -> date | None:
    """The date of an ordinal number; None for an open end."""
    return None if math.isinf(number) else date.fromordinal(int(number))


def span_words(span: Period) -> str:
    """A period of days in words: '2024', 'March 2025', 'the first quarter of 2025', '29 January 2025'."""
    start, end = day(span[0]), day(span[1])
    if start is None or end is None:
        return "no date" if start is end else _day(end) if start is None else f"{_day(start)} on"
    if start == end:
        return _day(start)
    after = day(span[1] + 1)
    months = (after.year - start.year) * 12 + after.month - start.month if start.day == after.day == 1 else 0
    if months == 1:
        return f"{start:%B %Y}"
    if months == 12 and start.month == 1:
        return str(start.year)
    if months == 3 and start.month % 3 == 1:
        return f"the {('first', 'second', 'third', 'fourth')[start.month // 3]} quarter of {start.year}"
    same = (start.year, start.month) == (end.year, end.month)
    return f"{start.day if same else _day(start)} to {_day(end)}"


def _day(date) -> str:
    return f"{date.day} {date:%B %Y}"


def rows(
    claims: Iterable[Row], vocabulary: Vocabulary, origins: Mapping[str, str], as_written: bool = False
) -> list[Claim]:
    """The rows of claims as Claim rows, in their order, without asides. `origins` maps a source to what it goes back to.

    A decision in review.csv counts as the date, unless `as_written`.
    """
    made = []
    for row in claims:
        if not row["aside"]:
            texts = [row[name] or "" for name in Claim._fields[1:15]]
            period = span(row, "period" if as_written else "when") if row["when_how"] in DATED else UNDATED
            # Chips of two makes held by one company are two counts, though metric and unit are the same.
            said = (row["object"] or "", row["quote"], row["sentence"])
            make = chip_make(vocabulary, *said) if row["unit"] == "chips" else ""
            by = not row["period_start"] and bool(row["period_end"])
            numbers = (row["value"], row["low"], row["high"])
            made.append(Claim(row["claim"], *texts, *numbers, origins[row["source"]], period, make, by))
    return made


def chip_make(vocabulary: Vocabulary, thing: str, quote: str, sentence: str) -> str:
    """Whose make chips are, by the noun counted, else the quote, else the words right after it.

    'unknown' if none or more than one make is named: a maker not listed is never guessed.
    """
    # The next number begins another count, whose noun says nothing of this one.
    after = re.split(r"\b\d", sentence.split(quote, 1)[1][:REACH])[0] if quote and quote in sentence else ""
    for text in (thing, quote, after):
        if found := [make for make in vocabulary.chip_origin if says(vocabulary.chip_origin[make], text)]:
            return found[0] if len(found) == 1 else "unknown"
    return "unknown"


def says(words: Iterable[str], text: str, flags: re.RegexFlag = re.IGNORECASE) -> bool:
    """True if the text has one of these words, whole."""
    return any(re.search(rf"\b{re.escape(word)}\b", text, flags) for word in words)


def merge(claims: list[Claim], vocabulary: Vocabulary) -> list[Group]:
    """Groups of claims that say the same thing, in order of first mention.

    They agree in family, metric, unit, direction, number, side of the doubt and kind of status; their names and
    periods are equal, or one is wider and only one narrower fits.
    """
    groups: dict[Hashable, Group] = {}
    for c in claims:
        groups.setdefault(_key(c), []).append(c)
    merged: list[Group] = []
    line = vocabulary.family
    for group in groups.values():
        for named in _gathered(group, "entity", lambda n: -len(line(n)), lambda n, wide: wide in line(n)):
            merged += _gathered(named, "period", lambda p: (p[1] - p[0], -p[0]), _within)
    position = {c.id: i for i, c in enumerate(claims)}
    merged.sort(key=lambda group: position[group[0].id])
    return _without_plurals(merged)


def _without_plurals(groups: list[Group]) -> list[Group]:
    """The groups, with an undated plural ('millions of users') in the one group whose number is such a number.

    It says no more than the number does, and beside it would be counted twice.
    """
    numbers: dict[Hashable, list[Group]] = {}
    for group in groups:
        if group[0].value is not None:
            numbers.setdefault((group[0].entity, *_measure(group[0])), []).append(group)
    left = []
    for group in groups:
        c = group[0]
        plural = c.value is None and c.unit not in MEASURES[1:] and not (c.dated or re.search(r"\d", c.quote))
        alike = numbers.get((c.entity, *_measure(c)), ()) if plural else ()
        homes = [other for other in alike if other[0].value in c.interval]
        if len(homes) == 1:
            homes[0] += group
        else:
            left.append(group)
    return left


def _measure(c: Claim) -> tuple:
    # what is spent is one measure, whether a sentence calls it the year's, the quarter's or planned
    metric = c.topic if c.topic == "capex" and is_money(c.unit) else c.metric
    return (c.family, metric, c.unit, c.direction, c.make, STATUS_CLASS.get(c.status, c.status))


def _key(c: Claim) -> Hashable:
    # nine digits: the same figure reached by two sums is still the same figure
    number = (c.low, c.high) if c.value is None else (f"{c.value:.9g}",)
    return (*_measure(c), SIDE.get(c.hedge, ""), *number)


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


def narrowest(group: Group) -> Claim:
    """The claim with the shortest period, which dates the fact; the undated come last."""
    return min(group, key=lambda c: (not c.dated, c.period[1] - c.period[0]))


def joined(groups: list[Group], pairs: Iterable[tuple[str, str]]) -> list[Group]:
    """The groups, with those of each pair of claims as one: a figure that is told with two dates is one fact, not two."""
    home = {claim.id: group for group in groups for claim in group}
    for a, b in pairs:
        first, second = home[a], home[b]
        if first is not second:
            both = first + second
            home |= {claim.id: both for claim in both}
    return list({id(group): group for group in home.values()}.values())


def _most(said: Iterable[str]) -> str:
    """What is said most often; of what is said equally often, what is said first."""
    return next((text for text, _ in Counter(said).most_common(1)), "")


def fact(group: Group, told: Mapping[str, Row], disputed: bool) -> dict[str, Any]:
    """One row of the facts frame. `told` gives the row of each claim by its id."""
    c = min(group, key=lambda each: (each.value is None, each.hedge != "none"))
    row = {"fact": group[0].id, "entity": _most(each.entity for each in group), "family": c.family}
    row |= {"object": _most(each.object.replace("’", "'") for each in group if each.object), "topic": c.topic}
    row |= {name: getattr(c, name) for name in ("metric", "value", "low", "high", "hedge", "unit", "direction")}
    row |= {"hedge_scope": _most(told[each.id]["hedge_scope"] for each in group if told[each.id]["hedge_scope"])}
    row |= {"status": _most(each.status for each in group), "disputed": disputed, "mentions": len(group)}
    # the claim with the shortest period dates the fact; of undated ones, that of the oldest article
    dating = min(
        group, key=lambda each: (not each.dated, each.period[1] - each.period[0], told[each.id]["when_end"] or "9")
    )
    row |= {name: told[dating.id][name] for name in ("period_start", "period_end", *WHEN)}
    periods = {each.period for each in group if each.dated}
    first, last = (max(p[0] for p in periods), min(p[1] for p in periods)) if periods else UNDATED
    if first > last:  # dates that exclude each other: it is of one or the other
        row |= {"when_start": day(min(p[0] for p in periods)), "when_end": day(max(p[1] for p in periods))}
    row |= {f"{name}s": len({getattr(each, name) for each in group}) for name in ("source", "origin")}
    return {name: None if value == "" else value for name, value in row.items()}
