"""What a person decided about the reading, kept as data: `review.csv` beside the articles.

One line a decision, with the columns

    frame     claims, investments or events
    source    the article's file name
    start     where the quote begins, in characters
    quote     the words at that place, exactly; for an investment or event the beginning of its sentence will
    do action    reject (it is none), change (a field is wrong), or add (the reader missed it)
    field     for change: the field
    from      for change: what was read (empty: nothing was)
    to        for change: what is right (empty: unknown); for add: `field=value; field=value`
    why       the reason, in words
    rule      the reading rule it would take to do without the decision
    which     (may be left out) which row, where several stand on one span: `field=value; field=value` as read

Two rows on one span are told apart by what was read in them (`which`), not by their number, since a row's
number changes when another is read before it. Every decision is held against the text and the reading as
they were before any decision: if the words moved or what was read is not `from`, `build` stops and names the
line. In an added claim `hedge` (none), `low`, `high`, `status` (actual) and the sentence are filled in if left
out.
"""

from __future__ import annotations

import csv
import io
import math
import re
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from datakit.errors import DatakitError
from datakit.frames import FRAMES, Column, cell, known

REVIEW = "review.csv"
COLUMNS = ("frame", "source", "start", "quote", "action", "field", "from", "to", "why", "rule")
READ = ("claims", "investments", "events")
FIXED = {
    "claim",
    "investment",
    "event",
    "source",
    "start",
    "end",
    "quote",
    "sentence",
    "sentence_start",
    "reviewed",
}  # not for a person to set
# An added row is the one read by itself when it overlaps and agrees in these.
SAME = {"claims": ("entity",), "investments": ("investor", "investee"), "events": ("date_start", "date_end")}
LOWER, UPPER = {"none", "over", "at_least"}, {"none", "under", "nearly", "up_to"}

Row = dict[str, Any]


class Decision(NamedTuple):
    place: str  # file and line, for messages
    frame: str
    source: str
    start: int
    quote: str
    action: str
    field: str
    was: str
    to: str
    which: str

    @property
    def end(self) -> int:
        return self.start + len(self.quote)

    def fail(self, problem: str) -> DatakitError:
        return DatakitError(f"{self.place}: {problem}")


def load(folder: Path, sources: Iterable[str]) -> dict[str, list[Decision]]:
    """The decisions on each article; none if there is no review.csv. DatakitError if a line is not valid."""
    path = Path(folder) / REVIEW
    if not path.exists():
        return {}
    try:
        lines = csv.DictReader(io.StringIO(path.read_bytes().decode("utf-8-sig"), newline=""), strict=True)
        missing = [c for c in COLUMNS if c not in (lines.fieldnames or ())]
        rows = [] if missing else [(lines.line_num, row) for row in lines]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatakitError(f"{path} cannot be read as UTF-8 CSV: {error}.") from None
    if missing:
        raise DatakitError(f"{path} has no column {', '.join(missing)}; the columns are {', '.join(COLUMNS)}.")
    decisions: dict[str, list[Decision]] = {s: [] for s in sources}
    for line, row in rows:
        decision = _decision(f"{path}, line {line}", row)
        if decision.source not in decisions:
            raise decision.fail(f"{decision.source} is not among the articles.")
        decisions[decision.source].append(decision)
    return {source: found for source, found in decisions.items() if found}


def _decision(place: str, row: Mapping[str | None, Any]) -> Decision:
    def need(holds: Any, problem: str) -> None:
        if not holds:
            raise DatakitError(f"{place}: {problem}")

    need(None not in row and None not in row.values(), "it has more or fewer cells than the first line.")
    need(row["frame"] in READ, f"`frame` must be one of {', '.join(READ)}.")
    need(row["action"] in ("reject", "change", "add"), "`action` must be reject, change or add.")
    need(row["start"].isascii() and row["start"].isdigit(), "`start` must be a whole number.")
    need(row["quote"], "`quote` is empty.")
    for field in ("why", "rule"):
        need(row[field].strip(), f"`{field}` is empty; say it.")
    need(
        row["action"] == "change" or not (row["field"] or row["from"]),
        "only a change has `field` and `from`.",
    )
    need(row["action"] != "reject" or not row["to"], "a reject has no `to`.")
    return Decision(place, row["frame"], row["source"], int(row["start"]), row["quote"], row["action"],
                    row["field"], row["from"], row["to"], row.get("which") or "")  # fmt: skip


