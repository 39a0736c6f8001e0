"""Suites for the raw files: what the seeds' property files declare, and what they cannot.

The property files name the columns, their types, keys, code sets and relations; the suites are
made from them, so that the two cannot differ.
"""

from __future__ import annotations

from pathlib import Path

import yaml

from provincial_targets.checks.csvfile import MAX_FIELD_CHARS
from provincial_targets.checks.form import Json, expectation, suite

# Only text that dbt and DuckDB read as the same value: no `1e308`, `NaN`, `inf`, `５`.
_TYPE_RULES: dict[str, tuple[str, str, str]] = {
    "integer": (r"^-?[0-9]{1,9}$", "not a whole number", "Write digits only, such as 2027."),
    "bigint": (r"^-?[0-9]{1,18}$", "not a whole number", "Write digits only, such as 2027."),
    "double": (
        r"^-?[0-9]{1,12}(?:\.[0-9]{1,10})?$",
        "not a plain decimal number",
        "Write digits with a point, such as 4.5, no percent sign; leave it empty if unknown.",
    ),
    "date": (
        r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$",
        "not a date of the form YYYY-MM-DD",
        "Write it such as 2027-01-31.",
    ),
    "boolean": (r"^(?:true|false)$", "neither true nor false", "Write true or false."),
}
_CODE = r"^[A-Za-z0-9_.-]{1,64}$"


def codes_parameter(seed: str, column: str) -> str:
    """Name the suite parameter that holds the values of `column` in `seed`."""
    return f"codes_{seed}_{column}"


def seed_suites(project_dir: Path) -> list[Json]:
    """Return one suite for each seed that a property file describes, and those across seeds."""
    staging = _described(project_dir / "models", "models")
    suites = []
    for properties in sorted((project_dir / "seeds").rglob("*.y*ml")):
        for seed in read_properties(properties).get("seeds", []):
            path = properties.parent / f"{seed['name']}.csv"
            # Inputs that may also come from outside are tested in staging, where both arrive.
            rules = _rules(seed) or _rules(staging.get(f"stg_{seed['name']}", {}))
            suites.append(_seed_suite(seed, path.relative_to(project_dir).as_posix(), rules))
    return [*suites, *_value_suites()]


def read_properties(path: Path) -> Json:
    """Return the content of a property file; libyaml reads it in a tenth of Python's time."""
    content: Json = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader) or {}
    return content


def _described(folder: Path, kind: str) -> dict[str, Json]:
    """Return what the property files of a folder say of its seeds or models, by name."""
    contents = [read_properties(properties) for properties in sorted(folder.rglob("*.y*ml"))]
    return {item["name"]: item for content in contents for item in content.get(kind, [])}


def _rules(described: Json) -> Json:
    """Return the arguments of the generic test `table_rules` of a seed or model."""
    for test in described.get("data_tests", []):
        if "table_rules" in test:
            arguments: Json = test["table_rules"]["arguments"]
            return arguments
    return {}


def _keys(rules: Json) -> list[list[str]]:
    """Return the columns of each key; without rules there is none."""
    return [rules["key"], *rules.get("other_keys", [])] if rules else []


def _seed_suite(seed: Json, file: str, rules: Json) -> Json:
    name: str = seed["name"]
    types: dict[str, str] = seed["config"]["column_types"]
    columns = [column["name"] for column in seed["columns"]]
    found = [
        expectation(
            "expect_table_columns_to_match_ordered_list",
            "the columns are not those of this file",
            f"The header must be: {','.join(columns)}.",
            column_list=columns,
        ),
        expectation(
            "expect_table_row_count_to_be_between",
            "the file has no rows",
            "Restore them from the last commit.",
            min_value=1,
        ),
    ]
    for number, column in enumerate(seed["columns"]):
        found += _type_expectations(column["name"], types[column["name"]])
        found += _rule_expectations(column["name"], rules)
        if number == 0 and [column["name"]] in _keys(rules):
            found.append(_matches(column["name"], _CODE, "not a code", _CODE_REMEDY))
    for key in _keys(rules):
        if len(key) > 1:
            found.append(
                expectation(
                    "expect_compound_columns_to_be_unique",
                    "a key that occurs twice",
                    "Keep one of the rows.",
                    column_list=key,
                )
            )
    found += _EXTRAS.get(name, [])
    return suite(f"seed_{name}", {"border": "inputs", "file": file, "seed": name}, found)


