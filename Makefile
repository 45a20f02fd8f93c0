# What one does with this repository; `make` alone lists it. Only fix, golden and lock change what is committed.

.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c

VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.set-up
FAST := -m 'not slow'
SQL := warehouse commands flows
export PIP_DISABLE_PIP_VERSION_CHECK := 1
TESTS := $(BIN)/python -m pytest -n auto --dist loadgroup

.PHONY: help setup demo test test-all check fix bench accuracy golden lock

help:  ## This list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

# The lock is whole, which pip check proves; with --require-hashes alone, pips up to 23.2 stumble over sqlalchemy[asyncio].
setup: $(STAMP)  ## Make .venv with the locked dependencies; the rest does it by itself

$(STAMP): requirements.lock requirements.in pyproject.toml
	@python="$$(bash .ci/find-python "$(PYTHON)")"; \
	  "$(BIN)/python" -c '' 2>/dev/null || "$$python" -m venv --clear $(VENV)
	@echo "Installing the locked dependencies into $(VENV) (some minutes the first time) ..."
	@$(BIN)/python -m pip install -qq --require-hashes --no-deps -r requirements.lock
	@$(BIN)/python -m pip install -qq --no-deps --no-build-isolation -e .
	@$(BIN)/python -m pip -qq check
	@touch $(STAMP)

demo: $(STAMP)  ## Play a bundled past through the real flows, in var/demo; under three minutes
	@$(BIN)/mingdan demo

test: $(STAMP)  ## The fast tests, at most five minutes; names what it leaves out
	@$(TESTS) $(FAST)

test-all: $(STAMP)  ## Every test: the fast ones, then the slow ones (kill -9, Prefect server and worker)
	@$(TESTS)

check: $(STAMP)  ## Judge without writing: ruff, mypy, sqlfluff, import arrows, documentation
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/sqlfluff lint --disable-progress-bar $(SQL)
	$(BIN)/python -m pytest tests/house

fix: $(STAMP)  ## Format Python and SQL, and mend what can be mended without thought
	$(BIN)/ruff check --fix
	$(BIN)/ruff format
	$(BIN)/sqlfluff fix --disable-progress-bar $(SQL)

bench: $(STAMP)  ## Measure, as ratios against bare loops and bare DuckDB
	@$(BIN)/python -m benchmarks

accuracy: $(STAMP)  ## Rows exact, fields right, false holds, over the golden cases and variations (FULL=1: all OCR)
	@$(BIN)/python -m tests.cases.accuracy

golden: $(STAMP)  ## Write anew what golden announcements come to; each fails until it was read
	@$(BIN)/python -m tests.cases.golden --write

lock:  ## Resolve requirements.lock anew with uv (pip install uv); no address of a package index goes into it
	@command -v uv >/dev/null || { echo "make lock needs uv: python3 -m pip install uv" >&2; exit 1; }
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --no-emit-find-links --no-header --output-file requirements.lock requirements-dev.in
