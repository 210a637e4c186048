"""Who backs whom: deals and portfolios for a notebook's prose, and their matrix beside their network."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.collections import LineCollection
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from datakit import bounds
from datakit.analysis import portfolios
from datakit.display import quotes, style
from datakit.display.compute import joined
from datakit.display.controls import Choice, Control, Flag
from datakit.display.panel import Panel, PanelError, View
from datakit.display.questions import computed
from datakit.display.style import Look
from datakit.frames import Frames

ALL, ANY = "all", "any"
NO_DEALS = "These articles name nobody who puts money into anybody, which this panel is about."
LOOKS = {
    "led_round": Look(style.GREEN, "s", ""),
    "invested": Look(style.BLUE, "o", ""),
    "backed": Look(style.PINK, "D", ""),
    "in_talks": Look(style.ORANGE, "^", "//"),
    "planned": Look(style.ORANGE, "v", "//"),
    "sold": Look(style.GREY, "X", ""),
}
WORDS = {"led_round": "led a round", "invested": "invested", "backed": "backs", "in_talks": "in talks"}
WORDS |= {"planned": "planned", "sold": "sold"}
COUNTED = {
    "all": ("done and in talks", (*portfolios.DONE, *portfolios.OPEN)),
    "done": ("done", portfolios.DONE),
    "open": ("in talks or planned", portfolios.OPEN),
}


def sentences(frames: Any) -> Frames:
    """The frames with deals in the place of claims, so that `cite`, `Predict` and a panel can show their sentences."""
    rows = frames.investments
    said = {"claim": "deal " + rows.investment, "sentence": rows.quote, "sentence_start": rows.start}
    return Frames({**frames, "claims": rows.assign(**said)})


def deals(frames: Any, merge: bool = True) -> pd.DataFrame:
    """The deals frame without what is denied or only an if. Without `merge`, each investor stands as it is named.

    Columns more: `deals` (the ids of its mentions as in `sentences`, joined by '; '), `amount` ('up to $5 million',
    'not known'), `by` (the last day on which it can have come so far) and `dated` (how that day is known).
    """
    by = ["deal"] if merge else ["deal", "investor"]
    table = frames.deals[frames.deals.status.isin(LOOKS)].drop(columns=[*by[1:], "mentions"])
    said = frames.investments.dropna(subset="deal").groupby(by, sort=False, as_index=False)
    table = table.merge(said.agg(deals=("investment", "; deal ".join), mentions=("investment", "size")), on="deal")
    ends = zip(table.amount_low, table.amount_high, table.currency, strict=True)
    amounts = [bounds.words(bounds.Interval(low, high), unit if pd.notna(unit) else None) for low, high, unit in ends]
    return table.assign(deals="deal " + table.deals, amount=amounts, by=table.when_end, dated=table.when_how)


class Pair(NamedTuple):
    """Two investors and what they share, as a notebook's prose needs it."""

    first: str
    second: str
    held: dict[str, frozenset[str]]
    shared: portfolios.Overlap
    answer: dict  # for Predict: how many start-ups they share

    @property
    def sizes(self) -> tuple[int, int]:
        return len(self.held[self.first]), len(self.held[self.second])


def pair(table: pd.DataFrame, talks: bool = False) -> Pair:
    """The two investors whose portfolios share most, talks counted or not. PanelError if there are not two."""
    held = portfolios.portfolios(table, COUNTED["all" if talks else "done"][1])
    if len(held) < 2:
        raise PanelError("These articles name fewer than two investors, which this part is about; skip it.")
    first, second = portfolios.pairs(held)[0]
    shared = portfolios.overlap(held[first], held[second])
    behind = table[table.investor.isin([first, second]) & table.investee.isin(shared.shared or held[first])]
    return Pair(first, second, held, shared, computed(len(shared.shared), behind.deals))


def named(names: Any) -> str:
    """'a, b and c' in the order of the alphabet, 'none' if there are none."""
    return joined(sorted(names)) if names else "none"


def bullets(table: pd.DataFrame, statuses: tuple[str, ...] = (*portfolios.DONE, *portfolios.OPEN)) -> str:
    """Deals as a Markdown list, one line a start-up, those with most backers first."""
    rows = table[table.status.isin(statuses)]
    groups = sorted(rows.groupby("investee", sort=False), key=lambda item: -len(item[1]))
    who = {name: [f"{r.investor} ({WORDS[r.status]})" for r in group.itertuples()] for name, group in groups}
    return "\n".join(f"- **{name}**: {joined(backers)}" for name, backers in who.items()) or "- none"


