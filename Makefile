# Two commands: `make demo` plays the sample campaign, `make test` runs every check. Both set everything up themselves.
PYTHON ?= python3
BIN := .venv/bin
# One more than there are processors: many stories wait for a service or a clock.
WORKERS ?= $(shell expr $$(getconf _NPROCESSORS_ONLN) + 1)

.PHONY: demo test install browser clean

demo: install
	$(BIN)/scheduler demo

test: install browser
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(WORKERS) --dist worksteal

install: .venv/installed

.venv/installed: pyproject.toml constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "scheduler needs Python 3.11 or newer: make PYTHON=python3.12 install")'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade 'pip>=25.1'
	$(BIN)/pip install --quiet --constraint constraints.txt --editable '.[all]' --group dev
	touch $@

# The stories of the studio in a browser need Chromium; where it cannot be installed they are skipped, loudly.
browser:
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || command -v google-chrome >/dev/null \
	|| { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null && timeout 180 apt-get install -qq -y chromium >/dev/null 2>&1; } \
	|| echo "CHROMIUM IS NOT INSTALLED: the studio is not tested in a browser (Debian: apt-get install chromium)."

clean:
	rm -rf .venv demo build .mypy_cache .ruff_cache .import_linter_cache .hypothesis
