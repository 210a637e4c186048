# %% [markdown]
# # Exercises: market share
#
# Seven questions on notebook `05_market_share`. Write your answer where the three dots are. Run the cell, and then the check
# below it. A wrong answer costs nothing: the check says what differs, and shows the sentence that decides. After two wrong
# answers there is a hint, after three the solution. You can begin with any question.
#
# Where a question says *worked*, the cell above your answer solves a similar one, step by step. Where it says *two blanks*, two
# places of the code are left for you. In all others you write the code.
#
# Your progress is kept in `05_market_share.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("05_market_share", data)

# %% set-up
from math import log2

import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

from datakit import plots
from datakit.cite import cite, show

facts, market, comparisons = data.facts, data.market_share, data.comparisons

# %% checking
import re
from contextlib import suppress
from math import log

from datakit.bounds import Interval
from datakit.feedback import RIGHT, Bounds, Chart, Conclusion, Feedback, Function, Row, Table, drawn
from datakit.feedback.compare import Check, kind_of

counted = market[(market.metric == "daily_tokens") & (market.entity == "Doubao")].iloc[0]
growth = market[market.metric == "daily_tokens_growth"].iloc[0]
above = market[(market.metric == "daily_tokens") & (market.hedge == "over")].iloc[0]  # ByteDance's, a lower bound
base = counted.value / growth.value
revenue_growth = facts[facts.metric == "cloud_revenue_growth"]
actual, target = (revenue_growth[revenue_growth.status == status].iloc[0] for status in ("actual", "target"))
sales_growth = facts[facts.metric == "ai_revenue_growth"].iloc[0]
month_ends = growth.when_start, growth.when_start + pd.offsets.MonthEnd()  # of the month that the growth starts from

# %% 05.1 squeeze: worked [markdown]
# ## 05.1 A part that nobody prints
#
# *Worked.* The growth of a whole is the mean of the growths of its parts, each weighted with its part of the revenue **before**
# the growth. The cell below uses this for Alibaba's cloud. It assumes three things: AI-related sales are a part of the cloud's
# revenue, the rest of the cloud stands still, and the printed growth of the cloud is exact. Then the words on AI's growth
# squeeze AI's part of the revenue a year before between two ends.
#
# Do a similar sum for Alibaba's **goal**: in `facts` the row with the `status` *target*. Assume that the cloud grows by exactly
# the `low` of that row, that AI-related sales grow as in the worked cell, and that the rest of the cloud stands still. Which
# part of the cloud's revenue is then AI, **after** the growth? Give `part` as `(least, most)`, in fractions of one.

# %% given
growths = facts.query("metric == 'cloud_revenue_growth'").set_index("status")
ai = facts.query("metric == 'ai_revenue_growth'").iloc[0]
whole = growths.value["actual"]
# The whole grows by part * (growth of AI) + (1 - part) * (growth of the rest). The rest stands still: its growth is 0.
# So the whole grows by part * (growth of AI), and part is the growth of the whole over that of AI.
most = whole / ai.low  # AI has just doubled: the slowest growth needs the largest part
least = whole / ai.high  # the fastest growth that the words allow needs the smallest part
print(f"AI's part of the revenue a year before: {least:.3f} to {most:.3f}")
# After the growth the part is another one: AI's revenue is (1 + growth of AI) times what it was, the whole (1 + whole) times.
show(
    facts.query("metric in ['cloud_revenue_growth', 'ai_revenue_growth']"),
    columns=["entity", "object", "status", "low", "high"],
)

# %% answer
whole = growths.low["target"]  # cut
before = [whole / ai.high, whole / ai.low]  # cut
after = [before[0] * (1 + ai.high) / (1 + whole), before[1] * (1 + ai.low) / (1 + whole)]  # cut
part = (after[0], after[1])  # blank

# %% why [markdown]
# Fast growth of a part, in a whole that grows slowly, leaves room for a small part only. The two ends of one growth become the two
# ends of the other number, and they change places: the slowest growth of AI gives the largest part. If the rest shrank, AI's
# part could be larger.

# %% hints [markdown]
# - First work out AI's part before the growth, as in the worked cell, with the `low` of the goal as the growth of the whole.
# - Each end has an AI growth of its own. Multiply it by one plus that growth, and divide by one plus the growth of the whole.

