# %% [markdown]
# # Exercises: your own article
#
# Eight questions on notebook `07_your_own_article`. The article is a new one: nobody has checked what the program reads in it. It
# is invented, and lies in the folder `article/own`, with a file `vocabulary.toml` beside it.
#
# Write your answer where the three dots are. Run the cell, and then the check below it. A wrong answer costs nothing: the check says
# what differs, and shows the sentence that decides. After two wrong answers there is a hint, after three the solution. The questions
# do not need each other, so begin where you like.
#
# Your progress is kept in `07_your_own_article.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("07_your_own_article", data)

# %% set-up
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

from datakit import plots
from datakit.cite import cite, show
from datakit.feedback import read_article

own = read_article("article/own")  # the frames of the new article; `data` are those of the course
claims = own.claims  # one row a number, as the program read it

# %% the article
print("\n\n".join(own.paragraphs.text))

# %% checking
import csv
import json
import re
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from datakit import review
from datakit.bounds import Interval
from datakit.errors import DatakitError
from datakit.feedback import Bounds, Chart, Choice, Conclusion, Feedback, Function, Row, Table, drawn
from datakit.feedback.compare import Check, kind_of
from datakit.feedback.engine import beside
from datakit.reading import Vocabulary, read

TEXT, READING = own.readings[claims.source.iloc[0]]
WORDS = Path(beside("article/own"), "vocabulary.toml").read_text("utf-8")


class Tried(Check):
    """A line for a file of the folder: `do` reads the article again with it, `check` judges what is read then."""

    def __init__(self, do, check, mistakes=()):
        self.do, self.check, self.mistakes = do, check, list(mistakes)

    def compare(self, answer):
        if not isinstance(answer, Mapping):
            return Feedback("type", f"You gave {kind_of(answer)}. The question asks for a dictionary.")
        if known := self.known(answer, lambda given, other: False):
            return known
        try:
            return self.check(self.do(answer))
        except DatakitError as error:  # its sentence begins with the name of a file that the student has not made
            return Feedback("refused", f"The program stops at your line. It says: {str(error).split(': ', 1)[-1]}")


# %% 07.1 review: worked [markdown]
# ## 07.1 A line of review.csv
#
# A row holds what one sentence says of a number. What the **next** sentence says of it, a reader sees, and the row does not. The cell below
# writes such a decision: the county pays a part of the new hall, and nothing in its row says so. Whoever adds it to the cost of the hall counts
# it twice. A decision has ten cells. `frame`, `source`, `start` and `quote` say which row is meant. `action` is one of *accept*, *change*,
# *reject*. For a change, `field` names the column, `from` what was read, and `to` what is right. `why` is a reason that somebody can follow
# who was not there. `rule` is the rule that a program would need.
#
# Now look at the milk that the **farm office** counted. The sentence after it says what this count leaves out. Write the `decision`, with the
# ten cells, that says in the column `object` of that row, in a few words, what is counted and what is left out.

# %% given
texts = claims.fillna({"object": ""})  # in review.csv an empty cell is empty text
row = texts.query("metric == 'capex_pledged'").iloc[0]
place = {"frame": "claims", "source": row.source, "start": row.start, "quote": row.quote}
right = {"action": "change", "field": "object", "from": row.object, "to": "a part of the cost of the cheese hall"}
said = {"why": "the next sentence speaks of the rest", "rule": "a rest makes the sum before it a part"}
line = place | right | said
show(claims.query("unit == 'litres'"), columns=["quote", "low", "high", "hedge", "entity", "object", "status"])

# %% answer
row = texts.query("unit == 'litres' and hedge == 'under'").iloc[0]  # cut
place = {"frame": "claims", "source": row.source, "start": row.start, "quote": row.quote}  # cut
right = {"action": "change", "field": "object", "from": row.object, "to": "milk, without what was bought"}  # cut
said = {"why": "the sentence after it says what is left out", "rule": "a count is told with what it leaves out"}  # cut
decision = place | right | said  # blank

# %% why [markdown]
# Each field of the row was right, and still the row said too little: two counts that leave out different things are no contradiction. The
# decision lasts: it is applied each time the article is read, and stops the build if the words change.

