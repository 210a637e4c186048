"""Passages that a person read for what is no number, kept as data: `codings.csv` beside the articles (docs/codebook.md)."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from datakit import review
from datakit.errors import DatakitError
from datakit.frames.schema import FRAMES

CODINGS = "codings.csv"
FRAME = FRAMES["codings"]
Coding = tuple[str, dict[str, Any]]  # where the line stands in the file, for messages, and its row


def load(folder: Path, sources: Iterable[str]) -> dict[str, list[Coding]]:
    """The codings of each article; none without the file. DatakitError if a line is not valid."""
    found: dict[str, list[Coding]] = {source: [] for source in sources}
    seen: set[str] = set()
    for place, cells in review.lines(Path(folder) / CODINGS, FRAME.names)[1]:
        try:
            row = {column.name: review.parsed(column, cells[column.name]) for column in FRAME.columns}
            if row["source"] not in found:
                raise ValueError(f"{row['source']} is not among the articles")
            if row["coding"] in seen or row["end"] != row["start"] + len(row["quote"]):
                raise ValueError(f"{row['coding']} is there twice, or its `end` is not where its quote ends")
        except ValueError as error:
            raise DatakitError(f"{place}: {error}.") from None
        seen.add(row["coding"])
        found[row["source"]].append((place, row))
    return found


def rows(text: str, codings: Iterable[Coding]) -> list[dict[str, Any]]:
    """The codings of one article as rows of the frame. DatakitError if a quote is not the text at its place."""
    for place, row in codings:
        if problem := review.misplaced(text, row["start"], row["quote"]):
            raise DatakitError(f"{place}: {problem}")
    return [row for _, row in codings]
