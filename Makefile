# Longwave. `make run` serves the blog, `make test` runs every test, `make check` lints; all install what they need.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := .venv/bin
export PATH := $(CURDIR)/$(BIN):$(PATH)
export PIP_DISABLE_PIP_VERSION_CHECK := 1

ifdef DATA_DIR
export LONGWAVE_DATA_DIR := $(DATA_DIR)
endif
# Feeds and canonical links need the address of the site; a .env file or the environment may know a better one.
ifeq ($(shell grep -s '^LONGWAVE_SITE_URL=' .env),)
export LONGWAVE_SITE_URL ?= http://$(HOST):$(PORT)
endif

BROWSER_SOURCES := $(shell find static -type f -not -path 'static/dist/*' 2>/dev/null)
CATALOGUES := $(patsubst %.po,%.mo,$(shell find app/translations -name '*.po' 2>/dev/null))
PREPARED := .venv/run .venv/compiled static/dist/built $(CATALOGUES)

.PHONY: run test check corpus bench assets prepared format translations lock
.DELETE_ON_ERROR:

run: $(PREPARED)
	@echo "Longwave is at http://$(HOST):$(PORT)/  (Ctrl-C stops it)"
	@exec flask --app wsgi serve --host $(HOST) --port $(PORT) --workers 2 --blocking-threads 4 \
	  --respawn-failed-workers --workers-kill-timeout 10 --log-level warning

test: .venv/dev $(PREPARED)
	@python -m tests.chromium
	pytest -m "not corpus"

check: .venv/dev
	ruff format --check .
	ruff check .
	mypy
	lint-imports
	djlint --lint templates
	codespell
	bash requirements/lock.sh --check

# Scores the content pipeline on a folder of Markdown posts: make corpus CORPUS=path
CORPUS ?= ../shared/corpus/maths
corpus: .venv/dev $(PREPARED)
	python bench/corpus.py $(CORPUS)

# Measures what was promised of speed and size; ends with an error if it does not hold: make bench BENCH="--posts 1000000"
BENCH ?=
bench: .venv/dev $(PREPARED)
	@python -m bench $(BENCH)

assets: static/dist/built

# All that a server needs, without starting one.
prepared: $(PREPARED)

format: .venv/dev
	ruff check --fix --quiet .
	ruff format .

# Brings the catalogues in step with the words of the code; what is new there waits for a translator.
translations: .venv/dev
	@pybabel --quiet extract -F pyproject.toml -k lazy_gettext --no-location --sort-output -o app/translations/messages.pot .
	@pybabel --quiet update -i app/translations/messages.pot -d app/translations --ignore-obsolete --ignore-pot-creation-date --no-fuzzy-matching --no-wrap
	@rm app/translations/messages.pot

# Brings every lock file in step with pyproject.toml.
lock: .venv/dev
	bash requirements/lock.sh

.venv/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Longwave needs Python 3.11 or newer; name one with: make PYTHON=python3.12 run" >&2; exit 1; }
	@$(PYTHON) -m venv .venv \
	  || { rm -rf .venv; echo "Python's venv module is missing. On Debian or Ubuntu: apt install python3-venv" >&2; exit 1; }
	@touch $@

.venv/run: requirements/run.txt | .venv/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/run.txt
	@touch $@

# Python may be told not to write its bytecode, and may not be allowed to: a start would compile everything again.
.venv/compiled: wsgi.py $(shell find app migrations -name '*.py') | .venv/run
	@python -m compileall -q $^
	@touch $@

.venv/dev: requirements/dev.txt | .venv/python
	$(BIN)/pip install --quiet --require-hashes -r requirements/dev.txt
	@touch $@ .venv/run

# The machine's Node if it is 20 or newer, else Node from PyPI.
node_modules/installed: package.json package-lock.json requirements/node.txt | .venv/python
	@{ npm --version && node -e 'process.exit(process.versions.node.split(".")[0] < 20)'; } >/dev/null 2>&1 \
	  || $(BIN)/pip install --quiet --require-hashes -r requirements/node.txt
	npm ci --no-audit --no-fund --loglevel=error
	@touch $@

static/dist/built: node_modules/installed $(BROWSER_SOURCES)
	npm run --silent build
	@touch $@

%.mo: %.po | .venv/run
	@pybabel --quiet compile --input-file=$< --output-file=$@ --locale=$(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))
