"""Who puts money into whom: the names around a deal's words, what is given, and how far the deal has come.

The rules are patterns over the skeleton of a sentence, with the verbs of each class from the vocabulary's [deals].
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any, NamedTuple

from datakit.reading.counting import MONEY
from datakit.reading.names import Name
from datakit.reading.scene import Scene
from datakit.reading.skeleton import Grammar, Match, Skeleton, compiled, doubt, either, matches, take, when
from datakit.reading.state import Context, Round
from datakit.reading.vocabulary import Vocabulary

INVESTORS = ("company", "division", "fund", "org", "name", "word")
INVESTEES = ("company", "division", "name", "word")
NOT_DONE = ("planned", "in_talks", "denied", "hypothetical")  # statuses that may be told of a day to come
MOST = 24  # lists of names in a sentence; more is a table
RAISES = re.compile(r"\b(?:rais|secur|clos)\b")
Rows = list[dict[str, Any]]


class Rule(NamedTuple):
    """A way to tell a deal. `taker` says where the one who takes the money stands: named in the pattern, subject (in
    front of it), round (the round that was told of last), or main (whom the article is about). `example` is a sentence that the rule reads."""

    name: str
    status: str
    taker: str
    pattern: str
    example: str


class Deal(NamedTuple):
    """Investors and investees that a rule found; `sums` is where in the skeleton their own sums begin."""

    found: Match
    investors: list[Name]
    investees: list[Name]
    sums: int


# a: who gives; b: who takes; who: the same, or a pronoun for whom the text goes on about; of_it: who is bought, behind words that say what it is; doer: the giver as the subject of the verb behind it, an apposition left out; np: words between
# a preposition and the names it governs; adv: between a verb and its object; more: a second giver
PIECES = {
    "a": r"@(?P<a>\d+)",
    "b": r"@(?P<b>\d+)",
    "doer": r"@(?P<a>\d+)(?! 's)(?: , (?!@)[^@;]*@\d+[^@;]* ,)?(?P<gap>(?: (?!(?:and|but) (?:it|they|the) )[^@; ]+){0,18}?) ",
    "who": r"(?:@(?P<a>\d+)(?! 's)(?: , (?!@)[^@;]*@\d+[^@;]* ,)?|(?:^|(?<=[,;] )|(?<=and ))(?:it|they|the (?:compan|company|firm|group|bank|pair)))(?P<gap>(?: (?!(?:and|but) (?:it|they|the) )[^@; ]+){0,18}?) ",
    "of_it": r"(?:(?!(?:from|in|of|for|to|with|and|or|an?|at|by|on|not|chip|product|servic|softwar)\b)[a-z][\w'’-]* (?:- )?){0,5}?<b>(?! 's)(?= (?:[^\w\s@#]|(?:for|from|in|on|at|by|to|and|or|aft|befor|last|next|earli|DATE|who|which|that|but|as|with|becaus|whil|when|outright|instead|too|again|be|go|have)\b)| ?$)",
    "near": r"@(?P<a>\d+)(?P<gap>(?: [^@; ]+){0,6}?) ",
    "np": r"(?:(?!(?:that|which|who|whil|but|becaus|former|ex)\b)[\w'’.-]+ |\" |“ |, ){0,7}?",
    "few": r"(?:[\w'’.-]+ ){0,5}?",
    "adv": r"(?:(?:heavily|early|furth|jointly|further|directly|also|in|again|together|firstly|money|capital|cash) )*",
    "sum": r"(?:(?!(?:that|which|who|whil|but|while)\b)[\w'’.,$-]+ |#[%$]? ){0,9}?",
    "more": r"(?:(?:, )?and (?:[^\s@#]+ ){0,5}?@(?P<c>\d+) (?:[^\s@#]+ ){0,3}?#\$ ?)?",
    "round": r"(?:round|series|fund|financ|rais|seed|investment)\b",
}
RULES = (
    Rule("sells a stake", "sold", "named", r"<doer><sell> <sum><shares> in <np><b>", "Lenovo sold its stake in Enflame."),
    Rule("buys from", "sold", "named", r"<stake> <sum><shares> in <np><b> from <np><a>", "Xiaomi bought a 5% stake in Enflame from Lenovo."),
    Rule("sells to", "invested", "named", r"<sell> <sum><shares> in <np><b>(?: [a-z]\w*){0,2} to <np><a>", "Xiaomi sold its stake in Enflame to Lenovo."),
    Rule("sells shares to", "invested", "subject", r"<sell> <sum><shares> to <np><a>", "Enflame sold a 5% stake to Lenovo."),
    Rule("invests in", "invested", "named", r"<who><invest> <adv><sum><more>(?:in|into|to) <np><b>", "Lenovo invested $20 million and Xiaomi $10 million in Enflame."),
    Rule("takes a stake", "invested", "named", r"<who><stake> <sum><shares> <sum>in <np><b>", "Lenovo took a 5% stake in Enflame."),
    Rule("has a stake", "invested", "named", r"<a> 's <sum>(?:<shares>|investment) in <np><b>", "Lenovo's stake in Enflame has doubled in value."),
    Rule("holds a part", "invested", "named", r"<who><stake> (?:\w+ ){0,2}#% (?:\w+ )?(?:of|in) <few>(?:<b>|(?P<it>it\b)|the (?:company|firm|startup|group|club|bank|airlin|retail|carri|lend|publish)\w*)", "Lenovo owns 5% of Enflame."),
    Rule("acquires", "acquired", "named", r"<who><acquire> <of_it>(?: from @\d+)?(?: for #\$)?", "Lenovo has acquired Enflame for $20 million."),
    Rule("its talks to buy", "planned", "named", r"<a> 's (?:\w+ ){0,2}(?:<talk>|plan|attempt|effort|bid) (?:to|of|about) (?:<acquire>|<invest> in|<stake> <sum><shares> in) <of_it>", "Lenovo's talks to buy Enflame go on."),
    Rule("pays for", "acquired", "named", r"<who><pay> #\$ for <of_it>", "Lenovo paid $20 million for Enflame."),
    Rule("bids for", "planned", "named", r"<who><bid> (?:a |#\$ )<sum>for <of_it>", "Lenovo has offered $20 million for Enflame."),
    Rule("makes an offer for", "planned", "named", r"<who>(?:mak|submit|prepar|launch|tabl|plan) (?:an? )?(?:\w+ )?<bid> (?:of #\$ )?for <of_it>", "Lenovo is preparing an offer of $20 million for Enflame."),
    Rule("turns down", "denied", "subject", r"<refuse> <sum>(?:from|by) <few><a>", "Enflame turned down an offer of $3 a share from Lenovo."),
    Rule("which it bought", "acquired", "named", r"<b> , which <a> (?:have )?<acquire>\b(?: for #\$)?", "Enflame, which Lenovo bought for $20 million in May, sells chips."),
    Rule("bought the stake from", "sold", "named", r"stak (?:that|which) (?:it|@\d+) (?:have )?<acquire> from <few><a>", "Xiaomi holds 6% of Enflame, a stake that it bought from Lenovo."),
    Rule("in which it owns", "invested", "named", r"<b> , in which <few><a> (?:have |each |now )*(?:<own>|hold|have)\b", "Enflame, in which Lenovo owns 14%, sells chips."),
    Rule("takes a part", "invested", "main", r"<doer>(?:<stake>|<disclose>) (?:an? )?(?:\w+ )?#% <shares>(?! (?:in(?! DATE)|of|to)\b)", "Enflame makes chips. Lenovo disclosed a 5.2% stake in May."),
    Rule("buys a part", "invested", "main", r"<doer>(?:<acquire>|(?<=, which )<stake>) #%(?= (?:in DATE|DATE|at #|[,.;]|for #))", "Enflame makes chips. Lenovo bought 9.9% in May."),
    Rule("sells out", "sold", "main", r"<doer><sell> <sum>(?:last|rest|all|most|half|much|part|remaind) of (?:its|their) <shares>", "Enflame makes chips. Lenovo sold the last of its shares."),
    Rule("put up by", "invested", "subject", r"#\$ <sum><given> by <few><a>(?: to (?:fund|back|support|financ|help) <few><b>)?", "Enflame has $20 million, put up by Lenovo."),
    Rule("backs", "backed", "named", r"<doer><back> (?:both )?<b>(?! 's <round>)", "Lenovo backs Enflame."),
    Rule("backed, before a name", "backed", "named", r"<a> - <back> <np><b>", "Lenovo-backed Enflame sells chips."),
    Rule("leads the round of", "led_round", "named", r"<doer><lead> <b> 's <sum><round>", "Lenovo led Enflame's new round."),
    Rule("leads a round in", "led_round", "named", r"<doer><lead> <sum><round> <sum>(?:in|for|of|into) <np><b>", "Lenovo led a $20 million round in Enflame."),
    Rule("leads the round", "led_round", "round", r"<doer><lead>(?: (?:it|its|the|a|that|this) <sum><round>|(?= [,.;]| $))", "Enflame sells chips. Lenovo led its latest round."),
    Rule("is led by", "led_round", "subject", r"<lead> by <np><a>", "Enflame closed a round led by Lenovo."),
    Rule("is acquired by", "acquired", "subject", r"be <acquire> by <few><a>(?: for #\$)?", "Enflame was acquired by Lenovo for $20 million."),
    Rule("is backed by", "backed", "subject", r"(?:(?:<back>|<own>) by|<back> of (?!@\d+ 's)) ?<few><a>(?! 's)", "Enflame, backed by Lenovo, sells chips."),
    Rule("raises from", "invested", "subject", r"<raise> <sum>from (?!#)<np><a>", "Enflame raised $20 million from Lenovo."),
    Rule("gets money from", "invested", "subject", r"<money> (?:of #\$ )?(?:in <b> )?(?:from|of|by) (?:both )?<np><a>", "Enflame has received an investment from Lenovo."),
    Rule("has investors", "invested", "subject", r"<holder> (?:in (?:the|its|that) (?:\w+ ){0,3}round )?(?:includ|such as|lik|be|:) <np><a>", "Enflame's backers include Lenovo."),
    Rule("is joined by", "invested", "subject", r"<lead> by [^;]*?<join_in> <np><a>", "Enflame closed a round led by Lenovo and joined by Xiaomi."),
    Rule("with others", "invested", "subject", r"with <np><a> (?:also )?<join_in>", "Enflame raised $20 million, with Lenovo participating."),
    Rule("is shareholder of", "invested", "named", r"<doer>(?:be |becom |remain )?(?:an?|the|one of) <sum><holder> (?:of|in) <b>", "Lenovo is an investor in Enflame."),
    Rule("in which it invested", "invested", "named", r"<b>(?! 's)[^@;]*? (?:that|which|whom) <a> (?:have |had )?(?:also )?<invest> in\b", "Enflame is a chipmaker that Lenovo has invested in."),
    Rule("by investing", "invested", "named", r"^(?:by|aft|through|in) (?:co - )?<invest> <adv><sum>(?:in|into) <np><b> , (?:<a>|they|it|the|both|thes\b)", "By investing in Enflame, Lenovo secures chips."),
    Rule("talks of an investment", "in_talks", "named", r"<doer>(?:join )?(?:<money>|stak) in <np><b>", "Lenovo is in talks for a joint investment in Enflame."),
    Rule("provides money", "invested", "named", r"<doer>provid <sum>(?:infusion|<money>)[^@;]*<b>", "Lenovo would provide the capital that is under discussion to Enflame."),
    Rule("among its backers", "invested", "round", r"<near><among> (?:them\b|(?:its|the|it) (?:\w+ ){0,2}?<holder>)", "Enflame raised $20 million. Lenovo is among its backers."),
    Rule("joins", "invested", "round", r"<doer><join>\b", "Lenovo led a round in Enflame; Xiaomi also joined."),
    Rule("is its shareholder", "invested", "round", r"<doer>be (?:the|its|an?|early) (?:\w+ ){0,3}<holder>(?! (?:of|in))", "Enflame raised $20 million; Lenovo is its largest shareholder."),
    Rule("tops up", "invested", "round", r"<near><increase> its stak\b(?! in)", "Enflame raised $20 million, Lenovo topping up its stake."),
    Rule("puts in a sum", "invested", "round", r"<doer><give> (?:[\w-]+ ){0,2}#\$(?! stak\b| (?:in|into|of|on) (?!the round|its|cash|DATE))(?: <more>)?", "Enflame is raising money. Lenovo is putting in $20 million and Xiaomi $10 million."),
    Rule("talks of a stake", "invested", "round", r"<doer><talk> (?:about|over|on) an? (?:\w+ )?stak\b(?! in)", "Enflame is raising money. Lenovo has held early discussions about a small stake."),
)  # fmt: skip
# What looks like a deal and is none: 'won an order for chips from Lenovo'; who 'also joined' no round that was told of.
TRADE = re.compile(r"\b(?:order|contract|revenue|sal|chip|customer)\b")
ROUND_SAID = re.compile(
    r"\bround\b|\bits? (?:\w+ ){0,2}(?:backer|investor|shareholder)|\btalk to rais|\brais (?:\S+ ){0,4}#\$"
)


FINANCE = re.compile(
    r"\b(?:round|series|fund|financ|rais|secur|invest|investment|investor|consortium|group|stak|deal)\b|#\$"
)


def _is_told(scene: Scene) -> bool:
    """Whether a round was told of right before, in the same line."""
    return bool(scene.context.round.taker) and scene.context.round.line == scene.line


@lru_cache(maxsize=8)
def _grammar(vocabulary: Vocabulary) -> Grammar:
    return compiled(RULES, PIECES, vocabulary.deals)


def read(scene: Scene, vocabulary: Vocabulary, claims: Rows) -> Rows:
    """Investor-investee pairs of one sentence; lists on both sides give every pair. Changes nothing that it is given."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for deal in _deals(scene, vocabulary):
        for pair in _pairs(deal, vocabulary):
            if pair not in rows and (status := _status(deal, pair, scene.context, vocabulary)):
                rows[pair] = _row(deal, pair, status, scene, claims)
    return list(rows.values())


