"""The scorer of tests/gold, asked for numbers: F1 and the share right of each field of what was found."""

from __future__ import annotations

import importlib.util
import tomllib
from functools import cache
from pathlib import Path

from datakit.reading import read

HERE = Path(__file__).parent
SEEDS = HERE.parent / "seeds"
KINDS = ("claims", "investments", "events")

_spec = importlib.util.spec_from_file_location("gold_score", HERE / "gold" / "score.py")
score = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(score)


@cache
def published(manifest: Path) -> dict[str, object]:
    """File name -> day of publication, from a manifest of articles."""
    tables = tomllib.loads(manifest.read_text(encoding="utf-8"))
    return {name: row.get("published") for name, row in tables.items() if isinstance(row, dict)}


@cache
def predicted(folder: Path, names: tuple[str, ...], manifest: Path) -> dict[str, list[dict]]:
    """Rows read from the named articles, by kind, each with its source."""
    rows: dict[str, list[dict]] = {kind: [] for kind in KINDS}
    for name in names:
        day = published(manifest).get(name)
        reading = read((folder / name).read_bytes().decode("utf-8"), published=day or None)
        for kind in KINDS:
            rows[kind] += [row | {"source": name} for row in getattr(reading, kind)]
    return rows


def quality(kind: str, rows: list[dict], gold: list[dict]) -> dict[str, float]:
    """F1 and field accuracies by the scorer's own functions; see tests/gold/score.py for what they mean."""
    if kind == "claims":
        return _claims(rows, gold)
    f1 = score.SCORES[kind](rows, gold, False)
    if kind == "investments":
        return {"edge": f1, "status": _statuses(rows, gold)}
    return {"dated": f1}


def _claims(rows: list[dict], gold: list[dict]) -> dict[str, float]:
    match, _ = score.pair(rows, gold, lambda p, g: sum(f(p, g) for f in score.FIELDS.values()))
    core = [i for i, g in enumerate(gold) if g["grade"] == "core"]
    counted = len(rows) - sum(i in match for i in range(len(gold)) if gold[i]["grade"] != "core")
    found = [(rows[match[i]], gold[i]) for i in core if i in match]
    right = {field: sum(same(*pair) for pair in found) / len(found) for field, same in score.FIELDS.items()}
    number = [p for p in found if all(score.FIELDS[k](*p) for k in ("value", "bounds", "unit"))]
    row = [p for p in number if score.same_entity(*p) and score.same_topic(*p)]
    return right | {"number": 2 * len(number) / (counted + len(core)), "row": 2 * len(row) / (counted + len(core))}


def _statuses(rows: list[dict], gold: list[dict]) -> float:
    def edge(r):
        return (score.stem(r.get("source", r.get("file"))), score.name(r["investor"]), score.name(r["investee"]))

    core = {edge(g): g for g in gold if g["grade"] == "core"}
    got = {edge(p): p for p in rows}
    hit = [e for e in core if e in got]
    return sum(got[e]["status"] in {core[e]["status"], *core[e]["status_also"]} for e in hit) / len(hit)
