"""The scorer of tests/gold, asked for numbers: every line of its report, by name.

python tests/scoring.py      stores them in notebooks/measured/reader-scores.csv, which notebook 01 shows, and prints the
                             tables of docs/reading.md
"""

from __future__ import annotations

import contextlib
import csv
import importlib.util
import io
import re
import tomllib
from functools import cache
from pathlib import Path

from datakit.reading import Vocabulary, read

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
STORED = HERE.parent / "notebooks" / "measured" / "reader-scores.csv"
LETTERS = ("", "a", "b", "c", "d")  # the five articles, and four sets of articles in other publishers' styles

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
    # where nothing was found, no field of it is right
    fields = {name: int(right) / max(int(found), 1) for name, right, found in FIELD.findall(report)}
    return {name: float(value) for name, value in F1.findall(report)} | fields


def qualities(rows: dict[str, list[dict]], folder: Path, prefix: str = "") -> dict[str, float]:
    """Every line of the reports on all kinds of rows, as `kind.line`, against the labels in a folder."""
    return {
        f"{kind}.{line}": value
        for kind in KINDS
        for line, value in quality(kind, rows[kind], score.rows(folder / f"{prefix}{kind}.jsonl")).items()
    }


def measured(letter: str) -> tuple[int, dict[str, float]]:
    """How many articles a set has, and every line of the reports on it; no letter: the five articles."""
    folder, prefix = (HERE / "articles", f"{letter}_") if letter else (SEEDS, "")
    names = tuple(sorted(path.name for path in folder.glob(f"{letter}[0-9]*.txt")))
    rows = predicted(folder, names, folder / f"{prefix}sources.toml")
    return len(names), qualities(rows, folder if letter else HERE / "gold", prefix)


def table() -> list[dict[str, str]]:
    """The rows of notebooks/measured/reader-scores.csv: one for each set and line, as text."""
    found = {letter or "seeds": measured(letter) for letter in LETTERS}
    return [
        {"set": name, "articles": str(count), "kind": line.split(".")[0], "line": line.split(".")[1], "share": f"{share:.3f}"}
        for name, (count, lines) in found.items()
        for line, share in lines.items()
    ]  # fmt: skip


# --- how well the program reads, by field and kind of text: the tables of docs/reading.md -----------------------------

FIELDS = {
    "AI: news agency": ["a1"], "AI: company results": ["a2", "c1", "d1"], "AI: funding, listings": ["b1", "c2", "d2"],
    "AI: market shares": ["b2"], "AI: chips, export rules": ["c3", "d3"], "AI: price wars": ["c4", "d4"],
    "AI: power, state media": ["c5", "d5"], "AI: feature": ["a3"], "AI: analyst's note": ["b4"], "AI: opinion": ["b5"],
    "AI: scraped page, timeline": ["a4", "a5"], "AI: digests": ["b3", "c6", "d6"],
    "shipping, news agency": ["e1"], "medicine, press release": ["e2"], "cars, newsletter": ["e3"],
    "airline, newspaper": ["e4"], "games, trade press": ["f1"], "central bank, live blog": ["f2"],
    "housing, column": ["f3"], "retail, interview": ["f4"],
}  # fmt: skip
LINES = ("claims.number", "claims.unit", "claims.row", "claims.entity", "claims.topic", "claims.status")


def by_field() -> dict[str, list[float]]:
    """Of each field and kind of text, the lines of `LINES`."""
    folder, found = HERE / "articles", {}
    for field, starts in FIELDS.items():
        names = [name for start in starts for name in sorted(p.name for p in folder.glob(f"{start}_*.txt"))]
        rows, gold = [], []
        for name in names:
            rows += predicted(folder, (name,), folder / f"{name[0]}_sources.toml")["claims"]
            gold += [row for row in score.rows(folder / f"{name[0]}_claims.jsonl") if row["file"] == name]
        report = quality("claims", rows, gold)
        found[field] = [report[line.removeprefix("claims.")] for line in LINES]
    return found


def by_confidence(letters: str = "abcdef") -> dict[str, float]:
    """Of the rows called sure, and of those called doubtful, the share right in number, unit, entity and topic."""
    folder, right = HERE / "articles", {"sure": [], "doubtful": []}
    for letter in letters:
        names = tuple(sorted(p.name for p in folder.glob(f"{letter}[0-9]*.txt")))
        rows = predicted(folder, names, folder / f"{letter}_sources.toml")["claims"]
        gold = score.rows(folder / f"{letter}_claims.jsonl")
        pairs, _ = score.pair(rows, gold, lambda p, g: sum(same(p, g) for same in score.FIELDS.values()))
        label_of = {row: gold[label] for label, row in pairs.items()}
        for number, row in enumerate(rows):
            label = label_of.get(number)
            if label is None or label.get("grade", "core") == "core":  # a row without a label is wrong
                fields = ("value", "bounds", "unit", "entity", "topic")
                all_right = label is not None and all(score.FIELDS[field](row, label) for field in fields)
                right[row["confidence"]].append(all_right)
    return {confidence: sum(rows) / len(rows) for confidence, rows in right.items()} | {
        "share sure": len(right["sure"]) / sum(map(len, right.values()))
    }


def page() -> list[str]:
    """The lines of the table by field, as docs/reading.md has them."""
    return [f"| {field} | {' | '.join(f'{x:.2f}' for x in figures)} |" for field, figures in by_field().items()]


if __name__ == "__main__":
    with STORED.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, ["set", "articles", "kind", "line", "share"], lineterminator="\n")
        writer.writeheader()
        writer.writerows(table())
    print(*page(), *(f"{what}: {share:.2f}" for what, share in by_confidence().items()), sep="\n")
