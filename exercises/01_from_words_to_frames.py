# %% [markdown]
# # Exercises: from words to frames
#
# Ten questions on notebook `01_from_words_to_frames`. Give each answer where the three dots are, run the cell, and run
# the check below it. A wrong answer costs nothing: you are told what it is that you gave, and which sentence decides. After
# two wrong answers there is a hint, after three the way to the worked solution. The questions do not need each other,
# so begin where you like. Cells that only show something have their code folded away.
#
# Your progress is kept in `01_from_words_to_frames.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.exercises import Exercises, load

data = load(frames)
check = Exercises("01_from_words_to_frames", data)

# %% set-up
from datakit.display import cite, say

claims = data.claims
digits = claims[claims.quote.str.contains(r"\d")]

# %% checking
import pandas as pd

from datakit.bounds import Interval, number_words
from datakit.exercises.compare import Bounds, Number, Open
from datakit.exercises.fields import Choice, Guess, Labels, Row
from datakit.exercises.made import Function, Order, Sentence, Table

UNITS = {
    "fraction": "A part of a whole can never pass one, and this is no part: it says how much something has changed.",
    "growth_fraction": "A change since some time is something else. This says what part of a whole something is.",
    "multiple": "A multiple says how many times. Is it written as ‘times’ or ‘-fold’?",
    "CNY": "The sign or the word beside the number names another currency, or none.",
    "RMB": "That is what the money is called at home. The frames write the three letters that banks use.",
    "USD": "Which currency stands beside the number that is asked for? The one in brackets is a conversion.",
}


def unit(right, **replies):
    return Choice(right, {name: reply for name, reply in (UNITS | replies).items() if name != right})


# %% 01.1 read a range [markdown]
# ## 01.1 From, to, of what
#
# Fill in the row of the words in bold. A percentage becomes a fraction of one. `value` is the number as written: where the
# words give two, it is `None`. The unit is `fraction` for a part of a whole, `growth_fraction` for a change over time,
# `difference_fraction` for a comparison with something else, `multiple` for ‘times’.

# %% given
span = digits[(digits.hedge == "range") & (digits.unit == "difference_fraction")].iloc[0]
say(f"**{span.quote}**", str(cite(data, span.claim)))

# %% answer
ranged = {
    "low": span.low,  # blank: span.low
    "high": span.high,  # blank: span.high
    "value": None,  # blank: None
    "unit": span.unit,  # blank: span.unit
}

# %% why [markdown]
# The words give both ends, so both are known, and neither of them is the value. The middle would be your own assumption.
# It compares with something else. It is neither a change over time nor a part of a whole.

# %% hints [markdown]
# - Two numbers stand in the words: the smaller is the least. Divide per cent by a hundred.
# - Ask of the unit: what is it held against? A whole, an earlier time, or something else.

# %% check
rests_on = span.claim
middle = (span.low + span.high) / 2
check = Row(
    {
        "low": Number(span.low, "fraction", [("other end", span.high, "You gave {you}: that is the other end.")]),
        "high": Number(
            span.high, "fraction", [("other end", span.low, "You gave {you}: that is the least, not the most.")]
        ),
        "value": Open(),
        "unit": unit(
            "difference_fraction",
            fraction="A part of a whole is a part of that very thing. Here two things are compared with each other.",
            growth_fraction="A change is of one thing between two times. Here two things are compared with each other.",
        ),
    },
    [
        (
            "middle",
            lambda a: isinstance(a["value"], float) and abs(a["value"] - middle) < 1e-9,
            "value: you gave the middle of the two ends. No word says that it lies there: that is an assumption of yours.",
        )
    ],
)

# %% wrong
good = {"low": span.low, "high": span.high, "value": None, "unit": span.unit}
wrong = [
    ("low: percent", good | {"low": 100 * span.low}),
    ("low: other end", good | {"low": span.high, "high": span.low}),
    ("high: other end", good | {"high": span.low}),
    ("middle", good | {"value": middle}),
    ("value: closed", good | {"value": span.high}),
    ("value: nought for open", good | {"value": 0}),
    ("unit: fraction", good | {"unit": "fraction"}),
    ("unit: growth_fraction", good | {"unit": "growth_fraction"}),
    ("unit: multiple", good | {"unit": "multiple"}),
    ("low: type", good | {"low": span.quote}),
]

