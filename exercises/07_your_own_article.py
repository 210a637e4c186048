# %% [markdown]
# # Exercises: your own article
#
# Ten questions on notebook `07_your_own_article`. Give each answer where the three dots are, run the cell, and run the
# check below it. A wrong answer costs nothing: you are told what it is that you gave, and which sentence decides. After
# two wrong answers there is a hint, after three the way to the worked solution. The questions do not need each other, so
# begin where you like. Cells that only show something have their code folded away.
#
# The set-up lets the course's program read every sentence of the articles once more, **each torn out of its article**.
# So it must do without the sentence before and the date above, as it must with an article that is built in a way it
# does not know. What it reads then is put beside what the course's table holds:
#
# - `cells` has a row for each number and field. `read` is what was read in the sentence alone, `checked` what the
#   course's table holds. A cell with nothing in it is the empty text `""`.
# - `numbers` has a row for each number: `right` is true if all its cells are as checked, `gap` if one of them was left
#   empty by the program.
#
# Your progress is kept in `07_your_own_article.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.exercises import Exercises, load

data = load(frames)
check = Exercises("07_your_own_article", data)

# %% set-up
import pandas as pd

from datakit.bounds import number_words
from datakit.display import cite, say
from datakit.display.words import reading
from datakit.exercises.charts import Charts
from datakit.reading import read

claims = data.claims.set_index("claim", drop=False)
published = data.sources.set_index("source").published
fields = ["unit", "hedge", "status", "entity", "date"]


def as_text(row):  # five fields of a row, each as text
    day = row.get("period_end")
    row = {**row, "date": "" if pd.isna(day) else str(day)[:10]}
    return {field: row[field] if isinstance(row.get(field), str) else "" for field in fields}


def torn_out(table):  # each sentence is read by itself, and each number in it held against its row in the table
    alone = {}
    for row in table.to_dict("records"):
        place, day = (row["source"], row["sentence_start"]), published[row["source"]]
        if place not in alone:
            alone[place] = read(row["sentence"], published=None if pd.isna(day) else day.date()).claims
        again = next((r for r in alone[place] if r["start"] == row["start"] - place[1]), None)
        if again:
            alone[place].remove(again)
        was, now = as_text(again or {}), as_text(row)
        number = {name: row[name] for name in ("claim", "quote", "topic")}
        yield from ({**number, "field": f, "read": was[f], "checked": now[f]} for f in fields)


cells = pd.DataFrame(torn_out(claims[claims.topic != "other"]))
numbers = (
    cells.assign(right=cells.read == cells.checked, gap=cells.read == "")
    .groupby("claim", as_index=False, sort=False)
    .agg(quote=("quote", "first"), topic=("topic", "first"), right=("right", "all"), gap=("gap", "any"))
)

# %% checking
import math
import re

from datakit.bounds import Interval
from datakit.exercises.compare import RIGHT, Bounds, Number, other_rows
from datakit.exercises.fields import Choice, Guess, Labels, Row
from datakit.exercises.made import Function, Order, Sentence, Table

lost = cells[(cells.field == "entity") & (cells.checked != "") & (cells.read != cells.checked)]


def sorts(table):
    was, there, same = table.read != "", table.checked != "", table.read == table.checked
    found = {"right": was & same, "missed": there & ~was, "invented": was & ~there, "misread": was & there & ~same}
    return pd.DataFrame({"field": table.field, **found}).groupby("field", as_index=False).sum()


def shares(table):
    right = ((table.read == table.checked) & (table.read != "")).sum()
    return right / (table.read != "").sum(), right / (table.checked != "").sum()


# Cells of every kind in one field, and another field that is mostly empty: for the hidden checks.
mixed = pd.concat(
    [
        cells.assign(
            read=cells.read.where(cells.index % 3 > 0, ""), checked=cells.checked.where(cells.index % 4 > 0, "")
        ),
        cells.assign(read=cells.checked, checked=cells.read),
    ],
    ignore_index=True,
)

# %% 07.1 read a sentence and decide [markdown]
# ## 07.1 One line of a file of decisions
#
# Read the sentence, and hold the row against it that the program makes of the sentence alone. One field is wrong. Write the
# decision on it: `action` is `accept`, `change`, `reject` or `add`; `field` is one of the five that the row has; `from`
# is what was read and `to` what is right, a name as it stands in the sentence. `why` is a number of this list: the
# reason that will help somebody who was not there.
#
# | why | |
# |---|---|
# | `1` | The row is wrong. |
# | `2` | Who leads a round pays; the amount is the round of the one who is paid. |
# | `3` | That name stands nearer to the number. |
# | `4` | It is the smaller company, and small companies need money. |

# %% given
wrong_name = cells[(cells.field == "entity") & (cells.topic == "investment") & (cells.read != cells.checked)]
doubtful = next(cell for cell in wrong_name.itertuples() if cell.checked in claims.sentence[cell.claim])
say(
    f"The row of **{doubtful.quote}**, as it was read:",
    "\n".join(f"- `{c.field}`: {c.read or 'empty'}" for c in cells[cells.claim == doubtful.claim].itertuples()),
    str(cite(data, doubtful.claim)),
)

# %% answer
decision = {
    "action": "change",  # blank: "change"
    "field": "entity",  # blank: "entity"
    "from": doubtful.read,  # blank: doubtful.read
    "to": doubtful.checked,  # blank: doubtful.checked
    "why": "2",  # blank: "2"
}

# %% why [markdown]
# The rule took the subject of the sentence, and the subject is the one who pays. A round of funding is told of the one who
# gets the money. `from` is kept in the decision so that it is never applied to something else: if a better program
# reads the right name by itself one day, the build stops at this line and asks.

# %% hints [markdown]
# - Go through the five fields: which of them is about whose money it is? Ask who pays, and who is paid.
# - `from` is the word in the row, `to` the name in the sentence that belongs there. A reason says what in the sentence
#   shows it.

