"""Fifty moves of each panel against the floor of saving an empty figure of its size, in turn, in one run.

Printed, not judged: `make bench ARGS=-s` shows p95 and floor; a panel should stay within three times its floor.
"""

from __future__ import annotations

import io
import itertools
import statistics
import sys
import time
from pathlib import Path

import numpy as np
import pytest
from matplotlib.figure import Figure

from datakit.display import style

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
from test_panel import PANELS, SAMPLE, combinations


@pytest.mark.parametrize("name", PANELS)
def test_moves_beside_the_floor(name: str, benchmark) -> None:
    panel = PANELS[name](SAMPLE)
    moves = [state | {"below": "nothing"} for state in itertools.islice(combinations(panel), 400)]
    chosen = [moves[i] for i in np.random.default_rng(0).integers(0, len(moves), 50)]
    floor, took = [], []

    def fifty() -> None:
        for state in chosen:
            began = time.perf_counter()
            Figure(figsize=[side / style.DPI for side in panel.size], dpi=style.DPI).savefig(io.BytesIO(), format="png")
            between = time.perf_counter()
            panel.set(**state)
            floor.append(between - began)
            took.append(time.perf_counter() - between)

    benchmark.pedantic(fifty, rounds=1)
    p95 = [statistics.quantiles(times, n=20)[-1] * 1000 for times in (floor, took)]
    benchmark.extra_info |= {"floor_p95_ms": round(p95[0], 1), "move_p95_ms": round(p95[1], 1)}
    print(f"{name}: p95 {p95[1]:.0f} ms, floor {p95[0]:.0f} ms, ratio {p95[1] / p95[0]:.1f}")
    assert panel.png
