"""The desk: what its buttons write into a folder's review.csv, for one row and for many, in claims, deals and events."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from own_folder import folder

from datakit import desk, own, review
from datakit.desk import Desk

TEXT = (
    "Fjord Wind <b>built</b> 40 turbines in 2023. It owned over 90 turbines at the end of 2023.\n\n"
    "Norrland Fund invested $5 million in Fjord Wind in May 2023. Fjord Wind denied that it would cut 70 jobs.\n\n"
    "Costs fell 4% in 2023. Tourists came too, and 12 boats.\n"
)


@pytest.fixture(autouse=True)
def no_waiting(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests press buttons faster than a hand does."""
    monkeypatch.setattr(desk, "APART", 0.0)


@pytest.fixture
def data(tmp_path: Path) -> own.Own:
    return own.bring(folder(tmp_path, TEXT), tmp_path / "out")


def again(data: own.Own) -> own.Own:
    """The folder read anew, with the decisions that are in it now."""
    return own.bring(data.folder, data.folder.parent / "out")


def lines(data: own.Own) -> list[dict]:
    path = data.folder / "review.csv"
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))) if path.exists() else []


def show(panel: Desk, quote: str) -> None:
    panel.row.value = next(i for i, (_, row, _) in enumerate(panel.rows) if row["quote"].startswith(quote))


def press(panel: Desk, button: str, **draft: str) -> str:
    for name, value in draft.items():
        getattr(panel, name).value = value
    panel.buttons[button].click()
    return panel.said


def test_rows_in_doubt_come_first_then_those_with_a_gap(data: own.Own) -> None:
    order = [desk.doubt(row, "claims") for _, row, _ in Desk(data).rows]
    assert order == sorted(order)
    assert {0, 2} <= {*order}


def test_an_accepted_row_is_marked_and_the_next_is_shown(data: own.Own) -> None:
    panel = Desk(data)
    show(panel, "40")
    assert press(panel, "Accept") == "Written to review.csv: accepted (1)."
    assert not panel.rows[panel.row.value][2]
    (line,) = lines(data)
    assert "value=40" in line["which"]
    assert list(again(data).claims.query("reviewed").quote) == ["40"]


def test_a_change_takes_the_bounds_along_and_outlasts_a_second_reading(data: own.Own) -> None:
    panel = Desk(data)
    show(panel, "40")
    press(panel, "Change", field="value", right="4 million", why="it is")
    assert {line["field"] for line in lines(data)} == {"value", "low", "high"}
    for _ in range(2):
        row = again(data).claims.query("quote == '40'").iloc[0]
        assert (row.value, row.low, row.high) == (4e6, 4e6, 4e6)
    assert (data.folder / "story.txt").read_text(encoding="utf-8") == TEXT


def test_one_decision_for_all_rows_of_an_entity_leaves_decided_ones_alone(data: own.Own) -> None:
    panel = Desk(data)
    entity = data.claims.query("quote == '40'").entity.iloc[0]
    alike = data.claims[data.claims.entity == entity]
    assert len(alike) > 2
    show(panel, "over 90")
    press(panel, "Accept")
    show(panel, "40")
    press(panel, "Change", scope="entity", field="entity", right="Fjord Wind Ltd", why="its full name")
    after = again(data).claims.set_index("claim")
    named = after.entity[alike.claim]
    assert named.value_counts().to_dict() == {"Fjord Wind Ltd": len(alike) - 1, entity: 1}
    assert after.loc[alike.claim].reviewed.all()


def test_deals_and_events_are_decided_at_the_same_desk(data: own.Own) -> None:
    panel = Desk(data)
    panel.frame.value = "investments"
    assert set(panel.scope.options) == {"this row", "all with this investor", "all with this investee"}
    press(panel, "Reject", why="it was a loan")
    panel.frame.value = "events"
    press(panel, "Accept")
    assert [(line["frame"], line["action"]) for line in lines(data)] == [
        ("investments", "reject"),
        ("events", "accept"),
    ]
    after = again(data)
    assert after.investments.empty
    assert after.events.reviewed.sum() == 1


