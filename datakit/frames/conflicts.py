"""Where the articles disagree: pairs of statements about the same thing that cannot both hold.

Every rule is about columns and plain wording, and leans to silence: a pair is reported only when the two are
about the same thing as far as names, metric and period can tell. What a reader must judge (whose platform it
was, what 'in use' means) is not computed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from datakit.bounds import Interval, is_money, words
from datakit.frames.facts import UNDATED, Claim, Group, Period, narrowest, says, span, span_words
from datakit.frames.schema import Row
from datakit.labels import MEASURES
from datakit.reading import Vocabulary

CERTAIN, DOUBTFUL = "cannot both hold", "hardly both"
GROUP_LIMIT = 30  # distinct statements compared within one group

# A figure is often dated by the report that brings it: less than a quarter and a month is no contradiction.
REPORT_LAG = 120
MONTH = 31
YEAR = (300, 430)  # days: two dates so far apart look like a slip of the year
GROWTH = {"growth_fraction", "multiple"}
DATED_TOPICS = {"usage", "users", "revenue", "capex", "market_share"}
MEASURED_TOPICS = DATED_TOPICS | {"compute", "models", "energy", "footprint"}
DOWN, UP = {"under", "nearly"}, {"over"}

PASSIVE = re.compile(r"\b(?:was|were|been|being|is|are)\b", re.I)
FIGURE = re.compile(r"\d\s?%|\bpercent\b|\d-?fold\b|\d+x\b", re.I)
OWN = re.compile(r"['\u2019]s? ((?:\w+ ){0,2}\w*)")  # what a name is the owner of, the words up to the third
SAME_UNIT = re.compile(r"\b(?:that|the|this) same (day|week|month|quarter|year)\b", re.I)
LONGEST = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}
NAMES_USED = 12  # entities of one event that are looked at


class Event(NamedTuple):
    """One row of the events frame, with what it goes back to; `span` in days, as written."""

    id: str
    source: str
    section: str
    quote: str
    action: str
    entity: str
    bound: str
    entities: tuple[str, ...]
    written: str
    when_how: str
    origin: str
    span: Period

    @property
    def limits(self) -> Period:
        """The days on which it can have happened: 'by' is open before, 'since' after."""
        start, end = self.span
        return (UNDATED[0] if self.bound == "by" else start, UNDATED[1] if self.bound == "since" else end)


class Conflict(NamedTuple):
    """Two sides (claims or events), whom and what they are about, and how they differ."""

    left: Sequence[Claim | Event]
    right: Sequence[Claim | Event]
    entity: str
    metric: str
    field: str
    strength: str
    says: str

    @property
    def kind(self) -> str:
        return "claim" if isinstance(self.left[0], Claim) else "event"

    @property
    def settled(self) -> str | None:
        """The side that no decision moved, where one moved the other."""
        left, right = (any(each.when_how == "settled" for each in side) for side in (self.left, self.right))
        return None if left == right else "right" if left else "left"


def events(rows: Iterable[Row], origins: Mapping[str, str]) -> list[Event]:
    """The rows of events as Event rows, in their order."""
    made = []
    for row in rows:
        texts = [row[name] or "" for name in ("event", "source", "section", "quote", "action", "entity", "bound")]
        named = tuple(dict.fromkeys(filter(None, (row["entities"] or "").split("; "))))
        how = (row["date_text"] or "", row["when_how"], origins[row["source"]])
        made.append(Event(*texts, named, *how, span(row, "date")))
    return made


def among_claims(groups: list[Group], vocabulary: Vocabulary) -> Iterator[Conflict]:
    """Pairs of groups, dated as written, that give one figure two dates, or one measure two figures."""

    def measure(c: Claim) -> tuple | None:
        return (c.family, c.metric, c.unit, c.make) if (c.metric or _counted(c)) and c.entity else None

    def figure(c: Claim) -> tuple | None:
        number = (c.low, c.high) if c.value is None else f"{c.value:.6g}"
        return (*measure(c), number) if c.metric and measure(c) else None

    for a, b in _pairs(groups, figure):
        if strength := _two_dates(a, b, vocabulary):
            dates = f"{_dated(a[0])} in one sentence, {_dated(b[0])} in the other"
            yield _claim_pair(a, b, "date", strength, f": {_amount(a[0])} is dated {dates}")
    for a, b in _pairs(groups, measure):
        if strength := _two_values(narrowest(a), narrowest(b), vocabulary):
            field = "comparison" if a[0].unit == "multiple" else "value"
            yield _claim_pair(a, b, field, strength, _values_differ(a[0], b[0], strength))


def _pairs(groups: list[Group], key: Callable[[Claim], Hashable]) -> Iterator[tuple[Group, Group]]:
    """Pairs of facts with the same key, none of which shares a sentence.

    A sentence that gives two numbers side by side means two things by them, whatever their labels say.
    """
    keyed: dict[Hashable, list[Group]] = {}
    for group in groups:
        if (k := key(group[0])) is not None:
            keyed.setdefault(k, []).append(group)
    for together in keyed.values():
        for a, b in combinations(together[:GROUP_LIMIT], 2):
            if not {(c.source, c.sentence) for c in a} & {(c.source, c.sentence) for c in b}:
                yield a, b


def _related(a: str, b: str, vocabulary: Vocabulary) -> bool:
    """True for the same name, or when one stands above the other; siblings are not related."""
    return a in vocabulary.family(b) or b in vocabulary.family(a)


def _two_dates(left: Group, right: Group, vocabulary: Vocabulary) -> str | None:
    """One figure at two dates that exclude each other, where the wording or the figure itself dates it."""
    a, b = narrowest(left), narrowest(right)
    if not (a.dated and b.dated and a.status == b.status == "actual"):
        return None
    long = digits(a.value) >= 3  # three digits and more do not come back by chance
    if not (long or _related(a.entity, b.entity, vocabulary)):
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
    passed = a.unit in vocabulary.wording["levels"] and all(
        any(_crossing(c, vocabulary) for c in group) for group in (left, right)
    )
    return DOUBTFUL if passed else None


def _two_values(a: Claim, b: Claim, vocabulary: Vocabulary) -> str | None:
    """Two values of one metric in one period (or of one promise) whose bounds do not meet."""
    counted = _counted(a) and _counted(b)
    amount = counted or is_money(a.unit) or a.unit in vocabulary.wording["levels"]
    measured = a.topic in MEASURED_TOPICS or counted
    if not measured or not (amount or a.unit in GROWTH or a.unit == "fraction"):
        return None
    # A promise, and how it compares with something, is fixed: the date beside it is when it was made.
    metric = a.metric.replace("_", " ")
    fixed = a.unit == "multiple" and says(vocabulary.wording["promise"], metric)
    same = _related(a.entity, b.entity, vocabulary) if fixed else _same_thing(a, b, amount)
    if not same or not _same_period(a, b, fixed):
        return None
    if _apart(a, b):
        return CERTAIN
    # Who says 'met' of a target that was met ten times over says too little: to the letter both hold.
    if says(vocabulary.wording["attainment"], metric) and 1.0 in (a.low, b.low):
        ends = [Interval(1, 2) if c.low == 1 and c.high in (None, 1) else c.interval for c in (a, b)]
        return None if ends[0].overlaps(ends[1]) else DOUBTFUL
    return None


def _counted(c: Claim) -> bool:
    """True for things of no known topic or metric that are counted as they stand on one day: 'owned 30 ferries on 1 May'."""
    thing = not (c.unit in MEASURES or is_money(c.unit) or (c.metric and c.topic != "other"))
    return thing and c.dated and c.period[0] == c.period[1]


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
    if number is None or number != number:
        return 0
    return len(f"{abs(number):.9e}".split("e")[0].replace(".", "").strip("0"))


def _rounds_to(a: float, b: float) -> bool:
    """True if one number is the other with fewer digits."""
    places = max(min(digits(a), digits(b)), 1) - 1
    return f"{a:.{places}e}" == f"{b:.{places}e}"


def _crossing(claim: Claim, vocabulary: Vocabulary) -> bool:
    """True if the words up to and with the number say that a mark was passed."""
    before = claim.sentence.split(claim.quote, 1)[0] if claim.quote in claim.sentence else ""
    return says(vocabulary.wording["crossing"], before[-40:] + claim.quote)


def _claim_pair(left: Group, right: Group, field: str, strength: str, differ: str) -> Conflict:
    who, metric = left[0].entity, left[0].metric or left[0].unit
    about = "; ".join(dict.fromkeys((who, right[0].entity)))
    return Conflict(left, right, about, metric, field, strength, f"{who}, {metric.replace('_', ' ')}{differ}.")


def _dated(claim: Claim) -> str:
    return "by " * claim.by + span_words(claim.period)


def _values_differ(a: Claim, b: Claim, strength: str) -> str:
    when = next((f" ({_dated(c)})" for c in (a, b) if c.dated), "")
    note = "; who knew the larger would hardly have written the smaller" if strength == DOUBTFUL else ""
    return f"{when}: '{a.quote}' is {_amount(a)}, '{b.quote}' is {_amount(b)}{note}"


def _amount(claim: Claim) -> str:
    return words(claim.interval, claim.unit, claim.value, claim.hedge)


def among_events(told: list[Event], vocabulary: Vocabulary) -> Iterator[Conflict]:
    """Things that happen once and are given two dates, and dates that point to nothing.

    One conflict for each date: all statements that exclude it and agree with each other stand on its other side.
    """
    excluding: dict[tuple, dict[Period, tuple[list[Event], list[Event]]]] = {}
    for left, right, thing in _exclusions(told, vocabulary):
        sides = excluding.setdefault((_what(left[0], vocabulary), thing), {})
        for group, others in ((left, right), (right, left)):
            mine, against = sides.setdefault(group[0].limits, (group, []))
            against += [each for each in others if each not in against]
    for (action, thing), sides in excluding.items():
        seen: set[str] = set()
        for mine, against in sorted(sides.values(), key=lambda pair: -len(pair[1])):
            if mine[0].id in seen or any(_exclude(a, b) for a, b in combinations(against, 2)):
                continue
            seen |= {each.id for each in against}
            left, right = sorted((mine, against), key=lambda side: told.index(side[0]))
            dates = f"{_when(left[0])} in one sentence, {_when(right[0])} in the other"
            text = f"{thing}, {action.replace('_', ' ')}: {dates}."
            yield Conflict(left, right, thing, action, "date", CERTAIN, text)
    yield from _dangling(told)


def _dangling(told: list[Event]) -> Iterator[Conflict]:
    """Events dated 'that same month' where no month is known, beside the event before that they lean on."""
    before: Event | None = None
    for event in told:
        found = SAME_UNIT.search(event.written) or SAME_UNIT.match(event.quote)
        if found and event.span[1] - event.span[0] + 1 > LONGEST[found[1].lower()]:
            names = "; ".join(event.entities)
            text = f"{names}: '{found[0]}' has nothing to point to; the text gives only {span_words(event.span)}."
            leans = before and (before.source, before.span) == (event.source, event.span)
            yield Conflict([event], [before] if leans else [], names, event.action, "date", CERTAIN, text)
        before = event


def _exclusions(told: list[Event], vocabulary: Vocabulary) -> Iterator[tuple[list[Event], list[Event], str]]:
    """Pairs (the events of one date, those of the other, the thing) whose dates exclude each other."""
    families = {above for name in vocabulary.parents for above in vocabulary.family(name)[1:]}
    keyed: dict[tuple, dict[Hashable, list[Event]]] = {}
    for event in told:
        action = _what(event, vocabulary)
        kind = vocabulary.one_off.get(action)
        # What is meant, denied or told by others may come at any date; 'May' is a month, 'may' is not.
        if kind and event.span != UNDATED and not says(vocabulary.wording["not_yet"], event.quote, re.NOFLAG):
            for thing in _things(event, kind, vocabulary, families):
                key = (event.limits, frozenset(specific(event, vocabulary)) if kind == "pair" else None)
                keyed.setdefault((action, thing), {}).setdefault(key, []).append(event)
    for (action, thing), together in keyed.items():
        for a, b in combinations(list(together.values())[:GROUP_LIMIT], 2):
            paired = vocabulary.one_off.get(action) == "pair"
            partner = _partner(a[0], b[0], thing, vocabulary) if paired else None
            if _exclude(a[0], b[0]) and (partner or not paired):
                yield a, b, "; ".join(sorted((thing, partner))) if partner else thing


def _what(event: Event, vocabulary: Vocabulary) -> str:
    """What was done; to pass others in a chart of apps is a rise to fame."""
    charted = event.action == "reach" and says(vocabulary.wording["charts"], event.quote)
    return "rise" if charted else event.action


def specific(event: Event, vocabulary: Vocabulary) -> list[str]:
    """The event's names without those that stand above another of them (Alibaba, Qwen, Qwen3: Qwen3)."""
    names = event.entities[:NAMES_USED]
    above = {up for name in names for up in vocabulary.family(name)[1:]}
    return [name for name in names if name not in above]


