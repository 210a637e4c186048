"""Numbers in a sentence -> claims: what is counted, about whom, measuring what, when, and how far it is meant as fact."""

from __future__ import annotations

import re
from typing import Any

from datakit.reading.amounts import Number
from datakit.reading.changes import direction, kind
from datakit.reading.counting import Count, counted
from datakit.reading.hedges import bounds
from datakit.reading.measuring import metric, whole
from datakit.reading.periods import length, period
from datakit.reading.place import FRACTIONS, MONEY, Place
from datakit.reading.remarks import aside, confidence, per, said_by
from datakit.reading.scene import Scene
from datakit.reading.statuses import status
from datakit.reading.subjects import entities, respectively
from datakit.reading.vocabulary import Cue, Vocabulary


def read(scene: Scene, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Claims of one sentence, in the order of the text."""
    rows: list[dict[str, Any]] = []
    for number in scene.numbers:
        p = Place(scene, number, vocabulary)
        if found := counted(p, _last_unit(scene, rows)):
            rows.extend(_rows(p, found, rows))
    rows.extend(_compared(scene, vocabulary, rows))
    respectively(scene, rows)
    for row in rows:
        told = row.pop("period")
        row["period_start"], row["period_end"] = (day.isoformat() if day else None for day in told[:2])
        row["period_from"] = told.how
    return sorted(rows, key=lambda r: (r["start"], r["end"]))


def _last_unit(scene: Scene, rows: list[dict[str, Any]]) -> str | None:
    """What was counted last, but for where it was: 'It has 40 chips in three halls and wants 30 more' means chips."""
    there = (r for r in reversed(rows) if not scene.low.endswith(PLACED, scene.start, r["start"]))
    return next(there, rows[-1])["unit"] if rows else None


def _rows(p: Place, count: Count, earlier: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The claims that one number makes: one for each name it is told of."""
    scene = p.scene
    unit, meant = kind(p, count.unit), status(p)
    when = period(p, unit, meant, earlier)
    measure, topic, cue = metric(p, unit, meant, length(p, when))
    way = direction(p, unit, measure)
    if way == "down" and p.n.low is not None and p.n.low < 0:
        p.n = p.n._replace(value=-p.n.value, low=-p.n.value, high=-p.n.value)  # '-4%' is a fall by 4%
    row = {
        "start": count.start, "end": count.end, "quote": scene.text[count.start : count.end],
        "sentence": scene.text[scene.start : scene.end], "sentence_start": scene.start, "section": scene.section,
        "value": p.n.value, "low": p.n.low, "high": p.n.high, "hedge": p.n.hedge, "hedge_scope": p.n.scope,
        "unit": unit, "direction": way, "entity": None, "object": _object(p, count, cue),
        "topic": topic, "metric": measure, "per": per(p, unit), "period": when, "status": meant,
        "said_by": None, "aside": aside(p, unit, measure), "confidence": None,
    }  # fmt: skip
    about = entities(p, topic)
    return [
        row | {"entity": x, "said_by": said_by(p, x), "confidence": confidence(p, unit, x, cue, measure)} for x in about
    ]


PLACED = (" in ", " at ", " across ")

# --- the object: what of the entity is counted or measured, in the article's words -----------------------------------

WORDS = r"((?:[\w’'-]+ ){0,4}[\w’'-]+)"
OVER_TIME = r"(?:\s*(?:over|across)(?: \w+){1,3}| \w+)??"
PURPOSE = re.compile(rf"\s*(?:\([^)]{{1,40}}\))?{OVER_TIME}\s+(?:for|on|to|into) {WORDS}")
PAID = re.compile(r"\bpa(?:id|ys?|ying)\s+(?:[a-z]+\s+){0,2}$")
PAID_TO = re.compile(r"\s*(?:\([^)]{1,40}\)\s*)?to (?:the )?$")


def _object(p: Place, count: Count, cue: Cue | None) -> str | None:
    """The counted noun, the whole of a share, whom money is paid to, the words of the metric, or what money is for."""
    if count.words:
        return re.sub(r"^(?:of|or (?:more|so|fewer|less)) ", "", count.words)
    text, end = p.scene.text, whole(p)
    if count.unit in FRACTIONS and end > p.after + 1:
        return text[p.tokens[p.after + 1].start : p.tokens[end - 1].end]
    paid = [x.name for x in p.names if p.leads_to(PAID_TO, x.start)]
    if paid and count.unit in MONEY and p.ahead(PAID):
        return paid[0]
    if cue and not any(c.start == cue.start for c in p.scene.of_kind("status")):
        return text[cue.start : cue.end]
    match = PURPOSE.match(text, p.n.end, p.last)
    return match[1] if match else None


# fmt: off
COMPARED = re.compile(r"\b(?:(?P<nearly>nearly|almost)\s+)?(?:(?P<over>eclips(?:ed|ing|es)|exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|outstrip(?:ped|ping|s)?|topp(?:ed|ing))"
                      r"|(?P<none>match(?:ed|ing|es)?|equal(?:ing|s|led)?)|(?P<at_least>hit(?:ting|s)?|meet(?:ing|s)?|met|reach(?:ed|ing|es)?)|(?P<under>(?:far |well )?(?:below|short of)))\s+"
                      r"(?:(?!and\b|or\b)[a-z’'-]+\s+){0,6}?(?P<what>(?:decade|ten years)\b(?: of \w+)?|(?:targets?|goals?|expectations)\b)(?!\s+[\w ]{0,12}times over)(?(at_least)(?!\s+(?:of|for)\b))")
# fmt: on


def _compared(scene: Scene, vocabulary: Vocabulary, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """'eclipsing its previous decade of investment': a multiple with one bound and no number."""
    if vocabulary.words["yardsticks"].isdisjoint(scene.words):
        return []
    found = []
    for m in COMPARED.finditer(scene.low, scene.start, scene.end):
        if any(r["start"] < m.end() and m.start() < r["end"] for r in rows):
            continue
        hedge = next(k for k in ("nearly", "over", "at_least", "under", "none") if m[k])
        value = 1.0 if hedge in ("nearly", "none") else None
        number = Number(*m.span(), m.start(), value, *bounds(1.0, hedge), hedge, "multiple")
        count = Count("multiple", scene.text[m.start("what") : m.end()], *m.span())
        found.extend(_rows(Place(scene, number, vocabulary), count, rows)[:1])
    return found
