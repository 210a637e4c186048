# %% [markdown]
# # Exercises: ecosystem investments
#
# Ten questions on notebook `04_ecosystem_investments`. Give each answer where the three dots are, run the cell, and run
# the check below it. A wrong answer costs nothing: you are told what it is that you gave, and which sentence decides. After
# two wrong answers there is a hint, after three the way to the worked solution. The questions do not need each other,
# so begin where you like. Cells that only show something have their code folded away.
#
# Your progress is kept in `04_ecosystem_investments.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.exercises import Exercises, load

data = load(frames)
check = Exercises("04_ecosystem_investments", data)

# %% set-up
import pandas as pd

from datakit import bounds
from datakit.analysis import portfolios
from datakit.display import cite, say
from datakit.display.ecosystem import deals, named, pair, sentences
from datakit.exercises.charts import Charts

told = sentences(data)  # in these frames cite() finds the sentence of a deal
table, apart = deals(data), deals(data, merge=False)  # a division counted as its parent, and by itself
two = pair(table)  # the two investors that share most
done = list(portfolios.DONE)

heads = {row.name: row.family for row in data.entities.itertuples(index=False) if row.family != row.name}
told_of = data.investments[~data.investments.status.isin(["hypothetical", "denied"])]
said = told_of[["investor", "investee", "status"]].replace({"investor": heads}).reset_index(drop=True)

# %% checking
from datakit.bounds import Interval, number_words
from datakit.exercises.compare import Bounds, Number, is_open
from datakit.exercises.fields import Choice, Guess, Labels, Row
from datakit.exercises.made import Function, Order, Sentence, Table, vocabulary
from datakit.reading import read

known = data.investments[data.investments.amount_low.notna()].iloc[0]
talks = data.investments[(data.investments.status == "in_talks") & data.investments.valuation.isna()].iloc[0]
worth = data.claims[(data.claims.metric == "valuation") & (data.claims.status == "rumoured")].iloc[0]
twice = table[(table.mentions > 1) & (table.status == "invested")].iloc[0]


def is_number(thing):
    return isinstance(thing, (int, float)) and not is_open(thing)


# %% 04.1 read a deal and fill a row [markdown]
# ## 04.1 One deal, one row
#
# Fill in the row of the deal in this sentence. `investor` and `investee` are two of the three names below it, as the
# sentence writes them: who gives the money, and who gets it. `low` and `high` are the least and the most that the words
# for the amount can mean, in yuan. `amount_of` says whose amount that is: `investor` for what this investor paid, `round`
# for what the whole round brought. `status` is one of `invested`, `led_round`, `in_talks` and `planned`.

# %% given
deal = data.investments[data.investments.amount_low.notna()].iloc[0]
three = sorted([deal.investor, heads[deal.investor], deal.investee])
say(str(cite(told, f"deal {deal.investment}")), f"The three names: **{'**, **'.join(three)}**")

# %% answer
deal_row = {
    "investor": deal.investor,  # blank: deal.investor
    "investee": deal.investee,  # blank: deal.investee
    "low": deal.amount_low,  # blank: deal.amount_low
    "high": deal.amount_high,  # blank: deal.amount_high
    "amount_of": "round",  # blank: "round"
    "status": deal.status,  # blank: deal.status
}

# %% why [markdown]
# ‘Multi-’ says that there is more than one hundred million, so two of them is the least. Ten of them have a name of their
# own, a billion, and the writer did not use it: that is the most. ‘Its round’ belongs to the company, and so does the
# amount. How much of it came from the one who led the round, nobody says.

# %% hints [markdown]
# - ‘Its’ stands for the company that is named after the comma. What follows ‘multi-hundred-million’: a payment or a round?
# - Count in hundreds of millions. How many are the fewest that are more than one? At how many would one use another word?

# %% check
rests_on = cite(told, f"deal {known.investment}")
parent = heads[known.investor]
hundred = known.amount_low / 2
check = Row(
    {
        "investor": Choice(
            known.investor,
            {
                parent: "That is the parent. A row keeps the name that the sentence gives; to count a division as its parent is a step of its own, and it comes later.",
                known.investee: "That is the company whose round it was. Who was at the head of those who paid?",
            },
        ),
        "investee": Choice(
            known.investee,
            {
                known.investor: "That is who put money in. Whose round was it? ‘Its’ stands for a name later in the sentence.",
                parent: "The sentence speaks of its platform and its computing. Whose round was it?",
            },
        ),
        "low": Number(
            known.amount_low,
            "CNY",
            [
                (
                    "multi left out",
                    lambda n: hundred <= n < 2 * hundred,
                    "You gave {you}. ‘Multi-’ says that there is more than one hundred million, counted in whole ones: how many is the fewest?",
                ),
                (
                    "too many",
                    lambda n: 2 * hundred < n < 10 * hundred,
                    "You gave {you}: less than that is ‘multi-hundred-million’ as well. Begin with the fewest that are more than one.",
                ),
                (
                    "other end",
                    known.amount_high,
                    "You gave {you}: as a least that shuts out smaller amounts that the words allow.",
                ),
            ],
        ),
        "high": Number(
            known.amount_high,
            "CNY",
            [
                (
                    "too few",
                    lambda n: 2 * hundred <= n < 10 * hundred,
                    "You gave {you}: more than that could still be called ‘multi-hundred-million’. Go up to where one would say it in another word.",
                ),
                (
                    "another word",
                    lambda n: 10 * hundred < n < 60 * hundred,
                    "You gave {you}: long before that one would use the next word. Where does that word begin?",
                ),
            ],
        ),
        "amount_of": Choice(
            "round",
            {
                "investor": "The amount stands before ‘round’. How much of it came from the one who led, the sentence does not say."
            },
        ),
        "status": Choice(
            "led_round",
            {
                "invested": "Who leads a round does invest, and the sentence says more than that: keep the more exact word.",
                "in_talks": "Look at the verb: is anything still being talked about?",
                "planned": "Look at the verb: does it speak of what will be, or of what was?",
            },
        ),
    },
    [
        (
            "turned round",
            lambda a: (a["investor"], a["investee"]) == (known.investee, known.investor),
            "investor and investee: you have them the wrong way round. ‘Its’ tells whose round it was, and that company got the money.",
        ),
        (
            "exact",
            lambda a: is_number(a["low"]) and is_number(a["high"]) and a["low"] == a["high"],
            "low and high: you gave the same number for both, as if the amount were known. ‘Multi-’ leaves room between them.",
        ),
        (
            "least left out",
            lambda a: is_open(a["low"]) or (is_number(a["low"]) and a["low"] == 0),
            "low: you gave no least. ‘Multi-’ gives one: what are the fewest hundreds of millions that are more than one?",
        ),
        (
            "wrong way round",
            lambda a: is_number(a["low"]) and is_number(a["high"]) and a["low"] > a["high"],
            "low and high: the least is larger than the most. Change their places.",
        ),
        (
            "most left open",
            lambda a: is_open(a["high"]),
            "high: you left the most open. A word for hundreds of millions ends where the next word begins, and the writer did not use that one.",
        ),
    ],
)

