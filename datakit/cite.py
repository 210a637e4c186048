"""Claims in their sentences with the quote marked, and frames as tables that can be read and heard."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from numbers import Real
from typing import Any

import numpy as np
import pandas as pd

from datakit.bounds import number_words
from datakit.errors import DatakitError
from datakit.frames import FRAMES, Frames
from datakit.frames.schema import known
from datakit.pages import PROSE, Shown, bullets, escape

QUOTED = {FRAMES[name].key: name for name in ("claims", "events", "comparisons", "investments", "codings")}
# by the name of an id: the frame that holds its quotes, or that leads to it
HOLDERS = {**QUOTED, "deal": "investments", "fact": "fact_claims"}
COLUMNS = {column.name: column for frame in FRAMES.values() for column in frame.columns}
UNITS = {name: column.unit.strip("`") for name, column in COLUMNS.items() if column.unit.startswith("`")}
NAMED = {"cny": "CNY", "usd": "USD", "year": "year"}  # units by the end of a column's own name
# What a table leaves out unless it is asked for: ids, places in the text, and the sentence of a quote.
LEFT_OUT = {*HOLDERS, "source", "section", "start", "end", "quote", "sentence_start", "reviewed"}
TOLD = {"label", "says", "status"}  # where a frame has these, they tell the number and its doubt in words
TABLE = "font-size:15px;border-collapse:collapse;margin:6px 0;max-width:100%"
CELL = "padding:4px 12px 4px 0;text-align:left;vertical-align:top;overflow-wrap:anywhere;max-width:46em"


def cite(data: Frames, *chosen: Any) -> Shown:
    """Claims in their sentences, each with its quote marked and its article's title, publisher and date.

    `chosen` are ids ('caixin:1032'), lists of ids, or rows of frames: of claims, of events, or of facts and deals, for
    which the sentences of all their mentions are shown. DatakitError for an id that no frame holds.
    """
    rows = pd.concat([pd.DataFrame(), *(_chosen(part, data) for part in chosen)], ignore_index=True)
    if rows.empty:
        raise DatakitError("There is nothing to cite: give ids of claims, or rows with a column of them.")
    told = sentences(rows, data)
    text = "\n".join(f"“{sentence}” ({article})" for sentence, _, article in told)
    quotes = (f"<blockquote>{marked}<br><cite>{escape(article)}</cite></blockquote>" for _, marked, article in told)
    return Shown(f'<div style="{PROSE}">{"".join(quotes)}</div>', text)


def _chosen(part: Any, data: Frames) -> pd.DataFrame:
    if isinstance(part, pd.Series) and {*part.index} & {*HOLDERS}:  # one row of a frame
        part = part.to_frame().T
    elif not isinstance(part, pd.DataFrame):
        part = pd.DataFrame({"claim": [part] if isinstance(part, str) else [*part]})
        if unknown := {*part.claim} - {*data.claims.claim}:
            raise DatakitError(f"There is no claim {min(unknown)!r} in these frames.")
    return statements(part, data)


def statements(rows: pd.DataFrame, data: Frames | None) -> pd.DataFrame:
    """The rows that hold the quotes behind `rows`: their own, or those that their ids name in `data`; else none."""
    if {"quote", "source"} <= {*rows.columns}:
        return rows.dropna(subset=["quote"])
    for key, name in HOLDERS.items():
        if data and key in rows:
            return statements(data[name][data[name][key].isin(rows[key])], data)
    return pd.DataFrame()


def sentences(rows: pd.DataFrame, data: Frames | None = None) -> list[tuple[str, str, str]]:
    """Of rows with quotes: each sentence once, as text and as HTML with all its quotes marked, and its article."""
    spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
    articles: dict[tuple[str, str], str] = {}
    about = {row["source"]: row for row in data.sources.to_dict("records")} if data and "sources" in data else {}
    for row in rows.to_dict("records"):
        sentence = row["sentence"] if known(row.get("sentence")) else row["quote"]
        inside = known(row.get("sentence_start")) and known(row.get("start"))
        start = int(row["start"] - row["sentence_start"]) if inside else sentence.find(row["quote"])
        place = (row["source"], sentence)
        spans.setdefault(place, []).append((start, start + len(row["quote"])))
        articles.setdefault(place, _article(row | about.get(row["source"], {})))
    return [(place[1], _marked(place[1], spans[place]), articles[place]) for place in spans]


def _marked(text: str, spans: Iterable[tuple[int, int]]) -> str:
    inside = {place for span in spans for place in range(*span)}
    parts = groupby(range(len(text)), key=inside.__contains__)
    pieces = ((hit, escape("".join(text[place] for place in places))) for hit, places in parts)
    return "".join(f"<mark>{piece}</mark>" if hit else piece for hit, piece in pieces)


def _article(about: Mapping[str, Any]) -> str:
    """The article's publisher, title and date, as far as they are known."""
    named = [about[name] for name in ("publisher", "title") if known(about.get(name))] or [about["source"]]
    return ", ".join([*named, words(about["published"]) if known(about.get("published")) else "undated"])


