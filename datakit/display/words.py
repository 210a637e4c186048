"""Panels on how words become a row: the words that made it, a row by hand, what was found and what missed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache, partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure

from datakit import bounds
from datakit.analysis import spelled
from datakit.display import marked, style
from datakit.display.controls import Choice, Control, Flag, Number, Words
from datakit.display.panel import Panel, PanelError, View
from datakit.display.questions import computed
from datakit.labels import STATUSES
from datakit.reading import Reading, read

HEDGES = {
    "over": "words such as 'over' give a least and leave the most open",
    "at_least": "words such as 'at least' give a least and leave the most open",
    "nearly": "words such as 'nearly' give a most and leave the least open",
    "up_to": "words such as 'up to' give a most and leave the least open",
    "under": "words such as 'below' give a most and leave the least open",
    "range": "a range gives both ends, and no single value",
    "about": "words such as 'about' give a value, and neither a least nor a most",
    "none": "no word of doubt: the writer is taken at their word, and both ends are the value",
}


@lru_cache(maxsize=64)
def reading(text: str) -> tuple[Reading, list[spelled.Span]]:
    """What `datakit.reading.read` makes of a text, with dates as dates, and what became of each number in it."""
    found = read(text)
    for row in found.claims:
        row.update({name: pd.Timestamp(row[name]) for name in ("period_start", "period_end")})
    return found, spelled.fates(text, found)


def said(row: Mapping[str, Any]) -> str:
    """The bounds of a claim in words with their unit."""
    return bounds.words(
        bounds.of(row), row["unit"] or None, row["value"] if spelled.known(row["value"]) else None, row["hedge"]
    )


def when(row: Mapping[str, Any]) -> str:
    return style.period_words(row["period_start"], row["period_end"]).strip()


def one_each(claims: pd.DataFrame, column: str, wanted: Mapping | tuple) -> list[str]:
    """The ids of claims, one for each value of `column`, no sentence twice: that whose unit stands with its number,
    with most of its fields in words of its sentence, and the shortest of those."""
    marks = []
    for row in claims.to_dict("records"):
        spans, first = spelled.made(row["sentence"], row, row["sentence_start"]), row["start"] - row["sentence_start"]
        apart = not any(s.kind == "unit" and first <= s.start <= first + len(row["quote"]) + 4 for s in spans)
        bare = not spelled.NUMBER.search(row["quote"])
        marks.append(
            (row["topic"] == "other", bare or apart, -len({span.kind for span in spans}), len(row["sentence"]))
        )
    ranked = claims.assign(marks=marks).sort_values("marks", kind="stable")
    chosen: dict[str, str] = {}
    for value in wanted:
        here = ranked[(ranked[column] == value) & ~ranked.sentence.isin(chosen.values())]
        chosen.update(zip(here.claim[:1], here.sentence[:1], strict=True))
    return list(chosen)


def hedged(frames: Any) -> dict[str, Any]:
    """How many claims, asides left out, carry a word of doubt, as an answer for `Predict`."""
    claims = frames.claims[~frames.claims.aside & (frames.claims.hedge != "none")].claim
    return computed(len(claims), claims)


def hedges(frames: Any) -> str:
    """Each kind of hedge with how many claims carry it and the rule it follows, as a Markdown list."""
    counts = frames.claims.hedge[~frames.claims.aside].value_counts()
    return "\n".join(f"- `{hedge}` ({counts.get(hedge, 0)}): {rule}" for hedge, rule in HEDGES.items())


def example(frames: Any, digits: bool = True) -> str:
    """The id of a claim that is good to look at, hedged if there is one; without `digits`, with no number in its words."""
    claims = frames.claims[frames.claims.hedge.isin(list(HEDGES)[:5])]
    wordless = claims[~claims.quote.str.contains(spelled.NUMBER)]
    claims = wordless if len(wordless) and not digits else claims
    claims = claims if len(claims) else frames.claims
    if chosen := one_each(claims, "hedge", ("nearly", "over", "at_least", "up_to", "under", "about", "range", "none")):
        return chosen[0]
    raise PanelError("These articles have no number that was read, which this part is about; skip it.")


def field_list(frames: Any, claim: str) -> str:
    """The row of one claim with the words that made each field, as a Markdown list."""
    row = next(row for row in plain_rows(frames.claims) if row["claim"] == claim)
    lines = [f"- **{field}**: {value}" + (f", from {made}" if made else "") for field, value, made in fields(row)]
    return "\n".join(lines)


def in_words(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims as a table that is easy to read: numbers in words, nothing where nothing is known."""
    columns = ["quote", "low", "value", "high", "hedge", "unit", "entity", "status"]
    numbers = dict.fromkeys(("low", "value", "high"), lambda x: bounds.number_words(x) if spelled.known(x) else "")
    return (
        claims[columns].astype(object).fillna("").assign(**{name: claims[name].map(f) for name, f in numbers.items()})
    )