_CODE_REMEDY = "Use Latin letters, digits, '-', '_' and '.' only."


def _matches(column: str, regex: str, message: str, remedy: str) -> Json:
    return expectation(
        "expect_column_values_to_match_regex", message, remedy, column=column, regex=regex
    )


def _type_expectations(column: str, type_name: str) -> list[Json]:
    if type_name == "varchar":
        return []  # any text is good; csvfile has refused control characters
    found = [_matches(column, *_TYPE_RULES[type_name])]
    if type_name == "date":
        found.append(
            expectation(
                "expect_column_values_to_match_strftime_format",
                "a day that the calendar does not have",
                "Correct the date.",
                column=column,
                strftime_format="%Y-%m-%d",
            )
        )
    return found


def _rule_expectations(column: str, rules: Json) -> list[Json]:
    """Translate the rules of one column; rules of a whole row stay with dbt."""
    found = []
    required = [*rules.get("never_null", []), *(part for key in _keys(rules) for part in key)]
    if column in required and column not in rules.get("nullable", []):
        found.append(
            expectation(
                "expect_column_values_to_not_be_null",
                "a value is missing",
                "Fill it in.",
                column=column,
            )
        )
    if [column] in _keys(rules):
        found.append(
            expectation(
                "expect_column_values_to_be_unique",
                "a key that occurs twice",
                "Keep one of the rows.",
                column=column,
            )
        )
    if column in rules.get("accepted_codes", {}):
        values = [str(value) for value in rules["accepted_codes"][column]]
        found.append(
            expectation(
                "expect_column_values_to_be_in_set",
                "not one of the accepted values",
                f"Use one of: {', '.join(values)}.",
                column=column,
                value_set=values,
            )
        )
    return found + [_known(item) for item in rules.get("references", []) if item["name"] == column]


def _known(reference: Json) -> Json:
    """Expect the codes of a column to be those of another seed."""
    seed = reference["to"].removeprefix("ref('").removeprefix("stg_").removesuffix("')")
    field: str = reference.get("field") or reference["name"]
    return expectation(
        "expect_column_values_to_be_in_set",
        f"unknown code: no row of {seed}.csv has this {field}",
        f"Correct it, or add it to {seed}.csv first.",
        column=reference["name"],
        value_set={"$PARAMETER": codes_parameter(seed, field)},
    )


# GB/T 2260: the country and its 31 mainland provinces. A code that goes missing takes every figure
# of its province along, so this list stands apart from the file that it judges.
_PROVINCES = (
    "100000 110000 120000 130000 140000 150000 210000 220000 230000 310000 320000 330000 340000 "
    "350000 360000 370000 410000 420000 430000 440000 450000 460000 500000 510000 520000 530000 "
    "540000 610000 620000 630000 640000 650000"
).split()


def _calendar_year(column: str) -> Json:
    return _matches(column, r"^20[0-9]{2}$", "not a calendar year", "Write it such as 2027.")


def _counted(column: str, least: int) -> Json:
    digits = "0|[1-9][0-9]*" if least == 0 else "[1-9][0-9]*"
    return _matches(
        column, f"^(?:{digits})$", f"less than {least}", f"Write a whole number from {least}."
    )


