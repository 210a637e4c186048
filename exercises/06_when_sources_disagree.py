# %% [markdown]
# # Exercises: when sources disagree
#
# Eight questions on notebook `06_when_sources_disagree`. Write your answer where the three dots are. Run the cell, and then the
# check below it. A wrong answer costs nothing: the check says what differs, and shows the sentence that decides. After two
# wrong answers there is a hint, after three the solution. You can begin with any question. All of them are free: you write
# the code.
#
# Your progress is kept in `06_when_sources_disagree.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("06_when_sources_disagree", data)

# %% set-up
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns

from datakit import plots
from datakit.cite import cite, show

claims, events, sources = data.claims, data.events, data.sources
conflicts, sides = data.conflicts, data.conflict_sides  # a pair of sides, and the statements on each side
investments, deals = data.investments, data.deals  # a mention of a deal, and the deal

# %% checking

from datakit.feedback import Chart, Choice, Conclusion, Function, Number, Row, Table, drawn

# %% 06.1 squeeze: free [markdown]
# ## 06.1 What do both sides allow?
#
# A pair of `conflicts` has two sides. Each claim on a side has bounds, `low` and `high`. If both sides are right, the number lies
# within all of these bounds at once: at or above the largest `low`, and at or below the smallest `high`.
#
# Make a table `together` with one row for each conflict of the `kind` *claim*. Its columns are `conflict`, `low` and `high`: the
# bounds that all claims of the conflict allow together. A cell stays empty where no claim of the conflict has a bound. The
# statements of each side stand in `sides`, and a statement of the kind *claim* is an id in the column `claim` of `claims`.

# %% given
told = sides[sides.kind == "claim"].merge(claims, left_on="statement", right_on="claim")
show(told, columns=["conflict", "side", "quote", "hedge", "low", "high"])

# %% answer
numbers = sides[sides.kind == "claim"].merge(claims, left_on="statement", right_on="claim")  # cut
together = numbers.groupby("conflict").agg(low=("low", "max"), high=("high", "min")).reset_index()  # blank

# %% why [markdown]
# In each of these pairs some number is within all bounds, so no two numbers exclude each other. What disagrees is the date, or the
# words. In one pair both bounds are the same number, and the words *more than* and *nearly* exclude just that number: a table of
# bounds cannot hold this. So a program has to compare words too.

# %% hints [markdown]
# - Merge `sides` of the kind *claim* with `claims`: a `statement` of the one is a `claim` of the other.
# - Group by `conflict`. Which function of `agg` gives the largest `low`? Which gives the smallest `high`?

# %% check
rests_on = cite(data, conflicts[conflicts.metric == "capex_pledge_vs_past_decade"].left.iloc[0])


def bounds_by(low, high, rows=told):
    return rows.groupby("conflict").agg(low=("low", low), high=("high", high)).reset_index()


filled = told.assign(high=told.high.fillna(told.low), low=told.low.fillna(told.high))
allowed = [
    ("either", bounds_by("min", "max"),
     "Your bounds are as wide as those of either side. Both sides hold at once, so the larger low and the smaller high decide."),
    ("one side", bounds_by("first", "first", told[told.side == "left"]),
     "Your bounds are those of one side. Each conflict has two."),
    ("open end filled", bounds_by("max", "min", filled),
     "One cell of yours is filled, and no claim of that conflict has a bound on that side. Nothing is known there: leave it empty."),
    ("zero for open", bounds_by("max", "min", told.fillna({"low": 0, "high": 0})),
     "An open end is a zero in your table. It is no number: leave the cell empty."),
    ("all conflicts", sides.merge(bounds_by("max", "min"), how="left")[["conflict", "low", "high"]].drop_duplicates(),
     "Your table has conflicts of events too. Events have dates and no bounds: choose the kind claim."),
]  # fmt: skip
check = Table(bounds_by("max", "min"), ["conflict"], None, allowed)

# %% wrong
good = bounds_by("max", "min")

# %% right
right = [
    good.set_index("conflict")[["high", "low"]],
    told.pivot_table(index="conflict", values=["low", "high"], aggfunc={"low": "max", "high": "min"}).reset_index(),
    good.iloc[::-1].assign(unit="any"),
]

