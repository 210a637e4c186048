"""The command line: what is printed, and the exit codes."""

import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from making import ROOT, SEEDS, folder

from datakit import cli, load, quote


def main(*args):
    return cli.main([str(arg) for arg in args])


def one_sentence(err):
    assert err.startswith("datakit: ")
    assert err.count("\n") == 1
    assert "Traceback" not in err
    return err


@pytest.fixture(autouse=True)
def at_the_root(monkeypatch):
    monkeypatch.chdir(ROOT)


# --- arguments


@pytest.mark.parametrize("args", ["", "bild", "build --jobs 0", "rerun -p x", "rerun -p 1=2", "quote", "check --what"])
def test_wrong_arguments_are_2(args):
    with pytest.raises(SystemExit) as stopped:
        main(*args.split())
    assert stopped.value.code == 2


@pytest.mark.parametrize("command", ["", "build", "rerun", "check", "quote", "dictionary"])
def test_help_teaches(command, capsys):
    with pytest.raises(SystemExit) as stopped:
        main(*command.split(), "--help")
    assert stopped.value.code == 0
    assert command == "dictionary" or "\n  datakit " in capsys.readouterr().out


WORDS = {"no table": "[company", "a table that is none": "[companies]\nAcme = {}", "an unknown parent": "[company]\nAcme = { parent = 'Nobody' }",
         "its own parent": "[company]\nAcme = { parent = 'Acme' }", "an unknown unit": "[metrics]\nspeed = { topic = 'compute', units = ['knots'] }",
         "a circle": "[company]\nAcme = { parent = 'Bolt' }\nBolt = { parent = 'Acme' }", "no topic": "[metrics]\nspeed = { units = ['chips'] }"}  # fmt: skip
FOLDER = {"a changed article": ("a.txt", "Acme has 6,000 chips."), "an article that is not listed": ("b.txt", "x"),
          "a review that does not fit": ("review.csv", "frame,source,start,quote,action,field,from,to,why,rule\nclaims,a.txt,9,5000,reject,,,,x,y"),
          "no review": ("review.csv", "frame,source\n"), "codings that do not fit": ("codings.csv", "coding,source,start,end,quote,code,entity,gist\nx,a.txt,0,5,Bolt!,motive,Acme,x"),
          "no manifest": ("sources.toml", "["), "another manifest": ("sources.toml", "[[source]]\nfile = 'c.txt'")}  # fmt: skip


@pytest.mark.parametrize("case", [*WORDS, *FOLDER])
def test_a_folder_or_a_vocabulary_that_is_wrong_is_one_sentence_and_2(tmp_path, capsys, case):
    seeds = folder(tmp_path / "seeds", {"a": "Acme has 5,000 chips."}, a={"title": "A"})
    own = tmp_path / "own.toml"
    own.write_text(WORDS.get(case, ""), encoding="utf-8")
    assert main("build", "--seeds", seeds, "--vocabulary", own, "--out", tmp_path / "f") == (2 if case in WORDS else 0)
    if case in FOLDER:
        capsys.readouterr()
        name, text = FOLDER[case]
        (seeds / name).write_text(text)
        assert main("build", "--seeds", seeds, "--out", tmp_path / "f") == 2
    assert (own.name if case in WORDS else FOLDER[case][0]) in one_sentence(capsys.readouterr().err)


@pytest.mark.parametrize(
    "args",
    ["build --seeds nowhere", "build --vocabulary nowhere.toml", "quote caixin:1 --frames nowhere", "rerun --notebooks nowhere",
     "rerun --vocabulary nowhere.toml --only 00", "rerun --only 99", "rerun -p limitt=3 --only 02", "rerun -p rate=700 --only 03"],
)  # fmt: skip
def test_wrong_input_is_one_sentence_and_2(tmp_path, capsys, args):
    out = ["--out", tmp_path / "f"] if "quote" not in args else []
    assert main(*args.split(), *out) == 2
    one_sentence(capsys.readouterr().err)
    assert not [*tmp_path.iterdir()]


# --- build


def test_build_prints_what_it_found(tmp_path, capsys):
    assert main("build", "--out", tmp_path / "f") == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    found = load(tmp_path / "f")
    last = re.search(r"^all +(.*)$", printed.out, re.M)[1].split()
    assert last == [str(len(found[name])) for name in ("claims", "investments", "events", "comparisons")]
    assert f"{found.claims.aside.sum()} asides" in printed.out
    assert f"{(found.claims.topic[~found.claims.aside] == 'capex').sum()} capex" in printed.out


