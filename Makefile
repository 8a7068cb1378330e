# Each target installs what it needs into .venv, from the locked and hash-checked requirements.
# Only python3 (3.11 or newer), make and git have to be there.

PYTHON ?= python3
PORT   ?= 8000
# More words for pytest or the benchmark, as in: make test ARGS="-k search"
ARGS   ?=

PY  := .venv/bin/python
# A worker for each core begins with its part of the files, and at the end takes from the others'.
# Most tests of a file stay together so, which share what is built for them.
PYTEST := $(PY) -m pytest --numprocesses auto --dist worksteal
# The slow tests too, and as many random examples as a change needs before it goes in.
PYTEST_ALL := $(PYTEST) -m "" --hypothesis-profile=check
PIP := $(PY) -m pip --quiet --disable-pip-version-check

# What the build writes. None of it is ever in git (`make check` looks).
GENERATED := docs/zh-* docs/en docs/fr docs/ja docs/data docs/index.md site dist

# Material announces its successor at each run otherwise.
export NO_MKDOCS_2_WARNING = 1

.DEFAULT_GOAL := help
.PHONY: help serve site zensical epub zim zip test test-all check audit bench lock clean
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

zensical: .venv/runtime .venv/zensical/ready ## Render the same site with Material's successor instead, into site/
	@# It finds the extension that mkdocs.yml names by a path file.
	@cd .venv/zensical/lib/python3*/site-packages && echo '$(CURDIR)/scripts' > dossier.pth
	$(PY) scripts/build.py --strict
	.venv/zensical/bin/zensical build --strict --clean
	.venv/bin/dossier check --site site

epub: .venv/runtime ## Make an EPUB book of each edition, in dist/
	.venv/bin/dossier epub

zim: .venv/zim site ## Make one file of the whole site for Kiwix, in dist/
	.venv/bin/dossier zim

# Rendered apart and without an address, whatever SITE_URL says: on a disk all links are relative.
zip: .venv/runtime ## Pack the site into one zip that opens by a double-click, in dist/
	SITE_URL= $(PY) -m mkdocs build --strict --quiet --site-dir dist/site
	.venv/bin/dossier zip --site dist/site
	rm -rf dist/site

test: .venv/dev ## Run the tests, without the slow ones (ARGS="-k search" to choose)
	$(PYTEST) $(ARGS)

test-all: .venv/dev node_modules/.package-lock.json ## Run all tests, the slow ones too
	$(PYTEST_ALL) $(ARGS)

check: .venv/dev .venv/zensical/ready node_modules/.package-lock.json ## Everything that must hold before a change goes in: format, lint, types, strict build, all tests
	@set -f; in_git=$$(git -c safe.directory='*' ls-files -- $(GENERATED)); test -z "$$in_git" || \
	    { printf 'Generated files are in git; take them out with git rm --cached:\n%s\n' "$$in_git" >&2; exit 1; }
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy
	.venv/bin/dossier build --strict
	$(PY) -m mkdocs build --strict
	$(PYTEST_ALL)

audit: .venv/audit/ready ## Look for known holes in what the locks name
	.venv/audit/bin/pip-audit --strict --require-hashes --disable-pip $(addprefix --requirement ,$(wildcard requirements*.txt))

bench: .venv/dev ## Measure how long conversion, rendering and search take
	$(PY) tests/bench.py $(ARGS)

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
	$(LOCK) --output-file requirements-zim.txt requirements-zim.in
	$(LOCK) --output-file requirements-zensical.txt requirements-zensical.in
	$(LOCK) --output-file requirements-audit.txt requirements-audit.in
	$(LOCK) --output-file requirements-dev.txt requirements-dev.in

clean: ## Remove what the build wrote, and caches (.venv stays)
	rm -rf $(GENERATED) docs/.dossier-files .dossier-new-docs .cache .mypy_cache .pytest_cache .ruff_cache .hypothesis scripts/*.egg-info
	find scripts tests -name __pycache__ -type d -prune -exec rm -rf {} +


# .venv holds three stamps: `runtime` (serve, site, epub), `zim`, and `dev` (tests and checks),
# which has all of the others at the same versions; so having `dev` is having all three.
#
# The package itself goes in as a link to scripts/ (an editable install): setuptools is one of
# the locked requirements, so this builds with what is in .venv and asks no network.
INSTALL_DOSSIER := $(PIP) install --no-index --no-deps --no-build-isolation --editable .

.venv/runtime: requirements.txt requirements.in pyproject.toml .venv/place
	@echo "Installing requirements.txt into .venv ..."
	@$(PIP) install --require-hashes --requirement requirements.txt
	@$(INSTALL_DOSSIER)
	@touch $@

.venv/zim: requirements-zim.txt .venv/runtime
	@echo "Installing requirements-zim.txt into .venv ..."
	@$(PIP) install --require-hashes --requirement requirements-zim.txt
	@touch $@

.venv/dev: requirements-dev.txt requirements-zim.txt requirements.txt requirements.in pyproject.toml .venv/place
	@echo "Installing requirements-dev.txt into .venv ..."
	@$(PIP) install --require-hashes --requirement requirements-dev.txt
	@$(INSTALL_DOSSIER)
	@touch .venv/runtime .venv/zim $@

# axe-core, with which slow tests look at the pages; nothing of it runs while it is installed.
node_modules/.package-lock.json: package-lock.json package.json
	@echo "Installing package-lock.json into node_modules ..."
	@npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# Tools that share no version with the dossier have an environment of their own.
.venv/zensical/ready .venv/audit/ready: .venv/%/ready: requirements-%.txt .venv/place
	@echo "Installing $< into .venv/$* ..."
	@$(PYTHON) -m venv --clear .venv/$*
	@.venv/$*/bin/python -m pip --quiet --disable-pip-version-check install --require-hashes --requirement $<
	@touch $@

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
