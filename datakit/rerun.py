"""Run every notebook on freshly built frames, write a page of each, and a receipt that says what moved.

Each notebook runs in a process of its own, so that one that dies or hangs takes no other with it. What is
compared with the outputs saved in the notebook is what a reader sees: text, tables and pictures (decoded,
with room for what another version of a font renders differently), not the widgets' state.
"""

from __future__ import annotations

import ast
import base64
import io
import json
import os
import platform
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from importlib import metadata
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from datakit import __version__, build, frames, swap
from datakit.errors import DatakitError

# This package compiles grammars for two seconds in each process that reads a notebook, for checks that are
# not needed.
STUB = "rfc3987_syntax"
VERSIONS = "pandas numpy matplotlib seaborn ipywidgets networkx papermill nbclient nbconvert ipykernel".split()
COMPARED = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml", "application/json")
INLINE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=\s]+)")
ADDRESS = re.compile(r"0x[0-9a-f]{6,}|model_id='?[0-9a-f]{32}'?|\b[0-9a-f]{32}\b")
WIDGET = "application/vnd.jupyter.widget-view+json"
LEVELS, PART = 24, 0.02  # a picture moved if more than PART of its points differ by more than LEVELS of 255
# Everything that nbconvert's page would fetch from the network; the panels' pictures and tables need none of it.
FETCHING = "html_head_js_requirejs html_head_js_mathjax html_head_js_mermaidjs jupyter_widgets".split()
OFFLINE = "{% extends 'lab/index.html.j2' %}" + "".join(f"{{% block {b} %}}{{% endblock %}}" for b in FETCHING)


def rerun(
    notebooks: Path,
    out: Path,
    parameters: dict[str, Any],
    *,
    seeds: str = "seeds",
    vocabulary: str | None = None,
    raw: bool = False,
    jobs: int | None = None,
    timeout: int = 300,
    expected: bool = False,
) -> tuple[list[str], str]:
    """Build to `out`/frames, run the notebooks, write pages and receipt. See `datakit rerun --help`.

    Returns what to tell, in lines, and the reason to fail ('' if none). `expected` says that differences are
    no failure.
    """
    paths = sorted(notebooks.glob("*.ipynb"))
    if not paths:
        raise DatakitError(f"{notebooks} holds no notebook; give --notebooks a folder that does.")
    try:
        versions = {name: metadata.version(name) for name in VERSIONS}
    except metadata.PackageNotFoundError as error:
        raise DatakitError(f"rerun needs {error.name}: pip install 'numbers-in-the-news[rerun]'.") from None
    if out.resolve() in (notebooks.resolve(), *notebooks.resolve().parents):
        raise DatakitError(f"{out} holds the notebooks themselves; give --out a folder of its own.")
    written = {name for path in paths for name in (path.name, path.with_suffix(".html").name)}
    swap.guard(out, {*written, "receipt.json", "frames"}, "receipt.json")
    taken = {path: _defined(path) for path in paths}
    names = sorted(set().union(*taken.values()))
    if unknown := sorted(set(parameters) - set(names)):
        raise DatakitError(f"No notebook takes {unknown[0]}; they take {', '.join(names) or 'no parameter'}.")
    out.mkdir(parents=True, exist_ok=True)
    build.build(seeds, out / "frames", vocabulary=vocabulary, raw=raw)
    given = {"frames": os.path.relpath(out / "frames", notebooks), **parameters}
    tasks = [(path, out, {k: v for k, v in given.items() if k in taken[path]}, timeout) for path in paths]
    results = dict(zip([p.name for p in paths], _run_all(tasks, jobs or build.cores()), strict=True))
    package = json.loads((out / "frames" / "datapackage.json").read_text(encoding="utf-8"))
    sources = frames.read("sources", out / "frames" / "sources.csv")
    receipt = {
        "datakit": __version__, "python": platform.python_version(), "system": platform.system(), "packages": versions,
        "parameters": parameters, "vocabulary": package["vocabulary"], "reviewed": package["reviewed"],
        "seeds": dict(zip(sources["source"], "sha256:" + sources["sha256"], strict=True)),
        "frames": {resource["path"]: resource["hash"] for resource in package["resources"]},
        "notebooks": results,
    }  # fmt: skip
    text = json.dumps(receipt, indent=1, ensure_ascii=False) + "\n"
    (out / "receipt.json").write_text(text, encoding="utf-8", newline="\n")
    lines = []
    for name, result in results.items():
        lines.append(f"{name}: {result['why'] or result['status']}")
        lines += [f"  {what}" for what in result["moved"]]
    return [*lines, f"Pages, notebooks and receipt.json are in {out}"], _reason(results, expected)


