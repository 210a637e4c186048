"""Small made-up frames on capital spending: a pledge in two currencies, a quarter not named, hostile words."""

from __future__ import annotations

from typing import Any

from display_frames import frames

from datakit.frames import Frames

PLEDGE = "Acme <b>pledged</b> 800 million yuan ($100 million) over two years & more."
SPENT = "Acme's quarterly capital spending was 60 million yuan for <i>all</i> it does."
SOLD = "Sales at Acme rose 25% to 50 million yuan in the first quarter."
MAY, FIRST, NONE = ("2020-05-01", "2020-05-31"), ("2020-01-01", "2020-03-31"), (None, None)
SAID = [
    # sentence, quote, value, unit, topic, metric, status, period
    (PLEDGE, "800 million yuan", 8e8, "CNY", "capex", "capex_pledged", "pledged", NONE),
    (PLEDGE, "$100 million", 1e8, "USD", "capex", "capex_pledged", "pledged", NONE),
    (PLEDGE, "two years", 2, "years", "capex", "capex_pledge_horizon", "pledged", NONE),
    (SPENT, "60 million yuan", 6e7, "CNY", "capex", "capex_quarter", "actual", MAY),
    (SOLD, "25%", 0.25, "growth_fraction", "revenue", "revenue_growth", "actual", FIRST),
    (SOLD, "50 million yuan", 5e7, "CNY", "revenue", "revenue", "actual", FIRST),
]


def claim(sentence: str, quote: str, value: float, unit: str, *rest: Any) -> dict[str, Any]:
    topic, metric, status, period = rest
    begins = 1000 * (1 + (PLEDGE, SPENT, SOLD).index(sentence))
    return {
        "start": begins + sentence.index(quote), "quote": quote, "sentence": sentence, "sentence_start": begins,
        "value": value, "low": value, "high": value, "hedge": "none", "unit": unit, "entity": "Acme",
        "direction": "up" if unit == "growth_fraction" else None, "object": "sales" if topic == "revenue" else "servers",
        "topic": topic, "metric": metric, "period_start": period[0], "period_end": period[1], "status": status,
    }  # fmt: skip


def capex_frames(said: list[tuple] | None = None) -> Frames:
    """Frames with these claims (the ones above by default)."""
    return frames([claim(*row) for row in (SAID if said is None else said)])
