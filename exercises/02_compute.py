# %% [markdown]
# # Exercises: compute
#
# Seven questions on notebook `02_compute`. Write your answer where the three dots are. Run the cell, and then the check below
# it. A wrong answer costs nothing: the check says what differs, and shows the sentence that decides. After two wrong answers there is
# a hint, after three the solution. You can begin with any question.
#
# Where a kind of question is new, the cell above your answer solves a similar one, step by step.
#
# Your progress is kept in `02_compute.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("02_compute", data)

# %% set-up
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

from datakit import plots
from datakit.cite import cite, show

compute = data.compute  # one row a fact on chips and computing power

# %% checking
import re

from datakit.bounds import Interval
from datakit.feedback import Bounds, Chart, Choice, Conclusion, Function, Number, Open, Row, Table, drawn

cloud = compute.query("entity == 'Alibaba Cloud'")
held, planned = cloud.query("kind == 'held'"), cloud.query("kind == 'planned'")
both = pd.concat([held, planned])
everyone = compute.query("unit == 'chips' and kind in ['held', 'planned']")

# %% 02.1 query: free [markdown]
# ## 02.1 Who plans to buy Nvidia's chips?
#
# Find the facts in `compute` that count Nvidia chips (`origin` is *Nvidia*) of the `kind` *planned*. `wanted` is a table with the
# columns `entity` and `low`.

# %% given
show(compute, columns=["entity", "object", "says"])

# %% answer
wanted = compute.query("origin == 'Nvidia' and kind == 'planned'")[["entity", "low"]]  # blank

# %% why [markdown]
# Two conditions joined with `and` must both hold. The chips that are held drop out by their kind, the domestic ones by their
# origin. A plan is a wish for one year: nobody holds these chips yet.

# %% hints [markdown]
# - `query` takes one sentence with two conditions, joined with `and`. Text inside it has single quotation marks.
# - Two pairs of square brackets after the query choose columns: `[["entity", "low"]]`.

# %% check
rests_on = "caixin:4903"
nvidia, plans = compute.query("origin == 'Nvidia'"), compute.query("kind == 'planned'")
expected = nvidia.query("kind == 'planned'")[["entity", "low"]]
either = compute.query("origin == 'Nvidia' or kind == 'planned'")
others = [
    ("held too", nvidia, "Your table has chips that are held, too. The question asks for plans."),
    ("domestic too", plans, "Your table has plans for domestic chips, too. The question asks for Nvidia's."),
    ("either", either, "Your table has the rows for which one condition holds. Both must hold."),
    ("domestic", plans.query("origin == 'domestic'"),
     "Your table has the plans for domestic chips. Look at the origin."),
    ("no rows", compute.head(0), "Your table has no rows. Are the words spelled as in the frame?"),
]  # fmt: skip
check = Table(expected, ["entity"], "chips", others)


# %% right
right = [
    compute[(compute.origin == "Nvidia") & (compute.kind == "planned")],
    expected.set_index("entity").low,
    nvidia[nvidia.status == "planned"].sort_values("low", ascending=False)[["low", "entity", "says"]],
]

# %% 02.2 bounds: worked [markdown]
# ## 02.2 A stock and a plan
#
# The cell below adds up the chips that Alibaba Cloud held at the end of 2024. Now go one year on.
#
# How many chips would Alibaba Cloud hold at the end of 2025? Assume that it buys exactly what it planned, that it takes no chip out
# of use, and that *over* governs the first count only, as the row says. Give `stock` as `(least, most)`, and write `None` for an end
# that stays open.

# %% given
held = compute.query("entity == 'Alibaba Cloud' and kind == 'held'")
least = held.low.sum()  # the leasts add up to the least of the sum
most = held.high.sum(skipna=False)  # one part has no most, so the sum has none: NaN
print(f"at least {least:,.0f}, at most {most:,.0f}")
show(compute.query("entity == 'Alibaba Cloud'"), columns=["label", "kind", "low", "high"])

# %% answer
both = compute.query("entity == 'Alibaba Cloud' and kind in ['held', 'planned']")  # cut
stock = (both.low.sum(), None)  # blank

# %% why [markdown]
# A plan may be added to a stock only where somebody assumes that it is kept, as the question does. The least is the sum of all
# leasts. The Nvidia chips held have no most, so the sum has none, however exact the plans are.