@pytest.mark.parametrize(
    "heavy", ["pandas", "pandera", "frictionless", "pyarrow", "matplotlib", "nbformat", "ipywidgets"]
)
def test_a_build_needs_no_large_package(tmp_path, heavy):
    code = f"import sys; sys.modules[{heavy!r}] = None; from datakit.cli import main; sys.exit(main())"
    command = [sys.executable, "-c", code, "build", "--out", str(tmp_path / "f")]
    assert subprocess.run(command, cwd=ROOT, capture_output=True).returncode == 0


def test_a_folder_of_hostile_files_is_one_article_and_warnings(tmp_path, capsys):
    seeds = folder(tmp_path / "in", {"good": "Acme sold 5,000 chips in 2024."})
    (seeds / "bad.txt").write_bytes(b"\x00")
    assert main("build", "--seeds", seeds, "--out", tmp_path / "f") == 0
    printed = capsys.readouterr()
    assert "1 files skipped" in printed.out
    assert "bad.txt" in one_sentence(printed.err)
    (seeds / "good.txt").unlink()
    assert main("build", "--seeds", seeds, "--out", tmp_path / "f") == 2
    assert load(tmp_path / "f").sources.source.tolist() == ["good.txt"]


def test_a_reader_that_goes_away_is_quiet():
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-m", "datakit", "dictionary"], cwd=ROOT, stdout=writing, stderr=subprocess.PIPE
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (141, b"")


# --- quote


def test_quote_marks_each_row_in_its_sentence(course, frames_folder, capsys):
    assert main("quote", "[caixin:1032]", "--frames", frames_folder) == 0
    printed = " ".join(capsys.readouterr().out.split())
    assert "pledging [380 billion yuan] across three years." in printed
    assert "value 380,000,000,000" in printed
    for kind, name in (
        ("claim", "claims"),
        ("investment", "investments"),
        ("event", "events"),
        ("comparison", "comparisons"),
    ):
        for row in course[name].to_dict("records"):
            words = row[kind] if kind == "claim" else f"{kind} {row[kind]}"
            printed = " ".join(quote.quoted(course, words).split())
            assert f"[{' '.join(row['quote'].split())}]" in printed
            assert f"{kind} {row[kind]}" in printed


def test_quote_takes_the_start_of_a_key_and_suggests_near_ones(frames_folder, capsys):
    assert main("quote", "caix:1032", "--frames", frames_folder) == 0
    capsys.readouterr()
    for words, hint in (
        ("caixin:1033", "caixin:1032"),
        ("event caixin:96", "caixin:95"),
        ("zzz:9", "no claim 'zzz:9'"),
    ):
        assert main("quote", *words.split(), "--frames", frames_folder) == 2
        assert hint in one_sentence(capsys.readouterr().err)


def test_quote_tells_equal_words_apart_and_sends_nothing_that_a_terminal_would_act_on(frames_folder):
    found = load(frames_folder)
    for at, place in enumerate((5, 22)):
        row = {"claim": f"x:{place}", "start": place, "end": place + 3, "quote": "450", "sentence_start": 0}
        found.claims.loc[at, list(row)] = list(row.values())
        found.claims.loc[at, ["sentence", "entity"]] = [
            "Sold 450 and 300, had 450.\x1b]0;x\x07\u202e\x9b31m",
            "a\x1b[2Jb",
        ]
    assert "Sold [450] and 300, had 450." in quote.quoted(found, "x:5")
    assert "Sold 450 and 300, had [450]." in quote.quoted(found, "x:22")
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", quote.quoted(found, "x:5"))


def test_a_terminal_that_lacks_a_character_shows_another(course, frames_folder):
    claim = next(r.claim for r in course.claims.itertuples() if not r.sentence.isascii())
    command = [sys.executable, "-m", "datakit", "quote", claim, "--frames", str(frames_folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
    assert (done.returncode, done.stderr) == (0, b"")


# --- check


def saved(path, source="1", outputs=(), run=True, prose="", parameters="frames = ''\nlimit = 1"):
    made = [(parameters, 1, {"tags": ["parameters"]}, ()), (source, 2 if run else None, {"tags": ["shown"]}, outputs)]
    cells = [{"cell_type": "code", "id": f"c{i}", "source": s, "execution_count": n, "metadata": m, "outputs": list(o)}
             for i, (s, n, m, o) in enumerate(made)]  # fmt: skip
    cells.append({"cell_type": "markdown", "id": "prose", "source": prose, "metadata": {}})
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))