# %% wrong
good = {
    "investor": known.investor,
    "investee": known.investee,
    "low": known.amount_low,
    "high": known.amount_high,
    "amount_of": "round",
    "status": "led_round",
}
wrong = [
    ("turned round", good | {"investor": known.investee, "investee": known.investor}),
    (f"investor: {parent}", good | {"investor": parent}),
    (f"investee: {parent}", good | {"investee": parent}),
    ("investor: no option", good | {"investor": "Bailian"}),
    ("low: multi left out", good | {"low": hundred}),
    ("low: too many", good | {"low": 3 * hundred}),
    ("low: scale", good | {"low": known.amount_low / 1e6}),
    ("low: type", good | {"low": "multi-hundred-million"}),
    ("exact", good | {"low": 5 * hundred, "high": 5 * hundred}),
    ("least left out", good | {"low": 0}),
    ("wrong way round", good | {"low": known.amount_high, "high": known.amount_low}),
    ("most left open", good | {"high": None}),
    ("high: too few", good | {"high": 9 * hundred}),
    ("high: another word", good | {"high": 20 * hundred}),
    ("high: currency", good | {"high": known.amount_high * 7}),
    ("amount_of: investor", good | {"amount_of": "investor"}),
    ("status: invested", good | {"status": "invested"}),
    ("status: in_talks", good | {"status": "in_talks"}),
    ("missing field", {k: v for k, v in good.items() if k != "status"}),
]

# %% right
right = [
    pd.Series(good),
    good | {"investor": known.investor.lower(), "high": int(known.amount_high) - 1, "round": "A"},
]

# %% 04.2 bounds by hand [markdown]
# ## 04.2 A sum whose parts nobody tells
#
# How much money did the companies below get, all of them together, in the deals that are **done**? Add up by hand. Give
# the least and the most in yuan, with `None` for an end that stays open. In 02.2 one part of a sum had no most. Here most
# parts have no number at all, but one thing is known of each of them: nobody pays less than nothing.

# %% given
verbs = {"led_round": "led a round of", "in_talks": "in talks, nothing paid", "backed": "backs it, amount"}
words = table.status.map(verbs).fillna("invested, amount") + (" " + table.amount).where(table.status != "in_talks", "")
words += [
    " (two sentences tell of it)" if r.status == "led_round" and r.mentions > 1 else "" for r in table.itertuples()
]
lines = []
for name, rows in table.assign(words=words).groupby("investee", sort=False):
    parts = [f"{' and '.join(some.investor)} {how}" for how, some in rows.groupby("words", sort=False)]
    lines.append(f"- **{name}**: {'; '.join(parts)}")
value = data.claims[data.claims.metric == "valuation"].iloc[0]
say("\n".join(lines), f"In the talks, {value.entity} is said to be worth {value.quote}.")

# %% answer
paid = table[table.status.isin(done)]  # cut
raised = (paid.amount_low.sum(), None)  # blank

# %% why [markdown]
# A deal of unknown amount adds nought or more. So the least of the sum is the least of the one part that is known. The
# unknown parts have no most, so the sum has none. Talks add nothing until they are done, and what a company is said to
# be worth is paid by nobody.

# %% hints [markdown]
# - Write the least and the most beside each deal that is done. For ‘not known’ the least is nought. What is the most?
# - Add up the column of the leasts. Then ask whether a column with open ends has a sum.

# %% check
rests_on = cite(told, f"deal {known.investment}")
paid = table[table.status.isin(done)]
money = Interval(paid.amount_low.sum(), paid.amount_high.sum(skipna=False))
parts = paid[paid.amount_low.notna()]
check = Bounds(
    money,
    "CNY",
    [
        (
            "known part for whole",
            (parts.amount_low.sum(), parts.amount_high.sum()),
            "You gave {you}: that is the one deal whose amount is told. The others are in the sum as well, and no word keeps them small.",
        ),
        (
            "unknown as nothing",
            (parts.amount_low.sum(), parts.amount_low.sum()),
            "You gave {you} for both ends: that counts each unknown amount as nothing. It is nothing or more, and how much more nobody says.",
        ),
        (
            "all given up",
            lambda ends: ends == (None, None),
            "You left both ends open. But an unknown amount cannot be less than nothing, so it cannot pull the sum below the part that is known.",
        ),
        (
            "unknown as nought",
            lambda ends: ends[0] == 0,
            "You gave a least of 0. That is the least of the deals of which nobody tells the amount. One deal has an amount: it is in the sum too.",
        ),
        (
            "twice",
            lambda ends: ends[0] == 2 * parts.amount_low.sum(),
            "You gave {you}: the same round is in it twice. Two sentences about one deal are still one deal.",
        ),
        (
            "capped",
            lambda ends: ends[1] in {n * parts.amount_high.sum() for n in range(2, len(table) + 1)},
            "You gave {you}: for the most you let no other deal be larger than the known one. That is an assumption of yours, and no word says so.",
        ),
        (
            "most for least",
            lambda ends: ends[0] == parts.amount_high.sum(),
            "You gave {you}: as a least that takes the known deal at its most. It may have been smaller.",
        ),
        (
            "middle",
            lambda ends: ends[0] == (parts.amount_low.sum() + parts.amount_high.sum()) / 2,
            "You gave {you}: that begins in the middle of the known deal. It may have been smaller.",
        ),
        (
            "all alike",
            lambda ends: (
                ends[0] is not None and ends[0] in {n * parts.amount_low.sum() for n in range(3, len(table) + 1)}
            ),
            "You gave {you}: you took the other deals to be like the one that is known. No word says that they are.",
        ),
        (
            "valuation counted",
            lambda ends: ends[0] is not None and ends[0] >= worth.value,
            "You gave {you}: what a company is said to be worth is in it. That is a price for the whole company, and nobody pays it in.",
        ),
    ],
)

