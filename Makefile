# The two commands are `make build` and `make test`; each sets up what it needs.
# ARGS are passed on: make build ARGS=--force, make test ARGS="-k status".

SHELL := /bin/sh
# dbt and others read files in the encoding of the locale; the files of the project are UTF-8.
export PYTHONUTF8 := 1
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
DOCUMENTS ?=

# The first Python found of 3.10 to 3.13 that can make an environment; PYTHON=/path/to/python chooses another. The system's comes
# first: distributions compile it with optimisations that a Python of pyenv lacks (docs/performance_appendix.md).
CHECK := import ensurepip, sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in /usr/bin/python3 python3 python3.13 python3.12 python3.11 python3.10; do \
	if "$$p" -c '$(CHECK)' 2>/dev/null; then echo "$$p"; break; fi; done)

# Where PYTHONDONTWRITEBYTECODE is set (usual in containers) pip compiles nothing, and each run would spend
# ten seconds on compiling dbt and Great Expectations.
COMPILE := -m compileall -q -q -j 0

# Two processes; tests/python/conftest.py assigns tests to them.
PAIR := -n 2 --no-loadscope-reorder

.PHONY: help build report ask postgres postgres-stop spark spark-stop build-spark iceberg test test-engines test-faults test-bi test-site export contract superset assistants metrics read-accuracy bench bench-check lint lint-python lint-yaml lint-docs lint-sql lint-portable lint-rules lint-itself format suites lock clean

help: ## list the commands
	@awk -F ':.*## ' '/^##@ /{printf "\n%s\n", substr($$0, 5)} /^[a-z-]+:.*## /{printf "  make %-13s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

##@ The warehouse

build: $(VENV)/installed ## build, check and publish the warehouse
	@$(BIN)/provincial-targets run $(ARGS)

report: $(VENV)/installed ## write site/, a static site of the published warehouse
	@$(BIN)/provincial-targets report $(ARGS)

ask: $(VENV)/installed .ask/installed ## write site/ with a page that runs SQL in the browser; then provincial-targets report --serve
	@$(BIN)/provincial-targets report --ask .ask/node_modules $(ARGS)

export: $(VENV)/installed ## write warehouse/datapackage/, the workbook and warehouse/sdmx/ from the published tables
	@$(BIN)/provincial-targets export $(ARGS)

metrics: $(VENV)/installed ## query the semantic layer: ARGS="--metrics weighted_target --group-by round__indicator"
	@mkdir -p target && cp warehouse/dbt/target/semantic_manifest.json target/
	@DBT_PROFILES_DIR=profiles DBT_TARGET=published $(BIN)/mf query $(ARGS)

superset: .venv-superset/installed ## serve Superset on 127.0.0.1:8088, in an environment of its own
	@bi/superset/superset.sh $(ARGS)

assistants: .venv-assistants/installed ## serve the published file to an assistant, read-only, over stdin and stdout (docs/assistants.md)
	@bi/assistants/serve.sh $(ARGS)

##@ Other engines

postgres: $(VENV)/installed ## start a Postgres server of the project's own (docs/scale.md)
	@deploy/postgres.sh start

postgres-stop: ## stop it; its data stay
	@deploy/postgres.sh stop

spark: .venv-spark/installed ## start a Spark cluster on 127.0.0.1, in an environment of its own
	@deploy/spark/spark.sh start

spark-stop: ## stop that cluster; its tables stay
	@deploy/spark/spark.sh stop

build-spark: .venv-spark/installed ## build, check and publish on Spark (docs/scale.md): ARGS="--target spark_cluster"
	@.venv-spark/bin/provincial-targets run --target spark $(ARGS)

iceberg: .venv-iceberg/installed ## query with DuckDB what Spark has published: ARGS="'select * from marts.dim_vintage'"
	@.venv-iceberg/bin/python bi/iceberg/published.py $(ARGS)

##@ Proof

test: $(VENV)/installed ## prove the project (minutes)
	@$(BIN)/pytest $(PAIR) -m "not faults" --ignore tests/python/bi --ignore tests/python/site \
		--ignore tests/python/engines --ignore tests/python/lint $(ARGS)

test-engines: $(VENV)/installed .venv-spark/installed .venv-iceberg/installed ## compare every published table between DuckDB and the other engines (minutes)
	@$(BIN)/pytest $(PAIR) tests/python/engines $(ARGS)

test-faults: $(VENV)/installed ## kill it, fill the disk, break the files (long)
	@$(BIN)/pytest $(PAIR) -m faults $(ARGS)

