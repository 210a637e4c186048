"""Panels on market share: a price cut against volume, and what a share is a share of."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from datakit.analysis import definitions
from datakit.bounds import Interval
from datakit.display import quotes, style
from datakit.display.controls import Choice, Control, Number
from datakit.display.panel import Panel, PanelError, View
from datakit.display.questions import computed

NO_SHARE = "These articles give no share of model calls, which this part is about."


def price_cut(frames: Any) -> dict | None:
    """The price cut, as a fraction, of whoever's volume grew most, else the first with a number; or None."""
    table = frames.market_share
    cuts = table[(table.topic == "pricing") & (table.kind == "growth") & (table.direction == "down")]
    cuts = cuts.dropna(subset="value")
    fold = volume_growth(frames)
    same = cuts[cuts.entity == (fold or {}).get("entity")]
    return next(iter([*same.to_dict("records"), *cuts.to_dict("records")]), None)


def volume_growth(frames: Any) -> dict | None:
    """The largest growth of usage that is given as a multiple; None if there is none."""
    table = frames.market_share
    folds = table[(table.topic == "usage") & (table.unit == "multiple") & table.value.notna()]
    return None if folds.empty else folds.loc[folds.value.idxmax()].to_dict()


def break_even_answer(frames: Any) -> dict | None:
    """The volume that brings the revenue back after the price cut, as a row for a prediction."""
    if (row := price_cut(frames)) is None:
        return None
    volume = round(definitions.break_even(Interval.exactly(row["value"])).low or 0, 1)
    return computed(volume, [row["fact"]])


def call_shares(frames: Any) -> pd.DataFrame:
    """Every mention of a share of model calls: the rows of `claims`."""
    claims = frames.claims[(frames.claims.topic == "market_share") & (frames.claims.unit == "fraction")]
    return claims[claims.metric.str.contains("call", na=False)].reset_index(drop=True)


def first_quote(frames: Any, row: Mapping[str, Any] | None = None) -> quotes.Shown:
    """`cite` for the claim, or the fact, of this row, or words that say there is none."""
    return (
        quotes.cite(frames, row.get("claim", row.get("fact")))
        if row
        else quotes.say("These articles have no sentence for this part.")
    )