def _things(event: Event, kind: str, vocabulary: Vocabulary, families: set[str]) -> list[str]:
    """What the action was done to, as far as names and word order tell; nothing when they do not."""
    if kind == "subject":
        return [event.entity] if event.entity and _rose(event, vocabulary) else []
    products = [name for name in specific(event, vocabulary) if vocabulary.parents.get(name)]
    if kind == "pair":
        return products
    # A version or a part of a thing comes again; a thing may be shown before it is out, and opened after.
    if len(products) != 1 or products[0] in families or says(vocabulary.wording["part_of"], event.quote):
        return []
    # 'Acme Mail was released' tells of Acme Mail; 'Acme Mail launched a search' tells of the search.
    active = event.entity == products[0] and not PASSIVE.search(event.quote)
    return [] if active else products


def _rose(event: Event, vocabulary: Vocabulary) -> bool:
    """True if fame is told of the entity: no figure, nor something of its own ('its shares')."""
    at = event.quote.find(event.entity)
    own = OWN.match(event.quote, at + len(event.entity)) if at >= 0 else None
    fame = vocabulary.wording["fame"] + vocabulary.wording["charts"]
    told = says(fame, event.quote) and not FIGURE.search(event.quote)
    return told and (not own or says(vocabulary.wording["ascent"], own[1]))


