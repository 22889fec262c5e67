# `make run` starts a desk, `make test` proves the house, `make check` is quick enough for before every commit.

PYTHON ?= $(firstword $(foreach name,python3 python3.14 python3.13 python3.12 python3.11,$(shell \
	command -v $(name) >/dev/null && $(name) -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $(name))))
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --requirement
FAST := not browser and not postgres and not slow and not interop

.PHONY: run test check lint slow mutations interop bench pictures clean

run: .venv/runtime
	@$(BIN)/python -m tracker setup
	@exec $(BIN)/python -m tracker serve

# One more than there are cores: a test that waits for its browser or its database leaves one idle.
test: .venv/development .venv/chromium
	@$(BIN)/pytest -q -n $$(($$(getconf _NPROCESSORS_ONLN) + 1)) -m "not slow and not interop"

check: lint
	@$(BIN)/pytest -q -n auto -m "$(FAST)"

lint: .venv/development
	@$(BIN)/ruff check --quiet
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports --no-logo >.venv/imports.log || { cat .venv/imports.log; exit 1; }

# What the slow tests find is written to benchmarks/results, to be committed.
slow: .venv/development .venv/chromium
	@$(BIN)/pytest -q -m slow

# Ends with 1 where a change of the tree, the notes or the verifier goes unnoticed and nobody said why it may.
mutations: .venv/development
	@$(BIN)/python -m benchmarks.mutations

# Ends with 3 where Go or its module cannot be had.
interop: .venv/golang
	@$(BIN)/pytest -q -m interop tests/interop

bench: .venv/development
	@$(BIN)/python -m benchmarks
	@$(BIN)/python -m benchmarks.appending
	@$(BIN)/python -m benchmarks.verifying
	@$(BIN)/python -m benchmarks.origins
	@$(BIN)/python -m benchmarks.undoing
	@$(BIN)/python -m benchmarks.many
	@$(BIN)/python -m benchmarks.exporting

pictures: .venv/development .venv/chromium
	@$(BIN)/python -m docs.pictures

# What a desk keeps, in var/, stays.
clean:
	@rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache test-results
	@find . -name __pycache__ -prune -exec rm -rf {} +

.venv/bin/python:
	@test -n "$(PYTHON)" || { echo "This needs Python 3.11 or newer (python3); set PYTHON=... if it lies elsewhere."; exit 1; }
	@$(PYTHON) -m venv .venv || { rm -rf .venv; \
		echo "Python cannot make an environment here; on Debian: apt install python3-venv."; exit 1; }

.venv/runtime: requirements.txt | .venv/bin/python
	@echo "Installing what the program needs (once, about half a minute) ..."
	@$(PIP) requirements.txt
	@touch $@

.venv/development: requirements.txt requirements-dev.txt | .venv/bin/python
	@echo "Installing what the program and its tests need (once, about a minute) ..."
	@$(PIP) requirements-dev.txt
	@touch $@ .venv/runtime

.venv/golang: requirements-interop.txt | .venv/development
	@echo "Installing Go (once, 75 MB) ..."
	@$(PIP) requirements-interop.txt || command -v go || { \
		echo "NOT RUN: there is no Go and none could be fetched: on Debian, apt install golang-go."; exit 3; }
	@touch $@

# Debian's own Chromium where there is one, else the one that Playwright brings.
.venv/chromium: .venv/development
	@test -x /usr/bin/chromium || $(BIN)/playwright install chromium >.venv/chromium.log 2>&1 || { tail -3 .venv/chromium.log; \
		echo "There is no Chromium and none could be fetched: on Debian, apt install chromium."; exit 1; }
	@touch $@