# %% wrong
low, high = parts.amount_low.sum(), parts.amount_high.sum()
wrong = [
    ("known part for whole", (low, high)),
    ("all given up", (None, None)),
    ("unknown as nought", (0, None)),
    ("twice", (2 * low, None)),
    ("all alike", (len(paid) * low, None)),
    ("most for least", (high, None)),
    ("valuation counted", (low + worth.value, None)),
    ("unknown as nothing", (low, low)),
    ("middle", ((low + high) / 2, None)),
    ("swapped", (None, low)),
    ("capped", (low, len(paid) * high)),
    ("most closed", (low, 2.5 * high)),
    ("least: scale", (low / 1e6, None)),
    ("least: tenfold", (low / 10, None)),
    ("least: currency", (low / 7.1, None)),
    ("one number for two", low),
    ("type", f"{low:,.0f} or more"),
]

# %% right
right = [[int(low), None], {"low": low, "high": float("inf")}, Interval(low, None)]

# %% 04.3 spot the fault [markdown]
# ## 04.3 Seven lines of a newsletter
#
# Somebody wrote these lines from the articles. Some are at fault, each in one way. Write down which and how:
# `lines_at_fault` is a dictionary from the letter of a line to one word of this list. Two of the faults you know from 02.3.
#
# | word | fault |
# |---|---|
# | `talks` | a deal in talks is told as done |
# | `valuation` | what a company is worth is told as money that it gets |
# | `turned` | investor and company have changed places |
# | `currency` | a sign of the wrong currency |
# | `total` | a part is added to a total that it is in already |
# | `guess` | an amount is told that no sentence gives |

# %% given
investors = data.investments.assign(deal="deal " + data.investments.investment)
round_, backed = investors[investors.amount_low.notna()].iloc[0], investors[investors.status == "backed"].iloc[0]
both = investors[investors.investee == min(two.shared.shared)].iloc[0]
talked = investors[(investors.status == "in_talks") & investors.valuation.isna()].iloc[0]
value = data.claims[data.claims.metric == "valuation"].iloc[0]
held = apart[apart.status.isin(done)].groupby("investor").investee.agg(set)
whole, part = two.held[heads[round_.investor]], held[round_.investor]
dollars = bounds.words(bounds.Interval(round_.amount_low, round_.amount_high), "USD")
notes = {
    "A": f"{both.investee} has got money from both {two.first} and {two.second}, and nobody tells how much.",
    "B": f"{round_.investee} led a round of {round_.investor}.",
    "C": f"{two.second} and {two.first} have invested in {talked.investee}.",
    "D": f"{value.entity} is in talks to raise {value.quote}.",
    "E": f"{backed.investor} is behind {backed.investee}. How much it has put in is not known.",
    "F": f"A round brought {round_.investee} {dollars}.",
    "G": f"{heads[round_.investor]} and its cloud division back {len(whole) + len(part)} start-ups: {len(whole)} and {len(part)}.",
}
say(
    "\n".join(f"- **{letter}**: {line}" for letter, line in notes.items()),
    "The sentences, and two lists for the last line:",
    *[str(cite(told, row.deal)) for row in (both, round_, talked, backed)],
    str(cite(data, value.claim)),
    f"{heads[round_.investor]} with its divisions, deals done: {named(whole)}. {round_.investor}: {named(part)}.",
)

# %% answer
lines_at_fault = {"B": "turned", "C": "talks", "D": "valuation", "F": "currency", "G": "total"}  # blank

# %% why [markdown]
# Line B makes the company the investor. Line C tells talks as a deal. Line D takes the price of the whole company for
# the money that it gets, which is a part of that at most. Line F puts a dollar sign before yuan. Line G counts what the
# division backs twice, since it is in the longer list already. Lines A and E say what the sentences say and own up to
# what is not known.

# %% hints [markdown]
# - Hold each line against its sentence: who gives, who gets, is it done, what is the number a number of, in which money?
# - Five lines are at fault. The two that are right both say what nobody knows. For the last line, look for names in both lists.

# %% check
rests_on = cite(told, f"deal {talks.investment}")
FAULTS = {"B": "turned", "C": "talks", "D": "valuation", "F": "currency", "G": "total"}
check = Labels(
    FAULTS,
    {
        "talks": "talks told as done",
        "valuation": "a valuation told as money",
        "turned": "its two names",
        "currency": "its currency",
        "total": "a total and its part",
        "guess": "an amount out of the air",
    },
    {
        "A": "its sentence names both as investors, and gives no amount.",
        "B": "Whose round was it, and who was at its head?",
        "C": "Look at the verb of its sentence.",
        "D": "Which noun stands before the number in the sentence?",
        "E": "its sentence says ‘backed by’ and gives no amount. The line adds nothing.",
        "F": "The two ends are those of the sentence. What stands before them is not.",
        "G": "Is any start-up on both lists?",
    },
)

# %% wrong
wrong = [
    ("missed", {"C": "talks", "D": "valuation"}),
    ("A: false alarm", FAULTS | {"A": "guess"}),
    ("E: false alarm", FAULTS | {"E": "talks"}),
    ("D: not talks", FAULTS | {"D": "talks"}),
    ("F: not guess", FAULTS | {"F": "guess"}),
    ("B: not total", FAULTS | {"B": "total"}),
    ("C: not turned", FAULTS | {"C": "turned"}),
    ("G: not guess", FAULTS | {"G": "guess"}),
    ("no fault", FAULTS | {"C": "plan"}),
    ("no line", FAULTS | {"H": "talks"}),
    ("type", list(FAULTS)),
]

# %% right
right = [{k.lower(): v.upper() for k, v in FAULTS.items()}, dict(reversed(FAULTS.items()))]

# %% 04.4 predict, then compute [markdown]
# ## 04.4 When the division counts by itself
#
# The notebook counted what a division does for its parent, and found the Jaccard index of two portfolios: what both hold,
# divided by all that either of them holds. Now let the division count by itself, as in the lists below. **Guess first**:
# what is the index of the first and the last list then? Write your guess as a fraction of one and leave it as it is. Then
# compute it, with at least three digits.

