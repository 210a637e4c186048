"""Written from exercises/02_compute.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q02_1"
points = None


@test_case(name="02.1", points=1)
def at_once(env):
    grade("02_compute", "02.1", env)


@test_case(name="02.1 hidden", points=1, hidden=True)
def hidden(env):
    grade("02_compute", "02.1", env, hidden=True)
