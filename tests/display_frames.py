"""Small made-up frames for tests of panels: an open count, a plan, hostile words, dollar signs."""

from __future__ import annotations

from typing import Any

import pandas as pd
from gold_frames import TERMS

from datakit.analysis import compute
from datakit.frames import FRAMES, Frames, typed

SENTENCE = "Acme <b>held</b> over 100 Nvidia chips & 300 domestic chips, for $5 or $6, and 300 domestic chips more."
COUNTS = [
    # quote, how many-th such quote in the sentence, value, low, high, hedge, object, metric, status
    ("over 100", 1, 100, 100, None, "over", "Nvidia chips", "chips_held", "actual"),
    ("300", 1, 300, 300, 300, "none", "domestic chips", "chips_held", "actual"),
    ("300", 2, 300, 300, 300, "none", "domestic chips", "chips_planned", "planned"),
]

DEALS = [
    # investor, investee, status, amount_low, amount_high, period_start, period_end
    ("Acme", "Bud <b>", "invested", None, None, None, None),
    ("Acme Cloud", "Bud <b>", "led_round", 5e6, 1e7, "2024-03-01", "2024-03-31"),
    ("Zeta", "Bud <b>", "invested", None, None, "2025-01-01", "2025-12-31"),
    ("Zeta", "Sprout", "backed", None, None, None, None),
    ("Acme", "Leaf", "invested", None, 3e6, None, None),
    ("Acme", "Sprout", "in_talks", None, None, None, None),
    ("Acme", "Old", "sold", None, None, None, None),
    (None, "Leaf", "planned", None, None, None, None),
]


def place(quote: str, turn: int) -> int:
    at = -1
    for _ in range(turn):
        at = SENTENCE.index(quote, at + 1)
    return at


def claim(quote: str, turn: int, value: Any, low: Any, high: Any, hedge: str, *rest: str) -> dict[str, Any]:
    thing, metric, status = rest
    start = 1000 + place(quote, turn)
    day = ("2024-12-31", "2024-12-31") if status == "actual" else ("2025-01-01", "2025-12-31")
    return {
        "claim": f"a:{start}", "source": "a.txt", "start": start, "end": start + len(quote), "quote": quote,
        "sentence": SENTENCE, "sentence_start": 1000, "value": value, "low": low, "high": high, "hedge": hedge, "unit": "chips",
        "entity": "Acme", "object": thing, "topic": "compute", "metric": metric, "period_start": day[0],
        "period_end": day[1], "status": status, "reviewed": False,
    }  # fmt: skip


def deal(number: int, investor: str | None, investee: str, status: str, *rest: Any) -> dict[str, Any]:
    low, high, start, end = rest
    quote = f"{investor} and {investee}, for $5 or $6, {status}."
    return {
        "investment": f"a:{number}", "source": "a.txt", "start": number, "end": number + len(quote), "quote": quote,
        "investor": investor, "investee": investee, "status": status, "amount_low": low, "amount_high": high,
        "currency": "USD" if low or high else None, "round": None, "valuation": None, "period_start": start,
        "period_end": end, "reviewed": False,
    }  # fmt: skip


def frames(rows: list[dict] | None = None, deals: list[tuple] | None = None) -> Frames:
    """Frames with these claims and deals (the ones above by default), one article, one company and its division."""
    claims = [claim(*row) for row in COUNTS] if rows is None else rows
    made = {
        "claims": claims,
        "sources": [
            {
                "source": "a.txt",
                "title": "Chips <i>& co</i>",
                "publisher": "The $ Paper",
                "bytes": 1,
                "characters": 1,
            }
        ],
        "paragraphs": [
            {"source": "a.txt", "start": 996, "end": 1000 + len(SENTENCE) + 9, "text": f"$1! {SENTENCE} The end."}
        ],
        "entities": [{"name": "Acme", "kind": "company"}, {"name": "Acme Cloud", "kind": "division", "parent": "Acme"}],
        "investments": [deal(100 * i, *row) for i, row in enumerate(DEALS if deals is None else deals, 20)],
    }
    frames = Frames(
        {name: typed(pd.DataFrame(made.get(name, []), columns=FRAMES[name].names), name) for name in FRAMES}
    )
    frames["compute"] = compute.table(frames.claims, TERMS)
    return frames
