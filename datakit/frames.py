"""The frames: one plain specification, and what follows from it.

From `FRAMES` come the CSV files, the Data Package descriptor's fields, the pandera schemas, the data
dictionary and the typed frames of `load`. Missing text is NaN and missing dates NaT, as pandas' own reader
leaves them, on every version of pandas. Lists (aliases, names in an event) are text joined by '; '. Only
`load` and what it calls need pandas.
"""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, NamedTuple

from datakit.errors import DatakitError, warn

if TYPE_CHECKING:
    import pandas as pd

Row = Mapping[str, Any]
HEDGES = ("none", "over", "at_least", "under", "nearly", "up_to", "about", "range")
TOPICS = ("compute", "capex", "investment", "market_share", "usage", "users", "revenue", "pricing", "models",
          "energy", "footprint", "other")  # fmt: skip
STATUSES = ("actual", "planned", "pledged", "target", "rumoured", "claimed", "forecast")
DEALS = ("invested", "led_round", "in_talks", "backed", "planned", "sold")
DTYPES = {"number": "float64", "integer": "int64", "boolean": "bool", "date": "datetime64[us]"}
PACKAGE_TYPES = {"text": "string"}  # the other kinds have the Data Package's own names


class Column(NamedTuple):
    name: str
    kind: str  # text, or a key of DTYPES
    about: str
    required: bool = False
    allowed: tuple[str, ...] = ()
    unit: str = ""
    least: int | None = None


class Frame(NamedTuple):
    name: str
    about: str
    columns: tuple[Column, ...]
    key: str
    rules: tuple[tuple[str, Callable[[Row], bool]], ...] = ()

    def column(self, name: str) -> Column | None:
        return next((c for c in self.columns if c.name == name), None)

    @property
    def names(self) -> list[str]:
        return [c.name for c in self.columns]


def text(name: str, about: str, required: bool = False, allowed: tuple[str, ...] = ()) -> Column:
    return Column(name, "text", about, required, allowed)


def number(name: str, about: str, unit: str) -> Column:
    return Column(name, "number", about, unit=unit)


def count(name: str, about: str, unit: str = "", least: int = 0) -> Column:
    return Column(name, "integer", about, True, unit=unit, least=least)


def dates(prefix: str, of: str) -> tuple[Column, Column]:
    return (Column(f"{prefix}_start", "date", f"first day of {of}, empty if unknown or open"),
            Column(f"{prefix}_end", "date", f"last day of {of}, empty if unknown or open"))  # fmt: skip


def known(x: Any) -> bool:
    """Neither None nor NaN nor NaT."""
    return x is not None and x == x


def ascending(*fields: str, strict: bool = False) -> tuple[str, Callable[[Row], bool]]:
    def holds(row: Row) -> bool:
        values = [row[f] for f in fields if known(row[f])]
        return all(a < b if strict else a <= b for a, b in pairwise(values))

    return (" < " if strict else " <= ").join(fields), holds


def _bounds_fit_hedge(row: Row) -> bool:
    value, low, high, hedge = row["value"], row["low"], row["high"], row["hedge"]
    if hedge == "none":
        return low == high == value if known(value) else not known(low) and not known(high)
    if hedge == "about":
        return known(value) and not known(low) and not known(high)
    if hedge == "range":
        return known(low) and known(high)
    below = hedge in ("over", "at_least")
    return known(low if below else high) and not known(high if below else low)