# %% hints [markdown]
# - Two kinds of rows belong to the sum: `kind in ['held', 'planned']`.
# - Ask of each row what its most is. If one row has none, can the sum have one?

# %% check
rests_on = "caixin:11842"
mentions = data.claims.query("metric in ['chips_held', 'chips_planned'] and entity == 'Alibaba Cloud'")
nvidia, rest = both[both.origin == "Nvidia"], both[both.high.notna()]
leasts = [
    ("held only", held, "You gave {you}: that is what was held. The plan comes on top."),
    ("planned only", planned, "You gave {you}: that is the plan. The chips that were held stay."),
    ("one make", nvidia, "You gave {you}: those are the chips of one make. The question asks for all chips."),
    ("other firms", everyone, "You gave {you}: the plan of another firm is in it."),
    ("each mention", mentions, "You gave {you}: counts that are told twice are added twice. Begin from compute."),
    ("closed rows only", rest, "You gave {you}: the chips with the open end are missing. They have a least."),
]


def least_of(rows):
    return lambda ends: ends[0] == rows.low.sum()


check = Bounds(Interval(both.low.sum(), None), "chips", [
    ("side by side", lambda ends: ends == (held.low.sum(), planned.low.sum()),
     "You gave what is held as the least and the plan as the most. The question asks for the two added up."),
    ("open part left out", lambda ends: ends[1] == both.high.sum(),
     "The most that you gave leaves out the row whose most is empty. Without skipna=False, sum skips it."),
    *((kind, least_of(rows), said) for kind, rows, said in leasts),
])  # fmt: skip

# %% wrong
wrong = [
    *((kind, (rows.low.sum(), None)) for kind, rows, _ in leasts),
    ("side by side", (held.low.sum(), planned.low.sum())),
    ("open part left out", (both.low.sum(), both.high.sum())),
]

# %% right
right = [
    [int(both.low.sum()), float("nan")],
    {"low": both.low.sum(), "high": both.high.sum(skipna=False)},
    both[["low", "high"]].sum(skipna=False),
    Interval(both.low.sum(), None),
]

# %% 02.3 bounds: two blanks [markdown]
# ## 02.3 Two readings of one word
#
# Take the stock of question 02.2 again, with the same plan: the chips that Alibaba Cloud held and planned, nothing taken out of use.
# What part of them is domestic, **at most**?
#
# - `first`: *over* governs the Nvidia chips held only.
# - `both`: *over* governs the domestic chips held, too.
#
# Give a fraction of one with at least three digits. Write `None` if the words give no most. That a part is not more than the whole
# is true of every part, and is no answer here.

# %% given
cite(data, "caixin:11842")

# %% answer
rows = compute.query("entity == 'Alibaba Cloud' and kind in ['held', 'planned']").groupby("origin")  # cut
domestic, nvidia = rows.high.sum()["domestic"], rows.low.sum()["Nvidia"]  # cut
most = {
    "first": domestic / (domestic + nvidia),  # blank: domestic / (domestic + nvidia)
    "both": None,  # blank: None
}

# %% why [markdown]
# The part is largest where the other chips are fewest: at the least of the Nvidia chips. If "over" governs the domestic chips as well,
# these have no most either. Then the part can lie as near to the whole as you like, and the words give no most.

# %% hints [markdown]
# - A part is a number divided by the whole, and the whole is both makes together. When is the whole smallest?
# - In the second reading, ask how many domestic chips there can be at most.

# %% check
rests_on = "caixin:11842"
by_make = both.groupby("origin")
domestic, nvidia = by_make.high.sum()["domestic"], by_make.low.sum()["Nvidia"]


def part_of(rows, whole):
    return rows[rows.origin == "domestic"].low.sum() / whole.low.sum()


