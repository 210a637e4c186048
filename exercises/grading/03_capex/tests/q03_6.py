"""Written from exercises/03_capex.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q03_6"
points = None


@test_case(name="03.6", points=1)
def at_once(env):
    grade("03_capex", "03.6", env)


@test_case(name="03.6 hidden", points=1, hidden=True)
def hidden(env):
    grade("03_capex", "03.6", env, hidden=True)
