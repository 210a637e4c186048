# %% [markdown]
# # Exercises: capex
#
# Ten questions on notebook `03_capex`. Give each answer where the three dots are, run the cell, and run the check below
# it. A wrong answer costs nothing: you are told what it is that you gave, and which sentence decides. After two wrong
# answers there is a hint, after three the way to the worked solution. The questions do not need each other, so begin
# where you like. Cells that only show something have their code folded away.
#
# Your progress is kept in `03_capex.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.exercises import Exercises, load

data = load(frames)
check = Exercises("03_capex", data)

# %% set-up
import pandas as pd

from datakit.analysis.promises import half_step
from datakit.bounds import Interval, number_words
from datakit.display import cite, say
from datakit.display.style import period_words
from datakit.exercises.charts import Charts

# The sentences that speak of a pledge or a quarter, one row each: the capex frame has one row however often a thing is told.
told = data.claims.merge(data.fact_claims, on="claim").merge(data.capex[["fact", "kind", "years"]], on="fact")
columns = ["entity", "kind", "value", "unit", "years"]
money = told.loc[told.kind.isin(["pledge", "quarter"]), columns].reset_index(drop=True)

# One row each: the pledge, the same in dollars, its company's own reported quarter, and another company's quarter.
amounts = told.drop_duplicates(columns)
in_yuan = amounts[amounts.unit == "CNY"]
pledge = in_yuan[in_yuan.kind == "pledge"].iloc[0]
dollars = amounts[(amounts.kind == "pledge") & (amounts.unit == "USD")].iloc[0]
own = in_yuan[(in_yuan.kind == "quarter") & (in_yuan.entity == pledge.entity)].iloc[0]
other = in_yuan[(in_yuan.kind == "quarter") & (in_yuan.entity != pledge.entity)].iloc[0]

# %% checking
import re

import numpy as np

from datakit.exercises.compare import Bounds, Number, Open
from datakit.exercises.fields import Choice, Guess, Labels, Row
from datakit.exercises.made import Function, Order, Sentence, Table


def about(number):
    """A test for a mistake that may have been rounded."""
    return lambda given: abs(given / number - 1) < 0.01


def left_of(table):
    """A row for each company with a pledge and a quarter in yuan."""
    rows = table[table.unit == "CNY"].drop_duplicates(["entity", "kind", "value"])
    both = rows[rows.kind == "pledge"].merge(rows[rows.kind == "quarter"], on="entity", suffixes=("", "_spent"))
    left = both.value - both.value_spent
    return both.assign(left=left, average=left / (4 * both.years - 1))


# %% 03.1 read a sentence and fill a row [markdown]
# ## 03.1 One pledge, and the decade before it
#
# You wrote out money in 01.2 and read ‘nearly’ in 01.4; here both stand in one sentence. Fill in the row of the pledge:
# the whole amount in yuan, with all its noughts, and over how many years. Then take the words in bold. The sentence
# prints no amount for the past decade, and still gives a bound on it: write down, in yuan, the least and the most that
# the past decade's spending can be, with `None` for an end that the words leave open.

# %% given
decade = told[(told.kind == "comparison") & (told.hedge == "nearly")].iloc[0]
say(f"**{decade.quote}**", str(cite(data, decade.claim)))

# %% answer
row = {
    "pledge": pledge.value,  # blank: pledge.value
    "years": pledge.years,  # blank: pledge.years
    "decade_low": pledge.value / decade.high,  # blank: pledge.value / decade.high
    "decade_high": None,  # blank: None
}

# %% why [markdown]
# ‘Nearly’ bounds what stands before it. Here that is the pledge: it comes close to the decade and does not reach it. So the
# decade brought at least as much as is pledged, and how much more, no word says. The years matter as well: a decade is
# longer than the time of the pledge, so matching it in all means spending much more in each year. The sentence shown in 03.2
# has another word for the same comparison: hold the two side by side.

# %% hints [markdown]
# - What is nearly as large as what? Write both names down, with the sign for ‘smaller than’ between them.
# - In 01.4 the number was a most for what was counted. Here the number belongs to the pledge, and you are asked for the other.

# %% check
rests_on = decade.claim
check = Row(
    {
        "pledge": Number(
            pledge.value,
            "CNY",
            [
                (
                    "in brackets",
                    dollars.value,
                    "You gave the amount in brackets: a conversion, and in another currency.",
                ),
                (
                    "one year",
                    about(pledge.value / pledge.years),
                    "You gave {you}: that is one year of it. The question asks for the whole amount.",
                ),
                (
                    "one quarter",
                    about(pledge.value / pledge.years / 4),
                    "You gave {you}: that is an even share for a quarter. The question asks for the whole amount.",
                ),
            ],
        ),
        "years": Number(
            pledge.years,
            "years",
            [
                ("decade", 10, "You gave {you}: that is the time it is compared with, not the time of the pledge."),
                ("quarters", 4 * pledge.years, "You gave {you}: so many quarters it is, and years are asked for."),
            ],
        ),
        "decade_low": Number(
            pledge.value / decade.high,
            "CNY",
            [
                (
                    "nought",
                    0,
                    "You gave 0: true of any spending, and the words say more. They compare the decade with an amount.",
                ),
                (
                    "a year of the pledge",
                    about(pledge.value / pledge.years),
                    "You gave {you}: that is one year of the pledge. The sentence compares the two as a whole.",
                ),
                (
                    "one year of it",
                    pledge.value / 10,
                    "You gave {you}: that is one year of ten. The sentence compares the decade as a whole.",
                ),
                (
                    "same pace",
                    about(pledge.value / pledge.years * 10),
                    "You gave {you}: that is a decade at the pace of the pledge. The sentence compares the amounts, not the paces.",
                ),
                (
                    "in brackets",
                    dollars.value,
                    "You gave the amount in brackets, which is in dollars. The question asks for yuan.",
                ),
                (
                    "smaller",
                    lambda given: 0.5 < given / pledge.value < 1,
                    "You gave {you}, less than the pledge. If the pledge nearly matches the decade, can the decade be the smaller?",
                ),
                (
                    "larger",
                    lambda given: 1 < given / pledge.value < 2,
                    "You gave {you}, more than the pledge. No word says how much more: give the least that the words allow.",
                ),
            ],
        ),
        "decade_high": Open(),
    },
    [
        (
            "turned",
            lambda a: a["decade_low"] in (None, 0) and a["decade_high"] == pledge.value,
            "decade: you gave the amount as a most. That would be right if the decade came near the pledge. Which comes near which?",
        ),
        (
            "bound for value",
            lambda a: a["decade_low"] == a["decade_high"] == pledge.value,
            "decade: you gave the same amount for both ends, as if the two were equal. Which word takes that back?",
        ),
        (
            "both open",
            lambda a: a["decade_low"] is None and a["decade_high"] is None,
            "decade: you left both ends open. The words compare it with an amount that is printed, so one end can be known.",
        ),
    ],
)

# %% wrong
good = {"pledge": pledge.value, "years": pledge.years, "decade_low": pledge.value, "decade_high": None}
wrong = [
    ("turned", good | {"decade_low": None, "decade_high": pledge.value}),
    ("bound for value", good | {"decade_high": pledge.value}),
    ("both open", good | {"decade_low": None}),
    ("pledge: in brackets", good | {"pledge": dollars.value}),
    ("pledge: one year", good | {"pledge": pledge.value / pledge.years}),
    ("pledge: one quarter", good | {"pledge": pledge.value / pledge.years / 4}),
    ("pledge: scale", good | {"pledge": pledge.value / 1e9}),
    ("pledge: type", good | {"pledge": pledge.quote}),
    ("years: decade", good | {"years": 10}),
    ("years: quarters", good | {"years": 4 * pledge.years}),
    ("decade_low: one year of it", good | {"decade_low": pledge.value / 10}),
    ("decade_low: same pace", good | {"decade_low": pledge.value / pledge.years * 10}),
    ("decade_low: a year of the pledge", good | {"decade_low": round(pledge.value / pledge.years, -9)}),
    ("decade_low: smaller", good | {"decade_low": 0.9 * pledge.value}),
    ("decade_low: larger", good | {"decade_low": 1.1 * pledge.value}),
    ("decade_low: nought", good | {"decade_low": 0}),
    ("decade_high: closed", good | {"decade_high": 2 * pledge.value}),
]

