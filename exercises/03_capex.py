# %% [markdown]
# # Exercises: capex
#
# Seven questions on notebook `03_capex`. Give each answer where the three dots are, run the cell, and run the check below
# it. A wrong answer costs nothing: you are told what it is that you gave, and which sentence decides. After two wrong
# answers there is a hint. After three you can see the worked solution. The questions do not need each other, so begin
# where you like.
#
# In a question that says *worked*, the cell above the answer solves a like question step by step. In a question that says
# *two blanks*, two places of the code are left for you. In all others you write the code.
#
# Your progress is kept in `03_capex.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("03_capex", data)

# %% set-up
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import seaborn as sns

from datakit import plots
from datakit.cite import cite, show

capex, compute, facts = data.capex, data.compute, data.facts

# %% checking

from datakit.bounds import Interval
from datakit.feedback import Bounds, Chart, Choice, Conclusion, Function, Number, Row, Table, drawn

in_yuan = capex[capex.unit == "CNY"]
promised = in_yuan[in_yuan.kind == "pledge"].iloc[0]
dollars = capex[(capex.kind == "pledge") & (capex.unit == "USD")].iloc[0]
own = in_yuan[(in_yuan.kind == "quarter") & (in_yuan.family == promised.family)].iloc[0]
other = in_yuan[(in_yuan.kind == "quarter") & (in_yuan.family != promised.family)].iloc[0]
number = 4 * promised.years  # of the quarters of the pledge
each = promised.value / number
dated = data.claims.query("metric == 'capex_pledged' and unit == 'CNY' and section == 'timeline'").claim.iloc[0]

# %% 03.1 merge: worked [markdown]
# ## 03.1 A promise beside what came of it
#
# *Worked.* A goal alone says little. The cell below puts a goal for the growth of a cloud beside the growth that came: it
# chooses the rows of the goal, chooses the rows of the result, and joins the two by the firm.
#
# Do the same in `capex`. Join each pledge in yuan to the quarter in yuan that **the same firm** reported. Your table
# `kept` has one row for each firm that has both, and at least the columns `family`, `value_pledge` and `value_quarter`,
# both in yuan. In `capex`, the column `kind` says what is a pledge and what is a quarter, and `unit` is `CNY` for yuan.

# %% given
growth = facts[facts.metric == "cloud_revenue_growth"]
goals = growth[growth.status == "target"]
results = growth[growth.status == "actual"]
both = goals.merge(results, on="family", suffixes=("_goal", "_result"))
both[["family", "low_goal", "high_goal", "value_result"]]

# %% answer
yuan = capex[capex.unit == "CNY"]  # cut
pledges = yuan[yuan.kind == "pledge"]  # cut
quarters = yuan[yuan.kind == "quarter"]  # cut
both = pledges.merge(quarters, on="family", suffixes=("_pledge", "_quarter"))  # cut
kept = both[["family", "value_pledge", "value_quarter"]]  # blank

# %% why [markdown]
# `merge` keeps a firm that is in both tables. A quarter without a pledge falls out, because there is no promise that it
# could be held against. The pledge is printed in two currencies and is one pledge, so the currency is chosen first. The two
# amounts of a row are not alike yet: the one is for years, the other for a quarter.

# %% hints [markdown]
# - Make two tables out of `capex` first: the pledges in yuan, and the quarters in yuan. How many rows does each have?
# - The last step is that of the worked cell, with other suffixes: `merge(..., on="family", suffixes=("_pledge", "_quarter"))`.

# %% check
rests_on = own.fact


def amounts(given, column):
    return pd.to_numeric(given[column], errors="coerce")


check = Table(
    pd.DataFrame({"family": [promised.family], "value_pledge": promised.value, "value_quarter": own.value}),
    ["family"],
    "CNY",
    [
        ("empty", lambda given: given.empty,
         "Your table has no rows: nothing was found in both tables. By which column do a pledge and a quarter belong together?"),
        ("dollars", lambda given: (amounts(given, "value_pledge") == dollars.value).any(),
         "Your table has the pledge in dollars in it. It is the same pledge, printed in another currency: choose the rows in yuan first."),
        ("two ways round", lambda given: (amounts(given, "value_pledge") == own.value).any(),
         "A quarter stands in your column value_pledge. Choose the kind of row for each of the two tables before you join them."),
        ("no pledge", lambda given: amounts(given, "value_pledge").isna().any(),
         "One row has no pledge: that firm promised nothing. A promise is held against a quarter of the firm that made it."),
        ("another firm's quarter", lambda given: (amounts(given, "value_quarter") == other.value).any(),
         "Your table holds a pledge against the quarter of a firm that did not make it. Join by the firm."),
    ],
)  # fmt: skip