HEDGE_RULE = ("low and high as the hedge says", _bounds_fit_hedge)
SPAN = (
    text("source", "the article's file name", required=True),
    count("start", "where the quote begins", "characters"),
    count("end", "where the quote ends (text[start:end] is the quote)", "characters", least=1),
)
REVIEWED = Column("reviewed", "boolean", "true where a person decided the row or a field of it", True)
NUMBERS = (
    number("value", "the number as written (a share: of 1); empty for a range or a class", "`unit`"),
    number("low", "the least it can be, empty if unbounded", "`unit`"),
    number("high", "the most it can be, empty if unbounded", "`unit`"),
    text("hedge", "the doubt in the wording", required=True, allowed=HEDGES),
    text("unit", "a currency code, fraction, growth_fraction, multiple, or the noun that is counted"),
)
ABOUT = (
    text("entity", "whom or what the number is about"),
    text("object", "what of it is counted, or the other party"),
)
STATUS = text("status", "how firm the statement is", required=True, allowed=STATUSES)
CLAIM = text("claim", "the claim's id in `claims`", required=True)
SPAN_RULE = ascending("start", "end", strict=True)
PERIOD_RULE = ascending("period_start", "period_end")
NUMBER_RULES = (ascending("low", "value", "high"), HEDGE_RULE, PERIOD_RULE)
QUOTED = text("quote", "the words as they stand in the article", required=True)
SENTENCE = (
    text("sentence", "the sentence the quote stands in", required=True),
    count("sentence_start", "where the sentence begins in the article", "characters from 0"),
)
PERIOD = dates("period", "the period it speaks of, as written, right or wrong")
TOPIC = text("topic", "what it is about", True, TOPICS)
METRIC = text("metric", "what is measured, from the vocabulary")
VIEW = (CLAIM, SPAN[0], *ABOUT)

MERGED = (
    count("mentions", "how many claims say it", "claims", least=1),
    text("articles", "the articles that say it, joined by '; '", required=True),
    text("claims", "the ids of the claims, joined by '; '", required=True),
)

FRAMES: dict[str, Frame] = {f.name: f for f in (
    Frame("claims", "Every mention of a quantity, one row each, with its sentence.", (
        text("claim", "a stable id: the article's stem, a colon, the start (then .2, .3)", True),
        *SPAN, QUOTED, *SENTENCE, *NUMBERS, *ABOUT, TOPIC, METRIC, *PERIOD, STATUS, REVIEWED),
        "claim", (SPAN_RULE, *NUMBER_RULES)),
    Frame("investments", "Who put money into whom, one row a mention of an investor and an investee.", (
        text("investment", "a stable id, made as a claim's", True), *SPAN, QUOTED,
        text("investor", "who gives"), text("investee", "who receives"),
        text("status", "how far it has come", True, DEALS),
        number("amount_low", "the least amount", "`currency`"),
        number("amount_high", "the greatest amount", "`currency`"),
        text("currency", "CNY, USD, ..."), text("round", "the funding round as written"),
        number("valuation", "the valuation of the investee", "`currency`"), *PERIOD, REVIEWED),
        "investment", (SPAN_RULE, ascending("amount_low", "amount_high"), PERIOD_RULE)),
    Frame("events", "Every dated statement, dated headings included.", (
        text("event", "a stable id, made as a claim's", True), *SPAN, QUOTED,
        text("date_text", "the date as written"), *dates("date", "the date"),
        text("bound", "in (within the dates), by (date_end at the latest), since (date_start)"),
        text("action", "the class of the verb, from the vocabulary"),
        text("entities", "the names in the statement, joined by '; '"), REVIEWED),
        "event", (SPAN_RULE, ascending("date_start", "date_end"))),
    Frame("facts", "Claims that say the same thing, merged: how often it is said, and where.", (
        text("fact", "the id of the first claim that says it", True), ABOUT[0],
        text("entities", "every name it is said of, joined by '; '"),
        text("family", "the head of the entity's family (its topmost parent)"), ABOUT[1], TOPIC, METRIC,
        NUMBERS[4], *NUMBERS[:4], STATUS, *PERIOD, *MERGED), "fact", NUMBER_RULES),
    Frame("compute", "Counts of chips, one row for each thing that is said, with whose make they are.", (
        CLAIM, SPAN[0], ABOUT[0], text("origin", "whose make: Nvidia, domestic or unknown", True),
        text("stock", "held, planned, used, per unit, or the status of any other", True), METRIC,
        ABOUT[1], *(c._replace(unit="chips") for c in NUMBERS[:3]), NUMBERS[3], STATUS, *PERIOD,
        *MERGED), "claim", NUMBER_RULES),
    Frame("capex", "Capital expenditure: pledges, quarters and years, and what they are compared with.", (
        *VIEW,
        text("kind", "what sort of figure", True, ("pledge", "quarter", "year", "comparison", "other")),
        METRIC, *NUMBERS, number("years", "the years a pledge runs, if its sentence says so", "years"),
        *PERIOD, STATUS, QUOTED), "claim", NUMBER_RULES),
    Frame("market_share", "Shares, volumes, users and prices: what is counted for each, and which article says so.", (
        *VIEW, TOPIC, text("kind", "what sort of figure", True, ("share", "growth", "money", "count")),
        METRIC, *NUMBERS, *PERIOD, STATUS, QUOTED), "claim", NUMBER_RULES),
    Frame("entities", "The names in the frames, and those above them.", (
        text("name", "the name as the frames use it", True), text("kind", "company, model, chip, ..."),
        text("parent", "the name above it"), text("aliases", "its other names, joined by '; '")), "name"),
    Frame("sources", "The articles, with what is known of each; unknown stays empty.", (
        text("source", "the article's file name", True), text("title", "its title"),
        text("publisher", "its publisher"), Column("published", "date", "the day it was published"),
        text("published_note", "what is known of the date beside it"),
        text("date_known_from", "how the date is known"), text("rights", "whose it is"),
        text("sha256", "the SHA-256 of the file's bytes", True),
        count("bytes", "the file's size", "bytes"),
        count("characters", "the text's length; offsets count in these", "characters")), "source"),
    Frame("paragraphs", "The articles' own words, to show a quote in its paragraph; they belong to their publishers.", (
        SPAN[0], count("start", "where the paragraph begins", "characters from 0"),
        count("end", "where it ends", "characters", least=1),
        text("text", "the paragraph (a line of the article)", True)), "", (SPAN_RULE,)),
    Frame("conflicts", "Pairs of claims or events about the same thing that cannot both hold, computed.", (
        text("kind", "what left and right are ids of", True, ("claim", "event")),
        text("left", "the id of the earlier mention", True),
        text("right", "the id of the other; empty if a date points to nothing"),
        text("sources", "the articles, joined by '; '", True),
        text("entity", "whom or what it is about"),
        text("metric", "what is measured, or what was done"),
        text("field", "what the two differ in", True),
        text("strength", "whether both holding is excluded, or only hard to believe", True),
        text("says", "the conflict in one sentence", True),
        text("left_all", "the ids of all that say the same as left, joined by '; '", True),
        text("right_all", "the ids of all that say the same as right, joined by '; '")), ""),
)}  # fmt: skip


