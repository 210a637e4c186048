"""Quantities as written -> value, bounds and hedge.

Three steps: read each amount (digits, number words, digit classes, multiples, each with its currency, magnitude and
sign), join what belongs together (ranges), and read the hedge in front of and behind it.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import zip_longest
from math import prod

from datakit.reading import amounts
from datakit.reading.amounts import MAGNITUDES, WORDS, Number
from datakit.reading.hedges import both, hedged
from datakit.reading.text import Token


def find(low: str, words: list[Token], masked: list[tuple[int, int]]) -> list[Number]:
    """Quantities in the lower-cased text of `words`, left to right; spans in `masked` (dates, names) hold none."""
    start, end = (words[0].start, words[-1].end) if words else (0, 0)
    matches = (m for m in amounts.AMOUNT.finditer(low, start, end) if not _inside(m, masked))
    read = [n for m in matches if m.lastgroup in READERS and (n := READERS[m.lastgroup](low, m))]
    read = _summed(low, read)
    _share(low, read)
    found: list[Number] = []
    for n, following in zip_longest(read, read[1:]):
        if not n.glued and not (found and n.start < found[-1].end):
            n = (following and _range(low, n, following, start)) or n
            n = hedged(low, n, start, end, found[-1] if found else None)
            if found and (span := both(low, found[-1], n)):
                found[-1] = span
            else:
                found.append(n)
    return found


def _inside(m: re.Match, masked: list[tuple[int, int]]) -> bool:
    at = m.start("n") if m["n"] else m.start()
    return any(first <= at < last for first, last in masked)


def _summed(low: str, read: list[Number]) -> list[Number]:
    """'two million three hundred thousand' is one number, and so is 'one billion five million and six'."""
    found: list[Number] = []
    for n in read:
        last = found[-1] if found else n
        letters = last.word and n.word and not last.unit and (n.unit or "USD").isupper()
        together = letters and low[last.end : n.start] in (" ", " and ") and 1 <= (n.value or 0) < last.scale
        if together and last.scale >= 1000:
            value = last.value + n.value
            found[-1] = last._replace(end=n.end, value=value, low=value, high=value, unit=n.unit, scale=n.scale)
        else:
            found.append(n)
    return found


def _share(low: str, read: list[Number]) -> None:
    """In '30 and 40 percent' and '30 and 40 mg' the sign belongs to both, in 'from 5 to 10 million yuan' the magnitude and the currency."""
    for at in range(len(read) - 1, 0, -1):
        a, b = read[at - 1], read[at]
        between = low[a.end : b.start].strip()
        fraction = (b.unit or "").endswith("fraction")
        if a.bare and b.unit in MEASURED and between in ("and", "or", ","):
            read[at - 1] = a = a._replace(unit=b.unit, bare=False)
        if a.hedge != "none" or b.value is None or a.scale != 1.0 or b.scale == 1.0:
            continue
        listed = a.bare and fraction and between in ("and", "or", ",", "to", "from")
        if listed or (not fraction and _same_magnitude(low, a, b, between)):
            value = _round(a.value * b.scale)
            unit = a.unit or b.unit
            read[at - 1] = a._replace(value=value, low=value, high=value, unit=unit, bare=False, scale=b.scale)


def _same_magnitude(low: str, a: Number, b: Number, between: str) -> bool:
    """'from $5 to $10 billion', 'to $88 from $71 million', but not 'from 300 to 1 million' or 'from $800 to 3 million cars'."""
    joined = between == "from" or (between == "to" and LEAD.search(low, max(0, a.start - 22), a.start))
    alike = (a.unit == b.unit or a.bare) and 0.01 <= a.value / (b.value / b.scale or 1) <= 100
    return bool(joined and alike)


def _round(value: float) -> float:
    return float(f"{value:.12g}")  # 21.3% is 0.213, not 0.21300000000000002


# --- a function for each way of writing an amount --------------------------------------------------------------------

PART_GOES_ON = re.compile(
    r"\s+(?:and an? (?:half|third|quarter)|of|the|in|from|on|since|by|this|last|year|to|than|more|less|higher|lower)|\s*[.,;]"
)
QUARTER_GOES_ON = re.compile(r"\s+(?:of|the)\b")
LEADS_TO_QUARTER = re.compile(r"(?:nearly|almost|about|over|than|roughly|around|by|to|under|some|down|up|off)\s+$")
# what stands before 'double' where it is a verb
DOUBLES = re.compile(r"\b(?:to|will|would|could|may|might|than|nearly|almost|about|roughly|that|is|was|least)\s+$")


def _plain(m: re.Match, value: float, unit: str | None, word: bool = True) -> Number:
    value = _round(value)
    return Number(*m.span(), m.start(), value, value, value, unit=unit, word=word)


def _part(low: str, m: re.Match) -> Number | None:
    """'two-thirds', 'one in four', 'half', 'a quarter of a million'; None for 'a third party' and for 'a quarter' of a year."""
    value = 0.5
    if m["part_d"]:
        value = WORDS[m["part_n"]] / amounts.PARTS[m["part_d"].rstrip("s")]
        if m["part_n"] == "a" and not _is_part(low, m):
            return None
    elif m["of_d"]:
        value = _spelled(m["of_n"]) / _spelled(m["of_d"])
    if m["part_point"]:
        return _plain(m, value / 100, "growth_fraction")
    if m["part_mag"]:
        return _plain(m, value * MAGNITUDES[m["part_mag"]], _currency(m["part_post"]))._replace(bare=False)
    return _plain(m, value, "fraction") if value <= 1 else None


def _is_part(low: str, m: re.Match) -> bool:
    """'a third of', 'a fifth in May', 'by a quarter'; not 'a third party', 'a fifth generation', 'in a quarter'."""
    if m["part_d"] == "quarter":
        led = LEADS_TO_QUARTER.search(low, max(0, m.start() - 10), m.start())
        return bool(led or m["part_mag"] or m["part_point"] or QUARTER_GOES_ON.match(low, m.end()))
    return m["part_d"] == "half" or bool(m["part_mag"] or m["part_point"] or PART_GOES_ON.match(low, m.end()))


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
    """'RMB3.5 billion', '40MW', 'twenty percent': digits or number words, with currency, magnitude, sign or physical unit."""
    text, mag = m["n"], m["mag"]
    in_letters = not text[0].isdigit()
    unit, scale = _sign(m)
    # 'one m', '5 B': a lone letter behind a word or a space is no magnitude, unless a currency says so
    if "/" in text and " " not in text and low.startswith(" of", m.end()):
        unit = "fraction"
    letter = mag and len(mag) == 1 and (in_letters or (not unit and low[m.start("mag") - 1] in " -\u00a0"))
    if letter and mag in "mt" and not in_letters and not PEOPLE.match(low, m.end()):
        mag, unit, letter = None, amounts.PHYSICAL[mag], False  # '100 m', '500 t' with a space
    lines = m["pence"] and text in SCREENS
    if (len(text) > 40 and not in_letters) or m["physical"] == "nm" or letter or lines:
        return None  # a process node is a name, and so are the 910B and 1080p
    if mag == "mm" and not m["pre"]:
        mag, unit = None, amounts.PHYSICAL["mm"]  # '5 mm' is a length, '$5mm' a sum
    for magnitude in (mag, m["mag2"], m["half"] and m["mag3"]):
        scale *= prod(MAGNITUDES[word] for word in re.split("[ -]+", magnitude.strip(" -"))) if magnitude else 1.0
    if m["power"] or m["exponent"]:
        scale *= 10.0 ** int((m["power"] or m["exponent"]).translate(SUPERSCRIPTS))
    value = _round(
        (-1 if m["loss"] else 1) * (_spelled(text) + {"half": 0.5, "quarter": 0.25}.get(m["half"], 0)) * scale
    )
    start = m.start("pre") if m["pre"] else m.start("n")
    more = m["plus"] or m["plus2"] or m["plus3"]
    long = in_letters and " " in text  # 'one hundred and six'
    exact = m["power"] or m["exponent"] or text[-1] in VULGAR or "," in text or long
    bare = not (unit or (mag and len(mag) > 1) or exact)
    glued = not m["pre"] and start > 1 and low[start - 1] in "-/" and low[start - 2].isalnum()
    high, hedge = (None, "at_least") if more else (value, "none")
    return Number(start, m.end(), start, value, value, high, hedge, unit, in_letters, bare, None, scale, glued)


def _sign(m: re.Match) -> tuple[str | None, float]:
    """The unit that the number's own signs give, and what they scale it by: '25 basis points', '40 cents'."""
    if sign := m["pct"]:
        points = "point" in sign or sign.startswith(("pp", "bp"))
        return "growth_fraction" if points else "fraction", 1e-4 if sign.startswith(("basis", "bp")) else 0.01
    if m["fold2"]:
        return "multiple", 1.0
    if m["physical"]:
        return amounts.PHYSICAL.get(m["physical"], m["physical"]), 1.0
    if m["pence"]:
        return "GBP", 0.01
    return _currency(m["pre"] or m["post"] or m["behind"]), 0.01 if re.search(r"\bcent|\bpen", m["post"] or "") else 1.0


