"""The briefing: findings with their doubt, status and sentence; what a conclusion lost; and the file."""

from __future__ import annotations

from pathlib import Path

import pytest
from own_folder import folder

from datakit import own
from datakit.briefing import briefing, plain
from datakit.errors import DatakitError

TEXT = (
    "Fjord Wind built 40 turbines in 2023. It plans to spend over $300 million in 2025.\n\n"
    "Fjord Wind denied that it would cut 70 jobs. Its costs fell 4% in 2023, said *somebody*.\n"
)


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> own.Own:
    place = tmp_path_factory.mktemp("own")
    return own.bring(folder(place, TEXT), place / "out")


def page(data: own.Own, conclusion: str = "", **more: object) -> str:
    return briefing(data, title="T", conclusion=conclusion, claims=list(data.claims.claim), **more).data


def test_a_finding_has_its_doubt_status_date_and_sentence(data: own.Own) -> None:
    text = page(data)
    assert "- Fjord Wind: 40 turbines, 2023 [1]" in text
    assert r"more than \$300 million" in text
    assert "; planned [2]" in text
    assert "2. “It plans to spend over \\$300 million in 2025.” story.txt, undated" in text


def test_a_denial_is_a_denial_and_a_fall_a_fall(data: own.Own) -> None:
    text = page(data)
    assert "70 jobs, no date; **denied**" in text
    assert "a fall of 4%" in text
    assert r"said \*somebody\*" in text


WARNED = {
    "": "The conclusion is missing",
    "Fjord Wind has 77 turbines.": "“77” stands in no cited sentence",
    "It plans to spend $300 million.": "“\\$300 million” drops a word: in the article its hedge is over",
    "It cut 70 jobs.": "drops a word: in the article its status is denied",
}


@pytest.mark.parametrize("conclusion", WARNED)
def test_what_the_sentences_do_not_carry_is_warned_of(data: own.Own, conclusion: str) -> None:
    assert WARNED[conclusion] in page(data, conclusion)


def test_a_conclusion_that_keeps_to_its_sentences_is_not_warned_of(data: own.Own) -> None:
    warned = page(data, "Fjord Wind built 40 turbines in 2023.").split("rely on it")[1].split("##")[0].strip()
    assert warned == "- Nobody has reviewed 4 of these 4 findings."


def test_what_contradicts_a_finding_is_told(tmp_path: Path) -> None:
    text = (
        "Fjord Wind has revenue of $5 million in 2023, it said.\n\nFjord Wind reported revenue of $9 million in 2023.\n"
    )
    made = own.bring(folder(tmp_path, text), tmp_path / "out")
    (said,) = made.conflicts.says
    assert f"## What contradicts them\n\n- {plain(said)}\n" in page(made)


def test_the_page_is_written_only_when_asked_to(data: own.Own, tmp_path: Path) -> None:
    text = page(data, export=str(tmp_path / "deep" / "page"))
    assert (tmp_path / "deep" / "page" / "briefing.md").read_text(encoding="utf-8") == text
    with pytest.raises(DatakitError, match="no claim 'story:1'"):
        briefing(data, title="T", claims=["story:1"])
