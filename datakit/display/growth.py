"""The panel on growth: a line through two mentions of a count, and how little two points settle."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.collections import PolyCollection
from matplotlib.dates import DateFormatter, YearLocator, date2num
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullLocator

from datakit import bounds
from datakit.analysis import doubling
from datakit.display import style
from datakit.display.controls import Choice, Control, Flag, Number
from datakit.display.panel import Panel, PanelError, View

Row = Mapping[str, Any]
NO_POINTS = "These articles give no two dated counts of daily tokens, so there is no line to draw."


def token_points(frames: Any) -> pd.DataFrame:
    """`doubling.points` with their names: `words` ('more than 20 trillion'), `when` (' in May 2020')."""
    points = doubling.points(frames.claims)
    rows = points.to_dict("records")
    return points.assign(
        words=[bounds.words(bounds.of(row), None, row["value"], row["hedge"]) for row in rows],
        when=[style.period_words(row["start"], row["end"]) for row in rows],
    )


def doubling_answer(points: pd.DataFrame, fold: Mapping | None) -> dict | None:
    """The doubling time in months that the sentence of the growth `fold` gives by itself, as a row for a prediction.

    It is the growth from the point that was worked back with it to the one it was worked back from; None if
    these are not two points with time between them.
    """
    rows = points.to_dict("records")
    bases = {row["claims"].split("; ")[0]: row for row in rows if fold and row["point"] == f"{fold['fact']} base"}
    for row in rows:
        if base := bases.get(row["claims"]):
            try:
                found = doubling.between(base, row).doubling
            except ValueError:
                return None
            if found is None:
                return None
            low, high = (None if end is None else round(end / doubling.MONTH, 1) for end in (found.low, found.high))
            return {"low": low, "high": high, "value": None, "hedge": "range", "claims": base["claims"]}
    return None


def line_bullets(points: pd.DataFrame) -> str:
    """The doubling time from each other point to the last in time, as a Markdown list."""
    *others, last = points.to_dict("records") or [None]
    lines = []
    for row in others:
        try:
            found = doubling.months(doubling.between(row, last).doubling)
        except ValueError:
            continue
        lines.append(f"- from {_named(row)} to {_named(last)}, a doubling takes: **{found}**")
    return "\n".join(lines) or f"- {NO_POINTS}"


def conflict_bullets(frames: Any, points: pd.DataFrame) -> str:
    """The conflicts in which any of the claims behind the points stands, as a Markdown list."""
    behind = {claim for claims in points.claims for claim in claims.split("; ")}
    sides = frames.conflict_sides
    found = frames.conflicts[frames.conflicts.conflict.isin(sides.conflict[sides.statement.isin(behind)])]
    return (
        "\n".join(f"- {row.says}" for row in found.itertuples()) or "- No two of these mentions contradict each other."
    )


def _named(row: Row) -> str:
    aside = "" if row["how"] == doubling.SAID else f", {row['how']}"
    return f"{row['words']}{row['when']} ({row['who']}{aside})"


class TwoPoints(Panel):
    """Counts of daily tokens on a linear and a log axis, and the growth between any two of them.

    State: `early`, `late` (points of `token_points`), `shift` of the undated ones in months, `exact`, `below`.
    """

    title = "Two points make a line"
    question = "Which mentions count, and how fast is the growth then?"
    size = (860, 500)

    def prepare(self, frames: Any) -> None:
        self.rows = token_points(frames).to_dict("records")

    def controls(self) -> dict[str, Control]:
        named = {}
        for number, row in enumerate(self.rows, 1):
            when = ", date assumed" if row["how"] == doubling.ASSUMED else row["when"]
            worked = ", worked back" if row["how"] == doubling.WORKED else ""
            named[row["point"]] = f"{number}: {row['words']}{when} ({row['who']}{worked})"
        named = named or {"none": "no mention"}
        return {
            "early": Choice("From", named),
            "late": Choice("To", dict(reversed(named.items()))),
            "shift": Number("Move assumed dates by, months", -6, 6, 0),
            "exact": Flag("Read every count as exact"),
        }

    def build(self, fig: Figure) -> None:
        self.found = fig.text(0.012, 0.945, "", weight="bold", color=style.INK)
        self.live(self.found)
        keys = (
            "Filled: said. Hollow: worked back from a growth. Square: date assumed. Arrow: at least so many.",
            "Solid: the same factor each month. Dashed: the same amount. Pale: what the bounds leave open.",
        )
        for line, key in enumerate(keys):
            fig.text(0.012, 0.062 - 0.044 * line, key, fontsize=style.SMALL, color=style.INK)
        self.drawn = []
        if not self.rows:
            return
        heights = [_point(row) for row in self.rows]
        ends = [row["start"] for row in self.rows] + [row["end"] for row in self.rows]
        room = pd.DateOffset(months=7)
        self.span = date2num(min(ends) - room), date2num(max(ends) + room)
        self.times = np.linspace(*self.span, 200)
        places = {False: (0.135, 0.49), True: (0.64, 0.985)}
        for log, (left, right) in places.items():
            ax = style.axes(fig, left, 0.185, right, 0.865)
            markers = {doubling.SAID: "o", doubling.WORKED: "o", doubling.ASSUMED: "s"}
            shown = {"x": [self.span[0]] * len(heights), "y": heights, "style": [row["how"] for row in self.rows]}
            sns.scatterplot(**shown, markers=markers, s=85, legend=False, linewidth=2, zorder=5, ax=ax)
            ax.set(xlim=self.span, xlabel="", ylabel="")
            top = 30 * max(heights) if log else 1.6 * max(heights)
            if log:
                ax.set_yscale("log")
                ax.yaxis.set_minor_locator(NullLocator())
            ax.set_ylim(min(heights) / 10 if log else -0.04 * top, top)
            ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: bounds.number_words(y)))
            ax.xaxis.set_major_locator(YearLocator())
            ax.xaxis.set_major_formatter(DateFormatter("%Y"))
            words = f"tokens a day, {'log' if log else 'linear'} axis"
            ax.text(0, 1.03, words, transform=ax.transAxes, fontsize=style.SMALL, color=style.INK)
            fan = PolyCollection([], facecolors=[style.BLUE], alpha=0.18, linewidths=0)
            ax.add_collection(fan, autolim=False)
            (factor,) = ax.plot([], [], color=style.BLUE, lw=2)
            (amount,) = ax.plot([], [], color=style.ORANGE, lw=2, ls="--")
            place = {"ha": "center" if log else "left", "va": "bottom"}
            labels = [ax.text(0, y, "", fontsize=style.SMALL, clip_on=True, **place) for y in heights]
            dots = ax.collections[0]
            self.drawn.append((log, top, dots, fan, factor, amount, labels))
            for row, label in zip(self.rows, labels, strict=True):  # letters are what costs most in a move
                if row["how"] == doubling.ASSUMED or pd.isna(row["high"]):
                    self.live(label)
            self.live([fan, factor, amount, dots])
            self._number(self.rows, log, top, labels)

    def update(self, early: str, late: str, shift: int, exact: bool) -> View:
        if len(self.rows) < 2:
            raise PanelError(NO_POINTS)
        rows = [_moved(row, shift, exact) for row in self.rows]
        by = {row["point"]: row for row in rows}
        if early == late:
            raise PanelError("One point makes no line: choose two different mentions.")
        first, second = sorted((by[early], by[late]), key=lambda row: (row["start"], row["end"]))
        try:
            found = doubling.between(first, second)
        except ValueError:
            said = f"{_named(first)} and {_named(second)}"
            raise PanelError(f"No time surely lies between {said}, and so there is no rate of growth.") from None
        self._move(rows, first, second, found)
        takes = "Daily tokens never double" if found.doubling is None else "One doubling takes"
        self.found.set_text(takes + (f": {doubling.months(found.doubling)}" if found.doubling else ""))
        claims = [claim for row in (first, second) for claim in row["claims"].split("; ")]
        return View(self._sentence(first, second, found), partial(self._table, rows, first, second), claims)

    def _lines(self, first: Row, second: Row, times: Any) -> tuple[np.ndarray, np.ndarray]:
        """The counts at `times` if the same factor, or the same amount, is added each day."""
        (a, b), (x, y) = (_middle(first), _middle(second)), (_point(first), _point(second))
        part = (np.asarray(times) - a) / (b - a)
        return x * np.exp2(np.clip(part * np.log2(y / x), -200, 200)), x + part * (y - x)

    def _move(self, rows: list, first: Row, second: Row, found: doubling.Growth) -> None:
        times = self.times[self.times > _middle(first)]
        times = np.array([_middle(first), *times])
        edges = [np.full(len(times), 1e-9), np.full(len(times), 1e30)]
        low, high = found.doubling.ends if found.doubling else (1, 1)
        for side, days in enumerate((high, low)):
            if np.isfinite(days) and days > 0:
                edges[side] = _point(first) * np.exp2(np.clip((times - times[0]) / days, -200, 90))
        factor_line, amount_line = self._lines(first, second, self.times)
        chosen = [row["point"] in (first["point"], second["point"]) for row in rows]
        colours = [style.INK if mine else style.GREY for mine in chosen]
        faces = ["white" if row["how"] == doubling.WORKED else c for row, c in zip(rows, colours, strict=True)]
        middles = [_middle(row) for row in rows]
        for log, top, dots, fan, factor, amount, labels in self.drawn:
            floor = 1e-3 if log else -top
            upper, lower = np.clip(edges[1], floor, 9 * top), np.clip(edges[0], floor, 9 * top)
            outline = np.column_stack([[*times, *times[::-1]], [*upper, *lower[::-1]]])
            fan.set(verts=[outline] if found.doubling else [])
            factor.set_data(self.times, np.clip(factor_line, floor, 9 * top))
            amount.set_data(self.times, np.where(amount_line > floor, np.clip(amount_line, floor, 9 * top), np.nan))
            dots.set(offsets=np.column_stack([middles, list(map(_point, rows))]), facecolors=faces, edgecolors=colours)
            self._number(rows, log, top, labels)

    def _number(self, rows: list, log: bool, top: float, labels: list) -> None:
        """Put its number at each point, with an arrow where the count is open above."""
        for number, (label, row) in enumerate(zip(labels, rows, strict=True), 1):
            beside = 0 if log else 0.03 * (self.span[1] - self.span[0])  # on the linear axis low points crowd
            y = 1.35 * _point(row) if log else _point(row)
            label.set(x=_middle(row) + beside, y=y, text=f"{number} ↑" if pd.isna(row["high"]) else str(number))

    def _sentence(self, first: Row, second: Row, found: doubling.Growth) -> str:
        head = f"From {_named(first)} to {_named(second)}"
        if found.doubling is None:
            return f"{head}, daily tokens did not grow: they never double."
        months = doubling.months(found.doubling)
        said = "the words do not settle how fast" if months == "not known" else f"one doubling takes {months}"
        later = _middle(second) + 365
        by_factor, by_amount = (
            bounds.number_words(float(f"{y:.2g}")) if y > 0 else "none at all"
            for y in self._lines(first, second, later)
        )
        sentence = (
            f"{head}, {said}. Drawn through the numbers as printed, a year after the second the same factor gives "
        )
        sentence += f"{by_factor} tokens a day, the same amount {by_amount}."
        if first["who"] != second["who"]:
            sentence += f" The line assumes that {first['who']} and {second['who']} count the same thing."
        return sentence

    def _table(self, rows: list, first: Row, second: Row) -> pd.DataFrame:
        line, _ = self._lines(first, second, [_middle(row) for row in rows])
        made = [
            {
                "mention": f"{number}: {row['who']}",
                "tokens a day": row["words"],
                "when": row["when"].strip(),
                "how": row["how"],
                "the solid line there": bounds.number_words(float(f"{there:.3g}")),
            }
            for number, (row, there) in enumerate(zip(rows, line, strict=True), 1)
        ]
        return pd.DataFrame(made)


def _point(row: Row) -> float:
    """Where a count is drawn: its value, or else the end that is known."""
    return next(float(row[end]) for end in ("value", "low", "high") if pd.notna(row[end]))


def _middle(row: Row) -> float:
    return (date2num(row["start"]) + date2num(row["end"])) / 2


def _moved(row: Row, shift: int, exact: bool) -> dict:
    """The row with an assumed date moved by `shift` months, and read as exact where that is asked for."""
    row = dict(row)
    if row["how"] == doubling.ASSUMED and shift:
        row["start"], row["end"] = (row[end] + pd.DateOffset(months=shift) for end in ("start", "end"))
        row["when"] = style.period_words(row["start"], row["end"])
    if exact:
        row["low"] = row["high"] = _point(row)
        row["words"] = bounds.number_words(_point(row))
    return row
