# The only door. `make` lists what it can do; every target sets up what it needs.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

PYTHON ?= python3
OUT ?= out/demo
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/pip --disable-pip-version-check --quiet
WORKERS ?= auto

help: ## List the targets
	@grep -E '^[a-z][a-z-]*:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

$(VENV)/.made: requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Holdfast needs Python 3.11 or later. Name one: make PYTHON=python3.12 $(MAKECMDGOALS)"; exit 1; }
	@echo "Making the environment in $(VENV) (once; about two minutes) ..."
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(PIP) install --require-hashes --requirement requirements/dev.txt
	@$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

UI := src/holdfast_web/ui
$(UI)/built/.made: $(wildcard $(UI)/assets/*) scripts/build-ui $(VENV)/.made
	@echo "Compiling the look of the pages ..."
	@scripts/build-ui
	@touch $@

$(VENV)/.made-spark: requirements/spark.txt $(VENV)/.made
	@echo "Adding Spark to $(VENV) ..."
	@$(PIP) install --require-hashes --requirement requirements/spark.txt
	@touch $@

setup: $(VENV)/.made ## Make the environment, if it is not there

demo: $(VENV)/.made ## Evaluate a programme in the invented authority and show what came out
	@echo
	@echo "1. Five years of returns, as a folder of files, become children's journeys."
	@echo "   $$ holdfast journeys examples/northmere/returns.zip --out $(OUT)/journeys"
	@$(BIN)/holdfast journeys examples/northmere/returns.zip --out $(OUT)/journeys
	@echo
	@echo "2. A programme is evaluated on them, by a protocol that was fixed before."
	@echo "   $$ holdfast evaluate examples/northmere/protocol.yaml --out $(OUT)"
	@$(BIN)/holdfast evaluate examples/northmere/protocol.yaml --out $(OUT)
	@echo
	@echo "Read it: $(OUT)/report.html"
	@echo "Northmere and everyone in it are invented. Next: docs/tutorials/first_evaluation.md"

test: $(VENV)/.made $(UI)/built/.made ## Run every test, with branch coverage
	@rm -f .coverage .coverage.*
	@$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal -m "not spark" --cov --cov-report=
	@$(BIN)/coverage report --sort=cover | tail --lines 25

test-engines: $(VENV)/.made-spark ## Run the relational tests on DuckDB and on Spark (needs Java 17)
	@$(BIN)/python -m pytest -m spark tests

check: $(VENV)/.made ## Lint, types, the arrow between chapters, strict documentation
	@$(BIN)/ruff check src tests benchmarks docs
	@$(BIN)/ruff format --check src tests benchmarks docs
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory docs

fix: $(VENV)/.made ## Mend what the formatter and the linter can mend
	@$(BIN)/ruff check --fix src tests benchmarks docs
	@$(BIN)/ruff format src tests benchmarks docs

docs: $(VENV)/.made ## Build the documentation; a broken link or reference fails
	@$(BIN)/sphinx-build --fail-on-warning --nitpicky --keep-going --quiet --builder html docs docs/_build/html
	@echo "Documentation: docs/_build/html/index.html"

serve: docs ## Read the documentation in a browser at http://127.0.0.1:8008
	@$(BIN)/python -m http.server 8008 --bind 127.0.0.1 --directory docs/_build/html

truth: $(VENV)/.made ## Prove the evaluation against synthetic truth (over an hour); writes benchmarks/truth.md
	@$(BIN)/python -m benchmarks.truth

bench: $(VENV)/.made ## Measure speed and memory beside peers; writes benchmarks/results.md
	@$(BIN)/python -m benchmarks

lock: ## Pin the requirements again, with hashes and no addresses
	@command -v uv > /dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 1; }
	@scripts/lock

.PHONY: help setup demo test test-engines check fix docs serve truth bench lock
