"""The frames as written and loaded: typed, valid, described, and whole whatever happens to a build."""

import hashlib
import json
import os
import signal
import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

import datakit
from datakit import build, describe, frames, swap
from datakit.errors import DatakitError

ROOT = Path(__file__).parents[1]
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("built") / "frames"
    build.build(SEEDS, out)
    return out


@pytest.fixture(scope="module")
def loaded(folder):
    return datakit.load(folder)


def bytes_of(folder):
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


def test_every_frame_has_its_columns_and_types(loaded):
    assert list(loaded) == list(frames.FRAMES)
    for name, frame in loaded.items():
        assert list(frame.columns) == frames.spec(name).names
        for c in frames.spec(name).columns:
            if c.kind != "text":
                assert frame[c.name].dtype == frames.DTYPES[c.kind], (name, c.name)
            else:
                assert frame[c.name].map(lambda x: isinstance(x, str) or x != x).all()
    assert len(loaded.claims) == len(loaded["claims"]) > 50
    with pytest.raises(AttributeError, match="There is no frame 'claim'"):
        _ = loaded.claim


def test_every_quote_stands_at_its_place(loaded):
    for name in ("claims", "investments", "events"):
        for row in loaded[name].itertuples():
            text = (SEEDS / row.source).read_bytes().decode()
            assert text[row.start : row.end] == row.quote
            assert name != "claims" or row.quote in row.sentence


def test_what_is_built_keeps_its_specification(loaded):
    assert describe.check(loaded) == []


def test_the_views_hold_only_claims(loaded):
    for name in ("compute", "capex", "market_share"):
        assert len(loaded[name])
        assert set(loaded[name]["claim"]) <= set(loaded.claims["claim"])
    assert set(loaded.capex["kind"]) >= {"pledge", "quarter"}
    assert (loaded.capex["years"].notna() <= (loaded.capex["kind"] == "pledge")).all()
    assert not (loaded.capex["unit"] == "years").any()
    assert (loaded.market_share.query("kind == 'share'")["unit"] == "fraction").all()


def test_the_same_input_gives_the_same_bytes(folder, tmp_path):
    build.build(SEEDS, tmp_path / "again")
    assert bytes_of(folder) == bytes_of(tmp_path / "again")


def test_many_processes_give_what_one_gives(tmp_path, monkeypatch):
    many = tmp_path / "many"
    many.mkdir()
    text = (SEEDS / "001_918a67af29330529.txt").read_bytes()
    for number in range(30):
        (many / f"{number}.txt").write_bytes(text if number != 4 else b"\xff")
    one = build.build(many, tmp_path / "one", jobs=1)
    monkeypatch.setattr(build, "ALONE", 0)
    monkeypatch.setattr(build, "CHUNK", 2 * len(text))
    two = build.build(many, tmp_path / "two", jobs=2)
    assert one[:2] == two[:2]
    assert one.skipped == 1
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "two")


BROKEN = {
    "topic": (
        "chips",
        r"claims, row 3 \(\S+:\d+\): `topic` is 'chips', which is not one of those allowed \(compute",
    ),
    "source": ("else.txt", "claims: the article else.txt is not in sources"),
    "claim": (None, "row 3"),
    "end": (0, "row 3"),
    "low": (1e300, "it must hold that low <= value <= high"),
    "high": (7.0, "it must hold that low and high as the hedge says"),
    "hedge": ("over", "it must hold that low and high as the hedge says"),
    "period_start": (pd.Timestamp("2999-01-01"), "it must hold that period_start <= period_end"),
}


@pytest.mark.parametrize("column", BROKEN)
def test_each_fault_is_one_clear_sentence(loaded, column):
    wrong, says = BROKEN[column]
    claims = loaded.claims.copy()
    claims.loc[2, ["value", "low", "high", "hedge"]] = [5.0, 5.0, 5.0, "none"]
    claims.loc[2, ["period_start", "period_end"]] = pd.Timestamp("2024-01-01")
    claims.loc[2, column] = claims.loc[1, column] if wrong is None else wrong
    found = describe.check({"claims": claims, "sources": loaded.sources})
    assert any(pd.Series([f]).str.contains(says)[0] for f in found), found
    assert all(f.endswith(".") and "\n" not in f for f in found)


