"""Each tool of `make lint` finds the faults it is used for; each exclusion has its reason."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
import yaml

from docs.names import files, text_of

from helpers.small import PROJECT

LONGEST_SQL_LINE = 150

GOOD_SQL = """with

targets as (

    select * from fct_targets

)

select
    targets.geography_code,
    count(*) as target_count
from targets
inner join geographies
    on targets.geography_code = geographies.geography_code
    and geographies.level = 'province'
group by targets.geography_code
"""
BAD_SQL = """SELECT
    targets.geography_code
    , count(*) target_count
from fct_targets targets
join geographies
  on targets.geography_code = geographies.geography_code
group by targets.geography_code
"""


def tool(
    *words: str, cwd: Path = PROJECT, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    """Run a tool of the virtual environment."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_sqlfluff_finds_sql_in_another_style(tmp_path: Path) -> None:
    (tmp_path / "good.sql").write_text(GOOD_SQL, "utf-8")
    (tmp_path / "bad.sql").write_text(BAD_SQL, "utf-8")
    words = ["--config", str(PROJECT / ".sqlfluff"), "--templater", "raw", "--format", "json"]
    done = tool("sqlfluff", "lint", *words, "good.sql", "bad.sql", cwd=tmp_path)
    found = {
        Path(file["filepath"]).stem: {violation["code"] for violation in file["violations"]}
        for file in json.loads(done.stdout)
    }
    capitals, commas, aliases, joins = "CP01", "LT04", {"AL01", "AL02"}, "AM05"
    assert found["good"] == set()
    assert found["bad"] >= {capitals, commas, joins, *aliases}


def test_every_rule_that_sqlfluff_leaves_out_has_its_reason() -> None:
    text = text_of(Path(".sqlfluff"))
    for code in re.search(r"^exclude_rules = (.+)$", text, re.MULTILINE)[1].split(", "):
        assert re.search(rf"^# {code}  \w+", text, re.MULTILINE), code
    for path in files():
        if path.suffix == ".sql":
            assert "noqa" not in text_of(path), path


def test_no_line_of_sql_is_too_long_to_read() -> None:
    for path in files():
        # Macros hold patterns and the site sentences, which cannot be broken into lines.
        if path.suffix == ".sql" and path.parts[0] in {"models", "analyses", "tests"}:
            for number, line in enumerate(text_of(path).splitlines(), 1):
                assert len(line) <= LONGEST_SQL_LINE, f"{path}:{number}"


