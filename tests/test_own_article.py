"""A reader's own article: decisions taken in the panel, their file, the briefing, and folders that are no good."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from own_folder import ARTICLE, folder, own_article

from datakit import own, review
from datakit.analysis.weighing import board
from datakit.display import own_panel as words
from datakit.display.briefing import MOST, Briefing
from datakit.display.ecosystem import WhoBacksWhom
from datakit.display.review_panel import PredictAccepted, Review
from datakit.display.words import HedgeToBounds
from datakit.errors import WorkFailed
from datakit.frames import FRAMES

HOSTILE = 'a, "b"; <script>alert(1)</script> | \\ 年 $5 \N{NO-BREAK SPACE}end'


@pytest.fixture
def data(tmp_path: Path) -> own.Own:
    made = own_article(tmp_path)
    assert not made.problem
    return made


@pytest.fixture(autouse=True)
def no_waiting() -> Iterator[None]:
    """Tests press buttons faster than a hand does."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Review, "apart", 0.0)
        yield


def test_a_double_click_decides_on_one_number_only(data: own.Own, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Review, "apart", 60.0)
    panel = Review(data, show="undecided")
    for _ in range(2):
        panel.inputs["write"].press()
    assert len(lines(data)) == 1
    assert panel.sentence.startswith("Written to review.csv")
    assert panel.error is None


def again(data: own.Own) -> own.Own:
    """The folder read anew, with the decisions that are in it now."""
    made = own.bring(data.folder, data.folder.parent / "out")
    assert not made.problem
    return made


def lines(data: own.Own) -> list[dict]:
    path = data.folder / "review.csv"
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8")))) if path.exists() else []


def at(panel: Review, quote: str) -> int:
    """Which of all the numbers has these words."""
    return next(i for i, row in enumerate(panel.rows, 1) if row["quote"] == quote)


def decide(panel: Review, quote: str, **draft: str) -> str:
    panel.set(show="all", number=at(panel, quote))
    panel.set(**draft)
    panel.inputs["write"].press()
    return panel.sentence


def claim(data: own.Own, quote: str) -> dict:
    (row,) = data.claims[data.claims.quote == quote].to_dict("records")
    return row


def test_a_correction_reaches_the_frames_and_outlasts_a_second_reading(data: own.Own) -> None:
    panel, before = Review(data), claim(data, "40")
    told = decide(panel, "40", action="change", field="entity", right="Fjord Wind Ltd", why="its full name")
    assert told.startswith("Written to review.csv: “40” is corrected.")
    assert "Corrected: its full name." in told
    for _ in range(2):
        after = claim(again(data), "40")
        assert (after["entity"], after["reviewed"]) == ("Fjord Wind Ltd", True)
        assert {k for k in before if str(before[k]) != str(after[k])} == {"entity", "family", "reviewed"}
    assert list(words.changes(again(data)).loc["40"]) == ["entity", before["entity"], "Fjord Wind Ltd"]
    assert (data.folder / "story.txt").read_text(encoding="utf-8") == ARTICLE


def test_an_accepted_row_is_only_marked(data: own.Own) -> None:
    before = again(data).claims.set_index("claim")
    decide(Review(data), "40", action="accept")
    after = again(data).claims.set_index("claim")
    assert list(after.index[after.reviewed]) == [claim(data, "40")["claim"]]
    assert before.drop(columns="reviewed").equals(after.drop(columns="reviewed"))
    (line,) = lines(data)
    assert (line["action"], line["to"], line["from"]) == ("accept", "", "")
    assert "value=40; low=40" in line["which"]


def test_an_accepted_row_that_is_read_otherwise_stops_the_build(data: own.Own) -> None:
    decide(Review(data), "40", action="accept")
    path = data.folder / "review.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("value=40", "value=41"), encoding="utf-8")
    made = own.bring(data.folder, data.folder.parent / "out")
    assert "line 2: no row read there has" in made.problem
    assert "line 2: no row read there has" in Review(made).sentence


