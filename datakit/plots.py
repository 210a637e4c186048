"""Figures that draw doubt as doubt: axes-level functions in seaborn's manner, and `finish`, which completes any figure.

Each function draws the rows of a tidy frame on the given matplotlib Axes and gives the Axes back. Nothing is global: no
pyplot, no theme that stays on. All text is at least 13 points (18 pixels in a figure of 860 x 400), and names stand
beside what they name. The five colours reach 3:1 on white, and none stands alone: each has a marker and a hatch.

    fig, ax = plots.figure()
    plots.bounds(f.compute.query("kind == 'held'"), y="label", hue="family", ax=ax)
    plots.finish(ax, title="Alibaba Cloud holds more domestic than Nvidia chips", source=f.sources.query("key == 'caixin'"))

How doubt looks, in every figure: what is surely so is filled; what may be so is pale; an end that the words leave open
has an arrow, at that end only; what is planned, only talked of or disputed is hollow.

Where the parameters `x`, `y`, `low`, `hue`, `style`, ... are names of columns, they are written without a type. Rows that
cannot be drawn (none, a column or a date missing, two units) are a ValueError of one sentence.
"""

from __future__ import annotations

import textwrap
from collections import namedtuple
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import pandas as pd
from matplotlib import dates, ticker
from matplotlib.artist import Artist, setp
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from datakit.bounds import AFTER, BEFORE, SHARES, Interval, number_words, words
from datakit.labels import STATUSES

COLOURS = BLUE, ORANGE, GREEN, PINK, GREY = "#0173b2", "#d55e00", "#029e73", "#cc78bc", "#949494"
INK, SOFT, FAINT = "#222222", "#595959", "#e2e2e2"  # text; text of less weight; the grid
# Points of text and of the title, pixels an inch (13 points are 18 pixels), the width of a letter in font sizes (amply),
# and the days up to which a time is drawn as a point.
TEXT, TITLE, DPI, LETTER, POINT = 13, 15, 100, 0.62, 46
Look = namedtuple("Look", ["colour", "marker", "hatch"])  # how one name is drawn wherever it appears
LOOKS = [Look(*look) for look in zip(COLOURS, "os^Dv", ("", "//", "..", "xx", "|"), strict=True)]
OWN = dict(zip(("Tencent", "Alibaba", "ByteDance", "DeepSeek"), LOOKS, strict=False))
HOLLOW = {*STATUSES[1:], "in_talks", "in talks", "disputed", "assumed", False}  # what is not, or not yet, surely so
HOWS = dict.fromkeys(("published", "article's year", "unknown"), "undated") | {"settled": "date settled"}
ARROW = np.array([(0, 0), (1, 0), (0.62, 0.3), (1, 0), (0.62, -0.3)])  # to the right, from the point that it marks


def figure(height: int = 400, width: int = 860, columns: int = 1) -> tuple[Figure, Any]:
    """A figure of which pyplot does not know, and its axes.

    Parameters
    ----------
    height, width : pixels at 100 dpi. One or two rows of data look best at a height of 200.
    columns : number of axes side by side; the second value is an array of Axes if there are several.
    """
    fig = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="white", layout="constrained")
    fig.get_layout_engine().set(w_pad=0.1, h_pad=0.05)
    return fig, fig.subplots(1, columns, subplot_kw={"axisbelow": True})


