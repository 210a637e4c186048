"""Are articles, frames and notebooks in step? What `datakit check` looks at; each finding is one sentence."""

from __future__ import annotations

import csv
import json
import tempfile
from pathlib import Path

from datakit import build, frames
from datakit.errors import DatakitError

MOST_NAMED = 3


def findings(seeds: str, folder: Path, notebooks: Path, vocabulary: str | None, raw: bool) -> list[str]:
    """Everything that is out of step; empty if nothing is."""
    try:
        frames.load(folder)
        with tempfile.TemporaryDirectory() as scratch:
            now = build.build(seeds, Path(scratch) / "frames", vocabulary=vocabulary, raw=raw).folder
            found = [f"{folder}: {name}: {how}." for name in frames.FRAMES for how in differences(name, folder, now)]
    except DatakitError as error:
        found = [str(error)]
    return found + [f for path in sorted(notebooks.glob("*.ipynb")) for f in notebook(path)]


def differences(name: str, kept: Path, now: Path) -> list[str]:
    """How a frame as kept in one folder differs from that in another: rows gone, rows new, and fields changed."""
    old, new = (_rows(name, folder) for folder in (kept, now))
    moved = {i for i in old.keys() & new.keys() if old[i] != new[i]}
    fields = ", ".join(sorted({f for i in moved for f in new[i] if old[i][f] != new[i][f]}))
    kinds = {"no longer read": old.keys() - new.keys(), "new": new.keys() - old.keys(), f"changed in {fields}": moved}
    found = []
    for what, ids in kinds.items():
        if ids:
            some = ", ".join(sorted(ids)[:MOST_NAMED]) + (", ..." if len(ids) > MOST_NAMED else "")
            found.append(f"{len(ids)} {what}, {some}")
    return found or ["its rows are in another order than a build makes now"] * (list(old) != list(new))


def _rows(name: str, folder: Path) -> dict[str, dict[str, str]]:
    """The rows of a CSV file as text, by key (by number where the frame has none)."""
    key = frames.spec(name).key
    with open(folder / f"{name}.csv", encoding="utf-8", newline="") as file:
        return {row[key] if key else f"row {i}": row for i, row in enumerate(csv.DictReader(file), 1)}


def notebook(path: Path) -> list[str]:
    """What is wrong with a notebook as saved: a cell not run, not run in order, or saved with an error."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [c for c in cells if c["cell_type"] == "code" and "".join(c["source"]).strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"{path} cannot be read as a notebook ({error!r})."]
    if [c.get("execution_count") for c in code] != list(range(1, len(code) + 1)):
        return [f"{path}: the cells were not run once each from top to bottom; restart, run all and save."]
    broken = [n for n, c in enumerate(code, 1) if any(o.get("output_type") == "error" for o in c["outputs"])]
    return [f"{path}: code cell {n} was saved with an error." for n in broken]
