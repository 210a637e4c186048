"""Quantities as written -> value, bounds and hedge.

Three steps: read each amount (digits, number words, digit classes, multiples, each with its currency, magnitude and
sign), join what belongs together (ranges), and read the hedge in front of and behind it.
"""

from __future__ import annotations

import re
from itertools import zip_longest
from math import prod

from datakit.reading import amounts
from datakit.reading.amounts import MAGNITUDES, WORDS, Number
from datakit.reading.hedges import hedged
from datakit.reading.text import Token


def find(low: str, words: list[Token], masked: list[tuple[int, int]]) -> list[Number]:
    """Quantities in the lower-cased text of `words`, left to right; spans in `masked` (dates, names) hold none."""
    start, end = (words[0].start, words[-1].end) if words else (0, 0)
    matches = (m for m in amounts.AMOUNT.finditer(low, start, end) if not _inside(m, masked))
    read = [n for m in matches if m.lastgroup in READERS and (n := READERS[m.lastgroup](low, m))]
    _share_sign(low, read)
    found: list[Number] = []
    for n, following in zip_longest(read, read[1:]):
        if not n.glued and not (found and n.start < found[-1].end):
            n = (following and _range(low, n, following, start)) or n
            found.append(hedged(low, n, start, end, found[-1] if found else None))
    return found


def _inside(m: re.Match, masked: list[tuple[int, int]]) -> bool:
    at = m.start("n") if m["n"] else m.start()
    return any(first <= at < last for first, last in masked)


def _share_sign(low: str, read: list[Number]) -> None:
    """In '30 and 40 percent' the sign belongs to both."""
    for at in range(len(read) - 1, 0, -1):
        a, b = read[at - 1], read[at]
        if a.bare and b.value is not None and (b.unit or "").endswith("fraction"):
            if low[a.end : b.start].strip() in ("and", "or", ","):
                read[at - 1] = _scaled(a, b.scale)._replace(unit=b.unit, bare=False)


def _round(value: float) -> float:
    return float(f"{value:.12g}")  # 21.3% is 0.213, not 0.21300000000000002


def _scaled(n: Number, scale: float) -> Number:
    value = _round(n.value * scale)
    return n._replace(value=value, low=value, high=None if n.high is None else value, scale=scale)


# --- a function for each way of writing an amount --------------------------------------------------------------------

# 'a third of', 'a fifth in May', 'a tenth.' are parts; 'a third party' and 'a fifth generation' are ordinals
PART_GOES_ON = re.compile(r"\s+(?:of|the|in|from|on|since|by|this|last|year|to|than|more|less|higher|lower)|\s*[.,;]")
QUARTER_GOES_ON = re.compile(r"\s+(?:of|the)\b")
LEADS_TO_QUARTER = re.compile(r"(?:nearly|almost|about|over|than|roughly|around|by|to|under|some)\s+$")
# what stands before 'double' where it is a verb
DOUBLES = re.compile(r"\b(?:to|will|would|could|may|might|than|nearly|almost|about|roughly|that|is|was|least)\s+$")


def _plain(m: re.Match, value: float, unit: str, word: bool = True) -> Number:
    value = _round(value)
    return Number(*m.span(), m.start(), value, value, value, unit=unit, word=word)


def _part(low: str, m: re.Match) -> Number | None:
    """'two-thirds', 'one in four', 'half'; None for 'a third party' and for 'a quarter' of a year."""
    value = 0.5
    if m["part_d"]:
        value = WORDS[m["part_n"]] / amounts.PARTS[m["part_d"].rstrip("s")]
        if m["part_n"] == "a" and not _is_part(low, m):
            return None
    elif m["of_d"]:
        value = _spelled(m["of_n"]) / _spelled(m["of_d"])
    return _plain(m, value, "fraction") if value <= 1 else None


def _is_part(low: str, m: re.Match) -> bool:
    if m["part_d"] == "quarter":
        led = LEADS_TO_QUARTER.search(low, max(0, m.start() - 10), m.start())
        return bool(led or QUARTER_GOES_ON.match(low, m.end()))
    return m["part_d"] == "half" or bool(PART_GOES_ON.match(low, m.end()))


def _ratio(low: str, m: re.Match) -> Number | None:
    """'one-to-one', '3:2'."""
    top, bottom = _spelled(m["ratio_a"] or m["ratio_c"]), _spelled(m["ratio_b"] or m["ratio_d"])
    return _plain(m, top / bottom, "ratio", word=False) if bottom else None


def _multiple(low: str, m: re.Match) -> Number | None:
    """'tripled', 'ninefold', 'twice'; 'halved' is a change by a half; None for 'double' as an adjective."""
    written = m.group()
    if written.startswith("halv"):
        return _plain(m, 0.5, "growth_fraction")
    if written == "double" and not DOUBLES.search(low, max(0, m.start() - 9), m.start()):
        return None
    value = amounts.TIMES.get(m["times"] or written) or MAGNITUDES.get(m["fold"]) or _spelled(m["fold"])
    return _plain(m, value, "multiple")


def _streak(low: str, m: re.Match) -> Number:
    """'the seventh consecutive quarter', 'the third year in a row'."""
    count = m["streak_n"] or m["row_n"]
    value = amounts.ORDINALS.get(count) or int(re.sub(r"\D", "", count))
    return _plain(m, value, (m["streak_u"] or m["row_u"]) + "s")


def _whole(low: str, m: re.Match) -> Number:
    """The trillion of 'trillion-parameter'; 'billion-dollar' is money."""
    return _plain(m, MAGNITUDES[m["whole_n"]], _currency(m["whole_post"]))