# %% 06.2 dates: free [markdown]
# ## 06.2 One number, two dates
#
# The plainest slip is one number that is dated twice. `two_dates(table)` gets a table with the columns of `claims`. It gives back a
# table with the columns `claim` and `claim_2`: one row for each pair of claims that agree in `entity`, `metric`, `unit` and
# `value`, and whose periods share no day. A period runs from `period_start` to `period_end`, and both of these days belong to it.
#
# Give each pair once, the id that is first in the alphabet first: `claim < claim_2`. Where a first or a last day is missing, nothing
# is known about that side of the period, so it excludes nothing. The function is tried on other tables too.


# %% answer
def two_dates(table):
    same_number = ["entity", "metric", "unit", "value"]  # cut
    pairs = table.merge(table, on=same_number, suffixes=("", "_2"))  # cut
    pairs = pairs[pairs.claim < pairs.claim_2]  # cut
    before = pairs.period_end < pairs.period_start_2  # cut
    after = pairs.period_start > pairs.period_end_2  # cut
    return pairs.loc[before | after, ["claim", "claim_2"]]  # blank


# %% shown
two_dates(claims)

# %% why [markdown]
# A period is a bound on a date, and two periods exclude each other where one ends before the other begins. A comparison with an empty
# cell is False, so a missing day excludes nothing. Two numbers at two dates are no slip, they are a history. The rule misses two
# growths over a year each, whose years share one month: `conflicts` has such a pair.

# %% hints [markdown]
# - Merge the table with itself: `table.merge(table, on=[...], suffixes=("", "_2"))`. Then keep each pair once.
# - The first period lies before the second, or after it. Compare the last day of the one with the first day of the other.

# %% check
rests_on = cite(data, claims[claims.metric == "daily_tokens"].claim.iloc[0])
AGREE = ["entity", "metric", "unit", "value"]


def apart(p):
    return (p.period_end < p.period_start_2) | (p.period_start > p.period_end_2)


def meeting(p):
    return (p.period_start <= p.period_end_2) & (p.period_start_2 <= p.period_end)


def once(p):
    return p.claim < p.claim_2


def pairs_of(table, on=AGREE, keep=once, test=apart):
    pairs = table.merge(table, on=[*on], suffixes=("", "_2"))
    return pairs.loc[keep(pairs) & test(pairs), ["claim", "claim_2"]]


OTHERWISE = [
    ("undated", {"test": lambda p: ~meeting(p)},
     "your table has a pair with a missing day. A comparison with an empty cell is False, and its opposite is True: ask for periods apart."),
    ("touching", {"test": lambda p: (p.period_end <= p.period_start_2) | (p.period_start >= p.period_end_2)},
     "your table has a pair whose periods share one day. Both ends belong to a period: compare with < and >."),
    ("other days", {"test": lambda p: p.period_start != p.period_start_2},
     "your table has pairs whose first days differ. Two periods can begin on different days and still share others."),
    ("any number", {"on": AGREE[:3]},
     "your table has a pair with two different numbers. That is a history: the value must agree."),
    ("any unit", {"on": ["entity", "metric", "value"]},
     "your table has a pair in two different units. The unit must agree."),
    ("any metric", {"on": ["entity", "unit", "value"]},
     "your table has a pair of two different things. The metric must agree."),
    ("any entity", {"on": AGREE[1:]},
     "your table has a pair of two different names. The entity must agree."),
    ("both ways", {"keep": lambda p: p.claim != p.claim_2},
     "your table has each pair twice. Keep the one in which claim comes before claim_2."),
    ("turned", {"keep": lambda p: p.claim > p.claim_2},
     "your pairs have the later id first. Keep those in which claim comes before claim_2."),
    ("one way", {"test": lambda p: p.period_end < p.period_start_2},
     "your table has only pairs in which the first claim has the earlier date. The first claim may have the later one too."),
    ("other way", {"test": lambda p: p.period_start > p.period_end_2},
     "your table has only pairs in which the first claim has the later date. The first claim may have the earlier one too."),
    ("no dates", {"test": once}, "your table has every pair with one number. Their dates are not compared yet."),
]  # fmt: skip


