"""What a contradiction may be, what only looks like one, and what each article's statements are worth.

Everything here reads columns. It says which way the columns point, never what is true: two dates a year apart
look like a slip of the pen, and only a reader who opens a third source knows whose.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from typing import Any, NamedTuple

import pandas as pd

from datakit.analysis.statements import with_claims
from datakit.bounds import of

# What a reader may call a contradiction, and what would have to be true for it to be that.
CLASSES = {
    "error": "one of the sentences was written or copied wrongly",
    "definition": "the sentences count, or compare with, different things",
    "date": "each is right about another moment of one story",
    "rumour": "one of them hands on what nobody has confirmed",
    "promotion": "one of them was chosen because it sounds better",
    "none": "both can hold at the same time",
}
YEARLY = 300  # days: two dates so far apart are a slip of the year more often than two moments of one story
_NAMES = {"event": "claim", "investment": "claim", "date_start": "period_start", "date_end": "period_end"}
_NAMES |= {
    "entities": "entity",
    "investor": "entity",
    "investee": "object",
    "amount_low": "low",
    "amount_high": "high",
    "currency": "unit",
}
MENTION = "claim source start end quote sentence sentence_start entity object status unit hedge value low high".split()
MENTION += ["period_start", "period_end", "bound"]
COLUMNS = ["left", "right", "left_all", "right_all", "thing", "field", "says", "points", "why"]


class Pointer(NamedTuple):
    """Which class the columns point to, and why, in one sentence."""

    points: str
    why: str


def mentions(frames: Any) -> pd.DataFrame:
    """Claims, dated statements and deals in one frame: where each stands, what it says, and when.

    Indexed by `claim`: the id of a claim, 'event ' and the id of an event, 'deal ' and the id of an investment.
    An event's `quote` is its date as written; a deal's sentence is the statement itself.
    """
    events = frames.events.drop(columns="entity").rename(columns=_NAMES)
    deals = frames.investments.rename(columns=_NAMES)
    for kind, told in (("event", events), ("deal", deals)):
        told["claim"] = kind + " " + told.claim
    deals["sentence"], deals["sentence_start"] = deals.quote, deals.start
    dated = [
        (s.find(d) if isinstance(d, str) else -1, d) for s, d in zip(events.sentence, events.date_text, strict=True)
    ]
    events["start"] = events.sentence_start + [max(at, 0) for at, _ in dated]
    events["end"] = [
        start + (len(words) if at >= 0 else 0) for start, (at, words) in zip(events.start, dated, strict=True)
    ]
    events["quote"], events["status"] = events.date_text, "actual"
    parts = [frames.claims, events, deals]
    return pd.concat([part.reindex(columns=MENTION).astype(object) for part in parts]).set_index("claim", drop=False)


def sides(frames: Any) -> pd.Series:
    """The ids of all that stand on a side, as in `mentions`, by conflict and side ('left', 'right')."""
    rows = frames.conflict_sides
    named = rows.statement.where(rows.kind == "claim", "event " + rows.statement)
    return named.groupby([rows.conflict, rows.side]).agg(list)


def board(frames: Any) -> pd.DataFrame:
    """The conflicts and the traps side by side in reading order, with the class that the columns point to."""
    said, all_sides = mentions(frames), sides(frames)
    rows = []
    for c in frames.conflicts.to_dict("records"):
        left, right = (all_sides.get((c["conflict"], side), []) for side in ("left", "right"))
        thing = f"{c['entity']}, {str(c['metric']).replace('_', ' ')}"
        pointer = point(c, *(said.loc[side[0]] if side else None for side in (left, right)))
        rows.append((c["left"], c["right"], left, right, thing, c["field"], c["says"], *pointer))
    found = pd.concat([pd.DataFrame(rows, columns=COLUMNS), traps(frames)], ignore_index=True)
    return found.sort_values("left", key=lambda names: names.map(_place), kind="stable", ignore_index=True)


def _place(name: str) -> tuple[str, float]:
    source, _, start = name.rpartition(":")
    return source, float(start)


def point(conflict: Mapping[str, Any], left: pd.Series, right: pd.Series | None) -> Pointer:
    """Which class the columns of the two sides point to; each is a row of `mentions`, or None."""
    if right is None:
        return Pointer("error", "The date leans on a sentence that is not there.")
    if "rumoured" in (left.status, right.status):
        return Pointer("rumour", "The wording of at least one side is marked as rumoured.")
    if conflict["field"] == "date":
        return _dates(left, right)
    if conflict["strength"].startswith("hardly"):
        return Pointer("promotion", "To the letter both can hold, so what differs is how much each wants to say.")
    if left.object != right.object:
        return Pointer("definition", "Whom, what and when agree, but the two sides name it in other words.")
    return Pointer("error", "Whom, what, when and what is counted are the same, and only the number differs.")


def _dates(left: pd.Series, right: pd.Series) -> Pointer:
    (first, end), (second, other_end) = _days(left), _days(right)
    if first <= other_end and second <= end and pd.isna(left.unit):
        return Pointer("error", "The date leans on a sentence that gives no date as fine as that.")
    days = abs((first - second).days)
    if days >= YEARLY:
        years = max(round(days / 365), 1)
        return Pointer("error", f"The same thing is dated about {years} year{'s' * (years > 1)} apart.")
    return Pointer("date", f"{_gap(left, right)}: begun and finished, or announced and done, would do.")


def _days(side: pd.Series) -> tuple[pd.Timestamp, pd.Timestamp]:
    """The first and last day of a side; a 'by' without a first day is its last."""
    return (side.period_end if pd.isna(side.period_start) else side.period_start), side.period_end


def _gap(left: pd.Series, right: pd.Series) -> str:
    """How far apart two dates are that are each a range of days, in words."""
    (start, end), (late_start, late_end) = sorted(map(_days, (left, right)))
    least, most = (late_start - end).days, (late_end - start).days
    if any(side.get("bound") == "by" or pd.isna(side.period_start) for side in (left, right)):
        return f"The dates are {max(least, 0)} days apart or more"
    return f"The dates are {max(least, 0)} to {most} days apart"


def traps(frames: Any) -> pd.DataFrame:
    """Facts that look like a contradiction and are none: one family, metric and unit, numbers that cannot meet.

    Columns as `COLUMNS`; `field` is what sets the two apart (make, status, date or thing). One pair for each
    family and metric; pairs that are among the conflicts are left out.
    """
    known = {frozenset((row.left, row.right)) for row in frames.conflicts.itertuples()}
    make, dates = dict(zip(frames.compute.fact, frames.compute.origin, strict=True)), periods(frames)
    found, facts = [], with_claims(frames, "facts").dropna(subset=["family", "metric"])
    for (_, metric, _), group in facts.groupby(["family", "metric", "unit"]):
        for a, b in combinations(group.to_dict("records"), 2):
            if frozenset((a["fact"], b["fact"])) in known or of(a).overlaps(of(b)):
                continue
            if pointer := _apart(a, b, make, dates):
                thing = f"{a['entity']}, {metric.replace('_', ' ')}"
                names = [a["fact"], b["fact"], a["claims"].split("; "), b["claims"].split("; ")]
                found.append((*names, thing, pointer[0], "", "none", pointer[1]))
                break
    return pd.DataFrame(found, columns=COLUMNS)


def _apart(a: Mapping, b: Mapping, make: Mapping, dates: Mapping) -> tuple[str, str] | None:
    if make.get(a["fact"]) != make.get(b["fact"]):
        return "make", "They count chips of two makes, which one company can hold side by side."
    if a["status"] != b["status"]:
        return "status", f"One is {a['status']}, the other {b['status']}: an intention contradicts no fact."
    first, second = dates[a["fact"]], dates[b["fact"]]
    if not any(pd.isna(day) for day in (*first, *second)) and (first[1] < second[0] or second[1] < first[0]):
        dated = (
            f"{first[1]:%B %Y} and {second[0]:%B %Y}" if first < second else f"{second[1]:%B %Y} and {first[0]:%B %Y}"
        )
        return "date", f"They speak of {dated}, and what is counted may change between the two."
    return None


def periods(frames: Any) -> dict[str, tuple[pd.Timestamp, pd.Timestamp]]:
    """Each claim's period; for one without, that of a dated claim in the same sentence, else the days of its article."""
    claims = frames.claims
    own = claims.dropna(subset=["period_start", "period_end"])
    beside = {(r.source, r.sentence): (r.period_start, r.period_end) for r in own.itertuples()}
    mine = {r.claim: (r.period_start, r.period_end) for r in own.itertuples()}
    return {
        r.claim: mine.get(r.claim) or beside.get((r.source, r.sentence)) or (r.when_start, r.when_end)
        for r in claims.itertuples()
    }