# %% hints [markdown]
# - Two rows count litres. Which of them is the office's? The sentence after it begins with *It leaves out*.
# - Copy the cell above. Change the query, `to`, and the two reasons. The field and the action stay as they are.

# %% check
office = claims[(claims.unit == "litres") & (claims.hedge == "under")].fillna({"object": ""}).iloc[0]
rests_on = cite(own, office.claim)
CELLS = ["frame", "source", "start", "quote", "action", "field", "from", "to", "why", "rule"]


def decided(line):
    """The row of the office as it is when the article is read with this line in review.csv."""
    with TemporaryDirectory() as folder, Path(folder, review.REVIEW).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([CELLS, [line[name] for name in CELLS]])
        file.close()
        decisions = review.load(Path(folder), [office.source])[office.source]
    rows = review.apply(TEXT, {**READING}, decisions)["claims"]
    return next({"reviewed": row["reviewed"]} for row in rows if row["start"] == office.start)


def moved(line):
    return str(line["start"]) != str(office.start)


def lacks(cell, words):
    return lambda line: not re.search(words, str(line[cell]), re.I)


LEFT_OUT = (
    r"\b(?:without|not?|none|excep\w+|excl\w*|lea(?:ves?|ving) (?:out|aside)|left out|omit\w*|only|own|minus|less|"
    r"other than|apart from)\b"
)
SHOWN = r"dair|milk|sentence|paragraph|article|footnote|office|count|bought|left|leaves|line|says"
check = Tried(decided, Row({"reviewed": Choice("yes", {"no": "No decision stands on the row of the office."})}), [
    ("missing cell", lambda line: {*CELLS} - {*line}, "Your line has not all ten cells. Copy their names from the cell above."),
    ("the worked row", lambda line: "euro" in str(line["quote"]), "That is the line of the cell above. The question asks for the milk that the office counted."),
    ("another row", lambda line: moved(line) and line["quote"] != office.quote, "Your line is about another row: its place and its quote are not those of the office's count."),
    ("place", moved, "The quote does not begin where your `start` says. Take both from the row."),
    ("accepted", lambda line: line["action"] == "accept", "Your line accepts the row, and the row does not say what the count leaves out."),
    ("rejected", lambda line: line["action"] == "reject", "Your line takes the row away. The number is a figure of the story, and only one field says too little."),
    ("number", lambda line: line["field"] in ("value", "low", "high"), "The number is the one that the office gives. What it counts is not said yet."),
    ("other field", lambda line: line["field"] != "object", "The question asks for the column `object`: what is counted."),
    ("figure", lambda line: re.search(r"\d", str(line["to"])), "The column `object` holds words: what is counted, and no number."),
    ("nothing counted", lacks("to", r"milk|litre"), "Your `to` does not say what is counted. Whoever reads the row sees nothing else."),
    ("nothing left out", lacks("to", LEFT_OUT), "Your `to` does not say that something is left out. The dairy's count would have the same words."),
    ("left out what", lacks("to", r"bought|buys?\b|purchase|other dair|others|own farm"), "Your `to` does not say which milk is left out. Read the sentence after the number."),
    ("no reason", lambda line: len(str(line["why"]).split()) < 4 or len(str(line["rule"]).split()) < 2 or lacks("why", SHOWN)(line),
     "Your reason does not help somebody who was not there. Say in a few words what in the article shows it."),
])  # fmt: skip

# %% wrong
good = {"frame": "claims", "source": office.source, "start": office.start, "quote": office.quote, "action": "change"}
good |= {"field": "object", "from": office.object, "to": "litres of milk, bought milk left out", "rule": "read on"}
good |= {"why": "the footnote of the office says so"}
whole = claims[(claims.unit == "litres") & (claims.hedge == "none")].iloc[0]
wrong = [
    ("missing cell", {name: cell for name, cell in good.items() if name != "rule"}),
    ("the worked row", line),
    ("another row", good | {"start": whole.start, "quote": whole.quote}), ("place", good | {"start": whole.start}),
    ("accepted", good | {"action": "accept", "field": "", "from": "", "to": ""}),
    ("rejected", good | {"action": "reject", "field": "", "from": "", "to": ""}),
    ("number", good | {"field": "high", "from": office.high, "to": whole.value}),
    ("other field", good | {"field": "status", "from": "actual", "to": "denied"}),
    ("figure", good | {"to": "20 million litres of bought milk left out"}),
    ("nothing counted", good | {"to": "all but what was bought, without that"}),
    ("nothing left out", good | {"to": "litres of milk"}), ("left out what", good | {"to": "not all of the milk"}),
    ("no reason", good | {"why": "because this is wrong"}),
    ("refused", good | {"from": "cheese"}), ("refused", good | {"action": "changes"}),
]  # fmt: skip