def dated(table):
    known = [(kind, pairs_of(table, **other), said) for kind, other, said in OTHERWISE]
    return Table(pairs_of(table), ["claim", "claim_2"], None, known)


WEEK = pd.Timedelta(days=7)
days = [("a1", "Acme", "users", "people", 5, 0, 4), ("a2", "Acme", "users", "people", 5, 9, 9), ("a3", "Acme", "users", "people", 6, 20, 21),
        ("a4", "Acme", "users", "people", 5, 9, 12), ("b1", "Bolt", "sales", "CNY", 7, 8, 9), ("b2", "Bolt", "sales", "CNY", 7, 1, 2),
        ("b3", "Bolt", "sales", "USD", 7, 30, 31), ("b4", "Bolt", "costs", "CNY", 7, 40, 41), ("c1", "Cargo", "sales", "CNY", 7, None, 1),
        ("c2", "Cargo", "sales", "CNY", 7, 3, None), ("c3", "Cargo", "sales", "CNY", 7, None, None), ("d1", "Dove", "ships", "ships", 3, 1, 2),
        ("d2", "Dove", "ships", "ships", 3, 2, 4)]  # fmt: skip
invented = pd.DataFrame(days, columns=["claim", *AGREE, "period_start", "period_end"])
for column in ("period_start", "period_end"):
    invented[column] = pd.Timestamp("2024-01-01") + invented[column] * WEEK
check = Function(
    [("the claims of the articles", (claims,), dated(claims)), ("invented claims", (invented,), dated(invented))]
)

# %% hidden
upside = invented.iloc[::-1].assign(claim=invented.claim.to_numpy())
undated = invented.assign(period_start=invented.period_start.where(invented.value != 7))
hidden = Function([("other claims", (upside,), dated(upside)), ("claims with fewer dates", (undated,), dated(undated))])

# %% wrong
wrong = [
    *((kind, lambda table, other=other: pairs_of(table, **other)) for kind, other, _ in OTHERWISE),
    ("missing column", lambda table: pairs_of(table)[["claim"]]),
]

# %% right
right = [
    lambda table: pairs_of(table).iloc[::-1].set_index("claim"),
    lambda table: pairs_of(table.dropna(subset=["value"])),
    lambda t: (
        t.assign(key=t[AGREE].astype(object).fillna("").astype(str).agg("|".join, axis=1))
        .pipe(lambda t: t.merge(t, on="key", suffixes=("", "_2")))
        .query("claim < claim_2 and (period_end < period_start_2 or period_end_2 < period_start)")
    ),
]

# %% 06.3 merge: free [markdown]
# ## 06.3 What is still open, side by side
#
# Some pairs of `conflicts` are settled by a person's decision. Of the others (`settled` is empty) you want to see who says what. Make
# a table `open_sides` with one row for each statement of these conflicts. Its columns are `conflict`, `side`, `statement` and
# `section`: the part of the article in which the statement stands.
#
# The statements stand in `sides`. A statement of the `kind` *claim* is an id in the column `claim` of `claims`, and one of the kind
# *event* is an id in the column `event` of `events`. One id stands in both frames, so the kind has to agree too. The section is a
# column of `claims` and of `events`.

# %% given
show(conflicts, columns=["entity", "metric", "field", "left_for", "right_for", "settled"])

# %% answer
said_claims = claims[["claim", "section"]].rename(columns={"claim": "statement"}).assign(kind="claim")  # cut
said_events = events[["event", "section"]].rename(columns={"event": "statement"}).assign(kind="event")  # cut
said = pd.concat([said_claims, said_events])  # cut
unsettled = conflicts.loc[conflicts.settled.isna(), ["conflict"]]  # cut
both = sides.merge(unsettled, on="conflict").merge(said, on=["kind", "statement"])  # cut
open_sides = both[["conflict", "side", "statement", "section"]]  # blank

# %% why [markdown]
# Each open pair stands within one article, so no second origin speaks for a side. Two statements of one text against one of the same
# text settle nothing: they may repeat one slip. Until a document is found, both sides are kept.

