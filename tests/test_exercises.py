"""All sets of exercises: their parts, their banks, mutants of their right answers, and their editions."""

from __future__ import annotations

import contextlib
import copy
import datetime
import decimal
import itertools
import json
import math
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

import make_exercises as made
import matplotlib.pyplot as plt
import nbformat
import numpy as np
import pandas as pd
import pytest
from matplotlib.axes import Axes

import datakit
from datakit import corpus
from datakit.bounds import Interval, number_words
from datakit.feedback import (
    RIGHT,
    Bounds,
    Chart,
    Choice,
    Conclusion,
    Exercises,
    Function,
    Open,
    Row,
    Table,
    master,
    read_article,
)
from datakit.feedback.chart import facts
from datakit.feedback.compare import Check
from datakit.feedback.engine import NO_TRY
from datakit.frames import Frames

MASTERS = {path.stem: master.parse(path.read_text(encoding="utf-8")) for path in made.MASTERS}
QUESTIONS = [(name, id) for name, read in MASTERS.items() for id in read.questions]
COMMITTED = [(path, file) for path in made.MASTERS for file in made.editions(path)]
SKILLS = {
    "words",
    "query",
    "group",
    "merge",
    "bounds",
    "squeeze",
    "dates",
    "chart",
    "function",
    "sentence",
    "outside",
    "review",
}
ANALYSIS = SKILLS - {"words", "sentence", "outside", "review"}  # in pandas or seaborn
LEVELS = ["worked", "two blanks", "free"]
CAPSTONE = "08"
TESTS = {name for name in MASTERS if not name[:2].isdigit()}  # before and after the course: no hints, judged at the end
LINES = 5000  # of the masters of all sets


@pytest.fixture(scope="session")
def data(frames_folder: Path) -> Frames:
    return datakit.load(frames_folder)


class Once(dict):
    """Makes a value when it is first asked for: a test of one question waits for no other."""

    def __init__(self, make: Callable[[str], Any]) -> None:
        self.make = make

    def __missing__(self, key: str) -> Any:
        with contextlib.chdir(made.HOME / "student"):
            self[key] = self.make(key)
        return self[key]


@pytest.fixture(scope="session")
def runs(data: Frames) -> dict[str, dict[str, Any]]:
    """Each question's names after its own cells, bank and hidden check included."""
    begun = Once(lambda name: MASTERS[name].begin(data))

    def ran(id: str) -> dict[str, Any]:
        name = next(name for name, other in QUESTIONS if other == id)
        names = MASTERS[name].run(id, begun[name], "hidden", "wrong", "right")
        names["wrong"] = by_value(names["check"], names[MASTERS[name].questions[id].name]) + names.get("wrong", [])
        for bank in ("wrong", "right"):  # a drawn chart is read once
            names[bank] = [read_chart(answer) for answer in names[bank]]
        plt.close("all")
        return names

    return Once(ran)


def by_value(check: Any, right: Any) -> list[tuple[str, Any]]:
    """The wrong answers that a check knows by their value, as they stand in its mistakes: they are in no bank."""
    if isinstance(check, Row):
        fields = {field: by_value(part, right[field]) for field, part in check.fields.items()}
        return [(f"{field}: {kind}", {**right, field: value}) for field in fields for kind, value in fields[field]]
    if isinstance(check, Choice):
        return [(option, option) for option in {said: option for option, said in check.replies.items()}.values()]
    known = [] if isinstance(check, (Chart, Conclusion, Function, Open)) else check.mistakes
    known = [(kind, value) for kind, value, _ in known if not callable(value)]
    if isinstance(check, Table):  # one that stands for some of the columns has the right ones beside them
        lacking = {kind: check.expected.columns.difference([*table, *check.key]) for kind, table in known}
        beside = {kind: check.expected[[*check.key, *columns]] for kind, columns in lacking.items()}
        known = [(k, t.merge(beside[k], how="left", on=check.key) if len(lacking[k]) else t) for k, t in known]
    return known


@pytest.fixture(scope="session")
def checks(data: Frames) -> dict[str, Exercises]:
    """The sets as a student has them, for the answers that are tried on every question."""
    return Once(lambda name: Exercises(name, data, keep=False))


