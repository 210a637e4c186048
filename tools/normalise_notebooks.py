"""Run notebooks from the top and store what they show, in a form that is the same on every run.

    python tools/normalise_notebooks.py [notebooks/02_compute.ipynb ...]      all of notebooks/ by default

Left out of what is stored: widget views (their ids are random, and without a kernel they show nothing; the
picture, the table and the sentence beside them stay), times, and the version of the Python that ran it. Exit
code 1 if a cell fails, with the notebook and the message; that notebook is then left as it was.
"""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError

ROOT = Path(__file__).resolve().parent.parent
WIDGET = "application/vnd.jupyter.widget-view+json"
KEPT = {"tags", "jupyter"}  # of a cell's metadata


def run(path: Path) -> nbformat.NotebookNode:
    """The notebook at `path`, run in its own folder. Raises CellExecutionError."""
    notebook = nbformat.read(path, as_version=4)
    where = {"metadata": {"path": str(path.parent)}}
    NotebookClient(notebook, timeout=120, store_widget_state=False, record_timing=False, resources=where).execute()
    return normalise(notebook)


def normalise(notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The same notebook without what differs from run to run."""
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    notebook.metadata = nbformat.from_dict({"kernelspec": kernel, "language_info": {"name": "python"}})
    for number, cell in enumerate(notebook.cells):
        cell.id = f"cell-{number:02d}"
        cell.metadata = nbformat.from_dict({k: v for k, v in cell.metadata.items() if k in KEPT})
        for output in cell.get("outputs", []):
            if "data" in output and len(output.data) > 1:
                output.data.pop(WIDGET, None)
            output.pop("transient", None)
    return notebook


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
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
