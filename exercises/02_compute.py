# %% [markdown]
# # Exercises: compute
#
# Ten questions on notebook `02_compute`. Give each answer where the three dots are, run the cell, and run the check
# below it. A wrong answer costs nothing: you are told what it is that you counted, and which sentence decides. After two
# wrong answers there is a hint, after three the way to the worked solution. The questions do not need each other, so
# begin where you like. Cells that only show something have their code folded away.
#
# Your progress is kept in `02_compute.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.exercises import Exercises, load

data = load(frames)
check = Exercises("02_compute", data)

# %% set-up
from datakit import bounds
from datakit.display import cite, say
from datakit.display.compute import bullets, chip_counts, widest
from datakit.exercises.charts import Charts

counts = chip_counts(data)
held, planned = counts[counts.kind == "held"], counts[counts.kind == "planned"]
company = widest(counts, "held").entity

# %% checking
import re

import pandas as pd

from datakit.bounds import Interval, number_words
from datakit.exercises.compare import Bounds, Number, Open, other_rows
from datakit.exercises.fields import Choice, Guess, Labels, Row
from datakit.exercises.made import Function, Order, Sentence, Table

known = widest(counts, "held")
others = [
    ("sum", held.low.sum(), "You gave {you}: that is a sum of two numbers. The question asks for one of them."),
    *other_rows(counts, "low", "what {entity} {kind} in {origin} chips{when}", besides=[known.name]),
]

# %% 02.1 read a sentence and fill a row [markdown]
# ## 02.1 One sentence, one row
#
# Read the sentence as notebook `01` taught you to, and fill in the row of the number it names first below. An end that
# the words leave open is `None`. The hedge is one of `none`, `over`, `at_least`, `under`, `nearly`, `up_to`, `about`;
# the kind is `held` or `planned`.

# %% given
first = widest(counts, "held")
say(f"The number of **{first.origin}** chips of {first.entity}{first.when}:", str(cite(data, first.claims)))

# %% answer
row = {
    "low": counts.low[first.name],  # blank: counts.low[first.name]
    "high": None,  # blank: None
    "hedge": counts.hedge[first.name],  # blank: counts.hedge[first.name]
    "kind": counts.kind[first.name],  # blank: counts.kind[first.name]
}

# %% why [markdown]
# The word before the number says that there are more. It gives a least, and nothing in the sentence gives a most: the
# high end stays open. The verb says that the chips are there already.

# %% hints [markdown]
# - Look at the word just before the number: does it open an end, and which?
# - The least is the number itself, the most is in no word of the sentence. The verb tells a stock from a plan.

# %% check
rests_on = known.claims
words = {
    "none": "There is a word before the number that takes something back: look again.",
    "over": "‘Over’ would say that the true number is larger than the one given.",
    "at_least": "‘At least’ lets the number itself be true, and the word in the sentence does not quite: it says more.",
    "under": "‘Under’ would leave the low end open. In which direction does the sentence go?",
    "nearly": "‘Nearly’ says that the number was not reached. In which direction does the sentence go?",
    "up_to": "‘Up to’ would give a most. Does the sentence give one?",
    "about": "‘About’ would leave both ends open. The sentence does say on which side the number lies.",
}
check = Row(
    {
        "low": Number(known.low, "chips", others),
        "high": Open(),
        "hedge": Choice(known.hedge, {hedge: reply for hedge, reply in words.items() if hedge != known.hedge}),
        "kind": Choice(
            "held", {"planned": "Look at the verb: is it about what is there, or about what will be bought?"}
        ),
    },
    [
        (
            "bound for value",
            lambda a: a["high"] == known.low,
            "high: you gave the same number for both ends, as if it were exact. Is there a word that says ‘not more’?",
        )
    ],
)

