"""The suites in `gx/` agree with the properties of the seeds and models."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from provincial_targets.checks.seed_suites import read_properties
from provincial_targets.checks.write import all_suites, main

from helpers.command import environment
from helpers.small import PROJECT

SUITES = PROJECT / "gx" / "expectations"


def test_the_suites_are_written_anew_after_every_change_of_properties(tmp_path: Path) -> None:
    for name in ("seeds", "models"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    main(tmp_path)
    fresh = {p.name: p.read_text("utf-8") for p in (tmp_path / "gx" / "expectations").iterdir()}
    kept = {path.name: path.read_text("utf-8") for path in SUITES.glob("*.json")}
    stale = sorted(name for name in fresh.keys() | kept.keys() if fresh.get(name) != kept.get(name))
    assert stale == [], "run 'make suites' and review the difference"


def test_a_suite_that_nothing_declares_is_removed(tmp_path: Path) -> None:
    for name in ("seeds", "models"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    old = tmp_path / "gx" / "expectations" / "seed_gone.json"
    old.parent.mkdir(parents=True)
    old.write_text("{}", "utf-8")
    main(tmp_path)
    assert not old.exists()


def test_every_seed_is_judged() -> None:
    names = {path.stem for path in SUITES.glob("*.json")}
    seeds = {f"seed_{seed.stem}" for seed in (PROJECT / "seeds").rglob("*.csv")}
    assert seeds == {name for name in names if name.startswith("seed_")}


def test_every_expectation_names_the_fault_and_the_remedy() -> None:
    for item in all_suites(PROJECT):
        assert item["meta"]["file"]
        for expectation in item["expectations"]:
            assert expectation["meta"]["message"], item["name"]
            assert expectation["meta"]["remedy"].endswith("."), item["name"]


def test_what_no_suite_needs_is_loaded_when_it_is_used() -> None:
    program = """
import sys
from provincial_targets.checks import judge
assert "great_expectations" in sys.modules
print("scipy.optimize" in sys.modules)
from scipy import stats
print(stats.norm.cdf(0.0), "scipy.optimize" in sys.modules)
"""
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, env=environment(), check=False)
    assert done.stdout.split() == ["False", "0.5", "True"], done.stderr


def tables_with_rules(*patterns: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the seeds and models of property files, each with its test `table_rules`."""
    for properties in (path for pattern in patterns for path in PROJECT.glob(pattern)):
        content = read_properties(properties)
        for item in [*content.get("seeds", []), *content.get("models", [])]:
            for test in item.get("data_tests", []):
                if "table_rules" in test:
                    yield item["name"], test["table_rules"]


def test_the_test_of_a_table_is_named_after_it() -> None:
    tables = tables_with_rules("seeds/**/*.yml", "models/**/*.yml")
    names = {name: test["name"] for name, test in tables}
    assert names == {name: f"rules_of_{name}" for name in names}
    assert len(names) > 100


def test_every_key_of_a_seed_is_expected_to_be_unique_and_present() -> None:
    wanted: dict[str, set[tuple[str, str]]] = {}
    for name, test in tables_with_rules("seeds/**/*.yml", "models/**/staging/*.yml"):
        rules = test["arguments"]
        keys = [rules["key"], *rules.get("other_keys", [])]
        columns = {column for key in keys for column in key} - {*rules.get("nullable", [])}
        columns |= {*rules.get("never_null", [])}
        here = wanted.setdefault(name.removeprefix("stg_"), set())
        here |= {("not_be_null", column) for column in columns}
        here |= {("be_unique", key[0]) for key in keys if len(key) == 1}
    assert {f"seed_{name}" for name in wanted} == {path.stem for path in SUITES.glob("seed_*.json")}
    for name, expected in wanted.items():
        suite = json.loads((SUITES / f"seed_{name}.json").read_text("utf-8"))
        found = {
            (item["type"].removeprefix("expect_column_values_to_"), item["kwargs"].get("column"))
            for item in suite["expectations"]
        }
        assert expected, name
        assert expected <= found, name
