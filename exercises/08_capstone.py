# %% [markdown]
# # Exercises: the capstone
#
# Eight questions on one article that the course has not used. You find out which of its numbers may be used, and end with a sentence that
# you can stand behind. All questions are free: you write the code. They need all notebooks, and they do not need each other.
#
# The article is invented, and so is everything in it: what you know of real companies does not help. Write your answer where the three dots
# are. Run the cell, and then the check below it. After two wrong answers there is a hint, after three the solution.
#
# Your progress is kept in `08_capstone.progress.csv` beside this notebook.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("08_capstone", data)

# %% set-up
import matplotlib.pyplot as plt
import pandas as pd
import seaborn as sns

from datakit import plots
from datakit.cite import cite, show
from datakit.feedback import read_article

article = read_article("article")  # the frames of the new article; `data` are those of the course
claims = article.claims  # one row a number, as the program read it

# %% [markdown]
# ## The article
#
# Read it once, from beginning to end, before you look at a table. Which two sentences cannot both be right? Which number is denied? Which
# number would you not print?

# %% the article
print("\n\n".join(article.paragraphs.text))

# %% checking
import re

from datakit.bounds import Interval
from datakit.feedback import Bounds, Chart, Choice, Conclusion, Function, Open, Row, Table, drawn

by_quarter = claims[claims.metric == "capex_quarter"]
pledge = claims[(claims.metric == "capex_pledged") & (claims.unit == "CNY")].iloc[0]
quarters = 4 * claims[claims.metric == "capex_pledge_horizon"].value.iloc[0]
even = pledge.value / quarters

# %% 08.1 query: free [markdown]
# ## 08.1 Chips that were held
#
# The article counts chips in several sentences. Find the rows of `claims` that say how many chips a firm **held** on 31 December 2025 (the metric
# *chips_held*; `period_end` is that day). What is planned, what is denied and what stands idle is no answer.
#
# Make a table `counts` with the columns `quote` and `held_by`. In `held_by` stands the firm that **holds** the chips, *Songhe* or *Lanxi
# Networks*. Read the sentence of each row for it: the firm in `entity` may be one that only counts the chips of another.

# %% given
show(claims.query("unit == 'chips'"), columns=["quote", "entity", "metric", "period_end", "status", "sentence"])

# %% answer
rows = claims[claims.metric.eq("chips_held") & claims.period_end.eq("2025-12-31")]  # cut
holder = rows.entity.replace({"Corvid Street": "Lanxi Networks"})  # cut
counts = rows.assign(held_by=holder)[["quote", "held_by"]]  # blank

# %% why [markdown]
# The denial counts chips, and holds none. The idle chips are a part of those that are held, at a later day: who adds them counts them twice.
# A broker that counts is not the owner. Where a row names the broker, nobody can see that its count stands beside two others of one stock.

# %% hints [markdown]
# - Two conditions: the metric and the day. `claims.period_end.eq("2025-12-31")` compares a day with a text; inside `query` that fails.
# - Read the sentences of the rows that you found. Who holds, and who only counts? `rows.entity.replace({"old": "new"})` puts another name.

# %% check
chips = claims[claims.unit == "chips"]
stock = claims[claims.metric == "chips_held"]
found = stock[stock.period_end == stock.period_end.min()]
rests_on = cite(article, found[found.sentence.str.contains("Corvid Street")])
counted = found.assign(held_by=found.entity.replace({"Corvid Street": "Lanxi Networks"}))[["quote", "held_by"]]


def has(rows):
    return lambda given: {*rows.quote} & {*given.quote}


check = Table(counted, ["quote"], None, [
    ("denied too", has(chips[chips.status == "denied"]), "Your table has the number that was denied. Nobody says that these chips are held."),
    ("planned too", has(chips[chips.status == "planned"]), "Your table has the chips that are planned. Nobody holds them yet."),
    ("idle too", has(stock[~stock.index.isin(found.index)]), "Your table has the chips that stood idle. They are a part of those that are held, on another day."),
    ("not mended", lambda given: "Corvid Street" in {*given.held_by}, "In one row of your table the broker holds the chips. Read its sentence: whose chips does it count?"),
    ("one firm", counted[counted.held_by == "Lanxi Networks"], "Your table has the chips of one firm only. The question asks for every firm."),
    ("no rows", counted.head(0), "Your table has no rows. Inside `query`, a day is never equal to a text: use `claims.period_end.eq(...)`."),
])  # fmt: skip