def test_check_says_what_is_in_step_and_what_is_not(frames_folder, tmp_path, capsys):
    saved(tmp_path / "n" / "a.ipynb")
    arguments = ["check", "--notebooks", tmp_path / "n", "--frames"]
    assert main(*arguments, frames_folder) == 0
    assert "in step" in capsys.readouterr().out
    saved(tmp_path / "n" / "unrun.ipynb", run=False)
    saved(
        tmp_path / "n" / "broken.ipynb", outputs=[{"output_type": "error", "ename": "E", "evalue": "", "traceback": []}]
    )
    (tmp_path / "n" / "half.ipynb").write_text("{")
    other = Path(shutil.copytree(frames_folder, tmp_path / "frames"))
    lines = (other / "claims.csv").read_text().splitlines(keepends=True)
    (other / "claims.csv").write_text("".join([lines[0], lines[1].replace(",actual,", ",planned,"), *lines[3:]]))
    assert main(*arguments, other) == 1
    found = capsys.readouterr().out
    for what in ("unrun.ipynb: the cells were not run", "broken.ipynb: code cell 2 was saved with an error", "half.ipynb cannot be read",
                 "claims: 1 new, caixin:1032", "claims: 1 changed in status, caixin:320"):  # fmt: skip
        assert what in found
    assert main(*arguments, tmp_path / "none") == 1
    assert "run `datakit build`" in capsys.readouterr().out
    seeds = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    first = min(seeds.glob("*.txt"))
    first.write_bytes(first.read_bytes() + b" ")
    assert main(*arguments, frames_folder, "--seeds", seeds) == 1
    assert first.name in capsys.readouterr().out


# --- rerun


@pytest.fixture
def notebooks(tmp_path):
    pytest.importorskip("nbclient")
    return tmp_path / "notebooks"


