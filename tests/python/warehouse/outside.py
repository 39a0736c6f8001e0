"""What staging takes from files outside: the seeds, and Parquet files with their rows."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import duckdb

from .project import Project
from helpers.outside import INPUTS

_PLACES = {"csv": "seeds/*/{name}.csv", "parquet": "parquet/{name}/**/*.parquet"}
FORMS = tuple(_PLACES)


def compile_staging(folder: Path) -> list[str]:
    """Return dbt's commands that compile staging for files in a folder, once for each form."""
    return [
        "compile --select path:models/staging --no-write-json "
        f"--target-path outside/{form} --vars "
        + json.dumps({"inputs_from": f"{folder}/{place}"}, separators=(",", ":"))
        for form, place in _PLACES.items()
    ]


def staging(project: Project, name: str, form: str) -> str:
    """Return the query by which staging reads an input, of a project that has it compiled."""
    models = project.folder / "outside" / form / "compiled/provincial_targets/models/staging"
    return (models / f"stg_{name}.sql").read_text("utf-8")


def write_parquet(database: Path, project: Project) -> None:
    """Write the seeds in a database as Parquet files, the observations by measure and year."""
    shutil.rmtree(project.folder / "parquet", ignore_errors=True)
    with duckdb.connect(str(database), read_only=True) as connection:
        for name in INPUTS:
            folder = project.folder / "parquet" / name
            folder.mkdir(parents=True)
            to = f"'{folder}/all.parquet' (format parquet)"
            if name == "observations":
                to = f"'{folder}' (format parquet, partition_by (measure, year))"
            connection.execute(f"copy seeds.{name} to {to}")
