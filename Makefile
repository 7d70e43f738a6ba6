# Each verb is one line. Everything runs from the project's own .venv, which any verb sets up.
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
export OMP_NUM_THREADS ?= 1
export PYTHONUNBUFFERED := 1

.DEFAULT_GOAL := help
.PHONY: help demo test tests-of-the-machine tests-of-the-site assets site page pdf notebooks check bench lighthouse lint clean lock chromium

help:  ## this list
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

demo: $(READY)  ## site, notebooks, a sample class graded in the sandbox; prints where to look
	@$(BIN)/python -m autograder.demo

test: $(READY) chromium assets  ## all tests, the browser's included; the site is built beside the others
	@$(MAKE) --no-print-directory -k -j2 tests-of-the-machine tests-of-the-site

tests-of-the-machine: $(READY)
	$(BIN)/python -m pytest -n 2 --dist loadfile --ignore tests/site

tests-of-the-site: $(READY) site
	$(BIN)/python -m pytest -n 2 --dist worksteal tests/site

assets: $(READY)
	@$(BIN)/python book/_ext/fetch_assets.py

site: $(READY)  ## the strict build of the website into _build/html
	@$(BIN)/python book/_ext/build_site.py

page: $(READY)  ## one page alone, while writing: make page PAGE=concepts/attention
	@$(BIN)/python book/_ext/preview.py $(PAGE)

pdf: $(READY) site  ## the whole book as one PDF, printed by Chromium
	@$(BIN)/python book/_ext/print_book.py

notebooks: $(READY)  ## student notebooks and nbgrader's source tree
	@$(BIN)/autograder build

check: $(READY)  ## the author's gate: references, stubs, wrong answers, leaks
	@$(BIN)/autograder check

bench: $(READY)  ## the cost of grading beside plain nbgrader and a bare warm fork
	@$(BIN)/python benchmarks/grading.py

lighthouse: $(READY) site  ## speed, accessibility and weight of the site, by Lighthouse
	@$(BIN)/python benchmarks/site.py

lint: $(READY)  ## ruff and mypy
	$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

clean:  ## remove what was built (not .venv)
	rm -rf _build build .pytest_cache .ruff_cache .mypy_cache

lock: $(READY)  ## write requirements.lock anew from what is installed
	$(BIN)/pip freeze --all --exclude pip --exclude-editable | sed -E 's/^(torch==[0-9.]+).*/\1/' > requirements.lock

$(READY): requirements.lock pyproject.toml
	@echo "Setting up $(VENV): about 200 packages, 1.5 GB, a few minutes the first time"
	@test -x $(BIN)/python || python3 -m venv $(VENV) || { echo "python3 -m venv failed; install it (Debian: apt-get install python3-venv)"; exit 1; }
	@$(BIN)/pip install -qq --disable-pip-version-check -r requirements.lock
	@$(BIN)/pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

chromium:
	@command -v chromium >/dev/null || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && echo "Installing chromium for the browser tests" && apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null; } || echo "No chromium: the browser tests will be skipped (Debian: apt-get install chromium)"
