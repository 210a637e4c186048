# %% [markdown]
# # Exercises: when sources disagree
#
# Ten questions on notebook `06_when_sources_disagree`. Give each answer where the three dots are, run the cell, and run
# the check below it. A wrong answer costs nothing: you are told what it is that you gave, and which sentence decides. After
# two wrong answers there is a hint, after three the way to the worked solution. The questions do not need each other,
# so begin where you like. Cells that only show something have their code folded away.
#
# Your progress is kept in `06_when_sources_disagree.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.exercises import Exercises, load

data = load(frames)
check = Exercises("06_when_sources_disagree", data)

# %% set-up
import numpy as np
import pandas as pd

from datakit import bounds
from datakit.analysis import weighing
from datakit.display import cite, say
from datakit.display.disagreement import everything
from datakit.exercises.charts import Charts

claims, conflicts, said = data.claims, data.conflicts, everything(data)
by_id = claims.set_index("claim", drop=False)


def pair(metric):
    """The two claims of the first conflict about that metric."""
    row = conflicts[conflicts.metric == metric].iloc[0]
    return by_id.loc[row.left], by_id.loc[row.right]


def number(claim):
    """What a claim says, in words."""
    return bounds.words(bounds.Interval(claim.low, claim.high), claim.unit, claim.value, claim.hedge)


# One row for each number with its date as it is written; the frame `facts` holds a number that is told with two dates once.
rows = claims[claims.metric.notna() & ~claims.aside].drop_duplicates(
    ["entity", "metric", "unit", "low", "high", "period_start", "period_end"]
)
told = pd.DataFrame(
    {
        "no": range(1, len(rows) + 1),
        "thing": (rows.family + ", " + rows.metric.str.replace("_", " ")).tolist(),
        "unit": rows.unit.tolist(),
        "said": [number(row) for row in rows.itertuples()],
        "value": rows.value.tolist(),
        "low": rows.low.tolist(),
        "high": rows.high.tolist(),
        "first_day": rows.period_start.fillna(rows.period_end).tolist(),  # 'by' a day: that day
        "last_day": rows.period_end.tolist(),
    }
)

# %% checking
import re

from datakit.bounds import Interval, number_words
from datakit.exercises.compare import Bounds, Number, other_rows
from datakit.exercises.fields import Choice, Guess, Labels, Row
from datakit.exercises.made import Function, Sentence, Table

# %% 06.1 read two sentences and fill a row [markdown]
# ## 06.1 In what do they differ?
#
# Before you call two sentences a contradiction, set their rows side by side. Read both, and write `same` or `differs`
# for the family of models they speak of (`entity`), the number (`number`), what the word before the number leaves open
# (`hedge`), whether it is a fact or a plan (`status`), and the date (`date`). `months` is how many months lie between
# the two dates. `both` says whether both can be true: `easily`, `hardly` (to the letter, but who knew the one would hardly
# have written the other), or `never`.

# %% given
first, second = pair("model_variants")
say(str(cite(data, first.claim)), str(cite(data, second.claim)))

# %% answer
days = first.period_end, second.period_end  # cut
gap = 12 * (days[1].year - days[0].year) + days[1].month - days[0].month  # cut
compared = {
    "entity": "same",  # blank: "same"
    "number": "same",  # blank: "same"
    "hedge": "same",  # blank: "same"
    "status": "same",  # blank: "same"
    "date": "differs",  # blank: "differs"
    "months": gap,  # blank: gap
    "both": "hardly",  # blank: "hardly"
}

# %% why [markdown]
# Everything agrees but the year. Both sentences give a least and no most, so no arithmetic forbids them both. But a count
# passes a number once, and nobody would report after so long that it has just been passed. The likely story is one event and
# one slip of the year, and the columns cannot say in which of the two sentences it was made.

# %% hints [markdown]
# - Write two rows, field by field. Two different words before a number may leave the same end open.
# - One field differs. For `both`, ask two things: is there a number that fits both sentences, and would one person write both?

# %% check
first, second = pair("model_variants")
rests_on = second.claim
gap = 12 * (second.period_end.year - first.period_end.year) + second.period_end.month - first.period_end.month
check = Row(
    {
        "entity": Choice("same", {"differs": "Both name one family of models. The longer description adds nothing."}),
        "number": Choice("same", {"differs": "Compare digit by digit: is there a digit that is not in both?"}),
        "hedge": Choice(
            "same",
            {
                "differs": "The words are two, but what do they leave open? Ask of each: is there a least, is there a most?"
            },
        ),
        "status": Choice("same", {"differs": "Look at both verbs. Does one of them speak of an intention?"}),
        "date": Choice("differs", {"same": "The month has the same name. Read on to the year."}),
        "months": Number(
            gap,
            "months",
            [
                ("years", gap / 12, "You gave years. The question asks for months, and there are twelve to a year."),
                (
                    "days",
                    lambda given: 28 * gap < given < 32 * gap,
                    "You gave {you}: that is a number of days. The question asks for months.",
                ),
                ("no gap", 0, "You gave 0. The months have one name, and the years have two."),
                ("one off", gap + 1, "You gave {you}: you counted the month in which you begin as well."),
                ("one off below", gap - 1, "You gave {you}: count the steps from month to month, the last one too."),
            ],
        ),
        "both": Choice(
            "hardly",
            {
                "easily": "To the letter, yes. But read the verb of the later sentence: would somebody who knew the earlier one write that?",
                "never": "Two leasts exclude nothing: a number above both fits both sentences. So they are at odds in another way.",
            },
        ),
    },
    [
        (
            "date unseen",
            lambda a: str(a["date"]).strip().lower() == "same" and a["months"] == 0,
            "date: you found no gap between the two. The months have one name, and the years have not.",
        )
    ],
)

# %% wrong
good = {"entity": "same", "number": "same", "hedge": "same", "status": "same", "date": "differs", "months": gap}
good = good | {"both": "hardly"}
wrong = [
    ("date unseen", good | {"date": "same", "months": 0, "both": "easily"}),
    ("entity: differs", good | {"entity": "differs"}),
    ("number: differs", good | {"number": "differs"}),
    ("hedge: differs", good | {"hedge": "differs"}),
    ("status: differs", good | {"status": "differs"}),
    ("date: same", good | {"date": "same"}),
    ("months: years", good | {"months": 1}),
    ("months: one off", good | {"months": gap + 1}),
    ("months: days", good | {"months": (second.period_end - first.period_end).days}),
    ("months: no gap", good | {"months": 0}),
    ("months: sign", good | {"months": -gap}),
    ("both: easily", good | {"both": "easily"}),
    ("both: never", good | {"both": "never"}),
    ("both: no option", good | {"both": "maybe"}),
    ("missing field", {"date": "differs", "both": "hardly"}),
]

# %% right
right = [good | {"months": float(gap), "both": " Hardly "}, pd.Series(good), dict(reversed(good.items()))]

# %% 06.2 bounds by hand [markdown]
# ## 06.2 What do they allow together?
#
# Suppose that all sentences below are true, and that the sentences under one name speak of the same thing. Give for each
# name the least and the most that is left for it, with `None` for an end that stays open: `round` in yuan, `target` in
# times the target of the year, `share` as a fraction of one. In 04.2 you added up deals, and most of them had no amount.
# Here nothing is added: each name is one thing, told more than once.

