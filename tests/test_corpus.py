"""Folders of articles, friendly and hostile, and what a manifest says of them."""

import hashlib
import os
import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from making import SEEDS, folder, frames_of

from datakit.corpus import attempt, listing
from datakit.errors import DatakitError


def read(where):
    """The articles of a folder, and the warnings on what is none."""
    found = [attempt(entry) for entry in listing(where)]
    return [article for article, _ in found if article], [warning for _, warning in found if warning]


def names(where):
    return [article.source for article in read(where)[0]]


def test_the_seeds_are_as_listed():
    articles, warnings = read(SEEDS)
    assert len(articles) == 5
    assert not warnings
    for article in articles:
        data = (SEEDS / article.source).read_bytes()
        assert article.text.encode() == data
        assert article.facts["sha256"] == hashlib.sha256(data).hexdigest()
    assert [article.facts["published"] for article in articles] == [
        date(2025, 6, 23),
        date(2026, 4, 22),
        None,
        None,
        None,
    ]


def test_a_folder_without_a_manifest_is_read_in_the_order_of_names(tmp_path):
    where = folder(tmp_path / "in", {"b": "two", "a": "one", "c": "three"})
    (where / "notes.md").write_text("no article")
    (where / ".hidden.txt").write_text("no article")
    assert names(where) == ["a.txt", "b.txt", "c.txt"]


def test_offsets_count_the_text_as_it_is(tmp_path):
    text = "\ufeffone\r\ntwo é 5\r\n"
    ((article,), _) = read(folder(tmp_path / "in", {"a": text}))
    assert article.text == text


def test_what_a_manifest_says_goes_into_the_frames_and_texts_of_one_origin_confirm_nothing(tmp_path):
    said = {"key": "weekly", "title": "T", "publisher": "P", "published": date(2025, 6, 23), "kind": "digest", "notice": "N",
            "derived_from": "a report", "named_source": "Someone", "rights": "R", "published_note": "n", "date_known_from": "d"}  # fmt: skip
    text = "Acme invested in Bolt. Acme had 5,000 chips."
    facts = {"b": {"derived_from": "a report"}, "c": {"year": 2024}}
    found = frames_of(tmp_path, dict.fromkeys("abc", text), "[company]\nAcme = {}\nBolt = {}", a=said, **facts)
    first, second, third = found.sources.to_dict("records")
    assert {name: first[name] for name in said} == said | {"published": first["published"]}
    assert str(first["published"])[:10] == "2025-06-23"
    assert (first["origin"], second["origin"], third["origin"]) == ("a report", "a report", "c")
    assert [str(row["own_start"])[:10] for row in (first, third)] == ["2025-01-01", "2024-01-01"]
    for table in (found.deals, found.facts):
        assert table[["mentions", "sources", "origins"]].to_numpy().tolist() == [[3, 3, 2]]
    assert found.claims.claim.tolist() == ["weekly:32", "b:32", "c:32"]
    assert found.claims[["publisher", "published"]].notna().sum().tolist() == [1, 1]


