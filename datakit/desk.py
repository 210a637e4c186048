"""Review what was read in a folder of one's own: a row in its sentence, and buttons that write into `review.csv`.

Nothing is written but by a button, and nothing that `build` would refuse.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial
from textwrap import shorten
from typing import Any

import ipywidgets as W
import pandas as pd

from datakit import bounds, pages, review
from datakit.cite import sentences, table
from datakit.errors import DatakitError
from datakit.frames import FRAMES
from datakit.frames.store import cell
from datakit.own import Own
from datakit.reading import numbers
from datakit.reading.text import lowered, tokens

KINDS = {"numbers": "claims", "deals": "investments", "events": "events"}
DONE = {"accept": "accepted", "reject": "rejected", "change": "changed", "settle": "dated", "add": "added"}
# Of each frame: what is shown of a row, and by which of its fields rows can be decided together.
SHOWN = {
    "claims": "quote says direction entity metric days status",
    "investments": "investor investee status kind says days",
    "events": "quote date_text days action entity",
}
ALIKE = {"claims": "entity metric period_end", "investments": "investor investee", "events": "entity action date_end"}
APART = 0.5  # seconds within which a second press is the end of a double click


class Desk:
    """Decide on the rows of a folder that `own.bring` has read, those in doubt first.

    *Accept*, *Change* and *Reject* decide on the row that is shown, or on all rows that share its entity, metric, ...;
    *Take back* removes what was decided on them. Each decision is a line in the folder's `review.csv` at once. What
    cannot be written is said in words, and then nothing is written.

    `rows` holds the rows of the chosen frame as they were read, each with its article before it and the decisions on it
    after it; `said` what was said last.
    """

    def __init__(self, data: Own) -> None:
        self.data, self.said, self.rows, self._acted = data, "", [], 0.0
        self.frame = W.Dropdown(options=KINDS, description="Review")
        self.row, self.scope = W.Dropdown(description="Row"), W.Dropdown(description="Decide on")
        self.field = W.Dropdown(description="Field to change")
        self.right = W.Text(description="Right is", placeholder="empty: unknown")
        self.why = W.Text(description="Why", placeholder="needed to change or reject")
        acts = {name.title(): partial(self.decide, name) for name in ("accept", "change", "reject")}
        acts |= {"Take back": self.take_back, "Next": self.forward}
        self.buttons = {name: W.Button(description=name) for name in acts}
        for name, act in acts.items():
            self.buttons[name].on_click(lambda _, act=act: pages.in_turn(partial(self._press, act)))
        fields = (self.frame, self.row, self.scope, self.field, self.right, self.why)
        pages.controls(*fields, below=self.buttons.values())
        self._place = pages.Place()
        self._fill()
        self.frame.observe(lambda _: pages.in_turn(self._fill), "value")
        for widget in (self.row, self.scope):
            widget.observe(lambda _: pages.in_turn(self._show), "value")

    def _ipython_display_(self) -> None:
        """It is on the page already."""

    def _fill(self, place: int = 0) -> None:
        """Take rows and decisions from the files as they are now, and offer them."""
        frame, readings = self.frame.value, self.data.readings
        try:
            made = review.load(self.data.folder, readings)
            self.rows = [
                (source, *found)
                for source, (text, reading) in readings.items()
                for found in review.decided(text, reading, made.get(source, []), frame)
            ]
        except DatakitError as error:
            self.rows, self.said = [], f"{error} Put that line right, then run this cell again."
        self.rows.sort(key=lambda found: doubt(found[1], frame))
        self.row.options = [(f"{n}. {name(*found[1:])}", n - 1) for n, found in enumerate(self.rows, 1)]
        self.row.value = min(place, len(self.rows) - 1) if self.rows else None
        fields = tuple(column.name for column in FRAMES[frame].columns if column.name not in review.FIXED)
        if self.field.options != fields:
            alike = {f"all with this {field.replace('_', ' ')}": field for field in ALIKE[frame].split()}
            self.field.options, self.scope.options = fields, {"this row": "", **alike}
            self.field.value, self.scope.value = ALIKE[frame].split()[0], ""
        self._show()

    def _press(self, act: Callable[[], None]) -> None:
        if time.monotonic() - self._acted >= APART:
            try:
                act()
            except DatakitError as error:
                self.said = f"Nothing was written: {error}"
                self._show()
            self._acted = time.monotonic()

    def chosen(self) -> list[tuple[str, dict[str, Any], list[review.Decision]]]:
        """The row that is shown, and with it those that share the field of *Decide on*."""
        if not self.rows:
            return []
        shown, field = self.rows[self.row.value or 0], self.scope.value
        alike = [found for found in self.rows if found[1].get(field) == shown[1].get(field)] if field else []
        return [shown, *(found for found in alike if found is not shown and bool(found[2]) == bool(shown[2]))]

    def decide(self, action: str) -> None:
        """Write the decision on the chosen rows, and go on to the next that has none. DatakitError if it does not fit."""
        chosen = self.chosen()
        lines = [line for found in chosen for line in self._lines(action, *found)]
        if not lines:
            raise DatakitError("what you typed is what was read; accept it, or type something else.")
        review.rewrite(self.data.folder, self.data.readings, lines)
        self.said = f"Written to {review.REVIEW}: {DONE[action]} ({len(chosen)})."
        self.right.value = self.why.value = ""
        self._fill(self.row.value)
        self.forward()

    def _lines(self, action: str, source: str, row: dict[str, Any], made: list[review.Decision]) -> list[dict]:
        """The lines of review.csv that decide on one row."""
        frame, why = self.frame.value, " ".join(self.why.value.split())
        if made and not action == "change" == made[0].action:
            raise DatakitError("that is decided already; take it back first.")
        if not why and action != "accept":
            raise DatakitError("say why; whoever reads the table later will ask.")
        place = {"frame": frame, "source": source, "start": str(row["start"]), "quote": row["quote"]}
        twins = [r for s, r, _ in self.rows if (s, r["start"], r["quote"]) == (source, row["start"], row["quote"])]
        place["which"] = review.as_read(row, frame) if action == "accept" or len(twins) > 1 else ""
        place |= {"why": why or "compared with the sentence, and right", "rule": "none proposed"}
        right = {self.field.value: typed(self.right.value.strip(), self.field.value, frame)}
        lines = review.corrections(row, right, frame) if action == "change" else [{"action": action}]
        return [place | line for line in lines]

    def take_back(self) -> None:
        """Take the lines about the chosen rows out of review.csv."""
        places = [decision.place for _, _, made in self.chosen() for decision in made]
        review.rewrite(self.data.folder, self.data.readings, [], places)
        self.said = f"Taken out of {review.REVIEW}: lines ({len(places)})."
        self._fill(self.row.value or 0)

    def forward(self) -> None:
        """Show the next row that nobody has decided on."""
        order = [*range((self.row.value or 0) + 1, len(self.rows)), *range(self.row.value or 0)]
        self.row.value = next((place for place in order if not self.rows[place][2]), self.row.value)
        self._show()

    def _show(self) -> None:
        frame, chosen = self.frame.value, self.chosen()
        left = [made for _, _, made in self.rows].count([])
        told = f"{left} of {len(self.rows)} rows are not decided. A button decides on {len(chosen)}."
        page, text = pages.prose(f"{self.said} {told}", "status"), f"{self.said} {told}".strip()
        if chosen:
            shown = pd.DataFrame([{**row, "source": source} for source, row, _ in chosen])
            ((sentence, marked, _),) = sentences(shown.head(1))
            cells = pd.DataFrame([cells_of(row, frame) for _, row, _ in chosen])
            page += f'<blockquote style="{pages.PROSE}">{marked}</blockquote>'
            page += f'<div style="max-height:220px;overflow:auto">{table(cells, list(cells)).html}</div>'
            text += f"\n“{sentence}”\n{table(cells.head(1), list(cells)).text}"
        self._place.show(page, text)


def doubt(row: dict[str, Any], frame: str) -> int:
    """0 for a row that the reader marked as doubtful, 1 for one that lacks a field by which rows are told apart, else 2."""
    return 0 if row.get("confidence") == "doubtful" else 1 + all(row.get(field) for field in ALIKE[frame].split())


def verdict(made: list[review.Decision]) -> str:
    """What was decided on a row, in words; '' if nothing was."""
    return "; ".join(f"{d.field}: {d.to or 'empty'}" if d.action == "change" else DONE[d.action] for d in made)


def name(row: dict[str, Any], made: list[review.Decision]) -> str:
    """A row in the list: its quote, and what was decided, or that it is in doubt."""
    state = verdict(made) or "in doubt" * (row.get("confidence") == "doubtful")
    return shorten(f"{row['quote'][:30]}{state and ': '}{state}", 50, placeholder=" …")


def cells_of(row: dict[str, Any], frame: str) -> dict[str, str]:
    """What is shown of a row: its fields as review.csv holds them, its number and its days in words."""
    kinds = {column.name: column.kind for column in FRAMES[frame].columns}
    cells = {field: cell(row.get(field), kinds.get(field, "text")) for field in SHOWN[frame].split()}
    start, end = (row.get(f"period_{side}") or row.get(f"date_{side}") or ".." for side in ("start", "end"))
    cells["days"] = start if start == end else f"{start} / {end}"
    if "says" in cells:
        amount = "amount_" if frame == "investments" else ""
        low, high, hedge = (row[f"{amount}{field}"] for field in ("low", "high", "hedge"))
        cells["says"] = bounds.words(
            bounds.Interval(low, high), row.get("currency") or row.get("unit"), row.get("value"), hedge
        )
    return {k: shorten(v, 70, placeholder=" …") for k, v in cells.items()}


def typed(text: str, field: str, frame: str) -> str:
    """What a person typed for a field, as review.csv holds it: '3 million' and '12%' are numbers."""
    if not text or FRAMES[frame].column(field).kind != "number":
        return text
    found = numbers.find(lowered(text), tokens(text, 0, len(text)), [])
    if len(found) != 1 or (found[0].start, found[0].end, found[0].hedge) != (0, len(text), "none"):
        raise DatakitError(f"{text!r} is not one plain number; type it as in an article (5,000 or 3 million or 12%).")
    return cell(found[0].value, "number")