# %% given
deal = claims[(claims.metric == "funding_round_size") & (claims.hedge == "range")].iloc[0]
bare = data.investments[
    (data.investments.investee == deal.entity)
    & data.investments.amount_low.isna()
    & (data.investments["round"].notna())
].iloc[0]
least, exact = sorted(pair("annual_target_attainment"), key=lambda claim: claim.hedge == "none")
shares = claims[claims.metric == "share_of_model_calls"]
part, again = shares.iloc[0], shares.iloc[-1]
say(
    f"**round**, of {deal.entity}: one sentence says {number(deal)} (that is how the frames read its words), the other names no amount.",
    str(cite(data, deal.claim)),
    str(cite(said, "deal " + bare.investment)),
    f"**target**, of {least.entity}: *{least.quote}* in one sentence ({number(least)}, as the frames read it), *{exact.quote}* in the other.",
    str(cite(data, least.claim)),
    str(cite(data, exact.claim)),
    f"**share**, of {part.entity}: *{part.quote}*, said {len(shares)} times in one article; here are two of the sentences.",
    str(cite(data, part.claim)),
    str(cite(data, again.claim)),
)

# %% answer
together = {
    "round": (deal.low, deal.high),  # blank: (deal.low, deal.high)
    "target": (exact.low, exact.high),  # blank: (exact.low, exact.high)
    "share": (None, part.high),  # blank: (None, part.high)
}

# %% why [markdown]
# What two true statements allow together is what each of them allows: the larger of the leasts, the smaller of the mosts.
# A sentence that names no amount takes nothing away from one that does. In a sum it was the other way round: there a
# part that nobody knows opens the most of the whole. And a sentence that is said again allows what it allowed before.

# %% hints [markdown]
# - Draw each statement as a bar on one line. What is left is where all bars of one name lie above each other.
# - A sentence without an amount is a bar without ends. A value inside a bound is a point on its bar. A repetition is the same bar.

# %% check
rests_on = deal.claim


def ends_of(low, high, unit, mistakes):
    return Bounds(Interval(low, high), unit, mistakes)


middle = (least.low + exact.low) / 2
check = Row(
    {
        "round": ends_of(
            deal.low,
            deal.high,
            "CNY",
            [
                (
                    "opened as in a sum",
                    (deal.low, None),
                    "You gave {you}: an unknown part opens the most of a sum. This is no sum but one round told twice, and one sentence does give a most.",
                ),
                (
                    "silence for doubt",
                    (None, None),
                    "You left both ends open. One sentence names no amount, and that takes nothing away from what the other one says.",
                ),
                (
                    "added",
                    (2 * deal.low, 2 * deal.high),
                    "You gave {you}: that is twice the amount. Two sentences about one round are not two rounds.",
                ),
                (
                    "nothing for silence",
                    (0, deal.high),
                    "You gave {you}: you took a sentence without an amount for an amount of nothing. It says nothing of the amount.",
                ),
                (
                    "read anew",
                    lambda ends: None not in ends and deal.low / 2 <= ends[0] < ends[1] <= deal.high,
                    "You gave {you}: you read the words anew. Take the reading given above, and ask only whether the second sentence changes it.",
                ),
                (
                    "middle",
                    lambda ends: ends[0] == ends[1] == (deal.low + deal.high) / 2,
                    "You gave the middle of the two ends. No sentence says that the amount lies there.",
                ),
            ],
        ),
        "target": ends_of(
            exact.low,
            exact.high,
            "multiple",
            [
                (
                    "either",
                    (least.low, exact.low),
                    "You gave {you}: from one number to the other. Take a number between them, and hold it against both sentences: is it true of both?",
                ),
                (
                    "first sentence alone",
                    (least.low, None),
                    "You gave {you}: that is what one sentence allows by itself. Which of these numbers does the other one allow too?",
                ),
                (
                    "bound kept open",
                    (exact.low, None),
                    "You gave {you}: the high end comes from the sentence that gives a least. Does the other sentence leave room above its number?",
                ),
                (
                    "average",
                    (middle, middle),
                    "You gave {you}: that is the mean of two numbers, one of which is only a least. Neither sentence says it, and one denies it.",
                ),
                (
                    "from nought",
                    (0, exact.low),
                    "You gave {you}: look at the least again. One of the two sentences gives a least above nought, and the other a number.",
                ),
                (
                    "smaller one",
                    (least.low, least.low),
                    "You gave {you}: the smaller number, as if it were exact. It is a least, and the other sentence is more exact.",
                ),
                (
                    "nothing left",
                    (None, None),
                    "You left both ends open. Each of these two sentences gives a number: what does it allow?",
                ),
            ],
        ),
        "share": ends_of(
            None,
            part.high,
            "fraction",
            [
                (
                    "added",
                    lambda ends: ends[1] in {n * part.high for n in range(2, len(shares) + 1)},
                    "You gave {you}: the same share added to itself. It is one share, told more than once.",
                ),
                (
                    "bound for value",
                    (part.high, part.high),
                    "You gave {you} for both ends. Being said often does not make a bound exact: look at the word before the number.",
                ),
                (
                    "nought as least",
                    (0, part.high),
                    "You gave {you}: that a share is not below nought is your knowledge and true. The sentences give no least, and the end is open.",
                ),
            ],
        ),
    }
)

# %% wrong
good = {"round": (deal.low, deal.high), "target": (exact.low, exact.high), "share": (None, part.high)}
wrong = [
    ("round: opened as in a sum", good | {"round": (deal.low, None)}),
    ("round: silence for doubt", good | {"round": (None, None)}),
    ("round: added", good | {"round": (2 * deal.low, 2 * deal.high)}),
    ("round: nothing for silence", good | {"round": (0, deal.high)}),
    ("round: read anew", good | {"round": (deal.low / 2, deal.high)}),
    ("round: middle", good | {"round": ((deal.low + deal.high) / 2,) * 2}),
    ("round: bound for value", good | {"round": (deal.high, deal.high)}),
    ("round: least left open", good | {"round": (None, deal.high)}),
    ("round: least: scale", good | {"round": (deal.low / 1e6, deal.high / 1e6)}),
    ("target: either", good | {"target": (least.low, exact.low)}),
    ("target: first sentence alone", good | {"target": (least.low, None)}),
    ("target: bound kept open", good | {"target": (exact.low, None)}),
    ("target: average", good | {"target": (middle, middle)}),
    ("target: smaller one", good | {"target": (least.low, least.low)}),
    ("target: from nought", good | {"target": (0, exact.low)}),
    ("target: nothing left", good | {"target": (None, None)}),
    ("share: bound for value", good | {"share": (part.high, part.high)}),
    ("share: swapped", good | {"share": (part.high, None)}),
    ("share: nought as least", good | {"share": (0, part.high)}),
    ("share: added", good | {"share": (None, len(shares) * part.high)}),
    ("share: most: percent", good | {"share": (None, 100 * part.high)}),
]

# %% right
right = [
    {name: list(ends) for name, ends in good.items()} | {"share": [float("nan"), part.high]},
    {name: Interval(*ends) for name, ends in good.items()},
]

# %% 06.3 spot the fault [markdown]
# ## 06.3 An apprentice finds contradictions
#
# In 04.3 some lines were written wrongly. Here every line is written rightly, and an apprentice says of each:
# ‘These two cannot both be true.’ Of some lines that is so. The others are at fault: write them down, with what the
# apprentice overlooked. `alarms` is a dictionary from the letter of such a line to one word of this list. The numbers in
# brackets are the sentences.
#
# | word | overlooked |
# |---|---|
# | `date` | the two speak of two dates, and what is counted can change |
# | `bound` | one gives a bound, and the other lies within it |
# | `plan` | one is there, the other is only planned |
# | `make` | they count chips of two makes |
# | `unlike` | one is a part of a whole, the other a change |
# | `again` | a slip that another line has already, counted once more |

