"""A folder of one's own: its own words, its date from its first lines, and one sentence for what is wrong with it."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from own_folder import folder

from datakit import build, own
from datakit.errors import DatakitError

TEXT = "The turbines of the fjord\n\nBergen, 3 May 2024\n\nThe firm Fjordo built 40 snurrers last year, and Fjordo owns 9 ships.\n"
WORDS = '[units]\nsnurrers = ["snurrer"]\n[metrics]\nsnurrers_built = { topic = "other", units = ["snurrers"], words = ["build"] }\n'
PLAIN = b"Acme has 5 cars.\n"


def bring(place: Path, text: str = TEXT, **files: str) -> own.Own:
    made = folder(place, text)
    for name, words in files.items():
        (made / f"{name}.toml").write_text(words, encoding="utf-8")
    return own.bring(made, place / "out")


FIRST_LINES = {
    "a line of its own": TEXT,
    "month first": "BERGEN, May 3, 2024 (Wire) - Fjordo owns 9 ships.\n",
    "day first": "Ships of the fjord\n\nBERGEN, 3 May 2024 (Wire) – Fjordo owns 9 ships.\n",
    "a byline": "Ships of the fjord\n\nBy Ann Berg | May 3, 2024\n\nFjordo owns 9 ships.\n",
}


@pytest.mark.parametrize("case", FIRST_LINES)
def test_the_day_comes_from_the_article_s_own_first_lines(tmp_path: Path, case: str) -> None:
    source = bring(tmp_path, FIRST_LINES[case]).sources.iloc[0]
    assert f"{source.published:%Y-%m-%d}" == "2024-05-03"
    assert source.date_known_from == "the article's own dateline"


def test_a_day_that_is_told_of_is_not_the_article_s(tmp_path: Path) -> None:
    made = bring(tmp_path, "Ships of the fjord\n\nOn 3 May 2024 Fjordo had 9 ships. Last year it lost 2 ships.\n")
    assert made.sources.published.isna().all()


def test_a_list_of_sources_needs_no_hash_and_its_day_counts(tmp_path: Path) -> None:
    listed = '[[source]]\nfile = "story.txt"\npublisher = "The Gazette"\npublished = 2024-05-04\n'
    source = bring(tmp_path, sources=listed).sources.iloc[0]
    assert (source.publisher, f"{source.published:%Y-%m-%d}") == ("The Gazette", "2024-05-04")


def test_words_beside_the_article_are_laid_over_the_packaged_ones_in_every_build(tmp_path: Path) -> None:
    plain = bring(tmp_path / "plain").claims.set_index("quote")
    made = bring(tmp_path / "own", vocabulary=WORDS)
    assert plain.metric["40"] != "snurrers_built"
    assert made.claims.set_index("quote").metric["40"] == "snurrers_built"
    built = build.build(made.folder, tmp_path / "again").tables["claims"]
    assert "snurrers_built" in {row["metric"] for row in built}


def zipped() -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", "<w>Fjordo owns 9 ships.</w>" * 50)
    return file.getvalue()


HEAD = b"frame,source,start,quote,action,field,from,to,why,rule\n"
BAD = {
    "missing": (None, "cannot be read"),
    "empty": ({}, "holds no article"),
    "no numbers": ({"a.txt": b"The sky was blue."}, "No number is read"),
    "not text": ({"a.txt": b"\xff\xfe\x00"}, "is not UTF-8"),
    "a document": ({"a.txt": zipped()}, "a document under another name"),
    "not as listed": ({"a.txt": PLAIN, "sources.toml": b'[[source]]\nfile = "b.txt"\n'}, "is not there"),
    "not that file": ({"a.txt": PLAIN, "sources.toml": b'[[source]]\nfile = "a.txt"\nsha256 = "x"'}, "64 hexadecimal"),
    "a date in quotes": (
        {"a.txt": PLAIN, "sources.toml": b'[[source]]\nfile = "a.txt"\npublished = "2024-05-03"'},
        "as a date without quotes",
    ),
    "words that are no TOML": ({"a.txt": PLAIN, "vocabulary.toml": b"[metrics\n"}, "vocabulary.toml"),
    "a unit that is none": (
        {
            "a.txt": PLAIN,
            "vocabulary.toml": b'[metrics]\nowned = { topic = "other", units = ["car"], words = ["own"] }\n',
        },
        "has the unit 'car'",
    ),
    "a broken review": ({"a.txt": PLAIN, "review.csv": b"frame,source\n"}, "has no column"),
    "a stale review": ({"a.txt": PLAIN, "review.csv": HEAD + b"claims,a.txt,9,6,reject,,,,w,r\n"}, "line 2"),
}


@pytest.mark.parametrize("case", BAD)
def test_a_folder_that_is_no_good_is_one_sentence(tmp_path: Path, case: str) -> None:
    files, says = BAD[case]
    place = tmp_path / "mine"
    if files is not None:
        place.mkdir()
        for name, data in files.items():
            (place / name).write_bytes(data)
    with pytest.raises(DatakitError, match=says) as found:
        own.bring(place, tmp_path / "out")
    assert str(found.value).endswith(".")
    assert "\n" not in str(found.value)
    assert found.value._render_traceback_() == [str(found.value)], "a notebook shows the sentence alone"