# %% check
rests_on = target.fact


def ai_part(whole, growth, after=True):
    before = whole / growth
    return before * (1 + growth) / (1 + whole) if after else before


def both_ends(whole, after=True):
    return ai_part(whole, sales_growth.high, after), ai_part(whole, sales_growth.low, after)


goal_part = both_ends(target.low)
squeezed = [
    ("before the growth", both_ends(target.low, after=False),
     "You gave {you}: that is AI's part before the growth. AI grows faster than the whole, so its part is larger afterwards."),
    ("growth that came", both_ends(actual.value),
     "You gave {you}: that holds for the growth that was reported. The question asks for the goal."),
    ("whole not grown", tuple(ai_part(target.low, g, False) * (1 + g) for g in (sales_growth.high, sales_growth.low)),
     "You gave {you}: AI's revenue has grown there, and the whole has not. A part is of the whole of the same time."),
    ("other end of the goal", lambda ends: ends[1] is not None and 0.999 < ends[1] < 2,
     "Your most is all of the cloud or more. Which growth did you take for the whole? The question takes the `low` of the goal."),
    ("one growth", lambda ends: ends[0] == ends[1] is not None,
     "You gave one number twice. The words on AI's growth have two ends, and each gives an end of the part."),
    ("least of zero", lambda ends: ends[0] == 0,
     "You gave a least of 0. Without any AI sales, and with a rest that stands still, the whole would not grow."),
]  # fmt: skip
check = Bounds(Interval(*goal_part), "fraction", squeezed, rel=1e-3)

# %% wrong
wrong = [
    ("other end of the goal", (0.1, 1)),
    ("one growth", (goal_part[1], goal_part[1])),
    ("least of zero", (0, goal_part[1])),
]

# %% right
right = [[*goal_part], Interval(*goal_part), {"high": goal_part[1], "low": goal_part[0]}]

# %% 05.2 dates: two blanks [markdown]
# ## 05.2 When did it pass one trillion?
#
# *Two blanks.* Doubao's tokens were counted in late May 2025, and a growth since May 2024 is told. So there are two dates and two
# counts. On which day did Doubao pass one trillion tokens a day? Take the dates of the columns `when_start` and `when_end`: they
# follow the decision that Caixin's digest is a year off. Assume that the printed growth is exact, and that the tokens
# grew steadily: by the same factor every day.
#
# Neither date is a day. The first count is of some day of May 2024, from `may_first` to `may_last`. The later count is of some
# day from `now.when_start` to `now.when_end`. `part` is the part of all the time between the two counts that goes by before one
# trillion is reached. Fill in the **earliest** and the **latest** day on which it can have been reached.

# %% given
cite(data, "caixin:14644", "caixin:14696")

# %% answer
now = market.query("metric == 'daily_tokens' and entity == 'Doubao'").iloc[0]
grown = market.query("metric == 'daily_tokens_growth'").iloc[0]
may_first = grown.when_start
may_last = may_first + pd.offsets.MonthEnd()
first_count = now.value / grown.value
part = log2(10**12 / first_count) / log2(grown.value)  # so many of all doublings, so much of all the time
earliest = may_first + part * (now.when_start - may_first)  # blank
latest = may_last + part * (now.when_end - may_last)  # blank
passed = {"earliest": earliest, "latest": latest}

# %% why [markdown]
# With steady growth each doubling takes the same time, so a part of the doublings is the same part of the time. The day is earliest
# if both counts are as early as they can be, and latest if both are as late. The rest is an assumption: the tokens may have
# grown in leaps, and then the day can be any between the two counts.

# %% hints [markdown]
# - A day plus a part of a span of time is a day: `may_first + part * (some_day - may_first)`.
# - For the earliest day take the earliest day of both counts. For the latest day take the latest of both.

# %% check
rests_on = "caixin:14696"
DAY = pd.Timedelta(days=1)
TRILLION = 10**12
share_of_time = log2(TRILLION / base) / log2(growth.value)
in_steps = (TRILLION - base) / (counted.value - base)  # as if the same number of tokens came each day


