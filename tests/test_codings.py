"""seeds/codings.csv: what a person read that is no number. Each passage stands where it says, under a code of the codebook."""

import re

import pytest
from making import ROOT, SEEDS, folder

from datakit import codings
from datakit.errors import DatakitError
from datakit.labels import CODES

SENTENCE_END = re.compile(r"(?<!\bU\.S)[.!?][\"'”’)]*\s+[A-Z“‘\"']")


def test_a_passage_is_whole_words_of_one_sentence_under_a_telling_id(course):
    keys = course.sources.set_index("source").key
    for row in course.codings.itertuples():
        text = (SEEDS / row.source).read_bytes().decode("utf-8")
        assert text[row.start : row.end] == row.quote == row.quote.strip()
        assert text[row.start - 1 : row.start] in {"", " ", "\n", "—"}, "the quote begins inside a word"
        assert "\n" not in row.quote
        assert not SENTENCE_END.search(row.quote)
        assert re.fullmatch(rf"{keys[row.source]}-{row.code}-\d+", row.coding)
        assert 0 < len(row.gist.split()) <= 12


def test_there_are_about_forty_from_all_five_articles_and_under_every_code(course):
    assert 35 <= len(course.codings) <= 45
    for column, all_of in (("source", set(course.sources.source)), ("code", set(CODES))):
        counts = course.codings[column].value_counts()
        assert set(counts.index) == all_of
        assert counts.min() >= 5


def test_an_entity_is_a_name_of_the_vocabulary(course):
    assert course.entities.set_index("name").kind[course.codings.entity].notna().all()


def test_the_codebook_explains_every_code_with_invented_examples(course):
    book = (ROOT / "docs" / "codebook.md").read_text(encoding="utf-8")
    assert all(f"| `{code}` |" in book for code in CODES)
    assert not any(quote in book for quote in course.codings.quote)


LINE = {
    "coding": "a-motive-1",
    "source": "a.txt",
    "start": "0",
    "end": "4",
    "quote": "Acme",
    "code": "motive",
    "entity": "Acme",
    "gist": "x",
}
WRONG = {"code": ("mood", "one of strategy"), "start": ("one", "a whole number"), "end": ("5", "not where its quote ends"), "quote": ("", "must not be empty"),
         "gist": ("", "must not be empty"), "source": ("b.txt", "not among the articles")}  # fmt: skip


@pytest.mark.parametrize("field", WRONG)
def test_a_line_that_is_not_valid_is_one_sentence(tmp_path, field):
    seeds = folder(tmp_path / "in", {"a": "Acme grows."})
    for wrong, says in ((LINE | {field: WRONG[field][0]}, WRONG[field][1]), (LINE | {"coding": "a-motive-2"}, "")):
        lines = [",".join(LINE), ",".join(LINE.values()), ",".join(wrong.values())]
        (seeds / "codings.csv").write_text("\n".join(lines))
        if says:
            with pytest.raises(DatakitError, match=rf"codings\.csv, line 3: .*{says}"):
                codings.load(seeds, ["a.txt"])
    found = codings.load(seeds, ["a.txt"])["a.txt"]
    assert len(codings.rows("Acme grows.", found)) == 2
    with pytest.raises(DatakitError, match=r"line 2: the quote is not at 0 any more; it is now at 4\."):
        codings.rows("Big Acme grows.", found)
    (seeds / "codings.csv").write_text("\n".join([*lines, lines[1]]))
    with pytest.raises(DatakitError, match="line 4: a-motive-1 is there twice"):
        codings.load(seeds, ["a.txt"])
