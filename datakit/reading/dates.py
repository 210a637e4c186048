"""Dates and periods as written -> first and last day.

What the text says counts, right or wrong. What it leaves out (the year in 'in May', 'last year') comes from an
anchor: the dated heading above, or the day of publication.

`FORMS` holds every way of writing a date, `find` the places where one is written, and `Calendar.resolve` its days.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any, NamedTuple

from datakit.reading.text import Token

Days = tuple[date, date]
Written = dict[str, Any]  # the groups of a form that matched: what was written for each
DAY = timedelta(days=1)


def _numbered(words: str) -> dict[str, int]:
    """Words -> their number from 1 on; alternatives stand side by side, numbers are parted by commas."""
    return {word: number for number, alike in enumerate(words.split(","), 1) for word in alike.split()}


# fmt: off
MONTHS = _numbered("january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sept sep,october oct,november nov,december dec")
NUMBERS = _numbered("one a an first 1st,two second 2nd latter,three third 3rd,four fourth 4th final last,five,six,seven,eight,nine,ten,eleven,twelve")
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 14)}  # months of the year they begin in
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
UNITS = {"year": 12, "half": 6, "quarter": 3, "month": 1}  # how many months each has
STEPS = {"last": -1, "previous": -1, "next": 1, "coming": 1, "yesterday": -1, "tomorrow": 1, "ago": -1, "earlier": -1, "before": -1}
BOUNDS = {"by": "by", "before": "by", "until": "by", "since": "since"}  # what stands before a date -> how it bounds
THIRDS = {"early": 0, "start": 0, "beginning": 0, "mid": 1, "middle": 1, "late": 2}
PARTLY = re.compile(r"\b(?:early|earlier|late|later|mid|start|beginning)\b", re.I)
NO_SUCH_DAY = (ValueError, OverflowError, AttributeError, TypeError, StopIteration)  # as ways of counting meet it
# fmt: on


class Mention(NamedTuple):
    """A dated expression. `bound` is in, by (not later than) or since; `explicit` has its own year."""

    start: int
    end: int
    text: str
    first: date
    last: date
    bound: str
    explicit: bool
    kind: str

    @property
    def precision(self) -> str:
        """day, week, month, quarter, half, year; 'span' for any other length, and for 'early 2024' and 'summer'."""
        days = (self.last - self.first).days + 1
        if days > 1 and (self.kind in ("season", "festival") or PARTLY.search(self.text)):
            return "span"
        whole = self.first.day == 1 and (self.last + DAY).day == 1
        lengths = {months: unit for unit, months in UNITS.items()} if whole else {}
        return {1: "day", 7: "week"}.get(days) or lengths.get(round(days / 30.44), "span")


class Anchor(NamedTuple):
    """Where relative dates count from. `exact` is False when only a year is known; `heading` for a dated heading."""

    first: date
    day: date
    exact: bool = True
    heading: bool = False
    ahead: bool = False  # the sentence speaks of what is to come
    soon: bool = False  # and does so right in front of the date
    then: Mention | None = None  # the date before this one


NOWHERE = Anchor(None, None, False)  # no day to count from: dates without a year stay unresolved


def _number(written: str) -> int:
    """'three', 'third', '3rd', '3', 'q3' -> 3."""
    return NUMBERS.get(written) or int(re.sub(r"\D", "", written))


def _month(written: str) -> int:
    """'May', 'Sept.', '05' -> its number."""
    return MONTHS.get(written.rstrip(".")) or int(written)


def _full_year(digits: str, near: int = 2000) -> int:
    """'24' -> 2024, in the century of `near`."""
    return int(digits) if len(digits) == 4 else near // 100 * 100 + int(digits)


def _quarter(w: Written) -> tuple[int, int]:
    """'third quarter', '3rd quarter', 'Q3', '3Q': its first and last month."""
    return 3 * _number(w["n"]) - 2, 3 * _number(w["n"])


def _ended(w: Written) -> tuple[int, int]:
    """'the six months to June', 'the fiscal year ended in March': the months up to the one that is named."""
    last = _month(w["m"])
    return last - (UNITS.get(w["unit"]) or _number(w["n"])) + 1, last


def _between(w: Written) -> tuple[int, int]:
    """'November to February' ends in the year that is written, and may begin in the one before."""
    first, last = _month(w["m0"]), _month(w["m"])
    return (first if first <= last else first - 12), last


def _years(w: Written) -> tuple[int, int]:
    """'2024-26', 'FY2024 to FY2026': all months from the first year to the last."""
    first = _full_year(w["y"])
    return 1, 12 * (1 + _full_year(w["y2"] or w["y"], first) - first)


# fmt: off
MONTH = "(?:" + "|".join(m if len(m) > 4 else rf"{m}\b\.?" for m in MONTHS) + ")"
YEAR = r"(?:19[89]\d|20[0-4]\d)"
FISCAL = r"(?:fiscal(?: year)?|financial year|fy)"
LEAD = r"(?P<lead>\b(?:at|by|before|until|through|since|from|as of|as at|around|in|during|for|of|on|after|within)\s+)?(?:the\s+)?"
PART = r"(?:(?P<part>early|late|mid|(?:start|beginning|end)(?! in\b))(?: of| in)?[ -]*(?:the\s+)?)?"
OF_YEAR = rf"(?:,?\s+(?:of\s+)?(?P<y>{YEAR}))?"
# behind a quarter or a half: 'of 2024', 'of fiscal year 2024', 'of last year', the 24 of 'Q1 24', 'Q1FY24' and '1Q24'
IN_YEAR = (rf"(?:[ ']*(?:(?:of|in)\s+)?(?:the\s+)?(?P<fy>{FISCAL})?[ ']*(?P<y>{YEAR}|(?:(?<=[qhy'])|(?<=[qh][1-4] )|(?<=fy ))\d\d\b(?![,.]?\d|\s*(?:%|percent|m|b))"
           r"|(?P<rel>(?:last|this|next|the same|that|the) (?:fiscal |financial )?year)))?(?:e\b)?")
# fmt: on


class Form(NamedTuple):
    """A way of writing a date. `months` tells which months of its year it means, where it means whole months.

    The groups of a pattern: y, y2 years; rel 'last' of 'last year'; fy, that the year is a fiscal one; m0, m months;
    d, d2 days; n a number; part 'late'; unit 'week'.
    """

    kind: str
    months: Callable[[Written], tuple[int, int]] | None
    pattern: str


# The first form that matches counts. Months count from 1 in the year that is written, and may lie outside it.
# fmt: off
FORMS = [
    Form("day", None, rf"(?P<y>{YEAR})-(?P<m>\d\d)-(?P<d>\d\d)"),
    Form("day", None, rf"(?P<m>{MONTH})\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,]\d|\s*(?:%|million|billion|trillion|percent))(?:\s*(?:-|–|to)\s*(?P<d2>\d{{1,2}})\b)?{OF_YEAR}"),
    Form("day", None, rf"(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<m>{MONTH}){OF_YEAR}"),
    Form("ended", _ended, r"(?:(?P<n>three|six|nine|twelve|3|6|9|12)[ -]months?|(?:(?:first|second|third|fourth|final)[ -])?(?:fiscal |financial )?(?:(?:first|second|third|fourth|final)[ -])?(?P<unit>quarter|half|year)(?:-year)?),?\s+(?:(?:that|which)\s+)?"
         rf"(?:ended|ending|to|through)\s+(?:(?:in|on)\s+)?(?:\d{{1,2}}\s+)?(?P<m>{MONTH})(?:\s+(?P<d>\d{{1,2}})\b)?{OF_YEAR}"),
    Form("quarter", _quarter, rf"{PART}(?P<n>(?:first|second|third|fourth|final|[1-4](?:st|nd|rd|th))(?=[ -]quarter)|[1-4]q(?=\d|\b)|q[1-4](?=fy|\b))(?:[ -]quarter)?{IN_YEAR}"),
    Form("quarter", _quarter, rf"(?P<y>{YEAR}|\b\d\d)[ -]?q(?P<n>[1-4])\b"),
    Form("quarter", lambda w: (_month(w["n"]) - 2, _month(w["n"])), rf"(?P<n>march|june|september|december)[ -]quarter{OF_YEAR}"),
    Form("half", lambda w: (6 * _number(w["n"]) - 5, 6 * _number(w["n"])), rf"(?P<n>(?:first|second|latter)(?=[ -]half)|[12]h(?=\d\d|\b)|h[12]\b)(?:[ -]half)?{IN_YEAR}"),
    Form("span", _between, rf"(?P<m0>{MONTH})\s*(?:/|-|–|to|and|through)\s*(?P<m>{MONTH}){OF_YEAR}"),
    Form("month", lambda w: (_month(w["m"]),) * 2, rf"{PART}(?P<m>{MONTH})\b(?:,?\s+(?:of\s+)?(?P<y>{YEAR}|(?P<rel>(?:last|this|next) year)))?"),
    Form("season", lambda w: SEASONS[w["n"]], rf"{PART}(?P<n>spring|summer|autumn|winter)(?! festival){OF_YEAR}"),
    Form("fy", _years, rf"{PART}(?P<fy>{FISCAL})[ -]?(?P<y>{YEAR}|\d\d\b)(?:\s*(?:-|–|to|and)\s*(?:{FISCAL}[ -]?)?(?P<y2>{YEAR}|\d\d\b))?e?\b"),
    Form("years", _years, rf"(?P<y>{YEAR})\s*(?:-|–|—|to|and|through)\s*(?P<y2>{YEAR}|(?<=\d[-–])\d\d\b(?![%,.]?\d|%))"),
    Form("festival", None, rf"(?:(?:lunar|chinese) new year(?:['’]s eve)?|(?P<m>spring festival))(?: holidays?)?(?:\s+(?:in\s+|of\s+)?(?P<y>{YEAR}))?"),
    Form("year", lambda w: (1, 12), rf"year(?:[ -]|['’]s )(?P<part>end)(?:\s+(?P<y>{YEAR}))?"),
    Form("relative", None, r"(?P<part>start|beginning|middle|end) of (?P<rel>this|last|next|the) (?:calendar |fiscal |financial )?(?P<unit>year|quarter|month)"),
    Form("then", None, r"(?:(?<=since )then\b|(?<=from )then(?= on\b))|that same (?P<unit>year|quarter|month|week|day)\b"),
    Form("relative", None, r"(?:(?P<part>earlier|later|early|late|mid)[ -]?)?(?P<rel>this|last|next|previous|past|current|coming|same)\s+(?P<unit>year|quarter|month|week)(?!-|\s+(?:in a row|straight))\b"),
    Form("relative", None, r"(?P<unit>(?P<rel>yesterday|today|tomorrow))\b"),
    Form("ago", None, r"(?P<n>a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?P<unit>year|month|week|day)s?\s+(?P<rel>ago|earlier|before|previously|later|after that)\b"),
    Form("ago", lambda w: (1, 12), r"(?P<rel>year[ -](?:ago|earlier)\b|the same (?:period|time|quarter|month) (?:last year|a year (?:earlier|ago|before)|of last year|of the previous year|in the previous year))"),
    Form("weekday", None, rf"(?:(?:on|last|this|late|early)\s+|(?<=by )|(?<=until )|(?<=since ))(?P<n>{'|'.join(WEEKDAYS)})\b"),
    Form("decade", lambda w: (1, 120), rf"{PART}(?P<y>(?:19|20)\d0)s\b"),
    Form("year", lambda w: (1, 12), rf"{PART}(?<![\d.,$€£¥#])(?P<y>{YEAR})(?:e\b)?(?![\d%]|[.,]\d|[-–]?(?:bit|nm|x)\b|\s*(?:%|percent|million|billion|trillion|yuan))"),
]
PATTERNS = {rf"{LEAD}(?P<date>{form.pattern})(?P<onwards>\s+(?:onwards?|on)\b)?": form for form in FORMS}  # each compiled when it is first met
ANY = re.compile(LEAD + "(?:" + "|".join(f"({re.sub(r'[?]P<[^>]+>', '?:', form.pattern)})" for form in FORMS) + ")")
# The long pattern is only asked where one of these words or digits stands, and at the words of its own that lead up to it.
HINTS = {*MONTHS, *SEASONS, *WEEKDAYS, *"quarter half half-year month months week weeks year years days day fiscal financial festival then yesterday today tomorrow year's year’s".split()}
DIGITS = re.compile(rf"{YEAR}|[1-4]q|[12]h\d|\d\d-?q[1-4]|q[1-4]|h[12]\b|fy(?:20)?\d\d")
LEADS = frozenset(re.findall(r"[a-z]+", ANY.pattern))
# fmt: on


def find(text: str, low: str, words: list[Token]) -> list[re.Match]:
    """Date expressions in the text of `words`, unresolved, left to right, none inside another."""
    found: list[re.Match] = []
    taken = 0  # up to where dates have been found
    hints = (
        n for n, t in enumerate(words) if t.lower in HINTS or (not t.text.isalpha() and DIGITS.match(low, t.start))
    )
    for place in hints:
        # seven words hold any lead-in ('by the end of the first quarter of'); the first match that reaches the hint counts
        for word in words[max(0, place - 7) : place + 1]:
            leads = word is words[place] or word.lower in LEADS or word.text[0].isdigit()
            match = ANY.match(low, word.start, words[-1].end) if leads and word.start >= taken else None
            if match and match.end() > words[place].start:
                written = re.compile(list(PATTERNS)[match.lastindex - 2]).match(low, match.start(), words[-1].end)
                if _is_date(text, written):
                    found.append(written)
                    taken = match.end()
                break
    return found


def _is_date(text: str, match: re.Match) -> bool:
    """Not the words that only look like a date: 'may' and 'march' as verbs, 'a spring festival' in small letters."""
    if match.groupdict().get("m") and text[match.start("m")].islower():
        return False
    at = match.start("date")
    alone = match["date"] in ("may", "march", "mar") and not match["lead"]
    return not alone or (at > 0 and text[at - 1] not in " \n\t")


def month_end(year: int, month: int) -> date:
    """The last day of a month."""
    return date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> Days:
    """From the first day of month `first` to the last of month `last`; months may run past December or before January."""
    (y1, m1), (y2, m2) = (divmod(year * 12 + month - 1, 12) for month in (first, last))
    return date(y1, m1 + 1, 1), month_end(y2, m2 + 1)


def _unit(unit: str, day: date, step: int = 0) -> Days:
    """The year, quarter, month, week or day that `day` lies in, or the one so many steps from it."""
    if length := UNITS.get(unit):
        first = (day.month - 1) // length * length + 1 + length * step
        return _months(day.year, first, first + length - 1)
    first, length = (day - timedelta(days=day.weekday()), 7) if unit == "week" else (day, 1)
    first += timedelta(days=length * step)
    return first, first + timedelta(days=length - 1)


def _around(unit: str, first: date, last: date) -> Days:
    """The month (or other unit) that a date lies in; a date longer than it stays as it is."""
    wide = _unit(unit, first)
    return min(first, wide[0]), max(last, wide[1])


def _past(unit: str, day: date) -> Days:
    """'the past year' up to `day`."""
    if unit == "week":
        return day - 7 * DAY, day
    first, last = _months(day.year, day.month - UNITS[unit], day.month - UNITS[unit])
    return first.replace(day=min(day.day, last.day)), day


def _part(part: str | None, first: date, last: date) -> Days:
    """'early', 'mid' and 'late': thirds of a month and of a quarter; of a longer period a quarter at each end; 'end': the last day."""
    if part == "end":
        return last, last
    months = round((last - first).days / 30.44)
    if part not in THIRDS or not months:
        return first, last
    if months == 1:
        tenth, twentieth = first.replace(day=10), first.replace(day=20)
        return ((first, tenth), (tenth + DAY, twentieth), (twentieth + DAY, last))[THIRDS[part]]
    side = max(1, months // 4)
    begin, end = ((0, side), (side, months - side), (months - side, months))[THIRDS[part]]
    return _months(first.year, first.month + begin, first.month + end - 1)


class Calendar:
    """Resolves date expressions; `new_years` are the Lunar New Year days."""

    def __init__(self, new_years: list[date]):
        self.new_years = new_years

    def resolve(self, text: str, match: re.Match, anchor: Anchor, year_end: int = 12) -> Mention | None:
        """The first and last day of a match, or None where the calendar has no such day. Fiscal years end in month `year_end`."""
        form, written = PATTERNS[match.re.pattern], match.groupdict()
        try:
            counted = None if form.months else getattr(self, f"_{form.kind}")(written, anchor)
            first, last = counted or _in_its_year(form, written, anchor, year_end)
        except NO_SUCH_DAY:
            return None  # the 31st of June, a year out of range, nothing to count from
        if last < first:
            return None  # a range that runs backwards
        start, end = match.start("lead" if match["date"] == "then" else "date"), match.end("date")
        lead = (match["lead"] or "in").split()[0]
        if lead == "before":
            first = last = first - DAY
        explicit = bool(written.get("y")) and not written.get("rel")
        bound = "since" if lead == "from" and match["onwards"] else BOUNDS.get(lead, "in")
        return Mention(start, end, text[start:end], first, last, bound, explicit, form.kind)

    def _day(self, w: Written, anchor: Anchor) -> Days:
        """'3 May', 'May 3-5, 2024', '2024-05-03'."""
        month = _month(w["m"])
        year = _year(w, month, anchor)
        return date(year, month, int(w["d"])), date(year, month, int(w.get("d2") or w["d"]))

    def _festival(self, w: Written, anchor: Anchor) -> Days:
        """The New Year day of the year that is written or stands in the heading, else the latest that is past."""
        year = int(w["y"] or (anchor.heading and anchor.day.year))
        day = next(d for d in reversed(self.new_years) if (d.year == year if year else d <= anchor.day))
        return day, day

    def _relative(self, w: Written, anchor: Anchor) -> Days:
        """'this week', 'early next year', 'the end of last quarter', 'the past month', 'yesterday'."""
        unit, step = w["unit"], STEPS.get(w["rel"], 0)
        if w["rel"] == "past":  # which ends on the day that is counted from, so that day must be known
            return _past(unit, anchor.day if anchor.exact else None)
        first, last = _unit(unit, anchor.day, step)
        if anchor.heading and step == 0:
            first, last = _around(unit, anchor.first, anchor.day)
        return _part(w.get("part"), first, last)

    def _then(self, w: Written, anchor: Anchor) -> Days:
        """'since then' is the date before; 'that same month' the month that it lies in."""
        return _around(w["unit"] or "day", anchor.then.first, anchor.then.last)

    def _ago(self, w: Written, anchor: Anchor) -> Days:
        """'three weeks ago' from the day of publication, 'two days later' 'two months later' from the date before it."""
        later = w["rel"] in ("later", "after that")
        told = anchor.then.first if later and anchor.then else anchor.first if anchor.heading else anchor.day
        days = {"week": 7, "day": 1}.get(w["unit"], 0)
        count = _number(w["n"]) * (1 if later else -1)
        return _unit("day", told, count * days) if days else _unit(w["unit"], told, count)

    def _weekday(self, w: Written, anchor: Anchor) -> Days:
        """'on Thursday': the latest that is past, or the next where the sentence looks ahead."""
        back = (anchor.day.weekday() - WEEKDAYS.index(w["n"])) % 7
        return _unit("day", anchor.day, 7 - back if anchor.ahead and back else -back)


def _in_its_year(form: Form, w: Written, anchor: Anchor, year_end: int) -> Days:
    """Whole months of a year, or the 'late' part of them; of a fiscal year they are shifted."""
    first, last = form.months(w)
    year = _year(w, last if w.get("m") else first, anchor)
    shift = year_end - 12 if w.get("fy") else 0
    return _part(w.get("part"), *_months(year, first + shift, last + shift))


def _year(w: Written, month: int, anchor: Anchor) -> int:
    """The year as written; without one that of the heading, or the latest in which the month is not after publication."""
    if w.get("rel"):
        return anchor.day.year + next((step for word, step in STEPS.items() if word in w["rel"]), 0)
    if w.get("y"):
        return _full_year(w["y"])
    within = anchor.heading and anchor.first.year == anchor.day.year
    told = (month, int(w.get("d") or 1))
    if anchor.soon and anchor.exact and not within and w.get("m") and month < anchor.day.month:
        return anchor.day.year + 1  # 'It owes the rest by March'
    later = anchor.exact and not anchor.ahead and not within and told > (anchor.day.month, anchor.day.day)
    return anchor.day.year - later
