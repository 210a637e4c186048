"""Write the student, the solution and the grading edition of every set from its master in exercises/.

    python tools/make_exercises.py             write all three, and store what the notebooks show
    python tools/make_exercises.py 02_compute  the same for one set, or several

`editions` says what the files hold, so a test can compare without running anything.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from normalise_notebooks import ROOT, normalise, run

from datakit.exercises import master

HOME = ROOT / "exercises"
MASTERS = sorted(HOME.glob("[0-9][0-9]_*.py"))
ARTICLES = [path for path in [HOME / "article"] if path.is_dir()]  # what a set reads beside the frames
FOLDED = {"jupyter": {"source_hidden": True}}
OWN = {"tags": ["nbval-ignore-output"]}  # it shows what whoever runs it has done
TEST = '''"""Written from exercises/{set}.py by `make exercises`; do not edit."""

from otter.test_files import test_case

from datakit.exercises import grade

OK_FORMAT = False
name = "{name}"
points = None


@test_case(name="{id}", points=1)
def at_once(env):
    grade("{set}", "{id}", env)


@test_case(name="{id} hidden", points=1, hidden=True)
def hidden(env):
    grade("{set}", "{id}", env, hidden=True)
'''


def notebook(path: Path, solved: bool) -> nbformat.NotebookNode:
    """One edition of the master at `path`, not run yet."""
    read, cells = master.parse(path.read_text(encoding="utf-8")), []
    for cell in read.shared:
        if cell.markdown:
            cells.append(new_markdown_cell(cell.source))
        elif cell.title != "checking":
            keep = "data, keep=False)" if solved else "data)"
            tags = {"tags": ["parameters"]} if cell.title == "parameters" else {}
            cells.append(
                new_code_cell(
                    cell.source.replace("data)", keep) if cell.title == "start" else cell.source, metadata=tags
                )
            )
    for q in read.questions.values():
        cells.append(new_markdown_cell(q.text))
        if "given" in q.cells:
            cells.append(new_code_cell(q.cells["given"], metadata=FOLDED))
        cells.append(new_code_cell(q.solution if solved else q.stub, metadata={"tags": ["answer"]}))
        if solved and not q.cells["answer"].startswith("def "):
            cells.append(new_code_cell(q.name))
        cells.append(new_code_cell(f'check("{q.id}")'))
        if solved:
            cells.append(new_markdown_cell("**Why.** " + q.cells["why"]))
    if not solved:
        cells += [new_markdown_cell("## Your progress"), new_code_cell("check.progress()", metadata=OWN)]
    return normalise(new_notebook(cells=cells))


def grading(path: Path) -> dict[str, str]:
    """The files of the grading edition, by name."""
    text = path.read_text(encoding="utf-8")
    files = {f"{path.stem}.set": master.pack(text, hidden=True), "otter_config.json": '{\n  "show_hidden": false\n}\n'}
    for id in master.parse(text).questions:
        name = "q" + id.replace(".", "_")
        files[f"tests/{name}.py"] = TEST.format(set=path.stem, id=id, name=name)
    return files


def editions(path: Path) -> dict[Path, nbformat.NotebookNode | str]:
    """Every file that is written from one master."""
    made: dict[Path, nbformat.NotebookNode | str] = {
        HOME / "student" / f"{path.stem}.ipynb": notebook(path, solved=False),
        HOME / "student" / f"{path.stem}.set": master.pack(path.read_text(encoding="utf-8")),
        HOME / "solution" / f"{path.stem}.ipynb": notebook(path, solved=True),
    }
    return made | {HOME / "grading" / path.stem / name: text for name, text in grading(path).items()}


def write(path: Path) -> None:
    shutil.rmtree(HOME / "grading" / path.stem, ignore_errors=True)
    for file, content in editions(path).items():
        file.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, str):
            # The same text may pack to other letters elsewhere: a file that says the same is left alone.
            same = (
                file.suffix == ".set" and file.is_file() and master.unpack(file.read_text()) == master.unpack(content)
            )
            if not same:
                file.write_text(content, encoding="utf-8", newline="\n")
        else:
            nbformat.write(content, file)


def main(arguments: list[str]) -> int:
    if unknown := set(arguments) - {path.stem for path in MASTERS}:
        print(f"There is no set {min(unknown)}; there are {', '.join(p.stem for p in MASTERS)}.", file=sys.stderr)
        return 2
    failed = 0
    for path in [path for path in MASTERS if not arguments or path.stem in arguments]:
        write(path)
        for edition in ("student", "solution"):
            file = HOME / edition / f"{path.stem}.ipynb"
            done = file.with_suffix(".progress.csv")
            mine = done.rename(file.with_suffix(".mine")) if done.is_file() else None  # whose it is, it stays
            try:
                nbformat.write(run(file), file)
                print(f"{edition}/{file.name}: written and run")
            except CellExecutionError as error:
                print(f"{edition}/{file.name}: a cell failed. {error.ename}: {error.evalue}", file=sys.stderr)
                failed = 1
            finally:
                if mine:
                    mine.rename(done)
    return failed


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