# %% given
who = conflicts[conflicts.metric == "rise"].entity.iloc[0]
rises = data.events[(data.events.action == "rise") & data.events.entities.str.contains(who)]
level, growth = pair("daily_tokens"), pair("daily_tokens_growth")
vague = claims[(claims.metric == "daily_tokens") & (claims.hedge == "at_least")].iloc[0]
newest = claims[(claims.metric == "daily_tokens") & (claims.hedge == "over")].iloc[0]
share = claims[
    (claims.metric == "share_of_model_calls") & (claims.sentence.str.contains(level[0].period_end.strftime("%Y")))
].iloc[1]
plans = claims[claims.metric == "chips_planned"]
plans = plans[plans.duplicated("sentence", keep=False)]
years = rises.groupby(rises.date_start.dt.year).event.agg(list).tolist()
printed = weighing.periods(data)[newest.claim][1]
quoted = [level[0].claim, level[1].claim, vague.claim, newest.claim, share.claim, plans.claim.iloc[0]]
quoted += ["event " + event for event in (years[0][-1], years[-1][-1], years[0][0], years[-1][1])]
no = {claim: place for place, claim in enumerate(quoted, 1)}
dates = data.events.set_index("event").date_text
rise = [dates[claim.removeprefix("event ")] for claim in quoted[6:]]
pairs = {
    "A": f"{vague.entity} handles *{vague.quote}* of tokens a day (3), and *{level[1].quote}* in late {level[1].period_end:%B %Y} (2).",
    "B": f"The rise of {who} is dated *{rise[0]}* (7), and *{rise[1]}* (8).",
    "C": f"The daily tokens are *{level[1].quote}* in late {level[1].period_end:%B %Y} (2), and *{newest.quote}* by {printed:%B %Y} (4).",
    "D": f"Of the calls, {share.entity} has *{share.quote}* (5), and its calls are up *{growth[0].quote}* (1).",
    "E": f"The rise of {who} is dated *{rise[2]}* (9), and *{rise[3]}* (10).",
    "F": f"{plans.entity.iloc[0]} plans to buy *{plans.quote.iloc[0]}* chips in {plans.period_end.iloc[0]:%Y} (6), and *{plans.quote.iloc[1]}* (6).",
    "G": f"*{level[0].quote}* tokens a day is dated {level[0].period_end:%B %Y} (1), and late {level[1].period_end:%B %Y} (2).",
}
say(
    "\n".join(f"- **{letter}**: {line}" for letter, line in pairs.items()),
    "The sentences:",
    *[f"({place}) {cite(said, claim)}" for claim, place in no.items()],
)

# %% answer
alarms = {"A": "bound", "C": "date", "D": "unlike", "E": "again", "F": "make"}  # blank

# %% why [markdown]
# Lines B and G are contradictions: one rise, and one level to the last digit, each with two years. In all others the two
# sentences agree, or do not speak of the same thing. Line E is the slip of line B once more, since the sentences of one part
# of an article are made from each other: count the slips, not the pairs. Before you compare two numbers, compare thing,
# unit, date and status.

# %% hints [markdown]
# - Go through thing, unit, date, status and bound of each line. If all agree and the two still exclude each other, the apprentice is right.
# - Two lines are contradictions, and one line repeats one of these. The words of the list are not all needed.

# %% check
rests_on = plans.claim.iloc[0]
check = Labels(
    {"A": "bound", "C": "date", "D": "unlike", "E": "again", "F": "make"},
    {
        "date": "two dates",
        "bound": "a bound that the other number lies within",
        "plan": "a plan beside a fact",
        "make": "two makes",
        "unlike": "a part of a whole beside a change",
        "again": "a slip counted twice",
    },
    {
        "A": "One sentence gives no date and a vague word. Which least does that word give, and does the other number lie above it?",
        "B": "here the apprentice is right. One rise has two years, and one of them at least is wrong.",
        "C": "Ask of each number on which day it was counted.",
        "D": "Ask of each number whether it could pass one. What does each of them divide by?",
        "E": "Which years stand against each other here, and in which other line did you see these two?",
        "F": "Read in the sentence what stands behind each of the two numbers: whose chips are they, and of which make?",
        "G": "here the apprentice is right. One number, to the last digit, is dated to two years, and a level that grows does not stand still.",
    },
)

# %% wrong
good = {"A": "bound", "C": "date", "D": "unlike", "E": "again", "F": "make"}
wrong = [
    ("missed", {"A": "bound", "F": "make"}),
    ("missed", {k: good[k] for k in "ACDF"}),
    ("B: false alarm", good | {"B": "date"}),
    ("G: false alarm", good | {"G": "date"}),
    ("A: not date", good | {"A": "date"}),
    ("C: not bound", good | {"C": "bound"}),
    ("D: not date", good | {"D": "date"}),
    ("E: not date", good | {"E": "date"}),
    ("F: not plan", good | {"F": "plan"}),
    ("no fault", good | {"D": "share"}),
    ("no line", good | {"H": "date"}),
    ("type", "ACDEF"),
]

# %% right
right = [{k.lower(): f" {v.upper()}" for k, v in good.items()}, dict(reversed(good.items()))]

# %% 06.4 predict, then compute [markdown]
# ## 06.4 What turns on one year?
#
# A conclusion: *the daily tokens double within half a year*. The earlier level has two dates, in two sentences. **Guess
# first**: if the second sentence is right, how many months does one doubling take? Leave the guess as it is. Then
# compute the months for `first` and for `second`, each with at least three digits. `means` says what such a number is, given
# how the later level is worded: `most` (a doubling takes that or less), `exact` or `least` (that or more). Count whole
# months, from the month of the earlier level to the month of the later one. From `earlier` to `later` tokens, a level
# doubles `np.log2(later / earlier)` times.

# %% given
dated, later_claim = pair("daily_tokens"), claims[claims.metric == "daily_tokens"].sort_values("low").iloc[-1]
earlier, later = dated[0].value, later_claim.value
arrived = weighing.periods(data)[later_claim.claim][1]
say(
    f"- first sentence: `earlier`, {number(dated[0])}, in {dated[0].period_end:%B %Y}\n"
    f"- second sentence: the same number, in {dated[1].period_end:%B %Y}\n"
    f"- the later level: `later`, {number(later_claim)}. Take it for {arrived:%B %Y}, the end of the quarter that its sentence names.",
    *(str(cite(data, claim.claim)) for claim in (*dated, later_claim)),
)

# %% answer
months = [12 * (arrived.year - c.period_end.year) + arrived.month - c.period_end.month for c in dated]  # cut
doublings = np.log2(later / earlier)  # cut
doubled = {
    "guess": 6,  # blank: 6
    "first": months[0] / doublings,  # blank: months[0] / doublings
    "second": months[1] / doublings,  # blank: months[1] / doublings
    "means": "most",  # blank: "most"
}

# %% why [markdown]
# If the second sentence is right, the conclusion holds, since a doubling took that long or less. If the first is right, the
# bound lies above half a year, and the conclusion is not shown. Nothing else has changed: it turns on one year in one
# sentence, and that date is what you should check first. The later level is a least, so there were as many doublings or more.
# One belief more is in it: that the tokens of the firm and those of its model are one thing. No sentence says so.

# %% hints [markdown]
# - Two steps: how many months have passed, and how many doublings fit into them. A doubling takes the one divided by the other.
# - Count twelve for each full year and add the months that are left. For `means`: would more tokens make a doubling longer or shorter?

# %% check
rests_on = dated[1].claim
times = later / earlier
spans = [12 * (arrived.year - c.period_end.year) + arrived.month - c.period_end.month for c in dated]