def test_a_corrected_value_takes_its_bounds_along(data: own.Own) -> None:
    panel = Review(data)
    decide(panel, "40", action="change", field="value", right="4 million", why="it is")
    assert {line["field"] for line in lines(data)} == {"value", "low", "high"}
    decide(panel, "over $300 million", action="change", field="hedge", right="at_least", why="it is")
    decide(panel, "900", action="change", field="several", right="hedge=range; value=; low=800; high=900", why="it is")
    made = again(data)
    assert [claim(made, "40")[x] for x in ("value", "low", "high")] == [4e6] * 3
    assert claim(made, "over $300 million")["low"] == 3e8
    assert [claim(made, "900")[x] for x in ("low", "high", "hedge")] == [800, 900, "range"]


def test_reject_and_add(data: own.Own) -> None:
    panel = Review(data)
    decide(panel, "900", action="reject", why="of last year")
    missed = ARTICLE.index("storms")
    to = "value=2; unit=seas; topic=other; entity=Fjord Wind"
    assert "“storms” is added by you" in decide(panel, "40", action="add", missed="storms", right=to, why="missed")
    made = again(data)
    assert "900" not in set(made.claims.quote)
    added = claim(made, "storms")
    assert (added["start"], added["value"], added["unit"], added["hedge"]) == (missed, 2, "seas", "none")
    assert "storms" in [row["quote"] for row in panel.rows]
    changed = words.changes(made)
    assert list(changed.loc["storms"]) == ["a row", "none", "2 seas"]
    assert changed.loc["900"]["now"] == "none"


def test_a_decision_can_be_taken_back_and_the_others_stay(data: own.Own) -> None:
    panel = Review(data)
    decide(panel, "40", action="change", field="value", right="41", why="one")
    decide(panel, "900", action="accept")
    panel.set(show="decided", number=1)
    panel.inputs["back"].press()
    assert panel.sentence.startswith("Taken back: “40” is as it was read.")
    assert [line["action"] for line in lines(data)] == ["accept"]
    assert claim(again(data), "40")["value"] == 40
    panel.set(show="undecided", number=1)
    panel.inputs["back"].press()
    assert "nothing was decided on this number" in panel.sentence
    assert len(lines(data)) == 1


def test_another_s_lines_their_order_and_extra_columns_stay(data: own.Own) -> None:
    path, start = data.folder / "review.csv", ARTICLE.index("900")
    head = ",".join(review.COLUMNS) + ",by"
    kept = f'claims,story.txt,{start},900,reject,,,,"odd, ""quoted""\r\nand two lines",r,Ann'
    path.write_bytes(f"\ufeff{head}\r\n{kept}\r\n".encode())
    panel = Review(data)
    decide(panel, "40", action="accept")
    data_now = path.read_bytes()
    assert data_now.startswith(f"\ufeff{head},which\r\n{kept},\r\nclaims,".encode())
    panel.inputs["back"].press()
    assert path.read_bytes() == f"\ufeff{head},which\r\n{kept},\r\n".encode()


REFUSED = {
    "unit": ({"field": "unit", "right": "fraktion"}, "did you mean fraction?"),
    "a number that is none": ({"field": "value", "right": "many"}, "'many' is not one plain number"),
    "a status that is none": ({"field": "status", "right": "maybe"}, "`status` cannot be 'maybe'; it must be one of"),
    "a date that is none": ({"field": "period_end", "right": "2024-13-01"}, "it must be a date"),
    "bounds out of order": ({"field": "low", "right": "50"}, "it does not hold that low <= value"),
    "the same again": ({"field": "unit", "right": "turbines"}, "what you typed is what was read"),
    "a required field emptied": ({"field": "topic", "right": ""}, "`topic` must not be empty"),
    "no such field": ({"field": "several", "right": "colour=red"}, "'colour' is no field"),
    "a fixed field": ({"field": "several", "right": "start=1"}, "'start' is no field"),
    "no reason": ({"field": "entity", "right": "X", "why": "  "}, "say why"),
    "a formula": ({"field": "entity", "right": "=cmd|' /C calc'!A0"}, "for a formula"),
    "a formula as reason": ({"field": "entity", "right": "X", "why": "@SUM(A1)"}, "for a formula"),
    "an unseen character": ({"field": "entity", "right": "X\u202ey"}, "U+202E"),
    "half a character": ({"field": "entity", "right": "X\ud800"}, "U+D800"),
    "too long": ({"field": "entity", "right": "x" * 1001}, "longer than 1,000 characters"),
    "words that are not there": (
        {"action": "add", "missed": "seven", "right": "value=7; topic=other"},
        "in no article",
    ),
    "nothing to add": ({"action": "add", "missed": "", "right": ""}, "give the words that were missed"),
    "an added row without a topic": (
        {"action": "add", "missed": "storms", "right": "value=2"},
        "`topic` must be given",
    ),
    "an added row that is read": (
        {"action": "add", "missed": "40 turbines", "right": "value=40; topic=other; entity=Fjord Wind"},
        "read by itself",
    ),
}


