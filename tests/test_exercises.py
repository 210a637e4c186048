"""The checkers are tested by the answers in their masters' banks, by mutants of right answers, and by nonsense."""

from __future__ import annotations

import contextlib
import datetime
import decimal
import itertools
import math
import pickle
import re
import shutil
import time
from pathlib import Path
from typing import Any

import make_exercises as made
import nbformat
import numpy as np
import pandas as pd
import pytest

import datakit
from datakit import corpus, own, review
from datakit.bounds import number_words
from datakit.exercises import HINT_AFTER, SOLUTION_AFTER, Exercises, grade, master, read_article
from datakit.exercises import made as made_checks
from datakit.exercises.compare import RIGHT, Bounds, Number
from datakit.exercises.fields import Choice, Guess, Row
from datakit.frames import Frames

MASTERS = {path.stem: master.parse(path.read_text(encoding="utf-8")) for path in made.MASTERS}
QUESTIONS = [(name, id) for name, read in MASTERS.items() for id in read.questions]
IDS = [id for _, id in QUESTIONS]
COMMITTED = [(path, file) for path in made.MASTERS for file in made.editions(path)]


@pytest.fixture(scope="session")
def data(frames_folder: Path) -> Frames:
    return datakit.load(frames_folder)


@pytest.fixture(scope="session")
def runs(data: Frames) -> dict[str, dict[str, Any]]:
    """Each question's names after its own cells, bank and hidden check included."""
    with contextlib.chdir(made.HOME / "student"):
        return {
            id: MASTERS[name].run(id, MASTERS[name].begin(data), "hidden", "wrong", "right") for name, id in QUESTIONS
        }


@pytest.fixture(params=QUESTIONS, ids=IDS)
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
    if isinstance(thing, (list, tuple)):
        return [n for part in thing for n in numbers_in(part)]
    real = isinstance(thing, (int, float, np.number)) and not isinstance(thing, bool)
    return [float(thing)] if real and math.isfinite(thing) else []


# the masters


def test_a_set_has_eight_questions_of_different_kinds() -> None:
    assert MASTERS
    for name, read in MASTERS.items():
        assert len(read.questions) >= 8, name
        assert len({q.kind for q in read.questions.values()}) >= 8, name
        assert len({q.name for q in read.questions.values()}) == len(read.questions), "answers overwrite each other"
        assert all(id.startswith(name[:2] + ".") for id in read.questions)


def test_a_question_has_its_parts(question: master.Question, names: dict) -> None:
    assert question.text.startswith(f"## {question.id} ")
    assert len(question.hints) >= 2
    assert len(names["wrong"]) >= 4
    assert len(names["right"]) >= 2
    assert names["rests_on"]


def figures_typed(source: str, claims: pd.DataFrame) -> set[Any]:
    """The figures of these claims that stand in a source: large numbers, and numbers with their unit as quoted."""
    facts = {int(v) for v in claims["value"].dropna() if v >= 1000 and v == int(v)}
    typed = {int(n.replace(",", "").replace("_", "")) for n in re.findall(r"\d[\d,_]{3,}", source)}
    quoted = {m[0] for quote in claims["quote"] for m in re.finditer(r"\d[\d.,]*(?: ?%| [a-z]*illion)", quote)}
    return typed & facts - {100_000} | {words for words in quoted if re.search(rf"(?<![\d.,]){words}", source)}


def test_prose_is_plain_and_holds_no_figure(question: master.Question, names: dict, data: Frames) -> None:
    prose = "\n".join([question.text, question.cells["why"], question.cells["hints"]])
    assert "!" not in re.sub("`[^`]*`", "", prose)
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
            assert 350 <= len(article.text.split()) <= 550


def test_the_capstone_says_rightly_that_its_pledge_is_not_the_largest(runs: dict) -> None:
    names = runs["08.6"]
    ours, yearly = set(names["article"].capex.entity), names["expected"].set_index("entity").a_year
    assert yearly.idxmax() not in ours
    assert ours & set(yearly.index)


