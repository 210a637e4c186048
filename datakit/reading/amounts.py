"""How amounts are written: number words, magnitudes, currencies, the pattern of one amount; and the number read from it."""

from __future__ import annotations

import re
from typing import NamedTuple

# fmt: off
MAGNITUDES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bln": 1e9,
              "bn": 1e9, "b": 1e9, "trillion": 1e12, "trn": 1e12, "tn": 1e12, "t": 1e12, "hundred": 1e2, "crore": 1e7,
              "lakh": 1e5, "dozen": 12, "ten": 10, "quadrillion": 1e15, "wan": 1e4, "yi": 1e8}
UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {w: n for n, w in enumerate(UNITS, 1)} | dict(zip(TENS, range(20, 100, 10), strict=True))
WORDS |= {"a": 1, "an": 1, "half a": 0.5, "half an": 0.5, "zero": 0}
PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
         "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100}
ORDINALS = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)}
TIMES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6, "twice": 2, "thrice": 3}
DIGITS = {"single": 0.01, "double": 0.1, "triple": 1.0, "quadruple": 10.0}
THIRDS = {"low": (1, 3), "mid": (4, 6), "high": (7, 9)}  # of a ten, or of ten
DECADES = "teens twenties thirties forties fifties sixties seventies eighties nineties".split()
# the first that is part of what is written counts: 'hk$' before '$', 'hong kong dollar' before 'dollar'
CURRENCIES = {"us$": "USD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "a$": "AUD", "c$": "CAD", "r$": "BRL", "$": "USD", "€": "EUR",
              "£": "GBP", "¥": "CNY", "￥": "CNY", "₩": "KRW", "₹": "INR", "rmb": "CNY", "cny": "CNY", "usd": "USD", "hkd": "HKD",
              "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "krw": "KRW", "twd": "TWD", "inr": "INR", "chf": "CHF", "sgd": "SGD", "sar": "SAR",
              "aed": "AED", "yuan": "CNY", "renminbi": "CNY", "hong kong dollar": "HKD", "singapore dollar": "SGD",
              "taiwan dollar": "TWD", "australian dollar": "AUD", "canadian dollar": "CAD", "dollar": "USD", "cent": "USD",
              "pound": "GBP", "yen": "JPY", "won": "KRW", "rupee": "INR", "riyal": "SAR", "dirham": "AED", "franc": "CHF"}
PHYSICAL = {"mw": "megawatts", "gw": "gigawatts", "kw": "kilowatts", "kwh": "kilowatt_hours", "twh": "terawatt_hours", "gwh": "gigawatt_hours",
            "gb": "gigabytes", "tb": "terabytes", "pb": "petabytes", "eflops": "eflops", "pflops": "pflops"}

# --- the pieces that an amount is made of -----------------------------------------------------------------------------
BIG = "million|billion|trillion"
NUMERAL = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
SMALL = "|".join(UNITS[9:] + UNITS[:9])
SPELLED = (rf"(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(UNITS[:9])}))?|{SMALL}"
           rf"|half an?(?= (?:dozen|hundred|thousand|{BIG}))|an?(?= (?:few )?(?:dozen|hundred|thousand|{BIG})\b)")
MAGNITUDE = rf"hundred|thousand|{BIG}|quadrillion|dozen|mln|bln|trn|tn|bn|mn|[kmbt]|crore|lakh|wan|yi"
SIGN = r"us\$|hk\$|nt\$|s\$|a\$|c\$|r\$|\$|€|£|¥|￥|₩|₹|\b(?:rmb|cny|usd|hkd|eur|gbp|jpy|krw|twd|inr|chf|sgd|sar|aed)"
CURRENCY = (r"cents?|yuan|renminbi|rmb|cny|(?:u\.?s\.? |hong kong |singapore |(?:new )?taiwan |australian |canadian )?dollars?|usd|us\$|hkd|euros?|eur"
            r"|pounds(?: sterling)?|gbp|(?:japanese )?yen|(?:south )?(?:korean )?won|rupees?|riyals?|dirhams?|(?:swiss )?francs?")
MEASURE = r"mw|gw|kw|kwh|mwh|gwh|twh|gb|tb|pb|mb|eflops|pflops|exaflops|petaflops|tflops|ghz|nm|km|sqm"
PERCENT = r"%|per ?cent(?![a-z])|percentage[ -]points?|pct\b|ppts?\b|pp\b|basis[ -]points?|bps?\b"
FOLD = r"-?\s?fold\b|x\b(?!\d)|×|\s?times\b(?! (?:a|per) )(?: over\b)?"
NO_HALF = r"-| (?:year|hour|an?\b|time|way|ended|day|brother|heart|century|dozen)"  # 'half-baked', 'half an hour'
PART = rf"halves|half(?!{NO_HALF})|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|twentieths?|hundredths?"
NO_PART = r"\d{4}|fiscal|consecutive|in a row|straight|ended|earlier|ago|century|year|month"  # 'a quarter earlier', 'two thirds' no
SPAN = "quarter|year|month|week|day"

