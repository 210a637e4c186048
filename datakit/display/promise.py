"""Panels on time: the growth that keeps a pledge, and the months that a quarter's name stands for."""

from __future__ import annotations

import calendar
import math
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator, PercentFormatter

from datakit.analysis import promises
from datakit.display import style
from datakit.display.capex import money_axis, quarter_bars, scale_of
from datakit.display.controls import Choice, Control, Number
from datakit.display.panel import Panel, PanelError, View
from datakit.display.spending import CURRENCY, NO_PROMISE, NO_QUARTER, kept, merged, money, promise

STANDS = {"0": "just before the pledge runs", "1": "the first of the pledge", "2": "the second of the pledge"}
DASHES = {"0": ":", "1": "-", "2": "--"}


class KeepThePromise(Panel):
    """Growth a quarter against the pledge met or missed, for each place the reported quarter may have.

    State: `growth` in percent a quarter, `place` (0, 1, 2: which quarter of the pledge was reported), `below`.
    """

    title = "Keep the promise"
    question = "How fast must the quarters grow for the pledge to be kept?"
    size = (860, 430)

    def prepare(self, frames: Any) -> None:
        self.promise = p = promise(frames)
        if p is None:
            return
        self.needed = {place: promises.growth_needed(p, int(place)) for place in STANDS}
        known = [100 * g for g in self.needed.values() if not math.isnan(g)]
        self.limits = (
            min(-10, *(5 * math.floor(g / 5) for g in known), 0),
            max(10, *(math.ceil(1.5 * g) for g in known), 0),
        )
        self.scale, word = scale_of(p.even)
        self.unit = f"{word} {CURRENCY.get(p.unit, p.unit)}".strip()

    def controls(self) -> dict[str, Control]:
        if self.promise is None:
            return {}
        growth = Number("Growth a quarter, %", float(self.limits[0]), float(self.limits[1]), 0.0, 0.5)
        return {"growth": growth, "place": Choice("The reported quarter is", dict(sorted(STANDS.items(), key=_first)))}

    def build(self, fig: Figure) -> None:
        p = self.promise
        if p is None:
            return
        ax, bars = style.axes(fig, 0.06, 0.19, 0.5, 0.83), style.axes(fig, 0.59, 0.19, 0.965, 0.83)
        grid = np.linspace(self.limits[0], self.limits[1], 101)
        self.curves = {}
        for place, dash in DASHES.items():
            total = promises.path(p, grid / 100, int(place)).sum(axis=-1) / self.scale
            sns.lineplot(x=grid, y=total, color=style.BLUE, ls=dash, errorbar=None, ax=ax)
            self.curves[place] = ax.lines[-1]
        money_axis(ax, 2 * p.amount / self.scale, f"All {p.quarters} quarters added up, {self.unit}")
        ax.set(xlim=self.limits, xlabel="growth a quarter")
        ax.xaxis.set_major_locator(MaxNLocator(6, steps=[1, 2, 5, 10], integer=True))
        ax.tick_params(axis="x", pad=8)
        ax.xaxis.set_major_formatter(PercentFormatter(100, decimals=0))
        ax.axhline(p.amount / self.scale, color=style.INK, lw=2, ls="-.")
        ax.text(self.limits[0] + 0.4, 1.03 * p.amount / self.scale, "the pledge", color=style.INK, fontsize=style.SMALL)
        (self.here,) = ax.plot([0], [0], ls="", marker="D", ms=11, color=style.ORANGE, mec=style.INK, clip_on=False)
        self.bars = quarter_bars(bars, p.quarters, style.ORANGE)
        tallest = max(float(promises.path(p, self.limits[1] / 100, int(place)).max()) for place in STANDS)
        money_axis(bars, 1.05 * max(tallest, p.even) / self.scale, f"Each quarter at this growth, {self.unit}")
        bars.set_xlabel("quarter of the pledge")
        even = bars.axhline(p.even / self.scale, color=style.INK, lw=2, ls="-.")
        share = bars.text(-0.4, 1.06 * p.even / self.scale, "even share", color=style.INK, fontsize=style.SMALL)
        share.set_bbox({"facecolor": "white", "edgecolor": "none", "pad": 1, "alpha": 0.85})
        self.head = fig.text(0.012, 0.93, "", weight="bold", color=style.INK)
        key = "Reported just before: dotted. Reported first: solid. Reported second: dashed. Blue bar: reported."
        fig.text(0.012, 0.02, key, fontsize=style.SMALL, color=style.INK)
        self.live([*self.curves.values(), self.here, *self.bars, even, share, self.head])

    def update(self, growth: float = 0.0, place: str = "1") -> View:
        p = self.promise
        if p is None:
            raise PanelError(NO_PROMISE)
        quarters = promises.path(p, growth / 100, int(place))
        total = float(quarters.sum())
        for name, curve in self.curves.items():
            curve.set(linewidth=3.5 if name == place else 1.5, alpha=1.0 if name == place else 0.6)
        self.here.set_data([growth], [min(total / self.scale, 2 * p.amount / self.scale)])
        for number, (bar, height) in enumerate(zip(self.bars, quarters, strict=True), 1):
            known = number == int(place)
            look = (style.BLUE, style.BLUE, None) if known else ("white", style.ORANGE, "//")
            bar.set(height=height / self.scale, facecolor=look[0], edgecolor=look[1], hatch=look[2], linewidth=1.5)
        self.head.set_text(f"{growth:+g}% a quarter {kept(total, p)}")
        met = sum(promises.path(p, growth / 100, int(each)).sum() >= p.amount * (1 - 5e-4) for each in STANDS)
        found = self.needed[place]
        takes = (
            "no growth searched would do" if math.isnan(found) else f"it takes {100 * found:.2f}% a quarter to keep it"
        )
        sentence = (
            f"If the reported {money(p.spent, p.unit)} is {STANDS[place]} and spending grows by {growth:g}% a quarter, "
            f"{p.quarters} quarters add up to {money(total, p.unit)}. Against {money(p.amount, p.unit)} pledged, "
            f"that {kept(total, p)}; {takes}. The last quarter would be {money(float(quarters[-1]), p.unit)}. "
            f"At this growth the pledge is kept in {met} of {len(STANDS)} places for the reported quarter."
        )
        return View(sentence, partial(self._table, growth), p.claims)

    def _table(self, growth: float) -> pd.DataFrame:
        p, rows = self.promise, []
        for place, words in STANDS.items():
            total, found = float(promises.path(p, growth / 100, int(place)).sum()), self.needed[place]
            need = "not found" if math.isnan(found) else f"{100 * found:.2f}%"
            rows.append((words, money(total, p.unit), kept(total, p), need))
        return pd.DataFrame(
            rows, columns=["the reported quarter is", f"sum at {growth:g}%", "and so it", "growth needed"]
        )


