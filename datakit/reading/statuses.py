"""How far a number is meant as fact: done, planned, promised, told by others, denied, or only supposed."""

from __future__ import annotations

import re

from datakit.reading.place import Place
from datakit.reading.text import PASTS
from datakit.reading.vocabulary import Cue

# fmt: off
MET = re.compile(r"reach|hit|met\b|meet|beat|achiev|surpass|exceed")
FROM = re.compile(r"\b(?:from|against|after|compared (?:with|to)|than the|versus|on top of)\s+(?:the |an? |about |some |mere )*(?:(?:loss|profit|sales|revenue|figure|total|level) of )?$")
BEFORE = re.compile(r"\s+(?:before|previously|earlier)\b")
EXPECTED = re.compile(r"\s+(?:that\s+)?(?:\w+\s+){0,2}(?:had\s+|have\s+)?(?:expected|forecast|estimated|predicted|projected|pencilled in|(?P<seen>seen) by|(?P<aimed>wanted|hoped for|targeted|aimed for))\b")
DENIAL = re.compile(r"\b(?:den(?:y|ies|ied|ying)|refut(?:es?|ed|ing)|dismiss(?:es|ed|ing)|reject(?:s|ed|ing))\s+(?:[\w’'-]+\s+){0,4}?(?:that|reports?|rumou?rs?|claims?|speculation|suggestions?|allegations?|it|having|planning)\b"
                    r"(?:(?!\bbut\b|\bsaying\b|\badd(?:s|ed|ing)\b|, (?:and|who|which|it|the)\b)[^.;:—])*$")
NO_PLAN = re.compile(r"\b(?:(?:no|any) (?:plans?|intentions?) (?:to|for|of)|no longer (?:plan|intend|want|expect|aim)\w*|(?:rul(?:e[sd]?|ing) out|(?:refus|declin)(?:es?|ed|ing) to)|(?:scrapp|shelv|abandon|cancel|dropp)\w* (?:its |the |an? )?(?:\w+ )?(?:plan|proposal|idea|bid)s?)\b[^.;:,]*$")
UNTRUE = re.compile(r"[^.]*?(?:\b(?:was|were|is|are) (?:wrong|false|untrue|incorrect|baseless|nonsense)\b|\bden(?:y|ies|ied) (?:it|this|that)\b)")
NOT = re.compile(r"(?:\bnot|\bnever|n['’]t|\bneither|\bnor|\bno longer|\bfailed to)(?: (?:yet|ever|actually|currently|have|has))* $")
UNSAID = re.compile(r"(?: \w+)? (?:was|were|is|are|has been|have been) (?:not|never) (?:discussed|considered|planned|proposed|agreed|offered)\b")
NEVER = re.compile(r"\b(?:never|did not|didn['’]t|has not|hasn['’]t|have not|haven['’]t|had not|hadn['’]t) (?:yet |ever )?[a-z]+(?: an?| the| its| any)? $")
NOT_BUT = re.compile(r"(?:\bnot|\b(?:is|was|are|were)n['’]t)(?: (?:the|an?))? $")
WOULD_HAVE = re.compile(r"\b(?:would|could|might) (?:\w+ )?have\b[^.;]*$")
WILL_BEHIND = re.compile(r"(?: (?!and\b|or\b|but\b)[\w-]+){0,3} (?:will|are to|is to|should)\b|[^.;]{0,70}, (?:is|are) (?:slated|scheduled|due|set|planned) to\b")
SAID_WOULD = re.compile(r"\b(?:said|says|announced|added)\b[^.;:”\"]*?\bwould (?!be\b|have\b|not\b|like\b)[^.;:”\"]*$")
CONTRACTED = re.compile(r"\w['’]ll (?:[\w-]+ ){0,4}$")
OF_THEM = re.compile(r"of (?:the|its|their|these) [^,]{3,80}, ")
APART = re.compile(r", (?:adding|noting|saying) that\b|; ")
BEGUN = re.compile(r"\b(?:beg[aiu]n(?:s|ning)?|start(?:s|ed|ing)?)(?: to)? $")
OPENS_IF = re.compile(r"[“\"‘']?(?:(?:but|and|so|even) )?(?:if|should|unless)\b")
IF_INSIDE = re.compile(r", (?:if|should) [^,]{3,80}, (?:could|would|might)\b")
IF_BEHIND = re.compile(r"(?:(?!\bbut\b|\band\b)[^.;:—])*?\b(?:if|should)\b(?! (?:not|any|only)\b)")
WOULD_IF = re.compile(r"\b(?:could|would|might|will)\b[^.;:—]*\bif\b[^.,;:—]*$")
MIGHT_BEHIND = re.compile(r"(?: [\w-]+){0,3} (?:could|would|might)\b")
MIGHT = re.compile(r"\b(?:could|would|might)\b(?!.*\b(?:aim|intend|plan|expect)s?\b)")
BASES = frozenset("against from than below above versus".split())
# fmt: on


def status(p: Place) -> str:
    """The status by the first rule that speaks, else what the words in front of the number cue."""
    cued = _cued(p)
    return next((found for rule in RULES if (found := rule(p, cued))), cued)


def _denied(p: Place, cued: str) -> str | None:
    """'It denied reports that it cut 70 jobs', 'It has no plans to buy 12 ships', 'It has not ordered 12 ships', 'not 5 million
    but 7 million', 'A report that it cut 70 jobs was wrong'."""
    correction = p.n.start == p.n.core and p.ahead(NOT_BUT, 14)
    denied = _did(p, "undone", NOT) or correction or p.ahead(NEVER, 40)
    told = not p.known.words["reports"].isdisjoint(p.words[: p.at])
    denied = denied or p.behind(UNSAID) or (told and UNTRUE.match(p.low, p.n.end, p.scene.end))
    if not p.known.words["denials"].isdisjoint(p.words):
        denied = denied or DENIAL.search(p.low, p.scene.start, p.n.start) or NO_PLAN.search(p.low, p.first, p.n.start)
    return "denied" if denied else None