# %% right
right = [pd.Series(good), good | {"value": float("nan"), "unit": "Difference_Fraction", "object": "cost"}]

# %% 01.2 read a sum of money [markdown]
# ## 01.2 Money, with all its noughts
#
# Fill in the row of the amount that the sentence names first: the amount as a plain number in the currency in which it
# was promised, that currency's three letters, and how firm it is: `actual`, `planned`, `pledged`, `target`, `rumoured`.

# %% given
pledge = claims[(claims.unit == "CNY") & (claims.status == "pledged")].iloc[0]
dollars = claims[(claims.unit == "USD") & (claims.metric == pledge.metric)].iloc[0]
say(str(cite(data, dollars.claim)))

# %% answer
amount = {
    "value": pledge.value,  # blank: pledge.value
    "unit": pledge.unit,  # blank: pledge.unit
    "status": pledge.status,  # blank: pledge.status
}

# %% why [markdown]
# The first amount is the one that was promised, the one in brackets is the newspaper's conversion. A billion has nine
# noughts, and the frame holds them all, so that amounts can be compared. A promise in public is a pledge.

# %% hints [markdown]
# - Which amount did the company name, and which did the newspaper work out for its readers?
# - Write the number and nine noughts, or `e9` behind it. The verb of the sentence is nearly the status.

# %% check
rests_on = dollars.claim
years = claims[claims.unit == "years"].iloc[-1]
check = Row(
    {
        "value": Number(
            pledge.value,
            "CNY",
            [
                (
                    "in brackets",
                    dollars.value,
                    "You gave the amount in brackets, which is in dollars: a conversion, not the promise.",
                ),
                (
                    "times years",
                    pledge.value * years.value,
                    "You multiplied by the years: the sentence gives the whole amount, not one year of it.",
                ),
                (
                    "one year",
                    pledge.value / years.value,
                    "You gave one year of it. The question asks for the whole amount.",
                ),
            ],
        ),
        "unit": unit("CNY"),
        "status": Choice(
            "pledged",
            {
                "actual": "That it was promised is a fact, that it was spent is not. The number is about the spending.",
                "planned": "A plan may be kept to oneself. This was said in public, which is firmer: look at the verb.",
                "target": "A target is a result that one aims at. This is money that somebody says they will spend.",
                "rumoured": "Nobody is quoted as having heard it: the company said so itself.",
            },
        ),
    }
)

# %% wrong
good = {"value": pledge.value, "unit": "CNY", "status": "pledged"}
wrong = [
    ("value: scale", good | {"value": pledge.value / 1e9}),
    ("value: in brackets", good | {"value": dollars.value}),
    ("value: tenfold", good | {"value": pledge.value / 10}),
    ("value: one year", good | {"value": pledge.value / years.value}),
    ("value: type", good | {"value": pledge.quote}),
    ("value: times years", good | {"value": pledge.value * years.value}),
    ("unit: USD", good | {"unit": "USD"}),
    ("unit: RMB", good | {"unit": "RMB"}),
    ("status: actual", good | {"status": "actual"}),
    ("status: planned", good | {"status": "planned"}),
    ("status: target", good | {"status": "target"}),
]

# %% right
right = [good | {"value": int(pledge.value), "unit": "cny"}, pd.Series(good)]

# %% 01.3 spot the fault [markdown]
# ## 01.3 An apprentice fills in rows
#
# Each line has the words of an article, and the row that an apprentice made of them. Some rows are at fault, each in
# one way. `rows_at_fault` is a dictionary from the letter of a line to one word of this list.
#
# | word | fault |
# |---|---|
# | `currency` | the amount stands under the wrong currency |
# | `closed` | an end that the words leave open was given a number |
# | `tenfold` | a nought too many or too few |
# | `status` | the row is firmer than the words |
# | `unit` | a change was taken for a part of a whole |