def spec(name: str) -> Frame:
    if name not in FRAMES:
        raise DatakitError(f"There is no frame {name!r}; the frames are {', '.join(FRAMES)}.")
    return FRAMES[name]


def cell(value: Any, kind: str) -> str:
    """One value as the CSV files hold it; unknown and unbounded are empty."""
    if not isinstance(value, list | tuple) and not known(value):
        return ""
    if kind == "number":
        x = float(value)
        return "" if not math.isfinite(x) else str(int(x)) if x.is_integer() and abs(x) < 1e18 else repr(x)
    if kind == "boolean":
        return "true" if value else "false"
    if kind == "date":
        return str(value)[:10]
    return "; ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def csv_lines(name: str, rows: Iterable[Row], heading: bool = False) -> str:
    """Rows (mappings with the frame's columns; one left out is unknown) as CSV text."""
    columns, file = FRAMES[name].columns, io.StringIO(newline="")
    lines = csv.writer(file, lineterminator="\n")
    if heading:
        lines.writerow(FRAMES[name].names)
    lines.writerows([cell(row.get(c.name), c.kind) for c in columns] for row in rows)
    return file.getvalue()


def save(frame: pd.DataFrame, name: str, path: Path) -> None:
    """A whole frame as CSV: exactly the columns of its specification, in their order."""
    lines = csv_lines(name, frame[spec(name).names].to_dict("records"), heading=True)
    path.write_text(lines, encoding="utf-8", newline="\n")


