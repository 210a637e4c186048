"""Written from exercises/07_your_own_article.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q07_2"
points = None


@test_case(name="07.2", points=1)
def at_once(env):
    grade("07_your_own_article", "07.2", env)


@test_case(name="07.2 hidden", points=1, hidden=True)
def hidden(env):
    grade("07_your_own_article", "07.2", env, hidden=True)