# %% check
rests_on = doubtful.claim
names = [e for e in sorted({*claims.entity.dropna()}) if e in claims.sentence[doubtful.claim] and e != doubtful.checked]
same_field = {
    "unit": "The money is in the currency that stands behind it. Go on to the next field.",
    "hedge": "The words give two ends and no value between them: that field holds what they say.",
    "status": "The verb tells of something that has happened, and so does the row.",
    "date": "No day stands in the sentence, and the row has none. An empty field can be right.",
}
check = Row(
    {
        "action": Choice(
            "change",
            {
                "accept": "To accept is to say that every field is as in the sentence. Ask of each name what it does there.",
                "reject": "To reject is for what is no such number at all. This is an amount, and most of its row is right.",
                "add": "To add is for a number that was missed. This one was found: look at what the row says of it.",
            },
        ),
        "field": Choice("entity", same_field),
        "from": Choice(
            doubtful.read,
            {
                **dict.fromkeys(
                    names, "Copy the name as the row has it. A decision holds for a row that says so letter by letter."
                ),
                doubtful.checked: "That is not in the row as it was read. A decision says first what it found there.",
            },
        ),
        "to": Choice(
            doubtful.checked,
            {
                **dict.fromkeys(
                    names, "That company is in the sentence. Does it get this money, or pay it, or neither?"
                ),
                doubtful.read: "That is what was read already. Is it the one who is paid?",
            },
        ),
        "why": Choice(
            "2",
            {
                "1": "That is no reason: it says that you changed something, and not what in the sentence shows it.",
                "3": "Count the words between: the other name stands nearer. And nearness does not show who is paid.",
                "4": "That may be so, and it is not in the sentence. A reason points to words that anybody can look up.",
            },
        ),
    },
    [
        (
            "turned",
            lambda a: (a["from"], a["to"]) == (doubtful.checked, doubtful.read),
            "You have ‘from’ and ‘to’ the wrong way round: the first is what the program read, the second what is right.",
        )
    ],
)

# %% wrong
good = {"action": "change", "field": "entity", "from": doubtful.read, "to": doubtful.checked, "why": "2"}
wrong = [
    ("turned", good | {"from": doubtful.checked, "to": doubtful.read}),
    ("action: accept", good | {"action": "accept"}),
    ("action: reject", good | {"action": "reject"}),
    ("action: add", good | {"action": "add"}),
    ("field: unit", good | {"field": "unit"}),
    ("field: status", good | {"field": "status"}),
    ("field: date", good | {"field": "date"}),
    (f"from: {doubtful.checked}", good | {"from": doubtful.checked}),
    ("from: Alibaba", good | {"from": "Alibaba"}),
    ("from: no option", good | {"from": None}),
    (f"to: {doubtful.read}", good | {"to": doubtful.read}),
    ("to: Alibaba", good | {"to": "Alibaba"}),
    ("to: no option", good | {"to": f"{doubtful.checked}'s inference platform"}),
    ("why: 1", good | {"why": "1"}),
    ("why: 3", good | {"why": 3}),
    ("why: 4", good | {"why": "4"}),
    ("missing field", {"field": "entity", "to": doubtful.checked}),
]

# %% right
right = [pd.Series(good), good | {"action": "Change", "why": 2, "to": doubtful.checked.lower(), "rule": "none"}]

# %% 07.2 bounds by hand [markdown]
# ## 07.2 What do you know of what nobody looked at?
#
# A reviewer has no column `checked`, only the articles, and little time: they looked at the numbers with an empty cell, and
# at no others. A number is right if all five of its cells are. **What part of all numbers in the table was right as it
# was read?** In 05.2 two rounded numbers left a third between a least and a most; here it is what nobody has looked at
# that leaves a gap. Work it out by hand, and give the least and the most as fractions of one, with at least three digits.

# %% given
looked = numbers[numbers.gap]
say(
    f"- {len(numbers)} numbers stand in the table.\n- {len(looked)} of them have an empty cell: the reviewer looked at these.\n"
    f"- {looked.right.sum()} of these were right as they were read; their empty cells were rightly empty.\n"
    "- At the others nobody has looked."
)

# %% answer
every, seen, sure = len(numbers), len(looked), looked.right.sum()  # cut
part_right = (sure / every, (sure + every - seen) / every)  # blank

# %% why [markdown]
# Of a number that nobody has looked at, nothing is known: it may be right or wrong. At the least all of those are wrong, and
# only what was looked at and found right is left. At the most they are all right, and only what was found wrong is missing.
# The part among those looked at is neither: they were chosen because something about them was odd.

# %% hints [markdown]
# - Both ends are parts of all numbers, so the same number stands below the line. What may stand above it?
# - For the least, suppose that every number nobody looked at is wrong. For the most, suppose that each of them is right.

# %% check
rests_on = lost.claim.iloc[-1]
looked = numbers[numbers.gap]
every, seen, sure = len(numbers), len(looked), int(looked.right.sum())
unseen, bad = every - seen, seen - sure
least, most = sure / every, (sure + unseen) / every


def near(end, *others):
    return end is not None and any(math.isclose(end, other, rel_tol=2e-3) for other in others)


check = Bounds(
    Interval(least, most),
    "fraction",
    [
        (
            "of those looked at",
            lambda ends: near(ends[0], sure / seen) or near(ends[1], sure / seen),
            "You gave {you}: the part of those looked at that were right is in it. They were picked for their empty cells, so they do not speak for all.",
        ),
        (
            "of those not looked at",
            lambda ends: near(ends[0], sure / unseen) or near(ends[1], unseen / seen, sure / unseen),
            "You gave {you}: one heap is divided by the other. Below the line stand all numbers of the table.",
        ),
        (
            "counts",
            lambda ends: near(ends[0], sure) or near(ends[1], sure + unseen),
            "You counted numbers. The question asks for a part: divide by how many there are.",
        ),
        (
            "the wrong ones",
            lambda ends: near(ends[0], bad / every) or near(ends[1], (bad + unseen) / every),
            "You gave {you}: that is the part that was read wrongly. The question asks for what was right.",
        ),
        (
            "unseen as wrong",
            (least, least),
            "You gave one number for both ends, as if all that nobody looked at were wrong. Nobody knows that.",
        ),
        (
            "unseen as right",
            (most, most),
            "You gave one number for both ends, as if all that nobody looked at were right. Nobody knows that.",
        ),
        (
            "looked at",
            lambda ends: near(ends[0], seen / every) or near(ends[1], seen / every),
            "You gave {you}: the part that was looked at is in it. To be looked at is not yet to be right.",
        ),
        (
            "nothing known",
            lambda ends: ends[0] == 0,
            "You gave a least of nought. Some were looked at and found right: those are sure.",
        ),
        (
            "all of it",
            lambda ends: ends[1] == 1,
            "You gave a most of one. Some were looked at and found wrong: those cannot be among the right ones.",
        ),
        (
            "unseen alone",
            lambda ends: near(ends[1], unseen / every) or near(ends[0], unseen / every),
            "You gave {you}: the part that nobody looked at is in it, alone. At the most they are right besides those found right.",
        ),
    ],
    rel=2e-3,
)

