# %% [markdown]
# # Exercises: ecosystem investments
#
# Seven questions on notebook `04_ecosystem_investments`. Give each answer where the three dots are, run the cell, and run
# the check below it. A wrong answer costs nothing: you are told what it is that you gave, and which sentence decides.
# After two wrong answers there is a hint. After three you can see the worked solution. The questions do not need each
# other, so begin where you like. All of them are free: you write the code.
#
# Your progress is kept in `04_ecosystem_investments.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("04_ecosystem_investments", data)

# %% set-up
from math import comb

import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

from datakit import plots
from datakit.cite import cite, show

deals, claims = data.deals, data.claims  # a row of `deals` is one investor and one start-up

# %% checking
import re

from datakit.bounds import Interval
from datakit.feedback import Bounds, Chart, Conclusion, Function, Number, Table, drawn

PAIR = ["Alibaba", "Tencent"]
firm_deals = deals[deals.done]
held = {name: {*firm_deals.investee[firm_deals.investor == name]} for name in PAIR}
first, second = (len(held[name]) for name in PAIR)
talks_here = deals[~deals.done]


# %% 04.1 group: free [markdown]
# ## 04.1 Deals done, and talks
#
# In `deals` the column `done` is True for a deal that is done, and False for a deal that is only talked of. Talks are no
# deal, so count the two apart.
#
# Make a table `counts` with one row for each `investor` of `deals`, all of them. The column `deals_done` says how many of
# its deals are done. The column `in_talks` says how many are only talked of. Where there is none, write 0.

# %% given
show(deals, columns=["investor", "investee", "status", "done", "kind", "amount_low", "amount_high"])

# %% answer
counts = deals.groupby("investor").done.agg(deals_done="sum", in_talks=lambda done: (~done).sum())  # blank

# %% why [markdown]
# In `done`, True counts as one and False as zero, so a sum counts what is done. An investor without any talks has a known
# zero there: the table shows that there are none. A number of deals is no sum of money: a firm with more deals may have
# paid less.

# %% hints [markdown]
# - Put the rows of each investor together with `groupby("investor")`. What does the sum of a column of True and False count?
# - `pd.crosstab(deals.investor, deals.done)` counts both kinds at once. Its columns then need other names.

# %% check
rests_on = cite(data, talks_here)
groups = deals.groupby("investor")
wanted = pd.DataFrame({"deals_done": groups.done.sum(), "in_talks": groups.size() - groups.done.sum()}).astype(int)

said = data.investments.merge(deals[["deal", "investor", "done"]], on="deal", suffixes=("_named", ""))
turned = wanted.set_axis([*wanted][::-1], axis=1).reset_index()


def counted(name, numbers):
    """The table with these numbers in the column `name`, investor by investor."""
    return numbers.reindex(wanted.index, fill_value=0).rename(name).reset_index()


check = Table(wanted.reset_index(), ["investor"], None, [
    ("division apart", lambda given: {*given.investor} & ({*said.investor_named} - {*deals.investor}),
     "Your table names a division of a group beside the group. `deals` counts a division as its group: count the rows of `deals`."),
    ("empty for zero", lambda given: given[["deals_done", "in_talks"]].isna().any(axis=None),
     "One cell of your table is empty. An investor without any such deal has none, and that is known: write 0."),
    ("talks as deals", counted("deals_done", groups.size()),
     "Your column deals_done counts all rows, the talks too. Talks are no deal: count only the rows that are done."),
    ("two columns changed", turned,
     "Your two columns stand the wrong way round: True in `done` is a deal that is done."),
    ("mentions", counted("deals_done", said.groupby("investor").done.sum()),
     "Your column deals_done counts mentions. Two sentences on one deal are still one deal: count the rows of `deals`."),
    ("one status", counted("deals_done", deals[deals.status == "invested"].groupby("investor").size()),
     "Your column deals_done leaves out deals that have another word in `status` and are done as well. Use the column `done`."),
    ("all in talks", counted("in_talks", groups.size()),
     "Your column in_talks counts all rows. It should leave out the deals that are done."),
    ("talks mentioned", counted("in_talks", said[~said.done].groupby("investor").size()),
     "Your column in_talks counts mentions. Many sentences tell of the same talks: count the rows of `deals`."),
])  # fmt: skip

