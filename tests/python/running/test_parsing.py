"""dbt reuses a parsed project for new seeds, and parses it anew for new code."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from provincial_targets.running.dbt import Dbt
from provincial_targets.warehouse.engines.duckdb import DuckdbWarehouse

from helpers.small import PROJECT


@pytest.fixture
def parse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Parse a project for a code fingerprint; return the time of what dbt keeps of it."""
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "profiles", project / "profiles")
    (project / "dbt_project.yml").write_text("name: none\nprofile: provincial_targets\n", "utf-8")
    warehouse = DuckdbWarehouse(tmp_path)
    monkeypatch.setenv("PROVINCIAL_TARGETS_SCHEMA_PREFIX", "")
    monkeypatch.setenv("PROVINCIAL_TARGETS_DB", "")  # which `Dbt` sets: put back afterwards

    def parsed(code: str) -> int:
        Dbt(project, warehouse, code, inputs_from="seeds").parse()
        return (warehouse.dbt / "target" / "partial_parse.msgpack").stat().st_mtime_ns

    return parsed


def test_a_project_is_parsed_anew_where_its_code_has_changed_and_only_there(parse) -> None:
    first = parse("one")
    assert parse("one") == first
    assert parse("two") > first