# %% wrong
good = {"low": known.low, "high": None, "hedge": known.hedge, "kind": "held"}
wrong = [
    ("bound for value", good | {"high": known.low}),
    ("low: another row", good | {"low": held.low[held.origin == "domestic"].iloc[0]}),
    ("low: scale", good | {"low": known.low / 1000}),
    ("low: tenfold", good | {"low": known.low * 10}),
    ("low: type", good | {"low": known.words}),
    ("high: nought for open", good | {"high": 0}),
    ("high: type", good | {"high": "None"}),
    ("hedge: none", good | {"hedge": "none"}),
    ("hedge: at_least", good | {"hedge": "at_least"}),
    ("kind: planned", good | {"kind": "planned"}),
    ("missing field", {"least": known.low, "most": None}),
]

# %% right
right = [
    {"kind": "Held", "hedge": "over", "high": float("nan"), "low": int(known.low), "who": known.entity},
    counts.loc[known.name, ["low", "high", "hedge", "kind"]],
    counts.loc[[known.name], ["low", "high", "hedge", "kind", "entity"]],
]

# %% 02.2 bounds by hand [markdown]
# ## 02.2 A sum with an open part
#
# Add up, by hand, all chips that the company below held, and nothing else. Give the least and the most that the sum can
# be, with `None` for an end that stays open.

# %% given
say(
    f"**{company}**, of all makes together. This is what the articles say it holds and plans:",
    bullets(counts[counts.entity == company]),
)

# %% answer
mine = bounds.total(held[held.entity == company])  # cut
held_total = (mine.low, mine.high)  # blank

# %% why [markdown]
# The leasts add up to the least of the sum. One part has no most, so the sum has none either: a sum is as open as its
# most open part. The plans are left out, since nobody holds a plan.

# %% hints [markdown]
# - Strike out the lines that are plans. Then add the least of one line to the least of the other.
# - Ask of each line what its most is. If one of them has none, can the sum have one?

# %% check
rests_on = known.claims
mine = counts[counts.entity == company]
total = bounds.total(mine[mine.kind == "held"])
parts = mine[mine.kind == "held"].low
check = Bounds(
    total,
    "chips",
    [
        (
            "side by side",
            lambda ends: set(ends) == set(parts) and len(parts) > 1,
            "You gave one make as the least and the other as the most. Both are there, so they are added up.",
        ),
        (
            "one part",
            lambda ends: ends[0] in set(parts),
            "You gave {you}: that is one make alone. The question asks for all makes.",
        ),
        (
            "plan counted",
            lambda ends: ends[0] in {mine.low.sum(), *(total.low + mine[mine.kind == "planned"].low)},
            "You gave {you}: chips that are only planned are in it. A plan is no stock.",
        ),
        (
            "plans only",
            lambda ends: ends[0] == mine[mine.kind == "planned"].low.sum(),
            "You gave {you}: that is what is planned. The question asks for what is held.",
        ),
        (
            "everybody",
            lambda ends: ends[0] == counts.low.sum(),
            "You gave {you}: other companies are in it, and plans too.",
        ),
    ],
)

# %% wrong
wrong = [
    ("bound for value", (total.low, total.low)),
    ("one part", (known.low, None)),
    ("side by side", tuple(sorted(parts))),
    ("plan counted", (mine.low.sum(), None)),
    ("plans only", (mine[mine.kind == "planned"].low.sum(), None)),
    ("everybody", (counts.low.sum(), None)),
    ("swapped", (None, total.low)),
    ("least left open", (None, None)),
    ("most closed", (total.low, 2 * total.low)),
    ("one number for two", total.low),
    ("least: scale", (total.low / 1e6, None)),
    ("least: tenfold", (total.low / 10, None)),
    ("type", str(total.low)),
]

# %% right
right = [[int(total.low), float("nan")], {"low": total.low, "high": None}, total, (total.low, float("inf"))]

