"""One page on an article: a reader's conclusion, and the numbers it stands on, each with its sentence."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from datakit import atomic, review
from datakit.analysis.spelled import NUMBER
from datakit.display import quotes
from datakit.display.quotes import Shown, say
from datakit.display.review_panel import cell_words
from datakit.display.words import plain_rows, reading, said, when
from datakit.errors import DatakitError

MOST = 6  # findings that fit on the page beside the rest
MARKDOWN = re.compile(r"([\\`*_\[\]#|~>$])")
STYLE = (
    "@page{size:A4;margin:14mm}body{font:10.5pt/1.32 sans-serif;color:#222;max-width:180mm;margin:8mm auto}"
    "h1{font-size:16pt;margin:0}h2{font-size:11.5pt;margin:9pt 0 2pt}p,ol,ul{margin:2pt 0}li{margin:1pt 0}"
    "@media print{body{margin:0}}cite{color:#555}.warning{border-left:3pt solid #d55e00;padding-left:6pt}"
)


class Briefing:
    """A page from `title`, `question` and `conclusion`, and the claims named by their ids, joined by '; '.

    Without `claims`, those that a person has decided on; if there are none, the first that name who, what and when.
    """

    def __init__(self, frames: Any, title: str, question: str, conclusion: str, claims: str = "") -> None:
        rows = plain_rows(quotes.evidence(frames))
        wanted = list(dict.fromkeys(re.split(r"[;,\s]+", claims.strip()))) if claims.strip() else []
        unknown = [claim for claim in wanted if claim not in {row["claim"] for row in rows}]
        self.problem = getattr(frames, "problem", "")
        if unknown and not self.problem:
            self.problem = f"There is no claim {unknown[0]!r} in these articles; take ids from the table of claims."
        known = [row for row in rows if row["unit"] and row["entity"] and row["period_end"] is not None]
        picked = [row for row in rows if row["reviewed"]] or known or rows
        cited = [row for claim in wanted for row in rows if row["claim"] == claim] or picked[:MOST]
        self.title, self.question, self.conclusion = (text.strip() for text in (title, question, conclusion))
        self.sentences = list(dict.fromkeys((row["source"], row["sentence"]) for row in cited))
        self.sections = {
            "Findings": [self._finding(row) for row in cited],
            "What contradicts them": contradictions(frames, {row["claim"] for row in cited}),
            "What was corrected": corrections(frames, {(row["source"], row["start"]) for row in cited}),
            "Before you rely on it": warnings(self.conclusion, cited),
            "Where it comes from": [self._citation(place, cited, frames) for place in self.sentences],
        }

    def _finding(self, row: Mapping[str, Any]) -> str:
        what = next((row[name] for name in ("object", "metric") if row[name]), "")
        doubt = "no word of doubt" if row["hedge"] == "none" else f"wording: {row['hedge'].replace('_', ' ')}"
        what = "" if what in said(row) else what.replace("_", " ")
        change = "fall of " if row["direction"] == "down" else "growth of "
        growth = change if row["unit"] == "growth_fraction" else ""
        parts = [f"{row['entity'] or 'Nobody named'}: {growth}{said(row)}", what, when(row) or "no date"]
        number = self.sentences.index((row["source"], row["sentence"])) + 1
        return f"{', '.join(filter(None, parts))}; {row['status']}; {doubt} [{number}]"

    def _citation(self, place: tuple[str, str], cited: list[dict], frames: Any) -> str:
        rows = [row for row in cited if (row["source"], row["sentence"]) == place]
        article = frames.sources[frames.sources.source == place[0]].iloc[0]
        day = article.published
        dated = f"{day.day} {day:%B %Y}" if day == day else "date unknown"
        named = [part for part in (article.publisher, article.title) if isinstance(part, str)]
        return f"“{place[1].strip()}” {', '.join(named) or place[0]}, {dated} ({', '.join(r['claim'] for r in rows)})"

    def markdown(self) -> str:
        """The page as Markdown; nothing of an article can become markup."""
        if self.problem:
            return f"{self.problem}\n"
        lines = [f"# {plain(self.title)}", f"**Question:** {plain(self.question)}"]
        lines.append(f"**Conclusion:** {plain(self.conclusion) or 'not written yet'}")
        for heading, items in self.sections.items():
            if items:
                marks = (f"{n}." if heading == "Where it comes from" else "-" for n in range(1, len(items) + 1))
                lines += [
                    f"## {heading}",
                    "\n".join(f"{m} {plain(item)}" for m, item in zip(marks, items, strict=True)),
                ]
        return "\n\n".join(lines) + "\n"

    def body(self) -> str:
        """The page as HTML without its head."""
        if self.problem:
            return f"<p>{quotes.escape(self.problem)}</p>"
        parts = [f"<h1>{quotes.escape(self.title)}</h1>", f"<p><b>Question:</b> {quotes.escape(self.question)}</p>"]
        parts.append(f"<p><b>Conclusion:</b> {quotes.escape(self.conclusion or 'not written yet')}</p>")
        for heading, items in self.sections.items():
            if items:
                kind = "ol" if heading == "Where it comes from" else "ul"
                look = ' class="warning"' if heading == "Before you rely on it" else ""
                shown = "".join(f"<li>{quotes.escape(item)}</li>" for item in items)
                parts.append(f"<section{look}><h2>{heading}</h2><{kind}>{shown}</{kind}></section>")
        return "".join(parts)

    def html(self) -> str:
        """The page as a file of its own, that asks the network for nothing."""
        head = f'<meta charset="utf-8"><title>{quotes.escape(self.title)}</title><style>{STYLE}</style>'
        return f'<!doctype html><html lang="en"><head>{head}</head><body>{self.body()}</body></html>\n'

    def save(self, folder: str | Path) -> Shown:
        """Write briefing.md and briefing.html to `folder`, over those there; says so in a sentence."""
        if self.problem:
            return say(self.problem)
        if not str(folder):
            return say("Nothing was written: name a folder in `export`, in the first cell, to have the page as files.")
        try:
            Path(folder).mkdir(parents=True, exist_ok=True)
            atomic.put(Path(folder) / "briefing.md", self.markdown().encode())
            atomic.put(Path(folder) / "briefing.html", self.html().encode())
        except OSError as error:
            return say(f"The folder {folder} cannot be made ({error.strerror}): name another one in `export`.")
        except DatakitError as error:
            return say(str(error))
        return say(f"Written to {folder}: `briefing.html`, to print or to send, and `briefing.md`, to edit.")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        return {"text/html": quotes.safe_math(self.body()), "text/plain": self.markdown()}


def plain(text: str) -> str:
    """Text on one line in which Markdown finds no marks, and HTML no tags."""
    return MARKDOWN.sub(r"\\\1", " ".join(text.split()).replace("&", "&amp;").replace("<", "&lt;"))


def contradictions(frames: Any, cited: set[str]) -> list[str]:
    """What the conflicts say that involve a cited claim."""
    sides = frames.conflict_sides
    return frames.conflicts.says[frames.conflicts.conflict.isin(sides.conflict[sides.statement.isin(cited)])].tolist()


def corrections(frames: Any, cited: set[tuple[str, int]]) -> list[str]:
    """The decisions of a person on the claims, each with its reason, those on cited places first; accepted ones as a count."""
    try:
        decisions = review.load(frames.folder, frames.readings)
    except (AttributeError, DatakitError):  # frames without a folder of their own, or one that could not be built
        return []
    made = [decision for found in decisions.values() for decision in found if decision.frame == "claims"]
    made.sort(key=lambda d: (d.source, d.start) not in cited)
    values = {(d.source, d.start, d.which, d.to) for d in made if d.field == "value"}
    listed = [
        f"“{d.quote}”: {_change(d)} ({d.why})"
        for d in made  # bounds that only followed the value are not said again
        if d.action != "accept" and not (d.field in ("low", "high") and (d.source, d.start, d.which, d.to) in values)
    ]
    agreed = sum(d.action == "accept" for d in made)
    if len(listed) > MOST:
        listed[MOST:] = [f"and {len(listed) - MOST} more in {review.REVIEW}"]
    return listed + [f"{agreed} compared with the sentence and accepted as read"] * (agreed > 0)


def _change(made: review.Decision) -> str:
    if made.action in ("reject", "add"):
        return {"reject": "taken out", "add": "added"}[made.action]
    if made.action == "settle":
        return f"dated {made.was}, taken as {made.to}"
    was, now = (cell_words(written, made.field) or "empty" for written in (made.was, made.to))
    return f"{made.field.replace('_', ' ')} was {was}, is {now}"


def warnings(conclusion: str, cited: list[dict[str, Any]]) -> list[str]:
    """What in the conclusion the cited claims do not carry: other numbers, doubt or status that was lost."""
    found = [] if conclusion else ["The conclusion is missing: write it in your own words."]
    if unread := sum(not row["reviewed"] for row in cited):
        found.append(f"{unread} of {len(cited)} findings are as the program read them; nobody has reviewed them.")
    if len(cited) > MOST:
        found.append(f"{len(cited)} findings may not fit on one page; {MOST} do.")
    said_by, spans = reading(conclusion)
    for span in spans:
        token = conclusion[span.start : span.end]
        rows = [row for row in said_by.claims if (row["start"], row["end"]) == (span.start, span.end)]
        if span.kind != "claim":
            known = " ".join(f"{row['sentence']} {row['period_start']} {row['period_end']}" for row in cited)
            if not all(re.search(rf"(?<!\d){re.escape(n)}(?!\d)", known) for n in NUMBER.findall(token)):
                found.append(f"“{token}” in the conclusion stands in none of the cited sentences.")
        for row in rows:
            same = [other for other in cited if alike(row, other)]
            if not same:
                other = next((o for o in cited if o["value"] == row["value"]), None)
                units = " and ".join(str(r["unit"]).replace("_", " ") for r in (row, other) if r)
                but = f": it stands there, but as something else ({units})" if other else ""
                found.append(f"“{token}” in the conclusion is none of the cited numbers{but}.")
            elif row["hedge"] == "none" and all(other["hedge"] != "none" for other in same):
                found.append(f"“{token}” in the conclusion drops a doubt: the article writes “{same[0]['quote']}”.")
            if same and row["status"] == "actual" and all(other["status"] != "actual" for other in same):
                found.append(f"“{token}” in the conclusion reads as a fact; in the article it is {same[0]['status']}.")
    return list(dict.fromkeys(found))


def alike(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two claims name the same number of the same unit, as far as the unit is known."""
    if one["unit"] and other["unit"] and one["unit"] != other["unit"]:
        return False
    numbers = [[row[name] for name in ("value", "low", "high") if row[name] is not None] for row in (one, other)]
    return any(math.isclose(a, b, rel_tol=1e-3) for a in numbers[0] for b in numbers[1])