# %% wrong
wrong = [
    ("denied too", chips.assign(held_by=chips.entity)),
    ("planned too", chips[chips.status != "denied"].assign(held_by="Songhe")),
    ("idle too", stock.assign(held_by=stock.entity.replace({"Corvid Street": "Lanxi Networks"}))),
    ("not mended", found.assign(held_by=found.entity.mask(found.sentence.str.contains("broker"), "Corvid Street"))),
]  # fmt: skip

# %% right
right = [
    counted.set_index("quote"), counted.held_by.set_axis(counted.quote).rename("held_by").reset_index(),
    found.assign(held_by=["Songhe" if "Songhe" in said else "Lanxi Networks" for said in found.sentence]).iloc[::-1],
]  # fmt: skip

# %% 08.2 review: free [markdown]
# ## 08.2 A share that nobody stated
#
# One number of the article is a **change** of a share, and is easily taken for the share. Whoever takes it so prints a share that nobody
# stated: a person may, and a program may. Write a dictionary `judged` with what a careful reader decides:
#
# - `claim`: the id of its row in `claims`;
# - `unit`: what its sentence says that it is, whatever the row says: *fraction* (a part of a whole), *growth_fraction* (a change of one
#   thing over time), *difference_fraction* (a comparison with somebody else), *multiple* (how many times as large);
# - `share`: the share that the firm of this sentence had at the end, as a fraction of one, or `None` if the article does not tell it.

# %% given
show(claims.query("unit.str.endswith('fraction')"), columns=["claim", "quote", "unit", "metric", "sentence"])

# %% answer
row = claims.query("quote == 'a fifth'").iloc[0]  # cut
judged = {"claim": row.claim, "unit": "growth_fraction", "share": None}  # blank

# %% why [markdown]
# A share that was larger by so much has grown. How large it is, the sentence does not say: that would need the share of one year beside the
# growth. Where the words do not give the number that you want, the answer is that it is not told.

# %% hints [markdown]
# - Say each sentence with *is* or *has*: has the firm this part of the market, or has its part grown by it?
# - If a share grew by a part of itself, can you say how large it is? What else would you have to know?

# %% check
fifth = claims[claims.quote == "a fifth"].iloc[0]
rests_on = cite(article, fifth.claim)
told = claims.drop(fifth.name)
replies = {
    row.claim: f"The row with {row.quote!r} is no change of a share: read its sentence." for row in told.itertuples()
}
replies |= {
    row.claim: f"With {row.quote!r} the sentence says how large a part is. There is a row in which it says how much larger."
    for row in told[told.unit == "fraction"].itertuples()
}
leader = claims[(claims.metric == "market_share") & (claims.entity == "Songhe")].low.iloc[0]
check = Row({
    "claim": Choice(fifth.claim, replies),
    "unit": Choice("growth_fraction", {
        "fraction": "That would be a part of a whole. The sentence says how much larger the part was.",
        "difference_fraction": "That is a comparison with somebody else. With what is the share compared here?",
        "multiple": "A multiple says how many times as large. The words say how much was added.",
    }),
    "share": Open(),
}, [
    ("no claim", lambda row: str(row["claim"]).strip() not in {*claims.claim}, "There is no claim with that id. Take the id from the column `claim`, as text."),
    ("growth as share", lambda row: row["share"] == fifth.value, "share: that is the part by which the share was larger. How large it was, the sentence does not say."),
    ("another firm", lambda row: row["share"] == leader, "share: that is what the article tells of another firm. Is the share of this one told?"),
    ("added", lambda row: row["share"] == 1 + fifth.value, "share: that is what the share is of the share before. Of which share before, the article does not say."),
    ("from the leader", lambda row: row["share"] in (leader * (1 + fifth.value), leader * fifth.value), "share: you worked it out from the share of another firm. Whose share was larger?"),
])  # fmt: skip

# %% wrong
good = {"claim": fifth.claim, "unit": "growth_fraction", "share": None}
wrong = [
    ("no claim", good | {"claim": "a fifth"}), ("growth as share", good | {"share": fifth.value}), ("added", good | {"share": 1 + fifth.value}),
    ("another firm", good | {"share": leader}), ("from the leader", good | {"share": leader * (1 + fifth.value)}),
]  # fmt: skip

