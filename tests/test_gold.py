"""What the reader must reach: on the five articles, and on articles written in other publishers' styles."""

from __future__ import annotations

import pytest
import scoring

SETS = {
    "a": "wire, earnings, feature, scraped page, timeline",
    "b": "funding, market share, digest, note, opinion",
    "c": "results, prospectus, export rules, token prices, computing power, items",
    "d": "results, listing, chips, price war, state media, newsletter",
    "e": "shipping, drug maker's funding, car prices, airline",
    "f": "games, central bank, housing budget, sports retailer",
}
# The least that each line of the scorer's report may be on sets a to f: a hair under what was reached when
# they were last scored, so that no line gets worse. `direction` is new and has no such score on a to d: it may miss 3%.
# e and f are of fields the reader had not seen at first; their first scores stand in tests/articles/README.md.
LEAST = {
    "claims.span": (0.997, 0.997, 0.999, 0.995, 0.973, 0.977),
    "claims.number": (0.975, 0.979, 0.991, 0.973, 0.946, 0.946),
    "claims.row": (0.894, 0.762, 0.832, 0.880, 0.840, 0.684),
    "claims.value": (0.995, 0.991, 0.999, 0.999, 0.999, 0.999),
    "claims.bounds": (0.995, 0.986, 0.999, 0.995, 0.999, 0.999),
    "claims.unit": (0.977, 0.986, 0.991, 0.982, 0.972, 0.967),
    "claims.entity": (0.950, 0.877, 0.890, 0.965, 0.911, 0.833),
    "claims.topic": (0.954, 0.868, 0.936, 0.935, 0.958, 0.878),
    "claims.period": (0.928, 0.938, 0.953, 0.952, 0.945, 0.935),
    "claims.status": (0.945, 0.929, 0.928, 0.943, 0.979, 0.916),
    "claims.direction": (0.970, 0.970, 0.970, 0.970, 0.945, 0.986),
    "investments.edge": (0.999, 0.999, 0.999, 0.999, 0.899, 0.699),
    "investments.status": (0.999, 0.999, 0.999, 0.999, 0.999, 0.999),
    "events.sentence": (0.999, 0.987, 0.982, 0.986, 0.974, 0.970),
    "events.dated": (0.999, 0.987, 0.982, 0.959, 0.949, 0.970),
}


def below(found: dict[str, float], least: dict[str, float]) -> dict[str, tuple[float, float]]:
    """The lines that fall short: what was found and what was asked."""
    return {line: (round(found[line], 4), bound) for line, bound in least.items() if found[line] < bound}


def test_the_five_articles_raw():
    """What the project promises for reading without any correction: all right, but for a few events."""
    _, found = scoring.measured("")
    assert set(found) == set(LEAST)
    assert not below(found, {line: 0.98 if line.startswith("events.") else 1.0 for line in LEAST})


@pytest.mark.parametrize("letter", SETS, ids=SETS.values())
def test_articles_in_other_styles(letter):
    """Labelled before the reader saw them: what is reached here is what to expect of any article nobody here has seen."""
    articles, found = scoring.measured(letter)
    assert articles >= 4
    column = list(SETS).index(letter)
    assert not below(found, {line: bounds[column] for line, bounds in LEAST.items()})


def test_the_scores_that_notebook_01_shows_are_those_measured():
    """A change of the rules moves them: `python tests/scoring.py` stores them anew, then run the notebook again."""
    assert scoring.score.rows(scoring.STORED) == scoring.table()


def test_nine_in_ten_rows_called_sure_are_right():
    """And no more than half of all rows are called doubtful."""
    found = scoring.by_confidence()
    assert found["sure"] >= 0.9 > found["doubtful"]
    assert found["share sure"] >= 0.5


def test_the_page_on_reading_has_the_figures_of_today():
    page = (scoring.HERE.parent / "docs" / "reading.md").read_text(encoding="utf-8")
    assert [line for line in scoring.page() if line not in page] == []
    told = {what: round(100 * share) for what, share in scoring.by_confidence().items()}
    assert f"Of the rows called `sure`, {told['sure']} in 100" in page
    assert f"of those called `doubtful`, {told['doubtful']} in 100" in page


def test_with_the_review_every_core_row_is_right(frames_folder):
    """`seeds/review.csv` mends what the rules leave: the course stands on rows that are all right."""
    rows = {kind: scoring.score.rows(frames_folder / f"{kind}.csv") for kind in scoring.KINDS}
    found = scoring.qualities(rows, scoring.HERE / "gold")
    assert set(found) == set(LEAST)
    assert not below(found, dict.fromkeys(LEAST, 1.0))


def test_the_review_is_not_a_second_reader(frames_folder):
    """At most one row in six of those the frames hold needed a person."""
    rows = [row for kind in scoring.KINDS for row in scoring.score.rows(frames_folder / f"{kind}.csv")]
    assert 0 < sum(row["reviewed"] == "true" for row in rows) <= len(rows) / 6


@pytest.mark.parametrize("letter", ["", *SETS])
def test_a_label_is_the_text_at_its_offsets_and_a_change_has_a_direction(letter):
    folder = scoring.HERE / ("articles" if letter else "gold")
    texts = folder if letter else scoring.SEEDS
    for label in scoring.score.rows(folder / (f"{letter}_claims.jsonl" if letter else "claims.jsonl")):
        text = (texts / label["file"]).read_bytes().decode("utf-8")
        assert text[label["start"] : label["end"]] == label["quote"], label
        change = label["unit"] in {"growth_fraction", "difference_fraction"}
        assert label.get("direction") in (("up", "down") if change else ("up", "down", None)), label
