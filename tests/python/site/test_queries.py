"""The queries of the site, against a database that they cannot read."""

from __future__ import annotations

from pathlib import Path

import duckdb

from helpers.command import call

ROOT = Path(__file__).resolve().parents[3]


def test_a_database_of_another_version_is_an_error_that_names_query_and_remedy(
    tmp_path: Path,
) -> None:
    database = tmp_path / "old.duckdb"
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema marts; create table marts.weighted_targets (a int)")
    words = ["--database", str(database), "--out", str(tmp_path / "site"), "--no-docs"]
    outcome = call(ROOT, tmp_path / "warehouse", "report", *words, "--images", "none")
    assert outcome.code == 7
    (message,) = outcome.errors
    assert message.startswith(f"{database} was built by another version, and average_findings.sql")
    assert message.endswith("run 'make build'")
    assert not (tmp_path / "site").exists()