# %% wrong
good = wanted.reset_index()
by_name = said.rename(columns={"investor": "group", "investor_named": "investor"}).groupby("investor")
wrong = [
    ("division apart", by_name.done.agg(deals_done="sum", in_talks="size")),
    ("empty for zero", good.assign(in_talks=good.in_talks.where(good.in_talks > 0))),
]

# %% right
right = [
    pd.crosstab(deals.investor, deals.done).rename(columns={True: "deals_done", False: "in_talks"}),
    deals.groupby("investor").done.value_counts().unstack(fill_value=0).set_axis(["in_talks", "deals_done"], axis=1),
    good.iloc[::-1].assign(rows=1),
]

# %% 04.2 merge: free [markdown]
# ## 04.2 Start-ups that both back
#
# `both_back(deals, first, second)` gets a table with the columns of `deals` and the names of two investors. It gives back a
# table with one row for each start-up that **both** of them back by a deal that is **done**. The columns are `investee`,
# `origins_first` and `origins_second`: in how many origins the deal of the first investor is told, and in how many the deal
# of the second.
#
# In the table an investor has at most one row for a start-up. Use `merge`. The function is tried on other investors too.


# %% answer
def both_back(deals, first, second):
    done = deals[deals.done]  # cut
    ours = done[done.investor == first]  # cut
    theirs = done[done.investor == second]  # cut
    both = ours.merge(theirs, on="investee", suffixes=("_first", "_second"))  # cut
    return both[["investee", "origins_first", "origins_second"]]  # blank


# %% shown
both_back(deals, "Alibaba", "Tencent")

# %% why [markdown]
# A start-up stays if it stands in both tables. That both back it does not say that they came together: a row has no date
# and no round in common. The origins show how well it is known: where a column says 1, one text alone tells of that deal,
# however many mention it.

# %% hints [markdown]
# - Make two tables of the deals that are done: those of the first investor, and those of the second. What do they share?
# - `ours.merge(theirs, on="investee", suffixes=("_first", "_second"))` joins them. Which start-ups does it keep?

# %% check
rests_on = cite(data, firm_deals[firm_deals.investee.isin(held[PAIR[0]] & held[PAIR[1]])].head(4))


def told(table, name, done=True):
    rows = table[(table.investor == name) & (table.done if done else True)]
    return rows.set_index("investee").origins


def shared(table, first, second):
    """The check for one table and two investors."""
    ours, theirs = told(table, first), told(table, second)
    wanted = pd.DataFrame({"origins_first": ours, "origins_second": theirs}).dropna().rename_axis("investee")
    talked = {*told(table, first, done=False).index} & {*told(table, second, done=False).index} - {*wanted.index}
    usual = {*told(table, PAIR[0]).index} & {*told(table, PAIR[1]).index}

    def turned_round(given):
        mine = given.set_index("investee").origins_first.reindex(wanted.index)
        return [*mine] == [*wanted.origins_second] != [*wanted.origins_first]

    return Table(wanted.reset_index(), ["investee"], None, [
        ("other investors", lambda given: usual and {*given.investee} == usual != {*wanted.index},
         "your table has the start-ups of two investors that you typed in. Use `first` and `second`, which the function gets."),
        ("talks", lambda given: {*given.investee} & talked,
         "your table has a start-up with which an investor is only in talks. Choose the deals that are done first."),
        ("only first", lambda given: {*given.investee} & ({*ours.index} - {*theirs.index}),
         "your table has a start-up that only the first of the two backs. Which `how` of `merge` keeps what is in both?"),
        ("only second", lambda given: {*given.investee} & ({*theirs.index} - {*ours.index}),
         "your table has a start-up that only the second of the two backs. Which `how` of `merge` keeps what is in both?"),
        ("two columns changed", turned_round,
         "your column origins_first is that of the second investor. In a merge the first suffix goes with the table on the left."),
    ])  # fmt: skip