# %% 02.3 spot the fault [markdown]
# ## 02.3 Six lines from a notebook
#
# A student took notes. Some of the lines are at fault, each in one way. Write down which and how: `faults` is a
# dictionary from the letter of a line to one word of this list.
#
# | word | fault |
# |---|---|
# | `plan` | a plan is counted as held |
# | `currency` | a sign of the wrong currency |
# | `tenfold` | a nought too many or too few; a *wan* is ten thousand |
# | `total` | a total is added to its own parts |
# | `exact` | a bound is written as an exact number |

# %% given
money = data.claims[(data.claims.topic == "compute") & (data.claims.unit == "CNY")].iloc[0]
exact, bound, plan = (
    held[held.hedge == "none"].iloc[0],
    widest(counts, "held"),
    planned[planned.entity != company].iloc[0],
)
later, both = planned[planned.entity == company].iloc[0], held[held.entity == company].low.sum()
lines = {
    "A": f"{bound.entity} held {bound.words} {bound.origin} chips{bound.when}.",
    "B": f"{plan.entity} held {plan.words} {plan.origin} chips{plan.when}.",
    "C": f"{money.entity} paid {bounds.number_words(money.value, 'USD')} for computing power that it leases.",
    "D": f"{exact.entity} held {exact.low / 100_000:g} wan {exact.origin} chips{exact.when}.",
    "E": f"{later.entity} plans to buy {later.words} {later.origin} chips{later.when}.",
    "F": f"All in all {company} held at least {2 * both:,.0f} chips: its own two makes, and {both:,.0f} in all.",
}
sentences = [str(cite(data, claims)) for claims in (bound.claims, plan.claims, money.claim, later.claims)]
say("\n".join(f"- **{letter}**: {line}" for letter, line in lines.items()), "The sentences:", *sentences)

# %% answer
faults = {"B": "plan", "C": "currency", "D": "tenfold", "F": "total"}  # blank

# %% why [markdown]
# Line B turns a plan into a stock. Line C puts a dollar sign before an amount in yuan. Line D loses a nought on the way
# to wan. Line F adds two makes and then adds their total to them. Lines A and E say what the sentences say, bound and
# plan included.

# %% hints [markdown]
# - Hold each line against its sentence, in this order: the verb, the sign, the noughts, the parts.
# - To turn a number into wan, take four noughts away. For a sum, ask of each part whether it is in another part already.

# %% check
rests_on = plan.claims
check = Labels(
    {"B": "plan", "C": "currency", "D": "tenfold", "F": "total"},
    {
        "plan": "a plan that is counted as held",
        "currency": "its currency",
        "tenfold": "its noughts",
        "total": "a total added to its parts",
        "exact": "a bound made exact",
    },
    {
        "A": "it keeps the word that leaves the number open, and the date.",
        "B": "Look at its verb, and at the verb of the sentence.",
        "C": "Look at the sign before the number, and at what the sentence says it was paid in.",
        "D": "Write the number of wan with all its noughts, and compare.",
        "E": "it says that this is a plan, and for when.",
        "F": "Ask what each of the parts it adds is made of.",
    },
)

# %% wrong
good = {"B": "plan", "C": "currency", "D": "tenfold", "F": "total"}
wrong = [
    ("missed", {"B": "plan"}),
    ("A: false alarm", good | {"A": "exact"}),
    ("E: false alarm", good | {"E": "plan"}),
    ("D: not currency", good | {"D": "currency"}),
    ("F: not tenfold", good | {"F": "tenfold"}),
    ("no fault", good | {"B": "verb"}),
    ("no line", good | {"G": "plan"}),
    ("type", ["B", "C", "D", "F"]),
]

# %% right
right = [{"f": "total", "d": "tenfold", "c": "Currency", "b": " plan "}, dict(reversed(good.items()))]

# %% 02.4 predict, then compute [markdown]
# ## 02.4 What share, at most?
#
# Take the chips that the company held. **Guess first**: at most, what part of them are domestic? Write your guess as a
# fraction of one, and leave it as it is. Then compute: the other make is a lower bound, so the part has a most. Give it
# as a fraction with at least three digits.