class CheaperAndBigger(Panel):
    """Revenue against before, for a price cut and a growth of volume; both start from the articles.

    State: `cut`, `room` (points), `volume` (times), `before` and `after` (percent paid for), `below`.
    """

    title = "Cheaper and bigger"
    question = "Does the revenue grow when the price is cut and the volume soars?"
    size = (860, 470)
    most = 1000  # times before, on both axes

    def prepare(self, frames: Any) -> None:
        self.cut, self.growth = price_cut(frames), volume_growth(frames)

    def controls(self) -> dict[str, Control]:
        cut = round(100 * self.cut["value"], 1) if self.cut else 50.0
        volume = min(round(self.growth["value"]), self.most) if self.growth else 2
        return {
            "cut": Number("Price cut, %", 0.0, 99.9, min(cut, 99.9), 0.1),
            "room": Number("true to, points", 0.0, 5.0, 0.5, 0.1),
            "volume": Number("Volume, times before", 1, self.most, volume),
            "before": Number("Paid for before, %", 1, 100, 100),
            "after": Number("Paid for now, %", 1, 100, 100),
        }

    def build(self, fig: Figure) -> None:
        ax = style.axes(fig, 0.125, 0.23, 0.95, 0.89)
        ax.tick_params(pad=7)
        self.edges = (0.01, 100.0)
        ax.set(xscale="log", yscale="log", xlim=(1, self.most), ylim=self.edges)
        for axis, low in ((ax.xaxis, 0), (ax.yaxis, -2)):
            axis.set_major_locator(FixedLocator([10.0**n for n in range(low, 4)]))
            axis.set_major_formatter(FuncFormatter(lambda x, _: _times(x)))
            axis.set_minor_locator(NullLocator())
        ax.set_xlabel("volume now, times before (log axis)")
        ax.set_ylabel("revenue now, times before (log axis)")
        self.x = np.geomspace(1, self.most, 2)
        sns.lineplot(x=self.x, y=[1, 1], color=style.INK, lw=1.5, ls="--", errorbar=None, ax=ax)
        ax.text(1.08, 1.12, "above the dashed line, revenue has grown", fontsize=style.SMALL, color=style.INK)
        key = "Line: what the price cut leaves. Pale: the cut rounded. Dot: the volume chosen. Diamond: break-even."
        fig.text(0.012, 0.02, key, fontsize=style.SMALL, color=style.INK)
        self.band = PolyCollection([], facecolors=[style.BLUE], alpha=0.25, linewidths=0)
        ax.add_collection(self.band, autolim=False)
        (self.line,) = ax.plot([], [], color=style.BLUE, lw=2)
        (self.bar,) = ax.plot([], [], color=style.ORANGE, lw=4, solid_capstyle="butt")
        (self.dot,) = ax.plot([], [], ls="", marker="o", ms=11, color=style.ORANGE, clip_on=False)
        (self.even,) = ax.plot([], [], ls="", marker="D", ms=9, mfc="white", mec=style.INK, mew=2)
        self.found = fig.text(0.012, 0.935, "", weight="bold", color=style.INK)
        self.live([self.band, self.line, self.bar, self.dot, self.even, self.found])

    def update(self, cut: float, room: float, volume: int, before: int, after: int) -> View:
        span = Interval(max(cut - room, 0) / 100, min(cut + room, 100) / 100)
        paid, middle = (before / 100, after / 100), Interval.exactly(cut / 100)
        revenue, said = definitions.revenue(span, volume, paid), definitions.revenue(middle, volume, paid)
        even = definitions.break_even(span).scale(before / after)
        self._move(span, middle, volume, paid)
        low, high = (round(end, 9) for end in revenue.ends)
        grown = "it has grown" if low > 1 else "it has shrunk" if high < 1 else "not settled"
        grown = "it is where it was" if low == high == 1 else grown
        self.found.set_text(f"Revenue is {_ends(revenue, 'times')} times what it was: {grown}")
        settled = "so the words do not settle whether it has grown" if grown == "not settled" else f"so {grown}"
        whose = (
            ""
            if self.cut and self.growth
            else " These articles lack the price cut or the volume: the numbers are yours."
        )
        beyond = "" if self.edges[0] <= said.low <= self.edges[1] else " The dot lies beyond the edge of the figure."
        sentence = (
            f"With prices cut by {_ends(span, 'growth_fraction')} and {volume:,} times the volume, of which "
            f"{before}% was paid for before and {after}% is now, revenue is {_ends(revenue, 'times')} times what "
            f"it was, {settled}. To break even takes {_ends(even, 'times')} times the volume.{beyond}{whose}"
        )
        rows = [
            ("price cut", _ends(span, "growth_fraction")),
            ("volume", _times(volume)),
            ("paid for before (assumed)", f"{before}%"),
            ("paid for now (assumed)", f"{after}%"),
            ("revenue at the bounds of the cut", _ends(revenue)),
            ("revenue with the cut taken as exact", _times(said.low)),
            ("volume at which it breaks even", _ends(even)),
        ]
        claims = [row["fact"] for row in (self.cut, self.growth) if row]
        return View(sentence, partial(pd.DataFrame, rows, columns=["what", "number"]), claims)

    def _move(self, span: Interval, middle: Interval, volume: int, paid: tuple[float, float]) -> None:
        low, high = self.edges
        ends = [definitions.revenue(span, x, paid) for x in self.x]
        (a, b), (c, d) = (np.clip([e.low, e.high], low / 100, high * 100) for e in ends)
        first, last = self.x
        self.band.set_verts([[(first, a), (last, c), (last, d), (first, b)]])
        self.line.set_data(self.x, [definitions.revenue(middle, x, paid).low for x in self.x])
        here = definitions.revenue(span, volume, paid)
        self.bar.set_data([volume, volume], np.clip([here.low, here.high], low / 100, high * 100))
        self.dot.set_data([volume], np.clip([definitions.revenue(middle, volume, paid).low], low, high))
        even = definitions.break_even(middle).scale(paid[0] / paid[1]).low
        self.even.set_data([even] if even else [], [1] if even else [])


def _times(number: float) -> str:
    """A multiple in words: '1,000x', '1.37x', '0.01x'."""
    return f"{number:,.3g}x" if number < 1000 else f"{number:,.0f}x"


def _ends(interval: Interval, unit: str = "multiple") -> str:
    """An interval in words: '0.69x to 2.1x', 'at least 100x'."""
    say = {"multiple": _times, "fraction": "{:.0%}".format, "times": lambda x: _times(x)[:-1]}.get(
        unit, lambda x: f"{100 * x:.4g}%"
    )
    low, high = (None if end is None else say(end) for end in (interval.low, interval.high))
    if low is None or high is None:
        return f"at least {low}" if low else f"at most {high}" if high else "no number"
    return low if low == high else f"{low} to {high}"


SHORT = {
    "room": ("A hedge leaves room for, points", 0, 20, 5),
    "rival": ("Largest rival, % of the rest", 0, 100, 60),
    "worth_least": ("Worth of its call, least %", 10, 400, 50),
    "worth_most": ("most %", 10, 400, 150),
    "outside": ("Calls outside, % of those counted", 0, 400, 50),
    "inside_least": ("Its part of these, least %", 0, 100, 20),
    "inside_most": ("its part, most %", 0, 100, 60),
}