class Day(Check):
    """A day, as a Timestamp, a date or text; a day more or less is right too."""

    def __init__(self, right, mistakes=()):
        self.right, self.mistakes = right, list(mistakes)

    def compare(self, answer):
        given = None
        with suppress(ValueError):
            given = pd.Timestamp(str(answer)) if re.match(r"\d{4}-\d\d-\d\d", str(answer)) else None
        if given is None:
            return Feedback(
                "no day", f"You gave {kind_of(answer)}. A day comes from a day plus a part of a span of time."
            )
        if abs(given - self.right) <= DAY:
            return RIGHT
        way, you = "early" if given < self.right else "late", f"{given.day} {given:%B %Y}"
        other = Feedback(
            f"too {way}", f"You gave {you}, which is too {way}. From which day to which day does your span reach?"
        )
        return self.known(given, lambda day, known: abs(day - known) <= DAY, you) or other


def reached(start, end, part=share_of_time):
    return start + part * (end - start)


def day(ends, others):
    """The check of a day between two counts; `others` are the counts of the other end."""
    right, a_year = reached(*ends), pd.DateOffset(years=1)
    mixed = "You gave {you}: one of your two counts is as early as it can be, and the other as late. Take both from the same side."
    count = "You gave {you}: that is the day of a count. One trillion was reached between the two counts."
    known = [
        ("the other end", reached(*others), "You gave {you}: that is the other of the two days."),
        ("mixed", reached(ends[0], others[1]), mixed),
        ("mixed", reached(others[0], ends[1]), mixed),
        ("equal steps", reached(*ends, in_steps),
         "You gave {you}: there the same number of tokens is added each day. With steady growth each day multiplies: use part."),
        ("a count", ends[0], count),
        ("a count", ends[1], count),
        ("other part", reached(*ends, 1 - share_of_time), "You gave {you}: your part of the time is counted from the later count."),
        ("as written", reached(ends[0] - a_year, ends[1] - a_year),
         "You gave {you}: that follows the dates as the digest writes them. Take when_start and when_end."),
    ]  # fmt: skip
    return Day(right, [mistake for mistake in known if abs(mistake[1] - right) > DAY])


early, late = (month_ends[0], counted.when_start), (month_ends[1], counted.when_end)
check = Row({"earliest": day(early, late), "latest": day(late, early)})

# %% wrong
good = {"earliest": reached(*early), "latest": reached(*late)}
wrong = [("earliest: no day", good | {"earliest": share_of_time})]

# %% right
right = [
    pd.Series(good),
    {name: f"{when:%Y-%m-%d}" for name, when in good.items()},
    {name: when.date() for name, when in good.items()},
]

# %% 05.3 squeeze: two blanks [markdown]
# ## 05.3 From calls to money
#
# *Two blanks.* ByteDance had nearly half of the calls to models. Which part of the money that these calls bring in does it get?
# That is not told, and it can be squeezed between two ends. Assume all of this, and no more:
#
# - ‘Nearly half’ is at least 0.45, and at most the `high` of the row `calls`.
# - A call of ByteDance brings in as much on average as a call of the others at the most, and a tenth of that at the least.
#
# `of_the_money(share, worth)` gives the part of the money for a `share` of the calls, if a call is `worth` so much of one of
# the others' calls. Fill in the least and the most, as fractions of one.

# %% given
cite(data, "caixin:3771")

# %% answer
calls = market.query("metric == 'share_of_model_calls'").iloc[0]


def of_the_money(share, worth):
    return share * worth / (share * worth + 1 - share)


least = of_the_money(0.45, 0.1)  # blank
most = of_the_money(calls.high, 1)  # blank
money = (least, most)

# %% why [markdown]
# More calls bring more money, and so do dearer calls. So both assumptions are at their least for the least, and at their most for
# the most. The two ends lie far apart: a share of calls says little about money as long as nobody tells what a call brings in.

# %% hints [markdown]
# - Does ByteDance get more money or less, if its share of the calls is larger? And if its call is worth more?
# - Call the function twice: once with the least of both, once with the most of both.

# %% check
rests_on = "caixin:3771"
half = market[market.metric == "share_of_model_calls"].iloc[0].high
LEAST_SHARE, LEAST_WORTH = 0.45, 0.1