def rerun(notebooks, out, *more):
    """In a thread of its own: a browser test before may have left an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(main, "rerun", "--notebooks", notebooks, "--out", out, *more).result()


def stream(text):
    return {"output_type": "stream", "name": "stdout", "text": text}


def test_rerun_says_what_moved_and_writes_a_receipt(notebooks, tmp_path, capsys):
    out = tmp_path / "out"
    saved(notebooks / "a.ipynb", "import datakit\nprint(len(datakit.load(frames)), limit)", [stream("16 1\n")])
    saved(notebooks / "b.ipynb", "print('<b>')\n1/0")
    saved(notebooks / "c.ipynb", "import time\ntime.sleep(60)")
    saved(notebooks / "d.ipynb", "import os\nos._exit(3)")
    assert rerun(notebooks, out, "--timeout", "5") == 1
    printed = capsys.readouterr().out
    assert "a.ipynb: same" in printed
    assert "b.ipynb: code cell 2 (`print('<b>')`): ZeroDivisionError" in printed
    assert "c.ipynb: code cell 2 (`import time`): no answer within 5 seconds" in printed
    assert "d.ipynb: code cell 2 (`import os`): DeadKernelError" in printed
    receipt = json.loads((out / "receipt.json").read_text())
    assert receipt["notebooks"]["a.ipynb"] == {"status": "same", "why": "", "moved": [], "prose": []}
    assert len(receipt["seeds"]) == 5
    assert receipt["frames"]["claims.csv"].startswith("sha256:")
    page = (out / "a.html").read_text(encoding="utf-8")
    assert "16 1" in page
    assert not re.search(r"""(?:src|href|import)\s*[=(]\s*["']?(?:https?:)?//""", page)
    assert str(tmp_path) not in page + (out / "a.ipynb").read_text()
    (notebooks / "e.ipynb").write_text("{")
    assert rerun(notebooks, out) == 2
    assert "e.ipynb cannot be read as a notebook" in one_sentence(capsys.readouterr().err)
    assert json.loads((out / "receipt.json").read_text()) == receipt


def test_rerun_fails_only_on_what_no_argument_explains(notebooks, tmp_path, capsys):
    saved(notebooks / "a.ipynb", "print('limit', limit)", [stream("limit 2\n")])
    saved(notebooks / "b.ipynb", "1/0")
    assert rerun(notebooks, tmp_path / "out", "--only", "a") == 1
    assert "was 'limit 2', is now 'limit 1'" in capsys.readouterr().out
    assert rerun(notebooks, tmp_path / "out", "-p", "limit=3", "--only", "a") == 0
    assert "is now 'limit 3'" in capsys.readouterr().out
    assert json.loads((tmp_path / "out" / "receipt.json").read_text())["parameters"] == {"limit": 3}
    assert rerun(notebooks, tmp_path / "out", "-p", "limitt=3") == 2
    assert "they take frames, limit" in capsys.readouterr().err


STORY = """Alibaba pledged [380 billion yuan](#caixin:1032). The articles hold [five](#cell-shown) texts.

Alibaba pledged [390 billion yuan](#caixin:1032)."""


def test_with_an_article_added_a_rerun_names_the_outputs_and_the_sentences_that_moved(notebooks, tmp_path, capsys):
    seeds = Path(shutil.copytree(SEEDS, tmp_path / "seeds"))
    article = "Acme has 5,000 chips."
    (seeds / "z.txt").write_text(article)
    with open(seeds / "sources.toml", "a") as manifest:
        manifest.write(f'\n[[source]]\nfile = "z.txt"\nsha256 = "{hashlib.sha256(article.encode()).hexdigest()}"\n')
    counted = "import datakit\nprint('texts:', len(datakit.load(frames).sources))"
    saved(notebooks / "a.ipynb", counted, [stream("texts: 5\n")], prose=STORY)
    saved(notebooks / "b.ipynb", counted + "\nprint(5)", [stream("texts: 5\n5\n")], prose=STORY.partition("\n")[0])
    assert rerun(notebooks, tmp_path / "out", "--seeds", seeds) == 0
    found = json.loads((tmp_path / "out" / "receipt.json").read_text())["notebooks"]
    moved = ["code cell 2: was 'texts: 5', is now 'texts: 6'"]
    five = "“The articles hold five texts.” "
    wrong = "“Alibaba pledged 390 billion yuan.” '390 billion yuan': caixin:1032 does not say 390."
    assert found["a.ipynb"]["moved"] == found["b.ipynb"]["moved"] == moved
    assert found["a.ipynb"]["prose"] == [five + "'five': the cell tagged shown does not show 5.", wrong]
    assert found["b.ipynb"]["prose"] == [five.strip() + ": its cell moved."]
    assert wrong in capsys.readouterr().out
    assert rerun(notebooks, tmp_path / "out", "--only", "a") == 1, "a sentence that is not so fails a plain rerun"


def test_on_other_articles_only_the_notebook_for_any_folder_runs(notebooks, tmp_path, capsys):
    saved(notebooks / "a.ipynb", "1/0", prose=STORY)
    saved(notebooks / "own.ipynb", "import os\nprint(os.listdir(folder))", parameters="folder = 'mine'")
    other = folder(tmp_path / "other", {"z": "Acme has 5,000 chips."})
    assert rerun(notebooks, tmp_path / "out", "--seeds", other) == 0
    printed = capsys.readouterr().out
    assert "a.ipynb: it is about the course's own articles" in printed
    assert "is now \"['z.txt']\"" in printed
    receipt = json.loads((tmp_path / "out" / "receipt.json").read_text())["notebooks"]
    assert [result["status"] for result in receipt.values()] == ["left out", "moved"]
    assert sorted(path.name for path in (tmp_path / "out").glob("*.html")) == ["own.html"]


@pytest.mark.skipif(os.name != "posix", reason="needs signals")
def test_ctrl_c_ends_every_kernel_of_a_rerun(notebooks, tmp_path):
    for name in "ab":
        saved(
            notebooks / f"{name}.ipynb",
            f"import os, time\nopen({str(tmp_path / name)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)",
        )
    command = [sys.executable, "-m", "datakit", "rerun", "--notebooks", notebooks, "--out", tmp_path / "o"]
    process = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, start_new_session=True)
    deadline = time.monotonic() + 60
    while not all((tmp_path / name).exists() and (tmp_path / name).read_text() for name in "ab"):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, b"")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "notebooks"]
    for name in "ab":
        with pytest.raises(ProcessLookupError):
            os.kill(int((tmp_path / name).read_text()), 0)


def test_a_kernel_shows_pictures_as_any_other_and_they_are_compared_by_what_they_show(notebooks, tmp_path):
    from PIL import Image

    from datakit.rerun import _same_picture

    saved(notebooks / "a.ipynb", "import matplotlib.pyplot as plt\nplt.plot([1, 2])")
    rerun(notebooks, tmp_path / "out")
    outputs = json.loads((tmp_path / "out" / "a.ipynb").read_text())["cells"][-2]["outputs"]
    assert [o for o in outputs if "image/png" in o["data"]]

    def png(colour, spot=None, size=(40, 40), level=6):
        picture, file = Image.new("RGB", size, colour), io.BytesIO()
        if spot:
            picture.paste(spot, (0, 0, 20, 20))
        picture.save(file, "png", compress_level=level)
        return file.getvalue()

    assert _same_picture(png("white"), png("white", level=0))
    assert not _same_picture(png("white"), png("white", "black"))
    assert not _same_picture(png("white"), png("white", size=(41, 40)))
