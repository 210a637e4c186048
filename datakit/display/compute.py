"""Panels on compute: whose chips are counted, and what one must assume before two makes are added up."""

from __future__ import annotations

from functools import partial
from itertools import groupby
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from datakit import bounds
from datakit.analysis import mix
from datakit.analysis.statements import with_claims
from datakit.display import style
from datakit.display.controls import Choice, Control, Number
from datakit.display.panel import Panel, PanelError, View

ALL = "all"
NONE = "No article gives such a count."
HATCH = {"held": "", "planned": style.look("status", "planned").hatch}


def chip_counts(frames: Any) -> pd.DataFrame:
    """The compute frame's rows of chips held or planned, one row a count, in the order they are drawn.

    Columns more: `claims`, `words` ('more than 20'), `make` (' Nvidia', '' if not named), `when` (' in May 2020').
    """
    table = with_claims(frames, "compute")
    counts = table[table.kind.isin(HATCH)].sort_values(["entity", "kind", "origin"], ignore_index=True)
    rows = counts.to_dict("records")
    return counts.assign(
        words=[bounds.words(bounds.of(row), None, row["value"], row["hedge"]) for row in rows],
        make=[f" {row['origin']}" if row["origin"] in mix.MAKES else "" for row in rows],
        when=[style.period_words(row["period_start"], row["period_end"]) for row in rows],
    )


def bullets(counts: pd.DataFrame) -> str:
    """Chip counts as a Markdown list: who, how many, whose make, when, and how often it is said."""
    lines = [
        f"- {row.entity} {row.kind} **{row.words}**{row.make} chips{row.when} "
        f"({row.mentions} {'mention' if row.mentions == 1 else 'mentions'})"
        for row in counts.itertuples()
    ]
    return "\n".join(lines) or f"- {NONE}"


def widest(counts: pd.DataFrame, stock: str) -> pd.Series:
    """The count of that stock whose words leave most open, an open end first. PanelError if none."""
    rows = counts[counts.kind == stock]
    if rows.empty:
        raise PanelError(f"These articles have no count of chips {stock}, which this part is about; skip it.")
    openness = (rows.high - rows.low).fillna(np.inf).sort_values(ascending=False, kind="stable")
    return rows.loc[openness.index[0]]


def added(rows: list[dict]) -> bounds.Interval:
    """The sum of chip counts; a lower bound among them leaves it open."""
    return sum((bounds.of(row, floor=0) for row in rows), bounds.Interval.exactly(0))


