"""Run every notebook on freshly built frames, write a page of each, and a receipt that says what moved.

Each notebook runs in a kernel of its own, so that one that dies or hangs takes no other with it. What is compared
with the outputs saved in the notebook is what a reader sees: text, tables and pictures (decoded, with room for
what another version of a font renders differently), not the widgets' state. All is written beside the output
folder, which it replaces whole: a run that is stopped, or whose input is wrong, leaves the old one.
"""

from __future__ import annotations

import ast
import asyncio
import atexit
import base64
import copy
import functools
import io
import json
import os
import platform
import re
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import metadata
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

from datakit import __version__, atomic, build, load, prose
from datakit.errors import DatakitError

# This package compiles grammars for two seconds where notebooks are read, for checks that are not needed.
sys.modules.setdefault("rfc3987_syntax", None)
RECEIPT = "receipt.json"
VERSIONS = "pandas numpy matplotlib seaborn ipywidgets nbclient nbconvert ipykernel".split()
COMPARED = ("text/plain", "text/html", "text/markdown", "text/latex", "image/svg+xml", "application/json")
INLINE = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=\s]+)")
ADDRESS = re.compile(r"0x[0-9a-f]{6,}|model_id='?[0-9a-f]{32}'?|\b[0-9a-f]{32}\b")
WIDGET = "application/vnd.jupyter.widget-view+json"
CITED = re.compile(r"\]\(#([\w-]+):\d")  # a link of the prose to a claim: the article's key
GIVEN = "injected-parameters"  # the tag of the cell that sets the parameters of a run, as other tools write it
RATES = (5, 10)  # yuan per dollar: it has stood between 6 and 9 since 1994
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
    timeout: int = 300,
    expected: bool = False,
) -> tuple[list[str], str]:
    """Build to `out`/frames, run the notebooks, write pages and receipt. See `datakit rerun --help`.

    Returns what to tell, in lines, and the reason to fail ('' if none). `expected` says that differences are
    no failure.
    """
    try:
        versions = {name: metadata.version(name) for name in VERSIONS}
    except metadata.PackageNotFoundError as error:
        raise DatakitError(f"rerun needs {error.name}: pip install 'numbers-in-the-news[rerun]'.") from None
    saved = {path: _read(path) for path in _chosen(notebooks, only)}
    taken = {path: _defined(notebook) for path, notebook in saved.items()}
    _check_parameters(parameters, set().union(*taken.values()))
    home = notebooks.resolve()
    if out.resolve() in (home, *home.parents):
        raise DatakitError(f"{out} holds the notebooks themselves; give --out a folder of its own.")
    atomic.guard(out / "frames", build.OURS, build.PACKAGE)
    with atomic.rewritten(out, {RECEIPT, "frames", *_pages(notebooks, out)}, RECEIPT) as new:
        built = build.build(seeds, new / "frames", vocabulary=vocabulary, raw=raw)
        given = {"frames": os.path.relpath(new / "frames", home)}
        if other := _other_story(notebooks, {row["key"] for row in built.tables["sources"]}):
            given["folder"] = os.path.relpath(seeds, home)
        given |= parameters
        runs = {p: _given(saved[p], {k: v for k, v in given.items() if k in taken[p]}) for p in saved}
        left = {path: other for path in saved if other and "folder" not in taken[path]}
        results = asyncio.run(_run_all(saved, runs, left, new, out.resolve().name, timeout))
        package = json.loads((new / "frames" / build.PACKAGE).read_text(encoding="utf-8"))
        receipt = {
            "datakit": __version__, "python": platform.python_version(), "system": platform.system(),
            "packages": versions, "parameters": parameters,
            "vocabulary": package["vocabulary"], "reviewed": package["reviewed"],
            "seeds": {row["source"]: f"sha256:{row['sha256']}" for row in built.tables["sources"]},
            "frames": {resource["path"]: resource["hash"] for resource in package["resources"]},
            "notebooks": results,
        }  # fmt: skip
        text = json.dumps(receipt, indent=1, ensure_ascii=False) + "\n"
        (new / RECEIPT).write_text(text, encoding="utf-8", newline="\n")
    told = (
        [f"{n}: {r['why'] or r['status']}", *(f"  {m}" for m in r["moved"] + r["prose"])] for n, r in results.items()
    )
    return [*chain(*told), f"Pages, notebooks and {RECEIPT} are in {out}"], _reason(results, expected)


def _chosen(notebooks: Path, only: Sequence[str]) -> list[Path]:
    """The notebooks whose names begin so; all if none is named."""
    paths = [path for path in sorted(notebooks.glob("*.ipynb")) if not only or path.name.startswith(tuple(only))]
    if not paths:
        raise DatakitError(f"{notebooks} holds no such notebook ({', '.join(only) or '*.ipynb'}).")
    return paths