firsts = [
    ("part over part", domestic / nvidia, "You divided one make by the other. The whole is both makes."),
    ("held only", part_of(held, held),
     "You gave {you}: that is the part of the chips held. The plan belongs to it, too."),
    ("planned only", part_of(planned, planned), "You gave {you}: that is the part of the plan. Add the chips held."),
    ("chips for part", domestic, "You gave {you}: that is a number of chips. Divide it by the whole."),
    ("other firms", part_of(both, everyone), "You gave {you}: the plan of another firm is in the whole."),
]  # fmt: skip
check = Row({"first": Number(domestic / (domestic + nvidia), "fraction", firsts, rel=5e-4), "both": Open()}, [
    ("same for both", lambda row: row["first"] == row["both"] is not None,
     "both: you gave the same most twice. How many domestic chips can there be, if over governs them?"),
    ("the whole", lambda row: row["both"] == 1,
     "both: that a part is at most the whole is true of every part. No word of the sentence gives it."),
])  # fmt: skip

# %% wrong
best = domestic / (domestic + nvidia)
good = {"first": best, "both": None}
wrong = [
    ("same for both", {"first": best, "both": best}),
    ("the whole", good | {"both": 1}),
    ("both: zero for open", good | {"both": 0}),
]

# %% right
right = [{"both": float("nan"), "first": round(best, 4)}, pd.Series({"first": best, "both": None})]

# %% 02.4 group: two blanks [markdown]
# ## 02.4 Told twice, counted once
#
# The table `mentions` has a row for each claim that counts chips, and says in `fact` which fact it states. Some facts are told twice.
#
# Complete the function. It takes each fact once and gives back the sum of `low` for each `entity` and `metric`. So a plan is
# not added to a stock.

# %% given
chips = data.claims.query("topic == 'compute' and unit == 'chips'")
mentions = chips.merge(data.fact_claims, on="claim")  # to each claim the fact that it says
show(mentions, columns=["fact", "quote", "entity", "metric", "low"])


# %% answer
def counted(mentions):
    once = mentions.drop_duplicates("fact")  # blank: "fact"
    return once.groupby(["entity", "metric"]).low.sum()  # blank: ["entity", "metric"]


# %% why [markdown]
# Each fact counts once, however often it is told. The number is no name for a fact, since two facts can have the same number.
# Within one entity and one metric the chips may be added.

# %% hints [markdown]
# - `drop_duplicates` takes the name of the column in which two rows must not be alike.
# - `groupby` takes a list of names: `["...", "..."]`. Which two columns keep firms apart, and plans from stocks?

# %% check
rests_on = "caixin:11842"
told = ["fact", "claim", "entity", "metric", "low"]
columns_dropped = [
    ("each mention", "claim", "facts told twice are added twice. Which column is the same in both mentions?"),
    ("same number", "low", "two facts can have the same number, and one was dropped."),
    ("same number", ["entity", "metric", "low"], "two facts can have the same number, and one was dropped."),
    ("one row each", ["entity", "metric"],
     "only one row of each was kept. An entity or a metric can have several facts."),
]  # fmt: skip


def once(table, column="fact", by=("entity", "metric")):
    return table.drop_duplicates(column).groupby(list(by), as_index=False).low.sum()


def sums(table):
    """The check of what comes back for this table."""
    other = "your function gives back the sums of another table. Work with the table that it is given."
    known = [(kind, once(table, columns), said) for kind, columns, said in columns_dropped]
    return Table(once(table), ["entity", "metric"], "chips", [("another table", once(mentions), other), *known])


invented = pd.DataFrame([
    ("a:1", "a:1", "Acme", "chips_held", 500.0),
    ("a:1", "a:9", "Acme", "chips_held", 500.0),
    ("a:2", "a:2", "Acme", "chips_held", 500.0),
    ("a:3", "a:3", "Acme", "chips_planned", 80.0),
    ("b:1", "b:1", "Bolt", "chips_planned", 70.0),
    ("b:1", "b:4", "Bolt", "chips_planned", 70.0),
], columns=told)  # fmt: skip
check = Function([
    ("the table mentions", (mentions,), sums(mentions)),
    ("a table of invented firms", (invented,), sums(invented)),
])  # fmt: skip

# %% hidden
more = pd.concat([mentions[told], mentions[told].tail(1).assign(claim="c:1"), invented], ignore_index=True)
fewer = invented[invented.entity == "Bolt"]
hidden = Function([("more rows", (more,), sums(more)), ("one firm", (fewer,), sums(fewer))])

# %% wrong
wrong = [
    *((kind, lambda table, column=columns: once(table, column)) for kind, columns, _ in columns_dropped),
    ("another table", lambda table: once(mentions)),
]