def joined(parts: list[str]) -> str:
    """'a', 'a and b', 'a, b and c'."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


class WhoseChips(Panel):
    """Chip counts by company and make, held and planned, with an open end where the words leave one.

    State: `count` (both, held, planned), `make` (both, Nvidia, domestic), `whose` (all, a company), `below`.
    """

    title = "Whose chips"
    question = "Which of these numbers may be added up?"

    def prepare(self, frames: Any) -> None:
        self.counts = chip_counts(frames)
        self.rows = self.counts.to_dict("records")
        self.size = (860, 190 + 50 * max(len(self.rows), 2))

    def controls(self) -> dict[str, Control]:
        owners = {name: name for name in self.counts.entity.unique()}
        counts = {"both": "held and planned", "held": "held", "planned": "planned"}
        makes = {"both": "every maker", "Nvidia": "Nvidia", "domestic": "domestic makers"}
        return {
            "count": Choice("Count", counts),
            "make": Choice("Made by", makes),
            "whose": Choice("Whose", {ALL: "every company", **owners}),
        }

    def build(self, fig: Figure) -> None:
        height = self.size[1]
        ax = style.axes(fig, 0.28, 92 / height, 0.955, 1 - 44 / height)
        self.sum = fig.text(0.012, 1 - 26 / height, "", weight="bold", color=style.INK)
        key = "Solid: held. Striped: planned. A bar that fades into an arrow: at least so many."
        fig.text(0.012, 14 / height, key, fontsize=style.SMALL, color=style.INK)
        self.live(self.sum)
        if self.counts.empty:
            return
        names = {
            "label": [f"{row['entity']}\n{row['make'].strip() or 'not named'}, {row['kind']}" for row in self.rows],
            "colour": [style.look("origin", row["origin"]).colour for row in self.rows],
            "hatch": [HATCH[row["kind"]] for row in self.rows],
        }
        top = 1.5 * float(self.counts[["low", "high", "value"]].max().max())
        self.bars = style.BoundBars(ax, pd.DataFrame(names), top)
        ax.set_xlabel("chips")
        self.live(self.bars.artists)

    def update(self, count: str, make: str, whose: str) -> View:
        if not self.rows:
            raise PanelError("These articles give no number of chips that anyone holds or plans.")
        shown = []
        for slot, row in enumerate(self.rows):
            if count in ("both", row["kind"]) and make in ("both", row["origin"]) and whose in (ALL, row["entity"]):
                self.bars.set(slot, row["low"], row["high"], row["words"], row["value"])
                shown.append(row)
            else:
                self.bars.hide(slot)
        self.sum.set_text(self._added(shown) if shown else NONE)
        claims = [claim for row in shown for claim in row["claims"].split("; ")]
        return View(self._sentence(shown), partial(self._table, shown), claims)

    def _added(self, shown: list[dict]) -> str:
        held, planned = ([row for row in shown if row["kind"] == stock] for stock in HATCH)
        part = ", all of it planned" if planned else ""
        if held and planned:
            part = f", of which {bounds.words(added(planned))} planned"
        return f"Added up: {bounds.words(added(shown), 'chips')}{part}"

    def _sentence(self, shown: list[dict]) -> str:
        if not shown:
            return f"{NONE} An empty place is not a nought."
        parts = []
        for (who, stock, when), rows in groupby(shown, key=lambda row: (row["entity"], row["kind"], row["when"])):
            what = joined([f"{row['words']}{row['make']}" for row in rows])
            parts.append(f"{who} {stock} {what} chips{when}")
        return f"{'; '.join(parts)}. {self._added(shown)}."

    def _table(self, shown: list[dict]) -> pd.DataFrame:
        columns = {
            "company": "entity",
            "made by": "origin",
            "status": "kind",
            "chips": "words",
            "when": "when",
        }
        columns["mentions"] = "mentions"
        rows = [{new: str(row[old]).strip() for new, old in columns.items()} for row in shown]
        return pd.DataFrame(rows, columns=list(columns))


ASSUMED = {
    "domestic": "Work of a domestic chip",
    "nvidia": "Work of an Nvidia chip, mix of models",
    "delivered": "Planned chips that arrive",
    "excess": "Chips beyond a 'more than'",
}
SHORT = {"domestic": "Domestic chip", "nvidia": "Nvidia chip", "delivered": "Plans kept", "excess": "Beyond"}
ENDS = {"least": 0, "most": -1}


class WhatMustYouAssume(Panel):
    """The part of the work that domestic chips do, over editable assumptions that no article gives.

    State: `whose`, `stock` (held, both), `<assumption>_least` and `<assumption>_most` in percent, `below`.
    """

    title = "What must you assume"
    question = "Do domestic chips do more than half of the work, and which assumption decides?"
    size = (860, 420)
    draws = 20

    def prepare(self, frames: Any) -> None:
        counts = chip_counts(frames)
        self.counts = counts[counts.origin.isin(mix.MAKES)]
        self.chosen: dict[tuple[str, str], tuple[list[str], mix.Parts]] = {}

    def controls(self) -> dict[str, Control]:
        owners = {name: name for name in self.counts[self.counts.kind == "held"].entity.unique()}
        numbers = {}
        for name, label in SHORT.items():
            for end, at in ENDS.items():
                start = round(100 * mix.ASSUMPTIONS[name][at])
                numbers[f"{name}_{end}"] = Number(f"{label}, {end} %", 0, 200, start, 5)
        stocks = {"held": "held", "both": "held and planned"}
        return {
            "whose": Choice("Whose", {**owners, ALL: "every company"}),
            "stock": Choice("Count", stocks),
        } | numbers

    def build(self, fig: Figure) -> None:
        ax = style.axes(fig, 0.36, 0.31, 0.97, 0.83)
        labels = list(ASSUMED.values())
        sns.barplot(x=[0.1] * len(labels), y=labels, color=style.BLUE, saturation=1, width=0.5, errorbar=None, ax=ax)
        ax.set(xlim=(0, 1), xlabel="part of the work done by domestic chips", ylabel="")
        ax.xaxis.set_major_formatter(PercentFormatter(1, decimals=0))
        ax.grid(axis="y", visible=False)
        ax.axvline(0.5, color=style.INK, lw=1.5, ls="--")
        paper = {"facecolor": "white", "edgecolor": "none", "pad": 1}
        self.swings = list(ax.patches)
        self.said = [ax.text(0, i, "", va="center", color=style.INK, bbox=paper) for i in range(len(labels))]
        # What stays the same is in the background: drawing letters is what costs most in a move.
        fig.text(0.012, 0.935, "Part of the work that domestic chips do, all assumptions free:", color=style.INK)
        key = "A bar: one assumption free, the others in the middle. The widest, orange, decides most."
        fig.text(0.012, 0.875, key, color=style.INK, fontsize=style.SMALL)
        fig.text(
            0.012,
            0.125,
            "Draws from all the ranges in which they do more than half (filled):",
            color=style.INK,
        )
        self.answer = fig.text(0.635, 0.935, "", weight="bold", color=style.INK)
        self.count = fig.text(0.68, 0.125, "", weight="bold", color=style.INK)
        dots = style.axes(fig, 0.012, 0.02, 0.97, 0.105)
        dots.set_axis_off()
        dots.set(xlim=(-0.5, self.draws - 0.5), ylim=(-1, 1))
        places = {"x": range(self.draws), "y": [0] * self.draws}
        sns.scatterplot(**places, s=230, color=style.ORANGE, edgecolor=style.ORANGE, linewidth=2, ax=dots)
        self.dots = dots.collections[0]
        self.live([*self.swings, *self.said, self.answer, self.count, self.dots])

    def update(self, whose: str, stock: str, **percent: float) -> View:
        if self.counts.empty:
            raise PanelError("These articles give no number of Nvidia or domestic chips that anyone holds or plans.")
        ranges = {name: self._range(name, percent) for name in ASSUMED}
        claims, chips = self._chips(whose, stock)
        answer = mix.bounds(chips, ranges)
        if answer.low is None:
            raise PanelError("With some of these assumptions no chip does any work: give one a larger number.")
        swings, luck = mix.swings(chips, ranges), np.sort(mix.drawn(chips, ranges, self.draws))[::-1]
        decides = max(swings, key=lambda name: abs(swings[name][1] - swings[name][0]))
        for bar, said, (name, ends) in zip(self.swings, self.said, swings.items(), strict=True):
            low, high = sorted(ends)
            bar.set(x=low, width=high - low, facecolor=style.ORANGE if name == decides else style.BLUE)
            place = {"x": high + 0.015, "ha": "left"} if high < 0.75 else {"x": low - 0.015, "ha": "right"}
            said.set(text=span(low, high), **place)
        more = int((luck > 0.5).sum())
        self.dots.set_facecolors([style.ORANGE if part > 0.5 else "white" for part in luck])
        self.answer.set_text(reach(answer.low, answer.high))
        self.count.set_text(f"{more} of {self.draws}")
        which = "held" if stock == "held" else "held and planned"
        who = "every company named" if whose == ALL else whose
        part, widest_swing = reach(answer.low, answer.high), sorted(swings[decides])
        moves = f"'{ASSUMED[decides].lower()}' moves the answer most, {reach(*widest_swing)}"
        sentence = (
            f"Under these assumptions, none of which an article gives, domestic chips do {part} of the work of the "
            f"chips {which} by {who}; {'no assumption moves the answer' if one(*widest_swing) else moves}; "
            f"in {more} of {self.draws} draws they do more than half."
        )
        return View(sentence, partial(self._table, ranges, swings), claims)

    def _range(self, name: str, percent: dict[str, float]) -> tuple[float, float]:
        low, high = (percent[f"{name}_{end}"] for end in ENDS)
        if low > high:
            raise PanelError(f"{ASSUMED[name]}: the least, {low:g}%, is above the most, {high:g}%; change one of them.")
        return low / 100, high / 100

    def _chips(self, whose: str, stock: str) -> tuple[list[str], mix.Parts]:
        if (whose, stock) not in self.chosen:
            rows = self.counts[(self.counts.entity == whose) | (whose == ALL)]
            rows = rows[(rows.kind == "held") | (stock == "both")]
            self.chosen[whose, stock] = "; ".join(rows.claims).split("; "), mix.parts(rows)
        return self.chosen[whose, stock]

    def _table(self, ranges: dict, swings: dict) -> pd.DataFrame:
        ends = [(*ranges[name], *swings[name]) for name in ASSUMED]
        columns = ["least", "most", "domestic part at the least", "domestic part at the most"]
        table = pd.DataFrame(ends, columns=columns).map(lambda part: f"{part:.0%}")
        table.insert(0, "assumption (not from the articles)", list(ASSUMED.values()))
        return table


def one(low: float, high: float) -> bool:
    """Whether two fractions are the same for a reader."""
    return high - low < 5e-4


def reach(low: float, high: float) -> str:
    """Two fractions in words: '35% to 75%', 'near 40%', '37%' where they are one."""
    if one(low, high):
        return f"{low:.0%}"
    return f"{low:.0%} to {high:.0%}" if f"{low:.0%}" != f"{high:.0%}" else f"near {low:.0%}"


def span(low: float, high: float) -> str:
    """What one assumption does: its `reach`, or 'no effect' beside it."""
    return reach(low, high) + (", no effect" if one(low, high) else "")
