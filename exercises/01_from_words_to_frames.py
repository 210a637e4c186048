# %% [markdown]
# # Exercises: from words to frames
#
# Seven questions on notebook `01_from_words_to_frames`. Write your answer where the three dots are. Run the cell, and then
# the check below it. A wrong answer costs nothing: the check says what differs, and shows the sentence that decides. After two
# wrong answers there is a hint, after three the solution. You can begin with any question.
#
# Where a kind of question is new, the cell above your answer solves a similar one, step by step.
#
# Your progress is kept in `01_from_words_to_frames.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("01_from_words_to_frames", data)

# %% set-up
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

from datakit import plots
from datakit.cite import cite, show

numbers = data.claims.query("not aside")  # one row a number that an article states
facts = data.facts  # claims that say the same thing are one row here

# %% checking

from datakit.bounds import Interval
from datakit.feedback import Chart, Choice, Conclusion, Number, Row, Table, drawn

by_claim = numbers.set_index("claim", drop=False)


# %% 01.1 words: worked [markdown]
# ## 01.1 A fall becomes a row
#
# Both sentences below speak of a fall. A fall has a positive size and the `direction` *down*. The `unit` says what is compared:
#
# - `growth_fraction`: one thing with itself, at two times;
# - `difference_fraction`: two things, at one time;
# - `fraction`: a part with its whole.
#
# All three are fractions of one: a tenth is 0.1. The first sentence is worked. Fill in the row of the second sentence, for the
# number that is marked. Write `None` for an end that the words leave open.

# %% given
doubao = numbers.set_index("claim").loc["caixin:8380"]
worked = {
    "low": float(doubao.low),  # no word of doubt stands before the number: it is both ends
    "high": float(doubao.high),
    "unit": "growth_fraction",  # "in the past year": Doubao is compared with Doubao, a year before
    "direction": "down",  # "cost reduction": the size is positive, the direction says that it fell
}
print(worked)
cite(data, "caixin:8380", "caixin:3009")

# %% answer
qwen = numbers.set_index("claim").loc["caixin:3009"]  # cut
row = {
    "low": qwen.low,  # blank: qwen.low
    "high": qwen.high,  # blank: qwen.high
    "unit": "difference_fraction",  # blank: "difference_fraction"
    "direction": "down",  # blank: "down"
}

# %% why [markdown]
# A range gives both ends, the smaller first. "Compared to alternatives" sets Qwen3 beside other models, and not beside what it
# cost before: the unit is `difference_fraction`. The size of a fall is positive, so `direction` has to say that it is a fall.

# %% hints [markdown]
# - Which words of the sentence say what the cost is compared with: an earlier time, or something else?
# - A range has two numbers, and both are ends. Per cent become fractions when you divide by one hundred.

# %% check
rests_on = "caixin:3009"
known = by_claim.loc[rests_on]
left = "You gave {you}: that is what is left of the cost. The sentence gives the size of the fall."
units = {
    "growth_fraction": "That would compare Qwen3 with itself, at two times. With what does the sentence compare it?",
    "fraction": "That would be a part of a whole. A cost that is lower than others is no part of them.",
}
check = Row(
    {
        "low": Number(known.low, "difference_fraction", [("what is left", 1 - known.high, left)]),
        "high": Number(known.high, "difference_fraction", [("what is left", 1 - known.low, left)]),
        "unit": Choice("difference_fraction", units),
        "direction": Choice("down", {"up": "Does the sentence say that the cost is higher, or that it is lower?"}),
    },
    [
        ("one number twice", lambda row: row["low"] == row["high"] is not None,
         "low and high: you gave the same number twice. The sentence gives two numbers, and each is an end."),
        ("ends swapped", lambda row: (row["low"], row["high"]) == (known.high, known.low),
         "low and high: the smaller number is the least, so it comes first."),
        ("minus", lambda row: row["low"] in (-known.low, -known.high),
         "low: you gave the fall a minus. Here the size is positive, and direction says that it is a fall."),
    ],
)  # fmt: skip

# %% wrong
good = {"low": known.low, "high": known.high, "unit": "difference_fraction", "direction": "down"}
wrong = [
    ("ends swapped", good | {"low": known.high, "high": known.low}),
    ("one number twice", good | {"high": known.low}),
    ("minus", good | {"low": -known.high, "high": -known.low}),
]

