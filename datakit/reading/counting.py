"""What a number counts: the noun behind or in front of it, its unit, and the numbers that count nothing."""

from __future__ import annotations

import re
from typing import NamedTuple

from datakit.reading.amounts import Number
from datakit.reading.hedges import ONE_SIDED
from datakit.reading.place import FRACTIONS, MONEY, SPANS, Place
from datakit.reading.subjects import PERSONAL
from datakit.reading.text import WORDS, Token

MEASURES = MONEY | SPANS | FRACTIONS | {"multiple", "ratio"}  # never taken over from the number before
BASE = re.compile(r"(?:\b(?:per|every)\s|#)$")
LEADS_IN = re.compile(r"-(?:odd|strong)\b|-|\s*of\b(?: the| its| their)?(?: more)?|\s*(?:or )?(?:more|so|fewer|less)\b")
PLURAL = re.compile(r"(?!(?:times|pts)$)\w{2,}.*(?<![su'’i])s")
AGED = re.compile(r"\baged? $|\b\w+ (?:is|was|turns|turned|will be) $|[a-z], $")
AGE_ENDS = re.compile(r" (?:and|when|at|by|in|next|this|last)\b|[,.]")
EQUALS = re.compile(r"\b(?:(?:equal|total)\w*(?: to)?|(?<!\bit )(?:is|are|was|were)(?: at)?) $")
DOES = re.compile(r" (?:is|are|was|were|have|had|will|died)\b")
SAID = re.compile(r"\s*(?:[.,;!?()]|$| (?:in|on|at|for|from|as|or)\b)")
OFTEN = re.compile(r" times (?:an?|per|each|every)\b")
LISTED = re.compile(r" (?:and|or) ")
IRREGULAR = {"foot": "feet", "inch": "inches"}
OLD = re.compile(r"[ -]olds?\b")
MADE_BY = re.compile(r" (?:[A-Z][\w-]* )+")
RATES = {"daily": "day", "day": "day", "month": "month", "monthly": "month", "week": "week", "weekly": "week"}


class Count(NamedTuple):
    """What a number counts: its unit, the words for it, and where the quote begins and ends."""

    unit: str | None
    words: str | None
    start: int
    end: int


def counted(p: Place, last: str | None) -> Count | None:
    """What the number counts by the first rule that knows; None where that rule says it counts nothing.

    `last` is the unit that the number before it counts.
    """
    return next((count for rule in RULES if (count := rule(p, last)) is not None), None) or None


# Each rule answers with a Count, with False (it counts nothing), or with None (the next rule may know).


def _label(p: Place, last: str | None) -> bool | None:
    """'phase 2', 'No. 7', '#3', 'per 100 chips': a label or a base, no quantity."""
    word = next((w for w in reversed(p.words[: p.at]) if w != "."), "")
    labelled = word.rstrip(".") in p.known.words["labels"] and (p.n.bare or p.words[p.at - 1] == ".")
    return False if p.n.start == p.n.core and (labelled or p.ahead(BASE, 8)) else None


def _designation(p: Place, last: str | None) -> bool | None:
    """'forty Airbus 320 jets': behind a count and a capitalised name, a bare number is part of the name."""
    return False if any(_made_by(p, earlier, p.n) for earlier in p.scene.numbers) else None


def _made_by(p: Place, count: Number, n: Number) -> bool:
    return n.bare and count.end < n.core and bool(MADE_BY.fullmatch(p.scene.text, count.end, n.core))


def _download(p: Place, last: str | None) -> Count | None:
    """'downloaded 700 million times' counts downloads."""
    large = p.n.unit == "multiple" and (p.n.low or p.n.high or 0) >= 10_000
    return Count("downloads", None, p.n.start, p.n.end) if large and "download" in p.low[p.first : p.last] else None


def _often(p: Place, last: str | None) -> Count | None:
    """'40 times a day' counts times."""
    return Count("times", None, p.n.start, p.n.end) if p.behind(OFTEN) and not p.n.unit else None


def _measured(p: Place, last: str | None) -> Count | None:
    """'$5', '30%': the number itself says its unit."""
    return Count(p.n.unit, None, p.n.start, p.n.end) if p.n.unit else None


def _age(p: Place, last: str | None) -> Count | None:
    """'its founder, 36, and ...' is an age."""
    aged = p.n.bare and p.n.hedge == "none" and p.ahead(AGED, 30) and p.behind(AGE_ENDS)
    # of 'its founder, 36,' 'Ida Holm, 36,' 'Ida Holm was 36 when', 'she is 36 and'
    if aged and not aged[0].startswith("age"):
        named = any(x.kind == "person" and x.last == p.at - 1 for x in p.names)
        spoken = PERSONAL | {"who"}
        aged = named or p.words[p.at - 2] in p.known.words["persons"] or not spoken.isdisjoint(p.words[p.at - 3 : p.at])
    return Count("years", "age", p.n.start, p.n.end) if aged else None


