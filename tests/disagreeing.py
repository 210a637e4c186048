"""Frames of two made-up articles that disagree, for tests: dates, values, look-alikes, a rumour, hostile words."""

from __future__ import annotations

import tempfile
from functools import cache
from pathlib import Path

from making import frames_of

from datakit.frames import Frames

FIRST = """Doubao <b>grows</b> & grows

In May 2024, ByteDance's Doubao model handled 16.47 trillion daily token calls, a 137-fold increase in one year.
By the end of 2024, Alibaba Cloud had amassed more than 230,000 Nvidia AI chips and 450,000 domestic chips, with plans to \
purchase 300,000 more Nvidia chips and 450,000 Chinese chips in 2025.
ByteDance plans to add 380,000 Nvidia chips in 2025.
By March 2024, Alibaba's Qwen open-source model family notched over 100,000 developer variations.
By March 2025, Alibaba's Qwen open-source variations passed 100,000.
Qwen3 was released in March 2025.
Alibaba released Qwen3 in April 2025.
Both Alibaba and Tencent have invested in Moonshot. Tencent is reportedly in talks to invest in DeepSeek.
ByteDance's Volcano Engine Doubao was handling 16.47 trillion daily token calls as of late May 2025, \
up 137x since May 2024.
"""
SECOND = """Tokens for $5

ByteDance remains a leader, with its daily token calls exceeding 120 trillion and hitting annual targets within the first quarter \
of 2026. Its Volcano Engine reached its annual target ten times over within the first quarter of 2026.
Alibaba has invested in Moonshot.
"""


@cache
def disagreeing() -> Frames:
    """Frames read from the two articles, as `datakit build` makes them."""
    with tempfile.TemporaryDirectory() as place:
        return frames_of(Path(place), {"a": FIRST, "b": SECOND})
