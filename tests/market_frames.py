"""Small made-up frames on tokens, prices and shares: an undated count, a growth, a hedge, hostile words."""

from __future__ import annotations

from datetime import date
from typing import Any

from display_frames import frames

from datakit.frames import Frames

GREW = "In May 2020 Acme <b>ran</b> 2 trillion tokens a day, a 20-fold increase in a year, for $5 a unit & more."
LATER = "Acme Cloud now runs over 9 trillion tokens a day and met its goal of 3 in the first quarter."
PRICE = "Acme cut its prices by 90% and has nearly half of <i>all</i> model calls."
MAY, YEAR, QUARTER = (
    ("2020-05-01", "2020-05-31"),
    ("2019-05-01", "2020-05-31"),
    ("2021-01-01", "2021-03-31"),
)
SAID = [
    # sentence, quote, value, low, high, hedge, unit, entity, topic, metric, period
    (GREW, "2 trillion", 2e12, 2e12, 2e12, "none", "tokens_per_day", "Acme", "usage", "daily_tokens", MAY),
    (GREW, "20-fold", 20, 20, 20, "none", "multiple", "Acme", "usage", "daily_tokens_growth", YEAR),
    (LATER, "over 9 trillion", 9e12, 9e12, None, "over", "tokens_per_day", "Acme Cloud", "usage", "daily_tokens", None),
    (LATER, "3", 3, 3, 3, "none", "multiple", "Acme Cloud", "other", "goal", QUARTER),
    (PRICE, "90%", 0.9, 0.9, 0.9, "none", "growth_fraction", "Acme", "pricing", "price_reduction", None),
    (PRICE, "nearly half", 0.5, None, 0.5, "nearly", "fraction", "Acme", "market_share", "share_of_model_calls", MAY),
]


def claim(number: int, sentence: str, quote: str, value: Any, low: Any, high: Any, hedge: str, *rest: Any) -> dict:
    unit, entity, topic, metric, period = rest
    begins = 1000 * (number // 2 + 1)
    day = period or (None, None)
    return {
        "start": begins + sentence.index(quote), "quote": quote, "sentence": sentence, "sentence_start": begins,
        "value": value, "low": low, "high": high, "hedge": hedge, "unit": unit, "entity": entity, "object": "calls",
        "direction": "down" if topic == "pricing" else None, "topic": topic, "metric": metric, "period_start": day[0],
        "period_end": day[1], "status": "actual",
    }  # fmt: skip


def market_frames(said: list[tuple] | None = None, published: date | None = None) -> Frames:
    """Frames with these claims (the ones above by default)."""
    return frames(
        [claim(number, *row) for number, row in enumerate(SAID if said is None else said)], published=published
    )
