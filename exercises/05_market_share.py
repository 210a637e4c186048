# %% [markdown]
# # Exercises: market share
#
# Ten questions on notebook `05_market_share`. Give each answer where the three dots are, run the cell, and run the
# check below it. A wrong answer costs nothing: you are told what it is that you gave, and which sentence decides. After
# two wrong answers there is a hint, after three the way to the worked solution. The questions do not need each other,
# so begin where you like. Cells that only show something have their code folded away.
#
# Your progress is kept in `05_market_share.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.exercises import Exercises, load

data = load(frames)
check = Exercises("05_market_share", data)

# %% set-up
from math import log2

import numpy as np

from datakit.analysis.promises import half_step
from datakit.display import cite, say
from datakit.display.growth import token_points
from datakit.display.market_share import call_shares, price_cut, volume_growth
from datakit.exercises.charts import Charts

claims, shares, points = data.claims, call_shares(data), token_points(data)
by_id = claims.set_index("claim", drop=False)  # a fact has the id of the claim that says it first
points["when"] = points.when.str.strip()

# %% checking
import re
from math import log, log10

import pandas as pd

from datakit.analysis.doubling import MONTH
from datakit.bounds import Interval, number_words
from datakit.exercises.compare import Bounds, Number, Open
from datakit.exercises.fields import Choice, Guess, Labels, Row
from datakit.exercises.made import Function, Order, Sentence, Table

# %% 05.1 read a sentence and fill a row [markdown]
# ## 05.1 A share of what?
#
# A share has a top and a bottom, and the bottom is easily lost. Fill in both for the words in bold.
#
# | key | what to give |
# |---|---|
# | `who` | whose share it is: of one `product`, or of its `owner` |
# | `counted` | what is counted: `calls`, `clients`, `money` or `tokens` |
# | `cloud` | in which clouds: `public`, `private` or `any` |
# | `year` | the year of the share |
# | `low`, `high` | its least and its most as fractions of one, `None` for an end that the words leave open |

# %% given
service = shares[(shares.entity != shares.family) & shares.object.str.contains("public")].iloc[0]
say(f"**{service.quote}**", str(cite(data, service.claim)))

# %% answer
share = {
    "who": "product",  # blank: "product"
    "counted": "calls",  # blank: "calls"
    "cloud": "public",  # blank: "public"
    "year": service.period_end.year,  # blank: service.period_end.year
    "low": None,  # blank: None
    "high": service.high,  # blank: service.high
}

# %% why [markdown]
# Read it as a division: these calls of one product, divided by all calls to models in the public clouds of one country
# in one year. Take any of these words away and the whole is another one. The number was not reached, so it is the most,
# and no word gives a least.

# %% hints [markdown]
# - Say it aloud as ‘these ... divided by all ... in ...’. Every word of the second part is in the last words of the sentence.
# - The sentence begins with what it speaks of. ‘Nearly’ says that the number was not reached: which end is that?

# %% check
rests_on = service.claim
printed = service.published
check = Row(
    {
        "who": Choice(
            "product",
            {
                "owner": "The owner is named, and the share is given to one of its products. An owner may have calls elsewhere too, so handing the share up makes another claim."
            },
        ),
        "counted": Choice(
            "calls",
            {
                "clients": "The sentence says that it serves clients, and not what part of all clients. What stands right after the share?",
                "money": "The margin in the sentence is about money, and the share is not. A cheap call counts as much as a dear one.",
                "tokens": "A call can hold few tokens or many, so shares of the two can differ. Which of them is counted here?",
            },
        ),
        "cloud": Choice(
            "public",
            {
                "private": "A private cloud serves one company alone. The word before ‘cloud’ in the sentence is another one.",
                "any": "One word stands before ‘cloud’ and makes the whole smaller: calls to models elsewhere are outside the count.",
            },
        ),
        "year": Number(
            service.period_end.year,
            None,
            [
                (
                    "year of the article",
                    printed.year,
                    "That is the year in which the article was printed. The sentence says itself for which year it counts.",
                ),
                (
                    "another year",
                    lambda given: True,
                    "The share is of another year than the one you gave. Look at the end of the sentence, and write all four digits.",
                ),
            ],
        ),
        "low": Open(),
        "high": Number(
            service.high,
            "fraction",
            [
                (
                    "made up",
                    lambda given: 0.4 < given < service.high,
                    "You gave {you}. How much is missing is your guess, and no word says it. The words name a number that was not reached.",
                )
            ],
        ),
    },
    [
        (
            "wrong side",
            lambda a: a["low"] == service.high and (a["high"] is None or a["high"] != a["high"] or a["high"] == 1),
            "You made the number a least. ‘Nearly’ says that it was not reached: on which side does the truth lie?",
        ),
        (
            "bound for value",
            lambda a: a["low"] == service.high == a["high"],
            "low: you gave the same number for both ends, as if it were exact. Which word says that it is less?",
        ),
    ],
)

# %% wrong
good = {"who": "product", "counted": "calls", "cloud": "public", "year": service.period_end.year}
good |= {"low": None, "high": service.high}
wrong = [
    ("who: owner", good | {"who": "owner"}),
    ("who: no option", good | {"who": service.entity}),
    ("counted: clients", good | {"counted": "clients"}),
    ("counted: money", good | {"counted": "money"}),
    ("counted: tokens", good | {"counted": "tokens"}),
    ("counted: no option", good | {"counted": "users"}),
    ("cloud: any", good | {"cloud": "any"}),
    ("cloud: private", good | {"cloud": "private"}),
    ("year: year of the article", good | {"year": printed.year}),
    ("year: another year", good | {"year": service.period_end.year - 1}),
    ("year: type", good | {"year": str(service.period_end.year)}),
    ("low: nought for open", good | {"low": 0}),
    ("low: closed", good | {"low": 0.9 * service.high}),
    ("high: percent", good | {"high": 100 * service.high}),
    ("high: made up", good | {"high": 0.98 * service.high}),
    ("high: none", good | {"high": None}),
    ("wrong side", good | {"low": service.high, "high": None}),
    ("bound for value", good | {"low": service.high}),
]

# %% right
right = [
    pd.Series(good),
    good | {"counted": " Calls", "cloud": "PUBLIC", "low": float("nan"), "year": float(good["year"])},
    pd.DataFrame([good | {"country": "China"}]),
]

# %% 05.2 bounds by hand [markdown]
# ## 05.2 The count of a year before
#
# A sentence that gives a count and a growth gives a third number, which nobody printed: the count before the growth. In
# 03.2 you found the rate that is hidden between two amounts. Here the hidden number is a count, and again what was
# printed is rounded: each of the two may be half a step of its last digit more or less.
#
# Between which least and which most did the daily tokens lie a year before? Read ‘-fold’ as *so many times as many*.
# Give plain numbers, with all the noughts and at least five digits; do not round on the way. `half_step(quote, value)`
# works out half a step of the last digit, if you do not want to do that by hand.