def case(what, table, *names):
    return what, (table, *names), shared(table, *names)


check = Function([
    case("Alibaba and Tencent", deals, *PAIR),
    case("two investors of one start-up, one of them in talks", deals, "High-Flyer Quant", PAIR[0]),
    case("the same two the other way round", deals, PAIR[0], "High-Flyer Quant"),
    case("Tencent and Alibaba", deals, *PAIR[::-1]),
])  # fmt: skip

# %% hidden
renamed = deals.assign(investor=deals.investor.replace({PAIR[0]: "Northern Bank", PAIR[1]: "Orchid Fund"}))
renamed = renamed.assign(round=renamed.investor + "'s", through=renamed.investee)  # nothing else is the same
turned = pd.concat([renamed.assign(done=~renamed.done), renamed.assign(investee=renamed.investee + " Labs")])
hidden = Function([
    case("other names", renamed, "Northern Bank", "Orchid Fund"),
    case("other deals", turned, "Orchid Fund", "Northern Bank"),
    case("an investor that is not in the table", deals, PAIR[0], "Northern Bank"),
    case("a table without any deal", deals.head(0), *PAIR),
])  # fmt: skip


# %% wrong
def merged(choose=lambda deals: deals[deals.done], how="inner", suffixes=("_first", "_second"), names=None):
    """The function of the answer with one step changed."""

    def tried(deals, *given):
        ours, theirs = (choose(deals)[choose(deals).investor == name] for name in names or given)
        both = ours.merge(theirs, on="investee", how=how, suffixes=suffixes)
        return both[["investee", "origins_first", "origins_second"]]

    return tried


wrong = [
    ("talks", merged(choose=lambda deals: deals)),
    ("only first", merged(how="left")),
    ("only second", merged(how="right")),
    ("two columns changed", merged(suffixes=("_second", "_first"))),
    ("other investors", merged(names=PAIR)),
]

# %% right
right = [
    merged(),
    lambda *given: shared(*given).expected.set_index("investee"),
    lambda *given: merged(how="outer")(*given).dropna().iloc[::-1],
]

# %% 04.3 bounds: free [markdown]
# ## 04.3 How much must they share?
#
# Two firms choose start-ups out of one pool. Alibaba chooses as many as it has deals **done** in `deals`, and Tencent as many as
# it has deals done. No article says how large the pool was. Suppose that it holds each start-up that is an `investee` in
# `deals`, and no other.
#
# Suppose that you know these three numbers, and not which start-ups were chosen. How many start-ups do the two firms share at
# the least, and how many at the most? Give `overlap` as `(least, most)`.

# %% answer
done = deals[deals.done]  # cut
alibaba = done.investee[done.investor == "Alibaba"].nunique()  # cut
tencent = done.investee[done.investor == "Tencent"].nunique()  # cut
pool = deals.investee.nunique()  # cut
overlap = (max(0, alibaba + tencent - pool), min(alibaba, tencent))  # blank

# %% why [markdown]
# What the two choose together, less the pool, must be chosen twice: that is the least. No firm can share more than it has:
# the smaller portfolio is the most. What the articles tell lies between the two ends, and with this pool a good part of
# it is forced. A larger pool would force less.

# %% hints [markdown]
# - Count three things with `nunique()`: the start-ups of Alibaba, those of Tencent, and all that are in `deals`.
# - Let Alibaba choose first. How many are left that it did not choose? Tencent takes all of these first. How many must it
#   still take?