# %% hints [markdown]
# - Put the ids and sections of `claims` and `events` below each other with `pd.concat`. Give each its `kind` before.
# - Merge `sides` with the unsettled conflicts by `conflict`, and with the statements by `kind` and `statement`.

# %% check
rests_on = cite(data, events[events.event.isin(sides.statement) & (events.action == "release")])
by_kind = {"claim": claims, "event": events}
parts = pd.concat(
    table[[kind, "section"]].rename(columns={kind: "statement"}).assign(kind=kind) for kind, table in by_kind.items()
)
WANTED = ["conflict", "side", "statement", "section"]
is_open = sides.conflict.isin(conflicts.conflict[conflicts.settled.isna()])
everything = sides.merge(parts, on=["kind", "statement"])
opened = sides[is_open].merge(parts, on=["kind", "statement"])
listed = [
    ("settled too", everything, "Your table has the settled conflicts, too. Keep those of which `settled` is empty."),
    ("settled only", everything[~everything.conflict.isin(opened.conflict)],
     "Your table has the settled conflicts. Keep those of which `settled` is empty."),
    ("claims only", opened[opened.kind == "claim"], "Your table has claims only. Some sides are events: put both frames below each other."),
    ("events only", opened[opened.kind == "event"], "Your table has events only. Some sides are claims: put both frames below each other."),
    ("one side", opened[opened.side == "left"], "Your table has the left side only. Each conflict has two."),
    ("first statements", opened.drop_duplicates(["conflict", "side"]),
     "A side of several statements has one row in your table. Each statement has a row of its own."),
]  # fmt: skip
twice = (
    "kind not compared",
    lambda given: given.duplicated(WANTED[:3]).any(),
    "One statement stands twice in your table. An id can be that of a claim and of an event: merge by the kind, too.",
)
check = Table(opened[WANTED], WANTED[:3], None, [twice, *listed])

# %% wrong
wrong = [
    ("kind not compared", sides[is_open].merge(parts, on="statement")),
]

# %% right
sections = {(row.kind, row.statement): row.section for row in parts.itertuples()}
right = [
    opened.iloc[::-1].set_index("statement"),
    sides[is_open].assign(
        section=[sections[pair] for pair in zip(sides.kind[is_open], sides.statement[is_open], strict=True)]
    ),
    conflicts[conflicts.settled.isna()].merge(everything, on="conflict", suffixes=("_of_pair", "")),
]

# %% 06.4 group: free [markdown]
# ## 06.4 Excluding one text
#
# A newsroom has lost its trust in one of its texts, and does not say in which. What would be left? A row of `investments` is one
# mention of a deal: `deal` says which deal, `publisher` says whose text.
#
# Make a table `excluding` with one row for each `publisher` of `investments`. The column `deals` says of how many deals its text
# tells. The column `lost` says how many of these no other publisher tells: they are lost if its text is left out.

# %% answer
pages = investments[["deal", "publisher"]].drop_duplicates()  # cut
alone = pages.groupby("deal").publisher.transform("size") == 1  # cut
excluding = pages.assign(lost=alone).groupby("publisher").agg(deals=("deal", "size"), lost=("lost", "sum"))  # blank

# %% why [markdown]
# Where a text loses nothing, another one tells the same. That is no proof yet: two texts may retell the same reports. And a deal that
# one text alone tells need not be wrong. It rests on that text, and whoever quotes it should say so.

# %% hints [markdown]
# - A text may mention a deal many times. `drop_duplicates()` on the two columns leaves one row for each deal and publisher.
# - For each deal, count its publishers: `groupby("deal").publisher.transform("size")` gives the number in each row.

# %% check
rests_on = cite(data, deals[deals.sources > 1])
pages = investments[["deal", "publisher"]].drop_duplicates()


def by_publisher(rows, alone):
    return rows.assign(lost=alone).groupby("publisher").agg(deals=("deal", "size"), lost=("lost", "sum")).reset_index()


def told_by(rows, column="publisher"):
    return rows.groupby("deal")[column].transform("nunique")