# %% given
say(bullets(held[held.entity == company]))

# %% answer
by_make = held[held.entity == company].set_index("origin")  # cut
whole = by_make.high["domestic"] + by_make.low["Nvidia"]  # cut
share = {
    "guess": 0.5,  # blank: 0.5
    "most": by_make.high["domestic"] / whole,  # blank: by_make.high["domestic"] / whole
}

# %% why [markdown]
# A share is a part over the whole, and the whole is the sum of both makes. The more chips hide behind the lower bound,
# the larger the whole and the smaller the share. So the share is largest where the other make is at its least.

# %% hints [markdown]
# - Below the line of a share stands the whole: both makes, not the other one.
# - The share is largest when the whole is smallest. Which of the two numbers can only be larger than written?

# %% check
rests_on = known.claims
by_make = held[held.entity == company].set_index("origin")
domestic, nvidia = by_make.high["domestic"], by_make.low["Nvidia"]
more = planned[planned.entity == company].set_index("origin").low
check = Row(
    {
        "guess": Guess(0, 1, of="most"),
        "most": Number(
            domestic / (domestic + nvidia),
            "fraction",
            [
                (
                    "part over part",
                    domestic / nvidia,
                    "You divided one make by the other. A share is a part of the whole.",
                ),
                (
                    "plan counted",
                    (domestic + more["domestic"]) / (domestic + nvidia + more.sum()),
                    "You gave {you}: the plans are in it. The question asks for the chips held.",
                ),
                (
                    "chips for share",
                    domestic,
                    "You gave {you}: that is a number of chips. A share is that number divided by the whole.",
                ),
            ],
            rel=5e-4,
        ),
    }
)

# %% wrong
best = domestic / (domestic + nvidia)
wrong = [
    ("most: percent", {"guess": 0.6, "most": 100 * best}),
    ("most: part over part", {"guess": 0.6, "most": domestic / nvidia}),
    ("most: the other part", {"guess": 0.6, "most": 1 - best}),
    ("most: plan counted", {"guess": 0.6, "most": (domestic + more["domestic"]) / (domestic + nvidia + more.sum())}),
    ("most: chips for share", {"guess": 0.6, "most": domestic}),
    ("most: near", {"guess": 0.6, "most": round(best, 2)}),
    ("most: type", {"guess": 0.6, "most": f"{best:.0%}"}),
    ("guess: range", {"guess": 60, "most": best}),
]

# %% right
right = [{"guess": 0, "most": round(best, 3)}, {"most": best, "guess": 1.0}]

# %% 02.5 complete two blanks [markdown]
# ## 02.5 Two blanks
#
# The function gets a table such as `counts` and the name of a company. It should give back how many chips that company
# plans to buy, at the least. Two pieces are missing.

# %% given
counts[["entity", "origin", "kind", "low", "high"]]


# %% answer
def planned_by(table, name):
    rows = table[(table.kind == "planned") & (table.entity == name)]  # blank: "planned"
    return rows.low.sum()  # blank: rows.low.sum()


# %% why [markdown]
# The first blank chooses the plans, the second adds the leasts of what was chosen. The function looks at nothing
# but the table that it is given, so it is right for other tables too, and it gives 0 for a company without a plan.

# %% hints [markdown]
# - The first blank is a word that stands in the column kind. Look it up in the table above.
# - The second blank takes the column `low` of `rows`, and adds it up.

# %% check
rests_on = planned.claims.iloc[0]


