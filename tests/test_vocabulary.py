"""The words the reader knows can be added to by anybody, and a faulty file gets one clear sentence."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from datakit.errors import DatakitError
from datakit.reading import Vocabulary, read, vocabulary

CONTRIBUTING = Path(__file__).parent.parent / "CONTRIBUTING.md"


def test_the_five_lines_of_contributing_work(tmp_path):
    """What CONTRIBUTING shows a newcomer is read, and does what it says."""
    own = tmp_path / "my_words.toml"
    own.write_text(re.search(r"```toml\n(.*?)```", CONTRIBUTING.read_text(encoding="utf-8"), re.S)[1], encoding="utf-8")
    text = "Lisuan installed 300 racks in 2024. Nvidia sold 20 chips."
    (row, other) = read(text, Vocabulary.load(own)).claims
    assert (row["entity"], row["metric"], row["topic"]) == ("Lisuan Technology", "racks_installed", "compute")
    assert other["unit"] == "chips"  # the packaged words are still there
    assert read(text).claims[0]["metric"] != "racks_installed"


def test_the_command_line_takes_a_vocabulary(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.txt").write_text("Zorblatt has 40 widgets.", encoding="utf-8")
    own = tmp_path / "own.toml"
    own.write_text(
        '[company]\n"Zorblatt Group of Zurich" = { aliases = ["Zorblatt"] }\n[units]\ngadgets = ["widget"]\n'
    )
    command = [sys.executable, "-m", "datakit", "build", "--seeds", tmp_path / "seeds", "--out", tmp_path / "out"]
    subprocess.run([*command, "--vocabulary", own], check=True, capture_output=True)
    claims = (tmp_path / "out" / "claims.csv").read_text()
    assert "gadgets" in claims
    assert "Zorblatt Group of Zurich" in claims


# What is refused: the shape by the schema, the sense by the reader.
FAULTS = [
    ("[company", "not valid TOML"),
    ("[companies]\nAcme = {}", "[companies] is not a table of a vocabulary"),
    ("company = 3", "company"),
    ("[company]\nAcme = 'x'", "[company] Acme = 'x' must be a table in braces"),
    ("[company]\nAcme = { alias = ['A'] }", "[company] Acme 'alias' must be a table in braces with the keys parent"),
    ("[company]\nAcme = { parent = 7 }", "[company] Acme.parent = 7 must be the name of the one above it"),
    ("[company]\nAcme = { aliases = 'A' }", "must list its words as text, such as"),
    ("[company]\nAcme = { role = 7 }", "must be text"),
    ("[company]\nAcme = { year_end = 14 }", "[company] Acme.year_end = 14 must be the number of a month, 1 to 12"),
    ("[company]\n'' = {}", "[company] '' is no name"),
    ("[company]\n'Acme; Inc' = {}", "[company] 'Acme; Inc' is no name"),
    ("[units]\nchips = 'chip'", "[units] chips = 'chip' must list its words"),
    ("[units]\nchips = ['chip', '']", "none of them empty"),
    ("[units]\n'; ' = ['chip']", "[units] '; ' is no name"),
    ("[statuses]\nmaybe = ['might']", "[statuses] 'maybe' is not a status; use one of the statuses"),
    ("one_off = 'rise'", "must be a table ([one_off])"),
    ("[one_off]\nrise = 'often'", "[one_off] rise = 'often' must be one of subject, object, pair"),
    ("[calendar]\neaster = []", "[calendar] 'easter' is not known; [calendar] has only lunar_new_year"),
    ("[calendar]\nlunar_new_year = 2025-01-29", "must list days"),
    ("[calendar]\nlunar_new_year = ['x']", "lunar_new_year[0] = 'x' is not a day; write days, such as 2025-01-29"),
    ("[metrics]\n'' = {}", "[metrics] '' is no name"),
    ("[metrics]\nspeed = 3", "[metrics] speed = 3 must be a table in braces with the keys topic"),
    ("[metrics]\nspeed = { topic = 'tempo' }", "speed.topic = 'tempo' is not a topic; use one of compute, capex"),
    ("[metrics]\nspeed = { topic = 'compute', units = 'chips' }", "speed.units = 'chips' must list its words"),
    ("[metrics]\nspeed = { topic = 'compute', status = 'planned' }", "must list statuses, such as"),
    ("[metrics]\nspeed = { topic = 'compute', status = ['maybe'] }", "'maybe' is not a status; use one of actual, planned"),
    ("[metrics]\nspeed = { topic = 'compute', span = 'week' }", "speed.span = 'week' must be quarter or year"),
    ("[metrics]\nspeed = { topic = 'compute', default = 'yes' }", "speed.default = 'yes' must be true or false"),
    ("[metrics]\nspeed = { topic = 'compute', weight = 'heavy' }", "speed.weight = 'heavy' must be a number, such as 0.5"),
    ("[metrics]\nspeed = { topic = 'compute', label = 3 }", "speed.label = 3 must be text"),
    ("[metrics]\nspeed = { topic = 'compute', needs = 'AI' }", "speed.needs = 'AI' must list its words"),
    ("[metrics]\nspeed = { topic = 'compute', instead = 'pace' }", "'speed' has 'pace' instead, which no line names"),
    ("[metrics]\nspeed = { units = ['chips'] }", "[metrics] 'speed' needs a topic"),
    ("[metrics]\nspeed = { topic = 'compute', units = ['knots'] }", "[metrics] 'speed' has the unit 'knots', which [units] does not name"),
    ("[company]\nAcme = { parent = 'Acme' }", "[company] 'Acme' is its own parent; name the one above it, or leave the parent out"),
    ("[company]\nAcme = { parent = 'Zed' }\nZed = { parent = 'Acme' }", "[company] 'Acme' is in a circle of parents, Acme -> Zed -> Acme"),
    ("[company]\nAcme = { parent = 'Nobody at all' }", "[company] 'Acme' has 'Nobody at all' above it, which no table names"),
    ("[company]\nAcme = { aliases = ['Zed'] }\nZed = {}", "[company] 'Zed' has the name 'Zed', and so has [company] 'Acme'"),
    ("[product]\nAcme = {}\n[company]\nAcme = {}", "has the name 'Acme', and so has [company] 'Acme'"),
    ("[units]\ngadgets = ['widget']\ngizmos = ['widget']", "[units] 'gizmos' has the noun 'widget', and so has [units] 'gadgets'"),
]  # fmt: skip


@pytest.fixture(scope="module")
def refusals(tmp_path_factory) -> dict[str, str]:
    """Fault -> what the reader says of it, behind the file's name."""
    own = tmp_path_factory.mktemp("words") / "own.toml"
    found = {}
    for text, _ in FAULTS:
        own.write_text(text, encoding="utf-8")
        Vocabulary.load.cache_clear()
        with pytest.raises(DatakitError) as error:
            Vocabulary.load(own)
        found[text] = str(error.value).removeprefix(f"{own}: ")
    return found


