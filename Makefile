# Two commands: `make demo` plays the sample campaign, `make test` runs every check. Both set everything up themselves.
PYTHON ?= python3
BIN := .venv/bin

.PHONY: demo test install lint clean

demo: install
	$(BIN)/scheduler demo

test: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n auto

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "scheduler needs Python 3.11 or newer: make PYTHON=python3.12 install")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[all]' --group dev
	touch $@

clean:
	rm -rf .venv demo build .mypy_cache .ruff_cache .import_linter_cache .hypothesis
