"""Numbers in a sentence -> claims: what is counted, about whom, measuring what, when, and how far it is meant as fact."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from datakit.reading.dates import DAY, Mention, month_end
from datakit.reading.names import Name
from datakit.reading.numbers import Number
from datakit.reading.scene import Scene
from datakit.reading.text import stems
from datakit.reading.vocabulary import Cue, Metric, Vocabulary

MONEY = frozenset("CNY USD HKD TWD SGD AUD CAD BRL EUR GBP KRW INR JPY CHF SAR AED".split())
SPANS = frozenset(("years", "quarters", "months", "weeks", "days", "hours"))
GROWTH = re.compile(
    r"\b(?:grow\w*|grew|rise|rose|risen|rising|increas\w*|jump\w*|surg\w*|climb\w*|up|down|fell|fall\w*|drop\w*|declin\w*|soar\w*|expan\w*"
    r"|reduc\w*|cut\w*|cheaper|lower\w*|higher|faster|year[- ]on[- ]year|yoy|qoq|month[- ]over[- ]month|slash\w*|gain\w*|slump\w*|shr[aiu]nk\w*)\b"
)
LABELS = frozenset("no no. number top tier phase page issue chapter figure table section article item step level part vol version grade class room".split())
PER = ("per", "every")
AGED = re.compile(r"\baged? $|\b(?:who|he|she) (?:is|was) $|\b[a-z]+ (?:is|was) $|[a-z], $")
AGE_ENDS = re.compile(r"(?: (?:and|when|at)\b|,)")
EVENLY = re.compile(r"\b(?:both|each|respectively)\b")
REACHED = re.compile(r"(?:surpass|pass|exceed|top|reach|cross|hit)")
BASE = re.compile(r"\b(?:from|against|compared (?:with|to)|versus|vs|than|after|as in|until|till|before)\b")
STILL = re.compile(r"(?:\s+(?!from\b|than\b|on\b|over\b|compared\b|increase\b|rise\b|more\b)[\w-]+){0,4}\s*(?:in |of )?(?:the )?")
THE_QUARTER = re.compile(r"\b(?:in|during|for|over) the (?:quarter|period|three months|half|six months)\b")
SINCE_BASE = re.compile(r"\b(?:month|quarter|year|week)[- ](?:over|on)[- ](?:month|quarter|year|week)\b|\b(?:yoy|qoq|mom)\b")


def read(scene: Scene, vocabulary: Vocabulary) -> list[dict[str, Any]]:
    """Claims of one sentence, in the order of the text."""
    rows: list[dict[str, Any]] = []
    for number in scene.numbers:
        counted = _counted(scene, number, vocabulary, rows[-1]["unit"] if rows else None)
        if counted is None:
            continue
        unit, what, end, start = counted
        if start < 0:
            number, start = number._replace(low=number.value, high=number.value, hedge="none"), number.core
        rows.extend(_rows(scene, number, unit, what, start, end, vocabulary, rows))
    rows.extend(_comparisons(scene, vocabulary, rows))
    _respectively(scene, rows)
    return sorted(rows, key=lambda r: (r["start"], r["end"]))


def _rows(scene, number, unit, what, start, end, vocabulary, earlier) -> list[dict[str, Any]]:
    status = _status(scene, number)
    period = _period(scene, number, unit, status, earlier)
    length = _length(period)
    metric, topic, cue = _metric(scene, number, unit, status, length, vocabulary)
    if unit == "fraction" and (topic not in ("market_share", "energy", "other") or GROWTH.search(scene.low, *scene.clause(number.core))):
        unit = "growth_fraction" if topic != "market_share" else unit
    row = {
        "start": start, "end": end, "quote": scene.text[start:end], "sentence": scene.text[scene.start : scene.end],
        "value": number.value, "low": number.low, "high": number.high, "hedge": number.hedge, "unit": unit, "entity": None,
        "object": what or (scene.text[cue.start : cue.end] if cue else None), "topic": topic, "metric": metric,
        "period_start": period[0], "period_end": period[1], "status": status,
    }  # fmt: skip
    entities = _entities(scene, number, topic, vocabulary)
    if unit in MONEY and topic != "pricing":
        entities = [_maker(name, vocabulary) for name in entities]
    return [row | {"entity": name} for name in entities]


def _maker(name: str | None, vocabulary: Vocabulary) -> str | None:
    """Models and chips spend and earn nothing: their makers do."""
    while name and (entity := vocabulary.entities.get(name)) and entity.kind in ("model", "chip") and entity.parent:
        name = entity.parent
    return name


# --- what is counted -------------------------------------------------------------------------------------------------


def _counted(scene: Scene, n: Number, vocabulary: Vocabulary, last: str | None) -> tuple[str | None, str | None, int, int] | None:
    """(unit, counted words, end, start of the quote), or None where the number counts nothing."""
    at = scene.index(n.core)
    before = scene.tokens[at - 1] if at else None
    if before and n.start == n.core and (before.stem in PER or before.text == "#" or (n.bare and before.stem.rstrip(".") in LABELS)):
        return None
    if before and before.text == "." and at > 1 and scene.tokens[at - 2].stem in LABELS:
        return None
    after = scene.index(n.end)
    if n.unit:
        return _measured(scene, n, after)
    if n.bare and AGED.search(scene.low, max(scene.start, n.start - 30), n.start) and AGE_ENDS.match(scene.low, n.end):
        return "years", "age", n.end, n.start
    words = _phrase(scene, after, vocabulary)
    unit, head = _unit(scene, after, words, vocabulary, last)
    if n.word and n.value == 1 and not (unit in SPANS and scene.low[n.end : n.end + 1] == "-"):
        return None
    if head is not None:
        if _is_name(scene, n, at, after, head):
            return None
        end = scene.tokens[head].end if unit in SPANS or scene.low[n.end] == "-" else n.end
        if unit in SPANS and scene.words[head + 1 : head + 2] == ["old"] or scene.words[head + 1 : head + 3] == ["-", "old"]:
            end = scene.tokens[head + (2 if scene.words[head + 1] == "-" else 1)].end
        start = n.start
        if n.start == n.core and before and before.stem == "all":
            start = before.start
        if unit in SPANS and n.hedge == "over" and scene.low.startswith("over", n.start):
            start = -1  # 'over three years' is a span of time, not a bound
        return unit, scene.text[scene.tokens[after].start : scene.tokens[head].end].lstrip("-") or None, end, start
    told = before and before.text in ("whom", "which", "from", "than", "to", "with")
    if n.bare and n.hedge == "none" and not (n.value and n.value >= 1000) and not told:
        return None
    back = _backward(scene, n)
    if not back and last and last not in SPANS and last not in MONEY and last not in ("fraction", "growth_fraction", "multiple", "ratio"):
        if not n.bare or told:
            back = last
    if n.bare and not back:
        return None
    return back, None, n.end, n.start


def _measured(scene: Scene, n: Number, after: int) -> tuple[str, str | None, int, int] | None:
    if n.unit == "ratio" and n.core and scene.low[n.core - 1] in ":-/":
        return None
    if n.unit == "fraction" and n.word and n.value == 0.5:
        follows = scene.words[after : after + 1]
        if follows and follows[0] in ("year", "time", "hour", "way", "century", "dozen", "-"):
            return None
    return n.unit, None, n.end, n.start


def _phrase(scene: Scene, after: int, vocabulary: Vocabulary) -> list[int]:
    """Token numbers of the words that follow a number up to where its noun phrase must have ended."""
    stop = vocabulary.words["stop"]
    found: list[int] = []
    at = after
    if at < len(scene.words) and scene.words[at] == "-":
        at += 1
    elif scene.words[at : at + 2] in (["of", "its"], ["of", "the"], ["of", "their"]) and (nested := next((o for o in scene.numbers if scene.index(o.core) == at + 2), None)):
        at = scene.index(nested.end)
    elif scene.words[at : at + 1] == ["of"]:
        at += 2 if scene.words[at + 1 : at + 2] in (["the"], ["its"]) else 1
    if scene.words[at : at + 1] == ["mor"]:
        at += 1
    others = {scene.index(other.core) for other in scene.numbers}
    while at < len(scene.words) and len(found) < 7 and (at == after or at not in others):
        word = scene.words[at]
        if word in stop or not (word[0].isalnum() or word in "-&'’") or (word[0].isdigit() and not word[-1].isalpha()):
            break
        if word[0].isalnum():
            found.append(at)
        at += 1
    return found


def _unit(scene: Scene, after: int, words: list[int], vocabulary: Vocabulary, last: str | None) -> tuple[str | None, int | None]:
    """The unit and its token: the last counted noun of the phrase, or the first plural where no noun is known."""
    known = {c.last - 1: c.value for c in scene.cues if c.kind == "unit"}
    known |= {x.last - 1: "chips" for x in scene.names if x.kind == "chip" and words and words[0] <= x.first <= words[0] + 1}
    hyphen = after < len(scene.words) and scene.words[after] == "-"
    head = None
    for place, at in enumerate(words):
        plural = scene.tokens[at].text.lower().endswith("s") or scene.words[at] in ("person", "staff")
        if at in known:
            head = at
            if hyphen and place == 0:
                break
            if plural and not (at + 1 in known and at + 1 in words):
                break
        elif head is None and plural and not hyphen and scene.tokens[at].text.endswith("s") and _noun(scene.tokens[at].text):
            head = at
            if not (place + 1 < len(words) and (words[place + 1] in known or scene.tokens[words[place + 1]].text.endswith("s"))):
                break
        elif head is not None and head in known and not plural:
            break
    if head is None:
        if words and scene.words[words[-1]] in vocabulary.words["anaphors"] and last:
            return last, words[-1]
        if hyphen and words:
            return scene.tokens[words[0]].text.lower(), words[0]
        return None, None
    if scene.words[head] in vocabulary.words["anaphors"] and last and head not in known:
        return last, head
    unit = known.get(head) or scene.tokens[head].text.lower()
    return _rate(scene, unit, words, head), head


def _noun(word: str) -> bool:
    return len(word) > 3 and not word.endswith(("ss", "us", "'s", "’s", "is")) and word.lower() not in ("times", "percent", "plus")


def _rate(scene: Scene, unit: str, words: list[int], head: int) -> str:
    """Tokens and the like are counted per day, week or month; developers and firms who use a service are users."""
    if unit in ("tokens", "queries", "images", "videos"):
        span = scene.words[max(0, words[0] - 8) : words[0]] + scene.words[words[0] : head + 5]
        for stem, name in (("daily", "day"), ("day", "day"), ("month", "month"), ("monthly", "month"), ("week", "week"), ("weekly", "week")):
            if stem in span:
                return f"{unit}_per_{name}"
    if unit == "people" and words and not {"employ", "hir", "staff", "headcount"}.isdisjoint(scene.words[max(0, words[0] - 6) : words[0]]):
        return "employees"
    if unit in ("developers", "companies", "people", "customers"):
        following = scene.words[head + 1 : head + 7]
        if "use" in following and "and" in following[:1] + ["and"] and any(w in ("have", "now", "use") for w in following[:4]):
            return "users"
    return unit


def _backward(scene: Scene, n: Number) -> str | None:
    """The counted noun in front of a number that has none behind it: 'downloads passed 100,000'."""
    first, _ = scene.clause(n.core)
    for cue in reversed(scene.cues):
        if cue.kind == "unit" and first <= cue.start < n.start and cue.value not in SPANS and (cue.value not in ("companies", "regions") or n.start < n.core):
            at = scene.index(cue.start)
            return _rate(scene, cue.value, [at], at)
    return None


def _is_name(scene: Scene, n: Number, at: int, after: int, head: int) -> bool:
    """'530 Token Battle', 'Fortune 500 companies': the number is part of a name."""
    if n.word or "," in scene.text[n.start : n.end] or not n.bare:
        return False
    capitals = [t.text for t in scene.tokens[after : head + 2] if t.text[0].isalpha()]
    title = len(capitals) > 1 and all(w[0].isupper() and not w.isupper() for w in capitals[:2])
    if title and not any(name.first in range(after, head + 2) for name in scene.names if name.kind not in ("name", "word")):
        return True
    before = scene.tokens[at - 1].text if at > 1 else ""
    return before[:1].isupper() and len(before) > 2 and not any(x.last == at for x in scene.names if x.kind != "name") and n.start == n.core


# --- what it measures ------------------------------------------------------------------------------------------------


def _metric(scene: Scene, n: Number, unit: str | None, status: str, length: str | None, vocabulary: Vocabulary) -> tuple[str | None, str, Cue | None]:
    """The metric whose cues stand nearest, its topic, and the nearest cue."""
    measure = "money" if unit in MONEY else "fraction" if unit == "growth_fraction" else unit
    first, last = scene.clause(n.core)
    at = scene.index(n.core)
    scores: dict[str, float] = {}
    best_of: dict[str, float] = {}
    nearest: dict[str, tuple[float, Cue]] = {}
    for cue in scene.cues:
        if cue.kind != "metric" or not _fits(cue.value, measure, status, length):
            continue
        distance = max(cue.first - scene.index(n.end), at - cue.last, 0)
        score = (1 + 0.5 * (cue.last - cue.first - 1)) / (1 + distance / 3) * (1.0 if first <= cue.start < last else 0.35)
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
        alike = [m.name for m in vocabulary.metrics.values() if m.topic == before.topic and measure in m.units and not m.statuses and not m.span]
        if measure in SPANS or (alike and measure in ("fraction", "multiple", "money")):
            return (alike[0] if alike else None), before.topic, None
    default = vocabulary.defaults.get(measure)
    return (default.name, default.topic, None) if default else (None, "other", None)


def _fits(metric: Metric, measure: str | None, status: str, length: str | None) -> bool:
    return measure in metric.units and (not metric.statuses or status in metric.statuses) and (not metric.span or metric.span == length)


def _status(scene: Scene, n: Number) -> str:
    """The last cue in front of the number rules; one right behind it ('the 10 billion yuan plan') comes before that."""
    first, last = scene.clause(n.core)
    after = scene.index(n.end)
    found, place = "actual", -1
    for cue in scene.cues:
        if cue.kind != "status":
            continue
        if cue.first >= after:
            if cue.first - after < 4 and cue.value in ("pledged", "planned", "target") and cue.end <= last and place < first:
                return cue.value
            break
        if cue.end <= n.end:
            near = place >= first and (cue.first - scene.index(place) < 5 or scene.words[cue.first - 1] == "to")
            if cue.value == "actual" and found not in ("actual", "pledged") and near:
                if found == "planned" and scene.low.startswith(("will", "would"), place):
                    found = "forecast"  # 'will reach' foretells, 'will invest' plans
                continue  # 'aims to reach', 'is expected to surpass'
            if cue.value == "target" and found == "actual" and 0 < cue.first - scene.index(place) < 7 and place > 0 and MET.match(scene.low, place):
                continue  # 'reached its target'
            found, place = cue.value, cue.start
    if found in ("forecast", "planned", "target") and FROM.search(scene.low, max(scene.start, n.start - 24), n.start):
        return "actual"  # 'expected to rise from 9 billion': where it stands now
    return "forecast" if EXPECTED.match(scene.low, n.end) else found


MET = re.compile(r"reach|hit|met\b|meet|beat|achiev|surpass|exceed")
FROM = re.compile(r"\b(?:from|against|compared (?:with|to)|than the|versus|on top of)\s+(?:the |an? |about |some |mere )*$")
EXPECTED = re.compile(r"\s+(?:that\s+)?(?:\w+\s+){0,2}(?:had\s+|have\s+)?(?:expected|forecast|estimated|predicted|projected)\b")

# --- when ------------------------------------------------------------------------------------------------------------


def _period(scene: Scene, n: Number, unit: str | None, status: str, rows: list[dict[str, Any]]) -> tuple[str | None, str | None]:
    """The date in the number's clause, else one of an earlier clause, else the heading's, else a later one."""
    if rows and unit in MONEY and rows[-1]["unit"] in MONEY and scene.low[rows[-1]["end"] : n.start].strip() in ("(", "[", "(about", "(or", "or"):
        return rows[-1]["period_start"], rows[-1]["period_end"]  # the same amount in another currency
    dates = [d for d in scene.dates if d.bound != "since" and d.kind != "ago"]
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
    if mention is None and dates and not BASE.search(scene.low, n.end, max(n.end, dates[0].start)) and scene.clause(dates[0].start)[0] == first:
        mention = dates[0]
    if mention is None and not dates and (THE_QUARTER.search(scene.low, scene.start, scene.end) or (scene.context.quarter_line == scene.line and status == "actual" and (unit in MONEY or unit in ("fraction", "multiple", "growth_fraction", "quarters")))):
        mention = scene.context.quarter
    if mention is None:
        return None, None
    begin, end = mention.first, mention.last
    if ago := next((d for d in scene.dates if d.kind == "ago" and n.end <= d.start and STILL.fullmatch(scene.low, n.end, d.start)), None):
        months = 3 if "quarter" in ago.text else 12
        if "year" in ago.text or "same" in ago.text:
            begin, end = _back(begin, months), _back(end, months)
    if since and not SINCE_BASE.search(scene.low, scene.start, scene.end):
        begin = since[0].first
    elif unit == "multiple" and re.match(r"[\w\s-]{0,24}\b(?:in|over|within) (?:one|a|the past|the last) year", scene.low[n.end : n.end + 48]):
        begin = date(begin.year - 1, begin.month, 1)
    return begin.isoformat(), end.isoformat()


def _back(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = day.day >= 28 and (day + DAY).month != day.month
    return month_end(year, month + 1) if last else date(year, month + 1, min(day.day, 28))


def _length(period: tuple[str | None, str | None]) -> str | None:
    if not period[0]:
        return None
    days = (date.fromisoformat(period[1]) - date.fromisoformat(period[0])).days
    return "quarter" if 80 < days < 100 else "year" if 350 < days < 380 else None


# --- about whom ------------------------------------------------------------------------------------------------------

AIMED = re.compile(r"[^,;:—.]{0,40}?\b(?:for|at|of)\s+(?:the\s+)?$")
STANDS = re.compile(r"(?:['’]s?)?(?:\s*[|:]\s*|(?:\s+(?!at|with|on|to|in|for)[a-z]+)?,?\s+(?:at|with|on)\s+|\s*\(|\s+)")
FOR = re.compile(r"(?:\s+(?!for\b)[\w-]+){0,2}\s+for\s+(?:the\s+)?")
REPORTS = stems("say estimate expect forecast put reckon predict project find show report note think see value rank calculate count")
GENERIC = stems("company firm startup start-up group giant chipmaker lab business developer conglomerate maker")
THE = re.compile(r"\b(?:the|this)\b|['’]s\b")
VOICES = stems("analyst researcher economist people source data figure report survey study head executive poll banker")
NATIONAL = re.compile(r"\b(?:domestic|local|chinese) (?:\w+ )?(?:suppliers?|vendors?|companies|firms|chipmakers|users|models?|chips|brands)\b|\bnationwide\b|\bthe (?:country|nation|mainland)\b|\b(?:the|mainland|domestic|national|chinese|whole) (?:\w+ ){0,2}(?:market(?! (?:value|cap|price|share))|consumption|industry|total)\b")
PRONOUNS = frozenset("it its they their he she his her these this both we our".split())
INTO = re.compile(r"[^,;.]{0,25}?\s(?:in|into|to)\s+(?:\w+\s+){0,3}?$")
LESSER = frozenset("from of for by against than including like such with to at in on over between among about accord".split())


def _entities(scene: Scene, n: Number, topic: str, vocabulary: Vocabulary) -> list[str | None]:
    """Whom the number is about; several names where it is said of each of them."""
    first, last = scene.clause(n.core)
    if topic == "pricing":
        for name in scene.names:
            if n.end <= name.start < last and name.rank > 1 and re.fullmatch(r"[\w\s-]{0,30}\bfor (?:the |its )?", scene.low[n.end : name.start]):
                return [name.name]
    reached = n.start < n.core and REACHED.match(scene.low, n.start)
    if not reached and (near := [x for x in scene.names if x.end <= n.start and (x.rank > 1 or x.kind == "place" and x.possessive) and STANDS.fullmatch(scene.low, x.end, n.start)]):
        if not any(near[-1].start < other.end <= n.start for other in scene.numbers):
            group = next(g for g in _groups(scene, scene.names) if near[-1] in g)
            return [x.name for x in group] if scene.low.startswith(" each", n.end) else [near[-1].name]
    if n.unit in (None, "fraction") and (told := [x for x in scene.names if x.start >= n.end and x.rank > 1][:1]):
        if FOR.fullmatch(scene.low, n.end, told[0].start):
            return [told[0].name]
    subject = subjects(scene, first, n.start)
    if not subject or _weak(scene, subject[0], first):
        subject = _from_context(scene, first, n, last) or subject
    if not subject:
        return [None]
    if len(subject) > 1 and not _said_of_each(scene, subject, n, first):
        subject = subject[:1]
    return [_owner(s, vocabulary) for s in subject]


def _weak(scene: Scene, name: Name, first: int) -> bool:
    """A subject that a pronoun or the context outdoes: no maker and no free place, or governed behind a pronoun."""
    if name.first > 1 and scene.words[name.first - 1] in ("at", "of", "from", "by") and scene.words[name.first - 2] in VOICES:
        return True  # 'analysts at Jefferies' are who says it
    if name.kind in ("org", "fund"):
        return _governed(scene, name) or scene.words[name.last : name.last + 1] == [","] or not REPORTS.isdisjoint(scene.words[name.last : name.last + 3])
    if name.kind == "place" and name.possessive and any(w in GENERIC for w in scene.words[name.last : name.last + 5]):
        return True  # 'China's most valuable company'
    if name.rank < 2:
        return name.kind != "place" or _governed(scene, name) or scene.words[name.last : name.last + 1] == ["-"]
    opening = {t.text.lower() for t in scene.tokens[scene.index(first) : name.first]}
    return _governed(scene, name) and bool(opening & PRONOUNS)


def is_weak(scene: Scene, name: Name) -> bool:
    return _weak(scene, name, scene.start)


def opens_with_pronoun(scene: Scene, name: Name) -> bool:
    """'Its app surpassed ChatGPT' goes on about whom it was about before."""
    return name.first > 0 and any(t.text.lower() in PRONOUNS for t in scene.tokens[: min(name.first, 6)])


def _owner(name: Name, vocabulary: Vocabulary) -> str:
    """A person speaks for the firm; otherwise the name itself."""
    entity = vocabulary.entities.get(name.name)
    return entity.parent if entity and entity.kind == "person" and entity.parent else name.name


def subjects(scene: Scene, first: int, last: int) -> list[Name]:
    """The names that the clause text[first:last] is about, before its number or verb; [] where it names nobody."""
    names = [x for x in scene.names if first <= x.start and x.end <= last and x.kind != "person" and not _modifier(scene, x)]
    if not names:
        return []
    free = [x for x in names if x.rank > 1 and not _governed(scene, x)]
    pool = free or [x for x in names if x.rank > 1] or [x for x in names if x.rank and not _governed(scene, x)] or names
    chosen = pool[0]
    group = next(g for g in _groups(scene, names) if chosen in g)
    if len(group) > 1 and group[0] is chosen:
        return [x for x in group if x.rank >= min(2, chosen.rank)]
    while chosen.possessive:
        least = 1 if chosen.kind == "place" else 2
        follower = next((x for x in names if chosen.last <= x.first <= chosen.last + 2 and x.rank >= least), None)
        if follower is None:
            break
        chosen = follower
    return [chosen]


def _modifier(scene: Scene, name: Name) -> bool:
    """The Nvidia of '300,000 Nvidia chips': it says which chips, not whose."""
    if name.possessive or name.first == 0:
        return False
    return any(c.kind == "unit" and c.value == "chips" and name.last <= c.first <= name.last + 1 for c in scene.cues)


def _groups(scene: Scene, names: list[Name]) -> list[list[Name]]:
    from datakit.reading.names import groups

    return groups(names, scene.tokens)


def _governed(scene: Scene, name: Name) -> bool:
    """Behind a preposition inside the clause, so not its subject."""
    at = name.first - 1
    while at >= 0 and scene.words[at] in ("the", "a", "its", "and", ",") and name.first - at < 3:
        at -= 1
    return at > 0 and scene.words[at] in LESSER


def _from_context(scene: Scene, first: int, n: Number, last: int) -> list[Name]:
    """No name stands before the number in its clause: an earlier clause, the heading, a later name, or the last subject."""
    context = scene.context
    if first > scene.start:
        opens = scene.index(first)
        if scene.words[opens] in ("which", "who") and (named := [x for x in scene.names if opens - 3 <= x.last <= opens and x.rank > 1]):
            return named[-1:]
        earlier = [b for b in [scene.start, *scene.clauses] if b < first]
        for begin in reversed(earlier):
            found = subjects(scene, begin, scene.clause(begin)[1])
            if found and found[0].rank > 1:
                return found
    behind = [x for x in scene.names if x.start >= n.end and x.rank > 1]
    pronoun = any(t.text.lower() in PRONOUNS for t in scene.tokens[scene.index(first) : scene.index(n.core)])
    ahead = range(max(1, scene.index(first)), scene.index(n.core))
    generic = any(scene.words[i] in GENERIC and THE.search(" ".join(t.text.lower() for t in scene.tokens[max(0, i - 4) : i])) for i in ahead)
    held = context.subject[:1] if pronoun else context.firm[:1]
    held = [context.heading_entity] if context.heading_entity else held
    if (pronoun or generic) and held:
        return held
    if context.country and not (pronoun or generic) and NATIONAL.search(scene.low, first, last):
        return [context.country]
    if not (pronoun or generic) and (lands := [x for x in scene.names if first <= x.start < n.start and _country(scene, x)]):
        return lands[:1]
    close = [x for x in behind if x.end <= last]
    if close and not context.heading_entity and not (held and n.unit in MONEY):
        return close[:1]
    return held or behind[:1] or context.main[:1] or ([context.country] if context.country else [])


def _country(scene: Scene, name: Name) -> bool:
    """A place that numbers are told of: not a city in passing, not the first half of 'Hong Kong-listed'."""
    return name.kind == "place" and name.name in scene.countries and scene.words[name.last : name.last + 1] != ["-"]


def _said_of_each(scene: Scene, subject: list[Name], n: Number, first: int) -> bool:
    if any(x.kind not in ("product", "model", "company", "division", "name", "chip") for x in subject):
        return False
    if match := EVENLY.search(scene.low, subject[0].start - 6 if subject[0].start > 6 else 0, min(n.end + 14, scene.end)):
        return match.group() != "respectively"
    return bool(REACHED.match(scene.low, n.start)) and all(x.kind in ("product", "model", "name") for x in subject)


def _respectively(scene: Scene, rows: list[dict[str, Any]]) -> None:
    """'A and B rose 10% and 20%, respectively': the numbers go to the names in their order."""
    place = scene.low.find("respectively", scene.start, scene.end)
    if place < 0:
        return
    for group in _groups(scene, [x for x in scene.names if x.end < place]):
        inside = [r for r in rows if group[-1].end < r["start"] < place]
        spans = sorted({r["start"] for r in inside})
        if len(group) > 1 and len(spans) == len(group):
            for row in inside:
                row["entity"] = group[spans.index(row["start"])].name
            return


# --- comparisons without a number ------------------------------------------------------------------------------------

COMPARED = re.compile(
    r"\b(?:(?P<nearly>nearly|almost)\s+)?(?:(?P<over>eclips(?:ed|ing|es)|exceed(?:ed|ing|s)?|surpass(?:ed|ing|es)?|outstrip(?:ped|ping|s)?|topp(?:ed|ing))"
    r"|(?P<same>match(?:ed|ing|es)?|equal(?:ing|s|led)?)|(?P<met>hit(?:ting|s)?|meet(?:ing|s)?|met|reach(?:ed|ing|es)?)|(?P<under>(?:far |well )?(?:below|short of)))\s+"
    r"(?:[\w’'-]+\s+){0,4}?(?P<what>(?:decade|ten years)\b(?: of \w+)?|(?:targets?|goals?|expectations)\b)"
)


def _comparisons(scene: Scene, vocabulary: Vocabulary, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """'eclipsing its previous decade of investment': a multiple with one bound and no number."""
    found = []
    for m in COMPARED.finditer(scene.low, scene.start, scene.end):
        if any(r["start"] < m.end() and m.start() < r["end"] for r in rows) or m["met"] and re.match(r"\s+(?:of|for)\b", scene.low[m.end() : m.end() + 5]):
            continue
        if re.match(r"\s+[\w ]{0,12}times over", scene.low[m.end() : m.end() + 30]):
            continue
        hedge = "nearly" if m["nearly"] else "over" if m["over"] else "at_least" if m["met"] else "under" if m["under"] else "none"
        low = 1.0 if hedge in ("over", "at_least", "none") else None
        high = 1.0 if hedge in ("nearly", "under", "none") else None
        value = 1.0 if hedge in ("nearly", "none") else None
        number = Number(m.start(), m.end(), value, low, high, hedge, "multiple", True, False, m.start())
        found.extend(_rows(scene, number, "multiple", scene.text[m.start("what") : m.end()], m.start(), m.end(), vocabulary, rows)[:1])
    return found


def dated(mention: Mention | None) -> tuple[str | None, str | None]:
    return (mention.first.isoformat(), mention.last.isoformat()) if mention else (None, None)