# %% right
right = [
    good | {"pledge": int(pledge.value), "decade_high": float("nan")},
    pd.Series(good),
    {**good, "status": "pledged"},
]

# %% 03.2 bounds by hand [markdown]
# ## 03.2 The rate in a sentence
#
# In 01.4 a word bounded a number. Here no word does, and the numbers are bounded all the same: each is rounded at the last
# digit that is printed, so that the true amount lies up to half a step of that digit to either side. Take a nought at the
# end of a whole number as counted and not as rounded away. Give the least and the most that the exchange rate can have
# been, in yuan for one dollar, with at least three digits after the point.

# %% given
say(f"**{pledge.quote}** and **{dollars.quote}**", str(cite(data, dollars.claim)))

# %% answer
half_yuan = half_step(pledge.quote, pledge.value)  # half a step of the last digit  # cut
half_dollar = half_step(dollars.quote, dollars.value)  # cut
least = (pledge.value - half_yuan) / (dollars.value + half_dollar)  # cut
most = (pledge.value + half_yuan) / (dollars.value - half_dollar)  # cut
rates = (least, most)  # blank

# %% why [markdown]
# A ratio is smallest where the upper number is at its least and the lower one at its most, and largest the other way round.
# Every rate between the two prints the same sentence, so the sentence cannot tell them apart.

# %% hints [markdown]
# - Write each number as two: the smallest and the largest that would be rounded to what is printed.
# - For the least rate you want few yuan and many dollars. Which end of each number do you take?

# %% check
rests_on = dollars.claim
yuan, usd = pledge.value, dollars.value
a, b = half_step(pledge.quote, yuan), half_step(dollars.quote, usd)
noughts = half_step(pledge.quote, yuan, zeros_rounded=True)
exact, rate = yuan / usd, Interval((yuan - a) / (usd + b), (yuan + a) / (usd - b))
SURE = 5e-3  # nearer than this to an end, digits may have been cut off


def both(test):
    """A test of two known ends."""
    return lambda ends: None not in ends and test(*ends)


check = Bounds(
    rate,
    "yuan for a dollar",
    [
        (
            "exact",
            (yuan / usd, yuan / usd),
            "You divided the two numbers as if both were exact. Other amounts are printed with the same digits.",
        ),
        (
            "like ends",
            ((yuan - a) / (usd - b), (yuan + a) / (usd + b)),
            "You divided the least by the least and the most by the most. Nothing says that both are rounded the same way: the one can be at its least while the other is at its most.",
        ),
        (
            "whole step",
            ((yuan - 2 * a) / (usd + 2 * b), (yuan + 2 * a) / (usd - 2 * b)),
            "You went a whole step of the last digit to either side. A number that far away would be printed with another digit.",
        ),
        (
            "cut off",
            (yuan / (usd + 2 * b), (yuan + 2 * a) / usd),
            "You took the digits as cut off, so that the true amounts can only be larger. A rounded number can be smaller too.",
        ),
        (
            "noughts",
            ((yuan - noughts) / (usd + b), (yuan + noughts) / (usd - b)),
            "You took the nought at the end as rounded away. That can be argued for; here the question says to count it.",
        ),
        (
            "one step for both",
            ((yuan - a) / (usd + a), (yuan + a) / (usd - a)),
            "You went equally far on both sides of the line. The dollars are printed with one digit more: how far does theirs reach?",
        ),
        (
            "first only",
            ((yuan - a) / usd, (yuan + a) / usd),
            "You rounded the yuan and took the dollars as exact. They are printed with a last digit too.",
        ),
        (
            "second only",
            (yuan / (usd + b), yuan / (usd - b)),
            "You rounded the dollars and took the yuan as exact. Their last digit is the one before ‘billion’.",
        ),
        (
            "upside down",
            (1 / rate.high, 1 / rate.low),
            "You divided dollars by yuan, which says what one yuan costs. The question asks for the price of a dollar.",
        ),
        (
            "same ends",
            both(lambda low, high: low == high),
            "You gave one rate for both ends. Many rates would print this sentence: which is the smallest, and which the largest?",
        ),
        (
            "for a hundred",
            both(lambda low, high: about(100 * exact)(low) and about(100 * exact)(high)),
            "You gave {you}: that is for a hundred dollars. The question asks for one.",
        ),
        (
            "an amount",
            both(lambda low, high: min(low, high) > 100),
            "You gave an amount, or what it may have been before it was rounded. A rate is one amount divided by the other.",
        ),
        (
            "out of order",
            both(lambda low, high: low > high),
            "Your least is larger than your most. For each end, ask which yuan and which dollars make the rate small, or large.",
        ),
        (
            "one end exact",
            both(lambda low, high: min(abs(low - exact), abs(high - exact)) < 1e-3),
            "One of your ends divides the printed numbers as they stand. Rounding reaches to both sides of that.",
        ),
        (
            "quotient rounded",
            both(lambda low, high: rate.low + SURE < low < exact < high < rate.high - SURE),
            "You gave {you}: too narrow. It is the two amounts that are rounded, each by itself, before you divide.",
        ),
        (
            "too wide",
            both(lambda low, high: 0.85 * exact < low < rate.low - SURE or rate.high + SURE < high < 1.15 * exact),
            "You gave {you}: wider than the rounding allows. How far can a number lie from what is printed?",
        ),
        (
            "least too narrow",
            both(lambda low, high: rate.low + SURE < low < exact),
            "The least you gave is not the smallest rate that prints this sentence. What does each of the two amounts do to it?",
        ),
        (
            "most too narrow",
            both(lambda low, high: exact < high < rate.high - SURE),
            "The most you gave is not the largest rate that prints this sentence. What does each of the two amounts do to it?",
        ),
    ],
    rel=1e-4,
)

# %% wrong
wrong = [
    ("exact", (yuan / usd, yuan / usd)),
    ("like ends", ((yuan - a) / (usd - b), (yuan + a) / (usd + b))),
    ("whole step", ((yuan - 2 * a) / (usd + 2 * b), (yuan + 2 * a) / (usd - 2 * b))),
    ("cut off", (yuan / (usd + 2 * b), (yuan + 2 * a) / usd)),
    ("noughts", ((yuan - noughts) / (usd + b), (yuan + noughts) / (usd - b))),
    ("one step for both", ((yuan - a) / (usd + a), (yuan + a) / (usd - a))),
    ("first only", ((yuan - a) / usd, (yuan + a) / usd)),
    ("second only", (yuan / (usd + b), yuan / (usd - b))),
    ("upside down", (1 / rate.high, 1 / rate.low)),
    ("swapped", (rate.high, rate.low)),
    ("most left open", (rate.low, None)),
    ("for a hundred", (100 * rate.low, 100 * rate.high)),
    ("an amount", (yuan - a, yuan + a)),
    ("one end exact", (rate.low, yuan / usd)),
    ("out of order", (yuan / usd + 0.004, yuan / usd - 0.004)),
    ("quotient rounded", (yuan / usd - 0.005, yuan / usd + 0.005)),
    ("too wide", (yuan / usd - 0.05, yuan / usd + 0.05)),
    ("least too narrow", ((yuan - a) / usd, rate.high)),
    ("most too narrow", (rate.low, yuan / (usd - b))),
    ("same ends", (rate.low, rate.low)),
    ("least: upside down", (round(1 / rate.high, 3), round(1 / rate.low, 3))),
    ("least: near", (round(rate.low, 2), round(rate.high, 2))),
    ("one number for two", yuan / usd),
    ("type", "seven"),
]

