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
PORT ?= 8000
SERVE ?= yes
HOME_OF_DEMO := var/demo
HOME_OF_SERVICE := var/service

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
$(UI)/built/.made: $(wildcard $(UI)/assets/*) src/holdfast/evaluation/report/findings.css scripts/build-ui $(VENV)/.made
	@echo "Compiling the look of the pages ..."
	@scripts/build-ui
	@touch $@

$(VENV)/.made-spark: requirements/spark.txt $(VENV)/.made
	@echo "Adding Spark to $(VENV) ..."
	@$(PIP) install --require-hashes --requirement requirements/spark.txt
	@touch $@

$(VENV)-bench/.made: requirements/bench.txt
	@echo "Making the environment of locust in $(VENV)-bench ..."
	@test -x $(VENV)-bench/bin/python || $(PYTHON) -m venv $(VENV)-bench
	@$(VENV)-bench/bin/pip --disable-pip-version-check --quiet install --require-hashes --requirement requirements/bench.txt
	@touch $@

setup: $(VENV)/.made ## Make the environment, if it is not there

demo: $(VENV)/.made $(UI)/built/.made ## Evaluate a programme in the invented authority, then serve it; SERVE=no leaves that out
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
ifneq ($(SERVE),no)
	@echo
	@echo "3. The same in the browser: http://127.0.0.1:$(PORT) (Ctrl-C ends it)."
	@echo "   $$ holdfast serve"
	@HOLDFAST_DEMO=yes HOLDFAST_HOME=$(HOME_OF_DEMO) $(BIN)/holdfast manage migrate --verbosity 0
	@HOLDFAST_DEMO=yes HOLDFAST_HOME=$(HOME_OF_DEMO) $(BIN)/holdfast manage demo examples/northmere
	@HOLDFAST_DEMO=yes HOLDFAST_HOME=$(HOME_OF_DEMO) $(BIN)/holdfast serve --port $(PORT)
endif

serve: $(VENV)/.made $(UI)/built/.made ## Run the service without demo data at http://127.0.0.1:8000
	@mkdir -p $(HOME_OF_SERVICE)
	@test -s $(HOME_OF_SERVICE)/secret-key || (umask 077; $(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))' > $(HOME_OF_SERVICE)/secret-key)
	@HOLDFAST_HTTPS=no HOLDFAST_HOME=$(HOME_OF_SERVICE) HOLDFAST_SECRET_KEY_FILE=$(HOME_OF_SERVICE)/secret-key $(BIN)/holdfast serve --port $(PORT)

test: $(VENV)/.made $(UI)/built/.made ## Run every test, with branch coverage; those of the service on PostgreSQL too
	@rm -f .coverage .coverage.*
	@env --unset=DATABASE_URL $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal -m "not spark" --cov --cov-report=
	@$(BIN)/coverage report --sort=cover | tail --lines 25
	@$(MAKE) --no-print-directory test-postgres

test-postgres: $(VENV)/.made $(UI)/built/.made ## Run the tests of the service on a PostgreSQL server that lives as long as they do
	@if scripts/with-postgres --find > /dev/null 2>&1; then \
		scripts/with-postgres $(BIN)/python -m pytest --numprocesses $(WORKERS) --dist worksteal tests/web; \
	else \
		echo; echo "NOT RUN: the tests of the service on PostgreSQL, because this machine has no PostgreSQL server."; \
		echo "         On Debian: apt-get install postgresql"; echo; \
	fi

test-engines: $(VENV)/.made-spark ## Run the relational tests on DuckDB and on Spark (needs Java 17)
	@$(BIN)/python -m pytest -m spark tests

check: $(VENV)/.made $(UI)/built/.made ## Lint, types, the arrow between chapters, deployment, strict documentation
	@$(BIN)/ruff check src tests benchmarks docs
	@$(BIN)/ruff format --check src tests benchmarks docs
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(MAKE) --no-print-directory check-deploy docs

check-deploy: $(VENV)/.made $(UI)/built/.made ## Check the settings of a deployment, and that no migration is missing
	@place=$$(mktemp -d); trap 'rm -rf "$$place"' EXIT; \
	export HOLDFAST_HOME=$$place HOLDFAST_HOSTS=holdfast.example HOLDFAST_ADDRESS=https://holdfast.example; \
	export HOLDFAST_SECRET_KEY=$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(50))'); \
	$(BIN)/holdfast manage check --deploy --fail-level WARNING; \
	$(BIN)/holdfast manage makemigrations --check --dry-run people web_records web_deliver web_evaluation

fix: $(VENV)/.made ## Mend what the formatter and the linter can mend
	@$(BIN)/ruff check --fix src tests benchmarks docs
	@$(BIN)/ruff format src tests benchmarks docs

docs: $(VENV)/.made ## Build the documentation; a broken link or reference fails
	@$(BIN)/sphinx-build --fail-on-warning --nitpicky --keep-going --quiet --builder html docs docs/_build/html
	@echo "Documentation: docs/_build/html/index.html"

read: docs ## Read the documentation in a browser at http://127.0.0.1:8008
	@$(BIN)/python -m http.server 8008 --bind 127.0.0.1 --directory docs/_build/html

truth: $(VENV)/.made ## Prove the evaluation against synthetic truth (over an hour); writes benchmarks/truth.md
	@$(BIN)/python -m benchmarks.truth

bench: $(VENV)/.made ## Measure speed and memory beside peers; writes benchmarks/results.md
	@$(BIN)/python -m benchmarks

bench-web: $(VENV)/.made $(UI)/built/.made $(VENV)-bench/.made ## Let fifty people work in the service at once (four minutes); writes benchmarks/web.md
	@HOLDFAST_POSTGRES_FSYNC=on scripts/with-postgres $(BIN)/python -m benchmarks.web --locust $(VENV)-bench/bin/locust

pictures: $(VENV)/.made $(UI)/built/.made ## Take the documentation's pictures of the service again (needs Chromium)
	@$(BIN)/python scripts/screenshots

lock: ## Pin the requirements again, with hashes and no addresses
	@command -v uv > /dev/null || { echo "make lock needs uv: https://docs.astral.sh/uv/"; exit 1; }
	@scripts/lock

.PHONY: help setup demo serve test test-postgres test-engines check check-deploy fix docs read truth bench bench-web pictures lock