def cases(table):
    everything = table.low.sum()
    for name, mine in table.groupby("entity"):
        plans, stocks = (mine[mine.kind == stock].low.sum() for stock in ("planned", "held"))
        mistakes = [
            (
                "stock for plan",
                stocks,
                "You gave {you}: that is what is held. A plan has another word in the column kind.",
            ),
            ("both", mine.low.sum(), "You gave {you}: chips held and chips planned are in it."),
            ("everybody", everything, "You gave {you}: that is all companies together."),
            (
                "rows counted",
                len(mine[mine.kind == "planned"]),
                "You gave {you}: that is how many rows there are, not how many chips.",
            ),
        ]
        yield name, (table, name), Number(plans, "chips", [m for m in mistakes if m[1] not in (0, plans)])


check = Function(cases(counts))

# %% hidden
hidden = Function(cases(counts.assign(low=counts.low * 3 + 7, entity=counts.entity[::-1].to_numpy())))

# %% wrong
wrong = [
    ("stock for plan", lambda table, name: table[(table.kind == "held") & (table.entity == name)].low.sum()),
    ("both", lambda table, name: table[table.entity == name].low.sum()),
    ("typed in", lambda table, name: planned[planned.entity == company].low.sum()),
    ("rows counted", lambda table, name: len(table[(table.kind == "planned") & (table.entity == name)])),
    ("not one number", lambda table, name: table[(table.kind == "planned") & (table.entity == name)].low),
    ("nought", lambda table, name: table[(table.kind == "plan") & (table.entity == name)].low.sum()),
    ("stops", lambda table, name: table[(table.stock == "planned") & (table.entity == name)].low.sum()),
    ("nothing back", lambda table, name: print(end="")),
    ("type", planned.low.sum()),
]

# %% right
right = [
    lambda table, name: int(table.query("kind == 'planned' and entity == @name").low.sum()),
    lambda table, name: sum(row.low for row in table.itertuples() if (row.kind, row.entity) == ("planned", name)),
]

# %% 02.6 order shuffled lines [markdown]
# ## 02.6 Lines in disorder
#
# Somebody dropped a program. In the right order, its lines make a table `plans` with one row for each company: how many
# chips it plans to buy, at the least. Two of the lines do not belong to it. Write down the letters in order.

# %% given
shuffled = {
    "A": 'plans = rows.groupby("entity").sum()',
    "B": 'rows = counts[counts.kind == "planned"]',
    "C": "rows = counts[counts.low > 0]",
    "D": "plans = plans.reset_index()",
    "E": 'plans = rows.groupby("entity").count()',
    "F": 'rows = rows[["entity", "low"]]',
}
say("```python\n" + "\n".join(f"# {letter}\n{line}" for letter, line in shuffled.items()) + "\n```")

# %% answer
order = "BFAD"  # blank

# %% why [markdown]
# First the rows, then the columns, then one row for each company, and at last the name back into a column. Each line
# works on what the line before it has made. Line C keeps what is held too, and line E counts rows and not chips.

# %% hints [markdown]
# - Begin with the line that uses nothing but `counts`. There are two: only one of them chooses the plans.
# - Choose rows, choose columns, add up by company, and only then turn the index into a column.

# %% check
rests_on = planned.claims.iloc[0]
expected = planned.groupby("entity", as_index=False).low.sum()
check = Order(
    shuffled,
    {"counts": counts},
    "plans",
    Table(expected, ["entity"], "chips"),
    {
        "C": "it keeps chips that are held as well, since those counts are above nought too.",
        "E": "it counts how many rows there are. The question asks how many chips.",
    },
)

# %% wrong
wrong = [
    ("too early", "FBAD"),
    ("stops", "BAFD"),
    ("spare C", "CFAD"),
    ("spare E", "BFED"),
    ("too few", "BFA"),
    ("twice", "BFAAD"),
    ("no line", "BFAZ"),
    ("type", 4),
]

# %% right
right = ["b f a d", ["B", "F", "A", "D"], ("B", "F", "A", "D"), "B, F, A, D"]

# %% 02.7 free code [markdown]
# ## 02.7 A table that keeps its doubt
#
# Write a function that gets a table such as `counts` and gives back a table with the columns `entity`, `kind`, `low`
# and `high`: one row for each company and kind, with the least and the most that its makes add up to. An end that is
# open in one of the parts must stay empty in the sum.