def money_of(share, worth):
    return share * worth / (share * worth + 1 - share)


ends = money_of(LEAST_SHARE, LEAST_WORTH), money_of(half, 1)
paid = [
    ("calls for money", (LEAST_SHARE, half),
     "You gave {you}: that is ByteDance's part of the calls. A call of ByteDance may bring in less than one of the others."),
    ("crossed", (money_of(LEAST_SHARE, 1), money_of(half, LEAST_WORTH)),
     "You gave {you}: each end mixes the least of one assumption with the most of the other. Which way do both of them work?"),
    ("crossed", (money_of(half, LEAST_WORTH), money_of(LEAST_SHARE, 1)),
     "You gave {you}: each of your ends mixes a least with a most. Which way do the share and the worth work?"),
    ("share of the least", (money_of(half, LEAST_WORTH), money_of(half, 1)),
     "You gave {you}: your least takes the largest share of the calls. ‘Nearly half’ may be less than half."),
    ("not divided", (LEAST_SHARE * LEAST_WORTH, half),
     "You gave {you}: a share times a worth is no part of the money yet. The money of the others belongs to the whole."),
    ("others' money", (1 - ends[1], 1 - ends[0]),
     "You gave {you}: that is what the others get. The question asks for ByteDance."),
    ("worth of nothing", lambda given: given[0] == 0,
     "You gave a least of 0. A call of ByteDance brings in a tenth of another call at the least, so it is not zero."),
]  # fmt: skip
check = Bounds(Interval(*ends), "fraction", paid, rel=1e-3)

# %% wrong
wrong = [("worth of nothing", (0, half))]

# %% right
right = [[*ends], Interval(*ends), {"low": ends[0], "high": ends[1]}]

# %% 05.4 query: free [markdown]
# ## 05.4 Ahead in what, and of whom?
#
# A reader can check a lead only if it is told **in what** somebody is ahead, and **of whom**. In `comparisons` the leader stands
# in the column `ahead`, what is measured in `measure`, and the rival in `behind`. A cell is empty where the words do not say it.
#
# `checkable(comparisons)` gets a table with the columns of `comparisons`. It gives back the rows that are told as a fact (`status`
# is *actual*), and that name both a measure and a rival, with at least the columns `comparison`, `ahead`, `behind` and
# `measure`. The function is tried on other tables too.

# %% given
show(comparisons, columns=["ahead", "behind", "measure", "scope", "status", "publisher"])


# %% answer
def checkable(comparisons):
    told = comparisons[comparisons.status == "actual"]  # cut
    named = told.measure.notna() & told.behind.notna()  # cut
    return told.loc[named, ["comparison", "ahead", "behind", "measure"]]  # blank


# %% shown
checkable(comparisons)

# %% why [markdown]
# Few leads are left. The others can be true, but the words do not say in what somebody leads, or before whom. Even a row that is
# left is of one measure and one time: a lead in calls is no lead in money.

# %% hints [markdown]
# - Three conditions hold at once. `column.notna()` is True where a cell is not empty.
# - Join conditions with `&`, each in brackets: `table[(one) & (another)]`.

# %% check
rests_on = cite(data, comparisons[comparisons.behind.notna() & comparisons.measure.notna()])
COLUMNS = ["comparison", "ahead", "behind", "measure"]


def reference(table):
    return table[(table.status == "actual") & table.measure.notna() & table.behind.notna()]


def to_check(table):
    """The check for one table."""
    right = reference(table)

    def holds(rows):
        bad = {*rows.comparison}
        return lambda given: {*given.comparison} & bad

    return Table(right[COLUMNS], ["comparison"], None, [
        ("not told as a fact", holds(table[table.status != "actual"]),
         "your table has a row that is not told as a fact: a goal, a boast or a supposition. Look at the column status."),
        ("no rival", holds(table[table.behind.isna()]),
         "your table has a row without a rival: its words do not say of whom somebody is ahead."),
        ("no measure", holds(table[table.measure.isna()]),
         "your table has a row without a measure: its words do not say in what somebody is ahead."),
        ("empty", lambda given: given.empty and len(right),
         "your table has no rows. An empty cell is equal to nothing, so ask with isna() and notna()."),
    ])  # fmt: skip