# %% given
grown = by_id.loc[volume_growth(data)["fact"]]
now = claims[(claims.sentence == grown.sentence) & (claims.unit == "tokens_per_day")].iloc[0]
say(f"**{now.quote}** a day, and **{grown.quote}**", str(cite(data, now.claim)))

# %% answer
step, fold_step = half_step(now.quote, now.value), half_step(grown.quote, grown.value)  # cut
least = (now.value - step) / (grown.value + fold_step)  # cut
most = (now.value + step) / (grown.value - fold_step)  # cut
year_before = (least, most)  # blank

# %% why [markdown]
# The count before is the count now divided by the growth. It is least where the count is at its least and the growth at
# its most, and the other way round: what stands below the line works against the result. Nearly all of the doubt comes
# from the growth, which has fewer digits.

# %% hints [markdown]
# - What is half a step of the last digit of each number? That gives both a least and a most.
# - A quotient is least when the upper number is small and the lower number is large.

# %% check
rests_on = now.claim
step, fold_step = half_step(now.quote, now.value), half_step(grown.quote, grown.value)
count = Interval(now.value - step, now.value + step)
growth = Interval(grown.value - fold_step, grown.value + fold_step)
before = count / growth
whole_step = Interval(now.value - 2 * step, now.value + 2 * step) / Interval(
    grown.value - 2 * fold_step, grown.value + 2 * fold_step
)
again = count / (growth + Interval.exactly(1))
pairs = sorted((count.low / growth.low, count.high / growth.high))


def near(end):
    return abs(end * grown.value / now.value - 1) < 0.03


check = Bounds(
    before,
    "tokens_per_day",
    [
        (
            "same ends",
            lambda ends: None not in ends and np.allclose(sorted(ends), pairs, rtol=1e-4),
            "You gave {you}: you divided the least by the least and the most by the most. When is a quotient as small as it can be?",
        ),
        (
            "not rounded",
            lambda ends: ends[0] == ends[1] is not None and near(ends[0]),
            "You gave one count for both ends. Both printed numbers are rounded, so the count before lies in between two ends.",
        ),
        (
            "growth taken as exact",
            count / Interval.exactly(grown.value),
            "In your two ends only the count is rounded. The growth is rounded too, and to fewer digits.",
        ),
        (
            "count taken as exact",
            Interval.exactly(now.value) / growth,
            "In your two ends only the growth is rounded. The count is rounded too, and moves them a little further apart.",
        ),
        (
            "whole step",
            whole_step,
            "You gave {you}: you went a whole step of the last digit to either side. A number farther off than half a step would be printed otherwise.",
        ),
        (
            "times more",
            again,
            "You gave {you}: you read the growth as so many times more, on top of the first. Read it as so many times as many.",
        ),
        (
            "count now",
            lambda ends: None not in ends and all(abs(end / now.value - 1) < 0.01 for end in ends),
            "You gave {you}: that is the count that is printed. The question asks for the count before it grew.",
        ),
        (
            "per cent",
            lambda ends: ends[0] is not None and 0.3 < ends[0] / now.value < 0.95,
            "You gave {you}: so little growth fits a number of per cent. ‘-fold’ says how many times as many.",
        ),
        (
            "forwards",
            lambda ends: ends[0] is not None and ends[0] > 2 * count.high,
            "You gave a count larger than the one printed. You went forward in time: before the growth there was less.",
        ),
        (
            "nought",
            lambda ends: ends[0] == 0,
            "You gave a least of 0. What was multiplied cannot have been nought, and the two printed numbers give a least.",
        ),
        (
            "few digits",
            lambda ends: None not in ends and np.allclose(ends, (before.low, before.high), rtol=6e-4, atol=0),
            "Both ends are right as far as their digits go. The doubt is so small that you need one digit more.",
        ),
        (
            "other room",
            lambda ends: None not in ends and near(ends[0]) and near(ends[1]),
            "You gave {you}. It lies about there, and your doubt is too small or too large. Each printed number may be off by up to half a step of its own last digit.",
        ),
    ],
    rel=1e-4,
)

# %% wrong
ends = (before.low, before.high)
wrong = [
    ("same ends", tuple(pairs)),
    ("not rounded", (now.value / grown.value, now.value / grown.value)),
    ("growth taken as exact", (count.low / grown.value, count.high / grown.value)),
    ("count taken as exact", (now.value / growth.high, now.value / growth.low)),
    ("whole step", (whole_step.low, whole_step.high)),
    ("times more", (again.low, again.high)),
    ("count now", (count.low, count.high)),
    ("per cent", (count.low / (1 + growth.high / 100), count.high / (1 + growth.low / 100))),
    ("forwards", (count.low * growth.low, count.high * growth.high)),
    ("nought", (0, before.high)),
    ("few digits", tuple(float(f"{end:.4g}") for end in ends)),
    ("other room", (0.995 * now.value / grown.value, 1.005 * now.value / grown.value)),
    ("swapped", (before.high, before.low)),
    ("least: scale", (before.low / 1e9, before.high / 1e9)),
    ("least: tenfold", (before.low * 10, before.high * 10)),
    ("most left open", (before.low, None)),
    ("one number for two", now.value / grown.value),
    ("type", f"{before.low:.0f} to {before.high:.0f}"),
]

# %% right
right = [[float(f"{end:.5g}") for end in ends], before, {"least": 1, "low": before.low, "high": before.high}]

# %% 05.3 spot the fault [markdown]
# ## 05.3 Seven notes on growth and shares
#
# In 03.3 you held lines about pledges and quarters against their sentences. Here are seven about growth and shares.
# Some of them are at fault, each in one way. `faults` is a dictionary from the letter of a line to one word of this list.
#
# | word | fault |
# |---|---|
# | `whole` | a share of one thing is told as a share of another |
# | `growth` | a growth is told as a part of a whole |
# | `turned` | before and after have changed places |
# | `times` | so many times is told as so many per cent |
# | `points` | per cent are told as percentage points |
# | `exact` | a bound is told as an exact number |

# %% given
rows = claims.drop_duplicates("metric").set_index("metric", drop=False)
served = shares[(shares.entity != shares.family) & shares.object.str.contains("public")].iloc[0]
cheaper, folded = by_id.loc[price_cut(data)["fact"]], by_id.loc[volume_growth(data)["fact"]]
tokens = claims[(claims.sentence == folded.sentence) & (claims.unit == "tokens_per_day")].iloc[0]
cloud, pc, aim = rows.loc["cloud_revenue_growth"], rows.loc["pc_user_growth"], rows.loc["ai_usage_revenue_growth"]
lines = {
    "A": f"In {served.period_end.year} more than half of the calls to models in China's public cloud went to others than {served.entity}.",
    "B": f"In {served.period_end.year} {served.entity} took in {served.quote} of what was spent on models in China's public cloud.",
    "C": f"{tokens.entity} handled {tokens.quote} tokens a day in {folded.period_start:%B %Y}, and {folded.value:g} times as many a year later.",
    "D": f"After the reduction {1 - cheaper['value']:.0%} of the cost of {cheaper['entity']} was left.",
    "E": f"{aim.entity} wants its revenue from AI usage to grow by {aim.value:g}% by the end of {aim.period_end.year}.",
    "F": f"The number of {pc.entity}'s users on PCs grew by {100 * pc.value:g} percentage points.",
    "G": f"In the first quarter of {cloud.period_end.year}, {cloud.value:.0%} of {cloud.entity}'s revenue came from its cloud.",
}
deciding = [served.claim, tokens.claim, cheaper["claim"], aim.claim, pc.claim, cloud.claim]
say(
    "\n".join(f"- **{letter}**: {line}" for letter, line in lines.items()),
    "The sentences:",
    *(str(cite(data, claim)) for claim in deciding),
)

