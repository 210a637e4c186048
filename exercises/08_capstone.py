# %% [markdown]
# # Exercises: the capstone
#
# One article that the course has not used, and one analyst: you. You read it, mend what the program misread, hold it
# against the frames of the course, and end with a sentence that you can stand behind. The ten questions are harder than those
# before, and need all seven notebooks. They do not need each other, but they make most sense in this order.
#
# The article is invented, and so is everything in it: what you know of the real companies will not help. Give each answer
# where the three dots are, run the cell, and run the check below it. After two wrong answers there is a hint, after three
# the way to the worked solution. Cells that only show something have their code folded away.
#
# Your progress is kept in `08_capstone.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.exercises import Exercises, load

data = load(frames)
check = Exercises("08_capstone", data)

# %% set-up
import pandas as pd

from datakit import bounds
from datakit.display import cite, say
from datakit.exercises import read_article
from datakit.exercises.charts import Charts

article = read_article("article")  # the frames of the new article, as the program read it; `data` are the course's
claims = article.claims

# %% [markdown]
# ## The article
#
# Read it once, from beginning to end, before you look at any table. Which numbers would you put into a briefing, and
# which two sentences do not fit together?

# %% the article
title, *paragraphs = article.paragraphs.text
say(f"**{title}**", *paragraphs)

# %% checking
import re

from datakit.bounds import Interval
from datakit.exercises.compare import RIGHT, Bounds, Number, Open
from datakit.exercises.fields import Choice, Guess, Labels, Row
from datakit.exercises.made import Function, Order, Reason, Sentence, Table

# %% 08.1 read and mend a row [markdown]
# ## 08.1 A row that the program misread
#
# Below are a sentence and the row that the program made of the words in bold. The row is not what the sentence says.
# Fill it in as it should be. An end that the words leave open is `None`. The hedge is one of
# `none`, `over`, `at_least`, `under`, `nearly`, `up_to`, `about`; `chips` says which chips are counted: `held`, `planned`,
# `rented` or `idle`.

# %% given
read = claims[(claims.metric == "chips_held") & (claims.hedge == "none")].iloc[0]
say(
    f"**{read.quote}**",
    str(cite(article, read.claim)),
    f"As read: `low` {read.low:,.0f}, `high` {read.high:,.0f}, `hedge` {read.hedge}, `chips` held.",
)

# %% answer
mended = {
    "low": None,  # blank: None
    "high": read.high,  # blank: read.high
    "hedge": "under",  # blank: "under"
    "chips": "idle",  # blank: "idle"
}

# %% why [markdown]
# Two small words before the number say that it was not reached, so it is a most and there is no least. The program knows
# other words for that, and not these. And it took a number of machines that stand still for a number of machines
# owned: whoever adds up the column counts them twice.

# %% hints [markdown]
# - Was the number reached? Look at the two words before it, and then at the verb behind it.
# - Put another word with the same meaning before the number: more than, less than, nearly? Which end does it leave open?

# %% check
rests_on = cite(article, read.claim)
words = {
    "none": "There are two words before the number that take something back. The program passed over them as well.",
    "over": "‘Over’ would say that there were more. In which direction does the sentence go?",
    "at_least": "‘At least’ would give a least. Does the sentence say that the number was reached?",
    "nearly": "‘Nearly’ says that it came close. The sentence says only that the number was not reached.",
    "up_to": "‘Up to’ lets the number itself be true. The words of the sentence exclude it.",
    "about": "‘About’ leaves both ends open. The sentence says on which side the truth lies.",
}
check = Row(
    {
        "low": Open(),
        "high": Number(
            read.high,
            "chips",
            [
                (
                    "one less",
                    read.high - 1,
                    "You took one off. A bound is the number as it is written; that it was not reached is in the hedge.",
                )
            ],
        ),
        "hedge": Choice("under", words),
        "chips": Choice(
            "idle",
            {
                "held": "They are held, but so are all the others. Which part of what is held does the verb single out?",
                "planned": "They are there already: look at the date and at the tense of the verb.",
                "rented": "Whose they are is not in this sentence. What did these machines do?",
            },
        ),
    },
    [
        (
            "as read",
            lambda a: a["low"] == read.low and a["high"] == read.high,
            "low: you left the number exact, as the program read it. Do the words before it say that there were so many?",
        ),
        (
            "turned",
            lambda a: a["low"] == read.low and a["high"] is None,
            "low: you made the number a least. The words before it say that not so many were counted.",
        ),
    ],
)

# %% wrong
good = {"low": None, "high": read.high, "hedge": "under", "chips": "idle"}
wrong = [
    ("as read", good | {"low": read.low, "hedge": "none"}),
    ("turned", good | {"low": read.low, "high": None, "hedge": "over"}),
    ("low: nought for open", good | {"low": 0}),
    ("low: type", good | {"low": "None"}),
    ("high: scale", good | {"high": read.high / 1000}),
    ("high: none", good | {"high": None}),
    ("high: one less", good | {"high": read.high - 1}),
    ("hedge: none", good | {"hedge": "none"}),
    ("hedge: nearly", good | {"hedge": "nearly"}),
    ("hedge: up_to", good | {"hedge": "up_to"}),
    ("chips: held", good | {"chips": "held"}),
    ("chips: rented", good | {"chips": "rented"}),
    ("missing field", {"value": read.value, "hedge": "under"}),
]

# %% right
right = [
    good | {"low": float("nan"), "high": int(read.high), "hedge": "Under"},
    pd.Series(good),
]

# %% 08.2 bounds over several sentences [markdown]
# ## 08.2 How far ahead?
#
# In 06.2 sentences about one thing, taken together, left a range for it. Here such a range is one side of a difference. Take
# what the two firms say of their **own** chips at the end of the year, in the three sentences below. By how many chips
# was the one ahead of the other? Give the least and the most, with `None` for an end that no sentence closes.