def _class(low: str, m: re.Match) -> Number:
    """'double-digit', 'low teens', 'hundreds of millions of yuan': a range of what the words allow."""
    unit = "fraction"
    if m["teens"] or (m["third"] and m["digits"] == "single"):
        ten = 10 * (1 + amounts.DECADES.index(m["teens"])) if m["teens"] else 0
        first, last = ((ten + third) / 100 for third in amounts.THIRDS[m["third"]])
    elif m["digits"]:
        first, last = amounts.DIGITS[m["digits"]], amounts.DIGITS[m["digits"]] * 10
    else:
        first, last = _many(m["many"])
        unit = _currency(m["many_pre"] or m["many_post"])
    return Number(*m.span("class"), m.start(), None, first, last, "range" if last else "at_least", unit)


def _many(written: str) -> tuple[float, float | None]:
    """Bounds of a plural: it names the order of magnitude ('hundreds': 100 to 1,000); 'several' says at least two."""
    words = [w.rstrip("s") for w in re.split(r"[ -]", written) if w not in ("of", "a")]
    scale = prod(MAGNITUDES.get(word, 1.0) for word in words)
    if "dozen" in words:
        return 2 * scale, None
    if words[0] in ("several", "few", "multi", "many"):
        return 2 * scale, scale * (1000 if words[0] == "multi" and len(words) == 2 else 10)
    return scale, 10 * scale if words[0] in ("ten", "hundred") else None


def _number(low: str, m: re.Match) -> Number | None:
    """Digits or number words, with their currency, magnitude, sign or physical unit."""
    text, mag = m["n"], m["mag"]
    in_letters = not text[0].isdigit()
    unit, scale = _sign(m)
    # 'one m', '5 B': a lone letter behind a word or a space is no magnitude, unless a currency says so
    letter = mag and len(mag) == 1 and (in_letters or (not unit and low[m.start("mag") - 1] in " -\u00a0"))
    if len(text) > 40 or m["physical"] == "nm" or letter:
        return None  # a process node is a name, and so is the 910B
    value = _spelled(text) + {"half": 0.5, "quarter": 0.25}.get(m["half"], 0)
    for magnitude in (mag, m["mag2"], m["half"] and m["mag3"]):
        scale *= MAGNITUDES[magnitude.strip(" -")] if magnitude else 1.0
    start = m.start("pre") if m["pre"] else m.start("n")
    more = m["plus"] or m["plus2"] or m["plus3"]
    bare = not (unit or (mag and len(mag) > 1)) and "," not in text
    glued = not m["pre"] and start > 1 and low[start - 1] in "-/" and low[start - 2].isalnum()
    high, hedge = (None, "at_least") if more else (value, "none")
    n = Number(start, m.end(), start, value, value, high, hedge, unit, in_letters, bare, glued=glued)
    return _scaled(n, scale)


def _sign(m: re.Match) -> tuple[str | None, float]:
    """The unit that the number's own signs give, and what they scale it by."""
    if sign := m["pct"]:
        points = "point" in sign or sign.startswith(("pp", "bp"))
        return "growth_fraction" if points else "fraction", 1e-4 if sign.startswith(("basis", "bp")) else 0.01
    if m["fold2"]:
        return "multiple", 1.0
    if m["physical"]:
        return amounts.PHYSICAL.get(m["physical"], m["physical"]), 1.0
    return _currency(m["pre"] or m["post"]), 0.01 if (m["post"] or "").startswith("cent") else 1.0


def _spelled(text: str) -> float:
    """'1,250.5', 'twelve', 'twenty-one'."""
    if text[0].isdigit():
        return float(re.sub("[,\u00a0\u202f]", "", text))
    return WORDS.get(text) or sum(WORDS[word] for word in re.split(r"[ -]", text))


def _currency(written: str | None) -> str | None:
    return next((code for sign, code in amounts.CURRENCIES.items() if sign in written), None) if written else None


READERS = {"class": _class, "part": _part, "ratio": _ratio, "multiple": _multiple, "streak": _streak, "whole": _whole,
           "number": _number}  # fmt: skip

# --- ranges ----------------------------------------------------------------------------------------------------------

LEAD = re.compile(r"(?:between|from|ranging from|anywhere from|anywhere between)\s+$")
RANGES = re.compile(r"\b(?:rang\w+|vary\w*|varie[sd]|anywhere|anything) from$")


def _range(low: str, a: Number, b: Number, start: int) -> Number | None:
    """'10-15%', 'between 5 and 10 billion yuan': the sign and the magnitude of the second end go for both."""
    between = low[a.end : b.start]
    joined = None not in (a.value, b.value) and a.unit != "ratio" and amounts.JOIN.fullmatch(between)
    if not joined or not _is_range(low, a, b, between.strip(), start):
        return None
    own_scale = a.scale != 1.0 or (a.unit or "").endswith("fraction")
    firsts = [a.value] if own_scale else [_round(a.value * b.scale), a.value]  # '5 to 10 billion', '800 to 1 billion'
    first = next((value for value in firsts if value < b.value), None)
    if first is None:
        return None
    lead = LEAD.search(low, max(start, a.start - 22), a.start)
    begin = lead.start() if lead else a.start
    return Number(begin, b.end, a.start, None, first, b.value, "range", b.unit or a.unit, a.word and b.word)


def _is_range(low: str, a: Number, b: Number, between: str, start: int) -> bool:
    if a.unit != b.unit and a.unit and (b.unit or a.unit.endswith("fraction")):
        return False  # 'grew 20% to 50 million'
    before = low[max(start, a.start - 60) : a.start].rstrip()
    if between == "and":
        return before.endswith("between")
    if between == "or":
        return b.value / b.scale - a.value == 1 and not b.unit  # 'two or three'
    return not ("to" in between and before.endswith("from")) or bool(RANGES.search(before))  # 'rose from 5 to 10'