def _hypothetical(p: Place, cued: str) -> str | None:
    """'It would have cost $3 billion', 'If demand holds, sales could reach $3 billion', 'It would spend $3 billion if it could', 'It would gain if it sold 3 ships'."""
    low, start = p.low, p.scene.start
    if "have" in p.words and WOULD_HAVE.search(low, p.first, p.n.start):
        return "hypothetical"
    if p.known.words["conditions"].isdisjoint(p.words):
        return None
    opened = OPENS_IF.match(low, start)
    supposed = (opened and "," not in low[start : p.n.start]) or WOULD_IF.search(low, start, p.n.start)
    told = opened or IF_INSIDE.search(low, start, p.n.start) or p.behind(IF_BEHIND)
    might = told and (MIGHT.search(low, p.first, p.n.end) or p.behind(MIGHT_BEHIND))
    return "hypothetical" if supposed or might else None


def _begun(p: Place, cued: str) -> str | None:
    """'It began building 12 ships': what is begun is meant to be, and not yet there."""
    return "planned" if _did(p, "built", BEGUN) else None


def _base(p: Place, cued: str) -> str | None:
    """'Sales are expected to rise from $9 billion': where they stand now; but 'against $9 billion before' was foreseen too."""
    if cued not in ("forecast", "planned", "target"):
        return None
    ago = any(d.kind == "ago" and 0 <= d.start - p.n.end < 3 for d in p.scene.dates)
    return "actual" if ago or (p.ahead(FROM, 34) and not p.behind(BEFORE)) else None


def _expected(p: Place, cued: str) -> str | None:
    """'missing the $5 billion that analysts had expected', 'short of the 3 million that it had wanted'."""
    match = p.behind(EXPECTED)
    if not match or _plan_behind(p):
        return None
    return "target" if match["aimed"] else "forecast"


def _to_come(p: Place, cued: str) -> str | None:
    """'Five ships will be delivered', 'We'll spend $3 million', 'Ten shops open next year': what lies after the article's day."""
    if cued != "actual":
        return None
    if (
        p.ahead(CONTRACTED)
        or p.ahead(SAID_WOULD, 120)
        or (p.behind(WILL_BEHIND) and not any(c.start < p.n.start for c in p.scene.of_kind("status")))
    ):
        return "planned"
    anchor = p.scene.context.anchor
    later = [d for d in p.scene.dates if p.first <= d.start < p.last and d.bound == "in"]
    later = [d for d in later if 0 <= d.start - p.n.end < 9] or later
    ahead = anchor.exact and not anchor.heading and len(later) == 1 and later[0].first > anchor.day
    return ("forecast" if p.n.unit else "planned") if ahead else None


RULES = (_denied, _hypothetical, _begun, _base, _expected, _to_come)


def _cued(p: Place) -> str:
    """The last cue in front of the number rules; one right behind it ('the $5 billion plan') comes before that."""
    found, place = "actual", -1
    opening = OF_THEM.match(p.low, p.scene.start, p.n.start)
    apart = [m.end() for m in APART.finditer(p.low, p.scene.start, p.n.start)]
    begin = opening.end() if opening else max(apart, default=p.scene.start)
    for cue in p.scene.of_kind("status"):
        if cue.end > p.n.end:
            break
        if cue.start < begin or p.tokens[cue.first].lower in ("spending", "earnings", "holdings"):
            continue  # behind 'adding that' something else is told; 'capital spending of' is a noun
        if cue.value == "actual" and found not in ("actual", "pledged") and _near(p, cue, place):
            if found == "planned" and p.low.startswith(("will", "would"), place):
                found = "forecast"  # 'will reach' foretells, 'will invest' plans
        elif not (cue.value == "target" and found == "actual" and _met(p, cue, place)):
            found, place = cue.value, cue.start
    return (_plan_behind(p) if place < p.first else None) or found


def _near(p: Place, cue: Cue, place: int) -> bool:
    """'aims to reach', 'is expected to surpass', 'should open in May and employ': the verb belongs to the plan before it."""
    joined = p.words[cue.first - 1] == "to" or (p.words[cue.first - 1] in ("and", "or") and _is_base(p, cue))
    return place >= p.first and (cue.first - p.scene.index(place) < 5 or joined)


def _is_base(p: Place, cue: Cue) -> bool:
    word = p.tokens[cue.first].lower
    return word not in PASTS and not word.endswith(("ed", "s", "ing"))


def _met(p: Place, cue: Cue, place: int) -> bool:
    """'reached its target'."""
    return place > 0 and 0 < cue.first - p.scene.index(place) < 7 and bool(MET.match(p.low, place))


def _plan_behind(p: Place) -> str | None:
    """'a $5 billion pledge'."""
    cue = next((c for c in p.scene.of_kind("status") if c.first >= p.after), None)
    if cue and not BASES.isdisjoint(p.words[p.after : cue.first]):
        return None  # '40 against a target of 60'
    near = cue and cue.first - p.after < 4 and cue.end <= p.last and cue.value in ("pledged", "planned", "target")
    return cue.value if near else None


def _did(p: Place, verbs: str, before: re.Pattern) -> bool:
    """A verb of the list `verbs` stands at most three words before the number, and the words `before` in front of it."""
    at = p.scene.index(p.n.start)
    for token in reversed(p.tokens[max(0, at - 4) : at]):
        if token.stem in p.known.words[verbs]:
            return bool(before.search(p.low, max(p.scene.start, token.start - 40), token.start))
    return False
