"""Written from exercises/01_from_words_to_frames.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "q01_7"
points = None


@test_case(name="01.7", points=1)
def at_once(env):
    grade("01_from_words_to_frames", "01.7", env)


@test_case(name="01.7 hidden", points=1, hidden=True)
def hidden(env):
    grade("01_from_words_to_frames", "01.7", env, hidden=True)