# %% given
over = digits[(digits.hedge == "over") & (digits.unit == "users")].iloc[0]
money = digits[(digits.unit == "CNY") & (digits.metric == "capex_quarter")].iloc[0]
tokens = digits[digits.unit == "tokens_per_day"].iloc[0]
aim = claims[claims.status == "target"].iloc[-1]
change = digits[(digits.unit == "growth_fraction") & (digits.hedge == "none")].iloc[0]
at_most = claims[(claims.unit == "fraction") & (claims.hedge == "nearly")].iloc[0]
shown = {
    "A": (over, f"low {over.low:,.0f}, high {2 * over.low:,.0f}, unit users, status {over.status}"),
    "B": (money, f"low {money.low:,.0f}, high {money.high:,.0f}, unit USD, status {money.status}"),
    "C": (tokens, f"low {tokens.low:,.0f}, high {tokens.high:,.0f}, unit tokens_per_day, status {tokens.status}"),
    "D": (aim, f"low {aim.low:g}, high {aim.high:g}, unit multiple, status actual"),
    "E": (change, f"low {change.low:g}, high {change.high:g}, unit fraction, status {change.status}"),
    "F": (at_most, f"low empty, high {at_most.high:g}, unit fraction, status {at_most.status}"),
}
say(*[f"- **{letter}** *{row.quote}*: {made}\n\n  {cite(data, row.claim)}" for letter, (row, made) in shown.items()])

# %% answer
rows_at_fault = {"A": "closed", "B": "currency", "D": "status", "E": "unit"}  # blank

# %% why [markdown]
# Row A invents a most, row B puts yuan under dollars, row D takes an aim for a fact, and row E takes a growth for a
# share. Rows C and F are right: a trillion has twelve noughts, and a word such as ‘nearly’ gives a most and no least.

# %% hints [markdown]
# - Hold each field against the words: the two ends, the sign of the money, the noughts, the verb, and what changed.
# - Four rows are at fault. Of the two that are right, one has very many noughts and one has an empty end.

# %% check
rests_on = aim.claim
check = Labels(
    {"A": "closed", "B": "currency", "D": "status", "E": "unit"},
    {
        "currency": "its currency",
        "closed": "an end that was closed",
        "tenfold": "its noughts",
        "status": "its status",
        "unit": "its unit",
    },
    {
        "A": "Which word of the sentence gives a most?",
        "B": "What stands beside the number in the sentence?",
        "C": "count the noughts of a trillion, and there are as many.",
        "D": "Read the verb: is it about what is, or about what somebody aims at?",
        "E": "Did something become a part of something, or did it change?",
        "F": "the words say that it is less, and not how much less.",
    },
)

# %% wrong
good = {"A": "closed", "B": "currency", "D": "status", "E": "unit"}
wrong = [
    ("missed", {k: good[k] for k in "AB"}),
    ("C: false alarm", good | {"C": "tenfold"}),
    ("F: false alarm", good | {"F": "closed"}),
    ("A: not tenfold", good | {"A": "tenfold"}),
    ("E: not status", good | {"E": "status"}),
    ("no fault", good | {"B": "dollar"}),
    ("no line", good | {"Z": "unit"}),
    ("type", "ABDE"),
]

# %% right
right = [{k.lower(): v.upper() for k, v in good.items()}, dict(reversed(good.items()))]

# %% 01.4 bounds by hand [markdown]
# ## 01.4 What do these words bound?
#
# Give the least and the most that the words in bold allow, as fractions of one, with `None` for an end that they leave open.
# Give what the words say, and not what common sense adds.

# %% given
shares = claims[claims.unit.isin(["fraction", "growth_fraction"]) & (claims.hedge == "nearly")]
part = shares[~shares.quote.str.contains("half")].iloc[0]
say(f"**{part.quote}**", str(cite(data, part.claim)))

# %% answer
ends_of_part = (None, part.high)  # blank

# %% why [markdown]
# ‘Nearly’ says that the number was not reached, so the number is the most. How much is missing it does not say. That a
# cut is not below nought is true, but it is your knowledge and not the sentence's.

# %% hints [markdown]
# - Was the number reached? Then it is the most, and what is the least that the words give?
# - Write the fraction as a division. The end that no word gives is `None`.