# %% given
year_end = article.compute[(article.compute.kind == "held") & (article.compute.hedge != "none")]
leader = year_end[year_end.hedge == "over"].iloc[0]
rival = year_end[year_end.hedge == "at_least"].iloc[0].entity
rows = year_end[year_end.entity.isin([leader.entity, rival])]
say(*[f"**{row.entity}**: {cite(article, row.fact)}" for row in rows.itertuples()])

# %% answer
own = rows[rows.entity == rival]  # cut
known = bounds.Interval(own.low.max(), own.high.min())  # cut
lead = bounds.of(leader) - known  # cut
ahead = (lead.low, lead.high)  # blank

# %% why [markdown]
# Two sentences close the rival's number from both sides. The lead is smallest where the leader has the least and the rival the
# most. It would be largest where the leader has the most, and no sentence says what that is: one open end is enough to
# leave the difference open.

# %% hints [markdown]
# - First write down the two ends of each firm by itself. One firm has two sentences, the other has one.
# - For the least lead, give the leader as few chips as the words allow, and the rival as many. Who has no most?

# %% check
rests_on = cite(article, rows[rows.hedge == "nearly"].fact.iloc[0])
own = rows[rows.entity == rival]
least, most = own.low.max(), own.high.min()
plan = article.compute[article.compute.kind == "planned"].low.iloc[0]
counted = article.compute[~article.compute.entity.isin([leader.entity, rival])].high.iloc[0]
check = Bounds(
    bounds.of(leader) - Interval(least, most),
    "chips",
    [
        (
            "range closed",
            lambda ends: set(ends) == {leader.low - most, leader.low - least},
            "You took the leader's number as exact, and gave both ends of the rival's range. A word before the leader's number leaves it open: what does that do to the most?",
        ),
        (
            "other end",
            lambda ends: ends[0] == leader.low - least,
            "You gave {you}: that begins from the fewest chips that the rival can have. With more of them the lead is smaller.",
        ),
        (
            "middle",
            lambda ends: ends[0] == leader.low - (least + most) / 2,
            "You took the middle between the rival's two ends. No sentence says that the number lies there.",
        ),
        (
            "leader alone",
            lambda ends: ends[0] == leader.low,
            "You gave {you}: that is what the leader held. Nothing is taken from it yet.",
        ),
        (
            "planned",
            lambda ends: ends[0] == leader.low + plan - most,
            "You gave {you}: chips that are only planned are in it. The question is about the end of the year.",
        ),
        (
            "third party",
            lambda ends: counted and ends[0] == leader.low - counted,
            "You gave {you}: that takes the rival's chips as somebody else counted them. Take what the firms say themselves.",
        ),
        (
            "added",
            lambda ends: ends[0] in {leader.low + most, leader.low + least},
            "You gave {you}: the chips of both are added. The question asks by how many one is ahead.",
        ),
        (
            "other way round",
            (None, most - leader.low),
            "You took the leader's chips from the rival's: that is how far the rival is ahead. Turn it round.",
        ),
        (
            "rival alone",
            lambda ends: ends == (least, most),
            "You gave {you}: that is what the rival held. Now take it away from what the other held.",
        ),
    ],
)

# %% wrong
low = leader.low - most
wrong = [
    ("range closed", (low, leader.low - least)),
    ("other end", (leader.low - least, None)),
    ("middle", (leader.low - (least + most) / 2, None)),
    ("leader alone", (leader.low, None)),
    ("planned", (leader.low + plan - most, None)),
    ("third party", (leader.low - counted, None)),
    ("added", (leader.low + most, None)),
    ("rival alone", (least, most)),
    ("bound for value", (low, low)),
    ("other way round", (None, -low)),
    ("swapped", (None, low)),
    ("least left open", (None, None)),
    ("most closed", (low, leader.low)),
    ("least: scale", (low / 1000, None)),
    ("one number for two", low),
    ("type", f"{low:,.0f} or more"),
]

# %% right
right = [[int(low), None], (low, float("inf")), {"low": low, "high": float("nan")}, Interval(low, None)]

# %% 08.3 spot the fault [markdown]
# ## 08.3 What the program made of six numbers
#
# Each line has the words of the article, and the row that the program made of them. In 07.3 each sentence stood alone; here
# it stands in an article, and one sentence can hold two numbers. Some rows are at fault, each in one way. `at_fault` is a dictionary from the letter of a line to one word of this list.
#
# | word | fault |
# |---|---|
# | `status` | the row is firmer than the words |
# | `unit` | a change was taken for a part of a whole, or the other way round |
# | `date` | the number stands under another time than the words give |
# | `ends` | an end that the words leave open was closed, or the other way round |
# | `entity` | the number stands under the wrong name |

# %% given
shares = claims[claims.metric == "market_share"]
daily = claims[claims.metric == "daily_tokens"]
made = {
    "A": claims[(claims.metric == "chips_held") & (claims.hedge == "over")].iloc[0],
    "B": shares[(shares.status == "actual") & (shares.period_end > article.sources.published.iloc[0])].iloc[0],
    "C": daily[daily.status == "actual"].iloc[0],
    "D": shares[
        (shares.hedge == "none") & (shares.unit == "fraction") & (shares.period_end < article.sources.published.iloc[0])
    ].iloc[0],
    "E": daily[(daily.status == "planned") & (daily.period_end < article.sources.published.iloc[0])].iloc[0],
    "F": claims[(claims.unit == "users") & (claims.hedge == "nearly")].iloc[0],
}


def end(number):
    return "open" if number != number else f"{number:,.0f}" if number > 1 else f"{number:g}"


