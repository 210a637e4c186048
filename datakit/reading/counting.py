"""What a number counts: the noun behind or in front of it, its unit, and the numbers that count nothing."""

from __future__ import annotations

import re

from datakit.reading.numbers import Number
from datakit.reading.scene import Scene
from datakit.reading.vocabulary import Vocabulary

MONEY = frozenset("CNY USD HKD TWD SGD AUD CAD BRL EUR GBP KRW INR JPY CHF SAR AED".split())
SPANS = frozenset(("years", "quarters", "months", "weeks", "days", "hours"))
LABELS = frozenset(
    "no no. number top tier phase page issue chapter figure table section article item step level part vol version grade class room".split()
)
PER = ("per", "every")
AGED = re.compile(r"\baged? $|\b(?:who|he|she) (?:is|was) $|\b[a-z]+ (?:is|was) $|[a-z], $")
AGE_ENDS = re.compile(r"(?: (?:and|when|at)\b|,)")


def counted(
    scene: Scene, n: Number, vocabulary: Vocabulary, last: str | None
) -> tuple[str | None, str | None, int, int] | None:
    """(unit, counted words, end, start of the quote), or None where the number counts nothing."""
    at = scene.index(n.core)
    before = scene.tokens[at - 1] if at else None
    if (
        before
        and n.start == n.core
        and (before.stem in PER or before.text == "#" or (n.bare and before.stem.rstrip(".") in LABELS))
    ):
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
        if (unit in SPANS and scene.words[head + 1 : head + 2] == ["old"]) or scene.words[head + 1 : head + 3] == [
            "-",
            "old",
        ]:
            end = scene.tokens[head + (2 if scene.words[head + 1] == "-" else 1)].end
        if n.word and scene.text[n.core].isupper() and scene.tokens[head].text[0].isupper() and n.core > scene.start:
            end = scene.tokens[head].end  # the 'Six Tigers' are quoted whole
        start = n.start
        if n.start == n.core and before and before.stem == "all":
            start = before.start
        if (unit in SPANS or unit == "rounds") and n.hedge == "over" and scene.low.startswith("over", n.start):
            start = -1  # 'over three years' is a span of time, not a bound
        return unit, scene.text[scene.tokens[after].start : scene.tokens[head].end].lstrip("-") or None, end, start
    told = before and before.text in ("whom", "which", "from", "than", "to", "with")
    if n.bare and n.hedge == "none" and not (n.value and n.value >= 1000) and not told:
        return None
    back = _backward(scene, n)
    if (
        not back
        and last
        and last not in SPANS
        and last not in MONEY
        and last not in ("fraction", "growth_fraction", "multiple", "ratio")
    ):
        if not n.bare or told:
            back = last
    if n.bare and not back:
        return None
    return back, None, n.end, n.start


def _measured(scene: Scene, n: Number, after: int) -> tuple[str, str | None, int, int] | None:
    if (
        n.unit == "multiple"
        and (n.low or n.high or 0) >= 10_000
        and "download" in scene.low[slice(*scene.clause(n.core))]
    ):
        return "downloads", None, n.end, n.start  # 'downloaded 700 million times'
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
    elif scene.words[at : at + 2] in (["of", "its"], ["of", "the"], ["of", "their"]) and (
        nested := next((o for o in scene.numbers if scene.index(o.core) == at + 2), None)
    ):
        at = scene.index(nested.end)
    elif scene.words[at : at + 1] == ["of"]:
        at += 2 if scene.words[at + 1 : at + 2] in (["the"], ["its"]) else 1
    if scene.words[at : at + 1] == ["mor"]:
        at += 1
    others = {scene.index(other.core) for other in scene.numbers} | {scene.index(d.start) for d in scene.dates}
    while at < len(scene.words) and len(found) < 7 and (at == after or at not in others):
        word = scene.words[at]
        if word == "." and "." in scene.tokens[at - 1].text:
            at += 1  # the last dot of 'U.S.'
            continue
        if word in stop or not (word[0].isalnum() or word in "-&'’") or (word[0].isdigit() and not word[-1].isalpha()):
            break
        if word[0].isalnum():
            found.append(at)
        at += 1
    return found


def _unit(
    scene: Scene, after: int, words: list[int], vocabulary: Vocabulary, last: str | None
) -> tuple[str | None, int | None]:
    """The unit and its token: the last counted noun of the phrase, or the first plural where no noun is known."""
    known = {c.last - 1: c.value for c in scene.cues if c.kind == "unit"}
    known |= {
        x.last - 1: "chips" for x in scene.names if x.kind == "chip" and words and words[0] <= x.first <= words[0] + 1
    }
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
        elif (
            head is None
            and plural
            and not hyphen
            and scene.tokens[at].text.endswith("s")
            and _noun(scene.tokens[at].text)
        ):
            head = at
            if not (
                place + 1 < len(words)
                and (words[place + 1] in known or scene.tokens[words[place + 1]].text.endswith("s"))
            ):
                break
        elif head is not None and plural and not scene.tokens[head].text.endswith("s") and _noun(scene.tokens[at].text):
            head = at  # 'user devices' are devices
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
    return (
        len(word) > 3
        and not word.endswith(("ss", "us", "'s", "’s", "is"))
        and word.lower() not in ("times", "percent", "plus")
    )


def _rate(scene: Scene, unit: str, words: list[int], head: int) -> str:
    """Tokens and the like are counted per day, week or month; developers and firms who use a service are users."""
    if unit in ("tokens", "queries", "images", "videos"):
        span = scene.words[max(0, words[0] - 8) : words[0]] + scene.words[words[0] : head + 5]
        for stem, name in (
            ("daily", "day"),
            ("day", "day"),
            ("month", "month"),
            ("monthly", "month"),
            ("week", "week"),
            ("weekly", "week"),
        ):
            if stem in span:
                return f"{unit}_per_{name}"
    if (
        unit == "people"
        and words
        and not {"employ", "hir", "staff", "headcount"}.isdisjoint(scene.words[max(0, words[0] - 6) : words[0]])
    ):
        return "employees"
    if unit in ("developers", "companies"):
        following = scene.words[head + 1 : head + 7]
        if (
            "use" in following
            and "and" in [*following[:1], "and"]
            and any(w in ("have", "now", "use") for w in following[:4])
        ):
            return "users"
    return unit


def _backward(scene: Scene, n: Number) -> str | None:
    """The counted noun in front of a number that has none behind it: 'downloads passed 100,000'."""
    first, _ = scene.clause(n.core)
    for cue in reversed(scene.cues):
        if (
            cue.kind == "unit"
            and first <= cue.start < n.start
            and cue.value not in SPANS
            and (cue.value not in ("companies", "regions") or n.start < n.core)
        ):
            at = scene.index(cue.start)
            return _rate(scene, cue.value, [at], at)
    return None


def _is_name(scene: Scene, n: Number, at: int, after: int, head: int) -> bool:
    """'530 Token Battle', 'Fortune 500 companies': the number is part of a name."""
    if n.word or "," in scene.text[n.start : n.end] or not n.bare:
        return False
    capitals = [t.text for t in scene.tokens[after : head + 2] if t.text[0].isalpha()]
    title = len(capitals) > 1 and all(w[0].isupper() and not w.isupper() for w in capitals[:2])
    if title and not any(
        name.first in range(after, head + 2) for name in scene.names if name.kind not in ("name", "word")
    ):
        return True
    before = scene.tokens[at - 1].text if at > 1 else ""
    return (
        before[:1].isupper()
        and len(before) > 2
        and not any(x.last == at for x in scene.names if x.kind != "name")
        and n.start == n.core
    )
