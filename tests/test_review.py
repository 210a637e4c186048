"""The review room: decisions on text and readings made here, so that each way to go stale is seen."""

import csv

import pytest

from datakit import review
from datakit.errors import DatakitError

TEXT = "Acme held 5,000 chips in 2024. Both Acme and Bolt hired 300 people. It aims for 9 plants."
HIRED = "Both Acme and Bolt hired 300 people."


def claim(quote, entity, value, **more):
    start = TEXT.index(quote)
    sentence = next(s for s in TEXT.replace(". ", ".\n").split("\n") if quote in s)
    row = dict.fromkeys(("object", "period_start", "period_end"))
    row |= {
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "sentence": sentence,
        "sentence_start": TEXT.index(sentence),
        "entity": entity,
    }
    row |= {"value": value, "low": value, "high": value, "hedge": "none", "unit": "chips", "metric": "m"}
    return row | {"topic": "compute", "status": "actual"} | more


def reading():
    event = {"start": 0, "end": 30, "quote": TEXT[:30], "date_text": "2024", "date_start": "2024-01-01"}
    event |= {"date_end": "2024-12-31", "bound": "in", "action": None, "entities": ["Acme"]}
    claims = [claim("5,000", "Acme", 5000.0), claim("300", "Acme", 300.0), claim("300", "Bolt", 300.0)]
    return {"claims": claims, "investments": [], "events": [event]}


def decide(tmp_path, *rows, header=(*review.COLUMNS, "which")):
    blank = dict.fromkeys(header, "") | {
        "frame": "claims",
        "source": "a.txt",
        "why": "because",
        "rule": "one",
    }
    with open(tmp_path / "review.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(blank | row for row in rows)
    decisions = review.load(tmp_path, ["a.txt"]).get("a.txt", [])
    return review.apply(TEXT, reading(), decisions)


CHIPS = {"start": "10", "quote": "5,000"}
PEOPLE = {"start": str(TEXT.index("300")), "quote": "300"}
PLANTS = {"start": str(TEXT.index("9 plants")), "quote": "9"}


def change(field, was, to, **more):
    return {**CHIPS, "action": "change", "field": field, "from": was, "to": to} | more


def test_without_a_file_nothing_is_decided(tmp_path):
    assert review.load(tmp_path, ["a.txt"]) == {}
    rows = review.apply(TEXT, reading(), [])
    assert [r["reviewed"] for r in rows["claims"]] == [False] * 3


def test_change_reject_and_add(tmp_path):
    rows = decide(
        tmp_path,
        change("topic", "compute", "other"),
        change("value", "5000", "6000"),
        change("low", "5e3", "6000"),
        change("high", "5000.0", "6000"),
        {**PEOPLE, "action": "reject", "which": "entity=Acme"},
        {**PLANTS, "action": "add", "to": "value=9; unit=plants; object=x; y; topic=other; status=target"},
        {"frame": "events", "start": "0", "quote": "Acme held", "action": "change", "field": "entities",
         "from": "Acme", "to": "Acme; Bolt"},
    )  # fmt: skip
    first, second, third = rows["claims"]
    assert (first["topic"], first["value"], first["high"], first["reviewed"]) == ("other", 6000, 6000, True)
    assert (second["entity"], second["reviewed"]) == ("Bolt", False)
    assert (third["low"], third["high"], third["hedge"], third["object"]) == (9, 9, "none", "x; y")
    assert TEXT[third["start"] : third["end"]] == "9"
    assert third["sentence"] == TEXT  # no claim was read in its sentence, so it is the line
    assert rows["events"][0]["entities"] == "Acme; Bolt"


def test_an_added_claim_takes_the_sentence_of_one_read_beside_it(tmp_path):
    both = {"start": str(TEXT.index("Both")), "quote": "Both", "action": "add"}
    rows = decide(tmp_path, {**both, "to": "value=2; unit=companies; topic=other; hedge=at_least"})
    added = rows["claims"][1]
    assert added["sentence"] == HIRED
    assert (added["low"], added["high"]) == (2, None)


STALE = {
    "the quote moved": (change("topic", "compute", "other", start="11"), "it is now at 10"),
    "the quote is gone": (change("topic", "compute", "other", quote="5,001"), "no longer holds the quote"),
    "another value is read": (change("topic", "capex", "other"), "now read as compute, not capex"),
    "nothing is read": ({**PLANTS, "action": "reject"}, "nothing is read there"),
    "two rows are read": ({**PEOPLE, "action": "reject"}, "2 rows are read there"),
    "the other row is gone": (
        {**PEOPLE, "action": "reject", "which": "entity=Corp"},
        "no row read there has",
    ),
    "an added row is read": (
        {**CHIPS, "action": "add", "to": "value=5000; topic=compute; entity=Acme"},
        "read by itself",
    ),
}


@pytest.mark.parametrize("case", STALE)
def test_a_stale_decision_stops_and_names_its_line(tmp_path, case):
    row, says = STALE[case]
    with pytest.raises(DatakitError, match=says) as error:
        decide(tmp_path, row)
    assert "review.csv, line 2" in str(error.value)


INVALID = {
    "an unknown field": change("colour", "", "red"),
    "a field that is fixed": change("start", "10", "11"),
    "a topic that is none": change("topic", "compute", "chips"),
    "a number that is none": change("value", "5000", "many"),
    "infinity": change("value", "5000", "inf"),
    "a date that is none": change("period_start", "", "2024-13-01"),
    "a required field emptied": change("topic", "compute", ""),
    "no change": change("topic", "compute", "compute"),
    "bounds out of order": change("low", "5000", "6000"),
    "no why": change("topic", "compute", "other", why=" "),
    "no rule": change("topic", "compute", "other", rule=""),
    "an unknown action": {**CHIPS, "action": "drop"},
    "an unknown frame": {**CHIPS, "action": "reject", "frame": "facts"},
    "an unknown article": {**CHIPS, "action": "reject", "source": "b.txt"},
    "no start": {**CHIPS, "action": "reject", "start": "x"},
    "no quote": {**CHIPS, "action": "reject", "quote": ""},
    "a reject with a value": {**CHIPS, "action": "reject", "to": "x"},
    "an added row without a topic": {**PLANTS, "action": "add", "to": "value=9"},
}


@pytest.mark.parametrize("case", INVALID)
def test_a_decision_that_is_not_valid_names_its_line(tmp_path, case):
    with pytest.raises(DatakitError, match=r"review\.csv, line 2: "):
        decide(tmp_path, INVALID[case])


@pytest.mark.parametrize("second", [change("topic", "compute", "capex"), {**CHIPS, "action": "reject"}])
def test_one_row_is_decided_once(tmp_path, second):
    with pytest.raises(DatakitError, match=r"line 3: .*already at .*line 2"):
        decide(tmp_path, change("topic", "compute", "other"), second)


def test_a_file_without_the_columns_or_the_encoding(tmp_path):
    with pytest.raises(DatakitError, match="no column quote"):
        decide(tmp_path, header=[c for c in review.COLUMNS if c != "quote"])
    (tmp_path / "review.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(DatakitError, match="UTF-8"):
        review.load(tmp_path, [])