def line(row):
    days = (
        f"{row.period_start:%d.%m.%Y} to {row.period_end:%d.%m.%Y}"
        if pd.notna(row.period_start)
        else f"by {row.period_end:%d.%m.%Y}"
    )
    return f"{row.entity}, low {end(row.low)}, high {end(row.high)}, unit {row.unit}, status {row.status}, {days}"


say(*[f"- **{letter}** *{row.quote}*: {line(row)}\n\n  {cite(article, row.claim)}" for letter, row in made.items()])

# %% answer
at_fault = {"B": "status", "D": "unit", "E": "date"}  # blank

# %% why [markdown]
# Row B makes a fact of what somebody hopes for, and dates it years ahead. Row D takes how much a share has grown for the
# share. Row E has the right status, and stands under the month of the other number in its sentence. The rest is right:
# rules go wrong where the words are rare, not where the numbers are large.

# %% hints [markdown]
# - Read the verb in front of each number: is something so, is it to be so, does somebody wish it, has it changed?
# - Three rows are at fault, each in another field. One sentence has two numbers and two dates: which belongs to which?

# %% check
rests_on = cite(article, made["E"].claim)
faults = {
    "status": "its status",
    "unit": "its unit",
    "date": "its date",
    "ends": "its ends",
    "entity": "its name",
}
check = Labels(
    {"B": "status", "D": "unit", "E": "date"},
    faults,
    {
        "A": "the word before the number leaves one end open, and the row does too. The name is the short one of the same group.",
        "B": "Ask whether it is so already, and who says that it will be.",
        "C": "the name, the number and the month stand side by side in the sentence, and the verb says that it happened.",
        "D": "Ask of what it is a part. Or did something become larger by it?",
        "E": "Look for the words that say by when, and compare them with the days in the row.",
        "F": "the users are those of the assistant, and the word before the number makes it a most without a least.",
    },
)

# %% wrong
good = {"B": "status", "D": "unit", "E": "date"}
wrong = [
    ("missed", {"B": "status"}),
    ("missed", {"B": "status", "D": "unit"}),
    ("A: false alarm", good | {"A": "ends"}),
    ("C: false alarm", good | {"C": "date"}),
    ("F: false alarm", good | {"F": "ends"}),
    ("B: not date", good | {"B": "date"}),
    ("D: not ends", good | {"D": "ends"}),
    ("E: not status", good | {"E": "status"}),
    ("no fault", good | {"D": "growth"}),
    ("no line", good | {"G": "unit"}),
    ("type", ["B", "D", "E"]),
]

# %% right
right = [{k.lower(): f" {v.title()}" for k, v in good.items()}, dict(reversed(good.items()))]

# %% 08.4 predict, then compute [markdown]
# ## 08.4 Tokens for each user
#
# Two sentences are about the same assistant in the same month: how many tokens a day it handles, and how many users
# it has. **Guess first**: how many tokens a day is that for each user, at least? Leave your guess as it is. Then compute the
# least that the two sentences allow. Three digits are enough.

# %% given
tokens = claims[(claims.metric == "daily_tokens") & (claims.status == "actual")].iloc[0]
users = claims[(claims.unit == "users") & (claims.entity == tokens.entity)].iloc[0]
say(*[str(cite(article, row.claim)) for row in (tokens, users)])

# %% answer
per_user = {
    "guess": 100_000,  # blank: 100_000
    "least": tokens.low / users.high,  # blank: tokens.low / users.high
}

# %% why [markdown]
# The tokens can only be more than the number, the users only fewer. Both words push the result up, so the two numbers as
# written give a least. Had both words been ‘over’, nothing would follow. And one assumption stays: that all these tokens
# are used by those users, and none by programs of other firms.

# %% hints [markdown]
# - A trillion has twelve noughts, a million six. Which of the two numbers is divided by which?
# - Each of the two has only one known end. For the least, take few tokens and many users.

# %% check
rests_on = cite(article, tokens.claim)
aim = claims[(claims.metric == "daily_tokens") & (claims.status == "planned")].iloc[0]
other = claims[(claims.unit == "users") & (claims.entity != tokens.entity)].iloc[0]
check = Row(
    {
        "guess": Guess(0, 1e9, of="least"),
        "least": Number(
            tokens.low / users.high,
            "tokens_per_day",
            [
                (
                    "aim",
                    aim.value / users.high,
                    "You gave {you}: that is with the tokens that are to be reached. The question is about what is so.",
                ),
                (
                    "other users",
                    tokens.low / other.low,
                    "You gave {you}: that divides by the users of another assistant.",
                ),
                (
                    "all users",
                    tokens.low / (users.high + other.low),
                    "You gave {you}: the users of both firms are in it, and the tokens of one.",
                ),
                ("tokens alone", tokens.low, "You gave {you}: those are all tokens of a day, of all users together."),
                (
                    "a month",
                    30 * tokens.low / users.high,
                    "You gave {you}: that is for a month. The tokens are counted by the day.",
                ),
            ],
            rel=5e-3,
        ),
    }
)

# %% wrong
least = tokens.low / users.high
wrong = [
    ("least: aim", {"guess": 10, "least": aim.value / users.high}),
    ("least: other users", {"guess": 10, "least": tokens.low / other.low}),
    ("least: all users", {"guess": 10, "least": tokens.low / (users.high + other.low)}),
    ("least: tokens alone", {"guess": 10, "least": tokens.low}),
    ("least: a month", {"guess": 10, "least": 30 * least}),
    ("least: upside down", {"guess": 10, "least": users.high / tokens.low}),
    ("least: scale", {"guess": 10, "least": least / 1e6}),
    ("least: tenfold", {"guess": 10, "least": 10 * least}),
    ("least: type", {"guess": 10, "least": f"{least:,.0f}"}),
    ("guess: range", {"guess": -1, "least": least}),
]

