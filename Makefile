# make run: install, and run the main job on seeds/     make test: install, lint, check types, run the tests
# make check: what make test runs, without installing   make bench: the measurements behind docs/

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# A constraints file belongs to a project, not to a user: pip's own variable makes it hold for build environments too.
export PIP_CONSTRAINT := $(CURDIR)/constraints.txt
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: run test check bench clean

run: $(VENV)/.run
	$(BIN)/songngu run seeds -o outputs
	@echo
	$(BIN)/songngu show seeds/004_47f74921f5be32a9.txt -o outputs

test: $(VENV)/.dev check

check:
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest

bench: $(VENV)/.bench
	$(BIN)/python benchmarks/splitting.py
	$(BIN)/python benchmarks/speed seeds $(if $(DATA),--data $(DATA)) --json outputs/speed.json --plot outputs/speed.png
	@if [ -n "$(DATA)" ]; then $(BIN)/python benchmarks/languages.py $(DATA) && $(BIN)/python benchmarks/checks $(DATA); \
	else echo "DATA=folder with parallel text: also measures identification and checks"; fi

$(VENV)/bin/python:
	$(PYTHON) -m venv $(VENV)

$(VENV)/.run: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	@touch $@ $(VENV)/.run

$(VENV)/.bench: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(BIN)/python -m pip install --quiet --editable '.[dev,bench]'
	@touch $@ $(VENV)/.run

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
