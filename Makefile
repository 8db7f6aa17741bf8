# Doorstep's commands; `make help` lists them. `make run` and `make test` each do everything.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
BIN := .venv/bin
export PYTHONPATH := $(CURDIR)
export RASA_TELEMETRY_ENABLED := false

.PHONY: help run test test-faults check lint format bench bench-matching bench-understanding train clean

help: ## Show this
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

run: .venv/ready ## Start everything and print the address (NOTICES=folder AS_OF=2025-11-08)
	@exec $(BIN)/doorstep run $(if $(NOTICES),--notices "$(NOTICES)") $(if $(AS_OF),--as-of "$(AS_OF)")

test: .venv/ready ## All tests, on a fresh machine too
	@./scripts/find-browser
	$(BIN)/doorstep train
	$(BIN)/pytest -n 2 --dist loadfile

test-faults: .venv/ready ## Whole processes killed again and again: some minutes
	$(BIN)/pytest -m faults tests/faults

check: lint test ## What CI runs

lint: .venv/ready ## Style, types and layers
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/codespell

format: .venv/ready ## Put the code in order
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

train: .venv/ready ## Train the assistant if its inputs changed
	$(BIN)/doorstep train

bench: .venv/ready ## Speed and memory, as ratios to a plain Rasa bot and to ocdskit run beside it
	$(BIN)/python -m tests.benchmarks.run
	$(BIN)/python -m tests.benchmarks.intake
	$(BIN)/python -m tests.benchmarks.matching_speed
	$(BIN)/python -m tests.benchmarks.supplier_speed
	$(BIN)/python -m tests.benchmarks.fairness
	$(BIN)/python -m tests.benchmarks.texts
	$(BIN)/python -m tests.benchmarks.digest
	$(BIN)/python -m tests.benchmarks.pages

bench-matching: .venv/ready ## How well notices are ranked, with baselines beside it (needs the judged notices)
	$(BIN)/python -m tests.benchmarks.matching

bench-understanding: .venv/ready ## How well messages are understood: ways compared, and what is taken for what
	$(BIN)/python -m tests.benchmarks.understanding

clean: ## Remove what was made: environment, database, model
	rm -rf .venv var

.venv/ready: requirements.lock pyproject.toml scripts/install
	@./scripts/install
	@touch $@