# %% wrong
wrong = [
    ("of those looked at", (sure / seen, sure / seen)),
    ("of those looked at", (sure / seen, 1)),
    ("of those not looked at", (least, unseen / seen)),
    ("counts", (sure, sure + unseen)),
    ("the wrong ones", (bad / every, (bad + unseen) / every)),
    ("unseen as wrong", (least, least)),
    ("unseen as right", (most, most)),
    ("looked at", (seen / every, 1)),
    ("nothing known", (0, 1)),
    ("all of it", (least, 1)),
    ("unseen alone", (least, unseen / every)),
    ("swapped", (most, least)),
    ("most left open", (least, None)),
    ("least: percent", (100 * least, 100 * most)),
    ("one number for two", least),
    ("type", f"{least:.0%} to {most:.0%}"),
]

# %% right
right = [[round(least, 3), round(most, 3)], {"low": least, "high": most}, Interval(least, most)]

# %% 07.3 spot the fault [markdown]
# ## 07.3 Seven rows, as the program read them
#
# Six sentences are invented, one is from the articles. Each was read by itself by the course's program, just now. Some of
# the rows do not say what their sentence says. In 05.3 you held notes about growth and shares against sentences; here the
# notes are rows, and a program made them. `misreadings` is a dictionary from the letter of a row to one word of this list.
#
# | word | the row |
# |---|---|
# | `entity` | is about somebody else than the sentence |
# | `status` | is firmer than the sentence |
# | `hedge` | has lost a word of doubt |
# | `unit` | takes a change for a part of a whole, or a part for a change |
# | `number` | has another number than the sentence |

# %% given
plans = claims[(claims.metric == "chips_planned") & (claims.status == "planned")].iloc[0]
invented = {
    "A": "Pelican Ferries carried over 4 million passengers in 2023.",
    "B": "Unlike its rival Gull Line, Pelican Ferries owned 12 ferries at the end of 2023.",
    "C": "Pelican Ferries wants to own 20 ferries by 2027.",
    "D": "Gull Line was bought in 2024 by Pelican Ferries, which owned 12 ferries.",
    "E": "Pelican Ferries carried not quite 600,000 passengers in 2021.",
    "F": "Pelican Ferries put 7% on its fares in 2023.",
}
as_read = {letter: reading(sentence)[0].claims[0] for letter, sentence in invented.items()}
as_read["G"] = next(row for row in reading(plans.sentence)[0].claims if row["quote"] == plans.quote)


def end_words(end):
    return "empty" if end is None else f"{end:,.10g}"


def fields_of(row):
    low, high = end_words(row["low"]), end_words(row["high"])
    return f"low {low}, high {high}, hedge {row['hedge']}, unit {row['unit']}, entity {row['entity']}, status {row['status']}"


shown = {letter: f"*{sentence}*" for letter, sentence in invented.items()} | {
    "G": f"*{plans.quote}* in {cite(data, plans.claim)}"
}
say("\n".join(f"- **{letter}**: {text}\n\n  {fields_of(as_read[letter])}" for letter, text in shown.items()))

# %% answer
misreadings = {"A": "hedge", "C": "status", "D": "entity", "F": "unit"}  # blank

# %% why [markdown]
# Row A has lost ‘over’ and stands there as exact. Row C makes of a wish a fleet. Row D took the first name, and the ferries
# belong to the one that ‘which’ points to. Row F calls a part of a whole what is a change: fares went up. The traps in B, E and G
# are passed: the rival's name stands first, ‘not quite’ gives a most and no least, and a plan of one company stands between two others.

# %% hints [markdown]
# - Take the sentence first and say for yourself: who, how many, with what doubt, of what, and is it so already? Then look.
# - Four rows are at fault, each in another way. Of the three that are right, one has an empty end and one is a plan.

# %% check
rests_on = plans.claim
# What each sentence says, in the field where a rule could stumble. The fault is in the row, so it is looked up there.
say_so = {
    "A": ("hedge", "over", "Is there a word beside the number, and is it in the row?", "the word beside the number is in it."),
    "B": ("entity", "Pelican Ferries", "Whose ferries are they?", "who, how many and when are as in the sentence; the first name is only compared with."),
    "C": ("status", "planned", "Does the company own them already? Look at the verb.", "it does not say that the ferries are there."),
    "D": ("entity", "Pelican Ferries", "To which of the two names does ‘which’ point?", "‘which’ points to the name just before it."),
    "E": ("hedge", "nearly", "On which side of the number does ‘not quite’ lie?", "who, what and when are as in the sentence, and ‘not quite’ gives a most and no least."),
    "F": ("unit", "growth_fraction", "Did something become this part of the whole, or change by it?", "to put something on a fare is to change it."),
    "G": ("status", "planned", "Look at the verb.", "the company that is named just before plans these, and the row calls it a plan."),
}  # fmt: skip
faults = {letter: field for letter, (field, said, _, _) in say_so.items() if as_read[letter][field] != said}
check = Labels(
    faults,
    {
        "entity": "whom it is about",
        "status": "how firm it is",
        "hedge": "its word of doubt",
        "unit": "its unit",
        "number": "its number",
    },
    {letter: hint if letter in faults else passed for letter, (_, _, hint, passed) in say_so.items()},
)

# %% wrong
good = dict(faults)
wrong = [
    ("missed", {"D": "entity"}),
    ("B: false alarm", good | {"B": "entity"}),
    ("E: false alarm", good | {"E": "hedge"}),
    ("G: false alarm", good | {"G": "entity"}),
    ("A: not number", good | {"A": "number"}),
    ("C: not entity", good | {"C": "entity"}),
    ("D: not status", good | {"D": "status"}),
    ("F: not number", good | {"F": "number"}),
    ("no fault", good | {"F": "growth"}),
    ("no line", good | {"H": "unit"}),
    ("type", list("ACDF")),
]

# %% right
right = [{k.lower(): v.upper() for k, v in good.items()}, dict(reversed(good.items()))]

# %% 07.4 predict, then compute [markdown]
# ## 07.4 What is lost with the page around it?
#
# Many numbers have a date in the table that stands elsewhere in the article: in a heading, or a sentence above. **Guess
# first**: of the numbers that have a date in the column `checked`, what part is left without any when their sentence is read
# alone? Write your guess as a fraction of one, and leave it as it is. Then compute the part, with at least three digits.

# %% given
cells[cells.field == "date"].drop(columns=["claim", "topic"]).iloc[28:56:4]

# %% answer
dated = cells[(cells.field == "date") & (cells.checked != "")]  # cut
without_date = {
    "guess": 0.2,  # blank: 0.2
    "share": (dated.read == "").mean(),  # blank: (dated.read == "").mean()
}

# %% why [markdown]
# Only a number that has a date can lose it, so only those stand below the line. The cells that are empty on both sides are no
# loss: there is nothing to be read. This is why the date is the first column to run your eye down in an article of
# your own. A date is often said once, for all that follows.

# %% hints [markdown]
# - First choose the rows of the field `date`, then of those the ones whose cell in `checked` is not empty.
# - The mean of a column of true and false is the part that is true.

