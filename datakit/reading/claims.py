"""Numbers in a sentence -> claims: what is counted, about whom, measuring what, when, and how far it is meant as fact."""

from __future__ import annotations

import re
from typing import Any

from datakit.reading.counting import MONEY, counted
from datakit.reading.measuring import length, metric, period, status, whole
from datakit.reading.numbers import Number
from datakit.reading.scene import Scene
from datakit.reading.subjects import entities, maker, respectively
from datakit.reading.vocabulary import Cue, Vocabulary

GROWTH = re.compile(
    r"\b(?:grow\w*|grew|rise|rose|risen|rising|increas\w*|jump\w*|surg\w*|climb\w*|up|down|fell|fall\w*|drop\w*|declin\w*|soar\w*|expan\w*"
    r"|reduc\w*|cut\w*|cheaper|lower\w*|higher|faster|year[- ]on[- ]year|yoy|qoq|month[- ]over[- ]month|slash\w*|gain\w*|slump\w*|shr[aiu]nk\w*)\b"
)


def read(scene: Scene, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Claims of one sentence, in the order of the text."""
    rows: list[dict[str, Any]] = []
    for number in scene.numbers:
        found = counted(scene, number, vocabulary, rows[-1]["unit"] if rows else None)
        if found is None:
            continue
        unit, what, end, start = found
        if start < 0:
            number, start = number._replace(low=number.value, high=number.value, hedge="none"), number.core
        rows.extend(_rows(scene, number, unit, what, start, end, vocabulary, rows))
    rows.extend(_comparisons(scene, vocabulary, rows))
    respectively(scene, rows)
    return sorted(rows, key=lambda r: (r["start"], r["end"]))


def _rows(scene, number, unit, what, start, end, vocabulary, earlier) -> list[dict[str, Any]]:
    meant = status(scene, number)
    when = period(scene, number, unit, meant, earlier)
    measure, topic, cue = metric(
        scene, number, unit, meant, length(when, scene.low[slice(*scene.clause(number.core))]), vocabulary
    )
    if unit == "fraction" and topic not in ("market_share", "energy") and _grows(scene, number, measure):
        unit = "growth_fraction"
    row = {
        "start": start, "end": end, "quote": scene.text[start:end], "sentence": scene.text[scene.start : scene.end],
        "sentence_start": scene.start,
        "value": number.value, "low": number.low, "high": number.high, "hedge": number.hedge, "unit": unit, "entity": None,
        "object": _object(scene, number, unit, what, cue),
        "topic": topic, "metric": measure,
        "period_start": when[0], "period_end": when[1], "status": meant,
    }  # fmt: skip
    about = entities(scene, number, topic, vocabulary)
    if unit in MONEY and topic != "pricing":
        about = [maker(name, vocabulary) for name in about]
    return [row | {"entity": name} for name in about]


def _grows(scene: Scene, n: Number, measure: str | None) -> bool:
    """A fraction is a change where its metric or the words around it say so."""
    first, last = scene.clause(n.core)
    near = scene.low[max(first, n.core - 60) : min(last, n.end + 40)]
    return bool(measure and measure.endswith(("growth", "reduction", "move"))) or bool(GROWTH.search(near))


PURPOSE = re.compile(
    r"\s*(?:\([^)]{1,40}\))?(?:\s*(?:over|across)(?: \w+){1,3}| \w+)??\s+(?:for|in|on|to|into) ((?:[\w’'-]+ ){0,4}[\w’'-]+)"
)


def _object(scene: Scene, n: Number, unit: str | None, what: str | None, cue: Cue | None) -> str | None:
    """What of the entity is counted or measured, in the article's words."""
    if what:
        return what.removeprefix("of ")
    after, end = scene.index(n.end), whole(scene, n)
    if unit in ("fraction", "growth_fraction") and end > after + 1:
        return scene.text[scene.tokens[after + 1].start : scene.tokens[end - 1].end]
    if cue and not any(c.kind == "status" and c.start == cue.start for c in scene.cues):
        return scene.text[cue.start : cue.end]
    match = PURPOSE.match(scene.text, n.end, scene.clause(n.core)[1])
    return match[1] if match else None


COMPARED = re.compile(
    r"\b(?:(?P<nearly>nearly|almost)\s+)?(?:(?P<over>eclips(?:ed|ing|es)|exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|outstrip(?:ped|ping|s)?|topp(?:ed|ing))"
    r"|(?P<same>match(?:ed|ing|es)?|equal(?:ing|s|led)?)|(?P<met>hit(?:ting|s)?|meet(?:ing|s)?|met|reach(?:ed|ing|es)?)|(?P<under>(?:far |well )?(?:below|short of)))\s+"
    r"(?:(?!and\b|or\b)[a-z’'-]+\s+){0,6}?(?P<what>(?:decade|ten years)\b(?: of \w+)?|(?:targets?|goals?|expectations)\b)"
)


def _comparisons(scene: Scene, vocabulary: Vocabulary, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """'eclipsing its previous decade of investment': a multiple with one bound and no number."""
    found = []
    for m in COMPARED.finditer(scene.low, scene.start, scene.end):
        if any(r["start"] < m.end() and m.start() < r["end"] for r in rows) or (
            m["met"] and re.match(r"\s+(?:of|for)\b", scene.low[m.end() : m.end() + 5])
        ):
            continue
        if re.match(r"\s+[\w ]{0,12}times over", scene.low[m.end() : m.end() + 30]):
            continue
        hedge = (
            "nearly"
            if m["nearly"]
            else "over"
            if m["over"]
            else "at_least"
            if m["met"]
            else "under"
            if m["under"]
            else "none"
        )
        low = 1.0 if hedge in ("over", "at_least", "none") else None
        high = 1.0 if hedge in ("nearly", "under", "none") else None
        value = 1.0 if hedge in ("nearly", "none") else None
        number = Number(m.start(), m.end(), value, low, high, hedge, "multiple", True, False, m.start())
        found.extend(
            _rows(
                scene, number, "multiple", scene.text[m.start("what") : m.end()], m.start(), m.end(), vocabulary, rows
            )[:1]
        )
    return found
