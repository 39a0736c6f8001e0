# The two commands are `make build` and `make test`; each sets up what it needs.
# ARGS are passed on: make build ARGS=--force, make test ARGS="-k status".

SHELL := /bin/sh
# dbt and others read files in the encoding of the locale; the files of the project are UTF-8.
export PYTHONUTF8 := 1
# Containers often set it, and each process would compile what it imports: the tests' own modules take three seconds of processor time.
export PYTHONDONTWRITEBYTECODE :=
VENV := .venv
BIN := $(VENV)/bin
ARGS ?=
DOCUMENTS ?=

# The first Python found of 3.10 to 3.13 that can make an environment; PYTHON=/path/to/python chooses another. The system's comes
# first: distributions compile it with optimisations that a Python of pyenv lacks (docs/performance_appendix.md).
CHECK := import ensurepip, sys; sys.exit(not (3, 10) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(shell for p in /usr/bin/python3 python3 python3.13 python3.12 python3.11 python3.10; do \
	if "$$p" -c '$(CHECK)' 2>/dev/null; then echo "$$p"; break; fi; done)

# An environment in the folder of the target. uv reads no settings of pip: the index and the certificate that pip uses are passed on.
# It stops where it cannot write its cache, as with a user without a home; pip goes on without one.
of_pip = $(shell .uv/bin/python -m pip config list 2>/dev/null | sed -n "s/^.*\.$(1)='\(.*\)'$$/\1/p" | head -1)
UV_DEFAULT_INDEX ?= $(call of_pip,index-url)
SSL_CERT_FILE ?= $(call of_pip,cert)
export UV_SYSTEM_CERTS ?= true
NO_CACHE = $(shell folder=$$(.uv/bin/uv cache dir) && mkdir -p "$$folder" 2>/dev/null && [ -w "$$folder" ] || echo ' --no-cache')
UV = UV_DEFAULT_INDEX="$(UV_DEFAULT_INDEX)" $(if $(SSL_CERT_FILE),SSL_CERT_FILE="$(SSL_CERT_FILE)" ).uv/bin/uv$(NO_CACHE)
define venv
@if [ ! -x $(@D)/bin/python ]; then $(UV) venv --quiet --python "$(PYTHON)" $(@D); fi
@echo "installing $(@D) from $<" >&2
endef

# $(call install,OPTIONS): packages into that environment.
install = $(UV) pip install --quiet --python $(@D) $(1)
HASHED := --require-hashes -r
# A scheduler starts the program without make: what it imports is compiled now, which takes ten seconds of each run otherwise.
COMPILED := --compile-bytecode $(HASHED)
EDITABLE := --no-deps --no-build-isolation -e .

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
	@$(BIN)/pytest $(PAIR) --ignore tests/python/bi --ignore tests/python/site --ignore tests/python/engines \
		--ignore tests/python/faults --ignore tests/python/lint $(ARGS)

test-engines: $(VENV)/installed .venv-spark/installed .venv-iceberg/installed ## compare every published table between DuckDB and the other engines (minutes)
	@$(BIN)/pytest $(PAIR) tests/python/engines $(ARGS)

test-faults: $(VENV)/installed ## kill it, fill the disk, break the files (long)
	@$(BIN)/pytest $(PAIR) tests/python/faults $(ARGS)

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

LOCK := pip compile --universal --python-version 3.10 --generate-hashes --no-strip-extras -q --no-header --no-annotate -o
lock: .uv/installed ## renew the locks of uv, the project, Spark, its readers and the assistants' server
	@echo uv | $(UV) $(LOCK) deploy/uv/requirements.lock -
	@$(UV) $(LOCK) requirements.lock pyproject.toml --extra test --extra site --extra postgres
	@$(UV) $(LOCK) deploy/spark/requirements.lock pyproject.toml --extra spark
	@$(UV) $(LOCK) bi/iceberg/requirements.lock bi/iceberg/requirements.in
	@$(UV) $(LOCK) bi/assistants/requirements.lock bi/assistants/requirements.in

clean: ## remove generated files; the warehouse stays
	@rm -rf target logs site .pytest_cache .hypothesis .mypy_cache .ruff_cache $(VENV) .uv

# uv makes the environments: pip takes three times as long (docs/decisions/0024-environments-are-made-by-uv.md).
.uv/installed: deploy/uv/requirements.lock
	@if [ -z "$(PYTHON)" ] || ! "$(PYTHON)" -c '$(CHECK)'; then \
		echo "Python 3.10 to 3.13 with its module ensurepip is needed; found: $$(python3 --version 2>&1)." \
			"Install it (on Debian: apt-get install python3-venv), or name it: make PYTHON=/path/to/python" >&2; exit 1; fi
	@"$(PYTHON)" -m venv .uv
	@.uv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r $<
	@touch $@

# Everything from the lock with hashes; setuptools is locked too, and installs this package.
$(VENV)/installed: requirements.lock pyproject.toml | .uv/installed
	$(venv)
	@$(call install,$(COMPILED) $<)
	@$(call install,$(EDITABLE))
	@touch $@

# What cannot be installed beside the project, since pins contradict: SQLMesh; Superset, whose pandas 2.1 has wheels up to Python 3.12;
# the assistants' server and the extensions for Iceberg, each for one version of DuckDB.
.venv-bench/installed: bench/requirements.lock
.venv-superset/installed: bi/superset/requirements.lock
.venv-assistants/installed: bi/assistants/requirements.lock
.venv-iceberg/installed: bi/iceberg/requirements.lock
.venv-bench/installed .venv-superset/installed .venv-assistants/installed .venv-iceberg/installed: | .uv/installed
	$(venv)
	@$(call install,$(HASHED) $<)
	@touch $@

# DuckDB for browsers, by its digest in the lock.
.ask/installed: bi/ask/package-lock.json
	@if ! command -v npm >/dev/null; then echo "npm is needed. On Debian: apt-get install npm" >&2; exit 1; fi
	@mkdir -p .ask && cp bi/ask/package.json bi/ask/package-lock.json .ask
	@cd .ask && npm ci --ignore-scripts --no-audit --no-fund --silent
	@touch $@

# The project with Spark inside (1.1 GB). Some packages are built at installation, with the setuptools of the lock.
.venv-spark/installed: deploy/spark/requirements.lock pyproject.toml | .uv/installed
	@deploy/spark/java.sh
	$(venv)
	@sed -n '/^setuptools==/,/[^\\]$$/p' $< >$(@D)/build.lock
	@$(call install,--require-hashes -r $(@D)/build.lock)
	@$(call install,--no-build-isolation $(COMPILED) $<)
	@$(call install,$(EDITABLE))
	@touch $@