def read(name: str, path: Path) -> pd.DataFrame:
    """One CSV or Parquet file as a typed frame. Raises DatakitError if its columns are not the frame's."""
    import pandas as pd

    if path.suffix == ".parquet":
        frame = pd.read_parquet(path)
    else:
        try:
            frame = pd.read_csv(path, dtype=str, keep_default_na=False, na_values=[""], encoding="utf-8")
        except ValueError as error:
            raise DatakitError(f"{path} is no table ({error}); run `datakit build` again.") from None
    if list(frame.columns) != spec(name).names:
        raise DatakitError(f"{path} has other columns than this datakit's {name}; run `datakit build` again.")
    try:
        return typed(frame, name)
    except (TypeError, ValueError) as error:
        raise DatakitError(f"{path} holds a wrong cell ({error}); run `datakit build` again.") from None


def typed(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The specification's columns in their dtypes; cells may be CSV text. ValueError if one does not fit."""
    import numpy as np
    import pandas as pd

    def column(c: Column) -> Any:
        raw = frame[c.name]
        if c.kind == "boolean":
            return raw.map({"true": True, "false": False, True: True, False: False}).astype("bool")
        if c.kind == "date":
            # not pandas' own parser: it gives nanoseconds on one version and fails on years they cannot hold
            days = [str(d)[:10] if known(d) else "NaT" for d in raw]
            return pd.Series(np.array(days, dtype=DTYPES["date"]), index=raw.index)
        return raw.astype(object).where(raw.notna(), np.nan).astype(words if c.kind == "text" else DTYPES[c.kind])

    # from pandas 3 on, text is 'str'; before, it is 'object' with NaN: both act alike
    words = "str" if int(pd.__version__.split(".")[0]) >= 3 else "object"

    return pd.DataFrame({c.name: column(c) for c in spec(name).columns})


class Frames(dict):
    """The frames by name, as items and as attributes: `frames["claims"]`, `frames.claims`."""

    def __getattr__(self, name: str) -> pd.DataFrame:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"There is no frame {name!r}; the frames are {', '.join(self)}.") from None


def load(folder: str | Path = "build/frames", as_of: str | date | None = None) -> Frames:
    """Every frame that `datakit build` wrote to `folder`. DatakitError if it is not such a folder.

    With `as_of`, a date such as "2025-09-01": what a build of only the articles published until that day would
    hold. An article whose date is not known is left out; one line on standard error says what is left.
    """
    from datakit.swap import mend

    folder = mend(Path(folder))
    if not (folder / "datapackage.json").is_file():
        raise DatakitError(f"There are no frames in {folder}; run `datakit build` to make them.")
    frames = Frames()
    for name in FRAMES:
        paths = [p for p in (folder / f"{name}.csv", folder / f"{name}.parquet") if p.is_file()]
        if not paths:
            raise DatakitError(f"{folder} has no {name}.csv; run `datakit build` again.")
        frames[name] = read(name, paths[0])
    return frames if as_of is None else _published_until(as_of, frames, folder)


def _published_until(as_of: Any, frames: Frames, folder: Path) -> Frames:
    from datakit import build
    from datakit.reading import Vocabulary

    try:
        day = as_of if isinstance(as_of, date) else date.fromisoformat(as_of)
    except (TypeError, ValueError):
        raise DatakitError(f'as_of={as_of!r} is not a date; write it as "2025-09-01".') from None
    published = frames.sources["published"]
    undated, later = published.isna(), published > f"{day:%Y-%m-%d}"
    kept = frames.sources["source"][~undated & ~later]
    told = f"{later.sum()} came out later, {undated.sum()} have no known date"
    if kept.empty:
        raise DatakitError(f"as_of={day:%Y-%m-%d} leaves none of the {len(published)} articles: {told}.")
    warn(f"As of {day:%Y-%m-%d}, {len(kept)} of {len(published)} articles ({', '.join(kept)}): {told}.")
    words = folder / build.WORDS
    vocabulary = Vocabulary.load(words if words.is_file() else None)
    with TemporaryDirectory() as scratch:
        for name in build.STREAMED:
            save(frames[name][frames[name]["source"].isin(kept)], name, Path(scratch) / f"{name}.csv")
        build.write_derived(Path(scratch), vocabulary)
        return Frames({name: read(name, Path(scratch) / f"{name}.csv") for name in FRAMES})