# %% right
right = [
    by_claim.loc[["caixin:3009"]],
    {"direction": "Down", "unit": "difference_fraction", "high": known.high, "low": known.low, "who": "Qwen3"},
]

# %% 01.2 query: worked [markdown]
# ## 01.2 Numbers with one open end
#
# The cell below finds the numbers about the group ByteDance of which one end is known and the other is open. `family` is the
# group. `entity` is the name as narrowly as it is said.
#
# Find such numbers about the group **Alibaba**, and keep only those whose `status` is *actual*. `one_open` is a table with the
# columns `claim`, `quote`, `low` and `high`.

# %% given
bytedance = numbers.query("family == 'ByteDance'")  # a row for each number about the group
low_is_open, high_is_open = bytedance.low.isna(), bytedance.high.isna()  # True where the cell is empty
worked = bytedance[low_is_open != high_is_open]  # the two differ: one is empty, the other is not
show(worked, columns=["entity", "quote", "low", "high", "hedge", "status"])

# %% answer
alibaba = numbers.query("family == 'Alibaba' and status == 'actual'")  # cut
one_open = alibaba[alibaba.low.isna() != alibaba.high.isna()][["claim", "quote", "low", "high"]]  # blank

# %% why [markdown]
# Exact numbers and ranges have two known ends, and "about" has none, so none of these is in the table. Goals and pledges are
# not so yet, and the status keeps them out. The group includes names such as Qwen and Alibaba Cloud.

# %% hints [markdown]
# - Two conditions can stand in one query, joined with `and`.
# - A row belongs to your table if `low.isna()` and `high.isna()` differ in it.

# %% check
rests_on = "caixin:2559"
open_rows, so = numbers[numbers.low.isna() != numbers.high.isna()], numbers.query("status == 'actual'")
expected = open_rows.query("family == 'Alibaba' and status == 'actual'")
others = [
    ("not yet so", open_rows.query("family == 'Alibaba'"),
     "Your table holds pledges and goals, too. The status is to be actual."),
    ("narrow name", expected.query("entity == 'Alibaba'"),
     "Your table has the entity Alibaba only. The group has more names: use family."),
    ("hedged", so.query("family == 'Alibaba' and hedge != 'none'"),
     "Your table has every number with a hedge. A range has a hedge, and both its ends are known."),
    ("only high open", expected[expected.high.isna()],
     "Your table has open high ends only. The low end can be the open one, too."),
    ("the others", so[so.family == "Alibaba"].drop(expected.index),
     "Your table has the other numbers: those of which both ends are known, or both open."),
    ("every group", open_rows.query("status == 'actual'"),
     "Your table holds other groups, too. The question asks for Alibaba only."),
]  # fmt: skip
check = Table(expected[["claim", "quote"]], ["claim"], None, others)


# %% right
right = [
    so[so.family.eq("Alibaba") & so[["low", "high"]].isna().sum(axis=1).eq(1)].sort_values("quote"),
    expected.set_index("claim")[["low", "quote"]],
]

# %% 01.3 words: two blanks [markdown]
# ## 01.3 A number without a digit
#
# The marked words are a number, though no digit stands in them. Two cells of its row are missing.
#
# - `low`: the least that the words allow, as a fraction of one.
# - `status`: one of *actual*, *planned*, *pledged*, *target*, *forecast*, *claimed*. Take the word that stands in the sentence,
#   or one that means the same.

# %% given
cite(data, "caixin:11111")

# %% answer
said = numbers.set_index("claim").loc["caixin:11111"]  # cut
goal = {
    "low": said.low,  # blank: said.low
    "high": 1,  # a number of per cent with two digits is less than one hundred
    "unit": "growth_fraction",
    "direction": "up",
    "status": said.status,  # blank: said.status
}

# %% why [markdown]
# The smallest number with two digits is ten, and ten per cent are a tenth. The sentence speaks of a goal. A goal is a `target`:
# somebody wants to reach it, and the sentence does not say that it was reached.

# %% hints [markdown]
# - Which is the smallest number that is written with two digits? It is a number of per cent.
# - Which word of the sentence says what kind of statement it is? It stands before the colon.

