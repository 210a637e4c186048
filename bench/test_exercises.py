"""From an answer to what is said to it: each question's first check, which works out its reference, and the next ones.

Printed, not judged: `make bench ARGS="-s -k feedback"`. Beside them, in the same run, what the question's cells cost alone.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import time
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import make_exercises as made

import datakit
from datakit.exercises import Exercises, master

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("path", made.MASTERS, ids=lambda path: path.stem)
def test_from_an_answer_to_its_feedback(path: Path, benchmark) -> None:
    data = datakit.load(ROOT / "build" / "frames")
    read = master.parse(path.read_text(encoding="utf-8"))
    first, later, floor = [], [], []

    def whole_set() -> None:
        with contextlib.chdir(made.HOME / "student"):
            check = Exercises(path.stem, data, keep=False)
            for id, question in read.questions.items():
                began = time.perf_counter()
                read.run(id, read.begin(data))
                floor.append(time.perf_counter() - began)
                names = read.run(id, read.begin(data), "wrong", "right")
                answers = [names[question.name], *(a for _, a in names["wrong"]), *names["right"]]
                for times, answer in zip([first, *[later] * len(answers)], answers, strict=False):
                    began = time.perf_counter()
                    check.said(id, answer)._repr_mimebundle_()
                    times.append(time.perf_counter() - began)

    benchmark.pedantic(whole_set, rounds=1)
    p95 = [statistics.quantiles(times, n=20)[-1] * 1000 for times in (first, later, floor)]
    print(f"{path.stem}: first check p95 {p95[0]:.0f} ms, later {p95[1]:.0f} ms; its cells alone {p95[2]:.0f} ms")
    assert len(first) == len(read.questions)