# %% answer
faults = {"B": "whole", "C": "turned", "E": "times", "F": "points", "G": "growth"}  # blank

# %% why [markdown]
# Line B turns calls into money, line C puts the large count first, line E makes per cent of times, line F makes points
# of per cent, and line G makes a part of a growth. Lines A and D say nothing new: what is less than half leaves more
# than half to others, and a cut and what it leaves add up to one.

# %% hints [markdown]
# - Ask of each line: a share of what, a growth from when to when, and in which unit?
# - Two lines are right although no sentence says them: they give what is left. Percentage points measure the change of a share.

# %% check
rests_on = served.claim
check = Labels(
    {"B": "whole", "C": "turned", "E": "times", "F": "points", "G": "growth"},
    {
        "whole": "the whole of a share",
        "growth": "a growth told as a part",
        "turned": "before and after",
        "times": "times told as per cent",
        "points": "percentage points",
        "exact": "a bound made exact",
    },
    {
        "A": "if one has less than half, all others together have more than half.",
        "B": "Ask what the number is a share of in the line, and what it is a share of in the sentence.",
        "C": "In which month was the count that is printed, and was it before the growth or after it?",
        "D": "a cut and what it leaves add up to the whole.",
        "E": "How is the number written in the sentence: with ‘x’, or with a sign for per cent?",
        "F": "What grew is a count of users, and a count has no percentage points: these are steps of a share.",
        "G": "Does the sentence say what part the cloud is, or how much it has grown?",
    },
)

# %% wrong
good = {"B": "whole", "C": "turned", "E": "times", "F": "points", "G": "growth"}
wrong = [
    ("missed", {"B": "whole"}),
    ("A: false alarm", good | {"A": "whole"}),
    ("D: false alarm", good | {"D": "turned"}),
    ("B: not exact", good | {"B": "exact"}),
    ("C: not times", good | {"C": "times"}),
    ("E: not points", good | {"E": "points"}),
    ("F: not growth", good | {"F": "growth"}),
    ("G: not whole", good | {"G": "whole"}),
    ("no fault", good | {"E": "percent"}),
    ("no line", good | {"H": "times"}),
    ("type", "BCEFG"),
]

# %% right
right = [{k.lower(): v.upper() for k, v in good.items()}, dict(reversed(good.items()))]

# %% 05.4 predict, then compute [markdown]
# ## 05.4 Which cut is known better?
#
# The first sentence says how far the cost of a model fell, the second how much less a model costs than others. Suppose
# that customers pay so much less for each call. The
# **break-even** is how many times the old volume must be sold until the revenue is back. Each cut leaves a least and a
# most for it: the first cut is printed in whole per cent and may be half a point more or less, the second is a range.
#
# Divide the most by the least, and you know how badly the break-even is known. **Guess first**: what is that for the
# first cut? Leave your guess as it is. Then compute it for both, with two digits after the point or more: `rounded`
# for the first cut, `ranged` for the second.

# %% given
first_cut = by_id.loc[price_cut(data)["fact"]]
cuts = data.market_share[data.market_share.metric == first_cut["metric"]]
second_cut = by_id.loc[cuts.fact[cuts.hedge == "range"].iloc[0]]
say(
    f"First, **{first_cut['quote']}**:",
    str(cite(data, first_cut["claim"])),
    f"Second, **{second_cut.quote}**:",
    str(cite(data, second_cut.claim)),
)

# %% answer
room = half_step(first_cut["quote"], first_cut["value"])  # cut
small, large = first_cut["value"] - room, first_cut["value"] + room  # cut
doubt = {
    "guess": 1.5,  # blank: 1.5
    "rounded": (1 - small) / (1 - large),  # blank: (1 - small) / (1 - large)
    "ranged": (1 - second_cut.low) / (1 - second_cut.high),  # blank: (1 - second_cut.low) / (1 - second_cut.high)
}

# %% why [markdown]
# The break-even is one divided by what the cut leaves. After the first cut so little is left that the rounding is a
# large part of it, and the break-even is hardly known. The second cut is given with far more room and leaves far more
# behind, so its break-even is known better. For a number near a limit, look at what is left and ask how well you know
# that.

# %% hints [markdown]
# - If a cut leaves a quarter of the price, how many times the volume brings the revenue back? Find the rule from this.
# - Work out what is left of the price at both ends of a cut. The most belongs to the smaller of the two: divide the two.

# %% check
rests_on = first_cut["claim"]
room = half_step(first_cut["quote"], first_cut["value"])


def ratio(cut, low, high, other):
    left, ends = 1 - cut, (1 - high, 1 - low)
    found = [
        (
            "cut for what is left",
            high / low,
            "You gave {you}: one end of the cut divided by the other. What the customer still pays is what a cut leaves.",
        ),
        (
            "one end",
            lambda given: any(abs(given * part - 1) < 0.005 for part in (left, *ends)),
            "You gave {you}: that is a break-even. The question asks how many times the least the most is.",
        ),
        (
            "difference",
            1 / ends[0] - 1 / ends[1],
            "You gave {you}: that is the most less the least. The question asks for the most divided by the least.",
        ),
        (
            "one side",
            lambda given: any(abs(given / side - 1) < 0.005 for side in (left / ends[0], ends[1] / left)),
            "You gave {you}: you went from the middle to one end. The least and the most lie on either side of it.",
        ),
        (
            "percent",
            (1 - 100 * low) / (1 - 100 * high),
            "You gave {you}: you took per cent from one. Write the cut as a fraction, or take it from a hundred.",
        ),
        (
            "less than one",
            lambda given: 0 < given < 1 and abs(given * ends[1] / ends[0] - 1) > 0.005,
            "You gave {you}: the most divided by the least is one or more, whatever the cut.",
        ),
        (
            "rounded too",
            (ends[1] + room) / (ends[0] - room) if ends[0] > 2 * room else np.nan,
            "You gave {you}: you rounded the ends of the range as well. A range says itself from where to where.",
        ),
        ("no doubt", 1, "You gave {you}: then the least and the most are the same. Is the cut known that well?"),
        ("other cut", other, "You gave {you}: that belongs to the other cut. Look which of them is which."),
        (
            "whole point",
            lambda given: given > 1e9,
            "You gave a number without end: at one end your cut leaves nothing. Rounding goes half a point to either side, not a whole one.",
        ),
    ]
    return Number(ends[1] / ends[0], "multiple", found, rel=5e-4)


