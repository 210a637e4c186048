"""What a person decided: on a text and readings made here, so that each way to go stale is seen."""

import csv

import pytest

from datakit import review
from datakit.errors import DatakitError

TEXT = "Acme held 5,000 chips in 2024. Both Acme and Bolt hired 300 people. It aims for 9 plants. Acme leads Bolt."
HIRED = "Both Acme and Bolt hired 300 people."
PLACE = {
    "section": "body",
    "object": None,
    "period_start": None,
    "period_end": None,
    "aside": False,
    "confidence": "sure",
}


def claim(quote, entity, value, **more):
    start = TEXT.index(quote)
    sentence = next(s for s in TEXT.replace(". ", ".\n").split("\n") if quote in s)
    row = {
        "start": start,
        "end": start + len(quote),
        "quote": quote,
        "sentence": sentence,
        "sentence_start": TEXT.index(sentence),
    }
    row |= {
        "entity": entity,
        "value": value,
        "low": value,
        "high": value,
        "hedge": "none",
        "unit": "chips",
        "metric": "m",
    }
    return PLACE | row | {"topic": "compute", "status": "actual"} | more


def reading():
    year = {"period_start": "2024-01-01", "period_end": "2024-12-31"}
    event = {"start": 0, "end": 30, "quote": TEXT[:30], "sentence": TEXT[:30], "sentence_start": 0, "section": "body", "date_text": "2024",
             "date_start": "2024-01-01", "date_end": "2024-12-31", "bound": "in", "action": "buy", "entities": ["Acme"]}  # fmt: skip
    leads = {"start": 95, "end": 100, "quote": "leads", "sentence": TEXT[90:], "sentence_start": 90, "ahead": "Acme", "behind": "Bolt",
             "measure": None, "status": "actual", **PLACE}  # fmt: skip
    claims = [claim("5,000", "Acme", 5000.0, **year), claim("300", "Acme", 300.0), claim("300", "Bolt", 300.0)]
    return {"claims": claims, "investments": [], "events": [event], "comparisons": [leads]}