def test_the_decision_of_the_capstone_brings_out_a_contradiction(room: Path, runs: dict) -> None:
    names = runs["08.5"]
    decision, row = names["decision"], names["doubted"]
    line = {"frame": "claims", "source": row.source, "start": str(row.start), "quote": row.quote, "rule": "none"}
    review.rewrite(room / "article", names["article"].readings, [line | decision])
    after = own.bring(room / "article", room / "after")
    assert not after.problem
    new = set(after.conflicts.right) - set(names["article"].conflicts.right)
    assert new == {row.claim}, "the reason says that the program then reports it"


def test_stub_and_solution_agree_but_for_the_blanks(question: master.Question) -> None:
    stub, solution = question.stub.splitlines(), question.solution.splitlines()
    assert "..." in question.stub
    assert "..." not in question.solution
    left = iter(solution)
    for line in stub:
        pattern = re.escape(line).replace(re.escape("..."), ".+")
        assert any(re.fullmatch(pattern, other) for other in left), line
    cut = len([line for line in question.cells["answer"].splitlines() if line.endswith("# cut")])
    assert len(solution) - len(stub) == cut
    assert len(stub) >= 1


@pytest.mark.parametrize("line", ["x = 1  # blank: 2", "x = 1 + 1  # blank: 1"])
def test_a_blank_that_is_not_one_place_is_refused(line: str) -> None:
    with pytest.raises(datakit.errors.DatakitError, match="once"):
        master.Question("00.1", "", "", {"answer": line}).stub  # noqa: B018


# the bank


def test_the_solution_is_right(question: master.Question, names: dict) -> None:
    answer = names[question.name]
    assert names["check"](answer) == RIGHT
    assert names.get("hidden", names["check"])(answer) == RIGHT


def test_each_wrong_answer_gets_its_own_message(question: master.Question, names: dict) -> None:
    said = [(kind, names["check"](answer)) for kind, answer in names["wrong"]]
    assert [feedback.kind for _, feedback in said] == [kind for kind, _ in said]
    texts = [feedback.text for _, feedback in said]
    assert len(set(texts)) == len(texts)
    for text in texts:
        assert 20 < len(text) < 400
        assert text[-1] in ".?"
        assert not re.search(r"!|Traceback|assert|lambda|<class|File \"|\bNone of\b", text), text


def test_no_message_gives_the_reference_away(question: master.Question, names: dict) -> None:
    reference = numbers_in(names[question.name])
    for _, answer in names["wrong"]:
        text = names["check"](answer).text
        for number in reference:
            if any(math.isclose(number, n) for n in numbers_in(answer)) or (abs(number) < 2 and number == int(number)):
                continue
            forms = {number_words(number), f"{number:,.0f}", f"{number:g}", str(number)} - {"0", "1"}
            assert not [form for form in forms if form in text and str(answer).find(form) < 0], text


def test_right_answers_in_other_shapes_are_right(names: dict) -> None:
    for answer in names["right"]:
        assert names["check"](answer) == RIGHT
        assert names.get("hidden", names["check"])(answer) == RIGHT


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
]  # fmt: skip


def test_nonsense_is_never_right_and_never_breaks_a_check(room: Path, question: master.Question, data: Frames) -> None:
    check = Exercises(next(n for n, id in QUESTIONS if id == question.id), data, keep=False)
    for answer in NONSENSE:
        said = check.verdict(question.id, answer)
        assert said.kind not in ("right", "blank"), said
        assert said.text
        assert "\n" not in said.text
        assert len(said.text) < 500
        assert said.kind != "strange" or isinstance(answer, (Hostile, int)), (said, type(answer))


# mutants


