"""How amounts are written: number words, magnitudes, currencies, hedges, and the pattern of one amount."""

from __future__ import annotations

import re

MAGNITUDES = {"thousand": 1e3, "k": 1e3, "million": 1e6, "mln": 1e6, "mn": 1e6, "m": 1e6, "billion": 1e9, "bln": 1e9,
              "bn": 1e9, "b": 1e9, "trillion": 1e12, "trn": 1e12, "tn": 1e12, "t": 1e12, "hundred": 1e2, "crore": 1e7,
              "lakh": 1e5, "dozen": 12, "quadrillion": 1e15, "wan": 1e4, "yi": 1e8}  # fmt: skip
UNITS = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
WORDS = {w: n for n, w in enumerate(UNITS, 1)} | {w: n for n, w in zip(range(20, 100, 10), TENS, strict=True)}
WORDS |= {"a": 1, "an": 1, "half a": 0.5, "half an": 0.5, "zero": 0}
PARTS = {"half": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
         "tenth": 10, "twentieth": 20, "hundredth": 100}  # fmt: skip
ORDINALS = {
    w: n
    for n, w in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
TIMES = {
    "doubl": 2,
    "tripl": 3,
    "trebl": 3,
    "quadrupl": 4,
    "quintupl": 5,
    "twice": 2,
    "twofold": 2,
    "thrice": 3,
    "sextupl": 6,
}
SIGNS = {"us$": "USD", "hk$": "HKD", "nt$": "TWD", "s$": "SGD", "a$": "AUD", "c$": "CAD", "r$": "BRL", "$": "USD", "€": "EUR",
         "£": "GBP", "¥": "CNY", "￥": "CNY", "₩": "KRW", "₹": "INR", "rmb": "CNY", "cny": "CNY", "usd": "USD", "hkd": "HKD",
         "eur": "EUR", "gbp": "GBP", "jpy": "JPY", "krw": "KRW", "twd": "TWD", "inr": "INR", "chf": "CHF", "sgd": "SGD", "yuan": "CNY",
         "renminbi": "CNY", "us dollar": "USD", "u.s. dollar": "USD", "hong kong dollar": "HKD", "singapore dollar": "SGD",
         "taiwan dollar": "TWD", "australian dollar": "AUD", "canadian dollar": "CAD", "dollar": "USD", "euro": "EUR",
         "pound": "GBP", "yen": "JPY", "won": "KRW", "rupee": "INR", "riyal": "SAR", "dirham": "AED", "franc": "CHF",
         "sar": "SAR", "aed": "AED", "cent": "USD"}  # fmt: skip
PHYSICAL = {"mw": "megawatts", "gw": "gigawatts", "kw": "kilowatts", "kwh": "kilowatt_hours", "twh": "terawatt_hours", "gwh": "gigawatt_hours",
            "gb": "gigabytes", "tb": "terabytes", "pb": "petabytes", "eflops": "eflops", "pflops": "pflops"}  # fmt: skip

# fmt: off
_DIGITS = r"\d{1,3}(?:[,\u00a0\u202f]\d{3})+(?:\.\d+)?(?![\d])|\d+(?:\.\d+)?"
_SMALL = "|".join(UNITS[9:] + UNITS[:9])
_SPELLED = rf"(?:{'|'.join(TENS)})(?:[ -](?:{'|'.join(UNITS[:9])}))?|{_SMALL}|half an?(?= (?:dozen|hundred|thousand|million|billion|trillion))|an?(?= (?:few )?(?:dozen|hundred|thousand|million|billion|trillion)\b)"
_MAG = r"hundred|thousand|million|billion|trillion|quadrillion|dozen|mln|bln|trn|tn|bn|mn|[kmbt]|crore|lakh|wan|yi"
_PRE = r"us\$|hk\$|nt\$|s\$|a\$|c\$|r\$|\$|€|£|¥|￥|₩|₹|\b(?:rmb|cny|usd|hkd|eur|gbp|jpy|krw|twd|inr|chf|sgd|sar|aed)"
_POST = (r"cents?|yuan|renminbi|rmb|cny|(?:u\.?s\.? |hong kong |singapore |(?:new )?taiwan |australian |canadian )?dollars?|usd|us\$|hkd|euros?|eur|pounds(?: sterling)?|gbp"
         r"|(?:japanese )?yen|(?:south )?(?:korean )?won|rupees?|riyals?|dirhams?|(?:swiss )?francs?")
_PHYSICAL = r"mw|gw|kw|kwh|mwh|gwh|twh|gb|tb|pb|mb|eflops|pflops|exaflops|petaflops|tflops|ghz|nm|km|sqm"
_PERCENT = r"%|per ?cent(?![a-z])|percentage[ -]points?|pct\b|ppts?\b|pp\b|basis[ -]points?|bps?\b"
_TIMES = r"-?\s?fold\b|x\b(?!\d)|×|\s?times\b(?! (?:a|per) )(?: over\b)?"
ATOM = re.compile(
    rf"(?P<class>\b(?:(?:low|mid|middle|high)[- ](?:to[- ](?:mid|high)[- ])?)?(?P<digits>single|double|triple|quadruple)[- ]digits?\b"
    rf"|\b(?P<third>low|mid|high)[- ](?P<teens>teens|twenties|thirties|forties|fifties|sixties|seventies|eighties|nineties)\b"
    rf"|(?P<many_pre>{_PRE})?\s?\b(?P<many>(?:several |a few |many |multi-)?(?:tens|hundreds?|dozens?)(?:[ -]of[ -]|-)(?:thousands?|millions?|billions?|trillions?)|multi-(?:thousand|million|billion|trillion)|(?:several|a few) (?:hundred|thousand|million|billion|trillion|dozen)(?: (?:thousand|million|billion|trillion))?|(?:thousands|millions|billions|trillions|hundreds|dozens|tens)(?! of (?:thousand|million|billion|trillion)))\b(?:[ -](?:of )?(?P<many_post>{_POST})\b)?)"
    rf"|(?P<part>\b(?:(?!(?:two|four|five|six|seven|nine)[ -]quarters?\b)(?P<part_n>one|two|three|four|five|six|seven|nine|a)[ -](?P<part_d>halves|half|thirds?|quarters?|fourths?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|twentieths?|hundredths?)\b(?!-?(?: of)? (?:\d{{4}}|fiscal|consecutive|in a row|straight|ended|earlier|ago|century|year|month))"
    rf"|(?P<of_n>one|two|three|four|five|six|seven|eight|nine|\d{{1,3}})(?:[ -]in(?:[ -]every)?[ -]|[ -]out[ -]of(?:[ -]every)?[ -])(?P<of_d>two|three|four|five|six|seven|eight|nine|ten|20|50|100|[2-9]|10)\b(?! (?:months?|years?|days?|weeks?|quarters?|minutes?|hours?))"
    rf"|(?<!first )(?<!second )(?<!latter )(?<!other )(?<!first-)(?<!second-)half\b(?![- ](?:year|hour|an?\b|time|way|ended|day|brother|heart))))"
    rf"|(?P<ratio>\b(?P<ratio_a>\d{{1,4}}|{_SMALL})-to-(?P<ratio_b>\d{{1,4}}|{_SMALL})\b|(?<![\d:.])(?P<ratio_c>\d{{1,3}}):(?P<ratio_d>\d{{1,3}})(?<!:[0-5]\d)(?![\d:]))"
    rf"|(?P<multiple>\b(?P<times>doubl|tripl|trebl|quadrupl|quintupl|sextupl)(?:ed|es|ing|e)\b(?![- ](?:digit|down|check|edge|whammy))|\bhalv(?:ed|ing)\b|\btwice\b(?! (?:a|per|in|this|last) )|\b(?P<fold>{_SMALL}|{'|'.join(TENS)}|hundred|thousand)-?fold\b|\bthrice\b)"
    rf"|(?P<streak>\b(?P<streak_n>{'|'.join(ORDINALS)}|\d{{1,3}}(?:st|nd|rd|th))[ -](?:consecutive|straight|successive)[ -](?P<streak_u>quarter|year|month|week|day)\b|\b(?P<row_n>{'|'.join(ORDINALS)}) (?P<row_u>quarter|year|month|week|day) (?:in a row|running))"
    rf"|(?P<whole>\b(?:thousand|million|billion|trillion)(?=-[a-z]))"
    rf"|(?P<number>(?:(?P<pre>{_PRE})\s?|(?<![\w.,:/#$€£¥-])|(?<=\bc\.)|(?<=[-/])(?=\d))"
    rf"(?P<n>{_DIGITS}|\b(?:{_SPELLED})\b)"
    rf"(?!:\d)(?P<plus>\+?)(?:[\s\u00a0-]?(?P<mag>{_MAG})(?![\w])(?P<mag2>[ -](?:thousand|million|billion|trillion)\b)?(?P<plus2>\+?))?(?: and a (?P<half>half|quarter)(?P<mag3> (?:million|billion|trillion))?\b)?"
    rf"(?:(?:\s?(?P<pct>{_PERCENT}))|(?P<fold2>{_TIMES})|\s?(?P<physical>{_PHYSICAL})\b|[\s\u00a0-](?P<post>{_POST})\b|\b)(?P<plus3>\+|-plus\b)?)"
)
OVER = r"(?:well |much |far |slightly |just |a little |significantly |comfortably |already )?(?:more than|over|above|exceeding|exceed(?:s|ed)?|surpass(?:es|ed|ing)?|pass(?:ed|es|ing)|top(?:s|ped|ping)?|crossed|crossing|beyond|upwards? of|north of|in excess of|greater than|higher than|larger than|better than|eclips(?:ed|es|ing)|breached|breaking|broke|break|past|outstripp(?:ed|ing))"
LEAST = r"(?:at least|no (?:less|fewer) than|not less than|a minimum of|minimum of|at a minimum|as (?:little|few|low) as|starting (?:at|from)|from as little as)"
UNDER = r"(?:(?:well |much |far |slightly |a little |significantly )?(?:less than|fewer than|under|below|beneath|lower than|smaller than|short of|south of)|f(?:e|a)ll(?:s|ing)? short of|within)"
NEARLY = r"(?:nearly|almost|close to|approaching|just under|just below|just shy of|shy of|just short of|a little under|a shade under|a touch under|nearing|not quite|virtually|close on|edging towards?)"
UPTO = r"(?:up to|as (?:much|many|high|large) as|at most|no more than|not more than|a maximum of|maximum of|capped at|a cap of|limited to|no higher than|not exceeding|not to exceed|no greater than)"
ABOUT = r"(?:about|around|roughly|approximately|approx\.?|some|circa|ca?\.|~|≈|an estimated|estimated at|an approximate|in the region of|in the order of|on the order of|somewhere around|or so|near)"
# fmt: on
STARTS = frozenset(
    [
        *UNITS,
        *TENS,
        *ORDINALS,
        "a",
        "an",
        "halved",
        "halving",
        "half",
        "twice",
        "thrice",
        "single",
        "double",
        "triple",
        "quadruple",
        "low",
        "mid",
        "middle",
        "high",
    ]
    + [
        *MAGNITUDES,
        "thousands",
        "millions",
        "billions",
        "trillions",
        "hundreds",
        "dozens",
        "tens",
        "several",
        "few",
        "many",
        "multi",
    ]
    + [
        stem + ending
        for stem in ("doubl", "tripl", "trebl", "quadrupl", "quintupl", "sextupl")
        for ending in ("e", "ed", "es", "ing")
    ]
    + [word + "fold" for word in (*UNITS, *TENS, "hundred", "thousand")]
)
CHAIN = re.compile(r"\d+(?:[-.]\d+){2,}(?!\d)")  # telephone numbers and versions
SIGNED = frozenset("0123456789$€£¥￥₩₹")
PREFIXES = frozenset({key.rstrip("$") for key in SIGNS} - {""})
PREFIXED = re.compile(rf"(?:{_PRE})\s?\d|\d")
HEDGES = [("over", OVER), ("at_least", LEAST), ("nearly", NEARLY), ("under", UNDER), ("up_to", UPTO), ("about", ABOUT)]
BEFORE = re.compile(
    r"(?<![\w-])(?:"
    + "|".join(f"(?P<{k}>{v})" for k, v in HEDGES)
    + r")(?:\s+|(?<=~)|(?<=≈)|(?<=\.))(?:(?P<set>the|its|their|all|an?)\s+)?$"
)
# 'a 50 per cent stake or more', 'or so', '20 or more'
AFTER = re.compile(
    r"\s*(?:[\w-]+ ){0,2}?(?:(?P<at_least>(?:or|and) (?:more|higher|above|over|greater|better)|plus\b(?! \$?\d)|at (?:a minimum|the least))"
    r"|(?P<up_to>or (?:less|fewer|lower|below)|at (?:most|the most)|max(?:imum)?\b)|(?P<about>or so|or thereabouts|-ish|, give or take))"
)
MARK = re.compile(r"[\s-](?:\w+[\s-]){0,2}?(?:mark|threshold|level|milestone|barrier|line)\b")
CONVERTED = re.compile(r"\s*[(\[]\s*(?:or |about |around |roughly |approximately |~|≈)?$")
MINUS = re.compile(r"(?:^|[\s(|])[-−]$|\bminus $")
PARTICLE = re.compile(r"\b(?:hand(?:s|ed|ing)?|tak(?:e|es|en|ing)|took|turn(?:s|ed|ing)?|carr(?:y|ied))\s+$")
NOT_MORE = re.compile(r"\b(?:no|not|nor|never|n't|n’t)\s*$")
JOIN = re.compile(r"\s?[-–—−~]\s?|\s+to\s+|-to-|\s+or\s+|\s+and\s+")