def months_a_doubling(mine, other):
    return Number(
        mine / np.log2(times),
        "months",
        [
            ("other sentence", other / np.log2(times), "You gave {you}: that is what the other sentence leads to."),
            ("time passed", mine, "You gave {you}: that is the whole time between the levels, in which more than one doubling fits."),
            ("divided by growth", mine / times, "You gave {you}: you divided by how many times as large the level is. Divide by how often it doubled."),
            ("two for a doubling", mine / (times / 2), "You gave {you}: you divided by half the growth. A level that doubles twice is four times as large."),
            ("years", mine / 12 / np.log2(times), "You gave {you}: that is in years. The question asks for months."),
            ("doublings", np.log2(times), "You gave {you}: that is how often the level doubled. The question asks how long one doubling takes."),
            ("other logarithm", mine / np.log(times), "You gave {you}: the logarithm is of another base. Doublings are counted by `np.log2`."),
            ("tenfolds", mine / np.log10(times), "You gave {you}: that is how long it takes to grow tenfold. Doublings are counted by `np.log2`."),
            ("whole number", lambda given: given == round(mine / np.log2(times)), "You gave {you}, a whole number. The question asks for three digits at least."),
            ("one month more", (mine + 1) / np.log2(times), "You gave {you}: you counted the first month as well as the last. Count the steps between them."),
            ("one month less", (mine - 1) / np.log2(times), "You gave {you}: one month is missing. Count the steps from month to month."),
            ("part of a month", lambda given: abs(given * np.log2(times) - mine) < 1, "You gave {you}: near, but the time that passed is off by a part of a month. Count whole months and not days, and do not round on the way."),
            ("year more", (mine + 12) / np.log2(times), "You gave {you}: there is a year too many in the time that passed."),
            ("multiplied", mine * np.log2(times), "You gave {you}: the time was multiplied by the doublings. One doubling takes a part of the time."),
        ],
        rel=1e-3,
    )  # fmt: skip


check = Row(
    {
        "guess": Guess(0, 120, of="second"),
        "first": months_a_doubling(spans[0], spans[1]),
        "second": months_a_doubling(spans[1], spans[0]),
        "means": Choice(
            "most",
            {
                "exact": "It would be, if the later level were exact. Read the word before it.",
                "least": "Think it through: if there are more tokens than the later level says, were there more doublings or fewer in the same time?",
            },
        ),
    },
    [
        (
            "swapped",
            lambda a: (
                all(isinstance(a[k], float) for k in ("first", "second"))
                and np.allclose(
                    [a["first"], a["second"]], [spans[1] / np.log2(times), spans[0] / np.log2(times)], rtol=0.01
                )
            ),
            "first: you gave the two the wrong way round. Which sentence leaves more time between the levels?",
        )
    ],
)

# %% wrong
slow, fast = (span / np.log2(times) for span in spans)
good = {"guess": 6, "first": slow, "second": fast, "means": "most"}
wrong = [
    ("swapped", good | {"first": fast, "second": slow}),
    ("first: time passed", good | {"first": spans[0], "second": spans[1]}),
    ("first: divided by growth", good | {"first": spans[0] / times, "second": spans[1] / times}),
    ("first: doublings", good | {"first": np.log2(times)}),
    ("first: other sentence", good | {"first": fast}),
    ("first: one month more", good | {"first": (spans[0] + 1) / np.log2(times)}),
    ("first: whole number", good | {"first": round(slow)}),
    ("second: years", good | {"second": fast / 12}),
    ("second: other logarithm", good | {"second": spans[1] / np.log(times)}),
    ("second: tenfolds", good | {"second": spans[1] / np.log10(times)}),
    ("second: part of a month", good | {"second": fast * 1.015}),
    ("means: exact", good | {"means": "exact"}),
    ("means: least", good | {"means": "least"}),
    ("guess: range", good | {"guess": 500}),
    ("guess: type", good | {"guess": "six"}),
]

# %% right
right = [
    {"guess": 0.5, "first": round(slow, 2), "second": round(fast, 2), "means": "Most"},
    pd.Series({"means": "most", "second": fast, "first": slow, "guess": 120}),
]

# %% 06.5 weigh two sources [markdown]
# ## 06.5 Which date would you lean on?
#
# One article dates one number twice, in sentence A and in sentence B. You cannot telephone anybody, so weigh. Answer the first
# three with `A`, `B` or `neither`: which sentence gives the finer date (`finer`), which names somebody who counted
# (`named`), and which date suits the firm better (`gains`). Then `lean`, on which of the two you would lean for now, and
# `why`, the number of the reason that carries.
#
# | why | |
# |---|---|
# | `1` | It stands nearer to the beginning of the article, where the important things are. |
# | `2` | Its date is finer, so somebody has looked it up. |
# | `3` | Where another article lets you check a date of its part, it fits, and a date of the other part does not. |
# | `4` | It suits the firm less, and what suits nobody is true. |

# %% given
a, b = pair("daily_tokens")
who = conflicts[conflicts.metric == "rise"].entity.iloc[0]
rises = data.events[(data.events.action == "rise") & data.events.entities.str.contains(who)]
of_a = rises[(rises.date_start.dt.year == a.period_end.year) & (rises.entities == who)].iloc[0]
full = rises[rises.date_text.str.contains(str(b.period_end.year))]
of_b = full.loc[(full.date_end - full.date_start).idxmin()]
outside = data.events[(data.events.source != a.source) & data.events.entities.str.contains("ChatGPT")].iloc[0]
size = data.sources.set_index("source").characters
titles = [
    (f"A, {a.start / size[a.source]:.0%} into the article, dated {a.period_end:%B %Y}", a.claim),
    (f"B, {b.start / size[b.source]:.0%} into the article, dated late {b.period_end:%B %Y}", b.claim),
    (
        f"From the part that sums up, where A stands: {of_a.start / size[a.source]:.0%} in, dated {of_a.date_text}",
        f"event {of_a.event}",
    ),
    (
        f"From the list of months at the end, where B stands: {of_b.start / size[b.source]:.0%} in, dated {of_b.date_text}",
        f"event {of_b.event}",
    ),
    (
        f"From another article, on {who}, dated {outside.date_text}",
        f"event {outside.event}",
    ),
]
say(*[f"**{title}**\n\n{cite(said, name)}" for title, name in titles])

# %% answer
weighed = {
    "finer": "B",  # blank: "B"
    "named": "neither",  # blank: "neither"
    "gains": "A",  # blank: "A"
    "lean": "B",  # blank: "B"
    "why": "3",  # blank: "3"
}

# %% why [markdown]
# Two parts of one article are no two witnesses, and nobody is named who counted. But a part can be tried where it can be
# checked: an article of another publisher dates the rise of the same start-up as the list of months does, and not as
# the summary does. That makes a slip of the year in the summary the likelier story. It is a reason to lean, and no proof.

# %% hints [markdown]
# - For `gains`, imagine the firm's salesman: would he rather have had this level early or late?
# - Three of the reasons are about A and B alone. Which one brings in somebody who did not write this article?

# %% check
rests_on = b.claim
check = Row(
    {
        "finer": Choice(
            "B",
            {
                "A": "One of them gives a month, the other a part of a month. Which one is that?",
                "neither": "Both give a month. One of them says more: look for the word before its month.",
            },
        ),
        "named": Choice(
            "neither",
            {
                "A": "It names whose tokens they are. Does it say who counted them, or who told the newspaper?",
                "B": "It names whose tokens they are. Does it say who counted them, or who told the newspaper?",
            },
        ),
        "gains": Choice(
            "A",
            {
                "B": "A firm that had so many tokens earlier is further ahead of the others. Which sentence puts it earlier?",
                "neither": "The number is the same, but to have had it earlier is to be further ahead. Which date would a salesman print?",
            },
        ),
        "lean": Choice(
            "B",
            {
                "A": "Try its part where you can check it: what does the other article say about the date of the same rise?",
                "neither": "You need not be sure in order to lean. One of the two parts can be tried against another article, so try it.",
            },
        ),
        "why": Choice(
            "3",
            {
                "1": "What stands first is often a summary that somebody made from the text. It is further from the source, not nearer.",
                "2": "A wrong year can be written with a fine month. The fineness shows care in wording, and not that this year is right.",
                "4": "That is a reason to be wary of the other date. It does not show that this one is right, since slips suit nobody.",
            },
        ),
    },
    [
        (
            "half right",
            lambda x: str(x["lean"]).strip().upper() == "A" and str(x["why"]).strip() == "3",
            "lean: your reason is a good one, and it speaks for the other sentence. Compare the last three dates again.",
        )
    ],
)