origin = investments.merge(sources[["source", "origin"]], on="source")
kept = by_publisher(pages, told_by(pages) == 1)
without = [
    ("mentions", by_publisher(investments, told_by(investments) == 1),
     "Your table counts mentions. A text that mentions a deal twice tells of one deal: drop the duplicates first."),
    ("told once", by_publisher(pages, ~pages.deal.isin(investments.deal[investments.deal.duplicated()])),
     "Your column lost leaves out deals that one text mentions twice. They are lost with that text, too."),
    ("told by others", by_publisher(pages, told_by(pages) > 1),
     "Your column lost counts deals that another publisher tells, too. These are not lost."),
    ("by origin", by_publisher(origin.drop_duplicates(["deal", "publisher"]), told_by(origin.drop_duplicates(["deal", "publisher"]), "origin") == 1),
     "Your column lost counts deals of one origin. Two publishers may retell one origin, and then one of them can be left out."),
    ("all lost", by_publisher(pages, True), "Your column lost counts all deals of the text. Another text tells of some of them."),
]  # fmt: skip
check = Table(kept, ["publisher"], None, without)


# %% right
crossed = pd.crosstab(investments.deal, investments.publisher) > 0
right = [
    pd.DataFrame({"deals": crossed.sum(), "lost": crossed[crossed.sum(axis=1) == 1].sum()}),
    kept.iloc[::-1].assign(kept=kept.deals - kept.lost),
]

# %% 06.5 function: free [markdown]
# ## 06.5 Origins, not pages
#
# Two articles that retell the same reports are two pages and one origin. `counted(told, sources)` gets a table `told` with the columns
# `deal` and `source`, one row a mention, and a table with the columns `source` and `origin`, one row an article. It gives back a
# table with one row for each deal: `deal`, `articles` (how many articles tell it) and `origins` (how many origins).
#
# A mention counts only if its `source` is in `sources`: of any other text nobody knows the origin. The function is tried on other
# tables too.

# %% given
show(sources, columns=["publisher", "kind", "origin"])


# %% answer
def counted(told, sources):
    known = told[["deal", "source"]].merge(sources, on="source", how="inner")  # cut
    of_deal = known.groupby("deal")  # cut
    return of_deal.agg(articles=("source", "nunique"), origins=("origin", "nunique"))  # blank


# %% shown
counted(investments, sources)

# %% why [markdown]
# The talks stand in more articles than origins: two pages repeat the same reports. A second page makes a story longer known, and no
# better known. A second origin does, if it has not read the first.

# %% hints [markdown]
# - Merge the two tables by `source`. Which `how` leaves out a mention of an unknown article?
# - Group by `deal`. `nunique` counts different values, `size` counts rows.

# %% check
rests_on = cite(data, deals[deals.sources > deals.origins].head(1))


def count(told, sources, articles="nunique", origins="origin", how="inner", function="nunique"):
    rows = told[["deal", "source"]].merge(sources[["source", "origin"]], on="source", how=how)
    return rows.groupby("deal").agg(articles=("source", articles), origins=(origins, function)).reset_index()


COUNTS = [
    ("mentions", {"articles": "size"}, "your column articles counts mentions. An article may mention a deal many times."),
    ("mentions of origins", {"function": "count"}, "your column origins counts mentions. Count different origins."),
    ("pages", {"origins": "source"}, "your column origins counts articles. Two articles may have one origin."),
    ("unknown article", {"how": "left"}, "your table counts a mention of an article that is not in sources. Its origin is not known."),
]  # fmt: skip


def counting(told, sources):
    known = [(kind, count(told, sources, **changed), said) for kind, changed, said in COUNTS]
    return Table(count(told, sources), ["deal"], None, known)


letters = pd.DataFrame({"source": ["p", "q", "r", "s"], "origin": ["wire", "wire", "own", "report"]})
mentioned = pd.DataFrame({"deal": [*"aaaabbccd"], "source": [*"ppqrpqtrt"]})
check = Function([
    ("the mentions of the articles", (investments, sources), counting(investments, sources)),
    ("invented mentions, one of them in an unknown article", (mentioned, letters), counting(mentioned, letters)),
])  # fmt: skip

