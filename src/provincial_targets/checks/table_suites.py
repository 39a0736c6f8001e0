"""Suites for the tables to be published: rules across tables, and damage after dbt's tests.

dbt checks the tables before the Parquet files are written. The suites check the finished files, by
what queries count in them.
"""

from __future__ import annotations

from provincial_targets.checks.form import Json, expectation, suite
from provincial_targets.checks.seed_suites import in_accepted_range

_REMEDY = "The models are at fault: see the compiled SQL and the lineage of this table."


def _equal(one: str, other: str, message: str, remedy: str = _REMEDY) -> Json:
    return expectation(
        "expect_column_pair_values_to_be_equal",
        message,
        remedy,
        column_A=one,
        column_B=other,
        ignore_row_if="neither",
    )


def table_suites() -> list[Json]:
    """Return the suites for what queries count in the candidate's files."""
    return [
        suite(
            "published_tables",
            {"border": "published", "file": "the tables to be published"},
            [
                expectation(
                    "expect_column_values_to_be_between",
                    "an empty table",
                    _REMEDY,
                    blames="row_count",
                    column="needed_row_count",
                    min_value=1,
                ),
                _equal("row_count", "exported_count", "not all rows reached the Parquet file"),
                _equal("columns", "contract", "columns or types are not those of the contract"),
                _equal("not_finite_count", "zero", "inf or NaN in a column"),
                _equal("negative_count", "zero", "a count below 0"),
                _equal("differing_count", "zero", "rows differ from the latest vintage's"),
                _equal("repeated_key_count", "zero", "rows whose key another row has"),
                _equal("missing_key_count", "zero", "rows that lack a part of the key"),
                _equal("unknown_code_count", "zero", "codes that their dimension does not have"),
                _equal("not_a_share_count", "zero", "shares below 0 or above 1"),
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