test-bi: $(VENV)/installed .venv-superset/installed .venv-assistants/installed ## prove metrics, exports and the tools that connect (minutes)
	@tests/python/site/from_debian.sh
	@$(BIN)/pytest tests/python/bi $(ARGS)

test-site: $(VENV)/installed ## test the site in a real browser (minutes)
	@tests/python/site/from_debian.sh
	@$(MAKE) --no-print-directory .ask/installed
	@$(BIN)/pytest tests/python/site $(ARGS)

lint: lint-python lint-yaml lint-docs lint-sql lint-portable lint-rules lint-itself ## check Python, YAML, SQL, the rules and the docs (minutes)

# PLW1514, still a preview rule: every read and write of text names its encoding.
lint-python: $(VENV)/installed
	@$(BIN)/ruff check . && $(BIN)/ruff check --quiet --preview --select PLW1514 . && $(BIN)/ruff format --check . && $(BIN)/mypy

lint-yaml: $(VENV)/installed
	@$(BIN)/yamllint --strict .

lint-docs: $(VENV)/installed
	@$(BIN)/pytest tests/python/docs/test_what_the_docs_name.py

lint-sql: $(VENV)/installed
	@$(BIN)/sqlfluff lint --disable-progress-bar models tests/singular analyses

# A model that calls a function which only some engines have fails here with the function's name.
lint-portable: $(VENV)/installed
	@$(BIN)/pytest --durations=0 --tb=short tests/python/docs/test_portable.py

# A build without rows gives dbt-bouncer the columns in the database, and fails on a model that the engine refuses.
lint-rules: export PROVINCIAL_TARGETS_DB = target/lint/lint.duckdb
lint-rules: $(VENV)/installed
	@if ! [ -x $(BIN)/dbt-bouncer ]; then echo "dbt-bouncer needs Python 3.11" >&2; exit 1; fi
	@rm -rf target/lint
	@$(BIN)/dbt --quiet build --empty --resource-type seed --resource-type model --profiles-dir profiles --target-path target/lint
	@$(BIN)/dbt --quiet docs generate --no-compile --profiles-dir profiles --target-path target/lint
	@$(BIN)/dbt-bouncer run --config-file dbt-bouncer.yml --show-all-failures

# Each tool of `make lint` finds the faults it is used for.
lint-itself: $(VENV)/installed
	@$(BIN)/pytest tests/python/lint

read-accuracy: $(VENV)/installed ## compare the reader's figures with people's: DOCUMENTS=folder (docs/read.md)
	@if [ -z "$(DOCUMENTS)" ]; then echo "name the folder: make read-accuracy DOCUMENTS=folder" >&2; exit 2; fi
	@$(BIN)/python bench/read_accuracy.py "$(DOCUMENTS)" $(ARGS)

bench: $(VENV)/installed .venv-bench/installed ## measure against dbt, bare DuckDB, SQLMesh and Polars (an hour)
	@$(BIN)/python bench/real_job.py
	@$(BIN)/python bench/growth.py --rounds 5
	@$(BIN)/python bench/new_round.py
	@$(BIN)/python bench/queries.py
	@$(BIN)/python bench/show.py

bench-check: $(VENV)/installed .venv-bench/installed ## fail where today's ratios are worse than the recorded ones (minutes)
	@$(BIN)/python bench/check.py $(ARGS)

##@ Upkeep

format: $(VENV)/installed ## format the Python code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

suites: $(VENV)/installed ## rewrite gx/expectations/ after a change of a seed's or model's properties
	@$(BIN)/python -m provincial_targets.checks.write

contract: $(VENV)/installed ## record the contract of the published tables (docs/stability.md)
	@$(BIN)/python -m provincial_targets.export.contract

lock: ## renew requirements.lock and those of Spark, its readers and the assistants' server (needs uv)
	@uv pip compile pyproject.toml --extra test --extra site --extra postgres --universal --python-version 3.10 \
		--generate-hashes --no-strip-extras -q --no-header --no-annotate -o requirements.lock
	@uv pip compile pyproject.toml --extra spark --universal --python-version 3.10 \
		--generate-hashes --no-strip-extras -q --no-header --no-annotate -o deploy/spark/requirements.lock
	@uv pip compile bi/iceberg/requirements.in --universal --python-version 3.10 \
		--generate-hashes --no-strip-extras -q --no-header --no-annotate -o bi/iceberg/requirements.lock
	@uv pip compile bi/assistants/requirements.in --universal --python-version 3.10 \
		--generate-hashes --no-strip-extras -q --no-header --no-annotate -o bi/assistants/requirements.lock