# %% right
right = [
    lambda table: table.drop_duplicates(subset=["fact"]).groupby(["metric", "entity"])[["low"]].sum(),
    lambda table: table.groupby(["fact", "entity", "metric"]).low.first().groupby(["entity", "metric"]).sum(),
    lambda table: once(table).iloc[::-1],
]

# %% 02.5 chart: two blanks [markdown]
# ## 02.5 Say what the bars say
#
# The cell draws the facts about Nvidia chips: a bar for each, up to the least, with the number in words beside it. Two things are
# missing.
#
# - `label`: the name of the axis. It says what is counted.
# - `title`: a sentence that says what the chart shows. Look at the words beside the bars before you compare their lengths.

# %% given
show(compute.query("origin == 'Nvidia'"), columns=["label", "low", "high", "says"])

# %% answer
label = "Nvidia chips"  # blank
title = "ByteDance plans to buy more Nvidia chips than Alibaba Cloud"  # blank
rows = compute.query("origin == 'Nvidia'").sort_values("low")
fig, ax = plt.subplots(figsize=(8.6, 3), layout="constrained")
bars = ax.barh(rows.entity + ", " + rows.kind, rows.low)
ax.bar_label(bars, rows.says.str.removesuffix(" chips"), padding=4)
ax.set(xlabel=label, title=title)
ax.margins(x=0.3)  # room for the words beside the bars
chart = ax

# %% why [markdown]
# A reader who has the chart alone must know what is counted, and what to see in it. The chips that are held have an open end, and
# your chart keeps it open.

# %% hints [markdown]
# - The column `unit` says what the numbers count.
# - Which two bars may be compared? A plan with a plan, and a stock with nothing here.

# %% check
rests_on = "caixin:4903"
nvidia = compute.query("origin == 'Nvidia'").sort_values("low")
names, says = nvidia.entity + ", " + nvidia.kind, nvidia.says.str.removesuffix(" chips")
values = {
    (row.entity, row.kind): row.low if row.low == row.high else Interval(row.low, row.high)
    for row in nvidia.itertuples()
}
stock = re.compile(r"bytedance\b(?:(?!plan|want|will|would)[^.])*\b(?:has|have|holds?|held|owns?|owned)\b", re.I)
check = Chart(values, unit=["chips"], bounds=True, mistakes=[
    ("plan as stock", lambda drawn: stock.search(drawn["title"]),
     "Your title says that ByteDance has chips. Of ByteDance there is a plan only: look at the label of its bar."),
])  # fmt: skip

# %% wrong
finding = "ByteDance plans to buy more Nvidia chips than Alibaba Cloud"


def bars_of(ax, scale=1, names=names, says=says, title=finding, label="chips"):
    ax.bar_label(ax.barh(names, nvidia.low[names.index] / scale), says)
    ax.set(title=title, xlabel=label)


wrong = [
    ("no unit", drawn(lambda ax: bars_of(ax, title="ByteDance plans to buy more than Alibaba Cloud", label="number"))),
    ("no bounds", drawn(lambda ax: bars_of(ax, says=[f"{low:,.0f}" for low in nvidia.low]))),
    ("plan as stock", drawn(lambda ax: bars_of(ax, title="ByteDance has the most Nvidia chips"))),
    ("no title", drawn(lambda ax: bars_of(ax, title=""))),
    ("thin title", drawn(lambda ax: bars_of(ax, title="low"))),
]


# %% right
def standing(ax):
    """Upright bars of seaborn."""
    sns.barplot(nvidia.assign(name=names), x="name", y="low", ax=ax)
    ax.bar_label(ax.containers[0], says)
    ax.set(xlabel="", ylabel="chips", title="Of Alibaba Cloud a stock and a plan are told, of ByteDance a plan")


right = [
    drawn(lambda ax: plots.finish(plots.bounds(nvidia, y="label", ax=ax), title=finding, unit="chips")),
    drawn(
        lambda ax: bars_of(ax, 1000, title="Plans for Nvidia chips differ from firm to firm", label="thousand chips")
    ),
    drawn(lambda ax: bars_of(ax, title="The two plans for Nvidia's chips", label="number of chips")),
    drawn(standing),
]