def _run_all(tasks: list[tuple], jobs: int) -> Iterator[dict[str, Any]]:
    """The result of each task, in order."""
    with ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=get_context("spawn"), max_tasks_per_child=1) as pool:
        futures = [pool.submit(_run, *task) for task in tasks]
        for number, future in enumerate(futures, 1):
            try:
                yield future.result()
            except Exception as error:  # the process itself died; the others' results still count
                yield {"status": "failed", "why": f"its process ended ({error})", "moved": []}
            if sys.stderr.isatty():
                print(f"ran {number} of {len(tasks)} notebooks", file=sys.stderr)


def _reason(results: dict[str, dict], expected: bool) -> str:
    failed = [n for n, r in results.items() if r["status"] == "failed" or (r["why"] and not expected)]
    moved = [n for n, r in results.items() if r["moved"]]
    if failed:
        return f"{len(failed)} of {len(results)} notebooks failed ({', '.join(failed)})"
    if moved and not expected:
        return f"{', '.join(moved)}: outputs differ from the saved ones, and no argument explains it"
    return ""


def _defined(path: Path) -> set[str]:
    """The names that the notebook's cell tagged `parameters` sets."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        tagged = [c for c in cells if "parameters" in c["metadata"].get("tags", ())]
        lines = [node for c in tagged for node in ast.parse("".join(c["source"])).body]
    except (OSError, ValueError, KeyError, TypeError, SyntaxError) as error:
        raise DatakitError(f"{path} cannot be read as a notebook ({error!r}).") from None
    named = [t for n in lines for t in getattr(n, "targets", [getattr(n, "target", None)])]
    return {t.id for t in named if isinstance(t, ast.Name)}


def _run(path: Path, out: Path, parameters: dict, timeout: int) -> dict[str, Any]:
    """Run one notebook in this process; writes it and its page to `out`. The result is for the receipt."""
    for stream in (1, 2):  # kernels write warnings of their own here; what matters is in the result
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    sys.modules.setdefault(STUB, None)  # before anything imports nbformat
    import nbformat
    import papermill
    from papermill.exceptions import PapermillExecutionError

    home = str(Path(__file__).parent.parent)  # the kernel finds this datakit, installed or not
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    target, why, status = out / path.name, "", "failed"
    try:
        papermill.execute_notebook(
            path, target, parameters, cwd=path.parent, kernel_name="python3", language="python",
            progress_bar=False, start_timeout=120, execution_timeout=timeout,
        )  # fmt: skip
    except PapermillExecutionError as error:
        why = f"{error.ename}: {error.evalue}"
        status = "left out" if error.ename == "PanelError" else status  # the articles lack what it is about
    except Exception as error:  # a cell that hangs, a kernel that dies: the caller tells which
        hung = type(error).__name__ == "CellTimeoutError"
        why = f"no answer within {timeout} seconds" if hung else f"{type(error).__name__}: {error}"
    run = nbformat.read(target if target.is_file() else path, as_version=4)
    if why:
        why = f"{_stopped(run)}{why.strip().splitlines()[0]}"
    clean(run)
    nbformat.write(run, target)
    target.with_suffix(".html").write_text(page(run), encoding="utf-8")
    moved = [] if why else compare(nbformat.read(path, as_version=4), run)
    return {"status": status if why else "moved" if moved else "same", "why": why, "moved": moved}


def _stopped(notebook: Any) -> str:
    """Which cell (as written) the run ended in, for a message; papermill notes each cell's status."""
    ran = [(n, c, c.metadata.get("papermill", {}).get("status")) for n, c in enumerate(own(notebook), 1)]
    # a cell that hangs or kills its kernel is noted as completed too, and is then the last that is
    ended = [r for r in ran if r[2] == "failed"] or [r for r in ran if r[2] in ("completed", "running")]
    if not ended:
        return ""
    number, cell, _ = ended[-1]
    return f"code cell {number} (`{next(iter(cell.source.strip().splitlines()), '')[:60]}`): "


