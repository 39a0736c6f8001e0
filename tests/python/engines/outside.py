"""The inputs as files outside the project."""

from __future__ import annotations

from pathlib import Path

import duckdb

from engines import duckdb_engine
from engines.comparing import Tables

from helpers.outside import INPUTS


def write(built: Tables, folder: Path, form: str) -> str:
    """Write the seeds that may come from outside as files; return the value of `inputs_from`."""
    with duckdb.connect(str(built.parquet.parent / duckdb_engine.DATABASE)) as connection:
        for name in INPUTS:
            (folder / name).mkdir(parents=True)
            place, parts = folder / name / f"part.{form}", ""
            if form == "parquet" and name == "observations":
                place, parts = folder / name, ", partition_by (measure, year), overwrite_or_ignore"
            connection.execute(f"copy seeds.{name} to '{place}' (format {form}{parts})")
    return f"{folder}/{{name}}/**/*.{form}"
