"""A panel on what a conclusion makes of the choice whom to believe."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np
import pandas as pd
import seaborn as sns
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from datakit import bounds
from datakit.analysis import multiverse
from datakit.display import style
from datakit.display.compute import joined
from datakit.display.controls import Choice, Control, Number
from datakit.display.panel import Panel, PanelError, View
from datakit.display.questions import computed

ANY = "any"
PALE, FAINT = "#eeeeee", "#d9d9d9"
ASSUMED = {"excess": "Above a 'more than' (assumed), %", "delivered": "Plans that come true (assumed), %"}


def held(universe: multiverse.Universe, limit: float) -> dict[str, Any] | None:
    """In how many combinations the conclusion holds, as the answer to a `Predict`; None if there are none."""
    if universe.worlds.empty:
        return None
    return computed(int(universe.holds(limit).sum()), universe.worlds.claims)


def counted(frames: Any, universe: multiverse.Universe) -> str:
    """Of whom the numbers in a conclusion are told, in a sentence: what stands for one thing may be two."""
    named = frames.claims.set_index("claim").entity.dropna()
    ids = dict.fromkeys(name for claims in universe.worlds.claims for name in claims.split("; "))
    who = sorted({named[name] for name in ids if name in named})
    return f"The numbers behind this conclusion are told of {joined(who)}." if who else universe.lacks


class WhomDoYouBelieve(Panel):
    """A conclusion under every combination of what one may believe: a dot each, above the choices made.

    `conclusion` is a key of `multiverse.UNIVERSES`. State: `limit`, an entry for each choice ('any' or an option)
    and for each assumption (percent), `below`.
    """

    title = "Whom do you believe?"

    def __init__(self, frames: Any, conclusion: str = "doubling", **state: Any) -> None:
        self.conclusion = conclusion
        super().__init__(frames, **state)

    def prepare(self, frames: Any) -> None:
        self.frames, self.computed = frames, {}
        self.needs = multiverse.NEEDS[self.conclusion]
        self.first = self._universe(*(round(100 * multiverse.ASSUMED[name]) for name in self.needs))
        self.question = f"Under which choices {self.first.question}?"
        words = [said for _, said in self.first.choices.values()]
        self.size = (860, 330 + 24 * sum(map(len, words)))

    def _universe(self, *percent: float) -> multiverse.Universe:
        if percent not in self.computed:
            assumed = {name: p / 100 for name, p in zip(self.needs, percent, strict=True)}
            self.computed[percent] = multiverse.UNIVERSES[self.conclusion](self.frames, **assumed)
        return self.computed[percent]

    def controls(self) -> dict[str, Control]:
        worlds = self.first.worlds
        top = float(worlds.result.max()) if len(worlds) else 1000.0  # nothing to draw: whatever is asked will do
        size = 10 ** max(int(np.floor(np.log10(max(top, 1)))) - 1, 0)
        first, self.top = round(0.75 * top / size) * size, int(np.ceil(1.5 * top / size)) * size
        kept = {
            name: Choice(label, {ANY: "whatever you believe", **words})
            for name, (label, words) in self.first.choices.items()
        }
        assumed = {n: Number(ASSUMED[n], 0, 100, round(100 * multiverse.ASSUMED[n]), 5) for n in self.needs}
        return {"limit": Number(f"Limit ({self.first.unit})", 0, self.top, first, size), **kept, **assumed}

    def build(self, fig: Figure) -> None:
        height, worlds = self.size[1], self.first.worlds
        self.head = fig.text(0.012, 1 - 26 / height, "", weight="bold", color=style.INK)
        self.live(self.head)
        if worlds.empty:
            return
        labels = [f"{label}: {said}" for label, words in self.first.choices.values() for said in words.values()]
        self.options = [(name, option) for name, (_, words) in self.first.choices.items() for option in words]
        split, wide = (50 + 24 * len(labels)) / height, (-0.7, len(worlds) - 0.3)
        ax, matrix = (
            style.axes(fig, 0.4, split, 0.97, 1 - 44 / height),
            style.axes(fig, 0.4, 30 / height, 0.97, split - 8 / height),
        )
        sns.scatterplot(x=[0], y=[0], s=120, linewidth=2, ax=ax)
        sns.scatterplot(x=[0], y=[0], marker="s", s=90, linewidth=1, ax=matrix)
        ax.set(xlim=wide, ylim=(0, self.top), xlabel="", ylabel=self.first.unit, xticks=[])
        ax.yaxis.set_major_formatter(FuncFormatter(lambda y, _: bounds.number_words(y)))
        (self.line,) = ax.plot(wide, [0, 0], color=style.INK, ls="--", lw=1.5)
        matrix.set(xlim=wide, ylim=(len(labels) - 0.5, -0.5), xlabel="", ylabel="", xticks=[])
        matrix.set_yticks(range(len(labels)), labels)
        key = "Filled: it holds. Hollow: it does not. Faint: not among your choices. A pale square makes no difference."
        fig.text(0.012, 10 / height, key, fontsize=style.SMALL, color=style.INK)
        self.dots, self.squares = ax.collections[0], matrix.collections[0]
        self.live([self.dots, self.line, self.squares])

    def update(self, limit: float, **believed: Any) -> View:
        if self.first.lacks:
            raise PanelError(self.first.lacks)
        u = self._universe(*(believed.pop(name) for name in self.needs))
        among = pd.Series(True, index=u.worlds.index)
        for name, option in believed.items():
            among &= (option == ANY) | multiverse.among(u.worlds, name, option)
        if not among.any():
            raise PanelError("These choices exclude each other: set one of them back to 'whatever you believe'.")
        holds, says = u.holds(limit), u.says.format(limit=limit)
        self._draw_worlds(u.worlds, holds, among, limit)
        number, of = int((holds & among).sum()), int(among.sum())
        self.head.set_text(f"Holds in {number} of {of}: {says}")
        chosen = u._replace(worlds=u.worlds[among].reset_index(drop=True))
        turns, results = multiverse.turns(chosen, limit), chosen.worlds.result
        low, high = (bounds.number_words(float(f"{end:.2g}"), u.unit) for end in (results.min(), results.max()))
        span = f"The results run from {low} to {high}." if low != high else f"The result is {low}."
        sentence = f"In {number} of {of} combinations of choices, {says}. {span} {decides(turns)}"
        return View(sentence, partial(self._table, turns), sorted(set("; ".join(chosen.worlds.claims).split("; "))))

    def _draw_worlds(self, worlds: pd.DataFrame, holds: pd.Series, among: pd.Series, limit: float) -> None:
        edges = [(style.ORANGE if h else style.BLUE) if a else FAINT for h, a in zip(holds, among, strict=True)]
        faces = [style.ORANGE if h and a else "white" for h, a in zip(holds, among, strict=True)]
        self.dots.set(offsets=list(enumerate(worlds.result)), facecolors=faces, edgecolors=edges)
        self.line.set_ydata([limit, limit])
        took, mine = {name: worlds[name].tolist() for name, _ in self.options}, among.tolist()
        taken = [
            (i, row, said == option)
            for row, (name, option) in enumerate(self.options)
            for i, said in enumerate(took[name])
            if said in (option, "")
        ]
        inks = [style.INK if mine[i] else FAINT for i, _, _ in taken]
        pale = [ink if decided else PALE for ink, (_, _, decided) in zip(inks, taken, strict=True)]
        self.squares.set(offsets=[(i, row) for i, row, _ in taken], facecolors=pale, edgecolors=inks)

    @staticmethod
    def _table(turns: pd.DataFrame) -> pd.DataFrame:
        said = turns[turns.of > 0].reset_index(drop=True)
        columns = {"choice": said.choice, "believed": said.believed, "holds in": said.holds, "of": said.of}
        return pd.DataFrame(columns)


def decides(turns: pd.DataFrame) -> str:
    """The choice that changes most whether a conclusion holds, in a sentence."""
    if not turns.spread.max() > 0:
        return "Among these, no choice changes whether it holds."
    rows = turns[turns.choice == turns.choice[0]]
    parts = [f"{r.holds} of {r.of} with '{r.believed}'" for r in rows.itertuples() if r.of]
    return f"It turns most on '{turns.choice[0]}': {', '.join(parts)}."
