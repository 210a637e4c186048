"""Frames on disk: CSV with a datapackage.json, written from rows and loaded typed; and the data dictionary.

Missing text is NaN and missing dates NaT, as pandas' own reader leaves them. Lists of names are text joined by '; '.
Only `load` and what it calls need pandas.
"""

from __future__ import annotations

import csv
import hashlib
import io
import math
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from datakit.errors import DatakitError
from datakit.frames.schema import FRAMES, Column, Row, known, spec

if TYPE_CHECKING:
    import pandas as pd

DTYPES = {"number": "float64", "integer": "int64", "boolean": "bool", "date": "datetime64[us]"}
PACKAGE_TYPES = {"text": "string"}  # the other kinds have the Data Package's own names


class Frames(dict[str, "pd.DataFrame"]):
    """The frames by name, as items and as attributes: `frames["claims"]`, `frames.claims`."""

    def __getattr__(self, name: str) -> pd.DataFrame:
        try:
            return self[name]
        except KeyError:
            raise AttributeError(f"There is no frame {name!r}; the frames are {', '.join(self)}.") from None


def cell(value: Any, kind: str) -> str:
    """One value as the CSV files hold it; unknown and unbounded are empty."""
    if isinstance(value, list | tuple):
        return "; ".join(map(str, value))
    if not known(value):
        return ""
    if kind == "number":
        x = float(value)
        return "" if not math.isfinite(x) else str(int(x)) if x.is_integer() and abs(x) < 1e18 else repr(x)
    if kind == "boolean":
        return "true" if value else "false"
    return str(value)[:10] if kind == "date" else str(value)


def csv_text(rows: Iterable[Row], name: str) -> str:
    """Rows (mappings; a column left out is unknown) as CSV: exactly the columns of the frame, in their order."""
    columns, file = spec(name).columns, io.StringIO(newline="")
    lines = csv.writer(file, lineterminator="\n")
    lines.writerow(spec(name).names)
    lines.writerows([cell(row.get(c.name), c.kind) for c in columns] for row in rows)
    return file.getvalue()


def frame(rows: Iterable[Row], name: str) -> pd.DataFrame:
    """Rows as the typed frame that `load` would give."""
    return _typed(io.StringIO(csv_text(rows, name)), name)


def _typed(file: Any, name: str) -> pd.DataFrame:
    """The CSV in the specification's dtypes. ValueError if its columns or a cell do not fit."""
    import pandas as pd

    columns = spec(name).columns
    found = pd.read_csv(
        file,
        dtype={c.name: "str" if c.kind in ("text", "date") else DTYPES[c.kind] for c in columns},
        keep_default_na=False,
        na_values={c.name: [""] for c in columns if c.kind != "boolean"},
        encoding="utf-8",
    )
    if list(found.columns) != spec(name).names:
        raise ValueError("other columns")
    for c in columns:
        if c.kind == "date":
            found[c.name] = pd.to_datetime(found[c.name], format="%Y-%m-%d").astype(DTYPES["date"])
    return found


def load(folder: str | Path = "build/frames") -> Frames:
    """Every frame that `datakit build` wrote to `folder`. DatakitError if it is not such a folder."""
    from datakit.atomic import mend

    folder, frames = mend(Path(folder)), Frames()
    if not (folder / "datapackage.json").is_file():
        raise DatakitError(f"There are no frames in {folder}; run `datakit build` to make them.")
    for name in FRAMES:
        path = folder / f"{name}.csv"
        try:
            frames[name] = _typed(path, name)
        except (OSError, TypeError, ValueError) as error:
            reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
            raise DatakitError(f"{path} is no {name} of this datakit ({reason}); run `datakit build` again.") from None
    return frames


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, as a Data Package writes it."""
    with open(path, "rb") as file:
        return "sha256:" + hashlib.file_digest(file, "sha256").hexdigest()


def descriptor(folder: Path, made: Mapping[str, Any]) -> dict[str, Any]:
    """The Data Package descriptor of the frames in `folder`; `made` says from what and how they were made."""
    return {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "numbers-in-the-news",
        "title": "Numbers in the News",
        "description": "What news articles say in numbers: each with its sentence and its doubt. The "
        "quotations belong to the articles' publishers.",
        **made,
        "resources": [_resource(name, folder / f"{name}.csv") for name in FRAMES],
    }


def _resource(name: str, path: Path) -> dict[str, Any]:
    frame = spec(name)
    table: dict[str, Any] = {"fields": [_field(c, frame.key) for c in frame.columns], "missingValues": [""]}
    if frame.key:
        table["primaryKey"] = [frame.key]
    if frame.column("source") and name != "sources":
        table["foreignKeys"] = [{"fields": ["source"], "reference": {"resource": "sources", "fields": ["source"]}}]
    return {
        "name": name, "type": "table", "path": path.name, "description": frame.about,
        "format": "csv", "mediatype": "text/csv",
        "encoding": "utf-8", "bytes": path.stat().st_size, "hash": digest(path), "schema": table,
    }  # fmt: skip


def _field(c: Column, key: str) -> dict[str, Any]:
    rules: dict[str, Any] = {"required": c.required, "unique": c.name == key, "enum": list(c.allowed)}
    rules = {name: value for name, value in rules.items() if value}
    field = {"name": c.name, "type": PACKAGE_TYPES.get(c.kind, c.kind), "description": c.about}
    return field | ({"unit": c.unit} if c.unit else {}) | ({"constraints": rules} if rules else {})


def dictionary() -> str:
    """The data dictionary, as Markdown."""
    lines = ["# Data dictionary", "", "Printed by `datakit dictionary` from the frames' specification; do not edit."]
    for frame in FRAMES.values():
        key = f" Each row has its own `{frame.key}`." if frame.key else ""
        lines += ["", f"## {frame.name}", "", frame.about + key, ""]
        lines += ["| column | type | unit | always there | meaning |", "|---|---|---|---|---|"]
        for c in frame.columns:
            values = f": {', '.join(c.allowed)}" if c.allowed else ""
            lines.append(f"| `{c.name}` | {c.kind} | {c.unit} | {'yes' if c.required else ''} | {c.about}{values} |")
        if frame.rules:
            lines += ["", "In every row: " + "; ".join(says for says, _ in frame.rules) + "."]
    return "\n".join(lines) + "\n"