def _noun(p: Place, last: str | None) -> Count | bool | None:
    """'300 graphics chips', 'a 40-year-old firm': the noun behind the number."""
    unit, head = _unit(p, _phrase(p), last)
    if p.n.word and p.n.value == 1 and not _is_measure(p, head) and not (unit in SPANS and p.next_words() == ["-"]):
        return False  # 'one' is mostly no count
    if head is None:
        return None
    if _is_name(p, head):
        return False
    old = OLD.match(p.low, p.tokens[head].end)
    if not old and p.n.hedge == "over" and unit in (*SPANS, "rounds") and p.low.startswith("over", p.n.start):
        p.n = p.n._replace(start=p.n.core, low=p.n.value, high=p.n.value, hedge="none")  # how long it lasts, no bound
    words = p.scene.text[p.tokens[p.after].start : p.tokens[head].end].lstrip("-") or None
    all_of = p.words[p.at - 1 : p.at] == ["all"] and p.n.start == p.n.core
    return Count(unit, words, p.tokens[p.at - 1].start if all_of else p.n.start, _quote_end(p, unit, head))


def _listed(p: Place, last: str | None) -> Count | None:
    """'45 and 50 ships' counts ships twice."""
    following = next((o for o in p.scene.numbers if o.start >= p.n.end), None)
    if not (p.n.bare and following and following.bare and LISTED.fullmatch(p.low, p.n.end, following.start)):
        return None
    count = _noun(Place(p.scene, following, p.known), last)
    return Count(count.unit, None, p.n.start, p.n.end) if count and count.unit not in SPANS else None


def _told_before(p: Place, last: str | None) -> Count | None:
    """'downloads passed 100,000', 'up from 40', 'the score is 42', '42 were hurt': the noun stands in front, or before."""
    if last in MONEY and p.n.scale >= 1e6:  # '$5 million, not the 7 million it wanted'
        return Count(last, None, p.n.start, p.n.end)
    told = p.at > 0 and p.tokens[p.at - 1].text in p.known.words["leads_to_number"]
    more = bool(last) and p.low.startswith(" more", p.n.end)
    equal = p.ahead(EQUALS) and p.behind(SAID) and p.n.start == p.n.core
    equal = equal or (p.n.core == p.first and p.behind(DOES) and (p.n.high or 0) > 12)
    if p.n.bare and p.n.hedge == "none" and p.n.value < 1000 and not (told or more or equal):
        return None
    again = last not in MEASURES and (more or (told and p.words[p.at - 1] in ("which", "whom")))
    bounded = p.n.hedge in (*ONE_SIDED, "range") and p.n.start < p.n.core  # 'His score is less than 30'
    goes_on = last not in MEASURES and (told or bounded or not p.n.bare)
    unit = (again and last) or _backward(p) or (last if goes_on else None)
    return Count(unit, None, p.n.start, p.n.end) if unit or bounded or equal or not p.n.bare else None


RULES = (_label, _designation, _download, _often, _measured, _age, _noun, _listed, _told_before)


def _phrase(p: Place) -> list[int]:
    """Token numbers of the words that follow a number up to where its noun phrase must have ended."""
    words, stop = p.words, p.known.words["stop"]
    others = {p.scene.index(o.core): o.end for o in p.scene.numbers if not _made_by(p, p.n, o)}
    ends = others.keys() | {p.scene.index(d.start) for d in p.scene.dates} - {p.after}
    at = p.after
    if lead := p.behind(LEADS_IN):  # '7 of its 12 chips'
        at = p.scene.index(lead.end())
        at = p.scene.index(others.get(at, lead.end()))
    end = at
    while end < len(words) and end not in ends and words[end] not in stop and _in_phrase(p, end, at):
        end += 1
    return [i for i in range(at, end) if words[i][0].isalnum()][:7]


def _in_phrase(p: Place, i: int, first: int) -> bool:
    """Words, hyphens, apostrophes, the last dot of 'U.S.' and the 7 of 'Mark 7 jets' go on with a phrase that begins at `first`."""
    word, before = p.words[i], p.tokens[i - 1].text
    spelled = word[0].isalnum() and (i > first or not word.isdigit())
    return spelled or word in "-&'’" or (word == "." and "." in before)


def _unit(p: Place, words: list[int], last: str | None) -> tuple[str | None, int | None]:
    """The unit and its token: the counted noun of the phrase; 'ones' and 'more' count what was counted before."""
    known = {c.last - 1: c.value for c in p.scene.of_kind("unit")}
    known |= {x.last - 1: "chips" for x in p.names if x.kind == "chip" and x.first - 1 in (p.after - 1, p.after)}
    hyphen = p.next_words() == ["-"]
    head = words[0] if hyphen and words else _head(p, words, known)
    told = head if head is not None else words[-1] if words else None
    if last and told is not None and told not in known and p.words[told] in p.known.words["anaphors"]:
        return last, told  # '300 chips and 400 domestic ones'
    return (None, None) if head is None else (_rate(p, known.get(head) or _written(p, head), words[0], head), head)


