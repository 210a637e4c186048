"""Run notebooks from the top and store what they show, in a form that is the same on every run.

    python tools/normalise_notebooks.py [notebooks/02_compute.ipynb ...]      all of notebooks/ by default

Left out of what is stored: widget views (their ids are random, and without a kernel they show nothing; the
picture, the table and the sentence beside them stay), times, and the version of the Python that ran it. Exit
code 1 if a cell fails, with the notebook and the message; that notebook is then left as it was.

The minutes that a notebook says it takes, and the map of the course in the first one, are counted here too: so
many words at the pace of careful reading, and so many guesses, widgets and questions, by the calls that make them.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

from datakit.lab import METADATA

ROOT = Path(__file__).resolve().parent.parent
WIDGET = "application/vnd.jupyter.widget-view+json"
KEPT = {"tags", "jupyter"}  # of a cell's metadata
# Assumed, not measured: words read in a minute (adults read plain prose at about 240), and minutes for each activity.
PACE, DEBATE, ACTIVITIES = 200, 5, {"predict": 2, "explore": 5, "ask": 1}
CALL = re.compile(rf"\b({'|'.join(ACTIVITIES)})\(")
MINUTES = re.compile(r"about \d+ minutes")


def run(path: Path) -> nbformat.NotebookNode:
    """The notebook at `path`, run in its own folder. Raises CellExecutionError."""
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=120, store_widget_state=False, record_timing=False, resources=where).execute()
    return normalise(notebook)


def normalise(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The same notebook without what differs from run to run."""
    notebook.metadata = nbformat.from_dict(METADATA)
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in KEPT})
        for output in cell.get("outputs", []):
            if "data" in output and len(output.data) > 1:
                output.data.pop(WIDGET, None)
            output.pop("transient", None)
    return notebook


def minutes(notebook: nbformat.NotebookNode) -> int:
    """How long a reader takes, in minutes, rounded up to five: an estimate from words and activities."""
    texts = [cell.source for cell in notebook.cells if cell.cell_type == "markdown"]
    spent = DEBATE * any("## To argue about" in text for text in texts)
    calls = Counter(call for cell in notebook.cells if cell.cell_type == "code" for call in CALL.findall(cell.source))
    spent += sum(ACTIVITIES[name] * count for name, count in calls.items())
    data = [output.data for cell in notebook.cells for output in cell.get("outputs", []) if "data" in output]
    texts += [d.get("text/markdown", d.get("text/plain", "")) for d in data]
    reading = sum(len(text.split()) for text in texts) / PACE
    return 5 * math.ceil((reading + spent) / 5)


def say_minutes(paths: list[Path]) -> None:
    """Write each notebook's minutes where it says them, and on its line of the map in the first notebook."""
    first = min(paths[0].parent.glob("*.ipynb"))
    for path in paths:
        notebook, table = nbformat.read(path, as_version=4), nbformat.read(first, as_version=4)
        said = f"about {minutes(notebook)} minutes"
        notebook.cells[1].source = MINUTES.sub(said, notebook.cells[1].source)
        nbformat.write(notebook, path)
        table = notebook if path == first else table
        for cell in table.cells:
            lines = cell.source.split("\n")
            if cell.cell_type == "markdown":
                here = [line.startswith("|") and f"`{path.stem}`" in line for line in lines]
                cell.source = "\n".join(MINUTES.sub(said, a) if b else a for a, b in zip(lines, here, strict=True))
        nbformat.write(table, first)


def main(names: list[str]) -> int:
    paths = [Path(name) for name in names] or sorted((ROOT / "notebooks").glob("*.ipynb"))
    failed = 0
    for path in paths:
        try:
            nbformat.write(run(path), path)
            print(f"{path.name}: run and stored")
        except CellExecutionError as error:
            print(f"{path.name}: a cell failed, nothing stored. {error.ename}: {error.evalue}", file=sys.stderr)
            failed = 1
    say_minutes(paths)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