def finish(ax: Axes, *, title="", source: str | pd.DataFrame | None = None, unit=None, label=None) -> Axes:
    """Give a figure, drawn here or by seaborn, its finding, its unit and its source; call it last.

    All text grows to 13 points at least, names get as many lines as have room, a legend moves above the Axes, and the
    name of the upright axis lies at its top. The axis of numbers is the one without dates and names; where both hold
    numbers, it is y, but x in a histogram.

    Parameters
    ----------
    ax : the Axes; the title and the source are its figure's, so that one of several Axes gives them.
    title : the finding, a sentence; at the left edge, wrapped.
    source : words ('Caixin Global, 23 June 2025'), or rows with the columns publisher and published (of the frames
        sources, claims, events, ...); a line at the bottom, wrapped.
    unit : a unit of the frames (CNY, fraction, chips): the axis of numbers is then written in words (380 billion, 50%).
    label : what the axis of numbers shows, if the unit does not say it ('yuan a quarter'). seaborn names the other axis
        by its column; `ax.set(xlabel="")` beforehand leaves that out.
    """
    ax.tick_params(which="both", labelsize=TEXT, labelcolor=INK, length=0)
    ax.spines[["top", "right"]].set_visible(False)
    ax.spines[["left", "bottom"]].set_color(GREY)
    counts = ax.get_ylabel() in ("Count", "Density", "Frequency", "Percent", "Probability", "Proportion")  # seaborn's
    numbers = ax.xaxis if _kind(ax.xaxis) == "numbers" and (counts or _kind(ax.yaxis) != "numbers") else ax.yaxis
    for axis in (ax.xaxis, ax.yaxis):
        if _kind(axis) == "names":
            _names(axis, [text.get_text() for text in axis.get_ticklabels()], axis.get_ticklocs())
        else:
            axis.grid(visible=True, color=FAINT, linewidth=0.8)
        if _kind(axis) == "dates":
            _dates(axis)
    _name(ax.yaxis, ax.get_ylabel() or ax.get_title(loc="left"))
    if unit or label:
        _numbers(numbers, unit, label)
    if old := ax.get_legend():
        names = [text.get_text() for text in old.get_texts()]
        ax.legend(old.legend_handles, names, loc="lower right", bbox_to_anchor=(1, 1), ncols=len(names), frameon=False)
    for text in ax.findobj(Text):
        text.set_fontsize(max(text.get_fontsize(), TEXT))
    look = {"x": 0.012, "ha": "left", "wrap": True}
    if title:
        ax.figure.suptitle(_plain(title), size=TITLE, weight="bold", color=INK, **look)
    if source is not None:
        ax.figure.supxlabel(_plain(_source(source)), size=TEXT, color=SOFT, **look)
    return ax


def looks(names: Iterable) -> dict[Any, Look]:
    """The look of each name, in order: firms keep theirs in every figure. ValueError for more than five names."""
    names = list(dict.fromkeys(names))
    if len(names) > len(LOOKS):
        raise ValueError(f"Five colours tell at most five things apart, and here are {len(names)}: choose fewer.")
    free = iter([look for look in LOOKS if look not in [OWN.get(name) for name in names]])
    return {name: OWN.get(name) or next(free) for name in names}


def reference(ax: Axes, says: str, *, x: float | None = None, y: float | None = None) -> Axes:
    """A dashed line at x (upright) or at y, to compare with, and its name at its end."""
    (ax.axhline if x is None else ax.axvline)(y if x is None else x, color=INK, ls="--", lw=1.5, zorder=1.5)
    spot, across = (
        ((1, y, 5, 0), ("axes fraction", "data")) if x is None else ((x, 1, 0, 11), ("data", "axes fraction"))
    )
    _say(ax, says, *spot, xycoords=across, ha="left" if x is None else "center")
    return ax


# --- axes and words


def _names(axis: Axis, names: Iterable, places: Iterable | None = None) -> None:
    """Names at 0, 1, 2, ... (or at `places`), shortened to the lines that have room."""
    names = [_plain(name) for name in names]
    size = (len(names) or 1) * TEXT * DPI / 72  # of all names beside one another, a letter or a line each
    lines, room, tilt = 3, _size(axis.axes)[0] / (LETTER * size), {}
    if axis.axis_name == "y":
        lines = max(1, int((axis.axes.figure.get_figheight() * DPI - 120) / (1.2 * size)))
        room = 26 if lines > 1 else 36
    elif max([len(word) for name in names if "\n" not in name for word in name.split()], default=0) > room:
        room, tilt = 20, {"rotation": 40, "ha": "right", "rotation_mode": "anchor"}
    look = {"width": max(int(room), 6), "max_lines": lines, "placeholder": " …", "break_long_words": False}
    names = [name if "\n" in name else textwrap.fill(name, **look) for name in names]
    axis.set_ticks(range(len(names)) if places is None else places, names, **tilt)


def _size(ax: Axes) -> np.ndarray:
    """Width and height of the Axes in pixels, as at 100 dpi: a figure of twice the resolution has no more room for words."""
    return ax.bbox.size * DPI / ax.figure.dpi