def _first(item: tuple[str, str]) -> tuple[bool, str]:
    return item[0] != "1", item[0]


MOST = 6  # rows that a figure can hold


def dated(frames: Any) -> pd.DataFrame:
    """Amounts of capital spending and of growing revenue with a date: one row each, `named` if it is a quarter's."""
    spent = merged(frames, "quarter").assign(what="capital spending")
    sold = promises.grown(frames.claims)
    sold = sold.assign(what=sold["object"].fillna("revenue").astype("object").str.lower())
    both = pd.concat([part for part in (spent, sold) if len(part)] or [spent], ignore_index=True)
    both = both.dropna(subset=["period_start", "period_end"])
    length = (both.period_end - both.period_start).dt.days + 1
    both = both[length <= promises.QUARTER[1]].assign(named=length >= promises.QUARTER[0])
    return both.head(MOST).sort_values("entity", kind="stable", ignore_index=True)


class WhoseQuarter(Panel):
    """The months that 'the first quarter' means, by the calendar and by a fiscal year that the reader assumes.

    State: `first` (month in which the fiscal year starts, 1 to 12), `year` (ends, begins), `below`.
    """

    title = "Whose quarter"
    question = "Do two numbers that are both 'a quarter' come from the same three months?"

    def prepare(self, frames: Any) -> None:
        self.rows = dated(frames).to_dict("records")
        self.size = (860, 160 + 76 * max(len(self.rows), 1))

    def controls(self) -> dict[str, Control]:
        months = {str(m): calendar.month_name[m] for m in (4, *range(1, 4), *range(5, 13))}
        years = {"ends": "the year in which it ends", "begins": "the year in which it begins"}
        return {
            "first": Choice("The fiscal year (assumed) starts in", months),
            "year": Choice("It is named for", years),
        }

    def build(self, fig: Figure) -> None:
        if not self.rows:
            return
        height = self.size[1]
        ax = style.axes(fig, 0.25, 84 / height, 0.97, 1 - 44 / height)
        labels = [f"{r['entity']}\n{r['what']}\n{money(r['amount'], r['unit'])}" for r in self.rows]
        spans = [self._calendar(r) for r in self.rows]
        low, high = min(a for a, _ in spans) - 13, max(b for _, b in spans) + 13
        self.flip = low + 0.7 * (high - low)  # beyond it the months are written on a bar's left, where there is room
        kinds = [(label, kind) for kind in ("calendar", "fiscal") for label in labels]
        table = pd.DataFrame(kinds, columns=["row", "kind"]).assign(months=3.0)
        colours = {"calendar": style.BLUE, "fiscal": style.ORANGE}
        sns.barplot(
            table, x="months", y="row", hue="kind", palette=colours, saturation=1, width=0.7, legend=False, ax=ax
        )
        self.solid, self.striped = (list(group) for group in ax.containers[:2])
        for bar in self.striped:
            bar.set(facecolor="white", edgecolor=style.ORANGE, hatch="//", linewidth=1.5)
        ticks = [m for m in range(low, high + 1) if m % (6 if high - low < 48 else 12) == 0]
        ax.set(xlim=(low, high), ylabel="", xlabel="")
        ax.set_xticks(ticks, [f"{calendar.month_abbr[m % 12 + 1]} {m // 12}" for m in ticks])
        ax.tick_params(axis="y", labelsize=style.SMALL)
        ax.grid(axis="y", visible=False)
        self.said = [ax.text(0, bar.get_y() + bar.get_height() / 2, "", va="center", fontsize=style.SMALL,
                             color=style.INK) for bar in (*self.solid, *self.striped)]  # fmt: skip
        for row, bar, said, span in zip(self.rows, self.solid, self.said, spans, strict=False):
            self._put(bar, said, span, "" if row["named"] else ", a guess")
        self.head = fig.text(0.012, 1 - 26 / height, "", weight="bold", color=style.INK)
        key = "Solid: the name read by the calendar. Striped: by the fiscal year assumed. A guess: the quarter is not named."
        fig.text(0.012, 14 / height, key, fontsize=style.SMALL, color=style.INK)
        self.live([*self.striped, *self.said[len(self.rows) :], self.head])

    def update(self, first: str, year: str) -> View:
        if not self.rows:
            raise PanelError(NO_QUARTER)
        fiscal = [self._fiscal(row, int(first), year) for row in self.rows]
        for row, bar, said, span in zip(self.rows, self.striped, self.said[len(self.rows) :], fiscal, strict=True):
            self._put(bar, said, span, "" if row["named"] else ", a guess")
        named = [(row, self._calendar(row), span) for row, span in zip(self.rows, fiscal, strict=True) if row["named"]]
        shift = max((abs(b[0] - a[0]) for _, a, b in named), default=0)
        self.head.set_text(
            f"Between two readings of a quarter's name: {shift} month{'s' * (shift != 1)}" if named else NO_QUARTER
        )
        said = [
            f"{row['entity']}'s {row['what']} of {money(row['amount'], row['unit'])} is from {months(a)} by the "
            f"calendar, {months(b)} by the fiscal year"
            for row, a, b in named
        ]
        said += [
            f"{row['entity']}'s {row['what']} of {money(row['amount'], row['unit'])} was reported"
            f"{style.period_words(row['period_start'], row['period_end'])} and its quarter is not named"
            for row in self.rows
            if not row["named"]
        ]
        who = f"a fiscal year that starts in {calendar.month_name[int(first)]}, named for the year in which it {year}"
        sentence = f"With {who} (assumed, not from the articles): {'; '.join(said)}."
        claims = [claim for row in self.rows for claim in row["claims"].split("; ")]
        return View(sentence, partial(self._table, fiscal), claims)

    def _calendar(self, row: dict) -> tuple[int, int]:
        """First month and the month after the last, counted from year 0; a quarter not named: the latest over."""
        start = row["period_start"]
        month = start.year * 12 + start.month - 1
        return (month, month + 3) if row["named"] else (month // 3 * 3 - 3, month // 3 * 3)

    def _fiscal(self, row: dict, first: int, year: str) -> tuple[int, int]:
        if row["named"]:
            start = row["period_start"]
            begins, _ = promises.fiscal_quarter(start.year, start.quarter, first, year)
            month = begins.year * 12 + begins.month - 1
            return month, month + 3
        over = row["period_start"].year * 12 + row["period_start"].month - 1
        end = over - (over - (first - 1)) % 3
        return end - 3, end

    def _put(self, bar: Any, said: Any, span: tuple[int, int], more: str) -> None:
        bar.set(x=span[0], width=span[1] - span[0])
        beside = {"x": span[1] + 0.4, "ha": "left"} if span[1] < self.flip else {"x": span[0] - 0.4, "ha": "right"}
        said.set(text=months(span) + more, **beside)

    def _table(self, fiscal: list[tuple[int, int]]) -> pd.DataFrame:
        rows = [
            (f"{r['entity']}, {r['what']}", money(r["amount"], r["unit"]), "yes" if r["named"] else "no",
             months(self._calendar(r)), months(span))
            for r, span in zip(self.rows, fiscal, strict=True)
        ]  # fmt: skip
        return pd.DataFrame(rows, columns=["what", "amount", "quarter named", "by the calendar", "by the fiscal year"])


def months(span: tuple[int, int]) -> str:
    """'Jan to Mar 2025'; 'Nov 2024 to Jan 2025'."""
    (y1, m1), (y2, m2) = divmod(span[0], 12), divmod(span[1] - 1, 12)
    first = calendar.month_abbr[m1 + 1] + (f" {y1}" if y1 != y2 else "")
    return f"{first} to {calendar.month_abbr[m2 + 1]} {y2}"
