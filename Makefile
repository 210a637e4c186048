# Everything runs in .venv, which is made once from requirements.lock and again only when that file changes.
# It needs git, make and a Python 3.11 or newer; name another one with: make PYTHON=/path/to/python

.DEFAULT_GOAL := help
.PHONY: help run frames test lab bench notebooks exercises grade lint format lock clean

VENV := .venv
BIN := $(VENV)/$(if $(filter Windows_NT,$(OS)),Scripts,bin)
JOBS ?= 2
SEEDS ?= seeds

# Where it is set, as in many containers, every process would compile pandas anew, which takes two seconds.
unexport PYTHONDONTWRITEBYTECODE

ifndef PYTHON
PYTHON := $(shell for p in python3 python3.13 python3.12 python3.11 python3.14 python; do \
	$$p -c 'import ensurepip, sys, venv; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; \
	done)
endif
PIP := $(BIN)/python -m pip --disable-pip-version-check -qq
PACKAGES := $(VENV)/packages.stamp
PROJECT := $(VENV)/project.stamp
BENCH := $(VENV)/bench
COMPILE := build/lock/bin/uv pip compile --quiet --no-header --universal --python-version 3.11 \
	--fork-strategy fewest --generate-hashes $(if $(UPGRADE),--upgrade)

help: ## this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{printf "%-18s %s\n", $$1, $$2}'

run: frames ## frames, then every notebook rerun on them, with pages and a receipt (SEEDS=folder: your articles)
	$(BIN)/datakit rerun --seeds $(SEEDS) $(ARGS)

frames: $(PROJECT) ## the articles as tables, in build/frames
	$(BIN)/datakit build --seeds $(SEEDS)

test: lint frames ## lint, unit tests, notebooks compared with what they hold, and the browser where there is one
	$(BIN)/python -m pytest --nbval --nbval-sanitize-with tests/nbval_sanitize.cfg -p no:benchmark \
		-n $(JOBS) --dist loadscope --no-loadscope-reorder $(ARGS)

lab: frames ## open the notebooks in JupyterLab
	$(BIN)/jupyter lab --ServerApp.root_dir=. --LabApp.default_url=/lab/tree/notebooks/00_start_here.ipynb \
		--ContentsManager.pre_save_hook=datakit.lab.before_saving \
		$(if $(filter 0,$(shell id -u)),--allow-root) $(ARGS)

bench: $(PROJECT) $(BENCH)/stamp ## how fast reading is, beside quantulum3 in the same run
	PYTHONPATH=$(BENCH) $(BIN)/python -m pytest bench --benchmark-only --benchmark-group-by=group $(ARGS)

notebooks: frames ## run every notebook top to bottom and store what it shows
	$(BIN)/ruff format notebooks
	$(BIN)/python tools/normalise_notebooks.py

exercises: frames ## write the student and the solution editions from the masters, and run them
	$(BIN)/ruff format exercises/*.py
	$(BIN)/python tools/make_exercises.py $(ARGS)

grade: frames ## grade a class (ARGS="02_compute folder"); alone: a zip for Gradescope of every set
	$(BIN)/python tools/grade.py $(ARGS)

lint: $(PROJECT) ## code and notebooks: rules and layout
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

format: $(PROJECT) ## put code and notebooks in that layout
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

lock: build/lock/bin/uv ## pin what pyproject.toml asks for (UPGRADE=1: the newest versions of everything)
	$(COMPILE) pyproject.toml --extra dev -o requirements.lock
	echo docopt > build/lock/excludes
	$(COMPILE) requirements-bench.in -c requirements.lock --excludes build/lock/excludes -o requirements-bench.lock

clean: ## remove what was made here, except .venv
	rm -rf build dist out .pytest_cache .ruff_cache .hypothesis .benchmarks
	find . -name __pycache__ -not -path './$(VENV)/*' -prune -exec rm -rf {} +

$(PACKAGES): requirements.lock
	@test -n "$(PYTHON)" || { echo "No Python 3.11 or newer that can make a virtual environment was found." \
		"Install one (Debian and Ubuntu: apt install python3-venv), or name it: make PYTHON=/path/to/python" >&2; exit 2; }
	@echo "Installing the packages of requirements.lock into $(VENV) (once, about a minute)"
	$(PYTHON) -m venv --clear $(VENV)
	$(PIP) install --require-hashes --no-deps --no-compile -r requirements.lock
	@touch $@

$(PROJECT): $(PACKAGES) pyproject.toml share/jupyter/lab/settings/overrides.d/datakit.json
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

$(BENCH)/stamp: $(VENV)/%/stamp: requirements-%.lock $(PACKAGES)
	$(PIP) install --require-hashes --no-deps --upgrade --target $(VENV)/$* -r $<
	@touch $@

build/lock/bin/uv:
	$(PYTHON) -m venv --clear build/lock
	build/lock/bin/python -m pip --disable-pip-version-check --quiet install uv==0.13.9
