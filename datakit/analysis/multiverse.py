"""A conclusion under every combination of what one may believe: the multiverse of the conclusion.

The choices that come from the articles are which sentence to believe; the others are assumptions and say so in
their words. The part of the combinations in which a conclusion holds is no probability: nobody drew them.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import pandas as pd

from datakit.analysis import mix
from datakit.analysis.statements import with_claims
from datakit.analysis.weighing import periods

MONTH = 365.25 / 12  # days
# NOT from the articles: how far above a 'more than' a number lies, and what part of a plan comes true.
ASSUMED = {"excess": mix.ASSUMPTIONS["excess"][1], "delivered": mix.ASSUMPTIONS["delivered"][0]}
LEVEL, GROWTH = "daily_tokens", "daily_tokens_growth"

Choices = Mapping[str, tuple[str, Mapping[str, str]]]  # name -> (label, option -> words)


class Universe(NamedTuple):
    """A conclusion ('... within {limit} months'), the choices it rests on, and its result under each."""

    says: str
    question: str
    unit: str
    below: bool  # whether the conclusion holds below its limit, or above it
    choices: Choices
    worlds: pd.DataFrame  # one column a choice (its option), `result`, `claims`; by result
    lacks: str = ""  # why there is nothing to compute, in one sentence

    def holds(self, limit: float) -> pd.Series:
        """In which worlds the conclusion holds."""
        return self.worlds.result <= limit if self.below else self.worlds.result > limit


def explore(choices: Choices, result: Callable[..., tuple[float, str]]) -> pd.DataFrame:
    """`result(**options)` for every combination of options; those without a finite result are left out.

    Combinations with the same result from the same claims are one world: a choice that made no difference to
    them is '' there, so that nothing is counted twice because of a choice that does not matter.
    """
    worlds: dict[tuple, dict[str, set]] = {}
    for options in itertools.product(*(words for _, words in choices.values())):
        picked = dict(zip(choices, options, strict=True))
        value, claims = result(**picked)
        if math.isfinite(value):
            world = worlds.setdefault((value, claims), {name: set() for name in choices})
            for name, option in picked.items():
                world[name].add(option)
    rows = [
        [*(options.pop() if len(options) == 1 else "" for options in world.values()), *key]
        for key, world in sorted(worlds.items())
    ]
    return pd.DataFrame(rows, columns=[*choices, "result", "claims"])


def among(worlds: pd.DataFrame, choice: str, option: str) -> pd.Series:
    """In which worlds that option was taken, or made no difference."""
    took = worlds[choice]
    return (took == option) | (took == "")


def turns(universe: Universe, limit: float) -> pd.DataFrame:
    """For each option of each choice, in how many of its worlds the conclusion holds; what decides comes first."""
    held, rows = universe.holds(limit).to_numpy(), []
    for name, (label, words) in universe.choices.items():
        parts = []
        for option, said in words.items():
            here = held[among(universe.worlds, name, option).to_numpy()]
            parts.append((label, said, int(here.sum()), len(here)))
        shares = [n / of for _, _, n, of in parts if of]
        spread = max(shares, default=0) - min(shares, default=0)
        rows += [(*part, spread) for part in parts]
    frame = pd.DataFrame(rows, columns=["choice", "believed", "holds", "of", "spread"])
    return frame.sort_values("spread", ascending=False, kind="stable", ignore_index=True)


def doubling(frames: Any, excess: float = ASSUMED["excess"]) -> Universe:
    """Months in which the daily tokens double, over which sentence dates them and what else one believes."""
    claims, named = (
        frames.claims,
        ("daily tokens double within {limit:g} months", "do daily tokens double within the limit"),
    )
    levels = claims[(claims.metric == LEVEL) & claims.value.notna()]
    when = periods(frames)
    early = levels[levels.value == levels.value.min()].dropna(subset=["period_start", "period_end"])
    late = levels[levels.value == levels.value.max()]
    late = late[[not pd.isna(when[name][0]) for name in late.claim]].head(1)
    if early.empty or late.empty or float(late.value.iloc[0]) <= float(early.value.iloc[0]):
        lacks = "These articles give no two dated levels of daily tokens, so nothing here can double."
        return Universe(*named, "months", True, {}, explore({}, _nothing), lacks)
    told = claims[claims.metric == GROWTH].dropna(subset=["value", "period_start", "period_end"])
    growth = {(r.source, r.sentence): r for r in told.itertuples()}
    later, said = late.iloc[0], {str(number): r for number, r in enumerate(early.itertuples(), 1)}
    grew = {name: growth[r.source, r.sentence] for name, r in said.items() if (r.source, r.sentence) in growth}
    first, last = when[later.claim]
    choices = {
        "sentence": ("Sentence", {name: f"{r.quote}{_month(r.period_start)}" for name, r in said.items()}),
        "way": ("Reckoned from", {"levels": "two levels"} | ({"growth": "growth as told"} if grew else {})),
        "dated": (
            "Later level",
            {"start": f"at the start of{_month(first)[3:]}", "end": f"at the end of{_month(last)[3:]}"},
        ),
        "beyond": ("Its size", {"bound": later.quote, "more": "above that (assumed)"}),
    }

    def months(sentence: str, way: str, dated: str, beyond: str) -> tuple[float, str]:
        r = said[sentence]
        if way == "growth":
            if sentence not in grew:
                return math.nan, ""
            g = grew[sentence]
            window = (g.period_end.year - g.period_start.year) * 12 + g.period_end.month - g.period_start.month
            return window / math.log2(g.value), g.claim
        middle = r.period_start + (r.period_end - r.period_start) / 2
        passed = ((first if dated == "start" else last) - middle).days / MONTH
        above = excess if beyond == "more" and later.hedge == "over" else 0.0
        times = later.value * (1 + above) / r.value
        return (passed / math.log2(times) if passed > 0 else math.nan), f"{r.claim}; {later.claim}"

    return Universe(*named, "months", True, choices, explore(choices, months))


def _month(day: pd.Timestamp) -> str:
    return f" in {day:%B %Y}"


def _nothing() -> tuple[float, str]:
    return math.nan, ""


def chips(frames: Any, excess: float = ASSUMED["excess"], delivered: float = ASSUMED["delivered"]) -> Universe:
    """Chips added up, over which counts to believe and how much of a plan."""
    named = ("the chips add up to more than {limit:,.0f}", "do the chips add up to more than the limit")
    counts = with_claims(frames, "compute")
    counts = counts[counts.kind.isin(["held", "planned"]) & counts.low.notna()]
    if counts.empty:
        return Universe(*named, "chips", False, {}, explore({}, _nothing), "These articles count no chips.")
    kept = {"held": 0.0, "part": delivered, "all": 1.0}
    stocked = set(counts[counts.kind == "held"].entity)
    choices = {
        "plans": (
            "Plans",
            {"held": "not counted", "part": "a part comes true (assumed)", "all": "all come true"},
        ),
        "whose": ("Whose", {"all": "every company", "stocked": "only those whose stock is told"}),
        "beyond": ("'More than'", {"bound": "just that", "more": "more (assumed)"}),
    }

    def added(plans: str, whose: str, beyond: str) -> tuple[float, str]:
        chosen = counts[(counts.kind == "held") | (kept[plans] > 0)]
        chosen = chosen[chosen.entity.isin(stocked) | (whose == "all")]
        total = 0.0
        for row in chosen.itertuples():
            above = excess if beyond == "more" and row.hedge == "over" else 0.0
            total += row.low * (1 + above) * (1.0 if row.kind == "held" else kept[plans])
        return (total if len(chosen) else math.nan), "; ".join(chosen.claims)

    return Universe(*named, "chips", False, choices, explore(choices, added))


UNIVERSES: dict[str, Callable[..., Universe]] = {"doubling": doubling, "chips": chips}
NEEDS = {"doubling": ["excess"], "chips": ["excess", "delivered"]}  # the assumptions that each takes