# %% right
right = [[round(rate.low, 3), round(rate.high, 3)], rate, {"high": rate.high, "low": rate.low}]

# %% 03.3 spot the fault [markdown]
# ## 03.3 Seven lines about money
#
# In 01.3 an apprentice filled in rows. Now the apprentice works with them. Some of the lines are at fault, each in one way.
# `faults` is a dictionary from the letter of a line to one word of this list.
#
# | word | fault |
# |---|---|
# | `plan` | a promise is counted as money spent |
# | `currency` | a sign of the wrong currency |
# | `tenfold` | a nought too many or too few; a *yi* is a hundred million |
# | `year` | money of a year is taken for money of a quarter |
# | `twice` | the same money is counted more than once |
# | `fiscal` | a quarter of the calendar is named as if it were one of the company's year |

# %% given
said = len(money[(money.kind == "pledge") & (money.unit == "CNY")])
sales = data.claims[data.claims.metric == "cloud_revenue"].iloc[0]
named = ("first", "second", "third", "fourth")[sales.period_end.quarter - 1]
lines = {
    "A": f"{other.entity}'s capital expenditures{period_words(other.period_start, other.period_end)} were {other.value / 1e8:,.0f} yi yuan.",
    "B": f"{pledge.entity} pledged {number_words(pledge.value, 'USD')} over {pledge.years:g} years.",
    "C": f"If every quarter is alike, the pledge takes {number_words(pledge.value / pledge.years, 'CNY')} a quarter.",
    "D": f"If {sales.entity}'s year begins in April, its cloud brought in {sales.quote} in the {named} quarter of its year.",
    "E": f"{own.entity} reported capital expenditures of {own.quote}{period_words(own.period_start, own.period_end)}, for one quarter.",
    "F": f"{said} sentences speak of the pledge, which makes {number_words(said * pledge.value, 'CNY')} pledged in all.",
    "G": f"{pledge.entity} has spent {number_words(pledge.value, 'CNY')} on AI and cloud.",
}
when = f"The revenue is dated from {sales.period_start:%B} to {sales.period_end:%B %Y}, and the spending of line A{period_words(other.period_start, other.period_end)}."
sentences = [str(cite(data, claim)) for claim in (other.claim, dollars.claim, sales.claim, own.claim)]
say("\n".join(f"- **{letter}**: {line}" for letter, line in lines.items()), "The sentences:", *sentences, when)

# %% answer
faults = {"B": "currency", "C": "year", "D": "fiscal", "F": "twice", "G": "plan"}  # blank

# %% why [markdown]
# Line B puts a dollar sign before yuan. Line C divides by the years and says ‘quarter’. In line D the months are the last
# of a year that begins in April. Line F adds one promise to itself as often as it is told, and line G takes the promise
# for money spent. Line A is right, since a billion is ten yi, and line E says what was reported and when, no more.

# %% hints [markdown]
# - Hold each line against its sentence: the verb, the sign, the noughts, the time, and whether it is new money.
# - Two lines are right. For line D, write down the months of a year that begins in April, three by three.

# %% check
rests_on = dollars.claim
check = Labels(
    {"B": "currency", "C": "year", "D": "fiscal", "F": "twice", "G": "plan"},
    {
        "plan": "a promise counted as spent",
        "currency": "its currency",
        "tenfold": "its noughts",
        "year": "a year taken for a quarter",
        "twice": "counting the same money twice",
        "fiscal": "the name of its quarter",
    },
    {
        "A": "write the yi out with all their noughts, and the billions too. The date and the verb are the source's.",
        "B": "Look at the sign before the number, and at what stands beside it in the sentence.",
        "C": "What was the pledge divided by, and what are there so many of in its time?",
        "D": "Count the months: which three come first in a year that begins in April?",
        "E": "it gives the month of the report, and says neither that the money was spent in it nor that it was promised.",
        "F": "Is each of these sentences about other money?",
        "G": "Look at its verb, and at the verb of the sentence.",
    },
)

# %% wrong
good = {"B": "currency", "C": "year", "D": "fiscal", "F": "twice", "G": "plan"}
wrong = [
    ("missed", {"B": "currency", "G": "plan"}),
    ("A: false alarm", good | {"A": "tenfold"}),
    ("E: false alarm", good | {"E": "fiscal"}),
    ("B: not plan", good | {"B": "plan"}),
    ("C: not tenfold", good | {"C": "tenfold"}),
    ("D: not year", good | {"D": "year"}),
    ("F: not plan", good | {"F": "plan"}),
    ("G: not currency", good | {"G": "currency"}),
    ("no fault", good | {"F": "total"}),
    ("no line", good | {"H": "plan"}),
    ("type", ["B", "C", "D", "F", "G"]),
]

# %% right
right = [{letter.lower(): f" {word.title()}" for letter, word in good.items()}, dict(reversed(good.items()))]

# %% 03.4 predict, then compute [markdown]
# ## 03.4 How long at this pace?
#
# Suppose that every quarter brings what the reported one did. **Guess first**: how many quarters would the whole pledge
# take? Leave your guess as it is, then compute. Give the number with at least two digits after the point, without
# rounding it to whole quarters.

# %% given
say(str(cite(data, dollars.claim)), str(cite(data, own.claim)))

# %% answer
pace = {
    "guess": 20,  # blank: 20
    "quarters": pledge.value / own.value,  # blank: pledge.value / own.value
}

# %% why [markdown]
# The pledge divided by one quarter says how many such quarters it takes. Held against the quarters that the pledge has,
# it tells how late the money would be at this pace. It is no forecast: nobody says that the pace stays as it is.

# %% hints [markdown]
# - How often does the quarter go into the pledge? Both must be in the same currency.
# - Divide the whole amount in yuan by the reported quarter. The years of the pledge are not needed.