def _kind(axis: Axis) -> str:
    """What an axis shows: dates, numbers or names."""
    if isinstance(axis.get_major_locator(), dates.DateLocator):
        return "dates"
    return "numbers" if isinstance(axis.get_major_locator(), ticker.MaxNLocator | ticker.LogLocator) else "names"


class _Few(ticker.MaxNLocator):
    """As many round numbers as have room beside one another, at most six."""

    def tick_values(self, vmin: float, vmax: float) -> np.ndarray:
        # in font sizes; the axis counts its room in spaces of three
        wide = 2.4 if self.axis.axis_name == "y" else 2 + LETTER * len(self.axis.get_major_formatter()(vmax, None))
        self.set_params(nbins=int(np.clip(3 * self.axis.get_tick_space() / wide, 1, 5)), steps=[1, 2, 5, 10])
        return super().tick_values(vmin, vmax)


def _numbers(axis: Axis, unit: str | None, name: str | None = None) -> None:
    """Write the axis in words: 'billion', '%' and '$' at the numbers, any other unit once beside the axis."""
    inside = _inside(unit)
    if unit or not name:
        axis.set_major_formatter(ticker.FuncFormatter(lambda x, _: _plain(number_words(round(x, 12), inside))))
        axis.set_minor_formatter("")
        if axis.get_scale() == "linear":
            axis.set_major_locator(_Few())
    if name or (unit and not inside):
        _name(axis, name or AFTER.get(unit, unit).strip())


def _inside(unit: str | None) -> str | None:
    """The unit that is written at each number: a share's (never 'half' on an axis), a currency's sign, or x for times."""
    return "growth_fraction" if unit in SHARES else unit if unit in (*BEFORE, "multiple") else None


def _dates(axis: Axis) -> None:
    """Years or months in words, none of them after the last mark, where the axis has room for names only."""

    def written(x: float, _: Any) -> str:
        form = "%d %b %Y" if (days := np.ptp(axis.get_view_interval())) < 180 else "%b %Y" if days < 1100 else "%Y"
        return f"{dates.num2date(x):{form}}".lstrip("0") if x < axis.axes.dataLim.x1 + POINT else ""

    axis.set_major_locator(dates.AutoDateLocator(minticks=2, maxticks=max(2, int(_size(axis.axes)[0] / 110))))
    axis.set_major_formatter(ticker.FuncFormatter(written))


def _name(axis: Axis, name: str) -> None:
    """Name the axis: below it, or lying above it where it is upright."""
    upright = axis.axis_name == "y"
    axis.set_label_text("" if upright else _plain(name), fontsize=TEXT, color=SOFT)
    if upright:
        axis.axes.set_title(_plain(name), loc="left", fontsize=TEXT, color=SOFT)


def _plain(text: Any) -> str:
    """Words as a reader writes them: a dollar sign begins no formula, and a column's name has no underscores."""
    return str(text).replace(r"\$", "$").replace("$", r"\$").replace("_", " ")


def _source(source: str | pd.DataFrame) -> str:
    if isinstance(source, str):
        return source if source.startswith("Source") else f"Source: {source}"
    rows = _rows(source, "publisher", "published")[["publisher", "published"]].itertuples(index=False)
    told = dict.fromkeys(f"{who}, {f'{day.day} {day:%B %Y}' if pd.notna(day) else 'undated'}" for who, day in rows)
    return f"{'Source' if len(told) == 1 else 'Sources'}: {'; '.join(told)}"


def _say(ax: Axes, text: Any, x: Any, y: Any, dx: float = 0, dy: float = 0, **look: Any) -> Text:
    """Words beside the point x, y, `dx` and `dy` points away."""
    look = {"va": "center", "ha": "left", "color": INK, "fontsize": TEXT, "annotation_clip": False} | look
    return ax.annotate(_plain(text), (x, y), (dx, dy), textcoords="offset points", **look)


# --- rows and their doubt


def _rows(data: pd.DataFrame, *columns: str | None, either: tuple[str, ...] = ()) -> pd.DataFrame:
    """The rows numbered 0, 1, 2, ...; ValueError if there are none, or if a column or all of `either` are missing."""
    if missing := [c for c in columns if c is not None and c not in data]:
        raise ValueError(f"These rows have no column {missing[0]!r}; they have {', '.join(map(str, data.columns))}.")
    if data.empty:
        raise ValueError("There are no rows to draw: the choice leaves none.")
    if either and data.reindex(columns=list(either)).isna().all(axis=1).any():
        raise ValueError(f"A row has no {' and no '.join(either)}: it cannot be drawn, leave it out.")
    return data.reset_index(drop=True)