def defined(row: Mapping, percent: Mapping[str, float]) -> dict[str, tuple[Interval, Interval, str]]:
    """The firm's share, its largest rival's and who leads, under each definition and assumptions in percent."""
    given = {name: number / 100 for name, number in percent.items()}
    worth, inside = (Interval(given[f"{name}_least"], given[f"{name}_most"]) for name in ("worth", "inside"))
    share, rival = definitions.hedged(row, given["room"]), given["rival"]
    found = {}
    for name, mine in definitions.shares(share, worth, given["outside"], inside, rival).items():
        part = 1.0 if name == "two" else rival
        found[name] = mine, (Interval.exactly(1) - mine).scale(part), definitions.leads(mine, part)
    return found


def starting_points() -> str:
    """What `ShareOfWhat` starts with, as a Markdown list; the most of a range stands beside its least."""
    said = (("; " if label[0].islower() else "\n- ") + f"{label}: {given[-1]}" for label, *given in SHORT.values())
    return "".join(said).strip()


def leads_answer(shares: pd.DataFrame) -> dict | None:
    """In how many definitions the first share surely leads, under what `ShareOfWhat` starts with, for a prediction."""
    if shares.empty:
        return None
    row = shares.iloc[0].to_dict()
    found = defined(row, {name: given[-1] for name, given in SHORT.items()}).values()
    led = sum(verdict == "leads" for *_, verdict in found)
    return computed(led, [row["claim"]])


class ShareOfWhat(Panel):
    """One share of calls under several definitions of the market, against a rival that is assumed.

    State: `said` (a share), the assumptions of `SHORT` in percent, `below`.
    """

    title = "Share of what?"
    question = "Under which definitions of the market does the same firm lead?"
    size = (860, 500)

    def prepare(self, frames: Any) -> None:
        self.rows = call_shares(frames).to_dict("records")

    def controls(self) -> dict[str, Control]:
        said = {row["claim"]: f"{row['quote']} of {row['object']} ({row['entity']})" for row in self.rows}
        numbers = {name: Number(*given) for name, given in SHORT.items()}
        return {"said": Choice("The words", said or {"none": "no share"}), **numbers}

    def build(self, fig: Figure) -> None:
        self.found = fig.text(0.012, 0.945, "", weight="bold", color=style.INK)
        key = "A bar goes to the least; the pale part on to the most. Striped: the largest rival, which is assumed."
        fig.text(0.012, 0.02, key, fontsize=style.SMALL, color=style.INK)
        self.live(self.found)
        if not self.rows:
            return
        ax = style.axes(fig, 0.3, 0.17, 0.97, 0.92)
        mine = style.look("company", self.rows[0]["family"])
        slots = [(f"{words}\n{self.rows[0]['family']}", mine.colour, "") for words in definitions.DEFINITIONS.values()]
        pairs = [pair for slot in slots for pair in (slot, ("its largest rival", style.GREY, "//"))]
        self.bars = style.BoundBars(ax, pd.DataFrame(pairs, columns=["label", "colour", "hatch"]), 130)
        ax.set_xticks(range(0, 101, 25), [f"{x}%" for x in range(0, 101, 25)])
        ax.set_xlabel("share of the market as it is defined")
        self.live(self.bars.artists)

    def update(self, said: str, **percent: float) -> View:
        if not self.rows:
            raise PanelError(NO_SHARE)
        row = next(row for row in self.rows if row["claim"] == said)
        for name, words in (("worth", "The worth of its call"), ("inside", "Its part of the calls outside")):
            if percent[f"{name}_least"] > percent[f"{name}_most"]:
                raise PanelError(f"{words}: the least is above the most; change one of them.")
        made = []
        for slot, (name, (mine, other, verdict)) in enumerate(defined(row, percent).items()):
            words, theirs = (_ends(part, "fraction") for part in (mine, other))
            self.bars.set(2 * slot, 100 * mine.low, 100 * mine.high, f"{words}: {verdict}")
            self.bars.set(2 * slot + 1, 100 * other.low, 100 * other.high, "")
            made.append((definitions.DEFINITIONS[name], words, theirs, verdict))
        columns = ["what is counted", row["family"], "largest rival (assumed)", "the firm"]
        settled = [verdict for *_, verdict in made]
        led, behind = (settled.count(verdict) or "none" for verdict in ("leads", "behind"))
        tally = f"leads in {led} of {len(made)} definitions and is behind in {behind}"
        self.found.set_text(f"{row['family']} {tally}")
        sentence = (
            f"'{row['quote']}' of {row['object']}, taken as {made[0][1]}: under these assumptions, none of which an "
            f"article gives, {row['family']} {tally}. "
            + " ".join(f"{what}: {mine} against {theirs}." for what, mine, theirs, _ in made)
        )
        return View(sentence, partial(pd.DataFrame, made, columns=columns), [said])
