# %% [markdown]
# # Before and after the course: form A
#
# Six short questions, about ten minutes. You need no pandas and no notebook of the course. All firms and numbers are invented.
#
# Write each answer where the three dots are, and run the cell. A letter stands in quotation marks, as in `"a"`; a number stands without
# them. If you do not know an answer, leave the three dots. Nothing is checked on the way.
#
# Run the last cell **once**, when you are done. It says how many of your answers are right, and keeps that in
# `before_and_after_a.progress.csv` beside this notebook. There are no hints.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("before_and_after_a", data)

# %% checking
from datakit.bounds import Interval
from datakit.feedback import Bounds, Choice, Number

OTHERS = {letter: f"That is not what follows. Read {letter} again." for letter in "abcd"}


def letter(right):
    """The check of a letter."""
    return Choice(right, {other: said for other, said in OTHERS.items() if other != right})


def but(right):
    """The other letters, each as an answer and as the kind of its mistake."""
    return [*((other, other) for other in OTHERS if other != right), ("no option", "all of them")]


# %% 00.1 words [markdown]
# ## 00.1 One word before a number
#
# *Brook Buses ran nearly 400 buses at the end of 2023.*
#
# Which statement follows from this sentence?
#
# - **a**: The firm ran 400 buses.
# - **b**: The firm ran more than 400 buses.
# - **c**: The firm ran fewer than 400 buses.
# - **d**: The firm ran about 400 buses, perhaps a few more.

# %% answer
answer_1 = "c"  # blank

# %% why [markdown]
# *Nearly* says that the number was not reached. It gives a most, and no least.

# %% check
rests_on = None
check = letter("c")

# %% wrong
wrong = but("c")

# %% right
right = ["C", " c "]

# %% 00.2 bounds [markdown]
# ## 00.2 Two sentences, two limits
#
# *The library owns at least 60,000 books. At most 15,000 of them are lent.*
#
# How many books stand in the library? Give the least and the most in brackets, with a comma between them, as in `(10, 20)`. For an end that
# the sentences do not limit, write `None`. The answer to *over ten* would be `(10, None)`.

# %% answer
answer_2 = (45000, None)  # blank

# %% why [markdown]
# Fewest are there if as few as can be are owned, and as many as can be are lent. The library may own any number more, so there is no most.

# %% check
rests_on = None
check = Bounds(Interval(45000, None), "books", [
    ("owned", (60_000, None), "Those are the books that it owns. Some are lent."),
    ("closed", (45_000, 60_000), "No word limits the number of books from above."),
    ("added", (75_000, None), "The lent books are a part of those that it owns."),
    ("lent", (None, 15_000), "Those are the books that are lent."),
])  # fmt: skip

# %% wrong
wrong = [
    ("owned", (60_000, None)), ("closed", (45_000, 60_000)), ("added", (75_000, None)), ("lent", (None, 15_000)),
    ("swapped", (None, 45000)), ("bound for value", (45000, 45000)), ("one number for two", 45000), ("type", "45000"),
]  # fmt: skip

# %% right
right = [[45000, None], (45000.0, float("nan"))]

# %% 00.3 words [markdown]
# ## 00.3 Larger by a third
#
# *The bakery's share of the town's bread market was larger by a third in 2023.*
#
# What does the sentence say?
#
# - **a**: The share grew. How large it is, the sentence does not say.
# - **b**: The bakery sells a third of the bread in the town.
# - **c**: The bakery sells a third more bread than before.
# - **d**: All other bakeries together have two thirds of the market.

# %% answer
answer_3 = "a"  # blank

# %% why [markdown]
# A share that was larger by a third has grown by a third of what it was. That is a growth, and no share. How much bread was sold is another number.

# %% check
rests_on = None
check = letter("a")

# %% wrong
wrong = but("a")

# %% right
right = ["A", " a "]

# %% 00.4 group [markdown]
# ## 00.4 Who was hired?
#
# Three sentences from two newspapers:
#
# - *Norra Freight hired 30 drivers in May.*
# - *The 30 drivers whom Norra Freight took on in May come from abroad.*
# - *In June, Norra Freight hired another 20 drivers.*
#
# How many drivers did the firm hire in May and June together?

# %% answer
answer_4 = 50  # blank

# %% why [markdown]
# The first two sentences tell of the same drivers. A fact counts once, however often it is told.

# %% check
rests_on = None
check = Number(50, "drivers", [
    ("told twice", 80, "The drivers of May are counted twice."),
    ("may only", 30, "The drivers of June are missing."),
    ("june only", 20, "The drivers of May are missing."),
    ("may twice", 60, "That is the number of May twice."),
])  # fmt: skip

# %% wrong
wrong = [
    ("told twice", 80), ("may only", 30), ("june only", 20), ("may twice", 60), ("zero", 0), ("type", "50"),
]  # fmt: skip

# %% right
right = [50.0, 50 + 0]

# %% 00.5 sentence [markdown]
# ## 00.5 A denial
#
# *The brewery denied that it would close two of its five plants.*
#
# What do you know when you have read this sentence, and nothing else?
#
# - **a**: The brewery will close two plants.
# - **b**: The brewery will close no plant.
# - **c**: The brewery will close fewer than two plants.
# - **d**: The brewery says that it will not close two plants. What it will do is not known.

# %% answer
answer_5 = "d"  # blank

# %% why [markdown]
# A denial tells what somebody says. It does not show that the thing is true, nor that it is false.

# %% check
rests_on = None
check = letter("d")

# %% wrong
wrong = but("d")

# %% right
right = ["D", " d "]

# %% 00.6 sentence [markdown]
# ## 00.6 Two reports
#
# *The council plans to spend 20 million euros on bridges in the year, an equal part in each quarter.* One report says that it spent 3 million in
# the first quarter. Another says 4 million. One of the two reports is right, and you do not know which.
#
# Which sentence can you print?
#
# - **a**: The council spent 3.5 million in the first quarter.
# - **b**: The council spent less than an equal part in the first quarter.
# - **c**: Nothing can be said, as the reports contradict each other.
# - **d**: The council will miss its plan.

# %% answer
answer_6 = "b"  # blank

# %% why [markdown]
# Both sums are less than a quarter of the plan. What follows from each of two statements holds, whichever is right. What comes later nobody has told.

# %% check
rests_on = None
check = letter("b")

# %% wrong
wrong = but("b")

# %% right
right = ["B", " b "]
