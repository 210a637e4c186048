"""Which words of a text made a row: its value, its bounds, its unit, its date, and whom it is about.

The reader does not say which word it took for what; it gives a quote and the fields. So the words are found
again from the two. What is not found stands in another sentence, or nowhere: then the reader inferred it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from datakit.reading import Reading, Vocabulary, amounts, dates, numbers
from datakit.reading.text import lowered, tokens

KINDS = ("value", "bounds", "unit", "date", "who")
WRITTEN = sorted({*amounts.WORDS, *amounts.MAGNITUDES, *amounts.PARTS, "half"} - {"a", "an"}, key=len)
NUMBER = re.compile(rf"\d(?:[\d,.]*\d)?|\b(?:{'|'.join(map(re.escape, reversed(WRITTEN)))})s?\b", re.I)
SIGN = re.compile(
    r"(?:US|HK)?\$|[€£¥%]|\b(?:yuan|rmb|dollars?|euros?|pounds?|percent|per cent|times)\b|(?<=\d)x\b|-?fold\b", re.I
)
BEHIND = re.compile(r"\s*(?:or (?:more|less|fewer|above|below)|at (?:the )?(?:least|most))\b", re.I)


class Span(NamedTuple):
    """Words from `start` to `end` of a text, and what they made: one of KINDS, or of FATES."""

    start: int
    end: int
    kind: str


def known(number: Any) -> bool:
    """Whether a field holds a number: not None, not NaN."""
    return number is not None and number == number


def made(text: str, row: Mapping[str, Any], at: int = 0) -> list[Span]:
    """The words of `text` that made the claim `row`; `at` is where the text begins in the article."""
    first, last = row["start"] - at, row["end"] - at
    days = _date(text, row)
    units = [u for u in _unit(text, row, first, last) if not any(d.start <= u.start < d.end for d in days)]
    return sorted({*_quote(text, row, first, last), *units, *days, *_who(text, row)})


def _quote(text: str, row: Mapping[str, Any], first: int, last: int) -> list[Span]:
    """The quote, split into the number, its signs and the words around it."""
    signs = [Span(*match.span(), "unit") for match in SIGN.finditer(text, first, last)]
    found = list(NUMBER.finditer(text, first, last))
    core = Span(found[0].start(), found[-1].end(), "value") if found else Span(first, last, "value")
    if not known(row["value"]):
        later = [sign.start for sign in signs if sign.start > first]
        core = Span(first, len(text[: min([last, *later])].rstrip()), "bounds")
    behind = BEHIND.match(text, last)
    rest = [(first, core.start), (core.end, behind.end() if behind else last)] if row["hedge"] != "none" else []
    hedges = []
    for a, b in rest:
        words = SIGN.sub(lambda match: " " * len(match[0]), text[a:b])
        if words.strip(" -–,"):
            begin = a + len(words) - len(words.lstrip(" -–,"))
            hedges.append(Span(begin, begin + len(words.strip(" -–,")), "bounds"))
    return [core, *hedges, *(sign for sign in signs if sign.end > core.end or sign.start < core.start)]


def _unit(text: str, row: Mapping[str, Any], first: int, last: int) -> list[Span]:
    """What is counted: the object as it stands nearest to the quote, or the unit's own noun behind it."""
    noun = str(row["unit"] or "").removesuffix("s")
    for words in (row["object"], noun if noun.isalpha() and noun.islower() else None):
        if isinstance(words, str) and words:
            places = [m.start() for m in re.finditer(rf"(?<!\w){re.escape(words)}", text)]
            if places:
                near = min(places, key=lambda at: abs(at - last) if at >= last else 2 * abs(first - at))
                end = near + len(words)
                return [Span(near, end + (text[end : end + 1] == "s" and words == noun), "unit")]
    return []


def _date(text: str, row: Mapping[str, Any]) -> list[Span]:
    """The dates in the text that begin or end the row's period."""
    ends = [_day(row[column]) for column in ("period_start", "period_end")]
    if not any(ends):
        return []
    anchor = dates.Anchor(next(filter(None, ends)), next(filter(None, reversed(ends))))
    calendar, spans = dates.Calendar(Vocabulary.load().new_years), []
    for match in dates.find(text, lowered(text), tokens(text, 0, len(text))):
        mention = calendar.resolve(text, match, anchor)
        if mention and (mention.first == ends[0] or mention.last == ends[1]):
            spans.append(Span(mention.start, mention.end, "date"))
    return spans


def _day(value: Any) -> date | None:
    """A day from an ISO string or a timestamp; None from what is unknown."""
    if isinstance(value, str):
        return date.fromisoformat(value) if value else None
    return value.date() if known(value) else None


def _who(text: str, row: Mapping[str, Any]) -> list[Span]:
    who = row["entity"]
    at = text.find(who) if isinstance(who, str) and who else -1
    return [Span(at, at + len(who), "who")] if at >= 0 else []


FATES = ("claim", "date", "left out")


def fates(text: str, reading: Reading) -> list[Span]:
    """Every number in the text, in digits or in letters, with what became of it: a claim, a date, left out."""
    words = tokens(text, 0, len(text))
    claims = sorted({Span(row["start"], row["end"], "claim") for row in reading.claims})
    days = [Span(*match.span(), "date") for match in dates.find(text, lowered(text), words)]
    found = [(n.start, n.end) for n in numbers.find(lowered(text), words, [])]
    found += [match.span() for match in NUMBER.finditer(text)]
    spans = list(claims)
    for kind, places in (("date", days), ("left out", [Span(a, b, "left out") for a, b in found])):
        for span in places:
            numeral = kind == "left out" or NUMBER.search(text, span.start, span.end)
            if numeral and not any(span.start < other.end and other.start < span.end for other in spans):
                spans.append(span._replace(kind=kind))
    return sorted(spans)


def amount(text: str) -> float | None:
    """The number that somebody typed ('230,000', '3 billion', '65%'); None for nothing. ValueError for anything else."""
    text = text.strip()
    if not text:
        return None
    found = numbers.find(lowered(text), tokens(text, 0, len(text)), [])
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(text)) or found[0].hedge != "none":
        raise ValueError(f"{text!r} is not one plain number")
    return found[0].value


def missing(row: Mapping[str, Any]) -> list[str]:
    """The fields that the reader left empty: what, who, when."""
    names = {"unit": "unit", "metric": "what is measured", "entity": "who", "period_end": "date"}
    return [name for field, name in names.items() if not known(row[field]) or not row[field]]


def differences(mine: Mapping[str, Any], row: Mapping[str, Any]) -> Sequence[str]:
    """The fields of `mine` that the row has otherwise; numbers within a thousandth are the same."""
    different = []
    for field, value in mine.items():
        other = row[field] if known(row[field]) else None
        same = value == other or (
            isinstance(value, float) and isinstance(other, float) and abs(value - other) <= 1e-3 * abs(other)
        )
        if not same:
            different.append(field)
    return different