UNSURE = ("in_talks", "hypothetical", "denied")  # of a deal: nobody says that it is done, or planned
STANDINGS = ["confirmed", "repeated", "alone", "rumoured", "contradicted"]


def standing(frames: Any) -> pd.DataFrame:
    """What each number and each deal rests on: columns statement, source, kind (number, deal), standing.

    contradicted: in a computed conflict; rumoured: by its status; confirmed: an article of another origin says the
    same; repeated: said again, but of one origin; alone: said once. The first that fits of the worst to the best
    counts. Asides are left out.
    """
    against, rows = set(frames.conflict_sides.statement), []
    claims = frames.claims[["claim", "source", "status"]].merge(frames.fact_claims, on="claim")
    for c in claims.merge(frames.facts[["fact", "origins", "mentions"]], on="fact").itertuples():
        worth = _worth(c.claim in against, c.status == "rumoured", c.origins, c.mentions)
        rows.append((c.claim, c.source, "number", worth))
    deals = frames.investments[["investment", "source", "deal", "status"]]
    deals = deals.merge(frames.deals[["deal", "origins", "mentions"]], on="deal")
    rows += [
        (d.investment, d.source, "deal", _worth(False, d.status in UNSURE, d.origins, d.mentions))
        for d in deals.itertuples()
    ]
    return pd.DataFrame(rows, columns=["statement", "source", "kind", "standing"])


def _worth(contradicted: bool, rumoured: bool, origins: int, said: int) -> str:
    if contradicted or rumoured:
        return "contradicted" if contradicted else "rumoured"
    return "confirmed" if origins > 1 else "repeated" if said > 1 else "alone"