def read_chart(answer: Any) -> Any:
    """The facts of a chart, alone or with its kind of mistake; any other answer as it is."""
    if isinstance(answer, tuple) and len(answer) == 2 and isinstance(answer[1], Axes):
        return answer[0], json.loads(json.dumps(facts(answer[1])))
    return json.loads(json.dumps(facts(answer))) if isinstance(answer, Axes) else answer


@pytest.fixture(params=QUESTIONS, ids=[id for _, id in QUESTIONS])
def question(request: pytest.FixtureRequest) -> master.Question:
    name, id = request.param
    return MASTERS[name].questions[id]


@pytest.fixture
def names(question: master.Question, runs: dict) -> dict[str, Any]:
    return runs[question.id]


@pytest.fixture
def room(tmp_path: Path, frames_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder as a student is given it: the sets, and the frames beside them. It is the working directory."""
    for name in MASTERS:
        shutil.copy(made.HOME / "student" / f"{name}.set", tmp_path)
    for folder in made.ARTICLES:
        shutil.copytree(folder, tmp_path / folder.name)
    shutil.copytree(frames_folder, tmp_path / "frames")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def numbers_in(thing: Any) -> list[float]:
    """Every number in an answer, however deep."""
    if isinstance(thing, dict):
        return [n for part in thing.values() for n in numbers_in(part)]
    if isinstance(thing, pd.DataFrame):
        return numbers_in(thing.select_dtypes("number").to_numpy().ravel().tolist())
    if isinstance(thing, (list, tuple)):
        return [n for part in thing for n in numbers_in(part)]
    real = isinstance(thing, (int, float, np.number)) and not isinstance(thing, bool)
    return [float(thing)] if real and math.isfinite(thing) else []


def verdict(names: dict[str, Any], answer: Any) -> Any:
    """What the visible check says, and the hidden one after it."""
    said = names["check"](answer)
    return names["hidden"](answer) if said == RIGHT and "hidden" in names else said


# the masters


def test_a_set_is_short_and_is_more_than_half_analysis() -> None:
    for name, read in MASTERS.items():
        asked = list(read.questions.values())
        assert 6 <= len(asked) <= 8, name
        assert len({q.name for q in asked}) == len(asked), "answers overwrite each other"
        assert all(q.id.startswith("00." if name in TESTS else name[:2] + ".") for q in asked)
        if name not in TESTS:
            assert 2 * sum(q.skill in ANALYSIS for q in asked) > len(asked), name
            assert {"chart", "sentence"} <= {q.skill for q in asked}, name
    sets = [path for path in made.MASTERS if path.stem not in TESTS]
    assert sum(len(path.read_text(encoding="utf-8").splitlines()) for path in sets) <= LINES


def test_a_skill_is_worked_first_then_has_two_blanks_then_is_free() -> None:
    seen: Counter[str] = Counter()
    for name, id in (pair for pair in QUESTIONS if pair[0] not in TESTS):
        q = MASTERS[name].questions[id]
        assert q.skill in SKILLS, id
        free = name[:2] == CAPSTONE or q.skill == "outside"
        assert q.level == ("free" if free else LEVELS[min(seen[q.skill], 2)]), id
        seen[q.skill] += not free


def test_a_question_has_its_parts(question: master.Question, names: dict) -> None:
    assert question.text.startswith(f"## {question.id} ")
    test = question.id.startswith("00.")
    assert test or len(question.hints) >= 2
    assert len(names["wrong"]) >= 4
    assert test or len(names["right"]) >= 2
    assert test or names["rests_on"] is not None
    assert isinstance(names["check"], Check)
    assert question.level != "worked" or "given" in question.cells
    if question.skill == "function":
        assert "hidden" in names


def test_stub_and_solution_agree_but_for_the_blanks(question: master.Question) -> None:
    stub, solution = made.stub(question).splitlines(), question.solution.splitlines()
    blanks = made.stub(question).count("...")
    assert blanks == {"two blanks": 2, "free": 1}.get(question.level, blanks) > 0
    assert "..." not in question.solution
    left = iter(solution)
    for line in stub:
        pattern = re.escape(line).replace(re.escape("..."), ".+")
        assert any(re.fullmatch(pattern, other) for other in left), line
    cut = len([line for line in question.cells["answer"].splitlines() if line.endswith("# cut")])
    assert len(list(filter(str.strip, solution))) - len(list(filter(str.strip, stub))) == cut


def figures_typed(source: str, claims: pd.DataFrame) -> set[Any]:
    """The figures of these claims that stand in a source: large numbers, and numbers with their unit as quoted."""
    facts = {int(v) for v in claims["value"].dropna() if v >= 1000 and v == int(v)}
    typed = {int(n.replace(",", "").replace("_", "")) for n in re.findall(r"\d[\d,_]{3,}", source)}
    quoted = {m[0] for quote in claims["quote"] for m in re.finditer(r"\d[\d.,]*(?: ?%| [a-z]*illion)", quote)}
    return typed & facts - {100_000} | {words for words in quoted if re.search(rf"(?<![\d.,]){words}", source)}


def test_prose_is_plain_and_holds_no_figure(question: master.Question, names: dict, data: Frames) -> None:
    prose = "\n".join([question.text, question.cells["why"], *question.hints])
    assert "!" not in re.sub("`[^`]*`", "", prose)
    assert "nought" not in prose
    source = "\n".join([prose, *question.cells.values()])
    for frames in (data, *(f for f in names.values() if isinstance(f, Frames) and "value" in f.claims)):
        assert not figures_typed(source, frames.claims)


def test_a_figure_that_is_typed_in_is_found(room: Path) -> None:
    claims = read_article("article").claims
    for row in claims[claims.quote.str.contains(r"\d")].itertuples():
        assert figures_typed(f"They say {row.quote}.", claims), row.quote
    assert not figures_typed("Write 0.5 or 100_000, in three digits; see 06.2.", claims)


# an article that goes with a set


def test_an_article_is_read_once_and_everybody_gets_a_copy(room: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read_article("article")
    monkeypatch.setattr("datakit.own.bring", lambda *_: pytest.fail("read again"))
    numbers = len(first.claims)
    first["claims"] = first.claims.drop(columns="value")
    first.claims["quote"] = ""
    assert len(read_article("article").claims) == numbers > 0


@pytest.mark.parametrize("name", [name for name in MASTERS if name[:2] in ("07", CAPSTONE)])
def test_a_better_reading_of_an_article_changes_no_answer(
    name: str, data: Frames, monkeypatch: pytest.MonkeyPatch
) -> None:
    def better(folder: str) -> Frames:
        read = read_article(folder)
        claims = read.claims.replace({"entity": {"Corvid Street": "Lanxi Networks", "Lindmoor": "Lindmoor Dairy"}})
        claims.loc[claims.quote == "a fifth", ["unit", "metric"]] = "growth_fraction", "market_share_growth"
        claims.loc[claims.quote.str.contains("cents"), "unit"] = "EUR"
        read["claims"] = claims
        return read

    monkeypatch.chdir(made.HOME / "student")
    monkeypatch.setattr("datakit.feedback.read_article", better)
    begun = MASTERS[name].begin(data)
    for id, q in MASTERS[name].questions.items():
        names = MASTERS[name].run(id, begun, "hidden", "wrong", "right")
        assert {verdict(names, answer) for answer in (names[q.name], *names["right"])} == {RIGHT}, id
    plt.close("all")


def test_an_article_that_is_missing_or_empty_is_a_sentence(room: Path) -> None:
    with pytest.raises(datakit.errors.DatakitError, match="no elsewhere"):
        read_article("elsewhere")
    (room / "nothing").mkdir()
    with pytest.raises(datakit.errors.DatakitError, match="no article"):
        read_article("nothing")


def test_the_articles_here_say_that_they_are_invented() -> None:
    assert made.ARTICLES
    for folder in made.ARTICLES:
        for row in corpus.manifest(folder).values():
            assert row["publisher"] == "invented for this course"
            assert "CC BY 4.0" in row["rights"]
        for article, _ in map(corpus.attempt, corpus.listing(folder)):
            assert "invented" in article.text


# the bank


def test_the_solution_and_its_other_shapes_are_right(question: master.Question, names: dict) -> None:
    for answer in (names[question.name], *names["right"]):
        assert names["check"](answer) == RIGHT
        assert verdict(names, answer) == RIGHT


def test_each_wrong_answer_gets_its_own_message(question: master.Question, names: dict) -> None:
    said = [(kind, names["check"](answer)) for kind, answer in names["wrong"]]
    assert [feedback.kind for _, feedback in said] == [kind for kind, _ in said]
    by_kind = defaultdict(set)
    for kind, feedback in said:
        by_kind[kind].add(feedback.text)
        assert 20 < len(feedback.text) < 400
        assert feedback.text[-1] in ".?"
        assert not re.search(r"!(?!=)|Traceback|assert|lambda|<class|File \"|\bNone of\b|nought", feedback.text), (
            feedback.text
        )
    texts = [text for own in by_kind.values() for text in own]
    assert len(set(texts)) == len(texts)
    assert len(set(by_kind) - NO_TRY) >= 4


def test_no_message_gives_the_reference_away(question: master.Question, names: dict) -> None:
    reference = numbers_in(names[question.name])
    for _, answer in names["wrong"]:
        text = names["check"](answer).text
        for number in reference:
            if any(math.isclose(abs(number), abs(n)) for n in numbers_in(answer)) or number in range(10):
                continue
            forms = {number_words(number), f"{number:,.0f}", f"{number:g}", str(number)} - {"0", "1"}
            said = [form for form in forms if re.search(rf"(?<![\d.,:]){re.escape(form)}(?![\d.,]?\d)", text)]
            assert not [form for form in said if form not in str(answer)], text


class Hostile:
    """Raises at whatever is done with it."""

    def __eq__(self, other: object) -> bool:
        raise RuntimeError("no")

    __hash__ = None

    def __str__(self) -> str:
        raise RuntimeError("no")

    __repr__ = __str__


def stops(*_: Any) -> None:
    raise ValueError("no\nno")


NONSENSE = [
    None, True, "", "...", "abc", b"abc", 0, -1, 10**400, math.nan, math.inf, -math.inf, 3j, np.nan, pd.NA, pd.NaT,
    decimal.Decimal(1), datetime.date(2024, 1, 1), np.array([]), np.array(5.5), np.array([[1, 2], [3, 4]]), [], (), {}, set(),
    [None], [[]], (None, None), ("a", "b"), (1, 2, 3), {"low": 1}, {"low": None, "high": []}, {1: 2}, pd.Series(dtype=float),
    pd.Series([1.0, 2.0]), pd.DataFrame(), pd.DataFrame({"low": [1]}), object(), int, print, stops, lambda *a: a, lambda: 0, Hostile(),
    "A sentence about nothing at all.", {"marks": [1]},
]  # fmt: skip


def test_nonsense_is_never_right_and_never_breaks_a_check(question: master.Question, checks: dict) -> None:
    check = checks[next(name for name, id in QUESTIONS if id == question.id)]
    for answer in NONSENSE:
        said = check.verdict(question.id, answer)
        assert said.kind not in ("right", "blank") or (isinstance(answer, str) and "..." in answer), said
        assert said.text
        assert "\n" not in said.text
        assert len(said.text) < 500
        assert said.kind != "strange" or isinstance(answer, (Hostile, int, dict)), (said, type(answer))


# mutants


def numeric(value: float, others: set[float]) -> dict[str, float]:
    """Mutants of a number: what is really another number than the value."""
    digits = -math.floor(math.log10(abs(value))) + 1 if value else 0
    changed = {
        "x10": value * 10, "x0.1": value / 10, "sign": -value, "other currency": value * 7.1, "percent": value * 100, "billions": value / 1e9,
        "rounding": round(value, digits - 1), "rounding up": math.ceil(value * 10**digits) / 10**digits, "one more": value * 1.01, "empty": math.nan,
    } | {f"another row {n}": other for n, other in enumerate(sorted(others))}  # fmt: skip
    return {kind: m for kind, m in changed.items() if math.isnan(m) or not math.isclose(m, value, rel_tol=1e-3)}


def tables(frame: pd.DataFrame, wanted: pd.DataFrame, others: set[float]) -> dict[str, Any]:
    """Mutants of a table, in the rows and columns that are asked for."""
    rows = range(len(frame))
    changed: dict[str, Any] = {f"row {i} dropped": frame.drop(index=frame.index[i]) for i in rows}
    changed |= {f"row {i} doubled": pd.concat([frame, frame.iloc[[i]]]) for i in rows}
    changed |= {f"{c} dropped": frame.drop(columns=c) for c in wanted}
    for column in wanted:
        rolled = frame.assign(**{column: np.roll(frame[column].to_numpy(), 1)})
        if Counter(map(str, rolled[wanted.columns].to_numpy())) != Counter(map(str, frame[wanted.columns].to_numpy())):
            changed[f"{column} off by one row"] = rolled
    for column, row in itertools.product(wanted.select_dtypes("number"), rows):
        number = frame[column].iloc[row]
        for kind, mutant in ({"filled": 1.0} if pd.isna(number) else numeric(float(number), others)).items():
            other = frame.astype({column: float})
            other.iloc[row, other.columns.get_loc(column)] = mutant
            changed[f"{column} of row {row}: {kind}"] = other
    return changed


SIDES = [
    ("less", "more"),
    ("fewer", "more"),
    ("lower", "higher"),
    ("below", "above"),
    ("under", "over"),
    ("smaller", "larger"),
]
TURNED = dict([*SIDES, *(pair[::-1] for pair in SIDES)])


def sentences(answer: str, check: Conclusion) -> dict[str, str]:
    """Mutants of a conclusion: a name that is missing, the relation turned, and more than the rows say."""
    changed = {
        "foretold": f"{answer.rstrip('.')}, and it will stay so.",
    }
    for what, spellings in check.names.items():
        changed[f"no {what}"] = re.sub("|".join(map(re.escape, spellings)), "it", answer, flags=re.I)
    if check.relation != "unknown":  # why it is not known, and between what, may be said
        changed["reason"] = f"{answer.rstrip('.')} because it must."
        changed |= {f"{a} turned": re.sub(rf"\b{a}\b", b, answer) for a, b in TURNED.items()}
    return {kind: mutant for kind, mutant in changed.items() if mutant != answer}


def charts(answer: Any) -> dict[str, Any]:
    """Mutants of a chart, in its facts: a mark dropped or moved, all in another scale, no title, no words."""
    shown = facts(answer)
    changed = {"no title": shown | {"title": ""}, "no words": shown | {"words": ""}, "no marks": shown | {"marks": []}}

    def times(mark: dict[str, Any], factor: float) -> dict[str, Any]:
        return mark | {side: [factor * end for end in mark[side]] for side in "xy"}

    changed["another scale"] = shown | {"marks": [times(mark, 1000) for mark in shown["marks"]]}
    named = [mark for mark in shown["marks"] if mark["names"]]
    for name in {mark["names"][0] for mark in named}:
        changed[f"without {name}"] = shown | {
            "marks": [m for m in shown["marks"] if not m["names"] or m["names"][0] != name]
        }
    return changed


def mutants(check: Any, answer: Any, others: set[float]) -> dict[str, Any]:
    """Changed answers, by what was changed."""
    if isinstance(check, Row):
        changed = {
            f"{field}: {kind}": {**answer, field: mutant}
            for field, part in check.fields.items()
            for kind, mutant in mutants(part, answer[field], others).items()
        }
        return changed | {f"{field} dropped": {k: v for k, v in answer.items() if k != field} for field in check.fields}
    if isinstance(check, Choice):
        return {f"option {other}": other for other in check.replies} | {"another word": f"{answer}s", "empty": ""}
    if isinstance(check, Conclusion):
        return sentences(answer, check)
    if isinstance(check, Chart):
        return charts(answer)
    if isinstance(check, Bounds):
        low, high = (answer.low, answer.high) if isinstance(answer, Interval) else tuple(answer)
        changed = {f"low: {k}": (m, high) for k, m in mutants(None, low, others).items()}
        changed |= {f"high: {k}": (low, m) for k, m in mutants(None, high, others).items()}
        return changed | ({"turned": (high, low)} if low != high else {})
    if isinstance(check, Table):
        frame = answer.reset_index() if answer.index.names != [None] else answer.reset_index(drop=True)
        return tables(frame, check.expected, others)
    if isinstance(check, Open) or answer is None or pd.isna(answer):
        return {"filled": 1.0, "zero": 0, "another row": max(others)}
    return (
        numeric(float(answer), others)
        if isinstance(answer, (int, float, np.number))
        else {"empty": "", "dropped": None}
    )


# Changes of a function's code that a student may well have made, each where the code has it.
MUTATIONS = [
    (r"how=\"inner\"", 'how="left"'), (r"\.merge\(([^()]*)\)", r'.merge(\1, how="left")'), (r" & ", " | "), (r"==", "!="), (r"!=", "=="),
    (r"\blow\b", "high"), (r"\bhigh\b", "low"), (r" \+ ", " - "), (r" - ", " + "), (r" / ", " * "), (r" <= ", " < "), (r" < ", " <= "), (r" > ", " < "),
    (r"\.drop_duplicates\([^()]*\)", ""), (r"\.dropna\([^()]*\)", ""), (r"\.sum\(\)", ".max()"), (r"\.max\(\)", ".sum()"), (r"\.min\(\)", ".max()"),
    (r"\.nunique\(\)", ".count()"), (r"\.sum\(skipna=False\)", ".sum()"), (r"\.sum\(min_count=1\)", ".sum()"), (r"\bnot ", ""), (r" and ", " or "),
]  # fmt: skip


def functions(q: master.Question, names: dict[str, Any]) -> dict[str, Any]:
    """Mutants of a function: changes of its code, and what it gives for its first case whatever it is given."""
    first = copy.deepcopy(names[q.name](*copy.deepcopy(names["check"].arguments[0])))
    changed: dict[str, Any] = {"typed in": lambda *_: first}
    for number, (old, new) in enumerate(MUTATIONS):
        for place, found in enumerate(re.finditer(old, q.solution)):
            code = q.solution[: found.start()] + found.expand(new) + q.solution[found.end() :]
            with contextlib.suppress(SyntaxError):
                exec(code, other := dict(names))
                changed[f"{number}.{place}: {found[0]} -> {found.expand(new)}"] = other[q.name]
    return changed


# What is accepted although it was changed: question, change -> why it is the same answer, or cannot be told from it.
ARGUED = {
    ("06.2", "11.0:  <  ->  <= "): "a claim with itself is a pair then, and no period lies apart from itself",
}


def test_mutants_are_rejected(runs: dict, data: Frames) -> None:
    others = {float(v) for v in data.compute["low"].dropna()}
    tried, survivors = Counter(), []
    for name, id in QUESTIONS:
        q, names = MASTERS[name].questions[id], runs[id]
        check, answer = names["check"], names[q.name]
        if isinstance(check, Function):
            changed = functions(q, names)
        else:
            changed = mutants(check, answer, others - set(numbers_in(answer)))
        assert len(changed) >= 2, id
        tried[q.skill] += len(changed)
        survivors += [(id, kind) for kind, mutant in changed.items() if verdict(names, mutant) == RIGHT]
    print(f"{tried.total()} mutants ({dict(tried)}); survivors: {survivors}")
    assert tried.total() >= 20 * len(MASTERS)
    assert len(survivors) <= 0.05 * tried.total()
    assert set(survivors) == set(ARGUED)


def test_what_a_question_rests_on_is_shown_below_a_wrong_answer(
    question: master.Question, names: dict, checks: dict
) -> None:
    if names["rests_on"] is None:
        return
    check = checks[next(name for name, id in QUESTIONS if id == question.id)]
    answer = next(answer for kind, answer in names["wrong"] if kind not in NO_TRY)
    assert "<blockquote>" in check.said(question.id, answer)._repr_mimebundle_()["text/html"]


# the editions


@pytest.mark.parametrize(("path", "file"), COMMITTED, ids=[str(f.relative_to(made.HOME)) for _, f in COMMITTED])
def test_no_edition_is_out_of_step(path: Path, file: Path) -> None:
    wanted = made.editions(path)[file]
    if isinstance(wanted, str):
        assert master.unpack(file.read_text(encoding="ascii")) == master.unpack(wanted)
    else:
        kept = nbformat.read(file, as_version=4)
        nbformat.validate(kept)
        assert [(c.cell_type, c.source, c.metadata) for c in kept.cells] == [
            (c.cell_type, c.source, c.metadata) for c in wanted.cells
        ], "run make exercises"


def test_nothing_else_lies_among_the_editions() -> None:
    kinds = [folder for folder in made.HOME.iterdir() if folder.is_dir() and folder not in made.ARTICLES]
    files = {f for kind in kinds for f in kind.rglob("*") if f.is_file() and ".progress" not in f.name}
    assert files - {f for f in files if ".ipynb_checkpoints" in f.parts} == {file for _, file in COMMITTED}


def test_the_student_edition_holds_no_hidden_check_and_no_bank() -> None:
    for path in made.MASTERS:
        text = path.read_text(encoding="utf-8")
        given = master.unpack((made.HOME / "student" / f"{path.stem}.set").read_text(encoding="ascii"))
        assert not re.search(r"^# %% (hidden|wrong|right)", given, re.M)
        for q in master.parse(text).questions.values():
            seen = q.cells.get("given", "") if q.level == "worked" else ""  # a worked question shows lines like its own
            for line in q.cells["answer"].splitlines():
                bare = line.split("  # cut")[0].strip()
                assert not line.endswith("# cut") or bare not in made.stub(q) or bare in seen


def code(name: str, solved: bool) -> list[str]:
    """The sources of an edition's code cells."""
    path = next(p for p in made.MASTERS if p.stem == name)
    return [cell.source for cell in made.notebook(path, solved).cells if cell.cell_type == "code"]


def run(sources: list[str], capsys: pytest.CaptureFixture[str], forgiving: bool = False) -> str:
    """Cells run one after the other, as without a kernel; what they print."""
    names: dict[str, Any] = {"__name__": "__main__"}
    for source in sources:
        try:
            exec(source, names)
        except Exception:
            if not forgiving:
                raise
    return capsys.readouterr().out


@pytest.mark.parametrize("name", MASTERS)
def test_the_blank_edition_runs_and_says_not_yet(room: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(code(name, solved=False), capsys, forgiving=True)
    asked = MASTERS[name].questions
    # A blank inside a call may stop its cell: then there is no answer yet.
    if name in TESTS:
        assert out.count("not tried") == len(asked)
    else:
        assert out.count("Not answered yet") + out.count("There is no name") == len(asked)
    assert "✗" not in out
    assert not list(room.glob("*.progress.csv")), "a blank is not a try"


@pytest.mark.parametrize("name", MASTERS)
def test_the_solution_edition_is_right_throughout(room: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(code(name, solved=True), capsys)
    many = len(MASTERS[name].questions)
    assert f"{many} of {many} questions are right" in out if name in TESTS else out.count(": Right.") == many
    assert "✗" not in out


@pytest.mark.parametrize(("turn", "name"), [(place % 2, name) for place, name in enumerate(MASTERS)])
def test_a_spoilt_cell_spoils_no_other_question(
    room: Path, name: str, turn: int, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, asked = code(name, solved=True), list(MASTERS[name].questions.values())
    for place, q in enumerate(asked[turn::2]):
        sources[sources.index(q.solution)] = ("", "this is ( no code", "raise ValueError")[place % 3]
    out = run(sources, capsys, forgiving=True)
    shown = r"^ *\S*{} .*\bright\b" if name in TESTS else r"{}: Right\."
    right = [bool(re.search(shown.format(re.escape(q.id)), out, re.M)) for q in asked]
    assert right == [place % 2 != turn for place in range(len(asked))]


@pytest.mark.parametrize("name", MASTERS)
def test_what_a_student_does_to_a_frame_does_not_move_the_reference(
    room: Path, name: str, runs: dict, frames_folder: Path
) -> None:
    mine = datakit.load(frames_folder)
    check = Exercises(name, mine, keep=False)
    for frame in mine.values():
        for column in frame.select_dtypes("number"):
            frame.pop(column)
    for id, q in MASTERS[name].questions.items():
        assert check.verdict(id, runs[id][q.name]) == RIGHT


def test_on_other_articles_a_set_says_what_it_lacks(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = Frames({frame: table.head(0) for frame, table in datakit.load(room / "frames").items()})
    for name, read in MASTERS.items():
        check = Exercises(name, nothing, keep=False)
        kinds = {check.verdict(id, object()).kind for id in read.questions}
        assert "right" not in kinds
        # The capstone and the two tests bring all that they ask about.
        assert ("not asked" in kinds) != (name in TESTS or name[:2] == CAPSTONE), name