# %% right
right = [
    good | {"start": str(office.start), "why": "It leaves out the milk from other dairies, says the next sentence"},
    dict(reversed(good.items())), good | {"to": "milk of the dairy's own farmers, no milk of other dairies"},
]  # fmt: skip

# %% 07.2 review: two blanks [markdown]
# ## 07.2 A measure of your own
#
# Two rows of the article count litres, and have no metric: the words of the course know no milk. So the program cannot see that the two
# speak of the same thing.
#
# Complete the new measure `milk_collected`. `units` lists the units that it is counted in. `words` lists the words near a number that
# point to it: with them, **both** rows must get the metric, and no other row may change. In `vocabulary.toml` the answer would be the line
# `milk_collected = { topic = "other", units = [...], words = [...] }`.

# %% given
show(claims.query("unit == 'litres'"), columns=["quote", "sentence", "unit", "metric"])

# %% answer
measure = {
    "topic": "other",
    "units": ["litres"],  # blank: ["litres"]
    "words": ["collect", "count"],  # blank: ["collect", "count"]
}

# %% why [markdown]
# The two rows now have one metric, one unit and one year, so that they can be compared: the two counts cannot both be right as they stand.
# That the one leaves something out, a column does not show. Only a reader of the text knows it.

# %% hints [markdown]
# - The unit stands in the column `unit` of both rows.
# - Read the verb of each of the two sentences. Words are compared by their stem, so *deliver* finds *delivered* as well.

# %% check
milk = claims[claims.unit == "litres"]
rests_on = cite(own, milk)


def measured(line):
    """The claims and their metric, as read with the line beside the folder's own words."""
    parts = ", ".join(f"{name} = {json.dumps(part)}" for name, part in line.items())
    with TemporaryDirectory() as folder:
        path = Path(folder, "words.toml")
        path.write_text(WORDS.replace("[metrics]", f"[metrics]\nmilk_collected = {{ {parts} }}"), "utf-8")
        rows = read(TEXT, Vocabulary.load(path), claims.published.iloc[0].date()).claims
    return pd.DataFrame(rows).assign(claim=claims.claim.tolist())[["claim", "metric"]]


def found(rows):
    return set(rows.claim[rows.metric == "milk_collected"])


check = Tried(
    measured,
    Table(claims[["claim"]], ["claim"], None, [
        ("none found", lambda rows: not found(rows), "With your words the program finds the measure nowhere. Do the words stand in the two sentences, and is the unit that of the column `unit`?"),
        ("one of two", lambda rows: len(found(rows)) == 1, "With your words only one of the two rows gets the measure. Read the verb of the other sentence."),
    ]),
    [
        ("text for list", lambda line: any(isinstance(line[name], str) for name in ("units", "words")), "Both are lists of texts: write square brackets around the words, also around one word."),
        ("missing key", lambda line: {"topic", "units", "words"} - {*line}, "The measure needs the three keys topic, units and words."),
        ("firm's name", lambda line: any(re.search("lindmoor|dairy|office", str(word), re.I) for word in line["words"]), "Your words name who counts. A measure is about what is counted, whoever counts it."),
        ("another unit", lambda line: {*line["units"]} > {"litres"}, "Your list has another unit beside the one in the column `unit`. The milk is counted in one unit."),
        ("small words", lambda line: line["words"] and all(len(str(word)) < 4 for word in line["words"]), "Your words are so short that they stand in nearly every sentence. Take words that belong to this measure."),
        ("figures", lambda line: any(re.search(r"\d", str(word)) for word in line["words"]), "Your words hold figures of this article. The measure should find other numbers, too."),
    ],
)  # fmt: skip

