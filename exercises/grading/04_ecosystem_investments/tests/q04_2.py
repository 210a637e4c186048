"""Written from exercises/04_ecosystem_investments.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q04_2"
points = None


@test_case(name="04.2", points=1)
def at_once(env):
    grade("04_ecosystem_investments", "04.2", env)


@test_case(name="04.2 hidden", points=1, hidden=True)
def hidden(env):
    grade("04_ecosystem_investments", "04.2", env, hidden=True)