def sources_html(rows: pd.DataFrame, data: Frames | None) -> str:
    """The sentences behind `rows`, as a list; '' if there are none."""
    told = sentences(statements(rows, data), data)
    return bullets(f"{marked} <cite>{escape(article)}</cite>" for _, marked, article in told) if told else ""


def words(value: Any, unit: str | None = None) -> str:
    """A cell as a reader writes it: '380 billion yuan', '35%', '23 June 2025', 'yes'; '' for what is not known."""
    if value is pd.NA or not known(value):
        return ""
    if isinstance(value, bool | np.bool_):
        return "yes" if value else "no"
    if isinstance(value, date):
        return f"{value.day} {value:%B %Y}"
    if isinstance(value, Real) and math.isfinite(value):
        return f"{value:g}" if unit == "year" else number_words(value, unit)
    return str(value)


def _units(frame: pd.DataFrame, name: str) -> list[str | None]:
    """The unit of each number in a column: from the column that the frames' specification names, or from its own name."""
    if UNITS.get(name) in frame:
        return [unit if known(unit) else None for unit in frame[UNITS[name]]]
    parts, number = str(name).split("_"), frame[name].dtype.kind == "f"
    unit = "growth_fraction" if number and {"share", "fraction", "growth"} & {*parts} else None
    return [NAMED.get(parts[-1], unit)] * len(frame)


def _default(frame: pd.DataFrame) -> list[str]:
    """The columns that a reader can read: no ids, no empty ones, and no unit that its numbers already say."""
    left_out = LEFT_OUT | ({"sentence"} if "quote" in frame else set())
    names = [name for name in frame if name not in left_out and frame[name].notna().any()] or [*frame]
    if {*TOLD} <= {*names}:
        return [name for name in names if name in TOLD or name not in COLUMNS]
    folded = {UNITS[name] for name in names if name in UNITS}
    return [name for name in names if name not in folded]


def table(frame: pd.DataFrame | pd.Series, columns: Iterable[str] | Mapping[str, str] | None = None) -> Shown:
    """A frame as a table: numbers with their units in words, shares in %, dates as dates; the first column names the rows.

    `columns` are those to show, or name -> heading; without it, those that a reader can read (no ids, none that are empty).
    Numbers take their unit from the frame's columns `unit` and `currency`, or from a name that ends in `_cny` or `_usd`.
    DatakitError for a column that the frame does not have.
    """
    frame = frame.to_frame() if isinstance(frame, pd.Series) else frame
    if frame.index.names != [None] or frame.index.dtype.kind not in "iu":  # groups, not the numbers of rows
        frame = frame.reset_index()
    names = _default(frame) if columns is None else list(columns)
    if missing := [name for name in names if name not in frame]:
        raise DatakitError(f"These rows have no column {missing[0]!r}; they have {', '.join(map(str, frame))}.")
    heads = [columns[n] if isinstance(columns, Mapping) else str(n).replace("_", " ") for n in names]
    cells = zip(*(map(words, frame[name], _units(frame, name)) for name in names), strict=True)
    told = pd.DataFrame(cells, columns=heads)
    safe = told.map(escape).set_index(heads[0]).rename_axis(index=None, columns=heads[0])
    with pd.option_context("display.max_colwidth", None):
        head, body = safe.to_html(escape=False, border=0).split("<tbody>")
    head = head.replace("<table", f'<table style="{TABLE}"').replace("<th>", f'<th scope="col" style="{CELL}">')
    body = body.replace("<th>", f'<th scope="row" style="{CELL}">').replace("<td>", f'<td style="{CELL}">')
    return Shown(f"{head}<tbody>{body}", told.to_string(index=False))


cite.table = cite.show = show = table  # so that `from datakit.cite import cite` is enough
