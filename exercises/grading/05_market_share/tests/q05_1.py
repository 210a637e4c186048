"""Written from exercises/05_market_share.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q05_1"
points = None


@test_case(name="05.1", points=1)
def at_once(env):
    grade("05_market_share", "05.1", env)


@test_case(name="05.1 hidden", points=1, hidden=True)
def hidden(env):
    grade("05_market_share", "05.1", env, hidden=True)