clean: ## remove generated files; the warehouse stays
	@rm -rf target logs site .pytest_cache .hypothesis .mypy_cache .ruff_cache $(VENV)

# Everything from the lock with hashes, this package included: setuptools is locked too.
$(VENV)/installed: requirements.lock pyproject.toml
	@if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c '$(CHECK)'; then \
		echo "Python 3.10 to 3.13 with its module ensurepip is needed; found: $$(python3 --version 2>&1)." \
			"Install it (on Debian: apt-get install python3-venv), or name it: make PYTHON=/path/to/python" >&2; exit 1; fi
	@if [ ! -x $(BIN)/python ]; then echo "making $(VENV) with $(PYTHON)" >&2; \
		"$(PYTHON)" -m venv $(VENV) || { rm -rf $(VENV); exit 1; }; fi
	@echo "installing from requirements.lock" >&2
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@$(BIN)/python $(COMPILE) $(VENV)/lib || true
	@touch $@

# SQLMesh's pins, too, contradict those of the project.
.venv-bench/installed: bench/requirements.lock
	@if [ ! -x .venv-bench/bin/python ]; then echo "making .venv-bench" >&2; \
		"$(PYTHON)" -m venv .venv-bench || { rm -rf .venv-bench; exit 1; }; fi
	@echo "installing the benchmarks' contestants (minutes)" >&2
	@.venv-bench/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
		-r bench/requirements.lock
	@.venv-bench/bin/python $(COMPILE) .venv-bench/lib || true
	@touch $@

# Superset's pins contradict the project's own; pandas 2.1 has wheels up to Python 3.12.
.venv-superset/installed: bi/superset/requirements.lock
	@if [ ! -x .venv-superset/bin/python ]; then echo "making .venv-superset" >&2; \
		"$(PYTHON)" -m venv .venv-superset || { rm -rf .venv-superset; exit 1; }; fi
	@echo "installing Superset (minutes)" >&2
	@.venv-superset/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
		-r bi/superset/requirements.lock
	@.venv-superset/bin/python $(COMPILE) .venv-superset/lib || true
	@touch $@

# The server names one version of DuckDB, and brings dozens of packages that nothing else needs.
.venv-assistants/installed: bi/assistants/requirements.lock
	@if [ ! -x .venv-assistants/bin/python ]; then echo "making .venv-assistants" >&2; \
		"$(PYTHON)" -m venv .venv-assistants || { rm -rf .venv-assistants; exit 1; }; fi
	@echo "installing the assistants' server (a minute)" >&2
	@.venv-assistants/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
		-r bi/assistants/requirements.lock
	@.venv-assistants/bin/python $(COMPILE) .venv-assistants/lib || true
	@touch $@

# DuckDB's extensions for Iceberg are for one version of DuckDB, another than the project's.
.venv-iceberg/installed: bi/iceberg/requirements.lock
	@if [ ! -x .venv-iceberg/bin/python ]; then "$(PYTHON)" -m venv .venv-iceberg || { rm -rf .venv-iceberg; exit 1; }; fi
	@.venv-iceberg/bin/python -m pip install -qq --disable-pip-version-check --require-hashes \
		-r bi/iceberg/requirements.lock
	@touch $@

# DuckDB for browsers, by its digest in the lock.
.ask/installed: bi/ask/package-lock.json
	@if ! command -v npm >/dev/null; then echo "npm is needed. On Debian: apt-get install npm" >&2; exit 1; fi
	@mkdir -p .ask && cp bi/ask/package.json bi/ask/package-lock.json .ask
	@cd .ask && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# The project with Spark inside (1.1 GB). Some packages are built at installation, with the setuptools of the lock.
.venv-spark/installed: deploy/spark/requirements.lock pyproject.toml
	@deploy/spark/java.sh
	@if [ ! -x .venv-spark/bin/python ]; then echo "making .venv-spark" >&2; \
		"$(PYTHON)" -m venv .venv-spark || { rm -rf .venv-spark; exit 1; }; fi
	@echo "installing Spark (minutes)" >&2
	@sed -n '/^setuptools==/,/[^\\]$$/p' $< >.venv-spark/build.lock
	@.venv-spark/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r .venv-spark/build.lock
	@.venv-spark/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --no-build-isolation -r $<
	@.venv-spark/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@.venv-spark/bin/python $(COMPILE) .venv-spark/lib || true
	@touch $@