# %% right
right = [pd.Series(good), good | {"unit": "Growth_fraction", "share": float("nan"), "why": "the share grew by it"}]

# %% 08.3 merge: free [markdown]
# ## 08.3 Two sentences that cannot both be right
#
# The frame `article.conflicts` has a row for a contradiction that the program found. `article.conflict_sides` says which statement stands on which
# side: its column `statement` is the id of a claim.
#
# Make a table `sides` with one row for each side. The columns are `side`, and from `claims` `quote` and `value`.

# %% given
show(article.conflicts, columns=["entity", "metric", "field", "says"])

# %% answer
told = article.conflict_sides.merge(claims, left_on="statement", right_on="claim")  # cut
sides = told[["side", "quote", "value"]]  # blank

# %% why [markdown]
# Both sentences speak of one firm, one measure and one quarter, and neither leaves room for the other. The digits are those of one number
# in another order, which is how a slip of the pen looks. That is no proof: which of the two is right, the article does not say.

# %% hints [markdown]
# - Begin with `article.conflict_sides`, and merge the claims to it. The two columns with the ids have different names.
# - `left.merge(right, left_on="...", right_on="...")`; then choose three columns.

# %% check
joined = article.conflict_sides.merge(claims, left_on="statement", right_on="claim")
rests_on = cite(article, joined.claim.iloc[0], joined.claim.iloc[1])
expected = joined[["side", "quote", "value"]]
check = Table(expected, ["side"], "CNY", [
    ("sides changed", expected.assign(side=expected.side.to_numpy()[::-1]), "Your two sides stand the wrong way round: the left one is the earlier mention. Join by the id of the statement."),
    ("every pair", lambda given: len(given) > len(expected) and {*given.value.dropna()} == {*expected.value}, "Your table joins each side with each claim of the measure. Join by the id of the statement."),
    ("all claims", lambda given: len(given) > 4, "Your table has claims that stand on no side. Keep the rows that are in both tables."),
    ("one side", lambda given: len(given) == 1, "Your table has one side. A contradiction needs two."),
    ("empty values", lambda given: given.value.isna().any(), "A value of your table is empty: a side was not found among the claims. Which two columns hold the ids?"),
])  # fmt: skip

# %% wrong
all_claims = article.conflict_sides.merge(claims, left_on="statement", right_on="claim", how="outer")
wrong = [
    ("all claims", all_claims), ("every pair", expected[["side"]].merge(expected[["quote", "value"]], how="cross")),
    ("one side", expected.head(1)), ("empty values", expected.assign(value=float("nan"))),
]  # fmt: skip

# %% right
right = [
    expected.set_index("side"),
    claims.merge(article.conflict_sides, left_on="claim", right_on="statement").iloc[::-1],
    claims.set_index("claim").join(article.conflict_sides.set_index("statement"), how="inner"),
]

# %% 08.4 bounds: free [markdown]
# ## 08.4 How far below?
#
# Songhe has pledged a sum in yuan over three years (the metrics *capex_pledged* and *capex_pledge_horizon*). Assume that each quarter of
# these years takes an even share of it. The capital expenditure of the first quarter is told twice (*capex_quarter*), and nobody knows which
# sentence is right. Assume that one of them is.
#
# How many yuan is the quarter below an even share? Give `gap` as `(least, most)`, with both sentences in mind.

# %% answer
pledged = claims.query("metric == 'capex_pledged' and unit == 'CNY'").value.iloc[0]  # cut
years = claims.query("metric == 'capex_pledge_horizon'").value.iloc[0]  # cut
spent = claims.query("metric == 'capex_quarter'").value  # cut
share = pledged / (4 * years)  # cut
gap = (share - spent.max(), share - spent.min())  # blank

# %% why [markdown]
# The larger the sum that was spent, the smaller the gap. So the least comes from the larger of the two sums. Both ends are above zero: whichever
# sentence is right, the quarter is below an even share. A contradiction does not spoil what follows from both of its sides.

# %% hints [markdown]
# - An even share is the pledge divided by the number of quarters in three years.
# - Work out the gap twice, once with each sum. Which sum gives the smaller gap?