def decide(tmp_path, *rows, header=(*review.COLUMNS, "which")):
    blank = dict.fromkeys(header, "") | {"frame": "claims", "source": "a.txt", "why": "because", "rule": "one"}
    with open(tmp_path / "review.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, header)
        writer.writeheader()
        writer.writerows(blank | row for row in rows)
    return review.apply(TEXT, reading(), review.load(tmp_path, ["a.txt"]).get("a.txt", []))


CHIPS = {"start": "10", "quote": "5,000"}
PEOPLE = {"start": str(TEXT.index("300")), "quote": "300"}
PLANTS = {"start": str(TEXT.index("9 plants")), "quote": "9"}
SETTLE = {**CHIPS, "action": "settle", "from": "2024-01-01/2024-12-31"}


def change(field, was, to, **more):
    return {**CHIPS, "action": "change", "field": field, "from": was, "to": to} | more


def test_without_a_file_nothing_is_decided(tmp_path):
    assert review.load(tmp_path, ["a.txt"]) == {}
    assert [row["reviewed"] for row in review.apply(TEXT, reading(), [])["claims"]] == [False] * 3


def test_change_reject_add_and_accept(tmp_path):
    rows = decide(
        tmp_path,
        change("topic", "compute", "other"), change("value", "5000", "6000"), change("low", "5e3", "6000"), change("high", "5000.0", "6000"),
        {**PEOPLE, "action": "reject", "which": "entity=Acme"},
        {**PEOPLE, "action": "accept", "which": review.as_read(reading()["claims"][2])},
        {**PLANTS, "action": "add", "to": "value=9; unit=plants; object=x; y; topic=other; status=target"},
        {"frame": "events", "start": "0", "quote": "Acme held", "action": "change", "field": "entities", "from": "Acme", "to": "Acme; Bolt"},
        {"frame": "comparisons", "start": "95", "quote": "leads", "action": "change", "field": "measure", "from": "", "to": "chips"},
    )  # fmt: skip
    first, second, third = rows["claims"]
    assert (first["topic"], first["value"], first["high"], first["reviewed"]) == ("other", 6000, 6000, True)
    assert (second["entity"], second["value"], second["reviewed"]) == ("Bolt", 300, True)
    assert (third["low"], third["high"], third["hedge"], third["object"], third["aside"]) == (
        9,
        9,
        "none",
        "x; y",
        False,
    )
    assert TEXT[third["start"] : third["end"]] == "9"
    assert third["sentence"] == TEXT  # no claim was read in its sentence, so it is the line
    assert rows["events"][0]["entities"] == "Acme; Bolt"
    assert (rows["comparisons"][0]["measure"], rows["comparisons"][0]["behind"]) == ("chips", "Bolt")


def test_an_added_row_takes_the_sentence_of_one_read_beside_it(tmp_path):
    both = {"start": str(TEXT.index("Both")), "quote": "Both", "action": "add"}
    added = decide(tmp_path, {**both, "to": "value=2; unit=companies; topic=other; hedge=at_least"})["claims"][1]
    assert (added["sentence"], added["low"], added["high"]) == (HIRED, 2, None)
    behind = {
        "frame": "comparisons",
        "start": "101",
        "quote": "Bolt",
        "action": "add",
        "to": "ahead=Acme; measure=plants; status=target",
    }
    assert decide(tmp_path, behind)["comparisons"][1]["measure"] == "plants"


@pytest.mark.parametrize(("to", "settled"), [("2025-01-01/2025-03-31", ("2025-01-01", "2025-03-31")), ("../2025-03-31", (None, "2025-03-31")),
                                             ("2025-01-01/..", ("2025-01-01", None))])  # fmt: skip
def test_a_date_is_settled_and_what_is_written_stays(tmp_path, to, settled):
    rows = decide(
        tmp_path, {**SETTLE, "to": to}, {**SETTLE, "frame": "events", "start": "0", "quote": "Acme held", "to": to}
    )
    (first, *_), (event,) = rows["claims"], rows["events"]
    assert (first["settled"], event["settled"]) == (settled, settled)
    assert (first["period_start"], event["date_start"], first["reviewed"]) == ("2024-01-01", "2024-01-01", True)


STALE = {
    "the quote moved": (change("topic", "compute", "other", start="11"), "it is now at 10"),
    "the quote is gone": (change("topic", "compute", "other", quote="5,001"), "no longer holds the quote"),
    "another value is read": (change("topic", "capex", "other"), "now read as compute, not capex"),
    "nothing is read": ({**PLANTS, "action": "reject"}, "nothing is read there"),
    "two rows are read": ({**PEOPLE, "action": "reject"}, "2 rows are read there"),
    "the other row is gone": ({**PEOPLE, "action": "reject", "which": "entity=Corp"}, "no row read there has"),
    "an added row is read": ({**CHIPS, "action": "add", "to": "value=5000; topic=compute; entity=Acme"}, "read by itself"),
    "another date is read": ({**SETTLE, "from": "2023-01-01/2023-12-31", "to": "../2025-03-31"}, "now read as 2024-01-01/2024-12-31"),
}  # fmt: skip


@pytest.mark.parametrize("case", STALE)
def test_a_decision_that_no_longer_fits_is_one_sentence(tmp_path, case):
    row, says = STALE[case]
    with pytest.raises(DatakitError, match=says) as error:
        decide(tmp_path, row)
    assert "review.csv, line 2" in str(error.value)
    assert "\n" not in str(error.value)


INVALID = {
    "an unknown field": change("colour", "", "red"),
    "a field that is fixed": change("start", "10", "11"),
    "a field that is derived": change("when_start", "", "2024-01-01"),
    "a topic that is none": change("topic", "compute", "chips"),
    "a number that is none": change("value", "5000", "many"),
    "infinity": change("value", "5000", "inf"),
    "a date that is none": change("period_start", "", "2024-13-01"),
    "a yes that is none": change("aside", "false", "yes"),
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
    "an accept of nothing": {**CHIPS, "action": "accept"},
    "an added row without a topic": {**PLANTS, "action": "add", "to": "value=9"},
    "a settle without a date": {**SETTLE, "to": "../.."},
    "a settle the wrong way round": {**SETTLE, "to": "2025-03-31/2025-01-01"},
    "a settle with a field": {**SETTLE, "field": "topic", "to": "../2025-03-31"},
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
    (tmp_path / "review.csv").write_text(",".join(review.COLUMNS) + "\nclaims,a.txt\n")
    with pytest.raises(DatakitError, match=r"line 2: it has more or fewer cells"):
        review.load(tmp_path, [])
    (tmp_path / "review.csv").write_bytes(b"\xff\xfe")
    with pytest.raises(DatakitError, match="UTF-8"):
        review.load(tmp_path, [])


def test_a_file_is_rewritten_only_where_every_line_fits(tmp_path):
    decide(tmp_path, change("topic", "compute", "other"))
    line = {"frame": "claims", "source": "a.txt", "why": "because", "rule": "one"}
    readings = {"a.txt": (TEXT, reading())}
    (more,) = review.corrections(reading()["claims"][0], {"status": "planned", "topic": "compute"})
    review.rewrite(tmp_path, readings, [line | CHIPS | more])
    before = (tmp_path / "review.csv").read_text()
    assert len(before.splitlines()) == 3
    for wrong in (
        change("topic", "capex", "other"),
        change("object", "", "=1+1"),
        change("object", "", "a\u202eb"),
        change("object", "", "x" * 1001),
    ):
        with pytest.raises(DatakitError):
            review.rewrite(tmp_path, readings, [line | wrong])
        assert (tmp_path / "review.csv").read_text() == before
    review.rewrite(tmp_path, readings, [], take=[f"{tmp_path / 'review.csv'}, line 3"])
    (pair, *_) = review.decided(TEXT, reading(), review.load(tmp_path, ["a.txt"])["a.txt"])
    assert [decision.to for decision in pair[1]] == ["other"]