def test_a_missing_column_is_found(loaded):
    (found,) = describe.check({"sources": loaded.sources.drop(columns="title")})
    assert "title" in found


def test_the_package_is_valid(folder):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["title", "note"])
    package = json.loads((folder / "datapackage.json").read_text())
    assert [r["name"] for r in package["resources"]] == list(frames.FRAMES)
    for resource in package["resources"]:
        assert describe.digest(folder / resource["path"]) == resource["hash"]
        links = [link["reference"]["resource"] for link in resource["schema"].get("foreignKeys", [])]
        has_source = "source" in frames.spec(resource["name"]).names and resource["name"] != "sources"
        assert links == ["sources"] * has_source
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_the_package_validator_sees_a_fault(folder, tmp_path):
    frictionless = pytest.importorskip("frictionless")
    for name, data in bytes_of(folder).items():
        (tmp_path / name).write_bytes(data.replace(b",compute,", b",komputer,") if name == "claims.csv" else data)
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_the_dictionary_page_is_the_printed_one():
    assert (ROOT / "docs" / "data-dictionary.md").read_text(encoding="utf-8") == describe.dictionary()


def test_cells_come_back_as_they_were(tmp_path):
    rows = {c.name: [None, None] for c in frames.spec("claims").columns}
    texts = ["NA", '"a", \r\nb; nan']
    rows |= {
        "claim": ["x:1", "x:2"],
        "source": ["x", "x"],
        "quote": texts,
        "sentence": texts,
        "entity": ["None", ""],
    }
    rows |= {
        "start": [1, 2],
        "end": [2, 3],
        "sentence_start": [0, 0],
        "hedge": ["none", "about"],
        "topic": ["other"] * 2,
        "reviewed": [True, False],
    }
    rows |= {"status": ["actual"] * 2, "value": [0.1 + 0.2, 1.647e13], "period_start": ["9999-12-31", None]}
    frame = frames.typed(pd.DataFrame(rows), "claims")
    frames.save(frame, "claims", tmp_path / "claims.csv")
    back = frames.read("claims", tmp_path / "claims.csv")
    assert back["quote"].tolist() == texts
    assert back["value"].tolist() == [0.1 + 0.2, 1.647e13]
    assert back["entity"].tolist()[0] == "None"
    assert back["entity"].isna().tolist() == [False, True]
    assert str(back["period_start"][0])[:10] == "9999-12-31"
    assert back["reviewed"].tolist() == [True, False]
    assert "16470000000000," in (tmp_path / "claims.csv").read_text()


def test_a_folder_without_frames_is_an_error(tmp_path, folder):
    with pytest.raises(DatakitError, match="run `datakit build`"):
        datakit.load(tmp_path)
    for name, data in bytes_of(folder).items():
        (tmp_path / name).write_bytes(data)
    (tmp_path / "facts.csv").write_text("fact,other\n")
    with pytest.raises(DatakitError, match="other columns"):
        datakit.load(tmp_path)
    (tmp_path / "facts.csv").unlink()
    with pytest.raises(DatakitError, match=r"no facts\.csv"):
        datakit.load(tmp_path)


def test_parquet_holds_the_same(folder, loaded, tmp_path):
    pytest.importorskip("pyarrow")
    build.build(SEEDS, tmp_path / "frames", format="parquet")
    for name, frame in datakit.load(tmp_path / "frames").items():
        pd.testing.assert_frame_equal(frame, loaded[name])


def test_parquet_without_pyarrow_says_what_to_install(tmp_path, monkeypatch):
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(DatakitError, match="pip install"):
        build.build(SEEDS, tmp_path / "frames", format="parquet")
    assert not list(tmp_path.iterdir())