# %% wrong
line = {"topic": "other", "units": ["litres"], "words": ["collect", "count"]}
wrong = [
    ("none found", line | {"words": ["yoghurt"]}), ("one of two", line | {"words": ["count"]}),
    ("none found", line | {"units": ["farms"]}), ("text for list", line | {"words": "collect"}),
    ("missing key", {"topic": "other", "units": ["litres"]}), ("firm's name", line | {"words": ["Lindmoor Dairy"]}),
    ("figures", line | {"words": ["2023"]}), ("refused", line | {"units": ["buckets"]}),
    ("refused", line | {"topic": "milk"}), ("another unit", line | {"units": ["litres", "farms"]}),
    ("small words", line | {"words": ["in", "of"]}),
]  # fmt: skip

# %% right
right = [
    line | {"words": ["collected", "counted"]}, line | {"words": ["collect", "count", "gather"]},
    line | {"words": ["milk", "count"]},
]  # fmt: skip

# %% 07.3 query: free [markdown]
# ## 07.3 Money that is not there yet
#
# Find the rows of `claims` that are sums in euros (`unit` *EUR*) and that are not told as facts: their `status` is another than *actual*.
# `waiting` is a table with the columns `quote` and `status`.

# %% given
show(claims, columns=["quote", "unit", "entity", "metric", "status"])

# %% answer
waiting = claims.query("unit == 'EUR' and status != 'actual'")[["quote", "status"]]  # blank

# %% why [markdown]
# A plan, a pledge and a rumour are three kinds of statement. Nobody who adds them up repeats what somebody said. The sum that was
# paid is told as a fact, and drops out. What was denied is not about money.

# %% hints [markdown]
# - Two conditions must hold at once. The second says what the status is not: `!=`.
# - `claims.query("... and ...")[["quote", "status"]]`

# %% check
euros, unsure = claims[claims.unit == "EUR"], claims[claims.status != "actual"]
wanted = euros[euros.status != "actual"]
rests_on = cite(own, wanted.claim.iloc[1])
others = [
    ("paid too", euros, "Your table has a sum that was paid. The question asks for those whose status is another than actual."),
    ("all units", unsure, "Your table has rows that count something else than euros. The question asks for money."),
    ("either", claims[(claims.unit == "EUR") | (claims.status != "actual")], "Your table has the rows for which one condition holds. Both must hold."),
    ("paid", euros[euros.status == "actual"], "Your table has the sum that was paid. The question asks for the others."),
    ("plan only", wanted[wanted.status == "planned"], "Your table has the plan only. A pledge and a rumour are no facts either."),
    ("no rows", claims.head(0), "Your table has no rows. Are the words spelled as in the column?"),
]  # fmt: skip
check = Table(wanted[["quote", "status"]], ["quote"], None, others)


# %% right
right = [
    claims[(claims.unit == "EUR") & ~claims.status.eq("actual")],
    claims.query("unit == 'EUR' and status in ['planned', 'pledged', 'rumoured']").set_index("quote"),
    euros[euros.status != "actual"].iloc[::-1],
]

# %% 07.4 bounds: free [markdown]
# ## 07.4 How much milk was bought?
#
# The dairy and the farm office count the milk of one year. Read their sentences, and the sentence about the footnote. Assume that the dairy's count
# is exact, that it holds the milk that was bought, that both counts are right, and that they differ in nothing but that milk.
#
# How many litres were bought? Give `bought` as `(least, most)`. Write `None` for an end that the words leave open. That a part is not more than
# the whole is true of every part, and is no answer here.

# %% given
cite(own, claims.query("unit == 'litres'"))

# %% answer
milk = claims.query("unit == 'litres'")  # cut
dairy, office = milk.value.max(), milk.high.min()  # cut
bought = (dairy - office, None)  # blank

# %% why [markdown]
# The office's count has a most and no least. The smaller its count is, the more was bought, so what was bought has a least and no most.
# The two counts differ, and both can be right. No table shows that: the reason stands in a sentence without a number.

# %% hints [markdown]
# - Bought is what the dairy counts and the office does not. Which of the two counts is exact?
# - Let the office's count be a little smaller than its bound. Then make it much smaller. What happens to the milk that was bought?

