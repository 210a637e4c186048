"""The words the reader knows, from `vocabulary.toml`: names, units, metrics, statuses, actions.

Rules are code, words are data: nothing in this room knows a company, a unit or a metric by itself.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from datakit.errors import DatakitError
from datakit.labels import KINDS, MEASURES, ONCE, STATUSES, TOPICS
from datakit.reading.text import Token, stem, tokens

PACKAGED = Path(__file__).parent.parent / "vocabulary.toml"
# What stands for these words in the schema: a pattern or a list of labels.
MARKS = {
    "NAME": r"^[^;\x00-\x1f]*[^\W_][^;\x00-\x1f]*$",
    "A KIND": f"^({'|'.join(KINDS)})$",
    "A STATUS": f"^({'|'.join(STATUSES)})$",
    "TOPICS": TOPICS,
    "STATUSES": STATUSES,
    "ONCE": ONCE,
}


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
    needs: tuple[str, ...] = ()  # only in an article with one of these words; elsewhere it is the metric `instead`
    instead: str | None = None
    label: str = ""  # what a chart calls it, where its name does not read well


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
                         row.get("span"), row.get("default", False), row.get("weight", 1.0),
                         tuple(row.get("needs", ())), row.get("instead"), row.get("label", ""))
            for name, row in tables["metrics"].items()
        }  # fmt: skip
        self.defaults = {u: m for m in reversed(self.metrics.values()) if m.default for u in m.units}
        self.new_years = sorted(tables["calendar"]["lunar_new_year"])
        self.parents = {entity.name: entity.parent for entity in self.entities.values()}
        self.chip_origin, self.one_off, self.wording = (tables[t] for t in ("chip_origin", "one_off", "wording"))
        self.deals, self.comparisons = tables["deals"], tables["comparisons"]
        self.words = {name: frozenset(words) | frozenset(map(stem, words)) for name, words in tables["words"].items()}
        self.countries = tuple(tables["words"]["countries"])
        self.names, self.cues = Phrases(), Phrases()
        self.people: dict[str, list[tuple[str, str]]] = {}  # last word of a person's name -> the name, the person
        for entity in self.entities.values():
            for name in dict.fromkeys((entity.name, *entity.aliases)):
                self.names.add(tuple(t.plain for t in tokens(name, 0, len(name))), "name", entity)
                if entity.kind == "person":
                    self.people.setdefault(name.split()[-1], []).append((name, entity.name))
        said = {self.metrics[name]: row.get("words", ()) for name, row in tables["metrics"].items()}
        lists = {"unit": tables["units"], "metric": said, "status": tables["statuses"], "action": tables["actions"]}
        for kind, table in lists.items():
            for value, phrase in ((value, phrase) for value, phrases in table.items() for phrase in phrases):
                self.cues.add(tuple(t.stem for t in tokens(phrase, 0, len(phrase))), kind, value)

    @staticmethod
    @lru_cache(maxsize=8)
    def load(path: Path | None = None) -> Vocabulary:
        """The packaged vocabulary, with the tables of `path` laid over it. Raises DatakitError on a faulty file."""
        tables = _read(PACKAGED)
        if path is not None:
            own = _read(Path(path))
            check_shape(own, path)
            tables = _merged(tables, own)
            check_sense(tables, path)
        return Vocabulary(tables)

    def family(self, name: str) -> list[str]:
        """`name`, its parent, the parent's parent and so on."""
        chain = [name]
        while (entity := self.entities.get(chain[-1])) and entity.parent and entity.parent not in chain:
            chain.append(entity.parent)
        return chain


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


def check_shape(tables: dict[str, Any], path: Path | str) -> None:
    """Tables, keys and values of the kinds that the schema allows, or one sentence on the first that is not."""
    import fastjsonschema  # only where somebody's own words are read

    schema = PACKAGED.with_name("vocabulary.schema.json").read_text(encoding="utf-8")
    for mark, meant in MARKS.items():
        schema = schema.replace(json.dumps(mark), json.dumps(meant))
    try:
        fastjsonschema.validate(json.loads(schema), json.loads(json.dumps(tables, default=str)))  # a day becomes text
    except fastjsonschema.JsonSchemaValueException as error:
        rule, value = error.definition, error.value
        table, _, key = error.name.removeprefix("data").removeprefix(".").partition(".")
        where = f"[{table}] {key}".strip() if table else ""
        if error.rule == "additionalProperties":
            known = [*map(re.escape, rule.get("properties", ())), *rule.get("patternProperties", ())]
            extra = next(k for k in value if not any(re.search(f"^(?:{p})$", k) for p in known))
            where = f"{where} {extra!r}" if table else f"[{extra}]"
        elif not isinstance(value, dict | list):
            where += f" = {value!r}"
        choice = f" {', '.join(rule['enum'])}" if rule.get("description", "").endswith("one of") else ""
        raise DatakitError(f"{path}: {where} {rule['description']}{choice}.") from None


def check_sense(tables: dict[str, Any], path: Path | str) -> None:
    """What no schema can say: parents, doubles and units that fit together, or one sentence on the first that do not."""
    for fault in (*_name_faults(tables), *_metric_faults(tables)):
        raise DatakitError(f"{path}: {fault}.")


def _name_faults(tables: dict[str, Any]) -> Iterator[str]:
    rows = {(kind, name): row for kind in KINDS for name, row in tables.get(kind, {}).items()}
    above = {name: row.get("parent") for (_, name), row in rows.items()}
    for kind, name in rows:
        where, line = f"[{kind}] {name!r}", [name]
        while (parent := above.get(line[-1])) and line.count(line[-1]) == 1:
            line.append(parent)
        if above[name] == name:
            yield f"{where} is its own parent; name the one above it, or leave the parent out"
        elif line[-1] not in above:
            yield f"{where} has {line[-1]!r} above it, which no table names; add a line for it, or leave that parent out"
        elif line.count(line[-1]) > 1:
            yield f"{where} is in a circle of parents, {' -> '.join(line)}; take one of them out"
    said = {f"[{kind}] {name!r}": (name, *row.get("aliases", ())) for (kind, name), row in rows.items()}
    yield from _doubles(said, "name")


def _metric_faults(tables: dict[str, Any]) -> Iterator[str]:
    yield from _doubles({f"[units] {unit!r}": nouns for unit, nouns in tables["units"].items()}, "noun")
    for name, row in tables["metrics"].items():
        if "topic" not in row:
            yield f'[metrics] {name!r} needs a topic, such as topic = "compute"'
        if row.get("instead", name) not in tables["metrics"]:
            yield f"[metrics] {name!r} has {row['instead']!r} instead, which no line names; add one for it"
        for unit in row.get("units", ()):
            if re.sub(r"_per_[a-z]+$", "", unit) not in {*tables["units"], *MEASURES}:
                yield f"[metrics] {name!r} has the unit {unit!r}, which [units] does not name; add it there, or use one of {', '.join(MEASURES)}"


def _doubles(rows: dict[str, Iterable[str]], what: str) -> Iterator[str]:
    """A word that two rows have."""
    said: dict[str, str] = {}
    for where, words in rows.items():
        for word in dict.fromkeys(words):
            if said.setdefault(word, where) != where:
                yield f"{where} has the {what} {word!r}, and so has {said[word]}; leave one out"
