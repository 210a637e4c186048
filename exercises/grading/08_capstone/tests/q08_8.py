"""Written from exercises/08_capstone.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q08_8"
points = None


@test_case(name="08.8", points=1)
def at_once(env):
    grade("08_capstone", "08.8", env)


@test_case(name="08.8 hidden", points=1, hidden=True)
def hidden(env):
    grade("08_capstone", "08.8", env, hidden=True)