# %% check
rests_on = part.claim
check = Bounds(
    Interval(part.low, part.high),
    "fraction",
    [
        (
            "common sense",
            lambda ends: ends[0] == 0,
            "You gave a least of 0. That is true of every cut, and no word of the sentence says it: leave that end open.",
        ),
        (
            "about",
            lambda ends: None not in ends and ends[0] < part.high < ends[1],
            "You gave an end on either side, as for ‘about’. The word in the sentence says on which side it is.",
        ),
        (
            "exact",
            (part.high, part.high),
            "You gave the same number for both ends. The word before it says that it was not quite reached.",
        ),
    ],
    rel=2e-3,
)

# %% wrong
wrong = [
    ("swapped", (part.high, None)),
    ("common sense", (0, part.high)),
    ("exact", (part.high, part.high)),
    ("about", (0.9 * part.high, 1.1 * part.high)),
    ("least closed", (0.9 * part.high, part.high)),
    ("most: percent", (None, 100 * part.high)),
    ("most: upside down", (None, 1 / part.high)),
    ("most left open", (None, None)),
    ("one number for two", part.high),
    ("type", part.quote),
]

# %% right
right = [[float("nan"), round(part.high, 3)], Interval(None, part.high), {"high": part.high, "low": None}]

# %% 01.5 predict, then compute [markdown]
# ## 01.5 How many leave one end open?
#
# **Guess first**: how many numbers of these articles have one known end and one open end? Leave your guess as it is.
# Then count them in the table `claims`, whose columns `low` and `high` are empty where an end is open.

# %% given
claims[["quote", "low", "high", "hedge"]].head(6)

# %% answer
one_open = {
    "guess": 10,  # blank: 10
    "count": (claims.low.isna() != claims.high.isna()).sum(),  # blank: (claims.low.isna() != claims.high.isna()).sum()
}

# %% why [markdown]
# `isna` is true where a cell is empty. The two columns differ in it where just one end is open. Ranges and exact
# numbers have both ends, and ‘about’ has none: neither is counted.

# %% hints [markdown]
# - `claims.low.isna()` is true for each row with an open low end. You need the rows where only one of the two is true.
# - Two truth values that must not be equal are compared with `!=`, and true values are counted with `sum`.

# %% check
over = claims[claims.low.notna() & claims.high.isna()]
rests_on = over.claim.iloc[0]
either = (claims.low.isna() | claims.high.isna()).sum()
check = Row(
    {
        "guess": Guess(0, len(claims), of="count"),
        "count": Number(
            (claims.low.isna() != claims.high.isna()).sum(),
            None,
            [
                (
                    "only above",
                    len(over),
                    "You gave {you}: that is how many have an open high end alone. Low ends can be open too.",
                ),
                (
                    "hedged",
                    (claims.hedge != "none").sum(),
                    "You gave {you}: that is how many carry a word of doubt. A range does, and has two ends.",
                ),
                (
                    "either",
                    either,
                    "You gave {you}: those with both ends open are in it. The question asks for one of two.",
                ),
                ("exact", (claims.low == claims.high).sum(), "You gave {you}: that is how many are exact."),
                ("all", len(claims), "You gave {you}: that is how many rows there are."),
            ],
        ),
    }
)

# %% wrong
count = (claims.low.isna() != claims.high.isna()).sum()
wrong = [
    ("count: only above", {"guess": 10, "count": len(over)}),
    ("count: hedged", {"guess": 10, "count": (claims.hedge != "none").sum()}),
    ("count: either", {"guess": 10, "count": either}),
    ("count: exact", {"guess": 10, "count": (claims.low == claims.high).sum()}),
    ("count: all", {"guess": 10, "count": len(claims)}),
    ("count: not one number", {"guess": 10, "count": claims.low.isna() != claims.high.isna()}),
    ("guess: range", {"guess": 10 * len(claims), "count": count}),
    ("guess: type", {"guess": "ten", "count": count}),
]

# %% right
right = [{"guess": 0, "count": int(count)}, {"count": float(count), "guess": 12.5}]

