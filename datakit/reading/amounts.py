"""How amounts are written: number words, magnitudes, currencies, the pattern of one amount; and the number read from it."""

from __future__ import annotations

import re
from typing import NamedTuple

from datakit.reading.text import ENGLISH

# fmt: off
MAGNITUDES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bln": 1e9,
              "bn": 1e9, "b": 1e9, "trillion": 1e12, "trn": 1e12, "tn": 1e12, "t": 1e12, "hundred": 1e2, "crore": 1e7,
              "lakh": 1e5, "dozen": 12, "ten": 10, "quadrillion": 1e15, "wan": 1e4, "yi": 1e8, "mm": 1e6, "mil": 1e6, "tln": 1e12}
UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {w: n for n, w in enumerate(UNITS, 1)} | dict(zip(TENS, range(20, 100, 10), strict=True))
WORDS |= {"a": 1, "an": 1, "half a": 0.5, "half an": 0.5, "half": 0.5, "a half": 0.5, "quarter": 0.25, "a quarter": 0.25, "zero": 0}
PARTS = {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
         "ninth": 9, "tenth": 10, "twentieth": 20, "hundredth": 100}
ORDINALS = {w: n for n, w in enumerate("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1)}
TIMES = {"doubl": 2, "tripl": 3, "trebl": 3, "quadrupl": 4, "quintupl": 5, "sextupl": 6, "twice": 2, "thrice": 3}
DIGITS = {"single": 0.01, "double": 0.1, "triple": 1.0, "quadruple": 10.0}
THIRDS = {"low": (1, 3), "mid": (4, 6), "high": (7, 9)}  # of a ten, or of ten
DECADES = "teens twenties thirties forties fifties sixties seventies eighties nineties".split()
# the first that is part of what is written counts: 'hk$' before '$', 'hong kong dollar' before 'dollar'
CURRENCIES = {"us$": "USD", "hk$": "HKD", "nt$": "TWD", "nz$": "NZD", "s$": "SGD", "a$": "AUD", "c$": "CAD", "r$": "BRL", "$": "USD", "€": "EUR",
              "£": "GBP", "¥": "CNY", "￥": "CNY", "₩": "KRW", "₹": "INR", "rmb": "CNY", "cny": "CNY", "usd": "USD", "hkd": "HKD",
              "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "krw": "KRW", "twd": "TWD", "inr": "INR", "chf": "CHF", "sgd": "SGD", "sar": "SAR",
              "aed": "AED", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "zar": "ZAR", "mxn": "MXN", "brl": "BRL", "thb": "THB", "ils": "ILS",
              "aud": "AUD", "cad": "CAD", "nzd": "NZD", "idr": "IDR", "czk": "CZK", "huf": "HUF",
              "yuan": "CNY", "renminbi": "CNY", "hong kong dollar": "HKD", "singapore dollar": "SGD", "new zealand dollar": "NZD",
              "taiwan dollar": "TWD", "australian dollar": "AUD", "canadian dollar": "CAD", "dollar": "USD", "euro": "EUR", "cent": "USD",
              "pound": "GBP", "penny": "GBP", "pence": "GBP", "yen": "JPY", "won": "KRW", "rupee": "INR", "riyal": "SAR", "dirham": "AED", "franc": "CHF",
              "danish": "DKK", "norwegian": "NOK", "swedish": "SEK", "czech": "CZK", "kronor": "SEK", "krona": "SEK", "krone": "NOK",
              "zloty": "PLN", "rand": "ZAR", "rouble": "RUB", "ruble": "RUB", "lira": "TRY", "baht": "THB", "peso": "MXN", "shekel": "ILS",
              "rupiah": "IDR", "ringgit": "MYR", "forint": "HUF", "reais": "BRL", "real": "BRL", "rs": "INR",
              "元": "CNY", "kuai": "CNY", "₡": "CRC", "₾": "GEL", "₽": "RUB", "₺": "TRY", "₴": "UAH", "₦": "NGN", "₫": "VND", "฿": "THB", "₱": "PHP", "zł": "PLN", "kč": "CZK"}
PHYSICAL = {form: unit for unit, forms in ENGLISH["measures"].items() for form in forms}

# --- the pieces that an amount is made of -----------------------------------------------------------------------------
BIG = "million|billion|trillion"
GROUPED = r"[,\u00a0\u2009\u202f]"  # what parts the digits of a thousand; a common space does so in front of a noun only
NUMERAL = (rf"\d{{1,3}}(?:{GROUPED}\d{{3}})+(?:\.\d+)?(?!\d)|\d{{1,2}}(?:,\d\d)+,\d{{3}}(?!\d)|\d{{1,3}}(?: \d{{3}})+(?= [a-z])"
           r"|[1-9]/[1-9]\d?(?= of\b| (?:mile|inch|cup|tea|table|pint|litre|gallon))|\d+(?:\.\d+)?(?:[¼½¾⅓⅔⅛⅜⅝⅞]| [1-7]/[2-8](?![\d/]))?|[¼½¾⅓⅔⅛⅜⅝⅞]")
SMALL = "|".join(UNITS[9:] + UNITS[:9])
DIGIT = "|".join(["zero", *UNITS[:9]])
BELOW_100 = rf"(?:(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(UNITS[:9])}))?|{SMALL})"
HUNDREDS = rf"(?:{BELOW_100}|an?) hundred(?: and|,)? {BELOW_100}\b(?! hundred)"  # 'one hundred and six'
SPELLED = (rf"(?:{HUNDREDS}|(?:{BELOW_100}|an?) hundred|{BELOW_100}) thousand(?: and|,)? (?:{HUNDREDS}|{BELOW_100} hundred|{BELOW_100})\b(?! thousand)"
           rf"|{HUNDREDS}|{BELOW_100} point (?:{DIGIT})(?: (?:{DIGIT}))*\b|{BELOW_100}"
           rf"|half an?(?= (?:dozen|hundred|thousand|{BIG}))|(?:a )?(?:half|quarter)(?=[ -](?:{BIG})\b)|an?(?= (?:few )?(?:dozen|hundred|thousand|{BIG})\b)")
SIZES = r"(?= (?:tall|long|wide|high|deep|thick|apart|across)\b)"  # beside these an m is a metre, and no million
BEHIND = "[€£¥₹₩元₡₾₽₺₴₦₫฿₱]|zł|kč"  # signs that stand behind a number
MAGNITUDE = rf"hundred|thousand|{BIG}|quadrillion|dozen|mln|mil|bln|tln|trn|tn|bn|mn|mm|[kbt]|m(?!{SIZES})|lakh crore|crore|lakh|wan|yi"
POWER = r"\s?[×x·*]\s?10(?:\^|\*\*)?(?P<power>[-−]?\d{1,2}|⁻?[⁰¹²³⁴-⁹]{1,2})(?!\w)|(?<=\d)e\+?(?P<exponent>-?\d{1,2})\b"  # '3 × 10^6', '3e6'
SIGN = (r"[₡₾₽₺₴₦₫฿₱]|us\$|hk\$|nt\$|nz\$|s\$|a\$|c\$|r\$|\$|€|£|¥|￥|₩|₹|\b(?:rmb|cny|usd|hkd|eur|gbp|jpy|krw|twd|inr|chf|sgd|sar|aed"
        r"|sek|nok|dkk|pln|zar|mxn|brl|thb|ils|aud|cad|nzd|idr|czk|huf|rs\.?)")
CURRENCY = (r"(?:euro |us )?cents?|pence|penny|(?:norwegian |swedish |danish |czech )?(?:kron(?:or|er|a|e)|crowns)|sek|nok|dkk|zlotys?|rand|rou?bles?|(?:turkish )?lira"
            r"|baht|(?:mexican )?pesos?|shekels?|rupiah|ringgit|forints?|(?:brazilian )?(?:reais|real(?= [^a-z]))|(?:chinese )?yuan|kuai|renminbi|rmb|cny|(?:u\.?s\.? |hong kong |singapore |(?:new )?taiwan |australian |canadian |new zealand )?dollars?|aud|cad|nzd|usd|us\$|hkd|euros?|eur"
            r"|pounds(?: sterling)?|gbp|(?:japanese )?yen|(?:south )?(?:korean )?won|rupees?|riyals?|dirhams?|(?:swiss )?francs?")
MEASURE = "|".join(re.escape(form) for form in sorted(PHYSICAL, key=len, reverse=True) if form not in ("m", "g", "l", "t", "in")) + rf"|[gl](?= of\b)|(?:m|in){SIZES}|in(?=\.?$)"
PERCENT = r"%|per ?cent(?![a-z])|percentage[ -]points?|pct\b|pc\b|ppts?\b|pp\b|basis[ -]points?|bps?\b"
FOLD = r"-?\s?fold\b|x\b(?!\d)|×|\s?times\b(?! (?:a|per) )(?: over\b)?"
NO_HALF = r"-| (?:year|hour|an?\b(?! (?:percentage[ -])?point\b)|time|way|ended|day|brother|heart|century|dozen|million|billion|trillion)"  # 'half-baked', 'half an hour'
PART = rf"halves|half(?!{NO_HALF})|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|twentieths?|hundredths?"
NO_PART = r"\d{4}|fiscal|consecutive|in a row|straight|ended|earlier|ago|century|year|month"  # 'a quarter earlier', 'two thirds' no
GROUP = "(?:famil|household|adult|women|men|worker|voter|child|customer|firm|compan|patient|home|people)"  # 'four families in ten'
SPAN = "quarter|year|month|week|day"

# --- one amount, by the way it is written; telephone numbers and versions come first, so that no part of them is an amount ---
FORMS = {
    "chain": r"(?<![\w.])\d+(?:[-.]\d+){2,}(?!\d)",
    "class": rf"\b(?:(?P<third>low|mid|high)[- ](?:to[- ](?:mid|high)[- ])?)?(?:(?P<digits>single|double|triple|quadruple)[- ]digits?|(?(third)(?P<teens>{'|'.join(DECADES)})|(?!)))\b"
             rf"|(?:(?P<many_pre>{SIGN})\s?)?\b(?P<many>(?:several |a few |many |multi-)?(?:tens|hundreds?|dozens?)(?:[ -]of[ -]|-)(?:thousands?|millions?|billions?|trillions?)"
             rf"|multi-(?:thousand|{BIG})|(?:several|a few) (?:hundred|thousand|{BIG}|dozen)(?: (?:thousand|{BIG}))?"
             rf"|(?:thousands|millions|billions|trillions|hundreds|dozens|tens)(?! of (?:thousand|{BIG})))\b(?:[ -](?:of )?(?P<many_post>{CURRENCY})\b)?",
    "part": rf"\b(?:(?!(?:two|four|five|six|seven|nine)[ -]quarters?\b)(?P<part_n>one|two|three|four|five|six|seven|nine|a)[ -](?P<part_d>{PART})\b(?!-?(?: of)? (?:{NO_PART})|[ -](?:{BIG}))"
            rf"|(?P<of_n>one|two|three|four|five|six|seven|eight|nine|\d{{1,3}})(?: {GROUP}\w*(?= in (?:ten|five|four|three|100|10|5|4|3)\b))?(?:[ -]in(?:[ -]every)?[ -]|[ -]out[ -]of(?:[ -]every)?[ -])"
            rf"(?P<of_d>two|three|four|five|six|seven|eight|nine|ten|20|50|100|[2-9]|10)\b(?! (?:months?|years?|days?|weeks?|quarters?|minutes?|hours?))"
            rf"|(?<!first )(?<!second )(?<!latter )(?<!other )(?<!first-)(?<!second-)half\b(?!{NO_HALF}))"
            rf"(?:(?P<part_point>(?: of)? an? (?:percentage[ -])?point\b)|(?: of an?|(?<=quarters)|(?<=thirds)) (?P<part_mag>{BIG}|thousand|dozen)\b(?: (?P<part_post>{CURRENCY})\b)?)?",
    "ratio": rf"\b(?P<ratio_a>\d{{1,4}}|{SMALL})-to-(?P<ratio_b>\d{{1,4}}|{SMALL})\b|(?<![\d:.])(?P<ratio_c>\d{{1,3}}):(?P<ratio_d>\d{{1,3}})(?<!:[0-5]\d)(?![\d:])",
    "multiple": rf"\b(?P<times>doubl|tripl|trebl|quadrupl|quintupl|sextupl)(?:ed|es|ing|e)\b(?![- ](?:digit|down|check|edge|whammy))|\bhalv(?:ed|ing)\b"
                rf"|\btwice\b(?! (?:a|per|in|this|last) )|\b(?P<fold>{SMALL}|{'|'.join(TENS)}|hundred|thousand)-?fold\b|\bthrice\b",
    "streak": rf"\b(?P<streak_n>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))[ -](?:consecutive|straight|successive)[ -](?P<streak_u>{SPAN})\b"
              rf"|\b(?P<row_n>{'|'.join(ORDINALS)}) (?P<row_u>{SPAN}) (?:in a row|running)",
    "whole": rf"\b(?P<whole_n>thousand|{BIG})(?=-[a-z])(?:-(?P<whole_post>{CURRENCY})\b)?",
    "number": rf"(?:(?P<pre>{SIGN})\s?(?P<loss>\((?=[\d.,]+\))|[-−](?=\d))?|(?<![\w.,:/#$€£¥-])|(?<=\bc\.)|(?<=[-/])(?=\d))(?P<n>{NUMERAL}|\b(?:{SPELLED})\b)"
              rf"(?(loss)\)?|)(?:{POWER})?(?!:\d)(?P<plus>\+?)(?:[\s\u00a0-]?(?P<mag>{MAGNITUDE})(?![\w])(?P<mag2>[ -](?:thousand|{BIG})\b)?(?P<plus2>\+?))?(?: and a (?P<half>half|quarter)(?P<mag3> (?:{BIG}))?\b)?"
              rf"(?:(?:\s?(?P<pct>{PERCENT}))|(?P<pence>(?<=\d)p\b)|(?P<fold2>{FOLD})|\s?(?P<physical>{MEASURE})\b|[\s\u00a0-](?P<post>{CURRENCY})\b|\s?(?P<behind>{BEHIND})(?!\s?\d)|\b|(?<=\)))(?P<plus3>\+|-plus\b)?",
}
# what any of them begins with, so that the long pattern is only asked there
BEGINS = [*UNITS, *TENS, *ORDINALS, *DIGITS, *THIRDS, *"zero a an half thousand million billion trillion hundred dozen several few many multi".split()]
STEMS = [*TIMES, "halv", *(sign.rstrip("$") + r"[\s$\d]" for sign in CURRENCIES if sign[0].isalpha())]
AMOUNT = re.compile(rf"(?=[\d¼½¾⅓⅔⅛⅜⅝⅞$€£¥￥₩₹]|(?<![a-z])(?:(?:{'|'.join(BEGINS)})(?:fold|s)?\b|{'|'.join(STEMS)}))(?:{'|'.join(f'(?P<{kind}>{form})' for kind, form in FORMS.items())})")
# fmt: on
JOIN = re.compile(r"\s?[-–—−~±]\s?|\s\+/-\s?|\splus or minus\s|\s+(?:to|through)\s+|-to-|\s+or\s+|\s+and\s+")


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