@pytest.fixture(scope="module")
def untouched(tmp_path_factory: pytest.TempPathFactory) -> own.Own:
    """An article that no test may write a decision on."""
    return own_article(tmp_path_factory.mktemp("untouched"))


@pytest.mark.parametrize("case", REFUSED)
def test_what_does_not_fit_is_one_sentence_and_nothing_is_written(untouched: own.Own, case: str) -> None:
    (draft, says), data = REFUSED[case], untouched
    panel = Review(data)
    panel.set(show="all", number=at(panel, "40"))
    for name, value in ({"action": "change", "why": "because"} | draft).items():
        panel.inputs[name].value = value  # as typed: longer than a state may be
    panel.inputs["write"].press()
    assert panel.sentence.startswith("Nothing was written: ")
    assert says in panel.sentence
    assert "Traceback" not in panel.message.value
    assert not (data.folder / "review.csv").exists()
    assert sorted(p.name for p in data.folder.iterdir()) == ["story.txt"]


def test_one_number_is_not_decided_twice(data: own.Own) -> None:
    panel = Review(data)
    decide(panel, "40", action="accept")
    assert "decided already; take that back first" in decide(panel, "40", action="reject", why="no")
    assert "Written" not in panel.words.value
    decide(panel, "900", action="change", field="entity", right="X", why="y")
    assert "decided already" in decide(panel, "900", action="change", field="entity", right="Z", why="y")
    decide(panel, "900", action="change", field="object", right="sailors", why="another field")
    assert [line["field"] for line in lines(data)] == ["", "entity", "object"]


def test_hostile_words_come_back_as_they_were_typed_and_are_never_markup(data: own.Own) -> None:
    panel = Review(data)
    decide(panel, "40", action="change", field="entity", right=HOSTILE, why=f"two\nlines {HOSTILE}")
    assert claim(again(data), "40")["entity"] == HOSTILE
    assert len(lines(data)) == 1
    assert "<script>" not in panel.to_html() + panel.words.value + panel.message.value
    page = Briefing(again(data), "<T>", "<Q>", HOSTILE)
    for text in (page.html(), page.body(), page._repr_mimebundle_()["text/html"]):
        Tags(text)
        assert "<script" not in text
        assert "<b>built" not in text
    assert not re.search(r"<(script|b>built)", page.markdown())
    assert "\\*storms\\*" in Briefing(data, "T", "Q", "", "; ".join(data.claims.claim)).markdown()