def numeric(value: float, others: set[float]) -> dict[str, float]:
    """Mutants of a number: what is really another number than the value."""
    digits = -math.floor(math.log10(abs(value))) + 1 if value else 0
    changed = {
        "x10": value * 10,
        "x0.1": value / 10,
        "sign": -value,
        "other currency": value * 7.1,
        "other currency back": value / 7.1,
        "percent": value * 100,
        "billions": value / 1e9,
        "rounding": round(value, digits - 1),
        "rounding up": math.ceil(value * 10**digits) / 10**digits,
        "one more": value * 1.01,
        "empty": math.nan,
    } | {f"another row {n}": other for n, other in enumerate(sorted(others))}
    return {kind: m for kind, m in changed.items() if math.isnan(m) or not math.isclose(m, value, rel_tol=1e-3)}


def tables(frame: pd.DataFrame, others: set[float]) -> dict[str, Any]:
    first = frame.columns[0]
    changed: dict[str, Any] = {f"row {i} dropped": frame.drop(index=frame.index[i]) for i in range(len(frame))}
    changed |= {f"row {i} doubled": pd.concat([frame, frame.iloc[[i]]]) for i in range(len(frame))}
    changed |= {f"{c} dropped": frame.drop(columns=c) for c in frame}
    changed |= {f"{c} renamed": frame.rename(columns={c: f"{c}_2"}) for c in frame}
    renamed = frame.copy()
    renamed.iloc[0, 0] = f"{frame.iloc[0, 0]} Ltd"
    changed[f"{first} of a row renamed"] = renamed
    if len(frame) > 1:
        changed |= {
            f"{c} off by one row": frame.assign(**{c: np.roll(frame[c].to_numpy(), 1)})
            for c in frame
            if not pd.Series(np.roll(frame[c].to_numpy(), 1)).equals(frame[c].reset_index(drop=True))
        }
    for column, row in itertools.product(frame.select_dtypes("number"), range(len(frame))):
        place = (row, frame.columns.get_loc(column))
        cells = {"filled": 1.0} if math.isnan(frame.iloc[place]) else numeric(frame.iloc[place], others)
        for kind, number in cells.items():
            other = frame.astype({column: float})
            other.iloc[place] = number
            changed[f"{column} of row {row}: {kind}"] = other
    return changed


def mutants(check: Any, answer: Any, others: set[float]) -> dict[str, Any]:  # noqa: C901 - one `if` for each kind of answer
    """Changed answers, by what was changed."""
    if isinstance(check, Row):
        return {
            f"{field}: {kind}": {**answer, field: m}
            for field, part in check.fields.items()
            if not isinstance(part, Guess)
            for kind, m in mutants(part, answer[field], others).items()
        } | {f"{field} dropped": {k: v for k, v in answer.items() if k != field} for field in answer}
    if isinstance(check, Choice):
        return {f"choice {other}": other for other in check.replies if other != check.right} | {
            "another word": answer + "s",
            "empty": "",
        }
    if isinstance(check, made_checks.Reason):
        return {"empty": "", "a verdict": "It is wrong.", "about nothing": "Because I looked at it for a long time."}
    if isinstance(check, Bounds) or isinstance(answer, tuple):
        low, high = answer
        changed = {f"low: {k}": (m, high) for k, m in mutants(None, low, others).items()}
        changed |= {f"high: {k}": (low, m) for k, m in mutants(None, high, others).items()}
        return changed | ({"turned": (high, low)} if low != high else {})
    if answer is None:
        return {"filled": 1.0, "nought": 0, "another row": max(others)}
    if isinstance(check, Choice):  # an option may be a name of two words
        return {f"option {option}": option for option in check.replies} | {"another word": answer + "s", "empty": ""}
    if isinstance(answer, (int, float, np.number)):
        return numeric(float(answer), others)
    if isinstance(answer, pd.DataFrame):
        return tables(answer, others)
    if isinstance(answer, dict):
        dropped = {f"{k} dropped": {a: b for a, b in answer.items() if a != k} for k in answer}
        pairs = itertools.permutations(answer, 2)
        return dropped | {f"{a} as {b}": {**answer, a: answer[b]} for a, b in pairs if answer[a] != answer[b]}
    if callable(answer):
        memo: dict[bytes, dict[str, Any]] = {}

        def wrapped(kind: str) -> Any:
            def changed(*given: Any) -> Any:
                key = pickle.dumps(given)
                if key not in memo:
                    memo[key] = mutants(None, answer(*given), others)
                return memo[key].get(kind, math.nan)

            return changed

        kinds = mutants(None, answer(*check.cases[0][1]), others)
        return {kind: wrapped(kind) for kind in kinds}
    if answer.isupper() and len(answer) > 2:  # letters in order
        swaps = itertools.combinations(range(len(answer)), 2)
        moved = {f"{i} and {j} exchanged": exchanged(answer, i, j) for i, j in swaps}
        return (
            moved | {f"{i} dropped": answer[:i] + answer[i + 1 :] for i in range(len(answer))} | {"doubled": answer * 2}
        )
    if " " in answer:
        return sentences(answer, others)
    return {"another word": answer + "s", "empty": ""}


