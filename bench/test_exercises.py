"""From an answer to what is said to it: each question's first check, which works out its reference, and the next ones.

Every answer of the banks. Judged is the processor's time, which does not depend on what else the machine does: 95 of 100
have their feedback in 200 ms. `make bench ARGS="-s -k feedback"` prints it, with what the questions' cells cost alone.
"""

from __future__ import annotations

import contextlib
import statistics
import sys
import time
from pathlib import Path

import matplotlib.pyplot as plt
import pytest

sys.path.insert(0, str(Path(__file__).parent.parent / "tools"))
import make_exercises as made

import datakit
from datakit.feedback import Exercises, master

ROOT = Path(__file__).parent.parent
ATMOST = 0.2  # seconds, for 95 of 100


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


@pytest.mark.parametrize("path", made.MASTERS, ids=lambda path: path.stem)
def test_from_an_answer_to_its_feedback(path: Path, benchmark) -> None:
    data = datakit.load(ROOT / "build" / "frames")
    read = master.parse(path.read_text(encoding="utf-8"))
    first, later, floor = [], [], []

    def whole_set() -> None:
        with contextlib.chdir(made.HOME / "student"):
            check, begun = Exercises(path.stem, data, keep=False), read.begin(data)
            for id, question in read.questions.items():
                began = time.process_time()
                read.run(id, begun)
                floor.append(time.process_time() - began)
                names = read.run(id, begun, "wrong", "right")
                answers = [names[question.name], *(a for _, a in names.get("wrong", [])), *names["right"]]
                for times, answer in zip([first, *[later] * len(answers)], answers, strict=False):
                    began = time.process_time()
                    check.said(id, answer)._repr_mimebundle_()
                    times.append(time.process_time() - began)
                plt.close("all")

    benchmark.pedantic(whole_set, rounds=1)
    told = [f"{1000 * p95(times):.0f} ms" for times in (first, later, floor)]
    print(f"{path.stem}: first check p95 {told[0]}, later {told[1]}; the cells alone {told[2]}")
    assert len(first) == len(read.questions)
    assert p95(first + later) <= ATMOST
