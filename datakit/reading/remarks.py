"""What else is said of a number: per what, by whom, whether it is a figure of the story, and how surely it was read."""

from __future__ import annotations

import re

from datakit.reading.changes import unclear
from datakit.reading.place import CHANGES, FRACTIONS, MONEY, SPANS, Place
from datakit.reading.subjects import PRONOUNS
from datakit.reading.vocabulary import Cue

# fmt: off
EACH = re.compile(r"(?:[\s-](?!(?:in|within|over|after|as)\b)[^\W\d][\w’'-]*){0,4}?\s?(?:/\s?|\b(?:per|each|every)\s+(?:1\s?(?=m))?|\ban?\s+(?=(?:hour|day|week|month|quarter|year|barrel|share|tonne?|ounce|gallon|litre|unit|piece|head|person|user)\b(?!\s+(?:ago|earlier|before|later|after))))"
                  r"(?P<what>(?:m(?:illion|n)?|\d+)\s+\w+|\w+)")
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
    if "accord" in p.words and (match := ACCORDING.search(p.low, p.scene.start, p.scene.end)):
        at = p.scene.index(match.end())
        return _speaker(p, range(at, min(at + 6, len(p.words))), entity)
    for at in (i for i, t in enumerate(p.tokens) if _is_saying(p, i)):
        ahead = next((x.name for x in p.names if x.first == at + 1 and p.words[at] == "say"), None)
        last = _behind_aside(p, at)
        if found := _speaker(p, range(last, max(-1, last - 8), -1), entity) or ahead:
            return found
    return None


def _is_saying(p: Place, at: int) -> bool:
    """'said', 'noted' but not 'not', 'report that'."""
    says = p.words[at] in p.known.words["says"] and p.tokens[at].lower != "not"
    return says or (p.words[at] == "report" and p.words[at + 1 : at + 2] == ["that"])


def _behind_aside(p: Place, at: int) -> int:
    """'Ida Holm, who joined from Acme, said': the token in front of the aside that ends before the verb at `at`."""
    commas = [i for i in range(max(0, at - 14), at - 1) if p.words[i] == ","]
    return commas[-1] - 1 if p.words[at - 1] == "," and commas else at - 1


def _speaker(p: Place, places: range, entity: str | None) -> str | None:
    """The first name, source or stand-in for the entity at `places`: 'people close to Acme', 'the firm', 'Acme, a bank,'."""
    names = {i: x.name for x in p.names for i in range(x.first, x.last) if not x.possessive}
    held = None
    for i in places:
        if _is_source(p, i):
            return "sources"
        if p.words[i] in p.known.words["generic"] or p.words[i] in ("it", "they"):
            within = any(_is_source(p, at) for at in range(max(0, i - 4), i))  # 'sources within the company'
            return "sources" if within else held or entity
        held = held or names.get(i)
    return held


def _is_source(p: Place, at: int) -> bool:
    return p.words[at] in p.known.words["sources"] and p.words[at - 1] != "-"  # not 'open-source'


def aside(p: Place, unit: str | None, measure: str | None) -> bool:
    """No figure of the story: somebody's age, a count of what the text lists or names itself, a subscription offer."""
    if measure == "founder_age" or (unit in MONEY and OFFER.search(p.low, p.scene.start, p.scene.end)):
        return True
    small = p.n.word and p.n.hedge == "none" and p.n.value <= 12 and unit not in SPANS and not p.n.unit
    listed = not p.known.words["listed"].isdisjoint(p.next_words(4))  # 'three key factors', 'the Nine Dragons'
    speakers = unit == "people" and p.next_words(2)[1:] in (["with"], ["familiar"], ["close"], ["brief"])
    definite = unit == "companies" and (p.ahead(DEFINITE, 8) or p.next_words() == ["of"])  # 'the two firms'
    return bool(small and (listed or speakers or definite))


def confidence(p: Place, unit: str | None, entity: str | None, cue: Cue | None, measure: str | None) -> str:
    """Doubtful: what is measured is a default, vague or unknown; whom it is about stands nowhere near, or is a name that no
    list knows and not the subject: 'In May sales rose to $3 million, Corvax said'."""
    default = cue is None and (unit is None or unit in CHANGES | FRACTIONS | MONEY)
    if entity is None or default or (cue and cue.value.weight < 1) or unclear(p):
        return "doubtful"
    held = [p.scene.context.heading_entity] if p.scene.context.heading_entity else []
    named = [x for x in [*p.names, *held] if entity in p.known.family(x.name) or x.name in entity]
    subjects = [x for x in p.names if p.first <= x.start < p.n.start and x.rank > 1]
    counted = unit not in SPANS and any(entity in p.known.family(x.name) for x in subjects)  # 'Acme has 30 ferries'
    pronoun = {t.lower for t in p.tokens[p.scene.index(p.first) : p.at]} & PRONOUNS
    guesses = [x for x in named if x.kind == "name" and not subjects and not (pronoun and x.start < p.n.start)]
    if guesses or (measure not in p.known.metrics and not counted):
        return "doubtful"
    return "sure" if named or not PRONOUNS.isdisjoint(t.lower for t in p.tokens[: p.at]) else "doubtful"