# %% given
counts[["entity", "origin", "kind", "low", "high"]]


# %% answer
def summary(table):
    groups = table.groupby(["entity", "kind"])  # cut
    low, high = groups.low.sum(), groups.high.agg(lambda ends: ends.sum(skipna=False))  # cut
    return low.to_frame().join(high).reset_index()  # blank


# %% why [markdown]
# Pandas leaves empty cells out of a sum, so an open end is added as if it were a nought, and the sum looks closed. With
# `skipna=False` one empty cell leaves the sum empty, which is the rule of the notebook in code.

# %% hints [markdown]
# - Group by two columns at once, and add up `low` and `high` in each group. Then look at the row with an open part.
# - `sum` of a Series takes `skipna=False`. In a group it must be applied with `agg` and a small function.

# %% check
rests_on = known.claims


def summed(table):
    rows = [
        {"entity": entity, "kind": stock, "low": bounds.total(rows).low, "high": bounds.total(rows).high}
        for (entity, stock), rows in table.groupby(["entity", "kind"])
    ]
    wanted = pd.DataFrame(rows)
    nought = (
        "open as nought",
        lambda given: len(given) == len(wanted) and given.high.notna().all() and wanted.high.isna().any(),
        "no cell of your column high is empty. An open end was added up as if it were a nought.",
    )
    return Table(wanted, ["entity", "kind"], "chips", [nought])


check = Function([("the table of the articles", (counts,), summed(counts))])

# %% hidden
more = pd.concat(
    [counts, counts.assign(entity="Another Company", high=counts.high.iloc[::-1].to_numpy())], ignore_index=True
)
hidden = Function(
    [("another table", (more,), summed(more)), ("a table of one row", (counts.tail(1),), summed(counts.tail(1)))]
)

# %% wrong
by = ["entity", "kind"]
wrong = [
    ("open as nought", lambda table: table.groupby(by, as_index=False)[["low", "high"]].sum()),
    ("missing column", lambda table: table.groupby("entity", as_index=False)[["low", "high"]].sum()),
    ("doubled row", lambda table: table[[*by, "low", "high"]]),
    ("missing row", lambda table: summed(table[table.kind == "held"]).expected),
    ("low: too high", lambda table: summed(table).expected.assign(low=lambda t: t.low.max())),
    ("type", lambda table: table.low.sum()),
    ("nothing back", lambda table: None),
    ("changes its input", lambda table: (table.__setitem__("sum", 1), summed(table).expected)[1]),
]

# %% right
right = [
    lambda table: summed(table).expected.iloc[::-1].assign(mentions=1),
    lambda table: summed(table).expected.set_index(by),
    lambda table: table.groupby(by)[["low", "high"]].agg(lambda ends: ends.sum(skipna=False)),
]

# %% 02.8 choose the honest chart [markdown]
# ## 02.8 Which chart would you print?
#
# Both charts are drawn from the same rows. Choose the one that says no more than the sentences do, and the reason.
#
# | reason | |
# |---|---|
# | `1` | It shows fewer bars, so it is easier to read. |
# | `2` | It keeps what is held apart from what is planned, and marks the end that is open. |
# | `3` | It gives each company one number, so that they can be ranked. |
# | `4` | It shows larger numbers, so the difference is clearer. |


# %% given
def one_bar(ax):
    counts.groupby("entity").low.sum().plot.barh(ax=ax, color="#0173b2", title="Chips")