# %% check
rests_on = cite(article, *by_quarter.claim)
low, high = even - by_quarter.value.max(), even - by_quarter.value.min()
middle = even - by_quarter.value.mean()
year = pledge.value / 3
check = Bounds(Interval(low, high), "CNY", [
    ("the middle", (middle, middle), "You took the middle of the two sums. One of the two is right, and no sentence tells the middle."),
    ("one side", lambda ends: ends[0] == ends[1] in (low, high), "You took one of the two sums. Nobody knows that it is the right one, so both must be in your answer."),
    ("spent", lambda ends: ends == (by_quarter.value.min(), by_quarter.value.max()), "You gave the two sums that were spent. The question asks how far they are below an even share."),
    ("share of a year", lambda ends: ends[0] in (year - by_quarter.value.max(), year - by_quarter.value.min()), "Your share is that of a year. A quarter takes a fourth of that."),
    ("both added", lambda ends: even - by_quarter.value.sum() in ends, "You added the two sums. They are two statements about one quarter."),
    ("above", lambda ends: ends == (-high, -low), "Your gap is negative. The question asks how many yuan the quarter is below the share."),
    ("open", lambda ends: None in ends, "You left an end open. With each of the two sums the gap is known."),
])  # fmt: skip

# %% wrong
first, second = by_quarter.value
wrong = [
    ("one side", (low, low)), ("spent", (first, second)), ("share of a year", (year - second, year - first)),
    ("both added", (even - first - second, high)), ("above", (-high, -low)), ("open", (low, None)),
]  # fmt: skip

# %% right
right = [[low, high], Interval(low, high), pd.Series({"low": low, "high": high}), (float(low), int(high))]

# %% 08.5 squeeze: free [markdown]
# ## 08.5 How large can the second be?
#
# The article tells what share of the cloud market Songhe has, with its doubt, and that Lanxi comes second. Assume that both speak of one market at one
# time, that the shares of all firms add up to the whole market, and that the second has no more than the first.
#
# What part of the market does Lanxi have? Give `second` as `(least, most)`, in fractions of one. Write `None` for an end about which these
# statements say nothing more than that a share is not negative.

# %% given
cite(article, claims[claims.sentence.str.contains("cloud market")])

# %% answer
first = claims.query("metric == 'market_share' and entity == 'Songhe'").low.iloc[0]  # cut
most = max(min(share, 1 - share) for share in [first, 0.5])  # no more than the first, and no more than the rest  # cut
second = (None, most)  # blank

# %% why [markdown]
# Lanxi has no more than Songhe, and no more than what Songhe leaves. If Songhe has half, the two limits meet: there the second is largest. The
# share of Songhe has a least only, so the least is no limit for Lanxi. The *fifth* in the same sentence is growth, and gives no share.

# %% hints [markdown]
# - Try shares for Songhe, beginning with its least: how much is left, and how much of that may the second have?
# - Two limits hold at once: no more than the first, no more than the rest. For which share of the first is the smaller of the two largest?

# %% check
rests_on = cite(article, claims[claims.sentence.str.contains("cloud market")])
leader = claims[(claims.metric == "market_share") & (claims.entity == "Songhe")].low.iloc[0]
growth = claims[claims.quote == "a fifth"].value.iloc[0]
check = Bounds(Interval(None, 1 / 2), "fraction", [
    ("the fifth", lambda ends: growth in ends, "You took the fifth for a share. The sentence says that the share was larger by it, and not how large it was."),
    ("the first's least", lambda ends: ends[1] == leader, "Your most is the least of Songhe. Songhe may have more, and then the second may have more, too."),
    ("the rest", lambda ends: ends[1] is not None and abs(ends[1] - (1 - leader)) < 1e-9, "Your most is all that Songhe leaves at its least. Then the second would have more than the first."),
    ("the whole", lambda ends: ends[1] == 1, "With your most nothing would be left for the first. How large is the first then?"),
    ("half the rest", lambda ends: ends[1] is not None and abs(ends[1] - (1 - leader) / 2) < 1e-9, "You gave the second half of what Songhe leaves at its least. Nothing says that it must share that rest, or that Songhe has its least."),
    ("nothing known", (None, None), "You left both ends open. Can the second have nearly the whole market, if the first has no less?"),
    ("least from zero", lambda ends: ends[0] == 0, "Your least is zero, and that a share is not negative is no answer here: write None."),
], rel=1e-3)  # fmt: skip

# %% wrong
wrong = [
    ("the fifth", (growth, growth)), ("the first's least", (None, leader)), ("the rest", (None, 1 - leader)),
    ("the whole", (None, 1)), ("half the rest", (None, (1 - leader) / 2)), ("least from zero", (0, 0.5)),
]  # fmt: skip

