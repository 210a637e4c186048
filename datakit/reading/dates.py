"""Dates and periods as written -> first and last day.

What the text says counts, right or wrong. What it leaves out (the year in 'in May', 'last year') comes from an
anchor: the dated heading above, or the day of publication.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from datetime import date, timedelta
from typing import NamedTuple

from datakit.reading.text import Token

MONTHS = {
    name: number
    for number, names in enumerate(
        "january jan,february feb,march mar,april apr,may,june jun,july jul,august aug,september sept sep,"
        "october oct,november nov,december dec".split(","),
        1,
    )
    for name in names.split()
}
MONTH = (
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(?:jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec)\b\.?)"
)
ORDER = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
    "final": 4,
    "last": 4,
}
SEASONS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "fall": (9, 11), "winter": (12, 2)}
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
YEAR = r"(?:19[89]\d|20[0-4]\d)"
FISCAL = r"(?:fiscal(?: year)?|financial year|fy)"
FYEAR = rf"(?:{FISCAL}[ -]?(?:{YEAR}|\d\d\b))"
NUMBER_WORDS = "three six nine twelve one two four five seven eight ten".split()
PART = r"(?:early|late|mid|the start of|start of|the beginning of|beginning of|the end of|end of|end)"
AT = r"(?P<lead>\b(?:(?:at|by|before|until|through|since|from|as of|as at|around|in|during|for|of|on|after|within)\s+))?(?:the\s+)?"
# fmt: off
FORMS = [
    ("iso", rf"(?P<iso_y>{YEAR})-(?P<iso_m>\d\d)-(?P<iso_d>\d\d)"),
    ("mdy", rf"(?P<mdy_m>{MONTH})\s+(?P<mdy_d>\d{{1,2}})(?:st|nd|rd|th)?\b(?![.,]\d|\s*(?:%|million|billion|trillion|percent))"
            rf"(?:\s*(?:-|–|to)\s*(?P<mdy_e>\d{{1,2}})\b)?(?:,?\s+(?P<mdy_y>{YEAR}))?"),
    ("dmy", rf"(?P<dmy_d>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<dmy_m>{MONTH})(?:,?\s+(?P<dmy_y>{YEAR}))?"),
    ("quarter", rf"(?P<q_part>{PART}[ -]+(?:the\s+)?)?(?:(?P<q_word>first|second|third|fourth|final|[1-4](?:st|nd|rd|th))[ -]quarter"
                rf"|(?P<q_num>[1-4])q(?=\d|\b)|q(?P<q_num2>[1-4])\b)"
                rf"(?:[ ']*(?:(?:of|in)\s+)?(?:the\s+)?(?P<q_fy>{FISCAL})?[ ']*(?P<q_y>{YEAR}|(?<=[q' ])\d\d\b(?![,.]?\d|\s*(?:%|percent|m|b))|(?<=fy)\d\d\b"
                rf"|(?P<q_rel>(?:last|this|next|the same|that) (?:fiscal |financial )?year)))?(?:e\b)?"
                rf"|(?P<q_y2>{YEAR}|\b\d\d)[ -]?q(?P<q_num3>[1-4])\b"),
    ("half", rf"(?:(?P<h_word>first|second|latter)[ -]half|(?P<h_num>[12])h(?=\d\d|\b)|h(?P<h_num2>[12])\b)"
             rf"(?:[ ']*(?:(?:of|in)\s+)?(?:the\s+)?(?P<h_fy>{FISCAL})?[ ']*(?P<h_y>{YEAR}|(?<=[12h'])\d\d\b|(?P<h_rel>(?:last|this|next|the same) year|the year)))?"),
    ("ended", rf"(?:(?P<e_n>three|six|nine|twelve|3|6|9|12)[ -]months?|(?P<e_quarter>quarter)|(?P<e_half>half(?:-year)?)|(?P<e_year>(?:fiscal |financial )?year))"
              rf"(?:\s+(?:that\s+)?(?:ended|ending|to|through))(?:\s+(?:in|on))?\s+"
              rf"(?:(?P<e_m>{MONTH})(?:\s+(?P<e_d>\d{{1,2}})\b)?|(?P<e_d2>\d{{1,2}})\s+(?P<e_m2>{MONTH}))(?:,?\s+(?P<e_y>{YEAR}))?"),
    ("mquarter", rf"(?P<mq_m>march|june|september|december)[ -]quarter(?:\s+(?:of\s+)?(?P<mq_y>{YEAR}))?"),
    ("span", rf"(?P<s_m1>{MONTH})\s*(?:/|-|–|to|and|through)\s*(?P<s_m2>{MONTH})(?:,?\s+(?P<s_y>{YEAR}))?"),
    ("month", rf"(?P<m_part>{PART}[ -]*)?(?P<m_m>{MONTH})\b(?:,?\s+(?:of\s+)?(?P<m_y>{YEAR}|(?:last|this|next) year|\d\d(?='s)))?"),
    ("season", rf"(?P<se_part>{PART}[ -]+)?(?P<se_s>spring|summer|autumn|winter)(?:\s+(?:of\s+)?(?P<se_y>{YEAR}))?"),
    ("fy", rf"(?P<fy_part>{PART}[ -]+)?(?:{FISCAL})[ -]?(?P<fy_y>{YEAR}|\d\d\b)(?:\s*(?:-|–|to|and)\s*(?:{FISCAL}[ -]?)?(?P<fy_y2>{YEAR}|\d\d\b))?e?\b"),
    ("years", rf"(?P<y_1>{YEAR})(?:\s*(?:-|–|—|to|and|through)\s*(?P<y_2>{YEAR})|[-–](?P<y_3>\d\d)\b(?![%,.]?\d|%))"),
    ("festival", r"(?P<f_name>(?:the\s+)?(?:lunar|chinese) new year(?:'s eve|’s eve)?(?: holidays?)?|(?:the\s+)?spring festival(?: holidays?)?)(?:\s+(?:in\s+|of\s+)?(?P<f_y>" + YEAR + r"))?"),
    ("yearend", rf"(?:year[ -]end|the year[’']s end|(?:the\s+)?end of (?P<ye_rel>this|last|next|the) (?:calendar )?year)(?:\s+(?P<ye_y>{YEAR}))?"),
    ("monthend", r"(?:the\s+)?(?P<me_part>start|beginning|middle|end) of (?P<me_rel>this|last|next|the) (?P<me_u>month|quarter)"),
    ("rel", r"(?P<r_part>earlier|later|early|late|mid)?[ -]?(?P<r_w>this|last|next|previous|past|current|coming|same|that same)\s+(?P<r_u>year|quarter|month|week)(?!-|\s+(?:in a row|straight))\b"
            r"|(?P<r_day>yesterday|today|tomorrow)\b"),
    ("ago", r"(?P<a_n>a|an|one|two|three|four|five|six|seven|eight|nine|ten|\d{1,2})\s+(?P<a_u>year|month|week|day)s?\s+(?P<a_w>ago|earlier|before|previously|later|after that)\b"
            r"|year[ -](?P<a_w2>ago|earlier)\b|(?P<a_same>the same (?:period|time|quarter|month) (?:last year|a year (?:earlier|ago|before)|of last year|of the previous year|in the previous year))"),
    ("weekday", rf"(?:on|last|this|by|until|since|late|early)\s+(?P<w_d>{'|'.join(WEEKDAYS)})\b"),
    ("decade", rf"(?P<d_part>{PART}[ -]+)?(?P<d_y>(?:19|20)\d0)s\b"),
    ("year", rf"(?P<yr_part>{PART}[ -]*)?(?<![\d.,$€£¥#])(?P<yr_y>{YEAR})(?:e\b)?(?![\d%]|[.,]\d|[-–]?(?:bit|nm|x)\b|\s*(?:%|percent|million|billion|trillion|yuan))"),
]
# fmt: on
PATTERN = re.compile(AT + "(?:" + "|".join(f"(?P<{kind}>{form})" for kind, form in FORMS) + ")")
# The long pattern above is only asked where one of these words stands, and the words that can lead up to it.
HINTS = frozenset(
    [
        *MONTHS,
        *SEASONS,
        *WEEKDAYS,
        *"quarter half half-year month months week weeks year years days day fiscal financial festival".split(),
    ]
    + "yesterday today tomorrow year's year’s latter q1 q2 q3 q4 h1 h2".split()
    + [f"{kind}{two:02d}" for kind in ("fy", "fy20") for two in range(100)]
    + [f"q{q}fy{y}" for q in range(1, 5) for y in range(20, 35)]
)
LEAD_INS = frozenset(
    [*NUMBER_WORDS, *ORDER, *MONTHS]
    + "at by before until through since from as of around in during for on after within the early late mid start beginning end - – a an this last next"
    " previous past current coming same that earlier later lunar chinese spring new year quarter half first second calendar fiscal financial middle".split()
    + [str(n) for n in range(1, 32)]
)
DATED_DIGITS = re.compile(rf"{YEAR}|[1-4]q|[12]h\d|\d\d-?q[1-4]")
NUMBER = {w: n for n, w in enumerate("zero one two three four five six seven eight nine ten".split())} | {
    "a": 1,
    "an": 1,
}
DAY = timedelta(days=1)


class Mention(NamedTuple):
    """A dated expression. `bound` is in, by (not later than), since or relative; `explicit` has its own year."""

    start: int
    end: int
    text: str
    first: date
    last: date
    bound: str
    explicit: bool
    kind: str


class Anchor(NamedTuple):
    """Where relative dates count from. `exact` is False when only a year is known; `heading` for a dated heading."""

    first: date
    day: date
    exact: bool = True
    heading: bool = False
    ahead: bool = False  # the sentence speaks of what is to come


def find(text: str, low: str, words: list[Token]) -> list[re.Match]:
    """Date expressions in the text of `words`, unresolved, left to right, none inside another."""
    found: list[re.Match] = []
    at = 0  # number of the first word that no date has taken
    for place, token in enumerate(words):
        if place < at or not (
            token.lower in HINTS or (token.text[0].isdigit() and DATED_DIGITS.match(low, token.start, token.end + 4))
        ):
            continue
        # seven words hold any lead-in ('by the end of the first quarter of'); the first match that reaches the hint counts
        for begin in range(max(at, place - 7), place + 1):
            if begin < place and words[begin].lower not in LEAD_INS:
                continue
            match = PATTERN.match(low, words[begin].start, words[-1].end)
            if match and match.end() > token.start:
                if _is_date(text, match):
                    found.append(match)
                    at = place + 1
                    while at < len(words) and words[at].start < match.end():
                        at += 1
                break
    return found


def _is_date(text: str, match: re.Match) -> bool:
    """Words that only look like a date: 'may' and 'march' as verbs, 'second half' of something else."""
    if match["month"] or match["span"] or match["mdy"] or match["dmy"]:
        name = next(m for m in (match["m_m"], match["s_m1"], match["mdy_m"], match["dmy_m"]) if m)
        at = match.start(_month_group(match))
        if not text[at].isupper():
            return False
        if name in ("may", "march", "mar") and match["month"]:
            return bool(match["lead"] or match["m_part"] or match["m_y"] or (at > 0 and text[at - 1] not in " \n\t"))
    return not (match["festival"] and text[match.start("f_name")] == "s" and "festival" in match["f_name"])


def _month_group(match: re.Match) -> str:
    return next(g for g in ("m_m", "s_m1", "mdy_m", "dmy_m") if match[g])


def _month(name: str) -> int:
    return MONTHS[name.rstrip(".")]


def month_end(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _months(year: int, first: int, last: int) -> tuple[date, date]:
    """From the first day of month `first` to the last of month `last`; months may run past December or before January."""
    y1, m1 = divmod(year * 12 + first - 1, 12)
    y2, m2 = divmod(year * 12 + last - 1, 12)
    return date(y1, m1 + 1, 1), month_end(y2, m2 + 1)


def _full_year(text: str) -> int:
    digits = re.sub(r"\D", "", text)
    return int(digits) if len(digits) == 4 else 2000 + int(digits)


def _part(part: str | None, first: date, last: date) -> tuple[date, date]:
    """'early', 'mid', 'late' and 'end of' within a period: thirds of a month, quarters of a year."""
    part = (part or "").strip(" -").removeprefix("the ").removesuffix(" of")
    days = (last - first).days
    if not part:
        return first, last
    if part == "end":
        return last, last
    if part in ("start", "beginning"):
        part = "early"
    if days < 32:
        tenth, twentieth = first.replace(day=10), first.replace(day=20)
        return {"early": (first, tenth), "mid": (tenth + DAY, twentieth), "late": (twentieth + DAY, last)}[part]
    if days > 360:
        cut = {"early": (1, 3), "mid": (4, 9), "late": (10, 12)}[part]
        return _months(first.year, first.month + cut[0] - 1, first.month + cut[1] - 1)
    month = {"early": 0, "mid": 1, "late": 2}[part]
    return _months(first.year, first.month + month, first.month + month)


class Calendar:
    """Resolves date expressions. `new_years` are the Lunar New Year days, `year_end` the month a fiscal year ends in."""

    def __init__(self, new_years: list[date]):
        self.new_years = new_years

    def resolve(self, text: str, match: re.Match, anchor: Anchor, year_end: int = 12) -> Mention | None:
        """The first and last day of a match, or None where the calendar has no such day."""
        kind = next(k for k, _ in FORMS if match[k])
        try:
            first, last, explicit = getattr(self, f"_{kind}")(match, anchor, year_end)
        except (ValueError, KeyError, OverflowError, TypeError):
            return None  # the 31st of June, a year out of range
        start, end = match.span(kind)
        lead = (match["lead"] or "").split()
        lead = lead[0] if lead else ""
        bound = {"by": "by", "before": "by", "until": "by", "since": "since"}.get(lead, "in")
        if lead == "before":
            first = last = first - DAY
        if lead == "from" and re.match(r"\s+(?:onwards?|on)\b", text[end : end + 10]):
            bound = "since"
        return Mention(start, end, text[start:end], first, last, bound, explicit, kind)

    def _iso(self, m, a, fy):
        day = date(int(m["iso_y"]), int(m["iso_m"]), int(m["iso_d"]))
        return day, day, True

    def _mdy(self, m, a, fy):
        month = _month(m["mdy_m"])
        year = int(m["mdy_y"] or self._year_of(month, int(m["mdy_d"]), a))
        return date(year, month, int(m["mdy_d"])), date(year, month, int(m["mdy_e"] or m["mdy_d"])), bool(m["mdy_y"])

    def _dmy(self, m, a, fy):
        month = _month(m["dmy_m"])
        day = date(int(m["dmy_y"] or self._year_of(month, int(m["dmy_d"]), a)), month, int(m["dmy_d"]))
        return day, day, bool(m["dmy_y"])

    def _year_of(self, month: int, day: int, anchor: Anchor) -> int:
        """The year of a month without one: that of the heading, or the latest that is not after publication."""
        if anchor.heading and anchor.first.year == anchor.day.year:
            return anchor.day.year
        later = anchor.exact and not anchor.ahead and (month, day) > (anchor.day.month, anchor.day.day)
        return anchor.day.year - later

    def _relative_year(self, words: str | None, anchor: Anchor) -> int:
        words = words or ""
        return anchor.day.year + (1 if "next" in words else -1 if "last" in words or "previous" in words else 0)

    def _quarter(self, m, a, fy):
        word = m["q_word"]
        number = ORDER[word] if word else int(m["q_num"] or m["q_num2"] or m["q_num3"])
        written = m["q_y2"] or (None if m["q_rel"] else m["q_y"])
        if written:
            year = _full_year(written)
        elif m["q_rel"]:
            year = self._relative_year(m["q_rel"], a)
        else:
            year = self._year_of(number * 3 - 2, 1, a)
        shift = (year_shift := (fy if m["q_fy"] and fy != 12 else 0)) and year_shift - 12
        return *_part(m["q_part"], *_months(year, number * 3 - 2 + shift, number * 3 + shift)), bool(written)

    def _half(self, m, a, fy):
        number = {"first": 1, "second": 2, "latter": 2}.get(m["h_word"]) or int(m["h_num"] or m["h_num2"])
        written = None if m["h_rel"] else m["h_y"]
        year = _full_year(written) if written else self._relative_year(m["h_rel"], a)
        shift = fy - 12 if m["h_fy"] and fy != 12 else 0
        return *_months(year, number * 6 - 5 + shift, number * 6 + shift), bool(written)

    def _ended(self, m, a, fy):
        month = _month(m["e_m"] or m["e_m2"])
        year = int(m["e_y"] or self._year_of(month, int(m["e_d"] or m["e_d2"] or 1), a))
        count = 3 if m["e_quarter"] else 6 if m["e_half"] else 12 if m["e_year"] else 0
        count = count or {"three": 3, "six": 6, "nine": 9, "twelve": 12}.get(m["e_n"]) or int(m["e_n"])
        return *_months(year, month - count + 1, month), bool(m["e_y"])

    def _mquarter(self, m, a, fy):
        month = _month(m["mq_m"])
        year = int(m["mq_y"] or a.day.year - (month - a.day.month > 6) + (a.day.month - month > 9))
        return *_months(year, month - 2, month), bool(m["mq_y"])

    def _span(self, m, a, fy):
        first, last = _month(m["s_m1"]), _month(m["s_m2"])
        year = int(m["s_y"] or self._year_of(last, 1, a))
        return date(year - (first > last), first, 1), month_end(year, last), bool(m["s_y"])

    def _month(self, m, a, fy):
        month, written = _month(m["m_m"]), m["m_y"] or ""
        if written and written[0].isdigit():
            year = _full_year(written)
        else:
            year = self._relative_year(written, a) if written else self._year_of(month, 1, a)
        return *_part(m["m_part"], date(year, month, 1), month_end(year, month)), bool(written)

    def _season(self, m, a, fy):
        first, last = SEASONS[m["se_s"]]
        year = int(m["se_y"] or self._year_of(first, 1, a))
        return *_months(year, first, last + 12 * (last < first)), bool(m["se_y"])

    def _fy(self, m, a, fy):
        first = _full_year(m["fy_y"])
        last = _full_year(m["fy_y2"]) if m["fy_y2"] else first
        start = _months(first, fy - 11, fy)[0]
        return *_part(m["fy_part"], start, month_end(last, fy)), True

    def _years(self, m, a, fy):
        first = int(m["y_1"])
        last = int(m["y_2"]) if m["y_2"] else first // 100 * 100 + int(m["y_3"])
        if last < first:
            raise ValueError("a range of years that runs backwards")
        return date(first, 1, 1), date(last, 12, 31), True

    def _festival(self, m, a, fy):
        if m["f_y"]:
            day = next(d for d in self.new_years if d.year == int(m["f_y"]))
        elif a.heading:
            day = next(d for d in self.new_years if d.year == a.day.year)
        else:
            day = self.new_years[bisect_right(self.new_years, a.day) - 1]
        return day, day, bool(m["f_y"])

    def _yearend(self, m, a, fy):
        year = int(m["ye_y"] or self._relative_year(m["ye_rel"], a))
        return date(year, 12, 31), date(year, 12, 31), bool(m["ye_y"])

    def _monthend(self, m, a, fy):
        step = {"last": -1, "next": 1}.get(m["me_rel"], 0)
        first, last = self._unit(m["me_u"], a.day, step)
        return *_part({"middle": "mid"}.get(m["me_part"], m["me_part"]), first, last), False

    def _unit(self, unit: str, day: date, step: int) -> tuple[date, date]:
        if unit == "year":
            return date(day.year + step, 1, 1), date(day.year + step, 12, 31)
        if unit == "quarter":
            first = (day.month - 1) // 3 * 3 + 1 + 3 * step
            return _months(day.year, first, first + 2)
        if unit == "month":
            return _months(day.year, day.month + step, day.month + step)
        monday = day - timedelta(days=day.weekday()) + timedelta(weeks=step)
        return monday, monday + timedelta(days=6)

    def _rel(self, m, a, fy):
        if m["r_day"]:
            day = a.day + timedelta(days={"yesterday": -1, "today": 0, "tomorrow": 1}[m["r_day"]])
            return day, day, False
        word, unit = m["r_w"], m["r_u"]
        if word == "past":
            months = {"year": 12, "quarter": 3, "month": 1, "week": 0}[unit]
            first = _months(a.day.year, a.day.month - months, a.day.month - months)[0]
            first = first.replace(day=min(a.day.day, month_end(first.year, first.month).day))
            return (first if months else a.day - timedelta(days=7)), a.day, False
        step = {"last": -1, "previous": -1, "next": 1, "coming": 1}.get(word, 0)
        first, last = self._unit(unit, a.day, step)
        if unit != "year" and a.heading and step == 0:
            first, last = a.first, a.day
        return *_part(m["r_part"] if m["r_part"] in ("early", "late", "mid") else None, first, last), False

    def _ago(self, m, a, fy):
        if not m["a_n"]:
            return (*_months(a.day.year - 1, 1, 12), False)
        count = NUMBER.get(m["a_n"]) or int(m["a_n"])
        if m["a_w"] in ("later", "after that"):
            count = -count
        if m["a_u"] in ("day", "week"):
            day = (a.first if a.heading else a.day) - timedelta(days=count * (7 if m["a_u"] == "week" else 1))
            return day, day, False
        if m["a_u"] == "month":
            return *self._unit("month", a.day, -count), False
        return *self._unit("year", a.day, -count), False

    def _weekday(self, m, a, fy):
        back = (a.day.weekday() - WEEKDAYS.index(m["w_d"])) % 7
        day = a.day - timedelta(days=back - 7 if a.ahead and back else back)
        return day, day, False

    def _decade(self, m, a, fy):
        first = int(m["d_y"])
        return date(first, 1, 1), date(first + 9, 12, 31), True

    def _year(self, m, a, fy):
        year = int(m["yr_y"])
        return *_part(m["yr_part"], date(year, 1, 1), date(year, 12, 31)), True
