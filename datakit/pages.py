"""What the notebook's tools share: safe HTML, outputs that stay in a saved notebook, and one size of figure.

A callback of a widget may come in a second thread, beside a running cell. Drawing there would mix with what the cell
draws, so `in_turn` hands it to the main thread, where it waits for the cell to end.
"""

from __future__ import annotations

import base64
import html
import io
import re
import threading
import zlib
from collections.abc import Callable, Hashable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any

import ipywidgets as W
import matplotlib as mpl
import numpy as np
from IPython import get_ipython
from IPython.display import DisplayHandle, display
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox
from PIL import Image

LOCK = threading.RLock()  # matplotlib is not thread-safe
INK, BLUE, GREY = "#222222", "#0173b2", "#949494"
PROSE = "font-size:16px;line-height:1.4;margin:4px 0"
# The picture is as wide as the page, and so high that a question, two rows of controls and a sentence fit in the window
# with it. At least 300 pixels, so that zooming in makes it larger.
PICTURE = "display:block;width:100%;height:auto;max-height:max(300px,calc(100vh - 320px));object-fit:contain;object-position:left"
CONTROLS = "Run this cell to use its controls."
# JupyterLab writes an error where a saved notebook's controls were: its node then holds nothing but that text.
GONE = ".jp-OutputArea-output.jupyter-widgets:not(:has(*))"
LOOK = ".datakit{--jp-widgets-font-size:16px;--jp-widgets-inline-height:32px;overflow:visible}.datakit label{text-align:left}"
COVER = "Show the answer"
# Where the buttons of a guess work, a cover opens by them only; on a saved page there are none, and a click opens it.
ASKED = ".jp-Notebook:has(.datakit) .datakit-cover"
SHUT = f"{ASKED}>:not(summary){{display:none!important}}{ASKED}>summary::after{{content:': first commit a guess, or skip it'}}"
STYLE = f"<style>{GONE}{{font-size:0}}{GONE}::after{{content:'{CONTROLS}';font-size:16px}}{LOOK}{SHUT}</style>"
SIZES = ["font.size", "axes.labelsize", "axes.titlesize", "xtick.labelsize", "ytick.labelsize", "legend.fontsize"]
PLAIN = {"axes.spines.top": False, "axes.spines.right": False, "axes.titlelocation": "left", "axes.edgecolor": GREY,
         "axes.axisbelow": True}  # fmt: skip
# 13 points, at 100 of them an inch, are 18 pixels. A title at a fixed height need not be fitted: a tenth of a redraw.
THEME = {**PLAIN, **dict.fromkeys(SIZES, 13), "axes.titley": 1.0}
CELLS: dict[Hashable, dict[str, list[W.Widget]]] = {}  # of each cell, and each run of it: the widgets it made
Layout = tuple[list[float], list[Bbox]]  # the room that words take around the axes, and where the axes stand


def escape(text: object) -> str:
    """`text` as HTML in which nothing is markup and a dollar sign begins no formula."""
    return html.escape(str(text)).replace("$", "<span>&#36;</span>")


def prose(text: object, role: str = "") -> str:
    """A paragraph; `role` may be status or alert, so that a screen reader says it when it changes."""
    return f'<p{f" role={role}" if role else ""} style="{PROSE}">{escape(text)}</p>'


def details(summary: str, body: str, kind: str = "") -> str:
    """`body` (HTML), to be unfolded under `summary`; `kind` is the name of a class."""
    return f'<details{kind and f" class={kind}"} style="{PROSE}"><summary>{escape(summary)}</summary>{body}</details>'


def cover(body: str) -> str:
    """`body` (HTML), to be shown by a guess, or, where no kernel runs, by a click."""
    return details(COVER, body, "datakit-cover")


def bullets(items: Iterable[str]) -> str:
    """A list of pieces of HTML."""
    return f'<ul style="{PROSE}">{"".join(f"<li>{item}</li>" for item in items)}</ul>'


@dataclass(frozen=True)
class Shown:
    """What a cell shows, as HTML and as plain text."""

    html: str
    text: str

    def __str__(self) -> str:
        return self.text

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/html": self.html, "text/plain": self.text}


class Place(DisplayHandle):
    """An output that can change later. It is no widget: a saved notebook keeps what it showed last."""

    act = DisplayHandle.display

    def show(self, html: str, text: str) -> None:
        self.act(Shown(STYLE + html, text))
        self.act = self.update