# %% wrong
good = {"finer": "B", "named": "neither", "gains": "A", "lean": "B", "why": "3"}
wrong = [
    ("half right", good | {"lean": "A"}),
    ("finer: A", good | {"finer": "A"}),
    ("finer: neither", good | {"finer": "neither"}),
    ("named: B", good | {"named": "B"}),
    ("gains: B", good | {"gains": "B"}),
    ("gains: neither", good | {"gains": "neither"}),
    ("lean: A", good | {"lean": "A", "why": "1"}),
    ("lean: neither", good | {"lean": "neither"}),
    ("why: 1", good | {"why": "1"}),
    ("why: 2", good | {"why": "2"}),
    ("why: 4", good | {"why": "4"}),
    ("finer: no option", good | {"finer": "both"}),
    ("type", "B"),
]

# %% right
right = [{"finer": "b", "named": "Neither", "gains": "a", "lean": "b", "why": 3}, pd.Series(good)]

# %% 06.6 complete two blanks [markdown]
# ## 06.6 Which numbers exclude each other?
#
# In 06.2 you held bounds against each other by hand. Now let a program do it. The function gets a table such as `told`:
# one row for each number, with its `low` and its `high`, empty where an end is open. It pairs each number with every other
# of the same thing and unit. It should keep the pairs that no number fits: the one begins above where the other ends.
# Ends that touch are no such pair. Fill in the two comparisons.

# %% given
told[told.duplicated(["thing", "unit"], keep=False)].sort_values(["thing", "no"])[
    ["no", "thing", "said", "low", "high"]
]


# %% answer
def excluding(table):
    pairs = table.merge(table, on=["thing", "unit"], suffixes=("", "_2"))
    pairs = pairs[pairs.no < pairs.no_2]  # each pair once
    above = pairs.low > pairs.high_2  # blank: pairs.low > pairs.high_2
    below = pairs.high < pairs.low_2  # blank: pairs.high < pairs.low_2
    return pairs.loc[above | below, ["thing", "no", "no_2"]]


# %% why [markdown]
# Two bounds exclude each other where the least of one lies above the most of the other, on one side or the other. A
# comparison with an empty cell is false, so an open end excludes nothing, as it should. Run `excluding(told)` and look the
# numbers up: they are of two dates or of two makes, and none is a contradiction. A program that compares only numbers
# raises false alarms. And one conflict escapes it: ‘more than’ a number and ‘nearly’ that number touch there, where the
# words leave nothing and the table leaves the number itself.

# %% hints [markdown]
# - Draw two bars that do not meet. Which end of the left bar and which end of the right bar say so?
# - `above` is where the first bar begins beyond the end of the second. `below` is the same with the two exchanged.

# %% check
rests_on = claims[(claims.metric == "daily_tokens") & (claims.hedge == "over")].claim.iloc[0]


def paired(table):
    pairs = table.merge(table, on=["thing", "unit"], suffixes=("", "_2"))
    return pairs[pairs.no < pairs.no_2]


def chosen(pairs, test):
    return pairs.loc[test(pairs), ["thing", "no", "no_2"]]


def these(pairs):
    return set(zip(pairs.no, pairs.no_2, strict=True))


TRIED = {
    "touching": (
        lambda p: (p.low >= p.high_2) | (p.high <= p.low_2),
        "pairs whose ends touch are in it. The end belongs to both bars, so one number fits both: compare with > and <.",
    ),
    "open end": (
        lambda p: ~((p.low <= p.high_2) & (p.low_2 <= p.high)),
        "pairs with an open end are in it. A comparison with an empty cell is false, so its opposite is true: ask the other way round.",
    ),
    "least against least": (
        lambda p: (p.low > p.low_2) | (p.low < p.low_2),
        "you compared the two leasts. Two bars can begin at different places and still meet: where does the other one end?",
    ),
    "most against most": (
        lambda p: (p.high > p.high_2) | (p.high < p.high_2),
        "you compared the two mosts. Two bars can end at different places and still meet: where does the other one begin?",
    ),
    "meeting": (
        lambda p: (p.low < p.high_2) | (p.high > p.low_2),
        "you kept pairs that meet: a bar that begins below the end of the other one. You need those that do not.",
    ),
    "first turned": (
        lambda p: (p.low < p.high_2) | (p.high < p.low_2),
        "your first comparison keeps pairs that meet: its bar begins below the end of the other. Which way should the sign point?",
    ),
    "second turned": (
        lambda p: (p.low > p.high_2) | (p.high > p.low_2),
        "your second comparison keeps pairs that meet: its bar ends above the beginning of the other. Which way should the sign point?",
    ),
    "like with like": (
        lambda p: (p.low > p.low_2) | (p.high < p.high_2),
        "you compared ends of one kind, least with least and most with most. Hold the beginning of one bar against the end of the other.",
    ),
    "one pair of ends": (
        lambda p: (p.low > p.high_2) | (p.low < p.high_2),
        "both comparisons hold the beginning of the first bar against the end of the second. One of them needs the other two ends.",
    ),
    "filled": (
        lambda p: (p.low.fillna(0) > p.high_2.fillna(0)) | (p.high.fillna(0) < p.low_2.fillna(0)),
        "an open end was filled with a nought. It is no number: leave the cell empty, and nothing lies beyond it.",
    ),
    "values in order": (
        lambda p: (p.value > p.value_2) | (p.value < p.value_2),
        "you compared the column value. A larger number beside a smaller one is no contradiction where one of them is a bound.",
    ),
    "values": (
        lambda p: p.value != p.value_2,
        "you compared the numbers as written. Two different numbers can both be true where one of them is a bound.",
    ),
    "all pairs": (lambda p: p.no < p.no_2, "every pair is in it: nothing was compared yet."),
}


def excluded(table):
    pairs = paired(table)
    right = chosen(pairs, lambda p: (p.low > p.high_2) | (p.high < p.low_2))
    wanted = {kind: these(chosen(pairs, test)) for kind, (test, _) in TRIED.items()}
    mistakes = [
        (kind, lambda given, these_=found: these(given) == these_, TRIED[kind][1])
        for kind, found in wanted.items()
        if found != these(right)
    ]
    say = "no pair is left. A bar may lie above the other or below it: hold the beginning of one against the end of the other in both blanks."
    mistakes.append(("empty", lambda given: given.empty and not right.empty, say))
    return Table(right, ["thing", "no", "no_2"], None, mistakes)


upside = told.iloc[::-1].assign(no=told.no.to_numpy())
check = Function(
    [
        ("the table of the articles", (told,), excluded(told)),
        ("the same table from the bottom up", (upside,), excluded(upside)),
    ]
)

# %% hidden
closed = told.assign(high=told.high.fillna(told.low), low=told.low.fillna(told.high))
halves = told.assign(thing="one thing", unit="one unit").head(9)
hidden = Function(
    [("a table without open ends", (closed,), excluded(closed)), ("a table of one thing", (halves,), excluded(halves))]
)

# %% wrong
wrong = [
    *[(kind, lambda t, test=test: chosen(paired(t), test)) for kind, (test, _) in TRIED.items()],
    ("empty", lambda t: chosen(paired(t), lambda p: p.low > p.high_2)),
    ("empty", lambda t: chosen(paired(t), lambda p: p.high < p.low_2)),
    ("missing row", lambda t: excluded(t).expected.head(1)),
    ("missing column", lambda t: chosen(paired(t), lambda p: p.low > p.high_2)[["thing", "no"]]),
    ("stops", lambda t: chosen(paired(t), lambda p: p.low > p.most_2)),
    ("type", lambda t: len(paired(t))),
    ("nothing back", lambda t: None),
]