def _spelled(text: str) -> float:
    """'1,250.5', '2½', '10 1/2', 'twelve', 'one hundred and six', 'two point five'."""
    if text[0].isnumeric():
        return _figures(text)
    if text in WORDS:
        return WORDS[text]
    text, _, decimals = text.partition(" point ")
    whole = current = 0.0
    for word in re.findall("[a-z]+", text):
        if word == "hundred":
            current *= 100
        elif word == "thousand":
            whole, current = (whole + current) * 1000, 0.0
        else:
            current += WORDS.get(word, 0)
    digits = "".join(str(WORDS[word]) for word in decimals.split())
    return whole + current + float(f"0.{digits or 0}")


def _figures(text: str) -> float:
    """'1,250.5', '3,41,208', '12 500', '6¼', '1/40', '10 1/2'."""
    plain = re.sub(amounts.GROUPED, "", text).replace(" ", "", text.count(" ") - ("/" in text))
    if "/" in plain:
        whole, _, share = plain.rpartition(" ")
        top, _, bottom = share.partition("/")
        return float(whole or 0) + int(top) / int(bottom)
    fraction = unicodedata.numeric(plain[-1]) if not plain[-1].isdigit() else 0.0
    return float(plain.rstrip(VULGAR) or 0) + fraction


def _currency(written: str | None) -> str | None:
    """'HK$', 'Canadian dollars', 'pounds sterling' -> HKD, CAD, GBP."""
    return next((code for sign, code in amounts.CURRENCIES.items() if sign in written), None) if written else None


