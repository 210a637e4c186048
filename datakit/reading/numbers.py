"""Quantities as written -> value, bounds and hedge.

Two steps: find the atoms (digits, number words, digit classes, multiples, each with its currency, magnitude and
sign), then join what belongs together (ranges), and read the hedge in front of and behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from datakit.reading.amounts import (
    AFTER,
    ATOM,
    BEFORE,
    CHAIN,
    CONVERTED,
    HEDGES,
    JOIN,
    MAGNITUDES,
    MARK,
    MINUS,
    NOT_MORE,
    ORDINALS,
    PARTICLE,
    PARTS,
    PHYSICAL,
    PREFIXED,
    PREFIXES,
    SIGNED,
    SIGNS,
    STARTS,
    TIMES,
    WORDS,
)
from datakit.reading.text import Token


class Number(NamedTuple):
    """A quantity. `unit` is set where the number itself says it (currency, fraction, multiple, ratio, quarters ...)."""

    start: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    hedge: str
    unit: str | None
    word: bool  # written in letters
    bare: bool  # no sign, currency, magnitude or separator: only a noun can make it a quantity
    core: int  # where the digits begin


class _Atom(NamedTuple):
    start: int
    end: int
    low: float | None
    high: float | None
    exact: bool
    scale: float
    scaled: bool
    unit: str | None
    word: bool
    plain: bool
    plus: bool
    glued: bool = False  # behind a hyphen or stroke: the far end of a range, or part of a name


def find(low: str, words: list[Token], masked: list[tuple[int, int]]) -> list[Number]:
    """Quantities in the lower-cased text of `words`, left to right; spans in `masked` (dates, names) hold none."""
    if not words:
        return []
    start, end = words[0].start, words[-1].end
    atoms = [a for m in _matches(low, words, end) if not _inside(m, masked) and (a := _atom(low, m))]
    if not atoms:
        return []
    _share_sign(low, atoms)
    found: list[Number] = []
    at = 0
    while at < len(atoms):
        if atoms[at].glued:
            at += 1
            continue
        number, used = _join(low, atoms, at, start)
        found.append(_hedged(low, number, start, end, found))
        at += used
    return found


def _matches(low: str, words: list[Token], end: int) -> Iterator[re.Match]:
    """Where a number can begin, and one does: the long pattern is only asked there."""
    at = 0
    for token in words:
        first = token.start
        if first < at:
            continue
        begins = token.lower in STARTS or token.text[0] in SIGNED
        if not begins and not ((token.lower in PREFIXES or not token.text.isalpha()) and PREFIXED.match(low, first)):
            continue
        if chain := CHAIN.match(low, first, end):
            at = chain.end()
        elif match := ATOM.match(low, first, end):
            at = match.end()
            yield match


def _share_sign(low: str, atoms: list[_Atom]) -> None:
    """In '30 and 40 percent' the sign belongs to both."""
    for at in range(len(atoms) - 1, 0, -1):
        a, b = atoms[at - 1], atoms[at]
        if (
            a.plain
            and b.exact
            and b.unit
            and b.unit.endswith("fraction")
            and low[a.end : b.start].strip() in ("and", "or", ",")
        ):
            atoms[at - 1] = a._replace(unit=b.unit, scale=b.scale, scaled=True, plain=False)


def _inside(match: re.Match, masked: list[tuple[int, int]]) -> bool:
    a = match.start("n") if match["n"] else match.start()
    return any(x <= a < y for x, y in masked)


def _currency(word: str | None) -> str | None:
    if not word:
        return None
    word = word.strip()
    for key in (word, word.rstrip("s"), word.split()[-1].rstrip("s")):
        if key in SIGNS:
            return SIGNS[key]
    for key, code in SIGNS.items():
        if key in word:
            return code
    return None


def _atom(low: str, m: re.Match) -> _Atom | None:
    a, b = m.span()
    if m["class"]:
        return _class(m)
    if m["part"]:
        if m["part_d"]:
            name = m["part_d"].rstrip("s") if m["part_d"] != "halves" else "half"
            value = WORDS[m["part_n"]] / PARTS[name]
            if m["part_n"] == "a" and name != "half" and name != "quarter" and not low.startswith((" of", " the"), b):
                if not re.match(
                    r"\s+(?:in|from|on|since|by|this|last|year|to|than|more|less|higher|lower|[.,;])|[.,;]",
                    low[b : b + 8],
                ):
                    return None  # 'a third party', 'a fifth generation': an ordinal
            if name == "quarter" and m["part_n"] == "a" and not re.match(r"\s+(?:of|the)\b", low[b : b + 5]):
                if not re.search(
                    r"(?:nearly|almost|about|over|than|roughly|around|by|to|under|some)\s+$", low[max(0, a - 10) : a]
                ):
                    return None  # 'a quarter' of a year
        elif m["of_d"]:
            value = _plain(m["of_n"]) / _plain(m["of_d"])
            if value > 1:
                return None
        else:
            value = 0.5
        return _Atom(a, b, value, value, True, 1, False, "fraction", True, False, False) if value <= 1 else None
    if m["ratio"]:
        top, bottom = (
            (_plain(m["ratio_a"]), _plain(m["ratio_b"]))
            if m["ratio_a"]
            else (_plain(m["ratio_c"]), _plain(m["ratio_d"]))
        )
        return _Atom(a, b, top / bottom, top / bottom, True, 1, False, "ratio", False, False, False) if bottom else None
    if m["multiple"]:
        if m.group().startswith("halv"):
            return _Atom(a, b, 0.5, 0.5, True, 1, False, "growth_fraction", True, False, False)
        word = m["times"] or m.group().strip()
        value = TIMES.get(word) or MAGNITUDES.get(m["fold"]) or _plain(m["fold"])
        if (
            word == "doubl"
            and m.group() == "double"
            and not re.search(
                r"\b(?:to|will|would|could|may|might|than|nearly|almost|about|roughly|that|is|was|least)\s+$",
                low[max(0, a - 9) : a],
            )
        ):
            return None
        return _Atom(a, b, value, value, True, 1, False, "multiple", True, False, False)
    if m["streak"]:
        count = m["streak_n"] or m["row_n"]
        value = ORDINALS.get(count) or int(re.sub(r"\D", "", count))
        return _Atom(a, b, value, value, True, 1, False, (m["streak_u"] or m["row_u"]) + "s", True, False, False)
    if m["whole"]:
        value = MAGNITUDES[m["whole"]]
        return _Atom(a, b, value, value, True, 1, True, None, True, False, False)
    return _number(low, m)


def _plain(text: str) -> float:
    return WORDS[text] if text in WORDS else float(text)


def _class(m: re.Match) -> _Atom | None:
    a, b = m.span("class")
    low, high, unit, text = 0.0, None, None, m["class"]
    if m["digits"]:
        scale = {"single": 0, "double": 1, "triple": 2, "quadruple": 3}[m["digits"]]
        low, high = 10.0**scale / 100, 10.0 ** (scale + 1) / 100
        if m["digits"] == "single":
            low, high = {"low": (0.01, 0.03), "mid": (0.04, 0.06), "high": (0.07, 0.09)}.get(
                text[:3].strip("- ") if text[:3] != "hig" else "high", (0.01, 0.1)
            )
        unit = "growth_fraction"
    elif m["teens"]:
        ten = 10 * (
            1 + "teens twenties thirties forties fifties sixties seventies eighties nineties".split().index(m["teens"])
        )
        first, last = {"low": (1, 3), "mid": (4, 6), "high": (7, 9)}[m["third"]]
        low, high, unit = (ten + first) / 100, (ten + last) / 100, "growth_fraction"
    else:
        words = [w.rstrip("s") for w in re.split(r"[ -]", m["many"]) if w not in ("of", "a")]
        scale = 1.0
        for word in words[::-1]:
            scale *= {"ten": 10, "dozen": 12}.get(word) or MAGNITUDES.get(word, 1)
        several = words[0] in ("several", "few", "multi", "many")
        unit = _currency(m["many_pre"] or m["many_post"])
        if several:  # 'several hundred million': at least two of them, and not yet the next power of ten
            low, high = 2 * scale, (10 * scale if "dozen" not in words else None)
            if words[0] == "multi" and len(words) == 2:
                low, high = 2 * scale, 1000 * scale
        elif words[0] == "dozen":
            low, high = 2 * scale, None
        elif words[0] in ("ten", "hundred"):
            low, high = scale, 10 * scale
        else:
            low, high = scale, None
    return _Atom(a, b, low, high, False, 1, True, unit, True, False, False)


def _number(low: str, m: re.Match) -> _Atom | None:
    text, mag = m["n"], m["mag"]
    a, b = m.start("pre") if m["pre"] else m.start("n"), m.end()
    spelled = not text[0].isdigit()
    if len(text) > 40:
        return None
    if spelled:
        words = re.split(r"[ -]", text) if text not in WORDS else [text]
        value = float(sum(WORDS[w] for w in words))
    else:
        value = float(text.replace(",", "").replace("\u00a0", "").replace("\u202f", ""))
    if spelled and mag and len(mag) == 1:
        return None  # 'one m'
    unit = _currency(m["pre"]) or _currency(m["post"])
    scale = MAGNITUDES[mag] if mag else 1.0
    if m["post"] and m["post"].startswith("cent"):
        scale *= 0.01
    if m["mag2"]:
        scale *= MAGNITUDES[m["mag2"].strip(" -")]
    if m["half"]:
        value += 0.5 if m["half"] == "half" else 0.25
        if m["mag3"]:
            scale *= MAGNITUDES[m["mag3"].strip()]
    if mag and len(mag) == 1 and not unit:
        # '910B' is a name, '671B parameters' and '30k users' are not; a lone letter behind a space is a word
        if low[m.start("mag") - 1] in " -\u00a0":
            return None
    sign = m["pct"]
    if sign:
        unit = "growth_fraction" if "point" in sign or sign.startswith(("pp", "bp")) else "fraction"
        scale *= 1e-4 if sign.startswith(("basis", "bp")) else 0.01
    elif m["fold2"]:
        unit = "multiple"
    elif m["physical"]:
        if m["physical"] == "nm":
            return None  # a process node is a name
        unit = PHYSICAL.get(m["physical"], m["physical"])
    plain = not (unit or (mag and len(mag) > 1) or m["fold2"]) and "," not in text
    plus = bool(m["plus"] or m["plus2"] or m["plus3"])
    glued = not m["pre"] and a > 1 and low[a - 1] in "-/" and low[a - 2].isalnum()
    return _Atom(a, b, value, value, True, scale, scale != 1.0, unit, spelled, plain, plus, glued)


def _join(low: str, atoms: list[_Atom], at: int, start: int) -> tuple[Number, int]:
    """One quantity from atoms[at] and, where it is the first end of a range, atoms[at + 1]."""
    a = atoms[at]
    if a.exact and at + 1 < len(atoms):
        b = atoms[at + 1]
        between = low[a.end : b.start]
        joined = JOIN.fullmatch(between) if len(between) < 8 else None
        if joined and b.exact and a.unit != "ratio" and _is_range(low, a, b, between.strip(), start):
            unit = b.unit or a.unit
            scale_a = a.scale if a.scaled else b.scale
            if a.unit in ("fraction", "growth_fraction") and a.scaled:
                scale_a = a.scale
            elif b.scaled and not a.scaled and a.low * b.scale > b.low * b.scale:
                scale_a = 1.0
            first, last = a.low * scale_a, b.low * b.scale
            if first < last:
                begin = a.start
                lead = re.search(
                    r"(?:between|from|ranging from|anywhere from|anywhere between)\s+$",
                    low[max(start, begin - 22) : begin],
                )
                begin -= len(lead.group()) if lead else 0
                return Number(begin, b.end, None, first, last, "range", unit, a.word and b.word, False, a.start), 2
    if not a.exact:
        return Number(
            a.start, a.end, None, a.low, a.high, "range" if a.high else "at_least", a.unit, True, False, a.start
        ), 1
    value = float(f"{a.low * a.scale:.12g}")  # 21.3% is 0.213, not 0.21300000000000002
    hedge = "at_least" if a.plus else "none"
    return Number(a.start, a.end, value, value, None if a.plus else value, hedge, a.unit, a.word, a.plain, a.start), 1


CHANGE = re.compile(
    r"\b(?:rose|risen|rise|rising|grew|grow|grown|growing|up|down|increas\w+|fell|fall|falling|fallen|jump\w*|climb\w*|surg\w+|rais\w+|cut\w*|slash\w*"
    r"|drop\w*|declin\w+|soar\w*|expand\w*|lift\w*|shr[aiu]nk|narrow\w*|widen\w*|mov\w+|went|go|double\w*|halv\w+|reduc\w+|lower\w*|boost\w*|ramp\w*|slid\w*|compar\w+)\b"
)


def _is_range(low: str, a: _Atom, b: _Atom, between: str, start: int) -> bool:
    if a.unit and b.unit and a.unit != b.unit:
        return False
    if a.unit and a.unit.endswith("fraction") and not b.unit:
        return False  # 'grew 20% to 50 million'
    before = low[max(start, a.start - 60) : a.start]
    if between == "and":
        return before.rstrip().endswith("between")
    if between == "or":
        return b.low - a.low == 1 and not a.scaled and not b.unit
    if "to" in between and re.search(r"\bfrom\s+$", before):
        return not CHANGE.search(before)
    return True


def _hedged(low: str, n: Number, start: int, end: int, earlier: list[Number]) -> Number:
    """`n` with the hedge that stands before or behind it turned into bounds."""
    if n.value is None:
        return n._replace(start=_lead(low, n, start))
    hedge, begin, stop = n.hedge, n.start, n.end
    if MINUS.search(low, max(start, n.start - 7), n.start):
        return n._replace(start=n.start - 1, value=-n.value, low=-n.value, high=-n.value)
    match = BEFORE.search(low, max(start, n.start - 44), n.start)
    if match and match["over"] and PARTICLE.search(low, max(start, match.start() - 10), match.start()):
        match = None  # 'hand over 15%' hands it over
    if (
        match
        and (match["over"] or match["under"])
        and match["set"] in ("the", "its", "their")
        and not MARK.match(low, n.end)
    ):
        match = None  # 'above the 5 billion yuan that analysts expected' leaves the 5 billion exact
    if match:
        hedge, begin = next(k for k, _ in HEDGES if match[k]), match.start()
        before = NOT_MORE.search(low, max(start, begin - 8), begin)
        if before and hedge == "over":
            hedge, begin = "up_to", before.start()
        elif before and hedge == "under":
            hedge, begin = "at_least", before.start()
        if hedge == "over" and match.group().startswith(("over ", "past ")) and n.unit in ("years", "quarters"):
            hedge, begin = n.hedge, n.start  # 'over three years' is a span of time, not a bound
    elif hedge == "none" and (match := AFTER.match(low, n.end, min(end, n.end + 40))):
        hedge = match.lastgroup
    elif hedge == "none" and earlier and _converts(low, earlier[-1], n):
        hedge = earlier[-1].hedge
    elif hedge == "none" and earlier and (last := earlier[-1]).hedge not in ("none", "range", "about"):
        # a hedge reaches over 'and' only where nothing of the first number's own (a noun, a unit) stands between
        if low[last.end : n.start].strip() in ("and", "or", ",", "and/or") and last.value is not None:
            hedge = last.hedge
    value = n.value
    bounds = {
        "none": (value, value), "over": (value, None), "at_least": (value, None), "under": (None, value),
        "nearly": (None, value), "up_to": (None, value), "about": (None, None),
    }[hedge]  # fmt: skip
    return n._replace(start=begin, end=stop, low=bounds[0], high=bounds[1], hedge=hedge)


def _converts(low: str, last: Number, n: Number) -> bool:
    """'(...$53 billion)' behind 'at least 380 billion yuan' is the same amount, with the same doubt."""
    money = bool(n.unit and last.unit and n.unit != last.unit and n.unit.isupper() and last.unit.isupper())
    return money and last.hedge not in ("range", "about") and bool(CONVERTED.fullmatch(low[last.end : n.start]))


def _lead(low: str, n: Number, start: int) -> int:
    """A range or class takes its hedge word into the quote, but its bounds are its own."""
    match = BEFORE.search(low, max(start, n.start - 30), n.start)
    return match.start() if match and (match["about"] or match["over"] or match["at_least"]) else n.start
