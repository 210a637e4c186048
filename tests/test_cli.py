"""The command line: what is printed, and the exit codes."""

import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from datakit import build, cli, frames, quote
from datakit.analysis.weighing import mentions

ROOT = Path(__file__).parents[1]
SEEDS = str(ROOT / "seeds")


def run(*args, **more):
    return subprocess.run([sys.executable, "-m", "datakit", *map(str, args)], cwd=ROOT, capture_output=True,
                          text=True, encoding="utf-8", **more)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    out = tmp_path_factory.mktemp("built") / "frames"
    build.build(SEEDS, out)
    return out


def one_sentence(err):
    assert err.startswith("datakit: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err


def test_build_prints_what_it_found(tmp_path, capsys):
    assert cli.main(["build", "--seeds", SEEDS, "--out", str(tmp_path / "f")]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    for word in (
        "article",
        "claims",
        "investments",
        "events",
        "conflicts",
        "claims by topic",
        "compute",
        "all",
    ):
        assert word in printed.out
    total = re.search(r"^all +(\d+)", printed.out, re.M)
    assert int(total[1]) == len(frames.load(tmp_path / "f").claims)


@pytest.mark.parametrize("heavy", ["pandera", "frictionless", "pyarrow", "matplotlib", "nbformat", "papermill"])
def test_build_costs_little_more_than_pandas(tmp_path, heavy):
    code = f"import sys; sys.modules[{heavy!r}] = None; from datakit.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "build", "--out", str(tmp_path / "f")]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0


@pytest.mark.parametrize(
    "args",
    [
        ["build", "--seeds", "nowhere"],
        ["build", "--vocabulary", "nowhere.toml"],
        ["quote", "000:1", "--frames", "nowhere"],
        ["rerun", "--notebooks", "nowhere"],
    ],
)
def test_wrong_input_is_one_sentence_and_2(tmp_path, capsys, monkeypatch, args):
    monkeypatch.chdir(tmp_path)
    shutil.copytree(SEEDS, "seeds")
    assert cli.main(args) == 2
    one_sentence(capsys.readouterr().err)


@pytest.mark.parametrize(
    "args", [[], ["bild"], ["build", "--jobs", "0"], ["rerun", "-p", "x"], ["rerun", "-p", "1=2"], ["quote"]]
)
def test_wrong_arguments_are_2(args):
    with pytest.raises(SystemExit) as stopped:
        cli.main(args)
    assert stopped.value.code == 2


@pytest.mark.parametrize("command", [[], ["build"], ["rerun"], ["check"], ["quote"], ["dictionary"]])
def test_help_teaches(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        cli.main([*command, "--help"])
    assert stopped.value.code == 0
    assert command == ["dictionary"] or "\n  datakit " in capsys.readouterr().out


def test_a_folder_of_hostile_files_is_1_article_and_warnings(tmp_path, capsys):
    where = tmp_path / "in"
    where.mkdir()
    (where / "good.txt").write_text("Acme sold 5,000 chips in 2024.")
    (where / "bad.txt").write_bytes(b"\x00")
    assert cli.main(["build", "--seeds", str(where), "--out", str(tmp_path / "f")]) == 0
    printed = capsys.readouterr()
    assert "1 files skipped" in printed.out
    assert "bad.txt" in printed.err
    (where / "good.txt").unlink()
    assert cli.main(["build", "--seeds", str(where), "--out", str(tmp_path / "f")]) == 2
    assert frames.load(tmp_path / "f").sources["source"].tolist() == ["good.txt"]


def test_quote_marks_the_claim_and_no_other(folder, capsys):
    loaded = frames.load(folder)
    assert cli.main(["quote", loaded.claims.claim[0], "--frames", str(folder)]) == 0
    assert capsys.readouterr().out.strip() == quote.quoted(loaded, loaded.claims.claim[0]).strip()
    for row in loaded.claims.itertuples():
        printed = " ".join(quote.quoted(loaded, row.claim).split())
        assert f"[{' '.join(row.quote.split())}]" in printed
        assert row.hedge in printed


def test_quote_tells_equal_words_of_a_sentence_apart(folder):
    loaded = frames.load(folder)
    sentence = "Sold 450 and 300, had 450."
    for index, (place, words) in enumerate(((5, "450"), (13, "300"), (22, "450"))):
        fields = ["claim", "source", "start", "end", "quote", "sentence", "sentence_start"]
        source, end = loaded.claims["source"][0], place + len(words)
        loaded.claims.loc[index, fields] = [f"x:{place}", source, place, end, words, sentence, 0]
    assert "Sold [450] and 300, had 450." in quote.quoted(loaded, "x:5")
    assert "Sold 450 and 300, had [450]." in quote.quoted(loaded, "x:22")


def test_quote_takes_the_ids_of_deals_and_events_as_panels_print_them(folder, capsys):
    loaded = frames.load(folder)
    said = mentions(loaded)
    names = said.claim[~said.claim.isin(loaded.claims.claim)]
    for words in ([names.iloc[0]], names.iloc[-1].split(" "), [f"[{names.iloc[0]}]"]):
        assert cli.main(["quote", *words, "--frames", str(folder)]) == 0
        printed = capsys.readouterr().out
        assert " ".join(words).strip("[]") in printed
        assert ("status" in printed) == ("event" not in words[0])
    for name in names:
        printed = " ".join(quote.quoted(loaded, quote.find(loaded, name)).split())
        assert name in printed
        assert " ".join(said.sentence[name].split())[:20] in printed.replace("[", "").replace("]", "")
    assert cli.main(["quote", "deal", "zzz:9", "--frames", str(folder)]) == 2
    assert "There is no deal 'zzz:9'" in capsys.readouterr().err


def test_quote_suggests_near_ones(folder, capsys):
    first = frames.load(folder).claims["claim"][0]
    stem, _, start = first.partition(":")
    assert cli.main(["quote", f"{stem[:3]}:{start}", "--frames", str(folder)]) == 0
    capsys.readouterr()
    for unknown in (f"{stem}:{int(start) + 1}", f"{stem[:5]}:{int(start) - 1}.2", stem):
        assert cli.main(["quote", unknown, "--frames", str(folder)]) == 2
        err = capsys.readouterr().err
        one_sentence(err)
        assert stem in err
    assert cli.main(["quote", "zzz:9", "--frames", str(folder)]) == 2


def test_quote_sends_nothing_to_the_terminal_that_it_would_act_on(folder):
    loaded = frames.load(folder)
    row = loaded.claims.loc[0]
    loaded.claims.loc[0, "sentence"] = f"\x1b]0;x\x07\u202e{row.quote}\x9b31m"
    loaded.claims.loc[0, "entity"] = "a\x1b[2Jb"
    shown = quote.quoted(loaded, row.claim)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", shown)
    assert "\x1b[1m" in quote.quoted(loaded, row.claim, bold=True)


def test_dictionary(capsys):
    assert cli.main(["dictionary"]) == 0
    assert capsys.readouterr().out.startswith("# Data dictionary")


def saved(path, *, count=1, source="1", outputs=()):
    tags = {"tags": ["parameters"]}
    cells = [("frames = ''\nlimit = 1", 1, tags, ()), (source, count and 2, {}, outputs)]
    code = [{"cell_type": "code", "id": f"c{i}", "source": s, "execution_count": n, "metadata": m,
             "outputs": list(o)} for i, (s, n, m, o) in enumerate(cells)]  # fmt: skip
    path.write_text(json.dumps({"cells": code, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def check(folder, notebooks, seeds=SEEDS):
    return cli.main(["check", "--seeds", str(seeds), "--frames", str(folder), "--notebooks", str(notebooks)])


def test_check_is_content_with_what_is_in_step(folder, tmp_path, capsys):
    saved(tmp_path / "a.ipynb")
    assert check(folder, tmp_path) == 0
    assert "in step" in capsys.readouterr().out


def test_check_names_what_is_not(folder, tmp_path, capsys):
    saved(tmp_path / "unrun.ipynb", count=None)
    error = {"output_type": "error", "ename": "E", "evalue": "", "traceback": []}
    saved(tmp_path / "broken.ipynb", outputs=[error])
    (tmp_path / "half.ipynb").write_text("{")
    other = tmp_path / "frames"
    shutil.copytree(folder, other)
    lines = (other / "claims.csv").read_text().splitlines(keepends=True)
    changed = lines[1].replace(",actual,", ",planned,").replace(",pledged,", ",planned,")
    (other / "claims.csv").write_text("".join([lines[0], changed, *lines[3:]]))
    assert check(other, tmp_path) == 1
    found = capsys.readouterr().out
    assert "unrun.ipynb: code cell 2 was never run" in found
    assert "broken.ipynb: code cell 2 was saved with an error" in found
    for what in ("half.ipynb cannot be read", "claims: 1 new", "changed by hand"):
        assert what in found


def test_check_names_a_changed_seed_and_missing_frames(folder, tmp_path, capsys):
    seeds = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    first = next(seeds.glob("*.txt"))
    first.write_bytes(first.read_bytes() + b" ")
    assert check(folder, tmp_path, seeds) == 1
    assert first.name in capsys.readouterr().out
    assert check(tmp_path / "none", tmp_path) == 1
    assert "run `datakit build`" in capsys.readouterr().out


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_ctrl_c_is_quiet_and_130(tmp_path):
    many = tmp_path / "many"
    many.mkdir()
    text = (ROOT / "seeds" / "001_918a67af29330529.txt").read_bytes()
    for number in range(4000):
        (many / f"{number:04}.txt").write_bytes(text)
    out = tmp_path / "frames"
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
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 30
    # Once something is written, the processes are all at work and no longer being started.
    while not any(f.stat().st_size for f in tmp_path.glob(".frames.new.*/claims.csv")) and time.monotonic() < deadline:
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")
    assert [p.name for p in tmp_path.iterdir()] == ["many"]


def test_a_reader_that_goes_away_is_quiet():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run([sys.executable, "-m", "datakit", "dictionary"], cwd=ROOT, stdout=writing,
                          stderr=subprocess.PIPE)  # fmt: skip
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_terminal_that_lacks_a_character_shows_another(folder):
    claim = next(r.claim for r in frames.load(folder).claims.itertuples() if not r.sentence.isascii())
    done = run("quote", claim, "--frames", folder, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert done.returncode == 0, done.stderr


@pytest.fixture
def notebooks(tmp_path):
    pytest.importorskip("papermill")
    where = tmp_path / "notebooks"
    where.mkdir()
    return where


def rerun(notebooks, out, *more):
    return cli.main(["rerun", "--seeds", SEEDS, "--notebooks", str(notebooks), "--out", str(out), *more])


def stream(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def test_rerun_says_what_moved_and_writes_a_receipt(notebooks, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    out = tmp_path / "out"
    source = "import datakit\nprint(len(datakit.load(frames)), limit)"
    saved(notebooks / "a.ipynb", source=source, outputs=[stream("11 1\n")])
    saved(notebooks / "b.ipynb", source="print('<b>')\n1/0")
    saved(notebooks / "c.ipynb", source="import time\ntime.sleep(60)")
    saved(notebooks / "d.ipynb", source="import os\nos._exit(3)")
    (notebooks / "e.ipynb").write_text("{")
    assert rerun(notebooks, out, "--timeout", "5") == 1
    printed = capsys.readouterr()
    assert "a.ipynb: same" in printed.out
    assert "b.ipynb: code cell 2 (`print('<b>')`): ZeroDivisionError" in printed.out
    assert "c.ipynb: code cell 2 (`import time`): no answer within 5 seconds" in printed.out
    assert "d.ipynb: code cell 2 (`import os`): DeadKernelError" in printed.out
    assert "e.ipynb: cannot be read as a notebook" in printed.out
    receipt = json.loads((out / "receipt.json").read_text())
    assert receipt["notebooks"]["a.ipynb"] == {"status": "same", "why": "", "moved": []}
    assert len(receipt["seeds"]) == 5
    assert receipt["frames"]["claims.csv"].startswith("sha256:")
    page = (out / "a.html").read_text(encoding="utf-8")
    assert "11 1" in page
    assert not re.search(r"""(?:src|href|import)\s*[=(]\s*["']?(?:https?:)?//""", page)
    assert '"papermill"' not in (out / "a.ipynb").read_text()
    assert str(tmp_path) not in page + (out / "a.ipynb").read_text()


def test_rerun_fails_only_on_what_no_parameter_explains(notebooks, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    saved(notebooks / "a.ipynb", source="print('limit', limit)", outputs=[stream("limit 2\n")])
    assert rerun(notebooks, tmp_path / "out") == 1
    assert "was 'limit 2', is now 'limit 1'" in capsys.readouterr().out
    assert rerun(notebooks, tmp_path / "out", "-p", "limit=3") == 0
    assert "is now 'limit 3'" in capsys.readouterr().out
    assert rerun(notebooks, tmp_path / "out", "-p", "limitt=3") == 2
    assert "they take frames, limit" in capsys.readouterr().err


def test_rerun_takes_a_day_and_some_notebooks_and_says_what_it_left_out(notebooks, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    out = tmp_path / "out"
    saved(notebooks / "a.ipynb", source="1/0")
    saved(notebooks / "b.ipynb", source="print(len(datakit.load(frames, as_of=as_of).sources))")
    told = (notebooks / "b.ipynb").read_text().replace("limit = 1", "import datakit\\nas_of = None")
    (notebooks / "b.ipynb").write_text(told)
    assert rerun(notebooks, out, "--only", "b", "-p", "as_of=2026-04-22") == 0
    printed = capsys.readouterr()
    assert "is now 'datakit: As of 2026-04-22, 2 of 5" in printed.out
    assert "2 of 5 articles" in printed.err
    receipt = json.loads((out / "receipt.json").read_text())
    assert receipt["parameters"] == {"as_of": "2026-04-22"}
    assert list(receipt["notebooks"]) == ["b.ipynb"]
    assert len(receipt["left_out"]) == 3
    for wrong in (["--only", "c"], ["-p", "as_of=soon"], ["-p", "as_of=1999-01-01"]):
        assert rerun(notebooks, out, *wrong) == 2
        one_sentence(capsys.readouterr().err)
    # what was not finished is no result, and is no hindrance to the next run
    assert json.loads((out / "receipt.json").read_text()) == {"finished": False}
    assert not list(out.glob("*.html"))
    assert rerun(notebooks, out, "--only", "b", "-p", "as_of=2026-04-22") == 0


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_ctrl_c_ends_every_kernel_of_a_rerun(notebooks, tmp_path):
    for name in "abc":
        source = f"import os, time\nopen({str(tmp_path / name)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
        saved(notebooks / f"{name}.ipynb", source=source)
    command = [
        sys.executable,
        "-m",
        "datakit",
        "rerun",
        "--jobs",
        "2",
        "--notebooks",
        notebooks,
        "--out",
        tmp_path / "o",
    ]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 60
    while not all((tmp_path / name).exists() and (tmp_path / name).read_text() for name in "ab"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")
    assert not (tmp_path / "c").exists()
    for name in "ab":
        with pytest.raises(ProcessLookupError):
            os.kill(int((tmp_path / name).read_text()), 0)


def test_a_kernel_that_starts_as_a_fork_shows_what_any_other_shows(notebooks, tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    source = "import pandas as pd, matplotlib.pyplot as plt\nplt.plot([1, 2])\npd.get_option('display.max_columns')"
    saved(notebooks / "a.ipynb", source=source)
    rerun(notebooks, tmp_path / "out")
    outputs = json.loads((tmp_path / "out" / "a.ipynb").read_text())["cells"][-1]["outputs"]
    assert ["".join(o["data"]["text/plain"]) for o in outputs if o["output_type"] == "execute_result"] == ["20"]
    assert [o for o in outputs if "image/png" in o["data"]]


def test_pictures_are_compared_by_what_they_show():
    from PIL import Image

    from datakit.rerun import _same_picture

    def png(colour, spot=None, size=(40, 40), level=6):
        picture = Image.new("RGB", size, colour)
        if spot:
            picture.paste(spot, (0, 0, 20, 20))
        file = io.BytesIO()
        picture.save(file, "png", compress_level=level)
        return file.getvalue()

    assert _same_picture(png("white"), png("white", level=0))
    assert not _same_picture(png("white"), png("white", "black"))
    assert not _same_picture(png("white"), png("white", size=(41, 40)))


def test_rerun_never_writes_over_the_notebooks(notebooks, tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(ROOT)
    saved(notebooks / "a.ipynb", source="1")
    before = (notebooks / "a.ipynb").read_bytes()
    for out in (notebooks, notebooks.parent):
        assert rerun(notebooks, out) == 2
        one_sentence(capsys.readouterr().err)
    assert (notebooks / "a.ipynb").read_bytes() == before


def test_a_panel_in_a_page_is_its_picture(notebooks, tmp_path, monkeypatch):
    """Without a kernel a page can show no widget: the picture and words that stand beside it are shown."""
    monkeypatch.chdir(ROOT)
    source = "import datakit\nfrom datakit.display.compute import WhoseChips\nWhoseChips(datakit.load(frames))"
    saved(notebooks / "a.ipynb", source=source)
    rerun(notebooks, tmp_path / "out")
    page = (tmp_path / "out" / "a.html").read_text(encoding="utf-8")
    assert 'class="datakit-panel' in page
    assert page.count("<figure") == 1
    assert len(max(re.findall(r"data:image/png;base64,([A-Za-z0-9+/=]+)", page), key=len)) > 5000


def test_a_folder_with_files_of_our_names_but_not_ours_is_refused(tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "claims.csv").write_text("my notes")
    assert cli.main(["build", "--seeds", str(ROOT / "seeds"), "--out", str(tmp_path / "mine")]) == 2
    one_sentence(capsys.readouterr().err)
    assert (tmp_path / "mine" / "claims.csv").read_text() == "my notes"