# %% given
firm = apart[apart.status.isin(done)]
shown = [two.first, *sorted(name for name in set(firm.investor) if heads.get(name) == two.first), two.second]
say("\n".join(f"- **{name}**: {named(set(firm[firm.investor == name].investee))}" for name in shown))

# %% answer
mine = set(firm[firm.investor == two.first].investee)  # cut
other = set(firm[firm.investor == two.second].investee)  # cut
index = {
    "guess": 0.5,  # blank: 0.5
    "jaccard": len(mine & other) / len(mine | other),  # blank: len(mine & other) / len(mine | other)
}

# %% why [markdown]
# With the division counted apart, a start-up that nobody else backs leaves the first list. As much is shared as before, out
# of fewer, so the index goes up. No deal has changed, only the name that it is counted under: two articles that differ in
# this disagree about a number and about no fact.

# %% hints [markdown]
# - Above the line stand the start-ups on both lists. Below the line stands each start-up that is on either list, once.
# - For two sets, `a & b` is what both hold and `a | b` what either holds. `len` counts.

# %% check
firm = apart[apart.status.isin(done)]
mine, other = (set(firm[firm.investor == name].investee) for name in (two.first, two.second))
divisions = [set(firm[firm.investor == name].investee) for name in heads if heads[name] == two.first]
division = max(divisions, key=len)
everything = {name: set(rows.investee) for name, rows in apart.groupby("investor")}
alone = apart[apart.investor.isin(list(heads)) & ~apart.investee.isin(mine | other)]
rests_on = cite(told, alone.deals.iloc[0])
best = len(mine & other) / len(mine | other)
check = Row(
    {
        "guess": Guess(0, 1, of="jaccard"),
        "jaccard": Number(
            best,
            "fraction",
            [
                (
                    "merged",
                    two.shared.jaccard,
                    "You gave {you}: that is the index with the division counted for its parent. Here it counts by itself.",
                ),
                (
                    "counted twice",
                    len(mine & other) / (len(mine) + len(other)),
                    "You gave {you}: below the line you added up both lists, so what both hold is in it twice.",
                ),
                (
                    "one list",
                    lambda n: round(n, 3) in {round(len(mine & other) / len(one), 3) for one in (mine, other)},
                    "You gave {you}: that is the shared part of one list. The index divides by all that either holds.",
                ),
                (
                    "count",
                    len(mine & other),
                    "You gave {you}: that is how many both hold. Divide it by how many either holds.",
                ),
                (
                    "either",
                    len(mine | other),
                    "You gave {you}: that is how many either holds. It stands below the line.",
                ),
                (
                    "the division",
                    len(division & other) / len(division | other),
                    "You gave {you}: that is the index of the middle and the last list. The first and the last are asked for.",
                ),
                (
                    "talks counted",
                    len(everything[two.first] & everything[two.second])
                    / len(everything[two.first] | everything[two.second]),
                    "You gave {you}: a start-up in talks is in it. Only deals done count here.",
                ),
                (
                    "all that are named",
                    len(mine & other) / table.investee.nunique(),
                    "You gave {you}. If you divided by all start-ups that the articles name: below the line stand only those that one of the two lists holds.",
                ),
                (
                    "one digit",
                    round(best, 1),
                    "You gave {you}: rounded to one digit. Give three digits after the point.",
                ),
            ],
            rel=1e-3,
        ),
    }
)

# %% wrong
wrong = [
    ("jaccard: merged", {"guess": 0.6, "jaccard": two.shared.jaccard}),
    ("jaccard: counted twice", {"guess": 0.6, "jaccard": len(mine & other) / (len(mine) + len(other))}),
    ("jaccard: all that are named", {"guess": 0.6, "jaccard": len(mine & other) / table.investee.nunique()}),
    ("jaccard: one digit", {"guess": 0.6, "jaccard": round(best, 1)}),
    ("jaccard: one list", {"guess": 0.6, "jaccard": len(mine & other) / len(other)}),
    ("jaccard: count", {"guess": 0.6, "jaccard": len(mine & other)}),
    ("jaccard: either", {"guess": 0.6, "jaccard": len(mine | other)}),
    ("jaccard: the division", {"guess": 0.6, "jaccard": len(division & other) / len(division | other)}),
    ("jaccard: percent", {"guess": 0.6, "jaccard": 100 * best}),
    ("jaccard: the other part", {"guess": 0.6, "jaccard": 1 - best}),
    ("jaccard: upside down", {"guess": 0.6, "jaccard": 1 / best}),
    ("jaccard: near", {"guess": 0.6, "jaccard": round(best, 2)}),
    ("jaccard: not one number", {"guess": 0.6, "jaccard": mine & other}),
    ("guess: range", {"guess": 60, "jaccard": best}),
    ("guess: type", {"guess": "higher", "jaccard": best}),
]

# %% right
right = [{"guess": 1, "jaccard": round(best, 3)}, {"jaccard": best, "guess": 0.0}]

# %% 04.5 complete two blanks [markdown]
# ## 04.5 From sentences to a portfolio
#
# The function gets a table such as `said` and the name of an investor. It should give back how many start-ups that
# investor backs by deals that are done. The table has a row for each sentence and each investor that it names, so a deal
# may stand there twice. The first blank chooses the rows that count: those whose status stands in the list `done`, which
# holds `led_round`, `invested` and `backed`. The second blank counts.

# %% given
said


# %% answer
def portfolio_size(table, name):
    rows = table[(table.investor == name) & (table.status.isin(done))]  # blank: table.status.isin(done)
    return rows.investee.nunique()  # blank: rows.investee.nunique()


# %% why [markdown]
# The first blank lets in every status of a deal that is done, however it is worded, and keeps talks out. The second counts
# names and not rows: a start-up that two sentences speak of is one start-up.

# %% hints [markdown]
# - For one status you would write `table.status == ...`. For a list of them there is `table.status.isin(...)`.
# - `len` and `count` count rows. Which method of a column counts how many different values there are?

# %% check
rests_on = cite(told, twice.deals)