# %% check
dates = cells[cells.field == "date"]
dated = dates[dates.checked != ""]
rests_on = dated[dated.read == ""].claim.iloc[0]
gone, blank = (dated.read == "").sum(), (dates.read == "").sum()
check = Row(
    {
        "guess": Guess(0, 1, of="share"),
        "share": Number(
            gone / len(dated),
            "fraction",
            [
                (
                    "of all numbers",
                    gone / len(dates),
                    "You gave {you}: the lost dates among all numbers. Those that never had a date cannot lose one.",
                ),
                (
                    "empty ones",
                    blank / len(dates),
                    "You gave {you}: that is how many cells are empty. Some of them are empty in the article too.",
                ),
                (
                    "more than there are",
                    blank / len(dated),
                    "You gave {you}: above the line are cells with nothing to be read, below it only those with a date.",
                ),
                (
                    "of the empty ones",
                    gone / blank,
                    "You gave {you}: that is the part of the empty cells that should not be empty. Below the line belong the numbers with a date.",
                ),
                (
                    "of all cells",
                    gone / len(cells),
                    "You gave {you}: below the line are the cells of all fields. The question is about one field.",
                ),
                (
                    "a count",
                    lambda n: n > 1 and n == int(n) and not math.isclose(n, 100 * gone / len(dated), rel_tol=0.02),
                    "You gave a whole number, which counts something. The question asks for a part: divide it.",
                ),
                (
                    "not found",
                    0,
                    "You gave 0. A cell with nothing in it is the empty text here, which isna does not find: compare with it.",
                ),
                (
                    "never dated",
                    1 - len(dated) / len(dates),
                    "You gave {you}: that is the part of the numbers that have no date in the article either.",
                ),
                (
                    "kept",
                    (len(dated) - gone) / len(dates),
                    "You gave {you}: that is the part of all numbers that kept their date.",
                ),
                (
                    "all fields of all cells",
                    ((cells.read == "") & (cells.checked != "")).mean(),
                    "You gave {you}: that is the part of all cells, of all fields, that was lost. Choose the field date first.",
                ),
                (
                    "all fields",
                    ((cells.read == "") & (cells.checked != "")).sum() / (cells.checked != "").sum(),
                    "You gave {you}: that is the part lost of all fields together. Choose the rows of the field date first.",
                ),
                (
                    "all fields, empty",
                    (cells.read == "").mean(),
                    "You gave {you}: that is the part of empty cells in all fields. Choose the rows of the field date first.",
                ),
                (
                    "with a date",
                    len(dated) / len(dates),
                    "You gave {you}: that is the part of the numbers that have a date. The question asks what part of these loses it.",
                ),
            ],
            rel=2e-3,
        ),
    }
)

# %% wrong
part = gone / len(dated)
wrong = [
    ("share: of all numbers", {"guess": 0.2, "share": gone / len(dates)}),
    ("share: empty ones", {"guess": 0.2, "share": blank / len(dates)}),
    ("share: more than there are", {"guess": 0.2, "share": blank / len(dated)}),
    ("share: of the empty ones", {"guess": 0.2, "share": gone / blank}),
    ("share: of all cells", {"guess": 0.2, "share": gone / len(cells)}),
    ("share: a count", {"guess": 0.2, "share": gone}),
    ("share: not found", {"guess": 0.2, "share": dated.read.isna().mean()}),
    ("share: with a date", {"guess": 0.2, "share": len(dated) / len(dates)}),
    ("share: percent", {"guess": 0.2, "share": 100 * part}),
    ("share: not one number", {"guess": 0.2, "share": dated.read == ""}),
    ("guess: range", {"guess": 20, "share": part}),
]

# %% right
right = [{"guess": 0, "share": round(part, 3)}, {"share": part, "guess": 1.0}, pd.Series({"guess": 0.4, "share": part})]

# %% 07.5 complete two blanks [markdown]
# ## 07.5 Right of what was read, right of what is there
#
# A reading can be good in two ways. Of what it says, much is right: this is called its **precision**. Of what is there to be
# read, much is found: this is called its **recall**. The function gets a table such as `cells` and gives back both. What stands
# below the line is missing.

# %% given
cells[cells.field.isin(["entity", "date"])].drop(columns=["claim", "topic"]).iloc[20:36]


# %% answer
def two_shares(table):
    right = ((table.read == table.checked) & (table.read != "")).sum()
    return {
        "precision": right / (table.read != "").sum(),  # blank: table.read != ""
        "recall": right / (table.checked != "").sum(),  # blank: table.checked != ""
    }


# %% why [markdown]
# Above both lines stand the same cells: read, and right. They are divided by all that was read, or by all that is there. A program
# that reads nothing but one sure number has a precision of one and a recall near nought, and one that fills every cell with the
# nearest name has it the other way. So one share alone says little.

# %% hints [markdown]
# - Each blank is a comparison that is true in the rows which are to be counted. In which column is something, if the
#   program said something?
# - Precision is about what the program said, recall about what the article says. A cell with something in it is not `""`.

# %% check
rests_on = lost.claim.iloc[0]


def both_shares(table):
    precision, recall = shares(table)
    right, equal = ((table.read == table.checked) & (table.read != "")).sum(), (table.read == table.checked).sum()
    either = ((table.read != "") | (table.checked != "")).sum()
    both = ((table.read != "") & (table.checked != "")).sum()
    common = [
        (
            "all cells",
            right / len(table),
            "you divided by all cells. A cell with nothing in it is the empty text, which notna and count take for something.",
        ),
        (
            "another table",
            right / (cells.read != "").sum(),
            "you divided by a count of the table cells, and not of the table that the function is given.",
        ),
        (
            "another table",
            right / (cells.checked != "").sum(),
            "you divided by a count of the table cells, and not of the table that the function is given.",
        ),
        (
            "unequal cells",
            right / (table.read != table.checked).sum(),
            "you divided by the cells in which the two differ.",
        ),
        ("equal cells", right / equal, "you divided by the cells that are equal, and empty ones are equal too."),
        ("either", right / either, "you divided by the cells with something in one column or the other."),
        (
            "the missed ones",
            right / ((table.read == "") & (table.checked != "")).sum(),
            "you divided by the cells that were missed. Below the line stands more than those.",
        ),
        (
            "both filled",
            right / both,
            "you divided by the cells with something in both columns. What stands in one column alone is left out so.",
        ),
        (
            "the empty ones",
            right / (len(table) - (table.read != "").sum()),
            "you divided by the cells that the program left empty. A cell with something in it is not equal to the empty text.",
        ),
        (
            "nothing there",
            right / (len(table) - (table.checked != "").sum()),
            "you divided by the cells with nothing to be read. A cell with something in it is not equal to the empty text.",
        ),
    ]
    other = "you divided by what {what}. That is the other of the two shares."
    turned = {
        "precision": [("other share", recall, other.replace("{what}", "is there to be read"))],
        "recall": [("other share", precision, other.replace("{what}", "the program read"))],
    }
    return Row(
        {
            "precision": Number(precision, "fraction", turned["precision"] + common, rel=1e-5),
            "recall": Number(recall, "fraction", turned["recall"] + common, rel=1e-5),
        }
    )