# %% wrong
ends = {"suffixes": ("_pledge", "_quarter")}
p, q = (in_yuan[in_yuan.kind == kind] for kind in ("pledge", "quarter"))
wrong = [
    ("empty", p.merge(q, on=["family", "metric"], **ends)),
    ("dollars", capex[capex.kind == "pledge"].merge(q, on="family", **ends)),
    ("two ways round", q.merge(p, on="family", **ends)),
    ("no pledge", p.merge(q, on="family", how="outer", **ends)),
    ("another firm's quarter", p.merge(q, how="cross", **ends).rename(columns={"family_pledge": "family"})),
]

# %% right
side_by_side = in_yuan[in_yuan.kind != "comparison"].pivot(index="family", columns="kind", values="value").dropna()
right = [
    q.merge(p, on="family", suffixes=("_quarter", "_pledge"))[["value_quarter", "value_pledge", "family"]],
    pd.concat([p.set_index("family").value, q.set_index("family").value], axis=1, keys=[*kept][1:], join="inner"),
    side_by_side.add_prefix("value_"),
]

# %% 03.2 bounds: free [markdown]
# ## 03.2 How far below an even share?
#
# Cut Alibaba's pledge in yuan into quarters of the same size: four for each of its `years`. One of them is an *even share*.
# Nobody promised it. It is a measure of size.
#
# By how many yuan is Alibaba's reported quarter below an even share? The pledge is for AI and cloud. The quarter is the
# capex of the whole firm, and no article says which part of it is for AI and cloud. That part can be anything from
# nothing to all of the quarter. Give `gap` as `(least, most)`, in yuan, with at least three digits: an even share less what
# can have been spent on AI and cloud.

# %% given
show(capex, columns=["family", "kind", "says", "years"])

# %% answer
alibaba = capex[(capex.family == "Alibaba") & (capex.unit == "CNY")]  # cut
pledge = alibaba[alibaba.kind == "pledge"].iloc[0]  # cut
quarter = alibaba[alibaba.kind == "quarter"].iloc[0]  # cut
even = pledge.value / (4 * pledge.years)  # cut
gap = (even - quarter.value, even)  # blank

# %% why [markdown]
# The gap is smallest if all of the quarter is for AI and cloud, and largest if nothing of it is. Nobody says which, and
# still both ends are known: a part cannot be less than nothing nor more than the whole. So ‘below an even share’ holds for
# every part. It is no broken promise, since later quarters can bring more.

# %% hints [markdown]
# - Work out the even share first, in yuan. Then ask twice what was spent on AI and cloud: at the most, and at the least.
# - What is taken off at the most makes the least gap. What is taken off at the least makes the most.

# %% check
rests_on = own.fact
check = Bounds(Interval(each - own.value, each), "CNY", [
    ("one part", (each - own.value, each - own.value),
     "You gave {you} for both ends. That holds if all of the quarter is for AI and cloud. No article says that it is."),
    ("most left open", (each - own.value, None),
     "You left the most open. What was spent on AI and cloud cannot be less than nothing: how large is the gap then?"),
    ("part for gap", (0, own.value),
     "You gave {you}: that is what can have been spent on AI and cloud. The gap is what is missing to an even share."),
    ("least of nothing", lambda ends: ends[0] == 0,
     "You gave a least of 0. Then the quarter would reach an even share. Can it, even if all of it is for AI and cloud?"),
    ("three years", (promised.value - number * own.value, promised.value),
     "You gave {you}: that is the gap after all the quarters of the pledge, if each is like this one. One quarter is asked for."),
    ("number of quarters", lambda ends: ends[1] in [promised.value / n for n in range(1, 37) if n != number],
     "You gave {you}: your share is the pledge divided by another number than that of its quarters. It has four in each year."),
    ("assumed part", lambda ends: np.isclose(ends[0], each - own.value) and 0 < ends[1] < each,
     "Your most supposes that a part of the quarter is for AI and cloud. No article says so: it can be nothing."),
    ("dollars", lambda ends: np.isclose(ends[1], dollars.value / number),
     "Your even share is in dollars, and the quarter is in yuan. Choose the pledge in yuan."),
    ("another firm", lambda ends: any(end is not None and np.isclose(end, each - other.value) for end in ends),
     "You gave {you}: one end comes from the quarter of a firm that made no pledge. A promise is held against what its maker does."),
    ("fraction", lambda ends: any(end is not None and 0 < abs(end) <= 1 for end in ends),
     "You gave {you}: an end is a part of an even share. The question asks for yuan."),
    ("sign", lambda ends: None not in ends and max(ends) <= 0,
     "Both of your ends are below zero. Take the quarter from the even share, and not the other way round."),
], rel=1e-3)  # fmt: skip