def _other_story(notebooks: Path, keys: set[str]) -> str:
    """Why notebooks that tell a story are not run: the folder holds none of the articles that their prose cites."""
    told = {key for path in notebooks.glob("*.ipynb") for key in CITED.findall(path.read_text(encoding="utf-8"))}
    about = "it is about the course's own articles, and none of these is in the folder"
    return about if told and not told & keys else ""


def _read(path: Path) -> Any:
    import nbformat

    try:
        notebook = nbformat.v4.upgrade(nbformat.read(path, as_version=4))
        nbformat.validate(notebook)
    except Exception as error:  # whatever is wrong with the file
        raise DatakitError(f"{path} cannot be read as a notebook ({type(error).__name__}).") from None
    return notebook


def _defined(notebook: Any) -> set[str]:
    """The names that the cells tagged `parameters` set."""
    tagged = "\n".join(cell.source for cell in notebook.cells if "parameters" in _tags(cell))
    with suppress(SyntaxError):
        named = [t for n in ast.parse(tagged).body for t in getattr(n, "targets", [getattr(n, "target", None)])]
        return {t.id for t in named if isinstance(t, ast.Name)}
    return set()


def _check_parameters(parameters: dict[str, Any], known: set[str]) -> None:
    if unknown := sorted(set(parameters) - known):
        raise DatakitError(f"No notebook takes {unknown[0]}; they take {', '.join(sorted(known)) or 'no parameter'}.")
    rate = parameters.get("rate")
    if rate is not None and not (isinstance(rate, int | float) and RATES[0] <= rate <= RATES[1]):
        raise DatakitError(f"rate={rate!r} cannot be yuan per dollar; give a number from {RATES[0]} to {RATES[1]}.")


def _pages(notebooks: Path, out: Path) -> set[str]:
    """The names of what a run writes for notebooks: those that are there, and those of the run before."""
    names = {path.name for path in notebooks.glob("*.ipynb")}
    with suppress(OSError, ValueError, KeyError, TypeError):
        names |= set(json.loads((out / RECEIPT).read_text(encoding="utf-8"))["notebooks"])
    return names | {Path(name).with_suffix(".html").name for name in names}


async def _run_all(
    saved: dict, runs: dict, left: dict[Path, str], new: Path, name: str, timeout: int
) -> dict[str, dict]:
    """The result of each notebook, by its name. The pages are made here while kernels are at work.

    Those of `left` are left out, for the reason that it gives. All is written to `new`, which will be called `name`.
    Where this is cancelled, the kernels are ended.
    """
    loop = asyncio.get_running_loop()
    # nbclient would hear Ctrl-C for one notebook only, and its watch over a kernel that was ended fails aloud
    loop.add_signal_handler = lambda *_: None
    loop.set_exception_handler(lambda *_: None)
    room = asyncio.Semaphore(build.cores() + 1)  # a kernel waits while another one's page is made

    built = functools.cache(lambda: load(new / "frames"))

    async def result(path: Path) -> dict[str, Any]:
        if path in left:
            return {"status": "left out", "why": left[path], "moved": [], "prose": []}
        async with room:
            why = (await _run(runs[path], path.parent.resolve(), timeout)).replace(new.name, name)
        stored = _store(runs[path], new / path.name, name)
        moved = {} if why else compare(saved[path], stored)
        untrue = [] if why else prose.findings(stored, built())
        tags = {tag for number in moved for tag in _tags(own(stored)[number - 1])}
        again = [f"{s}: its cell moved." for s in prose.resting_on(stored, tags) if not any(s in u for u in untrue)]
        status = "failed" if why else "moved" if moved or untrue else "same"
        if sys.stderr.isatty():  # somebody waits
            print(f"{path.name}: {why or status}", file=sys.stderr)
        told = [f"code cell {number}: {how}" for number, how in moved.items()]
        return {"status": status, "why": why, "moved": told, "prose": untrue + again}

    order = sorted(runs, key=lambda path: -path.stat().st_size)  # a long one should not be left over at the end
    found = dict(zip(order, await asyncio.gather(*map(result, order)), strict=True))
    return {path.name: found[path] for path in runs}


def _reason(results: dict[str, dict], expected: bool) -> str:
    failed = [n for n, r in results.items() if r["status"] == "failed" or (r["why"] and not expected)]
    moved = [n for n, r in results.items() if r["status"] == "moved"]
    if failed:
        return f"{len(failed)} of {len(results)} notebooks failed ({', '.join(failed)})"
    if moved and not expected:
        return f"{', '.join(moved)}: what they show or say has moved, and no argument explains it"
    return ""