class WhoBacksWhom(Panel):
    """Investors and start-ups as a matrix and as a network whose start-ups stand in the matrix's rows.

    State: `count` (all, done, open), `follow` (all, a name), `by` (any, a year), `undated`, `merge`, `below`.
    """

    title = "Who backs whom"
    question = "Which start-ups have more than one of these investors behind them, and how sure is each mark?"
    most_rows, most_columns = 16, 6

    def prepare(self, frames: Any) -> None:
        self.evidence = quotes.evidence(sentences(frames))
        self.heads = dict(zip(frames.entities.name, frames.entities.family, strict=True))
        tables = [deals(frames, merge).assign(whole=merge) for merge in (True, False)]
        every = pd.concat(tables, ignore_index=True)
        self.columns = self._columns(every)[: self.most_columns]
        every = every[every.investor.isin(self.columns)]
        largest = every.investee.value_counts(sort=True).index[: self.most_rows]
        every = every[every.investee.isin(largest)]
        self.left = int(tables[0].shape[0] - every.whole.sum())
        place = every.investor.map(self.columns.index).astype(float).groupby(every.investee).mean()
        self.rows = sorted(place.index, key=lambda name: (place[name], name))  # few lines cross in this order
        self.deals = every.assign(year=pd.to_datetime(every.by).dt.year).to_dict("records")
        self.size = (860, 178 + 34 * max(len(self.rows), 6))

    def _columns(self, every: pd.DataFrame) -> list[str]:
        sizes = every[every.whole].investor.value_counts()
        apart = set(every.investor)
        heads = sorted(sizes.index, key=lambda name: (-sizes[name], name))
        return [
            name for head in heads for name in [head, *sorted(apart - {head})] if self.heads.get(name, name) == head
        ]

    def controls(self) -> dict[str, Control]:
        names = {name: name for name in [*self.columns, *self.rows]}
        years = sorted({int(row["year"]) for row in self.deals if row["year"] == row["year"]})
        return {
            "count": Choice("Deals", {key: words for key, (words, _) in COUNTED.items()}),
            "follow": Choice("Follow", {ALL: "everybody", **names}),
            "by": Choice("Known by", {ANY: "any day", **{str(year): f"the end of {year}" for year in years}}),
            "undated": Flag("Keep deals without any date", True),
            "merge": Flag("A division counts as its parent", True),
        }

    def build(self, fig: Figure) -> None:
        if not self.deals:
            return
        height, n, width = self.size[1], len(self.rows), len(self.columns)
        top, bottom = 1 - 90 / height, 52 / height
        ax, net = style.axes(fig, 0.155, bottom, 0.53, top), style.axes(fig, 0.55, bottom, 0.985, top)
        grid = pd.DataFrame(0, index=self.rows, columns=[name.replace(" ", "\n", 1) for name in self.columns])
        sns.heatmap(grid, ax=ax, cmap=["#f4f4f4"], cbar=False, linewidths=2, linecolor="white")
        ax.xaxis.tick_top()
        ax.tick_params(axis="x", rotation=0 if width < 5 else 20, length=0)
        ax.tick_params(axis="y", rotation=0, length=0)
        at = {("startup", name): (0.62, i + 0.5) for i, name in enumerate(self.rows)}
        spots = np.linspace(0, n, width + 2)[1:-1]
        at |= {("investor", name): (0.2, y) for name, y in zip(self.columns, spots, strict=True)}
        net.set(xlim=(0, 1), ylim=(n, 0))
        net.set_axis_off()
        for (kind, name), (x, y) in at.items():
            left = kind == "startup"
            net.text(x + 0.03 if left else x - 0.02, y, name.replace(" ", "\n", 1) if not left else name,
                     va="center", ha="left" if left else "right", fontsize=style.SMALL)  # fmt: skip
        dots = pd.DataFrame([(*xy, kind) for (kind, _), xy in at.items()], columns=["x", "y", "kind"])
        sns.scatterplot(dots, x="x", y="y", style="kind", markers={"investor": "s", "startup": "o"}, s=70, ax=net,
                        color=style.INK, legend=False, zorder=4)  # fmt: skip
        spots = pd.DataFrame(self.deals)
        spots["x"] = spots.investor.map(self.columns.index) + 0.5
        spots["y"] = spots.investee.map(self.rows.index) + 0.5
        markers = {status: seen.marker for status, seen in LOOKS.items()}
        sns.scatterplot(spots, x="x", y="y", style="status", markers=markers, s=130, ax=ax, legend=False, zorder=4)
        ax.set(xlabel="", ylabel="")
        self.marks = ax.collections[-1]
        ends = [[at["investor", r["investor"]], at["startup", r["investee"]]] for r in self.deals]
        dashes = [(0, (4, 2)) if r["status"] in portfolios.OPEN else "-" for r in self.deals]
        self.edges = LineCollection(ends, linestyles=dashes, linewidths=2.5, zorder=2)
        net.add_collection(self.edges)
        self.found = fig.text(0.012, 1 - 26 / height, "", weight="bold", color=style.INK)
        self.live([self.marks, self.edges, self.found])
        self._key(fig, height)

    def _key(self, fig: Figure, height: int) -> None:
        used = [s for s in LOOKS if s in {row["status"] for row in self.deals}]
        marks = [Line2D([], [], ls="", ms=9, marker=LOOKS[s].marker, color=LOOKS[s].colour) for s in used]
        place = {"loc": "lower left", "bbox_to_anchor": (0, 18 / height), "frameon": False, "borderpad": 0}
        fig.legend(marks, [WORDS[s] for s in used], ncols=6, handletextpad=0.1, columnspacing=1, **place)
        key = "Hollow: the amount is not known. Filled: bounds are known. Dashed line: not done."
        fig.text(0.012, 7 / height, key, fontsize=style.SMALL)

    def update(self, count: str, follow: str, by: str, undated: bool, merge: bool) -> View:
        if not self.deals:
            raise PanelError(NO_DEALS)
        statuses = (*COUNTED[count][1], *(["sold"] if count == "all" else []))
        shown, faces, lines = [], [], []
        for row in self.deals:
            dated = row["year"] == row["year"]
            known = (undated or dated) and (by == ANY or not dated or row["year"] <= int(by))
            seen = row["whole"] == merge and row["status"] in statuses and known
            near = follow in (ALL, row["investor"], row["investee"])
            colour = to_rgba(LOOKS[row["status"]].colour, (1 if near else 0.2) if seen else 0)
            lines.append(colour)
            faces.append(colour if row["amount"] != "not known" else to_rgba("white", colour[3]))
            if seen:
                shown.append(row | {"near": near})
        self.marks.set(facecolors=faces, edgecolors=lines, linewidths=2.2)
        self.edges.set_color(lines)
        near = [row for row in shown if row["near"]]
        held = portfolios.portfolios(
            pd.DataFrame(shown or [{"investor": "", "investee": "", "status": ""}]), COUNTED["all"][1]
        )
        backers = portfolios.connections(held, self.rows)
        several = [name for name, count in backers.items() if count > 1]
        self.found.set_text(
            f"Start-ups with more than one investor: {len(several)} of {sum(map(bool, backers.values()))}"
        )
        claims = [claim for row in near for claim in row["deals"].split("; ")]
        return View(self._sentence(near, held, several, follow), partial(self._table, near), claims)

    def _sentence(self, near: list[dict], held: dict, several: list[str], follow: str) -> str:
        if not near:
            return "No deal in these articles fits this choice; that nobody wrote of one does not mean there is none."
        sizes = joined([f"{name} {len(startups)}" for name, startups in held.items()]) or "none"
        unknown = sum(row["amount"] == "not known" for row in near)
        talks = sum(row["status"] in portfolios.OPEN for row in near)
        left = f" Not drawn, of investors or start-ups with fewer: {self.left}." if self.left else ""
        mine = ""
        if follow != ALL:
            other = "investee" if follow in self.columns else "investor"
            mine = f" {follow}: {named({row[other] for row in near})}."
        return (
            f"Start-ups by investor: {sizes}. With more than one investor: {named(several)}.{mine} "
            f"Deals shown{' for ' + follow if mine else ''}: {len(near)}, of which {talks} not done and {unknown} "
            f"without a known amount.{left}"
        )

    def _table(self, near: list[dict]) -> pd.DataFrame:
        days = {"stated": "its sentence", "published": "its article's date", "unknown": "nothing"}
        rows = [
            (r["investee"], r["investor"], WORDS[r["status"]], r["amount"], style.period_words(pd.NaT, r["by"]).strip(),
             days.get(r["dated"], r["dated"]), r["mentions"])
            for r in near
        ]  # fmt: skip
        columns = ["start-up", "investor", "status", "amount", "come so far", "dated by", "mentions"]
        return pd.DataFrame(rows, columns=columns)


def clearest(frames: Any, table: pd.DataFrame) -> quotes.Shown:
    """The sentence of the deal that says most, one with a known amount if there is one; or that there is none."""
    if table.empty:
        return quotes.say("These articles tell of no such deal.")
    row = table.loc[(table.amount == "not known").sort_values(kind="stable").index[0]]
    return quotes.cite(sentences(frames), row.deals)