# %% check
rests_on = "caixin:11111"
known = by_claim.loc[rests_on]
lows = [
    ("multiple", 2, "You gave 2: that would be growth to twice the size. The words say how many digits there are."),
    ("most", known.high, "You gave {you}: that is what the words give as the most."),
    ("after", 1 + known.low, "You gave what it is after the growth. The unit is the growth alone."),
    ("one digit", lambda n: 0 <= n < known.low, "You gave {you}: that number of per cent has one digit."),
    ("not the least", lambda n: known.low < n < known.high, "You gave {you}. There is a smaller one with two digits."),
]
statuses = {
    "actual": "That would say that the cloud division has grown so. Has it, in this sentence?",
    "planned": "A plan says what will be done. The sentence says what Alibaba wants to reach.",
    "pledged": "A pledge is a promise to somebody. Does Alibaba promise this growth to anybody?",
    "forecast": "A forecast says what will be. The sentence says what is wanted.",
    "claimed": "That would say that it is so in somebody's words. The sentence does not say that it is so.",
}
check = Row({"low": Number(known.low, "growth_fraction", lows), "status": Choice(known.status, statuses)})

# %% wrong
good = {"low": known.low, "status": known.status}
wrong = [
    ("low: one digit", good | {"low": known.low / 10}),
    ("low: not the least", good | {"low": 0.25}),
]

# %% right
right = [by_claim.loc[["caixin:11111"]], {"status": " Target ", "low": 10 / 100, "high": 1}]

# %% 01.4 query: two blanks [markdown]
# ## 01.4 One pledge, stated again and again
#
# Alibaba's pledge is told in yuan and in US dollars. Take the dollars: `metric` is *capex_pledged* and `unit` is *USD*. Write two
# lines of pandas.
#
# - `claims`: how many claims state the pledge in dollars? The claims stand in `numbers`.
# - `dollars`: how many dollars did Alibaba pledge? The facts stand in `facts`.

# %% given
show(numbers.query("metric == 'capex_pledged'"), columns=["entity", "quote", "unit", "section"])

# %% answer
where = "metric == 'capex_pledged' and unit == 'USD'"  # cut
pledge = {
    "claims": len(numbers.query(where)),  # blank: len(numbers.query(where))
    "dollars": facts.query(where).low.sum(),  # blank: facts.query(where).low.sum()
}

# %% why [markdown]
# A claim is one mention, and a fact is what the mentions say. Statements are counted with claims. Money is added with facts:
# to state a pledge again does not pledge more.

# %% hints [markdown]
# - `len(table)` is how many rows a table has, and a query gives a table.
# - The same query on `facts` finds one row. Its column `low` holds the dollars.

# %% check
rests_on = "caixin:2173"
pledged = numbers.query("metric == 'capex_pledged'")
dollars, yuan = pledged.query("unit == 'USD'"), pledged.query("unit == 'CNY'")
counts = [
    ("yuan", len(yuan), "You gave {you}: so many claims state it in yuan."),
    ("both units", len(pledged), "You gave {you}: the claims in yuan are among them."),
    ("facts", 1, "You gave 1: so many facts there are. The question asks how many claims say it."),
    ("all of capex", (numbers.topic == "capex").sum(),
     "You gave {you}: so many claims have the topic capex. Choose one metric."),
]  # fmt: skip
sums = [
    ("each mention", dollars.low.sum(), "You gave {you}: each mention is added. They all say one pledge."),
    ("yuan", yuan.low.iloc[0], "You gave {you}. That number is in yuan: look at the unit of the row."),
]
check = Row({"claims": Number(len(dollars), None, counts), "dollars": Number(dollars.low.iloc[0], "USD", sums)})

# %% wrong
good = {"claims": len(dollars), "dollars": dollars.low.iloc[0]}

# %% right
right = [{"dollars": int(dollars.low.max()), "claims": float(len(dollars))}, pd.Series(good)]

# %% 01.5 group: worked [markdown]
# ## 01.5 Who writes with doubt?
#
# The cell below makes a table with a row for each `status`: how many claims have it, and how many of those have an open high end.
#
# Make a table with a row for each `publisher`. The column `claims` says how many claims of `numbers` the publisher makes, and
# `hedged` says how many of those carry a hedge (`hedge` is not *none*).

# %% given
worked = numbers.assign(is_open=numbers.high.isna())  # a new column: True where the high end is empty
worked = worked.groupby("status").agg(claims=("claim", "size"), high_open=("is_open", "sum"))  # True counts as 1
worked

# %% answer
marked = numbers.assign(has_hedge=numbers.hedge != "none")  # cut
doubt = marked.groupby("publisher").agg(claims=("claim", "size"), hedged=("has_hedge", "sum"))  # blank