# %% check
rests_on = cite(data, talks_here.head(1))
size = deals.investee.nunique()
union, both = len(held[PAIR[0]] | held[PAIR[1]]), len(held[PAIR[0]] & held[PAIR[1]])
talked = [deals.investee[deals.investor == name].nunique() for name in PAIR]
forced, most = max(0, first + second - size), min(first, second)
check = Bounds(Interval(forced, most), "start-ups", [
    ("told", (both, both),
     "You gave {you} for both ends: that is what the articles tell. Here you know three numbers and no names."),
    ("smaller pool", (first + second - union, most),
     "You gave {you}: your pool has only start-ups that one of the two backs. The pool of this question holds every `investee`."),
    ("talks counted", (sum(talked) - size, min(talked)),
     "You gave {you}: you counted the talks with the portfolios. A portfolio holds deals that are done."),
    ("nothing forced", lambda ends: ends[0] == 0,
     "You gave a least of 0. Let one firm choose, and count what it leaves. Is that enough for the other firm?"),
    ("larger portfolio", lambda ends: ends[1] == max(first, second),
     "You gave {you}: the most is larger than one of the two portfolios. Can a firm share more than it has?"),
    ("the pool for the most", lambda ends: ends[1] == size,
     "You gave {you}: the most is the whole pool. A start-up is shared only if both firms chose it."),
    ("both portfolios", lambda ends: first + second in ends,
     "You gave {you}: one end adds up the two portfolios. A shared start-up is in both of them and counts once."),
    ("most left open", lambda ends: ends[1] is None,
     "You left the most open. Both portfolios are counted, and no firm can share more than it has."),
])  # fmt: skip

# %% wrong
wrong = [
    ("nothing forced", (0, most)),
    ("larger portfolio", (forced, max(first, second))),
    ("the pool for the most", (forced, size)),
    ("both portfolios", (forced, first + second)),
    ("most left open", (forced, None)),
]

# %% right
right = [
    [forced, most],
    Interval(forced, most),
    {"low": forced, "high": most},
    (float(forced), pd.Series([first, second]).min()),
]

# %% 04.4 function: free [markdown]
# ## 04.4 What blind choice would give
#
# `chance(pool, first, second, shared)` gives the probability, from 0 to 1, that two blind portfolios share **`shared` or more**
# start-ups. One firm chooses `first` start-ups out of `pool`, the other `second` out of the same `pool`. Each choice is
# blind: all sets of that size are as likely as any other. Give the exact number and draw nothing by lot.
#
# `comb(n, k)` counts the ways to choose `k` of `n` things. If the firms share `k`, the second one chose `k` of the `first`
# start-ups and `second - k` of the others.


# %% answer
def chance(pool, first, second, shared):
    ways = [comb(first, k) * comb(pool - first, second - k) for k in range(shared, min(first, second) + 1)]  # cut
    return sum(ways) / comb(pool, second)  # blank


# %% shown
pd.Series({pool: chance(pool, 6, 5, 4) for pool in (7, 8, 15)}, name="chance").rename_axis("pool")

# %% why [markdown]
# The ways for each number of shared start-ups from `shared` on are added up, and divided by all the ways in which the second
# firm can choose. Which pool is right is an assumption, and it decides the answer: with a small pool the overlap is forced, with
# a large one it is rare. A small probability does not say why two firms meet.

# %% hints [markdown]
# - For one number `k` of shared start-ups, there are `comb(first, k) * comb(pool - first, second - k)` ways.
# - ‘Or more’ is a sum over `k`. What is the largest `k` that both portfolios allow? Divide by `comb(pool, second)`.

# %% check
rests_on = cite(data, firm_deals[firm_deals.investee.isin(held[PAIR[0]] & held[PAIR[1]])].head(2))


def exactly(pool, first, second, k):
    return comb(first, k) * comb(pool - first, second - k) / comb(pool, second) if k <= min(first, second) else 0.0


def with_return(pool, first, second, shared):
    """The probability if the second firm could choose a start-up again."""
    part = first / pool
    return sum(comb(second, k) * part**k * (1 - part) ** (second - k) for k in range(shared, second + 1))