places = range(len(comparisons))
others = comparisons.assign(
    behind=[["Acme", None, "Bolt", "Cargo"][n % 4] for n in places],
    measure=[[None, "speed", "weight"][n % 3] for n in places],
    scope=None,
)
check = Function([
    ("the comparisons of the articles", (comparisons,), to_check(comparisons)),
    ("a table with other rivals and measures", (others,), to_check(others)),
])  # fmt: skip

# %% hidden
turned = others.iloc[::-1].assign(ahead="Dove", status=[["actual", "target"][n % 2] for n in places])
vague = comparisons.assign(measure=None)
hidden = Function([
    ("a table of another leader", (turned,), to_check(turned)),
    ("a table without any measure", (vague,), to_check(vague)),
])  # fmt: skip


# %% wrong
def chosen(condition):
    return lambda table: table[condition(table)]


wrong = [
    ("not told as a fact", chosen(lambda t: t.measure.notna() & t.behind.notna())),
    ("no rival", chosen(lambda t: (t.status == "actual") & t.measure.notna())),
    ("no measure", chosen(lambda t: (t.status == "actual") & t.behind.notna())),
    ("empty", chosen(lambda t: (t.status == "actual") & (t.behind == "") & (t.measure == ""))),
    ("missing row", lambda table: reference(table).head(1)),
]

# %% right
right = [
    lambda table: table.query("status == 'actual'").dropna(subset=["measure", "behind"]),
    lambda table: reference(table).iloc[::-1].set_index("comparison"),
    chosen(lambda t: t.status.eq("actual") & t[["measure", "behind"]].notna().all(axis=1)),
]

# %% 05.5 chart: free [markdown]
# ## 05.5 One count, two dates
#
# Draw Doubao's tokens a day over time, with **three dots**:
#
# - `worked back`: the count divided by its growth, in May 2024. Put the dot anywhere in that month.
# - `Doubao`: the count at its settled date, `when_start` to `when_end` of the row with the metric `daily_tokens`.
# - `digest`: the same count in May 2024, the date that Caixin's digest gives. A person has decided that this date is a slip. Draw
#   this dot **hollow** (`mfc="white"` in `ax.plot`), and the other two filled.
#
# Name each dot with these words, in the legend or beside it. More words are welcome. The counts differ very much, so their axis
# is logarithmic. Say at the axis what it counts. The title is a sentence that says what the chart shows of Doubao. `chart` is the
# Axes on which you drew.

# %% answer
now = market.query("metric == 'daily_tokens' and entity == 'Doubao'").iloc[0]  # cut
grown = market.query("metric == 'daily_tokens_growth'").iloc[0]  # cut
middle = grown.when_start + pd.Timedelta(days=15)  # cut
fig, ax = plt.subplots(figsize=(8.6, 3.6), layout="constrained")  # cut
ax.plot([middle], [now.value / grown.value], "o", ms=10, color=plots.BLUE)  # cut
ax.plot([now.when_start], [now.value], "o", ms=10, color=plots.BLUE)  # cut
ax.plot([middle], [now.value], "o", ms=10, color=plots.BLUE, mfc="white")  # cut
ax.text(middle, now.value / grown.value, "    worked back", va="center")  # cut
ax.text(now.when_start, now.value, "Doubao, settled date    ", va="center", ha="right")  # cut
ax.text(middle, now.value, "    digest", va="center")  # cut
title = f"Doubao's tokens grew {grown.value:g}-fold in a year, unless the digest's date holds"  # cut
ax.set(yscale="log", ylabel="tokens a day", title=title)  # cut
chart = ax  # blank

# %% why [markdown]
# On a log axis equal steps multiply, so a growth of many times fits beside its beginning. The hollow dot keeps what the digest
# writes, and says that it is not believed. Two numbers in one month cannot both be right: the chart shows the contradiction.

# %% hints [markdown]
# - `ax.plot([day], [count], "o")` draws one dot, and `mfc="white"` makes it hollow. `label="digest"` names it in the legend.
# - `ax.set(yscale="log", ylabel=..., title=...)`, then `ax.legend()` where you gave labels.

