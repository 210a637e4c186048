"""What the reader must reach: on the five articles, and on articles written in other publishers' styles."""

from __future__ import annotations

import pytest
import scoring

SETS = {
    "a": "wire, earnings, feature, scraped page, timeline",
    "b": "funding, market share, digest, note, opinion",
    "c": "results, prospectus, export rules, token prices, computing power, items",
    "d": "results, listing, chips, price war, state media, newsletter",
}
# The least that each line of the scorer's report may be on sets a, b, c and d: a hair under what was reached when
# they were last scored, so that no line gets worse. `direction` is new and has no such score: it may miss 3%.
LEAST = {
    "claims.span": (0.997, 0.995, 0.999, 0.995),
    "claims.number": (0.975, 0.977, 0.986, 0.973),
    "claims.row": (0.845, 0.741, 0.807, 0.820),
    "claims.value": (0.995, 0.991, 0.999, 0.999),
    "claims.bounds": (0.995, 0.986, 0.999, 0.995),
    "claims.unit": (0.977, 0.986, 0.987, 0.982),
    "claims.entity": (0.946, 0.872, 0.861, 0.905),
    "claims.topic": (0.919, 0.855, 0.933, 0.927),
    "claims.period": (0.915, 0.925, 0.953, 0.948),
    "claims.status": (0.941, 0.921, 0.928, 0.940),
    "claims.direction": (0.970, 0.970, 0.970, 0.970),
    "investments.edge": (0.905, 0.935, 0.749, 0.777),
    "investments.status": (0.999, 0.999, 0.999, 0.999),
    "events.sentence": (0.963, 0.980, 0.954, 0.979),
    "events.dated": (0.939, 0.980, 0.942, 0.952),
}


def below(found: dict[str, float], least: dict[str, float]) -> dict[str, tuple[float, float]]:
    """The lines that fall short: what was found and what was asked."""
    return {line: (round(found[line], 4), bound) for line, bound in least.items() if found[line] < bound}


def test_the_five_articles_raw():
    """What the project promises for reading without any correction: all right, but for a few events."""
    names = tuple(sorted(p.name for p in scoring.SEEDS.glob("*.txt")))
    rows = scoring.predicted(scoring.SEEDS, names, scoring.SEEDS / "sources.toml")
    found = scoring.qualities(rows, scoring.HERE / "gold")
    assert set(found) == set(LEAST)
    assert not below(found, {line: 0.98 if line.startswith("events.") else 1.0 for line in LEAST})


@pytest.mark.parametrize("letter", SETS, ids=SETS.values())
def test_articles_in_other_styles(letter):
    """Labelled before the reader saw them: what is reached here is what to expect of any article nobody here has seen."""
    folder = scoring.HERE / "articles"
    names = tuple(sorted(p.name for p in folder.glob(f"{letter}[0-9]*.txt")))
    assert len(names) >= 5
    rows = scoring.predicted(folder, names, folder / f"{letter}_sources.toml")
    column = list(SETS).index(letter)
    found = scoring.qualities(rows, folder, f"{letter}_")
    assert not below(found, {line: bounds[column] for line, bounds in LEAST.items()})


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