def sizes(table, how=""):
    for name, mine in table.groupby("investor"):
        firm = mine[mine.status.isin(done)]
        mistakes = [
            (
                "sentences",
                len(firm),
                "You gave {you}: that is how many sentences there are. A start-up that two of them speak of is counted twice.",
            ),
            (
                "talks in it",
                mine.investee.nunique(),
                "You gave {you}: a start-up is in it with which no deal is done. The first blank should keep it out.",
            ),
            ("all rows", len(mine), "You gave {you}: that is every row of this investor, done or not."),
            (
                "one status",
                mine[mine.status == "invested"].investee.nunique(),
                "You gave {you}: that leaves out deals whose status has another word and which are done as well.",
            ),
            (
                "everybody",
                table[table.status.isin(done)].investee.nunique(),
                "You gave {you}: that is what all investors back together.",
            ),
            (
                "two words",
                len(firm.drop_duplicates()),
                "You gave {you}: a start-up with two words for its status is counted once for each. Count the names alone.",
            ),
        ]
        mistakes.append(
            (
                "investors",
                1,
                "You gave {you}: that is how many investors your rows hold, or how many start-ups are not done. Count the start-ups that are.",
            )
        )
        right = firm.investee.nunique()
        yield name + how, (table, name), Number(right, None, [m for m in mistakes if m[1] not in (0, right)])


planned = said.assign(status=said.status.replace("in_talks", "planned"))
reworded = said.assign(status=said.status.where(said.duplicated(), said.status.replace("invested", "backed")))
check = Function(
    [
        *sizes(said),
        *sizes(planned, ", with ‘planned’ for ‘in_talks’"),
        *sizes(reworded, ", with ‘backed’ in some sentences for ‘invested’"),
    ]
)

# %% hidden
hidden = Function(sizes(said.assign(investor=said.investor[::-1].to_numpy(), status=said.status.iloc[::-1].to_numpy())))


# %% wrong
def counted_by(choose, count):
    return lambda table, name: count(table[(table.investor == name) & choose(table)])


wrong = [
    ("sentences", counted_by(lambda t: t.status.isin(done), len)),
    ("talks in it", counted_by(lambda t: t.status != "", lambda rows: rows.investee.nunique())),
    ("all rows", counted_by(lambda t: t.status != "", len)),
    ("one status", counted_by(lambda t: t.status == "invested", lambda rows: rows.investee.nunique())),
    ("everybody", lambda table, name: table[table.status.isin(done)].investee.nunique()),
    ("two words", counted_by(lambda t: t.status.isin(done), lambda rows: len(rows.drop_duplicates()))),
    ("investors", counted_by(lambda t: t.status.isin(done), lambda rows: rows.investor.nunique())),
    ("talks in it", counted_by(lambda t: t.status != "in_talks", lambda rows: rows.investee.nunique())),
    ("not one number", counted_by(lambda t: t.status.isin(done), lambda rows: rows.investee.unique())),
    ("nought", counted_by(lambda t: t.status == "done", lambda rows: rows.investee.nunique())),
    ("stops", counted_by(lambda t: t.state.isin(done), lambda rows: rows.investee.nunique())),
    ("nothing back", lambda table, name: print(end="")),
    ("type", said.investee.nunique()),
]

# %% right
right = [
    lambda table, name: len(set(table.query("investor == @name and status in @done").investee)),
    lambda table, name: float(len({r.investee for r in table.itertuples() if r.investor == name and r.status in done})),
]

# %% 04.6 order shuffled lines [markdown]
# ## 04.6 Lines in disorder
#
# In the right order, these lines make a table `counted` with one row for each start-up that has a deal done: how many
# `backers` it has. The table `said` has a row for each sentence and each investor that it names, and the list `done` holds
# the statuses of deals that are done. Two of the lines do not belong. Write down the letters in order.

# %% given
shuffled = {
    "A": 'counted = rows.groupby("investee").size()',
    "B": 'rows = said[said.status == "invested"]',
    "C": 'counted = counted.rename("backers").reset_index()',
    "D": 'rows = rows[["investor", "investee"]].drop_duplicates()',
    "E": 'counted = rows.groupby("investor").size()',
    "F": "rows = said[said.status.isin(done)]",
}
say("```python\n" + "\n".join(f"# {letter}\n{line}" for letter, line in shuffled.items()) + "\n```")

# %% answer
order = "FDAC"  # blank

# %% why [markdown]
# First the deals that are done, then each pair of names once, then one row for each start-up, and at last a name for what
# was counted. Without the second step a start-up would gain a backer with each sentence. Line B loses deals that are done
# under another word, and line E counts the portfolio of each investor.

# %% hints [markdown]
# - Two lines begin from `said`. Which of them keeps every deal that is done?
# - Choose rows, drop what is said twice, count for each start-up, give the count its name.

# %% check
rests_on = cite(told, twice.deals)
pairs = said[said.status.isin(done)].drop_duplicates(["investor", "investee"])
check = Order(
    shuffled,
    {"said": said, "done": done},
    "counted",
    Table(
        pairs.groupby("investee").size().rename("backers").reset_index(),
        ["investee"],
        None,
        [
            (
                "sentences",
                lambda given: given.backers.sum() > len(pairs),
                "Some start-ups have more backers than investors: what two sentences say is counted twice.",
            )
        ],
    ),
    {
        "B": "it keeps one word for a deal that is done, and the list `done` has others, such as who led a round.",
        "E": "it makes one row for each investor. One for each start-up is asked for.",
    },
)

# %% wrong
wrong = [
    ("too early", "DFAC"),
    ("other result", "FADC"),
    ("spare B", "BDAC"),
    ("spare E", "FDEC"),
    ("too few", "FAC"),
    ("twice", "FDDAC"),
    ("no line", "FDAX"),
    ("type", {"F": 1}),
]

# %% right
right = ["fdac", ["F", "D", "A", "C"], ("F", "D", "A", "C"), "F, D, A, C"]

# %% 04.7 free code [markdown]
# ## 04.7 Who is first, and who would be
#
# Write a function that gets a table such as `said` and gives back a table with the columns `investee`, `done` and `all`: one
# row for each start-up, with how many different investors back it by deals that are done, and how many would if all the other
# deals in the table came true as well. A start-up without any deal done belongs into the table too. The list `done` holds the statuses of deals
# that are done. These are the last rows of `said`:

# %% given
said.tail(8)


