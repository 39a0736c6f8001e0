"""A project whose inputs are files outside it."""

from __future__ import annotations

from pathlib import Path

import duckdb

from provincial_targets.checks import csvfile

INPUTS = ("observations", "sources", "documents", "geographies", "vintages")
"""The seeds that may come from outside."""


def read_from(project: Path, location: str) -> None:
    """Let a project read its inputs from files outside."""
    settings = project / "dbt_project.yml"
    text, changed = settings.read_text("utf-8"), f'inputs_from: "{location}"\n'
    assert "inputs_from: seeds\n" in text
    settings.write_text(text.replace("inputs_from: seeds\n", changed), "utf-8")


def move_out(project: Path, folder: Path) -> None:
    """Put the inputs into Parquet files outside, one folder a year, and take the seeds away."""
    folder.mkdir(exist_ok=True)
    for name in INPUTS:
        (seed,) = project.glob(f"seeds/*/{name}.csv")
        to = f"to '{folder}/{name}' (format parquet, partition_by (year))"
        if name != "observations":
            (folder / name).mkdir()
            to = f"to '{folder}/{name}/all.parquet' (format parquet)"
        duckdb.execute(f"copy (from read_csv('{seed}', {csvfile.DUCKDB}, all_varchar = true)) {to}")
        seed.write_text("no figure comes from here\n", "utf-8")
    read_from(project, f"{folder}/{{name}}/**/*.parquet")