def _partner(a: Event, b: Event, product: str, vocabulary: Vocabulary) -> str | None:
    """The other half of a pair when all the specific names of one event are matched in the other."""
    few, many = sorted((specific(a, vocabulary), specific(b, vocabulary)), key=len)
    others = [name for name in few if name != product]
    matched = all(any(_related(name, other, vocabulary) for other in many) for name in others)
    return others[0] if others and matched else None


def _exclude(a: Event, b: Event) -> bool:
    if a.id == b.id:
        return False
    gap = max(a.limits[0], b.limits[0]) - min(a.limits[1], b.limits[1])
    exact = a.span[0] == a.span[1] and b.span[0] == b.span[1]
    return gap > (1 if exact else 0)  # two exact days side by side may be one day in two time zones


def speaks(side: Sequence[Claim | Event], conflict: Conflict, others: Sequence[Conflict]) -> str:
    """What speaks for a side: how many statements, of how many origins, where they stand.

    Against the one of two dates that is about a year early: how often else the same section of that article is.
    """
    if not side:
        return ""
    origins, places = len({each.origin for each in side}), _places(side)
    sections = ", ".join(sorted({section for _, section in places}))
    said = f"{len(side)} statement{'s' * (len(side) > 1)} of {origins} origin{'s' * (origins > 1)} ({sections})"
    if _early(conflict) is side:
        slips = sum(_places(early) == places for c in others if c is not conflict and (early := _early(c)))
        said += f"; against it: {slips} other date{'s' * (slips > 1)} of that {sections} a year off" * (slips > 0)
    return said


def _places(side: Sequence[Claim | Event]) -> set[tuple[str, str]]:
    return {(each.source, each.section) for each in side}


def _early(c: Conflict) -> Sequence[Claim | Event] | None:
    """The side that is dated about a year before the other, if one is."""
    if c.field != "date" or not (c.left and c.right):
        return None
    left, right = ((each.period if isinstance(each, Claim) else each.span)[1] for each in (c.left[0], c.right[0]))
    return (c.left if left < right else c.right) if YEAR[0] <= abs(left - right) <= YEAR[1] else None


def _when(event: Event) -> str:
    if re.search(r"\d{4}", event.written):
        return re.sub(r"^(?:By|In) ", lambda found: found[0].lower(), event.written)
    return {"by": "by ", "since": "since "}.get(event.bound, "") + span_words(event.span)