# %% 01.6 complete two blanks [markdown]
# ## 01.6 Hedges as a program
#
# The function turns a hedge and a number into two ends. Each blank is a tuple of hedges, such as `("over", "none")`.
# The hedges are `none`, `over`, `at_least`, `under`, `nearly`, `up_to` and `about`.

# %% given
claims.drop_duplicates("hedge")[["quote", "hedge", "low", "high"]]


# %% answer
def ends(hedge, number):
    give_a_least = ("none", "over", "at_least")  # blank
    give_a_most = ("none", "under", "nearly", "up_to")  # blank
    low = number if hedge in give_a_least else None
    high = number if hedge in give_a_most else None
    return low, high


# %% why [markdown]
# Words that say ‘more’ give a least, words that say ‘less’ give a most, a number without such a word is taken at its
# word and gives both, and ‘about’ gives neither.

# %% hints [markdown]
# - Sort the seven words into four heaps: those that give a least, a most, both, none.
# - A number without a hedge belongs into both tuples, ‘about’ into none.

# %% check
rests_on = claims[claims.hedge == "over"].claim.iloc[0]
GIVES = {
    "none": (1, 1),
    "over": (1, 0),
    "at_least": (1, 0),
    "under": (0, 1),
    "nearly": (0, 1),
    "up_to": (0, 1),
    "about": (0, 0),
}


def hedged(number):
    for hedge, (low, high) in GIVES.items():
        known = Interval(number if low else None, number if high else None)
        yield f"‘{hedge}’", (hedge, number), Bounds(known, None)


check = Function(hedged(12))

# %% hidden
hidden = Function([*hedged(7), *hedged(0.25)])


# %% wrong
def by(least, most):
    return lambda hedge, number: (number if hedge in least else None, number if hedge in most else None)


wrong = [
    ("least left open", by(("over", "at_least"), ("none", "under", "nearly", "up_to"))),
    ("most left open", by(("none", "over", "at_least"), ("under", "nearly", "up_to"))),
    ("swapped", by(("none", "under", "nearly", "up_to"), ("none", "over", "at_least"))),
    ("bound for value", by(("none", "over", "at_least", "nearly"), ("none", "under", "nearly", "up_to"))),
    ("bound for value", by(("none", "over", "at_least"), ("none", "under", "nearly", "up_to", "over"))),
    ("one number for two", lambda hedge, number: number),
    ("nothing back", lambda hedge, number: None),
    ("type", (12, None)),
]

# %% right
right = [
    lambda hedge, number: [number * 1.0 if GIVES[hedge][0] else float("nan"), number if GIVES[hedge][1] else None],
    lambda hedge, number: Interval(number if GIVES[hedge][0] else None, number if GIVES[hedge][1] else None),
]

# %% 01.7 order shuffled lines [markdown]
# ## 01.7 Lines in disorder
#
# In the right order, these lines make a table `counted` with one row for each hedge: how many numbers that are said to
# be actual carry it. Numbers without a hedge are left out. Two lines do not belong to it. Write down the letters in order.

# %% given
shuffled = {
    "A": 'counted = rows.groupby("hedge").size()',
    "B": 'rows = rows[rows.status == "actual"]',
    "C": "rows = data.claims.dropna()",
    "D": 'rows = data.claims[data.claims.hedge != "none"]',
    "E": 'counted = rows.groupby("hedge").value.sum()',
    "F": 'counted = counted.rename("numbers").reset_index()',
}
say("```python\n" + "\n".join(f"# {letter}\n{line}" for letter, line in shuffled.items()) + "\n```")

# %% answer
letters = "DBAF"  # blank

# %% why [markdown]
# First all rows with a hedge, then of those the actual ones, then one row for each hedge, and at last a name for what
# was counted. Line C drops every row with any empty cell, and line E adds numbers of chips to numbers of users.

# %% hints [markdown]
# - Only two lines begin from `data.claims`, and one of them throws away all open ends.
# - Choose, choose again, count, name.

