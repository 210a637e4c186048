"""The Review panel: each number read from an article of one's own, to accept, correct, reject, or add to.

A decision goes into the folder's `review.csv` when its button is pressed, and never before.
"""

from __future__ import annotations

import difflib
import re
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from textwrap import shorten
from types import SimpleNamespace
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from datakit import bounds, review
from datakit.analysis import spelled
from datakit.display import marked, quotes, style
from datakit.display.controls import Choice, Control, Number, Press, Words
from datakit.display.panel import LOCK, Panel, PanelError, View
from datakit.display.questions import Predict, computed
from datakit.display.words import plain_rows, said, when
from datakit.errors import DatakitError
from datakit.frames import FRAMES, frame
from datakit.frames.store import cell
from datakit.reading import Vocabulary

FIELDS = ("value", "low", "high", "hedge", "unit", "object", "entity", "topic", "metric", "period_start", "period_end",
          "status")  # fmt: skip
NUMBERS = ("value", "low", "high")
SEVERAL = "several"  # of the fields to correct at once
DONE = {"accept": "accepted", "reject": "rejected", "change": "corrected", "settle": "dated", "add": "added by you"}
ACCEPTED = "read, compared with the sentence, and found right"
NO_RULE = "none proposed"


class Review(Panel):
    """Decide on the claims of a folder that `own.bring` has read, one at a time.

    State: `show` (which claims), `number` (which of them), `action`, `field`, `right`, `missed`, `why` (the draft of a
    decision), `write` and `back` (how often the two buttons were pressed), `below`.
    """

    title = "Review"
    question = "Does the row say what the sentence says?"
    size = (860, 520)
    apart = 0.7  # seconds within which a second press of a button is the end of a double click
    drafts = ("action", "field", "right", "missed", "why")

    def prepare(self, frames: Any) -> None:
        self.folder, self.readings = getattr(frames, "folder", None), getattr(frames, "readings", {})
        self.sources, self.told, self.done, self.refused = frames.sources, "", "", ""
        self.acted = 0.0
        if self.readings:  # no number read is no reason to stop: what was missed can be added
            self.problem = ""
        self.read()

    def read(self) -> None:
        """Take the decisions from the file as it is now."""
        self.rows, self.decisions, self.stale = [], [], ""
        keys = dict(zip(self.sources.source, self.sources.key, strict=True))
        try:
            decisions = review.load(self.folder, self.readings) if self.readings else {}
            for source, (text, reading) in self.readings.items():
                for row, made in review.decided(text, reading, decisions.get(source, [])):
                    added = f"{keys.get(source, Path(source).stem)}:{row['start']}"
                    self.rows.append({"claim": added, **row, "source": source})
                    self.decisions.append(made)
        except DatakitError as error:
            self.stale = f"{error} Put that line right, then run this cell again."
        claims = frame(self.rows, "claims")
        self.evidence = quotes.evidence(SimpleNamespace(claims=claims, sources=self.sources))
        self.shown = plain_rows(self.evidence)
        self.doubtful = [doubtful(row) for row in self.shown]

    def controls(self) -> dict[str, Control]:
        shown = {
            "undecided": "not decided yet",
            "doubtful": "with a field that is empty or not from its sentence",
            "decided": "decided already",
            "all": "all",
        }
        actions = {
            "accept": "accept: it is right as read",
            "change": "correct a field",
            "reject": "reject: this is no such number",
            "add": "add a number that was missed",
        }
        fields = {name: name.replace("_", " ") for name in FIELDS} | {SEVERAL: "several: field=value; field=value"}
        return {
            "show": Choice("Numbers", shown),
            "number": Number("Which of them", 1, max(1, len(self.rows)), 1),
            "action": Choice("Your decision", actions),
            "field": Choice("Field", fields),
            "right": Words("What is right (empty: unknown)", longest=review.LONGEST),
            "missed": Words("Words that were missed (to add)", longest=review.LONGEST),
            "why": Words("Why", longest=review.LONGEST),
            "write": Press("Write this decision", partial(self.attempt, self.write)),
            "back": Press("Take back what was decided here", partial(self.attempt, self.take_back)),
        }

    def build(self, fig: Figure) -> None:
        self.text = marked.MarkedText(fig, marked.MADE, rows=5)
        width, height = self.size
        look = {"fontsize": style.SMALL, "color": style.INK, "va": "baseline"}
        places = [(12 + 430 * (i // 6), 296 + 29 * (i % 6)) for i in range(len(FIELDS))]
        for name, (x, y) in zip(FIELDS, places, strict=True):
            fig.text(x / width, 1 - y / height, name.replace("_", " "), **look | {"color": "#595959"})
        self.cells = [fig.text((x + 100) / width, 1 - y / height, "", **look) for x, y in places]
        self.verdict = fig.text(12 / width, 1 - 500 / height, "", weight="bold", **look)
        self.live([*self.text.artists, *self.cells, self.verdict])

    def chosen(self, show: str) -> list[int]:
        """The places of the claims to step through."""
        fits = {
            "all": lambda i: True,
            "undecided": lambda i: not self.decisions[i],
            "decided": lambda i: bool(self.decisions[i]),
            "doubtful": lambda i: self.doubtful[i],
        }
        return list(filter(fits[show], range(len(self.rows))))

    def update(self, show: str, number: int, **_presses: int) -> View:
        told, refused, self.told, self.refused = self.told, self.refused, "", ""
        if refused or self.stale:
            raise PanelError(refused or self.stale)
        if not self.readings:
            raise PanelError("There is no folder of your own to review: read one with own.bring first.")
        chosen = self.chosen(show)
        if not chosen:
            nothing = "No number was read" if not self.rows else "No number of this kind is left"
            raise PanelError(f"{told}{nothing} in {self.folder}; choose others, or add one that was missed.")
        place = chosen[min(number, len(chosen)) - 1]
        row, made = self.shown[place], self.decisions[place]
        at = row["start"] - row["sentence_start"]
        whole = self.text.set(row["sentence"], spelled.made(row["sentence"], row, row["sentence_start"]), at)
        table = self.compared(row, made)
        for artist, (_, now, right, _) in zip(self.cells, table, strict=True):
            shown = shorten(f"{now} → {right}" if right else now, 40, placeholder=" ...")
            artist.set_text(self.text.plain(shown))
        self.verdict.set_text(self.text.plain(verdict(made)))
        read = (
            f"“{row['quote']}” [{row['claim']}] was read as {said(row)}{', ' + when(row) if when(row) else ''}, about "
        )
        sentence = (
            f"{told}{min(number, len(chosen))} of {len(chosen)}: {read}{row['entity'] or 'nobody named'}, "
            f"measured: {(row['metric'] or 'unknown').replace('_', ' ')}, status: {row['status']}. "
            f"{verdict(made)}{'' if whole else ' The figure shows a part of the sentence.'}"
        )
        columns = ["field", "as read", "as you decided", "words of this sentence"]
        return View(sentence, lambda: pd.DataFrame(table, columns=columns), [row["claim"]])

    def compared(self, row: Mapping[str, Any], made: list[review.Decision]) -> list[tuple[str, str, str, str]]:
        """Each field as it was read, as it was decided, and the words that made it."""
        spans = spelled.made(row["sentence"], row, row["sentence_start"])
        by = {k: ", ".join(row["sentence"][s.start : s.end] for s in spans if s.kind == k) for k in spelled.KINDS}
        kind = {"low": "bounds", "high": "bounds", "hedge": "bounds", "unit": "unit", "object": "unit", "entity": "who",
                "period_start": "date", "period_end": "date", "value": "value"}  # fmt: skip
        right = {d.field: cell_words(d.to, d.field) or "(empty)" for d in made if d.action == "change"}
        read = {c.name: cell_words(cell(row.get(c.name), c.kind), c.name) for c in FRAMES["claims"].columns}
        return [(name, read[name] or "(empty)", right.get(name, ""), by.get(kind.get(name), "")) for name in FIELDS]

    def attempt(self, act: Callable[[], str]) -> None:
        """Do what a button says; what comes of it is said when the panel is drawn."""
        with LOCK:
            if time.monotonic() - self.acted < self.apart:
                self.told = self.done
                return
            self._view = self._view._replace(sentence=self._view.sentence.removeprefix(self.done))
            try:
                if not self.readings:
                    raise PanelError("There is no folder of your own to review, so there is nothing to decide.")
                self.told = act()
            except DatakitError as error:
                self.refused = f"Nothing was written: {error}"
                return
            self.read()
            high = max(1, len(self.rows))
            self._controls["number"] = Number("Which of them", 1, high, 1)
            self.inputs["number"].max = high
            self.done, self.told, self.acted = self.told, "", time.monotonic()
            self.set(**dict.fromkeys(("right", "missed", "why"), ""))
            self.told = self.done

    def place(self) -> int:
        chosen = self.chosen(self.inputs["show"].value)
        if self.stale or not chosen:
            raise PanelError(self.stale or "no number is shown; choose others first.")
        return chosen[min(self.inputs["number"].value, len(chosen)) - 1]

    def write(self) -> str:
        """Add the lines of the draft to review.csv; says so in a sentence."""
        draft = {name: widget.value for name, widget in self.inputs.items()}
        action, why = draft["action"], " ".join(draft["why"].split())
        right, missed = (draft[name].strip() for name in ("right", "missed"))
        if not why and action != "accept":
            raise PanelError("say why; whoever reads the table later will ask.")
        if action == "add":
            lines, quote = [self.addition(missed, right)], missed
        else:
            place = self.place()
            row, quote = self.rows[place], self.rows[place]["quote"]
            if self.decisions[place] and not (action == "change" == self.decisions[place][0].action):
                raise PanelError("this number is decided already; take that back first.")
            lines = [{"action": action}]
            if action == "change":
                lines = review.corrections(row, self.right(draft["field"], right))
            if not lines:
                raise PanelError("what you typed is what was read; accept it, or type something else.")
            same = [
                r for r in self.rows if (r["source"], r["start"], r["quote"]) == (row["source"], row["start"], quote)
            ]
            which = review.as_read(row) if action == "accept" or len(same) > 1 else ""
            lines = [{"source": row["source"], "start": str(row["start"]), "quote": quote, "which": which, **line}
                     for line in lines]  # fmt: skip
        shared = {"frame": "claims", "why": why or ACCEPTED, "rule": NO_RULE}
        review.rewrite(self.folder, self.readings, [shared | line for line in lines])
        return f"Written to {review.REVIEW}: “{quote}” is {DONE[action]}. "

    def right(self, field: str, typed: str) -> dict[str, str]:
        """The fields that the draft sets, as review.csv holds them."""
        if field == SEVERAL:
            pairs = [part.partition("=") for part in re.split(r";\s*(?=[a-z_]+\s*=)", typed) if part.strip()]
            given = {name.strip(): value.strip(" ;") for name, _, value in pairs}
            return given | {"unit": self.unit(given["unit"])} if "unit" in given else given
        if field == "unit":
            return {field: self.unit(typed)}
        if field not in NUMBERS:
            return {field: typed}
        try:
            return {field: cell(spelled.amount(typed), "number")}
        except ValueError as error:
            raise PanelError(f"{error}; type it as in an article (5,000 or 3 million or 12%).") from None

    def unit(self, typed: str) -> str:
        """`typed`, unless it looks like a slip of the pen: any noun may be counted."""
        known = set(self.evidence.unit.dropna()).union(*(m.units for m in Vocabulary.load(None).metrics.values()))
        if typed and typed not in known and (near := difflib.get_close_matches(typed, sorted(known), 1, 0.8)):
            raise PanelError(f"no number has the unit “{typed}”; did you mean {near[0]}?")
        return typed

    def addition(self, missed: str, right: str) -> dict[str, str]:
        """The line that adds a claim: its words in the sentence shown, or where they first stand in an article."""
        if not missed or not right:
            raise PanelError("give the words that were missed, and value=9; unit=cars; topic=other as what is right.")
        if self.rows and self.chosen(self.inputs["show"].value):
            row = self.rows[self.place()]
            if (at := row["sentence"].find(missed)) >= 0:
                return {"source": row["source"], "start": str(row["sentence_start"] + at), "quote": missed,
                        "action": "add", "to": right}  # fmt: skip
        for source, (text, _) in self.readings.items():
            if (at := text.find(missed)) >= 0:
                return {"source": source, "start": str(at), "quote": missed, "action": "add", "to": right}
        raise PanelError(f"“{missed[:60]}” stands in no article of {self.folder}; copy the words exactly.")

    def take_back(self) -> str:
        """Take the lines about the number shown out of review.csv; says so in a sentence."""
        place = self.place()
        if not self.decisions[place]:
            raise PanelError("nothing was decided on this number; choose 'decided already' to find one.")
        review.rewrite(self.folder, self.readings, [], [decision.place for decision in self.decisions[place]])
        return f"Taken back: “{self.rows[place]['quote']}” is as it was read. "


def verdict(made: list[review.Decision]) -> str:
    """What was decided on a claim, with the reason, as a sentence."""
    if not made:
        return "Not decided yet."
    return f"{DONE[made[0].action].capitalize()}: {shorten(made[0].why, 80, placeholder=' ...').rstrip('.')}."


def cell_words(written: str, field: str) -> str:
    """A cell for the screen: numbers with their thousands apart."""
    return f"{float(written):,.15g}" if written and field in NUMBERS else written


def doubtful(row: Mapping[str, Any]) -> bool:
    """Whether a field is empty, or whom or when was not taken from the claim's own sentence."""
    kinds = {span.kind for span in spelled.made(row["sentence"], row, row["sentence_start"])}
    return bool(spelled.missing(row)) or not {"who", "date"} <= kinds


class PredictAccepted(Predict):
    """A guess how many claims will be accepted, held against review.csv whenever the button is pressed.

    Takes a folder read by `own.bring`. State: `guess`, `now` (presses), `below`.
    """

    answered = ("accepted so far", "you accepted")

    def __init__(self, frames: Any, **state: Any) -> None:
        self.frames, read = frames, len(frames.claims)
        question = f"Of the {read} numbers that were read, how many will you accept without a correction?"
        super().__init__(frames, question, None, top=max(1, read), unit="numbers", **state)

    def controls(self) -> dict[str, Control]:
        return {**super().controls(), "now": Press("Compare with my decisions so far", self.count)}

    def count(self) -> None:
        """Take the number of accepted claims from review.csv, if anything is decided."""
        with suppress(DatakitError, AttributeError):
            found = review.load(self.frames.folder, self.frames.readings)
            made = [decision for decisions in found.values() for decision in decisions if decision.frame == "claims"]
            number, ids = sum(d.action == "accept" for d in made), self.frames.claims.claim[self.frames.claims.reviewed]
            self.answer = computed(number, ids) if made else None

    def update(self, guess: float | None, now: int) -> View:
        if self.answer is not None:
            return super().update(guess)
        self.bars.hide(1)
        if guess is None:
            self.bars.hide(0)
            return View("No guess yet: type one and commit it, then review the numbers.", pd.DataFrame)
        self.bars.set(0, guess, guess, bounds.number_words(guess))
        return View("Your guess is kept. Review the numbers below, then press the button to compare.", pd.DataFrame)