# %% why [markdown]
# A comparison gives True or False in each row, and True counts as 1 in a sum. A publisher whose numbers all carry a hedge is not more
# careful for that: it may state very few numbers. A publisher without a row states none that the program finds.

# %% hints [markdown]
# - Make a new column with `assign` that is True where `hedge` is not `"none"`.
# - Group by `publisher`. In `agg`, `size` counts the rows of a group and `sum` counts what is True.

# %% check
rests_on = numbers.query("publisher == 'China Crunch'").claim.iloc[0]


def doubt_of(rows, hedged):
    return (
        rows.assign(yes=hedged).groupby("publisher").agg(claims=("claim", "size"), hedged=("yes", "sum")).reset_index()
    )


expected = doubt_of(numbers, numbers.hedge != "none")
kinds = numbers.groupby("publisher").agg(claims=("claim", "size"), hedged=("hedge", "nunique")).reset_index()
others = [
    ("asides", doubt_of(data.claims, data.claims.hedge != "none"),
     "You counted asides, too, such as an age. Begin from numbers."),
    ("all hedged", doubt_of(numbers, True),
     "You counted every claim as hedged. The word none is no empty cell, and no hedge."),
    ("without a hedge", doubt_of(numbers, numbers.hedge == "none"),
     "You counted the claims whose hedge is none. Count the others."),
    ("open ends", doubt_of(numbers, numbers.high.isna()),
     "You counted open high ends, as above. With nearly the high end is closed."),
    ("kinds of hedge", kinds, "You counted how many different hedges there are. Count the claims that carry one."),
]  # fmt: skip
check = Table(expected, ["publisher"], None, others)


# %% right
right = [
    pd.DataFrame(
        {
            "hedged": numbers[numbers.hedge != "none"].publisher.value_counts(),
            "claims": numbers.publisher.value_counts(),
        }
    ),
    expected.iloc[::-1].assign(share=expected.hedged / expected.claims),
    numbers.groupby("publisher").hedge.agg(claims="size", hedged=lambda words: (words != "none").sum()),
]

# %% 01.6 chart: worked [markdown]
# ## 01.6 Draw what is open as open
#
# The cell below draws the facts that are counted in models. Draw the facts that are counted in users (`unit` is *users*).
#
# - There is one mark for each `entity`. It shows the number, and whether an end is open.
# - The unit stands at the axis or in the title.
# - The title is a sentence that says what the chart shows.
#
# `chart` is the Axes that you drew on. Bars, dots, `plots` and seaborn are all fine.

# %% given
rows = facts.query("unit == 'models' and high.isna()").sort_values("low", ascending=False)  # the longest bar on top
fig, ax = plt.subplots(figsize=(8.6, 2.6), layout="constrained")
plots.bounds(rows, y="entity", ax=ax)  # a bar up to the least, and an arrow where the end is open
worked = plots.finish(ax, title="Both counts are lower bounds: they do not say which one is larger", unit="models")

# %% answer
rows = facts.query("unit == 'users'").sort_values("low", ascending=False)  # cut
fig, ax = plt.subplots(figsize=(8.6, 3.4), layout="constrained")  # cut
plots.bounds(rows, y="entity", ax=ax)  # cut
chart = plots.finish(ax, title="Three of four counts of users are lower bounds", unit="users")  # blank

# %% why [markdown]
# A reader sees each number, and where the words leave it open. The same bars without a sign of doubt would say that all four numbers
# are exact.

# %% hints [markdown]
# - Change the query of the cell above, and then the title and the unit.
# - In a chart of your own, words such as *over* beside a bar show an open end, and so does an arrow.

# %% check
rests_on = "caixin:4263"
users = facts.query("unit == 'users'")
values = {row.entity: row.low if row.low == row.high else Interval(row.low, row.high) for row in users.itertuples()}
check = Chart(values, unit=["users"], bounds=True)

# %% wrong
finding = "Three of four counts of users are lower bounds"


def bounds(ax, rows=users, title=finding, unit="users"):
    plots.finish(plots.bounds(rows, y="entity", ax=ax), title=title, unit=unit)


def bars(ax, low=users.low, title=finding, label="users", says=""):
    ax.bar_label(ax.barh(users.entity, low), [says] * len(users))
    ax.set(title=title, xlabel=label)