READERS = {"class": _class, "part": _part, "ratio": _ratio, "multiple": _multiple, "streak": _streak, "whole": _whole,
           "number": _number}  # fmt: skip

# --- ranges ----------------------------------------------------------------------------------------------------------

PEOPLE = re.compile(r" [a-z]+s\b")  # '5 m passengers' are no metres
MEASURED = frozenset(amounts.PHYSICAL.values())
VULGAR = "¼½¾⅓⅔⅛⅜⅝⅞"
SCREENS = ("240", "360", "480", "720", "1080", "1440", "2160", "4320")  # lines of a screen: 1080p is no price
SUPERSCRIPTS = str.maketrans("−⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "--0123456789")
TOLERANCE = ("±", "+/-", "plus or minus")
LEAD = re.compile(r"(?:between|from|ranging from|anywhere from|anywhere between)\s+$")
RANGES = re.compile(r"\b(?:rang\w+|vary\w*|varie[sd]|anywhere|anything) from$")


def _range(low: str, a: Number, b: Number, start: int) -> Number | None:
    """'10-15%', '50 ± 5', 'between 5 and 10 billion yuan': the sign and the magnitude of the second end go for both."""
    between = low[a.end : b.start]
    if a.unit and a.unit == b.unit and b.scale == 0.01 and a.scale == 1.0 and between in (" ", " and "):
        value = _round(a.value + b.value)  # '3 dollars 50 cents'
        return a._replace(end=b.end, value=value, low=value, high=value)
    joined = None not in (a.value, b.value) and a.unit != "ratio" and amounts.JOIN.fullmatch(between)
    if joined and between.strip() in TOLERANCE:
        about = Number(a.start, b.end, a.start, None, a.value - b.value, a.value + b.value, "range", a.unit or b.unit)
        return about._replace(word=a.word and b.word)
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
    """'two or three', 'between 5 and 10', 'ranging from 5 to 10'; not 'rose from 5 to 10', 'grew 20% to 50 million'."""
    if a.unit != b.unit and a.unit and (b.unit or a.unit.endswith("fraction")):
        return False  # 'grew 20% to 50 million'
    before = low[max(start, a.start - 60) : a.start].rstrip()
    if between == "and":
        return before.endswith("between")
    if between == "or":
        return b.value / b.scale - a.value == 1 and not b.unit  # 'two or three'
    return not ("to" in between and before.endswith("from")) or bool(RANGES.search(before))  # 'rose from 5 to 10'
