"""The words the reader knows can be added to by anybody, and a faulty file gets one clear sentence."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from datakit.errors import DatakitError
from datakit.reading import Vocabulary, read

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


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[metrics]\nspeed = { units = ['chips'] }", "needs a topic"),
        ("[company]\nAcme = 'x'", "must be a table"),
        ("[companies]\nAcme = {}", "is not a table of a vocabulary"),
        ("[units]\nchips = 'chip'", "must list its words"),
        ("[statuses]\nmaybe = ['might']", "is not a status"),
        ("[company", "not valid TOML"),
        ("[company]\nAcme = { parent = 'Nobody at all' }", "Nobody at all"),
        ("[metrics]\nspeed = { topic = 'tempo' }", "tempo"),
        ("[metrics]\nspeed = { topic = 'compute', units = 'chips' }", "units"),
        ("[metrics]\nspeed = { topic = 'compute', weight = 'heavy' }", "weight"),
        ("[metrics]\nspeed = { topic = 'compute', status = ['maybe'] }", "maybe"),
        ("[metrics]\nspeed = { topic = 'compute', span = 'week' }", "week"),
        ("[metrics]\nspeed = { topic = 'compute', label = 3 }", "label"),
        ("[metrics]\nspeed = { topic = 'compute', units = ['knots'] }", "has the unit 'knots'"),
        ("[company]\nAcme = { parent = 'Acme' }", "is its own parent"),
        ("[company]\nAcme = { parent = 'Bolt' }\nBolt = { parent = 'Acme' }", "circle of parents"),
        ("[company]\nAcme = { alias = ['A'] }", "alias"),
        ("[company]\nAcme = { year_end = 14 }", "year_end"),
        ("[company]\n'' = {}", "no name"),
        ("[company]\n'Acme; Inc' = {}", "no name"),
        ("[calendar]\nlunar_new_year = ['x']", "lunar_new_year"),
    ],
)
def test_a_faulty_vocabulary_gets_one_clear_sentence(tmp_path, text, says):
    own = tmp_path / "own.toml"
    own.write_text(text, encoding="utf-8")
    with pytest.raises(DatakitError, match=re.escape(says)) as error:
        Vocabulary.load(own)
    assert "own.toml" in str(error.value)
    assert "\n" not in str(error.value)


def test_every_name_of_the_packaged_vocabulary_is_said_once():
    entities = Vocabulary.load().entities
    names = [name for entity in entities.values() for name in (entity.name, *entity.aliases)]
    assert len(names) == len(set(names))
    assert all(entity.parent in entities for entity in entities.values() if entity.parent)
    assert all(entity.name not in Vocabulary.load().family(entity.name)[1:] for entity in entities.values())