def apply(text: str, reading: Mapping[str, list[Row]], decisions: list[Decision]) -> dict[str, list[Row]]:
    """The reading of one article with the decisions on it applied, each list in the order of the text.

    `reading` maps claims, investments and events to rows as the reader gives them. Rows get `reviewed`.
    DatakitError if a decision does not fit the text or the reading.
    """
    result = {}
    for frame in READ:
        read = reading[frame]
        mine = [d for d in decisions if d.frame == frame]
        for decision in mine:
            _in_place(decision, text)
        rows: list[Row | None] = [{**row, "reviewed": False} for row in read]
        decided: dict[int, dict[str, Decision]] = {}
        for decision in (d for d in mine if d.action != "add"):
            index = _target(decision, read)
            _note(decided.setdefault(index, {}), decision)
            rows[index] = _changed(decision, read[index], rows[index]) if decision.action == "change" else None
        left = [row for row, now in zip(read, rows, strict=True) if now is not None]
        added = [_added(d, left, reading["claims"], text) for d in mine if d.action == "add"]
        for index, fields in decided.items():
            if rows[index] is not None:
                _valid(next(reversed(fields.values())), rows[index])
        result[frame] = sorted([r for r in rows if r is not None] + added, key=lambda row: row["start"])
    return result


def _in_place(decision: Decision, text: str) -> None:
    if text[decision.start : decision.end] == decision.quote:
        return
    places = [m.start() for m in re.finditer(re.escape(decision.quote), text)]
    if not places:
        raise decision.fail(f"{decision.source} no longer holds the quote; decide anew.")
    at = min(places, key=lambda p: abs(p - decision.start))
    raise decision.fail(f"the quote is not at {decision.start} of {decision.source} any more; it is now at {at}.")


def _target(decision: Decision, read: list[Row]) -> int:
    """The index of the one row that the decision is about."""

    def hit(row: Row) -> bool:
        if decision.frame == "claims":
            return row["quote"] == decision.quote
        return row["quote"].startswith(decision.quote)

    wanted = _pairs(decision, decision.which)
    found = [i for i, row in enumerate(read) if row["start"] == decision.start and hit(row)]
    chosen = [i for i in found if all(_equal(c, read[i].get(c.name), v) for c, v in wanted)]
    if len(chosen) == 1:
        return chosen[0]
    if found and not chosen:
        raise decision.fail(f"no row read there has {decision.which}; the reading has changed.")
    if chosen:
        keys = [f"{k}={read[i].get(k)}" for i in chosen for k in SAME[decision.frame][-1:]]
        raise decision.fail(f"{len(chosen)} rows are read there; say which one in `which` ({', '.join(keys)}).")
    raise decision.fail("nothing is read there any more; take the decision out, or add the row.")


def _note(fields: dict[str, Decision], decision: Decision) -> None:
    """Remember what is decided about a row, and refuse what was decided already."""
    other = fields.get(decision.field) or fields.get("")
    if other or (decision.action == "reject" and fields):
        earlier = other or next(iter(fields.values()))
        raise decision.fail(f"this was decided already at {earlier.place}.")
    fields[decision.field] = decision


def _changed(decision: Decision, read: Row, row: Row | None) -> Row | None:
    column = _column(decision, decision.field)
    if not _equal(column, read.get(column.name), decision.was):
        now = cell(read.get(column.name), column.kind) or "empty"
        raise decision.fail(f"`{column.name}` is now read as {now}, not {decision.was or 'empty'}; decide anew.")
    if _equal(column, read.get(column.name), decision.to):
        raise decision.fail("`from` and `to` are the same.")
    return row and {**row, column.name: _value(decision, column, decision.to), "reviewed": True}


