"""What else is said of a number: per what, by whom, whether it is a figure of the story, and how surely it was read."""

from __future__ import annotations

import re

from datakit.reading.changes import unclear
from datakit.reading.place import CHANGES, FRACTIONS, MONEY, SPANS, Place
from datakit.reading.subjects import PRONOUNS
from datakit.reading.vocabulary import Cue

# fmt: off
EACH = re.compile(r"(?:[\s-](?!(?:in|within|over|after|as)\b)[^\W\d][\w’'-]*){0,4}?\s?(?:/\s?|\b(?:per|each|every)\s+(?:1\s?)?|\ban?\s+(?=(?:hour|day|week|month|quarter|year|barrel|share|tonne?|ounce|gallon|litre|unit|piece|head|person|user)\b(?!\s+(?:ago|earlier|before|later|after))))"
                  r"(?P<what>m(?:illion|n)?\s+\w+|\w+)")
PACES = {"hourly": "hour", "daily": "day", "weekly": "week", "monthly": "month", "quarterly": "quarter", "annual": "year", "yearly": "year"}
PACE = re.compile(rf"\b(?P<pace>{'|'.join(PACES)})\b")
PACE_BEHIND = re.compile(rf"(?:\s[\w-]+){{0,2}}?\s{PACE.pattern}")
COMPOUND = re.compile(r"-[a-z]+ (?:[a-z]+ )??(?P<what>[a-z]{3,}?)s?\b(?! [a-z]+s\b)")
ACCORDING = re.compile(r"\baccording to (?:the |a |an |its |their )?")
OFFER = re.compile(r"\b(?:subscri(?:be|bers?|ption)|newsletter|free trial|unlimited access|sign up|cancel any ?time)\b")
DEFINITE = re.compile(r"(?:\b(?:the|these|those|all|both|its|their|our|other)|['’]s) $")
# fmt: on


def per(p: Place, unit: str | None) -> str | None:
    """'$2 per million tokens', '40 chips a day', 'daily calls of 3 million', 'a 40-chip rack': per what the number is told."""
    if unit in SPANS:
        return None
    if match := EACH.match(p.low, p.n.end, p.last):
        return re.sub(r"^m(?:n|illion)?\s+", "million ", match["what"])
    if "_per_" in (unit or ""):
        return unit.rpartition("_")[2]
    if unit in CHANGES | FRACTIONS | {"ratio"}:
        return None
    if match := PACE_BEHIND.match(p.low, p.n.end, p.last) or p.ahead(PACE, 50):
        return PACES[match["pace"]]
    compound = None if unit in MONEY else COMPOUND.match(p.low, p.n.end, p.last)
    return compound["what"] if compound else None


def said_by(p: Place, entity: str | None) -> str | None:
    """Who is said to say it: a name, 'sources', or for 'the company said' the entity itself."""
    if match := ACCORDING.search(p.low, p.scene.start, p.scene.end):
        at = p.scene.index(match.end())
        return _speaker(p, range(at, min(at + 6, len(p.words))), entity)
    for at in (i for i, word in enumerate(p.words) if word in p.known.words["says"]):
        ahead = next((x.name for x in p.names if x.first == at + 1 and p.words[at] == "say"), None)
        if found := _speaker(p, range(at - 1, max(-1, at - 9), -1), entity) or ahead:
            return found
    return None


def _speaker(p: Place, places: range, entity: str | None) -> str | None:
    """The first name, source or stand-in for the entity at `places`: 'people close to Acme', 'the firm', 'Acme, a bank,'."""
    names = {i: x.name for x in p.names for i in range(x.first, x.last) if not x.possessive}
    held = None
    for i in places:
        if p.words[i] in p.known.words["sources"] and p.words[i - 1] != "-":  # not 'open-source'
            return "sources"
        if p.words[i] in p.known.words["generic"] or p.words[i] in ("it", "they"):
            return held or entity
        held = held or names.get(i)
    return held


def aside(p: Place, unit: str | None, measure: str | None) -> bool:
    """No figure of the story: somebody's age, a count of what the text lists or names itself, a subscription offer."""
    if measure == "founder_age" or (unit in MONEY and OFFER.search(p.low, p.scene.start, p.scene.end)):
        return True
    if not p.n.word or p.n.hedge != "none" or p.n.value > 12 or unit in SPANS or p.n.unit:
        return False
    if not p.known.words["listed"].isdisjoint(p.next_words(4)):
        return True  # 'three key factors', 'the Six Tigers'
    return unit == "companies" and bool(p.ahead(DEFINITE, 8) or p.next_words() == ["of"])


def confidence(p: Place, unit: str | None, entity: str | None, cue: Cue | None) -> str:
    """Doubtful: the entity stands neither in sentence nor heading (nor does a pronoun), or the metric is a default."""
    guessed = cue is None and (unit is None or unit in CHANGES | FRACTIONS | MONEY)
    if entity is None or guessed or unclear(p):
        return "doubtful"
    held = [p.scene.context.heading_entity] if p.scene.context.heading_entity else []
    named = any(entity in p.known.family(x.name) or x.name in entity for x in [*p.names, *held])
    return "sure" if named or not PRONOUNS.isdisjoint(t.lower for t in p.tokens[: p.at]) else "doubtful"
