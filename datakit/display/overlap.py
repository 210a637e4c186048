"""Panels on two portfolios: whether chance would let them share so much, and what deals in talks change."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from datakit.analysis import portfolios
from datakit.display import quotes, style
from datakit.display.controls import Choice, Control, Flag, Number
from datakit.display.ecosystem import COUNTED, LOOKS, NO_DEALS, Pair, deals, named, sentences
from datakit.display.panel import Panel, PanelError, View
from datakit.display.questions import computed


def chance(two: Pair, pool: int) -> str:
    """In words: how often blind picking would share so much, from that pool, and from what pool on it hardly would.

    The pool is at least as large as all that the two back.
    """
    shared, pool = len(two.shared.shared), max(pool, two.shared.union)
    often = portfolios.at_least(shared, two.sizes, pool)
    turn = portfolios.turning_pool(shared, two.sizes)
    rare = f"From a pool of **{turn}** on, it is less than one case in twenty." if turn else "No pool makes that rare."
    a, b = two.sizes
    return (
        f"Picking blindly from {pool} start-ups, all alike, two such investors share {a} × {b} / {pool} = "
        f"**{_decimal(portfolios.expected(two.sizes, pool))}** on average, and {shared} or more "
        f"in **{often:.0%}** of all possible cases. {rare}"
    )


def by_chance(two: Pair, table: pd.DataFrame) -> dict[str, Any]:
    """How many start-ups the two would share on average under what the panel starts with, for a prediction."""
    behind = table[table.investor.isin([two.first, two.second]) & table.status.isin(portfolios.DONE)]
    average = portfolios.expected(two.sizes, max(table.investee.nunique(), two.shared.union))
    return computed(float(_decimal(average)), behind.deals)


def talks_add(two: Pair, table: pd.DataFrame) -> dict[str, Any]:
    """How many start-ups more the two share once all talks have come true, for a prediction."""
    held = portfolios.portfolios(table, COUNTED["all"][1])
    then = portfolios.overlap(held[two.first], held[two.second])
    behind = table[table.investor.isin([two.first, two.second]) & table.status.isin(portfolios.OPEN)]
    return computed(len(then.shared) - len(two.shared.shared), behind.deals)


def _decimal(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")


class WouldChanceDoThat(Panel):
    """What two portfolios share, beside one hundred shuffles of them under assumptions that no article gives.

    State: `whose` ('0' is the pair that shares most), `count` (done, all), `pool`, `favourites`, `pull`, `luck`, `below`.
    """

    title = "Would chance do that"
    question = "How large must the pool of start-ups be before chance no longer explains the overlap?"
    size = (860, 430)
    draws = 100

    def prepare(self, frames: Any) -> None:
        self.evidence, self.deals = quotes.evidence(sentences(frames)), deals(frames)
        self.held = {count: portfolios.portfolios(self.deals, COUNTED[count][1]) for count in ("done", "all")}
        self.pairs = portfolios.pairs(self.held["done"])[:6]
        self.named = int(self.deals.investee.nunique())
        self.numbers: dict[int, np.ndarray] = {}
        sizes = [min(len(self.held["all"][name]) for name in two) for two in self.pairs]
        self.most = max(sizes, default=1)

    def controls(self) -> dict[str, Control]:
        whose = {str(i): " and ".join(two) for i, two in enumerate(self.pairs)} or {"0": "nobody"}
        low = min(max(self.named, 1), portfolios.MOST)
        return {
            "whose": Choice("Portfolios of", whose),
            "count": Choice("Deals", {count: COUNTED[count][0] for count in ("done", "all")}),
            "pool": Number("Start-ups to pick from", low, portfolios.MOST, low),
            "favourites": Number("Favourites among them", 0, 20, 0),
            "pull": Number("A favourite is picked so many times as readily", 1, 50, 10),
            "luck": Number("Shuffle number", 1, 20, 1),
        }

    def build(self, fig: Figure) -> None:
        ax = style.axes(fig, 0.03, 0.17, 0.98, 0.82)
        places = {"x": [0.0] * self.draws, "y": [0.0] * self.draws}
        sns.scatterplot(**places, s=62, color=style.GREY, edgecolor=style.GREY, linewidth=1.5, ax=ax, legend=False)
        self.dots = ax.collections[0]
        ax.set(xlim=(-0.6, self.most + 0.6), ylim=(-1, 20), ylabel="", yticks=[])
        ax.set_xticks(range(self.most + 1))
        ax.set_xlabel("start-ups that both hold")
        ax.grid(visible=False)
        ax.spines["left"].set_visible(False)
        (self.line,) = ax.plot([0, 0], [-1, 19], color=style.INK, lw=1.5, ls="--", zorder=1)
        self.said = fig.text(0.012, 0.935, "", weight="bold", color=style.INK)
        self.here = ax.text(0, 19.2, "", color=style.INK, ha="center", fontsize=style.SMALL)
        key = "A dot is one shuffle of one hundred. Filled: it shares at least as much as the articles say."
        fig.text(0.012, 0.875, key, fontsize=style.SMALL, color=style.INK)
        fig.text(0.012, 0.02, "Dashed line: what the articles say.", fontsize=style.SMALL, color=style.INK)
        self.live([self.dots, self.line, self.said, self.here])

    def update(self, whose: str, count: str, pool: int, favourites: int, pull: int, luck: int) -> View:
        if not self.pairs:
            raise PanelError("These articles name fewer than two investors, so there are no portfolios to compare.")
        if self.named > portfolios.MOST:
            raise PanelError(f"These articles name {self.named:,} start-ups, more than this panel can shuffle.")
        first, second = self.pairs[int(whose)]
        held = self.held[count]
        sizes, both = (len(held[first]), len(held[second])), portfolios.overlap(held[first], held[second])
        numbers = self.numbers.setdefault(luck, portfolios.luck(luck, self.draws))
        shared = np.sort(portfolios.shuffled(numbers, sizes, pool, favourites, pull))
        observed, seen = len(both.shared), np.zeros(self.most + 1, int)
        spots = []
        for found in shared:
            row, column = divmod(seen[found], 6)
            spots.append((found + (column - 2.5) * 0.125, row))
            seen[found] += 1
        self.dots.set_offsets(spots)
        self.dots.set_facecolors([style.ORANGE if found >= observed else "white" for found in shared])
        self.dots.set_edgecolors([style.ORANGE if found >= observed else style.GREY for found in shared])
        self.line.set_xdata([observed, observed])
        self.here.set(x=observed, text=f"the articles: {observed}")
        enough = int((shared >= observed).sum())
        self.said.set_text(f"At least {observed} shared in {enough} of {self.draws} shuffles of {pool} start-ups")
        alike = "all alike" if not favourites or pull == 1 else (
            f"{min(favourites, pool)} of them favourites picked {pull} times as readily")  # fmt: skip
        sentence = (
            f"{first} backs {sizes[0]} start-ups and {second} {sizes[1]}; they share {observed} of {both.union}, "
            f"a Jaccard index of {both.jaccard:.2f}. If each picked blindly from {pool} start-ups, {alike}, which no "
            f"article says, they would share at least {observed} in {enough} of {self.draws} shuffles, "
            f"and {shared.mean():.1f} on average."
        )
        behind = self.deals[self.deals.investor.isin([first, second]) & self.deals.status.isin(COUNTED[count][1])]
        return View(sentence, partial(self._table, seen.tolist(), observed), "; ".join(behind.deals).split("; "))

    def _table(self, seen: list[int], observed: int) -> pd.DataFrame:
        rows = [(k, times, "the articles" if k == observed else "") for k, times in enumerate(seen)]
        return pd.DataFrame(rows, columns=["start-ups shared", f"shuffles of {self.draws}", "seen in"])


class WhatDoTalksChange(Panel):
    """How well each start-up is connected, without and with the deals in talks, and worlds in which some come true.

    State: `measure` (backers, reach), `chance` in percent, `joint`, `below`.
    """

    title = "What does 'in talks' change"
    question = "Which start-up is best connected, and does the answer rest on deals that are not done?"
    draws, most_rows = 20, 12

    def prepare(self, frames: Any) -> None:
        self.evidence, self.deals = quotes.evidence(sentences(frames)), deals(frames)
        open_deals = self.deals[self.deals.status.isin(portfolios.OPEN)]
        self.talks = list(zip(open_deals.investor, open_deals.investee, strict=True))
        self.held = portfolios.portfolios(self.deals)
        every = sorted(
            {name for row in (self.held, portfolios.grown({}, self.talks)) for s in row.values() for name in s}
        )
        self.ends = {
            measure: [portfolios.connections(held, every, measure) for held in (self.held, self._with(self.talks))]
            for measure in ("backers", "reach")
        }
        rank = self.ends["backers"][1]
        self.rows = sorted(every, key=lambda name: (-rank[name], name))[: self.most_rows]
        self.every = every
        self.size = (860, 190 + 30 * max(len(self.rows), 5))

    def _with(self, talks: list[tuple[str, str]]) -> dict[str, frozenset[str]]:
        return portfolios.grown(self.held, talks)

    def controls(self) -> dict[str, Control]:
        measures = {"backers": "investors behind it", "reach": "other start-ups it shares an investor with"}
        return {
            "measure": Choice("Connected means", measures),
            "chance": Number("Chance that talks come true, %", 0, 100, 50, 5),
            "joint": Flag("Talks over one start-up stand or fall together", True),
        }

    def build(self, fig: Figure) -> None:
        if not self.rows:
            return
        height, top = self.size[1], max(max(found.values()) for both in self.ends.values() for found in both)
        ax = style.axes(fig, 0.17, 120 / height, 0.97, 1 - 60 / height)
        look, settings = LOOKS["in_talks"], {"saturation": 1, "width": 0.62, "errorbar": None, "ax": ax}
        for colour in (look.colour, style.BLUE):
            sns.barplot(x=[1.0] * len(self.rows), y=self.rows, color=colour, **settings)
        n = len(self.rows)
        self.more, self.done = list(ax.patches)[:n], list(ax.patches)[n:]
        for bar in self.more:
            bar.set(facecolor="white", edgecolor=look.colour, hatch=look.hatch, linewidth=1.5)
        style.count_axis(ax, 1.04 * top, "")
        self.unit = fig.text(0.57, 74 / height, "", ha="center", color=style.INK)
        self.answer = fig.text(0.012, 1 - 26 / height, "", weight="bold", color=style.INK)
        key = "Solid: deals done. Striped: what deals in talks or planned would add, if all came true."
        fig.text(0.012, 1 - 48 / height, key, fontsize=style.SMALL, color=style.INK)
        words = "Worlds in which the best connected is another (filled), or has company (grey):"
        fig.text(0.012, 48 / height, words, color=style.INK)
        self.count = fig.text(0.79, 48 / height, "", weight="bold", color=style.INK)
        dots = style.axes(fig, 0.012, 4 / height, 0.97, 40 / height)
        dots.set_axis_off()
        dots.set(xlim=(-0.5, self.draws - 0.5), ylim=(-1, 1))
        places = {"x": range(self.draws), "y": [0] * self.draws}
        sns.scatterplot(**places, s=210, color="white", edgecolor=style.ORANGE, linewidth=2, ax=dots)
        self.dots = dots.collections[0]
        self.live([*self.more, *self.done, self.unit, self.answer, self.count, self.dots])

    def update(self, measure: str, chance: int, joint: bool) -> View:
        if not self.rows:
            raise PanelError(NO_DEALS)
        now, then = self.ends[measure]
        self.unit.set_text("investors behind it" if measure == "backers" else "other start-ups reached")
        for name, done, more in zip(self.rows, self.done, self.more, strict=True):
            done.set_width(now[name])
            more.set(x=now[name], width=then[name] - now[name], visible=then[name] > now[name])
        first, told = portfolios.best(now), []
        for talks in portfolios.worlds(self.talks, chance / 100, joint, self.draws, seed=8):
            top = portfolios.best(portfolios.connections(self._with(talks), self.every, measure))
            told.append("same" if top <= first else "tie" if top & first else "other")
        told.sort(key=["other", "tie", "same"].index)
        colours = {"other": style.ORANGE, "tie": "#cfcfcf", "same": "white"}
        self.dots.set_facecolors([colours[what] for what in told])
        self.answer.set_text(f"Best connected now: {shorter(first)}. With all talks: {shorter(portfolios.best(then))}.")
        other, tie = told.count("other"), told.count("tie")
        self.count.set_text(f"{other} and {tie} of {self.draws}")
        how = "together" if joint else "each by itself"
        sentence = (
            f"Best connected by deals done: {named(first)}, with {max(now.values())}; with all talks come true: "
            f"{named(portfolios.best(then))}, with {max(then.values())}. {self._overlap()} "
            f"{'' if self.talks else 'Here nothing is in talks or planned. '}If talks come true {how} with a "
            f"chance of {chance}%, which no article gives, the best connected is another in {other} of {self.draws} "
            f"worlds and has company in {tie}."
        )
        behind = self.deals[self.deals.status.isin(COUNTED["all"][1])]
        return View(sentence, partial(self._table, measure), "; ".join(behind.deals).split("; "))

    def _overlap(self) -> str:
        if len(self.held) < 2:
            return "There are no two portfolios to compare."
        first, second = portfolios.pairs(self.held)[0]
        both = [portfolios.overlap(held[first], held[second]) for held in (self.held, self._with(self.talks))]
        now, then = (f"{len(two.shared)} of {two.union} (Jaccard {two.jaccard:.2f})" for two in both)
        return f"{first} and {second} share {now} now, and would share {then}."

    def _table(self, measure: str) -> pd.DataFrame:
        now, then = self.ends[measure]
        columns = ["start-up", "deals done", "with all talks"]
        return pd.DataFrame([(name, now[name], then[name]) for name in self.rows], columns=columns)


def shorter(names: frozenset[str]) -> str:
    """The names if they are few, else how many."""
    return named(names) if len(names) < 3 else f"a tie of {len(names)}"