def blind(pool, first, second, shared):
    """The check of one probability."""
    one = exactly(pool, first, second, shared)
    right = sum(exactly(pool, first, second, k) for k in range(shared, min(first, second) + 1))
    mistakes = [
        ("exactly so many", one,
         "your function gives {you}: the probability to share exactly so many. The question says ‘or more’."),
        ("more only", right - one,
         "your function gives {you}: there just so many are left out. ‘Or more’ has them in."),
        ("fewer", 1 - right,
         "your function gives {you}: the probability to share fewer. The question asks for the other case."),
        ("or fewer", 1 - right + one,
         "your function gives {you}: the probability to share so many or fewer. The question says ‘or more’."),
        ("ways", right * comb(pool, second),
         "your function gives {you}: that counts ways. Divide by all the ways in which the second firm can choose."),
        ("ways of both", right / comb(pool, first),
         "your function gives {you}: you divided by the choices of both firms. The ways hold the first firm's choice fixed."),
        ("chosen again", with_return(pool, first, second, shared),
         "your function gives {you}: it lets a firm choose one start-up more than once. Who is chosen is gone."),
        ("near", lambda p: 0 < p < 1 and 0 < abs(p - right) < 0.02,
         "your function gives {you}: near, and not exact. If it draws by lot or rounds, count the ways with `comb` instead."),
    ]  # fmt: skip
    return Number(right, "fraction", [m for m in mistakes if callable(m[1]) or abs(m[1] - right) > 1e-9])


def of(what, *arguments):
    return what, arguments, blind(*arguments)


pool_here = deals.investee.nunique()
check = Function([
    of("the start-ups of the articles as the pool", pool_here, first, second, 4),
    of("a pool of fifteen, with the portfolios of the articles", 15, first, second, 4),
    of("two portfolios of another size", 12, 3, 7, 2),
])  # fmt: skip

# %% hidden
hidden = Function([
    of("an overlap that is forced", 7, 6, 5, 4),
    of("an overlap of zero or more", 20, 4, 4, 0),
    of("more shared than a portfolio holds", 10, 3, 6, 4),
    of("a large pool", 200, 30, 45, 9),
    of("a firm that chooses all", 9, 9, 2, 1),
])  # fmt: skip


# %% wrong
def tail(start=lambda shared: shared, whole=lambda pool, first, second: comb(pool, second)):
    """The function of the answer with one step changed."""

    def tried(pool, first, second, shared):
        ks = range(start(shared), min(first, second) + 1)
        return sum(comb(first, k) * comb(pool - first, second - k) for k in ks) / whole(pool, first, second)

    return tried


wrong = [
    ("exactly so many", exactly),
    ("more only", tail(start=lambda shared: shared + 1)),
    ("fewer", lambda *given: 1 - tail()(*given)),
    ("or fewer", lambda *given: 1 - tail()(*given) + exactly(*given)),
    ("ways", tail(whole=lambda *_: 1)),
    ("ways of both", tail(whole=lambda pool, first, second: comb(pool, first) * comb(pool, second))),
    ("chosen again", with_return),
    ("typed in", lambda *given: tail()(pool_here, first, second, 4)),
]

# %% right
right = [
    tail(),
    lambda pool, first, second, shared: tail()(pool, second, first, shared),
    lambda *given: 1 - sum(exactly(*given[:3], k) for k in range(given[3]) if k <= min(given[1:3])),
]

# %% 04.5 query: free [markdown]
# ## 04.5 Paid in computing power
#
# Some investors give a start-up computing power, with money or without it. The column `kind` of `deals` says how a deal is
# paid: `cash`, `compute`, or `both` for cash and compute. It is empty where no sentence says it.
#
# `in_kind(deals)` gets a table with the columns of `deals`. It gives back the rows that are **done** and in which the investor
# gave compute, alone or with cash, with at least the columns `investor` and `investee`. It is tried on other tables too.


# %% answer
def in_kind(deals):
    rows = deals[deals.done & deals.kind.isin(["compute", "both"])]  # cut
    return rows[["investor", "through", "investee", "kind"]]  # blank


# %% shown
in_kind(deals)

# %% why [markdown]
# An empty `kind` is no ‘no’: of most deals no sentence says how they were paid. So these rows are the least that there can be.
# No article prices the compute, and so nobody can add it to the cash. If the start-up uses it on the investor's own cloud,
# a part of the investment comes back as revenue.

# %% hints [markdown]
# - Two conditions must hold at once: the deal is done, and compute is in it. Which words of `kind` say the second?
# - `deals[one_condition & other_condition]` keeps the rows in which both hold. `isin([...])` asks for one of several words.

# %% check
rests_on = cite(data, firm_deals[firm_deals.kind == "both"])