# %% check
milk = claims[claims.unit == "litres"]
whole, counted = milk.value.max(), milk.high.min()
rests_on = cite(own, milk)
check = Bounds(Interval(whole - counted, None), "litres", [
    ("office", lambda ends: counted in ends, "You gave {you}: the bound of the office's count is in it. How much milk does the office leave out?"),
    ("the whole", lambda ends: ends[1] == whole, "Your most is all the milk of the dairy. No sentence says so of the milk that was bought."),
    ("from zero", lambda ends: ends[0] == 0, "Your least is zero. With the office's bound, can the milk that was bought be so little?"),
    ("added", lambda ends: whole + counted in ends, "You added the two counts. Most of the milk is in both."),
    ("share", lambda ends: ends[0] and ends[0] < 1, "You gave a part of the whole. The question asks for litres."),
])  # fmt: skip

# %% wrong
least = whole - counted
wrong = [
    ("from zero", (0, None)), ("office", (None, counted)), ("the whole", (least, whole)),
    ("share", (least / whole, None)), ("added", (whole + counted, None)),
]  # fmt: skip

# %% right
right = [Interval(least, None), [float(least), float("nan")], {"high": None, "low": least}]

# %% 07.5 function: free [markdown]
# ## 07.5 Changes that may be printed
#
# Write `changes(claims)`. It gets a table with the columns of `claims`. It gives back a table with one row for each change over time (`unit`
# *growth_fraction*) that is told as a fact (`status` *actual*) and is no aside (`aside` is False). The columns are `metric` and `change`: the
# change is `value`, and **negative for a fall**. The function is tried on other tables, too.


# %% answer
def changes(claims):
    rows = claims.query("unit == 'growth_fraction' and status == 'actual' and not aside")  # cut
    signed = rows.value.where(rows.direction != "down", -rows.value)  # cut
    return rows.assign(change=signed)[["metric", "change"]]  # blank


# %% shown
changes(claims)

# %% why [markdown]
# In the frames the size of a fall is positive, and its direction stands beside it: so nobody can lose a sign on the way. Only where
# rises and falls share one axis does a fall become negative. What was denied is no change.

# %% hints [markdown]
# - Choose the rows first, with three conditions. `not aside` is the third.
# - `rows.value.where(condition, other)` keeps the value where the condition holds, and takes the other one elsewhere.

# %% check
rests_on = cite(own, claims[claims.unit == "growth_fraction"])
NEEDED = ["metric", "unit", "status", "aside", "direction", "value", "low", "high", "quote", "entity"]


def printed(table, unit=True, status=True, aside=True, signed=True):
    """The table that `changes` should give, with one step left out where it is False."""
    rows = table[(table.unit == "growth_fraction") | (not unit)]
    rows = rows[(rows.status == "actual") | (not status)]
    rows = rows[~rows.aside | (not aside)]
    change = rows.value.where((rows.direction != "down") | (not signed), -rows.value)
    return rows.assign(change=change)[["metric", "change"]]


def judged(table):
    """The check of what comes back for this table."""
    wanted = printed(table)

    return Table(wanted, ["metric"], "growth_fraction", [
        ("denied too", printed(table, status=False), "your table has a change that is not told as a fact. Look at the column status."),
        ("other units", printed(table, unit=False), "your table has rows that are no change over time. Look at the column unit."),
        ("asides too", printed(table, aside=False), "your table has an aside, which is no figure of the story."),
        ("falls rise", printed(table, signed=False), "a fall is positive in your table. On one axis with rises it must be negative."),
        ("all turned", wanted.assign(change=-wanted.change), "your rises are negative and your falls positive."),
        ("own article", printed(claims), "your table has the rows of another article. Work with the table that the function is given."),
    ])  # fmt: skip


invented = pd.DataFrame(
    [
        ("visitors", "growth_fraction", "actual", False, "down", 0.25, 0.25, 0.25, "a quarter", "Zoo"),
        ("tickets", "growth_fraction", "actual", False, "up", 0.5, 0.5, 0.5, "half", "Zoo"),
        ("feed", "growth_fraction", "forecast", False, "down", 0.1, 0.1, 0.1, "a tenth", "Zoo"),
        ("visitors", "growth_fraction", "denied", False, "down", 0.4, 0.4, 0.4, "40", "Zoo"),
        ("age", "growth_fraction", "actual", True, "up", 0.3, 0.3, 0.3, "30", "Zoo"),
        ("share", "fraction", "actual", False, None, 0.2, 0.2, 0.2, "20", "Zoo"),
        ("beside others", "difference_fraction", "actual", False, "down", 0.15, 0.15, 0.15, "15", "Zoo"),
    ],
    columns=NEEDED,
)
check = Function([
    ("the article", (claims,), judged(claims)),
    ("a table of an invented zoo", (invented,), judged(invented)),
])  # fmt: skip

