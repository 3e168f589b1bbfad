# Each target builds what it needs. `make` alone lists them.
.DEFAULT_GOAL := help
.PHONY: help run chat system test check bench prove soak refresh publish lock clean coverage mutation dead-code build sbom audit licences

PYTHON ?= python3
VENV := .venv
BOT := $(VENV)/bin/python -m bot
# Freed memory is overwritten (bot/memory.py; a bot started without these begins anew with them); the terminal chat has no need of it
FORGETFUL := $(if $(TELEGRAM_TOKEN)$(TELEGRAM_TOKEN_FILE),PYTHONMALLOC=malloc MALLOC_PERTURB_=165 MALLOC_ARENA_MAX=1 GLIBC_TUNABLES=glibc.malloc.tcache_count=0:glibc.malloc.mxfast=0)

help:  ## list the targets
	@sed -n 's/^\([a-z][a-z-]*\):.*## /  make \1|/p' $(MAKEFILE_LIST) | column -t -s '|'

run: $(VENV)/runtime  ## start the bot: in Telegram if TELEGRAM_TOKEN is set, else in this terminal
	@$(BOT) publish >&2
	@$(FORGETFUL) $(BOT) run

chat: $(VENV)/runtime  ## the bot in this terminal
	@$(BOT) publish >&2
	@$(BOT) chat

publish: $(VENV)/runtime  ## check the content and publish it as a new edition
	@$(BOT) publish

refresh: $(VENV)/runtime  ## bring the translation files up to date
	@$(BOT) refresh

system:  ## install what some tests need beside Python (Debian, as root)
	apt-get update -q && apt-get install -y -q --no-install-recommends \
	  gettext chromium chromium-driver fonts-noto-cjk poppler-utils zbar-tools strace gdb \
	  nginx-light caddy openssl bubblewrap systemd user-mode-linux

test: $(VENV)/development  ## run all tests
	@$(VENV)/bin/python -m pytest -rs -n 2 --dist loadfile --no-loadscope-reorder $(PYTEST)

check: $(VENV)/development  ## style, types, content
	@$(VENV)/bin/ruff check .
	@$(VENV)/bin/ruff format --check .
	@$(VENV)/bin/mypy
	@$(BOT) refresh --check
	@$(BOT) check

bench: $(VENV)/development  ## every figure beside its reference and what it was, in bench/results.json; then the intent sets in INTENT_SETS
	@$(VENV)/bin/python -m tests.bench $(BENCH)
	@$(VENV)/bin/python -m tests.bench.sets

prove: $(VENV)/development  ## measure every bar of docs/proofs.md (needs `make system`, and root for looking into memory); PROVE=--short: sooner
	@$(VENV)/bin/python -m tests.prove $(PROVE)

soak: $(VENV)/development  ## watch the memory of a bot over a million updates (hours)
	@$(VENV)/bin/python -m tests.prove.soak --updates 1000000

coverage: $(VENV)/development  ## run the tests that need not compile our own content, and show what of core, content and store they miss
	@rm -f .coverage .coverage.*
	@$(VENV)/bin/python -m tests.supply.coverage

dead-code: $(VENV)/development  ## code that nothing uses
	@$(VENV)/bin/vulture

mutation: $(VENV)/release  ## change the deciding modules in small ways, and show which changes no test notices (half an hour)
	@$(VENV)/bin/mutmut run --max-children 2
	@$(VENV)/bin/mutmut results

build: $(VENV)/development  ## wheel and sdist in dist/, the same bytes from the same commit
	@rm -rf dist
	@SOURCE_DATE_EPOCH=$$(git log -1 --format=%ct) $(VENV)/bin/python -m build --no-isolation --outdir dist .
	@cd dist && sha256sum *

sbom: $(VENV)/release  ## the bill of materials of what runs, dist/gilbeot.cdx.json (CycloneDX)
	@mkdir -p dist
	@$(VENV)/bin/cyclonedx-py requirements requirements.lock --pyproject pyproject.toml --output-reproducible --of JSON -o dist/gilbeot.cdx.json

audit: $(VENV)/release  ## known vulnerabilities of what runs; what cannot be looked up is unknown, and fails
	@$(VENV)/bin/python -m tests.supply.audit

licences: $(VENV)/development  ## write docs/licences.md
	@$(VENV)/bin/python -m tests.supply.licences

lock:  ## renew the locks from pyproject.toml (needs uv)
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q --extra dev -c requirements.lock pyproject.toml -o requirements-dev.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate -q --extra dev --extra release -c requirements-dev.lock pyproject.toml -o requirements-release.lock

clean:  ## remove what was built; published editions stay
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "gilbeot: Python 3.11 or newer is needed; set PYTHON=python3.11" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || { echo "gilbeot: this Python lacks venv or ensurepip; on Debian: apt-get install python3-venv" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

$(VENV)/runtime: requirements.lock | $(VENV)/bin/python
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock
	@touch $@

$(VENV)/development: requirements-dev.lock | $(VENV)/bin/python
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-dev.lock
	@touch $@ $(VENV)/runtime

$(VENV)/release: requirements-release.lock | $(VENV)/bin/python
	@$(VENV)/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r requirements-release.lock
	@touch $@ $(VENV)/development $(VENV)/runtime