# %% wrong
wrong = [
    ("least of nothing", (0, each)),
    ("number of quarters", (4 * each - own.value, 4 * each)),
    ("assumed part", (each - own.value, each - own.value / 2)),
    ("dollars", (dollars.value / number - own.value, dollars.value / number)),
    ("another firm", (each - other.value, each)),
    ("fraction", (1 - own.value / each, 1)),
]

# %% right
right = [
    [each - own.value, each],
    Interval(each - own.value, each),
    {"low": each - own.value, "high": each},
    pd.Series([each - own.value, each]),
]

# %% 03.3 function: two blanks [markdown]
# ## 03.3 The growth that keeps a pledge
#
# *Two blanks.* Let the reported quarter be the **first** quarter of the pledge, and let each quarter after it be larger by
# the same growth. With a growth of 0.05 a quarter is 5% larger than the one before.
#
# `growth_needed(pledge, spent, quarters)` gives the growth at which all the quarters together make up the pledge. `pledge`
# is the whole pledge in yuan, `spent` the reported quarter in yuan, `quarters` how many quarters the pledge has.
#
# The function tries many `steps` of growth. For each step it works out what all the quarters bring: that is your first
# blank. Then `np.interp` reads off the growth at which these `sums` reach your second blank. In all cases on which the
# function is tried, the growth needed is between 0 and 0.2.


# %% answer
def growth_needed(pledge, spent, quarters):
    steps = np.linspace(0, 0.2, 2001)  # growth a quarter
    n = np.arange(quarters)  # 0 for the reported quarter, 1 for the next, 2 for the one after
    sums = [(spent * (1 + growth) ** n).sum() for growth in steps]  # blank: (spent * (1 + growth) ** n).sum()
    return np.interp(pledge, sums, steps)  # blank: pledge


# %% shown
amounts = capex[(capex.family == "Alibaba") & (capex.unit == "CNY")].set_index("kind").value
growth_needed(amounts["pledge"], amounts["quarter"], 12)


# %% why [markdown]
# The quarters make a sum that grows with the growth, so there is one growth at which it reaches the pledge. No article says
# that the reported quarter is the first one, and none says that spending grows by the same growth each time. With another
# place of the reported quarter the result is another one. It is arithmetic and no forecast.

# %% hints [markdown]
# - Quarter `n` brings `spent * (1 + growth) ** n`. With the array `n` this is one number for each quarter. Add them up.
# - `np.interp(x, xs, ys)` looks up `x` among the `xs` and gives the `y` beside it. Which amount is looked up among the sums?

# %% check
rests_on = dated
HIGHEST = 0.2


def solved(pledge, spent, quarters, first=0):
    """The growth at which the quarters make up the pledge, if the reported one comes `first` places before them."""
    low, high = 0.0, 5.0
    for _ in range(100):
        middle = (low + high) / 2
        enough = sum(spent * (1 + middle) ** (n + first) for n in range(int(quarters))) >= pledge
        low, high = (low, middle) if enough else (middle, high)
    return low