def own(notebook: Any) -> list[Any]:
    """The code cells without those that papermill put in."""
    added = {"injected-parameters", "papermill-error-cell-tag"}
    return [c for c in notebook.cells if c.cell_type == "code" and not added & set(c.metadata.get("tags", ()))]


def clean(notebook: Any) -> None:
    """Take out what papermill notes of this machine, and live widgets where a picture and words stand beside them."""
    notebook.metadata.pop("widgets", None)
    for data in (o["data"] for c in notebook.cells for o in c.get("outputs", ()) if "text/html" in o.get("data", {})):
        data.pop(WIDGET, None)  # a page would show the widget, which needs a kernel, and not the picture
    notebook.metadata["parameters"] = notebook.metadata.pop("papermill", {}).get("parameters", {})
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)


def page(notebook: Any) -> str:
    """The notebook as one HTML page that asks the network for nothing."""
    from nbconvert import HTMLExporter

    return HTMLExporter(raw_template=OFFLINE).from_notebook_node(notebook)[0]


def compare(saved: Any, run: Any) -> list[str]:
    """What a reader would see differ between the saved outputs and those of the run, one line a cell."""
    before, after = own(saved), own(run)
    found = []
    for number, (old, new) in enumerate(zip(before, after, strict=True), 1):
        a, b = _seen(old), _seen(new)
        if a[0] != b[0]:
            found.append(f"code cell {number}: {_first_difference(a[0], b[0])}")
        elif len(a[1]) != len(b[1]) or not all(map(_same_picture, a[1], b[1])):
            found.append(f"code cell {number}: its picture differs")
    return found


def _seen(cell: Any) -> tuple[list[str], list[bytes]]:
    """The text of a cell's outputs, without what changes from run to run, and its pictures as PNG."""
    texts, pictures = [], []
    for output in cell.outputs:
        data = output.get("data", {})
        streams = [output.text] if "text" in output else []
        for text in [*streams, *(str(data[kind]) for kind in COMPARED if kind in data)]:
            pictures += [base64.b64decode(found) for found in INLINE.findall(text)]
            texts += ADDRESS.sub("...", INLINE.sub("(picture)", text)).splitlines()
        if "image/png" in data:
            pictures.append(base64.b64decode(data["image/png"]))
    return texts, pictures


def _first_difference(old: list[str], new: list[str]) -> str:
    pairs = ((a, b) for a, b in zip([*old, ""], [*new, ""], strict=False) if a != b)
    a, b = next(pairs, ("", new[len(old)] if len(new) > len(old) else ""))
    start = next((i for i, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), 0)
    cut = slice(max(0, start - 30), start + 50)
    return f"was {a[cut]!r}, is now {b[cut]!r}"


def _same_picture(a: bytes, b: bytes) -> bool:
    if a == b:
        return True
    import numpy as np
    from PIL import Image

    first, second = (np.asarray(Image.open(io.BytesIO(p)).convert("RGB"), dtype=int) for p in (a, b))
    return first.shape == second.shape and (abs(first - second).max(axis=2) > LEVELS).mean() <= PART
