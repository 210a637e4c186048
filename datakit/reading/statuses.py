"""How far a number is meant as fact: done, planned, promised, told by others, denied, or only supposed."""

from __future__ import annotations

import re

from datakit.reading.place import Place
from datakit.reading.vocabulary import Cue

# fmt: off
MET = re.compile(r"reach|hit|met\b|meet|beat|achiev|surpass|exceed")
FROM = re.compile(r"\b(?:from|against|compared (?:with|to)|than the|versus|on top of)\s+(?:the |an? |about |some |mere )*$")
EXPECTED = re.compile(r"\s+(?:that\s+)?(?:\w+\s+){0,2}(?:had\s+|have\s+)?(?:expected|forecast|estimated|predicted|projected)\b")
DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut(?:es?|ed|ing)|dismiss(?:es|ed|ing))\s+(?:[\w’'-]+\s+){0,4}?(?:that|reports?|rumou?rs?|claims?|speculation|suggestions?|allegations?|it|having|planning)\b"
                    r"(?:(?!\bbut\b|\bsaying\b|\badd(?:s|ed|ing)\b|, (?:and|who|which|it|the)\b)[^.;:—])*$")
NO_PLAN = re.compile(r"\b(?:no|any) (?:plans?|intentions?) (?:to|for|of)\b[^.;:,]*$")
NOT = re.compile(r"(?:not|never|n['’]t)(?: (?:yet|ever|actually|currently))* $")
BEGUN = re.compile(r"\b(?:beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?)(?: to)? $")
OPENS_IF = re.compile(r"(?:(?:but|and|so|even) )?(?:if|should|unless)\b")
IF_INSIDE = re.compile(r", (?:if|should) [^,]{3,80}, (?:could|would|might)\b")
IF_BEHIND = re.compile(r"(?:(?!\bbut\b|\band\b)[^.;:—])*?\b(?:if|should)\b(?! (?:not|any|only)\b)")
WOULD_IF = re.compile(r"\b(?:could|would|might|will)\b[^.;:—]*\b(?:if|unless)\b[^.,;:—]*$")
MIGHT = re.compile(r"\b(?:could|would|might)\b(?!.*\b(?:aim|intend|plan|expect)s?\b)")
# fmt: on


def status(p: Place) -> str:
    """The status by the first rule that speaks, else what the words in front of the number cue."""
    cued = _cued(p)
    return next((found for rule in RULES if (found := rule(p, cued))), cued)


def _denied(p: Place, cued: str) -> str | None:
    """'It denied reports that it cut 70 jobs', 'It has no plans to buy 12 ships', 'It has not ordered 12 ships'."""
    start, end = p.scene.start, p.n.start
    denied = DENIAL.search(p.low, start, end) or NO_PLAN.search(p.low, p.first, end) or _did(p, "undone", NOT)
    return "denied" if denied else None


def _hypothetical(p: Place, cued: str) -> str | None:
    """'If demand holds, sales could reach $3 billion', 'It would spend $3 billion if it could', 'It would gain if it sold 3 ships'."""
    low, start = p.low, p.scene.start
    opened = OPENS_IF.match(low, start)
    supposed = (opened and "," not in low[start : p.n.start]) or WOULD_IF.search(low, start, p.n.start)
    told = opened or IF_INSIDE.search(low, start, p.n.start) or p.behind(IF_BEHIND)
    return "hypothetical" if supposed or (told and MIGHT.search(low, p.first, p.n.end)) else None


def _begun(p: Place, cued: str) -> str | None:
    """'It began building 12 ships': what is begun is meant to be, and not yet there."""
    return "planned" if _did(p, "built", BEGUN) else None


def _base(p: Place, cued: str) -> str | None:
    """'Sales are expected to rise from $9 billion': where they stand now."""
    return "actual" if cued in ("forecast", "planned", "target") and p.ahead(FROM, 24) else None


def _expected(p: Place, cued: str) -> str | None:
    """'missing the $5 billion that analysts had expected'."""
    return "forecast" if p.behind(EXPECTED) and not _plan_behind(p) else None


RULES = (_denied, _hypothetical, _begun, _base, _expected)


def _cued(p: Place) -> str:
    """The last cue in front of the number rules; one right behind it ('the $5 billion plan') comes before that."""
    found, place = "actual", -1
    for cue in p.scene.of_kind("status"):
        if cue.end > p.n.end:
            break
        if cue.value == "actual" and found not in ("actual", "pledged") and _near(p, cue, place):
            if found == "planned" and p.low.startswith(("will", "would"), place):
                found = "forecast"  # 'will reach' foretells, 'will invest' plans
        elif not (cue.value == "target" and found == "actual" and _met(p, cue, place)):
            found, place = cue.value, cue.start
    return (_plan_behind(p) if place < p.first else None) or found


def _near(p: Place, cue: Cue, place: int) -> bool:
    """'aims to reach', 'is expected to surpass': the verb belongs to the plan before it."""
    return place >= p.first and (cue.first - p.scene.index(place) < 5 or p.words[cue.first - 1] == "to")


def _met(p: Place, cue: Cue, place: int) -> bool:
    """'reached its target'."""
    return place > 0 and 0 < cue.first - p.scene.index(place) < 7 and bool(MET.match(p.low, place))


def _plan_behind(p: Place) -> str | None:
    """'a $5 billion pledge'."""
    cue = next((c for c in p.scene.of_kind("status") if c.first >= p.after), None)
    near = cue and cue.first - p.after < 4 and cue.end <= p.last and cue.value in ("pledged", "planned", "target")
    return cue.value if near else None


def _did(p: Place, verbs: str, before: re.Pattern) -> bool:
    """A verb of the list `verbs` stands at most three words before the number, and the words `before` in front of it."""
    at = p.scene.index(p.n.start)
    for token in reversed(p.tokens[max(0, at - 4) : at]):
        if token.stem in p.known.words[verbs]:
            return bool(before.search(p.low, max(p.scene.start, token.start - 40), token.start))
    return False