def growing(pledge, spent, quarters):
    right = solved(pledge, spent, quarters)
    typed = [
        solved(promised.value, spent, quarters),
        solved(pledge, own.value, quarters),
        solved(pledge, spent, number),
    ]
    return Number(right, "growth_fraction", [
        ("one quarter later", solved(pledge, spent, quarters, first=1),
         "your function gives {you}. There the first quarter of the pledge has grown already. The reported quarter is the first itself."),
        ("a year", (1 + right) ** 4 - 1,
         "your function gives {you}: that is the growth in a year. The growth from one quarter to the next is asked for."),
        ("to an even share", pledge / quarters / spent - 1,
         "your function gives {you}: by so much an even share is larger than the quarter. The growth comes again and again, so less is needed."),
        ("same amount", 2 * (pledge / quarters / spent - 1) / (quarters - 1),
         "your function gives {you}. There each quarter adds the same amount. With the same growth each quarter multiplies the one before."),
        ("typed in number", lambda given: any(np.isclose(given, other, rtol=2e-3) for other in typed),
         "your function gives {you}: it has an amount or a number of quarters typed in. Use `pledge`, `spent` and `quarters`."),
        ("end of the steps", HIGHEST,
         "your function gives {you}, the last of the steps: the sums do not reach what you look up. Are they sums over all the quarters?"),
        ("no growth", 0.0,
         "your function gives 0, the first of the steps: what you look up is reached at once. Which amount should the quarters make up?"),
    ], rel=2e-3)  # fmt: skip


def case(what, *arguments):
    return what, arguments, growing(*arguments)


check = Function([
    case("the pledge and the quarter of the article", promised.value, own.value, int(number)),
    case("another pledge and another number of quarters", 300e9, 20e9, 11),
])  # fmt: skip

# %% hidden
hidden = Function([
    case("a pledge over five years", 900e9, 30e9, 20),
    case("a small pledge over one year", 5e6, 1.1e6, 4),
    case("quarters that need no growth", 48e9, 4e9, 12),
])  # fmt: skip


# %% wrong
FINE = np.linspace(0, HIGHEST, 2001)


def stepped(sums, wanted=lambda pledge, spent: pledge, steps=FINE):
    """The function of the answer with other blanks."""

    def tried(pledge, spent, quarters):
        return np.interp(wanted(pledge, spent), [sums(spent, g, np.arange(quarters)) for g in steps], steps)

    return tried


def all_of(spent, g, n):
    return (spent * (1 + g) ** n).sum()


wrong = [
    ("one quarter later", stepped(lambda spent, g, n: (spent * (1 + g) ** (n + 1)).sum())),
    ("a year", lambda *given: (1 + solved(*given)) ** 4 - 1),
    ("to an even share", lambda pledge, spent, quarters: pledge / quarters / spent - 1),
    ("end of the steps", stepped(lambda spent, g, n: spent * (1 + g) ** n[-1])),
    ("no growth", stepped(all_of, lambda pledge, spent: spent)),
    ("same amount", stepped(lambda spent, g, n: (spent * (1 + g * n)).sum())),
    ("typed in number", stepped(all_of, lambda pledge, spent: promised.value)),
    ("typed in", lambda *given: solved(promised.value, own.value, number)),
]

# %% right
right = [
    stepped(all_of),
    solved,
    stepped(lambda spent, g, n: sum(spent * (1 + g) ** k for k in n), steps=np.linspace(0, 0.2, 401)),
    stepped(lambda spent, g, n: np.cumprod(np.r_[spent, np.full(len(n) - 1, 1 + g)]).sum()),
]

# %% 03.4 merge: two blanks [markdown]
# ## 03.4 Money and chips
#
# *Two blanks.* A firm pledges money over years and plans chips for a year. Suppose that the spending is even and that all of
# it buys the planned chips. Then the money of a year, divided by the chips, is the most that the firm can pay for one chip.
#
# `money_for_a_chip(capex, compute)` gets two tables with the columns of `capex` and `compute`. It gives back a table with the
# columns `family` and `most_per_chip`, in yuan, and one row for each firm that has a pledge in yuan **and** planned
# chips. Your first blank tells `merge` which firms to keep. Your second blank works out the new column: the column `value`
# of `both` is the pledge in yuan, `years` how many years it runs, and `chips` the least number of chips that is planned. A
# firm whose plan has no least keeps its row, with an empty cell.


# %% answer
def money_for_a_chip(capex, compute):
    pledges = capex[(capex.kind == "pledge") & (capex.unit == "CNY")]
    planned = compute[(compute.kind == "planned") & (compute.unit == "chips")]
    chips = planned.groupby("family").low.agg(lambda least: least.sum(skipna=False)).rename("chips")
    both = pledges.merge(chips, on="family", how="inner")  # blank: "inner"
    both["most_per_chip"] = both.value / both.years / both.chips  # blank
    return both[["family", "most_per_chip"]]


# %% shown
money_for_a_chip(capex, compute)

