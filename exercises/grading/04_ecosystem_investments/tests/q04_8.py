"""Written from exercises/04_ecosystem_investments.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q04_8"
points = None


@test_case(name="04.8", points=1)
def at_once(env):
    grade("04_ecosystem_investments", "04.8", env)


@test_case(name="04.8 hidden", points=1, hidden=True)
def hidden(env):
    grade("04_ecosystem_investments", "04.8", env, hidden=True)