# %% check
rests_on = own.claim
quarters = pledge.value / own.value
sold = data.claims[(data.claims.topic == "revenue") & (data.claims.unit == "CNY")].value
even = pledge.value / pledge.years / 4
sums = [pledge.value, even, own.value * 4 * pledge.years, pledge.value - own.value, own.value, even - own.value]
check = Row(
    {
        "guess": Guess(1, 1000, of="quarters"),
        "quarters": Number(
            quarters,
            "quarters",
            [
                (
                    "time of the pledge",
                    4 * pledge.years,
                    "You gave {you}: that is the time that the pledge allows. At this pace it takes another time.",
                ),
                (
                    "another company",
                    pledge.value / other.value,
                    f"You gave {{you}}: that is at the pace of {other.entity}, which made no such pledge.",
                ),
                (
                    "mixed currencies",
                    dollars.value / own.value,
                    "You gave {you}: dollars divided by yuan. Take both amounts in the currency of the promise.",
                ),
                (
                    "years",
                    quarters / 4,
                    "You gave {you}: so many years it is. The question asks for quarters.",
                ),
                ("months", 3 * quarters, "You gave {you}: so many months it is. The question asks for quarters."),
                (
                    "one year of it",
                    quarters / pledge.years,
                    "You gave {you}: that is for one year's part of the pledge. The question asks for the whole.",
                ),
                (
                    "even share",
                    quarters / pledge.years / 4,
                    "You gave {you}: that is how often the quarter goes into an even share. The question asks for the whole pledge.",
                ),
                (
                    "quarters late",
                    quarters - 4 * pledge.years,
                    "You gave {you}: that is how many more than the pledge has. The question asks for all of them.",
                ),
                (
                    "quarters after",
                    quarters - 1,
                    "You gave {you}: that is without the reported one. The question asks for the whole pledge.",
                ),
                (
                    "quarters left",
                    4 * pledge.years - 1,
                    "You gave {you}: so many of its own quarters the pledge has left. At this pace it takes another time.",
                ),
                (
                    "part of a share",
                    own.value / pledge.value * 4 * pledge.years,
                    "You gave {you}: that is what part of an even share the quarter is. The question asks how often it goes into the pledge.",
                ),
                (
                    "revenue",
                    lambda given: any(about(pledge.value / n)(given) for n in sold),
                    "You gave {you}: that is as if all revenue were spent on it. Take the quarter's capital expenditures.",
                ),
                (
                    "money",
                    lambda given: given > 1e6 or any(about(n / 1e9)(given) for n in sums),
                    "You gave {you}: by its size that is an amount of money. A number of quarters is one amount divided by another.",
                ),
                (
                    "whole quarters",
                    lambda given: given in (np.floor(quarters), np.ceil(quarters)),
                    "You gave {you}: rounded to whole quarters. Give the digits after the point too.",
                ),
            ],
            rel=5e-4,
        ),
    }
)

# %% wrong
wrong = [
    ("quarters: time of the pledge", {"guess": 20, "quarters": 4 * pledge.years}),
    ("quarters: another company", {"guess": 20, "quarters": pledge.value / other.value}),
    ("quarters: mixed currencies", {"guess": 20, "quarters": dollars.value / own.value}),
    ("quarters: years", {"guess": 20, "quarters": quarters / 4}),
    ("quarters: months", {"guess": 20, "quarters": 3 * quarters}),
    ("quarters: even share", {"guess": 20, "quarters": quarters / pledge.years / 4}),
    ("quarters: one year of it", {"guess": 20, "quarters": quarters / pledge.years}),
    ("quarters: quarters late", {"guess": 20, "quarters": quarters - 4 * pledge.years}),
    ("quarters: whole quarters", {"guess": 20, "quarters": int(quarters) + 1}),
    ("quarters: money", {"guess": 20, "quarters": even / 1e9}),
    ("quarters: quarters after", {"guess": 20, "quarters": quarters - 1}),
    ("quarters: quarters left", {"guess": 20, "quarters": 4 * pledge.years - 1}),
    ("quarters: part of a share", {"guess": 20, "quarters": own.value / even}),
    ("quarters: revenue", {"guess": 20, "quarters": pledge.value / sold.iloc[0]}),
    ("quarters: upside down", {"guess": 20, "quarters": own.value / pledge.value}),
    ("quarters: tenfold", {"guess": 20, "quarters": quarters * 10}),
    ("guess: range", {"guess": -1, "quarters": quarters}),
    ("guess: type", {"guess": "a dozen", "quarters": quarters}),
]

# %% right
right = [{"guess": 12, "quarters": round(quarters, 2)}, {"quarters": quarters, "guess": 15.5}]

# %% 03.5 complete two blanks [markdown]
# ## 03.5 What is left to do
#
# A quarter below the even share raises what the others must bring. The function gets the amount of a pledge, its years,
# and a list of the quarters reported so far, all of which count towards it. It gives back what the quarters that are left
# must bring on average. Two pieces are missing.

# %% given
example = f"average_left({pledge.value:.0f}, {pledge.years:.0f}, [{own.value:.0f}])"
say(f"For the pledge of {pledge.entity} and its one reported quarter it is called like this: `{example}`")


# %% answer
def average_left(pledged, years, spent):
    left = pledged - sum(spent)  # blank: pledged - sum(spent)
    quarters = 4 * years - len(spent)  # blank: 4 * years - len(spent)
    return left / quarters


# %% why [markdown]
# Both are taken off what was reported: the money from the pledge, and the quarters from its time. The first reported quarter
# was below the even share, so the average of the others is above it.

# %% hints [markdown]
# - The first blank is money: what was pledged, without all that is in the list.
# - The second blank is a number of quarters. How many are in the years, and how many of them are over?

# %% check
rests_on = own.claim


def averages(pledged, years, spent):
    """The case of one pledge, with what half an understanding would give."""
    total, done, all_of_them = sum(spent), len(spent), 4 * years
    average = (pledged - total) / (all_of_them - done)
    mistakes = [
        ("even share", pledged / all_of_them, "You gave {you}: the even share. It knows nothing of what was reported."),
        (
            "all quarters",
            (pledged - total) / all_of_them,
            "You gave {you}: what is left was shared among all quarters, those that are over included.",
        ),
        (
            "nothing taken off",
            pledged / (all_of_them - done),
            "You gave {you}: the whole pledge was shared among the quarters left. Take off the money that the others brought.",
        ),
        (
            "years for quarters",
            (pledged - total) / years,
            "You gave {you}: what is left was divided by the years. The question asks for an average quarter.",
        ),
        (
            "years and quarters",
            (pledged - total) / (years - done) if years != done else np.nan,
            "You gave {you}: quarters were taken from years. Turn the years into quarters first.",
        ),
        ("a year", 4 * average, "You gave {you}: that is what a year must bring. The question asks for a quarter."),
        (
            "added on",
            (pledged + total) / (all_of_them - done),
            "You gave {you}: what was spent was added to the pledge. It is part of it.",
        ),
        (
            "months",
            (pledged - total) / (12 * years - done),
            "You gave {you}: the years were turned into months. Reports come by the quarter.",
        ),
        (
            "three a year",
            (pledged - total) / (3 * years - done),
            "You gave {you}: the years were counted as three quarters each. A quarter has three months, and how many are in a year?",
        ),
        (
            "money off quarters",
            (pledged - total) / (all_of_them - total) if total else np.nan,
            "You gave {you}: money was taken off a number of quarters. How many quarters are in the list?",
        ),
        (
            "quarters added",
            (pledged - total) / (all_of_them + done),
            "You gave {you}: the reported quarters were added to the time. They are part of it.",
        ),
        (
            "only what is left",
            pledged - total,
            "You gave {you}: all that is left, and not yet shared among the quarters.",
        ),
    ]
    if years != pledge.years:
        same = (pledged - total) / (4 * pledge.years - done)
        mistakes.append(
            ("other years", same, "You gave {you}: the years of another pledge are in it. Use the name years.")
        )
    if done != 1:
        one = (pledged - total) / (all_of_them - 1)
        say = "You gave {you}: one quarter was taken as over. Count how many are in the list."
        mistakes.append(("one quarter assumed", one, say))
    if years != pledge.years and done != 1:
        same = (pledged - total) / (4 * pledge.years - 1)
        say = "You gave {you}: the years and the quarters of another pledge are in it. Use the names years and spent."
        mistakes.append(("other years", same, say))
    if pledged != pledge.value:
        same = (pledge.value - total) / (all_of_them - done)
        say = "You gave {you}: the amount of another pledge is in it. Use the name pledged."
        mistakes.append(("other pledge", same, say))
    if done > 1:
        both = (pledged - spent[0]) / (all_of_them - 1)
        say = "You gave {you}: only the first of the reported quarters was taken off, from the money and from the time."
        mistakes.append(("first only", both, say))
        first = (pledged - spent[0]) / (all_of_them - done)
        mistakes.append(("first only", first, "You gave {you}: only the first of the reported quarters was taken off."))
        mean = (pledged - total / done) / (all_of_them - done)
        mistakes.append(
            ("mean", mean, "You gave {you}: the mean of the reported quarters was taken off, and not all of them.")
        )
    known = [m for m in mistakes if np.isfinite(m[1]) and abs(m[1] / average - 1) > 1e-9]
    return (pledged, years, spent), Number(average, "CNY", known)


