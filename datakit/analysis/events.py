"""Dated events about one thing that happens once: which dates exclude each other."""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping
from itertools import combinations
from typing import NamedTuple

import pandas as pd

from datakit.analysis.facts import FIRST, LAST, Parents, ids, line, related, spans, texts

# What happens only once, by action. 'subject': to the one first named (a rise to fame); 'object': to the one
# product named (a release); 'pair': to a product and what it went into or took in (an integration).
ONE_OFF = {
    "rise": "subject",
    "release": "object",
    "rebrand": "object",
    "shut_down": "object",
    "integrate": "pair",
}
# What is meant, denied or told by others may come at any date. A version or a part of a thing comes again; a
# thing may be shown before it is out, and opened after.
NOT_YET = re.compile(
    r"\b(?:will|would|could|may|might|plans?|planning|planned|expects?|expected|aims?|aiming|hopes?|intends?|"
    r"set to|slated|scheduled|due|not|never|yet to|delay(?:s|ed)?|postpon(?:es|ed)|rumou?red|reportedly)\b"
)
PART_OF = re.compile(
    r"\b(?:versions?|open-sourc(?:ed|ing)|showcas\w+|updat\w+|upgrad\w+|editions?|generations?|features?|beta|previews?|again)\b",
    re.I,
)
FAME = re.compile(
    r"\b(?:prominence|fame|spotlight|limelight|stage|scene|(?:rapid|swift|meteoric) (?:rise|ascent))\b",
    re.I,
)
PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\b", re.I)
FIGURE = re.compile(r"\d\s?%|\bpercent\b|\d-?fold\b|\d+x\b", re.I)
POSSESSIVE = re.compile(r"^['\u2019]s? (?!(?:\w+ ){0,2}(?:rise|ascent|emergence|debut|breakthrough)\b)", re.I)
SAME_UNIT = re.compile(r"\b(?:that|the|this) same (day|week|month|quarter|year)\b", re.I)
LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
NAMES_USED = 12  # entities of one event that are looked at


class Event(NamedTuple):
    """One row of the events frame; `span` in days, as written; `relative` is a 'that same month' or ''."""

    event: str
    source: str
    start: int
    end: int
    quote: str
    action: str
    bound: str
    entities: tuple[str, ...]
    span: tuple[float, float]
    written: str
    relative: str

    @property
    def limits(self) -> tuple[float, float]:
        """The days on which it can have happened: 'by' is open before, 'since' after."""
        start, end = self.span
        return (FIRST if self.bound == "by" else start, LAST if self.bound == "since" else end)


def rows(events: pd.DataFrame) -> list[Event]:
    """The events frame as Event rows; `entities` may be lists or text joined by '; '."""
    names = [_names(value) for value in events["entities"].tolist()]
    quotes, written = texts(events, "quote"), texts(events, "date_text")
    return [
        Event(*values, relative=_relative(written[i], quotes[i]))
        for i, values in enumerate(
            zip(
                ids(events, "event"),
                texts(events, "source"),
                (int(n) for n in events["start"].tolist()),
                (int(n) for n in events["end"].tolist()),
                quotes,
                texts(events, "action"),
                texts(events, "bound"),
                names,
                spans(events, "date_start", "date_end"),
                written,
                strict=True,
            )
        )
    ]


def _names(value: object) -> tuple[str, ...]:
    parts = value.split(";") if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    return tuple(dict.fromkeys(p.strip() for p in parts if p.strip()))


def _relative(date_text: str, quote: str) -> str:
    # Only where it dates the sentence: in its date or at its head.
    found = SAME_UNIT.search(date_text) or SAME_UNIT.match(quote)
    return found.group(0) if found else ""


def dangling(events: list[Event]) -> Iterator[tuple[Event, Event | None]]:
    """Events dated 'that same month' where no month is known, each with the one before that it leans on."""
    before: Event | None = None
    for event in sorted(events, key=lambda e: (e.source, e.start)):
        if event.relative:
            unit = SAME_UNIT.search(event.relative).group(1).lower()
            if event.span[1] - event.span[0] + 1 > LONGEST[unit]:
                same = before is not None and before.source == event.source and before.span == event.span
                yield event, before if same else None
        before = event