def carried(scene: Scene, rows: Rows) -> Round | None:
    """The round that a sentence leaves for the next ones, or None where it tells of none."""
    context = scene.context
    if rows:
        known = [*scene.names, *context.round.taker, *_held(context), *context.main]
        taker = [n for n in known if n.name == rows[0]["investee"]][:1]
    elif RAISES.search(" ".join(scene.words)):
        skeleton = take(scene, INVESTORS)
        place = len(RAISES.split(skeleton.text, maxsplit=1)[0])
        taker = _before(skeleton, place, context, []) or _held(context)[:1]
    else:
        return None
    talks = {(r["investor"], r["investee"]) for r in rows if r["status"] == "in_talks"}
    return Round(taker, scene.line, context.round.talks | talks)


def sums(told: Rows, given: Rows) -> Rows:
    """Claims as deals make them: money that changes hands is a round's size; a round and a valuation are the taker's."""
    takers = {row["investee"] for row in given}
    paid = {(row["amount_low"], row["amount_high"], row["currency"]) for row in given}
    found = []
    for claim in told:
        spent = claim["topic"] == "capex" or claim["metric"] in ("price", "stock_move")
        told_of = claim["confidence"] == "doubtful" and (claim["low"], claim["high"], claim["unit"]) in paid
        if takers and (spent or told_of) and claim["unit"] in MONEY:
            claim = claim | {"topic": "investment", "metric": "funding_round_size"}
        if len(takers) == 1 and claim["metric"] in ("valuation", "funding_round_size", "investment_size"):
            claim = claim | {"entity": next(iter(takers))}
        found.append(claim)
    return found