ends_of = {
    "rounded": (first_cut["value"], first_cut["value"] - room, first_cut["value"] + room),
    "ranged": ((second_cut.low + second_cut.high) / 2, second_cut.low, second_cut.high),
}
wide, narrow = ((1 - low) / (1 - high) for _, low, high in ends_of.values())
check = Row(
    {
        "guess": Guess(1, 1000, of="rounded"),
        "rounded": ratio(*ends_of["rounded"], narrow),
        "ranged": ratio(*ends_of["ranged"], wide),
    },
    [
        (
            "two ends",
            lambda a: any(isinstance(a[key], (list, tuple)) and len(a[key]) == 2 for key in ("rounded", "ranged")),
            "You gave two ends. Divide the most by the least: the question asks for the one number that this gives.",
        )
    ],
)

# %% wrong
good = {"guess": 2, "rounded": wide, "ranged": narrow}
cut, low, high = ends_of["rounded"]
wrong = [
    ("rounded: cut for what is left", good | {"rounded": high / low}),
    ("rounded: one end", good | {"rounded": 1 / (1 - high)}),
    ("rounded: difference", good | {"rounded": 1 / (1 - high) - 1 / (1 - low)}),
    ("rounded: one side", good | {"rounded": (1 - cut) / (1 - high)}),
    ("rounded: percent", good | {"rounded": (1 - 100 * low) / (1 - 100 * high)}),
    ("rounded: no doubt", good | {"rounded": 1}),
    ("rounded: upside down", good | {"rounded": 1 / wide}),
    ("rounded: infinite", good | {"rounded": float("inf")}),
    ("two ends", good | {"rounded": (1 / (1 - low), 1 / (1 - high))}),
    ("rounded: whole point", good | {"rounded": 2e15}),
    ("rounded: less than one", good | {"rounded": 0.02}),
    ("rounded: other cut", good | {"rounded": narrow, "ranged": wide}),
    ("ranged: cut for what is left", good | {"ranged": second_cut.high / second_cut.low}),
    ("ranged: rounded too", good | {"ranged": (1 - second_cut.low + room) / (1 - second_cut.high - room)}),
    ("ranged: one end", good | {"ranged": 1 / (1 - second_cut.high)}),
    ("ranged: upside down", good | {"ranged": 1 / narrow}),
    ("guess: range", good | {"guess": 0.5}),
    ("guess: type", good | {"guess": "three"}),
]

# %% right
right = [
    {"guess": 1, "rounded": round(wide, 3), "ranged": round(narrow, 3)},
    pd.Series({"ranged": narrow, "rounded": np.float64(wide), "guess": 1.01}),
]

# %% 05.5 complete two blanks [markdown]
# ## 05.5 From a factor to a doubling time
#
# The function gets a count, a later count, and the months between them. It should give back in how many months the
# count doubles, if it grows by the same factor all the time. Two pieces are missing. `log2` tells how often one must
# double: `log2(8)` is 3, since 2 doubled and doubled again is 8.

# %% given
say(str(cite(data, volume_growth(data)["fact"])))


# %% answer
def doubling(before, after, months):
    times = after / before  # blank: after / before
    return months / log2(times)  # blank: months / log2(times)


# %% why [markdown]
# The later count is so many times the earlier one, and `log2` turns times into doublings. The months are spread over
# the doublings. A factor is no number of doublings: eight times as much is three doublings and not four.

# %% hints [markdown]
# - The first blank says how many times the earlier count the later one is.
# - Eight times as much in twelve months is three doublings in twelve months. How many months does each of them take?

# %% check
rests_on = volume_growth(data)["fact"]
known = points[(points.low == points.high)]
first, later = known.iloc[0], known[known.low > known.low.min()]


def tries(start, others, scale=1.0):
    for row in others.itertuples():
        before, after, months = start.low * scale, row.low, (row.start - start.start).days / MONTH
        times = after / before
        found = [
            (
                "turned",
                -months / log2(times),
                "You gave {you}, a time below nought: the later count is divided by the earlier one, not the other way round.",
            ),
            (
                "factor for doublings",
                months / times,
                "You gave {you}: the months were divided by the factor. Eight times as much is three doublings, not eight.",
            ),
            (
                "half the factor",
                2 * months / times,
                "You gave {you}: the months were divided by half the factor. Doubling again doubles what was doubled, so eight times is three doublings.",
            ),
            (
                "doublings",
                log2(times),
                "You gave {you}: that is how often it doubled in all. The question asks how many months one doubling takes.",
            ),
            (
                "multiplied",
                months * log2(times),
                "You gave {you}: the months were multiplied by the doublings. The more doublings, the shorter is each of them.",
            ),
            (
                "growth for factor",
                months / log2(after - before),
                "You gave {you}: that comes from what was added. How often it doubled depends on how many times as much it is.",
            ),
            (
                "other logarithm",
                lambda given, months=months, times=times: any(
                    abs(given * other(times) / months - 1) < 1e-3 for other in (log, log10)
                ),
                "You gave {you}: another logarithm was taken. The one that counts doublings is log2.",
            ),
            ("months", months, "You gave {you}: that is all the time between the two counts."),
            (
                "factor a month",
                times ** (1 / months),
                "You gave {you}: that is how many times as much there is after each month. The question asks after how many months there is twice as much.",
            ),
            (
                "twelve",
                12 / log2(times),
                "You gave {you}: that takes twelve months for the time between the counts. The function is told how many there are.",
            ),
            (
                "other time",
                lambda given, months=months, times=times: any(
                    abs(given * log2(times) / months / unit - 1) < 0.02 for unit in (30.4, 4.35, 1 / 12)
                ),
                "You gave {you}: that is the doubling time in another unit than months.",
            ),
            (
                "one taken off",
                months / log2(times - 1),
                "You gave {you}: one was taken from the factor. How many times as many there are is one count divided by the other, and no more.",
            ),
            (
                "logarithm twice",
                months / log2(log2(times)),
                "You gave {you}: log2 was taken twice. Once is enough to turn times into doublings.",
            ),
            (
                "logarithms divided",
                months * log2(before) / log2(after),
                "You gave {you}: one logarithm was divided by the other. Divide the counts first, and take log2 of that.",
            ),
            (
                "whole months",
                round(months / log2(times)),
                "You gave {you}: rounded to whole months. Give back the number as it comes out.",
            ),
        ]
        if scale != 1:
            printed = months / log2(after / start.low)
            say = "You gave {you}: the factor of another pair of counts is in it. Use the names before and after."
            found.append(("other factor", printed, say))
        what = f"{number_words(before)} and {number_words(after)}, {months:.0f} months later"
        yield what, (before, after, months), Number(months / log2(times), "months", found)


check = Function([*tries(first, later), *tries(first, later.tail(1), 1 / 8)])

# %% hidden
hidden = Function(tries(first, later, 0.3))


# %% wrong
def of(rule):
    return lambda before, after, months: rule(after / before, months)


