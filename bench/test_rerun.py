"""A rerun of all notebooks against its floor, in turn, in one run: `make bench ARGS="-s -k floor_of_a_rerun"`.

The floor starts as many plain kernels, as many at a time, and each only runs the imports of its notebook: no build, no
panel, no page, and what the program itself imports is not counted. Printed, not judged: a rerun should stay
within 1.6 times its floor.
"""

from __future__ import annotations

import ast
import asyncio
import statistics
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from nbclient import NotebookClient

from datakit.build import cores

ROOT = Path(__file__).parent.parent
NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))


def imports_of(path: Path) -> nbformat.NotebookNode:
    """A notebook of two cells: the parameters, and every import of the one at `path`."""
    code = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    lines = [n for c in code for n in ast.walk(ast.parse(c.source)) if isinstance(n, ast.Import | ast.ImportFrom)]
    return nbformat.v4.new_notebook(cells=[code[0], nbformat.v4.new_code_cell("\n".join(map(ast.unparse, lines)))])


def only_imports(notebooks: list[nbformat.NotebookNode]) -> None:
    where = {"resources": {"metadata": {"path": str(ROOT / "notebooks")}}, "shutdown_kernel": "immediate"}
    with ThreadPoolExecutor(cores()) as pool:
        clients = [NotebookClient(notebook, kernel_name="python3", **where) for notebook in notebooks]
        list(pool.map(lambda client: asyncio.run(client.async_execute(stderr=subprocess.DEVNULL)), clients))


def test_the_floor_of_a_rerun(benchmark, tmp_path: Path) -> None:
    two = [imports_of(path) for path in NOTEBOOKS]
    only_imports(two[:1])  # what this process imports for it
    ways = {
        "floor": lambda: only_imports(two),
        "rerun": lambda: subprocess.run(
            [sys.executable, "-m", "datakit", "rerun", "--out", tmp_path / "out"], cwd=ROOT, check=True
        ),
    }
    took: dict[str, list[float]] = {name: [] for name in ways}

    def each() -> None:
        for name, way in ways.items():
            began = time.perf_counter()
            way()
            took[name].append(time.perf_counter() - began)

    benchmark.pedantic(each, rounds=3)
    middle = {name: statistics.median(times) for name, times in took.items()}
    benchmark.extra_info |= {f"{name}_s": round(seconds, 1) for name, seconds in middle.items()}
    told = ", ".join(f"{name} {seconds:.1f} s" for name, seconds in middle.items())
    print(f"{len(NOTEBOOKS)} notebooks, {cores()} at a time: {told}, ratio {middle['rerun'] / middle['floor']:.2f}")
