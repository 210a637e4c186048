"""The look of every figure: theme, colours, marks of doubt, and numbers in words with their unit.

Colours are the five of seaborn's `colorblind` set that reach 3:1 on white. Each company, origin and status
keeps one look in the whole course, and no look rests on colour alone: it has a marker and a hatch too.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from itertools import pairwise
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

BLUE, ORANGE, GREEN, GREY, PINK = "#0173b2", "#d55e00", "#029e73", "#949494", "#cc78bc"
INK = "#222222"
DPI = 100
TEXT, SMALL = 12, 11  # points; at 100 dpi 12 points are 17 pixels, legible on a 1280x720 projector


class Look(NamedTuple):
    """How one thing is drawn wherever it appears."""

    colour: str
    marker: str
    hatch: str


LOOKS = {
    "company": {
        "Alibaba": Look(ORANGE, "o", ""),
        "Tencent": Look(BLUE, "s", ""),
        "ByteDance": Look(GREEN, "^", ""),
        "DeepSeek": Look(PINK, "D", ""),
    },
    "origin": {"Nvidia": Look(BLUE, "o", ""), "domestic": Look(ORANGE, "s", "")},
    "status": {
        "actual": Look(BLUE, "o", ""),
        "planned": Look(ORANGE, "s", "//"),
        "pledged": Look(ORANGE, "^", "//"),
        "target": Look(GREEN, "D", "\\\\"),
        "rumoured": Look(PINK, "v", "xx"),
        "forecast": Look(PINK, "P", "xx"),
        "claimed": Look(GREY, "X", ".."),
    },
}
OTHER = Look(GREY, "o", "")


def look(kind: str, name: str) -> Look:
    """The fixed look of `name` among the `kind`s (company, origin, status); a grey dot for any other."""
    return LOOKS[kind].get(name, OTHER)


def theme() -> AbstractContextManager:
    """A context in which figures are built; it is never left on, so other figures keep their own look."""
    rc = sns.axes_style("whitegrid") | sns.plotting_context("notebook")
    rc |= {
        "font.family": ["sans-serif"],
        "font.sans-serif": ["DejaVu Sans"],
        "font.size": TEXT,
        "axes.labelsize": TEXT,
        "axes.titlesize": TEXT,
        "xtick.labelsize": SMALL,
        "ytick.labelsize": TEXT,
        "legend.fontsize": SMALL,
        "text.color": INK,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.edgecolor": GREY,
        "grid.color": "#d9d9d9",
        "figure.facecolor": "white",
        "savefig.facecolor": "white",
        "text.parse_math": False,
        "axes.unicode_minus": True,
    }
    return mpl.rc_context(rc)


def figure(width: int, height: int) -> Figure:
    """A figure of `width` by `height` pixels on its own canvas; pyplot does not know of it."""
    fig = Figure(figsize=(width / DPI, height / DPI), dpi=DPI, facecolor="white")
    FigureCanvasAgg(fig)
    return fig


def axes(fig: Figure, left: float, bottom: float, right: float, top: float) -> Axes:
    """Axes with their edges at these fractions of the figure; ticks keep their look whatever a cell sets."""
    ax = fig.add_axes((left, bottom, right - left, top - bottom))
    ax.tick_params(axis="both", labelsize=SMALL, labelcolor=INK, labelfontfamily="DejaVu Sans", length=0)
    ax.set_axisbelow(True)
    for side in ("top", "right"):
        ax.spines[side].set_visible(False)
    return ax


def count_axis(ax: Axes, high: float, label: str, ticks: int = 6) -> None:
    """Make x run from nothing to `high` in whole counts with thousands separated, named `label`."""
    ax.set_xlim(0, high)
    ax.xaxis.set_major_locator(MaxNLocator(ticks, integer=True))
    ax.xaxis.set_major_formatter(FuncFormatter(lambda x, _: f"{x:,.0f}"))
    ax.set_xlabel(label)
    ax.set_ylabel("")
    ax.grid(axis="y", visible=False)


def period_words(start: pd.Timestamp | None, end: pd.Timestamp | None) -> str:
    """A period as the end of a phrase, with its leading space: ' at the end of 2020', ' in May 2020', ''."""
    if pd.isna(start) or pd.isna(end):
        return "" if pd.isna(end) else f" by {_day(end)}"
    first, last = pd.Timestamp(start), pd.Timestamp(end)
    if first == last:
        return f" at the end of {last.year}" if (last.month, last.day) == (12, 31) else f" on {_day(last)}"
    if first.is_year_start and last.is_year_end:
        return f" in {first.year}" if first.year == last.year else f" from {first.year} to {last.year}"
    if first.is_quarter_start and last.is_quarter_end and (last - first).days < 93:
        return f" in the {('first', 'second', 'third', 'fourth')[last.quarter - 1]} quarter of {last.year}"
    if first.is_month_start and last.is_month_end and (last - first).days < 31:
        return f" in {last:%B %Y}"
    return f" from {_day(first)} to {_day(last)}"


def _day(when: pd.Timestamp) -> str:
    when = pd.Timestamp(when)
    return f"{when.day} {when:%B %Y}"


class BoundBars:
    """Horizontal bars for numbers with doubt: one slot a row, artists made once and only changed after.

    `slots` has one row a bar, top first: `label` (at the axis), `colour`, `hatch`. `top` is the right end of
    the axis in the bars' unit. A known number is a plain bar. 'More than' fades out and ends in an arrow to
    the right; 'up to' is pale and ends in an arrow to the left; a range goes on paler to its high end.
    """

    STEPS = 10  # strips that make a fade

    def __init__(self, ax: Axes, slots: pd.DataFrame, top: float) -> None:
        self.ax, self.top, self.slots = ax, top, slots.reset_index(drop=True)
        drawn = self.slots.assign(length=1.0, slot=[str(i) for i in self.slots.index])
        sns.barplot(
            drawn,
            x="length",
            y="slot",
            hue="slot",
            palette=list(drawn.colour),
            saturation=1,
            width=0.62,
            legend=False,
            errorbar=None,
            ax=ax,
        )
        ax.set_yticks(range(len(drawn)), list(drawn.label))
        bars = sorted((bar for group in ax.containers for bar in group), key=lambda bar: bar.get_y())
        self.bars = bars[: len(drawn)]
        self.fades, self.heads, self.words = [], [], []
        for bar, colour, hatch in zip(self.bars, drawn.colour, drawn.hatch, strict=True):
            bar.set(edgecolor=colour, linewidth=1.5, facecolor="white" if hatch else colour, hatch=hatch or None)
            fade = PolyCollection([], linewidths=0)
            ax.add_collection(fade, autolim=False)
            middle = bar.get_y() + bar.get_height() / 2
            (head,) = ax.plot([], [], ls="", marker=">", ms=11, color=colour, clip_on=False)
            self.fades.append(fade)
            self.heads.append(head)
            self.words.append(ax.text(0, middle, "", va="center", ha="left", color=INK, fontsize=SMALL))
        count_axis(ax, top, "")

    @property
    def artists(self) -> list:
        """All that changes from one picture to the next, for `Panel.live`."""
        return [*self.bars, *self.fades, *self.heads, *self.words]

    def set(self, slot: int, low: float | None, high: float | None, words: str, value: float | None = None) -> None:
        """Show the bounds `low` to `high` (None or NaN: open) in `slot`, with `words` beside it.

        With both ends open, a pale bar runs to `value`: 'about' says where, and not how near.
        """
        low, high, value = (None if x is None or x != x else float(x) for x in (low, high, value))
        if low is None and high is None:
            low = high = value or 0.0
            self.bars[slot].set_alpha(0.5)
        else:
            self.bars[slot].set_alpha(None)
        known_low, known_high = low is not None, high is not None
        solid = low if known_low else 0.0
        self.bars[slot].set(width=solid, visible=known_low)
        end = self._fade(slot, solid, high)
        open_end = known_low != known_high
        marker, at = (">", end) if known_low else ("<", end)
        self.heads[slot].set(data=([at], [self._middle(slot)]), marker=marker, visible=open_end)
        gap = 0.025 if open_end else 0.01
        self.words[slot].set(x=end + gap * self.top, text=words, visible=True)

    def hide(self, slot: int) -> None:
        """Show nothing in `slot`; its place stays, so that other bars do not jump."""
        for artist in (self.bars[slot], self.fades[slot], self.heads[slot], self.words[slot]):
            artist.set_visible(False)

    def _middle(self, slot: int) -> float:
        return self.bars[slot].get_y() + self.bars[slot].get_height() / 2

    def _fade(self, slot: int, solid: float, high: float | None) -> float:
        """Draw what lies beyond the solid bar; give where it ends."""
        end = solid + 0.09 * self.top if high is None else high
        if end <= solid:
            self.fades[slot].set(verts=[], visible=False)
            return solid
        edges = np.linspace(solid, end, self.STEPS + 1)
        y0, y1 = self.bars[slot].get_y(), self.bars[slot].get_y() + self.bars[slot].get_height()
        verts = [[(a, y0), (b, y0), (b, y1), (a, y1)] for a, b in pairwise(edges)]
        strength = np.linspace(0.75, 0.05, self.STEPS) if high is None else np.full(self.STEPS, 0.35)
        colour = mpl.colors.to_rgb(self.slots.colour[slot])
        self.fades[slot].set(verts=verts, facecolors=[(*colour, a) for a in strength], visible=True)
        return end