# --- one amount, by the way it is written; telephone numbers and versions come first, so that no part of them is an amount ---
FORMS = {
    "chain": r"(?<![\w.])\d+(?:[-.]\d+){2,}(?!\d)",
    "class": rf"\b(?:(?P<third>low|mid|high)[- ](?:to[- ](?:mid|high)[- ])?)?(?:(?P<digits>single|double|triple|quadruple)[- ]digits?|(?(third)(?P<teens>{'|'.join(DECADES)})|(?!)))\b"
             rf"|(?:(?P<many_pre>{SIGN})\s?)?\b(?P<many>(?:several |a few |many |multi-)?(?:tens|hundreds?|dozens?)(?:[ -]of[ -]|-)(?:thousands?|millions?|billions?|trillions?)"
             rf"|multi-(?:thousand|{BIG})|(?:several|a few) (?:hundred|thousand|{BIG}|dozen)(?: (?:thousand|{BIG}))?"
             rf"|(?:thousands|millions|billions|trillions|hundreds|dozens|tens)(?! of (?:thousand|{BIG})))\b(?:[ -](?:of )?(?P<many_post>{CURRENCY})\b)?",
    "part": rf"\b(?:(?!(?:two|four|five|six|seven|nine)[ -]quarters?\b)(?P<part_n>one|two|three|four|five|six|seven|nine|a)[ -](?P<part_d>{PART})\b(?!-?(?: of)? (?:{NO_PART}))"
            rf"|(?P<of_n>one|two|three|four|five|six|seven|eight|nine|\d{{1,3}})(?:[ -]in(?:[ -]every)?[ -]|[ -]out[ -]of(?:[ -]every)?[ -])"
            rf"(?P<of_d>two|three|four|five|six|seven|eight|nine|ten|20|50|100|[2-9]|10)\b(?! (?:months?|years?|days?|weeks?|quarters?|minutes?|hours?))"
            rf"|(?<!first )(?<!second )(?<!latter )(?<!other )(?<!first-)(?<!second-)half\b(?!{NO_HALF}))",
    "ratio": rf"\b(?P<ratio_a>\d{{1,4}}|{SMALL})-to-(?P<ratio_b>\d{{1,4}}|{SMALL})\b|(?<![\d:.])(?P<ratio_c>\d{{1,3}}):(?P<ratio_d>\d{{1,3}})(?<!:[0-5]\d)(?![\d:])",
    "multiple": rf"\b(?P<times>doubl|tripl|trebl|quadrupl|quintupl|sextupl)(?:ed|es|ing|e)\b(?![- ](?:digit|down|check|edge|whammy))|\bhalv(?:ed|ing)\b"
                rf"|\btwice\b(?! (?:a|per|in|this|last) )|\b(?P<fold>{SMALL}|{'|'.join(TENS)}|hundred|thousand)-?fold\b|\bthrice\b",
    "streak": rf"\b(?P<streak_n>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))[ -](?:consecutive|straight|successive)[ -](?P<streak_u>{SPAN})\b"
              rf"|\b(?P<row_n>{'|'.join(ORDINALS)}) (?P<row_u>{SPAN}) (?:in a row|running)",
    "whole": rf"\b(?P<whole_n>thousand|{BIG})(?=-[a-z])(?:-(?P<whole_post>{CURRENCY})\b)?",
    "number": rf"(?:(?P<pre>{SIGN})\s?|(?<![\w.,:/#$€£¥-])|(?<=\bc\.)|(?<=[-/])(?=\d))(?P<n>{NUMERAL}|\b(?:{SPELLED})\b)"
              rf"(?!:\d)(?P<plus>\+?)(?:[\s\u00a0-]?(?P<mag>{MAGNITUDE})(?![\w])(?P<mag2>[ -](?:thousand|{BIG})\b)?(?P<plus2>\+?))?(?: and a (?P<half>half|quarter)(?P<mag3> (?:{BIG}))?\b)?"
              rf"(?:(?:\s?(?P<pct>{PERCENT}))|(?P<fold2>{FOLD})|\s?(?P<physical>{MEASURE})\b|[\s\u00a0-](?P<post>{CURRENCY})\b|\b)(?P<plus3>\+|-plus\b)?",
}
# what any of them begins with, so that the long pattern is only asked there
BEGINS = [*UNITS, *TENS, *ORDINALS, *TIMES, *DIGITS, *THIRDS, *"a half halv thousand million billion trillion hundred dozen tens several few many multi".split()]
BEGINS += [sign.rstrip("$") + r"[\s$\d]" for sign in CURRENCIES if sign[0].isalpha()]
AMOUNT = re.compile(rf"(?=[\d$€£¥￥₩₹]|\b(?:{'|'.join(BEGINS)}))(?:{'|'.join(f'(?P<{kind}>{form})' for kind, form in FORMS.items())})")
# fmt: on
JOIN = re.compile(r"\s?[-–—−~]\s?|\s+to\s+|-to-|\s+or\s+|\s+and\s+")


class Number(NamedTuple):
    """A quantity. `unit` is set where the number itself says it (currency, fraction, multiple, ratio, quarters ...)."""

    start: int
    end: int
    core: int  # where the digits begin
    value: float | None
    low: float | None
    high: float | None
    hedge: str = "none"
    unit: str | None = None
    word: bool = True  # written in letters
    bare: bool = False  # no sign, currency, magnitude or separator: only a noun can make it a quantity
    scope: str | None = None  # 'shared' or 'perhaps': how surely the hedge of the number before governs this one
    scale: float = 1.0  # what its magnitude and its sign multiply the written number by
    glued: bool = False  # behind a hyphen or stroke: the far end of a range, or part of a name