def _unit(rows: pd.DataFrame) -> str | None:
    units = list(rows["unit"].dropna().unique()) if "unit" in rows else []
    if len(units) > 1:
        raise ValueError(f"These rows are in {' and '.join(units)}: draw one unit at a time.")
    return units[0] if units else None


def _doubt(rows: pd.DataFrame, name, low, high, value, hue=None, style=None) -> pd.DataFrame:
    """Low, high and value of each row, its look, and its number in words, with what its name does not say of it."""
    drawn = rows.reindex(columns=[low, high, value]).astype(float).set_axis(["low", "high", "value"], axis=1)
    look, inside, says = looks(rows[hue].dropna()) if hue else {}, _inside(_unit(rows)), []
    for row, ends in zip(rows.to_dict("records"), drawn.itertuples(), strict=True):
        said = [words(Interval(ends.low, ends.high), inside, ends.value, row.get("hedge", "none"))]
        said += [row[c] for c in (hue, style) if c and isinstance(row[c], str) and row[c] not in str(row.get(name))]
        says.append(", ".join(said))
    own = [look.get(key, LOOKS[-1 if hue else 0]) for key in rows.get(hue, rows.index)]
    return drawn.assign(says=says, look=own, hollow=rows[style].isin(HOLLOW) if style else False)


def _places(ax: Axes, rows: pd.DataFrame, y: str) -> None:
    """One place a row, the first on top, with its name, and an axis of numbers in the rows' unit."""
    _names(ax.yaxis, rows[y])
    ax.set_ylim(len(rows) - 0.5, -0.5)
    _numbers(ax.xaxis, _unit(rows))


def _marker(look: Look, hollow: bool = False, size: int = 10) -> dict[str, Any]:
    fill = "white" if hollow else look.colour
    return {"ls": "", "marker": look.marker, "ms": size, "mew": 2, "mec": look.colour, "mfc": fill, "zorder": 3}


def _arrow(ax: Axes, x: float, y: float, towards: str, colour: str = INK, size: float = 1) -> Artist:
    """An arrow that begins at the point and says: the words leave this end open. `size` is a part of the usual length."""
    shape = ARROW[:, ::-1] if towards in ("up", "down") else ARROW
    look = {"marker": list(-shape if towards in ("left", "down") else shape), "ms": 36 * size, "mew": 2, "mec": colour}
    return ax.plot([x], [y], ls="", mfc="none", gid=f"open {towards}", clip_on=False, zorder=4, **look)[0]


# --- numbers with doubt, a row each


def bounds(data: pd.DataFrame, *, y, low="low", high="high", value="value", hue=None, style=None, ax: Axes) -> Axes:
    """Horizontal bars of numbers with doubt: filled to the known bound, pale beyond it, the number in words beside.

    *Over 5* is filled to 5 and has an arrow to the right. *Nearly 5* fades from a mark at 5 to zero, with an arrow to the left.
    *3 to 5* is filled to 3 and pale to 5. *About 5* is a mark that fades to both sides.

    Parameters
    ----------
    data : DataFrame, one row a bar, first row on top; at most 12 read well. The column `unit`, if there is one, holds one
        unit; the column `hedge`, if there is one, gives the words ('more than').
    y : column with the name of the bar.
    low, high, value : columns with the bounds and the number as written; empty for an open end.
    hue : column that decides colour and hatch, at most five values; said beside the bar where its name does not say it.
    style : column of words (kind, status) or of True and False: what is planned, pledged, in talks or False is hollow.
    ax : the Axes to draw on.
    """
    rows = _rows(data, y, low, high, hue, style)
    _places(ax, rows, y)
    drawn = _doubt(rows, y, low, high, value, hue, style)
    thick, most = 0.62 * min(1.0, len(rows) / 3), drawn[["low", "high", "value"]].abs().max(axis=None)
    ends = [_bar(ax, thick, row, most * 0.08) for row in drawn.itertuples()]
    ax.set_xlim(min(0, ax.dataLim.x0), max(ends) * 1.01 or 1)
    return ax


