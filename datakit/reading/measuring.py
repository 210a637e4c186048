"""What a number measures: the metric whose words stand nearest."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import takewhile

from datakit.reading.clauses import is_verb
from datakit.reading.place import CHANGES, FRACTIONS, MONEY, SPANS, Place
from datakit.reading.subjects import PRONOUNS, THE_FIRM
from datakit.reading.text import stem
from datakit.reading.vocabulary import Cue, Metric, Vocabulary

OF_LEVELS = (("growth", "reduction"), "share")  # how the metrics of changes end, and what takes their place
DOERS = ("companies", "people", "employees", "customers", "users", "developers")
GOES_ON = frozenset(
    "one two three four five both together figure number total amount sum rest growth increase rise drop fall decline half most part share rate level that this which who".split()
)
DEAR = 1e8
OF_THING = 1.6
OF_NUMBER = re.compile(r"\b(?:an?|its|their|his|her|whose) ((?:[a-z-]+ ){0,2}[a-z-]{3,}) of $")
BELONGS = re.compile(r"[\w\s-]{0,30}\b(?:for|of|in|at) (?:its |their |the )?")


def metric(p: Place, unit: str | None, status: str, length: str | None) -> tuple[str | None, str, Cue | None]:
    """The metric, its topic and the words that point to it; without such words, what was measured before, or the unit's own."""
    measure = "money" if unit in MONEY else "fraction" if unit in FRACTIONS else unit
    fitting = _fitting(p.known, measure, status, length)
    fitting = [m for m in fitting if not m.needs or m.instead or _speaks(p.low, m.needs)]
    thing = _thing(p)
    if scores := _of_thing(thing, _scores(p, measure, fitting)):
        best = _of_division(p, max(scores, key=lambda name: _total(scores[name])), scores)
        return _in_field(p, _twin(best, unit, p.known)), p.known.metrics[best].topic, max(scores[best])[1]
    if measure in ("money", "fraction", "multiple"):
        noun = _noun_phrase(p, thing)
        if noun or thing:
            return noun, "other", None
    best, topic = _unpointed(p, measure, fitting)
    return _in_field(p, _twin(best, unit, p.known)), topic, None


def _noun_phrase(p: Place, thing: range) -> str | None:
    """'Bus fuel costs rose 4%', 'a churn of 4%': outside the vocabulary, what is measured is what the words say."""
    if told := p.ahead(OF_NUMBER):
        last = stem(told[1].split()[-1])
        moved = GOES_ON | p.known.words["up"] | p.known.words["down"] | p.known.words["generic"]
        return None if last in moved else told[1]
    named = {i for x in p.names for i in range(x.first, x.last)}
    said = takewhile(lambda i: p.words[i] != "," and i not in named, thing)
    said = [i for i in said if p.words[i] not in p.known.words["stop"]][:5]
    return p.low[p.tokens[said[0]].start : p.tokens[said[-1]].end] if said else None


def _in_field(p: Place, name: str | None) -> str | None:
    """'Hotel prices' in an article without a word on AI are no cost of a model: the metric that it has `instead`."""
    found = p.known.metrics.get(name)
    return name if not found or _speaks(p.low, found.needs) else found.instead


@lru_cache(maxsize=32)
def _speaks(low: str, needs: tuple[str, ...]) -> bool:
    """Whether the article uses one of the words, where there are any."""
    return not needs or any(re.search(rf"\b{re.escape(word)}s?\b", low) for word in needs)


def _thing(p: Place) -> range:
    """The words of the clause's subject, in front of its verb, where that is a thing: 'Fuel costs', 'the load factor'; no
    words where somebody does it, or 'the figure' goes on about what was measured before."""
    first = p.scene.index(p.first)
    verb = next((i for i in range(first, p.at) if is_verb(p.tokens[i].lower)), None)
    owner = [x for x in p.names if first <= x.first and verb is not None and x.last <= verb and x.rank > 1]
    if verb is None or any(not x.possessive for x in owner):
        return range(0)
    words = range(max([first, *(x.last for x in owner)]), verb)
    told = {p.tokens[i].lower for i in words} | {p.words[i] for i in words}
    again = (PRONOUNS - {"its", "their", "his", "her", "our"}) | GOES_ON
    goes_on = told & again or THE_FIRM.search(p.low, p.first, p.tokens[verb].start)
    doers = any(c.first in words and c.value in DOERS for c in p.scene.of_kind("unit"))  # 'Local suppliers held 17%'
    nouns = [i for i in words if p.tokens[i].text.isalpha() and p.words[i] not in p.known.words["stop"]]
    return range(0) if goes_on or doers or not nouns else words


