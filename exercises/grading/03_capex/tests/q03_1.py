"""Written from exercises/03_capex.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q03_1"
points = None


@test_case(name="03.1", points=1)
def at_once(env):
    grade("03_capex", "03.1", env)


@test_case(name="03.1 hidden", points=1, hidden=True)
def hidden(env):
    grade("03_capex", "03.1", env, hidden=True)