check = Function(
    [
        ("the pledge and its one quarter", *averages(float(pledge.value), float(pledge.years), [float(own.value)])),
        ("a pledge of five years", *averages(1.5 * float(pledge.value), 5, [float(own.value), float(other.value)])),
        ("a pledge before its first report", *averages(float(pledge.value), float(pledge.years), [])),
    ]
)

# %% hidden
hidden = Function(
    [
        ("another pledge", *averages(other.value * 20, 4, [other.value, 2 * other.value, other.value / 2])),
        ("a pledge of one year", *averages(pledge.value, 1, [own.value, other.value])),
    ]
)

# %% wrong
wrong = [
    ("even share", lambda pledged, years, spent: pledged / (4 * years)),
    ("all quarters", lambda pledged, years, spent: (pledged - sum(spent)) / (4 * years)),
    ("nothing taken off", lambda pledged, years, spent: pledged / (4 * years - len(spent))),
    ("years for quarters", lambda pledged, years, spent: (pledged - sum(spent)) / years),
    ("years and quarters", lambda pledged, years, spent: (pledged - sum(spent)) / (years - len(spent))),
    ("added on", lambda pledged, years, spent: (pledged + sum(spent)) / (4 * years - len(spent))),
    ("quarters added", lambda pledged, years, spent: (pledged - sum(spent)) / (4 * years + len(spent))),
    ("months", lambda pledged, years, spent: (pledged - sum(spent)) / (12 * years - len(spent))),
    ("three a year", lambda pledged, years, spent: (pledged - sum(spent)) / (3 * years - len(spent))),
    ("money off quarters", lambda pledged, years, spent: (pledged - sum(spent)) / (4 * years - sum(spent))),
    ("one quarter assumed", lambda pledged, years, spent: (pledged - sum(spent)) / (4 * years - 1)),
    ("first only", lambda pledged, years, spent: (pledged - spent[0]) / (4 * years - len(spent))),
    ("a year", lambda pledged, years, spent: (pledged - sum(spent)) / (years - len(spent) / 4)),
    ("mean", lambda pledged, years, spent: (pledged - np.mean(spent)) / (4 * years - len(spent))),
    ("other years", lambda pledged, years, spent: (pledged - sum(spent)) / (4 * pledge.years - len(spent))),
    ("other years", lambda pledged, years, spent: (pledged - sum(spent)) / (4 * pledge.years - 1)),
    ("other pledge", lambda pledged, years, spent: (pledge.value - sum(spent)) / (4 * years - len(spent))),
    ("first only", lambda pledged, years, spent: (pledged - own.value) / (4 * years - 1)),
    ("only what is left", lambda pledged, years, spent: pledged - sum(spent)),
    ("stops", lambda pledged, years, spent: (pledged - spent) / (4 * years - len(spent))),
    ("typed in", lambda pledged, years, spent: (pledge.value - own.value) / (4 * pledge.years - 1)),
    ("nothing back", lambda pledged, years, spent: None),
    ("type", pledge.value),
]

# %% right
right = [
    lambda pledged, years, spent: float(pledged - np.sum(spent)) / (years * 4 - len(list(spent))),
    lambda amount, how_long, so_far: (amount - sum(so_far)) / (12 * how_long - 3 * len(so_far)) * 3,
]

# %% 03.6 order shuffled lines [markdown]
# ## 03.6 Lines in disorder
#
# The table `money` below has a row for each sentence, so that a pledge stands there as often as it is told. In the
# right order, the lines make a table `left` with one row for each company that has both a pledge and a quarter in yuan, and
# a column `left`: what is left of the pledge if the quarter counts. Two lines do not belong. Write down the letters in order.

# %% given
shuffled = {
    "A": 'table = rows.pivot(index="entity", columns="kind", values="value")',
    "B": "left = table.dropna().reset_index()",
    "C": 'rows = rows.drop_duplicates(["entity", "kind", "value"])',
    "D": 'table["left"] = table.quarter / table.pledge',
    "E": 'rows = money[money.unit == "CNY"]',
    "F": 'rows = money.drop_duplicates("entity")',
    "G": 'table["left"] = table.pledge - table.quarter',
}
say(
    "```\n" + money.to_string(index=False, formatters={"value": "{:,.0f}".format}) + "\n```",
    "```python\n" + "\n".join(f"# {letter}\n{line}" for letter, line in shuffled.items()) + "\n```",
)

# %% answer
order = "ECAGB"  # blank

# %% why [markdown]
# One currency first, then each amount once, then a column for each kind, then the difference, and at last only companies
# that have both. A pivot refuses two values for one cell, which is how it tells you that a promise was counted twice.

# %% hints [markdown]
# - Two lines begin from `money`. One keeps a single row for each company, and a company needs two.
# - A pivot stops where one cell would get two values. What must be done with the rows before it?

# %% check
rests_on = dollars.claim
check = Order(
    shuffled,
    {"money": money},
    "left",
    Table(left_of(money)[["entity", "left"]], ["entity"], "CNY"),
    {
        "D": "it divides the quarter by the pledge. What is left is a difference.",
        "F": "it keeps the first row of each company, and throws its other kind away.",
    },
)

# %% wrong
wrong = [
    ("too early", "CEAGB"),
    ("stops", "EACGB"),
    ("other result", "ECABG"),
    ("spare D", "ECADB"),
    ("spare F", "FCAGB"),
    ("too few", "ECAG"),
    ("twice", "ECAGGB"),
    ("no line", "ECAGX"),
    ("type", 5),
]

# %% right
right = ["e c a g b", list("ECAGB"), tuple("ECAGB"), "E, C, A, G, B"]

# %% 03.7 free code [markdown]
# ## 03.7 A table of promises
#
# Write a function that gets a table such as `money` and gives back a table with the columns `entity`, `left` and `average`:
# one row for each company that has a pledge and a quarter in yuan. `left` is what the pledge leaves to do after the
# quarter, and `average` what each of the other quarters of the pledge must bring. The quarter counts as the first of the
# pledge. A company has one pledge and one quarter in yuan at most, and several sentences may tell of each. Below, `value` is
# shown with all its noughts; in `money` it is a plain number.

# %% given
money.assign(value=money.value.map("{:,.0f}".format))


# %% answer
def to_keep(table):
    rows = table[table.unit == "CNY"].drop_duplicates(["entity", "kind", "value"])  # cut
    pledges, quarters = (rows[rows.kind == kind] for kind in ("pledge", "quarter"))  # cut
    both = pledges.merge(quarters, on="entity", suffixes=("", "_spent"))  # cut
    both["left"] = both.value - both.value_spent  # cut
    both["average"] = both.left / (4 * both.years - 1)  # cut
    return both[["entity", "left", "average"]]  # blank


# %% why [markdown]
# A row of the table is a sentence, and a promise told twice is still one promise, so each amount is kept once. Merging on
# the company keeps only those with both kinds. Compare the averages with the even shares: where they are higher, the
# reported quarter was the smaller.

# %% hints [markdown]
# - Choose the rows in yuan and drop those that only repeat an amount. Then bring pledge and quarter into one row.
# - `merge(..., on="entity", suffixes=("", "_spent"))` puts the two kinds side by side. One quarter is over: how many are left?

# %% check
rests_on = own.claim


