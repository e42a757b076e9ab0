# Everything runs in .venv, which the first target that needs it sets up.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EVAL ?= ../shared/eval
PORT ?= 8000
WORKERS ?= 2
# Material prints a banner about MkDocs 2 with each build; the README tells what it says.
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := help
.PHONY: help serve site test lint eval bench soak screenshots clean

help: ## List the targets
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | sort

$(READY): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]' --constraint constraints.txt
	@touch $@

serve: $(READY) ## Build the site strictly, then serve it and rebuild on changes
	SITE_URL=http://127.0.0.1:$(PORT)/ $(BIN)/mkdocs build --strict
	SITE_URL=http://127.0.0.1:$(PORT)/ $(BIN)/mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: $(READY) ## Build the site strictly into site/ and check its links
	$(BIN)/mkdocs build --strict
	$(BIN)/python -m medialit.site.links site

test: $(READY) ## Run all tests
	$(BIN)/python -m pytest --numprocesses $(WORKERS) --dist loadgroup

lint: $(READY) ## Check style, types, workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/zizmor --offline --quiet .github/workflows

eval: $(READY) ## Measure the engine on labelled texts
	@if [ -f "$(EVAL)/score.py" ]; then $(BIN)/python tests/bench/evaluate.py "$(EVAL)"; \
	else echo "skipped: no labelled texts at $(EVAL) (set EVAL)"; fi

bench: $(READY) ## Time the analysis beside other linters, and builds beside plain Material
	$(BIN)/python tests/bench/analysis.py
	$(BIN)/python tests/bench/builds.py

soak: $(READY) ## Run the long property tests
	$(BIN)/python -m pytest --numprocesses $(WORKERS) -m soak --hypothesis-profile=soak

screenshots: $(READY) ## Take pictures of the main pages
	$(BIN)/python tests/browser/screenshots.py

clean: ## Remove what the targets made
	rm -rf $(VENV) site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