# %% hidden
hidden = Function([
    ("a table without changes", (invented.tail(2),), judged(invented.tail(2))),
    ("falls only", (invented.head(1),), judged(invented.head(1))),
    ("both tables together", (pd.concat([claims[NEEDED], invented]),), judged(pd.concat([claims[NEEDED], invented]))),
])  # fmt: skip


# %% wrong
wrong = [
    ("denied too", lambda table: printed(table, status=False)),
    ("other units", lambda table: printed(table, unit=False)),
    ("asides too", lambda table: printed(table, aside=False)),
    ("falls rise", lambda table: printed(table, signed=False)),
    ("all turned", lambda table: printed(table).assign(change=lambda rows: -rows.change)),
    ("own article", lambda table: printed(claims)),
]  # fmt: skip


# %% right
def in_steps(table):
    rows = table[table.unit.eq("growth_fraction") & table.status.eq("actual") & ~table.aside].copy()
    rows.loc[rows.direction == "down", "value"] *= -1
    return rows.rename(columns={"value": "change"})


right = [in_steps, lambda table: in_steps(table).set_index("metric"), lambda table: printed(table).iloc[::-1]]

# %% 07.6 chart: free [markdown]
# ## 07.6 Four sums, four kinds of statement
#
# Draw the four sums of `claims` that are a million euros or more (the `unit` is *EUR*, and `high` says how much): one mark for each, with its
# `status` (*planned*, *pledged*, *rumoured*, *actual*) as its name; more words are welcome. One of the sums is known by a most only: show that, by an arrow, a hatched or hollow bar, or words at the mark.
# Write at the axis what it counts. The title is a sentence that says what the chart shows. `chart` is the Axes on which you drew, or its
# figure.

# %% given
show(claims.query("unit == 'EUR' and high >= 1e6"), columns=["quote", "status", "low", "high", "entity"])

# %% answer
rows = claims.query("unit == 'EUR' and high >= 1e6").sort_values("high")  # cut
fig, ax = plt.subplots(figsize=(8.6, 3), layout="constrained")  # cut
plots.bounds(rows, y="status", style="status", ax=ax)  # cut
plots.finish(ax, title="One of four sums has been paid", unit="EUR", source="invented for this course")  # cut
plt.close(fig)  # its name shows it  # cut
chart = fig  # blank

# %% why [markdown]
# The bars share an axis, since they share a unit. They do not share a status, and so the chart does not stack them: their sum is
# nothing that anybody said. A sum in a rumour has two doubts, its bound and its status, and your chart shows both.

# %% hints [markdown]
# - `plots.bounds(rows, y="status", style="status", ax=ax)` draws a bar for each row, and leaves an open end open.
# - With `ax.barh`, write the words of the column `quote` at the bars: `ax.bar_label(bars, rows.quote)`.

# %% check
euros = claims[(claims.unit == "EUR") & (claims.high >= 1e6)]
rests_on = cite(own, euros[euros.status == "rumoured"])
sums = {
    row.status: row.value if row.hedge == "none" else Interval(None if pd.isna(row.low) else row.low, row.high)
    for row in euros.itertuples()
}
check = Chart(sums, unit=["euros", "euro", "EUR", "€"], bounds=True, mistakes=[
    ("stacked", lambda drawn: any(mark.get("along") and mark[mark["along"]][0] > 0 for mark in drawn["marks"]),
     "Your bars stand on each other, as if the sums could be added. A rumour and a payment are not parts of one sum."),
    ("rumour as fact", lambda drawn: re.search(r"\b(?:gets?|got|has|have|invests?|invested)\b", drawn["title"]) and re.search("Hallgrim", drawn["title"]),
     "Your title takes the talks for a deal. The status of that row is rumoured."),
    ("plan as fact", lambda drawn: re.search(r"\b(?:spent|has paid|paid for|costs?)\b", drawn["title"]) and re.search(r"\bdairy|hall\b", drawn["title"], re.I),
     "Your title takes the plan for money that was spent. The status of that row is planned."),
])  # fmt: skip