def kept(table):
    pledges = left_of(table)
    wanted = pledges[["entity", "left", "average"]]
    rows = table[(table.kind == "pledge") & (table.unit != "CNY")].merge(pledges, on="entity", suffixes=("_other", ""))
    mixed = (rows.value_other - rows.value_spent).tolist()
    told = table[table.unit == "CNY"].groupby(["entity", "kind"]).value.sum().unstack().reindex(wanted.entity)
    quarters, years = 4 * pledges.years, pledges.years

    def given_as(column, numbers):
        """True of a table whose column holds these numbers, for the same companies, and not the right ones."""
        numbers = np.asarray(numbers, dtype=float)

        def found(given):
            mine = dict(zip(given.entity, pd.to_numeric(given[column], errors="coerce"), strict=True))
            return np.allclose([mine.get(name, np.nan) for name in wanted.entity], numbers, rtol=1e-6)

        return (lambda given: False) if np.allclose(numbers, wanted[column]) else found

    return Table(
        wanted,
        ["entity"],
        "CNY",
        [
            (
                "each sentence counted",
                given_as("left", told.pledge - told.quarter),
                "your column left adds a pledge as often as it is told. A sentence that repeats a promise makes no new money.",
            ),
            (
                "pledge for left",
                given_as("left", pledges.value),
                "your column left holds the whole pledge. The reported quarter has to be taken off.",
            ),
            (
                "spent for left",
                given_as("left", pledges.value_spent),
                "your column left holds the quarter. It asks for what the pledge still lacks.",
            ),
            (
                "even share",
                given_as("average", pledges.value / quarters),
                "your column average holds the even share. After a quarter is over, there is less money and less time.",
            ),
            (
                "all quarters",
                given_as("average", wanted.left / quarters),
                "your column average shares what is left among all quarters, the one that is over included.",
            ),
            (
                "nothing taken off",
                given_as("average", pledges.value / (quarters - 1)),
                "your column average shares the whole pledge among the quarters left. Share what is left of it.",
            ),
            (
                "dollars",
                lambda given: pd.to_numeric(given.left, errors="coerce").isin(mixed).any(),
                "in one row of your column left, yuan were taken from dollars. Choose the rows in one currency first.",
            ),
            (
                "years for quarters",
                given_as("average", wanted.left / years),
                "your column average divides by years. An average of quarters is asked for.",
            ),
            (
                "years and quarters",
                given_as("average", wanted.left / (years - 1)),
                "your column average takes one quarter from the years. Turn the years into quarters first.",
            ),
            (
                "other years",
                given_as("average", wanted.left / (4 * pledge.years - 1)),
                "your column average has the years of another pledge in it. Take them from the table that is given.",
            ),
        ],
    )


longer = money.assign(years=money.years + 2)
check = Function(
    [
        ("the table of the articles", (money,), kept(money)),
        ("the same table with two years more", (longer,), kept(longer)),
    ]
)

# %% hidden
mine = money[money.entity == pledge.entity]
second = mine.assign(entity="Another Company", value=1.5 * mine.value, years=mine.years + 2)
third = mine[mine.kind == "pledge"].assign(entity="A Third")  # no quarter: nothing to take off
hidden = Function(
    [
        ("a table with more companies", (two := pd.concat([money, second, third], ignore_index=True),), kept(two)),
        ("the rows in another order", (two.iloc[::-1],), kept(two)),
    ]
)


# %% wrong
def changed(**columns):
    return lambda table: left_of(table).assign(**columns)[["entity", "left", "average"]]


def untidy(table):
    rows = table[table.unit == "CNY"]
    both = rows[rows.kind == "pledge"].merge(rows[rows.kind == "quarter"], on="entity", suffixes=("", "_spent"))
    return both.assign(left=both.value - both.value_spent, average=both.value)


def summed(table):
    sums = table[table.unit == "CNY"].groupby(["entity", "kind"]).value.sum().unstack().dropna()
    return sums.assign(left=sums.pledge - sums.quarter, average=0)


wrong = [
    ("each sentence counted", summed),
    ("doubled row", untidy),
    ("pledge for left", changed(left=lambda t: t.value)),
    ("spent for left", changed(left=lambda t: t.value_spent)),
    ("even share", changed(average=lambda t: t.value / t.years / 4)),
    ("all quarters", changed(average=lambda t: t.left / t.years / 4)),
    ("nothing taken off", changed(average=lambda t: t.value / (4 * t.years - 1))),
    ("dollars", lambda table: left_of(table.assign(unit="CNY"))),
    ("years for quarters", changed(average=lambda t: t.left / t.years)),
    ("years and quarters", changed(average=lambda t: t.left / (t.years - 1))),
    ("other years", changed(average=lambda t: t.left / (4 * pledge.years - 1))),
    ("left: sign", changed(left=lambda t: -t.left)),
    ("left: scale", changed(left=lambda t: t.left / 1e9)),
    ("missing column", lambda table: left_of(table)[["entity", "left"]]),
    ("missing row", lambda table: left_of(table[table.kind == "pledge"])),
    ("changes its input", lambda table: (table.__setitem__("half", 1), left_of(table))[1]),
    ("type", lambda table: left_of(table).left.sum()),
]

# %% right
right = [
    lambda table: left_of(table).iloc[::-1].assign(mentions=1),
    lambda table: left_of(table).set_index("entity")[["average", "left"]],
]

# %% 03.8 choose the honest chart [markdown]
# ## 03.8 Which chart would you print?
#
# Both charts are drawn from the same three amounts. Choose the one that sets like beside like, and the reason.
#
# | reason | |
# |---|---|
# | `1` | It shows how many times more the one company puts into AI than the other. |
# | `2` | Each bar is money of three months, and it is said what was spent and what is a promise cut into equal parts. |
# | `3` | It shows that the promise is being broken. |
# | `4` | Each of its numbers is printed in an article. |

# %% given
even = pledge.value / pledge.years / 4
when = {row.claim: period_words(row.period_start, row.period_end).strip() for row in (own, other)}


def draw(ax, bars, title):
    """Bars of (label, amount, colour, words); words that do not fit into a short bar stand behind it."""
    longest = max(bar[1] for bar in bars)
    for label, amount, colour, words in bars:
        ax.barh([label], [amount / 1e9], color=colour)
        inside = amount > longest / 2
        ax.text(0 if inside else amount / 1e9, label, f" {words}", color="white" if inside else "black", va="center")
    ax.set_title(title)
    ax.invert_yaxis()


def three_amounts(ax):
    rows = [(pledge, "pledge"), (own, "quarter"), (other, "quarter")]
    bars = [(f"{row.entity}\n{kind}", row.value, "#0173b2", number_words(row.value)) for row, kind in rows]
    draw(ax, bars, "Capital spending, billion yuan")


def three_quarters(ax):
    bars = [
        (f"{pledge.entity}\npledge", even, "#a84300", "promised,\n if all quarters are alike"),
        (f"{own.entity}\nquarter", own.value, "#0173b2", f"spent,\n reported {when[own.claim]}"),
        (f"{other.entity}\nquarter", other.value, "#0173b2", f"spent\n {when[other.claim]}"),
    ]
    draw(ax, bars, "Money a quarter, billion yuan")


Charts(
    {
        "A": (three_amounts, "three bars: the whole pledge and two quarters, each with its amount in yuan."),
        "B": (
            three_quarters,
            "three bars: an even share of the pledge for a quarter, marked as promised, and two quarters, marked as spent, with their dates.",
        ),
    },
    size=(980, 280),
)

# %% answer
printed = {
    "chart": "B",  # blank: "B"
    "why": "2",  # blank: "2"
}

# %% why [markdown]
# Chart A sets the money of years beside the money of months, so the length of its bars tells how long each lasts as much as
# how large it is. In chart B each bar is three months of money. Its first bar is arithmetic and was promised by nobody, so
# it must say so, and it does.

