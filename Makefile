# Everything runs in .venv, which the first target that needs it sets up.
PYTHON ?= python3
VENV ?= .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
EVAL ?= ../shared/eval
PORT ?= 8000
UV ?= uv
WORKERS ?= 2
RUNS ?= 150000
MANY ?= 0
# Material prints a banner about MkDocs 2 with each build; the README tells what it says.
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := help
.PHONY: help serve site test lint eval bench soak fuzz screenshots lock locked clean

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

lint: $(READY) ## Check style, types, calls that may be unsafe, workflows
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/bandit --quiet --configfile pyproject.toml --recursive plugins
	$(BIN)/check-jsonschema --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/zizmor --offline --quiet .github/workflows

eval: $(READY) ## Measure the engine on labelled texts
	@if [ -f "$(EVAL)/score.py" ]; then $(BIN)/python tests/bench/evaluate.py "$(EVAL)"; \
	else echo "skipped: no labelled texts at $(EVAL) (set EVAL)"; fi

bench: $(READY) ## Time the analysis beside other linters, and builds beside plain Material (MANY=5000: of so many too)
	$(BIN)/python tests/bench/analysis.py
	$(BIN)/python tests/bench/builds.py --many $(MANY)

soak: $(READY) ## Run the long tests, then the fuzzer
	$(BIN)/python -m pytest --numprocesses $(WORKERS) -m soak --hypothesis-profile=soak
	$(MAKE) fuzz

fuzz: $(READY) ## Try each part that reads people's texts on RUNS texts, made by what code they reach
	@if $(BIN)/python -c "import atheris" 2>/dev/null; then $(BIN)/python tests/fuzz/run.py --runs $(RUNS); \
	else echo "skipped: no atheris (pip install --constraint constraints.txt -e '.[fuzz]')"; fi

screenshots: $(READY) ## Take pictures of the main pages
	$(BIN)/python tests/browser/screenshots.py

lock: ## Write requirements.lock anew: what is installed, with hashes, for every system
	$(UV) pip compile pyproject.toml --all-extras --universal --python-version 3.11.5 --generate-hashes \
		--constraint constraints.txt --no-emit-index-url --no-header --no-annotate --quiet --output-file requirements.lock

locked: ## Set up .venv with exactly the files of requirements.lock
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(READY)

clean: ## Remove what the targets made
	rm -rf $(VENV) site .cache .pytest_cache .mypy_cache .ruff_cache .hypothesis