def _deals(scene: Scene, vocabulary: Vocabulary) -> list[Deal]:
    """What the rules find, but for what only looks like a deal: goods and work for money, a round that was not told of."""
    deals: list[Deal] = []
    named = any(n.kind in INVESTORS for n in scene.names)
    for found in matches(scene, _grammar(vocabulary), INVESTORS) if named else ():
        rule, m, skeleton = found
        told = scene.context.round.taker or ROUND_SAID.search(skeleton.text)
        trade = rule.taker == "subject" and TRADE.search(m[0])
        led = rule.name == "is led by" and not (FINANCE.search(skeleton.text, 0, m.start()) or _is_told(scene))
        if len(skeleton.groups) > MOST or trade or led:
            continue
        if rule.taker != "round" or told:
            investors = (found.names("a") or _held(scene.context)) + (_more(found) if rule.taker == "subject" else [])
            takers = _takers(found, investors, deals, scene)
            if rule.taker in ("round", "main"):  # who takes money in a sentence gives none by words that name no taker
                investors = [n for n in investors if not any(n in deal.investees for deal in deals)]
            deals.append(Deal(found, investors, [t for t in takers if t not in investors], m.start()))
            if second := found.names("c"):
                deals.append(deals[-1]._replace(investors=second, sums=m.start("c")))
    return deals


