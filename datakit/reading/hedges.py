"""Hedges in front of and behind a number -> bounds: 'over', 'nearly', 'up to', 'or more'."""

from __future__ import annotations

import re

from datakit.reading.amounts import Number

# fmt: off
OVER = r">|(?:well |much |far |slightly |just |a little |significantly |comfortably |already )?(?:more than|over|above|exceeding|exceed(?:s|ed)?|surpass(?:es|ed|ing)?|pass(?:ed|es|ing)|top(?:s|ped|ping)?|crossed|crossing|beyond|upwards? of|north of|in excess of|greater than|higher than|larger than|bigger than|better than|eclips(?:ed|es|ing)|breached|breaking|broke|break|past|outstripp(?:ed|ing))"
LEAST = r"(?:≥|>\s?=|at least(?: or equal to)?|(?:equal to or )?(?:more|greater|higher|larger|bigger|above)(?: than)? or equal (?:to|than)|equal to or (?:more|greater|higher|larger) than|no (?:less|fewer) than|not less than|a minimum of|minimum of|at a minimum|as (?:little|few|low) as|starting (?:at|from)|from as little as)"
UNDER = r"(?:<|(?:well |much |far |slightly |a little |significantly )?(?:less than|fewer than|under|below|beneath|lower than|smaller than|short of|south of)|f(?:e|a)ll(?:s|ing)? short of|within)"
NEARLY = r"(?:nearly|almost|close to|approaching|just under|just below|just shy of|shy of|just short of|a little under|a shade under|a touch under|nearing|not quite|virtually|close on|edging towards?)"
UPTO = r"(?:≤|<\s?=|up to|(?:less|lower|smaller|fewer|below)(?: than)? or equal (?:to|than)|equal to or (?:less|lower|smaller|fewer) than|as (?:much|many|high|large) as|at most|no more than|not more than|a maximum of|maximum of|capped at|a cap of|limited to|no higher than|not exceeding|not to exceed|no greater than)"
ABOUT = r"(?:about|around|roughly|approximately|approx\.?|some|circa|ca?\.|~|≈|an estimated|estimated at|nearer|closer to|an approximate|in the region of|in the order of|on the order of|somewhere around|or so|near)"
HEDGES = {"at_least": LEAST, "up_to": UPTO, "over": OVER, "nearly": NEARLY, "under": UNDER, "about": ABOUT}
NEGATED = {"over": "up_to", "under": "at_least"}  # 'no more than', 'not below'
BEFORE = re.compile(rf"(?<![\w-])(?:{'|'.join(f'(?P<{k}>{v})' for k, v in HEDGES.items())})(?:\s+|(?<=[~≈≥≤<>=.]))(?:(?P<set>the|its|their|all|an?)\s+)?$")
AFTER = re.compile(r"\s*(?:[^\W\d][\w-]* ){0,2}?(?:(?P<at_least>(?:or|and) (?:more|higher|above|over|greater|better)\b(?! than \S?\d)|plus\b(?! \$?\d)|at (?:a minimum|the least))"
                   r"|(?P<up_to>or (?:less|fewer|lower|below)\b(?! than \S?\d)|at (?:most|the most)|max(?:imum)?\b(?!-))|(?P<about>or so|or thereabouts|-ish|-odd\b|, give or take))")
MARK = re.compile(r"[\s-](?:\w+[\s-]){0,2}?(?:mark|threshold|level|milestone|barrier|line)\b")
CONVERTED = re.compile(r"\s*[(\[]\s*(?:or |about |around |roughly |approximately |~|≈)?$")
MINUS = re.compile(r"(?<![^\s(|])[-−]$|\b(?:minus|negative) $")
PARTICLE = re.compile(r"\b(?:hand(?:s|ed|ing)?|tak(?:e|es|en|ing)|took|turn(?:s|ed|ing)?|carr(?:y|ied))\s+$")
NOT_MORE = re.compile(r"\b(?:no|not|nor|never|n't|n’t)\s*$")
LISTED = re.compile(r"(?: [^\W\d][\w-]*){1,5} (?:and|or) (?:some )?")
# fmt: on
ONE_SIDED = ("over", "at_least", "nearly", "under", "up_to")

Found = tuple[str, int, str | None]  # the hedge, where the quote begins, and how surely the hedge reaches this number


def bounds(value: float, hedge: str) -> tuple[float | None, float | None]:
    """The least and the most that a hedge leaves open: 'over 300' is 300 and no end, 'about 300' has neither."""
    at_least = value if hedge in ("none", "over", "at_least") else None
    return at_least, value if hedge in ("none", "nearly", "under", "up_to") else None