# %% hidden
one_voice, none = letters.assign(origin="wire"), mentioned.head(0)
hidden = Function([
    ("articles of one origin", (mentioned, one_voice), counting(mentioned, one_voice)),
    ("some of the articles", (investments, sources.head(2)), counting(investments, sources.head(2))),
    ("the same mentions twice", (pd.concat([mentioned] * 2), letters), counting(mentioned, letters)),
])  # fmt: skip

# %% wrong
wrong = [
    *((kind, lambda told, sources, other=other: count(told, sources, **other)) for kind, other, _ in COUNTS),
    ("missing row", lambda *given: count(*given).head(3)),
]

# %% right
right = [
    lambda told, sources: count(told, sources).iloc[::-1],
    lambda told, sources: (
        told[told.source.isin(sources.source)]
        .assign(origins=lambda rows: rows.source.map(sources.set_index("source").origin))
        .groupby("deal")
        .agg({"source": "nunique", "origins": "nunique"})
        .rename(columns={"source": "articles"})
    ),
]

# %% 06.6 chart: free [markdown]
# ## 06.6 What is left of the repetition?
#
# A row of `deals` says in how many `mentions`, articles (`sources`) and `origins` a deal is told. How many deals have **at least two**
# of each? Draw these three numbers, so that a reader sees how repetition shrinks.
#
# Name the three marks `mentions`, `articles` and `origins`. Say at the axis that deals are counted. The title is a sentence that
# says what the chart shows, and it has the word *origins*. `chart` is the Axes on which you drew. Bars, dots or another form are
# fine.

# %% answer
twice = {"mentions": deals.mentions >= 2, "articles": deals.sources >= 2, "origins": deals.origins >= 2}  # cut
many = pd.Series(twice).map(sum)  # cut
fig, ax = plt.subplots(figsize=(8.6, 2.8), layout="constrained")  # cut
ax.bar_label(ax.barh(many.index, many, color=plots.BLUE), padding=4)  # cut
ax.invert_yaxis()  # cut
title = f"Of {len(deals)} deals {many['mentions']} are told twice, but only {many['origins']} by two origins"  # cut
ax.set(xlabel="deals", title=title)  # cut
chart = ax  # blank

# %% why [markdown]
# Each step takes repetition away: first within one text, then between texts that retell one report. What is left is told by two texts
# of which neither is known to have copied the other. The chart does not say that the other deals are wrong.

# %% hints [markdown]
# - `(deals.mentions >= 2).sum()` counts the deals with at least two mentions.
# - `ax.bar(names, numbers)` draws one bar for each name. Then `ax.set(title=..., ylabel=...)`.

# %% check
rests_on = cite(data, deals[deals.origins > 1])
COLUMN = {"mentions": "mentions", "articles": "sources", "origins": "origins"}


def at_least(number, table=deals):
    return {name: (table[column] >= number).sum() for name, column in COLUMN.items()}


shown = at_least(2)
check = Chart(shown, unit=["deals", "deal"], title=["origins", "origin"], mistakes=[
    ("once", at_least(1), "Your chart shows the deals with at least one. All of them have one: ask for two or more."),
    ("more than two", at_least(3), "Your chart shows the deals with more than two. Two are enough."),
    ("sums", {name: deals[column].sum() for name, column in COLUMN.items()},
     "Your chart adds up the mentions, articles and origins. Count the deals that have at least two."),
    ("most", {name: deals[column].max() for name, column in COLUMN.items()},
     "Your chart shows the largest number that one deal has. Count the deals that have at least two."),
])  # fmt: skip

# %% wrong
SAYS = "Only a few deals are told by two origins"


def bars(values, title=SAYS, label="deals", **limits):
    return drawn(lambda ax: (ax.bar([*values], [*values.values()]), ax.set(title=title, ylabel=label, **limits)))


wrong = [
    ("once", bars(at_least(1))),
    ("more than two", bars(at_least(3) | {"origins": 0.0})),
    ("sums", bars({name: deals[column].sum() for name, column in COLUMN.items()})),
    ("most", bars({name: deals[column].max() for name, column in COLUMN.items()})),
    ("no unit", bars(shown, label="number", title="Only a few are told by two origins")),
    ("other title", bars(shown, title="Repetition is not the same as proof")),
]


