"""Written from exercises/08_capstone.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q08_1"
points = None


@test_case(name="08.1", points=1)
def at_once(env):
    grade("08_capstone", "08.1", env)


@test_case(name="08.1 hidden", points=1, hidden=True)
def hidden(env):
    grade("08_capstone", "08.1", env, hidden=True)
