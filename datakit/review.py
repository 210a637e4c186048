"""What a person decided about the reading, kept as data: `review.csv` beside the articles.

One line a decision, with the columns

    frame     claims, investments, events or comparisons
    source    the article's file name
    start     where the quote begins, in characters
    quote     the words at that place, exactly; but for a claim the beginning of them will do
    action    accept (right as read), reject (it is none), change (a field is wrong), add (the reader missed it), or
              settle (the date as written is wrong: what the row's `when` is, while its period stays as written)
    field     for change: the field
    from      for change: what was read (empty: nothing was); for settle: the date as read, `first day/last day`
    to        for change: what is right (empty: unknown); for add: `field=value; field=value`; for settle: the right
              date, `first day/last day`, with '..' for an open end
    why       the reason, in words
    rule      the reading rule it would take to do without the decision
    which     (may be left out) which row, where several stand on one span: `field=value; field=value` as read;
              for accept: all that was read, since that is what was found right

Two rows on one span are told apart by what was read in them (`which`), not by their number, since a row's
number changes when another is read before it. Every decision is held against the text and the reading as
they were before any decision: if the words moved or what was read is not `from`, `build` stops and names the
line. In an added claim `hedge` (none), `low`, `high`, `status` (actual) and the sentence are filled in if left
out. An accepted row stays as it is and is marked as reviewed.

`load` and `apply` are for `build`; `decided` and `rewrite` are for whoever shows and takes decisions.
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

from datakit import atomic
from datakit.errors import UNSAFE, DatakitError
from datakit.frames.schema import FRAMES, READ, Column, known
from datakit.frames.store import cell

REVIEW = "review.csv"
COLUMNS = ("frame", "source", "start", "quote", "action", "field", "from", "to", "why", "rule")
ACTIONS = ("accept", "reject", "change", "add", "settle")
# Not for a person to set: where it stands, and what is derived from the rest.
FIXED = set("source section start end quote sentence sentence_start reviewed published publisher family deal".split())
FIXED |= {FRAMES[name].key for name in READ} | {"when_start", "when_end", "when_how", "disputed"}
# An added row is the one read by itself when it overlaps and agrees in these.
SAME = {
    "claims": ("entity",), "investments": ("investor", "investee"), "events": ("date_start", "date_end"),
    "comparisons": ("ahead", "behind"),
}  # fmt: skip
# What an added row holds where nothing is said of it.
DEFAULTS = {"hedge": "none", "status": "actual", "aside": False, "confidence": "sure", "bound": "in", "action": "other"}
LONGEST = 1000  # characters of a reason or a value that is written
KINDS = {
    "date": ("a date (2025-06-23)", lambda written: date.fromisoformat(written).isoformat()),
    "boolean": ("true or false", {"true": True, "false": False}.__getitem__),
    "integer": ("a whole number", lambda written: int(written) if written.isascii() and written.isdigit() else int("")),
    "number": ("a number", float),
}
BOUNDED = {"low": ("none", "over", "at_least"), "high": ("none", "under", "nearly", "up_to")}  # by which hedges

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
    why: str

    @property
    def end(self) -> int:
        return self.start + len(self.quote)

    def fail(self, problem: str) -> DatakitError:
        return DatakitError(f"{self.place}: {problem}")


def load(folder: Path, sources: Iterable[str]) -> dict[str, list[Decision]]:
    """The decisions on each article; none if there is no review.csv. DatakitError if a line is not valid."""
    path = Path(folder) / REVIEW
    return _checked(path, lines(path, COLUMNS)[1], sources)


def lines(path: Path, columns: Iterable[str]) -> tuple[list[str], list[tuple[str, dict[str, str]]]]:
    """The columns of a CSV file that people write, and each line as its place (for messages) and its cells.

    A file that is not there has no lines. DatakitError if it cannot be read, lacks a column or has an uneven line.
    """
    try:
        data = path.read_bytes().decode("utf-8-sig") if path.exists() else ",".join(columns)
        read = csv.DictReader(io.StringIO(data, newline=""), strict=True)
        rows = [(f"{path}, line {read.line_num}", row) for row in read]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise DatakitError(f"{path} cannot be read as UTF-8 CSV: {error}.") from None
    if missing := [c for c in columns if c not in (read.fieldnames or ())]:
        raise DatakitError(f"{path} has no column {', '.join(missing)}; the columns are {', '.join(columns)}.")
    for place, row in rows:
        if None in row or None in row.values():
            raise DatakitError(f"{place}: it has more or fewer cells than the first line.")
    return list(read.fieldnames), rows


def _checked(path: Path, rows: list[tuple[str, dict]], sources: Iterable[str]) -> dict[str, list[Decision]]:
    decisions: dict[str, list[Decision]] = {s: [] for s in sources}
    for place, row in rows:
        if problem := _problem(row, decisions):
            raise DatakitError(f"{place}: {problem}")
        decision = Decision(place, row["frame"], row["source"], int(row["start"]), row["quote"], row["action"],
                            row["field"], row["from"], row["to"], row.get("which") or "", row["why"])  # fmt: skip
        decisions[decision.source].append(decision)
    return {source: found for source, found in decisions.items() if found}


def _problem(row: Mapping[str, str], sources: Iterable[str]) -> str | None:
    """The first thing that is wrong with a line of review.csv by itself."""
    asked = {
        f"`frame` must be one of {', '.join(READ)}.": row["frame"] in READ,
        f"`action` must be one of {', '.join(ACTIONS)}.": row["action"] in ACTIONS,
        "`start` must be a whole number.": row["start"].isascii() and row["start"].isdigit(),
        "`quote` is empty.": row["quote"],
        "`why` is empty; say it.": row["why"].strip(),
        "`rule` is empty; say it.": row["rule"].strip(),
        "only a change has `field`.": row["action"] == "change" or not row["field"],
        "only a change and a settle have `from`.": row["action"] in ("change", "settle") or not row["from"],
        f"{row['action']} has no `to`.": row["action"] not in ("accept", "reject") or not row["to"],
        "an accept needs in `which` what was read.": row["action"] != "accept" or row.get("which"),
        f"{row['source']} is not among the articles.": row["source"] in sources,
    }
    return next((problem for problem, holds in asked.items() if not holds), None)


def apply(text: str, reading: Mapping[str, list[Row]], decisions: list[Decision]) -> dict[str, list[Row]]:
    """The reading of one article with the decisions on it applied, each list in the order of the text.

    `reading` maps claims, investments and events to rows as the reader gives them. Rows get `reviewed`.
    DatakitError if a decision does not fit the text or the reading.
    """
    for decision in decisions:
        if problem := misplaced(text, decision.start, decision.quote):
            raise decision.fail(problem)
    return {frame: _applied(frame, text, reading, [d for d in decisions if d.frame == frame]) for frame in READ}


def _applied(frame: str, text: str, reading: Mapping[str, list[Row]], decisions: list[Decision]) -> list[Row]:
    read = reading[frame]
    rows = [{**row, "reviewed": False} for row in read]
    decided: dict[int, list[Decision]] = {}
    for decision in decisions:
        if decision.action != "add":
            index = _target(decision, read)
            for earlier in decided.setdefault(index, []):
                kinds = {earlier.action, decision.action}
                if earlier.field == decision.field or not kinds <= {"change", "settle"}:
                    raise decision.fail(f"this was decided already at {earlier.place}.")
            decided[index].append(decision)
            rows[index]["reviewed"] = True
            if decision.action == "change":
                _change(decision, read[index], rows[index])
            elif decision.action == "settle":
                rows[index]["settled"] = _settled(decision, read[index])
    gone = {index for index, made in decided.items() if made[0].action == "reject"}
    for index in decided.keys() - gone:
        _valid(decided[index][-1], rows[index])
    left = [row for index, row in enumerate(read) if index not in gone]
    kept = [row for index, row in enumerate(rows) if index not in gone]
    kept += [_added(d, left, reading["claims"], text) for d in decisions if d.action == "add"]
    return sorted(kept, key=lambda row: row["start"])


def misplaced(text: str, start: int, quote: str) -> str:
    """What is wrong with a quote that is not the text at its place; '' if it is."""
    if text.startswith(quote, start):
        return ""
    places = [m.start() for m in re.finditer(re.escape(quote), text)]
    if not places:
        return "the article no longer holds the quote; decide anew."
    return f"the quote is not at {start} any more; it is now at {min(places, key=lambda place: abs(place - start))}."


def _target(decision: Decision, read: list[Row]) -> int:
    """The index of the one row that the decision is about."""
    wanted = _pairs(decision, decision.which)
    whole = decision.frame == "claims"
    there = [i for i, row in enumerate(read) if row["start"] == decision.start]
    found = [i for i in there if read[i]["quote"][: None if whole else len(decision.quote)] == decision.quote]
    chosen = [i for i in found if all(_equal(c, read[i].get(c.name), v) for c, v in wanted)]
    if len(chosen) == 1:
        return chosen[0]
    if chosen:
        field = SAME[decision.frame][-1]
        keys = ", ".join(f"{field}={read[i].get(field)}" for i in chosen)
        raise decision.fail(f"{len(chosen)} rows are read there; say which one in `which` ({keys}).")
    if found:
        raise decision.fail(f"no row read there has {decision.which}; the reading has changed.")
    raise decision.fail("nothing is read there any more; take the decision out, or add the row.")


def _change(decision: Decision, read: Row, row: Row) -> None:
    column = _column(decision, decision.field)
    value = _value(decision, column, decision.to)
    if not _equal(column, read.get(column.name), decision.was):
        now = cell(read.get(column.name), column.kind) or "empty"
        raise decision.fail(f"`{column.name}` is now read as {now}, not {decision.was or 'empty'}; decide anew.")
    if _equal(column, read.get(column.name), decision.to):
        raise decision.fail("`from` and `to` are the same.")
    row[column.name] = value


def _settled(decision: Decision, read: Row) -> tuple[str | None, str | None]:
    """The two days that a settle gives; DatakitError if it does not fit the date as read."""
    first, last = ("date_start", "date_end") if decision.frame == "events" else ("period_start", "period_end")
    now = f"{read[first] or '..'}/{read[last] or '..'}"
    if decision.was != now:
        raise decision.fail(f"the date is now read as {now}, not {decision.was or 'empty'}; decide anew.")
    days = decision.to.split("/")
    try:
        start, end = (None if text == ".." else date.fromisoformat(text).isoformat() for text in days)
    except ValueError:
        start = end = None
    if not (start or end) or (start and end and start > end):
        raise decision.fail(f"`to` cannot be {decision.to!r}; write two days (2025-05-01/2025-05-31).")
    return start, end


def _added(decision: Decision, left: list[Row], claims: list[Row], text: str) -> Row:
    given = {c.name: _value(decision, c, v) for c, v in _pairs(decision, decision.to)}
    columns = [c.name for c in FRAMES[decision.frame].columns]
    row: Row = {name: given.get(name, DEFAULTS.get(name)) for name in columns if name not in FIXED}
    row |= {"start": decision.start, "end": decision.end, "quote": decision.quote, "reviewed": True}
    row["sentence"], row["sentence_start"], row["section"] = _sentence(decision, claims, text)
    if decision.frame == "claims":
        for bound, hedges in BOUNDED.items():
            if bound not in given and row["hedge"] in hedges:
                row[bound] = row["value"]
    for other in left:
        overlap = other["start"] < decision.end and decision.start < other["end"]
        if overlap and all(other.get(k) == row[k] for k in SAME[decision.frame]):
            raise decision.fail("this is now read by itself; take the decision out, or make it a change.")
    _valid(decision, row)
    return row


def _sentence(decision: Decision, claims: list[Row], text: str) -> tuple[str, int, str]:
    """The sentence of a claim read beside it, or the line around the quote; where it begins, and in which section."""
    for row in claims:
        at = row["sentence_start"]
        if at <= decision.start and decision.end <= at + len(row["sentence"]):
            return row["sentence"], at, row["section"]
    first = text.rfind("\n", 0, decision.start) + 1
    last = text.find("\n", decision.end)
    section = next((row["section"] for row in reversed(claims) if row["start"] < decision.start), "body")
    return text[first : len(text) if last < 0 else last], first, section


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
    try:
        return parsed(column, written)
    except ValueError as error:
        raise decision.fail(f"{error}.") from None


def parsed(column: Column, written: str) -> Any:
    """What a person wrote, as the reader would give it; ValueError, in words, if the column cannot hold it."""
    if not written:
        if column.required:
            raise ValueError(f"`{column.name}` must not be empty")
        return None
    must, read = KINDS.get(column.kind, (f"one of {', '.join(column.allowed)}", str))
    try:
        value = read(written)
        if not (value in column.allowed if column.allowed else column.kind != "number" or math.isfinite(value)):
            raise ValueError
    except (ValueError, KeyError):
        raise ValueError(f"`{column.name}` cannot be {written!r}; it must be {must}") from None
    return value


def _equal(column: Column, read: Any, written: str) -> bool:
    if column.kind == "number" and known(read) and written:
        try:
            return math.isclose(read, float(written), rel_tol=1e-9)
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


Readings = Mapping[str, tuple[str, Mapping[str, list[Row]]]]  # by article: its text, and its bare reading


def decided(
    text: str, reading: Mapping[str, list[Row]], decisions: list[Decision], frame: str = "claims"
) -> list[tuple[Row, list[Decision]]]:
    """Each row of a frame as it was read, and each added one, with the decisions on it, in the order of the text.

    DatakitError as in `apply`.
    """
    after = apply(text, reading, decisions)[frame]
    found: list[tuple[Row, list[Decision]]] = [(row, []) for row in reading[frame]]
    for decision in (d for d in decisions if d.frame == frame):
        if decision.action == "add":
            own = (r for r in after if (r["start"], r["end"]) == (decision.start, decision.end) and r["reviewed"])
            found.append((next(own), [decision]))
        else:
            found[_target(decision, reading[frame])][1].append(decision)
    return sorted(found, key=lambda pair: pair[0]["start"])


def as_read(row: Row, frame: str = "claims") -> str:
    """What was read in a row of a frame, as `which` holds it."""
    fields = (c for c in FRAMES[frame].columns if c.name not in FIXED)
    return "; ".join(f"{c.name}={cell(row.get(c.name), c.kind)}" for c in fields)


def corrections(row: Row, right: Mapping[str, str], frame: str = "claims") -> list[dict[str, str]]:
    """The change lines (field, from, to) that give a row these fields; a claim's bounds follow value and hedge if not given.

    A field that is right already makes no line.
    """
    read = {c.name: cell(row.get(c.name), c.kind) for c in FRAMES[frame].columns}
    right, after = dict(right), {**read, **right}
    if right.keys() & {"value", "hedge"} and after["hedge"] != "range":
        for bound, hedges in BOUNDED.items():
            right.setdefault(bound, after["value"] if after["hedge"] in hedges else "")
    pairs = ((name, read.get(name, ""), to) for name, to in right.items())
    return [{"action": "change", "field": name, "from": was, "to": to} for name, was, to in pairs if was != to]


def rewrite(folder: Path, readings: Readings, add: list[dict[str, str]], take: Iterable[str] = ()) -> None:
    """Write review.csv with the lines of `add` and without those at the places of `take`; all others are kept.

    Nothing is written unless `build` would take every line. DatakitError says in one sentence what is not right,
    WorkFailed that the file cannot be written.
    """
    path, new = Path(folder) / REVIEW, f"{Path(folder) / REVIEW}, new"
    names, old = lines(path, COLUMNS)
    names += [name for name in ("which",) if name not in names]
    for line in add:
        for problem in filter(None, map(_unfit, (line.get("to", ""), line["why"], line["quote"]))):
            raise DatakitError(problem)
    left = [(place, row) for place, row in old if place not in set(take)]
    left += [(new, {**dict.fromkeys(names, ""), **line}) for line in add]
    try:
        for source, found in _checked(path, left, readings).items():
            apply(*readings[source], found)
    except DatakitError as error:
        raise DatakitError(str(error).removeprefix(f"{new}: ")) from None
    data = path.read_bytes() if path.exists() else b""
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, names, lineterminator="\r\n" if b"\r\n" in data else "\n")
    writer.writeheader()
    writer.writerows(row for _, row in left)
    atomic.put(path, file.getvalue().encode("utf-8-sig" if data.startswith(b"\xef\xbb\xbf") else "utf-8"))


def _unfit(written: str) -> str:
    """Why words that somebody typed are not written to a file that spreadsheets open; '' if they are."""
    if len(written) > LONGEST:
        return f"That is longer than {LONGEST:,} characters: say it in fewer."
    if found := UNSAFE.search(written):
        return f"A character that cannot be seen (U+{ord(found[0]):04X}) is in what was typed: type it anew."
    if written.startswith(("=", "+", "-", "@")) and not re.fullmatch(r"[-+]?[\d.,]+(e[-+]?\d+)?\W{0,2}", written):
        return f"A spreadsheet would take {written[:20]!r} for a formula: begin with a letter or a digit."
    return ""