wrong = [
    ("turned", lambda before, after, months: months / log2(before / after)),
    ("factor for doublings", of(lambda times, months: months / times)),
    ("half the factor", of(lambda times, months: months / (times / 2))),
    ("doublings", of(lambda times, months: log2(times))),
    ("multiplied", of(lambda times, months: months * log2(times))),
    ("upside down", of(lambda times, months: log2(times) / months)),
    ("growth for factor", lambda before, after, months: months / log2(after - before)),
    ("other logarithm", of(lambda times, months: months / log(times))),
    ("months", of(lambda times, months: months)),
    ("factor a month", of(lambda times, months: times ** (1 / months))),
    ("twelve", of(lambda times, months: 12 / log2(times))),
    ("one taken off", of(lambda times, months: months / log2(times - 1))),
    ("logarithm twice", of(lambda times, months: months / log2(log2(times)))),
    ("logarithms divided", lambda before, after, months: months / (log2(after) / log2(before))),
    ("whole months", of(lambda times, months: round(months / log2(times)))),
    ("other factor", lambda before, after, months: months / log2(after / first.low)),
    ("other time", of(lambda times, months: months / 12 / log2(times))),
    ("stops", lambda before, after, months: months / log2(Before)),  # noqa: F821
    ("nothing back", lambda before, after, months: None),
    ("type", 3.5),
]

# %% right
right = [
    lambda before, after, months: np.float64(months * log(2) / log(after / before)),
    lambda a, b, m: m / (np.log2(b) - np.log2(a)),
]

# %% 05.6 order shuffled lines [markdown]
# ## 05.6 Lines in disorder
#
# The table `points` holds one mention of a count a row, in order of time: `words`, `when`, `start`, `end`, `low` and
# `high`. In the right order, these lines make a table `pace`: one row for each exact count before the last mention,
# with the `days` that one doubling takes from there to the last mention. The last is ‘more than’ its number, so these
# are the most days it can take. Two lines do not belong to it. Write down the letters in order.

# %% given
shuffled = {
    "A": 'pace = rows.assign(days=rows.days / rows.doublings)[["words", "when", "days"]]',
    "B": "rows = rows.assign(times=last.low / rows.low, days=(last.start - rows.start).dt.days)",
    "C": "rows = rows.assign(doublings=rows.times / 2)",
    "D": "last = points.iloc[-1]",
    "E": "rows = points[(points.low == points.high) & (points.end < last.start)]",
    "F": "last = points.iloc[0]",
    "G": "rows = rows.assign(doublings=np.log2(rows.times))",
}
say("```python\n" + "\n".join(f"# {letter}\n{line}" for letter, line in shuffled.items()) + "\n```")

# %% answer
order = "DEBGA"  # blank

# %% why [markdown]
# First the point that all are held against, then the rows before it, then how many times as much in how many days, then
# the doublings, and at last the days for each. Line C takes half a factor for a number of doublings, and line F takes
# the first mention for the last.

# %% hints [markdown]
# - Two lines use nothing but `points`. Which of them takes the last row of a table in order of time?
# - A last point, the rows before it, times and days, doublings, days for each doubling: one line for each.

# %% check
rests_on = points.claims.iloc[-1]
last = points.iloc[-1]
exact = points[(points.low == points.high) & (points.end < last.start)]
days = (last.start - exact.start).dt.days / np.log2(last.low / exact.low)
check = Order(
    shuffled,
    {"points": points, "np": np},
    "pace",
    Table(exact.assign(days=days)[["words", "when", "days"]], ["words", "when"], "days"),
    {
        "C": "half of a factor is no number of doublings. Eight times as much is three doublings, not four.",
        "F": "it takes the first row of the table, and nothing is before that.",
    },
)

# %% wrong
wrong = [
    ("too early", "EDBGA"),
    ("stops", "DEGBA"),
    ("spare C", "DEBCA"),
    ("spare F", "FEBGA"),
    ("too few", "DEBG"),
    ("twice", "DEBGGA"),
    ("no line", "DEBGH"),
    ("type", 5),
]

# %% right
right = ["d e b g a", ["D", "E", "B", "G", "A"], ("D", "E", "B", "G", "A"), "D, E, B, G, A"]

# %% 05.7 free code [markdown]
# ## 05.7 A doubling time with its doubt
#
# Write a function that gets two rows of a table such as `points`, an earlier and a later one, and the months between
# them. It gives back the least and the most months that one doubling can take, as `(least, most)`. A row has a `low`
# and a `high`, and an open end is an empty cell (`NaN`). What is computed from an empty cell is empty too, and counts
# as open. It is tried on mentions of the articles and on a pair of ranges, 10 to 20 and then 160 to 640. Where both
# ends are known, the count has grown.

# %% given
points[["when", "words", "low", "high"]]


# %% answer
def doubling_bounds(first, last, months):
    fastest, slowest = last.high / first.low, last.low / first.high  # cut
    return months / log2(fastest), months / log2(slowest)  # blank


# %% why [markdown]
# The growth is fastest from the least of the first to the most of the last, and the fastest growth gives the shortest
# doubling time. So each end turns round: ‘more than’ in the last count is ‘at most’ in the time. If both
# counts are ‘more than’, nothing is known, not even that anything grew.

# %% hints [markdown]
# - For the least time, the growth must be as fast as the words allow. Which end of each row makes it so?
# - Divide the months by `log2` of the largest factor for the least, and of the smallest factor for the most.

# %% check
rests_on = points.claims.iloc[-1]


def row(low, high):
    return pd.Series({"low": low, "high": high})


