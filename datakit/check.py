"""Are articles, frames and notebooks in step? What `datakit check` looks at; each finding is one sentence."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from datakit import build, describe, frames
from datakit.errors import DatakitError

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMED = 3


def findings(seeds: str, folder: Path, notebooks: Path, vocabulary: str | None, raw: bool) -> list[str]:
    """Everything that is out of step; empty if nothing is."""
    try:
        kept = frames.load(folder)
        found = describe.check(kept)
        with tempfile.TemporaryDirectory() as scratch:
            build.build(seeds, Path(scratch) / "frames", vocabulary=vocabulary, raw=raw)
            now = frames.load(Path(scratch) / "frames")
    except DatakitError as error:
        found = [str(error)]
    else:
        found += [f"{folder}: {name}: {how}." for name in now for how in differences(name, kept[name], now[name])]
        for resource in json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
            if describe.digest(folder / resource["path"]) != resource["hash"]:
                path = folder / resource["path"]
                found.append(f"{path} is not the file that datapackage.json describes: it was changed by hand.")
    return found + [f for path in sorted(notebooks.glob("*.ipynb")) for f in notebook(path)]


def differences(name: str, kept: pd.DataFrame, now: pd.DataFrame) -> list[str]:
    """How a frame differs from the one built now: rows gone, rows new, and fields changed."""
    old, new = (_cells(name, frame) for frame in (kept, now))
    both = old.keys() & new.keys()
    moved = {i: [f for f in new[i] if old[i][f] != new[i][f]] for i in both if old[i] != new[i]}
    fields = ", ".join(sorted({f for names in moved.values() for f in names}))
    kinds = {"no longer read": old.keys() - new.keys(), "new": new.keys() - old.keys(), f"changed in {fields}": moved}
    found = []
    for what, ids in kinds.items():
        if ids:
            some = ", ".join(sorted(ids)[:MOST_NAMED]) + (", ..." if len(ids) > MOST_NAMED else "")
            found.append(f"{len(ids)} {what}, {some}")
    return found or ["its rows are in another order than a build makes now"] * (list(old) != list(new))


def _cells(name: str, frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """The rows as CSV text, by key (by number where the frame has none)."""
    columns, key = frames.spec(name).columns, frames.spec(name).key
    rows = [{c.name: frames.cell(row[c.name], c.kind) for c in columns} for row in frame.to_dict("records")]
    return {row[key] if key else f"row {i}": row for i, row in enumerate(rows, 1)}


def notebook(path: Path) -> list[str]:
    """What is wrong with a notebook as saved: a cell not run, not run in order, or saved with an error."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [c for c in cells if c["cell_type"] == "code" and "".join(c["source"]).strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"{path} cannot be read as a notebook ({error!r})."]
    counts = [c.get("execution_count") for c in code]
    if None in counts:
        first, unrun = counts.index(None) + 1, counts.count(None)
        return [f"{path}: code cell {first} was never run ({unrun} in all); run the notebook and save it."]
    if counts != list(range(1, len(code) + 1)):
        return [f"{path}: the cells were not run once each from top to bottom; restart, run all and save."]
    broken = [n for n, c in enumerate(code, 1) if any(o.get("output_type") == "error" for o in c["outputs"])]
    return [f"{path}: code cell {n} was saved with an error." for n in broken]