# %% check
rests_on = claims[claims.hedge == "over"].claim.iloc[0]
hedged_rows = claims[(claims.hedge != "none") & (claims.status == "actual")]
check = Order(
    shuffled,
    {"data": data},
    "counted",
    Table(hedged_rows.groupby("hedge").size().rename("numbers").reset_index(), ["hedge"]),
    {
        "C": "it drops every row with an empty cell, and an open end is an empty cell.",
        "E": "it adds up numbers of unlike things. The question asks how many there are.",
    },
)

# %% wrong
wrong = [
    ("too early", "BDAF"),
    ("spare C", "CBAF"),
    ("spare E", "DBEF"),
    ("too few", "DAF"),
    ("twice", "DBAAF"),
    ("no line", "DBAX"),
    ("type", 4),
]

# %% right
right = ["dbaf", ["D", "B", "A", "F"], ("D", "B", "A", "F"), "D B A F"]

# %% 01.8 free code [markdown]
# ## 01.8 How exact is each unit?
#
# Write a function that gets a table such as `claims` and gives back a table with the columns `unit`, `numbers` and
# `exact`: one row for each unit, with how many numbers have it, and how many of those are exact. A number is exact where its
# two ends are equal.

# %% given
claims[["quote", "unit", "low", "high"]].head(6)


# %% answer
def exactness(table):
    table = table.assign(exact=table.low == table.high)  # cut
    return table.groupby("unit").agg(numbers=("claim", "size"), exact=("exact", "sum")).reset_index()  # blank


# %% why [markdown]
# A comparison of two columns gives true or false in each row, and true counts as one in a sum. An empty cell is equal to
# nothing, itself included, so rows with an open end are not counted as exact.

# %% hints [markdown]
# - Make a column that is true where `low` equals `high`, then group by unit.
# - In a group, `size` counts rows and `sum` counts what is true.

# %% check
rests_on = claims[claims.hedge == "none"].claim.iloc[0]


def units(table):
    rows = table.assign(exact=table.low == table.high).groupby("unit")
    wanted = rows.agg(numbers=("claim", "size"), exact=("exact", "sum")).reset_index()

    def closed(given):
        both = (table.low.notna() & table.high.notna()).groupby(table.unit).sum()
        return len(given) == len(both) and list(given.exact) == list(both) != list(wanted.exact)

    return Table(
        wanted,
        ["unit"],
        None,
        [
            ("two ends", closed, "you counted rows with two known ends. A range has two, and is not exact."),
            (
                "all exact",
                lambda given: list(given.exact) == list(given.numbers),
                "you have as many exact numbers as numbers. Is every cell of low equal to the one of high?",
            ),
            (
                "not exact",
                lambda given: len(given) == len(wanted) and list(given.exact) == list(wanted.numbers - wanted.exact),
                "you counted the numbers that are not exact.",
            ),
        ],
    )


check = Function([("the claims of the articles", (claims,), units(claims))])

# %% hidden
other = claims.assign(high=claims.high.fillna(claims.low), unit=claims.unit.replace("CNY", "money"))
hidden = Function(
    [("another table", (other,), units(other)), ("the first rows", (claims.head(9),), units(claims.head(9)))]
)


# %% wrong
def with_exact(test):
    return lambda t: (
        t.assign(exact=test(t)).groupby("unit", as_index=False).agg(numbers=("claim", "size"), exact=("exact", "sum"))
    )


wrong = [
    ("two ends", with_exact(lambda t: t.low.notna() & t.high.notna())),
    ("all exact", with_exact(lambda t: True)),
    ("not exact", with_exact(lambda t: t.low != t.high)),
    ("missing column", lambda t: t.groupby("unit", as_index=False).agg(numbers=("claim", "size"))),
    ("missing row", lambda t: with_exact(lambda t: t.low == t.high)(t[t.unit != "users"])),
    ("type", lambda t: (t.low == t.high).groupby(t.unit).sum().tolist()),
    ("stops", lambda t: t.groupby("units").size()),
    ("nothing back", lambda t: None),
]

# %% right
right = [
    lambda t: units(t).expected.set_index("unit"),
    lambda t: units(t).expected.iloc[::-1].astype({"exact": float}).assign(share=1),
]

