"""What follows from the frames' specification: schemas, checks in words, dictionary, Data Package."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datakit.errors import DatakitError
from datakit.frames import DTYPES, FRAMES, PACKAGE_TYPES, Column, Row, spec

if TYPE_CHECKING:
    import pandas as pd
    import pandera.pandas as pa

ONE_OF = "is not one of those allowed"
MOST_SHOWN = 20
MEDIA = {".csv": "text/csv", ".parquet": "application/vnd.apache.parquet"}


def schema(name: str) -> pa.DataFrameSchema:
    """The frame's pandera schema. Needs the `check` extra (pandera); DatakitError without it."""
    try:
        import pandera.pandas as pa
    except ImportError:
        raise DatakitError("Checking frames needs pandera: pip install 'numbers-in-the-news[check]'.") from None
    frame = spec(name)
    rules = [pa.Check(partial(_holds, rule), error=says) for says, rule in frame.rules]
    columns = {c.name: _column(pa, c) for c in frame.columns}
    unique = [frame.key] if frame.key else None
    return pa.DataFrameSchema(columns, checks=rules, unique=unique, strict=True, ordered=True, name=name)


def _column(pa: Any, c: Column) -> pa.Column:
    checks = []
    if c.kind == "text":  # its dtype differs between versions of pandas, so each cell is looked at
        checks.append(pa.Check(lambda s: s.map(lambda x: isinstance(x, str)), error="is not text"))
    if c.allowed:
        checks.append(pa.Check.isin(c.allowed, error=ONE_OF))
    if c.least is not None:
        checks.append(pa.Check.ge(c.least, error=f"is less than {c.least}"))
    return pa.Column(DTYPES.get(c.kind), checks, nullable=not c.required, name=c.name)


def _holds(rule: Any, frame: pd.DataFrame) -> pd.Series:
    import pandas as pd

    return pd.Series([rule(row) for row in frame.to_dict("records")], index=frame.index, dtype=bool)


def check(frames: Mapping[str, pd.DataFrame]) -> list[str]:
    """Everything in the frames that breaks their specification, one sentence each; empty if all is well."""
    problems = []
    for name, frame in frames.items():
        problems += _schema_problems(name, frame)
    known = set(frames["sources"]["source"]) if "sources" in frames else None
    for name, frame in frames.items():
        if known is not None and "source" in frame:
            strangers = sorted({str(s) for s in frame["source"]} - known)
            problems += [f"{name}: the article {s} is not in sources." for s in strangers[:MOST_SHOWN]]
    return problems


def _schema_problems(name: str, frame: pd.DataFrame) -> list[str]:
    expected = schema(name)
    from pandera.errors import SchemaErrors

    try:
        expected.validate(frame, lazy=True)
        return []
    except SchemaErrors as errors:
        cases = errors.failure_cases.to_dict("records")
    sentences = list(dict.fromkeys(_sentence(name, frame, case) for case in cases))
    more = len(sentences) - MOST_SHOWN
    return sentences[:MOST_SHOWN] + [f"{name}: and {more} more such problems."] * (more > 0)


def _sentence(name: str, frame: pd.DataFrame, case: Row) -> str:
    column, what, found, index = (case[k] for k in ("column", "check", "failure_case", "index"))
    if index is None or index != index:
        return f"{name}: column {found if what.startswith('column_') else column} fails `{what}`."
    key = spec(name).key
    where = f"{name}, row {int(index) + 1}" + (f" ({frame[key][index]})" if key in frame else "")
    if any(what == says for says, _ in spec(name).rules):
        return f"{where}: it must hold that {what}."
    if what == "not_nullable":
        return f"{where}: `{column}` is empty and must not be."
    if "unique" in what:
        return f"{where}: its `{column}` is there twice."
    allowed = f" ({', '.join(spec(name).column(column).allowed)})" if what == ONE_OF else ""
    return f"{where}: `{column}` is {found!r}, which {what}{allowed}."


def dictionary() -> str:
    """The data dictionary, as Markdown."""
    lines = ["# Data dictionary", "", "Printed by `datakit dictionary` from the frames' specification; do not edit."]
    for frame in FRAMES.values():
        key = f" Each row has its own `{frame.key}`." if frame.key else ""
        lines += ["", f"## {frame.name}", "", frame.about + key, ""]
        lines += ["| column | type | unit | always there | meaning |", "|---|---|---|---|---|"]
        for c in frame.columns:
            values = f": {', '.join(c.allowed)}" if c.allowed else ""
            always = "yes" if c.required else ""
            lines.append(f"| `{c.name}` | {c.kind} | {c.unit} | {always} | {c.about}{values} |")
        if frame.rules:
            lines += ["", "In every row: " + "; ".join(says for says, _ in frame.rules) + "."]
    return "\n".join(lines) + "\n"


def descriptor(folder: Path, extension: str, made: Mapping[str, Any]) -> dict[str, Any]:
    """The Data Package descriptor of the frames in `folder`; `made` says from what and how they were made."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "numbers-in-the-news",
        "title": "Numbers in the News",
        "description": "What news articles say in numbers: each with its sentence and its doubt. The "
        "quotations belong to the articles' publishers.",
        **made,
        "resources": [_resource(name, folder / f"{name}{extension}") for name in FRAMES],
    }


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, as a Data Package writes it."""
    with open(path, "rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def _resource(name: str, path: Path) -> dict[str, Any]:
    frame = spec(name)
    table: dict[str, Any] = {"fields": [_field(c, frame.key) for c in frame.columns], "missingValues": [""]}
    if frame.key:
        table["primaryKey"] = [frame.key]
    if frame.column("source") and name != "sources":
        table["foreignKeys"] = [{"fields": ["source"], "reference": {"resource": "sources", "fields": ["source"]}}]
    return {
        "name": name, "type": "table", "path": path.name, "description": frame.about,
        "format": path.suffix[1:], "mediatype": MEDIA[path.suffix],
        "encoding": "utf-8", "bytes": path.stat().st_size, "hash": digest(path), "schema": table,
    }  # fmt: skip


def _field(c: Column, key: str) -> dict[str, Any]:
    rules: dict[str, Any] = {"required": c.required, "unique": c.name == key, "enum": list(c.allowed)}
    rules = {name: value for name, value in rules.items() if value}
    if c.least is not None:
        rules["minimum"] = c.least
    field = {"name": c.name, "type": PACKAGE_TYPES.get(c.kind, c.kind), "description": c.about}
    return field | ({"unit": c.unit} if c.unit else {}) | ({"constraints": rules} if rules else {})
