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


def frames(rows: list[dict] | None = None) -> Frames:
    """Frames with these claims (the ones above by default), one article and one company."""
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
        "entities": [{"name": "Acme", "kind": "company"}],
    }
    frames = Frames(
        {name: typed(pd.DataFrame(made.get(name, []), columns=FRAMES[name].names), name) for name in FRAMES}
    )
    frames["compute"] = compute.table(frames.claims, TERMS)
    return frames