def controls(*widgets: W.Widget, below: Iterable[W.Widget] = (), fallback: str = "") -> W.Box:
    """Show widgets in a grid, all of one width, and `below` in a row; without a kernel, `fallback` (HTML) and a line that says so.

    Widgets that the cell showed when it was run before are closed: otherwise each run would leave some behind.
    """
    for widget in widgets:
        widget.layout.width = "auto"
        if hasattr(getattr(widget, "style", None), "description_width"):
            widget.style.description_width = "initial"
        if hasattr(widget, "continuous_update"):  # a field is read when it is left, or at Enter
            widget.continuous_update = False
    widest = 9 * max(len(getattr(widget, "description", "")) for widget in widgets) + 150
    columns = f"repeat(auto-fit, minmax(min(100%, {widest}px), max-content))"
    box = W.GridBox(widgets, layout=W.Layout(grid_template_columns=columns, grid_gap="4px 28px"))
    box = (W.VBox([box, W.HBox([*below])]) if below else box).add_class("datakit")
    _keep(box)
    if get_ipython() is not None:
        words = {"text/html": fallback + prose(CONTROLS), "text/plain": CONTROLS}
        display({**(box._repr_mimebundle_() or {}), **words}, raw=True)
    return box


def request() -> dict[str, Any]:
    """The message that asked for the running cell; empty outside a kernel."""
    shell = get_ipython()
    return shell.get_parent() if hasattr(shell, "get_parent") else {}


def cell() -> Hashable:
    """What tells the running cell from others: its id, or, where the front end gives none, its code."""
    asked = request()
    return asked.get("metadata", {}).get("cellId") or asked.get("content", {}).get("code")


def _keep(box: W.Widget) -> None:
    if asked := request():
        runs, this = CELLS.setdefault(cell(), {}), asked["header"]["msg_id"]
        for widget in chain.from_iterable(runs.pop(run) for run in [*runs] if run != this):
            close(widget)
        runs.setdefault(this, []).append(box)


def close(widget: W.Widget) -> None:
    """Close a widget with all that it holds: ipywidgets leaves children, layout and style open."""
    parts = (*getattr(widget, "children", ()), getattr(widget, "layout", None), getattr(widget, "style", None))
    for part in filter(None, parts):
        close(part)
    widget.close()


def in_turn(act: Callable[[], None]) -> None:
    """Run `act` in the main thread: now, or, called from another thread, when no cell is running."""
    loop = getattr(getattr(get_ipython(), "kernel", None), "io_loop", None)
    now = loop is None or threading.current_thread() is threading.main_thread()
    act() if now else loop.add_callback(act)


@contextmanager
def drawing(height: int) -> Iterator[Figure]:
    """A figure of 860 by `height` pixels at twice that resolution, with the course's sizes of text; none of it stays.

    It has its own canvas: pyplot does not know of it.
    """
    with LOCK, mpl.rc_context(THEME):
        figure = Figure(figsize=(8.6, height / 100), dpi=200, facecolor="white", layout="constrained")
        FigureCanvasAgg(figure)
        yield figure


def picture(figure: Figure, alt: str, last: Layout | None = None) -> tuple[str, Layout]:
    """The figure, drawn, as HTML; and its layout, to be passed as `last` with the next picture.

    All axes stay where they stood in the picture before, if the words around them take no more room: nothing jumps, and
    the time to lay a figure out, a fifth of a redraw, is saved. A chart is large areas of one colour: of zlib's ways to
    pack it, run lengths are the fastest, and no colour is changed, as with a palette.
    """
    for text in figure.findobj(Text):  # two dollar signs are no formula
        text.set_text(re.sub(r"(?<!\\)\$", r"\\$", text.get_text()))
    named = [text for part in (figure, *figure.axes) for text in part.get_children() if isinstance(text, Text)]
    legends = [len(ax.get_legend().get_texts()) for ax in figure.axes if ax.get_legend()]
    around = [len(figure.axes), *legends, *(text.get_window_extent().height for text in named)]
    if kept := bool(last and around == last[0]):
        figure.set_layout_engine("none")
        for ax, place in zip(figure.axes, last[1], strict=True):
            ax.set_position(place)
    figure.canvas.draw()
    pixels = np.asarray(figure.canvas.buffer_rgba())
    # Something is cut off at an edge; a cut between two letters of a number shows at no pixel.
    if min(pixels[[0, -1]].min(), pixels[:, [0, -1]].min()) < 255 or (kept and _beyond(figure)):
        figure.set_layout_engine("constrained")
        for ax in figure.axes:
            ax.set_in_layout(True)
        figure.canvas.draw()
    size, buffer = figure.canvas.get_width_height(), io.BytesIO()
    image = Image.frombytes("RGB", size, figure.canvas.buffer_rgba(), "raw", "RGBX")
    image.save(buffer, "png", compress_type=zlib.Z_RLE)
    letters = base64.b64encode(buffer.getvalue()).decode()
    source = f'width="860" height="{size[1] // 2}" style="{PICTURE}" src="data:image/png;base64,{letters}"'
    return f'<img alt="{html.escape(alt)}" {source}>', (around, [ax.get_position() for ax in figure.axes])


def _beyond(figure: Figure) -> bool:
    """Whether the numbers or names of an axis, as last drawn, reach beyond the figure."""
    axes = [axis for ax in figure.axes for axis in (ax.xaxis, ax.yaxis)]
    boxes = [box for axis in axes if (box := axis.get_tightbbox(figure.canvas.get_renderer()))]
    return any((box.min < 0).any() or (box.max > figure.bbox.max).any() for box in boxes)
