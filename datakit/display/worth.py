"""A panel on what each article's statements rest on."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure

from datakit.analysis import weighing
from datakit.display import quotes, style
from datakit.display.controls import Choice, Control
from datakit.display.disagreement import everything, short
from datakit.display.panel import Panel, PanelError, View

LOOKS = {
    "confirmed": (style.GREEN, ""),
    "repeated": (style.BLUE, "//"),
    "alone": (style.GREY, ""),
    "rumoured": (style.PINK, "xx"),
    "contradicted": (style.ORANGE, "\\\\"),
}
MEANS = {
    "confirmed": "an article of another origin says the same",
    "repeated": "said again, but of the same origin",
    "alone": "said once",
    "rumoured": "nobody vouches for it",
    "contradicted": "another sentence excludes it, or nearly",
}
ALL = "all"


def mentioned(rows: pd.DataFrame) -> list[str]:
    """The ids of these rows of `weighing.standing` as in `weighing.mentions`."""
    return [("" if kind == "number" else "deal ") + name for name, kind in zip(rows.statement, rows.kind, strict=True)]


class WhatIsItWorth(Panel):
    """For each article, how many of its numbers and deals are confirmed elsewhere, repeated, rumoured, contradicted.

    State: `kind` (both, number, deal), `scale` (count, part), `article` (all, an article), `below`.
    """

    title = "What is each article worth?"
    question = "How much of an article would still stand if you believed only what a second article says?"

    def prepare(self, frames: Any) -> None:
        self.rows, self.evidence = weighing.standing(frames), quotes.evidence(everything(frames))
        sources = frames.sources
        self.names = {
            row.source: row.publisher if isinstance(row.publisher, str) else row.source for row in sources.itertuples()
        }
        self.chosen = {kind: self._count(kind) for kind in ("both", "number", "deal")}
        self.size = (860, 144 + 58 * max(len(self.names), 2))

    def _count(self, kind: str) -> tuple[pd.DataFrame, pd.DataFrame]:
        rows = self.rows[(self.rows.kind == kind) | (kind == "both")]
        counts = rows.groupby(["source", "standing"]).size().unstack(fill_value=0)
        return rows, counts.reindex(index=self.names, columns=LOOKS, fill_value=0)

    def controls(self) -> dict[str, Control]:
        return {
            "kind": Choice("Statements", {"both": "numbers and deals", "number": "numbers", "deal": "deals"}),
            "scale": Choice("Show", {"count": "how many", "part": "which part"}),
            "article": Choice("Article", {ALL: "every article", **self.names}),
        }

    def build(self, fig: Figure) -> None:
        height = self.size[1]
        self.ax = style.axes(fig, 0.2, 70 / height, 0.97, 1 - 44 / height)
        self.head = fig.text(0.012, 1 - 26 / height, "", weight="bold", color=style.INK)
        self.live(self.head)
        if self.rows.empty:
            return
        slots = [(source, standing) for source in self.names for standing in LOOKS]
        drawn = pd.DataFrame(slots, columns=["source", "standing"]).assign(n=1.0)
        palette = {name: colour for name, (colour, _) in LOOKS.items()}
        options = {"palette": palette, "dodge": False, "saturation": 1, "width": 0.6, "errorbar": None}
        sns.barplot(drawn, x="n", y="source", hue="standing", ax=self.ax, **options)
        self.bars, self.texts = {}, {}
        for group, (standing, (colour, hatch)) in zip(self.ax.containers, LOOKS.items(), strict=True):
            for bar, source in zip(group, self.names, strict=True):
                bar.set(hatch=hatch or None, facecolor="white" if hatch else colour, edgecolor=colour, linewidth=1.5)
                self.bars[source, standing] = bar
                paper = {"facecolor": "white", "edgecolor": "none", "pad": 1.5}
                place = (0, bar.get_y() + bar.get_height() / 2, "")
                self.texts[source, standing] = self.ax.text(
                    *place, ha="center", va="center", fontsize=style.SMALL, bbox=paper
                )
        self.ax.set_yticks(range(len(self.names)), [short(name, 18) for name in self.names.values()])
        self.ax.set(xlim=(0, 1.02), xticks=[], ylabel="", xlabel="statements, each mention counted")
        self.ax.grid(axis="y", visible=False)
        where = {"loc": "upper center", "bbox_to_anchor": (0.42, -34 / (height - 114))}
        key = self.ax.legend(ncol=5, frameon=False, handlelength=1.6, columnspacing=1.2, **where)
        for patch, (colour, hatch) in zip(key.get_patches(), LOOKS.values(), strict=True):
            patch.set(hatch=hatch or None, facecolor="white" if hatch else colour, edgecolor=colour)
        self.live([*self.bars.values(), *self.texts.values()])

    def update(self, kind: str, scale: str, article: str) -> View:
        rows, counts = self.chosen[kind]
        if rows.empty:
            raise PanelError("These articles give no statement of that kind: no number, or no deal, was read.")
        shown = counts[[article in (ALL, name) for name in counts.index]]
        self._draw_counts(counts, scale, article)
        total, sure = int(shown.to_numpy().sum()), int(shown.confirmed.sum())
        whose = "the articles" if article == ALL else self.names[article]
        what = {"both": "numbers and deals", "number": "numbers", "deal": "deals"}[kind]
        self.head.set_text(f"Confirmed by a second article: {sure} of {total} {what} in {whose}")
        parts = [f"{int(n)} {name} ({MEANS[name]})" for name, n in shown.sum().items() if n]
        sentence = f"Of {total} {what} in {whose}: {', '.join(parts)}." if total else f"There are no {what} in {whose}."
        return View(sentence, partial(self._table, shown), mentioned(rows[(rows.source == article) | (article == ALL)]))

    def _draw_counts(self, counts: pd.DataFrame, scale: str, article: str) -> None:
        totals = counts.sum(axis=1)
        widest = float(totals.max())
        for source, row in counts.iterrows():
            left, faint = 0.0, 1.0 if article in (ALL, source) else 0.25
            for standing, n in row.items():
                width = n / max(totals[source] if scale == "part" else widest, 1)
                self.bars[source, standing].set(x=left, width=width, alpha=faint, visible=n > 0)
                said = f"{n}" if scale == "count" else f"{width:.0%}"
                wide = width > (0.015 if scale == "count" else 0.05)
                self.texts[source, standing].set(
                    x=left + width / 2, text=said, visible=bool(n > 0 and wide), alpha=faint
                )
                left += width

    def _table(self, shown: pd.DataFrame) -> pd.DataFrame:
        table = shown.reset_index().rename(columns={"source": "article"})
        table["article"] = table.article.map(self.names)
        return table