def two_bars(ax):
    table = counts.pivot_table(index="entity", columns="kind", values="low", aggfunc="sum")
    table.plot.barh(ax=ax, color=["#0173b2", "#a84300"], title="Chips held, and planned", legend=False, width=0.8)
    opened = set(counts[counts.high.isna()].entity)
    for stock, bars in zip(table, ax.containers, strict=True):
        for bar, (entity, number) in zip(bars, table[stock].items(), strict=True):
            said = f"{stock}: this or more" if stock == "held" and entity in opened else stock
            known = number == number  # an empty cell is not equal to itself
            colour, words = ("white", said) if known else ("black", f"{stock}: nobody says")
            ax.text(0, bar.get_y() + bar.get_height() / 2, f" {words}", color=colour, va="center")


Charts(
    {
        "A": (one_bar, "one bar for each company, all its chips added up."),
        "B": (
            two_bars,
            "a bar for chips held and a bar for chips planned; an open end says ‘this or more’, and where nobody gives a number, that is said.",
        ),
    }
)

# %% answer
printed = {
    "chart": "B",  # blank: "B"
    "why": "2",  # blank: "2"
}

# %% why [markdown]
# Chart A adds a plan to a stock, and draws a lower bound as if it were a length. Its bars count nothing that exists on
# any one day. Chart B is less simple, and everything in it can be found in a sentence. A company without a bar for held
# chips is not one that holds none: nobody said.

# %% hints [markdown]
# - For each bar, ask: on which day could I go and count these chips?
# - A reason is about what the chart says, not about how easily it says it.

# %% check
rests_on = known.claims
check = Row(
    {
        "chart": Choice(
            "B", {"A": "Ask what the long bar counts. Some of its chips are there, others are only planned."}
        ),
        "why": Choice(
            "2",
            {
                "1": "Fewer bars are easier to read, and easier to read wrongly. What did the other chart leave out?",
                "3": "A ranking needs the same thing counted for all, and for one of them nobody gives a stock.",
                "4": "The numbers come from the same rows. A chart that makes them look larger is no reason to trust it.",
            },
        ),
    },
    [
        (
            "half right",
            lambda a: str(a["chart"]).strip().upper() == "A" and str(a["why"]).strip() == "2",
            "Your reason is a good one, and it is not true of the chart that you chose. Look at both again.",
        )
    ],
)

# %% wrong
wrong = [
    ("chart: A", {"chart": "A", "why": "1"}),
    ("half right", {"chart": "A", "why": "2"}),
    ("why: 1", {"chart": "B", "why": "1"}),
    ("why: 3", {"chart": "B", "why": "3"}),
    ("why: 4", {"chart": "B", "why": "4"}),
    ("chart: no option", {"chart": "C", "why": "2"}),
    ("type", "B"),
]

# %% right
right = [{"chart": "b", "why": 2}, {"why": " 2 ", "chart": "B "}]

# %% 02.9 write a sentence [markdown]
# ## 02.9 One sentence under the chart
#
# Write the sentence that you would print under this bar. It must say who, how many, of whose make and when, and it may
# say no more than the chart does. The course's own program reads your sentence. Keep the number as it stands in the chart.

# %% given
shown = widest(counts, "held")


def bar(ax):
    ax.barh([shown.entity], [shown.low], color="#0173b2")
    ax.annotate(shown.words, (shown.low / 2, 0), color="white", ha="center", va="center")
    ax.set_title(f"{shown.origin} chips held{shown.when}")


Charts({"A": (bar, f"{shown.origin} chips held by {shown.entity}{shown.when}: {shown.words}.")}, size=(860, 180))

# %% answer
sentence = f"{shown.entity} held {shown.words} {shown.origin} chips{shown.when}."  # blank

# %% why [markdown]
# The word before the number is part of the number: without it the sentence says more than anybody knows. The date is
# part of it too, since a stock is what is there on one day.

# %% hints [markdown]
# - Take over the words before the number as they stand in the chart.
# - Who, held, how many, whose chips, when: five parts, and the title of the chart has three of them.