def hedged(low: str, n: Number, start: int, end: int, last: Number | None) -> Number:
    """`n` with the hedge that stands before or behind it turned into bounds, 'minus 4%' into -4%; `last` is the number before it."""
    if n.value is None:  # a range or class takes its hedge word into the quote, but its bounds are its own
        lead = BEFORE.search(low, max(start, n.start - 30), n.start)
        return n._replace(start=lead.start()) if lead else n
    if minus := MINUS.search(low, max(start, n.start - 7), n.start):
        return n._replace(start=minus.start(), value=-n.value, low=-n.value, high=-n.value)
    found: Found | None = _before(low, n, start)
    if found is None and n.hedge == "none":
        rules = (_after, _converted, _shared, _perhaps) if last else (_after,)
        found = next((told for rule in rules if (told := rule(low, n, last, end))), None)
    if found and found[0] == "about" and (more := _after(low, n, last, end)):
        found = (more[0], found[1], None)  # 'about 500 or more'
    hedge, begin, scope = found or (n.hedge, n.start, None)
    at_least, at_most = bounds(n.value, hedge)
    return n._replace(start=begin, low=at_least, high=at_most, hedge=hedge, scope=scope)


BOTH = re.compile(r",?\s+(?:and|but|yet)\s+(?:(?:is|are|also|still)\s+)?|,\s+")


def both(low: str, a: Number, b: Number) -> Number | None:
    """'more than 100 and less than 300': two bounds of one number, the one below and the other above."""
    hedged = a.hedge in ONE_SIDED and b.hedge in ONE_SIDED and b.start < b.core
    if not hedged or a.unit not in (None, b.unit) or not BOTH.fullmatch(low, a.end, b.start):
        return None
    least, most = (a.low, b.high) if a.high is None else (b.low, a.high)
    between = b._replace(start=a.start, core=a.core, value=None, low=least, high=most, hedge="range")
    return between if None not in (least, most) and least < most else None


def _before(low: str, n: Number, start: int) -> Found | None:
    """'over 300', 'no more than 300': the hedge in front, turned round by a 'no' before it."""
    match = BEFORE.search(low, max(start, n.start - 44), n.start)
    if not match or _no_hedge(low, n, match, start):
        return None
    hedge, begin = next(k for k in HEDGES if match[k]), match.start()
    if hedge in NEGATED and (negated := NOT_MORE.search(low, max(start, begin - 8), begin)):
        return NEGATED[hedge], negated.start(), None
    return hedge, begin, None


def _no_hedge(low: str, n: Number, match: re.Match, start: int) -> bool:
    """'hand over 15%' hands it over; 'above the 5 billion yuan that was expected' leaves the 5 billion exact."""
    if match["over"] and PARTICLE.search(low, max(start, match.start() - 10), match.start()):
        return True
    compared = (match["over"] or match["under"]) and match["set"] in ("the", "its", "their")
    return bool(compared) and not MARK.match(low, n.end)


def _after(low: str, n: Number, last: Number | None, end: int) -> Found | None:
    """'20 or more', 'a 50 per cent stake or more', '20 or so'."""
    match = AFTER.match(low, n.end, min(end, n.end + 40))
    return (match.lastgroup, n.start, None) if match else None


def _converted(low: str, n: Number, last: Number, end: int) -> Found | None:
    """'at least 7 million yuan ($1 million)' is one amount, with one doubt."""
    money = n.unit != last.unit and (n.unit or "").isupper() and (last.unit or "").isupper()
    same = money and last.hedge in ONE_SIDED and CONVERTED.fullmatch(low, last.end, n.start)
    return (last.hedge, n.start, None) if same else None


def _shared(low: str, n: Number, last: Number, end: int) -> Found | None:
    """'over 30 and 40 percent': nothing of the first number's own stands between, so both are hedged."""
    together = low[last.end : n.start].strip() in ("and", "or", ",", "and/or")
    return (last.hedge, n.start, "shared") if together and last.hedge in ONE_SIDED else None


def _perhaps(low: str, n: Number, last: Number, end: int) -> Found | None:
    """'over 30 engineers and 40 chips': each has a noun of its own, and the hedge may stop at the first."""
    reaches = last.hedge not in ("none", "range") and last.start < last.core and last.unit == n.unit
    return ("none", n.start, "perhaps") if reaches and LISTED.fullmatch(low, last.end, n.start) else None