HEDGES = ("more than", "over", "at least", "nearly", "almost", "about", "up to", "less than", "exactly", "")
PLANS = {"held": "plans to buy", "had": "plans to have", "spent": "plans to spend", "will": "may perhaps"}


def sentences(answer: str, others: set[float]) -> dict[str, str]:
    """Mutants of a sentence: its number, the word before the number, its year, its verb."""
    figure = max(re.findall(r"\d+(?:[.,]\d+)*", re.sub(r"\b(?:19|20)\d\d\b", "", answer)), key=len)
    number = float(figure.replace(",", ""))
    changed = {k: answer.replace(figure, f"{m:,.10g}") for k, m in numeric(number, others - {number}).items() if m > 0}
    before = next((hedge for hedge in HEDGES if re.search(rf"\b{hedge} \D{{0,4}}{figure}", answer)), "")
    for hedge in set(HEDGES) - {before} - ({"exactly"} if not before else set()):
        # Words that open the same end are no mistake.
        if not any({hedge, before} <= same for same in ({"more than", "over", "at least"}, {"nearly", "almost"})):
            old = rf"{before} (?=\D{{0,4}}{figure})" if before else rf"(?<= )(?=\D{{0,4}}{figure})"
            changed[f"hedge: {hedge}"] = re.sub(old, f"{hedge} ".lstrip(), answer, count=1)
    if year := re.search(r"\b20\d\d\b", answer):
        changed["other year"] = answer.replace(year[0], str(int(year[0]) + 1))
    changed |= {f"plan for {verb}": re.sub(rf"\b{verb}\b", plan, answer) for verb, plan in PLANS.items()}
    changed["money"] = answer.replace(figure, f"${figure}")
    return {kind: mutant for kind, mutant in changed.items() if mutant != answer and f"$${figure}" not in mutant}


def exchanged(text: str, i: int, j: int) -> str:
    letters = list(text)
    letters[i], letters[j] = letters[j], letters[i]
    return "".join(letters)


# What is accepted although it was changed, each with the reason.
ARGUED: dict[tuple[str, str], str] = {}


def test_mutants_are_rejected(runs: dict, data: Frames) -> None:
    others = {float(v) for v in data.compute["low"].dropna()}
    tried, survivors = 0, []
    for name, id in QUESTIONS:
        asked, names = MASTERS[name].questions[id], runs[id]
        check, answer = names["check"], names[asked.name]
        own = set(numbers_in(answer)) if not callable(answer) else set()
        changed = mutants(check, answer, others - own)
        assert len(changed) >= 2, id
        for kind, mutant in changed.items():
            tried += 1
            if check(mutant) == RIGHT:
                survivors.append((id, kind))
    print(f"{tried} mutants, {tried - len(survivors)} rejected; survivors: {survivors}")
    assert tried >= 20 * len(MASTERS)
    assert len(survivors) <= 0.02 * tried
    assert set(survivors) == set(ARGUED)