def pairs(table):
    """The pairs of investor and start-up in a table."""
    return {*zip(table.investor, table.investee, strict=True)}


def paid(table):
    """The check for one table."""
    kinds = {name: pairs(rows) for name, rows in table[table.done].groupby(table.kind.fillna("none"))}
    right = kinds.get("compute", set()) | kinds.get("both", set())
    return Table(pd.DataFrame(sorted(right), columns=["investor", "investee"]), ["investor", "investee"], None, [
        ("talks", lambda given: pairs(given) & pairs(table[~table.done]),
         "your table has a row that is only talked of. Talks pay nothing: choose deals that are done."),
        ("not said", lambda given: pairs(given) & kinds.get("none", set()),
         "your table has a row of which no sentence says how it was paid. An empty cell is not known, and not the same as compute."),
        ("cash alone", lambda given: pairs(given) & kinds.get("cash", set()),
         "your table has a deal that is paid in cash alone. Which words of `kind` say that compute was given?"),
        ("compute alone", lambda given: pairs(given) == kinds.get("both", set()) != right,
         "your table leaves out a deal that is paid in compute alone. Two words of `kind` say that compute was given."),
        ("both left out", lambda given: pairs(given) == kinds.get("compute", set()) != right,
         "your table leaves out the deals that are paid in cash and compute. Two words of `kind` say that compute was given."),
    ])  # fmt: skip


other_pay = deals.assign(kind=[["compute", "cash", "both", None][place % 4] for place in range(len(deals))])
check = Function([
    ("the deals of the articles", (deals,), paid(deals)),
    ("the same deals, paid in other ways", (other_pay,), paid(other_pay)),
])  # fmt: skip

# %% hidden
compute_only, all_cash = deals.assign(kind="compute"), deals.assign(kind="cash")
strangers = other_pay.iloc[::-1].assign(investor=other_pay.investor + " Fund", done=~other_pay.done)
hidden = Function([
    ("deals that are all paid in compute", (compute_only,), paid(compute_only)),
    ("deals that are all paid in cash", (all_cash,), paid(all_cash)),
    ("deals of another firm", (strangers,), paid(strangers)),
])  # fmt: skip


# %% wrong
def chosen(condition):
    return lambda deals: deals[condition(deals)]


wrong = [
    ("talks", chosen(lambda d: d.kind.isin(["cash", "compute", "both"]))),
    ("not said", chosen(lambda d: d.done & ~(d.kind == "cash"))),
    ("cash alone", chosen(lambda d: d.done & d.kind.notna())),
    ("compute alone", chosen(lambda d: d.done & (d.kind == "both"))),
    ("both left out", chosen(lambda d: d.done & (d.kind == "compute"))),
]

# %% right
right = [
    lambda d: d.query("done and kind in ['compute', 'both']").set_index("investor"),
    chosen(lambda d: d.done & (d.kind.eq("both") | d.kind.eq("compute"))),
    lambda d: d[d.done].dropna(subset="kind").query("kind != 'cash'").iloc[::-1],
]

# %% 04.6 chart: free [markdown]
# ## 04.6 A round beside a gain
#
# Start-ups that Alibaba backs are to use Alibaba's cloud. Then a part of the money can come back as revenue of the cloud.
# Draw two amounts in yuan, so that a reader sees how large the one is beside the other:
#
# - the **gain** of Alibaba's cloud: the revenue of a quarter, less the revenue of the same quarter a year before. In `claims` the
#   revenue has the metric `cloud_revenue`, and its growth over the year has the metric `cloud_revenue_growth` and the status
#   `actual`. The revenue a year before is the revenue divided by (1 + growth);
# - the whole round of **SiliconFlow**, from `amount_low` to `amount_high` of its row in `deals`.
#
# Name them `gain` and `SiliconFlow`; more words are welcome. The round is known between two bounds only: show both of them, by
# a bar from the one to the other, an error bar, or in words at the mark. Write at the axis what it counts. The title is
# a sentence that says what the chart shows, and names `SiliconFlow` or the round. `chart` is the Axes
# on which you drew, or its figure.