# %% why [markdown]
# `how="inner"` keeps a firm that stands in both tables: a plan without a pledge has no money here, and a pledge without a
# plan has no chips. The least number of chips gives the most for one of them. It is an upper bound and no price, because
# buildings, power lines and network also cost money. Where a plan has no least, the bound is empty.

# %% hints [markdown]
# - The values of `how` are "inner", "left", "right" and "outer". Which of them keeps only what both tables have?
# - The chips are planned for one year. Bring the pledge to one year, then divide by the chips.

# %% check
rests_on = cite(data, dated, *compute.fact[(compute.kind == "planned") & (compute.family == promised.family)])


def per_chip(capex, compute):
    """The reference: a row for each firm with a pledge in yuan and planned chips, and the money of a year for a chip."""
    planned = compute[(compute.kind == "planned") & (compute.unit == "chips")]
    least = {firm: rows.low.sum(skipna=False) for firm, rows in planned.groupby("family")}
    rows = capex[(capex.kind == "pledge") & (capex.unit == "CNY") & capex.family.isin(least)]
    chips = rows.family.map(least).astype(float)
    return pd.DataFrame({"family": rows.family, "most_per_chip": rows.value / rows.years / chips})


def bounded(capex, compute):
    wanted = per_chip(capex, compute).set_index("family").most_per_chip
    pledges = capex[(capex.kind == "pledge") & (capex.unit == "CNY")].set_index("family")
    planning = {*compute.family[(compute.kind == "planned") & (compute.unit == "chips")]}
    year = (pledges.value / pledges.years).reindex(wanted.index)

    def holding(numbers):
        return wanted.reset_index().assign(most_per_chip=numbers.to_numpy())

    return Table(wanted.reset_index(), ["family"], "CNY", [
        ("no plan", lambda given: {*given.family} - planning,
         "your table has a row for a firm that plans no chips. Its money cannot be divided by anything: which `how` leaves it out?"),
        ("no pledge", lambda given: {*given.family} - {*pledges.index},
         "your table has a row for a firm that has pledged nothing in yuan. Which `how` leaves it out?"),
        ("whole pledge", holding(wanted * pledges.years.reindex(wanted.index)),
         "your column holds the money of all the years for a chip of one year. Bring the pledge to one year."),
        ("upside down", holding(1 / wanted),
         "your column says how many chips there are for one yuan. Divide the other way round."),
        ("money of a year", holding(year), "your column holds the money of a year. It is not divided by the chips yet."),
    ])  # fmt: skip


made = pd.DataFrame({"family": ["Orchid", "Kite", "Fern"], "value": [9e10, 5e9, 2e9], "years": [2.0, 1.0, 3.0]})
made = made.assign(kind="pledge", unit=["CNY", "CNY", "USD"]).reindex(columns=capex.columns)
more_money = pd.concat([capex, made.dropna(axis=1)], ignore_index=True)
check = Function([
    ("the tables of the articles", (capex, compute), bounded(capex, compute)),
    ("the same tables and two firms with a pledge alone", (more_money, compute), bounded(more_money, compute)),
])  # fmt: skip

# %% hidden
plans = pd.DataFrame({"family": ["Kite", "Heron", "Kite", "Fern", "Orchid"], "low": [4e4, 7e4, 5e3, 1e4, np.nan]})
plans = plans.assign(high=plans.low * 2, kind="planned", unit="chips").reindex(columns=compute.columns)
hidden = Function([
    ("tables of other firms, with a plan that has no least", (made, plans), bounded(made, plans)),
    ("tables without any plan", (capex, compute.head(0)), bounded(capex, compute.head(0))),
])  # fmt: skip


# %% wrong
def joined(how="inner", column=lambda both: both.value / both.years / both.chips):
    """The function of the answer with other blanks."""

    def tried(capex, compute):
        planned = compute[(compute.kind == "planned") & (compute.unit == "chips")]
        chips = planned.groupby("family").low.agg(lambda least: least.sum(skipna=False)).rename("chips")
        pledges = capex[(capex.kind == "pledge") & (capex.unit == "CNY")]
        both = pledges.merge(chips, on="family", how=how)
        return both.assign(most_per_chip=column(both))[["family", "most_per_chip"]]

    return tried


wrong = [
    ("no plan", joined("left")),
    ("no pledge", joined("right")),
    ("whole pledge", joined(column=lambda both: both.value / both.chips)),
    ("upside down", joined(column=lambda both: both.chips / (both.value / both.years))),
    ("money of a year", joined(column=lambda both: both.value / both.years)),
]

