"""Suites for what is about to be published: the contracts, and what must hold whatever the data.

The property files of the marts name columns, types, keys and what may be empty; ranges and
references follow from a column's name, as a name means the same in every table; the accepted ranges
of figures and the expected coverage come from the same seeds as dbt's tests.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from provincial_targets.checks.form import Json, expectation, suite
from provincial_targets.checks.seed_suites import in_accepted_range

_REMEDY = "The models are at fault: see the compiled SQL and the lineage of this table."

# What columns of these names point at: the table and its key.
REFERENCES = {
    "geography_code": "marts.dim_geography",
    "indicator": "marts.dim_indicator",
    "scope_code": "marts.dim_scope",
    "source_id": "marts.dim_source",
    "vintage": "marts.dim_vintage",
}


def table_of(model: str) -> str:
    """Return the `schema.table` under which a mart's model is published."""
    if model.endswith("_asof"):
        return f"marts_asof.{model.removesuffix('_asof')}"
    return f"marts.{model.removeprefix('mart_')}"


def suite_name(table: str) -> str:
    """Return the name of a table's suite; Great Expectations takes no point in one."""
    return f"published_{table.replace('.', '_')}"


def reference_parameter(column: str) -> str:
    """Name the suite parameter that holds the values which `column` may have."""
    return f"known_{column}"


def mart_suites(project_dir: Path) -> list[Json]:
    """Return one suite for each published table, and those across tables.

    A table of `marts` whose twin stands in `marts_asof` has none: it is compared with the rows of
    its twin instead (suite `published_tables`).
    """
    models: dict[str, Json] = {}
    for properties in sorted((project_dir / "models").rglob("marts/**/*.y*ml")):
        content = yaml.safe_load(properties.read_text("utf-8")) or {}
        for model in content.get("models", []):
            models[table_of(model["name"])] = model
    twins = {table.split(".")[1] for table in models if table.startswith("marts_asof.")}
    found = [
        _table_suite(table, model)
        for table, model in sorted(models.items())
        if table.startswith("marts_asof.") or table.split(".")[1] not in twins
    ]
    return [*found, *_across()]


def _table_suite(table: str, model: Json) -> Json:
    columns = [column["name"] for column in model["columns"]]
    keys = [
        test["unique_key"]["arguments"]["columns"]
        for test in model.get("data_tests", [])
        if isinstance(test, dict) and "unique_key" in test
    ]
    found = [
        expectation(
            "expect_table_columns_to_match_ordered_list",
            "the columns are not those of the contract",
            _REMEDY,
            column_list=columns,
        )
    ]
    for column in model["columns"]:
        found += _column_expectations(table, column)
    for column_name in dict.fromkeys(name for key in keys for name in key):
        found.append(
            expectation(
                "expect_column_values_to_not_be_null",
                "a part of the key is missing",
                _REMEDY,
                column=column_name,
            )
        )
    found += [_unique(key) for key in keys]
    return suite(suite_name(table), {"border": "published", "file": table}, found)


def _unique(columns: list[str]) -> Json:
    kind = (
        "expect_column_values_to_be_unique"
        if len(columns) == 1
        else "expect_compound_columns_to_be_unique"
    )
    what: dict[str, Any] = {"column": columns[0]} if len(columns) == 1 else {"column_list": columns}
    return expectation(kind, "a key that occurs twice", _REMEDY, **what)


def _column_expectations(table: str, column: Json) -> list[Json]:
    name: str = column["name"]
    found = []
    # What the report speaks of reaches further: cities, and subjects that are no indicator.
    of_report = table.startswith("marts.report_")
    if name in REFERENCES and REFERENCES[name] != table and not of_report:
        found.append(
            expectation(
                "expect_column_values_to_be_in_set",
                f"not in {REFERENCES[name]}",
                _REMEDY,
                column=name,
                value_set={"$PARAMETER": reference_parameter(name)},
            )
        )
    if name.endswith(("_coverage", "_share")) and column["data_type"] == "double":
        found.append(
            expectation(
                "expect_column_values_to_be_between",
                "not a share between 0 and 1",
                _REMEDY,
                column=name,
                min_value=0,
                max_value=1,
            )
        )
    return found


def _equal(one: str, other: str, message: str, remedy: str = _REMEDY) -> Json:
    return expectation(
        "expect_column_pair_values_to_be_equal",
        message,
        remedy,
        column_A=one,
        column_B=other,
        ignore_row_if="neither",
    )


def _across() -> list[Json]:
    """Return the suites that judge what an SQL query on the candidate's files has counted."""
    return [
        suite(
            "published_tables",
            {"border": "published", "file": "the tables to be published"},
            [
                expectation(
                    "expect_column_values_to_be_between",
                    "an empty table",
                    _REMEDY,
                    column="row_count",
                    min_value=1,
                ),
                _equal("row_count", "exported_count", "not all rows reached the Parquet file"),
                _equal("columns", "contract", "columns or types are not those of the contract"),
                _equal("not_finite_count", "zero", "inf or NaN in a column"),
                _equal("negative_count", "zero", "a count below 0"),
                _equal("differing_count", "zero", "rows differ from the latest vintage's"),
            ],
        ),
        suite(
            "published_figures",
            {"border": "published", "file": "marts_asof"},
            in_accepted_range("figure", _REMEDY),
        ),
        suite(
            "published_sums",
            {"border": "published", "file": "marts_asof"},
            [_equal("stated", "recomputed", "parts do not add up to their total")],
        ),
        suite(
            "published_coverage",
            {"border": "published", "file": "marts.observation_lineage"},
            [
                _equal(
                    "province_count",
                    "provinces_found",
                    "another number of provinces than expected_coverage.csv says",
                ),
                _equal(
                    "observation_count",
                    "observations_found",
                    "another number of figures than expected_observation_counts.csv says",
                ),
            ],
        ),
    ]
