"""`datakit build` on the five articles beside `import pandas`, in turn, in one run: `make bench ARGS="-s -k build"`.

Both start a Python of their own. What counts is the middle one of the ratios of neighbours, which a busy machine
changes little: a build should take at most twice as long as the import that every analysis begins with.
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_a_build_beside_the_import_of_pandas(benchmark, tmp_path: Path) -> None:
    ways = {"import": ["-c", "import pandas"], "build": ["-m", "datakit", "build", "--out", str(tmp_path / "frames")]}
    took: dict[str, list[float]] = {name: [] for name in ways}

    def each() -> None:
        for name, arguments in ways.items():
            began = time.perf_counter()
            subprocess.run([sys.executable, *arguments], cwd=ROOT, check=True, capture_output=True)
            took[name].append(time.perf_counter() - began)

    each()  # what is compiled once
    took = {name: [] for name in ways}
    benchmark.pedantic(each, rounds=10)
    ratio = statistics.median(b / a for a, b in zip(took["import"], took["build"], strict=True))
    benchmark.extra_info |= {"ratio": round(ratio, 2)} | {
        f"{n}_s": round(statistics.median(t), 2) for n, t in took.items()
    }
    print({name: f"{statistics.median(times):.2f} s" for name, times in took.items()}, f"ratio {ratio:.2f}")
    assert ratio <= 2