# %% right
right = [
    joined(),
    lambda *tables: per_chip(*tables).iloc[::-1].assign(unit="CNY"),
    lambda *tables: joined("left")(*tables).set_index("family").loc[lambda t: per_chip(*tables).family],
]

# %% 03.5 dates: worked [markdown]
# ## 03.5 Which months can a reason explain?
#
# *Worked.* Caixin gives a reason for Alibaba's low quarter: new limits on a chip. A reason can explain only a month that
# lies in or after the month in which it came. The cell below works this for Tencent's quarter, which a heading names.
# No article dates the limits that Tencent feared, so their month is supposed.
#
# Of Alibaba's quarter only the month of the **report** is told: `period_start` of its row in `capex`. Suppose that a firm
# reports the last quarter that was complete before that month. Suppose that Alibaba's fiscal year begins in April and so
# ends in March: its quarters have the `freq` "Q-MAR". Suppose that the limits came in April 2025.
#
# Fill in `explained`. `first_month` and `last_month` are the months of that quarter, as text such as `"2024-10"`. `touched`
# is how many of the three months the limits can explain. `touched_february` is the same number if Alibaba's fiscal year
# began in February, with the `freq` "Q-JAN".

# %% given
tencent = capex.query("kind == 'quarter' and family == 'Tencent'").iloc[0]
quarter = pd.Period(tencent.period_start, freq="Q-DEC")  # a calendar year ends in December
months = pd.period_range(quarter.start_time, quarter.end_time, freq="M")
limits = pd.Period("2024-12", freq="M")  # supposed
pd.DataFrame({"month": months, "limits_can_explain_it": months >= limits})  # quarter - 1 is the quarter before it

# %% answer
report = capex.query("kind == 'quarter' and family == 'Alibaba'").iloc[0]  # cut
limits = pd.Period("2025-04", freq="M")  # cut
quarter = pd.Period(report.period_start, freq="Q-MAR") - 1  # the last complete one  # cut
months = pd.period_range(quarter.start_time, quarter.end_time, freq="M")  # cut
february = pd.Period(report.period_start, freq="Q-JAN") - 1  # cut
february_months = pd.period_range(february.start_time, february.end_time, freq="M")  # cut
explained = {
    "first_month": str(months[0]),  # blank: str(months[0])
    "last_month": str(months[-1]),  # blank: str(months[-1])
    "touched": (months >= limits).sum(),  # blank: (months >= limits).sum()
    "touched_february": (february_months >= limits).sum(),  # blank: (february_months >= limits).sum()
}

# %% why [markdown]
# The reason says ‘following’, which is an order in time. Whether the order holds depends on two things that the sentence
# leaves out: the calendar of the firm, and the month of the limits. With one calendar the limits explain no month, with
# another they explain one. A quarterly report that names its months would settle it.

# %% hints [markdown]
# - `pd.Period(report.period_start, freq="Q-MAR")` is the quarter in which the report came out. It was not complete yet.
# - `quarter - 1` is the quarter before. Take its months as in the worked cell, and compare them with the month of the limits.

# %% check
rests_on = own.fact
APRIL = pd.Period("2025-04", freq="M")


def months_before(freq):
    before = pd.Period(own.period_start, freq=freq) - 1
    return pd.period_range(before.start_time, before.end_time, freq="M")


q_mar, q_jan, told = months_before("Q-MAR"), months_before("Q-JAN"), pd.Period(own.period_start, "M")
PLACES = [
    (q_mar[0] - 3, q_mar[0] - 1, "That month is in the quarter before the last complete one."),
    (q_mar[0], q_mar[-1], "That month is in the right quarter, at another place of it."),
    (q_mar[-1] + 1, q_mar[-1] + 3, "That month is in the quarter of the report, which was not complete then."),
    (told, told, "That is the month of the report. A report comes after its quarter."),
]
replies = {str(m): reply for start, end, reply in PLACES for m in pd.period_range(start, end, freq="M")}


def month(right):
    return Choice(str(right), {m: reply for m, reply in replies.items() if m != str(right)})