# %% answer
def backers(table):
    firm = table[table.status.isin(done)].groupby("investee").investor.nunique()  # cut
    everybody = table.groupby("investee").investor.nunique()  # cut
    return pd.DataFrame({"done": firm, "all": everybody}).fillna(0).reset_index()  # blank


# %% why [markdown]
# Count twice, once with the talks and once without, and set the two beside each other. A start-up without any done deal is
# in one count only, and its empty cell is a known nought: the table shows that nothing is done. Sort your table by each
# column in turn: the first place changes hands, and it hangs on deals that are not done.

# %% hints [markdown]
# - Make two Series with `groupby("investee")`, each counting different investors: one of the done rows, one of all rows.
# - `pd.DataFrame({"done": ..., "all": ...})` sets two Series side by side by their index. What fills a cell that is empty?

# %% check
rests_on = cite(told, f"deal {talks.investment}")


def twofold(table):
    firm = table[table.status.isin(done)].groupby("investee").investor
    groups = table.groupby("investee").investor
    wanted = pd.DataFrame({"done": firm.nunique(), "all": groups.nunique()}).fillna(0).reset_index()

    def column(name, counts):
        """True for a table whose column holds these counts, in the order of the start-ups."""
        counts = [*counts.reindex(wanted.investee).fillna(0)]
        return lambda given: (
            len(given) == len(wanted) and counts != [*wanted[name]] and [*given.sort_values("investee")[name]] == counts
        )

    in_talks = table[~table.status.isin(done)].groupby("investee").investor.nunique()
    return Table(
        wanted,
        ["investee"],
        None,
        [
            (
                "empty for nought",
                lambda given: len(given) == len(wanted) and given["done"].isna().any(),
                "a cell of your column done is empty. A start-up in the table without a done deal has none, and that is known: it is a 0.",
            ),
            (
                "sentences",
                column("all", groups.size()),
                "your column all counts sentences. An investor that three of them name is still one investor.",
            ),
            (
                "sentences",
                column("done", firm.size()),
                "your column done counts sentences. An investor that two of them name is still one investor.",
            ),
            (
                "talks alone",
                column("all", in_talks),
                "your column all counts only what is not done. It should count the deals done as well.",
            ),
            (
                "talks as done",
                column("done", groups.nunique()),
                "your column done counts deals that are not done as well. They belong into the other column alone.",
            ),
            (
                "no talks",
                column("all", firm.nunique()),
                "your column all counts the deals done and no others. It should count the talks too.",
            ),
            (
                "added",
                column("all", wanted.set_index("investee").sum(axis=1)),
                "your column all adds the done deals to a count that they are in already.",
            ),
            (
                "both kinds",
                column("all", firm.nunique().add(in_talks, fill_value=0)),
                "your column all adds up two counts. An investor with a deal done that is in talks as well is in both.",
            ),
            (
                "one status",
                column("done", table[table.status == "invested"].groupby("investee").investor.nunique()),
                "your column done leaves out deals whose status has another word and which are done as well.",
            ),
            (
                "other table",
                column("done", said[said.status.isin(done)].groupby("investee").investor.nunique()),
                "your column done counts the rows of another table. Use the one that the function gets.",
            ),
        ],
    )


without = said[said.status != "backed"]
again = pd.concat([said, said[said.status.isin(done)].head(1).assign(status="in_talks")], ignore_index=True)
planned = said.assign(status=said.status.replace("in_talks", "planned"))
check = Function(
    [
        ("the table of the articles", (said,), twofold(said)),
        ("the same table without the rows ‘backed’", (without,), twofold(without)),
        ("the same table with ‘planned’ for ‘in_talks’", (planned,), twofold(planned)),
        ("the same table with talks about one more of its deals", (again,), twofold(again)),
    ]
)

# %% hidden
swapped = said.rename(columns={"investor": "investee", "investee": "investor"})
more = pd.concat([said, said.head(7).assign(status="planned", investor="Another Company")], ignore_index=True)
hidden = Function(
    [("a table with plans", (more,), twofold(more)), ("a table turned round", (swapped,), twofold(swapped))]
)


# %% wrong
def beside(table, firm, everybody):
    return pd.DataFrame({"done": firm, "all": everybody}).fillna(0).reset_index()


def firms(table):
    return table[table.status.isin(done)].groupby("investee").investor


def everyone(table):
    return table.groupby("investee").investor


wrong = [
    (
        "empty for nought",
        lambda t: pd.DataFrame({"done": firms(t).nunique(), "all": everyone(t).nunique()}).reset_index(),
    ),
    ("sentences", lambda t: beside(t, firms(t).nunique(), everyone(t).size())),
    ("sentences", lambda t: beside(t, firms(t).size(), everyone(t).nunique())),
    ("talks as done", lambda t: beside(t, everyone(t).nunique(), everyone(t).nunique())),
    (
        "talks as done",
        lambda t: beside(t, t[t.status != "in_talks"].groupby("investee").investor.nunique(), everyone(t).nunique()),
    ),
    ("no talks", lambda t: beside(t, firms(t).nunique(), firms(t).nunique())),
    (
        "talks alone",
        lambda t: beside(t, firms(t).nunique(), t[~t.status.isin(done)].groupby("investee").investor.nunique()),
    ),
    ("added", lambda t: beside(t, firms(t).nunique(), everyone(t).nunique() + firms(t).nunique())),
    (
        "both kinds",
        lambda t: beside(
            t,
            firms(t).nunique(),
            firms(t).nunique().add(t[~t.status.isin(done)].groupby("investee").investor.nunique(), fill_value=0),
        ),
    ),
    (
        "one status",
        lambda t: beside(t, t[t.status == "invested"].groupby("investee").investor.nunique(), everyone(t).nunique()),
    ),
    ("other table", lambda t: beside(said, firms(said).nunique(), everyone(said).nunique())),
    ("missing row", lambda t: beside(t, firms(t).nunique(), everyone(t).nunique()).query("done > 0")),
    ("missing column", lambda t: everyone(t).nunique().reset_index()),
    ("type", lambda t: everyone(t).nunique().to_dict()),
    ("nothing back", lambda t: None),
    ("changes its input", lambda t: (t.__setitem__("n", 1), twofold(t).expected)[1]),
]