# %% right
right = [
    lambda t: chosen(paired(t), lambda p: (p.low_2 > p.high) | (p.high_2 < p.low)).iloc[::-1],
    lambda t: chosen(paired(t), lambda p: ((p.low - p.high_2) > 0) | ((p.low_2 - p.high) > 0)).assign(n=1),
]

# %% 06.7 free code [markdown]
# ## 06.7 One number, two dates
#
# The plainest error is one number that is dated twice. Write a function that gets a table such as `told` and gives back a
# table with the columns `thing`, `no` and `no_2`: one row for each pair of rows, the smaller `no` first, that have the
# same `thing`, `unit` and `value` and whose periods share no day. A period runs from `first_day` to `last_day`, both
# included. A row without a date contradicts no date.

# %% given
twice = told.duplicated(["thing", "unit", "value"], keep=False) & told.value.notna()
told[twice].sort_values(["thing", "no"])[["no", "thing", "said", "first_day", "last_day"]]


# %% answer
def two_dates(table):
    pairs = table.merge(table, on=["thing", "unit", "value"], suffixes=("", "_2"))  # cut
    pairs = pairs[pairs["no"] < pairs["no_2"]]  # cut
    apart = (pairs.first_day > pairs.last_day_2) | (pairs.last_day < pairs.first_day_2)  # cut
    return pairs.loc[apart, ["thing", "no", "no_2"]]  # blank


# %% why [markdown]
# A period is a bound on a date, and two periods exclude each other as two bounds of a number do. Where a date is missing, the
# comparison is false, and the pair is left alone. The frame `conflicts` holds what this finds: a level that cannot have
# both dates, and a least that hardly has both. It also holds one that your rule misses: two growths, each over a year, whose
# years share their last and first month.

# %% hints [markdown]
# - Merge the table with itself on the columns that must agree, with `suffixes=("", "_2")`, and keep each pair once.
# - Two periods share no day where one begins after the other has ended. Join the two cases with `|`, each in brackets.

# %% check
rests_on = claims[claims.metric == "daily_tokens"].claim.iloc[0]


def joined(table, *on):
    """All pairs of rows that agree in these columns, each from both sides."""
    needed = table[["no", "thing", "unit", "value", "first_day", "last_day"]]
    return needed.merge(needed, on=list(on), suffixes=("", "_2"))


def once(pairs):
    return pairs[pairs.no < pairs.no_2]


def joins(table):
    """The pairs of an answer, and those of answers that join or choose otherwise."""
    pairs = joined(table, "thing", "unit", "value")
    return {
        "agreeing": once(pairs),
        "both ways": pairs,
        "larger first": pairs[pairs.no > pairs.no_2],
        "any number": once(joined(table, "thing", "unit")),
        "any unit": once(joined(table, "thing", "value")),
        "dropped": once(joined(table.dropna(), "thing", "unit", "value")),
    }


def apart(p):
    return (p.first_day > p.last_day_2) | (p.last_day < p.first_day_2)


def meeting(p):
    return (p.first_day <= p.last_day_2) & (p.first_day_2 <= p.last_day)


def picked(pairs, test):
    return pairs.loc[test(pairs), ["thing", "no", "no_2"]]


def numbers_of(pairs):
    return sorted(zip(pairs.no, pairs.no_2, strict=True))


DATED = {
    "undated": (
        "agreeing",
        lambda p: ~meeting(p),
        "rows without a date are in it. A comparison with an empty cell is false, so its opposite is true: ask for periods that lie apart.",
    ),
    "first days": (
        "agreeing",
        lambda p: p.first_day != p.first_day_2,
        "you asked whether their days differ. Two periods can begin or end on different days and share others, and an empty cell differs from everything.",
    ),
    "touching": (
        "agreeing",
        lambda p: (p.first_day >= p.last_day_2) | (p.last_day <= p.first_day_2),
        "periods that share just one day are in it. Both ends belong to a period: compare with > and <.",
    ),
    "like with like": (
        "agreeing",
        lambda p: (p.last_day < p.last_day_2) | (p.last_day > p.last_day_2),
        "you compared days of one kind, first with first or last with last. Compare where one period begins with where the other ends.",
    ),
    "any number": (
        "any number",
        apart,
        "pairs with two different numbers are in it. What has two numbers on two dates is a history: the value must agree.",
    ),
    "any unit": (
        "any unit",
        apart,
        "pairs in two different units are in it. The same digits in another unit are another number: the unit must agree.",
    ),
    "both ways": (
        "both ways",
        apart,
        "each pair is in it twice, once from either side. Keep the one in which no is the smaller.",
    ),
    "larger first": (
        "larger first",
        apart,
        "your pairs have the larger no first. Keep those in which no is smaller than no_2.",
    ),
    "with itself": (
        "both ways",
        lambda p: ~meeting(p),
        "each pair is in it twice, and rows without a date are in it, even beside themselves. Begin with the pairs in which no is smaller than no_2.",
    ),
    "dropped": (
        "dropped",
        apart,
        "rows with any empty cell were thrown away, and an open end is an empty cell. Only a missing date matters here.",
    ),
    "no dates": (
        "agreeing",
        lambda p: p.no < p.no_2,
        "every pair with one number is in it. Their dates were not compared yet.",
    ),
}


def dated_twice(table):
    pairs = joins(table)
    right = picked(pairs["agreeing"], apart)
    found = {kind: numbers_of(picked(pairs[join], test)) for kind, (join, test, _) in DATED.items()}
    mistakes = [
        (kind, lambda given, those=those: numbers_of(given) == those, DATED[kind][2])
        for kind, those in found.items()
        if those != numbers_of(right)
    ]
    say = "no pair is left. The one period may begin after the end of the other, or end before it begins: join the two with |."
    mistakes.append(("empty", lambda given: given.empty and not right.empty, say))
    return Table(right, ["thing", "no", "no_2"], None, mistakes)


upside = told.iloc[::-1].assign(no=told.no.to_numpy())
last = dated_twice(told).expected.no_2
upside["unit"] = upside.unit.where(upside.no != upside.no.max() + 1 - last.min(), "another unit")
grown = told.assign(value=told.value.where(told.no != last.max(), 2 * told.value))
window = told[told.thing.str.endswith("tokens growth")]
grown["last_day"] = grown.last_day.where(grown.no != window.no.min(), window.first_day.max())
check = Function(
    [
        ("the table of the articles", (told,), dated_twice(told)),
        ("the same table from the bottom up, with one unit changed", (upside,), dated_twice(upside)),
        ("a table in which one level has grown", (grown,), dated_twice(grown)),
    ]
)

# %% hidden
one_thing = told.assign(thing="one thing", unit="one unit", value=7.0).head(14)
late = told.assign(first_day=told.first_day.where(told.no % 2 == 0))
hidden = Function(
    [
        ("a table of one thing", (one_thing,), dated_twice(one_thing)),
        ("a table with fewer dates", (late,), dated_twice(late)),
    ]
)

# %% wrong
wrong = [
    *[(kind, lambda t, join=join, test=test: picked(joins(t)[join], test)) for kind, (join, test, _) in DATED.items()],
    ("empty", lambda t: picked(joins(t)["agreeing"], lambda p: p.first_day > p.last_day_2)),
    ("empty", lambda t: picked(joins(t)["agreeing"], lambda p: p.last_day < p.first_day_2)),
    ("missing row", lambda t: dated_twice(t).expected.head(1)),
    ("missing column", lambda t: dated_twice(t).expected[["no", "no_2"]]),
    ("stops", lambda t: t[t.day > t.day_2]),
    ("type", lambda t: dated_twice(t).expected.to_numpy().tolist()),
    ("nothing back", lambda t: None),
]