def exclusions(
    events: list[Event],
    parents: Parents,
    one_off: Mapping[str, str] | None,
    limit: int,
    left_out: set[str],
) -> Iterator[tuple[list[Event], list[Event], str]]:
    """Pairs (the events of one date, those of the other, the thing) whose dates exclude each other."""
    families = {above for name in parents for above in line(name, parents)[1:]}
    kinds = ONE_OFF if one_off is None else one_off
    keyed: dict[Hashable, dict[Hashable, list[Event]]] = {}
    for event in events:
        kind = kinds.get(event.action)
        if kind and event.span != (FIRST, LAST) and not NOT_YET.search(event.quote):
            for thing in _things(event, kind, parents, families):
                told = (event.limits, frozenset(specific(event, parents)) if kind == "pair" else None)
                keyed.setdefault((event.action, thing), {}).setdefault(told, []).append(event)
    seen: set[frozenset] = set()
    for (action, thing), together in keyed.items():
        told_apart = list(together.values())
        left_out.update(same[0].event for same in told_apart[limit:])
        for a, b in combinations(told_apart[:limit], 2):
            partner = _partner(a[0], b[0], thing, parents) if kinds[action] == "pair" else None
            both = frozenset({a[0].event, b[0].event})
            if _exclude(a[0], b[0]) and (kinds[action] != "pair" or partner) and both not in seen:
                seen.add(both)
                yield a, b, f"{thing}; {partner}" if partner else thing


def specific(event: Event, parents: Parents) -> list[str]:
    """The event's names without those that stand above another of them (Alibaba, Qwen, Qwen3: Qwen3)."""
    names = event.entities[:NAMES_USED]
    above = {up for name in names for up in line(name, parents)[1:]}
    return [name for name in names if name not in above]


def _things(event: Event, kind: str, parents: Parents, families: set[str]) -> list[str]:
    """What the action was done to, as far as names and word order tell; nothing when they do not."""
    if kind == "subject":
        return _subject(event)
    products = [name for name in specific(event, parents) if isinstance(parents.get(name), str)]
    if kind == "pair":
        return products
    if len(products) != 1 or products[0] in families or PART_OF.search(event.quote):
        return []
    # 'Qwen3 was released' tells of Qwen3; 'Quark launched a search' tells of the search.
    first = _subject_name(event) == products[0]
    return [] if first and not PASSIVE.search(event.quote) else products


def _subject(event: Event) -> list[str]:
    """The first name, unless a figure rose, or something of its own ('Alibaba's shares')."""
    name = _subject_name(event)
    if name is None or FIGURE.search(event.quote) or not FAME.search(event.quote):
        return []
    found = _find(name, event.quote)
    return [] if found and POSSESSIVE.match(event.quote[found.end() :]) else [name]


def _subject_name(event: Event) -> str | None:
    names = event.entities[:NAMES_USED]
    placed = [(found.start(), name) for name in names if (found := _find(name, event.quote))]
    return min(placed)[1] if placed else names[0] if len(names) == 1 else None


def _find(name: str, quote: str) -> re.Match | None:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", quote)


def _partner(a: Event, b: Event, product: str, parents: Parents) -> str | None:
    """The other half of a pair when all the specific names of one event are matched in the other."""
    first, second = specific(a, parents), specific(b, parents)
    few, many = sorted((first, second), key=len)
    others = [name for name in few if name != product]
    if others and all(any(related(name, other, parents) for other in many) for name in others):
        return others[0]
    return None


def _exclude(a: Event, b: Event) -> bool:
    if a.source == b.source and (a.start, a.end) == (b.start, b.end):
        return False
    gap = max(a.limits[0], b.limits[0]) - min(a.limits[1], b.limits[1])
    exact = a.span[0] == a.span[1] and b.span[0] == b.span[1]
    return gap > (1 if exact else 0)  # two exact days side by side may be one day in two time zones