def _of_thing(thing: range, scores: dict[str, list[tuple[float, Cue]]]) -> dict[str, list[tuple[float, Cue]]]:
    """Words that point to metrics weigh more in the thing that the clause is about: 'Fares fell, cost and care aside, 4%'."""
    weighed = {name: [(w * (OF_THING if c.first in thing else 1), c) for w, c in rows] for name, rows in scores.items()}
    return weighed if thing else scores


@lru_cache(maxsize=256)
def _fitting(vocabulary: Vocabulary, measure: str | None, status: str, length: str | None) -> list[Metric]:
    """The metrics that a number of such a unit, a status and a length of period can be of."""
    timely = (m for m in vocabulary.metrics.values() if measure in m.units and m.span in (None, length))
    return [m for m in timely if not m.statuses or status in m.statuses]


def _total(rows: list[tuple[float, Cue]]) -> float:
    """The best word counts whole, each further one a quarter; a metric that is its unit's default has a start."""
    *others, (best, cue) = sorted(rows)
    return best + 0.25 * sum(score for score, _ in others) + 0.05 * cue.value.default


def _twin(name: str | None, unit: str | None, vocabulary: Vocabulary) -> str | None:
    """'a gross margin of 40%' is told of the revenue, but is no growth of it: revenue_share; and a change is no revenue_share."""
    old, new = ("share", "growth") if unit in CHANGES else OF_LEVELS
    if name is None or not name.endswith(old) or unit not in CHANGES | FRACTIONS:
        return name
    twin = re.sub("[a-z]+$", new, name)
    return twin if twin in vocabulary.metrics else name if new == "growth" else None


def _scores(p: Place, measure: str | None, fitting: list[Metric]) -> dict[str, list[tuple[float, Cue]]]:
    """How strongly each word that points to a fitting metric does so: longer, nearer, in front and in the clause counts more: 'capex of $3 billion'."""
    of_end = whole(p) if measure == "fraction" else p.at
    scores: dict[str, list[tuple[float, Cue]]] = {}
    for cue in p.scene.of_kind("metric"):
        found: Metric = cue.value
        if found not in fitting or _is_too_much(p, found) or _is_each(p, cue):
            continue
        distance = 0 if p.at < cue.first < of_end else max(cue.first - p.after, p.at - cue.last, 0)
        score = (0.5 + 0.5 * (cue.last - cue.first)) / (1 + distance / 3)
        score *= 1.0 if p.first <= cue.start < p.last else 0.35
        score *= 1 + 0.15 * bool(found.statuses) + 0.1 * bool(found.span)
        score *= found.weight * (0.8 if cue.first >= p.at else 1.0)
        scores.setdefault(found.name, []).append((score, cue))
    return scores


def _is_too_much(p: Place, found: Metric) -> bool:
    """'They use 300 million a month' is no price of one thing."""
    return found.name == "price" and (p.n.value or p.n.low or p.n.high or 0) >= DEAR


def _is_each(p: Place, cue: Cue) -> bool:
    """The share of '15 cents a share' says what a price is for, and not what is measured."""
    each = p.words[cue.first] == "shar" and p.words[cue.first - 1] in ("a", "per", "each", "every")
    return each and p.words[cue.last : cue.last + 1] != ["of"]


def _of_division(p: Place, best: str, scores: dict[str, list[tuple[float, Cue]]]) -> str:
    """'Its cloud unit saw 9% sales growth' is growth of the cloud: what the subject, or 'of its cloud unit', names counts."""
    for name in (found for found in scores if re.fullmatch(f"[a-z]+_{best}", found)):
        for _, cue in scores[name]:
            subject = cue.end <= p.n.start and 0 <= cue.start - p.first < 20
            if subject or p.leads_to(BELONGS, cue.start):
                return name
    return best


def _unpointed(p: Place, measure: str | None, fitting: list[Metric]) -> tuple[str | None, str]:
    """'It came to $3 billion.': the unit's own metric for things counted, else the one measured before, else the unit's own."""
    default = p.known.defaults.get(measure)
    if measure not in ("money", "fraction", "multiple") and (own := [m for m in fitting if m.default]):
        return own[0].name, own[0].topic
    for before in p.scene.context.metrics:
        if measure in before.units and not before.statuses and not _is_too_much(p, before):
            return before.name, before.topic
        alike = (m for m in fitting if m.topic == before.topic)
        found = next((m.name for m in alike if not m.statuses and not m.span), None)
        if measure in SPANS or (found and measure in ("fraction", "multiple", "money")):
            return found, before.topic
    return (default.name, default.topic) if default else (None, "other")


def whole(p: Place) -> int:
    """The token behind 'of the market' in 'half of the market': what a share is a share of says what it measures."""
    if p.next_words() != ["of"]:
        return p.after
    ends, most = p.known.words["ends_whole"], min(len(p.words), p.after + 10)
    return next((i for i in range(p.after + 1, most) if p.words[i] in ends), most)