# %% right
right = [
    {"guess": 0, "least": round(least, -3)},
    {"least": int(least), "guess": 5e5},
    pd.Series({"guess": 1, "least": least}),
]

# %% 08.5 decide in the review [markdown]
# ## 08.5 A line for review.csv
#
# One more row is not what its sentence says. In 07.1 you chose the reason from a list. Here you write the whole line of
# `review.csv`, and the reason in your own words: `decision` is a dictionary with the keys `action` (`accept`, `reject`, `change` or `add`), `field` (the field that is wrong), `from` (what was read), `to` (what is
# right) and `why` (the reason, for somebody who was not there). Names are written as in the column `entity`.

# %% given
names = list(claims.entity.dropna().unique())
doubted = claims[(claims.metric == "chips_held") & (claims.hedge == "under")].iloc[0]
say(
    f"As read: `value` {doubted.value:,.0f}, `low` empty, `high` {doubted.high:,.0f}, `hedge` {doubted.hedge}, "
    f"`unit` {doubted.unit}, `entity` {doubted.entity}, `metric` {doubted.metric}, `status` {doubted.status}, "
    f"`period_end` {doubted.period_end:%Y-%m-%d}",
    str(cite(article, doubted.claim)),
    f"The names in the column `entity`: {', '.join(names)}.",
)

# %% answer
owner = next(name for name in names if f"at {name}" in doubted.sentence)  # cut
reason = f"the sentence says ‘at {owner}’: the chips are there, the broker only counted them"  # cut
decision = {
    "action": "change",  # blank: "change"
    "field": "entity",  # blank: "entity"
    "from": doubted.entity,  # blank: doubted.entity
    "to": owner,  # blank: owner
    "why": reason,  # blank: reason
}

# %% why [markdown]
# A claim stands under the name of the one whose chips are counted, and not of the one who counts. The program took the
# subject of the sentence. This matters beyond the row: two numbers are only compared under one name, so the wrong name hid a
# pair that does not fit. With your line in `review.csv`, the program reports it.

# %% hints [markdown]
# - Go through the fields of the row one by one, and find the words of the sentence for each. One field is not borne out.
# - Somebody counted, and somebody has what was counted. Which of the two must the row name?

# %% check
rests_on = cite(article, doubted.claim)
owner = next(name for name in names if f"at {name}" in doubted.sentence)
others = dict.fromkeys(
    set(names) - {owner, doubted.entity}, "They are not in this sentence at all. Whose chips does it speak of?"
)
actions = {
    "accept": "An accepted row says what the sentence says. Hold each field against the words: one of them does not.",
    "reject": "A row is rejected where the words are no such number. This is a number of chips, and most of it is right.",
    "add": "A row is added where the program read nothing. Here it read a number, and one field of it is wrong.",
}
fields = {
    "value": "The digits are as in the sentence. What else does the row say?",
    "low": "The words before the number give no least, and the row has none.",
    "high": "The words before the number make it a most, and so does the row.",
    "hedge": "The word before the number says that there are less, and so does the row.",
    "unit": "Chips are counted in the sentence, and in the row.",
    "status": "They were counted, so the number is as firm as a count can be.",
    "metric": "Chips that somebody has: the column is right. But who has them?",
    "period_end": "The date is in the sentence, and in the row.",
    "object": "What is counted is in the sentence, and in the row. Whose is it?",
}
check = Row(
    {
        "action": Choice("change", actions),
        "field": Choice("entity", fields),
        "from": Choice(
            doubted.entity,
            {
                name: "That is not what stands in the row. `from` is what was read."
                for name in names
                if name != doubted.entity
            },
        ),
        "to": Choice(
            owner,
            others | {doubted.entity: "That is who counted. A row names the one whose chips they are."},
        ),
        "why": Reason([owner.split()[0], doubted.entity.split()[0], "broker", "count", "subject"]),
    },
    [
        (
            "turned",
            lambda a: (a["from"], a["to"]) == (owner, doubted.entity),
            "You have `from` and `to` the wrong way round: `from` is what the program read, `to` is what is right.",
        ),
        (
            "number changed",
            lambda a: a["field"] in ("value", "high") and a["to"] not in names,
            "You change the number. Even if you believe somebody else's count, the row says what this sentence says.",
        ),
    ],
)

# %% wrong
good = {"action": "change", "field": "entity", "from": doubted.entity, "to": owner, "why": f"‘at {owner}’ says whose"}
wrong = [
    ("action: accept", good | {"action": "accept"}),
    ("action: reject", good | {"action": "reject"}),
    ("action: add", good | {"action": "add"}),
    ("action: no option", good | {"action": "correct"}),
    ("field: hedge", good | {"field": "hedge"}),
    ("field: status", good | {"field": "status"}),
    ("turned", good | {"from": owner, "to": doubted.entity}),
    ("number changed", good | {"field": "value", "from": doubted.value, "to": 2 * doubted.value}),
    ("to: " + doubted.entity, good | {"to": doubted.entity}),
    ("to: " + names[0], good | {"to": names[0]}),
    ("from: " + owner, good | {"from": owner}),
    ("why: too short", good | {"why": "wrong"}),
    ("why: no words", good | {"why": "the program made a mistake here"}),
    ("why: type", good | {"why": 1}),
    ("missing field", {"action": "change", "field": "entity"}),
]

# %% right
right = [
    good | {"action": "Change", "to": owner.lower(), "why": "The chips belong to the firm that the broker looked at."},
    pd.Series(good),
]

# %% 08.6 order shuffled lines [markdown]
# ## 08.6 The largest sum that anybody has named?
#
# The article says that of the pledge. In the right order, these lines make a table `yearly` that puts it beside the pledges
# of the course's articles: one row for each company, with the columns `entity` and `a_year`, how many yuan its pledge is a
# year. A pledge that is told in both is one pledge. Two lines do not belong to it. Write down the letters in order.