# %% hints [markdown]
# - Ask of each bar: money of how long? Bars that differ in that cannot be compared by their length.
# - A number may be printed in an article and still be the wrong thing to set beside another.

# %% check
rests_on = own.claim
check = Row(
    {
        "chart": Choice(
            "B", {"A": "Ask of each bar in how much time its money is spent, and whether it is spent yet."}
        ),
        "why": Choice(
            "2",
            {
                "1": "The two quarters are of different dates, and neither is said to be for AI alone. No bar shows what a company puts into AI.",
                "3": "A quarter below an even share breaks nothing: a pledge does not say what each of its quarters takes.",
                "4": "An even share is printed nowhere, so of this chart it is untrue. And a number may be printed and still be set beside the wrong one.",
            },
        ),
    },
    [
        (
            "printed",
            lambda a: str(a["chart"]).strip().upper() == "A" and str(a["why"]).strip() == "4",
            "It is true that each number of chart A is printed. But are they numbers of the same time, and of money that is spent?",
        ),
        (
            "half right",
            lambda a: str(a["chart"]).strip().upper() == "A" and str(a["why"]).strip() == "2",
            "Your reason is a good one, and it is not true of the chart that you chose. Look at the first bar of each.",
        ),
        (
            "many times",
            lambda a: str(a["chart"]).strip().upper() == "A" and str(a["why"]).strip() == "1",
            "The long bar is a promise over years, the short ones are quarters. How many times longer it is says nothing about who puts in more.",
        ),
    ],
)

# %% wrong
wrong = [
    ("printed", {"chart": "A", "why": "4"}),
    ("half right", {"chart": "A", "why": "2"}),
    ("many times", {"chart": "A", "why": "1"}),
    ("chart: A", {"chart": "A", "why": "3"}),
    ("why: 1", {"chart": "B", "why": "1"}),
    ("why: 3", {"chart": "B", "why": "3"}),
    ("why: 4", {"chart": "B", "why": "4"}),
    ("chart: no option", {"chart": "both", "why": "2"}),
    ("missing field", {"chart": "B"}),
    ("type", "B"),
]

# %% right
right = [{"chart": "b", "why": 2}, {"why": " 2 ", "chart": "B "}]

# %% 03.9 write a sentence [markdown]
# ## 03.9 The smallest honest headline
#
# Write the sentence that you would print under this chart. It must say whose quarter it is and how much money, when that
# was reported, and whether it is more or less than an even share of the pledge. It may say nothing about what will come
# of the pledge. The course's own program reads your sentence. Keep the number as it stands in the chart.

# %% given
even = pledge.value / pledge.years / 4
reported = period_words(own.period_start, own.period_end).strip()


def two_bars(ax):
    bars = {"even share of the pledge": (even, "#a84300"), f"one quarter, reported {reported}": (own.value, "#0173b2")}
    for label, (amount, colour) in bars.items():
        ax.barh([label], [amount / 1e9], color=colour)
        ax.text(0, label, f" {number_words(amount, 'CNY')}", color="white", va="center")
    ax.set_title(f"{own.entity}'s capital spending, billion yuan")
    ax.invert_yaxis()


said = f"{own.entity}'s capital spending of one quarter, reported {reported}: {own.quote}; an even share of its pledge: {number_words(even, 'CNY')}."
Charts({"A": (two_bars, said)}, size=(860, 200))

# %% answer
than = f"{'less' if own.value < even else 'more'} than an even share of its pledge"  # cut
headline = f"{own.entity} reported {own.quote} for one quarter {reported}, {than}."  # blank

# %% why [markdown]
# The sentence says what was reported and what it is held against, and leaves the verdict to the reports that are still to
# come. ‘Reported’ is needed: the article dates the report, and nobody names the months in which the money was spent.

# %% hints [markdown]
# - Who, reported, how much, for how long, when: the title of the chart and its lower bar have them all.
# - After the amount and the date comes the comparison, which needs ‘than’ and ‘even share’. Then stop.

# %% check
rests_on = own.claim
claim = data.claims.set_index("claim", drop=False).loc[own.claim]
year, month = str(own.period_end.year), f"{own.period_end:%B}"
even = pledge.value / pledge.years / 4
turned = (
    r"\b(more|higher|larger|greater|above|exceed\w*|beat\w*|over)\b"
    if own.value < even
    else r"\b(less|lower|smaller|below|under)\b"
)
check = Sentence(
    claim,
    {
        "whose quarter it is": [own.entity.split()[0]],
        "that it is one quarter": ["quarter"],
        "in which year that was": [year],
        "in which month that was": [month, f"{own.period_end:%b}. "],
        "what it is held against": ["even share", "equal share", "even quarter", "fair share"],
    },
    [
        (
            "verdict",
            lambda text: re.search(
                r"\b(miss(es|ed|ing)?|behind|fail\w*|break\w*|broke\w*|on track|on course|on its way|ahead|keeps?|too (little|slow\w*)|falls? short|must|needs?|will|has to|should)\b",
                text.lower(),
            ),
            "Your sentence judges the pledge, or foretells something. One quarter does not tell how it ends: say what the chart shows and no more.",
        ),
        (
            "dollars",
            lambda text: re.search(r"\$|\bUSD\b|\bdollars?\b", text),
            "Your sentence speaks of dollars. The amounts of the chart are in yuan, and no rate stands beside them.",
        ),
        (
            "small month",
            lambda text: re.search(rf"\b{month.lower()}\b", text),
            "Write the month with a capital letter: in small letters the program takes it for another word.",
        ),
        (
            "what came in",
            lambda text: re.search(r"\b(revenue|sales|profits?|income|earn\w*)\b", text, re.I),
            "Your sentence speaks of money that came in. The chart shows money that was spent.",
        ),
        (
            "expected",
            lambda text: re.search(r"\bexpect", text, re.I),
            "Your sentence says what was expected. The article does, and this chart does not: keep to what the chart shows.",
        ),
        (
            "two companies",
            lambda text: other.entity.lower() in text.lower(),
            f"Your sentence speaks of {other.entity}, and the chart has nothing of it. The pledge and the quarter belong to one company.",
        ),
        (
            "quarter named",
            lambda text: re.search(r"\b(first|second|third|fourth|fiscal) quarter|\bQ[1-4]\b", text, re.I),
            "Your sentence says which quarter it is. The source says only when it was reported.",
        ),
        (
            "other time",
            lambda text: re.search(
                r"\b(a|per|each|every|one) (month|year)\b|\b(monthly|yearly|annual(ly)?)\b", text, re.I
            ),
            "Your sentence gives the money to a month or a year. It is the money of a quarter; the month is that of the report.",
        ),
        (
            "purpose",
            lambda text: re.search(
                r"(spen\w+|expendit\w+|yuan)[^.,;]* (on|for|in|into) (its )?(AI|cloud|chips|artificial)\b", text
            ),
            "Your sentence says what the quarter's money was for. Neither the chart nor the source says that it was for that.",
        ),
        (
            "turned",
            lambda text: re.search(turned + r"[^.;]*\b(even|equal|fair)\b", text.lower()),
            "Your sentence says of the two bars which is longer, and says it the wrong way round. Look at them again.",
        ),
        (
            "not compared",
            lambda text: (
                re.search(r"\b(even|equal|fair)\b", text)
                and f"{even / 1e9:.4g}" not in text
                and not re.search(
                    r"%|\b(less|more|below|above|beneath|under|over|short|shy|small\w*|larg\w*|low\w*|high\w*|few\w*|great\w*|exceed\w*|reach\w*|match\w*|part|percent|per cent|not|fifths?|quarters of)\b",
                    text.lower(),
                )
            ),
            "Your sentence names the even share and does not say whether the quarter is more or less. Look which bar is longer.",
        ),
        (
            "date of the report",
            lambda text: (
                month.lower() in text.lower()
                and not re.search(r"\b(report|disclos|announc|publish|said|says)", text.lower())
            ),
            "Your sentence says that the money was spent in that month. The source dates the report, and names no quarter.",
        ),
        (
            "even share",
            float(f"{even:.4g}"),
            "You gave {you}: that is the even share, which nobody reported. The sentence is about the other bar.",
        ),
        (
            "another company",
            other.value,
            f"You gave {{you}}: that is what {other.entity} spent in a quarter. The chart is about another company.",
        ),
        ("pledge", pledge.value, "You gave {you}: that is the whole pledge. The sentence is about one quarter."),
    ],
)