# %% wrong
SAYS = "The articles tell of one payment and of three promises"


def bars_of(rows=euros, scale=1e6, title=SAYS, label="million euros", says=True, name="status"):
    def draw(ax):
        bars = ax.barh(rows[name], rows.high / scale)
        if says:
            ax.bar_label(bars, rows.quote)
        ax.set(title=title, xlabel=label)

    return drawn(draw)


wrong = [
    ("no bounds", bars_of(says=False)),
    ("no unit", bars_of(label="millions", says=False, rows=euros.assign(status=euros.status + euros.hedge.map({"up_to": ", at most"}).fillna("")))),
    ("rumour as fact", bars_of(title="Hallgrim Foods invested most of the money")),
    ("plan as fact", bars_of(title="The dairy has paid most for its hall")),
    ("stacked", drawn(lambda ax: [ax.bar(0, high, bottom=high, label=status) for status, high in zip(euros.status, euros.high, strict=True)])),
]  # fmt: skip


# %% right
def dots(ax):
    sns.scatterplot(euros.assign(most=euros.high / 1e6), x="status", y="most", hue="status", legend=False, ax=ax)
    for place, row in enumerate(euros.itertuples()):
        ax.annotate(row.quote, (place, row.high / 1e6))
    ax.set(title="Four sums of four kinds", ylabel="million euros", xlabel="")


right = [bars_of(), bars_of(scale=1, label="euros"), drawn(dots)]

# %% 07.7 sentence: free [markdown]
# ## 07.7 What a denial leaves
#
# A reader asks whether the dairy's sales of yoghurt fell. Write **one sentence** for a briefing, as text. It names the yoghurt, says who
# denied something, and says that it was denied. It says no more than the article does.

# %% given
cite(own, claims.query("status == 'denied'"))

# %% answer
sentence = "The dairy denied that its sales of yoghurt fell, and the article gives no figure of its own."  # blank

# %% why [markdown]
# A denial is a statement by somebody, and says who wants to be believed. It does not show that the sales fell, and it does not show that
# they did not. Without the word *denied*, a sentence turns into one of the two.

# %% hints [markdown]
# - Begin with who speaks: *The dairy denied that ...*.
# - Did the article say that the sales rose, or stayed? Leave out what it does not say.

# %% check
rests_on = cite(own, claims[claims.status == "denied"].iloc[0])
DENIED = r"\b(?:den(?:y|ies|ied|ial)|reject\w*|disput\w*|contradict\w*)\b"

OPEN = r"not known|unknown|whether|\bif\b|\bno (?:figure|number|word)|not say|leaves? open|\bmay\b|\bmight\b|\bcould\b"


def apart(pattern):
    """A test for a sentence in which this is said as a fact, in a part without the denial."""
    parts = r"[,;:]\s+|\b(?:but|and|so|while|although|because) "
    return lambda said: any(
        re.search(pattern, part, re.I) and not re.search(rf"{DENIED}|{OPEN}", part, re.I)
        for part in re.split(parts, said)
        if not re.search("according to", said, re.I)
    )  # fmt: skip


check = Conclusion(
    names={
        "of what the sales are": ["yoghurt", "yogurt"],
        "who speaks": ["dairy", "Lindmoor"],
        "that something was denied": ["denied", "denies", "deny", "denial", "rejected", "rejects", "disputed", "disputes"],
    },
    mistakes=[
        ("hidden fall", r"\b(?:admit\w*|hid(?:es?|ing)?|conceal\w*|confirm\w*|reveal\w*)\b", "Your sentence says that something was admitted or hidden. The article says only that it was denied."),
        ("fall as fact", apart(r"\b(?:fell|fall|fallen|dropped|declined|sank|shrank|went down|lower)\b(?<!not fall)(?<!not fallen)"), "Your sentence says as a fact that the sales fell. The article says that somebody denied it."),
        ("denial as proof", apart(r"\b(?:did|do|have|has)(?:n't| not) (?:fall|fallen|drop|decline|change)|\b(?:stable|unchanged|sta(?:y|yed)|the same|fine|shows?)\b"), "Your sentence takes the denial for a proof. The firm says so, and nobody else does."),
        ("a rise", apart(r"\b(?:rose|rises?|grew|grow|up|increased?)\b"), "Your sentence says that the sales rose. That a fall was denied is no rise."),
        ("fall of another", lambda said: re.search(r"butter|cream|cheese", said, re.I) and not re.search(r"yog", said, re.I), "Your sentence is about another product. The reader asks about yoghurt."),
    ],
)  # fmt: skip