EARLIER = "You gave {you}: those lie before the limits. What comes later cannot explain them."
check = Row({
    "first_month": month(q_mar[0]),
    "last_month": month(q_mar[-1]),
    "touched": Number((q_mar >= APRIL).sum(), "months", [
        ("months before", (q_mar < APRIL).sum(), EARLIER),
        ("one or two", lambda n: n in (1, 2), "You gave {you}. Which month of the quarter is that of the limits, or later?"),
    ]),
    "touched_february": Number((q_jan >= APRIL).sum(), "months", [
        ("months before", (q_jan < APRIL).sum(), EARLIER),
        ("no month", 0, "You gave 0. With this calendar a quarter ends in another month. Print its months."),
        ("all months", 3, "You gave {you}: that is the quarter of the report. It was not complete then."),
    ]),
})  # fmt: skip

# %% wrong
good = {"first_month": str(q_mar[0]), "last_month": str(q_mar[-1]), "touched": 0, "touched_february": 1}
wrong = [
    ("touched: one or two", good | {"touched": 1}),
]

# %% right
right = [
    pd.Series(good),
    good | {"first_month": q_mar[0], "last_month": q_mar[-1], "touched": 0.0},
    good | {"last_month": " 2025-03 ", "more": 1},
]

# %% 03.6 chart: free [markdown]
# ## 03.6 Two quarters and a measure
#
# Draw three amounts so that a reader can compare them: the quarter in yuan that Tencent reported, the quarter in yuan that
# Alibaba reported, and an even share of Alibaba's pledge in yuan. An even share is the pledge divided by its quarters, four
# for each of its `years`. Name the three `Tencent`, `Alibaba` and `even share`, on the axis, in the legend, or beside the
# marks. More words are welcome.
#
# Bars, dots or another form, lying or upright: you choose. Write at the axis what it counts, such as billion yuan. Give
# the chart a title that says, in a sentence, what a reader can see in it about Alibaba. `chart` is the Axes
# on which you drew, or its figure.

# %% answer
quarters = capex.query("kind == 'quarter' and unit == 'CNY'")[["family", "value"]]  # cut
pledge = capex.query("kind == 'pledge' and unit == 'CNY'").iloc[0]  # cut
name, even = "an even share of Alibaba's pledge", pledge.value / (4 * pledge.years)  # cut
rows = pd.concat([quarters, pd.DataFrame({"family": [name], "value": even})]).sort_values("value")  # cut
fig, ax = plt.subplots(figsize=(8.6, 3), layout="constrained")  # cut
colours = {"Alibaba": plots.ORANGE, "Tencent": plots.BLUE, name: "white"}  # cut
sns.barplot(rows, x="value", y="family", hue="family", palette=colours, edgecolor=plots.INK, zorder=2, ax=ax)  # cut
ax.set_ylabel("")  # cut
title = "Alibaba's reported quarter is below an even share of its pledge"  # cut
plots.finish(ax, title=title, unit="CNY", label="yuan in a quarter", source="Caixin Global, 23 June 2025")  # cut
plt.close(fig)  # its name shows it  # cut
chart = fig  # blank

# %% why [markdown]
# The eye compares lengths or places on one axis, so the three amounts share one, and the title says what to see. The even
# share is no report. It is arithmetic, and a hollow bar or a line would show that. Tencent's bar stands there for its size
# only: Tencent made no pledge, and its quarter is of another time.

# %% hints [markdown]
# - Make a small table with a name and an amount for each of the three. Divide the amounts by `10**9` for billions.
# - `sns.barplot(rows, x="billion", y="name", ax=ax)` draws it. Then `ax.set(title=..., xlabel=..., ylabel="")`, or
#   `plots.finish` as in the notebook.

# %% check
rests_on = cite(data, own.fact, dated)
shown = {other.family: other.value, own.family: own.value, "even share": each}
check = Chart(shown, unit=["yuan", "CNY", "RMB"], title=["Alibaba"], mistakes=[
    ("whole pledge", shown | {"even share": promised.value},
     "Your chart shows the whole pledge for the even share. It is for years: divide it by its quarters."),
    ("a year", shown | {"even share": 4 * each},
     "Your chart shows a year of the pledge beside quarters. Divide the pledge by all its quarters."),
    ("dollars", shown | {"even share": dollars.value / number},
     "Your even share is in dollars, and the two quarters are in yuan. Choose the pledge in yuan."),
    ("three years", {name: value * (1 if name == "even share" else number) for name, value in shown.items()},
     "Your chart repeats each quarter over all the years. Show the quarters as they were reported."),
])  # fmt: skip

# %% wrong
SAYS = "Alibaba's reported quarter is below an even share of its pledge"


