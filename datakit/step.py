"""Are articles, frames and notebooks in step? What `datakit check` looks at; each finding is one sentence."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from datakit import build, describe, frames, swap
from datakit.errors import DatakitError

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMED = 3


def findings(seeds: Path, folder: Path, notebooks: Path, vocabulary: Path | None, raw: bool) -> list[str]:
    """Everything that is out of step; empty if nothing is."""
    try:
        found = _frames(seeds, folder, vocabulary, raw)
    except DatakitError as error:
        found = [str(error)]
    return found + [f for path in sorted(notebooks.glob("*.ipynb")) for f in notebook(path)]


def _frames(seeds: Path, folder: Path, vocabulary: Path | None, raw: bool) -> list[str]:
    kept = frames.load(folder)
    found = describe.check(kept)
    with tempfile.TemporaryDirectory() as scratch:
        build.build(seeds, Path(scratch) / "frames", vocabulary=vocabulary, raw=raw)
        now = frames.load(Path(scratch) / "frames")
    for name, frame in now.items():
        found += differences(name, kept[name], frame, folder)
    package = json.loads((swap.mend(folder) / "datapackage.json").read_text(encoding="utf-8"))
    for resource in package["resources"]:
        path = folder / resource["path"]
        if describe.digest(path) != resource["hash"]:
            found.append(f"{path} is not the file that datapackage.json describes: it was changed by hand.")
    return found


def differences(name: str, kept: pd.DataFrame, now: pd.DataFrame, folder: Path) -> list[str]:
    """How a frame differs from the one built now: rows gone, rows new, and fields changed."""
    key = frames.spec(name).key
    old, new = (_cells(name, frame) for frame in (kept, now))
    if old == new:
        return []
    if not key:
        return [f"{folder}: {name} has other rows than a build makes now ({len(old)} against {len(new)})."]
    found = []
    for what, ids in (("no longer read", old.keys() - new.keys()), ("new", new.keys() - old.keys())):
        if ids:
            found.append(f"{folder}: {name}: {len(ids)} {what}, {_some(sorted(ids))}.")
    changed = {i: [f for f in new[i] if old[i][f] != new[i][f]] for i in old.keys() & new.keys() if old[i] != new[i]}
    if changed:
        fields = sorted({f for names in changed.values() for f in names})
        found.append(f"{folder}: {name}: {len(changed)} changed in {', '.join(fields)}, {_some(sorted(changed))}.")
    return found or [f"{folder}: {name} has its rows in another order than a build makes now."]


def _cells(name: str, frame: pd.DataFrame) -> dict[str, dict[str, str]]:
    """The rows as CSV text, by key (by number where the frame has none)."""
    columns, key = frames.spec(name).columns, frames.spec(name).key
    rows = [{c.name: frames.cell(row[c.name], c.kind) for c in columns} for row in frame.to_dict("records")]
    return {row[key] if key else str(i): row for i, row in enumerate(rows)}


def _some(ids: list[str]) -> str:
    return ", ".join(ids[:MOST_NAMED]) + (", ..." if len(ids) > MOST_NAMED else "")


def notebook(path: Path) -> list[str]:
    """What is wrong with a notebook as saved: a cell not run, not run in order, or saved with an error."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        code = [c for c in cells if c["cell_type"] == "code" and "".join(c["source"]).strip()]
    except (OSError, ValueError, KeyError, TypeError) as error:
        return [f"{path} cannot be read as a notebook ({error!r})."]
    counts = [c.get("execution_count") for c in code]
    unrun = [number for number, count in enumerate(counts, 1) if count is None]
    if unrun:
        return [f"{path}: code cell {unrun[0]} was never run ({len(unrun)} in all); run the notebook and save it."]
    if counts != list(range(1, len(code) + 1)):
        return [f"{path}: the cells were not run once each from top to bottom; restart, run all and save."]
    broken = [n for n, c in enumerate(code, 1) if any(o.get("output_type") == "error" for o in c["outputs"])]
    return [f"{path}: code cell {n} was saved with an error." for n in broken]
