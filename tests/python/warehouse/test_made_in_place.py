"""A model on DuckDB takes the place of what was there before, and leaves it where it fails."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from typing import Any

import pytest

from helpers.command import environment
from helpers.small import PROJECT

FILES = {
    "dbt_project.yml": """
name: provincial_targets
profile: provincial_targets
flags: {send_anonymous_usage_stats: false}
models:
  +materialized: "{{ var('kind') }}"
  +persist_docs: {relation: true, columns: true}
""",
    "models/figures.sql": "select cast('{{ var('figure') }}' as integer) as figure",
    "models/figures.yml": """
models:
  - name: figures
    description: One figure.
    config: {contract: {enforced: true}}
    columns:
      - {name: figure, data_type: integer, description: The figure.}
""",
}
BUILD = """
import json, sys
from dbt.cli.main import dbtRunner
from dbt.adapters.duckdb.connections import DuckDBConnectionManager as Manager
import duckdb
for kind, figure in json.loads(sys.argv[1]):
    given = json.dumps({"kind": kind, "figure": figure})
    words = ["--log-level=none", "run", "--profiles-dir=profiles", "--vars", given]
    built = dbtRunner().invoke(words)
    Manager._ENV.close()
    Manager.close_all_connections()
    with duckdb.connect("figures.duckdb", read_only=True) as connection:
        rows = connection.sql("select * from main.figures").fetchall()
        kinds = connection.sql("select table_name, table_type from information_schema.tables")
        comments = connection.sql("select comment from duckdb_columns() where comment is not null")
        print(json.dumps([built.success, rows, kinds.fetchall(), comments.fetchall()]))
"""


@pytest.fixture(scope="module")
def builds(tmp_path_factory: pytest.TempPathFactory) -> list[list[Any]]:
    """What is there after a table, a view, a table again, and a table that fails."""
    folder = tmp_path_factory.mktemp("in_place")
    for file, text in FILES.items():
        (folder / file).parent.mkdir(exist_ok=True)
        (folder / file).write_text(text, "utf-8")
    shutil.copytree(PROJECT / "profiles", folder / "profiles")
    (folder / "macros").mkdir()
    for name in ("relations", "persist_docs"):
        shutil.copy(PROJECT / f"macros/cross_db/{name}.sql", folder / "macros")
    wanted = [("table", "1"), ("view", "2"), ("table", "3"), ("table", "three")]
    done = subprocess.run(
        [sys.executable, "-c", BUILD, json.dumps(wanted)],
        cwd=folder,
        env=environment(PROVINCIAL_TARGETS_DB="figures.duckdb"),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    ("number", "figure", "kind"), [(0, 1, "BASE TABLE"), (1, 2, "VIEW"), (2, 3, "BASE TABLE")]
)
def test_a_model_replaces_what_has_its_name_whatever_it_was(
    builds: list[list[Any]], number: int, figure: int, kind: str
) -> None:
    assert builds[number] == [True, [[figure]], [["figures", kind]], [["The figure."]]]


def test_a_model_that_fails_leaves_what_was_there(builds: list[list[Any]]) -> None:
    assert builds[3] == [False, *builds[2][1:]]