wrong = [
    ("no bounds", drawn(bars)),
    ("no unit",
     drawn(lambda ax: bars(ax, title="Three of four counts are lower bounds", label="number", says="or more"))),
    ("missing label", drawn(lambda ax: bounds(ax, users.iloc[1:]))),
    ("extra mark", drawn(lambda ax: bounds(ax, facts.query("unit in ['users', 'developers']").assign(unit="users")))),
    ("no title", drawn(lambda ax: bounds(ax, title=""))),
]  # fmt: skip


# %% right
def dots(ax):
    """Dots on a log axis, with the words of doubt beside them."""
    ax.scatter(users.low, users.entity)
    for row in users.itertuples():
        ax.text(row.low, row.entity, f"  {row.low:,.0f}" if row.high == row.low else f"  over {row.low:,.0f}")
    ax.set(xscale="log", xlabel="users", title=finding)


def upright(ax):
    """Bars of seaborn in millions, with signs for the open end."""
    sns.barplot(users.assign(millions=users.low / 1e6), x="entity", y="millions", ax=ax)
    ax.bar_label(ax.containers[0], ["> " * pd.isna(row.high) + f"{row.low / 1e6:g}" for row in users.itertuples()])
    ax.set(ylabel="million users", xlabel="", title="Only one of four counts of users has a most")


right = [drawn(bounds), drawn(dots), drawn(upright)]

# %% 01.7 sentence: worked [markdown]
# ## 01.7 A conclusion in one sentence
#
# A conclusion says what follows from the rows, and no more. The cell below reaches one in three steps.
#
# Now write one about the calls to AI models in China's public clouds in 2024. Was ByteDance's part below half, exactly half or above
# half, or do the words not say? `conclusion` is one sentence in quotation marks. It names ByteDance, and compares its part with half.

# %% given
energy = facts.query("metric == 'clean_energy_share'").iloc[0]
print(energy.entity, energy.low, energy.high)
# 1. What does the row allow? low is a half and high is empty: every part from a half upwards.
# 2. On which side of a half does all of this lie? Above it.
# 3. Who, how to what, and no more. Not "because", not "will", not "impressive": no row says so.
worked = "According to China Crunch, more than half of the energy of the Zhangbei data centre is clean."
cite(data, energy, facts.query("metric == 'share_of_model_calls'"))

# %% answer
conclusion = "According to Caixin, ByteDance had less than half of the model calls in 2024."  # blank

# %% why [markdown]
# "Nearly" stays below its number, so the whole of what the words allow lies below half. How near to half it comes, they do not say.

# %% hints [markdown]
# - Look at the row: `facts.query("metric == 'share_of_model_calls'")[["low", "high", "hedge"]]`. Which end is known?
# - Write who, then *less than*, *exactly*, *more than* or *it is not known whether*, and then *half*.

# %% check
rests_on = "caixin:3771"
check = Conclusion(
    names={"whose part it is": ["ByteDance", "Volcano Engine"], "what it is compared with": ["half", "50%", "50 per"]},
    relation=("below", ["half", "50%", "50 per cent", "50 percent"]),
    mistakes=[
        ("about half", r"\b(?:about|around|roughly|approximately) (?:one )?(?:half|50)",
         "‘About half’ may lie on either side of half. Look at the word that stands in the sentence."),
        ("half itself", r"\b(?:had|has|held|got|took|made|captured) (?:one |a )?(?:half|50)",
         "Your sentence says that it was half. A word stands before the number in the article: what does it do?"),
    ],
)  # fmt: skip

# %% wrong
wrong = [
    ("above", "ByteDance had more than half of the model calls in 2024."),
    ("equal", "ByteDance had exactly half of the model calls in 2024."),
    ("unknown", "It is not known whether ByteDance had less than half of the model calls."),
    ("no whose part it is", "Less than half of the model calls in 2024 were made there."),
    ("no what it is compared with", "ByteDance made fewer calls than expected in 2024."),
    ("says more", "ByteDance had less than half of the model calls because Alibaba is stronger."),
    ("says more", "ByteDance will have less than half of the model calls."),
    ("about half", "ByteDance had about half of the model calls in 2024."),
    ("half itself", "ByteDance captured half of the model calls in 2024."),
    ("not understood", "ByteDance and half of the model calls in 2024."),
]

# %% right
right = [
    "ByteDance captured nearly half of the calls in 2024, so it stayed below half.",
    "In 2024, fewer than 50% of the calls went to ByteDance.",
    "ByteDance's part of the calls was under one half.",
    "ByteDance did not reach half of the model calls.",
    "Volcano Engine fell short of half of the calls in 2024.",
]
