"""Folders written whole or not at all: by a build, by a rerun, and whatever ends them."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from making import ROOT, SEEDS, folder

from datakit import atomic, build, cli, load
from datakit.errors import DatakitError, WorkFailed

linux = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="looks for processes in /proc")
RETELLING = "001_918a67af29330529.txt"


def held(place):
    return {path.name: path.read_bytes() for path in place.iterdir() if path.is_file()}


def test_a_write_that_fails_leaves_the_old_folder(tmp_path):
    out = tmp_path / "out"
    with atomic.rewritten(out, ["a"], "a") as new:
        (new / "a").write_text("old")
    with pytest.raises(FileNotFoundError), atomic.rewritten(out, ["a"], "a") as new:
        (new / "nowhere" / "a").write_text("half")
    assert (out / "a").read_text() == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_a_killed_write_leaves_is_put_back_and_swept_and_what_is_at_work_is_not(tmp_path):
    out, gone = tmp_path / "out", subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    old, new = (tmp_path / f".out.{kind}.{gone.pid}" for kind in ("old", "new"))
    working = tmp_path / f".out.new.{os.getppid()}"
    for place in (old, new, working, tmp_path / ".out.new.mine"):
        place.mkdir()
        (place / "a").write_text(place.name)
    assert atomic.mend(out) == out
    assert (out / "a").read_text() == old.name
    with atomic.rewritten(out, ["a"], "a") as fresh:
        (fresh / "a").write_text("fresh")
    assert sorted(path.name for path in tmp_path.iterdir()) == [working.name, ".out.new.mine", "out"]
    assert (out / "a").read_text() == "fresh"


@pytest.mark.parametrize("command", ["build", "rerun"])
def test_other_peoples_files_are_refused_by_name_and_kept(tmp_path, capsys, command):
    mine, notebooks = tmp_path / "mine", tmp_path / "notebooks"
    notebooks.mkdir()
    (notebooks / "a.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    arguments = [command, "--seeds", str(SEEDS), *(["--notebooks", str(notebooks)] if command == "rerun" else [])]
    for name in ("thesis.tex", "claims.csv", "a.html"):
        mine.mkdir(exist_ok=True)
        (mine / name).write_text("mine")
        assert cli.main([*arguments, "--out", str(mine)]) == 2
        assert f"holds {name}, which this command did not write" in capsys.readouterr().err
        assert cli.main([*arguments, "--out", str(mine / name)]) == 2
        assert "is a file" in capsys.readouterr().err
        assert held(mine) == {name: b"mine"}
        (mine / name).unlink()


def test_a_rerun_on_wrong_input_keeps_the_old_pages(tmp_path, capsys):
    notebooks, out = tmp_path / "notebooks", tmp_path / "out"
    for place in (notebooks, out, out / "frames"):
        place.mkdir()
    (notebooks / "a.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}')
    (out / "receipt.json").write_text(json.dumps({"notebooks": {"gone.ipynb": {}}}))
    (out / "gone.html").write_text("an old page")
    before = held(out)
    for wrong in (["--seeds", "nowhere"], ["-p", "limit=3"], ["--only", "b"], ["--vocabulary", "nowhere.toml"]):
        assert cli.main(["rerun", "--notebooks", str(notebooks), "--out", str(out), "--seeds", str(SEEDS), *wrong]) == 2
        assert capsys.readouterr().err.count("\n") == 1
        assert held(out) == before
    (out / "frames" / "thesis.tex").write_text("mine")
    assert cli.main(["rerun", "--notebooks", str(notebooks), "--out", str(out), "--seeds", str(SEEDS)]) == 2
    assert "frames holds thesis.tex" in capsys.readouterr().err
    for place in (notebooks, tmp_path):
        assert cli.main(["rerun", "--notebooks", str(notebooks), "--out", str(place)]) == 2
        assert "holds the notebooks themselves" in capsys.readouterr().err


@linux
@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT])
def test_a_build_that_is_stopped_leaves_the_old_frames(tmp_path, how):
    out, text = tmp_path / "frames", (SEEDS / RETELLING).read_bytes().decode()
    many = folder(tmp_path / "many", {f"{number:04}": text for number in range(2500)})
    build.build(SEEDS, out)
    before = held(out)
    command = [sys.executable, "-m", "datakit", "build", "--seeds", many, "--out", out, "--jobs", "2"]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True)
    half = tmp_path / f".frames.new.{process.pid}"
    workers = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    deadline = time.monotonic() + 30
    while not half.exists() or len(workers.read_text().split()) < 2:
        assert time.monotonic() < deadline
        time.sleep(0.005)
    time.sleep(0.2)  # the processes are at work, and no longer being started
    children = [int(number) for number in workers.read_text().split()]
    (os.kill if how == signal.SIGKILL else os.killpg)(process.pid, how)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == ((130, b"") if how == signal.SIGINT else (-how, err))
    assert held(out) == before
    assert half.exists() == (how == signal.SIGKILL)
    while any(os.path.exists(f"/proc/{child}") for child in children):  # no process outlives the one that was started
        assert time.monotonic() < deadline
        time.sleep(0.05)
    build.build(SEEDS, out)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["frames", "many"]
    assert len(load(out).sources) == 5


def test_one_file_is_put_whole_or_not_at_all(tmp_path):
    file = tmp_path / "review.csv"
    atomic.put(file, b"one")
    atomic.put(file, b"two")
    assert file.read_bytes() == b"two"
    with pytest.raises(WorkFailed, match="nothing was changed"):
        atomic.put(tmp_path / "nowhere" / "a", b"")
    assert [path.name for path in tmp_path.iterdir()] == ["review.csv"]


def test_a_guard_says_what_is_a_file(tmp_path):
    (tmp_path / "a").write_text("")
    with pytest.raises(DatakitError, match="is a file; give a folder"):
        atomic.guard(tmp_path / "a", [], "b")
