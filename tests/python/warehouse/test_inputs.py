"""Inputs that come from files outside make the same marts as the same figures in the seeds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from .project import MODELS_ONLY, Project
from helpers.built import Built
from helpers.command import call, published

INPUTS = ("observations", "sources", "geographies", "vintages")


def export(database: Path, folder: Path, form: str) -> str:
    """Write the seeds that may come from outside; return what `inputs_from` must be."""
    with duckdb.connect(str(database), read_only=True) as connection:
        for name in INPUTS:
            (folder / name).mkdir(parents=True)
            place, parts = folder / name / f"part.{form}", ""
            if form == "parquet" and name == "observations":
                place, parts = folder / name, ", partition_by (measure, year), overwrite_or_ignore"
            connection.execute(f"copy seeds.{name} to '{place}' (format {form}{parts})")
    return f"{folder}/{{name}}/**/*.{form}"


def differing(one: Path, other: Path) -> dict[str, int]:
    """Count the rows by which each published table of two databases differs."""
    with duckdb.connect() as connection:
        connection.execute(f"attach '{one}' as one (read_only)")
        connection.execute(f"attach '{other}' as other (read_only)")
        tables = connection.sql(
            "select schema_name, table_name from duckdb_tables() "
            "where database_name = 'one' and schema_name like 'marts%'"
        ).fetchall()
        assert len(tables) >= 40
        found = {}
        for schema, table in tables:
            mine, theirs = f"from one.{schema}.{table}", f"from other.{schema}.{table}"
            row = connection.sql(
                f"select count(*) from (({mine} except all {theirs}) "
                f"union all ({theirs} except all {mine}))"
            ).fetchone()
            assert row is not None
            found[f"{schema}.{table}"] = row[0]
    return {table: rows for table, rows in found.items() if rows}


def read_from(project: Path, location: str) -> None:
    """Set `inputs_from` in a copy of the project."""
    settings = project / "dbt_project.yml"
    text = settings.read_text("utf-8")
    assert "inputs_from: seeds\n" in text
    settings.write_text(text.replace("inputs_from: seeds\n", f'inputs_from: "{location}"\n'))


@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_the_real_figures_from_files_make_the_same_marts(
    published_project: Project, again: Callable[[], Project], tmp_path: Path, form: str
) -> None:
    location = export(published_project.database, tmp_path / "inputs", form)
    project = again()
    for name in INPUTS:  # nothing can come from the seeds
        path = next((project.folder / "seeds").rglob(f"{name}.csv"))
        path.write_text(path.read_text("utf-8").splitlines()[0] + "\n", "utf-8")
    read_from(project.folder, location)

    project.dbt(MODELS_ONLY, "test --select path:models/staging path:tests/singular")

    assert differing(published_project.database, project.database) == {}


def test_a_run_which_checks_the_seeds_does_not_publish_other_figures(
    small: Built, tmp_path: Path
) -> None:
    before = published(small.warehouse)
    read_from(small.project, f"{tmp_path}/{{name}}.parquet")

    outcome = call(small.project, small.warehouse, "run")

    assert outcome.code == 3
    assert "inputs_from" in outcome.errors[0] and "dbt build" in outcome.errors[0]
    assert published(small.warehouse) == before
