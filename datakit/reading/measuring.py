"""What a number measures: the metric whose words stand nearest."""

from __future__ import annotations

import re

from datakit.reading.place import CHANGES, FRACTIONS, MONEY, SPANS, Place
from datakit.reading.vocabulary import Cue, Metric, Vocabulary

OF_LEVELS = (("growth", "reduction"), "share")  # how the metrics of changes end, and what takes their place
BELONGS = re.compile(r"[\w\s-]{0,30}\b(?:for|of|in|at) (?:its |their |the )?")


def metric(p: Place, unit: str | None, status: str, length: str | None) -> tuple[str | None, str, Cue | None]:
    """The metric, its topic and the words that point to it; without such words, what was measured before, or the unit's own."""
    measure = "money" if unit in MONEY else "fraction" if unit in FRACTIONS else unit
    timely = (m for m in p.known.metrics.values() if measure in m.units and m.span in (None, length))
    fitting = [m for m in timely if not m.statuses or status in m.statuses]
    if scores := _scores(p, measure, fitting):
        best = _of_division(p, max(scores, key=lambda name: _total(scores[name])), scores)
        return _twin(best, unit, p.known), p.known.metrics[best].topic, max(scores[best])[1]
    best, topic = _unpointed(p, measure, fitting)
    return _twin(best, unit, p.known), topic, None


def _total(rows: list[tuple[float, Cue]]) -> float:
    """The best word counts whole, each further one a quarter; a metric that is its unit's default has a start."""
    *others, (best, cue) = sorted(rows)
    return best + 0.25 * sum(score for score, _ in others) + 0.05 * cue.value.default


def _twin(name: str | None, unit: str | None, vocabulary: Vocabulary) -> str | None:
    """A gross margin is told of the revenue, but is no growth of it: revenue_share; and a change is no revenue_share."""
    old, new = ("share", "growth") if unit in CHANGES else OF_LEVELS
    if name is None or not name.endswith(old) or unit not in CHANGES | FRACTIONS:
        return name
    twin = re.sub("[a-z]+$", new, name)
    return twin if twin in vocabulary.metrics else name if new == "growth" else None


def _scores(p: Place, measure: str | None, fitting: list[Metric]) -> dict[str, list[tuple[float, Cue]]]:
    """How strongly each word that points to a fitting metric does so: longer, nearer, in front and in the clause counts more."""
    of_end = whole(p) if measure == "fraction" else p.at
    scores: dict[str, list[tuple[float, Cue]]] = {}
    for cue in p.scene.of_kind("metric"):
        found: Metric = cue.value
        if found not in fitting:
            continue
        distance = 0 if p.at < cue.first < of_end else max(cue.first - p.after, p.at - cue.last, 0)
        score = (0.5 + 0.5 * (cue.last - cue.first)) / (1 + distance / 3)
        score *= 1.0 if p.first <= cue.start < p.last else 0.35
        score *= 1 + 0.15 * bool(found.statuses) + 0.1 * bool(found.span)
        score *= found.weight * (0.8 if cue.first >= p.at else 1.0)
        scores.setdefault(found.name, []).append((score, cue))
    return scores


def _of_division(p: Place, best: str, scores: dict[str, list[tuple[float, Cue]]]) -> str:
    """'Its cloud unit saw 9% sales growth' is growth of the cloud: what the subject, or 'of its cloud unit', names counts."""
    for name in (found for found in scores if re.fullmatch(f"[a-z]+_{best}", found)):
        for _, cue in scores[name]:
            subject = cue.end <= p.n.start and (cue.first < 4 or cue.start - p.first < 20)
            if subject or p.leads_to(BELONGS, cue.start):
                return name
    return best


def _unpointed(p: Place, measure: str | None, fitting: list[Metric]) -> tuple[str | None, str]:
    """No words point to a metric: the unit's own for things counted, else the one measured before, else the unit's own."""
    default = p.known.defaults.get(measure)
    if measure not in ("money", "fraction", "multiple") and (own := [m for m in fitting if m.default]):
        return own[0].name, own[0].topic
    for before in p.scene.context.metrics:
        if measure in before.units and not before.statuses:
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
