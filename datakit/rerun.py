"""Run every notebook on freshly built frames, write a page of each, and a receipt that says what moved.

Each notebook runs in a process of its own (see `kernels`), so that one that dies or hangs takes no other with
it. What is compared with the outputs saved in the notebook is what a reader sees: text, tables and pictures
(decoded, with room for what another version of a font renders differently), not the widgets' state.
"""

from __future__ import annotations

import ast
import asyncio
import atexit
import base64
import copy
import io
import json
import os
import platform
import re
import sys
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from importlib import metadata
from pathlib import Path
from typing import Any

from datakit import __version__, build, frames, swap
from datakit.errors import DatakitError

# This package compiles grammars for two seconds where notebooks are read, for checks that are not needed.
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
    only: Sequence[str] = (),
    jobs: int | None = None,
    timeout: int = 300,
    expected: bool = False,
) -> tuple[list[str], str]:
    """Build to `out`/frames, run the notebooks, write pages and receipt. See `datakit rerun --help`.

    Returns what to tell, in lines, and the reason to fail ('' if none). `expected` says that differences are
    no failure.
    """
    paths = _chosen(sorted(notebooks.glob("*.ipynb")), only, notebooks)
    try:
        versions = {name: metadata.version(name) for name in VERSIONS}
    except metadata.PackageNotFoundError as error:
        raise DatakitError(f"rerun needs {error.name}: pip install 'numbers-in-the-news[rerun]'.") from None
    if out.resolve() in (notebooks.resolve(), *notebooks.resolve().parents):
        raise DatakitError(f"{out} holds the notebooks themselves; give --out a folder of its own.")
    written = {n for path in notebooks.glob("*.ipynb") for n in (path.name, path.with_suffix(".html").name)}
    swap.guard(out, {*written, "receipt.json", "frames"}, "receipt.json")
    taken = {path: _defined(path) for path in paths}
    names = sorted(set().union(*(t for t in taken.values() if t)))
    if unknown := sorted(set(parameters) - set(names)):
        raise DatakitError(f"No notebook takes {unknown[0]}; they take {', '.join(names) or 'no parameter'}.")
    sys.modules.setdefault(STUB, None)  # before anything imports nbformat
    from datakit import kernels

    kernels.warm()
    out.mkdir(parents=True, exist_ok=True)
    (out / "receipt.json").write_text('{"finished": false}\n')  # until it is; a run that is stopped leaves this
    for name in written:
        (out / name).unlink(missing_ok=True)
    build.build(seeds, out / "frames", vocabulary=vocabulary, raw=raw)
    loaded = frames.load(out / "frames", parameters.get("as_of"))
    if parameters.get("rate") is not None:
        from datakit.analysis import capex

        capex.assumed(parameters["rate"])
    given = {"frames": os.path.relpath(out / "frames", notebooks), **parameters}
    tasks = {path: {k: v for k, v in given.items() if k in (taken[path] or ())} for path in paths}
    found = dict(_run_all(tasks, out, jobs or build.cores(), timeout))
    results = {path.name: found[path] for path in paths}
    package = json.loads((out / "frames" / "datapackage.json").read_text(encoding="utf-8"))
    sources = frames.read("sources", out / "frames" / "sources.csv")
    receipt = {
        "datakit": __version__, "python": platform.python_version(), "system": platform.system(), "packages": versions,
        "parameters": parameters, "vocabulary": package["vocabulary"], "reviewed": package["reviewed"],
        "seeds": dict(zip(sources["source"], "sha256:" + sources["sha256"], strict=True)),
        "left_out": sorted(set(sources["source"]) - set(loaded.sources["source"])),
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


def _chosen(paths: list[Path], only: Sequence[str], notebooks: Path) -> list[Path]:
    """The notebooks whose names begin so; all if none is named."""
    if not paths:
        raise DatakitError(f"{notebooks} holds no notebook; give --notebooks a folder that does.")
    for start in only:
        if not any(path.name.startswith(start) for path in paths):
            raise DatakitError(f"No notebook's name begins with {start}; there are {', '.join(p.stem for p in paths)}.")
    return [path for path in paths if not only or path.name.startswith(tuple(only))]


def _run_all(tasks: dict[Path, dict], out: Path, jobs: int, timeout: int) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Each notebook with its result, as they finish. The pages are made here while kernels are at work."""
    from tqdm import tqdm

    from datakit import kernels

    size = lambda path: -path.stat().st_size  # noqa: E731 - the long ones first, so that none is left over at the end
    bar = tqdm(total=len(tasks), unit="notebook", file=sys.stderr, disable=not sys.stderr.isatty(), leave=False)
    with ThreadPoolExecutor(min(jobs, len(tasks))) as pool:
        futures = {pool.submit(_run, path, tasks[path], timeout): path for path in sorted(tasks, key=size)}
        try:
            for future in as_completed(futures):
                path, (saved, run, status, why) = futures[future], future.result()
                moved = []
                if run is not None:
                    _store(run, out / path.name)
                    moved = [] if why else compare(saved, run)
                result = {"status": status or ("moved" if moved else "same"), "why": why, "moved": moved}
                if not bar.disable:
                    bar.write(f"{path.name}: {why or result['status']}", file=sys.stderr)
                    bar.update()
                yield path, result
        except BaseException:  # Ctrl-C too: no kernel outlives this process
            pool.shutdown(wait=False, cancel_futures=True)
            while not all(future.done() for future in futures):
                kernels.Manager.kill_all()
                time.sleep(0.05)
            raise
        finally:
            bar.close()


def _reason(results: dict[str, dict], expected: bool) -> str:
    failed = [n for n, r in results.items() if r["status"] == "failed" or (r["why"] and not expected)]
    moved = [n for n, r in results.items() if r["moved"]]
    if failed:
        return f"{len(failed)} of {len(results)} notebooks failed ({', '.join(failed)})"
    if moved and not expected:
        return f"{', '.join(moved)}: outputs differ from the saved ones, and no argument explains it"
    return ""


def _defined(path: Path) -> set[str] | None:
    """The names that the notebook's cell tagged `parameters` sets; None if it cannot be read."""
    try:
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        tagged = [c for c in cells if "parameters" in c["metadata"].get("tags", ())]
        lines = [node for c in tagged for node in ast.parse("".join(c["source"])).body]
    except (OSError, ValueError, KeyError, TypeError, SyntaxError):
        return None
    named = [t for n in lines for t in getattr(n, "targets", [getattr(n, "target", None)])]
    return {t.id for t in named if isinstance(t, ast.Name)}


def _run(path: Path, parameters: dict, timeout: int) -> tuple[Any, Any, str, str]:
    """The notebook as saved and as run (None if it cannot be read), 'failed' or 'left out', and why."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError
    from papermill.iorw import load_notebook_node
    from papermill.parameterize import parameterize_notebook

    from datakit import kernels

    try:
        saved = load_notebook_node(str(path))
        run = parameterize_notebook(copy.deepcopy(saved), parameters, kernel_name="python3", language="python")
        for cell in own(run):
            cell.outputs, cell.execution_count = [], None
    except Exception as error:  # whatever is wrong with the file
        return None, None, "failed", f"cannot be read as a notebook ({type(error).__name__})"
    at: list[Any] = []
    home = str(Path(__file__).parent.parent)  # the kernel finds this datakit, installed or not
    where = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    client = NotebookClient(
        run, kernel_name="python3", kernel_manager_class=kernels.Manager, shutdown_kernel="immediate",
        timeout=timeout, startup_timeout=120, record_timing=False, store_widget_state=False,
        resources={"metadata": {"path": str(path.parent.resolve())}},
        on_cell_start=lambda cell, cell_index: at.append(cell),
    )  # fmt: skip
    why = ""
    try:
        asyncio.run(client.async_execute(env={**os.environ, "PYTHONPATH": where}))
    except CellExecutionError as error:
        why = f"{error.ename}: {error.evalue}"
        if error.ename == "PanelError":  # the articles lack what it is about
            return saved, run, "left out", _stopped(run, at) + why.strip().splitlines()[0]
    except CellTimeoutError:
        why = f"no answer within {timeout} seconds"
    except Exception as error:  # its kernel died
        why = f"{type(error).__name__}: {error}"
    finally:
        atexit.unregister(client._cleanup_kernel)  # it stays, and fails, where a kernel ended as it started
    return saved, run, "failed" if why else "", why and _stopped(run, at) + why.strip().splitlines()[0]


def _stopped(notebook: Any, at: list[Any]) -> str:
    """Which cell (as written) the run ended in, for a message."""
    for number, cell in enumerate(own(notebook), 1):
        if at and cell is at[-1]:
            return f"code cell {number} (`{next(iter(cell.source.strip().splitlines()), '')[:60]}`): "
    return ""


def _store(run: Any, target: Path) -> None:
    import nbformat

    clean(run)
    nbformat.write(run, target)
    target.with_suffix(".html").write_text(page(run), encoding="utf-8")


def own(notebook: Any) -> list[Any]:
    """The code cells without those that papermill put in."""
    return [
        c for c in notebook.cells if c.cell_type == "code" and "injected-parameters" not in c.metadata.get("tags", ())
    ]


def clean(notebook: Any) -> None:
    """Take out what papermill notes of this machine, and live widgets where a picture and words stand beside them."""
    notebook.metadata.pop("widgets", None)
    for data in (o["data"] for c in notebook.cells for o in c.get("outputs", ()) if "text/html" in o.get("data", {})):
        data.pop(WIDGET, None)  # a page would show the widget, which needs a kernel, and not the picture
    notebook.metadata["parameters"] = notebook.metadata.pop("papermill", {}).get("parameters", {})
    for cell in notebook.cells:
        cell.metadata.pop("papermill", None)


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
