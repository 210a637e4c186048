"""What several tests share."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from making import ARTICLES, ROOT, SEEDS, frames_of_set

from datakit import build
from datakit.frames import Frames, load

sys.path.insert(0, str(ROOT / "tools"))
settings.register_profile("unhurried", deadline=None)  # a busy machine is no fault
settings.load_profile("unhurried")
SETS = sorted(path.name[0] for path in ARTICLES.glob("?_sources.toml"))


@pytest.fixture(scope="session")
def frames_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The frames of the five articles, built once for all tests that read them."""
    return build.build(SEEDS, tmp_path_factory.mktemp("built") / "frames").folder


@pytest.fixture(scope="session")
def course(frames_folder: Path) -> Frames:
    """The same, loaded; not to be changed."""
    return load(frames_folder)


@pytest.fixture(scope="session", params=["seeds", *SETS])
def frames(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """Frames of real size: those of the five articles, and of each labelled set in other publishers' styles."""
    if request.param == "seeds":
        return request.getfixturevalue("course")
    return frames_of_set(request.param, tmp_path_factory.mktemp(request.param) / "set")


@pytest.fixture(autouse=True, scope="module")
def no_figure_is_left_for_other_tests() -> Iterator[None]:
    """The banks of exercises draw with pyplot as students do; tests of figures look that pyplot knows of none."""
    yield
    if pyplot := sys.modules.get("matplotlib.pyplot"):
        pyplot.close("all")
