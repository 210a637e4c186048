"""Written from exercises/02_compute.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q02_3"
points = None


@test_case(name="02.3", points=1)
def at_once(env):
    grade("02_compute", "02.3", env)


@test_case(name="02.3 hidden", points=1, hidden=True)
def hidden(env):
    grade("02_compute", "02.3", env, hidden=True)
