"""Who puts money into whom: the names around a deal's words, and how far the deal has come.

A sentence becomes a skeleton: stems of its words, `@n` for the n-th list of names, `#` for a number. The rules are
short patterns over skeletons, with the verbs of each class from the vocabulary's [deals].
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from datakit.reading.names import Name, groups
from datakit.reading.scene import Context, Scene
from datakit.reading.text import stem, stems
from datakit.reading.vocabulary import Vocabulary

INVESTORS = ("company", "division", "fund", "org", "name", "word")
INVESTEES = ("company", "division", "name", "word")
TALKS = re.compile(
    r"\b(?:in (?:\S+ )?(?:talk|discussion|negotiation)|talk (?:to|about|for|over|with)|held \S+ discussion|have held|discuss|consider|weigh|mull|explor|approach"
    r"|potential|under discussion|(?:would|could|may) (?:valu|invest|join)|(?:be|is) (?:say|report) to|negotiat)\b"
)
PLANS = re.compile(
    r"\b(?:plan to|plan|intend to|agre to|will|set to|pledg|commit|commit to|aim to|prepar to|promis|promis to|offer)\b"
)
DONE = re.compile(r"\b(?:have|has|had)\b(?: \S+)? $|\b(?:have|has|had) (?:already |also |all |both )?$")
ROUND = re.compile(
    r"\b(?:pre-)?(?:series|round) [a-h]\d?\+?\b|\b(?:pre-)?seed(?: round| funding)?\b|\bangel round\b|\b[a-h]\d?\+? round\b|\bprivate placement\b|\bpre-ipo\b"
)
ROUND_WORDS = "round|series|fund|financ|rais|seed|investment"


FURTHER = r"valuation|round|talk|discussion|further|of the company|such as"
OUTLAY = r"infrastructur|\bchip\b|data cent|capex|cloud|over #|model|research"
IN_WHOM = re.compile(r"[^@;]*\b(?:in|for|of|into) (?:[^\s@]+ ){0,6}@")
MOST = 24  # lists of names in a sentence; more is a table
DEALING = stems(
    "invest co-invest investment investor back backer lead led co-lead round stake raise acquire buy fund funding shareholder shareholding participation join part cheque capital"
    " put pour inject pledge commit secure own hold sell divest include talks provide money bet contribute bankroll finance anchor spearhead topping close took take"
)


class Deal(NamedTuple):
    investors: list[Name]
    investees: list[Name]
    status: str
    start: int  # where the words begin in the skeleton
    firm: bool  # said as a fact ('has invested'), not in passing ('an investment in')


class Skeleton(NamedTuple):
    text: str
    groups: list[list[Name]]


def read(scene: Scene, vocabulary: Vocabulary, claims: list[dict[str, Any]], context: Context) -> list[dict[str, Any]]:
    """Investor-investee pairs of one sentence; lists on both sides give every pair."""
    if DEALING.isdisjoint(scene.words):
        return []
    skeleton = _skeleton(scene)
    if len(skeleton.groups) > MOST:
        return []
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for deal in _deals(skeleton, scene, vocabulary, context):
        for investor in deal.investors:
            for investee in deal.investees:
                if (
                    investor.kind in INVESTORS
                    and investee.kind in INVESTEES
                    and not _related(investor, investee, vocabulary)
                ):
                    pair = (investor.name, investee.name)
                    status = _status(skeleton.text, deal, pair, context)
                    if pair not in rows or (rows[pair]["status"], status) in (
                        ("invested", "led_round"),
                        ("backed", "invested"),
                    ):
                        rows[pair] = _row(scene, *pair, status, claims)
                    if status == "in_talks":
                        context.talks.add(pair)
    if rows:
        context.taker = next(d.investees for d in _deals(skeleton, scene, vocabulary, context) if d.investees)[:1]
        context.taker_line = scene.line
    elif raised := re.search(r"\b(?:rais|secur|clos)\b", skeleton.text):
        context.taker = _taker(skeleton, raised.start(), context, set()) or context.taker
        context.taker_line = scene.line
    return list(rows.values())


def _related(a: Name, b: Name, vocabulary: Vocabulary) -> bool:
    return a.name == b.name or a.name in vocabulary.family(b.name) or b.name in vocabulary.family(a.name)


def _skeleton(scene: Scene) -> Skeleton:
    """Stems of the sentence, with its lists of firms as @n and its numbers as #."""
    firms = [n for n in scene.names if n.kind in ("company", "division", "fund", "org", "name", "word")]
    listed = groups(firms, scene.tokens)
    starts = {g[0].first: (number, g[-1].last) for number, g in enumerate(listed)}
    numbers = {scene.index(n.core): (scene.index(n.end), "#%" if n.unit == "fraction" else "#") for n in scene.numbers}
    words: list[str] = []
    at = 0
    while at < len(scene.words):
        if at in starts:
            number, last = starts[at]
            words.append(f"@{number}" + (" 's" if listed[number][-1].possessive else ""))
            at = last
        elif at in numbers and numbers[at][0] > at:
            words.append(numbers[at][1])
            at = numbers[at][0]
        else:
            words.append(scene.words[at])
            at += 1
    return Skeleton(" ".join(words), listed)