def test_questions_come_back_two_sets_later() -> None:
    for name, read in MASTERS.items():
        if int(name[:2]) > 2:
            named = {id for q in read.questions.values() for id in re.findall(r"\b\d\d\.\d+\b", q.text) if id != q.id}
            back = {id for id in named if int(id[:2]) == int(name[:2]) - 2}
            assert len(back) >= 2, f"{name} takes up {back or 'nothing'} of the set two before it"
            assert named <= set(IDS)


def test_a_sentence_keeps_about_where_both_ends_are_open(data: Frames) -> None:
    row = data.claims[(data.claims.hedge == "about") & (data.claims.unit == "USD")].iloc[0]
    said = f"{row.entity} is said to be worth around {number_words(row.value, row.unit)}."
    check = made_checks.Sentence(row, {"whose it is": [row.entity]})
    assert check(said) == RIGHT
    assert check(said.replace("around ", "")).kind == "hedge dropped"
    assert check(said.replace("around", "nearly")).kind == "other hedge"


@pytest.mark.parametrize("name", MASTERS)
def test_what_a_question_rests_on_is_shown_below_a_wrong_answer(
    name: str, runs: dict, data: Frames, room: Path
) -> None:
    check = Exercises(name, data, keep=False)
    for id in MASTERS[name].questions:
        said = check.said(id, wrongs(runs, id)[0])
        assert "<blockquote>" in said._repr_mimebundle_()["text/html"], id


# one number, every mistake


@pytest.mark.parametrize(
    ("answer", "unit", "value", "kind"),
    [
        ("12", "CNY", 12, "type"), (None, "CNY", 12, "none"), (math.nan, "CNY", 12, "nan"), (math.inf, "CNY", 12, "infinite"),
        (pd.Series([12]), "CNY", 12, "not one number"), ([12], "CNY", 12, "not one number"), (True, "chips", 1, "type"),
        (pd.Series(["a"]).unique(), "CNY", 12, "not one number"), (pd.Index(["a"]), "CNY", 12, "not one number"), (-12, "CNY", 12, "sign"), (38, "CNY", 38e9, "scale"), (380, "CNY", 380e9, "scale"), (3800, "CNY", 380e8, "tenfold"),
        (3.8, "CNY", 3.8e8, "scale"), (38, "chips", 380_000, "scale"), (38e4, "chips", 38e3, "tenfold"), (65, "fraction", 0.65, "percent"),
        (0.35, "fraction", 0.65, "the other part"), (1 / 0.65, "fraction", 0.65, "upside down"), (52.9e9, "CNY", 380e9, "currency"),
        (380e9, "USD", 52.9e9, "currency"), (380e9, "chips", 52.9e9, "too high"), (0, "CNY", 12, "nought"), (11.9, "CNY", 12, "near"),
        (5, "CNY", 12, "too low"),
    ],
)  # fmt: skip
def test_what_is_recognised_in_a_number(answer: Any, unit: str, value: float, kind: str) -> None:
    assert Number(value, unit)(answer).kind == kind


@pytest.mark.parametrize(
    ("given", "words"), [(516666.67, "516,667 chips"), (1234567.8, "1.235 million"), (12.5, "12.5 ")]
)
def test_a_large_number_is_said_without_what_stands_behind_its_point(given: float, words: str) -> None:
    assert words in Number(2 * given, "chips")(given).text


@pytest.mark.parametrize("answer", [12, 12.0, np.float64(12), np.int64(12), np.array(12), 12 + 1e-9])
def test_a_number_in_other_clothes_is_right(answer: Any) -> None:
    assert Number(12, "chips")(answer) == RIGHT