def bars(values=shown, scale=1e9, title=SAYS, label="billion yuan in a quarter"):
    def draw(ax):
        ax.barh([*values], [value / scale for value in values.values()])
        ax.set(title=title, xlabel=label)

    return drawn(draw)


wrong = [
    ("whole pledge", bars(shown | {"even share": promised.value})),
    ("a year", bars(shown | {"even share": 4 * each})),
    ("dollars", bars(shown | {"even share": dollars.value / number})),
    ("three years", bars({own.family: own.value * number, other.family: other.value * number, "even share": each})),
    ("no unit", bars(label="billion")),
    ("other title", bars(title="One quarter is below an even share")),
]


# %% right
def dots(ax):
    named = ["Alibaba, reported", "Tencent, reported", "an even share"]
    ax.scatter(named, [own.value / 1e9, other.value / 1e9, each / 1e9])
    ax.set(title=SAYS, ylabel="capital expenditure (bn yuan)")


right = [
    bars(dict(sorted(shown.items(), key=lambda row: row[1])), scale=1, label="yuan in a quarter"),
    drawn(dots),
]

# %% 03.7 sentence: free [markdown]
# ## 03.7 What one quarter says of a pledge
#
# A reader asks how the quarter that Alibaba reported compares with an even share of Alibaba's pledge. Answer in **one
# sentence**, as text. Say whose quarter it is, and on which side of an even share it is. Call it an *even share* or an *equal
# share*, so that it is clear what the quarter is compared with.
#
# Say no more than the two rows of `capex` do. They do not tell why, and they do not tell what will come of the pledge.

# %% answer
sentence = "Alibaba's reported quarter is below an even share of its pledge."  # blank

# %% why [markdown]
# A quarter below an even share breaks no pledge: nobody promised equal quarters, and later ones can be larger. So the
# sentence stops at what the two amounts show. It holds for each part of the quarter that is for AI and cloud.

# %% hints [markdown]
# - Work out the even share and look which of the two amounts is larger. Begin your sentence with the quarter.
# - Whose quarter, then on which side, then of what: an even share of the pledge. Then stop.

# %% check
rests_on = own.fact

check = Conclusion(
    names={
        "whose quarter it is": [own.family],
        "that it is one quarter": ["quarter", "three months"],
    },
    relation=("below", "even share"),
    mistakes=[
        ("dollars", r"\$|dollar|USD",
         "Your sentence speaks of dollars. The quarter is in yuan: compare it with the even share in yuan."),
        ("cause", r"\b(limit|restrict|H20|sanction|crackdown|following|after)",
         "Your sentence gives a reason, or puts the quarter after something. The two amounts do not tell why one is smaller."),
        ("pledge judged", r"behind (on|with) |(off|on) (course|track)|bad news|good news|sadly|fortunately|fails? its",
         "Your sentence judges the pledge. One quarter does not tell what comes of it: say on which side of an even share it is."),
        ("another measure", r"expect|alibaba.*tencent|tencent.*alibaba",
         "Your sentence compares the quarter with something else than an even share of the pledge. Keep to the two amounts."),
    ],
)  # fmt: skip

# %% wrong
wrong = [
    ("above", "Alibaba's reported quarter is larger than an even share of its pledge."),
    ("equal", "Alibaba's reported quarter is the same as an even share of its pledge."),
    ("unknown", "It is not known whether Alibaba's quarter is below an even share of its pledge."),
    ("says more", "Alibaba's reported quarter is below an even share of its pledge, a disaster for investors."),
    ("dollars", "Alibaba's quarter of some billion dollars is below an even share of its pledge."),
    ("cause", "Following the new limits, Alibaba's quarter is below an even share of its pledge."),
    ("pledge judged", "Alibaba is behind on its pledge, for its quarter is below an even share."),
    ("another measure", "Alibaba's reported quarter is smaller than the quarter of Tencent."),
    ("no whose quarter it is", "The reported quarter is below an even share of the pledge."),
    ("no that it is one quarter", "Alibaba's capex is below an even share of its pledge."),
    ("not understood", "Alibaba reported a quarter and had made a pledge."),
]

# %% right
right = [
    "In its reported quarter Alibaba falls short of an even share of its pledge.",
    "Alibaba's quarter trails an equal slice of the pledge",
    "An even share of Alibaba's pledge is larger than the quarter that was reported.",
    "Alibaba spent more than half and less than all of an even share of its pledge in the reported quarter.",
]
