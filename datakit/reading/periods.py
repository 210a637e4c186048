"""The period a number is told of: from the date that stands nearest in its own clause, else from what is around it."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from datakit.reading.changes import ON_YEAR
from datakit.reading.dates import DAY, Mention, month_end
from datakit.reading.hedges import CONVERTED
from datakit.reading.place import CHANGES, FRACTIONS, MONEY, Place
from datakit.reading.scene import Scene
from datakit.reading.subjects import subjects

# fmt: off
BASE = re.compile(r"\b(?:from|against|compared (?:with|to)|versus|vs|than|after|as in|until|till)\b")
STILL = re.compile(r"(?:\s+(?!from\b|than\b|on\b|over\b|compared\b|increase\b|rise\b|more\b)[\w-]+){0,4}\s*(?:in |of )?(?:the )?")
SPAN_WORDS = re.compile(r"\bquarterly\b|\b(?:annual|yearly|full-year)\b")
THE_QUARTER = re.compile(r"\b(?:in|during|for|over) the (?:quarter|period|three months|half|six months)\b")
SAME = re.compile(r"\bsame (?:period|quarter|three months|half) (?:of|in) $")
IN_A_YEAR = re.compile(r"[\w\s-]{0,24}\b(?:in|over|within) (?:one|a|the past|the last) year")
# fmt: on


class Period(NamedTuple):
    """First and last day; one of them is None where the words are a bound. `how`: stated or heading."""

    start: date | None = None
    end: date | None = None
    how: str | None = None


def period(p: Place, unit: str | None, status: str, rows: list[dict[str, Any]]) -> Period:
    """The period by the first rule that knows a date, with 'by' and 'since' as bounds; `rows` are the claims before it."""
    if rows and unit in MONEY and rows[-1]["unit"] in MONEY and CONVERTED.fullmatch(p.low, rows[-1]["end"], p.n.start):
        return rows[-1]["period"]  # the same amount in another currency
    mention, how = next(((told, how) for rule, how in RULES if (told := rule(p, unit, status))), (None, None))
    since = _since(p)
    if mention is None:  # 'to 20% since May' says how long it took, and not when it was 20%
        return Period(since.first, None, "stated") if since and unit != "fraction" else Period()
    begin, end = _shifted(p, unit, mention)
    if since and since is not mention:
        begin = since.first
    elif mention.bound == "by":
        begin = None
    return Period(begin, end, how)


# Each rule finds the date that a number is told of, or None.


def _column(p: Place, unit: str | None, status: str) -> Mention | None:
    """'Sales | Q2 2025 | Q2 2024' above: the date at the head of the number's column."""
    return p.scene.context.columns.get(p.low.count("|", p.scene.start, p.n.start))


def _in_clause(p: Place, unit: str | None, status: str) -> Mention | None:
    """'In May it sold 40 ships': the date in the number's own clause, the nearer where one stands on each side."""
    inside = [d for d in _dates(p.scene) if p.first <= d.start < p.last]
    ahead = [d for d in inside if d.start < p.n.start]
    behind = [d for d in inside if d.start >= p.n.end and not BASE.search(p.low, p.n.end, d.start)]
    near = [*behind[:1], *ahead[-1:]]
    return min(near, key=lambda d: max(d.start - p.n.end, p.n.start - d.end), default=None)


def _past(p: Place, unit: str | None, status: str) -> Mention | None:
    """'Prices fell 40% in the past year': of a change, the past year is its period."""
    if unit not in CHANGES or unit == "multiple":
        return None
    return next((d for d in p.scene.dates if _is_past(d) and p.n.end <= d.start < min(p.n.end + 60, p.scene.end)), None)


def _earlier_clause(p: Place, unit: str | None, status: str) -> Mention | None:
    """'In May it closed a plant, cutting 40 jobs'; a clause with a subject of its own shares no date."""
    earlier = [d for d in _dates(p.scene) if d.start < p.first]
    if earlier and p.names and p.names[0].start < earlier[0].start and subjects(p.scene, p.first, p.n.start):
        return None
    return earlier[-1] if earlier else None


def _heading(p: Place, unit: str | None, status: str) -> Mention | None:
    """'June 2024:' above a list: the dated heading."""
    return p.scene.context.heading_date


def _the_quarter(p: Place, unit: str | None, status: str) -> Mention | None:
    """'in the quarter': the one that was named last."""
    near = THE_QUARTER.search(p.low, p.n.end, min(p.n.end + 30, p.scene.end))
    named = near or (not _dates(p.scene) and THE_QUARTER.search(p.low, p.scene.start, p.scene.end))
    return p.scene.context.quarter if named else None


def _same_quarter(p: Place, unit: str | None, status: str) -> Mention | None:
    """'The third quarter was good. Sales rose 4%.': money and changes go on with the quarter named in their paragraph."""
    goes_on = p.scene.context.quarter_line == p.scene.line and status == "actual" and not _dates(p.scene)
    return p.scene.context.quarter if goes_on and unit in MONEY | FRACTIONS | {"multiple", "quarters"} else None


RULES = ((_column, "heading"), (_in_clause, "stated"), (_past, "stated"), (_earlier_clause, "stated"), (_heading, "heading"),
         (_the_quarter, "stated"), (_same_quarter, "heading"))  # fmt: skip


def _is_past(d: Mention) -> bool:
    return d.text.lower().startswith("past")


def _dates(scene: Scene) -> list[Mention]:
    """The dates that can be a period of their own: no 'since May', 'a year ago' or 'the past year'."""
    return [d for d in scene.dates if d.bound != "since" and d.kind != "ago" and not _is_past(d)]


def _since(p: Place) -> Mention | None:
    """'40 ships since May': not 'up 4% month-on-month since May', where May is only the month before."""
    since = next((d for d in p.scene.dates if d.bound == "since" and 0 <= d.start - p.n.end < 30), None)
    return since if since and not ON_YEAR.search(p.low, p.scene.start, p.scene.end) else None


def _shifted(p: Place, unit: str | None, mention: Mention) -> tuple[date, date]:
    """'against $3 billion a year earlier' is told of the year before, a multiple 'in one year' of the year up to then."""
    begin, end = mention.first, mention.last
    ago = next((d for d in p.scene.dates if d.kind == "ago" and p.leads_to(STILL, d.start)), None)
    if ago and ("year" in ago.text or "same" in ago.text):
        months = 3 if "quarter" in ago.text else 12
        return _back(begin, months), _back(end, months)
    quarter = p.scene.context.quarter
    if mention.kind == "year" and quarter and SAME.search(p.low, p.scene.start, mention.start):
        months = 12 * (quarter.first.year - begin.year)  # 'in the same period of 2024'
        return _back(quarter.first, months), _back(quarter.last, months)
    if unit == "multiple" and p.behind(IN_A_YEAR):
        begin = date(begin.year - 1, begin.month, 1)
    return begin, end


def _back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = day.day >= 28 and (day + DAY).month != day.month
    return month_end(year, month + 1) if last else date(year, month + 1, min(day.day, 28))


def length(p: Place, told: Period) -> str | None:
    """'quarter' or 'year', where the clause says so or the period is one."""
    if match := SPAN_WORDS.search(p.low, p.first, p.last):
        return "quarter" if match.group() == "quarterly" else "year"
    days = (told.end - told.start).days if told.start and told.end else 0
    return "quarter" if 80 < days < 100 else "year" if 350 < days < 380 else None
