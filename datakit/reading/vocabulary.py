"""The words the reader knows, from `vocabulary.toml`: names, units, metrics, statuses, actions.

Rules are code, words are data: nothing in this room knows a company, a unit or a metric by itself.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from datakit.errors import DatakitError
from datakit.reading.text import Token, stem, tokens

KINDS = ("company", "division", "product", "model", "chip", "person", "fund", "org", "place")
TOPICS = frozenset(
    "compute capex investment market_share usage users revenue pricing models energy footprint other".split()
)
STATUSES = ("actual", "planned", "pledged", "target", "rumoured", "claimed", "forecast")
ONCE = ("subject", "object", "pair")  # to what an action happens only once
LISTS = ("units", "statuses", "actions", "chip_origin", "wording", "deals", "words")  # tables of lists of words
KEYS = {
    **{"parent": str, "aliases": list, "role": str, "year_end": int, "topic": str, "units": list, "status": list},
    **{"span": str, "words": list, "default": bool, "weight": (int, float)},
}
OF_METRICS = frozenset("topic units status span words default weight".split())
TABLES = ("metrics", "calendar", "one_off", *LISTS)


class Entity(NamedTuple):
    """A name the reader knows. `parent` owns or makes it; `year_end` is the last month of its fiscal year."""

    name: str
    kind: str
    parent: str | None = None
    aliases: tuple[str, ...] = ()
    year_end: int = 12


class Metric(NamedTuple):
    """What a number measures. A metric fits a claim of one of its units (and statuses, and length of period, if given)."""

    name: str
    topic: str
    units: frozenset[str]
    statuses: frozenset[str]
    span: str | None
    default: bool
    weight: float = 1.0  # below 1 for words that point to many metrics, such as 'growth'


class Cue(NamedTuple):
    """A vocabulary phrase found in a sentence: tokens [first, last), its place, what kind of cue, and what it says."""

    first: int
    last: int
    start: int
    end: int
    kind: str
    value: Any


class Phrases:
    """Phrases looked up by their first word, so that a text is read once however many phrases there are."""

    def __init__(self) -> None:
        self.by_first: dict[str, list[tuple[tuple[str, ...], str, Any]]] = {}

    def add(self, phrase: tuple[str, ...], kind: str, value: Any) -> None:
        rows = self.by_first.setdefault(phrase[0], [])
        rows.append((phrase[1:], kind, value))
        rows.sort(key=lambda row: -len(row[0]))

    def find(self, words: list[str], where: list[Token]) -> Iterator[Cue]:
        """Every phrase of `words`; of several that say the same and start at the same word, the longest."""
        for first, word in enumerate(words):
            if rows := self.by_first.get(word):
                said = set()
                for rest, kind, value in rows:
                    last = first + 1 + len(rest)
                    if (kind, value) not in said and tuple(words[first + 1 : last]) == rest:
                        said.add((kind, value))
                        yield Cue(first, last, where[first].start, where[last - 1].end, kind, value)


class Vocabulary:
    """Everything the reader looks words up in. Make one with `Vocabulary.load()`."""

    def __init__(self, tables: dict[str, Any]):
        self.entities = {
            name: Entity(name, kind, row.get("parent"), tuple(row.get("aliases", ())), row.get("year_end", 12))
            for kind in KINDS
            for name, row in tables.get(kind, {}).items()
        }
        self.metrics = {
            name: Metric(name, row["topic"], frozenset(row.get("units", ())), frozenset(row.get("status", ())),
                         row.get("span"), row.get("default", False), row.get("weight", 1.0))
            for name, row in tables["metrics"].items()
        }  # fmt: skip
        self.defaults = {u: m for m in reversed(self.metrics.values()) if m.default for u in m.units}
        self.new_years = sorted(tables["calendar"]["lunar_new_year"])
        self.deals = tables["deals"]
        self.parents = {entity.name: entity.parent for entity in self.entities.values()}
        self.chip_origin, self.one_off, self.wording = (tables[t] for t in ("chip_origin", "one_off", "wording"))
        self.words = {name: frozenset(words) | frozenset(map(stem, words)) for name, words in tables["words"].items()}
        self.countries = tuple(tables["words"]["countries"])
        self.names = self._names()
        self.cues = self._cues(tables)

    @staticmethod
    @lru_cache(maxsize=8)
    def load(path: Path | None = None) -> Vocabulary:
        """The packaged vocabulary, with the tables of `path` laid over it. Raises DatakitError on a faulty file."""
        tables = _read(Path(__file__).parent.parent / "vocabulary.toml")
        if path is not None:
            own = _read(Path(path))
            _check(own, Path(path), set(tables["metrics"]))
            for table, rows in own.items():
                for key, row in rows.items():
                    old = tables.setdefault(table, {}).get(key)
                    tables[table][key] = _merged(old, row)
        _check(tables, Path(path or "vocabulary.toml"))
        _check_parents(tables, Path(path or "vocabulary.toml"))
        return Vocabulary(tables)

    def family(self, name: str) -> list[str]:
        """`name`, its parent, the parent's parent and so on."""
        chain = [name]
        while (entity := self.entities.get(chain[-1])) and entity.parent and entity.parent not in chain:
            chain.append(entity.parent)
        return chain

    def _names(self) -> Phrases:
        names = Phrases()
        for entity in self.entities.values():
            for alias in dict.fromkeys((entity.name, *entity.aliases)):
                words = tuple(t.plain for t in tokens(alias, 0, len(alias)))
                names.add(words, "name", entity)
        return names

    def _cues(self, tables: dict[str, Any]) -> Phrases:
        cues = Phrases()

        def add(phrases: list[str], kind: str, value: Any) -> None:
            for phrase in phrases:
                cues.add(tuple(t.stem for t in tokens(phrase, 0, len(phrase))), kind, value)

        for unit, nouns in tables["units"].items():
            add(nouns, "unit", unit)
        for name, row in tables["metrics"].items():
            add(row.get("words", []), "metric", self.metrics[name])
        for status, phrases in tables["statuses"].items():
            add(phrases, "status", status)
        for action, phrases in tables["actions"].items():
            add(phrases, "action", action)
        return cues


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise DatakitError(f"{path}: the vocabulary cannot be read ({error.strerror}); name a TOML file.") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise DatakitError(f"{path}: the vocabulary is not valid TOML: {error}.") from None