# %% right
right = [Interval(None, 0.5), {"low": float("nan"), "high": 0.5}, [None, 1 - 0.5]]

# %% 08.6 function: free [markdown]
# ## 08.6 A year before a fall
#
# Write `year_before(low, high, size, direction)`. It gets the least and the most that a revenue can be (an open end is `None`), the size of its
# change over the year (a positive fraction), and the `direction` of the change (*up*, *down*). It gives back the least and the most of a year
# before, as a pair. An end that is open stays open.

# %% given
show(claims.query("metric.str.startswith('cloud_revenue')"), columns=["quote", "low", "high", "direction", "metric"])


# %% answer
def year_before(low, high, size, direction):
    factor = 1 - size if direction == "down" else 1 + size  # cut
    ends = [None if end is None else end / factor for end in (low, high)]  # cut
    return tuple(ends)  # blank


# %% shown
revenue, change = (claims[claims.metric == name].iloc[0] for name in ("cloud_revenue", "cloud_revenue_growth"))
year_before(revenue.low, None, change["value"], change.direction)

# %% why [markdown]
# The later revenue is the earlier one times a factor, and the factor of a fall is below one. So one divides by it, and the earlier revenue is
# larger. To multiply by one plus the size is another thing: a rise of so much does not make up for a fall of so much.

# %% hints [markdown]
# - After a fall of a tenth, what part of the old revenue is left? The new one is the old one times that part.
# - Each end is divided by the factor by itself. Ask `if end is None` first: nothing can be divided there.

# %% check
rests_on = cite(article, claims[claims.metric.isin(["cloud_revenue", "cloud_revenue_growth"])])


def before(low, high, size, direction, factor=lambda size, down: 1 - size if down else 1 + size):
    part = factor(size, direction == "down")
    return tuple(None if end is None else end / part for end in (low, high))


SLIPS = [
    ("multiplied", lambda size, down: 1 / (1 - size if down else 1 + size), "it multiplies by the factor. The later revenue is the earlier one times the factor."),
    ("a rise for a fall", lambda size, down: 1 + size, "it treats a fall as a rise. Look at the direction."),
    ("a fall for a rise", lambda size, down: 1 - size, "it treats a rise as a fall. Look at the direction."),
    ("made up by a rise", lambda size, down: 1 / (1 + size if down else 1 - size), "it adds the same part to the later revenue. The part is of the earlier one."),
    ("change alone", lambda size, down: 1 / size, "it gives the change, and not the revenue."),
    ("no change", lambda size, down: 1, "it gives back the later revenue."),
]  # fmt: skip


def case(what, *given):
    right = before(*given)
    others = [(kind, before(*given, factor), said) for kind, factor, said in SLIPS]
    others = [other for other in others if other[1] != right]
    closed = ("zero for open", lambda ends: 0 in ends, "an open end became a zero. It should stay None.")
    return what, given, Bounds(Interval(*right), "CNY", [closed, *others])


level, fallen = (claims[claims.metric == name].iloc[0] for name in ("cloud_revenue", "cloud_revenue_growth"))
check = Function([
    ("the article", *case("", level.low, None, fallen.value, "down")[1:]),
    case("a rise of a fourth", 100.0, 150.0, 0.25, "up"),
    case("a fall by half", None, 30.0, 0.5, "down"),
])  # fmt: skip

# %% hidden
hidden = Function([
    case("a fall that is known exactly", 72.0, 72.0, 0.1, "down"),
    case("a small rise with an open most", 5e9, None, 0.02, "up"),
    case("nothing known", None, None, 0.3, "down"),
])  # fmt: skip


# %% wrong
def by(factor):
    return lambda *given: before(*given, factor)


wrong = [
    ("multiplied", by(SLIPS[0][1])), ("a rise for a fall", by(SLIPS[1][1])), ("a fall for a rise", by(SLIPS[2][1])),
    ("made up by a rise", by(SLIPS[3][1])), ("change alone", by(SLIPS[4][1])), ("no change", by(SLIPS[5][1])),
    ("zero for open", lambda *given: tuple(end or 0 for end in before(*given))),
]  # fmt: skip


# %% right
def with_sign(low, high, size, direction):
    size = {"up": size, "down": -size}[direction]
    return {"low": low and low / (1 + size), "high": high and high / (1 + size)}


right = [with_sign, lambda *given: [*before(*given)], lambda *given: Interval(*before(*given))]

