"""What came out of a submission's process: lines of JSON that anybody may have written, read with care."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import cache
from typing import Any, NamedTuple

import fastjsonschema

VALUE = {"$ref": "#/definitions/value"}
SHORT = {"type": "string", "maxLength": 200}
CELL = {"type": "integer", "minimum": 0, "maximum": 100_000}
PACKED = {"is": SHORT, "of": {"type": "array", "items": VALUE}}  # as answers.py packs it
SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema",
    "type": "object",
    "minProperties": 1,
    "maxProperties": 1,
    "additionalProperties": False,
    "properties": {
        "at": {"type": "array", "items": [{"enum": ["cell", "function"]}, CELL, SHORT], "minItems": 3, "maxItems": 3},
        "stopped": {"type": "array", "items": [SHORT, CELL, SHORT], "minItems": 3, "maxItems": 3},
        "memory": CELL,
        "unreadable": SHORT,
        "answers": {"type": "object", "additionalProperties": {"type": "array", "items": VALUE, "maxItems": 2}},
    },
    "definitions": {
        "value": {
            "type": ["null", "boolean", "number", "string", "array", "object"],
            "maxLength": 20_000,
            "items": VALUE,
            "required": ["is", "of"],
            "properties": PACKED,
            "additionalProperties": False,
        }
    },
}  # fmt: skip


class Handed(NamedTuple):
    """What a submission's process said before it ended."""

    at: tuple[str, int, str] | None = None  # what it was at: a cell or a function, the cell's number, the question
    stopped: tuple[tuple[str, int, str], ...] = ()  # question, cell, error
    memory: int | None = None
    unreadable: str | None = None
    answers: dict[str, list] | None = None
    strange: str | None = None  # why what it said cannot be read


def read(said: bytes) -> Handed:
    """All lines, the last of each kind; a line that is not one of ours ends it."""
    handed = Handed()
    for line in said.splitlines():
        try:
            event = json.loads(line, parse_constant=_no_number)
            schema()(event)
        except (ValueError, RecursionError, fastjsonschema.JsonSchemaException) as error:
            return handed._replace(strange=type(error).__name__)
        (kind, value), *_ = event.items()
        if kind == "stopped":
            handed = handed._replace(stopped=(*handed.stopped, tuple(value))[:1000])
        else:
            handed = handed._replace(**{kind: tuple(value) if kind == "at" else value})
    return handed


@cache
def schema() -> Callable[[Any], Any]:
    return fastjsonschema.compile(SCHEMA)


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no JSON")