# %% given
shuffled = {
    "A": 'once = pledges.drop_duplicates(["entity", "value"])',
    "B": "yearly = once.assign(a_year=once.value / once.years)",
    "C": 'pledges = both[(both.kind == "pledge") & (both.unit == "CNY")]',
    "D": 'pledges = both[both.kind == "pledge"]',
    "E": "both = pd.concat([data.capex, article.capex])",
    "F": "yearly = once.assign(a_year=once.value / 4)",
    "G": 'yearly = yearly[["entity", "a_year"]].sort_values("a_year")',
}
say("```python\n" + "\n".join(f"# {letter}\n{line}" for letter, line in shuffled.items()) + "\n```")

# %% answer
line_order = "ECABG"  # blank

# %% why [markdown]
# Put the two tables together, choose, drop what is only told again, divide, and look. Run the lines: somebody had named
# more before. A superlative is a claim without a number, so no program reads it; only a second source can test it.

# %% hints [markdown]
# - Each line uses a name that another line has made. Begin with the one that needs nothing but the two tables.
# - Choose the pledges before you count each once. Of the two ways to choose, one leaves dollars beside yuan.

# %% check
rests_on = cite(article, article.capex[article.capex.kind == "pledge"].fact.iloc[0])
both = pd.concat([data.capex, article.capex])
pledges = both[(both.kind == "pledge") & (both.unit == "CNY")].drop_duplicates(["entity", "value"])
expected = pledges.assign(a_year=pledges.value / pledges.years)[["entity", "a_year"]]
check = Order(
    shuffled,
    {"pd": pd, "data": data, "article": article},
    "yearly",
    Table(expected, ["entity"], "CNY"),
    {
        "D": "it keeps each pledge that is told in two currencies twice, once in each.",
        "F": "it divides by the quarters of a year. A pledge runs for some years, which are in a column.",
    },
)

# %% wrong
wrong = [
    ("too early", "CEABG"),
    ("too early", "ECBAG"),
    ("spare D", "EDABG"),
    ("spare F", "ECAFG"),
    ("too few", "ECAB"),
    ("twice", "ECAABG"),
    ("no line", "ECABX"),
    ("type", 5),
]

# %% right
right = ["e c a b g", ["E", "C", "A", "B", "G"], "E, C, A, B, G"]

# %% 08.7 free code [markdown]
# ## 08.7 What can be set beside the course at all?
#
# Two numbers can be compared only if they measure the same, in the same unit, and are equally firm. Write a function that
# gets two tables such as `article.claims` and `data.claims`, in this order, and gives back a table with the columns `metric`,
# `unit`, `status`, `article` and `course`: one row for each metric, unit and status found in **both**, with how many
# numbers of that kind each of the two holds.

# %% given
claims[["quote", "entity", "metric", "unit", "status"]].head(8)


# %% answer
def side_by_side(ours, theirs):
    kinds = ["metric", "unit", "status"]  # cut
    counts = [table.groupby(kinds).size() for table in (ours, theirs)]  # cut
    return pd.concat(counts, axis=1, keys=["article", "course"], join="inner").reset_index()  # blank


# %% why [markdown]
# Count in each table first, and join the two counts then. Joined the other way round, each row of the one meets each row of
# the other, and products are counted. The inner join keeps only what both speak of: for the rest there is nothing to compare
# with, and that is not a nought.

# %% hints [markdown]
# - Group each table by the three columns and count with `size`. Then there are two short tables with the same index.
# - `pd.concat` with `axis=1` or `merge` puts them side by side; one word of theirs keeps only what is in both.

# %% check
rests_on = cite(article, claims[claims.metric == "capex_quarter"].claim.iloc[0])
KINDS = ["metric", "unit", "status"]


def kinds_in_both(ours, theirs):
    left, right = (table.groupby(KINDS).size() for table in (ours, theirs))
    wanted = pd.concat([left, right], axis=1, keys=["article", "course"], join="inner").reset_index()
    products = list(wanted.article * wanted.course)
    values = theirs.groupby(KINDS).value.count()
    filled = sorted(values.reindex(pd.MultiIndex.from_frame(wanted[KINDS])))

    def turned(given):
        known = given.set_index(KINDS)
        return known.index.is_unique and known.course.to_dict() == wanted.set_index(KINDS).article.to_dict()

    return Table(
        wanted,
        KINDS,
        None,
        [
            (
                "one side",
                lambda given: given[["article", "course"]].isna().any(axis=None) or (given.article == 0).any(),
                "your table has rows for which one of the two has nothing. Only what both hold can be compared.",
            ),
            (
                "products",
                lambda given: len(given) == len(wanted) and list(given.article) == products != list(wanted.article),
                "your counts are products: each row of one table met each row of the other. Count before you join.",
            ),
            (
                "other tables",
                lambda given: (
                    ours is not claims and Table(kinds_in_both(claims, data.claims).expected, KINDS)(given) == RIGHT
                ),
                "these are the counts of all numbers in claims. Count in the tables that the function is given.",
            ),
            (
                "filled cells",
                lambda given: len(given) == len(wanted) and sorted(given.course) == filled != sorted(wanted.course),
                "you counted the filled cells of the column value. Where a row has bounds and no value, it is a number all the same: count rows.",
            ),
            (
                "empty",
                lambda given: given.empty and not wanted.empty,
                "no row is left. Only the three columns must agree: what else did you group or join by?",
            ),
            (
                "exchanged",
                lambda given: list(wanted.article) != list(wanted.course) and turned(given),
                "the two counts stand under each other's names. The first table is the article, the second the course.",
            ),
        ],
    )


firm = claims[claims.status != "planned"]
check = Function(
    [
        ("the article and the course", (claims, data.claims), kinds_in_both(claims, data.claims)),
        ("what is not planned, and the course", (firm, data.claims), kinds_in_both(firm, data.claims)),
    ]
)