def _bar(ax: Axes, thick: float, row: Any, step: float) -> float:
    """One bar and its words; gives where it ends, a soft end of the length `step` included."""
    at, low, high, value, colour = row.Index, row.low, row.high, row.value, row.look.colour
    filled = {"fc": colour, "ec": (1, 1, 1, 0.5), "hatch": row.look.hatch, "lw": 0}
    thin = abs(low) < step / 2  # a wide edge would fill a short bar that is hollow
    ax.barh(at, low, thick, **({"fc": "white", "ec": colour, "lw": 0.8 if thin else 2} if row.hollow else filled))
    shades = [(low, high, 0.3, 0.3)] if low < high else []
    if pd.notna(low) != pd.notna(high):
        towards, start, end = (
            ("right", low, low + step) if pd.notna(low) else ("left", high, 0 if high > 0 else high - step)
        )
        shades = [(start, end, 0.5, 0)]
        _arrow(ax, start, at, towards, size=min(1, 1.1 * abs(end - start) / step))
    elif pd.isna(low) and pd.notna(value):
        shades = [(value, value - step, 0.5, 0), (value, value + step, 0.5, 0)]
    for start, end, *alphas in shades:
        shade = [[to_rgba(colour, alpha) for alpha in np.linspace(*alphas, 99)]]
        ax.imshow(shade, extent=(start, end, at + thick / 2, at - thick / 2), aspect="auto", zorder=1)
    mark = high if pd.notna(high) and high != low else value if pd.isna(low) else np.nan
    ax.plot([mark, mark], [at - thick / 2, at + thick / 2], color=colour, lw=4, solid_capstyle="butt", zorder=3)
    end = np.nanmax([0, low, high, *(end for _, end, *_ in shades)])
    _say(ax, row.says, end, at, 7, bbox={"fc": "white", "ec": "none", "pad": 0})
    return end


def ranges(data: pd.DataFrame, *, y, low="low", high="high", value="value", hue=None, ax: Axes) -> Axes:
    """Intervals, a row each, on an axis that need not begin at zero: rates of exchange, growth rates, shares.

    A line runs from low to high, with a point at the value if one is known; an open end has an arrow.

    Parameters
    ----------
    data, y, low, high, value, hue, ax : as in `bounds`; the words stand at the right edge.
    """
    rows = _rows(data, y, low, high, hue)
    _places(ax, rows, y)
    for row in _doubt(rows, y, low, high, value, hue).itertuples():
        at, point = row.Index, row.low if row.low == row.high else row.value
        ax.plot([row.low, row.high], [at, at], color=row.look.colour, lw=3, marker="|", ms=18, mew=3)
        ax.plot([point], [at], **_marker(row.look))
        if pd.notna(row.low) != pd.notna(row.high):
            _arrow(ax, np.nanmax([row.low, row.high]), at, "right" if pd.notna(row.low) else "left", row.look.colour)
        _say(ax, row.says, 1, at, 8, xycoords=ax.get_yaxis_transform())
    ax.margins(x=0.12)
    return ax


def sensitivity(data: pd.DataFrame, *, y="assumption", low="low", high="high", base: float, ax: Axes) -> Axes:
    """A tornado chart: how far each assumption alone moves a result, the one that moves it most on top.

    Parameters
    ----------
    data : DataFrame, one row an assumption. The columns `at_low` and `at_high`, if there are any, hold the two ends of the
        assumption in words, for the ends of the bar; the column `unit`, if there is one, the unit of the result.
    y : column with the assumption's name.
    low, high : columns with the result where the assumption is at its low (pale) and at its high end (dark).
    base : the result where all assumptions are as they are; a dashed line.
    ax : the Axes to draw on.
    """
    rows = _rows(data, y, low, high)
    rows, inside = rows.iloc[np.argsort(-(rows[high] - rows[low]).abs(), kind="stable")], _inside(_unit(rows))
    _places(ax, rows, y)
    for place, row in enumerate(rows.to_dict("records")):
        for end, own, shade in ((low, "at_low", 0.45), (high, "at_high", 1)):
            ax.barh(place, row[end] - base, 0.62, base, fc=to_rgba(BLUE, shade))
            side = {"dx": 6, "ha": "left"} if row[end] > base else {"dx": -6, "ha": "right"}
            _say(ax, row.get(own, number_words(round(row[end], 3), inside)), row[end], place, **side)
    ax.margins(x=0.12)
    return reference(ax, number_words(round(base, 3), inside), x=base)