def test_yamllint_finds_a_key_that_stands_twice(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text("a: 1\nb: yes\na: 2\n", "utf-8")
    (tmp_path / ".gitignore").touch()  # the configuration leaves out what git does
    done = tool("yamllint", "--strict", "-c", str(PROJECT / ".yamllint"), "bad.yml", cwd=tmp_path)
    assert done.returncode == 1
    assert "key-duplicates" in done.stdout
    assert "truthy" in done.stdout


def test_ruff_and_mypy_find_a_function_without_types_and_words(tmp_path: Path) -> None:
    bad = tmp_path / "bad.py"
    bad.write_text("def twice(number):\n    return number * 2\n", "utf-8")
    ruff = tool(
        "ruff", "check", "--config", str(PROJECT / "pyproject.toml"), "bad.py", cwd=tmp_path
    )
    assert {"ANN001", "ANN201", "D100", "D103"} <= set(re.findall(r"\b[A-Z]+\d+\b", ruff.stdout))
    config = ["--config-file", str(PROJECT / "pyproject.toml"), "--cache-dir", str(tmp_path)]
    mypy = tool("mypy", *config, "bad.py", cwd=tmp_path)
    assert "no-untyped-def" in mypy.stdout


def test_make_lint_finds_a_file_read_in_the_encoding_of_the_locale(tmp_path: Path) -> None:
    (tmp_path / "bad.py").write_text('"""Read."""\n\nopen("a.csv")\n', "utf-8")
    command = re.search(r"ruff (check --quiet .*PLW1514) \.", text_of(Path("Makefile")))
    found = tool("ruff", *command[1].split(), "bad.py", cwd=tmp_path).stdout
    assert "unspecified-encoding" in found


@pytest.fixture(scope="module")
def bouncer(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """The findings of dbt-bouncer in a manifest with one fault for each rule."""
    if not find_spec("dbt_bouncer"):
        pytest.skip("dbt-bouncer needs Python 3.11")
    folder = tmp_path_factory.mktemp("rules")
    dbt = Path(sys.executable).with_name("dbt")
    parse = [dbt, "--quiet", "parse", "--profiles-dir", "profiles", "--target-path", str(folder)]
    subprocess.run(parse, cwd=PROJECT, check=True)
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    model = {
        node["name"]: node
        for node in manifest["nodes"].values()
        if node["resource_type"] == "model"
    }
    of = "model.provincial_targets."
    model["stg_groups"]["raw_code"] += " inner join elsewhere on true"
    model["stg_sources"]["depends_on"]["nodes"].append(f"{of}int_cells_by_vintage")
    model["int_rounds_by_scope"]["depends_on"]["nodes"].append(f"{of}dim_scope")
    model["coverage_asof"]["depends_on"]["nodes"].append("seed.provincial_targets.geographies")
    model["int_cells_by_vintage"]["name"] = "cells"
    model["int_wordings"]["description"] = "Wordings."
    model["int_wordings"]["meta"].pop("key")
    model["fct_targets"]["config"]["contract"]["enforced"] = False
    model["fct_targets"]["contract"]["enforced"] = False
    model["fct_sizes"]["columns"]["source_id"]["description"] = ""
    model["fct_outturns"]["columns"]["outturn"]["data_type"] = None
    model["target_deltas"]["columns"]["delta_pp"]["data_type"] = "varchar"
    manifest["macros"]["macro.provincial_targets.weighted_sum"]["description"] = ""
    for argument in manifest["macros"]["macro.provincial_targets.weight_sum"]["arguments"]:
        argument["description"] = ""
    for key in [key for key in manifest["nodes"] if ".rules_of_weighted_targets_asof" in key]:
        del manifest["nodes"][key]
    extra = {"name": "surprise", "type": "INTEGER", "index": 1, "comment": None}
    of_the_database = {
        "metadata": {"type": "BASE TABLE", "schema": "marts", "name": "dim_scope"},
        "columns": {"surprise": extra},
        "stats": {},
        "unique_id": f"{of}dim_scope",
    }
    catalog = {
        "metadata": {"dbt_schema_version": "https://schemas.getdbt.com/dbt/catalog/v1.json"},
        "nodes": {f"{of}dim_scope": of_the_database},
        "sources": {},
    }
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    (folder / "catalog.json").write_text(json.dumps(catalog), "utf-8")
    rules = yaml.safe_load(text_of(Path("dbt-bouncer.yml")))
    (folder / "rules.yml").write_text(yaml.safe_dump({**rules, "dbt_artifacts_dir": "."}), "utf-8")
    program = Path(sys.executable).with_name("dbt-bouncer")
    done = subprocess.run(
        [program, "run", "--config-file", "rules.yml", "--output-file", "found.json"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    found: list[dict[str, Any]] = json.loads((folder / "found.json").read_text("utf-8"))
    return [item for item in found if item["outcome"] != "success"]


@pytest.mark.parametrize(
    "rule,place",
    [
        ("check_model_code_does_not_contain_regexp_pattern", "stg_groups"),
        ("check_lineage_permitted_upstream_models", "stg_sources"),
        ("check_lineage_permitted_upstream_models", "int_rounds_by_scope"),
        ("check_lineage_seed_cannot_be_used", "coverage_asof"),
        ("check_model_names", "cells"),
        ("check_model_description_contains_regexp_pattern", "int_wordings"),
        ("check_model_has_meta_keys", "int_wordings"),
        ("check_model_has_contracts_enforced", "fct_targets"),
        ("check_model_column_description_populated", "fct_sizes"),
        ("check_model_columns_have_types", "fct_outturns"),
        ("check_model_column_name_complies_to_column_type", "target_deltas"),
        ("check_model_has_unique_test", "weighted_targets_asof"),
        ("check_macro_description_populated", "weighted_sum"),
        ("check_macro_arguments_description_populated", "weight_sum"),
        ("check_columns_are_all_documented", "dim_scope"),
    ],
)
def test_dbt_bouncer_finds_what_breaks_a_rule(
    bouncer: list[dict[str, Any]], rule: str, place: str
) -> None:
    assert [
        item["failure_message"]
        for item in bouncer
        if item["check_run_id"].startswith(f"{rule}:") and place in item["failure_message"]
    ]


def test_every_exclusion_of_a_rule_has_its_reason() -> None:
    lines = text_of(Path("dbt-bouncer.yml")).splitlines()
    for number, line in enumerate(lines):
        if line.strip().startswith("exclude:"):
            above = [text for text in lines[:number] if not text.startswith("    ")][-1:]
            block = lines[number - 4 : number]
            assert " # " in line or any(text.strip().startswith("# ") for text in block), above


def test_an_engines_version_of_a_macro_is_that_of_a_described_one() -> None:
    described = {
        macro["name"].removeprefix("test_")  # dbt's name for the macro of a generic test
        for path in files()
        if path.match("macros/*/_*.yml")
        for macro in yaml.safe_load(text_of(path))["macros"]
        if macro.get("description")
    }
    defined = {
        name
        for path in files()
        if path.match("macros/*/*.sql") or path.match("tests/generic/*.sql")
        for name in re.findall(r"{%-? (?:macro|test) (\w+)", text_of(path))
    }
    # An engine's version is described on its own, or by the macro that it is a version of.
    engines = ("default__", "duckdb__", "postgres__", "spark__")
    assert {name for name in defined if not name.startswith(engines)} <= described <= defined
    for name in defined:
        if name.startswith(engines):
            assert {name, name.split("__", 1)[1]} & described, name


def test_every_column_of_a_seed_has_its_type() -> None:
    for path in files():
        if path.match("seeds/*/_*.yml"):
            for seed in yaml.safe_load(text_of(path))["seeds"]:
                columns = [column["name"] for column in seed["columns"]]
                assert columns == list(seed["config"]["column_types"]), seed["name"]
                header = text_of(path.parent / f"{seed['name']}.csv").split("\n", 1)[0]
                assert columns == header.strip().split(","), seed["name"]


def test_every_hook_of_a_commit_finds_files_and_passes(tmp_path: Path) -> None:
    environment = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path)}
    done = tool("pre_commit", "run", "--all-files", "--color", "never", environment=environment)
    hooks = yaml.safe_load(text_of(Path(".pre-commit-config.yaml")))["repos"][0]["hooks"]
    assert done.returncode == 0, done.stdout
    assert re.findall(r"\.(\w+)$", done.stdout, re.MULTILINE) == ["Passed"] * len(hooks)
