"""Written from exercises/05_market_share.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q05_3"
points = None


@test_case(name="05.3", points=1)
def at_once(env):
    grade("05_market_share", "05.3", env)


@test_case(name="05.3 hidden", points=1, hidden=True)
def hidden(env):
    grade("05_market_share", "05.3", env, hidden=True)