@pytest.mark.parametrize(("text", "says"), FAULTS, ids=[says for _, says in FAULTS])
def test_a_faulty_vocabulary_gets_one_clear_sentence(refusals, text, says):
    sentence = refusals[text]
    assert says in sentence
    assert "own.toml" not in sentence  # it stood in front, once
    assert sentence.endswith(".")
    assert "\n" not in sentence


def test_every_refusal_of_the_schema_has_a_fault_here(refusals):
    said = "\n".join(refusals.values())
    schema = vocabulary.PACKAGED.with_name("vocabulary.schema.json").read_text(encoding="utf-8")
    descriptions = [json.loads(f'"{d}"') for d in re.findall(r'"description": "((?:[^"\\]|\\.)*)"', schema)]
    assert len(descriptions) > 15
    assert [d for d in descriptions if d not in said] == []


def test_a_vocabulary_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DatakitError, match=r"own\.toml: the vocabulary cannot be read \(.*\); name a TOML file\.$"):
        Vocabulary.load(tmp_path / "own.toml")


def test_the_packaged_vocabulary_is_right_by_its_own_rules():
    tables = tomllib.loads(vocabulary.PACKAGED.read_text(encoding="utf-8"))
    vocabulary.check_shape(tables, "packaged")
    vocabulary.check_sense(tables, "packaged")


def test_every_list_of_words_is_used():
    """A list that no rule names is a word too many."""
    code = "".join(path.read_text(encoding="utf-8") for path in vocabulary.PACKAGED.parent.rglob("*.py"))
    assert [name for name in Vocabulary.load().words if f'"{name}"' not in code] == []


def test_every_name_of_the_packaged_vocabulary_is_said_once():
    entities = Vocabulary.load().entities
    names = [name for entity in entities.values() for name in (entity.name, *entity.aliases)]
    assert len(names) == len(set(names))
    assert all(entity.parent in entities for entity in entities.values() if entity.parent)
    assert all(entity.name not in Vocabulary.load().family(entity.name)[1:] for entity in entities.values())