def _added(decision: Decision, left: list[Row], claims: list[Row], text: str) -> Row:
    given = {c.name: _value(decision, c, v) for c, v in _pairs(decision, decision.to)}
    row: Row = {c.name: given.get(c.name) for c in FRAMES[decision.frame].columns if c.name not in FIXED}
    row |= {"start": decision.start, "end": decision.end, "quote": decision.quote, "reviewed": True}
    if decision.frame == "claims":
        row |= {"hedge": row["hedge"] or "none", "status": row["status"] or "actual"}
        row["sentence"], row["sentence_start"] = _sentence(decision, claims, text)
        _bounds(row, given)
    for other in left:
        overlap = other["start"] < decision.end and decision.start < other["end"]
        if overlap and all(other.get(k) == row[k] for k in SAME[decision.frame]):
            raise decision.fail("this is now read by itself; take the decision out, or make it a change.")
    _valid(decision, row)
    return row


def _bounds(row: Row, given: Row) -> None:
    if "low" not in given and row["hedge"] in LOWER:
        row["low"] = row["value"]
    if "high" not in given and row["hedge"] in UPPER:
        row["high"] = row["value"]


def _sentence(decision: Decision, claims: list[Row], text: str) -> tuple[str, int]:
    """The sentence of a claim read beside it, or the line around the quote; and where it begins."""
    for row in claims:
        at = row["sentence_start"]
        if at <= decision.start and decision.end <= at + len(row["sentence"]):
            return row["sentence"], at
    first = text.rfind("\n", 0, decision.start) + 1
    last = text.find("\n", decision.end)
    return text[first : len(text) if last < 0 else last], first


def _pairs(decision: Decision, cells: str) -> list[tuple[Column, str]]:
    """`field=value; field=value` as columns and text; in a value no `field=` follows a semicolon."""
    parts = [p for p in re.split(r";\s*(?=[a-z_]+\s*=)", cells) if p.strip()]
    split = [p.partition("=") for p in parts]
    return [(_column(decision, name.strip()), value.strip(" ;")) for name, _, value in split]


def _column(decision: Decision, name: str) -> Column:
    column = FRAMES[decision.frame].column(name)
    if column is None or name in FIXED:
        names = ", ".join(c for c in FRAMES[decision.frame].names if c not in FIXED)
        raise decision.fail(f"{name!r} is no field that can be decided in {decision.frame}; those are {names}.")
    return column


def _value(decision: Decision, column: Column, written: str) -> Any:
    """`written` as the reader would give it; DatakitError if the column cannot hold it."""
    if not written:
        if column.required:
            raise decision.fail(f"`{column.name}` must not be empty.")
        return None
    if column.allowed and written not in column.allowed:
        raise decision.fail(f"`{column.name}` cannot be {written!r}; it is one of {', '.join(column.allowed)}.")
    try:
        if column.kind == "date":
            return date.fromisoformat(written).isoformat()
        if column.kind == "number":
            number = float(written)
            if math.isfinite(number):
                return number
            raise ValueError
    except ValueError:
        kind = "date (2025-06-23)" if column.kind == "date" else "number"
        raise decision.fail(f"`{column.name}` cannot be {written!r}; it must be a {kind}.") from None
    return written


def _equal(column: Column, read: Any, written: str) -> bool:
    if column.kind == "number" and known(read) and written:
        try:
            return math.isclose(float(read), float(written), rel_tol=1e-9)
        except ValueError:
            return False
    return cell(read, column.kind) == written


def _valid(decision: Decision, row: Row) -> None:
    frame = FRAMES[decision.frame]
    for column in frame.columns:
        if column.required and column.name not in FIXED and not known(row.get(column.name)):
            raise decision.fail(f"`{column.name}` must be given.")
    for says, rule in frame.rules:
        if not rule(row):
            raise decision.fail(f"after it, it does not hold that {says}.")
