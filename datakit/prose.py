"""Figures in the prose of a notebook: each is a link to what it comes from, and says what that says.

A figure of the articles links to its row, `[380 billion yuan](#caixin:1032)`: a claim, event, deal, comparison or
coding. A figure that was worked out links to the cell that shows it, `[31.7 billion](#cell-even-share)`, by a tag of
that cell. Any other digit in prose is refused, but for minutes and the numbers of questions and notebooks.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from datakit.frames import Frames

LINK = re.compile(r"\[([^\]]+)\]\(#([^)\s]+)\)")
# Digits that are no figure: code, other links, minutes of work, numbers of lists, questions and notebooks.
FREE = re.compile(
    r"`[^`]*`|\[[^\]]*\]\([^)]*\)|\b(?:about )?\d+ minutes\b|^\s*\d+\. |\b[Qq]uestion \d|\b[Nn]otebooks? \d\d(?:(?:,| and| to) \d\d)*"
    r"|<[^>]*>",
    re.M,
)
FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
SCALED = re.compile(
    rf"({FIGURE.pattern})(?:[ -]?(thousand|million|billion|trillion)\b|(?:e([+-]?\d+))|(\s?%| per ?cent))?"
)
SCALES = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
TAGS = re.compile(r"<style.*?</style>|<[^>]+>|data:[\w/;+,=-]+", re.S)
PARAGRAPH = re.compile(r"\n\s*\n|\n(?=[-|#]|\d+\. )")  # blank lines, list items, rows and titles part them
SENTENCE = re.compile(r"(?<=\w[\w)%\"'][.?:])\s+(?=[A-Z*\[(])")
COUNTS = "zero one two three four five six seven eight nine ten eleven twelve".split()
COUNT = re.compile(rf"\b(?:{'|'.join(COUNTS)})\b", re.I)


def findings(notebook: Mapping[str, Any], frames: Frames) -> list[str]:
    """One line for each figure in prose that has no source, or says something else than its source: sentence and reason."""
    rows = _rows(frames)
    shown = {f"cell-{tag}": _output(cell) for cell in notebook["cells"] for tag in cell["metadata"].get("tags", [])}
    return [said for part in _paragraphs(notebook) for said in _of_paragraph(part, rows, shown, frames)]


def resting_on(notebook: Mapping[str, Any], cells: Iterable[str]) -> list[str]:
    """The sentences of prose with a link to one of these tagged cells."""
    sentences = (sentence for part in _paragraphs(notebook) for sentence in SENTENCE.split(part))
    linked = {f"cell-{tag}" for tag in cells}
    return [_plain(each) for each in sentences if linked & {target for _, target in LINK.findall(each)}]


def _paragraphs(notebook: Mapping[str, Any]) -> Iterator[str]:
    for cell in notebook["cells"]:
        if cell["cell_type"] == "markdown":
            yield from PARAGRAPH.split("".join(cell["source"]))


def _plain(text: str) -> str:
    words = " ".join(LINK.sub(r"\1", text).split())
    return f"“{words}”"


def _rows(frames: Frames) -> dict[str, list[dict[str, Any]]]:
    """What a link may point to: id -> rows (a claim and an event may begin at one place)."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for name, key in (("claims", "claim"), ("events", "event"), ("investments", "investment"),
                      ("comparisons", "comparison"), ("codings", "coding")):  # fmt: skip
        for row in frames[name].to_dict("records"):
            rows.setdefault(row[key], []).append(row)
    return rows


def _output(cell: Mapping[str, Any]) -> str:
    """All that a cell shows, as plain text."""
    texts = []
    for output in cell.get("outputs", ()):
        texts.append("".join(output.get("text", "")))
        data = output.get("data", {})
        texts += ["".join(data[kind]) for kind in ("text/html", "text/markdown", "text/plain") if kind in data]
    return TAGS.sub(" ", "\n".join(texts))


def _of_paragraph(paragraph: str, rows: Mapping, shown: Mapping[str, str], frames: Frames) -> Iterator[str]:
    for sentence in SENTENCE.split(paragraph):
        for words, target in LINK.findall(sentence):
            if target in shown:
                reason = _not_shown(words, target, shown[target])
            elif target in rows:
                reasons = [_differs(words, paragraph, row, frames) for row in rows[target]]
                reason = None if None in reasons else f"{target} {reasons[0]}"
            else:
                reason = f"there is no row or tagged cell {target}"
            if reason:
                yield f"{_plain(sentence)} '{words}': {reason}."
        if bare := FIGURE.findall(FREE.sub(" ", sentence)):
            yield f"{_plain(sentence)} {bare[0]}: this figure has no link to its source."


def _not_shown(words: str, target: str, output: str) -> str | None:
    """The first figure, or count in words, that the output of a cell does not show."""
    known = [number for _, number in _numbers(_counts(output))]
    figures = _numbers(_counts(words))
    missing = [figure for figure, number in figures if not any(_rounds(n, figure, number) for n in known)]
    return f"the cell tagged {target.removeprefix('cell-')} does not show {missing[0]}" if missing else None


def _counts(text: str) -> str:
    """'four start-ups' with its count as a figure."""
    return COUNT.sub(lambda word: str(COUNTS.index(word[0].lower())), text)


def _differs(words: str, paragraph: str, row: Mapping[str, Any], frames: Frames) -> str | None:
    """How a figure in prose differs from the row that it links to, or None."""
    values = [
        row[name]
        for name in ("value", "low", "high", "amount_low", "amount_high", "valuation")
        if row.get(name) == row.get(name) and row.get(name) is not None
    ]
    days = [
        row[name] for name in ("when_start", "when_end") if hasattr(row.get(name), "year") and row[name] == row[name]
    ]
    said = f"{row['quote']} {row.get('sentence', '')} " + " ".join(f"{day.day} {day:%B %Y}" for day in days)
    for figure, number in _numbers(words):
        if figure not in FIGURE.findall(said) and not any(_rounds(value, figure, number) for value in values):
            return f"does not say {figure}"
    money = {"yuan": "CNY", "dollar": "USD", "$": "USD"}
    other = [code for word, code in money.items() if word in words and row.get("unit") not in (None, code)]
    if other and "unit" in row:
        return f"is in {row['unit']}"
    named = [row.get(name) for name in ("entity", "family", "ahead", "investor", "investee")]
    if (known := [name for name in named if isinstance(name, str)]) and not _names(known, paragraph, frames):
        return f"is about {known[0]}, whom the paragraph does not name"
    return None


def _names(known: list[str], paragraph: str, frames: Frames) -> bool:
    aliases = frames.entities.set_index("name")["aliases"].dropna()
    every = [*known, *(alias for name in known for alias in aliases.get(name, "").split("; ") if alias)]
    return any(name in paragraph for name in every)


def _numbers(text: str) -> list[tuple[str, float]]:
    """Figures as written, and what they are: '380 billion' is 3.8e11, '18%' is 0.18."""
    found = []
    for figure, scale, power, percent in SCALED.findall(text):
        factor = SCALES.get(scale, 1.0) * (10.0 ** int(power) if power else 1.0) * (0.01 if percent else 1.0)
        found.append((figure, float(figure.replace(",", "")) * factor))
    return found


def _rounds(value: float, figure: str, number: float) -> bool:
    """Whether `value` is `number` when written with as many digits as `figure` has."""
    written = float(figure.replace(",", ""))
    step = 10.0 ** -len(figure.partition(".")[2]) * (abs(number / written) if written else 1.0)
    return abs(value - number) <= step * 0.5000001