def _at(skeleton: Skeleton, number: str) -> list[Name]:
    return skeleton.groups[int(number)]


# np: words between a preposition and the names it governs; adv: between a verb and its object
_NP = r"(?:(?!(?:that|which|who|whil|but|becaus|former|ex)\b)[\w'’.-]+ |\" |“ |, ){0,6}?"
_ADV = r"(?:(?:heavily|early|furth|jointly|further|directly|also|in|again|together|firstly|money|capital|cash) )*"
_SUM = r"(?:(?!(?:that|which|who|whil|but|while)\b)[\w'’.,$-]+ |#%? ){0,9}?"
_GAP = r"(?P<gap>(?: [^@; ]+){0,18}?) "


@lru_cache(maxsize=8)
def _rules(vocabulary: Vocabulary) -> list[tuple[str, re.Pattern]]:
    """The patterns, with the verbs of the vocabulary in them. `a` numbers the investors' list, `b` the investees'."""
    verbs = {
        name: "(?:" + "|".join(sorted({" ".join(map(stem, w.split())) for w in words}, key=len, reverse=True)) + ")"
        for name, words in vocabulary.deals.items()
    }
    rules = [
        ("sold", rf"@(?P<a>\d+)(?! 's){_GAP}{verbs['sell']} {_SUM}(?:stak|hold|shares|share) in {_NP}@(?P<b>\d+)"),
        ("invested", rf"@(?P<a>\d+)(?! 's){_GAP}{verbs['invest']} {_ADV}{_SUM}(?:in|into|to) {_NP}@(?P<b>\d+)"),
        ("invested", rf"@(?P<a>\d+)(?! 's){_GAP}{verbs['stake']} {_SUM}(?:stak|interest|sharehold) {_SUM}in {_NP}@(?P<b>\d+)"),
        ("invested", rf"@(?P<a>\d+) 's {_SUM}(?:stak|investment|sharehold) in {_NP}@(?P<b>\d+)"),
        ("invested", rf"@(?P<a>\d+)(?! 's){_GAP}{verbs['hold']} {_SUM}#% (?:\w+ )?(?:of|in) {_NP}(?:@(?P<b>\d+)|(?P<it>it)\b)"),
        ("invested", rf"@(?P<a>\d+)(?! 's){_GAP}{verbs['acquire']} @(?P<b>\d+)"),
        ("backed", rf"@(?P<a>\d+)(?! 's){_GAP}{verbs['back']} (?:both )?@(?P<b>\d+)(?! 's (?:{ROUND_WORDS}))"),
        ("backed", rf"@(?P<a>\d+) - {verbs['back']} {_NP}@(?P<b>\d+)"),
        ("led_round", rf"@(?P<a>\d+)(?! 's){_GAP}{verbs['lead']} @(?P<b>\d+) 's {_SUM}(?:{ROUND_WORDS})\b"),
        ("led_round", rf"@(?P<a>\d+)(?! 's){_GAP}{verbs['lead']} {_SUM}(?:{ROUND_WORDS})\b {_SUM}(?:in|for|of|into) {_NP}@(?P<b>\d+)"),
        ("led_round", rf"@(?P<a>\d+)(?! 's){_GAP}{verbs['lead']} (?P<it>it|its|the|a|that|this) {_SUM}(?:{ROUND_WORDS})\b"),
        ("led_round_from", rf"{verbs['lead']} by {_NP}@(?P<a>\d+)"),
        ("backed_from", rf"(?:{verbs['back']} by|{verbs['back']} of|own by) {_NP}@(?P<a>\d+)"),
        ("invested_from", rf"(?:{verbs['raise']}) {_SUM}from (?!#){_NP}@(?P<a>\d+)"),
        ("invested_from", rf"(?:investment|fund|money|capital|participation|chequ|check|contribution) (?:from|of|by) (?:both )?{_NP}@(?P<a>\d+)"),
        ("invested_from", rf"\b(?:investor|backer|shareholder)s? (?:includ|such as|lik|be|:) {_NP}@(?P<a>\d+)"),
        ("invested_from", rf"\blead by [^;]*?\b(?:and )?(?:includ|join by) {_NP}@(?P<a>\d+)"),
        ("invested_from", rf"with {_NP}@(?P<a>\d+) (?:also )?(?:among|participat|join|tak|invest)"),
        ("joined", r"@(?P<a>\d+)(?P<gap>(?: [^@; ]+){0,4}?) (?:among|one of) (?:its|the|it) (?:\w+ ){0,2}?(?:backer|investor|shareholder)"),
        ("joined", rf"@(?P<a>\d+)(?! 's){_GAP}{verbs['join']}\b"),
        ("invested", rf"@(?P<a>\d+)(?! 's){_GAP}be {_SUM}(?:shareholder|investor|backer) (?:of|in) @(?P<b>\d+)"),
        ("invested_from", rf"\b(?:investor|backer|participant)s? in (?:the|its|that) (?:\w+ ){{0,3}}round (?:includ|be) {_NP}@(?P<a>\d+)"),
        ("invested", r"\b(?:investment|stak) in @(?P<b>\d+) by @(?P<a>\d+)"),
        (
            "joined",
            rf"@(?P<a>\d+)(?! 's){_GAP}be (?:the|its) (?:\w+ ){{0,3}}(?:shareholder|investor|backer)\b(?! (?:of|in))",
        ),
        ("joined", r"@(?P<a>\d+)(?P<gap>(?: [^@; ]+){0,3}?) (?:top up|rais|increas) its stak\b(?! in)"),
        ("offered", rf"@(?P<a>\d+)(?! 's){_GAP}(?:invest|tak|put in|inject|contribut|commit|chip in|tak the largest slic at) (?:\w+ ){{0,2}}#(?! (?:in|into|of|stak)\b)"),
        ("offered", rf"@(?P<a>\d+)(?! 's){_GAP}(?:discussion|talk) (?:about|over|on) an? (?:\w+ )?stak\b(?! in)"),
        ("relative", rf"@(?P<b>\d+)(?! 's)[^@;]*? (?:that|which|whom) @(?P<a>\d+) (?:have |had )?(?:also )?{verbs['invest']} in\b"),
        ("gerund", rf"^(?:by|aft|through|in) {verbs['invest']} {_ADV}{_SUM}(?:in|into) {_NP}@(?P<b>\d+) , (?:@(?P<a>\d+)|(?P<it>they|it|the|both|thes)\b)"),
        ("nominal", rf"\bfor @(?P<a>\d+) , {_NP}(?:investment|stak) in {_NP}@(?P<b>\d+)"),
        ("nominal", rf"@(?P<a>\d+)(?! 's){_GAP}(?:join|joint )?(?:investment|stak) in {_NP}@(?P<b>\d+)"),
        ("provide", rf"@(?P<a>\d+) provid {_SUM}(?:infusion|capital|investment|fund|money)\b[^@;]*@(?P<b>\d+)"),
        ("talks", r"(?:talk|negotiation|discussion) to (?:rais|sell)\b[^@;]*?(?:investor|backer) (?:lik|such as|includ) @(?P<a>\d+)"),
    ]  # fmt: skip
    return [(status, re.compile(pattern)) for status, pattern in rules]