# %% check
rests_on = cite(data, "caixin:3686", "caixin:14644")
MAY, LATER = growth.when_start + pd.Timedelta(days=15), counted.when_start
three = {("worked back", MAY): base, ("Doubao", LATER): counted.value, ("digest", MAY): counted.value}


def stands(mark, words):
    return words in " ".join([*mark["names"], *mark["words"]]).casefold()


def hollow(mark):
    return "hollow" in mark["signs"]


check = Chart(three, unit=["tokens"], title=["Doubao", "tokens"], mistakes=[
    ("no log axis", lambda drawn: "log" not in (drawn["x"]["scale"], drawn["y"]["scale"]),
     "Both axes are plain, and one dot lies on the ground beside the others. Make the axis of the counts logarithmic."),
    ("digest filled", lambda drawn: any(stands(m, "digest") and not hollow(m) for m in drawn["marks"]),
     "The dot of the digest is filled like the others. Its date is a slip: draw it hollow."),
    ("all hollow", lambda drawn: any(hollow(m) and not stands(m, "digest") for m in drawn["marks"]),
     "A dot other than that of the digest is hollow. Hollow says that a date is not believed: keep it for the digest."),
    ("growth of the digest", three | {("worked back", MAY): growth.value},
     "Your dot shows the growth in place of a count. Divide the count by its growth."),
    ("multiplied", three | {("worked back", MAY): counted.value * growth.value},
     "Your first count is the later one times its growth. The tokens grew, so there were fewer before: divide."),
    ("another firm", three | {("Doubao", LATER): above.low},
     "Your later count is that of ByteDance, from another article. Choose the row of Doubao."),
])  # fmt: skip

# %% wrong
SAYS = "Doubao's tokens grew to many times as many in a year"


def dots(ax, first=base, last=counted.value, scale=1, title=SAYS, label="tokens a day", filled=(1, 1, 0)):
    rows = [(MAY, first, "worked back"), (LATER, last, "Doubao"), (MAY, counted.value, "digest")]
    for (day_, count, name), full in zip(rows, filled, strict=True):
        ax.plot([day_], [count / scale], "o", color=plots.BLUE, mfc=plots.BLUE if full else "white")
        ax.annotate(name, (day_, count / scale), xytext=(8, -4), textcoords="offset points")
    ax.set(yscale="log", ylabel=label, title=title)


wrong = [
    ("no log axis", drawn(lambda ax: (dots(ax), ax.set_yscale("linear")))),
    ("digest filled", drawn(lambda ax: dots(ax, filled=(1, 1, 1)))),
    ("all hollow", drawn(lambda ax: dots(ax, filled=(0, 0, 0)))),
    ("growth of the digest", drawn(lambda ax: dots(ax, first=growth.value))),
    ("multiplied", drawn(lambda ax: dots(ax, first=counted.value * growth.value))),
    ("another firm", drawn(lambda ax: dots(ax, last=above.low))),
    ("no unit", drawn(lambda ax: dots(ax, label="count", title="Doubao grew to many times as much"))),
]


# %% right
def legend(ax):
    """Dots that a legend names, in trillions, with the count on x."""
    rows = [(MAY, base, "worked back", "C0"), (LATER, counted.value, "Doubao, counted", "C1")]
    for day_, count, name, colour in rows:
        ax.plot([count / 1e12], [day_], "s", color=colour, label=name)
    ax.plot([counted.value / 1e12], [MAY], "s", color="C2", mfc="none", label="the date in the digest")
    ax.legend()
    ax.set(xscale="log", xlabel="trillion tokens a day", title=SAYS)


def seaborns(ax):
    """A line between the two counts, and dots of seaborn."""
    sns.scatterplot(x=[MAY, LATER], y=[base, counted.value], hue=["worked back", "Doubao"], ax=ax)
    ax.plot([MAY, LATER], [base, counted.value], "--", color=plots.GREY)
    ax.scatter([MAY], [counted.value], facecolors="none", edgecolors="black", label="digest")
    ax.legend()
    ax.set(yscale="log", ylabel="tokens a day", title=SAYS)


right = [
    drawn(dots),
    drawn(lambda ax: dots(ax, scale=1e9, label="billion tokens a day")),
    drawn(legend),
    drawn(seaborns),
]