@pytest.mark.parametrize(
    ("guess", "said"),
    [
        (0.4, "exactly that"),
        (0.42, "within a tenth"),
        (0.8, "2 times too high"),
        (0.2, "2 times too low"),
        (0, "it is 40%."),
    ],
)
def test_a_right_answer_is_told_how_far_off_the_guess_was(guess: float, said: str) -> None:
    row = Row({"guess": Guess(0, 1, of="part"), "part": Number(0.4, "fraction")})
    for answer in ({"guess": guess, "part": 0.4}, pd.Series({"guess": guess, "part": 0.4})):
        assert row(answer) == RIGHT
        assert said in row.remark(answer)


def test_a_function_that_never_comes_back_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(made_checks, "PATIENCE", 0.2)

    def loops(number: int) -> int:
        while True:
            try:  # noqa: SIM105
                number += 1
            except:  # noqa: E722 - as a student may write it
                pass

    def late(number: int) -> int:
        while number < 10 or not time.sleep(0.01):
            number += 1
        return number

    check = made_checks.Function([("a number", (1,), Number(1))])
    for function in (loops, late):
        assert check(function).kind == "too long"
    assert check(lambda number: number) == RIGHT
    time.sleep(0.3)  # no timer is left to go off


@pytest.mark.parametrize(
    ("reason", "kind"),
    [
        ("the tram stands at the harbour", "right"),
        ("Wrong.", "too short"),
        (" ", "too short"),
        ("I am quite sure about it", "no words"),
        (None, "type"),
    ],
)
def test_a_reason_is_more_than_a_verdict(reason: Any, kind: str) -> None:
    assert made_checks.Reason(["Harbour"])(reason).kind == kind


def test_about_in_a_sentence_is_another_hedge_and_no_exact_number(data: Frames) -> None:
    row = data.compute[data.compute.hedge == "over"].iloc[0]
    claim = data.claims.set_index("claim").loc[row.fact]
    check = made_checks.Sentence(claim, {"whose they are": [row.entity]})
    said = f"{row.entity} held more than {number_words(row.low)} {row.origin} chips."
    assert check(said) == RIGHT
    assert check(said.replace("more than", "about")).kind == "other hedge"
    assert check(said.replace("more than ", "")).kind == "hedge dropped"


# the editions


@pytest.mark.parametrize(("path", "file"), COMMITTED, ids=[str(f.relative_to(made.HOME)) for _, f in COMMITTED])
def test_no_edition_is_out_of_step(path: Path, file: Path) -> None:
    wanted = made.editions(path)[file]
    if file.suffix == ".set":
        assert master.unpack(file.read_text(encoding="ascii")) == master.unpack(wanted)
    elif file.suffix == ".ipynb":
        kept = nbformat.read(file, as_version=4)
        nbformat.validate(kept)
        assert [(c.cell_type, c.source, c.metadata) for c in kept.cells] == [
            (c.cell_type, c.source, c.metadata) for c in wanted.cells
        ], "run make exercises"
    else:
        assert file.read_text(encoding="utf-8") == wanted


def test_nothing_else_lies_among_the_editions() -> None:
    kinds = ("student", "solution", "grading")
    files = {f for kind in kinds for f in (made.HOME / kind).rglob("*") if f.is_file() and ".progress" not in f.name}
    assert files - {f for f in files if ".ipynb_checkpoints" in f.parts} == {file for _, file in COMMITTED}


def test_the_student_edition_holds_no_hidden_check_and_no_bank() -> None:
    for path in made.MASTERS:
        text = path.read_text(encoding="utf-8")
        given = master.unpack((made.HOME / "student" / f"{path.stem}.set").read_text(encoding="ascii"))
        assert "# %% hidden" in text
        assert not re.search(r"^# %% (hidden|wrong|right)", given, re.M)
        student = (made.HOME / "student" / f"{path.stem}.ipynb").read_text(encoding="utf-8")
        for q in master.parse(text).questions.values():
            for line in q.cells["answer"].splitlines():
                if line.endswith("# cut"):
                    assert line.split("  # cut")[0].strip() not in student


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
    out = run(code(name, solved=False), capsys)
    assert out.count("Not answered yet") == len(MASTERS[name].questions)
    assert "✗" not in out
    assert not list(room.glob("*.progress.csv")), "a blank is not a try"


