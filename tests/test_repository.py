"""What the repository promises around the code: lock, licences, packages, the commands in the README."""

from __future__ import annotations

import ast
import graphlib
import io
import json
import re
import shutil
import subprocess
import sys
import tarfile
import tokenize
import tomllib
import zipfile
from collections import Counter
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

import datakit

ROOT = Path(__file__).resolve().parent.parent
LOCKS = ("requirements.lock", "requirements-bench.lock")
OVERRIDE = "share/jupyter/lab/settings/overrides.d/datakit.json"
# Written so that this file does not hold what it looks for.
HOSTS = re.compile(
    r"pypi\.org|pythonhosted\.org|registry\.npmjs|deb\.debian\.org|anaconda\.(?:org|com)|--(?:extra-)?index-url"
)
PATHS = re.compile(r"(?<![\w.])/(?:work|tmp|root|home)/\w")
PICTURE = re.compile(r"[A-Za-z0-9+/]{300,}")  # as letters, among which any word may come
LEFT_OVER = re.compile(r"\b(?:TO[D]O|FI[X]ME|X[X]X)\b")
TEXT = {"", *".cfg .cff .csv .ini .ipynb .json .lock .md .py .sh .toml .yaml .yml".split()}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def normal(name: str) -> str:
    """A package's name as indexes compare it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def project() -> dict:
    return tomllib.loads(read("pyproject.toml"))["project"]


def entries(lock: str) -> list[str]:
    """A lock's requirements, each on one line with its hashes; comments dropped."""
    lines = (line for line in read(lock).splitlines() if not line.lstrip().startswith("#"))
    return [line for line in "\n".join(lines).replace("\\\n", " ").splitlines() if line.strip()]


def versions(lock: str) -> dict[str, str]:
    """Package -> pinned version."""
    pins = (Requirement(entry.split(" --hash", 1)[0]) for entry in entries(lock))
    return {normal(pin.name): str(pin.specifier).removeprefix("==") for pin in pins}


def tracked() -> list[Path]:
    """Files that are, or would be, in the repository; the articles are left out."""
    if not (ROOT / ".git").exists():
        pytest.skip("not a git checkout")
    command = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    names = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    files = [ROOT / name for name in names if name and not re.fullmatch(r"seeds/.*\.txt", name)]
    return [file for file in files if file.is_file()]


# the lock


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_of_a_lock_is_a_pin_with_hashes(lock):
    pin = re.compile(r"[A-Za-z0-9._-]+==[\w.+!]+(?: ; [^#@]+?)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*")
    wrong = [entry[:80] for entry in entries(lock) if not pin.fullmatch(entry)]
    assert entries(lock)
    assert not wrong


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place_to_download_from(lock):
    assert "://" not in read(lock)
    assert not HOSTS.search(read(lock))


def test_the_lock_holds_each_package_once():
    names = [normal(Requirement(entry.split(" --hash", 1)[0]).name) for entry in entries("requirements.lock")]
    assert len(names) == len(set(names)), "two versions of one package: figures could differ from machine to machine"


def test_the_lock_satisfies_every_dependency():
    pins = versions("requirements.lock")
    extras = project()["optional-dependencies"]
    asked = [Requirement(line) for line in sum(extras.values(), project()["dependencies"])]
    wrong = [
        str(need)
        for need in asked
        if normal(need.name) != project()["name"]
        and (normal(need.name) not in pins or not need.specifier.contains(pins[normal(need.name)]))
    ]
    assert not wrong


def test_the_bench_lock_agrees_with_the_lock():
    pins, bench = versions("requirements.lock"), versions("requirements-bench.lock")
    assert {name: bench[name] for name in bench.keys() & pins.keys()} == {
        name: pins[name] for name in bench.keys() & pins.keys()
    }


def test_the_lock_leaves_out_what_slows_every_start():
    assert "rfc3987-syntax" not in versions("requirements.lock")