def outcomes(data: pd.DataFrame, *, x, p="p", marked: Any = None, says: str = "what happened", ax: Axes) -> Axes:
    """Countable outcomes with their probabilities, and the one that happened.

    Parameters
    ----------
    data : DataFrame, one row an outcome; at most 12 read well.
    x, p : columns with the outcome (a count; the column's name stands below) and its probability, a share of 1.
    marked : the outcome that happened: blue, with the words `says` below it; None marks none.
    ax : the Axes to draw on.
    """
    rows = _rows(data, x, p)
    happened = rows[x] == marked
    bars = ax.bar(range(len(rows)), rows[p], color=np.where(happened, BLUE, GREY))
    room = _size(ax)[0] / len(rows) > 56  # pixels, for '23.8%' over each bar
    told = rows[p].round(3).map(lambda share: number_words(share, "growth_fraction")).where(happened | room, "")
    ax.bar_label(bars, told, padding=2, fontsize=TEXT, color=INK)
    _names(ax.xaxis, [f"{n}\n{says}" if own else n for n, own in zip(rows[x], happened, strict=True)])
    ax.set(xlabel=_plain(x), ymargin=0.12)
    _numbers(ax.yaxis, "fraction")
    return ax


def matrix(data: pd.DataFrame, *, x, y, style=None, words=None, ax: Axes) -> Axes:
    """A grid of marks: who with whom, or what is known of whom; the columns' names stand on top.

    Parameters
    ----------
    data : DataFrame, one row a mark; rows and columns in the order in which they first occur. A cell of several rows is
        filled if one of them is.
    x, y : columns with the name of the column (a firm keeps its colour) and of the row.
    style : column of words or of True and False, as in `bounds`; the word stands beside the mark. Without it the cells
        have words only, and a cell without words is empty.
    words : column with the words of a cell, if there is one; what has no room in it is shortened.
    ax : the Axes to draw on.
    """
    rows = _rows(data, x, y, style, words)
    (columns, across), (names, down) = (pd.factorize(rows[c])[::-1] for c in (x, y))
    _names(ax.yaxis, names)
    _names(ax.xaxis, columns)
    ax.xaxis.tick_top()
    ax.set(xlim=(-0.5, len(columns) - 0.5), ylim=(len(names) - 0.5, -0.5))
    ax.hlines(np.arange(1, len(names)) - 0.5, *ax.get_xlim(), color=FAINT, lw=0.8)
    wide, high = _size(ax) / (len(columns), len(names))
    aside = 0.38 if style and (words or rows[style].map(type).eq(str).any()) else 0  # room for words beside the mark
    room = {"width": int((wide * 0.94 - (20 if style else 0)) / (LETTER * TEXT * DPI / 72)), "placeholder": " …"}
    room["max_lines"] = max(1, int(1.1 + (high / (TEXT * DPI / 72) - 1) / 1.2))
    for (at, place), cell in rows.groupby([across, down]):
        look, told = OWN.get(columns[at], LOOKS[-1]), list(cell[words].dropna()) if words else []
        if style:
            hollow = cell[style].isin(HOLLOW).all()
            told += [kind for kind in cell[style] if isinstance(kind, str)]
            ax.plot([at - aside], [place], **_marker(look, hollow, min(12, 0.3 * high)))
        elif told:
            ax.barh(place, 0.96, 0.86, at - 0.48, fc=to_rgba(look.colour, 0.2))
        says = textwrap.fill("; ".join(dict.fromkeys(map(str, told))), **room)
        _say(ax, says, at - aside, place, 13 if style else 0, ha="left" if style else "center")
    return ax


# --- time