# %% right
right = [
    lambda t: twofold(t).expected.set_index("investee").iloc[::-1],
    lambda t: twofold(t).expected.astype({"done": int}).sort_values("all").assign(more=1),
]

# %% 04.8 choose the honest chart [markdown]
# ## 04.8 Which chart would you print?
#
# Both charts are drawn from the deals that are done. In 02.8 a bar was missing because nobody had given a number. Ask
# here what becomes of a number that nobody gives. Choose the chart that says no more than the sentences do, and the reason.
#
# | reason | |
# |---|---|
# | `1` | It shows money, and money is what counts. |
# | `2` | It counts what the articles tell, and shows how much of it has no known amount. |
# | `3` | It takes the middle of the bounds, which is fair to both ends. |
# | `4` | Each investor gets a bar that can be seen. |


# %% given
firm = table[table.status.isin(done)]
by_size = firm.investor.value_counts(ascending=True).index


def money(ax):
    middle = ((firm.amount_low + firm.amount_high) / 2e6).groupby(firm.investor).sum()
    middle[by_size].plot.barh(ax=ax, color="#0173b2", title="Million yuan invested")


def counts(ax):
    sums = firm.groupby("investor").amount_low.agg(["count", "size"]).loc[by_size]
    unknown = {"left": sums["count"], "color": "white", "edgecolor": "#0173b2", "hatch": "//"}
    ax.barh(sums.index, sums["count"], color="#0173b2", label="amount told")
    ax.barh(sums.index, sums["size"] - sums["count"], label="no amount told", **unknown)
    ax.set_xlim(0, sums["size"].max())
    ax.set_ylim(-1.9, len(sums) - 0.4)  # room for the legend
    ax.legend(loc="lower right", frameon=False)
    ax.set_title("Deals done")


Charts(
    {
        "A": (money, "one bar for each investor, its amounts in million yuan added up; only one bar can be seen."),
        "B": (
            counts,
            "a bar for each investor, its deals done; deals without a known amount are striped, and only one deal is not.",
        ),
    }
)

# %% answer
printed_chart = {
    "chart": "B",  # blank: "B"
    "why": "2",  # blank: "2"
}

# %% why [markdown]
# Chart A draws amounts that nobody tells as if they were nought, so investors with several deals look as if they had
# paid nothing. Its one bar is no better: it is the middle of two bounds, and the money of a whole round. Chart B says less
# and everything in it can be found in a sentence. That most of it is striped is its message.

# %% hints [markdown]
# - Choose a bar of no length in one chart and say in a sentence what it claims. Does any article say so?
# - A good reason says what the chart does with the amounts that nobody tells.

# %% check
rests_on = cite(told, f"deal {known.investment}")
check = Row(
    {
        "chart": Choice(
            "B",
            {
                "A": "Look at the investors without a visible bar: the chart says that they paid nothing. Does any sentence say that?"
            },
        ),
        "why": Choice(
            "2",
            {
                "1": "Money does count. But of most deals nobody tells the amount, and a chart cannot show what nobody tells.",
                "3": "The middle of two bounds is a number that no sentence gives. And for most deals there are no bounds to take it from.",
                "4": "A bar that can be seen is pleasant and proves nothing. What do the bars that cannot be seen claim?",
            },
        ),
    },
    [
        (
            "half right",
            lambda a: str(a["chart"]).strip().upper() == "A" and str(a["why"]).strip() == "2",
            "Your reason is a good one, and it is not true of the chart that you chose. Look at both again.",
        ),
        (
            "false of it",
            lambda a: str(a["chart"]).strip().upper() == "B" and str(a["why"]).strip() in ("1", "3"),
            "You chose a chart of deals, and your reason is about amounts, which it does not draw. What is it that this chart does?",
        ),
    ],
)

# %% wrong
wrong = [
    ("chart: A", {"chart": "A", "why": "1"}),
    ("half right", {"chart": "A", "why": "2"}),
    ("false of it", {"chart": "B", "why": "3"}),
    ("why: 4", {"chart": "B", "why": "4"}),
    ("chart: no option", {"chart": "C", "why": "2"}),
    ("why: no option", {"chart": "B", "why": "because"}),
    ("missing field", {"chart": "B"}),
    ("type", "B"),
]

# %% right
right = [{"chart": "b", "why": 2}, {"why": " 2 ", "chart": "B "}]

# %% 04.9 write a sentence [markdown]
# ## 04.9 One sentence that keeps its status
#
# Write the sentence that this row supports, and no more: which company, what the number measures, the number with the word
# that goes with it, and how far the matter has come. The course's own program reads your sentence. For what is not
# settled it knows ‘in talks’, ‘reportedly’ and ‘is said to’.

# %% given
row = data.claims[(data.claims.metric == "valuation") & (data.claims.status == "rumoured")].iloc[0]
number = bounds.number_words(row.value, row.unit)
pd.DataFrame({"company": [row.entity], "what": row.metric, "number": number, "hedge": row.hedge, "status": row.status})

# %% answer
valued = f"{row.entity} is reportedly in talks to raise money at a valuation of {row.hedge} {number}."  # blank

# %% why [markdown]
# Each of the three is part of the fact. Without ‘about’ the number is exact, without ‘in talks’ the matter is settled, and
# without ‘valuation’ the price of a whole company turns into money that somebody pays in.

# %% hints [markdown]
# - Begin with the company and ‘is reportedly in talks’ or ‘is said to’, and end with the number and its hedge.
# - The number measures what the whole company is worth. Nobody pays it, so verbs such as ‘invest’ and ‘raise’ do not go with it.

# %% check
rests_on = worth.claim


def reads(text, field):
    """What the program reads of the numbers of money in a sentence: what they measure, or how far they have come."""
    return {c[field] for c in read(text.strip() + ".", vocabulary()).claims if c["unit"] == worth.unit}


check = Sentence(
    worth,
    {"which company it is": [worth.entity], "what the number measures": ["valu", "worth"]},
    [
        (
            "valuation as money",
            lambda text: any(metric and metric != "valuation" for metric in reads(text, "metric")),
            "Your sentence reads as if somebody paid the money in. The number is what the whole company is said to be worth.",
        ),
        (
            "settled",
            lambda text: reads(text, "status") == {"actual"},
            "Your sentence states it as settled. Set one of the words that the program knows for what is not settled before the number, in the same part of the sentence.",
        ),
        (
            "yuan",
            lambda text: "yuan" in text.lower() or "rmb" in text.lower(),
            "Your sentence speaks of yuan. Look at the sign that stands before the number in the row.",
        ),
    ],
)