def test_what_was_decided_can_be_taken_back_and_other_lines_stay(data: own.Own) -> None:
    panel = Desk(data)
    for quote in ("40", "over 90"):
        show(panel, quote)
        press(panel, "Accept")
    show(panel, "40")
    assert press(panel, "Take back") == "Taken out of review.csv: lines (1)."
    assert [line["quote"] for line in lines(data)] == ["over 90"]


def test_another_s_lines_their_order_and_extra_columns_stay(data: own.Own) -> None:
    path, start = data.folder / "review.csv", TEXT.index("12 boats")
    head = ",".join(review.COLUMNS) + ",by"
    kept = f'claims,story.txt,{start},12,reject,,,,"odd, ""quoted""\r\nand two lines",r,Ann'
    path.write_bytes(f"\ufeff{head}\r\n{kept}\r\n".encode())
    panel = Desk(data)
    show(panel, "40")
    press(panel, "Accept")
    assert path.read_bytes().startswith(f"\ufeff{head},which\r\n{kept},\r\nclaims,".encode())
    show(panel, "40")
    press(panel, "Take back")
    assert path.read_bytes() == f"\ufeff{head},which\r\n{kept},\r\n".encode()


def test_a_file_that_cannot_be_written_is_one_sentence(data: own.Own, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = Desk(data)
    show(panel, "over 90")
    press(panel, "Accept")
    old = (data.folder / "review.csv").read_bytes()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("datakit.atomic.os.replace", full)
    show(panel, "40")
    assert "No space left on device" in press(panel, "Accept")
    assert (data.folder / "review.csv").read_bytes() == old
    assert sorted(path.name for path in data.folder.iterdir()) == ["review.csv", "story.txt"]


REFUSED = {
    "no reason": ({"field": "entity", "right": "X"}, "say why"),
    "no number": ({"field": "value", "right": "many", "why": "x"}, "not one plain number"),
    "no status": ({"field": "status", "right": "maybe", "why": "x"}, "must be one of"),
    "no date": ({"field": "period_end", "right": "2024-13-01", "why": "x"}, "it must be a date"),
    "bounds out of order": ({"field": "low", "right": "50", "why": "x"}, "it does not hold"),
    "the same again": ({"field": "unit", "right": "turbines", "why": "x"}, "what you typed is what was read"),
    "a formula": ({"field": "entity", "right": "=A0", "why": "x"}, "for a formula"),
    "an unseen character": ({"field": "entity", "right": "X\u202ey", "why": "x"}, "U+202E"),
    "too long": ({"field": "entity", "right": "x" * 1001, "why": "x"}, "longer than 1,000 characters"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_said_and_nothing_is_written(data: own.Own, case: str) -> None:
    draft, says = REFUSED[case]
    panel = Desk(data)
    show(panel, "40")
    told = press(panel, "Change", **draft)
    assert told.startswith("Nothing was written: ")
    assert says in told
    assert not (data.folder / "review.csv").exists()


def test_a_decided_row_is_not_decided_again(data: own.Own) -> None:
    panel = Desk(data)
    show(panel, "40")
    press(panel, "Accept")
    show(panel, "40")
    assert "take it back first" in press(panel, "Reject", why="x")
    assert len(lines(data)) == 1


def test_a_second_press_at_once_is_a_double_click(data: own.Own, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "APART", 60.0)
    panel = Desk(data)
    for _ in range(2):
        press(panel, "Accept")
    assert len(lines(data)) == 1


def test_a_denial_may_be_changed_to_and_words_of_an_article_are_no_markup(data: own.Own) -> None:
    panel = Desk(data)
    show(panel, "40")
    press(panel, "Change", field="status", right="denied", why="it is")
    assert again(data).claims.query("quote == '40'").status.iloc[0] == "denied"
    pages: list[str] = []
    panel._place.show = lambda html, text: pages.append(html)
    show(panel, "40")
    assert re.search(r"&lt;b&gt;built.*<mark>40</mark>", pages[-1])


def test_a_line_that_no_longer_fits_is_said(data: own.Own) -> None:
    panel = Desk(data)
    show(panel, "40")
    press(panel, "Accept")
    path = data.folder / "review.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("value=40", "value=41"), encoding="utf-8")
    assert "line 2" in Desk(data).said
