"""Written from exercises/01_from_words_to_frames.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q01_2"
points = None


@test_case(name="01.2", points=1)
def at_once(env):
    grade("01_from_words_to_frames", "01.2", env)


@test_case(name="01.2 hidden", points=1, hidden=True)
def hidden(env):
    grade("01_from_words_to_frames", "01.2", env, hidden=True)