# %% check
rests_on = known.claims
claim = data.claims.set_index("claim", drop=False).loc[known.fact]
year = str(known.period_end.year)
check = Sentence(
    claim,
    {"whose chips they are": [known.entity.split()[0]], "whose make they are": [known.origin], "when that was": [year]},
    [
        *others,
        (
            "more than the chart",
            lambda text: re.search(r"\b(leader|leads|leading|largest|biggest|best|world)\b", text.lower()),
            "Your sentence ranks somebody, and this chart has one bar. Say what it shows and no more.",
        ),
    ],
)

# %% wrong
said = f"{known.entity} held {known.words} {known.origin} chips{known.when}."
bare = number_words(known.low)
wrong = [
    ("hedge dropped", said.replace(known.words, bare)),
    ("other hedge", said.replace(known.words, f"nearly {bare}")),
    ("number: another row", said.replace(known.words, number_words(held.low[held.origin == "domestic"].iloc[0]))),
    ("number: tenfold", said.replace(known.words, "more than " + number_words(known.low * 10))),
    ("status", said.replace("held", "plans to buy")),
    ("no when that was", said.replace(known.when, "")),
    ("no whose chips they are", said.replace(known.entity, "The company")),
    ("more than the chart", said.replace(".", ", and is the largest.")),
    ("denied", said.replace("held", "did not hold")),
    ("other year", said.replace(year, str(int(year) + 1))),
    ("no number", f"{known.entity} held many {known.origin} chips{known.when}."),
    ("type", known.low),
]

# %% right
right = [
    f"At the end of {year}, {known.entity} had over {bare} {known.origin} AI chips",
    f"By the end of {year} {known.entity} had amassed more than {bare} {known.origin} chips.",
]

# %% 02.10 name the assumption [markdown]
# ## 02.10 Where do the two makes tie?
#
# Suppose that a domestic chip does some part of the work of an Nvidia chip. At which part do the two makes do the same
# work in all? Take the chips that the company held. Give the least and the most that this turning point can be, as
# fractions of one with at least three digits, and `None` for an open end.

# %% given
say(bullets(held[held.entity == company]))

# %% answer
makes = {make: bounds.total(rows) for make, rows in held[held.entity == company].groupby("origin")}  # cut
point = makes["Nvidia"] / makes["domestic"]  # cut
tie = (point.low, point.high)  # blank

# %% why [markdown]
# The work is the same where the number of domestic chips, times the part, is the number of Nvidia chips. So the part is
# the Nvidia chips divided by the domestic ones. What stands above the line is a lower bound, and so is the result.

# %% hints [markdown]
# - Try it with small numbers: if there are two domestic chips for one of Nvidia's, what must each of them do?
# - Divide the Nvidia chips by the domestic ones. The upper number can only be larger than written: which end stays open?

# %% check
rests_on = known.claims
makes = {make: bounds.total(rows) for make, rows in held[held.entity == company].groupby("origin")}
point = makes["Nvidia"] / makes["domestic"]
portion = makes["Nvidia"].low / (makes["Nvidia"].low + makes["domestic"].high)
check = Bounds(
    point,
    "fraction",
    [
        (
            "share for ratio",
            lambda ends: ends[0] is not None and abs(ends[0] - portion) < 5e-4,
            "You gave {you}: that begins with the share of one make in all chips. Here one make is divided by the other.",
        ),
        (
            "below the bound",
            (None, point.low),
            "You gave {you}: the point can lie above that number and not below it, since the chips above the line can only be more.",
        ),
    ],
    rel=5e-4,
)

# %% wrong
wrong = [
    ("bound for value", (point.low, point.low)),
    ("least: upside down", (1 / point.low, None)),
    ("least: percent", (100 * point.low, None)),
    ("share for ratio", (portion, None)),
    ("swapped", (None, point.low)),
    ("most closed", (point.low, 1)),
    ("least: near", (round(point.low, 2), None)),
    ("one number for two", point.low),
    ("type", f"{point.low:.0%}"),
]

# %% right
right = [[round(point.low, 3), None], {"high": None, "low": point.low}, Interval(point.low, None)]
