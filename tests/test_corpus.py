"""The corpus room: folders of articles, friendly and hostile."""

import hashlib
import os
import shutil
from pathlib import Path

import pytest

from datakit.corpus import articles, listing
from datakit.errors import DatakitError

SEEDS = Path(__file__).parents[1] / "seeds"


def folder(tmp_path, **files):
    for name, content in files.items():
        data = content if isinstance(content, bytes) else content.encode()
        (tmp_path / f"{name}.txt").write_bytes(data)
    return tmp_path


def names(where):
    return [a.source for a in articles(where)]


def test_the_seeds_are_as_listed():
    read = list(articles(SEEDS))
    assert len(read) == 5
    for article in read:
        data = (SEEDS / article.source).read_bytes()
        assert article.text.encode() == data
        assert article.facts["sha256"] == hashlib.sha256(data).hexdigest()
    assert read[0].published.isoformat() == "2025-06-23"
    assert read[4].published is None


def test_a_folder_without_a_manifest_is_read_in_the_order_of_names(tmp_path):
    where = folder(tmp_path, b="two", a="one", c="three")
    (where / "notes.md").write_text("no article")
    (where / ".hidden.txt").write_text("no article")
    assert names(where) == ["a.txt", "b.txt", "c.txt"]


def test_offsets_count_the_text_as_it_is(tmp_path):
    text = "\ufeffone\r\ntwo é 5\r\n"
    (article,) = articles(folder(tmp_path, a=text))
    assert article.text == text


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
def test_a_file_that_is_no_article_is_skipped_and_named(tmp_path, capsys, kind):
    content, why = HOSTILE[kind]
    where = folder(tmp_path, a="one", bad=content, c="three")
    assert names(where) == ["a.txt", "c.txt"]
    warning = capsys.readouterr().err
    assert warning.count("\n") == 1
    assert "bad.txt" in warning
    assert why in warning


def test_what_is_no_plain_file_inside_the_folder_is_skipped(tmp_path, capsys):
    where = tmp_path / "in"
    where.mkdir()
    secret = tmp_path / "secret.txt"
    secret.write_text("a secret 5")
    folder(where, a="one")
    (where / "folder.txt").mkdir()
    (where / "out.txt").symlink_to(secret)
    (where / "up.txt").symlink_to(Path("..") / "secret.txt")
    (where / "broken.txt").symlink_to("nowhere.txt")
    (where / "loop.txt").symlink_to("loop.txt")
    (where / "inside.txt").symlink_to("a.txt")
    os.mkfifo(where / "pipe.txt")
    (where / "bell\a.txt").write_text("x")
    assert names(where) == ["a.txt", "inside.txt"]
    warnings = capsys.readouterr().err
    assert warnings.count("leads out of the folder") == 2
    for what in (
        "folder.txt is a folder",
        "pipe.txt is not a plain file",
        "broken.txt cannot be read",
        "\\u0007",
    ):
        assert what in warnings
    assert "\a" not in warnings


def test_an_unreadable_file_is_skipped(tmp_path, capsys, monkeypatch):
    where = folder(tmp_path, a="one", b="two")
    real = os.stat

    def no_access(path, *args, **kwargs):
        if str(path).endswith("b.txt"):
            raise PermissionError(13, "Permission denied")
        return real(path, *args, **kwargs)

    entries = listing(where)
    monkeypatch.setattr("datakit.corpus.listing", lambda _: entries)
    monkeypatch.setattr(os, "stat", no_access)
    assert names(where) == ["a.txt"]
    assert "b.txt cannot be read (Permission denied)" in capsys.readouterr().err


@pytest.mark.parametrize("make", [lambda p: p / "missing", lambda p: p])
def test_no_folder_and_no_articles_are_errors(tmp_path, make):
    with pytest.raises(DatakitError):
        listing(make(tmp_path))


def seeds_copy(tmp_path):
    return Path(shutil.copytree(SEEDS, tmp_path / "seeds"))


def test_a_changed_seed_is_refused_by_name(tmp_path):
    where = seeds_copy(tmp_path)
    first = listing(where)[0].source
    with (where / first).open("ab") as file:
        file.write(b" ")
    with pytest.raises(DatakitError, match=f"{first} is not the file"):
        list(articles(where))


def test_a_missing_and_an_unlisted_seed_are_refused_by_name(tmp_path):
    where = seeds_copy(tmp_path)
    (where / "extra.txt").write_text("more")
    with pytest.raises(DatakitError, match=r"extra\.txt is not listed") as error:
        listing(where)
    assert hashlib.sha256(b"more").hexdigest() in str(error.value)
    (where / "extra.txt").unlink()
    gone = listing(where)[2].source
    (where / gone).unlink()
    with pytest.raises(DatakitError, match=f"{gone} is listed"):
        listing(where)


GOOD = f'[[source]]\nfile = "a.txt"\nsha256 = "{hashlib.sha256(b"one").hexdigest()}"\n'


@pytest.mark.parametrize(
    "manifest",
    [
        GOOD + 'published = "2025"',
        GOOD + "titel = 'x'",
        GOOD + GOOD,
        GOOD + "title = 5",
        "[[source]]\nfile = 3",
        "[",
    ],
)
def test_a_faulty_manifest_is_an_error_that_names_it(tmp_path, manifest):
    where = folder(tmp_path, a="one")
    (where / "sources.toml").write_text(GOOD)
    assert names(where) == ["a.txt"]
    (where / "sources.toml").write_text(manifest)
    with pytest.raises(DatakitError, match=r"sources\.toml"):
        listing(where)
