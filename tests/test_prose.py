"""Figures in prose: those of the notebooks hold, and one that is wrong, of another, or of nowhere is found."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from making import ROOT, frames_of
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from datakit.frames import Frames
from datakit.prose import findings

NOTEBOOKS = sorted((ROOT / "notebooks").glob("*.ipynb"))
WORDS = '[company]\n"Orchard Air" = {}\n"Harbour Rail" = { aliases = ["the railway"] }\n'
TEXT = "Orchard Air had over 1,200 chips at the end of 2023. Harbour Rail spent 40 million yuan on chips in May 2024."


@pytest.mark.parametrize("path", NOTEBOOKS, ids=[path.name for path in NOTEBOOKS])
def test_every_figure_in_the_prose_of_the_notebooks_has_its_source(path: Path, course: Frames) -> None:
    assert findings(nbformat.read(path, as_version=4), course) == []


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    return frames_of(tmp_path_factory.mktemp("prose") / "made", {"gazette": TEXT}, WORDS)


def found(prose: str, frames: Frames) -> list[str]:
    """What is found in such prose, behind a cell tagged `even` that shows two numbers. [..](#chips) and (#money) are the claims."""
    ids = {name: frames.claims.set_index("unit").claim[unit] for name, unit in (("chips", "chips"), ("money", "CNY"))}
    for name, claim in ids.items():
        prose = prose.replace(f"(#{name})", f"(#{claim})")
    shown = new_output("execute_result", data={"text/html": "<b>31.68 million</b>, or 35%"})
    cells = [new_code_cell("even", metadata={"tags": ["even"]}, outputs=[shown]), new_markdown_cell(prose)]
    return findings(new_notebook(cells=cells), frames)


@pytest.mark.parametrize(
    "prose",
    [
        "Orchard Air has [more than 1,200 chips](#chips).",
        "By the end of [2023](#chips), Orchard Air had them.",
        "The railway spent [40 million yuan](#money) in [May 2024](#money): Harbour Rail is its name.",
        "That is [31.7 million](#cell-even) a year, a part of [35%](#cell-even).",
        "Notebook 03 takes about 45 minutes; question 2 shows `rows[0]`.\n\n1. See [the codebook](../docs/x2.md).",
    ],
)
def test_a_figure_that_says_what_its_source_says_is_let_through(prose: str, told: Frames) -> None:
    assert found(prose, told) == []


@pytest.mark.parametrize(
    ("prose", "reason"),
    [
        ("Orchard Air has 1,200 chips.", "this figure has no link to its source"),
        ("Orchard Air has [1,300 chips](#chips).", "does not say 1,300"),
        ("Harbour Rail spent [400 million yuan](#money).", "does not say 400"),
        ("Harbour Rail spent [$40 million](#money).", "is in CNY"),
        ("Summit Air has [1,200 chips](#chips).", "is about Orchard Air, whom the paragraph does not name"),
        ("That is [31.8 million](#cell-even) a year.", "the cell tagged even does not show 31.8"),
        ("That is [35](#cell-odd) a year.", "there is no row or tagged cell cell-odd"),
        ("Orchard Air has [1,200 chips](#gazette:9999).", "there is no row or tagged cell gazette:9999"),
    ],
)
def test_a_figure_that_differs_from_its_source_is_named(prose: str, reason: str, told: Frames) -> None:
    (line,) = found(prose, told)
    assert line.endswith(f"{reason}.")