# %% 08.7 chart: free [markdown]
# ## 08.7 One stock, three counts
#
# Three counts of the chips of Lanxi on one day stand in the article: in its annual **report**, from its **founder**, and from **Corvid Street**. Draw one
# mark for each, with these three words as names; more words are welcome. Each count has one end that is open: show it, by an arrow, a hatched or
# hollow bar, or words at the mark. Write at the axis what is counted. The title is a sentence that says what the chart shows, and names
# `Lanxi`. `chart` is the Axes on which you drew, or its figure.

# %% answer
stock = claims[claims.metric.eq("chips_held") & claims.period_end.eq("2025-12-31")]  # cut
rows = stock[stock.sentence.str.contains("Lanxi")]  # cut
rows = rows.assign(who=["annual report", "founder", "Corvid Street, without rented chips"])  # cut
fig, ax = plt.subplots(figsize=(8.6, 2.8), layout="constrained")  # cut
plots.bounds(rows, y="who", ax=ax)  # cut
plots.finish(ax, title="Three counts of Lanxi's chips do not count the same", unit="chips", source="invented")  # cut
plt.close(fig)  # its name shows it  # cut
chart = fig  # blank

# %% why [markdown]
# Two of the counts hold the rented chips, and agree: the stock lies between them. The third leaves the rented chips out, and is no contradiction.
# A reader sees that only if the name of the bar says so. The denied number and the idle chips are not counts of the stock.

# %% hints [markdown]
# - Choose the rows by `metric`, by the day, and by the sentence: each of the three names Lanxi, whoever counts.
# - `plots.bounds(rows, y="who", ax=ax)` keeps each open end open. With `ax.barh`, write the words of `quote` at the bars.

# %% check
three = claims[(claims.metric == "chips_held") & claims.sentence.str.contains("Lanxi")]
three = three[three.period_end == three.period_end.min()].assign(who=["annual report", "founder", "Corvid Street"])
rests_on = cite(article, three)
ends = {
    who: Interval(*(None if pd.isna(end) else end for end in (low, high)))
    for who, low, high in zip(["report", "founder", "Corvid"], three.low, three.high, strict=True)
}
check = Chart(ends, unit=["chips"], bounds=True, title=["Lanxi", "Lanxi's"], mistakes=[
    ("grown", lambda drawn: re.search(r"\b(?:grew|grown|rose|fell|fallen|more and more|growth)\b", drawn["title"]), "Your title tells of a change. The three counts are of one day."),
    ("a lie", lambda drawn: re.search(r"\b(?:lie[sd]?|lying|wrong|false|cheat\w*|contradict\w*)\b", drawn["title"]), "Your title says that somebody is wrong. One of the three leaves the rented chips out, and so all three can hold."),
    ("added", lambda drawn: re.search(r"\b(?:total|sum|together|altogether)\b", drawn["title"]), "Your title adds the counts. They count one stock three times."),
])  # fmt: skip

# %% wrong
SAYS = "Two of three counts of Lanxi's chips hold the rented ones"


def counts_of(rows=three, scale=1, title=SAYS, label="chips", words=("at least this", "nearly", "less than this")):
    def draw(ax):
        bars = ax.barh(rows.who, rows.value / scale)
        ax.bar_label(bars, words[: len(rows)])
        ax.set(title=title, xlabel=label)

    return drawn(draw)


wrong = [
    ("no bounds", counts_of(words=["", "", ""])), ("other side", counts_of(words=["over", "over", "over"])),
    ("other title", counts_of(title="Two of three counts hold the rented machines")),
    ("no unit", counts_of(label="number", title="Two of three counts at Lanxi hold the rented ones")),
    ("grown", counts_of(title="The chips of Lanxi fell within one day")),
    ("a lie", counts_of(title="Two of three counts of Lanxi's chips are wrong")),
    ("added", counts_of(title="The total of Lanxi's chips in three parts")),
]  # fmt: skip


# %% right
def arrows(ax):
    sns.pointplot(three.assign(thousand=three.value / 1e3), x="thousand", y="who", linestyle="none", ax=ax)
    for place, row in enumerate(three.itertuples()):
        ax.annotate("at least" if pd.isna(row.high) else "less than this", (row.value / 1e3, place))
    ax.set(title="Lanxi's stock is counted in three ways", xlabel="thousand chips", ylabel="")