def asked(what, first, last, months):
    (a, b), (c, d) = (first.low, first.high), (last.low, last.high)
    found = Interval(months / log2(d / a), months / log2(c / b))

    def paired(ends, rule):
        """The ends that come of pairing each end with its like, in either order."""
        with np.errstate(invalid="ignore"):
            mine = {None if x != x else round(x, 6) for x in (rule(c / a), rule(d / b))}
        return {None if end is None else round(end, 6) for end in ends} == mine

    mistakes = [
        (
            "one pair for both",
            lambda ends: ends[0] == ends[1] is not None and found.low != found.high,
            "You gave {you} for both ends. Where a row has two ends or an open one, the fastest and the slowest growth differ, and so do the two times.",
        ),
        (
            "below nought",
            lambda ends: any(end is not None and end < 0 for end in ends),
            "You gave {you}, a time below nought: the later count is divided by the earlier one, not the other way round.",
        ),
        (
            "least of nought",
            lambda ends: ends[0] == 0,
            "You gave a least of 0 months, which would be growth without any limit. Work it out from the fastest growth; where that is open, the least is open too.",
        ),
        (
            "same ends",
            lambda ends: paired(ends, lambda times: months / log2(times)),
            "You gave {you}: that comes from least with least and most with most. The fastest growth goes from the least of the first to the most of the last.",
        ),
        (
            "factor for doublings",
            lambda ends: Bounds(Interval(months / (d / a), months / (c / b)))(ends).kind in ("right", "swapped"),
            "You gave {you}: the months were divided by the factor. Eight times as much is three doublings, not eight.",
        ),
        (
            "half the factor",
            lambda ends: (
                Bounds(Interval(2 * months / (d / a), 2 * months / (c / b)))(ends).kind in ("right", "swapped")
            ),
            "You gave {you}: the months were divided by half the factor. Eight times as much is three doublings, not four.",
        ),
        (
            "other logarithm",
            lambda ends: any(
                Bounds(Interval(months / other(d / a), months / other(c / b)), rel=1e-4)(ends).kind
                in ("right", "swapped")
                for other in (log, log10)
            ),
            "You gave {you}: another logarithm was taken. The one that counts doublings is log2.",
        ),
        (
            "doublings",
            lambda ends: Bounds(Interval(log2(c / b), log2(d / a)))(ends).kind in ("right", "swapped"),
            "You gave {you}: that is how often it doubled in all. The question asks how many months one doubling takes.",
        ),
        (
            "factors",
            lambda ends: Bounds(Interval(c / b, d / a))(ends).kind in ("right", "swapped"),
            "You gave {you}: that is how many times as many there are. The question asks how many months one doubling takes.",
        ),
        (
            "one end for both",
            lambda ends: (
                not np.isnan([a, b, c, d]).any()
                and any(
                    Bounds(Interval(months / log2(fast), months / log2(slow)))(ends).kind in ("right", "swapped")
                    for fast, slow in ((d / a, c / a), (d / b, c / b), (c / a, c / b), (d / a, d / b))
                )
            ),
            "You gave {you}: one end of a row serves for both times. The fastest growth takes one end of each row, and the slowest takes the other two.",
        ),
        (
            "twelve",
            lambda ends: Bounds(Interval(12 / log2(d / a), 12 / log2(c / b)))(ends).kind in ("right", "swapped"),
            "You gave {you}: that takes twelve months for the time between the rows. The function is told how many there are.",
        ),
    ]
    return what, (first, last, months), Bounds(found, "months", mistakes)


exact = points[points.low == points.high].iloc[:1]
over = points[points.high.isna()]
dated = points[(points.how == "said") & (points.low == points.high)]


def mentions():
    yield asked("the sentence that gives count and growth", exact.iloc[0], dated.iloc[0], 12)
    yield asked("a pair of ranges, 10 to 20 and 160 to 640", row(10, 20), row(160, 640), 12)
    yield asked("an exact count and ‘more than’ a count", dated.iloc[-1], over.iloc[-1], 10)
    yield asked("two counts that are ‘more than’ a number", over.iloc[0], over.iloc[-1], 9)


check = Function(mentions())

# %% hidden
hidden = Function(
    [
        asked("‘nearly’ a count and an exact count", row(np.nan, 50), row(800, 800), 6),
        asked("an exact count and ‘nearly’ a count", row(7, 7), row(np.nan, 70), 5),
        asked("another pair of ranges", row(3, 4), row(30, 90), 18),
    ]
)


# %% wrong
def bounded(rule, turn=False):
    def of_two(first, last, months):
        fast, slow = rule(last.high / first.low, months), rule(last.low / first.high, months)
        return (slow, fast) if turn else (fast, slow)

    return of_two


wrong = [
    ("swapped", bounded(lambda times, months: months / log2(times), turn=True)),
    ("same ends", lambda a, b, m: (m / log2(b.low / a.low), m / log2(b.high / a.high))),
    ("factor for doublings", bounded(lambda times, months: months / times)),
    ("half the factor", bounded(lambda times, months: 2 * months / times)),
    ("doublings", bounded(lambda times, months: log2(times), turn=True)),
    ("other logarithm", bounded(lambda times, months: months / log(times))),
    ("one pair for both", lambda a, b, m: (m / log2(b.low / a.high), m / log2(b.low / a.high))),
    ("below nought", bounded(lambda times, months: months / log2(1 / times))),
    ("least of nought", lambda a, b, m: (0, m / log2(b.low / a.high))),
    ("one number for two", lambda a, b, m: m / log2(b.low / a.low)),
    ("factors", bounded(lambda times, months: times, turn=True)),
    ("one end for both", lambda a, b, m: (m / log2(b.high / a.low), m / log2(b.low / a.low))),
    ("one end for both", lambda a, b, m: (m / log2(b.low / a.low), m / log2(b.low / a.high))),
    ("twelve", bounded(lambda times, months: 12 / log2(times))),
    ("nothing back", lambda a, b, m: None),
    ("stops", lambda a, b, m: (m / log2(b.most / a.least), None)),
    ("type", 3.5),
]

# %% right
right = [
    lambda a, b, m: [m / np.log2(b["high"] / a["low"]), m / np.log2(b["low"] / a["high"])],
    lambda a, b, m: Interval(m / log2(b.high / a.low), m / log2(b.low / a.high)),
    lambda a, b, m: tuple(
        None if pd.isna(x) or pd.isna(y) else m / log2(x / y) for x, y in ((b.high, a.low), (b.low, a.high))
    ),
]

# %% 05.8 choose the honest chart [markdown]
# ## 05.8 Which chart would you print?
#
# Both charts are drawn from the same table of mentions, on an axis on which equal steps multiply by the same factor.
# Choose the one that says no more than the sentences do, and the reason.
#
# | reason | |
# |---|---|
# | `1` | Its line is straight, so it shows that the growth was steady. |
# | `2` | It shows every mention, and how each of them is known. |
# | `3` | It has more points, and more points are always better. |
# | `4` | It tells the reader what to expect in a year. |


# %% given
def month_of(table):
    return (table.start - points.start.min()).dt.days / 30.4


def prepare(ax, title):
    ax.set(yscale="log", xlim=(-3, month_of(points).max() + 18), title=title)
    ax.set_ylim(points.low.min() / 2.5, points.low.max() * 40)
    ax.set_xlabel(f"months since {points.start.min():%B %Y}")
    ax.set_yticks([1e11, 1e12, 1e13, 1e14, 1e15], ["0.1", "1", "10", "100", "1,000"])


def one_line(ax):
    ends = points.iloc[[0, -1]]
    months, counts = month_of(ends).to_numpy(), ends.low.to_numpy()
    factor = (counts[1] / counts[0]) ** (1 / (months[1] - months[0]))
    later = months[1] + 12
    ax.plot([*months, later], [*counts, counts[1] * factor**12], color="#0173b2", lw=2)
    ax.plot(months, counts, "o", color="#0173b2", ms=9)
    prepare(ax, "Trillion tokens a day")


