"""Small made-up frames for tests of panels: an open count, a plan, hostile words, dollar signs."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path
from typing import Any

from datakit.frames import FRAMES, READ, Frames, derive, frame
from datakit.reading import Vocabulary

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
        "start": start, "quote": quote, "sentence": SENTENCE, "sentence_start": 1000, "value": value, "low": low, "high": high,
        "hedge": hedge, "unit": "chips", "entity": "Acme", "object": thing, "topic": "compute", "metric": metric,
        "period_start": day[0], "period_end": day[1], "status": status,
    }  # fmt: skip


def deal(number: int, investor: str | None, investee: str, status: str, *rest: Any) -> dict[str, Any]:
    low, high, start, end = rest
    return {
        "start": number, "quote": f"{investor} and {investee}, for $5 or $6, {status}.", "investor": investor,
        "investee": investee, "status": status, "amount_low": low, "amount_high": high,
        "currency": "USD" if low or high else None, "period_start": start, "period_end": end,
    }  # fmt: skip


def vocabulary() -> Vocabulary:
    """The packaged words, with a company and its division."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "own.toml")
        path.write_text('[company]\nAcme = {}\n[division]\n"Acme Cloud" = {parent = "Acme"}\n', encoding="utf-8")
        return Vocabulary.load(path)


VOCABULARY = vocabulary()
BARE = {"section": "body", "aside": False, "confidence": "sure", "reviewed": False}


def frames(rows: list[dict] | None = None, deals: list[tuple] | None = None, published: date | None = None) -> Frames:
    """Frames of one article with these claims and deals (the ones above by default), as `datakit build` makes them."""
    claims = [claim(*row) for row in COUNTS] if rows is None else rows
    investments = [deal(100 * i, *row) for i, row in enumerate(DEALS if deals is None else deals, 20)]
    bare = {
        name: [
            {**dict.fromkeys(FRAMES[name].names), **BARE, "end": row["start"] + len(row["quote"]), **row}
            for row in made
        ]
        for name, made in {"claims": claims, "investments": investments}.items()
    }
    article = {"source": "a.txt", "key": "a", "publisher": "The $ Paper", "published": published}
    known = {"title": "Chips <i>& co</i>", "origin": "a", "sha256": "0", "bytes": 1, "characters": 1}
    made = derive.enriched(bare, article, VOCABULARY) | {
        "sources": [{**article, **known}],
        "paragraphs": [
            {"source": "a.txt", "start": 996, "end": 1000 + len(SENTENCE) + 9, "text": f"$1! {SENTENCE} The end."}
        ],
    }
    tables = {name: made.get(name, []) for name in ("sources", "paragraphs", "codings", *READ)}
    tables |= derive.derived(tables, VOCABULARY)
    return Frames({name: frame(tables[name], name) for name in FRAMES})
