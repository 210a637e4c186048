"""Kinds of percentage: a part of a whole, a change over time, or a difference from something else; and up or down."""

from __future__ import annotations

import re
from itertools import takewhile

from datakit.reading.dates import MONTH, YEAR
from datakit.reading.place import CHANGES, FRACTIONS, SPANS, Place

# fmt: off
ON_YEAR = re.compile(r"\b(?:year|month|quarter|week)[- ](?:on|over)[- ](?:year|month|quarter|week)\b|\b(?:yoy|qoq|mom)\b")
DIFFERENCE = re.compile(r"\s?(?:below|above|[\s-]?(?:(?!and\b|but\b|of\b|to\b|used?\b)[\w’'-]+\s+){0,6}?(?:than|compared (?:with|to)|relative to|discount to|premium (?:to|over)))\s+(?P<other>[\w\s’'-]{1,40})")
EARLIER = rf"(?:years?|quarters?|months?|weeks?|period|time|earlier|before|ago|previous(?:ly)?|prior|predecessors?|last|peak|level|spring|summer|autumn|winter|{MONTH}|{YEAR})\b"
ITSELF_EARLIER = re.compile(rf"(?:[\w’'-]+ ){{0,3}}?(?:{EARLIER}|\d\b)")
TIMES_EARLIER = re.compile(rf"\s+(?:as \w+ as|(?:that|those) (?:of|in|for)|the|its|their)\b[^,;:—]{{0,60}}?\b{EARLIER}")
TIMES_WITHIN = re.compile(r"(?<=[x×d])\s+(?:in|over|within)\s+(?:the (?:past|last) )?(?:\w+ ){1,2}?(?:year|quarter|month|week|day)s?\b")
OF = re.compile(r"\s+of\b(?! (?:growth|increase))")
LEVEL = re.compile(r"\b(?:(?:to|from|at)\s+(?:[\d.]+\s?(?:%|per ?cent),? (?:and|or) )?|(?:is|are|was|were|remain\w*|stood|account\w* for|ma[kd]e\w* up|represent\w*|than|reach\w*)\s+)$")
HIGHER = re.compile(r"\s+(?:higher|lower|up|down|larger|smaller|faster|slower|better|worse)\b")
GROWTH = re.compile(r"\b(?:growth|growing|grow|grew|increases?|declines?|rise|drops?|reductions?)\b(?! to\b)")
MOVED_UP_TO = re.compile(r"\b(?:driv|push|lift|send|sent|br[io]ng|rais|boost|mov|tak)\w*\s+(?:[\w-]+\s+){1,4}$")
JOINED = re.compile(r"(?:, |,? (?:and|or) )(?:by )?")
BY = re.compile(r"\bby $")
MORE_BEHIND = re.compile(r"(?: [a-z-]+)? (more|less|fewer)\b(?:(?<=fewer)(?! than)|(?=[.,;]|$))")
MORE = {"more": "up", "above": "up", "less": "down", "fewer": "down", "below": "down"}
ALONE = {"halv": "down", "doub": "up", "trip": "up", "treb": "up", "quad": "up", "quin": "up"}
# fmt: on


def kind(p: Place, unit: str | None) -> str | None:
    """`unit`, where it is a fraction, told by kind: the first rule that speaks, else a part of a whole."""
    if unit not in FRACTIONS:
        return unit
    return next((found for rule in KINDS if (found := rule(p))), unit)


def _part(p: Place) -> str | None:
    """'a tenth of sales' is a part of a whole, whatever rises around it."""
    return "fraction" if p.n.unit == "fraction" and p.behind(OF) else None


def _difference(p: Place) -> str | None:
    """'40% cheaper than rivals' compares with something else; '40% more than last year' with itself."""
    match = DIFFERENCE.match(p.low, p.n.end, p.last)
    return "difference_fraction" if match and not ITSELF_EARLIER.match(match["other"]) else None


def _signed(p: Place) -> str | None:
    """'+4%' and '-4%' are changes; a margin of 'minus 4%' is a level."""
    return "growth_fraction" if p.n.core and p.low[p.n.core - 1] in "+-−" else None


def _unclear_change(p: Place) -> str | None:
    """'pushing rates up to 3%' tells a change, though not from where."""
    return "growth_fraction" if unclear(p) else None


def _level(p: Place) -> str | None:
    """'The margin rose to 40% from 30%' gives two levels; 'growth slowed to 40%' and 'was 4% higher' tell of changes."""
    level = p.ahead(LEVEL) or p.low.startswith(("below", "above"), p.n.start)
    return "fraction" if level and p.n.unit == "fraction" and not p.ahead(GROWTH) and not p.behind(HIGHER) else None


def _change(p: Place) -> str | None:
    """'rose 4%', 'a 4% drop', '4% year on year'."""
    near = ON_YEAR.search(p.low, max(p.first, p.n.core - 60), min(p.last, p.n.end + 40))
    return "growth_fraction" if near or _nearest(p) else None


KINDS = (_part, _difference, _signed, _unclear_change, _level, _change)


def direction(p: Place, unit: str | None, measure: str | None) -> str | None:
    """'up' or 'down' for a change or a difference, also of a sum ('came down by $96 million'): by its sign, its own word, the nearest word, else its metric."""
    if unit not in CHANGES:  # 'came down by $96 million', '40 fewer ships'
        more = MORE_BEHIND.match(p.low, p.n.end, p.last)
        return MORE[more[1]] if more else _nearest(p) if p.ahead(BY, 6) and unit not in SPANS else None
    own = ALONE.get(p.low[p.n.core : p.n.core + 4]) or _nearest(p)
    if unit == "multiple":
        return own or ("up" if p.behind(TIMES_EARLIER) or p.behind(TIMES_WITHIN) else None)
    if p.n.low is not None and p.n.low < 0:
        return "down"
    if unclear(p) or p.low[max(0, p.n.core - 1) : p.n.core] == "+":
        return "up"
    return own or {"growth": "up", "reduction": "down"}.get((measure or "").rpartition("_")[2])


def _nearest(p: Place) -> str | None:
    """'fell 4%', '4% lower', 'a 4% drop': the word of rising or falling that stands nearest, no other number between; 'rose 4% and 5%'."""
    at = p.scene.index(p.n.start)
    begin, first = p.n.start, p.first
    for o in reversed([o for o in p.scene.numbers if o.end <= p.n.start]):
        if not JOINED.fullmatch(p.low, o.end, begin):
            first = max(first, o.end)
            break
        begin = o.start  # 'by 10, 8 and 5 per cent'
    last = min([p.last, *(o.start for o in p.scene.numbers if o.start >= p.n.end)])
    ahead = [(at - i, i) for i in range(at - 1, max(-1, at - 11), -1) if p.tokens[i].start >= first]
    ends = p.known.words["ends_change"]
    phrase = takewhile(lambda i: p.words[i] not in ends, range(p.after, min(len(p.words), p.after + 6)))
    behind = [(i - p.after + 1.5, i) for i in phrase if p.tokens[i].start < last]
    for _, i in sorted(ahead + behind):
        if way := next((w for w in ("up", "down") if p.words[i] in p.known.words[w]), None):
            return way
        if i >= p.after and p.tokens[i].lower in MORE:
            return MORE[p.tokens[i].lower]
    return None


def unclear(p: Place) -> bool:
    """'driving rates up to 3%': a new level, or a rise of at most 3%? The words do not tell."""
    return p.n.unit in FRACTIONS and p.low.startswith("up to", p.n.start) and bool(p.ahead(MOVED_UP_TO))