def all_mentions(ax):
    fill = {"said": "#0173b2", "worked back": "white", "date assumed": "#0173b2"}
    for month, mention in zip(month_of(points), points.itertuples(), strict=True):
        marker = "s" if mention.how == "date assumed" else "o"
        ax.plot([month], [mention.low], marker, color="#0173b2", mfc=fill[mention.how], mew=2, ms=9)
        if mention.high != mention.high:  # an empty cell is not equal to itself
            arrow = {"arrowstyle": "->", "color": "#0173b2", "lw": 2}
            ax.annotate("", (month, mention.low * 6), (month, mention.low * 1.3), arrowprops=arrow)
    ax.text(
        0.02,
        0.95,
        "filled: said\nhollow: worked back\nsquare: date assumed\narrow: or more",
        va="top",
        transform=ax.transAxes,
    )
    prepare(ax, "Trillion tokens a day")


Charts(
    {
        "A": (one_line, "a line through the first and the last mention, drawn on for a year."),
        "B": (
            all_mentions,
            "all mentions without a line: filled where the count is said for its date, hollow where it was worked back, a square where the date is assumed, an arrow where the count is a least.",
        ),
    },
    size=(860, 360),
)

# %% answer
printed_chart = {
    "chart": "B",  # blank: "B"
    "why": "2",  # blank: "2"
}

# %% why [markdown]
# Through any two points goes a line, so chart A would look as sure with any two others. It hides that one of its points
# was worked back and that the other is a least without a date of its own, and it goes on where nobody has counted.
# Chart B lets the reader see that one count stands at two dates, a year apart, and that a line is the reader's own
# step.

# %% hints [markdown]
# - For each mark on a chart, ask which sentence it stands for. Do it for the end of the line, too.
# - The reason must be about what the chart tells of its own doubt.

# %% check
rests_on = points.claims.iloc[-1]
check = Row(
    {
        "chart": Choice(
            "B",
            {
                "A": "Ask of the line what sentence it stands for. Two points always make one, and a third could put it to the test: where is it?"
            },
        ),
        "why": Choice(
            "2",
            {
                "1": "A line through two points is always straight on such an axis. It would be so however unsteady the growth was.",
                "3": "More points can mislead as well, if all are drawn as equally sure. What else does the chart tell of them?",
                "4": "No sentence gives a count for that time. A chart that draws one says more than the sentences do.",
            },
        ),
    },
    [
        (
            "half right",
            lambda a: str(a["chart"]).strip().upper() == "A" and str(a["why"]).strip() == "2",
            "Your reason is a good one, and it is not true of the chart that you chose. Count the mentions in it.",
        ),
        (
            "reason of the other",
            lambda a: str(a["chart"]).strip().upper() == "B" and str(a["why"]).strip() in ("1", "4"),
            "The chart you chose draws no line and nothing that is still to come. That reason is for the other one.",
        ),
    ],
)

# %% wrong
wrong = [
    ("chart: A", {"chart": "A", "why": "1"}),
    ("half right", {"chart": "A", "why": "2"}),
    ("why: 3", {"chart": "B", "why": "3"}),
    ("reason of the other", {"chart": "B", "why": "1"}),
    ("chart: no option", {"chart": "C", "why": "2"}),
    ("why: no option", {"chart": "B", "why": "5"}),
    ("type", "B"),
]

# %% right
right = [{"chart": "b", "why": 2}, {"why": " 2 ", "chart": "B "}]

# %% 05.9 write a sentence [markdown]
# ## 05.9 One sentence under the chart
#
# Write the sentence that you would print under this bar. It must say who, which part, of what, where and when, and it
# may say no more than the chart does. The course's own program reads your sentence. Keep the number, and the word
# before it, as they stand in the chart.

# %% given
charted = shares[(shares.entity != shares.family) & shares.object.str.contains("public")].iloc[0]


def bar(ax):
    ax.barh([charted.entity], [100], color="white", edgecolor="#949494")
    ax.barh([charted.entity], [100 * charted.high], color="#0173b2", alpha=0.35)
    ax.annotate(f"{charted.hedge} {charted.high:.0%}", (50 * charted.high, 0), ha="center", va="center")
    ax.annotate("all others together", (50 * (1 + charted.high), 0), ha="center", va="center")
    ax.set(xlim=(0, 100), title=f"{charted.object}, {charted.period_end.year}, in %")


Charts(
    {
        "A": (
            bar,
            f"{charted.object}, {charted.period_end.year}: {charted.entity} has {charted.hedge} {charted.high:.0%}, and nobody says how the rest is divided.",
        )
    },
    size=(860, 190),
)

# %% answer
year, part = charted.period_end.year, f"{charted.hedge} {charted.high:.0%}"  # cut
sentence = f"In {year} {charted.entity} had {part} of {charted.object}."  # blank

# %% why [markdown]
# The words after ‘of’ are half of a share: without them nobody can say what was divided by what. The word before the
# number keeps it from being exact. Who leads is not in the chart, since all the rest could be in one hand.

# %% hints [markdown]
# - Begin with the year and the name, and a plain verb such as ‘had’. Then the number with the word before it.
# - After ‘of’ comes the whole: copy it from the title of the chart, word by word.

# %% check
rests_on = charted.claim
claim = claims.set_index("claim", drop=False).loc[charted.claim]
year = str(charted.period_end.year)
firms = data.entities[data.entities.kind == "company"].name
rivals = set(firms) - {charted.entity, charted.family}
check = Sentence(
    claim,
    {
        "whose share it is": [charted.entity],
        "what is counted": ["call"],
        "in which clouds": ["public"],
        "in which country": ["China", "Chinese"],
        "when that was": [year],
    },
    [
        (
            "more than the chart",
            lambda text: re.search(
                r"(?<!at )\b(lead|leads|led|leader|leading|largest|biggest|best|first|top|dominat\w+|ahead|most)\b"
                r"|\bmore\b.*\bthan (any|all|every|each)",
                text.lower(),
            ),
            "Your sentence ranks somebody. The rest may be in one hand or in many, so the chart shows no leader.",
        ),
        (
            "others named",
            lambda text: [name for name in rivals if re.search(rf"\b{re.escape(name)}\b", text)],
            "Your sentence names a firm that is not in the chart. Nothing in it says how the rest is divided.",
        ),
        (
            "growth for level",
            lambda text: re.search(r"\b(grew|grow\w*|rose|risen|increas\w+|jump\w+|gain\w*|fell)\b", text.lower()),
            "Your sentence says how much something changed. The bar shows what part of a whole somebody had in one year.",
        ),
        (
            "about",
            lambda text: re.search(r"\b(about|around|roughly|approximately|some) (half|\d)", text.lower()),
            "Your word before the number leaves both sides open. The word in the chart says on which side the truth lies.",
        ),
        (
            "another whole",
            lambda text: re.search(r"\b(users?|customers?|clients?|revenues?|sales|spending|tokens?)\b", text.lower()),
            "Your sentence names something else than what was counted. Look in the title what the bar is a part of.",
        ),
        (
            "money",
            lambda text: re.search(r"[$¥€£]|\b(yuan|dollars?)\b", text.lower()),
            "Your sentence has a sign or a word for money. The bar is a part of a number of calls.",
        ),
        (
            "weaker word",
            lambda text: re.search(r"(?<!just )(?<!little )\b(up to|less than|under|below|at most)\b", text.lower()),
            "Your word before the number opens the right end, and it drops that the number is almost reached. Keep the word of the chart.",
        ),
    ],
)