# %% right
def dots(ax):
    sns.pointplot(x=[*shown], y=[*shown.values()], ax=ax)
    ax.set(title="What two origins tell is less than what is told twice", ylabel="number of deals")


right = [
    bars(shown),
    drawn(dots),
    drawn(lambda ax: (ax.barh([*shown], [*shown.values()]), ax.set(xlabel="deals", title=SAYS))),
]

# %% 06.7 outside: free [markdown]
# ## 06.7 A claim and a document
#
# Caixin tells Tencent's capital expenditures of one quarter: in `claims` the row with the metric `capex_quarter` and the family *Tencent*.
# Here is a document from outside the articles. It was entered by hand in the file `notebooks/outside/documents.csv`.
#
# > Tencent, *Results for the fourth quarter of 2024*, 19 March 2025: capital expenditures of 36.6 billion yuan.
#
# Hold the claim against the document. `held` has four fields:
#
# - `apart`: by how many yuan Caixin's number is larger than that of the document.
# - `rounded`: *yes* or *no*. Could Caixin's number be the number of the document, rounded to whole billions?
# - `verdict`: *agrees*, *differs* or *cannot tell*, for the two numbers as they are printed.
# - `row`: what becomes of Caixin's row. *stay*: it stays as it is, and the verdict stands beside it. *replace*: it gets the number of
#   the document. *delete*: it is taken out.

# %% given
cite(data, claims.query("metric == 'capex_quarter' and family == 'Tencent'").claim.iloc[0])

# %% answer
claim = claims.query("metric == 'capex_quarter' and family == 'Tencent'").iloc[0]  # cut
held = {"apart": claim.value - 36.6 * 10**9, "rounded": "no", "verdict": "differs", "row": "stay"}  # blank

# %% why [markdown]
# The two numbers differ by more than rounding explains. They may count different things, such as payments or orders, and neither text says
# so. The document is close to the fact, and it is a firm's report on itself. What Caixin wrote stays what Caixin wrote: a reader
# sees the claim, the document and the verdict.

# %% hints [markdown]
# - Take the `value` of the claim. Write the number of the document as `36.6 * 10**9`.
# - Round the number of the document to whole billions, and look whether Caixin's number comes out.

# %% check
quarter = claims[(claims.metric == "capex_quarter") & (claims.family == "Tencent")].iloc[0]
rests_on = quarter.claim
document = 36.6e9
gap = quarter.value - document
other = claims[(claims.metric == "capex_quarter") & (claims.family != "Tencent")].iloc[0]
check = Row({
    "apart": Number(gap, "CNY", [
        ("the document", document, "You gave the number of the document. By how much is Caixin's larger?"),
        ("the claim", quarter.value, "You gave Caixin's number. By how much is it larger than that of the document?"),
        ("another firm", lambda n: abs(n) == abs(other.value - document), "You gave {you}: that is with the quarter of another firm."),
        ("a fraction", lambda n: abs(n) < 1, "You gave {you}: that is a part. The question asks for yuan."),
    ], rel=1e-4),
    "rounded": Choice("no", {"yes": "Round the number of the document to whole billions. Is that Caixin's number?"}),
    "verdict": Choice("differs", {
        "agrees": "Both are of one firm and one quarter. Are the two numbers the same, or the same after rounding?",
        "cannot tell": "Why they differ cannot be told. That the two printed numbers differ can be seen.",
    }),
    "row": Choice("stay", {
        "replace": "Then the table would say that Caixin wrote something that it did not write.",
        "delete": "Then nobody could see that the two disagree, or check the verdict.",
    }),
})  # fmt: skip

# %% wrong
good = {"apart": gap, "rounded": "no", "verdict": "differs", "row": "stay"}
wrong = [
    ("apart: another firm", good | {"apart": other.value - document}),
    ("apart: a fraction", good | {"apart": gap / document}),
]

