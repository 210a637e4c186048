"""What a student drew, as plain facts: whatever judges a chart sees these only.

Every mark is a box in the numbers of the axes: a dot has no size, a bar reaches from its base to its end, an error bar
from low to high.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.collections import LineCollection, PathCollection
from matplotlib.colors import to_hex, to_rgba
from matplotlib.container import BarContainer, ErrorbarContainer, StemContainer
from matplotlib.dates import DateLocator
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle
from matplotlib.text import Text
from matplotlib.ticker import LogLocator, MaxNLocator
from matplotlib.transforms import Bbox

from datakit import plots

NEAR = 0.8  # inches between a mark and words that belong to it
ASIDE = 8  # pixels by which a number is rather that of a mark than of a line across the whole chart
TIPS = (*"<>^v", *range(4, 12))  # markers that point somewhere
WHITE = "#ffffff"


class Found(NamedTuple):
    """A mark as it is drawn: its artist, its form, the points it reaches over, and the colour that it is filled with."""

    artist: Artist
    form: str  # bar, point, line, range, reference (a line across the whole chart), fade, arrow
    points: Any
    face: Any = "black"
    along: str | None = None  # the axis of its number, where that is known


def drawn(draw: Callable[[Axes], Any]) -> Axes:
    """An Axes on a figure of its own after `draw(axes)`, for the banks of the masters."""
    _, ax = plots.figure()
    draw(ax)
    return ax


def facts(chart: Any) -> dict[str, Any]:
    """What stands in a chart, as plain data: title, words, both axes, and the marks with their names.

    `chart` is an Axes, a Figure, a grid of seaborn, or what a drawing function gave back. A mark has its form, its ends
    on x and on y, the names and the words that stand at it, and signs of doubt (hatch, dashed, hollow). TypeError for
    what is no chart.
    """
    axes = _axes_of(chart)
    figure = axes[0].get_figure(root=True)
    layout = figure.get_layout_engine()
    figure.set_layout_engine("none")  # to find room for all words takes two thirds of the time, and says nothing here
    figure.draw_without_rendering()  # places ticks and words
    figure.set_layout_engine(layout)
    titles = [figure.get_suptitle(), *map(axes[0].get_title, ("center", "right", "left"))]
    words = [text.get_text() for text in figure.findobj(Text) if text.get_visible()]
    sides = [{"x": _axis(ax.xaxis), "y": _axis(ax.yaxis)} for ax in axes]
    panels = [ax.get_title() if len(axes) > 1 else "" for ax in axes]
    return {
        "title": _plain(next(filter(None, titles), "")),
        "words": _plain("\n".join(dict.fromkeys(filter(None, words)))),
        "marks": [mark for parts in zip(axes, sides, panels, strict=True) for mark in _marks(*parts)],
        **sides[0],
    }


def _axes_of(chart: Any) -> list[Axes]:
    if isinstance(chart, list | tuple | np.ndarray) and len(chart):  # what pyplot and containers give back
        chart = np.ravel(np.array(chart, dtype=object))[0]
    figure = chart if isinstance(chart, Figure) else getattr(chart, "figure", None)
    if not isinstance(figure, Figure):
        raise TypeError("no chart")
    alone = isinstance(chart, Artist) and not isinstance(chart, Figure)  # an Axes, or a mark on it
    axes = [chart.axes] if alone else [ax for ax in figure.axes if ax.get_label() != "<colorbar>"]
    return [ax for ax in axes if ax.has_data()] or axes[:1] or [Figure().subplots()]


def _plain(text: str) -> str:
    return text.replace(r"\$", "$").replace("\N{MINUS SIGN}", "-")


def _axis(axis: Axis) -> dict[str, Any]:
    """What an axis says, if it is seen. It has names where its ticks were not chosen by a rule for numbers or dates."""
    ticks = zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False) if axis.get_visible() else ()
    return {
        "label": _plain(axis.get_label_text()) if axis.get_visible() else "",
        "scale": axis.get_scale(),
        "limits": sorted(map(float, axis.get_view_interval())),
        "ticks": [[float(at), _plain(text.get_text())] for at, text in ticks if text.get_text()],
        "names": not isinstance(axis.get_major_locator(), MaxNLocator | LogLocator | DateLocator),
        "offset": _plain(axis.get_offset_text().get_text()) if axis.get_visible() else "",
    }


def _tick(axis: Mapping[str, Any], at: float) -> str:
    """The name at a place of an axis: of the nearest tick where the axis has names, else of a tick just there."""
    away, name = min(((abs(place - at), text) for place, text in axis["ticks"]), default=(math.inf, ""))
    return name if away <= (0.5 if axis["names"] else 1e-6) else ""


def _marks(ax: Axes, sides: Mapping[str, Any], title: str) -> list[dict[str, Any]]:
    """The marks of one Axes, whose axes are `sides`; `title` is a name of each of them."""
    figure, marks, places = ax.get_figure(root=True), [], []
    found = [one for one in _found(ax) if len(one.points) and np.isfinite(np.array(one.points, dtype=float)).all()]
    legend = ax.get_legend() or next(iter(figure.legends), None)
    entries = zip(legend.get_texts(), legend.legend_handles, strict=False) if legend else []
    told, labels = (
        [(text.get_text(), _colours(handle)) for text, handle in entries],
        {o.artist.get_label() for o in found},
    )
    for one in found:
        corners = np.array([np.min(one.points, 0), np.max(one.points, 0)], dtype=float)
        box = dict(zip("xy", corners.T.tolist(), strict=True))
        # An entry of the legend names the artist that has its label; where none has it, all of its colour.
        hues = {to_hex(one.face)} - {WHITE} if isinstance(one.artist, PathCollection) else _colours(one.artist)
        own = [t for t, colours in told if t == one.artist.get_label() or (t not in labels and hues & colours)]
        across = [name for name in "xy" if name != one.along and one.form != "reference"]
        names = [_plain(name) for name in (*(_tick(sides[n], np.mean(box[n])) for n in across), *own, title) if name]
        under = next(
            (mark for mark in marks if one.form == mark["form"] == "point" and box.items() <= mark.items()), None
        )
        if under and not own and "hollow" in _signs(one):  # a white dot on another makes that one hollow
            under["signs"].append("hollow")
        else:
            marks.append(
                {"form": one.form, "along": one.along, **box, "names": names, "words": [], "signs": _signs(one)}
            )
            places.append(Bbox(ax.transData.transform(corners)))
    for text in filter(Text.get_text, ax.texts):
        extent, aside = text.get_window_extent(), ASIDE * bool(re.search(r"\d", text.get_text()))
        away = [_apart(p, extent) + aside * (m["form"] == "reference") for p, m in zip(places, marks, strict=True)]
        if away and min(away) < NEAR * figure.dpi:
            marks[int(np.argmin(away))]["words"].append(_plain(text.get_text()))
    return marks


def _apart(a: Bbox, b: Bbox) -> float:
    """Pixels between two boxes."""
    return math.hypot(max(a.xmin - b.xmax, b.xmin - a.xmax, 0), max(a.ymin - b.ymax, b.ymin - a.ymax, 0))


def _colours(artist: Any) -> set[str]:
    """The colours of an artist but white, by which a legend names it."""
    found = set()
    for name in ("get_facecolor", "get_markerfacecolor", "get_color", "get_edgecolor"):
        colours = getattr(artist, name, list)()
        for colour in [colours] if isinstance(colours, str | tuple) else colours:
            if not isinstance(colour, str) or colour not in ("none", "auto"):
                found |= {to_hex(colour)} if to_rgba(colour)[3] else set()
    return found - {WHITE}


def _signs(one: Found) -> list[str]:
    """The signs of doubt that a mark has."""
    bar = one.form == "bar"
    signs = {
        "hatch": bar and one.artist.get_hatch(),
        "dashed": bar and one.artist.get_linestyle() not in ("solid", "-"),
        "hollow": to_rgba(one.face)[3] < 0.4 or to_hex(one.face) == WHITE,
    }
    return [sign for sign, there in signs.items() if there]


def _found(ax: Axes) -> Iterator[Found]:
    for patch in ax.patches:
        if isinstance(patch, Rectangle) and patch.get_data_transform() is ax.transData:
            if (patch.get_width(), patch.get_height()) != (0, 0):  # what seaborn draws for its legend
                groups = (bars for bars in ax.containers if isinstance(bars, BarContainer) and patch in bars)
                along = next(({"horizontal": "x"}.get(bars.orientation, "y") for bars in groups), None)
                yield Found(patch, "bar", patch.get_bbox().get_points(), patch.get_facecolor(), along)
    for line in ax.lines:
        yield from _line(ax, line)
    for part in ax.collections:
        if isinstance(part, LineCollection):
            for segment in part.get_segments():
                yield from _points(part, np.asarray(segment, dtype=float), "line")
        elif isinstance(part, PathCollection):
            points, faces = np.ma.filled(part.get_offsets(), np.nan), part.get_facecolor()
            faces = np.resize(faces if len(faces) else to_rgba("none"), (len(points), 4))
            yield from (Found(part, "point", [at], tuple(face)) for at, face in zip(points, faces, strict=True))
    for image in ax.images:  # the soft end of a bar
        yield Found(image, "fade", np.reshape(image.get_extent(), (2, 2)).T)
    for text in ax.texts:
        if getattr(text, "arrow_patch", None) and not text.get_text():
            ends = text.arrow_patch.get_window_extent().get_points()
            yield Found(text, "arrow", ax.transData.inverted().transform(ends))


def _line(ax: Axes, line: Line2D) -> Iterator[Found]:
    points, marker, where = np.asarray(line.get_xydata(), dtype=float), line.get_marker(), line.get_transform()
    if where == ax.get_yaxis_transform():
        yield Found(line, "reference", [(x, points[0][1]) for x in ax.get_xlim()], along="y")
    elif where == ax.get_xaxis_transform():
        yield Found(line, "reference", [(points[0][0], y) for y in ax.get_ylim()], along="x")
    parts = [c[1] for c in ax.containers if isinstance(c, ErrorbarContainer)]
    parts += [[c.baseline] for c in ax.containers if isinstance(c, StemContainer)]
    extra = any(line in part for part in parts)  # a cap or a base: no mark, but for a cap that points somewhere
    tip = str(line.get_gid()).startswith("open ") or (extra and marker in TIPS)
    if where == ax.transData and (tip or not extra):
        face = "none" if line.get_fillstyle() == "none" else line.get_markerfacecolor()
        form = "arrow" if tip else "line" if marker in ("None", None, "", " ") else "point"
        yield from _points(line, points[np.isfinite(points).all(axis=1)], form, face)


def _points(artist: Artist, points: Any, form: str, face: Any = "black") -> Iterator[Found]:
    """Two points in a line with an axis are a range, all others stand for themselves."""
    if len(points) == 2 and (points[0] == points[1]).any():
        yield Found(artist, "range", points, face)
    else:
        yield from (Found(artist, form, [point], face) for point in points)
