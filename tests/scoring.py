"""The scorer of tests/gold, asked for numbers: every line of its report, by name."""

from __future__ import annotations

import contextlib
import importlib.util
import io
import re
import tomllib
from functools import cache
from pathlib import Path

from datakit.reading import Vocabulary, read

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"

_spec = importlib.util.spec_from_file_location("gold_score", HERE / "gold" / "score.py")
score = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(score)
KINDS = tuple(score.SCORES)  # the kinds of rows that have labels

F1 = re.compile(r"^(\w+) .*F1 ([\d.]+)$", re.M)
FIELD = re.compile(r"^  (\w+)\s+(\d+)/(\d+)$", re.M)


@cache
def published(manifest: Path) -> dict[str, object]:
    """File name -> day of publication, from a manifest: `[[source]]` tables, or a table a file."""
    tables = tomllib.loads(manifest.read_text(encoding="utf-8"))
    rows = tables["source"] if "source" in tables else [row | {"file": name} for name, row in tables.items()]
    return {row["file"]: row.get("published") for row in rows}


@cache
def predicted(folder: Path, names: tuple[str, ...], manifest: Path) -> dict[str, list[dict]]:
    """Rows read from the named articles, by kind, each with its source."""
    rows: dict[str, list[dict]] = {kind: [] for kind in KINDS}
    vocabulary = Vocabulary.load()
    for name in names:
        text = (folder / name).read_bytes().decode("utf-8")
        reading = read(text, vocabulary, published(manifest)[name])
        for kind in KINDS:
            rows[kind] += [row | {"source": name} for row in getattr(reading, kind)]
    return rows


def quality(kind: str, rows: list[dict], gold: list[dict]) -> dict[str, float]:
    """The lines of the scorer's report: F1 of each way to be right, and the share right of each field of what was found."""
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        score.SCORES[kind](rows, gold, False)
    report = printed.getvalue()
    fields = {name: int(right) / int(found) for name, right, found in FIELD.findall(report)}
    return {name: float(value) for name, value in F1.findall(report)} | fields


def qualities(rows: dict[str, list[dict]], folder: Path, prefix: str = "") -> dict[str, float]:
    """Every line of the reports on all kinds of rows, as `kind.line`, against the labels in a folder."""
    return {
        f"{kind}.{line}": value
        for kind in KINDS
        for line, value in quality(kind, rows[kind], score.rows(folder / f"{prefix}{kind}.jsonl")).items()
    }