def test_conda_and_binder_install_the_lock_and_nothing_else():
    wanted = yaml.safe_load(read("environment.yml"))["dependencies"]
    assert [line for line in wanted if isinstance(line, dict)] == [{"pip": ["-r requirements.lock"]}]
    plain = [Requirement(line.replace("=", "==", 1)) for line in wanted if isinstance(line, str)]
    assert sorted(need.name for need in plain) == ["pip", "python"]
    python = next(str(need.specifier) for need in plain if need.name == "python").removeprefix("==")
    assert Requirement(f"python{project()['requires-python']}").specifier.contains(python)
    assert "--no-deps --no-build-isolation -e ." in read("postBuild")


# packages


@pytest.fixture(scope="module")
def packages(tmp_path_factory) -> dict[str, dict[str, bytes]]:
    """{"wheel": {name: bytes}, "sdist": {name: bytes}}, built from the checkout."""
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(out)]
    built = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert built.returncode == 0, built.stderr
    with zipfile.ZipFile(next(out.glob("*.whl"))) as archive:
        wheel = {name: archive.read(name) for name in archive.namelist()}
    with tarfile.open(next(out.glob("*.tar.gz"))) as archive:
        members = [member for member in archive.getmembers() if member.isfile()]
        sdist = {member.name.split("/", 1)[1]: archive.extractfile(member).read() for member in members}
    return {"wheel": wheel, "sdist": sdist}


@pytest.mark.parametrize("kind", ["wheel", "sdist"])
def test_no_package_holds_an_article(packages, kind):
    articles = {file.read_bytes() for file in (ROOT / "seeds").glob("*.txt")}
    assert articles
    assert not [name for name, data in packages[kind].items() if "seeds" in Path(name).parts or data in articles]


def test_the_wheel_holds_code_words_override_and_licence(packages):
    wheel = packages["wheel"]
    code = {str(file.relative_to(ROOT)) for file in (ROOT / "datakit").rglob("*.py")}
    words = {str(file.relative_to(ROOT)) for file in (ROOT / "datakit").glob("*.toml")}
    assert words
    assert code | words <= wheel.keys()
    assert any(name.endswith(f".data/data/{OVERRIDE}") for name in wheel)
    assert any(name.endswith(".dist-info/licenses/LICENSE") for name in wheel)
    scripts = next(data for name, data in wheel.items() if name.endswith("entry_points.txt")).decode()
    assert "datakit = datakit.cli:main" in scripts


def test_the_sdist_builds_on_its_own(packages):
    assert {"pyproject.toml", "README.md", "LICENSE", "LICENSE-text", OVERRIDE} <= packages["sdist"].keys()


def test_jupyterlab_is_told_to_run_callbacks_in_the_main_thread():
    settings = json.loads(read(OVERRIDE))
    assert settings["@jupyterlab/apputils-extension:kernels-settings"]["commsOverSubshells"] == "disabled"
    assert settings["@jupyterlab/apputils-extension:notification"]["fetchNews"] == "false"


# licences, versions, words


def test_code_and_text_have_their_licences_and_the_articles_have_neither():
    assert read("LICENSE").startswith("BSD 3-Clause License")
    text = read("LICENSE-text")
    assert "Creative Commons Attribution 4.0 International Public License" in text
    assert "Section 8 -- Interpretation." in text
    for name in ("README.md", "LICENSE-text", "seeds/README.md"):
        assert re.search(r"belongs?\s+to\s+(?:their|its)\s+publisher", read(name)), name
    assert project()["license"] == "BSD-3-Clause"


def test_one_version_everywhere():
    citation = yaml.safe_load(read("CITATION.cff"))
    assert {project()["version"], datakit.__version__, citation["version"]} == {datakit.__version__}
    assert "## [Unreleased]" in read("CHANGELOG.md") or f"## [{datakit.__version__}]" in read("CHANGELOG.md")


def test_make_targets_that_the_documents_name_exist():
    targets = set(re.findall(r"^([a-z]+):", read("Makefile"), re.M))
    named = {
        name: set(re.findall(r"(?:^ {4}|`)make ([a-z]+)", read(name), re.M))
        for name in ("README.md", "CONTRIBUTING.md")
    }
    assert {"run", "lab", "test"} <= named["README.md"]
    assert not {name: found - targets for name, found in named.items() if found - targets}


@pytest.mark.skipif(shutil.which("make") is None, reason="no make on this machine")
def test_make_help_lists_every_target():
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    targets = re.search(r"^\.PHONY: (.+)$", read("Makefile"), re.M)[1].split()
    assert re.findall(r"make ([a-z]+)", shown) == targets