# %% answer
sales = claims.query("metric == 'cloud_revenue'").iloc[0]  # cut
growth = claims.query("metric == 'cloud_revenue_growth' and status == 'actual'").iloc[0]  # cut
gain = sales.value - sales.value / (1 + growth.value)  # cut
deal = deals.query("investee == 'SiliconFlow'").iloc[0]  # cut
rows = pd.DataFrame({"low": [gain, deal.amount_low], "high": [gain, deal.amount_high], "unit": "CNY"})  # cut
rows["amount"] = ["gain of Alibaba's cloud in a quarter", "SiliconFlow: the whole round"]  # cut
fig, ax = plt.subplots(figsize=(8.6, 2.5), layout="constrained")  # cut
plots.bounds(rows, y="amount", ax=ax)  # cut
title = f"SiliconFlow's round is at most {deal.amount_high / gain:.0%} of the gain"  # cut
plots.finish(ax, title=title, unit="CNY", label="yuan", source="Caixin Global, 23 June 2025")  # cut
plt.close(fig)  # its name shows it  # cut
chart = fig  # blank

# %% why [markdown]
# Even if all of the round came back within one quarter, it would be a small part of the gain. So this round alone cannot
# explain it. The amount is that of the whole round: what Alibaba Cloud paid of it is not told.

# %% hints [markdown]
# - Work out the gain first: the revenue less the revenue a year before. Then take the two ends of the round from `deals`.
# - `ax.barh(["SiliconFlow"], [high - low], left=[low])` draws a bar from the one end to the other.

# %% check
round_here = deals[deals.investee == "SiliconFlow"].iloc[0]
revenue = claims[claims.metric == "cloud_revenue"].iloc[0]
grown = claims[(claims.metric == "cloud_revenue_growth") & (claims.status == "actual")].iloc[0].value
rests_on = cite(data, revenue.claim, round_here)
ends = Interval(round_here.amount_low, round_here.amount_high)
more = revenue.value - revenue.value / (1 + grown)
shown = {"gain": more, "SiliconFlow": ends}
check = Chart(shown, unit=["yuan", "CNY", "RMB"], bounds=True, title=["SiliconFlow", "round"], mistakes=[
    ("revenue for gain", shown | {"gain": revenue.value},
     "Your chart shows the whole revenue as the gain. Take off what the cloud earned a year before."),
    ("a year before", shown | {"gain": revenue.value / (1 + grown)},
     "Your chart shows the revenue a year before as the gain. Take it off the revenue of the quarter."),
    ("growth of the later amount", shown | {"gain": revenue.value * grown},
     "Your gain takes the growth of the later revenue. The growth is of the revenue a year before, which is smaller."),
])  # fmt: skip

# %% wrong
SAYS = "SiliconFlow's whole round is a small part of the gain"


def two(gain=more, low=ends.low, high=ends.high, scale=1e9, title=SAYS, label="billion yuan", last="SiliconFlow"):
    def draw(ax):
        ax.barh(["gain of the cloud"], [gain / scale])
        ax.barh([last], [(high - low) / scale or high / scale], left=[low / scale if high > low else 0])
        ax.set(title=title, xlabel=label)

    return drawn(draw)


wrong = [
    ("revenue for gain", two(gain=revenue.value)),
    ("a year before", two(gain=revenue.value / (1 + grown))),
    ("growth of the later amount", two(gain=revenue.value * grown)),
    ("no bounds", two(low=ends.high)),
    ("no unit", two(label="billion")),
    ("other title", two(title="A deal is a small part of the gain")),
]


# %% right
def error_bar(ax):
    middle, reach = (ends.low + ends.high) / 2e6, (ends.high - ends.low) / 2e6
    ax.errorbar([more / 1e6, middle], ["gain of the cloud", "round of SiliconFlow"], xerr=[0, reach], fmt="o")
    ax.set(title="The round is far smaller than the gain", xlabel="million yuan")


def three_bars(ax):
    sns.barplot(x=["gain", "SiliconFlow, at least", "SiliconFlow, at most"], y=[more, ends.low, ends.high], ax=ax)
    ax.set(title="The round of SiliconFlow beside the gain of the cloud", ylabel="CNY")


