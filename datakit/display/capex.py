"""Panels on money: the quarters to come against a pledge, and two currencies in one sentence."""

from __future__ import annotations

import math
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from datakit import bounds
from datakit.analysis import promises
from datakit.display import style
from datakit.display.controls import Choice, Control, Number
from datakit.display.panel import Panel, PanelError, View
from datakit.display.spending import CURRENCY, NO_PAIR, NO_PROMISE, kept, merged, money, promise, rates


def scale_of(amount: float) -> tuple[float, str]:
    """The size and word in which an amount is typed and drawn: (1e9, 'billion')."""
    return next(((size, word.strip()) for size, word in bounds.SCALES if amount >= size), (1.0, ""))


def money_axis(ax: Axes, top: float, label: str, count: int = 5) -> None:
    """Make y run from nothing to `top` with whole ticks; the unit stands above, level, where it is read first."""
    ax.set(ylim=(0, top), xlabel="", ylabel="")
    ax.yaxis.set_major_locator(MaxNLocator(count))
    ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: f"{y:,.10g}"))
    ax.grid(axis="x", visible=False)
    ax.set_title(label, loc="left", fontsize=style.SMALL, color=style.INK)


def quarter_bars(ax: Axes, count: int, colour: str) -> list:
    """One bar a quarter, numbered from one; the bars."""
    numbers = [str(i) for i in range(1, count + 1)]
    sns.barplot(x=numbers, y=[1.0] * count, color=colour, saturation=1, width=0.7, errorbar=None, ax=ax)
    ax.xaxis.set_major_locator(MaxNLocator(12, integer=True))
    ax.set_xticks(range(0, count, max(1, count // 12)))
    return list(ax.patches)


HIDDEN, SHOWN = "drawing", "committed"
NEXT = 4  # quarters that are set one by one; the four after them, and all the rest, have one level each


class DrawThePath(Panel):
    """The quarters still to come, set by the reader, then held against the pledge and the run rate.

    State: `q1` to `q4`, `later`, `rest` (in billions or so), `reported` (first, before), `path` (drawing,
    committed: the numbers are then locked), `below`.
    """

    title = "Draw the path"
    question = "Does the path that you think likely keep the pledge?"
    size = (860, 430)

    def prepare(self, frames: Any) -> None:
        self.promise = p = promise(frames)
        self.scale, self.word = scale_of(p.even) if p else (1e9, "billion")
        self.top = 10 * math.ceil(max(0.19 * p.even, 0.12 * p.spent) / self.scale) if p else 10
        self.unit = f"{self.word} {CURRENCY.get(p.unit, p.unit) if p else ''}".strip()

    def controls(self) -> dict[str, Control]:
        names = {f"q{i}": f"{word} quarter to come" for i, word in enumerate(("First", "Second", "Third", "Fourth"), 1)}
        names |= {"later": "Each of the four after", "rest": "Each of the rest"}
        fields = {name: Number(label, 0, self.top, 0) for name, label in names.items()}
        reported = {"first": "is the first of the pledge", "before": "comes before the pledge runs"}
        path = {HIDDEN: "I am still drawing", SHOWN: "I commit it, show the pledge"}
        return {**fields, "reported": Choice("The reported quarter", reported), "path": Choice("My path", path)}

    def build(self, fig: Figure) -> None:
        p = self.promise
        if p is None:
            return
        ax, sums = style.axes(fig, 0.06, 0.17, 0.53, 0.84), style.axes(fig, 0.62, 0.17, 0.965, 0.84)
        self.bars = quarter_bars(ax, p.quarters, style.ORANGE)
        money_axis(ax, self.top, f"A quarter, {self.unit}")
        ax.set_xlabel("quarter of the pledge")
        money_axis(sums, self.top * p.quarters, f"Added up, {self.unit}")
        sums.set(xlim=(0, p.quarters + 0.8), xlabel="quarter of the pledge")
        sums.xaxis.set_major_locator(MaxNLocator(6, integer=True))
        self.x = np.arange(p.quarters + 1)
        looks = {"mine": (style.ORANGE, "-", "o"), "rate": (style.BLUE, "--", "")}
        self.lines = {}
        for name, (colour, dash, mark) in looks.items():
            place = {"x": self.x, "y": self.x * 0.0, "errorbar": None, "ax": sums}
            sns.lineplot(**place, color=colour, ls=dash, marker=mark, ms=6, markeredgecolor="white")
            self.lines[name] = sums.lines[-1]
        self.lines["rate"].set_ydata(self.x * p.spent / self.scale)
        pledge = sums.axhline(p.amount / self.scale, color=style.INK, lw=2, ls="-.")
        even = ax.axhline(p.even / self.scale, color=style.INK, lw=2, ls="-.")
        (self.gap,) = sums.plot(
            [p.quarters + 0.4] * 2, [0, 0], color=style.PINK, lw=6, alpha=0.7, solid_capstyle="butt"
        )
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.85}
        place = {"color": style.INK, "fontsize": style.SMALL, "bbox": paper, "va": "bottom"}
        share = ax.text(-0.4, 0.93 * self.top, "Line: even share of the pledge", ha="left", **place)
        line = sums.text(0.2, p.amount / self.scale * 1.02, "the pledge", ha="left", **place)
        self.hidden = [self.lines["mine"], self.lines["rate"], pledge, even, self.gap, share, line]
        self.head = fig.text(0.012, 0.935, "", weight="bold", color=style.INK)
        key = "Blue, solid: reported. Orange, striped: yours. Dashed: all as the reported one. Thick, at the end: your gap."
        fig.text(0.012, 0.02, key, fontsize=style.SMALL, color=style.INK)
        self.live([*self.bars, *self.hidden, self.head])

    def update(self, reported: str, path: str, **levels: float) -> View:
        p = self.promise
        if p is None:
            raise PanelError(NO_PROMISE)
        quarters = self._quarters(reported == "first", levels)
        for number, (bar, height) in enumerate(zip(self.bars, quarters, strict=True)):
            known = number == 0 and reported == "first"
            look = (style.BLUE, style.BLUE, None) if known else ("white", style.ORANGE, "//")
            bar.set(height=height / self.scale, facecolor=look[0], edgecolor=look[1], hatch=look[2], linewidth=1.5)
        committed = path == SHOWN
        for artist in self.hidden:
            artist.set_visible(committed)
        for name in levels:
            self.inputs[name].disabled = committed  # a guess that can be mended after the answer is none
        table = partial(self._table, quarters, reported == "first", committed)
        yours = p.quarters - (reported == "first")
        if not committed:
            self.head.set_text("Your path is not committed yet")
            what = f"{p.entity} reported a quarter of {money(p.spent, p.unit)}"
            sentence = f"{what}; {yours} quarters of the pledge are yours to set. Commit them to see where they lead."
            return View(sentence, table, p.claims)
        total = float(sum(quarters))
        self.lines["mine"].set_ydata(np.concatenate([[0], np.cumsum(quarters)]) / self.scale)
        self.gap.set_ydata([total / self.scale, p.amount / self.scale])
        self.head.set_text(f"Your path {kept(total, p)}")
        sentence = (
            f"Your path adds up to {money(total, p.unit)} in {p.quarters} quarters. Against {money(p.amount, p.unit)} "
            f"pledged, it {kept(total, p)}; an even share is {money(p.even, p.unit)} a quarter. With every quarter as "
            f"the reported one, {money(p.spent, p.unit)}, the sum is {money(p.run_rate, p.unit)}, "
            f"which {kept(p.run_rate, p)}."
        )
        return View(sentence, table, p.claims)

    def _quarters(self, counted: bool, levels: dict[str, float]) -> list[float]:
        ahead = [levels[f"q{i}"] for i in range(1, NEXT + 1)] + [levels["later"]] * NEXT
        ahead += [levels["rest"]] * self.promise.quarters
        known = [self.promise.spent] if counted else []
        return (known + [level * self.scale for level in ahead])[: self.promise.quarters]

    def _table(self, quarters: list[float], counted: bool, committed: bool) -> pd.DataFrame:
        p, sums = self.promise, np.cumsum(quarters)
        columns = {
            "quarter": range(1, p.quarters + 1),
            "whose": ["reported" if counted and i == 0 else "yours" for i in range(p.quarters)],
            "spent": [money(float(x), p.unit) for x in quarters],
        }
        if committed:
            columns["added up"] = [money(float(x), p.unit) for x in sums]
            columns["as the reported quarter"] = [money(p.spent * i, p.unit) for i in columns["quarter"]]
            columns["even share"] = [money(p.even * i, p.unit) for i in columns["quarter"]]
        return pd.DataFrame(columns)


ALLOWED = {
    "exact": "Both numbers exact",
    "last": "Last digits rounded",
    "zeros": "Noughts rounded too",
}
FITS = {
    "exact": "fits exactly",
    "last": "fits if last digits are rounded",
    "zeros": "fits if the noughts are rounded too",
}


class TwoCurrencies(Panel):
    """The exchange rate inside a sentence, with what rounding allows, against a rate that the reader assumes.

    State: `pair` (which amount, if there are several), `rate` (assumed by the reader; None: near the first
    sentence's own), `below`.
    """

    title = "Two currencies, one sentence"
    question = "Which exchange rate did the writer use, and is it the one you would use?"
    size = (860, 330)
    wide = 0.1  # the rates drawn: so much more and less than the sentence's own, and as far as the reader's

    def __init__(self, frames: Any, rate: float | None = None, **state: Any) -> None:
        super().__init__(frames, **state, **({} if rate is None else {"rate": rate}))

    def prepare(self, frames: Any) -> None:
        self.pairs = {str(i): pair for i, pair in enumerate(promises.conversions(frames.claims), 1)}
        self.drawn = ()
        self.money = merged(frames, "quarter").to_dict("records")

    def controls(self) -> dict[str, Control]:
        if not self.pairs:
            return {}
        found = [pair.rate for pair in self.pairs.values()]
        low, high = round(min(found) / 2, 2), round(max(found) * 2, 2)
        names = {key: f"{p.first_quote}, {p.second_quote} ({p.entity})" for key, p in self.pairs.items()}
        start = min(max(round(found[0], 2), low), high)
        rate = Number("The rate you assume (not from the articles)", float(low), float(high), start, 0.01)
        return {"pair": Choice("The amount", names), "rate": rate}

    def build(self, fig: Figure) -> None:
        if not self.pairs:
            return
        self.ax = ax = style.axes(fig, 0.24, 0.2, 0.97, 0.84)
        rows = list(ALLOWED.values())
        sns.scatterplot(x=[0.0] * len(rows), y=rows, s=40, color=style.INK, zorder=4, ax=ax)
        self.dots = ax.collections[0]
        ax.set(ylim=(len(rows) - 0.4, -0.6), ylabel="")
        self.spans = [
            ax.plot([0, 0], [i, i], color=style.BLUE, lw=16, alpha=0.55, solid_capstyle="butt")[0]
            for i in range(len(rows))
        ]
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        place = {"va": "center", "color": style.INK, "bbox": paper, "fontsize": style.SMALL}
        self.labels = [ax.text(0, i, "", **place) for i in range(len(rows))]
        self.mine = ax.axvline(0, color=style.ORANGE, lw=2.5, ls="--")
        self.said = ax.text(0, len(rows) - 0.62, "", **place)
        self.head = fig.text(0.012, 0.915, "", weight="bold", color=style.INK)
        self.live([self.dots, *self.spans, *self.labels, self.mine, self.said, self.head])

    def update(self, pair: str = "", rate: float = 1.0) -> View:
        if not self.pairs:
            raise PanelError(NO_PAIR)
        chosen = self.pairs[pair]
        a, b = (CURRENCY.get(unit, unit) for unit in (chosen.first_unit, chosen.second_unit))
        near, far = min(chosen.rate * (1 - self.wide), rate), max(chosen.rate * (1 + self.wide), rate)
        if self.drawn != (pair, near, far):
            self.ax.set(xlim=(near * 0.995, far * 1.005), xlabel=f"{a} for one {b}")
            self.drawn = (pair, near, far)
            self.redraw_background()
        ranges = {name: chosen.bounds(name) for name in ALLOWED}
        room = 0.012 * chosen.rate
        for i, found in enumerate(ranges.values()):
            self.spans[i].set_xdata(found.ends)
            far = max(found.low - rate, rate - found.high) > 0.1 * chosen.rate
            right = (rate < chosen.rate) != far  # towards the reader's line if it is far, else away from it
            side = {"x": found.high + room, "ha": "left"} if right else {"x": found.low - room, "ha": "right"}
            self.labels[i].set(text=rates(found), **side)
        self.dots.set_offsets([(chosen.rate, i) for i in range(len(ranges))])
        self.mine.set_xdata([rate, rate])
        end = {"x": rate - 0.4 * room, "ha": "right"} if rate > chosen.rate else {"x": rate + 0.4 * room, "ha": "left"}
        self.said.set(text=f"yours: {rate:.6g}", **end)
        # To three places, as the rates are shown: a rate that looks like an end of a range is within it.
        verdicts = (FITS[name] for name, found in ranges.items() if rate in bounds.Interval(*np.round(found.ends, 3)))
        verdict = next(verdicts, "does not fit")
        self.head.set_text(f"Worked out: {chosen.rate:.3f} {a} for one {b}. Your {rate:.6g} {verdict}.")
        there = chosen.first / rate
        sentence = (
            f"{chosen.first_quote} ({chosen.second_quote}) is {chosen.rate:.3f} {a} for one {b}, or "
            f"{rates(ranges['last'])} if the last digits are rounded. Your rate of {rate:.6g}, which no article "
            f"gives, {verdict}: it makes {money(there, chosen.second_unit)} of exactly {money(chosen.first, chosen.first_unit)}, "
            f"{difference(there, chosen)}."
        )
        return View(sentence, partial(self._table, chosen, rate), chosen.claims)

    def _table(self, chosen: promises.Conversion, rate: float) -> pd.DataFrame:
        a, b = chosen.first_unit, chosen.second_unit
        rows = [(f"{chosen.entity}, both printed", chosen.first)]
        rows += [(f"{m['entity']}, a quarter", m["amount"]) for m in self.money if m["unit"] == a]
        cells = [(who, money(x, a), money(x / chosen.rate, b), money(x / rate, b)) for who, x in rows]
        return pd.DataFrame(cells, columns=["what", "as written", "at the sentence's rate", f"at your {rate:.6g}"])


def difference(there: float, chosen: promises.Conversion) -> str:
    """How an amount converted at the reader's rate stands to the one printed, in words."""
    gap = there - chosen.second
    if abs(gap) <= promises.half_step(chosen.second_quote, chosen.second):
        return "which prints the same"
    return f"{money(abs(gap), chosen.second_unit)} {'more' if gap > 0 else 'less'} than printed"
