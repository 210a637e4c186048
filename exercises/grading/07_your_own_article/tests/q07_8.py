"""Written from exercises/07_your_own_article.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q07_8"
points = None


@test_case(name="07.8", points=1)
def at_once(env):
    grade("07_your_own_article", "07.8", env)


@test_case(name="07.8 hidden", points=1, hidden=True)
def hidden(env):
    grade("07_your_own_article", "07.8", env, hidden=True)