right = [
    counts_of(), counts_of(scale=1000, label="thousand chips"), drawn(arrows),
    drawn(lambda ax: plots.finish(plots.bounds(three, y="who", ax=ax), title=SAYS, unit="chips")),
]  # fmt: skip

# %% 08.8 sentence: free [markdown]
# ## 08.8 What can you stand behind?
#
# The capital expenditure of Songhe in the first quarter of 2026 is told twice, with two sums. Is the quarter below an **even share** of the pledge? Assume, as in
# question 08.4, that one of the two sums is right.
#
# Write **one sentence**, as text. It names `Songhe`, says that there are two sums (*both*, *two*, *either*, *whichever*), and says how the quarter stands to an even
# share. It says no more than the rows do.

# %% answer
sentence = "By both of the sums told, Songhe's quarter was below an even share of its pledge."  # blank

# %% why [markdown]
# Which sum is right is not known, and what the sentence says does not depend on it. One quarter says nothing of the next ones: that the
# pledge is kept or broken cannot be said after one of twelve.

# %% hints [markdown]
# - Compare both sums with the pledge divided by the number of quarters. Do they lie on the same side?
# - *Whichever of the two sums is right, ...* says that you know of the contradiction.

# %% check
rests_on = cite(article, *by_quarter.claim)
check = Conclusion(
    names={
        "whose spending it is": ["Songhe"],
        "that there are two sums": ["both", "two", "either", "whichever", "neither", "each of"],
    },
    relation=("below", "even share"),
    mistakes=[
        ("pledge broken", r"\b(?:cannot|can't|not|never|fails? to|failed to) (?:be )?(?:keep|kept|reach its pledge|fulfil\w*)|\bbr(?:oke|oken|eaks?)\b",
         "Your sentence speaks of the pledge as kept or broken. One of twelve quarters does not say so."),
        ("average", lambda said: re.search(r"\b(?:average of|mean|middle)\b", said, re.I) and not re.search("average share", said),
         "Your sentence takes the middle of two sums. One of the two is right, and nobody tells the middle."),
        ("two quarters", r"\b(?:two|both|either|each) quarters?\b", "Your sentence speaks of two quarters. There is one quarter, and two sums are told of it."),
        ("one of two", r"\bother (?:\w+ ){0,3}(?:above|more|over|higher|larger|greater)\b", "Your sentence says that one of the two sums is above the share. Compare each of them again."),
        ("judged", r"\b(?:troubles?|bad|poor|weak|sadly|worse|failed|failing|unable)\b", "Your sentence judges. Say how the sums stand to the share, and leave the rest to the reader."),
        ("one chosen", lambda said: re.search(r"\b(?:typo|misprint|slip|the (?:first|second|right|true|correct) (?:sum|one|number) is|is (?:wrong|a mistake))\b|\bnot \d", said, re.I) and not re.search(r"whichever|not known|unknown", said, re.I),
         "Your sentence says which of the two sums is wrong. The article does not say it."),
    ],
)  # fmt: skip

# %% wrong
wrong = [
    ("above", "With both sums Songhe spent more than an even share of its pledge."),
    ("equal", "With both sums Songhe spent exactly an even share of its pledge."),
    ("unknown", "Since there are two sums, it is not known whether Songhe spent less than an even share."),
    ("no whose spending it is", "Both sums are below an even share of the pledge."),
    ("no that there are two sums", "Songhe spent less than an even share of its pledge."),
    ("says more", "Both sums of Songhe are below an even share, so it will stretch the plan."),
    ("pledge broken", "Both sums of Songhe are below an even share, so its pledge is broken."),
    ("average", "The middle of the two sums of Songhe is below an even share."),
    ("one chosen", "One of the two sums is a misprint, and Songhe spent less than an even share."),
    ("two quarters", "Songhe's two quarters were below an even share."),
    ("one of two", "One of Songhe's two sums is below an even share, the other above."),
    ("judged", "Both sums are below an even share, and Songhe is in trouble."),
    ("not understood", "Songhe has told two sums for one quarter."),
]  # fmt: skip

# %% right
right = [
    "Whichever of the two sums is right, Songhe spent less than an even share of its pledge in the quarter.",
    "It is not known which of the two sums is right, but both are below an even share of Songhe's pledge.",
    "Either sum leaves Songhe short of an even share",
    "Songhe's quarter falls short of an even share of the pledge by both counts.",
]