# %% 05.6 function: free [markdown]
# ## 05.6 A lower bound turns round
#
# Something is now `low` to `high` times as much as it was `months` ago. `None` stands for an end that the words leave open. A
# known end is always more than 1. Growth is steady, and `months` is exact.
#
# `doubling_time(low, high, months)` gives back the months that one doubling takes, as `(least, most)`, with `None` for an end that
# cannot be known. To grow `x` times, something doubles `log2(x)` times. The function is tried on other numbers too.


# %% answer
def doubling_time(low, high, months):
    least = None if high is None else months / log2(high)  # cut
    most = None if low is None else months / log2(low)  # cut
    return (least, most)  # blank


# %% shown
doubling_time(market.query("hedge == 'over' and metric == 'daily_tokens'").low.item() / 10**13, None, 12)

# %% why [markdown]
# Faster growth is a shorter doubling time. So the upper end of the growth gives the least time, and the lower end gives the most.
# A growth of ‘more than’ a number gives a doubling time of ‘less than’ a number: the bound stays, and changes its side.

# %% hints [markdown]
# - Does a larger growth give a longer or a shorter doubling time? Which end of the growth gives the least time, then?
# - `log2(None)` stops. Ask first: `None if high is None else ...`.

# %% check
rests_on = cite(data, above.fact, growth.fact)


def each(work, low, high):
    """The two ends of the time, as `work` makes them of the two ends of the growth."""
    return tuple(None if end is None else work(end) for end in (high, low))


def doubled(low, high, months):
    return each(lambda x: months / log2(x), low, high)


SUMS = [
    ("natural logarithm", lambda x, months: months / log(x),
     "your function gives {you}. A doubling is counted with log2; another logarithm counts other steps."),
    ("doublings", lambda x, months: log2(x),
     "your function gives {you}: so many doublings there are. The question asks for the months of one."),
    ("equal steps", lambda x, months: months / (x - 1),
     "your function gives {you}: as if the same amount were added each month. Growth multiplies."),
    ("multiplied", lambda x, months: months * log2(x),
     "your function gives {you}: it multiplies the months by the doublings. In a given time, more doublings are shorter ones."),
]  # fmt: skip


def timed(low, high, months):
    right = doubled(low, high, months)
    known = [(kind, each(lambda x, work=work: work(x, months), low, high), said) for kind, work, said in SUMS]
    known += [
        ("one end for both", lambda ends: None in right and ends[0] == ends[1] is not None,
         "your function gives {you} for both ends. What is open in the growth stays open in the time."),
        ("zero for open", lambda ends: None in right and 0 in ends,
         "your function gives 0 for an open end. Zero months would be a statement: give None."),
    ]  # fmt: skip
    return Bounds(Interval(*right), "months", known, rel=1e-3)


def case(what, *arguments):
    return what, arguments, timed(*arguments)


check = Function([
    case("a growth that is told exactly", growth.value, growth.value, 12),
    case("a growth of which the least is told", above.low / counted.value, None, 10),
    case("a growth between two ends", 4, 16, 12),
])  # fmt: skip

# %% hidden
hidden = Function([
    case("a growth of which the most is told", None, 8, 6),
    case("a growth of which nothing is told", None, None, 6),
    case("a slow growth over two years", 1.2, 1.5, 24),
    case("a growth of which the least is told, over a year", 3, None, 12),
])  # fmt: skip


# %% wrong
def worked(work):
    return lambda low, high, months: each(lambda x: work(x, months), low, high)


wrong = [
    *((kind, worked(work)) for kind, work, _ in SUMS),
    ("one end for both", lambda low, high, months: (months / log2(low or high),) * 2),
    ("zero for open", lambda *given: tuple(end or 0 for end in doubled(*given))),
]


# %% right
def with_an_if(low, high, months):
    least = most = float("nan")
    if high:
        least = months * log(2) / log(high)
    if low:
        most = months * log(2) / log(low)
    return [least, most]


right = [doubled, with_an_if, lambda *given: Interval(*doubled(*given))]