def timeline(
    data: pd.DataFrame, *, start="when_start", end="when_end", lane="family", label="label", hollow="disputed", ax: Axes
) -> Axes:
    """Events in lanes, by date: a point for a day or a month, a bar for longer, each with its name beside it.

    An event dated *by March* (no start) has an arrow to the left, one *since March* (no end) an arrow to the right.
    Events that are near in time lie in rows below one another. 400 pixels have room for about 25 events in four lanes.

    Parameters
    ----------
    data : DataFrame, one row an event; lanes in the order in which they first occur.
    start, end : columns with the first and last day; one of them may be empty.
    lane : column with the lane (a firm keeps its colour).
    label : column with the name of the event, a few words; what is longer than 36 letters is shortened, to 18 where all
        names would else have no room.
    hollow : column of True and False, if there is one; True (disputed) is drawn hollow.
    ax : the Axes to draw on. If the names have no room there, drawing the figure is a ValueError that says so.
    """
    rows = _rows(data, start, end, lane, label, either=(start, end))
    places, lanes = pd.factorize(rows[lane])
    spans = zip(rows[start], rows[end], rows[lane], rows.get(hollow, places < 0), strict=True)
    marks = [_span(ax, a, b, 0, OWN.get(name, LOOKS[-1]), disputed) for a, b, name, disputed in spans]
    ax.set_yticks(range(len(lanes)), map(_plain, lanes))
    ax.grid(which="minor", axis="y", color=FAINT)
    ax.margins(x=0.05)
    ax.set_xlim(right=ax.get_xlim()[1] + 0.2 * np.ptp(ax.get_xlim()))  # for the names of what came last
    _dates(ax.xaxis)

    def place(texts: list[Text], renderer: Any) -> None:
        box = ax.bbox
        for most, line in ((36, 1.06), (28, 1.06), (22, 1), (18, 1)):  # letters, and a row's height in font sizes
            pitch, sides = TEXT * line * ax.figure.dpi / 72, []
            for event, (own, (_, ends, room), text) in enumerate(zip(places, marks, texts, strict=True)):
                text.set_text(_plain(textwrap.shorten(str(rows[label][event]), most, placeholder=" …")))
                width = text.get_window_extent(renderer).width
                left, right = ax.transData.transform(np.c_[ends, [0, 0]])[:, 0] + pitch * room
                sides += [(own, right + width, left, right, event), (own, right, left - width, left - width, event)]
            packed, owners = _pack([side for side in sides if box.x0 <= side[2] and side[1] <= box.x1])
            if len(packed) == len(rows) and len(owners) * pitch <= box.height:
                break
        else:
            more = max(1, np.ceil((len(owners) * pitch - box.height) * DPI / ax.figure.dpi))
            raise ValueError(f"{len(rows)} names have no room: choose fewer, or a figure {more:.0f} pixels higher.")
        tops = np.searchsorted(owners, range(len(lanes) + 1))
        ax.set_ylim(tops[-1], 0)
        ax.set_yticks((tops[1:] + tops[:-1]) / 2, map(_plain, lanes))
        ax.set_yticks(tops[1:-1], minor=True)
        for event, (x, row) in packed.items():
            setp(marks[event][0], ydata=[row + 0.5])
            texts[event].set_position((x, ax.transData.transform((0, row + 0.5))[1]))

    return _late(ax, rows[label], "center", place)


def _pack(sides: list[tuple]) -> tuple[dict[int, tuple[float, int]], list[int]]:
    """Where each event's name begins and in which row, so that nothing hits; and the lane of each row.

    `sides` are the places that an event may take, with its name on this side or that: lane, right end, left end,
    where the name begins, event. Each row takes as many as it can, from the right, where the news is densest.
    """
    packed, owners, rest = {}, [], {event for *_, event in sides}
    while rest:
        free, own = np.inf, None
        for lane, end, start, x, event in sorted(sides, key=lambda side: (side[0], -side[2])):
            if event in rest and end < free and own in (None, lane):
                own, free, packed[event] = lane, start - 6, (x, len(owners))
                rest.remove(event)
        owners.append(own)
    return packed, owners