# %% 02.6 function: worked [markdown]
# ## 02.6 A function that says what is not told
#
# The function `held_by` gets a table such as `compute` and the name of a group (`family`). It gives back the least and the most chips
# that the group holds. Of a group of which nothing is told it gives back `None` twice, and not zero.
#
# Write `planned_by(table, family, origin)`. It gives back the least and the most chips of one `origin` (*Nvidia*, *domestic*) that
# the group plans to buy (`kind` *planned*, `unit` *chips*), or `None` twice where no plan is told.


# %% given
def held_by(table, family):
    rows = table.query("family == @family and kind == 'held' and unit == 'chips'")  # @ means: the value of this name
    if rows.empty:  # no row: the articles do not tell, and the sum of no rows would be 0
        return None, None
    return rows.low.sum(), rows.high.sum(skipna=False)  # NaN where one part has no most


print(*held_by(compute, "Alibaba"))
print(*held_by(compute, "Tencent"))


# %% answer
def planned_by(table, family, origin):
    rows = table.query("family == @family and origin == @origin and kind == 'planned' and unit == 'chips'")  # cut
    if rows.empty:  # cut
        return None, None  # cut
    return rows.low.sum(), rows.high.sum(skipna=False)  # blank


# %% why [markdown]
# The function works for every group and every table, since it uses what it is given. A plan that is not told is no plan of zero
# chips, and `None` keeps the two apart. One plan without a most leaves the sum without a most.

# %% hints [markdown]
# - Copy `held_by` and change its query: another kind, and one more condition, `origin == @origin`.
# - What does your function give back for a group without a row? The sum of no rows is 0, and 0 would be a statement.

# %% check
rests_on = "caixin:4903"
asked = "family == @family and origin == @origin and kind == 'planned' and unit == 'chips'"
queries = [
    ("all makes", asked.replace("origin == @origin and ", ""), "it gives {you}: that is all makes together."),
    ("held", asked.replace("planned", "held"), "it gives {you}: those chips are held."),
    ("held too", asked.replace("kind == 'planned' and ", ""), "it gives {you}: chips that are held are in it."),
    ("all groups", asked.replace("family == @family and ", ""), "it gives {you}: other groups are in it."),
    ("other units", asked.replace(" and unit == 'chips'", ""), "it adds rows that count no chips. Look at the unit."),
]


def ends_of(table, family, origin, where=asked, skipna=False):
    rows = table.query(where)
    return (None, None) if rows.empty else (rows.low.sum(), rows.high.sum(skipna=skipna))


def case(what, table, family, origin):
    """One call of the function: what it is called, its arguments, and the check of what comes back."""
    known = Interval(*ends_of(table, family, origin))
    others = {ends_of(table, other, origin)[0] for other in table.family if other != family} - {None}
    mistakes = [
        ("zero for not told", lambda ends: known.low is None and ends == (0, 0),
         "it gives 0. That no article tells a plan is not zero."),
        ("no row", lambda ends: known.low is not None and ends in ((None, None), (0, 0)),
         "it finds no plan, and the table has one. Does it look in the table that it is given, and in the column family?"),
        ("another group", lambda ends: ends[0] in others,
         "it gives {you}: that is another group. Does your query use the name that the function is given?"),
        ("not told", lambda ends: known.low is None, "no such plan is told of this group, and it gives {you}."),
        ("open part left out", ends_of(table, family, origin, skipna=True),
         "one plan has no most, and your function gives a most of the sum. sum needs skipna=False."),
        *((kind, ends_of(table, family, origin, where), said) for kind, where, said in queries),
    ]  # fmt: skip
    return what, (table, family, origin), Bounds(known, "chips", mistakes)


columns = ["family", "entity", "origin", "kind", "unit", "low", "high"]
invented = pd.DataFrame([
    ("Acme", "Acme Cloud", "Nvidia", "planned", "chips", 300.0, None),
    ("Acme", "Acme", "Nvidia", "planned", "chips", 200.0, 200.0),
    ("Acme", "Acme", "Nvidia", "planned", "CNY", 9e9, 9e9),
    ("Acme", "Acme", "Nvidia", "held", "chips", 50.0, 50.0),
    ("Bolt", "Bolt", "domestic", "planned", "chips", 40.0, 60.0),
], columns=columns)  # fmt: skip
check = Function([
    case("Alibaba and Nvidia", compute, "Alibaba", "Nvidia"),
    case("ByteDance and Nvidia", compute, "ByteDance", "Nvidia"),
    case("ByteDance and domestic", compute, "ByteDance", "domestic"),
    case("Tencent and Nvidia", compute, "Tencent", "Nvidia"),
    case("Acme and Nvidia in a table of invented groups", invented, "Acme", "Nvidia"),
])  # fmt: skip