def _merged(old: Any, new: Any) -> Any:
    if isinstance(old, dict) and isinstance(new, dict):
        return old | {k: _merged(old.get(k), v) for k, v in new.items()}
    return list(dict.fromkeys([*old, *new])) if isinstance(old, list) and isinstance(new, list) else new


def _check_keys(where: str, row: dict[str, Any], metric: bool) -> None:
    """The keys of a name or a metric, and what each may hold."""
    allowed = OF_METRICS if metric else KEYS.keys() - OF_METRICS
    for key, value in row.items():
        if key not in allowed:
            raise DatakitError(f"{where} has the key {key!r}; use {', '.join(sorted(allowed))}.")
        if not isinstance(value, KEYS[key]) or (key == "year_end" and value not in range(1, 13)):
            raise DatakitError(f"{where}: {key} = {value!r} does not fit; see the lines beside it in vocabulary.toml.")
    if unknown := set(row.get("status", ())) - set(STATUSES):
        raise DatakitError(f"{where} has the status {min(map(str, unknown))!r}; use {', '.join(STATUSES)}.")
    if row.get("span", "year") not in ("quarter", "year"):
        raise DatakitError(f"{where} has the span {row['span']!r}; use quarter or year.")


def _check_parents(tables: dict[str, Any], path: Path) -> None:
    names = {name for kind in KINDS for name in tables.get(kind, {})}
    days = tables.get("calendar", {}).get("lunar_new_year", [])
    if not isinstance(days, list) or not all(isinstance(day, date) for day in days):
        raise DatakitError(f"{path}: [calendar] lunar_new_year must list days, such as [2025-01-29].")
    for kind in KINDS:
        for name, row in tables.get(kind, {}).items():
            if (parent := row.get("parent", name)) not in names:
                raise DatakitError(
                    f"{path}: [{kind}] {name!r} has the parent {parent!r}, which no table names; add it."
                )


def _check(tables: dict[str, Any], path: Path, known_metrics: set[str] = frozenset()) -> None:
    """One clear sentence for the first fault of a vocabulary."""
    for table, rows in tables.items():
        if table not in KINDS and table not in TABLES:
            raise DatakitError(
                f"{path}: [{table}] is not a table of a vocabulary; use one of {', '.join((*KINDS, *TABLES))}."
            )
        if not isinstance(rows, dict):
            raise DatakitError(f"{path}: {table} must be a table ([{table}]).")
        for name, row in rows.items():
            where = f"{path}: [{table}] {name!r}"
            if not any(c.isalnum() for c in name) or ";" in name or not name.isprintable():
                raise DatakitError(f"{where} is no name: it needs a letter or digit, and no semicolon or control sign.")
            if table in KINDS or table == "metrics":
                if not isinstance(row, dict):
                    raise DatakitError(f"{where} must be a table in braces, such as {{ aliases = [...] }}.")
                topic = row.get("topic", "other")
                if table == "metrics" and topic not in TOPICS:
                    raise DatakitError(f"{where} has the topic {topic!r}; use one of {', '.join(sorted(TOPICS))}.")
                _check_keys(where, row, table == "metrics")
                words = row.get("aliases" if table in KINDS else "words", [])
                if table == "metrics" and name not in known_metrics and not isinstance(row.get("topic"), str):
                    raise DatakitError(f'{where} needs a topic, such as topic = "compute".')
            elif table in LISTS:
                words = row
            else:
                if table == "one_off" and row not in ONCE:
                    raise DatakitError(f"{where} must be one of {', '.join(ONCE)}, not {row!r}.")
                continue
            if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
                raise DatakitError(f'{where} must list its words as text, such as ["chip", "accelerator"].')
            if table == "statuses" and name not in STATUSES:
                raise DatakitError(f"{where} is not a status; use one of {', '.join(STATUSES)}.")
