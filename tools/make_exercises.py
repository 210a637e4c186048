"""Write the student and the solution edition of every set from its master in exercises/.

    python tools/make_exercises.py             write both, and store what the notebooks show
    python tools/make_exercises.py 02_compute  the same for one set, or several

`editions` says what the files hold, so a test can compare without running anything.
"""

from __future__ import annotations

import base64
import re
import sys
import zlib
from pathlib import Path

import nbformat
from nbclient.exceptions import CellExecutionError
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from normalise_notebooks import ROOT, normalise, run

from datakit.errors import DatakitError
from datakit.feedback import master

HOME = ROOT / "exercises"
MASTERS = [*sorted(HOME.glob("[0-9][0-9]_*.py")), *sorted(HOME.glob("before_and_after_*.py"))]
ARTICLES = [path for path in [HOME / "article"] if path.is_dir()]  # what a set reads beside the frames
KEPT_BACK = ("hidden", "wrong", "right")  # cells that a student is never given
FOLDED = {"jupyter": {"source_hidden": True}}
OWN = {"tags": ["nbval-ignore-output"]}  # it shows what whoever runs it has done


def stub(question: master.Question) -> str:
    """The solution with its blanks: what a student starts from."""
    lines = map(_blanked, question.cells["answer"].splitlines())
    return "\n".join(line for line in lines if line is not None).strip("\n")


def _blanked(line: str) -> str | None:
    mark = master.MARK.search(line)
    if mark is None:
        return line
    line = line[: mark.start()]
    if mark["mark"] == "cut":
        return None
    if words := mark["words"]:
        if line.count(words) != 1:
            raise DatakitError(f"A blank must name words that stand once in its line: {line!r} and {words!r}.")
        return line.replace(words, "...")
    return re.sub(r"( = |return ).+", r"\1...", line, count=1)


def pack(text: str) -> str:
    """A master as a student is given it: nobody reads the answers by accident, whoever wants to read them can."""
    parts = re.split(r"(?m)^(?=# %%)", text)
    kept = "".join(part for part in parts if not part.startswith(tuple(f"# %% {title}\n" for title in KEPT_BACK)))
    letters = base64.b64encode(zlib.compress(kept.encode("utf-8"), 9)).decode("ascii")
    return "\n".join(letters[i : i + 120] for i in range(0, len(letters), 120)) + "\n"


def notebook(path: Path, solved: bool) -> nbformat.NotebookNode:
    """One edition of the master at `path`, not run yet."""
    read, cells = master.parse(path.read_text(encoding="utf-8")), []
    for cell in read.shared:
        if cell.markdown:
            cells.append(new_markdown_cell(cell.source))
        elif cell.title != "checking":
            keep = "data, keep=False)" if solved and cell.title == "start" else "data)"
            tags = {"tags": ["parameters"]} if cell.title == "parameters" else {}
            cells.append(new_code_cell(cell.source.replace("data)", keep), metadata=tags))
    test = not any(q.hints for q in read.questions.values())  # judged at its end only
    for q in read.questions.values():
        check = f'check("{q.id}")'
        cells += [cell for cell in _cells(q, solved) if not (test and cell.source == check)]
    if test:
        cells.append(new_code_cell("check.score()", metadata={} if solved else OWN))
    elif not solved:
        cells += [new_markdown_cell("## Your progress"), new_code_cell("check.progress()", metadata=OWN)]
    return normalise(new_notebook(cells=cells))


def _cells(q: master.Question, solved: bool) -> list[nbformat.NotebookNode]:
    """A question's cells: its text, what is given, the answer or its blanks, the check, and in a solution the why."""
    if missing := {"answer", "why", "check"} - set(q.cells):
        raise DatakitError(f"Question {q.id} has no cell {' and no cell '.join(sorted(missing))}.")
    cells = [new_markdown_cell(q.text)]
    if "given" in q.cells:
        cells.append(new_code_cell(q.cells["given"], metadata={} if q.level == "worked" else FOLDED))
    cells.append(new_code_cell(q.solution if solved else stub(q), metadata={"tags": ["answer"]}))
    # A function is shown by a call, where the master has one.
    shown = q.cells.get("shown", "" if q.cells["answer"].startswith("def ") else q.name)
    cells += [new_code_cell(shown)] * bool(solved and shown)
    cells.append(new_code_cell(f'check("{q.id}")'))
    if solved:
        cells.append(new_markdown_cell("**Why.** " + q.cells["why"]))
    return cells


def editions(path: Path) -> dict[Path, nbformat.NotebookNode | str]:
    """Every file that is written from one master."""
    return {
        HOME / "student" / f"{path.stem}.ipynb": notebook(path, solved=False),
        HOME / "student" / f"{path.stem}.set": pack(path.read_text(encoding="utf-8")),
        HOME / "solution" / f"{path.stem}.ipynb": notebook(path, solved=True),
    }


def write(path: Path) -> None:
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