# %% wrong
wrong = [
    ("fall as fact", "Sales of yoghurt fell at the dairy."),
    ("fall as fact", "The dairy's sales of yoghurt fell, but the dairy denied it."),
    ("denial as proof", "Sales of yoghurt did not fall at the dairy."),
    ("denial as proof", "Sales of yoghurt stayed the same, as the dairy denied a fall."),
    ("a rise", "The dairy denied a fall, so its sales of yoghurt rose."),
    ("fall of another", "The dairy denied that its sales of butter fell."),
    ("hidden fall", "The dairy hides that sales of yoghurt fell and denied it."),
    ("no of what the sales are", "The dairy denied that sales fell."),
    ("no who speaks", "It was denied that sales of yoghurt fell."),
    ("no that something was denied", "It is not known whether the dairy's sales of yoghurt fell."),
    ("says more", "The dairy denied that its sales of yoghurt fell because it fears for its name."),
]  # fmt: skip

# %% right
right = [
    "Lindmoor Dairy denies that sales of yoghurt fell.",
    "Whether sales of yoghurt fell is not known: the dairy denied a fall, and gave no number.",
    "That its yoghurt sales fell is denied by Lindmoor Dairy.",
    "The dairy rejected the claim that its yoghurt sales dropped.",
]

# %% 07.8 group: free [markdown]
# ## 07.8 Rules are best at home
#
# The words of the course were made with its own articles in sight. Compare how often the reader was in doubt: in `claims` (the new article), and in
# `data.claims` (the articles of the course).
#
# Make a table `doubt` with one row for each of the two, and the columns `where` (*own* or *course*), `rows` (how many rows the table has), and
# `doubtful` (what part of its rows has the `confidence` *doubtful*, as a fraction of one).

# %% answer
both = pd.concat([claims.assign(where="own"), data.claims.assign(where="course")])  # cut
both["unsure"] = both.confidence == "doubtful"  # cut
doubt = both.groupby("where").unsure.agg(rows="size", doubtful="mean")  # blank

# %% why [markdown]
# The program is less sure of an article for which nobody made the words. Doubt is no error, and a row without doubt may be wrong: how good
# the reading is, only somebody can say who holds rows against sentences. One small article says little of others.

# %% hints [markdown]
# - Give each table a column `where` with `assign`, and put the two below each other with `pd.concat`.
# - The mean of a column of True and False is the part that is True.

# %% check
rests_on = cite(data, data.claims[data.claims.confidence == "doubtful"].claim.iloc[0])
tables = {"own": claims, "course": data.claims}
unsure = {where: (rows.confidence == "doubtful").mean() for where, rows in tables.items()}
expected = pd.DataFrame(
    [(where, len(rows), unsure[where]) for where, rows in tables.items()], columns=["where", "rows", "doubtful"]
)

part, many = expected.doubtful, expected.doubtful * expected["rows"]
check = Table(expected, ["where"], None, [
    ("number for part", expected.assign(doubtful=many), "Your column doubtful holds numbers of rows. The question asks for a part: divide by all rows of the table."),
    ("part of all", expected.assign(doubtful=many / expected["rows"].sum()), "You divided by the rows of both tables together. Divide by the rows of each table."),
    ("per cent", expected.assign(doubtful=100 * part), "Your column doubtful is in per cent. The question asks for fractions of one."),
    ("sure", expected.assign(doubtful=1 - part), "Your column doubtful holds the part that is sure."),
    ("turned", expected.assign(where=["course", "own"]), "Your two rows stand the wrong way round. Which of the tables is the new article?"),
])  # fmt: skip


# %% right
right = [
    expected.set_index("where"),
    pd.DataFrame({"rows": map(len, tables.values()), "doubtful": unsure.values()}, pd.Index(tables, name="where")),
    both.groupby("where", as_index=False).agg(rows=("claim", "size"), doubtful=("unsure", "mean")).iloc[::-1],
]