# %% wrong
said = f"{own.entity} reported {own.quote} for one quarter in {month} {year}, {'less' if own.value < even else 'more'} than an even share of its pledge."
wrong = [
    (
        "verdict",
        f"{own.entity} reported only {own.quote} for one quarter in {month} {year} and falls behind its even share.",
    ),
    ("turned", said.replace("less than", "more than")),
    ("not compared", re.sub("(less|more) than", "beside", said)),
    ("date of the report", said.replace("reported", "spent")),
    ("hedge dropped", said) if claim.hedge != "none" else ("other hedge", said.replace(own.quote, f"over {own.quote}")),
    ("number: even share", said.replace(own.quote, number_words(even, "CNY"))),
    ("number: another company", said.replace(own.quote, other.quote)),
    ("number: pledge", said.replace(own.quote, pledge.quote)),
    ("number: tenfold", said.replace(own.quote, number_words(own.value * 10, "CNY"))),
    ("dollars", said.replace(own.quote, number_words(own.value, "USD"))),
    ("small month", said.replace(month, month.lower())),
    ("what came in", said.replace("for one quarter", "of revenue for one quarter")),
    ("expected", said.replace("than an even share", "than was expected and than an even share")),
    ("two companies", said.replace(own.entity, other.entity)),
    ("quarter named", said.replace("for one quarter", "for the second quarter")),
    ("other time", said.replace("for one quarter in", "a month for the quarter in")),
    ("purpose", said.replace("for one quarter", "for AI in one quarter")),
    ("no number", said.replace(own.quote, "little money")),
    ("status", said.replace("reported", "reported that it plans to spend")),
    ("no whose quarter it is", said.replace(own.entity, "The company")),
    ("no that it is one quarter", said.replace(" for one quarter", "")),
    ("other year", said.replace(year, str(int(year) + 1))),
    ("no what it is held against", said.split(",")[0] + "."),
    ("denied", said.replace("reported", "did not report")),
    ("type", own.value),
]

# %% right
right = [
    f"In {month} {year} {own.entity} reported capital spending of {own.quote} in a quarter, below an even share of its pledge",
    f"{own.entity}'s capital expenditures, reported in {month} {year} at {number_words(own.value, 'CNY')} for a quarter, were smaller than an even share.",
]

# %% 03.10 name the assumption [markdown]
# ## 03.10 What does each line take for granted?
#
# Four lines about one pledge and one quarter. Each says more than the two sentences do, and rests on something that
# nobody said. For each letter, write down the word of the assumption that its line cannot do without.
#
# | word | assumption |
# |---|---|
# | `pace` | each of the quarters to come will be like the reported one |
# | `growth` | the quarters to come will bring more than an even share, on average |
# | `purpose` | the money of the quarter is for what the pledge is for, and falls in its time |
# | `rate` | a dollar will cost as many yuan as when the sentence was written |
# | `even` | the company promised the same amount for each quarter |

# %% given
run, left = own.value * 4 * pledge.years, pledge.value - own.value
lines = {
    "A": f"Of the {number_words(pledge.value, 'CNY')}, {number_words(left, 'CNY')} are left to spend after the reported quarter.",
    "B": f"The reported quarter is the first of the pledge, and {number_words(run, 'CNY')} will have been spent at its end.",
    "C": "The reported quarter is the first of the pledge and below the even share, and the pledge will be kept.",
    "D": f"When the pledge is kept to the last yuan, it will have cost {number_words(dollars.value, 'USD')}.",
}
say(
    "\n".join(f"- **{letter}**: {line}" for letter, line in lines.items()),
    "The sentences:",
    *[str(cite(data, claim)) for claim in (dollars.claim, own.claim)],
)

# %% answer
rests = {
    "A": "purpose",  # blank: "purpose"
    "B": "pace",  # blank: "pace"
    "C": "growth",  # blank: "growth"
    "D": "rate",  # blank: "rate"
}

# %% why [markdown]
# Line A takes the quarter off the pledge, so its money must belong there: the two sentences do not say that they speak of the
# same things. Line B repeats one quarter. Line C needs the others to make up for it. Line D turns yuan into dollars at a
# rate of a day that is over. Nobody needs `even`: no sentence promises it, and if it had been promised, it would be broken.

# %% hints [markdown]
# - For each line, suppose that the assumption is false. Which line falls with it?
# - Look at what was done to get the number: taken off, repeated, made up for, converted.

# %% check
rests_on = own.claim
EVEN = "No sentence promises it: an even share is arithmetic."
check = Row(
    {
        "A": Choice(
            "purpose",
            {
                "pace": "What is left today is worked out from what was spent, and from no quarter to come.",
                "growth": "What is left today does not depend on how large the quarters to come will be.",
                "rate": "Both amounts are in yuan, so no rate is in it. What was taken from what?",
                "even": f"{EVEN} And what is left is the same, however the rest is spread.",
            },
        ),
        "B": Choice(
            "pace",
            {
                "purpose": "That the quarter belongs to the pledge stands in the line itself. What did it do with the quarter after that?",
                "growth": "If the quarters grew, this sum would be larger. How was it made?",
                "rate": "It is yuan from beginning to end. How was the sum made of one quarter?",
                "even": f"{EVEN} Even shares would add up to the whole pledge. Does this sum?",
            },
        ),
        "C": Choice(
            "growth",
            {
                "purpose": "That the quarter belongs to the pledge stands in the line itself. What must the other quarters do?",
                "pace": "If they were all like the reported one, below the even share, would they add up to the pledge?",
                "rate": "A pledge in yuan is kept in yuan. What must the other quarters do?",
                "even": f"{EVEN} Had it been promised, this quarter would have broken it.",
            },
        ),
        "D": Choice(
            "rate",
            {
                "purpose": "The line does not speak of the reported quarter. In which currency is it, and in which was the promise?",
                "pace": "That it is kept stands in the line itself. How fast does not matter to the sum in yuan: what matters to the sum in dollars?",
                "growth": "That it is kept stands in the line itself. What turns the yuan into dollars?",
                "even": f"{EVEN} And the sum is the same, however it is spread. What turns it into dollars?",
            },
        ),
    }
)

# %% wrong
good = {"A": "purpose", "B": "pace", "C": "growth", "D": "rate"}
wrong = [
    (f"{letter}: {word}", good | {letter: word})
    for letter, words in (
        ("A", ("pace", "growth", "rate", "even")),
        ("B", ("purpose", "growth", "rate", "even")),
        ("C", ("purpose", "pace", "rate", "even")),
        ("D", ("purpose", "pace", "growth", "even")),
    )
    for word in words
]
wrong += [("A: no option", good | {"A": "time"}), ("missing field", {"A": "purpose"}), ("type", "pace")]

# %% right
right = [{"D": "Rate", "C": " growth ", "B": "pace", "A": "PURPOSE"}, pd.Series(good)]
