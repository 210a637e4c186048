"""Written from exercises/06_when_sources_disagree.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q06_9"
points = None


@test_case(name="06.9", points=1)
def at_once(env):
    grade("06_when_sources_disagree", "06.9", env)


@test_case(name="06.9 hidden", points=1, hidden=True)
def hidden(env):
    grade("06_when_sources_disagree", "06.9", env, hidden=True)