def dated(
    data: pd.DataFrame, *, y="value", start="when_start", end="when_end", how="when_how", hue=None, log=False, ax: Axes
) -> Axes:
    """Values over time, each drawn as its date is known, with its number in words beside it.

    A day or a month is a point, a longer time a bar; a value that has no date of its own is a pale band over the time
    that it may be of, and its words say so. An open bound has an arrow up or down, an open date one to the side.

    Parameters
    ----------
    data : DataFrame, one row a value.
    y : column with the value; where it is empty, the bound (columns low and high, if there are any) stands for it.
    start, end : columns with the first and the last day; where both are empty, the band is as wide as the figure.
    how : column that says how the date is known, as in the frames (stated, settled, published, ...).
    hue : column that decides colour and marker, at most five values; said beside the number.
    log : whether the axis of values is logarithmic.
    ax : the Axes to draw on.
    """
    rows = _rows(data, y, start, end, how, hue, either=(y, "low", "high"))
    ax.set_yscale("log" if log else "linear")
    drawn = _doubt(rows, None, "low", "high", y, hue)
    marks, says = [], []
    for row, a, b, by in zip(drawn.itertuples(), rows[start], rows[end], rows[how], strict=True):
        at = next(filter(pd.notna, (row.value, row.low, row.high)))
        a, b = (a, b) if pd.notna(a) or pd.notna(b) else (rows[start].min(), rows[end].max())
        ends = _span(ax, a, b, at, row.look, pale=HOWS.get(by) == "undated")[1]
        marks.append((ends, at, 3.3 if pd.isna([row.low, row.high, a, b]).any() else 7))  # room for an arrow
        if pd.notna(row.low) != pd.notna(row.high):
            _arrow(ax, np.mean(ends), at, "up" if pd.notna(row.low) else "down", row.look.colour)
        says.append(", ".join([row.says, *filter(None, [HOWS.get(by)])]))
    ax.margins(x=0.05, y=0.25)
    _dates(ax.xaxis)
    _numbers(ax.yaxis, _unit(rows))

    def place(texts: list[Text], renderer: Any) -> None:
        taken = [
            Bbox(ax.transData.transform([(x, at) for x in ends])).padded(ax.figure.dpi / part)
            for ends, at, part in marks
        ]
        for text, mark in zip(texts, list(taken), strict=True):
            w, h = text.get_window_extent(renderer).size
            ys = ((mark.y0 + mark.y1 - h) / 2, mark.y1, mark.y0 - h, mark.y1 + h, mark.y0 - 2 * h)
            spots = [(x, y) for y in ys for x in (mark.x1, mark.x0 - w, mark.x0, mark.x1 - w)]
            boxes = [Bbox.from_bounds(*spot, w, h).padded(-1) for spot in spots]
            inside = [box for box in boxes if np.array_equal(np.clip(box, ax.bbox.min, ax.bbox.max), box)]
            box = next((box for box in inside if not box.count_overlaps(taken)), (inside or boxes)[0])
            taken.append(box)
            text.set_position(box.min)

    return _late(ax, says, "bottom", place)


def _span(ax: Axes, start: Any, end: Any, at: float, look: Look, hollow=False, pale=False) -> tuple:
    """A mark in time: a point, a bar for what is long, a band for what is undated (pale); an arrow at an open end.

    Gives its artists, its ends in days, and the room that it takes beside each of them, in lines of text.
    """
    days = [dates.date2num(day) for day in (start, end) if pd.notna(day)]
    room = np.array([-0.7 if pd.notna(start) else -1.5, 0.7 if pd.notna(end) else 1.5])
    if len(days) == 2 and (pale or days[1] - days[0] > POINT):
        band = {"color": to_rgba(look.colour, 0.3 if pale else 1), "lw": 14 if pale else 9, "solid_capstyle": "butt"}
        artists = ax.plot(days, [at, at], **band)
        if hollow:
            artists += ax.plot(days, [at, at], lw=5, color="white", marker="|", ms=9, mew=2, mec=look.colour)
        return artists, days, room
    artists = ax.plot([np.mean(days)], [at], **_marker(look, hollow))
    if len(days) == 1:
        artists.append(_arrow(ax, days[0], at, "right" if pd.notna(start) else "left", look.colour))
    return artists, [np.mean(days)] * 2, room


def _late(ax: Axes, names: Iterable, va: str, place: Callable[[list[Text], Any], None]) -> Axes:
    """Texts in pixels, which `place(texts, renderer)` puts in place at each drawing, once the layout is known."""
    texts = [ax.text(0, 0, _plain(n), color=INK, size=TEXT, va=va, transform=None, in_layout=False) for n in names]
    late = Artist()
    late.draw = lambda renderer: place(texts, renderer)
    late.set(zorder=-9, in_layout=False)
    ax.add_artist(late)
    return ax