# %% hidden
fewer = claims[claims.status == "actual"]
renamed = data.claims.assign(status=data.claims.status.replace("planned", "target"))
hidden = Function(
    [
        ("the other way round", (data.claims, claims), kinds_in_both(data.claims, claims)),
        ("actual numbers alone", (fewer, data.claims), kinds_in_both(fewer, data.claims)),
        ("other statuses", (claims, renamed), kinds_in_both(claims, renamed)),
    ]
)


# %% wrong
def joined(ours, theirs, how="inner", keys=KINDS, **more):
    counts = [table.groupby(keys).size() for table in (ours, theirs)]
    return pd.concat(counts, axis=1, keys=["article", "course"], join=how).reset_index().assign(**more)


wrong = [
    ("one side", lambda ours, theirs: joined(ours, theirs, "outer")),
    (
        "products",
        lambda ours, theirs: (
            ours.merge(theirs, on=KINDS)
            .groupby(KINDS)
            .agg(article=("claim_x", "size"), course=("claim_y", "size"))
            .reset_index()
        ),
    ),
    ("exchanged", lambda ours, theirs: joined(theirs, ours)),
    (
        "filled cells",
        lambda ours, theirs: (
            ours.groupby(KINDS, as_index=False)
            .agg(article=("value", "count"))
            .merge(theirs.groupby(KINDS, as_index=False).agg(course=("value", "count")))
        ),
    ),
    ("empty", lambda ours, theirs: joined(ours, theirs, keys=[*KINDS, "entity"])),
    ("other tables", lambda ours, theirs: joined(claims, data.claims)),
    ("missing column", lambda ours, theirs: joined(ours, theirs, keys=["metric", "unit"])),
    ("doubled row", lambda ours, theirs: pd.concat([joined(ours, theirs)] * 2)),
    ("missing row", lambda ours, theirs: joined(ours, theirs)[lambda t: t.status == "actual"]),
    ("type", lambda ours, theirs: len(joined(ours, theirs))),
    ("stops", lambda ours, theirs: ours.groupby("kind").size()),
    ("nothing back", lambda ours, theirs: None),
]

# %% right
right = [
    lambda ours, theirs: joined(ours, theirs).set_index(KINDS),
    lambda ours, theirs: (
        ours.groupby(KINDS, as_index=False)
        .size()
        .merge(theirs.groupby(KINDS, as_index=False).size(), on=KINDS)
        .rename(columns={"size_x": "article", "size_y": "course"})
        .iloc[::-1]
    ),
]

# %% 08.8 choose the honest chart [markdown]
# ## 08.8 The cloud market in one bar
#
# Both charts are about the paragraph on the cloud market, of which the program has made three rows. Read the paragraph
# again. Then choose the chart that you would print, and the reason.
#
# | reason | |
# |---|---|
# | `1` | It shows the whole market, and its parts add up to one. |
# | `2` | It draws what a sentence calls a share of today, and leaves open what no sentence gives. |
# | `3` | All its numbers stand in the article. |
# | `4` | It has fewer parts, so a reader understands it sooner. |

# %% given
market = claims[claims.metric == "market_share"]
first = market[market.hedge == "at_least"].iloc[0]


def as_the_table_has_it(ax):
    start = 0
    for row, colour in zip(market.itertuples(), ["#0173b2", "#a84300", "#006b4c"], strict=True):
        ax.barh([0], [100 * row.value], left=start, color=colour)
        words = {"color": "white", "ha": "center", "va": "center", "rotation": 90}
        ax.text(start + 50 * row.value, 0, row.entity, **words)
        start += 100 * row.value
    ax.barh([0], [100 - start], left=start, color="#e0e0e0")
    ax.text((start + 100) / 2, 0, "others", ha="center", va="center")
    ax.set(title="The cloud market, per cent", yticks=[], xlim=(0, 100))


def as_the_sentences_have_it(ax):
    known = 100 * first.low
    ax.barh([0], [known], color="#0173b2")
    ax.text(known / 2, 0, f"{first.entity}:\n{first.quote}", color="white", ha="center", va="center")
    ax.barh([0], [100 - known], left=known, color="white", edgecolor="#5f5f5f", hatch="//")
    box = {"color": "white"}
    ax.text((known + 100) / 2, 0, "whose this is,\nno sentence says", ha="center", va="center", bbox=box)
    ax.set(title="The cloud market, per cent", yticks=[], xlim=(0, 100))


parts = ", ".join(f"{row.entity} {row.value:.0%}" for row in market.itertuples())
Charts(
    {
        "A": (as_the_table_has_it, f"one bar of four parts: {parts}, and others, who have the rest."),
        "B": (
            as_the_sentences_have_it,
            f"one bar of two parts: {first.entity}, {first.quote}, and a hatched rest, of which no sentence says whose it is.",
        ),
    },
    size=(980, 270),
)

# %% answer
chosen = {
    "chart": "B",  # blank: "B"
    "why": "2",  # blank: "2"
}

# %% why [markdown]
# One part of chart A is how much a share has grown, and another is what somebody hopes to have in some years. Because the
# first is a growth and the second a wish, the rest is wrong too, and looks as if it had been counted. The table looked
# complete, and so does the chart drawn from it. Chart B shows how little the article says.

# %% hints [markdown]
# - For each part of chart A, find the sentence. Does it say that the firm has this share?
# - A part that is what is left over is only as good as all the others.

