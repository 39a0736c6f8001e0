"""The published schema fulfils the recorded contract."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from provincial_targets.export import contract

from .conftest import ROOT

REMEDY = "see docs/stability.md"
TABLE = "marts.fct_targets"


@pytest.fixture(scope="module")
def promised() -> contract.Contract:
    """The recorded contract."""
    return contract.recorded(ROOT)


@pytest.fixture(scope="module")
def manifest(project: Path) -> dict[str, Any]:
    """dbt's manifest of the published run."""
    content: dict[str, Any] = json.loads(
        (project / "warehouse/dbt/target/manifest.json").read_text("utf-8")
    )
    return content


def test_the_published_schema_fulfils_the_recorded_contract(
    promised: contract.Contract, database: Path, manifest: dict[str, Any]
) -> None:
    found = contract.published(database)
    assert contract.breaking(promised, found, contract.old_versions(manifest)) == [], REMEDY


def test_whatever_is_published_is_recorded(promised: contract.Contract, database: Path) -> None:
    assert contract.additions(promised, contract.published(database)) == [], "run 'make contract'"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda c: c.pop(TABLE), "the table is gone"),
        (lambda c: c[TABLE]["columns"].pop("wording"), "column wording is gone"),
        (
            lambda c: c[TABLE]["columns"].update(target_point="VARCHAR"),
            "column target_point was DOUBLE and is VARCHAR",
        ),
        (lambda c: c[TABLE]["key"].pop(), "its key was"),
    ],
)
def test_a_breaking_change_is_named(promised: contract.Contract, change: Any, fault: str) -> None:
    found = copy.deepcopy(promised)
    change(found)
    [line] = contract.breaking(promised, found, {})
    assert line.startswith(f"{TABLE}: {fault}")


def test_a_new_column_breaks_nothing(promised: contract.Contract) -> None:
    found = copy.deepcopy(promised)
    found[TABLE]["columns"]["more"] = "VARCHAR"
    assert contract.breaking(promised, found, {}) == []
    assert contract.additions(promised, found) == [f"{TABLE}.more"]


def test_a_breaking_change_is_allowed_where_the_old_version_lives_on_with_a_date(
    promised: contract.Contract,
) -> None:
    found = copy.deepcopy(promised)
    found["marts.fct_targets_v1"] = copy.deepcopy(found[TABLE])
    del found[TABLE]["columns"]["wording"]
    versions = {
        "nodes": {
            str(version): {
                "resource_type": "model", "name": "fct_targets", "schema": "marts",
                "alias": f"fct_targets_v{version}", "version": version, "latest_version": 2,
                "deprecation_date": date,
            }
            for version, date in ((1, "2027-12-31"), (2, None))
        }
    }  # fmt: skip
    assert contract.breaking(promised, found, contract.old_versions(versions)) == []
    versions["nodes"]["1"]["deprecation_date"] = None
    assert contract.breaking(promised, found, contract.old_versions(versions)) != []
    versions["nodes"]["1"]["deprecation_date"] = "2027-12-31"
    del found["marts.fct_targets_v1"]["columns"]["wording"]
    assert contract.breaking(promised, found, contract.old_versions(versions)) != []