class Tags(HTMLParser):
    """Fails on tags that do not match, and on anything that asks the network."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert not self.open
        assert "://" not in html
        assert "src=" not in html

    def handle_starttag(self, tag: str, attrs: list) -> None:
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_only_a_press_writes(data: own.Own) -> None:
    panel = Review(data)
    for action in panel._controls["action"].ends():
        panel.set(action=action, why="x", right="value=1; topic=other", missed="storms", write=3, back=2)
    restored = Review(data, **panel.state)
    assert restored.state == panel.state
    assert restored.sentence == panel.sentence
    assert not (data.folder / "review.csv").exists()


def test_a_file_that_cannot_be_written_is_one_sentence(data: own.Own, monkeypatch: pytest.MonkeyPatch) -> None:
    panel = Review(data)
    decide(panel, "900", action="accept")
    old = (data.folder / "review.csv").read_bytes()
    monkeypatch.setattr("datakit.atomic.os.access", lambda *_: False)
    told = decide(panel, "40", action="accept")
    assert re.match(r"Nothing was written: .*review\.csv cannot be written \(it may only be read\)", told)
    monkeypatch.undo()

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("datakit.atomic.os.replace", full)
    assert "No space left on device" in decide(panel, "40", action="accept")
    monkeypatch.undo()
    assert (data.folder / "review.csv").read_bytes() == old
    assert sorted(p.name for p in data.folder.iterdir()) == ["review.csv", "story.txt"]


def test_a_guess_is_held_against_the_decisions(data: own.Own) -> None:
    guess = PredictAccepted(data, guess=3)
    guess.inputs["now"].press()
    assert "kept" in guess.sentence
    panel = Review(data)
    decide(panel, "40", action="accept")
    decide(panel, "900", action="reject", why="no")
    guess.inputs["now"].press()
    assert guess.sentence == "You guessed 3, you accepted 1 numbers: your guess is too high by a factor of 3."


# the briefing


def test_a_finding_has_its_doubt_status_date_and_citation(data: own.Own) -> None:
    page = Briefing(data, "T", "Q", "C", f"{claim(data, 'over $300 million')['claim']}; {claim(data, '40')['claim']}")
    first, second = page.sections["Findings"]
    assert re.fullmatch(r"Fjord Wind: more than \$300 million.*, in 2025; planned; wording: over \[1\]", first)
    assert second.endswith("in 2023; actual; no word of doubt [2]")
    sentence = "“It plans to spend over $300 million in 2025, said its head.”"
    assert (
        page.sections["Where it comes from"][0]
        == f"{sentence} story.txt, date unknown ({claim(data, 'over $300 million')['claim']})"
    )


WARNED = {
    "": "The conclusion is missing",
    "Fjord Wind has 77 turbines.": "“77” in the conclusion is none of the cited numbers",
    "It plans to spend $300 million.": "drops a doubt: the article writes “over $300 million”",
    "It spent over $300 million in 2025.": "reads as a fact; in the article it is planned",
    "In 1999 it built 40 turbines.": "“In 1999” in the conclusion stands in none of the cited sentences",
}


@pytest.mark.parametrize("conclusion", WARNED)
def test_what_the_citations_do_not_carry_is_warned_of(untouched: own.Own, conclusion: str) -> None:
    page = Briefing(untouched, "T", "Q", conclusion, "; ".join(untouched.claims.claim))
    assert [told for told in page.sections["Before you rely on it"] if WARNED[conclusion].lower() in told.lower()]


def test_a_conclusion_that_keeps_to_its_sentences_is_not_warned_of(data: own.Own) -> None:
    decide(Review(data), "40", action="accept")
    made = again(data)
    page = Briefing(made, "T", "Q", "Fjord Wind built 40 turbines in 2023.")
    assert page.sections["Before you rely on it"] == []
    assert page.sections["What was corrected"] == ["1 compared with the sentence and accepted as read"]
    assert [item.split(":")[0] for item in page.sections["Findings"]] == ["Fjord Wind"]


def test_what_contradicts_and_what_was_corrected_is_told(tmp_path: Path) -> None:
    text = (
        "Fjord Wind has revenue of $5 million in 2023, it said.\n\n"
        "Fjord Wind reported revenue of $9 million in 2023, its bank said.\n"
    )
    data = own.bring(folder(tmp_path, text), tmp_path / "out")
    assert len(data.conflicts)
    page = Briefing(data, "T", "Q", "C", data.claims.claim[0])
    assert page.sections["What contradicts them"] == list(data.conflicts.says)
    panel = Review(data)
    decide(panel, "$9 million", action="change", field="value", right="5 million", why="the bank mended it")
    page = Briefing(again(data), "T", "Q", "C")
    assert page.sections["What contradicts them"] == []
    assert page.sections["What was corrected"] == [
        "“$9 million”: value was 9,000,000, is 5,000,000 (the bank mended it)"
    ]
    assert len(board(again(data))) == 0


def test_a_page_is_written_whole_and_only_when_asked_to(data: own.Own, tmp_path: Path) -> None:
    page = Briefing(data, "Title", "Q", "C")
    assert "Nothing was written" in page.save("").text
    place = tmp_path / "deep" / "pages"
    assert "briefing.html" in page.save(place).text
    assert sorted(p.name for p in place.iterdir()) == ["briefing.html", "briefing.md"]
    assert (place / "briefing.html").read_text(encoding="utf-8") == page.html()
    assert (place / "briefing.md").read_text(encoding="utf-8").startswith("# Title\n")
    (tmp_path / "file").write_text("x")
    assert "cannot be made" in page.save(tmp_path / "file").text


def test_an_unknown_id_and_too_many_findings_are_said(data: own.Own) -> None:
    assert "no claim 'story:1'" in Briefing(data, "T", "Q", "C", "story:1").markdown()
    many = data.claims.loc[data.claims.index.repeat(3)].reset_index(drop=True)
    many["claim"] = [f"story:{i}" for i in range(len(many))]
    data["claims"] = many
    with open(data.folder / "review.csv", "w", encoding="utf-8") as file:
        file.write(",".join(review.COLUMNS) + "\n")
        file.writelines(f"claims,story.txt,{i},x,reject,,,,why,rule\n" for i in range(9))
    page = Briefing(data, "T", "Q", "C", "; ".join(many.claim))
    assert page.sections["What was corrected"][MOST:] == ["and 3 more in review.csv"]
    assert len(many) > MOST
    assert any("may not fit" in told for told in page.sections["Before you rely on it"])


# folders that are no good

BAD = {
    "missing": (None, "cannot be read"),
    "empty": ({}, "holds no article"),
    "no numbers": ({"a.txt": b"The sky was blue."}, "No number is read"),
    "not text": ({"a.txt": b"\xff\xfe\x00"}, "could be read as an article"),
    "not as listed": ({"a.txt": b"5 cars.", "sources.toml": b'[[source]]\nfile = "b.txt"\nsha256 = "x"'}, "sha256"),
    "a broken review": ({"a.txt": b"Acme has 5 cars.", "review.csv": b"frame,source\n"}, "has no column"),
    "a stale review": (
        {"a.txt": b"Acme has 5 cars.", "review.csv": b"frame,source,start,quote,action,field,from,to,why,rule\n"
                                                     b"claims,a.txt,9,6,reject,,,,w,r\n"},
        "line 2",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", BAD)
def test_a_folder_that_is_no_good_is_one_sentence_everywhere(tmp_path: Path, case: str) -> None:
    files, says = BAD[case]
    place = tmp_path / "mine"
    if files is not None:
        place.mkdir()
        for name, data in files.items():
            (place / name).write_bytes(data)
    made = own.bring(place, tmp_path / "out")
    assert says in made.problem
    assert made.problem.endswith("then run all cells again.")
    assert set(made) == set(FRAMES)
    assert words.brought(made).text == words.feeds(made).text == made.problem
    assert words.table(made).text == words.changes(made).text == made.problem
    page = Briefing(made, "T", "Q", "C", "x:1")
    assert page.markdown().strip() == page.save(tmp_path / "pages").text == made.problem
    assert not (tmp_path / "pages").exists()
    for panel in (HedgeToBounds(made), WhoBacksWhom(made), PredictAccepted(made, guess=1)):
        assert panel.sentence == made.problem
    panel = Review(made)
    assert panel.sentence.endswith(".")
    assert panel.png
    panel.inputs["write"].press()
    assert panel.sentence.startswith("Nothing was written" if made.readings else made.problem)
    assert "choice before it" not in panel.sentence
    assert words.most(made) >= 10


def test_a_number_can_be_added_where_none_was_read(tmp_path: Path) -> None:
    data = own.bring(folder(tmp_path, "Most of the crew left."), tmp_path / "out")
    assert "No number was read" in Review(data).sentence
    panel = Review(data)
    panel.set(
        action="add", missed="Most", right="low=0.5; hedge=over; unit=fraction; topic=other", why="more than half"
    )
    panel.inputs["write"].press()
    assert "added by you" in panel.sentence
    assert again(data).claims.quote.tolist() == ["Most"]


def test_a_review_file_that_nobody_may_write_keeps_its_reason(tmp_path: Path) -> None:
    with pytest.raises(WorkFailed, match="cannot be written"):
        review.rewrite(tmp_path / "gone", {}, [])


def test_the_opening_ends_with_a_paragraph(data: own.Own) -> None:
    assert words.opening(data) == ARTICLE.strip()
    assert words.opening(data, 120).endswith("said its head.")