# %% check
rests_on = cite(article, market[market.hedge == "none"].claim.iloc[0])
check = Row(
    {
        "chart": Choice(
            "B", {"A": "Find the sentence for each part. Does each of them say what a firm's share is, and is today?"}
        ),
        "why": Choice(
            "2",
            {
                "1": "Parts that are made to add up say nothing about whether they are parts. Where does the last one come from?",
                "3": "They do, and a number can stand in an article and be the number of something else.",
                "4": "Few parts are a merit of the drawing. What do they say of the article?",
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
    ("chart: no option", {"chart": "C", "why": "2"}),
    ("half right", {"chart": "A", "why": "2"}),
    ("why: 1", {"chart": "B", "why": "1"}),
    ("why: 3", {"chart": "B", "why": "3"}),
    ("why: 4", {"chart": "B", "why": "4"}),
    ("type", ["B", "2"]),
]

# %% right
right = [{"chart": "b", "why": 2}, pd.Series({"why": " 2", "chart": "B"})]

# %% 08.9 write the sentence of the briefing [markdown]
# ## 08.9 The sentence that is quoted
#
# Of your briefing, one sentence will be quoted: the one on the row below. In 07.9 you mended a draft; here there is none.
# Write the sentence. It must say who, into whom and how much, and keep how sure that is: the end that is open, that it is
# no deal yet, and that it is hearsay. The course's own program reads your sentence; for a rumour it knows words such as
# *reportedly*, *is said to* and *is in talks*.

# %% given
talk = claims[(claims.status == "rumoured") & (claims.unit == "USD")].iloc[0]
deal = article.investments[article.investments.status == "in_talks"].iloc[0]
say(
    f"`investor` {deal.investor}, `investee` {deal.investee}, `low` empty, `high` {talk.high:,.0f}, `unit` {talk.unit}, "
    f"`hedge` {talk.hedge}, `status` {talk.status}"
)

# %% answer
most = bounds.number_words(talk.high, talk.unit)  # cut
briefing = f"{deal.investor} is reportedly in talks to invest up to {most} in {deal.investee}."  # blank

# %% why [markdown]
# Three short pieces carry the doubt. Without the words before the number, a most becomes an amount. Without the talks, a
# rumour becomes a deal. Without ‘reportedly’, nobody knows that you only know it from people who would not be named.

# %% hints [markdown]
# - Begin with who, then how it is known, then what they do, then the word for a most, the amount and the receiver.
# - ‘Reportedly’ may stand for the people who were not named. Which words of the article make a most of the amount?

# %% check
rests_on = cite(article, talk.claim)
payer, payee = deal.investor.split()[0], deal.investee.split()[0]
paid = claims[(claims.metric == "investment_size") & (claims.status == "actual")].iloc[0]
check = Sentence(
    talk,
    {
        "who would invest": [deal.investor.split()[0]],
        "in whom": [deal.investee.split()[0]],
        "that they are only talking": ["talk", "negotiat", "discuss", "consider", "weigh"],
        "that it is hearsay": ["report", "familiar", "said to", "sources", "rumour", "rumor", "unnamed", "anonymous"],
    },
    [
        (
            "another row",
            paid.value,
            "You gave {you}: that was invested already, and by somebody else. Read which row is asked for.",
        ),
        (
            "near",
            lambda text: re.search(r"\b(nearly|almost|close to|less than|under|below)\b", text.lower()),
            "Your word before the number says that the amount is not reached, or just missed. The article says only that it is the most.",
        ),
        (
            "turned",
            lambda text: (
                re.search(rf"{payee}.*\b(invest|put|pay|pour|inject)\w*\b.*\b(in|into|to) {payer}", text)
                or re.search(rf"{payer}.*\b(receive|get|raise|obtain|collect)\w*\b.*\bfrom {payee}", text)
            ),
            "Your sentence has the money run the other way. Which field of the row pays, and which is paid?",
        ),
        (
            "other kind",
            lambda text: (
                re.search(r"\b(lend|loan|borrow|buy|purchase|acqui|take over|takeover|merge)", text.lower())
                and not re.search(r"\b(stake|shares?|holding)\b", text.lower())
            ),
            "Your sentence makes a loan or a purchase of it. The row is of money invested in a firm, which stays a firm of its own.",
        ),
        (
            "other currency",
            lambda text: re.search(r"yuan|RMB|CNY|euro|€|¥", text),
            "Your sentence names another currency. Look at the field unit: a wrong one changes the amount by a factor.",
        ),
        (
            "deal",
            lambda text: (
                re.search(r"\b(agreed|signed|invested|has put)\b", text.lower())
                and not re.search(r"\b(no|nothing|without|yet to)\b", text.lower())
            ),
            "Your sentence makes a deal of it. Nothing is agreed: what are the two sides doing?",
        ),
        (
            "how far",
            lambda text: re.search(
                r"\b(early|advanced|preliminary|late|final|first|close[dr]?) (stage )?(talks|discussions)", text.lower()
            ),
            "Your sentence says how far the talks are, and the article does not. Say only that there are talks.",
        ),
    ],
)

# %% wrong
said = f"{deal.investor} is reportedly in talks to invest up to {most} in {deal.investee}."
wrong = [
    ("hedge dropped", said.replace("up to ", "")),
    ("other hedge", said.replace("up to", "at least")),
    ("near", said.replace("up to", "nearly")),
    ("deal", said.replace("is reportedly in talks to invest", "has invested")),
    ("how far", said.replace("in talks", "in early talks")),
    ("no that they are only talking", said.replace("is reportedly in talks to", "will reportedly")),
    ("status", f"{deal.investor} could put up to {most} into {deal.investee}."),
    ("number: another row", said.replace(most, bounds.number_words(paid.value, paid.unit))),
    ("number: tenfold", said.replace(most, bounds.number_words(10 * talk.high, talk.unit))),
    ("no number", said.replace(f"up to {most}", "money")),
    ("other currency", said.replace(most, most.replace("$", "") + " yuan")),
    ("turned", f"{deal.investee} is reportedly in talks to invest up to {most} in {deal.investor}."),
    ("other kind", f"{deal.investor} is reportedly in talks to buy {deal.investee} for up to {most}."),
    ("no that it is hearsay", said.replace("reportedly ", "")),
    ("no who would invest", said.replace(deal.investor, "A large firm")),
    ("no in whom", said.replace(deal.investee, "a startup")),
    ("denied", said.replace("is reportedly", "is reportedly not")),
    ("type", talk.high),
]

# %% right
right = [
    f"People familiar with the matter said that {deal.investor} is in talks to invest up to {most} in {deal.investee}",
    f"{deal.investor} is said to be in talks over an investment of as much as {most} in {deal.investee}.",
    f"Nothing is signed, but {deal.investor} is reportedly in talks to invest up to {most} in {deal.investee}.",
    f"{deal.investee} is reportedly in talks to get up to {most} from {deal.investor}",
    f"{deal.investor} is reportedly in talks to buy a stake in {deal.investee} for up to {most}.",
    f"According to unnamed sources, {deal.investor} is in talks to invest a maximum of {most} in {deal.investee}.",
]

# %% 08.10 weigh two sources [markdown]
# ## 08.10 Two pairs that do not fit
#
# In 06.3 an apprentice took pairs for contradictions that were none, and in 06.10 two voices could be one. Weigh the two pairs
# below. The program has found the first; the second shows only once a name is mended. `contradict`: which pair cannot
# both be true, `1`, `2`, `both` or `neither`? `first` and `second`: of what kind is each pair, `error`, `definition`,
# `date`, `rumour` or `promotion`? `write`: what you put into the briefing, a number of this list.
#
# | write | |
# |---|---|
# | `1` | of each pair the number of the company, since nobody knows it better |
# | `2` | of each pair the middle |
# | `3` | of each pair both numbers, with who counted what, and that two of them cannot both stand |
# | `4` | nothing of either, since an article that contradicts itself is worth nothing |

# %% given
clash = article.conflicts.iloc[0]
halls = claims[(claims.metric == "chips_held") & claims.hedge.isin(["at_least", "under"])]
say(
    "**The first pair**",
    *[str(cite(article, claim)) for claim in (clash.left, clash.right)],
    "**The second pair**",
    *[str(cite(article, claim)) for claim in halls.claim],
)

# %% answer
judged = {
    "contradict": "1",  # blank: "1"
    "first": "error",  # blank: "error"
    "second": "definition",  # blank: "definition"
    "write": "3",  # blank: "3"
}

# %% why [markdown]
# The first pair gives one thing twice: same firm, same quarter, and the same digits in another order. One of the two is a slip,
# and the article cannot tell you which. In the second pair the one count includes what is rented and the other leaves
# it out, and both say so. Both can be true, and together they even tell something new: how many chips are rented, at the
# least. A program sees only bounds that do not meet; what was counted stands in half a sentence for which there is no column.

# %% hints [markdown]
# - Read each sentence to its end. What was counted, by whom, for when? Then write the digits of the first pair below each other.
# - For each pair, suppose that both are right. What would have to be so? In one of the two pairs you find something.

# %% check
rests_on = cite(article, halls.claim.iloc[-1])
same = "Compare the dates of the two sentences. They are the same."
check = Row(
    {
        "contradict": Choice(
            "1",
            {
                "2": "Read the end of each sentence of that pair. Is there a number of chips for which both hold?",
                "both": "One of the pairs can be true as it stands. Ask of each what was left out and what was counted.",
                "neither": "Ask of each pair what would have to be so if both were right. For one of them nothing can be found.",
            },
        ),
        "first": Choice(
            "error",
            {
                "definition": "Both sentences name the same firm, the same quarter and the same kind of spending. What is left to define?",
                "date": same,
                "rumour": "Neither of the two says that somebody has heard it. Look at the digits.",
                "promotion": "Neither of the two is put so that it sounds better. Look at the digits.",
            },
        ),
        "second": Choice(
            "definition",
            {
                "error": "An error needs one of them to be wrong. Read the end of each sentence: could both be right?",
                "date": same,
                "rumour": "Both who counted are named, and both say how. What is it that they counted?",
                "promotion": "The firm may like its larger count. But it says openly what is in it, and so does the other side.",
            },
        ),
        "write": Choice(
            "3",
            {
                "1": "Who is nearest knows most, and has an interest too. And both numbers of one pair are the company's.",
                "2": "The middle of a slip and a number is half a slip, and that of two unlike counts is a number of nothing.",
                "4": "Most articles have a slip somewhere. You know which sentences it touches; the others stand as they stood.",
            },
        ),
    },
    [
        (
            "exchanged",
            lambda a: str(a["first"]).lower() == "definition" and str(a["second"]).lower() == "error",
            "You have the two kinds the wrong way round. In which pair do the sentences say that they count different things?",
        )
    ],
)

# %% wrong
good = {"contradict": "1", "first": "error", "second": "definition", "write": "3"}
wrong = [
    ("contradict: 2", good | {"contradict": "2"}),
    ("contradict: both", good | {"contradict": "both"}),
    ("contradict: neither", good | {"contradict": "neither"}),
    ("exchanged", good | {"first": "definition", "second": "error"}),
    ("first: definition", good | {"first": "definition"}),
    ("first: rumour", good | {"first": "rumour"}),
    ("second: error", good | {"second": "error"}),
    ("second: date", good | {"second": "date"}),
    ("second: promotion", good | {"second": "promotion"}),
    ("write: 1", good | {"write": "1"}),
    ("write: 2", good | {"write": "2"}),
    ("write: 4", good | {"write": 4}),
    ("second: no option", good | {"second": "counting"}),
    ("missing field", {"contradict": "1", "write": "3"}),
]

# %% right
right = [{"contradict": 1, "first": "Error", "second": " definition", "write": 3}, pd.Series(good)]