# %% right
right = [pd.Series(good), good | {"rounded": False, "row": " Stay ", "apart": round(gap)}]

# %% 06.8 sentence: free [markdown]
# ## 06.8 A conclusion that no date turns
#
# Doubao's count of tokens a day (`daily_tokens` in `claims`) is dated May 2024 by Caixin's digest, and late May 2025 by Caixin's timeline. At
# some day of 2026 ByteDance handles more than a second, larger number. Suppose that at the first date all of ByteDance's tokens were
# Doubao's, and that growth was steady. How long did one doubling of ByteDance's tokens take **at most**, if you believe the
# digest, and if you believe the timeline? Compare it with **a year**.
#
# Answer in one sentence, as text. Name ByteDance. Say whether one doubling took *less than*, *more than* or *exactly* a year, or
# whether that is *not known*. Say that it holds for both dates, if it does.

# %% given
show(
    claims.query("metric == 'daily_tokens'"), columns=["entity", "quote", "hedge", "section", "period_end", "when_end"]
)

# %% answer
sentence = "For both dates, ByteDance's tokens took less than a year to double."  # blank

# %% why [markdown]
# Take the slowest case: the first count as early as the digest says, the second as late as 2026 allows, and no more tokens than the bound.
# Even so one doubling takes less than a year. More tokens or later first dates make it shorter. A conclusion that holds
# whomever you believe needs no decision on the date. It still rests on the two assumptions.

# %% hints [markdown]
# - Work out the slowest case: `np.log2(second / first)` doublings, from the earliest first day to the last day of 2026.
# - Begin with *For both dates*. Then who, and then *less than* or *more than a year*.

# %% check
tokens = claims[claims.metric == "daily_tokens"].dropna(subset=["value"])
rests_on = cite(
    data, *tokens.claim.head(1), *tokens.claim[tokens.section == "timeline"], *tokens.claim[tokens.hedge == "over"]
)
first, second = tokens.loc[tokens.period_start.idxmin()], tokens[tokens.hedge == "over"].iloc[0]
slowest = (second.when_end - first.period_start).days / np.log2(
    second.low / first.value
)  # days, if the digest is right
check = Conclusion(
    names={
        "whose tokens they are": ["ByteDance"],
        "what grew": ["token"],
        "what the time is compared with": ["year", "12 months", "twelve months"],
        "that it holds for both dates": ["both", "either", "whichever", "whatever", "whoever", "whomever", "regardless", "no matter", "any date",
                                         "each date", "even if", "even with", "all dates"],
    },
    relation=("below" if slowest < 365 else "unknown", ["year", "12 months", "twelve months"]),
    mistakes=[
        ("another time", r"half a year|\b(six|6|three|3) months|decade|two years",
         "Your sentence compares with another time. The question asks for a year, under both dates."),
        ("growth for time", r"-fold|times as (many|much)|\bper ?cent|%",
         "Your sentence gives a growth. The question asks how long one doubling took, compared with a year."),
    ],
)  # fmt: skip

# %% wrong
wrong = [
    ("above", "For both dates, ByteDance's tokens took more than a year to double."),
    ("equal", "For both dates, ByteDance's tokens took exactly a year to double."),
    ("unknown", "It is not known whether ByteDance's tokens doubled in less than a year, with both dates."),
    ("no that it holds for both dates", "ByteDance's tokens took less than a year to double."),
    ("no whose tokens they are", "For both dates, tokens took less than a year to double."),
    ("another time", "For both dates, ByteDance's tokens took less than half a year to double."),
    ("growth for time", "For both dates, ByteDance's tokens grew 7-fold in more than a year."),
    ("says more", "For both dates, ByteDance's tokens took less than a year to double, and they will go on."),
    ("not understood", "For both dates, ByteDance's tokens doubled in a year of growth."),
]

# %% right
right = [
    "Whichever date is right, one doubling of ByteDance's tokens took less than a year.",
    "ByteDance's tokens doubled in under a year, regardless of the date that one believes.",
    "Even with the date of the digest, ByteDance needed less than a year to double its tokens.",
    "It took ByteDance fewer than twelve months to double its tokens, whatever date you take.",
]
