"""A small copy of the real project: its seeds and suites, of a few figures, and half its models.

Leaving out the report, most indicators and years, dbt's tests and the models that no check and no
summary reads makes a run several times as fast, so that what surrounds dbt can be tested by
hundreds of runs.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path

import yaml

PROJECT = Path(__file__).resolve().parents[3]
INDICATORS = ("gdp", "fiscal_revenue")
FIRST_YEAR = 2022
_PARTS = ("dbt_project.yml", "profiles", "macros", "models", "seeds", "gx", "requirements.lock")
_LEFT_OUT = ("report", "reconciliation", "commitments", "public_statements")
_MODELS_LEFT_OUT = (
    "bridge_scope",
    "dim_document",
    "dim_note",
    "dim_term",
    "dim_theme",
    "fct_rounds",
    "int_task_themes",
    "national_target_outlook",
    "observation_conflicts",
    "round_progress",
    "target_amplification",
    "target_distribution",
    "target_totals",
    "target_value_distribution",
    "target_vs_gdp",
    "term_mentions",
    "theme_summary",
    "work_tasks",
    "stg_expected",
    "stg_mentions",
    "stg_note_themes",
    "stg_priorities",
    "stg_task_order",
    "stg_terms",
    "stg_texts_read",
    "stg_themes",
)


def real_project(folder: Path) -> Path:
    """Copy what a build needs of the real project into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in (*_PARTS, "tests", "analyses"):
        source = PROJECT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("python", "__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        elif source.exists():
            shutil.copy2(source, folder / name)
    return folder


def small_project(folder: Path) -> Path:
    """Copy the small project into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in _PARTS:
        source = PROJECT / name
        if source.is_dir():
            shutil.copytree(source, folder / name)
        else:
            shutil.copy2(source, folder / name)
    shutil.copytree(PROJECT / "tests" / "generic", folder / "tests" / "generic")
    for path in sorted(folder.glob("*/**/*")):
        # Macros stay: unused ones cost nothing, and a remaining mart calls one of the report's.
        is_macro = path.relative_to(folder).parts[0] == "macros"
        if path.is_file() and not is_macro and any(word in path.name for word in _LEFT_OUT):
            path.unlink()
    for path in sorted((folder / "models").rglob("*")):
        if path.name.endswith("unit_tests.yml") or path.name.startswith(_MODELS_LEFT_OUT):
            path.unlink()
    for folder_name in ("models/note", "models/exposures", "models/semantic"):
        shutil.rmtree(folder / folder_name, ignore_errors=True)
    settings = yaml.safe_load((folder / "dbt_project.yml").read_text("utf-8"))
    del settings["models"]["provincial_targets"]["note"]  # dbt fails on settings of no model
    settings["data_tests"]["provincial_targets"]["+enabled"] = False
    (folder / "dbt_project.yml").write_text(yaml.safe_dump(settings), "utf-8")
    seeds = folder / "seeds"
    for path in sorted(seeds.rglob("*.csv")):
        rows = read_rows(path)
        if "indicator" in rows[0]:
            write_rows(path, [row for row in rows if _is_of_the_few(row)])
    kept = {_stated(row) for row in read_rows(seeds / "observations" / "observations.csv")}
    exceptions = seeds / "expectations" / "wording_exceptions.csv"
    rows = read_rows(exceptions)
    write_rows(exceptions, [row for row in rows if _stated(row) in kept])
    return folder


def _is_of_the_few(row: dict[str, str]) -> bool:
    """Return whether a row is of the indicators and years kept; rows without a year are kept."""
    return row["indicator"] in INDICATORS and int(row.get("year", FIRST_YEAR)) >= FIRST_YEAR


def _stated(row: dict[str, str]) -> tuple[str, str, str]:
    """Return what an observation records, or what an exception is for."""
    return row["unit"], row.get("raw_text", row.get("wording", "")), row["value"]


def read_rows(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def write_rows(path: Path, rows: list[dict[str, str]]) -> None:
    """Write a CSV file as the project's seeds are written."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def read_json_lines(text: str) -> list[dict[str, object]]:
    """Return the objects of JSON lines."""
    return [json.loads(line) for line in text.splitlines() if line]