def test_links_in_the_readme_lead_somewhere():
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", read("README.md"))
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_what_the_readme_quotes_is_what_the_articles_say(frames_folder):
    opening = (ROOT / "README.md").read_text(encoding="utf-8").split("\n\n")[1].split(" News is full")[0]
    claims = datakit.load(frames_folder).claims
    for words in opening.replace("*", "").strip(" .").split(". "):
        status, _, quote = words.rpartition(": ")
        quote = re.sub(r" (chips|of the market)$", "", quote)
        said = claims[claims.quote.str.lower() == quote.lower()]
        assert len(said), words
        assert not status or status.lower() in set(said.status)


def test_no_file_names_a_registry_a_machine_or_unfinished_work():
    found = []
    for file in tracked():
        if file.suffix not in TEXT:
            continue
        text = PICTURE.sub("", file.read_text(encoding="utf-8", errors="replace"))
        for number, line in enumerate(text.splitlines(), 1):
            if hit := HOSTS.search(line) or PATHS.search(line) or LEFT_OVER.search(line):
                found.append(f"{file.relative_to(ROOT)}:{number}: {hit[0]}")
    assert not found


def test_git_never_changes_the_bytes_of_an_article():
    tracked()
    names = [f"seeds/{file.name}" for file in (ROOT / "seeds").glob("*.txt")]
    command = ["git", "check-attr", "text", "--", *names]
    shown = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert [line.rsplit(": ", 1)[1] for line in shown] == ["unset"] * len(names)


# the rooms

# A module may import from its own room and those before it; what is not named here is for notebooks, the room before the last.
ROOMS = ("errors atomic bounds labels", "reading", "frames",
         "codings review corpus build prose rerun check quote own lab cli __main__", "plots explore cite predict ask",
         "feedback")  # fmt: skip
MODULES = {
    ".".join(file.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__"): file
    for file in sorted((ROOT / "datakit").rglob("*.py"))
}


def room(module: str) -> int:
    return next((number for number, names in enumerate(ROOMS) if module.split(".")[1] in names.split()), len(ROOMS) - 2)


def imports(module: str, types: bool = True) -> set[str]:
    """The modules of this package that a module imports, wherever in it (and for `types` only); `datakit` itself is not one."""
    tree, found = ast.parse(MODULES[module].read_text(encoding="utf-8")), set()
    typing = [n for n in ast.walk(tree) if isinstance(n, ast.If) and getattr(n.test, "id", "") == "TYPE_CHECKING"]
    left_out = {inner for node in typing for inner in ast.walk(node)} if not types else set()
    for node in set(ast.walk(tree)) - left_out:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports relatively"
            inner = {f"{node.module}.{alias.name}" for alias in node.names}
            found |= inner & MODULES.keys() if inner <= MODULES.keys() else (inner & MODULES.keys()) | {node.module}
    return found & MODULES.keys() - {"datakit", module}


def test_imports_go_one_way_and_in_no_circle():
    rooms = MODULES.keys() - {"datakit"}
    assert not [
        f"{module} imports {other}" for module in rooms for other in imports(module) if room(other) > room(module)
    ]
    graphlib.TopologicalSorter(
        {module: imports(module, types=False) for module in rooms}
    ).prepare()  # CycleError names a circle


def test_no_two_modules_have_one_name():
    names = Counter(module.split(".")[-1] for module in MODULES)
    assert not [name for name, count in names.items() if count > 1]


def test_no_module_outgrows_its_one_job():
    """350 lines of code, counted as the design counts them: without blank lines, comments and docstrings."""
    lines = {file: len(code_lines(file.read_text(encoding="utf-8"))) for file in (ROOT / "datakit").rglob("*.py")}
    assert not {str(file.relative_to(ROOT)): count for file, count in lines.items() if count > 350}


def code_lines(source):
    skipped = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT, tokenize.ENDMARKER)
    found = set()
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type not in skipped:
            found |= set(range(token.start[0], token.end[0] + 1))
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node):
            found -= set(range(node.body[0].lineno, node.body[0].end_lineno + 1))
    return found