def test_a_write_that_fails_leaves_the_old_folder(tmp_path):
    out = tmp_path / "out"
    with swap.rewritten(out, ["a"], "a") as new:
        (new / "a").write_text("old")
    with pytest.raises(FileNotFoundError), swap.rewritten(out, ["a"], "a") as new:
        (new / "nowhere" / "a").write_text("half")
    assert (out / "a").read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_swap_leaves_is_put_back_and_swept(tmp_path):
    out = tmp_path / "out"
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    old, new = (tmp_path / f".out.{kind}.{gone.pid}" for kind in ("old", "new"))
    for place in (old, new):
        place.mkdir()
        (place / "a").write_text(place.name)
    assert swap.mend(out) == out
    assert (out / "a").read_text() == old.name
    out.rename(old)
    with pytest.raises(FileNotFoundError), swap.rewritten(out, ["a"], "a") as fresh:
        (fresh / "nowhere" / "a").write_text("half")
    assert (out / "a").read_text() == old.name
    with swap.rewritten(out, ["a"], "a") as fresh:
        (fresh / "a").write_text("fresh")
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_nothing_that_is_not_ours_is_overwritten(tmp_path):
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(DatakitError, match=r"holds thesis\.tex"):
        build.build(SEEDS, tmp_path)
    with pytest.raises(DatakitError, match="is a file"):
        build.build(SEEDS, tmp_path / "thesis.tex")
    assert (tmp_path / "thesis.tex").read_text() == "mine"


@pytest.mark.skipif(os.name != "posix", reason="needs SIGKILL")
def test_a_killed_build_leaves_the_old_frames(folder, tmp_path):
    many, out = tmp_path / "many", tmp_path / "frames"
    many.mkdir()
    text = (SEEDS / "001_918a67af29330529.txt").read_bytes()
    for number in range(4000):
        (many / f"{number:04}.txt").write_bytes(text)
    build.build(SEEDS, out)
    before = bytes_of(out)
    command = [
        sys.executable,
        "-m",
        "datakit",
        "build",
        "--seeds",
        str(many),
        "--out",
        str(out),
        "--jobs",
        "2",
    ]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    half = tmp_path / f".frames.new.{process.pid}"
    deadline = time.monotonic() + 30
    while not (half / "claims.csv").exists() and time.monotonic() < deadline:
        time.sleep(0.005)
    assert process.poll() is None
    process.send_signal(signal.SIGKILL)
    process.wait()
    assert half.exists()
    assert bytes_of(out) == before
    assert datakit.load(out).claims.equals(datakit.load(folder).claims)
    build.build(SEEDS, out)
    assert [p.name for p in sorted(tmp_path.iterdir())] == ["frames", "many"]


@pytest.fixture
def dated(tmp_path):
    """Three articles, one without a date: the two others contradict each other, and repeat a number."""
    texts = {"a": "Acme held 5,000 chips at the end of 2024.", "b": "Acme held 7,000 chips at the end of 2024.",
             "c": "Acme held 5,000 chips at the end of 2024. Acme Cloud sold 300 chips in 2024."}  # fmt: skip
    where = tmp_path / "dated"
    where.mkdir()
    (tmp_path / "own.toml").write_text('[company]\nAcme = {}\n[division]\n"Acme Cloud" = {parent = "Acme"}\n')

    def made(*names):
        for old in where.iterdir():
            old.unlink()
        for name in names:
            (where / f"{name}.txt").write_text(texts[name])
            day = {"a": "published = 2025-01-02\n", "b": "published = 2025-03-04\n"}.get(name, "")
            digest = hashlib.sha256(texts[name].encode()).hexdigest()
            with open(where / "sources.toml", "a") as listing:
                listing.write(f'[[source]]\nfile = "{name}.txt"\nsha256 = "{digest}"\n{day}')
        build.build(where, tmp_path / "out", vocabulary=tmp_path / "own.toml")
        return tmp_path / "out"

    return made


@pytest.mark.parametrize(
    ("day", "names"), [("2025-01-02", "a"), ("2025-03-03", "a"), ("2025-03-04", "ab"), (date(2030, 1, 1), "ab")]
)
def test_as_of_is_what_a_build_of_the_articles_until_then_would_hold(dated, capsys, day, names):
    expected = datakit.load(dated(*names))
    capsys.readouterr()
    found = datakit.load(dated("a", "b", "c"), as_of=day)
    assert f"{len(names)} of 3 articles" in capsys.readouterr().err
    assert len(expected.conflicts) == (names == "ab")
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(found[name], frame)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        ("2025-01-01", "as_of=2025-01-01 leaves none of the 3 articles: 2 came out later, 1 have no known date."),
        ("2025-1-1", "as_of='2025-1-1' is not a date"),
        (2025, "as_of=2025 is not a date"),
    ],
)
def test_a_day_that_leaves_nothing_is_one_sentence(dated, day, says):
    with pytest.raises(DatakitError, match=says):
        datakit.load(dated("a", "b", "c"), as_of=day)