def plain_rows(claims: pd.DataFrame) -> list[dict[str, Any]]:
    """Claims as dicts with None for what is unknown."""
    return claims.astype(object).where(claims.notna(), None).to_dict("records")


def fields(row: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The fields of a claim in words, each with the words of its sentence that made it."""
    text = row["sentence"]
    spans = spelled.made(text, row, row["sentence_start"])
    by = {kind: ", ".join(f"“{text[s.start : s.end]}”" for s in spans if s.kind == kind) for kind in spelled.KINDS}
    low, high, value = (bounds.number_words(row[x]) if spelled.known(row[x]) else "" for x in ("low", "high", "value"))
    every = [
        ("value", value or "no single value", by["value"]),
        ("low and high", f"{low or 'open'} and {high or 'open'}", by["bounds"] or by["value"]),
        ("unit and object", ", ".join(filter(None, (row["unit"], row["object"]))), by["unit"]),
        ("period", when(row), by["date"]),
        ("entity", row["entity"] or "", by["who"]),
    ]
    inferred = [
        (name, shown or "unknown", made or ("no words of this sentence" if shown else ""))
        for name, shown, made in every
    ]
    return [*inferred, ("status", row["status"], "")]


class Scale:
    """Bars for bounds on an axis from nought to twice the number as written, whatever its unit."""

    def __init__(self, ax: Any, labels: list[str], colours: list[str]) -> None:
        slots = {"label": labels, "colour": colours, "hatch": [""] * len(labels)}
        self.bars = style.BoundBars(ax, pd.DataFrame(slots), 2.4)
        ax.set_xticks([0, 1], ["nought", ""])
        self.tick = ax.text(
            1, -0.06, "", transform=ax.get_xaxis_transform(), ha="center", va="top", fontsize=style.SMALL
        )
        self.artists = [*self.bars.artists, self.tick]

    def set(self, rows: Mapping[int, Mapping[str, Any]], unit: str | None) -> None:
        """Show these rows' bounds in their slots; hide the other slots."""
        ends = [row[end] for row in rows.values() for end in ("low", "value", "high") if spelled.known(row[end])]
        if any(end < 0 for end in ends):
            raise PanelError("This figure draws numbers from nought up, and one of these is below.")
        scale = max(ends, default=0) or 1
        for slot in range(len(self.bars.bars)):
            row = rows.get(slot)
            known = [row[end] / scale if row and spelled.known(row[end]) else None for end in ("low", "high", "value")]
            if row and any(end is not None for end in known):
                self.bars.set(slot, known[0], known[1], row["words"], known[2])
            else:
                self.bars.hide(slot)
        self.tick.set_text(bounds.number_words(scale, unit) if ends else "")


class HedgeToBounds(Panel):
    """The words of a sentence that made a row, and its bounds as an interval; a typed sentence is read at once.

    State: `sentence` (a claim's id), `typed` (wins unless blank), `number` (which number in it), `below`.
    """

    title = "Hedge to bounds"
    question = "Which words made the number, and which of its ends do they leave open?"
    size = (860, 430)

    def prepare(self, frames: Any) -> None:
        claims = self.evidence
        self.rows = plain_rows(claims)
        self.chosen = one_each(claims, "hedge", HEDGES)

    def controls(self) -> dict[str, Control]:
        quotes = {row["claim"]: f"{row['quote']} ({row['publisher'] or row['source']})" for row in self.rows}
        options = {claim: quotes[claim] for claim in self.chosen} or {"": "no sentence: type one"}
        return {
            "sentence": Choice("A sentence with", options),
            "number": Number("Which number in it", 1, 9, 1),
            "typed": Words("Or type a sentence"),
        }

    def build(self, fig: Figure) -> None:
        self.text = marked.MarkedText(fig, marked.MADE, rows=5)
        ax = style.axes(fig, 0.04, 0.14, 0.97, 0.28)
        self.scale = Scale(ax, [""], [style.BLUE])
        self.answer = fig.text(0.014, 0.3, "", weight="bold", color=style.INK)
        key = "Dark: at least so much. Pale: perhaps. Arrow: open on that side."
        fig.text(0.014, 0.02, key, fontsize=style.SMALL, color=style.INK)
        self.live([*self.text.artists, *self.scale.artists, self.answer])

    def update(self, sentence: str, number: int, typed: str) -> View:
        rows = self._rows(sentence, typed)
        if number > len(rows):
            count = len(rows) or "no"
            raise PanelError(
                f"The program reads {count} number{'s' * (len(rows) != 1)} in this sentence; choose another."
            )
        row = rows[number - 1]
        text, at = row["sentence"], row["sentence_start"]
        spans = spelled.made(text, row, at)
        self.scale.set({0: {**row, "words": ""}}, row["unit"])
        whole = self.text.set(text, spans, row["start"] - at)
        self.answer.set_text(said(row))
        told = f"{said(row)}, since {HEDGES[row['hedge']]}"
        parts = [f"“{row['quote']}” becomes {told}", f"about {row['entity'] or 'nobody named'}", when(row) or "no date"]
        sentence = f"{'; '.join(parts)}; status: {row['status']}." + (
            "" if whole else " The figure shows a part of the text."
        )
        return View(sentence, partial(self._table, row), [row["claim"]] if row.get("claim") else [])

    def _rows(self, sentence: str, typed: str) -> list[dict]:
        if typed.strip():
            return reading(typed)[0].claims
        if not self.rows:
            raise PanelError("These articles have no number that was read: type a sentence of your own.")
        own = next(row for row in self.rows if row["claim"] == sentence)
        same = [
            row for row in self.rows if (row["source"], row["sentence_start"]) == (own["source"], own["sentence_start"])
        ]
        return [own, *(row for row in same if row is not own)]

    def _table(self, row: Mapping[str, Any]) -> pd.DataFrame:
        return pd.DataFrame(fields(row), columns=["field", "in the row", "words that made it"])


class FillTheRow(Panel):
    """A row filled in by hand beside the row that the program made of the same sentence.

    State: `sentence` (a claim's id), `least`, `most` (typed numbers, blank: open), `unit`, `status`, `compare`, `below`.
    """

    title = "Fill the row"
    question = "What would you put into the row, and where does the program differ?"
    size = (860, 470)

    def prepare(self, frames: Any) -> None:
        claims = self.evidence[self.evidence.unit.notna()]
        ids = [*one_each(claims, "status", STATUSES), *one_each(claims, "hedge", ("over", "nearly"))]
        rows = claims[claims.claim.isin(ids)].drop_duplicates("sentence")
        self.rows = {row["claim"]: row for row in plain_rows(rows)}

    def controls(self) -> dict[str, Control]:
        quotes = {claim: f"{row['quote']} ({row['publisher'] or row['source']})" for claim, row in self.rows.items()}
        units = dict.fromkeys(["not chosen", *sorted({row["unit"] for row in self.rows.values()})])
        return {
            "sentence": Choice("A sentence with", quotes or {"": "no sentence"}),
            "least": Words("The least it can be (blank: open)"),
            "most": Words("The most it can be (blank: open)"),
            "unit": Choice("Unit", {unit: unit.replace("_", " ") for unit in units}),
            "status": Choice("Status", {status: status for status in ("not chosen", *STATUSES)}),
            "compare": Flag("Compare with the program's row"),
        }

    def build(self, fig: Figure) -> None:
        self.text = marked.MarkedText(fig, marked.QUOTE, rows=5)
        ax = style.axes(fig, 0.14, 0.14, 0.97, 0.38)
        self.scale = Scale(ax, ["your row", "the program"], [style.GREY, style.BLUE])
        self.verdict = fig.text(0.014, 0.02, "", weight="bold", color=style.INK, fontsize=style.SMALL)
        self.live([*self.text.artists, *self.scale.artists, self.verdict])

    def update(self, sentence: str, least: str, most: str, unit: str, status: str, compare: bool) -> View:
        if not self.rows:
            raise PanelError("These articles have no number that was read, so there is no row to fill.")
        row = self.rows[sentence]
        mine = {"low": self._number("least", least), "high": self._number("most", most), "unit": unit, "status": status}
        if mine["low"] is not None and mine["high"] is not None and mine["low"] > mine["high"]:
            raise PanelError("The least is above the most: change one of them.")
        open_words = bounds.words(bounds.of(mine)) if least.strip() or most.strip() else "both ends open"
        slots = {0: {**mine, "value": None, "words": open_words}}
        if compare:
            slots[1] = {**row, "words": bounds.words(bounds.of(row), None, row["value"], row["hedge"])}
        self.scale.set(slots, None)
        start = row["start"] - row["sentence_start"]
        self.text.set(row["sentence"], [spelled.Span(start, start + len(row["quote"]), "quote")], start)
        different = spelled.differences(mine, row)
        told = f"You put: {open_words}; unit: {unit.replace('_', ' ')}; status: {status}."
        if not compare:
            self.verdict.set_text("Fill in the four fields, then compare.")
            return View(f"{told} Not compared yet.", partial(self._table, mine, None, ()))
        names = {"low": "the least", "high": "the most"}
        which = ", ".join(names.get(field, field) for field in different)
        self.verdict.set_text(f"Differs: {which}." if different else "All four fields are the same.")
        reasons = [HEDGES[row["hedge"]]] if {"low", "high"} & set(different) else []
        reasons += [f"the unit in the row is {row['unit'].replace('_', ' ')}"] if "unit" in different else []
        reasons += [f"the status in the row is {row['status']}: look at the verb"] if "status" in different else []
        end = f"It differs in {which}: {'; '.join(reasons)}." if different else "It is the program's row."
        return View(f"{told} {end}", partial(self._table, mine, row, different), [row["claim"]])

    def _number(self, name: str, typed: str) -> float | None:
        try:
            return spelled.amount(typed)
        except ValueError as error:
            raise PanelError(f"The {name}: {error}; write digits or words for it, or leave it blank.") from None

    def _table(self, mine: Mapping[str, Any], row: Mapping[str, Any] | None, different: Any) -> pd.DataFrame:
        names = {"low": "least", "high": "most", "unit": "unit", "status": "status"}
        shown = []
        for field, name in names.items():
            cells = [self._cell(field, mine)] + ([self._cell(field, row)] if row else [])
            shown.append([name, *cells, *(["differs" if field in different else "same"] if row else [])])
        return pd.DataFrame(shown, columns=["field", "your row", "the program", "verdict"][: 4 if row else 2])

    def _cell(self, field: str, row: Mapping[str, Any]) -> str:
        if field in ("low", "high"):
            return bounds.number_words(row[field]) if spelled.known(row[field]) else "open"
        return row[field].replace("_", " ")


INVENTED = (  # no such company: a text with easy numbers and hard ones, to be replaced by the reader's own
    "Northwind Cloud bought over 40,000 chips in May 2024 and plans to spend up to 3 billion yuan by the end of 2026. "
    "Up to a third of its users left. Sales of its Nova 7 phone rose by a dozen percent. Its staff was halved, and most "
    "of its shops closed."
)


class FoundAndMissed(Panel):
    """What the program makes of the numbers in a text that is typed in: claims, dates, and those left out.

    State: `text`, `mine` (how many quantities the reader counts), `below`.
    """

    title = "Found and missed"
    question = "Which numbers did the program find, which did it miss, and what did it get wrong?"
    size = (860, 560)
    most = 30  # what the axis has room for

    def controls(self) -> dict[str, Control]:
        return {"text": Words("Your text", INVENTED, rows=5), "mine": Number("Quantities you count yourself", 0, 99, 0)}

    def build(self, fig: Figure) -> None:
        self.text = marked.MarkedText(fig, marked.FOUND, rows=8)
        ax = style.axes(fig, 0.2, 0.09, 0.97, 0.33)
        labels = ["you count", *(mark.name for mark in marked.FOUND.values())]
        colours = [style.GREY, *(mark.colour for mark in marked.FOUND.values())]
        slots = {"label": labels, "colour": colours, "hatch": [""] * len(labels)}
        self.bars = style.BoundBars(ax, pd.DataFrame(slots), self.most)
        ax.set_xlabel("numbers in the text")
        self.live([*self.text.artists, *self.bars.artists])

    def update(self, text: str, mine: int) -> View:
        found, spans = reading(text)
        whole = self.text.set(text, spans)
        counts = [sum(span.kind == kind for span in spans) for kind in spelled.FATES]
        for slot, count in enumerate([mine, *counts]):
            self.bars.set(slot, min(count, 0.9 * self.most), min(count, 0.9 * self.most), f"{count}")
        if not spans:
            raise PanelError("There is no number in this text, in digits or in letters: type one.")
        left = ", ".join(f"“{text[span.start : span.end]}”" for span in spans if span.kind == "left out")
        gaps = [f"“{row['quote']}” ({', '.join(empty)})" for row in found.claims if (empty := spelled.missing(row))]
        you = f"You count {mine} quantities" if mine else "You have not counted yet"
        parts = [
            f"{you}; the program reads {counts[0]} as claims and {counts[1]} as dates, and leaves out {counts[2]}",
            f"left out: {left}" if left else "nothing is left out",
            f"claims with empty fields: {', '.join(gaps)}" if gaps else "no claim has an empty field",
        ]
        sentence = f"{'. '.join(part[0].upper() + part[1:] for part in parts)}."
        return View(
            sentence + ("" if whole else " The figure has room for a part of the text only."),
            partial(self._table, text, found, spans),
        )

    def _table(self, text: str, found: Reading, spans: list[spelled.Span]) -> pd.DataFrame:
        shown = []
        for span in spans:
            rows = [row for row in found.claims if (row["start"], row["end"]) == (span.start, span.end)]
            for row in rows if span.kind == "claim" else [None]:
                cells = (
                    [said(row), row["metric"] or "", row["entity"] or "", when(row), row["status"]] if row else [""] * 5
                )
                shown.append([text[span.start : span.end], marked.FOUND[span.kind].name, *cells])
        columns = ["words", "what became of them", "in the row", "metric", "who", "when", "status"]
        return pd.DataFrame(shown, columns=columns)
