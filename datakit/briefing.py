"""A page on a folder of one's own: findings in words, each with its doubt and its status, and the sentences they cite."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import pandas as pd
from IPython.display import Markdown

from datakit import atomic, bounds
from datakit.cite import sentences, words
from datakit.errors import DatakitError
from datakit.frames import Frames
from datakit.frames.facts import span_words
from datakit.frames.schema import known
from datakit.prose import FIGURE
from datakit.reading import read

MARKS = re.compile(r"([\\`*_\[\]#|~>$<&])")
MOVES = {"up": "a rise of ", "down": "a fall of "}
STATUS = {  # as the end of a finding; where none is given, the status says it, and what has happened needs none
    "actual": "",
    "denied": "; **denied**: the article says that this is not so",
    "hypothetical": "; only if something else happens",
    "rumoured": "; rumoured, and nobody is named who vouches for it",
}


def briefing(data: Frames, *, title: str, conclusion: str = "", claims: Collection = (), export: str = "") -> Markdown:
    """A Markdown page: the conclusion, what it rests on, what speaks against it, and each sentence with its source.

    Parameters
    ----------
    claims : ids of claims; by default those that a person decided on, or else those that the reader is sure of.
    export : a folder, in which `briefing.md` is written; '' for none.

    DatakitError for an id that is not there, WorkFailed if the page cannot be written.
    """
    rows = data.claims.set_index("claim", drop=False)
    if unknown := {*claims} - {*rows.claim}:
        raise DatakitError(f"There is no claim {min(unknown)!r} in these articles.")
    cited = rows.loc[[*claims]] if claims else rows[rows.reviewed if rows.reviewed.any() else rows.confidence == "sure"]
    told = sentences(cited, data)
    numbers = {sentence: number for number, (sentence, *_) in enumerate(told, 1)}
    sides = data.conflict_sides[data.conflict_sides.statement.isin(cited.claim)]
    parts = {
        "Findings": [f"- {finding(row)} [{numbers[row['sentence']]}]" for row in cited.to_dict("records")],
        "What contradicts them": [
            f"- {plain(said)}" for said in data.conflicts.says[data.conflicts.conflict.isin(sides.conflict)]
        ],
        "Before you rely on it": [f"- {plain(warning)}" for warning in warnings(conclusion, cited)],
        "Where it comes from": [f"{numbers[s]}. “{plain(s)}” {plain(article)}" for s, _, article in told],
    }
    page = f"# {plain(title)}\n\n**Conclusion:** {plain(conclusion) or 'not written yet'}\n"
    page += "".join(f"\n## {heading}\n\n" + "\n".join(lines) + "\n" for heading, lines in parts.items() if len(lines))
    if export:
        Path(export).mkdir(parents=True, exist_ok=True)
        atomic.put(Path(export) / "briefing.md", page.encode())
    return Markdown(page)


def finding(row: Mapping[str, Any]) -> str:
    """A claim as a line: who, how much of what, when, and how firm; a denial says so, and a fall is a fall."""
    unit, first, last = (row[name] if known(row[name]) else None for name in ("unit", "period_start", "period_end"))
    number = bounds.words(bounds.of(row), unit, row["value"], row["hedge"])
    what = next((row[field].replace("_", " ") for field in ("object", "metric") if known(row[field])), "")
    when = f"by {words(last)}" if last else "no date"
    if first and last:
        when = span_words((first.toordinal(), last.toordinal()))
    move = MOVES.get(row["direction"], "") if unit in bounds.SHARES else ""
    said = [f"{move}{number}", "" if what in number else what, when]
    line = f"{row['entity'] if known(row['entity']) else 'Nobody named'}: {', '.join(filter(None, said))}"
    return plain(line) + STATUS.get(row["status"], f"; {row['status']}")


def warnings(conclusion: str, cited: pd.DataFrame) -> list[str]:
    """What a conclusion says that the cited claims do not carry: other figures, or a doubt or status that was lost."""
    found = [] if conclusion else ["The conclusion is missing: write it in your own words."]
    if unread := int((~cited.reviewed).sum()):
        found.append(f"Nobody has reviewed {unread} of these {len(cited)} findings.")
    figures = {*FIGURE.findall(" ".join(cited.sentence))}
    found += [
        f"“{figure}” stands in no cited sentence." for figure in FIGURE.findall(conclusion) if figure not in figures
    ]
    for mine in read(conclusion).claims if conclusion else []:
        same = cited[(cited[["value", "low", "high"]] == mine["value"]).any(axis=1)]
        for field, bare in (("hedge", "none"), ("status", "actual")):
            if len(same) and mine[field] == bare and (same[field] != bare).all():
                found.append(f"“{mine['quote']}” drops a word: in the article its {field} is {same[field].iloc[0]}.")
    return found


def plain(text: str) -> str:
    """Text on one line in which Markdown and HTML find no marks."""
    return MARKS.sub(r"\\\1", " ".join(text.split()))
