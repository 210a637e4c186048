"""Dated events about one thing that happens once: which dates exclude each other."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from datakit.analysis.facts import UNDATED, Period, cells, spans
from datakit.analysis.terms import Terms

PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\b", re.I)
FIGURE = re.compile(r"\d\s?%|\bpercent\b|\d-?fold\b|\d+x\b", re.I)
OWN = re.compile(r"['\u2019]s? ((?:\w+ ){0,2}\w*)")  # what a name is the owner of, the words up to the third
SAME_UNIT = re.compile(r"\b(?:that|the|this) same (day|week|month|quarter|year)\b", re.I)
LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
NAMES_USED = 12  # entities of one event that are looked at


class Event(NamedTuple):
    """One row of the events frame; `span` in days, as written."""

    id: str
    source: str
    start: int
    end: int
    quote: str
    action: str
    bound: str
    entities: tuple[str, ...]
    written: str
    span: Period

    @property
    def limits(self) -> Period:
        """The days on which it can have happened: 'by' is open before, 'since' after."""
        start, end = self.span
        return (UNDATED[0] if self.bound == "by" else start, UNDATED[1] if self.bound == "since" else end)

    @property
    def relative(self) -> re.Match | None:
        """A 'that same month', where it dates the sentence: in its date or at its head."""
        return SAME_UNIT.search(self.written) or SAME_UNIT.match(self.quote)


def rows(events: pd.DataFrame) -> list[Event]:
    """The events frame as Event rows, in its order."""
    names = ["event", *Event._fields[1:8], "date_text"]
    rows = [
        Event(*row, span)
        for row, span in zip(cells(events, names, ""), spans(events, "date_start", "date_end"), strict=True)
    ]
    return [e._replace(entities=tuple(dict.fromkeys(filter(None, e.entities.split("; "))))) for e in rows]


def dangling(events: list[Event]) -> Iterator[tuple[Event, str, Event | None]]:
    """Events dated 'that same month' where no month is known, those words, and the event before they lean on."""
    before: Event | None = None
    for event in sorted(events, key=lambda e: (e.source, e.start)):
        if found := event.relative:
            if event.span[1] - event.span[0] + 1 > LONGEST[found[1].lower()]:
                same = before and (before.source, before.span) == (event.source, event.span)
                yield event, found[0], before if same else None
        before = event


Pair = tuple[list[Event], list[Event], str]


def exclusions(events: list[Event], terms: Terms, limit: int, left_out: set[str]) -> Iterator[Pair]:
    """Pairs (the events of one date, those of the other, the thing) whose dates exclude each other."""
    families = {above for name in terms.parents for above in terms.line(name)[1:]}
    keyed: dict[tuple, dict[Hashable, list[Event]]] = {}
    for event in events:
        kind = terms.one_off.get(event.action)
        # What is meant, denied or told by others may come at any date; 'May' is a month, 'may' is not.
        if kind and event.span != UNDATED and not terms.says("not_yet", event.quote, re.NOFLAG):
            for thing in _things(event, kind, terms, families):
                told = (event.limits, frozenset(specific(event, terms)) if kind == "pair" else None)
                keyed.setdefault((event.action, thing), {}).setdefault(told, []).append(event)
    seen: set[frozenset] = set()
    for (action, thing), together in keyed.items():
        told_apart = list(together.values())
        left_out.update(same[0].id for same in told_apart[limit:])
        for a, b in combinations(told_apart[:limit], 2):
            both = frozenset({a[0].id, b[0].id})
            paired = terms.one_off[action] == "pair"
            partner = _partner(a[0], b[0], thing, terms) if paired else None
            if _exclude(a[0], b[0]) and (partner or not paired) and both not in seen:
                seen.add(both)
                yield a, b, f"{thing}; {partner}" if partner else thing


def specific(event: Event, terms: Terms) -> list[str]:
    """The event's names without those that stand above another of them (Alibaba, Qwen, Qwen3: Qwen3)."""
    names = event.entities[:NAMES_USED]
    above = {up for name in names for up in terms.line(name)[1:]}
    return [name for name in names if name not in above]


def _things(event: Event, kind: str, terms: Terms, families: set[str]) -> list[str]:
    """What the action was done to, as far as names and word order tell; nothing when they do not."""
    first = _first(event)
    if kind == "subject":
        return [first[0]] if first and _rose(event.quote, first[1], terms) else []
    products = [name for name in specific(event, terms) if isinstance(terms.parents.get(name), str)]
    if kind == "pair":
        return products
    # A version or a part of a thing comes again; a thing may be shown before it is out, and opened after.
    if len(products) != 1 or products[0] in families or terms.says("part_of", event.quote):
        return []
    # 'Qwen3 was released' tells of Qwen3; 'Quark launched a search' tells of the search.
    active = first and first[0] == products[0] and not PASSIVE.search(event.quote)
    return [] if active else products


def _first(event: Event) -> tuple[str, int] | None:
    """The name that comes first in the sentence and where it ends; one alone may stand for a pronoun."""
    names = event.entities[:NAMES_USED]
    ends = ((re.search(rf"(?<!\w){re.escape(name)}(?!\w)", event.quote), name) for name in names)
    placed = [(found.start(), name, found.end()) for found, name in ends if found]
    return min(placed)[1:] if placed else (names[0], 0) if len(names) == 1 else None


def _rose(quote: str, end: int, terms: Terms) -> bool:
    """True if fame is told of the name that ends there: no figure, nor something of its own ('its shares')."""
    own = OWN.match(quote, end) if end else None
    return bool(terms.says("fame", quote) and not FIGURE.search(quote) and (not own or terms.says("ascent", own[1])))


def _partner(a: Event, b: Event, product: str, terms: Terms) -> str | None:
    """The other half of a pair when all the specific names of one event are matched in the other."""
    few, many = sorted((specific(a, terms), specific(b, terms)), key=len)
    others = [name for name in few if name != product]
    matched = all(any(terms.related(name, other) for other in many) for name in others)
    return others[0] if others and matched else None


def _exclude(a: Event, b: Event) -> bool:
    if (a.source, a.start, a.end) == (b.source, b.start, b.end):
        return False
    gap = max(a.limits[0], b.limits[0]) - min(a.limits[1], b.limits[1])
    exact = a.span[0] == a.span[1] and b.span[0] == b.span[1]
    return gap > (1 if exact else 0)  # two exact days side by side may be one day in two time zones