_EXTRAS: dict[str, list[Json]] = {
    "geographies": [
        _matches("geography_code", r"^[0-9]{6}$", "not a code of GB/T 2260", "Write six digits."),
        expectation(
            "expect_column_distinct_values_to_contain_set",
            "the country or a province is missing",
            "Restore its row; all 31 provinces are needed.",
            column="geography_code",
            value_set=_PROVINCES,
        ),
    ],
    "observations": [
        _calendar_year("year"),
        expectation(
            "expect_column_value_lengths_to_be_between",
            "wording of more than 60 characters",
            "Cut it to the figure's own wording.",
            column="raw_text",
            max_value=60,
        ),
    ],
    "sources": [
        _matches(
            "url",
            r"^https?://[^<>\"]+$",
            "not a web address",
            "Write an address that starts with http:// or https://, or leave it empty.",
        ),
    ],
    "documents": [_calendar_year("year")],
    "expected_coverage": [_calendar_year("year")],
    "expected_observation_counts": [_calendar_year("year")],
    "report_claims": [_calendar_year("target_year")],
    "commitments": [_calendar_year("year")],
    "priorities": [_calendar_year("year")],
    "task_order": [_calendar_year("year"), _counted("rank", 1)],
    "mentions": [_calendar_year("year"), _counted("mention_count", 0)],
    "texts_read": [
        _calendar_year("year"),
        _counted("task_count", 1),
        _counted("character_count", 1),
    ],
}


def in_accepted_range(column: str, remedy: str) -> list[Json]:
    """Expect figures within `accepted_min` and `accepted_max`, which stand beside them.

    Both come from the indicators seed; so one batch judges the figures of all indicators.
    """
    message = "outside the range that indicators.csv accepts for this indicator"
    return [
        expectation(
            "expect_column_pair_values_a_to_be_greater_than_b",
            message,
            remedy,
            blames=column,
            column_A=larger,
            column_B=smaller,
            or_equal=True,
            ignore_row_if="either_value_is_missing",
        )
        for larger, smaller in ((column, "accepted_min"), ("accepted_max", column))
    ]


def _value_suites() -> list[Json]:
    """Return the suites that need typed figures, or several seeds at once."""
    observations = "seeds/observations/observations.csv"
    coverage = "seeds/expectations/expected_coverage.csv"
    counts = "seeds/expectations/expected_observation_counts.csv"
    return [
        *(
            suite(
                f"{seed}_dates",
                {"border": "inputs", "file": f"seeds/{folder}/{seed}.csv"},
                [
                    expectation(
                        "expect_column_values_to_be_between",
                        "a day in the future, or before 2000",
                        remedy,
                        column="published_on",
                        min_value="2000-01-01",
                        max_value={"$PARAMETER": "today"},
                    )
                ],
            )
            for folder, seed, remedy in (
                ("observations", "observations", "Write the day on which it was published."),
                ("observations", "sources", "Write the day on which it was published."),
                ("observations", "documents", "Write the day on which it was delivered."),
                ("reference", "notes", "Write the day on which it was printed."),
            )
        ),
        suite(
            "observation_values",
            {"border": "inputs", "file": observations},
            [
                *in_accepted_range(
                    "value",
                    "Correct the value (5 means 5 %), or widen accepted_min and accepted_max.",
                ),
                expectation(
                    "expect_column_values_to_be_in_set",
                    "looks like a share, not a percentage: the wording does not say it",
                    "Write 5 for 5 %, not 0.05.",
                    blames="value",
                    column="value_as_worded",
                    value_set=[True],
                ),
            ],
        ),
        suite(
            "observation_units",
            {"border": "inputs", "file": observations},
            [
                expectation(
                    "expect_column_pair_values_to_be_equal",
                    "a unit that does not go with this measure of the indicator",
                    "Write the indicator's unit (indicators.csv) for a target or an outturn, "
                    "100m_yuan for a size, and the value in that unit.",
                    column_A="unit",
                    column_B="unit_of_figure",
                    ignore_row_if="neither",
                )
            ],
        ),
        suite(
            "observation_sizes",
            {"border": "inputs", "file": observations},
            [
                expectation(
                    "expect_column_values_to_be_between",
                    "not a size in 100 million yuan",
                    "Write a positive number of 100 million yuan (亿元).",
                    column="value",
                    min_value=0,
                    strict_min=True,
                    max_value=10_000_000,
                )
            ],
        ),
        *_task_suites(),
        suite(
            "outside_texts",
            {"border": "inputs", "file": "inputs_from"},
            [
                expectation(
                    "expect_column_values_to_be_null",
                    "an empty text, a control character, or a text of more than "
                    f"{MAX_FIELD_CHARS:,} characters",
                    "Leave the cell without a value, or correct the text.",
                    column="odd_text",
                )
            ],
        ),
        suite(
            "documents_rounds",
            {"border": "inputs", "file": "seeds/observations/documents.csv"},
            [
                expectation(
                    "expect_column_values_to_be_in_set",
                    "read in full, but no source states any target of this province and year",
                    "Add what the document states to observations.csv first, or write false.",
                    blames="is_read_in_full",
                    column="has_target_of_any_source",
                    value_set=[True],
                )
            ],
        ),
        suite(
            "observation_coverage",
            {"border": "inputs", "file": coverage},
            [
                expectation(
                    "expect_column_pair_values_to_be_equal",
                    "observations.csv has figures for other provinces than this row expects",
                    "Restore or remove the figures, or change this row if the data are right.",
                    column_A="absent_provinces",
                    column_B="absent_found",
                    ignore_row_if="neither",
                ),
                expectation(
                    "expect_column_pair_values_to_be_equal",
                    "observations.csv has figures for another number of provinces",
                    "Restore or remove the figures, or change this row if the data are right.",
                    column_A="province_count",
                    column_B="count_found",
                    ignore_row_if="neither",
                ),
            ],
        ),
        suite(
            "observation_counts",
            {"border": "inputs", "file": counts},
            [
                expectation(
                    "expect_column_pair_values_to_be_equal",
                    "observations.csv has another number of figures",
                    "Restore or remove the figures, or change this row if the data are right.",
                    column_A="observation_count",
                    column_B="count_found",
                    ignore_row_if="neither",
                )
            ],
        ),
    ]