# %% wrong
bare = number_words(worth.value, worth.unit)
good = f"{worth.entity} is reportedly in talks to raise money at a valuation of about {bare}."
wrong = [
    ("hedge dropped", good.replace("about ", "")),
    ("other hedge", good.replace("about", "more than")),
    ("settled", f"{worth.entity} is valued at about {bare}."),
    ("status", f"{worth.entity} plans to raise money at a valuation of about {bare}."),
    ("valuation as money", f"{two.second} and {two.first} are in talks to invest about {bare} in {worth.entity}."),
    ("yuan", good.replace(bare, number_words(worth.value, "CNY"))),
    ("number: tenfold", good.replace(bare, number_words(worth.value * 10, worth.unit))),
    ("no number", f"{worth.entity} is in talks to raise money at a high valuation."),
    ("no which company it is", good.replace(worth.entity, "The company")),
    ("denied", good.replace("is reportedly", "is not")),
    ("unfinished", good.replace(bare, "...")),
    ("type", worth.value),
]

# %% right
right = [
    f"{worth.entity} is said to be worth around {bare}",
    f"Investors are reportedly in talks with {worth.entity} at a valuation of roughly {bare}.",
    good.replace("$", "US$"),
]

# %% 04.10 name the assumption [markdown]
# ## 04.10 From how large a pool?
#
# Two investors who pick blindly from a pool of start-ups share on average the size of the one portfolio, times the size
# of the other, divided by the size of the pool. In 02.10 you looked for the point at which two makes tie. Here:
#
# - `pool`: from a pool of what size would blind pickers share, on average, just as many as the two below do? It is a
#   number on paper, so it need not be whole. Do not round it.
# - `larger`: from a pool larger than that, would they share `more` or `fewer` on average?
# - `named`: as the pool that the two had to pick from, is the number of start-ups that the articles name too `small`,
#   `enough` or too `large`?

# %% given
a, b = two.sizes
share = len(two.shared.shared)
say(
    f"{two.first} backs **{a}** start-ups and {two.second} backs **{b}**; they share **{share}**.",
    f"The articles name {table.investee.nunique()} start-ups, each of them because somebody backs it or talks of it.",
)

# %% answer
assumed = {
    "pool": a * b / share,  # blank: a * b / share
    "larger": "fewer",  # blank: "fewer"
    "named": "small",  # blank: "small"
}

# %% why [markdown]
# The two sizes multiplied and divided by the pool give the number shared. So the pool is the two sizes multiplied and
# divided by the number shared. The larger the pool, the less blind pickers share, and the more the same overlap looks like
# more than luck. The articles leave out the start-ups that nobody backed, and those were there to be picked. So what you
# say about chance rests on a number that no article gives: name it whenever you say it.

# %% hints [markdown]
# - Write the rule as an equation, with the shared number on one side. Which of its four numbers do you not know?
# - Think of a pool with very many start-ups: how often would two blind pickers meet? Then think of a start-up that nobody wants: is it named?

# %% check
rests_on = cite(told, twice.deals)
a, b = two.sizes
share, here = len(two.shared.shared), table.investee.nunique()
turn = portfolios.turning_pool(share, two.sizes)
check = Row(
    {
        "pool": Number(
            a * b / share,
            None,
            [
                (
                    "the named pool",
                    here,
                    "You gave {you}: that is how many the articles name. The question asks at which pool the rule gives the number shared. If you rounded, do not.",
                ),
                (
                    "either",
                    two.shared.union,
                    "You gave {you}: that is how many either of them backs. Use the rule, and do not round.",
                ),
                (
                    "average",
                    a * b / here,
                    "You gave {you}: that is what they share on average from the pool that is named. Here it is the pool that is asked for.",
                ),
                ("not divided", a * b, "You gave {you}: those are the two sizes multiplied. One step is missing."),
                ("all multiplied", a * b * share, "You gave {you}: all three are multiplied. Turn the rule round."),
                (
                    "one number",
                    lambda n: n in (a, b, share),
                    "You gave {you}: that is one of the three numbers that you are given. The rule needs all of them.",
                ),
                (
                    "wrong one below",
                    lambda n: round(n, 2) in (round(a * share / b, 2), round(b * share / a, 2)),
                    "You gave {you}: a portfolio stands below the line and the number shared above it. Turn the rule round once more.",
                ),
                ("added", a + b, "You gave {you}: those are the two sizes added. The rule multiplies them."),
                (
                    "rare",
                    turn,
                    "You gave {you}: from that pool on so much sharing is rare. The question asks where it is the average.",
                ),
            ],
        ),
        "larger": Choice(
            "fewer",
            {
                "more": "Look where the pool stands in the rule. In a great crowd, do two who do not look at each other meet more often?"
            },
        ),
        "named": Choice(
            "small",
            {
                "enough": "The articles name a start-up because somebody backs it or talks of it. Were there no others to pick from?",
                "large": "Every start-up that is named was picked by somebody, or is talked of. Which ones does no article name?",
            },
        ),
    }
)

# %% wrong
good = {"pool": a * b / share, "larger": "fewer", "named": "small"}
wrong = [
    ("pool: the named pool", good | {"pool": here}),
    ("pool: either", good | {"pool": two.shared.union}),
    ("pool: average", good | {"pool": a * b / here}),
    ("pool: not divided", good | {"pool": a * b}),
    ("pool: all multiplied", good | {"pool": a * b * share}),
    ("pool: added", good | {"pool": a + b}),
    ("pool: one number", good | {"pool": share}),
    ("pool: wrong one below", good | {"pool": a * share / b}),
    ("pool: rare", good | {"pool": turn}),
    ("pool: upside down", good | {"pool": share / (a * b)}),
    ("pool: none", good | {"pool": None}),
    ("larger: more", good | {"larger": "more"}),
    ("named: enough", good | {"named": "enough"}),
    ("named: large", good | {"named": "large"}),
    ("named: no option", good | {"named": "unknown"}),
    ("missing field", {"pool": a * b / share}),
]

# %% right
right = [pd.Series(good), {"named": "Small", "larger": " fewer", "pool": a * b / share + 1e-9}]