async def _run(run: Any, folder: Path, timeout: int) -> str:
    """Run a notebook where it stands, in `folder`; gives why it failed, '' if it did not."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError

    at: list[int] = [0]
    home = str(Path(__file__).parent.parent)  # the kernel finds this datakit, installed or not
    where = os.pathsep.join(filter(None, (home, os.environ.get("PYTHONPATH"))))
    client = NotebookClient(
        run, kernel_name="python3", shutdown_kernel="immediate", timeout=timeout, startup_timeout=120,
        record_timing=False, store_widget_state=False, resources={"metadata": {"path": str(folder)}},
        on_cell_start=lambda cell, cell_index: at.append(cell_index),
    )  # fmt: skip
    try:
        await client.async_execute(env={**os.environ, "PYTHONPATH": where}, stderr=subprocess.DEVNULL)
        return ""
    except Exception as error:  # a cell's, or its kernel died
        name, late = getattr(error, "ename", type(error).__name__), isinstance(error, CellTimeoutError)
        why = f"no answer within {timeout} seconds" if late else f"{name}: {getattr(error, 'evalue', error)}"
        cells = own(run, at[-1] + 1)
        place = f"code cell {len(cells)} (`{cells[-1].source.strip().partition(chr(10))[0][:60]}`): " if cells else ""
        return place + why.strip().splitlines()[0]
    finally:
        atexit.unregister(client._cleanup_kernel)  # it stays, and fails, where a kernel ended as it started


def _given(saved: Any, parameters: dict) -> Any:
    """A copy without outputs, with a cell that sets the parameters after the one that they are defined in."""
    from nbformat.v4 import new_code_cell

    run = copy.deepcopy(saved)
    run.cells = [cell for cell in run.cells if GIVEN not in _tags(cell)]
    for cell in own(run):
        cell.outputs, cell.execution_count = [], None
    if parameters:
        lines = "\n".join(f"{name} = {value!r}" for name, value in parameters.items())
        at = max(number for number, cell in enumerate(run.cells, 1) if "parameters" in _tags(cell))
        run.cells.insert(at, new_code_cell(lines, metadata={"tags": [GIVEN]}))
    return run


def _tags(cell: Any) -> Sequence[str]:
    return cell.metadata.get("tags", ())


def own(notebook: Any, until: int | None = None) -> list[Any]:
    """The code cells (of the first `until` cells) without the one that sets a run's parameters."""
    return [cell for cell in notebook.cells[:until] if cell.cell_type == "code" and GIVEN not in _tags(cell)]


def _store(run: Any, target: Path, name: str) -> Any:
    """Write a notebook, and a page of it that asks the network for nothing, to a folder that will be called `name`.

    Returns the notebook as it then reads. Live widgets are taken out where a picture and words stand beside them:
    a page would show these, and not the picture.
    """
    import nbformat

    run.metadata.pop("widgets", None)
    for data in (o["data"] for c in run.cells for o in c.get("outputs", ()) if "text/html" in o.get("data", {})):
        data.pop(WIDGET, None)
    text = nbformat.writes(run).replace(target.parent.name, name)
    target.write_text(text + "\n", encoding="utf-8", newline="\n")
    run = nbformat.reads(text, as_version=4)
    target.with_suffix(".html").write_text(_exporter().from_notebook_node(run)[0], encoding="utf-8", newline="\n")
    return run


@functools.cache
def _exporter() -> Any:
    """One for all pages, so that its templates are compiled once."""
    from nbconvert import HTMLExporter

    return HTMLExporter(raw_template=OFFLINE)


def compare(saved: Any, run: Any) -> dict[int, str]:
    """What a reader would see differ between the saved outputs and those of the run, by the number of the code cell."""
    found = {}
    for number, (old, new) in enumerate(zip(own(saved), own(run), strict=True), 1):
        a, b = _seen(old), _seen(new)
        if a[0] != b[0]:
            found[number] = _first_difference(a[0], b[0])
        elif len(a[1]) != len(b[1]) or not all(map(_same_picture, a[1], b[1])):
            found[number] = "its picture differs"
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
    a, b = next(pair for pair in zip_longest(old, new, fillvalue="") if pair[0] != pair[1])
    start = next(place for place, (x, y) in enumerate(zip_longest(a, b)) if x != y)
    cut = slice(max(0, start - 30), start + 50)
    return f"was {a[cut]!r}, is now {b[cut]!r}"


def _same_picture(a: bytes, b: bytes) -> bool:
    if a == b:
        return True
    import numpy as np
    from PIL import Image

    first, second = (np.asarray(Image.open(io.BytesIO(p)).convert("RGB"), dtype=int) for p in (a, b))
    return first.shape == second.shape and (abs(first - second).max(axis=2) > LEVELS).mean() <= PART