HOSTILE = {
    "wrong encoding": (b"caf\xe9 5", "is not UTF-8 (byte 0xe9 at 3)"),
    "utf-16": ("abc 5".encode("utf-16"), "is not UTF-8"),
    "empty": (b"", "is empty"),
    "blank": (b"\xef\xbb\xbf \r\n\t", "is empty"),
    "nul": (b"abc\x00def", "U+0000 at 3"),
    "escape": (b"abc \x1b[2J def", "U+001B at 4"),
    "one line": (b"word 5 " * 1_500_000, "a line of more than"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_file_that_is_no_article_is_skipped_and_named(tmp_path, kind):
    where = folder(tmp_path / "in", {"a": "one", "bad": "", "c": "three"})
    (where / "bad.txt").write_bytes(HOSTILE[kind][0])
    articles, (warning,) = read(where)
    assert [article.source for article in articles] == ["a.txt", "c.txt"]
    assert re.search(rf"bad\.txt .*{re.escape(HOSTILE[kind][1])}.*; skipped\.$", warning)


def test_what_is_no_plain_file_inside_the_folder_is_skipped(tmp_path):
    (tmp_path / "secret.txt").write_text("a secret 5")
    where = folder(tmp_path / "in", {"a": "one"})
    (where / "folder.txt").mkdir()
    for name, to in {
        "out": tmp_path / "secret.txt",
        "up": "../secret.txt",
        "broken": "nowhere",
        "loop": "loop.txt",
        "inside": "a.txt",
    }.items():
        (where / f"{name}.txt").symlink_to(to)
    os.mkfifo(where / "pipe.txt")
    (where / "bell\a.txt").write_text("x")
    articles, warnings = read(where)
    assert [article.source for article in articles] == ["a.txt", "inside.txt"]
    told = "\n".join(warnings)
    assert told.count("leads out of the folder") == 2
    for what in (
        "folder.txt is a folder",
        "pipe.txt is not a plain file",
        "broken.txt cannot be read",
        "has a name with control",
    ):
        assert what in told


def test_an_unreadable_file_is_skipped(tmp_path, monkeypatch):
    where = folder(tmp_path / "in", {"a": "one", "b": "two"})
    entries, real = listing(where), os.stat

    def no_access(path, *args, **kwargs):
        if str(path).endswith("b.txt"):
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)

    monkeypatch.setattr(os, "stat", no_access)
    assert "b.txt cannot be read (Permission denied)" in attempt(entries[1])[1]


@pytest.mark.parametrize("place", ["missing", "empty", "file"])
def test_no_folder_and_no_articles_are_errors(tmp_path, place):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_text("")
    with pytest.raises(DatakitError, match=place):
        listing(tmp_path / place)


def test_a_changed_a_missing_and_an_unlisted_article_are_refused_by_name(tmp_path):
    where = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    first, second, *_ = names(where)
    (where / first).write_bytes((where / first).read_bytes() + b" ")
    with pytest.raises(DatakitError, match=f"{first} is not the file"):
        read(where)
    (where / "extra.txt").write_text("more")
    with pytest.raises(
        DatakitError, match=rf'extra\.txt is not listed.*sha256 = "{hashlib.sha256(b"more").hexdigest()}"'
    ):
        listing(where)
    (where / "extra.txt").unlink()
    (where / second).unlink()
    with pytest.raises(DatakitError, match=f"{second} is listed"):
        listing(where)


GOOD = f'[[source]]\nfile = "a.txt"\nsha256 = "{hashlib.sha256(b"one").hexdigest()}"\n'
FAULTY = {'published = "2025"': "a date without quotes", "published = 2025-06-23T10:00:00": "a date without quotes", "titel = 'x'": "unknown field `titel`",
          "title = 5": "a field that is not text", "kind = 'essay'": "article, digest, retelling", "year = 25": "from 1990 to 2049", "year = '2025'": "from 1990",
          "key = 'a b'": "letters, digits", GOOD: "is there twice", GOOD.replace("a.txt", "b.txt") + "key = 'a'": "has the `key` of another",
          "[[source]]\nfile = 3": "no `file`", "[[source]]\nfile = 'b.txt'\nsha256 = 'x'": "64 hexadecimal", "[": "cannot be read"}  # fmt: skip


@pytest.mark.parametrize("more", FAULTY)
def test_a_faulty_manifest_is_one_sentence_that_names_it(tmp_path, more):
    where = folder(tmp_path / "in", {"a": "one"})
    (where / "sources.toml").write_text(GOOD)
    assert names(where) == ["a.txt"]
    (where / "sources.toml").write_text(GOOD + more)
    with pytest.raises(DatakitError, match=rf"sources\.toml.*{re.escape(FAULTY[more])}"):
        listing(where)