# %% right
right = [
    lambda t: dated_twice(t).expected.iloc[::-1].assign(value=1),
    lambda t: dated_twice(t).expected.set_index(["no", "no_2"]),
    lambda t: pd.DataFrame(
        [
            (a.thing, a.no, b.no)
            for a in t.itertuples()
            for b in t.itertuples()
            if a.no < b.no
            and (a.thing, a.unit, a.value) == (b.thing, b.unit, b.value)
            and (a.first_day > b.last_day or b.first_day > a.last_day)
        ],
        columns=["thing", "no", "no_2"],
    ),
]

# %% 06.8 choose the honest chart [markdown]
# ## 06.8 The mean, or both?
#
# Two sentences of one article compare the same pledge with what was spent in the ten years before. They do not agree. Both
# charts are drawn from these two sentences. Choose the one that says no more than they do, and the reason.
#
# | reason | |
# |---|---|
# | `1` | Where two sources differ, the truth lies in the middle, so it draws the middle. |
# | `2` | It keeps both sentences, each with the end it leaves open and with what it compares. |
# | `3` | It has one number, which a reader can remember. |
# | `4` | It shows how careless the article is. |

# %% given
more, nearly = sorted(pair("capex_pledge_vs_past_decade"), key=lambda row: row.hedge == "nearly")
ends = [row.low if row.hedge == "over" else row.high for row in (more, nearly)]
mean = sum(ends) / len(ends)


def one_mean(ax):
    ax.barh([0], [mean], color="#0173b2", height=0.4)
    ax.text(mean / 2, 0, f"the mean: {mean:g}", color="white", ha="center", va="center")
    ax.set(title="The pledge (the past decade is 1)", xlim=(0, 3), ylim=(-1, 1), yticks=[])


def two_ends(ax):
    for place, row, end, step in zip((1, 0), (more, nearly), ends, (0.9, -0.9), strict=True):
        arrow = {"arrowstyle": "-|>", "lw": 3, "color": "#a84300", "mutation_scale": 20}
        ax.annotate("", (end + step, place), (end, place), arrowprops=arrow)
        ax.plot([end], [place], "o", color="#a84300", ms=9)
        ax.text(
            1.5,
            place + 0.32,
            row.quote.replace(" decade of ", "\ndecade of ").replace(" for ", "\nfor "),
            ha="center",
            va="center",
        )
    ax.set(title="The pledge (the past decade is 1)", xlim=(0, 3), ylim=(-0.4, 1.7), yticks=[])


Charts(
    {
        "A": (one_mean, f"one bar that ends at {mean:g}: the mean of the numbers in the two sentences."),
        "B": (
            two_ends,
            f"two arrows. ‘{more.quote}’ points from {ends[0]:g} upwards, ‘{nearly.quote}’ points from {ends[1]:g} downwards.",
        ),
    }
)

# %% answer
drawn = {
    "chart": "B",  # blank: "B"
    "why": "2",  # blank: "2"
}

# %% why [markdown]
# Chart A draws a number that both sentences deny: one says that the pledge is more than the past decade, the other that it
# is not quite that much. A mean of two bounds is no finding, it is a third claim that nobody made. Chart B also shows
# where to ask on: the one compares with all investment, the other with capital expenditures, and these may be two things.

# %% hints [markdown]
# - Hold the length of the bar against each sentence in turn. Is it true of the one? Is it true of the other?
# - A reason is about what the chart lets the sentences say. Which chart still shows that there are two?