# %% wrong
part = f"{charted.hedge} {charted.high:.0%}"
said = f"In {year} {charted.entity} had {part} of {charted.object}."
wrong = [
    ("hedge dropped", said.replace(part, f"{charted.high:.0%}")),
    ("other hedge", said.replace(part, f"more than {charted.high:.0%}")),
    ("money", said.replace(f"{charted.high:.0%}", f"${charted.high:.0%}")),
    ("weaker word", said.replace(part, f"up to {charted.high:.0%}")),
    ("number: too low", said.replace(part, f"{charted.hedge} {charted.high / 3:.0%}")),
    ("about", said.replace(part, "about half")),
    ("growth for level", f"In {year} {charted.entity}'s part of {charted.object} grew by {part}."),
    ("others named", said.replace(".", f", and {min(rivals)} had less.")),
    ("another whole", said.replace(charted.object, "China's public cloud revenue")),
    ("more than the chart", said.replace(".", " and led the market.")),
    ("status", said.replace("had", "plans to have")),
    ("no whose share it is", said.replace(charted.entity, "The firm")),
    ("no in which clouds", said.replace("public ", "")),
    ("no what is counted", said.replace(charted.object, "China's public cloud market")),
    ("other year", said.replace(year, str(int(year) + 1))),
    ("no when that was", said.replace(f"In {year} ", "")),
    ("denied", said.replace("had", "did not have")),
    ("no number", f"In {year} {charted.entity} had many of {charted.object}."),
    ("type", charted.high),
]

# %% right
right = [
    f"{charted.entity} accounted for nearly half of China's public cloud model calls in {year}",
    f"In {year}, almost {charted.high:.0%} of all model calls in China's public cloud went to {charted.entity}.",
    f"In {year} {charted.entity} handled just under 50 percent of the calls to models in Chinese public clouds.",
]

# %% 05.10 name the assumption [markdown]
# ## 05.10 Large in calls, small in money?
#
# One sentence gives a share of calls, the other a cut of what they cost. Suppose that before the cut a call cost the
# same with everybody, that the cut is exact and holds for all calls of the first sentence's product, and that every
# call is paid for. What part of all the money is that product's now, **at most**? Give `most` as a fraction of one with
# at least four digits after the point.
#
# For that you need one assumption more, which no article gives. Name it as `assumed`.
#
# | assumed | |
# |---|---|
# | `1` | The others have cut their prices just as much. |
# | `2` | The others still charge what they charged before. |
# | `3` | The volume has grown as much as the article says. |
# | `4` | Nobody else has as many calls as this product. |

# %% given
called = shares[(shares.entity != shares.family) & shares.object.str.contains("public")].iloc[0]
cheap = by_id.loc[price_cut(data)["fact"]]
say(
    f"The share, **{called.quote}**:",
    str(cite(data, called.claim)),
    f"The cut, **{cheap['quote']}**:",
    str(cite(data, cheap["claim"])),
)

# %% answer
left = 1 - cheap["value"]  # cut
money = called.high * left  # cut
money_share = {
    "most": money / (money + 1 - called.high),  # blank: money / (money + 1 - called.high)
    "assumed": "2",  # blank: "2"
}

# %% why [markdown]
# Weigh each call by its price: the product's calls by what the cut leaves, the others' by the whole price, and divide
# by both together. The cut that brings in the calls takes their worth away. All of it hangs on what the others charge:
# had they cut as much, the part of the money would be the part of the calls.

# %% hints [markdown]
# - Take a hundred calls at a price of one before the cut. How much money comes in now from each of the two groups?
# - Below the line stands all the money: the product's and the others'. What did you take for the price of the others' calls?

# %% check
rests_on = called.claim
left, part = 1 - cheap["value"], called.high
whole = part * left + 1 - part
check = Row(
    {
        "most": Number(
            part * left / whole,
            "fraction",
            [
                (
                    "old whole",
                    part * left,
                    "You gave {you}: you divided by all the money before the cut. The whole is smaller now, since the product's own part of it is.",
                ),
                (
                    "part over part",
                    part * left / (1 - part),
                    "You gave {you}: that is what the cut leaves of a price, or the product's money divided by the others'. Divide the product's money by all the money.",
                ),
                (
                    "the cut",
                    lambda given: abs(given - (1 - left)) < 5e-5,
                    "You gave {you}: that is the cut itself. It is a part of the price, and a part of the money is asked for.",
                ),
                (
                    "price for money",
                    left / whole,
                    "You gave {you}: above the line stands what the cut leaves of a price. Money is that price times the product's part of the calls.",
                ),
                (
                    "percent or the others",
                    lambda given: 1 - 2 * left < given <= 1,
                    "You gave {you}. If you meant per cent, write a fraction of one. If not, so large is the part of the others, whose calls cost more.",
                ),
                (
                    "cut for what is left",
                    lambda given: any(
                        abs(given / x - 1) < 0.004
                        for x in (part * (1 - left), part * (1 - left) / (part * (1 - left) + 1 - part))
                    ),
                    "You gave {you}: the calls were weighed with the cut. What a customer pays is what the cut leaves.",
                ),
                (
                    "calls for money",
                    lambda given: abs(given - part) < 1e-3,
                    "You gave {you}: that is the share of calls. The product's calls bring in less each than those of the others.",
                ),
                (
                    "taken off",
                    part - (1 - left),
                    "You gave {you}: the cut was taken off the share. The cut is a part of the price and not of the calls, so the two are multiplied.",
                ),
            ],
            rel=5e-4,
        ),
        "assumed": Choice(
            "2",
            {
                "1": "Then a call would cost the same with everybody again, and the part of the money would be the part of the calls.",
                "3": "The share counts the calls of its year, whatever they have grown from. The growth is not in your division.",
                "4": "How the others' calls are divided among them changes nothing: all of them together stand below the line.",
            },
        ),
    }
)

# %% wrong
good = {"most": part * left / whole, "assumed": "2"}
wrong = [
    ("most: old whole", good | {"most": part * left}),
    ("most: part over part", good | {"most": part * left / (1 - part)}),
    ("most: calls for money", good | {"most": part}),
    ("most: cut for what is left", good | {"most": part * (1 - left)}),
    ("most: price for money", good | {"most": left / whole}),
    ("most: the cut", good | {"most": 1 - left}),
    ("most: taken off", good | {"most": part - (1 - left)}),
    ("most: percent or the others", good | {"most": 1 - good["most"]}),
    ("most: type", good | {"most": f"{good['most']:.1%}"}),
    ("most: none", good | {"most": None}),
    ("assumed: 1", good | {"assumed": "1"}),
    ("assumed: 3", good | {"assumed": 3}),
    ("assumed: 4", good | {"assumed": "4"}),
    ("assumed: no option", good | {"assumed": "prices"}),
]

# %% right
right = [{"most": round(good["most"], 4), "assumed": 2}, pd.Series({"assumed": " 2", "most": good["most"]})]