def _task_suites() -> list[Json]:
    """Return the suites that compare the tasks and terms with the texts that were read."""
    unread = expectation(
        "expect_column_values_to_be_in_set",
        "no row of texts_read.csv for this province and year",
        "Correct the row, or add the text to texts_read.csv first.",
        blames="geography_code",
        column="is_text_read",
        value_set=[True],
    )
    return [
        suite(
            "task_order_ranks",
            {"border": "inputs", "file": "seeds/tasks/task_order.csv"},
            [
                unread,
                expectation(
                    "expect_column_pair_values_to_be_equal",
                    "a rank is missing before this one",
                    "Number the tasks of a province and year 1, 2, 3 … in the order of the text.",
                    column_A="rank",
                    column_B="rank_expected",
                ),
            ],
        ),
        suite(
            "task_order_themes",
            {"border": "inputs", "file": "seeds/tasks/task_order.csv"},
            [
                expectation(
                    "expect_column_values_to_be_null",
                    "unknown code: no row of themes.csv has this theme",
                    "Correct it, or add it to themes.csv first; separate themes by ';'.",
                    blames="other_themes",
                    column="unknown_theme",
                )
            ],
        ),
        suite(
            "mentions_texts",
            {"border": "inputs", "file": "seeds/tasks/mentions.csv"},
            [unread],
        ),
        suite(
            "texts_read_counts",
            {"border": "inputs", "file": "seeds/tasks/texts_read.csv"},
            [
                expectation(
                    "expect_column_pair_values_to_be_equal",
                    "task_order.csv has another number of tasks",
                    "Restore or remove the tasks, or change this row if they are right.",
                    column_A="task_count",
                    column_B="tasks_found",
                ),
                expectation(
                    "expect_column_pair_values_to_be_equal",
                    "mentions.csv does not count every term of terms.csv in this text",
                    "Restore the rows of mentions.csv, or count the term in this text too.",
                    blames="geography_code",
                    column_A="terms_found",
                    column_B="terms_expected",
                ),
            ],
        ),
    ]
