# Everything a person types, in one place. `make chat` and `make test` set up what they need.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
BENCH := .bench-venv
PIP := $(BIN)/python -m pip --disable-pip-version-check

.DEFAULT_GOAL := help
.PHONY: help chat index test kill-test check format eval calibrate bench bench-large clean

help: ## Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-10s %s\n", $$1, $$2}'

chat: $(VENV)/.installed ## Open the web chat (the first time it builds the model and the index)
	$(BIN)/python app.py

index: $(VENV)/.installed ## Index reports/ anew; unchanged reports are not embedded again
	$(BIN)/reportqa build

test: $(VENV)/.dev-installed ## Run all tests
	$(BIN)/python -m pytest --cov=reportqa --cov-report=term:skip-covered

kill-test: $(VENV)/.dev-installed ## Kill 200 builds at random moments; none may lose an index
	$(BIN)/python tests/killing.py 200

check: $(VENV)/.dev-installed ## Check format, lint, types and the examples in the README
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -q tests/test_readme.py

format: $(VENV)/.dev-installed ## Format the code and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

eval: index ## Measure the answers on the published half of the question set
	$(BIN)/reportqa eval eval/urumqi-2020.jsonl --split test

calibrate: $(VENV)/.dev-installed index ## Fit the confidence on the published set alone (what ships saw more: confidence.py)
	$(BIN)/python -m reportqa.evaluation.calibrating eval/urumqi-2020.jsonl index

bench: $(BENCH)/.installed ## Measure beside LangChain and others (about 20 minutes; its own environment)
	$(BENCH)/bin/python -m bench

bench-large: $(BENCH)/.installed ## Measure libraries of up to 500,000 chunks too (takes an hour)
	$(BENCH)/bin/python -m bench growth --large

clean: ## Remove the environment and the built index, never the reports
	rm -rf $(VENV) index/current index/generations index/originals

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "需要 Python 3.11 或更新版本（现在是 $$($(PYTHON) -V)）；可用 make PYTHON=python3.12 指定。"; exit 1; }
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e .
	touch $@

$(VENV)/.dev-installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install -c constraints.txt -e ".[dev,ocr]"
	touch $@ $(VENV)/.installed

# One peer after another, so that one that cannot be installed is left out and reported as such.
$(BENCH)/.installed: pyproject.toml bench/constraints.txt bench/peers.txt
	$(PYTHON) -m venv $(BENCH)
	$(BENCH)/bin/python -m pip --disable-pip-version-check install -c bench/constraints.txt -e . matplotlib
	while IFS=: read -r name packages; do \
	  $(BENCH)/bin/python -m pip --disable-pip-version-check install -c bench/constraints.txt $$packages </dev/null \
	    || echo "$$name: not installed, will be reported as missing"; \
	done < bench/peers.txt
	touch $@