# %% check
more, nearly = sorted(pair("capex_pledge_vs_past_decade"), key=lambda row: row.hedge == "nearly")
rests_on = nearly.claim
check = Row(
    {
        "chart": Choice(
            "B",
            {"A": "Take the length of its bar as a sentence of its own. Which of the two sentences says that?"},
        ),
        "why": Choice(
            "2",
            {
                "1": "A mean is right when each source is off a little by chance. Here one is wrong, or they compare with two things.",
                "3": "One number is easy to remember, and a reader would remember a number that no source has given.",
                "4": "A chart is there to show what was said. That an article contradicts itself once does not tell how careful it is.",
            },
        ),
    },
    [
        (
            "half right",
            lambda a: str(a["chart"]).strip().upper() == "A" and str(a["why"]).strip() == "2",
            "Your reason is a good one, and it is not true of the chart that you chose. Count what is drawn in it.",
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
    ("chart: no option", {"chart": "both", "why": "2"}),
    ("missing field", {"chart": "B"}),
    ("type", "B"),
]

# %% right
right = [{"chart": "b", "why": 2}, {"why": " 2 ", "chart": "B "}]

# %% 06.9 write a sentence [markdown]
# ## 06.9 A number that stands alone
#
# The table has all that the articles say of one thing. Write the sentence in which a newspaper may print the largest of
# the numbers: who, how many a day, with what the source leaves open, and on whose word. One article gives it and no other. Such
# a number is not false, but it is printed with its source. The course's own program reads your sentence.

# %% given
levels = claims[claims.metric == "daily_tokens"].reset_index(drop=True)
levels.assign(said=[number(row) for row in levels.itertuples()])[
    ["entity", "said", "low", "high", "status", "publisher"]
].sort_values("low", ignore_index=True)

# %% answer
top = levels.loc[levels.low.idxmax()]  # cut
sentence = f"According to {top.publisher}, {top.entity} handles {number(top)}."  # blank

# %% why [markdown]
# Your sentence is true even if the number is not, since it says who gives it. The word before the number belongs to it, and so
# does the source, as long as no second article has it from another place. Whether the firm or somebody else counted, the
# article does not say, and so you must not.

# %% hints [markdown]
# - Take over the number with the words that stand before it, and say of whom it is.
# - Begin with ‘According to’ and the publisher in that row, then who, a plain verb, the number, and ‘tokens a day’.

# %% check
top = levels.loc[levels.low.idxmax()]
rests_on = top.claim
others = levels[levels.publisher != top.publisher].publisher.unique()
check = Sentence(
    top,
    {"whose tokens they are": [top.entity], "who gives the number": [top.publisher]},
    [
        *other_rows(levels, "low", "what {publisher} gives for {entity}", besides=[top.name]),
        (
            "other scale",
            top.low / 1000,
            "You gave {you}: the digits are right, and the word for the noughts is another one than in the table.",
        ),
        (
            "the firm's word",
            lambda text: re.search(
                rf"according to {top.entity}|{top.entity} (?:itself )?(?:says|said|reports|reported|announced)\b",
                text,
                re.I,
            ),
            "You give the firm's own word for it. The article does not say who counted: all you know is who printed it.",
        ),
        (
            "other publisher",
            lambda text: top.publisher.lower() not in text.lower() and any(o.lower() in text.lower() for o in others),
            "You name a publisher, and not the one that gives this number. Follow the row to its end.",
        ),
        (
            "vouched for",
            lambda text: re.search(
                r"\b(confirmed|confirms|officially|proves|proven|certain|certainly|in fact)\b", text, re.I
            ),
            "Your sentence vouches for the number. One article gives it and no second one: report it, and leave it at that.",
        ),
        (
            "nobody named",
            lambda text: re.search(r"\breport(?:edly|s say)\b|\b(?:is|are) said to\b|\brumou?r", text, re.I),
            "‘Reportedly’ and the like name nobody. You know who prints this number: name that publisher instead.",
        ),
        (
            "doubt added",
            lambda text: re.search(r"\b(?:claims?|claimed|alleged(?:ly)?|supposed(?:ly)?)\b", text, re.I),
            "That verb casts a doubt for which you have no ground. ‘Reports’ and ‘according to’ name the source and leave it at that.",
        ),
        (
            "ranked",
            lambda text: re.search(r"\b(leader|leads|leading|largest|biggest|best)\b", text, re.I),
            "Your sentence ranks somebody. The table gives levels of one firm, and nothing of the others.",
        ),
        (
            "growth made",
            lambda text: re.search(r"\b(grew|grown|growth|rose|risen|increased|doubled|tripled|jumped)\b", text, re.I),
            "You made a growth of it. That takes two sources and their dates; here report the one number as it is given.",
        ),
    ],
)

# %% wrong
said_so = f"According to {top.publisher}, {top.entity} handles {number(top)}."
bare = number_words(top.low)
smaller = levels[(levels.hedge == "none")].iloc[0]
wrong = [
    ("hedge dropped", said_so.replace("more than ", "")),
    ("other hedge", said_so.replace("more than", "nearly")),
    ("other hedge", said_so.replace("more than", "about")),
    ("number: another row", said_so.replace(number(top), number(smaller))),
    ("number: tenfold", said_so.replace(bare, number_words(top.low * 10))),
    ("number: other scale", said_so.replace("trillion", "billion")),
    ("status", said_so.replace("handles", "plans to handle")),
    ("no who gives the number", f"{top.entity} handles {number(top)}."),
    ("no whose tokens they are", said_so.replace(top.entity, "the company")),
    ("other publisher", said_so.replace(top.publisher, others[0])),
    ("the firm's word", f"{top.entity} said that it handles {number(top)}."),
    ("vouched for", said_so.replace("handles", "certainly handles")),
    ("nobody named", f"{top.entity} reportedly handles {number(top)}."),
    ("doubt added", f"{top.publisher} claims that {top.entity} handles {number(top)}."),
    ("ranked", said_so.replace(top.entity, f"the leader {top.entity}")),
    ("growth made", said_so.replace("handles", "grew to")),
    ("denied", said_so.replace("handles", "does not handle")),
    ("no number", f"According to {top.publisher}, {top.entity} handles very many tokens a day."),
    ("unfinished", said_so.replace(number(top), "...")),
    ("type", top.low),
]

# %% right
right = [
    f"{top.publisher} reports that {top.entity} has over {bare} daily token calls",
    f"{top.entity}'s daily token calls exceed {bare}, {top.publisher} writes.",
]

# %% 06.10 weigh two sources [markdown]
# ## 06.10 One voice, or two?
#
# In 04.3 some lines told talks as a deal. Here two publishers report the same talks: how much more may you believe them
# than if there were one? **Suppose**, and no article says so, that a report of this kind turns out wrong in the part
# `wrong_part` of all cases. Give, as fractions of one, the part of cases in which both are wrong: `apart`, if each has asked
# people of its own, and `copied`, if the second has only read the first. Then weigh these two: `why` is a number of the
# list, and `print` says what you may print of the talks: that they are `reported`, `confirmed` or `agreed`.
#
# | why | |
# |---|---|
# | `1` | There are two publishers, so there are two witnesses. |
# | `2` | Both say that it is reported and neither says by whom, so both may have it from one report. |
# | `3` | They do not use the same words, so neither has copied. |
# | `4` | One of them says more of how far the talks are, so it has heard it from somebody itself. |

# %% given
wrong_part = 1 / 5  # an assumption: no article says it
talks = data.investments[data.investments.status == "in_talks"].drop_duplicates("source")
say(
    f"`wrong_part` is {wrong_part:g}, an assumption.",
    *[str(cite(said, "deal " + name)) for name in talks.investment],
)

# %% answer
believed = {
    "apart": wrong_part * wrong_part,  # blank: wrong_part * wrong_part
    "copied": wrong_part,  # blank: wrong_part
    "why": "2",  # blank: "2"
    "print": "reported",  # blank: "reported"
}

# %% why [markdown]
# If the two have asked apart, both are wrong only where two things go wrong at once. If one has read the other, the second adds
# nothing: where the first is wrong, both are. The sentences do not say which it is, and ‘reportedly’ names nobody, so
# you count one voice until a second one is shown. A report told twice is still a report, and talks are no deal.

# %% hints [markdown]
# - Think of a hundred such stories. In how many is the first report wrong? In what part of those is the second one wrong as well?
# - Apart, that part is the same again. Copied, it is all of them. For `why`, look for a person or a paper that either sentence names.

# %% check
talk = claims[(claims.status == "rumoured") & claims.source.isin(talks.source)].iloc[0]
rests_on = talk.claim
check = Row(
    {
        "apart": Number(
            wrong_part**2,
            "fraction",
            [
                ("unchanged", wrong_part, "You gave {you}: that is how often one of them is wrong. Both must be wrong at once, which is rarer."),
                ("added", 2 * wrong_part, "You gave {you}: you added the two. It would be more often wrong with two reports than with one."),
                ("halved", wrong_part / 2, "You gave {you}: you halved it. In what part of the cases in which the first is wrong is the second wrong too?"),
                ("both right", (1 - wrong_part) ** 2, "You gave {you}: that is how often both are right. The question asks how often both are wrong."),
                ("never", 0, "You gave 0: two reports can both be wrong, even if that is rarer than one."),
                ("one of two", 1 - (1 - wrong_part) ** 2, "You gave {you}: that is how often one of them or both are wrong. The question asks for both."),
                ("just one", 2 * wrong_part * (1 - wrong_part), "You gave {you}: that is how often just one of them is wrong. The question asks for both."),
                ("not both wrong", 1 - wrong_part**2, "You gave {you}: that is how often at least one is right. The question asks how often both are wrong."),
                ("one right", 1 - wrong_part, "You gave {you}: that is how often one report is right. Begin from how often it is wrong."),
            ],
        ),
        "copied": Number(
            wrong_part,
            "fraction",
            [
                ("as if apart", wrong_part**2, "You gave {you}: that holds if the second could be right where the first is wrong. A copy cannot."),
                ("halved", wrong_part / 2, "You gave {you}: a copy does not make the first report better, so nothing is divided by two."),
                ("added", 2 * wrong_part, "You gave {you}: a copy does not make the first report worse, so nothing is added."),
                ("never", 0, "You gave 0: then a story told twice could not be wrong. A copy is wrong where the first is wrong."),
                ("always", 1, "You gave 1: both would always be wrong. A copy is wrong where the first is wrong, and only there."),
                ("one right", 1 - wrong_part, "You gave {you}: that is how often both are right. The question asks how often both are wrong."),
            ],
        ),
        "why": Choice(
            "2",
            {
                "1": "Two publishers can print one report. What counts is where each has it from: does either of them say so?",
                "3": "Whoever retells a report chooses other words. The words tell who wrote it, and not who was asked.",
                "4": "It may have, and then it could say from whom. A stronger word is also what a retelling adds.",
            },
        ),
        "print": Choice(
            "reported",
            {
                "confirmed": "A confirmation comes from somebody who was there, or from a paper. Does either sentence name one?",
                "agreed": "Both speak of talks. Talks may end without a deal, as the verbs of both leave open.",
            },
        ),
    }
)  # fmt: skip

# %% wrong
good = {"apart": wrong_part**2, "copied": wrong_part, "why": "2", "print": "reported"}
wrong = [
    ("apart: unchanged", good | {"apart": wrong_part}),
    ("apart: added", good | {"apart": 2 * wrong_part}),
    ("apart: halved", good | {"apart": wrong_part / 2}),
    ("apart: both right", good | {"apart": (1 - wrong_part) ** 2}),
    ("apart: one of two", good | {"apart": 1 - (1 - wrong_part) ** 2}),
    ("apart: percent", good | {"apart": 100 * wrong_part**2}),
    ("copied: as if apart", good | {"copied": wrong_part**2}),
    ("copied: always", good | {"copied": 1}),
    ("copied: never", good | {"copied": 0}),
    ("why: 1", good | {"why": "1"}),
    ("why: 3", good | {"why": "3"}),
    ("why: 4", good | {"why": "4"}),
    ("print: confirmed", good | {"print": "confirmed"}),
    ("print: agreed", good | {"print": "agreed"}),
    ("print: no option", good | {"print": "nothing"}),
]

# %% right
right = [good | {"why": 2, "print": " Reported"}, pd.Series(good), good | {"apart": round(wrong_part**2, 4)}]