# %% hidden
more = pd.concat([compute[columns], invented], ignore_index=True)
hidden = Function([
    case("a range", invented, "Bolt", "domestic"),
    case("a group that is not there", invented, "Alibaba", "Nvidia"),
    case("more rows", more, "Alibaba", "domestic"),
    case("an open most among more rows", more, "Acme", "Nvidia"),
])  # fmt: skip


# %% wrong
def by(where, **more):
    return lambda table, family, origin: ends_of(table, family, origin, where, **more)


wrong = [
    *((kind, by(where)) for kind, where, _ in queries),
    ("another group", by(asked.replace("@family", "'Alibaba'"))),
    ("no row", by(asked.replace("family ==", "entity =="))),
    ("open part left out", by(asked, skipna=True)),
    ("zero for not told", lambda *given: tuple(end or 0 for end in ends_of(*given))),
]


# %% right
def masked(table, family, origin):
    """With a mask for a query; `min_count` makes the sum of no rows NaN."""
    mine = (table.family == family) & (table.origin == origin) & (table.kind == "planned") & (table.unit == "chips")
    return table.loc[mine, ["low", "high"]].sum(skipna=False, min_count=1)


right = [masked, lambda *given: Interval(*ends_of(*given)), lambda *given: [*ends_of(*given)]]

# %% 02.7 sentence: two blanks [markdown]
# ## 02.7 Who has more?
#
# Did ByteDance hold more Nvidia chips than Alibaba Cloud at the end of 2024?
#
# - `relation`: one of *more*, *fewer*, *the same*, *not known*.
# - `sentence`: your conclusion in one sentence. It names both firms, and says no more than the rows say.

# %% given
show(compute.query("origin == 'Nvidia'"), columns=["entity", "kind", "says", "period_end"])

# %% answer
relation = "not known"  # blank
sentence = "It is not known whether ByteDance held more Nvidia chips than Alibaba Cloud."  # blank
conclusion = {"relation": relation, "sentence": sentence}

# %% why [markdown]
# Alibaba Cloud has a stock, and ByteDance has a plan for a year. No article counts what ByteDance held. Two numbers in one unit
# can be compared only where they count the same thing at the same time.

# %% hints [markdown]
# - Look at the `kind` of each row. For which firm is there a row of the kind *held*?
# - If a number is not told, say so: *it is not known whether ...*.

# %% check
rests_on = "caixin:4811"
said = Conclusion(
    names={"who is compared": ["ByteDance"], "with whom ByteDance is compared": ["Alibaba"]},
    relation=("unknown", ["Alibaba Cloud", "Alibaba"]),
)
sides = {
    "more": "A plan for the next year is no stock at the end of this one. How many chips did ByteDance hold?",
    "fewer": "Nothing told is not the same as few. How many chips did ByteDance hold?",
    "the same": "You would need two numbers that are equal. How many chips did ByteDance hold?",
}
check = Row({"relation": Choice("not known", sides), "sentence": said}, [
    ("sentence against relation", lambda row: row["relation"] == "not known" and said(row["sentence"]).kind in ("above", "below", "equal"),
     "sentence: it takes one side, and your relation says that this is not known."),
])  # fmt: skip

# %% wrong
good = {"relation": "not known", "sentence": "No article says whether ByteDance held more chips than Alibaba Cloud."}
wrong = [
    ("sentence against relation", good | {"sentence": "ByteDance held more Nvidia chips than Alibaba Cloud."}),
    ("sentence: no with whom ByteDance is compared",
     good | {"sentence": "It is not known how many chips ByteDance held."}),
]  # fmt: skip

# %% right
right = [
    good,
    {
        "relation": "Not known",
        "sentence": "We cannot say if ByteDance or Alibaba Cloud held more, since ByteDance's stock is not told.",
    },
]
