"""What a number measures, how far it is meant as fact, and the period it is told of."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from datakit.reading.counting import MONEY, SPANS
from datakit.reading.dates import DAY, month_end
from datakit.reading.numbers import Number
from datakit.reading.scene import Scene
from datakit.reading.subjects import subjects
from datakit.reading.vocabulary import Cue, Metric, Vocabulary

OF_ENDS = frozenset("in by at for with as while and or than which that to from on has have had was is are".split())
BASE = re.compile(r"\b(?:from|against|compared (?:with|to)|versus|vs|than|after|as in|until|till)\b")
STILL = re.compile(
    r"(?:\s+(?!from\b|than\b|on\b|over\b|compared\b|increase\b|rise\b|more\b)[\w-]+){0,4}\s*(?:in |of )?(?:the )?"
)
SPAN_WORDS = re.compile(r"\bquarterly\b|\b(?:annual|yearly|full-year)\b")
THE_QUARTER = re.compile(r"\b(?:in|during|for|over) the (?:quarter|period|three months|half|six months)\b")
SINCE_BASE = re.compile(
    r"\b(?:month|quarter|year|week)[- ](?:over|on)[- ](?:month|quarter|year|week)\b|\b(?:yoy|qoq|mom)\b"
)


def metric(
    scene: Scene, n: Number, unit: str | None, status: str, length: str | None, vocabulary: Vocabulary
) -> tuple[str | None, str, Cue | None]:
    """The metric whose cues stand nearest, its topic, and the nearest cue."""
    measure = "money" if unit in MONEY else "fraction" if unit == "growth_fraction" else unit
    first, last = scene.clause(n.core)
    at = scene.index(n.core)
    of_end = whole(scene, n) if measure == "fraction" else at
    scores: dict[str, float] = {}
    best_of: dict[str, float] = {}
    nearest: dict[str, tuple[float, Cue]] = {}
    for cue in scene.cues:
        if cue.kind != "metric" or not _fits(cue.value, measure, status, length):
            continue
        distance = 0 if at < cue.first < of_end else max(cue.first - scene.index(n.end), at - cue.last, 0)
        score = (
            (1 + 0.5 * (cue.last - cue.first - 1)) / (1 + distance / 3) * (1.0 if first <= cue.start < last else 0.35)
        )
        metric: Metric = cue.value
        score *= 1 + 0.15 * bool(metric.statuses) + 0.1 * bool(metric.span)
        score *= metric.weight * (0.8 if cue.first >= at else 1.0)
        best_of[metric.name] = max(best_of.get(metric.name, 0.0), score)
        scores[metric.name] = scores.get(metric.name, 0.0) + score
        if metric.name not in nearest or score > nearest[metric.name][0]:
            nearest[metric.name] = (score, cue)
    if scores:
        scores = {name: best_of[name] + 0.25 * (score - best_of[name]) for name, score in scores.items()}
        best = max(scores, key=lambda name: scores[name] + 0.05 * vocabulary.metrics[name].default)
        return best, vocabulary.metrics[best].topic, nearest[best][1]
    if measure not in ("money", "fraction", "multiple"):
        for metric in vocabulary.metrics.values():
            if metric.default and measure in metric.units and _fits(metric, measure, status, length):
                return metric.name, metric.topic, None
    for before in scene.context.metrics:
        if measure in before.units and not before.statuses:
            return before.name, before.topic, None
        alike = [
            m.name
            for m in vocabulary.metrics.values()
            if m.topic == before.topic and measure in m.units and not m.statuses and not m.span
        ]
        if measure in SPANS or (alike and measure in ("fraction", "multiple", "money")):
            return (alike[0] if alike else None), before.topic, None
    default = vocabulary.defaults.get(measure)
    return (default.name, default.topic, None) if default else (None, "other", None)


def whole(scene: Scene, n: Number) -> int:
    """The token behind 'of the market' in 'half of the market': what a share is a share of says what it measures."""
    after = scene.index(n.end)
    if scene.words[after : after + 1] != ["of"]:
        return after
    end = after + 1
    while (
        end < len(scene.words)
        and end - after < 10
        and scene.words[end] not in OF_ENDS
        and scene.tokens[end].text[0] not in ",.;—(["
    ):
        end += 1
    return end


def _fits(metric: Metric, measure: str | None, status: str, length: str | None) -> bool:
    return (
        measure in metric.units
        and (not metric.statuses or status in metric.statuses)
        and (not metric.span or metric.span == length)
    )


def status(scene: Scene, n: Number) -> str:
    """The last cue in front of the number rules; one right behind it ('the 10 billion yuan plan') comes before that."""
    first, last = scene.clause(n.core)
    after = scene.index(n.end)
    found, place = "actual", -1
    for cue in scene.cues:
        if cue.kind != "status":
            continue
        if cue.first >= after:
            if (
                cue.first - after < 4
                and cue.value in ("pledged", "planned", "target")
                and cue.end <= last
                and place < first
            ):
                return cue.value
            break
        if cue.end <= n.end:
            near = place >= first and (cue.first - scene.index(place) < 5 or scene.words[cue.first - 1] == "to")
            if cue.value == "actual" and found not in ("actual", "pledged") and near:
                if found == "planned" and scene.low.startswith(("will", "would"), place):
                    found = "forecast"  # 'will reach' foretells, 'will invest' plans
                continue  # 'aims to reach', 'is expected to surpass'
            if (
                cue.value == "target"
                and found == "actual"
                and 0 < cue.first - scene.index(place) < 7
                and place > 0
                and MET.match(scene.low, place)
            ):
                continue  # 'reached its target'
            found, place = cue.value, cue.start
    if found in ("forecast", "planned", "target") and FROM.search(scene.low, max(scene.start, n.start - 24), n.start):
        return "actual"  # 'expected to rise from 9 billion': where it stands now
    return "forecast" if EXPECTED.match(scene.low, n.end) else found


MET = re.compile(r"reach|hit|met\b|meet|beat|achiev|surpass|exceed")
FROM = re.compile(
    r"\b(?:from|against|compared (?:with|to)|than the|versus|on top of)\s+(?:the |an? |about |some |mere )*$"
)
EXPECTED = re.compile(
    r"\s+(?:that\s+)?(?:\w+\s+){0,2}(?:had\s+|have\s+)?(?:expected|forecast|estimated|predicted|projected)\b"
)


def period(
    scene: Scene, n: Number, unit: str | None, status: str, rows: list[dict[str, Any]]
) -> tuple[str | None, str | None]:
    """The date in the number's clause, else one of an earlier clause, else the heading's, else a later one."""
    if (
        rows
        and unit in MONEY
        and rows[-1]["unit"] in MONEY
        and scene.low[rows[-1]["end"] : n.start].strip() in ("(", "[", "(about", "(or", "or")
    ):
        return rows[-1]["period_start"], rows[-1]["period_end"]  # the same amount in another currency
    dates = [d for d in scene.dates if d.bound != "since" and d.kind != "ago" and not d.text.lower().startswith("past")]
    since = [d for d in scene.dates if d.bound == "since" and 0 <= d.start - n.end < 30]
    first, last = scene.clause(n.core)
    inside = [d for d in dates if first <= d.start < last]
    behind = [d for d in inside if d.start >= n.end and not BASE.search(scene.low, n.end, d.start)]
    inside = [d for d in inside if d.start < n.start] + behind
    mention = min(behind, key=lambda d: d.start) if behind else inside[-1] if inside else None
    if behind and inside[0] is not behind[0]:
        ahead = [d for d in inside if d.start < n.start][-1]
        if n.start - ahead.end < behind[0].start - n.end:
            mention = ahead
    if mention is None:
        earlier = [d for d in dates if d.start < first]
        if earlier and subjects(scene, first, n.start) and (scene.names[0].start < earlier[0].start):
            earlier = []  # a clause with a subject of its own does not share the date of the one before
        mention = earlier[-1] if earlier else scene.context.heading_date
    if (
        mention is None
        and dates
        and not BASE.search(scene.low, n.end, max(n.end, dates[0].start))
        and scene.clause(dates[0].start)[0] == first
    ):
        mention = dates[0]
    if (
        mention is None
        and not dates
        and (
            THE_QUARTER.search(scene.low, scene.start, scene.end)
            or (
                scene.context.quarter_line == scene.line
                and status == "actual"
                and (unit in MONEY or unit in ("fraction", "multiple", "growth_fraction", "quarters"))
            )
        )
    ):
        mention = scene.context.quarter
    if mention is None:
        return None, None
    begin, end = mention.first, mention.last
    if ago := next(
        (d for d in scene.dates if d.kind == "ago" and n.end <= d.start and STILL.fullmatch(scene.low, n.end, d.start)),
        None,
    ):
        months = 3 if "quarter" in ago.text else 12
        if "year" in ago.text or "same" in ago.text:
            begin, end = _back(begin, months), _back(end, months)
    if since and not SINCE_BASE.search(scene.low, scene.start, scene.end):
        begin = since[0].first
    elif unit == "multiple" and re.match(
        r"[\w\s-]{0,24}\b(?:in|over|within) (?:one|a|the past|the last) year", scene.low[n.end : n.end + 48]
    ):
        begin = date(begin.year - 1, begin.month, 1)
    return begin.isoformat(), end.isoformat()


def _back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = day.day >= 28 and (day + DAY).month != day.month
    return month_end(year, month + 1) if last else date(year, month + 1, min(day.day, 28))


def length(period: tuple[str | None, str | None], clause: str) -> str | None:
    """'quarter' or 'year', where the period is one or the clause says so."""
    if match := SPAN_WORDS.search(clause):
        return "quarter" if match.group().startswith("quarter") else "year"
    if not period[0]:
        return None
    days = (date.fromisoformat(period[1]) - date.fromisoformat(period[0])).days
    return "quarter" if 80 < days < 100 else "year" if 350 < days < 380 else None