dates = cells[cells.field == "date"]
# So that something is invented too: what every fourth cell should hold is taken away.
poorer = cells.assign(checked=cells.checked.where(cells.index % 4 > 0, ""))
check = Function(
    [
        ("cells of which fewer should be filled", (poorer,), both_shares(poorer)),
        ("the dates", (dates,), both_shares(dates)),
        ("the cells of all fields", (cells,), both_shares(cells)),
    ]
)

# %% hidden
names_only = mixed[mixed.field == "entity"]
hidden = Function(
    [("another reading", (mixed,), both_shares(mixed)), ("the names in it", (names_only,), both_shares(names_only))]
)


# %% wrong
def over(precision, recall):
    def two(table):
        right = ((table.read == table.checked) & (table.read != "")).sum()
        return {"precision": right / precision(table).sum(), "recall": right / recall(table).sum()}

    return two


def said_it(table):
    return table.read != ""


def there_it(table):
    return table.checked != ""


wrong = [
    ("precision: other share", over(there_it, said_it)),
    ("recall: other share", over(said_it, said_it)),
    ("precision: all cells", over(lambda t: t.read == t.read, there_it)),
    ("recall: all cells", over(said_it, lambda t: t.read == t.read)),
    ("precision: equal cells", over(lambda t: t.read == t.checked, there_it)),
    ("precision: another table", over(lambda t: cells.read != "", there_it)),
    ("recall: unequal cells", over(said_it, lambda t: t.read != t.checked)),
    ("recall: either", over(said_it, lambda t: said_it(t) | there_it(t))),
    ("recall: the missed ones", over(said_it, lambda t: (t.read == "") & there_it(t))),
    ("precision: either", over(lambda t: said_it(t) | there_it(t), there_it)),
    ("precision: both filled", over(lambda t: said_it(t) & there_it(t), there_it)),
    ("recall: both filled", over(said_it, lambda t: said_it(t) & there_it(t))),
    ("precision: the empty ones", over(lambda t: t.read == "", there_it)),
    ("recall: nothing there", over(said_it, lambda t: t.checked == "")),
    ("missing field", lambda table: {"precision": 1}),
    ("stops", over(lambda t: t.reed != "", there_it)),
    ("nothing back", lambda table: None),
    ("type", 0.5),
]

# %% right
right = [
    lambda table: pd.Series(dict(zip(["precision", "recall"], shares(table), strict=True))),
    lambda table: dict(zip(["recall", "precision"], shares(table)[::-1], strict=True)) | {"cells": len(table)},
]

# %% 07.6 order shuffled lines [markdown]
# ## 07.6 Which field can be trusted?
#
# In the right order, these lines make a table `trust` with one row for each field: what part of the cells that the program
# filled in is right. This is the precision of each field, as you would want it before you decide which column of your own
# article to go through first. Two lines do not belong to it. Write down the letters in order.

# %% given
shuffled = {
    "A": 'trust = filled.groupby("field").right.mean()',
    "B": "filled = cells[cells.read == cells.checked]",
    "C": "filled = filled.assign(right=filled.read == filled.checked)",
    "D": "trust = trust.sort_values().reset_index()",
    "E": 'filled = cells[cells.read != ""]',
    "F": 'filled = filled.assign(right=filled.checked != "")',
}
say("```python\n" + "\n".join(f"# {letter}\n{line}" for letter, line in shuffled.items()) + "\n```")

# %% answer
in_order = "ECAD"  # blank

# %% why [markdown]
# First the cells that were filled in, then a column that is true where one is right, then its mean in each field, and at last
# the lowest field on top. Line B keeps only what is right, so every field would come out perfect. Line F finds a wrong name right,
# as long as there is one to be read.

# %% hints [markdown]
# - Two lines begin from `cells`. One of them throws away the very cells whose part you want to know.
# - Choose what was filled in, mark what is right, take the mean in each field, sort.

# %% check
rests_on = lost.claim.iloc[-1]
filled = cells[cells.read != ""]
expected = filled.assign(right=filled.read == filled.checked).groupby("field", as_index=False).right.mean()
check = Order(
    shuffled,
    {"cells": cells},
    "trust",
    Table(expected, ["field"], "fraction"),
    {
        "B": "it keeps only cells that are right, and then every field looks perfect.",
        "F": "it asks whether there was something to be read, and not whether it was read.",
    },
)

# %% wrong
wrong = [
    ("too early", "CEAD"),
    ("stops", "EACD"),
    ("spare B", "BCAD"),
    ("spare F", "EFAD"),
    ("too few", "ECA"),
    ("twice", "ECAAD"),
    ("no line", "ECAX"),
    ("type", 4),
]

# %% right
right = ["e c a d", ["E", "C", "A", "D"], ("E", "C", "A", "D"), "E, C, A, D"]

# %% 07.7 free code [markdown]
# ## 07.7 Four fates of a cell
#
# Write a function that gets a table such as `cells` and gives back a table with one row for each field and these columns: how many
# cells of that field came to this end, 0 if none.
#
# | column | the cell |
# |---|---|
# | `field` | the field |
# | `right` | was read, and is as checked |
# | `missed` | was left empty, and there is something to be read |
# | `invented` | was filled in, and there is nothing to be read |
# | `misread` | was filled in with something else than what is there |

# %% given
cells[cells.field.isin(["entity", "date"])].drop(columns=["claim", "topic"]).iloc[60:76]


# %% answer
def four_fates(table):
    was, there, same = table.read != "", table.checked != "", table.read == table.checked  # cut
    table = table.assign(right=was & same, missed=there & ~was)  # cut
    table = table.assign(invented=was & ~there, misread=was & there & ~same)  # cut
    return table.groupby("field")[["right", "missed", "invented", "misread"]].sum().reset_index()  # blank


# %% why [markdown]
# Each cell is either filled or empty, on either side, and where both are filled they agree or not. A cell that is empty on both sides
# is in no column: nothing was there, and nothing was said. The four must be kept apart, since they call for different
# work: what was missed must be added, what was invented rejected, what was misread changed.

# %% hints [markdown]
# - Make four columns of true and false, each from comparisons that are joined with `&`. In a group, `sum` counts what is true.
# - Ask two questions of each cell: is something in `read`, is something in `checked`? Only if both are so, ask whether they are equal.

