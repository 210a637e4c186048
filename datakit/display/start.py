"""The first panel of the course: how much of what is known comes from which article."""

from __future__ import annotations

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from datakit.display import quotes, style
from datakit.display.controls import Choice, Control
from datakit.display.disagreement import everything
from datakit.display.panel import Panel, PanelError, View
from datakit.display.questions import computed

COUNTED = {"claims": "numbers", "investments": "deals", "events": "dated statements"}
NAMED = {"claims": "", "investments": "deal ", "events": "event "}  # before an id in `evidence`
NOTHING = "nothing"


def name(row: Any) -> str:
    """How an article is called: its publisher, or its file."""
    return row.publisher if isinstance(row.publisher, str) and row.publisher else row.source


def counted(frames: Any, kind: str) -> pd.DataFrame:
    """The rows that count: of the claims, those that are no aside."""
    return frames.claims[~frames.claims.aside] if kind == "claims" else frames[kind]


def per_article(frames: Any) -> pd.DataFrame:
    """One row an article: `source`, `article` (its name), and how many claims, investments and events it gives."""
    table = frames.sources[["source"]].assign(article=[name(row) for row in frames.sources.itertuples()])
    same = table.article.duplicated(keep=False)
    table.loc[same, "article"] = table.article + ", " + table.source
    for kind in COUNTED:
        table[kind] = table.source.map(counted(frames, kind).source.value_counts()).fillna(0).astype(int)
    return table


def from_most(frames: Any, kind: str = "claims") -> dict[str, Any]:
    """How many rows come from the article that gives most, as an answer for `Predict`."""
    table = per_article(frames)
    most = int(table[kind].max()) if len(table) else 0
    claims = counted(frames, "claims")
    ids = claims[claims.source.isin(table.source[table[kind] == most])].claim
    return computed(most, ids[:1])


def about(frames: Any) -> str:
    """What is known of each article, as a Markdown list."""
    lines = []
    for row in frames.sources.itertuples():
        day = f"published on {row.published.day} {row.published:%B %Y}" if pd.notna(row.published) else "no date on it"
        known = [day, row.published_note]
        if pd.notna(row.date_known_from):
            known.append(f"how the date is known: {row.date_known_from}")
        told = "; ".join(part for part in known if isinstance(part, str) and part)
        title = f"*{row.title}*, " if isinstance(row.title, str) else ""
        lines.append(f"- {name(row)}: {title}{row.characters:,} characters; {told}.")
    return "\n".join(lines)


def notes(frames: Any) -> str:
    """What each article gives, how much of it one gives, and how often one number is printed, as a Markdown list."""
    table = per_article(frames)
    lines = [
        f"- {row['article']}: " + ", ".join(f"{what} {row[kind]}" for kind, what in COUNTED.items()) + "."
        for row in table.to_dict("records")
    ]
    if total := int(table.claims.sum()):
        most = table.loc[table.claims.idxmax()]
        part = f"{most.claims / total:.0%}"
        lines.append(f"- {most.article} gives most: {most.claims} of the {total} numbers, or {part}.")
    if len(frames.facts):
        fact = frames.facts.sort_values("mentions", ascending=False, kind="stable").iloc[0]
        places = f"{fact.sources} {'article' if fact.sources == 1 else 'articles'}"
        stands = f"{fact.mentions} {'place' if fact.mentions == 1 else 'places'}"
        lines.append(f"- The number that is printed most often stands in {stands}, in {places}.")
    return "\n".join(lines)


class WhatEachGives(Panel):
    """How many numbers, deals and dated statements each article gives, and what is left without one of them.

    State: `count` (claims, investments, events), `without` (nothing, or an article's file), `below`.
    """

    title = "What each article gives"
    question = "Which article would you miss most?"

    def prepare(self, frames: Any) -> None:
        self.table_, self.evidence = per_article(frames), quotes.evidence(everything(frames))
        rows = {kind: counted(frames, kind) for kind in NAMED}
        self.rows = {k: rows[k][["source"]].assign(id=named + rows[k][k[:-1]]) for k, named in NAMED.items()}
        self.size = (860, 130 + 44 * max(len(self.table_), 2))

    def controls(self) -> dict[str, Control]:
        articles = dict(zip(self.table_.source, self.table_.article, strict=True))
        return {"count": Choice("Count", COUNTED), "without": Choice("Leave out", {NOTHING: NOTHING, **articles})}

    def build(self, fig: Figure) -> None:
        height = self.size[1]
        self.sum = fig.text(0.012, 1 - 26 / height, "", weight="bold", color=style.INK)
        self.live(self.sum)
        if self.table_.empty:
            return
        ax = style.axes(fig, 0.27, 62 / height, 0.955, 1 - 44 / height)
        labels = self.table_.article.str.replace(", ", ",\n", n=1)
        slots = pd.DataFrame({"label": labels, "colour": style.BLUE, "hatch": ""})
        self.bars = style.BoundBars(ax, slots, 1.15 * max(1, int(self.table_[list(COUNTED)].to_numpy().max())))
        ax.set_xlabel("rows read from the article")
        self.live(self.bars.artists)

    def update(self, count: str, without: str) -> View:
        counts = dict(zip(self.table_.source, self.table_[count], strict=True))
        total = sum(counts.values())
        if not total:
            raise PanelError(f"No {COUNTED[count]} were read from these articles.")
        for slot, (source, number) in enumerate(counts.items()):
            if source == without:
                self.bars.hide(slot)
            else:
                self.bars.set(slot, number, number, f"{number}")
        left = total - counts.get(without, 0)
        what, names = COUNTED[count], dict(zip(self.table_.source, self.table_.article, strict=True))
        parts = ", ".join(f"{names[source]} {number}" for source, number in counts.items() if source != without)
        if without == NOTHING:
            most = max(counts, key=counts.__getitem__)
            self.sum.set_text(f"{names[most]} gives {counts[most]} of {total} {what}")
            sentence = f"There are {total} {what}: {parts}."
        else:
            self.sum.set_text(f"{left} of {total} {what} are left without {names[without]}")
            sentence = f"Without {names[without]}, {left} of {total} {what} are left: {parts or 'none'}."
        rows = self.rows[count]
        return View(sentence, partial(self._table, count, without), rows.id[rows.source != without].tolist())

    def _table(self, count: str, without: str) -> pd.DataFrame:
        shown = self.table_[self.table_.source != without][["article", count]]
        return shown.rename(columns={count: COUNTED[count]}).astype(str)
