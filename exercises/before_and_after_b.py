# %% [markdown]
# # Before and after the course: form B
#
# Six short questions, about ten minutes. You need no pandas and no notebook of the course. All firms and numbers are invented.
#
# Write each answer where the three dots are, and run the cell. A letter stands in quotation marks, as in `"a"`; a number stands without
# them. If you do not know an answer, leave the three dots. Nothing is checked on the way.
#
# Run the last cell **once**, when you are done. It says how many of your answers are right, and keeps that in
# `before_and_after_b.progress.csv` beside this notebook. There are no hints.

# %% parameters
frames = "../../build/frames"

# %% start
from datakit.feedback import Exercises, load

data = load(frames)
check = Exercises("before_and_after_b", data)

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


# %% 00.11 words [markdown]
# ## 00.11 One word before a number
#
# *Elm Taxis owned over 250 cars at the end of 2022.*
#
# Which statement follows from this sentence?
#
# - **a**: The firm owned more than 250 cars.
# - **b**: The firm owned 250 cars.
# - **c**: The firm owned about 250 cars, perhaps a few less.
# - **d**: The firm owned fewer than 250 cars.

# %% answer
answer_11 = "a"  # blank

# %% why [markdown]
# *Over* says that the number was passed. It gives a least, and no most.

# %% check
rests_on = None
check = letter("a")

# %% wrong
wrong = but("a")

# %% right
right = ["A", " a "]

# %% 00.12 bounds [markdown]
# ## 00.12 Two sentences, two limits
#
# *The depot holds at least 80,000 crates. At most 20,000 of them are empty.*
#
# How many crates are full? Give the least and the most in brackets, with a comma between them, as in `(10, 20)`. For an end that the
# sentences do not limit, write `None`. The answer to *over ten* would be `(10, None)`.

# %% answer
answer_12 = (60000, None)  # blank

# %% why [markdown]
# Fewest are full if as few as can be are there, and as many as can be are empty. The depot may hold any number more, so there is no most.

# %% check
rests_on = None
check = Bounds(Interval(60000, None), "crates", [
    ("all", (80_000, None), "Those are all crates. Some are empty."),
    ("closed", (60_000, 80_000), "No word limits the number of crates from above."),
    ("added", (100_000, None), "The empty crates are a part of all crates."),
    ("empty", (None, 20_000), "Those are the crates that are empty."),
])  # fmt: skip

# %% wrong
wrong = [
    ("all", (80_000, None)), ("closed", (60_000, 80_000)), ("added", (100_000, None)), ("empty", (None, 20_000)),
    ("swapped", (None, 60000)), ("bound for value", (60000, 60000)), ("one number for two", 60000), ("type", "60000"),
]  # fmt: skip

# %% right
right = [[60000, None], (60000.0, float("nan"))]

# %% 00.13 words [markdown]
# ## 00.13 Grown by a quarter
#
# *The share of night trains in all rail trips grew by a quarter in 2022.*
#
# What does the sentence say?
#
# - **a**: A quarter of all rail trips are by night train.
# - **b**: A quarter more trips were made by night train.
# - **c**: Day trains have three quarters of all trips.
# - **d**: The share is larger than before. How large it is, the sentence does not say.

# %% answer
answer_13 = "d"  # blank

# %% why [markdown]
# A share that grew by a quarter is larger by a quarter of what it was. That is a growth, and no share. How many trips were made is another number.

# %% check
rests_on = None
check = letter("d")

# %% wrong
wrong = but("d")

# %% right
right = ["D", " d "]

# %% 00.14 group [markdown]
# ## 00.14 What was bought?
#
# Three sentences from two newspapers:
#
# - *The school of Ostby bought 40 tablets in March.*
# - *In April, the school of Ostby bought another 25 tablets.*
# - *The 40 tablets that came to Ostby's school in March were paid by parents.*
#
# How many tablets did the school buy in March and April together?

# %% answer
answer_14 = 65  # blank

# %% why [markdown]
# The first and the third sentence tell of the same tablets. A fact counts once, however often it is told.

# %% check
rests_on = None
check = Number(65, "tablets", [
    ("told twice", 105, "The tablets of March are counted twice."),
    ("march only", 40, "The tablets of April are missing."),
    ("april only", 25, "The tablets of March are missing."),
    ("march twice", 80, "That is the number of March twice."),
])  # fmt: skip

# %% wrong
wrong = [
    ("told twice", 105), ("march only", 40), ("april only", 25), ("march twice", 80), ("zero", 0), ("type", "65"),
]  # fmt: skip

# %% right
right = [65.0, 65 + 0]

# %% 00.15 sentence [markdown]
# ## 00.15 A denial
#
# *The airline denied that it would give up three of its nine routes.*
#
# What do you know when you have read this sentence, and nothing else?
#
# - **a**: The airline will keep all routes.
# - **b**: The airline says that it will not give up three routes. What it will do is not known.
# - **c**: The airline will give up three routes.
# - **d**: The airline will give up fewer than three routes.

# %% answer
answer_15 = "b"  # blank

# %% why [markdown]
# A denial tells what somebody says. It does not show that the thing is true, nor that it is false.

# %% check
rests_on = None
check = letter("b")

# %% wrong
wrong = but("b")

# %% right
right = ["B", " b "]

# %% 00.16 sentence [markdown]
# ## 00.16 Two reports
#
# *The hospital plans to hire 40 nurses in the year, an equal part in each quarter.* One report says that it hired 6 in the first quarter. Another
# says 8. One of the two reports is right, and you do not know which.
#
# Which sentence can you print?
#
# - **a**: The hospital hired 7 nurses in the first quarter.
# - **b**: The hospital will miss its plan.
# - **c**: The hospital hired fewer nurses than an equal part in the first quarter.
# - **d**: Nothing can be said, as the reports contradict each other.

# %% answer
answer_16 = "c"  # blank

# %% why [markdown]
# Both numbers are less than a quarter of the plan. What follows from each of two statements holds, whichever is right. What comes later nobody has told.

# %% check
rests_on = None
check = letter("c")

# %% wrong
wrong = but("c")

# %% right
right = ["C", " c "]