# %% check
rests_on = lost.claim.iloc[0]


def fates_of(table):
    wanted = sorts(table)
    was, there, same = table.read != "", table.checked != "", table.read == table.checked

    def gave(column, test):
        """The student's column counts what `test` is true of, and not what is asked for."""
        instead = test.groupby(table.field).sum().reindex(wanted.field).tolist()

        def said(given):
            of = given.field if "field" in given else given.index
            if len(given) != len(wanted):
                return False
            counts = dict(zip(of, given[column], strict=True))
            return [counts.get(field) for field in wanted.field] == instead != wanted[column].tolist()

        return said

    return Table(
        wanted,
        ["field"],
        None,
        [
            (
                "another table",
                lambda given: table is not cells and Table(sorts(cells), ["field"])(given) == RIGHT,
                "these are the counts of the table cells. Count in the table that the function is given.",
            ),
            (
                "not added up",
                lambda given: len(given) == len(table) > len(wanted),
                "your table has a row for each cell. Group by the field, and add up.",
            ),
            (
                "turned",
                lambda given: gave("missed", was & ~there)(given) and gave("invented", there & ~was)(given),
                "you have missed and invented the wrong way round. Missed is what is there, and the program did not say.",
            ),
            (
                "not found",
                gave("missed", table.read.isna()),
                "column missed: there is nothing in it. A cell with nothing in it is the empty text here, which isna does not find.",
            ),
            (
                "empty as right",
                gave("right", same),
                "column right: you counted cells that are empty on both sides. They are equal, and nothing was read in them.",
            ),
            (
                "filled as right",
                gave("right", was),
                "column right: you counted every cell that was filled in, right or not.",
            ),
            (
                "empty as missed",
                gave("missed", ~was),
                "column missed: you counted every empty cell. Of some there is nothing to be read.",
            ),
            (
                "misread as missed",
                gave("missed", there & ~same),
                "column missed: what was misread is in it. In those cells the program did say something.",
            ),
            (
                "unread as invented",
                gave("invented", ~there),
                "column invented: you counted every cell with nothing to be read. In some of them the program said nothing either.",
            ),
            (
                "every cell",
                gave("right", was | ~was),
                "column right: that is how many cells the field has. Both true and false were counted: add up instead, and true counts one.",
            ),
            (
                "parts",
                lambda given: len(given) == len(wanted) and given.right.between(0, 1).all() and wanted.right.max() > 1,
                "column right: you gave parts of one. The question asks how many cells.",
            ),
            (
                "misread as invented",
                gave("invented", was & ~same),
                "column invented: what was misread is in it. There the article does say something, and another thing.",
            ),
            (
                "unequal as misread",
                gave("misread", ~same),
                "column misread: you counted every cell in which the two differ. Where one side is empty, it is missed or invented.",
            ),
            (
                "missed as misread",
                gave("misread", there & ~same),
                "column misread: what was missed is in it. A cell that was left empty was not misread.",
            ),
            (
                "invented as misread",
                gave("misread", was & ~same),
                "column misread: what was invented is in it. To misread something, something must be there.",
            ),
        ],
    )


# What is read and what is checked exchanged: then there is something that was invented.
exchanged = cells.assign(read=cells.checked, checked=cells.read)
check = Function(
    [
        ("the cells of the articles", (cells,), fates_of(cells)),
        ("the same cells with both columns exchanged", (exchanged,), fates_of(exchanged)),
    ]
)

# %% hidden
hidden = Function(
    [("another reading", (mixed,), fates_of(mixed)), ("a part of the cells", (cells[::7],), fates_of(cells[::7]))]
)


# %% wrong
def instead(**tests):
    def four(table):
        was, there, same = table.read != "", table.checked != "", table.read == table.checked
        fates = {"right": was & same, "missed": there & ~was, "invented": was & ~there, "misread": was & there & ~same}
        for column, test in tests.items():
            fates[column] = test(was, there, same)
        return pd.DataFrame({"field": table.field, **fates}).groupby("field", as_index=False).sum()

    return four


wrong = [
    ("empty as right", instead(right=lambda was, there, same: same)),
    ("filled as right", instead(right=lambda was, there, same: was)),
    ("empty as missed", instead(missed=lambda was, there, same: ~was)),
    ("misread as missed", instead(missed=lambda was, there, same: there & ~same)),
    ("misread as invented", instead(invented=lambda was, there, same: was & ~same)),
    ("unequal as misread", instead(misread=lambda was, there, same: was & ~same | there & ~same)),
    (
        "turned",
        instead(missed=lambda was, there, same: was & ~there, invented=lambda was, there, same: there & ~was),
    ),
    ("unread as invented", instead(invented=lambda was, there, same: ~there)),
    ("not added up", lambda t: t.assign(right=True, missed=False, invented=False, misread=False)),
    ("every cell", instead(right=lambda was, there, same: was | ~was)),
    ("parts", lambda t: (lambda f: f.assign(right=f.right / len(t)))(instead()(t))),
    ("another table", lambda t: instead()(cells)),
    ("not found", instead(missed=lambda was, there, same: was & ~was)),
    ("missing column", lambda t: instead()(t).drop(columns="misread")),
    ("missing row", lambda t: instead()(t[t.field != "date"])),
    ("changes its input", lambda t: (t.insert(0, "same", t.read == t.checked), instead()(t))[1]),
    ("type", lambda t: (t.read == t.checked).sum()),
    ("stops", lambda t: t.groupby("fields").size()),
    ("nothing back", lambda t: None),
]

# %% right
right = [
    lambda t: sorts(t).set_index("field"),
    lambda t: sorts(t).iloc[::-1].astype({"right": float}).assign(cells=len(t)),
]

# %% 07.8 choose the honest chart [markdown]
# ## 07.8 How good is the program?
#
# The reviewer of 07.2 had looked only at the numbers with an empty cell. Both charts tell how the program did, subject by subject.
# Choose the one that says no more than was looked at, and the reason. In 05.8 you asked of the points of a chart how each
# of them is known; ask it here of each bar.
#
# | reason | |
# |---|---|
# | `1` | It gives each subject one number, so that they can be ranked. |
# | `2` | Shares make subjects of different size comparable. |
# | `3` | It shows how many were looked at and how many were not, and the unseen are called neither right nor wrong. |
# | `4` | It leaves out what nobody looked at, so that nothing uncertain is in it. |


# %% given
most_told = numbers.topic.value_counts(sort=True).head(6).index
told = numbers[numbers.topic.isin(most_told)].replace({"topic": "_"}, {"topic": " "}, regex=True)
by_topic = told.groupby("topic").agg(
    right=("right", lambda right: (right & told.gap[right.index]).sum()), looked=("gap", "sum"), every=("gap", "size")
)