# %% 01.9 write a sentence [markdown]
# ## 01.9 From the row back to a sentence
#
# Here is a row. Write a sentence from which the course's own program would make it again. It must say who, how many, of
# what and when.

# %% given
origin = claims[(claims.unit == "users") & (claims.hedge == "over") & claims.period_end.notna()].iloc[-1]
month = f"{origin.period_end:%B %Y}"
say(
    f"`entity` {origin.entity}, `low` {origin.low:,.0f}, `high` empty, `unit` users, `status` {origin.status}, in {month}"
)

# %% answer
written = f"In {month} {origin.entity} had more than {origin.low:,.0f} users."  # blank

# %% why [markdown]
# An empty high end is a word such as ‘more than’ or ‘over’ before the number. The status is in the verb: ‘had’ makes it
# actual, ‘hopes for’ would not.

# %% hints [markdown]
# - Which words before a number leave its high end open?
# - Begin with the month and the year, then who, then a plain verb in the past.

# %% check
rests_on = origin.claim
check = Sentence(
    origin,
    {"whose users they are": [origin.entity.split()[0]], "in which year that was": [f"{origin.period_end.year}"]},
)

# %% wrong
said = f"In {month} {origin.entity} had more than {origin.low:,.0f} users."
bare = f"{origin.low:,.0f}"
wrong = [
    ("hedge dropped", said.replace("more than ", "")),
    ("other hedge", said.replace("more than", "nearly")),
    ("number: tenfold", said.replace(bare, f"{origin.low * 10:,.0f}")),
    ("no number", f"In {month} {origin.entity} had very many users."),
    ("status", said.replace("had", "plans to have")),
    ("no whose users they are", said.replace(origin.entity, "the app")),
    ("no in which year that was", said.replace(f" {origin.period_end.year}", "")),
    ("type", origin.low),
]

# %% right
right = [
    f"{origin.entity} had over {number_words(origin.low)} users in {month}",
    f"By {month}, {origin.entity} had reached more than {bare} users.",
]

# %% 01.10 weigh two sentences [markdown]
# ## 01.10 Do these two contradict each other?
#
# Both sentences count the users of the same product. `contradict` is `yes` or `no`; `why` is a number of this list.
#
# | why | |
# |---|---|
# | `1` | One says a larger number than the other, so one of them is wrong. |
# | `2` | One has a date and the other has none, so both can be true. |
# | `3` | Both name the same number, so they say the same. |
# | `4` | They stand in the same article, so they cannot contradict each other. |

# %% given
many = claims[claims.metric == "chatbot_users"]
say(*[str(cite(data, claim)) for claim in many.claim])

# %% answer
weighed = {
    "contradict": "no",  # blank: "no"
    "why": "2",  # blank: "2"
}

# %% why [markdown]
# One sentence says ‘over’ the number and gives no date, the other says that it was reached by one month. The first may speak
# of a later month. They do not say the same, since a bound is no value, and they do not exclude each other.

# %% hints [markdown]
# - Write down the row of each: low, high, and when. Which cells are empty?
# - Could there be a day for the first sentence on which both are true?

# %% check
rests_on = many.claim.iloc[0]
check = Row(
    {
        "contradict": Choice(
            "no", {"yes": "They would if they spoke of the same day. Does each of them say of which day it speaks?"}
        ),
        "why": Choice(
            "2",
            {
                "1": "‘Over’ a number and the number itself can both be true, on two days.",
                "3": "The digits are the same and the rows are not: look at the word before one of them.",
                "4": "Articles contradict themselves often enough: a digest at the top may say other than the text below.",
            },
        ),
    }
)

# %% wrong
wrong = [
    ("contradict: yes", {"contradict": "yes", "why": "1"}),
    ("why: 1", {"contradict": "no", "why": "1"}),
    ("why: 3", {"contradict": "no", "why": "3"}),
    ("why: 4", {"contradict": "no", "why": "4"}),
    ("contradict: no option", {"contradict": "maybe", "why": "2"}),
    ("missing field", {"contradict": "no"}),
    ("type", "no"),
]

# %% right
right = [{"contradict": "No", "why": 2}, {"why": "2", "contradict": "no"}]