@pytest.mark.parametrize("name", MASTERS)
def test_the_solution_edition_is_right_throughout(room: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = run(code(name, solved=True), capsys)
    assert out.count(": Right.") == len(MASTERS[name].questions)
    assert "✗" not in out


@pytest.mark.parametrize("harm", ["copied", "split", "typed anew", "deleted", "broken"])
@pytest.mark.parametrize("turn", [0, 1])
@pytest.mark.parametrize("name", MASTERS)
def test_a_spoilt_cell_spoils_no_other_question(
    room: Path, name: str, turn: int, harm: str, capsys: pytest.CaptureFixture[str]
) -> None:
    sources, asked = code(name, solved=True), list(MASTERS[name].questions.values())
    for q in asked[turn::2]:
        place = sources.index(q.solution)
        sources[place : place + 1] = {
            "copied": [q.solution] * 2,
            "split": q.solution.splitlines(),
            "typed anew": [q.solution.replace(" = ", "  =  ")],
            "deleted": [],
            "broken": ["this is ( no code"],
        }[harm]
    out = run(sources, capsys, forgiving=True)
    assert all(f"{q.id}: Right." in out for q in asked[1 - turn :: 2])
    if harm != "split":  # lines that stand alone are right when split, others are not
        right = harm in ("copied", "typed anew")
        assert all((f"{q.id}: Right." in out) == right for q in asked[turn::2])


def test_a_name_that_is_not_there_is_named(room: Path, data: Frames, capsys: pytest.CaptureFixture[str]) -> None:
    name, id = QUESTIONS[0]
    check = Exercises(name, data)
    check(id)
    assert MASTERS[name].questions[id].name in capsys.readouterr().out
    check("99.9")
    assert "99.9" in capsys.readouterr().out
    assert not Path(f"{name}.progress.csv").exists()


def test_what_a_student_does_to_a_frame_does_not_move_the_reference(
    room: Path, runs: dict, frames_folder: Path
) -> None:
    mine = datakit.load(frames_folder)
    check = Exercises("02_compute", mine)
    for frame in mine.values():
        for column in frame.select_dtypes("number"):
            frame.pop(column)
    assert check.verdict("02.2", runs["02.2"]["held_total"]) == RIGHT


def test_on_other_articles_a_set_says_what_it_lacks(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = Frames({frame: table.head(0) for frame, table in datakit.load(room / "frames").items()})
    said = {}
    for name, read in MASTERS.items():
        check = Exercises(name, nothing, keep=False)
        said[name] = "written for the articles" in capsys.readouterr().out
        kinds = {check.verdict(id, 1).kind for id in read.questions}
        # The capstone brings its own article, and asks of the course's tables only what they may lack.
        assert kinds == {"not asked"} or name == "08_capstone"
    assert said["03_capex"]
    assert not said["08_capstone"]


# progress


def wrongs(runs: dict, id: str) -> list[Any]:
    return [answer for _, answer in runs[id]["wrong"]]


def test_hint_after_two_tries_solution_after_three(room: Path, runs: dict, data: Frames, capsys: Any) -> None:
    check, (one, two, three, *_) = Exercises("02_compute", data), wrongs(runs, "02.2")
    check.solution("02.2")
    assert f"{SOLUTION_AFTER} more tries" in capsys.readouterr().out
    check("02.2", one)
    check("02.2", one)
    assert "Hint" not in capsys.readouterr().out, "the same answer again is no new try"
    check("02.2", two)
    assert capsys.readouterr().out.count("Hint") == HINT_AFTER - 1
    check("02.2", three)
    assert 'check.solution("02.2")' in capsys.readouterr().out
    check.solution("02.2")
    shown = capsys.readouterr().out
    assert MASTERS["02_compute"].questions["02.2"].solution in shown
    assert "blank" not in shown


def test_progress_survives_a_restart_and_counts_on(room: Path, runs: dict, data: Frames, capsys: Any) -> None:
    first = Exercises("02_compute", data)
    first("02.1", runs["02.1"]["row"])
    first("02.2", wrongs(runs, "02.2")[0])
    again = Exercises("02_compute", data)
    again.progress()
    shown = capsys.readouterr().out
    assert "1 of " in shown
    assert re.search(r"02\.1 .*right +0", shown)
    assert re.search(r"02\.2 .*not yet +1", shown)
    again("02.1", wrongs(runs, "02.1")[0])
    assert Exercises("02_compute", data)._records["02.1"].state == "right", "what was right stays right"
    lines = (room / "02_compute.progress.csv").read_text(encoding="utf-8").splitlines()
    assert lines[0] == "question,state,tries,said"
    assert sorted(p.name for p in room.glob("*.progress*")) == ["02_compute.progress.csv"]


@pytest.mark.parametrize(
    "spoilt", [b"\xff\xfe\x00", b"question,state\n02.1,right\n", b"question,state,tries,said\n02.1,right,many,\n"]
)
def test_a_file_of_progress_that_cannot_be_read_is_put_aside(
    room: Path, data: Frames, spoilt: bytes, runs: dict
) -> None:
    file = room / "02_compute.progress.csv"
    file.write_bytes(spoilt)
    Exercises("02_compute", data)("02.1", runs["02.1"]["row"])
    assert (room / "02_compute.progress.unread.csv").read_bytes() == spoilt
    assert b"right" in file.read_bytes()


def test_feedback_says_in_words_what_it_says_in_colour(room: Path, runs: dict, data: Frames) -> None:
    check = Exercises("02_compute", data, keep=False)
    said = check.said("02.9", "<script>$1</script> is <b>no</b> sentence")
    bundle = said._repr_mimebundle_()
    assert "Not yet" in bundle["text/plain"]
    assert "Not yet" in bundle["text/html"]
    assert 'role="status"' in bundle["text/html"]
    assert "<script>" not in bundle["text/html"]
    assert "<blockquote>" in bundle["text/html"]
    assert "Right" in repr(check.said("02.1", runs["02.1"]["row"]))
    assert "<blockquote>" not in check.said("02.1", ...)._repr_mimebundle_()["text/html"]


# class grading


def test_grading_names_the_question_and_the_mistake(room: Path, runs: dict) -> None:
    for id, names in runs.items():
        name = next(n for n, i in QUESTIONS if i == id)
        shutil.copy(made.HOME / "grading" / name / f"{name}.set", room)
        answer = MASTERS[name].questions[id].name
        grade(name, id, {answer: names[answer]})
        grade(name, id, {answer: names[answer]}, hidden=True)
        with pytest.raises(AssertionError, match=re.escape(id)):
            grade(name, id, {})


def spelled(arguments: tuple) -> list[str]:
    """What a function is given, whole: what is printed of a long table may be the same for two of them."""
    return [a.to_csv() if isinstance(a, pd.DataFrame) else str(a) for a in arguments]


def test_a_hidden_check_rejects_what_only_repeats_the_visible_answer(runs: dict) -> None:
    for id, names in runs.items():
        if "hidden" in names:
            cases = [
                (
                    arguments,
                    names[next(q.name for r in MASTERS.values() for q in r.questions.values() if q.id == id)](
                        *arguments
                    ),
                )
                for _, arguments, _ in names["check"].cases
            ]

            def learnt(*given: Any, cases: list = cases) -> Any:
                return next((r for a, r in cases if spelled(a) == spelled(given)), 0)

            assert names["check"](learnt) == RIGHT
            assert names["hidden"](learnt) != RIGHT