def of_the_looked_at(ax):
    part = (100 * by_topic.right / by_topic.looked)[by_topic.looked > 0]
    part.plot.barh(ax=ax, color="#0173b2", title="Right as read, in per cent")


def of_all(ax):
    heaps = [
        ("right", by_topic.right, "#0173b2", "white"),
        ("wrong", by_topic.looked - by_topic.right, "#a84300", "white"),
    ]
    heaps += [("nobody looked", by_topic.every - by_topic.looked, "#d9d9d9", "black")]
    left = 0 * by_topic.every
    for name, heap, colour, ink in heaps:
        bars = ax.barh(by_topic.index, heap, left=left, color=colour, edgecolor="white", label=name)
        ax.bar_label(bars, [f"{n:.0f}" if n else "" for n in heap], label_type="center", color=ink)
        left = left + heap
    ax.legend(loc="upper center", bbox_to_anchor=(0.4, -0.12), ncols=3, frameon=False, handlelength=1, columnspacing=1)
    ax.set_xlim(0, 1.05 * by_topic.every.max())
    ax.set_title("Numbers, by what is known")


Charts(
    {
        "A": (of_the_looked_at, "a bar for each subject: the part of the numbers looked at that were right as read."),
        "B": (
            of_all,
            "a bar for each subject with the number of all that were read, divided into right, wrong, and not looked at by anybody.",
        ),
    },
    size=(860, 360),
)

# %% answer
honest = {
    "chart": "B",  # blank: "B"
    "why": "3",  # blank: "3"
}

# %% why [markdown]
# A bar of chart A is a share of the numbers that looked odd, and it does not say of how many. A few numbers that were right make
# a full bar, and a subject in which most were never looked at stands there like the others. Chart B shows what is known and what is not.
# It answers less, and whoever reads it knows where to look next.

# %% hints [markdown]
# - Take the longest bar of chart A and find the same subject in chart B. How many numbers is it made of?
# - What is uncertain does not go away when a chart leaves it out. A reason is about what the reader then believes.

# %% check
rests_on = lost.claim.iloc[-1]
check = Row(
    {
        "chart": Choice(
            "B",
            {
                "A": "Its bars are shares of what looked odd, and the chart is read as a share of all. How many are behind the longest bar?"
            },
        ),
        "why": Choice(
            "3",
            {
                "1": "A ranking by shares of a few numbers here and of many there is mostly chance. What does the other chart tell besides?",
                "2": "They do, if each is a share of the whole. Here each is a share of those that looked odd, few or many.",
                "4": "What is left out is the larger part of some subjects. The reader then takes the rest for all.",
            },
        ),
    },
    [
        (
            "half right",
            lambda a: str(a["chart"]).strip().upper() == "A" and str(a["why"]).strip() == "3",
            "Your reason is a good one, and it is not true of the chart that you chose. Look at both again.",
        ),
        (
            "wrong reason for it",
            lambda a: str(a["chart"]).strip().upper() == "B" and str(a["why"]).strip() == "4",
            "You chose a chart, and your reason is true of the other one. Which of the two leaves something out?",
        ),
    ],
)

# %% wrong
wrong = [
    ("chart: A", {"chart": "A", "why": "1"}),
    ("half right", {"chart": "A", "why": "3"}),
    ("why: 1", {"chart": "B", "why": "1"}),
    ("why: 2", {"chart": "B", "why": "2"}),
    ("wrong reason for it", {"chart": "B", "why": "4"}),
    ("chart: no option", {"chart": "neither", "why": "3"}),
    ("missing field", {"chart": "B"}),
    ("type", "B"),
]

# %% right
right = [{"chart": "b", "why": 3}, {"why": " 3 ", "chart": "B "}]

# %% 07.9 write a sentence [markdown]
# ## 07.9 One finding of a briefing
#
# A colleague has drafted a finding, and it has lost two things on the way from the row. Write the sentence that the row supports:
# of whom it is, what is measured, how much, with its doubt and with its status. The course's own program reads your
# sentence. For what is only rumoured it knows words such as *is in talks*, *reportedly*, *is said to*.

# %% given
finding = claims[(claims.metric == "valuation") & (claims.status == "rumoured") & (claims.hedge == "about")].iloc[0]
amount = number_words(finding.value, finding.unit)
say(
    f"- `entity`: {finding.entity}\n- `metric`: {finding.metric}\n- `value`: {finding.value:,.0f}, `low` and `high` empty\n"
    f"- `hedge`: {finding.hedge}\n- `unit`: {finding.unit}\n- `status`: {finding.status}",
    f"The draft: *{finding.entity} raised capital at a valuation of {amount}.*",
)

# %% answer
sentence_of_briefing = f"{finding.entity} is in talks to raise capital at a valuation of about {amount}."  # blank

# %% why [markdown]
# Two small words are the whole difference: ‘about’, without which a guess becomes a price, and ‘in talks’, without which a
# rumour becomes a deal. Both are in the row, as its hedge and its status, so a sentence can be held against it.

# %% hints [markdown]
# - Compare the draft with the row field by field. Which two fields cannot be found in the draft?
# - The hedge needs a word before the amount, the status a verb that does not say it is done.

# %% check
rests_on = finding.claim


def heard(text, field):
    """What the program reads in this field of the amounts in a sentence."""
    return {row[field] for row in read(f"{text}.").claims if row["unit"] == finding.unit}


check = Sentence(
    finding,
    {"whose valuation it is": [finding.entity], "that it is a valuation": ["valu", "worth"]},
    [
        *other_rows(claims[claims.unit == finding.unit], "value", "an amount of {entity}", besides=[finding.claim]),
        (
            "other scale",
            finding.value / 1000,
            "You gave {you}: the digits are right, and the word for the noughts is not. Count the noughts of the field value.",
        ),
        (
            "the draft",
            lambda text: (
                "raised" in text.lower() and heard(text, "hedge") == {"none"} and "actual" in heard(text, "status")
            ),
            "That is the draft, or nearly: it makes a deal of a rumour, and an amount of what is only thereabouts.",
        ),
        (
            "done",
            lambda text: re.search(r"\b(raised|closed|completed|got|received)\b", text.lower()),
            "Your sentence says that it is done. No field of the row says so, and the sentence below tells how far it has come.",
        ),
        (
            "two ends",
            lambda text: "range" in heard(text, "hedge"),
            "Your sentence gives two ends. The row has none: nobody said how far from the number it may be.",
        ),
        (
            "other currency",
            lambda text: re.search(r"yuan|RMB|CNY|euro|€|¥", text),
            "Your sentence names another currency. Look at the field unit: a wrong one changes the amount by a factor.",
        ),
        (
            "not heard",
            lambda text: (
                re.search(r"talk|discuss|negotiat|rumou?r|report|sources|familiar|\bsa(y|id)\b", text.lower())
                and heard(text, "status")
                and finding.status not in heard(text, "status")
            ),
            "Your words do tell of talks or reports, and the program does not hear it in them. Put a phrase of the question beside your verb, before the amount, and no ‘could’ or ‘plans’ with it.",
        ),
        (
            "more than the row",
            lambda text: re.search(
                r"\b(only|already|soaring|record|huge|leading|largest|therefore|cheap)\b", text.lower()
            ),
            "Your sentence judges, with a word that stands in no field of the row. A finding says what the row says.",
        ),
    ],
)