right = [two(), two(scale=1, label="yuan"), drawn(error_bar), drawn(three_bars)]

# %% 04.7 sentence: free [markdown]
# ## 04.7 Who invested more?
#
# A reader asks which of the two has put more money into start-ups, Alibaba or Tencent. Look in `deals` at what is told of the
# amounts, `amount_low` and `amount_high`. Then answer in **one sentence**, as text. Name both firms. Say what follows from the
# rows about the money, and no more.

# %% answer
sentence = "How much Alibaba and Tencent invested is not told, so their money cannot be compared."  # blank

# %% why [markdown]
# One deal of one firm comes with an amount, and that is of a whole round. Of all other deals the amount is not told, and
# not told is not zero. The number of deals does not answer it either: many small stakes may cost less than one large one.

# %% hints [markdown]
# - How many rows of each firm have an amount? Whose amount is it: the firm's, or that of a whole round?
# - An honest answer can be that something is not known. Say what is not known, and of which firms.

# %% check
rests_on = cite(data, deals[deals.amount_low.notna()])
OPEN = (
    r"\b(no|not|nobody|none|cannot|can't|unknown|unclear|open|whether|which of|impossible|depends|missing|if)\b|n't\b"
)
LARGER = r"\b(more|less|most|least|larger|smaller|bigger|higher|lower|leads?|ahead|behind|exceed\w*|top\w*)\b"


def claims_to_know(sentence):
    return re.search(LARGER, sentence, re.I) and not re.search(OPEN, sentence, re.I)


check = Conclusion(
    names={"that Alibaba is one of the two": ["Alibaba"], "that Tencent is one of the two": ["Tencent"]},
    relation=("unknown", ["the money of the other firm", "money", "more", "amount"]),
    mistakes=[
        ("deals for money", lambda said: claims_to_know(said) and re.search(r"\bdeals?\b", said),
         "Your sentence draws the money from the number of deals. Many small stakes may cost less than one large stake."),
        ("round for stake", lambda said: claims_to_know(said) and re.search(r"\d|million|round", said),
         "Your sentence takes the amount of a round as what one firm paid. Who leads a round seldom pays all of it, and of others nothing is told."),
        ("says who", claims_to_know,
         "Your sentence says who put in more. Of how many deals of each firm do the rows give the amount?"),
        ("nothing for not told", lambda said: re.search(r"\b(0|zero) |\bnothing\b(?! (is|says?|tells?))|no money", said, re.I),
         "Your sentence says that a firm paid nothing. An empty cell is not zero: it is an amount that nobody tells."),
        ("together", lambda said: re.search(r"together|jointly", said, re.I),
         "Your sentence says that the two act together. The rows say what each of them backs, and not how or when."),
    ],
)  # fmt: skip

# %% wrong
wrong = [
    ("says who", "Alibaba has put more money into start-ups than Tencent."),
    ("deals for money", "Alibaba has more deals than Tencent and so it has invested more."),
    ("round for stake", "Alibaba paid at least some hundred million yuan, which is more than Tencent."),
    ("nothing for not told", "Alibaba invested in start-ups and Tencent put in zero yuan."),
    ("together", "It is not known what Alibaba and Tencent invested together."),
    ("equal", "Alibaba and Tencent put the same amount of money into start-ups."),
    ("says more", "It is not known whether Alibaba or Tencent invested more, but Tencent will soon be ahead."),
    ("no that Tencent is one of the two", "It is not known how much money Alibaba has invested."),
    ("no that Alibaba is one of the two", "It is unknown whether Tencent has invested more money."),
    ("not understood", "Alibaba and Tencent both back start-ups."),
]

# %% right
right = [
    "It is not known which of Alibaba and Tencent put more money into start-ups.",
    "Whether Tencent or Alibaba invested more is unknown, since only one amount is told",
    "Alibaba has more deals than Tencent, but how much money each has put in is not told.",
    "From these rows nobody knows who paid more, Alibaba or Tencent.",
]
