# Everything a contributor runs. It needs make, Python 3.11 or newer and a package index; it sets the rest up in .venv.
# Another interpreter: make test PYTHON=python3.13

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed

# What is compiled once is kept, whatever the machine's setting: tests start many processes, in several workers at once.
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help demo demo-digest test test-postgres crash soak fuzz check check-bounds release-check containers bench bench-postgres accuracy timelines \
	docs gallery catalogues clean

help: ## list these targets
	@grep -E '^[a-z-]+:.*## ' Makefile | sed -e 's/:.*## /\t/'

$(INSTALLED): pyproject.toml
	@$(PYTHON) -c 'import sys; v = sys.version_info; sys.exit(v < (3, 11) and f"regtrack needs Python 3.11 or newer; $(PYTHON) is {v[0]}.{v[1]}. Try: make PYTHON=python3.11")'
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV)
	@echo "Installing regtrack and its tools into $(VENV) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

demo: $(INSTALLED) ## what changed in US chip export controls, 12 to 20 May 2025, in a temporary ledger
	@rm -rf build/demo && mkdir -p build/demo
	$(BIN)/regtrack since 2025-05-12 --until 2025-05-20 --store build/demo/ledger.sqlite

demo-digest: $(INSTALLED) ## digests by mail over the bundled timeline, to a built-in test mail server; the mails as files
	$(BIN)/python tests/demo_digest.py

test: $(INSTALLED) ## every test, on all cores
	$(BIN)/python -m tests.store.postgres.server --if-there $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder -q

# What opens ledgers in many ways, run over PostgreSQL alone; what looks into the file of a ledger is left out.
ON_POSTGRES := tests/hardcases tests/digest tests/sources/test_run.py tests/sources/feeds tests/sources/federal_register/test_sync.py \
	tests/sources/files tests/news/test_recording.py tests/fold/test_properties.py tests/test_tracker.py tests/server/test_questions.py \
	tests/server/test_attacks.py --ignore=tests/digest/test_kill.py \
	--deselect 'tests/digest/test_health.py::test_what_does_not_go_on_is_named[wide' \
	--deselect tests/digest/test_health.py::test_feeds_and_a_full_disk_are_named

test-postgres: $(INSTALLED) ## the tests of ledgers over a PostgreSQL server of their own (needs Debian's postgresql, or its like)
	REGTRACK_EVENTS=50000 $(BIN)/python -m tests.store.postgres.server $(BIN)/python -m pytest -q tests/store tests/digest/test_kill.py
	$(BIN)/python -m tests.store.postgres.server $(BIN)/python -m pytest -q -p tests.store.postgres.everywhere $(ON_POSTGRES)

fuzz: $(INSTALLED) ## new inputs for every parser, then new seeds for the property tests: MINUTES=10 or SECONDS=30; what fails is kept
	$(BIN)/python -m tests.fuzz.run --seconds $(or $(SECONDS),$(shell expr 60 \* $(or $(MINUTES),10))) $(TESTS)

crash: $(INSTALLED) ## whole commands killed at random: KILLS=1000 of digest run, half as many of add, sync, migration; a tenth over PostgreSQL
	$(BIN)/python -m tests.crash --digest $(or $(KILLS),1000) --other $(shell expr $(or $(KILLS),1000) / 2)
	$(BIN)/python -m tests.crash --postgres $(shell expr $(or $(KILLS),1000) / 10)

soak: $(INSTALLED) ## a disk that fails at every write, ledgers that are damaged, time that grows, and MINUTES=10 of watch while feeds and mail server fail
	REGTRACK_SOAK=1 $(BIN)/python -m pytest -q -s tests/soak
	REGTRACK_SOAK=1 REGTRACK_SEEDS=$(or $(SEEDS),1000) $(BIN)/python -m pytest -q tests/store/test_check.py tests/cli/test_damage.py
	$(BIN)/python -m tests.fuzz.growth
	$(BIN)/python -m tests.soak.watching --minutes $(or $(MINUTES),10)

check: $(INSTALLED) ## format, lint, types, direction of imports, links of the docs, subjects of commits
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo --cache-dir .cache/import_linter
	$(BIN)/mkdocs build --strict --quiet
	$(BIN)/python .ci/subjects.py

check-bounds: $(INSTALLED) ## the wheel with the lowest versions that pyproject.toml admits, every warning an error
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[release]'
	$(BIN)/python .ci/release_check.py --bounds

release-check: $(INSTALLED) ## all that has to hold before a release: packages, workflows, every interpreter
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[release]'
	$(BIN)/python .ci/release_check.py

containers: $(INSTALLED) ## the image and compose.yaml, built and run (needs docker, or podman with podman-compose)
	$(BIN)/python .ci/containers.py

bench: $(INSTALLED) ## the speed table
	$(BIN)/python tests/bench/run.py

bench-postgres: $(INSTALLED) ## PostgreSQL at EVENTS="100000 1000000", or 250000x40 for ten million; then dumped and restored
	$(BIN)/python -m tests.store.postgres.server $(BIN)/python -m tests.bench.postgres $(or $(EVENTS),100000 1000000) --restore

accuracy: $(INSTALLED) ## how well dates of real Federal Register documents are read (needs REGTRACK_DATA or ../shared/data)
	$(BIN)/python tests/accuracy/run.py

timelines: $(INSTALLED) ## what each bundled timeline rests on: primary sources, and what to mend
	$(BIN)/regtrack add --check feeds/timelines/*.toml

docs: $(INSTALLED) ## the documentation, as a site in build/site
	$(BIN)/mkdocs build --strict --quiet
	@echo "Open build/site/index.html"

catalogues: $(INSTALLED) ## bring the translations up to date with the messages, and compile them
	$(BIN)/python docs/tools/catalogues.py

gallery: $(INSTALLED) ## the pictures of docs/gallery.md (needs Chromium)
	$(BIN)/python docs/tools/gallery.py

clean: ## remove all that these targets made, .venv included
	rm -rf build dist .cache .hypothesis $(VENV)
	find regtrack tests -name __pycache__ -type d -prune -exec rm -rf {} +