# %% 05.7 sentence: free [markdown]
# ## 05.7 A conclusion with its assumption
#
# Alibaba's cloud grew in one quarter as its row with the `status` *actual* says, and AI-related sales at least doubled: see the cell of
# 05.1. Read AI-related sales as a part of the cloud's revenue. **If the rest of the cloud did not shrink**, how does AI's part
# of the revenue in that quarter, after the growth, compare with **one third**?
#
# Answer in one sentence, as text. Name AI and Alibaba, compare AI's part with a *third*, and say the assumption about the **rest** in
# it, for without it the sentence does not hold. Say no more than that.

# %% answer
sentence = "If the rest of Alibaba's cloud did not shrink, AI was less than a third of its revenue."  # blank

# %% why [markdown]
# AI that just doubled, beside a rest that stood still, gives the largest part, and that is below one third. With a rest that grew, or
# with AI that grew faster, the part is smaller. With a rest that shrank it could be larger. So the assumption belongs into the
# sentence.

# %% hints [markdown]
# - Work out the most: `whole / ai.low * (1 + ai.low) / (1 + whole)`, with the growth that was reported as `whole`.
# - Begin with *If the rest of the cloud did not shrink*, and end with *a third* of what.

# %% check
rests_on = cite(data, actual.fact, sales_growth.fact)


def ai_part(whole, growth):
    """AI's part after the growth, if the rest stands still."""
    return whole / growth * (1 + growth) / (1 + whole)


check = Conclusion(
    names={
        "that it is about AI": ["AI ", "AI-", "AI'", "AI’", "AI,"],
        "whose cloud it is": ["Alibaba"],
        "what it is compared with": ["third", "33"],
        "what is assumed of the rest of the cloud": ["rest", "other", "everything else", "remainder"],
    },
    relation=("below" if ai_part(actual.value, sales_growth.low) < 1 / 3 else "unknown", ["third", "33%", "33 per cent"]),
    mistakes=[
        ("not understood", r"two.?thirds|67|66",
         "Your sentence speaks of the larger part, that of the rest. Say it of AI's part, and compare that with one third."),
        ("growth for part", r"\b(doubled|growth|grew (by|to))\b.*third",
         "Your sentence compares a growth with a third. A growth is a change in time: compare AI's part of the revenue."),
        ("not an assumption", lambda said: "rest" in said.lower() and not re.search(
            r"\b(if|as long as|unless|suppos\w+|assum\w+|provided|given that|should|on condition|when|where|with)\b", said, re.I),
         "Your sentence says as a fact that the rest did not shrink. No article tells it: begin with ‘if’."),
        ("of calls", r"\bcalls?\b|tokens?\b|bytedance",
         "Your sentence speaks of something else than the revenue of Alibaba's cloud."),
    ],
)  # fmt: skip

# %% wrong
wrong = [
    ("above", "If the rest did not shrink, AI was more than a third of Alibaba's cloud revenue."),
    ("equal", "If the rest did not shrink, AI was exactly a third of Alibaba's cloud revenue."),
    ("unknown", "If the rest did not shrink, it is unknown whether AI is below a third of Alibaba's cloud revenue."),
    ("no what is assumed of the rest of the cloud", "AI was less than a third of Alibaba's cloud revenue."),
    ("no whose cloud it is", "If the rest did not shrink, AI was less than a third of the cloud revenue."),
    ("no that it is about AI", "If the rest did not shrink, it was less than a third of Alibaba's revenue."),
    ("not an assumption", "AI was less than a third of Alibaba's cloud and the rest did not shrink."),
    ("says more", "If the rest did not shrink, AI was less than a third of Alibaba's cloud, which is disappointing."),
    ("of calls", "If the rest did not shrink, AI was less than a third of the calls to Alibaba."),
    ("growth for part", "If the rest did not shrink, AI at Alibaba grew by less than a third."),
    ("not understood", "If the rest did not shrink, AI and a third of Alibaba's cloud."),
]

# %% right
right = [
    "AI made up less than one third of Alibaba's cloud revenue, provided that the rest of the cloud did not shrink.",
    "Assuming that the rest did not shrink, AI's part of Alibaba's cloud was below a third.",
    "As long as the rest of Alibaba's cloud stood still or grew, AI stayed under 33% of its revenue.",
    "AI-related sales fell short of a third of Alibaba's cloud revenue, if the rest of the cloud did not shrink.",
]
