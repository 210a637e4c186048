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

from datakit.analysis.bounds import Interval, number_words
from datakit.analysis.capex import fiscal_quarter, half_step
from datakit.display import cite, say
from datakit.display.style import period_words
from datakit.exercises.charts import Charts

columns = ["entity", "kind", "value", "unit", "years"]
money = data.capex.loc[data.capex.kind.isin(["pledge", "quarter"]), columns].reset_index(drop=True)

amounts = data.capex.drop_duplicates(columns)
in_yuan = amounts[amounts.unit == "CNY"]
pledge = in_yuan[in_yuan.kind == "pledge"].iloc[0]
dollars = amounts[(amounts.kind == "pledge") & (amounts.unit == "USD")].iloc[0]
own = in_yuan[(in_yuan.kind == "quarter") & (in_yuan.entity == pledge.entity)].iloc[0]
other = in_yuan[(in_yuan.kind == "quarter") & (in_yuan.entity != pledge.entity)].iloc[0]

# %% checking
import re

import numpy as np

from datakit.exercises.compare import Bounds, Choice, Guess, Labels, Number, Open, Row
from datakit.exercises.made import Function, Order, Sentence, Table

CALENDAR = ("first", "second", "third", "fourth")

# %% 03.1 read a sentence and fill a row [markdown]
# ## 03.1 One pledge, and the decade before it
#
# You wrote out money in 01.2 and read ‘nearly’ in 01.4; here both stand in one sentence. Fill in the row of the pledge:
# the whole amount in yuan, with all its noughts, and over how many years. Then take the words in bold. The sentence
# prints no amount for the past decade, and still gives a bound on it: write down, in yuan, the least and the most that
# the past decade's spending can be, with `None` for an end that the words leave open.

# %% given
decade = data.capex[(data.capex.kind == "comparison") & (data.capex.hedge == "nearly")].iloc[0]
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
# longer than the time of the pledge, so matching it in all means spending much more in each year.

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
                ("in brackets", dollars.value, "You gave the amount in brackets: a conversion, and in another currency."),
                (
                    "one year",
                    pledge.value / pledge.years,
                    "You gave {you}: that is one year of it. The question asks for the whole amount.",
                ),
                (
                    "one quarter",
                    pledge.value / pledge.years / 4,
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
                    "one year of it",
                    pledge.value / 10,
                    "You gave {you}: that is one year of ten. The sentence compares the decade as a whole.",
                ),
                (
                    "same pace",
                    pledge.value / pledge.years * 10,
                    "You gave {you}: that is a decade at the pace of the pledge. The sentence compares the amounts, not the paces.",
                ),
                (
                    "in brackets",
                    dollars.value,
                    "You gave the amount in brackets, which is in dollars. The question asks for yuan.",
                ),
            ],
        ),
        "decade_high": Open(),
    },
    [
        (
            "turned",
            lambda a: a["decade_low"] is None and a["decade_high"] == pledge.value,
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
    ("decade_low: nought", good | {"decade_low": 0}),
    ("decade_high: closed", good | {"decade_high": 2 * pledge.value}),
]

# %% right
right = [good | {"pledge": int(pledge.value), "decade_high": float("nan")}, pd.Series(good), {**good, "status": "pledged"}]

# %% 03.2 bounds by hand [markdown]
# ## 03.2 The rate in a sentence
#
# In 01.4 a word bounded a number. Here no word does, and the numbers are bounded all the same: each is rounded at the last
# digit that is printed, so that the true amount lies up to half a step of that digit to either side. Take the last nought
# of a whole number as a digit that was counted. Give the least and the most that the exchange rate can have been, in yuan
# for one dollar, with at least three digits after the point.

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
rate = Interval((yuan - a) / (usd + b), (yuan + a) / (usd - b))
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
            "You gave {you} the other way round: that is dollars for one yuan.",
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
    ("least: near", (round(rate.low, 1), rate.high)),
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
    "D": f"If {sales.entity}'s year begins in April, its cloud brought in {sales.quote} in the {named} quarter of that year.",
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
        "E": "it gives the month of the report and does not say that the money was spent in it.",
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
                    "money",
                    lambda given: given > 1e6,
                    "You gave an amount of money. A number of quarters is one amount divided by another.",
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
    ("quarters: money", {"guess": 20, "quarters": pledge.value - own.value}),
    ("quarters: upside down", {"guess": 20, "quarters": own.value / pledge.value}),
    ("quarters: tenfold", {"guess": 20, "quarters": quarters * 10}),
    ("guess: range", {"guess": -1, "quarters": quarters}),
    ("guess: type", {"guess": "a dozen", "quarters": quarters}),
]

# %% right
right = [{"guess": 12, "quarters": round(quarters, 2)}, {"quarters": quarters, "guess": 15.5}]
