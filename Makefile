# Each target installs what it needs into .venv, from the locked and hash-checked requirements.
# Only python3 (3.11 or newer), make and git have to be there.

PYTHON ?= python3
PORT   ?= 8000
# More words for pytest or the benchmark, as in: make test ARGS="-k search"
ARGS   ?=

PY  := .venv/bin/python
PIP := $(PY) -m pip --quiet --disable-pip-version-check

# What the build writes. None of it is ever in git (`make check` looks).
GENERATED := docs/zh-* docs/en docs/fr docs/data site dist

# Material announces its successor at each run otherwise.
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := help
.PHONY: help serve site test test-all check bench lock clean
.DELETE_ON_ERROR:
# The targets share .venv, docs/ and site/.
.NOTPARALLEL:

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

serve: .venv/runtime ## Build the dossier and serve it, following changes (PORT=8000)
	$(PY) -m mkdocs serve --dev-addr 127.0.0.1:$(PORT)

site: .venv/runtime ## Build the dossier and render the whole site into site/
	$(PY) scripts/build.py
	$(PY) -m mkdocs build --strict

test: .venv/dev ## Run the tests, without the slow ones (ARGS="-k search" to choose)
	$(PY) -m pytest $(ARGS)

test-all: .venv/dev ## Run all tests, the slow ones too
	$(PY) -m pytest -m "" $(ARGS)

check: .venv/dev ## Everything that must hold before a change goes in: format, lint, types, strict build, all tests
	@set -f; in_git=$$(git -c safe.directory='*' ls-files -- $(GENERATED)); test -z "$$in_git" || \
	    { printf 'Generated files are in git; take them out with git rm --cached:\n%s\n' "$$in_git" >&2; exit 1; }
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy
	.venv/bin/dossier build --strict
	$(PY) -m mkdocs build --strict
	$(PY) -m pytest -m ""

bench: .venv/dev ## Measure how long conversion, rendering and search take
	$(PY) scripts/bench.py $(ARGS)

# The lock is made with one version of each tool and from PyPI alone, whatever pip is set to use
# here, so that it holds the hashes of all files of a release, for every platform. An older pip
# would miss what an extra brings (trafilatura -> justext -> lxml[html_clean]).
# UPGRADE=1 takes newer releases; without it, only what the .in files ask for changes.
LOCK := env PIP_CONFIG_FILE=/dev/null PIP_FIND_LINKS= PIP_EXTRA_INDEX_URL= CUSTOM_COMPILE_COMMAND="make lock" \
    .venv/lock/bin/pip-compile --quiet --generate-hashes --no-reuse-hashes --allow-unsafe --strip-extras \
    --no-emit-index-url --no-emit-find-links --no-emit-trusted-host $(if $(UPGRADE),--upgrade)

lock: .venv/place ## Write requirements*.txt anew from requirements*.in (UPGRADE=1 for newer releases)
	$(PYTHON) -m venv .venv/lock
	.venv/lock/bin/python -m pip --quiet install pip==26.3 pip-tools==7.6.2
	$(LOCK) --output-file requirements.txt requirements.in
	$(LOCK) --output-file requirements-dev.txt requirements-dev.in

clean: ## Remove what the build wrote, and caches (.venv stays)
	rm -rf $(GENERATED) .mypy_cache .pytest_cache .ruff_cache .hypothesis scripts/*.egg-info
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +


# .venv holds two stamps: `runtime` (serve, site) and `dev` (tests and checks), which has all of
# the former at the same versions; so having `dev` is having both.
#
# The package itself goes in as a link to scripts/ (an editable install): setuptools is one of
# the locked requirements, so this builds with what is in .venv and asks no network.
INSTALL_DOSSIER := $(PIP) install --no-index --no-deps --no-build-isolation --editable .

.venv/runtime: requirements.txt requirements.in pyproject.toml .venv/place
	@echo "Installing requirements.txt into .venv ..."
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(INSTALL_DOSSIER)
	@touch $@

.venv/dev: requirements-dev.txt requirements.txt requirements.in pyproject.toml .venv/place
	@echo "Installing requirements-dev.txt into .venv ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@$(INSTALL_DOSSIER)
	@touch .venv/runtime $@

# A virtual environment knows its own path: one that was copied or moved along with the project
# would quietly run the code of the place it came from. `place` says where it was made.
ifeq ($(shell test -x $(PY) && test "$$(cat .venv/place 2>/dev/null)" = "$$(pwd -P)" && echo here),)
.PHONY: .venv/place
endif

.venv/place:
	@command -v $(PYTHON) >/dev/null || { \
	    echo "There is no $(PYTHON) here. The dossier needs Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
	    echo "The dossier needs Python 3.11 or newer, and $(PYTHON) is $$($(PYTHON) -V 2>&1)." >&2; \
	    echo "Name a newer one: make PYTHON=python3.13 ..." >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
	    echo "$(PYTHON) cannot make virtual environments: its venv module is missing." >&2; \
	    echo "On Debian and Ubuntu: apt install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv --clear .venv
	@pwd -P > $@