def _deals(skeleton: Skeleton, scene: Scene, vocabulary: Vocabulary, context: Context) -> list[Deal]:
    found: list[Deal] = []
    for rule, pattern in _rules(vocabulary):
        for m in pattern.finditer(skeleton.text):
            if rule == "invested_from" and re.search(r"\b(?:order|contract|revenue|sal|chip|customer)\b", m.group()):
                continue
            if "gap" in pattern.groupindex and re.search(r"\b(?:and|but) (?:it|they|the)\b|;", m["gap"] or ""):
                continue
            parts = m.groupdict()
            if parts.get("it") in ("a", "the", "that", "this") and IN_WHOM.match(skeleton.text, m.end()):
                continue
            investors = _at(skeleton, parts["a"]) if parts.get("a") else _held(context)
            if rule.endswith("_from"):
                investors = investors + _more(skeleton, m)
                takers = _taker(skeleton, m.start(), context, {n.name for n in investors})
            elif rule in ("joined", "talks", "offered"):
                own = re.search(r"\bits? (?:\w+ ){0,2}(?:backer|investor|shareholder)|\btalk to rais", skeleton.text)
                heads = re.match(r"@0[^@]*\b(?:rais|secur|clos|count)\b", skeleton.text)
                opens = skeleton.groups[0] if heads and skeleton.groups[0] is not investors else []
                told = found[-1].investees if found else []
                takers = (
                    told[:1] or opens[:1] or _held(context)[:1] if own or opens else context.taker or context.main[:1]
                )
                if rule == "joined" and not (context.taker or own or "round" in skeleton.text):
                    continue
                fresh = scene.line - context.taker_line <= 2 or re.search(FURTHER, skeleton.text)
                if rule == "offered" and (not context.taker or not fresh or re.search(OUTLAY, skeleton.text)):
                    continue
            elif parts.get("b"):
                takers = _at(skeleton, parts["b"])
            else:
                before = [g for g in skeleton.groups if g is not investors and g[-1].last <= investors[0].first]
                takers = before[-1][:1] if before and rule == "invested" else []
                takers = (
                    takers
                    or (_held(context) if parts.get("it") in ("it", "its") else context.taker or context.main)[:1]
                )
            status = {
                "relative": "invested",
                "gerund": "invested",
                "nominal": "invested",
                "provide": "in_talks",
                "talks": "in_talks",
                "joined": "invested",
                "offered": "invested",
            }.get(rule, rule.removesuffix("_from"))
            if rule == "nominal" and not TALKS.search(skeleton.text):
                continue
            found.append(
                Deal(
                    investors,
                    [t for t in takers if t not in investors],
                    status,
                    m.start(),
                    rule not in ("gerund", "nominal", "backed_from"),
                )
            )
    return found