def _written(p: Place, head: int) -> str:
    """The noun that no list knows, as it is written: 'widgets', 'wide-bodies'."""
    first = head
    while first - 2 >= p.after and p.low[p.tokens[first].start - 1] == "-" and p.words[first - 1] == "-":
        first -= 2
    written = p.low[p.tokens[first].start : p.tokens[head].end]
    return IRREGULAR.get(written, f"{written}s") if written in WORDS["measures"] else written


def _head(p: Place, words: list[int], known: dict[int, str]) -> int | None:
    """The token of the counted noun: the first that is known or a plural, or the last such in 'user devices'."""
    heads = [at for at in words if at in known or _is_plural(p.tokens[at]) or _is_measure(p, at)]
    head = heads[0] if heads else None
    while (
        head is not None
        and not _is_measure(p, head)
        and head + 1 in heads
        and (head + 1 in known or not _is_plural(p.tokens[head]))
    ):
        head += 1
    return head


def _is_measure(p: Place, at: int | None) -> bool:
    """The metre of 'a 40 metre wall', the mile of 'one mile'."""
    return at is not None and p.tokens[at].lower in WORDS["measures"]


def _is_plural(token: Token) -> bool:
    """A plural noun by its look or by the list: 'widgets', 'feet', and not 'less', 'plus', 'times' or 'Acme's'."""
    return token.lower in WORDS["plurals"] or bool(PLURAL.fullmatch(token.lower))


def _rate(p: Place, unit: str, first: int, head: int) -> str:
    """'tokens a day' are tokens_per_day; people whom a firm employs are employees, developers who use a service users."""
    before = p.words[max(0, first - 8) : first]
    if unit in p.known.words["rated"]:
        span = before + p.words[first : head + 5]
        return next((f"{unit}_per_{name}" for stem, name in RATES.items() if stem in span), unit)
    if p.words[head] == "player" and (p.n.low or p.n.high or 0) >= 10_000:
        return "users"  # of a game; ten players in a market are firms
    if unit == "people" and p.words[head + 1 : head + 2] in (["with"], ["familiar"], ["close"], ["brief"]):
        return unit  # 'two people with knowledge of it' speak, and are not counted
    if unit == "people" and not p.known.words["hiring"].isdisjoint(before[-6:]):
        return "employees"
    if unit in ("developers", "companies") and "use" in p.words[head + 1 : head + 7]:
        return unit if {"have", "now", "use"}.isdisjoint(p.words[head + 1 : head + 5]) else "users"
    return unit


def _backward(p: Place) -> str | None:
    """The counted noun in front of a number that has none behind it: 'downloads passed 100,000'."""
    for cue in reversed(p.scene.of_kind("unit")):
        vague = cue.value in ("companies", "regions") and p.n.start == p.n.core  # 'the firm sold 40'
        verb = p.tokens[cue.last - 1].lower.endswith(("ed", "ing"))  # 'it ordered 40'
        if p.first <= cue.start < p.n.start and cue.value not in SPANS and not vague and not verb:
            return _rate(p, cue.value, cue.first, cue.first)
    return None


def _quote_end(p: Place, unit: str | None, head: int) -> int:
    """The quote takes in 'three years', '384-chip', '40-year-old' and the whole of 'Nine Dragons'."""
    tokens = p.tokens
    if old := OLD.match(p.low, tokens[head].end):
        return old.end()
    title = p.n.word and p.n.core > p.scene.start and tokens[p.at].text.istitle() and tokens[head].text.istitle()
    return tokens[head].end if title or unit in SPANS or p.low[p.n.end] == "-" else p.n.end


def _is_name(p: Place, head: int) -> bool:
    """'the 530 Coupon Battle', 'a Fortune 500 company': the number is part of a name."""
    if p.n.word or not p.n.bare:
        return False
    capitals = [t.text for t in p.tokens[p.after : head + 2] if t.text[0].isalpha()]
    counted = capitals and _is_plural(p.tokens[head]) and p.words[head] not in p.known.words["happenings"]
    if len(capitals) > 1 and not counted and all(w[0].isupper() and not w.isupper() for w in capitals[:2]):
        if not any(p.after <= x.first < head + 2 and x.kind not in ("name", "word") for x in p.names):
            return True
    before = p.tokens[p.at - 1].text if p.at > 1 else ""
    named = any(x.last == p.at and x.kind not in ("name", "word") for x in p.names)
    return before[:1].isupper() and len(before) > 2 and not named and p.n.start == p.n.core