# %% wrong
said = f"{finding.entity} is in talks to raise capital at a valuation of about {amount}."
wrong = [
    ("the draft", f"{finding.entity} raised capital at a valuation of {amount}."),
    ("hedge dropped", said.replace("about ", "")),
    ("other hedge", said.replace("about", "up to")),
    ("done", said.replace("is in talks to raise", "raised")),
    (
        "two ends",
        said.replace(f"about {amount}", f"between {number_words(0.9 * finding.value, finding.unit)} and {amount}"),
    ),
    ("status", f"{finding.entity} is valued at about {amount}."),
    ("status", said.replace("is in talks to raise", "plans to raise")),
    ("number: tenfold", said.replace(amount, number_words(finding.value * 10, finding.unit))),
    (
        "number: another row",
        said.replace(amount, number_words(claims[claims.metric == "capex_pledged"].value.min(), finding.unit)),
    ),
    ("number: other scale", said.replace(amount, number_words(finding.value / 1e3, finding.unit))),
    ("no number", said.replace(f" of about {amount}", "")),
    ("other currency", said.replace(amount, number_words(finding.value, "CNY"))),
    ("not heard", f"In its talks with investors, {finding.entity} is valued at about {amount}."),
    ("no whose valuation it is", said.replace(finding.entity, "The start-up")),
    ("no that it is a valuation", said.replace("capital at a valuation of ", "")),
    ("more than the row", said.replace("is in talks", "is already in talks")),
    ("denied", said.replace("is in talks", "has not ended its talks")),
    ("type", finding.value),
]

# %% right
right = [
    f"{finding.entity} reportedly has a valuation of around {amount}",
    f"In talks about its first outside capital, {finding.entity} is valued at roughly {amount}.",
    f"{finding.entity} is said to be worth about {amount}.",
]

# %% 07.10 weigh two reviewers [markdown]
# ## 07.10 Two reviewers, one row
#
# Two reviewers have decided on the row of the first sentence, and each has a reason. `follow` says whose decision
# belongs into the file: `first`, `second`, `both` or `neither`. `briefing` says which of the two dates a briefing
# should give: `earlier`, `later`, `both` or `neither`. `why` is a number of this list.
#
# | why | |
# |---|---|
# | `1` | The later sentence fits the growth that it tells of, so the row must have its date. |
# | `2` | The sentence that comes first in an article is the more careful one. |
# | `3` | Two sentences contradict each other, so neither of them can be used. |
# | `4` | A row tells what its sentence says, true or not; what is true is argued where the two are side by side. |

# %% given
clash = data.conflicts[(data.conflicts.metric == "daily_tokens") & (data.conflicts.field == "date")].iloc[0]
one, two = claims.loc[clash.left], claims.loc[clash.right]
say(
    f"The row: {one.quote} {one.object}, `period_end` {one.period_end:%Y-%m-%d}.",
    f"- The first reviewer: `change` the field `period_end` to {two.period_end:%Y-%m-%d}. *The second sentence gives the same "
    f"number for {two.period_end:%B %Y}, and counts its growth from {one.period_end:%B %Y}. So the first sentence has the year wrong.*\n"
    f"- The second reviewer: `accept`. *The sentence names {one.period_end:%B %Y}, and so does the row.*",
    "The two sentences:",
    str(cite(data, one.claim)),
    str(cite(data, two.claim)),
)

# %% answer
judged = {
    "follow": "second",  # blank: "second"
    "briefing": "both",  # blank: "both"
    "why": "4",  # blank: "4"
}

# %% why [markdown]
# The first reviewer may well be right about the world, and the row is not about the world. Changed, it would put words into the
# article's mouth, and the contradiction would be gone from the table, with nobody to ask about it. The argument of the first
# reviewer is worth keeping: it belongs into the briefing, beside both sentences.

# %% hints [markdown]
# - Ask of the row first: does it say what its sentence says? Then ask, apart from that: is the sentence true?
# - If the row is changed, will a reader of the table still see that the article contradicts itself?

# %% check
rests_on = one.claim
check = Row(
    {
        "follow": Choice(
            "second",
            {
                "first": "After that change the row says what its sentence does not, and the contradiction is out of sight. What is a row about?",
                "both": "One row cannot be left as it is and changed. The file holds one answer; the other argument can be kept elsewhere.",
                "neither": "Then the row stands there as if nobody had looked. One of the two decisions says what the sentence says.",
            },
        ),
        "briefing": Choice(
            "both",
            {
                "earlier": "Then a reader is not told that the same article says something else further down.",
                "later": "That date may be the true one. To say so is an argument, and its reader must see what it argues against.",
                "neither": "An amount without a date cannot be compared with anything. Doubt is told, not left out.",
            },
        ),
        "why": Choice(
            "4",
            {
                "1": "That is a good argument about the world. Does it show that the row misreads its sentence?",
                "2": "The place in an article says nothing about care. Digests at the top are often shortened by somebody else.",
                "3": "Both can be used, side by side: that the article says two things is a finding too.",
            },
        ),
    },
    [
        (
            "own words",
            lambda a: str(a["follow"]).strip().lower() == "first" and str(a["why"]).strip() == "4",
            "Your reason speaks for the other reviewer: hold the change that you follow against it.",
        )
    ],
)

# %% wrong
good = {"follow": "second", "briefing": "both", "why": "4"}
wrong = [
    ("follow: first", good | {"follow": "first", "why": "1"}),
    ("own words", good | {"follow": "first"}),
    ("follow: both", good | {"follow": "both"}),
    ("follow: neither", good | {"follow": "neither"}),
    ("briefing: earlier", good | {"briefing": "earlier"}),
    ("briefing: later", good | {"briefing": "later"}),
    ("briefing: neither", good | {"briefing": "neither"}),
    ("why: 1", good | {"why": "1"}),
    ("why: 2", good | {"why": "2"}),
    ("why: 3", good | {"why": "3"}),
    ("follow: no option", good | {"follow": "accept"}),
    ("type", "second"),
]

# %% right
right = [pd.Series(good), {"why": 4, "follow": " Second ", "briefing": "BOTH"}]