def _more(skeleton: Skeleton, m: re.Match) -> list[Name]:
    """Further names of a list with words in it: 'from Meituan, Lenovo and returning investors HongShan and GL Ventures'."""
    more: list[Name] = []
    rest = skeleton.text[m.end() :]
    while follows := re.match(
        r"(?: ,)?(?: and| plus| as well as| , )(?: (?!includ|join|participat|with)\w+){0,3}? @(\d+)(?! (?:be|have|will|say|lead|also))",
        rest,
    ):
        more.extend(_at(skeleton, follows[1]))
        rest = rest[follows.end() :]
    return more


def _held(context: Context) -> list[Name]:
    """The names that 'it', 'they' or 'the company' stand for."""
    return ([context.heading_entity] if context.heading_entity else context.subject) or context.main


def _taker(skeleton: Skeleton, place: int, context: Context, givers: set[str]) -> list[Name]:
    """Who is backed or takes the money: the subject in front of the words, or whom the sentence goes on about."""
    before = list(re.finditer(r"(\S+ )?@(\d+)( 's)?", skeleton.text[:place]))
    free = [
        m
        for m in before
        if (m[1] or "").strip() not in ("by", "from", "includ", "with", "at", "of", "than", "to", "in", "lik")
    ]
    free = [m for m in free if not givers & {n.name for n in _at(skeleton, m[2])}]
    if free:
        near = (
            free[-1]
            if skeleton.text[free[-1].end() : place].strip() in (",", "", "be", "have be", ", which be", "( ")
            else free[0]
        )
        return [n for n in _at(skeleton, near[2]) if n.kind in INVESTEES][:1]
    return (context.taker or context.main[:1]) if "round" in skeleton.text[:place] else _held(context)[:1]


def _status(text: str, deal: Deal, pair: tuple[str, str], context: Context) -> str:
    if deal.status in ("sold", "in_talks"):
        return deal.status
    around = text[max(0, deal.start - 5) : deal.start + 160]
    ahead = text[: deal.start + 80]
    verb = re.search(r"\b(?:invest|lead|back|stak|pledg|put|rais)\b", around)
    before = around[: verb.start()] if verb else around
    if DONE.search(before):
        return deal.status
    if (
        TALKS.search(before)
        or TALKS.search(text[: deal.start])
        or (deal.status != "led_round" and re.search(r"\btalk\b|\bnegotiation\b", ahead))
    ):
        return "in_talks"
    if re.search(PLANS.pattern + r"(?:(?: \S+){0,3})?$", before.rstrip()) or (verb and verb.group() == "pledg"):
        return "planned"
    return "in_talks" if pair in context.talks and not deal.firm else deal.status


def _row(scene: Scene, investor: str, investee: str, status: str, claims: list[dict[str, Any]]) -> dict[str, Any]:
    money = [c for c in claims if c["topic"] == "investment" and c["unit"] and c["unit"].isupper()]
    value = next((c for c in money if c["metric"] == "valuation"), None)
    amount = next((c for c in money if c["metric"] != "valuation"), None)
    named = ROUND.search(scene.low, scene.start, scene.end)
    date = next((d for d in scene.dates if d.bound != "since"), scene.context.heading_date)
    return {
        "start": scene.start, "end": scene.end, "quote": scene.text[scene.start : scene.end],
        "investor": investor, "investee": investee, "status": status,
        "amount_low": amount["low"] if amount else None, "amount_high": amount["high"] if amount else None,
        "currency": amount["unit"] if amount else None, "round": scene.text[named.start() : named.end()] if named else None,
        "valuation": (value["value"] or value["low"]) if value else None,
        "period_start": date.first.isoformat() if date else None, "period_end": date.last.isoformat() if date else None,
    }  # fmt: skip
