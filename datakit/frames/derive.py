"""What follows from what was read: ids, families and dates for each row; then facts, topics, deals and conflicts.

`enriched` works on the rows of one article, `derived` on those of all articles. Rows are plain mappings with the
columns of their frame; dates are ISO strings, and pandas is not needed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from datakit.bounds import SHARES, Interval, is_money, words
from datakit.frames import conflicts, facts
from datakit.frames.schema import AMOUNT, FRAMES, READ, VALUATION
from datakit.reading import Vocabulary

Row = dict[str, Any]
Tables = dict[str, list[Row]]
INTENDED = {"planned", "pledged", "target"}
DONE = ("acquired", "led_round", "invested", "backed")
FIRM = ("sold", *DONE, "planned", "in_talks", "hypothetical", "denied")  # the first that is said of a deal is its own
MONTH, QUARTER, YEAR = 31, (85, 95), (360, 370)  # days, with room for fiscal calendars
SPENDING = {"pledge": "capex planned", "quarter": "capex in a quarter", "year": "capex in a year",
            "part": "part of its capex", "other": "capex"}  # fmt: skip
WAYS = {"up": " more", "down": " less"}
# An owner in up to four words, and what it owns, to the end of its name.
OWNED = re.compile(r"((?:\S+ ){0,3}\S+)'s (?:[A-Z]\w*[ -]?)+(?:\w+)?$")
# A sum that is a part of another, by the words right before or after it, and one that is of several quarters.
PART_BEFORE = re.compile(r"\b(?:of which|including)(?: [\w.,]+){0,3} $", re.I)
PART_AFTER = re.compile(r" of (?:it|that|this|them)\b", re.I)
SEVERAL = re.compile(r"[^.;]{0,30}\bquarters\b", re.I)
MARKET = ("market_share", "usage", "users", "pricing")  # topics of the frame market_share
NAMED = ("entity", "family", "investor", "investee", "ahead", "behind", "entities")  # columns that hold names
KINDS = {"fraction": "share", "growth_fraction": "growth", "multiple": "growth", "difference_fraction": "difference"}


def own_days(published: date | None, year: int | None) -> tuple[str | None, str | None, str]:
    """The days that an article's undated statements can be of, and how that is known.

    They are at most as late as the article, and taken as no older than the year it came out in.
    """
    if published:
        return f"{published.year}-01-01", published.isoformat(), "published"
    return (f"{year}-01-01", f"{year}-12-31", "article's year") if year else (None, None, "unknown")


def enriched(found: Mapping[str, list[Row]], article: Mapping[str, Any], vocabulary: Vocabulary) -> Tables:
    """The rows of one article with id, source, family, publication and `when`.

    `article` has source, key, published, publisher and year; a row that a decision dates has `settled` (start, end).
    """
    own = own_days(article.get("published"), article.get("year"))
    made: Tables = {}
    for name in READ:
        seen: Counter = Counter()
        for row in made.setdefault(name, [dict(row) for row in found.get(name, ())]):
            row[FRAMES[name].key] = _numbered(f"{article['key']}:{row['start']}", seen)
            row |= {name: article.get(name) for name in ("source", "published", "publisher")}
            row["disputed"] = False  # until conflicts are looked for
            row["when_start"], row["when_end"], row["when_how"] = _when(row, own)
            if "entity" in row:
                row["family"] = row["entity"] and family(row["entity"], vocabulary, row["sentence"])
            if isinstance(row.get("entities"), list):
                row["entities"] = "; ".join(row["entities"])
    return made


def _numbered(name: str, seen: Counter) -> str:
    """The name, with the number of the times that it was given if there is more than one."""
    seen[name] += 1
    return name if seen[name] == 1 else f"{name}.{seen[name]}"


def _when(row: Row, own: tuple) -> tuple:
    if row.get("settled"):
        return (*row["settled"], "settled")
    if "date_text" in row:
        start = None if row["bound"] == "by" else row["date_start"]
        end = None if row["bound"] == "since" else row["date_end"]
        return start, end, "stated" if row["date_text"] in row["sentence"] else "heading"
    start, end = row["period_start"], row["period_end"]
    return (start, end, row.get("period_from") or "stated") if start or end else own


def family(name: str, vocabulary: Vocabulary, sentence: str = "") -> str:
    """The topmost name above an entity; of one that is not known ('Acme's Hill Data Center'), above its owner."""
    if name not in vocabulary.entities:
        plain, text = name.replace("’", "'"), sentence.replace("’", "'")
        owned = OWNED.search(text.partition(plain)[0] + plain if plain in text else plain)
        words = owned[1].split() if owned else []
        name = next((o for n in range(len(words)) if (o := " ".join(words[n:])) in vocabulary.entities), name)
    return vocabulary.family(name)[-1]


def derived(read: Tables, vocabulary: Vocabulary) -> Tables:
    """The rows of every frame that is made from `read` (sources, codings and what was read), which it adds to.

    Investments are given their deal, and events in a conflict are marked.
    """
    origins = {row["source"]: row["origin"] for row in read["sources"]}
    told = facts.rows(read["claims"], vocabulary, origins)
    written = facts.rows(read["claims"], vocabulary, origins, as_written=True)
    of_claims = [*conflicts.among_claims(facts.merge(written, vocabulary), vocabulary)]
    of_events = [*conflicts.among_events(conflicts.events(read["events"], origins), vocabulary)]
    # the ids of all statements in conflicts that no decision settles
    disputed, happened = ({each.id for c in found if not c.settled for each in (*c.left, *c.right)}
                          for found in (of_claims, of_events))  # fmt: skip
    for row in read["events"]:
        row["disputed"] = row["event"] in happened
    moved = [(c.left[0].id, c.right[0].id) for c in of_claims if c.field == "date" and not c.settled]
    merged = facts.joined(facts.merge(told, vocabulary), moved)
    rows = {row["claim"]: row for row in read["claims"]}
    made = [facts.fact(group, rows, any(c.id in disputed for c in group)) for group in merged]
    pairs = [*zip(made, merged, strict=True)]
    table, sides = _conflicts(of_claims + of_events)
    return {
        "facts": made,
        "fact_claims": [{"fact": group[0].id, "claim": c.id} for group in merged for c in group],
        "compute": [_compute(row, group, vocabulary) for row, group in pairs if row["topic"] == "compute"],
        "capex": _capex([(row, group) for row, group in pairs if row["topic"] == "capex"], read["claims"], vocabulary),
        "market_share": [_plotted(row, vocabulary, _kind(row["unit"] or "")) for row in made if row["topic"] in MARKET],
        "deals": _deals(read["investments"], vocabulary, origins),
        "conflicts": table,
        "conflict_sides": sides,
        "entities": _entities(vocabulary, (row for name in (*READ, "codings") for row in read[name])),
    }


def _plotted(row: Row, vocabulary: Vocabulary, kind: str, what: str = "", **more: Any) -> Row:
    """A fact as a row of a topic's frame: with its kind, and who, what and how much in words."""
    metric = vocabulary.metrics.get(row["metric"])
    what = what or (metric and metric.label) or (row["metric"] or row["topic"]).replace("_", " ")
    if row["status"] != "actual" and row["status"] not in what:
        what += f" ({row['status']})"
    way = WAYS.get(row["direction"], "") if row["unit"] in SHARES else ""
    says = words(Interval(row["low"], row["high"]), row["unit"], row["value"], row["hedge"]) + way
    return row | {"label": f"{row['entity'] or 'not named'}: {what}", "says": says, "kind": kind, **more}


def _compute(row: Row, group: facts.Group, vocabulary: Vocabulary) -> Row:
    make = group[0].make
    if row["unit"] != "chips":
        return _plotted(row, vocabulary, "payment" if is_money(row["unit"] or "") else "other", origin=None)
    kind = _stock(row["metric"] or "", row["status"])
    return _plotted(row, vocabulary, kind, f"{make} chips, {kind}".removeprefix("unknown "), origin=make)


def _kind(unit: str) -> str:
    return KINDS.get(unit) or ("money" if is_money(unit) else "count")


def _stock(metric: str, status: str) -> str:
    if "_per_" in metric:
        return "per unit"
    if "used" in metric.split("_"):
        return "used"
    # A plan stays a plan whatever its metric is called, and a metric called 'planned' is no stock.
    if status in INTENDED or "planned" in metric:
        return "planned"
    return "held" if status == "actual" else "other"


def _capex(chosen: list[tuple[Row, facts.Group]], claims: Iterable[Row], vocabulary: Vocabulary) -> list[Row]:
    """Money and comparisons; lengths of time become the `years` of the money in their sentence."""
    lengths: dict[tuple, set[float]] = {}
    for c in claims:
        if c["topic"] == "capex" and c["unit"] == "years":
            lengths.setdefault((c["source"], c["sentence"], c["entity"] or ""), set()).add(c["value"])
    rows = []
    for row, group in chosen:
        if row["unit"] != "years":
            kind = _spending(row, group)
            found = set().union(*(lengths.get((c.source, c.sentence, c.entity), ()) for c in group))
            years = found.pop() if kind == "pledge" and len(found) == 1 else None
            what = SPENDING.get(kind, "").replace("planned", row["status"])
            told = kind == "quarter" and 0 < _days(row) <= MONTH
            rows.append(_plotted(row, vocabulary, kind, what, years=years, reported=told))
    return rows


def _spending(row: Row, group: facts.Group) -> str:
    """Of what length of time a sum is: what would be counted twice if it were added to another has another kind."""
    if not is_money(row["unit"] or ""):
        return "comparison" if row["unit"] in KINDS else "other"
    before, _, after = group[0].sentence.partition(group[0].quote)
    if PART_BEFORE.search(before) or PART_AFTER.match(after):
        return "part"
    if SEVERAL.match(after):
        return "other"
    if row["status"] in INTENDED:
        return "pledge"
    if (days := _days(row)) > MONTH:
        return "quarter" if QUARTER[0] <= days <= QUARTER[1] else "year" if YEAR[0] <= days <= YEAR[1] else "other"
    return "quarter" if "quarter" in f"{row['metric']} {row['object']}".lower() else "other"


def _days(row: Row) -> int:
    """How long the period is; 0 where an end of it is open."""
    ends = row["period_start"], row["period_end"]
    return (date.fromisoformat(ends[1]) - date.fromisoformat(ends[0])).days + 1 if all(ends) else 0


def _deals(investments: list[Row], vocabulary: Vocabulary, origins: Mapping[str, str]) -> list[Row]:
    """One row for each investor (the head of a family), investee and round; each mention is given its deal."""
    pairs: dict[tuple[str, str], list[Row]] = {}
    for row in investments:
        if row["investor"] and row["investee"]:
            pairs.setdefault((family(row["investor"], vocabulary), row["investee"]), []).append(row)
    sharing = Counter(map(_sum, investments))
    made: list[Row] = []
    for (investor, _), mentions in pairs.items():
        rounds: dict[str, list[Row]] = {}
        for row in mentions:
            rounds.setdefault(re.sub(r"\W+|funding|round", "", (row["round"] or "").lower()), []).append(row)
        if len(rounds) == 2 and "" in rounds:  # a mention without a round is of the only round
            rounds = {"": mentions}
        for told in rounds.values():
            made.append(_deal(investor, told, origins, sharing))
            for row in told:
                row["deal"] = made[-1]["deal"]
    return made


def _sum(row: Row) -> tuple:
    """Where a sum stands, and how much it is: investors named with one sum share it."""
    return (row["source"], row["start"], row["currency"], row["amount_low"], row["amount_high"])


def _deal(investor: str, told: list[Row], origins: Mapping[str, str], sharing: Counter) -> Row:
    status = min((row["status"] for row in told), key=FIRM.index)
    # What is talked of says nothing of what was done, and what was done before says nothing of the talks.
    firm = [row for row in told if (row["status"] in DONE) == (status in DONE)]
    given = next((row for row in firm if row["currency"]), firm[0])
    worth = next((row for row in firm if row["valuation_currency"]), firm[0])
    dated = min(firm, key=lambda row: (row["when_how"] not in facts.DATED, row["when_end"] or "9"))
    kinds = {row["kind"] for row in firm if row["kind"]}
    through = Counter(row["investor"] for row in told if row["investor"] != investor).most_common(1)
    named = next((row["round"] for row in firm if row["round"]), None)
    whole = named or given["status"] == "led_round" or sharing[_sum(given)] > 1
    return {
        "deal": told[0]["investment"], "investor": investor, "through": through[0][0] if through else None,
        "investee": told[0]["investee"], "round": named, "status": status, "done": status in DONE,
        "kind": "both" if len(kinds) > 1 else next(iter(kinds), None),
        **{c.name: given[c.name] for c in AMOUNT},
        "amount_of": None if not given["currency"] else "round" if whole else "investor",
        **{c.name: worth[c.name] for c in VALUATION}, **{name: dated[name] for name in facts.WHEN},
        "mentions": len(told), "sources": len({row["source"] for row in told}),
        "origins": len({origins[row["source"]] for row in told}),
    }  # fmt: skip


def _conflicts(found: list[conflicts.Conflict]) -> tuple[list[Row], list[Row]]:
    table, sides, seen = [], [], Counter()
    for c in found:
        left, right = c.left[0].id, c.right[0].id if c.right else None
        name = _numbered(f"{left}/{right or ''}", seen)
        left_for, right_for = (conflicts.speaks(side, c, found) for side in (c.left, c.right))
        sources = ({each.source for each in side} for side in (c.left, c.right))
        table.append({
            "conflict": name, "kind": c.kind, "left": left, "right": right,
            "between": len(set.union(*sources)) > 1,
            "entity": c.entity, "metric": c.metric, "field": c.field, "strength": c.strength, "says": c.says,
            "left_for": left_for, "right_for": right_for, "settled": c.settled,
        })  # fmt: skip
        for side, each in (("left", c.left), ("right", c.right)):
            sides += [{"conflict": name, "kind": c.kind, "side": side, "statement": one.id} for one in each]
    return table, sides


def _entities(vocabulary: Vocabulary, read: Iterable[Row]) -> list[Row]:
    """The names in the rows and those above them; a name that the vocabulary lacks has no kind."""
    cells = {row[column] for row in read for column in NAMED if row.get(column)}
    every = {above for cell in cells for name in cell.split("; ") for above in vocabulary.family(name)}
    rows = []
    for name in sorted(every):
        row: Row = {"name": name, "family": family(name, vocabulary)}
        if entity := vocabulary.entities.get(name):
            row |= {"kind": entity.kind, "parent": entity.parent, "aliases": entity.aliases}
        rows.append(row)
    return rows
