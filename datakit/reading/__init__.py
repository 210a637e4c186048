"""An English news text -> rows: numbers as claims, investments, dated events. No model, no network, no hint about the file."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, NamedTuple

from datakit.reading import claims, dates, events, investments, names, subjects
from datakit.reading.counting import MONEY
from datakit.reading.dates import Anchor, Calendar, Mention
from datakit.reading.scene import DATELINE, Context, Scene, take_apart
from datakit.reading.text import Line, lines, lowered, sentences, tokens
from datakit.reading.vocabulary import Metric, Vocabulary

__all__ = ["Reading", "Vocabulary", "read"]

YEAR = re.compile(dates.YEAR)
DATED = re.compile(
    r"\d|quarter|year|month|week|spring|summer|autumn|winter|festival|"
    + "|".join(m for m in dates.MONTHS if len(m) > 3)
)
PUBLISHED = re.compile(r"\b(?:published|updated|posted|last modified|date)\b|\bissue \d|^\W*(?:by\b.{0,60})?$", re.I)


class Reading(NamedTuple):
    """What was read, as plain rows in the order of the text; unknown is None, dates are ISO strings."""

    claims: list[dict[str, Any]]
    investments: list[dict[str, Any]]
    events: list[dict[str, Any]]


def read(text: str, vocabulary: Vocabulary | None = None, published: date | None = None) -> Reading:
    """Read one article.

    `text` is the article, `published` its day of publication (dates without a year count from it; without it, from
    the article's own dateline or the years it names). Every row has `start` and `end`, offsets into `text`, and for
    every claim `text[start:end] == quote`. Never raises on any text; takes time in proportion to its length.
    """
    vocabulary = vocabulary or Vocabulary.load()
    low = lowered(text)
    cast = names.Cast(text)
    calendar = Calendar(vocabulary.new_years)
    where = lines(text)
    country = max(vocabulary.countries, key=text.count)
    context = Context(_anchor(text, low, where, calendar, published))
    if country in text:
        context.country = names.Name(0, 0, country, "place", 0, 0, False)
    published_anchor = context.anchor
    reading = Reading([], [], [])
    line_number = -1
    for sentence in sentences(text, where):
        line = where[sentence.line]
        if sentence.line != line_number:
            line_number = sentence.line
            if _enter(text, low, where, line_number, vocabulary, calendar, cast, context, published_anchor):
                continue
        headline = line.heading and _titled(text, line)
        parts = take_apart(text, low, sentence, headline, vocabulary, calendar, cast, context)
        _read_scene(parts, vocabulary, context, reading)
    return reading


def _read_scene(parts: Scene, vocabulary: Vocabulary, context: Context, reading: Reading) -> None:
    found = claims.read(parts, vocabulary) if parts.numbers or parts.cues else []
    deals = investments.read(parts, vocabulary, found, context) if len(parts.words) > 3 else []
    takers = {d["investee"] for d in deals}
    for claim in found:
        if (
            takers
            and claim["unit"] in MONEY
            and (claim["topic"] == "capex" or claim["metric"] in ("price", "stock_move"))
        ):
            claim["topic"], claim["metric"] = "investment", "funding_round_size"  # money that changes hands in a deal
        if len(takers) == 1 and claim["metric"] in ("valuation", "funding_round_size", "investment_size"):
            claim["entity"] = next(iter(takers))  # a round and a valuation are told of who takes the money
    reading.claims.extend(found)
    reading.investments.extend(deals)
    if parts.dates or context.heading_date:
        reading.events.extend(events.read(parts, vocabulary))
    spans = [d for d in parts.dates if d.kind in ("quarter", "half", "ended", "mquarter")]
    if spans and (spans[0].explicit or spans[0].kind != "half" or context.quarter is None):
        context.quarter, context.quarter_line = spans[0], parts.line
    named = subjects.subjects(parts, parts.start, parts.end)
    if (
        named
        and not context.main
        and named[0].kind == "place"
        and named[0].first < 3
        and not subjects.is_weak(parts, named[0])
    ):
        context.main = context.firm = named  # an article about a country or a city
    told = len(parts.tokens) > 5 or (bool(named) and named[0].first == 0 and named[0].rank == 3)
    if told and named and named[0].rank > 1 and not subjects.opens_with_pronoun(parts, named[0]):
        context.subject = named
        if named[0].kind in ("company", "division", "name"):
            context.firm = named
            context.main = context.main or named
    if (parts.heading or parts.text[parts.end - 1] == ":") and not found:
        _remember(context, [c.value for c in reversed(parts.of_kind("metric"))])
    if found:
        _remember(context, [vocabulary.metrics[c["metric"]] for c in found if c["metric"]])


def _remember(context: Context, metrics: list[Metric]) -> None:
    for metric in metrics:
        context.metrics = [metric, *(m for m in context.metrics if m is not metric)][:6]


def _enter(
    text, low, where: list[Line], number: int, vocabulary, calendar, cast, context: Context, anchor: Anchor
) -> bool:
    """Take note of a new line. True where it is only a heading (a date, a name) that the lines below stand under."""
    line = where[number]
    if line.end - line.start < 90:
        if date_heading := _date_heading(text, low, line, calendar, anchor):
            context.heading_date, context.heading_entity = date_heading, None
            context.anchor = Anchor(date_heading.first, date_heading.last, True, True)
            context.subject = []
            return True
        words = tokens(text, line.start, line.end)
        known = names.find(vocabulary, words, cast, heading=True) if len(words) < 9 else []
        if (
            len(known) == 1
            and known[0].kind not in ("org", "place", "person")
            and line.heading
            and known[0].first == 0
            and not any(c.isalnum() for c in text[known[0].end : line.end].removeprefix("'s"))
        ):
            context.heading_entity, context.heading_date, context.anchor = known[0], None, anchor
            context.subject = []
            return True
    above = where[number - 1] if number else None
    if context.main and not line.bullet:
        context.firm = context.main  # a new paragraph that names nobody is about whom the article is about
    if (
        above
        and context.heading_date
        and line.bullet != above.bullet
        and not _is_heading_line(text, low, above, calendar, anchor)
    ):
        context.heading_date, context.anchor = None, anchor
    elif line.heading and not line.bullet and _titled(text, line):
        context.heading_date, context.heading_entity, context.anchor = None, None, anchor
    if context.heading_entity and above and line.bullet != above.bullet:
        context.heading_entity = None
    return False


def _is_heading_line(text, low, line: Line, calendar, anchor: Anchor) -> bool:
    return bool(_date_heading(text, low, line, calendar, anchor))


def _titled(text: str, line: Line) -> bool:
    """A line without a full stop in which most long words are capitalised, as titles are."""
    if line.end - line.start > 160:
        return False
    words = [w for w in text[line.start : line.end].split() if len(w) > 3 and w[0].isalpha()]
    return bool(words) and sum(w[0].isupper() for w in words) >= 0.7 * len(words)


def _date_heading(text: str, low: str, line: Line, calendar: Calendar, anchor: Anchor) -> Mention | None:
    """The date of a line that says nothing else: '- Late 2024:', 'Q3 2025', 'By the Lunar New Year in January/February 2025:'."""
    if line.end - line.start > 70 or not DATED.search(low, line.start, line.end):
        return None
    found = [
        m
        for m in (calendar.resolve(text, f, anchor) for f in dates.find(text, low, tokens(text, line.start, line.end)))
        if m
    ]
    if not found:
        return None
    rest = low[line.start : line.end]
    for mention in found:
        rest = rest.replace(low[mention.start : mention.end], " ", 1)
    left = re.sub(
        r"\b(?:by|in|on|at|as|of|the|since|from|until|around|before|after|early|late|mid|and|or|to|update|timeline)\b|[\W_]",
        "",
        rest,
    )
    if left:
        return None
    widest = max(found, key=lambda m: (m.explicit, m.last - m.first))
    return widest._replace(
        start=line.start, end=len(text[: line.end].rstrip(" :")), text=text[line.start : line.end].rstrip(" :")
    )


def _anchor(text: str, low: str, where: list[Line], calendar: Calendar, published: date | None) -> Anchor:
    """The day that relative dates count from: publication if known, else a dateline, else the latest year named."""
    if published:
        return Anchor(published, published)
    dummy = Anchor(date(2000, 12, 31), date(2000, 12, 31), False)
    years: list[int] = []
    ahead: list[int] = []
    for line in where:
        if not YEAR.search(text, line.start, line.end):
            continue
        for match in dates.find(text, low, tokens(text, line.start, line.end)):
            mention = calendar.resolve(text, match, dummy)
            if not mention or not mention.explicit:
                continue
            stamped = not line.bullet and text[line.end - 1] != ":"
            if (
                stamped
                and mention.kind in ("mdy", "dmy", "iso")
                and mention.first == mention.last
                and _is_dateline(low, line, mention)
            ):
                return Anchor(mention.first, mention.first)
            if (dateline := DATELINE.match(text, line.start)) and mention.end <= dateline.end():
                return Anchor(mention.first, mention.first)
            before = low[max(line.start, mention.start - 60) : mention.start]
            future = re.search(
                r"\b(?:will|plans?|targets?|aim(?:s|ing)?|expect\w*|forecast\w*|goal|by|next|until)\b", before
            )
            (ahead if future else years).append(mention.last.year)
    year = max(years or ahead or [date.today().year])
    return Anchor(date(year, 1, 1), date(year, 12, 31), False)


def _is_dateline(low: str, line: Line, mention: Mention) -> bool:
    """A line that is little more than a date: a byline, a stamp, the foot of a printed page."""
    rest = low[line.start : mention.start] + low[mention.end : line.end]
    return (
        len(rest) < 60
        and (len(re.sub(r"\W", "", rest)) < 12 or bool(PUBLISHED.search(rest)))
        and not rest.rstrip().endswith(".")
    )