# --- who gives, who takes ---------------------------------------------------------------------------------------------

# ', and returning investor Xiaomi', but not 'and Xiaomi will sell'
NEXT_GIVER = re.compile(
    r"(?: ,)?(?: and(?: ,(?: \w+){1,5} ,)?| plus| as well as| along with| together with| alongside| , )(?: (?!includ|join|participat|with)\w+){0,3}? @(\d+)(?! (?:be|have|will|say|lead|also))"
)
# A name behind one of these takes no money; a pronoun or 'the firm' may; and what stands between the nearest name and
# 'backed by Lenovo', if it is that name's: 'Enflame, backed by', 'Enflame is backed by'.
GOVERNING = frozenset("by from includ with at of than to in lik".split())
REFERS = re.compile(r"\b(?:it|its|they|their|the|this|round)\b")
BESIDE = (",", "", "be", "have be", ", which be", "( ")


def _pairs(deal: Deal, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """Every investor with every investee, but for those of one family."""
    family = vocabulary.family
    givers = [n.name for n in deal.investors if n.kind in INVESTORS]
    takers = [n.name for n in deal.investees if n.kind in INVESTEES]
    return [(a, b) for a in givers for b in takers if a not in family(b) and b not in family(a)]


def _takers(found: Match, investors: list[Name], deals: list[Deal], scene: Scene) -> list[Name]:
    """Those who take the money: named by the rule, the subject, who took it in this sentence, whom 'its' means, who
    took it before, or whom the article is about."""
    (rule, m, skeleton), context = found, scene.context
    if named := found.names("b"):
        return named
    if rule.taker == "subject":
        return _before(skeleton, m.start(), context, investors)
    if told := [deal.investees for deal in deals if deal.sums <= m.start()]:
        return told[-1][:1]
    if rule.taker == "main":
        return [n for n in context.main if n not in investors][:1]
    if m.groupdict().get("it") or re.search(r"\bits\b", skeleton.text[: m.end()]):
        ahead = [g for g in skeleton.groups if investors and g[-1].last <= investors[0].first]
        lately = context.round.taker if context.round.line == scene.line else []
        return (ahead[0] if ahead else lately or _held(context))[:1]
    return (context.round.taker or context.main)[:1]


def _more(found: Match) -> list[Name]:
    """Further names of a list with words in it: 'from Lenovo and returning investors Xiaomi and eBay'."""
    more: list[Name] = []
    at = found.m.end()
    while follows := NEXT_GIVER.match(found.skeleton.text, at):
        more.extend(found.skeleton.groups[int(follows[1])])
        at = follows.end()
    return more


def _held(context: Context) -> list[Name]:
    """The names that 'it', 'they' or 'the company' stand for."""
    return ([context.heading_entity] if context.heading_entity else context.subject) or context.main


def _before(skeleton: Skeleton, place: int, context: Context, givers: list[Name]) -> list[Name]:
    """Who is backed or takes the money: the subject in front of the words, or whom the sentence goes on about."""
    before = re.finditer(r"(?:(\S+) )?@(\d+)(?: 's)?", skeleton.text[:place])
    free = [m for m in before if m[1] not in GOVERNING and not set(givers) & set(skeleton.groups[int(m[2])])]
    if free := [m for m in free if not m[0].endswith("'s")] or free:
        near = free[-1] if skeleton.text[free[-1].end() : place].strip() in BESIDE else free[0]
        return [n for n in skeleton.groups[int(near[2])] if n.kind in INVESTEES][:1]
    if place and not REFERS.search(skeleton.text, 0, place):
        return []
    return (context.round.taker or context.main[:1]) if "round" in skeleton.text[:place] else _held(context)[:1]


# --- how far it has come ----------------------------------------------------------------------------------------------

# 'Xiaomi is in talks; | Lenovo invested in Enflame'; 'Reports that Lenovo bought Enflame | are untrue'
APART = re.compile(r"; |\b(?:whil|wherea) ")
UNTRUE = re.compile(
    r"(?: ,)? (?:(?:have |be )*(?:untru|fals|baseless|incorrect|call off|drop|abandon|scrap|shelv|collaps|fall through|fell through|fail|break down|broke down)|pull out|withdrew|withdraw|walk away|back out)\b"
)
CALLED_OFF = re.compile(
    r"[^;@]{0,60}\b(?:talk|deal|bid|offer|plan|sale) (?:have |be )*(?:call off|collaps|abandon|drop|scrap|shelv|fall through|fell through|fail)\b"
)


@lru_cache(maxsize=8)
def _meant(vocabulary: Vocabulary) -> tuple[re.Pattern, re.Pattern]:
    """The words that say of a deal that it is talked about, and right in front of its verb that it is planned."""
    talks, plans = (either(vocabulary.deals[name]) for name in ("talks", "plans"))
    return re.compile(rf"\b{talks}\b"), re.compile(rf"\b{plans}\b(?: (?!have )\S+){{0,4}}? $")


def _status(deal: Deal, pair: tuple[str, str], context: Context, vocabulary: Vocabulary) -> str | None:
    """An if, a denial, in talks, done, planned: the first that holds; None for an investment that nobody talks of."""
    rule, m, skeleton = deal.found
    verb = m.end("gap") + 1 if m.groupdict().get("gap") is not None else m.start()
    before, behind = APART.split(skeleton.text[:verb])[-1], skeleton.text[m.end() :]
    off = UNTRUE.match(behind) or CALLED_OFF.match(behind)
    not_so = doubt(before, behind) or ("denied" if off else None)
    talking, planning = _meant(vocabulary)
    talks = talking.search(before + skeleton.text[verb : m.end()])
    plans = planning.search(before + skeleton.text[verb : skeleton.text.find(" ", verb) + 1])
    if rule.status == "sold":
        return "invested" if not_so or talks or plans else "sold"  # what is not sold yet is still held
    if (
        rule.status == "in_talks"
        and not_so != "denied"
        and not (talking.search(skeleton.text) or pair in context.round.talks)
    ):
        return None
    if talks or (rule.name == "by investing" and pair in context.round.talks):
        return not_so or "in_talks"
    return not_so or ("planned" if plans else rule.status)


# --- what is given, and when ------------------------------------------------------------------------------------------

# 'Lenovo invested in Enflame, | which sells phones for cash'; 'in cash'; 'with cloud credits'
ASIDE = re.compile(r" (?:which|that|who|whos|wher|to (?!@|the\b|it\b|both\b))\b")
GIVEN = r"\b(?:offer|provid|contribut|giv|grant|inject|pay|(?<!invest )(?<!stak )in|as|with|both|and|or|plus|form of) (?:[a-z-]+ ){0,3}?"
CASH = re.compile(GIVEN + r"(?:cash|money|(?<!venture )(?<!work )capital(?! (?:expenditur|spend|outlay|market)))\b")
COMPUTE = r"(?:comput|cloud|gpu|server) (?:and \w+ )?(?:resourc|power|capacity|credit|tim|hour)"
IN_KIND = re.compile(GIVEN + rf"(?:{COMPUTE}|credit|kind)\b")
ROUND = re.compile(
    r"\b(?:pre-)?(?:series|round) [a-h]\d?\+?(?!\w)|\b(?:pre-)?seed(?: round| funding)?\b|\bangel round\b|\b[a-h]\d?\+? round\b|\bprivate placement\b|\bpre-ipo\b"
)


def _row(deal: Deal, pair: tuple[str, str], status: str, scene: Scene, claims: Rows) -> dict[str, Any]:
    _, m, skeleton = deal.found
    amount = _amount(deal, scene, claims)
    worth = next((c for c in claims if c["metric"] == "valuation" and c["unit"] in MONEY), {})
    named = ROUND.search(scene.low, scene.start, scene.end)
    period = when(scene, skeleton.span(*m.span())[0], scene.dates, status not in NOT_DONE)
    return {
        "start": scene.start, "end": scene.end, "quote": scene.text[scene.start : scene.end],
        "investor": pair[0], "investee": pair[1], "status": status, "kind": _kind(skeleton.text[m.start() :]),
        "amount_low": amount.get("low"), "amount_high": amount.get("high"), "amount_hedge": amount.get("hedge"),
        "currency": amount.get("unit"), "round": scene.text[slice(*named.span())] if named else None,
        "valuation": worth.get("value"), "valuation_low": worth.get("low"), "valuation_high": worth.get("high"),
        "valuation_hedge": worth.get("hedge"), "valuation_currency": worth.get("unit"),
        "period_start": period[0], "period_end": period[1], "section": scene.section,
    }  # fmt: skip


def _amount(deal: Deal, scene: Scene, claims: Rows) -> dict[str, Any]:
    """The sum that stands in the words of the deal, else the sentence's first, unless the words only add an investor.
    'About $20 million' has both bounds there: the hedge says how they are meant."""
    rule, m, skeleton = deal.found
    first, last = skeleton.span(deal.sums, m.end() + 1)
    sums = [c for c in claims if c["unit"] in MONEY and c["metric"] != "valuation"]
    inside = [c for c in sums if first <= c["start"] <= last]
    sums = [c for c in sums if c["topic"] in ("investment", "capex") or c["metric"] in ("price", "stock_move")]
    # 'Lenovo, which raised $20 million, also joined', 'Lenovo, which raised $20 million, owns 5% of Enflame'
    alone = rule.taker == "round" or "hold" in rule.name or "stake" in rule.name
    found = next(iter(inside if inside or alone else sums), {})
    bare = found and found["low"] is found["high"] is None
    return found | {"low": found["value"], "high": found["value"]} if bare else found


def _kind(text: str) -> str | None:
    """'offering capital and computing resources' is both; a sum alone does not say what is paid with."""
    told = ASIDE.split(text, maxsplit=1)[0]
    cash, in_kind = CASH.search(told), IN_KIND.search(told)
    return "both" if cash and in_kind else "in kind" if in_kind else "cash" if cash else None
